"""Visits as a null model of attendance swaps them: who, when, with whom, and among which sessions."""

from dataclasses import dataclass
from zlib import crc32

import numpy as np
import pandas as pd

from bridging.counting.coding import Coded, group_codes
from bridging.counting.units import Units
from bridging.records import Line, Records
from bridging.structures.arrays import Ints


@dataclass(frozen=True, kw_only=True)
class Swapping:
    """The visits of a study and the sessions among which they may change.

    Parameters
    ----------
    person, session, party : array of int, shape (V,)
        Of each visit; -1 came alone.
    group : array of int, shape (V,)
        Of the person, -1 where not known.
    stratum : array of int, shape (S,)
        Sessions of the same site, weekday and hour (of the same site, where no session has a
        start), and of the same unit, have the same code.
    keys : array of int, shape (T,)
        A number for each stratum that does not depend on the others.
    unit : array of int, shape (S,)
        The unit of each session.
    """

    person: Ints
    session: Ints
    party: Ints
    group: Ints
    stratum: Ints
    keys: Ints
    unit: Ints


def lay_out_visits(records: Records, coded: Coded, line: Line, units: Units) -> Swapping | None:
    """Lay out the visits; None without attendance, or where sessions do not belong to one unit."""
    visits = coded.visits
    if visits is None or units.level not in ("all", "session"):
        return None
    unit = units.code if units.level == "session" else np.zeros(len(coded.sessions), dtype=np.int64)
    names = [
        f"{label}\n{units.labels[code]}"
        for label, code in zip(_slots(records.tables["sessions"]), unit.tolist(), strict=True)
    ]
    slots, stratum = np.unique(names, return_inverse=True)
    return Swapping(
        person=visits.person,
        session=visits.session,
        party=visits.company,
        group=group_codes(records, coded, line)[visits.person],
        stratum=stratum.astype(np.int64),
        keys=np.array([crc32(slot.encode()) for slot in slots.tolist()], dtype=np.int64),
        unit=unit,
    )


def _slots(sessions: pd.DataFrame) -> list[str]:
    """Name the site and time of the week of each session."""
    site = sessions["site"].astype(object).tolist()
    if "start" not in sessions or not sessions["start"].notna().any():
        return [str(name) for name in site]
    start = pd.to_datetime(sessions["start"])
    return [
        f"{name}\n{day}\n{hour}"
        for name, day, hour in zip(site, start.dt.day_of_week, start.dt.hour, strict=True)
    ]
