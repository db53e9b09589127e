"""Brokerage: who stands between people, by the groups of the three (Gould and Fernandez)."""

from typing import Any

import numpy as np
import pandas as pd

from bridging.measures._egos import KNOWN_TIES, codes_on
from bridging.measures._ties import row_sums, ties
from bridging.measures._triangles import tie_list, triangles
from bridging.measures.record import measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


class _Arcs:
    """The contacts from one person to another, and the closed pairs around each.

    Arrays of shape (2, E) hold, for each of E ties, first what runs from its person with fewer ties
    to the other (`low` to `high`), then what runs back. A pair of x and y around v is closed where
    contacts run from x to v, from v to y and from x to y.

    Parameters
    ----------
    found : sparse array, shape (P, P)
        1 for each contact from a row to a column.
    code : array of int, shape (P,)
        The group of each person; all are known.
    """

    def __init__(self, found: Any, code: Ints) -> None:
        ties = tie_list((found + 2 * found.T).tocsr())  # 1: there, 2: back, 3: both
        self.size = found.shape[0]
        self.there: Any = np.stack([ties.value != 2, ties.value >= 2])
        self.start = np.stack([ties.low, ties.high])
        self.end = self.start[::-1]
        self.closed = np.zeros((self.size, len(ROLES)))
        # closed pairs of which an arc is the first, x to v, and the second, v to y
        self.as_first, self.as_second = np.zeros(self.there.shape), np.zeros(self.there.shape)
        # pairs in contact with each other, both in contact both ways with v
        self.both_ways = np.zeros(self.size)
        mutual = self.there[0] & self.there[1]
        for ab, ac, bc in triangles(ties):
            a, b, c = ties.low[ab], ties.high[ab], ties.high[bc]
            for v, one, other in ((a, ab, ac), (b, ab, bc), (c, ac, bc)):
                np.add.at(self.both_ways, v, 2.0 * (mutual[one] & mutual[other]))
            # each tie as (place, way it runs): 0 from the first letter to the second
            for x_v, v_y, x_y, x, v, y in (
                ((ab, 0), (bc, 0), (ac, 0), a, b, c),
                ((bc, 1), (ab, 1), (ac, 1), c, b, a),
                ((ab, 1), (ac, 0), (bc, 0), b, a, c),
                ((ac, 1), (ab, 0), (bc, 1), c, a, b),
                ((ac, 0), (bc, 1), (ab, 0), a, c, b),
                ((bc, 0), (ac, 1), (ab, 1), b, c, a),
            ):
                shut = self._runs(x_v) & self._runs(v_y) & self._runs(x_y)
                role = _role(code[x[shut]], code[v[shut]], code[y[shut]])
                np.add.at(self.closed, (v[shut], role), 1.0)
                np.add.at(self.as_first[x_v[1]], x_v[0][shut], 1.0)
                np.add.at(self.as_second[v_y[1]], v_y[0][shut], 1.0)

    def _runs(self, arc: tuple[Ints, int]) -> Any:
        return self.there[arc[1]][arc[0]]

    def per_start(self, values: Floats) -> Floats:
        """Sum over the arcs that start from each person."""
        return _sums(self.start, values, self.size)

    def per_end(self, values: Floats) -> Floats:
        """Sum over the arcs that end at each person."""
        return _sums(self.end, values, self.size)


def _sums(person: Ints, values: Floats, size: int) -> Floats:
    """Sum the values of each person."""
    return np.bincount(person.ravel(), values.ravel(), minlength=size).astype(np.float64)


def _role(x: Ints, v: Ints, y: Ints) -> Ints:
    """Return the place in `ROLES` of v between x and y, by their groups."""
    conditions = [(x == v) & (v == y), x == y, v == y, x == v]
    return np.select(conditions, [0, 1, 2, 3], default=4)


