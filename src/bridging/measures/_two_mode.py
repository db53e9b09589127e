"""Chance in two-mode tables: probabilities with given margins, their sums, and exact draws."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Floats, Ints

Table = npt.NDArray[np.bool_]

MOST_ROUNDS = 200
TRADES_PER_ROW = 10


def poisson_binomial_tails(chances: Floats, number: Ints) -> tuple[Floats, Floats]:
    """Return P(X >= number) and P(X <= number) for sums of independent 0/1 variables.

    Parameters
    ----------
    chances : array of shape (Q, S) or (1, S)
        Chances of the S variables of each of Q sums; one row serves all.
    number : array of int, shape (Q,)
    """
    rows, size = chances.shape
    pmf = np.zeros((rows, size + 1))
    pmf[:, 0] = 1.0
    for s in range(size):
        one = chances[:, s : s + 1]
        pmf[:, 1:] = pmf[:, 1:] * (1 - one) + pmf[:, :-1] * one
        pmf[:, :1] *= 1 - one
    # each tail is summed from its own end, so that small ones keep their digits
    upper, lower = np.cumsum(pmf[:, ::-1], axis=1)[:, ::-1], np.cumsum(pmf, axis=1)
    row = np.arange(len(number)) if rows > 1 else np.zeros(len(number), dtype=np.int64)
    return upper[row, number], lower[row, number]


def refined_normal_tails(chances: Floats, number: Ints) -> tuple[Floats, Floats]:
    """Return the tails of `poisson_binomial_tails` by the normal distribution and the skewness."""
    from scipy.special import ndtr

    mean, spread = chances.sum(axis=1), chances * (1 - chances)
    deviation = np.sqrt(spread.sum(axis=1))
    with np.errstate(divide="ignore", invalid="ignore"):
        skewness = (spread * (1 - 2 * chances)).sum(axis=1) / deviation**3

        def below(value: Ints) -> Floats:
            x = (value + 0.5 - mean) / deviation
            density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
            return np.clip(ndtr(x) + skewness * (1 - x**2) * density / 6, 0, 1)

        upper, lower = 1 - below(number - 1), below(number)
    certain = np.broadcast_to(deviation == 0, number.shape)
    return (
        np.where(certain, number <= mean + 0.5, upper),
        np.where(certain, number >= mean - 0.5, lower),
    )


def fixed_fill_pmf(people: int, meetings: int, participations: int) -> Floats:
    """Return the chances of 0, 1, ... shared meetings of two people, participations anywhere."""
    from scipy.special import gammaln

    def log_choose(n: Any, k: Any) -> Any:
        inside = (k >= 0) & (k <= n)
        n, k = np.where(inside, n, 0), np.where(inside, k, 0)
        value = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
        return np.where(inside, value, -np.inf)

    shared = np.arange(meetings + 1)[:, np.newaxis]
    one = np.arange(meetings + 1)[np.newaxis, :]  # meetings of exactly one of the two
    ways = (
        log_choose(meetings, shared)
        + log_choose(meetings - shared, one)
        + one * np.log(2.0)
        + log_choose(max(people - 2, 0) * meetings, participations - 2 * shared - one)
    )
    chance = np.exp(ways - log_choose(np.array(people * meetings), np.array(participations)))
    return np.asarray(chance.sum(axis=1))


def binary_probabilities(rows: Floats, columns: Floats) -> Floats:
    """Return the cell probabilities of the bipartite configuration model.

    They are x_i y_k / (1 + x_i y_k) with the given margins; cells that the margins leave no choice
    are 0 or 1, or come very near.
    """
    result = np.zeros((len(rows), len(columns)))
    r, c = np.rint(rows).astype(np.int64), np.rint(columns).astype(np.int64)
    left, right = np.arange(len(r)), np.arange(len(c))
    while len(left) and len(right):  # what is certain leaves the table
        full = r == len(right)
        settled = full | (r == 0)
        if settled.any():
            result[np.ix_(left[full], right)] = 1.0
            c, left, r = c - full.sum(), left[~settled], r[~settled]
            continue
        full = c == len(left)
        settled = full | (c == 0)
        if not settled.any():
            break
        result[np.ix_(left, right[full])] = 1.0
        r, right, c = r - full.sum(), right[~settled], c[~settled]
    if len(left) and len(right):
        result[np.ix_(left, right)] = _fitted(r.astype(float), c.astype(float))
    return result


def _fitted(rows: Floats, columns: Floats) -> Floats:
    """Fit the probabilities by Newton's method, with one factor for each different margin."""
    r, row_of, row_times = np.unique(rows, return_inverse=True, return_counts=True)
    c, column_of, column_times = np.unique(columns, return_inverse=True, return_counts=True)
    times = np.outer(row_times, column_times)
    wanted = np.concatenate([row_times * r, column_times * c])
    start = np.log(np.sqrt(rows.sum()))
    factors = np.concatenate([np.log(r), np.log(c)]) - start  # logarithms of x and y

    def total(values: Floats) -> Floats:
        return np.asarray(values[: len(r), np.newaxis] + values[np.newaxis, len(r) :])

    def likelihood(values: Floats) -> float:
        return float(wanted @ values - (times * np.logaddexp(0, total(values))).sum())

    for _ in range(MOST_ROUNDS):
        chance = 1 / (1 + np.exp(-total(factors)))
        cells, spread = times * chance, times * chance * (1 - chance)
        off = wanted - np.concatenate([cells.sum(axis=1), cells.sum(axis=0)])
        if np.abs(off).max() < 1e-10 * wanted.max():
            break
        curve = np.diag(np.concatenate([spread.sum(axis=1), spread.sum(axis=0)]))
        curve[: len(r), len(r) :] = spread
        curve[len(r) :, : len(r)] = spread.T
        step = np.linalg.lstsq(curve, off, rcond=None)[0]
        while likelihood(factors + step) < likelihood(factors) and np.abs(step).max() > 1e-12:
            step = step / 2
        factors = factors + step
    return np.asarray(chance[np.ix_(row_of, column_of)])


def draws_with_margins(
    observed: Table, n_draws: int, rng: np.random.Generator, most_cells: int
) -> Iterator[npt.NDArray[np.float32]]:
    """Yield draws of 0/1 tables with the margins of the observed one, in batches.

    Every draw lies as many trades from a hidden table as the observed one does.
    """
    rows = observed.shape[0]
    trades = TRADES_PER_ROW * rows
    hidden = _traded(observed[np.newaxis].copy(), trades, rng)
    step = max(most_cells // max(observed.size, 1), 1)
    for first in range(0, n_draws, step):
        number = min(step, n_draws - first)
        yield _traded(np.repeat(hidden, number, axis=0), trades, rng).astype(np.float32)


def _traded(tables: Table, trades: int, rng: np.random.Generator) -> Table:
    """Let two random rows of each table deal what only one of them has again, many times."""
    number, rows, columns = tables.shape
    if rows < 2:
        return tables
    every = np.arange(number)
    for _ in range(trades):
        a = rng.integers(rows, size=number)
        b = (a + rng.integers(1, rows, size=number)) % rows
        one, other = tables[every, a], tables[every, b]
        differ = one ^ other
        keep = (one & differ).sum(axis=1)
        lot = np.where(differ, rng.random((number, columns)), 2.0)
        place = np.argsort(np.argsort(lot, axis=1), axis=1)
        mine = place < keep[:, np.newaxis]
        tables[every, a] = np.where(differ, mine, one)
        tables[every, b] = np.where(differ, ~mine, other)
    return tables
