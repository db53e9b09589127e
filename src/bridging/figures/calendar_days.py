"""The openings of a calendar: which day, how many were there, and where the day stands."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bridging.errors import DataError
from bridging.figures.glass import HIDDEN, UNKNOWN, UNRECORDED
from bridging.figures.openings import Openings
from bridging.study import Study

ROW_WEEKS = 27  # a longer period goes on below
HEAD = 1.15  # rows above a block, for its months


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One cell: the day, which of the day's openings it is, and who was there."""

    day: datetime.date
    place: int
    of: int
    present: float
    share: float
    kind: str


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Where days stand: weeks from left to right, the weekdays in use from top to bottom.

    Parameters
    ----------
    first : date
        The Monday of the first week.
    weeks : int
    weekdays : tuple of int
        Monday is 0.
    """

    first: datetime.date
    weeks: int
    weekdays: tuple[int, ...]

    @property
    def blocks(self) -> int:
        """How many blocks of weeks stand below each other."""
        return math.ceil(self.weeks / ROW_WEEKS)

    @property
    def wide(self) -> int:
        """How many weeks a block holds."""
        return math.ceil(self.weeks / self.blocks)

    @property
    def high(self) -> float:
        """The height in rows."""
        return self.blocks * (len(self.weekdays) + HEAD)

    def place(self, day: datetime.date) -> tuple[int, float]:
        """Return the left and the top of a day."""
        week = (day - self.first).days // 7
        block = week // self.wide
        top = block * (len(self.weekdays) + HEAD) + HEAD + self.weekdays.index(day.weekday())
        return week % self.wide, top


def calendar_days(
    study: Study, openings: Openings
) -> tuple[dict[str, list[Opening]], dict[str, int]]:
    """Return the cells of each site in order of time, and how many openings have no date.

    Raises
    ------
    DataError
        No opening has a date.
    """
    table = study.records.tables["sessions"]
    start = table["start"]
    if not start.notna().any():
        raise DataError(
            "The sessions must have a start to be drawn on a calendar; none has. "
            "Add a column `start` with date and time."
        )
    present, share = openings.present, openings.share
    days: dict[str, list[Opening]] = {site: [] for site in study.sites}
    undated = dict.fromkeys(study.sites, 0)
    order = np.argsort(start.to_numpy(), kind="stable")
    site_of, dates = list(table["site"]), list(start.dt.date)
    of_day: dict[tuple[str, datetime.date], list[int]] = {}
    for session in order.tolist():
        if start.isna().iloc[session]:
            undated[site_of[session]] += 1
        else:
            of_day.setdefault((site_of[session], dates[session]), []).append(session)
    for (site, day), sessions in of_day.items():
        for place, session in enumerate(sessions):
            kind = _kind(openings, session, float(present[session]), float(share[session]))
            cell = Opening(
                day=day,
                place=place,
                of=len(sessions),
                present=float(present[session]),
                share=float(share[session]),
                kind=kind,
            )
            days[site].append(cell)
    return days, undated


def _kind(openings: Openings, session: int, present: float, share: float) -> str:
    if openings.hidden[session]:
        return HIDDEN
    if not openings.recorded[session]:
        return UNRECORDED
    return UNKNOWN if present > 0 and math.isnan(share) else ""


def calendar_grid(days: Mapping[str, list[Opening]]) -> Grid:
    """Lay out all sites on the same weeks and weekdays."""
    every = [cell.day for cells in days.values() for cell in cells]
    first = min(every) - datetime.timedelta(days=min(every).weekday())
    weeks = (max(every) - first).days // 7 + 1
    return Grid(first=first, weeks=weeks, weekdays=tuple(sorted({day.weekday() for day in every})))
