"""One way through the draws of partners dealt again, for all that is counted of them at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from bridging.counting.dealing import slots_in
from bridging.estimators.rewire_pairs import Pairs, counted
from bridging.nulls.partner_rewire import People
from bridging.structures.arrays import Floats

if TYPE_CHECKING:
    from bridging.estimators.rewire import Rewire

CELLS = 2_000_000  # contacts of draws counted at a time, in each thread
THREADS = 2


class Pass:
    """Sums what contacts add beyond their session's mean, while the draws go by.

    Parameters
    ----------
    rewire : Rewire
        Its `kept` gets sums over contacts, of shape (n + 1, U, D), and over pairs of people (or
        families) of the squares of their sums, of shape (n + 1, U, D), crossed (n + 1, U, D, D).
    basis : array of float, shape (U, kinds, D)
        What a contact of each kind adds to each of D quantities.
    key : bytes
        By which the sums are kept.
    crossed : bool
        Whether products of different quantities are wanted too.
    """

    def __init__(self, rewire: "Rewire", basis: Floats, key: bytes, crossed: bool = False) -> None:
        self.rewire, self.key, self.crossed = rewire, key, crossed
        quantities, rows, units = basis.shape[2], rewire.n + 1, rewire.units
        basis = basis[rewire.of_unit]
        basis = basis - np.einsum("sk,skd->sd", rewire.centre, basis)[:, np.newaxis]
        self.excess = [np.ascontiguousarray(basis[..., d]).ravel() for d in range(quantities)]
        every = np.arange(quantities)
        self.first, self.second = np.triu_indices(quantities) if crossed else (every, every)
        self.sums = np.zeros((rows, units, quantities))
        self.products = np.zeros((rows, units, len(self.first)))
        self.tables = np.zeros((rows, units, rewire.kinds))
        self.had = np.zeros((len(rewire.clusters.keys), rewire.kinds))

    def count(self, rows: slice, people: People) -> Floats | float:
        """Count some of the rows; return what clusters have in them, if that is not known yet."""
        rewire, unit, family = self.rewire, self.rewire.dealing.unit, self.rewire.family
        a, b, weight = rewire.pairs(people)
        kind = rewire.kinds_of(a, b)
        had = 0.0 if rewire.of_clusters is not None else rewire.clusters.sum(a, b, kind, weight)
        cell = (np.arange(len(a))[:, np.newaxis] * rewire.units + unit) * rewire.kinds
        self.tables[rows] = counted(cell + kind, weight, self.tables[rows].shape)
        kind += rewire.dealing.stratum * rewire.kinds
        one, other = (a, b) if family is None else (family[a], family[b])
        pairs = Pairs.of(one, other, unit, rewire.units)
        by_pair = [pairs.sum(weight * np.take(beyond, kind)) for beyond in self.excess]
        for d, values in enumerate(by_pair):
            self.sums[rows, :, d] = pairs.by_unit(values)
        for place, (d, e) in enumerate(zip(self.first.tolist(), self.second.tolist(), strict=True)):
            self.products[rows, :, place] = pairs.by_unit(by_pair[d] * by_pair[e])
        return had

    def keep(self) -> None:
        """Keep what was counted."""
        rewire, square = self.rewire, self.products
        if rewire.tabled is None:
            rewire.tabled, rewire.of_clusters = self.tables, self.had
        if self.crossed:
            square = np.empty((*self.sums.shape, self.sums.shape[2]))
            square[..., self.first, self.second] = self.products
            square[..., self.second, self.first] = self.products
        rewire.kept[self.key] = self.sums, square


def go_through(passes: Sequence[Pass]) -> None:
    """Count the observed arrangement and every draw, some rows at a time.

    Passes of which the same people are dealt go through the same draws, which depend on neither
    line nor unit; each finds what it would find alone. Their n and seed must be the same.
    """
    if not passes:
        return
    leader = passes[0].rewire
    places = [slots_in(one.rewire.dealing.deal, leader.dealing.deal) for one in passes]
    alike = [(one, place) for one, place in zip(passes, places, strict=True) if place is not None]

    def count(part: tuple[slice, People]) -> list[Floats | float]:
        return [one.count(part[0], part[1][:, place]) for one, place in alike]

    count((slice(0, 1), leader.observed))
    rows, at = max(1, CELLS // max(len(leader.dealing.first), 1)), 1
    with ThreadPoolExecutor(THREADS) as pool:
        for block in leader.draws():
            parts = [
                (slice(at + begin, at + min(begin + rows, len(block))), block[begin : begin + rows])
                for begin in range(0, len(block), rows)
            ]
            at += len(block)
            for every in pool.map(count, parts):
                for (one, _), had in zip(alike, every, strict=True):
                    one.had += had
    for one, _ in alike:
        one.keep()
    go_through([one for one, place in zip(passes, places, strict=True) if place is None])
