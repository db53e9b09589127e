"""Numbers as people read them: decimal commas in Dutch, counts of a hundred, p never 0."""

import math
from decimal import ROUND_HALF_UP, Decimal

from bridging.words.texts import say

MINUS = "−"
HUGE = 1e15  # numbers from here on are written with a power of ten
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_DIGITS = 6  # limits nearer to each other, or to 0 or 1, are taken to be there


def decimal(value: float, language: str = "en", digits: int = 2) -> str:
    """Write a number with decimals; an endless one as ∞, none at all as a dash.

    Examples
    --------
    >>> decimal(-0.255, "nl")
    '−0,26'
    >>> decimal(12.5, digits=0)  # a half goes up, as people expect
    '13'
    >>> decimal(1.3e43, "nl", 1)
    '1,3 × 10⁴³'
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if abs(value) >= HUGE:  # as the upper limit of a ratio of which the log is hardly known
        text = _in_powers(abs(float(value)), max(digits, 1))
    else:
        exact = Decimal(repr(round(abs(float(value)), 9)))
        text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
    sign = MINUS if value < 0 and text.strip("0.") else ""
    return sign + (text.replace(".", ",") if language == "nl" else text)


def _in_powers(value: float, digits: int) -> str:
    """Write a number that nobody reads digit by digit."""
    number, _, power = f"{value:.{digits}e}".partition("e+")
    return f"{number} × 10{str(int(power)).translate(RAISED)}"


def whole(value: float, language: str = "en") -> str:
    """Write a count, with its thousands apart; a decimal where it is not whole.

    Examples
    --------
    >>> whole(12345, "nl"), whole(12345, "en"), whole(4.25, "en")
    ('12.345', '12,345', '4.3')
    """
    return amount(value, language, 0 if float(value).is_integer() else 1)


def amount(value: float, language: str = "en", digits: int = 1) -> str:
    """Write a number with its thousands apart, and decimals.

    Examples
    --------
    >>> amount(12345.67), amount(12345.67, "nl"), amount(-1234, digits=0)
    ('12,345.7', '12.345,7', '−1,234')
    """
    text = decimal(value, digits=digits)
    before, point, after = text.partition(".")
    if not before.lstrip(MINUS).isdigit():
        return text
    sign = MINUS if before.startswith(MINUS) else ""
    before = f"{int(before.lstrip(MINUS)):,}"
    if language == "nl":
        before, point = before.replace(",", "."), point and ","
    return f"{sign}{before}{point}{after}"


def near_text(value: float, language: str = "en", digits: int = 2, times: float = 1.0) -> str:
    """Write a share or a ratio so that none but 0 reads 0, and none but 1 reads 1.

    Parameters
    ----------
    value : float
    language : {"en", "nl"}
    digits : int
        Decimals, where they are enough.
    times : float
        What it is written as so many times: 100 for a number of a hundred.

    Examples
    --------
    >>> near_text(0.998), near_text(0.9996, "nl", 0, 100), near_text(0.0004), near_text(1.0)
    ('0.998', 'net onder 100', 'just over 0', '1.00')
    """
    enough = _enough(value, digits, times)
    if enough <= digits + 1:
        return _digits(value, language, enough, times)
    key = "just_under" if value < round(value) else "just_over"
    return say(key, language, n=_digits(round(value), language, 0, times))


def limit_texts(
    low: float, high: float, language: str = "en", digits: int = 2, times: float = 1.0
) -> tuple[str, str]:
    """Write the two ends of an interval so that they differ, and none but 0 or 1 reads so.

    The options are those of `near_text`.

    Examples
    --------
    >>> limit_texts(0.659, 0.663), limit_texts(0.43, 0.998, "nl")
    (('0.659', '0.663'), ('0,43', '0,998'))
    """
    texts = tuple(near_text(value, language, digits, times) for value in (low, high))
    more = digits
    while texts[0] == texts[1] and high - low > 10**-MOST_DIGITS and math.isfinite(high):
        more += 1
        texts = tuple(near_text(value, language, more, times) for value in (low, high))
    return texts[0], texts[1]


def _enough(value: float, digits: int, times: float) -> int:
    """Return the decimals at which a number reads 0 or 1 only if it is."""
    if not math.isfinite(value):
        return digits
    ends = [end for end in (0.0, 1.0) if abs(value - end) > 10**-MOST_DIGITS]
    while any(_digits(value, "en", digits, times) == _digits(e, "en", digits, times) for e in ends):
        digits += 1
    return digits


def _digits(value: float, language: str, digits: int, times: float) -> str:
    return decimal(times * value, language, digits)


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
    return near_text(share, language, 0, 100)


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
    """Write the limits of an interval, see `limit_texts`.

    Examples
    --------
    >>> interval_text(0.43, 0.57)
    '0.43 to 0.57'
    """
    word = "tot" if language == "nl" else "to"
    ends = limit_texts(low, high, language, digits)
    return f"{ends[0]} {word} {ends[1]}"


def day_text(year: int, month: int, day: int, language: str = "en") -> str:
    """Write a date in words.

    Examples
    --------
    >>> day_text(2025, 3, 5, "nl")
    '5 maart 2025'
    """
    return f"{day} {say('months', language).split()[month - 1]} {year}"
