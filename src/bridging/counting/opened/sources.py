"""Where the tables of an opened study are: files, folders of files, a database, data frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bridging.counting.engines import Engine, Frame
from bridging.counting.engines.text import text_form
from bridging.errors import StudyError, listed
from bridging.records.schema import SUFFIXES, TABLE_SUFFIXES, TABLES, by_own_name, table_named

MOST_PARTS = 64  # more files than this are counted several at a time


@dataclass(frozen=True, kw_only=True)
class Source:
    """One table as it was found.

    Parameters
    ----------
    name : str
        Our name of the table.
    label : str
        How it is named in messages.
    files : tuple of Path
        Empty for a table of a database or a data frame.
    frame : Frame or None
        The rows, where they are not in files.
    """

    name: str
    label: str
    files: tuple[Path, ...] = ()
    frame: Frame | None = None

    @property
    def text(self) -> bool:
        """Whether the cells are text as somebody typed it."""
        return bool(self.files) and self.files[0].suffix.lower() != ".parquet"

    @property
    def stamp(self) -> str:
        """What changes when the files change; empty where there are none."""
        return "\n".join(stamp_of(file) for file in self.files)


def stamp_of(file: Path) -> str:
    """Return what changes when a file changes."""
    try:
        found = file.stat()
    except OSError as error:
        raise StudyError(
            f"File {file.name!r} can't be opened: {error.strerror}. Open the study again."
        ) from error
    return f"{file.name}\t{found.st_size}\t{found.st_mtime_ns}"


def in_folder(folder: Path, asked: Mapping[str, str]) -> dict[str, Source]:
    """Return the table of each file (or folder of files) that is called as a table is.

    Parameters
    ----------
    folder : Path
    asked : mapping of str to str
        Files or folders that the settings name for a table.
    """
    there: dict[str, list[Path]] = {}
    unread: dict[str, Path] = {}
    for place in sorted(folder.iterdir()):
        name = table_named(place.name if place.is_dir() else place.stem)
        if name is None or asked.get(name):
            continue
        if place.is_dir() or place.suffix.lower() in SUFFIXES:
            there.setdefault(name, []).append(place)
        elif place.suffix.lower() in TABLE_SUFFIXES:
            unread[name] = place
    for name, place in unread.items():
        if name not in there:
            raise StudyError(
                f"Table {name!r} can't be counted where it is, in {place.name!r}. Save it as CSV or "
                "Parquet, or read the study with bridging.read_study."
            )
    found: dict[str, Source] = {}
    for name, places in there.items():
        first, *others = by_own_name(places)
        found[name] = _source(name, first)
        if others:
            raise StudyError(
                f"Table {name!r} must have one file or folder; there are {found[name].label!r} and "
                f'{others[0].name!r}. Say which with file = "..." under [tables.{name}].'
            )
    for name, file in asked.items():
        if file:
            found[name] = _source(name, folder / file)
    return found


def _source(name: str, place: Path) -> Source:
    if place.is_dir():
        files = sorted(
            file
            for file in place.rglob("*")
            if file.is_file() and file.suffix.lower() in SUFFIXES and file.name[0] not in "._"
        )
        if not files:
            raise StudyError(
                f"Folder {place.name!r} of table {name!r} must hold CSV or Parquet files; it has none."
            )
        if len({file.suffix.lower() for file in files}) > 1:
            raise StudyError(
                f"Folder {place.name!r} of table {name!r} must hold files of one kind; it has "
                f"{listed(sorted({file.suffix.lower() for file in files}))}."
            )
        return Source(name=name, label=place.name, files=tuple(files))
    if not place.is_file():
        raise StudyError(f"File {place.name!r} of table {name!r} can't be found.")
    return Source(name=name, label=f"{name} ({place.name})", files=(place,))


def in_database(engine: Engine) -> dict[str, Source]:
    """Return the tables of an engine that are called as ours are."""
    found = {}
    for name in engine.names():
        ours = table_named(name)
        if ours is not None and ours not in found:
            found[ours] = Source(name=ours, label=name, frame=engine.table(name))
    if not found:
        raise StudyError(
            f"The database must have a table of a study; it has none. Tables are {listed(TABLES)}."
        )
    return found


def check_files(source: Source, files: int | None, rows: int | None, engine: Engine) -> None:
    """Refuse a table of which a part is missing, or whose files have different columns."""
    if files is not None and len(source.files) != files:
        raise StudyError(
            f"Table {source.label!r} must have {files} files, as its settings say; it has "
            f"{len(source.files)}. Is a part of it missing?"
        )
    if source.files:
        _check_columns(source)
    if len(source.files) > 1:
        _check_numbers(source)
    if rows is not None:
        from bridging.counting.engines.engine import rows_of

        frame = source.frame if source.frame is not None else engine.scan(source.files)
        number = rows_of(engine, frame)
        if number != rows:
            raise StudyError(
                f"Table {source.label!r} must have {rows} rows, as its settings say; it has {number}. "
                "Is a part of it missing?"
            )


def _check_numbers(source: Source) -> None:
    """Refuse files that are numbered where a number is missing."""
    import re

    numbers = [re.search(r"^part-(\d+)", file.name) for file in source.files]
    by_folder: dict[Path, list[int]] = {}
    for file, found in zip(source.files, numbers, strict=True):
        if found is None:
            return
        by_folder.setdefault(file.parent, []).append(int(found[1]))
    for folder, seen in by_folder.items():
        missing = sorted(set(range(max(seen) + 1)) - set(seen))
        if missing and len(by_folder) == 1:
            raise StudyError(
                f"Table {source.label!r} must have every numbered part; {listed(missing)} can't be "
                f"found in {folder.name!r}. Where nothing is missing, number the files from 0."
            )


def _check_columns(source: Source) -> None:
    first = columns_of(source.files[0])
    for file in source.files[1:]:
        other = columns_of(file)
        if other != first:
            differ = sorted({name for name, _ in first ^ other})
            raise StudyError(
                f"The files of table {source.label!r} must have the same columns; {file.name!r} and "
                f"{source.files[0].name!r} differ in {listed(differ)}. Write them alike."
            )


def columns_of(file: Path) -> set[tuple[str, str]]:
    """Return the names and types of the columns of a file; refuse one that can't be read."""
    import re

    import duckdb

    if file.suffix.lower() != ".parquet":
        return {(name, "text") for name in text_form(file).columns}
    name = re.sub(r"([*?[])", r"[\1]", str(file))
    try:
        file.open("rb").close()
        with duckdb.cursor() as connection:  # a new database takes 15 ms
            relation = connection.read_parquet(name, hive_partitioning=False)
            return set(zip(relation.columns, map(str, relation.types), strict=True))
    except OSError as error:
        raise StudyError(f"File {file.name!r} can't be opened: {error.strerror}.") from error
    except duckdb.Error as error:
        raise StudyError(
            f"File {file.name!r} can't be read as Parquet. Is it whole? Write it again."
        ) from error


def batches(files: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Group files into at most `MOST_PARTS` parts, in order."""
    step = -(-len(files) // MOST_PARTS)
    return [tuple(files[at : at + step]) for at in range(0, len(files), max(step, 1))]
