"""The answers on top: for each question and line, what each site has to say, in study order."""

from collections.abc import Callable

from bridging.report.document import MISSING, NOTE, Block, Heading, Said, Words
from bridging.report.facts import LineFacts
from bridging.report.line_counts import ALL
from bridging.report.names import Names
from bridging.report.reached import mix_said
from bridging.report.said import by_sentence, choice_said, contacts_said, one_group
from bridging.report.sections import families_note, no_contacts, no_presence, told
from bridging.report.tables import few_pairs, together_counts
from bridging.words import of_hundred, say, whole

Say = Callable[[LineFacts, str, str], str]


def answer_blocks(facts: list[LineFacts], names: Names) -> list[Block]:
    """Return the answers to the three questions, by line."""
    language = names.language
    makers: dict[str, tuple[Say, Callable[[LineFacts, str], str]]] = {
        "come": (_came, _nobody),
        "together": (_together, no_presence),
        "meet": (_met, no_contacts),
    }
    blocks: list[Block] = []
    for question, (speak, missing) in makers.items():
        blocks.append(Heading(say(f"page.question.{question}", language), 3, question))
        blocks.append(Words(say(f"page.question.{question}_more", language), NOTE))
        for fact in facts:
            if len(facts) > 1:
                blocks.append(Heading(names.line(fact.line), 4))
            blocks.append(_answer(fact, names, speak, missing))
        if speak is _came:
            blocks += families_note(facts, language)
    return blocks


def _answer(
    facts: LineFacts, names: Names, speak: Say, missing: Callable[[LineFacts, str], str]
) -> Block:
    language = names.language
    if nothing := missing(facts, language):
        return Words(nothing, MISSING)
    rows = facts.people.rows if speak is _came and facts.people is not None else facts.rows
    said = by_sentence(
        [(row, _said(facts, row, speak, names)) for row in _sites(told(rows))], names
    )
    if len(said) == 1 and len(_sites(rows)) == 1:
        return Said((("", said[0][1][0].upper() + said[0][1][1:]),))
    return Said(said)


def _said(facts: LineFacts, row: str, speak: Say, names: Names) -> str:
    """Answer for one row; of a hidden one say, once, what would be needed."""
    if row not in facts.hidden:
        return speak(facts, row, names.language)
    if speak is _came:
        return names.withheld_needs(facts.minimum)
    return say("page.withheld_why", names.language)


def _sites(rows: tuple[str, ...]) -> list[str]:
    """Return the sites without their sum; the sum where it is all there is."""
    return [row for row in rows if row != ALL] or list(rows)


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
        text = _of_visits(facts, one_group(facts, row, language), language)
    else:
        parts = [
            say("page.answer_count", language, n=whole(float(number), language), group=group)
            for number, group in zip(counts, groups, strict=True)
        ]
        if unknown and facts.minimum == 1:
            parts.append(say("page.answer_unknown", language, n=whole(unknown, language)))
        text = _of_visits(facts, ", ".join(parts), language)
    beside = mix_said(facts.reach, row, language)
    return f"{text}. {beside}" if beside else text


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
    text = say("page.together_sentence", language, n=of_hundred(pairs[1] / pairs[0], language))
    finding = facts.finding(row)
    share = float("nan") if finding is None else finding.visits_with_someone_across
    if share == share:
        text += f" {say('finding.at_visits', language, share=of_hundred(share, language))}"
    return text


def _met(facts: LineFacts, row: str, language: str) -> str:
    said = (contacts_said(facts, row, language), choice_said(facts, row, language))
    return " ".join(text for text in said if text)
