"""The people each person met in meetings: their groups, and the meetings she was in."""

from typing import Any

import numpy as np
import pandas as pd

from bridging.measures._meetings import (
    Base,
    count_by,
    entropy_of,
    group_of,
    mean_of_known,
    members_of,
    once_each,
    ratio,
)
from bridging.measures.conditions import Options
from bridging.measures.meetings import SOMEBODY_THERE
from bridging.measures.record import Condition, measure
from bridging.structures import Incidence
from bridging.structures.arrays import Floats


def _met(incidence: Incidence, line: str | None) -> Floats:
    """Count the different people each person met, by their group, of shape (P, K).

    Two people met where they were in a meeting to which they did not come together.
    """
    import scipy.sparse

    code, groups = group_of(incidence, line)
    rows = once_each(incidence)
    person, meeting, company = (
        values[rows] for values in (incidence.person, incidence.session, incidence.company)
    )

    def shared(columns: Any, people: Any) -> Any:
        shape = (len(incidence.people), int(columns.max(initial=-1)) + 1)
        there = scipy.sparse.csr_array((np.ones(len(people)), (people, columns)), shape=shape)
        return there @ there.T

    came = company >= 0
    party = meeting[came] * (company.max(initial=0) + 1) + company[came]
    party = np.unique(party, return_inverse=True)[1].reshape(-1)
    met = (shared(meeting, person) - shared(party, person[came])) > 0.5
    met = met.astype(float).tolil()
    met.setdiag(0.0)
    belongs = (code[:, np.newaxis] == np.arange(len(groups))).astype(float)
    return np.asarray(met.tocsr() @ belongs)


def _group_known(incidence: Incidence, options: Options) -> Any:
    return group_of(incidence, options.get("line"))[0] >= 0


def _met_somebody(incidence: Incidence, options: Options) -> Any:
    return _met(incidence, options.get("line")).sum(axis=1) > 0


def _known_met_somebody(incidence: Incidence, options: Options) -> Any:
    return _group_known(incidence, options) & _met_somebody(incidence, options)


GROUP_KNOWN = Condition(
    name="group_known",
    reason="the group of this person is not known",
    reason_nl="de groep van deze persoon is niet bekend",
    holds=_group_known,
    per_part=True,
)
MET_SOMEBODY = Condition(
    name="met_somebody",
    reason="this person met nobody of known group",
    reason_nl="deze persoon ontmoette niemand van bekende groep",
    holds=_met_somebody,
    per_part=True,
)
KNOWN_MET_SOMEBODY = Condition(
    name="known_met_somebody",
    reason="nobody of known group met anybody of known group",
    reason_nl="niemand van bekende groep ontmoette iemand van bekende groep",
    holds=_known_met_somebody,
    per_part=True,
)


@measure(
    label="Homogeneity of the people met",
    label_nl="Gelijkheid van de mensen die iemand ontmoette",
    formula=r"\frac{|\{j \in N_i : g_j = g_i\}|}{|N_i|}",
    range=(0, 1),
    higher_means="bonding",
    needs=(GROUP_KNOWN, MET_SOMEBODY, KNOWN_MET_SOMEBODY),
    source="failla2023",
    aliases=("star_profile_homogeneity",),
    per="person",
)
def star_homogeneity(
    incidence: Incidence, *, line: str | None = None, pooled: bool = False
) -> float | Floats:
    """Share of the different people each person met who are of her own group.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out; who came together
        to a meeting did not meet there.
    line : str, optional
        The line; may be left out where the people have one.
    pooled : bool, default False
        Give one value: the mean over people, each once.

    Returns
    -------
    array of shape (P,), or float where pooled
        0 where all people she met are of other groups; 1 where all are of hers. NaN for a person
        of unknown group, or who met nobody of known group.

    References
    ----------
    Failla, Citraro and Rossetti (2023), "Attributed stream hypergraphs".

    Examples
    --------
    In one meeting of three, each of the two people of group x met one of x and one of y; the
    person of y met nobody of her group.

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abc", ["talk"], [0, 1, 2], [0, 0, 0],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 1]},
    ... )
    >>> br.measures.star_homogeneity(meetings).tolist()
    [0.5, 0.5, 0.0]
    """
    code, _ = group_of(incidence, line)
    met = _met(incidence, line)
    own = met[np.arange(len(code)), np.maximum(code, 0)]
    share = np.where(code >= 0, ratio(own, met.sum(axis=1)), np.nan)
    return mean_of_known(share) if pooled else share


