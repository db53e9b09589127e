"""Splitting a few people into subgroups: features, splits, silhouettes."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from bridging.errors import OptionError, check_choice, check_known
from bridging.structures import Incidence
from bridging.structures.arrays import Floats, Ints

RESCALES = ("sd", None)
MOST_SPLIT = 20  # people: all 524,287 splits in two are tried
MOST_PARTITIONED = 8  # people: all 4,139 partitions are tried
CHUNK = 20_000


def attribute_names(incidence: Incidence, attributes: Sequence[str] | None) -> tuple[str, ...]:
    """Return the lines and numbers asked for, or all."""
    known = [*incidence.codes, *incidence.values]
    names = tuple(known) if attributes is None else tuple(attributes)
    for name in names:
        check_known("attributes", name, known)
    if not names or len(set(names)) < len(names):
        raise OptionError(
            f"`attributes` must name different lines or numbers of the people, not {list(names)}."
        )
    return names


def scale_of(
    incidence: Incidence, name: str, weights: Mapping[str, float], rescale: str | None
) -> float:
    """Return what a difference of one unit (or of group) of an attribute counts for."""
    weight = float(weights.get(name, 1.0))
    if name in incidence.codes or rescale is None:
        return weight
    values = incidence.values[name]
    values = values[~np.isnan(values)]
    spread = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return weight / spread if spread > 0 else weight


def features(
    incidence: Incidence,
    attributes: Sequence[str] | None,
    weights: Mapping[str, float] | None,
    rescale: str | None,
) -> Floats:
    """Return the people as points, NaN in the rows of people with an unknown attribute.

    A group is a column of 0 and 1/sqrt(2), so that two groups lie at distance 1; every column is
    multiplied by the scale of its attribute.
    """
    check_choice("rescale", rescale, RESCALES)
    names = attribute_names(incidence, attributes)
    weights = {} if weights is None else dict(weights)
    for name, weight in weights.items():
        check_known("weights", name, names)
        if not (isinstance(weight, int | float) and 0 <= weight < np.inf):
            raise OptionError(f"`weights` must be numbers from 0 up, not {weight!r} for {name!r}.")
    columns = []
    for name in names:
        if name in incidence.codes:
            code = incidence.codes[name]
            points = (code[:, np.newaxis] == np.arange(len(incidence.groups[name]))) / np.sqrt(2)
            points = np.where(code[:, np.newaxis] >= 0, points, np.nan)
            if not points.shape[1]:
                points = np.full((len(code), 1), np.nan)
        else:
            points = incidence.values[name][:, np.newaxis]
        columns.append(points * scale_of(incidence, name, weights, rescale))
    return np.concatenate(columns, axis=1)


def two_split(points: Floats) -> tuple[float, Ints]:
    """Return the largest share of variation between two subgroups, and the split."""
    people = len(points)
    points = points - points.mean(axis=0)
    total = (points**2).sum()
    best, split = -1.0, np.zeros(people, dtype=np.int64)
    for first in range(1, 2 ** (people - 1), CHUNK):  # the last person stays in subgroup 0
        masks = np.arange(first, min(first + CHUNK, 2 ** (people - 1)))
        inside = (masks[:, np.newaxis] >> np.arange(people) & 1).astype(float)
        size = inside.sum(axis=1)
        # the means are zero, so both sums of squares follow from the sum over one subgroup
        between = ((inside @ points) ** 2).sum(axis=1) * (1 / size + 1 / (people - size))
        place = int(np.argmax(between))
        if between[place] > best * total + 1e-12 * total:
            best, split = float(between[place] / total), inside[place].astype(np.int64)
    return min(best, 1.0), in_order(split)


def in_order(labels: Ints) -> Ints:
    """Number subgroups by their first person."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse.reshape(-1)], dtype=np.int64)


def silhouettes(distance: Floats, labels: Ints) -> Floats:
    """Silhouette widths of people in many partitions at once, of shape (M, n).

    A person alone in a subgroup has width 0, as has one at distance 0 from her own and another.
    """
    size = int(labels.max()) + 1
    member = (labels[..., np.newaxis] == np.arange(size)).astype(float)
    sums, people = distance @ member, member.sum(axis=1)[:, np.newaxis, :]
    own_people = np.take_along_axis(people[:, 0], labels, axis=1)
    own = np.take_along_axis(sums, labels[..., np.newaxis], axis=2)[..., 0]
    own = own / np.maximum(own_people - 1, 1)
    mean = np.where((member == 0) & (people > 0), sums / np.maximum(people, 1), np.inf)
    other = mean.min(axis=2)
    larger = np.maximum(own, other)
    usable = (own_people > 1) & (larger > 0) & np.isfinite(other)
    return np.where(usable, (other - own) / np.where(usable, larger, 1.0), 0.0)


@lru_cache(maxsize=32)
def _partitions(people: int, most: int) -> Ints:
    """List the partitions of a few people into 2 to `most` subgroups, not all alone."""
    rows = np.zeros((1, 1), dtype=np.int64)
    for _ in range(1, people):
        top = rows.max(axis=1)
        rows = np.concatenate(
            [
                np.column_stack([rows[top + 1 >= k], np.full((top + 1 >= k).sum(), k)])
                for k in range(min(int(top.max()) + 2, most))
            ]
        )
    size = rows.max(axis=1) + 1
    return rows[(size >= 2) & (size < people)]


def best_partition(points: Floats, most: int) -> tuple[float, Ints, Floats]:
    """Return the largest average silhouette width, its partition, and the widths.

    Up to 8 people all partitions are tried. With more, Ward's and average linkage give a start for
    each number of subgroups, and the best move of one person is made until none helps.
    """
    distance = np.sqrt(((points[:, np.newaxis] - points[np.newaxis]) ** 2).sum(axis=2))
    most = min(most, len(points) - 1)
    if len(points) <= MOST_PARTITIONED:
        candidates = _partitions(len(points), most)
    else:
        candidates = _searched(distance, points, most)
    widths = silhouettes(distance, candidates)
    average = widths.mean(axis=1)
    place = int(np.argmax(average > average.max() - 1e-12))  # the first of equals
    return float(average[place]), in_order(candidates[place]), widths[place]


def _searched(distance: Floats, points: Floats, most: int) -> Ints:
    """Climb from the clusters of two linkages, for each number of subgroups."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    people = len(points)
    trees = [linkage(points, "ward"), linkage(squareform(distance, checks=False), "average")]
    found = []
    for tree in trees:
        for size in range(2, most + 1):
            labels = in_order(fcluster(tree, size, "maxclust").astype(np.int64))
            value = -np.inf
            while labels.max() > 0:
                person, group = (axis.ravel() for axis in np.indices((people, size)))
                moved = np.repeat(labels[np.newaxis], len(person), axis=0)
                moved[np.arange(len(person)), person] = group
                average = silhouettes(distance, moved).mean(axis=1)
                place = int(np.argmax(average))
                if average[place] <= value + 1e-12:
                    found.append(labels)
                    break
                value, labels = float(average[place]), moved[place]
    split = np.zeros(people, dtype=np.int64)
    split[0] = 1
    return np.array([in_order(labels) for labels in found] or [split])
