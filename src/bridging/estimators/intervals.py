"""The interval of each value of a unit, by the method that was asked for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, cast

import numpy as np

from bridging.estimators.base import Estimator
from bridging.estimators.composition import CompositionEstimator
from bridging.estimators.mixing import MixingEstimator
from bridging.inference import (
    Interval,
    binomial_interval,
    bootstrap_interval,
    diversity_interval,
    inverted_interval,
    jackknife,
    wild_cluster_interval,
)
from bridging.inference.bootstrap_limits import Kind
from bridging.inference.diversity import Value
from bridging.inference.inverted import INVERTED, reaching
from bridging.inference.scales import PLAIN, Scale, scale_for
from bridging.measures import Measure
from bridging.measures.partner_choice import DEALT_KNOWN
from bridging.structures import Composition
from bridging.structures.arrays import Floats

INTERVALS = (
    "default",
    "jackknife",
    "session_bootstrap",
    "session_bootstrap_basic",
    "session_bootstrap_bca",
    "person_bootstrap",
    "wild_cluster",
    "exact",
    None,
)
BOOTSTRAPS: Mapping[str, tuple[Literal["sessions", "people"], Kind]] = {
    "session_bootstrap": ("sessions", "percentile"),
    "session_bootstrap_basic": ("sessions", "basic"),
    "session_bootstrap_bca": ("sessions", "bca"),
    "person_bootstrap": ("people", "percentile"),
}
# measures that are a share of contacts: the share of hits from the value, and the value back
PLAIN_SHARES: Mapping[str, tuple[float, float]] = {
    "bridging_share": (0.0, 1.0),
    "edge_homophily": (0.0, 1.0),
    "ei_index": (-1.0, 1.0),
}
RICHNESS = (
    "how many groups are seen grows with how many people are seen, so that those who came do not "
    "say how many there are",
    "hoeveel groepen er gezien worden, groeit met hoeveel mensen er gezien worden, zodat wie kwam "
    "niet zegt hoeveel er zijn",
)
NOT_A_SHARE = (
    "an exact interval is of a plain share of contacts or of people in two groups",
    "een exact interval is er van een gewoon aandeel van contacten, of van mensen in twee groepen",
)
NOT_WHOLE = (
    "an exact interval counts whole contacts, not minutes",
    "een exact interval telt hele contacten, geen minuten",
)


def make_intervals(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    unit: int,
    values: Floats,
    *,
    interval: str,
    level: float,
    n_resamples: int,
    seed: int,
) -> list[Interval | None]:
    """Return the interval of each value of a unit; None where there is nothing to leave out.

    Parameters
    ----------
    values : array of float, shape (parts,)
    interval : str
        One of `INTERVALS`, not None.
    """
    nothing: list[Interval | None] = [None] * len(values)
    if not np.isfinite(values).any():
        return nothing
    if interval == "default" and DEALT_KNOWN in record.needs:
        made = _of_dealing(record, estimator, options, unit, values, n_resamples, seed, level)
    elif interval == "default" and is_diversity(record, estimator):
        made = _of_diversity(record, cast(CompositionEstimator, estimator), options, unit, values,
                             level)  # fmt: skip
    elif interval in ("default", "jackknife"):
        made = _left_out(record, estimator, options, unit, values, level)
    elif interval == "exact":
        made = [_exact(record, estimator, options, unit, float(value), level) for value in values]
    else:
        made = _redrawn(record, estimator, options, unit, values, interval, level, n_resamples,
                        seed)  # fmt: skip
    return [part if np.isfinite(value) else None for part, value in zip(made, values, strict=True)]


def _of_dealing(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    unit: int,
    values: Floats,
    n_resamples: int,
    seed: int,
    level: float,
) -> list[Interval | None]:
    """Invert the test of the partners that were dealt for the measure itself."""
    mixing = cast(MixingEstimator, estimator)
    nulls = estimator.null(record, options, "partner_rewire", n_resamples, seed, "two-sided")
    assert nulls is not None  # else the measure has no value
    pairs = mixing.pairs_in_contact(unit)
    note, note_nl = mixing.too_little(unit, n_resamples, seed)
    left_out = _left_out(record, estimator, options, unit, values, level, PLAIN)
    made: list[Interval | None] = []
    for null, left in zip(nulls[unit], left_out, strict=True):
        if null.draws is None:
            made.append(Interval.missing(level, INVERTED, null.undefined, null.undefined_nl))
            continue
        tested = inverted_interval(
            null.statistic, null.draws, null.deviation, at=null.mean, level=level, clusters=pairs
        )
        if left is not None:
            tested = reaching(tested, left, at=null.mean, families=mixing.clusters.families)
        made.append(replace(tested, note=note, note_nl=note_nl))
    return made


def is_diversity(record: Measure, estimator: Estimator) -> bool:
    """Whether a measure says how mixed the people of a unit are."""
    return record.higher_means == "diversity" and isinstance(estimator, CompositionEstimator)


def diversity_of_shares(record: Measure, options: Mapping[str, Any], groups: Any) -> Value:
    """Return a function that gives the measure of a population with given shares of groups."""
    # a correction is for samples
    own = {name: value for name, value in options.items() if name != "correction"}

    def value(shares: Floats) -> Floats:
        people = np.asarray(shares)[..., np.newaxis, :] * 1e12
        return np.asarray(record(Composition(people, groups=groups), **own))

    return value


def _of_diversity(
    record: Measure,
    estimator: CompositionEstimator,
    options: Mapping[str, Any],
    unit: int,
    values: Floats,
    level: float,
) -> list[Interval | None]:
    """Carry the uncertainty of the shares over."""
    clusters = estimator.people_by_cluster(unit)
    if clusters is None:
        return [None] * len(values)
    table, method = clusters
    if record.name == "richness":
        return [Interval.missing(level, method, *RICHNESS)]
    value = diversity_of_shares(record, options, estimator.groups)
    return [diversity_interval(float(values[0]), table, value, level=level, method=method)]


def _left_out(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    unit: int,
    values: Floats,
    level: float,
    scale: Scale | None = None,
) -> list[Interval | None]:
    """Leave people (families, sessions of tallies) out one by one."""
    without = estimator.without(record, options, unit)
    if without is None:
        return [None] * len(values)
    left = without.values.reshape(len(without.values), -1)
    return [
        jackknife(
            float(value),
            left[:, k],
            scale=scale or scale_for(record.range),
            pairs=without.pairs,
            level=level,
            method=without.method,
            multiplicity=without.multiplicity,
        )
        for k, value in enumerate(values)
    ]


def _exact(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    unit: int,
    value: float,
    level: float,
) -> Interval | None:
    """Invert the binomial test of a plain share."""
    if is_diversity(record, estimator) and len(estimator.groups) == 2 and record.name != "richness":
        return _exact_diversity(record, cast(CompositionEstimator, estimator), options, unit, value,
                                level)  # fmt: skip
    contacts = estimator.sizes(unit).contacts
    if record.name not in PLAIN_SHARES or contacts is None:
        return Interval.missing(level, "exact", *NOT_A_SHARE)
    low, high = PLAIN_SHARES[record.name]
    hits = (value - low) / (high - low) * contacts
    of_minutes = isinstance(estimator, MixingEstimator) and estimator.weight == "minutes"
    if of_minutes or any(abs(number - round(number)) > 1e-6 for number in (hits, contacts)):
        return Interval.missing(level, "exact", *NOT_WHOLE)
    limits = binomial_interval(round(hits), round(contacts), level=level)
    share = round(hits) / round(contacts)
    return Interval(
        low=low + (high - low) * limits[0],
        high=low + (high - low) * limits[1],
        std_error=(high - low) * float(np.sqrt(share * (1 - share) / round(contacts))),
        level=level,
        method="exact, contacts taken as independent",
        n_clusters=round(contacts),
    )


def _exact_diversity(
    record: Measure,
    estimator: CompositionEstimator,
    options: Mapping[str, Any],
    unit: int,
    value: float,
    level: float,
) -> Interval:
    """Carry the exact interval of the share of two groups over."""
    sizes = estimator.structure.counts[unit].sum(axis=0)
    low, high = binomial_interval(sizes[0], sizes.sum(), level=level)
    share = np.append(np.linspace(low, high, 401), 0.5 if low <= 0.5 <= high else low)
    of = diversity_of_shares(record, options, estimator.groups)
    found = of(np.stack([share, 1 - share], axis=-1))
    return Interval(
        low=min(float(found.min()), value),
        high=max(float(found.max()), value),
        std_error=float("nan"),
        level=level,
        method="exact, people taken as independent",
        n_clusters=int(sizes.sum()),
    )


def _redrawn(
    record: Measure,
    estimator: Estimator,
    options: Mapping[str, Any],
    unit: int,
    values: Floats,
    interval: str,
    level: float,
    n_resamples: int,
    seed: int,
) -> list[Interval | None]:
    """Draw sessions or people again."""
    drawn, kind = BOOTSTRAPS.get(interval, ("sessions", "percentile"))
    wild = interval == "wild_cluster"
    found = estimator.redraw(record, options, unit, drawn, 0 if wild else n_resamples, seed)
    if found is None:
        return [None] * len(values)
    if found.reason is not None:
        name = "wild cluster bootstrap over sessions" if wild else found.method
        return [Interval.missing(level, name, *found.reason)] * len(values)
    made: list[Interval | None] = []
    for k, value in enumerate(values):
        scale = scale_for(record.range)
        if wild:
            rng = np.random.default_rng(seed)
            made.append(
                wild_cluster_interval(
                    float(value), column(found.without, k), scale=scale, rng=rng,
                    n_resamples=n_resamples, level=level,
                )
            )  # fmt: skip
            continue
        made.append(
            bootstrap_interval(
                float(value),
                column(found.values, k),
                kind=kind,
                scale=scale,
                method=found.method,
                clusters=found.clusters,
                drawn=drawn,
                without=column(found.without, k) if kind == "bca" else None,
                level=level,
            )
        )
    return made


def column(values: Floats | None, k: int) -> Floats:
    """Return one part of values of shape (N,) or (N, parts); nothing where there are none."""
    if values is None:
        return np.zeros(0)
    return np.asarray(values.reshape(len(values), -1)[:, k])
