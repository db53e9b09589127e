import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br
from bridging.errors import OptionError

TABLES = st.integers(2, 4).flatmap(
    lambda size: arrays(np.int64, (size, size), elements=st.integers(0, 20))
)


@pytest.fixture
def three_sessions():
    """Three sessions: present (a1 a2 b1 b2), (a1 a2), (b1 b2).

    Contacts a1-b1 and a1-a2 in the first, a1-a2 in the second, b1-b2 in the third. Within pairs
    stand on the diagonal twice. The first session's two contacts fall on 1 + 4 + 1 pairs.
    """
    return br.MixingMatrix(
        contacts=[[[2, 1], [1, 0]], [[2, 0], [0, 0]], [[0, 0], [0, 2]]],
        expected=[
            [[2 / 3, 4 / 3], [4 / 3, 2 / 3]],
            [[2, 0], [0, 0]],
            [[0, 0], [0, 2]],
        ],
        opportunities=[[[2, 4], [4, 2]], [[2, 0], [0, 0]], [[0, 0], [0, 2]]],
        groups=["a", "b"],
        units=["1", "2", "3"],
    )


def summed(table):
    return br.MixingMatrix(
        table.contacts.sum(axis=0), expected=table.expected.sum(axis=0), groups=table.groups
    )


def test_three_sessions_together(three_sessions):
    # 1 of 4 contacts crosses; (2 * 4/6) / 4 = 1/3 is expected; the ratio is 3/4.
    table = summed(three_sessions)
    assert br.measures.bridging_share(table) == pytest.approx(1 / 4)
    assert br.measures.expected_bridging_share(table) == pytest.approx(1 / 3)
    assert br.measures.bridging_ratio(table) == pytest.approx(3 / 4)
    assert br.measures.ei_index(table) == pytest.approx(-1 / 2)


def test_three_sessions_apart(three_sessions):
    assert br.measures.bridging_share(three_sessions).tolist() == [0.5, 0.0, 0.0]
    expected = br.measures.expected_bridging_share(three_sessions)
    assert expected.tolist() == pytest.approx([2 / 3, 0, 0])
    ratio = br.measures.bridging_ratio(three_sessions)
    assert ratio[0] == pytest.approx(3 / 4) and np.isnan(ratio[1:]).all()
    reasons = br.measures.get_measure("bridging_ratio").reasons(three_sessions, {})
    only_own = "where contacts were made, nobody of another group was present"
    assert reasons.tolist() == ["", only_own, only_own]


def test_without_presence_expected_and_ratio_are_undefined():
    table = br.MixingMatrix([[2, 1], [1, 0]])
    for name in ("expected_bridging_share", "bridging_ratio"):
        record = br.measures.get_measure(name)
        assert np.isnan(record(table))
        assert record.reasons(table, {}) == "it is not known who was present together"
        assert record.reasons(table, {}, "nl") == "het is niet bekend wie samen aanwezig was"


def test_expected_that_is_not_a_number_is_undefined_in_its_unit_only():
    unknown = [[np.nan, np.nan], [np.nan, np.nan]]
    table = br.MixingMatrix(
        [[[2, 1], [1, 0]]] * 2, expected=[[[2 / 3, 4 / 3], [4 / 3, 2 / 3]], unknown]
    )
    value = br.measures.bridging_ratio(table)
    assert value[0] == pytest.approx(3 / 4) and np.isnan(value[1])


def test_published_ei_of_classroom(oracles):
    table = br.MixingMatrix(oracles.value("mix.classroom"), directed=True)
    # 7 between, 81 within: -74/88.
    assert br.measures.ei_index(table) == oracles.near("ei.classroom")
    assert br.measures.ei_index(table) == pytest.approx(-74 / 88)


def test_published_ei_of_mutual_choices(oracles):
    boys, between, girls = oracles.value("mix.classroom.mutual")
    table = br.MixingMatrix([[2 * boys, between], [between, 2 * girls]])
    assert br.measures.ei_index(table) == oracles.near("ei.classroom.mutual")


def test_published_share_within(oracles):
    edges = oracles.data("dgl.edge")
    label = {i: group for i, group in enumerate(edges["labels"])}
    graph = br.ContactGraph.from_edges(edges["directed_edges"], {"class": label}, directed=True)
    share = br.measures.bridging_share(graph.mixing())
    assert 1 - share == oracles.near("dgl.edge")


