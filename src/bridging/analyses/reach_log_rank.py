"""Whether groups differ in when something happens: the log-rank statistic, dealt among families."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.inference.pvalues import monte_carlo_p
from bridging.structures.arrays import Floats, Ints

Groups = npt.NDArray[np.int16]
MOST_CELLS = 2_000_000  # labels times openings held at once


def log_rank(duration: Ints, event: Any, stratum: Ints, labels: Ints | Groups) -> Floats:
    """Return the log-rank statistic for each row of labels.

    Parameters
    ----------
    duration : array of int, shape (N,)
    event : array of bool, shape (N,)
    stratum : array of int, shape (N,)
        People are compared with those of the same stratum (site), and the strata added.
    labels : array of int, shape (B, N)
        The group of each, from 0.

    Returns
    -------
    array of float, shape (B,)
        (O − E)' V⁻ (O − E), with the hypergeometric variance; 0 where nothing can be compared.

    References
    ----------
    Mantel (1966), "Evaluation of survival data and two new rank order statistics arising in its
    consideration"; Peto and Peto (1972), "Asymptotically efficient rank invariant test procedures".

    Examples
    --------
    One of two in each group; a at time 1, b at 2: O − E of a is 1 − 1/2, V is 1/4.

    >>> import numpy as np
    >>> zero = np.zeros(2, dtype=int)
    >>> log_rank(np.array([1, 2]), np.array([True, True]), zero, np.array([[0, 1]])).tolist()
    [1.0]
    """
    order = np.lexsort((duration, stratum))
    stratum, duration, event = stratum[order], duration[order], np.asarray(event)[order]
    moments, events = np.unique(
        np.stack([stratum, duration], axis=1)[event], axis=0, return_counts=True
    )
    size = int(labels.max(initial=0)) + 1
    if not len(moments) or size < 2:
        return np.zeros(len(labels))
    # at risk are all from the first with that time to the last of the stratum
    last = np.searchsorted(stratum, moments[:, 0], side="right")
    wide = int(duration.max()) + 1
    first = np.searchsorted(stratum * wide + duration, moments[:, 0] * wide + moments[:, 1])
    rows = max(1, MOST_CELLS // max(labels.shape[1], len(moments) * size))
    parts = [
        _statistic(labels[at : at + rows, order], size, event, events, first, last)
        for at in range(0, len(labels), rows)
    ]
    return np.concatenate(parts)


def _statistic(
    labels: Ints | Groups,
    size: int,
    event: npt.NDArray[np.bool_],
    events: Ints,
    first: Ints,
    last: Ints,
) -> Floats:
    """Return the statistic of people in the order of their times.

    Parameters
    ----------
    labels : array of int, shape (B, N)
    event : array of bool, shape (N,)
    events, first, last : array of int, shape (T,)
        Of each moment: to how many it happened, and whose places are at risk.
    """
    at_risk = np.empty((len(labels), size, len(first)))
    seen = np.empty((len(labels), size))
    counted = np.zeros((len(labels), labels.shape[1] + 1), dtype=np.int32)
    for g in range(size):
        mine = labels == g
        np.cumsum(mine, axis=1, out=counted[:, 1:])
        at_risk[:, g] = counted[:, last] - counted[:, first]
        seen[:, g] = np.count_nonzero(mine[:, event], axis=1)
    everyone = (last - first).astype(np.float64)
    share = at_risk / everyone
    beyond = seen - share @ events
    spread = events * (everyone - events) / np.maximum(everyone - 1, 1)
    variance = -np.matmul(share * spread, share.swapaxes(1, 2))
    variance[:, np.arange(size), np.arange(size)] += share @ spread
    inverse = np.linalg.pinv(variance, rcond=1e-10, hermitian=True)
    return np.asarray(np.einsum("bg,bgh,bh->b", beyond, inverse, beyond))


def log_rank_p(
    duration: Ints,
    event: Any,
    group: Ints,
    person: Ints,
    family: Ints,
    site: Ints,
    *,
    n_resamples: int,
    rng: np.random.Generator,
) -> tuple[float, float]:
    """Test whether groups differ, by dealing the groups of families again.

    The groups of a family's members go together, to a family with as many members who came to the
    same sites.

    Returns
    -------
    statistic, p : float
        p is NaN where there is only one way to deal.

    Notes
    -----
    The statistic is divided by its variance, so that the test also holds, with many people, where
    groups were followed for different times.

    References
    ----------
    Neuhaus (1993), "Conditional rank tests for the two-sample problem under random censorship".

    Examples
    --------
    Two who came alone, one of each group: both ways to deal say the same.

    >>> import numpy as np
    >>> one = np.arange(2)
    >>> log_rank_p(np.array([1, 2]), np.array([True, True]), one, one, one, np.zeros(2, dtype=int),
    ...            n_resamples=99, rng=np.random.default_rng(0))
    (1.0, 1.0)
    """
    people, code = np.unique(person, return_inverse=True)
    first = np.unique(code, return_index=True)[1]
    own: Groups = group[first].astype(np.int16)  # small: dealt and compared faster
    blocks = _exchangeable(code, family[first], site, len(people))
    observed = float(log_rank(duration, event, site, group[np.newaxis])[0])
    if all((own[block] == own[block[0]]).all() for block in blocks):
        return observed, float("nan")
    rows = max(1, MOST_CELLS // len(duration))
    draws = []
    for at in range(0, n_resamples, rows):
        dealt = [_dealt(own, blocks, rng) for _ in range(min(rows, n_resamples - at))]
        draws.append(log_rank(duration, event, site, np.stack(dealt)[:, code]))
    return observed, monte_carlo_p(observed, np.concatenate(draws), "greater")


def _dealt(own: Groups, blocks: Sequence[Ints], rng: np.random.Generator) -> Groups:
    """Deal the groups of the families of each block among them."""
    dealt = own.copy()
    for block in blocks:
        dealt[block] = own[block[rng.permutation(len(block))]]
    return dealt


def _exchangeable(code: Ints, family: Ints, site: Ints, people: int) -> list[Ints]:
    """Return the families whose groups can be exchanged: arrays of people, (families, members)."""
    sites: list[list[int]] = [[] for _ in range(people)]
    for person, where in zip(code.tolist(), site.tolist(), strict=True):
        sites[person].append(where)
    been = [tuple(sorted(those)) for those in sites]
    families = family.tolist()
    members: dict[int, list[int]] = {}
    for person in sorted(range(people), key=been.__getitem__):
        members.setdefault(families[person], []).append(person)
    alike: dict[tuple[tuple[int, ...], ...], list[list[int]]] = {}
    for those in members.values():
        alike.setdefault(tuple([been[person] for person in those]), []).append(those)
    return [np.array(those, dtype=np.int64) for _, those in sorted(alike.items())]
