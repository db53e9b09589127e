import networkx as nx
import numpy as np
import pytest

import bridging as br
from bridging.measures import get_measure

constraint, effective_size = br.measures.constraint, br.measures.effective_size
two_mode = br.measures.two_mode_constraint


def published(oracles, key):
    """Return the graph of seven people that the published values are of, and their places."""
    data = oracles.data(key)
    edges = [(*edge, data["weights"][edge]) for edge in data["edges"]]
    graph = br.ContactGraph.from_edges(edges)
    return graph, [graph.people.index(person) for person in "GAC"]


@pytest.mark.parametrize(
    ("key", "measure", "weighted"),
    [
        ("burt.constraint", constraint, False),
        ("burt.constraint.w", constraint, True),
        ("burt.effsize", effective_size, False),
        ("burt.effsize.w", effective_size, True),
    ],
)
def test_published_values(oracles, key, measure, weighted):
    graph, places = published(oracles, key)
    assert measure(graph, weighted=weighted)[places].tolist() == oracles.near(key)


def some_graph(seed, directed):
    """Return a weighted random networkx graph with an isolate, and the same as a ContactGraph."""
    rng = np.random.default_rng(seed)
    made = nx.gnp_random_graph(12, 0.25, seed=seed, directed=directed)
    for a, b in made.edges:
        made.edges[a, b]["weight"] = float(rng.integers(1, 6))
    made.add_node(12)
    # every contact in two halves, to be summed
    edges = [(a, b, w / 2) for a, b, w in made.edges(data="weight")] * 2
    graph = br.ContactGraph.from_edges(edges, {"line": {i: "a" for i in made}}, directed=directed)
    return made, graph


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_equal_to_networkx(seed, directed, weighted):
    made, graph = some_graph(seed, directed)
    weight = "weight" if weighted else None
    order = [int(person) for person in graph.people]
    theirs = nx.constraint(made, weight=weight)
    for i, value in zip(order, constraint(graph, weighted=weighted), strict=True):
        if made[i] or not made.degree(i):  # older versions have no value for who is only chosen
            assert value == pytest.approx(theirs[i], nan_ok=True)
    # Without `nodes` networkx 3.6 gives other values than with all of them (see the next test).
    theirs = nx.effective_size(made, nodes=list(made), weight=weight)
    for i, value in zip(order, effective_size(graph, weighted=weighted), strict=True):
        if made[i]:  # networkx has no value for who is only chosen
            assert value == pytest.approx(theirs[i])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_effective_size_in_plain_python(seed, directed, weighted):
    made, graph = some_graph(seed, directed)
    tie = {}
    for a, b, weight in made.edges(data="weight"):
        for pair in ((a, b), (b, a)):
            tie[pair] = tie.get(pair, 0) + (weight if weighted else 1)
    around = {i: [j for j in made if (i, j) in tie] for i in made}
    for person, value in zip(graph.people, effective_size(graph, weighted=weighted), strict=True):
        i = int(person)
        total = sum(tie[i, q] for q in around[i])
        expected = 0.0 if around[i] else np.nan
        for j in around[i]:
            strongest = max(tie[j, k] for k in around[j])
            shared = sum(tie[i, q] / total * tie.get((j, q), 0) / strongest for q in around[i])
            expected += 1 - shared
        assert value == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", range(5))
def test_effective_size_of_borgatti(seed):
    # n - 2t/n, of n partners with t ties among them
    made, graph = some_graph(seed, False)
    size = effective_size(graph, weighted=False)
    for i, person in enumerate(graph.people):
        around = made.subgraph(made[int(person)])
        if len(around):
            expected = len(around) - 2 * around.number_of_edges() / len(around)
            assert size[i] == pytest.approx(expected)


def test_weights_by_hand():
    # bo: 3 of 4 contacts with an, 1 with cy, who do not know each other: 9/16 + 1/16.
    graph = br.ContactGraph.from_edges([("an", "bo", 1), ("bo", "an", 2), ("bo", "cy", 1)])
    assert constraint(graph)[1] == pytest.approx(10 / 16)
    assert constraint(graph, weighted=False)[1] == pytest.approx(1 / 2)
    assert constraint(graph, pooled=True) == pytest.approx((1 + 10 / 16 + 1) / 3)
    assert effective_size(graph).tolist() == [1, 2, 1]


def test_isolates_are_undefined_and_left_out_of_the_mean():
    graph = br.ContactGraph.from_edges([("an", "bo")], {"line": {"cy": "x"}})
    for name in ("constraint", "effective_size"):
        record = get_measure(name)
        assert np.isnan(record(graph)[2]) and record(graph, pooled=True) == 1
        assert record.reasons(graph, {}).tolist() == [
            "",
            "",
            "there is nobody in contact with the person",
        ]


def incidence(rows):
    """Make an incidence from one string of sessions for each person."""
    sessions = sorted(set("".join(rows)))
    pairs = [(i, sessions.index(s)) for i, row in enumerate(rows) for s in row]
    people = [f"p{i}" for i in range(len(rows))]
    return br.Incidence(people, sessions, *np.array(pairs, dtype=int).reshape(-1, 2).T)


def test_two_mode_constraint_by_hand():
    # Figure 2 of Burchard and Cornwell: i in 1, 2; j in 1, 3; k in 1, 4; m in 2, 3, 4. i shares
    # one of two sessions with j, k and m: 3/4. m shares one of three with i, j and k: 3/9.
    assert two_mode(incidence(["12", "13", "14", "234"])) == pytest.approx([0.75] * 3 + [1 / 3])
    # A session in which p0 was alone does not count: she shares 2 of 2 with p1, 1 of 2 with p2.
    # p1 shares 2 of 2 with p0 and 1 of 2 with p2; p2 shares her one session with both.
    assert two_mode(incidence(["12x", "12", "2"])) == pytest.approx([1.25, 1.25, 2])
    # Recorded twice in a session is being there once.
    assert two_mode(incidence(["1122x", "12", "2"])) == pytest.approx([1.25, 1.25, 2])


def test_two_mode_constraint_of_nobody_else():
    there = incidence(["12", "2", "x", ""])
    assert two_mode(there).tolist()[:2] == [1, 1]
    assert two_mode(there, pooled=True) == 1
    reasons = get_measure("two_mode_constraint").reasons(there, {})
    assert reasons.tolist() == ["", "", *["nobody else was in any session of the person"] * 2]


@pytest.mark.parametrize("seed", range(5))
def test_two_mode_constraint_in_plain_python(seed):
    rng = np.random.default_rng(seed)
    rows = ["".join(s for s in "abcdef" if rng.random() < 0.4) for _ in range(8)]
    value = two_mode(incidence(rows))
    for i, mine in enumerate(rows):
        others = [set(row) for j, row in enumerate(rows) if j != i]
        shared = [s for s in mine if any(s in other for other in others)]
        expected = np.nan
        if shared:
            expected = sum((len(set(mine) & other) / len(shared)) ** 2 for other in others)
        assert value[i] == pytest.approx(expected, nan_ok=True)
