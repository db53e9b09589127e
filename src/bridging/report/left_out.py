"""Contacts left out: of each line, or of no line where a study has none that can be counted."""

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from bridging.analyses import Collected
from bridging.counting.pairs import contact_pairs
from bridging.counting.units import find_units
from bridging.report.counts import rounded_text
from bridging.report.facts import LineFacts
from bridging.report.line_counts import ALL
from bridging.report.names import Names
from bridging.report.table import Table, columns
from bridging.study import Study
from bridging.words import reason_text, say


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
            rounded_text(row["contacts"], fact.minimum, language),
        )
    return table


def left_out_without_line(
    study: Study, names: Names, hidden: Collection[str], minimum: int
) -> Table:
    """Contacts left out whatever the groups, by site and reason: of a study without lines."""
    language = names.language
    table = Table(
        say("page.left_out_caption", language),
        columns(language, "site", "reason", "contacts"),
        words=2,
    )
    for site, reason, number in _without_line(study):
        if site not in hidden:
            cells = reason_text(reason, language), rounded_text(number, minimum, language)
            table.add(names.row(site), *cells)
    return table


def _without_line(study: Study) -> Iterator[tuple[str, str, int]]:
    """Yield each site, reason and number of contacts left out."""
    units = find_units(study.records, "site")
    left_out = contact_pairs(study.coded, None, units, "encounters").left_out
    for reason, numbers in left_out.items():
        for place in np.flatnonzero(numbers):
            yield units.labels[place], reason, int(numbers[place])
