"""What makes two chains differ, in plain sentences."""

import math
from collections.abc import Mapping
from typing import Any

from bridging.words.numbers import decimal, of_hundred, reads_one
from bridging.words.places import NOTHING, level_interval, place_text
from bridging.words.texts import TEXTS, check_language, say

MOST_FACTORS = 3
# a factor is told apart where it is at least this share of all that the factors do
WORTH_SAYING = 0.1
LEAST_POINTS = 0.0005


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
    place = place_text(unit, part.b.line, names, group=part.b.group, language=language)
    return f"{place}: " if place else ""


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
            shown = level_interval(limits, language, 1, 100)
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
