"""Exact means over random allocation: sums over the hypergeometric distribution."""

from collections.abc import Callable

import numpy as np

from bridging.structures.arrays import Array, Floats

MOST_TERMS = 1_000_000  # terms of sums held at a time


def hypergeometric_mean(
    function: Callable[[Floats, Floats], Floats], people: Array, members: Array, drawn: Array
) -> Floats:
    """Return the mean of a function of how many members are among the people drawn.

    Parameters
    ----------
    function : callable
        ``function(k, mean)`` of the number of members drawn and its mean, on arrays.
    people, members, drawn : array
        Whole numbers that broadcast: of so many people, so many are members, and so many are drawn
        without replacement.

    Returns
    -------
    array
        One mean for each; every different case is summed once.

    Examples
    --------
    Two of four people are members, two are drawn: 0, 1 or 2 members in 1, 4 and 1 of 6 draws.

    >>> float(hypergeometric_mean(lambda k, mean: k**2, 4, 2, 2).round(6))
    1.333333
    """
    cases = np.stack(np.broadcast_arrays(people, members, drawn), axis=-1)
    different, which = np.unique(cases.reshape(-1, 3), axis=0, return_inverse=True)
    low = np.maximum(0, different[:, 2] - (different[:, 0] - different[:, 1]))
    terms = (np.minimum(different[:, 1], different[:, 2]) - low + 1).astype(np.int64)
    block = np.cumsum(terms) // MOST_TERMS
    values = np.empty(len(different))
    for one in np.unique(block):
        rows = block == one
        values[rows] = _means(function, different[rows], low[rows], terms[rows])
    return np.asarray(values[which.ravel()].reshape(cases.shape[:-1]))


def _means(
    function: Callable[[Floats, Floats], Floats], cases: Floats, low: Floats, terms: Array
) -> Floats:
    """Sum each case over its possible numbers, one after the other in a flat array."""
    from scipy.special import gammaln

    starts = np.cumsum(terms) - terms
    case = np.repeat(np.arange(len(cases)), terms)
    k = np.arange(terms.sum()) - starts[case] + low[case]
    people, members, drawn = cases[case].T
    logs = -(
        gammaln(k + 1)
        + gammaln(members - k + 1)
        + gammaln(drawn - k + 1)
        + gammaln(people - members - drawn + k + 1)
    )
    chance = np.exp(logs - np.maximum.reduceat(logs, starts)[case])
    mean = drawn * members / np.where(people > 0, people, 1.0)
    total = np.add.reduceat(chance * function(k, mean), starts)
    return np.asarray(total / np.add.reduceat(chance, starts))
