"""Contacts as slots that a null model can deal people to."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bridging.counting.coding import find_visits, pairs_within
from bridging.counting.mixing import MixingCount
from bridging.counting.pairs import first_of_pair
from bridging.errors import OptionError
from bridging.nulls import Deal
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Dealing:
    """A deal, and the pairs of slots whose people are in contact.

    Parameters
    ----------
    deal : Deal
    first, second : array of int, shape (M,)
        The two slots of each pair.
    weight : array of float, shape (M,)
        What the contact weighs, whoever its people are.
    unit, stratum : array of int, shape (M,)
    units : array of int, shape (S,)
        The unit of each stratum, with counted pairs or without.
    once : bool
        Whether a pair counts once in a session, however often it is dealt: meetings of several
        people can repeat one.
    """

    deal: Deal
    first: Ints
    second: Ints
    weight: Floats
    unit: Ints
    stratum: Ints
    units: Ints
    once: bool


def lay_out(count: MixingCount, weight: str) -> Dealing:
    """Lay the contacts of a count out as slots; people of unknown group are not dealt.

    Repeated contacts of a pair in a session are one contact with the sum of their weights.

    Raises
    ------
    OptionError
        Contacts that are directed: dealing people again does not say who would begin.
    """
    if count.directed:
        raise OptionError(
            "`null` can't deal directed contacts again: nobody can say who would begin them. "
            "Use null=None, or directed=False."
        )
    person, unit, session, encounter, value = _members(count, weight)
    order = np.lexsort((encounter, session, unit))
    person, unit, session, encounter = (v[order] for v in (person, unit, session, encounter))
    starts = np.ones(len(person), dtype=bool)
    starts[1:] = (np.diff(encounter) != 0) | (np.diff(unit) != 0)
    contact = np.cumsum(starts) - 1
    size = np.bincount(contact, minlength=int(contact.max(initial=-1)) + 1)
    weights = value[order][starts]
    keep, weights = _collapse(person, unit, session, size, weights, weight)
    slot = keep[contact]
    person, unit, session, contact = (v[slot] for v in (person, unit, session, contact))
    weights = weights[keep]
    contact = np.unique(contact, return_inverse=True)[1]
    rank = np.argsort(np.argsort(np.array(count.coded.people, dtype=object)))
    turn = _turns(rank[person], unit, session, contact)
    weights, contact = weights[np.argsort(turn)], turn[contact]
    order = np.lexsort((rank[person], contact))
    person, unit, session, contact = (v[order] for v in (person, unit, session, contact))
    sessions = max(len(count.coded.sessions), 1)
    strata, stratum = np.unique(unit * sessions + session, return_inverse=True)
    deal = Deal(
        person=person,
        contact=contact,
        stratum=stratum,
        company=_company(count, person, session),
        keys=stratum_keys(count, strata // sessions, strata % sessions),
        alike=_alike(weights[contact], stratum, len(strata)),
    )
    first, second = _slot_pairs(contact)
    paired = weights[contact[first]]
    mates = (deal.company[first] >= 0) & (deal.company[first] == deal.company[second])
    return Dealing(
        deal=deal,
        first=first[~mates],
        second=second[~mates],
        weight=paired[~mates],
        unit=unit[first][~mates],
        stratum=stratum[first][~mates],
        units=strata // sessions,
        once=weight == "pairs" and bool(np.bincount(contact, minlength=1).max() > 2),
    )


def slots_in(deal: Deal, other: Deal) -> Ints | None:
    """Return where each slot stands in a deal of the same sessions in another order; None if others.

    Lines and units deal the same people, but for those whose group is not known on a line.
    """
    orders = [np.argsort(one.keys[one.stratum], kind="stable") for one in (deal, other)]

    def laid_out(one: Deal, order: Ints) -> list[npt.NDArray[np.generic]]:
        alike = np.zeros(len(one.keys), dtype=bool) if one.alike is None else one.alike
        stratum, begins = one.stratum[order], np.diff(one.contact[order], prepend=-1) != 0
        return [one.keys[stratum], alike[stratum], begins, one.person[order], one.company[order]]

    parts = zip(laid_out(deal, orders[0]), laid_out(other, orders[1]), strict=True)
    if not all(np.array_equal(mine, its) for mine, its in parts):
        return None
    place = np.empty_like(orders[0])
    place[orders[0]] = orders[1]
    return place


def _members(count: MixingCount, weight: str) -> tuple[Ints, Ints, Ints, Ints, Floats]:
    """List the people of each encounter that count, with unit, session, encounter and weight."""
    contacts, units = count.coded.contacts, count.units
    assert contacts is not None
    person, session, encounter = contacts.person, contacts.session, contacts.encounter
    if units.level == "session":
        unit = units.code[session]
    elif units.level == "encounter":
        unit = units.code[encounter]
    elif units.level == "person":
        unit = units.code[person]
    else:
        unit = np.zeros(len(person), dtype=np.int64)
    value = contacts.minutes if weight == "minutes" else np.ones(len(person))
    keep = ~count.coded.not_present & (count.group[person] >= 0) & ~np.isnan(value)
    keep &= ~np.isin(session, count.tallied.session)
    together = encounter * (int(unit.max(initial=0)) + 1) + unit
    number = np.unique(together, return_inverse=True)[1]
    keep &= np.bincount(number[keep], minlength=int(number.max(initial=-1)) + 1)[number] >= 2
    return person[keep], unit[keep], session[keep], encounter[keep], value[keep]


def _collapse(
    person: Ints, unit: Ints, session: Ints, size: Ints, weights: Floats, weight: str
) -> tuple[npt.NDArray[np.bool_], Floats]:
    """Merge repeated contacts of two people in a session; return which stay, and their weights."""
    keep = np.ones(len(size), dtype=bool)
    two = np.flatnonzero(size == 2)
    if not len(two):
        return keep, weights
    begin = (np.cumsum(size) - size)[two]
    a, b = person[begin], person[begin + 1]
    keys = np.stack([unit[begin], session[begin], np.minimum(a, b), np.maximum(a, b)], axis=1)
    _, number = np.unique(keys, axis=0, return_inverse=True)
    number = number.ravel()
    first = first_of_pair(a, b, session[begin], unit[begin])
    keep[two] = False
    keep[two[first]] = True
    if weight != "pairs":
        total = np.bincount(number, weights=weights[two])
        weights = weights.copy()
        weights[two[first]] = total[number[first]]
    return keep, weights


def _turns(rank: Ints, unit: Ints, session: Ints, contact: Ints) -> Ints:
    """Number the contacts anew, by unit, session, size and the names of their people.

    So that the same records in another order are dealt the same way.
    """
    order = np.lexsort((rank, contact))
    size = np.bincount(contact)
    begin = np.cumsum(size) - size
    names = np.full((len(size), int(size.max(initial=0))), -1)
    names[contact[order], np.arange(len(order)) - begin[contact[order]]] = rank[order]
    place = order[begin]
    by_name = np.lexsort((*names.T[::-1], size, session[place], unit[place]))
    turn = np.empty(len(size), dtype=np.int64)
    turn[by_name] = np.arange(len(size))
    return turn


def stratum_keys(count: MixingCount, unit: Ints, session: Ints) -> Ints:
    """Return a number for each stratum made of its names, not of its place among others."""
    split = count.units.level in ("person", "encounter")
    names = [
        count.coded.sessions[s] + (f"\n{count.units.labels[u]}" if split else "")
        for u, s in zip(unit.tolist(), session.tolist(), strict=True)
    ]
    return np.array([crc32(name.encode()) for name in names], dtype=np.int64)


def _alike(weight: Floats, stratum: Ints, strata: int) -> npt.NDArray[np.bool_]:
    """Say which sessions' contacts all weigh the same."""
    low, high = np.full(strata, np.inf), np.full(strata, -np.inf)
    np.minimum.at(low, stratum, weight)
    np.maximum.at(high, stratum, weight)
    return low == high


def _company(count: MixingCount, person: Ints, session: Ints) -> Ints:
    """Return with whom each person came, -1 for alone or not known."""
    visits = count.coded.visits
    if visits is None:
        return np.full(len(person), -1, dtype=np.int64)
    place = find_visits(visits, person, session)
    return np.where(place >= 0, visits.company[np.maximum(place, 0)], -1)


def _slot_pairs(contact: Ints) -> tuple[Ints, Ints]:
    """List the pairs of slots of each contact, in slot order."""
    first, second = pairs_within(contact)
    order = np.lexsort((second, first))
    return first[order], second[order]
