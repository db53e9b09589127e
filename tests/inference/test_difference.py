"""Limits of two sides joined, against a published difference of shares."""

import numpy as np
import pytest

from bridging.inference.difference import correlation_of, joined_limits, p_of_limits


def wilson(hits, trials):
    from scipy.special import ndtri

    def limits(level):
        z = ndtri((1 + level) / 2)
        middle = hits + z**2 / 2
        reach = z * np.sqrt(z**2 / 4 + hits * (1 - hits / trials))
        return tuple(float((middle + sign * reach) / (trials + z**2)) for sign in (-1, 1))

    return limits


def test_newcombe_1998():
    """56 of 70 against 48 of 80 (his table II, method 10): .0524 to .3339."""
    found = joined_limits(48 / 80, 56 / 70, (wilson(48, 80), wilson(56, 70)))(0.95)
    assert found == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_p_is_the_level_at_which_the_value_lies_on_a_limit():
    limits = joined_limits(48 / 80, 56 / 70, (wilson(48, 80), wilson(56, 70)))
    p = p_of_limits(limits, 0.0, 0.95)
    assert limits(1 - p)[0] == pytest.approx(0, abs=1e-8) and p < 0.05
    assert p_of_limits(limits, 0.3339 + 1e-3, 0.95) < 0.05 < p_of_limits(limits, 0.33, 0.95)
    assert p_of_limits(limits, 0.2, 0.95) == 1.0


def test_sides_that_move_together_differ_less():
    sides = (lambda level: (-1.0, 1.0), lambda level: (0.0, 2.0))
    apart, together = (joined_limits(0.0, 1.0, sides, r)(0.95) for r in (0.0, 0.9))
    assert apart[0] < together[0] < together[1] < apart[1]
    assert joined_limits(0.0, 1.0, sides, 1.0)(0.95) == pytest.approx((1.0, 1.0))


def test_correlation_of_values_without_each():
    a = np.array([1.0, 2.0, 4.0, 3.0])
    assert correlation_of(a, 2 * a) == pytest.approx(1)
    assert correlation_of(a, np.ones(4)) == 0
