"""Tables to meetings: who was in which encounter, or in which session, with groups and numbers."""

from collections.abc import Sequence

import numpy as np

from bridging.counting.coding import Coded, find_visits, group_codes, part_of
from bridging.counting.units import find_units
from bridging.errors import OptionError, check_choice
from bridging.records import Line, Records
from bridging.records.text import as_text
from bridging.records.values import read_numbers
from bridging.structures import Incidence
from bridging.structures.arrays import Floats, Ints

KINDS = ("encounters", "sessions")


def count_meetings_by(
    records: Records,
    coded: Coded,
    lines: Sequence[Line],
    by: str | None = None,
    of: str = "encounters",
) -> dict[str, Incidence]:
    """Return the meetings of each unit (``all`` without `by`).

    Raises
    ------
    OptionError
        `by` is a column of participants: a meeting has people of several kinds.
    """
    units = find_units(records, by)
    if units.level == "all":
        return {"all": count_meetings(records, coded, lines, of)}
    if units.level == "person":
        raise OptionError(
            f"`by` must be a column of sites, sessions or encounters for meetings, not {by!r}: "
            "the people of a meeting differ in it."
        )
    result = {}
    every_session = np.ones(len(coded.sessions), dtype=bool)
    every_encounter = np.ones(len(records.tables.get("encounters", ())), dtype=bool)
    for unit, label in enumerate(units.labels):
        mine = units.code == unit
        kept = (mine, every_encounter) if units.level == "session" else (every_session, mine)
        result[label] = count_meetings(records, part_of(coded, *kept), lines, of)
    return result


def count_meetings(
    records: Records, coded: Coded, lines: Sequence[Line], of: str = "encounters"
) -> Incidence:
    """Return the people of each encounter (or session) that count, with their groups.

    People recorded as present, or (without attendance) listed or in contact, are on it. People who
    were in an encounter without being recorded as present are left out of it.
    """
    check_choice("of", of, KINDS)
    nobody = np.zeros(0, dtype=np.int64)
    person, meeting, company, labels = nobody, nobody, nobody, list(coded.sessions)
    visits, contacts = coded.visits, coded.contacts
    if of == "sessions" and visits is not None:
        person, meeting, company = visits.person, visits.session, visits.company
    elif of == "encounters":
        labels = []
        if contacts is not None:
            keep = ~coded.not_present
            person, encounter = contacts.person[keep], contacts.encounter[keep]
            company = _company(coded, person, contacts.session[keep])
            places, meeting = np.unique(encounter, return_inverse=True)
            meeting = meeting.reshape(-1).astype(np.int64)
            names = records.tables["encounters"]["encounter"].to_numpy(dtype=object)
            labels = names[places].tolist()
    people = _people(coded, person)
    place = np.full(len(coded.people), -1, dtype=np.int64)
    place[people] = np.arange(len(people))
    grouped = [line for line in lines if line.groups]
    return Incidence(
        [coded.people[i] for i in people.tolist()],
        labels,
        place[person],
        meeting,
        company,
        groups={line.name: line.groups for line in grouped},
        codes={line.name: group_codes(records, coded, line)[people] for line in grouped},
        values={
            line.name: line_numbers(records, coded, line)[people]
            for line in lines
            if line.numeric and not line.groups
        },
    )


def _people(coded: Coded, person: Ints) -> Ints:
    """Return everybody who counts and was present, or listed where presence is not known."""
    there = coded.visits.person if coded.visits is not None else np.flatnonzero(coded.counts)
    return np.unique(np.concatenate([there, person])).astype(np.int64)


def _company(coded: Coded, person: Ints, session: Ints) -> Ints:
    """Return with whom each person came to a session, -1 for alone or not known."""
    if coded.visits is None or not len(coded.visits.person):
        return np.full(len(person), -1, dtype=np.int64)
    place = find_visits(coded.visits, person, session)
    return np.where(place >= 0, coded.visits.company[np.maximum(place, 0)], -1)


def line_numbers(records: Records, coded: Coded, line: Line) -> Floats:
    """Return the number of each person on a numeric line, NaN where it is not known."""
    people = records.tables["participants"]
    if "participant" not in people or line.column not in people:
        return np.full(len(coded.people), np.nan)
    named = people[people["participant"].notna()]
    text = as_text(named[line.column])
    recoded = [line.values.get(value, value) for value in text.to_numpy(dtype=object)]
    known = [None if value in ("", *line.unknown) else value for value in recoded]
    numbers, _ = read_numbers(np.array(known, dtype=object))
    return np.asarray(numbers, dtype=np.float64)
