import networkx as nx
import numpy as np
import pytest

import bridging as br
from bridging.measures import get_measure

clustering, support_ratio = br.measures.clustering, br.measures.support_ratio


def random_graph(seed, people=14, chance=0.25, directed=False):
    """Return a random networkx graph and the same as a ContactGraph, with contacts repeated."""
    rng = np.random.default_rng(seed)
    made = nx.gnp_random_graph(people, chance, seed=seed, directed=directed)
    edges = [(a, b, 1.0) for a, b in made.edges]
    edges += [edges[i] for i in rng.integers(0, len(edges), 5)] if edges else []
    graph = br.ContactGraph.from_edges(
        edges, {"line": {i: "a" for i in range(people)}}, directed=directed
    )
    return made, graph


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("directed", [False, True])
def test_clustering_is_the_mean_of_networkx_without_people_of_one_partner(seed, directed):
    made, graph = random_graph(seed, directed=directed)
    made = made.to_undirected()
    local = nx.clustering(made)
    kept = [local[i] for i in made if made.degree(i) >= 2]
    assert clustering(graph) == pytest.approx(np.mean(kept))
    assert br.measures.ego_density(graph, pooled=True) == pytest.approx(np.mean(kept))
    place = {name: i for i, name in enumerate(graph.people)}
    density = br.measures.ego_density(graph)
    for i in made:
        expected = local[i] if made.degree(i) >= 2 else np.nan
        assert density[place[str(i)]] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", range(8))
def test_support_ratio_in_plain_python(seed):
    made, graph = random_graph(seed)
    supported = [bool(set(made[a]) & set(made[b])) for a, b in made.edges]
    assert support_ratio(graph) == pytest.approx(np.mean(supported))


def test_clustering_by_hand():
    # Two triangles that share cy: an, bo, di, ed have one pair each, in contact; cy has four
    # partners, 6 pairs, 2 in contact. (4 * 1 + 1/3) / 5 = 13/15. Every tie is in a triangle.
    edges = ["ab", "bc", "ac", "cd", "de", "ce"]
    graph = br.ContactGraph.from_edges([tuple(edge) for edge in edges])
    assert clustering(graph) == pytest.approx(13 / 15)
    assert support_ratio(graph) == 1


def test_nobody_in_common():
    star = br.ContactGraph.from_edges([("hub", i) for i in range(4)])
    assert clustering(star) == 0 and support_ratio(star) == 0
    pair = br.ContactGraph.from_edges([("an", "bo")])
    assert np.isnan(clustering(pair)) and support_ratio(pair) == 0
    assert get_measure("clustering").reasons(pair, {}).item() == (
        "nobody is in contact with two people or more"
    )
    empty = br.ContactGraph.from_edges([], {"line": {"an": "x"}})
    assert get_measure("support_ratio").reasons(empty, {}, "nl").item() == (
        "niemand heeft contact met iemand"
    )


def test_a_contact_without_weight_is_no_tie():
    graph = br.ContactGraph.from_edges([("an", "bo", 1), ("bo", "cy", 1), ("an", "cy", 0)])
    assert clustering(graph) == 0


def test_rows_are_taken_in_blocks(monkeypatch):
    # The result does not depend on how many rows are multiplied at a time.
    _, graph = random_graph(3)
    whole = clustering(graph), support_ratio(graph), br.measures.constraint(graph)
    monkeypatch.setattr("bridging.measures._triangles.BLOCK", 3)
    assert clustering(graph) == pytest.approx(whole[0])
    assert support_ratio(graph) == whole[1]
    assert br.measures.constraint(graph) == pytest.approx(whole[2], nan_ok=True)
