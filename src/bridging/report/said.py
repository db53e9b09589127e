"""Sentences about one line and site, as the report says them."""

import math
from collections.abc import Iterable

import numpy as np

from bridging.analyses import ChainPart
from bridging.report.facts import LineFacts
from bridging.report.line_counts import Floats
from bridging.report.names import Names
from bridging.words import (
    all_left_out_text,
    hundred,
    of_hundred,
    reads_one,
    reason_text,
    say,
    whole,
)
from bridging.words.chain import dealt_share, limits_text, part_sentences, without_choice
from bridging.words.places import note_text

LEVEL = 0.95


def contacts_said(facts: LineFacts, row: str, language: str) -> str:
    """Say how many contacts cross beside what chance would give, or why that can't be said."""
    part = facts.part(row)
    if part is None:
        return ""
    number = part.sizes.get("n_contacts") or 0
    if not number:
        return _nothing_counted(facts.left_out.get(row, {}), facts.minimum, language)
    if contact_impossible(part):
        key = "no_opportunity.contacts" + ("_1" if number == 1 else "")
        return say(key, language, n=whole(number, language))
    share = part["contacts"]
    text = say(f"contacts_cross{'_1' if reads_one(share) else ''}", language,
               n=of_hundred(share, language))  # fmt: skip
    would = dealt_share(part)
    if math.isfinite(would):
        had = facts.had(language)
        text += f"; {say('would_share', language, n=hundred(would, language), had=had)}"
    return f"{text}."


def contact_impossible(part: ChainPart) -> bool:
    """Say whether nobody from across the line was ever there to meet."""
    return part["present"] == 0 and not part["contacts"] > 0


def _nothing_counted(left_out: object, minimum: int, language: str) -> str:
    """Say that no contact can be counted and why; for publication without a number."""
    counts: dict[str, int] = dict(left_out)  # type: ignore[call-overload]
    if not counts:
        return say("page.answer_no_contacts", language)
    if minimum > 1:  # the sum would be the contacts of a whole site, which are rounded
        parts = ", ".join(reason_text(name, language) for name in counts)
    else:
        parts = all_left_out_text(counts, language)
    return f"{say('reason.left_out', language, parts=parts)}."


def choice_said(facts: LineFacts, row: str, language: str) -> str:
    """Say how many contacts there are for every hundred that chance would give, and how sure."""
    part = facts.part(row)
    if part is None or contact_impossible(part) or not part.sizes.get("n_contacts"):
        return ""
    where = say("chain.where.across", language)
    if without_choice(part):
        return say("chain.no_choice", language, where=where)
    value = part["partner_choice"]
    if not math.isfinite(value):
        return ""
    text = say("chain.choice", language, where=where, n=hundred(value, language))
    text += limits_text(part, "partner_choice", language, share=True)
    if not _tells(part):
        text += f"; {say('chain.choice.unclear', language)}"
    return f"{text}.{note_text(part.intervals.get('partner_choice'), language)}"


def _tells(part: ChainPart) -> bool:
    """Say whether partner choice is told from chance: by its interval, else by its test."""
    found = part.intervals.get("partner_choice")
    if found is None or found.undefined:
        return part.p_value <= 1 - LEVEL
    return not found.low <= 1 <= found.high


def chain_said(part: ChainPart, language: str) -> str:
    """Say a chain, without what is the same for all: what stands in brackets, and gaps of it."""
    kept = part_sentences(part, language, volume=False)
    asides = [_begin("chain.brackets", "level", language)]
    asides += [_begin("chain.no_interval", "parts", language)]
    asides += [_begin("no_interval", "reason", language)]
    return " ".join(text for text in kept if not text.startswith(tuple(asides)))


def _begin(key: str, place: str, language: str) -> str:
    """Return how a text begins, up to what is put in."""
    return say(key, language, **{place: "\0"}).partition("\0")[0]


def in_numbers(facts: LineFacts, row: str, language: str) -> str:
    """Say how many contacts stay within a group and how many cross, as counts."""
    part = facts.part(row)
    if part is None or facts.mixing is None or contact_impossible(part):
        return ""
    table = facts.mixing.contacts[facts.rows.index(row)]
    total, within = float(table.sum() / 2), float(np.trace(table) / 2)
    if not total:
        return ""
    numbers = {"total": total, "within": within, "across": total - within}
    texts = {name: whole(round(number, 1), language) for name, number in numbers.items()}
    return say("page.counted", language, **texts)


def took_part(facts: LineFacts, row: str, language: str) -> str:
    """Say how many visitors had which kinds of contact, where they are known by name."""
    took = facts.took_part
    if took is None or row in took.hidden or row not in took.states:
        return ""
    return _kinds(took.states[row], language)


def _kinds(states: Floats, language: str) -> str:
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


def one_group(facts: LineFacts, row: str, language: str) -> str:
    """Say that everybody of known group is of one group, or nothing where that is not so."""
    people = facts.people
    assert people is not None
    counts = people.counts[people.rows.index(row)]
    there = np.flatnonzero(counts)
    if len(there) != 1:
        return ""
    number, group = float(counts[there[0]]), facts.groups(language)[there[0]]
    if number == 1:
        return say("page.answer_one_group_1", language, group=group)
    return say("page.answer_one_group", language, n=whole(number, language), group=group)


def after_name(text: str) -> str:
    """Return a sentence as it stands after a name and a colon: with a small letter and a full stop."""
    begin = text[:1].lower() if text[1:2].islower() or text[1:2] == " " else text[:1]
    return f"{begin}{text[1:]}" + ("" if text.endswith(".") else ".")


def by_sentence(said: Iterable[tuple[str, str]], names: Names) -> tuple[tuple[str, str], ...]:
    """Put the names of rows that have the same to say before one sentence."""
    rows: dict[str, list[str]] = {}
    for row, text in said:
        if text:
            rows.setdefault(after_name(text), []).append(names.row(row))
    return tuple((joined(sites, names.language), text) for text, sites in rows.items())


def joined(sites: list[str], language: str) -> str:
    """Name sites one after another."""
    if len(sites) == 1:
        return sites[0]
    return f"{', '.join(sites[:-1])} {say('page.and', language)} {sites[-1]}"
