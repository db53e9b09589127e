"""Tables of the three questions: who came, who was there together, who met."""

from collections.abc import Mapping, Sequence

import numpy as np

from bridging.analyses import ChainPart
from bridging.analyses.chain_steps import MAIN, STEPS
from bridging.figures.mixing import mixing_cells
from bridging.privacy import small
from bridging.records import Line
from bridging.report.counts import rounded_text
from bridging.report.facts import LineFacts
from bridging.report.line_counts import People
from bridging.report.names import Names
from bridging.report.said import contact_impossible
from bridging.report.table import END, ISOLATE, Table, columns
from bridging.words import decimal, hundred, limit_texts, of_hundred, p_text, say, whole
from bridging.words.chain import dealt_share

MOST_ROWS = 80
DASH = "–"


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
            share_text(facts.two_differ(row), language),
        )
    return table


def share_text(share: float, language: str) -> str:
    """Write a share as a count of a hundred."""
    return DASH if np.isnan(share) else of_hundred(share, language)


def limits(part: ChainPart, label: str, language: str, *, share: bool) -> str:
    """Write the limits of a step (in hundredths) or factor; a dash where there are none."""
    found = part.intervals.get(label)
    if found is None or found.undefined:
        return DASH
    digits, times = (0, 100.0) if share else (2, 1.0)
    low, high = limit_texts(found.low, found.high, language, digits, times)
    return say("chain.limits", language, low=low, high=high)


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
        part = facts.part(row)
        if row in facts.hidden:
            table.withhold(names.row(row), language)
        elif part is not None and part.sizes.get("n_contacts") and contact_impossible(part):
            table.remark(names.row(row), *_nobody_else(part, language))
        else:
            table.add(names.row(row), *_bonds_cells(part, language))
    return table


def _nobody_else(part: ChainPart, language: str) -> list[str]:
    """Return the counts of a site where nobody of another group was present, and that remark."""
    total = whole(part.sizes.get("n_contacts") or 0, language)
    within, across = (say("page.of", language, n=n, total=total) for n in (total, "0"))
    return [total, within, across, say("page.not_possible", language)]


def _bonds_cells(part: ChainPart | None, language: str) -> list[str]:
    if part is None:
        return [DASH] * 5
    contacts, share = whole(part.sizes.get("n_contacts") or 0, language), part["contacts"]
    if not np.isfinite(share):
        return [contacts, *[DASH] * 4]
    chance = dealt_share(part)
    return [
        contacts,
        hundred(1 - share, language),
        hundred(share, language),
        hundred(chance, language) if np.isfinite(chance) else DASH,
        limits(part, "contacts", language, share=True),
    ]


def steps_table(facts: LineFacts, names: Names) -> Table:
    """Every step of the chain, of each row: of 100 pairs or contacts, with its limits."""
    language = names.language
    table = Table(
        say("page.steps_caption", language, line=names.line(facts.line)),
        [say("page.site", language), *(chain_label(step, language) for step in STEPS)],
    )
    _chain_rows(table, facts, names, STEPS, share=True)
    return table


def factors_table(facts: LineFacts, names: Names) -> Table:
    """Every factor from one step to the next, of each row."""
    language = names.language
    table = Table(
        say("page.factors_caption", language, line=names.line(facts.line)),
        [say("page.site", language), *(chain_label(name, language) for name in MAIN)],
    )
    _chain_rows(table, facts, names, MAIN, share=False)
    return table


def _chain_rows(
    table: Table, facts: LineFacts, names: Names, labels: Sequence[str], *, share: bool
) -> None:
    """Add a row of values with their limits for each part that has any."""
    language = names.language
    for row in facts.rows:
        part = facts.part(row)
        if row in facts.hidden:
            table.withhold(names.row(row), language)
        elif part is not None and np.isfinite([part[label] for label in labels]).any():
            table.add(names.row(row), *(_value(part, label, language, share) for label in labels))


def _value(part: ChainPart, label: str, language: str, share: bool) -> str:
    value = part[label]
    if not np.isfinite(value):
        return DASH
    text = hundred(value, language) if share else decimal(value, language)
    between = limits(part, label, language, share=share)
    return text if between == DASH else f"{text} ({between})"


def chain_label(name: str, language: str) -> str:
    """Name a step or factor, with a capital."""
    label = say(f"chain.label.{name}", language)
    return label[0].upper() + label[1:]


def choice_table(facts: LineFacts, names: Names) -> Table:
    """Partner choice with p, and the odds of contact: what a method section needs."""
    language = names.language
    table = Table(
        say("page.appendix_caption", language, line=names.line(facts.line)),
        columns(language, "site", "choice", "p", "odds"),
    )
    for row in facts.rows:
        part = facts.part(row)
        if part is not None and np.isfinite(part["partner_choice"]):
            p = p_text(part.p_value, language).removeprefix("p ").removeprefix("= ")
            table.add(
                names.row(row),
                _value(part, "partner_choice", language, share=False),
                p if np.isfinite(part.p_value) else DASH,
                _value(part, "theta", language, share=False),
            )
    return table


def findings_table(facts: LineFacts, names: Names) -> Table:
    """The finding of each site: what can be said of it, and on how many contacts."""
    language = names.language
    table = Table(
        say("page.findings_caption", language, line=names.line(facts.line)),
        columns(language, "site", "finding", "contacts", "bridging_n", "choice"),
        words=2,
    )
    for item in facts.findings.items if facts.findings is not None else ():
        if item.unit in facts.hidden:
            table.withhold(names.row(item.unit), language)
            continue
        total = item.bridging_contacts + item.bonding_contacts
        table.add(
            names.row(item.unit),
            say(f"finding.{item.finding}", language),
            whole(total, language),
            whole(item.bridging_contacts, language),
            decimal(item.partner_choice, language),
        )
    return table


def period_table(
    line: Line,
    rows: Sequence[str],
    periods: Sequence[str],
    parts: Sequence[Mapping[str, ChainPart]],
    names: Names,
) -> Table:
    """The steps that can be compared, of each row and period."""
    language = names.language
    shown = ("visitors", "present", "contacts")
    table = Table(
        say("page.change_caption", language, line=names.line(line)),
        [
            *columns(language, "site", "period_column", "number"),
            *(chain_label(step, language) for step in shown),
            say("page.choice", language),
        ],
        words=2,
    )
    for row in rows:
        for period, of_row in zip(periods, parts, strict=True):
            part = of_row[row]
            table.add(
                names.row(row),
                period,
                whole(part.sizes.get("n_contacts") or 0, language),
                *(_value(part, step, language, share=True) for step in shown),
                _value(part, "partner_choice", language, share=False),
            )
    return table
