"""The formula of mean and covariance gives what listing every labeling gives."""

from itertools import permutations, product

import numpy as np
import pytest

from bridging.errors import DataError
from bridging.nulls.label_moments import label_moments, linear_moments
from bridging.nulls.ties import collapse_ties

CROSSING = (1 - np.eye(2)) / 2


def by_listing(a, b, weight, groups, n_groups, strata):
    """Mean and covariance over all permutations within strata, counted tie by tie."""
    people = [np.flatnonzero((np.array(strata) == s) & (groups >= 0)) for s in sorted(set(strata))]
    tables = []
    for orders in product(*(permutations(who) for who in people)):
        labels = groups.copy()
        for who, order in zip(people, orders, strict=True):
            labels[who] = groups[list(order)]
        table = np.zeros((n_groups, n_groups))
        for i, j, w in zip(a, b, weight, strict=True):
            if labels[i] >= 0 and labels[j] >= 0:
                table[labels[i], labels[j]] += w
                table[labels[j], labels[i]] += w
        tables.append(table.ravel())
    tables = np.array(tables)
    deviation = tables - tables.mean(axis=0)
    shape = (n_groups,) * 4
    return (
        tables.mean(axis=0).reshape(shape[:2]),
        (deviation.T @ deviation / len(tables)).reshape(shape),
    )


LAYOUTS = {
    "free, two groups": ([0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 1, 1, 0, 0], 2),
    "free, three groups": ([0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 1, 1, 0, 2], 3),
    "four and three": ([0, 1, 0, 1, 0, 0, 1], [0, 1, 2, 1, 1, 0, 0], 3),
    "five and two": ([3, 3, 3, 3, 3, 8, 8], [0, 1, 0, 1, 2, 2, 0], 3),
    "three, two and one": ([0, 0, 0, 1, 1, 2], [0, 1, 2, 1, 0, 2], 3),
    "twos": ([0, 0, 1, 1, 2, 2, 3], [0, 1, 0, 1, 1, 1, 0], 2),
    "all alone": ([0, 1, 2, 3, 4, 5], [0, 1, 0, 1, 1, 0], 2),
    "unknown people": ([0, 0, 0, 0, 0, 1, 1], [0, 1, -1, 1, 0, 1, -1], 2),
    "a group nobody is of": ([0, 0, 0, 1, 1, 1], [0, 2, 0, 2, 2, 0], 3),
}


