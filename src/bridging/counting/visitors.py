"""Who came: every visit of a person, with the family and group, and visits counted without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from bridging.counting.clusters import Clusters
from bridging.counting.coding import Coded, group_codes, role_test, text_column
from bridging.counting.composition import count_composition
from bridging.counting.composition import units_of_people as units_of_people
from bridging.counting.tallies import tally_rows
from bridging.counting.units import Units, find_units
from bridging.errors import DataError, OptionError
from bridging.records import Line, Records
from bridging.structures.arrays import Floats, Ints

Source = Literal["attendance", "tallies", "list"]
UNKNOWN, MIXED = -1, -2


@dataclass(frozen=True, kw_only=True)
class Visitors:
    """Visits of people, of shape (V,), in units.

    Parameters
    ----------
    units : Units
        What `by` split by.
    source : {"attendance", "tallies", "list"}
        Where the visitors come from: recorded by name, only counted, or only listed as
        participants, so that each is there once and visits are not known.
    families : bool
        Whether families are recorded; a person without one is a family of its own then.
    unit, person, family, group, session : array of int, shape (V,)
        A group of -1 is unknown; so is the session of people who are only listed.
    tallied : array of float, shape (S, K + 1)
        Visits counted without names, by session and group; those of unknown group last. Nothing
        where `by` splits people.
    recorded : array of bool, shape (S,)
        Sessions of which somebody wrote down who, or how many, were present.
    """

    units: Units
    source: Source
    families: bool
    unit: Ints
    person: Ints
    family: Ints
    group: Ints
    session: Ints
    tallied: Floats
    recorded: npt.NDArray[np.bool_]

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the units."""
        return self.units.labels

    def of(self, unit: int) -> "Visitors":
        """Return the visits of one unit; units keep their numbers."""
        mine = self.unit == unit
        return Visitors(
            units=self.units,
            source=self.source,
            families=self.families,
            unit=self.unit[mine],
            person=self.person[mine],
            family=self.family[mine],
            group=self.group[mine],
            session=self.session[mine],
            tallied=self.tallied * self.sessions_of(unit)[:, np.newaxis],
            recorded=self.recorded & self.sessions_of(unit),
        )

    def sessions_of(self, unit: int) -> npt.NDArray[np.bool_]:
        """Say of each session whether it is one of a unit; all are where `by` splits people."""
        if self.units.level == "session":
            return np.asarray(self.units.code == unit)
        return np.ones(len(self.recorded), dtype=bool)


def find_visitors(
    records: Records,
    coded: Coded,
    line: Line,
    clusters: Clusters,
    *,
    roles: Sequence[str] | None = None,
    by: str | None = None,
) -> Visitors:
    """List the visits of the people who count.

    Presence is never inferred: without attendance and tallies the participants are taken as they
    are listed, each once.

    Raises
    ------
    OptionError
        `by` is a column of encounters.
    DataError
        `by` splits people, and nothing says who was where.
    """
    wanted = None if roles is None else list(roles)
    units = find_units(records, by)
    if units.level == "encounter":
        raise OptionError(
            "`by` must be a column of sites, sessions or participants to count visitors; it is a "
            "column of encounters."
        )
    if coded.visits is None and tally_rows(records, "tallies_present", line) is None:
        return _listed(records, coded, line, wanted, by)
    if coded.visits is None and units.level == "person":
        raise DataError(
            f"`by` can't be {by!r} for tallies: they do not say who was present. Use a column of "
            "sites or sessions."
        )
    size = len(line.groups)
    person = session = np.zeros(0, dtype=np.int64)
    if coded.visits is not None:
        person, session = coded.visits.person, coded.visits.session
    group = group_codes(records, coded, line)[person]
    unit = _unit_of(units, person, session)
    # counted by session: people of unknown group are left out, and tallies of unknown group
    counted = count_composition(records, coded, line, wanted, "session", "all")
    tallies = counted.people.take(counted.people.cluster < 0)
    tallied = np.zeros((len(coded.sessions), size + 1))
    np.add.at(tallied, (tallies.session, tallies.group), tallies.number)
    unknown = np.bincount(session[group < 0], minlength=len(tallied))
    tallied[:, size] = np.maximum(counted.left_out - unknown, 0)
    return Visitors(
        units=units,
        source="attendance" if coded.visits is not None else "tallies",
        families=clusters.families,
        unit=unit,
        person=person,
        family=clusters.code[person],
        group=group,
        session=session,
        tallied=tallied * (units.level != "person"),
        recorded=_recorded(records, coded, line),
    )


