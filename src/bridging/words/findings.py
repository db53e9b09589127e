"""Findings, and what makes two chains differ, in plain sentences."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bridging.words.numbers import (
    amount,
    decimal,
    hundred,
    limit_texts,
    near_text,
    of_hundred,
    p_text,
    percent,
    reads_one,
    whole,
)
from bridging.words.reasons import undefined_text
from bridging.words.texts import TEXTS, check_language, say

NOTHING: Mapping[str, str] = {}
MOST_FACTORS = 3
# a factor is told apart where it is at least this share of all that the factors do
WORTH_SAYING = 0.1
LEAST_POINTS = 0.0005


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
        *_needed(item, language, weight),
        _left_out(item, language) if left_out else "",
    ]
    return place + " ".join(sentence for sentence in sentences if sentence)


def finding_short(item: Any, language: str = "en") -> str:
    """Say one finding for a page that has the rule and the place: what stands out first, in counts.

    Then how sure that is, how often anybody could be met, and how much more data would do.

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
            had=say("had.partner_rewire", language),
        ),
        say(
            "finding.per_hundred",
            language,
            n=hundred(item.partner_choice, language),
            interval=_interval(item.interval, language, 0, 100),
            verdict=say(
                f"finding.verdict_{verdicts.get(item.finding, 'wide')}",
                language,
                delta=hundred(item.delta, language),
            ),
        ),
        _at_visits(item, language),
        say("finding.beside", language, within=_within(item, language)),
        *_needed(item, language, "encounters")[-1:],
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _within(item: Any, language: str) -> str:
    return say("finding.within", language, n=whole(round(item.bonding_contacts, 1), language))


def finding_place(item: Any, names: Mapping[str, str] = NOTHING) -> str:
    """Name the unit and the line of a finding, followed by a colon."""
    parts = [names.get(name, name) for name in (item.unit, item.line) if name not in ("", "all")]
    return ", ".join(parts) + ": " if parts else ""


def _lead(item: Any, language: str) -> list[str]:
    """Say the finding itself."""
    had = say("had.partner_rewire", language)
    if item.finding == "bridging":
        return [say("finding.above", language, delta=decimal(item.delta, language), had=had)]
    if item.finding == "little contact across":
        return [say("finding.below", language, had=had)]
    if item.finding == "no opportunity":
        return _no_opportunity(item, language)
    if _has_interval(item):
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
            sentences.append(say("finding.rule_none", language, often=often, p=p))
        return sentences
    rules = {"bridging": "above", "little contact across": "below"}
    rule = f"finding.rule_{rules.get(item.finding, 'wide')}"
    return [
        say("finding.choice", language, value=value, interval=_interval(item.interval, language)),
        say(rule, language, delta=decimal(item.delta, language)),
    ]


def _interval(found: Any, language: str, digits: int = 2, times: float = 1.0) -> str:
    """Write an interval with its level."""
    low, high = limit_texts(found.low, found.high, language, digits, times)
    return say("interval", language, level=percent(found.level, language), low=low, high=high)


def _has_interval(item: Any) -> bool:
    return item.interval is not None and not item.interval.undefined


def _needed(item: Any, language: str, weight: str) -> list[str]:
    """Say what this much data could have told, and how much more would do."""
    sentences = []
    if item.detectable_ratio >= 0.005:
        ratio = decimal(item.detectable_ratio, language)
        sentences.append(say("finding.detectable", language, ratio=ratio))
    if item.more_contacts > 0:
        n = whole(item.more_contacts, language)
        sessions, contacts = (item.sizes.get(name) or 0 for name in ("n_sessions", "n_contacts"))
        if sessions and contacts:
            more = math.ceil(item.more_contacts * sessions / contacts)
            key = f"finding.more_{weight}_sessions"
            sentences.append(say(key, language, n=n, sessions=_sessions(more, language)))
        else:
            sentences.append(say(f"finding.more_{weight}", language, n=n))
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


def comparison_sentences(
    comparison: Any, language: str = "en", *, names: Mapping[str, str] = NOTHING
) -> list[str]:
    """Say each difference of two chains in a paragraph, and at the end how to read them.

    Parameters
    ----------
    comparison : ChainComparison
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    list of str
        One paragraph for each difference: how large it is, the factors that made most of it, and
        what the share would be had the first of these been as in the other. Then how to read them.
    """
    check_language(language)
    paragraphs = [_compared(part, language, names) for part in comparison.parts]
    return [*paragraphs, say("compare.reading", language)] if paragraphs else []


