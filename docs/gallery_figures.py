"""Figures of the gallery: those that other lists don't have."""

from pathlib import Path

import bridging as br
from bridging.figures import alt_text

SAMPLE = Path(__file__).parents[1] / "data" / "sample" / "five-houses"


def estimates():
    """Draw a measure of every house."""
    study = br.read_study(SAMPLE)
    share = br.estimate("bridging_share", study, line="origin", by="site")
    return share.plot(), alt_text(share)


FIGURES = [
    (
        "Estimates",
        "What share of the contacts crosses the line, and what would it be by chance?",
        estimates,
    ),
]
