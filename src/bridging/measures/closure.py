"""Closure: whether the people somebody meets also meet each other."""

from typing import Any

import numpy as np

from bridging.measures._ties import degrees, ties
from bridging.measures._triangles import in_triangle, tie_list, triangles_of
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats


def partners(graph: ContactGraph) -> Floats:
    """Return how many different people each person is in contact with."""
    return degrees(ties(graph, weighted=False))


def closed_share(graph: ContactGraph) -> Floats:
    """Return the share of each person's pairs of partners who are in contact; NaN without any."""
    found = ties(graph, weighted=False)
    pairs = degrees(found) * (degrees(found) - 1)
    closed = 2 * triangles_of(tie_list(found))  # as the pairs, either way round
    return np.divide(closed, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)


def _some_ties(graph: ContactGraph, options: Options) -> Any:
    return bool((partners(graph) > 0).any())


def _two_partners(graph: ContactGraph, options: Options) -> Any:
    return bool((partners(graph) >= 2).any())


SOME_TIES = Condition(
    name="some_ties",
    reason="nobody is in contact with anybody",
    reason_nl="niemand heeft contact met iemand",
    holds=_some_ties,
)
SOMEBODY_WITH_TWO_PARTNERS = Condition(
    name="somebody_with_two_partners",
    reason="nobody is in contact with two people or more",
    reason_nl="niemand heeft contact met twee mensen of meer",
    holds=_two_partners,
)


@measure(
    label="Clustering",
    label_nl="Clustering",
    formula=r"\frac{1}{n_{2+}} \sum_{i : d_i \ge 2}"
    r" \frac{\sum_{j<k \in N(i)} A_{jk}}{d_i (d_i - 1) / 2}",
    range=(0, 1),
    higher_means="bonding",
    needs=(SOME_TIES, SOMEBODY_WITH_TWO_PARTNERS),
    source="chetty2022a",
    aliases=("average_clustering",),
)
def clustering(graph: ContactGraph) -> float | Floats:
    """Share of a person's pairs of partners who are in contact with each other, on average.

    Every person with two partners or more counts once. How often a pair met and who began it do
    not count.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; groups are not looked at.

    Returns
    -------
    float
        1 where everybody's partners all know each other; 0 where nobody's do. NaN where nobody has
        two partners.

    Notes
    -----
    People with fewer than two partners have no pair of partners and are left out of the mean;
    networkx counts them as 0 unless told otherwise. The value of each person is `ego_density`.

    References
    ----------
    Chetty et al. (2022), "Social capital I: measurement and associations with economic mobility".

    Examples
    --------
    Of an, bo and cy, who all know each other, cy also knows di: 1, 1 and 1/3, and di has one
    partner only. The mean is 7/9.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("an", "cy"), ("cy", "di")])
    >>> round(br.measures.clustering(graph), 6)
    0.777778
    """
    share = closed_share(graph)
    there = ~np.isnan(share)
    return np.asarray(share[there].sum() / there.sum())


@measure(
    label="Support ratio",
    label_nl="Ondersteunde contacten",
    formula=r"\frac{1}{|E|} \sum_{(i,j) \in E} \mathbf{1}[\exists k : A_{ik} A_{jk} = 1]",
    range=(0, 1),
    higher_means="bonding",
    needs=(SOME_TIES,),
    source="chetty2022a",
)
def support_ratio(graph: ContactGraph) -> float | Floats:
    """Share of the pairs in contact who have a partner in common.

    Every pair counts once, however often the two met and whoever began it.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; groups are not looked at.

    Returns
    -------
    float
        1 where every pair has somebody in common; 0 where none has. NaN where there are no
        contacts.

    Notes
    -----
    Support is meant as in triads of a network: it is no measure of the help that people give.

    References
    ----------
    Chetty et al. (2022), "Social capital I: measurement and associations with economic mobility".

    Examples
    --------
    The three contacts among an, bo and cy have a partner in common, that of cy and di does not.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("an", "cy"), ("cy", "di")])
    >>> br.measures.support_ratio(graph)
    0.75
    """
    supported = in_triangle(tie_list(ties(graph, weighted=False)))
    return np.asarray(supported.sum()) / np.float64(len(supported))
