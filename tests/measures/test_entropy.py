from math import comb, exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError

shannon, hill = br.measures.shannon_entropy, br.measures.hill_number
partition = br.measures.diversity_partition
CORRECTIONS = ("miller_madow", "chao_shen", "grassberger")
SIZES = st.lists(st.integers(0, 30), min_size=2, max_size=5).filter(sum)


@pytest.fixture(scope="module")
def counties(oracles):
    counts = oracles.table("divseg_de_county.csv").filter(like="pop_").to_numpy()
    return br.Composition(counts).by_unit()


def test_published_entropy(oracles):
    mix = br.Composition(oracles.data("entropy.2575")["n"])
    assert shannon(mix) == oracles.near("entropy.2575")


@pytest.mark.parametrize(("key", "q"), [("divseg.inverseSimp", 2), ("divseg.hillq=5)", 5)])
def test_published_hill_numbers(oracles, counties, key, q):
    assert hill(counties, q=q).tolist() == oracles.near(key)


@pytest.mark.parametrize(("key", "q"), [("divseg.renyiq=0.", 0.5), ("divseg.renyigrou", 0)])
def test_published_renyi_entropies_are_logs_of_hill_numbers(oracles, counties, key, q):
    assert np.log(hill(counties, q=q)).tolist() == oracles.near(key)


def test_order_one_is_the_exponential_of_the_entropy_where_divseg_gives_one(oracles, counties):
    assert oracles.value("divseg.diversity_q1.WRONG") == [1, 1, 1]
    right = []
    for sizes in counties.counts[:, 0]:
        shares = [n / sum(sizes) for n in sizes if n > 0]
        right.append(exp(-sum(p * log(p) for p in shares)))
    assert hill(counties, q=1).tolist() == pytest.approx(right)
    assert min(right) > 2


def test_published_diversity_of_alters(oracles):
    alters = oracles.table("egor_alters32.csv")
    ages = alters.pivot_table(
        index=".EGOID", columns="age", values=".ALTID", aggfunc="count", fill_value=0
    )
    first_ten = br.Composition(ages.loc[1:10].to_numpy()).by_unit()
    assert br.measures.richness(first_ten).tolist() == oracles.value("egor.richness.age")
    assert shannon(first_ten, base=2).tolist() == oracles.near("egor.entropy.age")


def test_purity_and_entropy_of_one_meeting(oracles):
    # Three people: all L; one M and two F. Purity is the inverse of the Hill number of order
    # infinity; ASH takes the number of groups present, here two, as base of the entropy.
    party, gender = br.Composition([3, 0]), br.Composition([1, 2])
    for mix, name in ((party, "party"), (gender, "gender")):
        assert 1 / hill(mix, q=np.inf) == pytest.approx(oracles.value("ash.purity")[name])
        assert shannon(mix, base=2) == pytest.approx(oracles.value("ash.entropy")[name], abs=1e-6)
    # an even two of three groups is not as mixed as an even three
    assert shannon(br.Composition([2, 2, 0])) < shannon(br.Composition([2, 2, 2]))


# Corrections


def test_corrections_by_hand():
    mix = br.Composition([2, 1, 1])
    # Plain: 3/2 ln 2. Miller-Madow: three groups among four people add 2/8.
    assert shannon(mix) == pytest.approx(1.5 * log(2))
    assert shannon(mix, correction="miller_madow") == pytest.approx(1.5 * log(2) + 1 / 4)
    # Chao-Shen: two of four people are alone in their group, coverage 1/2, shares 1/4, 1/8, 1/8;
    # seen among four with chances 1 - (3/4)^4 = 175/256 and 1 - (7/8)^4 = 1695/4096.
    terms = (1 / 4) * log(4) / (175 / 256) + 2 * (1 / 8) * log(8) / (1695 / 4096)
    assert shannon(mix, correction="chao_shen") == pytest.approx(terms)
    # Grassberger: G(1) = -gamma - ln 2, G(2) = 2 - gamma - ln 2.
    gamma = np.euler_gamma
    g_one, g_two = -gamma - log(2), 2 - gamma - log(2)
    expected = log(4) - (2 * g_two + 2 * g_one) / 4
    assert shannon(mix, correction="grassberger") == pytest.approx(expected)


