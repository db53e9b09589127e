"""Meetings of several people: how mixed they are."""

from typing import Any, Literal

import numpy as np

from bridging.errors import check_choice
from bridging.measures._meetings import (
    Base,
    entropy_of,
    group_counts,
    mean_of_known,
    pair_counts,
    ratio,
)
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import Incidence
from bridging.structures.arrays import Floats

WEIGHTINGS = ("pairs", "people", "encounters")


def _some_pairs(incidence: Incidence, options: Options) -> Any:
    return pair_counts(incidence, options.get("line"))[1].sum() > 0


def _somebody_there(incidence: Incidence, options: Options) -> Any:
    return group_counts(incidence, options.get("line")).sum(axis=1) > 0


SOME_MEETING = Condition(
    name="some_meeting",
    reason="no two people of known group met who did not come together",
    reason_nl="geen twee mensen van bekende groep ontmoetten elkaar zonder samen te komen",
    holds=_some_pairs,
)
SOMEBODY_THERE = Condition(
    name="somebody_there",
    reason="nobody of known group was there",
    reason_nl="er was niemand van bekende groep",
    holds=_somebody_there,
    per_part=True,
)


@measure(
    label="Bridging share of meetings",
    label_nl="Overbruggend aandeel van ontmoetingen",
    formula=r"\frac{\sum_e w_e B_e}{\sum_e w_e}, \quad"
    r" B_e = 1 - \frac{\sum_g t_{eg} (t_{eg} - 1)}{k_e (k_e - 1)}",
    range=(0, 1),
    higher_means="bridging",
    needs=(SOME_MEETING,),
    source="newman2001",
    aliases=("hyperedge_bridging_share",),
)
def meeting_bridging_share(
    incidence: Incidence,
    *,
    line: str | None = None,
    weighting: Literal["pairs", "people", "encounters"] = "pairs",
) -> float | Floats:
    """Share of the pairs who meet that cross the line, for meetings of any size.

    In a meeting of k people everybody meets everybody: the share of its pairs that cross is the
    chance that two of its people differ. Meetings are averaged with a weight that must be chosen,
    because a meeting of twelve has 66 pairs and a meeting of two has one.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out of their meetings,
        and people who came together are no pair.
    line : str, optional
        The line; may be left out where the people have one.
    weighting : {"pairs", "people", "encounters"}
        What counts once: a pair in a meeting (large meetings dominate), a person in a meeting
        (each pair weighs 1/(k - 1), as Newman), or a meeting.

    Returns
    -------
    float
        0 where every meeting is of one group; 1 where nobody meets anybody of the own group. NaN
        where no two people of known group met.

    Raises
    ------
    OptionError
        Another `weighting`.

    Notes
    -----
    By pairs it is the bridging share of all pairs, so the mean over meetings of the unbiased Blau
    index, weighted by pairs. If meetings were drawn at random from the same people, it is with
    every weighting the unbiased Blau index of those people.

    References
    ----------
    Newman (2001), "Scientific collaboration networks. II. Shortest paths, weighted networks, and
    centrality", for the weight 1/(k - 1).

    Examples
    --------
    Two people of one group meet, and the four people of two groups meet: 0 of 1 and 4 of 6 pairs
    cross. By pairs 4/7; by people (2 * 0 + 4 * 2/3) / 6 = 4/9; by meetings (0 + 2/3) / 2 = 1/3.

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abcd", ["two", "four"], [0, 1, 0, 1, 2, 3], [0, 0, 1, 1, 1, 1],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 1, 1]},
    ... )
    >>> for weighting in ("pairs", "people", "encounters"):
    ...     round(br.measures.meeting_bridging_share(meetings, weighting=weighting), 6)
    0.571429
    0.444444
    0.333333
    """
    check_choice("weighting", weighting, WEIGHTINGS)
    people, pairs, crossing = pair_counts(incidence, line)
    if weighting == "pairs":
        weight = np.ones(len(pairs))
    elif weighting == "people":
        weight = 2 / np.maximum(people - 1, 1)
    else:
        weight = ratio(np.ones(len(pairs)), pairs)
    there = pairs > 0
    return np.asarray((weight * crossing)[there].sum() / (weight * pairs)[there].sum())


@measure(
    label="Purity of meetings",
    label_nl="Zuiverheid van ontmoetingen",
    formula=r"\max_g \frac{t_{eg}}{k_e}",
    range=(0, 1),
    higher_means="bonding",
    needs=(SOMEBODY_THERE,),
    source="failla2023",
    aliases=("hyperedge_purity",),
    per="unit",
)
def meeting_purity(
    incidence: Incidence, *, line: str | None = None, pooled: bool = False
) -> float | Floats:
    """Share of the largest group in each meeting.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out.
    line : str, optional
        The line; may be left out where the people have one.
    pooled : bool, default False
        Give one value: the mean over meetings, each once.

    Returns
    -------
    array of shape (S,), or float where pooled
        1 where the meeting is of one group; at least 1/K with K groups. NaN for a meeting of
        nobody of known group.

    Notes
    -----
    It depends on the size of the meeting: two people of two groups have a purity of 1/2, three
    of them at least 2/3. A meeting of one person is pure.

    References
    ----------
    Failla, Citraro and Rossetti (2023), "Attributed stream hypergraphs".

    Examples
    --------
    A meeting of two of one group and one of another: 2/3.

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abc", ["talk"], [0, 1, 2], [0, 0, 0],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 1]},
    ... )
    >>> br.measures.meeting_purity(meetings).round(6).tolist()
    [0.666667]
    """
    counts = group_counts(incidence, line)
    purity = ratio(counts.max(axis=-1, initial=0.0), counts.sum(axis=-1))
    return mean_of_known(purity) if pooled else purity


@measure(
    label="Entropy of meetings",
    label_nl="Entropie van ontmoetingen",
    formula=r"-\sum_g \frac{t_{eg}}{k_e} \log \frac{t_{eg}}{k_e}",
    range=(0, np.inf),
    higher_means="diversity",
    needs=(SOMEBODY_THERE,),
    source="failla2023",
    aliases=("hyperedge_entropy",),
    per="unit",
)
def meeting_entropy(
    incidence: Incidence, *, line: str | None = None, base: Base = "e", pooled: bool = False
) -> float | Floats:
    """Entropy of the groups in each meeting.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out.
    line : str, optional
        The line; may be left out where the people have one.
    base : {"e", 2, "groups", "present"}
        Base of the logarithm: e, 2, the number of groups of the line, or the number of groups in
        that meeting. With ``present`` an even meeting of two groups and an even meeting of three
        both reach 1, so meetings can't be compared.
    pooled : bool, default False
        Give one value: the mean over meetings, each once.

    Returns
    -------
    array of shape (S,), or float where pooled
        0 where the meeting is of one group; at most log K, where all K groups are equally large.
        NaN for a meeting of nobody of known group.

    Raises
    ------
    OptionError
        Another `base`.

    References
    ----------
    Failla, Citraro and Rossetti (2023), "Attributed stream hypergraphs".

    Examples
    --------
    A meeting of two of one group and one of another: (2/3) log2(3/2) + (1/3) log2(3).

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abc", ["talk"], [0, 1, 2], [0, 0, 0],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 1]},
    ... )
    >>> br.measures.meeting_entropy(meetings, base=2).round(6).tolist()
    [0.918296]
    """
    entropy = entropy_of(group_counts(incidence, line), base)
    return mean_of_known(entropy) if pooled else entropy
