"""Who is present in each hour of the week, at each site."""

import math
from dataclasses import dataclass

import numpy as np

from bridging.analyses.reach_hours import Hours, count_hours, weekdays
from bridging.errors import DataError
from bridging.figures.glass import HIDDEN, UNKNOWN
from bridging.figures.openings import Openings
from bridging.privacy import find_hidden, withhold
from bridging.structures.arrays import Floats, Ints
from bridging.study import Study

WHOLE = -1  # the hour of openings whose hours are not known


@dataclass(frozen=True, kw_only=True)
class Slot:
    """An hour of the week (or a weekday, with hour -1): who was there, over all its openings."""

    weekday: int
    hour: int
    present: float
    share: float
    openings: int
    kind: str


def hour_slots(
    study: Study, openings: Openings, audience: str = "team", minimum: int = 6
) -> dict[str, list[Slot]]:
    """Return for each site who was present in each hour of the week.

    People present are minutes of visits by minutes of openings, so that who leaves early counts
    for less; without any hours at a site, visits by openings of a weekday.

    Raises
    ------
    DataError
        No opening has a date.
    """
    sessions = study.records.tables["sessions"]
    if not sessions["start"].notna().any():
        raise DataError(
            "The sessions must have a start to be drawn by weekday and hour; none has. "
            "Add a column `start` with date and time."
        )
    by_site = find_hidden(study, openings.line.name, "site", audience=audience, minimum=minimum)
    return {
        site: _site_slots(study, openings, at, site in by_site, audience, minimum)
        for at, site in enumerate(study.sites)
    }


def _site_slots(
    study: Study, openings: Openings, at: int, hidden: bool, audience: str, minimum: int
) -> list[Slot]:
    """Return the hours of the week of one site."""
    found = _by_hour(study, openings, at)
    if not len(found.slot):
        return []
    known = found.minutes[:, :-1].sum(axis=1)
    total = found.minutes.sum(axis=1)
    part = found.minutes[:, openings.group]
    gone = np.full(len(found.slot), hidden)
    if audience != "team" and not hidden:
        cells = np.column_stack([found.people, found.people.sum(axis=1)])
        names = [str(slot) for slot in found.slot]
        withheld = withhold(names, cells, cells[:, -1], minimum)
        gone = np.array([name in withheld.units for name in names])
    return [
        Slot(
            weekday=int(slot) // 24 if slot >= 0 else -1 - int(slot),
            hour=int(slot) % 24 if slot >= 0 else WHOLE,
            present=float(total[k] / found.open_minutes[k]),
            share=float(part[k] / known[k]) if known[k] > 0 else math.nan,
            openings=int(found.openings[k]),
            kind=HIDDEN if gone[k] else UNKNOWN if total[k] > 0 and not known[k] else "",
        )
        for k, slot in enumerate(found.slot)
    ]


@dataclass(frozen=True, kw_only=True)
class _Counted:
    """Minutes (or visits) and different people by slot and group, of shape (S, K + 1).

    A slot is 24 × weekday + hour, or, of a whole opening, -1 - weekday.
    """

    slot: Ints
    minutes: Floats
    people: Floats
    open_minutes: Floats
    openings: Ints


def _by_hour(study: Study, openings: Openings, at: int) -> _Counted:
    """Count one site by hour, or by weekday where none of its openings has hours."""
    visitors, visits = openings.visitors.of(at), study.coded.visits
    sessions = study.records.tables["sessions"]
    mine = openings.visitors.unit == at
    arrival = departure = np.full(int(mine.sum()), np.nan)
    if openings.visitors.source == "attendance" and visits is not None:
        arrival, departure = visits.arrival[mine], visits.departure[mine]
    opened = np.flatnonzero(visitors.recorded)
    hours = count_hours(sessions, opened, visitors.session, arrival, departure)
    if not len(hours.slot):
        hours = _whole_openings(weekdays(sessions["start"]), opened, visitors.session)
    size = visitors.tallied.shape[1]
    shape = (len(hours.slot), size)
    minutes, people = np.zeros(shape), np.zeros(shape)
    np.add.at(minutes, (hours.visit_slot, visitors.group[hours.visit]), hours.visit_minutes)
    tallied = visitors.tallied[hours.opening]
    np.add.at(minutes, hours.open_slot, hours.open_minutes[:, np.newaxis] * tallied)
    # somebody who comes every week is one person
    once = np.unique(np.stack([hours.visit_slot, visitors.person[hours.visit]]), axis=1)
    group_of = dict(zip(visitors.person.tolist(), visitors.group.tolist(), strict=True))
    groups = [group_of[person] for person in once[1].tolist()]
    np.add.at(people, (once[0], np.array(groups, dtype=np.int64)), 1.0)
    np.add.at(people, hours.open_slot, tallied)
    there = np.unique(np.stack([hours.open_slot, hours.opening]), axis=1)
    return _Counted(
        slot=hours.slot,
        minutes=minutes,
        people=people,
        open_minutes=np.asarray(
            np.bincount(hours.open_slot, hours.open_minutes, minlength=shape[0]), dtype=np.float64
        ),
        openings=np.bincount(there[0], minlength=shape[0]),
    )


def _whole_openings(day: Ints, opened: Ints, session: Ints) -> Hours:
    """Take each opening of a weekday as one stretch of time, of length 1."""
    opened = opened[day[opened] >= 0]
    visit = np.flatnonzero(np.isin(session, opened))
    days, place = np.unique(day[opened], return_inverse=True)
    return Hours(
        slot=-1 - days,
        opening=opened,
        open_slot=place,
        open_minutes=np.ones(len(opened)),
        visit=visit,
        visit_slot=np.searchsorted(days, day[session[visit]]),
        visit_minutes=np.ones(len(visit)),
        outside=np.zeros(0, dtype=np.int64),
    )
