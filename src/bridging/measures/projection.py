"""From meetings to pairs: one-mode projections, and which pairs meet more than by chance.

A projection makes a graph, and a backbone a table of pairs: neither is a measure with a record.
"""

from typing import Any, Literal

import numpy as np
import pandas as pd

from bridging.errors import OptionError, check_choice
from bridging.measures._meetings import once_each
from bridging.measures._two_mode import (
    Table,
    binary_probabilities,
    draws_with_margins,
    fixed_fill_pmf,
    poisson_binomial_tails,
    refined_normal_tails,
)
from bridging.structures import ContactGraph, Incidence
from bridging.structures.arrays import Floats, Ints

METHODS = ("shared", "newman", "ratio", "overlap", "jaccard")
MODELS = ("fixed_row", "fixed_column", "fixed_fill", "sdsm", "fdsm")
TAILS = ("exact", "refined_normal")
PAIRS = ("shared", "all")

MOST_CELLS = 20_000_000


def project(
    incidence: Incidence,
    *,
    method: Literal["shared", "newman", "ratio", "overlap", "jaccard"] = "shared",
) -> ContactGraph:
    """Contacts between the people of the same meetings, weighted by what they share.

    Parameters
    ----------
    incidence : Incidence
        People by meetings (or sessions). A person counts once in a meeting.
    method : {"shared", "newman", "ratio", "overlap", "jaccard"}
        Weight of a pair: the number of shared meetings; each of them divided by its size less
        one (so that a person's weights sum to her meetings with others); the share of all
        meetings; the share of the meetings of the person with fewer; the share of the meetings of
        either.

    Returns
    -------
    ContactGraph
        One contact for each pair with a shared meeting; people without one have no contacts.
        Groups are kept. ``.to_frame()`` is the table of pairs.

    Raises
    ------
    OptionError
        Another `method`.

    Notes
    -----
    People who came together are a pair here: a projection says who was in the same meetings.
    Meetings of one person make no pair and are skipped.

    References
    ----------
    Newman (2001), "Scientific collaboration networks. II. Shortest paths, weighted networks, and
    centrality".

    Examples
    --------
    a and b share a meeting of three and one of two: 1/(3 - 1) + 1/(2 - 1).

    >>> import bridging as br
    >>> meetings = br.Incidence("abc", ["abc", "ab"], [0, 1, 2, 0, 1], [0, 0, 0, 1, 1])
    >>> br.measures.project(meetings, method="newman").to_frame()["weight"].tolist()
    [1.5, 0.5, 0.5]
    """
    check_choice("method", method, METHODS)
    matrix = incidence.to_sparse()
    size = np.asarray(matrix.sum(axis=0))
    if method == "newman":
        source, target, weight = _pairs_of(matrix.multiply(1 / np.maximum(size - 1, 1)) @ matrix.T)
    else:
        source, target, weight = _pairs_of(matrix @ matrix.T)
        meetings = np.asarray(matrix.sum(axis=1))
        a, b = meetings[source], meetings[target]
        if method == "ratio":
            weight = weight / max(len(incidence.sessions), 1)
        elif method == "overlap":
            weight = weight / np.minimum(a, b)
        elif method == "jaccard":
            weight = weight / (a + b - weight)
    return ContactGraph(
        people=incidence.people,
        source=source,
        target=target,
        weight=weight,
        session=np.zeros(len(source), dtype=np.int64),
        groups=incidence.groups,
        codes=incidence.codes,
    )


def _pairs_of(shared: Any) -> tuple[Ints, Ints, Floats]:
    """Return the pairs above the diagonal of a sparse table, in order, with their values."""
    import scipy.sparse

    above = scipy.sparse.triu(shared, k=1).tocoo()
    order = np.lexsort((above.col, above.row))
    source, target = above.row[order].astype(np.int64), above.col[order].astype(np.int64)
    return source, target, np.asarray(above.data[order], dtype=np.float64)


