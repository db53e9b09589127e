"""Contacts across the line under all labelings within sessions, without drawing."""

import numpy as np

from bridging.errors import DataError
from bridging.nulls.convolution import (
    NOT_WHOLE,
    TOO_MANY,
    AgainstChance,
    Distribution,
    against_chance,
    distribution_of_sum,
)
from bridging.nulls.label_permutation_within_session import checked
from bridging.nulls.labelings import crossing_weight, labelings, n_labelings
from bridging.nulls.ties import collapse_ties
from bridging.structures.arrays import Array, Floats, Ints

MOST_CELLS = 4_000_000  # labelings times people of a session, held at once
MOST_WORK = 1_000_000_000  # labelings times pairs in contact, over all sessions: some seconds


def crossing_within_session(
    group_of_visit: Ints,
    session_of_visit: Ints,
    first: Ints,
    second: Ints,
    weight: Floats | None = None,
) -> AgainstChance:
    """Compare the contacts across the line with all labelings within sessions, without drawing.

    Parameters
    ----------
    group_of_visit, session_of_visit : array of int, shape (V,)
        As for `label_permutation_within_session`. Contacts of people of unknown group do not count.
    first, second : array of int, shape (M,)
        The two visits of each contact, as places in `group_of_visit`; both of one session. Leave
        out contacts of people who came together.
    weight : array of float, shape (M,), optional
        Default: each contact counts once.

    Returns
    -------
    AgainstChance
        The weight of the contacts that cross; mean and variance are always there. The distribution
        is there where the weights are whole numbers and no session has too many labelings (two
        groups: about 20 people): each session is enumerated and the sessions are summed.

    Raises
    ------
    DataError
        A contact of two sessions, or of a visit with itself; visits that are not there.

    References
    ----------
    Mantel (1967), "The detection of disease clustering and a generalized regression approach".

    Examples
    --------
    Two people of each group in a square of contacts: of the 6 labelings 4 have two contacts that
    cross, and 2 have four.

    >>> group, session = np.array([0, 0, 1, 1]), np.zeros(4, dtype=int)
    >>> found = crossing_within_session(group, session, [0, 1, 2, 3], [1, 2, 3, 0])
    >>> found.statistic, round(found.mean, 4), found.p_value("less").__round__(4)
    (2.0, 2.6667, 0.6667)
    """
    group, session = checked(group_of_visit, session_of_visit)
    first, second, value = _pooled(group, session, first, second, weight)
    crossing = float(value[group[first] != group[second]].sum())
    mean, variance = _moments(group, session, first, second, value)
    if (value != np.floor(value)).any():
        return against_chance(crossing, mean, variance, None, NOT_WHOLE)
    distribution = _distribution(group, session, first, second, value)
    return against_chance(crossing, mean, variance, distribution, TOO_MANY)


def _pooled(
    group: Ints, session: Ints, first: Ints, second: Ints, weight: Floats | None
) -> tuple[Ints, Ints, Floats]:
    """Return the pairs of visits of known group with the sum of their weights."""
    ties = collapse_ties(first, second, weight, n_people=len(group))
    if (session[ties.a] != session[ties.b]).any():
        raise DataError("A contact must be of two visits of the same session; some are of two.")
    known = (group[ties.a] >= 0) & (group[ties.b] >= 0)
    return ties.a[known], ties.b[known], ties.weight[known]


def _moments(
    group: Ints, session: Ints, first: Ints, second: Ints, value: Floats
) -> tuple[float, float]:
    """Return the exact mean and variance: those of each session, summed.

    In a session of n people, pairs of contacts are the same, share a person, or are disjoint.
    """
    sessions = int(session.max(initial=-1)) + 1
    size = _sizes(group, session)
    n = size.sum(axis=1)
    of = session[first]
    total = np.bincount(of, weights=value, minlength=sessions)
    same = np.bincount(of, weights=value**2, minlength=sessions)
    degree = np.bincount(first, weights=value, minlength=len(group))
    degree += np.bincount(second, weights=value, minlength=len(group))
    shared = np.bincount(session, weights=degree**2, minlength=sessions) - 2 * same
    disjoint = total**2 - same - shared
    across = n[:, np.newaxis] - size  # how many others a member of each group differs from
    ends = (size * across).sum(axis=1)  # ordered pairs that differ
    centre = (size * across * (across - 1)).sum(axis=1)  # two such pairs with the same first person
    apart = ends**2 + 2 * ends - 4 * (centre + ends)  # two such pairs without a common person
    chance = _ratio(ends, n * (n - 1))
    chance_shared = _ratio(centre, n * (n - 1) * (n - 2))
    chance_apart = _ratio(apart, n * (n - 1) * (n - 2) * (n - 3))
    mean = total * chance
    square = same * chance + shared * chance_shared + disjoint * chance_apart
    return float(mean.sum()), float((square - mean**2).sum())


def _sizes(group: Ints, session: Ints) -> Floats:
    """Count the people of known group by session and group."""
    known, groups = group >= 0, int(group.max(initial=0)) + 1
    sessions = int(session.max(initial=-1)) + 1
    cell = session[known] * groups + group[known]
    return np.bincount(cell, minlength=sessions * groups).reshape(sessions, groups).astype(float)


def _ratio(top: Floats, bottom: Floats) -> Floats:
    """Divide; 0 where there is nothing to choose from."""
    return np.divide(top, bottom, out=np.zeros(len(top)), where=bottom > 0)


def _distribution(
    group: Ints, session: Ints, first: Ints, second: Ints, value: Floats
) -> Distribution | None:
    """Enumerate each session with contacts, and sum the sessions; None where that is too much."""
    order = np.argsort(session[first], kind="stable")
    first, second, value = first[order], second[order], value[order]
    met, starts = np.unique(session[first], return_index=True)
    ends = np.append(starts, len(first))
    sizes = [tuple(int(n) for n in -np.sort(-row) if n) for row in _sizes(group, session)[met]]
    ways = [n_labelings(size) for size in sizes]
    cells = max((sum(size) * n for size, n in zip(sizes, ways, strict=True)), default=0)
    work = sum(n * pairs for n, pairs in zip(ways, np.diff(ends).tolist(), strict=True))
    if cells > MOST_CELLS or work > MOST_WORK:
        return None
    people = np.split(np.argsort(session, kind="stable"), np.cumsum(np.bincount(session))[:-1])
    held: dict[tuple[int, ...], Array] = {}  # of one composition at a time
    chances = []
    for place in sorted(range(len(met)), key=lambda place: sizes[place]):
        if sizes[place] not in held:
            held = {sizes[place]: np.ascontiguousarray(labelings(sizes[place]).T)}
        part = slice(ends[place], ends[place + 1])
        present = people[met[place]]
        present = present[group[present] >= 0]
        a, b = np.searchsorted(present, first[part]), np.searchsorted(present, second[part])
        crossing = crossing_weight(held[sizes[place]], a, b, value[part])
        chances.append(np.bincount(crossing.astype(np.int64)) / len(crossing))
    return distribution_of_sum(chances, first=np.zeros(len(chances), dtype=np.int64))
