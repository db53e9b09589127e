"""Data frames in memory: pandas, polars and pyarrow."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bridging.counting.engines.engine import Columns, Frame, is_untyped
from bridging.errors import BridgingError, EngineError, OptionError

TEXT = (".csv", ".tsv", ".txt")


class FrameEngine:
    """Tables in memory (polars: as far as it needs them).

    Parameters
    ----------
    library : {"pandas", "polars", "pyarrow"}
    """

    def __init__(self, library: str) -> None:
        if find_spec(library) is None:
            raise OptionError(f"engine={library!r} needs {library}: pip install {library}.")
        self.name = library

    def scan(self, files: Sequence[Path]) -> Frame:
        """Return the rows of files with the same columns."""
        import narwhals as nw

        try:
            return nw.from_native(self._read(files)).lazy()
        except Exception as error:  # each library has its own
            raise EngineError(
                f"{files[0].name!r} can't be read by {self.name} ({type(error).__name__}). "
                "`bridging.read_study` says what is wrong with it."
            ) from error

    def _read(self, files: Sequence[Path]) -> Any:
        names = [str(file) for file in files]
        csv = files[0].suffix.lower() in TEXT
        if self.name == "polars":
            import polars as pl

            if csv:
                return pl.scan_csv(names, infer_schema=False, glob=False)
            return pl.scan_parquet(names, glob=False, hive_partitioning=True)
        import duckdb  # a dependency, which pyarrow is not

        escaped = [re.sub(r"([*?[])", r"[\1]", name) for name in names]
        with duckdb.connect() as connection:
            found: Any = escaped
            relation = (
                connection.read_csv(found, header=True, all_varchar=True)
                if csv
                else connection.read_parquet(found, hive_partitioning=True)
            )
            if self.name == "pyarrow":
                return relation.to_arrow_table()
            return relation.df()

    def names(self) -> list[str]:
        """Return nothing: data frames have no names."""
        return []

    def table(self, name: str) -> Frame:
        """Refuse: data frames have no names."""
        raise EngineError(f"{self.name} has no table {name!r}: give the data frame itself.")

    def lookup(self, columns: Columns) -> Frame:
        """Return a small table made of arrays."""
        import narwhals as nw

        library: Any = self.name
        frame = nw.from_dict(
            {name: np.asarray(values).tolist() for name, values in columns.items()},
            backend=library,
        ).lazy()
        untyped = [name for name, values in columns.items() if is_untyped(values)]
        texts = [nw.col(name).cast(nw.String) for name in untyped]
        return frame.with_columns(*texts) if texts else frame

    def keep(self, frame: Frame) -> Frame:
        """Compute a table once."""
        with said(self.name):
            return frame.collect().lazy()

    def collect(self, frame: Frame) -> dict[str, Any]:
        """Compute a table and return its columns as arrays."""
        with said(self.name):
            found = frame.collect()
            return {name: _array(found[name]) for name in found.columns}

    def load(self, frame: Frame) -> dict[str, Any]:
        """Return every row of a table."""
        return self.collect(frame)

    def explain(self, frame: Frame) -> str:
        """Return the plan; pandas and pyarrow compute at once and have none."""
        native = frame.to_native()
        return str(native.explain()) if hasattr(native, "explain") else f"in memory, by {self.name}"


@contextmanager
def said(library: str) -> Iterator[None]:
    """Say in our words what a library could not do; its own words may hold cells of people."""
    try:
        yield
    except (BridgingError, MemoryError):
        raise
    except Exception as error:  # each library has its own
        raise EngineError(
            f"Counting can't go on: {library} can't carry this out ({type(error).__name__}). CSV must "
            "be UTF-8; `bridging.read_study` says which rows are not right."
        ) from error


def _array(column: Any) -> Any:
    values = column.to_numpy()
    if values.dtype.kind == "O":
        return np.array([None if v is None or v != v else v for v in values], dtype=object)
    return values