def backbone(
    incidence: Incidence,
    *,
    model: Literal["fixed_row", "fixed_column", "fixed_fill", "sdsm", "fdsm"] = "fdsm",
    tails: Literal["exact", "refined_normal"] = "exact",
    pairs: Literal["shared", "all"] = "shared",
    n_resamples: int = 999,
    seed: int = 0,
) -> pd.DataFrame:
    """Which pairs share more meetings than the sizes of meetings and people's visits give.

    Parameters
    ----------
    incidence : Incidence
        People by meetings (or sessions). A person counts once in a meeting.
    model : {"fixed_row", "fixed_column", "fixed_fill", "sdsm", "fdsm"}
        What chance keeps: how many meetings each person was in (shared meetings are
        hypergeometric); how many people each meeting had (Poisson-binomial); only the number of
        participations; both margins on average, with the probabilities of the bipartite
        configuration model (Poisson-binomial); or both margins exactly, by draws.
    tails : {"exact", "refined_normal"}
        For ``fixed_column`` and ``sdsm``: the exact Poisson-binomial distribution, or its refined
        normal approximation (which gives P(X >= 0) below 1).
    pairs : {"shared", "all"}
        Test the pairs with a shared meeting, or all pairs of people.
    n_resamples, seed : int
        For ``fdsm``: number of draws, and the seed.

    Returns
    -------
    DataFrame
        A row for each pair: `source`, `target`, `shared` meetings, `expected`, `p_value` (as many
        shared meetings or more) and `p_lower` (as many or fewer). No correction for the number
        of pairs is made.

    Raises
    ------
    OptionError
        Another `model`, `tails` or `pairs`, or `n_resamples` below 1.

    Notes
    -----
    The draws of ``fdsm`` start from a common table that lies many trades from the observed one
    (Besag and Clifford 1989), so observed and drawn tables are exchangeable and p = (1 + b)/(1 +
    m) is valid after any number of trades.

    References
    ----------
    Neal (2014), "The backbone of bipartite projections"; Strona et al. (2014) for the trades;
    Saracco et al. (2015) for the bipartite configuration model.

    Examples
    --------
    Of four meetings a was in three and b in two, of which two shared. Chance: 3 * 1 of the 6
    pairs of meetings of b lie within those of a.

    >>> import bridging as br
    >>> meetings = br.Incidence("ab", range(4), [0, 0, 0, 1, 1], [0, 2, 3, 0, 3])
    >>> br.measures.backbone(meetings, model="fixed_row")[["shared", "p_value"]].values.tolist()
    [[2.0, 0.5]]
    """
    check_choice("model", model, MODELS)
    check_choice("tails", tails, TAILS)
    check_choice("pairs", pairs, PAIRS)
    if n_resamples < 1:
        raise OptionError(f"`n_resamples` must be at least 1, not {n_resamples}.")
    matrix = incidence.to_sparse()
    source, target, weight = _pairs_of(matrix @ matrix.T)
    if pairs == "all":
        source, target = (axis.astype(np.int64) for axis in np.triu_indices(matrix.shape[0], 1))
        found = (matrix @ matrix.T).tocsr()
        weight = np.asarray(found[source, target], dtype=np.float64).reshape(-1)
    shared = np.rint(weight).astype(np.int64)
    if model == "fdsm":
        observed = np.zeros(matrix.shape, dtype=bool)
        rows = once_each(incidence)
        observed[incidence.person[rows], incidence.session[rows]] = True
        expected, upper, lower = _by_draws(observed, source, target, shared, n_resamples, seed)
    elif model == "fixed_row":
        expected, upper, lower = _fixed_row(matrix, source, target, shared)
    elif model == "fixed_fill":
        pmf = fixed_fill_pmf(len(incidence.people), len(incidence.sessions), int(matrix.sum()))
        expected, upper, lower = _same_pmf(pmf, shared)
    else:
        expected, upper, lower = _poisson(matrix, model, tails, source, target, shared)
    names = np.array(incidence.people, dtype=object)
    return pd.DataFrame(
        {
            "source": names[source],
            "target": names[target],
            "shared": shared,
            "expected": expected,
            "p_value": np.clip(upper, 0, 1),
            "p_lower": np.clip(lower, 0, 1),
        }
    )


Chance = tuple[Floats, Floats, Floats]


def _fixed_row(matrix: Any, source: Ints, target: Ints, shared: Ints) -> Chance:
    """Each person in as many meetings as she was, any of them."""
    from scipy.stats import hypergeom

    meetings = np.asarray(matrix.sum(axis=1), dtype=np.int64)
    chance = hypergeom(matrix.shape[1], meetings[source], meetings[target])
    mean = meetings[source] * meetings[target] / max(matrix.shape[1], 1)
    return mean, chance.sf(shared - 1), chance.cdf(shared)


def _same_pmf(pmf: Floats, shared: Ints) -> Chance:
    """One distribution for all pairs."""
    upper = np.append(np.cumsum(pmf[::-1])[::-1], 0.0)
    return (
        np.full(len(shared), pmf @ np.arange(len(pmf))),
        upper[shared],
        np.cumsum(pmf)[shared],
    )


def _poisson(
    matrix: Any, model: str, tails: str, source: Ints, target: Ints, shared: Ints
) -> Chance:
    """Meetings shared independently of each other, each with a chance of its own."""
    people, meetings = matrix.shape
    size = np.asarray(matrix.sum(axis=0))
    if model == "fixed_column":
        both = size * (size - 1) / max(people * (people - 1), 1)
        chances = np.broadcast_to(both, (1, meetings))
    else:
        cells = binary_probabilities(np.asarray(matrix.sum(axis=1)), size)
    compute = poisson_binomial_tails if tails == "exact" else refined_normal_tails
    parts = []
    step = max(MOST_CELLS // max(meetings * meetings, 1), 1)
    for first in range(0, len(shared), step):
        part = slice(first, first + step)
        if model == "sdsm":
            chances = cells[source[part]] * cells[target[part]]
        parts.append(
            (
                np.broadcast_to(chances.sum(axis=1), shared[part].shape),
                *compute(chances, shared[part]),
            )
        )
    if not parts:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    expected, upper, lower = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return expected, upper, lower


def _by_draws(
    observed: Table, source: Ints, target: Ints, shared: Ints, n_resamples: int, seed: int
) -> Chance:
    """Count, over tables with the same margins, those with as many shared meetings."""
    rng = np.random.default_rng(seed)
    total, above, below = (np.zeros(len(shared)) for _ in range(3))
    for tables in draws_with_margins(observed, n_resamples, rng, MOST_CELLS):
        together = np.matmul(tables, np.swapaxes(tables, 1, 2))[:, source, target]
        total += together.sum(axis=0)
        above += (together >= shared - 0.5).sum(axis=0)
        below += (together <= shared + 0.5).sum(axis=0)
    return total / n_resamples, (1 + above) / (1 + n_resamples), (1 + below) / (1 + n_resamples)
