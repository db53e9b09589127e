"""Occasions dealt again over the encounters of each session."""

from collections.abc import Iterator

import numpy as np

from bridging.errors import DataError
from bridging.nulls.convolution import (
    TOO_MANY,
    AgainstChance,
    Distribution,
    against_chance,
    distribution_of_sum,
)
from bridging.nulls.label_permutation_within_session import checked, deal_within
from bridging.nulls.record import null_model
from bridging.structures.arrays import Floats, Ints

MORE_THAN_ONE = (
    "some encounters have more than one contact across, so that they can't be listed as one or "
    "none; draws give the p-value",
    "sommige ontmoetingen tellen meer dan één contact over de grens, zodat ze niet als één of geen "
    "op te sommen zijn; trekkingen geven de p-waarde",
)


@null_model(
    label="Occasions dealt again within sessions",
    label_nl="Aanleidingen herverdeeld binnen openingsmomenten",
    keeps=("contacts", "who was present", "occasions per session"),
    question="Of the encounters of a session, do those brought about by this occasion (a child, "
    "staff, an activity) cross the line more or less than the others?",
    question_nl="Gaan van de ontmoetingen in een openingsmoment die met deze aanleiding (een kind, "
    "begeleiding, een activiteit) meer of minder over de grens dan de andere?",
    source="mantel1959",
)
def occasion_permutation(
    value_of_encounter: Ints,
    session_of_encounter: Ints,
    n_draws: int,
    rng: np.random.Generator,
    *,
    keys: Ints | None = None,
) -> Iterator[Ints]:
    """Draw occasions for the encounters, in each session anew.

    Who met whom stays as it is; only which encounters had which occasion is dealt again. That says
    whether crossing goes together with an occasion, not that the occasion brought it about: a
    child may well seek out the people who would have met anyway.

    Parameters
    ----------
    value_of_encounter : array of int, shape (E,)
        The occasion of each encounter; -1 is not recorded, and stays so.
    session_of_encounter : array of int, shape (E,)
        Its session (of a unit), coded from 0.
    n_draws : int
        How many times to deal.
    rng : numpy.random.Generator
    keys : array of int, shape (S,), optional
        A number for each session that does not change when other sessions come or go: each is dealt
        from a stream of its own. Default: the session's code.

    Yields
    ------
    array of int, shape (B, E)
        The occasion of each encounter in a block of draws, until `n_draws` were given.

    Raises
    ------
    DataError
        Arrays that do not fit each other.

    Examples
    --------
    >>> value, session = np.array([0, 1, 1, 0, 1]), np.array([0, 0, 0, 1, 1])
    >>> draws = next(occasion_permutation(value, session, 100, np.random.default_rng(1)))
    >>> draws.shape, draws[:, :3].sum(axis=1).min()  # two of occasion 1 in the first session
    ((100, 5), np.int64(2))
    """
    return deal_within(value_of_encounter, session_of_encounter, n_draws, rng, keys)


def crossing_by_occasion(
    crossing: Floats,
    value_of_encounter: Ints,
    session_of_encounter: Ints,
    n_values: int,
) -> list[AgainstChance]:
    """Compare the crossing contacts of each occasion with all ways to deal them, without drawing.

    Parameters
    ----------
    crossing : array of float, shape (E,)
        How much of each encounter crosses the line: 1 or 0 for encounters of two people that count
        once. Leave out encounters that say nothing (of people of unknown group).
    value_of_encounter, session_of_encounter : array of int, shape (E,)
        As for `occasion_permutation`; encounters without an occasion take no part.
    n_values : int
        The number of occasions; they are coded from 0.

    Returns
    -------
    list of AgainstChance
        For each occasion what crosses in its encounters; mean and variance are always there. Where
        every encounter counts 1 or 0, the number in a session is hypergeometric, and the exact
        distribution is that of the sum over sessions.

    Raises
    ------
    DataError
        Arrays that do not fit each other.

    References
    ----------
    Mantel & Haenszel (1959), "Statistical aspects of the analysis of data from retrospective
    studies of disease": the same sum of hypergeometric numbers over strata.

    Examples
    --------
    One session of four encounters, two of them across. Both of the two with a child cross: so they
    do in 1 of 6 ways to deal.

    >>> found = crossing_by_occasion([1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0], 2)
    >>> found[0].statistic, found[0].mean, round(found[0].p_value("greater"), 4)
    (2.0, 1.0, 0.1667)
    """
    value, session = checked(value_of_encounter, session_of_encounter)
    amount = np.asarray(crossing, dtype=np.float64)
    if amount.shape != value.shape or not np.isfinite(amount).all():
        raise DataError(
            f"`crossing` must be a finite number for each of {len(value)} encounters; it has the "
            f"shape {amount.shape}, or some that are missing."
        )
    if value.max(initial=-1) >= n_values:
        raise DataError(f"Occasions must be coded from 0 to {n_values - 1}; one is higher.")
    known = value >= 0
    value, session, amount = value[known], session[known], amount[known]
    sessions = int(session.max(initial=-1)) + 1
    encounters = np.bincount(session, minlength=sessions)
    total = np.bincount(session, weights=amount, minlength=sessions)
    mean = np.divide(total, encounters, out=np.zeros(sessions), where=encounters > 0)
    squares = np.bincount(session, weights=(amount - mean[session]) ** 2, minlength=sessions)
    spread = np.divide(squares, encounters - 1, out=np.zeros(sessions), where=encounters > 1)
    plain = bool(np.isin(amount, (0, 1)).all())
    found = []
    for one in range(n_values):
        mine = value == one
        taken = np.bincount(session[mine], minlength=sessions)
        left = np.divide(
            taken * (encounters - taken), encounters, out=np.zeros(sessions), where=encounters > 0
        )
        counts = _hypergeometric_sum(encounters, total.astype(np.int64), taken) if plain else None
        found.append(
            against_chance(
                float(amount[mine].sum()),
                float((taken * mean).sum()),
                float((left * spread).sum()),
                counts,
                TOO_MANY if plain else MORE_THAN_ONE,
            )
        )
    return found


def _hypergeometric_sum(encounters: Ints, crossing: Ints, taken: Ints) -> Distribution | None:
    """Return the distribution of the crossing encounters among those taken, over all sessions."""
    from scipy.special import gammaln

    low = np.maximum(0, taken - (encounters - crossing))
    chances = []
    for n, across, t, least in zip(encounters, crossing, taken, low, strict=True):
        k = np.arange(least, min(across, t) + 1)
        ways = gammaln(k + 1) + gammaln(across - k + 1)
        ways += gammaln(t - k + 1) + gammaln(n - across - t + k + 1)
        weights = np.exp(ways.min() - ways)
        chances.append(weights / weights.sum())
    return distribution_of_sum(chances, first=low)
