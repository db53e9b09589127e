"""Simplicial homophily: meetings of three against threes who met in pairs."""

from itertools import combinations
from typing import Any, Literal

import numpy as np

from bridging.errors import check_choice
from bridging.measures._meetings import group_of, members_of, people_by_group
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import Incidence
from bridging.structures.arrays import Floats

OPPORTUNITIES = ("triangles", "people")


def _filled(incidence: Incidence, line: str | None) -> tuple[float, float]:
    """Count the triples of people who met together, all of them and those of one group."""
    code, _ = group_of(incidence, line)
    members = members_of(incidence, line)
    people = len(incidence.people)
    size = np.bincount(members.meeting, minlength=len(incidence.sessions))
    start = np.cumsum(size) - size
    found = [np.zeros(0, dtype=np.int64)]
    for k in np.unique(size[size >= 3]).tolist():
        who = members.person[start[size == k][:, np.newaxis] + np.arange(k)]  # sorted by person
        triples = np.array(list(combinations(range(k), 3)))
        one, two, three = (who[:, triples[:, i]].ravel() for i in range(3))
        found.append(np.unique((one * people + two) * people + three))
    key = np.unique(np.concatenate(found))
    groups = code[np.stack([key // people**2, key // people % people, key % people])]
    return float(len(key)), float(((groups[0] == groups[1]) & (groups[1] == groups[2])).sum())


def _triangles(incidence: Incidence, line: str | None) -> tuple[float, float]:
    """Count the triples of people who all met in pairs, all of them and those of one group."""
    import scipy.sparse

    code, _ = group_of(incidence, line)
    members = members_of(incidence, line)
    shape = (len(incidence.people), len(incidence.sessions))
    ones = np.ones(len(members.person))
    there = scipy.sparse.csr_array((ones, (members.person, members.meeting)), shape=shape)
    met = (there @ there.T).tocoo()
    a, b = met.coords
    keep = a != b
    a, b = a[keep], b[keep]

    def closed(mine: Any) -> float:
        pairs = np.ones(int(mine.sum()))
        graph = scipy.sparse.csr_array((pairs, (a[mine], b[mine])), shape=(shape[0],) * 2)
        return float((graph @ graph).multiply(graph).sum()) / 6

    return closed(np.ones(len(a), dtype=bool)), closed(code[a] == code[b])


def _possible(incidence: Incidence, options: Options) -> tuple[float, float]:
    """Count the triples that could have met together, all of them and those of one group."""
    opportunity = options.get("opportunity", "triangles")
    check_choice("opportunity", opportunity, OPPORTUNITIES)
    if opportunity == "triangles":
        return _triangles(incidence, options.get("line"))
    sizes = people_by_group(incidence, options.get("line"))
    people = sizes.sum()
    return (
        float(people * (people - 1) * (people - 2) / 6),
        float((sizes * (sizes - 1) * (sizes - 2)).sum() / 6),
    )


def _three_met(incidence: Incidence, options: Options) -> Any:
    return _filled(incidence, options.get("line"))[0] > 0


def _three_alike(incidence: Incidence, options: Options) -> Any:
    return _possible(incidence, options)[1] > 0


THREE_MET = Condition(
    name="three_met",
    reason="no three people of known group met together",
    reason_nl="geen drie mensen van bekende groep ontmoetten elkaar samen",
    holds=_three_met,
)
THREE_ALIKE = Condition(
    name="three_alike",
    reason="no three people of one group could have met together",
    reason_nl="geen drie mensen van één groep konden elkaar samen ontmoeten",
    holds=_three_alike,
)


@measure(
    label="Simplicial homophily",
    label_nl="Simpliciale homofilie",
    formula=r"\frac{F_{=} / F}{T_{=} / T}",
    range=(0, np.inf),
    higher_means="bonding",
    needs=(THREE_MET, THREE_ALIKE),
    source="sarker2023",
)
def simplicial_homophily(
    incidence: Incidence,
    *,
    line: str | None = None,
    opportunity: Literal["triangles", "people"] = "triangles",
) -> float | Floats:
    """Whether threes who met together are more often alike than threes who all met in pairs.

    Three people who each met the two others might have met as three. Among those, the share of
    one group is what pairwise contacts alone give; what the threes that did meet have above it is
    homophily of the group meeting itself.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out; a meeting of more
        than three holds all its threes, and a three counts once however often it met.
    line : str, optional
        The line; may be left out where the people have one.
    opportunity : {"triangles", "people"}
        Compare with the threes who all met in pairs (in a meeting of any size), or with all
        threes of people.

    Returns
    -------
    float
        1 where threes that met are alike as often as those that could; above 1 more often; 0
        where none is of one group. NaN where no three people met, or none of one group could
        have.

    Raises
    ------
    OptionError
        Another `opportunity`.

    Notes
    -----
    With ``triangles``, a record in which all meetings are of three gives a value near 1 whatever
    the homophily, because every closed triangle is a meeting; the measure needs meetings of two
    beside those of three. A meeting of k people has k(k - 1)(k - 2)/6 threes: large sessions make
    long work.

    References
    ----------
    Sarker, Northrup and Jadbabaie (2023), "Generalizing homophily to simplicial complexes".

    Examples
    --------
    Three of group x met together; a, b and d (of group y) met in pairs only. One three of one met
    is alike, one closed triangle of two: 1 / (1/2).

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abcd", ["abc", "ad", "bd"], [0, 1, 2, 0, 3, 1, 3], [0, 0, 0, 1, 1, 2, 2],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 0, 1]},
    ... )
    >>> br.measures.simplicial_homophily(meetings)
    2.0

    Of all 4 threes of people 1 is of one group: 1 / (1/4).

    >>> br.measures.simplicial_homophily(meetings, opportunity="people")
    4.0
    """
    met, alike = _filled(incidence, line)
    possible, possible_alike = _possible(incidence, {"line": line, "opportunity": opportunity})
    return np.divide(alike * possible, met * possible_alike)
