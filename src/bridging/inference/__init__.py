"""Intervals and p-values, on arrays."""

from bridging.inference.bias import BootstrapBias, bootstrap_bias
from bridging.inference.jackknife import Interval, jackknife
from bridging.inference.pvalues import NullSummary, monte_carlo_p, studentised

__all__ = [
    "BootstrapBias",
    "Interval",
    "NullSummary",
    "bootstrap_bias",
    "jackknife",
    "monte_carlo_p",
    "studentised",
]
