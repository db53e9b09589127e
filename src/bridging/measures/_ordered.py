"""People at or below each of a line's ordered groups, and functions of their share."""

from collections.abc import Callable

import numpy as np

from bridging.measures._information import x_log_x
from bridging.structures.arrays import Floats


def below(counts: Floats) -> Floats:
    """Return the share of people at or below each group but the last, of shape (..., K - 1)."""
    people = counts.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.cumsum(counts, axis=-1)[..., :-1] / people)


def binary_entropy(share: Floats) -> Floats:
    """Entropy in bits of a share and the rest."""
    return np.asarray(-(x_log_x(share) + x_log_x(1 - share)) / np.log(2))


def _variation(share: Floats) -> Floats:
    return np.asarray(4 * share * (1 - share))


def _square_root(share: Floats) -> Floats:
    return np.asarray(2 * np.sqrt(np.maximum(share * (1 - share), 0)))


VARIATIONS: dict[str, Callable[[Floats], Floats]] = {
    "variation": _variation,
    "information": binary_entropy,
    "square_root": _square_root,
}
