import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, UnknownNameError

LABELS = {"origin": {"an": "x", "bo": "x", "cy": "y"}}


@pytest.mark.parametrize(
    ("edges", "weight", "message"),
    [
        ([("an", "bo"), ("cy", "cy")], None, "An edge can't join a person with herself: 1 edges"),
        ([("an", "bo", 1, 2)], None, "An edge must be two people, or two people and a weight"),
        ([("an", None)], None, "An edge must have a person at both ends: 1 edges do not"),
        ([("an", "bo", -1)], None, "`weight` must not be negative"),
        ([("an", "bo", "1")], None, "`weight` must hold numbers only"),
        ([("an", "bo", None)], None, "`weight` must not have missing values"),
        ([("an", "bo")], [1, 2], "`weight` must have one number for each of the 1 edges"),
        ([("an", "bo")], "minutes", "`weight` must be numbers where `edges` is a list"),
        (pd.DataFrame({"a": ["an"]}), None, "`edges` must have two columns"),
        (pd.DataFrame({"a": ["an"], "b": [np.nan]}), None, "a person at both ends"),
    ],
)
def test_edges_that_are_refused(edges, weight, message):
    with pytest.raises(DataError, match=re.escape(message)):
        br.ContactGraph.from_edges(edges, weight=weight)


def test_messages_do_not_name_people():
    with pytest.raises(DataError) as caught:
        br.ContactGraph.from_edges([("Peeters", "Peeters")])
    assert "Peeters" not in str(caught.value)


def test_weight_column_must_be_known():
    frame = pd.DataFrame({"source": ["an"], "target": ["bo"], "minutes": [3]})
    assert br.ContactGraph.from_edges(frame, weight="minutes").weight.tolist() == [3]
    with pytest.raises(UnknownNameError, match="Did you mean 'minutes'"):
        br.ContactGraph.from_edges(frame, weight="minute")


def test_frames_are_read_by_name_or_by_place():
    named = pd.DataFrame({"target": ["bo"], "weight": [2.0], "source": ["an"]})
    graph = br.ContactGraph.from_edges(named, directed=True)
    assert graph.to_frame().to_dict("list") == {"source": ["an"], "target": ["bo"], "weight": [2]}
    placed = pd.DataFrame([["an", "bo", 5]], columns=["p", "q", "r"])
    assert br.ContactGraph.from_edges(placed).weight.tolist() == [1]


def test_people_without_contacts_and_without_group():
    labels = {"origin": {"an": "x", "bo": None, "cy": np.nan, "di": pd.NA, "ed": "y"}}
    graph = br.ContactGraph.from_edges([("an", "bo")], labels)
    assert graph.people == ("an", "bo", "cy", "di", "ed")
    assert graph.codes["origin"].tolist() == [0, -1, -1, -1, 1]
    # The contact of a person of unknown group is left out of the table.
    assert graph.mixing().contacts.sum() == 0
    assert graph.mixing().sizes.tolist() == [1, 1]


def test_mixing_by_hand():
    graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy", 3)], LABELS)
    assert graph.mixing().contacts.tolist() == [[2, 3], [3, 0]]
    directed = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy", 3)], LABELS, directed=True)
    assert directed.mixing().contacts.tolist() == [[1, 3], [0, 0]]
    assert directed.mixing().directed


def test_line_must_be_known_and_single():
    graph = br.ContactGraph.from_edges([("an", "bo")], {**LABELS, "ses": {"an": "low"}})
    with pytest.raises(DataError, match=r"`line` must be given: the graph has 2 lines"):
        graph.mixing()
    with pytest.raises(UnknownNameError, match="Did you mean 'origin'"):
        graph.mixing("origins")
    with pytest.raises(DataError, match="the graph has 0 lines"):
        br.ContactGraph.from_edges([("an", "bo")]).mixing()


@pytest.mark.parametrize("directed", [False, True])
def test_round_trip_through_networkx(directed):
    graph = br.ContactGraph.from_edges(
        [("an", "bo", 2), ("bo", "cy", 3)],
        {"origin": {**LABELS["origin"], "di": None, "ed": "y"}},
        directed=directed,
    )
    there = graph.to_networkx()
    assert there.is_directed() is directed
    assert "origin" not in there.nodes["di"]
    back = br.ContactGraph.from_networkx(there, ["origin"])
    assert set(back.people) == set(graph.people) and back.directed is directed
    assert back.weight.tolist() == [2, 3]
    assert np.array_equal(back.mixing().contacts, graph.mixing().contacts)
    assert back.mixing().sizes.tolist() == graph.mixing().sizes.tolist()


