"""What the chain is made of: pairs of the reference, visitors, visits, people present, contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.counting.cells import all_pairs
from bridging.counting.clusters import Clusters
from bridging.counting.coding import pairs_within
from bridging.counting.deletions import Taken, taken_from_cells
from bridging.counting.mixing import MixingCount
from bridging.structures.arrays import Floats, Ints


@dataclass(frozen=True, kw_only=True)
class ChainParts:
    """Pairs by the groups of both, at each step; every table counts pairs from both ends.

    Parameters
    ----------
    visitors, visits : array of float, shape (K, K), or None
        Pairs of different visitors who did not come together, once each, and weighted by their
        visits; None where visitors have no names.
    pairs, met, contacts : array of float, shape (C, K, K)
        Of each session: pairs present together who did not come together, pairs that met, and
        contacts. `pairs` and `met` are None where presence is not known.
    dealt : array of float, shape (K, K), or None
        Contacts if partners are dealt again.
    n_visits : float, or None
        Visits of people of known group.
    """

    visitors: Floats | None
    visits: Floats | None
    pairs: Floats | None
    met: Floats | None
    contacts: Floats
    dealt: Floats | None
    n_visits: float | None


@dataclass(frozen=True, kw_only=True)
class Without:
    """The parts of the chain without each of N clusters of people.

    A cluster leaves few sessions other than they were: only those are here.

    Parameters
    ----------
    visitors, visits : array of float, shape (N, K, K)
        NaN where presence is not known.
    dealt : array of float, shape (N, K, K), or None
    n_visits, n_contacts : array of float, shape (N,)
    cluster, session : array of int, shape (R,)
        Which of the clusters is left out of which of the sessions of the whole.
    pairs, met, contacts : array of float, shape (R, K, K)
        What that leaves of the session; `pairs` and `met` are None where presence is not known.
    """

    visitors: Floats
    visits: Floats
    dealt: Floats | None
    n_visits: Floats
    n_contacts: Floats
    cluster: Ints
    session: Ints
    pairs: Floats | None
    met: Floats | None
    contacts: Floats


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
    taken : two Taken, optional
        What each cluster takes from every cell of `count` and of `met`, where that was found
        before, for another unit.
    """

    def __init__(
        self,
        count: MixingCount,
        met: MixingCount,
        clusters: Clusters,
        unit: int,
        dealt: Floats | None = None,
        dealt_of: tuple[Ints, Ints, Floats] | None = None,
        taken: Sequence[Taken] = (),
    ) -> None:
        self.count, self.met, self.clusters, self.unit = count, met, clusters, unit
        self.dealt, self.dealt_of, self.taken = dealt, dealt_of, taken
        self.size = len(count.line.groups)
        self.people = _people(count, clusters.code, unit)

    @property
    def names(self) -> tuple[Any, ...]:
        """Names of the clusters that can be left out, in the order of `without`."""
        return tuple(self.clusters.names[code] for code in self._codes.tolist())

    @property
    def _codes(self) -> Ints:
        """The clusters of who came; where nobody's presence is known, of who was in contact."""
        if self.people is not None:
            return np.unique(self.people.cluster)
        pairs = self.count.pairs
        mine = pairs.unit == self.unit
        return np.unique(self.clusters.code[np.concatenate([pairs.a[mine], pairs.b[mine]])])

    def people_by_cluster(self) -> Floats | None:
        """Return the visitors of each family by group, of shape (C, K), or all of them as one row.

        None where some of them came together: then pairs of visitors are not pairs of any two.
        """
        if self.people is None or len(self.people.first):
            return None
        place = np.zeros(len(self.people.group), dtype=np.int64)
        if self.clusters.families:
            place = np.unique(self.people.cluster, return_inverse=True)[1]
        table = np.zeros((int(place.max(initial=0)) + 1, self.size))
        np.add.at(table, (place, self.people.group), 1.0)
        return table

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
            n_visits = float(number)
        elif count.visitor_pairs is not None:
            once, by_visits, number = (part[self.unit] for part in count.visitor_pairs())
            visitors, visits, n_visits = once, by_visits, float(number)
        return ChainParts(
            visitors=visitors,
            visits=visits,
            pairs=pairs,
            met=None if pairs is None else met,
            contacts=contacts,
            dealt=self.dealt,
            n_visits=n_visits,
        )

    def without(self) -> Without | None:
        """Return the parts without each cluster that was there; None where that is not known.

        Where nobody's presence is known, each cluster that was in contact is left out of contacts.
        """
        whole, names = self.whole, self._codes
        present = whole.pairs is not None and whole.met is not None
        if self.tallied or not len(names) or (self.people is not None and not present):
            return None
        cells = np.flatnonzero(self.count.cells.unit == self.unit)
        wide = max(len(cells), 1)
        taken = self.taken or taken_from_both(self.count, self.met, self.clusters)
        gone = [_of_cells(one, cells, names) for one in taken]
        keys = np.unique(np.concatenate([one.cluster * wide + one.cell for one in gone]))
        cluster, session = keys // wide, keys % wide

        def left(of_session: Floats | None, taken: Taken, what: str) -> Floats | None:
            if of_session is None:
                return None
            result = of_session[session]
            place = np.searchsorted(keys, taken.cluster * wide + taken.cell)
            result[place] -= getattr(taken, what)
            return np.where(result < 1e-9, 0.0, result)

        contacts = left(whole.contacts, gone[0], "contacts")
        assert contacts is not None
        lost = (whole.contacts[session] - contacts).sum(axis=(1, 2)) / 2
        visitors = visits = np.full((len(names), self.size, self.size), np.nan)
        n_visits = visits[:, 0, 0]
        if self.people is not None:
            visitors, visits, n_visits = _visitor_pairs_without(self.people, names, self.size)
        return Without(
            visitors=visitors,
            visits=visits,
            dealt=self._dealt_without(names),
            n_visits=n_visits,
            n_contacts=whole.contacts.sum() / 2 - np.bincount(cluster, lost, len(names)),
            cluster=cluster,
            session=session,
            pairs=left(whole.pairs, gone[0], "opportunities"),
            met=left(whole.met, gone[1], "contacts"),
            contacts=contacts,
        )

    def _dealt_without(self, names: Ints) -> Floats | None:
        """Return the table of contacts dealt again without each cluster."""
        if self.dealt is None or self.dealt_of is None:
            return None
        unit, cluster, table = self.dealt_of
        mine = (unit == self.unit) & np.isin(cluster, names)
        gone = np.zeros((len(names), self.size, self.size))
        gone[np.searchsorted(names, cluster[mine])] = table[mine]
        return np.asarray(np.maximum(self.dealt - gone, 0.0))


