"""The interval of the diversity of people, by inverting tests over the shares of the groups.

Near an even mix a diversity hardly changes with the shares, so that leaving people out shows
almost no spread. What is uncertain are the shares: their uncertainty is carried over.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bridging.inference.exact import binomial_interval
from bridging.inference.jackknife import Interval
from bridging.structures.arrays import Floats

STEPS = 400  # places along the way to the most and to the least diverse mix
NUDGE = 1e-3  # relative step of the numerical derivatives
METHOD = "test inversion over shares"

Value = Callable[[Floats], Floats]


def diversity_interval(
    estimate: float,
    clusters: Floats,
    value: Value,
    *,
    level: float = 0.95,
    method: str = METHOD,
) -> Interval:
    """Make an interval for the diversity of the people that those who came stand for.

    With two groups the mid-p interval of their share is carried over to the diversity. With more,
    the limits are the diversities under which one as high (as low) as the observed one has the
    chance (1 - level) / 2, along the mixes between the observed one and the most and least
    diverse; the distribution there has three moments of the second-order expansion (Pearson's
    type III), which near an even mix is that of a sum of squares; and they hold the mixes in which
    any one group is at a limit of its own share, for one that was hardly seen could add much. People
    who came as a family count as fewer people: n is divided by the design effect.

    Parameters
    ----------
    estimate : float
        The measure on all people. The interval is made to hold it: an unbiased measure can
        lie above what any population reaches.
    clusters : array of float, shape (C, K)
        People of each cluster (person, family, session) by group; or (1, K), all people as one
        row, where every person is a cluster of its own.
    value : callable
        The measure of a population with given shares or any multiple of them, of shape (..., K), as
        an array (...).

    Returns
    -------
    Interval
        `std_error` is that of the second-order expansion at the observed shares.

    References
    ----------
    Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data"; Rao and Scott (1981), "The analysis of categorical
    data from complex sample surveys"; DiCiccio and Romano (1990), "Nonparametric confidence limits
    by resampling methods and least favorable families".

    Examples
    --------
    Of 14 people 7 are of each group: the share lies between .25 and .75, so the chance that two
    people differ between 2 · .25 · .75 and 1/2.

    >>> import numpy as np
    >>> found = diversity_interval(
    ...     0.5, np.array([[7.0, 7.0]]),
    ...     lambda p: 1 - (p**2).sum(axis=-1) / p.sum(axis=-1) ** 2)
    >>> round(found.low, 2), round(found.high, 2)
    (0.38, 0.5)
    """
    sizes = clusters.sum(axis=0)
    number = int(sizes.sum()) if len(clusters) == 1 else len(clusters)
    if number < 3:
        return Interval.missing(
            level,
            method,
            "fewer than three people (or clusters) to tell the spread from",
            "minder dan drie personen (of clusters) om de spreiding uit af te leiden",
        )
    if (sizes > 0).sum() == 1 and len(sizes) > 2:
        return Interval.missing(
            level,
            method,
            "only one of several groups was seen, so that the data do not say how the others "
            "would spread",
            "er werd maar één van meerdere groepen gezien, zodat de gegevens niet zeggen hoe de "
            "andere zich zouden verdelen",
        )
    people, shares = effective_people(clusters), sizes / sizes.sum()
    low, high = limits_at(clusters, value)(level)
    spread = _moments(_smoothed(shares, people)[np.newaxis], people, value)
    return Interval(
        low=min(low, estimate),
        high=max(high, estimate),
        std_error=float(spread.deviation[0]),
        level=level,
        method=method,
        n_clusters=number,
    )


def limits_at(clusters: Floats, value: Value) -> Callable[[float], tuple[float, float]]:
    """Return a function that gives the limits of the diversity at any level.

    Parameters are those of `diversity_interval`.
    """
    shares, people = clusters.sum(axis=0) / clusters.sum(), effective_people(clusters)
    if len(shares) == 2:
        return lambda level: _of_two_groups(shares, people, value, level)
    return _of_more_groups(shares, people, value)


def effective_people(clusters: Floats) -> float:
    """Return how many people, each drawn alone, would tell as much about the shares.

    n over the design effect of the shares: their variance between clusters over that of people
    drawn alone, and at least 1.

    Examples
    --------
    Four families of two, each of one group: as good as four people, less one for the mean.

    >>> import numpy as np
    >>> effective_people(np.array([[2.0, 0], [2, 0], [0, 2], [0, 2]]))
    3.0
    """
    each = clusters.sum(axis=1)
    people, number = float(each.sum()), len(clusters)
    if number == 1 or (each == 1).all():
        return people
    shares = clusters.sum(axis=0) / people
    alone = float((shares * (1 - shares)).sum()) / people
    if alone > 0:
        residual = (clusters - shares * each[:, np.newaxis]) / people
        effect = number / (number - 1) * float((residual**2).sum()) / alone
    else:
        effect = float((each**2).sum()) / people  # all of one group: families are all alike
    return people / max(effect, 1.0)


def _of_two_groups(
    shares: Floats, people: float, value: Value, level: float
) -> tuple[float, float]:
    """Carry the interval of the first group's share over."""
    low, high = binomial_interval(shares[0] * people, people, level=level, mid_p=True)
    between = np.linspace(low, high, STEPS + 1)
    if low <= 0.5 <= high:
        between = np.append(between, 0.5)
    found = value(np.stack([between, 1 - between], axis=-1))
    return float(found.min()), float(found.max())


