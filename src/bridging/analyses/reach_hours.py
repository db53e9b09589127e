"""When people are there: people present by weekday and hour."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from bridging.structures.arrays import Floats, Ints

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 24 * 60
MOST_HOURS = 24  # a session that is open longer has no hours


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Minutes of openings and of visits in each hour of the week.

    Parameters
    ----------
    slot : array of int, shape (S,)
        Hours of the week that sessions cover: 24 × weekday (Monday is 0) + hour.
    opening, open_slot, open_minutes : array, shape (M,)
        Session, place in `slot` and minutes of each hour of each session.
    visit, visit_slot, visit_minutes : array, shape (L,)
        Visit, place in `slot` and minutes of each hour of each visit.
    outside : array of bool, shape (V,)
        Visits whose times lie outside the opening; they are taken to have stayed throughout.
    """

    slot: Ints
    opening: Ints
    open_slot: Ints
    open_minutes: Floats
    visit: Ints
    visit_slot: Ints
    visit_minutes: Floats
    outside: Ints


def weekdays(start: pd.Series) -> Ints:
    """Return the weekday of each session, 0 for Monday; -1 where it has no start."""
    return np.asarray(start.dt.day_of_week.fillna(-1), dtype=np.int64)


def opening_minutes(sessions: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return start and end of each session in minutes since the midnight before it starts.

    NaN where either is not known, or a session has no length or lasts longer than a day.
    """
    start, end = sessions["start"], sessions["end"]
    midnight = start.dt.normalize()
    low, high = ((part - midnight).dt.total_seconds().to_numpy() / 60 for part in (start, end))
    known = (high > low) & (high - low <= MOST_HOURS * 60)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def count_hours(
    sessions: pd.DataFrame, opened: Ints, session: Ints, arrival: Floats, departure: Floats
) -> Hours:
    """Spread openings and visits over the hours of the week.

    Parameters
    ----------
    sessions : DataFrame
        With `start` and `end`.
    opened : array of int
        Sessions at which presence was recorded.
    session : array of int, shape (V,)
        Of each visit.
    arrival, departure : array of float, shape (V,)
        Minutes since midnight; where not known, the start and end of the session.
    """
    low, high = opening_minutes(sessions)
    day = weekdays(sessions["start"])
    opened = opened[np.isfinite(low[opened])]
    begin = np.where(np.isnan(arrival), low[session], arrival)
    end = np.where(np.isnan(departure), high[session], departure)
    begin, end = np.maximum(begin, low[session]), np.minimum(end, high[session])
    known = np.isfinite(low[session])
    outside = known & ~(end > begin)
    begin, end = np.where(outside, low[session], begin), np.where(outside, high[session], end)
    there = np.flatnonzero(known)
    which, hour, minutes = _by_hour(low[opened], high[opened])
    opening = opened[which]
    visit_at, visit_hour, visit_minutes = _by_hour(begin[there], end[there])
    visit = there[visit_at]
    weekly = 24 * day[opening] + hour
    slot, open_slot = np.unique(weekly % (7 * 24), return_inverse=True)
    visit_weekly = (24 * day[session[visit]] + visit_hour) % (7 * 24)
    return Hours(
        slot=slot,
        opening=opening,
        open_slot=open_slot,
        open_minutes=minutes,
        visit=visit,
        visit_slot=np.searchsorted(slot, visit_weekly),
        visit_minutes=visit_minutes,
        outside=np.flatnonzero(outside),
    )


def _by_hour(begin: Floats, end: Floats) -> tuple[Ints, Ints, Floats]:
    """Return, for each hour that a stretch of time touches: which stretch, hour, minutes.

    >>> import numpy as np
    >>> [part.tolist() for part in _by_hour(np.array([570.0]), np.array([690.0]))]
    [[0, 0, 0], [9, 10, 11], [30.0, 60.0, 30.0]]
    """
    which, hours, minutes = [], [], []
    first = np.floor(begin / 60).astype(np.int64)
    for k in range(MOST_HOURS + 1):
        hour = first + k
        stay = np.minimum(end, 60.0 * (hour + 1)) - np.maximum(begin, 60.0 * hour)
        some = np.flatnonzero(stay > 0)
        which.append(some)
        hours.append(hour[some])
        minutes.append(stay[some])
    order = np.argsort(np.concatenate(which), kind="stable")
    return (
        np.concatenate(which)[order],
        np.concatenate(hours)[order],
        np.concatenate(minutes)[order],
    )


def slot_name(slot: int) -> str:
    """Name an hour of the week.

    Examples
    --------
    >>> slot_name(33)
    'Tuesday 09:00'
    """
    return f"{WEEKDAYS[slot // 24]} {slot % 24:02d}:00"
