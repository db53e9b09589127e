"""Entropy and mutual information of counts, shared by the families that use them."""

import numpy as np

from bridging.structures.arrays import Floats


def x_log_x(values: Floats) -> Floats:
    """Compute x ln x, with 0 ln 0 = 0."""
    return np.asarray(values * np.log(np.where(values > 0, values, 1.0)))


def entropy_times_people(counts: Floats) -> Floats:
    """Entropy of the last axis times its sum; 0 for an empty unit."""
    ones = np.ones(counts.shape[-1])  # a product is faster than a sum over a short axis
    return np.asarray(x_log_x(counts @ ones) - x_log_x(counts) @ ones)


def information(counts: Floats) -> Floats:
    """Mutual information of units and groups in nats, of shape (...); 0 where there is nobody."""
    sizes = np.ones(counts.shape[-2]) @ counts
    people = sizes.sum(axis=-1)
    between = entropy_times_people(sizes) - entropy_times_people(counts).sum(axis=-1)
    return np.asarray(np.maximum(between, 0) / np.where(people > 0, people, 1.0))


def entropy(sizes: Floats) -> Floats:
    """Entropy of the last axis in nats; NaN where there is nobody."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.maximum(entropy_times_people(sizes), 0) / sizes.sum(axis=-1))
