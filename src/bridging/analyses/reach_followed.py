"""Rows on who came back and who stayed away, with the test between groups."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from bridging.analyses.reach_log_rank import log_rank_p
from bridging.analyses.reach_return import Happened, Stays, happened_by
from bridging.analyses.reach_rows import ALL, Reason, Row, rng_for
from bridging.analyses.reach_shares import share_limits, shares_of
from bridging.counting.visitors import family_table
from bridging.structures.arrays import Ints

CURVES = ("unit", "part", "group", "openings", "at_risk", "estimate", "ci_low", "ci_high")
RETURN, AWAY = TIMED = "return", "drop_out"


def followed_rows(
    stays: Stays,
    groups: tuple[str, ...],
    *,
    unit: str,
    away: int,
    within: Sequence[int],
    level: float,
    n_resamples: int,
    seed: int,
) -> tuple[list[Row], list[pd.DataFrame]]:
    """Return the shares who came back, and who stayed away, by openings since the first visit.

    Parameters
    ----------
    stays : Stays
    away : int
        Openings missed in a row that count as staying away.
    within : sequence of int
        Openings since the first visit at which shares are given.

    Returns
    -------
    rows : list of Row
    curves : list of DataFrame
        With the columns `CURVES`: every opening to which somebody was followed and no further,
        because it happened or because the records end.
    """
    if not (stays.follow_up > 0).any():
        reason = Reason("one_opening" if len(stays.person) else "nobody_came")
        return [Row(unit=unit, part=p, of="persons", reason=reason) for p in TIMED], []
    rows: list[Row] = []
    curves: list[pd.DataFrame] = []
    for part, time in ((RETURN, stays.second), (AWAY, stays.away)):
        horizons = [number for number in within if part == RETURN or number >= away]
        for code, label in [(None, ALL), *enumerate(groups)]:
            keep = np.ones(len(time), dtype=bool) if code is None else stays.group == code
            mine, when = stays.take(keep), time[keep]
            duration = np.where(when > 0, when, mine.follow_up)
            curve = None
            if (when > 0).any():
                curve = happened_by(duration, when > 0, mine.family, level)
                curves.append(
                    _curve_table(curve, duration, mine.family, level, (unit, part, label))
                )
            place = {"unit": unit, "part": part, "of": "persons", "group": label}
            rows += [_at(curve, duration, mine.family, h, place, level) for h in horizons]
        rows += _test_rows(stays, time, part, unit, n_resamples, seed)
    return [*rows, _came_back(stays, unit, level)], curves


def _at(
    curve: Happened | None,
    duration: Ints,
    family: Ints,
    horizon: int,
    place: dict[str, Any],
    level: float,
) -> Row:
    """Return the share to whom it happened by a time.

    Beyond the last opening to which anybody was followed without it, it is not known, unless it has
    happened to all.
    """
    name, people = f"within_{horizon}", float(len(duration))
    found = None if curve is None else curve.at(horizon)
    watched = duration >= horizon
    if not watched.any() and (found is None or found[0] < 1):
        why = Reason("not_followed", {"openings": horizon})
        return Row(**place, name=name, n=people, reason=why)
    if found is None:
        found = (0.0, *share_limits(0.0, float(len(np.unique(family[watched]))), level))
    share, low, high = found
    return Row(**place, name=name, estimate=share, ci_low=low, ci_high=high, n=people)


def _curve_table(
    curve: Happened, duration: Ints, family: Ints, level: float, place: tuple[str, str, str]
) -> pd.DataFrame:
    """Return the curve, with a row at every opening to which somebody was followed and no further.

    Where it happened to nobody, share and limits are those of the row before; in rows before it
    happened to anybody, those of 0 of the families still followed.
    """
    time = np.unique(duration[duration > 0])
    rows = []
    for opening in time.tolist():
        watched = duration >= opening
        found = curve.at(opening)
        if found is None:
            found = (0.0, *share_limits(0.0, float(len(np.unique(family[watched]))), level))
        rows.append((*place, float(opening), int(watched.sum()), *found))
    return pd.DataFrame(rows, columns=list(CURVES))


def _test_rows(
    stays: Stays, time: Ints, part: str, unit: str, n_resamples: int, seed: int
) -> list[Row]:
    """Test whether groups differ; people of unknown group are left out."""
    known = stays.group >= 0
    mine, when = stays.take(known), time[known]
    place: dict[str, Any] = {"unit": unit, "part": part, "of": "persons"}
    place["n"] = float(known.sum())
    reason = None
    if len(np.unique(mine.group)) < 2:
        reason = Reason("one_group")
    elif not (when > 0).any():
        reason = Reason("nothing_happened")
    if reason is not None:
        return [Row(**place, name="p_value", reason=reason)]
    statistic, p = log_rank_p(
        np.where(when > 0, when, mine.follow_up),
        when > 0,
        mine.group,
        mine.person,
        mine.family,
        mine.site,
        n_resamples=n_resamples,
        rng=rng_for(seed, part, unit),
    )
    why = Reason("one_arrangement") if np.isnan(p) else None
    return [
        Row(**place, name="log_rank", estimate=statistic),
        Row(**place, name="p_value", estimate=p, reason=why),
    ]


def _came_back(stays: Stays, unit: str, level: float) -> Row:
    """Return the share of those who stayed away who were seen again."""
    gone = stays.take(stays.away > 0)
    place: dict[str, Any] = {"unit": unit, "part": AWAY, "of": "persons", "name": "came_back"}
    if not len(gone.person):
        return Row(**place, n=0.0, reason=Reason("nobody_away"))
    found = shares_of(
        family_table(gone.family, np.where(gone.came_back, 0, 1), 2), level, alike=False
    )
    return Row(
        **place,
        estimate=float(found.share[0]),
        ci_low=float(found.low[0]),
        ci_high=float(found.high[0]),
        n=found.n,
    )
