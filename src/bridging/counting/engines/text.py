"""Text files for engines: read as records read them, whatever separates cells and spells letters.

A file is looked at once. Of one that engines can't read as it is (letters of Windows, lines that
end in two ways) a copy in UTF-8 is made in a temporary folder, piece by piece; it is removed at the
end, and nobody else can read it.
"""

import codecs
import csv
import io
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from bridging.errors import EngineError, StudyError, listed
from bridging.records.files import (
    BYTE_ORDER_MARKS,
    EXCEL,
    likely_delimiter,
    named_delimiter,
)

PIECE = 2**24  # bytes read at a time
HEAD = 2**20  # bytes that hold the header
ROW_ENDS = {b"\n", b"\r\n", b"\r"}


@dataclass(frozen=True, kw_only=True)
class TextForm:
    """How a text file is written.

    Parameters
    ----------
    file : Path
    columns : tuple of str
        The names in the header, without spaces around them; empty where a column has none.
    delimiter : str
    skip : int
        Lines before the header.
    encoding : str
    quoted : bool
        Whether a double quote occurs anywhere: then a cell may hold a line end.
    even : bool
        Whether all lines end in the same way.
    """

    file: Path
    columns: tuple[str, ...]
    delimiter: str
    skip: int
    encoding: str
    quoted: bool
    even: bool

    @property
    def plain(self) -> bool:
        """Whether engines can read the file as it is."""
        return self.encoding.startswith("utf-8") and self.even

    @property
    def given_names(self) -> tuple[str, ...]:
        """A name for each column; those without one get theirs from their place."""
        return tuple(name or f"column {place}?" for place, name in enumerate(self.columns, 1))

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that have a name."""
        return tuple(name for name in self.columns if name)


def text_form(file: Path) -> TextForm:
    """Look at a text file; raise StudyError, with the reason, where it can't be read."""
    try:
        found = file.stat()
        return _looked_at(file, found.st_size, found.st_mtime_ns)
    except OSError as error:
        raise StudyError(f"File {file.name!r} can't be opened: {error.strerror}.") from error


@lru_cache(maxsize=4096)
def _looked_at(file: Path, size: int, changed: int) -> TextForm:  # the last two: looked at anew
    with file.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(EXCEL):
        raise StudyError(
            f"File {file.name!r} must be CSV; it is a workbook. Save it from Excel as CSV (UTF-8)."
        )
    encoding, quoted, even = _spelling(file, head)
    text = codecs.getincrementaldecoder(encoding)().decode(head)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rest = text.lstrip("\n")
    if not rest:
        raise StudyError(f"File {file.name!r} must have a header with column names; it is empty.")
    named, rest = named_delimiter(rest)
    delimiter = named or likely_delimiter(rest.split("\n", 1)[0])
    return TextForm(
        file=file,
        columns=_header(file, rest, delimiter),
        delimiter=delimiter,
        skip=text[: len(text) - len(rest)].count("\n"),
        encoding=encoding,
        quoted=quoted,
        even=even,
    )


