"""Every way to deal labels over people, where there are not too many."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError, check_choice
from bridging.nulls.label_counts import TableCounter
from bridging.nulls.label_dealing import people_by_stratum
from bridging.nulls.labelings import labelings, n_labelings
from bridging.nulls.ties import Ties, checked_groups
from bridging.structures.arrays import Array, Floats

MOST_LABELINGS = 1_000_000
MOST_LABELS = 100_000_000  # labelings times people
BLOCK = 500_000  # labels held at once


@dataclass(frozen=True, kw_only=True)
class LabelDistribution:
    """Every table that can come out, and how likely it is.

    Parameters
    ----------
    tables : array of float, shape (U, K, K)
        As of a `MixingMatrix`, the diagonal counted from both ends. With weights that are not whole
        numbers, tables may stand there twice that differ by rounding.
    share : array of float, shape (U,)
        Share of all labelings.
    n_labelings : int
    """

    tables: Floats
    share: Floats
    n_labelings: int

    def p_value(self, values: Floats, observed: float, alternative: str = "two-sided") -> float:
        """Return the share of labelings at least as extreme; two-sided doubles the smaller tail.

        Parameters
        ----------
        values : array of float, shape (U,)
            A measure of each of `tables`.
        observed : float
            The measure of the observed table. It must be one that can come out, so that p is
            never 0; values within a billionth count as equal.
        alternative : {"two-sided", "less", "greater"}

        Returns
        -------
        float
            NaN where the measure has no value for the observed table, or for a table that can come
            out: the share of labelings is not known then.
        """
        check_choice("alternative", alternative, ("two-sided", "less", "greater"))
        values = np.asarray(values, dtype=np.float64)
        if not np.isfinite(observed) or np.isnan(values).any():
            return float("nan")
        near = 1e-9 * max(1.0, abs(observed))
        if not (np.abs(values - observed) <= near).any():
            raise DataError(
                "`observed` must be the value of one of the tables. Compute it on the same contacts."
            )
        less = float(self.share[values <= observed + near].sum())
        greater = float(self.share[values >= observed - near].sum())
        tails = {"less": less, "greater": greater, "two-sided": 2 * min(less, greater)}
        return min(1.0, tails[alternative])


def exact_label_distribution(
    ties: Ties, groups: Any, n_groups: int, *, strata: Any | None = None
) -> LabelDistribution:
    """Count the tables of every labeling, where there are at most a million.

    Parameters
    ----------
    ties, groups, n_groups, strata
        As of `label_tables`.

    Returns
    -------
    LabelDistribution

    Raises
    ------
    OptionError
        More labelings than can be tried; `can_enumerate` says so before.

    Examples
    --------
    Five people, three of them of one group: 10 labelings; in 2 of them one of four ties crosses.

    >>> from bridging.nulls.ties import collapse_ties
    >>> ties = collapse_ties([0, 0, 1, 3], [1, 3, 2, 4], n_people=5)
    >>> found = exact_label_distribution(ties, [0, 0, 0, 1, 1], 2)
    >>> crossing = found.tables[:, 0, 1]
    >>> np.bincount(crossing.astype(int), weights=found.share).round(6).tolist()
    [0.0, 0.2, 0.3, 0.4, 0.1]
    >>> found.p_value(crossing, 1.0, "less")
    0.2
    """
    code = checked_groups(groups, n_groups, ties.n_people)
    if not can_enumerate(code, strata):
        raise OptionError(
            f"`groups` can't be dealt in every way: there are more than {MOST_LABELINGS:,} "
            "labelings, or too many people. Draw them with label_tables."
        )
    counter = TableCounter(ties.among(code >= 0), n_groups)
    merged: dict[bytes, int] = {}
    for labels in every_labeling(code, strata):
        tables, count = np.unique(counter.tables(labels), axis=0, return_counts=True)
        for table, times in zip(tables, count.tolist(), strict=True):
            key = table.tobytes()
            merged[key] = merged.get(key, 0) + times
    number = sum(merged.values())
    tables = np.frombuffer(b"".join(merged)).reshape(-1, n_groups, n_groups)
    return LabelDistribution(
        tables=tables, share=np.array(list(merged.values())) / number, n_labelings=number
    )


def can_enumerate(groups: Any, strata: Any | None = None, *, most: int = MOST_LABELINGS) -> bool:
    """Return whether there are few enough labelings to try every one.

    Examples
    --------
    >>> can_enumerate([0, 1] * 11), can_enumerate([0, 1] * 12)
    (True, False)
    """
    code = np.asarray(groups)
    number = 1
    for people in people_by_stratum(code, strata):
        _, sizes = np.unique(code[people], return_counts=True)
        number *= n_labelings(tuple(sizes.tolist()))
        if number > most:
            return False
    return number * len(code) <= MOST_LABELS


def every_labeling(groups: Any, strata: Any | None = None) -> Iterator[Array]:
    """List every distinct labeling once, in blocks of shape (B, P).

    Examples
    --------
    >>> [labels.tolist() for labels in every_labeling([0, 0, 1, 5], [0, 0, 0, 1])]
    [[[1, 0, 0, 5], [0, 1, 0, 5], [0, 0, 1, 5]]]
    """
    code = np.asarray(groups)
    parts = []
    for people in people_by_stratum(code, strata):
        values, sizes = np.unique(code[people], return_counts=True)
        parts.append((people, values[labelings(tuple(sizes.tolist()))]))
    number = prod(len(ways) for _, ways in parts)
    block = max(1, BLOCK // max(len(code), 1))
    for begin in range(0, number, block):
        rank = np.arange(begin, min(begin + block, number))
        labels = np.repeat(code[np.newaxis], len(rank), axis=0)
        for people, ways in parts:
            rank, way = np.divmod(rank, len(ways))
            labels[:, people] = ways[way]
        yield labels
