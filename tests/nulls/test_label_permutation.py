"""Every labeling is drawn equally often, and the tables of draws are those of the labelings."""

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.nulls import label_counts, label_dealing
from bridging.nulls.label_counts import count_tables
from bridging.nulls.label_exact import (
    can_enumerate,
    every_labeling,
    exact_label_distribution,
)
from bridging.nulls.label_moments import label_moments
from bridging.nulls.label_permutation import label_permutation, label_tables
from bridging.nulls.record import get_null
from bridging.nulls.ties import collapse_ties


def drawn(groups, strata, n, seed=0):
    return np.concatenate(list(label_permutation(groups, strata, n, np.random.default_rng(seed))))


def chi_square_is_small(counts):
    """Five standard deviations of a chi-square above its mean are never seen by chance."""
    counts = np.asarray(counts, dtype=float)
    value = ((counts - counts.mean()) ** 2 / counts.mean()).sum()
    df = len(counts) - 1
    return value < df + 5 * np.sqrt(2 * df)


@pytest.mark.parametrize("large", [2, 1_000])  # by lot, and shuffled
@pytest.mark.parametrize(
    ("groups", "strata"),
    [
        ([0, 0, 0, 1, 1], None),
        ([0, 1, 2, 2, 2, 0], None),
        ([0, 1, 0, 1, 1, 2, 1], [0, 0, 1, 1, 0, 1, 0]),
        ([0, 3, -1, 3, 3], None),
        ([2, 1, 1, 0], [5, 5, 5, 9]),
    ],
)
def test_every_labeling_is_drawn_equally_often(groups, strata, large, monkeypatch):
    monkeypatch.setattr(label_dealing, "LARGE", large)
    possible = {tuple(labels) for block in every_labeling(groups, strata) for labels in block}
    seen = Counter(map(tuple, drawn(groups, strata, 600 * len(possible)).tolist()))
    assert set(seen) == possible
    assert chi_square_is_small(list(seen.values()))


def test_draws_do_not_depend_on_each_other():
    """Two draws of a block, of people dealt by lot, agree as often as independent ones do."""
    groups = np.arange(3_000) % 3
    labels = drawn(groups, None, 64)
    agree = np.array([(labels[i] == labels[j]).mean() for i in range(64) for j in range(i)])
    spread = np.sqrt(2 / 9 / 3_000)
    assert abs(agree.mean() - 1 / 3) < 5 * spread / np.sqrt(len(agree))
    assert abs(agree.std() / spread - 1) < 0.1
    # and neighbours in one draw are not alike more often than others
    near = (labels[:, 1:] == labels[:, :-1]).mean()
    assert near == pytest.approx(1 / 3, abs=5 * np.sqrt(2 / 9 / labels.size))


@pytest.mark.parametrize(
    "sizes", [(5_000, 7, 1), (3, 4_000, 4_000), (1_500, 1_500), (900, 800, 700)]
)
def test_it_keeps_what_its_record_says(sizes):
    rng = np.random.default_rng(1)
    groups = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    groups[rng.random(len(groups)) < 0.02] = -1
    strata = (rng.random(len(groups)) < 0.6).astype(int)
    before = groups.copy()
    for labels in drawn(groups, strata, 100):
        for stratum in (0, 1):
            mine = strata == stratum
            assert (np.sort(labels[mine]) == np.sort(groups[mine])).all()
        assert ((labels < 0) == (groups < 0)).all()
    np.testing.assert_array_equal(groups, before)


@pytest.mark.parametrize("sizes", [(5_000, 70, 1), (30, 4_000, 4_000), (900, 800, 700)])
def test_nobody_has_a_better_chance_than_others(sizes):
    groups = np.repeat(np.arange(len(sizes)), sizes)  # sorted: the worst order there is
    draws = 512
    labels = drawn(groups, None, draws)
    for group, size in enumerate(sizes):
        p = size / len(groups)
        variance = draws * p * (1 - p)
        count = (labels == group).sum(axis=0)
        chi_square = ((count - draws * p) ** 2 / variance).sum()
        # of a binomial count: the variance of its squared deviation has a kurtosis of 1 / variance
        spread = np.sqrt((2 + 1 / variance) * len(groups))
        assert abs(chi_square - len(groups)) < 5 * spread


def test_the_first_draws_are_the_same_however_many_there_are():
    groups = np.arange(2_000) % 4
    many = drawn(groups, None, 300, seed=3)
    np.testing.assert_array_equal(drawn(groups, None, 70, seed=3), many[:70])
    assert (drawn(groups, None, 70, seed=4) != many[:70]).any()
    assert list(label_permutation(groups, None, 0, np.random.default_rng(1))) == []


def some_world(rng, people, number):
    a, b = rng.integers(0, people, (2, number))
    keep = a != b
    ties = collapse_ties(a[keep], b[keep], n_people=people)
    return ties, rng.integers(-1, 3, people), rng.integers(0, 5, people)


@pytest.mark.parametrize("people", [60, 9_000])
def test_tables_of_draws_are_those_of_the_labelings(people, monkeypatch):
    ties, groups, strata = some_world(np.random.default_rng(6), people, 6 * people)
    expected = count_tables(ties, drawn(groups, strata, 100, seed=2), 3)
    for threads, block in ((1, 8_192), (2, 8_192), (2, 1_000)):
        monkeypatch.setattr(label_counts, "BLOCK", block)
        found = label_tables(
            ties,
            groups,
            3,
            strata=strata,
            n_draws=100,
            rng=np.random.default_rng(2),
            threads=threads,
        )
        np.testing.assert_array_equal(found, expected)


