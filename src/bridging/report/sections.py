"""The parts of the page: sentences, tables and pictures of one line."""

from dataclasses import dataclass, field

import numpy as np

from bridging.report.facts import LineFacts, People
from bridging.report.names import Names
from bridging.report.pictures import Picture, bonds_picture, came_picture, met_pictures
from bridging.report.said import after_name, contacts_said, in_numbers, one_group, took_part
from bridging.report.table import Table
from bridging.report.tables import (
    bonds_table,
    came_table,
    few_pairs,
    met_table,
    together_counts,
    together_table,
)
from bridging.words import of_hundred, say

MOST_TOLD = 15


@dataclass
class Part:
    """What a section says of one line."""

    title: str
    missing: str = ""
    notes: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def told(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rows to put in sentences: of many sites, only all together; tables have all."""
    return rows if len(rows) <= MOST_TOLD else rows[-1:]


def came(facts: LineFacts, names: Names) -> Part:
    """Who came."""
    language, people = names.language, facts.people
    part = Part(names.line(facts.line))
    if people is None:
        part.missing = say("page.no_people", language)
        return part
    if not people.by_site and len(names.of_site) > 1:
        part.notes.append(say("page.not_by_site", language))
    if facts.visits_counted:
        part.notes.append(say("page.visits_note", language))
    for row in told(people.rows):
        if row not in facts.hidden:
            sentence = _came_sentence(facts, people, row, language)
            part.said += [(names.row(row), after_name(sentence))] if sentence else []
    if any(row not in facts.hidden for row in people.rows):
        part.pictures = [came_picture(facts, people, names)]
    part.tables = [came_table(facts, people, names)]
    return part


def _came_sentence(facts: LineFacts, people: People, row: str, language: str) -> str:
    at = people.rows.index(row)
    item = facts.result("blau_unbiased", row)
    if not people.counts[at].any():
        return say("page.all_unknown", language) if people.unknown[at] else ""
    if alone := one_group(facts, row, language):
        return alone
    if item is None or not np.isfinite(item.estimate):
        return ""
    key = "page.came_sentence" + ("_visits" if facts.visits_counted else "")
    return say(key, language, n=of_hundred(item.estimate, language))


def no_presence(facts: LineFacts, language: str) -> str:
    """Say why nothing can be said of presence, or nothing where it can."""
    if not facts.has_presence or facts.mixing is None:
        return say("page.no_presence", language)
    if facts.mixing.opportunities is None or not np.nansum(facts.mixing.opportunities):
        return say("page.no_pairs", language)
    return ""


def together(facts: LineFacts, names: Names) -> Part:
    """Who was present together."""
    language = names.language
    part = Part(names.line(facts.line), missing=no_presence(facts, language))
    if part.missing:
        return part
    for row in told(facts.rows):
        pairs = together_counts(facts, row)
        if row in facts.hidden or pairs is None or not pairs[0] > 0 or few_pairs(facts, pairs):
            continue
        part.said.append((names.row(row), _together_sentence(facts, row, pairs, language)))
    part.notes.append(say("page.together_note", language))
    part.tables = [together_table(facts, names)]
    return part


def _together_sentence(
    facts: LineFacts, row: str, pairs: tuple[float, float], language: str
) -> str:
    if not pairs[1]:
        return f"{say('page.answer_not_together', language)}."
    n = of_hundred(pairs[1] / pairs[0], language)
    item = facts.result("blau_unbiased", row)
    if item is None or not np.isfinite(item.estimate):
        return say("page.together_sentence", language, n=n)
    visitors = of_hundred(item.estimate, language)
    key = "page.together_beside" + ("_visits" if facts.visits_counted else "")
    return say(key, language, n=n, visitors=visitors)


def no_contacts(facts: LineFacts, language: str) -> str:
    """Say why nothing can be said of contacts, or nothing where it can."""
    if not facts.has_contacts or facts.mixing is None:
        return say("page.no_contacts", language)
    if not facts.mixing.total.any():
        return say("page.no_encounters_seen", language)
    return ""


def met(facts: LineFacts, names: Names) -> Part:
    """Who met whom."""
    language = names.language
    part = Part(names.line(facts.line), missing=no_contacts(facts, language))
    if part.missing:
        return part
    part.pictures = met_pictures(facts, names)
    if facts.has_presence:
        part.notes.append(say("page.met_note", language))
    table = met_table(facts, names)
    if table is None:
        part.notes.append(say("page.met_many", language))
    else:
        part.tables = [table]
    return part


def bonds(facts: LineFacts, names: Names) -> Part:
    """Bonding and bridging."""
    language = names.language
    part = Part(names.line(facts.line), missing=no_contacts(facts, language))
    if part.missing:
        return part
    for row in told(facts.rows):
        if row not in facts.hidden:
            said = (speak(facts, row, language) for speak in (contacts_said, in_numbers, took_part))
            part.said.append((names.row(row), after_name(" ".join(filter(None, said)))))
    picture = bonds_picture(facts, names)
    part.pictures = [] if picture is None else [picture]
    part.tables = [bonds_table(facts, names)]
    if any(item.null is not None and not item.null.undefined for item in facts.results):
        part.notes.append(say("page.reading_chance", language))
    if facts.contacts_counted:
        part.notes.append(say("page.tally_chance", language))
    return part