def _of_more_groups(
    shares: Floats, people: float, value: Value
) -> Callable[[float], tuple[float, float]]:
    """Test each diversity along a way from the least to the most diverse mix."""
    size = len(shares)
    start = _smoothed(shares, people)
    ends = np.zeros(size)
    ends[[0, -1]] = 0.5
    most = max(np.full(size, 1 / size), ends * (1 - 1e-6) + 1e-6 / size, key=value)
    # everybody in the group that lowers the diversity most: the largest, or (ordered) the median
    least = np.eye(size)[int(np.argmin(_derivatives(start[np.newaxis], value)[0]))]
    step = np.linspace(0, 1, STEPS + 1)[:, np.newaxis]
    down = (1 - 0.999 * step[:0:-1]) * start + 0.999 * step[:0:-1] * least
    way = np.concatenate([down, (1 - step) * start + step * most])
    truth, spread, observed = value(way), _moments(way, people, value), float(value(shares))
    # more even than half of the samples from the most diverse mix: taken as in their middle
    middle = spread.at(-1).median()
    as_high = 1 - spread.chance_below(min(observed, middle))
    as_low = spread.chance_below(observed)

    def limits(level: float) -> tuple[float, float]:
        tail = (1 - level) / 2
        low = _crossing(truth, as_high, tail)
        high = -_crossing(-truth[::-1], as_low[::-1], tail)
        alone = value(_one_group_moved(shares, people, level))
        return min(low, float(alone.min())), max(high, float(alone.max()))

    return limits


def _one_group_moved(shares: Floats, people: float, level: float) -> Floats:
    """Return the mixes with one group at a limit of its share, the others in proportion.

    Where the measure is about straight these lie inside its limits; where a group that was hardly
    seen, or not at all, could add much, they do not.
    """
    mixes = []
    for k, share in enumerate(shares):
        rest = np.delete(shares, k)
        for limit in binomial_interval(share * people, people, level=level, mid_p=True):
            mixes.append(np.insert(rest / rest.sum() * (1 - limit), k, limit))
    return np.array(mixes)


def _smoothed(shares: Floats, people: float) -> Floats:
    """Give groups that were not seen a small share, as half a person (Jeffreys)."""
    return np.asarray((shares * people + 0.5) / (people + 0.5 * len(shares)))


def _crossing(truth: Floats, chance: Floats, tail: float) -> float:
    """Return the first truth whose chance reaches the tail, interpolated; the last if none."""
    enough = np.flatnonzero(chance >= tail)
    if not len(enough):
        return float(truth[-1])
    first = int(enough[0])
    if first == 0:
        return float(truth[0])
    part = (tail - chance[first - 1]) / (chance[first] - chance[first - 1])
    return float(truth[first - 1] + part * (truth[first] - truth[first - 1]))


