"""The values that a studentised randomisation test does not reject."""

import numpy as np

from bridging.inference.bootstrap_limits import TOO_FEW_DRAWS
from bridging.inference.jackknife import Interval
from bridging.structures.arrays import Floats

INVERTED = "randomisation test inverted"
NO_SPREAD = (
    "dealing again shows no spread",
    "herverdelen toont geen spreiding",
)


def inverted_interval(
    statistic: float,
    draws: Floats,
    deviation: float,
    *,
    at: float = 1.0,
    least: float = 0.0,
    level: float = 0.95,
    clusters: int = 0,
) -> Interval:
    """Make an interval of the values that a studentised randomisation test does not reject.

    The statistic is how far the estimate lies from the value under chance, in standard deviations
    of its own; each draw has its own too, so that the draws say how far such a statistic strays.
    Supposing that it strays as far around another value as around that under chance, the interval
    holds every value from which the estimate lies no further than `level` of the draws do. Where
    draws take few values their quantiles jump, and would end the interval too soon: a limit lies
    at least as far out as draws of the same mean and spread that are normal would put it.

    Parameters
    ----------
    statistic : float
        Of the observed arrangement.
    draws : array of float, shape (R,)
        Of each draw; NaN where there is none.
    deviation : float
        What the observed statistic was divided by, on the scale of the estimate.
    at : float, default 1
        The value under chance.
    least : float, default 0
        The least value there can be.
    level : float
    clusters : int
        How many pairs of people the deviation was summed over, for the result to say.

    Returns
    -------
    Interval
        It leaves `at` out only where the two-sided p-value of the draws is at most 1 - level.
        `std_error` is the spread that the draws give a statistic with this deviation.

    References
    ----------
    Davison and Hinkley (1997), *Bootstrap Methods and their Application*, chapters 4 and 5, for
    studentised statistics and the inversion of tests.

    Examples
    --------
    The observed statistic lies one deviation of 0.1 below chance. The draws lie within 2 either way,
    with a standard deviation of 1.2, of which normal draws would reach 1.96 times as far.

    >>> import numpy as np
    >>> found = inverted_interval(-1.0, np.linspace(-2, 2, 39), 0.1)
    >>> round(found.low, 4), round(found.high, 4)
    (0.6648, 1.1352)
    """
    from scipy.special import ndtri

    known = np.sort(draws[np.isfinite(draws)])
    lost = len(draws) - len(known)
    tail = (1 - level) / 2
    rank = int(np.floor(tail * (len(known) + 1) + 1e-9))
    if rank < 1:
        return Interval.missing(level, INVERTED, *TOO_FEW_DRAWS)
    spread = float(known.std(ddof=1))
    if not spread > 1e-12 or not deviation > 1e-12:
        return Interval.missing(level, INVERTED, *NO_SPREAD)
    z = float(-ndtri(tail))
    below = min(known[rank - 1], known.mean() - z * spread)
    above = max(known[-rank], known.mean() + z * spread)
    # draws within a billionth of the observed count as equal to it, as in the p-value
    low, high = (
        at if abs(statistic - far) <= 1e-9 else float(at + (statistic - far) * deviation)
        for far in (above, below)
    )
    return Interval(
        low=max(low, least),
        high=max(high, least),
        std_error=deviation * spread,
        level=level,
        method=INVERTED,
        n_clusters=clusters,
        n_resamples=len(draws),
        n_lost=lost,
    )
