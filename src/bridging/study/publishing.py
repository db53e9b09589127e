"""What was published before, beside what is published now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bridging.errors import DataError, UnknownNameError
from bridging.records import Records

if TYPE_CHECKING:
    from bridging.study.study import Study


def in_turn(studies: Sequence["Study"]) -> tuple["Study", ...]:
    """Return studies, oldest first, that each know of those before them."""
    found: tuple[Study, ...] = ()
    for one in studies:
        found = (*found, replace(one, earlier=found))
    return found


def same_parts(studies: Sequence["Study"], *parts: Any) -> tuple["Study", ...]:
    """Return the same part (as for `Study.select`) of each study that has one, in turn."""
    found: list[Study] = []
    for one in studies:
        try:
            found.append(replace(one, earlier=()).select(*parts))
        except (UnknownNameError, DataError):  # it was not there yet
            continue
    return in_turn(found)


def with_shared_groups(made: Sequence[Records]) -> list[Records]:
    """Return records whose lines have a group of mixed families in all where they have it in one."""
    lines = dict(made[-1].lines)
    for one in made:
        for name in lines.keys() & one.lines.keys():
            if lines[name].groups == one.lines[name].groups[:-1]:
                lines[name] = one.lines[name]
    return [replace(one, lines={**one.lines, **lines}) for one in made]
