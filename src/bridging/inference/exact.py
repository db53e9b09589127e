"""Exact intervals of a plain share: independent trials, or draws from a known number."""

from collections.abc import Callable

import numpy as np

from bridging.errors import OptionError


def binomial_interval(
    hits: float, trials: float, *, level: float = 0.95, mid_p: bool = False
) -> tuple[float, float]:
    """Return the limits of a share of independent trials, by inverting the binomial test.

    Each limit is the share under which as many hits or more (as few or fewer) have the chance
    (1 - level) / 2. Clopper and Pearson count the observed number in full, so that the interval
    covers at least as often as it says; the mid-p version counts it for a half and covers
    about as often as it says.

    Parameters
    ----------
    hits, trials : float
        From 0 to `trials`, and more than 0; fractions, as an effective number of people, are taken.
    level : float
    mid_p : bool

    Returns
    -------
    tuple of float
        From 0 to 1.

    Raises
    ------
    OptionError
        More hits than trials, or no trials.

    References
    ----------
    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of
    the binomial"; Lancaster (1961), "Significance tests in discrete distributions" (mid-p).

    Examples
    --------
    No hit in 10 trials: the upper limit solves (1 - share)^10 = 0.025.

    >>> low, high = binomial_interval(0, 10)
    >>> low, round(high, 4), round(1 - 0.025 ** (1 / 10), 4)
    (0.0, 0.3085, 0.3085)
    """
    from scipy.special import betainc, betaincinv

    if not 0 <= hits <= trials or trials <= 0:
        raise OptionError(
            f"`hits` must be from 0 to `trials`, not {hits:g} of {trials:g}. Count hits once each."
        )
    tail = (1 - level) / 2

    def limit(hits: float) -> float:
        """Return the lower limit of so many hits."""
        if hits == 0:
            return 0.0
        if not mid_p:
            return float(betaincinv(hits, trials - hits + 1, tail))

        def chance(share: float) -> float:
            """Return P(more) + P(as many) / 2, from the two beta integrals around it."""
            as_many_or_more = float(betainc(hits, trials - hits + 1, share))
            more = float(betainc(hits + 1, trials - hits, share)) if hits < trials else 0.0
            return (as_many_or_more + more) / 2

        return _increasing_root(chance, tail)

    return limit(hits), 1 - limit(trials - hits)


def _increasing_root(function: Callable[[float], float], value: float) -> float:
    """Return where a function that increases from 0 to 1 on shares reaches a value."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < value else (low, middle)
    return (low + high) / 2


def hypergeometric_interval(
    hits: int, drawn: int, population: int, *, level: float = 0.95
) -> tuple[float, float]:
    """Return the limits of a share in a known number of people, some of whom were drawn.

    Without replacement: of people who were asked among all who could be. Limits are whole
    numbers of hits in the population, as a share of it: the smallest and largest under which
    as many hits or more (as few or fewer) have at least the chance (1 - level) / 2.

    Parameters
    ----------
    hits, drawn, population : int
        Whole numbers with hits <= drawn <= population.
    level : float

    Returns
    -------
    tuple of float
        From 0 to 1; where everybody was drawn both are the share itself.

    Raises
    ------
    OptionError
        Numbers that can't be.

    References
    ----------
    Buonaccorsi (1987), "A note on confidence intervals for proportions in finite populations".

    Examples
    --------
    Two of three people drawn from four are hits, so that 2 or 3 of the four are.

    >>> hypergeometric_interval(2, 3, 4)
    (0.5, 0.75)
    """
    from scipy.special import gammaln

    if not 0 <= hits <= drawn <= population or drawn < 1:
        raise OptionError(
            "`hits`, `drawn` and `population` must not decrease, from 0, with somebody drawn; "
            f"they are {hits}, {drawn} and {population}."
        )

    def log_choose(n: object, k: object) -> np.ndarray:
        n, k = np.asarray(n, dtype=float), np.asarray(k, dtype=float)
        return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))

    possible = np.arange(hits, population - (drawn - hits) + 1)
    found = np.arange(drawn + 1)[:, np.newaxis]
    there = (found <= possible) & (drawn - found <= population - possible)
    got, other = np.where(there, found, 0), np.where(there, drawn - found, 0)
    chance = np.where(
        there,
        np.exp(
            log_choose(possible, got)
            + log_choose(population - possible, other)
            - log_choose(population, drawn)
        ),
        0.0,
    )
    tail = (1 - level) / 2 - 1e-12
    at_least = chance[hits:].sum(axis=0) >= tail
    at_most = chance[: hits + 1].sum(axis=0) >= tail
    return float(possible[at_least][0] / population), float(possible[at_most][-1] / population)
