"""Tables of the three questions: who came, who was there together, who met."""

from collections.abc import Sequence

import numpy as np

from bridging.figures.mixing import mixing_cells
from bridging.privacy import small
from bridging.report.counts import rounded_text
from bridging.report.facts import LineFacts, People
from bridging.report.names import Names
from bridging.report.table import Table, columns
from bridging.results import Result
from bridging.words import decimal, hundred, no_opportunity, of_hundred, say, whole
from bridging.words.sentences import speaks_of_choice

MOST_ROWS = 80
DASH = "–"
ISOLATE, END = "\u2068", "\u2069"


def came_table(facts: LineFacts, people: People, names: Names) -> Table:
    """Visitors (of tallies: visits) by group, and the chance that two of them differ."""
    language = names.language
    kind = "_visits" if facts.visits_counted else ""
    table = Table(
        say(f"page.came_caption{kind}", language, line=names.line(facts.line)),
        [
            say("page.site", language),
            *facts.groups(language),
            *columns(language, "unknown", f"differ{kind}"),
        ],
    )
    for row, counts, unknown in zip(people.rows, people.counts, people.unknown, strict=True):
        if row in facts.hidden:
            table.withhold(names.row(row), language)
            continue
        table.add(
            names.row(row),
            *(whole(float(number), language) for number in counts),
            rounded_text(float(unknown), facts.minimum, language),
            share_text(facts.result("blau_unbiased", row), language),
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
    word = "tot" if language == "nl" else "to"
    low, high = (hundred(v, language) for v in (item.interval.low, item.interval.high))
    return f"{low} {word} {high}"


def together_counts(facts: LineFacts, row: str) -> tuple[float, float] | None:
    """Return pairs present together, and how many of them cross; None where not known."""
    if facts.mixing is None or facts.mixing.opportunities is None:
        return None
    pairs = facts.mixing.opportunities[facts.rows.index(row)]
    total = float(pairs.sum() / 2)
    return total, total - float(np.trace(pairs) / 2)


def few_pairs(facts: LineFacts, pairs: tuple[float, float]) -> bool:
    """Say whether the pairs present together, across or within, are too few to publish."""
    return bool(small([pairs[0], pairs[1], pairs[0] - pairs[1]], facts.minimum).any())


def together_table(facts: LineFacts, names: Names) -> Table:
    """Pairs of people present together, and how many of them are of different groups."""
    language = names.language
    table = Table(
        say("page.together_caption", language, line=names.line(facts.line)),
        columns(language, "site", "pairs", "pairs_across", "together_differ"),
    )
    for row in facts.rows:
        pairs = together_counts(facts, row)
        if row in facts.hidden or (pairs is not None and few_pairs(facts, pairs)):
            table.withhold(names.row(row), language)
        elif pairs is None or np.isnan(pairs[0]):
            table.add(names.row(row), *[say("page.not_known", language)] * 3)
        else:
            share = of_hundred(pairs[1] / pairs[0], language) if pairs[0] else DASH
            table.add(names.row(row), *(whole(n, language) for n in pairs), share)
    return table


def met_table(facts: LineFacts, names: Names) -> Table | None:
    """Contacts by pair of groups beside an even spread; None where that is too long."""
    language, mixing, groups = names.language, facts.mixing, facts.groups(names.language)
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
    """Bonding and bridging of each site, with values under chance and intervals."""
    language = names.language
    table = Table(
        say("page.bonds_caption", language, line=names.line(facts.line)),
        columns(language, "site", "contacts", "bonding", "bridging", "chance", "interval"),
    )
    for row in facts.rows:
        share = facts.result("bridging_share", row)
        if row in facts.hidden:
            table.withhold(names.row(row), language)
        elif share is not None and no_opportunity(share):
            table.remark(names.row(row), *_nobody_else(share, language))
        else:
            table.add(names.row(row), *_bonds_cells(share, language))
    return table


def _nobody_else(share: Result, language: str) -> list[str]:
    """Return the counts of a site where nobody of another group was present, and that remark."""
    total = whole(share.sizes.contacts or 0, language)
    within, across = (say("page.of", language, n=n, total=total) for n in (total, "0"))
    return [total, within, across, say("page.not_possible", language)]


def _bonds_cells(share: Result | None, language: str) -> list[str]:
    if share is None:
        return [DASH] * 5
    contacts = whole(share.sizes.contacts or 0.0, language)
    if not np.isfinite(share.estimate):
        return [contacts, *[DASH] * 4]
    chance = share.null.mean if share.null is not None and speaks_of_choice(share) else np.nan
    return [
        contacts,
        hundred(1 - share.estimate, language),
        hundred(share.estimate, language),
        hundred(chance, language) if np.isfinite(chance) else DASH,
        share_interval(share, language),
    ]
