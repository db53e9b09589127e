"""Contact graphs to and from igraph, through what igraph offers publicly."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from bridging.errors import DataError, OptionError, check_known
from bridging.structures.arrays import as_labels, as_numbers
from bridging.structures.edges import Contacts, edges_of, group_codes, groups_of, session_codes

if TYPE_CHECKING:
    from bridging.structures.contact_graph import ContactGraph


def to_igraph(graph: "ContactGraph", contacts: Contacts) -> Any:
    """Return an igraph graph with the same people, groups and contacts."""
    try:
        igraph: Any = import_module("igraph")
    except ImportError as error:
        raise OptionError(
            "A graph can't be made for igraph, which is not installed. "
            "Install it with: pip install igraph."
        ) from error
    if "name" in graph.codes:
        raise DataError("A line can't be called 'name' in igraph. Give it another name.")
    edges = edges_of(graph, contacts)
    made = igraph.Graph(
        n=len(graph.people),
        edges=np.stack([edges.source, edges.target], axis=1).tolist(),
        directed=graph.directed,
    )
    made.vs["name"] = list(graph.people)
    for line, names in groups_of(graph).items():
        made.vs[line] = names.tolist()
    for name, values in edges.about.items():
        made.es[name] = values.tolist()
    return made


def from_igraph(
    kind: "type[ContactGraph]",
    graph: Any,
    lines: Sequence[str],
    weight: str | None,
    session: str | None,
) -> "ContactGraph":
    """Make a contact graph; people stand in the order of the vertices."""
    count = graph.vcount()
    named = "name" in graph.vs.attributes()
    people = as_labels("name", graph.vs["name"] if named else range(count), count, "person")
    for line in lines:
        check_known("line", line, graph.vs.attributes())
    if session is not None:
        check_known("session", session, graph.es.attributes())
    ends = np.array(graph.get_edgelist(), dtype=np.int64).reshape(-1, 2)
    if (ends[:, 0] == ends[:, 1]).any():
        raise DataError(
            "A contact can't join a person with herself. Leave loops out: g.simplify()."
        )
    place = {person: i for i, person in enumerate(people)}
    found = {
        line: group_codes(dict(zip(people, graph.vs[line], strict=True)), place) for line in lines
    }
    there = weight is not None and weight in graph.es.attributes()
    given = [1.0 if w is None else w for w in graph.es[weight]] if there else np.ones(len(ends))
    zeros = np.zeros(len(ends), dtype=np.int64)
    return kind(
        people=people,
        source=ends[:, 0],
        target=ends[:, 1],
        weight=as_numbers("weight", given, whole=True),
        session=zeros if session is None else session_codes(graph.es[session]),
        groups={line: groups for line, (groups, _) in found.items()},
        codes={line: codes for line, (_, codes) in found.items()},
        directed=graph.is_directed(),
    )
