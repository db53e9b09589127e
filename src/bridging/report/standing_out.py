"""What stands out: the finding of each site and line, with what it rests on."""

from bridging.analyses import Finding
from bridging.report.document import NOTE, Block, Heading, Said, Words
from bridging.report.facts import WITHHELD, LineFacts
from bridging.report.names import Names
from bridging.report.pictures import findings_picture
from bridging.report.said import by_sentence
from bridging.report.tables import findings_table
from bridging.words import decimal, of_hundred, say
from bridging.words.findings import finding_short

MOST_TOLD = 15


def standing_out_blocks(facts: list[LineFacts], names: Names) -> list[Block]:
    """Return what can be said of each line and site by a declared rule; nothing without contacts."""
    language = names.language
    found = [fact for fact in facts if fact.has_contacts and fact.findings and len(fact.findings)]
    if not found:
        return []
    first = next(item for fact in found for item in fact.findings.items)  # type: ignore[union-attr]
    rule = say(
        "page.rule",
        language,
        delta=decimal(first.delta, language),
        least=of_hundred(first.least_opportunity, language),
        had=found[0].had(language),
    )
    blocks: list[Block] = [Words(rule, NOTE)]
    for fact in found:
        if len(facts) > 1:
            blocks.append(Heading(names.line(fact.line), 3, f"finding-{fact.line.name}"))
        blocks += _of_line(fact, names)
    blocks += [Words(text) for text in _together(found, names)]
    blocks.append(Words(say("finding.reading", language), NOTE))
    return [*blocks, *_to_talk_about(names)]


def _of_line(fact: LineFacts, names: Names) -> list[Block]:
    """Return the findings of one line: sentences, the figure, or (of many sites) a table."""
    assert fact.findings is not None
    items = fact.findings.items
    if len(items) > MOST_TOLD:
        return [findings_table(fact, names)]
    said = by_sentence([(item.unit, _paragraph(item, fact, names)) for item in items], names)
    blocks: list[Block] = [Said(said)]
    picture = findings_picture(fact, names)
    return [*blocks, picture] if picture is not None else blocks


def _paragraph(item: Finding, fact: LineFacts, names: Names) -> str:
    """Say a finding without its place; of a withheld one what would be needed."""
    if item.finding == WITHHELD:
        return names.withheld_needs(fact.minimum)
    return finding_short(item, names.language)


def _together(found: list[LineFacts], names: Names) -> list[str]:
    """Say once how far lines go together."""
    labels = {fact.line.name: names.line(fact.line) for fact in found}
    pairs = {
        pair: value
        for fact in found
        if fact.findings is not None
        for pair, value in fact.findings.consolidation.items()
    }
    return [
        say(
            "finding.together",
            names.language,
            one=labels.get(one, one),
            other=labels.get(other, other),
            value=decimal(value, names.language),
        )
        for (one, other), value in pairs.items()
    ]


def _to_talk_about(names: Names) -> list[Block]:
    """Return the questions that numbers can't answer."""
    language = names.language
    asked = [("", say(f"page.talk.{name}", language)) for name in ("stands_out", "explain", "grow")]
    return [
        Heading(say("page.talk", language), 3, "talk"),
        Words(say("page.talk_note", language)),
        Said(tuple(asked)),
    ]
