"""Who comes to which session, dealt again: what it does to measures of composition."""

import numpy as np

from bridging.counting.swapping import Swapping
from bridging.estimators.base import Options
from bridging.estimators.chance import NOTHING_CHANGES, nothing_to_say
from bridging.inference import NullSummary, monte_carlo_p
from bridging.measures import Measure
from bridging.nulls import attendance_swap
from bridging.structures import Composition
from bridging.structures.arrays import Floats, Ints

MODEL = "attendance_swap"


def attendance_summaries(
    visits: Swapping,
    groups: tuple[str, ...],
    units: int,
    measure: Measure,
    options: Options,
    n: int,
    seed: int,
    alternative: str,
) -> list[list[NullSummary]]:
    """Compare a measure of who is there together with visits swapped between sessions.

    Parameters
    ----------
    visits : Swapping
    groups : tuple of str
    units : int
        Number of units; sessions are the units of each composition.
    measure, options, n, seed, alternative
    """
    rng = np.random.default_rng(seed)
    blocks = attendance_swap(
        visits.person, visits.session, visits.party, visits.stratum, n, rng, keys=visits.keys
    )
    observed = _values(visits, visits.session[np.newaxis], groups, units, measure, options)[0]
    drawn = np.concatenate(
        [_values(visits, block, groups, units, measure, options) for block in blocks]
    )
    return [
        [
            _summary(float(observed[unit, k]), drawn[:, unit, k], alternative)
            for k in range(observed.shape[1])
        ]
        for unit in range(units)
    ]


def _values(
    visits: Swapping,
    session: Ints,
    groups: tuple[str, ...],
    units: int,
    measure: Measure,
    options: Options,
) -> Floats:
    """Return the measure of each unit in each draw, of shape (B, U, parts)."""
    known = visits.group >= 0
    sessions, size = len(visits.stratum), len(groups)
    row = np.arange(len(session))[:, np.newaxis]
    cell = (row * sessions + session[:, known]) * size + visits.group[known]
    counts = np.bincount(cell.ravel(), minlength=len(session) * sessions * size)
    counts = counts.reshape(len(session), sessions, size).astype(np.float64)
    values = [
        np.asarray(
            measure(Composition(counts[:, visits.unit == unit], groups=groups), **options)
        ).reshape(len(session), -1)
        for unit in range(units)
    ]
    return np.stack(values, axis=1)


def _summary(observed: float, drawn: Floats, alternative: str) -> NullSummary:
    there = np.isfinite(drawn)
    if not there.any() or not np.isfinite(observed) or np.ptp(drawn[there]) <= 1e-12:
        return nothing_to_say(MODEL, alternative, len(drawn), NOTHING_CHANGES)
    mean, sd = float(drawn[there].mean()), float(drawn[there].std(ddof=1))
    return NullSummary(
        model=MODEL,
        mean=mean,
        sd=sd,
        z_score=(observed - mean) / sd,
        p_value=monte_carlo_p(observed, drawn, alternative),
        alternative=alternative,
        n_resamples=len(drawn),
        n_lost=int((~there).sum()),
        values=drawn[there],
    )
