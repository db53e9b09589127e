"""From counts of an engine to a `MixingCount`, as a study in memory gives."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.cells import Cells, all_pairs
from bridging.counting.coding import Coded, Contacts
from bridging.counting.engines.engine import distinct, rows_of
from bridging.counting.mixing import MixingCount
from bridging.counting.opened.contacts import ContactCounts, count_contacts
from bridging.counting.opened.pairs import kept_pairs, pairs_of, refuse_repeats
from bridging.counting.opened.partitions import Store, count_in_parts
from bridging.counting.opened.persons import different_people, people_in_contact, visitor_pairs
from bridging.counting.opened.presence import (
    has_times,
    pairs_by_time,
    pairs_together,
    present_people,
    sessions_attended,
    visits_with_others,
)
from bridging.counting.opened.tables import OpenTables
from bridging.counting.pairs import ContactPairs
from bridging.counting.tallies import count_tallies, no_cells
from bridging.counting.units import Units, find_units, make_units
from bridging.errors import DataError
from bridging.records import Line
from bridging.structures.arrays import Floats, Ints


def coded_of(tables: OpenTables) -> Coded:
    """Return a study's codes without its people: they stay where they are."""
    nothing = np.zeros(0, dtype=np.int64)
    none = np.zeros(0, dtype=bool)
    contacts = Contacts(
        encounter=nothing, person=nothing, session=nothing, minutes=np.zeros(0), began=none
    )
    sessions = tables.records.tables["sessions"]["session"]
    return Coded(
        people=(),
        sessions=tuple(sessions.tolist()),
        counts=none,
        visits=None,
        contacts=contacts if tables.encounters is not None else None,
        not_present=none,
    )


def units_of(tables: OpenTables, by: str | None) -> Units:
    """Find the column `by`; a column of the large tables may describe sessions."""
    records = tables.records
    if by is None or by in records.tables["sessions"] or by in records.tables["sites"]:
        return find_units(records, by)
    for name in ("attendance", "encounters"):
        if by in tables.columns(name):
            key = ("describes", name, by)
            of_session = tables.kept(key, lambda n=name: _of_sessions(tables, n, by))
            if of_session is not None:
                return of_session
    nothing = np.zeros(0, dtype=np.int64)
    if by in tables.columns("participants"):
        return Units(level="person", labels=tables.labels(by), code=nothing)
    if by in tables.columns("encounters"):
        return Units(level="encounter", labels=tables.labels(by), code=nothing)
    return find_units(records, by)  # says that it is not known


def _of_sessions(tables: OpenTables, name: str, column: str) -> Units | None:
    """Return units of sessions, where the rows of a session all say the same."""
    import narwhals as nw

    from bridging.counting.engines.engine import cells_of
    from bridging.records.schema import TABLES

    if column in TABLES[name].names():
        return None
    frame = getattr(tables, name)
    value = nw.col(column).cast(nw.String).alias("value")
    said = distinct(frame.filter(~nw.col(column).is_null()).select("session", value))
    found = tables.engine.collect(tables.coded_sessions(said).select("at", "value"))
    if len(np.unique(found["at"])) < len(found["at"]):
        return None
    cells = np.full(len(tables.records.tables["sessions"]), None, dtype=object)
    cells[found["at"]] = cells_of(frame, column, found["value"])
    return make_units("session", pd.Series(cells, dtype=object), None)


def count_open_mixing(
    tables: OpenTables,
    line: Line,
    by: str | None = None,
    weight: str = "encounters",
    opportunity: str = "pairs",
    store: Store | None = None,
) -> MixingCount:
    """Count the contacts and opportunities of a line by unit and session, without names."""
    units = units_of(tables, by)
    unit = by if units.level in ("person", "encounter") else None
    column = unit if units.level == "person" else None
    level = units.level if unit else "all"
    coded, size = coded_of(tables), len(line.groups)
    counts = None
    if tables.encounters is not None:
        counts = _contacts(tables, line, weight, unit, level, store)
    cells = _cells(tables, line, units, column, counts, weight, opportunity)
    tallied, lost = count_tallies(tables.records, coded, line, units, np.zeros(0, dtype=np.int64))
    if len(tallied.unit):
        if tables.attendance is not None or tables.encounters is not None:
            raise DataError(
                "Tallies can't be counted together with the large tables of an opened study. "
                "Read it with `bridging.read_study`, or leave the tallies out."
            )
        cells = tallied
    number = len(units.labels)
    left_out = dict(lost)
    if counts is not None:
        left_out |= counts.left_out(_unit_of(units, counts.lost_at, counts.lost_unit), number)

    def visitors() -> tuple[Floats, Floats, Floats]:
        of = units.code if units.level == "session" else None
        key = ("visitor pairs", line.name, by)
        return tables.kept(key, lambda: visitor_pairs(tables, line, column, of, number))

    def people() -> Ints:
        kept = kept_pairs(
            tables,
            pairs_of(tables, tables.encounters, weight, unit if level == "encounter" else None),
            line, weight, unit, level,
        )  # fmt: skip
        of = units.code if units.level == "session" else None
        key = ("people in contact", line.name, weight, by)
        return tables.kept(key, lambda: people_in_contact(tables, kept, of, number, level))

    def across() -> Floats:
        of = units.code if units.level == "session" else None
        key = ("someone across", line.name, by)
        return tables.kept(key, lambda: visits_with_others(tables, line, column, of, number))

    return MixingCount(
        line=line,
        units=units,
        cells=no_cells(size),
        tallied=cells,
        pairs=_no_pairs(),
        apart=None,
        group=np.zeros(0, dtype=np.int64),
        sizes=_sizes(tables, line, units, column),
        left_out=left_out,
        coded=coded,
        opportunity=opportunity,
        visitor_pairs=visitors if tables.attendance is not None else None,
        in_contact=people if tables.encounters is not None else None,
        someone_across=across if tables.attendance is not None else None,
    )


