"""Published numbers of chance in small units and of schools that no other test asserts."""

import numpy as np
import pytest
from scipy.stats import beta as beta_distribution
from scipy.stats import binom

import bridging as br
from bridging.errors import OptionError
from bridging.inference.beta_units import beta_dissimilarity, beta_eta_squared


@pytest.fixture
def bias(published):
    return published("nulls_and_bias.json")


@pytest.fixture(scope="module")
def schools(published):
    long = published("segregation_schools00.csv")
    wide = long.pivot_table(index="school", columns="race", values="n", aggfunc="sum", fill_value=0)
    return br.Composition(wide.to_numpy(), wide.index, wide.columns)


@pytest.mark.parametrize(("key", "k", "p"), [("k=10,P=.1", 10, 0.1), ("k=10,P=.5", 10, 0.5),
                                             ("k=100,P=.1", 100, 0.1)])  # fmt: skip
def test_winships_table_with_very_many_units(bias, key, k, p):
    """With 1000 units margins are fixed; with ever more of them D by chance is the binomial's."""
    oracle = bias["winship_1977_table2"]
    x = np.arange(k + 1)
    binomial = (binom.pmf(x, k, p) * abs(x / k - p)).sum() / (2 * p * (1 - p))
    assert binomial == pytest.approx(oracle["computed_binomial"][key], abs=1e-9)
    cells = [round(k * p), round(k * (1 - p))]
    found = [br.measures.expected_dissimilarity(br.Composition([cells] * n)) for n in (1000, 4000)]
    assert found[0] == pytest.approx(oracle["computed_exact_hypergeom"][key], abs=1e-9)
    assert found[0] == pytest.approx(oracle["published"][key], abs=1e-3)
    assert abs(found[1] - binomial) < abs(found[0] - binomial) / 3.5


def test_published_table_of_four_units(bias):
    oracle = bias["segregation_test_data1"]
    mix = br.Composition(oracle["table"])
    assert br.measures.mutual_information(mix) == pytest.approx(oracle["M"], abs=1e-12)
    assert br.measures.dissimilarity(mix) == pytest.approx(oracle["D"], abs=1e-12)
    expected = bias["segregation_test_data1_expected_D"]
    chance = br.measures.expected_dissimilarity(mix)
    assert chance == pytest.approx(expected["computed_exact"], abs=1e-12)
    assert chance == pytest.approx(expected["published"], rel=0.1)


def test_ten_even_schools_have_no_information(bias):
    oracle = bias["segregation_small_example"]
    mix = br.Composition([[1, 9]] * 10)
    assert br.measures.mutual_information(mix) == pytest.approx(oracle["M"], abs=1e-12)


def test_beta_units(bias):
    oracle, isolation = bias["rathelot_beta"], bias["coworker_isolation_unbiased"]
    a, b = oracle["alpha"], oracle["beta"]
    # theirs is by numeric integration
    assert beta_dissimilarity(a, b) == pytest.approx(oracle["duncan_D"], abs=1e-8)
    assert beta_eta_squared(a, b) == pytest.approx(oracle["coworker"], abs=1e-9)
    # the units were drawn with shares from Beta(2, 6)
    assert beta_eta_squared(2, 6) == pytest.approx(isolation["beta_population"])
    units = np.repeat(np.arange(isolation["K"] + 1), isolation["counts"])
    mix = br.Composition(np.stack([units, isolation["K"] - units], axis=1))
    assert br.measures.dissimilarity(mix) == pytest.approx(oracle["naive_D"], abs=1e-9)


@pytest.mark.parametrize(("a", "b"), [(2.0, 6.0), (0.3, 0.9), (5.0, 1.2)])
def test_beta_dissimilarity_is_that_of_many_shares(a, b):
    shares = beta_distribution.ppf((np.arange(200_000) + 0.5) / 200_000, a, b)
    mean = a / (a + b)
    slow = np.abs(shares - mean).mean() / (2 * mean * (1 - mean))
    assert beta_dissimilarity(a, b) == pytest.approx(slow, abs=2e-5)
    variance = shares.var() / (mean * (1 - mean))
    assert beta_eta_squared(a, b) == pytest.approx(variance, abs=2e-5)


def test_beta_units_refuse_no_distribution():
    with pytest.raises(OptionError, match="`alpha` must be above 0 and finite, not inf"):
        beta_dissimilarity(float("inf"), float("inf"))


def test_published_totals_and_shares_of_schools(published, schools):
    readme = published("segregation_readme.json")
    for key, measure in (("M", "mutual_information"), ("H", "theil_h")):
        value = br.measures.get_measure(measure)(schools)
        assert value == pytest.approx(readme["mutual_total"]["computed"][key], abs=1e-9)
        assert value == pytest.approx(readme["mutual_total"]["published"][key], abs=5e-4)
    share = schools.sizes / schools.sizes.sum()
    local = readme["local_by_race"]
    for race, p in zip(schools.groups, share, strict=True):
        assert p == pytest.approx(local["computed_p"][race], abs=1e-9)
        assert p == pytest.approx(local["published_p"][race], abs=6e-5)


def test_published_totals_of_schools_without_bias(published, schools):
    from bridging.inference import bootstrap_bias

    readme = published("segregation_readme.json")["bootstrap_bias_corrected_M"]["published"]
    found = bootstrap_bias(
        "mutual_information", schools, n_resamples=200, confidence_level=0.9, seed=5
    )
    # a Monte Carlo error of .0008 / sqrt(200) on the bias, and the printed digits
    assert found.bias == pytest.approx(readme["bias"], abs=3e-4)
    assert found.corrected == pytest.approx(readme["est"], abs=1e-3)
    assert found.std_error == pytest.approx(readme["se"], rel=0.2)
    assert [found.low, found.high] == pytest.approx(readme["ci90"], abs=1e-3)


def test_published_matched_opportunity(published):
    oracle = published("tiny_exact_and_decomposition.json")["matched_opportunity"]
    contacts, pairs = [], []
    for session in oracle["sessions"]:
        n, m = session["n"]
        within, across = session["enc"] - session["cross"], session["cross"]
        contacts.append([[2 * within, across], [across, 0]])
        pairs.append([[n * (n - 1), n * m], [n * m, m * (m - 1)]])
    contacts, pairs = np.array(contacts, dtype=float), np.array(pairs, dtype=float)
    share = pairs[:, 0, 1] * 2 / pairs.sum(axis=(1, 2))
    assert share.tolist() == pytest.approx(oracle["cross_pair_share"], abs=1e-10)
    even = pairs * (contacts.sum(axis=(1, 2)) / pairs.sum(axis=(1, 2)))[:, None, None]
    stack = br.MixingMatrix(contacts, opportunities=pairs)
    odds = oracle["mantel_haenszel_OR_cross_vs_same"]
    assert br.measures.mantel_haenszel(stack) == pytest.approx(odds, abs=1e-10)
    total = br.MixingMatrix(contacts.sum(axis=0), expected=even.sum(axis=0))
    assert br.measures.bridging_share(total) == pytest.approx(oracle["observed_share"], abs=1e-10)
    expected = br.measures.expected_bridging_share(total)
    assert expected == pytest.approx(oracle["expected_share"], abs=1e-10)
    assert br.measures.bridging_ratio(total) == pytest.approx(oracle["ratio"], abs=1e-10)
    informative = contacts[(share > 0)].sum() / 2
    assert informative == oracle["informative_encounters"]
