"""From a table as it was found to one with our column names and text in every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import listed, suggestion
from bridging.records.problems import Faults, Problems
from bridging.records.schema import TABLES, Table, plain
from bridging.records.text import as_text, is_mixed, missing_text

ROW = "row"
VERTEX = ("name", "vertex", "node")  # the id of a person in graphs of R, where others refer to it


@dataclass
class Found:
    """A table as it was found, in a file or as a data frame.

    `rows` are the row numbers to show, `names` maps our column names to those in the table.
    """

    name: str
    frame: pd.DataFrame
    rows: npt.NDArray[np.int64]
    label: str
    file: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def clean_table(
    found: Found, people_needed: bool, problems: Problems, faults: Faults
) -> pd.DataFrame:
    """Return a table with our column names and text cells, and the column `row`.

    `people_needed` says whether other tables refer to people by id.
    """
    schema = TABLES[found.name]
    frame = _with_text_header(found, faults)
    names = _our_names(found, frame, schema, people_needed, problems, faults)
    frame = frame.rename(columns=names)
    _check_twice(found, frame, schema, faults)
    _check_required(found, frame, schema, people_needed, faults)
    if faults.messages:
        return frame
    return _as_text_table(found, frame, problems)


def _with_text_header(found: Found, faults: Faults) -> pd.DataFrame:
    if found.frame.columns.nlevels > 1:
        faults.add(f"{_table(found)} must have one row of column names, not several.")
        return pd.DataFrame()
    frame = found.frame.copy(deep=False)
    frame.columns = pd.Index([str(name).strip() for name in frame.columns], dtype=object)
    return frame


def _our_names(
    found: Found,
    frame: pd.DataFrame,
    schema: Table,
    people_needed: bool,
    problems: Problems,
    faults: Faults,
) -> dict[str, str]:
    """Return how columns are renamed: as asked for, then by spelling, then by other names."""
    there = list(frame.columns)
    names: dict[str, str] = {}
    for ours, theirs in found.names.items():
        if theirs not in there:
            faults.add(
                f"{_table(found)} must have the column {theirs!r}, which `columns` names for "
                f"{ours!r}.{suggestion(theirs, there)}{_columns_there(there, schema)}"
            )
        names[theirs] = ours
    understood = []
    for column in schema.columns:
        if column.name in found.names or column.name in there:
            continue
        vertex = people_needed and column.name == "participant" and found.name == "participants"
        for spelling in (column.name, *column.aliases, *(VERTEX if vertex else ())):
            same = [name for name in there if plain(name) == spelling and name not in names]
            if same:
                names[same[0]] = column.name
                if spelling != column.name:
                    understood.append(f"{same[0]!r} as {column.name!r}")
                break
    if understood:
        problems.add(
            found.name, None, "", f"Columns were understood: {', '.join(understood)}.", "", "note"
        )
    if ROW in there and ROW not in names:
        names[ROW] = "row_given"
    return names


def _check_twice(found: Found, frame: pd.DataFrame, schema: Table, faults: Faults) -> None:
    header = [name for name in frame.columns if name]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        which = f": {listed(twice)}" if _is_header(header, schema) else ""
        faults.add(
            f"{_table(found)} must have a different name for each column; {len(twice)} of its "
            f"names occur more than once{which}. Rename or remove one of them."
        )


def _check_required(
    found: Found, frame: pd.DataFrame, schema: Table, people_needed: bool, faults: Faults
) -> None:
    there = list(frame.columns)
    sets = schema.required
    if found.name == "participants" and _people_expected(there, people_needed):
        sets = (("participant",),)
    missing = [
        [name for name in names if name not in there and name not in found.names] for names in sets
    ]
    if missing and all(missing):
        wanted = ", or ".join(" and ".join(map(repr, names)) for names in sets)
        nearest = min(missing, key=len)
        hint = _near_column(nearest, there, found)
        faults.add(
            f"{_table(found)} must have {wanted}; {listed(nearest)} can't be found."
            f"{_columns_there(there, schema)}{hint}"
        )
    if found.name == "encounters" and {"source", "target", "participant"} <= set(there):
        faults.add(
            f"{_table(found)} must have 'source' and 'target' (a row per pair) or 'participant' "
            "(a row per person), not both. Rename the column that means something else."
        )


def _is_header(there: list[str], schema: Table) -> bool:
    """Whether a row of names has one of ours; else it may be a first row of data."""
    known = {name for column in schema.columns for name in (column.name, *column.aliases)}
    return any(plain(name) in known for name in there)


def _columns_there(there: list[str], schema: Table) -> str:
    """Return the columns there are, unless they may be cells of people."""
    if _is_header(there, schema):
        return f" Its columns are: {listed(there)}."
    return f" None of its {len(there)} columns is known: its first row must hold column names."


def _people_expected(there: list[str], people_needed: bool) -> bool:
    """Whether participants without ids can't be meant: others refer to them, or a near miss."""
    return people_needed or bool(get_close_matches("participant", there, n=1, cutoff=0.8))


def _near_column(wanted: list[str], there: list[str], found: Found) -> str:
    for name in wanted:
        near = get_close_matches(name, there, n=1, cutoff=0.6)
        if near:
            how = (
                f'write columns = {{ {name} = "{near[0]}" }} under [tables.{found.name}]'
                if found.file
                else "rename the column"
            )
            return f" Is {near[0]!r} meant as {name!r}? Then {how}."
    return ""


def _as_text_table(found: Found, frame: pd.DataFrame, problems: Problems) -> pd.DataFrame:
    cells = {}
    for place, name in enumerate(frame.columns):
        column = frame.iloc[:, place].reset_index(drop=True)
        if is_mixed(column):
            problems.add(
                found.name,
                None,
                name,
                "A column must hold one type of value; this one mixes types, as numbers and text.",
                "All were read as text, so that 1 and '1' are the same. Give it one type.",
                "warning",
            )
        text = as_text(column)
        if name:
            cells[name] = text
        elif text.notna().any():
            problems.add(
                found.name,
                found.rows[text.notna().to_numpy()],
                "",
                "A column must have a name; one without was left out.",
                "Write a name in its first row.",
                "warning",
            )
    if found.name == "participants" and "participant" not in cells:
        cells = {"participant": missing_text(len(frame)), **cells}
    return pd.DataFrame({**cells, ROW: np.asarray(found.rows, dtype=np.int64)})


def _table(found: Found) -> str:
    return f"Table {found.label!r}"


def columns_meant(
    name: str, columns: Sequence[str], asked: Mapping[str, str], label: str, people_needed: bool
) -> tuple[dict[str, str], list[str]]:
    """Return our name of each column of a table that is read elsewhere, and what is wrong."""
    faults, problems = Faults(), Problems()
    nothing = pd.DataFrame({column: missing_text(0) for column in columns})
    found = Found(name, nothing, np.zeros(0, dtype=np.int64), label, label, asked)
    frame = _with_text_header(found, faults)
    names = _our_names(found, frame, TABLES[name], people_needed, problems, faults)
    frame = frame.rename(columns=names)
    _check_twice(found, frame, TABLES[name], faults)
    _check_required(found, frame, TABLES[name], people_needed, faults)
    ours = {str(column): names.get(str(column).strip(), str(column).strip()) for column in columns}
    return ours, faults.messages