@measure(
    label="Entropy of the people met",
    label_nl="Entropie van de mensen die iemand ontmoette",
    formula=r"-\sum_g q_{ig} \log q_{ig}",
    range=(0, np.inf),
    higher_means="diversity",
    needs=(MET_SOMEBODY,),
    source="failla2023",
    aliases=("star_profile_entropy",),
    per="person",
)
def star_entropy(
    incidence: Incidence, *, line: str | None = None, base: Base = "e", pooled: bool = False
) -> float | Floats:
    """Entropy of the groups of the different people each person met, herself left out.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out of those met; who
        came together to a meeting did not meet there.
    line : str, optional
        The line; may be left out where the people have one.
    base : {"e", 2, "groups", "present"}
        Base of the logarithm: e, 2, the number of groups of the line, or the number of groups
        among the people met.
    pooled : bool, default False
        Give one value: the mean over people, each once.

    Returns
    -------
    array of shape (P,), or float where pooled
        0 where all people she met are of one group; at most log K. NaN for a person who met
        nobody of known group.

    Raises
    ------
    OptionError
        Another `base`.

    References
    ----------
    Failla, Citraro and Rossetti (2023), "Attributed stream hypergraphs".

    Examples
    --------
    The two people of group x met one of x and one of y (entropy 1 bit); the person of y met two
    of x (entropy 0).

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abc", ["talk"], [0, 1, 2], [0, 0, 0],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 1]},
    ... )
    >>> abs(br.measures.star_entropy(meetings, base=2)).tolist()
    [1.0, 1.0, 0.0]
    """
    entropy = entropy_of(_met(incidence, line), base)
    return mean_of_known(entropy) if pooled else entropy


@measure(
    label="Typed degrees",
    label_nl="Graad naar samenstelling van de ontmoeting",
    formula=r"d_t(i) = |\{e \ni i : t_{e g_i} = t\}|",
    range=(0, np.inf),
    higher_means="bonding",
    needs=(SOMEBODY_THERE,),
    source="veldt2023",
    gives="table",
)
def typed_degrees(incidence: Incidence, *, line: str | None = None) -> pd.DataFrame:
    """Meetings of each person, by their size and how many of them are of her own group.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out.
    line : str, optional
        The line; may be left out where the people have one.

    Returns
    -------
    DataFrame
        Columns `person`, `group`, `size` (people of known group in the meeting), `own` (those of
        her group, herself among them) and `meetings`: how many such meetings she was in. People
        without a meeting have no row.

    References
    ----------
    Veldt, Benson and Kleinberg (2023), "Combinatorial characterizations and impossibilities for
    higher-order homophily".

    Examples
    --------
    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abc", ["talk"], [0, 1, 2], [0, 0, 0],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 1]},
    ... )
    >>> br.measures.typed_degrees(meetings)["own"].tolist()
    [2, 2, 1]
    """
    _, groups = group_of(incidence, line)
    members = members_of(incidence, line)
    counts = count_by(members.meeting, members.group, (len(incidence.sessions), len(groups)))
    own = counts[members.meeting, members.group].astype(np.int64)
    size = counts.sum(axis=1)[members.meeting].astype(np.int64)
    rows = np.stack([members.person, members.group, size, own], axis=1)
    rows, meetings = np.unique(rows, axis=0, return_counts=True)
    return pd.DataFrame(
        {
            "person": [incidence.people[i] for i in rows[:, 0].tolist()],
            "group": [groups[g] for g in rows[:, 1].tolist()],
            "size": rows[:, 2],
            "own": rows[:, 3],
            "meetings": meetings,
        }
    )
