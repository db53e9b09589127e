import re
import sys

import duckdb
import networkx as nx
import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, OutputError, UnknownNameError

from_networkx = br.ContactGraph.from_networkx
LINES = ["origin", "ses"]


def some_graph(directed, seed=3, people=9, contacts=30):
    """Return a graph with repeated contacts, isolates, unknown groups and sessions."""
    rng = np.random.default_rng(seed)
    source = rng.integers(0, people - 2, contacts)
    return br.ContactGraph(
        people=(*(f"p{i}" for i in range(people - 1)), "Zoë <&> 'x' \"y\""),
        source=source,
        target=(source + rng.integers(1, people - 2, contacts)) % (people - 2),
        weight=rng.integers(1, 5, contacts) / 4,
        session=rng.integers(0, 4, contacts),
        groups={"origin": ("x", "y", "nobody's"), "ses": ("low", "high")},
        codes={"origin": rng.integers(-1, 2, people), "ses": rng.integers(-1, 2, people)},
        directed=directed,
    )


def contacts_of(graph):
    """Return the contacts by name, in a fixed order."""
    rows = []
    for a, b, weight, session in zip(
        graph.source, graph.target, graph.weight, graph.session, strict=True
    ):
        ends = (graph.people[a], graph.people[b])
        rows.append((*(ends if graph.directed else sorted(ends)), weight, session))
    return sorted(rows)


def labels_of(graph, line):
    names = [*graph.groups[line], None]
    return {p: names[c] for p, c in zip(graph.people, graph.codes[line].tolist(), strict=True)}


def assert_same(back, graph):
    assert back.directed is graph.directed and set(back.people) == set(graph.people)
    assert contacts_of(back) == contacts_of(graph)
    for line in LINES:
        assert labels_of(back, line) == labels_of(graph, line)


@pytest.mark.parametrize("directed", [False, True])
def test_networkx_and_its_files_and_back(directed, tmp_path):
    graph = some_graph(directed)
    made = graph.to_networkx("separate")
    assert made.number_of_edges() == 30 and made.is_multigraph()
    assert_same(from_networkx(made, LINES, session="session"), graph)
    graph.to_graphml(tmp_path / "g.graphml", "separate")
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert_same(from_networkx(read, LINES, session="session"), graph)
    graph.to_gexf(tmp_path / "g.gexf", "separate")
    read = nx.read_gexf(tmp_path / "g.gexf")
    # networkx reads parallel edges of GEXF back as a multigraph
    assert_same(from_networkx(read, LINES, session="session"), graph)


@pytest.mark.parametrize("directed", [False, True])
def test_summed_contacts_are_the_same_everywhere(directed, tmp_path):
    igraph = pytest.importorskip("igraph")
    graph = some_graph(directed)
    expected = {}
    for a, b, weight, _ in contacts_of(graph):
        times, total = expected.get((a, b), (0, 0.0))
        expected[a, b] = times + 1, total + weight
    graph.to_graphml(tmp_path / "g.graphml")
    graph.to_gexf(tmp_path / "g.gexf")
    for made in (
        graph.to_networkx(),
        nx.read_graphml(tmp_path / "g.graphml"),
        nx.read_gexf(tmp_path / "g.gexf"),
        graph.to_igraph().to_networkx(vertex_attr_hashable="name"),
        igraph.Graph.Read_GraphML(str(tmp_path / "g.graphml")).to_networkx(
            vertex_attr_hashable="id"
        ),
    ):
        # igraph reads & in an id back as &#38;
        made = nx.relabel_nodes(made, {name: name.replace("&#38;", "&") for name in made})
        found = {
            (a, b) if directed else tuple(sorted((a, b))): (about["contacts"], about["weight"])
            for a, b, about in made.edges(data=True)
        }
        assert found == expected and set(made) == set(graph.people)


@pytest.mark.parametrize("directed", [False, True])
def test_igraph_and_back(directed):
    pytest.importorskip("igraph")
    graph = some_graph(directed)
    made = graph.to_igraph("separate")
    back = br.ContactGraph.from_igraph(made, LINES, session="session")
    assert_same(back, graph)
    assert back.people == graph.people
    plain = br.ContactGraph.from_igraph(made, weight=None)
    assert (plain.weight == 1).all() and plain.groups == {}


def test_igraph_without_names_or_weights():
    igraph = pytest.importorskip("igraph")
    made = igraph.Graph(n=3, edges=[(0, 1)])
    graph = br.ContactGraph.from_igraph(made)
    assert graph.people == ("0", "1", "2") and graph.weight.tolist() == [1]
    with pytest.raises(DataError, match="herself"):
        br.ContactGraph.from_igraph(igraph.Graph(n=1, edges=[(0, 0)]))
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'origin'"):
        br.ContactGraph.from_igraph(made, ["origin"])
    with pytest.raises(UnknownNameError, match="`session` must be a known name"):
        br.ContactGraph.from_igraph(made, session="session")