def _spelling(file: Path, head: bytes) -> tuple[str, bool, bool]:
    """Return the encoding, whether there are quotes, and whether lines end in one way."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if head.startswith(mark)), b"")
    encoding = BYTE_ORDER_MARKS.get(mark, "utf-8")
    if encoding == "utf-16":
        return encoding, True, False
    decoder: Any = codecs.getincrementaldecoder("utf-8")()
    quoted, ends, last = False, [0, 0, 0], b""
    for piece in _pieces(file):
        if b"\0" in piece:
            raise StudyError(f"File {file.name!r} must be CSV; it is not a text file.")
        quoted = quoted or b'"' in piece
        both = piece.count(b"\r\n") + (last == b"\r" and piece[:1] == b"\n")
        ends = [
            ends[0] + both, ends[1] + piece.count(b"\n") - both, ends[2] + piece.count(b"\r") - both
        ]  # fmt: skip
        last = piece[-1:]
        if decoder is not None and not (piece.isascii() and not decoder.getstate()[0]):
            decoder = _going_on(decoder, piece)
    if decoder is not None:
        decoder = _going_on(decoder, b"", final=True)
    if decoder is None:
        encoding = "cp1252"
        _check_letters(file)
    return encoding, quoted, sum(number > 0 for number in ends) <= 1


def _going_on(decoder: Any, piece: bytes, final: bool = False) -> Any:
    """Return the decoder, or None where the bytes are not its letters."""
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _check_letters(file: Path) -> None:
    try:
        for piece in _pieces(file):
            piece.decode("cp1252")
    except UnicodeDecodeError as error:
        raise StudyError(
            f"File {file.name!r} can't be read as text. Save it as CSV (UTF-8)."
        ) from error


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def _header(file: Path, text: str, delimiter: str) -> tuple[str, ...]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=delimiter != "\t")
    try:
        names = tuple(name.strip() for name in next(reader))
    except (csv.Error, StopIteration) as error:
        raise StudyError(f"File {file.name!r} must have a header with column names.") from error
    seen = [name.casefold() for name in names if name]
    twice = [name for name in dict.fromkeys(names) if name and seen.count(name.casefold()) > 1]
    if twice:
        raise StudyError(
            f"File {file.name!r} must have a different name for each column, also in small letters; "
            f"some of its names occur more than once: {listed(twice)}. Rename or remove one of them."
        )
    return names


class TextFiles:
    """The text files of an engine, with the temporary folder for copies of them.

    Parameters
    ----------
    folder : Path, optional
        Where copies go; by default a temporary folder that is removed when the engine is.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """The folder for copies."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="bridging-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def plain(self, form: TextForm, skip: bool = True) -> TextForm:
        """Return how a file is written that engines can read: this one, or a copy in UTF-8.

        Without `skip` the file must begin with its header.
        """
        if form.plain and (skip or not form.skip):
            return form
        # folders as year=2025 are columns
        place = [part for part in form.file.parent.parts if "=" in part]
        # messages name the file that is read
        name = f"{form.file.stem} in UTF-8.csv"
        copy = self.folder.joinpath(_stamp([form.file]), *place, name)
        if not copy.exists():
            unfinished = copy.with_suffix(".unfinished")
            try:
                copy.parent.mkdir(parents=True, exist_ok=True)
                _write_plain(form, unfinished)
                unfinished.replace(copy)
            except OSError as error:
                unfinished.unlink(missing_ok=True)
                raise EngineError(
                    f"A copy of {form.file.name!r} in UTF-8 can't be made: {error.strerror}. Free "
                    "some disk, or save the file as CSV (UTF-8) yourself."
                ) from error
        return text_form(copy)

    def relation(self, connection: Any, files: Sequence[Path]) -> Any:
        """Return the rows of text files in which a cell is filled in, as a relation of DuckDB."""
        alike: dict[Any, list[TextForm]] = {}
        for form in map(self.plain, map(text_form, files)):
            key = form.columns, form.delimiter, form.skip, form.quoted
            alike.setdefault(key, []).append(form)
        queries = [_query(forms) for forms in alike.values()]
        return connection.sql(" UNION ALL BY NAME ".join(f"({query})" for query in queries))

    def as_parquet(self, files: Sequence[Path]) -> Path:
        """Return a Parquet file with the rows of text files, made once with DuckDB."""
        import duckdb

        copy = self.folder / f"{_stamp(files)}.parquet"
        if not copy.exists():
            unfinished = copy.with_suffix(".unfinished")
            with duckdb.connect(config={"temp_directory": str(self.folder)}) as connection:
                try:
                    self.relation(connection, files).write_parquet(str(unfinished))
                except duckdb.Error:
                    unfinished.unlink(missing_ok=True)
                    raise
            unfinished.replace(copy)
        return copy


def _stamp(files: Sequence[Path]) -> str:
    """Return a name that changes when one of the files does."""
    found = [(str(file), file.stat()) for file in files]
    stamps = "\n".join(f"{name}\t{one.st_size}\t{one.st_mtime_ns}" for name, one in found)
    return sha256(stamps.encode()).hexdigest()[:24]


def _write_plain(form: TextForm, target: Path) -> None:
    """Write a file anew in UTF-8, with one kind of line end, from its header on."""
    with (
        form.file.open(encoding=form.encoding, newline=None) as source,  # every line end is \n
        target.open("w", encoding="utf-8", newline="\n") as stream,
    ):
        for _ in range(form.skip):
            source.readline()
        while piece := source.read(PIECE):
            stream.write(piece)


def _query(forms: Sequence[TextForm]) -> str:
    """Return the query for files that are written in the same way.

    Nothing is left to be guessed. Rows with too few cells are filled up, but not where there are
    quotes: DuckDB would then also fill up a row that it took for one because a quote is not closed.
    """
    form = forms[0]
    files = ", ".join(_literal(re.sub(r"([*?[])", r"[\1]", str(one.file))) for one in forms)
    names = form.given_names
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names)
    filled = " OR ".join(f"trim({_quoted(name)}) <> ''" for name in names)
    nameless = ", ".join(_quoted(name) for name in names if name not in form.named)
    chosen = f"* EXCLUDE ({nameless})" if nameless else "*"
    return (
        f"SELECT {chosen} FROM read_csv([{files}], auto_detect=false, columns={{{columns}}}, "
        f"header=true, skip={form.skip}, delim={_literal(form.delimiter)}, quote='\"', "
        f"escape='\"', strict_mode=true, null_padding={str(not form.quoted).lower()}, "
        f"hive_partitioning=true, hive_types_autocast=false) WHERE {filled}"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