def _between_groups(found: Any, code: Ints, size: int) -> Floats:
    """Count the open and closed pairs (x, y) with x -> v -> y, x != y, by role: (P, 5)."""
    from scipy.sparse import csr_array

    people = np.arange(len(code))
    there = csr_array((np.ones(len(code)), (people, code)), shape=(len(code), size))
    to_and_fro = found.multiply(found.T)
    before, after, both = found.T @ there, found @ there, to_and_fro @ there
    own_before, own_after, own_both = (row_sums(there.multiply(x)) for x in (before, after, both))
    all_before, all_after, all_both = (row_sums(x) for x in (before, after, both))
    coordinator = own_before * own_after - own_both
    itinerant = row_sums(before.multiply(after)) - all_both - coordinator
    gatekeeper = (all_before - own_before) * own_after
    representative = own_before * (all_after - own_after)
    every = all_before * all_after - all_both
    liaison = every - coordinator - itinerant - gatekeeper - representative
    return np.column_stack([coordinator, itinerant, gatekeeper, representative, liaison])


def _patterns(arcs: _Arcs) -> dict[str, Floats]:
    """Count, for each broker, her open pairs and the ways in which two of them share people."""
    there = arcs.there.astype(float)
    sent, received = arcs.per_start(there), arcs.per_end(there)
    mutual = there[0] * there[1]
    mutuals = arcs.per_start(np.stack([mutual, mutual]))
    # of each arc x -> v: how many open pairs of v start with x; of v -> y: how many end with y
    opened = there * (sent[arcs.end] - mutual - arcs.as_first)
    met = there * (received[arcs.start] - mutual - arcs.as_second)
    reverse = mutuals * (mutuals - 1) - arcs.both_ways
    pairs = arcs.per_end(opened)
    chain = arcs.per_start(opened[::-1] * met) - reverse
    same_tail = arcs.per_end(opened * (opened - 1))
    same_head = arcs.per_start(met * (met - 1))
    apart = pairs**2 - pairs - reverse - same_tail - same_head - 2 * chain
    return {
        "pairs": pairs,
        "reverse": reverse,
        "tail": same_tail,
        "head": same_head,
        "chain": chain,
        "apart": apart,
    }


def _falling(n: Floats, k: int) -> Floats:
    """Return n (n - 1) ... (n - k + 1)."""
    return np.asarray(np.prod([n - i for i in range(k)], axis=0))


def _chances(sizes: Floats) -> tuple[Floats, Floats]:
    """Return the chances of labels under permutation, by group of the broker and role.

    First that a pair has a role, of shape (K, 5); then that two pairs both have it, for two that
    are each other's reverse, start with the same person, end with the same person, follow on each
    other, or have nobody in common: (K, 5, 5).
    """
    total = max(sizes.sum() - 1, 0)
    own, others = sizes - 1, sizes.sum() - sizes
    # sums over the groups that are not the broker's of n (n - 1), n (n - 1) (n - 2), ...
    two, three, four = (_falling(sizes, k).sum() - _falling(sizes, k) for k in (2, 3, 4))
    squares = (_falling(sizes, 2) ** 2).sum() - _falling(sizes, 2) ** 2
    alike_twice = four + two**2 - squares
    own2, others2, others3 = _falling(own, 2), _falling(others, 2), _falling(others, 3)
    alike = (two, two, three, three, three, alike_twice)
    unlike_shared = others3 - 2 * two * (others - 2) + three
    unlike_twice = _falling(others, 4) - 2 * two * (others - 2) * (others - 3) + alike_twice
    unlike = others2 - two
    nil = np.zeros(len(sizes))
    ways = np.array(
        [
            (own2, own2, *[_falling(own, 3)] * 3, _falling(own, 4)),
            alike,
            (others * own, nil, others * own2, others2 * own, nil, others2 * own2),
            (own * others, nil, own * others2, own2 * others, nil, own2 * others2),
            (unlike, unlike, *[unlike_shared] * 3, unlike_twice),
        ]
    )
    people = np.array([2, 2, 3, 3, 3, 4])
    deals = np.array([max(_falling(np.array(total), int(k)).item(), 1.0) for k in people])
    chance = (ways / deals[np.newaxis, :, np.newaxis]).transpose(2, 0, 1)
    return chance[:, :, 0], chance[:, :, 1:]


