"""P-values from draws, and the statistic that is compared with them."""

from dataclasses import dataclass, field

import numpy as np

from bridging.errors import check_choice
from bridging.structures.arrays import Floats, Ints

ALTERNATIVES = ("two-sided", "less", "greater")


@dataclass(frozen=True, kw_only=True)
class NullSummary:
    """What chance would give, and how the estimate compares.

    `mean` and `sd` are of the measure itself; the p-value may compare another statistic, such as a
    studentised one. `exact` says that all arrangements were listed, so that p is no estimate.
    `by_interval` says that p is that of the interval, being the larger of the two. `statistic` and
    `draws` are what was compared, as long as several tests are adjusted together; `deviation` is
    what the statistic was divided by, on the scale of the measure.

    `values` are those of the measure itself, for figures: one for each draw that has one, or, with
    their `chances`, all possible ones. Nothing else of a draw is kept.
    """

    model: str
    mean: float
    sd: float
    z_score: float
    p_value: float
    alternative: str
    n_resamples: int
    n_lost: int = 0
    informative_share: float = float("nan")
    undefined: str = ""
    undefined_nl: str = ""
    exact: bool = False
    by_interval: bool = False
    statistic: float = field(default=float("nan"), compare=False)
    draws: Floats | None = field(default=None, repr=False, compare=False)
    deviation: float = field(default=float("nan"), compare=False)
    values: Floats | None = field(default=None, repr=False, compare=False)
    chances: Floats | None = field(default=None, repr=False, compare=False)

    @property
    def monte_carlo_error(self) -> float:
        """Standard error of the p-value that comes from drawing; 0 where p is not drawn."""
        drawn = self.n_resamples - self.n_lost
        if self.exact or self.by_interval or drawn < 1:
            return 0.0
        times = 2 if self.alternative == "two-sided" else 1
        tail = self.p_value / times
        return float(times * np.sqrt(tail * (1 - tail) / (drawn + 1)))


def monte_carlo_p(observed: float, draws: Floats, alternative: str = "two-sided") -> float:
    """Return (1 + b) / (1 + m), where b of m draws are at least as extreme.

    Draws within a billionth of the observed value count as equal to it; two-sided doubles the
    smaller tail. The value is never 0.

    Raises
    ------
    OptionError
        An `alternative` that is not known.

    Examples
    --------
    >>> import numpy as np
    >>> monte_carlo_p(1.0, np.arange(9.0))
    0.6
    """
    check_choice("alternative", alternative, ALTERNATIVES)
    draws = draws[np.isfinite(draws)]
    if not len(draws) or not np.isfinite(observed):
        return float("nan")
    near = 1e-9 * max(1.0, abs(observed))
    less = (1 + (draws <= observed + near).sum()) / (1 + len(draws))
    greater = (1 + (draws >= observed - near).sum()) / (1 + len(draws))
    tails = {"less": less, "greater": greater, "two-sided": min(1.0, 2 * min(less, greater))}
    return float(tails[alternative])


def studentised(residual: Floats, pair: Ints) -> Floats:
    """Return the sum of residuals over its pair-clustered standard deviation, for each row.

    Parameters
    ----------
    residual : array of float, shape (R, M)
        For each arrangement, what each contact adds to the measure beyond what its session would
        by chance.
    pair : array of int, shape (R, M)
        The pair of people of each contact: contacts of a pair in different sessions are not
        independent, so that their residuals are summed before they are squared.

    Returns
    -------
    array of float, shape (R,)
        0 where nothing deviates.
    """
    if residual.shape[1] == 0:
        return np.zeros(len(residual))
    order = np.argsort(pair, axis=1, kind="stable")
    pair = np.take_along_axis(pair, order, axis=1)
    residual = np.take_along_axis(residual, order, axis=1)
    new = np.ones(pair.shape, dtype=bool)
    new[:, 1:] = pair[:, 1:] != pair[:, :-1]
    starts = np.flatnonzero(new)
    sums = np.add.reduceat(residual.ravel(), starts)
    row = starts // pair.shape[1]
    variance = np.bincount(row, weights=sums**2, minlength=len(residual))
    total = residual.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = total / np.sqrt(variance)
    return np.where(variance > 1e-18, t, 0.0)
