"""Dealing labels to people, 64 times at once.

Small strata are shuffled label by label. In large ones that is slow, and hardly needed: everybody
gets a label by lot, with about the right chances, and then the few labels too many are taken from
people picked at random and replaced by the labels that lack. Every step treats all people of a
stratum alike, so that in the end every labeling with the right numbers is equally likely, exactly.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.nulls.ties import checked_groups, checked_strata
from bridging.structures.arrays import Array, Ints

DRAWS = 64  # of a block: as many as a machine word has bits
LARGE = 1_000  # people from which on lots are faster than shuffling
LOTS = 2**16
RARE = 1 / 256  # share of people
TRIES = 100_000  # people picked at a time
ROWS = 255  # bytes are added eight in a word; so many ones fit a byte


@dataclass(frozen=True, kw_only=True)
class Dealer:
    """The labels, and who changes labels with whom.

    Parameters
    ----------
    labels : array of int, shape (P,)
        The label of each person; -1 is unknown, and stays so.
    small : tuple of arrays of int, shape (S, n)
        The people of all strata of n people.
    large : tuple of arrays of int, shape (n,)
        The people of each large stratum.
    base : int
        What the streams of all blocks start from.
    """

    labels: Array
    small: tuple[Ints, ...]
    large: tuple[Ints, ...]
    base: int

    @classmethod
    def of(cls, groups: Any, strata: Any | None, rng: np.random.Generator) -> "Dealer":
        """Sort the strata by size; those with one label only stay as they are."""
        code = checked_groups(groups, 2**31, len(groups))
        sizes: dict[int, list[Ints]] = {}
        for people in people_by_stratum(code, strata):
            if (code[people] != code[people[0]]).any():
                sizes.setdefault(len(people), []).append(people)
        return cls(
            labels=code.astype(np.min_scalar_type(-1 - int(code.max(initial=0)))),
            small=tuple(np.stack(people) for n, people in sorted(sizes.items()) if n < LARGE),
            large=tuple(p for n, people in sorted(sizes.items()) if n >= LARGE for p in people),
            base=int(rng.integers(2**62)),
        )

    def deal(self, block: int) -> Array:
        """Return 64 labelings, of shape (P, 64); each block has a stream of its own."""
        stream = np.random.default_rng([self.base, block])
        dealt = np.repeat(self.labels[:, np.newaxis], DRAWS, axis=1)
        for people in self.small:
            there = np.repeat(self.labels[people][np.newaxis], DRAWS, axis=0)
            dealt[people] = np.moveaxis(stream.permuted(there, axis=2), 0, 2)
        for people in self.large:
            dealt[people] = deal_by_lot(self.labels[people], stream)
        return dealt


def people_by_stratum(code: Ints, strata: Any | None) -> list[Ints]:
    """List the people of known group of each stratum."""
    stratum = checked_strata(strata, len(code))
    known = np.flatnonzero(code >= 0)
    order = known[np.argsort(stratum[known], kind="stable")]
    parts = np.split(order, np.flatnonzero(np.diff(stratum[order])) + 1)
    return [part for part in parts if len(part)]


def deal_by_lot(labels: Array, rng: np.random.Generator) -> Array:
    """Deal labels to as many people, 64 times.

    Parameters
    ----------
    labels : array of int, shape (n,)
        From 0.
    rng : numpy.random.Generator

    Returns
    -------
    array of int, shape (n, 64)
        Each column has every label as often as `labels` has.

    Examples
    --------
    >>> dealt = deal_by_lot(np.array([0, 1, 1, 0, 2]), np.random.default_rng(1))
    >>> np.sort(dealt, axis=0)[:, 0].tolist(), dealt.shape
    ([0, 0, 1, 1, 2], (5, 64))
    """
    wanted = np.bincount(labels)
    people = len(labels)
    lots = rng.integers(2**64, size=(people, DRAWS // 4), dtype=np.uint64).view(np.uint16)
    dealt = np.zeros((people, DRAWS), dtype=labels.dtype)
    reached = [np.full(DRAWS, people)]
    for limit in np.cumsum(_chances(wanted))[:-1].tolist():
        above = lots >= limit
        dealt += above
        reached.append(_column_sums(above))
    reached.append(np.zeros(DRAWS, dtype=np.int64))
    having = -np.diff(np.stack(reached, axis=1), axis=1)
    _mend(dealt, having, wanted, rng)
    return dealt


def _chances(wanted: Ints) -> Ints:
    """Return the chance of each label in 65536ths, about right.

    A rare label gets none, and is handed out when the rest is mended: when two too many are dealt
    of three, nearly everybody must be looked at to find them.
    """
    share = wanted / wanted.sum()
    chances = np.where(share < RARE, 0, np.floor(LOTS * share)).astype(np.int64)
    chances[np.argmax(wanted)] += LOTS - chances.sum()
    return chances


def _column_sums(above: Array) -> Ints:
    """Count the ones of each of 64 columns, adding eight bytes at a time."""
    eight = above.view(np.uint64)
    sums = np.add.reduceat(eight, np.arange(0, len(eight), ROWS), axis=0)
    return np.asarray(sums.view(np.uint8).sum(axis=0, dtype=np.int64))


def _mend(dealt: Array, having: Ints, wanted: Ints, rng: np.random.Generator) -> None:
    """Take what is too much from people picked at random, and give them what lacks.

    Parameters
    ----------
    dealt : array of int, shape (n, 64)
        Changed in place.
    having : array of int, shape (64, K)
        How many people have each label.
    wanted : array of int, shape (K,)
        How many should.
    rng : numpy.random.Generator
    """
    people, size = len(dealt), len(wanted)
    over = np.maximum(having - wanted, 0).ravel()
    lacking = np.maximum(wanted - having, 0).ravel()
    many = np.maximum(having, 1).ravel()
    flat, column = dealt.reshape(-1), np.arange(DRAWS)[:, np.newaxis]
    taken = []
    while over.any():
        tries = 8 + min(TRIES, int((over * people / many).max()))
        place = (rng.integers(people, size=(DRAWS, tries)) * DRAWS + column).ravel()
        place = place[_first_time(place, len(flat))]
        label = flat[place]
        place, label = place[label >= 0], label[label >= 0]
        cell = place % DRAWS * size + label
        place, cell = place[over[cell] > 0], cell[over[cell] > 0]
        # of each cell only as many as there are too many, those picked first
        order = np.argsort(cell.astype(np.min_scalar_type(len(over))), kind="stable")
        place, cell = place[order], cell[order]
        picked = np.bincount(cell, minlength=len(over))
        turn = np.arange(len(cell)) - (np.cumsum(picked) - picked)[cell]
        place, cell = place[turn < over[cell]], cell[turn < over[cell]]
        over -= np.minimum(picked, over)
        flat[place] = -1
        taken.append(place)
    if taken:
        places = np.concatenate(taken)
        places = places[np.argsort((places % DRAWS).astype(np.uint8), kind="stable")]
        flat[places] = np.repeat(np.tile(np.arange(size), DRAWS), lacking)


def _first_time(place: Ints, size: int) -> Array:
    """Return which places, below `size`, are listed for the first time, of shape (N,)."""
    last = np.empty(size, dtype=np.int32)
    number = np.arange(place.size, dtype=np.int32)
    last[place[::-1]] = number[::-1]  # what is written last stays: the first
    return np.asarray(last[place] == number)
