"""Homophily: whether contacts stay within groups more than who could be met explains."""

from typing import Any

import numpy as np

from bridging.measures._pairs import (
    PAIRS_KNOWN,
    SOME_PAIRS,
    SOME_PAIRS_ACROSS,
    SPREAD_KNOWN,
    even_spread,
    off_diagonal,
    possible_pairs,
)
from bridging.measures.conditions import (
    GROUP_IN_CONTACT,
    SIZES_FIT,
    SIZES_KNOWN,
    SOME_CONTACTS,
    SOMEBODY_OUTSIDE,
    TWO_GROUPS_IN_CONTACT,
    Options,
)
from bridging.measures.record import Condition, measure
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats


def _own_and_others(table: Floats) -> tuple[Floats, Floats]:
    """Split each row into its diagonal and the rest, both of shape (..., K)."""
    own = np.diagonal(table, axis1=-2, axis2=-1)
    others = np.where(np.eye(table.shape[-1], dtype=bool), 0.0, table).sum(axis=-1)
    return own, np.asarray(others)


def _others_could_be_met(mixing: MixingMatrix, options: Options) -> Any:
    return _own_and_others(even_spread(mixing, options.get("universe")))[1] > 0


def _pairs_within_and_out(mixing: MixingMatrix, options: Options) -> Any:
    own, others = _own_and_others(possible_pairs(mixing, options.get("universe")))
    return (own > 0) & (others > 0)


def _every_group_in_contact(mixing: MixingMatrix, options: Options) -> Any:
    return (mixing.contacts.sum(axis=-1) > 0).all(axis=-1)


OTHERS_COULD_BE_MET = Condition(
    name="others_could_be_met",
    reason="the group could have met nobody of another group",
    reason_nl="de groep kon niemand van een andere groep ontmoeten",
    holds=_others_could_be_met,
    per_part=True,
)
PAIRS_WITHIN_AND_OUT = Condition(
    name="pairs_within_and_out",
    reason="the group did not have both pairs within it and pairs with others",
    reason_nl="de groep had niet zowel paren binnen de groep als paren met anderen",
    holds=_pairs_within_and_out,
    per_part=True,
)
EVERY_GROUP_IN_CONTACT = Condition(
    name="every_group_in_contact",
    reason="a group has no contacts",
    reason_nl="een groep heeft geen contacten",
    holds=_every_group_in_contact,
)


@measure(
    label="Coleman homophily index",
    label_nl="Homofilie-index van Coleman",
    formula=r"\frac{m_{gg} - m^*_g}{m_{g+} - m^*_g} \text{ if } m_{gg} \ge m^*_g"
    r" \text{ else } \frac{m_{gg} - m^*_g}{m^*_g},"
    r" \quad m^*_g = m_{g+} \frac{n_g - 1}{N - 1}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(SIZES_KNOWN, SOME_CONTACTS, SIZES_FIT, GROUP_IN_CONTACT, SOMEBODY_OUTSIDE),
    source="coleman1958",
    aliases=("coleman",),
    per="group",
)
def coleman_homophily(mixing: MixingMatrix, *, pooled: bool = False) -> float | Floats:
    """Contacts of each group with itself against what sizes give, scaled to -1 .. 1.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), with `sizes`.
    pooled : bool, default False
        Give one value for all groups: the same index of the sums over groups.

    Returns
    -------
    array of shape (..., K), or float or array of shape (...) where pooled
        1 where all contacts of the group stay within it; 0 where as many do as a random choice
        among all other people would give; -1 where none do. NaN for a group without contacts or
        with nobody outside it, and for all where sizes are not known.

    Notes
    -----
    Defined for directed contacts, where m_g+ are the choices people of the group make. Of
    undirected contacts each is taken as a choice by both of its people, which is what the table
    with its diagonal counted from both ends says. A group of one person can't have contacts with
    itself and expects none: its value is 0.

    Coleman printed .375 and .167 for the example below: he took n_g / N for the chance of a choice
    within the group, which counts the chooser among the chosen.

    References
    ----------
    Coleman (1958), "Relational analysis".

    Examples
    --------
    60 boys make 60 choices, 45 of them within; 59/99 of 60 = 35.76 are expected:
    (45 - 35.76) / (60 - 35.76) = .38125.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[45, 15], [20, 20]], sizes=[60, 40], directed=True)
    >>> br.measures.coleman_homophily(table).round(5).tolist()
    [0.38125, 0.175]
    """
    made = mixing.contacts.sum(axis=-1)
    if mixing.sizes is None:
        return np.full(mixing.total.shape if pooled else made.shape, np.nan)
    others = mixing.sizes.sum(axis=-1, keepdims=True) - 1
    expected = made * (mixing.sizes - 1) / others
    within = np.diagonal(mixing.contacts, axis1=-2, axis2=-1)
    if pooled:
        made, expected, within = (x.sum(axis=-1) for x in (made, expected, within))
    excess = within - expected
    room = np.where(excess >= 0, made - expected, expected)
    return np.asarray(excess / room)


