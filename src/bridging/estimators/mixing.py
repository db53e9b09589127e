"""Measures of mixing on a study: values, values without each person, and the partner rewire."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.counting.clusters import Clusters
from bridging.counting.dealing import Dealing, lay_out
from bridging.counting.deletions import Deletions, without_each, without_each_session
from bridging.counting.mixing import MixingCount
from bridging.errors import OptionError
from bridging.estimators.base import Options, Without, not_recorded
from bridging.inference import NullSummary, monte_carlo_p, studentised
from bridging.measures import Measure
from bridging.nulls import get_null
from bridging.results import Sizes
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints
from bridging.words import all_left_out_text

DEFAULT_NULL = "partner_rewire"
FEWEST = 99


class MixingEstimator:
    """Measures of a `MixingMatrix` on one line of a study.

    Parameters
    ----------
    count : MixingCount
    weight : str
    clusters : Clusters
        The people or families that are left out as a whole.
    """

    def __init__(self, count: MixingCount, weight: str, clusters: Clusters) -> None:
        self.count, self.weight, self.clusters = count, weight, clusters
        self.units, self.groups = count.units.labels, count.line.groups
        self.structure = _stacked(count.matrix())
        self._draws: dict[tuple[int, int], _Draws] = {}

    def values(self, measure: Measure, options: Options) -> Floats:
        """Return the values, of shape (U,) or (U, K)."""
        return np.asarray(measure(self.structure, **options))

    def reasons(self, measure: Measure, options: Options, language: str) -> npt.NDArray[np.object_]:
        """Say why values are missing."""
        reasons = measure.reasons(self.structure, options, language)
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
        values = np.asarray(measure(part.matrix, **options))
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

    def sizes(self, unit: int) -> Sizes:
        """Return how much data a unit has."""
        people = None if self.count.sizes is None else int(self.count.sizes[unit].sum())
        if people is None and self.count.coded.contacts is not None:
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
        """Return what the partner rewire gives, by unit and group."""
        if model == "default":
            model = DEFAULT_NULL
        get_null(model)
        if model != DEFAULT_NULL:
            raise OptionError(f"`null` can't be {model!r} for {measure.name!r}.")
        if not len(self.count.pairs.a) or all(map(self._tallied, range(len(self.units)))):
            return None
        draws = self._draw(n_resamples, seed)
        values = np.asarray(measure(draws.tables(self.structure), **options))
        values = values.reshape(n_resamples, len(self.units), -1)
        observed = self.values(measure, options).reshape(len(self.units), -1)
        if draws.informative.any() and not self._depends_on_partners(measure, options, draws):
            return None
        return [
            [
                self._summary(
                    measure, options, draws, unit, k, values, observed, model, alternative
                )
                for k in range(observed.shape[1])
            ]
            for unit in range(len(self.units))
        ]

    def _depends_on_partners(self, measure: Measure, options: Options, draws: "_Draws") -> bool:
        """Whether the measure changes where a contact crosses instead of staying within a group."""
        parts = np.asarray(self.values(measure, options)).reshape(len(self.units), -1).shape[1]
        return any(
            np.any(_slope(measure, options, self.structure, draws.mean_table(unit), unit, k))
            for unit in np.flatnonzero(draws.informative).tolist()
            for k in range(parts)
        )

    def _draw(self, n_resamples: int, seed: int) -> "_Draws":
        """Draw once for all measures."""
        key = (n_resamples, seed)
        if key not in self._draws:
            self._draws[key] = _Draws(
                lay_out(self.count, self.weight), self.count, n_resamples, seed
            )
        return self._draws[key]

    def _summary(
        self,
        measure: Measure,
        options: Options,
        draws: "_Draws",
        unit: int,
        k: int,
        values: Floats,
        observed: Floats,
        model: str,
        alternative: str,
    ) -> NullSummary:
        """Compare one value with its draws."""
        drawn = values[:, unit, k]
        there = np.isfinite(drawn)
        if self._tallied(unit):
            return _nothing(model, alternative, len(drawn), None, *TALLIED)
        if not draws.informative[unit]:
            return _nothing(model, alternative, len(drawn), draws.share[unit])
        if not there.any() or not np.isfinite(observed[unit, k]):
            return _nothing(model, alternative, len(drawn), draws.share[unit])
        mean, sd = (
            float(drawn[there].mean()),
            float(drawn[there].std(ddof=1)) if there.sum() > 1 else 0.0,
        )
        slope = _slope(measure, options, self.structure, draws.mean_table(unit), unit, k)
        statistic = draws.statistic(unit, slope)
        return NullSummary(
            model=model,
            mean=mean,
            sd=sd,
            z_score=float((observed[unit, k] - mean) / sd) if sd > 1e-12 else float("nan"),
            p_value=monte_carlo_p(statistic[0], statistic[1:][there], alternative),
            alternative=alternative,
            n_resamples=len(drawn),
            n_lost=int((~there).sum()),
            informative_share=draws.share[unit],
        )


ONE_ARRANGEMENT = (
    "no session allows more than one arrangement of its contacts over the groups",
    "geen enkel openingsmoment laat meer dan één verdeling van zijn contacten over de groepen toe",
)
TALLIED = ("tallies do not say who, so that nobody can be dealt again",
           "turflijsten zeggen niet wie, zodat niemand herverdeeld kan worden")  # fmt: skip


def _nothing(
    model: str,
    alternative: str,
    n: int,
    share: float | None,
    reason: str = ONE_ARRANGEMENT[0],
    reason_nl: str = ONE_ARRANGEMENT[1],
) -> NullSummary:
    """Return a null that has nothing to say."""
    nan = float("nan")
    return NullSummary(
        model=model,
        mean=nan,
        sd=nan,
        z_score=nan,
        p_value=nan,
        alternative=alternative,
        n_resamples=n,
        informative_share=nan if share is None else share,
        undefined=reason,
        undefined_nl=reason_nl,
    )


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


def _slope(
    measure: Measure,
    options: Options,
    structure: MixingMatrix,
    table: Floats,
    unit: int,
    k: int,
) -> Floats:
    """Return how much the measure changes for one more contact of each pair of groups.

    A numerical derivative at the mean table of the draws, of shape (K, K).
    """
    size = len(table)
    step = max(float(table.sum()), 1.0) * 1e-5
    i, j = np.triu_indices(size)
    bump = np.zeros((len(i), size, size))
    bump[np.arange(len(i)), i, j] += 1
    bump[np.arange(len(i)), j, i] += 1

    def at(tables: Floats) -> Floats:
        def wide(values: Floats | None) -> Floats | None:
            if values is None:
                return None
            return np.broadcast_to(values[unit], (len(tables), *values[unit].shape))

        stack = MixingMatrix(
            tables,
            structure.groups,
            sizes=wide(structure.sizes),
            opportunities=wide(structure.opportunities),
            expected=wide(structure.expected),
        )
        return np.asarray(measure(stack, **options)).reshape(len(tables), -1)[:, k]

    down = np.minimum(step, table[i, j] / 2)[:, np.newaxis, np.newaxis] * bump
    up = step * bump
    change = (at(table + up) - at(table - down)) / (step + np.minimum(step, table[i, j] / 2))
    slope = np.zeros((size, size))
    slope[i, j] = slope[j, i] = np.nan_to_num(change)
    return slope


class _Draws:
    """The observed arrangement and its draws, as groups and people of each pair in contact.

    Row 0 is the observed arrangement.
    """

    def __init__(self, dealing: Dealing, count: MixingCount, n: int, seed: int) -> None:
        self.dealing, self.count, self.n = dealing, count, n
        rng = np.random.default_rng(seed)
        # with few draws, more are made to see which sessions allow more than one arrangement
        blocks = get_null(DEFAULT_NULL).function(dealing.deal, max(n, FEWEST), rng)
        people = np.concatenate([dealing.deal.person[np.newaxis], *blocks])  # type: ignore[misc]
        a, b = people[:, dealing.first], people[:, dealing.second]
        self.pair = np.minimum(a, b) * (int(people.max(initial=0)) + 1) + np.maximum(a, b)
        self.a, self.b = count.group[a], count.group[b]
        self.weight = np.broadcast_to(dealing.weight, self.pair.shape)
        if dealing.once:
            self.weight = np.where(_repeated(self.pair, dealing.stratum), 0.0, self.weight)
        self.informative, self.share = self._informative()
        self.pair, self.a, self.b = self.pair[: n + 1], self.a[: n + 1], self.b[: n + 1]
        self.weight = self.weight[: n + 1]
        self._tables = self._count()

    def _count(self) -> Floats:
        """Count contacts by draw, unit and groups, of shape (n + 1, U, K, K)."""
        units, size = len(self.count.units.labels), len(self.count.line.groups)
        row = np.arange(self.n + 1)[:, np.newaxis]
        cell = ((row * units + self.dealing.unit) * size + self.a) * size + self.b
        shape = (self.n + 1, units, size, size)
        table = np.bincount(
            cell.ravel(), weights=self.weight.ravel(), minlength=int(np.prod(shape))
        ).reshape(shape)
        return np.asarray(table + np.swapaxes(table, 2, 3), dtype=np.float64)

    def _informative(self) -> tuple[npt.NDArray[np.bool_], Floats]:
        """Say of each unit whether any session's table changes, and the share of such contacts."""
        units = len(self.count.units.labels)
        strata = int(self.dealing.stratum.max(initial=-1)) + 1
        low, high = np.minimum(self.a, self.b), np.maximum(self.a, self.b)
        kind = low * len(self.count.line.groups) + high
        moved = np.zeros(strata, dtype=bool)
        for value in np.unique(kind):
            seen = np.zeros((len(self.a), strata))
            row, place = np.nonzero(kind == value)
            np.add.at(seen, (row, self.dealing.stratum[place]), self.weight[row, place])
            moved |= (np.abs(seen - seen[0]) > 1e-9).any(axis=0)
        total = np.bincount(self.dealing.unit, weights=self.dealing.weight, minlength=units)
        told = np.bincount(
            self.dealing.unit,
            weights=self.dealing.weight * moved[self.dealing.stratum],
            minlength=units,
        )
        with np.errstate(invalid="ignore"):
            return told > 0, told / total

    def tables(self, structure: MixingMatrix) -> MixingMatrix:
        """Return the tables of the draws as a stack of shape (n, U, K, K)."""

        def wide(values: Floats | None) -> Floats | None:
            return None if values is None else np.broadcast_to(values, (self.n, *values.shape))

        return MixingMatrix(
            self._tables[1:],
            structure.groups,
            sizes=wide(structure.sizes),
            opportunities=wide(structure.opportunities),
            expected=wide(structure.expected),
        )

    def mean_table(self, unit: int) -> Floats:
        """Return the mean of the draws and the observed table of a unit."""
        return np.asarray(self._tables[:, unit].mean(axis=0))

    def statistic(self, unit: int, slope: Floats) -> Floats:
        """Return the studentised statistic of the observed arrangement and of each draw.

        Each contact's part in the measure (`slope` of its groups) is compared with the mean part
        of its session's contacts over all arrangements.
        """
        mine = self.dealing.unit == unit
        weight = self.weight[:, mine]
        part = slope[self.a[:, mine], self.b[:, mine]]
        number = np.unique(self.dealing.stratum[mine], return_inverse=True)[1]
        by_session = np.bincount(number, weights=(weight * part).sum(axis=0))
        volume = np.bincount(number, weights=weight.sum(axis=0))
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.nan_to_num(by_session / volume)
        return studentised(weight * (part - mean[number]), self.pair[:, mine])


def _repeated(pair: Ints, stratum: Ints) -> npt.NDArray[np.bool_]:
    """Say which contacts repeat a pair of the same session, in each row."""
    key = stratum * (int(pair.max(initial=0)) + 1) + pair
    order = np.argsort(key, axis=1, kind="stable")
    ordered = np.take_along_axis(key, order, axis=1)
    repeat = np.zeros(key.shape, dtype=bool)
    repeat[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    result: Any = np.zeros(key.shape, dtype=bool)
    np.put_along_axis(result, order, repeat, axis=1)
    return np.asarray(result)
