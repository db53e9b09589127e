"""Tables near the end of the page: what was collected, how complete it is, what was left out."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bridging.analyses import Collected
from bridging.privacy import small
from bridging.report.counts import count_text, rounded_text
from bridging.report.facts import LineFacts
from bridging.report.line_counts import ALL
from bridging.report.names import Names
from bridging.report.table import Table, columns
from bridging.words import (
    TEXTS,
    percent,
    problem_words,
    say,
    whole,
)

MOST_PROBLEMS = 50
DASH = "–"
SET_ASIDE = "The row is left out."
UNDERSTOOD = "Columns were understood:"
DEFINED = (
    "line", "visitor", "visit", "contact", "bonding", "bridging", "reference", "visitors",
    "visits", "present", "opportunity", "contacts", "composition", "frequency", "co_presence",
    "timing", "uptake", "activity", "partner_choice", "theta", "interval", "p",
)  # fmt: skip
# words that are explained where the chain has a value of them, and by which value
NEED = {name: name for name in DEFINED[6:20]} | {"p": "partner_choice"}


def collected_table(found: Collected, names: Names, hidden: set[str], minimum: int) -> Table:
    """Sessions, visits, visitors and contacts of each site."""
    language = names.language
    table = Table(
        say("page.collected_caption", language),
        columns(language, "site", "sessions", "visits", "visitors", "contacts"),
    )
    for row in found.sites.to_dict("records"):
        if row["unit"] in hidden:
            table.withhold(names.row(row["unit"]), language)
            continue
        cells = [row[name] for name in ("visits", "visitors", "contacts")]
        table.add(
            names.row(row["unit"]),
            whole(row["sessions"], language),
            *(_count(cell, minimum, language) for cell in cells),
        )
    return table


def _count(value: float, minimum: int, language: str) -> str:
    if np.isnan(value):
        return say("page.not_known", language)
    return rounded_text(value, minimum, language)


def unknown_table(found: Collected, facts: Sequence[LineFacts], names: Names) -> Table:
    """People of unknown group, by site and line."""
    language = names.language
    table = Table(
        say("page.unknown_caption", language),
        [say("page.site", language), *(names.line(fact.line) for fact in facts)],
    )
    if not len(found.unknown):
        return table
    by_row = found.unknown.set_index(["unit", "line"])
    for unit in dict.fromkeys(found.unknown["unit"]):
        if unit == ALL and len(names.of_site) == 1:
            continue
        cells = []
        for fact in facts:
            key = (unit, fact.line.name)
            if unit in fact.hidden:
                cells.append(say("page.withheld", language))
            elif key in by_row.index:
                row = by_row.loc[key]
                cells.append(_of(float(row["unknown"]), float(row["people"]), fact, language))
            else:
                cells.append(DASH)
        table.add(names.row(unit), *cells)
    return table


def _of(part: float, total: float, fact: LineFacts, language: str) -> str:
    if not total:
        return DASH
    if small(part, fact.minimum):
        return count_text(part, fact.minimum, language)
    n, shown = (rounded_text(number, fact.minimum, language) for number in (part, total))
    text = say("page.of", language, n=n, total=shown)
    return f"{text} ({percent(part / total, language)})" if fact.minimum == 1 else text


def recorded_table(found: Collected, language: str, minimum: int) -> Table:
    """How often optional columns were filled in."""
    table = Table(
        say("page.recorded_caption", language), columns(language, "record", "written", "share")
    )
    for row in found.recorded.to_dict("records"):
        if row["rows"]:
            name = say(f"record.{row['table']}.{row['column']}", language)
            table.add(name, *_written(row["filled"], row["rows"], minimum, language))
    return table


def _written(filled: float, rows: float, minimum: int, language: str) -> tuple[str, str]:
    """Say how many were filled in; for publication neither few, nor all but few, is a number."""
    if small(filled, minimum):
        return count_text(filled, minimum, language), DASH
    if small(rows - filled, minimum):
        return say("page.all_but_few", language, n=minimum), DASH
    n, total = (rounded_text(number, minimum, language) for number in (filled, rows))
    return say("page.of", language, n=n, total=total), percent(filled / rows, language)


def definitions_table(facts: Sequence[LineFacts], language: str, *, apart: bool) -> Table:
    """Say what the words of the report mean: those of what it could say.

    `apart` says that people of some roles are not counted.
    """
    table = Table(
        say("page.definitions_caption", language), columns(language, "word", "meaning"), words=2
    )
    words = [word for word in DEFINED if word != "interval" or any(map(_has_interval, facts))]
    for word in words:
        if word not in NEED or any(_has_value(fact, NEED[word]) for fact in facts):
            meaning = say(f"page.means.{word}", language, had=facts[0].had(language))
            if word == "visitor" and apart:
                meaning += " " + say("page.means.visitor_roles", language)
            table.add(say(f"page.word.{word}", language), meaning)
    return table


def _has_interval(fact: LineFacts) -> bool:
    limits = (one for part in fact.parts.values() for one in part.intervals.values())
    return any(not one.undefined for one in limits)


def _has_value(fact: LineFacts, label: str) -> bool:
    return any(np.isfinite(part[label]) for part in fact.parts.values())


def problems_table(problems: pd.DataFrame, language: str, minimum: int) -> Table:
    """Problems of rows: numbers of rows, never what stands in them; for publication counts only."""
    publication, every = minimum > 1, problems
    keys = ["table", "severity", "n_rows", "column", "problem"]
    if publication:
        problems = problems[problems["severity"] != "note"]
    else:
        keys = ["table", "severity", "n_rows", "rows", "column", "problem", "hint"]
    caption = "page.problems_caption" + ("_publication" if publication else "")
    table = Table(say(caption, language), columns(language, *keys), words=len(keys))
    names = {table: their_names(group) for table, group in every.groupby("table")}
    for row in problems.head(MOST_PROBLEMS).to_dict("records"):
        cells = _problem_cells(row, names[row["table"]], language, minimum)
        for place, key in enumerate(keys):
            if cells[key][1] != language:
                table.english.add((len(table.rows), place))
        table.add(*(cells[key][0] for key in keys))
    return table


def their_names(problems: pd.DataFrame) -> dict[str, str]:
    """Return what our columns are called in a file, as its note on what was understood says."""
    notes = problems.loc[problems["problem"].str.startswith(UNDERSTOOD), "problem"]
    return {
        ours: theirs
        for note in notes
        for theirs, ours in re.findall(r"'([^']+)' as '([^']+)'", note)
    }


def with_their_names(text: str, names: Mapping[str, str]) -> str:
    """Name the columns in a problem as the file does."""
    return re.sub(r"`(\w+)`", lambda match: f"`{names.get(match[1], match[1])}`", text)


def _problem_cells(
    row: Any, names: Mapping[str, str], language: str, minimum: int
) -> dict[str, tuple[str, str]]:
    """Return the cells of a problem by column, each with the language it is in."""
    severity = row["severity"]
    if severity == "error" and not row["hint"].endswith(SET_ASIDE):
        severity = "fault"
    said = {key: problem_words(row[key], language) for key in ("problem", "hint")}
    number = rounded_text(row["n_rows"], minimum, language) if row["n_rows"] else DASH
    return {
        "table": (table_text(row["table"], language), language),
        "severity": (say(f"page.severity.{severity}", language), language),
        "n_rows": (number, language),
        "rows": (row["rows"] or DASH, language),
        "column": (names.get(row["column"], row["column"]) or DASH, language),
        **{key: (with_their_names(text, names), spoken) for key, (text, spoken) in said.items()},
    }


def table_text(label: str, language: str) -> str:
    """Name a table in a language, with its file where the label has another name for it."""
    name, space, file = label.partition(" ")
    key = f"table.{name}"
    said = say(key, language) if key in TEXTS[language] else name
    return said if file == f"({said})" else f"{said}{space}{file}"


def rows_texts(problems: pd.DataFrame, language: str, minimum: int) -> list[str]:
    """Say how many rows of each table were set aside, and how many lost a value."""
    errors = problems[problems["severity"] == "error"]
    aside = errors["hint"].str.endswith(SET_ASIDE)
    texts = []
    for key, rows in (("rows_left_out", errors[aside]), ("rows_missing", errors[~aside])):
        numbers = rows[rows["n_rows"] > 0].groupby("table", sort=False)["n_rows"].sum()
        parts = [
            say(
                "page.rows_in",
                language,
                n=rounded_text(int(number), minimum, language),
                table=table_text(str(label), language),
            )
            for label, number in numbers.items()
        ]
        if parts:
            texts.append(say(f"page.{key}", language, parts="; ".join(parts)))
    return texts
