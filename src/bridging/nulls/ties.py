"""Ties between people, each pair once, and the people whose group is known."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Ties:
    """Undirected ties, each pair of people once.

    Parameters
    ----------
    a, b : array of int, shape (M,)
        The two ends; it does not matter which is which.
    weight : array of float, shape (M,)
        Weight of each tie; it may be negative.
    n_people : int
        Number of people, with ties or without.
    """

    a: Ints
    b: Ints
    weight: Floats
    n_people: int

    def among(self, kept: npt.NDArray[np.bool_]) -> "Ties":
        """Return the ties that have both ends among the people kept, of shape (P,)."""
        if kept.all():
            return self
        both = kept[self.a] & kept[self.b]
        return replace(self, a=self.a[both], b=self.b[both], weight=self.weight[both])


def collapse_ties(a: Any, b: Any, weight: Any = None, *, n_people: int) -> Ties:
    """Put the contacts of a pair together, their weights added.

    Parameters
    ----------
    a, b : array-like of int, shape (M,)
        The two ends of each contact, in any order.
    weight : array-like of float, shape (M,), optional
        One each, if left out.
    n_people : int
        Number of people.

    Returns
    -------
    Ties
        Sorted by pair.

    Raises
    ------
    DataError
        Arrays that do not fit, a number that is nobody's, a contact of a person with herself, a
        weight that is not finite.

    Examples
    --------
    >>> ties = collapse_ties([0, 2, 1], [1, 1, 0], [1.0, 5.0, 2.0], n_people=3)
    >>> ties.a.tolist(), ties.b.tolist(), ties.weight.tolist()
    ([0, 1], [1, 2], [3.0, 5.0])
    """
    one, two = as_codes("a", a), as_codes("b", b)
    plain = weight is None
    weights = np.ones(len(one)) if plain else np.asarray(weight, dtype=np.float64)
    if not one.shape == two.shape == weights.shape:
        raise DataError(
            f"`a`, `b` and `weight` must have the same length, not {len(one)}, {len(two)} and "
            f"{len(weights)}."
        )
    if not np.isfinite(weights).all():
        raise DataError("`weight` must hold finite numbers; it has missing or infinite ones.")
    low, high = np.minimum(one, two), np.maximum(one, two)
    if len(low) and (low.min() < 0 or high.max() >= n_people):
        raise DataError(f"`a` and `b` must number people from 0 to {n_people - 1}.")
    if (low == high).any():
        raise DataError("`a` and `b` can't be the same person; a contact has two people.")
    key = low * n_people + high
    if (key[1:] > key[:-1]).all():
        return Ties(a=low, b=high, weight=weights, n_people=n_people)
    if plain:
        key.sort()
    else:
        order = np.argsort(key, kind="stable")
        key, weights = key[order], weights[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    summed = np.add.reduceat(weights, first)
    return Ties(a=key[first] // n_people, b=key[first] % n_people, weight=summed, n_people=n_people)


def as_codes(name: str, values: Any) -> Ints:
    """Return whole numbers along one axis, or refuse them."""
    raw = np.asarray(values)
    if raw.ndim != 1 or (raw.dtype.kind not in "iu" and raw.size):
        raise DataError(
            f"`{name}` must be whole numbers along one axis, not {raw.dtype} of the shape "
            f"{raw.shape}."
        )
    return raw.astype(np.int64, copy=False)


def known_people(
    ties: Ties, groups: Any, n_groups: int, strata: Any | None
) -> tuple[Ties, Ints, Ints]:
    """Keep the people of known group, sorted by stratum, with the ties among them.

    Returns
    -------
    ties : Ties
        With people renumbered.
    groups, strata : array of int
        Of the people kept; strata are numbered from 0.
    """
    code = checked_groups(groups, n_groups, ties.n_people)
    stratum = checked_strata(strata, ties.n_people)
    known = code >= 0
    ties = ties.among(known)
    order = np.flatnonzero(known)
    order = order[np.argsort(stratum[order], kind="stable")]
    place = np.zeros(len(code), dtype=np.int64)
    place[order] = np.arange(len(order))
    _, stratum = np.unique(stratum[order], return_inverse=True)
    moved = replace(ties, a=place[ties.a], b=place[ties.b], n_people=len(order))
    return moved, code[order], stratum


def checked_groups(groups: Any, n_groups: int, n_people: int) -> Ints:
    """Return the group of each person, or refuse what does not fit."""
    code = as_codes("groups", groups)
    if len(code) != n_people:
        raise DataError(f"`groups` must have {n_people} values, one a person, not {len(code)}.")
    if len(code) and not -1 <= code.min() <= code.max() < n_groups:
        raise DataError(f"`groups` must be numbered from 0 to {n_groups - 1}, or -1 for unknown.")
    return code


def checked_strata(strata: Any | None, n_people: int) -> Ints:
    """Return the stratum of each person, one for all where there are none."""
    if strata is None:
        return np.zeros(n_people, dtype=np.int64)
    stratum = as_codes("strata", strata)
    if len(stratum) != n_people:
        raise DataError(f"`strata` must have {n_people} values, one a person, not {len(stratum)}.")
    return stratum
