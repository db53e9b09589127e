from math import log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br

dissimilarity, theil_h = br.measures.dissimilarity, br.measures.theil_h
mutual_information = br.measures.mutual_information
TABLES = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 20))
)


def compared(counts):
    """Whether two groups and two units have people."""
    return (counts.sum(axis=0) > 0).sum() >= 2 and (counts.sum(axis=1) > 0).sum() >= 2


@pytest.mark.parametrize("key", ["D.m1", "D.m2", "D.max"])
def test_published_dissimilarity(oracles, key):
    mix = br.Composition(oracles.data(key)["units_by_group"])
    assert dissimilarity(mix) == oracles.near(key)


def test_published_dissimilarity_of_counties(oracles):
    counties = oracles.table("divseg_de_county.csv").filter(like="pop_").to_numpy()
    white_and_rest = np.stack([counties[:, 0], counties[:, 1:].sum(axis=1)], axis=1)
    assert dissimilarity(br.Composition(white_and_rest)) == oracles.near("divseg.dissim")


def test_published_values_of_one_random_table(oracles):
    mix = br.Composition(oracles.data("bias.5x10")["units_by_group"])
    published = oracles.value("bias.5x10")
    assert dissimilarity(mix) == pytest.approx(published["D"], abs=1e-4)
    assert theil_h(mix) == pytest.approx(published["H"], abs=1e-4)
    assert mutual_information(mix) == pytest.approx(published["M"], abs=1e-4)


def test_published_h_of_schools(oracles):
    schools = oracles.table("segregation_schools00.csv")
    table = schools.pivot_table(
        index="school", columns="race", values="n", aggfunc="sum", fill_value=0
    ).to_numpy()
    assert theil_h(br.Composition(table)) == pytest.approx(
        oracles.value("mh.schools00")["H"], abs=5e-8
    )
    swapped = oracles.value("mh.schools00.swapped")["H"]
    assert theil_h(br.Composition(table.T)) == pytest.approx(swapped, abs=5e-9)


def test_published_m_of_schools(oracles, schools):
    value = mutual_information(schools["00"])
    assert value == pytest.approx(oracles.value("mh.schools00")["M"], abs=5e-8)
    turned = mutual_information(br.Composition(schools["00"].counts.T))
    assert turned == pytest.approx(oracles.value("mh.schools00.swapped")["M"], abs=5e-9)


def test_h_subtracts_where_divseg_multiplies(oracles):
    counties = oracles.table("divseg_de_county.csv").filter(like="pop_").to_numpy()
    two = np.stack([counties[:, 0], counties[:, 1:].sum(axis=1)], axis=1)
    assert oracles.value("divseg.entropy.WRONG") > 0.6
    assert theil_h(br.Composition(two)) == pytest.approx(0.0111514472, abs=5e-11)
    inside = two.sum(axis=1) @ br.measures.shannon_entropy(br.Composition(two).by_unit())
    whole = two.sum() * br.measures.shannon_entropy(br.Composition(two))
    assert theil_h(br.Composition(two)) == pytest.approx(1 - inside / whole)


def test_peer_on_four_groups():
    # PySAL segregation 2.5.4: MultiDissim, MultiInfoTheory, MultiDivergence
    counts = [
        [27, 5, 34, 14],
        [9, 22, 35, 35],
        [35, 12, 1, 31],
        [28, 31, 1, 2],
        [20, 14, 18, 37],
        [8, 21, 13, 12],
        [32, 6, 13, 5],
    ]
    assert dissimilarity(br.Composition(counts)) == pytest.approx(0.33195954838262803)
    assert theil_h(br.Composition(counts)) == pytest.approx(0.13997374289106412)
    assert mutual_information(br.Composition(counts)) == pytest.approx(0.1925630043419569)


def test_dissimilarity_of_three_groups_by_hand():
    # 6 people, each group 2; first unit 2 a, 1 b; second unit 1 b, 2 c. Even: 1 of each in both.
    # |2-1| + |1-1| + |0-1|, twice = 4; most 2 * 6 * 3 * (1/3 * 2/3) = 8. So 1/2.
    assert dissimilarity(br.Composition([[2, 1, 0], [0, 1, 2]])) == pytest.approx(1 / 2)


def test_h_by_hand():
    # Four people, two of each group: E = ln 2. Units (2, 1) and (0, 1) have the entropies
    # ln 3 - 2/3 ln 2 (3 people) and 0 (1 person).
    expected = 1 - 3 / 4 * (log(3) - 2 / 3 * log(2)) / log(2)
    assert theil_h(br.Composition([[2, 1], [0, 1]])) == pytest.approx(expected)


