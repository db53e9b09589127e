"""The lines that forms ask for: those that are given, or two to begin with."""

from collections.abc import Mapping
from typing import Any

from bridging.errors import StudyError
from bridging.records.declared import LANGUAGES, read_lines
from bridging.records.lines import Line
from bridging.records.problems import Faults
from bridging.words import say


def form_lines(lines: Mapping[str, Any] | None, language: str) -> dict[str, Line]:
    """Return the lines of a form, each with groups that can be chosen.

    Raises
    ------
    StudyError
        For lines that can't be understood, or that have no groups.
    """
    if lines is None:
        return {line.name: line for line in _usual(language)}
    faults = Faults()
    read = read_lines(lines, faults)
    for line in read.values():
        if not line.groups:
            faults.add(f"Line {line.name!r} must list its groups, for a form to show them.")
    faults.stop()
    if not read:
        raise StudyError("`lines` must have at least one line, as {'origin': ['a', 'b']}.")
    return read


def _usual(language: str) -> tuple[Line, Line]:
    """Return origin and socio-economic position, in the words of a language."""
    unknown = tuple(dict.fromkeys(("?", *(say("form.unknown", one) for one in LANGUAGES))))
    lines = [
        ({"en": "origin", "nl": "herkomst"}[language], "origin", ("belgian", "foreign")),
        ("ses", "ses", ("low", "middle", "high")),
    ]
    origin, ses = (
        Line(
            name=name,
            label={one: say(f"form.line.{key}", one) for one in LANGUAGES},
            groups=tuple(say(f"form.group.{group}", language) for group in groups),
            group_labels={
                one: tuple(say(f"form.group.{group}", one) for group in groups)
                for one in LANGUAGES
                if one != language
            },
            unknown=unknown,
            ordered=key == "ses",
        )
        for name, key, groups in lines
    )
    return origin, ses


def form_roles(language: str) -> dict[str, tuple[str, ...]]:
    """Return the roles that are no visitors, by class."""
    return {
        "staff": (say("form.role.facilitator", language), say("form.role.volunteer", language)),
        "children": (say("form.role.child", language),),
    }
