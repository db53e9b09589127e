"""One result in a plain sentence."""

import math
from collections.abc import Mapping
from typing import Any

from bridging.words.numbers import MINUS, decimal, hundred, of_hundred, p_text, percent, reads_one
from bridging.words.texts import TEXTS, check_language, say

NOTHING: Mapping[str, str] = {}
NO_SPREAD = 1e-12
SHARES = ("bridging_share", "expected_bridging_share", "blau_unbiased")


def measure_label(measure: Any, language: str = "en") -> str:
    """Return the label of a measure (a `Measure`) in a language."""
    return str(measure.label_nl if language == "nl" else measure.label)


def meaning_text(measure: Any, language: str = "en") -> str:
    """Return what a measure says, in one line; its own summary where there are no words for it."""
    key = f"meaning.{measure.name}"
    return say(key, language) if key in TEXTS[language] else str(measure.summary)


def result_sentence(
    result: Any, language: str = "en", names: Mapping[str, str] = NOTHING, where: bool = True
) -> str:
    """Say a result in one or two plain sentences.

    Parameters
    ----------
    result : Result
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.
    where : bool, default True
        Whether to begin with the unit, line and group.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    >>> result_sentence(br.estimate("bridging_share", table)[0])
    '20 of 100 contacts cross the line.'
    """
    check_language(language)
    return (place_text(result, names) if where else "") + _body(result, language)


def place_text(result: Any, names: Mapping[str, str] = NOTHING) -> str:
    """Name what a result speaks of, followed by a colon; nothing where it is all there is."""
    parts = [part for part in (result.unit, result.line, result.group) if part not in ("", "all")]
    return ", ".join(names.get(part, part) for part in parts) + ": " if parts else ""


def _body(result: Any, language: str) -> str:
    label = measure_label(result.measure, language)
    if not math.isfinite(result.estimate):
        reason = result.undefined_nl if language == "nl" else result.undefined
        return say("no_value", language, label=label, reason=reason or "–")
    if result.extra.get("difference"):
        return _difference(result, language, label)
    value = _share_text(result, language) if is_share(result) else _value_text(result, language)
    chance = _chance(result, language)
    sentences = [value + _interval(result, language) + (f"; {chance}" if chance else "") + "."]
    return " ".join(sentences + _also(result, language))


def is_share(result: Any) -> bool:
    """Say whether a result reads as a count of a hundred."""
    return result.measure.name in SHARES


def _share_text(result: Any, language: str) -> str:
    share = result.estimate
    n, name = of_hundred(share, language), result.measure.name
    if name == "blau_unbiased":
        return say("people_differ", language, n=n)
    if name == "expected_bridging_share":
        return say("even_cross", language, n=n)
    weight = result.options.get("weight", "encounters")
    kind = weight if weight in ("minutes", "pairs") else "contacts"
    return say(f"{kind}_cross{'_1' if reads_one(share) else ''}", language, n=n)


def _value_text(result: Any, language: str) -> str:
    label = measure_label(result.measure, language)
    return say("generic", language, label=label, value=decimal(result.estimate, language))


def _number(result: Any, value: float, language: str) -> str:
    """Write a value on the scale of the sentence: of a hundred, or with decimals."""
    return hundred(value, language) if is_share(result) else decimal(value, language)


def _interval(result: Any, language: str) -> str:
    part = result.interval
    if part is None or part.undefined:
        return ""
    low, high = (_number(result, value, language) for value in (part.low, part.high))
    level = percent(part.level, language)
    return f" ({say('interval', language, level=level, low=low, high=high)})"


def speaks_of_choice(result: Any) -> bool:
    """Say whether the null has a mean and a spread to compare the value with."""
    null = result.null
    return null is not None and not null.undefined and null.sd > NO_SPREAD


def _chance(result: Any, language: str) -> str:
    if not speaks_of_choice(result):
        return ""
    key = f"had.{result.null.model}"
    key = key if key in TEXTS[language] else "had.other"
    had = say(key, language, model=result.null.model)
    n = _number(result, result.null.mean, language)
    return say("would_share" if is_share(result) else "would_value", language, n=n, had=had)


def _also(result: Any, language: str) -> list[str]:
    """Return what follows: how rare it would be, what is missing, how to read the value."""
    parts = []
    null, interval = result.null, result.interval
    if speaks_of_choice(result) and math.isfinite(null.p_value):
        often, p = of_hundred(null.p_value, language), p_text(null.p_value, language)
        parts.append(say(f"rare.{null.alternative}", language, often=often, p=p))
    for part, key in ((interval, "no_interval"), (null, "no_chance")):
        if part is not None and part.undefined:
            reason = part.undefined_nl if language == "nl" else part.undefined
            parts.append(say(key, language, reason=reason))
    if not is_share(result):
        parts += [_range(result.measure.range, language), _higher(result.measure, language)]
    return [part for part in parts if part]


def _range(limits: tuple[float, float], language: str) -> str:
    """Say the range where it has two ends; an open end is no help to read a value."""
    if math.isinf(limits[0]) or math.isinf(limits[1]):
        return ""
    low, high = (f"{value:g}".replace("-", MINUS) for value in limits)
    return say("range", language, low=low, high=high)


def _higher(measure: Any, language: str) -> str:
    return say(f"higher.{measure.higher_means}", language)


def _difference(result: Any, language: str, label: str) -> str:
    value = result.estimate
    a, b = (decimal(result.extra[side], language) for side in ("a", "b"))
    shown = decimal(abs(value), language)
    key = "difference" if value > 0 else "difference_lower" if value < 0 else "difference_none"
    text = say(key, language, label=label, value=shown, a=a, b=b)
    part = result.interval
    if part is not None and not part.undefined:
        low, high = (decimal(limit, language) for limit in (part.low, part.high))
        level = percent(part.level, language)
        text += f" ({say('interval', language, level=level, low=low, high=high)})"
    return f"{text}."
