"""Measures of contact graphs and meetings on a study: values, and values without each person."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.estimators.base import (
    NOT_OF_GRAPHS,
    PEOPLE,
    SESSIONS,
    Options,
    Redrawn,
    Without,
    not_recorded,
)
from bridging.inference import NullSummary
from bridging.measures import Measure
from bridging.results import Sizes
from bridging.structures import ContactGraph, Incidence
from bridging.structures.arrays import Floats

MOST_PEOPLE = 2_000


class GraphEstimator:
    """Measures of a `ContactGraph` or an `Incidence` on one line of a study.

    Parameters
    ----------
    graphs : mapping of unit label to ContactGraph or Incidence
    line : str
    recorded, tallied : bool
        Whether the study records contacts of people, and whether it has tallies of contacts.
    cluster : mapping of person to name, optional
        The family (or person) to leave out as a whole; each person alone, if left out.
    families : bool
        Whether clusters are families.
    """

    def __init__(
        self,
        graphs: Mapping[str, ContactGraph | Incidence],
        line: str,
        recorded: bool = True,
        tallied: bool = False,
        cluster: Mapping[str, Any] | None = None,
        families: bool = False,
    ) -> None:
        self.graphs, self.line = list(graphs.values()), line
        self.units = tuple(graphs)
        self.groups = self.graphs[0].groups[line] if self.graphs else ()
        self._recorded, self._tallied = recorded, tallied
        self._cluster, self._families = cluster, families

    def _options(self, measure: Measure, options: Options) -> Options:
        return {**options, "line": self.line} if "line" in measure.options else options

    def values(self, measure: Measure, options: Options) -> Floats:
        """Return the values, of shape (U,) or (U, K)."""
        options = self._options(measure, options)
        return np.array([measure(graph, **options) for graph in self.graphs])

    def reasons(self, measure: Measure, options: Options, language: str) -> npt.NDArray[np.object_]:
        """Say why values are missing."""
        options = self._options(measure, options)
        reasons = [measure.reasons(graph, options, language) for graph in self.graphs]
        return not_recorded(
            np.array(reasons, dtype=object), self._recorded, language, self._tallied
        )

    def without(self, measure: Measure, options: Options, unit: int) -> Without | None:
        """Return the values of a unit without each person."""
        graph, options = self.graphs[unit], self._options(measure, options)
        people = np.flatnonzero(graph.codes[self.line] >= 0)
        if len(people) > MOST_PEOPLE:
            return None
        of_person = self._cluster or {name: name for name in graph.people}
        members: dict[Any, list[int]] = {}
        for i, name in enumerate(graph.people):
            members.setdefault(of_person[name], []).append(i)
        names = list(dict.fromkeys(of_person[graph.people[i]] for i in people.tolist()))
        values = [measure(graph.without(members[name]), **options) for name in names]
        who = "family" if self._families else "person"
        return Without(
            values=np.array(values),
            method=f"leave-{who}-out jackknife",
            pairs=isinstance(graph, ContactGraph),
            names=names,
        )

    def redraw(
        self,
        measure: Measure,
        options: Options,
        unit: int,
        drawn: str,
        n_resamples: int,
        seed: int,
    ) -> Redrawn | None:
        """Say that a graph is not drawn again: copies of a person would change its shape."""
        return Redrawn(method=SESSIONS if drawn == "sessions" else PEOPLE, reason=NOT_OF_GRAPHS)

    def null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """No null model deals the contacts of a graph for these measures yet."""
        return None

    def sizes(self, unit: int) -> Sizes:
        """Return how many people and contacts of known group a unit has."""
        graph = self.graphs[unit]
        code = graph.codes[self.line]
        if isinstance(graph, Incidence):
            there = np.bincount(graph.person, minlength=len(code)) > 0
            return Sizes(participants=int((there & (code >= 0)).sum()), groups=len(self.groups))
        known = (code[graph.source] >= 0) & (code[graph.target] >= 0)
        left_out = {"unknown": int((~known).sum())} if (~known).any() else {}
        sessions = None if graph.presence is None else len(np.unique(graph.presence.session))
        return Sizes(
            participants=int((code >= 0).sum()),
            sessions=sessions,
            contacts=float(graph.weight[known].sum()),
            groups=len(self.groups),
            left_out=left_out,
        )

    def people(self, unit: int) -> Mapping[str, int] | None:
        """Return the group of each person of a unit by name."""
        graph = self.graphs[unit]
        code = graph.codes[self.line]
        known = np.flatnonzero(code >= 0).tolist()
        return {graph.people[i]: int(code[i]) for i in known}

    def no_opportunity(self, unit: int) -> bool:
        """Return False: the measures of a graph say themselves who could not meet."""
        return False
