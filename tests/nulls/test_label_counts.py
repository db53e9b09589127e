"""Counting in bits gives what counting tie by tie gives."""

import numpy as np
import pytest

from bridging.errors import DataError
from bridging.nulls import label_counts
from bridging.nulls.label_counts import count_tables
from bridging.nulls.ties import collapse_ties


def one_by_one(ties, labels, n_groups):
    tables = np.zeros((len(labels), n_groups, n_groups))
    for table, label in zip(tables, labels, strict=True):
        known = (label[ties.a] >= 0) & (label[ties.b] >= 0)
        g, h, w = label[ties.a][known], label[ties.b][known], ties.weight[known]
        np.add.at(table, (g, h), w)
        np.add.at(table, (h, g), w)
    return tables


def some_ties(rng, people, number, weight=None):
    a, b = rng.integers(0, people, (2, number))
    keep = a != b
    return collapse_ties(
        a[keep], b[keep], None if weight is None else weight[keep], n_people=people
    )


@pytest.fixture
def always_bits(monkeypatch):
    monkeypatch.setattr(label_counts, "FEW", 0)


@pytest.mark.usefixtures("always_bits")
@pytest.mark.parametrize("n_groups", [1, 2, 3, 6])
@pytest.mark.parametrize("draws", [1, 63, 64, 130])
def test_bits_are_ties_counted_one_by_one(n_groups, draws, monkeypatch):
    rng = np.random.default_rng(10 * n_groups + draws)
    ties = some_ties(rng, 90, 1500)
    assert ties.weight.max() > 1  # some pairs met more than once
    labels = rng.integers(0, n_groups, (draws, 90))
    expected = one_by_one(ties, labels, n_groups)
    np.testing.assert_array_equal(count_tables(ties, labels, n_groups), expected)
    # rows of words of any width give the same
    for block in (7, 100, 600):
        monkeypatch.setattr(label_counts, "BLOCK", block)
        np.testing.assert_array_equal(count_tables(ties, labels, n_groups), expected)


@pytest.mark.usefixtures("always_bits")
def test_whole_weights_are_counted_exactly():
    rng = np.random.default_rng(3)
    weight = rng.integers(0, 2**20, 800).astype(float)
    weight[0] = 2**31 - 1
    ties = some_ties(rng, 60, 800, weight)
    labels = rng.integers(0, 3, (70, 60)).astype(np.int8)
    np.testing.assert_array_equal(count_tables(ties, labels, 3), one_by_one(ties, labels, 3))


@pytest.mark.parametrize("ties_of", ["few", "many"])
def test_weights_that_are_not_whole_or_negative(ties_of):
    rng = np.random.default_rng(5)
    number = 300 if ties_of == "few" else 40_000
    for weight in (rng.normal(size=number), -np.ones(number)):
        ties = some_ties(rng, 400, number, weight)
        labels = rng.integers(0, 4, (5, 400))
        np.testing.assert_allclose(
            count_tables(ties, labels, 4), one_by_one(ties, labels, 4), rtol=1e-9, atol=1e-9
        )


def test_many_ties_of_a_hub_are_carried_over():
    """Person 0 met all of 9,000 others: as many cross as are not of her group."""
    people = 9_001
    ties = collapse_ties(np.zeros(9_000, int), np.arange(1, people), n_people=people)
    labels = np.zeros((65, people), dtype=int)
    for draw in range(65):
        labels[draw, 1 : 1 + 138 * draw] = 1
    tables = count_tables(ties, labels, 2)
    assert tables[:, 0, 1].tolist() == [138 * draw for draw in range(65)]
    assert tables[:, 0, 0].tolist() == [2 * (9_000 - 138 * draw) for draw in range(65)]
    assert (tables[:, 1, 1] == 0).all()


@pytest.mark.parametrize("few", [0, 2_000])
def test_ties_with_people_of_unknown_group_do_not_count(few, monkeypatch):
    monkeypatch.setattr(label_counts, "FEW", few)
    rng = np.random.default_rng(8)
    ties = some_ties(rng, 50, 400)
    labels = rng.integers(0, 3, (20, 50))
    labels[:, [3, 17]] = -1
    np.testing.assert_array_equal(count_tables(ties, labels, 3), one_by_one(ties, labels, 3))


@pytest.mark.parametrize("few", [0, 2_000])
def test_nothing_to_count(few, monkeypatch):
    monkeypatch.setattr(label_counts, "FEW", few)
    none = collapse_ties(np.zeros(0, int), np.zeros(0, int), n_people=4)
    assert count_tables(none, [[0, 1, 0, 1]] * 3, 2).tolist() == np.zeros((3, 2, 2)).tolist()
    some = collapse_ties([0], [1], n_people=4)
    assert count_tables(some, np.zeros((0, 4), int), 2).shape == (0, 2, 2)


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        ([0, 1, 0], "of two dimensions"),
        ([[0, 1]], "must have 3 values"),
        ([[0, 1, 0], [0, 1, 2]], "must be numbered from 0 to 1"),
        ([[0, 1, -1], [0, 1, 1]], "can't be unknown in some draws only"),
    ],
)
def test_labels_that_can_not_be(labels, says):
    with pytest.raises(DataError, match=says):
        count_tables(collapse_ties([0], [1], n_people=3), labels, 2)
