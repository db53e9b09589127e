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
    size, sessions, count = len(line.groups), len(coded.sessions), len(units.labels)
    contacts, unknown = _tallied_contacts(records, coded, line)
    present = _tallied_presence(records, coded, line, group)
    if units.level in ("person", "encounter"):
        lost = contacts.sum() / 2 + unknown.sum()
        return no_cells(size), {"no_value": np.full(count, round(lost), dtype=np.int64)}
    known_presence = ~np.isnan(present).any(axis=1)
    tallied = (contacts.sum(axis=(1, 2)) > 0) | (unknown > 0)
    seen = tallied | (known_presence & ~attended_sessions(coded))
    absent = np.zeros(sessions)
    if known_presence.any():
        absent = np.where(seen & ~known_presence, contacts.sum(axis=(1, 2)) / 2, 0.0)
        seen &= known_presence
    chosen = np.flatnonzero(seen)
    has_presence = bool(len(chosen)) and bool(known_presence.any())
    of_session = units.code if units.level == "session" else np.zeros(sessions, dtype=np.int64)
    cells = Cells(
        unit=of_session[chosen],
        session=chosen,
        contacts=contacts[chosen],
        opportunities=all_pairs(present[chosen]) if has_presence else None,
        present=present[chosen] if has_presence else None,
    )
    return cells, {
        name: np.bincount(of_session, weights=values, minlength=count).astype(np.int64)
        for name, values in (("unknown", unknown), ("absent", absent))
    }


def no_cells(size: int) -> Cells:
    """Return cells of nothing."""
    nothing = np.zeros(0, dtype=np.int64)
    return Cells(
        unit=nothing,
        session=nothing,
        contacts=np.zeros((0, size, size)),
        opportunities=None,
        present=None,
    )


def _tallied_contacts(records: Records, coded: Coded, line: Line) -> tuple[Floats, Floats]:
    """Return tallied contacts by session and groups, and by session those of unknown group."""
    contacts = np.zeros((len(coded.sessions), len(line.groups), len(line.groups)))
    unknown = np.zeros(len(coded.sessions))
    rows = tally_rows(records, "tallies_contacts", line)
    if rows is not None:
        at = session_codes(rows["session"], coded.sessions)
        a, b = line.codes(rows["group_a"]), line.codes(rows["group_b"])
        known = (a >= 0) & (b >= 0)
        number = rows["contacts"].to_numpy(dtype=float)
        np.add.at(contacts, (at[known], a[known], b[known]), number[known])
        np.add.at(unknown, at[~known], number[~known])
    return contacts + np.swapaxes(contacts, 1, 2), unknown


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
    if coded.contacts is not None:
        # a count of people does not say which of those named were there: presence is not known
        named = np.unique(coded.contacts.session)
        present[named[~attended_sessions(coded)[named]]] = np.nan
    return present
