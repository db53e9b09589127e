"""Contacts of many draws at once: summed by pair of people, and by person."""

import numpy as np
import numpy.typing as npt

from bridging.counting.dealing import Dealing
from bridging.nulls.partner_rewire import People
from bridging.structures.arrays import Floats, Ints

MOST_PLACES = 5_000_000  # units times clusters whose place is kept in a table


class Pairs:
    """Contacts of draws in the order of their pairs of people or families, within draw and unit."""

    def __init__(self, order: Ints, begins: Ints, cell: Ints, shape: tuple[int, int]) -> None:
        self.order, self.begins, self.cell, self.shape = order, begins, cell, shape

    @classmethod
    def of(cls, a: People | Ints, b: People | Ints, unit: Ints, units: int) -> "Pairs":
        """Sort the contacts of each draw by unit and pair."""
        rows, contacts = a.shape
        people = int(max(a.max(initial=0), b.max(initial=0))) + 1
        pair = (unit * people + np.minimum(a, b)) * people + np.maximum(a, b)
        place = np.arange(contacts)
        bits = contacts.bit_length()
        if units * people**2 < 2 ** (62 - bits):
            # one sort of whole numbers that carry their place is much faster than sorting places
            pair <<= bits
            pair |= place
            pair.sort(axis=1)
            order = pair & ((1 << bits) - 1)
            pair >>= bits
        else:
            order = np.argsort(pair, axis=1, kind="stable")
            pair = np.take_along_axis(pair, order, axis=1)
        new = np.ones(pair.shape, dtype=bool)
        new[:, 1:] = pair[:, 1:] != pair[:, :-1]
        begins = np.flatnonzero(new)
        row = begins // max(contacts, 1)
        cell = row * units + unit[order.ravel()[begins]]
        order += np.arange(rows)[:, np.newaxis] * contacts
        return cls(order.ravel(), begins, cell, (rows, units))

    def sum(self, values: Floats) -> Floats:
        """Sum the contacts of each pair."""
        if not len(self.begins):
            return np.zeros(0)
        return np.add.reduceat(values.ravel()[self.order], self.begins)

    def by_unit(self, values: Floats) -> Floats:
        """Sum the pairs of each draw and unit."""
        return counted(self.cell, values, self.shape)


class OfClusters:
    """What each cluster of people (a person, a family) has of the contacts of draws, by kind.

    `unit` and `cluster` list the clusters that each unit has seats for.
    """

    def __init__(self, dealing: Dealing, cluster: Ints, kinds: int, units: int) -> None:
        self.of_person, self.kinds = cluster, kinds
        wide, deal = int(cluster.max(initial=0)) + 1, dealing.deal
        self.begin = dealing.unit * wide
        self.keys = np.unique(dealing.units[deal.stratum] * wide + cluster[deal.person])
        self.unit, self.cluster = self.keys // wide, self.keys % wide
        self.place: Ints | None = None
        if units * wide <= MOST_PLACES:
            self.place = np.zeros(units * wide, dtype=np.int64)
            self.place[self.keys] = np.arange(len(self.keys))

    def sum(self, a: People, b: People, kind: Ints, weight: Floats) -> Floats:
        """Sum the contacts of all rows, of shape (N, kinds); one inside a cluster counts once."""
        one, other = self.of_person[a], self.of_person[b]
        inside = one == other
        elsewhere = np.where(inside, 0.0, weight) if inside.any() else weight
        shape = (len(self.keys), self.kinds)
        total = counted(self._cell(one, kind), weight, shape)
        return total + counted(self._cell(other, kind), elsewhere, shape)

    def _cell(self, cluster: Ints, kind: Ints) -> Ints:
        key = cluster + self.begin
        place = np.searchsorted(self.keys, key) if self.place is None else self.place[key]
        place *= self.kinds
        place += kind
        return np.asarray(place)


def counted(cell: Ints, weight: Floats, shape: tuple[int, ...]) -> Floats:
    """Sum weights by cell."""
    size = int(np.prod(shape))
    weight = np.broadcast_to(weight, cell.shape)
    table = np.bincount(cell.ravel(), weights=weight.ravel(), minlength=size)
    return np.asarray(table.reshape(shape), dtype=np.float64)


def repeated(a: People, b: People, stratum: Ints) -> npt.NDArray[np.bool_]:
    """Say which contacts repeat a pair of the same session, in each row."""
    people = int(max(a.max(initial=0), b.max(initial=0))) + 1
    key = (stratum * people + np.minimum(a, b)) * people + np.maximum(a, b)
    order = np.argsort(key, axis=1, kind="stable")
    ordered = np.take_along_axis(key, order, axis=1)
    repeat = np.zeros(key.shape, dtype=bool)
    repeat[:, 1:] = ordered[:, 1:] == ordered[:, :-1]
    result = np.zeros(key.shape, dtype=bool)
    np.put_along_axis(result, order, repeat, axis=1)
    return result
