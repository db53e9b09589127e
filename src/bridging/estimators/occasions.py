"""Occasions dealt again over the encounters of each session."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bridging.counting.dealing import stratum_keys
from bridging.counting.mixing import MixingCount
from bridging.errors import OptionError
from bridging.estimators.base import Options
from bridging.estimators.chance import NOTHING_CHANGES, nothing_to_say
from bridging.estimators.crossing import along_crossing
from bridging.estimators.labels import contacts_only, from_distribution
from bridging.inference import NullSummary, monte_carlo_p
from bridging.measures import Measure
from bridging.nulls.occasion_permutation import crossing_by_occasion, occasion_permutation
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints

MODEL = "occasion_permutation"


def occasion_summaries(
    count: MixingCount,
    structure: MixingMatrix,
    measure: Measure,
    options: Options,
    n: int,
    seed: int,
    alternative: str,
) -> list[list[NullSummary]] | None:
    """Compare the crossing contacts of each occasion with occasions dealt again.

    Returns
    -------
    list or None
        None where the measure asks for more than how many of the contacts cross.

    Raises
    ------
    OptionError
        The study was not split by a column of encounters.
    """
    if count.units.level != "encounter":
        raise OptionError(
            f"`null={MODEL!r}` must have `by` name a column of the encounters, as by='occasion'."
        )
    units = range(len(count.units.labels))
    lines = [along_crossing(measure, options, contacts_only(structure), unit) for unit in units]
    if not any(lines):
        return None
    encounters = _Encounters.of(count, n, seed)
    if np.ptp(encounters.total) == 0:
        return [[one] for one in _in_closed_form(encounters, lines, alternative)]
    return [[one] for one in _by_draws(encounters, lines, alternative)]


@dataclass(frozen=True)
class _Encounters:
    """The encounters of a study: what crosses, what there is, the occasion and the session."""

    crossing: Floats
    total: Floats
    value: Ints
    session: Ints
    keys: Ints
    units: int
    n: int
    seed: int

    @classmethod
    def of(cls, count: MixingCount, n: int, seed: int) -> "_Encounters":
        """Sum the contacts of each encounter."""
        pairs, units = count.pairs, len(count.units.labels)
        encounter, place = np.unique(pairs.encounter, return_inverse=True)
        across = count.group[pairs.a] != count.group[pairs.b]
        value, session = np.zeros_like(encounter), np.zeros_like(encounter)
        value[place], session[place] = pairs.unit, pairs.session
        if count.units.labels[-1] == "unknown":
            value[value == units - 1] = -1  # not recorded: not dealt
        sessions, session = np.unique(session, return_inverse=True)
        return cls(
            _summed(place, pairs.weight * across, len(encounter)),
            _summed(place, pairs.weight, len(encounter)),
            value,
            session,
            stratum_keys(count, np.zeros_like(sessions), sessions),
            units,
            n,
            seed,
        )

    @cached_property
    def draws(self) -> tuple[Floats, Floats]:
        """What crosses and what there is of each occasion in each draw, of shape (n, U)."""
        rng = np.random.default_rng(self.seed)
        blocks = occasion_permutation(self.value, self.session, self.n, rng, keys=self.keys)
        parts = [self._counted(block) for block in blocks]
        return np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts])

    @property
    def observed(self) -> tuple[Floats, Floats]:
        """The same as recorded, of shape (U,)."""
        crossing, total = self._counted(self.value[np.newaxis])
        return crossing[0], total[0]

    def _counted(self, values: Ints) -> tuple[Floats, Floats]:
        row, place = np.nonzero(values >= 0)
        cell, shape = row * self.units + values[row, place], (len(values), self.units)
        size = len(values) * self.units
        crossing = _summed(cell, self.crossing[place], size)
        return crossing.reshape(shape), _summed(cell, self.total[place], size).reshape(shape)


def _summed(cell: Ints, amount: Floats, size: int) -> Floats:
    return np.bincount(cell, weights=amount, minlength=size).astype(np.float64)


Line = tuple[float, float] | None


def _in_closed_form(
    encounters: _Encounters, lines: list[Line], alternative: str
) -> list[NullSummary]:
    """Every encounter counts as much: a sum of hypergeometric numbers over sessions."""
    found = []
    exact = crossing_by_occasion(
        encounters.crossing, encounters.value, encounters.session, encounters.units
    )
    for unit, (one, plain) in enumerate(zip(exact, lines, strict=True)):
        if plain is None or not one.variance > 0:
            found.append(nothing_to_say(MODEL, alternative, 0, NOTHING_CHANGES))
            continue
        draws = None if one.distribution is not None else encounters.draws[0][:, unit]
        found.append(from_distribution(MODEL, one, one.mean, plain, alternative, draws))
    return found


def _by_draws(encounters: _Encounters, lines: list[Line], alternative: str) -> list[NullSummary]:
    """Encounters differ in how much they count: compare shares with those of the draws."""
    found = []
    crossing, total = encounters.observed
    with np.errstate(divide="ignore", invalid="ignore"):
        shares, observed = encounters.draws[0] / encounters.draws[1], crossing / total
    for unit, plain in enumerate(lines):
        share = shares[:, unit]
        there = np.isfinite(share)
        if plain is None or not there.any() or np.ptp(share[there]) <= 1e-12:
            found.append(nothing_to_say(MODEL, alternative, encounters.n, NOTHING_CHANGES))
            continue
        none, each = plain[0], plain[1] * total[unit]
        drawn, value = none + each * share, float(none + each * observed[unit])
        mean, sd = float(drawn[there].mean()), float(drawn[there].std(ddof=1))
        found.append(
            NullSummary(
                model=MODEL,
                mean=mean,
                sd=sd,
                z_score=(value - mean) / sd,
                p_value=monte_carlo_p(value, drawn, alternative),
                alternative=alternative,
                n_resamples=encounters.n,
                n_lost=int((~there).sum()),
                values=drawn[there],
            )
        )
    return found
