"""Records as arrays of codes: people, visits and contacts of the roles that count."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from bridging.records import Line, Records
from bridging.structures.arrays import Floats, Ints

VISITORS = "visitors"


@dataclass(frozen=True, kw_only=True)
class Visits:
    """One entry for each person present in a session, sorted by session.

    `company` has the same code for people who came together to the same session and -1 for people
    who came alone; `arrival` and `departure` are minutes, NaN where not known.
    """

    person: Ints
    session: Ints
    company: Ints
    arrival: Floats
    departure: Floats


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """Who took part in which encounter, one entry for each person of an encounter.

    Only people of the roles that count, in encounters where at least two of them are left. `began`
    says whether the person began the encounter.
    """

    encounter: Ints
    person: Ints
    session: Ints
    minutes: Floats
    began: np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A study's people, sessions, visits and contacts as codes.

    Parameters
    ----------
    people, sessions : tuple of str
        What the codes stand for.
    counts : array of bool, shape (P,)
        Whether a person's own role counts; a role of the day may differ.
    visits : Visits or None
        None where the study has no attendance.
    contacts : Contacts or None
        None where the study has no encounters.
    not_present : array of bool
        For each entry of `contacts`: the person was not recorded as present in that session.
    """

    people: tuple[str, ...]
    sessions: tuple[str, ...]
    counts: np.ndarray[Any, np.dtype[np.bool_]]
    visits: Visits | None
    contacts: Contacts | None
    not_present: np.ndarray[Any, np.dtype[np.bool_]]


def pairs_within(group: Ints) -> tuple[Ints, Ints]:
    """Return all pairs of places whose `group` is the same; `group` must be sorted.

    Examples
    --------
    >>> import numpy as np
    >>> [part.tolist() for part in pairs_within(np.array([0, 0, 0, 5, 7, 7]))]
    [[4, 0, 0, 1], [5, 1, 2, 2]]
    """
    _, start, size = np.unique(group, return_index=True, return_counts=True)
    first, second = [], []
    for k in np.unique(size):
        if k < 2:
            continue
        i, j = np.triu_indices(k, 1)
        begin = start[size == k][:, np.newaxis]
        first.append((begin + i).ravel())
        second.append((begin + j).ravel())
    if not first:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing.copy()
    return np.concatenate(first), np.concatenate(second)


def code_records(records: Records, roles: Sequence[str] | None) -> Coded:
    """Turn tables into codes, keeping only what people of the given roles did."""
    people = records.tables["participants"]
    named = people[people["participant"].notna()] if "participant" in people else people.iloc[:0]
    ids = pd.Index(named.get("participant", []), dtype=object)
    sessions = pd.Index(records.tables["sessions"]["session"], dtype=object)
    own_role = text_column(named, "role", len(named))
    role_counts = role_test(records, roles)
    counts = role_counts(own_role)

    attendance = records.tables.get("attendance")
    every_visit = None
    if attendance is not None:
        every_visit = _visits(attendance, ids, sessions, own_role, role_counts)
    encounters = records.tables.get("encounters")
    if encounters is None:
        not_present = np.zeros(0, dtype=bool)
        visits = None if every_visit is None else _take(every_visit[0], every_visit[1])
        return Coded(
            people=tuple(ids),
            sessions=tuple(sessions),
            counts=counts,
            visits=visits,
            contacts=None,
            not_present=not_present,
        )

    members = records.tables["members"]
    encounter = members["encounter_index"].to_numpy(dtype=np.int64)
    person = ids.get_indexer(members["participant"])
    order = np.argsort(encounter, kind="stable")
    encounter, person = encounter[order], person[order]
    session = sessions.get_indexer(encounters["session"])[encounter]
    minutes = (
        encounters["minutes"].to_numpy(dtype=float)[encounter]
        if "minutes" in encounters
        else np.full(len(encounter), np.nan)
    )
    began = np.zeros(len(encounter), dtype=bool)
    if "initiator" in encounters:
        initiator = ids.get_indexer(encounters["initiator"])[encounter]
        began = (initiator >= 0) & (initiator == person)
    return coded_of_members(
        people=tuple(ids),
        sessions=tuple(sessions),
        counts=counts,
        every_visit=every_visit,
        contacts=Contacts(
            encounter=encounter, person=person, session=session, minutes=minutes, began=began
        ),
        absent=records.absent,
    )


def coded_of_members(
    *,
    people: tuple[Any, ...],
    sessions: tuple[str, ...],
    counts: np.ndarray[Any, np.dtype[np.bool_]],
    every_visit: tuple[Visits, np.ndarray[Any, np.dtype[np.bool_]]] | None,
    contacts: Contacts,
    absent: str,
) -> Coded:
    """Keep what people whose role counts did, of everybody's visits and encounters.

    Parameters
    ----------
    people, sessions : tuple
    counts : array of bool, shape (P,)
        Whether a person's own role counts.
    every_visit : (Visits, array of bool) or None
        The visits of everybody, and whether each counts by the role of that day.
    contacts : Contacts
        Everybody's, sorted by encounter; a person or session of -1 is not known.
    absent : {"leave_out", "add"}
    """
    encounter, person, session = contacts.encounter, contacts.person, contacts.session
    minutes, began = contacts.minutes, contacts.began
    visits = None
    taking_part = counts[person] & (person >= 0)
    not_present = np.zeros(len(encounter), dtype=bool)
    if every_visit is not None:
        visits, visit_counts = every_visit
        place = _find(visits, person, session, len(people))
        not_present = place < 0
        if len(visit_counts):
            taking_part = np.where(not_present, taking_part, visit_counts[np.maximum(place, 0)])
        visits = _take(visits, visit_counts)
        if absent == "add":
            new = taking_part & not_present
            visits = _with_added(visits, person[new], session[new], len(people))
            not_present = np.zeros(len(encounter), dtype=bool)
    keep = taking_part & (session >= 0)
    size = np.bincount(encounter[keep], minlength=int(encounter.max(initial=-1)) + 1)
    keep &= size[encounter] >= 2
    return Coded(
        people=people,
        sessions=sessions,
        counts=counts,
        visits=visits,
        contacts=Contacts(
            encounter=encounter[keep],
            person=person[keep],
            session=session[keep],
            minutes=minutes[keep],
            began=began[keep],
        ),
        not_present=not_present[keep],
    )


