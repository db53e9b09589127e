from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br
from bridging.errors import OptionError

TABLES = st.integers(2, 4).flatmap(
    lambda size: arrays(np.int64, (size, size), elements=st.integers(0, 20))
)


def reason(name, structure, language="en", **options):
    return br.measures.get_measure(name).reasons(structure, options, language)


def made(oracles, key, reverse=False):
    """Make the directed graph of a published example; reversed, contacts end where they began."""
    data = oracles.data(key)
    edges = [(b, a) if reverse else (a, b) for a, b in data["directed_edges"]]
    labels = {"class": dict(enumerate(data["labels"]))}
    return br.ContactGraph.from_edges(edges, labels, directed=True)


def test_published_edge_homophily(oracles):
    assert br.measures.edge_homophily(made(oracles, "dgl.edge").mixing()) == oracles.near(
        "dgl.edge"
    )


@given(TABLES)
def test_edge_homophily_is_the_rest_of_the_bridging_share(table):
    assume(table.sum() > 0)
    mixing = br.MixingMatrix(table, directed=True)
    share = br.measures.bridging_share(mixing)
    assert br.measures.edge_homophily(mixing) == pytest.approx(1 - share)


def test_published_node_homophily(oracles):
    # DGL takes the contacts that end in a person, and counts people without any as 0.
    graph = made(oracles, "dgl.node", reverse=True)
    value = br.measures.node_homophily
    assert value(graph, isolates="zero", pooled=True) == oracles.near("dgl.node")
    # Three people with all within, one with none; nobody approaches person 3: 3/4.
    assert value(graph, pooled=True) == pytest.approx(0.75)
    assert value(graph).tolist() == [1, 0]


def test_node_homophily_counts_people_and_not_contacts():
    graph = br.ContactGraph.from_edges(
        [("a1", "a2"), ("a1", "b1"), ("a1", "b2"), ("b1", "b2")],
        {"line": {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}},
    )
    # a1 1/3, a2 1, b1 1/2, b2 1/2: 7/12; of the contacts 2 of 4.
    assert br.measures.node_homophily(graph, pooled=True) == pytest.approx(7 / 12)
    assert br.measures.node_homophily(graph).tolist() == pytest.approx([2 / 3, 1 / 2])
    assert br.measures.edge_homophily(graph.mixing()) == 0.5


def test_node_homophily_that_is_undefined():
    graph = br.ContactGraph.from_edges([("a1", "a2")], {"line": {"a1": "a", "a2": "a", "b1": "b"}})
    said = "none of these people has contacts with people of known group"
    assert reason("node_homophily", graph).tolist() == ["", said]
    with pytest.raises(OptionError, match="`isolates` must be one of 'leave_out', 'zero'"):
        br.measures.node_homophily(graph, isolates="drop")


def test_published_class_insensitive_homophily(oracles):
    # DGL takes the contacts that end in a group.
    table = made(oracles, "dgl.linkx", reverse=True).mixing()
    assert br.measures.class_insensitive_homophily(table) == oracles.near("dgl.linkx")


@given(TABLES, st.data())
def test_class_insensitive_homophily_by_loop(table, data):
    size = len(table)
    assume((table.sum(axis=1) > 0).all())
    people = data.draw(st.lists(st.integers(1, 9), min_size=size, max_size=size))
    total = 0.0
    for g in range(size):
        total += max(0.0, table[g, g] / table[g].sum() - people[g] / sum(people))
    mixing = br.MixingMatrix(table, sizes=people, directed=True)
    value = br.measures.class_insensitive_homophily(mixing)
    assert value == pytest.approx(total / (size - 1))


def test_class_insensitive_homophily_that_is_undefined():
    table = br.MixingMatrix([[2, 1, 0], [1, 2, 0], [0, 0, 0]], sizes=[3, 3, 2])
    assert reason("class_insensitive_homophily", table) == "a group has no contacts"
    unknown = br.MixingMatrix([[2, 1], [1, 2]])
    assert reason("class_insensitive_homophily", unknown) == (
        "it is not known how many people each group has"
    )


@given(TABLES)
def test_label_informativeness_by_counting_ends(table):
    table = table + table.T
    assume((table.sum(axis=1) > 0).sum() >= 2)
    pairs = Counter({(g, h): int(n) for (g, h), n in np.ndenumerate(table) if n})
    ends = Counter()
    for (g, _), n in pairs.items():
        ends[g] += n
    total = sum(ends.values())
    information = sum(
        n / total * log(n * total / (ends[g] * ends[h])) for (g, h), n in pairs.items()
    )
    entropy = -sum(n / total * log(n / total) for n in ends.values())
    value = br.measures.label_informativeness(br.MixingMatrix(table))
    assert value == pytest.approx(information / entropy, abs=1e-9)


def test_label_informativeness_sees_any_pattern():
    value = br.measures.label_informativeness
    assert value(br.MixingMatrix([[2, 0], [0, 2]])) == 1
    assert value(br.MixingMatrix([[0, 2], [2, 0]])) == 1
    assert value(br.MixingMatrix([[4, 2], [2, 1]])) == pytest.approx(0, abs=1e-12)


def test_label_informativeness_that_is_undefined():
    one = br.MixingMatrix([[1, 2], [0, 0]], directed=True)
    assert reason("label_informativeness", one) == "contacts start from one group only"
    assert reason("label_informativeness", br.MixingMatrix([[2, 0], [0, 0]])) == (
        "only one group has contacts"
    )
