"""Who was present by session and group, and which pairs could not meet."""

from typing import Any

import numpy as np

from bridging.counting.engines import Frame
from bridging.counting.engines.engine import distinct, rows_of
from bridging.counting.opened.pairs import kept_pairs, pairs_of
from bridging.counting.opened.tables import OpenTables
from bridging.errors import DataError
from bridging.records import Line

Counted = dict[str, Any]


def present_people(tables: OpenTables, line: Line, unit: str | None = None) -> Counted:
    """Return people present by session (`at`), `unit` where asked, and `group`: `number`."""
    import narwhals as nw

    here = _here(tables, line, unit).filter(nw.col("group") >= 0)
    keys = ["at", "group", *(["unit"] if unit else [])]
    return tables.engine.collect(here.group_by(*keys).agg(nw.len().alias("number")))


def sessions_attended(tables: OpenTables, line: Line, unit: str | None = None) -> Counted:
    """Return the sessions with a visit that counts, also of people of unknown group."""
    here = _here(tables, line, unit)
    return tables.engine.collect(distinct(here.select("at", *(["unit"] if unit else []))))


def pairs_together(tables: OpenTables, line: Line, unit: str | None = None) -> Counted:
    """Return the pairs that came together, by session and groups, from both ends.

    Companies are counted by group; their people are never paired.
    """
    import narwhals as nw

    here = _here(tables, line, unit)
    if "company" not in here.collect_schema().names():
        return _nothing(unit)
    more = ["unit"] if unit else []
    here = here.filter(~nw.col("company").is_null() & (nw.col("group") >= 0))
    sizes = here.group_by("at", "company", *more, "group").agg(nw.len().alias("n"))
    other = sizes.rename({"group": "group_b", "n": "n_b"})
    both = sizes.join(other, on=["at", "company", *more], how="inner")
    same = nw.when(nw.col("group") == nw.col("group_b")).then(nw.lit(1)).otherwise(nw.lit(0))
    both = both.with_columns((nw.col("n") * (nw.col("n_b") - same)).alias("number"))
    found = both.group_by("at", *more, "group", "group_b").agg(nw.col("number").sum())
    return tables.engine.collect(found.filter(nw.col("number") > 0))


def has_times(tables: OpenTables) -> bool:
    """Whether attendance has arrivals and departures."""
    return {"arrival", "departure"} <= set(tables.columns("attendance"))


def pairs_by_time(tables: OpenTables, line: Line, unit: str | None, minutes: bool) -> Counted:
    """Return pairs by session and groups, once: who missed each other, or shared minutes.

    Without `minutes`: pairs of whom one had left before the other came, who did not come together
    and were not in contact. With it: the minutes that pairs who did not come together shared.
    """
    import narwhals as nw

    pairs = _timed_pairs(tables, line, unit, minutes)
    number = nw.col("shared").sum() if minutes else nw.len()
    keys = ["at", *(["unit"] if unit else []), "group_a", "group_b"]
    found = tables.engine.collect(pairs.group_by(*keys).agg(number.alias("number")))
    found["group"] = found.pop("group_a")
    return found


def _timed_pairs(tables: OpenTables, line: Line, unit: str | None, minutes: bool) -> Frame:
    """Return the pairs who missed each other, or (with `minutes`) who shared some."""
    import narwhals as nw

    here = _here(tables, line, unit)
    there = here.collect_schema().names()
    times = ("arrival_minutes", "departure_minutes")
    known = nw.lit(True)
    for name in times:
        if name not in there:
            raise DataError(_no_minutes("every visit"))
        known = known & ~(nw.col(name).is_null() | nw.col(name).is_nan())
    if minutes:
        lost = rows_of(tables.engine, here.filter(~known))
        if lost:
            raise DataError(_no_minutes(f"{lost} visits"))
    here = here.filter(known)
    more = [*(["unit"] if unit else []), *(["company"] if "company" in there else [])]
    columns = ["participant", "group", *times, *more]
    one = here.select("at", "session", *[nw.col(n).alias(f"{n}_a") for n in columns])
    other = here.select("at", *[nw.col(n).alias(f"{n}_b") for n in columns])
    pairs = one.join(other, on="at", how="inner")
    pairs = pairs.filter(nw.col("participant_a") < nw.col("participant_b"))
    if "company" in more:
        same = (nw.col("company_a") == nw.col("company_b")).fill_null(False)
        pairs = pairs.filter(~same)
    if unit:
        pairs = pairs.filter(nw.col("unit_a") == nw.col("unit_b"))
        pairs = pairs.with_columns(nw.col("unit_a").alias("unit"))
    until = nw.min_horizontal("departure_minutes_a", "departure_minutes_b")
    since = nw.max_horizontal("arrival_minutes_a", "arrival_minutes_b")
    pairs = pairs.with_columns((until - since).alias("shared"))
    if minutes:
        pairs = pairs.filter(nw.col("shared") > 0)
    else:
        pairs = _without_contacts(tables, pairs.filter(nw.col("shared") <= 0), line)
    return pairs.filter((nw.col("group_a") >= 0) & (nw.col("group_b") >= 0))


