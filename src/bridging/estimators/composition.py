"""Measures of composition on a study: values, and values without each person."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from bridging.counting.clusters import Clusters
from bridging.counting.composition import CompositionCount
from bridging.counting.swapping import Swapping
from bridging.estimators.attendance import attendance_summaries
from bridging.estimators.base import (
    FAMILIES,
    NOT_BY_PERSON,
    NOT_BY_SESSION,
    PEOPLE,
    SESSIONS,
    Options,
    Redrawn,
    Without,
)
from bridging.inference import NullSummary
from bridging.inference.diversity import METHOD
from bridging.inference.session_bootstrap import draw_weights
from bridging.measures import Measure
from bridging.results import Sizes
from bridging.structures import Composition
from bridging.structures.arrays import Floats, Ints

MOST_CELLS = 20_000_000


class CompositionEstimator:
    """Measures of a `Composition` on one line of a study.

    Parameters
    ----------
    count : CompositionCount
    clusters : Clusters, optional
        The people or families that are left out as a whole; None where people have no names.
    people, sessions : tuple of str
        Names of the people and sessions.
    swapping : Swapping, optional
        The visits, where sessions are the units and people have names.
    """

    def __init__(
        self,
        count: CompositionCount,
        clusters: Clusters | None,
        people: tuple[str, ...],
        sessions: tuple[str, ...],
        swapping: Swapping | None = None,
    ) -> None:
        self.count, self.clusters, self.sessions = count, clusters, sessions
        self.swapping = swapping
        self._people = people
        composition = count.composition
        self.units, self.groups = count.stacked.labels, composition.groups
        counts = composition.counts
        if counts.ndim == 2:
            counts = counts[np.newaxis]
        self.structure = Composition(counts, composition.units, composition.groups)

    def values(self, measure: Measure, options: Options) -> Floats:
        """Return the values, of shape (U,) or (U, K)."""
        return np.asarray(measure(self.structure, **options))

    def reasons(self, measure: Measure, options: Options, language: str) -> npt.NDArray[np.object_]:
        """Say why values are missing."""
        return measure.reasons(self.structure, options, language)

    def without(self, measure: Measure, options: Options, unit: int) -> Without | None:
        """Return the values of a unit without each person (tallies: without each session)."""
        people = self.count.people
        people = people.take(people.stack == unit)
        tallied = bool((people.cluster < 0).any())
        if tallied and (people.session < 0).any():
            return None
        cluster, who, known = people.cluster, "person", None
        if tallied:
            cluster, who, known = people.session, "session", self.sessions
        elif self.clusters is not None:
            cluster, known = self.clusters.code[people.cluster], self.clusters.names
            who = "family" if self.clusters.families else "person"
        names, code = np.unique(cluster, return_inverse=True)
        place, group, number = people.unit, people.group, people.number
        multiplicity = None
        if known is None:
            # anonymous people of the same unit and group are alike
            cells, alike = np.unique(np.stack([place, group], axis=1), axis=0, return_inverse=True)
            multiplicity = np.bincount(alike.ravel()).astype(float)
            place, group = cells.T
            number, code = np.ones(len(place)), np.arange(len(place))
            names = code
        whole = self.structure.counts[unit]
        if len(names) * whole.size > MOST_CELLS:
            return None
        tables = np.repeat(whole[np.newaxis], len(names), axis=0)
        np.subtract.at(tables, (code, place, group), number)
        stack = Composition(np.maximum(tables, 0.0), self.structure.units, self.groups)
        return Without(
            values=np.asarray(measure(stack, **options)),
            method=f"leave-{who}-out jackknife",
            pairs=False,
            names=[] if known is None else [known[i] for i in names.tolist()],
            multiplicity=multiplicity,
        )

    def people_by_cluster(self, unit: int) -> tuple[Floats, str] | None:
        """Return the people of each cluster by group, of shape (C, K), and how they are clustered.

        Families, the sessions of tallies, or each person (then as one row); None where tallies do
        not say in which session.
        """
        people = self.count.people
        people = people.take(people.stack == unit)
        tallied = bool((people.cluster < 0).any())
        if tallied and (people.session < 0).any():
            return None
        families = self.clusters is not None and self.clusters.families
        if not tallied and not families:
            return self.structure.counts[unit].sum(axis=0, keepdims=True), METHOD
        if tallied:
            cluster, of = people.session, "sessions"
        else:
            assert self.clusters is not None
            cluster, of = self.clusters.code[people.cluster], "families"
        names, code = np.unique(cluster, return_inverse=True)
        table = np.zeros((len(names), len(self.groups)))
        np.add.at(table, (code, people.group), people.number)
        return table, f"{METHOD}, {of} as a whole"

    def redraw(
        self,
        measure: Measure,
        options: Options,
        unit: int,
        drawn: str,
        n_resamples: int,
        seed: int,
    ) -> Redrawn | None:
        """Return the values of a unit whose sessions or people are drawn again."""
        from scipy.sparse import csr_matrix

        people = self.count.people
        people = people.take(people.stack == unit)
        tallied = people.cluster < 0
        if drawn == "people":
            families = self.clusters is not None and self.clusters.families
            method = FAMILIES if families else PEOPLE
            if tallied.any():
                return Redrawn(method=method, reason=NOT_BY_PERSON)
            cluster = people.cluster
            if self.clusters is not None:
                cluster = self.clusters.code[cluster]
        else:
            method, cluster = SESSIONS, people.session
            if set(self.structure.units) <= set(self.sessions):
                return self._redraw_units(measure, options, unit, n_resamples, seed)
            if not tallied.all() or (cluster < 0).any():
                return Redrawn(method=SESSIONS, reason=NOT_BY_SESSION)
        names, code = np.unique(cluster, return_inverse=True)
        shape = self.structure.counts[unit].shape
        place = people.unit * shape[1] + people.group
        added = csr_matrix((people.number, (place, code)), shape=(int(np.prod(shape)), len(names)))

        def value(tables: Floats) -> Floats:
            stack = tables.T.reshape(-1, *shape)
            return np.asarray(
                measure(Composition(stack, self.structure.units, self.groups), **options)
            )

        rng = np.random.default_rng(seed)
        most = MOST_CELLS * len(names) // max(added.shape)
        blocks = draw_weights(len(names), n_resamples, rng, most_cells=most)
        found = [value(added @ weights.T) for weights in blocks] if len(names) > 1 else []
        left = None
        if drawn == "sessions" and len(names) > 1:
            left = value(np.asarray(added.sum(axis=1)) - added.toarray())
        return Redrawn(
            method=method,
            values=np.concatenate(found) if found else None,
            without=left,
            names=names.tolist(),
        )

    def _redraw_units(
        self, measure: Measure, options: Options, unit: int, n_resamples: int, seed: int
    ) -> Redrawn:
        """Draw sessions again where each is a unit of the composition."""
        counts = self.structure.counts[unit]
        there = np.flatnonzero(counts.sum(axis=1) > 0)
        names, counts = [self.structure.units[place] for place in there], counts[there]
        number = len(there)
        if number < 2:
            return Redrawn(method=SESSIONS, names=names)
        rows = max(1, MOST_CELLS // counts.size)

        def values(chosen: Callable[[int], Ints], draws: int) -> Floats | None:
            """Compute the measure on the sessions chosen for each draw, some draws at a time."""
            found = []
            for start in range(0, draws, rows):
                block = range(start, min(start + rows, draws))
                tables = counts[np.stack([chosen(draw) for draw in block])]
                found.append(
                    np.asarray(measure(Composition(tables, groups=self.groups), **options))
                )
            return np.concatenate(found) if found else None

        rng = np.random.default_rng(seed)
        every = np.arange(number)
        return Redrawn(
            method=SESSIONS,
            values=values(lambda draw: rng.integers(number, size=number), n_resamples),
            without=values(lambda session: np.delete(every, session), number),
            names=names,
        )

    def null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """Return what swapping visits gives, where sessions are the units; else None."""
        if model != "attendance_swap" or self.swapping is None:
            return None
        return attendance_summaries(
            self.swapping,
            self.groups,
            len(self.units),
            measure,
            options,
            n_resamples,
            seed,
            alternative,
        )

    def sizes(self, unit: int) -> Sizes:
        """Return how many people a unit has."""
        people = self.count.people
        people = people.take(people.stack == unit)
        tallied = people.cluster < 0
        persons = len(np.unique(people.cluster[~tallied])) + int(people.number[tallied].sum())
        if self.count.different is not None:
            persons = int(self.count.different()[unit])
        split = len(self.structure.units) > 1
        left_out = int(self.count.left_out[unit])
        return Sizes(
            participants=persons,
            sessions=len(np.unique(people.unit)) if split else None,
            groups=len(self.groups),
            left_out={"unknown": left_out} if left_out else {},
        )

    def people(self, unit: int) -> Mapping[str, int] | None:
        """Return the group of each person of a unit by name; None where people have no names."""
        people = self.count.people
        people = people.take(people.stack == unit)
        if self.clusters is None or (people.cluster < 0).any():
            return None
        pairs = zip(people.cluster.tolist(), people.group.tolist(), strict=True)
        return {self._people[i]: group for i, group in pairs}

    def no_opportunity(self, unit: int) -> bool:
        """Return False: a composition has no contacts."""
        return False
