"""Label homophily: the measures by which learning on graphs says how alike neighbours are."""

from typing import Any

import numpy as np

from bridging.errors import check_choice
from bridging.measures._persons import HAS_CONTACTS, contact_share, group_codes
from bridging.measures.conditions import (
    SIZES_FIT,
    SIZES_KNOWN,
    SOME_CONTACTS,
    TWO_GROUPS_IN_CONTACT,
    Options,
)
from bridging.measures.homophily import EVERY_GROUP_IN_CONTACT
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph, MixingMatrix
from bridging.structures.arrays import Floats

ISOLATES = ("leave_out", "zero")


def _entropy(shares: Floats) -> Floats:
    """Entropy over the last axis, with 0 ln 0 = 0."""
    return np.asarray(-(shares * np.log(np.where(shares > 0, shares, 1.0))).sum(axis=-1))


def _several_start(mixing: MixingMatrix, options: Options) -> Any:
    return (mixing.contacts.sum(axis=-1) > 0).sum(axis=-1) >= 2


SEVERAL_START = Condition(
    name="several_start",
    reason="contacts start from one group only",
    reason_nl="contacten vertrekken maar van één groep",
    holds=_several_start,
)


@measure(
    label="Edge homophily",
    label_nl="Homofilie per contact",
    formula=r"\frac{I}{E + I}",
    range=(0, 1),
    higher_means="bonding",
    needs=(SOME_CONTACTS,),
    source="zhu2020",
    aliases=("bonding_share",),
)
def edge_homophily(mixing: MixingMatrix) -> float | Floats:
    """Share of the contacts that stay within groups: 1 - `bridging_share`.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts stay within groups; 0 where all cross. NaN where there are no
        contacts.

    Notes
    -----
    It depends on the number and sizes of the groups: values of different places can't be compared.

    References
    ----------
    Zhu et al. (2020), "Beyond homophily in graph neural networks".

    Examples
    --------
    Of four directed contacts three stay within.

    >>> import bridging as br
    >>> br.measures.edge_homophily(br.MixingMatrix([[3, 1], [0, 0]], directed=True))
    0.75
    """
    return mixing.within / mixing.total


@measure(
    label="Class-insensitive edge homophily",
    label_nl="Homofilie per contact, ongeacht groepsgrootte",
    formula=r"\frac{1}{K - 1} \sum_g \max\left(0, \frac{m_{gg}}{m_{g+}} - \frac{n_g}{N}\right)",
    range=(0, 1),
    higher_means="bonding",
    needs=(SIZES_KNOWN, SOME_CONTACTS, SIZES_FIT, TWO_GROUPS_IN_CONTACT, EVERY_GROUP_IN_CONTACT),
    source="lim2021",
    aliases=("linkx_homophily",),
)
def class_insensitive_homophily(mixing: MixingMatrix) -> float | Floats:
    """Mean excess of each group's contacts within it over its share of the people.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), with `sizes`. Of a directed table the choices
        that each group makes (its row) count.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts stay within groups; 0 where no group has more contacts within it than
        its share of the people. NaN where sizes are not known or a group has no contacts.

    Notes
    -----
    Groups that go out more than their share count as 0, so it does not see heterophily: 0 is not
    the value at random but its lowest. The share of the people is n_g / N, as published.

    References
    ----------
    Lim et al. (2021), "Large scale learning on non-homophilous graphs".

    Examples
    --------
    3 of 4 contacts of the first group stay within where 2 of 5 people are of it; 1 of 2 of the
    second, where 3 of 5 are: (.75 - .4) + 0.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[3, 1], [1, 1]], sizes=[2, 3], directed=True)
    >>> round(br.measures.class_insensitive_homophily(table), 6)
    0.35
    """
    if mixing.sizes is None:
        return np.full(mixing.total.shape, np.nan)
    own = np.diagonal(mixing.contacts, axis1=-2, axis2=-1) / mixing.contacts.sum(axis=-1)
    share = mixing.sizes / mixing.sizes.sum(axis=-1, keepdims=True)
    return np.asarray(np.maximum(own - share, 0).sum(axis=-1) / (len(mixing.groups) - 1))


