"""Exports of KoboToolbox and ODK: a table for the sessions, and one for each repeat."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import StudyError
from bridging.records.build import build
from bridging.records.columns import Found
from bridging.records.files import FileTable, read_file
from bridging.records.in_language import in_language
from bridging.records.kobo_tables import make_tables
from bridging.records.problems import Faults, Problems
from bridging.records.records import Records
from bridging.records.schema import plain
from bridging.records.settings import read_settings
from bridging.records.text import as_text
from bridging.records.unused_lines import without_unused_lines
from bridging.records.workbook_sheet import Sheet
from bridging.records.workbook_sheets import open_book
from bridging.records.workbook_table import filled_down, text_frame
from bridging.records.xlsform import LINE_PREFIX, REPEATS, SESSION_FIELDS, form_settings, is_form

# how a row of a repeat names the submission that it is part of, in the order of preference
LINKS = (("_parent_index", "_index"), ("_submission__id", "_id"), ("PARENT_KEY", "KEY"))
OF_THE_SERVER = {"start", "end", "today", "deviceid", "username", "phonenumber", "key"}
NOT_IN_SHEETS, MOST_LETTERS = re.compile(r"[?*:/\\\[\]]"), 31
NO_FORM = (
    "The form was not found beside the export; the lines were taken from the names of its columns."
)
NO_FORM_HINT = "Put form.xlsx in the same folder: it says the groups, their order, and the roles."


# for each repeat, and for the session by "", labels to the names of fields
Labels = Mapping[str, Mapping[str, str]]


@dataclass
class Export:
    """An export: its sessions, its repeats by name, and what stood in other columns."""

    main: FileTable
    repeats: dict[str, FileTable] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def is_export(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook is an export with repeats in sheets of their own."""
    return any(_is_repeat(_header(sheet)) for sheet in sheets)


def export_files(folder: Path) -> list[Path]:
    """Return the CSV files of an export in a folder; none where it holds no repeats."""
    files = sorted(file for file in folder.glob("*.csv") if file.is_file())
    return files if any(_is_repeat(_first_line(file)) for file in files) else []


def _first_line(file: Path) -> list[str]:
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as text:
            return [name.strip().strip('"') for name in text.readline(100_000).split(",")]
    except OSError:
        return []


def _header(sheet: Sheet) -> list[str]:
    first = next(iter(sheet.rows.values()), [])
    return [str(cell or "").strip() for cell in first]


def _is_repeat(header: Sequence[str]) -> bool:
    return any(child in header for child, _ in LINKS)


def read_export(sheets: Sequence[Sheet], path: Path, *, strict: bool = False) -> Records:
    """Read an export in one workbook; the form may lie beside it."""
    tables = {sheet.name: _table(sheet) for sheet in sheets if sheet.rows}
    return _read(tables, path.parent, path.stem, strict)


def read_export_folder(folder: Path, files: Sequence[Path], *, strict: bool = False) -> Records:
    """Read an export of CSV files; the form may lie beside them."""
    tables = {file.stem: read_file(file) for file in files}
    return _read(tables, folder, folder.resolve().name, strict)


def _table(sheet: Sheet) -> FileTable:
    rows = filled_down(sheet)
    first, *others = rows
    cells = [[rows[number][k] for number in others] for k in range(len(rows[first]))]
    return FileTable(text_frame(_header(sheet), cells), np.array(others, dtype=np.int64))


def _read(tables: Mapping[str, FileTable], folder: Path, source: str, strict: bool) -> Records:
    faults, problems = Faults(), Problems()
    given, labels = _form_beside(folder)
    if given is None:
        given = {"lines": {}}
        problems.add(source, None, "", NO_FORM, NO_FORM_HINT, "warning")
    export = _export(tables, labels)
    if not given["lines"]:
        given["lines"] = {
            name.removeprefix(LINE_PREFIX): {}
            for name in export.repeats.get("present", export.main).frame.columns
            if str(name).startswith(LINE_PREFIX)
        }
    if export.unread:
        problems.add(
            source,
            None,
            "",
            f"Columns that are not of the form were not read: {', '.join(export.unread)}.",
            "",
            "note",
        )
    settings = read_settings(given, faults)
    found = []
    for name, table in make_tables(export.main, export.repeats, problems).items():
        if len(table.frame):
            problems.labels[name] = f"{name} ({source})"
            table.tell(name, problems)
            found.append(Found(name, table.frame, table.rows, problems.labels[name]))
    settings = without_unused_lines(settings, found, problems)
    try:
        return build(found, settings, problems, faults, source=source, strict=strict)
    except StudyError as error:
        raise StudyError(in_language(str(error), settings.language)) from error