@measure(
    label="Gould-Fernandez brokerage",
    label_nl="Makelaarsrollen (Gould en Fernandez)",
    formula=r"b_v = \sum_{a \ne c} \mathbf{1}[a \to v \to c,\ a \not\to c]",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(KNOWN_TIES,),
    source="gould1989",
    aliases=("brokerage_roles",),
    gives="table",
)
def gould_fernandez(graph: ContactGraph, *, line: str | None = None) -> pd.DataFrame:
    """How often each person stands between two others, by the groups of the three.

    v brokers from a to c where contacts run from a to v and from v to c, and none from a to c. By
    the groups of a, v and c she is a *coordinator* (x x x: all of one group), *itinerant* (y x y:
    between two of another group), a *gatekeeper* (y x x: from outside into her group), a
    *representative* (x x y: from her group to outside) or a *liaison* (y x z: three groups).

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. People of unknown group and their contacts are left out.
    line : str, optional
        The line; may be left out where the graph has one.

    Returns
    -------
    DataFrame
        Five rows for each person of known group, with columns `person`, `group`, `role`,
        `brokered` (pairs), `null_mean` and `null_sd` (if the groups of the *other* people were
        dealt at random over them), and `z_score`; NaN where nothing can vary.

    Notes
    -----
    Undirected contacts run both ways, so each pair is counted from both ends: everybody is as often
    gatekeeper as representative, and three people in a row of one group make 2 for the coordinator.

    The mean and the standard deviation are those of all permutations of the labels with the
    broker's own and the contacts kept; they are exact. The number of pairs of a broker does not
    depend on labels. As every permutation of labels over everybody, it takes the groups of all
    other people for exchangeable, whoever came to the same sessions.

    References
    ----------
    Gould and Fernandez (1989), "Structures of mediation".

    Examples
    --------
    From bo's group an reaches her, and she reaches cy and di of another: a representative twice.
    If the groups of an, cy and di (one x, two y) were dealt anew, an would be the one of x in 1 of
    3 deals: 2/3 on average.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("bo", "cy"), ("bo", "di")],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"}},
    ...     directed=True,
    ... )
    >>> table = br.measures.gould_fernandez(graph)
    >>> of_bo = table[table["person"] == "bo"].set_index("role")
    >>> of_bo.loc["representative", ["brokered", "null_mean"]].astype(float).round(6).tolist()
    [2.0, 0.666667]
    """
    code, groups = codes_on(graph, line)
    known = np.flatnonzero(code >= 0)
    keep = (code[graph.source] >= 0) & (code[graph.target] >= 0)
    found = ties(graph, directed=True, weighted=False, keep=keep)[known][:, known].tocsr()
    own = code[known]
    arcs = _Arcs(found, own)
    patterns = _patterns(arcs)
    once, twice = _chances(np.bincount(own, minlength=len(groups)).astype(float))
    mean = patterns["pairs"][:, np.newaxis] * once[own]
    ways = np.column_stack([patterns[k] for k in ("reverse", "tail", "head", "chain", "apart")])
    # chains count twice: either of the two pairs can come first
    second = (twice[own] * (ways * [1, 1, 1, 2, 1])[:, np.newaxis, :]).sum(axis=2)
    variance = mean + second - mean**2
    # what is left of rounding where nothing can vary is no variance
    sd = np.sqrt(np.where(variance > 1e-9 * np.maximum(mean**2, 1), variance, 0.0))
    brokered = _between_groups(found, own, len(groups)) - arcs.closed
    names, labels = np.array(graph.people, dtype=object), np.array(groups, dtype=object)
    return pd.DataFrame(
        {
            "person": np.repeat(names[known], len(ROLES)),
            "group": np.repeat(labels[own], len(ROLES)),
            "role": np.tile(np.array(ROLES, dtype=object), len(known)),
            "brokered": brokered.ravel(),
            "null_mean": mean.ravel(),
            "null_sd": sd.ravel(),
            "z_score": np.divide(
                brokered - mean, sd, out=np.full(sd.shape, np.nan), where=sd > 0
            ).ravel(),
        }
    )
