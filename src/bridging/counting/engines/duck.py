"""DuckDB: files are streamed, and what does not fit in memory goes to disk."""

import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from bridging.counting.engines.engine import Columns, Frame, is_untyped, plain_array
from bridging.errors import EngineError, OptionError

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
        if connection is None:
            folder = tempfile.mkdtemp(prefix="bridging-")
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            connection = duckdb.connect(
                config={
                    "temp_directory": folder,
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                    "preserve_insertion_order": "false",
                }
            )
        self.connection = connection
        if memory is not None:
            connection.execute(f"SET memory_limit = '{memory}'")
        if spill is not None:
            connection.execute(f"SET max_temp_directory_size = '{spill}'")

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
            if files[0].suffix.lower() == ".parquet":
                relation = self.connection.read_parquet(names, hive_partitioning=True)
            else:
                relation = self.connection.read_csv(names, header=True, all_varchar=True)
        return nw.from_native(relation)

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

    def _name(self) -> str:
        return f"bridging_{id(self):x}_{next(self._numbers)}"


@contextmanager
def said(engine: DuckEngine) -> Iterator[None]:
    """Say in our words what DuckDB could not do; its own words may hold cells of people."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        disk = "disk" in str(error).lower() or "temp" in str(error).lower()
        if disk and engine.spill is not None:
            raise EngineError(
                f"Counting can't go on: what does not fit in memory takes more disk than {engine.spill}. "
                "Give more with `spill`, or more `memory`."
            ) from error
        raise EngineError(
            f"Counting can't go on within {engine.memory or 'the memory there is'}. "
            "Give more with `memory`, count fewer sessions at a time, or free disk to spill to."
        ) from error
    except duckdb.InterruptException as error:
        raise KeyboardInterrupt from error
    except duckdb.IOException as error:
        raise EngineError(
            "A file can't be read: it is gone, it changed, or it is not what its name says. "
            "Open the study again."
        ) from error
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise EngineError(
            "A file can't be read: a row does not fit its columns. CSV must be UTF-8, with as many "
            "cells in each row as in the header; `bridging.read_study` says which rows are not."
        ) from error
    except duckdb.Error as error:
        raise EngineError(
            f"DuckDB can't carry this out ({type(error).__name__}). "
            "`bridging.read_study` reads the same study without it."
        ) from error
