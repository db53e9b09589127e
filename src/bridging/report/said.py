"""Sentences about contacts of one line and site, as the page says them."""

import numpy as np

from bridging.privacy import small
from bridging.report.facts import Floats, LineFacts
from bridging.results import Result
from bridging.words import (
    all_left_out_text,
    measure_subject,
    no_opportunity,
    reason_text,
    result_sentence,
    say,
    whole,
)


def contacts_said(facts: LineFacts, row: str, language: str) -> str:
    """Say how many contacts cross beside what chance would give, or why that can't be said."""
    item = facts.result("bridging_share", row)
    if item is None:
        return ""
    if np.isnan(item.estimate) and item.left_out and not item.sizes.contacts:
        return _all_left_out(item, facts.minimum, language)
    return result_sentence(item, language, where=False, brief=True)


def _all_left_out(item: Result, minimum: int, language: str) -> str:
    """Say that all contacts were left out and why, without a number of few."""
    left_out, label = item.sizes.left_out, measure_subject(item.measure, language)
    few = [number for number in (*left_out.values(), item.left_out) if small(number, minimum)]
    if few:
        reasons = [reason_text(name, language) for name, number in left_out.items() if number]
        return say("no_value_left_out_few", language, label=label, parts=", ".join(reasons))
    n, parts = whole(item.left_out, language), all_left_out_text(left_out, language)
    return say("no_value_left_out", language, label=label, n=n, parts=parts)


def in_numbers(facts: LineFacts, row: str, language: str) -> str:
    """Say how many contacts stay within a group and how many cross, as counts."""
    item = facts.result("bridging_share", row)
    if item is None or facts.mixing is None or np.isnan(item.estimate) or no_opportunity(item):
        return ""
    table = facts.mixing.contacts[facts.rows.index(row)]
    total, within = float(table.sum() / 2), float(np.trace(table) / 2)
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
