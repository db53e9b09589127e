"""Contact graphs to and from networkx."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx

from bridging.errors import DataError, a_or_an, check_known
from bridging.structures.edges import Contacts, edges_of, groups_of, name_text, session_codes

if TYPE_CHECKING:
    from bridging.structures.contact_graph import ContactGraph


def to_networkx(graph: "ContactGraph", contacts: Contacts) -> nx.Graph:
    """Return a networkx graph with the same people, groups and contacts."""
    edges = edges_of(graph, contacts)
    if contacts == "separate":
        made = nx.MultiDiGraph() if graph.directed else nx.MultiGraph()
    else:
        made = nx.DiGraph() if graph.directed else nx.Graph()
    made.add_nodes_from(graph.people)
    for line, names in groups_of(graph).items():
        known = {p: g for p, g in zip(graph.people, names, strict=True) if g is not None}
        nx.set_node_attributes(made, known, line)
    about = {name: values.tolist() for name, values in edges.about.items()}
    ends = zip(edges.source.tolist(), edges.target.tolist(), strict=True)
    made.add_edges_from(
        (graph.people[a], graph.people[b], {name: values[i] for name, values in about.items()})
        for i, (a, b) in enumerate(ends)
    )
    return made


def from_networkx(
    kind: "type[ContactGraph]",
    graph: nx.Graph,
    lines: str | Sequence[str],
    weight: str | None,
    session: str | None,
) -> "ContactGraph":
    """Make a contact graph; people stand in the order in which edges name them."""
    if not isinstance(graph, nx.Graph):
        raise DataError(f"`graph` must be a networkx graph, not {a_or_an(type(graph).__name__)}.")
    lines = [lines] if isinstance(lines, str) else list(lines)
    if twice := len(graph) - len(set(map(name_text, graph.nodes))):
        raise DataError(
            "Nodes must have different names, also as text (1 and '1' are the same): "
            f"{twice} do not. Rename them: networkx.convert_node_labels_to_integers."
        )
    there = dict.fromkeys(name for _, about in graph.nodes(data=True) for name in about)
    for line in lines if len(graph) else ():
        check_known("line", line, there)
    rows = list(graph.edges(data=True))
    about = dict.fromkeys(name for _, _, data in rows for name in data)
    # every graph has a `weight`, which is 1 where no edge says otherwise
    for argument, name in (("weight", weight), ("session", session)):
        if rows and name not in (None, "weight"):
            check_known(argument, str(name), about)
    edges = [(a, b, data.get(weight, 1.0) if weight else 1.0) for a, b, data in rows]
    labels = {
        line: {node: data.get(line) for node, data in graph.nodes(data=True)} for line in lines
    }
    everybody = {"": dict.fromkeys(graph.nodes)}
    made = kind.from_edges(edges, {**labels, **everybody}, directed=graph.is_directed())
    given = None if session is None else [data.get(session) for _, _, data in rows]
    return replace(
        made,
        groups={line: made.groups[line] for line in lines},
        codes={line: made.codes[line] for line in lines},
        session=made.session if given is None else session_codes(given),
    )
