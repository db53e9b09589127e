"""What several observers said of the same things: as ratings, as a table of two, or as counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import DataError, OptionError, check_choice
from bridging.structures.arrays import Floats, Ints

FORMS = ("ratings", "table", "counts")


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratings:
    """What observers said of each subject, in codes.

    Parameters
    ----------
    categories : tuple
        The q categories, in their order.
    counts : array of float, shape (N, q)
        How many observers put each subject in each category.
    codes : array of int, shape (N, R), or None
        The category each observer gave, -1 where there is none; None where it is not known
        which observer gave what.
    clusters : array of int, shape (N,)
        Subjects of the same code are not independent (the pairs of one session).
    ordered : bool
        Whether the order of the categories is known.
    form : {"ratings", "table", "counts"}
        How the ratings were given.
    """

    categories: tuple[Any, ...]
    counts: Floats
    codes: Ints | None
    clusters: Ints
    ordered: bool
    form: str

    @property
    def n_raters(self) -> int:
        """How many observers there were; the most for any subject where they are not told apart."""
        if self.codes is not None:
            return self.codes.shape[1]
        return int(self.counts.sum(axis=1).max(initial=0))

    def of_all_raters(self) -> "Ratings":
        """Keep the subjects that every observer rated."""
        assert self.codes is not None
        keep = (self.codes >= 0).all(axis=1)
        return Ratings(
            categories=self.categories,
            counts=self.counts[keep],
            codes=self.codes[keep],
            clusters=self.clusters[keep],
            ordered=self.ordered,
            form=self.form,
        )


def read_ratings(
    data: Any,
    *,
    form: str = "ratings",
    categories: Sequence[Any] | None = None,
    clusters: Sequence[Any] | None = None,
) -> Ratings:
    """Read ratings of subjects by observers.

    Parameters
    ----------
    data : DataFrame or array
        With ``ratings`` subjects × observers, missing ratings allowed; with ``table`` the subjects
        in each category of one observer (rows) and of another (columns), in whole numbers;
        with ``counts`` subjects × categories: how many observers put the subject there.
    form : {"ratings", "table", "counts"}
    categories : sequence, optional
        All categories that could have been given, in their order; otherwise those that occur, or
        the labels of a table. A category that nobody used matters to Gwet's and to Brennan
        and Prediger's coefficient.
    clusters : sequence of length N, optional
        Subjects with the same value are not independent, such as the pairs of one session.

    Returns
    -------
    Ratings

    Raises
    ------
    OptionError
        An unknown form; categories that repeat or don't fit.
    DataError
        No two dimensions, a value that is no category, counts that can't be.

    Examples
    --------
    >>> found = read_ratings([["talk", "talk"], ["greeting", None]])
    >>> found.categories, found.counts.tolist()
    (('greeting', 'talk'), [[0.0, 2.0], [1.0, 0.0]])
    """
    check_choice("form", form, FORMS)
    if isinstance(data, Ratings):
        return data
    frame = data if isinstance(data, pd.DataFrame) else pd.DataFrame(_two_dimensional(data))
    given = None if categories is None else tuple(categories)
    if given is not None and len(set(given)) < len(given):
        raise OptionError("`categories` must be different, and some repeat. Name each once.")
    if form == "ratings":
        names, codes = _coded(frame, given)
        ordered = given is not None or _numbers(names)
        return _made(names, codes, clusters, ordered, form)
    counts = _whole(frame, form)
    names = given if given is not None else _labels(frame, form)
    if len(names) != counts.shape[1]:
        raise OptionError(
            f"`categories` must name the {counts.shape[1]} columns of `data`, not {len(names)}."
        )
    if form == "table":
        cells = np.argwhere(counts > 0)
        times = counts[counts > 0].astype(np.int64)
        return _made(names, np.repeat(cells, times, axis=0), clusters, True, form)
    return Ratings(
        categories=names,
        counts=counts,
        codes=None,
        clusters=_cluster_codes(clusters, len(counts)),
        ordered=True,
        form=form,
    )


def _two_dimensional(data: Any) -> Any:
    """Return data of two dimensions as an array of objects."""
    array = np.asarray(data, dtype=object)
    if array.ndim != 2:
        raise DataError(
            f"`data` must have two dimensions, not {array.ndim}. Give subjects × observers."
        )
    return array


def _made(
    names: tuple[Any, ...], codes: Ints, clusters: Sequence[Any] | None, ordered: bool, form: str
) -> Ratings:
    counts = (codes[:, :, np.newaxis] == np.arange(len(names))).sum(axis=1)
    return Ratings(
        categories=names,
        counts=counts.astype(float),
        codes=codes,
        clusters=_cluster_codes(clusters, len(codes)),
        ordered=ordered,
        form=form,
    )


def _coded(frame: pd.DataFrame, given: tuple[Any, ...] | None) -> tuple[tuple[Any, ...], Ints]:
    """Return the categories, and the code of each rating (-1 where missing)."""
    values = frame.to_numpy(dtype=object)
    missing = frame.isna().to_numpy(dtype=bool)
    names = given if given is not None else _sorted(set(values[~missing]))
    place = {name: code for code, name in enumerate(names)}
    codes = np.full(values.shape, -1, dtype=np.int64)
    codes[~missing] = [place.get(value, -2) for value in values[~missing]]
    strange = np.flatnonzero((codes == -2).any(axis=1))
    if len(strange):
        raise DataError(
            f"`data` must have ratings from `categories` only; {len(strange)} subjects have others "
            f"(first: row {strange[0]}). Add them to `categories`."
        )
    return names, codes


def _numbers(names: Iterable[Any]) -> bool:
    """Say whether all categories are numbers."""
    return all(isinstance(name, int | float | np.number) for name in names)


def _sorted(values: set[Any]) -> tuple[Any, ...]:
    return tuple(sorted(values) if _numbers(values) else sorted(values, key=str))


def _labels(frame: pd.DataFrame, form: str) -> tuple[Any, ...]:
    """Return the labels of a table's columns, after checking that its rows have the same."""
    columns, rows = list(frame.columns), list(frame.index)
    labelled = rows != list(range(len(rows)))  # otherwise nobody named the rows
    if form == "table" and labelled and rows != columns:
        raise DataError(
            "`data` must have the same categories in its rows and columns, in the same order. "
            "Reindex it, or give `categories`."
        )
    return tuple(columns)


def _whole(frame: pd.DataFrame, form: str) -> Floats:
    """Return counts after checking that they are whole numbers, of a square table where needed."""
    try:
        counts = frame.to_numpy(dtype=float)
    except (TypeError, ValueError):
        counts = np.full((1, 1), np.nan)
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts != np.floor(counts)).any():
        raise DataError(f"`data` must be whole numbers from 0 with form={form!r}.")
    if form == "table" and counts.shape[0] != counts.shape[1]:
        raise DataError(
            f"`data` must have as many rows as columns, not {counts.shape[0]} × {counts.shape[1]}."
            " Rows are the categories of one observer, columns those of the other."
        )
    return counts


def _cluster_codes(clusters: Sequence[Any] | None, size: int) -> Ints:
    """Number the clusters; without, every subject is one."""
    if clusters is None:
        return np.arange(size)
    if len(clusters) != size:
        raise OptionError(
            f"`clusters` must have a value for each of {size} subjects, not {len(clusters)}."
        )
    codes, _ = pd.factorize(np.asarray(clusters, dtype=object), use_na_sentinel=False)
    return np.asarray(codes, dtype=np.int64)
