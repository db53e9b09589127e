"""Connectedness: the share of people's contacts outside their group, and of their peers."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.errors import OptionError, check_known
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph, Incidence
from bridging.structures.arrays import Array, Floats, Ints, as_numbers


def _codes(graph: ContactGraph, line: str | None) -> tuple[Ints, int]:
    """Return the group of each person on a line (-1: unknown), and how many groups there are."""
    line = graph.line if line is None else line
    check_known("line", line, graph.codes)
    return graph.codes[line], len(graph.groups[line])


def _share(part: Array, whole: Array) -> Floats:
    """Divide; NaN where the whole is 0."""
    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0))


def _came_together(graph: ContactGraph, presence: Incidence) -> Any:
    """Say of each contact whether its two people came to that session together."""
    width = max(len(presence.sessions), int(graph.session.max(initial=0)) + 1)
    keys, first = np.unique(presence.person * width + presence.session, return_index=True)
    if not len(keys):
        return np.zeros(len(graph.source), dtype=bool)
    company = []
    for person in (graph.source, graph.target):
        key = person * width + graph.session
        place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        company.append(np.where(keys[place] == key, presence.company[first[place]], -1))
    return (company[0] >= 0) & (company[0] == company[1])


def _contacts_outside(graph: ContactGraph, line: str | None) -> Floats:
    """Share of each person's contacts that are outside her group; NaN without contacts."""
    code, _ = _codes(graph, line)
    counts = (code[graph.source] >= 0) & (code[graph.target] >= 0)
    if graph.presence is not None:
        counts = counts & ~_came_together(graph, graph.presence)
    ends, weight = graph.source[counts], graph.weight[counts]
    across = weight * (code[ends] != code[graph.target[counts]])
    if not graph.directed:
        ends = np.concatenate([ends, graph.target[counts]])
        weight, across = np.tile(weight, 2), np.tile(across, 2)
    size = len(graph.people)
    return _share(
        np.bincount(ends, across, minlength=size), np.bincount(ends, weight, minlength=size)
    )


def _everybody_outside(graph: ContactGraph, line: str | None) -> Floats:
    """Share of all other people of known group who are outside a group; of shape (K,)."""
    code, size = _codes(graph, line)
    people = np.bincount(code[code >= 0], minlength=size).astype(float)
    return _share(people.sum() - people, np.full(size, people.sum() - 1))


def _peers_outside(graph: ContactGraph, line: str | None) -> Floats:
    """Share outside her group of the people present with each person; NaN without any.

    Counted per session and group, so the work grows with attendances and not with pairs.
    """
    code, size = _codes(graph, line)
    if graph.presence is None:
        return np.where(code >= 0, np.append(_everybody_outside(graph, line), np.nan)[code], np.nan)
    presence = graph.presence
    width = len(presence.sessions)
    _, rows = np.unique(presence.person * width + presence.session, return_index=True)
    rows = rows[code[presence.person[rows]] >= 0]
    person, session, company = (
        x[rows] for x in (presence.person, presence.session, presence.company)
    )
    group = code[person]
    there = np.zeros((width, size))
    np.add.at(there, (session, group), 1)
    # Everybody is of her own company, so leaving the company out leaves the person out; who came
    # alone gets a company code of her own.
    party = np.where(company >= 0, company, company.max(initial=-1) + 1 + np.arange(len(rows)))
    _, party = np.unique(session * (party.max(initial=0) + 1) + party, return_inverse=True)
    together = np.zeros((int(party.max(initial=-1)) + 1, size))
    np.add.at(together, (party, group), 1)
    peers = there[session].sum(axis=1) - together[party].sum(axis=1)
    same = there[session, group] - together[party, group]
    count = len(graph.people)
    return _share(
        np.bincount(person, peers - same, minlength=count),
        np.bincount(person, peers, minlength=count),
    )


def _reference_outside(
    graph: ContactGraph, line: str | None, reference: Sequence[float] | None
) -> Floats:
    """Share outside each group, by the reference or among the other people on the graph."""
    if reference is None:
        return _everybody_outside(graph, line)
    _, size = _codes(graph, line)
    shares = as_numbers("reference", reference, whole=True)
    if shares.shape != (size,):
        raise OptionError(
            f"`reference` must have one share for each of the {size} groups, in their order, "
            f"not the shape {shares.shape}."
        )
    if abs(shares.sum() - 1) > 0.005:
        raise OptionError(
            f"`reference` must hold shares that sum to 1, not to {shares.sum():g}. "
            "Divide counts by their sum."
        )
    return np.asarray(1 - shares)


