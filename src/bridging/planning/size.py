"""The size of a preference, as odds or as a ratio, and how often a test finds it."""

from collections.abc import Callable
from functools import cache

import numpy as np

from bridging.errors import OptionError, check_choice
from bridging.inference.pvalues import ALTERNATIVES
from bridging.planning.basis import Basis
from bridging.planning.place import check_range
from bridging.planning.signal import Signal, signal

STRONGEST = 4.0  # log odds: fifty-five to one
TOO_FEW = 2.0  # variance of contacts across below which no normal distribution is near
LEAST_VARIANCE = 10.0  # below which it is rough


def signal_of(basis: Basis) -> Callable[[float], Signal]:
    """Return what each odds do to the contacts of one session, remembering what was asked."""

    @cache
    def found(odds: float) -> Signal:
        return signal(basis.kinds(odds), odds)

    return found


def find_size(
    found: Callable[[float], Signal], odds: float | None, ratio: float | None
) -> tuple[float, float]:
    """Return odds and ratio, of which one is given.

    Raises
    ------
    OptionError
        None or both are given, or no preference gives that ratio.
    """
    if (odds is None) == (ratio is None):
        what = "none" if odds is None else "both"
        raise OptionError(f"A plan must have one of `odds` and `ratio`, not {what}.")
    if odds is not None:
        check_range("odds", odds, 0, float("inf"))
        return float(odds), found(float(odds)).ratio
    check_range("ratio", ratio, 0, float("inf"))
    assert ratio is not None
    if found(1.0).chance_variance <= 0:
        return float("nan"), float(ratio)
    low, high = (found(float(np.exp(side * STRONGEST))).ratio for side in (-1, 1))
    if not low < ratio < high:
        raise OptionError(
            f"`ratio` must be one that a preference can give here, from {low:.2f} to {high:.2f}, "
            f"not {ratio!r}. The number of contacts of each person stays as it is."
        )
    return solve(lambda x: found(x).ratio - ratio), float(ratio)


def solve(
    difference: Callable[[float], float], low: float = -STRONGEST, high: float = STRONGEST
) -> float:
    """Return the odds at which a difference is 0, between two log odds."""
    from scipy.optimize import brentq

    return float(np.exp(brentq(lambda x: difference(float(np.exp(x))), low, high, xtol=1e-10)))


def chance_of_finding(
    one: Signal, sessions: int, design: float, significance: float, alternative: str
) -> float:
    """Return how often the test finds it: the excess is normal around its mean.

    The test compares the excess with its standard deviation under chance; the excess varies with
    its own. Both are `design` times as large, as variances, because pairs meet again. NaN
    where the variance under chance is so small that counts are too coarse for this.

    Examples
    --------
    An excess of 1.96 standard deviations is found in half of the cases.

    >>> one = Signal(across=20.0, excess=-3.92, chance_variance=4.0, variance=4.0)
    >>> round(chance_of_finding(one, 1, 1.0, 0.05, "two-sided"), 3)
    0.5
    """
    from scipy.special import ndtr

    if can_move(one, sessions, design) < TOO_FEW:
        return float("nan")
    sides = {"less": (-1,), "greater": (1,), "two-sided": (-1, 1)}[alternative]
    limit = quantile(1 - significance / len(sides)) * np.sqrt(one.chance_variance)
    scale = np.sqrt(sessions / design)
    spread = np.sqrt(max(one.variance, 1e-12))  # 0 where no contact at all crosses
    return float(sum(ndtr((side * one.excess * scale - limit) / spread) for side in sides))


def can_move(one: Signal, sessions: int, design: float) -> float:
    """Return the variance of contacts across by chance, as far as pairs do not repeat each other."""
    return sessions / design * one.chance_variance


def quantile(probability: float) -> float:
    """Return the quantile of the normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def check_test(significance: float, alternative: str) -> None:
    """Refuse a level or alternative that no test has."""
    check_range("significance", significance, 0, 1)
    check_choice("alternative", alternative, ALTERNATIVES)
