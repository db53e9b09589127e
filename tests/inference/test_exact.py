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


@pytest.mark.parametrize("call", [
    lambda: binomial_interval(5, 4), lambda: binomial_interval(0, 0),
    lambda: hypergeometric_interval(2, 1, 4), lambda: hypergeometric_interval(0, 0, 4),
])  # fmt: skip
def test_numbers_that_cannot_be_are_refused(call):
    with pytest.raises(OptionError, match="must"):
        call()
