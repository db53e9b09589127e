import numpy as np
import pytest

from bridging.errors import OptionError
from bridging.inference import monte_carlo_p, studentised


def test_p_is_never_zero_and_counts_ties():
    draws = np.zeros(99)
    assert monte_carlo_p(5.0, draws) == 2 / 100
    assert monte_carlo_p(0.0, draws) == 1.0
    # 3 of 9 draws are at most 2: (1 + 3) / (1 + 9)
    assert monte_carlo_p(2.0, np.arange(9.0), "less") == pytest.approx(0.4)
    assert monte_carlo_p(2.0, np.arange(9.0), "greater") == pytest.approx(0.8)
    assert monte_carlo_p(2.0 + 1e-12, np.arange(9.0), "less") == pytest.approx(0.4)


def test_draws_without_a_value_do_not_count():
    assert monte_carlo_p(1.0, np.array([np.nan, 0.0, 2.0, np.nan]), "less") == pytest.approx(2 / 3)
    assert np.isnan(monte_carlo_p(1.0, np.array([np.nan])))


@pytest.mark.parametrize("alternative", ["x", "two_sided", ""])
def test_an_unknown_alternative_is_refused(alternative):
    with pytest.raises(OptionError, match="`alternative` must be"):
        monte_carlo_p(1.0, np.arange(9.0), alternative)


def test_studentised_by_hand():
    # pair 1: 1 + 1 = 2, pair 2: -1; total 1; sqrt(4 + 1)
    residual = np.array([[1.0, -1.0, 1.0], [0.0, 0.0, 0.0]])
    pair = np.array([[1, 2, 1], [1, 2, 3]])
    np.testing.assert_allclose(studentised(residual, pair), [1 / np.sqrt(5), 0.0])
    assert studentised(np.zeros((2, 0)), np.zeros((2, 0), dtype=int)).tolist() == [0, 0]
