"""Measures of mixing on a study: values, values without each person, and the partner rewire."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.counting.clusters import Clusters
from bridging.counting.deletions import Deletions, without_each, without_each_session
from bridging.counting.labelling import Labelling, label_layout
from bridging.counting.mixing import MixingCount
from bridging.estimators.base import (
    DEALT_AS_A_WHOLE,
    FAMILIES,
    NOT_BY_PERSON,
    PEOPLE,
    SESSIONS,
    Chance,
    Options,
    Redrawn,
    Without,
    not_recorded,
)
from bridging.estimators.chance import (
    NOT_OF_THIS,
    ONE_ARRANGEMENT,
    TALLIED,
    nothing_to_say,
    summaries,
)
from bridging.estimators.labels import LabelChance
from bridging.estimators.occasions import occasion_summaries
from bridging.estimators.resampling import PersonTables, tables_by_session
from bridging.estimators.rewire import Rewire
from bridging.estimators.rewire_kept import rewire_of
from bridging.estimators.slopes import slopes_at
from bridging.inference import NullSummary
from bridging.inference.inverted import too_little
from bridging.measures import Measure
from bridging.measures.partner_choice import DEALT_KNOWN
from bridging.results import Sizes
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints
from bridging.words import all_left_out_text

DEFAULT_NULL = "partner_rewire"
MOST_KEPT = 20_000_000  # cells of redrawn tables kept for the next measure
LABEL_NULLS = ("label_permutation", "label_permutation_within_session", "residual_permutation")


class MixingEstimator:
    """Measures of a `MixingMatrix` on one line of a study.

    Parameters
    ----------
    count : MixingCount
    weight : str
    clusters : Clusters
        The people or families that are left out as a whole.
    chance : Chance, optional
        How many arrangements to deal, and the seed, for measures that need them.
    """

    def __init__(
        self,
        count: MixingCount,
        weight: str,
        clusters: Clusters,
        chance: Chance | None = None,
    ) -> None:
        self.count, self.weight, self.clusters, self.chance = count, weight, clusters, chance
        self.units, self.groups = count.units.labels, count.line.groups
        self.structure = _stacked(count.matrix())
        self._draws: dict[tuple[int, int], Rewire] = {}
        self._layouts: dict[int, Labelling] = {}
        self._resampled: dict[tuple[int, str, int, int], Sequence[MixingMatrix]] = {}

    def values(self, measure: Measure, options: Options) -> Floats:
        """Return the values, of shape (U,) or (U, K)."""
        return np.asarray(measure(self._structure(measure), **options))

    def _structure(self, measure: Measure) -> MixingMatrix:
        """Return the tables, with what dealing gives where the measure needs it."""
        if DEALT_KNOWN not in measure.needs or self.chance is None:
            return self.structure
        rewire = self._rewire(self.chance.n_resamples, self.chance.seed)
        if rewire is None:
            return self.structure
        dealt = rewire.dealt()
        # where every arrangement gives the same, 1 would read as no preference
        dealt[[self._tallied(unit) for unit in range(len(self.units))]] = np.nan
        dealt[~rewire.informative] = np.nan
        return with_dealt(self.structure, dealt)

    def reasons(self, measure: Measure, options: Options, language: str) -> npt.NDArray[np.object_]:
        """Say why values are missing."""
        reasons = measure.reasons(self._structure(measure), options, language)
        reasons = self._one_arrangement(measure, reasons, language)
        reasons = not_recorded(reasons, self._recorded, language)
        for unit in np.flatnonzero(self.structure.n_contacts == 0):
            lost = self.sizes(int(unit)).left_out
            if any(lost.values()) and self._recorded:
                why = all_left_out_text(lost, language)
                text = (
                    f"elk contact viel weg: {why}"
                    if language == "nl"
                    else (f"every contact was left out: {why}")
                )
                reasons[unit] = np.where(reasons[unit] == "", "", text)
        return reasons

    def _one_arrangement(
        self, measure: Measure, reasons: npt.NDArray[np.object_], language: str
    ) -> npt.NDArray[np.object_]:
        """Say of units whose contacts can be dealt in one way only that this is why."""
        if DEALT_KNOWN not in measure.needs or self.chance is None:
            return reasons
        rewire = self._rewire(self.chance.n_resamples, self.chance.seed)
        if rewire is None:
            return reasons
        some = self.structure.n_contacts > 0
        for unit in np.flatnonzero(~rewire.informative & some).tolist():
            reason = TALLIED if self._tallied(unit) else ONE_ARRANGEMENT
            reasons[unit] = reason[language == "nl"]
        return reasons

    @property
    def _recorded(self) -> bool:
        return len(self.count.tallied.unit) > 0 or self.count.coded.contacts is not None

    @cached_property
    def _without_sessions(self) -> Mapping[int, Deletions]:
        return {part.unit: part for part in without_each_session(self.count)}

    @cached_property
    def _without_people(self) -> Mapping[int, Deletions]:
        return {part.unit: part for part in without_each(self.count, self.clusters.code)}

    def _tallied(self, unit: int) -> bool:
        """Whether a unit has counts without names."""
        return bool((self.count.tallied.unit == unit).any())

    def without(self, measure: Measure, options: Options, unit: int) -> Without | None:
        """Return the values of a unit without each person, family or (of tallies) session."""
        tallied = self._tallied(unit)
        part = self._without_sessions[unit] if tallied else self._without_people[unit]
        matrix = self._dealt_without(measure, part)
        values = np.asarray(measure(matrix, **options))
        names: Sequence[Any] = self.clusters.names
        who = "family" if self.clusters.families else "person"
        if tallied:
            names, who = self.count.coded.sessions, "session"
        return Without(
            values=values,
            method=f"leave-{who}-out jackknife",
            pairs=not tallied,
            names=[names[code] for code in part.clusters.tolist()],
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
        """Return the values of a unit whose sessions or people are drawn again."""
        families = FAMILIES if self.clusters.families else PEOPLE
        method = SESSIONS if drawn == "sessions" else families
        if DEALT_KNOWN in measure.needs:
            return Redrawn(method=method, reason=DEALT_AS_A_WHOLE)
        if drawn == "people" and self._tallied(unit):
            return Redrawn(method=method, reason=NOT_BY_PERSON)
        part = self._without_sessions if drawn == "sessions" else self._without_people
        names = part[unit].clusters.tolist()
        of = self.count.coded.sessions if drawn == "sessions" else self.clusters.names
        stacks = self._redrawn(unit, drawn, n_resamples, seed) if len(names) > 1 else []
        values = [np.asarray(measure(stack, **options)) for stack in stacks]
        left = None
        if drawn == "sessions" and len(names) > 1:
            left = np.asarray(measure(part[unit].matrix, **options))
        return Redrawn(
            method=method,
            values=np.concatenate(values) if values else None,
            without=left,
            names=[of[code] for code in names],
        )

    def _redrawn(
        self, unit: int, drawn: str, n_resamples: int, seed: int
    ) -> Iterable[MixingMatrix]:
        """Draw once for all measures, as far as the tables can be kept."""
        key = (unit, drawn, n_resamples, seed)
        if key in self._resampled:
            return self._resampled[key]
        rng = np.random.default_rng(seed)
        stacks: Iterable[MixingMatrix]
        if drawn == "sessions":
            stacks = tables_by_session(self.count, unit, n_resamples, rng)
        else:
            tables = PersonTables(self.count, self.clusters.code, unit)
            stacks = tables.draws(n_resamples, rng)
        cells = 3 * n_resamples * len(self.groups) ** 2
        if (len(self._resampled) + 1) * cells <= MOST_KEPT:
            stacks = self._resampled[key] = list(stacks)
        return stacks

    def _dealt_without(self, measure: Measure, part: Deletions) -> MixingMatrix:
        """Take each cluster's contacts out of what dealing gives too, where that is needed."""
        whole = self._structure(measure).dealt
        if whole is None or self.chance is None or np.isnan(whole[part.unit]).any():
            return part.matrix
        unit, cluster, dealt = self._dealt_of_clusters
        mine = unit == part.unit
        gone = np.zeros((len(part.clusters), *whole.shape[1:]))
        gone[np.searchsorted(part.clusters, cluster[mine])] = dealt[mine]
        left = whole[part.unit] - gone
        return with_dealt(part.matrix, np.where(left < 1e-9, 0.0, left))

    @cached_property
    def _dealt_of_clusters(self) -> tuple[Ints, Ints, Floats]:
        assert self.chance is not None
        rewire = self._rewire(self.chance.n_resamples, self.chance.seed)
        assert rewire is not None
        return rewire.dealt_of(self.clusters.code)

    def sizes(self, unit: int) -> Sizes:
        """Return how much data a unit has."""
        people = None if self.count.sizes is None else int(self.count.sizes[unit].sum())
        if people is None and self.count.in_contact is not None:
            people = int(self.count.in_contact()[unit])
        elif people is None and self.count.coded.contacts is not None:
            mine = self.count.pairs.unit == unit
            people = len(np.unique([self.count.pairs.a[mine], self.count.pairs.b[mine]]))
        parts = [p for p in (self.count.cells, self.count.tallied) if len(p.unit)]
        sessions = {s for p in parts for s in p.session[p.unit == unit].tolist()}
        return Sizes(
            participants=people,
            sessions=len(sessions),
            contacts=float(self.structure.n_contacts[unit]),
            groups=len(self.groups),
            left_out={name: int(n[unit]) for name, n in self.count.left_out.items() if n[unit]},
        )

    def people(self, unit: int) -> Mapping[str, int] | None:
        """Return the group of each person who was there (without attendance: in contact)."""
        count = self.count
        if self._tallied(unit):
            return None
        person = count.people_of(unit)
        names = count.coded.people
        return {names[i]: int(count.group[i]) for i in person.tolist() if count.group[i] >= 0}

    def pairs_in_contact(self, unit: int) -> int:
        """Count the pairs of people (of families, where known) of a unit who were seen in contact."""
        return self.count.pairs_in_contact(unit, self.clusters.family)

    def too_little(self, unit: int, n_resamples: int, seed: int) -> tuple[str, str]:
        """Say (English, Dutch) where too few contacts could have been dealt otherwise."""
        rewire = self._rewire(n_resamples, seed)
        return ("", "") if rewire is None else too_little(int(rewire.movable[unit]))

    def no_opportunity(self, unit: int) -> bool:
        """Whether contacts were seen where nobody of another group was present to meet."""
        opportunities = self.structure.opportunities
        if opportunities is None or self.structure.n_contacts[unit] == 0:
            return False
        table = opportunities[unit]
        return bool(table.sum() > 0 and table.sum() == np.trace(table))

    def null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """Return what a null model gives, by unit and group; None where it says nothing of it."""
        if model in LABEL_NULLS:
            return self._label_null(measure, options, model, n_resamples, seed, alternative)
        if model == "occasion_permutation":
            return occasion_summaries(
                self.count, self.structure, measure, options, n_resamples, seed, alternative
            )
        if model not in ("default", DEFAULT_NULL):
            return None
        model = DEFAULT_NULL
        draws = self._rewire(n_resamples, seed)
        if draws is None:
            return None
        structure = self._structure(measure)
        slopes = [
            slopes_at(measure, options, structure, draws.mean[unit], unit)
            for unit in range(len(self.units))
        ]
        if draws.informative.any() and not any(
            slopes[unit].any() for unit in np.flatnonzero(draws.informative)
        ):
            return None
        stacked = np.stack(slopes)
        drawn = np.asarray(measure(draws.tables(structure), **options))
        return summaries(
            np.asarray(measure(structure, **options)).reshape(len(self.units), -1),
            drawn.reshape(n_resamples, len(self.units), -1),
            draws.statistics(stacked),
            draws.deviations(stacked),
            model=model,
            alternative=alternative,
            share=draws.share,
            nothing=[
                TALLIED if self._tallied(unit) else None if told else ONE_ARRANGEMENT
                for unit, told in enumerate(draws.informative.tolist())
            ],
        )

    def _label_null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """Return what dealing labels again gives; None where that says nothing of the measure."""
        if not len(self.count.pairs.a) or self.count.directed:
            return None
        structure = self._structure(measure)
        parts = np.asarray(measure(structure, **options)).reshape(len(self.units), -1).shape[1]
        found: list[list[NullSummary]] = []
        for unit in range(len(self.units)):
            if self._tallied(unit):
                nothing = nothing_to_say(model, alternative, n_resamples, TALLIED)
                found.append([nothing] * parts)
                continue
            if unit not in self._layouts:
                self._layouts[unit] = label_layout(self.count, unit)
            chance = LabelChance(
                layout=self._layouts[unit],
                group=self.count.group,
                strata=None if self.chance is None else self.chance.strata,
                n=n_resamples,
                seed=seed,
                alternative=alternative,
            )
            summary = chance.summaries(model, measure, options, structure, unit)
            nothing = nothing_to_say(model, alternative, n_resamples, NOT_OF_THIS)
            found.append([nothing] * parts if summary is None else summary)
        return found

    def _rewire(self, n_resamples: int, seed: int) -> Rewire | None:
        """Deal partners again, once for all measures; None where nobody can be dealt."""
        if not len(self.count.pairs.a) or all(map(self._tallied, range(len(self.units)))):
            return None
        key = (n_resamples, seed)
        if key not in self._draws:
            self._draws[key] = rewire_of(
                self.count, self.weight, n_resamples, seed, self.clusters.family
            )
        return self._draws[key]


def _stacked(matrix: MixingMatrix) -> MixingMatrix:
    """Give a single table a leading axis."""
    if matrix.contacts.ndim == 3:
        return matrix

    def one(values: Floats | None) -> Floats | None:
        return None if values is None else values[np.newaxis]

    return MixingMatrix(
        one(matrix.contacts),
        matrix.groups,
        sizes=one(matrix.sizes),
        opportunities=one(matrix.opportunities),
        expected=one(matrix.expected),
        directed=matrix.directed,
    )


def with_dealt(matrix: MixingMatrix, dealt: Floats) -> MixingMatrix:
    """Return the tables together with what dealing partners again gives."""
    return MixingMatrix(
        matrix.contacts,
        matrix.groups,
        sizes=matrix.sizes,
        opportunities=matrix.opportunities,
        expected=matrix.expected,
        units=matrix.units,
        directed=matrix.directed,
        dealt=dealt,
    )
