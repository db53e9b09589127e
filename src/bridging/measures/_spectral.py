"""Largest eigenvalues of the connected parts of a graph, and what belongs to them."""

from typing import Any

import numpy as np

from bridging.structures.arrays import Floats, Ints

AT_A_TIME = 4_000_000  # numbers in full tables held at a time: 32 MB
RESTARTS = 300  # of the solver, before a part is given up
RESOLVED = 1e-8  # the least distance between the two largest eigenvalues, of the largest


def leading_scores(within: Any, root: Floats, open_ended: Any, largest_full: int) -> Floats:
    """Return the eigenvector of each connected part, with its largest eigenvalue as its mean.

    Parameters
    ----------
    within : sparse array, shape (P, P)
        Symmetric: what is within parts, divided by the roots of the two people's totals.
    root : array of float, shape (P,)
        One over the root of each person's total, 0 without any.
    open_ended : array of bool, shape (P,)
        Who has something outside her part.
    largest_full : int
        People in a part up to which a full decomposition is quicker.

    Returns
    -------
    array of float, shape (P,)
        0 for a part of one person. 1 for a part that is closed: shares that sum to 1 for everybody
        have the eigenvalue 1 and equal scores. NaN for a part of which the eigenvalue or the vector
        can't be told to seven digits.
    """
    from scipy.sparse.csgraph import connected_components

    size = within.shape[0]
    count, part = connected_components(within, directed=False)
    people = np.bincount(part, minlength=count)
    is_open = np.bincount(part, open_ended, minlength=count) > 0
    score = np.where(~is_open & (people > 1), 1.0, 0.0)[part]
    order = np.argsort(part, kind="stable")
    first = np.cumsum(people) - people
    place = np.empty(size, dtype=np.int64)
    place[order] = np.arange(size)
    sorted_ = within[order][:, order].tocsr()
    solved = is_open & (people > 1)
    for length in np.unique(people[solved & (people <= largest_full)]).tolist():
        parts = np.flatnonzero(solved & (people == length))
        for begin in range(0, len(parts), max(1, AT_A_TIME // length**2)):
            some = first[parts[begin : begin + max(1, AT_A_TIME // length**2)]]
            members = order[some[:, np.newaxis] + np.arange(length)]
            score[members] = _full(_tables(sorted_, some, length), root[members])
    for one in np.flatnonzero(solved & (people > largest_full)).tolist():
        begin, end = int(first[one]), int(first[one] + people[one])
        members = order[begin:end]
        score[members] = _sparse(sorted_[begin:end, begin:end], root[members])
    return score


def _tables(array: Any, first: Ints, length: int) -> Floats:
    """Return blocks on the diagonal as full tables, of shape (blocks, length, length)."""
    rows = (first[:, np.newaxis] + np.arange(length)).ravel()
    chosen = array[rows]
    row = np.repeat(np.arange(len(rows)), np.diff(chosen.indptr))
    tables = np.zeros((len(first), length, length))
    block = row // length
    tables[block, row % length, chosen.indices - first[block]] = chosen.data
    return tables


def _full(tables: Floats, root: Floats) -> Floats:
    """Return the scores of small parts of the same size, of shape (parts, people)."""
    values, vectors = np.linalg.eigh(tables)
    scores = _scores(values[:, -1:], vectors[:, :, -1], root)
    clear = values[:, -1] - values[:, -2] > RESOLVED * values[:, -1]
    return np.where(clear[:, np.newaxis], scores, np.nan)


def _sparse(block: Any, root: Floats) -> Floats:
    """Return the scores of one large part."""
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    start = np.ones(block.shape[0])  # positive, as the vector sought; and no draw of chance
    try:
        values, vectors = eigsh(block, k=2, which="LA", v0=start, maxiter=RESTARTS)
    except ArpackNoConvergence:
        return np.full(len(root), np.nan)
    if values[1] - values[0] <= RESOLVED * values[1]:
        return np.full(len(root), np.nan)
    return _scores(values[1:], vectors[:, 1], root)


def _scores(value: Floats, vector: Floats, root: Floats) -> Floats:
    """Go from the symmetric form back to shares of contacts; all scores have one sign."""
    vector = np.abs(vector) * root
    return value * vector / vector.mean(axis=-1, keepdims=True)
