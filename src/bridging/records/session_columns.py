"""Columns of attendance or encounters that say the same throughout a session describe it."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.draft import Draft
from bridging.records.schema import TABLES
from bridging.records.text import TEXT, factorized
from bridging.records.typed import NO_MOMENT, moments_if_all


def describe_sessions(draft: Draft, kept: frozenset[str]) -> None:
    """Add such columns to the sessions; `kept` are columns that describe people."""
    for name in ("attendance", "encounters"):
        frame = draft.tables.get(name)
        if frame is None or not len(frame):
            continue
        own = {*TABLES[name].names(), ROW, *kept}
        for column in frame.columns:
            if column not in own and is_constant_within(frame["session"], frame[column]):
                _add(draft, frame, column)


def is_constant_within(groups: pd.Series, values: pd.Series) -> bool:
    """Whether a column has one value in every group, and is not missing everywhere."""
    if values.isna().all():
        return False
    group, _ = factorized(groups)
    value, _ = factorized(values)
    return bool((value == value[first_of_each(group)][group]).all())


def first_of_each(codes: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return the position at which each of the codes 0, 1, ... first occurs."""
    first: npt.NDArray[np.intp] = np.unique(codes, return_index=True)[1]
    return first


def _add(draft: Draft, frame: pd.DataFrame, column: str) -> None:
    sessions = draft.tables["sessions"]
    first = frame.drop_duplicates("session").set_index("session")[column]
    values = sessions["session"].map(first)
    if column in ("start", "end"):
        moments = moments_if_all(values)
        empty = bool(sessions[column].isna().all())
        if moments is not None and empty:
            draft.tables["sessions"] = sessions.assign(**{column: moments})
        return
    if column not in sessions:
        rows = sessions[ROW]
        sessions = sessions.drop(columns=ROW).assign(**{column: values.astype(TEXT)})
        draft.tables["sessions"] = sessions.assign(**{ROW: rows})


def complete_columns(draft: Draft) -> None:
    """Give every sessions table its start and end."""
    sessions = draft.tables["sessions"]
    for column in ("start", "end"):
        if column not in sessions:
            sessions = sessions.assign(**{column: np.full(len(sessions), NO_MOMENT)})
    draft.tables["sessions"] = sessions
