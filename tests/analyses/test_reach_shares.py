from itertools import product

import numpy as np
import pytest
from scipy.stats import binomtest

from bridging.analyses import reach_shares
from bridging.analyses.reach_shares import (
    dissimilarity,
    dissimilarity_limits,
    effective_number,
    reference_test,
    shares_of,
)


def alone(*numbers):
    """Families of which each is of one group: so many of each."""
    return np.repeat(np.eye(len(numbers)), numbers, axis=0)


def rng():
    return np.random.default_rng(1)


@pytest.mark.parametrize("numbers", [(3, 7), (0, 5), (1, 1, 30), (20, 13, 4, 1)])
def test_limits_are_those_of_scipy(numbers):
    found = shares_of(alone(*numbers))
    for group, number in enumerate(numbers):
        exact = binomtest(number, sum(numbers)).proportion_ci(0.95, method="exact")
        assert (found.low[group], found.high[group]) == pytest.approx((exact.low, exact.high))
    assert found.n == found.families == sum(numbers)


def test_families_of_equal_size_count_as_families():
    single, double = shares_of(alone(3, 7)), shares_of(2 * alone(3, 7))
    assert double.low == pytest.approx(single.low) and double.n == 20


def test_nothing_is_no_share():
    found = shares_of(np.zeros((0, 3)))
    assert np.isnan(found.share).all() and found.n == 0


def test_one_busy_family_says_little():
    """A visitor who comes 30 times is one family: 100 visits of 8 families are not 100 people."""
    table = np.array([[30.0, 0], [0, 30], [20, 0], [0, 10], [4, 0], [0, 3], [2, 0], [0, 1]])
    weight = table.sum(axis=1)
    people = effective_number(table[:, 0], weight)
    assert people <= weight.sum() ** 2 / (weight**2).sum() < 5
    found = shares_of(table)
    exact = binomtest(56, 100).proportion_ci(method="exact")
    assert found.low[0] < exact.low and found.high[0] > exact.high


def test_first_visits_differ_within_families_and_say_more():
    first = np.array([1.0, 1, 1, 1, 1, 1])
    visits = np.array([12.0, 10, 11, 9, 10, 12])
    loose = effective_number(first, visits, alike=False)
    assert effective_number(first, visits) < 6.1 < loose <= visits.sum()


def brute_force(weights, reference, observed):
    """Every way in which families can be of groups, with its chance."""
    p = mean = 0.0
    far = ((observed - reference) ** 2 / reference).sum()
    for groups in product(range(len(reference)), repeat=len(weights)):
        share = np.bincount(groups, weights=weights, minlength=len(reference)) / sum(weights)
        chance = np.prod([reference[g] for g in groups])
        mean += chance * np.abs(share - reference).sum() / 2
        p += chance * (((share - reference) ** 2 / reference).sum() >= far - 1e-9)
    return p, mean


@pytest.mark.parametrize(
    ("numbers", "reference"),
    [((3, 4), (0.5, 0.5)), ((0, 5, 2), (0.2, 0.3, 0.5)), ((4, 1, 1), (1 / 3, 1 / 3, 1 / 3))],
)
def test_the_exact_test_lists_every_mix(numbers, reference):
    reference = np.array(reference)
    table = alone(*numbers)
    found = reference_test(table, reference, n_resamples=9, rng=rng())
    p, mean = brute_force(np.ones(len(table)), reference, table.mean(axis=0))
    assert found.exact and (found.p_value, found.by_chance) == pytest.approx((p, mean))


def test_families_of_different_size_are_drawn_as_a_whole():
    reference = np.array([0.3, 0.7])
    table = np.array([[3.0, 0], [0, 2], [1, 0], [0, 1], [2, 0]])
    found = reference_test(table, reference, n_resamples=9999, rng=rng())
    p, mean = brute_force(table.sum(axis=1), reference, table.sum(axis=0) / 9)
    assert not found.exact and found.n_resamples == 9999
    assert found.p_value == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 9999))
    assert found.by_chance == pytest.approx(mean, abs=0.01)


