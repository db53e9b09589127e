"""Dates and times that a workbook holds as numbers: days since 1900, and parts of a day."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from bridging.records.files import Told
from bridging.records.schema import Table, plain

FIRST_SERIAL, LAST_SERIAL = 14_611, 73_050  # 1940 to 2099
SERIAL_NOTE = "Numbers were read as dates or times, as a spreadsheet counts them."
SERIAL_HINT = "Give the cells the format of a date or a time."


@dataclass
class Columns:
    """The cells of a table by column, and what was guessed."""

    cells: list[list[Any]]
    told: list[Told] = field(default_factory=list)


def read_serials(
    cells: list[list[Any]], header: list[str], schema: Table, epoch: datetime
) -> Columns:
    """Read numbers in columns of dates and times as the moments they stand for.

    Parameters
    ----------
    cells : list of list
        The cells by column.
    header : list of str
    schema : Table
    epoch : datetime
        The day from which the workbook counts.
    """
    kinds = {
        spelling: "date" if column.name == "date" else column.kind
        for column in schema.columns
        for spelling in (*column.aliases, column.name)
    }
    read = Columns([])
    for name, column in zip(header, cells, strict=False):
        kind = kinds.get(plain(name), "")
        made = [serial_moment(cell, kind, epoch) for cell in column]
        if any(one is not None for one in made):
            read.told.append(Told(None, name, SERIAL_NOTE, SERIAL_HINT, "note"))
        read.cells.append(
            [cell if one is None else one for cell, one in zip(column, made, strict=True)]
        )
    return read


def serial_moment(value: Any, kind: str, epoch: datetime | None = None) -> datetime | time | None:
    """Return the moment that a number stands for in a column of this kind, or None.

    Examples
    --------
    >>> serial_moment(45721.5, "moment")
    datetime.datetime(2025, 3, 5, 12, 0)
    >>> serial_moment(0.75, "clock")
    datetime.time(18, 0)
    >>> serial_moment(90, "clock") is None
    True
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    part_of_day = 0 < value < 1 and kind in ("moment", "clock")
    day = FIRST_SERIAL <= value < LAST_SERIAL and kind in ("moment", "date", "clock")
    if not (part_of_day or day):
        return None
    from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

    moment = from_excel(value, epoch or WINDOWS_EPOCH)
    return moment if isinstance(moment, datetime | time) else None
