"""People of a session change seats, two at a time: for sessions too dense to deal out afresh."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.nulls.streams import Words, picks, words
from bridging.structures.arrays import Ints

STEPS_PER_SEAT = 5  # ten changes for each contact of two people
CELLS = 20_000_000  # places in the tables of who met whom held at once


def steps_of(seats: int) -> int:
    """Return how many changes a session makes; sessions of like size make as many."""
    return STEPS_PER_SEAT * 2 ** int(np.ceil(np.log2(max(seats, 1))))


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The seats of some sessions, and what does not change while people change them.

    Parameters
    ----------
    session : array of int, shape (Z,)
        Numbered from 0; seats of a session follow each other.
    others : array of int, shape (Z, k - 1)
        Seats of the same contact, -1 where it is smaller than the largest.
    local, party : array of int, shape (Z,)
        At the start: number of the person within the session, and with whom she came (-1: alone).
    people : array of int, shape (S,)
        How many people each session has.
    start : array of uint64, shape (S,)
        Where the random numbers of each session begin.
    """

    session: Ints
    others: Ints
    local: Ints
    party: Ints
    people: Ints
    start: Words

    @property
    def size(self) -> Ints:
        """Seats of each session."""
        return np.bincount(self.session, minlength=len(self.start))

    @property
    def two(self) -> Ints:
        """The only other seat of a contact of two people, else -1."""
        if self.others.shape[1] == 1:
            return self.others[:, 0]
        return np.where((self.others >= 0).sum(axis=1) == 1, self.others.max(axis=1), -1)


class Swapper:
    """Makes draws that each start from a common arrangement, itself reached by as many changes.

    The same draws come whatever the number asked for at once.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout, self.two = layout, layout.two
        self.offset = np.cumsum(layout.people**2) - layout.people**2
        self.made = 0
        self.hub = self._change(self._observed(), np.zeros(1, dtype=np.uint64))

    def copy(self) -> "Swapper":
        """Return one that goes on from the same place."""
        return copy(self)

    def draw(self, number: int) -> Ints:
        """Return the seat as recorded from which each seat's person comes, of shape (number, Z)."""
        most = max(1, CELLS // max(int((self.layout.people**2).sum()), 1))
        return np.concatenate(list(self._blocks(number, most)))

    def _blocks(self, number: int, most: int) -> Iterator[Ints]:
        for begin in range(0, number, most):
            rows = min(most, number - begin)
            turn = np.arange(self.made + 1, self.made + rows + 1, dtype=np.uint64)
            self.made += rows
            yield self._change(self.hub.copies(rows), turn).seat

    def _observed(self) -> "_State":
        """Return the arrangement as recorded."""
        layout, pair = self.layout, np.flatnonzero(self.two >= 0)
        met = np.zeros((1, int((layout.people**2).sum())), dtype=bool)
        session = layout.session[pair]
        at = self.offset[session] + layout.local[pair] * layout.people[session]
        met[0, at + layout.local[self.two[pair]]] = True
        seat = np.arange(len(layout.session))[np.newaxis]
        return _State(seat=seat, met=met)

    def _change(self, state: "_State", turn: Words) -> "_State":
        """Let people change seats in all arrangements, sessions of like size at once."""
        size = self.layout.size
        first = np.cumsum(size) - size
        changes = np.array([steps_of(seats) for seats in size.tolist()])
        for steps in np.unique(changes).tolist():
            mine = np.flatnonzero(changes == steps)
            row = np.repeat(np.arange(len(turn)), len(mine))
            place = np.add.outer(turn * np.uint64(steps), self.layout.start[mine]).ravel()
            seats = np.tile(size[mine].astype(np.uint64), len(turn))
            begin = np.tile(first[mine], len(turn))
            for step in range(steps):
                i, j = picks(words(place + np.uint64(step)), seats)
                self._swap(state, row, begin + i, begin + j)
        return state

    def _swap(self, state: "_State", row: Ints, i: Ints, j: Ints) -> None:
        """Exchange the people of seats i and j where that is allowed; else nothing changes."""
        layout, table = self.layout, state.met.shape[1]
        seat, met = state.seat.reshape(-1), state.met.reshape(-1)
        start = row * state.seat.shape[1]
        from_i, from_j = seat[start + i], seat[start + j]
        one, two = layout.local[from_i], layout.local[from_j]
        # seats of one contact share their other seats; changing places there changes nothing
        allowed = one != two
        session = layout.session[i]
        at = row * table + self.offset[session]
        wide = layout.people[session]
        for here, there, comer, party in (
            (i, j, two, layout.party[from_j]),
            (j, i, one, layout.party[from_i]),
        ):
            for column in layout.others.T:
                other = column[here]
                real = (other >= 0) & (other != there)
                allowed &= other != there
                sitting = seat[start + other]
                allowed &= ~real | (layout.local[sitting] != comer)
                allowed &= ~real | (party < 0) | (layout.party[sitting] != party)
            other = self.two[here]
            partner = layout.local[seat[start + other]]
            free = ~met[at + comer * wide + partner]
            # two contacts with the same person: they trade what they weigh
            across = self.two[there]
            free |= (across >= 0) & (layout.local[seat[start + across]] == partner)
            allowed &= (other < 0) | free
        done = np.flatnonzero(allowed)
        start, i, j, one, two, at, wide = (v[done] for v in (start, i, j, one, two, at, wide))
        # first who no longer meets, then who does: a pair may do both
        for value, at_i, at_j in ((False, one, two), (True, two, one)):
            for here, person in ((i, at_i), (j, at_j)):
                pair = np.flatnonzero(self.two[here] >= 0)
                partner = layout.local[seat[start[pair] + self.two[here[pair]]]]
                met[at[pair] + person[pair] * wide[pair] + partner] = value
                met[at[pair] + partner * wide[pair] + person[pair]] = value
        seat[start + i], seat[start + j] = seat[start + j], seat[start + i]


@dataclass(frozen=True, kw_only=True)
class _State:
    """R arrangements: where the person of each seat sat as recorded, and who is with whom."""

    seat: Ints
    met: npt.NDArray[np.bool_]

    def copies(self, rows: int) -> "_State":
        """Return the first arrangement several times."""
        return _State(
            seat=np.repeat(self.seat, rows, axis=0), met=np.repeat(self.met, rows, axis=0)
        )