def _form_beside(folder: Path) -> tuple[dict[str, Any] | None, Labels]:
    """Return the settings of the form in the same folder, and its labels; None without a form."""
    for file in sorted(folder.glob("*.xlsx")):
        if file.name.startswith("~$"):
            continue
        try:
            book = open_book(file)
        except StudyError:
            continue  # another workbook, which is not asked for
        if is_form(book.sheets):
            return form_settings(book.sheets)
    return None, {}


def _export(tables: Mapping[str, FileTable], labels: Labels) -> Export:
    """Tell the sessions from the repeats, name the columns, and link rows to their session."""
    mains = [name for name, table in tables.items() if not _is_repeat(list(table.frame.columns))]
    if len(mains) != 1:
        raise StudyError(
            f"An export must have one table of submissions beside those of its repeats; "
            f"{len(mains)} were found. Export the form again, with all its groups."
        )
    export = Export(_named(tables[mains[0]], labels.get("", {})))
    fields = {*SESSION_FIELDS, *(parent for _, parent in LINKS)}
    export.unread += _others(export.main, fields)
    for name, table in tables.items():
        if name == mains[0]:
            continue
        repeat = _repeat_name(name, labels.get("", {}))
        if repeat is None:
            export.unread.append(name)
            continue
        read = _named(table, labels.get(repeat, {}))
        export.repeats[repeat] = _linked(read, export.main)
        export.unread += _others(read, {*REPEATS[repeat], *(child for child, _ in LINKS)})
    return export


def _repeat_name(sheet: str, labels: Mapping[str, str]) -> str | None:
    """Return our repeat of a sheet or file: by its name, the end of it, or its label.

    The name of a sheet lacks the signs that a sheet can't have, and ends after 31 letters.
    """
    by_label = {NOT_IN_SHEETS.sub("", label)[:MOST_LETTERS]: name for label, name in labels.items()}
    for name in (sheet, sheet.rsplit("-", 1)[-1], by_label.get(plain(sheet), "")):
        if plain(name) in REPEATS:
            return plain(name)
    return None


def _named(table: FileTable, labels: Mapping[str, str]) -> FileTable:
    """Name columns as the form does: without the group before, or by their label."""
    names = []
    for column in table.frame.columns:
        last = str(column).rsplit("/", 1)[-1]
        known = last in labels.values()
        names.append(last if known else labels.get(plain(last), last))
    frame = table.frame.set_axis(pd.Index(names, dtype=object), axis="columns")
    frame = frame.loc[:, ~frame.columns.duplicated()]
    return FileTable(frame, table.rows)


def _others(table: FileTable, fields: set[str]) -> list[str]:
    """Return the columns that are neither of the form nor of the server."""
    return [
        str(name)
        for name in table.frame.columns
        if name
        and name not in fields
        and not str(name).startswith(("_", LINE_PREFIX))
        and plain(str(name)) not in OF_THE_SERVER
        and str(name) not in ("SubmissionDate", "SubmitterID", "SubmitterName", "ReviewState")
        and str(name) not in ("KEY", "PARENT_KEY", "AttachmentsPresent", "AttachmentsExpected")
        and str(name) not in ("Status", "DeviceID", "Edits", "FormVersion", "instanceID")
        and not str(name).startswith("SET-OF-")
    ]


def _linked(repeat: FileTable, main: FileTable) -> FileTable:
    """Give rows of a repeat the place of their submission, -1 where it can't be found."""
    for child, parent in LINKS:
        if child in repeat.frame and parent in main.frame:
            keys = as_text(main.frame[parent])
            places = pd.Series(np.arange(len(keys)), index=keys.to_numpy(dtype=object))
            places = places[~places.index.duplicated()]
            own = as_text(repeat.frame[child]).map(places).fillna(-1).astype(np.int64)
            return FileTable(repeat.frame.assign(submission=own.to_numpy()), repeat.rows)
    raise StudyError(
        "An export must say to which submission each row of a repeat belongs: the columns "
        "'_index' and '_parent_index', '_id' and '_submission__id', or 'KEY' and 'PARENT_KEY'."
    )