def _relative_to_reference(graph: ContactGraph, options: Options) -> Floats:
    """Share of contacts outside over the share of the reference outside, for each person."""
    code, _ = _codes(graph, options.get("line"))
    outside = _reference_outside(graph, options.get("line"), options.get("reference"))
    outside = np.append(outside, np.nan)[code]
    outside = np.where(outside > 1e-12, outside, np.nan)
    return _contacts_outside(graph, options.get("line")) / outside


def _relative_to_peers(graph: ContactGraph, options: Options) -> Floats:
    """Share of contacts outside over the share of peers outside, for each person."""
    peers = _peers_outside(graph, options.get("line"))
    return _contacts_outside(graph, options.get("line")) / np.where(peers > 0, peers, np.nan)


def _mean(graph: ContactGraph, values: Floats, options: Options) -> Floats:
    """Average the people who have a value, for each group or pooled."""
    code, size = _codes(graph, options.get("line"))
    counts = (code >= 0) & ~np.isnan(values)
    people = np.bincount(code[counts], minlength=size)
    sums = np.bincount(code[counts], values[counts], minlength=size)
    if options.get("pooled", False):
        people, sums = people.sum(), sums.sum()
    return np.asarray(sums / people)


def _any_in_group(graph: ContactGraph, values: Floats, options: Options) -> Any:
    code, size = _codes(graph, options.get("line"))
    return np.bincount(code[(code >= 0) & ~np.isnan(values)], minlength=size) > 0


def _has_contacts(graph: ContactGraph, options: Options) -> Any:
    return _any_in_group(graph, _contacts_outside(graph, options.get("line")), options)


def _has_reference_outside(graph: ContactGraph, options: Options) -> Any:
    return _any_in_group(graph, _relative_to_reference(graph, options), options)


def _has_peers_outside(graph: ContactGraph, options: Options) -> Any:
    return _any_in_group(graph, _relative_to_peers(graph, options), options)


HAS_CONTACTS = Condition(
    name="has_contacts",
    reason="none of these people has contacts with people of known group",
    reason_nl="niemand van deze mensen heeft contacten met mensen van bekende groep",
    holds=_has_contacts,
    per_part=True,
)
HAS_REFERENCE_OUTSIDE = Condition(
    name="has_reference_outside",
    reason="there is nobody outside the group to compare with",
    reason_nl="er is niemand buiten de groep om mee te vergelijken",
    holds=_has_reference_outside,
    per_part=True,
)
HAS_PEERS_OUTSIDE = Condition(
    name="has_peers_outside",
    reason="none of these people with contacts had anybody of another group present",
    reason_nl="bij niemand van deze mensen met contacten was iemand van een andere groep aanwezig",
    holds=_has_peers_outside,
    per_part=True,
)


@measure(
    label="Economic connectedness",
    label_nl="Economische verbondenheid",
    formula=r"\frac{1}{|a|} \sum_{i \in a} \frac{f_i}{1 - \pi_a}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(HAS_CONTACTS, HAS_REFERENCE_OUTSIDE),
    source="chetty2022a",
    aliases=("connectedness",),
    per="group",
)
def economic_connectedness(
    graph: ContactGraph,
    *,
    line: str | None = None,
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

    Notes
    -----
    For two groups that are each half of the population, ``reference=(0.5, 0.5)`` gives the
    published measure: twice the share of high-status friends among low-status people, averaged
    over low-status people. For other shares and more groups, 1/0.5 becomes one over the share of
    the population outside the group.

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
    options = {"line": line, "reference": reference, "pooled": pooled}
    return _mean(graph, _relative_to_reference(graph, options), options)


@measure(
    label="Friending bias",
    label_nl="Contactvertekening",
    formula=r"1 - \frac{1}{|a|} \sum_{i \in a} \frac{f_i}{w_i}",
    range=(-np.inf, 1),
    higher_means="bonding",
    needs=(HAS_CONTACTS, HAS_PEERS_OUTSIDE),
    source="chetty2022b",
    aliases=("contact_bias",),
    per="group",
)
def friending_bias(
    graph: ContactGraph, *, line: str | None = None, pooled: bool = False
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
    pooled : bool, default False
        Give one value: one minus the mean over all people who count, of every group.

    Returns
    -------
    array of shape (K,), or float where pooled
        0 where contacts go outside the group in proportion to the people present; 1 where none
        do; below 0 where more do. NaN for a group in which nobody has contacts, or nobody with
        contacts had anybody of another group present.

    Notes
    -----
    The published measure counts the person herself among her peers. In a group the size of a
    school that is harmless; with six people present it makes random mixing look like a preference
    for others, so here she is left out. The mean of ratios is not the ratio of means.

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
    options = {"line": line, "pooled": pooled}
    return 1 - _mean(graph, _relative_to_peers(graph, options), options)
