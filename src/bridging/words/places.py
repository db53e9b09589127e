"""What chains, findings and comparisons say alike: of which place, and an interval with its level."""

from collections.abc import Mapping
from typing import Any

from bridging.words.numbers import limit_texts, percent
from bridging.words.texts import say

NOTHING: Mapping[str, str] = {}


def place_text(
    unit: str,
    line: str,
    names: Mapping[str, str] = NOTHING,
    *,
    group: str = "all",
    language: str = "en",
) -> str:
    """Name a unit, a line and, of one group, from whom it is seen; what is all goes without saying.

    Examples
    --------
    >>> place_text("house-1", "origin", {"house-1": "The Mill"}, group="newcomers")
    'The Mill, origin, seen from group newcomers'
    """
    parts = [names.get(name, name) for name in (unit, line) if name not in ("", "all")]
    if group != "all":
        parts.append(say("chain.seen_from", language, group=names.get(group, group)))
    return ", ".join(parts)


def level_interval(found: Any, language: str, digits: int = 2, times: float = 1.0) -> str:
    """Write an interval with its level."""
    low, high = limit_texts(found.low, found.high, language, digits, times)
    return say("interval", language, level=percent(found.level, language), low=low, high=high)


def had_text(known: bool, language: str) -> str:
    """Say what chance means: contact with anyone there; `known` says whether presence is known."""
    return say("had.partner_rewire" if known else "had.partner_rewire_contact", language)


def note_text(interval: Any, language: str) -> str:
    """Say what to beware of in an interval, as that there is too little data; mostly nothing."""
    if interval is None:
        return ""
    note = interval.note_nl if language == "nl" else interval.note
    return f" {say('interval_note', language, note=note)}" if note else ""