@measure(
    label="Inbreeding homophily",
    label_nl="Inteelt-homofilie",
    formula=r"\frac{H_g - w_g}{1 - w_g}, \quad H_g = \frac{m_{gg}}{m_{g+}}",
    range=(-np.inf, 1),
    higher_means="bonding",
    needs=(SPREAD_KNOWN, SOME_CONTACTS, GROUP_IN_CONTACT, OTHERS_COULD_BE_MET),
    source="currarini2009",
    aliases=("coleman_inbreeding",),
    per="group",
)
def inbreeding_homophily(
    mixing: MixingMatrix, *, universe: str | None = None, pooled: bool = False
) -> float | Floats:
    """Share of each group's contacts within it, beyond the share that opportunity gives.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K).
    universe : {None, "present", "all"}, default None
        What opportunity gives (`w_g`): the share if each session's contacts fell evenly on the
        people present together ("present"), or if they fell evenly on all people ("all", from
        `sizes`). None takes those present together where they are known, else all.
    pooled : bool, default False
        Give one value for all groups: the same index of the sums over groups.

    Returns
    -------
    array of shape (..., K), or float or array of shape (...) where pooled
        1 where all contacts of the group stay within it; 0 where as many do as opportunity gives;
        below 0 where fewer do, without a lower limit. NaN for a group without contacts or that
        could have met nobody of another group, and for all where the pairs are not known.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    The authors take the group's share of all people for `w_g`; here a person does not meet
    herself: (n_g - 1) / (N - 1). With ``universe="all"`` it is `coleman_homophily` where positive.

    References
    ----------
    Currarini, Jackson and Pin (2009), "An economic model of friendship: homophily, minorities, and
    segregation".

    Examples
    --------
    60 boys make 45 of 60 choices within, where 59/99 are expected; 40 girls 20 of 40, where 39/99:
    (.75 - .59596) / .40404 and (.5 - .39394) / .60606.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[45, 15], [20, 20]], sizes=[60, 40], directed=True)
    >>> br.measures.inbreeding_homophily(table).round(5).tolist()
    [0.38125, 0.175]
    """
    own, others = _own_and_others(even_spread(mixing, universe))
    within, across = _own_and_others(mixing.contacts)
    counts = (others > 0) & (within + across > 0)
    share = own / np.where(counts, own + others, 1.0)
    made = within + across
    excess, room = within - made * share, made * (1 - share)
    if pooled:
        excess, room = (np.where(counts, x, 0.0).sum(axis=-1) for x in (excess, room))
    return np.asarray(np.minimum(excess / room, 1))  # clips rounding only


