"""People: who is named where, and whether they are known."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.draft import Draft, made_table
from bridging.records.lines import Line
from bridging.records.schema import TABLES
from bridging.records.text import factorized, text_column

ID_HINT = "Add the person to participants, or correct the id."


def check_participants(draft: Draft) -> None:
    """Keep each participant once, and say how many people have no id."""
    if "participants" not in draft.given:
        return
    people = draft.tables["participants"]["participant"]
    draft.report(
        "participants",
        people.isna(),
        "participant",
        "Rows without an id are read as anonymous people.",
        "",
        "note",
    )
    draft.set_aside(
        "participants",
        people.notna() & people.duplicated(),
        "participant",
        "`participant` must be different in every row; these repeat an id.",
        "The first row of a person is kept; visits belong in attendance.",
    )


def check_people_of(draft: Draft, table: str, *columns: str) -> None:
    """Set aside the rows of a table that name nobody, or somebody unknown."""
    for column in columns:
        draft.set_aside(
            table,
            draft.tables[table][column].isna(),
            column,
            f"`{column}` must be filled in.",
            "People without an id can be counted in tallies_present.",
        )
        unknown = unknown_people(draft, draft.tables[table][column])
        draft.set_aside(
            table,
            unknown,
            column,
            f"`{column}` must be one of the participants.",
            f"{ID_HINT} {_written_otherwise(draft, draft.tables[table][column][unknown])}".rstrip(),
        )


def _written_otherwise(draft: Draft, strange: pd.Series) -> str:
    """Say how ids that are not those of participants are written, where all of them are so."""
    people = draft.tables.get("participants")
    different = strange.drop_duplicates()
    if people is None or not len(different):
        return ""
    known = people["participant"].dropna()
    if different.str.removesuffix(".0").isin(known.str.removesuffix(".0")).all():
        return "They differ in `.0` at their end: keep ids as text."
    if different.str.casefold().isin(known.str.casefold()).all():
        return "They differ in capitals."
    for name in people.columns.difference(["participant", ROW]):
        if different.isin(people[name].dropna()).all() and people[name].nunique() > 0.9 * len(
            known
        ):
            return f"Column {str(name)!r} of participants has them: is that the id?"
    return ""


def unknown_people(draft: Draft, people: pd.Series) -> npt.NDArray[np.bool_]:
    """Return where an id is not in the participants table; nowhere where there is no table."""
    if "participants" not in draft.given:
        return np.zeros(len(people), dtype=bool)
    known = draft.tables["participants"]["participant"].dropna()
    unknown: npt.NDArray[np.bool_] = (people.notna() & ~people.isin(known)).to_numpy(dtype=bool)
    return unknown


def imply_participants(draft: Draft) -> None:
    """Make the participants table, where there is none, of everyone who is named."""
    if "participants" in draft.given:
        return
    found = dict.fromkeys(draft.named("participant", ("attendance", "members")))
    for column in ("source", "target"):
        found.update(dict.fromkeys(draft.named(column, ("ties",))))
    found.update(dict.fromkeys(draft.named("participant", ("responses",))))
    draft.tables["participants"] = made_table(participant=list(found))


def adopt_line_columns(draft: Draft, lines: Mapping[str, Line]) -> None:
    """Give participants the columns of lines that are kept in attendance."""
    attendance = draft.tables.get("attendance")
    if attendance is None:
        return
    people = draft.tables["participants"]
    codes, different = factorized(attendance["participant"])
    for column in {line.column: None for line in lines.values()}:
        if column in people or column not in attendance or column in TABLES["attendance"].names():
            continue
        values = attendance[column]
        first = values.groupby(codes).first().reindex(range(len(different)))
        own = pd.Series(first.to_numpy()[codes], index=values.index)
        draft.report(
            "attendance",
            values.notna() & (values != own),
            column,
            f"`{column}` must be the same in all rows of a person.",
            "The first value of the person is used.",
        )
        by_person = pd.Series(first.to_numpy(), index=different)
        people = people.assign(**{column: text_column(people["participant"].map(by_person))})
    rows = people.pop(ROW)
    draft.tables["participants"] = people.assign(**{ROW: rows})
