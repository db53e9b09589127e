"""Pairs of people present together in a session, met or not: the rows of contact models."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.counting.coding import Coded, pairs_within
from bridging.counting.pairs import ContactPairs, contact_pairs, pairs_apart
from bridging.counting.units import Units
from bridging.errors import DataError
from bridging.structures.arrays import Floats, Ints

Bools = npt.NDArray[np.bool_]
EVERYTHING = Units(level="all", labels=("all",), code=np.zeros(0, dtype=np.int64))


@dataclass(frozen=True, kw_only=True)
class PairSessions:
    """One row for each pair present together in a session who could meet.

    Parameters
    ----------
    first, second : array of int, shape (R,)
        The two people. With `began` rows are directed: `first` could begin a contact with `second`.
    session : array of int, shape (R,)
    met : array of float, shape (R,)
        1 where they were in contact in that session, however often.
    unknown : int
        Pairs present together that were left out because a group is not known.
    left_out : mapping of str to int
        Contacts left out, by reason (worded in `bridging.words.reasons`).
    """

    first: Ints
    second: Ints
    session: Ints
    met: Floats
    unknown: int
    left_out: Mapping[str, int]

    def only(self, keep: Any) -> "PairSessions":
        """Keep some of the rows, or put them in another order."""
        return replace(
            self,
            first=self.first[keep],
            second=self.second[keep],
            session=self.session[keep],
            met=self.met[keep],
        )


def pair_sessions(coded: Coded, group: Ints, *, began: bool = False) -> PairSessions:
    """List the pairs present together in each session, met or not.

    Left out are pairs who came together, or of whom one had left before the other came, and pairs
    with a person whose group is not known.

    Parameters
    ----------
    coded : Coded
        The study in codes.
    group : array of int, shape (P,)
        Group of each person, -1 where it is not known.
    began : bool, default False
        List both directions of every pair, and count contacts from who began them; pairs in contact
        that neither of them began are left out.

    Raises
    ------
    DataError
        A study without attendance or without encounters.
    """
    visits, contacts = coded.visits, coded.contacts
    for name, there in (("attendance", visits), ("encounters", contacts)):
        if there is None:
            raise DataError(
                f"The study must have {name} to say which pairs present together met, and has none."
            )
    assert visits is not None
    in_contact = contact_pairs(coded, group, EVERYTHING, "pairs")
    met = contact_pairs(coded, group, EVERYTHING, "pairs", directed=True) if began else in_contact
    i, j = pairs_within(visits.session)
    first, second, session = visits.person[i], visits.person[j], visits.session[i]
    people = len(coded.people)
    key = _pair_key(first, second, session, people)
    apart = pairs_apart(visits, in_contact)
    apart_key = _pair_key(
        visits.person[apart.first],
        visits.person[apart.second],
        visits.session[apart.first],
        people,
    )
    possible = ~np.isin(key, apart_key)
    if began:
        # in contact, and nobody knows who began it: neither chosen nor passed over
        contact_key = _pair_key(in_contact.a, in_contact.b, in_contact.session, people)
        possible &= ~np.isin(key, contact_key) | np.isin(
            key, _pair_key(met.a, met.b, met.session, people)
        )
    known = (group[first] >= 0) & (group[second] >= 0)
    keep = np.flatnonzero(possible & known)
    first, second = np.minimum(first, second)[keep], np.maximum(first, second)[keep]
    session = session[keep]
    if began:
        first, second = np.concatenate([first, second]), np.concatenate([second, first])
        session = np.concatenate([session, session])
    order = np.lexsort((second, first, session))
    first, second, session = first[order], second[order], session[order]
    return PairSessions(
        first=first,
        second=second,
        session=session,
        met=_met(first, second, session, met, people),
        unknown=int((possible & ~known).sum()),
        left_out={name: int(number.sum()) for name, number in met.left_out.items()},
    )


def _pair_key(first: Ints, second: Ints, session: Ints, people: int) -> Ints:
    low, high = np.minimum(first, second), np.maximum(first, second)
    return np.asarray((session * people + low) * people + high)


def _met(first: Ints, second: Ints, session: Ints, met: ContactPairs, people: int) -> Floats:
    """Say which rows are contacts; directed rows only in the direction they were begun."""
    wanted = (session * people + first) * people + second
    seen = (met.session * people + met.a) * people + met.b
    return np.isin(wanted, seen).astype(float)


def both_directions(rows: PairSessions) -> PairSessions:
    """Write every row a second time with the two people exchanged, sorted by session and person."""
    doubled = replace(
        rows,
        first=np.concatenate([rows.first, rows.second]),
        second=np.concatenate([rows.second, rows.first]),
        session=np.concatenate([rows.session, rows.session]),
        met=np.concatenate([rows.met, rows.met]),
    )
    return doubled.only(np.lexsort((doubled.second, doubled.first, doubled.session)))


def until_first_contact(rows: PairSessions, order: Ints) -> tuple[PairSessions, Ints]:
    """Keep the rows of each pair up to their first contact, and number them from 1.

    Parameters
    ----------
    rows : PairSessions
    order : array of int, shape (S,)
        Place in time of each session.

    Returns
    -------
    rows : PairSessions
        Sorted by pair and time.
    joint_session : array of int, shape (R,)
        How often the pair had been present together, this session included.
    """
    if not len(rows.met):
        return rows, np.zeros(0, dtype=np.int64)
    by_time = rows.only(np.lexsort((order[rows.session], rows.second, rows.first)))
    changes = (np.diff(by_time.first) != 0) | (np.diff(by_time.second) != 0)
    start = np.concatenate([[0], np.flatnonzero(changes) + 1])
    size = np.diff(np.concatenate([start, [len(by_time.met)]]))
    begin = np.repeat(start, size)
    number = np.arange(len(by_time.met)) - begin + 1
    before = np.cumsum(by_time.met) - by_time.met
    untouched = before == before[begin]
    return by_time.only(untouched), number[untouched]


def talk_with_others(rows: PairSessions, people: int) -> Floats:
    """Return how talkative the two people of each row are towards others.

    For each of the two: the log odds of contact over all rows with somebody else than the other,
    with half a contact added on each side. The sum of both is returned.

    Parameters
    ----------
    rows : PairSessions
        Undirected.
    people : int
        Number of people.

    Returns
    -------
    array of float, shape (R,)
    """
    both = np.concatenate([rows.first, rows.second])
    met = np.bincount(both, weights=np.tile(rows.met, 2), minlength=people)
    could = np.bincount(both, minlength=people).astype(float)
    pair = np.unique(rows.first * people + rows.second, return_inverse=True)[1].ravel()
    met_together = np.bincount(pair, weights=rows.met)[pair] if len(pair) else rows.met
    together = np.bincount(pair)[pair] if len(pair) else rows.met
    talk = np.zeros(len(rows.met))
    for person in (rows.first, rows.second):
        yes = met[person] - met_together
        no = could[person] - together - yes
        talk += np.log((yes + 0.5) / (no + 0.5))
    return talk
