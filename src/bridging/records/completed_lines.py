"""Lines beside the tables: their columns found, their groups completed, their values checked."""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise

import numpy as np
import pandas as pd

from bridging.errors import StudyError, listed, suggestion
from bridging.records.columns import ROW
from bridging.records.draft import Draft
from bridging.records.lines import Line, present_values
from bridging.records.made_lines import check_made_columns, make_lines
from bridging.records.problems import Faults
from bridging.records.schema import GROUP_COLUMNS
from bridging.records.text import number_text
from bridging.records.typed import as_plain_numbers
from bridging.records.values import read_numbers

THOUSANDS = r"[+-]?\d{1,3}(\.\d{3})+"
COMMA = r"[+-]?\d+(\.\d{3})*,\d+"
FEW = 20  # different values that are compared with the groups
MANY = 12  # groups found in the data: more of them are seldom meant


def check_columns(
    lines: Mapping[str, Line], tables: Mapping[str, pd.DataFrame], faults: Faults
) -> None:
    """Refuse lines whose column is in no table."""
    counted = {name for table in GROUP_COLUMNS for name in _named_lines(tables, table)}
    there = [
        column
        for table in ("participants", "attendance")
        for column in tables.get(table, pd.DataFrame()).columns
        if column != ROW
    ]
    check_made_columns(lines, there, counted, faults)
    for line in lines.values():
        if not line.made and line.column not in there and line.name not in counted:
            near = suggestion(line.column, there)
            faults.add(
                f"Line {line.name!r} must have a column in participants; {line.column!r} can't be "
                f"found.{near} Name it with `column`."
            )


def _named_lines(tables: Mapping[str, pd.DataFrame], table: str) -> list[str]:
    frame = tables.get(table, pd.DataFrame())
    once = list(frame.columns).count("line") == 1
    return list(frame["line"].dropna().unique()) if once else []


def counted_lines(draft: Draft) -> dict[str, Line]:
    """Return the lines that tallies and references name, for a study that declares none."""
    return {name: Line(name=name) for name in draft.named("line", GROUP_COLUMNS)}


def complete_lines(draft: Draft, lines: Mapping[str, Line]) -> dict[str, Line]:
    """Return the lines with their groups; make their values, or find the groups of the others."""
    make_lines(draft, lines)
    return {name: _with_groups(draft, line) for name, line in lines.items()}


def _with_groups(draft: Draft, line: Line) -> Line:
    if line.groups or (line.numeric and not line.cuts):
        return line
    try:
        groups = _cut_groups(line) if line.numeric else _found_groups(draft, line)
        found = replace(line, groups=groups)
    except StudyError as error:
        draft.faults.add(str(error))
        return line
    how = (
        "made of its cuts"
        if line.numeric
        else "found in the data, numbers by size and texts by letter"
    )
    draft.problems.add(
        "participants" if line.column in draft.tables["participants"] else "tallies",
        None,
        line.column,
        f"The groups of line {line.name!r} were {how}, because none are listed.",
        "List them in `groups`.",
        "note",
    )
    if len(groups) > MANY:
        draft.problems.add(
            "participants" if line.column in draft.tables["participants"] else "tallies",
            None,
            line.column,
            f"Line {line.name!r} has {len(groups)} groups: between so many, almost every contact "
            "bridges.",
            "Bring them together in `values`, or write numeric = true and `cuts` where they are "
            "numbers.",
            "warning",
        )
    return found


def _cut_groups(line: Line) -> tuple[str, ...]:
    cuts = [number_text(cut) for cut in line.cuts]
    between = [f"{low} to {high}" for low, high in pairwise(cuts)]
    return (f"under {cuts[0]}", *between, f"{cuts[-1]} and over")


def _found_groups(draft: Draft, line: Line) -> tuple[str, ...]:
    """Return the values of the line in the data, numbers by size."""
    found = {value for values in _values_of(draft, line) for value in present_values(line, values)}
    if not found:
        raise StudyError(
            f"Line {line.name!r} must have groups, and none can be found in the data. "
            "List them in `groups`."
        )
    groups = sorted(found)
    numbers, _ = read_numbers(np.array(groups, dtype=object))
    if not np.isnan(numbers).any():
        return tuple(groups[place] for place in np.argsort(numbers, kind="stable"))
    if line.ordered:
        raise StudyError(
            f"Line {line.name!r} must list its groups in order, because it is ordered: "
            'groups = ["low", "middle", "high"].'
        )
    return tuple(groups)


def _values_of(draft: Draft, line: Line) -> list[pd.Series]:
    people = draft.tables["participants"]
    if line.column in people:
        return [people[line.column]]
    return [
        frame.loc[frame["line"] == line.name, column]
        for table, columns in GROUP_COLUMNS.items()
        if (frame := draft.tables.get(table)) is not None
        for column in columns
    ]


def _near_group(line: Line, values: pd.Series) -> str:
    """Return ``Did you mean 'x'? `` where all that is no group looks like the same one.

    Where it does not, and some differ in capitals or spaces only, that is said.
    """
    strange = values[line.not_listed(values)].dropna().unique()
    if not 0 < len(strange) <= FEW:
        return ""
    folded = {_folded(group): group for group in line.groups}
    near = {
        folded[found[0]] if (found := get_close_matches(_folded(value), folded, 1, 0.8)) else ""
        for value in strange
    }
    group = next(iter(near)) if len(near) == 1 else ""
    if not group and any(_folded(value) in folded for value in strange):
        return "Capitals and spaces count: some differ from a group in nothing else. "
    return f"Did you mean {group!r}? " if group else ""


def _folded(text: object) -> str:
    """Return a text in small letters, with one space between its words."""
    return " ".join(str(text).split()).casefold()


def check_groups(draft: Draft, lines: Mapping[str, Line]) -> None:
    """Report values that are none of the groups, and write numbers plainly."""
    for line in lines.values():
        people = draft.tables["participants"]
        if line.column not in people or not line.groups:
            continue
        if line.numeric:
            problem = f"`{line.column}` must be a number, for line {line.name!r}."
            hint = "The value is read as unknown; other spellings of unknown go in `unknown`."
        else:
            problem = (
                f"`{line.column}` must be one of the groups of line {line.name!r}: "
                f"{listed(line.groups)}."
            )
            hint = _near_group(line, people[line.column]) + (
                "The value is read as unknown. Add the group to `groups`, another spelling of one "
                "to `values`, of unknown to `unknown`; in a workbook, to the sheet of lines."
            )
        draft.report(
            "participants", line.not_listed(people[line.column]), line.column, problem, hint
        )
        if line.numeric:
            _write_plainly(draft, line)


def _write_plainly(draft: Draft, line: Line) -> None:
    """Write the numbers of a line plainly, and say how they were read where that was a guess.

    What is recoded, or stands for unknown, stays as it is written.
    """
    people = draft.tables["participants"]
    values = people[line.column]
    special = values.isin([*line.unknown, *line.values])
    plain = as_plain_numbers(values.mask(special))
    draft.tables["participants"] = people.assign(**{line.column: plain.where(~special, values)})
    written = values[~special & values.notna()].astype(str)
    for pattern, how in ((THOUSANDS, "a decimal point, not thousands"), (COMMA, "a decimal comma")):
        if written.str.fullmatch(pattern).any() and not (
            pattern == THOUSANDS and written.str.fullmatch(COMMA).any()
        ):
            draft.problems.add(
                "participants",
                None,
                line.column,
                f"Numbers of line {line.name!r} were read with {how}.",
                "Write 1200 for twelve hundred and 1.2 for one and a fifth.",
                "note",
            )
