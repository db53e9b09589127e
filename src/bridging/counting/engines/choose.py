"""From a name, a session or a connection to an engine."""

from typing import Any

from bridging.counting.engines.engine import Engine
from bridging.errors import OptionError, check_choice

ENGINES = ("duckdb", "polars", "pandas", "pyarrow", "spark")


def choose_engine(
    engine: Any = "duckdb", *, memory: str | None = None, spill: str | None = None
) -> Engine:
    """Return an engine.

    Parameters
    ----------
    engine : str, DuckDB connection or Spark session
        One of `ENGINES`, or a connection that is open already.
    memory : str, optional
        The most memory DuckDB takes, as ``"2GB"``; by default four fifths of what there is.
    spill : str, optional
        The most disk DuckDB takes for what does not fit in memory, as ``"50GB"``.
    """
    if type(engine).__name__ == "DuckDBPyConnection":
        from bridging.counting.engines.duck import DuckEngine

        return DuckEngine(memory, spill, connection=engine)
    if hasattr(engine, "sparkContext"):
        from bridging.counting.engines.spark import SparkEngine

        return SparkEngine(engine)
    if not isinstance(engine, str):
        raise OptionError(
            "`engine` must be a name, a DuckDB connection or a Spark session, "
            f"not a {type(engine).__name__}."
        )
    check_choice("engine", engine, ENGINES)
    if engine != "duckdb" and (memory is not None or spill is not None):
        raise OptionError(
            f"`memory` and `spill` can't be set for {engine!r}: only DuckDB holds to them."
        )
    if engine == "duckdb":
        from bridging.counting.engines.duck import DuckEngine

        return DuckEngine(memory, spill)
    if engine == "spark":
        from bridging.counting.engines.spark import SparkEngine

        return SparkEngine()
    from bridging.counting.engines.frames import FrameEngine

    return FrameEngine(engine)
