"""Ego networks: the contacts of one person at a time."""

from typing import Any

import numpy as np

from bridging.measures._egos import (
    CHOSEN,
    HAS_ALTERS,
    alters_by_group,
    chosen,
    codes_on,
    indicators,
)
from bridging.measures._persons import contact_share, peer_share
from bridging.measures._ties import mean_of
from bridging.measures.closure import closed_share, partners
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats


def _relative_to_peers(graph: ContactGraph, line: str | None) -> Floats:
    """Share of contacts outside her group over the share of peers outside it, for each person."""
    peers = peer_share(graph, line)
    return contact_share(graph, line) / np.where(peers > 0, peers, np.nan)


def _has_contacts(graph: ContactGraph, options: Options) -> Any:
    return chosen(graph, options) & ~np.isnan(contact_share(graph, options.get("line")))


def _has_peers_outside(graph: ContactGraph, options: Options) -> Any:
    return chosen(graph, options) & ~np.isnan(_relative_to_peers(graph, options.get("line")))


def _has_two_partners(graph: ContactGraph, options: Options) -> Any:
    return partners(graph) >= 2


EGO_PEERS_OUTSIDE = Condition(
    name="ego_peers_outside",
    reason="nobody of another group was present with the person",
    reason_nl="niemand van een andere groep was samen met de persoon aanwezig",
    holds=_has_peers_outside,
    per_part=True,
)
EGO_CONTACTS = Condition(
    name="ego_contacts",
    reason="there are no contacts with people of known group",
    reason_nl="er zijn geen contacten met mensen van bekende groep",
    holds=_has_contacts,
    per_part=True,
)
TWO_PARTNERS = Condition(
    name="two_partners",
    reason="there are fewer than two partners",
    reason_nl="er zijn minder dan twee gesprekspartners",
    holds=_has_two_partners,
    per_part=True,
)


@measure(
    label="E-I index of a person",
    label_nl="E-I-index van een persoon",
    formula=r"\frac{E_i - I_i}{E_i + I_i}",
    range=(-1, 1),
    higher_means="bridging",
    needs=(CHOSEN, HAS_ALTERS),
    source="krackhardt1988",
    per="person",
)
def ego_ei(
    graph: ContactGraph,
    *,
    line: str | None = None,
    group: str | None = None,
    weighted: bool = True,
    pooled: bool = False,
) -> float | Floats:
    """Contacts of a person outside her group less those within it, as a share of all of them.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. Of directed contacts those that start from the person count.
        Contacts with people of unknown group, or who came with her, are left out.
    line : str, optional
        The line; may be left out where the graph has one.
    group : str, optional
        Only people of this group.
    weighted : bool, default True
        Repeated contacts and their weights count; else everybody she is in contact with counts 1.
    pooled : bool, default False
        Give one value: the mean over people who have contacts, each counting once.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. -1 where all contacts are within her group, 1 where all cross. NaN
        for somebody whose group is not known, or without contacts.

    Notes
    -----
    The value without any preference depends on who was there: see `ego_inbreeding_homophily`. The
    pooled value is a mean of people, where `ei_index` is a share of contacts.

    References
    ----------
    Krackhardt and Stern (1988), "Informal networks and organizational crises".

    Examples
    --------
    an has three contacts with bo, of her group, and one with cy, of another: (1 - 3) / 4.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo", 3), ("an", "cy", 1)],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y"}},
    ... )
    >>> br.measures.ego_ei(graph).tolist()
    [-0.5, -1.0, 1.0]
    >>> br.measures.ego_ei(graph, group="x", pooled=True)
    -0.75
    """
    code, groups = codes_on(graph, line)
    alters = alters_by_group(graph, line, weighted)
    total = alters.sum(axis=1)
    own = (alters * indicators(code, len(groups))).sum(axis=1)
    value = np.divide(total - 2 * own, total, out=np.full(len(code), np.nan), where=total > 0)
    value = np.where(chosen(graph, {"line": line, "group": group}), value, np.nan)
    return mean_of(value, pooled=pooled)


@measure(
    label="Density among a person's contacts",
    label_nl="Dichtheid onder iemands contacten",
    formula=r"\frac{\sum_{j<k \in N(i)} A_{jk}}{d_i (d_i - 1) / 2}",
    range=(0, 1),
    higher_means="bonding",
    needs=(TWO_PARTNERS,),
    source="watts1998",
    aliases=("local_clustering",),
    per="person",
)
def ego_density(graph: ContactGraph, *, pooled: bool = False) -> float | Floats:
    """Share of the pairs among a person's partners who are in contact with each other.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; how often a pair met, who began it and groups are not looked at.
    pooled : bool, default False
        Give one value: the mean over people with two partners or more, which is `clustering`.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. 1 where her partners all know each other, 0 where none do. NaN for
        somebody with fewer than two partners.

    References
    ----------
    Watts and Strogatz (1998), "Collective dynamics of 'small-world' networks".

    Examples
    --------
    Of cy's three partners one pair is in contact; an and bo have one pair each, who are.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("an", "cy"), ("cy", "di")])
    >>> br.measures.ego_density(graph).round(6).tolist()
    [1.0, 1.0, 0.333333, nan]
    """
    return mean_of(closed_share(graph), pooled=pooled)


@measure(
    label="Inbreeding homophily of a person",
    label_nl="Inteelt-homofilie van een persoon",
    formula=r"\frac{H_i - w_i}{1 - w_i}",
    range=(-np.inf, 1),
    higher_means="bonding",
    needs=(CHOSEN, EGO_CONTACTS, EGO_PEERS_OUTSIDE),
    source="currarini2009",
    per="person",
)
def ego_inbreeding_homophily(
    graph: ContactGraph,
    *,
    line: str | None = None,
    group: str | None = None,
    pooled: bool = False,
) -> float | Floats:
    """Excess of a person's contacts within her group over who was there, of the most possible.

    :math:`H_i` is the share of her contacts that are within her group, by weight, and :math:`w_i`
    the share of her own peers who are: the people of known group present with her who did not come
    with her, each as often as they were there together, she herself not among them. Where presence
    is not known, everybody else on the graph.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts, groups, and presence where it is known. Of directed contacts those that
        start from the person count; contacts with people who came with her do not.
    line : str, optional
        The line; may be left out where the graph has one.
    group : str, optional
        Only people of this group.
    pooled : bool, default False
        Give one value: the mean over people who have one.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. 1 where all contacts are within her group; 0 where they are in
        proportion to the people present; below 0, without a limit, where more cross. NaN for
        somebody whose group is not known, without contacts, or who never had anybody of another
        group present: she had no choice.

    Notes
    -----
    The value of one person rests on a handful of contacts. The mean over people of all groups is
    `friending_bias` pooled.

    References
    ----------
    Currarini, Jackson and Pin (2009), "An economic model of friendship".

    Examples
    --------
    Of l1's three peers one is of her group, of her two contacts one: (1/2 - 1/3) / (2/3) = 1/4,
    and so for h1. l2 and h2 have only contacts within: 1.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("l1", "l2"), ("l1", "h1"), ("h1", "h2")],
    ...     labels={"ses": {"l1": "low", "l2": "low", "h1": "high", "h2": "high"}},
    ... )
    >>> graph.people
    ('l1', 'h1', 'l2', 'h2')
    >>> br.measures.ego_inbreeding_homophily(graph).round(6).tolist()
    [0.25, 0.25, 1.0, 1.0]
    """
    value = 1 - _relative_to_peers(graph, line)
    value = np.where(chosen(graph, {"line": line, "group": group}), value, np.nan)
    return mean_of(value, pooled=pooled)
