"""How many draws are enough: stopping early, and how certain a p-value from draws is."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bridging.errors import OptionError, check_choice
from bridging.inference.pvalues import ALTERNATIVES
from bridging.structures.arrays import Floats


@dataclass(frozen=True, kw_only=True)
class SequentialP:
    """A p-value from draws that stopped once enough had been seen."""

    p_value: float
    n_resamples: int
    n_lost: int
    stopped: bool
    alternative: str


def sequential_p(
    observed: float,
    draws: Iterable[Floats],
    *,
    stop_after: int = 10,
    most: int = 9999,
    alternative: str = "two-sided",
) -> SequentialP:
    """Draw until enough draws are at least as extreme as what was observed.

    Where nothing is going on this stops soon; where little chance is left it goes on, and p has
    many digits (Besag & Clifford 1991). With h draws at least as extreme among the first l, p is
    h / l; where `most` draws hold only g < h, p is (1 + g) / (1 + most).

    Parameters
    ----------
    observed : float
        The statistic; p is NaN where it is NaN.
    draws : iterable of array of float
        The statistics under the null, in blocks, taken one block at a time and no further than
        needed. The result does not depend on the size of the blocks. Draws without a value (NaN)
        do not count.
    stop_after : int, default 10
        The number h of draws at least as extreme, in the tail that is tested (two-sided: in both).
    most : int, default 9999
        Draws to stop at in any case.
    alternative : {"two-sided", "less", "greater"}
        Two-sided doubles the smaller tail.

    Returns
    -------
    SequentialP
        `n_resamples` draws with a value were used, `n_lost` had none; `stopped` says whether it
        was before `most`.

    Raises
    ------
    OptionError
        Numbers of draws that are not whole numbers from 1, or an unknown `alternative`.

    Notes
    -----
    It is as valid as (1 + b) / (1 + m): under the null, p is at most any level α in at most
    a share α of cases. Draws within a billionth of the observed value count as equal to it. Where
    the draws run out before `most`, those that were there are all.

    References
    ----------
    Besag and Clifford (1991), "Sequential Monte Carlo p-values".

    Examples
    --------
    The third draw that is at least 0.8 comes as the sixth: 3 / 6.

    >>> import numpy as np
    >>> draws = np.array([0.9, 0.1, 0.8, 0.2, 0.3, 1.0, 0.4, 0.5])
    >>> found = sequential_p(0.8, [draws], stop_after=3, most=99, alternative="greater")
    >>> found.p_value, found.n_resamples
    (0.5, 6)
    """
    check_choice("alternative", alternative, ALTERNATIVES)
    for name, value in (("stop_after", stop_after), ("most", most)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise OptionError(f"`{name}` must be a whole number from 1, not {value!r}.")
    if not np.isfinite(observed):
        return SequentialP(
            p_value=float("nan"), n_resamples=0, n_lost=0, stopped=False, alternative=alternative
        )
    near = 1e-9 * max(1.0, abs(observed))
    tails = ("less", "greater") if alternative == "two-sided" else (alternative,)
    extreme = dict.fromkeys(tails, 0)
    reached: dict[str, int] = {}  # the draw at which a tail had seen enough
    used = lost = 0
    for block in draws:
        for value in np.asarray(block, dtype=float).tolist():
            if not np.isfinite(value):
                lost += 1
                continue
            used += 1
            for tail in tails:
                beyond = value <= observed + near if tail == "less" else value >= observed - near
                extreme[tail] += beyond
                if extreme[tail] == stop_after:
                    reached.setdefault(tail, used)
            if len(reached) == len(tails) or used == most:
                break
        if len(reached) == len(tails) or used == most:
            break
    p = min(
        stop_after / reached[tail] if tail in reached else (1 + extreme[tail]) / (1 + used)
        for tail in tails
    )
    p = min(1.0, 2 * p) if alternative == "two-sided" else p
    return SequentialP(
        p_value=p if used else float("nan"),
        n_resamples=used,
        n_lost=lost,
        stopped=len(reached) == len(tails) and used < most,
        alternative=alternative,
    )


@dataclass(frozen=True, kw_only=True)
class MonteCarloError:
    """How far a p-value from draws may lie from the one that endless draws would give."""

    std_error: float
    low: float
    high: float
    level: float


def monte_carlo_error(
    p_value: float,
    n_resamples: int,
    *,
    alternative: str = "two-sided",
    confidence_level: float = 0.95,
) -> MonteCarloError:
    """Say how certain a p-value is that rests on a limited number of draws.

    Parameters
    ----------
    p_value : float
        (1 + b) / (1 + m), two-sided twice that (at most 1), as `monte_carlo_p` gives.
    n_resamples : int
        The m draws that have a value: those asked for without those lost.
    alternative : {"two-sided", "less", "greater"}
        Of the test the p-value comes from.
    confidence_level : float, default 0.95

    Returns
    -------
    MonteCarloError
        The standard error, and the interval of Clopper and Pearson from b of m draws; two-sided,
        twice that of the smaller tail, at most 1. NaN where p is NaN.

    Raises
    ------
    OptionError
        A p-value that this number of draws can't give, or a level not between 0 and 1.

    References
    ----------
    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case
    of the binomial".

    Examples
    --------
    None of 99 draws was as extreme: the upper limit is 1 - .025 ** (1 / 99).

    >>> found = monte_carlo_error(0.01, 99, alternative="greater")
    >>> round(found.low, 4), round(found.high, 4), round(found.std_error, 4)
    (0.0, 0.0366, 0.01)
    """
    from scipy.special import betaincinv

    check_choice("alternative", alternative, ALTERNATIVES)
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, int) or n_resamples < 1:
        raise OptionError(f"`n_resamples` must be a whole number from 1, not {n_resamples!r}.")
    if not 0 < confidence_level < 1:
        raise OptionError(f"`confidence_level` must be between 0 and 1, not {confidence_level!r}.")
    if np.isnan(p_value):
        nan = float("nan")
        return MonteCarloError(std_error=nan, low=nan, high=nan, level=confidence_level)
    m, sides = n_resamples, 2 if alternative == "two-sided" else 1
    tail = p_value / sides
    b = round(tail * (1 + m)) - 1
    # 1 stands for every tail of a half or more, so that it need not be a whole number of draws
    if not 0 <= b <= m or (p_value < 1 and abs(tail * (1 + m) - (1 + b)) > 1e-6):
        raise OptionError(
            f"`p_value` must be one that {m} draws can give, not {p_value!r}. "
            "Give the draws that have a value: n_resamples - n_lost."
        )
    outside = (1 - confidence_level) / 2
    low = float(betaincinv(b, m - b + 1, outside)) if b > 0 else 0.0
    high = float(betaincinv(b + 1, m - b, 1 - outside)) if b < m else 1.0
    return MonteCarloError(
        std_error=float(sides * np.sqrt(tail * (1 - tail) / m)),
        low=min(1.0, sides * low),
        high=min(1.0, sides * high),
        level=confidence_level,
    )
