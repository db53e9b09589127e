"""Records to one workbook, which `read_workbook` reads; the same bytes every time."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from bridging.errors import OutputError
from bridging.records.columns import ROW
from bridging.records.lines import Line
from bridging.records.records import Records
from bridging.records.text import number_text
from bridging.records.workbook_settings import join_list
from bridging.records.write import written_column, written_tables

MOST_ROWS, MOST_CHARACTERS = 1_048_575, 32_767
FIXED = datetime(2000, 1, 1)  # a file says when it was made; here always the same
CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
MOMENT_FORMAT = "yyyy-mm-dd hh:mm"
LINE_HEADER = (
    *("line", "label_en", "label_nl", "column", "group", "group_label_en", "group_label_nl"),
    *("also_written", "read_as", "unknown", "ordered", "numeric", "cuts", "made", "columns"),
)


def write_workbook(records: Records, path: str | Path) -> None:
    """Write records as one workbook: a sheet for each table, and three for the settings.

    Parameters
    ----------
    records : Records
    path : str or Path
        A file that is replaced.

    Raises
    ------
    OutputError
        When it can't be written, or a sheet can't hold a table: too many rows, too long a text, or
        a sign that no workbook can hold.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        _add_sheets(book, records)
    except OutputError:
        for sheet in book.worksheets:
            sheet.close()
        raise
    save_book(book, Path(path))


def _add_sheets(book: Any, records: Records) -> None:
    _add_sheet(book, "study", ("key", "value"), _study_rows(records))
    if records.lines:
        _add_sheet(book, "lines", LINE_HEADER, _used(_line_rows(records.lines.values())))
    if records.roles:
        rows = ((role, kind) for kind, roles in records.roles.items() for role in roles)
        _add_sheet(book, "roles", ("role", "class"), rows)
    for name, frame in written_tables(records).items():
        header, cells = table_cells(frame)
        _add_sheet(book, name, header, zip(*cells, strict=True))


def save_book(book: Any, path: Path) -> None:
    """Write a workbook of openpyxl with the same bytes every time.

    Raises
    ------
    OutputError
    """
    buffer, fixed = io.BytesIO(), io.BytesIO()
    book.properties.created = FIXED
    book.save(buffer)
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in made.infolist():
            content = made.read(part)
            if part.filename == "docProps/core.xml":
                content = CHANGED.sub(rb"\g<1>" + f"{FIXED:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            out.writestr(entry, content, zipfile.ZIP_DEFLATED)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fixed.getvalue())
    except OSError as error:
        raise OutputError(f"File {str(path)!r} can't be written: {error.strerror}.") from error


def table_cells(frame: pd.DataFrame) -> tuple[list[str], list[list[Any]]]:
    """Return the names of the columns that are written, and their cells by column."""
    header, cells = [], []
    for name in frame.columns.drop(ROW):
        column = frame[name]
        if name in ("start", "end") and column.isna().all():
            continue
        header.append(str(name))
        cells.append(_cells(column))
    return header, cells


def _cells(column: pd.Series) -> list[Any]:
    """Return dates as dates and numbers as numbers, where a spreadsheet can hold them exactly."""
    text = written_column(column)
    if pd.api.types.is_datetime64_any_dtype(column):
        return [_moment(value, said) for value, said in zip(column, text, strict=True)]
    if pd.api.types.is_float_dtype(column):
        # below 1 a number in a column of times would be read as a part of a day
        return [
            None if value != value else float(value) if value >= 1 or value == 0 else said
            for value, said in zip(column, text, strict=True)
        ]
    return [None if value != value else value for value in text]


def _moment(value: Any, said: Any) -> Any:
    if pd.isna(value):
        return None
    exact = value.microsecond % 1000 == 0 and value.nanosecond == 0 and value.year > 1900
    return value.to_pydatetime() if exact else said


def _study_rows(records: Records) -> Iterator[tuple[str, str]]:
    yield "title", records.title
    yield "synthetic", "yes" if records.synthetic else "no"
    yield "language", records.language
    yield "purpose", records.purpose
    yield "absent", records.absent
    if records.consent:
        yield "consent", records.consent
    yield from records.card.items()


def _line_rows(lines: Iterable[Line]) -> Iterator[dict[str, str]]:
    """Yield the rows of the lines: the first of a line says what holds for all its groups."""
    for line in lines:
        rows = _group_rows(line)
        rows[0] |= {
            "label_en": line.label.get("en", ""),
            "label_nl": line.label.get("nl", ""),
            "column": line.column if line.column != line.name else "",
            "unknown": join_list(line.unknown),
            "ordered": "yes" if line.ordered else "",
            "numeric": "yes" if line.numeric else "",
            "cuts": join_list(number_text(cut) for cut in line.cuts),
            "made": line.made,
            "columns": join_list(f"{ours}={theirs}" for ours, theirs in line.columns.items()),
        }
        for row in rows:
            yield {"line": line.name, **row}


def _group_rows(line: Line) -> list[dict[str, str]]:
    rows = []
    for k, group in enumerate(line.groups):
        written = [value for value, meant in line.values.items() if meant == group]
        labels = {f"group_label_{key}": texts[k] for key, texts in line.group_labels.items()}
        rows.append({"group": group, "also_written": join_list(written), **labels})
    others: dict[str, list[str]] = {}
    for value, meant in line.values.items():
        if meant not in line.groups:
            others.setdefault(meant, []).append(value)
    rows += [{"also_written": join_list(v), "read_as": meant} for meant, v in others.items()]
    return rows or [{}]


def _used(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        yield tuple(row.get(name, "") for name in LINE_HEADER)


def _add_sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add a sheet with a header that stays in view; texts stay texts, whatever they begin with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for k, title in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(k)].width = min(max(len(title) + 4, 14), 40)
    named = [WriteOnlyCell(sheet, _checked(title, name)) for title in header]
    for cell in named:
        cell.data_type, cell.font = "s", Font(bold=True)
    sheet.append(named)
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise OutputError(
                f"A sheet can't hold more than {MOST_ROWS} rows, and table {name!r} has more. "
                "Write a folder of Parquet."
            )
        sheet.append([_cell(sheet, value, name) for value in row])


def _cell(sheet: Any, value: Any, name: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _checked(value, name))
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, datetime):
        cell.number_format = MOMENT_FORMAT
    return cell


def _checked(text: str, name: str) -> str:
    """Return a text that a cell can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if len(text) > MOST_CHARACTERS:
        raise OutputError(
            f"A cell of a workbook can't hold more than {MOST_CHARACTERS} characters, and table "
            f"{name!r} has a longer text. Write a folder of CSV."
        )
    if ILLEGAL_CHARACTERS_RE.search(text):
        raise OutputError(
            f"A workbook can't hold control characters, and table {name!r} has one. "
            "Write a folder of CSV."
        )
    return text
