"""Who came: families, persons and visits by group, against the reference."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.analyses.reach_reference import Reference
from bridging.analyses.reach_rows import Reason, Row, rng_for
from bridging.analyses.reach_shares import (
    dissimilarity,
    dissimilarity_limits,
    reference_test,
    shares_of,
)
from bridging.counting.visitors import (
    MIXED,
    UNKNOWN,
    Visitors,
    family_groups,
    family_table,
    people_of,
)
from bridging.structures.arrays import Floats

VISITORS, LEFT_OUT = "visitors", "left_out"
Place = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Visitors of one unit, counted one way.

    Parameters
    ----------
    of : {"families", "persons", "visits"}
    table : array of float, shape (F, K)
        What is counted of each family by group.
    unnamed : array of float, shape (K,)
        Visits counted without names.
    unknown, mixed : float
        Left out: of unknown group; families of more than one group.
    reason : Reason or None
        Why it can't be counted.
    """

    of: str
    table: Floats
    unnamed: Floats
    unknown: float = 0.0
    mixed: float = 0.0
    reason: Reason | None = None

    @property
    def number(self) -> Floats:
        """How many of each group, of shape (K,)."""
        return np.asarray(self.table.sum(axis=0) + self.unnamed)


def count_visitors(visitors: Visitors, size: int) -> tuple[Counted, Counted, Counted]:
    """Count families, persons and visits of one unit."""
    _, family, group = people_of(visitors)
    names = Reason("no_names") if visitors.source == "tallies" else None
    nothing = np.zeros(size)
    _, of_family = family_groups(family, group)
    known = np.flatnonzero(of_family >= 0)
    families = Counted(
        of="families",
        table=family_table(known, of_family[known], size),
        unnamed=nothing,
        unknown=float((of_family == UNKNOWN).sum()),
        mixed=float((of_family == MIXED).sum()),
        reason=names or (None if visitors.families else Reason("no_families")),
    )
    persons = Counted(
        of="persons",
        table=family_table(family, group, size),
        unnamed=nothing,
        unknown=float((group < 0).sum()),
        reason=names,
    )
    tallied = visitors.tallied.sum(axis=0)
    visits = Counted(
        of="visits",
        table=family_table(visitors.family, visitors.group, size),
        unnamed=tallied[:size],
        unknown=float((visitors.group < 0).sum() + tallied[size]),
        reason=Reason("no_attendance") if visitors.source == "list" else None,
    )
    return families, persons, visits


def visitor_rows(
    counted: Counted,
    reference: Reference,
    groups: tuple[str, ...],
    *,
    unit: str,
    level: float,
    n_resamples: int,
    seed: int,
) -> list[Row]:
    """Compare visitors, counted one way, with the reference."""
    place: Place = {"unit": unit, "part": VISITORS, "of": counted.of}
    if counted.reason is not None:
        return [Row(**place, name="share", reason=counted.reason)]
    number, total = counted.number, float(counted.number.sum())
    rows = _left_out_rows(counted, unit, total)
    if total == 0:
        nobody = counted.unknown + counted.mixed == 0
        reason = Reason("nobody_came" if nobody else "nobody_known")
        return [*rows, Row(**place, name="share", n=0, reason=reason)]
    rows += [
        Row(**place, group=group, name="number", estimate=float(n), n=total)
        for group, n in zip(groups, number, strict=True)
    ]
    named = not counted.unnamed.any()
    found = shares_of(counted.table, level)
    shares = number / total
    limits = np.stack([found.low, found.high], axis=1)
    if not named:
        limits[:] = np.nan
    rows += _share_rows(place, groups, shares, limits, total)
    if reference.shares is None:
        return [*rows, Row(**place, name="ratio", n=total, reason=reference.reason)]
    rows += _ratio_rows(place, groups, shares, limits, reference.shares, total)
    if not named:
        return rows + _untested_rows(place, dissimilarity(shares, reference.shares), total)
    rng = rng_for(seed, VISITORS, counted.of, unit)
    return rows + _mix_rows(place, counted.table, reference.shares, total, level, n_resamples, rng)


def _left_out_rows(counted: Counted, unit: str, total: float) -> list[Row]:
    """Return how many are not counted in the shares, of how many."""
    numbers = {"unknown": counted.unknown}
    if counted.of == "families":
        numbers["mixed"] = counted.mixed
    everybody = total + sum(numbers.values())
    return [
        Row(unit=unit, part=LEFT_OUT, of=counted.of, name=name, estimate=number, n=everybody)
        for name, number in numbers.items()
    ]


