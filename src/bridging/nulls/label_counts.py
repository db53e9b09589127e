"""Tables of contacts for many labelings of the same people at once.

The labels of 64 draws stand side by side in the bits of one machine word a person: bit d of the word
of group g says whether the person is of group g in draw d. A tie crosses the border of a group in
the draws where the words of its two ends differ (exclusive or). What is left is to count, for each
of 64 bit positions, how many of millions of words have that bit: words are added as binary numbers
are on paper, all positions at once.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError
from bridging.nulls.label_dealing import DRAWS
from bridging.nulls.ties import Ties, checked_groups
from bridging.structures.arrays import Array, Floats, Ints

BLOCK = 65_536  # words added at once: few enough for the cache, and enough for threads
FEW = 2_000  # ties: with fewer, laying out bits takes longer than it saves
NARROW = 256  # words, once all are added
LARGEST = 2**31  # weights from here on are not counted bit by bit

Words = npt.NDArray[np.uint64]


def count_tables(ties: Ties, labels: Any, n_groups: int) -> Floats:
    """Count contacts between groups for several labelings.

    Parameters
    ----------
    ties : Ties
        Made by `collapse_ties`.
    labels : array-like of int, shape (B, P)
        For each draw the group of each person, from 0 to K - 1; -1 is unknown, in every draw or in
        none, and ties with it do not count.
    n_groups : int
        K.

    Returns
    -------
    array of float, shape (B, K, K)
        Tables as of a `MixingMatrix`: the diagonal is counted from both ends.

    Raises
    ------
    DataError
        Labels that do not fit the people, or are unknown in some draws only.

    Examples
    --------
    >>> from bridging.nulls.ties import collapse_ties
    >>> ties = collapse_ties([0, 0], [1, 2], n_people=3)
    >>> count_tables(ties, [[0, 0, 1], [1, 0, 0]], 2).astype(int).tolist()
    [[[2, 1], [1, 0]], [[0, 2], [2, 0]]]
    """
    labels = np.asarray(labels)
    if labels.ndim != 2:
        raise DataError(f"`labels` must have one row a draw, of two dimensions, not {labels.ndim}.")
    if not len(labels):
        return np.zeros((0, n_groups, n_groups))
    first = checked_groups(labels[0], n_groups, ties.n_people)
    if labels.size and not -1 <= labels.min() <= labels.max() < n_groups:
        raise DataError(f"`labels` must be numbered from 0 to {n_groups - 1}, or -1 for unknown.")
    if ((labels < 0) != (first < 0)).any():
        raise DataError("`labels` can't be unknown in some draws only.")
    return TableCounter(ties.among(first >= 0), n_groups).tables(labels)


class TableCounter:
    """Counts tables of labelings; what does not change is laid out once.

    Parameters
    ----------
    ties : Ties
        Among people of known group.
    n_groups : int
        K.
    """

    def __init__(self, ties: Ties, n_groups: int) -> None:
        self.ties, self.n_groups = ties, n_groups
        weight = ties.weight
        whole = ((weight >= 0) & (weight < LARGEST) & (weight == np.floor(weight))).all()
        self.bits = bool(whole) and len(weight) >= FEW
        if self.bits:
            self.planes = [(k, ties.a[chosen], ties.b[chosen]) for k, chosen in _bit_planes(weight)]
            ends = np.concatenate([ties.a, ties.b])
            degree = np.bincount(ends, np.tile(weight, 2), minlength=ties.n_people)
            self.degree_planes = _bit_planes(degree)
            self.total = 2 * float(weight.sum())

    def tables(self, labels: Array) -> Floats:
        """Return the tables of labelings, of shape (B, K, K)."""
        size = self.n_groups
        table = np.zeros((len(labels), size, size))
        step = DRAWS if self.bits else max(1, BLOCK // max(len(self.ties.a), 1))
        for begin in range(0, len(labels), step):
            part = labels[begin : begin + step]
            table[begin : begin + step] = self._by_bits(part) if self.bits else self._by_rows(part)
        return table

    def _by_rows(self, labels: Array) -> Floats:
        """Look up the cell of each tie in each draw: for any weight, and where ties are few."""
        size, draws, ties = self.n_groups, len(labels), self.ties
        second = labels.astype(np.int64)
        first = size * (size * np.arange(draws)[:, np.newaxis] + second)
        plain = bool((ties.weight == 1).all())
        half = np.zeros(draws * size * size)
        for begin in range(0, len(ties.a), BLOCK):
            part = slice(begin, begin + BLOCK)
            cell = first[:, ties.a[part]] + second[:, ties.b[part]]
            weights = None if plain else np.tile(ties.weight[part], draws)
            half += np.bincount(cell.ravel(), weights=weights, minlength=len(half))
        table = half.reshape(draws, size, size)
        return table + np.swapaxes(table, 1, 2)

    def _by_bits(self, labels: Array) -> Floats:
        """Count all groups but the last, whose row is what they leave of their degrees."""
        draws, last = len(labels), self.n_groups - 1
        if last == 0:
            return np.full((draws, 1, 1), self.total)
        of_person = np.zeros((labels.shape[1], DRAWS), dtype=labels.dtype)
        of_person[:, :draws] = labels.T
        words = np.stack(
            [
                np.packbits(of_person == g, axis=1, bitorder="little").view(np.uint64).ravel()
                for g in range(last)
            ]
        )
        degrees = _sums_of_people(words, self.degree_planes)[:, :draws].T
        cuts = self._cuts(words)[:, :draws].T
        table = np.zeros((draws, self.n_groups, self.n_groups))
        for g in range(last):
            table[:, g, g] = degrees[:, g] - cuts[:, g]
            for h in range(g):
                # ties out of either group, less those out of both together: theirs, twice
                both = cuts[:, last + g * (g - 1) // 2 + h]
                table[:, g, h] = table[:, h, g] = (cuts[:, g] + cuts[:, h] - both) / 2
        table[:, :last, last] = table[:, last, :last] = degrees - table[:, :last, :last].sum(axis=2)
        table[:, last, last] = self.total - degrees.sum(axis=1) - table[:, :last, last].sum(axis=1)
        return table

    def _cuts(self, words: Words) -> Floats:
        """Count the ties that leave each group, then those that leave two groups together.

        Parameters
        ----------
        words : array of uint64, shape (G, P)

        Returns
        -------
        array of float, shape (G + G (G - 1) / 2, 64)
            The pairs in the order (0, 1), (0, 2), (1, 2), (0, 3) ...
        """
        groups = len(words)
        lines = groups * (groups + 1) // 2
        longest = max((len(a) for _, a, _ in self.planes), default=1)
        width = min(max(1, BLOCK // lines), longest)
        adder = _Adder(lines, width)
        for k, a, b in self.planes:
            for begin in range(0, len(a), width):
                part = slice(begin, begin + width)
                crossing, other = adder.row(), adder.row()
                for row, ends in ((crossing, a[part]), (other, b[part])):
                    row[:groups, : len(ends)] = words.take(ends, axis=1)
                crossing[:groups] ^= other[:groups]
                crossing[:groups, len(a[part]) :] = 0
                adder.free.append(other)
                filled = groups
                for g in range(1, groups):
                    np.bitwise_xor(crossing[:g], crossing[g], out=crossing[filled : filled + g])
                    filled += g
                adder.add(crossing, k)
        return adder.sums()


def _bit_planes(weight: Array) -> list[tuple[int, Ints]]:
    """Split whole weights into powers of two: where 2^k is part of the weight, for each k."""
    whole = weight.astype(np.int64)
    highest = int(whole.max(initial=0)).bit_length()
    planes = [(k, np.flatnonzero((whole >> k) & 1)) for k in range(highest)]
    return [(k, chosen) for k, chosen in planes if len(chosen)]


def _sums_of_people(words: Words, planes: list[tuple[int, Ints]]) -> Floats:
    """Sum the weights of the people who have a bit, for each line of words and each of 64 bits."""
    width = max(1, BLOCK // len(words))
    adder = _Adder(len(words), min(width, words.shape[1]))
    for k, chosen in planes:
        for begin in range(0, len(chosen), adder.width):
            part = chosen[begin : begin + adder.width]
            row = adder.row()
            row[:, : len(part)] = words.take(part, axis=1)
            row[:, len(part) :] = 0
            adder.add(row, k)
    return adder.sums()


class _Adder:
    """Adds rows of words in binary, in each bit of each column apart.

    ``waiting[k]`` holds at most two rows of worth 2^k. A third makes a sum, which stays, and a
    carry of worth 2^(k+1), which goes one place up. Rows are used again: asking for new memory
    would take longer than adding.

    Parameters
    ----------
    lines, width : int
        Shape of a row. Sums are over the columns, each line apart.
    """

    def __init__(self, lines: int, width: int) -> None:
        self.lines, self.width = lines, width
        self.waiting: list[list[Words]] = []
        self.free: list[Words] = []

    def row(self) -> Words:
        """Return a row to write on, of shape (lines, width)."""
        return self.free.pop() if self.free else np.empty((self.lines, self.width), np.uint64)

    def add(self, row: Words, k: int) -> None:
        """Add a row of worth 2^k, which is no longer the caller's."""
        while True:
            while len(self.waiting) <= k:
                self.waiting.append([])
            self.waiting[k].append(row)
            if len(self.waiting[k]) < 3:
                return
            one, two, three = self.waiting[k]
            differ = np.bitwise_xor(one, two, out=self.row())
            # carry: at least two of three; sum: one or all three
            one &= two
            np.bitwise_and(differ, three, out=two)
            one |= two
            differ ^= three
            self.waiting[k] = [differ]
            self.free += [two, three]
            row, k = one, k + 1

    def sums(self) -> Floats:
        """Return the sum over all columns for each of 64 bits, of shape (lines, 64)."""
        if self.width > NARROW:
            return self._narrowed().sums()
        found = np.zeros((self.lines, DRAWS))
        for k, rows in enumerate(self.waiting):
            for row in rows:
                eight = row.view(np.uint8).reshape(self.lines, self.width, 8)
                bits = np.unpackbits(eight, axis=2, bitorder="little")
                found += 2.0**k * bits.sum(axis=1)
        return found

    def _narrowed(self) -> "_Adder":
        """Return the same sum in a sixteenth of the columns."""
        narrow = _Adder(self.lines, -(-self.width // 16))
        for k, rows in enumerate(self.waiting):
            for row in rows:
                for begin in range(0, self.width, narrow.width):
                    part = row[:, begin : begin + narrow.width]
                    piece = narrow.row()
                    piece[:, : part.shape[1]] = part
                    piece[:, part.shape[1] :] = 0
                    narrow.add(piece, k)
        return narrow
