"""The front door: a measure on data, with its interval and what chance would give."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError, check_choice, check_known
from bridging.estimators import (
    CompositionEstimator,
    Estimator,
    GraphEstimator,
    MixingEstimator,
    StructureEstimator,
)
from bridging.inference import Interval, jackknife
from bridging.inference.pvalues import ALTERNATIVES
from bridging.inference.scales import PLAIN, scale_for
from bridging.measures import Measure, get_measure
from bridging.nulls import get_null
from bridging.results import Result, Results, Sizes
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix
from bridging.study import Study
from bridging.version import __version__

Data = Study | MixingMatrix | Composition | ContactGraph | Incidence
Name = str | Measure | Callable[..., Any]

PROFILE = (
    "blau_unbiased",
    "theil_h",
    "bridging_share",
    "expected_bridging_share",
    "bridging_ratio",
    "ei_index",
    "odds_ratio_within",
    "assortativity",
    "friending_bias",
)
INTERVALS = ("default", "jackknife", None)
COUNT_OPTIONS = ("weight", "opportunity", "absent", "units")


def estimate(
    measure: Name,
    data: Data,
    line: str | None = None,
    by: str | None = None,
    null: str | None = "default",
    interval: str | None = "default",
    n_resamples: int = 999,
    seed: int = 0,
    *,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    **options: Any,
) -> Results:
    """Estimate a measure, with its interval and what chance would give.

    Parameters
    ----------
    measure : str or function
        Name or alias of a measure (see `bridging.list_measures`), or the function itself.
    data : Study, MixingMatrix, Composition or ContactGraph
        Of a table given as it is only the estimate is known: an interval and a null need people.
    line : str, optional
        A line of the study; every line, if left out.
    by : str, optional
        A column of sites, sessions, participants or encounters: one result for each value.
    null : str or None, default "default"
        What chance means. ``partner_rewire`` is the default for contacts of people; None: no test.
    interval : {"default", "jackknife"} or None
        The leave-person-out jackknife (leave-family-out where families are known); None: none.
    n_resamples : int, default 999
        Draws of the null.
    seed : int, default 0
        The same seed gives the same numbers.
    confidence_level : float, default 0.95
    alternative : {"two-sided", "less", "greater"}
    **options
        Options of the measure (``pooled=True``), and of the count: `weight`, `opportunity`,
        `absent`, `units` (see `Study.mixing` and `Study.composition`).

    Returns
    -------
    Results
        One result for each line, unit and group. A value that can't be had says why.

    Raises
    ------
    UnknownNameError, OptionError
        A name or an option that is not known; the message suggests the nearest.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[40, 2], [5, 41]], groups=["Boy", "Girl"], directed=True)
    >>> round(br.estimate("ei_index", table).estimate, 4)
    -0.8409
    """
    return profile(
        data,
        line,
        by,
        [measure],
        null=null,
        interval=interval,
        n_resamples=n_resamples,
        seed=seed,
        confidence_level=confidence_level,
        alternative=alternative,
        **options,
    )


def profile(
    data: Data,
    line: str | None = None,
    by: str | None = None,
    measures: Sequence[Name] | None = None,
    *,
    null: str | None = "default",
    interval: str | None = "default",
    n_resamples: int = 999,
    seed: int = 0,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    **options: Any,
) -> Results:
    """Estimate several measures; contacts are counted and dealt once for all of them.

    Parameters are those of `estimate`. `measures` are nine that answer different questions, if left
    out; of a table given as it is, those that can be computed on it.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[4, 2], [2, 4]], groups=["a", "b"])
    >>> len(br.profile(table, measures=["ei_index", "bridging_share"]))
    2
    """
    check_choice("alternative", alternative, ALTERNATIVES)
    check_choice("interval", interval, INTERVALS)
    if null not in (None, "default"):
        get_null(null)
    if not 0 < confidence_level < 1:
        raise OptionError(
            f"`confidence_level` must be between 0 and 1, not {confidence_level!r}. "
            "Use 0.95 for 95 %."
        )
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, int) or n_resamples < 1:
        raise OptionError(f"`n_resamples` must be a whole number from 1, not {n_resamples!r}.")
    records = [get_measure(name) for name in _wanted(data, measures)]
    counting = {name: options.pop(name) for name in COUNT_OPTIONS if name in options}
    own = {record.name: _own_options(record, options, records) for record in records}
    for record in records:
        _check_estimable(record)
    results: list[Result] = []
    for name in _lines(data, line):
        cache: dict[Any, Estimator] = {}
        for record in records:
            estimator = _estimator(record, data, name, by, counting, cache)
            results += _results(
                record,
                estimator,
                own[record.name],
                line=name,
                null=null,
                interval=interval,
                n_resamples=n_resamples,
                seed=seed,
                level=confidence_level,
                alternative=alternative,
                fingerprint=data.fingerprint if isinstance(data, Study) else "",
                counting=counting,
            )
    return Results(results)


def _wanted(data: Data, measures: Sequence[Name] | None) -> Sequence[Name]:
    """Return the measures asked for, or the default that fits the data."""
    if isinstance(measures, str):
        return [measures]
    if measures is not None:
        return measures
    if isinstance(data, Study):
        return PROFILE
    return [name for name in PROFILE if isinstance(data, get_measure(name).structure)]


def _own_options(
    record: Measure, options: Mapping[str, Any], records: Sequence[Measure]
) -> dict[str, Any]:
    """Return the options a measure takes; an option that none takes is refused."""
    for name in options:
        if not any(name in other.options for other in records):
            record.check_options({name: None})
    own = {name: value for name, value in options.items() if name in record.options}
    if record.per in ("unit", "person"):
        own["pooled"] = True
    return own


def _check_estimable(record: Measure) -> None:
    """Refuse what gives a table, or values of units and people that can't be pooled."""
    pooled = record.per in ("whole", "group") or "pooled" in record.options
    if record.gives == "table" or not pooled:
        what = "a table" if record.gives == "table" else f"one value for each {record.per}"
        raise OptionError(
            f"`{record.name}` can't be estimated: it gives {what}. "
            f"Call bridging.measures.{record.name} on a {record.structure.__name__}."
        )