def _share_rows(
    place: Place, groups: tuple[str, ...], shares: Floats, limits: Floats, total: float
) -> list[Row]:
    """Return the share of each group; without limits where visits have no names."""
    why = Reason("tallied_visits") if np.isnan(limits).all() else None
    return [
        Row(
            **place,
            group=group,
            name="share",
            estimate=float(share),
            ci_low=float(low),
            ci_high=float(high),
            n=total,
            reason=why,
        )
        for group, share, (low, high) in zip(groups, shares, limits, strict=True)
    ]


def _ratio_rows(
    place: Place,
    groups: tuple[str, ...],
    shares: Floats,
    limits: Floats,
    reference: Floats,
    total: float,
) -> list[Row]:
    """Return each share over that in the reference."""
    why = Reason("tallied_visits") if np.isnan(limits).all() else None
    rows = []
    for g, group in enumerate(groups):
        there = float(reference[g])
        if there == 0:
            reason = Reason("not_in_reference")
            rows.append(Row(**place, group=group, name="ratio", n=total, reason=reason))
            continue
        low, high = (limits[g] / there).tolist()
        estimate = float(shares[g]) / there
        rows.append(
            Row(
                **place,
                group=group,
                name="ratio",
                estimate=estimate,
                ci_low=low,
                ci_high=high,
                n=total,
                reason=why,
            )
        )
    return rows


def _untested_rows(place: Place, estimate: float, total: float) -> list[Row]:
    """Return the dissimilarity of visits without names: several may be of one person."""
    why = Reason("tallied_visits")
    return [
        Row(**place, name="dissimilarity", estimate=estimate, n=total, reason=why),
        Row(**place, name="p_value", n=total, reason=why),
    ]


def _mix_rows(
    place: Place,
    table: Floats,
    reference: Floats,
    total: float,
    level: float,
    n_resamples: int,
    rng: np.random.Generator,
) -> list[Row]:
    """Compare the whole mix: dissimilarity, what chance gives of it, and the test."""
    shares = table.sum(axis=0) / table.sum()
    low, high = dissimilarity_limits(table, reference, level)
    rows = [
        Row(
            **place,
            name="dissimilarity",
            estimate=dissimilarity(shares, reference),
            ci_low=low,
            ci_high=high,
            n=total,
        )
    ]
    if (shares[reference == 0] > 0).any():
        return [*rows, Row(**place, name="p_value", n=total, reason=Reason("outside_reference"))]
    tested = reference_test(table, reference, n_resamples=n_resamples, rng=rng)
    return [
        *rows,
        Row(**place, name="dissimilarity_by_chance", estimate=tested.by_chance, n=total),
        Row(**place, name="p_value", estimate=tested.p_value, n=total),
    ]


def reference_rows(reference: Reference, groups: tuple[str, ...], unit: str) -> list[Row]:
    """Show the reference itself."""
    if reference.shares is None:
        return [Row(unit=unit, part="reference", name="share", reason=reference.reason)]
    rows = [
        Row(
            unit=unit,
            part="reference",
            group=group,
            name="share",
            estimate=float(share),
            n=reference.number,
        )
        for group, share in zip(groups, reference.shares, strict=True)
    ]
    if reference.unknown > 1e-9:
        rows.append(
            Row(
                unit=unit,
                part=LEFT_OUT,
                of="reference",
                name="unknown_share",
                estimate=reference.unknown,
            )
        )
    return rows


def targeting_rows(
    counted: Counted, targeting: str, groups: tuple[str, ...], unit: str, level: float
) -> list[Row]:
    """Set the visitors beside the group that a site says it is for, without judging either."""
    if not targeting:
        return []
    found = shares_of(counted.table, level)
    if counted.reason is not None or not found.n:
        why = counted.reason or Reason("tallied_visits" if counted.number.sum() else "nobody_known")
        return [Row(unit=unit, part="targeting", of=counted.of, name=targeting, reason=why)]
    return [
        Row(
            unit=unit,
            part="targeting",
            of=counted.of,
            group=group,
            name=targeting,
            estimate=float(found.share[g]),
            ci_low=float(found.low[g]),
            ci_high=float(found.high[g]),
            n=found.n,
        )
        for g, group in enumerate(groups)
    ]
