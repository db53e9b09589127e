"""Scales on which the values of a measure are roughly normal, chosen by its range."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bridging.structures.arrays import Floats


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A transformation, its inverse, and its name in a method section."""

    name: str
    to: Callable[[Floats], Floats]
    back: Callable[[Floats], Floats]


def _logit(x: Floats) -> Floats:
    return np.asarray(np.log(x) - np.log1p(-x))


def _expit(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)))


LOG = Scale(
    name="log scale", to=lambda x: np.asarray(np.log(x)), back=lambda x: np.asarray(np.exp(x))
)
LOGIT = Scale(name="logit scale", to=_logit, back=_expit)
FISHER = Scale(
    name="Fisher's z scale",
    to=lambda x: np.asarray(np.arctanh(x)),
    back=lambda x: np.asarray(np.tanh(x)),
)
PLAIN = Scale(name="own scale", to=lambda x: np.asarray(x), back=lambda x: np.asarray(x))


def scale_for(range: tuple[float, float]) -> Scale:
    """Return the scale of a measure with this range.

    Log for ratios, logit for shares, Fisher's z for indices from -1 to 1; in general the log of the
    distance to the only bound, or the logit between two.

    Examples
    --------
    >>> scale_for((0, float("inf"))).name
    'log scale'
    >>> float(scale_for((float("-inf"), 1)).back(np.log(2.0)))
    0.5
    """
    low, high = (float(bound) for bound in range)
    if (low, high) == (0, np.inf):
        return LOG
    if (low, high) == (0, 1):
        return LOGIT
    if (low, high) == (-1, 1):
        return FISHER
    if np.isinf(low) and np.isinf(high):
        return PLAIN
    if np.isinf(high):
        return Scale(
            name="log scale above its lower bound",
            to=lambda x: np.asarray(np.log(x - low)),
            back=lambda x: np.asarray(low + np.exp(x)),
        )
    if np.isinf(low):
        return Scale(
            name="log scale below its upper bound",
            to=lambda x: np.asarray(-np.log(high - x)),
            back=lambda x: np.asarray(high - np.exp(-x)),
        )
    return Scale(
        name="logit scale between its bounds",
        to=lambda x: _logit((x - low) / (high - low)),
        back=lambda x: np.asarray(low + (high - low) * _expit(x)),
    )
