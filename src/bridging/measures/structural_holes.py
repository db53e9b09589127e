"""Structural holes: how far a person's contacts are tied to each other (Burt)."""

from typing import Any

import numpy as np

from bridging.measures._ties import (
    both_ways,
    column_sums,
    degrees,
    mean_of,
    row_blocks,
    row_sums,
    ties,
)
from bridging.measures._triangles import tie_list, triangles
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph, Incidence
from bridging.structures.arrays import Floats


def _over(values: Floats) -> Floats:
    """Return one over the values; NaN for 0."""
    return np.divide(1.0, values, out=np.full(len(values), np.nan), where=values > 0)


def _has_ties(graph: ContactGraph, options: Options) -> Any:
    return degrees(ties(graph)) > 0


def _met_others(incidence: Incidence, options: Options) -> Any:
    return row_sums(_shared_sessions(incidence)) > 0


def _shared_sessions(incidence: Incidence) -> Any:
    """Return who was in which session, sessions of one person left out."""
    from scipy.sparse import csr_array

    there = incidence.to_sparse()
    shared = csr_array(there.multiply((column_sums(there) > 1).astype(float)[np.newaxis, :]))
    shared.eliminate_zeros()
    return shared


HAS_TIES = Condition(
    name="has_ties",
    reason="there is nobody in contact with the person",
    reason_nl="er is niemand met wie de persoon contact heeft",
    holds=_has_ties,
    per_part=True,
)
MET_OTHERS = Condition(
    name="met_others",
    reason="nobody else was in any session of the person",
    reason_nl="in geen enkel openingsmoment van de persoon was iemand anders",
    holds=_met_others,
    per_part=True,
)


@measure(
    label="Constraint",
    label_nl="Beperking (constraint van Burt)",
    formula=r"\sum_j \Bigl( p_{ij} + \sum_{q \ne i,j} p_{iq} p_{qj} \Bigr)^2",
    range=(0, 2),
    higher_means="bonding",
    needs=(HAS_TIES,),
    source="burt1992",
    aliases=("burt_constraint",),
    per="person",
)
def constraint(
    graph: ContactGraph, *, weighted: bool = True, pooled: bool = False
) -> float | Floats:
    """How far a person's contacts lead back to the same people (Burt's constraint).

    The share :math:`p_{ij}` of i's contacts that are with j, plus what reaches j through others
    (q), squared and summed over the people j she is in contact with.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts. Directed contacts to and from a person are summed. Groups are not
        looked at: a person between two circles may have both of them in her own group.
    weighted : bool, default True
        Repeated contacts and their weights count; else every pair in contact counts 1 (and a
        directed pair with contacts both ways 2).
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. Near 0 for many people who do not know each other; 1 for a single
        one; it can exceed 1 (two who know each other: 1.125) and stays below 2. NaN for somebody
        without contacts.

    References
    ----------
    Burt (1992), "Structural Holes: The Social Structure of Competition".

    Examples
    --------
    bo knows two people who do not know each other: (1/2)² + (1/2)²; for them bo is everything.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy")])
    >>> br.measures.constraint(graph).tolist()
    [1.0, 0.5, 1.0]

    In a triangle (1/2 + 1/2 · 1/2)² comes from each of two people.

    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("an", "cy")])
    >>> br.measures.constraint(graph).tolist()
    [1.125, 1.125, 1.125]
    """
    found = both_ways(graph, weighted=weighted)
    each, over = tie_list(found), _over(row_sums(found))
    low, high, size = each.low, each.high, each.people
    reached = each.value.copy()  # times 1 / (contacts of i) it is what is squared, from either end
    for ab, ac, bc in triangles(each):
        a, b, c = low[ab], high[ab], high[bc]
        for tie, one, other, through in ((bc, ab, ac, a), (ab, ac, bc, c), (ac, ab, bc, b)):
            np.add.at(reached, tie, each.value[one] * (each.value[other] * over[through]))
    value = np.bincount(low, (reached * over[low]) ** 2, minlength=size)
    value += np.bincount(high, (reached * over[high]) ** 2, minlength=size)
    return mean_of(np.where(degrees(found) > 0, value, np.nan), pooled=pooled)


