"""Consent: people who said no are taken out of every table before anything is counted."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.draft import Draft
from bridging.records.schema import plain
from bridging.records.text import by_unique
from bridging.records.values import read_moments

YES = ("yes", "y", "true", "1", "ja", "j", "oui", "given", "gegeven")
NO = ("no", "n", "false", "0", "nee", "neen", "non", "withdrawn", "ingetrokken")
PEOPLE = {
    "participants": ("participant",),
    "attendance": ("participant",),
    "encounters": ("participant", "source", "target"),
    "ties": ("source", "target"),
    "responses": ("participant",),
    "consent": ("participant",),
}


def apply_consent(draft: Draft, purpose: str) -> int:
    """Take people who withdrew out of every table, and say how many they are, never who.

    Parameters
    ----------
    draft : Draft
        With the tables as they were read, before they are checked against each other.
    purpose : str
        Which purpose counts; empty: a no to any purpose does.

    Returns
    -------
    int
        How many people of the other tables withdrew.
    """
    if "consent" not in draft.tables:
        return 0
    _check(draft)
    table = draft.tables["consent"]
    counts = np.ones(len(table), dtype=bool)
    if purpose and "purpose" in table:
        asked = table["purpose"].map(plain, na_action="ignore")
        counts = (asked.isna() | (asked == plain(purpose))).to_numpy()
        if not (asked == plain(purpose)).any():
            draft.problems.add(
                "consent",
                None,
                "purpose",
                "`purpose` must be the one under [consent] in some rows; it is in none.",
                "Only rows without a purpose count. Correct the purpose in study.toml.",
                "warning",
            )
    gone = _withdrawn(table[counts])
    withdrawn = gone & (_named(draft) or set())
    _note(draft, withdrawn)
    if "encounters" in draft.tables:
        draft.tables["encounters"] = _without_remainders(draft.tables["encounters"], gone)
    for name, columns in PEOPLE.items():
        if name in draft.tables:
            draft.tables[name] = _without(draft.tables[name], columns, gone)
    return len(withdrawn)


def _check(draft: Draft) -> None:
    """Report rows that name nobody, and what can't be read."""
    table = draft.tables["consent"]
    draft.set_aside(
        "consent",
        table["participant"].isna(),
        "participant",
        "`participant` must be filled in.",
        "Without an id it is not known who agreed.",
    )
    table = draft.tables["consent"]
    read = _answers(table["given"])
    draft.report(
        "consent",
        read < 0,
        "given",
        "`given` must be yes or no.",
        "It is read as no, until it is corrected.",
    )
    if "date" in table:
        unread = np.isnat(_dates(table)) & table["date"].notna().to_numpy()
        draft.report(
            "consent",
            unread,
            "date",
            "`date` must be a date, with or without a time.",
            "Without a date a no counts, whatever came after it.",
        )
    named = _named(draft)
    if named is not None:
        draft.report(
            "consent",
            ~table["participant"].isin(list(named)),
            "participant",
            "`participant` must occur in another table; these ids do not.",
            "If an id is misspelled, the person is still in the study. Correct it.",
            "warning",
        )


def _named(draft: Draft) -> set[str] | None:
    """Return the ids that occur in the other tables; None where no table has ids."""
    found: set[str] = set()
    for name, columns in PEOPLE.items():
        for column in columns:
            if name != "consent" and column in draft.tables.get(name, ()):
                found |= set(draft.tables[name][column].dropna())
    return found or None


def _answers(given: pd.Series) -> npt.NDArray[np.int64]:
    """Return 1 for yes, 0 for no and -1 for what is neither."""
    known = dict.fromkeys(YES, 1) | dict.fromkeys(NO, 0)
    codes = by_unique(given, lambda cells: [known.get(plain(str(c)), -1) for c in cells], -1)
    return np.asarray(codes, dtype=np.int64)


def _dates(table: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    """Return the date of each row, NaT where there is none."""
    if "date" not in table:
        return np.full(len(table), np.datetime64("NaT", "us"))
    moments = by_unique(
        table["date"],
        lambda cells: np.asarray(read_moments(cells)[0], dtype="datetime64[us]"),
        np.datetime64("NaT", "us"),
    )
    return np.asarray(moments, dtype="datetime64[us]")


def _withdrawn(table: pd.DataFrame) -> set[str]:
    """Return the ids of people whose last word on a purpose is no.

    Where rows of a person have no date, or the same date, a no counts more than a yes.
    """
    purpose = table["purpose"].fillna("") if "purpose" in table else ""
    words = pd.DataFrame(
        {
            "participant": table["participant"],
            "purpose": purpose,
            "no": _answers(table["given"]) < 1,
            "date": _dates(table),
        }
    )
    of_each = words.groupby(["participant", "purpose"])
    last = of_each["date"].transform("max")
    undated = words["date"].isna().groupby([words["participant"], words["purpose"]])
    counts = (words["date"] == last) | undated.transform("any")
    return set(words.loc[counts & words["no"], "participant"])


def _without(table: pd.DataFrame, columns: tuple[str, ...], gone: set[str]) -> pd.DataFrame:
    """Return a table without the rows that name somebody who withdrew."""
    keep = np.ones(len(table), dtype=bool)
    for column in columns:
        if column in table:
            keep &= ~table[column].isin(list(gone)).to_numpy()
    return table if keep.all() else table[keep].reset_index(drop=True)


def _without_remainders(table: pd.DataFrame, gone: set[str]) -> pd.DataFrame:
    """Return encounters without those of which nobody but one person would be left.

    Who began an encounter and withdrew is no longer named there.
    """
    if "initiator" in table:
        table = table.assign(initiator=table["initiator"].mask(table["initiator"].isin(list(gone))))
    if not {"encounter", "participant"} <= set(table.columns):
        return table
    keys = [name for name in ("encounter", "session") if name in table]
    left = ~table["participant"].isin(list(gone))
    of_each = left.groupby([table[name].fillna("") for name in keys])
    keep = (of_each.transform("sum") > 1) | of_each.transform("all")
    return table if keep.all() else table[keep].reset_index(drop=True)


def _note(draft: Draft, gone: set[str]) -> None:
    """Say how many people withdrew, and how many never said anything."""
    if gone:
        number = "one person" if len(gone) == 1 else f"{len(gone)} people"
        draft.problems.add(
            "consent",
            None,
            "given",
            f"No consent: {number} left out of every table.",
            "",
            "note",
        )
    people = draft.tables.get("participants")
    if people is None or "participant" not in people:
        return
    asked = set(draft.tables["consent"]["participant"])
    silent = int((people["participant"].notna() & ~people["participant"].isin(list(asked))).sum())
    if silent:
        number = "one participant has" if silent == 1 else f"{silent} participants have"
        draft.problems.add(
            "consent",
            None,
            "given",
            f"No word on consent: {number} no row. They are kept.",
            "Ask them, or leave them out with a row that says no.",
            "warning",
        )
