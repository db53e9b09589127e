"""Whether a visitor had anybody from across the line to meet."""

import numpy as np

from bridging.counting.mixing import MixingCount, cells_of_visit_pairs, cells_to_visits
from bridging.structures.arrays import Floats


def share_with_someone_across(count: MixingCount) -> Floats:
    """Return the share of the visits at which somebody of another group could be met, by unit.

    Somebody who came together with the visitor, or was there at another hour, does not count. Visits
    of people of unknown group are left out. Of tallies, everybody present of another group counts.

    Parameters
    ----------
    count : MixingCount
        With ``opportunity="pairs"``.

    Returns
    -------
    array of float, shape (U,)
        NaN where there are no visits of people of known group.
    """
    if count.someone_across is not None:
        return count.someone_across()
    units = len(count.units.labels)
    visits, had = np.zeros(units), np.zeros(units)
    cells, attended = count.cells, count.coded.visits
    if attended is not None and cells.present is not None and len(cells.unit):
        places = cells_to_visits(count.coded, count.units, cells.unit, cells.session)
        place = np.concatenate([*places, np.zeros(0, dtype=np.int64)])
        cell = np.repeat(np.arange(len(places)), [len(one) for one in places])
        group = count.group[attended.person[place]]
        known = group >= 0
        place, cell, group = place[known], cell[known], group[known]
        others = cells.present[cell].sum(axis=1) - cells.present[cell, group]
        if count.apart is not None:
            others -= _apart(count, places, cell, place)
        visits += np.bincount(cells.unit[cell], minlength=units)
        had += np.bincount(cells.unit[cell], weights=others > 0, minlength=units)
    tallied = count.tallied
    if tallied.present is not None:
        others = tallied.present.sum(axis=1, keepdims=True) - tallied.present
        visits += np.bincount(tallied.unit, weights=tallied.present.sum(axis=1), minlength=units)
        there = (tallied.present * (others > 0)).sum(axis=1)
        had += np.bincount(tallied.unit, weights=there, minlength=units)
    return np.divide(had, visits, out=np.full(units, np.nan), where=visits > 0)


def _apart(count: MixingCount, places: list, cell: np.ndarray, place: np.ndarray) -> Floats:  # type: ignore[type-arg]
    """Count for each visit the people of other groups who are no opportunity."""
    assert count.apart is not None and count.coded.visits is not None
    person = count.coded.visits.person
    where, pair = cells_of_visit_pairs(count.coded, places, count.apart)
    first, second = count.apart.first[pair], count.apart.second[pair]
    one, two = count.group[person[first]], count.group[person[second]]
    cross = (one >= 0) & (two >= 0) & (one != two)
    wide = int(place.max(initial=0)) + 1
    keys = cell * wide + place
    order = np.argsort(keys)
    ends = np.concatenate([where[cross] * wide + first[cross], where[cross] * wide + second[cross]])
    found = order[np.searchsorted(keys, ends, sorter=order)]
    return np.bincount(found, minlength=len(keys)).astype(np.float64)
