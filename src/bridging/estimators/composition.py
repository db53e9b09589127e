"""Measures of composition on a study: values, and values without each person."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bridging.counting.clusters import Clusters
from bridging.counting.composition import CompositionCount
from bridging.estimators.base import Options, Without
from bridging.inference import NullSummary
from bridging.measures import Measure
from bridging.results import Sizes
from bridging.structures import Composition
from bridging.structures.arrays import Floats

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
    """

    def __init__(
        self,
        count: CompositionCount,
        clusters: Clusters | None,
        people: tuple[str, ...],
        sessions: tuple[str, ...],
    ) -> None:
        self.count, self.clusters, self.sessions = count, clusters, sessions
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

    def null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """No null model deals people over units yet."""
        return None

    def sizes(self, unit: int) -> Sizes:
        """Return how many people a unit has."""
        people = self.count.people
        people = people.take(people.stack == unit)
        tallied = people.cluster < 0
        persons = len(np.unique(people.cluster[~tallied])) + int(people.number[tallied].sum())
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