@dataclass(frozen=True)
class _Spread:
    """Mean, standard deviation and skewness of the measure in samples, for each mix."""

    mean: Floats
    deviation: Floats
    skewness: Floats

    def at(self, place: int) -> "_Spread":
        """Return the spread of one mix."""
        return _Spread(*(part[[place]] for part in (self.mean, self.deviation, self.skewness)))

    def chance_below(self, observed: float) -> Floats:
        """Return the chance of a value at most as high, by Pearson's type III."""
        from scipy.special import gammainc, gammaincc, ndtr

        z = (observed - self.mean) / self.deviation
        skew = np.where(np.abs(self.skewness) < 1e-4, 1.0, self.skewness)
        shape = 4 / skew**2
        place = np.maximum(shape + np.sign(skew) * z * np.sqrt(shape), 0.0)
        gamma = np.where(skew > 0, gammainc(shape, place), gammaincc(shape, place))
        return np.asarray(np.where(np.abs(self.skewness) < 1e-4, ndtr(z), gamma))

    def median(self) -> float:
        """Return the median of one mix, by halving."""
        low, high = (float(self.mean[0] + sign * 4 * self.deviation[0]) for sign in (-1, 1))
        for _ in range(60):
            middle = (low + high) / 2
            below = self.chance_below(middle)[0] < 0.5
            low, high = (middle, high) if below else (low, middle)
        return (low + high) / 2


def _moments(shares: Floats, people: float, value: Value) -> _Spread:
    """Return the moments of the second-order expansion g'd + d'Hd/2 of the measure, for each mix.

    d is how far the shares of a sample lie from those of the population, with the multinomial
    covariance V. The measure takes shares as they come, so that derivatives need no constraint.
    """
    slope, bend = _derivatives(shares, value)
    diagonal = shares[:, :, np.newaxis] * np.eye(shares.shape[1])
    cov = (diagonal - shares[:, :, np.newaxis] * shares[:, np.newaxis, :]) / people
    turned = bend @ cov
    along = (slope[:, np.newaxis, :] @ cov)[:, 0, :]
    # how far slope and curvature go together: the third moment of the multinomial
    bent = np.einsum("nii->ni", bend) - 2 * np.einsum("nij,nj->ni", bend, shares)
    variance = (
        (along * slope).sum(axis=1)
        + np.trace(turned @ turned, axis1=1, axis2=2) / 2
        + (shares * slope * bent).sum(axis=1) / people**2
    )
    third = (
        (shares * slope**3).sum(axis=1) / people**2
        + 3 * np.einsum("ni,nij,nj->n", along, bend, along)
        + np.trace(turned @ turned @ turned, axis1=1, axis2=2)
    )
    deviation = np.sqrt(np.maximum(variance, 1e-24))
    return _Spread(
        np.asarray(value(shares) + np.trace(turned, axis1=1, axis2=2) / 2),
        deviation,
        third / deviation**3,
    )


def _derivatives(shares: Floats, value: Value) -> tuple[Floats, Floats]:
    """Return gradients, of shape (N, K), and second derivatives, of shape (N, K, K)."""
    size = shares.shape[1]
    unit = np.eye(size)
    step = NUDGE * shares

    def moved(*nudges: Floats) -> Floats:
        return np.asarray(value(shares + sum(nudges, np.zeros(size)) * step))

    centre = moved()
    slope, bend = np.zeros_like(shares), np.zeros((len(shares), size, size))
    for i in range(size):
        up, down = moved(unit[i]), moved(-unit[i])
        slope[:, i] = (up - down) / (2 * step[:, i])
        bend[:, i, i] = (up - 2 * centre + down) / step[:, i] ** 2
        for j in range(i):
            both = moved(unit[i], unit[j]) + moved(-unit[i], -unit[j])
            across = moved(unit[i], -unit[j]) + moved(-unit[i], unit[j])
            bend[:, i, j] = bend[:, j, i] = (both - across) / (4 * step[:, i] * step[:, j])
    return slope, bend
