"""Occasions dealt again: exact numbers against enumeration and scipy's hypergeometric."""

from itertools import permutations, product

import numpy as np
import pytest
from scipy.stats import fisher_exact, hypergeom

from bridging.errors import DataError
from bridging.nulls.convolution import ONE_ARRANGEMENT
from bridging.nulls.occasion_permutation import (
    MORE_THAN_ONE,
    crossing_by_occasion,
    occasion_permutation,
)


def every_value(crossing, value, session, one):
    """What crosses with an occasion under all orders of the occasions in each session."""
    parts = [np.flatnonzero((session == s) & (value >= 0)) for s in np.unique(session)]
    found = []
    for orders in product(*(permutations(value[part]) for part in parts)):
        dealt = np.full(len(value), -1)
        for part, order in zip(parts, orders, strict=True):
            dealt[part] = order
        found.append(crossing[dealt == one].sum())
    return np.array(found)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("plain", [True, False])
def test_closed_forms_and_p_are_those_of_all_ways_to_deal(seed, plain):
    rng = np.random.default_rng(seed)
    session = np.repeat([0, 1, 2], [5, 1, 4])
    value = rng.integers(-1, 3, 10)
    crossing = rng.integers(0, 2, 10).astype(float) if plain else rng.random(10) * 3
    for one, found in enumerate(crossing_by_occasion(crossing, value, session, 3)):
        values = every_value(crossing, value, session, one)
        assert found.statistic == pytest.approx(crossing[value == one].sum())
        assert found.mean == pytest.approx(values.mean())
        assert found.variance == pytest.approx(values.var(), abs=1e-9)
        if values.var() < 1e-12:
            assert found.undefined_nl == ONE_ARRANGEMENT[1]
        elif plain:
            assert found.p_value("less") == pytest.approx(np.mean(values <= found.statistic))
            assert found.p_value("greater") == pytest.approx(np.mean(values >= found.statistic))
        else:
            assert (found.undefined, found.undefined_nl) == MORE_THAN_ONE
            assert np.isnan(found.p_value())


def test_one_session_is_fisher_s_exact_test():
    """The tea tasting of Fisher (1935): 3 of 4 right, p = 17/70."""
    crossing, value = [1, 1, 1, 0, 1, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1]
    found = crossing_by_occasion(crossing, value, np.zeros(8, dtype=int), 2)[0]
    assert found.p_value("greater") == pytest.approx(17 / 70)
    assert found.p_value("greater") == pytest.approx(
        fisher_exact([[3, 1], [1, 3]], alternative="greater")[1]
    )


def test_two_sessions_are_the_sum_of_two_hypergeometric_numbers():
    tables = [(30, 12, 9), (17, 5, 11)]  # encounters, crossing, with the occasion
    session = np.repeat([0, 1], [30, 17])
    crossing = np.concatenate([np.arange(n) < k for n, k, _ in tables]).astype(float)
    value = np.concatenate([(np.arange(n) % n >= t).astype(int) for n, _, t in tables])
    found = crossing_by_occasion(crossing, value, session, 2)[0]
    chances = np.convolve(*(hypergeom(n, k, t).pmf(np.arange(t + 1)) for n, k, t in tables))
    at = found.distribution.values.astype(int)
    np.testing.assert_allclose(found.distribution.chances, chances[at], rtol=1e-9)
    assert chances.sum() == pytest.approx(chances[at].sum())


def test_draws_agree_with_the_closed_form_and_keep_each_session_s_occasions():
    rng = np.random.default_rng(2)
    session, value = np.repeat(np.arange(12), 9), rng.integers(-1, 3, 108)
    crossing = (rng.random(108) < 0.4).astype(float)
    blocks = occasion_permutation(value, session, 3000, np.random.default_rng(0))
    draws = np.concatenate(list(blocks))
    assert (draws[:, value < 0] == -1).all()
    for one, found in enumerate(crossing_by_occasion(crossing, value, session, 3)):
        drawn = ((draws == one) * crossing).sum(axis=1)
        assert abs(drawn.mean() - found.mean) < 5 * np.sqrt(found.variance / 3000)
        assert drawn.var() == pytest.approx(found.variance, rel=0.15)
        for s in range(12):
            mine = session == s
            assert set((draws[:, mine] == one).sum(axis=1)) == {(value[mine] == one).sum()}


def test_no_encounters():
    found = crossing_by_occasion([], np.zeros(0, int), np.zeros(0, int), 2)
    assert [one.statistic for one in found] == [0, 0]
    assert all(np.isnan(one.p_value()) for one in found)


def test_what_it_refuses():
    with pytest.raises(DataError, match="a finite number for each of 2 encounters"):
        crossing_by_occasion([1.0], [0, 0], [0, 0], 1)
    with pytest.raises(DataError, match="a finite number"):
        crossing_by_occasion([1.0, np.nan], [0, 0], [0, 0], 1)
    with pytest.raises(DataError, match="coded from 0 to 0"):
        crossing_by_occasion([1.0, 0.0], [0, 1], [0, 0], 1)
    with pytest.raises(DataError, match="lists of one length"):
        occasion_permutation(np.array([0]), np.array([0, 1]), 3, np.random.default_rng(0))
