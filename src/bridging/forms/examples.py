"""Rows that show how a sheet is filled in; what reads the workbook leaves them out."""

import datetime
from collections.abc import Mapping
from typing import Any

from bridging.records.lines import Line
from bridging.words import say

DAY = datetime.date(2026, 3, 5)


def example_rows(table: str, lines: Mapping[str, Line], language: str) -> list[dict[str, Any]]:
    """Return the example rows of a table; the first column says that they are examples.

    Examples
    --------
    >>> example_rows("roles", {}, "en")
    []
    """
    word = say("form.example", language)
    line = next(iter(lines.values()), None)
    rows = _PLACES.get(table, _nothing)(word, language)
    if line is not None and table in ("tallies_present", "tallies_contacts", "reference"):
        rows = _counts(table, word, line)
    if table == "participants":
        for row in rows:
            row |= {one.column: one.groups[0] for one in lines.values()}
    return rows


def _nothing(word: str, language: str) -> list[dict[str, Any]]:
    return []


def _sites(word: str, language: str) -> list[dict[str, Any]]:
    return [
        {"site": word, "name": {"en": "House of the Child", "nl": "Huis van het Kind"}[language]}
    ]


def _sessions(word: str, language: str) -> list[dict[str, Any]]:
    start, end = datetime.time(14), datetime.time(17)
    return [{"session": word, "site": word, "date": DAY, "start": start, "end": end}]


def _participants(word: str, language: str) -> list[dict[str, Any]]:
    role = say("form.role.parent", language)
    return [{"participant": f"{word}{n}", "role": role} for n in ("", " 2")]


def _attendance(word: str, language: str) -> list[dict[str, Any]]:
    arrivals = {"": datetime.time(14, 5), " 2": datetime.time(14, 20)}
    return [
        {"session": word, "participant": f"{word}{n}", "arrival": time}
        for n, time in arrivals.items()
    ]


def _encounters(word: str, language: str) -> list[dict[str, Any]]:
    form, occasion = (say(f"form.code.{code}", language) for code in ("talk", "child"))
    met = {"source": word, "target": f"{word} 2", "initiator": word}
    return [{"session": word, **met, "form": form, "minutes": 10, "occasion": occasion}]


def _log(word: str, language: str) -> list[dict[str, Any]]:
    return [
        {"session": word, "note": {"en": "rain, few people", "nl": "regen, weinig volk"}[language]}
    ]


_PLACES = {
    "sites": _sites,
    "sessions": _sessions,
    "participants": _participants,
    "attendance": _attendance,
    "encounters": _encounters,
    "log": _log,
}


def _counts(table: str, word: str, line: Line) -> list[dict[str, Any]]:
    one, other = line.groups[0], line.groups[-1]
    if table == "tallies_present":
        return [
            {"session": word, "line": line.name, "group": one, "present": 7},
            {"session": word, "line": line.name, "group": other, "present": 5},
        ]
    if table == "tallies_contacts":
        return [
            {
                "session": word,
                "line": line.name,
                "group_a": one,
                "group_b": other,
                "contacts": 4,
            }
        ]
    return [{"site": word, "line": line.name, "group": one, "count": 310}]
