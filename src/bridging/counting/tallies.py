"""Counts without names: tallied contacts, and who was present."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.cells import Cells, all_pairs
from bridging.counting.coding import Coded
from bridging.counting.units import Units
from bridging.records import Line, Records
from bridging.structures.arrays import Floats, Ints


def count_tallies(
    records: Records, coded: Coded, line: Line, units: Units, group: Ints
) -> tuple[Cells, Mapping[str, Ints]]:
    """Count tallied contacts, and who was present, by unit and session; and what was left out.

    Who was present is taken from tallies, else from attendance. Where it is known of some of the
    tallied sessions only, contacts of the others are left out.
    """
    size, sessions = len(line.groups), len(coded.sessions)
    contacts = np.zeros((sessions, size, size))
    seen = np.zeros(sessions, dtype=bool)
    unknown = np.zeros(sessions)
    rows = tally_rows(records, "tallies_contacts", line)
    if rows is not None and units.level in ("all", "session"):
        at = session_codes(rows["session"], coded.sessions)
        a, b = line.codes(rows["group_a"]), line.codes(rows["group_b"])
        known = (a >= 0) & (b >= 0)
        number = rows["contacts"].to_numpy(dtype=float)
        np.add.at(contacts, (at[known], a[known], b[known]), number[known])
        np.add.at(unknown, at[~known], number[~known])
        seen[at] = True
        contacts += np.swapaxes(contacts, 1, 2)
    present = _tallied_presence(records, coded, line, group)
    known_presence = ~np.isnan(present).any(axis=1)
    seen |= known_presence & ~attended_sessions(coded)
    absent = np.zeros(sessions)
    if known_presence.any():
        absent = np.where(seen & ~known_presence, contacts.sum(axis=(1, 2)) / 2, 0.0)
        seen &= known_presence
    chosen = np.flatnonzero(seen)
    unit = units.code[chosen] if units.level == "session" else np.zeros_like(chosen)
    has_presence = bool(len(chosen)) and bool(known_presence.any())
    cells = Cells(
        unit=unit,
        session=chosen,
        contacts=contacts[chosen],
        opportunities=all_pairs(present[chosen]) if has_presence else None,
        present=present[chosen] if has_presence else None,
    )
    count = len(units.labels)
    of_session = units.code if units.level == "session" else np.zeros(sessions, dtype=np.int64)
    return cells, {
        name: np.bincount(of_session, weights=values, minlength=count).astype(np.int64)
        for name, values in (("unknown", unknown), ("absent", absent))
    }


def tally_rows(records: Records, name: str, line: Line) -> Any:
    """Return the rows of a tally that speak of a line and hold a number, None without the table."""
    table = records.tables.get(name)
    if table is None:
        return None
    value = "present" if name == "tallies_present" else "contacts"
    return table[(table["line"] == line.name) & table[value].notna()]


def session_codes(sessions: Any, names: tuple[str, ...]) -> Ints:
    """Return the code of each session name."""
    return np.asarray(pd.Index(names, dtype=object).get_indexer(sessions), dtype=np.int64)


def attended_sessions(coded: Coded) -> Any:
    """Say of each session whether it has attendance."""
    attended = np.zeros(len(coded.sessions), dtype=bool)
    if coded.visits is not None:
        attended[coded.visits.session] = True
    return attended


def _tallied_presence(records: Records, coded: Coded, line: Line, group: Ints) -> Floats:
    """Return people present by session and group, NaN where nobody wrote it down."""
    present = np.full((len(coded.sessions), len(line.groups)), np.nan)
    if coded.visits is not None:
        there = np.unique(coded.visits.session)
        present[there] = 0.0
        code = group[coded.visits.person]
        np.add.at(present, (coded.visits.session[code >= 0], code[code >= 0]), 1.0)
    rows = tally_rows(records, "tallies_present", line)
    if rows is not None:
        at, code = session_codes(rows["session"], coded.sessions), line.codes(rows["group"])
        tallied = np.unique(at)
        present[tallied] = 0.0
        known = code >= 0
        number = rows["present"].to_numpy(dtype=float)
        np.add.at(present, (at[known], code[known]), number[known])
    return present
