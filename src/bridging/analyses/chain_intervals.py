"""Intervals of the steps and factors of a chain, from leaving people out."""

import numpy as np

from bridging.analyses.chain_steps import STEPS
from bridging.counting.chain import ChainCount
from bridging.inference import Interval, jackknife
from bridging.inference.scales import LOG, LOGIT
from bridging.structures.arrays import Floats

# what varies with who the people are and when they come, not with whom of the pairs happened to meet
OF_PEOPLE = (
    "visitors", "visits", "present", "opportunity", "contacts", "composition", "frequency",
    "co_presence", "timing", "activity",
)  # fmt: skip


def step_intervals(
    values: dict[str, float], without: dict[str, Floats], counted: ChainCount, level: float
) -> dict[str, Interval]:
    """Return the interval of every label that has a value."""
    who = "family" if counted.clusters.families else "person"
    return {
        label: jackknife(
            value,
            without[label],
            scale=LOGIT if label in STEPS else LOG,
            pairs=label not in OF_PEOPLE,
            level=level,
            method=f"leave-{who}-out jackknife",
            extra=_second_order(values, label, len(without[label])),
        )
        for label, value in values.items()
        if np.isfinite(value) and label not in ("reference", "partner_choice") and label in without
    }


def _second_order(values: dict[str, float], label: str, people: int) -> float:
    """Return the variance of a chance that two people differ which one person can't show.

    Of n people that chance U varies by 2 U (1 - U) / (n (n - 1)) more than leaving out one tells,
    which is all there is where the mix is even (Hoeffding's second component); here on the scale of
    the interval.
    """
    if label not in ("visitors", "visits", "present", "opportunity", "composition"):
        return 0.0
    chance = values["visitors" if label == "composition" else label]
    if not 0 < chance < 1:
        return 0.0
    own = 2 / (people * (people - 1)) if people > 1 else 0.0
    return own * (1 - chance) / chance if label == "composition" else own / (chance * (1 - chance))
