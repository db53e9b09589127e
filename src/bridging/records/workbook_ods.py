"""The sheets of a workbook of LibreOffice (OpenDocument, .ods) as they are.

Only ``content.xml`` is read, in one pass. Rows and cells that stand there once for many are
written out where something stands in them, within the limits of every workbook.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from bridging.records.workbook_safety import CONTENT_PART
from bridging.records.workbook_sheet import (
    Book,
    Merged,
    Sheet,
    check_extent,
    check_length,
    same_length,
)

DAY_ZERO = datetime.datetime(1899, 12, 30)

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
MOST_SPACES = 1_000
DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


@dataclass
class _Filling:
    """A sheet while it is read."""

    file: str
    name: str
    hidden: bool
    row: int = 0
    cells: int = 0
    rows: dict[int, list[Any]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    uncalculated: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def made(self) -> Sheet:
        """Return the sheet."""
        return Sheet(
            name=self.name,
            hidden=self.hidden,
            rows=same_length(self.rows),
            merged=tuple(self.merged),
            uncalculated=tuple(self.uncalculated),
            broken=tuple(self.broken),
        )


def read_ods(name: str, content: bytes) -> Book:
    """Return the sheets of a workbook of LibreOffice, of which the bytes were found safe.

    Parameters
    ----------
    name : str
        What the file is called, for messages.
    content : bytes

    Raises
    ------
    StudyError
        For a sheet that is larger than records can be.
    """
    sheets: list[Sheet] = []
    hidden: set[str] = set()
    filling: _Filling | None = None
    tables = 0  # a cell may hold a table of its own, which is not read
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(CONTENT_PART) as file:
        for event, element in ElementTree.iterparse(file, events=("start", "end")):
            if element.tag == f"{TABLE}table":
                tables += 1 if event == "start" else -1
                if event == "start" and tables == 1:
                    style = str(element.get(f"{TABLE}style-name"))
                    filling = _Filling(name, str(element.get(f"{TABLE}name")), style in hidden)
                elif event == "end" and tables == 0 and filling is not None:
                    sheets.append(filling.made())
                    filling = None
                    element.clear()
            elif event == "end" and element.tag == f"{STYLE}style":
                hidden |= _hidden_style(element)
            elif event == "end" and element.tag == f"{TABLE}table-row" and tables == 1:
                if filling is not None:
                    _add_rows(filling, element)
                element.clear()
    return Book(sheets=tuple(sheets), epoch=DAY_ZERO)


def _hidden_style(style: ElementTree.Element) -> set[str]:
    """Return the name of a style that hides its sheet, if it does."""
    shown = style.find(f"{STYLE}table-properties")
    hides = shown is not None and shown.get(f"{TABLE}display") == "false"
    return {str(style.get(f"{STYLE}name"))} if hides else set()


def _add_rows(filling: _Filling, element: ElementTree.Element) -> None:
    """Add a row as often as it stands for."""
    times = _number(element, "number-rows-repeated")
    first = filling.row + 1
    filling.row += times
    cells, column = _cells(filling, element, first)
    if all(cell is None for cell in cells):
        return
    filling.cells += times * len(cells)
    check_extent(
        filling.file,
        cells=filling.cells,
        merged=len(filling.merged),
        row=filling.row,
        column=column,
    )
    check_length(filling.file, filling.name, first, cells)
    for number in range(first, filling.row + 1):
        filling.rows[number] = cells


def _cells(filling: _Filling, row: ElementTree.Element, number: int) -> tuple[list[Any], int]:
    """Return what the cells of a row hold, and how many columns it reaches."""
    cells: list[Any] = []
    empty = 0  # cells that are only there if another comes after them
    for element in row:
        if element.tag not in (CELL, COVERED):
            continue
        times = _number(element, "number-columns-repeated")
        _see_merged(filling, element, number, len(cells) + empty)
        value = None if element.tag == COVERED else _seen(filling, element, number)
        if value is None:
            empty += times
            continue
        check_extent(filling.file, cells=0, merged=0, row=0, column=len(cells) + empty + times)
        cells += [None] * empty + [value] * times
        empty = 0
    return cells, len(cells)


def _see_merged(filling: _Filling, cell: ElementTree.Element, row: int, column: int) -> None:
    rows, columns = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        filling.merged.append((row, row + rows - 1, column, column + columns - 1))


def _seen(filling: _Filling, cell: ElementTree.Element, row: int) -> Any:
    """Return what a cell holds; remember where a formula has no value, or a wrong one."""
    if cell.get(f"{CALC}value-type") == "error":
        filling.broken.append(row)
        return None
    value = _value(cell)
    formula = cell.get(f"{TABLE}formula") is not None
    if formula and value is None and cell.get(f"{OFFICE}value-type") is None:
        filling.uncalculated.append(row)
    return value


def _value(cell: ElementTree.Element) -> Any:
    """Return what a cell holds: a number, a moment, True or False, text, or None for nothing."""
    kind = cell.get(f"{OFFICE}value-type")
    if kind in ("float", "percentage", "currency"):
        return float(str(cell.get(f"{OFFICE}value")))
    if kind == "date":
        return datetime.datetime.fromisoformat(str(cell.get(f"{OFFICE}date-value")))
    if kind == "time":
        return _time(str(cell.get(f"{OFFICE}time-value")))
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    said = cell.get(f"{OFFICE}string-value")
    text = said if said is not None else "\n".join(map(_text, cell.iterfind(f"{TEXT}p")))
    return text if text.strip() else None


def _time(duration: str) -> datetime.time | datetime.timedelta | str:
    """Return a time of day, or how long something lasted where it is a day or more.

    Examples
    --------
    >>> _time("PT14H05M00S"), _time("PT25H00M00S")
    (datetime.time(14, 5), datetime.timedelta(days=1, seconds=3600))
    """
    found = DURATION.fullmatch(duration)
    if found is None:
        return duration
    hours, minutes, seconds = (int(part) for part in found.groups())
    lasted = datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if lasted >= datetime.timedelta(days=1):
        return lasted
    return (DAY_ZERO + lasted).time()


def _text(paragraph: ElementTree.Element) -> str:
    """Return the text of a paragraph, with the spaces that are written as elements."""
    return "".join(_pieces(paragraph))


def _pieces(element: ElementTree.Element) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * min(int(child.get(f"{TEXT}c", "1")), MOST_SPACES)
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag != f"{OFFICE}annotation":
            yield from _pieces(child)
        yield child.tail or ""


def _number(element: ElementTree.Element, name: str) -> int:
    """Return how often an element is repeated, or over how many cells it is spread."""
    return max(int(element.get(f"{TABLE}{name}", "1")), 1)
