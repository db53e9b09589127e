"""Contacts of two people in dense sessions: partners change places, many sessions at once."""

from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.nulls.dealing_out import Codes
from bridging.nulls.streams import Words, picks, words
from bridging.nulls.swaps import steps_of
from bridging.structures.arrays import Ints

Bools = npt.NDArray[np.bool_]

BYTES = 8_000_000  # seats and tables of who met whom held at once: what a processor has at hand
AHEAD = 16  # changes whose random numbers are made at once


@dataclass(frozen=True, kw_only=True)
class PairTables:
    """S sessions whose contacts are all of two people, and which make as many changes.

    Parameters
    ----------
    seats : array of unsigned int, shape (Z, S)
        The person of each seat as recorded, numbered within the session; seats 0 and 1 are a
        contact, and so on. Sessions with fewer seats have 0 in the others.
    size : array of int, shape (S,)
        How many seats each session has.
    party : array of unsigned int, shape (N, S)
        With whom each of a session's people came; everybody alone has a number of her own.
    start : array of uint64, shape (S,)
        Where the random numbers of each session begin.
    """

    seats: Codes
    size: Ints
    party: npt.NDArray[np.uint32]
    start: Words

    def met(self, dealt: Codes) -> Bools:
        """Say of all pairs of people (N, N, S) who are in contact, or can't be."""
        met = self.party[:, np.newaxis] == self.party[np.newaxis]
        for seat in range(0, len(dealt), 2):
            there = np.flatnonzero(seat < self.size)
            a, b = dealt[seat, there], dealt[seat + 1, there]
            met[a, b, there] = met[b, a, there] = True
        return np.asarray(met)


def columns_at_once(seats: int, people: int) -> int:
    """Return how many arrangements of so many seats and people can be held at once."""
    return max(1, BYTES // (seats + people**2))


class PairSwapper:
    """Makes the draws of `Swapper` for sessions whose contacts are all of two people.

    With an arrangement for each session and draw in a column, one change of all columns is a few
    operations on whole rows.
    """

    def __init__(self, tables: PairTables) -> None:
        self.tables = tables
        self.steps = steps_of(int(tables.size.max()))
        self.made = 0
        self.hub = tables.seats.copy()
        session = np.arange(len(tables.size))
        turn = np.zeros(len(session), dtype=np.uint64)
        self._change(self.hub, tables.met(self.hub), session, turn)

    def copy(self) -> "PairSwapper":
        """Return one that goes on from the same place."""
        return copy(self)

    def draw(self, number: int) -> Codes:
        """Return the next arrangements of every session, of shape (S, number, Z)."""
        seats, sessions = self.hub.shape
        result = np.empty((sessions, number, seats), dtype=self.hub.dtype)
        most = max(1, columns_at_once(seats, len(self.tables.party)) // sessions)
        met = self.tables.met(self.hub)
        for begin in range(0, number, most):
            rows = min(most, number - begin)
            turn = np.arange(self.made + 1, self.made + rows + 1, dtype=np.uint64)
            self.made += rows
            dealt = np.tile(self.hub, rows)
            session = np.tile(np.arange(sessions), rows)
            self._change(dealt, np.tile(met, rows), session, np.repeat(turn, sessions))
            result[:, begin : begin + rows] = dealt.reshape(seats, rows, sessions).T
        return result

    def _change(self, dealt: Codes, met: Bools, session: Ints, turn: Words) -> None:
        """Let people change seats in every column of `dealt` and `met`."""
        size = self.tables.size[session].astype(np.uint64)
        place = turn * np.uint64(self.steps) + self.tables.start[session]
        for begin in range(0, self.steps, AHEAD):
            step = np.arange(begin, min(begin + AHEAD, self.steps), dtype=np.uint64)
            first, second = picks(words(step[:, np.newaxis] + place), size)
            for i, j in zip(first, second, strict=True):
                _swap(dealt.reshape(-1), met.reshape(-1), len(met), i, j)


def _swap(who: Codes, met: Bools, people: int, i: Ints, j: Ints) -> None:
    """Exchange the people of seats i and j of each column where that is allowed."""
    columns = len(i)
    column = np.arange(columns)

    def pair(a: Ints, b: Ints, column: Ints) -> Ints:
        """Return where the table says of each column whether a met b."""
        at = a * people
        at += b
        at *= columns
        at += column
        return at

    here, there = i * columns + column, j * columns + column
    one, two = who[here].astype(np.int64), who[there].astype(np.int64)
    # the other seat of a contact is the next one of an even seat, the one before of an odd seat
    of_one = who[(i ^ 1) * columns + column].astype(np.int64)
    of_two = who[(j ^ 1) * columns + column].astype(np.int64)
    refused = met[pair(two, of_one, column)]
    refused |= met[pair(one, of_two, column)]
    # two contacts with the same person: they trade what they weigh
    refused &= of_one != of_two
    refused |= one == two
    done = np.flatnonzero(~refused)
    here, there, one, two, of_one, of_two = (
        values[done] for values in (here, there, one, two, of_one, of_two)
    )
    who[here], who[there] = two, one
    # first who no longer meets, then who does: a pair may do both
    for value, a, b in ((False, one, two), (True, two, one)):
        for person, partner in ((a, of_one), (b, of_two)):
            met[pair(person, partner, done)] = value
            met[pair(partner, person, done)] = value
