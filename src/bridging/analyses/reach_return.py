"""Who comes back, and who stays away: times since the first visit, seen as far as records go."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.analyses.reach_shares import share_limits
from bridging.counting.visitors import Visitors
from bridging.inference.jackknife import t_quantile
from bridging.structures.arrays import Floats, Ints

Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True)
class Stays:
    """When each person came to each site, of shape (N,): one entry for a person at a site.

    Parameters
    ----------
    person, site, family, group : array of int
    first, last : array of int
        The opening of the first and of the last visit.
    follow_up : array of int
        Openings of the site after the first visit, until the records end.
    visits : array of int
        Openings at which the person came.
    second : array of int
        Openings from the first visit to the second, 0 where there is none.
    away : array of int
        Openings from the first visit until the person has missed as many in a row as counts as
        staying away; 0 where that was not seen.
    came_back : array of bool
        Of those who stayed away: whether they came again later.
    """

    person: Ints
    site: Ints
    family: Ints
    group: Ints
    first: Ints
    last: Ints
    follow_up: Ints
    visits: Ints
    second: Ints
    away: Ints
    came_back: Flags

    def take(self, keep: Any) -> "Stays":
        """Keep some entries."""
        return Stays(**{name: values[keep] for name, values in vars(self).items()})


def find_stays(visitors: Visitors, opening: Ints, site: Ints, away: int) -> Stays:
    """Follow each person at each site from the first visit to the last opening.

    Parameters
    ----------
    visitors : Visitors
        Visits of one unit.
    opening : array of int, shape (S,)
        The place of each session in the order of its site's openings, from 0; -1 where not known.
        Sessions at the same place are one opening.
    site : array of int, shape (S,)
        The site of each session.
    away : int
        Openings missed in a row that count as staying away.
    """
    session = visitors.session
    timed = opening[session] >= 0
    place = np.stack([visitors.person, site[session], opening[session]], axis=1)[timed]
    rows, first_row = np.unique(place, axis=0, return_index=True)
    family, group = visitors.family[timed][first_row], visitors.group[timed][first_row]
    person, where, when = rows.T if len(rows) else np.zeros((3, 0), dtype=np.int64)
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (person[1:] != person[:-1]) | (where[1:] != where[:-1])
    start = np.flatnonzero(new)
    end = np.append(start[1:], len(rows)) - 1 if len(start) else start
    stay = np.cumsum(new) - 1
    last_opening = np.zeros(int(site.max(initial=0)) + 1, dtype=np.int64)
    np.maximum.at(last_opening, site, opening)
    follow_up = last_opening[where[start]] - when[start]
    second = np.zeros(len(start), dtype=np.int64)
    several = end > start
    second[several] = when[start[several] + 1] - when[start[several]]
    # the gap after each visit, to the next one or past the end of the records
    following = np.append(when[1:], 0)
    following[end] = last_opening[where[start]] + 1
    long = np.flatnonzero(following - when - 1 >= away)
    gone, at = np.unique(stay[long], return_index=True)
    left = np.zeros(len(start), dtype=np.int64)
    left[gone] = when[long[at]] - when[start[gone]] + away
    came_back = np.zeros(len(start), dtype=bool)
    came_back[gone] = long[at] < end[gone]
    return Stays(
        person=person[start],
        site=where[start],
        family=family[start],
        group=group[start],
        first=when[start],
        last=when[end],
        follow_up=follow_up,
        visits=end - start + 1,
        second=second,
        away=left,
        came_back=came_back,
    )


@dataclass(frozen=True, kw_only=True)
class Happened:
    """The share to whom something has happened by each time, with limits.

    Parameters
    ----------
    time : array of float, shape (T,)
        Openings since the first visit, at which it happened to somebody.
    share, low, high : array of float, shape (T,)
    at_risk : array of int, shape (T,)
    """

    time: Floats
    share: Floats
    low: Floats
    high: Floats
    at_risk: Ints

    def at(self, time: float) -> tuple[float, float, float] | None:
        """Return share and limits at a time; None before anything happened."""
        place = int(np.searchsorted(self.time, time, side="right")) - 1
        if place < 0:
            return None
        return float(self.share[place]), float(self.low[place]), float(self.high[place])


def happened_by(duration: Ints, event: Flags, family: Ints, level: float) -> Happened:
    """Estimate the share to whom something has happened, by time (Kaplan and Meier).

    Parameters
    ----------
    duration : array of int, shape (N,)
        Openings until it happened, or until the records end.
    event : array of bool, shape (N,)
    family : array of int, shape (N,)
        Members of a family come and stay away together: the variance is that between families.

    Notes
    -----
    Limits are those of Clopper and Pearson at the number of people that would give the same
    variance; where everybody or nobody is left, at the number of families still followed.

    References
    ----------
    Kaplan and Meier (1958); Williams (1995), "Product-limit survival functions with correlated
    survival times"; Dorey and Korn (1987), "Effective sample sizes for confidence intervals for
    survival probabilities".

    Examples
    --------
    >>> import numpy as np
    >>> found = happened_by(
    ...     np.array([1, 2, 2, 3]), np.array([True, True, False, False]), np.arange(4), 0.95)
    >>> found.time.tolist(), found.share.tolist()
    ([1.0, 2.0], [0.25, 0.5])
    """
    from bridging.inference.regression import kaplan_meier

    curve = kaplan_meier(duration, event)
    time, left = curve.time, curve.share
    low, high = np.zeros(len(time)), np.ones(len(time))
    number = families_followed(duration, family, time)
    variance = _variance(duration, event, family, curve)
    families = len(np.unique(family))
    for at, share in enumerate(1 - left):
        people = float(number[at])
        if 1e-12 < share < 1 - 1e-12 and variance[at] > 0 and families > 1:
            factor = 1.0
            if families < len(duration):
                factor = (t_quantile(0.975, np.inf) / t_quantile(0.975, families - 1)) ** 2
            people = min(share * (1 - share) / variance[at] * factor, float(families))
        low[at], high[at] = share_limits(float(share), people, level)
    return Happened(
        time=time,
        share=1 - left,
        low=low,
        high=high,
        at_risk=curve.at_risk,
    )


def families_followed(duration: Ints, family: Ints, time: Any) -> Ints:
    """Count the families of which somebody was followed at least until each time.

    Examples
    --------
    >>> import numpy as np
    >>> families_followed(np.array([1, 3, 2]), np.array([0, 0, 1]), np.array([1, 2, 3])).tolist()
    [2, 2, 1]
    """
    names, code = np.unique(family, return_inverse=True)
    longest = np.full(len(names), np.iinfo(np.int64).min)
    np.maximum.at(longest, code, duration)
    return np.asarray(len(names) - np.searchsorted(np.sort(longest), time, side="left"))


def _variance(duration: Ints, event: Flags, family: Ints, curve: Any) -> Floats:
    """Return the variance of the curve at its times, between families.

    Each person adds to the logarithm of the curve what it did at each time beyond what was
    expected of it; the sums of families are squared. For people alone it is Greenwood's.

    Until a person's own time she only adds what was expected of everybody so far, G; after it, a
    number that stays. So a family's sum is A - n G, with A of its members whose time has come and
    n others; the sums over families of A², A n and n² change only at somebody's time.
    """
    names, code = np.unique(family, return_inverse=True)
    left = curve.at_risk - curve.events
    # where nobody is left the share is 1 from here on, and nothing is added
    one = np.divide(1.0, left, out=np.zeros(len(left)), where=left > 0)
    expected = np.cumsum(one * curve.events / curve.at_risk)
    step = np.searchsorted(curve.time, duration, side="right") - 1  # the last time that touched her
    own = np.where(step < 0, 0.0, event * one[step] - expected[step])
    # her time has come at the first of the curve's times that is not before it
    come = np.searchsorted(curve.time, duration, side="left")
    order = np.lexsort((come, code))
    begins = np.searchsorted(code[order], np.arange(len(names)))
    size = np.bincount(code, minlength=len(names))
    before = np.cumsum(own[order]) - own[order]
    done = before - before[begins][code[order]]
    others = size[code[order]] - (np.arange(len(order)) - begins[code[order]])
    after = done + own[order]

    def over_time(start: float, change: Floats) -> Floats:
        """Sum changes up to each time of the curve."""
        changes = np.bincount(come[order], weights=change, minlength=len(curve.time) + 1)
        return np.asarray(start + np.cumsum(changes)[: len(curve.time)])

    squares = over_time(0.0, after**2 - done**2)
    mixed = over_time(0.0, after * (others - 1) - done * others)
    number = over_time(float((size**2).sum()), (others - 1.0) ** 2 - others.astype(float) ** 2)
    total = squares - 2 * mixed * expected + number * expected**2
    # what rounding leaves of nothing is nothing
    total = np.where(total > 1e-12 * (squares + number * expected**2), total, 0.0)
    correction = (
        1.0 if len(names) == len(duration) or len(names) < 2 else len(names) / (len(names) - 1)
    )
    return np.asarray(curve.share**2 * total * correction)
