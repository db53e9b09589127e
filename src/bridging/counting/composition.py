"""Who came: people by unit and group."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.counting.coding import Coded, group_codes, role_test, text_column
from bridging.counting.tallies import attended_sessions, session_codes, tally_rows
from bridging.counting.units import Units, find_units, make_units
from bridging.errors import DataError, OptionError
from bridging.records import Line, Records
from bridging.structures import Composition
from bridging.structures.arrays import Floats, Ints

MOST_CELLS = 2_000_000  # beyond, the units of a stack are numbered instead of named


@dataclass(frozen=True, kw_only=True)
class Entries:
    """One entry for each person (or tallied cell) in each unit, of shape (R,).

    Parameters
    ----------
    stack, unit, group : array of int
        Places in the composition; a group of -1 is unknown.
    cluster : array of int
        The person, or a number of its own for each anonymous person; -1 for tallies.
    number : array of float
        1 for a person, the tallied number for a tally.
    session : array of int
        The session of a tally, else -1.
    """

    stack: Ints
    unit: Ints
    group: Ints
    cluster: Ints
    number: Floats
    session: Ints

    def take(self, keep: npt.NDArray[Any]) -> "Entries":
        """Keep some entries."""
        return Entries(**{name: values[keep] for name, values in vars(self).items()})


@dataclass(frozen=True, kw_only=True)
class CompositionCount:
    """A composition, and the people behind it.

    Parameters
    ----------
    composition : Composition
        A stack where `by` was given.
    people : Entries
        People of known group.
    left_out : array of int, shape (B,)
        People (in units) of unknown group, for each part of the stack.
    stacked : Units
        What `by` split by.
    different : callable or None
        How many different people there are in each part of the stack, where `people` do not say.
    """

    composition: Composition
    people: Entries
    left_out: Ints
    stacked: Units
    different: Callable[[], Ints] | None = None


def count_composition(
    records: Records,
    coded: Coded,
    line: Line,
    roles: list[str] | None,
    by: str | None = None,
    units: str | None = "session",
) -> CompositionCount:
    """Count different people by `by`, unit and group.

    People come from attendance; sessions without attendance from tallies; and a study with neither
    from its participants, each once.
    """
    units = None if units == "all" else units
    tallies = tally_rows(records, "tallies_present", line)
    if coded.visits is None and tallies is None:
        rows = _of_participants(records, line, roles, by, units)
    else:
        rows = _of_visits(records, coded, line, by, units, tallies)
    return composed(*rows, line, by)


def composed(
    people: Entries, stacked: Units, inner: Units, line: Line, by: str | None
) -> CompositionCount:
    """Put entries together as a composition; people of unknown group are left out."""
    shape = (max(len(stacked.labels), 1), max(len(inner.labels), 1), len(line.groups))
    lost = people.take(people.group < 0)
    left_out = np.bincount(lost.stack, weights=lost.number, minlength=shape[0]).astype(np.int64)
    people = people.take(people.group >= 0)
    unit, labels = people.unit, inner.labels or ("all",)
    packed = _pack(people.stack, unit) if np.prod(shape) > MOST_CELLS else None
    if packed is not None:
        unit = packed
        shape = (shape[0], int(unit.max(initial=0)) + 1, shape[2])
    counts = np.zeros(shape)
    np.add.at(counts, (people.stack, unit, people.group), people.number)
    return CompositionCount(
        composition=Composition(
            counts if by is not None else counts[0],
            None if packed is not None else labels,
            line.groups,
            stacked.labels if by is not None else None,
        ),
        people=replace(people, unit=unit),
        left_out=left_out,
        stacked=stacked,
    )


def _pack(stack: Ints, unit: Ints) -> Ints | None:
    """Number units within their stack where no unit occurs in two; None where one does."""
    pairs = np.unique(np.stack([stack, unit], axis=1), axis=0)
    if len(pairs) == 0 or len(np.unique(pairs[:, 1])) < len(pairs):
        return None
    first = np.searchsorted(pairs[:, 0], pairs[:, 0], side="left")
    number = np.arange(len(pairs)) - first
    place = np.zeros(int(pairs[:, 1].max()) + 1, dtype=np.int64)
    place[pairs[:, 1]] = number
    return np.asarray(place[unit])


def _of_visits(
    records: Records,
    coded: Coded,
    line: Line,
    by: str | None,
    units: str | None,
    tallies: pd.DataFrame | None,
) -> tuple[Entries, Units, Units]:
    """Return the entries of a study with attendance or tallied presence."""
    stacked, inner = find_units(records, by), find_units(records, units)
    for name, found in (("by", stacked), ("units", inner)):
        if found.level == "encounter":
            raise OptionError(
                f"`{name}` must be a column of sites, sessions or participants for a composition; "
                "it is a column of encounters."
            )
    parts = []
    if coded.visits is not None:
        person, session = coded.visits.person, coded.visits.session
        places = [_code(stacked, person, session), _code(inner, person, session), person]
        once = _different(places)
        parts.append(
            Entries(
                stack=once[:, 0],
                unit=once[:, 1],
                group=group_codes(records, coded, line)[once[:, 2]],
                cluster=once[:, 2],
                number=np.ones(len(once)),
                session=np.full(len(once), -1),
            )
        )
    if tallies is not None and "person" in (stacked.level, inner.level):
        if not parts:
            raise DataError(
                f"{by or units!r} can't split tallies: they do not say who was present. "
                "Use a column of sites or sessions."
            )
        tallies = None
    if tallies is not None:
        session = session_codes(tallies["session"], coded.sessions)
        nobody = np.zeros(0, dtype=np.int64)
        tallied = Entries(
            stack=_code(stacked, nobody, session),
            unit=_code(inner, nobody, session),
            group=np.asarray(line.codes(tallies["group"]), dtype=np.int64),
            cluster=np.full(len(session), -1),
            number=tallies["present"].to_numpy(dtype=float),
            session=session,
        )
        parts.append(tallied.take(~attended_sessions(coded)[session]))
    names = list(vars(parts[0])) if parts else []
    joined = {name: np.concatenate([getattr(p, name) for p in parts]) for name in names}
    return (Entries(**joined), stacked, inner)


def _different(codes: list[Ints]) -> Ints:
    """Return the different rows of several codes (−1: unknown), in order; shape (R, codes)."""
    sizes = [int(code.max(initial=-1)) + 2 for code in codes]
    if prod(sizes) >= 2**62:
        return np.unique(np.stack(codes, axis=1), axis=0)
    keys = np.unique(np.ravel_multi_index([code + 1 for code in codes], sizes))
    return np.stack(np.unravel_index(keys, sizes), axis=1) - 1


def _code(units: Units, person: Ints, session: Ints) -> Ints:
    """Return the unit of each visit."""
    if units.level == "session":
        return units.code[session]
    if units.level == "person":
        return units.code[person]
    return np.zeros(len(session), dtype=np.int64)


def _of_participants(
    records: Records, line: Line, roles: list[str] | None, by: str | None, units: str | None
) -> tuple[Entries, Units, Units]:
    """Return the entries of a study that lists people only."""
    people = records.tables["participants"]
    people = people[role_test(records, roles)(text_column(people, "role", len(people)))]
    if line.column not in people:
        raise DataError(
            f"The line {line.name!r} can't be counted: no table has people by its groups. "
            "Add attendance, tallies of people present, or its column to the participants."
        )
    stacked, inner = (units_of_people(records, people, name) for name in (by, units))
    entries = Entries(
        stack=stacked.code,
        unit=inner.code,
        group=np.asarray(line.codes(people[line.column]), dtype=np.int64),
        cluster=np.arange(len(people)),
        number=np.ones(len(people)),
        session=np.full(len(people), -1),
    )
    return entries, stacked, inner


def units_of_people(records: Records, people: pd.DataFrame, name: str | None) -> Units:
    """Find the unit of each person of a study without attendance."""
    if name is None:
        return Units(level="all", labels=("all",), code=np.zeros(len(people), dtype=np.int64))
    sessions, sites = records.tables["sessions"], records.tables["sites"]
    if name in people:
        order = sites["site"] if name == "site" else None
        return make_units("person", people[name], order)
    if name in sessions and "session" in people:
        return make_units(
            "person", people["session"].map(sessions.set_index("session")[name]), None
        )
    if name in sessions and "site" in people and not sessions["site"].duplicated().any():
        of_site = sessions.set_index("site", drop=False)[name]
        return make_units("person", people["site"].map(of_site), None)
    if name in sites and "site" in people:
        return make_units("person", people["site"].map(sites.set_index("site")[name]), None)
    found = find_units(records, name)
    if len(found.labels) > 1 or found.level == "encounter":
        raise DataError(
            f"`by` and `units` can't be {name!r} where people are not recorded as present: "
            "nothing says who was where. Add attendance, or this column to the participants."
        )
    return Units(level="person", labels=found.labels, code=np.zeros(len(people), dtype=np.int64))