def taken_from_both(count: MixingCount, met: MixingCount, clusters: Clusters) -> Sequence[Taken]:
    """Return what each cluster takes from every cell of both counts."""
    return [taken_from_cells(one, clusters.code) for one in (count, met)]


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


def _visitor_pairs_without(
    people: _People, names: Ints, size: int
) -> tuple[Floats, Floats, Floats]:
    """Return the same without each cluster, of shape (N, K, K), (N, K, K) and (N,)."""
    own = np.searchsorted(names, people.cluster)
    one, other = own[people.first], own[people.second]
    a, b = people.group[people.first], people.group[people.second]
    tables = []
    for weight in (np.ones(len(people.group)), people.visits):
        total, squares = np.zeros((2, len(names), size))
        np.add.at(total, (own, people.group), weight)
        np.add.at(squares, (own, people.group), weight**2)
        total, squares = total.sum(axis=0) - total, squares.sum(axis=0) - squares
        table = total[:, :, np.newaxis] * total[:, np.newaxis]
        table[:, np.arange(size), np.arange(size)] -= squares
        # pairs who came together, but for those that the cluster takes with it
        both = weight[people.first] * weight[people.second]
        mates, every = np.zeros((len(names), size, size)), np.zeros((size, size))
        np.add.at(every, (a, b), both)
        np.add.at(mates, (one, a, b), both)
        apart = one != other
        np.add.at(mates, (other[apart], a[apart], b[apart]), both[apart])
        mates = every - mates
        tables.append(table - mates - mates.swapaxes(1, 2))
    visits = np.bincount(own, weights=people.visits, minlength=len(names))
    return tables[0], tables[1], people.visits.sum() - visits


def _of_cells(taken: Taken, cells: Ints, names: Ints) -> Taken:
    """Keep what some clusters take from some cells, both numbered among them."""
    mine = np.isin(taken.cell, cells) & np.isin(taken.cluster, names)
    opportunities = taken.opportunities
    return Taken(
        cluster=np.searchsorted(names, taken.cluster[mine]),
        cell=np.searchsorted(cells, taken.cell[mine]),
        contacts=taken.contacts[mine],
        opportunities=None if opportunities is None else opportunities[mine],
    )


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
