"""Findings in plain sentences."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bridging.words.numbers import (
    amount,
    decimal,
    hundred,
    near_text,
    of_hundred,
    p_text,
    whole,
)
from bridging.words.places import NOTHING, had_text, level_interval, place_text
from bridging.words.reasons import undefined_text
from bridging.words.texts import check_language, say


def finding_sentences(
    findings: Any, language: str = "en", *, names: Mapping[str, str] = NOTHING
) -> list[str]:
    """Say each finding in a paragraph, and at the end how to read them.

    Parameters
    ----------
    findings : Findings
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines and units, where not by their own names.

    Returns
    -------
    list of str
        One paragraph for each finding, in their order, and one on how to read them; none where
        there are no findings.
    """
    check_language(language)
    public = findings.audience == "publication"
    weight = "minutes" if findings.weight == "minutes" else "encounters"
    paragraphs = [
        finding_paragraph(item, language, names=names, weight=weight, left_out=not public)
        for item in findings.items
    ]
    together = [
        say(
            "finding.together",
            language,
            one=names.get(one, one),
            other=names.get(other, other),
            value=decimal(value, language),
        )
        for (one, other), value in findings.consolidation.items()
    ]
    closing = " ".join([say("finding.reading", language), *together])
    return [*paragraphs, closing] if paragraphs else []


def finding_paragraph(
    item: Any,
    language: str = "en",
    *,
    names: Mapping[str, str] = NOTHING,
    weight: str = "encounters",
    left_out: bool = True,
) -> str:
    """Say one finding with the numbers and thresholds it rests on.

    Parameters
    ----------
    item : Finding
    language : {"en", "nl"}
    names : mapping of str to str, optional
    weight : {"encounters", "minutes"}
        What a contact counted.
    left_out : bool, default True
        Whether to say how many contacts can't be counted on the line.
    """
    place = finding_place(item, names)
    if item.finding == "too few people to publish":
        return place + say("finding.withheld", language)
    sentences = [
        *_lead(item, language),
        _at_visits(item, language),
        _seen(item, language, weight),
        *_choice(item, language),
        _edge(item, language),
        *_needed(item, language, weight),
        _left_out(item, language) if left_out else "",
    ]
    return place + " ".join(sentence for sentence in sentences if sentence)


def finding_short(item: Any, language: str = "en") -> str:
    """Say one finding for a page that has the rule and the place: what stands out first, in counts.

    Then how sure that is, how often anybody could be met, and how much more data it would have taken.

    Parameters
    ----------
    item : Finding
    language : {"en", "nl"}
    """
    if item.finding == "no opportunity" or not (_has_interval(item) and item.partner_choice > 0):
        return finding_paragraph(replace(item, unit="all", line=""), language, left_out=False)
    expected = item.bridging_contacts / item.partner_choice
    one = "_1" if item.bridging_contacts == 1 else ""
    verdicts = {"bridging": "above", "little contact across": "below"}
    few = item.interval.note
    sentences = [
        say(
            "finding.counts",
            language,
            name=say(f"finding.{item.finding}", language),
            across=say(
                f"finding.across_encounters{one}",
                language,
                n=whole(round(item.bridging_contacts, 1), language),
            ),
            expected=amount(expected, language, 0 if expected >= 10 else 1),
            had=_had(item, language),
        ),
        say(
            "finding.per_hundred",
            language,
            n=hundred(item.partner_choice, language),
            interval=level_interval(item.interval, language, 0, 100),
            verdict=say(
                f"finding.verdict_{verdicts.get(item.finding, 'few' if few else 'wide')}",
                language,
                delta=hundred(item.delta, language),
            ),
        ),
        _edge(item, language),
        _at_visits(item, language),
        say("finding.beside", language, within=_within(item, language)),
        *_needed(item, language, "encounters")[-1:],
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _had(item: Any, language: str) -> str:
    return had_text(math.isfinite(item.visits_with_someone_across), language)


def _within(item: Any, language: str) -> str:
    return say("finding.within", language, n=whole(round(item.bonding_contacts, 1), language))


def finding_place(item: Any, names: Mapping[str, str] = NOTHING) -> str:
    """Name the unit and the line of a finding, followed by a colon."""
    place = place_text(item.unit, item.line, names)
    return f"{place}: " if place else ""


def _lead(item: Any, language: str) -> list[str]:
    """Say the finding itself."""
    had = _had(item, language)
    if item.finding == "bridging":
        return [say("finding.above", language, delta=decimal(item.delta, language), had=had)]
    if item.finding == "little contact across":
        return [say("finding.below", language, had=had)]
    if item.finding == "no opportunity":
        return _no_opportunity(item, language)
    if _has_interval(item) and not item.interval.note:
        return [say("finding.not_told", language, had=had)]
    return [say("finding.not_told_because", language, reason=_missing(item, language))]


def _no_opportunity(item: Any, language: str) -> list[str]:
    if item.across == "impossible":
        return [say("finding.impossible", language)]
    share = of_hundred(item.visits_with_someone_across, language)
    least = of_hundred(item.least_opportunity, language)
    return [
        say("finding.hardly", language, share=share, least=least),
        say(f"finding.was_{item.across}", language),
    ]


def _missing(item: Any, language: str) -> str:
    """Say what is missing: why there is no interval, or why there is no value."""
    if item.interval is not None and item.reason == item.interval.undefined:
        return undefined_text(item.interval, language)
    return item.reason_nl if language == "nl" else item.reason


def _at_visits(item: Any, language: str) -> str:
    """Say how often somebody from across could be met, where the finding has not said so."""
    share = item.visits_with_someone_across
    if item.finding == "no opportunity" or not math.isfinite(share):
        return ""
    return say("finding.at_visits", language, share=of_hundred(share, language))


def _seen(item: Any, language: str, weight: str) -> str:
    """Say the contacts across the line and within groups side by side."""
    across, within = item.bridging_contacts, item.bonding_contacts
    if across + within == 0:
        return ""
    one = "_1" if across == 1 else ""
    parts = {
        "across": say(f"finding.across_{weight}{one}", language, n=whole(across, language)),
        "within": say("finding.within", language, n=whole(within, language)),
    }
    if not math.isfinite(item.contacts_per_visit):
        return say("finding.seen_no_visits", language, **parts)
    volume = decimal(item.contacts_per_visit, language)
    return say("finding.seen", language, volume=volume, **parts)


def _choice(item: Any, language: str) -> list[str]:
    """Say partner choice with its interval, and what the rule makes of it."""
    if not math.isfinite(item.partner_choice) or item.finding == "no opportunity":
        return []
    value = near_text(item.partner_choice, language)
    if not _has_interval(item):
        sentences = [say("finding.choice_alone", language, value=value)]
        if item.finding == "little contact across":
            often, p = of_hundred(item.p_value, language), p_text(item.p_value, language)
            sentences.append(
                say("finding.rule_none", language, often=often, p=p, had=_had(item, language))
            )
        return sentences
    rules = {"bridging": "above", "little contact across": "below"}
    rule = f"finding.rule_{rules.get(item.finding, 'wide')}"
    interval = level_interval(item.interval, language)
    sentences = [say("finding.choice", language, value=value, interval=interval)]
    if not item.interval.note:
        sentences.append(say(rule, language, delta=decimal(item.delta, language)))
    return sentences


def _edge(item: Any, language: str) -> str:
    """Say where other random draws could give another finding."""
    return say("finding.edge", language) if item.on_edge else ""


def _has_interval(item: Any) -> bool:
    """Say whether there are limits to tell of; no contact across at all rests on its test alone."""
    if item.interval is None or item.interval.undefined:
        return False
    return not (item.interval.note and item.finding == "little contact across")


def _needed(item: Any, language: str, weight: str) -> list[str]:
    """Say what this much data could have told, and how much more telling would have taken."""
    sentences = []
    if item.detectable_ratio >= 0.005:
        ratio = decimal(item.detectable_ratio, language)
        sentences.append(say("finding.detectable", language, ratio=ratio))
    if item.more_contacts > 0:
        n = whole(item.more_contacts, language)
        one = "_1" if item.more_contacts == 1 else ""
        sessions, contacts = (item.sizes.get(name) or 0 for name in ("n_sessions", "n_contacts"))
        if sessions and contacts:
            more = math.ceil(item.more_contacts * sessions / contacts)
            key = f"finding.more_{weight}_sessions{one}"
            text = say(key, language, n=n, sessions=_sessions(more, language))
        else:
            text = say(f"finding.more_{weight}{one}", language, n=n)
        sentences.append(f"{text} {say('finding.beforehand', language)}")
    return sentences


def _left_out(item: Any, language: str) -> str:
    """Say how many contacts can't be counted on the line, in how many sessions."""
    lost, sessions = (item.sizes.get(name) or 0 for name in ("n_left_out", "n_sessions"))
    if not lost:
        return ""
    key = "finding.left_out" + ("_1" if lost == 1 else "")
    number = whole(lost, language)
    return say(key, language, n=number, sessions=_sessions(sessions, language))


def _sessions(number: float, language: str) -> str:
    key = "page.n_sessions" + ("_1" if number == 1 else "")
    return say(key, language, n=whole(number, language))
