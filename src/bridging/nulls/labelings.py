"""Every way to give labels to people, and what crosses under each."""

from itertools import combinations
from math import comb

import numpy as np

from bridging.structures.arrays import Array, Floats, Ints

CELLS = 1_000_000  # pairs times labelings compared at once


def n_labelings(sizes: tuple[int, ...]) -> int:
    """Return in how many ways labels can be given to people, with so many of each.

    Examples
    --------
    >>> n_labelings((2, 1, 1))
    12
    """
    number, people = 1, 0
    for size in sizes:
        people += size
        number *= comb(people, size)
    return number


def labelings(sizes: tuple[int, ...]) -> Array:
    """List every way to give labels to people, with so many of each label.

    Returns
    -------
    array of int8, shape (L, N)

    Examples
    --------
    >>> labelings((2, 1)).tolist()
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    """
    found = np.zeros((1, sizes[0] if sizes else 0), dtype=np.int8)
    for label, size in enumerate(sizes[1:], start=1):
        n = found.shape[1] + size
        places = np.array(list(combinations(range(n), size)), dtype=np.int64).reshape(-1, size)
        mine = np.zeros((len(places), n), dtype=bool)
        np.put_along_axis(mine, places, True, axis=1)
        wider = np.full((len(places), len(found), n), label, dtype=np.int8)
        # the labels given before keep their order in the places that are left
        wider.swapaxes(1, 2)[~mine] = np.tile(found.T, (len(places), 1))
        found = wider.reshape(-1, n)
    return found


def crossing_weight(labels: Array, first: Ints, second: Ints, weight: Floats) -> Floats:
    """Return the weight of the pairs whose labels differ, for each of L labelings of N people.

    Parameters
    ----------
    labels : array of int, shape (N, L)
        Fastest where the labelings of a person lie side by side in memory.
    first, second : array of int, shape (M,)
    weight : array of float, shape (M,)

    Returns
    -------
    array of float, shape (L,)
    """
    found = np.zeros(labels.shape[1])
    step = max(1, CELLS // max(labels.shape[1], 1))
    for begin in range(0, len(first), step):
        part = slice(begin, begin + step)
        found += weight[part] @ (labels[first[part]] != labels[second[part]])
    return found
