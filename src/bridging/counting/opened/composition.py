"""Who came, from counts of an engine: people by unit and group."""

from dataclasses import replace

import numpy as np

from bridging.counting.composition import CompositionCount, Entries, composed
from bridging.counting.engines import Frame
from bridging.counting.engines.engine import distinct
from bridging.counting.opened.mixing import units_of
from bridging.counting.opened.persons import different_people
from bridging.counting.opened.tables import OpenTables
from bridging.counting.tallies import tally_rows
from bridging.counting.units import Units
from bridging.errors import DataError, OptionError
from bridging.records import Line
from bridging.structures.arrays import Ints


def count_open_composition(
    tables: OpenTables, line: Line, by: str | None = None, units: str | None = "session"
) -> CompositionCount:
    """Count different people by `by`, unit and group.

    People come from attendance, or (without it) from the participants, each once. One entry stands
    for each person, without a name; with sessions as units, for each session and group.
    """
    import narwhals as nw

    if tally_rows(tables.records, "tallies_present", line) is not None:
        raise DataError(
            "Tallied people can't be counted together with the large tables of an opened study. "
            "Read it with `bridging.read_study`."
        )
    units = None if units == "all" else units
    stacked, inner = units_of(tables, by), units_of(tables, units)
    for name, found in (("by", stacked), ("units", inner)):
        if found.level == "encounter":
            raise OptionError(
                f"`{name}` must be a column of sites, sessions or participants for a composition; "
                "it is a column of encounters."
            )
    columns = [
        None if found.level != "person" else name for name, found in ((by, stacked), (units, inner))
    ]
    if tables.attendance is None:
        if any(found.level == "session" and len(found.labels) > 1 for found in (stacked, inner)):
            raise DataError(
                "`by` and `units` must be columns of participants where people are not recorded as "
                "present: nothing says who was where. Add attendance."
            )
        stacked, inner = (_of_listed(found) for found in (stacked, inner))
        rows = tables.listed(line, columns[0])
        if columns[1] is not None:
            rows = _second(tables, rows, line, columns[1])
        rows = rows.filter(nw.col("takes_part") == 1)
        rows = _named(rows, columns)
    else:
        visits = tables.planned_visits(line, columns[0])
        assert visits is not None
        rows = visits.filter(nw.col("takes_part") == 1)
        if columns == [None, None] and inner.level == "session" and _one_each(inner):
            return _by_session(tables, rows, stacked, inner, line, by)
        if columns[1] is not None:
            rows = _second(tables, rows, line, columns[1])
        rows = _named(rows, columns)
        for name, found in (("stack", stacked), ("inner", inner)):
            if found.level == "session":
                of = {"at": np.arange(len(found.code)), name: np.asarray(found.code)}
                rows = rows.drop(name).join(tables.engine.lookup(of), on="at", how="inner")
        rows = distinct(rows.select("participant", "stack", "inner", "group"))
    counted = tables.engine.collect(
        rows.group_by("stack", "inner", "group").agg(nw.len().alias("number"))
    )
    order = np.lexsort((counted["group"], counted["inner"], counted["stack"]))
    counted = {name: np.asarray(values, dtype=np.int64)[order] for name, values in counted.items()}
    by_session = inner.level == "session"
    count = composed(_entries(counted, units == "session", by_session), stacked, inner, line, by)
    if not by_session:
        return count
    return _with_people(tables, count, line, columns[0], stacked)


def _of_listed(units: Units) -> Units:
    """Return the only session or site there is as one of people: everybody listed was there."""
    if units.level != "session":
        return units
    return Units(level="person", labels=units.labels, code=np.zeros(0, dtype=np.int64))


def _one_each(units: Units) -> bool:
    """Whether every session is a unit of its own."""
    return len(np.unique(units.code)) == len(units.code)


def _by_session(
    tables: OpenTables, rows: Frame, stacked: Units, inner: Units, line: Line, by: str | None
) -> CompositionCount:
    """Count visits by session and group: a person is in a session once."""
    import narwhals as nw

    found = tables.engine.collect(rows.group_by("at", "group").agg(nw.len().alias("number")))
    at = np.asarray(found["at"], dtype=np.int64)
    counted = {
        "stack": stacked.code[at] if stacked.level == "session" else np.zeros_like(at),
        "inner": inner.code[at],
        "group": np.asarray(found["group"], dtype=np.int64),
        "number": np.asarray(found["number"], dtype=np.int64),
    }
    order = np.lexsort((counted["group"], counted["inner"], counted["stack"]))
    counted = {name: values[order] for name, values in counted.items()}
    count = composed(_entries(counted, True, True), stacked, inner, line, by)
    return _with_people(tables, count, line, None, stacked)


def _with_people(
    tables: OpenTables, count: CompositionCount, line: Line, column: str | None, stacked: Units
) -> CompositionCount:
    """Say how many different people there are, which visits do not tell; asked for when shown."""
    of_session = stacked.code if stacked.level == "session" else None

    def different() -> Ints:
        people = different_people(tables, line, column, of_session)
        known = people["group"] >= 0
        size = max(len(stacked.labels), 1)
        number = np.bincount(people["unit"][known], people["number"][known], minlength=size)
        return number.astype(np.int64)

    return replace(count, different=different)


def _named(rows: Frame, columns: list[str | None]) -> Frame:
    import narwhals as nw

    there = rows.collect_schema().names()
    stack = nw.col("unit") if columns[0] is not None else nw.lit(0)
    second = nw.col("unit_second") if "unit_second" in there else nw.lit(0)
    return rows.with_columns(stack.alias("stack"), second.alias("inner"))


def _second(tables: OpenTables, rows: Frame, line: Line, column: str) -> Frame:
    import narwhals as nw

    people = tables.people(line, column)
    other = people.select("participant", nw.col("unit").alias("unit_second"))
    return rows.join(other, on="participant", how="inner")


def _entries(counted: dict[str, Ints], session: bool, several: bool) -> Entries:
    """Return one entry for each person; where people return in other units, one for each cell."""
    number = counted["number"]
    if several:
        return Entries(
            stack=counted["stack"],
            unit=counted["inner"],
            group=counted["group"],
            cluster=np.full(len(number), -1),
            number=number.astype(np.float64),
            session=counted["inner"] if session else np.full(len(number), -1),
        )
    total = int(number.sum())
    return Entries(
        stack=np.repeat(counted["stack"], number),
        unit=np.repeat(counted["inner"], number),
        group=np.repeat(counted["group"], number),
        cluster=np.arange(total),
        number=np.ones(total),
        session=np.full(total, -1),
    )
