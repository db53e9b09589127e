"""Measures: pure functions on structures, each with its record."""

from bridging.measures.connectedness import economic_connectedness, friending_bias
from bridging.measures.diversity import blau, blau_unbiased
from bridging.measures.homophily import assortativity, coleman_homophily, odds_ratio_within
from bridging.measures.listing import list_measures
from bridging.measures.mixing import (
    bridging_ratio,
    bridging_share,
    ei_index,
    expected_bridging_share,
)
from bridging.measures.record import Measure, all_measures, get_measure, measure
from bridging.measures.segregation import dissimilarity, theil_h

__all__ = [
    "Measure",
    "all_measures",
    "assortativity",
    "blau",
    "blau_unbiased",
    "bridging_ratio",
    "bridging_share",
    "coleman_homophily",
    "dissimilarity",
    "economic_connectedness",
    "ei_index",
    "expected_bridging_share",
    "friending_bias",
    "get_measure",
    "list_measures",
    "measure",
    "odds_ratio_within",
    "theil_h",
]
