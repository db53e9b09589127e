"""Which units of a study are too small to show, by themselves or beside what was published before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bridging.errors import BridgingError, OptionError, UnknownNameError
from bridging.privacy.cells import cells_of, visits_of
from bridging.privacy.hidden import MINIMUM, NOTHING, Hidden, check_audience, withhold
from bridging.structures.arrays import Floats
from bridging.study import Study

WHOLE = "\0"  # the sum over units, a name that no unit has


def find_hidden(
    study: Study,
    line: str,
    by: str | None = "site",
    *,
    audience: str = "publication",
    minimum: int = MINIMUM,
) -> Hidden:
    """Find which units of a line, and whether its total, are too small to show.

    Parameters
    ----------
    study : Study
    line : str
    by : str or None, default "site"
        What makes the units; None: everything is one.
    audience : {"publication", "team"}
        ``team`` withholds nothing.
    minimum : int, default 6
        The smallest count that is shown; 0 always is.

    Raises
    ------
    OptionError
        The line had other groups when it was published before.
    """
    check_audience(audience, minimum)
    if audience == "team":
        return NOTHING
    if by is None and len(study.sites) > 1:
        # what a report by site withholds must not be had by asking for the total alone
        sites = find_hidden(study, line, "site", audience=audience, minimum=minimum)
        if sites.total:
            return Hidden(units=frozenset(["all"]), total=True)
    units, cells, sizes = cells_of(study, line, by)
    total = cells_of(study, line, None)[1][0] if by is not None else cells.sum(axis=0)
    if not study.earlier:
        return withhold(units, cells, sizes, minimum, total)
    now = _compared(study, line, by)
    changes, held = _together(now, study, line, by), set[str]()
    for then in published_before(study, [line]):
        change, stays = _change(now, then, line, by, minimum)
        changes.append(change)
        held |= stays
    for change in changes:  # more than then, or fewer
        added = np.array([change[unit] for unit in units]).reshape(len(units), -1)
        cells = np.hstack([cells, added, -added])
        total = np.concatenate([total, change[WHOLE], -change[WHOLE]])
    found = withhold(units, cells, sizes, minimum, total, held)
    return replace(found, total=found.total or WHOLE in held)


def published_before(study: Study, lines: Sequence[str]) -> list[Study]:
    """Return what was published before that has sessions of this study, and the lines.

    Raises
    ------
    OptionError
        A line had other groups then.
    """
    opened = set(study.records.tables["sessions"]["session"])
    found = []
    for then in study.earlier:
        if opened.isdisjoint(then.records.tables["sessions"]["session"]):
            continue
        for line in set(lines) & set(then.lines):
            if then.lines[line].groups != study.lines[line].groups:
                raise OptionError(
                    f"The line {line!r} can't be published after an earlier publication: it had "
                    "other groups then. Keep its groups, or publish sessions that are new."
                )
        if set(lines) <= set(then.lines):
            found.append(then)
    return found


def _change(
    now: Mapping[str, Floats], then: Study, line: str, by: str | None, minimum: int
) -> tuple[dict[str, Floats], set[str]]:
    """Return what was added to each unit since, and the units that stay withheld.

    Who was withheld then follows from the numbers of now where they are nearly those of then.
    """
    before = _compared(then, line, by)
    nothing = np.zeros_like(now[WHOLE])
    change = {unit: row - before.get(unit, nothing) for unit, row in now.items()}
    try:
        hidden = find_hidden(then, line, by, minimum=minimum)
    except BridgingError:  # it was not published by such a column
        return change, set()
    gone = {*hidden.units, *([WHOLE] if hidden.total else [])}
    return change, {
        unit
        for unit in gone & set(now)
        if ((np.abs(change[unit]) < minimum) & (now[unit] > 0)).any()
    }


def _together(
    now: Mapping[str, Floats], study: Study, line: str, by: str | None
) -> list[dict[str, Floats]]:
    """Return what earlier publications of different sessions, put together, leave of each unit."""
    parts = published_before(study, [line])
    sessions = [set(part.records.tables["sessions"]["session"]) for part in parts]
    if len(parts) < 2 or sum(map(len, sessions)) > len(set().union(*sessions)):
        return []
    before = [_compared(part, line, by) for part in parts]
    nothing = np.zeros_like(now[WHOLE])
    return [
        {
            unit: row - np.sum([one.get(unit, nothing) for one in before], axis=0)
            for unit, row in now.items()
        }
    ]


def _compared(study: Study, line: str, by: str | None) -> dict[str, Floats]:
    """Return what two publications are compared by: the cells of each unit, and its visits.

    The sum over units is the unit `WHOLE`; of units that the study does not know only that.
    """
    found: dict[str, Floats] = {}
    for column in (by, None):
        try:
            units, cells, _ = cells_of(study, line, column)
        except UnknownNameError:  # the column was not there yet
            continue
        visits = visits_of(study, line, column)
        none = np.zeros(len(study.lines[line].groups))
        rows = [np.append(row, visits.get(u, none)) for u, row in zip(units, cells, strict=True)]
        names = units if column is not None else (WHOLE,)
        found |= dict(zip(names, rows, strict=True))
    return found | ({"all": found[WHOLE]} if by is None else {})
