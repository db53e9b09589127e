"""One table from one file of any kind, going by what it holds and not only by its name."""

from datetime import datetime
from pathlib import Path

from bridging.errors import StudyError
from bridging.records.files import FileTable, read_file
from bridging.records.schema import table_named
from bridging.records.spss import read_sav
from bridging.records.workbook_safety import looks_like_workbook
from bridging.records.workbook_sheet import Book, Sheet
from bridging.records.workbook_sheets import open_book
from bridging.records.workbook_table import sheet_table

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
NAMED_OTHERWISE = "The file is a workbook, though its name says otherwise; it was read as one."
TEXT_INSIDE = "The file is text, though its name says a workbook; it was read as CSV."
ONE_OF_MORE = "One sheet of the workbook was read: {sheet}."


def read_table(path: Path, table: str) -> FileTable:
    """Read the file of a table: CSV, Parquet, a workbook with one sheet, or SPSS.

    Parameters
    ----------
    path : Path
    table : str
        Our name of the table.

    Raises
    ------
    StudyError
        When it can't be read, with the reason.
    """
    suffix = path.suffix.lower()
    if looks_like_workbook(path):
        found = _of_workbook(open_book(path), path, table)
        if suffix not in WORKBOOKS:
            found.notes.append(NAMED_OTHERWISE)
        return found
    if suffix == ".sav":
        return read_sav(path)
    if suffix in WORKBOOKS:
        found = read_file(path, as_text=True)
        found.notes.append(TEXT_INSIDE)
        return found
    return read_file(path)


def _of_workbook(book: Book, path: Path, table: str) -> FileTable:
    """Return the only sheet that is filled in, or the one that is called as the table is."""
    filled = [sheet for sheet in book.sheets if sheet.rows and not sheet.hidden]
    named = [sheet for sheet in filled if table_named(sheet.name) == table]
    chosen = named if len(named) == 1 else filled
    if len(chosen) != 1:
        raise StudyError(
            f"Workbook {path.name!r} must have one sheet filled in, or one called {table!r}; "
            f"it has {len(filled)} sheets."
        )
    found = _read(chosen[0], table, book.epoch)
    if len(filled) > 1:
        found.notes.append(ONE_OF_MORE.format(sheet=repr(chosen[0].name)))
    return found


def _read(sheet: Sheet, table: str, epoch: datetime) -> FileTable:
    return sheet_table(sheet, table, epoch)
