"""Write the pages of measures, glossaries and columns from the records of the package.

Run ``python docs/make_tables.py`` after adding a measure; ``--check`` says whether they are stale.
"""

import math
import sys
from pathlib import Path

from data_meanings import COLUMNS, TABLE_MEANINGS
from glossary_words import WORDS
from symbols import SYMBOLS

from bridging.measures import Measure, all_measures
from bridging.nulls import all_nulls
from bridging.records.schema import TABLES, Column, Table

DOCS = Path(__file__).parent
MADE_FROM = "`docs/make_tables.py` from a short list and the records of the measures"

STRUCTURES = {
    "Composition": "Who comes: people by unit and group",
    "MixingMatrix": "Who meets whom: contacts between groups",
    "ContactGraph": "People and their contacts",
    "Incidence": "People and meetings",
}


def number(value: float) -> str:
    """Write a bound of a range."""
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    return f"{value:g}".replace("-", "−")


def row(measure: Measure) -> str:
    """Write a row of the table of measures."""
    low, high = measure.range
    span = "table" if measure.gives == "table" else f"{number(low)} to {number(high)}"
    per = "" if measure.per == "whole" else f" (per {measure.per})"
    summary = measure.summary.replace("|", "\\|")
    aliases = (
        f" Also: {', '.join(f'`{name}`' for name in measure.aliases)}." if measure.aliases else ""
    )
    formula = measure.formula.replace("|", r"\vert ")
    return (
        f"| `{measure.name}`{per}<br>{measure.label}<br>*{measure.label_nl}* "
        f"| {summary}{aliases}<br>${formula}$ | {span}<br>{measure.higher_means}<br>{measure.source} |"
    )


def measures_page() -> str:
    """Write the page of measures and nulls."""
    parts = [
        "# Measures",
        "",
        "Made from the records of the measures by `docs/make_tables.py`; sources are keys of "
        "[references.bib](references.bib). Each is `bridging.measures.NAME(structure)`; with an "
        "interval and what chance would give it is `bridging.estimate(NAME, study, line=...)`.",
        "",
        "## Symbols",
        "",
        "What letters mean, unless the measure's own text (`help(bridging.measures.NAME)`) says "
        "otherwise.",
        "",
        "| symbol | meaning |",
        "|---|---|",
        *[f"| ${symbol}$ | {meaning} |" for symbol, meaning in SYMBOLS],
        "",
    ]
    for structure, heading in STRUCTURES.items():
        chosen = [m for m in all_measures() if m.structure.__name__ == structure]
        if not chosen:
            continue
        parts += [
            f"## {heading} (`{structure}`)",
            "",
            "| measure | what it asks | range; higher means; source |",
            "|---|---|---|",
            *[row(measure) for measure in chosen],
            "",
        ]
    parts += [
        "## Null models",
        "",
        "| name | what it asks | what it keeps | source |",
        "|---|---|---|---|",
    ]
    parts += [
        f"| `{null.name}` | {null.question} | {'; '.join(null.keeps)} | {null.source} |"
        for null in all_nulls()
    ]
    return "\n".join([*parts, ""])


def glossary_page() -> str:
    """Write the glossary, Dutch to English."""
    head = ["# Glossary", "", f"Made by {MADE_FROM}.", "", "| Nederlands | English | note |"]
    words = [(nl, en, note) for nl, en, note, _ in WORDS]
    words += [(m.label_nl, m.label, f"measure `{m.name}`") for m in all_measures()]
    return glossary_table(head, words)


def dutch_glossary_page() -> str:
    """Write the same glossary for who reads Dutch."""
    head = [
        "# Woordenlijst",
        "",
        "Wat de woorden hier betekenen, en hoe ze in het Engels heten.",
        "",
    ]
    head += ["([In English](../glossary.md))", "", "| Nederlands | uitleg | Engels |"]
    words = [(nl, note, en) for nl, en, _, note in WORDS]
    words += [(m.label_nl, f"maat `{m.name}`", m.label) for m in all_measures()]
    return glossary_table(head, words)


def glossary_table(head: list[str], words: list[tuple[str, str, str]]) -> str:
    """Write rows in the order of their first words."""
    rows = [f"| {' | '.join(row)} |" for row in sorted(words, key=lambda row: row[0].lower())]
    return "\n".join([*head, "|---|---|---|", *rows, ""])


def data_page() -> str:
    """Write the page of tables and columns."""
    parts = [
        "# Tables and columns",
        "",
        "Made from the schema of the records by `docs/make_tables.py`. A table is found by the name "
        "of its file, in English or Dutch, as `attendance.csv` or `aanwezigheid.csv`; a column by "
        "its name or one of the others. Further columns are kept and can be used with `by=`.",
        "",
        "| table | also called | holds |",
        "|---|---|---|",
        *[
            f"| [`{table.name}`](#{table.name}) | {_codes(table.aliases)} "
            f"| {TABLE_MEANINGS[table.name]} |"
            for table in TABLES.values()
        ],
        "",
    ]
    for table in TABLES.values():
        parts += [
            f"## {table.name}",
            "",
            _required(table),
            "",
            "| column | also called | meaning |",
            "|---|---|---|",
            *[_column(table, column) for column in table.columns],
            "",
        ]
    return "\n".join(parts)


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _required(table: Table) -> str:
    sets = [" with ".join(f"`{name}`" for name in names) for names in table.required]
    return f"Required: {', or '.join(sets)}." if sets else "No column is required."


def _column(table: Table, column: Column) -> str:
    meaning = COLUMNS.get(f"{table.name}.{column.name}") or COLUMNS[column.name]
    return f"| `{column.name}` | {_codes(column.aliases)} | {meaning} |"


PAGES = {
    "measures.md": measures_page,
    "glossary.md": glossary_page,
    "nl/woordenlijst.md": dutch_glossary_page,
    "data.md": data_page,
}


def stale() -> list[str]:
    """Name the pages that are not what the records say."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page()
    ]


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(f"Stale: {', '.join(stale())}. Run python docs/make_tables.py." if stale() else 0)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
