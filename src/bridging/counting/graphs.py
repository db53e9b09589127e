"""Tables to graphs: who was in contact with whom, and who was in which session."""

from collections.abc import Sequence

import networkx as nx
import numpy as np

from bridging.counting.coding import Coded, group_codes
from bridging.counting.pairs import ContactPairs, contact_pairs
from bridging.counting.units import Units, find_units
from bridging.records import Line, Records
from bridging.structures import ContactGraph, Incidence
from bridging.structures.arrays import Ints


def contact_graphs(
    records: Records,
    coded: Coded,
    lines: Sequence[Line],
    by: str | None = None,
    weight: str = "encounters",
) -> dict[str, ContactGraph]:
    """Return one graph for each unit (``all`` without `by`), with the groups of every line.

    People present, or (without attendance) listed or in contact, are on the graph.
    """
    units = find_units(records, by)
    pairs = contact_pairs(coded, None, units, weight)
    codes = {line.name: group_codes(records, coded, line) for line in lines}
    groups = {line.name: line.groups for line in lines}
    graphs = {}
    for unit, label in enumerate(units.labels):
        people = _people(coded, units, pairs, unit)
        place = np.full(len(coded.people), -1, dtype=np.int64)
        place[people] = np.arange(len(people))
        mine = pairs.unit == unit
        names = tuple(coded.people[i] for i in people.tolist())
        graphs[label] = ContactGraph(
            people=names,
            source=place[pairs.a[mine]],
            target=place[pairs.b[mine]],
            weight=pairs.weight[mine],
            session=pairs.session[mine],
            groups=groups,
            codes={name: code[people] for name, code in codes.items()},
            presence=_presence(coded, units, unit, names, place),
        )
    return graphs


def _people(coded: Coded, units: Units, pairs: ContactPairs, unit: int) -> Ints:
    """Return who belongs on the graph of a unit."""
    mine = pairs.unit == unit
    seen = [pairs.a[mine], pairs.b[mine]]
    if coded.visits is not None:
        person, session = coded.visits.person, coded.visits.session
        if units.level == "session":
            seen.append(person[units.code[session] == unit])
        elif units.level == "person":
            seen.append(person[units.code[person] == unit])
        else:
            seen.append(person)
    elif units.level in ("all", "person"):
        listed = np.flatnonzero(coded.counts)
        seen.append(listed if units.level == "all" else listed[units.code[listed] == unit])
    return np.unique(np.concatenate(seen))


def _presence(
    coded: Coded, units: Units, unit: int, names: tuple[str, ...], place: Ints
) -> Incidence | None:
    """Return who was in which session, over the people of the graph."""
    visits = coded.visits
    if visits is None:
        return None
    keep = place[visits.person] >= 0
    if units.level == "session":
        keep &= units.code[visits.session] == unit
    return Incidence(
        names,
        coded.sessions,
        place[visits.person[keep]],
        visits.session[keep],
        visits.company[keep],
    )


def attendance_graph(records: Records, coded: Coded, lines: Sequence[Line]) -> nx.Graph:
    """Return the two-mode graph of people and sessions.

    Nodes have `bipartite` 0 (people) or 1 (sessions); people have their group on every line where
    it is known, sessions their columns. Where a person and a session have the same name, sessions
    are called ``session: name``.
    """
    graph = nx.Graph()
    visits = coded.visits
    if visits is None:
        return graph
    clash = set(coded.people) & set(coded.sessions)
    session_name = [f"session: {name}" if clash else name for name in coded.sessions]
    codes = {line.name: (line.groups, group_codes(records, coded, line)) for line in lines}
    for i in np.unique(visits.person).tolist():
        known = {name: groups[code[i]] for name, (groups, code) in codes.items() if code[i] >= 0}
        graph.add_node(coded.people[i], bipartite=0, **known)
    table = records.tables["sessions"].drop(columns=["row", "session"], errors="ignore")
    for name, row in zip(session_name, table.to_dict("records"), strict=True):
        there = {str(k): v for k, v in row.items() if v is not None and v == v}
        graph.add_node(name, bipartite=1, **there)
    graph.add_edges_from(
        (coded.people[i], session_name[s])
        for i, s in zip(visits.person.tolist(), visits.session.tolist(), strict=True)
    )
    return graph
