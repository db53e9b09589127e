"""Why contacts were left out, in words."""

from collections.abc import Mapping

from bridging.words.numbers import whole
from bridging.words.texts import TEXTS, check_language, say


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
