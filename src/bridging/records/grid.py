"""Presence as people keep it: families in rows, dates in columns, a cross where they came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from bridging.records.files import FileTable, Told
from bridging.records.grid_days import Day, header_day
from bridging.records.grid_marks import mark
from bridging.records.schema import TABLES, plain
from bridging.records.text import cell_text, text_column
from bridging.records.workbook_sheet import Sheet
from bridging.records.workbook_table import (
    LOOKED_AT,
    TOTALS,
    Rows,
    filled_down,
    plain_cell,
    told_of_cells,
)

FEWEST_DATES = 2
ABOVE = "Rows above the column names were not read."
MOSTLY = 0.5


@dataclass
class Grid:
    """A sheet that is a grid: where its header is, its dates, and the columns before them."""

    sheet: Sheet
    rows: Rows
    header: int
    days: dict[int, Day]
    names: dict[int, str]


@dataclass
class GridTables:
    """What grids hold: tables as files would have them, and where they were found."""

    participants: FileTable
    sessions: FileTable
    attendance: FileTable
    told: list[tuple[str, Told]] = field(default_factory=list)


def find_grid(sheet: Sheet, fewest: int = FEWEST_DATES) -> Grid | None:
    """Return the grid in a sheet, or None where there is none.

    Parameters
    ----------
    sheet : Sheet
    fewest : int, default 2
        How many dates a row of column names must have at least.
    """
    rows = filled_down(sheet)
    for number in list(rows)[:LOOKED_AT]:
        days = {
            k: day
            for k, cell in enumerate(rows[number])
            if (day := header_day(cell, sheet.name)) is not None
        }
        if len(days) >= fewest and min(days) > 0:
            grid = Grid(sheet, rows, number, days, _names_before(rows, number, min(days)))
            return grid if grid.names and _has_crosses(grid) else None
        if _is_list_header(rows[number]):
            return None
    return None


def _is_list_header(row: Sequence[Any]) -> bool:
    """Whether a row has the column names of a list of who was present, which no grid has."""
    known = {
        name
        for column in TABLES["attendance"].columns
        if column.name in ("session", "arrival", "departure", "company")
        for name in (column.name, *column.aliases)
    }
    return any(plain_cell(cell) in known for cell in row)


def _names_before(rows: Rows, header: int, first: int) -> dict[int, str]:
    """Return the columns before the dates; the first of them is whom the row is about."""
    above = [number for number in rows if number <= header]
    names = {}
    for k in range(first):
        texts = [cell_text(rows[number][k]) for number in above if rows[number][k] is not None]
        filled = any(row[k] is not None for number, row in rows.items() if number > header)
        if filled:
            names[k] = str(texts[-1]) if texts and rows[header][k] is not None else ""
    return names


def _has_crosses(grid: Grid) -> bool:
    """Whether what stands under the dates is mostly crosses."""
    marks = [
        mark(row[k])
        for number, row in grid.rows.items()
        if number > grid.header and not _is_total(row)
        for k in grid.days
        if row[k] is not None
    ]
    read = [one for one in marks if one is not None]
    return bool(marks) and len(read) >= MOSTLY * len(marks)


def _is_total(row: Sequence[Any]) -> bool:
    return any(plain_cell(cell) in TOTALS for cell in row)


def read_grids(grids: Sequence[Grid]) -> GridTables:
    """Return the people, sessions and presence in grids, one after another."""
    people: dict[str, dict[str, Any]] = {}
    sessions: dict[str, dict[str, Any]] = {}
    visits: list[tuple[str, str, int]] = []
    told: list[tuple[str, Told]] = []
    for grid in grids:
        said = told_of_cells(grid.sheet)
        above = [number for number in grid.rows if number < grid.header]
        if above:
            said.append(Told(above, "", ABOVE, "", "note"))
        named = _sessions(grid, sessions, said)
        _read_rows(grid, named, people, visits, said)
        told += [(grid.sheet.name, one) for one in said]
    participants, sessions_rows = list(people.values()), list(sessions.values())
    return GridTables(
        participants=_table(participants),
        sessions=_table(sessions_rows),
        attendance=_table(
            [{"participant": p, "session": s, "row": number} for p, s, number in visits]
        ),
        told=told,
    )


def _sessions(grid: Grid, sessions: dict[str, dict[str, Any]], told: list[Told]) -> dict[int, str]:
    """Name a session for each date with a cross; a date that returns is another session."""
    named: dict[int, str] = {}
    held = {k: day for k, day in grid.days.items() if _has_cross(grid, k)}
    for k, (year, month, day) in held.items():
        name = f"{year or '????'}-{month:02d}-{day:02d}".replace("????-", "")
        again = sum(other == name or other.startswith(f"{name} (") for other in named.values())
        name = f"{name} ({again + 1})" if again else name
        named[k] = name
        start = f"{year}-{month:02d}-{day:02d}" if year else np.nan
        sessions.setdefault(name, {"session": name, "start": start, "row": grid.header})
    told.append(
        Told(
            [grid.header],
            "",
            "The sheet was read as a grid: a row for each participant, a column for each session, "
            "a cross for who was there.",
            "",
            "note",
        )
    )
    if len(held) < len(grid.days):
        told.append(
            Told(
                [grid.header],
                "",
                "Dates without a cross were left out.",
                "If the place was open and nobody came, list the session in the sheet `sessions`.",
                "note",
            )
        )
    if any("(" in name for name in named.values()):
        told.append(
            Told(
                [grid.header],
                "",
                "A date must be in one column; a date that returns was read as another session.",
                "If it is the same session, put the crosses in one column.",
                "warning",
            )
        )
    if any(year is None for year, _, _ in held.values()):
        told.append(
            Told(
                [grid.header],
                "",
                "A date must have a year; in this sheet some have none.",
                "Their sessions have no date. Write the year in the name of the sheet, as "
                "'maart 2026'.",
                "warning",
            )
        )
    return named


def _has_cross(grid: Grid, k: int) -> bool:
    return any(
        mark(row[k])
        for number, row in grid.rows.items()
        if number > grid.header and not _is_total([row[c] for c in grid.names])
    )


def _read_rows(
    grid: Grid,
    named: dict[int, str],
    people: dict[str, dict[str, Any]],
    visits: list[tuple[str, str, int]],
    told: list[Told],
) -> None:
    """Read who was there; what can't be read is told by row."""
    first, *others = grid.names
    family = _is_family(grid.names[first])
    columns = {k: name for k in others if (name := grid.names[k]) and plain(name) not in TOTALS}
    kinds: dict[str, list[int]] = {"total": [], "nameless": [], "unclear": [], "differs": []}
    kinds["several"] = []
    for number, row in grid.rows.items():
        if number <= grid.header:
            continue
        if _is_total([row[k] for k in grid.names]):
            kinds["total"].append(number)
            continue
        marks = {k: mark(row[k]) for k in grid.days}
        if row[first] is None:
            if any(row[k] is not None for k in grid.days):
                kinds["nameless"].append(number)
            continue
        name = str(cell_text(row[first]))
        kinds["unclear"] += [number] * (None in marks.values())
        kinds["several"] += [number] * any(_several(row[k]) for k in grid.days)
        visits += [(name, named[k], number) for k, there in marks.items() if there]
        own = {column: cell_text(row[k]) for k, column in columns.items() if row[k] is not None}
        known = people.setdefault(name, {"participant": name, "row": number})
        kinds["differs"] += [number] * any(known.get(c, v) != v for c, v in own.items())
        if family:
            known.setdefault("family", name)
        known |= {column: value for column, value in own.items() if column not in known}
    _tell(kinds, told)


