"""Why contacts were left out, and why there is no value, in words."""

from collections.abc import Mapping
from typing import Any

from bridging.words.numbers import whole
from bridging.words.texts import TEXTS, check_language, say

# How a reason of an interval or a null begins, and the key of its plainer words.
PLAINER = {
    "the estimate lies on the edge of its range": "reason.edge",
    "leaving out people changes nothing": "reason.edge",
    "fewer than three people": "reason.few",
    "there is no value without one of the people": "reason.hinges",
    "no session allows more than one arrangement": "reason.one_arrangement",
}


def all_left_out_text(left_out: Mapping[str, float], language: str = "en") -> str:
    """Say why all contacts were left out: a single reason needs no number.

    Examples
    --------
    >>> all_left_out_text({"unknown": 3, "together": 0})
    'of people whose group is not known'
    """
    reasons = [name for name, number in left_out.items() if number]
    if len(reasons) == 1:
        return reason_text(reasons[0], language)
    return left_out_text(left_out, language)


def left_out_text(left_out: Mapping[str, float], language: str = "en") -> str:
    """Say how many contacts were left out and why.

    Examples
    --------
    >>> left_out_text({"unknown": 3, "together": 1})
    '3 of people whose group is not known, 1 between people who came together'
    """
    return ", ".join(
        f"{whole(number, language)} {reason_text(name, language)}"
        for name, number in left_out.items()
        if number
    )


def reason_text(name: str, language: str = "en") -> str:
    """Return the words for a reason; a name without words is shown as it is."""
    check_language(language)
    key = f"left_out.{name}"
    return say(key, language) if key in TEXTS[language] else name


def undefined_text(part: Any, language: str = "en") -> str:
    """Return why a result, interval or null has no value, in plain words where there are any."""
    sizes = getattr(part, "sizes", None)
    if sizes is not None and sizes.contacts == 0 and part.left_out:
        reasons = [reason_text(name, language) for name, n in sizes.left_out.items() if n]
        return say("reason.left_out", language, parts=", ".join(reasons))
    for beginning, key in PLAINER.items():
        if part.undefined.startswith(beginning):
            return say(key, language)
    return str((part.undefined_nl if language == "nl" else part.undefined) or "–")
