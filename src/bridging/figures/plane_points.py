"""How many contacts stay within the groups and how many cross, for each visit or hour."""

import math
from dataclasses import dataclass

import numpy as np

from bridging.counting.deletions import Deletions, without_each, without_each_session
from bridging.counting.mixing import MixingCount
from bridging.errors import DataError, OptionError, check_choice
from bridging.estimators.base import Chance
from bridging.estimators.mixing import MixingEstimator
from bridging.figures.plane_amounts import Amounts, find_amounts
from bridging.inference import Interval, jackknife
from bridging.inference.scales import LOG
from bridging.measures import get_measure
from bridging.privacy import find_hidden
from bridging.records import Line
from bridging.structures.arrays import Floats
from bridging.study import Study

MOST_LINES = 4
PER = ("visit", "hour")
TIMES = 10.0  # visits or hours for which contacts are given


@dataclass(frozen=True, kw_only=True)
class Point:
    """One unit.

    Parameters
    ----------
    unit : str
    bonding, bridging : float
        Contacts of a visitor within the own group and across the line, for 10 visits (or hours).
    across, up : Interval or None
        The interval of each; None where there can't be one.
    dealt : (float, float) or None
        Both, if the same contacts were dealt again among the people present; None where that is
        not known, or could give nothing else.
    reason : str
        Key of the reason why the unit is not drawn, else empty.
    """

    unit: str
    bonding: float = math.nan
    bridging: float = math.nan
    across: Interval | None = None
    up: Interval | None = None
    dealt: tuple[float, float] | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Plane:
    """The units of a study on one line, in the order of the study."""

    line: Line
    by: str
    per: str
    level: float
    points: tuple[Point, ...]


def plane_points(
    study: Study,
    line: str | None = None,
    by: str = "site",
    *,
    per: str = "visit",
    level: float = 0.95,
    n_resamples: int = 99,
    seed: int = 0,
    audience: str = "team",
    minimum: int = 6,
) -> Plane:
    """Count contacts within and across for 10 visits (or hours of presence), with intervals.

    A contact of two people is one for each of them; visits and contacts are those of people of
    known group. Intervals leave each person (or family; of tallies each session) out, of contacts
    and visits alike, on the log scale.

    Parameters
    ----------
    study : Study
    line : str, optional
        May be left out where there is only one.
    by : str, default "site"
        A column of sites or sessions.
    per : {"visit", "hour"}
        Hours are from arrival to departure, or, where these are not written down, the opening's.
    level : float, default 0.95
    n_resamples, seed : int
        Dealings of partners; 0 for none.
    audience : {"team", "publication"}
    minimum : int, default 6

    References
    ----------
    Snijders and Borgatti (1999), "Non-parametric standard errors and tests for network statistics",
    for the factor; Aronow, Samii and Assenova (2015), "Cluster-robust variance estimation for
    dyadic data", for what it misses where people differ in how much they talk.

    Examples
    --------
    Three people at one opening, two contacts of which one crosses: of three visits, each contact
    counts from both ends.

    >>> import bridging as br
    >>> study = br.Study.from_frames(
    ...     participants={"participant": ["an", "bo", "cy"], "origin": ["a", "a", "b"]},
    ...     attendance={"participant": ["an", "bo", "cy"]},
    ...     encounters={"source": ["an", "an"], "target": ["bo", "cy"]},
    ...     lines={"origin": ["a", "b"]},
    ... )
    >>> point, = plane_points(study, n_resamples=0).points
    >>> round(point.bonding, 2), round(point.bridging, 2)
    (6.67, 6.67)
    """
    check_choice("per", per, PER)
    chosen = study.line_with_groups(line)
    count = study.count_mixing(chosen.name, by)
    if count.units.level != "session":
        raise OptionError(
            f"`by` must be a column of sites or sessions for a plane, not {by!r}: visits are "
            "counted there."
        )
    hidden = find_hidden(study, chosen.name, by, audience=audience, minimum=minimum)
    amounts = find_amounts(study, chosen, by, per)
    chance = Chance(n_resamples=max(n_resamples, 1), seed=seed)
    estimator = MixingEstimator(count, "encounters", study.clusters, chance)
    tables = estimator.structure.contacts
    shares = _dealt_shares(estimator, n_resamples, seed)
    points: list[Point] = []
    limits: _Limits | None = None
    for unit, name in enumerate(count.units.labels):
        reason = "hidden" if name in hidden else _reason(count, tables[unit], amounts, unit)
        if reason or amounts is None:
            points.append(Point(unit=name, reason=reason))
            continue
        limits = limits or _Limits(estimator, amounts, level)
        points.append(_point(name, tables[unit], amounts.of(unit), limits.of(unit), shares[unit]))
    return Plane(line=chosen, by=by, per=per, level=level, points=tuple(points))


def _reason(count: MixingCount, table: Floats, amounts: Amounts | None, unit: int) -> str:
    """Return the key of why a unit can't be drawn, empty where it can."""
    if count.coded.contacts is None and not len(count.tallied.unit):
        return "no_contacts"
    if amounts is None or not amounts.names:
        return "no_visits"
    total = amounts.of(unit)
    if math.isnan(total):
        return "no_hours"
    if not total:
        return "nobody_known"
    lost = sum(int(number[unit]) for number in count.left_out.values())
    return "no_known" if not table.sum() and lost else ""


