from itertools import permutations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from bridging.errors import DataError, OptionError
from bridging.inference import monte_carlo_p
from bridging.inference.multiplicity import benjamini_hochberg, holm, max_t
from bridging.inference.sequential import monte_carlo_error, sequential_p


def slow_max_t(observed, draws, alternative):
    """Westfall and Young, one line and draw at a time, on statistics that are on one scale."""
    tails = {}
    for tail, sign in (("greater", 1), ("less", -1)):
        tails[tail] = np.array(
            [
                (1 + sum(max(sign * value for value in row) >= sign * one for row in draws))
                / (1 + len(draws))
                for one in observed
            ]
        )
    both = np.minimum(1, 2 * np.minimum(tails["greater"], tails["less"]))
    return {**tails, "two-sided": both}[alternative]


def standardised(observed, draws):
    rows = np.vstack([observed, draws])
    rows = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    return rows[0], rows[1:]


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_max_t_is_the_definition_and_never_below_each_test_alone(alternative):
    rng = np.random.default_rng(1)
    draws = rng.standard_normal((199, 4)) * [1, 10, 0.1, 1] + [0, 5, 0, 0]
    draws[:, 3] = (draws[:, 0] + draws[:, 3]) / 2
    observed = np.array([2.0, 30.0, -0.25, 0.1])
    adjusted = max_t(observed, draws, alternative=alternative)
    slow = slow_max_t(*standardised(observed, draws), alternative)
    np.testing.assert_allclose(adjusted, slow)
    alone = [monte_carlo_p(o, d, alternative) for o, d in zip(observed, draws.T, strict=True)]
    assert (adjusted >= np.array(alone) - 1e-12).all()
    assert (adjusted >= 1 / 200).all() and (adjusted <= 1).all()


def test_max_t_of_one_test_and_of_copies_of_it_is_its_own_p():
    draws = np.random.default_rng(2).exponential(size=(99, 1))
    for alternative in ("two-sided", "less", "greater"):
        alone = monte_carlo_p(2.5, draws[:, 0], alternative)
        assert max_t([2.5], draws, alternative=alternative).tolist() == [alone]
        # the unit of one line does not matter: copies in other units are the same test
        copies = max_t([2.5, 250.0, 3.5], draws * [1, 100, 1] + [0, 0, 1], alternative=alternative)
        np.testing.assert_allclose(copies, alone)


def test_max_t_leaves_out_tests_that_were_not_done():
    rng = np.random.default_rng(3)
    draws = rng.standard_normal((99, 3))
    draws[:, 1] = np.nan
    without = max_t([1.5, 0.3], draws[:, [0, 2]])
    adjusted = max_t([1.5, 2.0, 0.3], draws)
    np.testing.assert_allclose(adjusted[[0, 2]], without)
    assert np.isnan(adjusted[1])
    np.testing.assert_allclose(max_t([1.5, np.nan, 0.3], rng.random((9, 3)))[1], np.nan)
    assert np.isnan(max_t([np.nan], np.zeros((5, 1)))).all()


def test_max_t_where_some_draws_have_no_value():
    # on one scale the first column is 1, 1, -1, -1 and the second -.05, -.88, 1.9, -.88, -.05
    # (observed first). Of the three draws of the first test one is as large, and one has a larger
    # second test: (1 + 2) / (1 + 3). Of the four of the second, one of its own is as large (30),
    # one equal (9), and one has a larger first test: (1 + 3) / (1 + 4)
    draws = np.array([[5.0, 0.0], [0.0, 30.0], [0.0, 0.0], [np.nan, 9.0]])
    assert max_t([5.0, 9.0], draws, alternative="greater").tolist() == [3 / 4, 4 / 5]
    # what never varies says nothing
    constant = np.column_stack([np.full(9, 2.0), np.arange(9.0)])
    assert max_t([2.0, 20.0], constant, alternative="greater").tolist() == [1.0, 1 / 10]


def test_max_t_keeps_its_level_over_every_arrangement():
    """Two measures of one table of seven values, dealt in all ways: the level holds exactly."""
    values, groups = np.array([1.0, 4.0, 9.0, 2.0, 7.0]), np.array([0, 0, 1, 1, 1])
    every = np.array(
        [
            [values[list(p)][groups == 0].mean(), np.prod(values[list(p)][groups == 1]) ** (1 / 3)]
            for p in permutations(range(5))
        ]
    )
    smallest = [
        max_t(every[i], np.delete(every, i, axis=0)).min() for i in range(len(every))
    ]  # fmt: skip
    for level in (0.05, 0.1, 0.2, 0.4):
        assert np.mean(np.array(smallest) <= level + 1e-12) <= level


@pytest.mark.parametrize("seed", range(5))
def test_benjamini_hochberg_and_holm_as_statsmodels(seed):
    p = np.random.default_rng(seed).uniform(0.001, 0.3, size=12)
    p[3] = p[7]  # ties
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1])
    np.testing.assert_allclose(holm(p), multipletests(p, method="holm")[1])
    gap = np.insert(p, [2, 9], np.nan)
    for adjust in (benjamini_hochberg, holm):
        np.testing.assert_allclose(adjust(gap)[~np.isnan(gap)], adjust(p))
        assert np.isnan(adjust(gap)[np.isnan(gap)]).all()
        assert adjust([0.2]).tolist() == [0.2]
        assert len(adjust([])) == 0
        assert gap[2] != gap[2]  # the input is as it was


