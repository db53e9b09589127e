"""Days whose month stands in words, as people type them: wo 5 maart 2026."""

import re

MONTHS = {
    **{"jan": 1, "feb": 2, "maa": 3, "mrt": 3, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6},
    **{"jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12},
}
LONG_MONTHS = {
    *("januari", "februari", "maart", "april", "juni", "juli", "augustus", "september"),
    *("oktober", "november", "december", "january", "february", "march", "june", "july"),
    *("august", "october"),
}
WEEKDAYS = (
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday"
    "|friday|saturday|sunday|ma|di|wo|do|vr|vrij|za|zat|zo|zon|mon|tue|tues|wed|thu|thur|fri|sat|sun"
)
WEEKDAY = re.compile(rf"(?:{WEEKDAYS})\b[.,]?\s+", re.IGNORECASE)
NAMED = re.compile(r"(\d{1,2})[-\s]+([a-zA-Z]{3,9})\.?[-\s]+(\d{4})(?!\d)")


def month_named(word: str) -> int | None:
    """Return the number of a month by its name or the short form of it, in Dutch or English.

    Examples
    --------
    >>> month_named("maart"), month_named("mrt"), month_named("Marta")
    (3, 3, None)
    """
    word = word.lower()
    return MONTHS.get(word[:3]) if len(word) <= 4 or word in LONG_MONTHS else None


def in_numbers(cell: str) -> str:
    """Return a day without its weekday, and with its month as a number; other text as it is.

    Examples
    --------
    >>> in_numbers("wo 5 maart 2026 14:30"), in_numbers("za 7/3/2026"), in_numbers("zo")
    ('2026-3-5 14:30', '7/3/2026', 'zo')
    """
    bare = WEEKDAY.sub("", cell, count=1) if WEEKDAY.match(cell) else cell
    found = NAMED.match(bare)
    month = month_named(found[2]) if found else None
    if found is None or month is None:
        return bare
    return f"{found[3]}-{month}-{found[1]}{bare[found.end() :]}"
