"""Contacts by session and groups, counted where the encounters are.

What counts is found by inner joins alone, which every engine does fast; only where rows are
missing from the result a second pass with outer joins says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.engines import Frame
from bridging.counting.engines.engine import rows_of
from bridging.counting.opened.pairs import kept_pairs, keys_of, pairs_of
from bridging.counting.opened.roster import NOT_COUNTED
from bridging.counting.opened.tables import OpenTables
from bridging.records import Line
from bridging.structures.arrays import Floats, Ints

# why a pair of an encounter does not count; the first that holds is the reason
SET_ASIDE, NOT_ASKED, NO_MINUTES, ABSENT, TOGETHER, UNKNOWN = range(1, 7)
REASONS = {NO_MINUTES: "no_minutes", ABSENT: "absent", TOGETHER: "together", UNKNOWN: "unknown"}


@dataclass(frozen=True, kw_only=True)
class ContactCounts:
    """Contacts that were counted, one entry for each unit, session and pair of groups.

    Parameters
    ----------
    unit, at, first, second : array of int, shape (R,)
        The unit (0 where none was asked for), the session, and the groups of both people.
    number : array of float, shape (R,)
    lost_unit, lost_at, lost_why : array of int, shape (L,)
        What was left out, by unit, session and reason.
    lost : array of float, shape (L,)
        Pairs.
    set_aside : int
        Rows that can't be used: nobody, somebody unknown or herself, a session that is not listed.
    """

    unit: Ints
    at: Ints
    first: Ints
    second: Ints
    number: Floats
    lost_unit: Ints
    lost_at: Ints
    lost_why: Ints
    lost: Floats
    set_aside: int

    def table(self, size: int, places: Any, length: int) -> Floats:
        """Return symmetric tables, of shape (length, K, K), of entries at `places`."""
        cells = (places * size + self.first) * size + self.second
        added = np.bincount(cells, weights=self.number, minlength=length * size * size)
        counts = np.asarray(added, dtype=np.float64).reshape(length, size, size)
        return counts + np.swapaxes(counts, 1, 2)

    def left_out(self, unit_of: Any, units: int) -> Mapping[str, Ints]:
        """Return pairs left out of each unit by reason; `unit_of` says the unit of each entry."""
        return {
            name: np.bincount(
                unit_of[self.lost_why == code],
                weights=self.lost[self.lost_why == code],
                minlength=units,
            ).astype(np.int64)
            for code, name in REASONS.items()
        }


def joined(parts: list[ContactCounts]) -> ContactCounts:
    """Add up the counts of parts of the encounters."""
    if len(parts) == 1:
        return parts[0]
    names = [name for name in vars(parts[0]) if name != "set_aside"]
    return ContactCounts(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in names},
        set_aside=sum(part.set_aside for part in parts),
    )


def count_contacts(
    tables: OpenTables,
    frame: Frame,
    line: Line | None,
    *,
    weight: str = "encounters",
    unit: str | None = None,
    level: str = "all",
) -> ContactCounts:
    """Count the contacts of (a part of) the encounters.

    Parameters
    ----------
    tables : OpenTables
    frame : Frame
        The encounters.
    line : Line or None
    weight : {"encounters", "minutes", "pairs"}
    unit : str, optional
        A column of participants (contacts among people who share the value) or of encounters.
    level : {"all", "person", "encounter"}
        Of which of the two.
    """
    import narwhals as nw

    if tables.attendance is None and weight != "pairs" and level != "person":
        return _in_one_pass(tables, frame, line, weight, unit, level)
    pairs = pairs_of(tables, frame, weight, unit if level == "encounter" else None)
    kept = kept_pairs(tables, pairs, line, weight, unit, level)
    number = nw.col("minutes").sum() if weight == "minutes" else nw.len()
    counted = kept.group_by(*keys_of(tables, level), "group_a", "group_b").agg(
        number.alias("number"), nw.len().alias("rows")
    )
    if tables.attendance is None:
        counted = tables.coded_sessions(counted)
    found = tables.engine.collect(counted)
    size = len(found["number"])
    rows = rows_of(tables.engine, pairs)
    lost: dict[str, Any] = {
        name: np.zeros(0, dtype=np.int64) for name in ("unit", "at", "why", "n")
    }
    aside = 0
    if weight == "pairs" or int(np.sum(found["rows"])) < rows:
        lost, aside = _explained(tables, pairs, line, weight, unit, level)
    return ContactCounts(
        unit=_ints(found, "unit", size),
        at=_ints(found, "at", size),
        first=_ints(found, "group_a", size),
        second=_ints(found, "group_b", size),
        number=np.asarray(found["number"], dtype=np.float64),
        lost_unit=np.asarray(lost["unit"], dtype=np.int64),
        lost_at=np.asarray(lost["at"], dtype=np.int64),
        lost_why=np.asarray(lost["why"], dtype=np.int64),
        lost=np.asarray(lost["n"], dtype=np.float64),
        set_aside=aside,
    )


def _in_one_pass(
    tables: OpenTables, frame: Frame, line: Line | None, weight: str, unit: str | None, level: str
) -> ContactCounts:
    """Count where nobody's presence matters: who does not count has a group of its own, -2."""
    import narwhals as nw

    # tables first: DuckDB looks at every step of a plan again where a table was made since
    people, _ = tables.people(line), tables.session_codes(frame)
    pairs = pairs_of(tables, frame, weight, unit)
    rows = pairs.filter(nw.col("a") != nw.col("b"))
    for end in ("a", "b"):
        one = people.select(
            nw.col("participant").alias(end), nw.col("counted").alias(f"group_{end}")
        )
        rows = rows.join(one, on=end, how="inner")
    sums = [nw.len().alias("rows")]
    if weight == "minutes":
        minutes = nw.col("minutes").cast(nw.Float64)
        rows = rows.with_columns(nw.when(~minutes.is_nan()).then(minutes).alias("minutes"))
        sums += [nw.col("minutes").count().alias("timed"), nw.col("minutes").sum().alias("number")]
    counted = rows.group_by(*keys_of(tables, level), "group_a", "group_b").agg(*sums)
    found = tables.engine.collect(tables.coded_sessions(counted))
    total = np.asarray(found["rows"], dtype=np.int64)
    timed = np.asarray(found.get("timed", total), dtype=np.int64)
    a, b = (np.asarray(found[f"group_{end}"], dtype=np.int64) for end in ("a", "b"))
    units, at = _ints(found, "unit", len(total)), np.asarray(found["at"], dtype=np.int64)
    kept = (a >= 0) & (b >= 0) & (timed > 0)
    asked = (a != NOT_COUNTED) & (b != NOT_COUNTED)
    untimed, unknown = asked & (total > timed), asked & ((a < 0) | (b < 0)) & (timed > 0)
    lost = [(untimed, NO_MINUTES, total - timed), (unknown, UNKNOWN, timed)]
    return ContactCounts(
        unit=units[kept],
        at=at[kept],
        first=a[kept],
        second=b[kept],
        number=np.asarray(found.get("number", total), dtype=np.float64)[kept],
        lost_unit=np.concatenate([units[some] for some, _, _ in lost]),
        lost_at=np.concatenate([at[some] for some, _, _ in lost]),
        lost_why=np.concatenate([np.full(some.sum(), why) for some, why, _ in lost]),
        lost=np.concatenate([number[some] for some, _, number in lost]).astype(np.float64),
        set_aside=rows_of(tables.engine, pairs) - int(total.sum()),
    )


