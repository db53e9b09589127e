from itertools import permutations

import numpy as np
import pytest

from bridging.errors import DataError, OptionError
from bridging.inference.decompositions import (
    kitagawa_decomposition,
    lmdi_decomposition,
    logarithmic_mean,
    shapley_decomposition,
)
from bridging.inference.ipf import fitted_to_margins

ORACLE = "tiny_exact_and_decomposition.json"
NAMES = ("composition", "opportunity_copresence", "choice")


def crossing(composition, opportunity_copresence, choice):
    """Share of contacts that cross, of a mix, odds of being present together, and of contact."""
    present = fitted_to_margins(opportunity_copresence, composition, composition)
    contacts = present * choice
    return 1 - np.trace(contacts) / contacts.sum()


@pytest.fixture
def sites(published):
    oracle = published(ORACLE)["shapley3"]
    keys = ("p", "kap", "th")
    return oracle, *(
        {name: np.array(oracle[site][key]) for name, key in zip(NAMES, keys, strict=True)}
        for site in ("site1", "site2")
    )


def test_published_three_factors_by_shapley(sites):
    oracle, one, other = sites
    assert crossing(**one) == pytest.approx(oracle["B1"], abs=1e-10)
    assert crossing(**other) == pytest.approx(oracle["B2"], abs=1e-10)
    found = shapley_decomposition(crossing, one, other)
    for name in NAMES:
        assert found[name] == pytest.approx(oracle["contrib"][name], abs=1e-10)
    assert sum(found.values()) == pytest.approx(oracle["B2"] - oracle["B1"], abs=1e-12)


def test_published_three_factors_by_logarithmic_means(published, sites):
    oracle = published(ORACLE)["lmdi3"]
    _, one, other = sites
    no_choice = {"choice": np.ones((2, 2))}
    factors = []
    for site, levels in ((one, oracle["levels1"]), (other, oracle["levels2"])):
        mix = 1 - (site["composition"] ** 2).sum()
        steps = [mix, crossing(**{**site, **no_choice}), crossing(**site)]
        assert steps == pytest.approx(levels, abs=1e-10)
        factors.append(dict(zip(NAMES, [mix, steps[1] / mix, steps[2] / steps[1]], strict=True)))
    found = lmdi_decomposition(*factors)
    for name in NAMES:
        assert found[name] == pytest.approx(oracle["contrib"][name], abs=1e-10)


def test_published_kitagawa(published):
    oracle = published(ORACLE)["kitagawa"]
    found = kitagawa_decomposition(oracle["w1"], oracle["r1"], oracle["w2"], oracle["r2"])
    assert found.difference == pytest.approx(oracle["diff"], abs=1e-10)
    assert found.composition == pytest.approx(oracle["composition"], abs=1e-10)
    assert found.rate == pytest.approx(oracle["rate"], abs=1e-10)


def test_published_fit_of_karmel_and_maclachlan(published):
    oracle = published(ORACLE)["karmel_maclachlan_1988_ipf"]
    found = fitted_to_margins([[100, 50], [50, 50], [100, 50]], [225, 200, 175], [325, 275])
    assert found.round(1).tolist() == oracle["published"]
    assert found == pytest.approx(np.array(oracle["computed"]), abs=5e-5)


def test_fitting_leaves_odds_ratios_and_meets_small_margins():
    rng = np.random.default_rng(1)
    table = rng.integers(1, 50, size=(300, 3)).astype(float)
    rows, columns = rng.random(300) + 1e-4, rng.random(3)
    rows, columns = rows / rows.sum(), columns / columns.sum()  # every row below a tolerance of .01
    found = fitted_to_margins(table, rows, columns)
    assert found.sum(axis=1) == pytest.approx(rows, rel=1e-9)
    assert found.sum(axis=0) == pytest.approx(columns, rel=1e-9)

    def odds(t):
        return np.log(t[1:, 1:] * t[:1, :1] / (t[1:, :1] * t[:1, 1:]))

    assert odds(found) == pytest.approx(odds(table), abs=1e-8)


def test_shapley_is_the_mean_over_all_orders():
    rng = np.random.default_rng(2)
    names = "abcd"
    one, other = (dict(zip(names, rng.random(4) + 0.1, strict=True)) for _ in range(2))

    def value(a, b, c, d):
        return np.array([a * b - c * d, a ** (b + c) + d])

    steps = {name: [] for name in names}
    for order in permutations(names):
        now = dict(one)
        for name in order:
            was = value(**now)
            now[name] = other[name]
            steps[name].append(value(**now) - was)
    found = shapley_decomposition(value, one, other)
    for name in names:
        assert found[name] == pytest.approx(np.mean(steps[name], axis=0))
    assert np.sum(list(found.values()), axis=0) == pytest.approx(value(**other) - value(**one))


