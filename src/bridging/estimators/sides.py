"""The interval of a difference between two sides, and the test of none that agrees with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from bridging.estimators.base import Estimator, Without
from bridging.estimators.composition import CompositionEstimator
from bridging.estimators.intervals import (
    BOOTSTRAPS,
    RICHNESS,
    column,
    diversity_of_shares,
    is_diversity,
)
from bridging.inference import (
    Interval,
    NullSummary,
    bootstrap_interval,
    bootstrap_p,
    diversity_interval,
    interval_p,
    jackknife,
)
from bridging.inference.difference import METHOD, correlation_of, joined_limits, p_of_limits
from bridging.inference.diversity import limits_at
from bridging.inference.scales import PLAIN, scale_for
from bridging.measures import Measure

DIFFERENCES = (
    "default",
    "jackknife",
    "session_bootstrap",
    "session_bootstrap_basic",
    "session_bootstrap_bca",
    None,
)
SAME_SESSIONS = (
    "the same sessions are on both sides, so that they can't be drawn apart: leave people out "
    "instead",
    "dezelfde openingsmomenten staan aan beide kanten, zodat ze niet apart getrokken kunnen "
    "worden: laat in de plaats mensen weg",
)

Made = tuple[Interval | None, NullSummary | None]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """One value of a measure on two sides."""

    record: Measure
    estimators: tuple[Estimator, ...]
    options: Mapping[str, Any]
    places: tuple[int, ...]
    part: int
    values: tuple[float, float]

    @property
    def difference(self) -> float:
        """The second side minus the first."""
        return self.values[1] - self.values[0]

    def without(self) -> list[Without] | None:
        """Return the values of both sides without each person; None where a side has none."""
        found = []
        for side, place in zip(self.estimators, self.places, strict=True):
            part = side.without(self.record, self.options, place)
            if part is None or not part.names:
                return None
            found.append(part)
        return found


def difference_interval(
    sides: Sides, interval: str, level: float, n_resamples: int, seed: int
) -> Made:
    """Return the interval of a difference, and the test of none that agrees with it."""
    if interval in BOOTSTRAPS:
        return _drawn(sides, interval, level, n_resamples, seed)
    if interval == "default" and is_diversity(sides.record, sides.estimators[0]):
        return _joined_diversity(sides, level)
    return _left_out(sides, level)


def _left_out(sides: Sides, level: float) -> Made:
    """Leave each person out of both sides at once."""
    left = sides.without()
    if left is None:
        return None, None
    for part, value in zip(left, sides.values, strict=True):
        alone = jackknife(
            value,
            column(part.values, sides.part),
            scale=scale_for(sides.record.range),
            pairs=part.pairs,
            level=level,
            method=part.method,
            multiplicity=part.multiplicity,
        )
        if alone.undefined:
            # a difference has none where a side has none
            return alone, None
    first, second = _by_name(sides, left)
    found = jackknife(
        sides.difference,
        second - first,
        scale=PLAIN,
        pairs=left[0].pairs,
        level=level,
        method=left[0].method,
    )
    if found.undefined:
        return found, None
    return found, _no_difference(
        "difference_jackknife",
        sides.difference,
        found.std_error,
        interval_p(found, 0.0, PLAIN),
    )


def _by_name(sides: Sides, left: list[Without]) -> tuple[Any, Any]:
    """Return both sides without each person of either; who was not there changes nothing."""
    everyone = dict.fromkeys([*left[0].names, *left[1].names])
    found = []
    for part, whole in zip(left, sides.values, strict=True):
        value = dict(zip(part.names, column(part.values, sides.part).tolist(), strict=True))
        found.append(np.array([value.get(name, whole) for name in everyone]))
    return found[0], found[1]


def _joined_diversity(sides: Sides, level: float) -> Made:
    """Join the limits of two diversities, which need not lie evenly around them."""
    limits, errors, number, method = [], [], 0, METHOD
    for side, place, value in zip(sides.estimators, sides.places, sides.values, strict=True):
        estimator = cast(CompositionEstimator, side)
        clusters = estimator.people_by_cluster(place)
        if clusters is None:
            return None, None
        table, method = clusters
        if sides.record.name == "richness":
            return Interval.missing(level, method, *RICHNESS), None
        of = diversity_of_shares(sides.record, sides.options, estimator.groups)
        alone = diversity_interval(value, table, of, level=level, method=method)
        if alone.undefined:
            return alone, None
        limits.append(limits_at(table, of))
        errors.append(alone.std_error)
        number += alone.n_clusters
    r, shared = 0.0, 0
    left = sides.without()
    if left is not None:
        shared = len(set(left[0].names) & set(left[1].names))
    if left is not None and shared:
        r = correlation_of(*_by_name(sides, left))
    joined = joined_limits(*sides.values, (limits[0], limits[1]), r)
    low, high = joined(level)
    error = float(np.sqrt(max(errors[0] ** 2 + errors[1] ** 2 - 2 * r * errors[0] * errors[1], 0)))
    label = f"{method}, {METHOD}"
    if high - low <= 1e-12:
        return Interval.missing(
            level,
            label,
            "both sides are the same people, so that the data show no spread",
            "beide kanten zijn dezelfde mensen, zodat de gegevens geen spreiding tonen",
        ), None
    found = Interval(
        low=low,
        high=high,
        std_error=error,
        level=level,
        method=label,
        n_clusters=number - shared,
    )
    return found, _no_difference(
        "difference_of_diversities", sides.difference, error, p_of_limits(joined, 0.0, level)
    )


def _drawn(sides: Sides, interval: str, level: float, n_resamples: int, seed: int) -> Made:
    """Draw the sessions of each side again."""
    drawn, kind = BOOTSTRAPS[interval]
    parts = []
    for number, (side, place) in enumerate(zip(sides.estimators, sides.places, strict=True)):
        # each side has draws of its own
        part = side.redraw(
            sides.record, sides.options, place, drawn, n_resamples, 2 * seed + number
        )
        if part is None:
            return None, None
        if part.reason is not None:
            return Interval.missing(level, part.method, *part.reason), None
        parts.append(part)
    first, second = parts
    if set(first.names) & set(second.names):
        return Interval.missing(level, first.method, *SAME_SESSIONS), None
    fewest = min(first.clusters, second.clusters)
    draws = without = np.zeros(0)
    if fewest > 1:
        draws = column(second.values, sides.part) - column(first.values, sides.part)
        left = [column(part.without, sides.part) for part in parts]
        # what is left out of a side moves the difference from where it is
        without = sides.difference + np.concatenate(
            [left[0].mean() - left[0], left[1] - left[1].mean()]
        )
    found = bootstrap_interval(
        sides.difference,
        draws,
        kind=kind,
        scale=PLAIN,
        method=first.method,
        clusters=fewest,
        drawn=drawn,
        without=without if kind == "bca" else None,
        level=level,
    )
    if found.undefined:
        return found, None
    p = bootstrap_p(
        sides.difference, draws, 0.0, kind=kind, scale=PLAIN,
        without=without if kind == "bca" else None,
    )  # fmt: skip
    return found, _no_difference(
        "difference_session_bootstrap",
        sides.difference,
        found.std_error,
        p,
        n_resamples,
        found.n_lost,
    )


def _no_difference(
    model: str, difference: float, error: float, p: float, draws: int = 0, lost: int = 0
) -> NullSummary:
    """Return the test of no difference."""
    return NullSummary(
        model=model,
        mean=0.0,
        sd=error,
        z_score=difference / error if error > 1e-12 else float("nan"),
        p_value=p,
        alternative="two-sided",
        n_resamples=draws,
        n_lost=lost,
    )
