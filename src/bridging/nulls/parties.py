"""Visits laid out as seats that parties take."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError
from bridging.structures.arrays import Ints


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """Sessions among which people are swapped, as seats of parties.

    Parameters
    ----------
    code : int
    visits : array of int, shape (V,)
        The visits of the stratum.
    party : array of int, shape (V,)
        The party of each; parties have the number of the seat they were observed on.
    sessions : array of int, shape (P,)
        The session of each seat. Seats are sorted by session and size.
    place : array of int, shape (P,)
        The same, numbered within the stratum.
    kind : array of int, shape (P,)
        Which size of party a seat is for.
    first, number : array of int, shape (S, K)
        The first seat of each session for each size, and how many there are.
    seats : array of int, shape (S,)
        How many seats each session has.
    members : array of int, shape (P, M)
        The people of each party, numbered within the stratum; -1 where it is smaller.
    who : array of int, shape (P,)
        Parties of the same people have the same number.
    people : int
    """

    code: int
    visits: Ints
    party: Ints
    sessions: Ints
    place: Ints
    kind: Ints
    first: Ints
    number: Ints
    seats: Ints
    members: Ints
    who: Ints
    people: int


def strata_of_visits(person: Ints, session: Ints, party: Ints, stratum: Ints) -> list[Stratum]:
    """Lay out the strata that have more than one session.

    Parameters
    ----------
    person, session, party : array of int, shape (V,)
        People of a session with the same party came together; -1 came alone.
    stratum : array of int, shape (S,)
        The stratum of each session; -1 is swapped with none.

    Raises
    ------
    DataError
        Arrays that do not fit each other, or a person who is twice in a session.
    """
    person, session, party, stratum = (
        np.asarray(v, np.int64) for v in (person, session, party, stratum)
    )
    if not person.shape == session.shape == party.shape:
        raise DataError(
            "People, sessions and parties must be lists of one length, not of the shapes "
            f"{person.shape}, {session.shape} and {party.shape}."
        )
    if session.min(initial=0) < 0 or session.max(initial=-1) >= len(stratum):
        raise DataError(
            f"Sessions must be coded from 0 to {len(stratum) - 1}, as `stratum_of_session` has them."
        )
    if len(person) and len(np.unique(np.stack([session, person]), axis=1).T) < len(person):
        raise DataError("Nobody can be twice in a session; some people are. Keep one row of each.")
    found = []
    for code in np.unique(stratum[session]).tolist():
        visits = np.flatnonzero(stratum[session] == code)
        if code >= 0 and len(np.unique(session[visits])) > 1:
            found.append(_lay_out(code, visits, person[visits], session[visits], party[visits]))
    return found


def _lay_out(code: int, visits: Ints, person: Ints, session: Ints, party: Ints) -> Stratum:
    """Number the seats of a stratum by session and size."""
    alone = np.where(party >= 0, party, party.max(initial=-1) + 1 + np.arange(len(party)))
    _, together = np.unique(np.stack([session, alone]), axis=1, return_inverse=True)
    together = together.ravel()
    size = np.bincount(together)
    of = np.zeros(len(size), dtype=np.int64)
    of[together] = session
    order = np.lexsort((size, of))
    seat = np.empty(len(order), dtype=np.int64)
    seat[order] = np.arange(len(order))
    sessions, place = np.unique(of[order], return_inverse=True)
    sizes, kind = np.unique(size[order], return_inverse=True)
    cell = place * len(sizes) + kind
    number = np.bincount(cell, minlength=len(sessions) * len(sizes))
    people, who = np.unique(person, return_inverse=True)
    members = np.full((len(size), int(size.max())), -1)
    by_seat = np.argsort(seat[together], kind="stable")
    column = np.arange(len(who)) - np.repeat(np.cumsum(size[order]) - size[order], size[order])
    members[seat[together][by_seat], column] = who[by_seat]
    return Stratum(
        code=code,
        visits=visits,
        party=seat[together],
        sessions=of[order],
        place=place,
        kind=kind,
        first=(np.cumsum(number) - number).reshape(len(sessions), -1),
        number=number.reshape(len(sessions), -1),
        seats=np.bincount(place),
        members=members,
        who=np.unique(np.sort(members, axis=1), axis=0, return_inverse=True)[1].ravel(),
        people=len(people),
    )


def can_swap(
    person_of_visit: Ints, session_of_visit: Ints, party_of_visit: Ints, stratum_of_session: Ints
) -> npt.NDArray[np.bool_]:
    """Say of each stratum whether any two parties could change places.

    Where they can't, every draw is the observed arrangement, and the stratum says nothing: there is
    one session, or everybody of the smaller sessions comes to the larger ones too. Where all came
    alone, no other arrangement is possible then.

    Parameters
    ----------
    person_of_visit, session_of_visit, party_of_visit, stratum_of_session
        As for `attendance_swap`.

    Returns
    -------
    array of bool, shape (T,)

    Examples
    --------
    >>> person, session = np.array([0, 1, 0]), np.array([0, 0, 1])
    >>> can_swap(person, session, np.full(3, -1), np.zeros(2, dtype=int)).tolist()
    [False]
    """
    found = np.zeros(int(np.max(stratum_of_session, initial=-1)) + 1, dtype=bool)
    for one in strata_of_visits(
        person_of_visit, session_of_visit, party_of_visit, stratum_of_session
    ):
        parties = [frozenset(row[row >= 0].tolist()) for row in one.members]
        sessions = {
            frozenset(parties[seat] for seat in np.flatnonzero(one.place == place))
            for place in range(len(one.number))
        }
        found[one.code] = any(_two_can_swap(a, b) for a, b in combinations(sessions, 2))
    return found


def _two_can_swap(one: frozenset[frozenset[int]], other: frozenset[frozenset[int]]) -> bool:
    """Say whether a party of one session can change places with one of another."""
    here, there = frozenset().union(*one), frozenset().union(*other)
    return any(
        len(a) == len(b) and a != b and not a & (there - b) and not b & (here - a)
        for a in one
        if len(a) > 1 or not a <= there
        for b in other
    )
