import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br

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
