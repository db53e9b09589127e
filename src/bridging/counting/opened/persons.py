"""Different people by unit and group, and pairs of different visitors."""

from typing import Any

import numpy as np

from bridging.counting.engines import Frame
from bridging.counting.engines.engine import distinct
from bridging.counting.opened.tables import OpenTables
from bridging.records import Line
from bridging.structures.arrays import Floats, Ints

Counted = dict[str, Any]


def different_people(
    tables: OpenTables, line: Line, unit: str | None = None, of_session: Ints | None = None
) -> Counted:
    """Count different people who were there (without attendance: listed) by unit and group.

    Parameters
    ----------
    tables : OpenTables
    line : Line
    unit : str, optional
        A column of participants whose values are the units.
    of_session : array of int, shape (S,), optional
        The unit of each session; a person counts once in each.

    Returns
    -------
    dict
        `unit` (0 where none was asked for), `group` (-1 unknown) and `number`.
    """
    import narwhals as nw

    if tables.attendance is None:
        people = tables.people(line, unit).filter(nw.col("takes_part") == 1)
    else:
        people = with_units(tables, line, unit, of_session)
    keys = ["unit", "group"] if unit or of_session is not None else ["group"]
    once = distinct(people.select("participant", *keys))
    found = tables.engine.collect(once.group_by(*keys).agg(nw.len().alias("number")))
    found.setdefault("unit", np.zeros(len(found["group"]), dtype=np.int64))
    return found


def with_units(tables: OpenTables, line: Line, unit: str | None, of_session: Ints | None) -> Frame:
    """Return the visits that count, with the unit of each."""
    import narwhals as nw

    visits = tables.visits(line, unit)
    assert visits is not None
    visits = visits.filter(nw.col("takes_part") == 1)
    if of_session is None:
        return visits
    of = tables.engine.lookup({"at": np.arange(len(of_session)), "unit": np.asarray(of_session)})
    return visits.join(of, on="at", how="inner")


def people_in_contact(
    tables: OpenTables, kept: Frame, of_session: Ints | None, units: int, level: str
) -> Ints:
    """Count different people in contact by unit, of shape (U,)."""
    import narwhals as nw

    frame = kept
    if tables.attendance is None:
        frame = tables.coded_sessions(frame)
    more = ["unit"] if level in ("person", "encounter") else []
    ends = [frame.select("at", nw.col(end).alias("participant"), *more) for end in ("a", "b")]
    both = nw.concat(ends)
    if of_session is not None:
        lookup = {"at": np.arange(len(of_session)), "unit": np.asarray(of_session)}
        both = both.join(tables.engine.lookup(lookup), on="at", how="inner")
        more = ["unit"]
    once = distinct(both.select("participant", *more))
    if not more:
        return np.array([len(tables.engine.collect(once)["participant"])])
    found = tables.engine.collect(once.group_by("unit").agg(nw.len().alias("n")))
    return np.bincount(found["unit"], weights=found["n"], minlength=units).astype(np.int64)


def visitor_pairs(
    tables: OpenTables, line: Line, unit: str | None, of_session: Ints | None, units: int
) -> tuple[Floats, Floats, Floats]:
    """Count pairs of different visitors who did not come together, by unit and groups.

    Returns
    -------
    once, by_visits : array of float, shape (U, K, K)
        Each pair once, and weighted by the visits of both; counted from both ends.
    visits : array of float, shape (U,)
        Visits of people of known group.
    """
    import narwhals as nw

    size = len(line.groups)
    here = with_units(tables, line, unit, of_session).filter(nw.col("group") >= 0)
    if "unit" not in here.collect_schema().names():
        here = here.with_columns(nw.lit(0).alias("unit"))
    people = here.group_by("unit", "participant", "group").agg(nw.len().alias("f"))
    people = people.with_columns((nw.col("f") * nw.col("f")).alias("ff"))
    sums = people.group_by("unit", "group").agg(
        nw.len().alias("n"), nw.col("f").sum().alias("f"), nw.col("ff").sum().alias("ff")
    )
    found = tables.engine.collect(sums)
    totals = np.zeros((3, units, size))
    for row, name in enumerate(("n", "f", "ff")):
        totals[row, found["unit"], found["group"]] = found[name]
    diagonal = np.eye(size)
    once = (
        totals[0][:, :, np.newaxis] * totals[0][:, np.newaxis] - diagonal * totals[0][:, np.newaxis]
    )
    weighted = (
        totals[1][:, :, np.newaxis] * totals[1][:, np.newaxis] - diagonal * totals[2][:, np.newaxis]
    )
    if "company" in here.collect_schema().names():
        for table, name in ((once, "n"), (weighted, "product")):
            table -= _mates(tables, here, people, name, table.shape)
    return once, weighted, totals[1].sum(axis=1)


def _mates(tables: OpenTables, here: Frame, people: Frame, name: str, shape: Any) -> Floats:
    """Count the pairs that ever came together, once or by the visits of both, from both ends."""
    import narwhals as nw

    together = here.filter(~nw.col("company").is_null())
    one = together.select("at", "company", "unit", nw.col("participant").alias("a"))
    other = together.select("at", "company", "unit", nw.col("participant").alias("b"))
    pairs = one.join(other, on=["at", "company", "unit"], how="inner")
    pairs = distinct(pairs.filter(nw.col("a") != nw.col("b")).select("unit", "a", "b"))
    for end in ("a", "b"):
        of = people.select(
            "unit",
            nw.col("participant").alias(end),
            nw.col("group").alias(f"group_{end}"),
            nw.col("f").alias(f"f_{end}"),
        )
        pairs = pairs.join(of, on=["unit", end], how="inner")
    pairs = pairs.with_columns((nw.col("f_a") * nw.col("f_b")).alias("product"))
    number = nw.len() if name == "n" else nw.col("product").sum()
    found = tables.engine.collect(
        pairs.group_by("unit", "group_a", "group_b").agg(number.alias("number"))
    )
    table = np.zeros(shape)
    table[found["unit"], found["group_a"], found["group_b"]] = found["number"]
    return table
