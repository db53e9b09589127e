"""Splitting a difference into what each factor brought: Shapley, LMDI, Kitagawa."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError, listed
from bridging.structures.arrays import Floats

MOST_FACTORS = 12  # 4096 values


def shapley_decomposition(
    value: Callable[..., Any], before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    """Split a difference over factors of any kind, as a mean over all orders of changing them.

    Parameters
    ----------
    value : function
        From all factors, by name, to a number or an array: ``value(**before)``.
    before, after : mapping of str to ...
        The factors of the two times (or places), with the same names: numbers, tables, anything
        `value` takes.

    Returns
    -------
    dict of str to float or array
        What each factor brought, in the order of `before`; together ``value(**after) -
        value(**before)`` exactly. NaN where a combination of factors has no value.

    Raises
    ------
    OptionError
        Other names before than after, no factors, or more than 12 (2 to that power values are
        worked out).

    Notes
    -----
    No factor is privileged by being changed first. It works where a step is 0, where
    `lmdi_decomposition` does not.

    References
    ----------
    Shapley (1953), "A value for n-person games"; Shorrocks (2013), "Decomposition procedures for
    distributional analysis: a unified framework based on the Shapley value".

    Examples
    --------
    From 2 · 3 to 4 · 6: of the 18, half of (4 - 2)(3 + 6) and half of (6 - 3)(2 + 4).

    >>> shapley_decomposition(lambda a, b: a * b, {"a": 2, "b": 3}, {"a": 4, "b": 6})
    {'a': 9.0, 'b': 9.0}
    """
    names = list(before)
    if set(names) != set(after) or not names:
        raise OptionError(
            f"`before` and `after` must have the same factors, not {listed(names)} and "
            f"{listed(after)}."
        )
    if len(names) > MOST_FACTORS:
        raise OptionError(
            f"`before` must have {MOST_FACTORS} factors at most, not {len(names)}. "
            "Change some of them together."
        )
    worked_out = {
        changed: np.asarray(
            value(**{k: after[k] if k in changed else before[k] for k in names}), dtype=float
        )
        for size in range(len(names) + 1)
        for changed in map(frozenset, combinations(names, size))
    }
    return {name: _plain(_mean_step(worked_out, name, len(names))) for name in names}


def _mean_step(worked_out: Mapping[frozenset[str], Floats], name: str, number: int) -> Floats:
    """Return what changing one factor adds, as a mean over all orders.

    With s factors changed before it, s! (n-s-1)! of the n! orders take this step.
    """
    steps = [
        (with_it - worked_out[changed - {name}])
        * (factorial(len(changed) - 1) * factorial(number - len(changed)) / factorial(number))
        for changed, with_it in worked_out.items()
        if name in changed
    ]
    return np.sum(steps, axis=0)


def lmdi_decomposition(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Split the difference of two products over their factors, by logarithmic means (LMDI-I).

    Parameters
    ----------
    before, after : mapping of str to float or array of float, shape (...)
        The factors of the two times (or places); their product is what is compared. With an array
        the products are added up over its entries (strata), and so are the parts.

    Returns
    -------
    dict of str to float
        What each factor brought, in the order of `before`: L(B₂, B₁) ln(f₂ / f₁) summed over
        strata, with L(x, y) = (x - y) / ln(x / y). Together the difference exactly.

    Raises
    ------
    DataError
        A factor is 0, below 0 or missing.
    OptionError
        Other names before than after.

    Notes
    -----
    It depends on no order, and adds up over strata. A factor that halves brings minus what it
    brings where it doubles.

    References
    ----------
    Ang (2005), "The LMDI approach to decomposition analysis: a practical guide".

    Examples
    --------
    From 2 · 3 to 4 · 6: both doubled.

    >>> lmdi_decomposition({"a": 2, "b": 3}, {"a": 4, "b": 6})
    {'a': 9.0, 'b': 9.0}
    """
    names = list(before)
    if set(names) != set(after) or not names:
        raise OptionError(
            f"`before` and `after` must have the same factors, not {listed(names)} and "
            f"{listed(after)}."
        )
    one = {name: _positive(name, before[name]) for name in names}
    other = {name: _positive(name, after[name]) for name in names}
    first, second = (np.prod(np.broadcast_arrays(*f.values()), axis=0) for f in (one, other))
    mean = logarithmic_mean(second, first)
    return {name: float((mean * np.log(other[name] / one[name])).sum()) for name in names}


