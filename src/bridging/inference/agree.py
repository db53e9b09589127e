"""One verdict from two: an interval and the p-value of a randomisation test."""

from dataclasses import replace

import numpy as np

from bridging.errors import OptionError
from bridging.inference.jackknife import Interval, interval_p
from bridging.inference.scales import LOG, Scale

WIDENED = "widened to hold the value under chance"


def agree(
    interval: Interval,
    p: float,
    *,
    at: float = 1.0,
    estimate: float | None = None,
    alpha: float | None = None,
    scale: Scale = LOG,
    alternative: str = "two-sided",
) -> tuple[Interval, float]:
    """Return an interval and a p-value that never contradict each other.

    Leaving out people asks what other people would have given, randomisation what the same people
    would have by chance; one can say yes where the other does not. The more careful one is
    followed: p is the larger of the two, and where randomisation does not reject and the interval
    leaves the value under chance out, the limit on that side is moved to that value.

    Parameters
    ----------
    interval : Interval
    p : float
        Of the randomisation test; NaN where there is none.
    at : float, default 1
        The value under chance.
    estimate : float, optional
        The value that the interval is of; its middle on `scale`, if left out.
    alpha : float, optional
        Level of the test; 1 - level of the interval, if left out, and it can't be another.
    scale : Scale
        The scale the interval was made on.
    alternative : {"two-sided", "less", "greater"}
        Of both tests. One-sided, only the limit on the side that is tested is moved.

    Returns
    -------
    tuple of Interval and float
        Two-sided, p is at most alpha exactly where the interval leaves `at` out. Where there is no
        interval p is that of randomisation; where there is no p the interval is as it was.

    Raises
    ------
    OptionError
        An `alpha` that is not that of the interval.

    Examples
    --------
    >>> apart = Interval(low=1.1, high=2.0, std_error=0.2, level=0.95, method="", n_clusters=20)
    >>> held, p = agree(apart, 0.20)
    >>> held.low, held.high, p
    (1.0, 2.0, 0.2)
    """
    level = 1 - interval.level
    if alpha is not None and abs(alpha - level) > 1e-9:
        raise OptionError(f"`alpha` must be that of the interval, {level:g}, not {alpha:g}.")
    if interval.undefined or not np.isfinite(p):
        return interval, p
    together = max(p, interval_p(interval, at, scale, alternative, estimate))
    # a p of exactly alpha rejects: room for the rounding of 1 - 0.95
    if together <= level + 1e-12:
        return interval, together
    low = min(interval.low, at) if alternative != "less" else interval.low
    high = max(interval.high, at) if alternative != "greater" else interval.high
    if (low, high) == (interval.low, interval.high):
        return interval, together
    return replace(interval, low=low, high=high, method=f"{interval.method}, {WIDENED}"), together
