"""Brokerage: who stands between people, by the groups of the three (Gould and Fernandez)."""

from typing import Any

import numpy as np
import pandas as pd

from bridging.measures._egos import KNOWN_TIES, codes_on
from bridging.measures._ties import column_sums, degrees, product_on, row_sums, ties
from bridging.measures.record import measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def _between_groups(found: Any, code: Ints, size: int) -> Floats:
    """Count the open and closed pairs (a, c) with a -> v -> c, a != c, by role: (P, 5)."""
    from scipy.sparse import csr_array

    there = np.asarray(code[:, np.newaxis] == np.arange(size), dtype=float)
    to_and_fro = found.multiply(found.T)
    before, after, both = found.T @ there, found @ there, to_and_fro @ there
    own = code[:, np.newaxis] == np.arange(size)
    own_before, own_after, own_both = ((own * x).sum(axis=1) for x in (before, after, both))
    all_before, all_after, all_both = (x.sum(axis=1) for x in (before, after, both))
    coordinator = own_before * own_after - own_both
    itinerant = (before * after - both).sum(axis=1) - coordinator
    gatekeeper = (all_before - own_before) * own_after
    representative = own_before * (all_after - own_after)
    every = all_before * all_after - all_both
    liaison = every - coordinator - itinerant - gatekeeper - representative
    counts = np.column_stack([coordinator, itinerant, gatekeeper, representative, liaison])
    return counts - _closed(csr_array(found), code)


def _closed(found: Any, code: Ints) -> Floats:
    """Count the pairs (a, c) with a -> v -> c and a -> c, by the role v would have: (P, 5)."""
    from scipy.sparse import csr_array

    coo = found.tocoo()
    same = code[coo.row] == code[coo.col]
    within, across = (
        csr_array((coo.data[part], (coo.row[part], coo.col[part])), shape=found.shape)
        for part in (same, ~same)
    )
    # of each tie a -> v, how many c are reached from a and from v
    patterns = (
        (within, within, within),
        (across, within, across),
        (across, across, within),
        (within, across, across),
        (across, across, across),
    )
    return np.column_stack([column_sums(product_on(a_v, a_c, v_c.T)) for a_v, a_c, v_c in patterns])


def _patterns(found: Any) -> dict[str, Floats]:
    """Count, for each broker, her open pairs and the ways in which two of them share people."""
    to_and_fro = found.multiply(found.T)
    mutual = degrees(to_and_fro.tocsr())
    # a + 1 on every tie keeps the places of ties without a common neighbour
    from_a = (found + product_on(found, found, found.T)).tocsr()
    to_c = (found + product_on(found, found.T, found)).tocsr()
    back = (found + to_and_fro).tocsr()
    for array in (from_a, to_c, back, found):
        array.sort_indices()
    receives = np.diff(found.tocsc().indptr).astype(float)
    row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    opened, met = found.copy(), found.copy()
    # of each tie a -> v: how many pairs of v start with a; of v -> c: how many end with c
    opened.data = degrees(found)[found.indices] - (back.data - 1) - (from_a.data - 1)
    met.data = receives[row] - (back.data - 1) - (to_c.data - 1)
    tails, heads = opened.copy(), met.copy()
    tails.data, heads.data = opened.data * (opened.data - 1), met.data * (met.data - 1)
    either = (found + found.T).tocsr()
    either.data[:] = 1.0
    reverse = mutual * (mutual - 1) - row_sums(product_on(to_and_fro, to_and_fro, either))
    pairs = column_sums(opened)
    chain = row_sums(opened.T.multiply(met)) - reverse
    same_tail, same_head = column_sums(tails), row_sums(heads)
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
    patterns = _patterns(found)
    once, twice = _chances(np.bincount(own, minlength=len(groups)).astype(float))
    mean = patterns["pairs"][:, np.newaxis] * once[own]
    ways = np.column_stack([patterns[k] for k in ("reverse", "tail", "head", "chain", "apart")])
    # chains count twice: either of the two pairs can come first
    second = (twice[own] * (ways * [1, 1, 1, 2, 1])[:, np.newaxis, :]).sum(axis=2)
    variance = mean + second - mean**2
    # what is left of rounding where nothing can vary is no variance
    sd = np.sqrt(np.where(variance > 1e-9 * np.maximum(mean**2, 1), variance, 0.0))
    brokered = _between_groups(found, own, len(groups))
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