def _without_contacts(tables: OpenTables, pairs: Frame, line: Line) -> Frame:
    """Keep the pairs that were not seen in contact in that session."""
    import narwhals as nw

    if tables.encounters is None:
        return pairs
    met = kept_pairs(
        tables, pairs_of(tables, tables.encounters, "pairs", None), line, "pairs", None, "all"
    )
    met = met.select("at", nw.col("a").alias("participant_a"), nw.col("b").alias("participant_b"))
    return pairs.join(met, on=["at", "participant_a", "participant_b"], how="anti")


def _here(tables: OpenTables, line: Line, unit: str | None) -> Frame:
    import narwhals as nw

    visits = tables.visits(line, unit)
    assert visits is not None
    return visits.filter(nw.col("takes_part") == 1)


def _nothing(unit: str | None) -> Counted:
    names = ["at", "group", "group_b", *(["unit"] if unit else [])]
    nothing: Counted = {name: np.zeros(0, dtype=np.int64) for name in names}
    return {**nothing, "number": np.zeros(0)}


def _no_minutes(which: str) -> str:
    return (
        f"`opportunity='minutes'` must have an arrival and a departure for every visit; {which} "
        "have not. Use opportunity='pairs'."
    )


def visits_with_others(
    tables: OpenTables, line: Line, unit: str | None, of_session: Any, units: int
) -> Any:
    """Return the share of visits with somebody of another group to meet, by unit."""
    import narwhals as nw

    more = ["unit"] if unit else []
    here = _here(tables, line, unit).filter(nw.col("group") >= 0)
    there = here.collect_schema().names()
    company = nw.col("company") if "company" in there else nw.lit(None).cast(nw.String)
    rows = here.select("at", "participant", *more, "group", company.alias("company"))
    rows = rows.with_columns(nw.col("company").fill_null("").alias("company"))
    groups = {
        "everybody": ["at", *more],
        "alike": ["at", *more, "group"],
        "company_size": ["at", *more, "company"],
        "company_alike": ["at", *more, "company", "group"],
    }
    for name, keys in groups.items():
        size = _sizes(rows, keys, name)
        rows = rows.join(size, on=keys, how="inner")
    across = nw.col("company_size") - nw.col("company_alike")
    mates = nw.when(nw.col("company") == "").then(nw.lit(0)).otherwise(across)
    rows = rows.with_columns((nw.col("everybody") - nw.col("alike") - mates).alias("others"))
    if has_times(tables):
        missed = _timed_pairs(tables, line, unit, minutes=False)
        missed = missed.filter(nw.col("group_a") != nw.col("group_b"))
        ends = [missed.select("at", nw.col(f"participant_{e}").alias("participant")) for e in "ab"]
        lost = nw.concat(ends).group_by("at", "participant").agg(nw.len().alias("missed"))
        rows = rows.join(lost, on=["at", "participant"], how="left")
        rows = rows.with_columns((nw.col("others") - nw.col("missed").fill_null(0)).alias("others"))
    had = nw.when(nw.col("others") > 0).then(nw.lit(1)).otherwise(nw.lit(0))
    counted = rows.with_columns(had.alias("had")).group_by("at", *more)
    found = tables.engine.collect(counted.agg(nw.len().alias("n"), nw.col("had").sum()))
    place = found.get("unit", np.zeros(len(found["at"]), dtype=np.int64))
    if of_session is not None:
        place = np.asarray(of_session)[found["at"]]
    visits, some = (np.bincount(place, weights=found[k], minlength=units) for k in ("n", "had"))
    return np.divide(some, visits, out=np.full(units, np.nan), where=visits > 0)


def _sizes(rows: Frame, keys: list[str], name: str) -> Frame:
    """Count rows by some columns."""
    import narwhals as nw

    return rows.group_by(*keys).agg(nw.len().alias(name))
