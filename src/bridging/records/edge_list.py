"""Edge lists, as R and Gephi write them: a row for each pair, with how many contacts it stands for."""

import numpy as np
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.draft import Draft
from bridging.records.text import factorized

MOST_CONTACTS = 10_000_000  # more of them than this are counted where they are, or as tallies
FEWEST_ROWS = 6  # fewer may well be talks that one and then the other began
TWICE = "Every pair stands in both directions; each row was read as a contact."
TURNED = "The pair stands in the other direction too; each row was read as a contact."
TWICE_HINT = "Leave one direction out where a contact is written twice."
BESIDE = "It was not read: the study has the table by its own name."
FRACTIONS = "`weight` is no number of contacts, as it has fractions; each row is one contact."
ASIDE = "Call the column `minutes` where it is a duration, and another name where it is neither."


def repeat_weighted(draft: Draft) -> None:
    """Go from a row for each pair with its `weight` to a row for each contact.

    A weight is a number of contacts where all of them are whole numbers. Rows of weight 0 hold no
    contact; where one is missing it is not guessed at. The copies of a row keep its number.
    """
    if "weight" not in draft.tables["encounters"]:
        return
    weight = draft.tables["encounters"]["weight"].to_numpy(dtype=np.float64)
    known = weight[~np.isnan(weight)]
    if (known != np.floor(known)).any():
        draft.problems.add("encounters", None, "weight", FRACTIONS, ASIDE, "warning")
        return
    missing = "`weight` must be filled in: how many contacts a row stands for."
    draft.set_aside("encounters", np.isnan(weight), "weight", missing, ASIDE)
    draft.set_aside(
        "encounters",
        draft.tables["encounters"]["weight"] == 0,
        "weight",
        "A row of weight 0 holds no contact.",
        "",
        "warning",
    )
    frame = draft.tables["encounters"]
    times = frame["weight"].to_numpy(dtype=np.float64)
    if times.sum() > MOST_CONTACTS:
        draft.faults.add(
            f"The weights of table 'encounters' can't be read as more than {MOST_CONTACTS:,} "
            f"contacts; they add up to {times.sum():.3g}, most of it in row "
            f"{frame[ROW].iloc[int(times.argmax())]}. {ASIDE}"
        )
        return
    again = np.repeat(np.arange(len(frame)), times.astype(np.int64))
    if len(again) > len(frame):
        draft.problems.add(
            "encounters",
            frame[ROW].to_numpy()[times > 1],
            "weight",
            "A row was read as several contacts, as many as its weight.",
            "Leave the column out where a row is one contact.",
            "note",
        )
    repeated = frame.drop(columns="weight").take(again).reset_index(drop=True)
    if "encounter" in repeated:  # the name of one contact; its copies get a number
        repeated["encounter"] = repeated["encounter"].where(np.diff(again, prepend=-1) > 0)
    draft.tables["encounters"] = repeated


def warn_of_both_directions(draft: Draft) -> None:
    """Say where pairs stand in both directions: all, as in a matrix that was written whole.

    Some do in a survey of who names whom, where nobody names somebody twice; who is observed may
    well turn to the other again.
    """
    frame = draft.tables["encounters"]
    one_session = len(frame) > 0 and bool((frame["session"] == frame["session"].iloc[0]).all())
    if not len(frame) or not (one_session or _has_first_turned(frame)):
        return
    ends = pd.concat([frame["source"], frame["target"]], ignore_index=True)
    codes, people = factorized(ends)
    session, _ = factorized(frame["session"])
    one, other = codes.reshape(2, -1).astype(np.int64)
    place = session.astype(np.int64) * len(people)
    there = (place + one) * len(people) + other
    back = (place + other) * len(people) + one
    counts = (
        frame["weight"].to_numpy() != 0 if "weight" in frame else np.ones(len(frame), dtype=bool)
    )
    turned = np.isin(there, back[counts]) & (one != other) & counts
    there, back = there[counts], back[counts]
    if len(there) >= FEWEST_ROWS and np.array_equal(np.sort(there), np.sort(back)):
        draft.problems.add("encounters", None, "target", TWICE, TWICE_HINT, "warning")
    elif one_session and len(np.unique(there)) == len(there):
        draft.report("encounters", turned, "target", TURNED, TWICE_HINT, "note")


def _has_first_turned(frame: pd.DataFrame) -> bool:
    """Whether the pair of the first row stands somewhere the other way round."""
    one, other = frame["source"].iloc[0], frame["target"].iloc[0]
    return bool(((frame["source"] == other) & (frame["target"] == one)).any())
