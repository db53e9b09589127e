"""Connectedness: the share of people's contacts outside their group, and of their peers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.errors import check_choice
from bridging.measures._persons import (
    HAS_CONTACTS,
    any_in_group,
    contacts_of,
    mean_of_people,
    peers_of,
    relative_to_reference,
)
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats

AVERAGING = ("persons", "ratio")
PEOPLE = ("present", "in_contact")


def _relative_to_peers(graph: ContactGraph, options: Options) -> Floats:
    """Share of contacts over the share of peers, for each person."""
    peers = peers_of(graph, options)
    return contacts_of(graph, options) / np.where(peers > 0, peers, np.nan)


def _exposed(graph: ContactGraph, options: Options) -> Floats:
    """Share of peers, for the people who count."""
    peers = peers_of(graph, options)
    if options.get("people", "present") == "present":
        return peers
    return np.where(np.isnan(contacts_of(graph, options)), np.nan, peers)


def _has_reference(graph: ContactGraph, options: Options) -> Any:
    values = relative_to_reference(graph, contacts_of(graph, options), options)
    return any_in_group(graph, values, options)


def _has_peers_there(graph: ContactGraph, options: Options) -> Any:
    return any_in_group(graph, _relative_to_peers(graph, options), options)


def _something_known(graph: ContactGraph, options: Options) -> Any:
    return graph.presence is not None or len(graph.source) > 0


def _has_peers(graph: ContactGraph, options: Options) -> Any:
    return any_in_group(graph, _exposed(graph, options), options)


def _has_reference_for_peers(graph: ContactGraph, options: Options) -> Any:
    values = relative_to_reference(graph, _exposed(graph, options), options)
    return any_in_group(graph, values, options)


def _worded(name: str, holds: Any, said: tuple[str, str], said_to: tuple[str, str]) -> Any:
    """Word a condition for everybody outside the group, and for one group by name."""

    def unless_named(graph: ContactGraph, options: Options) -> Any:
        return holds(graph, options) | (options.get("to") is not None)

    return tuple(
        Condition(name=key, reason=reason, reason_nl=reden, holds=test, per_part=True)
        for key, (reason, reden), test in (
            (name, said, unless_named),
            (f"{name}_of_group", said_to, holds),
        )
    )


NOBODY = (
    (
        "there is nobody outside the group to compare with",
        "er is niemand buiten de groep om mee te vergelijken",
    ),
    (
        "there is nobody else of that group to compare with",
        "er is niemand anders van die groep om mee te vergelijken",
    ),
)
HAS_REFERENCE = _worded("has_reference", _has_reference, *NOBODY)
HAS_REFERENCE_FOR_PEERS = _worded("has_reference_for_peers", _has_reference_for_peers, *NOBODY)
HAS_PEERS_THERE = _worded(
    "has_peers_there",
    _has_peers_there,
    (
        "none of these people with contacts had anybody of another group present",
        "bij niemand van deze mensen met contacten was iemand van een andere groep aanwezig",
    ),
    (
        "none of these people with contacts had anybody else of that group present",
        "bij niemand van deze mensen met contacten was iemand anders van die groep aanwezig",
    ),
)
SOMETHING_KNOWN = Condition(
    name="something_known",
    reason="neither presence nor contacts are known",
    reason_nl="aanwezigheid noch contacten zijn bekend",
    holds=_something_known,
)
HAS_PEERS = Condition(
    name="has_peers",
    reason="none of these people had anybody of known group present",
    reason_nl="bij niemand van deze mensen was iemand van bekende groep aanwezig",
    holds=_has_peers,
    per_part=True,
)


@measure(
    label="Economic connectedness",
    label_nl="Economische verbondenheid",
    formula=r"\frac{1}{|a|} \sum_{i \in a} \frac{f_i}{1 - \pi_a}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(HAS_CONTACTS, *HAS_REFERENCE),
    source="chetty2022a",
    aliases=("connectedness",),
    per="group",
)
def economic_connectedness(
    graph: ContactGraph,
    *,
    line: str | None = None,
    to: str | None = None,
    reference: Sequence[float] | None = None,
    pooled: bool = False,
) -> float | Floats:
    """Share of people's contacts outside their group, against the share of people outside it.

    Each person counts once, however many contacts she has. Her share :math:`f_i` is weighted by
    the weights of her contacts; in a directed graph the contacts that start from her count. Only
    contacts between people of known group who did not come together count; people without any are
    left out of the mean.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups.
    line : str, optional
        The line; may be left out where the graph has one.
    to : str, optional
        A group: look at contacts with its people, whatever the person's own group, in place of
        contacts outside the own group.
    reference : sequence of K floats, optional
        Share of each group, in the order of the groups, in the population to compare with. Left
        out, it is the other people of known group on the graph, the person herself not among them.
    pooled : bool, default False
        Give one value: the mean over all people who count, of every group.

    Returns
    -------
    array of shape (K,), or float where pooled
        0 where no contact of the group goes outside it; 1 where as many do as people are outside
        it, which random mixing gives; at most 1 / (1 - share of the group). NaN for a group in
        which nobody has contacts, or with nobody outside it.

    Raises
    ------
    OptionError
        A `reference` that does not have one share for each group, or does not sum to 1.
    UnknownNameError
        A group `to` that the line does not have.

    Notes
    -----
    For two groups that are each half of the population, ``reference=(0.5, 0.5)`` gives the
    published measure: twice the share of high-status friends among low-status people, averaged
    over low-status people. For other shares and more groups, 1/0.5 becomes one over the share of
    the population outside the group. The low group's value and the high group's are the two
    directions.

    Within one session, or where everybody could meet everybody, it is `exposure_to` times
    (1 - `friending_bias`), all with the same reference; over several sessions with
    ``people="in_contact"`` and ``averaging="ratio"``.

    References
    ----------
    Chetty et al. (2022), "Social capital I: measurement and associations with economic mobility".

    Examples
    --------
    Of l1's contacts 1 of 2 is with a high-status person, of l2's 0 of 1: 2 * (1/2 + 0) / 2 = 1/2.
    Both contacts of h1 are with l1 and h2; h2 knows only h1: 2 * (1/2 + 0) / 2.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("l1", "l2"), ("l1", "h1"), ("h1", "h2")],
    ...     labels={"ses": {"l1": "low", "l2": "low", "h1": "high", "h2": "high"}},
    ... )
    >>> br.measures.economic_connectedness(graph, reference=(0.5, 0.5)).tolist()
    [0.5, 0.5]

    Against the other three people, of whom two are outside: (1/2 + 0) / 2 over 2/3.

    >>> br.measures.economic_connectedness(graph).round(6).tolist()
    [0.375, 0.375]
    """
    options = {"line": line, "to": to, "reference": reference, "pooled": pooled}
    values = relative_to_reference(graph, contacts_of(graph, options), options)
    return mean_of_people(graph, values, options)


@measure(
    label="Exposure",
    label_nl="Blootstelling aan anderen",
    formula=r"\frac{1}{|a|} \sum_{i \in a} \frac{w_i}{1 - \pi_a}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(SOMETHING_KNOWN, HAS_PEERS, *HAS_REFERENCE_FOR_PEERS),
    source="chetty2022b",
    per="group",
)
def exposure_to(
    graph: ContactGraph,
    *,
    line: str | None = None,
    to: str | None = None,
    reference: Sequence[float] | None = None,
    people: str = "present",
    pooled: bool = False,
) -> float | Floats:
    """Share of people's peers outside their group, against the share of people outside it.

    The peers :math:`w_i` of a person are the people of known group present with her who did not
    come with her, each as often as they were there together; where presence is not known,
    everybody else on the graph. Each person counts once, however often she came.

    Parameters
    ----------
    graph : ContactGraph
        People, groups, and presence where it is known.
    line : str, optional
        The line; may be left out where the graph has one.
    to : str, optional
        A group: look at peers who are in it, whatever the person's own group, in place of peers
        outside the own group.
    reference : sequence of K floats, optional
        Share of each group, in the order of the groups, in the population to compare with. Left
        out, it is the other people of known group on the graph, the person herself not among them.
    people : {"present", "in_contact"}, default "present"
        Everybody who had peers, or only who has contacts too: those that
        `economic_connectedness` speaks of.
    pooled : bool, default False
        Give one value: the mean over all people who count, of every group.

    Returns
    -------
    array of shape (K,), or float where pooled
        0 where the people of a group had nobody from outside it present; 1 where as many as in the
        reference; above 1 where more. NaN for a group of which nobody had peers, or with nobody
        outside it in the reference.

    Raises
    ------
    OptionError
        A `reference` that does not have one share for each group, or does not sum to 1; another
        word for `people`.
    UnknownNameError
        A group `to` that the line does not have.

    Notes
    -----
    `economic_connectedness` = exposure * (1 - `friending_bias`), with the same reference, exactly
    where the people of a group all have the same share of peers (one session to which people came
    alone). Over several sessions that holds of the mean contact share over the mean peer share:
    ``people="in_contact"`` here and ``averaging="ratio"`` there, if everybody in contact had peers.
    The published measure counts the person among her peers; here she is left out.

    References
    ----------
    Chetty et al. (2022), "Social capital II: determinants of economic connectedness".

    Examples
    --------
    Three low and one high person together: of the three peers of a low person one is high, of a
    high person three are low. Against halves: (1/3) / .5 and 1 / .5.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("l1", "h1")],
    ...     labels={"ses": {"l1": "low", "l2": "low", "l3": "low", "h1": "high"}},
    ... )
    >>> br.measures.exposure_to(graph, reference=(0.5, 0.5)).round(6).tolist()
    [0.666667, 2.0]
    """
    check_choice("people", people, PEOPLE)
    options = {"line": line, "to": to, "reference": reference, "people": people, "pooled": pooled}
    values = relative_to_reference(graph, _exposed(graph, options), options)
    return mean_of_people(graph, values, options)


@measure(
    label="Friending bias",
    label_nl="Contactvertekening",
    formula=r"1 - \frac{1}{|a|} \sum_{i \in a} \frac{f_i}{w_i}",
    range=(-np.inf, 1),
    higher_means="bonding",
    needs=(HAS_CONTACTS, *HAS_PEERS_THERE),
    source="chetty2022b",
    aliases=("contact_bias",),
    per="group",
)
def friending_bias(
    graph: ContactGraph,
    *,
    line: str | None = None,
    to: str | None = None,
    averaging: str = "persons",
    pooled: bool = False,
) -> float | Floats:
    """Shortfall of people's contacts outside their group, given who was present with them.

    One minus the mean, over people, of the share of their contacts outside the group divided by
    the share of their peers outside it. The peers :math:`w_i` are the people of known group
    present with the person who did not come with her, each as often as they were there together;
    where presence is not known, everybody else on the graph. People without contacts, or without
    anybody of another group among their peers, are left out of the mean. Contacts count as in
    `economic_connectedness`.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts, groups, and presence where it is known.
    line : str, optional
        The line; may be left out where the graph has one.
    to : str, optional
        A group: look at contacts and peers who are in it, whatever the person's own group, in
        place of those outside the own group.
    averaging : {"persons", "ratio"}, default "persons"
        The mean over persons of their ratios, as published for a group; or the ratio of the mean
        contact share to the mean peer share, over the persons who have both.
    pooled : bool, default False
        Give one value: one minus the mean over all people who count, of every group.

    Returns
    -------
    array of shape (K,), or float where pooled
        0 where contacts go outside the group in proportion to the people present; 1 where none
        do; below 0 where more do. NaN for a group in which nobody has contacts, or nobody with
        contacts had anybody of another group present.

    Raises
    ------
    OptionError
        Another word for `averaging`.
    UnknownNameError
        A group `to` that the line does not have.

    Notes
    -----
    The published measure counts the person herself among her peers. In a group the size of a
    school that is harmless; with six people present it makes random mixing look like a preference
    for others, so here she is left out.

    The mean of ratios is not the ratio of means. Two people with peer shares .1 and .6 and contact
    shares .1 and .3 have 1 - (1 + .5) / 2 = .25 by persons and 1 - .4/.7 = .43 by ratio. By ratio
    people with nobody of another group present count too.

    A single session of a few people says nothing: the value under random mixing varies widely.

    References
    ----------
    Chetty et al. (2022), "Social capital II: determinants of economic connectedness".

    Examples
    --------
    l1 meets one of the two people outside her group who are among her three peers, and one within:
    (1/2) / (2/3) = 3/4; l2 meets nobody outside: 0. So 1 - 3/8 for the low group, and by symmetry
    for the high one.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("l1", "l2"), ("l1", "h1"), ("h1", "h2")],
    ...     labels={"ses": {"l1": "low", "l2": "low", "h1": "high", "h2": "high"}},
    ... )
    >>> br.measures.friending_bias(graph).round(6).tolist()
    [0.625, 0.625]
    """
    check_choice("averaging", averaging, AVERAGING)
    options = {"line": line, "to": to, "pooled": pooled}
    if averaging == "persons":
        return 1 - mean_of_people(graph, _relative_to_peers(graph, options), options)
    contacts, peers = contacts_of(graph, options), peers_of(graph, options)
    both = ~np.isnan(contacts) & ~np.isnan(peers)
    contacts, peers = (np.where(both, share, np.nan) for share in (contacts, peers))
    return 1 - mean_of_people(graph, contacts, options) / mean_of_people(graph, peers, options)
