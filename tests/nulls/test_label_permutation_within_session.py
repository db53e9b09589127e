"""Labels within sessions: draws, closed forms and exact distributions agree with enumeration."""

from collections import Counter
from importlib import import_module
from itertools import permutations, product

import numpy as np
import pytest

from bridging.errors import DataError
from bridging.nulls import get_null
from bridging.nulls.convolution import NOT_WHOLE, ONE_ARRANGEMENT, TOO_MANY
from bridging.nulls.crossing_within_session import crossing_within_session
from bridging.nulls.label_permutation_within_session import label_permutation_within_session
from bridging.nulls.labelings import labelings, n_labelings

MODULE = import_module(
    "bridging.nulls.label_permutation_within_session"
)  # the package has a function of that name


def every_value(group, session, first, second, weight):
    """The crossing weight under all orders of the labels in each session, one by one."""
    parts = [np.flatnonzero((session == s) & (group >= 0)) for s in np.unique(session)]
    values = []
    for orders in product(*(permutations(group[part]) for part in parts)):
        dealt = group.copy()
        for part, order in zip(parts, orders, strict=True):
            dealt[part] = order
        a, b = dealt[first], dealt[second]
        values.append(weight[(a != b) & (a >= 0) & (b >= 0)].sum())
    return np.array(values)


def random_case(seed, sizes=(4, 3, 4), groups=2, unknown=False):
    rng = np.random.default_rng(seed)
    session = np.repeat(np.arange(len(sizes)), sizes)
    group = rng.integers(0, groups, len(session))
    if unknown:
        group[rng.integers(len(group))] = -1
    pairs = [(i, j) for i in range(len(session)) for j in range(i) if session[i] == session[j]]
    chosen = rng.integers(0, len(pairs), 7)  # some pairs twice
    first, second = np.array([pairs[k] for k in chosen]).T
    return group, session, first, second


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("groups", [2, 3])
def test_closed_forms_and_distribution_are_those_of_all_labelings(seed, groups):
    group, session, first, second = random_case(seed, groups=groups, unknown=seed % 2 == 1)
    weight = np.random.default_rng(seed).integers(1, 4, len(first)).astype(float)
    values = every_value(group, session, first, second, weight)
    found = crossing_within_session(group, session, first, second, weight)
    assert found.mean == pytest.approx(values.mean())
    assert found.variance == pytest.approx(values.var(), abs=1e-9)
    if values.var() == 0:
        assert found.undefined == ONE_ARRANGEMENT[0]
        return
    chances = {v: np.mean(values == v) for v in np.unique(values)}
    listed = dict(zip(found.distribution.values, found.distribution.chances, strict=True))
    assert {v: c for v, c in listed.items() if c > 0} == pytest.approx(chances)
    assert found.p_value("less") == pytest.approx(np.mean(values <= found.statistic))
    assert found.p_value("greater") == pytest.approx(np.mean(values >= found.statistic))


def test_closed_forms_hold_for_weights_that_are_not_whole():
    group, session, first, second = random_case(3)
    weight = np.random.default_rng(3).random(len(first))
    values = every_value(group, session, first, second, weight)
    found = crossing_within_session(group, session, first, second, weight)
    assert found.mean == pytest.approx(values.mean())
    assert found.variance == pytest.approx(values.var())
    assert found.distribution is None
    assert np.isnan(found.p_value())
    assert (found.undefined, found.undefined_nl) == NOT_WHOLE


def test_the_published_graph_in_one_session(published):
    oracle = published("tiny_exact_and_decomposition.json")["label_permutation"]
    group = np.array([0 if label == "A" else 1 for label in oracle["labels"]])
    first, second = np.array(oracle["edges"]).T
    found = crossing_within_session(group, np.zeros(5, dtype=int), first, second)
    assert found.statistic == oracle["observed_cross"]
    assert found.mean == pytest.approx(oracle["mean"])
    assert found.variance == pytest.approx(oracle["var"])
    np.testing.assert_allclose(found.distribution.chances, np.array(oracle["distribution"]) / 10)
    assert found.p_value("less") == pytest.approx(oracle["p_le"])
    assert found.p_value("greater") == pytest.approx(oracle["p_ge"])


def test_the_published_expectation_over_sessions(published):
    """The mean depends on who was present and on the number of contacts only."""
    oracle = published("tiny_exact_and_decomposition.json")["matched_opportunity"]
    group, session, first, second = [], [], [], []
    for s, one in enumerate(oracle["sessions"]):
        begin = len(group)
        group += [0] * one["n"][0] + [1] * one["n"][1]
        session += [s] * sum(one["n"])
        first += [begin] * one["enc"]
        second += [begin + 1 + k % (sum(one["n"]) - 1) for k in range(one["enc"])]
    found = crossing_within_session(np.array(group), np.array(session), first, second)
    assert found.mean / len(first) == pytest.approx(oracle["expected_share"])