def _contacts(
    tables: OpenTables, line: Line, weight: str, unit: str | None, level: str, store: Store | None
) -> ContactCounts:
    refuse_repeats(tables)
    return count_in_parts(
        tables,
        lambda frame: count_contacts(tables, frame, line, weight=weight, unit=unit, level=level),
        about=(line.name, weight, unit or "", level),
        whole=tables.long or weight == "pairs",
        store=store,
    )


def rows_left_out(tables: OpenTables, line: Line, store: Store | None) -> dict[str, int]:
    """Return by table how many rows (of encounters: pairs) can't be used."""
    lost = {}
    if tables.attendance is not None:
        visits = tables.with_records(replace(tables.records, absent="leave_out")).visits(line)
        assert visits is not None
        given = rows_of(tables.engine, tables.attendance)
        lost["attendance"] = given - rows_of(tables.engine, visits)
    if tables.encounters is not None:
        lost["encounters"] = _contacts(tables, line, "encounters", None, "all", store).set_aside
    return lost


def _no_pairs() -> ContactPairs:
    nothing = np.zeros(0, dtype=np.int64)
    return ContactPairs(
        a=nothing, b=nothing, encounter=nothing, session=nothing, unit=nothing,
        weight=np.zeros(0), left_out={},
    )  # fmt: skip


def _unit_of(units: Units, at: Ints, unit: Ints) -> Ints:
    """Return the unit of each entry."""
    return np.asarray(units.code[at]) if units.level == "session" else unit


def _cells(
    tables: OpenTables,
    line: Line,
    units: Units,
    column: str | None,
    counts: ContactCounts | None,
    weight: str,
    opportunity: str,
) -> Cells:
    """Put contacts and people present together by unit and session."""
    size, sessions = len(line.groups), len(tables.records.tables["sessions"])
    keys = []
    if counts is not None:
        cell = _unit_of(units, counts.at, counts.unit) * sessions + counts.at
        entries, met = pd.factorize(cell, sort=True)  # there are far more entries than cells
        keys.append(met)
    there: dict[str, Any] | None = None
    if tables.attendance is not None:
        there = sessions_attended(tables, line, column)
        at = there["at"]
        if units.level == "encounter":
            every = np.arange(len(units.labels))[:, np.newaxis]
            keys.append((every * sessions + at).ravel())
        else:
            unit = there.get("unit", np.zeros(len(at), dtype=np.int64))
            keys.append(_unit_of(units, at, unit) * sessions + at)
    nothing = np.zeros(0, dtype=np.int64)
    key = np.unique(np.concatenate(keys)) if keys else nothing
    contacts = np.zeros((len(key), size, size))
    if counts is not None:
        contacts = counts.table(size, np.searchsorted(key, met)[entries], len(key))
    opportunities = present = None
    if there is not None:
        spread = _Spread(units, key, sessions)
        present = spread.people(present_people(tables, line, column), size)
        if opportunity == "minutes":
            shared = spread.pairs(pairs_by_time(tables, line, column, minutes=True), size)
            opportunities = shared + np.swapaxes(shared, 1, 2)
        else:
            opportunities = all_pairs(present)
            opportunities -= spread.pairs(pairs_together(tables, line, column), size)
            if has_times(tables):
                missed = spread.pairs(pairs_by_time(tables, line, column, minutes=False), size)
                opportunities -= missed + np.swapaxes(missed, 1, 2)
    return Cells(
        unit=key // max(sessions, 1),
        session=key % max(sessions, 1),
        contacts=contacts,
        opportunities=opportunities,
        present=present,
    )


class _Spread:
    """Puts what was counted by session in the cells of unit × session."""

    def __init__(self, units: Units, key: Ints, sessions: int) -> None:
        self.units, self.key, self.sessions = units, key, sessions
        self.every = np.arange(len(units.labels)) if units.level == "encounter" else None

    def people(self, found: dict[str, Any], size: int) -> Floats:
        table = np.zeros((len(self.key), size))
        for place in self._places(found):
            np.add.at(table, (place, found["group"]), found["number"])
        return table

    def pairs(self, found: dict[str, Any], size: int) -> Floats:
        table = np.zeros((len(self.key), size, size))
        for place in self._places(found):
            np.add.at(table, (place, found["group"], found["group_b"]), found["number"])
        return table

    def _places(self, found: dict[str, Any]) -> list[Ints]:
        """Return the cells of each entry; where encounters are split, every unit has a session's."""
        at = found["at"]
        if self.every is not None:
            return [np.searchsorted(self.key, unit * self.sessions + at) for unit in self.every]
        unit = _unit_of(self.units, at, found.get("unit", np.zeros(len(at), dtype=np.int64)))
        return [np.searchsorted(self.key, unit * self.sessions + at)]


def _sizes(tables: OpenTables, line: Line, units: Units, column: str | None) -> Floats | None:
    """Count different people of each group in each unit: present, or listed where none is."""
    if tables.participants is None:
        return None
    if tables.attendance is None and units.level in ("session", "encounter"):
        return None
    of_session = units.code if units.level == "session" else None
    found = tables.kept(
        ("sizes", line.name, column, None if of_session is None else of_session.tobytes()),
        lambda: different_people(tables, line, column, of_session),
    )
    known = found["group"] >= 0
    shape = (1 if units.level == "encounter" else len(units.labels), len(line.groups))
    sizes = np.zeros(shape)
    sizes[found["unit"][known], found["group"][known]] = found["number"][known]
    return np.repeat(sizes, len(units.labels), axis=0) if units.level == "encounter" else sizes
