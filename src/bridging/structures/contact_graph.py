"""ContactGraph: people, their groups, and the contacts between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from bridging.errors import DataError, check_known
from bridging.structures.arrays import Floats, Ints, as_labels, as_numbers, pair_counts
from bridging.structures.incidence import Incidence
from bridging.structures.mixing import MixingMatrix


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class ContactGraph:
    """Contacts as arrays of codes.

    Parameters
    ----------
    people : tuple of str
        Labels of the P people; people without a contact belong here too.
    source, target : array of int, shape (M,)
        The two ends of each contact, as places in `people`.
    weight : array of float, shape (M,)
        Weight of each contact.
    session : array of int, shape (M,)
        Code of the session of each contact (all 0 where there are no sessions).
    groups : mapping of line name to tuple of str
        The groups of each line, in their order.
    codes : mapping of line name to array of int, shape (P,)
        The group of each person on each line; -1 is unknown.
    presence : Incidence, optional
        Who was in which session, over the same people, where that is known.
    directed : bool, default False
        Whether contacts run from `source` to `target`.
    """

    people: tuple[str, ...]
    source: Ints
    target: Ints
    weight: Floats
    session: Ints
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: Mapping[str, Ints] = field(default_factory=dict)
    presence: Incidence | None = None
    directed: bool = False

    @classmethod
    def from_edges(
        cls,
        edges: Iterable[Sequence[object]] | pd.DataFrame,
        labels: Mapping[str, Mapping[Any, object]] | None = None,
        weight: str | Sequence[float] | None = None,
        directed: bool = False,
    ) -> "ContactGraph":
        """Make a graph from a list of pairs.

        Parameters
        ----------
        edges : iterable of pairs, or DataFrame
            Pairs of people. A third item of a pair is its weight. In a data frame the first two
            columns are the ends, or those named `source` and `target`.
        labels : mapping of line name to mapping of person to group
            The group of each person on each line; None or NaN is unknown. People who occur only
            here have no contacts. The groups stand in order of first mention.
        weight : str or sequence of float, optional
            Column of weights in a data frame, or one weight for each edge; 1 if left out.
        directed : bool, default False
            Whether contacts run from the first to the second of a pair.

        Raises
        ------
        DataError
            A person in contact with herself, a pair that is not two people, a negative weight.

        Examples
        --------
        >>> import bridging as br
        >>> graph = br.ContactGraph.from_edges(
        ...     [("an", "bo"), ("bo", "cy")], labels={"origin": {"an": "x", "bo": "x", "cy": "y"}}
        ... )
        >>> graph.mixing("origin").contacts.tolist()
        [[2.0, 1.0], [1.0, 0.0]]
        """
        source, target, weights = _ends(edges, weight)
        labels = dict(labels or {})
        labelled = (str(person) for by_person in labels.values() for person in by_person)
        people = list(dict.fromkeys([*source, *target, *labelled]))
        place = {person: i for i, person in enumerate(people)}
        itself = [i for i, (a, b) in enumerate(zip(source, target, strict=True)) if a == b]
        if itself:
            raise DataError(
                f"An edge can't join a person with herself: {len(itself)} edges "
                f"(first at place {itself[0]}). Leave them out."
            )
        groups: dict[str, tuple[str, ...]] = {}
        codes: dict[str, Ints] = {}
        for line, by_person in labels.items():
            groups[line], codes[line] = _group_codes(by_person, place)
        return cls(
            people=tuple(people),
            source=np.array([place[p] for p in source], dtype=np.int64),
            target=np.array([place[p] for p in target], dtype=np.int64),
            weight=weights,
            session=np.zeros(len(source), dtype=np.int64),
            groups=groups,
            codes=codes,
            directed=directed,
        )

    @classmethod
    def from_networkx(
        cls, graph: nx.Graph, lines: Sequence[str] = (), weight: str | None = "weight"
    ) -> "ContactGraph":
        """Make a graph from networkx; `lines` are the node attributes that hold groups.

        Parallel edges of a multigraph are separate contacts; an edge without the weight counts 1.
        """
        edges = [
            (a, b, data.get(weight, 1.0) if weight else 1.0)
            for a, b, data in graph.edges(data=True)
        ]
        labels = {
            line: {node: data.get(line) for node, data in graph.nodes(data=True)} for line in lines
        }
        made = cls.from_edges(edges, labels, directed=graph.is_directed())
        if {str(node) for node in graph.nodes} <= set(made.people):
            return made
        everybody = {node: None for node in graph.nodes}
        rest = cls.from_edges(edges, {**labels, "": everybody}, directed=graph.is_directed())
        return cls(
            people=rest.people,
            source=rest.source,
            target=rest.target,
            weight=rest.weight,
            session=rest.session,
            groups={k: v for k, v in rest.groups.items() if k},
            codes={k: v for k, v in rest.codes.items() if k},
            directed=rest.directed,
        )

    @property
    def line(self) -> str:
        """The only line of the graph; an error where there are none or several."""
        if len(self.codes) != 1:
            raise DataError(
                f"`line` must be given: the graph has {len(self.codes)} lines {list(self.codes)}."
            )
        return next(iter(self.codes))

    def mixing(self, line: str | None = None) -> MixingMatrix:
        """Count the contacts by the groups of their ends.

        Contacts of people whose group is unknown are left out; `sizes` are the people of known
        group.
        """
        line = self.line if line is None else line
        check_known("line", line, self.codes)
        code, size = self.codes[line], len(self.groups[line])
        table = pair_counts(code, self.source, self.target, self.weight, size)
        return MixingMatrix(
            table if self.directed else table + table.T,
            self.groups[line],
            sizes=np.bincount(code[code >= 0], minlength=size),
            directed=self.directed,
        )

    def without(self, people: Sequence[int] | Ints) -> "ContactGraph":
        """Return the graph without some people (by place in `people`) and all that touches them."""
        stay = np.ones(len(self.people), dtype=bool)
        stay[np.asarray(people, dtype=np.int64)] = False
        place = np.cumsum(stay) - 1
        keep = stay[self.source] & stay[self.target]
        names = tuple(np.array(self.people, dtype=object)[stay])
        presence = self.presence
        if presence is not None:
            there = stay[presence.person]
            presence = Incidence(
                names,
                presence.sessions,
                place[presence.person[there]],
                presence.session[there],
                presence.company[there],
            )
        return ContactGraph(
            people=names,
            source=place[self.source[keep]],
            target=place[self.target[keep]],
            weight=self.weight[keep],
            session=self.session[keep],
            groups=self.groups,
            codes={line: code[stay] for line, code in self.codes.items()},
            presence=presence,
            directed=self.directed,
        )

    def to_networkx(self) -> nx.Graph:
        """Return a networkx graph: lines as node attributes, repeated contacts summed in `weight`.

        `contacts` on an edge counts the contacts that were summed. People of unknown group have no
        attribute for that line.
        """
        graph: nx.Graph = nx.DiGraph() if self.directed else nx.Graph()
        graph.add_nodes_from(self.people)
        for line, code in self.codes.items():
            names = self.groups[line]
            for person, group in zip(self.people, code.tolist(), strict=True):
                if group >= 0:
                    graph.nodes[person][line] = names[group]
        for a, b, weight in zip(
            self.source.tolist(), self.target.tolist(), self.weight.tolist(), strict=True
        ):
            ends = (self.people[a], self.people[b])
            if graph.has_edge(*ends):
                graph.edges[ends]["weight"] += weight
                graph.edges[ends]["contacts"] += 1
            else:
                graph.add_edge(*ends, weight=weight, contacts=1)
        return graph

    def to_frame(self) -> pd.DataFrame:
        """Return the contacts as an edge list, which R and Gephi read from CSV."""
        names = np.array(self.people, dtype=object)
        return pd.DataFrame(
            {
                "source": names[self.source] if len(self.source) else [],
                "target": names[self.target] if len(self.target) else [],
                "weight": self.weight,
            }
        )

    def __repr__(self) -> str:
        """Name the numbers of people and contacts, and the lines."""
        return (
            f"<ContactGraph: {len(self.people)} people, {len(self.source)} contacts, "
            f"lines {list(self.codes)}>"
        )


def _ends(
    edges: Iterable[Sequence[object]] | pd.DataFrame, weight: str | Sequence[float] | None
) -> tuple[list[str], list[str], Floats]:
    """Split edges into sources, targets and weights."""
    if isinstance(edges, pd.DataFrame):
        names = ["source", "target"] if {"source", "target"} <= set(edges) else list(edges)[:2]
        if len(names) < 2:
            raise DataError("`edges` must have two columns, one for each end of a contact.")
        first, second = list(edges[names[0]]), list(edges[names[1]])
        if isinstance(weight, str):
            check_known("weight", weight, edges.columns)
            weight = edges[weight].to_numpy()
        elif weight is None and "weight" in edges:
            weight = edges["weight"].to_numpy()
    else:
        rows = list(edges)
        wrong = [i for i, row in enumerate(rows) if len(row) not in (2, 3)]
        if wrong:
            raise DataError(
                "An edge must be two people, or two people and a weight: "
                f"{len(wrong)} edges are not (first at place {wrong[0]})."
            )
        if isinstance(weight, str):
            raise DataError("`weight` must be numbers where `edges` is a list, not a column name.")
        first, second = [row[0] for row in rows], [row[1] for row in rows]
        if weight is None:
            weight = [1.0 if len(row) == 2 else row[2] for row in rows]
    nobody = pd.isna(pd.Series(first, dtype=object)) | pd.isna(pd.Series(second, dtype=object))
    if nobody.any():
        raise DataError(
            f"An edge must have a person at both ends: {nobody.sum()} edges do not "
            f"(first at place {nobody.argmax()}). Leave them out."
        )
    source, target = [str(person) for person in first], [str(person) for person in second]
    weights = as_numbers("weight", np.ones(len(source)) if weight is None else weight, whole=True)
    if weights.shape != (len(source),):
        raise DataError(f"`weight` must have one number for each of the {len(source)} edges.")
    return source, target, weights


def _group_codes(
    by_person: Mapping[Any, object], place: Mapping[str, int]
) -> tuple[tuple[str, ...], Ints]:
    """Number the groups of one line in order of first mention; unknown is -1."""
    known = {str(p): str(g) for p, g in by_person.items() if not pd.isna(g)}
    groups = tuple(dict.fromkeys(known.values()))
    number = {group: i for i, group in enumerate(as_labels("groups", groups, len(groups), ""))}
    codes = np.full(len(place), -1, dtype=np.int64)
    for person, group in known.items():
        codes[place[person]] = number[group]
    return groups, codes
