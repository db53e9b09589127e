"""Records from a folder: its settings, and the file of each table."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridging.errors import StudyError, listed, suggestion
from bridging.records.build import build
from bridging.records.columns import Found
from bridging.records.edge_list import BESIDE
from bridging.records.grid_marks import keep_present
from bridging.records.kobo import export_files, read_export_folder
from bridging.records.packed import packed_settings
from bridging.records.problems import Faults, Problems
from bridging.records.records import Records
from bridging.records.schema import (
    PACKAGE_FILE,
    SETTINGS_FILE,
    TABLE_SUFFIXES,
    TABLES,
    all_table_names,
    by_own_name,
    is_of_graph,
    table_named,
)
from bridging.records.settings import Settings, TableSettings, read_settings
from bridging.records.table_file import WORKBOOKS, read_table
from bridging.records.workbook import read_workbook
from bridging.records.workbook_safety import looks_like_workbook
from bridging.records.workbook_settings import STUDY_SHEETS

SHORT_ROWS = "A row must have as many cells as the header; these have fewer."
READ_BOOK = "Read it by its own name, or name it after the one table that it holds."
BROKEN_CELLS = "A cell can't hold whole rows; these look as if they did."
BROKEN_HINT = "A double quote that is never closed swallows the rows below it."
SHORT_HINT = "The cells at the end are read as empty."


def read_folder(path: str | Path, *, strict: bool = False) -> Records:
    """Read a folder with a ``study.toml`` and a file for each table, or a workbook.

    A folder without a ``study.toml`` may be a data package (with a ``datapackage.json``), or hold
    a workbook ``study.xlsx`` (or ``studie.xlsx``, or ``.ods``), or the CSV files of an export of KoboToolbox or
    ODK.

    Parameters
    ----------
    path : str or Path
        The folder, the ``study.toml`` in it, or a workbook.
    strict : bool, default False
        Raise for rows that can't be used, instead of leaving them out and listing them.

    Returns
    -------
    Records

    Raises
    ------
    StudyError
        For a folder, file or setting that can't be understood, all reasons in one message.
    """
    folder = Path(path)
    if folder.is_file() and (folder.suffix.lower() in WORKBOOKS or looks_like_workbook(folder)):
        return read_workbook(folder, strict=strict)
    if (folder.name.endswith(".toml") or folder.name == PACKAGE_FILE) and folder.is_file():
        folder = folder.parent
    packed = not (folder / SETTINGS_FILE).is_file() and (folder / PACKAGE_FILE).is_file()
    if folder.is_dir() and not packed and not (folder / SETTINGS_FILE).is_file():
        if (book := _study_book(folder)) is not None:
            return read_workbook(book, strict=strict)
        if exported := export_files(folder):
            return read_export_folder(folder, exported, strict=strict)
    faults, problems = Faults(), Problems()
    settings = read_settings(packed_settings(folder) if packed else read_toml(folder), faults)
    files = _files(folder, settings, faults)
    if not files and not faults.messages:
        faults.add(_no_tables(folder))
    found = [
        one
        for name, file in files.items()
        if (one := _found(name, file, settings.tables, problems, faults)) is not None
    ]
    _note_unread(folder, files, problems)
    return build(found, settings, problems, faults, source=folder.resolve().name, strict=strict)


def _study_book(folder: Path) -> Path | None:
    """Return the workbook of a folder that is called a study, if there is one."""
    names = [f"{name}{end}" for name in STUDY_SHEETS for end in (".xlsx", ".ods")]
    books = [file for name in names if (file := folder / name).is_file()]
    return books[0] if len(books) == 1 else None


def read_toml(folder: Path) -> Mapping[str, Any]:
    """Return the settings in a folder as they stand in its file."""
    if not folder.is_dir():
        raise StudyError(
            f"`path` must be a folder or workbook that exists, not {str(folder)!r}. "
            f"A study is a folder with a {SETTINGS_FILE}, or a workbook (.xlsx)."
        )
    file = folder / SETTINGS_FILE
    if not file.is_file():
        raise StudyError(_no_settings(folder))
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StudyError(f"{SETTINGS_FILE} can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StudyError(f"{SETTINGS_FILE} must be saved as UTF-8.") from error
    except RecursionError as error:
        raise StudyError(f"{SETTINGS_FILE} can't be nested so deeply.") from error
    except tomllib.TOMLDecodeError as error:
        raise StudyError(_toml_fault(str(error))) from error


def _no_settings(folder: Path) -> str:
    """Say that the settings are missing, or which file holds them under another name."""
    needs = f"Folder {folder.name!r} must have a {SETTINGS_FILE}"
    for name in _names_in(folder):
        if name.lower() != SETTINGS_FILE and name.lower().startswith(SETTINGS_FILE):
            return f"{needs}; it has {name!r}. Rename that to {SETTINGS_FILE}."
    return f"{needs}. It can be as short as: [lines.origin]."


def _toml_fault(reason: str) -> str:
    place = re.search(r"\(at line (\d+), column (\d+)\)", reason)
    where = f"line {place[1]}, column {place[2]}" if place else "the end of the file"
    what = reason.split(" (at ")[0]
    return f"{SETTINGS_FILE} can't be read, because of {where}: {what}. Texts must be in double quotes."


def _files(folder: Path, settings: Settings, faults: Faults) -> dict[str, Path]:
    """Return the file of each table, found by its own name or named in the settings."""
    files: dict[str, Path] = {}
    by_name = files_by_name(folder)
    for name, parts in _folders_by_name(folder).items():
        if name not in by_name and name not in settings.tables:
            faults.add(
                f"Table {name!r} can't be read from a folder of files, {parts.name!r}. "
                "Open the study with bridging.open_study, which reads parts."
            )
    for name in TABLES:
        asked = settings.tables.get(name, TableSettings())
        if asked.file:
            file = folder / asked.file
            if file.is_file():
                files[name] = file
            else:
                near = suggestion(file.name, _names_in(file.parent))
                faults.add(f"File {asked.file!r} of table {name!r} can't be found.{near}")
            continue
        own = by_name.get(name, [])
        if len(own) > 1:
            faults.add(
                f"Table {name!r} must have one file; there are {listed(f.name for f in own)}. "
                f'Say which with file = "{own[0].name}" under [tables.{name}].'
            )
        elif own:
            files[name] = own[0]
        elif name in settings.tables:
            faults.add(
                f"Table {name!r} must have a file; {name}.csv can't be found. "
                f"Name it with `file` under [tables.{name}]."
            )
    return files


def files_by_name(folder: Path) -> dict[str, list[Path]]:
    """Return the files of a folder that are called as a table is, in English or Dutch."""
    files: dict[str, list[Path]] = {}
    for file in sorted(folder.iterdir()):
        name = table_named(file.stem)
        there = file.is_file() or (
            file.is_symlink() and not file.exists()
        )  # told when it is opened
        if name is not None and file.suffix.lower() in TABLE_SUFFIXES and there:
            files.setdefault(name, []).append(file)
    return {name: by_own_name(found) for name, found in files.items()}


def _folders_by_name(folder: Path) -> dict[str, Path]:
    """Return the folders that are called as a table is and hold files of one."""
    return {
        name: place
        for place in sorted(folder.iterdir())
        if (name := table_named(place.name)) is not None
        and place.is_dir()
        and any(file.suffix.lower() in TABLE_SUFFIXES for file in place.iterdir())
    }


def _no_tables(folder: Path) -> str:
    needs = f"Folder {folder.name!r} must have at least one table; none can be found."
    book = next((name for name in _names_in(folder) if name.lower().endswith(WORKBOOKS)), "")
    if book:
        return f"{needs} {book!r} is a workbook. {READ_BOOK}"
    return f"{needs} Tables are found by name, as 'participants.csv' or 'deelnemers.csv'."


def _names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def _found(
    name: str,
    file: Path,
    tables: Mapping[str, TableSettings],
    problems: Problems,
    faults: Faults,
) -> Found | None:
    label = f"{name} ({file.name})"
    problems.labels[name] = label
    try:
        table = read_table(file, name)
    except StudyError as error:
        faults.add(str(error))
        return None
    table = keep_present(table) if name == "attendance" else table
    table.tell(name, problems)
    problems.add(name, table.short, "", SHORT_ROWS, SHORT_HINT, "warning")
    problems.add(name, table.broken, "", BROKEN_CELLS, BROKEN_HINT, "warning")
    names = tables.get(name, TableSettings()).columns
    return Found(name, table.frame, table.rows, label, file.name, names)


def _note_unread(folder: Path, files: Mapping[str, Path], problems: Problems) -> None:
    """Say which tables in the folder were not read."""
    read = {file.resolve() for file in files.values()}
    for file in sorted(folder.iterdir()):
        if file.resolve() in read or file.name.startswith("~$") or not file.is_file():
            continue
        if file.suffix.lower() in WORKBOOKS:
            problems.add(file.name, None, "", "A workbook was not read.", READ_BOOK, "warning")
        elif file.suffix.lower() in TABLE_SUFFIXES and is_of_graph(file.stem):
            problems.add(file.name, None, "", BESIDE, "", "note")
        elif file.suffix.lower() in TABLE_SUFFIXES:
            near = suggestion(file.stem, all_table_names())
            problems.add(
                file.name,
                None,
                "",
                "The file was not read, because no table is called this.",
                f"Name it in {SETTINGS_FILE}, under [tables].{near}",
                "warning" if near else "note",
            )
