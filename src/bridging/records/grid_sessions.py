"""The dates of a grid and the sessions of a list: which are the same."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from bridging.records.columns import Found
from bridging.records.files import FileTable
from bridging.records.schema import TABLES, plain
from bridging.records.text import as_text, text_column
from bridging.records.values import read_moments


def match_sessions(
    listed: Found, sessions: FileTable, attendance: FileTable
) -> tuple[Found, FileTable]:
    """Give the presence of a grid the names of listed sessions that are on the same day.

    A date on which no session is listed, or several are, becomes a session of its own.

    Parameters
    ----------
    listed : Found
        The sessions as they were listed.
    sessions, attendance : FileTable
        What the grids hold.

    Returns
    -------
    listed : Found
        With the sessions added that were not there.
    attendance : FileTable
        With the names of the listed sessions.
    """
    names = _column(listed, "session")
    if names is None:
        return listed, attendance
    by_day = _names_by_day(listed, names)
    own = set(names.dropna())
    renamed: dict[str, str] = {}
    added: list[int] = []
    for place, row in enumerate(sessions.frame.itertuples(index=False)):
        same = by_day.get(str(row.start), [])
        if row.session in own:
            renamed[row.session] = row.session
        elif len(same) == 1 and same[0] not in renamed.values():
            renamed[row.session] = same[0]
        else:
            renamed[row.session] = row.session
            added.append(place)
    frame = attendance.frame.assign(session=attendance.frame["session"].map(renamed))
    return _with_added(listed, sessions, added), replace(attendance, frame=frame)


def _column(listed: Found, wanted: str) -> pd.Series | None:
    """Return a column of the sessions by any name by which it is understood."""
    column = next(one for one in TABLES["sessions"].columns if one.name == wanted)
    there = [name for name in listed.frame.columns if plain(str(name)) in _spellings(column)]
    return None if not there else as_text(listed.frame.loc[:, there[:1]].iloc[:, 0])


def _spellings(column: Any) -> tuple[str, ...]:
    return (column.name, *column.aliases)


def _names_by_day(listed: Found, names: pd.Series) -> dict[str, list[str]]:
    """Return the names of the sessions on each day."""
    days = np.full(len(names), "NaT", dtype="datetime64[D]")
    for wanted in ("start", "date"):
        column = _column(listed, wanted)
        if column is not None:
            moments, _ = read_moments(column.to_numpy(dtype=object))
            days = np.where(np.isnat(days), moments.astype("datetime64[D]"), days)
    by_day: dict[str, list[str]] = {}
    for name, day in zip(names, days, strict=True):
        by_day.setdefault(str(day), []).append(name)
    return by_day


def _with_added(listed: Found, sessions: FileTable, added: list[int]) -> Found:
    if not added:
        return listed
    names = {}
    for wanted in ("session", "start"):
        column = next(one for one in TABLES["sessions"].columns if one.name == wanted)
        there = [name for name in listed.frame.columns if plain(str(name)) in _spellings(column)]
        names[wanted] = there[0] if there else wanted
    new = sessions.frame.iloc[added].rename(columns=names)
    frame = pd.concat([listed.frame, new], ignore_index=True)
    for name in new.columns:
        frame[name] = text_column(frame[name].to_numpy(dtype=object))
    rows = np.concatenate([listed.rows, sessions.rows[added]])
    return replace(listed, frame=frame, rows=rows)
