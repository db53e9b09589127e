"""Rows on fathers and on the ages of children."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.analyses.reach_hours import WEEKDAYS, weekdays
from bridging.analyses.reach_people import (
    MONTHS,
    Fathers,
    ages_in_months,
    child_column,
    child_roles,
    named_people,
)
from bridging.analyses.reach_rows import Reason, Row
from bridging.analyses.reach_shares import shares_of
from bridging.counting.coding import code_records
from bridging.counting.units import Units
from bridging.counting.visitors import Visitors, family_table, people_of
from bridging.records import Records
from bridging.structures.arrays import Floats, Ints


def father_rows(
    visitors: Visitors,
    fathers: Fathers | None,
    sessions: pd.DataFrame,
    unit: str,
    level: float,
) -> list[Row]:
    """Return the share of fathers among adults, as persons, visits and families."""
    part = "fathers"
    if visitors.source != "attendance":
        why = Reason("no_attendance" if visitors.source == "list" else "no_names")
        return [Row(unit=unit, part=part, reason=why)]
    if fathers is None:
        return [Row(unit=unit, part=part, reason=Reason("no_father_column"))]
    person, family, _ = people_of(visitors)
    code, of_visit = fathers.code[person], fathers.code[visitors.person]
    rows = [
        _share_row(family_table(family, code, 2), unit, part, "persons", "share", level),
        _share_row(
            family_table(visitors.family, of_visit, 2), unit, part, "visits", "share", level
        ),
    ]
    unknown = {
        "persons": ((code < 0).sum(), len(code)),
        "visits": ((of_visit < 0).sum(), len(of_visit)),
    }
    rows += [
        Row(unit=unit, part=part, of=of, name="unknown", estimate=float(number), n=float(total))
        for of, (number, total) in unknown.items()
    ]
    if visitors.families:
        with_one = family_table(family, code, 2)[:, 0] > 0
        table = np.stack([with_one, ~with_one], axis=1).astype(np.float64)
        rows.append(_share_row(table, unit, part, "families", "share", level))
    day = weekdays(sessions["start"])[visitors.session]
    for weekday in np.unique(day[day >= 0]):
        mine = day == weekday
        table = family_table(visitors.family[mine], of_visit[mine], 2)
        rows.append(_share_row(table, unit, part, "visits", WEEKDAYS[weekday], level))
    return rows


def _share_row(table: Floats, unit: str, part: str, of: str, name: str, level: float) -> Row:
    """Return the share of the first column, or say that nothing is known."""
    found = shares_of(table, level, alike=False)
    return Row(
        unit=unit,
        part=part,
        of=of,
        name=name,
        estimate=float(found.share[0]),
        ci_low=float(found.low[0]),
        ci_high=float(found.high[0]),
        n=found.n,
        reason=None if found.n else Reason("not_written"),
    )


@dataclass(frozen=True, kw_only=True)
class Children:
    """Visits of children, of shape (V,), with their age in months; NaN where not known.

    Parameters
    ----------
    unit, child, family, session : array of int
    age : array of float
    column : str
        What said how old they are.
    """

    unit: Ints
    child: Ints
    family: Ints
    session: Ints
    age: Floats
    column: str


def find_children(
    records: Records,
    visitors: Visitors,
    units: Units,
    family: Ints,
    column: str | None = None,
) -> Children | Reason:
    """Find the visits of children: people with the role of a child, else what visitors say of theirs.

    Parameters
    ----------
    records : Records
    visitors : Visitors
        Of all units. Where they say when their child was born, a family has one child for each
        different value.
    units : Units
    family : array of int, shape (P,)
        The family of each person.
    column : str, optional
        What says how old children are.
    """
    if visitors.source != "attendance":
        return Reason("no_attendance" if visitors.source == "list" else "no_names")
    people, sessions = named_people(records), records.tables["sessions"]
    day = sessions["start"].to_numpy().astype("datetime64[D]")
    roles = child_roles(records)
    found = child_column(records, True, column) if roles else None
    if found is not None:
        visits = code_records(records, roles).visits
        if visits is not None and len(visits.person):
            person, session = visits.person, visits.session
            return Children(
                unit=_units(units, person, session),
                child=person,
                family=family[person],
                session=session,
                age=ages_in_months(people[found], person, day[session]),
                column=found,
            )
    found = child_column(records, False, column)
    if found is None:
        return Reason("no_child_column")
    said = people[found].notna().to_numpy()[visitors.person]
    child = pd.factorize(
        pd.MultiIndex.from_arrays([family, people[found].fillna("").to_numpy(dtype=object)])
    )[0]
    places = np.stack([child[visitors.person], visitors.session], axis=1)
    first = np.unique(places[said], axis=0, return_index=True)[1]
    one = np.flatnonzero(said)[first]
    person, session = visitors.person[one], visitors.session[one]
    return Children(
        unit=visitors.unit[one],
        child=np.asarray(child[person], dtype=np.int64),
        family=family[person],
        session=session,
        age=ages_in_months(people[found], person, day[session]),
        column=found,
    )


def _units(units: Units, person: Ints, session: Ints) -> Ints:
    if units.level == "session":
        return units.code[session]
    return units.code[person] if units.level == "person" else np.zeros(len(person), dtype=np.int64)


def child_rows(
    children: Children | Reason,
    at: int,
    *,
    unit: str,
    bands: Sequence[int],
    limit: int,
    when: npt.NDArray[np.float64],
    level: float,
) -> list[Row]:
    """Return the shares of children in each age band, at their visits and at their first one.

    Parameters
    ----------
    at : int
        Which unit.
    bands : sequence of int
        Upper ends in years, not included: 3 is before the third birthday.
    limit : int
        From the last band to this age children are let in exceptionally.
    when : array of float, shape (S,)
        What sessions are ordered by.
    """
    part = "children"
    if isinstance(children, Reason):
        return [Row(unit=unit, part=part, reason=children)]
    mine = np.flatnonzero(children.unit == at)
    order = mine[np.argsort(when[children.session[mine]], kind="stable")]
    firsts = order[np.unique(children.child[order], return_index=True)[1]]
    rows: list[Row] = []
    for of, chosen in (("visits", mine), ("children", firsts)):
        age, family = children.age[chosen], children.family[chosen]
        known = np.isfinite(age)
        rows.append(
            Row(
                unit=unit,
                part=part,
                of=of,
                name="unknown",
                estimate=float((~known).sum()),
                n=float(len(age)),
            )
        )
        for name, low, high in _bands(bands, limit):
            holds = (age >= low * MONTHS) & (age < high * MONTHS)
            code = np.where(known, np.where(holds, 0, 1), -1)
            rows.append(_share_row(family_table(family, code, 2), unit, part, of, name, level))
    return rows


def _bands(bands: Sequence[int], limit: int) -> list[tuple[str, float, float]]:
    """Return names and limits of the age bands.

    Examples
    --------
    >>> [name for name, _, _ in _bands((3, 4, 6), 8)]
    ['0-3', '0-4', '0-6', '6-8', '8+']
    """
    last = max(bands)
    return [
        *((f"0-{band}", 0.0, float(band)) for band in bands),
        (f"{last}-{limit}", float(last), float(limit)),
        (f"{limit}+", float(limit), np.inf),
    ]
