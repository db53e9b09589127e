"""Sums of independent numbers are exact, far into the tails."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from bridging.errors import OptionError
from bridging.nulls.convolution import (
    MOST_VALUES,
    ONE_ARRANGEMENT,
    Distribution,
    against_chance,
    distribution_of_sum,
)


def test_the_sum_of_many_coins_is_binomial_far_into_the_tail():
    coins = distribution_of_sum([np.array([0.5, 0.5])] * 200, first=np.zeros(200, dtype=int))
    exact = [float(Fraction(comb(200, k), 2**200)) for k in range(201)]
    np.testing.assert_allclose(coins.chances, exact, rtol=1e-12)
    assert coins.mean == pytest.approx(100)
    assert coins.variance == pytest.approx(50)
    assert coins.p_value(0, "less") == pytest.approx(2.0**-200)


def test_three_unequal_numbers_with_their_own_smallest_values():
    parts, first = [np.array([0.2, 0.8]), np.array([1.0]), np.array([0.5, 0.0, 0.5])], [3, 10, -1]
    found = distribution_of_sum(parts, first=np.array(first))
    assert found.values.tolist() == [12, 13, 14, 15]
    np.testing.assert_allclose(found.chances, [0.1, 0.4, 0.1, 0.4])


def test_no_numbers_sum_to_nothing_and_too_many_values_are_not_summed():
    nothing = distribution_of_sum([], first=np.zeros(0, dtype=int))
    assert (nothing.values.tolist(), nothing.chances.tolist()) == ([0.0], [1.0])
    assert distribution_of_sum([np.ones(MOST_VALUES + 1)], first=np.zeros(1, dtype=int)) is None


def test_p_is_never_zero_and_two_sided_doubles_the_smaller_tail():
    sure = distribution_of_sum([np.array([1 - 1e-9, 1e-9])] * 80, first=np.zeros(80, dtype=int))
    assert 0 < sure.p_value(80, "greater") < 1e-300
    die = Distribution.of_values(np.arange(1, 7))
    assert die.p_value(2) == pytest.approx(4 / 6)
    assert die.p_value(3) == 1
    assert die.p_value(7, "less") == 1
    with pytest.raises(OptionError, match="must be one of 'two-sided', 'less', 'greater'"):
        die.p_value(2, "both")


def test_values_that_differ_by_rounding_are_one():
    found = Distribution.of_values(np.array([0.3, 0.1 + 0.2, 1.0]))
    np.testing.assert_allclose(found.chances, [2 / 3, 1 / 3])


def test_where_nothing_varies_there_is_no_z_and_no_p_and_a_reason():
    still = against_chance(3.0, 3.0, 1e-15, Distribution.of_values(np.array([3.0])))
    assert np.isnan(still.z_score)
    assert np.isnan(still.p_value())
    assert (still.undefined, still.undefined_nl) == ONE_ARRANGEMENT
