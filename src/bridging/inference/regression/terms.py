"""Columns that describe a pair of people by their groups and numbers, for pair regressions.

Each function gives one family of terms of a dyad-independent model of a graph or of contacts:
joined by `join`, they are the design of `fit_logit`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True, eq=False)
class Terms:
    """Named columns: `values` has shape (R, k), one row for each pair."""

    names: tuple[str, ...]
    values: Floats


def join(*terms: Terms) -> Terms:
    """Put terms side by side; names must differ.

    Examples
    --------
    >>> import numpy as np
    >>> group, first, second = np.array([0, 0, 1]), np.array([0, 0, 1]), np.array([1, 2, 2])
    >>> join(edges(3), same(group, first, second)).values.tolist()
    [[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]]
    """
    names = tuple(name for part in terms for name in part.names)
    double = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if double:
        raise OptionError(f"Terms must have different names, and {double[0]!r} is there twice.")
    return Terms(names=names, values=np.concatenate([part.values for part in terms], axis=1))


def edges(n_rows: int) -> Terms:
    """Return a column of ones: how likely any contact is."""
    return Terms(names=("edges",), values=np.ones((n_rows, 1)))


def effects(code: Ints, labels: Sequence[str]) -> Terms:
    """Return one column for each label: 1 where the row has it (sessions, sites, waves)."""
    columns = code[:, np.newaxis] == np.arange(len(labels))
    return Terms(names=tuple(labels), values=columns.astype(float))


def node_factor(
    group: Ints, first: Ints, second: Ints, *, labels: Sequence[str], base: int | None = 0
) -> Terms:
    """Count how many of the two people are of each group: the activity of groups.

    Parameters
    ----------
    group : array of int, shape (P,)
        Group of each person.
    first, second : array of int, shape (R,)
        The two people of each row.
    labels : sequence of str
        Names of the groups.
    base : int or None
        The group that is left out, with which the others are compared; None for none.
    """
    _check_known(group, first, second)
    one, other = group[first], group[second]
    chosen = [g for g in range(len(labels)) if g != base]
    columns = [(one == g).astype(float) + (other == g) for g in chosen]
    names = tuple(f"activity of {labels[g]}" for g in chosen)
    return Terms(names=names, values=_columns(columns, len(first)))


def same(
    group: Ints, first: Ints, second: Ints, *, labels: Sequence[str] = (), diff: bool = False
) -> Terms:
    """Return 1 for a pair of one group; with `diff` a column for each group of `labels`."""
    _check_known(group, first, second)
    alike = group[first] == group[second]
    if not diff:
        return Terms(names=("same",), values=_columns([alike.astype(float)], len(first)))
    columns = [(alike & (group[first] == g)).astype(float) for g in range(len(labels))]
    return Terms(
        names=tuple(f"same {label}" for label in labels), values=_columns(columns, len(first))
    )


def across(group: Ints, first: Ints, second: Ints) -> Terms:
    """Return 1 for a pair of different groups."""
    _check_known(group, first, second)
    crossing = (group[first] != group[second]).astype(float)
    return Terms(names=("across",), values=_columns([crossing], len(first)))


def mixing(
    group: Ints,
    first: Ints,
    second: Ints,
    *,
    labels: Sequence[str],
    directed: bool = False,
    base: tuple[int, int] | None = None,
) -> Terms:
    """Return a column for each cell of the mixing table.

    The cells stand column by column: the group of `first` varies fastest. Undirected, a cell of two
    groups holds both orders and stands once, where the first group comes first in `labels`. `base`
    is the cell that is left out.
    """
    _check_known(group, first, second)
    one, other = group[first], group[second]
    if not directed:
        one, other = np.minimum(one, other), np.maximum(one, other)
    cells = [
        (g, h)
        for h in range(len(labels))
        for g in range(len(labels))
        if (directed or g <= h) and (g, h) != base
    ]
    arrow = "→" if directed else "–"
    return Terms(
        names=tuple(f"{labels[g]}{arrow}{labels[h]}" for g, h in cells),
        values=_columns([((one == g) & (other == h)).astype(float) for g, h in cells], len(first)),
    )


def absolute_difference(values: Floats, first: Ints, second: Ints, *, name: str) -> Terms:
    """Return how far apart the two people are on a number, or on the steps of an ordered line."""
    _check_numbers(values, first, second)
    gap = np.abs(values[first] - values[second])
    return Terms(names=(f"difference in {name}",), values=_columns([gap], len(first)))


def node_covariate(values: Floats, first: Ints, second: Ints, *, name: str) -> Terms:
    """Return the sum of a number over the two people: the activity that goes with it."""
    _check_numbers(values, first, second)
    total = values[first] + values[second]
    return Terms(names=(f"sum of {name}",), values=_columns([total], len(first)))


def _columns(columns: list[Floats], n_rows: int) -> Floats:
    return np.stack(columns, axis=1).astype(float) if columns else np.zeros((n_rows, 0))


def _check_known(group: Ints, first: Ints, second: Ints) -> None:
    """Refuse pairs with an unknown end: unknown is neither the same nor another group."""
    unknown = int(((group[first] < 0) | (group[second] < 0)).sum())
    if unknown:
        raise DataError(
            f"`group` must be known for both people of every row, and it is not in {unknown} rows. "
            "Leave these rows out."
        )


def _check_numbers(values: Floats, first: Ints, second: Ints) -> None:
    missing = int((~np.isfinite(values[first] + values[second])).sum())
    if missing:
        raise DataError(
            f"`values` must be known for both people of every row, and are not in {missing} rows. "
            "Leave these rows out."
        )
