import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br

SIZES = st.lists(st.integers(0, 30), min_size=2, max_size=5)


def test_blau_by_hand():
    # Shares 1/2, 1/4, 1/4: 1 - (1/4 + 1/16 + 1/16) = 5/8.
    assert br.measures.blau(br.Composition([2, 1, 1])) == pytest.approx(5 / 8)


def test_unbiased_blau_by_hand():
    # Four people, 6 pairs; only the two of the first group are a pair of one group: 5/6.
    assert br.measures.blau_unbiased(br.Composition([2, 1, 1])) == pytest.approx(5 / 6)


def test_published_blau_per_county(oracles):
    counties = oracles.table("divseg_de_county.csv").filter(like="pop_")
    values = br.measures.blau(br.Composition(counties).by_unit())
    assert values.tolist() == oracles.near("divseg.blaucoun")


def test_published_sum_of_squares_is_one_minus_blau(oracles):
    counties = oracles.table("divseg_de_county.csv").filter(like="pop_")
    values = br.measures.blau(br.Composition(counties).by_unit())
    assert (1 - values).tolist() == oracles.near("divseg.hhip2")


def test_units_are_summed_and_by_unit_keeps_them():
    mix = br.Composition([[2, 0], [1, 1]])
    # Together 3 and 1: 1 - (9 + 1)/16 = 3/8, and 3 of 6 pairs cross. Apart: 0 and 1/2; 0 and 1.
    assert br.measures.blau(mix) == pytest.approx(3 / 8)
    assert br.measures.blau_unbiased(mix) == pytest.approx(1 / 2)
    assert br.measures.blau(mix.by_unit()).tolist() == [0.0, 0.5]
    assert br.measures.blau_unbiased(mix.by_unit()).tolist() == [0.0, 1.0]


def test_one_person_has_no_pair():
    alone = br.Composition([1, 0])
    assert np.isnan(br.measures.blau_unbiased(alone))
    record = br.measures.get_measure("blau_unbiased")
    assert record.reasons(alone, {}) == "there are fewer than two people"
    assert record.reasons(alone, {}, language="nl") == "er zijn minder dan twee mensen"


def test_empty_unit_is_undefined_beside_others():
    values = br.measures.blau(br.Composition([[1, 1], [0, 0]]).by_unit())
    assert values[0] == 0.5 and np.isnan(values[1])


@given(SIZES)
def test_unbiased_blau_is_the_share_of_pairs_that_cross(sizes):
    people = np.repeat(np.arange(len(sizes)), sizes)
    first, second = np.triu_indices(len(people), 1)
    value = br.measures.blau_unbiased(br.Composition(sizes))
    if len(first) == 0:
        assert np.isnan(value)
    else:
        assert value == pytest.approx((people[first] != people[second]).mean())


@given(SIZES)
def test_unbiased_blau_is_the_bridging_share_if_everybody_meets_everybody(sizes):
    # (1 + E0) / 2, with E0 the E-I index of all pairs.
    pairs = np.outer(sizes, sizes) - np.diag(sizes)
    value = br.measures.blau_unbiased(br.Composition(sizes))
    ei = br.measures.ei_index(br.MixingMatrix(pairs))
    assert value == pytest.approx((1 + ei) / 2, nan_ok=True)


@given(SIZES)
def test_unbiased_blau_from_blau(sizes):
    people = sum(sizes)
    if people >= 2:
        mix = br.Composition(sizes)
        expected = br.measures.blau(mix) * people / (people - 1)
        assert br.measures.blau_unbiased(mix) == pytest.approx(expected)
