"""Checks of the arrays that structures are made of."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def as_numbers(name: str, values: Any, *, whole: bool = False) -> Floats:
    """Return `values` as a read-only float array; refuse text, negative and infinite values.

    NaN is allowed (a count that is not known) unless `whole`.
    """
    try:
        raw = np.array(values)
        if raw.dtype.kind not in "biufO" or any(isinstance(value, str) for value in _objects(raw)):
            raise TypeError("text, dates or complex numbers")
        array = raw.astype(np.float64)
    except (TypeError, ValueError) as error:
        ragged = "inhomogeneous" in str(error)
        expected = "have rows of the same length" if ragged else "hold numbers only"
        raise DataError(f"`{name}` must {expected}.") from None
    if np.isinf(array).any():
        raise DataError(f"`{name}` must hold finite numbers; it has infinite ones.")
    if (array < 0).any():
        raise DataError(
            f"`{name}` must not be negative; the smallest value is {np.nanmin(array):g}."
        )
    if whole and np.isnan(array).any():
        raise DataError(f"`{name}` must not have missing values.")
    array.flags.writeable = False
    return array


def _objects(array: Array) -> Iterable[object]:
    """Return the values of an array of Python objects; nothing for an array of numbers."""
    return array.flat if array.dtype == object else ()


def as_labels(name: str, labels: Iterable[object] | None, size: int, stem: str) -> tuple[str, ...]:
    """Return labels as text; make ``stem 1``, ``stem 2`` ... where there are none."""
    if labels is None:
        return tuple(f"{stem} {i + 1}" for i in range(size))
    result = tuple(str(label) for label in labels)
    if len(result) != size:
        raise DataError(
            f"`{name}` must have {size} labels, one for each along its axis, not {len(result)}."
        )
    if len(set(result)) != size:
        raise DataError(f"`{name}` must be different from each other; a label occurs twice.")
    return result


def index_of(labels: Sequence[str], label: str) -> int:
    """Return the place of a label, for look-ups by users."""
    from bridging.errors import check_known

    check_known("label", label, labels)
    return list(labels).index(label)


BLOCK = 32_768


def pair_counts(code: Ints, source: Ints, target: Ints, weight: Floats, size: int) -> Floats:
    """Count pairs by the codes of their two ends, of shape (size, size).

    A code of -1 is unknown: the pair does not count. Blocks stay in the processor's cache, which
    makes this several times faster on millions of pairs.
    """
    wide = size + 1
    column = np.where(code < 0, size, code).astype(np.intp)
    row = column * wide
    plain = bool((weight == 1).all())
    table = np.zeros(wide * wide)
    for begin in range(0, len(source), BLOCK):
        part = slice(begin, begin + BLOCK)
        key = row.take(source[part])
        key += column.take(target[part])
        weights = None if plain else weight[part]
        table += np.bincount(key, weights=weights, minlength=wide * wide)
    return table.reshape(wide, wide)[:size, :size]