def text_column(table: pd.DataFrame, name: str, size: int) -> Any:
    """Return a column as objects with None for missing, or all None where it is not there."""
    if name not in table:
        return np.full(size, None, dtype=object)
    values = table[name].astype(object)
    return values.where(values.notna(), None).to_numpy(dtype=object)


def role_test(records: Records, roles: Sequence[str] | None) -> Any:
    """Return a function that says for raw role names whether they count."""
    by_class = {kind: set(names) for kind, names in records.roles.items()}
    named = set().union(*by_class.values()) if by_class else set()
    wanted = {VISITORS} if roles is None else {str(role) for role in roles}

    def counts(values: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
        unique, inverse = np.unique(
            [str(v) if v is not None else "" for v in values], return_inverse=True
        )
        answer = [
            "all" in wanted
            or role in wanted
            or (VISITORS in wanted and role not in named)
            or any(role in names and kind in wanted for kind, names in by_class.items())
            for role in unique
        ]
        return np.array(answer, dtype=bool)[inverse] if len(unique) else np.zeros(0, dtype=bool)

    return counts


def _visits(
    attendance: pd.DataFrame, ids: pd.Index, sessions: pd.Index, own_role: Any, role_counts: Any
) -> tuple[Visits, np.ndarray[Any, np.dtype[np.bool_]]]:
    """Code the attendance of everybody, and say which visits count by the role of that day."""
    person = ids.get_indexer(attendance["participant"])
    session = sessions.get_indexer(attendance["session"])
    role = text_column(attendance, "role", len(attendance))
    role = np.where(role == None, own_role[person], role)  # noqa: E711
    company = text_column(attendance, "company", len(attendance))
    alone = np.array([c is None for c in company], dtype=bool)
    names = np.unique([str(c) for c in company], return_inverse=True)[1]
    together = session * (names.max(initial=0) + 1) + names
    code = np.where(alone, -1, np.unique(together, return_inverse=True)[1])
    times = [
        attendance[name].to_numpy(dtype=float)
        if name in attendance
        else np.full(len(attendance), np.nan)
        for name in ("arrival", "departure")
    ]
    order = np.lexsort((person, session))
    visits = Visits(
        person=person[order],
        session=session[order],
        company=code[order],
        arrival=times[0][order],
        departure=times[1][order],
    )
    return visits, role_counts(role)[order]


def _take(visits: Visits, keep: Any) -> Visits:
    """Keep some of the visits."""
    return Visits(
        person=visits.person[keep],
        session=visits.session[keep],
        company=visits.company[keep],
        arrival=visits.arrival[keep],
        departure=visits.departure[keep],
    )


def part_of(coded: Coded, sessions: Any, encounters: Any) -> Coded:
    """Keep the visits and contacts of some sessions and encounters (boolean, by code)."""
    contacts, visits, not_present = coded.contacts, coded.visits, coded.not_present
    if contacts is not None:
        keep = sessions[contacts.session] & encounters[contacts.encounter]
        contacts = Contacts(**{name: values[keep] for name, values in vars(contacts).items()})
        not_present = not_present[keep]
    if visits is not None:
        visits = _take(visits, sessions[visits.session])
    return replace(coded, contacts=contacts, visits=visits, not_present=not_present)


def find_visits(visits: Visits, person: Ints, session: Ints) -> Ints:
    """Return the place of each (person, session) among the visits, -1 where there is none."""
    people = int(max(visits.person.max(initial=0), person.max(initial=0))) + 1
    return _find(visits, person, session, people)


def _find(visits: Visits, person: Ints, session: Ints, people: int) -> Ints:
    keys = visits.session * people + visits.person
    wanted = session * people + person
    if len(keys) == 0:
        return np.full(len(wanted), -1, dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    place = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[place] == wanted, place, -1)


def _with_added(visits: Visits, person: Ints, session: Ints, people: int) -> Visits:
    """Add people who were in contact without being recorded as present."""
    keys = np.unique(session * max(people, 1) + person)
    session, person = keys // max(people, 1), keys % max(people, 1)
    unknown = np.full(len(person), np.nan)
    joined = Visits(
        person=np.concatenate([visits.person, person]),
        session=np.concatenate([visits.session, session]),
        company=np.concatenate([visits.company, np.full(len(person), -1)]),
        arrival=np.concatenate([visits.arrival, unknown]),
        departure=np.concatenate([visits.departure, unknown]),
    )
    return _take(joined, np.lexsort((joined.person, joined.session)))


def group_codes(records: Records, coded: Coded, line: Line) -> Ints:
    """Return the group of each person on a line, -1 where it is not known."""
    people = records.tables["participants"]
    if "participant" not in people or line.column not in people:
        return np.full(len(coded.people), -1, dtype=np.int64)
    named = people[people["participant"].notna()]
    return np.asarray(line.codes(named[line.column]), dtype=np.int64)
