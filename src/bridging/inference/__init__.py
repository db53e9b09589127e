"""Intervals and p-values, on arrays."""

from bridging.inference.jackknife import Interval, jackknife
from bridging.inference.pvalues import NullSummary, monte_carlo_p, studentised

__all__ = ["Interval", "NullSummary", "jackknife", "monte_carlo_p", "studentised"]
