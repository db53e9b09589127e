"""The sheets of a workbook as they are: cells by row, merged cells, and formulas without a value."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bridging.errors import StudyError
from bridging.records.workbook_ods import read_ods
from bridging.records.workbook_safety import damaged, is_open_document, safe_content
from bridging.records.workbook_sheet import (
    Book,
    Merged,
    Sheet,
    check_extent,
    check_length,
    same_length,
)

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass
class _Layout:
    """What can be seen of a sheet before its cells are read."""

    last_row: int = 0
    last_column: int = 0
    merged: list[Merged] = field(default_factory=list)
    uncalculated: list[int] = field(default_factory=list)


def open_book(path: Path) -> Book:
    """Read all sheets of a workbook.

    Raises
    ------
    StudyError
        For a file that is no workbook, can't be opened, or is larger than records can be.
    """
    content = safe_content(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and pictures, which are not read
            read = read_ods if is_open_document(content) else _read
            return read(path.name, content)
    except StudyError:
        raise
    except Exception as error:  # what is in the parts may be anything
        raise StudyError(damaged(path.name)) from error


def _read(name: str, content: bytes) -> Book:
    from openpyxl import load_workbook

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        layouts = {sheet: _layout(name, archive, part) for sheet, part in _parts(archive)}
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = tuple(_sheet(one, layouts[one.title], name) for one in book.worksheets)
        return Book(sheets=sheets, epoch=book.epoch)
    finally:
        book.close()


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of every sheet and the part of the archive that holds it."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet"):
        target = targets[sheet.get(RELATION)]
        yield (
            str(sheet.get("name")),
            (target.lstrip("/") if target.startswith("/") else f"xl/{target}"),
        )


def _layout(name: str, archive: zipfile.ZipFile, part: str) -> _Layout:
    """Go through a sheet once: how far it is filled, merged cells, formulas without a value."""
    layout, row, column, cells = _Layout(), 0, 0, 0
    with archive.open(part) as file:
        for event, element in ElementTree.iterparse(file, events=("start", "end")):
            if element.tag == f"{MAIN}row":
                if event == "start":  # cells and rows may leave their place to be counted
                    row, column = int(element.get("r") or row + 1), 0
                else:
                    element.clear()
            elif event == "end" and element.tag == f"{MAIN}c":
                found = PLACE.fullmatch(element.get("r") or "")
                column = _column(found[1]) if found else column + 1
                cells += 1
                _see_cell(layout, element, row, column)
            elif event == "end" and element.tag == f"{MAIN}mergeCell":
                layout.merged.append(_merged(str(element.get("ref"))))
            check_extent(
                name,
                cells=cells,
                merged=len(layout.merged),
                row=layout.last_row,
                column=layout.last_column,
            )
    return layout


def _see_cell(layout: _Layout, element: ElementTree.Element, row: int, column: int) -> None:
    value = element.find(f"{MAIN}v")
    formula = element.find(f"{MAIN}f") is not None
    if value is None and not formula and element.get("t") != "inlineStr":
        return
    layout.last_row, layout.last_column = max(layout.last_row, row), max(layout.last_column, column)
    if formula and (value is None or value.text is None) and element.get("t") != "str":
        layout.uncalculated.append(row)


def _column(letters: str) -> int:
    """Return the number of a column from its letters, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merged(reference: str) -> Merged:
    first, _, last = reference.partition(":")
    one, other = PLACE.fullmatch(first), PLACE.fullmatch(last or first)
    if one is None or other is None:
        raise ValueError(reference)
    return int(one[2]), int(other[2]), _column(one[1]) - 1, _column(other[1]) - 1


def _sheet(sheet: Any, layout: _Layout, name: str) -> Sheet:
    rows: dict[int, list[Any]] = {}
    broken: list[int] = []
    if layout.last_row:
        sheet.reset_dimensions()  # what the file says of its size need not be so
        cells = sheet.iter_rows(max_row=layout.last_row, max_col=layout.last_column)
        for number, row in enumerate(cells, start=1):
            values = [_value(cell) for cell in row]
            check_length(name, sheet.title, number, values)
            if any(cell.data_type == "e" for cell in row):
                broken.append(number)
            if any(value is not None for value in values):
                rows[number] = values
    return Sheet(
        name=sheet.title,
        hidden=sheet.sheet_state != "visible",
        rows=same_length(rows),
        merged=tuple(layout.merged),
        uncalculated=tuple(dict.fromkeys(layout.uncalculated)),
        broken=tuple(broken),
    )


def _value(cell: Any) -> Any:
    """Return what a cell holds; white space alone and errors as ``#REF!`` are nothing."""
    value = cell.value
    if cell.data_type == "e" or (isinstance(value, str) and not value.strip()):
        return None
    return value
