"""From the submissions and repeats of a form to the tables of a study."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.codes import read_codes
from bridging.records.files import FileTable
from bridging.records.problems import Problems
from bridging.records.text import as_text, missing_text, text_column
from bridging.records.values import read_clock, read_moments
from bridging.records.xlsform import (
    CONTACT_FIELDS,
    LINE_PREFIX,
    TALLY_CONTACT_FIELDS,
    TALLY_PRESENT_FIELDS,
)

SAME_SESSION = "Submissions with the same place, date and start were read as one session."
SAME_HINT = "If two people observed it, what both of them saw is counted twice."
LOST = "A row of a repeat must belong to a submission; these belong to none, and were left out."
LOST_HINT = "Export the form again, with all its submissions."


def make_tables(
    main: FileTable, repeats: Mapping[str, FileTable], problems: Problems
) -> dict[str, FileTable]:
    """Return the tables of a study.

    Parameters
    ----------
    main : FileTable
        A row for each submission.
    repeats : mapping of str to FileTable
        Rows of `present`, `contacts`, `tally_present` and `tally_contacts`, with a column
        `submission`: the place of the submission, -1 where it is not known.
    problems : Problems
    """
    sessions = _sessions(main, problems)
    kept = {name: _of_submissions(name, table, problems) for name, table in repeats.items()}
    tables = {"sessions": _without_repeats(sessions), "log": _log(main, sessions)}
    if "present" in kept:
        tables["participants"] = _participants(kept, problems)
        tables["attendance"] = _rows(kept["present"], sessions, ("participant", "role", "company"))
    if "contacts" in kept:
        contacts = _rows(kept["contacts"], sessions, CONTACT_FIELDS)
        observer = _text(main, "observer").to_numpy(dtype=object)
        places = kept["contacts"].frame["submission"].to_numpy()
        contacts.frame["observer"] = text_column(observer[places])
        tables["encounters"] = read_codes(contacts)
    for repeat, name, fields in (
        ("tally_present", "tallies_present", TALLY_PRESENT_FIELDS),
        ("tally_contacts", "tallies_contacts", TALLY_CONTACT_FIELDS),
    ):
        if repeat in kept:
            counts = _rows(kept[repeat], sessions, fields)
            tables[name] = replace(
                counts, frame=counts.frame.rename(columns={"contact_line": "line"})
            )
    return tables


def _text(table: FileTable, column: str) -> pd.Series:
    if column in table.frame:
        return as_text(table.frame[column].reset_index(drop=True))
    return missing_text(len(table.frame))


def _sessions(main: FileTable, problems: Problems) -> FileTable:
    """Return a session for each submission, called after its place, date and start."""
    site, day = _text(main, "site"), _text(main, "date")
    moments, _ = read_moments(day.to_numpy(dtype=object))
    iso = pd.Series(moments.astype("datetime64[D]").astype(str)).replace("NaT", np.nan)
    begins, ends = _clock(_text(main, "start_time")), _clock(_text(main, "end_time"))
    name = pd.concat([site, iso.fillna(day), begins], axis=1).apply(
        lambda row: " ".join(str(part) for part in row if part == part), axis=1
    )
    nameless = (name == "").to_numpy(dtype=bool)
    numbers = [f"submission {number}" for number in main.rows]
    name = text_column(np.where(nameless, numbers, name))
    problems.add(
        "sessions",
        main.rows[name.duplicated(keep=False).to_numpy()],
        "session",
        SAME_SESSION,
        SAME_HINT,
        "warning",
    )
    frame = pd.DataFrame(
        {
            "session": name,
            "site": site,
            "start": text_column(iso + (" " + begins).fillna("")),
            "end": text_column(iso + " " + ends),
            "activity": _text(main, "activity"),
        }
    )
    return FileTable(frame, main.rows)


def _clock(times: pd.Series) -> pd.Series:
    """Return times of day as hours and minutes; exports add seconds and a time zone."""
    plain = times.str.replace(r"(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$", "", regex=True)
    minutes, _, _, _ = read_clock(plain.fillna("").to_numpy(dtype=object))
    return text_column(
        [np.nan if m != m else f"{int(m) // 60:02d}:{int(m) % 60:02d}" for m in minutes]
    )


def _without_repeats(sessions: FileTable) -> FileTable:
    first = ~sessions.frame["session"].duplicated().to_numpy()
    return FileTable(sessions.frame[first].reset_index(drop=True), sessions.rows[first])


def _of_submissions(name: str, table: FileTable, problems: Problems) -> FileTable:
    """Leave out rows that belong to no submission, and tell them."""
    known: npt.NDArray[np.bool_] = (table.frame["submission"] >= 0).to_numpy(dtype=bool)
    problems.add(name, table.rows[~known], "", LOST, LOST_HINT)
    return FileTable(table.frame[known].reset_index(drop=True), table.rows[known])


def _rows(table: FileTable, sessions: FileTable, fields: tuple[str, ...]) -> FileTable:
    """Return the rows of a repeat with the session they belong to."""
    session = sessions.frame["session"].to_numpy(dtype=object)[table.frame["submission"]]
    cells = {field: _text(table, field) for field in fields if field in table.frame}
    return FileTable(pd.DataFrame({**cells, "session": text_column(session)}), table.rows)


def _participants(kept: Mapping[str, FileTable], problems: Problems) -> FileTable:
    """Return everybody who was present or met somebody, with what was written first of them."""
    present = kept["present"]
    lines = [str(c) for c in present.frame.columns if str(c).startswith(LINE_PREFIX)]
    own = ["role", "family", *lines]
    people = pd.DataFrame({name: _text(present, name) for name in ("participant", *own)})
    known = people["participant"].notna()
    first = people[known].groupby("participant", sort=False)[own].first()
    for name in own:
        before = people["participant"].map(first[name])
        differs = people[name].notna() & known & (people[name] != before)
        problems.add(
            "present",
            present.rows[differs.to_numpy(dtype=bool)],
            name,
            "What is written of a participant must be the same in every row; here it differs.",
            "What was written first is used.",
            "warning",
        )
    met = [_text(kept["contacts"], c) for c in ("source", "target")] if "contacts" in kept else []
    names = dict.fromkeys([*first.index, *(name for c in met for name in c.dropna())])
    frame = first.reindex(list(names)).rename_axis("participant").reset_index()
    frame = frame.rename(columns={name: name.removeprefix(LINE_PREFIX) for name in lines})
    row = pd.Series(present.rows, index=people["participant"].to_numpy())
    row = row[~row.index.duplicated()].reindex(list(names)).fillna(-1).astype(np.int64)
    unused = [name for name in ("role", "family") if frame[name].isna().all()]
    frame = frame.drop(columns=unused)
    return FileTable(frame, row.to_numpy())


def _log(main: FileTable, sessions: FileTable) -> FileTable:
    """Return the notes of sessions."""
    note = _text(main, "note")
    frame = pd.DataFrame(
        {
            "session": sessions.frame["session"],
            "note": note,
            "observer": _text(main, "observer"),
        }
    )
    filled = note.notna().to_numpy(dtype=bool)
    return FileTable(frame[filled].reset_index(drop=True), main.rows[filled])
