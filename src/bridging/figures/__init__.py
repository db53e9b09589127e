"""Figures: one file each, drawn on given or new axes."""

from bridging.figures.alternative import alt_text
from bridging.figures.chain import chain_alternative, plot_chain
from bridging.figures.comparison import comparison_alternative, plot_comparison
from bridging.figures.composition import plot_composition
from bridging.figures.estimates import plot_estimates
from bridging.figures.findings import findings_alternative, plot_findings
from bridging.figures.mixing import plot_mixing
from bridging.figures.reach import plot_reach, reach_alt_text
from bridging.figures.svg import to_data_uri, to_svg

__all__ = [
    "alt_text",
    "chain_alternative",
    "comparison_alternative",
    "findings_alternative",
    "plot_chain",
    "plot_comparison",
    "plot_composition",
    "plot_estimates",
    "plot_findings",
    "plot_mixing",
    "plot_reach",
    "reach_alt_text",
    "to_data_uri",
    "to_svg",
]