def test_igraph_that_is_not_there(monkeypatch):
    monkeypatch.setitem(sys.modules, "igraph", None)
    with pytest.raises(OptionError, match=re.escape("Install it with: pip install igraph.")):
        some_graph(False).to_igraph()


@pytest.mark.parametrize("directed", [False, True])
def test_parquet_and_back(directed, tmp_path):
    graph = some_graph(directed)
    edges, people = tmp_path / "it's [1].parquet", tmp_path / "people.parquet"
    graph.to_parquet(edges, people)
    back = br.ContactGraph.from_parquet(edges, people)
    assert_same(back, graph)
    # order and groups nobody is in stay too
    assert back.people == graph.people and dict(back.groups) == dict(graph.groups)
    for name in ("source", "target", "weight", "session"):
        assert getattr(back, name).tolist() == getattr(graph, name).tolist()
    alone = br.ContactGraph.from_parquet(edges)
    assert contacts_of(alone) == contacts_of(graph) and len(alone.people) == 7
    turned = br.ContactGraph.from_parquet(edges, directed=not directed)
    assert turned.directed is not directed


def test_parquet_of_others(tmp_path):
    # numbers for names, sessions by name, no note on direction
    path = tmp_path / "edges.parquet"
    table = pd.DataFrame({"target": [2, 3], "source": [1, 2], "session": ["mo", "tu"]})
    with duckdb.connect() as connection:
        connection.register("made", table)
        connection.table("made").write_parquet(str(path))
    graph = br.ContactGraph.from_parquet(path)
    assert graph.people == ("1", "2", "3") and not graph.directed
    assert graph.weight.tolist() == [1, 1] and graph.session.tolist() == [0, 1]
    with pytest.raises(UnknownNameError, match="`column` must be a known name, not 'person'"):
        br.ContactGraph.from_parquet(path, path)
    with pytest.raises(DataError, match=re.escape("File 'none.parquet' can't be read as Parquet")):
        br.ContactGraph.from_parquet(tmp_path / "none.parquet")


def test_parquet_of_people_who_are_not_listed(tmp_path):
    edges, people = tmp_path / "edges.parquet", tmp_path / "people.parquet"
    br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy")]).to_parquet(edges)
    br.ContactGraph.from_edges([("an", "bo")]).to_parquet(tmp_path / "others.parquet", people)
    with pytest.raises(DataError, match="not in the table of people: 1 ends are"):
        br.ContactGraph.from_parquet(edges, people)


def test_csv_by_hand(tmp_path):
    graph = br.ContactGraph.from_edges(
        [("an", "bo", 2), ("bo", "an", 1)], {"origin": {"an": "x", "bo": None, "cy, jr": "y"}}
    )
    graph.to_csv(tmp_path / "e.csv", tmp_path / "p.csv")
    edges, people = (tmp_path / name for name in ("e.csv", "p.csv"))
    assert edges.read_text() == "source,target,weight,session\nan,bo,2.0,0\nbo,an,1.0,0\n"
    assert people.read_text() == 'person,origin\nan,x\nbo,\n"cy, jr",y\n'


@pytest.mark.parametrize("ending", ["graphml", "gexf", "parquet", "csv"])
def test_files_are_the_same_every_time_and_empty_graphs_can_be_written(ending, tmp_path):
    for graph in (some_graph(True), br.ContactGraph.from_edges([])):
        paths = [tmp_path / f"{i}.{ending}" for i in range(2)]
        for path in paths:
            getattr(graph, f"to_{ending}")(path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
    with pytest.raises(OutputError, match="can't be written"):
        getattr(graph, f"to_{ending}")(tmp_path / "nowhere" / f"g.{ending}")


def test_no_days_and_no_unknown_groups_in_files(tmp_path):
    graph = some_graph(False)
    graph.to_gexf(tmp_path / "g.gexf")
    graph.to_graphml(tmp_path / "g.graphml")
    for name in ("g.gexf", "g.graphml"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert not re.search(r"\d{4}-\d\d-\d\d", text.split("<graph", 2)[-1])
        assert "lastmodified" not in text and "None" not in text


def test_what_files_can_not_hold(tmp_path):
    bell = br.ContactGraph.from_edges([("an", "b\x07")])
    with pytest.raises(DataError, match="1 names of people, lines or groups have them"):
        bell.to_graphml(tmp_path / "g.graphml")
    for line, call in (("label", "to_gexf"), ("person", "to_csv"), ("weight", "to_parquet")):
        graph = br.ContactGraph.from_edges([("an", "bo")], {line: {"an": "x"}})
        with pytest.raises(DataError, match=f"A line can't be called '{line}'"):
            getattr(graph, call)(tmp_path / "file")
    with pytest.raises(OptionError, match="`contacts` must be one of"):
        bell.to_networkx("both")
