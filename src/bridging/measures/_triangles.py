"""Triangles: three people who are all in contact with each other, listed in blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from bridging.structures.arrays import Floats, Ints

BLOCK = 1_000_000  # pairs of ties looked at at a time: some 50 MB


@dataclass(frozen=True, eq=False, kw_only=True)
class TieList:
    """Each tie once, from the person with fewer ties (`low`) to the one with more (`high`).

    Parameters
    ----------
    people : int
        The number of people, P.
    low, high : array of int, shape (E,)
        The two ends, as places of people, in the order of `key`.
    value : array of float, shape (E,)
        The weight of each tie.
    rank : array of int, shape (P,)
        The place of each person by number of ties, from few to many; no two have the same.
    key : array of int, shape (E,)
        ``rank[low] * P + rank[high]``, ascending.
    """

    people: int
    low: Ints
    high: Ints
    value: Floats
    rank: Ints
    key: Ints


def tie_list(found: Any) -> TieList:
    """Return each tie of a symmetric sparse array once."""
    size = found.shape[0]
    degree = np.diff(found.indptr)
    rank = np.empty(size, dtype=np.int64)
    rank[np.argsort(degree, kind="stable")] = np.arange(size)
    low, high = np.repeat(np.arange(size), degree), found.indices.astype(np.int64)
    up = rank[low] < rank[high]
    low, high, value = low[up], high[up], found.data[up]
    key = rank[low] * size + rank[high]
    order = np.argsort(key)
    return TieList(
        people=size,
        low=low[order],
        high=high[order],
        value=value[order],
        rank=rank,
        key=key[order],
    )


def triangles(ties: TieList) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield the triangles, some at a time, as places of their three ties in the list.

    Of a triangle of a, b and c, in the order of their numbers of ties, the places are those of the
    ties a-b, a-c and b-c. Every person looks only at her pairs of ties with people who have more
    ties than she has. Nobody has many of those, so that people who know everybody take no longer
    than others, and the work grows with the ties and hardly faster.

    Sums over triangles come out the same for every size of the blocks where what a block adds is
    added to b-c first: all its other triangles come after those in which a tie is b-c.

    References
    ----------
    Chiba and Nishizeki (1985), "Arboricity and subgraph listing algorithms".
    """
    count = len(ties.key)
    row = ties.rank[ties.low]
    _, starts, sizes = np.unique(row, return_index=True, return_counts=True)
    later = np.repeat(starts + sizes, sizes) - np.arange(count) - 1  # of the same person
    ends = np.concatenate([[0], np.cumsum(later)])
    pairs = np.append(ends[starts], ends[-1])
    cuts = [0]
    while cuts[-1] < len(starts):  # whole people, at least one
        upto = np.searchsorted(pairs, pairs[cuts[-1]] + BLOCK, side="right") - 1
        cuts.append(max(int(upto), cuts[-1] + 1))
    bounds = np.append(starts, count)[cuts].tolist()
    high = ties.rank[ties.high]
    bits = max(count, 1).bit_length() + 3  # 8 to 16 places for each tie
    marks = np.zeros(2**bits, dtype=bool)
    marks[_spread(ties.key, bits)] = True
    for begin, end in pairwise(bounds):
        repeats = later[begin:end]
        first = np.repeat(np.arange(begin, end), repeats)
        # the ties after the first one, counted from the start of its run
        second = np.arange(len(first)) + np.repeat(
            np.arange(begin, end) + 1 - (ends[begin:end] - ends[begin]), repeats
        )
        key = high[first] * ties.people + high[second]
        # most pairs are not in contact, and most of those are ruled out by one look at a mark
        maybe = np.flatnonzero(marks[_spread(key, bits)])
        first, second, key = first[maybe], second[maybe], key[maybe]
        third = np.searchsorted(ties.key, key)
        closed = ties.key[np.minimum(third, count - 1)] == key
        if closed.any():
            yield first[closed], second[closed], third[closed]


def _spread(key: Ints, bits: int) -> Any:
    """Spread numbers evenly over 2^bits places: the upper bits of a product with a large odd one."""
    return (key.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits)


def triangles_of(ties: TieList) -> Floats:
    """Return in how many triangles each person is."""
    found = np.zeros(ties.people)
    for first, _, third in triangles(ties):
        for corner in (ties.low[first], ties.high[first], ties.high[third]):
            found += np.bincount(corner, minlength=ties.people)
    return found


def in_triangle(ties: TieList) -> Any:
    """Say of each tie whether its two people have somebody in common."""
    there = np.zeros(len(ties.key), dtype=bool)
    for three in triangles(ties):
        for one in three:
            there[one] = True
    return there
