"""Kinds of columns: codes that stand for text, numbers as ids, and what can't be a cell."""

from collections.abc import Iterable
from typing import Any

from bridging.counting.engines import Frame
from bridging.errors import StudyError

MOST_WHOLE = 2.0**63 - 1024  # the largest number with a point that is a whole one of 64 bits


def plain_kinds(frame: Frame, label: str, used: Iterable[str]) -> Frame:
    """Return a table whose codes (categories) are text; refuse columns that hold no plain cells.

    Parameters
    ----------
    frame : Frame
        With our column names.
    label : str
        How the table is named in messages.
    used : iterable of str
        The columns that are counted by; others may hold anything.
    """
    import narwhals as nw

    kinds = frame.collect_schema()
    for name in used:
        if name in kinds and kinds[name].is_nested():
            raise StudyError(
                f"Column {name!r} of table {label!r} must have one value in each cell; its cells are "
                "lists or records. Write each value in a column or row of its own."
            )
    codes = [name for name in kinds.names() if kinds[name] in (nw.Categorical, nw.Enum)]
    return frame.with_columns(*[nw.col(name).cast(nw.String) for name in codes]) if codes else frame


def is_whole(kind: Any) -> bool:
    """Whether a column holds whole numbers of at most 64 bits, with a sign."""
    import narwhals as nw

    return bool(kind.is_integer()) and kind not in (nw.UInt64, nw.Int128, nw.UInt128)


def as_written(column: Any, kind: Any) -> Any:
    """Write ids as text; numbers with a point that are whole as whole numbers.

    A column of whole numbers of which one is missing is often kept with points. What is not a
    number (NaN) is missing.
    """
    import narwhals as nw

    text = column.cast(nw.String)
    if kind.is_decimal():
        return text.str.replace_all(r"\.0+$", "")
    if not kind.is_float():
        return text
    number = column.cast(nw.Float64)
    small = ~number.is_nan() & (number.abs() <= MOST_WHOLE)
    inside = nw.when(small).then(number).otherwise(nw.lit(0.0))
    inside = inside.clip(-MOST_WHOLE, MOST_WHOLE)  # DuckDB looks ahead of `when`
    digits = inside.floor().cast(nw.Int64)
    whole = small & (digits.cast(nw.Float64) == number)
    other = nw.when(~(number.is_null() | number.is_nan())).then(text)
    return nw.when(whole).then(digits.cast(nw.String)).otherwise(other)
