"""Write docs/measures.md, docs/glossary.md and docs/data.md from the records of the package.

Run ``python docs/make_tables.py`` after adding a measure; ``--check`` says whether they are stale.
"""

import math
import sys
from pathlib import Path

from data_meanings import COLUMNS, TABLE_MEANINGS
from symbols import SYMBOLS

from bridging.measures import Measure, all_measures
from bridging.nulls import all_nulls
from bridging.records.schema import TABLES, Column, Table

DOCS = Path(__file__).parent

STRUCTURES = {
    "Composition": "Who comes: people by unit and group",
    "MixingMatrix": "Who meets whom: contacts between groups",
    "ContactGraph": "People and their contacts",
    "Incidence": "People and meetings",
}

# words of the field that are easily confused: Dutch, English, and what they are not
WORDS = [
    ("aanwezigheid", "attendance", "a person in a session"),
    ("anonimiteit", "anonymity", "a value here: counts without names are welcome"),
    ("begeleider, vrijwilliger", "facilitator, volunteer", "kept in the data, no visitors"),
    ("brugfunctie", "transition function", "from home to childcare; not bridging"),
    ("contact", "contact", "a pair of people seen in contact in a session; not a tie"),
    ("gelegenheid", "opportunity", "two people present together who did not come together"),
    ("grens", "line", "a social boundary: groups, nominal or ordered, unknown kept as unknown"),
    ("herkenbaarheid", "recognisability, public familiarity", "not recognition between parents"),
    ("herkomst", "origin", "background; not nationality"),
    ("kliekje", "clique", "in the everyday sense; in graphs a clique is a complete subgraph"),
    ("makelaar", "broker", "who brings others together; not brokerage roles"),
    ("ontmoeting", "encounter", "two or more people in contact; it need not become a tie"),
    ("ontmoetingsplaats", "meeting place, centre for children and parents", "a site"),
    ("openingsmoment", "session", "one opening of a site"),
    (
        "overbruggend contact",
        "bridging contact",
        "across a line; a bridge in a graph is a cut edge",
    ),
    ("referentie", "reference", "the population a site could reach, by group"),
    ("sociale cohesie", "social cohesion", "of a place; not the density of a network"),
    ("sociale steun", "social support", "of a person; not the support ratio of triads"),
    ("terugkompercentage", "return rate", "share of visitors who come again"),
    ("turflijst", "tally", "counts without identities"),
    (
        "verbindend contact",
        "bonding contact",
        "on the same side of a line; not the opposite of good",
    ),
]


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
    words = [*WORDS, *((m.label_nl, m.label, f"measure `{m.name}`") for m in all_measures())]
    rows = [
        f"| {nl} | {en} | {note} |" for nl, en, note in sorted(words, key=lambda w: w[0].lower())
    ]
    return "\n".join(
        [
            "# Glossary",
            "",
            "Made by `docs/make_tables.py` from a short list and the records of the measures.",
            "",
            "| Nederlands | English | note |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


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


PAGES = {"measures.md": measures_page, "glossary.md": glossary_page, "data.md": data_page}


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
