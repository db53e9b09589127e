"""Who comes, who is there together, and who meets across the line."""

from bridging import measures, simulate
from bridging.errors import BridgingError, BridgingWarning
from bridging.estimate import compare, estimate, profile
from bridging.measures import list_measures
from bridging.records import Line
from bridging.report import report
from bridging.results import Result, Results
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix
from bridging.study import Study, read_study
from bridging.version import __version__

__all__ = [
    "BridgingError",
    "BridgingWarning",
    "Composition",
    "ContactGraph",
    "Incidence",
    "Line",
    "MixingMatrix",
    "Result",
    "Results",
    "Study",
    "__version__",
    "compare",
    "estimate",
    "list_measures",
    "measures",
    "profile",
    "read_study",
    "report",
    "simulate",
]