@measure(
    label="Label informativeness",
    label_nl="Informatiewaarde van de groep",
    formula=r"\frac{\sum_{gh} e_{gh} \ln \frac{e_{gh}}{a_g b_h}}{-\sum_g a_g \ln a_g}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOME_CONTACTS, TWO_GROUPS_IN_CONTACT, SEVERAL_START),
    source="platonov2023",
)
def label_informativeness(mixing: MixingMatrix) -> float | Floats:
    """How much the group at one end of a contact tells of the group at the other.

    The mutual information of the groups at the two ends, as a part of the entropy at the start.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.

    Returns
    -------
    float or array of shape (...)
        0 where the group at one end tells nothing; 1 where it settles the other. NaN where
        contacts start from fewer than two groups.

    Notes
    -----
    It sees any pattern, not only staying within: two groups that meet only each other have 1, as
    two groups that never do. Read it beside `assortativity`, which has a sign. Of few contacts it
    lies above 0 by chance alone.

    References
    ----------
    Platonov, Kuznedelev, Babenko and Prokhorenkova (2023), "Characterizing graph datasets for node
    classification".

    Examples
    --------
    Of ten ends four are in each cell of the diagonal: ln 2 - H, with H the entropy of .8 and .2.
    (.693147 - .500402) / .693147.

    >>> import bridging as br
    >>> round(br.measures.label_informativeness(br.MixingMatrix([[4, 1], [1, 4]])), 6)
    0.278072
    """
    share = mixing.contacts / mixing.total[..., np.newaxis, np.newaxis]
    start = _entropy(share.sum(axis=-1))
    together = _entropy(share.reshape(*share.shape[:-2], -1))
    information = start + _entropy(share.sum(axis=-2)) - together
    return np.asarray(np.clip(information / start, 0, 1))  # clips rounding only


@measure(
    label="Node homophily",
    label_nl="Homofilie per persoon",
    formula=r"\frac{1}{|V|} \sum_i \frac{\text{contacts of } i \text{ in the own group}}"
    r"{\text{contacts of } i}",
    range=(0, 1),
    higher_means="bonding",
    needs=(HAS_CONTACTS,),
    source="pei2020",
    per="group",
)
def node_homophily(
    graph: ContactGraph,
    *,
    line: str | None = None,
    isolates: str = "leave_out",
    pooled: bool = False,
) -> float | Floats:
    """Mean, over people, of the share of their contacts within their own group.

    Each person counts once, however many contacts she has; `edge_homophily` counts contacts.
    Contacts between people of known group who did not come together count; in a directed graph
    those that start from her.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups.
    line : str, optional
        The line; may be left out where the graph has one.
    isolates : {"leave_out", "zero"}, default "leave_out"
        People without contacts are left out of the mean, or count as 0.
    pooled : bool, default False
        Give one value, as published: the mean over all people.

    Returns
    -------
    array of shape (K,), or float where pooled
        1 where everybody has contacts within the own group only; 0 where nobody has any. NaN for a
        group in which nobody has contacts.

    Raises
    ------
    OptionError
        Another word for `isolates`.

    Notes
    -----
    Somebody without contacts does not avoid her group, so she has no value here. DGL counts her as
    0, and looks at the contacts that end in a person.

    References
    ----------
    Pei et al. (2020), "Geom-GCN: geometric graph convolutional networks".

    Examples
    --------
    a1 has one contact of two within, a2 one of one, b1 none of one; b2 has no contacts.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("a1", "a2"), ("a1", "b1")],
    ...     labels={"line": {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}},
    ... )
    >>> br.measures.node_homophily(graph).tolist()
    [0.75, 0.0]
    >>> br.measures.node_homophily(graph, pooled=True)
    0.5
    """
    check_choice("isolates", isolates, ISOLATES)
    code, size = group_codes(graph, line)
    own = 1 - contact_share(graph, line)
    if isolates == "zero":
        own = np.where(np.isnan(own), 0.0, own)
    counts = (code >= 0) & ~np.isnan(own)
    people = np.bincount(code[counts], minlength=size)
    sums = np.bincount(code[counts], own[counts], minlength=size)
    return np.asarray(sums.sum() / people.sum() if pooled else sums / people)
