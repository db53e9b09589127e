"""Tables without one person (or family, or session) at a time, from what was counted once.

Nothing is counted again: what each person adds to each cell of unit × session is subtracted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bridging.counting.cells import all_pairs, spread, sum_by
from bridging.counting.mixing import (
    MixingCount,
    cell_of_pairs,
    cells_of_visit_pairs,
    cells_to_visits,
)
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Deletions:
    """The tables of one unit without each of its N clusters.

    Parameters
    ----------
    unit : int
    clusters : array of int, shape (N,)
        The code of the cluster each table is without.
    matrix : MixingMatrix
        A stack of N tables.
    """

    unit: int
    clusters: Ints
    matrix: MixingMatrix


def without_each(count: MixingCount, cluster: Ints) -> Iterator[Deletions]:
    """Yield for each unit its tables without each cluster of people.

    Parameters
    ----------
    count : MixingCount
        Must have no tallies: counts without names can't be taken apart by person.
    cluster : array of int, shape (P,)
        The cluster (person, family) of each person.
    """
    rows = taken_from_cells(count, cluster)
    cells, total = count.cells, count.matrix()
    stacked = count.units.level != "all"
    size = len(count.line.groups)
    contacts_gone, opportunities_gone = rows.contacts, rows.opportunities
    expected_gone = None
    if cells.opportunities is not None and opportunities_gone is not None:
        left = cells.opportunities[rows.cell] - opportunities_gone
        before = spread(cells.contacts, cells.opportunities)[rows.cell]
        expected_gone = before - spread(cells.contacts[rows.cell] - rows.contacts, left)
    unit_of_row = cells.unit[rows.cell]
    for unit in range(len(count.units.labels)):
        mine = unit_of_row == unit
        names, code = np.unique(rows.cluster[mine], return_inverse=True)

        def without(whole: Floats, gone: Floats, mine: Ints = mine, code: Ints = code) -> Floats:
            return np.maximum(whole - sum_by(gone[mine], code, len(names)), 0.0)  # noqa: B023

        def part(values: Floats | None, unit: int = unit) -> Floats | None:
            return None if values is None else values[unit] if stacked else values

        whole, even, pairs = part(total.contacts), part(total.expected), part(total.opportunities)
        assert whole is not None
        yield Deletions(
            unit=unit,
            clusters=names,
            matrix=MixingMatrix(
                _tidy(without(whole, contacts_gone)).reshape(-1, size, size),
                count.line.groups,
                sizes=_sizes_without(part(total.sizes), count, cluster, names, unit),
                opportunities=None
                if pairs is None or opportunities_gone is None
                else without(pairs, opportunities_gone),
                expected=None
                if even is None or expected_gone is None
                else without(even, expected_gone),
                directed=count.directed,
            ),
        )


def without_each_session(count: MixingCount) -> Iterator[Deletions]:
    """Yield for each unit its tables without each session; for tallies without names too."""
    parts = [part for part in (count.cells, count.tallied) if len(part.unit)]
    total = count.matrix()
    stacked = count.units.level != "all"
    known = total.expected is not None
    for unit in range(len(count.units.labels)):
        of_unit = [part.unit == unit for part in parts]
        sessions = np.concatenate([p.session[m] for p, m in zip(parts, of_unit, strict=True)])
        order = np.argsort(sessions, kind="stable")

        def gone(name: str) -> Floats:
            found = []
            for p, m in zip(parts, of_unit, strict=True):  # noqa: B023
                values = getattr(p, name)  # None where presence is not known: nothing of it goes
                found.append(np.zeros_like(p.contacts[m]) if values is None else values[m])
            return np.concatenate(found)[order]  # noqa: B023

        def part_of(values: Floats, unit: int = unit) -> Floats:
            return values[unit] if stacked else values

        sizes = None if total.sizes is None else part_of(total.sizes)
        yield Deletions(
            unit=unit,
            clusters=sessions[order],
            matrix=MixingMatrix(
                _tidy(np.maximum(part_of(total.contacts) - gone("contacts"), 0.0)),
                count.line.groups,
                sizes=None if sizes is None else np.broadcast_to(sizes, (len(order), len(sizes))),
                opportunities=np.maximum(part_of(total.opportunities) - gone("opportunities"), 0.0)
                if known and total.opportunities is not None
                else None,
                expected=np.maximum(part_of(total.expected) - gone("expected"), 0.0)
                if known and total.expected is not None
                else None,
                directed=count.directed,
            ),
        )


def _tidy(values: Floats) -> Floats:
    """Remove rounding errors of subtraction, so that nothing left is exactly nothing."""
    return np.where(values < 1e-9, 0.0, values)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What goes with each cluster from each cell it has a part in.

    Parameters
    ----------
    cluster, cell : array of int, shape (R,)
    contacts : array of float, shape (R, K, K)
    opportunities : array of float, shape (R, K, K), or None
        None where presence is not known.
    """

    cluster: Ints
    cell: Ints
    contacts: Floats
    opportunities: Floats | None