def test_repeated_contacts_are_summed_for_networkx():
    graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "an", 4)]).to_networkx()
    assert graph.edges["an", "bo"] == {"weight": 5, "contacts": 2}


def test_from_networkx_keeps_isolates_and_parallel_edges():
    multi = nx.MultiGraph([(1, 2), (1, 2)])
    multi.add_node(3)
    graph = br.ContactGraph.from_networkx(multi)
    assert graph.people == ("1", "2", "3")
    assert graph.weight.tolist() == [1, 1]
    assert graph.codes == {} and graph.groups == {}


def test_from_networkx_weight_by_name_or_not_at_all():
    weighted = nx.Graph()
    weighted.add_edge("an", "bo", minutes=7)
    from_networkx = br.ContactGraph.from_networkx
    assert from_networkx(weighted, weight="minutes").weight.tolist() == [7]
    assert from_networkx(weighted, weight=None).weight.tolist() == [1]


def test_a_line_that_no_node_has_is_refused_and_who_lacks_one_is_unknown():
    graph = nx.Graph([("an", "bo"), ("bo", "cy")])
    nx.set_node_attributes(graph, {"an": "x", "bo": "y"}, "origin")
    with pytest.raises(UnknownNameError, match="not 'orgin'. Did you mean 'origin'?"):
        br.ContactGraph.from_networkx(graph, ["orgin"])
    made = br.ContactGraph.from_networkx(graph, ["origin"])
    assert made.codes["origin"].tolist() == [0, 1, -1]
    assert repr(made).endswith("lines ['origin'], 1 of unknown 'origin'>")
    assert br.ContactGraph.from_networkx(nx.Graph(), ["origin"]).groups == {"origin": ()}


def test_nodes_that_read_alike_are_not_one_person():
    graph = nx.Graph([(1, 2), ("1", 3)])
    with pytest.raises(DataError, match="Nodes must have different names, also as text"):
        br.ContactGraph.from_networkx(graph)


@pytest.mark.parametrize("graph", ["an", [("an", "bo")], None])
def test_what_is_no_networkx_graph_is_refused(graph):
    with pytest.raises(DataError, match="`graph` must be a networkx graph, not "):
        br.ContactGraph.from_networkx(graph)


@pytest.mark.parametrize("option", ["weight", "session"])
def test_a_weight_or_session_that_no_edge_has_is_refused(option):
    graph = nx.Graph()
    graph.add_edge("an", "bo", minutes=3, day="mon")
    graph.add_edge("bo", "cy")
    with pytest.raises(UnknownNameError, match=f"`{option}` must be a known name"):
        br.ContactGraph.from_networkx(graph, **{option: "minuts"})
    made = br.ContactGraph.from_networkx(graph, weight="minutes", session="day")
    assert made.weight.tolist() == [3, 1] and len(set(made.session)) == 2


def test_one_line_may_be_named_alone():
    graph = nx.Graph([("an", "bo")])
    nx.set_node_attributes(graph, {"an": "x", "bo": "y"}, "origin")
    made = br.ContactGraph.from_networkx(graph, "origin")
    assert made.mixing().contacts.tolist() == [[0, 1], [1, 0]]


def test_whole_numbers_with_a_point_are_the_same_people_and_groups():
    """pandas keeps a column of whole numbers with points where a cell was missing."""
    edges = pd.DataFrame({"source": [1, 2], "target": [3.0, 1.0]})
    graph = br.ContactGraph.from_edges(edges, {"origin": {1: 0, 2: 0.0, 3.0: 1.0}})
    assert graph.people == ("1", "2", "3") and graph.groups == {"origin": ("0", "1")}
    assert graph.mixing().contacts.tolist() == [[2, 1], [1, 0]]


def test_an_empty_group_is_unknown():
    graph = br.ContactGraph.from_edges([("an", "bo")], {"origin": {"an": " ", "bo": "x"}})
    assert graph.groups == {"origin": ("x",)} and graph.codes["origin"].tolist() == [-1, 0]


def test_spaces_around_a_group_are_no_part_of_it():
    graph = br.ContactGraph.from_edges([("an", "bo")], {"origin": {"an": "x ", "bo": " x"}})
    assert graph.groups == {"origin": ("x",)} and graph.mixing().contacts.tolist() == [[2]]


def test_no_edges():
    graph = br.ContactGraph.from_edges([], LABELS)
    assert graph.mixing().contacts.tolist() == [[0, 0], [0, 0]]
    assert list(graph.to_frame()) == ["source", "target", "weight"]
    assert len(graph.to_networkx()) == 3


def test_repr():
    graph = br.ContactGraph.from_edges([("an", "bo")], LABELS)
    assert repr(graph) == "<ContactGraph: 3 people, 1 contacts, lines ['origin']>"
