"""What a report knows of a line: counted and estimated first, withheld afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.counting.mixing import MixingCount
from bridging.errors import DataError, OptionError
from bridging.estimate import profile
from bridging.privacy import Hidden, find_hidden, small, suppress, withhold
from bridging.records import Line
from bridging.report.reasons import explained
from bridging.results import Result, Results
from bridging.structures import MixingMatrix
from bridging.study import Study

ALL = "all"
OF_PEOPLE = ("blau_unbiased",)
OF_CONTACTS = ("bridging_share", "odds_ratio_within")
Floats = npt.NDArray[np.float64]
Step = Callable[[], object]


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


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """All that a report shows of one line; numbers of `hidden` rows must not be shown.

    Counts below `minimum` are not shown either (1: all are). `visits_counted` and
    `contacts_counted` say that tallies, which have no people, stand behind presence or contacts.
    """

    line: Line
    people: People | None
    mixing: MixingMatrix | None  # a stack: sites, then all
    results: Results
    took_part: TookPart | None
    hidden: Hidden
    has_presence: bool
    has_contacts: bool
    visits_counted: bool
    contacts_counted: bool
    minimum: int

    def groups(self, language: str) -> tuple[str, ...]:
        """Return what the groups are called."""
        return self.line.group_texts(language)

    @property
    def rows(self) -> tuple[str, ...]:
        """The sites with something to say about contacts or presence, then all together."""
        return () if self.mixing is None or self.mixing.units is None else self.mixing.units

    def result(self, measure: str, row: str) -> Result | None:
        """Return one result, None where it was not computed."""
        for item in self.results:
            if item.measure.name == measure and item.unit == row:
                return item
        return None


def steps(study: Study) -> int:
    """Count the steps of long work, for a progress bar."""
    return 2 * len([line for line in study.lines.values() if line.groups])


def line_facts(
    study: Study,
    line: Line,
    *,
    audience: str,
    minimum: int,
    seed: int,
    n_resamples: int,
    step: Step,
) -> LineFacts:
    """Compute everything of one line, then withhold what is too small."""
    hidden = find_hidden(study, line.name, audience=audience, minimum=minimum)
    present, met = (_tallied(study, f"tallies_{what}", line) for what in ("present", "contacts"))
    has_presence = study.coded.visits is not None or present
    has_contacts = study.coded.contacts is not None or met
    several = len(study.sites) > 1
    results: list[Result] = []
    for by in ("site", None) if several else ("site",):
        results += _of_people(study, line.name, by, seed)
        if has_contacts and not (by is None and hidden.total):
            results += profile(
                study,
                line.name,
                by,
                OF_CONTACTS,
                seed=seed,
                n_resamples=n_resamples,
            )
        step()
    if not several:
        step()
    mixing = _mixing(study, line.name, several) if has_presence or has_contacts else None
    return LineFacts(
        line=line,
        people=_people(study, line.name, several),
        mixing=mixing,
        results=suppress(Results(explained(results, mixing)), hidden),
        took_part=_took_part(study, line, audience, minimum) if has_contacts else None,
        hidden=hidden,
        has_presence=has_presence,
        has_contacts=has_contacts,
        visits_counted=present,
        contacts_counted=met,
        minimum=minimum if audience == "publication" else 1,
    )


def _tallied(study: Study, table: str, line: Line) -> bool:
    rows = study.records.tables.get(table)
    return rows is not None and bool((rows["line"] == line.name).any())


def _of_people(study: Study, line: str, by: str | None, seed: int) -> list[Result]:
    try:
        return list(profile(study, line, by, OF_PEOPLE, seed=seed, null=None, interval=None))
    except (DataError, OptionError):  # nothing says who was where
        return []


def _people(study: Study, line: str, several: bool) -> People | None:
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


def _mixing(study: Study, line: str, several: bool) -> MixingMatrix:
    """Return the tables of the sites with all of them together as the last."""
    sites = study.mixing(line, "site")
    if not several:
        return sites
    whole = study.mixing(line)

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


def _took_part(study: Study, line: Line, audience: str, minimum: int) -> TookPart | None:
    """Count visitors by the kinds of contact they had, where people are known by name."""
    if study.coded.visits is None or study.coded.contacts is None:
        return None
    states: dict[str, Floats] = {}
    for by in ("site", None):
        count = study.count_mixing(line.name, by)
        if len(count.tallied.unit):
            return None
        of_site = count.units.code if by == "site" else np.zeros(len(study.coded.sessions), int)
        for unit, label in enumerate(count.units.labels):
            states[label] = _states(study, count, unit, of_site)
    hidden = Hidden()
    if audience == "publication":
        sites = [name for name in states if name != ALL]
        cells = np.array([states[name] for name in sites])
        hidden = withhold(sites, cells, cells.sum(axis=1), minimum, states[ALL])
        if small(states[ALL], minimum).any():
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
