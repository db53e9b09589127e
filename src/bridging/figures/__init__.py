"""Figures: one file each, drawn on given or new axes."""

from bridging.figures.alternative import alt_text
from bridging.figures.calendar import calendar_alternative, plot_calendar
from bridging.figures.calibration import calibration_alternative, plot_calibration
from bridging.figures.calibration_tables import read_calibration
from bridging.figures.chain import chain_alternative, plot_chain
from bridging.figures.comparison import comparison_alternative, plot_comparison
from bridging.figures.composition import plot_composition
from bridging.figures.composition_reference import reference_alternative
from bridging.figures.estimates import plot_estimates
from bridging.figures.findings import findings_alternative, plot_findings
from bridging.figures.groups import groups_alternative, plot_groups
from bridging.figures.hours import hours_alternative, plot_hours
from bridging.figures.mixing import mixing_alternative, plot_mixing
from bridging.figures.network import plot_network
from bridging.figures.network_words import network_alternative
from bridging.figures.null_distribution import null_alternative, plot_null_distribution
from bridging.figures.plane import plot_plane
from bridging.figures.plane_words import plane_alternative
from bridging.figures.profile import plot_profile, profile_alternative
from bridging.figures.reach import plot_reach, reach_alt_text
from bridging.figures.returns import plot_returns, returns_alternative
from bridging.figures.svg import to_data_uri, to_svg

__all__ = [
    "alt_text",
    "calendar_alternative",
    "calibration_alternative",
    "chain_alternative",
    "comparison_alternative",
    "findings_alternative",
    "groups_alternative",
    "hours_alternative",
    "mixing_alternative",
    "network_alternative",
    "null_alternative",
    "plane_alternative",
    "plot_calendar",
    "plot_calibration",
    "plot_chain",
    "plot_comparison",
    "plot_composition",
    "plot_estimates",
    "plot_findings",
    "plot_groups",
    "plot_hours",
    "plot_mixing",
    "plot_network",
    "plot_null_distribution",
    "plot_plane",
    "plot_profile",
    "plot_reach",
    "plot_returns",
    "profile_alternative",
    "reach_alt_text",
    "read_calibration",
    "reference_alternative",
    "returns_alternative",
    "to_data_uri",
    "to_svg",
]
