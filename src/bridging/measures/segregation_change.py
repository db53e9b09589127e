"""Why segregation changed: other margins, another structure, units and groups that came or went."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bridging.errors import OptionError
from bridging.measures._information import entropy, information
from bridging.measures._tables import each_place, why_undefined
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS
from bridging.measures.record import measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats

TOLERANCE = 1e-10  # of the fitted margins, relative to each
MOST_ROUNDS = 10_000
TOO_LITTLE_IN_COMMON = "fewer than two units, or groups, have people both before and after"
NO_FIT = "empty cells keep the table of one time from the margins of the other"
PARTS = (
    *("before", "removals", "additions", "group_margin", "unit_margin", "structure"),
    *("after", "change"),
)


def fitted(table: Floats, units: Floats, groups: Floats) -> Floats | None:
    """Scale rows and columns until the table has these margins; None where that does not end.

    The odds ratios of the table stay as they are, and so do its zeros (iterative proportional
    fitting). It ends when every margin is met to a relative tolerance: an absolute one is
    met from the start where there are many small units.

    Examples
    --------
    >>> table = np.array([[4.0, 1.0], [1.0, 4.0]])
    >>> fitted(table, np.array([10.0, 5.0]), np.array([9.0, 6.0])).round(6).tolist()
    [[8.0, 2.0], [1.0, 4.0]]
    """
    for _ in range(MOST_ROUNDS):
        table = table * (units / table.sum(axis=1))[:, np.newaxis]
        table = table * (groups / table.sum(axis=0))
        if np.abs(table.sum(axis=1) / units - 1).max() < TOLERANCE:
            return table
    return None


@measure(
    label="Change of segregation",
    label_nl="Verandering van segregatie",
    formula=r"M_2 - M_1 = \Delta_{removals} + \Delta_{additions} + \Delta_{groups}"
    r" + \Delta_{units} + \Delta_{structure}",
    range=(-np.inf, np.inf),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    gives="table",
    source="elbers2021",
    aliases=("mutual_difference", "segregation_change"),
)
def change_decomposition(before: Composition, *, after: Composition) -> pd.DataFrame:
    """Split a change of M and H into margins, structure, and what came and went.

    Segregation can change because groups grew, because units grew, or because people are
    spread otherwise over the same units. Units and groups with people at both times are
    compared by giving the table of one time the margins of the other, with its odds ratios kept.

    Parameters
    ----------
    before : Composition
        People by unit and group, of shape (..., U, K).
    after : Composition
        People at another time (or in another place), of the same stack; units and groups are
        matched by label.

    Returns
    -------
    DataFrame
        Rows by ``part`` (and per place of a stack), with ``mutual_information``, ``theil_h`` and
        ``undefined`` (why there is no value):

        - ``before``, ``after``, ``change``: the values at both times, and their difference;
        - ``removals``, ``additions``: what leaving out the units and groups that have people at one
          time only changes before, and what adding them changes after;
        - ``group_margin``, ``unit_margin``: what other sizes of groups and of units change;
        - ``structure``: what other odds ratios change. It is the mean of its change with the
          margins of before and with those of after; what each margin changes is the mean over
          both structures and both sizes of the other margin.

        The five parts add up to the change.

    Raises
    ------
    OptionError
        `after` is no Composition, or another stack.

    Notes
    -----
    The fitting is carried on until it has converged; stopped early, the structural part can
    have the wrong sign. Cells that are empty stay empty. Over small units, part of each change is
    chance.

    References
    ----------
    Elbers (2021), "A method for studying differences in segregation across time and space"; Karmel
    and MacLachlan (1988), "Occupational sex segregation: increasing or decreasing?".

    Examples
    --------
    The first unit doubled and nothing else happened: the structure is the same.

    >>> import bridging as br
    >>> before = br.Composition([[4, 1], [1, 4]])
    >>> after = br.Composition([[8, 2], [1, 4]])
    >>> table = br.measures.change_decomposition(before, after=after).set_index("part")
    >>> abs(float(table.loc["structure", "mutual_information"])) < 1e-9
    True
    """
    if not isinstance(after, Composition):
        raise OptionError(f"`after` must be a Composition, not a {type(after).__name__}.")
    if before.counts.shape[:-2] != after.counts.shape[:-2]:
        raise OptionError(
            f"`after` must be a stack of the shape of `before`, {before.counts.shape[:-2]}, "
            f"not {after.counts.shape[:-2]}."
        )
    rows = []
    for (place, one), (_, other) in zip(each_place(before), each_place(after), strict=True):
        values, reasons = _decomposed(one, other)
        for part in PARTS:
            m, h = values.get(part, (np.nan, np.nan))
            rows.append(
                {
                    **place,
                    "part": part,
                    "mutual_information": float(m),
                    "theil_h": float(h),
                    "undefined": reasons.get(part, ""),
                }
            )
    return pd.DataFrame(rows)


def _m_and_h(table: Floats) -> Floats:
    """Return M and H of one table."""
    m = information(table)
    return np.array([m, m / entropy(table.sum(axis=0))])


def _decomposed(one: Composition, other: Composition) -> tuple[dict[str, Floats], dict[str, str]]:
    """Return M and H of each part that has a value, and the reasons for those that have none."""
    values, reasons = {}, {}
    for part, composition in (("before", one), ("after", other)):
        reason = why_undefined((TWO_GROUPS, TWO_UNITS), composition, {})
        if reason:
            reasons[part] = reason
        else:
            values[part] = _m_and_h(composition.counts)
    if reasons:
        why = next(iter(reasons.values()))
        return values, {part: why for part in PARTS if part not in values}
    values["change"] = values["after"] - values["before"]
    first, second = _in_common(one, other)
    if min(first.shape) < 2:
        reasons.update(dict.fromkeys(PARTS[1:6], TOO_LITTLE_IN_COMMON))
        return values, reasons
    values["removals"] = _m_and_h(first) - values["before"]
    values["additions"] = values["after"] - _m_and_h(second)
    margins = _margins_and_structure(first, second)
    if margins is None:
        reasons.update(dict.fromkeys(PARTS[3:6], NO_FIT))
    else:
        values.update(margins)
    return values, reasons


def _in_common(one: Composition, other: Composition) -> tuple[Floats, Floats]:
    """Return the tables of the units and groups that have people in both, in the same order."""
    frames = [c.to_frame() for c in (one, other)]
    units, groups = list(one.units), list(one.groups)
    while True:
        tables = [frame.reindex(index=units, columns=groups, fill_value=0.0) for frame in frames]
        kept_units = [u for u in units if all(table.loc[u].sum() > 0 for table in tables)]
        kept_groups = [g for g in groups if all(table[g].sum() > 0 for table in tables)]
        if kept_units == units and kept_groups == groups:
            first, second = (table.to_numpy(dtype=float) for table in tables)
            return first, second
        units, groups = kept_units, kept_groups


def _margins_and_structure(first: Floats, second: Floats) -> dict[str, Floats] | None:
    """Return what groups, units and structure change; None where a table can't be fitted."""
    tables = [first / first.sum(), second / second.sum()]
    units, groups = ([table.sum(axis=axis) for table in tables] for axis in (1, 0))
    value: dict[tuple[int, int, int], Floats] = {}
    for s, u, g in _cases():
        table = tables[s] if s == u == g else fitted(tables[s], units[u], groups[g])
        if table is None:
            return None
        value[s, u, g] = _m_and_h(table)
    both = [(a, b) for a in (0, 1) for b in (0, 1)]
    structure = [value[1, m, m] - value[0, m, m] for m in (0, 1)]
    by_units = [value[s, 1, g] - value[s, 0, g] for s, g in both]
    by_groups = [value[s, u, 1] - value[s, u, 0] for s, u in both]
    return {
        "structure": np.mean(structure, axis=0),
        "unit_margin": np.mean(by_units, axis=0),
        "group_margin": np.mean(by_groups, axis=0),
    }


def _cases() -> Iterator[tuple[int, int, int]]:
    """Yield structure, units and groups, each of before (0) or after (1)."""
    return ((s, u, g) for s in (0, 1) for u in (0, 1) for g in (0, 1))
