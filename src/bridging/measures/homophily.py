"""Homophily: whether contacts stay within groups more than sizes or activity explain."""

from typing import Any

import numpy as np

from bridging.errors import check_choice
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

UNIVERSES = (None, "present", "all")


def possible_pairs(mixing: MixingMatrix, universe: str | None) -> Floats:
    """Return the pairs that could have met, groups by groups; NaN where they are not known.

    The diagonal is counted as in the contacts: from both ends where they are undirected, and once
    for each direction where they are directed, which is the same number of pairs of people.
    """
    check_choice("universe", universe, UNIVERSES)
    if universe != "all" and mixing.opportunities is not None:
        return mixing.opportunities
    if universe == "present" or mixing.sizes is None:
        return np.full(mixing.contacts.shape, np.nan)
    sizes = mixing.sizes
    itself = sizes[..., np.newaxis] * np.eye(len(mixing.groups))
    return np.asarray(sizes[..., :, np.newaxis] * sizes[..., np.newaxis, :] - itself)


def _pairs_within_and_between(mixing: MixingMatrix, options: Options) -> tuple[Floats, Floats]:
    """Sum the possible pairs on and off the diagonal."""
    pairs = possible_pairs(mixing, options.get("universe"))
    diagonal = np.eye(len(mixing.groups), dtype=bool)
    within = np.where(diagonal, pairs, 0.0).sum(axis=(-2, -1))
    return within, np.where(diagonal, 0.0, pairs).sum(axis=(-2, -1))


def _pairs_known(mixing: MixingMatrix, options: Options) -> Any:
    return ~np.isnan(possible_pairs(mixing, options.get("universe"))).any(axis=(-2, -1))


def _contacts_are_pairs(mixing: MixingMatrix, options: Options) -> Any:
    pairs = possible_pairs(mixing, options.get("universe"))
    return (mixing.contacts <= pairs * (1 + 1e-9)).all(axis=(-2, -1))


def _pairs_both(mixing: MixingMatrix, options: Options) -> Any:
    within, between = _pairs_within_and_between(mixing, options)
    return (within > 0) & (between > 0)


def _some_contacts_between(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.between > 0


def _some_pairs_left_within(mixing: MixingMatrix, options: Options) -> Any:
    return _pairs_within_and_between(mixing, options)[0] > mixing.within * (1 + 1e-9)


PAIRS_KNOWN = Condition(
    name="pairs_known",
    reason="it is not known which pairs could have met",
    reason_nl="het is niet bekend welke paren elkaar konden ontmoeten",
    holds=_pairs_known,
)
CONTACTS_ARE_PAIRS = Condition(
    name="contacts_are_pairs",
    reason="there are more contacts than pairs that could have met",
    reason_nl="er zijn meer contacten dan paren die elkaar konden ontmoeten",
    holds=_contacts_are_pairs,
)
PAIRS_BOTH = Condition(
    name="pairs_both",
    reason="pairs within groups and pairs between groups were not both possible",
    reason_nl="paren binnen groepen en paren tussen groepen waren niet allebei mogelijk",
    holds=_pairs_both,
)
SOME_CONTACTS_BETWEEN = Condition(
    name="some_contacts_between",
    reason="there are no contacts between groups, so the ratio has no upper limit",
    reason_nl="er zijn geen contacten tussen groepen, dus de verhouding heeft geen bovengrens",
    holds=_some_contacts_between,
)
SOME_PAIRS_LEFT_WITHIN = Condition(
    name="some_pairs_left_within",
    reason="every pair within groups met, so the ratio has no upper limit",
    reason_nl="elk paar binnen groepen ontmoette elkaar, dus de verhouding heeft geen bovengrens",
    holds=_some_pairs_left_within,
)


@measure(
    label="Odds ratio of contact within groups",
    label_nl="Odds ratio van contact binnen groepen",
    formula=r"\frac{I (U_b - E)}{E (U_w - I)}",
    range=(0, np.inf),
    higher_means="bonding",
    needs=(
        PAIRS_KNOWN,
        SOME_CONTACTS,
        CONTACTS_ARE_PAIRS,
        PAIRS_BOTH,
        SOME_CONTACTS_BETWEEN,
        SOME_PAIRS_LEFT_WITHIN,
    ),
    source="moody2001",
    aliases=("orwg",),
)
def odds_ratio_within(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """Odds that a pair within a group met, over the odds that a pair between groups met.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), each pair at most once.
    universe : {None, "present", "all"}, default None
        The pairs that could have met: those present together ("present"), or all pairs of people
        ("all", from `sizes`). None takes those present together where they are known, else all.

    Returns
    -------
    float or array of shape (...)
        1 where pairs within and between groups met equally often; above 1 where those within met
        more; 0 where none of those within did. NaN where the possible pairs are not known, where
        there are more contacts than pairs (contacts that count meetings or minutes), and where
        the ratio has no upper limit: no contact between groups, or all pairs within met.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    References
    ----------
    Moody (2001), "Race, school integration, and friendship segregation in America".

    Examples
    --------
    Two groups of two people: 2 of the 4 ordered pairs within met and 1 of the 8 between, so
    (2/2) / (1/7) = 7.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[1, 1], [0, 1]], sizes=[2, 2], directed=True)
    >>> br.measures.odds_ratio_within(table)
    7.0
    """
    pairs_within, pairs_between = _pairs_within_and_between(mixing, {"universe": universe})
    met, met_across = mixing.within, mixing.between
    missed_across = np.maximum(pairs_between - met_across, 0)  # clips rounding only
    return np.asarray(met * missed_across / (met_across * (pairs_within - met)))


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
    label="Assortativity",
    label_nl="Assortativiteit",
    formula=r"\frac{\sum_g e_{gg} - \sum_g a_g b_g}{1 - \sum_g a_g b_g}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(SOME_CONTACTS, TWO_GROUPS_IN_CONTACT),
    source="newman2003",
    aliases=("newman_assortativity",),
)
def assortativity(mixing: MixingMatrix) -> float | Floats:
    """Excess of contacts within groups over what the groups' activity gives, of the most possible.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts stay within groups; 0 where they fall in proportion to how many
        contacts each group has; below 0 where more cross. NaN where fewer than two groups have
        contacts.

    Notes
    -----
    It corrects for how many *contacts* a group has, not for how many *people* it has: groups that
    stay away look well mixed. Directed tables are taken as they are, not made symmetric first.

    References
    ----------
    Newman (2003), "Mixing patterns in networks".

    Examples
    --------
    e = (.4 .1; .1 .4) has .8 on its diagonal where .5 is expected: (.8 - .5) / (1 - .5) = .6.

    >>> import bridging as br
    >>> round(br.measures.assortativity(br.MixingMatrix([[4, 1], [1, 4]])), 6)
    0.6
    """
    total = mixing.total[..., np.newaxis]
    rows = mixing.contacts.sum(axis=-1) / total
    columns = mixing.contacts.sum(axis=-2) / total
    product = rows[..., :, np.newaxis] * columns[..., np.newaxis, :]
    # 1 - sum(a b) as a sum off the diagonal: no cancellation where one group has nearly all.
    crossing = np.where(np.eye(len(mixing.groups), dtype=bool), 0.0, product).sum(axis=(-2, -1))
    return np.asarray(1 - mixing.between / mixing.total / crossing)
