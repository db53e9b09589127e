"""Labels dealt again over people, compared with contacts beyond what each person talked."""

from dataclasses import dataclass

import numpy as np

from bridging.nulls.convolution import TOO_MANY, AgainstChance, Distribution, against_chance
from bridging.nulls.label_exact import can_enumerate, every_labeling
from bridging.nulls.label_moments import linear_moments
from bridging.nulls.label_permutation_within_session import deal_within
from bridging.nulls.labelings import crossing_weight
from bridging.nulls.record import null_model
from bridging.nulls.ties import Ties, checked_groups, checked_strata
from bridging.structures.arrays import Floats, Ints

MOST_LABELINGS = 100_000


@dataclass(frozen=True, kw_only=True)
class ResidualPermutation(AgainstChance):
    """The residual contacts that cross, and what the labels of others would give.

    Parameters
    ----------
    draws : array of float, shape (R,)
        The statistic under each draw; under every labeling, once each, where `distribution` is
        there.
    """

    draws: Floats


@null_model(
    label="Labels dealt again over people, given how much each talked in each session",
    label_nl="Groepen herverdeeld over mensen, gegeven hoeveel elk sprak per openingsmoment",
    keeps=("contacts", "people per group", "people per group and stratum"),
    question="Beyond who came when and how much each talked, did pairs who met again and again "
    "cross the line less or more than chance?",
    question_nl="Los van wie wanneer kwam en hoeveel elk sprak: gingen paren die elkaar telkens "
    "weer ontmoetten minder of meer dan bij toeval over de grens?",
    source="mantel1967",
)
def residual_permutation(
    groups: Ints,
    ties: Ties,
    n_draws: int,
    rng: np.random.Generator,
    *,
    strata: Ints | None = None,
) -> ResidualPermutation:
    """Compare the residual contacts that cross with labels dealt again over people.

    The network stays as it is, so that pairs who always meet do not disturb, and each person's
    residuals sum to 0, so that groups may differ in when they come and how much they talk. It
    rejects a true null seldom (in simulated worlds 0.2 to 6 in 100 tests at 5 %) and needs no
    chain; it has little power where group goes with when people come or how much they talk.

    Parameters
    ----------
    groups : array of int, shape (P,)
        The group of each person; -1 is unknown: those are not dealt, and have no ties.
    ties : Ties
        Made by `residual_ties`.
    n_draws : int
        How many labelings to draw, where there are too many to list.
    rng : numpy.random.Generator
    strata : array of int, shape (P,), optional
        Labels are dealt among people of the same stratum (people who come at the same times); all
        with all, if left out.

    Returns
    -------
    ResidualPermutation
        `statistic` is the sum of the residuals of pairs that cross: above 0, more contact across
        than how much each talked would give. Mean and variance are exact. Up to 100,000 labelings
        are all listed, and p is exact; else compare the statistic with `draws`.

    Raises
    ------
    DataError
        Groups or strata that do not fit the people.

    References
    ----------
    Mantel (1967), "The detection of disease clustering and a generalized regression approach", for
    the moments; Newman (2006), "Modularity and community structure in networks", for contacts less
    what degrees give. The combination of both by session is our own.

    Examples
    --------
    Four people met in a square, two neighbours of each group. Neighbours have a residual of 1/3,
    the two diagonals of -2/3; of the 6 labelings 4 have neighbours in a group.

    >>> from bridging.nulls.residual_ties import residual_ties
    >>> person, session, alone = np.arange(4), np.zeros(4, dtype=int), np.full(4, -1)
    >>> ties = residual_ties(person, session, alone, [0, 1, 2, 3], [1, 2, 3, 0], n_people=4)
    >>> groups, rng = np.array([0, 0, 1, 1]), np.random.default_rng(0)
    >>> found = residual_permutation(groups, ties, 999, rng)
    >>> round(found.statistic, 4), round(found.mean + 0.0, 4), round(found.p_value("less"), 4)
    (-0.6667, 0.0, 0.6667)
    """
    number = max(int(np.max(groups, initial=-1)) + 1, 1)
    groups = checked_groups(groups, number, ties.n_people)
    stratum = np.unique(checked_strata(strata, ties.n_people), return_inverse=True)[1]
    across = (1 - np.eye(number))[np.newaxis] / 2  # each pair that crosses stands in two cells
    mean, covariance = linear_moments(ties, groups, across, strata=stratum)
    known = np.flatnonzero(groups >= 0)
    ties, groups, stratum = _among(known, ties), groups[known], stratum[known]
    statistic = float(crossing_weight(groups[:, np.newaxis], ties.a, ties.b, ties.weight)[0])
    listed = can_enumerate(groups, stratum, most=MOST_LABELINGS)
    blocks = (
        every_labeling(groups, stratum)
        if listed
        else deal_within(groups, stratum, n_draws, rng, None)
    )
    parts = [crossing_weight(block.T, ties.a, ties.b, ties.weight) for block in blocks]
    draws = np.concatenate([np.zeros(0), *parts])
    distribution = Distribution.of_values(draws) if listed else None
    beside = against_chance(
        statistic, float(mean[0]), float(covariance[0, 0]), distribution, TOO_MANY
    )
    return ResidualPermutation(**vars(beside), draws=draws)


def _among(known: Ints, ties: Ties) -> Ties:
    """Return the ties among people of known group, with people numbered anew."""
    place = np.full(ties.n_people, -1, dtype=np.int64)
    place[known] = np.arange(len(known))
    some = (place[ties.a] >= 0) & (place[ties.b] >= 0)
    a, b = place[ties.a[some]], place[ties.b[some]]
    return Ties(a=a, b=b, weight=ties.weight[some], n_people=len(known))
