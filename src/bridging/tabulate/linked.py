"""Tables of the same people: whether a small count follows from all of them together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.counting.things import Things
from bridging.counting.units import MISSING
from bridging.errors import OptionError
from bridging.structures.arrays import Floats, Ints
from bridging.tabulate.tabulation import Tabulation

ROUNDED = 5.0  # a count of unknown is published to tens: it is known to five
CLOSE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What somebody could compute who has several tables of the same things.

    She knows which combinations of the columns occur, and of each table what was published. A cell
    is given away where only one whole number of people fits.

    Parameters
    ----------
    tables : tuple of Tabulation
        Those that were published.
    names : tuple of str
        All columns of these and of the new one.
    things : Things
        What is counted, by all these columns.
    minimum : int
    """

    tables: tuple[Tabulation, ...]
    names: tuple[str, ...]
    things: Things
    minimum: int

    def tells(self, new: Tabulation) -> bool:
        """Say whether a small count follows once the new table is published too.

        Raises
        ------
        OptionError
            The tables contradict each other: they are not of the same records.
        """
        kinds, places, weight = _kinds(self.things)
        rows, low, high = [], [], []
        cells: list[tuple[dict[str, str], npt.NDArray[np.bool_]]] = []
        for table in (*self.tables, new):
            for where, count, around in _cells(table):
                inside = self._inside(where, places, kinds)
                cells.append((where, inside))
                if not np.isnan(count):
                    rows.append(inside)
                    low.append(count - around)
                    high.append(count + around)
        if not rows:
            return False
        cells += [(where, self._inside(where, places, kinds)) for where in self._all(places)]
        wanted = [
            inside
            for where, inside in cells
            if MISSING not in where.values() and self._few(where, float(weight[inside].sum()))
        ]
        return _determined(np.array(rows), np.array(low), np.array(high), wanted)

    def _inside(
        self, where: dict[str, str], places: Ints, kinds: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.bool_]:
        """Say which kinds of things are in a cell."""
        here = np.ones(len(places), dtype=bool)
        for name, label in where.items():
            at = self.names.index(name)
            labels = self.things.splits[at].labels
            here &= places[:, at] == (labels.index(label) if label in labels else -1)
        return np.asarray(kinds[:, here].any(axis=1))

    def _all(self, places: Ints) -> list[dict[str, str]]:
        """Return the cells of all columns at once."""
        splits = self.things.splits
        return [
            {name: splits[k].labels[row[k]] for k, name in enumerate(self.names)} for row in places
        ]

    def _few(self, where: dict[str, str], count: float) -> bool:
        """Say whether a cell is of few things, or of few people."""
        if 0 < count < self.minimum:
            return True
        here = np.ones(len(self.things.thing), dtype=bool)
        for name, label in where.items():
            split = self.things.splits[self.names.index(name)]
            here &= np.array(split.labels, dtype=object)[split.code] == label
        person = self.things.person[here]
        people = len(np.unique(person[person >= 0])) + (person < 0).sum()
        return bool(0 < people < self.minimum and (person >= 0).any())


def link(
    tables: Sequence[Tabulation], names: Sequence[str], things: Things, minimum: int
) -> Linked:
    """Return what is needed to look at tables together."""
    return Linked(tables=tuple(tables), names=tuple(names), things=things, minimum=minimum)


def _kinds(things: Things) -> tuple[npt.NDArray[np.bool_], Ints, Floats]:
    """Return the kinds of things, by the places they are in: (kinds, places), places and numbers.

    Things that are in the same places (as who came to the same sites) are of one kind.
    """
    codes = np.stack([split.code for split in things.splits], axis=1)
    places, place = np.unique(codes, axis=0, return_inverse=True)
    thing, first, of = np.unique(things.thing, return_index=True, return_inverse=True)
    there = np.zeros((len(thing), len(places)), dtype=bool)
    there[of, place.reshape(-1)] = True
    kinds, kind = np.unique(there, axis=0, return_inverse=True)
    weight = np.bincount(kind.reshape(-1), weights=things.number[first], minlength=len(kinds))
    return kinds, places, weight.astype(float)


def _cells(table: Tabulation) -> list[tuple[dict[str, str], float, float]]:
    """Return the columns of each cell, its count, and how far that may be off."""
    names = [table.rows, *table.columns, *table.by]
    frame: pd.DataFrame = table.frame
    return [
        (
            dict(zip(names, map(str, labels), strict=True)),
            float(count),
            ROUNDED if labels[0] == MISSING else 0.0,
        )
        for labels, count in zip(
            frame[names].itertuples(index=False, name=None), frame["count"], strict=True
        )
    ]


def _determined(
    rows: npt.NDArray[np.bool_], low: Floats, high: Floats, wanted: Sequence[npt.NDArray[np.bool_]]
) -> bool:
    """Say whether one of the wanted sums has only one possible whole value."""
    from scipy.optimize import linprog

    if not wanted:
        return False
    # kinds that are in the same cells and the same wanted sums can't be told apart
    both = np.unique(np.vstack([rows, np.array(wanted)]), axis=1).astype(float)
    known, goals = both[: len(rows)], np.unique(both[len(rows) :], axis=0)
    limits = {
        "A_ub": np.vstack([known, -known]),
        "b_ub": np.concatenate([high, -low]) + CLOSE,
        "bounds": (0, None),
        "method": "highs",
    }
    for goal in goals:
        ends = []
        for sign in (1, -1):
            found = linprog(sign * goal, **limits)
            if found.status == 2:
                raise OptionError(
                    "`beside` must be tables of the same records; these contradict each other. "
                    "Of records that changed, use `study.published_after`."
                )
            ends.append(np.inf if found.status == 3 else abs(found.fun))
        if ends[1] - ends[0] < 1 - 10 * CLOSE:
            return True
    return False