def test_drawn_shares_are_those_of_a_group_for_each_family():
    weight, reference = np.array([1.0, 3.0, 2.0]), np.array([0.5, 0.2, 0.3])
    drawn = reach_shares._drawn(weight, reference, 20, np.random.default_rng(3))
    for place, shares in zip(np.random.default_rng(3).random((20, 3)), drawn, strict=True):
        slow = np.zeros(3)
        for at, much in zip(place, weight, strict=True):
            slow[0 if at < 0.5 else 1 if at < 0.7 else 2] += much
        assert shares == pytest.approx(slow / 6)


def test_draws_do_not_depend_on_blocks(monkeypatch):
    table, reference = np.array([[3.0, 0], [0, 2], [1, 0], [0, 1]]), np.array([0.3, 0.7])
    whole = reference_test(table, reference, n_resamples=50, rng=rng())
    monkeypatch.setattr(reach_shares, "MOST_CELLS", 12)
    assert reference_test(table, reference, n_resamples=50, rng=rng()) == whole


def test_p_is_never_0_and_an_empty_group_of_the_reference_does_not_matter():
    reference = np.array([1e-9, 1 - 1e-9, 0.0])
    found = reference_test(alone(60, 0, 0), reference, n_resamples=9, rng=rng())
    assert 0 < found.p_value < 1e-100


def test_the_exact_test_is_a_test():
    """Under the null p lies at or below any level in at most that share of cases."""
    reference, chances = np.array([0.25, 0.75]), []
    for number in range(13):
        table = alone(number, 12 - number)
        found = reference_test(table, reference, n_resamples=9, rng=rng())
        weight = 0.25**number * 0.75 ** (12 - number)
        chances.append(
            (found.p_value, weight * np.prod(range(12 - number + 1, 13)) / _factorial(number))
        )
    for level in (0.01, 0.05, 0.2, 0.5):
        assert sum(chance for p, chance in chances if p <= level) <= level + 1e-12


def _factorial(number):
    return float(np.prod(range(1, number + 1)))


def test_limits_of_the_dissimilarity_hold_every_mix_within_those_of_the_shares(monkeypatch):
    table, reference = alone(9, 4, 2), np.array([0.3, 0.3, 0.4])
    found = shares_of(table, 1 - 0.05 / 3)
    grid = np.linspace(0, 1, 401)
    a, b = np.meshgrid(grid, grid)
    mixes = np.stack([a, b, 1 - a - b], axis=-1).reshape(-1, 3)
    inside = ((mixes >= found.low - 1e-9) & (mixes <= found.high + 1e-9)).all(axis=1)
    values = np.abs(mixes[inside] - reference).sum(axis=1) / 2
    low, high = dissimilarity_limits(table, reference, 0.95)
    assert (low, high) == pytest.approx((values.min(), values.max()), abs=0.005)
    assert low <= dissimilarity(table.mean(axis=0), reference) <= high
    monkeypatch.setattr(reach_shares, "MOST_GROUPS", 2)
    wide = dissimilarity_limits(table, reference, 0.95)
    assert wide[0] == low and wide[1] >= high


def test_two_groups_carry_the_limits_of_one_share_over():
    exact = binomtest(9, 12).proportion_ci(method="exact")
    low, high = dissimilarity_limits(alone(9, 3), np.array([0.3, 0.7]), 0.95)
    assert (low, high) == pytest.approx((exact.low - 0.3, exact.high - 0.3))
    assert dissimilarity_limits(alone(9, 3), np.array([0.7, 0.3]), 0.95)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("families", [10, 20, 40])
@pytest.mark.parametrize("share", [0.1, 0.5])
@pytest.mark.parametrize("keener", [1.0, 2.0])
def test_the_interval_of_visits_covers(families, share, keener):
    """Families of one to three come a very unequal number of times, one group twice as often."""
    draw, covered = np.random.default_rng(families), 0
    number = [1 + 2.4 * keener, 1 + 2.4]
    truth = share * number[0] / (share * number[0] + (1 - share) * number[1])
    for _ in range(1000):
        mine = draw.random(families) < share
        size = draw.choice([1, 2, 3], families, p=[0.7, 0.25, 0.05])
        visits = (1 + draw.poisson(draw.gamma(0.8, 3, families) * np.where(mine, keener, 1))) * size
        found = shares_of(np.stack([visits * mine, visits * ~mine], axis=1).astype(float))
        covered += found.low[0] <= truth <= found.high[0]
    assert covered / 1000 >= 0.95
