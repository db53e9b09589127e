"""The shares of the groups among the visitors of each unit, and those of its reference."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bridging.analyses.reach_reference import find_reference
from bridging.analyses.reach_rows import Reason
from bridging.analyses.reach_shares import shares_of
from bridging.analyses.reach_visitors import Counted, count_visitors
from bridging.counting.visitors import find_visitors
from bridging.privacy import find_hidden, withhold
from bridging.structures.arrays import Floats
from bridging.study import Study


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The visitors of one unit beside the reference, each of shape (K,).

    Parameters
    ----------
    unit : str
    of : {"families", "persons", "visits"}
        What is counted.
    n : float
        How many of known group.
    share, low, high : array of float
        NaN where there is none.
    reference : array of float or None
    unknown, mixed : float
        Not in the shares: of unknown group; families of several groups.
    reason : Reason or None
        Why there are no shares.
    hidden : bool
    """

    unit: str
    of: str
    n: float
    share: Floats
    low: Floats
    high: Floats
    reference: Floats | None
    unknown: float
    mixed: float
    reason: Reason | None
    hidden: bool


def beside_reference(
    study: Study,
    line: str | None = None,
    by: str | None = "site",
    *,
    denominator: str | None = None,
    level: float = 0.95,
    audience: str = "team",
    minimum: int = 6,
) -> list[Beside]:
    """Count the visitors of each unit, and put them beside its reference.

    Families are counted where they are known, else people, else visits, the same in every unit:
    shares of families and of visits are not of the same thing.
    """
    chosen = study.line_with_groups(line)
    visitors = find_visitors(
        study.records, study.coded, chosen, study.clusters, roles=study.roles, by=by
    )
    hidden = find_hidden(study, chosen.name, by, audience=audience, minimum=minimum)
    size = len(chosen.groups)
    counted = [count_visitors(visitors.of(at), size) for at in range(len(visitors.labels))]
    way = next((k for k in range(3) if all(one[k].reason is None for one in counted)), 2)
    gone = hidden.units | _few([one[way] for one in counted], visitors.labels, audience, minimum)
    where = study.records.tables["sessions"]
    found = []
    for at, unit in enumerate(visitors.labels):
        if visitors.source == "list":
            sites = [unit] if by == "site" and unit in study.sites else list(study.sites)
        else:
            sites = list(dict.fromkeys(where["site"][visitors.sessions_of(at)]))
        reference = find_reference(study.records, chosen, sites, denominator)
        row = _row(unit, counted[at][way], reference.shares, level, unit in gone)
        found.append(row)
    return found


def _few(
    counted: Sequence[Counted], units: Sequence[str], audience: str, minimum: int
) -> frozenset[str]:
    """Return the units with too few of what is counted: there are fewer families than people."""
    if audience == "team" or not counted:
        return frozenset()
    cells = np.array([[*one.number, one.number.sum()] for one in counted])
    return withhold(units, cells, cells[:, -1], minimum).units


def _row(unit: str, one: Counted, reference: Floats | None, level: float, hidden: bool) -> Beside:
    size = len(one.unnamed)
    missing = np.full(size, np.nan)
    number, total = one.number, float(one.number.sum())
    reason = one.reason
    if reason is None and total == 0:
        nobody = one.unknown + one.mixed == 0
        reason = Reason("nobody_came" if nobody else "nobody_known")
    share, low, high = missing, missing, missing
    if reason is None and not hidden:
        share = number / total
        if not one.unnamed.any():  # counted without names: nobody knows who came twice
            limits = shares_of(one.table, level)
            low, high = limits.low, limits.high
    return Beside(
        unit=unit,
        of=one.of,
        n=total,
        share=share,
        low=low,
        high=high,
        reference=reference,
        unknown=one.unknown,
        mixed=one.mixed,
        reason=reason,
        hidden=hidden,
    )
