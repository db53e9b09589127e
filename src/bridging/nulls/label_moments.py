"""Mean and variance of contacts between groups when labels are shuffled, without any shuffling."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.nulls.label_chance import Chance
from bridging.nulls.ties import Ties, known_people
from bridging.structures.arrays import Array, Floats, Ints

MOST_CELLS = 20_000_000  # cells of people by strata held at once
MOST_TERMS = 4_000_000  # terms of pairs of strata, labels and statistics held at once


@dataclass(frozen=True, kw_only=True)
class LabelMoments:
    """What chance gives for every cell of a table of contacts.

    As in a `MixingMatrix` the diagonal is counted from both ends: three contacts within a group
    are a 6.

    Parameters
    ----------
    mean : array of float, shape (K, K)
    covariance : array of float, shape (K, K, K, K)
        Of each cell with each.
    """

    mean: Floats
    covariance: Floats

    @property
    def variance(self) -> Floats:
        """Variance of each cell, of shape (K, K)."""
        return np.einsum("ghgh->gh", self.covariance)

    def z(self, contacts: Floats) -> Floats:
        """Return how many standard deviations each cell lies from its mean; NaN without spread.

        Parameters
        ----------
        contacts : array of float, shape (..., K, K)
            Observed contacts, diagonal counted from both ends.
        """
        spread = np.sqrt(self.variance)
        safe = np.where(spread > 0, spread, np.nan)
        return np.asarray((contacts - self.mean) / safe)

    def of(self, slope: Array) -> tuple[float, float]:
        """Return mean and variance of Σ slope · cell over all K × K cells.

        Contacts that cross are ``slope = (1 - np.eye(K)) / 2``: each stands in two cells.
        """
        mean = float((slope * self.mean).sum())
        return mean, float(max(0.0, np.einsum("gh,ghij,ij->", slope, self.covariance, slope)))


def label_moments(
    ties: Ties, groups: Any, n_groups: int, *, strata: Any | None = None
) -> LabelMoments:
    """Give mean and covariance of all cells under a shuffle of labels over people, exactly.

    Every way to deal the labels of a stratum to its people is equally likely; strata are dealt
    independently. Ties may have any weight and may run from one stratum to another.

    Parameters
    ----------
    ties : Ties
        Made by `collapse_ties`: the formula needs each pair once.
    groups : array-like of int, shape (P,)
        The group of each person from 0 to K - 1; -1 is unknown. People of unknown group are not
        part of the shuffle, and ties with them do not count.
    n_groups : int
        K.
    strata : array-like of int, shape (P,), optional
        People change labels within their stratum only; all with all, if left out.

    Returns
    -------
    LabelMoments

    Raises
    ------
    DataError
        Groups or strata that do not fit the people.

    Notes
    -----
    It is exact, which a normal distribution with this mean and variance is not: tails in small
    places need `exact_label_distribution` or `label_tables`.

    References
    ----------
    Mantel (1967), "The detection of disease clustering and a generalized regression approach".
    Cliff & Ord (1981), "Spatial processes: models and applications" (join counts).

    Examples
    --------
    Five people, three of them of one group; 2.4 of four ties cross by chance.

    >>> from bridging.nulls.ties import collapse_ties
    >>> ties = collapse_ties([0, 0, 1, 3], [1, 3, 2, 4], n_people=5)
    >>> mean, variance = label_moments(ties, [0, 0, 0, 1, 1], 2).of((1 - np.eye(2)) / 2)
    >>> round(mean, 6), round(variance, 6)
    (2.4, 0.84)
    """
    first, second = np.triu_indices(n_groups)
    slopes = np.zeros((len(first), n_groups, n_groups))
    cell = np.arange(len(first))
    slopes[cell, first, second] += 0.5
    slopes[cell, second, first] += 0.5
    mean, covariance = linear_moments(ties, groups, slopes, strata=strata)
    place = np.zeros((n_groups, n_groups), dtype=np.int64)
    place[first, second] = place[second, first] = cell
    return LabelMoments(mean=mean[place], covariance=covariance[place][:, :, place])


def linear_moments(
    ties: Ties, groups: Any, slopes: Floats, *, strata: Any | None = None
) -> tuple[Floats, Floats]:
    """Give mean and covariance of Σ slope · cell for several slopes, under a shuffle of labels.

    What a tie between people of groups g and h adds is split into four: its mean in the two
    strata, what the one end's group changes, what the other end's group changes, and the rest.
    These parts are uncorrelated. Summed over ties, the second and third are a sum over people,
    where only people's degrees matter; of the rest only pairs matter.

    Parameters
    ----------
    ties, groups, strata
        As of `label_moments`.
    slopes : array of float, shape (C, K, K)
        For tables with the diagonal counted from both ends.

    Returns
    -------
    mean : array of float, shape (C,)
    covariance : array of float, shape (C, C)

    Examples
    --------
    >>> from bridging.nulls.ties import collapse_ties
    >>> ties = collapse_ties([0, 0, 1, 3], [1, 3, 2, 4], n_people=5)
    >>> mean, covariance = linear_moments(ties, [0, 0, 0, 1, 1], (1 - np.eye(2))[np.newaxis] / 2)
    >>> round(float(mean[0]), 6), round(float(covariance[0, 0]), 6)
    (2.4, 0.84)
    """
    slopes = np.asarray(slopes, dtype=np.float64)
    slopes = (slopes + np.swapaxes(slopes, 1, 2)) / 2
    ties, code, stratum = known_people(ties, groups, slopes.shape[1], strata)
    n_strata = int(stratum.max(initial=-1)) + 1
    size = slopes.shape[1]
    counts = np.bincount(stratum * size + code, minlength=n_strata * size)
    chance = Chance(slopes=slopes, counts=counts.reshape(n_strata, size).astype(np.float64))
    mean = np.zeros(len(slopes))
    covariance = np.zeros((len(slopes), len(slopes)))
    links = []
    for s, reached, degree, squares in _by_stratum(ties, stratum, n_strata):
        total = degree.sum(axis=0)
        middle, ends = chance.mean_and_ends(np.full(len(reached), s), reached)
        mean += total @ middle
        covariance += chance.of_ends(s, degree, ends)
        links.append((np.full(len(reached), s), reached, total, squares, (degree**2).sum(axis=0)))
    if links:
        covariance += _of_rest(chance, *map(np.concatenate, zip(*links, strict=True)))
    # rounding leaves a trace where nothing can vary
    least = 1e-16 * float((ties.weight**2).sum()) * (slopes**2).max(axis=(1, 2), initial=0.0)
    still = np.diag(covariance) <= least
    covariance[still] = covariance[:, still] = 0.0
    return mean, covariance


def _by_stratum(
    ties: Ties, stratum: Ints, n_strata: int
) -> Iterator[tuple[int, Ints, Floats, Floats]]:
    """Yield for each stratum the strata its ties reach, and who has how many ties to each.

    Yields
    ------
    s : int
    reached : array of int, shape (T,)
        Strata at the other end.
    degree : array of float, shape (n, T)
        Weight of the ties of each person of s to each of them.
    squares : array of float, shape (T,)
        Sum of the squared weights.
    """
    start = np.searchsorted(stratum, np.arange(n_strata + 1))
    room = max(1, MOST_CELLS // max(n_strata, 1))  # people held at once
    plain = bool((ties.weight == 1).all())
    low = 0
    while low < n_strata:
        high = max(low + 1, int(np.searchsorted(start, start[low] + room, side="right")) - 1)
        first, last = int(start[low]), int(start[high])
        degree = np.zeros((last - first) * n_strata)
        squares = np.zeros((high - low) * n_strata)
        for one, two in ((ties.a, ties.b), (ties.b, ties.a)):
            here: Array | slice = slice(None)
            if last - first < ties.n_people:
                here = np.flatnonzero((one >= first) & (one < last))
            i, other, weight = one[here] - first, stratum[two[here]], ties.weight[here]
            degree += np.bincount(
                i * n_strata + other, weights=None if plain else weight, minlength=len(degree)
            )
            if not plain:
                cell = (stratum[one[here]] - low) * n_strata + other
                squares += np.bincount(cell, weights=weight**2, minlength=len(squares))
        table, square = degree.reshape(-1, n_strata), squares.reshape(-1, n_strata)
        for s in range(low, high):
            mine = table[start[s] - first : start[s + 1] - first]
            sums = mine.sum(axis=0) if plain else square[s - low]
            reached = np.flatnonzero(sums > 0)
            # a tie within a stratum was met from both its ends
            yield s, reached, mine[:, reached], sums[reached]
        low = high


def _of_rest(
    chance: Chance, s: Ints, t: Ints, total: Floats, squares: Floats, degrees: Floats
) -> Floats:
    """Return the covariance of what the groups of pairs change together, over all strata.

    Parameters
    ----------
    s, t : array of int, shape (L,)
        Strata that are linked, in both directions, sorted by s and then t.
    total, squares : array of float, shape (L,)
        Sums of the weights from s to t and of their squares; each tie within a stratum twice.
    degrees : array of float, shape (L,)
        Sum over people of s of their squared degree to t.
    """
    back = degrees[np.lexsort((s, t))]  # of the people of t to s
    people = chance.counts.sum(axis=1)
    n, m = people[s], people[t]
    same = s == t
    once, weights = squares / 2, total / 2
    sharing = degrees - squares  # pairs of ties with one person in common, in both orders
    apart = weights**2 - once - sharing
    enough = same & (n > 3)
    least = np.where(enough, n, 4)
    within = once - sharing / (least - 2) + 2 * apart / ((least - 2) * (least - 3))
    one, two = np.maximum(n - 1, 1), np.maximum(m - 1, 1)
    between = (
        squares
        - (degrees - squares) / two
        - (back - squares) / one
        + (total**2 - degrees - back + squares) / (one * two)
    )
    pairs = np.where(same, np.where(enough, within, 0.0), between)
    half = np.flatnonzero(s <= t)
    covariance = np.zeros((len(chance.slopes), len(chance.slopes)))
    block = max(1, MOST_TERMS // chance.slopes.size)
    for begin in range(0, len(half), block):
        part = half[begin : begin + block]
        covariance += chance.of_rest(s[part], t[part], pairs[part])
    return covariance
