"""Columns that hold numbers, clock times or dates: read, with a problem where one can't be."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.problems import Problems
from bridging.records.schema import TABLES
from bridging.records.text import by_unique, factorized, number_text, text_column
from bridging.records.values import (
    NO_DAY,
    PLAIN,
    are_thousands,
    read_clock,
    read_moments,
    read_numbers,
)

MINUTES_A_DAY = 24 * 60
NO_MOMENT = np.datetime64("NaT", "us")

COMMA_NOTE = "A comma was read as the decimal sign."
DAY_FIRST_NOTE = "Dates were read day first, as 31/12/2026."

COUNTS = ("present", "contacts", "count")  # of people, families or contacts: whole numbers


def read_types(name: str, frame: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    """Return a table with its numbers and dates read; clock times are left (see `read_times`)."""
    for column in TABLES[name].of_kind("number", "share"):
        if column.name in frame:
            numbers = _numbers(name, frame, column.name, column.kind == "share", problems)
            frame = frame.assign(**{column.name: numbers})
    if name == "sessions":
        frame = _with_moments(frame, problems)
    return frame


def _numbers(
    table: str, frame: pd.DataFrame, column: str, share: bool, problems: Problems
) -> npt.NDArray[np.float64]:
    text = frame[column]
    if share:
        text = text.str.removesuffix("%").str.rstrip()
    if column in COUNTS and are_thousands(factorized(text)[1]):
        text = text.str.replace(r"[.,]", "", regex=True)
        problem = f"The mark in numbers of `{column}` was read as one between thousands."
        problems.add(table, None, column, problem, "Write 1250, not 1.250 or 1,250.", "warning")
    comma = read_numbers(factorized(text)[1])[1]
    numbers: npt.NDArray[np.float64] = by_unique(text, lambda cells: read_numbers(cells)[0], np.nan)
    rows = frame[ROW].to_numpy()
    unread = np.isnan(numbers) & text.notna().to_numpy()
    hint = "The value is read as missing."
    problems.add(table, rows[unread], column, f"`{column}` must be a number.", hint)
    negative = numbers < 0
    problems.add(table, rows[negative], column, f"`{column}` can't be negative.", hint)
    if comma:
        problems.add(table, None, column, COMMA_NOTE, "", "note")
    return np.where(negative, np.nan, numbers)


def _with_moments(frame: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    """Read start and end of sessions; a time of day is added to the column `date`.

    Where there is a date and no time, the session starts that day.
    """
    noted: dict[str, str] = {}
    days, undated = _days(frame, problems)
    if days is not None and "start" not in frame:
        frame = frame.assign(start=frame["date"].mask(undated))
    for column in ("start", "end"):
        if column not in frame:
            frame = frame.assign(**{column: np.full(len(frame), NO_MOMENT)})
            continue
        text = _with_date(frame, column)
        moments, day_first = _moments(text)
        unread = np.isnat(moments) & text.notna().to_numpy() & ~undated
        if column == "start" and days is not None:
            moments = np.where(np.isnat(moments), days, moments)
        problems.add(
            "sessions",
            frame[ROW].to_numpy()[unread],
            column,
            f"`{column}` must be a date, with or without a time.",
            "Write 2026-12-31 14:30, or give the day in a column `date`.",
        )
        if day_first:
            day_in = "date" if "date" in frame else column
            noted[day_in] = DAY_FIRST_NOTE
        frame = frame.assign(**{column: moments})
    for column, note in noted.items():
        problems.add("sessions", None, column, note, "", "note")
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    early = end < start
    problems.add(
        "sessions",
        frame[ROW].to_numpy()[early],
        "end",
        "`end` can't be before `start`.",
        "Both are read as missing; the session stays.",
    )
    return frame.assign(
        start=np.where(early, NO_MOMENT, start), end=np.where(early, NO_MOMENT, end)
    )


def _days(frame: pd.DataFrame, problems: Problems) -> tuple[Any, Any]:
    """Return the days in the column `date`, if there is one, and where one can't be read."""
    if "date" not in frame:
        return None, np.zeros(len(frame), dtype=bool)
    days, _ = _moments(frame["date"])
    undated = np.isnat(days) & frame["date"].notna().to_numpy()
    problems.add(
        "sessions",
        frame[ROW].to_numpy()[undated],
        "date",
        "`date` must be a date.",
        "Write 2026-12-31, 31/12/2026 or 31 december 2026. The session is in no period.",
    )
    return days, undated


