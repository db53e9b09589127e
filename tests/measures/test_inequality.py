import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br
from bridging.errors import OptionError

gini, atkinson, hutchens = br.measures.gini, br.measures.atkinson, br.measures.hutchens
TABLES = st.tuples(st.integers(2, 6), st.integers(2, 4)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 12))
)


def everybody_somewhere(counts):
    """Whether all groups, and at least two units, have people."""
    return (counts.sum(axis=0) > 0).all() and (counts.sum(axis=1) > 0).sum() >= 2


def mix_of_counties(oracles):
    counties = oracles.table("divseg_de_county.csv").filter(like="pop_").to_numpy()
    return br.Composition(np.stack([counties[:, 0], counties[:, 1:].sum(axis=1)], axis=1))


def test_published_atkinson(oracles):
    assert atkinson(mix_of_counties(oracles))[0] == oracles.near("divseg.atkinson")


def test_gini_compares_shares_where_divseg_compares_counts(oracles):
    mix = mix_of_counties(oracles)
    assert oracles.value("divseg.gini.WRONG") < 1e-6
    assert gini(mix) == pytest.approx(0.116652388, abs=5e-10)  # PySAL segregation 2.5.4
    assert gini(mix) == pytest.approx(gini_by_pairs(mix.counts))


def gini_by_pairs(counts):
    units = [(row.sum(), row / row.sum()) for row in counts if row.sum()]
    people, share = counts.sum(), counts.sum(axis=0) / counts.sum()
    total = sum(t * s * np.abs(p - q).sum() for t, p in units for s, q in units)
    return total / (2 * people**2 * (share * (1 - share)).sum())


@given(TABLES)
def test_gini_is_the_mean_difference_of_all_pairs(counts):
    assume(everybody_somewhere(counts))
    value = gini(br.Composition(counts))
    assert value == pytest.approx(gini_by_pairs(counts), abs=1e-9)
    if counts.shape[1] == 2:
        assert value >= br.measures.dissimilarity(br.Composition(counts)) - 1e-9


def test_gini_of_peer_on_four_groups():
    # PySAL segregation 2.5.4, MultiGini; Atkinson of the first group
    mix = br.Composition(
        [
            [27, 5, 34, 14],
            [9, 22, 35, 35],
            [35, 12, 1, 31],
            [28, 31, 1, 2],
            [20, 14, 18, 37],
            [8, 21, 13, 12],
            [32, 6, 13, 5],
        ]
    )
    assert gini(mix) == pytest.approx(0.4300161291918583)
    assert atkinson(mix)[0] == pytest.approx(0.1534014589573106)
    # the class of PySAL gives that for any b, for it does not hand b on; by the formula:
    assert atkinson(mix, b=0.2)[0] == pytest.approx(atkinson_of_james(mix.counts, 0, 0.2))
    assert atkinson(mix, b=0.2)[0] < 0.07


def atkinson_of_james(counts, group, b):
    total, people = 0.0, counts.sum()
    share = counts[:, group].sum() / people
    for row in counts:
        if row.sum():
            p = row[group] / row.sum()
            total += (1 - p) ** (1 - b) * p**b * row.sum() / (share * people)
    return 1 - share / (1 - share) * abs(total) ** (1 / (1 - b))


@given(TABLES, st.sampled_from([0.1, 0.5, 0.9]))
def test_atkinson_is_the_formula_of_james_and_taeuber(counts, b):
    assume(everybody_somewhere(counts))
    values = atkinson(br.Composition(counts), b=b)
    for group, value in enumerate(values):
        assert value == pytest.approx(atkinson_of_james(counts, group, b), abs=1e-9)


@given(TABLES)
def test_hutchens_and_atkinson(counts):
    assume(everybody_somewhere(counts))
    mix = br.Composition(counts)
    assert atkinson(mix) == pytest.approx(1 - (1 - hutchens(mix)) ** 2, abs=1e-9)
    share = counts.sum(axis=0) / counts.sum()
    weight = share * (1 - share) / (share * (1 - share)).sum()
    assert hutchens(mix, pooled=True) == pytest.approx(weight @ hutchens(mix), abs=1e-9)
    assert atkinson(mix, pooled=True) == pytest.approx(weight @ atkinson(mix), abs=1e-9)
    if counts.shape[1] == 2:
        x, y = (counts / counts.sum(axis=0)).T
        assert hutchens(mix)[0] == pytest.approx(1 - np.sqrt(x * y).sum(), abs=1e-9)
        swapped = br.Composition(counts[:, ::-1])
        assert atkinson(mix, b=0.3)[0] == pytest.approx(atkinson(swapped, b=0.3)[1], abs=1e-9)


@pytest.mark.parametrize("measure", [gini, atkinson, hutchens])
def test_even_is_zero_and_separate_is_one(measure):
    even, apart = br.Composition([[2, 4], [1, 2], [0, 0]]), br.Composition([[2, 0], [0, 3]])
    assert np.asarray(measure(even)) == pytest.approx(0, abs=1e-12)
    assert np.asarray(measure(apart)) == pytest.approx(1)


@given(TABLES)
def test_empty_units_do_not_count(counts):
    assume(everybody_somewhere(counts))
    padded = np.vstack([counts, np.zeros((2, counts.shape[1]), dtype=int)])
    for measure in (gini, atkinson, hutchens):
        whole = measure(br.Composition(counts))
        assert measure(br.Composition(padded)) == pytest.approx(whole, abs=1e-12)


@pytest.mark.parametrize("name", ["atkinson", "hutchens"])
def test_a_group_without_people_is_undefined(name):
    record = br.measures.get_measure(name)
    mix = br.Composition([[2, 1, 0], [1, 3, 0]])
    assert record.reasons(mix, {}).tolist() == ["", "", "there is nobody of the group"]
    assert np.isfinite(record(mix, pooled=True))
    one = br.Composition([[2, 0], [1, 0]])
    assert set(record.reasons(one, {})) == {"there are people of one group only"}


@pytest.mark.parametrize("b", [0, 1, -1, "half", True])
def test_a_bad_shape_is_refused(b):
    with pytest.raises(OptionError, match="`b` must be a number between 0 and 1, not"):
        atkinson(br.Composition([[1, 2], [2, 1]]), b=b)
