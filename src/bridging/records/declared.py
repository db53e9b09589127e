"""Lines as they are declared: read from settings, and completed from the data."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import StudyError, listed, suggestion
from bridging.records.columns import ROW
from bridging.records.draft import Draft
from bridging.records.lines import Line, present_values
from bridging.records.made_lines import check_made_columns, make_lines
from bridging.records.problems import Faults
from bridging.records.schema import GROUP_COLUMNS
from bridging.records.text import cell_text, number_text
from bridging.records.typed import as_plain_numbers
from bridging.records.values import read_numbers

KEYS = (
    "label",
    "column",
    "groups",
    "group_labels",
    "values",
    "unknown",
    "ordered",
    "numeric",
    "cuts",
    "made",
    "columns",
)
LANGUAGES = ("nl", "en")
THOUSANDS = r"[+-]?\d{1,3}(\.\d{3})+"
FEW = 20  # different values that are compared with the groups
COMMA = r"[+-]?\d+(\.\d{3})*,\d+"


def read_lines(declared: Any, faults: Faults) -> dict[str, Line]:
    """Read lines from a mapping of name to a list of groups, a mapping of settings, or a Line."""
    if declared is None:
        return {}
    if not isinstance(declared, Mapping):
        faults.add(
            "`lines` must be a mapping of names to lists of groups, "
            f"as {{'origin': ['a', 'b']}}, not {type(declared).__name__}."
        )
        return {}
    lines = {}
    for name, settings in declared.items():
        try:
            lines[str(name)] = _line(str(name), settings)
        except StudyError as error:
            faults.add(str(error))
    return lines


def _line(name: str, settings: Any) -> Line:
    if isinstance(settings, Line):
        return settings if settings.name == name else replace(settings, name=name)
    if isinstance(settings, Mapping):
        return _line_of_settings(name, settings)
    if isinstance(settings, str) or not isinstance(settings, Sequence):
        raise StudyError(
            f"Line {name!r} must be a list of groups or a mapping of settings, "
            f"not {type(settings).__name__}."
        )
    return Line(name=name, groups=_texts(name, "groups", settings))


def _line_of_settings(name: str, settings: Mapping[str, Any]) -> Line:
    for key in settings:
        if key not in KEYS:
            raise StudyError(
                f"Line {name!r} can't have a setting {key!r}.{suggestion(key, KEYS)} "
                f"There are: {listed(KEYS)}."
            )
    return Line(
        name=name,
        column=_text(name, "column", settings.get("column", "")),
        groups=_texts(name, "groups", settings.get("groups", ())),
        label=_label(name, settings.get("label", {})),
        group_labels=_group_labels(name, settings.get("group_labels", {})),
        values=_values(name, settings.get("values", {})),
        unknown=_texts(name, "unknown", settings.get("unknown", ())),
        ordered=_yes_or_no(name, "ordered", settings.get("ordered", False)),
        numeric=_yes_or_no(name, "numeric", settings.get("numeric", False)),
        cuts=_numbers(name, settings.get("cuts", ())),
        made=_text(name, "made", settings.get("made", "")),
        columns=_columns(name, settings.get("columns", {})),
    )


def _must(line: str, key: str, what: str, got: object) -> StudyError:
    return StudyError(f"`{key}` of line {line!r} must be {what}, not {type(got).__name__}.")


def _text(line: str, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise _must(line, key, "text", value)
    return value.strip()


def _texts(line: str, key: str, values: Any) -> tuple[str, ...]:
    if isinstance(values, str | Mapping) or not isinstance(values, Sequence):
        raise _must(line, key, "a list", values)
    wrong = [value for value in values if isinstance(value, list | tuple | dict)]
    if wrong:
        raise _must(line, key, "a list of texts", wrong[0])
    return tuple(_plain(value) for value in values)


def _plain(value: Any) -> str:
    text = cell_text(value)
    return text if isinstance(text, str) else ""


def _label(line: str, label: Any) -> dict[str, str]:
    if isinstance(label, str):
        return dict.fromkeys(LANGUAGES, label)
    if not isinstance(label, Mapping):
        raise _must(line, "label", 'text or a mapping of languages, as { nl = "Herkomst" }', label)
    for language in label:
        if language not in LANGUAGES:
            raise StudyError(
                f"`label` of line {line!r} must be in {listed(LANGUAGES)}, not {language!r}."
            )
    return {language: _text(line, "label", text) for language, text in label.items()}


def _group_labels(line: str, labels: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(labels, Mapping):
        raise _must(
            line, "group_labels", 'a mapping of languages, as { nl = ["laag", "hoog"] }', labels
        )
    for language in labels:
        if language not in LANGUAGES:
            raise StudyError(
                f"`group_labels` of line {line!r} must be in {listed(LANGUAGES)}, not {language!r}."
            )
    return {language: _texts(line, "group_labels", texts) for language, texts in labels.items()}


def _values(line: str, values: Any) -> dict[str, str]:
    if not isinstance(values, Mapping):
        raise _must(line, "values", "a mapping of what is written to what is meant", values)
    return {_plain(written): _plain(meant) for written, meant in values.items()}


def _columns(line: str, columns: Any) -> dict[str, str]:
    if not isinstance(columns, Mapping):
        what = 'a mapping of what the rule needs to columns, as { nationality = "nat" }'
        raise _must(line, "columns", what, columns)
    return {str(ours): _text(line, "columns", theirs) for ours, theirs in columns.items()}


def _yes_or_no(line: str, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _must(line, key, "true or false", value)
    return value


def _numbers(line: str, cuts: Any) -> tuple[float, ...]:
    numbers = [cuts] if isinstance(cuts, int | float) else cuts
    if isinstance(numbers, str) or not isinstance(numbers, Sequence):
        raise _must(line, "cuts", "a list of numbers", cuts)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise _must(line, "cuts", "a list of numbers", number)
    return tuple(float(number) for number in numbers)


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
    """Return ``Did you mean 'x'? `` where all that is no group looks like the same one."""
    strange = values[line.not_listed(values)].dropna().unique()
    if not 0 < len(strange) <= FEW:
        return ""
    folded = {_folded(group): group for group in line.groups}
    near = {
        folded[found[0]] if (found := get_close_matches(_folded(value), folded, 1, 0.8)) else ""
        for value in strange
    }
    group = next(iter(near)) if len(near) == 1 else ""
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
