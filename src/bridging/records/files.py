"""One file, read as it is: CSV with everything as text, or Parquet."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import StudyError
from bridging.records.durations import in_minutes
from bridging.records.files_plain import read_plain
from bridging.records.problems import Problems
from bridging.records.rounding import without_rounding

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
FIRST_DATA_ROW = 2
TOO_MANY = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")
OPEN_QUOTE = re.compile(r"EOF inside string starting at row (\d+)")


class Told(NamedTuple):
    """Something to tell about rows of a table; about the whole of it, if `rows` is None."""

    rows: npt.ArrayLike | None
    column: str
    problem: str
    hint: str
    severity: str


@dataclass
class FileTable:
    """A table as it stands in a file: its cells, the row numbers, and what was guessed."""

    frame: pd.DataFrame
    rows: npt.NDArray[np.int64]
    notes: list[str] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    short: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    broken: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def tell(self, table: str, problems: Problems) -> None:
        """Add what was guessed, and what is to be told of rows, to the problems of a table."""
        for note in self.notes:
            problems.add(table, None, "", note, "", "note")
        for one in self.told:
            problems.add(table, one.rows, one.column, one.problem, one.hint, one.severity)


def read_file(path: Path, *, as_text: bool = False) -> FileTable:
    """Read one file; raise StudyError with the reason when it can't be read.

    `as_text` reads it as CSV whatever its name says.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        return _read_parquet(path)
    if suffix not in TEXT_SUFFIXES and not as_text:
        raise StudyError(f"File {path.name!r} must be CSV or Parquet. Save it as CSV (UTF-8).")
    return _read_csv(path)


def _read_csv(path: Path) -> FileTable:
    content = _content(path)
    plain = _read_plainly(path, content)
    if plain is not None:
        return plain
    text, notes = _decoded(path, content)
    del content
    before, text = _from_header(text)
    if not text:
        raise StudyError(f"File {path.name!r} must have a header with column names; it is empty.")
    named, text = named_delimiter(text)
    delimiter = named or likely_delimiter(text.split("\n", 1)[0])
    notes += _delimiter_note(delimiter)
    table = _table(_cells(path, text, delimiter, before), before, notes)
    table.short = _short_rows(text, delimiter, before, table)
    if '"' in text:
        table.broken = _swallowed(table, delimiter)
    return table


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudyError(f"File {path.name!r} can't be opened: {error.strerror}.") from error


