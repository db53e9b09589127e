"""Tallies and references: counts without identities, checked against the lines."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import listed
from bridging.records.draft import Draft
from bridging.records.lines import Line
from bridging.records.schema import GROUP_COLUMNS
from bridging.records.text import missing_text

PERSON_RECORDS = {"tallies_present": "attendance", "tallies_contacts": "encounters"}
TOLERANCE = 0.015
PERCENT = 100


def check_counts(draft: Draft, lines: Mapping[str, Line]) -> None:
    """Check tallies and references; what can't be used is set aside."""
    for name, group_columns in GROUP_COLUMNS.items():
        if name not in draft.tables:
            continue
        _check_line(draft, name, lines)
        for column in group_columns:
            _check_group(draft, name, column, lines)
    for name, records in PERSON_RECORDS.items():
        if name in draft.tables:
            _check_amount(draft, name, "present" if name == "tallies_present" else "contacts")
            _check_both(draft, name, records, lines)
    if "reference" in draft.tables:
        _check_reference(draft)


def _check_line(draft: Draft, name: str, lines: Mapping[str, Line]) -> None:
    line = draft.tables[name]["line"]
    known = f"There are: {listed(lines)}." if lines else "There are none."
    draft.set_aside(
        name, ~line.isin(list(lines)), "line", "`line` must be one of the lines.", known
    )


def _check_group(draft: Draft, name: str, column: str, lines: Mapping[str, Line]) -> None:
    for line in lines.values():
        frame = draft.tables[name]
        wrong = np.zeros(len(frame), dtype=bool)
        own = (frame["line"] == line.name).to_numpy()
        wrong[own] = line.not_listed(frame.loc[own, column])
        draft.set_aside(
            name,
            wrong,
            column,
            f"`{column}` must be one of the groups of line {line.name!r}: {listed(line.groups)}.",
            "Correct the spelling, or add it to `values` of the line.",
        )


def _check_amount(draft: Draft, name: str, column: str) -> None:
    """Set aside tallies without a number, and those of presence that were to go with them.

    A group of which nobody knows how many were there is no group of nobody: without it the others
    of the session would look like everybody.
    """
    frame = draft.tables[name]
    missing = frame[column].isna()
    places = [place for place in ("line", "session", "site") if place in frame]
    of_whole = missing.groupby([frame[place] for place in places], dropna=False).transform("any")
    draft.set_aside(name, missing, column, f"`{column}` must have a number.", "")
    if name == "tallies_present":
        draft.set_aside(
            name,
            of_whole[~missing],
            column,
            f"`{column}` must have a number for every group of a session.",
            "Without the missing one, the others can't be used.",
        )


def _check_both(draft: Draft, name: str, records: str, lines: Mapping[str, Line]) -> None:
    """Set aside tallies of what is also recorded person by person."""
    if records not in draft.tables:
        return
    people = draft.tables["participants"]
    by_person = [line.name for line in lines.values() if line.column in people]
    frame = draft.tables[name]
    recorded = frame["session"].isin(draft.tables[records]["session"])
    draft.set_aside(
        name,
        recorded & frame["line"].isin(by_person),
        "session",
        f"A session can't have both {records} of people and a tally for the same line.",
        "The records of people are used.",
    )


def _check_reference(draft: Draft) -> None:
    frame = draft.tables["reference"]
    amounts = [column for column in ("share", "count") if column in frame]
    wanted = " or ".join(f"`{column}`" for column in amounts)
    draft.set_aside(
        "reference",
        frame[amounts].isna().all(axis=1),
        amounts[0],
        f"A row must have a number in {wanted}.",
        "",
    )
    frame = draft.tables["reference"]
    if "site" in frame:
        draft.report(
            "reference",
            frame["site"].notna() & ~frame["site"].isin(draft.tables["sites"]["site"]),
            "site",
            "`site` must be one of the sites.",
            "Correct its name; a row without a site holds for all of them.",
            "warning",
        )
    if "share" in frame:
        _check_shares(draft)


def _check_shares(draft: Draft) -> None:
    """Check that shares add up, and write percentages as shares of 1."""
    frame = draft.tables["reference"]
    sums = frame["share"].groupby(_populations(frame)).transform("sum").to_numpy()
    filled = frame["share"].notna().to_numpy()
    percent = np.abs(sums - PERCENT) <= TOLERANCE * PERCENT
    draft.report(
        "reference",
        filled & ~percent & (np.abs(sums - 1) > TOLERANCE),
        "share",
        "`share` must add up to 1 (or to 100) over the groups of a line at a site.",
        "Add the groups that are missing, or correct the numbers.",
    )
    share = np.where(percent, frame["share"] / PERCENT, frame["share"])
    draft.tables["reference"] = frame.assign(share=share)
    if (percent & filled).any():
        draft.problems.add(
            "reference", None, "share", "Shares were read as percentages.", "", "note"
        )


def _populations(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return a code for each line, site and denominator; missing ones are a value of their own."""
    keys = [frame["line"]]
    keys += [
        frame.get(column, missing_text(len(frame))).fillna("") for column in ("site", "denominator")
    ]
    if frame.empty:
        return np.zeros(0, dtype=np.int64)
    together = pd.MultiIndex.from_arrays(keys)
    codes: npt.NDArray[np.int64] = pd.factorize(together)[0].astype(np.int64)
    return codes
