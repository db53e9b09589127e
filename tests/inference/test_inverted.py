"""The interval of values that a studentised randomisation test does not reject."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import norm

from bridging.inference import Interval, agree, inverted_interval, monte_carlo_p
from bridging.inference.inverted import reaching, too_little
from bridging.inference.scales import PLAIN


def test_by_hand():
    """39 draws from -1.9 to 1.9: the outermost is the 2.5 % limit, and the normal lies further."""
    draws = np.linspace(-1.9, 1.9, 39)
    found = inverted_interval(0.5, draws, 0.2, at=1.0)
    normal = norm.ppf(0.975) * draws.std(ddof=1)
    assert normal > 1.9
    assert found.low == pytest.approx(1 + (0.5 - normal) * 0.2)
    assert found.high == pytest.approx(1 + (0.5 + normal) * 0.2)
    assert found.std_error == pytest.approx(0.2 * draws.std(ddof=1))
    heavy = np.append(draws[1:-1], [-5.0, 4.0])
    found = inverted_interval(0.5, heavy, 0.2, at=1.0)
    assert (found.low, found.high) == pytest.approx((1 - 3.5 * 0.2, 1 + 5.5 * 0.2))


def test_it_leaves_chance_out_only_where_the_test_rejects_and_agrees_with_p():
    rng = np.random.default_rng(0)
    rejected = careful = 0
    for _ in range(400):
        draws = rng.choice(
            [rng.normal(size=199), rng.integers(-2, 3, 199), rng.exponential(size=199)]
        )
        statistic = float(rng.choice([draws[0], rng.normal(scale=3)]))
        found = inverted_interval(statistic, draws, 0.1)
        p = monte_carlo_p(statistic, draws)
        outside = not found.low <= 1 <= found.high
        assert p <= 0.05 or not outside
        held, together = agree(found, p, estimate=1 + statistic * 0.1, scale=PLAIN)
        assert (held.low, held.high) == (found.low, found.high)
        assert (together <= 0.05) == outside
        rejected, careful = rejected + outside, careful + (p <= 0.05 and not outside)
    assert 0 < careful < rejected


def test_of_normal_values_it_is_the_interval_of_their_mean():
    """Signs turned at random: inverting the test of a mean gives nearly Student's interval."""
    rng = np.random.default_rng(1)
    values = rng.normal(0.3, 1, 60)

    def studentised(x):
        return x.sum(axis=-1) / np.sqrt((x**2).sum(axis=-1))

    draws = studentised(values * rng.choice([-1, 1], (9999, 60)))
    root = np.sqrt((values**2).sum())
    found = inverted_interval(float(studentised(values)), draws, root / 60, at=0.0, least=-np.inf)
    error = values.std(ddof=1) / np.sqrt(60)
    assert (found.low + found.high) / 2 == pytest.approx(values.mean(), abs=0.01)
    assert found.high - found.low == pytest.approx(2 * 2.0 * error, rel=0.06)


def test_all_arrangements_listed():
    """Three of six drawn: the 20 sums, of which none is as far out as 2.5 %."""
    sums = np.array([sum(chosen) for chosen in combinations(range(6), 3)], dtype=float)
    draws = np.tile(sums - sums.mean(), 2)
    found = inverted_interval(float(draws.max()), draws, 0.05)
    assert found.low <= 1 < found.high


@pytest.mark.parametrize(
    ("draws", "deviation", "reason"),
    [
        (np.arange(38.0), 0.1, "too few draws"),
        (np.full(99, np.nan), 0.1, "too few draws"),
        (np.ones(99), 0.1, "no spread"),
        (np.arange(99.0), 0.0, "no spread"),
    ],
)
def test_where_there_is_none_it_says_why(draws, deviation, reason):
    found = inverted_interval(0.0, draws, deviation)
    assert reason in found.undefined and found.undefined_nl and np.isnan(found.low)


def test_a_limit_is_never_below_the_least_value_there_can_be():
    found = inverted_interval(-3.0, np.random.default_rng(0).normal(size=999), 0.3)
    assert found.low == 0 < found.high < 1


def left_out(low, high):
    """An interval from leaving people out, whose error is a tenth."""
    return Interval(low=low, high=high, std_error=0.1, level=0.95, method="")


def by_test(low, high):
    return Interval(low=low, high=high, std_error=0.05, level=0.95, method="", n_clusters=50)


def test_it_reaches_as_far_as_leaving_people_out_on_both_sides_where_chance_is_in_keeping():
    found = reaching(by_test(0.8, 1.02), left_out(0.7, 1.1))
    assert (found.low, found.high) == pytest.approx((0.9 - 0.1959964, 0.9 + 0.1959964))
    assert found.tested == (0.8, 1.02) and found.std_error == 0.1
    # never nearer than the test, and nowhere below the least there can be
    wide = by_test(-0.5, 2.5)
    assert (reaching(wide, left_out(0.7, 1.1)).low, reaching(wide, left_out(0.7, 1.1)).high) == (
        -0.5,
        2.5,
    )
    assert reaching(by_test(0.05, 1.1), left_out(0.0, 0.3)).low == 0


@pytest.mark.parametrize(("sign", "limit"), [(1, 0.98), (-1, 1.02)])
def test_where_the_test_rejects_it_goes_half_of_the_way_to_chance_at_most(sign, limit):
    rejected = sorted(1 + sign * np.array([-0.3, -0.04]))
    found = reaching(by_test(*rejected), left_out(*sorted(1 + sign * np.array([-0.3, 0.06]))))
    near, far = (found.high, found.low) if sign == 1 else (found.low, found.high)
    assert near == pytest.approx(limit)
    assert far == pytest.approx(1 + sign * (-0.12 - 0.1959964))
    short = reaching(by_test(*sorted(1 + sign * np.array([-0.5, -0.3]))), left_out(0.6, 0.62))
    assert (short.high < 1) if sign == 1 else (short.low > 1)


def test_p_beside_it_is_that_of_the_test():
    """Reaching further moves p of no other value than leaving people out is asked of."""
    rng = np.random.default_rng(3)
    for _ in range(200):
        draws = rng.normal(size=199)
        statistic = float(rng.normal(scale=2))
        narrow = inverted_interval(statistic, draws, 0.1)
        wide = reaching(narrow, left_out(*np.sort(1 + statistic * 0.1 + rng.normal(size=2))))
        estimate, p = 1 + statistic * 0.1, monte_carlo_p(statistic, draws)
        held, beside = agree(wide, p, estimate=estimate, scale=PLAIN)
        assert beside == agree(narrow, p, estimate=estimate, scale=PLAIN)[1]
        assert (held.low, held.high) == (wide.low, wide.high)
        assert (beside <= 0.05) == (not wide.low <= 1 <= wide.high)


def test_without_limits_from_leaving_people_out_it_stays_as_it_is():
    nothing = Interval.missing(0.95, "", "why", "waarom")
    assert reaching(by_test(0.8, 1.02), nothing) == by_test(0.8, 1.02)
    assert reaching(nothing, left_out(0.7, 1.1)) is nothing


def test_fewer_than_thirty_contacts_are_too_few():
    assert too_little(29)[0] and too_little(29)[1] and too_little(30) == ("", "")
