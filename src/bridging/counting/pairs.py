"""Pairs of people in contact, and pairs present together that could not meet."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.coding import Coded, Contacts, Visits, find_visits, pairs_within
from bridging.counting.units import Units
from bridging.errors import DataError
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class ContactPairs:
    """Pairs in contact, as the line and the weight ask, one entry for each pair of an encounter.

    Parameters
    ----------
    a, b : array of int, shape (M,)
        The two people; where contacts are directed, `a` began it.
    encounter, session, unit : array of int, shape (M,)
        Where the pair was seen.
    weight : array of float, shape (M,)
        1, or the minutes.
    left_out : mapping of str to array of int, shape (U,)
        Pairs left out of each unit, by reason (worded in `bridging.words.reasons`).
    directed : bool
        Whether contacts run from who began the encounter to each of the others.
    """

    a: Ints
    b: Ints
    encounter: Ints
    session: Ints
    unit: Ints
    weight: Floats
    left_out: Mapping[str, Ints]
    directed: bool = False


def contact_pairs(
    coded: Coded, group: Ints | None, units: Units, weight: str, directed: bool = False
) -> ContactPairs:
    """List the pairs in contact that count.

    Parameters
    ----------
    coded : Coded
        The study in codes.
    group : array of int, shape (P,), or None
        Group of each person; pairs with an unknown (-1) end are left out. None: no line.
    units : Units
        A contact belongs to the unit of its session or encounter, or to the unit its two people
        share; contacts between people of different units belong to none.
    weight : {"encounters", "minutes", "pairs"}
        With ``pairs`` a pair counts once in each session and unit (directed: in each direction).
    directed : bool, default False
        Count contacts from who began an encounter to each of the others, and not those between the
        others. An encounter that nobody who counts began is left out, as the contacts that one of
        its people would have begun.
    """
    contacts = coded.contacts
    if contacts is None:
        nothing = np.zeros(0, dtype=np.int64)
        return ContactPairs(
            a=nothing,
            b=nothing,
            encounter=nothing,
            session=nothing,
            unit=nothing,
            weight=np.zeros(0),
            left_out={},
            directed=directed,
        )
    i, j = pairs_within(contacts.encounter)
    order = np.argsort(contacts.encounter[i], kind="stable")
    i, j = i[order], j[order]
    nobody = np.zeros(len(i), dtype=bool)
    if directed:
        i, j, nobody = _from_who_began(contacts, i, j)
    a, b = contacts.person[i], contacts.person[j]
    encounter, session = contacts.encounter[i], contacts.session[i]
    unit = _unit_of_pairs(units, a, b, session, encounter)
    minutes = contacts.minutes[i]
    if weight == "minutes":
        reasons = [("no_minutes", np.isnan(minutes))]
    else:
        reasons = []
        minutes = np.ones(len(a))
    if directed:
        reasons.append(("no_initiator", nobody))
    reasons.append(("absent", coded.not_present[i] | coded.not_present[j]))
    reasons.append(("together", _came_together(coded.visits, a, b, session)))
    if group is not None:
        reasons.append(("unknown", (group[a] < 0) | (group[b] < 0)))
    keep = unit >= 0
    left_out = {}
    for name, fails in reasons:
        left_out[name] = np.bincount(unit[keep & fails], minlength=len(units.labels))
        keep &= ~fails
    chosen = np.flatnonzero(keep)
    if weight == "pairs":
        first = first_of_pair(a[chosen], b[chosen], session[chosen], unit[chosen], directed)
        chosen = chosen[first]
    a, b = a[chosen], b[chosen]
    return ContactPairs(
        a=a if directed else np.minimum(a, b),
        b=b if directed else np.maximum(a, b),
        encounter=encounter[chosen],
        session=session[chosen],
        unit=unit[chosen],
        weight=minutes[chosen],
        left_out=left_out,
        directed=directed,
    )


def _from_who_began(contacts: Contacts, i: Ints, j: Ints) -> tuple[Ints, Ints, Any]:
    """Keep the pairs of who began each encounter, that person first.

    Of an encounter that nobody began the pairs of its first person stay, marked: they are as many
    as the contacts that are lost.
    """
    known = np.zeros(int(contacts.encounter.max(initial=-1)) + 1, dtype=bool)
    known[contacts.encounter[contacts.began]] = True
    first = np.zeros(len(contacts.encounter), dtype=bool)
    first[np.unique(contacts.encounter, return_index=True)[1]] = True
    nobody = ~known[contacts.encounter]
    leads = contacts.began | (first & nobody)
    i, j = np.where(leads[i], i, j), np.where(leads[i], j, i)
    keep = leads[i]
    return i[keep], j[keep], nobody[i[keep]]


def _unit_of_pairs(units: Units, a: Ints, b: Ints, session: Ints, encounter: Ints) -> Ints:
    """Return the unit of each pair, -1 for none."""
    if units.level == "all":
        return np.zeros(len(a), dtype=np.int64)
    if units.level == "session":
        return units.code[session]
    if units.level == "encounter":
        return units.code[encounter]
    return np.where(units.code[a] == units.code[b], units.code[a], -1)


def _came_together(visits: Visits | None, a: Ints, b: Ints, session: Ints) -> Any:
    """Say for each pair whether its two people came together to that session."""
    if visits is None or len(a) == 0 or not (visits.company >= 0).any():
        return np.zeros(len(a), dtype=bool)
    at_a, at_b = find_visits(visits, a, session), find_visits(visits, b, session)
    there = (at_a >= 0) & (at_b >= 0)
    company = visits.company
    return there & (company[at_a] >= 0) & (company[at_a] == company[at_b])


def first_of_pair(a: Ints, b: Ints, session: Ints, unit: Ints, directed: bool = False) -> Ints:
    """Return the places of the first contact of each pair in each session and unit."""
    low, high = (a, b) if directed else (np.minimum(a, b), np.maximum(a, b))
    if len(low) == 0:
        return np.zeros(0, dtype=np.int64)
    parts = (unit, session, low, high)
    sizes = [int(part.max()) + 1 for part in parts]
    if min(int(part.min()) for part in parts) >= 0 and math.prod(sizes) < 2**62:
        keys = np.ravel_multi_index(parts, sizes)  # one number each: sorted far faster than rows
        return np.sort(np.unique(keys, return_index=True)[1])
    return np.sort(np.unique(np.stack(parts, axis=1), axis=0, return_index=True)[1])


@dataclass(frozen=True, kw_only=True)
class PresentPairs:
    """Pairs of visits of the same session, with a weight."""

    first: Ints
    second: Ints
    weight: Floats


def pairs_apart(visits: Visits, met: ContactPairs) -> PresentPairs:
    """List the pairs present in a session that are no opportunity: they count off against it.

    They came together, or one had left before the other arrived (and they were not in contact).
    """
    by_company = np.argsort(visits.company, kind="stable")
    by_company = by_company[visits.company[by_company] >= 0]
    i, j = pairs_within(visits.company[by_company])
    first, second = by_company[i], by_company[j]
    timed = np.flatnonzero(~np.isnan(visits.arrival) & ~np.isnan(visits.departure))
    i, j = pairs_within(visits.session[timed])
    i, j = timed[i], timed[j]
    apart = _overlap(visits.arrival, visits.departure, i, j) <= 0
    i, j = i[apart], j[apart]
    if len(i):
        company = (visits.company[i] >= 0) & (visits.company[i] == visits.company[j])
        people = int(visits.person.max()) + 1
        low = np.minimum(visits.person[i], visits.person[j])
        high = np.maximum(visits.person[i], visits.person[j])
        seen = np.isin(
            (visits.session[i] * people + low) * people + high,
            (met.session * people + met.a) * people + met.b,
        )
        keep = ~company & ~seen
        first, second = np.concatenate([first, i[keep]]), np.concatenate([second, j[keep]])
    return PresentPairs(first=first, second=second, weight=np.ones(len(first)))


def pairs_overlapping(visits: Visits) -> PresentPairs:
    """List the pairs present in a session who did not come together, with shared minutes.

    Raises
    ------
    DataError
        An arrival or departure is not known: shared minutes can't be guessed.
    """
    lost = np.isnan(visits.arrival) | np.isnan(visits.departure)
    if lost.any():
        raise DataError(
            "`opportunity='minutes'` must have an arrival and a departure for every visit: "
            f"{int(lost.sum())} of {len(lost)} visits have not. Use opportunity='pairs'."
        )
    i, j = pairs_within(visits.session)
    apart = (visits.company[i] < 0) | (visits.company[i] != visits.company[j])
    i, j = i[apart], j[apart]
    minutes = np.maximum(_overlap(visits.arrival, visits.departure, i, j), 0.0)
    return PresentPairs(first=i, second=j, weight=minutes)


def _overlap(arrival: Floats, departure: Floats, i: Ints, j: Ints) -> Floats:
    """Return the minutes two visits share; negative where there is a gap between them."""
    return np.minimum(departure[i], departure[j]) - np.maximum(arrival[i], arrival[j])
