"""A profile as a table for a terminal, in the language of who reads it."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill, wrap

from bridging.results import Result
from bridging.words import (
    decimal,
    interval_text,
    measure_label,
    p_text,
    percent,
    say,
    undefined_text,
    whole,
)
from bridging.words.places import NOTHING

WIDTH = 79
LABEL = 34
GAP = "  "
DASH = "–"


def profile_text(
    results: Sequence[Result],
    language: str = "en",
    names: Mapping[str, str] = NOTHING,
    tallied: bool = False,
) -> str:
    """Lay results out by line and unit: value, interval, what chance gives, and p.

    Why a number is missing is said under the table.

    Parameters
    ----------
    results : sequence of Result
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.
    tallied : bool, default False
        Whether people were counted without names, so that who came twice counts twice.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    >>> print(profile_text(br.estimate("ei_index", table), "nl"))  # doctest: +NORMALIZE_WHITESPACE
    5 contacten
    maat       waarde
    E-I-index   −0,60
    """
    of: dict[tuple[str, str], list[Result]] = {}
    for item in results:
        of.setdefault((item.line, item.unit), []).append(item)
    parts = [_section(items, language, names, tallied) for items in of.values()]
    if any(item.null is not None and not item.null.undefined for item in results):
        parts.append(fill(say("profile.told", language), WIDTH))
    return "\n\n".join(parts)


def _section(
    items: Sequence[Result], language: str, called: Mapping[str, str], tallied: bool
) -> str:
    """Lay out the results of one line and unit."""
    levels = [item.interval.level for item in items if item.interval is not None]
    level = percent(levels[0] if levels else 0.95, language)
    head = [
        say("profile.measure", language),
        say("profile.value", language),
        say("profile.limits", language, level=level),
        say("profile.chance", language),
        say("profile.p", language),
    ]
    labels = [_label(item, language, called) for item in items]
    rows = [[label, *_cells(item, language)] for label, item in zip(labels, items, strict=True)]
    used = [place for place in range(5) if place < 2 or any(row[place] for row in rows)]
    table = [[row[place] for place in used] for row in [head, *rows]]
    heading = _heading(items, language, called, tallied)
    reasons = _reasons(items, labels, language)
    return "\n".join([*[heading] * bool(heading), *_lines(table), *reasons])


def _heading(
    items: Sequence[Result], language: str, called: Mapping[str, str], tallied: bool
) -> str:
    """Name the line and the unit, and the people and contacts that they rest on."""
    first = items[0]
    places = (called.get(first.line, first.line), called.get(first.unit, first.unit))
    names = [name for name in places if name not in ("", "all")]
    numbers = []
    for key in ("participants", "contacts"):
        known = [n for item in items if (n := getattr(item.sizes, key)) is not None]
        if known:
            counted = "visits" if tallied and key == "participants" else key
            numbers.append(say(f"profile.{counted}", language, n=whole(max(known), language)))
    return ": ".join(part for part in (", ".join(names), ", ".join(numbers)) if part)


def _cells(item: Result, language: str) -> list[str]:
    """Write a result; nothing where it was not asked for, a dash where it has no value."""
    interval, null = item.interval, item.null
    limits = chance = p = ""
    if interval is not None:
        limits = interval_text(interval.low, interval.high, language)
        limits = DASH if interval.undefined or item.undefined else limits
    if null is not None:
        chance = decimal(null.mean, language)
        p = p_text(null.p_value, language).removeprefix("p = ").removeprefix("p ")
    return [decimal(item.estimate, language), limits, chance, p]


def _label(item: Result, language: str, called: Mapping[str, str]) -> str:
    label = measure_label(item.measure, language)
    return label if item.group == "all" else f"{label}, {called.get(item.group, item.group)}"


def _lines(table: Sequence[Sequence[str]]) -> Iterable[str]:
    """Set the columns under each other: names to the left, over several lines, numbers right."""
    names = [wrap(row[0], LABEL, subsequent_indent="  ") or [""] for row in table]
    width = max(len(line) for lines in names for line in lines)
    widths = [max(len(row[place]) for row in table) for place in range(1, len(table[0]))]
    for lines, row in zip(names, table, strict=True):
        numbers = GAP.join(cell.rjust(n) for cell, n in zip(row[1:], widths, strict=True))
        yield f"{lines[0].ljust(width)}{GAP}{numbers}".rstrip()
        yield from lines[1:]


def _reasons(items: Sequence[Result], labels: Sequence[str], language: str) -> Iterable[str]:
    """Say why numbers are missing, once for all that miss one for the same reason."""
    why: dict[str, list[str]] = {}
    for item, label in zip(items, labels, strict=True):
        for part in [item] if item.undefined else [item.interval, item.null]:
            if part is not None and part.undefined:
                why.setdefault(undefined_text(part, language), []).append(label)
    for reason, named in why.items():
        said = f"{DASH} {', '.join(dict.fromkeys(named))}: {reason}"
        yield fill(said, WIDTH, subsequent_indent="  ")
