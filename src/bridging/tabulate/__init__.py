"""Counts of everything a study may carry."""

from bridging.tabulate.counts import tabulate
from bridging.tabulate.tabulation import Tabulation

__all__ = ["Tabulation", "tabulate"]
