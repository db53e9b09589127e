"""Families in place of people: a study in which each family is one participant."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from bridging.counting.coding import Coded
from bridging.errors import DataError
from bridging.records import Line, Records
from bridging.records.text import missing_text, text_column

MIXED = ("mixed", "mixed family")  # the second, where a line has a group of that name
MIXED_LABEL = {"en": "mixed", "nl": "gemengd"}
# what is counted of people can't be said of families
OF_PEOPLE = ("tallies_present", "tallies_contacts", "responses", "consent")
NOTE = "Families are counted, not people."
NOTE_HINT = "Members of several groups make a family mixed. Tallies and answers are of people, and left out."


def family_records(records: Records, coded: Coded) -> Records:
    """Return records in which every family is one participant.

    Parameters
    ----------
    records : Records
    coded : Coded
        Whose members count: those of the roles that count.

    Raises
    ------
    DataError
        Nobody has a family.
    """
    people = records.tables["participants"]
    if "family" not in people or not people["family"].notna().any():
        raise DataError(
            "Families can't be counted: nobody has a family. Fill in the column `family` of the "
            "participants."
        )
    counted = _who_counts(people, coded)
    people = people[counted].reset_index(drop=True)
    name = _names(people)
    columns = _columns(records.lines, people)
    lines = {
        key: replace(_line(line, people, name), column=columns[key])
        for key, line in records.lines.items()
    }
    tables = {key: table for key, table in records.tables.items() if key not in OF_PEOPLE}
    tables["participants"] = _participants(people, name, records.lines, lines)
    of = dict(zip(people["participant"], name, strict=True)) if "participant" in people else {}
    if "attendance" in tables:
        tables["attendance"] = _attendance(tables["attendance"], coded, of)
    if "encounters" in tables:
        tables |= _encounters(tables, coded, of)
    if "ties" in tables:
        tables["ties"] = _ties(tables["ties"], of)
    note = {"table": "participants", "rows": "", "n_rows": 0, "column": "family", "problem": NOTE,
            "hint": NOTE_HINT, "severity": "note"}  # fmt: skip
    problems = pd.concat([records.problems, pd.DataFrame([note])], ignore_index=True)
    return replace(records, tables=tables, lines=lines, roles={}, problems=problems)


def _who_counts(people: pd.DataFrame, coded: Coded) -> np.ndarray:
    """Say whose own role counts, or who was somewhere in a role that does; the nameless do."""
    if "participant" not in people:
        return np.ones(len(people), dtype=bool)
    counts = coded.counts.copy()
    for part in (coded.visits, coded.contacts):
        if part is not None:
            counts[part.person] = True
    of = dict(zip(coded.people, counts, strict=True))
    return people["participant"].map(of, na_action="ignore").fillna(True).to_numpy(dtype=bool)


def _names(people: pd.DataFrame) -> pd.Series:
    """Return the name of each person's family; who has none is one, under her own name."""
    own = people["participant"] if "participant" in people else missing_text(len(people))
    alone = people["family"].isna()
    taken = set(own[alone].dropna())
    names: dict[str, str] = {}
    for family in people["family"].dropna().unique():
        names[family] = family
        while names[family] in taken:
            names[family] = f"family {names[family]}"
        taken.add(names[family])
    family = people["family"].map(names, na_action="ignore")
    nameless = pd.Series([f"\0{row}" for row in people.index], index=people.index, dtype=object)
    return family.astype(object).where(~alone, own.astype(object).where(own.notna(), nameless))


def _codes(line: Line, people: pd.DataFrame, name: pd.Series) -> pd.Series:
    """Return the group of each family: that of its known members, or one more for mixed."""
    if line.column not in people:
        return pd.Series(-1, index=name.unique())
    codes = pd.Series(line.codes(people[line.column]), index=people.index)
    known = codes[codes >= 0].groupby(name[codes >= 0])
    found = known.min().where(known.min() == known.max(), len(line.groups))
    return found.reindex(name.unique(), fill_value=-1)


def _line(line: Line, people: pd.DataFrame, name: pd.Series) -> Line:
    """Return the line of families; with a group more where a family is mixed."""
    if not line.groups:
        return line
    groups, labels = line.groups, dict(line.group_labels)
    mixed = bool((_codes(line, people, name) == len(groups)).any())
    if mixed:
        groups = (*groups, next(one for one in MIXED if one not in (*groups, *line.unknown)))
        labels = {
            language: (*texts, MIXED_LABEL.get(language, groups[-1]))
            for language, texts in labels.items()
        }
    return Line(
        name=line.name,
        column=line.column,
        groups=groups,
        label=line.label,
        group_labels=labels,
        unknown=line.unknown,
        ordered=line.ordered and not mixed,  # mixed is neither higher nor lower
    )


