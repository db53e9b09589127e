"""First visits and regulars: shares of visits and of people, by group."""

import numpy as np

from bridging.analyses.reach_return import Stays
from bridging.analyses.reach_rows import ALL, Reason, Row
from bridging.analyses.reach_shares import shares_of
from bridging.counting.visitors import Visitors, family_table
from bridging.structures.arrays import Ints


def yes_rows(
    yes: Ints,
    family: Ints,
    group: Ints,
    groups: tuple[str, ...],
    *,
    unit: str,
    part: str,
    of: str,
    name: str,
    level: float,
    reason: Reason,
) -> list[Row]:
    """Return the share of which something holds, of all and of each group.

    Parameters
    ----------
    yes : array of int, shape (N,)
        0 where it holds, 1 where it does not, -1 where that is not known.
    family, group : array of int, shape (N,)
    reason : Reason
        Why there is no share where there is nobody.
    """
    rows = []
    for code, label in [(None, ALL), *enumerate(groups)]:
        mine = yes >= 0 if code is None else (yes >= 0) & (group == code)
        found = shares_of(family_table(family[mine], yes[mine], 2), level, alike=False)
        rows.append(
            Row(
                unit=unit,
                part=part,
                of=of,
                group=label,
                name=name,
                estimate=float(found.share[0]),
                ci_low=float(found.low[0]),
                ci_high=float(found.high[0]),
                n=found.n,
                reason=None if found.n else reason,
            )
        )
    return rows


def newcomer_rows(
    visitors: Visitors, fresh: Ints, groups: tuple[str, ...], unit: str, level: float
) -> list[Row]:
    """Return the share of visits that are a first one.

    Parameters
    ----------
    fresh : array of int, shape (V,)
        0 for a first visit, 1 for a later one, -1 where it is not known: everybody at the first
        opening that was recorded.
    """
    return yes_rows(
        fresh,
        visitors.family,
        visitors.group,
        groups,
        unit=unit,
        part="newcomers",
        of="visits",
        name="first_visit",
        level=level,
        reason=Reason("one_opening"),
    )


def regular_rows(
    stays: Stays, groups: tuple[str, ...], unit: str, regular: int, level: float
) -> list[Row]:
    """Return the share of persons who were seen once, and of those who are regulars."""
    rows = []
    for name, holds in (("once", stays.visits == 1), ("regular", stays.visits >= regular)):
        rows += yes_rows(
            np.where(holds, 0, 1),
            stays.family,
            stays.group,
            groups,
            unit=unit,
            part="regulars",
            of="persons",
            name=name,
            level=level,
            reason=Reason("nobody_known"),
        )
    return rows
