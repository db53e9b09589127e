"""Tables of one unit when its sessions, or its people, are drawn again."""

from collections.abc import Iterator

import numpy as np

from bridging.counting.cells import spread
from bridging.counting.mixing import (
    MixingCount,
    cell_of_pairs,
    cells_of_visit_pairs,
    cells_to_visits,
)
from bridging.inference.person_bootstrap import pair_weights, pairs_present
from bridging.inference.session_bootstrap import draw_weights, weighted_sums
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints

MOST_CELLS = 4_000_000  # cells of pairs and sessions held at a time


def sessions_of(count: MixingCount, unit: int) -> int:
    """Count the sessions of a unit that have people or contacts."""
    return sum(int((part.unit == unit).sum()) for part in (count.cells, count.tallied))


def tables_by_session(
    count: MixingCount, unit: int, n_resamples: int, rng: np.random.Generator
) -> Iterator[MixingMatrix]:
    """Yield stacks of tables of a unit, its sessions drawn again with replacement.

    Each table is a sum of what sessions add, by how often each was drawn. The people are the
    same: `sizes` stay as they are.
    """
    parts = [part for part in (count.cells, count.tallied) if (part.unit == unit).any()]
    masks = [part.unit == unit for part in parts]
    whole = count.matrix()

    def joined(name: str) -> Floats | None:
        if getattr(whole, name) is None:
            return None
        tables = []
        for part, mask in zip(parts, masks, strict=True):
            values = getattr(part, name)
            if values is None:
                # nobody knows who was present: NaN, where there are contacts to compare with it
                lost = part.contacts[mask].sum(axis=(1, 2), keepdims=True) > 0
                values = np.where(lost, np.nan, np.zeros_like(part.contacts[mask]))
            else:
                values = values[mask]
            tables.append(values)
        return np.concatenate(tables)

    tables = {name: joined(name) for name in ("contacts", "opportunities", "expected")}
    sizes = None if count.sizes is None else count.sizes[unit]
    number = sum(int(mask.sum()) for mask in masks)
    rows = max(1, MOST_CELLS // max(number, 3 * len(count.line.groups) ** 2, 1))
    for weights in draw_weights(number, n_resamples, rng, most_cells=rows * max(number, 1)):
        summed = {
            name: None if table is None else weighted_sums(weights, table)
            for name, table in tables.items()
        }
        yield MixingMatrix(
            summed["contacts"],
            count.line.groups,
            sizes=None if sizes is None else np.broadcast_to(sizes, (len(weights), len(sizes))),
            opportunities=summed["opportunities"],
            expected=summed["expected"],
            directed=count.directed,
        )


class PersonTables:
    """Tables of a unit when its people (families) are drawn again: the pigeonhole bootstrap.

    Contacts, opportunities and the even spread are counted anew in every session: a pair is there
    as often as the product of how often its two people were drawn.

    Parameters
    ----------
    count : MixingCount
        The unit must have no tallies.
    cluster : array of int, shape (P,)
        The person or family of each person.
    unit : int
    """

    def __init__(self, count: MixingCount, cluster: Ints, unit: int) -> None:
        self.count, self.size = count, len(count.line.groups)
        group = count.group
        person = count.people_of(unit)
        person = person[group[person] >= 0]
        names, code = np.unique(cluster[person], return_inverse=True)
        self.clusters = len(names)
        place = np.full(len(cluster), -1)
        place[person] = code
        self.member = np.zeros((self.clusters, self.size))
        np.add.at(self.member, (code, group[person]), 1.0)

        mine = np.flatnonzero(count.cells.unit == unit)
        self.sessions = len(mine)
        local = np.full(len(count.cells.unit) + 1, -1)
        local[mine] = np.arange(len(mine))
        pairs = count.pairs
        cell = local[cell_of_pairs(pairs, count.cells.unit, count.cells.session)]
        inside = (pairs.unit == unit) & (place[pairs.a] >= 0) & (place[pairs.b] >= 0)
        self.contacts = _PairTable(
            place[pairs.a[inside]],
            place[pairs.b[inside]],
            self._cells(cell[inside], group[pairs.a[inside]], group[pairs.b[inside]]),
            pairs.weight[inside],
            self.sessions * self.size**2,
        )
        self.apart, self.there = self._presence(mine, place)

    def _cells(self, cell: Ints, a: Ints, b: Ints) -> Ints:
        """Number the cells of session and groups."""
        return (cell * self.size + a) * self.size + b

    def _presence(
        self, mine: Ints, place: Ints
    ) -> tuple["_PairTable | None", list[tuple[Ints, Floats]]]:
        """Return the pairs of visits that count apart, and who was there in each session."""
        count, group = self.count, self.count.group
        visits = count.coded.visits
        if visits is None or count.apart is None:
            return None, []
        cells = count.cells
        places = cells_to_visits(count.coded, count.units, cells.unit[mine], cells.session[mine])
        cell, pair = cells_of_visit_pairs(count.coded, places, count.apart)
        one = visits.person[count.apart.first[pair]]
        two = visits.person[count.apart.second[pair]]
        known = (place[one] >= 0) & (place[two] >= 0)
        cell, pair, one, two = cell[known], pair[known], one[known], two[known]
        apart = _PairTable(
            place[one],
            place[two],
            self._cells(cell, group[one], group[two]),
            count.apart.weight[pair],
            self.sessions * self.size**2,
        )
        there = []
        for visit in places:
            person = visits.person[visit]
            person = person[place[person] >= 0]
            names, code = np.unique(place[person], return_inverse=True)
            member = np.zeros((len(names), self.size))
            np.add.at(member, (code, group[person]), 1.0)
            there.append((names, member))
        return apart, there

    def draws(self, n_resamples: int, rng: np.random.Generator) -> Iterator[MixingMatrix]:
        """Yield stacks of tables."""
        pairs = len(self.contacts.one) + (0 if self.apart is None else len(self.apart.one))
        wide = max(self.clusters, pairs, 3 * self.sessions * self.size**2, 1)
        rows = max(1, MOST_CELLS // wide)
        for weights in draw_weights(
            self.clusters, n_resamples, rng, most_cells=rows * self.clusters
        ):
            yield self.tables(weights)

    def tables(self, weights: Floats) -> MixingMatrix:
        """Return a stack of tables for how often each person (family) is drawn, of shape (B, C)."""
        shape = (len(weights), self.sessions, self.size, self.size)
        contacts = self.contacts.sums(weights).reshape(shape)
        if not self.count.directed:
            contacts = contacts + np.swapaxes(contacts, -1, -2)
        opportunities = expected = None
        if self.apart is not None:
            apart = self.apart.sums(weights).reshape(shape)
            opportunities = apart + np.swapaxes(apart, -1, -2)
            if self.count.opportunity != "minutes":
                for s, (names, member) in enumerate(self.there):
                    present = pairs_present(weights[:, names], member)
                    opportunities[:, s] = present - opportunities[:, s]
            opportunities = np.where(opportunities < 1e-9, 0.0, opportunities)
            expected = spread(contacts, opportunities).sum(axis=1)
            opportunities = opportunities.sum(axis=1)
        return MixingMatrix(
            contacts.sum(axis=1),
            self.count.line.groups,
            sizes=None if self.count.sizes is None else weights @ self.member,
            opportunities=opportunities,
            expected=expected,
            directed=self.count.directed,
        )


class _PairTable:
    """Pairs of people summed by cell, each as often as its people are drawn."""

    def __init__(self, one: Ints, two: Ints, cell: Ints, weight: Floats, cells: int) -> None:
        from scipy.sparse import csr_matrix

        self.one, self.two = one, two
        row = np.arange(len(one))
        self._sum = csr_matrix((weight, (cell, row)), shape=(cells, len(one)))

    def sums(self, weights: Floats) -> Floats:
        """Return sums of shape (B, cells)."""
        return np.asarray((self._sum @ pair_weights(weights, self.one, self.two).T).T)
