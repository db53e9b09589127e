"""Where the people of a network stand: one place for each, the same in every session."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Floats, Ints

TOGETHER = 8.0  # how much stronger than a contact people who came together are pulled
STEPS = 60  # of the springs
INWARD = 0.6  # power of the distance from the middle: those with one contact come nearer
ROOM = 1.9  # between parts, where the closest people stand 1 apart
WIDE = 1.5  # of the picture, for a height of 1
MOST_KEPT = 8  # layouts: a figure and its words, and the sessions of a study, share one
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The place of each person.

    Parameters
    ----------
    place : array of float, shape (P, 2)
        The closest people stand about 1 apart; up is up.
    apart : array of bool, shape (P,)
        Who stands in the rows at the foot: in contact with nobody, and in company of nobody who
        was.
    """

    place: Floats
    apart: Flags


def lay_out(people: int, contacts: Ints, together: Ints, seed: int = 0) -> Layout:
    """Give each person a place: people in contact near each other, people without at the foot.

    Parameters
    ----------
    people : int
    contacts, together : array of int, shape (M, 2) and (C, 2)
        Pairs in contact, and pairs who came together.
    seed : int

    Notes
    -----
    The last few are kept: do not write into the arrays.

    Examples
    --------
    >>> import numpy as np
    >>> found = lay_out(4, np.array([[0, 1]]), np.zeros((0, 2), dtype=int))
    >>> found.apart.tolist()
    [False, False, True, True]
    """
    ends = (np.ascontiguousarray(pairs, dtype=np.int64).tobytes() for pairs in (contacts, together))
    return _laid_out(people, *ends, seed)


@lru_cache(maxsize=MOST_KEPT)
def _laid_out(people: int, contact_ends: bytes, together_ends: bytes, seed: int) -> Layout:
    """Do what `lay_out` says, once for the same pairs; arrays come as bytes to be looked up."""
    contacts, together = (
        np.frombuffer(ends, dtype=np.int64).reshape(-1, 2) for ends in (contact_ends, together_ends)
    )
    met = np.zeros(people, dtype=bool)
    met[contacts.ravel()] = True
    part = _parts(people, np.concatenate([contacts, together]))
    with_contact = np.unique(part[met])
    apart = ~np.isin(part, with_contact)
    place = np.zeros((people, 2))
    boxes = []
    for number in sorted(with_contact, key=lambda k: (-(part == k).sum(), k)):
        mine = np.flatnonzero(part == number)
        place[mine] = _spread(_springs(mine, contacts, together, seed))
        boxes.append(mine)
    width = _shelve(place, boxes)
    _foot(place, np.flatnonzero(apart), part, width)
    place.setflags(write=False)
    return Layout(place=place, apart=apart)


def _parts(people: int, pairs: Ints) -> Ints:
    """Number the connected parts."""
    import scipy.sparse

    ends = (np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1]))
    graph = scipy.sparse.coo_array(ends, shape=(people, people))
    return np.asarray(scipy.sparse.csgraph.connected_components(graph, directed=False)[1])


def _springs(mine: Ints, contacts: Ints, together: Ints, seed: int) -> Floats:
    """Place one part by springs, centred on 0, with room for its people."""
    import networkx as nx

    graph: Any = nx.Graph()
    graph.add_nodes_from(mine.tolist())
    for pairs, weight in ((contacts, 1.0), (together, TOGETHER)):
        inside = pairs[np.isin(pairs[:, 0], mine)]
        graph.add_edges_from(inside.tolist(), weight=weight)
    found = nx.spring_layout(graph, iterations=STEPS, seed=seed, k=2.2 / np.sqrt(len(mine)))
    place = np.array([found[person] for person in mine.tolist()], dtype=float)
    place -= place.mean(axis=0)
    distance = np.maximum(np.sqrt((place**2).sum(axis=1)), 1e-9)
    place = place * (distance ** (INWARD - 1))[:, np.newaxis]
    wanted = 0.75 * np.sqrt(len(mine))
    place = place * (wanted / max(float(np.sqrt((place**2).sum(axis=1).mean())), 1e-9))
    wide, high = np.ptp(place, axis=0)
    return place if wide >= high else place[:, ::-1]


def _spread(place: Floats, least: float = 1.0, steps: int = 40) -> Floats:
    """Push people apart until none stand closer than `least`, or the steps are over."""
    place = place.copy()
    for _ in range(steps):
        gap = place[:, np.newaxis] - place[np.newaxis]
        distance = np.sqrt((gap**2).sum(axis=2))
        np.fill_diagonal(distance, np.inf)
        short = np.clip(least - distance, 0.0, None)
        if not short.any():
            break
        push = gap / np.maximum(distance, 1e-6)[..., np.newaxis] * short[..., np.newaxis]
        place += 0.5 * push.sum(axis=1)
    return place


def _shelve(place: Floats, boxes: list[Ints]) -> float:
    """Put the parts beside each other in rows, the largest first; return the width."""
    if not boxes:
        return 0.0
    size = np.array([np.ptp(place[mine], axis=0) + ROOM for mine in boxes])
    width = max(float(size[:, 0].max()), float(np.sqrt(WIDE * size.prod(axis=1).sum())))
    left = top = height = 0.0
    for mine, (wide, high) in zip(boxes, size, strict=True):
        if left + wide > width + 1e-9:
            left, top, height = 0.0, top - height, 0.0
        corner = np.array([left, top - high]) + ROOM / 2
        place[mine] += corner - place[mine].min(axis=0)
        left, height = left + wide, max(height, high)
    return width


def _foot(place: Floats, mine: Ints, part: Ints, width: float) -> None:
    """Put people without contact in rows at the foot, those who came together side by side."""
    if not len(mine):
        return
    mine = mine[np.argsort(part[mine], kind="stable")]
    others = np.setdiff1d(np.arange(len(place)), mine)
    top = float(place[others, 1].min()) - 2.2 if len(others) else 0.0
    across = max(int(width / 1.3), int(np.ceil(np.sqrt(3.0 * len(mine)))), 1)
    row, column = np.divmod(np.arange(len(mine)), across)
    place[mine] = np.column_stack([ROOM / 2 + 1.3 * column, top - 1.3 * row])
