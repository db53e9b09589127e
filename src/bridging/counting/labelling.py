"""Everything counted of one unit by visit, so that it can be counted again with other labels."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.cells import all_pairs
from bridging.counting.dealing import stratum_keys
from bridging.counting.mixing import MixingCount, cells_of_visit_pairs, cells_to_visits
from bridging.structures.arrays import Floats, Ints

CELLS = 2_000_000  # labels held at a time


@dataclass(frozen=True, kw_only=True)
class Labelling:
    """The visits of one unit, and the pairs of visits in contact and apart.

    Without attendance a visit is a person in contact in a session.

    Parameters
    ----------
    person, cell : array of int, shape (V,)
        Whose visit it is, and which of the unit's sessions. Within a session visits stand by the
        names of their people, so that draws do not depend on the order of the rows.
    place : array of int, shape (V,)
        The person's place among the people of the unit, by name.
    party : array of int, shape (V,)
        People of a session with the same code came together; -1 came alone.
    keys : array of int, shape (C,)
        A number for each session that does not depend on the others.
    first, second : array of int, shape (M,)
        The visits of each contact.
    weight : array of float, shape (M,)
    apart : (first, second, weight) or None
        Pairs of visits that are no opportunity (with ``minutes``: those that are).
    minutes : bool
        Whether `apart` are the opportunities themselves.
    presence : bool
        Whether the visits are all there were, so that opportunities are known.
    size : int
        Groups of the line.
    """

    person: Ints
    cell: Ints
    place: Ints
    party: Ints
    keys: Ints
    first: Ints
    second: Ints
    weight: Floats
    apart: tuple[Ints, Ints, Floats] | None
    minutes: bool
    presence: bool
    size: int

    def tables(self, labels: Any) -> dict[str, Floats | None]:
        """Count contacts, opportunities and their even spread for each row of labels.

        Parameters
        ----------
        labels : array of int, shape (B, V)
            The group of each visit, -1 where not known.

        Returns
        -------
        dict of arrays of shape (B, K, K)
            `contacts`, `opportunities` and `expected`, as in a `MixingMatrix`.
        """
        rows = max(1, CELLS // max(labels.shape[1] + len(self.keys) * self.size**2, 1))
        parts = [
            self._counted(np.asarray(labels[at : at + rows], dtype=np.int64))
            for at in range(0, len(labels), rows)
        ]
        return {
            name: None if parts[0][name] is None else np.concatenate([p[name] for p in parts])
            for name in parts[0]
        }

    def _counted(self, labels: Ints) -> dict[str, Floats | None]:
        one = np.zeros(len(self.first), dtype=np.int64)
        contacts = self._pairs(labels, self.first, self.second, self.weight, one, 1)[:, 0]
        if not self.presence:
            return {"contacts": contacts, "opportunities": None, "expected": None}
        cells = len(self.keys)
        pairs = self._apart(labels, cells)
        if not self.minutes:
            present = np.zeros((len(labels), cells, self.size))
            row, visit = np.nonzero(labels >= 0)
            np.add.at(present, (row, self.cell[visit], labels[row, visit]), 1.0)
            pairs = all_pairs(present) - pairs
        # dealing labels leaves how many contacts and how many pairs a session has
        volume = np.bincount(self.cell[self.first], weights=2 * self.weight, minlength=cells)
        there = pairs[0].sum(axis=(1, 2))
        rate = np.divide(volume, there, out=np.zeros(cells), where=(volume > 0) & (there > 0))
        expected = np.einsum("c,bcgh->bgh", rate, pairs)
        return {"contacts": contacts, "opportunities": pairs.sum(axis=1), "expected": expected}

    def _apart(self, labels: Ints, cells: int) -> Floats:
        if self.apart is None:
            return np.zeros((len(labels), cells, self.size, self.size))
        first, second, weight = self.apart
        return self._pairs(labels, first, second, weight, self.cell[first], cells)

    def _pairs(
        self, labels: Ints, first: Ints, second: Ints, weight: Floats, cell: Ints, cells: int
    ) -> Floats:
        """Count pairs of visits by cell and the groups of both, from both ends."""
        a, b = labels[:, first], labels[:, second]
        row = np.arange(len(labels))[:, np.newaxis]
        place = ((row * cells + cell) * self.size + a) * self.size + b
        known = (a >= 0) & (b >= 0)
        table = np.bincount(
            place[known],
            weights=np.broadcast_to(weight, a.shape)[known],
            minlength=len(labels) * cells * self.size**2,
        ).reshape(len(labels), cells, self.size, self.size)
        return np.asarray(table + np.swapaxes(table, 2, 3), dtype=np.float64)


def label_layout(count: MixingCount, unit: int) -> Labelling:
    """Lay out the visits and pairs of one unit."""
    pairs, visits = count.pairs, count.coded.visits
    mine = np.flatnonzero(pairs.unit == unit)
    cells = np.flatnonzero(count.cells.unit == unit)
    session = count.cells.session[cells]
    cell_of = {int(s): i for i, s in enumerate(session)}
    contact_cell = np.array([cell_of[int(s)] for s in pairs.session[mine]], dtype=np.int64)
    apart = None
    if visits is None:
        ends = np.concatenate([pairs.a[mine], pairs.b[mine]])
        both = np.unique(np.stack([np.tile(contact_cell, 2), ends], axis=1), axis=0)
        cell, person = both[:, 0], both[:, 1]
        party = np.full(len(person), -1, dtype=np.int64)
    else:
        places = cells_to_visits(count.coded, count.units, np.full(len(cells), unit), session)
        visit = np.concatenate([*places, np.zeros(0, dtype=np.int64)])
        cell = np.repeat(np.arange(len(places)), [len(place) for place in places])
        person, party = visits.person[visit], visits.company[visit]
    place = _by_name(count, person)
    order = np.lexsort((place, cell))
    person, cell, place, party = person[order], cell[order], place[order], party[order]
    of = _finder(cell, person)
    if visits is not None and count.apart is not None:
        where, pair = cells_of_visit_pairs(count.coded, places, count.apart)
        first, second = count.apart.first[pair], count.apart.second[pair]
        apart = (
            of(where, visits.person[first]),
            of(where, visits.person[second]),
            count.apart.weight[pair],
        )
    return Labelling(
        person=person,
        cell=cell,
        place=place,
        party=party,
        keys=stratum_keys(count, np.full(len(session), unit), session),
        first=of(contact_cell, pairs.a[mine]),
        second=of(contact_cell, pairs.b[mine]),
        weight=pairs.weight[mine],
        apart=apart,
        minutes=count.opportunity == "minutes",
        presence=visits is not None,
        size=len(count.line.groups),
    )


def _by_name(count: MixingCount, person: Ints) -> Ints:
    """Return the place of each person among all of them, by name."""
    people, place = np.unique(person, return_inverse=True)
    names = [count.coded.people[code] for code in people.tolist()]
    rank = np.empty(len(people), dtype=np.int64)
    rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(people))
    return rank[place.ravel()]


def _finder(cell: Ints, person: Ints) -> Any:
    """Return a function from session and person to the place of the visit."""
    wide = int(person.max(initial=0)) + 1
    keys = cell * wide + person
    order = np.argsort(keys, kind="stable")

    def find(where: Ints, who: Ints) -> Ints:
        return order[np.searchsorted(keys, where * wide + who, sorter=order)]

    return find
