"""The interval of diversity, against enumeration and simulation of people drawn from a mix."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import multinomial

from bridging.inference import binomial_interval, diversity_interval, jackknife
from bridging.inference.diversity import _moments, effective_people
from bridging.inference.scales import LOGIT


def blau(shares):
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return 1 - (shares**2).sum(axis=-1)


def unbiased(people):
    n = people.sum()
    return 1 - (people * (people - 1)).sum() / (n * (n - 1))


def entropy(shares):
    shares = shares / shares.sum(axis=-1, keepdims=True)
    return -(np.where(shares > 0, shares * np.log(np.where(shares > 0, shares, 1)), 0)).sum(axis=-1)


def test_two_groups_carry_the_interval_of_the_share():
    """3 of 20: the diversity rises with the share up to a half, where both limits lie."""
    found = diversity_interval(0.255, np.array([[3.0, 17.0]]), blau)
    low, high = binomial_interval(3, 20, mid_p=True)
    assert high < 0.5
    assert (found.low, found.high) == pytest.approx((2 * low * (1 - low), 2 * high * (1 - high)))


def test_an_even_mix_can_be_less_even_but_not_more():
    found = diversity_interval(0.5, np.array([[7.0, 7.0]]), blau)
    low, _ = binomial_interval(7, 14, mid_p=True)
    assert (found.low, found.high) == pytest.approx((2 * low * (1 - low), 0.5))


def test_the_interval_holds_an_unbiased_estimate_above_any_population():
    estimate = unbiased(np.array([7.0, 7.0]))
    assert diversity_interval(estimate, np.array([[7.0, 7.0]]), blau).high == estimate > 0.5


def test_a_family_of_one_group_counts_as_one_person_or_so():
    families = np.array([[2.0, 0.0]] * 5 + [[0.0, 2.0]] * 5)
    assert effective_people(families) == pytest.approx(9)
    mixed = np.array([[1.0, 1.0]] * 10)
    assert effective_people(mixed) == 20
    assert effective_people(np.array([[3.0, 0.0]] * 4)) == pytest.approx(4)
    alone = diversity_interval(0.5, families.sum(axis=0, keepdims=True), blau)
    assert diversity_interval(0.5, families, blau).low < alone.low


@pytest.mark.parametrize("shares", [[1 / 3, 1 / 3, 1 / 3], [0.5, 0.3, 0.2]])
def test_the_moments_are_those_over_every_outcome(shares):
    """A square has no third derivative: its mean and (to second order) variance are exact."""
    n, shares = 30, np.array(shares)
    outcomes = np.array([x for x in product(range(n + 1), repeat=3) if sum(x) == n])
    chance = multinomial.pmf(outcomes, n, shares)
    value = blau(outcomes.astype(float))
    mean = (chance * value).sum()
    deviation = np.sqrt((chance * (value - mean) ** 2).sum())
    skewness = (chance * (value - mean) ** 3).sum() / deviation**3
    ours = _moments(shares[np.newaxis], n, blau)
    assert ours.mean[0] == pytest.approx(mean, rel=1e-5)
    assert ours.deviation[0] == pytest.approx(deviation, rel=0.03)
    assert ours.skewness[0] == pytest.approx(skewness, rel=0.15)
    for place in np.quantile(value, [0.05, 0.3, 0.7]):
        exact = (chance * ((value < place - 1e-9) + (np.abs(value - place) < 1e-9) / 2)).sum()
        assert ours.chance_below(place)[0] == pytest.approx(exact, abs=0.05)


def covered(value, shares, people, family=1, samples=300, seed=0):
    """Return the share of samples whose interval covers."""
    rng = np.random.default_rng(seed)
    shares = np.array(shares)
    truth, hits, known = float(value(shares)), 0, {}
    for _ in range(samples):
        if family == 1:
            clusters = rng.multinomial(people, shares)[np.newaxis].astype(float)
        else:
            clusters = family * rng.multinomial(1, shares, size=people // family).astype(float)
        key = clusters.sum(axis=0).tobytes()
        if key not in known:
            found = diversity_interval(float(value(clusters.sum(axis=0))), clusters, value)
            known[key] = found.low - 1e-12 <= truth <= found.high + 1e-12
        hits += known[key]
    return hits / samples


@pytest.mark.parametrize(
    ("value", "shares", "people", "family"),
    [
        (blau, [0.5, 0.5], 14, 1),
        (blau, [0.5, 0.5], 14, 2),
        (blau, [0.3, 0.7], 40, 2),
        (blau, [1 / 3] * 3, 20, 1),
        (blau, [0.6, 0.3, 0.1], 60, 1),
        (entropy, [0.25] * 4, 30, 1),
        (entropy, [0.5, 0.3, 0.2], 60, 1),
    ],
)
def test_it_covers(value, shares, people, family):
    """300 samples of a true 95 % have a standard error of 1.3 %."""
    assert covered(value, shares, people, family) > 0.915


@pytest.mark.slow
@pytest.mark.parametrize("value", [blau, entropy])
@pytest.mark.parametrize("people", [14, 20, 60])
@pytest.mark.parametrize("family", [1, 2])
def test_it_covers_every_mix(value, people, family):
    for shares in (
        [0.5, 0.5], [0.4, 0.6], [0.2, 0.8], [0.05, 0.95], [1 / 3] * 3, [0.45, 0.3, 0.25],
        [0.6, 0.3, 0.1], [0.25] * 4, [0.4, 0.3, 0.15, 0.1, 0.05],
    ):  # fmt: skip
        assert covered(value, shares, people, family, samples=400) > 0.9, shares


def test_near_an_even_mix_leaving_out_shows_almost_nothing_and_this_does_not():
    """7 and 7 people in eight families: what is left out hardly moves a value at its maximum."""
    families = np.array([[2.0, 0.0]] * 3 + [[1.0, 0.0]] + [[0.0, 2.0]] * 3 + [[0.0, 1.0]])
    left = np.array([unbiased(np.delete(families, k, axis=0).sum(axis=0)) for k in range(8)])
    estimate = unbiased(families.sum(axis=0))
    before = jackknife(estimate, left, scale=LOGIT, pairs=False)
    now = diversity_interval(estimate, families, blau)
    # a share of 1/4 is well possible with so few families: 2 · 1/4 · 3/4
    assert before.high - before.low < 0.05 and now.low < 0.375 < 0.5 < now.high


@pytest.mark.parametrize(
    ("clusters", "reason"),
    [([[1.0, 1.0]], "fewer than three"), ([[5.0, 0.0, 0.0]], "only one of several groups")],
)
def test_no_interval_says_why(clusters, reason):
    found = diversity_interval(0.1, np.array(clusters), blau)
    assert reason in found.undefined and found.undefined_nl and np.isnan(found.low)


def test_one_group_of_two_has_an_upper_limit():
    found = diversity_interval(0.0, np.array([[10.0, 0.0]]), blau)
    other = binomial_interval(0, 10, mid_p=True)[1]
    assert found.low == 0 and found.high == pytest.approx(2 * other * (1 - other))
