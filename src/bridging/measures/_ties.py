"""Ties: the contacts of a graph as a sparse array with one entry for each pair of people."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats

BLOCK = 5_000_000  # products held at a time: some 100 MB


def ties(
    graph: ContactGraph, *, directed: bool = False, weighted: bool = True, keep: Any = None
) -> Any:
    """Return the ties as a sparse array, people by people, without a diagonal.

    Repeated contacts of a pair are summed; a pair whose weights sum to 0 has no tie.

    Parameters
    ----------
    graph : ContactGraph
    directed : bool, default False
        Keep the direction of directed contacts (rows to columns); else the two directions are
        summed. Undirected contacts always stand in both places.
    weighted : bool, default True
        Sums of weights; else 1 for each tie.
    keep : array of bool, shape (M,), optional
        The contacts to count; all, if left out.
    """
    from scipy.sparse import csr_array

    counts = (graph.source != graph.target) & (graph.weight > 0)
    if keep is not None:
        counts = counts & keep
    # scipy's paths through a graph take short indices only
    ends = tuple(codes[counts].astype(np.int32) for codes in (graph.source, graph.target))
    size = (len(graph.people), len(graph.people))
    found = csr_array((graph.weight[counts], ends), shape=size)
    if not (directed and graph.directed):
        found = csr_array(found + found.T)
    found.sum_duplicates()
    if not weighted:
        found.data[:] = 1.0
    return found


def both_ways(graph: ContactGraph, *, weighted: bool) -> Any:
    """Return the ties with what goes to and fro summed: an unweighted tie both ways counts 2."""
    found = ties(graph, directed=True, weighted=weighted)
    return found + found.T if graph.directed else found


def row_blocks(left: Any, right: Any) -> Iterator[slice]:
    """Yield the rows of `left` in blocks of which the product with `right` is not too large.

    So memory grows with the entries of the two and not with the paths of two steps.
    """
    steps = np.diff(right.indptr)[left.indices]  # of each entry, the entries it leads to
    sums = np.append(0, np.cumsum(steps))[left.indptr]
    block = (sums[1:] - 1) // BLOCK
    first = np.flatnonzero(np.diff(block, prepend=-2))
    for begin, end in pairwise([*first.tolist(), left.shape[0]]):
        yield slice(begin, end)


def row_sums(array: Any) -> Floats:
    """Return the sums of the rows as a flat array."""
    return np.asarray(array.sum(axis=1), dtype=float).ravel()


def column_sums(array: Any) -> Floats:
    """Return the sums of the columns as a flat array."""
    return np.asarray(array.sum(axis=0), dtype=float).ravel()


def degrees(array: Any) -> Floats:
    """Return how many ties each person has."""
    return np.diff(array.indptr).astype(float)


def scaled_rows(array: Any, factor: Floats) -> Any:
    """Multiply each row by its factor."""
    from scipy.sparse import csr_array

    result = csr_array(array, copy=True)
    result.data = result.data * np.repeat(factor, np.diff(result.indptr))
    return result


def mean_of(values: Floats, *, pooled: bool) -> Floats:
    """Return the values, or where pooled the mean of those that there are."""
    if not pooled:
        return values
    there = ~np.isnan(values)
    return np.asarray(values[there].sum() / there.sum())
