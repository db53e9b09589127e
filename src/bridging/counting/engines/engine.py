"""What counting asks of an engine."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bridging.records.text import cell_text

Frame = Any  # a narwhals LazyFrame, whatever stands behind it
Columns = Mapping[str, Any]


class Engine(Protocol):
    """Something that reads tables and carries narwhals expressions out where they are."""

    name: str

    def scan(self, files: Sequence[Path]) -> Frame:
        """Return the rows of files with the same columns (all CSV or all Parquet)."""

    def table(self, name: str) -> Frame:
        """Return a table of the engine's own by name."""

    def names(self) -> list[str]:
        """Return the names of the engine's own tables."""

    def lookup(self, columns: Columns) -> Frame:
        """Return a small table made of arrays."""

    def keep(self, frame: Frame) -> Frame:
        """Compute a table that is used more than once, and keep it."""

    def collect(self, frame: Frame) -> dict[str, Any]:
        """Compute a table and return its columns as arrays; missing values as None or NaN."""

    def load(self, frame: Frame) -> dict[str, Any]:
        """Return every row of a table, in its order where it has one."""

    def explain(self, frame: Frame) -> str:
        """Return how the engine means to compute a table."""

    def told(self) -> AbstractContextManager[None]:
        """Say in our words what the engine can't do, also while tables are only planned."""


def rows_of(engine: Engine, frame: Frame) -> int:
    """Count the rows of a table."""
    import narwhals as nw

    return int(engine.collect(frame.select(nw.len().alias("n")))["n"][0])


def distinct(frame: Frame) -> Frame:
    """Return the different rows of a table.

    They are grouped: `unique` numbers the rows of each kind on some engines, which takes long.
    """
    import narwhals as nw

    names = frame.collect_schema().names()
    counted = frame.group_by(*names).agg(nw.len().alias("rows_alike"))
    return counted.select(*names)


def is_untyped(values: Any) -> bool:
    """Whether cells are to be text and none of them says so: all are missing, or there are none."""
    cells = np.asarray(values)
    return cells.dtype == object and all(cell is None for cell in cells)


def plain_array(values: Any) -> Any:
    """Return a column as an array without a mask; missing values are None or NaN."""
    if not np.ma.isMaskedArray(values):
        return np.asarray(values)
    mask = np.ma.getmaskarray(values)
    data = np.ma.getdata(values)
    if not mask.any():
        return data
    if data.dtype.kind == "f":
        return np.where(mask, np.nan, data)
    cells = data.astype(object)
    cells[mask] = None
    return cells


def mapped(
    engine: Engine, frame: Frame, column: str, function: Callable[[Any], Any], name: str
) -> Frame:
    """Add a column: a function of the different values of another, computed once for each.

    `function` gets an array of text (None for missing) and returns as many numbers; rows with a
    missing value get what it says of None.
    """
    import narwhals as nw

    text = f"{name}_as_text"
    frame = frame.with_columns(nw.col(column).cast(nw.String).fill_null("").alias(text))
    found = engine.collect(distinct(frame.select(text)))[text]
    values = np.array(sorted(str(value) for value in found), dtype=object)
    result = np.asarray(function(cells_of(frame, column, values)))
    other = engine.lookup({text: values, name: result})
    if name in frame.collect_schema().names():  # a column of theirs that is called so
        frame = frame.drop(name)
    return frame.join(other, on=text, how="inner").drop(text)


def cells_of(frame: Frame, column: str, texts: Any) -> Any:
    """Return values that an engine wrote as text as records write them; None where empty."""
    import narwhals as nw

    kind = frame.collect_schema()[column]

    def cell(text: str) -> str | None:
        text = text.strip()
        if not text or (kind.is_float() and text.lower() == "nan"):
            return None
        if kind.is_float():
            return str(cell_text(float(text)))
        if kind.is_decimal():
            return str(cell_text(Decimal(text)))
        if kind == nw.Datetime:
            return str(cell_text(datetime.fromisoformat(text)))
        return text.capitalize() if kind == nw.Boolean else text

    return np.array([cell(str(text)) for text in texts], dtype=object)
