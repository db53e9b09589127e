"""Numbers as people read them: decimal commas in Dutch, counts of a hundred, p never 0."""

import math
from decimal import ROUND_HALF_UP, Decimal

from bridging.words.texts import say

MINUS = "−"


def decimal(value: float, language: str = "en", digits: int = 2) -> str:
    """Write a number with decimals; an endless one as ∞, none at all as a dash.

    Examples
    --------
    >>> decimal(-0.255, "nl")
    '−0,26'
    >>> decimal(12.5, digits=0)  # a half goes up, as people expect
    '13'
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    exact = Decimal(repr(round(abs(float(value)), 9)))
    text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    sign = MINUS if value < 0 and float(text) != 0 else ""
    return sign + (text.replace(".", ",") if language == "nl" else text)


def whole(value: float, language: str = "en") -> str:
    """Write a count, with its thousands apart; a decimal where it is not whole.

    Examples
    --------
    >>> whole(12345, "nl"), whole(12345, "en"), whole(4.25, "en")
    ('12.345', '12,345', '4.2')
    """
    if math.isnan(value):
        return "–"
    if not float(value).is_integer():
        return decimal(value, language, 1)
    text = f"{int(value):,}"
    return text.replace(",", ".") if language == "nl" else text


def percent(share: float, language: str = "en", digits: int = 0) -> str:
    """Write a share as a percentage.

    Examples
    --------
    >>> percent(0.125, "nl", 1)
    '12,5%'
    """
    return "–" if math.isnan(share) else f"{decimal(100 * share, language, digits)}%"


def of_hundred(share: float, language: str = "en") -> str:
    """Write a share as a count of a hundred.

    Examples
    --------
    >>> of_hundred(0.12), of_hundred(0.004), of_hundred(0.999, "nl")
    ('12 of 100', 'fewer than 1 of 100', 'meer dan 99 van de 100')
    """
    n = hundred(share, language)
    if 0 < share < 0.005:
        return say("fewer_than_1", language)
    if 0.995 < share < 1:
        return say("more_than_99", language)
    return say("of_hundred", language, n=n)


def hundred(share: float, language: str = "en") -> str:
    """Write a share as a number of a hundred; with a decimal next to 0 and 100."""
    near = 0 < share < 0.005 or 0.995 < share < 1
    return decimal(100 * share, language, 1 if near else 0)


def reads_one(share: float) -> bool:
    """Say whether a share reads as one of a hundred, which takes a singular verb."""
    return 0.005 <= share < 0.015 and round(100 * share) == 1


def p_text(value: float, language: str = "en") -> str:
    """Write a p-value, which is never 0.

    Examples
    --------
    >>> p_text(0.0004), p_text(0.038, "nl"), p_text(0.472)
    ('p < 0.001', 'p = 0,038', 'p = 0.47')
    """
    if math.isnan(value):
        return "–"
    if value < 0.001:
        return f"p < {decimal(0.001, language, 3)}"
    return f"p = {decimal(value, language, 3 if value < 0.1 else 2)}"


def interval_text(low: float, high: float, language: str = "en", digits: int = 2) -> str:
    """Write the limits of an interval.

    Examples
    --------
    >>> interval_text(0.43, 0.57)
    '0.43 to 0.57'
    """
    word = "tot" if language == "nl" else "to"
    return f"{decimal(low, language, digits)} {word} {decimal(high, language, digits)}"


def day_text(year: int, month: int, day: int, language: str = "en") -> str:
    """Write a date in words.

    Examples
    --------
    >>> day_text(2025, 3, 5, "nl")
    '5 maart 2025'
    """
    return f"{day} {say('months', language).split()[month - 1]} {year}"
