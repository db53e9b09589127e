"""Records from data frames."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bridging.records.build import build
from bridging.records.columns import Found
from bridging.records.problems import Faults, Problems
from bridging.records.records import Records
from bridging.records.schema import table_named
from bridging.records.settings import read_settings, unknown_table


def from_frames(
    frames: Mapping[str, pd.DataFrame | None],
    *,
    lines: Any = None,
    title: str = "",
    synthetic: bool = False,
    language: str = "en",
    purpose: str = "",
    roles: Any = None,
    absent: str = "leave_out",
    consent: Any = None,
    card: Any = None,
    strict: bool = False,
) -> Records:
    """Check data frames and return them as records.

    Parameters
    ----------
    frames : mapping of str to pandas.DataFrame or None
        Tables by name, as ``participants`` or ``encounters``; None is a table that is not there.
    lines : mapping, optional
        Name of a line to its groups, to a mapping of settings as in ``study.toml``, or to a Line.
    title, language, purpose, synthetic, roles, absent, consent, card : optional
        As in ``study.toml``.
    strict : bool, default False
        Raise for rows that can't be used, instead of leaving them out and listing them.

    Returns
    -------
    Records

    Raises
    ------
    StudyError
        For tables that can't be understood, all reasons in one message.
    """
    faults = Faults()
    settings = read_settings(
        {
            "title": title,
            "synthetic": synthetic,
            "language": language,
            "purpose": purpose,
            "absent": absent,
            "consent": consent,
            "card": card,
            "roles": roles,
            "lines": lines,
        },
        faults,
    )
    found = [
        one
        for name, frame in frames.items()
        if frame is not None and (one := _found(str(name), frame, faults)) is not None
    ]
    if not found and not faults.messages:
        faults.add("A study must have at least one table. Give encounters, attendance or tallies.")
    return build(found, settings, Problems(), faults, source="data frames", strict=strict)


def _found(name: str, frame: Any, faults: Faults) -> Found | None:
    ours = table_named(name)
    if ours is None:
        faults.add(unknown_table(name))
        return None
    if not isinstance(frame, pd.DataFrame):
        faults.add(f"Table {name!r} must be a pandas.DataFrame, not {type(frame).__name__}.")
        return None
    named = [level for level in frame.index.names if level is not None]
    if named and len(named) == frame.index.nlevels and not set(named) & set(frame.columns):
        frame = frame.reset_index()  # an index with a name is a column
    return Found(ours, frame, np.arange(len(frame), dtype=np.int64), ours)
