"""The content of a report: everything it says, in order, whatever it is written to."""

from bridging.analyses import Collected, collected
from bridging.privacy import small
from bridging.report.answers import answer_blocks
from bridging.report.back import back_blocks
from bridging.report.counts import counted, rounded_text
from bridging.report.document import (
    MISSING,
    NOTE,
    NOTICE,
    Block,
    Document,
    Heading,
    Said,
    Words,
)
from bridging.report.facts import LineFacts
from bridging.report.line_counts import Asked
from bridging.report.material import Material, section
from bridging.report.names import Names
from bridging.report.pictures import return_picture
from bridging.report.presence import present
from bridging.report.reached import came_back, visits_said
from bridging.report.roles import roles_said
from bridging.report.said import by_sentence
from bridging.report.sections import line_blocks
from bridging.report.standing_out import standing_out_blocks
from bridging.study import Study
from bridging.version import __version__
from bridging.words import day_text, say
from bridging.words.chain import brackets_text


def document(
    study: Study,
    asked: Asked,
    facts: list[LineFacts],
    language: str,
    change: list[Block] | None = None,
    no_period: str = "",
) -> Document:
    """Return the report of a study."""
    material = Material(
        study=study,
        asked=asked,
        facts=facts,
        names=Names(study, language),
        found=collected(study),
        change=change or [],
        no_period=no_period,
    )
    title = study.title or say("page.untitled", language)
    key = "page.title_synthetic" if study.synthetic else "page.title"
    made = say(
        "page.made_short",
        language,
        version=__version__,
        seed=asked.seed,
        fingerprint=study.fingerprint,
    )
    sections = (_front, _standing_out, _change, _collected, _lines, back_blocks)
    blocks = [block for make in sections for block in make(material)]
    return Document(
        title=say(key, language, title=title), language=language, made=made, blocks=blocks
    )


def _front(m: Material) -> list[Block]:
    """The three questions, answered."""
    language = m.language
    blocks: list[Block] = []
    if m.study.synthetic:
        blocks.append(Words(say("page.synthetic", language), NOTICE))
    if m.asked.audience == "team":
        blocks.append(Words(say("page.privacy_team", language), NOTICE))
    blocks.append(Heading(say("page.questions", language), 2, "questions"))
    blocks += answer_blocks(m.facts, m.names) if m.facts else []
    blocks += [Words(text, MISSING) for text in _no_lines(m.study, language)]
    if not m.asked.dealt:
        blocks.append(Words(say("page.large", language), MISSING))
    reading = [say("page.reading", language)]
    parts = [part for fact in m.facts for part in fact.parts.values()]
    reading.append(
        brackets_text([one for part in parts for one in part.intervals.values()], language)
    )
    return [*blocks, Words(" ".join(filter(None, reading)), NOTE)]


def _no_lines(study: Study, language: str) -> list[str]:
    """Say which lines can't be counted, or that there are none."""
    if not study.lines:
        return [say("page.no_lines", language)]
    keys = {0: "page.numeric_line", 1: "page.single_group_line"}
    return [
        say(keys[len(line.groups)], language, line=line.text(language))
        for line in study.lines.values()
        if len(line.groups) in keys
    ]


def _standing_out(m: Material) -> list[Block]:
    return section("standing_out", "findings", m.language, standing_out_blocks(m.facts, m.names))


def _change(m: Material) -> list[Block]:
    return section("change", "change", m.language, m.change)


def _collected(m: Material) -> list[Block]:
    """What was collected, how many are present at a time, and who comes back."""
    language, least = m.language, m.asked.least
    texts = [
        _short(m.study, m.found, least, language),
        say("page.collected_note", language),
        roles_said(m.study, least, language),
        _others(m.study, least, language),
    ]
    blocks: list[Block] = [Words(" ".join(text for text in texts if text))]
    if said := present(m.study, m.names, m.few, least):
        blocks += [Heading(say("page.present_heading", language), 3, "present"), Said(tuple(said))]
    reach = next((fact.reach for fact in m.facts if fact.reach is not None), None)
    if least == 1 and reach is not None and any(visits_said(reach, language)):
        key = "page.listed_heading" if m.study.coded.visits is None else "page.return_heading"
        blocks.append(Heading(say(key, language), 3, "return"))
        blocks.append(Said(by_sentence(visits_said(reach, language), m.names)))
        if came_back(reach):
            blocks.append(return_picture(reach, m.names))
    return section("collected", "collected", language, blocks)


def _lines(m: Material) -> list[Block]:
    return [
        block
        for number, fact in enumerate(m.facts, start=1)
        for block in line_blocks(fact, m.names, f"line-{number}")
    ]


def _short(study: Study, found: Collected, minimum: int, language: str) -> str:
    """Say in a few words what was collected; for publication no sum that gives a small part away."""
    parts = [
        counted("n_sessions", int(found.sites["sessions"].sum()), language),
        counted("n_sites", len(study.sites), language),
    ]
    for key in ("visits", "contacts"):
        numbers = found.sites[key]
        if numbers.notna().all() and not small(numbers, minimum).any():
            total = float(numbers.sum())
            text = rounded_text(total, minimum, language) if minimum > 1 else ""
            parts.append(counted(f"n_{key}", total, language, text))
    said = [_period(study, language), say("page.in_all", language, parts=", ".join(parts))]
    return " ".join(text for text in said if text)


def _period(study: Study, language: str) -> str:
    sessions = study.records.tables["sessions"]
    if "start" not in sessions or not sessions["start"].notna().any():
        return ""
    days = [sessions["start"].min(), sessions["start"].max()]
    first, last = (day_text(day.year, day.month, day.day, language) for day in days)
    return say("page.period", language, first=first, last=last)


def _others(study: Study, minimum: int, language: str) -> str:
    """Say how many people have a role that does not count here."""
    number = int((~study.coded.counts).sum())
    if not number or small(number, minimum):
        return ""
    return counted("others", number, language)