def _lines(data: Data, line: str | None) -> list[str]:
    """Return the lines to go through."""
    if isinstance(data, Study):
        if line is not None:
            return [data.line(line).name]
        if not data.lines:
            raise DataError("The study can't be estimated: it has no lines. Declare one.")
        return [other.name for other in data.lines.values() if other.groups]
    if isinstance(data, ContactGraph):
        return [data.line if line is None else line]
    return [line or ""]


def _estimator(
    record: Measure,
    data: Data,
    line: str,
    by: str | None,
    counting: Mapping[str, Any],
    cache: dict[Any, Estimator],
) -> Estimator:
    """Return what counts the structure of a measure, once for all measures that share it."""
    if not isinstance(data, Study):
        if "structure" not in cache:
            cache["structure"] = _of_structure(record, data, line, by)
        if isinstance(data, ContactGraph) and record.structure is MixingMatrix:
            return StructureEstimator(data.mixing(line))
        return cache["structure"]
    key: Any = record.structure
    clusters = data.clusters
    if record.structure is Composition:
        whole = "all" if record.higher_means == "diversity" else "session"
        units = counting.get("units", whole)
        key = (Composition, units)
        if key not in cache:
            named = clusters if data.coded.visits is not None else None
            count = data.count_composition(line, by, units)
            cache[key] = CompositionEstimator(count, named, data.coded.sessions)
    elif record.structure is MixingMatrix:
        if key not in cache:
            chosen = {k: v for k, v in counting.items() if k != "units"}
            count_ = data.count_mixing(line, by, **chosen)
            cache[key] = MixingEstimator(count_, counting.get("weight", "encounters"), clusters)
    elif key not in cache:
        graphs = data.contact_graphs(by, counting.get("weight", "encounters"))
        recorded = "encounters" in data.records.tables
        names = [clusters.names[code] for code in clusters.code.tolist()]
        of_person = dict(zip(data.coded.people, names, strict=True))
        cache[key] = GraphEstimator(graphs, line, recorded, of_person, clusters.families)
    return cache[key]


def _of_structure(record: Measure, data: Any, line: str, by: str | None) -> Estimator:
    """Return the estimator of a table or graph given as it is."""
    if by is not None:
        raise OptionError(
            "`by` can't split a structure: give a stack, with units on its leading axis."
        )
    if isinstance(data, ContactGraph) and record.structure is ContactGraph:
        check_known("line", line, data.codes)
        return GraphEstimator({"all": data}, line)
    if isinstance(data, ContactGraph):
        return StructureEstimator(data.mixing(line))
    if not isinstance(data, Composition | MixingMatrix | Incidence):
        raise OptionError(
            "`data` must be a Study, MixingMatrix, Composition or ContactGraph, "
            f"not a {type(data).__name__}."
        )
    return StructureEstimator(data)


def _results(
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
                    sizes=sizes,
                    options={**counting, **options},
                    seed=seed,
                    version=__version__,
                    fingerprint=fingerprint,
                    undefined=str(reasons["en"][unit, k]),
                    undefined_nl=str(reasons["nl"][unit, k]),
                )
            )
    return results


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