def grassberger_by_recursion(sizes):
    # G(2) = G(1) + 2, and further G(2m + 1) = G(2m), G(2m + 2) = G(2m) + 2 / (2m + 1)
    g = {1: -np.euler_gamma - log(2), 2: 2 - np.euler_gamma - log(2)}
    for n in range(3, max(sizes) + 1):
        g[n] = g[n - 1] if n % 2 else g[n - 2] + 2 / (n - 1)
    people = sum(sizes)
    return log(people) - sum(n * g[n] for n in sizes if n) / people


def chao_shen_by_loop(sizes):
    people = sum(sizes)
    coverage = 1 - sizes.count(1) / people
    total = 0.0
    for n in sizes:
        p = coverage * n / people
        if p > 0:
            total -= p * log(p) / (1 - (1 - p) ** people)
    return total


@given(SIZES)
def test_corrections_against_loops(sizes):
    mix = br.Composition(sizes)
    grassberger = shannon(mix, correction="grassberger")
    assert grassberger == pytest.approx(max(grassberger_by_recursion(sizes), 0), abs=1e-9)
    chao_shen = shannon(mix, correction="chao_shen")
    if max(sizes) <= 1:
        assert np.isnan(chao_shen)
    else:
        assert chao_shen == pytest.approx(chao_shen_by_loop(sizes), abs=1e-9)


@pytest.mark.parametrize("people", [6, 12])
def test_miller_madow_brings_the_mean_of_small_samples_nearer(people):
    # every sample of so many people from two equal groups, with its chance; the truth is ln 2
    counts = np.array([[k, people - k] for k in range(people + 1)])
    chance = np.array([comb(people, k) for k in range(people + 1)]) / 2**people
    samples = br.Composition(counts).by_unit()
    off = {c: chance @ shannon(samples, correction=c) - log(2) for c in (None, *CORRECTIONS)}
    assert abs(off["miller_madow"]) < abs(off[None]) / 2
    # the plain entropy is about (2 - 1) / 2n too low; Grassberger's is made for many groups
    assert off[None] == pytest.approx(-1 / (2 * people), rel=0.25)
    assert off["grassberger"] == pytest.approx(1 / (2 * people), rel=0.25)


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_corrections_bring_the_mean_nearer_with_many_groups(correction):
    # 40 people from 20 equal groups; the truth is ln 20, the plain entropy about 19/80 lower
    drawn = np.random.default_rng(2).multinomial(40, np.full(20, 1 / 20), size=500)
    samples = br.Composition(drawn).by_unit()
    plain = shannon(samples).mean() - log(20)
    assert abs(shannon(samples, correction=correction).mean() - log(20)) < abs(plain) / 2


def test_what_corrections_need():
    record = br.measures.get_measure("shannon_entropy")
    alone = br.Composition([1, 1, 0])
    assert np.isnan(shannon(alone, correction="chao_shen"))
    assert record.reasons(alone, {"correction": "chao_shen"}) == (
        "no group has more than one person, so its coverage can't be estimated"
    )
    halves = br.Composition([1.5, 2])
    for correction in ("chao_shen", "grassberger"):
        assert np.isnan(shannon(halves, correction=correction))
        assert record.reasons(halves, {"correction": correction}, language="nl") == (
            "niet alle aantallen zijn gehele aantallen mensen"
        )
    assert np.isfinite(shannon(halves, correction="miller_madow"))


def test_bad_options():
    mix = br.Composition([1, 2])
    with pytest.raises(OptionError, match="Did you mean 'miller_madow'"):
        shannon(mix, correction="miller")
    with pytest.raises(OptionError, match="`base` must be one of 'e', 2, not 10"):
        shannon(mix, base=10)
    for q in (-1, "2", True, float("nan")):
        with pytest.raises(OptionError, match="`q` must be a number from 0, not"):
            hill(mix, q=q)
    with pytest.raises(OptionError, match="`q` must be finite for a partition"):
        partition(mix, q=np.inf)
    with pytest.raises(OptionError, match="`weights` must be one of 'people', 'equal'"):
        partition(mix, weights="units")


