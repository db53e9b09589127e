"""Null models that deal labels again while the contacts stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.labelling import Labelling
from bridging.estimators.base import Options
from bridging.estimators.chance import NOT_OF_THIS, NOTHING_CHANGES, nothing_to_say
from bridging.estimators.crossing import along_crossing
from bridging.inference import NullSummary, monte_carlo_p
from bridging.measures import Measure
from bridging.nulls.convolution import AgainstChance, Distribution
from bridging.nulls.crossing_within_session import crossing_within_session
from bridging.nulls.label_exact import can_enumerate, every_labeling
from bridging.nulls.label_moments import label_moments
from bridging.nulls.label_permutation import label_permutation, label_tables
from bridging.nulls.label_permutation_within_session import label_permutation_within_session
from bridging.nulls.residual_permutation import MOST_LABELINGS, residual_permutation
from bridging.nulls.residual_ties import residual_ties
from bridging.nulls.ties import collapse_ties
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class LabelChance:
    """One unit of a study, and how its labels are dealt again.

    Parameters
    ----------
    layout : Labelling
    group : array of int, shape (P,)
        Group of each person of the study, -1 where not known.
    strata : array of int, shape (P,), or None
        People change labels within their stratum only.
    n : int
        Draws, where not all labelings are listed.
    seed : int
    alternative : str
    """

    layout: Labelling
    group: Ints
    strata: Ints | None
    n: int
    seed: int
    alternative: str

    def summaries(
        self, model: str, measure: Measure, options: Options, structure: MixingMatrix, unit: int
    ) -> list[NullSummary] | None:
        """Compare the values of a measure with chance; None where the model says nothing of it."""
        if model == "residual_permutation":
            return self._residual(measure, options, structure, unit)
        people = self._by_person if model == "label_permutation" else self._by_visit
        return people(measure, options, structure, unit)

    @property
    def _rng(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)

    def _among(self) -> tuple[Ints, Ints, Ints]:
        """Return the people there by name, their groups, and the place of each visit's person."""
        place = self.layout.place
        people = np.empty(place.max(initial=-1) + 1, dtype=np.int64)
        people[place] = self.layout.person
        return people, self.group[people], place

    def _stratum(self, people: Ints) -> Ints:
        if self.strata is None:
            return np.zeros(len(people), dtype=np.int64)
        return np.unique(self.strata[people], return_inverse=True)[1]

    def _ties(self, place: Ints, people: int) -> Any:
        layout = self.layout
        return collapse_ties(
            place[layout.first], place[layout.second], layout.weight, n_people=people
        )

    def _by_person(
        self, measure: Measure, options: Options, structure: MixingMatrix, unit: int
    ) -> list[NullSummary]:
        """Deal labels over people: all labelings where they are few, else draws."""
        people, groups, place = self._among()
        stratum, size = self._stratum(people), self.layout.size
        listed = can_enumerate(groups, stratum, most=MOST_LABELINGS)
        ties = self._ties(place, len(people))
        plain = self._plain(measure, options, structure, unit)
        if not listed and self._of_contacts(measure, options, structure, unit):
            tables = label_tables(ties, groups, size, n_draws=self.n, rng=self._rng, strata=stratum)
            values = self._measured(measure, options, structure, unit, {"contacts": tables})
        else:
            dealt = (
                every_labeling(groups, stratum)
                if listed
                else label_permutation(groups, stratum, self.n, self._rng)
            )
            labels = (block[:, place] for block in dealt)
            values = self._values(measure, options, structure, unit, labels)
        closed = None
        if plain is not None:
            moments = label_moments(ties, groups, size, strata=stratum)
            mean, variance = moments.of((1 - np.eye(size)) / 2)
            closed = plain[0] + plain[1] * mean, abs(plain[1]) * float(np.sqrt(variance))
        return self._compared("label_permutation", measure, options, structure, unit, values,
                              closed, listed)  # fmt: skip

    def _by_visit(
        self, measure: Measure, options: Options, structure: MixingMatrix, unit: int
    ) -> list[NullSummary]:
        """Deal labels over the people of each session; sums of sessions exactly where that goes."""
        model, layout = "label_permutation_within_session", self.layout
        group = self.group[layout.person]
        plain = self._plain(measure, options, structure, unit)
        if plain is not None:
            found = crossing_within_session(
                group, layout.cell, layout.first, layout.second, layout.weight
            )
            if found.distribution is not None:
                return [from_distribution(model, found, found.mean, plain, self.alternative)]
        draws = label_permutation_within_session(
            group, layout.cell, self.n, self._rng, keys=layout.keys
        )
        values = self._values(measure, options, structure, unit, draws)
        closed = None
        if plain is not None:
            closed = (
                plain[0] + plain[1] * found.mean,
                abs(plain[1]) * float(np.sqrt(found.variance)),
            )
        return self._compared(model, measure, options, structure, unit, values, closed, False)

    def _residual(
        self, measure: Measure, options: Options, structure: MixingMatrix, unit: int
    ) -> list[NullSummary] | None:
        """Deal labels over people and compare contacts beyond what each person talked."""
        plain = along_crossing(measure, options, structure, unit)
        if plain is None:
            return None
        layout = self.layout
        people, groups, place = self._among()
        ties = residual_ties(
            place, layout.cell, layout.party, layout.first, layout.second, layout.weight,
            n_people=len(people),
        )  # fmt: skip
        found = residual_permutation(groups, ties, self.n, self._rng, strata=self._stratum(people))
        group = self.group[layout.person]
        crossing = float(layout.weight[group[layout.first] != group[layout.second]].sum())
        mean = crossing - found.statistic + found.mean
        model = "residual_permutation"
        return [from_distribution(model, found, mean, plain, self.alternative, found.draws)]

    def _values(
        self, measure: Measure, options: Options, structure: MixingMatrix, unit: int, blocks: Any
    ) -> Floats:
        """Return the measure on the tables of each labeling, of shape (n, parts)."""
        parts = [
            self._measured(measure, options, structure, unit, self.layout.tables(labels))
            for labels in blocks
        ]
        return np.concatenate(parts)

    def _measured(
        self,
        measure: Measure,
        options: Options,
        structure: MixingMatrix,
        unit: int,
        tables: Mapping[str, Floats | None],
    ) -> Floats:
        """Return the measure of a stack of tables, of shape (n, parts); people stay as many."""
        contacts = tables["contacts"]
        assert contacts is not None
        sizes = None if structure.sizes is None else structure.sizes[unit]
        stack = MixingMatrix(
            contacts,
            structure.groups,
            sizes=None if sizes is None else np.broadcast_to(sizes, contacts.shape[:-1]),
            opportunities=tables.get("opportunities"),
            expected=tables.get("expected"),
        )
        return np.asarray(measure(stack, **options)).reshape(len(contacts), -1)

    def _plain(
        self, measure: Measure, options: Options, structure: MixingMatrix, unit: int
    ) -> tuple[float, float] | None:
        """Return what each crossing contact adds, where the measure follows those alone."""
        if not self._of_contacts(measure, options, structure, unit):
            return None
        return along_crossing(measure, options, contacts_only(structure), unit)

    @staticmethod
    def _of_contacts(
        measure: Measure, options: Options, structure: MixingMatrix, unit: int
    ) -> bool:
        """Whether a measure needs contacts and sizes alone."""
        alone = np.asarray(measure(contacts_only(structure), **options))[unit]
        return np.array_equal(alone, np.asarray(measure(structure, **options))[unit])

    def _compared(
        self,
        model: str,
        measure: Measure,
        options: Options,
        structure: MixingMatrix,
        unit: int,
        values: Floats,
        closed: tuple[float, float] | None,
        listed: bool,
    ) -> list[NullSummary]:
        """Compare each value of a measure with those under the labelings."""
        observed = np.asarray(measure(structure, **options)).reshape(len(structure.contacts), -1)
        found = []
        for k, value in enumerate(observed[unit].tolist()):
            drawn = values[:, k]
            there = np.isfinite(drawn)
            reason = NOTHING_CHANGES if there.any() else NOT_OF_THIS
            if not (there.any() and np.isfinite(value)) or np.ptp(drawn[there]) <= 1e-12:
                found.append(nothing_to_say(model, self.alternative, len(drawn), reason))
                continue
            mean = float(drawn[there].mean())
            sd = float(drawn[there].std(ddof=0 if listed else 1))
            if closed is not None:
                mean, sd = closed
            chance = Distribution.of_values(drawn[there])
            found.append(
                NullSummary(
                    model=model,
                    mean=mean,
                    sd=sd,
                    z_score=(value - mean) / sd if sd > 1e-12 else float("nan"),
                    p_value=chance.p_value(value, self.alternative)
                    if listed
                    else monte_carlo_p(value, drawn, self.alternative),
                    alternative=self.alternative,
                    n_resamples=len(drawn),
                    n_lost=int((~there).sum()),
                    exact=listed,
                    values=chance.values if listed else drawn[there],
                    chances=chance.chances if listed else None,
                )
            )
        return found


