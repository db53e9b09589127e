"""One result in a plain sentence."""

import math
from collections.abc import Mapping
from typing import Any

from bridging.words.labels import higher_text, measure_label, measure_subject
from bridging.words.method import drawn_of
from bridging.words.numbers import (
    MINUS,
    decimal,
    hundred,
    limit_texts,
    of_hundred,
    p_text,
    percent,
    reads_one,
    whole,
)
from bridging.words.places import NOTHING, note_text
from bridging.words.reasons import all_left_out_text, undefined_text
from bridging.words.texts import TEXTS, check_language, say

NO_SPREAD = 1e-12
SHARES = ("bridging_share", "expected_bridging_share", "blau_unbiased")


def result_sentence(
    result: Any,
    language: str = "en",
    names: Mapping[str, str] = NOTHING,
    where: bool = True,
    brief: bool = False,
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
    brief : bool, default False
        Leave out the interval and p: the value and what chance would give.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    >>> result_sentence(br.estimate("bridging_share", table)[0])
    '20 of 100 contacts cross the line.'
    """
    check_language(language)
    return (place_text(result, names) if where else "") + _body(result, language, brief=brief)


def place_text(result: Any, names: Mapping[str, str] = NOTHING) -> str:
    """Name what a result speaks of, followed by a colon; nothing where it is all there is."""
    parts = [part for part in (result.unit, result.line, result.group) if part not in ("", "all")]
    return ", ".join(names.get(part, part) for part in parts) + ": " if parts else ""


def _body(result: Any, language: str, *, brief: bool) -> str:
    if no_opportunity(result):
        return no_opportunity_text(result, language)
    if not math.isfinite(result.estimate):
        return _no_value(result, language)
    if result.extra.get("difference"):
        return _difference(result, language)
    value = _share_text(result, language) if is_share(result) else _value_text(result, language)
    chance = _chance(result, language)
    sentences = [
        value + (f"; {chance}" if chance else "") + ".",
        "" if brief else _rare(result, language),
        "" if brief else _interval(result, language),
        _no_chance(result, language),
        *(() if is_share(result) else _reading(result.measure, language)),
    ]
    return " ".join(part for part in sentences if part)


def no_opportunity(result: Any) -> bool:
    """Say whether contact across the line was not possible: nobody across it was ever present."""
    return bool(result.extra.get("no_opportunity")) and (result.sizes.contacts or 0) > 0


def no_opportunity_text(result: Any, language: str = "en") -> str:
    """Say that all contacts stayed within a group because there was nobody else to meet."""
    weight = result.options.get("weight", "encounters")
    kind = weight if weight in ("minutes", "pairs") else "contacts"
    number = result.sizes.contacts or 0
    key = f"no_opportunity.{kind}{'_1' if kind == 'contacts' and number == 1 else ''}"
    text = say(key, language, n=whole(number, language))
    if result.measure.name == "bridging_share":
        return text
    label = measure_subject(result.measure, language)
    return f"{text} {say('no_opportunity.value', language, label=label)}"


def _no_value(result: Any, language: str) -> str:
    label, left_out = measure_subject(result.measure, language), result.sizes.left_out
    if result.sizes.contacts == 0 and result.left_out:
        parts = all_left_out_text(left_out, language)
        n = whole(result.left_out, language)
        return say("no_value_left_out", language, label=label, n=n, parts=parts)
    return say("no_value", language, label=label, reason=undefined_text(result, language))


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
    """Say how far other people (or sessions) could have moved the value, or what the test allows."""
    part = result.interval
    if part is None:
        return ""
    if part.undefined:
        return say("no_interval", language, reason=undefined_text(part, language))
    low, high = (_number(result, value, language) for value in (part.low, part.high))
    level = percent(part.level, language)
    text = say(f"other_{drawn_of(part)}", language, level=level, low=low, high=high)
    return text + note_text(part, language)


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


def _rare(result: Any, language: str) -> str:
    """Say how often chance would give as much."""
    null = result.null
    if not speaks_of_choice(result) or not math.isfinite(null.p_value):
        return ""
    often, p = of_hundred(null.p_value, language), p_text(null.p_value, language)
    of = drawn_of(result.interval) if null.by_interval and result.interval else "choice"
    if of != "choice":
        held = "rare" if null.p_value > 1 - result.interval.level else "seldom"
        return say(f"{held}_interval" + (f".{of}" if of != "people" else ""), language, p=p)
    chose = null.model == "partner_rewire"
    key = f"{'rare' if chose else 'rare_dealt'}.{null.alternative}"
    return say(key, language, often=often, p=p)


def _no_chance(result: Any, language: str) -> str:
    if result.null is None or not result.null.undefined:
        return ""
    return say("no_chance", language, reason=undefined_text(result.null, language))


def _reading(measure: Any, language: str) -> tuple[str, str]:
    """Say how to read a value that is no count of a hundred."""
    return _range(measure.range, language), higher_text(measure, language)


def _range(limits: tuple[float, float], language: str) -> str:
    """Say the range where it has two ends; an open end is no help to read a value."""
    if math.isinf(limits[0]) or math.isinf(limits[1]):
        return ""
    low, high = (f"{value:g}".replace("-", MINUS) for value in limits)
    return say("range", language, low=low, high=high)


def _difference(result: Any, language: str) -> str:
    """Say the difference, which part is which, and in which direction it was taken."""
    values = {
        "value": decimal(result.estimate, language),
        "a": decimal(result.extra["a"], language),
        "b": decimal(result.extra["b"], language),
    }
    names = {f"name_{side}": result.extra.get(f"name_{side}", "") for side in ("a", "b")}
    named = all(names.values()) and names["name_a"] != names["name_b"]
    label = measure_label(result.measure, language)
    key = "difference_named" if named else "difference"
    text = say(key, language, label=label, **values, **(names if named else {}))
    part = result.interval
    if part is not None and not part.undefined:
        low, high = limit_texts(part.low, part.high, language)
        level = percent(part.level, language)
        text += f" ({say('interval', language, level=level, low=low, high=high)})"
    return f"{text}."
