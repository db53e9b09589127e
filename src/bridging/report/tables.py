"""Tables of the page as text: captions, headers and cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bridging.analyses import Collected
from bridging.figures.mixing import mixing_cells
from bridging.report.facts import ALL, LineFacts, People
from bridging.report.names import Names
from bridging.results import Result
from bridging.words import (
    decimal,
    hundred,
    interval_text,
    meaning_text,
    measure_label,
    of_hundred,
    p_text,
    percent,
    reason_text,
    say,
    whole,
)
from bridging.words.sentences import speaks_of_choice

MOST_ROWS = 80
MOST_PROBLEMS = 50
DASH = "–"
ISOLATE, END = "\u2068", "\u2069"


@dataclass
class Table:
    """A table to show: the first cell of a row is its header.

    Parameters
    ----------
    caption : str
    columns : list of str
        Headers; the first is that of the row headers.
    rows : list of list of str
    words : int
        How many columns hold words; those after them hold numbers.
    language : str
        Language of the cells, where it is not that of the page.
    spans : set of int
        Rows of which the second cell spans the rest (a number that is withheld).
    """

    caption: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    words: int = 1
    language: str = ""
    spans: set[int] = field(default_factory=set)

    def add(self, *cells: str) -> None:
        """Add a row."""
        self.rows.append(list(cells))

    def withhold(self, name: str, language: str) -> None:
        """Add a row of which nothing is shown."""
        self.spans.add(len(self.rows))
        self.rows.append([name, say("page.withheld_why", language)])


def columns(language: str, *keys: str) -> list[str]:
    """Return headers."""
    return [say(f"page.{key}", language) for key in keys]


def collected_table(found: Collected, names: Names, hidden: set[str]) -> Table:
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
        cells = [row[name] for name in ("sessions", "visits", "visitors", "contacts")]
        table.add(names.row(row["unit"]), *(_count(cell, language) for cell in cells))
    return table


def _count(value: float, language: str) -> str:
    return say("page.not_known", language) if np.isnan(value) else whole(value, language)


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
                cells.append(_of(float(row["unknown"]), float(row["people"]), language))
            else:
                cells.append(DASH)
        table.add(names.row(unit), *cells)
    return table


def _of(part: float, total: float, language: str) -> str:
    text = say("page.of", language, n=whole(part, language), total=whole(total, language))
    return f"{text} ({percent(part / total, language)})" if total else DASH


def recorded_table(found: Collected, language: str) -> Table:
    """How often optional columns were filled in."""
    table = Table(
        say("page.recorded_caption", language), columns(language, "record", "written", "share")
    )
    for row in found.recorded.to_dict("records"):
        if row["rows"]:
            n, total = (whole(row[name], language) for name in ("filled", "rows"))
            table.add(
                say(f"record.{row['table']}.{row['column']}", language),
                say("page.of", language, n=n, total=total),
                percent(row["share"], language),
            )
    return table


def came_table(facts: LineFacts, people: People, names: Names) -> Table:
    """Visitors by group, and the chance that two of them differ."""
    language = names.language
    table = Table(
        say("page.came_caption", language, line=names.line(facts.line)),
        [
            say("page.site", language),
            *facts.line.groups,
            say("page.unknown", language),
            *columns(language, "differ", "interval"),
        ],
    )
    for row, counts, unknown in zip(people.rows, people.counts, people.unknown, strict=True):
        if row in facts.hidden:
            table.withhold(names.row(row), language)
            continue
        item = facts.result("blau_unbiased", row)
        table.add(
            names.row(row),
            *(whole(float(number), language) for number in counts),
            whole(float(unknown), language),
            share_text(item, language),
            share_interval(item, language),
        )
    return table


def share_text(item: Result | None, language: str) -> str:
    """Write a share as a count of a hundred."""
    if item is None or np.isnan(item.estimate):
        return DASH
    return of_hundred(item.estimate, language)


def share_interval(item: Result | None, language: str) -> str:
    """Write the interval of a share in hundredths."""
    if item is None or item.interval is None or item.interval.undefined:
        return DASH
    word = interval_text(0, 1, language, 0).split()[1]
    low, high = (hundred(v, language) for v in (item.interval.low, item.interval.high))
    return f"{low} {word} {high}"


def together_counts(facts: LineFacts, row: str) -> tuple[float, float] | None:
    """Return pairs present together, and how many of them cross; None where not known."""
    if facts.mixing is None or facts.mixing.opportunities is None:
        return None
    pairs = facts.mixing.opportunities[facts.rows.index(row)]
    total = float(pairs.sum() / 2)
    return total, total - float(np.trace(pairs) / 2)


def together_table(facts: LineFacts, names: Names) -> Table:
    """Pairs of people present together, and how many of them are of different groups."""
    language = names.language
    table = Table(
        say("page.together_caption", language, line=names.line(facts.line)),
        columns(language, "site", "pairs", "pairs_across", "together_differ"),
    )
    for row in facts.rows:
        pairs = together_counts(facts, row)
        if row in facts.hidden:
            table.withhold(names.row(row), language)
        elif pairs is None or np.isnan(pairs[0]):
            table.add(names.row(row), *[say("page.not_known", language)] * 3)
        else:
            share = of_hundred(pairs[1] / pairs[0], language) if pairs[0] else DASH
            table.add(names.row(row), *(whole(n, language) for n in pairs), share)
    return table


def met_table(facts: LineFacts, names: Names) -> Table | None:
    """Contacts by pair of groups beside an even spread; None where that is too long."""
    language, mixing, groups = names.language, facts.mixing, facts.line.groups
    pairs = [(i, j) for i in range(len(groups)) for j in range(i, len(groups))]
    if mixing is None or len(pairs) * len(facts.rows) > MOST_ROWS:
        return None
    table = Table(
        say("page.met_caption", language, line=names.line(facts.line)),
        columns(language, "site", "pair", "seen", "even"),
        words=2,
    )
    for row in facts.rows:
        at = facts.rows.index(row)
        if row in facts.hidden:
            table.withhold(names.row(row), language)
            continue
        if not mixing.total[at]:
            continue
        seen, even = mixing_cells(mixing, row)
        for i, j in pairs:
            spread = np.nan if even is None else float(even[j, i])
            if seen[j, i] or spread > 0:
                cells = whole(float(seen[j, i]), language), decimal(spread, language, 1)
                table.add(names.row(row), pair_text(groups, i, j, language), *cells)
    return table


def pair_text(groups: Sequence[str], i: int, j: int, language: str) -> str:
    """Name a pair of groups, each keeping its own direction of writing."""
    a, b = (f"{ISOLATE}{groups[k]}{END}" for k in (i, j))
    return say("page.pair_within" if i == j else "page.pair_across", language, group=a, a=a, b=b)


def bonds_table(facts: LineFacts, names: Names) -> Table:
    """Bonding and bridging of each site, with intervals and values under chance."""
    language = names.language
    table = Table(
        say("page.bonds_caption", language, line=names.line(facts.line)),
        columns(
            language,
            "site",
            "contacts",
            "bonding",
            "bridging",
            "interval",
            "chance",
            "p",
            "odds",
            "odds_chance",
        ),
    )
    for row in facts.rows:
        if row in facts.hidden:
            table.withhold(names.row(row), language)
        else:
            table.add(names.row(row), *_bonds_cells(facts, row, language))
    return table


def _bonds_cells(facts: LineFacts, row: str, language: str) -> Iterable[str]:
    share, odds = (facts.result(name, row) for name in ("bridging_share", "odds_ratio_within"))
    contacts = 0.0 if share is None else share.sizes.contacts or 0.0
    known = share is not None and np.isfinite(share.estimate)
    return [
        whole(contacts, language),
        hundred(1 - share.estimate, language) if share and known else DASH,
        hundred(share.estimate, language) if share and known else DASH,
        share_interval(share, language),
        hundred(share.null.mean, language)
        if share and share.null and known and speaks_of_choice(share)
        else DASH,
        _p(share, language),
        _odds(odds, language),
        decimal(odds.null.mean, language)
        if odds and odds.null and np.isfinite(odds.estimate) and speaks_of_choice(odds)
        else DASH,
    ]


def _p(item: Result | None, language: str) -> str:
    if item is None or item.null is None or not speaks_of_choice(item):
        return DASH
    return p_text(item.null.p_value, language).removeprefix("p ").removeprefix("= ")


def _odds(item: Result | None, language: str) -> str:
    if item is None or np.isnan(item.estimate):
        return DASH
    text = decimal(item.estimate, language)
    if item.interval is None or item.interval.undefined:
        return text
    return f"{text} ({interval_text(item.interval.low, item.interval.high, language)})"


def measures_table(results: Iterable[Result], language: str) -> Table:
    """Say what each measure of the page means."""
    table = Table(
        say("page.measures_caption", language),
        columns(language, "measure", "meaning", "higher"),
        words=3,
    )
    for record in dict.fromkeys(_records(results)):
        table.add(
            measure_label(record, language),
            meaning_text(record, language),
            say(f"page.higher.{record.higher_means}", language),
        )
    return table


def _records(results: Iterable[Result]) -> list[Any]:
    seen = {item.measure.name: item.measure for item in results}
    return list(seen.values())


def problems_table(problems: Any, language: str) -> Table:
    """Problems of rows: numbers of rows, never what stands in them."""
    table = Table(
        say("page.problems_caption", language),
        columns(language, "table", "severity", "n_rows", "rows", "column", "problem", "hint"),
        words=7,
        language="en",
    )
    for row in problems.head(MOST_PROBLEMS).to_dict("records"):
        table.add(
            row["table"],
            row["severity"],
            str(row["n_rows"] or DASH),
            row["rows"] or DASH,
            row["column"] or DASH,
            row["problem"],
            row["hint"],
        )
    return table


def left_out_table(found: Collected, facts: Sequence[LineFacts], names: Names) -> Table:
    """Contacts left out, by line, site and reason."""
    language = names.language
    table = Table(
        say("page.left_out_caption", language),
        columns(language, "line", "site", "reason", "contacts"),
        words=3,
    )
    hidden = {fact.line.name: fact for fact in facts}
    for row in found.left_out.to_dict("records"):
        fact = hidden.get(row["line"])
        if fact is None or row["unit"] in fact.hidden or not row["contacts"]:
            continue
        if row["unit"] == ALL and len(names.of_site) == 1:
            continue
        table.add(
            names.line(fact.line),
            names.row(row["unit"]),
            reason_text(row["reason"], language),
            whole(row["contacts"], language),
        )
    return table
