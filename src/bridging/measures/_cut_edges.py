"""Cut edges: the ties without which a graph falls apart."""

from typing import Any

import numpy as np

from bridging.structures.arrays import Ints


def cut_edges(found: Any) -> Ints:
    """Return the cut edges of a symmetric sparse array as pairs of places, of shape (C, 2).

    Everybody gets a place in a tree, and a number such that the people below her have the numbers
    that follow hers. The tie to the person above is a cut edge where no other tie of her, or of the
    people below, leads to a number outside that run. The work grows with the ties and the people.

    References
    ----------
    Tarjan (1974), "A note on finding the bridges of a graph".
    """
    from scipy.sparse.csgraph import breadth_first_order

    size = found.shape[0]
    order, above = breadth_first_order(_joined(found), size, directed=True)
    people, parent = order[1:].tolist(), above.tolist()
    below = [1] * (size + 1)
    for person in reversed(people):
        below[parent[person]] += below[person]
    number, free = [0] * (size + 1), [1] * (size + 1)
    for person in people:
        number[person] = free[parent[person]]
        free[parent[person]] += below[person]
        free[person] = number[person] + 1
    numbers = np.array(number)
    row = np.repeat(np.arange(size), np.diff(found.indptr))
    col = found.indices
    other = above[row] != col
    lowest, highest = numbers.copy(), numbers.copy()
    np.minimum.at(lowest, row[other], numbers[col[other]])
    np.maximum.at(highest, row[other], numbers[col[other]])
    low, high = lowest.tolist(), highest.tolist()
    for person in reversed(people):
        up = parent[person]
        low[up], high[up] = min(low[up], low[person]), max(high[up], high[person])
    inside = (np.array(low) >= numbers) & (np.array(high) < numbers + np.array(below))
    cut = np.flatnonzero(inside[:size] & (above[:size] < size))
    pairs = np.stack([cut, above[cut].astype(np.int64)], axis=1)
    return np.sort(pairs, axis=1)


def _joined(found: Any) -> Any:
    """Add one more person, in contact with somebody of each connected part, so there is one part."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = found.shape[0]
    _, part = connected_components(found, directed=False)
    one = np.unique(part, return_index=True)[1]
    new = np.full(len(one), size)
    row = np.repeat(np.arange(size), np.diff(found.indptr))
    ends = np.concatenate([row, new, one]), np.concatenate([found.indices, one, new])
    short = tuple(places.astype(np.int32) for places in ends)  # all that scipy's search takes
    return coo_array((np.ones(len(ends[0])), short), shape=(size + 1, size + 1)).tocsr()
