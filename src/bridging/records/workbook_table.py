"""From a sheet to a table: where its header is, and what stands around the records."""

import itertools
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from bridging.records.files import FileTable, Told
from bridging.records.schema import TABLES, Table, plain
from bridging.records.text import as_text, cell_text
from bridging.records.workbook_dates import read_serials
from bridging.records.workbook_sheet import Sheet

Cells = list[Any]
Rows = dict[int, Cells]

LOOKED_AT = 40  # rows in which a header is looked for
EXAMPLE = re.compile(r"(voorbeeld|example)(_\d+)?")
EXAMPLES = "Example rows were left out."
TOTALS = ("totaal", "totalen", "total", "totals", "subtotaal", "subtotal", "som", "sum")
IDS = ("participant", "session", "site", "encounter", "source", "target")
KEYS = (*IDS, "line", "group", "group_a", "group_b")
WORDS_OF_A_REMARK = 3


def sheet_table(sheet: Sheet, table: str, epoch: datetime, names: Iterable[str] = ()) -> FileTable:
    """Return the table in a sheet, as text, with what was guessed.

    Parameters
    ----------
    sheet : Sheet
    table : str
        Our name of the table.
    epoch : datetime
        The day from which the workbook's dates count.
    names : iterable of str
        Column names to expect besides those of the table: of lines.
    """
    schema, told = TABLES[table], told_of_cells(sheet)
    rows = filled_down(sheet)
    if not rows:
        return FileTable(pd.DataFrame(), np.zeros(0, dtype=np.int64), told=told)
    known = {name for column in schema.columns for name in (column.name, *column.aliases)}
    header, first = find_header(sheet, rows, known | {plain(name) for name in names}, told)
    data = {number: row for number, row in rows.items() if number >= first}
    data = _without_surroundings(data, header, schema, told)
    used = [k for k, name in enumerate(header) if name or _is_filled(data, k)]
    header = [header[k] for k in used]
    cells = [[row[k] for row in data.values()] for k in used]
    columns = read_serials(cells, header, schema, epoch)
    return FileTable(
        text_frame(header, columns.cells),
        np.array(list(data), dtype=np.int64),
        told=[*told, *columns.told],
    )


def _is_filled(data: Rows, k: int) -> bool:
    return any(row[k] is not None for row in data.values())


def text_frame(header: list[str], cells: list[list[Any]]) -> pd.DataFrame:
    """Return a frame of text from cells by column; names may repeat."""
    columns = [as_text(pd.Series(column, dtype=object)) for column in cells]
    if not columns:
        return pd.DataFrame()
    frame = pd.concat(columns, axis="columns")
    return frame.set_axis(pd.Index(header, dtype=object), axis="columns")


def told_of_cells(sheet: Sheet) -> list[Told]:
    """Tell of formulas without a value, and of errors: both are read as empty."""
    told = []
    if sheet.uncalculated:
        told.append(
            Told(
                sheet.uncalculated,
                "",
                "A formula must have a value; in these rows some have none, because no spreadsheet "
                "has calculated them.",
                "They are read as empty. Open the workbook in Excel or LibreOffice, and save it.",
                "warning",
            )
        )
    if sheet.broken:
        told.append(
            Told(
                sheet.broken,
                "",
                "A cell can't be read when it holds an error, as #REF! or #N/A.",
                "It is read as empty. Correct its formula.",
                "warning",
            )
        )
    return told


def filled_down(sheet: Sheet) -> Rows:
    """Return the rows, with the value of merged cells in each row that they cover."""
    rows = {number: list(row) for number, row in sheet.rows.items()}
    for first, last, column, _ in sheet.merged:
        top = rows.get(first)
        if top is None or column >= len(top) or last <= first:
            continue
        for number in range(first + 1, min(last, max(rows)) + 1):
            if number in rows:
                rows[number][column] = top[column]
    return rows


def find_header(
    sheet: Sheet, rows: Rows, known: set[str], told: list[Told]
) -> tuple[list[str], int]:
    """Return the names of the columns, and the number of the first row under them.

    The header is the row with most of the names that are `known`, and else the first row.
    """
    candidates = list(rows)[:LOOKED_AT]
    hits = [sum(plain_cell(cell) in known for cell in rows[number]) for number in candidates]
    best = int(np.argmax(hits))
    at, above = candidates[best], candidates[:best]
    tall = [last for first, last, _, _ in sheet.merged if first <= at <= last and last > first]
    last = max([at, *(number for number in tall if number in rows and number <= at + 2)])
    names = _names(sheet, rows, last, above, known)
    under = [number for number in rows if number > last]
    if under and hits[best] >= 2 and _is_header_again(rows[under[0]], known):
        told.append(Told([under[0]], "", "A second row of column names was left out.", "", "note"))
        last = under[0]
    if above:
        told.append(Told(above, "", "Rows above the column names were not read.", "", "note"))
    return names, last + 1


