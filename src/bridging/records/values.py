"""Numbers, clock times and dates, read from text.

Each reader takes the *different* values of a column and returns NaN (or NaT) where a value can't
be read; what had to be guessed is returned along, to be told.
"""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.days_in_words import in_numbers
from bridging.records.text import Objects, text_column

Floats = npt.NDArray[np.float64]
Moments = npt.NDArray[np.datetime64]

PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+")
DOTTED_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+")
COMMA_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
ENGLISH_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}")
SPACES_IN_NUMBER = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3})")
CLOCK = re.compile(r"(\d{1,2})\s*(?:[uUhH]|:(?=\d))\s*(\d{2})?(?::(\d{2})(?:\.\d+)?)?")
HOUR = re.compile(r"(?<=\d)\s*(u|uur|h)\.?$", re.IGNORECASE)  # after the time, as in 14.30 uur
POINT_CLOCK = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")

NO_DAY = np.datetime64("NaT", "D")
FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY_FIRST_FORMATS = tuple(
    f"%d/%m/{year}{time}" for year in ("%Y", "%y") for time in ("", " %H:%M", " %H:%M:%S")
)
YEAR_FIRST_FORMATS = tuple(
    f"%Y-%m-%d{time}" for time in ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f")
)


def read_numbers(values: Objects) -> tuple[Floats, bool]:
    """Read numbers; also say whether a decimal comma was read."""
    cells = [SPACES_IN_NUMBER.sub("", str(value)) for value in values]
    comma = any(DECIMAL_COMMA.fullmatch(cell) for cell in cells)
    numbers = [_number(cell, comma) for cell in cells]
    return np.array(numbers, dtype=np.float64), comma


def are_thousands(values: Objects) -> bool:
    """Say whether marks in a column of counts stand between thousands, as in 1.250.

    They do where all that has a mark has three digits after it, and a mark of one kind.

    Examples
    --------
    >>> are_thousands(np.array(["1.250", "310"])), are_thousands(np.array(["1.250", "0.5"]))
    (True, False)
    """
    marked = [str(value) for value in values if re.search(r"[.,]", str(value))]
    return bool(marked) and any(
        all(pattern.fullmatch(cell) for cell in marked)
        for pattern in (DOTTED_THOUSANDS, COMMA_THOUSANDS)
    )


def _number(cell: str, comma: bool) -> float:
    """Read one number; dots are thousands in a column that has decimal commas."""
    if ENGLISH_THOUSANDS.fullmatch(cell):
        cell = cell.replace(",", "")
    elif DECIMAL_COMMA.fullmatch(cell):
        cell = cell.replace(".", "").replace(",", ".")
    elif comma and DOTTED_THOUSANDS.fullmatch(cell):
        cell = cell.replace(".", "")
    number = float(cell) if PLAIN.fullmatch(cell) else np.nan
    return number if np.isfinite(number) else np.nan


def read_clock(values: Objects) -> tuple[Floats, Moments, npt.NDArray[np.bool_], bool]:
    """Read times of day.

    Returns
    -------
    minutes : since midnight, or the number as it stands
    days : the date, where there is one
    is_number : where a plain number was read
    day_first : whether a date was read day first
    """
    cells = _with_colons([str(value) for value in values])
    numbers, _ = read_numbers(np.array(cells, dtype=object))
    is_number = ~np.isnan(numbers)
    minutes = np.where(is_number, numbers, [_clock_minutes(cell) for cell in cells])
    moments, day_first = read_moments(np.where(np.isnan(minutes), values, ""))
    days = moments.astype("datetime64[D]")
    dated = ~np.isnat(days)
    since_midnight = (moments[dated] - days[dated]) / np.timedelta64(1, "m")
    minutes[dated] = since_midnight
    return minutes, days, is_number, day_first


def _with_colons(cells: list[str]) -> list[str]:
    """Write 14.30 uur as 14:30, and a bare 14.30 too in a column that has other times of day."""
    dotted = [POINT_CLOCK.fullmatch(HOUR.sub("", cell)) for cell in cells]
    named = [HOUR.search(cell) is not None for cell in cells]
    are_times = any(named) or any(CLOCK.fullmatch(cell) for cell in cells)
    return [
        f"{found[1]}:{found[2]}" if found and (said or are_times) else cell
        for cell, found, said in zip(cells, dotted, named, strict=True)
    ]


def _clock_minutes(cell: str) -> float:
    """Read ``14:30``, ``14:30:15``, ``14u30``, ``14h`` or ``14 uur``; 24 to 47 is the next day."""
    spellings = (cell, HOUR.sub("", cell), HOUR.sub("u", cell))
    found = next(filter(None, map(CLOCK.fullmatch, spellings)), None)
    if found is None:
        return np.nan
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if hours >= 48 or minutes >= 60 or seconds >= 60:
        return np.nan
    return hours * 60 + minutes + seconds / 60


def read_moments(values: Objects) -> tuple[Moments, bool]:
    """Read dates with or without a time; also say whether one was read day first.

    A time zone is left out: what counts is the clock on the wall.
    """
    cells = text_column(values).fillna("").str.replace("T", " ", n=1, regex=False)
    worded = cells.str.contains(r"[a-zA-Z]{2}").to_numpy(dtype=bool)
    if worded.any():
        cells = cells.mask(worded, cells[worded].map(in_numbers))
    cells = cells.str.replace(r"(?<=:\d\d)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$", "", regex=True)
    year_first = cells.str.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}( .*)?").to_numpy(dtype=bool)
    day_first = cells.str.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d\d)( .*)?")
    day_first = day_first.to_numpy(dtype=bool)
    moments = np.full(len(cells), "NaT", dtype="datetime64[us]")
    _fill(moments, _with_separator(cells, "-"), year_first, YEAR_FIRST_FORMATS)
    _fill(moments, _with_separator(cells, "/"), day_first, DAY_FIRST_FORMATS)
    return moments, bool((day_first & ~np.isnat(moments)).any())


def _with_separator(cells: pd.Series, separator: str) -> pd.Series:
    return cells.str.replace(
        r"^(\d+)[-/.](\d+)[-/.](\d+)", rf"\1{separator}\2{separator}\3", regex=True
    )


def _fill(
    moments: Moments, cells: pd.Series, where: npt.NDArray[np.bool_], formats: tuple[str, ...]
) -> None:
    """Read the cells `where`, trying the formats in turn."""
    for form in formats:
        left = where & np.isnat(moments)
        if not left.any():
            return
        read = pd.to_datetime(cells[left], format=form, errors="coerce")
        plausible = read.dt.year.between(FIRST_YEAR, LAST_YEAR)
        moments[left] = read.where(plausible).to_numpy(dtype="datetime64[us]")