@pytest.mark.parametrize("weights", ["one", "signed"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_what_listing_gives(layout, weights):
    strata, groups, n_groups = LAYOUTS[layout]
    groups = np.array(groups)
    rng = np.random.default_rng(len(layout))
    pairs = [(i, j) for i in range(len(groups)) for j in range(i) if rng.random() < 0.6]
    a, b = np.array(pairs).T
    weight = np.ones(len(a)) if weights == "one" else rng.normal(size=len(a))
    mean, covariance = by_listing(a, b, weight, groups, n_groups, strata)
    ties = collapse_ties(a, b, weight, n_people=len(groups))
    found = label_moments(ties, groups, n_groups, strata=strata)
    np.testing.assert_allclose(found.mean, mean, atol=1e-12)
    np.testing.assert_allclose(found.covariance, covariance, atol=1e-12)
    np.testing.assert_allclose(
        found.variance,
        np.diag(covariance.reshape(n_groups**2, -1)).reshape(n_groups, n_groups),
        atol=1e-12,
    )
    slope = rng.normal(size=(n_groups, n_groups))
    value, variance = found.of(slope)
    assert value == pytest.approx((slope * mean).sum())
    assert variance == pytest.approx(np.einsum("gh,ghij,ij->", slope, covariance, slope), abs=1e-12)
    # several statistics at once are the same as each from the cells
    both = np.stack([slope, np.eye(n_groups)])
    means, spread = linear_moments(ties, groups, both, strata=strata)
    np.testing.assert_allclose(means, [value, np.trace(mean)], atol=1e-12)
    np.testing.assert_allclose(
        spread, np.einsum("cgh,ghij,dij->cd", both, covariance, both), atol=1e-11
    )


def test_ties_between_strata_count():
    """Strata of two, both groups in each; four ties, all between strata: 4 · 1/2 cross."""
    ties = collapse_ties([0, 0, 1, 1], [2, 3, 2, 3], n_people=4)
    found = label_moments(ties, [0, 1, 0, 1], 2, strata=[0, 0, 1, 1])
    # whatever the labels, each person meets one of each group
    assert found.of(CROSSING) == (2.0, 0.0)
    one = collapse_ties([0], [2], n_people=4)
    assert label_moments(one, [0, 1, 0, 1], 2, strata=[0, 0, 1, 1]).of(CROSSING) == (0.5, 0.25)


def test_the_oracle_of_ten_labelings(published):
    entry = published("tiny_exact_and_decomposition.json")["label_permutation"]
    a, b = np.array(entry["edges"]).T
    groups = [["A", "B"].index(label) for label in entry["labels"]]
    found = label_moments(collapse_ties(a, b, n_people=5), groups, 2)
    assert found.of(CROSSING) == pytest.approx((entry["mean"], entry["var"]))


def test_the_published_formula_of_quadratic_assignment():
    """Mantel's (1967) variance of ½ Σ A_ij B_ij under permutation, from the sums of each matrix."""
    rng = np.random.default_rng(4)
    n = 30
    half = np.triu(rng.poisson(0.4, (n, n)) * rng.random((n, n)), 1)
    groups = rng.integers(0, 3, n)
    one, two = half + half.T, (groups[:, np.newaxis] != groups).astype(float)
    (a, a2, ar), (b, b2, br) = (
        (m.sum(), (m**2).sum(), (m.sum(axis=1) ** 2).sum()) for m in (one, two)
    )
    mean = a * b / (n * (n - 1))
    variance = (
        2 * a2 * b2 / (n * (n - 1))
        + 4 * (ar - a2) * (br - b2) / (n * (n - 1) * (n - 2))
        + (a**2 + 2 * a2 - 4 * ar) * (b**2 + 2 * b2 - 4 * br) / (n * (n - 1) * (n - 2) * (n - 3))
        - mean**2
    )
    i, j = np.nonzero(half)
    moments = label_moments(collapse_ties(i, j, half[i, j], n_people=n), groups, 3)
    assert moments.of((1 - np.eye(3)) / 2) == pytest.approx((mean / 2, variance / 4))


def test_people_in_pieces_give_the_same(monkeypatch):
    rng = np.random.default_rng(7)
    a, b = rng.integers(0, 200, (2, 900))
    ties = collapse_ties(a[a != b], b[a != b], rng.random((a != b).sum()), n_people=200)
    groups, strata = rng.integers(0, 3, 200), rng.integers(0, 40, 200)
    whole = label_moments(ties, groups, 3, strata=strata)
    monkeypatch.setattr("bridging.nulls.label_moments.MOST_CELLS", 500)
    monkeypatch.setattr("bridging.nulls.label_moments.MOST_TERMS", 500)
    pieces = label_moments(ties, groups, 3, strata=strata)
    np.testing.assert_allclose(pieces.covariance, whole.covariance, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(pieces.mean, whole.mean)


def test_z_is_missing_where_nothing_varies():
    ties = collapse_ties([0, 0, 1], [1, 2, 2], n_people=3)  # everybody with everybody
    moments = label_moments(ties, [0, 0, 1], 2)
    assert np.isnan(moments.z(np.array([[2.0, 2.0], [2.0, 0.0]]))).all()
    ties = collapse_ties([0, 1], [1, 2], n_people=3)
    # the lone person of group 1 is in the middle in one of three labelings: 2 cross, else 1
    z = label_moments(ties, [0, 0, 1], 2).z(np.array([[2.0, 1.0], [1.0, 0.0]]))
    assert z[0, 1] == pytest.approx((1 - 4 / 3) / np.sqrt(2 / 9))
    assert np.isnan(z[1, 1])


def test_nobody_and_no_ties():
    empty = collapse_ties(np.zeros(0, int), np.zeros(0, int), n_people=4)
    moments = label_moments(empty, [0, 1, 1, 0], 2)
    assert (moments.mean == 0).all() and (moments.variance == 0).all()
    nobody = collapse_ties(np.zeros(0, int), np.zeros(0, int), n_people=0)
    assert (label_moments(nobody, np.zeros(0, int), 2).mean == 0).all()
    unknown = collapse_ties([0], [1], n_people=2)
    assert (label_moments(unknown, [-1, -1], 2).mean == 0).all()


def test_a_pair_is_one_tie():
    twice = collapse_ties([3, 0, 1], [1, 2, 3], [0.5, 1.0, 0.25], n_people=4)
    assert (twice.a.tolist(), twice.b.tolist()) == ([0, 1], [2, 3])
    assert twice.weight.tolist() == [1.0, 0.75]
    counted = collapse_ties([3, 0, 1, 1], [1, 2, 3, 3], n_people=4)
    assert counted.weight.tolist() == [1.0, 3.0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"a": [0, 5]}, "must number people from 0 to 3"),
        ({"a": [0, 2]}, "can't be the same person"),
        ({"a": [0.5, 1.0]}, "must be whole numbers"),
        ({"weight": [1.0]}, "must have the same length"),
        ({"weight": [1.0, np.nan]}, "must hold finite numbers"),
    ],
)
def test_ties_that_can_not_be(change, says):
    given = {"a": [0, 1], "b": [1, 2], "weight": [1.0, 1.0]} | change
    with pytest.raises(DataError, match=says):
        collapse_ties(**given, n_people=4)


@pytest.mark.parametrize(
    ("groups", "strata", "says"),
    [
        ([0, 1], None, "`groups` must have 3 values"),
        ([0, 1, 2], None, "`groups` must be numbered from 0 to 1"),
        ([0, 1, 1], [0, 0], "`strata` must have 3 values"),
    ],
)
def test_groups_that_can_not_be(groups, strata, says):
    with pytest.raises(DataError, match=says):
        label_moments(collapse_ties([0], [1], n_people=3), groups, 2, strata=strata)