def test_shapley_takes_a_step_of_zero():
    found = shapley_decomposition(lambda a, b: a * b, {"a": 0.5, "b": 0.4}, {"a": 0.5, "b": 0.0})
    assert found == {"a": 0.0, "b": pytest.approx(-0.2)}
    with pytest.raises(DataError, match="Factor 'b' must be above 0 .* Use shapley_decomposition"):
        lmdi_decomposition({"a": 0.5, "b": 0.4}, {"a": 0.5, "b": 0.0})


def test_logarithmic_means_add_up_over_factors_and_strata():
    rng = np.random.default_rng(3)
    names = ("who", "when", "whom")
    one, other = ({name: rng.random(5) + 0.1 for name in names} for _ in range(2))
    found = lmdi_decomposition(one, other)
    difference = np.prod(list(other.values()), axis=0) - np.prod(list(one.values()), axis=0)
    assert sum(found.values()) == pytest.approx(difference.sum())
    back = lmdi_decomposition(other, one)
    assert back == pytest.approx({name: -part for name, part in found.items()})
    by_stratum = [
        lmdi_decomposition({n: one[n][s] for n in names}, {n: other[n][s] for n in names})
        for s in range(5)
    ]
    for name in names:
        assert found[name] == pytest.approx(sum(part[name] for part in by_stratum))


def test_logarithmic_mean_lies_between_the_others_and_is_smooth():
    x, y = np.array([1.0, 2.0, 5.0]), np.array([3.0, 2.5, 0.1])
    mean = logarithmic_mean(x, y)
    assert (np.sqrt(x * y) < mean).all() and (mean < (x + y) / 2).all()
    assert mean == pytest.approx((x - y) / np.log(x / y))
    close = logarithmic_mean(1.0, 1.0 + np.array([0.0, 1e-15, 1e-9, 1e-7]))
    assert close == pytest.approx(1, abs=1e-7)  # (x - y) / ln(x / y) loses all its digits there


def test_kitagawa_takes_numbers_and_strata_that_do_not_occur():
    found = kitagawa_decomposition([6, 4, 0], [0.1, 0.3, np.nan], [3, 7, 0], [0.15, 0.35, np.nan])
    assert (found.composition, found.rate) == (pytest.approx(0.06), pytest.approx(0.05))
    assert found.composition_by[2] == found.rate_by[2] == 0
    assert found.rate_by == pytest.approx([0.05 * 0.45, 0.05 * 0.55, 0])


def test_bad_input():
    with pytest.raises(OptionError, match="must have the same factors"):
        shapley_decomposition(lambda a: a, {"a": 1}, {"b": 1})
    with pytest.raises(OptionError, match="must have the same factors"):
        lmdi_decomposition({"a": 1}, {"a": 1, "b": 2})
    many = {f"f{k}": 1.0 for k in range(13)}
    with pytest.raises(OptionError, match="must have 12 factors at most, not 13"):
        shapley_decomposition(lambda **factors: 1, many, many)
    with pytest.raises(DataError, match="Every stratum must have a rate"):
        kitagawa_decomposition([1, 1], [0.1, np.nan], [1, 0], [0.1, 0.2])
    with pytest.raises(DataError, match="one entry for each stratum"):
        kitagawa_decomposition([1, 1], [0.1], [1, 1], [0.1])
    with pytest.raises(DataError, match="`weights_after` must be a row of numbers from 0"):
        kitagawa_decomposition([1, 1], [0.1, 0.2], [0, 0], [0.1, 0.2])
    with pytest.raises(DataError, match="can't be given these margins"):
        fitted_to_margins([[1, 0], [1, 1]], [9, 1], [1, 9])
    with pytest.raises(DataError, match="must have the same total"):
        fitted_to_margins([[1, 1], [1, 1]], [1, 1], [1, 2])
    with pytest.raises(DataError, match="one number for each row and column"):
        fitted_to_margins([[1, 1], [1, 1]], [1, 1, 1], [1, 2])
    with pytest.raises(DataError, match="`rows` must be above 0"):
        fitted_to_margins([[1, 1], [1, 1]], [0, 2], [1, 1])
    with pytest.raises(DataError, match="no row or column that is empty"):
        fitted_to_margins([[0, 0], [1, 1]], [1, 1], [1, 1])
