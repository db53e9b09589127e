"""Counting records where they are, on any engine: only counts come back."""

from bridging.counting.opened.tables import OpenTables

__all__ = ["OpenTables"]
