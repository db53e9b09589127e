"""What the chain is made of: pairs of the reference, visitors, visits, people present, contacts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.cells import all_pairs
from bridging.counting.clusters import Clusters
from bridging.counting.coding import pairs_within
from bridging.counting.deletions import Taken, taken_from_cells
from bridging.counting.mixing import MixingCount
from bridging.structures.arrays import Floats, Ints

CELLS = 4_000_000  # cells of sessions without each cluster held at once


@dataclass(frozen=True, kw_only=True)
class ChainParts:
    """Pairs by the groups of both, at each step; every table counts pairs from both ends.

    Leading axes (`...`) are stacks: without each cluster of people.

    Parameters
    ----------
    visitors, visits : array of float, shape (..., K, K), or None
        Pairs of different visitors who did not come together, once each, and weighted by their
        visits; None where visitors have no names.
    pairs, met, contacts : array of float, shape (..., C, K, K)
        Of each session: pairs present together who did not come together, pairs that met, and
        contacts. `pairs` and `met` are None where presence is not known.
    dealt : array of float, shape (..., K, K), or None
        Contacts if partners are dealt again.
    n_visits : array of float, shape (...), or None
        Visits of people of known group.
    """

    visitors: Floats | None
    visits: Floats | None
    pairs: Floats | None
    met: Floats | None
    contacts: Floats
    dealt: Floats | None
    n_visits: Floats | None


@dataclass(frozen=True, kw_only=True)
class _People:
    """The visitors of a unit: their group, cluster and visits, and who came with whom."""

    group: Ints
    cluster: Ints
    visits: Floats
    first: Ints
    second: Ints


class ChainCount:
    """The parts of the chain of one unit, and without each cluster of people.

    Parameters
    ----------
    count, met : MixingCount
        Contacts by the weight asked for, and with each pair once in a session; same line and units.
    clusters : Clusters
    unit : int
    dealt : array of float, shape (K, K), or None
    dealt_of : (unit, cluster, table) or None
        What each cluster has in the dealt table of each unit.
    """

    def __init__(
        self,
        count: MixingCount,
        met: MixingCount,
        clusters: Clusters,
        unit: int,
        dealt: Floats | None = None,
        dealt_of: tuple[Ints, Ints, Floats] | None = None,
    ) -> None:
        self.count, self.met, self.clusters, self.unit = count, met, clusters, unit
        self.dealt, self.dealt_of = dealt, dealt_of
        self.size = len(count.line.groups)
        self.people = _people(count, clusters.code, unit)

    @property
    def names(self) -> tuple[Any, ...]:
        """Names of the clusters that can be left out, in the order of `without`."""
        if self.people is None:
            return ()
        return tuple(self.clusters.names[code] for code in np.unique(self.people.cluster).tolist())

    @property
    def tallied(self) -> bool:
        """Whether the unit has counts without names."""
        return bool((self.count.tallied.unit == self.unit).any())

    @property
    def named(self) -> bool:
        """Whether attendance says who came to every session of the unit, tallied or not."""
        tallies, visits = self.count.tallied, self.count.coded.visits
        sessions = tallies.session[tallies.unit == self.unit]
        return visits is not None and bool(np.isin(sessions, visits.session).all())

    @property
    def whole(self) -> ChainParts:
        """The parts of the unit."""
        count, cells = self.count, np.flatnonzero(self.count.cells.unit == self.unit)
        tallies = self.count.tallied
        mine = np.flatnonzero(tallies.unit == self.unit)
        contacts = np.concatenate([count.cells.contacts[cells], tallies.contacts[mine]])
        met = np.concatenate([self.met.cells.contacts[cells], self.met.tallied.contacts[mine]])
        pairs = None
        known = [(count.cells.opportunities, cells), (tallies.opportunities, mine)]
        if all(values is not None or not len(place) for values, place in known):
            parts = [values[place] for values, place in known if values is not None]
            pairs = np.concatenate(parts) if parts else None
        visitors = visits = n_visits = None
        if self.people is not None and self.named:
            visitors, visits, number = _visitor_pairs(self.people, self.size)
            n_visits = np.asarray(number)
        elif count.visitor_pairs is not None:
            once, by_visits, number = (part[self.unit] for part in count.visitor_pairs())
            visitors, visits, n_visits = once, by_visits, np.asarray(number)
        return ChainParts(
            visitors=visitors,
            visits=visits,
            pairs=pairs,
            met=None if pairs is None else met,
            contacts=contacts,
            dealt=self.dealt,
            n_visits=n_visits,
        )

    def without(self) -> Iterator[ChainParts]:
        """Yield the parts without each cluster that was there, some clusters at a time."""
        whole, people = self.whole, self.people
        if people is None or self.tallied or whole.pairs is None or whole.met is None:
            return
        cells = np.flatnonzero(self.count.cells.unit == self.unit)
        taken = [
            _of_cells(taken_from_cells(one, self.clusters.code), cells)
            for one in (self.count, self.met)
        ]
        names = np.unique(people.cluster)
        step = max(1, CELLS // max(whole.contacts.size, 1))
        for begin in range(0, len(names), step):
            yield self._without(whole, names[begin : begin + step], taken)

    def _without(self, whole: ChainParts, names: Ints, taken: list[Taken]) -> ChainParts:
        people = self.people
        assert people is not None and whole.pairs is not None and whole.met is not None
        contacts, pairs = _less(whole.contacts, names, taken[0], "contacts"), None
        pairs = _less(whole.pairs, names, taken[0], "opportunities")
        met = _less(whole.met, names, taken[1], "contacts")
        stacks = [_visitor_pairs(_left(people, name), self.size) for name in names.tolist()]
        dealt = None
        if whole.dealt is not None and self.dealt_of is not None:
            unit, cluster, table = self.dealt_of
            mine = unit == self.unit
            gone = np.zeros((len(names), self.size, self.size))
            place = np.searchsorted(names, cluster[mine])
            there = (place < len(names)) & (
                names[np.minimum(place, len(names) - 1)] == cluster[mine]
            )
            gone[place[there]] = table[mine][there]
            dealt = np.maximum(whole.dealt - gone, 0.0)
        return ChainParts(
            visitors=np.stack([one[0] for one in stacks]),
            visits=np.stack([one[1] for one in stacks]),
            pairs=pairs,
            met=met,
            contacts=contacts,
            dealt=dealt,
            n_visits=np.array([one[2] for one in stacks]),
        )


def _people(count: MixingCount, cluster: Ints, unit: int) -> _People | None:
    """List the visitors of known group of a unit; None where attendance was not recorded."""
    visits, units = count.coded.visits, count.units
    if visits is None:
        return None
    mine = np.ones(len(visits.person), dtype=bool)
    if units.level == "session":
        mine = units.code[visits.session] == unit
    elif units.level == "person":
        mine = units.code[visits.person] == unit
    mine &= count.group[visits.person] >= 0
    person, company = visits.person[mine], visits.company[mine]
    names, place = np.unique(person, return_inverse=True)
    together = np.flatnonzero(company >= 0)
    together = together[np.argsort(company[together], kind="stable")]
    i, j = pairs_within(company[together])
    pairs = np.stack([place[together[i]], place[together[j]]], axis=1)
    mates = np.unique(np.sort(pairs, axis=1), axis=0) if len(pairs) else np.zeros((0, 2), int)
    return _People(
        group=count.group[names],
        cluster=cluster[names],
        visits=np.bincount(place, minlength=len(names)).astype(np.float64),
        first=mates[:, 0],
        second=mates[:, 1],
    )


def _visitor_pairs(people: _People, size: int) -> tuple[Floats, Floats, float]:
    """Return pairs of different visitors by group, once each and by their visits; and the visits."""
    tables = []
    for weight in (np.ones(len(people.group)), people.visits):
        total = np.bincount(people.group, weights=weight, minlength=size)
        squares = np.bincount(people.group, weights=weight**2, minlength=size)
        table = np.outer(total, total) - np.diag(squares)
        a, b = people.group[people.first], people.group[people.second]
        mates = np.zeros((size, size))
        np.add.at(mates, (a, b), weight[people.first] * weight[people.second])
        tables.append(table - mates - mates.T)
    return tables[0], tables[1], float(people.visits.sum())


def _left(people: _People, cluster: int) -> _People:
    """Return the people without a cluster."""
    keep = people.cluster != cluster
    place = np.cumsum(keep) - 1
    both = keep[people.first] & keep[people.second]
    return _People(
        group=people.group[keep],
        cluster=people.cluster[keep],
        visits=people.visits[keep],
        first=place[people.first[both]],
        second=place[people.second[both]],
    )


def _of_cells(taken: Taken, cells: Ints) -> Taken:
    """Keep what is taken from some cells, numbered among them."""
    place = np.searchsorted(cells, taken.cell)
    mine = (place < len(cells)) & (cells[np.minimum(place, max(len(cells) - 1, 0))] == taken.cell)
    opportunities = taken.opportunities
    return Taken(
        cluster=taken.cluster[mine],
        cell=place[mine],
        contacts=taken.contacts[mine],
        opportunities=None if opportunities is None else opportunities[mine],
    )


def _less(whole: Floats, names: Ints, taken: Taken, what: str) -> Floats:
    """Take from each session what goes with each cluster, of shape (N, C, K, K)."""
    result = np.repeat(whole[np.newaxis], len(names), axis=0)
    mine = np.isin(taken.cluster, names)
    row = np.searchsorted(names, taken.cluster[mine])
    result[row, taken.cell[mine]] -= getattr(taken, what)[mine]
    return np.where(result < 1e-9, 0.0, result)


def reference_pairs(shares: Floats, counts: bool) -> Floats:
    """Return pairs of two people of a population by group, of shape (K, K).

    Parameters
    ----------
    shares : array of float, shape (K,)
        Shares of the groups, or counts of people.
    counts : bool
        Whether they are counts: then the two are different people.
    """
    if counts:
        return all_pairs(shares)
    return np.outer(shares, shares)
