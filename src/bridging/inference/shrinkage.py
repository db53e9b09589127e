"""Rates of pairs drawn towards those of their kind: the beta-binomial of empirical Bayes."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.inference.checks import as_floats, check_level
from bridging.structures.arrays import Floats

MOST_ALIKE = 1e6  # a larger alpha + beta is no spread at all beside any number of sessions


@dataclass(frozen=True, kw_only=True)
class ShrunkRates:
    """Rates of pairs, each drawn towards those of its kind.

    Parameters
    ----------
    rate, low, high : array of float, shape (N,)
        Mean and limits of what is believed of each pair's rate; NaN for a kind without a fit.
    raw : array of float, shape (N,)
        ``met / together``; NaN for a pair that was never together.
    alpha, beta : mapping of kind to float
        The fitted beta distribution of the rates of a kind, infinite where the pairs of a kind
        differ no more than chance makes them.
    undefined, undefined_nl : mapping of kind to str
        Why a kind has no fit.
    """

    rate: Floats
    low: Floats
    high: Floats
    raw: Floats
    alpha: dict[Any, float]
    beta: dict[Any, float]
    undefined: dict[Any, str]
    undefined_nl: dict[Any, str]


def shrink_rates(met: Any, together: Any, kind: Any = None, *, level: float = 0.95) -> ShrunkRates:
    """Estimate how often each pair meets when together, drawing few observations to the mean.

    The rates of the pairs of a kind (within a group, across) are taken to follow a beta
    distribution, whose parameters are those under which the data are most likely; given a pair's
    own sessions its rate follows Beta(alpha + met, beta + together - met).

    Parameters
    ----------
    met, together : array of int, shape (N,)
        In how many sessions each pair met, and was present together. Pairs never together weigh
        nothing and get the mean of their kind.
    kind : array, shape (N,), optional
        The kind of each pair, fitted apart; all one kind (``"all"``), if left out.
    level : float
        Of the credible interval, whose tails are equal.

    Returns
    -------
    ShrunkRates

    Raises
    ------
    DataError
        What is not whole numbers from 0, more sessions met than together, or other lengths.
    OptionError
        A level that can't be, or another number of kinds than of pairs.

    Notes
    -----
    The interval takes alpha and beta as known, and is somewhat too narrow where a kind has few
    pairs. Pairs of the same person are taken as independent.

    References
    ----------
    Skellam (1948), "A probability distribution derived from the binomial distribution by regarding
    the probability of success as variable between the sets of trials"; Efron and Morris (1975),
    "Data analysis using Stein's estimator and its generalizations".

    Examples
    --------
    A pair that met in its only session is not believed to meet always.

    >>> found = shrink_rates([1, 0, 5, 0, 9, 2], [1, 4, 6, 8, 10, 10])
    >>> bool(0.5 < found.rate[0] < 1)
    True
    """
    met, together = _whole("met", met), _whole("together", together)
    if met.shape != together.shape:
        raise DataError(
            f"`met` and `together` must have one number for each pair, not {len(met)} and "
            f"{len(together)} numbers."
        )
    if (met > together).any():
        raise DataError("`met` must not be more than `together`, pair by pair.")
    check_level("level", level)
    kinds = np.full(len(met), "all") if kind is None else np.asarray(kind)
    if kinds.shape != met.shape:
        raise OptionError(
            f"`kind` must have one entry for each of {len(met)} pairs, not shape {kinds.shape}."
        )
    nan = np.full(len(met), np.nan)
    with np.errstate(invalid="ignore"):
        raw = np.where(together > 0, met / np.where(together > 0, together, 1), np.nan)
    found = ShrunkRates(
        rate=nan.copy(),
        low=nan.copy(),
        high=nan.copy(),
        raw=raw,
        alpha={},
        beta={},
        undefined={},
        undefined_nl={},
    )
    for name in dict.fromkeys(kinds.tolist()):
        mine = kinds == name
        _shrink_kind(found, name, np.flatnonzero(mine), met[mine], together[mine], level)
    return found


def _whole(name: str, values: Any) -> Floats:
    """Return counts as floats."""
    array = as_floats(name, values)
    if (
        array.ndim != 1
        or not (np.isfinite(array) & (array >= 0) & (array == np.floor(array))).all()
    ):
        raise DataError(f"`{name}` must be a row of whole numbers from 0.")
    return array


def _shrink_kind(
    found: ShrunkRates, name: Any, places: Any, met: Floats, together: Floats, level: float
) -> None:
    """Fill in the rates of one kind of pairs."""
    seen = together > 0
    if seen.sum() < 2 or met.sum() in (0, together.sum()):
        found.undefined[name] = "the pairs met never or always, or only one was together"
        found.undefined_nl[name] = "de paren hadden nooit of altijd contact, of er was er maar één"
        found.alpha[name] = found.beta[name] = float("nan")
        return
    alpha, beta = fit_beta_binomial(met[seen], together[seen])
    found.alpha[name], found.beta[name] = alpha, beta
    if np.isinf(alpha):
        # all pairs of this kind have one rate, which is known as well as all sessions tell it
        whole = float(met.sum()), float(together.sum())
        found.rate[places] = whole[0] / whole[1]
        after = np.full(len(met), whole[0] + 0.5), np.full(len(met), whole[1] - whole[0] + 0.5)
    else:
        after = alpha + met, beta + together - met
        found.rate[places] = after[0] / (after[0] + after[1])
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    found.low[places] = betaincinv(*after, tail)
    found.high[places] = betaincinv(*after, 1 - tail)


def fit_beta_binomial(hits: Floats, trials: Floats) -> tuple[float, float]:
    """Return alpha and beta of the beta-binomial under which the hits are most likely.

    Both are infinite where the data spread no more than a binomial.

    Parameters
    ----------
    hits, trials : array of float, shape (N,)
        With some hits and some misses, and at least one trial each.

    Examples
    --------
    >>> alpha, beta = fit_beta_binomial(np.array([0.0, 10, 3, 7]), np.full(4, 10.0))
    >>> round(alpha / beta, 3)
    1.0
    """
    from scipy.optimize import minimize
    from scipy.special import betaln

    mean = float(hits.sum() / trials.sum())

    def surprise(at: Floats) -> float:
        """Return minus the log-likelihood of the logit of the mean and the log of alpha + beta."""
        share, size = 1 / (1 + np.exp(-at[0])), np.exp(at[1])
        a, b = share * size, (1 - share) * size
        return -float((betaln(a + hits, b + trials - hits) - betaln(a, b)).sum())

    begin = float(np.log(mean / (1 - mean)))
    bounds = [(begin - 10, begin + 10), (np.log(1e-4), np.log(MOST_ALIKE))]
    fits = [
        minimize(
            surprise,
            np.array([begin, np.log(size)]),
            method="L-BFGS-B",
            bounds=bounds,
            options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000},
        )
        for size in (1.0, 10.0, 100.0)
    ]
    best = min(fits, key=lambda fit: float(fit.fun))
    alike = -float((hits * np.log(mean) + (trials - hits) * np.log1p(-mean)).sum())
    size = float(np.exp(best.x[1]))
    if size >= 0.5 * MOST_ALIKE or float(best.fun) >= alike - 1e-7:
        return float("inf"), float("inf")
    share = 1 / (1 + float(np.exp(-best.x[0])))
    return share * size, (1 - share) * size
