"""How many visits there were, or how many hours of presence: what contacts are counted for."""

from dataclasses import dataclass

import numpy as np

from bridging.analyses.reach_hours import opening_minutes
from bridging.counting.visitors import Visitors, find_visitors
from bridging.errors import DataError
from bridging.records import Line
from bridging.structures.arrays import Floats, Ints
from bridging.study import Study


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Visits (or hours) of people of known group: by person, and without names by session.

    Parameters
    ----------
    unit, cluster, session, amount : array, shape (V,)
        Of each visit; NaN where its length is not known.
    tallied_unit, tallied : array, shape (S,)
        Of each session.
    names : bool
        Whether anybody wrote down who was present, or how many.
    """

    unit: Ints
    cluster: Ints
    session: Ints
    amount: Floats
    tallied_unit: Ints
    tallied: Floats
    names: bool

    def of(self, unit: int) -> float:
        """Return what a unit has in all."""
        named = self.amount[self.unit == unit].sum()
        return float(named + self.tallied[self.tallied_unit == unit].sum())

    def by(self, unit: int, sessions: bool) -> dict[int, float]:
        """Return what each cluster of people (or session) of a unit has."""
        mine = self.unit == unit
        code = self.session[mine] if sessions else self.cluster[mine]
        found: dict[int, float] = {}
        for one, amount in zip(code.tolist(), self.amount[mine].tolist(), strict=True):
            found[one] = found.get(one, 0.0) + amount
        if sessions:
            for one in np.flatnonzero((self.tallied_unit == unit) & (self.tallied != 0)).tolist():
                found[one] = found.get(one, 0.0) + float(self.tallied[one])
        return found


def find_amounts(study: Study, line: Line, by: str, per: str) -> Amounts | None:
    """Count visits or hours; None where nobody wrote down who was present."""
    try:
        visitors = find_visitors(
            study.records, study.coded, line, study.clusters, roles=study.roles, by=by
        )
    except DataError:  # not even a list of people with their groups
        return None
    if visitors.source == "list":
        return None
    known = visitors.group >= 0
    length = np.ones(len(visitors.session))
    of_session = np.ones(len(visitors.recorded))
    if per == "hour":
        low, high = opening_minutes(study.records.tables["sessions"])
        of_session = (high - low) / 60
        length = _hours(study, visitors, low, high)
    tallied = visitors.tallied[:, :-1].sum(axis=1)
    return Amounts(
        unit=visitors.unit[known],
        cluster=visitors.family[known],
        session=visitors.session[known],
        amount=length[known],
        tallied_unit=visitors.units.code,
        tallied=np.where(tallied > 0, tallied * of_session, 0.0),
        names=bool(visitors.recorded.any()),
    )


def _hours(study: Study, visitors: Visitors, low: Floats, high: Floats) -> Floats:
    """Return how long each visit lasted, NaN where that is not known.

    Arrival and departure are taken within the opening; where they lie outside it altogether, the
    person is taken to have stayed throughout, as in `bridging.reach`.
    """
    visits, session = study.coded.visits, visitors.session
    if visits is None:
        return np.zeros(0)
    begin = np.fmax(visits.arrival, low[session])
    end = np.fmin(visits.departure, high[session])
    outside = ~(end > begin) & np.isfinite(low[session])
    whole = high[session] - low[session]
    return np.asarray(np.where(outside, whole, end - begin) / 60)