def _compared(part: Any, language: str, names: Mapping[str, str]) -> str:
    name_a, name_b = compared_names(part, names)
    called = {"name_a": name_a, "name_b": name_b}
    place = compared_place(part, language, names)
    if part.undefined:
        reason = part.undefined_nl if language == "nl" else part.undefined
        return place + say("compare.undefined", language, reason=reason, **called)
    where = say(f"chain.where.{part.b.crossing}", language)
    a, b = (
        say(
            "compare.share" + ("_1" if reads_one(side["contacts"]) else ""),
            language,
            n=of_hundred(side["contacts"], language),
            where=where,
            name=name,
        )
        for side, name in ((part.a, name_a), (part.b, name_b))
    )
    points = points_text(part.difference, language)
    sentences = [say("compare.difference", language, a=a, b=b, points=points, **called)]
    labels = main_factors(part)
    sentences.append(_made_by(part, labels, language))
    share = part.counterfactuals.get(labels[0], math.nan) if labels else math.nan
    if math.isfinite(share):
        n, factor = of_hundred(share, language), factor_text(part, labels[0], language)
        told = {"factor": factor, "n": n, "where": where, **called}
        sentences.append(say("compare.counterfactual", language, **told))
    return place + " ".join(sentences)


def compared_names(part: Any, names: Mapping[str, str] = NOTHING) -> tuple[str, str]:
    """Name the two sides of a difference: by their units where these differ, else a and b."""
    units = part.a.unit, part.b.unit
    if units[0] == units[1]:
        return "a", "b"
    return names.get(units[0], units[0]), names.get(units[1], units[1])


def compared_place(part: Any, language: str, names: Mapping[str, str] = NOTHING) -> str:
    """Name the unit both sides share, the line, and the group it is seen from; then a colon."""
    unit = part.b.unit if part.a.unit == part.b.unit else ""
    parts = [names.get(name, name) for name in (unit, part.b.line) if name not in ("", "all")]
    if part.b.group != "all":
        group = names.get(part.b.group, part.b.group)
        parts.append(say("chain.seen_from", language, group=group))
    return ", ".join(parts) + ": " if parts else ""


def main_factors(part: Any) -> list[str]:
    """Return the factors that made most of a difference, the largest first: three at most.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> main_factors(SimpleNamespace(contributions={"timing": 0.01, "uptake": -0.2, "start": 0.05}))
    ['uptake', 'start']
    """
    sizes = {label: abs(value) for label, value in part.contributions.items()}
    least = max(WORTH_SAYING * sum(sizes.values()), LEAST_POINTS)
    ordered = sorted((label for label in sizes if sizes[label] >= least), key=lambda x: -sizes[x])
    return ordered[:MOST_FACTORS]


def factor_text(part: Any, label: str, language: str) -> str:
    """Say what a factor is; of what comes first, whether it is the reference or the visitors."""
    name = part.start if f"compare.factor.{label}" not in TEXTS[language] else label
    return say(f"compare.factor.{name}", language)


def _made_by(part: Any, labels: list[str], language: str) -> str:
    """Say which factors made most of the difference, with their intervals."""
    if not labels:
        return say("compare.none", language)
    said = []
    for label in labels:
        told = {
            "factor": factor_text(part, label, language),
            "points": points_text(part.contributions[label], language),
        }
        limits = part.intervals.get(label)
        if limits is None or limits.undefined:
            said.append(say("compare.part_alone", language, **told))
        else:
            shown = _interval(limits, language, 1, 100)
            said.append(say("compare.part", language, interval=shown, **told))
    others = [value for label, value in part.contributions.items() if label not in labels]
    key = "compare.most" if any(abs(value) >= LEAST_POINTS for value in others) else "compare.all"
    return say(key, language, parts="; ".join(said))


def points_text(difference: float, language: str = "en") -> str:
    """Write a difference of shares in points of a hundred contacts, with its sign.

    Examples
    --------
    >>> points_text(-0.2178), points_text(0.01, "nl")
    ('−21.8 points', '+1,0 punt')
    """
    number = decimal(100 * difference, language, 1)
    sign = "+" if difference > 0 and number.strip("0.,") else ""
    one = "_1" if abs(round(100 * difference, 1)) == 1 else ""
    return say(f"compare.points{one}", language, n=sign + number)
