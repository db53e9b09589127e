"""What a report counts of a line: people, contacts, what was left out, and what is too small."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.counting.mixing import MixingCount
from bridging.errors import DataError, OptionError
from bridging.privacy import Hidden, small, withhold
from bridging.records import Line
from bridging.structures import MixingMatrix
from bridging.study import Study

ALL = "all"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is asked for.

    Parameters
    ----------
    audience : {"publication", "team"}
    minimum : int
        The smallest count that a page for publication shows.
    seed, n_resamples : int
    dealt : bool
        Whether partners are dealt again: not of a very large study, where that would take hours.
    """

    audience: str
    minimum: int
    seed: int
    n_resamples: int
    dealt: bool = True

    @property
    def least(self) -> int:
        """Counts below it are not shown; for the team all are."""
        return self.minimum if self.audience == "publication" else 1


@dataclass(frozen=True, kw_only=True)
class People:
    """Visitors by group of each row; the row ``all`` is everybody, where there are several sites."""

    rows: tuple[str, ...]
    counts: Floats  # (rows, groups)
    unknown: Floats  # (rows,)
    by_site: bool


@dataclass(frozen=True, kw_only=True)
class TookPart:
    """How many visitors of known group had which kinds of contact, by row.

    `states` has the columns both, within only, across only, neither.
    """

    states: Mapping[str, Floats]
    hidden: Hidden


def hide_few_pairs(mixing: MixingMatrix | None, hidden: Hidden, minimum: int) -> Hidden:
    """Withhold rows whose pairs present together are few too: the chain would say how many."""
    if minimum == 1 or mixing is None or mixing.opportunities is None or mixing.units is None:
        return hidden
    few = {
        unit
        for unit, pairs in zip(mixing.units, mixing.opportunities, strict=True)
        if few_of(pairs, minimum)
    }
    if not few - hidden.units - ({ALL} if hidden.total else set()):
        return hidden
    return Hidden(units=hidden.units | (few - {ALL}), total=hidden.total or bool(few))


def few_of(pairs: Floats, minimum: int) -> bool:
    """Say whether the pairs present together, across or within, are too few to publish."""
    total, within = float(pairs.sum() / 2), float(np.trace(pairs) / 2)
    return bool(small([total, within, total - within], minimum).any())


def is_tallied(study: Study, table: str, line: Line) -> bool:
    """Say whether a table of tallies has rows of a line."""
    rows = study.records.tables.get(table)
    return rows is not None and bool((rows["line"] == line.name).any())


def count_people(study: Study, line: str, several: bool) -> People | None:
    """Count visitors by site and in all; only in all where nothing says who was where."""
    rows: list[str] = []
    counts, unknown = [], []
    by_site = False
    for by in ("site", None) if several else ("site",):
        try:
            count = study.count_composition(line, by, "all")
        except (DataError, OptionError):
            continue
        by_site |= by == "site"
        labels = count.stacked.labels if by == "site" else (ALL,)
        rows += labels
        counts.append(count.composition.counts.reshape(len(labels), -1))
        unknown.append(np.asarray(count.left_out, dtype=float)[: len(labels)])
    if not rows:
        return None
    return People(
        rows=tuple(rows),
        counts=np.concatenate(counts),
        unknown=np.concatenate(unknown),
        by_site=by_site,
    )


def mixing_counts(study: Study, line: Line, several: bool) -> dict[str, MixingCount]:
    """Count the contacts of the sites, and (of several) of all together."""
    counts = {"site": study.count_mixing(line.name, "site")}
    return counts | ({ALL: study.count_mixing(line.name)} if several else {})


def stacked_mixing(counts: Mapping[str, MixingCount]) -> MixingMatrix:
    """Return the tables of the sites with all of them together as the last."""
    sites = counts["site"].matrix()
    if ALL not in counts:
        return sites
    whole = counts[ALL].matrix()

    def stacked(one: Floats | None, other: Floats | None) -> Floats | None:
        if one is None or other is None:
            return None
        return np.concatenate([one, other[np.newaxis]])

    return MixingMatrix(
        stacked(sites.contacts, whole.contacts),
        sites.groups,
        opportunities=stacked(sites.opportunities, whole.opportunities),
        expected=stacked(sites.expected, whole.expected),
        units=[*(sites.units or ()), ALL],
    )


def count_left_out(counts: Mapping[str, MixingCount]) -> dict[str, dict[str, int]]:
    """Count contacts left out by row and reason."""
    return {
        unit: {
            reason: int(numbers[place])
            for reason, numbers in count.left_out.items()
            if numbers[place]
        }
        for count in counts.values()
        for place, unit in enumerate(count.units.labels)
    }


def count_took_part(
    study: Study, counts: Mapping[str, MixingCount], asked: Asked
) -> TookPart | None:
    """Count visitors by the kinds of contact they had, where people are known by name."""
    if study.coded.visits is None or study.coded.contacts is None:
        return None
    states: dict[str, Floats] = {}
    for by, count in counts.items():
        if len(count.tallied.unit):
            return None
        of_site = count.units.code if by == "site" else np.zeros(len(study.coded.sessions), int)
        for unit, label in enumerate(count.units.labels):
            states[label] = _states(study, count, unit, of_site)
    states.setdefault(ALL, next(iter(states.values())))
    hidden = Hidden()
    if asked.audience == "publication":
        sites = [name for name in states if name != ALL]
        cells = np.array([states[name] for name in sites])
        hidden = withhold(sites, cells, cells.sum(axis=1), asked.minimum, states[ALL])
        if small(states[ALL], asked.minimum).any():
            hidden = Hidden(units=hidden.units, total=True)
    return TookPart(states=states, hidden=hidden)


def _states(
    study: Study, count: MixingCount, unit: int, of_session: npt.NDArray[np.int64]
) -> Floats:
    """Count people of known group present in a unit: both, within, across, neither."""
    visits, pairs, group = study.coded.visits, count.pairs, count.group
    assert visits is not None
    there = np.unique(visits.person[of_session[visits.session] == unit])
    there = there[group[there] >= 0]
    mine = pairs.unit == unit
    a, b = pairs.a[mine], pairs.b[mine]
    same = group[a] == group[b]
    within = np.isin(there, np.concatenate([a[same], b[same]]))
    across = np.isin(there, np.concatenate([a[~same], b[~same]]))
    kinds = (within & across, within & ~across, ~within & across, ~within & ~across)
    return np.array([kind.sum() for kind in kinds], dtype=float)
