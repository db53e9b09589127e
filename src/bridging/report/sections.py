"""The parts of the page: sentences, tables and pictures of one line."""

from dataclasses import dataclass, field

import numpy as np

from bridging.report.facts import Floats, LineFacts
from bridging.report.names import Names
from bridging.report.pictures import Picture, bonds_picture, came_picture, met_pictures
from bridging.report.tables import (
    Table,
    bonds_table,
    came_table,
    met_table,
    together_counts,
    together_table,
)
from bridging.words import of_hundred, reads_one, result_sentence, say, whole

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


def _told(rows: tuple[str, ...]) -> tuple[str, ...]:
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
    if not people.counts.any():
        part.notes.append(say("page.all_unknown", language))
    for row in _told(people.rows):
        item = facts.result("blau_unbiased", row)
        if item is not None and row not in facts.hidden and np.isfinite(item.estimate):
            n = of_hundred(item.estimate, language)
            part.said.append((names.row(row), f"{say('page.came_sentence', language, n=n)}."))
    if any(row not in facts.hidden for row in people.rows):
        part.pictures = [came_picture(facts, people, names)]
    part.tables = [came_table(facts, people, names)]
    return part


def together(facts: LineFacts, names: Names) -> Part:
    """Who was present together."""
    language = names.language
    part = Part(names.line(facts.line))
    if not facts.has_presence or facts.mixing is None:
        part.missing = say("page.no_presence", language)
        return part
    if facts.mixing.opportunities is None or not np.nansum(facts.mixing.opportunities):
        part.missing = say("page.no_pairs", language)
        return part
    for row in _told(facts.rows):
        pairs = together_counts(facts, row)
        if row in facts.hidden or pairs is None or not pairs[0] > 0:
            continue
        part.said.append((names.row(row), _together_sentence(facts, row, pairs, language)))
    part.notes.append(say("page.together_note", language))
    part.tables = [together_table(facts, names)]
    return part


def _together_sentence(
    facts: LineFacts, row: str, pairs: tuple[float, float], language: str
) -> str:
    n = of_hundred(pairs[1] / pairs[0], language)
    item = facts.result("blau_unbiased", row)
    if item is None or not np.isfinite(item.estimate):
        return say("page.together_sentence", language, n=n)
    visitors = of_hundred(item.estimate, language)
    return say("page.together_beside", language, n=n, visitors=visitors)


def _no_contacts(facts: LineFacts, language: str) -> str:
    """Say why nothing can be said of contacts, or nothing where it can."""
    if not facts.has_contacts or facts.mixing is None:
        return say("page.no_contacts", language)
    if not facts.mixing.total.any():
        return say("page.no_encounters_seen", language)
    return ""


def met(facts: LineFacts, names: Names) -> Part:
    """Who met whom."""
    language = names.language
    part = Part(names.line(facts.line), missing=_no_contacts(facts, language))
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
    part = Part(names.line(facts.line), missing=_no_contacts(facts, language))
    if part.missing:
        return part
    for row in _told(facts.rows):
        if row not in facts.hidden:
            part.said.append((names.row(row), _bonds_sentences(facts, row, language)))
    picture = bonds_picture(facts, names)
    part.pictures = [] if picture is None else [picture]
    part.tables = [bonds_table(facts, names)]
    if any(item.null is not None and not item.null.undefined for item in facts.results):
        part.notes.append(say("page.reading_chance", language))
    return part


def _bonds_sentences(facts: LineFacts, row: str, language: str) -> str:
    """Say what stays within a group beside what crosses, and who took part in which."""
    item = facts.result("bridging_share", row)
    if item is None:
        return ""
    sentences = []
    if np.isfinite(item.estimate):
        share = 1 - item.estimate
        key = f"page.bonding_sentence{'_1' if reads_one(share) else ''}"
        sentences.append(_capital(say(key, language, n=of_hundred(share, language))))
    sentences.append(_capital(result_sentence(item, language, where=False)))
    took = facts.took_part
    if took is not None and row not in took.hidden and row in took.states:
        sentences.append(_took_part(took.states[row], language))
    return " ".join(sentence for sentence in sentences if sentence)


def _took_part(states: Floats, language: str) -> str:
    if not states.sum():
        return ""
    both, within, across, neither = (whole(float(n), language) for n in states)
    return say(
        "page.took_part",
        language,
        both=both,
        within=within,
        across=across,
        neither=neither,
        people=whole(float(states.sum()), language),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
