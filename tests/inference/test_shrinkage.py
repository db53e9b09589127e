"""Beta-binomial rates against published parameters, scipy's likelihood and limiting cases."""

import numpy as np
import pytest
from scipy.stats import beta, betabinom

from bridging.errors import DataError, OptionError
from bridging.inference.shrinkage import fit_beta_binomial, shrink_rates


def test_the_fit_is_the_published_one(published):
    data = published("nulls_and_bias.json")
    counts, wanted = data["coworker_isolation_unbiased"], data["rathelot_beta"]
    hits = np.repeat(np.arange(6.0), counts["counts"])
    a, b = fit_beta_binomial(hits, np.full(len(hits), float(counts["K"])))
    assert (a, b) == pytest.approx((wanted["alpha"], wanted["beta"]), rel=2e-5)
    assert 1 / (a + b + 1) == pytest.approx(wanted["coworker"], rel=1e-5)


def test_no_other_parameters_are_more_likely():
    rng = np.random.default_rng(1)
    together = rng.integers(1, 12, 80)
    met = rng.binomial(together, rng.beta(1.5, 3.0, 80))
    a, b = fit_beta_binomial(met.astype(float), together.astype(float))
    best = betabinom.logpmf(met, together, a, b).sum()
    for factor in (0.8, 0.95, 1.05, 1.2):
        for pair in ((a * factor, b), (a, b * factor), (a * factor, b * factor)):
            assert betabinom.logpmf(met, together, *pair).sum() < best


def test_a_pair_follows_its_own_beta():
    met, together = np.array([0, 5, 2, 9, 1, 7]), np.array([6, 8, 9, 10, 1, 7])
    found = shrink_rates(met, together, level=0.9)
    a, b = found.alpha["all"], found.beta["all"]
    after = beta(a + met, b + together - met)
    np.testing.assert_allclose(found.rate, after.mean())
    np.testing.assert_allclose(found.low, after.ppf(0.05))
    np.testing.assert_allclose(found.high, after.ppf(0.95))
    mean = a / (a + b)
    assert (np.abs(found.rate - mean) <= np.abs(found.raw - mean) + 1e-12).all()


def test_each_kind_has_its_own_mean_and_pairs_never_together_get_it():
    met = np.array([0, 4, 3, 0, 1, 0, 2, 0])
    together = np.array([4, 5, 5, 0, 9, 9, 8, 0])
    kind = np.array(["within"] * 4 + ["across"] * 4)
    found = shrink_rates(met, together, kind)
    for name, last in (("within", 3), ("across", 7)):
        alone = shrink_rates(met[kind == name], together[kind == name])
        np.testing.assert_allclose(found.rate[kind == name], alone.rate)
        a, b = alone.alpha["all"], alone.beta["all"]
        wanted = (
            a / (a + b)
            if np.isfinite(a)
            else met[kind == name].sum() / together[kind == name].sum()
        )
        assert found.rate[last] == pytest.approx(wanted) and np.isnan(found.raw[last])


def test_pairs_that_differ_no_more_than_by_chance_get_one_rate():
    found = shrink_rates([2, 2, 2, 2], [4, 4, 4, 4])
    assert np.isinf(found.alpha["all"]) and (found.rate == 0.5).all()
    assert found.low[0] == pytest.approx(beta.ppf(0.025, 8.5, 8.5))


def test_a_kind_that_never_met_says_why():
    found = shrink_rates([0, 0, 1, 2], [3, 4, 3, 3], ["x", "x", "y", "y"])
    assert "never or always" in found.undefined["x"] and found.undefined_nl["x"]
    assert np.isnan(found.rate[:2]).all() and np.isfinite(found.rate[2:]).all()


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (DataError, lambda: shrink_rates([3], [2])),
        (DataError, lambda: shrink_rates([0.5], [2])),
        (DataError, lambda: shrink_rates([-1], [2])),
        (DataError, lambda: shrink_rates(["a"], [3])),
        (DataError, lambda: shrink_rates("x", [3])),
        (OptionError, lambda: shrink_rates([1], [2], level="x")),
        (OptionError, lambda: shrink_rates([1], [2], level=95)),
        (OptionError, lambda: shrink_rates([1], [2], ["x", "y"])),
    ],
)
def test_numbers_that_cannot_be_are_refused(error, call):
    with pytest.raises(error, match="must"):
        call()


def test_other_lengths_are_named():
    with pytest.raises(DataError, match="must have one number for each pair, not 2 and 1 numbers"):
        shrink_rates([1, 2], [3])
