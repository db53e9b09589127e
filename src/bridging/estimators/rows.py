"""One result for each unit and group of a measure, with interval and null."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from bridging.estimators.base import Estimator
from bridging.estimators.chance import NOT_OF_THIS, nothing_to_say
from bridging.estimators.intervals import make_intervals
from bridging.inference import Interval, NullSummary, agree
from bridging.inference.scales import PLAIN, scale_for
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
    made: str = "",
    withdrawn: int = 0,
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
        if nulls is None and null != "default":
            nothing = nothing_to_say(null, alternative, n_resamples, NOT_OF_THIS)
            nulls = [[nothing] * values.shape[1]] * len(estimator.units)
    results = []
    for unit, label in enumerate(estimator.units):
        intervals: list[Interval | None] = [None] * values.shape[1]
        if interval is not None:
            intervals = make_intervals(
                record,
                estimator,
                options,
                unit,
                values[unit],
                interval=interval,
                level=level,
                n_resamples=n_resamples,
                seed=seed,
            )
        sizes = estimator.sizes(unit)
        members = _members(estimator, unit) if per_group else None
        extra: dict[str, Any] = {"no_opportunity": True} if estimator.no_opportunity(unit) else {}
        if made:
            extra["made"] = made
        if withdrawn:
            extra["withdrawn"] = withdrawn
        for k in range(values.shape[1]):
            limits, chance = intervals[k], None if nulls is None else nulls[unit][k]
            if limits is not None and chance is not None:
                limits, chance = _agreed(record, float(values[unit, k]), limits, chance)
            results.append(
                Result(
                    measure=record,
                    line=line,
                    unit=label,
                    group=estimator.groups[k] if per_group else "all",
                    estimate=float(values[unit, k]),
                    interval=limits,
                    null=chance,
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


def _agreed(
    record: Measure, estimate: float, limits: Interval, chance: NullSummary
) -> tuple[Interval, NullSummary]:
    """Let an interval and a p-value of one result say the same of the value under chance."""
    if limits.undefined or not np.isfinite([chance.p_value, chance.mean, estimate]).all():
        return limits, chance
    scale = scale_for(record.range)
    with np.errstate(divide="ignore", invalid="ignore"):
        reached = np.isfinite(scale.to(np.array([estimate, chance.mean]))).all()
    limits, p = agree(
        limits,
        chance.p_value,
        at=chance.mean,
        estimate=estimate,
        scale=scale if reached and scale.name in limits.method else PLAIN,
        alternative=chance.alternative,
    )
    return limits, replace(chance, p_value=p, by_interval=p > chance.p_value)


def _members(estimator: Estimator, unit: int) -> list[int] | None:
    """Count the people of each group of a unit; None where people have no names."""
    people = estimator.people(unit)
    if people is None:
        return None
    return [sum(group == k for group in people.values()) for k in range(len(estimator.groups))]
