"""Data frames in memory: pandas, polars and pyarrow."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bridging.counting.engines.duck import in_utc
from bridging.counting.engines.duck import said as said_of_duckdb
from bridging.counting.engines.engine import Columns, Frame, is_untyped
from bridging.counting.engines.text import TextFiles
from bridging.errors import BridgingError, EngineError, OptionError
from bridging.records.durations import in_minutes
from bridging.records.rounding import without_rounding

LIBRARIES = ("narwhals", "pandas", "polars", "pyarrow")


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
        self.text = TextFiles()

    def scan(self, files: Sequence[Path]) -> Frame:
        """Return the rows of files with the same columns."""
        import narwhals as nw

        try:
            with said_of_duckdb():
                return nw.from_native(self._read(files)).lazy()
        except BridgingError:
            raise
        except Exception as error:  # each library has its own
            raise EngineError(
                f"{files[0].name!r} can't be read by {self.name} ({type(error).__name__}). "
                "`bridging.read_study` says what is wrong with it."
            ) from error

    def _read(self, files: Sequence[Path]) -> Any:
        text = files[0].suffix.lower() != ".parquet"
        if self.name == "polars":
            if text:  # of which polars looks only at the cells that are asked for
                return _lazy_polars([self.text.as_parquet(files)], parts=False)
            return _lazy_polars(files, parts=True)
        import duckdb  # a dependency, which pyarrow is not

        names: Any = [re.sub(r"([*?[])", r"[\1]", str(file)) for file in files]
        with duckdb.connect() as connection:
            if text:
                relation = self.text.relation(connection, files)
            else:
                relation = connection.read_parquet(names, hive_partitioning=True)
                relation = in_utc(in_minutes(relation, connection, names))
            if self.name == "pyarrow":
                return relation.to_arrow_table()
            return without_rounding(relation, gaps=True).df()

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
    def told(self) -> Iterator[None]:
        """Say in our words what the library can't do, also while tables are only planned."""
        try:
            yield
        except Exception as error:
            if type(error).__module__.split(".")[0] not in LIBRARIES:
                raise
            with said(self.name):
                raise


@contextmanager
def said(library: str) -> Iterator[None]:
    """Say in our words what a library could not do; its own words may hold cells of people."""
    try:
        yield
    except (BridgingError, MemoryError):
        raise
    except Exception as error:  # each library has its own
        raise EngineError(
            f"Counting can't go on: {library} can't carry this out ({type(error).__name__}). A file may "
            "be damaged or gone; `bridging.read_study` says what is not right."
        ) from None


def _lazy_polars(files: Sequence[Path], parts: bool) -> Any:
    """Return Parquet files as a plan: moments of a time zone in UTC, codes as their text."""
    import polars as pl

    frame = pl.scan_parquet([str(file) for file in files], glob=False, hive_partitioning=parts)
    plain = []
    for name, kind in frame.collect_schema().items():
        if isinstance(kind, pl.Datetime) and kind.time_zone is not None:
            column = pl.col(name).dt.convert_time_zone("UTC")
            plain.append(column.dt.replace_time_zone(None))
        elif kind in (pl.Categorical, pl.Enum):
            plain.append(pl.col(name).cast(pl.String))
    return frame.with_columns(*plain) if plain else frame


def _array(column: Any) -> Any:
    values = column.to_numpy()
    if values.dtype.kind == "O":
        return np.array([None if v is None or v != v else v for v in values], dtype=object)
    return values