# Hill numbers


@given(SIZES)
def test_hill_numbers_join_the_other_measures(sizes):
    mix = br.Composition(sizes)
    assert hill(mix, q=0) == br.measures.richness(mix)
    assert hill(mix) == pytest.approx(br.measures.effective_groups(mix))
    assert br.measures.effective_groups(mix) == pytest.approx(exp(shannon(mix)))
    assert hill(mix, q=2) == pytest.approx(1 / (1 - br.measures.blau(mix)))
    assert hill(mix, q=np.inf) == pytest.approx(sum(sizes) / max(sizes))
    orders = [hill(mix, q=q) for q in (0, 0.3, 0.999999, 1, 1.000001, 2, 7, 400, np.inf)]
    assert np.all(np.diff(orders) <= 1e-9)


def test_equal_groups_have_their_number():
    for q in (0, 0.5, 1, 3, np.inf):
        assert hill(br.Composition([4, 4, 4, 0]), q=q) == pytest.approx(3)


# Partition


def test_partition_by_hand():
    # Three people of one unit, (2, 1), and one of another, (0, 1): entropies ln 3 - 2/3 ln 2 and 0,
    # with weights 3/4 and 1/4; all four are 2 and 2.
    table = partition(br.Composition([[2, 1], [0, 1]]), q=[0, 1]).set_index("q")
    alpha = exp(3 / 4 * (log(3) - 2 / 3 * log(2)))
    assert table.loc[1, "alpha"] == pytest.approx(alpha)
    assert table.loc[1, "gamma"] == pytest.approx(2)
    assert table.loc[1, "beta"] == pytest.approx(2 / alpha)
    assert table.loc[0, ["alpha", "beta", "gamma"]].tolist() == pytest.approx([1.5, 4 / 3, 2])
    # Units weigh the same: shares (2/3, 1/3) and (0, 1); order 2 has the mean of 5/9 and 1 within,
    # and 1/9 + 4/9 of the mean shares (1/3, 2/3) over all.
    equal = partition(br.Composition([[2, 1], [0, 1]]), q=2, weights="equal").iloc[0]
    assert equal["alpha"] == pytest.approx(9 / 7)
    assert equal["gamma"] == pytest.approx(9 / 5)


@pytest.mark.parametrize("weights", ["people", "equal"])
@pytest.mark.parametrize("q", [0, 0.5, 1, 2, 3])
def test_beta_is_the_number_of_different_units(q, weights):
    apart = br.Composition([[4, 0, 0], [0, 4, 0], [0, 0, 4], [0, 0, 0]])
    alike = br.Composition([[1, 2, 3], [1, 2, 3]])
    for mix, beta in ((apart, 3), (alike, 1)):
        row = partition(mix, q=q, weights=weights).iloc[0]
        assert row["beta"] == pytest.approx(beta)
        assert row["gamma"] == pytest.approx(hill(mix, q=q))


def test_unequal_weights_have_no_partition_of_other_orders():
    table = partition(br.Composition([[2, 1], [0, 1]]), q=[1, 2])
    assert table["undefined"].tolist() == [
        "",
        "units of unequal weight have no partition of this order: use q=1 or weights='equal'",
    ]
    assert np.isnan(table.loc[1, ["alpha", "beta", "gamma"]].astype(float)).all()


@pytest.mark.parametrize("seed", range(10))
def test_beta_of_order_one_is_mutual_information(seed):
    counts = np.random.default_rng(seed).integers(0, 9, (5, 3)) + np.eye(5, 3, dtype=int)
    mix = br.Composition(counts)
    row = partition(mix).iloc[0]
    assert log(row["beta"]) == pytest.approx(br.measures.mutual_information(mix))
    assert row["alpha"] * row["beta"] == pytest.approx(row["gamma"])


def test_a_stack_has_a_row_for_each_place():
    stack = br.Composition([[[4, 0], [0, 4]], [[0, 0], [0, 0]]], stack=["north", "south"])
    table = partition(stack, q=[0, 1])
    assert table["stack"].tolist() == ["north", "north", "south", "south"]
    assert table["undefined"].tolist() == ["", "", "there is nobody", "there is nobody"]
