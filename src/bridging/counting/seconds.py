"""Contacts with a start and an end, as seconds of each pair of people."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from bridging.structures.arrays import Floats, Ints


def seconds_in_contact(
    source: Sequence[int] | Ints,
    target: Sequence[int] | Ints,
    start: Sequence[float] | Floats,
    end: Sequence[float] | Floats,
    *,
    people: int,
    first: int,
    last: int,
) -> Any:
    """Say for each pair of people and each second whether they were in contact.

    Parameters
    ----------
    source, target : array of int, shape (M,)
        Codes from 0 to `people` - 1 of the two in contact.
    start, end : array of float, shape (M,)
        First and last second of the contact, both included.
    people : int
    first, last : int
        First and last second looked at, both included.

    Returns
    -------
    array of bool, shape (people (people - 1) / 2, last - first + 1)
        Pairs in the order of ``numpy.triu_indices(people, 1)``.

    Examples
    --------
    >>> seconds_in_contact([0], [1], [5], [6], people=2, first=5, last=8).tolist()
    [[True, True, False, False]]
    """
    place = np.full((people, people), -1)
    i, j = np.triu_indices(people, 1)
    place[i, j] = place[j, i] = np.arange(len(i))
    contact = np.zeros((len(i), last - first + 1), dtype=bool)
    begin = np.maximum(np.asarray(start).astype(np.int64) - first, 0)
    finish = np.asarray(end).astype(np.int64) - first + 1
    pairs = place[np.asarray(source), np.asarray(target)]
    for pair, low, high in zip(pairs.tolist(), begin.tolist(), finish.tolist(), strict=True):
        if pair >= 0 and high > 0:
            contact[pair, low:high] = True
    return contact


def without_pauses(contact: Any, seconds: int) -> Any:
    """Fill pauses of at most so many seconds between two moments of contact of a pair.

    Examples
    --------
    >>> without_pauses(np.array([[True, False, False, True, False]]), 2).tolist()
    [[True, True, True, True, False]]
    """
    filled = np.array(contact, dtype=bool)
    for row in filled:
        for before, after in pairwise(np.flatnonzero(row).tolist()):
            if after - before - 1 <= seconds:
                row[before:after] = True
    return filled
