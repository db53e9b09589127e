"""Counts as the page shows them: small ones of a page for publication as fewer than so many."""

from bridging.privacy import small
from bridging.words import say, whole

TENS = 10


def count_text(number: float, minimum: int, language: str) -> str:
    """Write a count; one from 1 to minimum − 1 as fewer than the minimum.

    Examples
    --------
    >>> count_text(3, 6, "en"), count_text(3, 1, "en"), count_text(0, 6, "en")
    ('fewer than 6', '3', '0')
    """
    if small(number, minimum):
        return say("page.fewer_than", language, n=minimum)
    return whole(number, language)


def rounded_text(number: float, minimum: int, language: str) -> str:
    """Write a count of a whole site: for publication to tens, so that nothing can be subtracted.

    Examples
    --------
    >>> rounded_text(24, 6, "en"), rounded_text(24, 1, "en"), rounded_text(7, 6, "en")
    ('20', '24', '10')
    """
    if minimum == 1 or small(number, minimum):
        return count_text(number, minimum, language)
    return whole(TENS * round(number / TENS + 1e-9), language)


def counted(key: str, number: float, language: str, text: str = "") -> str:
    """Say a number of things, with a text of its own for one."""
    if number == 1 and not text:
        return say(f"page.{key}_1", language)
    return say(f"page.{key}", language, n=text or whole(number, language))
