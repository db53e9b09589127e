"""What the report says of one line: who comes, who is there together, who meets, where it is lost."""

from collections.abc import Sequence

import numpy as np

from bridging.analyses.chain_steps import STEPS
from bridging.report.document import MISSING, NOTE, Block, Heading, Said, Words
from bridging.report.facts import LineFacts
from bridging.report.line_counts import ALL, People
from bridging.report.names import Names
from bridging.report.pictures import (
    came_picture,
    chain_pictures,
    met_pictures,
    reference_picture,
)
from bridging.report.reached import mix_said, rare_said
from bridging.report.said import (
    by_sentence,
    chain_said,
    contacts_said,
    in_numbers,
    one_group,
    took_part,
)
from bridging.report.tables import (
    bonds_table,
    came_table,
    choice_table,
    factors_table,
    few_pairs,
    met_table,
    steps_table,
    together_counts,
    together_table,
)
from bridging.words import of_hundred, say
from bridging.words.chain import brackets_text

MOST_TOLD = 15


def told(rows: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rows to put in sentences: of many sites, only all together; tables have all."""
    return rows if len(rows) <= MOST_TOLD else rows[-1:]


def line_blocks(facts: LineFacts, names: Names, anchor: str) -> list[Block]:
    """Return the section of one line."""
    language = names.language
    parts = {
        "question.come": came(facts, names),
        "question.together": together(facts, names),
        "question.meet": met(facts, names),
        "bonds": bonds(facts, names),
        "lost": lost(facts, names),
    }
    blocks: list[Block] = [Heading(names.line(facts.line), 2, anchor)]
    for number, (key, found) in enumerate(parts.items(), start=1):
        if found:
            blocks += [Heading(say(f"page.{key}", language), 3, f"{anchor}-{number}"), *found]
    return blocks


def came(facts: LineFacts, names: Names) -> list[Block]:
    """Who came."""
    language, people = names.language, facts.people
    if people is None:
        return [Words(say("page.no_people", language), MISSING)]
    blocks: list[Block] = []
    if not people.by_site and len(names.of_site) > 1:
        blocks.append(Words(say("page.not_by_site", language), NOTE))
    shown = [row for row in told(people.rows) if row not in facts.hidden]
    said = by_sentence(
        [(row, _came_sentence(facts, people, row, language)) for row in shown], names
    )
    blocks += [Said(said)] if said else []
    if any(row not in facts.hidden for row in people.rows):
        blocks.append(came_picture(facts, people, names))
    blocks.append(came_table(facts, people, names))
    if facts.visits_counted:
        blocks.append(Words(say("page.visits_note", language), NOTE))
    else:
        blocks.append(Words(say("page.differ_note", language), NOTE))
    beside = reference_picture(facts, names)
    if beside is None:
        return blocks
    rare = [(row, _beside(facts, row, language)) for row in people.rows if row not in facts.hidden]
    blocks += [beside, Said(by_sentence(rare, names))]
    return [
        *blocks,
        Words(say("page.reference_note", language), NOTE),
        *families_note([facts], language),
    ]


def families_note(facts: Sequence[LineFacts], language: str) -> list[Block]:
    """Say that the other page counts other units beside the reference, where it does."""
    if not any(fact.by_family for fact in facts):
        return []
    audience = "team" if facts[0].minimum == 1 else "publication"
    return [Words(say(f"page.by_family_{audience}", language), NOTE)]


def _came_sentence(facts: LineFacts, people: People, row: str, language: str) -> str:
    at = people.rows.index(row)
    if not people.counts[at].any():
        return say("page.all_unknown", language) if people.unknown[at] else ""
    if alone := one_group(facts, row, language):
        return alone
    share = facts.two_differ(row)
    if not np.isfinite(share):
        return ""
    key = "page.came_sentence" + ("_visits" if facts.visits_counted else "")
    return say(key, language, n=of_hundred(share, language))


def _beside(facts: LineFacts, row: str, language: str) -> str:
    said = (mix_said(facts.reach, row, language), rare_said(facts.reach, row, language))
    return " ".join(text for text in said if text)


def no_presence(facts: LineFacts, language: str) -> str:
    """Say why nothing can be said of presence, or nothing where it can."""
    if not facts.has_presence or facts.mixing is None:
        return say("page.no_presence", language)
    if facts.mixing.opportunities is None or not np.nansum(facts.mixing.opportunities):
        return say("page.no_pairs", language)
    return ""


def together(facts: LineFacts, names: Names) -> list[Block]:
    """Who was present together."""
    language = names.language
    if missing := no_presence(facts, language):
        return [Words(missing, MISSING)]
    said = []
    for row in told(facts.rows):
        pairs = together_counts(facts, row)
        if row in facts.hidden or pairs is None or not pairs[0] > 0 or few_pairs(facts, pairs):
            continue
        said.append((row, _together_sentence(facts, row, pairs, language)))
    blocks: list[Block] = [Said(by_sentence(said, names))] if said else []
    return [*blocks, together_table(facts, names), Words(say("page.together_note", language), NOTE)]


def _together_sentence(
    facts: LineFacts, row: str, pairs: tuple[float, float], language: str
) -> str:
    if not pairs[1]:
        return f"{say('page.answer_not_together', language)}."
    n = of_hundred(pairs[1] / pairs[0], language)
    share = facts.two_differ(row)
    if not np.isfinite(share):
        return say("page.together_sentence", language, n=n)
    key = "page.together_beside" + ("_visits" if facts.visits_counted else "")
    return say(key, language, n=n, visitors=of_hundred(share, language))


def no_contacts(facts: LineFacts, language: str) -> str:
    """Say why nothing can be said of contacts, or nothing where it can."""
    if not facts.has_contacts or facts.mixing is None:
        return say("page.no_contacts", language)
    if not facts.mixing.total.any():
        return say("page.no_encounters_seen", language)
    return ""


def met(facts: LineFacts, names: Names) -> list[Block]:
    """Who met whom."""
    language = names.language
    if missing := no_contacts(facts, language):
        return [Words(missing, MISSING)]
    blocks: list[Block] = [*met_pictures(facts, names)]
    table = met_table(facts, names)
    blocks.append(Words(say("page.met_many", language), NOTE) if table is None else table)
    if facts.has_presence:
        blocks.append(Words(say("page.met_note", language), NOTE))
    return blocks


def bonds(facts: LineFacts, names: Names) -> list[Block]:
    """Bonding and bridging."""
    language = names.language
    if no_contacts(facts, language):
        return []
    blocks: list[Block] = [Words(say("page.bonds_note", language))]
    said = []
    for row in told(facts.rows):
        if row not in facts.hidden:
            texts = (
                speak(facts, row, language) for speak in (contacts_said, in_numbers, took_part)
            )
            said.append((row, " ".join(filter(None, texts))))
    blocks += [Said(found)] if (found := by_sentence(said, names)) else []
    blocks.append(bonds_table(facts, names))
    if any(np.isfinite(part["partner_choice"]) for part in facts.parts.values()):
        blocks.append(Words(say("page.reading_chance", language, had=facts.had(language)), NOTE))
    if facts.contacts_counted:
        blocks.append(Words(say("page.tally_chance", language), NOTE))
    return blocks


def lost(facts: LineFacts, names: Names) -> list[Block]:
    """From the neighbourhood to the contacts: where bridging is lost."""
    language = names.language
    steps = steps_table(facts, names)
    if not any(np.isfinite(list(part.values.values())).any() for part in facts.parts.values()):
        return []
    blocks: list[Block] = [Words(say("page.lost_note", language))]
    blocks += chain_pictures(facts, names)
    rows = [row for row in told(facts.rows) if row != ALL or len(facts.rows) == 1]
    said = [
        (row, chain_said(part, language))
        for row in rows
        if (part := facts.part(row)) and any(np.isfinite(part[step]) for step in STEPS)
    ]
    blocks += [Said(found)] if (found := by_sentence(said, names)) else []
    blocks += [table for table in (steps, factors_table(facts, names)) if table.rows]
    limits = [one for part in facts.parts.values() for one in part.intervals.values()]
    if text := brackets_text(limits, language):
        blocks.append(Words(text, NOTE))
    choice = choice_table(facts, names)
    if choice.rows:
        note = say("page.choice_note", language, had=facts.had(language))
        blocks += [choice, Words(note, NOTE)]
    return blocks