def test_draws_have_the_mean_and_variance_of_the_formula():
    ties, groups, strata = some_world(np.random.default_rng(9), 6_000, 30_000)
    draws = 2_000
    tables = label_tables(
        ties, groups, 3, strata=strata, n_draws=draws, rng=np.random.default_rng(1)
    )
    moments = label_moments(ties, groups, 3, strata=strata)
    error = np.sqrt(moments.variance / draws)
    assert (np.abs(tables.mean(axis=0) - moments.mean) < 5 * error).all()
    np.testing.assert_allclose(
        tables.var(axis=0) / moments.variance, 1, atol=5 * np.sqrt(2 / draws)
    )


def test_the_oracle_of_ten_labelings(published):
    entry = published("tiny_exact_and_decomposition.json")["label_permutation"]
    a, b = np.array(entry["edges"]).T
    groups = [["A", "B"].index(label) for label in entry["labels"]]
    ties = collapse_ties(a, b, n_people=5)
    found = exact_label_distribution(ties, groups, 2)
    crossing = found.tables[:, 0, 1]
    assert found.n_labelings == entry["n_distinct_labelings"]
    counts = np.bincount(crossing.astype(int), weights=found.share) * found.n_labelings
    assert counts == pytest.approx(entry["distribution"])
    assert found.share @ crossing == pytest.approx(entry["mean"])
    assert found.share @ crossing**2 - entry["mean"] ** 2 == pytest.approx(entry["var"])
    observed = entry["observed_cross"]
    assert found.p_value(crossing, observed, "less") == pytest.approx(entry["p_le"])
    assert found.p_value(crossing, observed, "greater") == pytest.approx(entry["p_ge"])
    assert found.p_value(crossing, observed) == pytest.approx(2 * entry["p_le"])


@pytest.mark.parametrize("weight", ["whole", "real"])
def test_the_exact_distribution_is_that_of_all_permutations(weight):
    rng = np.random.default_rng(2)
    groups, strata = np.array([0, 1, 2, 0, 1, 1, -1]), [0, 0, 0, 0, 1, 1, 1]
    a, b = np.array([(i, j) for i in range(7) for j in range(i) if rng.random() < 0.5]).T
    weights = rng.integers(1, 4, len(a)) if weight == "whole" else rng.random(len(a))
    ties = collapse_ties(a, b, weights, n_people=7)
    found = exact_label_distribution(ties, groups, 3, strata=strata)
    assert found.n_labelings == 12  # 4! / 2!, times one way to deal two alike
    labels = np.array([[*groups[list(order)], 1, 1, -1] for order in permutations(range(4))])
    every = count_tables(ties, labels, 3)
    for power in (1, 2, 3):
        assert (found.share[:, None, None] * found.tables**power).sum(axis=0) == pytest.approx(
            (every**power).mean(axis=0)
        )
    moments = label_moments(ties, groups, 3, strata=strata)
    mean = np.tensordot(found.share, found.tables, 1)
    assert moments.mean == pytest.approx(mean)
    assert moments.variance == pytest.approx(
        np.tensordot(found.share, found.tables**2, 1) - mean**2, abs=1e-12
    )


def test_every_labeling_comes_once_whatever_the_blocks(monkeypatch):
    groups, strata = [0, 1, 1, 0, 2, 2, 0], [0, 0, 0, 1, 1, 1, 1]
    whole = np.concatenate(list(every_labeling(groups, strata)))
    assert len(whole) == len({tuple(labels) for labels in whole}) == 3 * 6
    monkeypatch.setattr("bridging.nulls.label_exact.BLOCK", 50)
    blocks = list(every_labeling(groups, strata))
    assert len(blocks) > 1
    np.testing.assert_array_equal(np.concatenate(blocks), whole)


def test_an_exact_p_can_not_be_zero_or_guessed():
    ties = collapse_ties([0, 1], [1, 2], n_people=3)
    found = exact_label_distribution(ties, [0, 0, 1], 2)
    crossing = found.tables[:, 0, 1]
    with pytest.raises(DataError, match="must be the value of one of the tables"):
        found.p_value(crossing, 0.0, "less")
    with pytest.raises(OptionError, match="`alternative` must be one of"):
        found.p_value(crossing, 1.0, "lower")
    assert np.isnan(found.p_value(np.where(crossing > 1, np.nan, crossing), 1.0))
    assert np.isnan(found.p_value(crossing, np.nan))


def test_too_many_labelings_are_refused():
    groups = [0, 1] * 15
    assert not can_enumerate(groups) and can_enumerate(groups, np.arange(30) // 5)
    with pytest.raises(OptionError, match="more than 1,000,000"):
        exact_label_distribution(collapse_ties([0], [1], n_people=30), groups, 2)


def test_labels_and_strata_that_do_not_fit():
    with pytest.raises(DataError, match="`strata` must have 3 values"):
        label_permutation([0, 1, 1], [0, 0], 5, np.random.default_rng(1))
    with pytest.raises(DataError, match="must be whole numbers"):
        label_permutation(["a", "b"], None, 5, np.random.default_rng(1))


def test_its_record_is_complete():
    record = get_null("label_permutation")
    assert record.label and record.label_nl and record.keeps and record.question.endswith("?")
    with pytest.raises(UnknownNameError):
        get_null("label_permutations")