def _read_plainly(path: Path, content: bytes) -> FileTable | None:
    """Return the table of a large file in which nothing is odd, or None."""
    try:
        first = content[: content.find(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not first.strip() or named_delimiter(first)[0]:
        return None
    delimiter = likely_delimiter(first)
    cells = read_plain(content, delimiter)
    if cells is None:
        return None
    header = [
        name if delimiter == "\t" else name.lstrip(" ")
        for name in first.rstrip("\r\n").split(delimiter)
    ]
    rows = np.arange(len(cells), dtype=np.int64) + FIRST_DATA_ROW
    filled = _is_filled(cells)
    if not filled.all():
        cells, rows = cells[filled].reset_index(drop=True), rows[filled]
    return FileTable(cells.set_axis(header, axis="columns"), rows, _delimiter_note(delimiter))


def _delimiter_note(delimiter: str) -> list[str]:
    if delimiter == ",":
        return []
    return [f"The cells were taken to be separated by a {DELIMITERS[delimiter]}."]


def _is_filled(cells: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return the rows in which something stands."""
    filled = np.zeros(len(cells), dtype=bool)
    for _, column in cells.items():
        filled |= (column.notna() & (column != "")).to_numpy(dtype=bool)
        if filled.all():
            break
    return filled


def _decoded(path: Path, content: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and what was guessed about its encoding."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if content.startswith(mark)), b"")
    if content.startswith(EXCEL):
        raise StudyError(
            f"File {path.name!r} must be CSV; it is a workbook. Save it from Excel as CSV (UTF-8)."
        )
    if not mark.startswith((b"\xff", b"\xfe")) and b"\0" in content:
        raise StudyError(f"File {path.name!r} must be CSV; it is not a text file.")
    for encoding in (BYTE_ORDER_MARKS.get(mark, "utf-8"), "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        guessed = [] if encoding.startswith("utf-8") else [f"The file was read as {encoding}."]
        return text.replace("\r\n", "\n").replace("\r", "\n"), guessed
    raise StudyError(f"File {path.name!r} can't be read as text. Save it as CSV (UTF-8).")


def _from_header(text: str) -> tuple[int, str]:
    """Skip empty lines before the header; return how many, and the rest."""
    rest = text.lstrip("\n")
    return len(text) - len(rest), rest


def named_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter that Excel writes as ``sep=;`` in a line of its own, and the rest."""
    found = re.match(r'"?sep=([,;|\t])"?\n', text)
    return (found[1], text[found.end() :]) if found else ("", text)


def likely_delimiter(header: str) -> str:
    """Return what a header has most of, outside quotes, of what separates cells."""
    unquoted = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=unquoted.count)


def _cells(path: Path, text: str, delimiter: str, before: int) -> pd.DataFrame:
    try:
        return pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            skipinitialspace=delimiter != "\t",
            quoting=csv.QUOTE_MINIMAL,
            low_memory=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise StudyError(_broken(path.name, str(error), before)) from error


def _broken(name: str, reason: str, before: int) -> str:
    """Say what is wrong with a file, without the text of its cells."""
    many = TOO_MANY.search(reason)
    if many:
        expected, line, seen = (int(part) for part in many.groups())
        return (
            f"File {name!r} must have as many cells in each row as in its header: "
            f"row {line + before} has {seen}, not {expected}. "
            "Put text that holds the separator between double quotes."
        )
    quote = OPEN_QUOTE.search(reason)
    if quote:
        return (
            f"File {name!r} must close every double quote; the one in row "
            f"{int(quote[1]) + 1 + before} is never closed."
        )
    return f"File {name!r} can't be read as CSV. Save it again as CSV (UTF-8)."


def _table(cells: pd.DataFrame, before: int, notes: list[str]) -> FileTable:
    """Take the header off, and leave out rows in which no cell is filled in."""
    header = cells.iloc[0].fillna("")
    data = cells.iloc[1:].set_axis(list(header), axis="columns")
    rows = np.arange(len(data), dtype=np.int64) + FIRST_DATA_ROW + before
    filled = _is_filled(data)
    return FileTable(data[filled].reset_index(drop=True), rows[filled], notes)


def _swallowed(table: FileTable, delimiter: str) -> npt.NDArray[np.int64]:
    """Return the rows with a cell that looks like rows: a line in it has as many cells."""
    apart = len(table.frame.columns) - 1

    def holds_rows(cell: object) -> bool:
        lines = str(cell).split("\n")
        return len(lines) > 1 and any(line.count(delimiter) >= apart for line in lines)

    found = np.zeros(len(table.frame), dtype=bool)
    for _, cells in table.frame.items():
        broken = cells.str.contains("\n", regex=False).fillna(False).to_numpy(dtype=bool)
        found[broken] |= np.array([holds_rows(cell) for cell in cells[broken]], dtype=bool)
    return table.rows[found]


def _short_rows(text: str, delimiter: str, before: int, table: FileTable) -> npt.NDArray[np.int64]:
    """Return the rows that have fewer cells than the header: pandas fills them up unasked."""
    if '"' in text:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
        try:
            widths = [len(row) for row in reader]
        except csv.Error:  # a cell beyond the limit of this reader, which pandas does not have
            return np.zeros(0, dtype=np.int64)
    else:
        widths = [line.count(delimiter) + 1 for line in text.split("\n")]
    short = np.flatnonzero(np.array(widths) < len(table.frame.columns)) + 1 + before
    return np.intersect1d(short, table.rows, assume_unique=True) if len(short) else short


def _read_parquet(path: Path) -> FileTable:
    import duckdb  # 90 ms, and only Parquet needs it

    try:
        with duckdb.cursor() as connection:  # a new database takes 15 ms
            name = re.sub(r"([*?[])", r"[\1]", str(path))  # a name, not a pattern of names
            relation = in_minutes(connection.read_parquet(name), connection, [name])
            columns = without_rounding(relation, gaps=False).fetchnumpy()
    except duckdb.Error as error:
        raise StudyError(f"File {path.name!r} can't be read as Parquet.") from error
    frame = pd.DataFrame({name: _plain_column(cells) for name, cells in columns.items()})
    return FileTable(frame, np.arange(len(frame), dtype=np.int64) + FIRST_DATA_ROW)


def _plain_column(cells: Any) -> Any:
    """Return a column with its missing values, whole numbers staying whole."""
    missing = np.ma.getmaskarray(cells) if np.ma.isMaskedArray(cells) else None
    data = np.ma.getdata(cells)
    if missing is None or not missing.any():
        return pd.Series(data)
    return pd.Series(data).astype(object).mask(missing)
