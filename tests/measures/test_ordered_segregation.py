import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.integrate import quad

import bridging as br
from bridging.errors import OptionError

ordinal, rank_order = br.measures.ordinal_segregation, br.measures.rank_order_segregation
TABLES = st.tuples(st.integers(2, 5), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 12))
)
FUNCTIONS = ("variation", "information", "square_root")


def compared(counts):
    """Whether two groups and two units have people."""
    return (counts.sum(axis=0) > 0).sum() >= 2 and (counts.sum(axis=1) > 0).sum() >= 2


def entropy(p):
    return 0.0 if p in (0, 1) else float(-(p * np.log2(p) + (1 - p) * np.log2(1 - p)))


def thresholds(counts):
    """Where people are split, and H of below against above, one threshold after the other."""
    found = {}
    for k in range(1, counts.shape[1]):
        low, people = counts[:, :k].sum(axis=1), counts.sum(axis=1)
        c = low.sum() / people.sum()
        if 0 < c < 1:
            inside = sum(t * entropy(x / t) for x, t in zip(low, people, strict=True) if t)
            found[c] = 1 - inside / people.sum() / entropy(c)
    return list(found), list(found.values())


def test_ordinal_by_hand():
    # (2, 1, 0) and (0, 1, 2): below 1/3 and 2/3 over all; 2/3, 1 and 0, 1/3 in the units.
    mix = br.Composition([[2, 1, 0], [0, 1, 2]])
    assert ordinal(mix, function="variation") == pytest.approx(1 / 2)
    assert ordinal(mix) == pytest.approx(1 / 2)  # each unit has one of the two equal entropies
    assert ordinal(mix, function="square_root") == pytest.approx(1 / 2)
    # Low and high apart, or low and middle: the first is more.
    ends = br.Composition([[3, 0, 0, 3], [3, 3, 0, 0]])
    near = br.Composition([[3, 0, 0, 3], [3, 0, 3, 0]])
    assert ordinal(ends) > ordinal(near)


@pytest.mark.parametrize("measure", [ordinal, rank_order])
def test_even_is_zero_and_separate_is_one(measure):
    even, apart = br.Composition([[2, 4, 6], [1, 2, 3]]), np.diag([2, 3, 4])
    assert measure(even) == pytest.approx(0, abs=1e-12)
    assert measure(br.Composition(apart)) == pytest.approx(1)


@given(TABLES)
def test_ordinal_is_the_weighted_mean_over_thresholds(counts):
    assume(compared(counts))
    value = ordinal(br.Composition(counts))
    weight, total = 0.0, 0.0
    for k in range(1, counts.shape[1]):
        low = counts[:, :k].sum(axis=1)
        two = np.stack([low, counts.sum(axis=1) - low], axis=1)
        e = entropy(low.sum() / counts.sum())
        if e > 0:
            weight, total = weight + e, total + e * br.measures.theil_h(br.Composition(two))
    assert value == pytest.approx(total / weight, abs=1e-9)


@given(TABLES)
def test_two_groups_have_no_order(counts):
    counts = counts[:, :2]
    assume(compared(counts))
    mix = br.Composition(counts)
    assert ordinal(mix) == pytest.approx(br.measures.theil_h(mix), abs=1e-9)
    relative = br.measures.relative_diversity(mix)
    assert ordinal(mix, function="variation") == pytest.approx(relative, abs=1e-9)
    assert rank_order(mix) == pytest.approx(br.measures.theil_h(mix), abs=1e-9)
    assert rank_order(mix, order=0) == pytest.approx(br.measures.theil_h(mix), abs=1e-9)


@given(TABLES)
def test_order_backwards_is_the_same(counts):
    assume(compared(counts))
    mix, back = br.Composition(counts), br.Composition(counts[:, ::-1])
    for function in FUNCTIONS:
        assert ordinal(mix, function=function) == pytest.approx(
            ordinal(back, function=function), abs=1e-9
        )
    assert rank_order(mix) == pytest.approx(rank_order(back), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_rank_order_against_numerical_integration(seed):
    counts = np.random.default_rng(seed).integers(0, 9, (4, 5))
    counts[:, 2] *= seed % 2  # sometimes a group without people
    at, h = thresholds(counts)
    linear = quad(lambda p: entropy(p) * np.interp(p, at, h), 0, 1, points=at, limit=200)[0]
    mix = br.Composition(counts)
    assert rank_order(mix) == pytest.approx(2 * np.log(2) * linear, abs=1e-7)
    for order in (0, 1, 2):
        curve = np.polynomial.polynomial.polyfit(at, h, order, w=[entropy(c) for c in at])
        value = quad(lambda p, c=curve: entropy(p) * np.polynomial.polynomial.polyval(p, c), 0, 1)
        expected = 2 * np.log(2) * value[0]
        if 0 <= expected <= 1:
            assert rank_order(mix, order=order) == pytest.approx(expected, abs=1e-7)
        else:
            assert np.isnan(rank_order(mix, order=order))


def test_an_empty_bracket_changes_nothing():
    whole = br.Composition([[5, 2, 1], [1, 2, 5]])
    split = br.Composition([[0, 5, 0, 2, 1, 0], [0, 1, 0, 2, 5, 0]])
    assert rank_order(split) == pytest.approx(rank_order(whole))
    assert rank_order(split, order=1) == pytest.approx(rank_order(whole, order=1))


def test_reasons():
    record = br.measures.get_measure("rank_order_segregation")
    mix = br.Composition([[5, 2, 1], [1, 2, 5]])
    assert record.reasons(mix, {"order": 2}) == (
        "there are too few groups with people for a polynomial of this order"
    )
    # H is 1 at the first of two close thresholds and nearly 0 at the second: the line falls
    # through the range
    steep = br.Composition([[60, 0, 4], [0, 10, 4]])
    at, h = thresholds(steep.counts)
    assert at[1] - at[0] < 0.2
    assert h[0] - h[1] > 0.5
    assert record.reasons(steep, {"order": 1}) == (
        "the fitted polynomial leaves the range from 0 to 1: take a lower order, or none"
    )
    assert 0 < rank_order(steep) < 1
    for name in ("ordinal_segregation", "rank_order_segregation"):
        one = br.measures.get_measure(name).reasons(br.Composition([[5, 0], [1, 0]]), {})
        assert one == "there are people of one group only"


@pytest.mark.parametrize("order", [-1, 1.5, True, "4"])
def test_bad_options(order):
    mix = br.Composition([[5, 2, 1], [1, 2, 5]])
    with pytest.raises(OptionError, match="`order` must be None or a whole number from 0, not"):
        rank_order(mix, order=order)
    with pytest.raises(OptionError, match="`function` must be one of"):
        ordinal(mix, function="entropy")
