import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError

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


def test_richness_counts_groups_with_anybody():
    mix = br.Composition([[2, 0, 0], [0, 0, 1]])
    assert br.measures.richness(mix) == 2
    assert br.measures.richness(mix.by_unit()).tolist() == [1, 1]


def test_iqv_has_the_groups_of_the_line_not_those_that_came():
    # Two groups evenly: Blau 1/2. On a line of two: 2/1 * 1/2; of three: 3/2 * 1/2; of four: 4/3/2.
    for groups, expected in ((2, 1), (3, 3 / 4), (4, 2 / 3)):
        mix = br.Composition([5, 5, 0, 0][:groups])
        assert br.measures.iqv(mix) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["iqv", "ordinal_variation"])
def test_a_line_of_one_group_has_no_variation(name):
    record, mix = br.measures.get_measure(name), br.Composition([[4], [3]])
    assert np.isnan(record(mix))
    assert record.reasons(mix, {}) == "the line has one group only"
    assert record.reasons(mix, {}, language="nl") == "de grens telt maar één groep"


def test_ordinal_variation_by_hand():
    variation = br.measures.ordinal_variation
    assert variation(br.Composition([5, 0, 5])) == pytest.approx(1)  # half at either end
    assert variation(br.Composition([0, 5, 0])) == pytest.approx(0)
    # Thirds: shares below 1/3 and 2/3, 4 * 2/9 for each; 2 sqrt(2/9) for each.
    thirds = br.Composition([2, 2, 2])
    assert variation(thirds) == pytest.approx(8 / 9)
    assert variation(thirds, function="square_root") == pytest.approx(2 * np.sqrt(2) / 3)
    # Quarters in four groups: below 1/4, 1/2, 3/4; in bits 2 - 3/4 log2 3, 1 and the first again.
    bits = (2 * (2 - 3 / 4 * np.log2(3)) + 1) / 3
    quarters = br.Composition([1, 1, 1, 1])
    assert variation(quarters, function="information") == pytest.approx(bits)


def test_neighbours_differ_less_than_ends():
    near, far = br.Composition([5, 5, 0]), br.Composition([5, 0, 5])
    assert br.measures.blau(near) == br.measures.blau(far)
    assert br.measures.ordinal_variation(near) == pytest.approx(1 / 2)
    assert br.measures.ordinal_variation(far) == pytest.approx(1)


def test_an_unknown_function_is_refused():
    with pytest.raises(OptionError, match="`function` must be one of 'variation', 'information'"):
        br.measures.ordinal_variation(br.Composition([1, 2]), function="entropy")


@given(SIZES)
def test_two_ordered_groups_vary_as_two_groups(sizes):
    mix = br.Composition(sizes[:2])
    assert br.measures.ordinal_variation(mix) == pytest.approx(br.measures.iqv(mix), nan_ok=True)
