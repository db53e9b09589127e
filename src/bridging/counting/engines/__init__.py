"""Where tables are counted: DuckDB, Spark, or data frames in memory; one interface."""

from bridging.counting.engines.choose import ENGINES, choose_engine
from bridging.counting.engines.engine import Engine, Frame

__all__ = ["ENGINES", "Engine", "Frame", "choose_engine"]
