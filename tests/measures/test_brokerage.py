from itertools import permutations

import numpy as np
import pytest

import bridging as br

gould_fernandez = br.measures.gould_fernandez
ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]


def role_of(a, v, c):
    """Name the role of v between a and c by their groups."""
    if a == v == c:
        return "coordinator"
    if a == c:
        return "itinerant"
    if v == c:
        return "gatekeeper"
    return "representative" if a == v else "liaison"


def slow(arcs, group, v):
    """Count the roles of v in plain Python."""
    found = dict.fromkeys(ROLES, 0)
    for a, b in arcs:
        for d, c in arcs:
            if b == d == v and a != c and (a, c) not in arcs:
                found[role_of(group[a], group[v], group[c])] += 1
    return found


def arcs_of(graph):
    """Return the arcs between people of known group, undirected contacts both ways."""
    code = graph.codes["line"]
    pairs = {(int(a), int(b)) for a, b in zip(graph.source, graph.target, strict=True)}
    if not graph.directed:
        pairs |= {(b, a) for a, b in pairs}
    return {(a, b) for a, b in pairs if code[a] >= 0 and code[b] >= 0}


def some_graph(seed, people, contacts, directed, groups=3, unknown=0):
    rng = np.random.default_rng(seed)
    source = rng.integers(0, people, contacts)
    code = rng.integers(0, groups, people)
    code[:unknown] = -1
    return br.ContactGraph(
        people=tuple(f"p{i}" for i in range(people)),
        source=source,
        target=(source + rng.integers(1, people, contacts)) % people,
        weight=rng.integers(1, 4, contacts).astype(float),
        session=np.zeros(contacts, dtype=int),
        groups={"line": tuple("abcd"[:groups])},
        codes={"line": code},
        directed=directed,
    )


def wide(table, column):
    return table.pivot(index="person", columns="role", values=column)[ROLES]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("directed", [False, True])
def test_counts_in_plain_python(seed, directed):
    graph = some_graph(seed, people=13, contacts=45, directed=directed, unknown=2)
    code, arcs = graph.codes["line"].tolist(), arcs_of(graph)
    counts = wide(gould_fernandez(graph), "brokered")
    assert sorted(counts.index) == sorted(
        p for p, g in zip(graph.people, code, strict=True) if g >= 0
    )
    for v, person in enumerate(graph.people):
        if code[v] >= 0:
            assert counts.loc[person].to_dict() == slow(arcs, code, v)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("directed", [False, True])
def test_moments_are_those_of_all_permutations(seed, directed):
    graph = some_graph(seed, people=7, contacts=16, directed=directed)
    code, arcs = graph.codes["line"].tolist(), arcs_of(graph)
    table = gould_fernandez(graph)
    mean, sd, z = (wide(table, column) for column in ("null_mean", "null_sd", "z_score"))
    for v in range(0, 7, 2):
        others = [i for i in range(7) if i != v]
        draws = []
        for dealt in set(permutations([code[i] for i in others])):
            group = {**dict(zip(others, dealt, strict=True)), v: code[v]}
            draws.append(list(slow(arcs, group, v).values()))
        person, draws = f"p{v}", np.array(draws, dtype=float)
        assert mean.loc[person].to_numpy() == pytest.approx(draws.mean(axis=0))
        assert sd.loc[person].to_numpy() == pytest.approx(draws.std(axis=0), abs=1e-7)
        seen = np.array(list(slow(arcs, code, v).values()))
        spread = draws.std(axis=0)
        expected = np.full(5, np.nan)
        vary = spread > 1e-9
        expected[vary] = ((seen - draws.mean(axis=0))[vary]) / spread[vary]
        assert z.loc[person].to_numpy() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_moments_with_other_numbers_of_groups(groups):
    graph = some_graph(11, people=6, contacts=14, directed=True, groups=groups)
    code, arcs = graph.codes["line"].tolist(), arcs_of(graph)
    table = gould_fernandez(graph)
    for v in range(6):
        others = [i for i in range(6) if i != v]
        draws = [
            list(slow(arcs, {**dict(zip(others, dealt, strict=True)), v: code[v]}, v).values())
            for dealt in set(permutations([code[i] for i in others]))
        ]
        mine = table[table["person"] == f"p{v}"]
        assert mine["null_mean"].to_numpy() == pytest.approx(np.mean(draws, axis=0))
        assert mine["null_sd"].to_numpy() == pytest.approx(np.std(draws, axis=0), abs=1e-7)