def from_distribution(
    model: str,
    found: AgainstChance,
    mean: float,
    plain: tuple[float, float],
    alternative: str,
    draws: Floats | None = None,
) -> NullSummary:
    """Put contacts across beside their exact distribution, on the scale of the measure.

    Parameters
    ----------
    model : str
    found : AgainstChance
    mean : float
        Contacts across by chance.
    plain : (float, float)
        The measure without contacts across, and what each adds.
    alternative : str
    draws : array of float, optional
        Draws of the statistic, where its distribution could not be listed.
    """
    none, each = plain
    if not found.variance > 0:
        return nothing_to_say(model, alternative, 0, NOTHING_CHANGES)
    turned = alternative
    if each < 0 and alternative != "two-sided":
        turned = {"less": "greater", "greater": "less"}[alternative]
    listed = found.distribution is not None
    p = found.p_value(turned)
    values, chances = draws, None
    if found.distribution is not None:
        values, chances = found.distribution.values, found.distribution.chances
    elif draws is not None:
        p = monte_carlo_p(found.statistic, draws, turned)
    return NullSummary(
        model=model,
        mean=none + each * mean,
        sd=abs(each) * float(np.sqrt(found.variance)),
        z_score=float(np.sign(each)) * found.z_score,
        p_value=p,
        alternative=alternative,
        n_resamples=0 if draws is None or listed else len(draws),
        exact=listed,
        values=None if values is None else none + each * (mean + values - found.mean),
        chances=chances,
    )


def contacts_only(structure: MixingMatrix) -> MixingMatrix:
    """Return the tables without what is known of presence, which labels would change too."""
    return MixingMatrix(structure.contacts, structure.groups, sizes=structure.sizes)