def _with_date(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column of moments as text, with the date put before a bare time of day."""
    text = frame[column]
    if "date" not in frame:
        return text
    spelt = r"^(\d{1,2})\s*(?:uur|[:.uUhH])\s*(\d{2})?(:\d{2})?\s*(?:uur|[uUhH])?\.?$"
    clock = text.str.extract(spelt)
    bare = clock[0].notna() & frame["date"].notna()
    time = clock[0] + ":" + clock[1].fillna("00") + clock[2].fillna("")
    return text.where(~bare, frame["date"] + " " + time)


def _moments(text: pd.Series) -> tuple[Any, bool]:
    day_first = read_moments(factorized(text)[1])[1]
    return by_unique(text, lambda cells: read_moments(cells)[0], NO_MOMENT), day_first


def moments_if_all(text: pd.Series) -> Any | None:
    """Return a text column as dates when every value of it is one, else None."""
    moments, _ = _moments(text)
    return None if (np.isnat(moments) & text.notna().to_numpy()).any() else moments


def read_times(attendance: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    """Return attendance with arrival and departure in minutes, comparable within a session.

    Clock times count from midnight; full dates from the first midnight of their session; plain
    numbers stand as they are.
    """
    columns = [name for name in ("arrival", "departure") if name in attendance]
    minutes, days = {}, {}
    for column in columns:
        minutes[column], days[column] = _clock(attendance, column, problems)
    first = _first_day(attendance["session"], days)
    for column in columns:
        since = (days[column] - first) / np.timedelta64(1, "D")
        minutes[column] = minutes[column] + np.where(np.isnan(since), 0, since) * MINUTES_A_DAY
    attendance = attendance.assign(**minutes)
    return _without_early_departures(attendance, problems) if len(columns) == 2 else attendance


def _clock(frame: pd.DataFrame, column: str, problems: Problems) -> tuple[Any, Any]:
    text, rows = frame[column], frame[ROW].to_numpy()
    codes, different = factorized(text)
    read, day, is_number, day_first = read_clock(different)
    minutes, days = np.append(read, np.nan)[codes], np.append(day, NO_DAY)[codes]
    number = np.append(is_number, False)[codes]
    unread = np.isnan(minutes) & text.notna().to_numpy()
    hint = "Write 14:30. The time is read as missing; the row stays."
    problems.add("attendance", rows[unread], column, f"`{column}` must be a time of day.", hint)
    negative = number & (minutes < 0)
    problems.add("attendance", rows[negative], column, f"`{column}` can't be negative.", hint)
    if is_number.any() and (~is_number & ~np.isnan(read)).any():
        problems.add(
            "attendance",
            rows[number],
            column,
            f"`{column}` must be written in one way; this column has times of day and numbers.",
            "The numbers were read as minutes since midnight. Write 14:30.",
            "warning",
        )
    if day_first:
        problems.add("attendance", None, column, DAY_FIRST_NOTE, "", "note")
    return np.where(negative, np.nan, minutes), days


def _first_day(session: pd.Series, days: dict[str, Any]) -> Any:
    """Return per row the first day on which anyone arrived or left in its session."""
    first = np.full(len(session), NO_DAY)
    for column in days.values():
        per_session = pd.Series(column.astype("datetime64[s]")).groupby(session.to_numpy())
        earliest = per_session.transform("min").to_numpy(dtype="datetime64[D]")
        first = np.fmin(first, earliest)
    return first


def _without_early_departures(attendance: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    early = (attendance["departure"] < attendance["arrival"]).to_numpy()
    problems.add(
        "attendance",
        attendance[ROW].to_numpy()[early],
        "departure",
        "`departure` can't be before `arrival`.",
        "Both times are read as missing; the row stays. Past midnight, write 24:30 for 0:30.",
    )
    return attendance.assign(
        **{name: attendance[name].mask(early) for name in ("arrival", "departure")}
    )


def _is_other(cell: str, number: float) -> bool:
    """Whether a number was read in another way than it is written plainly."""
    return not np.isnan(number) and (not PLAIN.fullmatch(cell) or float(cell) != number)


def as_plain_numbers(text: pd.Series) -> pd.Series:
    """Return a text column with its numbers written plainly: a decimal point, no thousands."""

    def plainly(cells: Any) -> Any:
        numbers, _ = read_numbers(cells)
        return np.array(
            [
                number_text(number) if _is_other(cell, number) else cell
                for cell, number in zip(cells, numbers, strict=True)
            ],
            dtype=object,
        )

    return text_column(by_unique(text, plainly, np.nan), index=text.index)