@measure(
    label="Effective size",
    label_nl="Effectieve omvang (Burt)",
    formula=r"\sum_j \Bigl( 1 - \sum_{q \ne i,j} p_{iq} m_{jq} \Bigr)",
    range=(1, np.inf),
    higher_means="bridging",
    needs=(HAS_TIES,),
    source="burt1992",
    per="person",
)
def effective_size(
    graph: ContactGraph, *, weighted: bool = True, pooled: bool = False
) -> float | Floats:
    """Number of a person's partners, less what they have in common (Burt's effective size).

    From each partner j is taken how far she is tied to the others (q): the share :math:`p_{iq}` of
    i's contacts that are with q, times the tie of j with q relative to j's strongest,
    :math:`m_{jq}`.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts. Directed contacts to and from a person are summed.
    weighted : bool, default True
        Repeated contacts and their weights count; else every pair in contact counts 1 (and a
        directed pair with contacts both ways 2).
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. From 1 (partners who are all tied to each other) to the number of
        partners (who do not know each other). NaN for somebody without contacts.

    Notes
    -----
    Unweighted and undirected it is n - 2t/n, of n partners with t ties among them.

    References
    ----------
    Burt (1992), "Structural Holes: The Social Structure of Competition".

    Examples
    --------
    cy has three partners with one tie among them: 3 - 2/3; an and bo have 2 - 2/2.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("an", "cy"), ("cy", "di")])
    >>> br.measures.effective_size(graph).round(6).tolist()
    [1.0, 1.0, 2.333333, 1.0]
    """
    found = both_ways(graph, weighted=weighted)
    each, over = tie_list(found), _over(row_sums(found))
    strongest = np.zeros(each.people)
    for end in (each.low, each.high):
        np.maximum.at(strongest, end, each.value)
    redundant = np.zeros((3, each.people))
    for ab, ac, bc in triangles(each):
        w_ab, w_ac, w_bc = each.value[ab], each.value[ac], each.value[bc]
        a, b, c = each.low[ab], each.high[ab], each.high[bc]
        m_a, m_b, m_c = strongest[a], strongest[b], strongest[c]
        # of each of the three, her two partners as far as each is tied to the other
        np.add.at(redundant[0], a, over[a] * (w_ac * (w_bc / m_b) + w_ab * (w_bc / m_c)))
        np.add.at(redundant[1], b, over[b] * (w_bc * (w_ac / m_a) + w_ab * (w_ac / m_c)))
        np.add.at(redundant[2], c, over[c] * (w_bc * (w_ab / m_a) + w_ac * (w_ab / m_b)))
    value = degrees(found) - redundant.sum(axis=0)
    return mean_of(np.where(degrees(found) > 0, value, np.nan), pooled=pooled)


@measure(
    label="Two-mode constraint",
    label_nl="Beperking in een netwerk van mensen en openingsmomenten",
    formula=r"\sum_{j \ne i} \left( \frac{|S_i \cap S_j|}{|S_i^*|} \right)^2",
    range=(0, np.inf),
    higher_means="bonding",
    needs=(MET_OTHERS,),
    source="burchard2018",
    per="person",
)
def two_mode_constraint(incidence: Incidence, *, pooled: bool = False) -> float | Floats:
    """How far a person is among the same people from one session to the next.

    The share of i's sessions in which j was too, squared and summed over all other people j.
    Sessions in which nobody else was do not count among hers (:math:`S_i^*`).

    Parameters
    ----------
    incidence : Incidence
        People and sessions; a person recorded twice in a session was there once.
    pooled : bool, default False
        Give one value: the mean over people who were somewhere with others.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. With the same number of people in every session, low for somebody
        who is with others each time; the number of others for somebody who is with all of them
        every time. NaN for somebody who was never in a session with others.

    Notes
    -----
    It grows with the number of people in a session: compare people of the same sessions.

    References
    ----------
    Burchard and Cornwell (2018), "Structural holes and bridging in two-mode networks".

    Examples
    --------
    an, bo and cy were in session 1; each of them was once with di, in sessions 2, 3 and 4. Each
    shares one of two sessions with three others: 3 (1/2)²; di shares one of three: 3 (1/3)².

    >>> import bridging as br
    >>> there = br.Incidence(
    ...     ["an", "bo", "cy", "di"], [1, 2, 3, 4],
    ...     person=[0, 0, 1, 1, 2, 2, 3, 3, 3], session=[0, 1, 0, 2, 0, 3, 1, 2, 3],
    ... )
    >>> br.measures.two_mode_constraint(there).round(6).tolist()
    [0.75, 0.75, 0.75, 0.333333]
    """
    shared = _shared_sessions(incidence)
    own, others = row_sums(shared), shared.T.tocsr()
    squares = [row_sums((shared[rows] @ others).power(2)) for rows in row_blocks(shared, others)]
    # with herself she shares all of her sessions
    value = (np.concatenate([np.zeros(0), *squares]) - own**2) * _over(own) ** 2
    return mean_of(value, pooled=pooled)
