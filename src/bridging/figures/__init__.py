"""Figures: one file each, drawn on given or new axes."""

from bridging.figures.alternative import alt_text
from bridging.figures.composition import plot_composition
from bridging.figures.estimates import plot_estimates
from bridging.figures.mixing import plot_mixing
from bridging.figures.svg import to_data_uri, to_svg

__all__ = [
    "alt_text",
    "plot_composition",
    "plot_estimates",
    "plot_mixing",
    "to_data_uri",
    "to_svg",
]
