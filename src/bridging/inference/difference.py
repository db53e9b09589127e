"""The interval of a difference from the intervals of its two sides."""

from collections.abc import Callable

import numpy as np

from bridging.structures.arrays import Floats

Limits = Callable[[float], tuple[float, float]]
METHOD = "limits of both sides joined"


def joined_limits(
    first: float, second: float, limits: tuple[Limits, Limits], correlation: float = 0.0
) -> Limits:
    """Return a function that gives the limits of second - first at any level.

    How far each limit lies from its estimate stands for the spread on that side, so that the
    difference keeps the asymmetry of both intervals (MOVER).

    Parameters
    ----------
    first, second : float
    limits : pair of callable
        Give the limits of each side at a level.
    correlation : float
        Of the two estimates; 0 where no person is on both sides.

    References
    ----------
    Zou and Donner (2008), "Construction of confidence limits about effect measures: a general
    approach"; Zou (2007), "Toward using confidence intervals to compare correlations".

    Examples
    --------
    Sides that reach 3 down and 4 up: a limit of the difference lies 5 away.

    >>> sides = (lambda level: (0.0, 4.0), lambda level: (7.0, 14.0))
    >>> joined_limits(0.0, 10.0, sides)(0.95)[0]
    5.0
    """

    def at(level: float) -> tuple[float, float]:
        (low_a, high_a), (low_b, high_b) = (side(level) for side in limits)
        down_a, up_a = max(first - low_a, 0.0), max(high_a - first, 0.0)
        down_b, up_b = max(second - low_b, 0.0), max(high_b - second, 0.0)

        def together(a: float, b: float) -> float:
            return float(np.sqrt(max(a**2 + b**2 - 2 * correlation * a * b, 0.0)))

        return second - first - together(up_a, down_b), second - first + together(down_a, up_b)

    return at


def p_of_limits(limits: Limits, at: float, level: float) -> float:
    """Return the smallest alpha at which the interval of level 1 - alpha leaves a value out.

    Parameters
    ----------
    limits : callable
        Gives the limits at a level, which widen as the level rises.
    at : float
    level : float
        A level whose interval the p-value is never to contradict.

    Returns
    -------
    float
        From 1e-9 to 1.
    """

    def outside(alpha: float) -> bool:
        low, high = limits(1 - alpha)
        return not low <= at <= high

    smallest, alpha = 1e-9, 1 - level
    if outside(alpha):
        inside, out = smallest, alpha
        if outside(inside):
            return smallest
    else:
        inside, out = alpha, 1 - 1e-9
        if not outside(out):
            return 1.0
    for _ in range(40):
        middle = float(np.exp((np.log(inside) + np.log(out)) / 2))
        inside, out = (inside, middle) if outside(middle) else (middle, out)
    return out


def correlation_of(first: Floats, second: Floats) -> float:
    """Return the correlation of two estimates from their values without each cluster.

    0 where leaving out changes nothing on a side.
    """
    a, b = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum()) / scale if scale > 1e-18 else 0.0
