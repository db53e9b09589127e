"""Who comes, who is there together, and who meets across the line."""

from bridging import analyses, inference, measures, simulate
from bridging.analyses import chain, compare_chains, findings, reach
from bridging.anonymity import inspect_anonymity
from bridging.archive import write_graphs, write_package
from bridging.errors import BridgingError, BridgingWarning
from bridging.estimate import compare, estimate, profile
from bridging.explore import explore
from bridging.forms import new_study
from bridging.inference.regression import dyadic_covariance
from bridging.measures import list_measures
from bridging.opened import OpenStudy, open_study
from bridging.planning import detectable, plan, power
from bridging.pseudonyms import pseudonymise
from bridging.records import Line
from bridging.records import made as lines
from bridging.report import report
from bridging.results import Result, Results
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix
from bridging.study import Study, read_study
from bridging.tabulate import Tabulation, tabulate
from bridging.version import __version__
from bridging.words.cite import cite

__all__ = [
    "BridgingError",
    "BridgingWarning",
    "Composition",
    "ContactGraph",
    "Incidence",
    "Line",
    "MixingMatrix",
    "OpenStudy",
    "Result",
    "Results",
    "Study",
    "Tabulation",
    "__version__",
    "analyses",
    "chain",
    "cite",
    "compare",
    "compare_chains",
    "detectable",
    "dyadic_covariance",
    "estimate",
    "explore",
    "findings",
    "inference",
    "inspect_anonymity",
    "lines",
    "list_measures",
    "measures",
    "new_study",
    "open_study",
    "plan",
    "power",
    "profile",
    "pseudonymise",
    "reach",
    "read_study",
    "report",
    "simulate",
    "tabulate",
    "write_graphs",
    "write_package",
]