def _names(sheet: Sheet, rows: Rows, at: int, above: Sequence[int], known: set[str]) -> list[str]:
    """Return the header; where names repeat, those merged above them are put before.

    A column without a name has the one in the row above, if that is a name that we know.
    """
    names = [_text(cell) for cell in rows[at]]
    if at - 1 in above:
        upper = [_text(cell) for cell in rows[at - 1]]
        names = [
            name or (over if plain(over) in known else "")
            for name, over in zip(names, upper, strict=True)
        ]
    over = [""] * len(names)
    for number in above:
        for first, last, left, right in sheet.merged:
            if first <= number <= last and right > left and left < len(names):
                for k in range(left, min(right, len(names) - 1) + 1):
                    over[k] = _text(rows[number][left])
    twice = {name for name in names if name and names.count(name) > 1}
    return [f"{over[k]} {name}".strip() if name in twice else name for k, name in enumerate(names)]


def _is_header_again(row: Cells, known: set[str]) -> bool:
    filled = [cell for cell in row if cell is not None]
    return len(filled) >= 2 and all(plain_cell(cell) in known for cell in filled)


def _without_surroundings(data: Rows, header: list[str], schema: Table, told: list[Told]) -> Rows:
    """Leave out examples, totals and remarks, and tell their rows."""
    ids, keys = _columns_of(IDS, header, schema), _columns_of(KEYS, header, schema)
    gap = _after_a_gap(data)
    kinds: dict[str, list[int]] = {"example": [], "total": [], "remark": []}
    for number, row in data.items():
        texts = [plain_cell(row[k]) for k in keys]
        filled = [cell for cell in row if cell is not None]
        if _is_example([plain_cell(row[k]) for k in ids if row[k] is not None]):
            kinds["example"].append(number)
        elif any(text in TOTALS for text in texts) or plain_cell(filled[0]) in TOTALS:
            kinds["total"].append(number)
        elif number in gap and len(header) > 1 and _is_remark(filled):
            kinds["remark"].append(number)
    _tell_left_out(kinds, told)
    left_out = {number for numbers in kinds.values() for number in numbers}
    return {number: row for number, row in data.items() if number not in left_out}


def _tell_left_out(kinds: dict[str, list[int]], told: list[Told]) -> None:
    if kinds["example"]:
        told.append(Told(kinds["example"], "", EXAMPLES, "", "note"))
    if kinds["total"]:
        told.append(
            Told(
                kinds["total"],
                "",
                "Rows with a total were left out.",
                "If one of them is a person or a session, give it another name.",
                "warning",
            )
        )
    if kinds["remark"]:
        told.append(
            Told(
                kinds["remark"],
                "",
                "Remarks under the table were left out: one cell of text, after an empty row.",
                "If one of them is part of the table, remove the empty row.",
                "warning",
            )
        )


def _is_example(ids: list[str]) -> bool:
    """Whether all ids of a row say that it is an example; a row half written over is none."""
    return bool(ids) and all(EXAMPLE.fullmatch(one) for one in ids)


def _columns_of(names: Sequence[str], header: list[str], schema: Table) -> list[int]:
    """Return where the columns of these names stand, by any name by which they are understood."""
    spellings = {
        spelling
        for column in schema.columns
        if column.name in names
        for spelling in (*column.aliases, column.name)
    }
    return [k for k, name in enumerate(header) if plain(name) in spellings]


def _after_a_gap(data: Rows) -> set[int]:
    """Return the rows that come after an empty row."""
    numbers = list(data)
    for before, number in itertools.pairwise(numbers):
        if number > before + 1:
            return {one for one in numbers if one >= number}
    return set()


def _is_remark(filled: Cells) -> bool:
    return (
        len(filled) == 1
        and isinstance(filled[0], str)
        and len(filled[0].split()) >= WORDS_OF_A_REMARK
    )


def plain_cell(cell: Any) -> str:
    """Return a cell as names are compared; empty for a cell that holds no text."""
    return plain(cell) if isinstance(cell, str) else ""


def _text(cell: Any) -> str:
    text = cell_text(cell) if cell is not None else ""
    return " ".join(text.split()) if isinstance(text, str) else ""
