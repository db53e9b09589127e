"""The visits of an opened study: everybody once in each session where she was."""

from typing import TYPE_CHECKING, Any

import numpy as np

from bridging.counting.coding import role_test
from bridging.counting.engines import Frame
from bridging.counting.engines.engine import distinct, mapped, rows_of
from bridging.counting.opened.times import with_times
from bridging.errors import DataError
from bridging.records import Line
from bridging.structures.arrays import Ints

if TYPE_CHECKING:
    from bridging.counting.opened.tables import OpenTables

MOST_KEYS = 2**25  # visits whose keys are looked at in memory: a quarter of a gigabyte
FACTS = ("role", "company", "arrival", "departure")


def find_visits(tables: "OpenTables", line: Line | None, unit: str | None, *, keep: bool) -> Frame:
    """Return each person in each session once.

    Columns `at` (the session), `session` (its name as given), `participant`, `group`,
    `takes_part`, `company`, `arrival` and `departure` where they are known, and `unit`.

    Parameters
    ----------
    tables : OpenTables
    line : Line or None
    unit : str, optional
        A column of participants.
    keep : bool
        Compute them once, for counts that go through them again and again. Otherwise they stay a
        plan over the attendance, which is faster for what goes through them once.
    """
    attended = _attended(tables)
    rows = _with_people(tables, attended, tables.people(line, unit), unit)
    if keep or tables.typed_attendance:
        rows = attended = tables.engine.keep(rows)
    if tables.kept("repeated visits", lambda: is_repeated(tables, attended)):
        rows = tables.engine.keep(distinct(rows))
        _check_alike(tables, rows)
    if tables.records.absent == "add" and tables.encounters is not None:
        import narwhals as nw

        rows = nw.concat([rows, _not_recorded(tables, rows, tables.people(line, unit))])
        return tables.engine.keep(rows) if keep else rows
    return rows


def _attended(tables: "OpenTables") -> Frame:
    """Return the rows of attendance that name somebody in a session that is listed."""
    import narwhals as nw

    assert tables.attendance is not None
    there = tables.columns("attendance")
    named = ~nw.col("participant").is_null() & ~nw.col("session").is_null()
    wanted = [name for name in ("participant", "session", *FACTS) if name in there]
    return tables.coded_sessions(tables.attendance.filter(named).select(*wanted))


def _with_people(tables: "OpenTables", frame: Frame, people: Frame, unit: str | None) -> Frame:
    """Add to rows of attendance who it was, and the role, company and hours of that day."""
    import narwhals as nw

    there = tables.columns("attendance")
    if "role" in there:
        count = role_test(tables.records, tables.roles)

        def today(roles: Any) -> Ints:
            return np.where(roles == None, -1, count(roles).astype(np.int64))  # noqa: E711

        frame = mapped(tables.engine, frame, "role", today, "today")
        people = people.rename({"takes_part": "own"})
    frame = frame.join(people, on="participant", how="inner")
    if "role" in there:
        takes = nw.when(nw.col("today") < 0).then(nw.col("own")).otherwise(nw.col("today"))
        frame = frame.with_columns(takes.alias("takes_part"))
    wanted = ["at", "session", "participant", "group", "takes_part"]
    wanted += [name for name in ("unit",) if unit is not None]
    if "company" in there:
        frame = frame.with_columns(nw.col("company").cast(nw.String))
        wanted.append("company")
    frame, times = with_times(tables.engine, frame)
    return frame.select(*wanted, *times)


def is_repeated(tables: "OpenTables", rows: Frame) -> bool:
    """Whether somebody is in a session twice, in rows with `at` and `participant`.

    Sorting one number for each visit takes a tenth of the time of grouping them. Where the records
    are many, or not on this machine, they are grouped where they are.
    """
    import narwhals as nw

    if tables.engine.name == "spark" or rows_of(tables.engine, tables.attendance) > MOST_KEYS:
        groups = rows.group_by("at", "participant").agg(nw.len().alias("rows"))
        return rows_of(tables.engine, groups.filter(nw.col("rows") > 1)) > 0
    found = tables.engine.collect(_keys(tables, rows))
    keys = np.require(found["key"], np.int64, "W")  # a copy only where the engine lends it
    keys.sort()
    return bool((keys[1:] == keys[:-1]).any())


def _keys(tables: "OpenTables", rows: Frame) -> Frame:
    """Return one number for each visit of somebody who is listed, `key`."""
    import narwhals as nw

    sessions = len(tables.records.tables["sessions"])
    person, bounds = nw.col("participant"), tables.span_of_ids
    if bounds is None or not _fits(bounds, sessions):
        rows = rows.join(tables.numbers, on="participant", how="inner")
        person, bounds = nw.col("number"), (0, rows_of(tables.engine, tables.numbers) - 1)
    low, high = bounds
    rows = rows.filter((person >= low) & (person <= high))
    number = person.cast(nw.Int64) - low
    return rows.select((nw.col("at") * (high - low + 1) + number).alias("key"))


def _fits(bounds: tuple[int, int], sessions: int) -> bool:
    """Whether an id and a session can be one whole number of 64 bits."""
    low, high = bounds
    return low >= -(2**62) and high < 2**62 and (high - low + 1) * sessions < 2**62


def _check_alike(tables: "OpenTables", visits: Frame) -> None:
    """Refuse rows of one person in one session that say different things."""
    import narwhals as nw

    rows = visits.group_by("at", "participant").agg(nw.len().alias("rows"))
    twice = rows_of(tables.engine, rows.filter(nw.col("rows") > 1))
    if twice:
        raise DataError(
            f"Rows of attendance for one person in one session must say the same; of {twice} "
            "visits they do not, and rows on an engine have no first one. Keep one row for each "
            "visit, or read the study with `bridging.read_study`, which keeps the first."
        )


def _not_recorded(tables: "OpenTables", visits: Frame, people: Frame) -> Frame:
    """Return the people in contact who were not recorded as present, as visits."""
    import narwhals as nw

    met = tables.coded_sessions(distinct(_people_who_met(tables)))
    met = met.join(people.filter(nw.col("takes_part") == 1), on="participant", how="inner")
    new = met.join(visits.select("at", "participant"), on=["at", "participant"], how="anti")
    kinds = visits.collect_schema()
    there = new.collect_schema().names()
    missing = [
        nw.lit(None).cast(kinds[name]).alias(name) for name in kinds.names() if name not in there
    ]
    new = new.with_columns(*missing) if missing else new
    return new.select(*kinds.names())


def _people_who_met(tables: "OpenTables") -> Frame:
    """Return who was in an encounter of at least two different people who are listed."""
    import narwhals as nw

    assert tables.encounters is not None
    listed = tables.people(None).select("participant")
    if tables.long:
        keys = ["session", "encounter"]
        known = ~nw.col("session").is_null() & ~nw.col("encounter").is_null()
        members = tables.encounters.filter(known).select(*keys, "participant")
        members = distinct(members.join(listed, on="participant", how="inner"))
        sizes = members.group_by(*keys).agg(nw.len().alias("size")).filter(nw.col("size") > 1)
        members = members.join(sizes.select(*keys), on=keys, how="inner")
        return members.select("session", "participant")
    ends = ("source", "target")
    pairs = tables.encounters.select("session", *ends)
    pairs = distinct(pairs.filter(nw.col("source") != nw.col("target")))
    for end in ends:
        pairs = pairs.join(listed.rename({"participant": end}), on=end, how="inner")
    return nw.concat([pairs.select("session", nw.col(end).alias("participant")) for end in ends])
