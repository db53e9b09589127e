from itertools import combinations
from math import comb, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br

expected_d = br.measures.expected_dissimilarity
expected_m = br.measures.expected_mutual_information
expected_h = br.measures.expected_theil_h
TABLES = st.tuples(st.integers(2, 4), st.integers(2, 3)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 6))
)


def compared(counts):
    """Whether two groups and two units have people."""
    return (counts.sum(axis=0) > 0).sum() >= 2 and (counts.sum(axis=1) > 0).sum() >= 2


def test_published_dissimilarity_by_chance(oracles):
    tolerance = 5e-4  # the digits of Winship's table; that of a simulation is wider
    published = oracles.value("D.expected.winship")
    for design, value in zip(oracles.data("D.expected.winship"), published, strict=True):
        mix = br.Composition([design["unit_cells"]] * design["units"])
        assert expected_d(mix) == pytest.approx(value, abs=tolerance + 5e-4)


def test_exact_values_of_winships_designs(nulls_and_bias):
    computed = nulls_and_bias["winship_1977_table2"]["computed_exact_hypergeom"]
    for key, cells in (("k=10,P=.1", [1, 9]), ("k=10,P=.5", [5, 5]), ("k=100,P=.1", [10, 90])):
        mix = br.Composition([cells] * 1000)
        assert expected_d(mix) == pytest.approx(computed[key], abs=1e-9)


def test_published_dissimilarity_by_chance_of_four_units(oracles, nulls_and_bias):
    data = oracles.data("D.expected.data1")
    mix = br.Composition(np.stack([data["a"], data["b"]], axis=1))
    fixed, free = oracles.value("D.expected.data1")
    assert expected_d(mix) == pytest.approx(fixed, abs=5e-4)
    # with margins that vary from sample to sample, it is the mean over samples of D itself
    rng = np.random.default_rng(1)
    p = np.outer(mix.counts.sum(axis=1), mix.counts.sum(axis=0)) / mix.counts.sum() ** 2
    drawn = rng.multinomial(int(mix.counts.sum()), p.ravel(), size=4000).reshape(-1, 4, 2)
    values = br.measures.dissimilarity(br.Composition(drawn))
    assert values.mean() == pytest.approx(free, abs=0.003)  # theirs is the mean of 500
    table = nulls_and_bias["segregation_test_data1"]
    assert expected_d(br.Composition(table["table"])) == pytest.approx(
        table["E_D_exact"], abs=1e-12
    )
    assert expected_m(br.Composition(table["table"])) == pytest.approx(
        table["E_M_exact"], abs=1e-12
    )


def test_published_example_of_ten_even_schools(nulls_and_bias):
    published = nulls_and_bias["segregation_small_example"]
    mix = br.Composition([[1, 9]] * 10)
    assert br.measures.dissimilarity(mix) == pytest.approx(published["D"])
    assert expected_d(mix) == pytest.approx(published["E_D_exact"], abs=1e-9)
    assert expected_m(mix) == pytest.approx(published["E_M_exact"], abs=1e-9)


def test_against_every_deal_of_seven_people():
    # Three of group a among seven people, dealt over units of 2, 2 and 3 people: 35 deals.
    people, units = range(7), [(0, 1), (2, 3), (4, 5, 6)]
    d, m, h = [], [], []
    for chosen in combinations(people, 3):
        first = [len(set(unit) & set(chosen)) for unit in units]
        rest = [len(unit) - x for unit, x in zip(units, first, strict=True)]
        mix = br.Composition(np.stack([first, rest], axis=1))
        d.append(br.measures.dissimilarity(mix))
        m.append(br.measures.mutual_information(mix))
        h.append(br.measures.theil_h(mix))
    assert len(d) == comb(7, 3)
    mix = br.Composition([[1, 1], [1, 1], [1, 2]])
    assert expected_d(mix) == pytest.approx(np.mean(d))
    assert expected_m(mix) == pytest.approx(np.mean(m))
    assert expected_h(mix) == pytest.approx(np.mean(h))


@given(TABLES)
def test_against_plain_sums(counts):
    assume(compared(counts))
    total, d, m = int(counts.sum()), 0.0, 0.0
    for t in counts.sum(axis=1).tolist():
        for x in counts.sum(axis=0).tolist():
            for k in range(max(0, t - total + x), min(t, x) + 1):
                chance = comb(x, k) * comb(total - x, t - k) / comb(total, t)
                d += chance * abs(k - t * x / total)
                m += chance * (k / total * log(k * total / (t * x)) if k else 0)
    share = counts.sum(axis=0) / total
    mix = br.Composition(counts)
    assert expected_d(mix) == pytest.approx(d / (2 * total * (share * (1 - share)).sum()))
    assert expected_m(mix) == pytest.approx(m, abs=1e-12)


@given(TABLES)
def test_only_the_margins_count(counts):
    assume(compared(counts) and counts[0, 0] > 0 and counts[1, 1] > 0)
    other = counts.copy()
    other[:2, :2] += [[-1, 1], [1, -1]]
    for expected in (expected_d, expected_m, expected_h):
        assert expected(br.Composition(other)) == expected(br.Composition(counts))


def test_units_of_one_person_are_segregated_by_chance():
    mix = br.Composition([[1, 0], [1, 0], [0, 1]])
    assert expected_d(mix) == pytest.approx(1)
    assert expected_h(mix) == pytest.approx(1)
    assert expected_m(mix) == pytest.approx(br.measures.shannon_entropy(mix))


def test_many_sums_at_a_time_are_as_one():
    from bridging.measures import _hypergeometric

    rng = np.random.default_rng(4)
    mix = br.Composition(rng.integers(0, 40, (30, 3)))
    once = expected_m(mix)
    whole, _hypergeometric.MOST_TERMS = _hypergeometric.MOST_TERMS, 50
    try:
        assert expected_m(mix) == pytest.approx(once, abs=1e-12)
    finally:
        _hypergeometric.MOST_TERMS = whole


def test_large_units_have_the_rule_of_miller_and_madow():
    mix = br.Composition([[3000, 4000], [2000, 5000], [4000, 4000]])
    assert expected_m(mix) == pytest.approx(2 / (2 * 22000), rel=1e-3)


@pytest.mark.parametrize(
    "name", ["expected_dissimilarity", "expected_mutual_information", "expected_theil_h"]
)
def test_parts_of_people_are_undefined(name):
    record = br.measures.get_measure(name)
    assert record.reasons(br.Composition([[1.5, 1], [2, 3]]), {}) == (
        "not all counts are whole numbers of people"
    )
