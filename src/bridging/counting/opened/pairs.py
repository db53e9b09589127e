"""The pairs of people in the encounters, and those that count.

What counts is found by inner joins alone, which every engine does fast.
"""

from typing import Any

import numpy as np

from bridging.counting.engines import Frame
from bridging.counting.engines.engine import distinct, mapped
from bridging.counting.opened.roster import unit_codes
from bridging.counting.opened.tables import OpenTables
from bridging.counting.opened.times import plain_minutes
from bridging.errors import DataError
from bridging.records import Line


def keys_of(tables: OpenTables, level: str) -> list[str]:
    """Return the columns that contacts are counted by, but for the groups."""
    session = "session" if tables.attendance is None else "at"
    return [session] if level == "all" else [session, "unit"]


def pairs_of(tables: OpenTables, frame: Frame, weight: str, unit: str | None) -> Frame:
    """Return the pairs of each encounter: `session`, `a`, `b`, `minutes`, `unit` where asked."""
    import narwhals as nw

    wanted = ["session"]
    if weight == "minutes":
        frame = _with_minutes(tables, frame)
        wanted.append("minutes")
    if unit is not None:
        frame = mapped(tables.engine, frame, unit, unit_codes(tables, unit), "unit")
        wanted.append("unit")
    if not tables.long:
        return frame.select(nw.col("source").alias("a"), nw.col("target").alias("b"), *wanted)
    known = ~nw.col("participant").is_null() & ~nw.col("encounter").is_null()
    members = frame.filter(known & ~nw.col("session").is_null())
    facts = [name for name in wanted if name != "session"]
    members = members.group_by("session", "encounter", "participant").agg(
        *[nw.col(name).min().alias(name) for name in facts], nw.len().alias("rows")
    )
    people = tables.people(None).select("participant")
    members = members.join(people, on="participant", how="inner")
    one = members.select("session", "encounter", *facts, nw.col("participant").alias("a"))
    other = members.select("session", "encounter", nw.col("participant").alias("b"))
    both = one.join(other, on=["session", "encounter"], how="inner")
    return both.filter(nw.col("a") < nw.col("b")).drop("encounter")


def _with_minutes(tables: OpenTables, frame: Frame) -> Frame:
    """Return encounters with minutes as numbers: none where they can't be, are negative or endless."""
    import narwhals as nw

    kind = frame.collect_schema().get("minutes")
    if kind is None:
        return frame.with_columns(nw.lit(None).cast(nw.Float64).alias("minutes"))
    if not (kind.is_numeric() or kind == nw.Duration):
        frame = mapped(tables.engine, frame, "minutes", _minutes, "minutes_read")
        return frame.drop("minutes").rename({"minutes_read": "minutes"})
    number = plain_minutes("minutes", kind).cast(nw.Float64)
    can_be = (number >= 0) & (number < float("inf"))
    return frame.with_columns(nw.when(can_be).then(number).alias("minutes"))


def _minutes(values: Any) -> Any:
    from bridging.records.values import read_numbers

    numbers, _ = read_numbers(np.array(["" if v is None else v for v in values], dtype=object))
    return np.where(numbers < 0, np.nan, numbers)


def kept_pairs(
    tables: OpenTables,
    pairs: Frame,
    line: Line | None,
    weight: str,
    unit: str | None,
    level: str,
) -> Frame:
    """Return the pairs that count: of people who take part, were present, did not come together."""
    import narwhals as nw

    column = unit if level == "person" else None
    people = tables.people(line, column)
    visits = tables.visits(line, column)
    shared = ["group", *(["unit"] if column else [])]
    if visits is None:
        here = people.filter((nw.col("takes_part") == 1) & (nw.col("group") >= 0))
        pairs = pairs.filter(nw.col("a") != nw.col("b"))
        for end in ("a", "b"):
            one = here.select(
                nw.col("participant").alias(end), *[nw.col(n).alias(f"{n}_{end}") for n in shared]
            )
            pairs = pairs.join(one, on=end, how="inner")
    else:
        here = visits.filter((nw.col("takes_part") == 1) & (nw.col("group") >= 0))
        company = [n for n in ("company",) if n in visits.collect_schema().names()]
        pairs = pairs.filter(nw.col("a") != nw.col("b"))
        for end in ("a", "b"):
            columns = [nw.col(n).alias(f"{n}_{end}") for n in (*shared, *company)]
            session = [nw.col("at")] if end == "a" else []
            one = here.select("session", nw.col("participant").alias(end), *session, *columns)
            pairs = pairs.join(one, on=["session", end], how="inner")
        if company:
            same = nw.col("company_a") == nw.col("company_b")
            pairs = pairs.filter(~same.fill_null(False))
    if column is not None:
        pairs = pairs.filter(nw.col("unit_a") == nw.col("unit_b"))
        pairs = pairs.with_columns(nw.col("unit_a").alias("unit"))
    if weight == "minutes":
        pairs = pairs.filter(~(nw.col("minutes").is_null() | nw.col("minutes").is_nan()))
    if weight == "pairs":
        return _once(pairs, keys_of(tables, level))
    return pairs


def _once(pairs: Frame, keys: list[str]) -> Frame:
    """Return each pair of people once by some columns: who comes first in the alphabet as `a`."""
    import narwhals as nw

    ends = [("a", "b"), ("b", "a")]
    ordered = nw.col("a") < nw.col("b")
    columns = [
        nw.when(ordered).then(nw.col(f"{name}{one}")).otherwise(nw.col(f"{name}{other}"))
        .alias(f"{name}{one}")
        for name in ("", "group_")
        for one, other in ends
    ]  # fmt: skip
    return distinct(pairs.select(*keys, *columns))


def refuse_repeats(tables: OpenTables) -> None:
    """Raise where encounters with a row for each pair repeat a name."""
    import narwhals as nw

    if tables.encounters is None or tables.long:
        return
    if "encounter" not in tables.columns("encounters"):
        return
    named = tables.encounters.filter(~nw.col("encounter").is_null())
    count = nw.len().alias("n"), nw.col("encounter").n_unique().alias("different")
    found = tables.engine.collect(named.select(*count))
    twice = int(found["n"][0]) - int(found["different"][0])
    if twice:
        raise DataError(
            f"`encounter` must be different in every row; {twice} rows repeat one. Write a meeting "
            "of several people with a row for each person, in `encounter` and `participant`."
        )
