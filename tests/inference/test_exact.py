"""Exact intervals against scipy, and against every outcome there can be."""

import numpy as np
import pytest
from scipy.stats import binom, binomtest, hypergeom

from bridging.errors import OptionError
from bridging.inference import binomial_interval, hypergeometric_interval


@pytest.mark.parametrize(("hits", "trials"), [(0, 7), (1, 9), (4, 13), (50, 80), (6, 6)])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_clopper_pearson_is_that_of_scipy(hits, trials, level):
    theirs = binomtest(hits, trials).proportion_ci(confidence_level=level, method="exact")
    ours = binomial_interval(hits, trials, level=level)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-10)


@pytest.mark.parametrize(("hits", "trials"), [(1, 9), (4, 13), (50, 80)])
def test_mid_p_limits_have_half_the_chance_of_the_observed_number_in_the_tail(hits, trials):
    low, high = binomial_interval(hits, trials, mid_p=True)
    assert binom.sf(hits, trials, low) + binom.pmf(hits, trials, low) / 2 == pytest.approx(0.025)
    assert binom.cdf(hits - 1, trials, high) + binom.pmf(hits, trials, high) / 2 == pytest.approx(
        0.025
    )


def coverage(trials, shares, **options):
    limits = np.array([binomial_interval(x, trials, **options) for x in range(trials + 1)])
    inside = (limits[:, 0, None] <= shares) & (shares <= limits[:, 1, None])
    return (binom.pmf(np.arange(trials + 1)[:, None], trials, shares) * inside).sum(axis=0)


def test_over_every_outcome_the_exact_interval_covers_and_mid_p_does_on_average():
    shares = np.linspace(0.02, 0.98, 193)
    for trials in (10, 25, 60):
        assert coverage(trials, shares).min() >= 0.95
        mid = coverage(trials, shares, mid_p=True)
        assert 0.945 < mid.mean() < 0.975 and mid.min() > 0.90


@pytest.mark.parametrize(("drawn", "population"), [(3, 4), (5, 12), (12, 30), (9, 9)])
def test_hypergeometric_limits_are_the_outermost_that_are_not_rejected(drawn, population):
    for hits in range(drawn + 1):
        kept_low = [m for m in range(population + 1) if hits <= m <= population - drawn + hits
                    and hypergeom.sf(hits - 1, population, m, drawn) >= 0.025]  # fmt: skip
        kept_high = [m for m in range(population + 1) if hits <= m <= population - drawn + hits
                     and hypergeom.cdf(hits, population, m, drawn) >= 0.025]  # fmt: skip
        low, high = hypergeometric_interval(hits, drawn, population)
        assert (low, high) == (kept_low[0] / population, kept_high[-1] / population)


def test_everybody_drawn_leaves_no_doubt():
    assert hypergeometric_interval(3, 8, 8) == (0.375, 0.375)


def test_of_a_great_many_people_the_limits_are_those_of_independent_trials():
    for hits, drawn in ((0, 5), (2, 5), (40, 60)):
        found = hypergeometric_interval(hits, drawn, 10**9)
        assert found == pytest.approx(binomial_interval(hits, drawn), abs=1e-6)


def test_many_people_of_a_larger_number():
    """Limits by scipy's distribution, and by the normal one where half of all were drawn."""
    hits, drawn, population = 300, 1000, 10**6
    low, high = (round(x * population) for x in hypergeometric_interval(hits, drawn, population))
    at_least = hypergeom.sf(hits - 1, population, [low - 1, low], drawn)
    at_most = hypergeom.cdf(hits, population, [high, high + 1], drawn)
    assert at_least[0] < 0.025 <= at_least[1] and at_most[1] < 0.025 <= at_most[0]
    low, high = hypergeometric_interval(2 * 10**8, 5 * 10**8, 10**9)
    error = np.sqrt(0.4 * 0.6 / (5 * 10**8) * 0.5)
    assert (0.4 - low, high - 0.4) == pytest.approx((1.95996 * error,) * 2, rel=1e-3)


@pytest.mark.parametrize("call", [
    lambda: binomial_interval(5, 4), lambda: binomial_interval(0, 0),
    lambda: binomial_interval("a", 3), lambda: binomial_interval(1, float("inf")),
    lambda: binomial_interval(1, float("nan")), lambda: binomial_interval(1, 1e300),
    lambda: binomial_interval(1, 3, level=95), lambda: binomial_interval(1, 3, level="x"),
    lambda: hypergeometric_interval(2, 1, 4), lambda: hypergeometric_interval(0, 0, 4),
    lambda: hypergeometric_interval(1.5, 2, 3), lambda: hypergeometric_interval("a", 2, 3),
    lambda: hypergeometric_interval(-1, 2, 3), lambda: hypergeometric_interval(1, 2, 3, level=0),
    lambda: hypergeometric_interval(1, 2, 10**11),
])  # fmt: skip
def test_numbers_that_cannot_be_are_refused(call):
    with pytest.raises(OptionError, match="must"):
        call()