def test_m_by_hand():
    # Apart by group: knowing the unit tells the group, M is the entropy of the groups.
    apart = br.Composition([[3, 0], [0, 1]])
    assert mutual_information(apart) == pytest.approx(log(4) - 3 / 4 * log(3))
    # The example of H: E ln 2, less 3/4 (ln 3 - 2/3 ln 2) within the units.
    expected = log(2) - 3 / 4 * (log(3) - 2 / 3 * log(2))
    assert mutual_information(br.Composition([[2, 1], [0, 1]])) == pytest.approx(expected)


@pytest.mark.parametrize("measure", [dissimilarity, theil_h])
def test_even_is_zero_and_separate_is_one(measure):
    assert measure(br.Composition([[2, 4, 6], [1, 2, 3]])) == pytest.approx(0, abs=1e-12)
    assert measure(br.Composition([[2, 0, 0], [0, 3, 0], [0, 0, 4]])) == pytest.approx(1)


@pytest.mark.parametrize("name", ["dissimilarity", "mutual_information", "theil_h", "gini"])
@pytest.mark.parametrize(
    ("counts", "reason", "reason_nl"),
    [
        (
            [[3, 0], [2, 0]],
            "there are people of one group only",
            "er zijn maar mensen van één groep",
        ),
        (
            [[3, 2], [0, 0]],
            "there are people in one unit only",
            "er zijn maar in één eenheid mensen",
        ),
    ],
)
def test_nothing_to_compare_is_undefined(name, counts, reason, reason_nl):
    record, mix = br.measures.get_measure(name), br.Composition(counts)
    assert np.isnan(record(mix))
    assert record.reasons(mix, {}) == reason
    assert record.reasons(mix, {}, language="nl") == reason_nl


@given(TABLES)
def test_two_groups_give_the_formula_of_duncan(counts):
    counts = counts[:, :2]
    assume(compared(counts))
    x, y = (counts / counts.sum(axis=0)).T
    assert dissimilarity(br.Composition(counts)) == pytest.approx(np.abs(x - y).sum() / 2)


@given(TABLES)
def test_dissimilarity_is_the_weighted_mean_over_groups(counts):
    assume(compared(counts))
    share = counts.sum(axis=0) / counts.sum()
    weight, total = share * (1 - share), 0.0
    for group in np.flatnonzero(weight):
        rest = counts.sum(axis=1) - counts[:, group]
        two = br.Composition(np.stack([counts[:, group], rest], axis=1))
        total += weight[group] * dissimilarity(two)
    assert dissimilarity(br.Composition(counts)) == pytest.approx(total / weight.sum())


@given(TABLES)
def test_h_is_mutual_information_over_entropy(counts):
    assume(compared(counts))
    p = counts / counts.sum()
    units, groups = p.sum(axis=1, keepdims=True), p.sum(axis=0, keepdims=True)
    there = p > 0
    information = (p[there] * np.log(p[there] / (units * groups)[there])).sum()
    seen = groups[groups > 0]
    entropy = -(seen * np.log(seen)).sum()
    assert theil_h(br.Composition(counts)) == pytest.approx(information / entropy, abs=1e-9)
    assert mutual_information(br.Composition(counts)) == pytest.approx(information, abs=1e-9)


@given(TABLES)
def test_information_is_the_same_from_either_margin(counts):
    # H times the entropy of the groups = H of the transpose times the entropy of the units.
    assume(compared(counts))

    def entropy(sizes):
        p = sizes[sizes > 0] / sizes.sum()
        return -(p * np.log(p)).sum()

    turned = mutual_information(br.Composition(counts.T))
    assert mutual_information(br.Composition(counts)) == pytest.approx(turned, abs=1e-9)
    one = theil_h(br.Composition(counts)) * entropy(counts.sum(axis=0))
    other = theil_h(br.Composition(counts.T)) * entropy(counts.sum(axis=1))
    assert one == pytest.approx(other, abs=1e-9)


@given(TABLES)
def test_empty_units_do_not_count(counts):
    assume(compared(counts))
    padded = np.vstack([counts, np.zeros((2, counts.shape[1]), dtype=int)])
    for measure in (dissimilarity, theil_h):
        assert measure(br.Composition(padded)) == pytest.approx(
            measure(br.Composition(counts)), abs=1e-12
        )