def test_benjamini_hochberg_published():
    # Benjamini & Hochberg (1995), section 4: the four smallest of fifteen are found at 5 %, by
    # Holm (and Bonferroni) only three
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0000]  # fmt: skip
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert (holm(p) <= 0.05).sum() == 3


def test_sequential_p_stops_where_besag_and_clifford_do():
    draws = np.array([3.0, 1.0, 5.0, 4.0, 2.0, 6.0])
    # at least 4: the 3rd, 4th and 6th
    found = sequential_p(4.0, [draws], stop_after=2, most=99, alternative="greater")
    assert (found.p_value, found.n_resamples, found.stopped) == (2 / 4, 4, True)
    # all six draws, two of the three asked for in five: (1 + 2) / (1 + 5)
    found = sequential_p(4.0, [draws], stop_after=3, most=5, alternative="greater")
    assert (found.p_value, found.n_resamples, found.stopped) == (3 / 6, 5, False)
    # the draws run out
    found = sequential_p(9.0, [draws], stop_after=3, alternative="greater")
    assert (found.p_value, found.n_resamples) == (1 / 7, 6)
    # two-sided goes on until both tails have two: at most 2 is the 2nd and 5th, at least 2 the
    # 1st and 3rd (p = 2/3 and 2/5)
    found = sequential_p(2.0, [draws], stop_after=2)
    assert (found.p_value, found.n_resamples) == (0.8, 5)
    lost = sequential_p(4.0, [np.array([np.nan, 5, np.nan, 5])], stop_after=2)
    assert (lost.n_resamples, lost.n_lost) == (2, 2)
    assert np.isnan(sequential_p(np.nan, [draws]).p_value)
    assert np.isnan(sequential_p(1.0, []).p_value)


def test_sequential_p_takes_no_more_blocks_than_it_needs_whatever_their_size():
    values = np.random.default_rng(4).standard_normal(600)
    taken = []

    def blocks(size):
        for begin in range(0, len(values), size):
            taken.append(begin)
            yield values[begin : begin + size]

    results = [sequential_p(1.0, blocks(size), most=500) for size in (1, 7, 100, 600)]
    assert len(set(results)) == 1
    taken.clear()
    sequential_p(0.0, blocks(50), most=500)
    assert len(taken) <= 2


def test_sequential_p_is_valid_for_every_level():
    """The observed value is as likely to be any of the draws: the exact chance of p <= level."""
    stop_after, most, rng = 2, 19, np.random.default_rng(5)
    p = [
        sequential_p(row[0], [row[1:]], stop_after=stop_after, most=most).p_value
        for row in rng.standard_normal((4000, most + 1))
    ]
    for level in (0.1, 0.2, 0.3, 0.5):
        assert np.mean(np.array(p) <= level) <= level + 3 * np.sqrt(level * (1 - level) / 4000)


@pytest.mark.parametrize(("b", "m"), [(0, 99), (4, 99), (49, 999), (99, 99)])
def test_monte_carlo_error_as_clopper_and_pearson(b, m):
    p = (1 + b) / (1 + m)
    one = monte_carlo_error(p, m, alternative="less", confidence_level=0.9)
    low, high = proportion_confint(b, m, alpha=0.1, method="beta")
    np.testing.assert_allclose([one.low, one.high], [low, high], atol=1e-9)
    assert one.std_error == pytest.approx(np.sqrt(p * (1 - p) / m))
    if 2 * p <= 1:
        two = monte_carlo_error(2 * p, m, confidence_level=0.9)
        np.testing.assert_allclose(
            [two.low, two.high, two.std_error], [2 * low, min(1, 2 * high), 2 * one.std_error],
            atol=1e-9,
        )  # fmt: skip


def test_bad_input():
    with pytest.raises(OptionError, match="`alternative` must be one of"):
        max_t([1.0], [[1.0]], alternative="more")
    with pytest.raises(DataError, match="`draws` must have a column for each observed statistic"):
        max_t([1.0, 2.0], [[1.0]])
    with pytest.raises(OptionError, match="`p` must be above 0 and at most 1"):
        holm([0.0, 0.5])
    with pytest.raises(OptionError, match="`p` must be above 0 and at most 1"):
        benjamini_hochberg([1.5])
    for adjust in (benjamini_hochberg, holm):
        for text in ("x", ["0.5"], [0.5, None, "x"]):
            with pytest.raises(DataError, match="`p` must hold numbers only"):
                adjust(text)
    with pytest.raises(DataError, match="`observed` must hold numbers only"):
        max_t("x", [[1.0]])
    with pytest.raises(OptionError, match="`stop_after` must be a whole number from 1, not 0"):
        sequential_p(1.0, [], stop_after=0)
    with pytest.raises(OptionError, match="`most` must be a whole number from 1, not 9.5"):
        sequential_p(1.0, [], most=9.5)
    with pytest.raises(OptionError, match="`p_value` must be one that 99 draws can give, not 0.0"):
        monte_carlo_error(0.0, 99)
    with pytest.raises(OptionError, match="`n_resamples` must be a whole number from 1"):
        monte_carlo_error(0.5, 0)
    with pytest.raises(OptionError, match="`confidence_level` must be between 0 and 1, not 95"):
        monte_carlo_error(0.5, 99, confidence_level=95)
    nan = monte_carlo_error(float("nan"), 99)
    assert np.isnan([nan.std_error, nan.low, nan.high]).all()
