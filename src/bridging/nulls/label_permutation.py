"""Labels dealt again over people."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from bridging.nulls.label_counts import TableCounter
from bridging.nulls.label_dealing import DRAWS, Dealer
from bridging.nulls.record import null_model
from bridging.nulls.ties import Ties, checked_groups
from bridging.structures.arrays import Array, Floats

THREADS = 2


@null_model(
    label="Labels dealt again over people (misleads where groups come to different sessions)",
    label_nl="Groepen herverdeeld over personen (misleidt waar groepen naar andere "
    "openingsmomenten komen)",
    keeps=("contacts", "people per group", "people per group and stratum"),
    question="If everybody came as often, to the same sessions, and talked as much, did contacts "
    "cross the line less or more than chance?",
    question_nl="Als iedereen even vaak kwam, naar dezelfde openingsmomenten, en evenveel sprak: "
    "gingen contacten minder of meer dan bij toeval over de grens?",
    source="hubert1976",
)
def label_permutation(
    groups: Any, strata: Any | None, n_draws: int, rng: np.random.Generator
) -> Iterator[Array]:
    """Draw labelings of the people, each equally likely.

    The network stays as it is, and everybody gets a label of somebody in the same stratum. Chance
    then gives everybody the same company: where groups come to different sessions it rejects a true
    null nearly always. Use `partner_rewire` for the question whom people choose.

    Parameters
    ----------
    groups : array-like of int, shape (P,)
        The group of each person from 0; -1 is unknown, and stays so.
    strata : array-like of int, shape (P,), or None
        People change labels within their stratum only; all with all, if None.
    n_draws : int
        How many labelings to draw.
    rng : numpy.random.Generator

    Yields
    ------
    array of int, shape (B, P)
        The group of each person in a block of 64 draws, until `n_draws` were given. Each block has
        a stream of its own: the first draws are the same however many are asked for.

    Raises
    ------
    DataError
        Groups and strata that do not fit each other.

    References
    ----------
    Hubert & Schultz (1976), "Quadratic assignment as a general data analysis strategy".

    Examples
    --------
    >>> draws = next(label_permutation([0, 0, 1, 0, 1], [0, 0, 0, 1, 1], 50, np.random.default_rng(1)))
    >>> draws.shape, set(draws[:, :3].sum(axis=1).tolist())
    ((50, 5), {1})
    """
    dealer = Dealer.of(groups, strata, rng)
    blocks = range(-(-n_draws // DRAWS))
    return (dealer.deal(block).T[: n_draws - block * DRAWS] for block in blocks)


def label_tables(
    ties: Ties,
    groups: Any,
    n_groups: int,
    *,
    n_draws: int,
    rng: np.random.Generator,
    strata: Any | None = None,
    threads: int = THREADS,
) -> Floats:
    """Draw labelings as `label_permutation` does, and count their tables without keeping them.

    Parameters
    ----------
    ties : Ties
        Made by `collapse_ties`. Whole weights are counted fastest.
    groups : array-like of int, shape (P,)
        The group of each person from 0 to K - 1; -1 is unknown: ties with it do not count.
    n_groups : int
        K.
    n_draws : int
        Number of draws.
    rng : numpy.random.Generator
        As for `label_permutation`: the same state gives the tables of the same labelings.
    strata : array-like of int, shape (P,), optional
        People change labels within their stratum only; all with all, if left out.
    threads : int
        How many blocks of draws are counted at a time; the tables do not depend on it.

    Returns
    -------
    array of float, shape (n_draws, K, K)
        Tables as of a `MixingMatrix`: the diagonal is counted from both ends.

    Raises
    ------
    DataError
        Groups or strata that do not fit the people.

    Examples
    --------
    >>> from bridging.nulls.ties import collapse_ties
    >>> ties = collapse_ties([0, 0, 1, 3], [1, 3, 2, 4], n_people=5)
    >>> rng = np.random.default_rng(1)
    >>> tables = label_tables(ties, [0, 0, 0, 1, 1], 2, n_draws=2000, rng=rng)
    >>> tables.shape, abs(tables[:, 0, 1].mean() - 2.4) < 0.1
    ((2000, 2, 2), np.True_)
    """
    code = checked_groups(groups, n_groups, ties.n_people)
    dealer = Dealer.of(code, strata, rng)
    counter = TableCounter(ties.among(code >= 0), n_groups)

    def count(block: int) -> Floats:
        """Deal 64 labelings, count their tables and forget them."""
        return counter.tables(dealer.deal(block).T[: n_draws - block * DRAWS])

    blocks = range(-(-n_draws // DRAWS))
    if not blocks:
        return np.zeros((0, n_groups, n_groups))
    if min(threads, len(blocks)) == 1:
        return np.concatenate([count(block) for block in blocks])
    with ThreadPoolExecutor(threads) as pool:
        return np.concatenate(list(pool.map(count, blocks)))
