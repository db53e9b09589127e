"""The curves of who came back or stayed away, as they are drawn, with who was still followed."""

from dataclasses import dataclass

import numpy as np

from bridging.analyses.reach import Reach
from bridging.analyses.reach_rows import ALL, Reason, Row
from bridging.privacy import check_audience, withhold
from bridging.structures.arrays import Floats

MOST_GROUPS = 4  # with a curve each


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One curve.

    Parameters
    ----------
    group : str
    people : float
        How many were followed from their first visit.
    openings, share, low, high, followed : array of float, shape (T,)
        The share, with limits, that had come back (or stayed away) so many openings after the
        first visit, and how many were still followed without it just before: at every opening to
        which somebody was followed and no further.
    cut : bool
        Whether the end is left out, because fewer people than can be published were followed.
    steps : tuple of Row
        The shares at the openings that were asked for.
    """

    group: str
    people: float
    openings: Floats
    share: Floats
    low: Floats
    high: Floats
    followed: Floats
    cut: bool = False
    steps: tuple[Row, ...] = ()

    def still_followed(self, opening: float) -> float:
        """Return how many people were followed to an opening without it.

        Examples
        --------
        >>> import numpy as np
        >>> curve = Curve(
        ...     group="a", people=6, openings=np.array([1.0, 4.0]), share=np.array([0.5, 1.0]),
        ...     low=np.zeros(2), high=np.ones(2), followed=np.array([6.0, 1.0]))
        >>> [curve.still_followed(opening) for opening in (0, 1, 2, 5)]
        [6.0, 6.0, 1.0, 0.0]
        """
        if opening <= 0:
            return float(self.people)
        # there is a row wherever the number becomes smaller, and none after the last
        later = int(np.searchsorted(self.openings, opening))
        return float(self.followed[later]) if later < len(self.openings) else 0.0


@dataclass(frozen=True, kw_only=True)
class Panel:
    """The curves of a unit, or why there are none."""

    unit: str
    curves: tuple[Curve, ...] = ()
    reason: Reason | None = None
    withheld: bool = False


def find_panels(reach: Reach, part: str, audience: str, minimum: int) -> list[Panel]:
    """Return the curves of each unit: of the groups, or of everybody where groups are not several.

    For publication a unit with a group of fewer people than `minimum` is withheld, with another
    where it would be alone; and curves end where fewer are still followed.
    """
    check_audience(audience, minimum)
    hidden = _withheld(reach, part, minimum) if audience == "publication" else frozenset()
    least = minimum if audience == "publication" else 0
    panels = []
    for unit in reach.units:
        if unit in hidden:
            panels.append(Panel(unit=unit, withheld=True))
            continue
        found = [_curve(reach, unit, part, group, least) for group in (ALL, *reach.line.groups)]
        curves = [curve for curve in found if curve is not None]
        of_groups = [curve for curve in curves if curve.group != ALL]
        if 1 < len(of_groups) <= MOST_GROUPS:
            curves = of_groups
        elif curves:
            curves = [curve for curve in curves if curve.group == ALL]
        reason = None if curves else _reason(reach, unit, part)
        panels.append(Panel(unit=unit, curves=tuple(curves), reason=reason))
    return panels


def _curve(reach: Reach, unit: str, part: str, group: str, least: int) -> Curve | None:
    """Return one curve, to where as many people as must be are followed."""
    table = reach.curves
    mine = table[(table["unit"] == unit) & (table["part"] == part) & (table["group"] == group)]
    keep = mine["at_risk"] >= least
    shown = mine[keep]
    if shown.empty:
        return None
    end = float(shown["openings"].max())
    cut = bool((~keep).any())
    steps = [
        row for row in _rows(reach, unit, part, group)
        if np.isfinite(row.estimate) and not (cut and int(row.name[7:]) > end)
    ]  # fmt: skip
    columns = {
        "openings": "openings", "share": "estimate", "low": "ci_low", "high": "ci_high",
        "followed": "at_risk",
    }  # fmt: skip
    values = {name: shown[column].to_numpy(dtype=float) for name, column in columns.items()}
    people = _people(reach, unit, part, group)
    return Curve(group=group, people=people, cut=cut, steps=tuple(steps), **values)


def _rows(reach: Reach, unit: str, part: str, group: str) -> list[Row]:
    """Return the shares at the openings that were asked for."""
    return [
        row
        for row in reach.rows
        if (row.unit, row.part, row.group) == (unit, part, group) and row.name.startswith("within_")
    ]


def _people(reach: Reach, unit: str, part: str, group: str) -> float:
    """Return how many people were followed; the first of the curve where nothing was asked for."""
    rows = _rows(reach, unit, part, group)
    if rows:
        return rows[0].n
    table = reach.curves
    mine = table[(table["unit"] == unit) & (table["part"] == part) & (table["group"] == group)]
    return float(mine["at_risk"].max()) if len(mine) else 0.0


def _withheld(reach: Reach, part: str, minimum: int) -> frozenset[str]:
    """Return the units that are too small to publish."""
    groups = (*reach.line.groups, ALL)
    cells = [[_people(reach, unit, part, group) for group in groups] for unit in reach.units]
    return withhold(reach.units, np.array(cells), np.array(cells)[:, -1], minimum).units


def _reason(reach: Reach, unit: str, part: str) -> Reason:
    """Say why there is no curve."""
    said = (r.reason for r in reach.rows if (r.unit, r.part) == (unit, part) and r.reason)
    return next(said, Reason("nothing_happened"))
