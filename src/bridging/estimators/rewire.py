"""Partners dealt again: the tables of the draws, and the statistic that is compared with them."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bridging.counting.dealing import Dealing
from bridging.counting.mixing import MixingCount
from bridging.estimators.rewire_pairs import OfClusters, Pairs, counted, repeated
from bridging.nulls.partner_rewire import People, Rewiring
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints

PILOT = 100  # draws that say where the centre of each session lies, and are not compared with
CELLS = 2_000_000  # contacts of draws counted at a time, in each thread
THREADS = 2
MOST_KINDS = 6  # kinds of contact for which one pass serves every measure


class Rewire:
    """The observed arrangement and its draws, counted while they pass; none is kept.

    The first draws say what each session would give on average, and what a measure's slope is
    there; those to compare with go on from where they ended. The test compares the observed
    arrangement with these, by a statistic that is the same function of each: what the contacts add
    to the measure beyond their session's average, over its standard deviation clustered by pair (a
    pair that meets in several sessions is one observation, and so are two families).

    Parameters
    ----------
    dealing : Dealing
    count : MixingCount
    n : int
        Draws to compare with.
    seed : int
    family : array of int, shape (P,), optional
        The family of each person; contacts of two families are then one observation, and families
        are what `dealt_of` is known of without another pass.
    """

    def __init__(
        self,
        dealing: Dealing,
        count: MixingCount,
        n: int,
        seed: int,
        family: Ints | None = None,
    ) -> None:
        self.dealing, self.n, self.family = dealing, n, family
        self.size = len(count.line.groups)
        self.units = len(count.units.labels)
        self.kind = np.zeros((self.size, self.size), dtype=np.int64)
        upper = np.triu_indices(self.size)
        self.kind[upper] = np.arange(len(upper[0]))
        self.kind.T[upper] = self.kind[upper]
        self.kinds = len(upper[0])
        self.group = count.group.astype(np.int32)
        self.observed = dealing.deal.person[np.newaxis].astype(np.int32)
        self.strata = len(dealing.deal.keys)
        self.of_unit = dealing.units
        self.once = dealing.once
        self._after = Rewiring(dealing.deal, np.random.default_rng(seed))
        self.centre, self.movable, self.share, self.mean = self._pilot()
        self.informative = self.share > 0
        self._tables: Floats | None = None
        self._known: dict[bytes, tuple[Floats, Floats]] = {}
        self._parts: tuple[Floats, Floats] | None = None
        cluster = np.arange(len(count.group)) if family is None else family
        self._clusters = OfClusters(dealing, cluster, self.kinds, self.units)
        self._of_clusters: Floats | None = None

    @property
    def numbers(self) -> int:
        """How many numbers are kept at most, of the contacts and of the draws."""
        return 20 * len(self.dealing.first) + (self.n + 1) * self.units * (2 + self.kinds) ** 2

    # --- the draws -----------------------------------------------------------------------------

    def _draws(self) -> Iterator[People]:
        """Yield the people of each seat in the draws to compare with, which follow the pilot."""
        return self._after.copy().draws(self.n)

    def _blocks(self, draws: Iterator[People]) -> Iterator[tuple[People, People, Floats]]:
        """Yield (people of the first seat, of the second, weight) of each pair in contact."""
        rows = max(1, CELLS // max(len(self.dealing.first), 1))
        for block in draws:
            for begin in range(0, len(block), rows):
                yield self._pairs(block[begin : begin + rows])

    def _pairs(self, people: People) -> tuple[People, People, Floats]:
        a, b = people[:, self.dealing.first], people[:, self.dealing.second]
        weight = np.repeat(self.dealing.weight[np.newaxis], len(people), axis=0)
        if self.once:
            weight[repeated(a, b, self.dealing.stratum)] = 0.0
        return a, b, weight

    def _kinds(self, a: People, b: People) -> Ints:
        place = self.group[a]
        place *= self.size
        place += self.group[b]
        return np.take(self.kind.ravel(), place)

    # --- what the pilot draws say --------------------------------------------------------------

    def _pilot(self) -> tuple[Floats, Ints, Floats, Floats]:
        """Return each session's mean share of kinds, and what is said of each unit.

        Of a unit: its contacts in sessions that allow more than one arrangement over the groups,
        their share of the weight of its contacts, and its mean table.
        """
        stratum, unit = self.dealing.stratum, self.dealing.unit
        total = np.zeros((self.strata, self.kinds))
        moved = np.zeros(self.strata, dtype=bool)
        first = self._by_session(*self._pairs(self.observed))[0]
        for a, b, weight in self._blocks(self._after.draws(PILOT)):
            tables = self._by_session(a, b, weight)
            moved |= (np.abs(tables - first) > 1e-9).any(axis=(0, 2))
            total += tables.sum(axis=0)
        with np.errstate(invalid="ignore"):
            centre = np.nan_to_num(total / total.sum(axis=1, keepdims=True))
            contacts = np.bincount(unit, weights=self.dealing.weight, minlength=self.units)
            told = np.bincount(
                unit, weights=self.dealing.weight * moved[stratum], minlength=self.units
            )
            share = told / contacts
        movable = np.bincount(unit, weights=moved[stratum], minlength=self.units).astype(np.int64)
        mean = np.zeros((self.units, self.kinds))
        np.add.at(mean, self.of_unit, total / PILOT)
        return centre, movable, share, self._square(mean)

    def _by_session(self, a: People, b: People, weight: Floats) -> Floats:
        """Count contacts by draw, session and kind."""
        row = np.arange(len(a))[:, np.newaxis]
        cell = (row * self.strata + self.dealing.stratum) * self.kinds + self._kinds(a, b)
        shape = (len(a), self.strata, self.kinds)
        return counted(cell, weight, shape)

    def _square(self, kinds: Floats) -> Floats:
        """Turn counts by kind into symmetric tables, the diagonal counted from both ends."""
        table = kinds[..., self.kind]
        return np.asarray(table * (1 + np.eye(self.size)))

    # --- what is compared ----------------------------------------------------------------------

    def statistics(self, slopes: Floats) -> Floats:
        """Return the studentised statistic of the observed arrangement (row 0) and of each draw.

        Parameters
        ----------
        slopes : array of float, shape (U, parts, K, K)
            What a contact of each pair of groups adds to each value of the measure.

        Returns
        -------
        array of float, shape (n + 1, U, parts)
        """
        return self._compared(slopes)[0]

    def deviations(self, slopes: Floats) -> Floats:
        """Return what the observed statistic is divided by, on the scale of the measure.

        Parameters
        ----------
        slopes : array of float, shape (U, parts, K, K)

        Returns
        -------
        array of float, shape (U, parts)
        """
        return self._compared(slopes)[1]

    def _compared(self, slopes: Floats) -> tuple[Floats, Floats]:
        """Return the statistics, and the standard deviation of the observed arrangement."""
        upper = np.triu_indices(self.size)
        by_kind = slopes[..., upper[0], upper[1]]
        if self.kinds <= MOST_KINDS:
            total, square = self._from_parts(by_kind)
            return _studentised(total, square), np.sqrt(np.maximum(square[0], 0.0))
        # slopes that differ in scale and level alone have one statistic
        level = by_kind - by_kind[..., :1]
        scale = np.abs(level).max(axis=-1, keepdims=True)
        level = np.divide(level, scale, out=np.zeros_like(level), where=scale > 0)
        key = np.round(level, 9).tobytes()
        if key not in self._known:
            total, square = self._pass(level.swapaxes(1, 2), crossed=False)
            self._known[key] = _studentised(total, square), np.sqrt(square[0])
        statistic, deviation = self._known[key]
        return statistic, deviation * scale[..., 0]

    def _from_parts(self, by_kind: Floats) -> tuple[Floats, Floats]:
        """Put sum and variance together from sums of each kind, kept for every measure."""
        total, square = self._every_part()
        level = (by_kind - by_kind[..., -1:])[..., :-1]
        sums = np.einsum("rud,upd->rup", total, level)
        return sums, np.einsum("rude,upd,upe->rup", square, level, level)

    def _every_part(self) -> tuple[Floats, Floats]:
        """Go through the draws once for every measure of few kinds of contact."""
        if self._parts is None:
            basis = np.eye(self.kinds)[:, :-1]  # kinds of a session sum to their mean: one less
            basis = np.broadcast_to(basis, (self.units, *basis.shape))
            self._parts = self._pass(basis, crossed=True)
        return self._parts

    def _pass(self, basis: Floats, crossed: bool) -> tuple[Floats, Floats]:
        """Go through the draws and sum what contacts add beyond their session's mean.

        Parameters
        ----------
        basis : array of float, shape (U, kinds, D)
            What a contact of each kind adds to each of D quantities.
        crossed : bool
            Whether products of different quantities are wanted too.

        Returns
        -------
        array, shape (n + 1, U, D)
            Sums over contacts.
        array, shape (n + 1, U, D) or (n + 1, U, D, D)
            Sums over pairs of people (or families) of the squares (and products) of their sums.
        """
        quantities = basis.shape[2]
        of_session = basis[self.of_unit]
        of_session = of_session - np.einsum("sk,skd->sd", self.centre, of_session)[:, np.newaxis]
        excess = [np.ascontiguousarray(of_session[..., d]).ravel() for d in range(quantities)]
        first, second = np.triu_indices(quantities) if crossed else (np.arange(quantities),) * 2
        sums = np.zeros((self.n + 1, self.units, quantities))
        products = np.zeros((self.n + 1, self.units, len(first)))
        tables = np.zeros((self.n + 1, self.units, self.kinds))

        def count(rows: slice, people: People) -> Floats | None:
            a, b, weight = self._pairs(people)
            kind = self._kinds(a, b)
            had = None
            if self._of_clusters is None:
                had = self._clusters.sum(a, b, kind, weight)
            cell = (np.arange(len(a))[:, np.newaxis] * self.units + self.dealing.unit) * self.kinds
            tables[rows] = counted(cell + kind, weight, tables[rows].shape)
            kind += self.dealing.stratum * self.kinds
            family = self.family
            one, other = (a, b) if family is None else (family[a], family[b])
            pairs = Pairs.of(one, other, self.dealing.unit, self.units)
            by_pair = [pairs.sum(weight * np.take(beyond, kind)) for beyond in excess]
            for d, values in enumerate(by_pair):
                sums[rows, :, d] = pairs.by_unit(values)
            for place, (d, e) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
                products[rows, :, place] = pairs.by_unit(by_pair[d] * by_pair[e])
            return had

        had = self._go_through(count)
        if self._tables is None:
            self._tables, self._of_clusters = self._square(tables), had
        if not crossed:
            return sums, products
        square = np.empty((self.n + 1, self.units, quantities, quantities))
        square[..., first, second] = square[..., second, first] = products
        return sums, square

    def _go_through(self, count: Callable[[slice, People], Floats | None]) -> Floats:
        """Count the observed arrangement and every draw, some rows at a time.

        Return the sum, over the draws alone, of what is counted by person.
        """
        count(slice(0, 1), self.observed)
        rows = max(1, CELLS // max(len(self.dealing.first), 1))
        at, total = 1, np.zeros((len(self._clusters.keys), self.kinds))
        with ThreadPoolExecutor(THREADS) as pool:
            for block in self._draws():
                parts = [
                    (
                        slice(at + begin, at + min(begin + rows, len(block))),
                        block[begin : begin + rows],
                    )
                    for begin in range(0, len(block), rows)
                ]
                at += len(block)
                for had in pool.map(lambda part: count(*part), parts):
                    total += 0.0 if had is None else had
        return total

    # --- tables --------------------------------------------------------------------------------

    def tables(self, structure: MixingMatrix) -> MixingMatrix:
        """Return the tables of the draws as a stack of shape (n, U, K, K)."""
        contacts = self._counts()[1:]

        def wide(values: Floats | None) -> Floats | None:
            return None if values is None else np.broadcast_to(values, (self.n, *values.shape))

        return MixingMatrix(
            contacts,
            structure.groups,
            sizes=wide(structure.sizes),
            opportunities=wide(structure.opportunities),
            expected=wide(structure.expected),
            dealt=wide(structure.dealt),
        )

    def dealt(self) -> Floats:
        """Return the mean table of the draws of each unit, of shape (U, K, K)."""
        return np.asarray(self._counts()[1:].mean(axis=0))

    def _counts(self) -> Floats:
        """Return the tables of the observed arrangement (row 0) and of each draw."""
        if self._tables is None and self.kinds <= MOST_KINDS:
            self._every_part()
        elif self._tables is None:
            self._pass(np.zeros((self.units, self.kinds, 0)), crossed=False)
        assert self._tables is not None
        return self._tables

    def dealt_of(self, cluster: Ints) -> tuple[Ints, Ints, Floats]:
        """Return what each cluster of people has in the mean table of each unit.

        Parameters
        ----------
        cluster : array of int, shape (P,)

        Returns
        -------
        array of int, shape (N,), twice
            The unit and the cluster.
        array of float, shape (N, K, K)
            A contact inside a cluster counts once.
        """
        clusters, total = self._clusters, self._of_clusters
        if not np.array_equal(cluster, clusters.of_person):
            clusters = OfClusters(self.dealing, cluster, self.kinds, self.units)
            total = np.zeros((len(clusters.keys), self.kinds))
            for a, b, weight in self._blocks(self._draws()):
                total += clusters.sum(a, b, self._kinds(a, b), weight)
        elif total is None:
            self._counts()
            total = self._of_clusters
        assert total is not None
        return clusters.unit, clusters.cluster, self._square(total / self.n)


def _studentised(total: Floats, variance: Floats) -> Floats:
    """Divide sums by their standard deviation; 0 where nothing deviates."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 1e-18, total / np.sqrt(variance), 0.0)
