"""Intervals and p-values, on arrays."""

from bridging.inference.agree import agree
from bridging.inference.bias import BootstrapBias, bootstrap_bias
from bridging.inference.bootstrap_limits import bootstrap_interval, bootstrap_p
from bridging.inference.diversity import diversity_interval
from bridging.inference.exact import binomial_interval, hypergeometric_interval
from bridging.inference.inverted import inverted_interval
from bridging.inference.jackknife import Interval, interval_p, jackknife
from bridging.inference.pvalues import NullSummary, monte_carlo_p, studentised
from bridging.inference.shrinkage import ShrunkRates, shrink_rates
from bridging.inference.wild_cluster import wild_cluster_interval

__all__ = [
    "BootstrapBias",
    "Interval",
    "NullSummary",
    "ShrunkRates",
    "agree",
    "binomial_interval",
    "bootstrap_bias",
    "bootstrap_interval",
    "bootstrap_p",
    "diversity_interval",
    "hypergeometric_interval",
    "interval_p",
    "inverted_interval",
    "jackknife",
    "monte_carlo_p",
    "shrink_rates",
    "studentised",
    "wild_cluster_interval",
]
