"""Shortest paths on sparse arrays: how many go through each person, and ways round a tie."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from bridging.structures.arrays import Floats, Ints

BLOCK = 20_000_000  # people reached held at a time: some 20 MB
STEPS = 1_000_000  # steps taken at a time: some 100 MB


def betweenness(found: Any) -> tuple[Floats, Floats, Floats]:
    """Return the betweenness of each person, and of how many people and by how many she is reached.

    Paths from some people at a time, by one step after another; then back again, each step taking
    along what depends on it. Memory grows with people and ties, the work with people times ties.

    Parameters
    ----------
    found : sparse array, shape (P, P)
        1 for each tie from a row to a column.

    Returns
    -------
    between : array of float, shape (P,)
        Sum over ordered pairs of other people of the share of their shortest paths through her.
    reached, reaching : array of float, shape (P,)
        People there is a path to, and from; herself among them.

    References
    ----------
    Brandes (2001), "A faster algorithm for betweenness centrality".
    """
    size = found.shape[0]
    between, reached, reaching = np.zeros(size), np.zeros(size), np.zeros(size)
    backward = found.T.tocsr()
    rows = max(1, BLOCK // max(size, 1))
    for begin in range(0, size, rows):
        sources = np.arange(begin, min(begin + rows, size))
        steps, seen = _steps_from(found, sources)
        reached[sources] = seen.sum(axis=1)
        reaching += seen.sum(axis=0)
        # of each person at a distance: what depends on her and on herself, for each path to her
        later = _same_places(steps[-1], 1 / steps[-1].data)
        for paths in reversed(steps[1:-1]):
            here = _same_places(paths, np.ones(paths.nnz))
            depends = (later @ backward).multiply(here)
            between += np.asarray(depends.multiply(paths).sum(axis=0)).ravel()
            later = depends + _same_places(paths, 1 / paths.data)
    return between, reached, reaching


def _steps_from(found: Any, sources: Ints) -> tuple[list[Any], Any]:
    """Return the numbers of shortest paths to people at distance 0, 1, ..., and who is reached."""
    shape = (len(sources), found.shape[0])
    paths = _entries(np.arange(len(sources)), sources, np.ones(len(sources)), shape)
    seen = np.zeros(shape, dtype=bool)
    steps = []
    while paths.nnz:
        steps.append(paths)
        row = np.repeat(np.arange(len(sources)), np.diff(paths.indptr))
        seen[row, paths.indices] = True
        further = (paths @ found).tocoo()
        new = ~seen[further.row, further.col]
        paths = _entries(further.row[new], further.col[new], further.data[new], shape)
    return steps, seen


def _entries(row: Ints, col: Ints, values: Floats, shape: tuple[int, int]) -> Any:
    from scipy.sparse import csr_array

    return csr_array((values, (row, col)), shape=shape)


def _same_places(array: Any, values: Floats) -> Any:
    """Return an array with entries in the same places."""
    from scipy.sparse import csr_array

    return csr_array((values, array.indices, array.indptr), shape=array.shape)


def ways_round(found: Any, pairs: Ints) -> Floats:
    """Return the distance of the two people of each tie if their tie were not there.

    Steps are taken from both ends, each time from the end where that is less work, until they meet.
    Some ties at a time, so that memory is bounded; the work grows with the ties times the people
    within half the way round.

    Parameters
    ----------
    found : sparse array, shape (P, P)
        Ties in both directions, each 1.
    pairs : array of int, shape (L, 2)
        The ends of ties whose people have nobody in common, and that are no cut edges.

    Returns
    -------
    array of float, shape (L,)
        3 or more.
    """
    lengths = np.zeros(len(pairs))
    degree = np.diff(found.indptr).astype(float)
    todo: list[tuple[Any, ...]] = []
    for part in _parts(degree[pairs].sum(axis=1)):
        ends = pairs[part].T
        # the people at the present distance from either end, and those at the distance before
        sides = [
            (_without(found[one], _at(other, found.shape[0])), _at(one, found.shape[0]))
            for one, other in (ends, ends[::-1])
        ]
        todo.append((np.arange(len(pairs))[part], *sides, 3))
        while todo:
            ties, near, far, length = todo.pop()
            here, before = near
            further = here @ found
            further.data[:] = 1.0
            near = (_without(_without(further, here), before), here)
            met = np.diff(near[0].multiply(far[0]).tocsr().indptr) > 0
            lengths[ties[met]] = length
            left = np.flatnonzero(~met)
            near, far = _rows(near, left), _rows(far, left)
            work, other = near[0] @ degree, far[0] @ degree
            for mine, one, two, cost in (
                (work <= other, near, far, work),
                (work > other, far, near, other),
            ):
                for some in _parts(cost[mine]):
                    places = np.flatnonzero(mine)[some]
                    todo.append(
                        (ties[left][places], _rows(one, places), _rows(two, places), length + 1)
                    )
    return lengths


def _parts(work: Floats) -> Iterator[slice]:
    """Yield runs of about the same amount of work, of at least one."""
    block = np.cumsum(work) // STEPS
    first = np.flatnonzero(np.diff(block, prepend=-1))
    for begin, end in pairwise([*first.tolist(), len(work)]):
        yield slice(begin, end)


def _at(people: Ints, size: int) -> Any:
    """Return an array with a row for each of the people, and 1 where she is."""
    return _entries(np.arange(len(people)), people, np.ones(len(people)), (len(people), size))


def _without(array: Any, other: Any) -> Any:
    """Leave out the entries (of 1) where the other has any."""
    rest = (array - array.multiply(other)).tocsr()
    rest.eliminate_zeros()
    return rest


def _rows(side: tuple[Any, Any], some: Any) -> tuple[Any, Any]:
    return side[0][some], side[1][some]