def _several(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell > 1


def _is_family(name: str) -> bool:
    family = next(column for column in TABLES["participants"].columns if column.name == "family")
    return plain(name) in (family.name, *family.aliases, "gezinnen", "families")


def _tell(kinds: dict[str, list[int]], told: list[Told]) -> None:
    texts = {
        "total": ("Rows with a total were left out.", "", "note"),
        "nameless": (
            "A row with crosses must say whose they are; these rows were left out.",
            "Write a code in the first column.",
            "error",
        ),
        "unclear": (
            "A cell must be empty or hold a cross (x, 1 or ja); in these rows another sign was "
            "read as not present.",
            "Write x for somebody who was there, and nothing for somebody who was not.",
            "error",
        ),
        "several": (
            "Numbers above 1 were read as one participant who was there.",
            "To count people, give each a row of their own.",
            "warning",
        ),
        "differs": (
            "What is written of a participant must be the same in every row; here it differs.",
            "What was written first is used.",
            "warning",
        ),
    }
    for kind, (problem, hint, severity) in texts.items():
        if kinds[kind]:
            told.append(Told(kinds[kind], "", problem, hint, severity))


def _table(records: list[dict[str, Any]]) -> FileTable:
    """Return mappings with a key `row` as a table."""
    rows = np.array([record["row"] for record in records], dtype=np.int64)
    columns = dict.fromkeys(key for record in records for key in record if key != "row")
    frame = pd.DataFrame(
        {key: text_column([record.get(key, np.nan) for record in records]) for key in columns}
    )
    return FileTable(frame, rows)
