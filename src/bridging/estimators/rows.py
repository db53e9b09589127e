"""One result for each unit and group of a measure, with interval and null."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from bridging.estimators.base import Estimator
from bridging.inference import Interval, jackknife
from bridging.inference.scales import scale_for
from bridging.measures import Measure
from bridging.results import Result
from bridging.version import __version__


def result_rows(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    *,
    line: str,
    null: str | None,
    interval: str | None,
    n_resamples: int,
    seed: int,
    level: float,
    alternative: str,
    fingerprint: str,
    counting: Mapping[str, Any],
) -> list[Result]:
    """Put together the results of one measure, for every unit and group."""
    per_group = record.gives_parts(options)
    shape = (len(estimator.units), -1)
    values = estimator.values(record, options).reshape(shape)
    reasons = {
        language: estimator.reasons(record, options, language).reshape(shape)
        for language in ("en", "nl")
    }
    nulls = None
    if null is not None:
        nulls = estimator.null(record, options, null, n_resamples, seed, alternative)
    results = []
    for unit, label in enumerate(estimator.units):
        intervals: list[Interval | None] = [None] * values.shape[1]
        if interval is not None:
            intervals = _intervals(record, estimator, options, unit, values[unit], level)
        sizes = estimator.sizes(unit)
        members = _members(estimator, unit) if per_group else None
        extra = {"no_opportunity": True} if estimator.no_opportunity(unit) else {}
        for k in range(values.shape[1]):
            results.append(
                Result(
                    measure=record,
                    line=line,
                    unit=label,
                    group=estimator.groups[k] if per_group else "all",
                    estimate=float(values[unit, k]),
                    interval=intervals[k],
                    null=None if nulls is None else nulls[unit][k],
                    sizes=sizes if members is None else replace(sizes, participants=members[k]),
                    options={**counting, **options},
                    seed=seed,
                    version=__version__,
                    fingerprint=fingerprint,
                    undefined=str(reasons["en"][unit, k]),
                    undefined_nl=str(reasons["nl"][unit, k]),
                    extra=extra,
                )
            )
    return results


def _members(estimator: Estimator, unit: int) -> list[int] | None:
    """Count the people of each group of a unit; None where people have no names."""
    people = estimator.people(unit)
    if people is None:
        return None
    return [sum(group == k for group in people.values()) for k in range(len(estimator.groups))]


def _intervals(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    unit: int,
    values: Any,
    level: float,
) -> list[Interval | None]:
    """Return the interval of each value of a unit; None where there is nothing to leave out."""
    if not np.isfinite(values).any():
        return [None] * len(values)
    without = estimator.without(record, options, unit)
    if without is None:
        return [None] * len(values)
    left = without.values.reshape(len(without.values), -1)
    return [
        jackknife(
            float(value),
            left[:, k],
            scale=scale_for(record.range),
            pairs=without.pairs,
            level=level,
            method=without.method,
            multiplicity=without.multiplicity,
        )
        if np.isfinite(value)
        else None
        for k, value in enumerate(values)
    ]
