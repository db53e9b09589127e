"""A table of counts for publication: what few people stand behind is withheld."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from bridging.counting.units import MISSING
from bridging.errors import BridgingError
from bridging.privacy import REASON, Hidden, find_hidden, published_before, small, withhold
from bridging.study import Study
from bridging.tabulate.linked import Linked
from bridging.tabulate.tabulation import NUMBERS, Tabulation

ALL = "all"
TENS = 10  # a count of unknown is published to tens
SEPARATOR = "\x1f"  # a character that no value has

Count = Callable[[Study], Tabulation]


def published(
    made: Tabulation, study: Study, minimum: int, count: Count, linked: Linked | None = None
) -> Tabulation:
    """Withhold what few people stand behind: whole columns, never one alone.

    Parameters
    ----------
    made : Tabulation
        The whole table.
    study : Study
    minimum : int
    count : function
        Makes the same whole table of an earlier state of the study.
    linked : Linked, optional
        Other tables that were published of the same people.
    """
    unit = _unit(made, study)
    label = _joined(made.frame, unit)
    units = list(dict.fromkeys(label))
    cells = _cells(made, unit, ("count", "people"))
    sizes = cells.sum(axis=1)
    reported = _hidden_in_reports(made, study, minimum)
    gone = set(units) if ALL in reported and not unit else reported & set(units)
    hidden = _by_itself(cells, sizes, minimum, gone, ALL in reported)
    for change, held in _changes(made, study, minimum, count):
        hidden = _since(change, sizes, minimum, {*hidden.units, *(held & set(units))})
    shown = _shown(made, unit, hidden)
    while linked is not None and set(hidden.units) < set(units) and linked.tells(shown):
        gone = {*hidden.units, _smallest(sizes, hidden.units)}
        hidden = _by_itself(cells, sizes, minimum, gone, ALL in reported)
        shown = _shown(made, unit, hidden)
    return shown


def _unit(made: Tabulation, study: Study) -> tuple[str, ...]:
    """Return the columns whose values are shown or withheld as a whole."""
    unit = made.columns or made.by
    return (made.rows,) if not unit and made.rows not in study.lines else unit


def _by_itself(
    cells: pd.DataFrame, sizes: pd.Series, minimum: int, gone: Collection[str], reported: bool
) -> Hidden:
    """Choose the units that are too small, and others so that the sum gives nothing away."""
    units, counts = list(cells.index), cells.to_numpy()
    hidden = withhold(units, counts, sizes.to_numpy(), minimum, None, gone)
    while not reported and hidden.total and set(hidden.units) < set(units):
        # the sum may stand in another table: more columns go until it gives nothing away
        gone = {*hidden.units, _smallest(sizes, hidden.units)}
        hidden = withhold(units, counts, sizes.to_numpy(), minimum, None, gone)
    return hidden


def _since(change: pd.DataFrame, sizes: pd.Series, minimum: int, gone: Collection[str]) -> Hidden:
    """Choose the units that changed by few since an earlier publication.

    Where the sum changed by enough to stand in another table, what is withheld has too.
    """
    units = list(change.index)
    both = np.hstack([change.to_numpy(), -change.to_numpy()])
    hidden = withhold(units, both, sizes.to_numpy(), minimum, None, gone)
    while set(hidden.units) < set(units) and not small(both.sum(axis=0), minimum).any():
        left = both[change.index.isin(list(hidden.units))].sum(axis=0)
        if not small(left, minimum).any():
            break
        gone = {*hidden.units, _smallest(sizes, hidden.units)}
        hidden = withhold(units, both, sizes.to_numpy(), minimum, None, gone)
    return hidden


def _smallest(sizes: pd.Series, gone: Collection[str]) -> str:
    """Return the smallest unit that is left; one of nobody last."""
    left = sizes[~sizes.index.isin(list(gone))]
    return str(min(left.index, key=lambda unit: (left[unit] == 0, left[unit])))


def _changes(
    made: Tabulation, study: Study, minimum: int, count: Count
) -> list[tuple[pd.DataFrame, set[str]]]:
    """Return for each earlier publication what was added since, and what stays withheld."""
    lines = [n for n in (made.rows, *made.columns, *made.by) if n in study.lines]
    unit, found = _unit(made, study), []
    for then in published_before(study, lines):
        try:
            before = count(then)
        except BridgingError:  # there was no such table
            continue
        parts = []
        for name in ("count", "people"):
            now, old = (_cells(one, unit, (name,)) for one in (made, before))
            old = old.reindex(index=now.index, fill_value=0.0)
            columns = now.columns.union(old.columns)
            now, old = (one.reindex(columns=columns, fill_value=0.0) for one in (now, old))
            parts.append((now - old).add_prefix(f"{name} "))
            if name == "count":
                still = ((now - old).abs().lt(minimum) & now.gt(0)).any(axis=1)
        shown = published(before, then, minimum, count).frame
        lost = set(_joined(shown, unit)[(shown["undefined"] == REASON).to_numpy()])
        found.append((pd.concat(parts, axis=1), {u for u in lost if still.get(u, False)}))
    return found


def _shown(made: Tabulation, unit: Sequence[str], hidden: Hidden) -> Tabulation:
    """Return the table without the numbers of the units that are withheld."""
    shown = made.frame.copy()
    lost = _joined(shown, unit).isin(hidden.units).to_numpy()
    for name in NUMBERS[:-1]:
        shown[name] = shown[name].mask(lost)
    shown["undefined"] = shown["undefined"].where(~lost, REASON)
    if lost.any() and unit in ((), (made.rows,)):
        # the shares of other rows, and what they are shares of, would give the sum of those lost
        shown[["n", "share", "ci_low", "ci_high"]] = float("nan")
    # how many are unknown would tell, with two counts of everybody, what was taken away
    unknown = shown[made.rows] == MISSING
    for name in ("count", "people"):
        shown[name] = shown[name].mask(unknown, TENS * (shown[name] / TENS).round())
    return replace(made, frame=shown)


def _joined(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """Return the values of several columns as one; without columns all are one."""
    if not names:
        return pd.Series(ALL, index=frame.index, dtype=object)
    return frame[list(names)].astype(str).agg(SEPARATOR.join, axis=1)


def _cells(made: Tabulation, unit: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """Return the cells of each unit that may be too small: each row, and everybody, within `by`.

    Unknown is no group: it counts among everybody only. A count of visits by few people is as small
    as the number of people, so that of several numbers the smallest counts. The columns of
    everybody begin with 0, others with 1.
    """
    frame = made.frame
    counts = frame[list(numbers)].min(axis=1).fillna(0.0)
    label = _joined(frame, unit)
    inner = _joined(frame, [n for n in (made.rows, *made.columns, *made.by) if n not in unit])
    outer = _joined(frame, [n for n in made.by if n not in unit])
    known = (frame[made.rows] != MISSING).to_numpy()
    parts = pd.DataFrame(
        {
            "unit": pd.concat([label[known], label]),
            "kind": pd.concat(["1" + inner[known], "0" + outer]),
            "count": pd.concat([counts[known], counts]),
        }
    )
    wide = parts.pivot_table(
        index="unit", columns="kind", values="count", aggfunc="sum", fill_value=0.0, sort=False
    )
    return wide.astype(float).reindex(list(dict.fromkeys(label)), fill_value=0.0)


def _hidden_in_reports(made: Tabulation, study: Study, minimum: int) -> set[str]:
    """Return the values of the column that a report withholds, for the lines in the rows."""
    if made.rows not in study.lines or made.of not in ("people", "visits"):
        return set()
    unit = made.columns or made.by
    if len(unit) > 1:
        return set()
    try:
        hidden = find_hidden(study, made.rows, unit[0] if unit else None, minimum=minimum)
    except BridgingError:  # nothing is published by such a column
        return set()
    return set(hidden.units) | ({ALL} if hidden.total else set())