def _dealt_shares(estimator: MixingEstimator, n_resamples: int, seed: int) -> list[float]:
    """Return the share of contacts across where partners are dealt again, NaN where not known."""
    nothing = [math.nan] * len(estimator.units)
    if n_resamples < 1:
        return nothing
    share = get_measure("bridging_share")
    found = estimator.null(share, {}, "default", n_resamples, seed, "two-sided")
    return nothing if found is None else [one[0].mean for one in found]


class _Limits:
    """Intervals that leave people (families; of tallies sessions) out; tables are made once."""

    def __init__(self, estimator: MixingEstimator, amounts: Amounts, level: float) -> None:
        self.estimator, self.amounts, self.level = estimator, amounts, level
        self.parts: dict[bool, dict[int, Deletions]] = {}

    def of(self, unit: int) -> tuple[Interval, Interval]:
        """Return the intervals of contacts within and across."""
        count, clusters = self.estimator.count, self.estimator.clusters
        sessions = bool((count.tallied.unit == unit).any())
        if sessions not in self.parts:
            made = without_each_session(count) if sessions else without_each(count, clusters.code)
            self.parts[sessions] = {part.unit: part for part in made}
        part = self.parts[sessions][unit]
        who = "session" if sessions else "family" if clusters.families else "person"
        rates = self._rates(unit, part, sessions)
        whole = ends(self.estimator.structure.contacts[unit])
        across, up = (
            jackknife(
                TIMES * whole[k] / self.amounts.of(unit),
                rates[:, k],
                scale=LOG,
                pairs=not sessions,
                level=self.level,
                method=f"leave-{who}-out jackknife",
                extra=0.0 if sessions else self._talk(unit, rates[:, k], whole[k], k == 1),
            )
            for k in range(2)
        )
        return across, up

    def _talk(self, unit: int, rates: Floats, whole: float, across: bool) -> float:
        """Return what the jackknife of pairs misses where people differ in how much they talk.

        Leaving out each person counts the noise of every pair twice, which is why it is halved; the
        differences between people are counted once, and halved with it. The variance that is
        robust for pairs with a person in common takes the squares of the pairs away instead.
        """
        pairs, group, code = (
            self.estimator.count.pairs,
            self.estimator.count.group,
            self.estimator.clusters.code,
        )
        mine = (pairs.unit == unit) & ((group[pairs.a] != group[pairs.b]) == across)
        one, other = code[pairs.a[mine]], code[pairs.b[mine]]
        both = np.stack([np.minimum(one, other), np.maximum(one, other)])
        place = np.unique(both, axis=1, return_inverse=True)[1].reshape(-1)
        squares = float((np.bincount(place, pairs.weight[mine]) ** 2).sum()) if mine.any() else 0.0
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = np.log(rates)
        if whole <= 0 or not np.isfinite(logs).all():
            return 0.0
        spread = float(((logs - logs.mean()) ** 2).sum())
        return max(0.0, spread / 2 - squares / (whole / 2) ** 2)

    def _rates(self, unit: int, part: Deletions, sessions: bool) -> Floats:
        """Return both numbers without each cluster, of shape (N, 2)."""
        table, total = self.estimator.structure.contacts[unit], self.amounts.of(unit)
        amount = self.amounts.by(unit, sessions)
        left = dict(zip(part.clusters.tolist(), part.matrix.contacts, strict=True))
        rates = np.full((len({*amount, *left}), 2), np.nan)
        for row, code in enumerate(sorted({*amount, *left})):
            rest = total - amount.get(code, 0.0)
            if rest > 1e-9:
                rates[row] = ends(left.get(code, table))
                rates[row] *= TIMES / rest
        return rates


def ends(table: Floats) -> tuple[float, float]:
    """Return contacts within and across, each counted from both ends.

    Examples
    --------
    >>> import numpy as np
    >>> ends(np.array([[4.0, 1.0], [1.0, 0.0]]))
    (4.0, 2.0)
    """
    within = float(np.trace(table))
    return within, float(table.sum()) - within


def _point(
    name: str,
    table: Floats,
    total: float,
    limits: tuple[Interval, Interval],
    share: float,
) -> Point:
    within, across = (TIMES * end / total for end in ends(table))
    both = within + across
    dealt = None if math.isnan(share) else (both * (1 - share), both * share)
    return Point(
        unit=name, bonding=within, bridging=across, across=limits[0], up=limits[1], dealt=dealt
    )


def planes_of(
    study: Study,
    line: str | None,
    by: str,
    per: str,
    level: float,
    n_resamples: int,
    seed: int,
    audience: str,
    minimum: int,
) -> list[Plane]:
    """Return the plane of each line."""
    names = [other.name for other in study.lines.values() if other.groups]
    names = names if line is None else [line]
    if not names:
        raise DataError("The study must have a line with groups to be drawn; it has none.")
    if len(names) > MOST_LINES:
        raise OptionError(
            f"`line` must be given: one figure shows at most {MOST_LINES} lines, and the study has "
            f"{len(names)}."
        )
    return [
        plane_points(
            study,
            name,
            by,
            per=per,
            level=level,
            n_resamples=n_resamples,
            seed=seed,
            audience=audience,
            minimum=minimum,
        )
        for name in names
    ]