def _unit_of(units: Units, person: Ints, session: Ints) -> Ints:
    if units.level == "session":
        return units.code[session]
    if units.level == "person":
        return units.code[person]
    return np.zeros(len(person), dtype=np.int64)


def _recorded(records: Records, coded: Coded, line: Line) -> npt.NDArray[np.bool_]:
    """Say of which sessions presence was written down, if only that of staff."""
    recorded = np.zeros(len(coded.sessions), dtype=bool)
    for table in (records.tables.get("attendance"), tally_rows(records, "tallies_present", line)):
        if table is not None:
            written = set(table["session"].unique())
            recorded |= np.array([session in written for session in coded.sessions], dtype=bool)
    return recorded


def _listed(
    records: Records, coded: Coded, line: Line, roles: list[str] | None, by: str | None
) -> Visitors:
    """Take the participants as they are listed, those without an id included."""
    people = records.tables["participants"]
    people = people[role_test(records, roles)(text_column(people, "role", len(people)))]
    if line.column not in people:
        raise DataError(
            f"The line {line.name!r} can't be counted: no table has people by its groups. "
            "Add attendance, tallies of people present, or its column to the participants."
        )
    units = units_of_people(records, people, by)
    names = text_column(people, "family", len(people))
    own = [("person", i) if name is None else ("family", name) for i, name in enumerate(names)]
    number = {name: place for place, name in enumerate(dict.fromkeys(own))}
    return Visitors(
        units=units,
        source="list",
        families=any(kind == "family" for kind, _ in own),
        unit=units.code,
        person=np.arange(len(people)),
        family=np.array([number[name] for name in own], dtype=np.int64),
        group=np.asarray(line.codes(people[line.column]), dtype=np.int64),
        session=np.full(len(people), -1),
        tallied=np.zeros((len(coded.sessions), len(line.groups) + 1)),
        recorded=np.zeros(len(coded.sessions), dtype=bool),
    )


def people_of(visitors: Visitors) -> tuple[Ints, Ints, Ints]:
    """Return different people: person, family and group, each of shape (N,)."""
    person, first = np.unique(visitors.person, return_index=True)
    return person, visitors.family[first], visitors.group[first]


def family_groups(family: Ints, group: Ints) -> tuple[Ints, Ints]:
    """Return different families and the group of each.

    Parameters
    ----------
    family, group : array of int, shape (N,)
        Of people; a group of -1 is unknown.

    Returns
    -------
    families, groups : array of int, shape (F,)
        The group that all members of known group share; -1 where none is known, -2 where they
        differ.

    Examples
    --------
    >>> import numpy as np
    >>> family_groups(np.array([0, 0, 1, 1, 2]), np.array([1, -1, 0, 1, -1]))[1].tolist()
    [1, -2, -1]
    """
    families, place = np.unique(family, return_inverse=True)
    known = group >= 0
    low = np.full(len(families), np.iinfo(np.int64).max)
    high = np.full(len(families), UNKNOWN)
    np.minimum.at(low, place[known], group[known])
    np.maximum.at(high, place[known], group[known])
    return families, np.where(high < 0, UNKNOWN, np.where(low == high, high, MIXED))


def family_table(family: Ints, group: Ints, size: int, weight: Floats | None = None) -> Floats:
    """Sum what is of known group by family and group, of shape (F, K); families without any go.

    Examples
    --------
    >>> import numpy as np
    >>> family_table(np.array([4, 4, 7]), np.array([0, 0, 1]), 2).tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    known = group >= 0
    families, place = np.unique(family[known], return_inverse=True)
    table = np.zeros((len(families), size))
    np.add.at(table, (place, group[known]), 1.0 if weight is None else weight[known])
    return table[table.sum(axis=1) > 0]
