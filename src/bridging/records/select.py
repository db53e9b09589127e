"""The part of a study at some sites, sessions, forms of contact or dates."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import DataError, OptionError, ProblemsWarning, check_known
from bridging.records.records import Records

OF_SESSIONS = ("attendance", "encounters", "tallies_present", "tallies_contacts", "log")


def select_records(
    records: Records,
    *,
    sites: Sequence[str] | None = None,
    sessions: Sequence[str] | None = None,
    forms: Sequence[str] | None = None,
    period: tuple[Any, Any] | None = None,
) -> Records:
    """Keep the rows of some sites, sessions, forms and dates in every table that has them."""
    tables = dict(records.tables)
    opened = tables["sessions"]
    keep = np.ones(len(opened), dtype=bool)
    if sites is not None:
        for name in sites:
            check_known("site", name, tables["sites"]["site"])
        keep &= opened["site"].isin(list(sites)).to_numpy()
        tables["sites"] = _rows(tables["sites"], tables["sites"]["site"].isin(list(sites)))
        tables["participants"] = _anonymous_at(tables["participants"], sites)
        if "reference" in tables and "site" in tables["reference"]:
            there = tables["reference"]["site"]
            tables["reference"] = _rows(tables["reference"], there.isin(list(sites)) | there.isna())
    if sessions is not None:
        for name in sessions:
            check_known("session", name, opened["session"])
        keep &= opened["session"].isin(list(sessions)).to_numpy()
    if period is not None:
        keep &= _within(opened, period)
    if not keep.all():
        tables["sessions"] = _rows(opened, keep)
        names = tables["sessions"]["session"]
        for table in OF_SESSIONS:
            if table in tables and "session" in tables[table]:
                stay = tables[table]["session"].isin(names).to_numpy()
                tables = _members(tables, table, stay)
                tables[table] = _rows(tables[table], stay)
        tables["participants"] = _who_came(tables)
    if forms is not None:
        encounters = tables.get("encounters")
        if encounters is None or "form" not in encounters:
            raise DataError("`forms` can't be selected: no encounters have a column 'form'.")
        for name in forms:
            check_known("form", name, encounters["form"].dropna().unique())
        stay = encounters["form"].isin(list(forms)).to_numpy()
        tables = _members(tables, "encounters", stay)
        tables["encounters"] = _rows(encounters, stay)
    return replace(records, tables=tables)


def _rows(table: pd.DataFrame, keep: Any) -> pd.DataFrame:
    """Keep some rows and number them anew."""
    return table[np.asarray(keep, dtype=bool)].reset_index(drop=True)


def _members(tables: dict[str, pd.DataFrame], table: str, stay: Any) -> dict[str, pd.DataFrame]:
    """Let the members of encounters follow their encounters."""
    if table != "encounters":
        return tables
    place = np.where(stay, np.cumsum(stay) - 1, -1)
    members = tables["members"]
    index = place[members["encounter_index"].to_numpy(dtype=np.int64)]
    kept = members.assign(encounter_index=index)
    return {**tables, "members": _rows(kept, index >= 0)}


def _who_came(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Keep the people who occur in what is left, where presence is recorded."""
    people = tables["participants"]
    if "attendance" not in tables:
        return people
    seen = set(tables["attendance"]["participant"])
    if "members" in tables:
        seen |= set(tables["members"]["participant"])
    named = people["participant"]
    return _rows(people, named.isna() | named.isin(list(seen)))


def _anonymous_at(people: pd.DataFrame, sites: Sequence[str]) -> pd.DataFrame:
    """Keep everybody with an id, and the anonymous people of some sites.

    The site of somebody with an id may be a home site: where she came, attendance tells.
    """
    if "site" not in people:
        return people
    stay = people["participant"].notna() | people["site"].isin(list(sites)) | people["site"].isna()
    return _rows(people, stay)


def _day(limit: Any) -> pd.Timestamp:
    """Read one limit of a period; text must be a date as 2025-03-01, which nobody reads two ways."""
    try:
        if isinstance(limit, str):
            return pd.Timestamp(datetime.fromisoformat(limit)).normalize()
        return pd.Timestamp(limit).normalize()
    except (ValueError, TypeError) as error:
        raise OptionError(
            f"`period` must be two dates, not {limit!r}. Write them as 2025-03-01."
        ) from error


def _within(sessions: pd.DataFrame, period: tuple[Any, Any]) -> Any:
    """Say which sessions start within a period of days."""
    if "start" not in sessions or sessions["start"].isna().all():
        raise DataError("`period` can't be selected: no session has a start.")
    if not isinstance(period, tuple | list) or len(period) != 2:
        raise OptionError("`period` must be two dates, the first and the last day.")
    day = sessions["start"].dt.normalize()
    keep = day.notna().to_numpy()
    if not keep.all():
        warnings.warn(
            f"{int((~keep).sum())} of {len(keep)} sessions have no date that can be read, and are in "
            "no period. `study.problems()` may say why.",
            ProblemsWarning,
            stacklevel=4,
        )
    for limit, later in zip(period, (True, False), strict=True):
        if limit is None:
            continue
        date = _day(limit)
        keep = keep & ((day >= date) if later else (day <= date)).to_numpy()
    return keep
