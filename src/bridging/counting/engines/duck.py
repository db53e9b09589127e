"""DuckDB: files are streamed, and what does not fit in memory goes to disk."""

import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from bridging.counting.engines.engine import Columns, Frame, is_untyped, plain_array
from bridging.counting.engines.text import TextFiles
from bridging.errors import EngineError, OptionError
from bridging.records.durations import in_minutes

CSV_LINE = re.compile(r"CSV Error on Line: (\d+)")
CSV_FILE = re.compile(r"^\s*file = (.*)$", re.MULTILINE)
# Up to 2 ** 20 combinations of sessions and groups, each has a place of its own in which it is
# counted, instead of one that is looked up: a quarter less time, 8 MB (with minutes 32) a thread.
BITS_OF_PLACES = 20
SIZE = re.compile(r"\s*\d+(\.\d+)?\s*([KMGT]i?B)\s*", re.IGNORECASE)


class DuckEngine:
    """DuckDB, in a connection of its own or one that is given.

    Parameters
    ----------
    memory, spill : str, optional
        The most memory, and the most disk for what does not fit in it, as ``"2GB"``.
    connection : DuckDBPyConnection, optional
        Its settings stay as they are but for `memory` and `spill`.
    """

    name = "duckdb"

    def __init__(
        self, memory: str | None = None, spill: str | None = None, connection: Any = None
    ) -> None:
        import duckdb

        self._numbers = count()
        self.memory, self.spill = memory, spill
        for option, value in (("memory", memory), ("spill", spill)):
            if value is not None and not (isinstance(value, str) and SIZE.fullmatch(value)):
                raise OptionError(f"`{option}` must be a size, as '2GB', not {value!r}.")
        self.text = TextFiles()
        if connection is None:
            folder = tempfile.mkdtemp(prefix="bridging-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            self.text = TextFiles(Path(folder))
            connection = duckdb.connect(
                config={
                    "temp_directory": folder,
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                    "preserve_insertion_order": "false",
                }
            )
            connection.execute("SET parquet_metadata_cache = true")  # every step of a plan asks it
            if memory is None:  # what these places take, the limit of memory does not count
                connection.execute(f"SET perfect_ht_threshold = {BITS_OF_PLACES}")
        self.connection = connection
        limits = {"memory": "memory_limit", "spill": "max_temp_directory_size"}
        for option, value in (("memory", memory), ("spill", spill)):
            if value is not None:
                try:
                    connection.execute(f"SET {limits[option]} = '{value}'")
                except duckdb.Error as error:
                    raise OptionError(
                        f"`{option}` must be a size that DuckDB can take, not {value!r}. "
                        "Give less, as '2GB'."
                    ) from error

    def attach(self, file: Path) -> None:
        """Use the tables of a DuckDB file, without changing it."""
        with said(self):
            path = str(file).replace("'", "''")
            self.connection.execute(f"ATTACH '{path}' AS study_file (READ_ONLY)")
            self.connection.execute("USE study_file")

    def scan(self, files: Sequence[Path]) -> Frame:
        """Return the rows of files with the same columns."""
        import narwhals as nw

        names = [re.sub(r"([*?[])", r"[\1]", str(file)) for file in files]
        with said(self):
            if files[0].suffix.lower() != ".parquet":
                return nw.from_native(self.text.relation(self.connection, files))
            relation = self.connection.read_parquet(names, hive_partitioning=True)
            return nw.from_native(in_utc(in_minutes(relation, self.connection, names)))

    def names(self) -> list[str]:
        """Return the names of the tables and views there are."""
        with said(self):
            return [str(row[0]) for row in self.connection.execute("SHOW TABLES").fetchall()]

    def table(self, name: str) -> Frame:
        """Return a table by name."""
        import narwhals as nw

        with said(self):
            return nw.from_native(self.connection.table(name))

    def lookup(self, columns: Columns) -> Frame:
        """Return a small table made of arrays."""
        import narwhals as nw
        import pandas as pd

        frame = pd.DataFrame({name: np.asarray(values) for name, values in columns.items()})
        name = self._name()
        untyped = [one for one, values in columns.items() if is_untyped(values)]
        texts = ", ".join(f'"{one}"::VARCHAR AS "{one}"' for one in untyped)
        chosen = f"* REPLACE ({texts})" if texts else "*"
        with said(self):
            self.connection.register(f"{name}_given", frame)
            self.connection.execute(
                f"CREATE TEMP TABLE {name} AS SELECT {chosen} FROM {name}_given"
            )
            self.connection.unregister(f"{name}_given")
            return nw.from_native(self.connection.table(name))

    def keep(self, frame: Frame) -> Frame:
        """Compute a table once; it goes to disk where it does not fit in memory."""
        import narwhals as nw

        name = self._name()
        with said(self):
            query = frame.to_native().sql_query()
            self.connection.execute(f"CREATE TEMP TABLE {name} AS {query}")
            return nw.from_native(self.connection.table(name))

    def collect(self, frame: Frame) -> dict[str, Any]:
        """Compute a table and return its columns as arrays."""
        with said(self):
            columns = frame.to_native().fetchnumpy()
        return {name: plain_array(values) for name, values in columns.items()}

    def load(self, frame: Frame) -> dict[str, Any]:
        """Return every row of a table, in its order."""
        with said(self):
            self.connection.execute("SET preserve_insertion_order = true")
            try:
                return self.collect(frame)
            finally:
                self.connection.execute("SET preserve_insertion_order = false")

    def explain(self, frame: Frame) -> str:
        """Return the plan."""
        with said(self):
            query = frame.to_native().sql_query()
            return "\n".join(
                row[-1] for row in self.connection.execute(f"EXPLAIN {query}").fetchall()
            )

    def told(self) -> AbstractContextManager[None]:
        """Say in our words what DuckDB can't do, also while tables are only planned."""
        return said(self)

    def _name(self) -> str:
        return f"bridging_{id(self):x}_{next(self._numbers)}"


def in_utc(relation: Any) -> Any:
    """Return a relation with moments of a time zone as those of a clock in Greenwich.

    So Parquet keeps them; the zone of this machine must not matter.
    """
    zoned = [
        name
        for name, kind in zip(relation.columns, relation.types, strict=True)
        if str(kind) == "TIMESTAMP WITH TIME ZONE"
    ]
    columns = [f'"{name.replace(chr(34), 2 * chr(34))}"' for name in zoned]
    moments = ", ".join(f"make_timestamp(epoch_us({one})) AS {one}" for one in columns)
    return relation.project(f"* REPLACE ({moments})") if zoned else relation


@contextmanager
def said(engine: DuckEngine | None = None) -> Iterator[None]:
    """Say in our words what DuckDB could not do; its own words may hold cells of people."""
    import duckdb
    from narwhals.exceptions import NarwhalsError

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise EngineError(_no_room(engine, str(error).lower())) from None
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except duckdb.IOException:
        raise EngineError(
            "A file can't be read or written: it is gone, it changed, it is not what its name says, "
            "or the disk is full. Open the study again."
        ) from None
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise EngineError(_no_fit(str(error))) from None
    except (duckdb.Error, NarwhalsError) as error:
        raise EngineError(
            f"DuckDB can't carry this out ({type(error).__name__}): a file may be damaged, or a column "
            "of a type that can't be counted. `bridging.read_study` says what is wrong with a file."
        ) from None


def _no_room(engine: DuckEngine | None, reason: str) -> str:
    """Say what ran out."""
    spill, memory = (None, None) if engine is None else (engine.spill, engine.memory)
    if spill is not None and ("disk" in reason or "temp" in reason):
        return (
            f"Counting can't go on: what does not fit in memory takes more disk than {spill}. "
            "Give more with `spill`, or more `memory`."
        )
    return (
        f"Counting can't go on within {memory or 'the memory there is'}. "
        "Give more with `memory`, count fewer sessions at a time, or free disk to spill to."
    )


def _no_fit(reason: str) -> str:
    """Say which row does not fit its columns, without its cells."""
    line, file = CSV_LINE.search(reason), CSV_FILE.search(reason)
    if line and file:
        return (
            f"File {Path(file[1].strip()).name!r} can't be read, because of line {line[1]}: it must "
            "have as many cells as the header, and close every double quote. "
            "`bridging.read_study` says more."
        )
    return (
        "A file can't be read: a row does not fit its columns, or the file is damaged. "
        "`bridging.read_study` says which rows are not right."
    )
