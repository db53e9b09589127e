"""One result for each difference of a measure between two studies."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from bridging.estimators.base import Estimator
from bridging.estimators.sides import Sides, difference_interval
from bridging.measures import Measure
from bridging.results import Result, Sizes
from bridging.study import Study
from bridging.version import __version__


def difference_rows(
    record: Measure,
    sides: Sequence[Estimator],
    options: Mapping[str, Any],
    line: str,
    data: tuple[Study, Study],
    interval: str | None,
    level: float,
    counting: Mapping[str, Any],
    n_resamples: int = 999,
    seed: int = 0,
) -> list[Result]:
    """Put together the differences of one line, for every unit both sides have."""
    values = [side.values(record, options).reshape(len(side.units), -1) for side in sides]
    results = []
    for label in (unit for unit in sides[0].units if unit in sides[1].units):
        places = [side.units.index(label) for side in sides]
        first, second = (v[place] for v, place in zip(values, places, strict=True))
        sizes = [side.sizes(place) for side, place in zip(sides, places, strict=True)]
        for k in range(len(first)):
            reasons = [
                tuple(
                    str(side.reasons(record, options, language).reshape(len(side.units), -1)[p, k])
                    for language in ("en", "nl")
                )
                for side, p in zip(sides, places, strict=True)
            ]
            missing = next((pair for pair in reasons if pair[0]), ("", ""))
            difference = float(second[k] - first[k])
            limits = null = None
            if interval is not None and np.isfinite(difference):
                limits, null = difference_interval(
                    Sides(
                        record=record,
                        estimators=tuple(sides),
                        options=options,
                        places=tuple(places),
                        part=k,
                        values=(float(first[k]), float(second[k])),
                    ),
                    interval,
                    level,
                    n_resamples,
                    seed,
                )
            results.append(
                Result(
                    measure=record,
                    line=line,
                    unit=label,
                    group=sides[0].groups[k] if record.gives_parts(options) else "all",
                    estimate=difference,
                    interval=limits,
                    null=null,
                    sizes=_joined(
                        sizes,
                        [side.people(p) for side, p in zip(sides, places, strict=True)],
                    ),
                    options={**counting, **options},
                    seed=seed,
                    version=__version__,
                    fingerprint="-".join(study.fingerprint for study in data),
                    undefined=missing[0],
                    undefined_nl=missing[1],
                    extra={
                        "a": float(first[k]),
                        "b": float(second[k]),
                        "difference": True,
                        **_names(data),
                    },
                )
            )
    return results


def _names(data: tuple[Study, Study]) -> dict[str, str]:
    """Name the two sides by their sites, where these tell them apart."""
    one, other = (", ".join(study.sites) for study in data)
    return {} if one == other else {"name_a": one, "name_b": other}


def _joined(sizes: Sequence[Sizes], people: Sequence[Mapping[str, int] | None]) -> Sizes:
    """Add up the sizes of two sides; a person of both is one person."""

    def total(name: str) -> Any:
        values = [getattr(size, name) for size in sizes]
        return None if any(value is None for value in values) else sum(values)

    left_out: dict[str, int] = {}
    for size in sizes:
        for name, number in size.left_out.items():
            left_out[name] = left_out.get(name, 0) + number
    one, other = people
    persons = total("participants") if one is None or other is None else len({**one, **other})
    return Sizes(
        participants=persons,
        sessions=total("sessions"),
        contacts=total("contacts"),
        groups=sizes[0].groups,
        left_out=left_out,
    )