def compare(
    measure: Name,
    a: Study,
    b: Study,
    line: str | None = None,
    by: str | None = None,
    interval: str | None = "default",
    *,
    confidence_level: float = 0.95,
    **options: Any,
) -> Results:
    """Estimate the difference of a measure between two studies (or parts of one): b − a.

    Parameters
    ----------
    measure : str or function
    a, b : Study
        Two sites, periods or waves: ``study.select(...)`` gives a part of a study.
    line : str, optional
        A line both have; every line both have, if left out.
    by : str, optional
        A column: one difference for each value that both have.
    interval : {"default", "jackknife"} or None
        Each person (or family) is left out of both sides at once, so that people who occur in both
        are not counted as different people.
    confidence_level : float, default 0.95
    **options
        Options of the measure and of the count, as in `estimate`.

    Returns
    -------
    Results
        The estimate is b − a on the measure's own scale; `extra` holds both values.
    """
    check_choice("interval", interval, INTERVALS)
    record = get_measure(measure)
    _check_estimable(record)
    for name, data in (("a", a), ("b", b)):
        if not isinstance(data, Study):
            raise OptionError(f"`{name}` must be a Study, not a {type(data).__name__}.")
    counting = {name: options.pop(name) for name in COUNT_OPTIONS if name in options}
    options = _own_options(record, options, [record])
    lines = [name for name in _lines(a, line) if name in _lines(b, line)]
    if not lines:
        raise DataError("`a` and `b` must have a line in common; they have none.")
    results: list[Result] = []
    for name in lines:
        sides = [_estimator(record, data, name, by, counting, {}) for data in (a, b)]
        if sides[0].groups != sides[1].groups:
            raise DataError(f"The line {name!r} must have the same groups in `a` and `b`.")
        results += _differences(
            record, sides, options, name, (a, b), interval, confidence_level, counting
        )
    return Results(results)


def _differences(
    record: Measure,
    sides: Sequence[Estimator],
    options: Mapping[str, Any],
    line: str,
    data: tuple[Study, Study],
    interval: str | None,
    level: float,
    counting: Mapping[str, Any],
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
            limits = None
            if interval is not None and np.isfinite(difference):
                limits = _difference_interval(record, sides, options, places, k, difference, level)
            results.append(
                Result(
                    measure=record,
                    line=line,
                    unit=label,
                    group=sides[0].groups[k] if record.gives_parts(options) else "all",
                    estimate=difference,
                    interval=limits,
                    sizes=_joined(sizes),
                    options={**counting, **options},
                    version=__version__,
                    fingerprint="-".join(study.fingerprint for study in data),
                    undefined=missing[0],
                    undefined_nl=missing[1],
                    extra={"a": float(first[k]), "b": float(second[k]), "difference": True},
                )
            )
    return results


def _difference_interval(
    record: Measure,
    sides: Sequence[Estimator],
    options: Mapping[str, Any],
    places: Sequence[int],
    k: int,
    difference: float,
    level: float,
) -> Interval | None:
    """Leave each person out of both sides at once."""
    left = [side.without(record, options, p) for side, p in zip(sides, places, strict=True)]
    if any(part is None or not part.names for part in left):
        return None
    by_name = []
    for side, part, place in zip(sides, left, places, strict=True):
        assert part is not None
        column = part.values.reshape(len(part.values), -1)[:, k]
        whole = side.values(record, options).reshape(len(side.units), -1)[place, k]
        by_name.append((dict(zip(part.names, column, strict=True)), float(whole)))
    everyone = dict.fromkeys([*by_name[0][0], *by_name[1][0]])
    changed = [
        by_name[1][0].get(name, by_name[1][1]) - by_name[0][0].get(name, by_name[0][1])
        for name in everyone
    ]
    first = left[0]
    assert first is not None
    return jackknife(
        difference,
        np.array(changed),
        scale=PLAIN,
        pairs=first.pairs,
        level=level,
        method=first.method,
    )


def _joined(sizes: Sequence[Sizes]) -> Sizes:
    """Add up the sizes of two sides."""

    def total(name: str) -> Any:
        values = [getattr(size, name) for size in sizes]
        return None if any(value is None for value in values) else sum(values)

    left_out: dict[str, int] = {}
    for size in sizes:
        for name, number in size.left_out.items():
            left_out[name] = left_out.get(name, 0) + number
    return Sizes(
        participants=total("participants"),
        sessions=total("sessions"),
        contacts=total("contacts"),
        groups=sizes[0].groups,
        left_out=left_out,
    )