def _positive(name: str, value: Any) -> Floats:
    """Return a factor after checking that it has a logarithm."""
    factor = np.asarray(value, dtype=float)
    if not (np.isfinite(factor) & (factor > 0)).all():
        raise DataError(
            f"Factor {name!r} must be above 0 everywhere for logarithmic means, and is not. "
            "Use shapley_decomposition, which takes factors of 0."
        )
    return factor


def logarithmic_mean(x: Any, y: Any) -> Floats:
    """Return (x - y) / ln(x / y) of numbers above 0, and x where they are the same.

    Examples
    --------
    >>> logarithmic_mean([4.0, 3.0], [2.0, 3.0]).round(4).tolist()
    [2.8854, 3.0]
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    half = np.log(x / y) / 2
    near = np.abs(half) < 1e-8  # sinh(h) / h is 1 there to the last digit
    ratio = np.where(near, 1.0, np.sinh(half) / np.where(near, 1.0, half))
    mean: Floats = np.sqrt(x * y) * ratio
    return mean


@dataclass(frozen=True, kw_only=True, eq=False)
class Kitagawa:
    """A difference of two means over strata, split into composition and rates.

    `composition` and `rate` add up to `difference`; `composition_by` and `rate_by`
    (shape (S,)) are their parts by stratum. The parts of one stratum's composition mean something
    only together with those of the others.
    """

    difference: float
    composition: float
    rate: float
    composition_by: Floats
    rate_by: Floats


def kitagawa_decomposition(
    weights_before: Any, rates_before: Any, weights_after: Any, rates_after: Any
) -> Kitagawa:
    """Split a difference of rates into other shares of the strata and other rates within them.

    Do two sites differ because they hold other kinds of sessions, or because the same kinds of
    sessions go otherwise?

    Parameters
    ----------
    weights_before, weights_after : array of float, shape (S,)
        Shares of the strata (or numbers, which are made shares).
    rates_before, rates_after : array of float, shape (S,)
        The rate in each stratum; NaN only in strata with a weight of 0 both times.

    Returns
    -------
    Kitagawa
        Composition Σ (w₂-w₁)(r₁+r₂)/2 and rate Σ (r₂-r₁)(w₁+w₂)/2: no part is left over.

    Raises
    ------
    DataError
        Other shapes, weights below 0 or all 0, or a stratum without a rate.

    References
    ----------
    Kitagawa (1955), "Components of a difference between two rates".

    Examples
    --------
    >>> found = kitagawa_decomposition([0.6, 0.4], [0.1, 0.3], [0.3, 0.7], [0.15, 0.35])
    >>> round(found.composition, 4), round(found.rate, 4)
    (0.06, 0.05)
    """
    w1, w2 = _shares("weights_before", weights_before), _shares("weights_after", weights_after)
    r1, r2 = (np.asarray(rates, dtype=float) for rates in (rates_before, rates_after))
    if not w1.shape == w2.shape == r1.shape == r2.shape:
        raise DataError(
            "Weights and rates must have one entry for each stratum, before and after alike; "
            f"their shapes are {w1.shape}, {r1.shape}, {w2.shape} and {r2.shape}."
        )
    unused = (w1 == 0) & (w2 == 0)
    if not np.isfinite(np.concatenate([r1[~unused], r2[~unused]])).all():
        raise DataError(
            "Every stratum must have a rate both before and after, and some have none. "
            "Put a stratum that occurs at one time only together with another."
        )
    r1, r2 = np.where(unused, 0.0, r1), np.where(unused, 0.0, r2)
    composition, rate = (w2 - w1) * (r1 + r2) / 2, (r2 - r1) * (w1 + w2) / 2
    return Kitagawa(
        difference=float(w2 @ r2 - w1 @ r1),
        composition=float(composition.sum()),
        rate=float(rate.sum()),
        composition_by=composition,
        rate_by=rate,
    )


def _shares(name: str, weights: Any) -> Floats:
    array = np.asarray(weights, dtype=float)
    if array.ndim != 1 or not np.isfinite(array).all() or (array < 0).any() or array.sum() == 0:
        raise DataError(f"`{name}` must be a row of numbers from 0, and not all 0.")
    return array / array.sum()


def _plain(value: Floats) -> Any:
    """Return a number for an array of one."""
    return value.item() if value.ndim == 0 else value