def taken_from_cells(count: MixingCount, cluster: Ints) -> Taken:
    """Say what leaves each cell when a cluster of people is left out.

    Parameters
    ----------
    count : MixingCount
    cluster : array of int, shape (P,)
        The cluster (person, family) of each person.
    """
    cells, rows = count.cells, _rows(count, cluster)
    opportunities = None
    if cells.opportunities is not None and cells.present is not None:
        before = cells.opportunities[rows.cell]
        if count.opportunity == "minutes":
            left = before - rows.apart
        else:
            kept_apart = (all_pairs(cells.present) - cells.opportunities)[rows.cell] - rows.apart
            left = all_pairs(cells.present[rows.cell] - rows.present) - kept_apart
        opportunities = before - left
    return Taken(
        cluster=rows.cluster, cell=rows.cell, contacts=rows.contacts, opportunities=opportunities
    )


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """What each cluster adds to each cell it has a part in."""

    cluster: Ints
    cell: Ints
    contacts: Floats
    present: Floats
    apart: Floats


def _rows(count: MixingCount, cluster: Ints) -> _Rows:
    """Gather what each cluster adds to each cell: contacts, people present, pairs apart."""
    size, pairs, group = len(count.line.groups), count.pairs, count.group
    cells = count.cells
    contact_cell = cell_of_pairs(pairs, cells.unit, cells.session)
    own = [(cluster[pairs.a], contact_cell), (cluster[pairs.b], contact_cell)]
    places: list[Ints] = []
    visits = count.coded.visits
    if visits is not None:
        places = cells_to_visits(count.coded, count.units, cells.unit, cells.session)
        visit = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
        visit_cell = np.repeat(np.arange(len(places)), [len(place) for place in places])
        known = group[visits.person[visit]] >= 0
        visit, visit_cell = visit[known], visit_cell[known]
        own.append((cluster[visits.person[visit]], visit_cell))
    wide = max(len(cells.unit), 1)
    parts = [clusters * wide + cell for clusters, cell in own]
    keys, row = np.unique(np.concatenate(parts), return_inverse=True)
    rows = np.split(row, np.cumsum([len(part) for part in parts])[:-1])
    contacts = _touched(
        _Pairs(
            rows=(rows[0], rows[1]),
            groups=(group[pairs.a], group[pairs.b]),
            weight=pairs.weight,
        ),
        len(keys),
        size,
        count.directed,
    )
    present = np.zeros((len(keys), size))
    apart = np.zeros_like(contacts)
    if visits is not None:
        person = visits.person[visit]
        np.add.at(present, (rows[2], group[person]), 1.0)
        assert count.apart is not None
        cell, pair = cells_of_visit_pairs(count.coded, places, count.apart)
        one = visits.person[count.apart.first[pair]]
        two = visits.person[count.apart.second[pair]]
        both = (group[one] >= 0) & (group[two] >= 0)
        cell, pair, one, two = cell[both], pair[both], one[both], two[both]
        apart = _touched(
            _Pairs(
                rows=(
                    np.searchsorted(keys, cluster[one] * wide + cell),
                    np.searchsorted(keys, cluster[two] * wide + cell),
                ),
                groups=(group[one], group[two]),
                weight=count.apart.weight[pair],
            ),
            len(keys),
            size,
        )
    return _Rows(
        cluster=keys // wide, cell=keys % wide, contacts=contacts, present=present, apart=apart
    )


@dataclass(frozen=True, kw_only=True)
class _Pairs:
    """Pairs of people by the groups of their ends, the row of the cluster of each, and weights."""

    rows: tuple[Ints, Ints]
    groups: tuple[Ints, Ints]
    weight: Floats


def _touched(pairs: _Pairs, rows: int, size: int, directed: bool = False) -> Floats:
    """Sum the pairs each cluster takes part in; a pair inside a cluster once."""
    table = np.zeros((rows, size, size))
    one, two = pairs.rows  # of one cell: the same row is the same cluster
    a, b = pairs.groups
    np.add.at(table, (one, a, b), pairs.weight)
    other = one != two
    np.add.at(table, (two[other], a[other], b[other]), pairs.weight[other])
    return table if directed else table + np.swapaxes(table, 1, 2)


def _sizes_without(
    sizes: Floats | None, count: MixingCount, cluster: Ints, names: Ints, unit: int
) -> Floats | None:
    """People of each group without each cluster (all members of it that were in the unit)."""
    if sizes is None:
        return None
    size = len(count.line.groups)
    visits, units = count.coded.visits, count.units
    if visits is None:
        person = np.flatnonzero(count.coded.counts)
    elif units.level == "session":
        person = np.unique(visits.person[units.code[visits.session] == unit])
    else:
        person = np.unique(visits.person)
    if units.level == "person":
        person = person[units.code[person] == unit]
    person = person[(count.group[person] >= 0) & np.isin(cluster[person], names)]
    gone = np.zeros((len(names), size))
    np.add.at(gone, (np.searchsorted(names, cluster[person]), count.group[person]), 1.0)
    return sizes - gone