def _ints(found: Mapping[str, Any], name: str, size: int) -> Ints:
    values = found.get(name)
    return np.zeros(size, dtype=np.int64) if values is None else np.asarray(values, dtype=np.int64)


def _explained(
    tables: OpenTables,
    pairs: Frame,
    line: Line | None,
    weight: str,
    unit: str | None,
    level: str,
) -> tuple[dict[str, Any], int]:
    """Say by session why pairs do not count."""
    import narwhals as nw

    column = unit if level == "person" else None
    people, visits = tables.people(line, column), tables.visits(line, column)
    text = nw.col("session").cast(nw.String).fill_null("").alias("session_text")
    named = pairs.with_columns(text).filter(
        ~nw.col("a").is_null() & ~nw.col("b").is_null() & (nw.col("a") != nw.col("b"))
    )
    rows = named.join(tables.sessions, on="session_text", how="inner")
    columns = ["group", "takes_part", *(["unit"] if column else [])]
    for end in ("a", "b"):
        one = people.select(
            nw.col("participant").alias(end), *[nw.col(n).alias(f"{n}_{end}") for n in columns]
        )
        rows = rows.join(one, on=end, how="inner")
    usable = rows_of(tables.engine, rows)
    absent = together = nw.lit(False)
    if visits is not None:
        company = [n for n in ("company",) if n in visits.collect_schema().names()]
        for end in ("a", "b"):
            one = visits.select(
                nw.col("session"),
                nw.col("participant").alias(end),
                nw.col("takes_part").alias(f"today_{end}"),
                *[nw.col(n).alias(f"{n}_{end}") for n in company],
            )
            rows = rows.join(one, on=["session", end], how="left")
        rows = rows.with_columns(
            nw.col("today_a").is_null().alias("absent_a"),
            nw.col("today_b").is_null().alias("absent_b"),
            *[
                nw.when(nw.col(f"today_{end}").is_null())
                .then(nw.col(f"takes_part_{end}"))
                .otherwise(nw.col(f"today_{end}"))
                .alias(f"takes_part_{end}")
                for end in ("a", "b")
            ],
        )
        absent = nw.col("absent_a") | nw.col("absent_b")
        if company:
            together = (nw.col("company_a") == nw.col("company_b")).fill_null(False)
    rows = rows.filter((nw.col("takes_part_a") == 1) & (nw.col("takes_part_b") == 1))
    if column is not None:
        rows = rows.filter(nw.col("unit_a") == nw.col("unit_b"))
        rows = rows.with_columns(nw.col("unit_a").alias("unit"))
    unknown = (nw.col("group_a") < 0) | (nw.col("group_b") < 0)
    why = (
        nw.when(absent).then(nw.lit(ABSENT))
        .otherwise(nw.when(together).then(nw.lit(TOGETHER))
                   .otherwise(nw.when(unknown).then(nw.lit(UNKNOWN)).otherwise(nw.lit(0))))
    )  # fmt: skip
    if weight == "minutes":
        none = nw.col("minutes").is_null() | nw.col("minutes").is_nan()
        why = nw.when(none).then(nw.lit(NO_MINUTES)).otherwise(why)
    rows = rows.with_columns(why.alias("why")).filter(nw.col("why") > 0)
    keys = ["at", "why"] if level == "all" else ["at", "unit", "why"]
    found = tables.engine.collect(rows.group_by(*keys).agg(nw.len().alias("n")))
    found.setdefault("unit", np.zeros(len(found["n"]), dtype=np.int64))
    return found, rows_of(tables.engine, pairs) - usable