@given(TABLES, st.booleans())
def test_share_and_ei_are_one_measure_on_two_scales(table, directed):
    mixing = br.MixingMatrix(table if directed else table + table.T, directed=directed)
    ei, share = br.measures.ei_index(mixing), br.measures.bridging_share(mixing)
    assert share == pytest.approx((1 + ei) / 2, nan_ok=True)


@given(TABLES)
def test_ei_from_the_trace(table):
    # E-I = 1 - 2 tr e
    if table.sum():
        expected = 1 - 2 * np.trace(table) / table.sum()
        value = br.measures.ei_index(br.MixingMatrix(table, directed=True))
        assert value == pytest.approx(expected)


@given(TABLES)
def test_contacts_as_expected_have_ratio_one(table):
    table = table + table.T
    mixing = br.MixingMatrix(table, expected=table)
    value = br.measures.bridging_ratio(mixing)
    across = table.sum() - np.trace(table)
    assert np.isnan(value) if across == 0 else value == pytest.approx(1)


def test_a_talkative_minority_lies_above_one_without_any_preference():
    # One of a group, three of the other; 3 of 6 pairs cross. The one talks with each of them and
    # they hardly talk: all 3 contacts cross where 1.5 are expected.
    table = br.MixingMatrix([[0, 3], [3, 0]], expected=[[0, 1.5], [1.5, 3]])
    assert br.measures.bridging_ratio(table) == pytest.approx(2)


# E-I at random


@pytest.mark.parametrize(
    ("sizes", "value"), [([5, 5], 1 / 9), ([8, 2], -13 / 45), ([9, 1], -3 / 5), ([10, 0], -1)]
)
def test_ei_at_random_from_sizes(sizes, value):
    # 1 - 2 (5*4 + 5*4) / 90; 1 - 2 (8*7 + 2) / 90; 1 - 2 * 72 / 90; 1 - 2.
    table = br.MixingMatrix([[2, 1], [1, 0]], sizes=sizes)
    assert br.measures.expected_ei(table) == pytest.approx(value)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=5).filter(lambda n: sum(n) >= 2))
def test_ei_at_random_is_the_chance_that_two_people_differ(sizes):
    table = br.MixingMatrix(np.zeros((len(sizes),) * 2), sizes=sizes)
    value = br.measures.expected_ei(table)
    unbiased = br.measures.blau_unbiased(br.Composition(sizes))
    assert (1 + value) / 2 == pytest.approx(unbiased, abs=1e-12)


def test_ei_at_random_follows_who_was_present(three_sessions):
    # One third of the contacts is expected across: 2/3 - 1. By session 2 * 2/3 - 1, -1, -1.
    value = br.measures.expected_ei
    assert value(summed(three_sessions)) == pytest.approx(-1 / 3)
    assert value(three_sessions).tolist() == pytest.approx([1 / 3, -1, -1])
    for universe in (None, "present"):
        assert (1 + value(three_sessions, universe=universe)) / 2 == pytest.approx(
            br.measures.expected_bridging_share(three_sessions)
        )


def test_ei_at_random_universes():
    # Present together, from both ends: 2 within and 8 across: .6. Of all people 3 * 2 + 3 * 2 = 12
    # within and 18 across: .2.
    table = br.MixingMatrix([[2, 1], [1, 0]], sizes=[3, 3], opportunities=[[2, 4], [4, 0]])
    value = br.measures.expected_ei
    assert value(table) == value(table, universe="present") == pytest.approx(0.6)
    assert value(table, universe="all") == pytest.approx(0.2)
    unknown = br.MixingMatrix([[2, 1], [1, 0]], sizes=[3, 3])
    record = br.measures.get_measure("expected_ei")
    said = "it is not known which pairs could have met"
    assert record.reasons(unknown, {"universe": "present"}) == said
    with pytest.raises(OptionError, match="`universe` must be one of .*Did you mean 'present'"):
        value(table, universe="presents")


def test_ei_at_random_that_is_undefined():
    record = br.measures.get_measure("expected_ei")
    silent = br.MixingMatrix([[0, 0], [0, 0]], expected=[[0, 0], [0, 0]])
    assert record.reasons(silent, {}) == "there are no contacts"
    one = br.MixingMatrix([[1, 0], [0, 0]], sizes=[1, 0], directed=True)
    assert record.reasons(one, {}) == "no pair could have met where contacts were made"


def test_ei_names_its_value_at_random():
    assert br.measures.get_measure("ei_index").at_random == "expected_ei"
