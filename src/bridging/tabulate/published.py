"""A table of counts for publication: what few people stand behind is withheld."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from bridging.counting.units import MISSING
from bridging.errors import BridgingError
from bridging.privacy import REASON, find_hidden, withhold
from bridging.structures.arrays import Floats
from bridging.study import Study
from bridging.tabulate.tabulation import NUMBERS, Tabulation

ALL = "all"
TENS = 10  # a count of unknown is published to tens
SEPARATOR = "\x1f"  # a character that no value has


def published(made: Tabulation, study: Study, minimum: int) -> Tabulation:
    """Withhold what few people stand behind: whole columns, never one alone."""
    unit = made.columns or made.by
    if not unit and made.rows not in study.lines:
        unit = (made.rows,)
    frame = made.frame
    label = _joined(frame, unit)
    units = list(dict.fromkeys(label))
    cells = _small_or_not(made, units, label, unit)
    sizes = cells.sum(axis=1)
    reported = _hidden_in_reports(made, study, minimum)
    gone = set(units) if ALL in reported and not unit else reported & set(units)
    hidden = withhold(units, cells, sizes, minimum, None, gone)
    while ALL not in reported and hidden.total and set(hidden.units) < set(units):
        # the sum may stand in another table: more columns go until it gives nothing away
        left = [k for k, name in enumerate(units) if name not in hidden.units]
        gone = {*hidden.units, units[min(left, key=lambda k: (sizes[k] == 0, sizes[k]))]}
        hidden = withhold(units, cells, sizes, minimum, None, gone)
    lost = label.isin(hidden.units).to_numpy()
    shown = frame.copy()
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


def _small_or_not(
    made: Tabulation, units: Sequence[str], label: pd.Series, unit: Sequence[str]
) -> Floats:
    """Return the cells of each unit that may be too small: each row, and everybody, within `by`.

    Unknown is no group: it counts among everybody only. A count of visits by few people is as small
    as the number of people.
    """
    frame = made.frame
    counts = np.minimum(frame["count"], frame["people"].fillna(np.inf)).to_numpy(dtype=float)
    inner, kinds = pd.factorize(
        _joined(frame, [n for n in (made.rows, *made.columns, *made.by) if n not in unit])
    )
    outer, slices = pd.factorize(_joined(frame, [n for n in made.by if n not in unit]))
    rows, everybody = np.zeros((len(units), len(kinds))), np.zeros((len(units), len(slices)))
    place = pd.Index(units).get_indexer(label)
    known = (frame[made.rows] != MISSING).to_numpy()
    rows[place[known], inner[known]] = counts[known]
    np.add.at(everybody, (place, outer), counts)
    return np.column_stack([rows, everybody])


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
