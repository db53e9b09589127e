"""When visitors are there: how many, of which groups, and when a group is absent."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.analyses.reach_hours import WEEKDAYS, Hours, count_hours, slot_name, weekdays
from bridging.analyses.reach_rows import Reason, Row
from bridging.analyses.reach_shares import Shares, shares_of
from bridging.counting.visitors import Visitors, family_table
from bridging.structures.arrays import Floats, Ints

Flags = npt.NDArray[np.bool_]


def time_rows(
    visitors: Visitors,
    sessions: pd.DataFrame,
    arrival: Floats,
    departure: Floats,
    groups: tuple[str, ...],
    unit: str,
    level: float,
) -> list[Row]:
    """Count people present by weekday and hour, and the groups among them.

    Parameters
    ----------
    visitors : Visitors
        Of one unit.
    sessions : DataFrame
        In the order of the session codes.
    arrival, departure : array of float, shape (V,)
        Minutes since midnight, NaN where not written down.
    """
    if visitors.source == "list":
        return [Row(unit=unit, part="occupancy", reason=Reason("no_attendance"))]
    opened = np.flatnonzero(visitors.recorded)
    rows = _presence(visitors, opened, groups, unit)
    day = weekdays(sessions["start"])
    timed = opened[day[opened] >= 0]
    if not len(timed):
        return [*rows, Row(unit=unit, part="occupancy", reason=Reason("no_start"))]
    rows += _day_rows(visitors, day, timed, groups, unit, level)
    hours = count_hours(sessions, opened, visitors.session, arrival, departure)
    if not len(hours.slot):
        return [*rows, Row(unit=unit, part="occupancy", of="hours", reason=Reason("no_hours"))]
    rows += _hour_rows(visitors, hours, groups, unit, level)
    if len(hours.outside):
        rows.append(
            Row(
                unit=unit,
                part="left_out",
                of="visits",
                name="outside_opening",
                estimate=float(len(hours.outside)),
                n=float(len(visitors.session)),
            )
        )
    return rows


def _presence(visitors: Visitors, opened: Ints, groups: tuple[str, ...], unit: str) -> list[Row]:
    """Return the share of sessions at which each group was present."""
    there = visitors.tallied[:, :-1] > 0
    known = visitors.group >= 0
    there[visitors.session[known], visitors.group[known]] = True
    return [
        Row(
            unit=unit,
            part="presence",
            of="sessions",
            group=group,
            name="present",
            estimate=float(there[opened, g].mean()) if len(opened) else np.nan,
            n=float(len(opened)),
            reason=None if len(opened) else Reason("no_sessions"),
        )
        for g, group in enumerate(groups)
    ]


def _day_rows(
    visitors: Visitors, day: Ints, opened: Ints, groups: tuple[str, ...], unit: str, level: float
) -> list[Row]:
    """Count visits by weekday."""
    rows = []
    for weekday in np.unique(day[opened]):
        mine = opened[day[opened] == weekday]
        visits = day[visitors.session] == weekday
        unnamed = visitors.tallied[mine].sum(axis=0)
        rows += _slot_rows(
            family_table(visitors.family[visits], visitors.group[visits], len(groups)),
            unnamed,
            people=(float(visits.sum()) + float(unnamed.sum())) / len(mine),
            groups=groups,
            unit=unit,
            of="visits",
            name=WEEKDAYS[weekday],
            n=float(len(mine)),
            level=level,
        )
    return rows


def _hour_rows(
    visitors: Visitors, hours: Hours, groups: tuple[str, ...], unit: str, level: float
) -> list[Row]:
    """Count people present by hour of the week: minutes of visits by minutes that it was open."""
    rows, present = [], np.zeros((len(hours.slot), len(groups)), dtype=bool)
    for at, slot in enumerate(hours.slot):
        open_here, here = hours.open_slot == at, hours.visit_slot == at
        visit, minutes = hours.visit[here], hours.visit_minutes[here]
        length = hours.open_minutes[open_here]
        unnamed = length @ visitors.tallied[hours.opening[open_here]]
        table = family_table(visitors.family[visit], visitors.group[visit], len(groups), minutes)
        present[at] = (table.sum(axis=0) + unnamed[:-1]) > 0
        rows += _slot_rows(
            table,
            unnamed,
            people=float(minutes.sum() + unnamed.sum()) / float(length.sum()),
            groups=groups,
            unit=unit,
            of="hours",
            name=slot_name(int(slot)),
            n=float(len(np.unique(hours.opening[open_here]))),
            level=level,
        )
    rows += [
        Row(
            unit=unit,
            part="presence",
            of="hours",
            group=group,
            name="present",
            estimate=float(present[:, g].mean()),
            n=float(len(hours.slot)),
        )
        for g, group in enumerate(groups)
    ]
    return rows


def _slot_rows(
    table: Floats,
    unnamed: Floats,
    *,
    people: float,
    groups: tuple[str, ...],
    unit: str,
    of: str,
    name: str,
    n: float,
    level: float,
) -> list[Row]:
    """Return how many people were present, on average, and the share of each group."""
    rows = [Row(unit=unit, part="occupancy", of=of, name=name, estimate=people, n=n)]
    number = table.sum(axis=0) + unnamed[:-1]
    if not number.sum():
        return [
            *rows,
            Row(unit=unit, part="mix", of=of, name=name, n=n, reason=Reason("nobody_known")),
        ]
    found: Shares | None = shares_of(table, level) if not unnamed[:-1].any() else None
    for g, group in enumerate(groups):
        rows.append(
            Row(
                unit=unit,
                part="mix",
                of=of,
                group=group,
                name=name,
                estimate=float(number[g] / number.sum()),
                ci_low=np.nan if found is None else float(found.low[g]),
                ci_high=np.nan if found is None else float(found.high[g]),
                n=n,
                reason=Reason("tallied_visits") if found is None else None,
            )
        )
    return rows


def opening_order(sessions: pd.DataFrame, site: Ints, recorded: Flags, keys: Ints) -> Ints:
    """Number the openings of each site, from 0; -1 where the order is not known or nothing recorded.

    Parameters
    ----------
    sessions : DataFrame
        In the order of the session codes.
    site : array of int, shape (S,)
    recorded : array of bool, shape (S,)
        Sessions of which presence was written down: others are no openings.
    keys : array of int, shape (S,)
        What the sessions are ordered by; -1 where it is missing. Equal keys are one opening.
    """
    order = np.full(len(sessions), -1, dtype=np.int64)
    for one in np.unique(site):
        mine = np.flatnonzero((site == one) & recorded & (keys >= 0))
        order[mine] = np.unique(keys[mine], return_inverse=True)[1]
    return order
