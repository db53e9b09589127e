"""What tables and columns hold, for docs/data.md."""

from bridging.records.meanings import COLUMNS, TABLE_MEANINGS

__all__ = ["COLUMNS", "TABLE_MEANINGS"]
