"""Units: what `by=` and `units=` split a study by."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from bridging.errors import OptionError, a_or_an, check_known
from bridging.records import Records
from bridging.structures.arrays import Ints

Level = Literal["all", "session", "person", "encounter"]
MISSING = "unknown"


@dataclass(frozen=True, kw_only=True)
class Units:
    """Labels of units, and the unit of each session, person or encounter.

    `code` runs along the rows of the table of `level`: sessions, the participants who have an id,
    or encounters. With level ``all`` there is one unit and `code` is empty.
    """

    level: Level
    labels: tuple[str, ...]
    code: Ints


def find_units(records: Records, by: str | None) -> Units:
    """Find the column `by` among sites, sessions, participants and encounters.

    Raises
    ------
    UnknownNameError
        No table has the column.
    OptionError
        Something that is no name.
    """
    if by is not None and not isinstance(by, str):
        raise OptionError(f"`by` must be the name of one column, not {a_or_an(type(by).__name__)}.")
    if by is None:
        return Units(level="all", labels=("all",), code=np.zeros(0, dtype=np.int64))
    tables = records.tables
    sessions, sites, people = tables["sessions"], tables["sites"], tables["participants"]
    encounters = tables.get("encounters")
    if by in sessions:
        order = sites["site"] if by == "site" else sessions[by] if by == "session" else None
        return make_units("session", sessions[by], order)
    if by in sites:
        of_site = sites.set_index("site")[by]
        return make_units("session", sessions["site"].map(of_site), None)
    if by in people:
        named = people[people["participant"].notna()] if "participant" in people else people[:0]
        return make_units("person", named[by], None)
    if encounters is not None and by in encounters:
        return make_units("encounter", encounters[by], None)
    known = dict.fromkeys(
        name
        for table in (sessions, sites, people, encounters)
        if table is not None
        for name in table.columns
        if name not in ("row", "participant", "encounter")
    )
    check_known("by", by, known)
    raise AssertionError(by)


def make_units(level: Level, values: pd.Series, order: pd.Series | None) -> Units:
    """Number the values in the given order, else sorted (numbers as numbers), missing last."""
    filled = values.astype(object).where(values.notna(), MISSING)
    text = [str(value) for value in filled.tolist()]
    there = set(text)
    given = [] if order is None else map(str, order.tolist())
    labels = [value for value in given if value in there]
    rest = sorted(there - set(labels) - {MISSING}, key=natural)
    labels += rest + ([MISSING] if MISSING in there else [])
    labels = list(dict.fromkeys(labels))
    return Units(
        level=level,
        labels=tuple(labels),
        code=np.asarray(pd.Index(labels, dtype=object).get_indexer(text), dtype=np.int64),
    )


def natural(label: str) -> tuple[int, float, str]:
    """Sort numbers as numbers and before words."""
    try:
        return (0, float(label), label)
    except ValueError:
        return (1, 0.0, label)