def _columns(lines: Mapping[str, Line], people: pd.DataFrame) -> dict[str, str]:
    """Return the column of each line: one of its own where several lines are of one column."""
    shared = [line.column for line in lines.values()]
    columns = {}
    for key, line in lines.items():
        columns[key] = line.column
        if line.groups and shared.count(line.column) > 1:
            columns[key] = f"{line.column} ({key})"
            while columns[key] in people:
                columns[key] += " of families"
    return columns


def _participants(
    people: pd.DataFrame, name: pd.Series, old: Mapping[str, Line], new: Mapping[str, Line]
) -> pd.DataFrame:
    """Return a row for each family: its groups, and what all members have in common."""
    keys = name.unique()
    of_family = people.drop(columns=["family", "role"], errors="ignore").groupby(name, sort=False)
    table = of_family.first().where(of_family.nunique().eq(1)).reindex(keys)
    for key, line in new.items():
        if line.groups and old[key].column in people:
            codes = _codes(old[key], people, name).reindex(keys).to_numpy()
            cells = np.array([*line.groups, np.nan], dtype=object)[codes]
            table[line.column] = text_column(cells, index=table.index)
    ids = [np.nan if key.startswith("\0") else key for key in keys]
    table["participant"] = text_column(np.array(ids, dtype=object), index=table.index)
    table["row"] = of_family["row"].first().reindex(keys).astype(np.int64)
    return table.reset_index(drop=True)


def _attendance(table: pd.DataFrame, coded: Coded, of: Mapping[str, str]) -> pd.DataFrame:
    """Return the visits of families: from who came first to who left last."""
    visits = coded.visits
    if visits is None:
        return table[:0]
    there = pd.MultiIndex.from_arrays(
        [
            np.array(coded.people, dtype=object)[visits.person],
            np.array(coded.sessions, dtype=object)[visits.session],
        ]
    )
    here = pd.MultiIndex.from_arrays([table["participant"], table["session"]]).isin(there)
    table = table[here].drop(columns=["role"], errors="ignore")
    table = table.assign(participant=text_column(table["participant"].map(of), index=table.index))
    each = table.groupby(["participant", "session"], sort=False)
    merged = each.first()
    for column, together in (("arrival", "min"), ("departure", "max")):
        if column in table:
            merged[column] = each[column].agg(together)
    return merged.reset_index()[list(table.columns)]


def _encounters(
    tables: Mapping[str, pd.DataFrame], coded: Coded, of: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Return encounters between families; those within one are none."""
    encounters, members, contacts = tables["encounters"], tables["members"], coded.contacts
    if contacts is None:
        return {"encounters": encounters[:0], "members": members[:0]}
    there = pd.MultiIndex.from_arrays(
        [contacts.encounter, np.array(coded.people, dtype=object)[contacts.person]]
    )
    pairs = pd.MultiIndex.from_arrays([members["encounter_index"], members["participant"]])
    members = members[pairs.isin(there)]
    members = members.assign(
        participant=text_column(members["participant"].map(of), index=members.index)
    ).drop_duplicates(["encounter_index", "participant"])
    size = members.groupby("encounter_index")["participant"].transform("size")
    members = members[size > 1].reset_index(drop=True)
    kept = np.unique(members["encounter_index"])
    if "initiator" in encounters:
        began = encounters["initiator"].map(of, na_action="ignore")
        encounters = encounters.assign(initiator=text_column(began, index=encounters.index))
    return {
        "encounters": encounters.iloc[kept].reset_index(drop=True),
        "members": members.assign(
            encounter_index=np.searchsorted(kept, members["encounter_index"])
        ),
    }


def _ties(table: pd.DataFrame, of: Mapping[str, str]) -> pd.DataFrame:
    """Return the ties between families."""
    ends = {
        end: text_column(table[end].map(of, na_action="ignore"), index=table.index)
        for end in ("source", "target")
    }
    table = table.assign(**ends).dropna(subset=["source", "target"])
    return table[table["source"] != table["target"]].reset_index(drop=True)
