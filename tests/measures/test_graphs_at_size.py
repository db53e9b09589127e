"""Graph measures against networkx on graphs of any shape, and on large graphs by arithmetic."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.measures import get_measure
from bridging.measures._cut_edges import cut_edges
from bridging.measures._paths import betweenness, ways_round
from bridging.measures._ties import ties
from bridging.measures._triangles import in_triangle, tie_list, triangles, triangles_of


def graph_of(people, pairs, weight=None, directed=False, codes=None):
    pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    codes = np.zeros(people, dtype=np.int64) if codes is None else np.array(codes)
    return br.ContactGraph(
        people=tuple(map(str, range(people))),
        source=pairs[:, 0],
        target=pairs[:, 1],
        weight=np.ones(len(pairs)) if weight is None else np.array(weight, dtype=float),
        session=np.zeros(len(pairs), dtype=np.int64),
        groups={"line": ("a", "b", "c")},
        codes={"line": codes},
        directed=directed,
    )


@st.composite
def graphs(draw, directed=None):
    """Return a graph with isolates, repeated contacts, weights, and people of unknown group."""
    people = draw(st.integers(2, 14))
    pair = st.tuples(st.integers(0, people - 1), st.integers(1, people - 1))
    pairs = draw(st.lists(pair, max_size=40))
    pairs = [(a, (a + step) % people) for a, step in pairs]
    number = len(pairs)
    weight = draw(
        st.lists(st.sampled_from([0.0, 0.25, 1.0, 3.0]), min_size=number, max_size=number)
    )
    codes = draw(st.lists(st.integers(-1, 2), min_size=people, max_size=people))
    one_way = draw(st.booleans()) if directed is None else directed
    return graph_of(people, pairs, weight, one_way, codes)


def in_networkx(graph):
    """Sum the contacts of each pair; who shares no weight has no tie."""
    made = nx.DiGraph() if graph.directed else nx.Graph()
    made.add_nodes_from(range(len(graph.people)))
    for a, b, weight in zip(
        graph.source.tolist(), graph.target.tolist(), graph.weight.tolist(), strict=True
    ):
        if weight > 0:
            before = made.edges[a, b]["weight"] if made.has_edge(a, b) else 0.0
            made.add_edge(a, b, weight=before + weight)
    return made


@settings(deadline=None, max_examples=80)
@given(graphs())
def test_triangles_and_support(graph):
    made = in_networkx(graph).to_undirected()
    each = tie_list(ties(graph, weighted=False))
    assert triangles_of(each).tolist() == [nx.triangles(made)[i] for i in made]
    shared = {frozenset(e) for e in made.edges if set(made[e[0]]) & set(made[e[1]])}
    found = np.stack([each.low, each.high], axis=1)[in_triangle(each)]
    assert {frozenset(e) for e in found.tolist()} == shared
    local, some = nx.clustering(made), [i for i in made if made.degree(i) >= 2]
    expected = np.mean([local[i] for i in some]) if some else np.nan
    assert br.measures.clustering(graph) == pytest.approx(expected, nan_ok=True)
    assert nx.transitivity(made) == pytest.approx(
        triangles_of(each).sum() / max(sum(d * (d - 1) / 2 for _, d in made.degree), 1)
    )


@settings(deadline=None, max_examples=60)
@given(graphs(), st.booleans())
def test_structural_holes(graph, weighted):
    made, weight = in_networkx(graph), "weight" if weighted else None
    mine = br.measures.constraint(graph, weighted=weighted)
    theirs = nx.constraint(made, weight=weight)
    size = br.measures.effective_size(graph, weighted=weighted)
    sizes = nx.effective_size(made, nodes=list(made), weight=weight)
    for i in made:
        if made[i] or not made.degree(i):  # older versions have no value for who is only chosen
            assert mine[i] == pytest.approx(theirs[i], nan_ok=True)
            assert size[i] == pytest.approx(sizes[i], nan_ok=True)


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_cut_edges_and_ways_round(graph):
    made, found = in_networkx(graph).to_undirected(), ties(graph, weighted=False)
    cut = {tuple(pair) for pair in cut_edges(found).tolist()}
    assert cut == {tuple(sorted(e)) for e in nx.bridges(made)}
    spans = {tuple(sorted((a, b))): s for a, b, s in nx.local_bridges(made) if np.isfinite(s)}
    pairs = np.array(sorted(spans), dtype=np.int64).reshape(-1, 2)
    assert ways_round(found, pairs).tolist() == [spans[tuple(pair)] for pair in pairs.tolist()]


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_betweenness(graph):
    made = in_networkx(graph)
    between, reached, reaching = betweenness(ties(graph, directed=True, weighted=False))
    theirs = nx.betweenness_centrality(made, normalized=False)
    both = 1 if graph.directed else 2
    assert between == pytest.approx([both * theirs[i] for i in made])
    onward = made if graph.directed else made.to_directed()
    assert reached.tolist() == [len(nx.descendants(onward, i)) + 1 for i in made]
    assert reaching.tolist() == [len(nx.ancestors(onward, i)) + 1 for i in made]


@settings(deadline=None, max_examples=40)
@given(graphs())
def test_gould_fernandez_open_pairs(graph):
    # Over all roles, and of people of known group: pairs through her that have no direct contact.
    made = in_networkx(graph)
    made.remove_nodes_from([i for i, g in enumerate(graph.codes["line"]) if g < 0])
    made = made if graph.directed else made.to_directed()
    table = br.measures.gould_fernandez(graph).groupby("person")["brokered"].sum()
    for v in made:
        pairs = [(a, c) for a in made.pred[v] for c in made.succ[v] if a != c]
        assert table[str(v)] == sum(not made.has_edge(a, c) for a, c in pairs)


@pytest.mark.parametrize("block", [1, 2, 7, 10**6])
def test_blocks_do_not_matter_to_the_last_digit(block, monkeypatch):
    rng = np.random.default_rng(4)
    pairs = rng.integers(0, 60, (600, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    graph = graph_of(60, pairs, rng.random(len(pairs)), codes=rng.integers(0, 3, 60))
    whole = [br.measures.constraint(graph), br.measures.effective_size(graph)]
    roles = br.measures.gould_fernandez(graph)
    monkeypatch.setattr("bridging.measures._triangles.BLOCK", block)
    each = tie_list(ties(graph))
    assert block > 10 or len(list(triangles(each))) > 20
    assert br.measures.constraint(graph).tolist() == whole[0].tolist()
    assert br.measures.effective_size(graph).tolist() == whole[1].tolist()
    assert br.measures.gould_fernandez(graph).equals(roles)


@pytest.mark.parametrize("steps", [1, 50])
def test_blocks_of_paths_do_not_matter(steps, monkeypatch):
    rng = np.random.default_rng(5)
    pairs = rng.integers(0, 80, (200, 2))
    graph = graph_of(80, pairs[pairs[:, 0] != pairs[:, 1]])
    spans, value = br.measures.local_bridge_span(graph), br.measures.everett_valente(graph)
    lost = br.measures.valente_fujimoto(graph)
    monkeypatch.setattr("bridging.measures._paths.STEPS", steps)
    monkeypatch.setattr("bridging.measures._paths.BLOCK", steps * 80)
    assert br.measures.local_bridge_span(graph).equals(spans)
    assert br.measures.everett_valente(graph) == pytest.approx(value, nan_ok=True)
    monkeypatch.setattr("bridging.measures.graph_bridges.BLOCK", steps * 80)
    assert br.measures.valente_fujimoto(graph) == pytest.approx(lost, nan_ok=True)


def test_people_who_know_everybody():
    # Two hubs in contact with each other and with 200,000 people who know nobody else: every tie is
    # in a triangle, and of a hub's pairs of partners only those with the other hub are in contact.
    n = 200_000
    others = np.arange(2, n + 2)
    pairs = np.concatenate(
        [[[0, 1]], *[np.stack([np.full(n, hub), others], axis=1) for hub in (0, 1)]]
    )
    graph = graph_of(n + 2, pairs)
    assert br.measures.support_ratio(graph) == 1
    hub = 2 * n / (n * (n + 1))
    assert br.measures.clustering(graph) == pytest.approx((2 * hub + n) / (n + 2))
    # n + 1 partners with n ties among them
    assert br.measures.effective_size(graph)[0] == pytest.approx(n + 1 - 2 * n / (n + 1))
    assert br.measures.effective_size(graph)[2] == pytest.approx(1)
    # of others: two partners, each (1/2 + 1/2 · 1/(n+1))²
    assert br.measures.constraint(graph)[2] == pytest.approx(2 * (0.5 + 0.5 / (n + 1)) ** 2)
    assert len(br.measures.bridges(graph)) == 0


def test_long_rows_and_rings():
    n = 30_000
    row = graph_of(n, np.stack([np.arange(n - 1), np.arange(1, n)], axis=1))
    assert len(br.measures.bridges(row)) == n - 1
    assert br.measures.local_bridge_span(row)["cut_edge"].all()
    n = 600
    ring = graph_of(n, np.stack([np.arange(n), np.roll(np.arange(n), -1)], axis=1))
    assert (br.measures.local_bridge_span(ring)["span"] == n - 1).all()


def test_many_people_in_one_session():
    # 3,000 people in one session: everybody shares her one session with 2,999 others.
    there = br.Incidence(range(3_000), ["s"], np.arange(3_000), np.zeros(3_000, dtype=int))
    assert (br.measures.two_mode_constraint(there) == 2_999).all()


def circles(length, extra=0):
    """Return two circles of 30 people of one group, joined by a row, everybody with one outsider."""
    first = [(a, b) for a in range(30) for b in range(a)]
    second = [(a + 30, b + 30) for a, b in first]
    row = [29, *range(60, 60 + length), 30]
    inner = 60 + length
    across = [(i, inner + i) for i in range(inner)]
    pairs = [*first, *second, *pairwise(row), *across]
    return graph_of(2 * inner, pairs, codes=[0] * inner + [1] * inner)


@pytest.mark.parametrize("length", [40, 500])
def test_two_circles_that_can_not_be_told_apart(length):
    # The two circles are alike: which of them the vector lies on is decided by rounding.
    record, graph = get_measure("spectral_segregation"), circles(length)
    assert np.isnan(record(graph)).all() and np.isnan(record(graph, pooled=True))
    reasons = record.reasons(graph, {})
    assert set(reasons) == {
        "the index of a connected part of a group can't be told to seven digits"
    }


def test_one_circle_is_no_problem_with_any_solver(monkeypatch):
    graph = circles(0)
    table = br.measures.spectral_segregation(graph)
    monkeypatch.setattr("bridging.measures.graph_segregation.DENSE", 5)
    assert br.measures.spectral_segregation(graph) == pytest.approx(table)


def test_a_closed_part_of_any_shape_has_one():
    # A row of 100,000 people of one group who meet nobody else: the shares sum to 1 for everybody.
    n = 100_000
    pairs = np.stack([np.arange(n - 1), np.arange(1, n)], axis=1)
    graph = graph_of(n + 1, pairs, codes=[0] * n + [1])
    value = br.measures.spectral_segregation(graph)
    assert (value[:n] == 1).all() and value[n] == 0
