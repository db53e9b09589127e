"""The answers on top: for each question and line, what each site has to say, in study order."""

from collections.abc import Callable
from dataclasses import dataclass

from bridging.report.facts import ALL, LineFacts
from bridging.report.names import Names
from bridging.report.said import after_name, contacts_said, one_group
from bridging.report.sections import no_contacts, no_presence, told
from bridging.report.tables import few_pairs, together_counts
from bridging.words import no_opportunity, of_hundred, say, undefined_text, whole

Say = Callable[[LineFacts, str, str], str]


@dataclass(frozen=True)
class Answer:
    """What is answered for one line: sites (those that say the same in one go) and their sentence."""

    line: str
    said: list[tuple[str, str]]


def answers(facts: list[LineFacts], names: Names) -> dict[str, list[Answer]]:
    """Return the answers to the three questions."""
    makers = {
        "come": (_came, _nobody),
        "together": (_together, no_presence),
        "meet": (_met, no_contacts),
    }
    return {
        question: [_answer(fact, names, speak, missing) for fact in facts]
        for question, (speak, missing) in makers.items()
    }


def _answer(
    facts: LineFacts, names: Names, speak: Say, missing: Callable[[LineFacts, str], str]
) -> Answer:
    language, line = names.language, names.line(facts.line)
    nothing = missing(facts, language)
    if nothing:
        return Answer(line, [("", nothing)])
    rows = facts.people.rows if speak is _came and facts.people is not None else facts.rows
    by_sentence: dict[str, list[str]] = {}
    for row in _sites(told(rows)):
        hidden = row in facts.hidden
        text = say("page.withheld_why", language) if hidden else speak(facts, row, language)
        if text:
            by_sentence.setdefault(after_name(text), []).append(names.row(row))
    said = [(_joined(sites, language), text) for text, sites in by_sentence.items()]
    return Answer(line, said)


def _sites(rows: tuple[str, ...]) -> list[str]:
    """Return the sites without their sum; the sum where it is all there is."""
    return [row for row in rows if row != ALL] or list(rows)


def _joined(sites: list[str], language: str) -> str:
    """Name sites one after another."""
    if len(sites) == 1:
        return sites[0]
    return f"{', '.join(sites[:-1])} {say('page.and', language)} {sites[-1]}"


def _nobody(facts: LineFacts, language: str) -> str:
    return say("page.no_people", language) if facts.people is None else ""


def _came(facts: LineFacts, row: str, language: str) -> str:
    people, groups = facts.people, facts.groups(language)
    assert people is not None
    at = people.rows.index(row)
    counts, unknown = people.counts[at], float(people.unknown[at])
    there = [k for k, number in enumerate(counts) if number]
    if not there:
        return say("page.answer_nobody_known" if unknown else "page.answer_nobody", language)
    if len(there) == 1:
        return _of_visits(facts, one_group(facts, row, language), language)
    parts = [
        say("page.answer_count", language, n=whole(float(number), language), group=group)
        for number, group in zip(counts, groups, strict=True)
    ]
    if unknown and facts.minimum == 1:
        parts.append(say("page.answer_unknown", language, n=whole(unknown, language)))
    return _of_visits(facts, ", ".join(parts), language)


def _of_visits(facts: LineFacts, text: str, language: str) -> str:
    """Say that visits were counted, where they were."""
    return say("page.answer_visits", language, parts=text) if facts.visits_counted else text


def _together(facts: LineFacts, row: str, language: str) -> str:
    pairs = together_counts(facts, row)
    if pairs is None or not pairs[0] > 0:
        return say("page.answer_no_pairs", language)
    if few_pairs(facts, pairs):
        return say("page.withheld_why", language)
    if not pairs[1]:
        return say("page.answer_not_together", language)
    return say("page.together_sentence", language, n=of_hundred(pairs[1] / pairs[0], language))


def _met(facts: LineFacts, row: str, language: str) -> str:
    item = facts.result("bridging_share", row)
    if item is not None and no_opportunity(item):
        return say("page.answer_not_possible", language)
    if item is not None and not item.sizes.contacts and item.left_out:
        return undefined_text(item, language)
    return contacts_said(facts, row, language)
