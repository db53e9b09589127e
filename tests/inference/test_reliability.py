from itertools import combinations, permutations, product

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss

from bridging.errors import DataError, OptionError
from bridging.inference.agreement_many import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    percent_agreement,
)
from bridging.inference.agreement_two import cohen_kappa, scott_pi
from bridging.inference.agreement_weights import agreement_weights
from bridging.inference.krippendorff import krippendorff_alpha
from bridging.inference.ratings import read_ratings
from bridging.inference.reliability import agreement

SETS = {
    "cont3x3abstractors": ("irrcac_cont3x3abstractors.csv", "table"),
    "distrib.6raters": ("irrcac_distrib.6raters.csv", "counts"),
    "raw4raters": ("irrcac_cac.raw4raters.csv", "ratings"),
}
NAMES = {
    "percent": "percent_agreement",
    "kappa": "cohen_kappa",
    "scott_pi": "scott_pi",
    "fleiss": "fleiss_kappa",
    "conger": "conger_kappa",
    "ac1": "gwet_ac",
    "brennan_prediger": "brennan_prediger",
    "krippendorff_alpha": "krippendorff_alpha",
}
# Krippendorff's example on Wikipedia: three coders, 15 units
CODERS = [
    [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
    [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
    [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
]


def random_ratings(rng, subjects, raters, missing, categories=4):
    """Ratings that mostly follow a true value, some missing."""
    true = rng.choice(categories, p=[0.5, 0.3, 0.15, 0.05], size=subjects)
    guess = rng.integers(categories, size=(subjects, raters))
    codes = np.where(rng.random((subjects, raters)) < 0.6, true[:, None], guess).astype(float)
    codes[rng.random((subjects, raters)) < missing] = np.nan
    return codes


@pytest.mark.parametrize("name", SETS)
def test_published_coefficients_and_errors(published, name):
    file, form = SETS[name]
    data = published(file)
    found = agreement(data.set_index(data.columns[0]), form=form).set_index("coefficient")
    printed = published("reliability.json")["published"][name]
    for key, values in printed.items():
        if key == "pa":
            assert found.loc["fleiss_kappa", "observed"] == pytest.approx(values, abs=5e-6)
            continue
        estimate, error = values
        row = found.loc[NAMES[key]]
        near = 5e-4 if key == "krippendorff_alpha" else 5e-6
        assert row["estimate"] == pytest.approx(estimate, abs=near), key
        if (name, key) == ("distrib.6raters", "krippendorff_alpha"):
            # Nothing is missing here, so that alpha is 1 - (1 - 1/90) (1 - Fleiss' kappa) and its
            # error can't be above that of Fleiss' kappa, which the same source prints as .0812.
            # For alpha it prints .0824, which takes chance once where the other two tables take it
            # twice (see the next test): no one formula gives all three.
            error = printed["fleiss"][1]
        assert row["std_error"] == pytest.approx(error, abs=5e-6), key


def test_the_printed_error_of_alpha_of_a_distribution_takes_chance_once(published):
    """Agreement by chance is a square of shares: a subject moves it by twice its own part.

    The sum with twice that part is what is printed for raters and for a table of two; with the part
    once it is what is printed for a distribution. Leaving subjects out says which holds.
    """
    data = published("irrcac_distrib.6raters.csv")
    printed = published("reliability.json")["published"]["distrib.6raters"]["krippendorff_alpha"]
    few = data.set_index(data.columns[0]).to_numpy(dtype=float)

    def error(counts, times):
        n, ratings = len(counts), counts.sum()
        number = counts.sum(axis=1)
        share = counts.sum(axis=0) / ratings
        chance = share @ share
        agree = (counts * (counts - 1)).sum(axis=1) / (number * (number - 1))
        agree = (1 - 1 / ratings) * agree + 1 / ratings  # two of all ratings are one and the same
        alpha = (agree.mean() - chance) / (1 - chance)
        own = (counts / number[:, np.newaxis]) @ share
        moved = (agree - chance - times * (1 - alpha) * (own - chance)) / (1 - chance)
        return alpha, np.sqrt(((moved - alpha) ** 2).sum() / (n * (n - 1)))

    assert error(few, 1) == pytest.approx(printed, abs=5e-8)
    many = np.repeat(few, 40, axis=0)
    without = [
        krippendorff_alpha(read_ratings(np.delete(many, 40 * i, axis=0), form="counts")).estimate
        for i in range(len(few))
    ]
    n = len(many)
    left_out = np.sqrt((n - 1) / n * 40 * ((without - np.mean(without)) ** 2).sum())
    ours = krippendorff_alpha(read_ratings(many, form="counts")).std_error
    assert ours == pytest.approx(left_out, rel=0.002)
    assert error(many, 2)[1] == pytest.approx(left_out, rel=0.002)
    assert error(many, 1)[1] > 1.02 * left_out


def test_published_alpha_by_level_of_measurement(published):
    printed = published("reliability.json")["published"]
    raw = published("irrcac_cac.raw4raters.csv").iloc[:, 1:]
    for level in ("nominal", "ordinal", "interval", "ratio"):
        expected = printed["krippendorff_2011_example_C (same data as raw4raters)"][level]
        assert krippendorff_alpha(raw, level=level).estimate == pytest.approx(expected, abs=5e-4)
    coders = np.array(CODERS, dtype=object).T
    for level, expected in printed["krippendorff_wikipedia"].items():
        assert krippendorff_alpha(coders, level=level).estimate == pytest.approx(expected, abs=5e-4)


def test_the_paradox_of_kappa(published):
    known = published("reliability.json")["computed"]["kappa_paradox_2x2_[[90,5],[5,0]]"]
    found = agreement([[90, 5], [5, 0]], form="table").set_index("coefficient")["estimate"]
    assert found["percent_agreement"] == pytest.approx(known["percent"])
    assert found["cohen_kappa"] == pytest.approx(known["kappa"], abs=1e-12)  # -1/19
    assert found["gwet_ac"] == pytest.approx(known["ac1"], abs=1e-12)


@pytest.mark.parametrize("weights", ["identity", "linear", "quadratic"])
def test_cohen_as_in_statsmodels(weights):
    table = np.array([[20, 5, 1, 0], [3, 14, 6, 1], [2, 4, 9, 3], [0, 1, 2, 7]])
    theirs = cohens_kappa(table, wt=None if weights == "identity" else weights)
    ours = cohen_kappa(read_ratings(table, form="table"), weights=weights)
    assert ours.estimate == pytest.approx(theirs.kappa, abs=1e-12)
    assert ours.std_error == pytest.approx(theirs.std_kappa, abs=1e-12)
    own = agreement_weights(read_ratings(table, form="table"), weights)
    assert cohen_kappa(read_ratings(table, form="table"), weights=own).estimate == ours.estimate


def test_fleiss_as_in_statsmodels():
    counts = np.array([[4, 0, 0], [1, 2, 1], [0, 4, 0], [3, 0, 1], [0, 1, 3], [2, 2, 0]])
    ours = fleiss_kappa(read_ratings(counts, form="counts"))
    assert ours.estimate == pytest.approx(statsmodels_fleiss(counts), abs=1e-12)


def test_of_two_observers_the_coefficients_are_one_another():
    codes = random_ratings(np.random.default_rng(1), 40, 2, 0.0)
    assert cohen_kappa(codes).estimate == pytest.approx(conger_kappa(codes).estimate)
    assert scott_pi(codes).estimate == pytest.approx(fleiss_kappa(codes).estimate)
    pi, alpha = scott_pi(codes), krippendorff_alpha(codes)
    assert 1 - alpha.estimate == pytest.approx((1 - 1 / 80) * (1 - pi.estimate))


def test_weighted_coefficients_by_hand():
    # 1–1, 2–3, 3–3 with weights .75 for neighbours: (1 + .75 + 1) / 3; shares 1/3, 1/6, 1/2
    codes, options = [[1, 1], [2, 3], [3, 3]], {"weights": "quadratic"}
    assert percent_agreement(codes, **options).estimate == pytest.approx(11 / 12)
    assert gwet_ac(codes, **options).estimate == pytest.approx(11 / 14)  # by chance 22/36
    assert brennan_prediger(codes, **options).estimate == pytest.approx(3 / 4)  # 6/9
    assert fleiss_kappa(codes, **options).estimate == pytest.approx(23 / 29)  # 43/72
    # as the documentation of irrCAC prints them: 1, 2/3, 0
    ordinal = agreement_weights(read_ratings(codes), "ordinal")
    assert ordinal == pytest.approx(np.array([[1, 2 / 3, 0], [2 / 3, 1, 2 / 3], [0, 2 / 3, 1]]))


def test_a_table_and_its_ratings_are_the_same_up_to_the_divisor():
    table = np.array([[9, 2], [3, 6]])
    codes = np.repeat(np.argwhere(table > 0), table[table > 0], axis=0)
    one, other = agreement(table, form="table"), agreement(codes)
    assert one["estimate"].tolist() == pytest.approx(other["estimate"].tolist())
    larger = one["std_error"] * np.sqrt(20 / 19)
    assert larger.tolist() == pytest.approx(other["std_error"].tolist())


def disagreement(values, pairs, distance):
    """Mean distance over pairs of ratings, one by one."""
    found = [distance(values[i], values[j]) for i, j in pairs]
    return sum(found) / len(found)


def test_alpha_by_its_definition_over_pairs():
    codes = random_ratings(np.random.default_rng(2), 25, 4, 0.3) + 1

    def squared(a, b):
        return (a - b) ** 2

    units = [row[~np.isnan(row)] for row in codes]
    units = [unit for unit in units if len(unit) > 1]
    everything = np.concatenate(units)
    seen = sum(
        len(unit) * disagreement(unit, list(permutations(range(len(unit)), 2)), squared)
        for unit in units
    ) / len(everything)
    chance = disagreement(everything, list(permutations(range(len(everything)), 2)), squared)
    found = krippendorff_alpha(codes, level="interval")
    assert found.estimate == pytest.approx(1 - seen / chance, abs=1e-12)
    assert found.n_subjects == len(units)


def test_conger_takes_observed_and_expected_as_means_over_pairs_of_observers():
    codes = random_ratings(np.random.default_rng(3), 30, 3, 0.0)
    pairs = [(codes[:, i], codes[:, j]) for i, j in combinations(range(3), 2)]
    found = conger_kappa(codes)
    assert found.observed == pytest.approx(np.mean([(a == b).mean() for a, b in pairs]))
    by_chance = [(a[:, np.newaxis] == b).mean() for a, b in pairs]  # everybody with everybody
    assert found.expected == pytest.approx(np.mean(by_chance))


@pytest.mark.parametrize(
    ("coefficient", "weights"),
    [
        *product(
            [fleiss_kappa, conger_kappa, gwet_ac, brennan_prediger, krippendorff_alpha],
            ["identity", "quadratic"],
        ),
        (percent_agreement, "linear"),
        (krippendorff_alpha, "ordinal"),
    ],
)
def test_errors_by_linearisation_are_those_of_the_jackknife(coefficient, weights):
    codes = random_ratings(np.random.default_rng(4), 250, 4, 0.15)
    codes = codes[(~np.isnan(codes)).sum(axis=1) > 1]
    n = len(codes)
    without = [coefficient(np.delete(codes, i, axis=0), weights=weights).estimate for i in range(n)]
    error = np.sqrt((n - 1) / n * ((without - np.mean(without)) ** 2).sum())
    # with 250 subjects the two differ by terms of 1/n
    assert coefficient(codes, weights=weights).std_error == pytest.approx(error, rel=0.02)


def test_subjects_told_twice_are_one_cluster():
    codes = random_ratings(np.random.default_rng(5), 30, 3, 0.2)
    once = agreement(codes)
    twice = agreement(np.repeat(codes, 2, axis=0), clusters=np.repeat(np.arange(30), 2))
    same = ~once["coefficient"].isin(["krippendorff_alpha"])  # its small-sample term sees 2n
    columns = ["estimate", "std_error", "ci_low", "ci_high"]
    for column in columns:
        assert twice.loc[same, column].tolist() == pytest.approx(once.loc[same, column].tolist())


def test_a_category_nobody_used_matters_to_chance_by_guessing():
    codes = [["talk", "talk"], ["greeting", "greeting"], ["talk", "greeting"]]
    seen = read_ratings(codes)
    all_three = read_ratings(codes, categories=["greeting", "talk", "exchange"])
    assert brennan_prediger(seen).estimate == pytest.approx(1 / 3)  # (2/3 - 1/2) / (1/2)
    assert brennan_prediger(all_three).estimate == pytest.approx(1 / 2)  # (2/3 - 1/3) / (2/3)
    assert cohen_kappa(seen).estimate == pytest.approx(cohen_kappa(all_three).estimate)


def test_undefined_with_a_reason():
    found = agreement([["a", "a"], ["a", "a"], ["a", "a"]]).set_index("coefficient")
    assert found.loc["percent_agreement", "estimate"] == 1
    assert np.isnan(found.loc["percent_agreement", "std_error"])
    assert "no spread" in found.loc["percent_agreement", "undefined"]
    for name in ("krippendorff_alpha", "cohen_kappa", "gwet_ac"):
        assert np.isnan(found.loc[name, "estimate"])
        assert "all ratings are of one category" in found.loc[name, "undefined"]
        assert "van één categorie" in found.loc[name, "undefined_nl"]
    # where another category could have been given, guessing is no full agreement
    other = read_ratings([["a", "a"], ["a", "a"]], categories=["a", "b"])
    assert gwet_ac(other).estimate == 1
    assert np.isnan(fleiss_kappa(other).estimate)
    alone = agreement([["a", None], [None, "b"]])
    assert alone["estimate"].isna().all()
    assert set(alone["undefined"]) == {"no subject was rated by two observers"}
    single = cohen_kappa([["a", "b"]])
    assert single.estimate == 0 and np.isnan(single.ci_low)
    assert "fewer than two subjects" in single.undefined


def test_bad_input():
    with pytest.raises(OptionError, match="`form` must be one of"):
        read_ratings([[1, 2]], form="cells")
    with pytest.raises(DataError, match="`data` must have two dimensions, not 1"):
        agreement([1, 2, 3])
    with pytest.raises(DataError, match="must have as many rows as columns, not 1 × 2"):
        agreement([[1, 2]], form="table")
    with pytest.raises(DataError, match="`data` must be whole numbers from 0"):
        agreement([[0.5, 2], [1, 1]], form="table")
    with pytest.raises(DataError, match="the same categories in its rows and columns"):
        agreement(pd.DataFrame([[1, 2], [3, 4]], ["a", "b"], ["b", "a"]), form="table")
    with pytest.raises(DataError, match="1 subjects have others \\(first: row 1\\)"):
        agreement([["a", "b"], ["c", "a"]], categories=["a", "b"])
    with pytest.raises(OptionError, match="`categories` must be given in their order"):
        agreement([["low", "high"], ["low", "low"]], weights="linear")
    with pytest.raises(OptionError, match="`categories` must be given in their order"):
        krippendorff_alpha([["low", "high"], ["low", "low"]], level="ordinal")
    with pytest.raises(OptionError, match="`weights` must be one of .* Did you mean 'linear'"):
        agreement([[1, 2], [2, 2]], weights="lineair")
    with pytest.raises(OptionError, match="`weights` must be symmetric, from 0 to 1"):
        agreement([[1, 2], [2, 2]], weights=[[1, 0.5], [0.4, 1]])
    with pytest.raises(DataError, match="must not be below 0 on a ratio scale"):
        krippendorff_alpha([[-1, 2], [2, 2]], level="ratio")
    with pytest.raises(DataError, match="must be of two observers, not 3"):
        cohen_kappa([[1, 2, 1]])
    with pytest.raises(DataError, match="must say which observer gave what"):
        conger_kappa(read_ratings([[1, 2], [2, 2]], form="counts"))
    with pytest.raises(OptionError, match="`clusters` must have a value for each of 2 subjects"):
        agreement([[1, 2], [2, 2]], clusters=["x"])
    with pytest.raises(OptionError, match="`confidence_level` must be between 0 and 1, not 95"):
        agreement([[1, 2], [2, 2]], confidence_level=95)
