"""Dates over the columns of a grid, in the many ways people write them."""

import re
from datetime import date, datetime
from typing import Any

from bridging.records.days_in_words import MONTHS, month_named
from bridging.records.workbook_dates import serial_moment

NAMED_DAY = re.compile(r"(?:[a-z]{2,9}\.?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?(?:\s+(\d{4}))?")
NUMBERED_DAY = re.compile(r"(?:[a-z]{2,9}\.?\s+)?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d\d))?")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
MONTH_NUMBER = re.compile(r"(?<!\d)(?:20\d\d)[-_ /.](\d{1,2})(?!\d)")

Day = tuple[int | None, int, int]  # year where it is known, month, day


def header_day(cell: Any, sheet_name: str) -> Day | None:
    """Return the day that a cell of a header stands for, or None.

    A year or month that the cell leaves out is that of the sheet's name.

    Examples
    --------
    >>> header_day("5/3", "2026"), header_day("wo 5 maart", "groep"), header_day(5, "maart 2026")
    ((2026, 3, 5), (None, 3, 5), (2026, 3, 5))
    >>> header_day(5, "aanwezigheid") is None
    True
    """
    year = int(found[1]) if (found := YEAR.search(sheet_name)) else None
    month = sheet_month(sheet_name)
    if isinstance(cell, datetime | date):
        return cell.year, cell.month, cell.day
    moment = serial_moment(cell, "date")
    if isinstance(moment, datetime):
        return moment.year, moment.month, moment.day
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        whole = month is not None and cell == int(cell)
        return _day(year, month or 0, int(cell)) if whole else None
    return _day_of_text(str(cell).strip().lower(), year, month) if isinstance(cell, str) else None


def _day_of_text(text: str, year: int | None, month: int | None) -> Day | None:
    if found := ISO_DAY.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERED_DAY.fullmatch(text):
        own = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else year
        return _day(own, int(found[2]), int(found[1]))
    if (found := NAMED_DAY.fullmatch(text)) and found[2][:3] in MONTHS:
        return _day(int(found[3]) if found[3] else year, MONTHS[found[2][:3]], int(found[1]))
    if month is not None and text.isdecimal() and len(text) <= 2:
        return _day(year, month, int(text))
    return None


def _day(year: int | None, month: int, day: int) -> Day | None:
    try:
        date(year or 2024, month, day)  # a leap year: 29 February is a day in some year
    except ValueError:
        return None
    return year, month, day


def sheet_month(name: str) -> int | None:
    """Return the month that a sheet is called after, or None.

    Examples
    --------
    >>> sheet_month("Maart 2026"), sheet_month("2026-03"), sheet_month("deelnemers")
    (3, 3, None)
    """
    for word in re.findall(r"[a-z]+", name.lower()):
        if month := month_named(word):
            return month
    found = MONTH_NUMBER.search(name)
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else None
