"""Partners dealt again: the tables of the draws, and the statistic that is compared with them."""

from collections.abc import Iterator

import numpy as np

from bridging.counting.dealing import Dealing
from bridging.counting.mixing import MixingCount
from bridging.estimators.rewire_pairs import OfClusters, counted, repeated
from bridging.estimators.rewire_pass import CELLS, Pass, go_through
from bridging.nulls.partner_rewire import People, Rewiring
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints

PILOT = 100  # draws that say where the centre of each session lies, and are not compared with
MOST_KINDS = 6  # kinds of contact for which one pass serves every measure
EVERY, TABLES = b"every measure", b"tables"


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
        self.numbers = numbers_kept(len(dealing.first), self.size, self.units, n)
        self._after = Rewiring(dealing.deal, np.random.default_rng(seed))
        self.centre, self.movable, self.share, self.mean = self._pilot()
        self.informative = self.share > 0
        self.kept: dict[bytes, tuple[Floats, Floats]] = {}  # sums and products of each pass
        self.tabled: Floats | None = None  # contacts by kind
        cluster = np.arange(len(count.group)) if family is None else family
        self.clusters = OfClusters(dealing, cluster, self.kinds, self.units)
        self.of_clusters: Floats | None = None

    # --- the draws -----------------------------------------------------------------------------

    def draws(self) -> Iterator[People]:
        """Yield the people of each seat in the draws to compare with, which follow the pilot."""
        return self._after.copy().draws(self.n)

    def _blocks(self, draws: Iterator[People]) -> Iterator[tuple[People, People, Floats]]:
        """Yield (people of the first seat, of the second, weight) of each pair in contact."""
        rows = max(1, CELLS // max(len(self.dealing.first), 1))
        for block in draws:
            for begin in range(0, len(block), rows):
                yield self.pairs(block[begin : begin + rows])

    def pairs(self, people: People) -> tuple[People, People, Floats]:
        """Return the people of the first seat, of the second, and the weight of each pair."""
        a, b = people[:, self.dealing.first], people[:, self.dealing.second]
        weight = np.repeat(self.dealing.weight[np.newaxis], len(people), axis=0)
        if self.once:
            weight[repeated(a, b, self.dealing.stratum)] = 0.0
        return a, b, weight

    def kinds_of(self, a: People, b: People) -> Ints:
        """Return the kind of contact of each pair of people."""
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
        first = self._by_session(*self.pairs(self.observed))[0]
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
        cell = (row * self.strata + self.dealing.stratum) * self.kinds + self.kinds_of(a, b)
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
        go_through(self.needed(slopes))
        level, scale, key = self._level(slopes)
        total, square = self.kept[key]
        if self.kinds <= MOST_KINDS:  # put together from sums of each kind
            total = np.einsum("rud,upd->rup", total, level)
            square = np.einsum("rude,upd,upe->rup", square, level, level)
        deviation = np.sqrt(np.maximum(square[0], 0.0)) * scale
        return _studentised(total, square), deviation

    def needed(self, slopes: Floats) -> list[Pass]:
        """List the passes that are still needed for some slopes: one, or none."""
        level, _, key = self._level(slopes)
        if key in self.kept:
            return []
        if self.kinds > MOST_KINDS:
            return [Pass(self, level.swapaxes(1, 2), key)]
        basis = np.eye(self.kinds)[:, :-1]  # kinds of a session sum to their mean: one less
        return [Pass(self, np.broadcast_to(basis, (self.units, *basis.shape)), key, crossed=True)]

    def _level(self, slopes: Floats) -> tuple[Floats, Floats, bytes]:
        """Return slopes by kind without their level and scale, the scale, and the key of the pass.

        Of few kinds one pass serves every measure; of many, slopes that differ in scale and level
        alone have one statistic.
        """
        upper = np.triu_indices(self.size)
        by_kind = slopes[..., upper[0], upper[1]]
        if self.kinds <= MOST_KINDS:
            return (by_kind - by_kind[..., -1:])[..., :-1], np.ones(1), EVERY
        level = by_kind - by_kind[..., :1]
        scale = np.abs(level).max(axis=-1, keepdims=True)
        level = np.divide(level, scale, out=np.zeros_like(level), where=scale > 0)
        return level, scale[..., 0], np.round(level, 9).tobytes()

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
        if self.tabled is None and self.kinds <= MOST_KINDS:
            go_through(self.needed(np.zeros((self.units, 1, self.size, self.size))))
        elif self.tabled is None:
            go_through([Pass(self, np.zeros((self.units, self.kinds, 0)), TABLES)])
        assert self.tabled is not None
        return self._square(self.tabled)

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
        clusters, total = self.clusters, self.of_clusters
        if not np.array_equal(cluster, clusters.of_person):
            clusters = OfClusters(self.dealing, cluster, self.kinds, self.units)
            total = np.zeros((len(clusters.keys), self.kinds))
            for a, b, weight in self._blocks(self.draws()):
                total += clusters.sum(a, b, self.kinds_of(a, b), weight)
        elif total is None:
            self._counts()
            total = self.of_clusters
        assert total is not None
        return clusters.unit, clusters.cluster, self._square(total / self.n)


def numbers_kept(contacts: int, groups: int, units: int, n: int) -> int:
    """Return how many numbers a `Rewire` keeps at most, of the contacts and of the draws."""
    kinds = groups * (groups + 1) // 2
    return 20 * contacts + (n + 1) * units * (2 + kinds) ** 2


def _studentised(total: Floats, variance: Floats) -> Floats:
    """Divide sums by their standard deviation; 0 where nothing deviates."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 1e-18, total / np.sqrt(variance), 0.0)
