"""From tables as they were found to checked records: the order in which things are done."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bridging.records.answers import check_answers, check_log
from bridging.records.checks import check_attendance, check_contacts, check_roles, note_families
from bridging.records.columns import ROW, Found, clean_table
from bridging.records.completed_lines import (
    check_columns,
    check_groups,
    complete_lines,
    counted_lines,
)
from bridging.records.consent import apply_consent
from bridging.records.counts import check_counts
from bridging.records.draft import Draft
from bridging.records.encounters import split_encounters
from bridging.records.lines import Line
from bridging.records.people import (
    adopt_line_columns,
    check_participants,
    check_people_of,
    imply_participants,
)
from bridging.records.personal import warn_of_personal
from bridging.records.places import settle_places
from bridging.records.problems import Faults, Problems, raise_on_errors
from bridging.records.records import Records
from bridging.records.schema import PERSON_TABLES, TABLES
from bridging.records.session_columns import complete_columns, describe_sessions
from bridging.records.settings import Settings
from bridging.records.typed import read_types

ORDER = (
    "participants",
    "sites",
    "sessions",
    "attendance",
    "encounters",
    "members",
    "tallies_present",
    "tallies_contacts",
    "reference",
    "ties",
    "responses",
    "log",
    "consent",
)


def build(
    found: Sequence[Found],
    settings: Settings,
    problems: Problems,
    faults: Faults,
    *,
    source: str,
    strict: bool,
) -> Records:
    """Return checked records; raise StudyError for faults in their form."""
    draft = _draft(found, problems, faults)
    if "participants" in draft.tables or not faults.messages:
        check_columns(settings.lines, draft.tables, faults)
    faults.stop()
    _drop_empty(draft)
    for name in list(draft.tables):
        draft.tables[name] = read_types(name, draft.tables[name], problems)
    withdrawn = apply_consent(draft, settings.consent)
    lines = _check(draft, settings)
    warn_of_personal(draft, lines)
    faults.stop()
    if strict:
        raise_on_errors(problems.to_frame())
    return Records(
        tables={
            name: _finished(name, draft.tables[name]) for name in ORDER if name in draft.tables
        },
        lines=lines,
        problems=problems.to_frame(),
        title=settings.title,
        synthetic=settings.synthetic,
        language=settings.language,
        purpose=settings.purpose,
        roles=settings.roles,
        absent=settings.absent,
        consent=settings.consent,
        card=settings.card,
        withdrawn=withdrawn,
        source=source,
    )


def _draft(found: Sequence[Found], problems: Problems, faults: Faults) -> Draft:
    problems.labels.update({one.name: one.label for one in found})
    people_needed = any(one.name in PERSON_TABLES for one in found)
    tables = {}
    for one in found:
        own = Faults()
        tables[one.name] = clean_table(one, people_needed, problems, own)
        faults.messages.extend(own.messages)
    complete = {name: frame for name, frame in tables.items() if ROW in frame}
    return Draft(complete if not faults.messages else tables, problems, faults)


def _drop_empty(draft: Draft) -> None:
    """Report tables without rows; they count as not given."""
    for name, frame in list(draft.tables.items()):
        if not len(frame):
            draft.problems.add(
                name,
                None,
                "",
                "A table must have at least one row under its header; this one has none.",
                "It is read as if it was not given. Fill it in, or remove it.",
            )
            del draft.tables[name]
    draft.given = frozenset(draft.tables)


def _check(draft: Draft, settings: Settings) -> dict[str, Line]:
    """Check the tables, from what others refer to, to what refers to it."""
    check_participants(draft)
    settle_places(draft)
    if draft.faults.messages:
        return dict(settings.lines)
    check_attendance(draft)
    split_encounters(draft)
    _check_ties(draft)
    check_answers(draft)
    imply_participants(draft)
    declared = settings.lines or counted_lines(draft)
    adopt_line_columns(draft, declared)
    raw = frozenset(c for one in declared.values() for c in (one.column, *one.columns.values()))
    describe_sessions(draft, raw)
    complete_columns(draft)
    lines = complete_lines(draft, declared)
    check_groups(draft, lines)
    check_counts(draft, lines)
    check_contacts(draft, settings.absent)
    check_roles(draft, settings.roles)
    note_families(draft)
    check_log(draft)
    return lines


def _check_ties(draft: Draft) -> None:
    if "ties" in draft.tables:
        check_people_of(draft, "ties", "source", "target")
        frame = draft.tables["ties"]
        draft.set_aside(
            "ties",
            frame["source"] == frame["target"],
            "target",
            "A tie must be between different people; in these rows somebody is tied to herself.",
            "Correct one of the ids.",
        )


def _finished(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with a plain index, our columns first and the row number last."""
    known = TABLES[name].names() if name in TABLES else ()
    ours = [column for column in known if column in frame]
    others = [column for column in frame.columns if column not in {*ours, ROW}]
    finished = frame[[*ours, *others, ROW]].reset_index(drop=True)
    return finished.astype({ROW: np.int64})
