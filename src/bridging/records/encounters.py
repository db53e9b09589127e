"""Encounters: from a row per person or per pair to a row per encounter, with its members."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.draft import Draft
from bridging.records.edge_list import repeat_weighted, warn_of_both_directions
from bridging.records.people import check_people_of
from bridging.records.session_columns import first_of_each
from bridging.records.text import factorized, text_column

FIRST_HINT = "The first value is used; the rows stay."
NO_PAIRS = "`weight` was not read: it can only say how many contacts a row of a pair stands for."
NO_PAIRS_HINT = "Write each contact, or write pairs in columns `source` and `target`."
HERSELF = "An encounter must be between different people; in these rows somebody meets herself."


def split_encounters(draft: Draft) -> None:
    """Make the tables `encounters` and `members` of the encounters as given."""
    if "encounters" not in draft.tables:
        return
    if {"source", "target"} <= set(draft.tables["encounters"].columns):
        _split_pairs(draft)
    else:
        _split_people(draft)


def _split_pairs(draft: Draft) -> None:
    check_people_of(draft, "encounters", "source", "target")
    warn_of_both_directions(draft)
    frame = draft.tables["encounters"]
    same = frame["source"] == frame["target"]
    draft.set_aside("encounters", same, "target", HERSELF, "Correct one of the ids.")
    frame = draft.tables["encounters"]
    if "encounter" in frame:
        repeated = frame["encounter"].notna() & frame["encounter"].duplicated()
        draft.set_aside(
            "encounters",
            repeated,
            "encounter",
            "`encounter` must be different in every row; these repeat one.",
            "The first row is kept. Write a meeting of several people with a row per person, in "
            "columns `encounter` and `participant`.",
        )
    repeat_weighted(draft)
    frame = _numbered(draft.tables["encounters"])
    both = np.arange(2 * len(frame)).reshape(2, -1).T.ravel()  # source and target in turn
    people = pd.concat([frame["source"], frame["target"]], ignore_index=True).take(both)
    draft.tables["members"] = _members(
        np.repeat(np.arange(len(frame)), 2), people, np.repeat(frame[ROW].to_numpy(), 2)
    )
    draft.tables["encounters"] = frame.drop(columns=["source", "target"])


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """Give encounters without a name a number that no other has."""
    if "encounter" not in frame:
        numbers = text_column([str(number + 1) for number in range(len(frame))])
        numbered = frame.copy(deep=False)
        numbered.insert(0, "encounter", numbers)
        return numbered
    nameless = frame["encounter"].isna().to_numpy()
    if not nameless.any():
        return frame
    taken = set(frame["encounter"].dropna())
    free = (str(number + 1) for number in range(2 * len(frame)) if str(number + 1) not in taken)
    names = frame["encounter"].to_numpy(dtype=object, copy=True)
    names[nameless] = [next(free) for _ in range(int(nameless.sum()))]
    return frame.assign(encounter=text_column(names))


def _split_people(draft: Draft) -> None:
    if "weight" in draft.tables["encounters"]:
        draft.problems.add("encounters", None, "weight", NO_PAIRS, NO_PAIRS_HINT, "warning")
        del draft.tables["encounters"]["weight"]
    draft.set_aside(
        "encounters",
        draft.tables["encounters"]["encounter"].isna(),
        "encounter",
        "`encounter` must be filled in: it says which rows are one encounter.",
        "",
    )
    _tell_sessions_apart(draft)
    _set_aside_loners(draft)
    check_people_of(draft, "encounters", "participant")
    draft.set_aside(
        "encounters",
        draft.tables["encounters"].duplicated(["encounter", "participant"]),
        "participant",
        "A person must be in an encounter once; these rows repeat one.",
        "The first row is kept.",
        "warning",
    )
    _set_aside_remainders(draft)
    _collapse(draft)


def _tell_sessions_apart(draft: Draft) -> None:
    """Put the session before the names of encounters that return in other sessions."""
    frame = draft.tables["encounters"]
    codes, _ = factorized(frame["encounter"])
    session, _ = factorized(frame["session"])
    again = session != session[first_of_each(codes)][codes] if len(frame) else codes < 0
    draft.report(
        "encounters",
        again,
        "encounter",
        "`encounter` must be in one session; these rows name one of another session.",
        "They are read as different encounters, with the name of the session put before.",
        "warning",
    )
    if again.any():
        names = frame["session"] + ": " + frame["encounter"]
        draft.tables["encounters"] = frame.assign(encounter=names)


def _set_aside_loners(draft: Draft) -> None:
    """Set aside encounters that were recorded with one person, or one person with herself."""
    frame = draft.tables["encounters"]
    codes, names = factorized(frame["encounter"])
    named = frame["participant"].notna().to_numpy()
    rows = np.bincount(codes, minlength=len(names))
    first = named & ~frame.duplicated(["encounter", "participant"]).to_numpy()
    different = np.bincount(codes[first], minlength=len(names))
    nameless = np.bincount(codes[~named], minlength=len(names))
    herself = ((rows > 1) & (different == 1) & (nameless == 0))[codes]
    draft.set_aside("encounters", herself, "participant", HERSELF, "Correct one of the ids.")
    draft.set_aside(
        "encounters",
        (rows == 1)[codes][~herself],
        "participant",
        "An encounter must have at least two people, a row for each; these have one.",
        "Add the other person, or remove the row.",
    )


def _set_aside_remainders(draft: Draft) -> None:
    """Set aside encounters of which, after other problems, fewer than two people are left."""
    codes, names = factorized(draft.tables["encounters"]["encounter"])
    few = (np.bincount(codes, minlength=len(names)) < 2)[codes]
    draft.set_aside(
        "encounters",
        few,
        "participant",
        "An encounter can't be counted when fewer than two of its people are known.",
        "See the problems of the other rows of these encounters.",
    )


def _collapse(draft: Draft) -> None:
    """Go from a row per person to a row per encounter and the list of members."""
    frame = draft.tables["encounters"]
    codes, _ = factorized(frame["encounter"])
    for column in frame.columns.difference(["encounter", "participant", ROW]):
        draft.report(
            "encounters",
            _differs(codes, frame[column]),
            column,
            f"`{column}` must be the same in all rows of an encounter.",
            FIRST_HINT,
        )
    order = np.argsort(codes, kind="stable")
    draft.tables["members"] = _members(
        codes[order],
        frame["participant"].take(order),
        frame[ROW].to_numpy()[order],
    )
    first = {
        column: frame[column].take(_first_filled(codes, frame[column])).reset_index(drop=True)
        for column in frame.columns.drop("participant")
    }
    draft.tables["encounters"] = pd.DataFrame(first)


def _differs(codes: npt.NDArray[np.intp], values: pd.Series) -> npt.NDArray[np.bool_]:
    """Return where a value is not the first one of its encounter; a missing value never is."""
    value, _ = factorized(values)
    first = value[_first_filled(codes, values)]
    differs: npt.NDArray[np.bool_] = (value >= 0) & (value != first[codes])
    return differs


def _first_filled(codes: npt.NDArray[np.intp], values: pd.Series) -> npt.NDArray[np.intp]:
    """Return for each encounter the position of its first value, or of its first row."""
    position = first_of_each(codes)
    filled = np.flatnonzero(values.notna().to_numpy())
    some, place = np.unique(codes[filled], return_index=True)
    position[some] = filled[place]
    return position


def _members(index: object, people: pd.Series, rows: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "encounter_index": np.asarray(index, dtype=np.int64),
            "participant": text_column(people.reset_index(drop=True)),
            ROW: np.asarray(rows, dtype=np.int64),
        }
    )
