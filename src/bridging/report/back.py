"""The end of a report: method, completeness, what was left out, privacy, purpose, references."""

from bridging.privacy import small
from bridging.report.appendix import (
    MOST_PROBLEMS,
    collected_table,
    definitions_table,
    problems_table,
    recorded_table,
    rows_texts,
    unknown_table,
)
from bridging.report.document import COMMAND, MISSING, NOTE, Block, Said, Words
from bridging.report.facts import LineFacts
from bridging.report.left_out import left_out_table, left_out_without_line
from bridging.report.line_counts import ALL
from bridging.report.material import Material, section
from bridging.report.roles import roles_apart
from bridging.report.sections import no_contacts
from bridging.report.table import Table
from bridging.version import __version__
from bridging.words import card_sentences, say, whole, withdrawn_text
from bridging.words.cite import references
from bridging.words.method import chain_method_text


def back_blocks(m: Material) -> list[Block]:
    """Return the sections that end the report."""
    sections = (
        _method, _complete, _problems, _left_out, _privacy, _purpose, _references, _made,
    )  # fmt: skip
    return [block for make in sections for block in make(m)]


def _method(m: Material) -> list[Block]:
    """How it was computed, and what the words mean."""
    language = m.language
    chains = [fact.chain for fact in m.facts if len(fact.chain)]
    texts = [chain_method_text(chains, language, n_resamples=m.asked.n_resamples)] if chains else []
    blocks: list[Block] = [Words(text) for text in texts if text]
    if any(fact.findings is not None and not no_contacts(fact, language) for fact in m.facts):
        blocks.append(Words(say("page.thresholds", language)))
    if m.facts:
        blocks.append(definitions_table(m.facts, language, apart=bool(roles_apart(m.study))))
    return section("method", "method", language, blocks)


def _complete(m: Material) -> list[Block]:
    """How complete the records are."""
    tables: list[Table] = [
        collected_table(m.found, m.names, m.few, m.asked.least),
        unknown_table(m.found, m.facts, m.names),
        recorded_table(m.found, m.language, m.asked.least),
    ]
    blocks: list[Block] = [table for table in tables if table.rows]
    if m.asked.least > 1:
        blocks.append(Words(say("page.rounded_note", m.language), NOTE))
    return section("complete", "complete", m.language, blocks)


def _problems(m: Material) -> list[Block]:
    language, problems = m.language, m.study.problems()
    table = problems_table(problems, language, m.asked.least)
    if not table.rows:
        return section("problems", "problems", language, [Words(say("page.no_problems", language))])
    blocks: list[Block] = [table]
    more = len(problems) - MOST_PROBLEMS
    if more > 0 and m.asked.audience == "team":
        blocks.append(Words(say("page.problems_more", language, n=more), NOTE))
    return section("problems", "problems", language, blocks)


def _left_out(m: Material) -> list[Block]:
    language = m.language
    rows = rows_texts(m.study.problems(), language, m.asked.least)
    few = small(m.study.withdrawn, m.asked.least)
    withdrawn = withdrawn_text(None if few else m.study.withdrawn, language)
    rows += [text for text in (withdrawn, m.no_period) if text]
    blocks: list[Block] = [Words(text) for text in rows]
    if m.facts:
        table, withheld = left_out_table(m.found, m.facts, m.names), any(map(_is_hidden, m.facts))
    else:
        table = left_out_without_line(m.study, m.names, m.few, m.asked.least)
        withheld = bool(m.few)
    if table.rows:
        blocks.append(table)
    if withheld:
        blocks.append(Words(say("page.left_out_withheld", language)))
    if not table.rows and not withheld:
        key = "page.nothing_more_left_out" if rows else "page.nothing_left_out"
        blocks.append(Words(say(key, language)))
    return section("left_out", "left-out", language, blocks)


def _is_hidden(fact: LineFacts) -> bool:
    return bool(fact.hidden)


def _privacy(m: Material) -> list[Block]:
    language, minimum = m.language, m.asked.minimum
    if m.asked.audience == "team":
        texts = [say("page.privacy_team", language)]
    else:
        gone = [
            f"{m.names.line(fact.line)}: {', '.join(map(m.names.row, _hidden_rows(fact)))}"
            for fact in m.facts
            if _hidden_rows(fact)
        ]
        texts = [
            say(
                "page.privacy_publication",
                language,
                most=minimum - 1,
                minimum=minimum,
                others=say("page.privacy_others", language) if len(m.study.sites) > 1 else "",
            ),
            say("page.privacy_one_group", language),
            say("page.some_withheld", language, parts="; ".join(gone))
            if gone
            else say("page.nothing_withheld", language),
            _beside_earlier(m) if m.study.earlier else say("page.privacy_later", language),
        ]
    return section("privacy", "privacy", language, [Words(text) for text in texts])


def _beside_earlier(m: Material) -> str:
    """Say what is withheld because of earlier publications."""
    number = len(m.study.earlier)
    pages = say("page.earlier_1" if number == 1 else "page.earlier", m.language, n=number)
    return say("page.privacy_earlier", m.language, pages=pages, minimum=m.asked.minimum)


def _hidden_rows(fact: LineFacts) -> list[str]:
    rows = fact.people.rows if fact.people is not None else fact.rows
    return [
        row for row in dict.fromkeys([*rows, *fact.rows, ALL]) if row in fact.hidden and row in rows
    ]


def _purpose(m: Material) -> list[Block]:
    language, purpose = m.language, m.study.purpose
    own = "" if m.study.language == language else m.study.language
    if not purpose:
        block: Block = Words(say("page.no_purpose", language), MISSING)
    else:
        block = Words(purpose, language=own)
    card = [
        Words(text, language=own) if theirs else Words(text, MISSING)
        for text, theirs in card_sentences(m.study.card, language)
    ]
    return section("purpose", "purpose", language, [block, *card])


def _references(m: Material) -> list[Block]:
    """The works that the methods come from."""
    found: list[object] = []
    for fact in m.facts:
        found += [thing for thing in (fact.chain, fact.findings) if thing]
        found += [fact.reach] if fact.reach is not None and fact.reach.units else []
    items = tuple(("", text) for text in references(found, language=m.language))
    return section("references", "references", m.language, [Said(items)] if items else [])


def _made(m: Material) -> list[Block]:
    """How the report was made, and how the other one is."""
    language, audience = m.language, m.asked.audience
    other = "team" if audience == "publication" else "publication"
    key = "page.made_by" if m.asked.dealt else "page.made_by_large"
    made = say(
        key,
        language,
        version=__version__,
        seed=m.asked.seed,
        draws=whole(m.asked.n_resamples, language),
        fingerprint=m.study.fingerprint,
    )
    blocks: list[Block] = [
        Words(made),
        Words(say(f"page.other_{audience}", language)),
        Words(_command(other, language), COMMAND),
    ]
    return section("made", "made", language, blocks)


def _command(audience: str, language: str) -> str:
    """Return the command that makes the page for an audience."""
    folder = "MAP" if language == "nl" else "FOLDER"
    return f"bridging report {folder} -o report-{audience}.html --audience {audience}"
