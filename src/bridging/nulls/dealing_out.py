"""Contacts dealt out at random until nobody meets herself, her company or a partner twice."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bridging.nulls.streams import HALF, LOW, Words, words
from bridging.structures.arrays import Ints

Codes = npt.NDArray[np.unsignedinteger]

CELLS = 1_600_000  # seats of dealings made at once
TRIALS = 256
MANY = 16  # contacts looked at before dealings that are not allowed are put aside


@dataclass(frozen=True, kw_only=True)
class Tables:
    """S sessions whose contacts have the same sizes, each with Z seats.

    Parameters
    ----------
    seats : array of unsigned int, shape (Z, S)
        The person of each seat as recorded, numbered within the session.
    party : array of unsigned int, shape (N, S), or None
        With whom each of a session's people came; everybody alone has a number of her own. None
        where all came alone.
    sizes : tuple of int
        How many seats each contact has; their seats follow each other.
    start : array of uint64, shape (S,)
        Where the random numbers of each session begin.
    alike : bool
        Whether all contacts are of two people and weigh the same, so that it does not matter which
        contact a pair of people is.
    """

    seats: Codes
    party: Codes | None
    sizes: tuple[int, ...]
    start: Words
    alike: bool


def deal_out(tables: Tables, session: Ints, attempt: Ints) -> tuple[Codes, npt.NDArray[np.bool_]]:
    """Deal the people of some sessions out over their seats, whoever meets.

    Every order of the people over the seats is equally likely (Fisher & Yates). Where contacts are
    alike, who meets the person on each last seat is drawn instead, which needs half the numbers:
    every way to pair the people off is equally likely.

    Parameters
    ----------
    tables : Tables
    session, attempt : array of int, shape (R,)
        Which session, and the number of the attempt in its stream.

    Returns
    -------
    array of unsigned int, shape (Z, R)
        Who sits where.
    array of bool, shape (R,)
        Whether it is allowed: nobody meets herself or her company, and no two people meet twice
        in contacts of two.
    """
    dealt = np.take(tables.seats, session, axis=1)
    seats, rows = dealt.shape
    flat, row = dealt.reshape(-1), np.arange(rows)
    place = tables.start[session] + attempt.astype(np.uint64) * np.uint64(seats // 2 + 1)
    half = None
    below = 1 if tables.alike else 0
    for last in range(seats - 1 - below, 0, -1 - below):
        if half is None:
            bits = words(place)
            place += np.uint64(1)
            pick, half = bits >> HALF, bits
        else:
            pick, half = half & LOW, None
        pick *= np.uint64(last + 1)
        pick >>= HALF
        at = pick.view(np.int64)
        at *= rows
        at += row
        chosen = flat[at]
        flat[at] = dealt[last]
        dealt[last] = chosen
    return dealt, _allowed(tables, session, dealt)


def _allowed(tables: Tables, session: Ints, dealt: Codes) -> npt.NDArray[np.bool_]:
    """Say which dealings keep company apart and have no pair twice."""
    who = dealt if tables.party is None else tables.party[dealt, session]
    fine = np.ones(dealt.shape[1], dtype=bool)
    begin = 0
    for size in tables.sizes:
        for one in range(begin, begin + size - 1):
            for other in range(one + 1, begin + size):
                fine &= who[one] != who[other]
        begin += size
    two = 2 * sum(size == 2 for size in tables.sizes)  # contacts of two come first
    a, b = dealt[0:two:2], dealt[1:two:2]
    wide = np.dtype(np.uint16 if dealt.dtype == np.uint8 else np.uint32)
    pair = np.minimum(a, b).astype(wide) << wide.type(8 * dealt.dtype.itemsize)
    pair |= np.maximum(a, b)
    left = np.arange(len(fine))
    once = fine
    for later in range(1, len(pair)):
        if later % MANY == 0:  # of many contacts, those thrown away are not looked at further
            left, pair, once = left[once], pair[:, once], once[once]
        once &= ~(pair[:later] == pair[later]).any(axis=0)
    allowed = np.zeros(dealt.shape[1], dtype=bool)
    allowed[left[once]] = True
    return allowed


def acceptance(tables: Tables) -> npt.NDArray[np.float64]:
    """Return the share of the first dealings of each session that are allowed."""
    sessions = len(tables.start)
    fine = np.zeros(sessions)
    step = max(1, CELLS // (TRIALS * len(tables.seats)))
    for begin in range(0, sessions, step):
        these = np.arange(begin, min(begin + step, sessions))
        attempt = np.tile(np.arange(TRIALS), len(these))
        found = deal_out(tables, np.repeat(these, TRIALS), attempt)[1]
        fine[these] = found.reshape(len(these), TRIALS).mean(axis=1)
    return fine


class Dealer:
    """Deals one allowed dealing after the other, the same ones however many are asked for at once.

    Attempts that are not allowed are thrown away whole, so that every allowed dealing is equally
    likely and draws do not depend on each other.
    """

    def __init__(self, tables: Tables, share: npt.NDArray[np.float64]) -> None:
        self.tables, self.share = tables, share
        self.next = np.zeros(len(share), dtype=np.int64)

    def copy(self) -> "Dealer":
        """Return one that goes on from the same place."""
        other = Dealer(self.tables, self.share)
        other.next = self.next.copy()
        return other

    def draw(self, number: int) -> Codes:
        """Return the next `number` allowed dealings of every session, of shape (S, number, Z)."""
        sessions, seats = len(self.share), len(self.tables.seats)
        result = np.empty((sessions, number, seats), dtype=self.tables.seats.dtype)
        there = np.zeros(sessions, dtype=np.int64)
        while (there < number).any():
            short = np.flatnonzero(there < number)
            wanted = number - there[short]
            tries = np.ceil(1.1 * wanted / self.share[short]).astype(np.int64) + 4
            tries = np.minimum(tries, CELLS // seats + 1)
            for part in _parts(tries, CELLS // seats + 1):
                self._fill(short[part], tries[part], result, there)
        return result

    def _fill(self, sessions: Ints, tries: Ints, result: Codes, there: Ints) -> None:
        """Make attempts for some sessions and keep the allowed ones that are still wanted."""
        session = np.repeat(sessions, tries)
        begin = np.repeat(np.cumsum(tries) - tries, tries)
        step = np.arange(len(session)) - begin
        dealt, fine = deal_out(self.tables, session, self.next[session] + step)
        kept = np.flatnonzero(fine)
        of = np.bincount(session[kept], minlength=len(there))[sessions]
        place = np.arange(len(kept)) - np.repeat(np.cumsum(of) - of, of)
        place += there[session[kept]]
        wanted = place < result.shape[1]
        kept, place = kept[wanted], place[wanted]
        result[session[kept], place] = dealt[:, kept].T
        # the next attempt is the one after the last that was kept, or after all that were made
        full = there[sessions] + of >= result.shape[1]
        last = np.zeros(len(there), dtype=np.int64)
        np.maximum.at(last, session[kept], step[kept] + 1)
        self.next[sessions] += np.where(full, last[sessions], tries)
        there[sessions] = np.minimum(there[sessions] + of, result.shape[1])


def _parts(tries: Ints, most: int) -> list[slice]:
    """Cut sessions into parts with about as many attempts as can be made at once."""
    number = np.cumsum(tries) // most
    bounds = np.flatnonzero(np.diff(number)) + 1
    edges = [0, *bounds.tolist(), len(tries)]
    return [slice(a, b) for a, b in pairwise(edges)]