def test_every_role_by_hand():
    # v is of x. From x1 and y1 contacts run to v, from v to x2, y2 and z2; x1 also reaches y2.
    # x1-v-x2 coordinator; x1-v-y2 closed; x1-v-z2 representative; y1-v-x2 gatekeeper;
    # y1-v-y2 itinerant; y1-v-z2 liaison.
    edges = [("x1", "v"), ("y1", "v"), ("v", "x2"), ("v", "y2"), ("v", "z2"), ("x1", "y2")]
    labels = {person: person[0] for edge in edges for person in edge} | {"v": "x"}
    graph = br.ContactGraph.from_edges(edges, {"line": labels}, directed=True)
    counts = wide(gould_fernandez(graph), "brokered").loc["v"]
    assert counts.to_dict() == dict.fromkeys(ROLES, 1)


def test_undirected_contacts_run_both_ways():
    # an - bo - cy, an and bo of x: bo is once gatekeeper and once representative. With cy of x too
    # she is twice coordinator.
    edges = [("an", "bo"), ("bo", "cy")]
    labels = {"an": "x", "bo": "x", "cy": "y"}
    counts = wide(gould_fernandez(br.ContactGraph.from_edges(edges, {"line": labels})), "brokered")
    assert counts.loc["bo"].tolist() == [0, 0, 1, 1, 0]
    labels["cy"] = "x"
    counts = wide(gould_fernandez(br.ContactGraph.from_edges(edges, {"line": labels})), "brokered")
    assert counts.loc["bo"].tolist() == [2, 0, 0, 0, 0]


def test_undirected_is_directed_both_ways():
    graph = some_graph(5, people=12, contacts=30, directed=False, unknown=1)
    both = br.ContactGraph(
        **{
            **vars(graph),
            "source": np.concatenate([graph.source, graph.target]),
            "target": np.concatenate([graph.target, graph.source]),
            "weight": np.tile(graph.weight, 2),
            "session": np.tile(graph.session, 2),
            "directed": True,
        }
    )
    one, other = gould_fernandez(graph), gould_fernandez(both)
    for column in ("brokered", "null_mean", "null_sd", "z_score"):
        assert one[column].to_numpy() == pytest.approx(other[column].to_numpy(), nan_ok=True)


def test_means_add_up_to_the_pairs():
    table = gould_fernandez(some_graph(3, people=30, contacts=150, directed=True))
    sums = table.groupby("person")[["brokered", "null_mean"]].sum()
    assert sums["null_mean"].to_numpy() == pytest.approx(sums["brokered"].to_numpy())


def test_sampson_in_plain_python(oracles):
    # Sampson's monks: 88 nominations among 18, in three groups.
    nodes, edges = oracles.table("samplike_nodes.csv"), oracles.table("samplike_edges.csv")
    group = dict(zip(nodes["id"].astype(str), nodes["group"], strict=True))
    pairs = [(str(a), str(b)) for a, b in zip(edges["tail"], edges["head"], strict=True)]
    graph = br.ContactGraph.from_edges(pairs, {"group": group}, directed=True)
    table = gould_fernandez(graph)
    counts = wide(table, "brokered")
    for person in graph.people:
        assert counts.loc[person].to_dict() == slow(set(pairs), group, person)
    # The moments by dealing labels, in fewer draws than all: within five standard errors.
    rng, v = np.random.default_rng(0), "1"
    others = [person for person in graph.people if person != v]
    draws = np.array(
        [
            list(
                slow(
                    set(pairs),
                    {
                        **dict(
                            zip(others, rng.permutation([group[o] for o in others]), strict=True)
                        ),
                        v: group[v],
                    },
                    v,
                ).values()
            )
            for _ in range(400)
        ]
    )
    mine = table[table["person"] == v]
    error = draws.std(axis=0) / np.sqrt(len(draws))
    assert (np.abs(mine["null_mean"] - draws.mean(axis=0)) <= 5 * error + 1e-9).all()
    assert mine["null_sd"].to_numpy() == pytest.approx(draws.std(axis=0), rel=0.2, abs=1e-9)


def test_nobody_between_and_nobody_known():
    pair = gould_fernandez(
        br.ContactGraph.from_edges([("an", "bo")], {"g": {"an": "x", "bo": "y"}})
    )
    assert len(pair) == 10 and (pair["brokered"] == 0).all() and pair["z_score"].isna().all()
    none = gould_fernandez(br.ContactGraph.from_edges([], {"g": {"an": None}}))
    assert len(none) == 0 and list(none) == list(pair)


def test_names_of_lines_and_groups():
    graph = br.ContactGraph.from_edges(
        [("an", "bo"), ("bo", "cy")],
        {"g": {"an": "x", "bo": "x", "cy": "y"}, "h": {"an": "u", "bo": "u", "cy": "u"}},
    )
    assert set(gould_fernandez(graph, line="h")["group"]) == {"u"}
    table = gould_fernandez(graph, line="g")
    assert table.loc[table["person"] == "cy", "group"].tolist() == ["y"] * 5
