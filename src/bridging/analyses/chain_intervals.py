"""Intervals of the steps and factors of a chain, from leaving people out."""

from dataclasses import replace

import numpy as np

from bridging.analyses.chain_steps import STEPS, Masks
from bridging.counting.chain import ChainCount
from bridging.inference import Interval, diversity_interval, jackknife
from bridging.inference.diversity import METHOD
from bridging.inference.scales import LOG, LOGIT
from bridging.structures.arrays import Floats

# what varies with who the people are and when they come, not with whom of the pairs happened to meet
OF_PEOPLE = (
    "visitors", "visits", "present", "opportunity", "contacts", "composition", "frequency",
    "co_presence", "timing", "activity",
)  # fmt: skip


def step_intervals(
    values: dict[str, float],
    without: dict[str, Floats],
    counted: ChainCount,
    masks: Masks,
    kind: int,
    level: float,
) -> dict[str, Interval]:
    """Return the interval of every label that has a value.

    The chance that two visitors differ is the diversity of the people who came (Blau's index,
    unbiased), and has its interval, where nobody came together and all pairs of different groups
    are of the kind. Else its upper limit, and that of visits, is held at what a population can
    reach; pairs present together can differ more often, as sessions are small.
    """
    who = "family" if counted.clusters.families else "person"
    found = {
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
    people = counted.people_by_cluster()
    across = np.array_equal(masks[kind], ~np.eye(counted.size, dtype=bool))
    if "visitors" in found and people is not None and across:
        del found["visitors"]  # to stand last: a chain's method is named by its first interval
        found["visitors"] = diversity_interval(
            values["visitors"],
            people,
            _chance_of_shares,
            level=level,
            method=METHOD + (", families as a whole" if counted.clusters.families else ""),
        )
    most = _most_that_differ(masks, kind)
    for label in ("visitors", "visits"):
        if label in found and found[label].high > max(values[label], most):
            found[label] = replace(found[label], high=max(values[label], most))
    return found


def _chance_of_shares(shares: Floats) -> Floats:
    """Return the chance that two people of a population differ, from the sizes of its groups."""
    return np.asarray(1 - (shares**2).sum(axis=-1) / shares.sum(axis=-1) ** 2)


def _most_that_differ(masks: Masks, kind: int) -> float:
    """Return the largest chance there can be that two people of a population are of a kind.

    Two people alike are never of a kind that crosses a line, so that of K groups, all as large, 1/K
    of the pairs is lost. Seen from one group, the others can be nearly everybody.
    """
    alone = masks[kind].diagonal().any() or not masks.any(axis=0).all()
    return 1.0 if alone else 1 - 1 / masks.shape[-1]


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
