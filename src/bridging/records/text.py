"""Cells as text: the one form in which every id and attribute is kept.

A text column holds `str` or a missing value, whatever it came from: whole numbers become ``"1"``,
whole floats too, dates ISO text. pandas 2 keeps text as `object`, pandas 3 as `str`; `TEXT` is
what this pandas uses, so that a column has the same type even where all of it is missing.
"""

import datetime
import numbers
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

TEXT = pd.Series(["text"]).dtype

Objects = npt.NDArray[np.object_]


def text_column(values: Any, index: Any = None) -> pd.Series:
    """Return `values` (str or missing) as a text column."""
    if isinstance(values, pd.Series) and _is_text(values):
        return values if index is None else values.set_axis(index)
    cells = np.asarray(values, dtype=object)
    return pd.Series(np.where(pd.isna(cells), np.nan, cells), index=index, dtype=TEXT)


def missing_text(size: int) -> pd.Series:
    """Return a text column of `size` missing values."""
    return text_column(np.full(size, np.nan, dtype=object))


def as_text(values: Any) -> pd.Series:
    """Return a column of any type as text: trimmed, with empty text as missing."""
    column = pd.Series(values)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu":  # nothing to look at
        return text_column(column.astype(str))
    if _is_text(column):
        return _trimmed(column)
    codes, different = factorized(column)
    cells = np.array([cell_text(value) for value in different] + [np.nan], dtype=object)
    return text_column(cells[codes], index=column.index)


def _is_text(column: pd.Series) -> bool:
    """Whether a column is of the type that this pandas has for text alone."""
    return isinstance(column.dtype, pd.StringDtype) and column.dtype == TEXT


def _trimmed(column: pd.Series) -> pd.Series:
    """Return a text column trimmed, with empty text as missing, all of it at once."""
    text = column.str.strip()
    if text.str.contains("\r", regex=False).any():
        text = text.str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    empty = text == ""
    return text.mask(empty) if empty.any() else text


def factorized(column: pd.Series) -> tuple[npt.NDArray[np.intp], Objects]:
    """Return a code per row (-1 missing) and the different values, as objects."""
    try:
        codes, different = pd.factorize(column)
    except TypeError:  # lists or other values that can't be compared
        codes, different = pd.factorize(column.map(str, na_action="ignore"))
    if different.dtype == np.float32:  # keeps its short spelling: 0.1 is not 0.10000000149
        return codes, np.array(list(np.asarray(different)), dtype=object)
    return codes, np.asarray(pd.Series(different).astype(object), dtype=object)


def by_unique(column: pd.Series, function: Callable[[Objects], Any], missing: Any) -> Any:
    """Apply `function` to the different values of a text column, and spread the result out."""
    codes, different = factorized(column)
    result = np.asarray(function(different))
    return np.append(result, np.asarray([missing], dtype=result.dtype))[codes]


def cell_text(value: Any) -> Any:
    """Return one value as text; NaN where nothing is left."""
    if isinstance(value, str):
        text = value.strip()
        return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text) or np.nan
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, numbers.Number):
        return _number_text(value)
    if isinstance(value, datetime.timedelta | np.timedelta64):
        return _number_text(pd.Timedelta(value).total_seconds() / 60)
    if isinstance(value, datetime.datetime | np.datetime64):
        return _moment_text(pd.Timestamp(value))
    return str(value).strip() or np.nan


def number_text(value: float) -> str:
    """Write a number as short as it can be read back: ``5``, ``0.25``."""
    return str(int(value)) if value == int(value) else str(value)


def _number_text(value: Any) -> str:
    try:
        return number_text(value)
    except (OverflowError, ValueError, TypeError):  # infinite, or complex
        return str(value)


def _moment_text(value: pd.Timestamp) -> str:
    day = value.tz_localize(None)
    return str(day.date()) if day == day.normalize() else day.isoformat(sep=" ")


def is_mixed(column: pd.Series) -> bool:
    """Whether a column holds values of more than one kind, as numbers and text."""
    kind = pd.api.types.infer_dtype(column, skipna=True)
    return kind in {"mixed", "mixed-integer"}