def test_a_session_of_twenty_people_is_enumerated_and_one_of_forty_is_not():
    rng = np.random.default_rng(0)
    for people, exact in ((20, True), (40, False)):
        group = np.arange(people) % 2
        first = rng.integers(0, people // 2, 12)
        second = rng.integers(people // 2, people, 12)
        found = crossing_within_session(group, np.zeros(people, dtype=int), first, second)
        assert (found.distribution is not None) is exact
        if exact:
            assert found.distribution.mean == pytest.approx(found.mean)
            assert found.distribution.variance == pytest.approx(found.variance)
        else:
            assert found.undefined == TOO_MANY[0]


def test_every_labeling_is_drawn_equally_often_in_each_session():
    group, session = np.array([0, 0, 1, 1, 2, -1, 1, 0]), np.array([0, 0, 0, 0, 0, 0, 1, 1])
    n = 6000
    draws = drawn(group, session, n)
    assert (draws[:, 5] == -1).all()
    for part, ways in ((slice(0, 5), 30), (slice(6, 8), 2)):
        seen = Counter(map(tuple, draws[:, part].tolist()))
        counts = np.array(list(seen.values()))
        assert len(seen) == ways
        assert ((counts - n / ways) ** 2 / (n / ways)).sum() < ways - 1 + 5 * np.sqrt(2 * ways)
    # sessions are dealt independently of each other
    together = np.corrcoef(draws[:, 0], draws[:, 6])[0, 1]
    assert abs(together) < 5 / np.sqrt(n)


def test_draws_have_the_mean_and_variance_of_the_closed_form():
    group, session, first, second = random_case(8, sizes=(9, 14, 5, 20), groups=3)
    draws = drawn(group, session, 4000)
    values = (draws[:, first] != draws[:, second]).sum(axis=1)
    found = crossing_within_session(group, session, first, second)
    assert abs(values.mean() - found.mean) < 5 * np.sqrt(found.variance / 4000)
    assert values.var() == pytest.approx(found.variance, rel=0.15)


def drawn(group, session, n, seed=0, keys=None):
    rng = np.random.default_rng(seed)
    blocks = label_permutation_within_session(group, session, n, rng, keys=keys)
    return np.concatenate(list(blocks))


def test_draws_do_not_depend_on_blocks_or_on_other_sessions(monkeypatch):
    group, session, _, _ = random_case(2, sizes=(6, 7, 8), groups=3)
    draws = drawn(group, session, 60, 4)
    monkeypatch.setattr(MODULE, "BLOCK", 7)
    np.testing.assert_array_equal(drawn(group, session, 60, 4), draws)
    assert (drawn(group, session, 60, 5) != draws).any()
    later = session > 0  # without the first session, the others keep their keys
    alone = drawn(group[later], session[later] - 1, 60, 4, keys=np.array([1, 2]))
    np.testing.assert_array_equal(alone, draws[:, later])


def test_labelings_are_all_different_and_as_many_as_the_multinomial():
    for sizes in ((3, 2), (2, 2, 1), (4,), (1, 1, 1, 1), ()):
        found = {tuple(row) for row in labelings(sizes).tolist()}
        expected = {p for p in permutations([k for k, n in enumerate(sizes) for _ in range(n)])}
        assert found == expected
        assert len(labelings(sizes)) == n_labelings(sizes) == len(expected)


def test_nobody_and_no_contacts():
    nothing = np.zeros(0, dtype=int)
    assert drawn(nothing, nothing, 5).shape == (5, 0)
    found = crossing_within_session(np.array([0, 1]), np.array([0, 0]), nothing, nothing)
    assert (found.statistic, found.mean, found.variance) == (0, 0, 0)
    assert np.isnan(found.p_value())


def test_what_it_refuses():
    pair = np.array([0, 1])
    with pytest.raises(DataError, match="must be lists of one length"):
        drawn(pair, np.array([0]), 5)
    with pytest.raises(DataError, match="coded from 0"):
        drawn(pair, np.array([0, -1]), 5)
    with pytest.raises(DataError, match="one for each of 2 sessions, not 1"):
        drawn(pair, pair, 5, keys=np.array([3]))
    with pytest.raises(DataError, match="of the same session"):
        crossing_within_session(pair, pair, [0], [1])
    with pytest.raises(DataError, match="can't be the same person"):
        crossing_within_session(pair, np.zeros(2, dtype=int), [0], [0])


def test_its_label_warns():
    record = get_null("label_permutation_within_session")
    assert "misleads" in record.label
    assert "misleidt" in record.label_nl
