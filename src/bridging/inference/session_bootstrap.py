"""Drawing the sessions again: the same people, other sessions."""

from collections.abc import Iterator

import numpy as np

from bridging.structures.arrays import Floats

MOST_CELLS = 8_000_000  # weights held at a time


def draw_weights(
    clusters: int, n_resamples: int, rng: np.random.Generator, *, most_cells: int = MOST_CELLS
) -> Iterator[Floats]:
    """Yield how often each of N sessions (people, families) is drawn, in blocks of draws.

    Each draw takes N with replacement. Draws are made one after the other, so that the numbers do
    not depend on the size of the blocks.

    Parameters
    ----------
    clusters : int
        N.
    n_resamples : int
        R.
    rng : numpy.random.Generator
    most_cells : int
        How many weights to hold at a time.

    Yields
    ------
    array of float, shape (B, N)
        Whole numbers whose rows sum to N; the blocks have R rows together.

    References
    ----------
    Efron (1979), "Bootstrap methods: another look at the jackknife"; of whole clusters: Davison
    and Hinkley (1997), *Bootstrap Methods and their Application*, section 3.8.

    Examples
    --------
    >>> blocks = list(draw_weights(5, 7, np.random.default_rng(0), most_cells=20))
    >>> [block.shape for block in blocks], blocks[0].sum(axis=1)
    ([(4, 5), (3, 5)], array([5., 5., 5., 5.]))
    """
    block = max(1, most_cells // max(clusters, 1))
    for start in range(0, n_resamples, block):
        weights = np.zeros((min(block, n_resamples - start), clusters))
        for row in weights:
            row[:] = np.bincount(rng.integers(clusters, size=clusters), minlength=clusters)
        yield weights


def weighted_sums(weights: Floats, values: Floats) -> Floats:
    """Sum the tables of sessions by their weights.

    Parameters
    ----------
    weights : array of float, shape (B, S)
    values : array of float, shape (S, ...)
        What each session adds: contacts, opportunities, expected contacts. A NaN (a session where
        it is not known) makes the draws that hold the session NaN, and no other.

    Returns
    -------
    array of float, shape (B, ...)

    Examples
    --------
    >>> weighted_sums(np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([[3.0], [np.nan]])).ravel()
    array([ 6., nan])
    """
    flat = values.reshape(len(values), -1)
    lost = np.isnan(flat)
    sums = weights @ np.where(lost, 0.0, flat)
    if lost.any():
        sums[(weights @ lost.astype(float)) > 0] = np.nan
    return np.asarray(sums.reshape(len(weights), *values.shape[1:]))
