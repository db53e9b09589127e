"""Records from one workbook: what each of its sheets is, and the tables they make."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import StudyError, listed, suggestion
from bridging.records.build import build
from bridging.records.codes import read_codes
from bridging.records.columns import Found
from bridging.records.edge_list import BESIDE
from bridging.records.files import FileTable
from bridging.records.grid import Grid, find_grid, read_grids
from bridging.records.grid_days import sheet_month
from bridging.records.grid_marks import keep_present
from bridging.records.grid_sessions import match_sessions
from bridging.records.in_language import in_language
from bridging.records.kobo import is_export, read_export
from bridging.records.problems import Faults, Problems
from bridging.records.records import Records
from bridging.records.schema import TABLES, all_table_names, is_of_graph, plain, table_named
from bridging.records.settings import Settings, read_settings
from bridging.records.table_file import read_table
from bridging.records.unused_lines import without_unused_lines
from bridging.records.workbook_safety import looks_like_workbook
from bridging.records.workbook_settings import (
    LINE_SHEETS,
    OWN_SHEETS,
    ROLE_SHEETS,
    STUDY_SHEETS,
    read_settings_sheets,
)
from bridging.records.workbook_sheet import Book, Sheet
from bridging.records.workbook_sheets import open_book
from bridging.records.workbook_table import EXAMPLES, sheet_table
from bridging.records.xlsform import is_form

HIDDEN = "A hidden sheet was not read."
HIDDEN_HINT = "Show it if it is part of the study (right click on a sheet, Unhide)."
UNREAD = "The sheet was not read, because no table is called this, and it is no grid of dates."
ONE_AFTER_ANOTHER = "Several sheets were read as one table, one after another."
ROWS_HINT = "Row numbers are those of each sheet."
NOT_FILLED = "Sheets in which nothing is filled in were left out: {sheets}."
LEFT_TO_SHEET = "What the grid says of participants was left out, because they have a sheet."
DUTCH_SHEETS = {"studie", "grenzen", "lijnen", "rollen", "uitleg", "lijsten", "formulier"}


def read_workbook(path: str | Path, *, strict: bool = False) -> Records:
    """Read a workbook with a sheet for each table, and sheets for the settings.

    Sheets are found by name, in English or Dutch: the tables; `study` (or `studie`) with a key and
    a value in each row; `lines` (`grenzen`) with a row for each group; `roles` (`rollen`). A sheet
    of dates and crosses, as one for each month, is read as attendance. Hidden sheets are not read.

    Parameters
    ----------
    path : str or Path
    strict : bool, default False
        Raise for rows that can't be used, instead of leaving them out and listing them.

    Returns
    -------
    Records

    Raises
    ------
    StudyError
        For a workbook, sheet or setting that can't be understood, all reasons in one message, in
        the language of the study.
    """
    file = Path(path)
    language = _language_of_names([file.stem])
    try:
        if not looks_like_workbook(file):
            return _read_one_table(file, strict)
        book = open_book(file)
        language = _language_of_names([file.stem, *(sheet.name for sheet in book.sheets)])
        if is_form(book.sheets):
            raise StudyError(
                f"File {file.name!r} must be a study; it is a form to collect one. Export what was "
                "filled in from KoboToolbox or ODK, and read that."
            )
        if is_export(book.sheets):
            return read_export(book.sheets, file, strict=strict)
        settings, faults = _settings(book, language)
        if not faults.messages:
            language = settings.language
        return _read(book, file, settings, faults, strict)
    except StudyError as error:
        raise StudyError(in_language(str(error), language)) from error


def _read_one_table(file: Path, strict: bool) -> Records:
    """Read a file of one table, text or one sheet, where its name says which table it is."""
    if not file.is_file():
        raise StudyError(f"`path` must be a folder or file that exists, not {str(file)!r}.")
    name = table_named(file.stem)
    if name is None:
        raise StudyError(
            f"File {file.name!r} must be a workbook; it is none. If it is text, name it after its "
            "table, as participants.csv."
        )
    problems, faults = Problems(), Faults()
    table = read_table(file, name)
    problems.labels[name] = f"{name} ({file.name})"
    table.tell(name, problems)
    found = Found(name, table.frame, table.rows, problems.labels[name])
    settings = read_settings({}, faults)
    return build([found], settings, problems, faults, source=file.stem, strict=strict)


def _language_of_names(names: Sequence[str]) -> str:
    """Return Dutch where a sheet or file has a Dutch name that we know, else English."""
    dutch = {name for table in TABLES.values() for name in table.aliases} | DUTCH_SHEETS
    return "nl" if any(plain(name) in dutch for name in names) else "en"


def _settings(book: Book, language: str) -> tuple[Settings, Faults]:
    faults = Faults()
    found = {
        kind: _only(book, names, faults)
        for kind, names in (
            ("study", STUDY_SHEETS),
            ("lines", LINE_SHEETS),
            ("roles", ROLE_SHEETS),
        )
    }
    given = read_settings_sheets(found["study"], found["lines"], found["roles"], faults)
    given.setdefault("language", language)
    return read_settings(given, faults), faults


def _only(book: Book, names: tuple[str, ...], faults: Faults) -> Sheet | None:
    found = [one for one in book.sheets if plain(one.name) in names and not one.hidden]
    if len(found) > 1:
        faults.add(f"A workbook must have one of the sheets {listed(s.name for s in found)}.")
    return found[0] if found else None


def _read(book: Book, file: Path, settings: Settings, faults: Faults, strict: bool) -> Records:
    problems = Problems()
    tables: dict[str, list[tuple[Sheet, FileTable]]] = {}
    grids: list[Grid] = []
    columns = [column for line in settings.lines.values() for column in (line.name, line.column)]
    sheets = list(_record_sheets(book, problems))
    own = {sheet_named(sheet.name) for sheet in sheets if not is_of_graph(sheet.name)}
    for sheet in sheets:
        name = sheet_named(sheet.name)
        one_will_do = name == "attendance" or sheet_month(sheet.name) is not None
        grid = find_grid(sheet, 1 if one_will_do else 2)
        if grid is not None and name in (None, "attendance"):
            grids.append(grid)
        elif is_of_graph(sheet.name) and name in own:
            problems.add(sheet.name, None, "", BESIDE, "", "note")
        elif name is not None:
            table = sheet_table(sheet, name, book.epoch, columns)
            tables.setdefault(name, []).append((sheet, table))
        else:
            near = suggestion(plain(sheet.name), all_table_names())
            severity = "warning" if near or sheet.rows else "note"
            problems.add(sheet.name, None, "", UNREAD, near.lstrip(), severity)
    _tell_of_form(tables, file.name, problems)
    found = list(_found(tables, problems, faults))
    if grids:
        found = _with_grids(found, grids, problems, faults)
    if not found and not faults.messages:
        if table_named(file.stem) is not None:
            return _read_one_table(file, strict)
        faults.add(
            f"Workbook {file.name!r} must have at least one table with rows; none can be found. "
            "An empty form must be filled in first. "
            "Sheets are found by name, as 'participants' or 'deelnemers'."
        )
    settings = without_unused_lines(settings, found, problems)
    return build(found, settings, problems, faults, source=file.stem, strict=strict)


def _record_sheets(book: Book, problems: Problems) -> Iterator[Sheet]:
    """Yield the sheets that may hold records; tell of hidden ones."""
    for sheet in book.sheets:
        own = plain(sheet.name) in OWN_SHEETS
        if sheet.hidden and not own and sheet.rows:
            problems.add(sheet.name, None, "", HIDDEN, HIDDEN_HINT, "warning")
        elif not own and plain(sheet.name) not in (*STUDY_SHEETS, *LINE_SHEETS, *ROLE_SHEETS):
            yield sheet


def sheet_named(name: str) -> str | None:
    """Return the table of a sheet, by its name, or by its first words before a month or number.

    Examples
    --------
    >>> sheet_named("Deelnemers"), sheet_named("aanwezigheid maart 2026")
    ('participants', 'attendance')
    >>> sheet_named("maart"), sheet_named("deelnemers oud")
    (None, None)
    """
    words = plain(name).split("_")
    for end in range(len(words), 0, -1):
        found, rest = table_named("_".join(words[:end])), " ".join(words[end:])
        if found is not None and (not rest or sheet_month(rest) or rest[-1].isdecimal()):
            return found
    return None


def _found(
    tables: Mapping[str, list[tuple[Sheet, FileTable]]], problems: Problems, faults: Faults
) -> Iterator[Found]:
    """Yield each table that has rows, of one sheet or of several."""
    for name, parts in tables.items():
        if not _can_be_put_together(name, parts, faults):
            continue
        label = f"{name} ({', '.join(sheet.name for sheet, _ in parts)})"
        problems.labels[name] = label
        read = READ_FURTHER.get(name, _as_is)
        kept = []
        for sheet, table in parts:
            made = read(table)
            made.told = [one for one in made.told if one.problem != EXAMPLES]
            made.tell(sheet.name if len(parts) > 1 else name, problems)
            if len(made.frame):
                kept.append(made)
        if not kept:
            continue
        if len(kept) > 1:
            problems.add(name, None, "", ONE_AFTER_ANOTHER, ROWS_HINT, "note")
        yield Found(name, *_together(kept), label)


def _tell_of_form(
    tables: Mapping[str, list[tuple[Sheet, FileTable]]], book: str, problems: Problems
) -> None:
    """Tell once, for all sheets, of what a form has: examples, and sheets that stayed empty."""
    parts = [part for named in tables.values() for part in named]
    examples = {
        sheet.name: one.rows
        for sheet, table in parts
        for one in table.told
        if one.problem == EXAMPLES and one.rows is not None
    }
    problems.add_of_sheets(book, examples, EXAMPLES, "note")
    empty = [sheet.name for sheet, table in parts if not len(table.frame)]
    if empty:
        problems.add(book, None, "", NOT_FILLED.format(sheets=listed(empty)), "", "note")


def _as_is(table: FileTable) -> FileTable:
    return table


READ_FURTHER: dict[str, Callable[[FileTable], FileTable]] = {
    "attendance": keep_present,
    "encounters": read_codes,
}


def _together(parts: Sequence[FileTable]) -> tuple[pd.DataFrame, Any]:
    """Put tables under each other; a column that one of them lacks is empty there."""
    if len(parts) == 1:
        return parts[0].frame, parts[0].rows
    frames = [part.frame for part in parts]
    return pd.concat(frames, ignore_index=True), np.concatenate([part.rows for part in parts])


def _can_be_put_together(
    name: str, parts: Sequence[tuple[Sheet, FileTable]], faults: Faults
) -> bool:
    """Whether the sheets of a table have columns that can be told apart."""
    wrong = [
        sheet.name
        for sheet, table in parts
        if table.frame.columns.duplicated().any() or "" in table.frame.columns
    ]
    if len(parts) > 1 and wrong:
        faults.add(
            f"The sheets of table {name!r} must have a different name for each column; "
            f"{listed(wrong)} can't be read. Name, rename or remove columns."
        )
    return len(parts) == 1 or not wrong


def _with_grids(
    found: list[Found], grids: list[Grid], problems: Problems, faults: Faults
) -> list[Found]:
    """Add the tables that grids make to those that are there."""
    there = {one.name: one for one in found}
    sheets = ", ".join(grid.sheet.name for grid in grids)
    if "attendance" in there:
        faults.add(
            f"Presence must be written in one way: as a list, or as a grid in sheet {sheets!r}."
        )
        return found
    read = read_grids(grids)
    for sheet, one in read.told:
        problems.add(sheet, one.rows, one.column, one.problem, one.hint, one.severity)
    if len(grids) > 1:
        problems.add(f"attendance ({sheets})", None, "", ONE_AFTER_ANOTHER, ROWS_HINT, "note")
    made = {"attendance": read.attendance, "sessions": read.sessions}
    if "sessions" in there:
        there["sessions"], made["attendance"] = match_sessions(
            there["sessions"], made.pop("sessions"), read.attendance
        )
    if "participants" not in there:
        made["participants"] = read.participants
    elif len(read.participants.frame.columns) > 1:
        problems.add(sheets, None, "", LEFT_TO_SHEET, "", "note")
    new = (Found(name, one.frame, one.rows, f"{name} ({sheets})") for name, one in made.items())
    return [*there.values(), *new]
