"""ContactGraph: people, their groups, and the contacts between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from bridging.errors import DataError, check_known
from bridging.structures.arrays import Floats, Ints, pair_counts
from bridging.structures.edges import Contacts, given_ends, group_codes, name_text
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
            The group of each person on each line; None, NaN or empty text is unknown, and so is
            who is not named; spaces around a group are no part of it. People who occur only here have no
            contacts. The groups stand in order of first mention.
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
        source, target, weights = given_ends(edges, weight)
        labels = dict(labels or {})
        labelled = (name_text(person) for by_person in labels.values() for person in by_person)
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
            groups[line], codes[line] = group_codes(by_person, place)
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
        cls,
        graph: nx.Graph,
        lines: str | Sequence[str] = (),
        weight: str | None = "weight",
        session: str | None = None,
    ) -> "ContactGraph":
        """Make a graph from networkx; `lines` are the node attributes that hold groups.

        Of nodes without the attribute the group is unknown: the graph says of how many. Parallel
        edges of a multigraph are separate contacts; an edge without the weight counts 1. `session`
        names the edge attribute that holds the session, where there is one.

        Raises
        ------
        UnknownNameError
            A line that is an attribute of no node; a weight or session that is one of no edge.
        DataError
            No networkx graph; two nodes with the same name, as 1 and "1".
        """
        from bridging.structures.networkx_graphs import from_networkx

        return from_networkx(cls, graph, lines, weight, session)

    @classmethod
    def from_igraph(
        cls,
        graph: Any,
        lines: Sequence[str] = (),
        weight: str | None = "weight",
        session: str | None = None,
    ) -> "ContactGraph":
        """Make a graph from igraph; `lines` are the vertex attributes that hold groups.

        People have the vertex attribute `name`, or else their number. Parallel edges are separate
        contacts; an edge without the weight counts 1. `session` names the edge attribute that holds
        the session, where there is one.
        """
        from bridging.structures.igraph_graphs import from_igraph

        return from_igraph(cls, graph, lines, weight, session)

    @classmethod
    def from_parquet(
        cls, path: str | Path, people: str | Path | None = None, directed: bool | None = None
    ) -> "ContactGraph":
        """Make a graph from an edge list in Parquet, as `to_parquet` and other programs write.

        Parameters
        ----------
        path : str or Path
            A file with the columns `source` and `target`; `weight` and `session` where it has them.
        people : str or Path, optional
            A file with a row for each person: the column `person`, and one for each line.
        directed : bool, optional
            Whether contacts have a direction; as the file says, if left out, or else without.

        Raises
        ------
        DataError
            A file that can't be read, or without these columns; contacts of people who are not
            among `people`.
        """
        from bridging.structures.edge_files import read_parquet

        return read_parquet(cls, path, people, directed)

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

    def to_networkx(self, contacts: Contacts = "summed") -> nx.Graph:
        """Return a networkx graph: lines as node attributes, `weight` on the edges.

        People of unknown group have no attribute for that line.

        Parameters
        ----------
        contacts : {"summed", "separate"}, default "summed"
            One edge for each pair, with `contacts` counting those that were summed; or one for each
            contact, with its `session` (a multigraph).
        """
        from bridging.structures.networkx_graphs import to_networkx

        return to_networkx(self, contacts)

    def to_igraph(self, contacts: Contacts = "summed") -> Any:
        """Return an igraph graph: people as `name`, lines as vertex attributes, `weight` on edges.

        `contacts` as in `to_networkx`. igraph is not installed with this package; where it is
        missing the error says how to get it.
        """
        from bridging.structures.igraph_graphs import to_igraph

        return to_igraph(self, contacts)

    def to_graphml(self, path: str | Path, contacts: Contacts = "summed") -> None:
        """Write the graph as GraphML, for Gephi, yEd, Cytoscape, visone and igraph.

        `contacts` as in `to_networkx`. Unknown groups are left out. The same graph gives the same
        file. To read one you trust: ``from_networkx(networkx.read_graphml(path), lines)``.
        """
        from bridging.structures.graph_files import write_graphml

        write_graphml(self, path, contacts)

    def to_gexf(self, path: str | Path, contacts: Contacts = "summed") -> None:
        """Write the graph as GEXF, for Gephi; otherwise as `to_graphml`."""
        from bridging.structures.graph_files import write_gexf

        write_gexf(self, path, contacts)

    def to_parquet(self, path: str | Path, people: str | Path | None = None) -> None:
        """Write the contacts as an edge list in Parquet: source, target, weight and session.

        `people` is a second file, with a row for each person and her group on each line: without it
        people who have no contacts, and groups, are not kept. Presence is not written.
        """
        from bridging.structures.edge_files import write_parquet

        write_parquet(self, path, people)

    def to_csv(
        self, path: str | Path, people: str | Path | None = None, *, weight: str = "weight"
    ) -> None:
        """Write the contacts as an edge list in CSV, for R and others; `people` as `to_parquet`.

        `weight` names the column of weights: ``"minutes"`` where they are, as a study reads weights
        as numbers of contacts.

        In R: ``igraph::graph_from_data_frame(read.csv("edges.csv"), directed = FALSE, vertices =
        read.csv("people.csv"))``.
        """
        from bridging.structures.edge_files import write_csv

        write_csv(self, path, people, weight)

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
        """Name the numbers of people and contacts, the lines, and how many are of unknown group."""
        number = {line: int((code < 0).sum()) for line, code in self.codes.items()}
        unknown = "".join(f", {n} of unknown {line!r}" for line, n in number.items() if n)
        return (
            f"<ContactGraph: {len(self.people)} people, {len(self.source)} contacts, "
            f"lines {list(self.codes)}{unknown}>"
        )

    def _repr_html_(self) -> str:
        from bridging.words.markup import people_table

        return (
            f"<p>{len(self.people)} people, {len(self.source)} contacts</p>"
            f"{people_table(self.groups, self.codes)}"
        )
