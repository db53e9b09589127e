"""Whether groups differ in when something happens: the log-rank statistic, dealt among families."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.inference.pvalues import monte_carlo_p
from bridging.structures.arrays import Floats, Ints

MOST_CELLS = 2_000_000  # labels times openings held at once


def log_rank(duration: Ints, event: Any, stratum: Ints, labels: Ints) -> Floats:
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
    moments = np.unique(np.stack([stratum, duration], axis=1)[event], axis=0)
    size = int(labels.max(initial=0)) + 1
    if not len(moments) or size < 2:
        return np.zeros(len(labels))
    same = stratum[:, np.newaxis] == moments[:, 0]
    risk = (same & (duration[:, np.newaxis] >= moments[:, 1])).astype(np.float64)
    happened = same & (duration[:, np.newaxis] == moments[:, 1]) & event[:, np.newaxis]
    rows = max(1, MOST_CELLS // max(labels.shape[1], len(moments) * size))
    parts = [
        _statistic(labels[at : at + rows], size, risk, happened.astype(np.float64))
        for at in range(0, len(labels), rows)
    ]
    return np.concatenate(parts)


def _statistic(labels: Ints, size: int, risk: Floats, happened: Floats) -> Floats:
    at_risk = np.stack([(labels == g) @ risk for g in range(size)], axis=1)
    seen = np.stack([(labels == g) @ happened for g in range(size)], axis=1).sum(axis=2)
    everyone, events = risk.sum(axis=0), happened.sum(axis=0)
    share = at_risk / everyone
    beyond = seen - (share * events).sum(axis=2)
    spread = events * (everyone - events) / np.maximum(everyone - 1, 1)
    variance = np.einsum("bgt,bht,t->bgh", share, share, -spread)
    diagonal = np.einsum("bgt,t->bg", share, spread)
    variance[:, np.arange(size), np.arange(size)] += diagonal
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
    own = group[first]
    blocks = _exchangeable(code, family[first], site, len(people))
    observed = float(log_rank(duration, event, site, group[np.newaxis])[0])
    if all((own[block] == own[block[0]]).all() for block in blocks):
        return observed, float("nan")
    rows = max(1, MOST_CELLS // len(duration))
    draws = []
    for at in range(0, n_resamples, rows):
        labels = np.stack(
            [_dealt(own, blocks, rng)[code] for _ in range(min(rows, n_resamples - at))]
        )
        draws.append(log_rank(duration, event, site, labels))
    return observed, monte_carlo_p(observed, np.concatenate(draws), "greater")


def _dealt(own: Ints, blocks: Sequence[Ints], rng: np.random.Generator) -> Ints:
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
    members: dict[int, list[int]] = {}
    for person in sorted(range(people), key=lambda p: sorted(sites[p])):
        members.setdefault(int(family[person]), []).append(person)
    alike: dict[tuple[tuple[int, ...], ...], list[list[int]]] = {}
    for those in members.values():
        shape = tuple(tuple(sorted(sites[person])) for person in those)
        alike.setdefault(shape, []).append(those)
    return [np.array(those, dtype=np.int64) for _, those in sorted(alike.items())]
