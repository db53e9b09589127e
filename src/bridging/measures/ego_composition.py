"""Ego composition: the mix of groups among the people somebody is in contact with."""

import numpy as np

from bridging.errors import OptionError
from bridging.measures._egos import CHOSEN, HAS_ALTERS, alters_by_group, chosen
from bridging.measures._ties import mean_of
from bridging.measures.record import measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats


def _shares(graph: ContactGraph, line: str | None, group: str | None, weighted: bool) -> Floats:
    """Return the share of each group among each person's alters, (P, K); NaN without any."""
    alters = alters_by_group(graph, line, weighted)
    total = np.where(chosen(graph, {"line": line, "group": group}), alters.sum(axis=1), 0.0)
    return np.divide(
        alters, total[:, np.newaxis], out=np.full(alters.shape, np.nan), where=total[:, None] > 0
    )


@measure(
    label="Diversity of a person's contacts (Blau)",
    label_nl="Diversiteit van iemands contacten (Blau)",
    formula=r"1 - \sum_g p_{ig}^2",
    range=(0, 1),
    higher_means="diversity",
    needs=(CHOSEN, HAS_ALTERS),
    source="blau1977",
    per="person",
)
def ego_blau(
    graph: ContactGraph,
    *,
    line: str | None = None,
    group: str | None = None,
    weighted: bool = False,
    pooled: bool = False,
) -> float | Floats:
    """Chance that two draws from the people a person is in contact with are of different groups.

    The person herself is not among them, so it says how mixed her contacts are, not how far they
    are from her: somebody who only meets one other group has 0.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. Of directed contacts those that start from the person count.
        People of unknown group, or who came with her, are left out.
    line : str, optional
        The line; may be left out where the graph has one.
    group : str, optional
        Only people of this group.
    weighted : bool, default False
        Repeated contacts and their weights count; else everybody she is in contact with counts 1.
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. 0 where they are all of one group, at most 1 - 1/K. NaN for somebody
        whose group is not known, or without contacts.

    References
    ----------
    Blau (1977), "Inequality and Heterogeneity".

    Examples
    --------
    an is in contact with one person of x and two of y: 1 - (1/3)² - (2/3)² = 4/9.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("an", "cy"), ("an", "di")],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"}},
    ... )
    >>> br.measures.ego_blau(graph).round(6).tolist()
    [0.444444, 0.0, 0.0, 0.0]
    """
    share = _shares(graph, line, group, weighted)
    # as a sum of p (1 - p): exactly 0 where one group has all
    return mean_of((share * (1 - share)).sum(axis=1), pooled=pooled)


@measure(
    label="Groups among a person's contacts",
    label_nl="Aantal groepen onder iemands contacten",
    formula=r"\#\{g : p_{ig} > 0\}",
    range=(1, np.inf),
    higher_means="diversity",
    needs=(CHOSEN, HAS_ALTERS),
    source="perry2018",
    per="person",
)
def ego_richness(
    graph: ContactGraph,
    *,
    line: str | None = None,
    group: str | None = None,
    pooled: bool = False,
) -> float | Floats:
    """Number of groups among the people a person is in contact with.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. Of directed contacts those that start from the person count.
        People of unknown group, or who came with her, are left out.
    line : str, optional
        The line; may be left out where the graph has one.
    group : str, optional
        Only people of this group.
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. From 1 to the number of groups; it grows with the number of
        contacts. NaN for somebody whose group is not known, or without contacts.

    References
    ----------
    Perry, Pescosolido and Borgatti (2018), "Egocentric Network Analysis".

    Examples
    --------
    an is in contact with people of two groups, the others with an only.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("an", "cy"), ("an", "di")],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"}},
    ... )
    >>> br.measures.ego_richness(graph).tolist()
    [2.0, 1.0, 1.0, 1.0]
    """
    share = _shares(graph, line, group, False)
    count = np.where(np.isnan(share).any(axis=1), np.nan, (share > 0).sum(axis=1))
    return mean_of(count, pooled=pooled)


@measure(
    label="Entropy of a person's contacts",
    label_nl="Entropie van iemands contacten",
    formula=r"-\sum_g p_{ig} \log p_{ig}",
    range=(0, np.inf),
    higher_means="diversity",
    needs=(CHOSEN, HAS_ALTERS),
    source="shannon1948",
    per="person",
)
def ego_entropy(
    graph: ContactGraph,
    *,
    line: str | None = None,
    group: str | None = None,
    base: float = np.e,
    weighted: bool = False,
    pooled: bool = False,
) -> float | Floats:
    """Entropy of the groups among the people a person is in contact with.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. Of directed contacts those that start from the person count.
        People of unknown group, or who came with her, are left out.
    line : str, optional
        The line; may be left out where the graph has one.
    group : str, optional
        Only people of this group.
    base : float, default e
        Base of the logarithm: e for nats, 2 for bits.
    weighted : bool, default False
        Repeated contacts and their weights count; else everybody she is in contact with counts 1.
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. 0 where they are all of one group, at most log K. NaN for somebody
        whose group is not known, or without contacts.

    Raises
    ------
    OptionError
        A `base` that is not above 1.

    References
    ----------
    Shannon (1948), "A mathematical theory of communication".

    Examples
    --------
    an is in contact with one person of x and one of y: 1 bit.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("an", "cy")], labels={"origin": {"an": "x", "bo": "x", "cy": "y"}}
    ... )
    >>> br.measures.ego_entropy(graph, base=2).tolist()
    [1.0, 0.0, 0.0]
    """
    if not base > 1:
        raise OptionError(f"`base` must be above 1, not {base!r}. Use 2 for bits.")
    share = _shares(graph, line, group, weighted)
    surprise = np.log(1 / np.where(share > 0, share, 1.0))  # 0 log 0 is 0
    return mean_of((share * surprise).sum(axis=1) / np.log(base), pooled=pooled)
