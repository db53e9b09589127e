"""Lines that a form declares and that nobody has filled in yet."""

from collections.abc import Sequence
from dataclasses import replace

from bridging.errors import suggestion
from bridging.records.columns import Found
from bridging.records.lines import Line
from bridging.records.problems import Problems
from bridging.records.schema import GROUP_COLUMNS, TABLES, plain
from bridging.records.settings import Settings
from bridging.records.text import as_text

PEOPLE = ("participants", "attendance")
NOT_YET = "Line {name} was left out, because nothing is filled in for it."
HINT = "Fill in its column in participants, or count it."


def without_unused_lines(
    settings: Settings, found: Sequence[Found], problems: Problems
) -> Settings:
    """Return settings without the lines that no table holds, which are told.

    A line stays where a column has nearly its name: then a fault says what may be meant.
    """
    there = [str(c) for one in found if one.name in PEOPLE for c in one.frame.columns]
    counted = {name for one in found if one.name in GROUP_COLUMNS for name in _lines_in(one)}
    kept = {
        name: line
        for name, line in settings.lines.items()
        if _is_used(line, there) or name in counted
    }
    for name in settings.lines.keys() - kept.keys():
        problems.add("lines", None, "", NOT_YET.format(name=repr(name)), HINT, "note")
    return replace(settings, lines=kept)


def _is_used(line: Line, there: Sequence[str]) -> bool:
    return bool(line.made) or line.column in there or bool(suggestion(line.column, there))


def _lines_in(found: Found) -> set[str]:
    """Return the lines that a table of counts names."""
    schema = next(column for column in TABLES[found.name].columns if column.name == "line")
    columns = [
        place
        for place, name in enumerate(found.frame.columns)
        if plain(str(name)) in (schema.name, *schema.aliases)
    ]
    return set(as_text(found.frame.iloc[:, columns[0]]).dropna()) if columns else set()
