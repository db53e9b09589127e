"""Exact intervals of a plain share: independent trials, or draws from a known number."""

from collections.abc import Callable

import numpy as np

from bridging.errors import OptionError
from bridging.inference.checks import check_level, check_number, check_whole

MOST_PEOPLE = 10**10
MOST_TRIALS = 1e12  # of more, the upper limit of a few hits would be lost in rounding


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
        More hits than trials, no trials, more than 1e12, or what is no number.

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

    check_level("level", level)
    check_number("hits", hits)
    check_number("trials", trials, 0, MOST_TRIALS)
    if not hits <= trials or trials == 0:
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
        Numbers that can't be, or a population of more than ten thousand million.

    References
    ----------
    Buonaccorsi (1987), "A note on confidence intervals for proportions in finite populations".

    Examples
    --------
    Two of three people drawn from four are hits, so that 2 or 3 of the four are.

    >>> hypergeometric_interval(2, 3, 4)
    (0.5, 0.75)
    """
    for name, value in (("hits", hits), ("drawn", drawn), ("population", population)):
        check_whole(name, value, 0)
    check_level("level", level)
    if not hits <= drawn <= population or drawn < 1:
        raise OptionError(
            "`hits`, `drawn` and `population` must not decrease, from 0, with somebody drawn; "
            f"they are {hits}, {drawn} and {population}."
        )
    if population > MOST_PEOPLE:
        raise OptionError(
            f"`population` must be at most {MOST_PEOPLE}, more people than there are, not "
            f"{population}. Use binomial_interval: so many people are as good as endless."
        )
    hits, drawn, population = int(hits), int(drawn), int(population)
    least = (1 - level) / 2 * (1 - 1e-9)  # a chance that only rounding sets below the limit counts
    fewest, most = hits, population - (drawn - hits)

    def first(reached: Callable[[int], bool]) -> int:
        """Return the first number of hits among all people from which on something holds."""
        low, high = fewest, most  # it holds for the highest: there hits are certain enough
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle + 1, high)
        return low

    # as many hits or more become likelier with every hit among all people, as few or fewer rarer
    low = first(lambda among: _chances(among, drawn, population, hits)[0] >= least)
    if _chances(most, drawn, population, hits)[1] >= least:
        return low / population, most / population
    high = first(lambda among: _chances(among, drawn, population, hits)[1] < least) - 1
    return low / population, high / population


def _chances(among: int, drawn: int, population: int, hits: int) -> tuple[float, float]:
    """Return the chances of as many hits or more, and of as few or fewer, among those drawn.

    Parameters
    ----------
    among : int
        Hits in the population.

    Notes
    -----
    Each number of hits is compared with the next by their ratio, from the most likely one on, and
    the chances are made to add up to 1. Logs of factorials would lose all digits in large
    populations. Numbers further than ten standard deviations (and 100) from the mean are left out:
    together they have a chance below 1e-16.
    """
    mean = drawn * (among / population)
    left = (population - drawn) / max(population - 1, 1)
    reach = 10 * np.sqrt(mean * (1 - among / population) * left) + 100
    low = max(0, drawn - (population - among), int(np.floor(mean - reach)))
    high = min(drawn, among, int(np.ceil(mean + reach)))
    number = np.arange(low, high + 1, dtype=float)
    now, after = number[:-1], number[1:]
    steps = np.log((among - now) * (drawn - now)) - np.log(
        after * (population - among - drawn + after)
    )
    weight = np.concatenate([[0.0], np.cumsum(steps)])
    weight = np.exp(weight - weight.max())
    total = weight.sum()
    return (
        float(weight[number >= hits].sum() / total),
        float(weight[number <= hits].sum() / total),
    )