@measure(
    label="Freeman segregation index",
    label_nl="Segregatie-index van Freeman",
    formula=r"1 - \frac{E}{E^*} = 1 - \frac{1 + EI}{1 + EI_0}",
    range=(-np.inf, 1),
    higher_means="segregation",
    needs=(SPREAD_KNOWN, SOME_CONTACTS, SOME_PAIRS, SOME_PAIRS_ACROSS),
    source="freeman1978",
    aliases=("freeman",),
)
def freeman_segregation(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """Shortfall of contacts across the line, of those expected without preference.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.
    universe : {None, "present", "all"}, default None
        Where contacts fall without preference: evenly on each session's people present together
        ("present"), or evenly on all people ("all", from `sizes`, as published). None takes those
        present together where they are known, else all.

    Returns
    -------
    float or array of shape (...)
        1 where no contact crosses; 0 where as many do as expected; below 0 where more do: how far
        depends on the sizes. NaN where there are no contacts, the pairs are not known, or no pair
        of two groups could have met.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    Values below 0 are kept; Freeman set them to 0. For any number of groups, as Bojanowski and
    Corten do. Of all people it is 1 - (density between groups) / (density); of people present
    together it is 1 - `bridging_ratio`, with the same caution about talkative minorities.

    References
    ----------
    Freeman (1978), "Segregation in social networks"; Bojanowski and Corten (2014), "Measuring
    segregation in social networks".

    Examples
    --------
    Two groups of two people: 4 of the 6 pairs cross, so of 3 contacts 2 are expected to. One does:
    1 - 1/2.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[2, 1], [1, 2]], sizes=[2, 2])
    >>> round(br.measures.freeman_segregation(table), 6)
    0.5
    """
    even = even_spread(mixing, universe)
    expected = off_diagonal(even) / even.sum(axis=(-2, -1))
    return np.asarray(1 - mixing.between / mixing.total / expected)


@measure(
    label="Q of Gupta, Anderson and May",
    label_nl="Q van Gupta, Anderson en May",
    formula=r"\frac{\sum_g m_{gg} / m_{g+} - 1}{K - 1}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(SOME_CONTACTS, TWO_GROUPS_IN_CONTACT, EVERY_GROUP_IN_CONTACT),
    source="gupta1989",
    aliases=("gamix",),
)
def gupta_q(mixing: MixingMatrix) -> float | Floats:
    """Mean share of contacts within the own group, every group weighing the same.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K). Of a directed table the choices that each
        group makes (its row) count.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts stay within groups; 0 where every group spreads its contacts alike;
        -1 / (K - 1) where none stay within. NaN where a group has no contacts.

    Notes
    -----
    A group of three people weighs as much as one of three hundred. Of two groups in an undirected
    table it is `assortativity`.

    References
    ----------
    Gupta, Anderson and May (1989), "Networks of sexual contacts: implications for the pattern of
    spread of HIV".

    Examples
    --------
    40 of 42 and 41 of 46 choices stay within: 40/42 + 41/46 - 1.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[40, 2], [5, 41]], groups=["Boy", "Girl"], directed=True)
    >>> round(br.measures.gupta_q(table), 6)
    0.843685
    """
    within = np.diagonal(mixing.contacts, axis1=-2, axis2=-1)
    shares = (within / mixing.contacts.sum(axis=-1)).sum(axis=-1)
    return np.asarray((shares - 1) / (len(mixing.groups) - 1))


@measure(
    label="Segregation matrix index",
    label_nl="Segregatiematrix-index",
    formula=r"\frac{d_{gg} - d_{g\bar g}}{d_{gg} + d_{g\bar g}},"
    r" \quad d_{gg} = \frac{m_{gg}}{u_{gg}}, \; d_{g\bar g} ="
    r" \frac{\sum_{h \ne g} m_{gh}}{\sum_{h \ne g} u_{gh}}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(PAIRS_KNOWN, SOME_CONTACTS, GROUP_IN_CONTACT, PAIRS_WITHIN_AND_OUT),
    source="fershtman1997",
    aliases=("smi",),
    per="group",
)
def segregation_matrix_index(
    mixing: MixingMatrix, *, universe: str | None = None, pooled: bool = False
) -> float | Floats:
    """Density of contacts within each group against that of its contacts with others.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K).
    universe : {None, "present", "all"}, default None
        The pairs that contacts are divided by: those present together ("present"), or all pairs of
        people ("all", from `sizes`). None takes those present together where they are known, else
        all.
    pooled : bool, default False
        Give one value: the same index of contacts and pairs summed over groups. It is minus the
        E-I index of densities.

    Returns
    -------
    array of shape (..., K), or float or array of shape (...) where pooled
        1 where all contacts of the group stay within it; 0 where its pairs within and its pairs
        with others meet equally often; -1 where none stay within. NaN for a group without
        contacts, of one person, or with nobody else to meet, and for all where the pairs are not
        known.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    The density with others is that of the choices the group itself makes, over the pairs with all
    other groups together. Contacts that count meetings or minutes give rates per pair in place of
    densities; the index compares them alike.

    References
    ----------
    Fershtman (1997), "Cohesive group detection in a social network by the segregation matrix
    index".

    Examples
    --------
    13 boys and 13 girls, so 156 ordered pairs within each and 169 from one to the other. Boys:
    40/156 against 2/169; girls: 41/156 against 5/169.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[40, 2], [5, 41]], sizes=[13, 13], directed=True)
    >>> br.measures.segregation_matrix_index(table).round(6).tolist()
    [0.911765, 0.797639]
    """
    parts = (*_own_and_others(mixing.contacts), *_own_and_others(possible_pairs(mixing, universe)))
    if pooled:
        parts = tuple(part.sum(axis=-1) for part in parts)
    within, across, pairs_within, pairs_across = parts
    # The two densities, both times the product of the pairs.
    own, others = within * pairs_across, across * pairs_within
    return np.asarray((own - others) / (own + others))
