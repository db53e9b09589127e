"""Distributions known exactly, and the distribution of sums of independent ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridging.errors import check_choice
from bridging.structures.arrays import Array, Floats, Ints

ALTERNATIVES = ("two-sided", "less", "greater")
MOST_VALUES = 50_000  # of a sum; beyond it, summing exactly takes longer than drawing
NEGLIGIBLE = 1e-290  # chances cut off at both ends, before they become too small to hold


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """The possible values of a statistic, rising, and the chance of each.

    Parameters
    ----------
    values : array of float, shape (V,)
    chances : array of float, shape (V,)
        They sum to 1.

    Examples
    --------
    The number of heads of two coins:

    >>> import numpy as np
    >>> heads = Distribution(values=np.arange(3.0), chances=np.array([0.25, 0.5, 0.25]))
    >>> heads.mean, heads.variance, heads.p_value(2, "greater")
    (1.0, 0.5, 0.25)
    """

    values: Floats
    chances: Floats

    @classmethod
    def of_values(cls, values: Array) -> "Distribution":
        """Return the distribution of equally likely values.

        Values that differ by rounding only are one value: the first of them.
        """
        ordered = np.sort(np.asarray(values, dtype=np.float64))
        near = 1e-9 * max(1.0, float(np.abs(ordered).max(initial=0.0)))
        starts = np.ones(len(ordered), dtype=bool)
        starts[1:] = np.diff(ordered) > near
        times = np.bincount(np.cumsum(starts) - 1)
        return cls(values=ordered[starts], chances=times / len(ordered))

    @property
    def mean(self) -> float:
        """The mean."""
        return float((self.values * self.chances).sum())

    @property
    def variance(self) -> float:
        """The variance."""
        return float(((self.values - self.mean) ** 2 * self.chances).sum())

    def p_value(self, observed: float, alternative: str = "two-sided") -> float:
        """Return the chance of a value at least as extreme as the observed one; never 0.

        Values within a billionth of the observed one count as equal to it; two-sided doubles the
        smaller tail.

        Parameters
        ----------
        observed : float
        alternative : {"two-sided", "less", "greater"}

        Raises
        ------
        OptionError
            Another alternative.
        """
        check_choice("alternative", alternative, ALTERNATIVES)
        near = 1e-9 * max(1.0, abs(observed))
        less = self.chances[self.values <= observed + near].sum()
        greater = self.chances[self.values >= observed - near].sum()
        tails = {"less": less, "greater": greater, "two-sided": 2 * min(less, greater)}
        p = float(max(tails[alternative], np.finfo(float).tiny))
        return 1.0 if p > 1 - 1e-12 else p  # sums of many chances miss 1 by rounding


def distribution_of_sum(chances: Sequence[Floats], *, first: Ints) -> Distribution | None:
    """Return the distribution of the sum of independent whole numbers.

    Parameters
    ----------
    chances : sequence of arrays
        Of each number, the chances of `first`, `first` + 1, ...
    first : array of int, shape (S,)
        The smallest value of each number.

    Returns
    -------
    Distribution or None
        None where the sum has more than 50,000 possible values.

    Notes
    -----
    Sums are made directly, not through Fourier transforms: those leave errors of 1e-16 in every
    chance, which is more than the chances in the tails.

    Examples
    --------
    Two dice: 7 in 6 of 36 throws.

    >>> import numpy as np
    >>> dice = distribution_of_sum([np.full(6, 1 / 6)] * 2, first=np.array([1, 1]))
    >>> dice.values[0], round(36 * dice.chances[5])
    (np.float64(2.0), 6)
    """
    if 1 + sum(len(part) - 1 for part in chances) > MOST_VALUES:
        return None
    parts = [(int(low), np.asarray(part)) for low, part in zip(first, chances, strict=True)]
    parts = parts or [(0, np.ones(1))]
    while len(parts) > 1:  # neighbours together, so that long sums are met few times only
        pairs = zip(parts[0::2], parts[1::2], strict=False)
        last = parts[len(parts) - len(parts) % 2 :]
        parts = [_sum_of_two(one, other) for one, other in pairs] + last
    low, total = parts[0]
    return Distribution(
        values=(low + np.arange(len(total))).astype(np.float64), chances=total / total.sum()
    )


def _sum_of_two(one: tuple[int, Floats], other: tuple[int, Floats]) -> tuple[int, Floats]:
    """Return the smallest value and the chances of the sum of two numbers."""
    total = np.convolve(one[1], other[1])
    there = np.flatnonzero(total > NEGLIGIBLE)
    return one[0] + other[0] + int(there[0]), total[there[0] : there[-1] + 1]


@dataclass(frozen=True, kw_only=True)
class AgainstChance:
    """A statistic beside what chance would give, in closed form.

    Parameters
    ----------
    statistic : float
        The observed value.
    mean, variance : float
        Exact, over all arrangements.
    distribution : Distribution or None
        All values and their chances; None where there are too many to list: draw then.
    undefined, undefined_nl : str
        Why there is no p-value here, else empty.
    """

    statistic: float
    mean: float
    variance: float
    distribution: Distribution | None
    undefined: str = ""
    undefined_nl: str = ""

    @property
    def z_score(self) -> float:
        """How many standard deviations the statistic lies above the mean; NaN if nothing varies."""
        if not self.variance > 0:
            return float("nan")
        return float((self.statistic - self.mean) / np.sqrt(self.variance))

    def p_value(self, alternative: str = "two-sided") -> float:
        """Return the exact p-value; NaN, for the reason given, where there is none."""
        check_choice("alternative", alternative, ALTERNATIVES)
        if self.undefined or self.distribution is None:
            return float("nan")
        return self.distribution.p_value(self.statistic, alternative)


ONE_ARRANGEMENT = (
    "there is only one possible arrangement, so that the data say nothing here",
    "er is maar één verdeling mogelijk, zodat de gegevens hier niets over zeggen",
)
TOO_MANY = (
    "there are too many arrangements to list them all; draws give the p-value",
    "er zijn te veel verdelingen om ze allemaal op te sommen; trekkingen geven de p-waarde",
)
NOT_WHOLE = (
    "the weights are not whole numbers, so that the sums can't be listed; draws give the p-value",
    "de gewichten zijn geen gehele getallen, zodat de sommen niet op te sommen zijn; "
    "trekkingen geven de p-waarde",
)


def against_chance(
    statistic: float,
    mean: float,
    variance: float,
    distribution: Distribution | None,
    reason: tuple[str, str] = TOO_MANY,
) -> AgainstChance:
    """Put a statistic beside chance; say why there is no p-value where there is none."""
    still = variance <= 1e-12 * max(1.0, statistic**2, mean**2)
    if still:
        variance, reason = 0.0, ONE_ARRANGEMENT
    elif distribution is not None:
        reason = ("", "")
    return AgainstChance(
        statistic=statistic,
        mean=mean,
        variance=variance,
        distribution=distribution,
        undefined=reason[0],
        undefined_nl=reason[1],
    )
