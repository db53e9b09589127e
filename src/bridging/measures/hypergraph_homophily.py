"""Homophily of meetings of several people, against the mix of those who could meet."""

from typing import Any, Literal

import numpy as np
import pandas as pd

from bridging.errors import check_choice
from bridging.measures._meetings import group_counts, group_of, people_by_group, ratio
from bridging.measures.conditions import Options
from bridging.measures.meetings import WEIGHTINGS
from bridging.measures.record import Condition, measure
from bridging.structures import Incidence
from bridging.structures.arrays import Floats, Ints

BASELINES = ("exact", "asymptotic")
AFFINITIES = ("people", "meetings")


def _participations(incidence: Incidence, weighting: str, line: str | None) -> Any:
    """Weigh each group's participations in meetings, and those met in them of the own group.

    Returns two arrays of shape (S, K): the weight of the group in each meeting, and that weight
    times the share of the others in the meeting who are of the group.
    """
    check_choice("weighting", weighting, WEIGHTINGS)
    counts = group_counts(incidence, line)
    size = counts.sum(axis=1, keepdims=True)
    others = np.maximum(size - 1, 1)
    each = {"pairs": others, "people": np.ones_like(size), "encounters": 1 / (others + 1)}
    weight = np.where(size >= 2, each[weighting] * counts, 0.0)
    return weight, weight * (counts - 1) / others


def _bias(observed: Floats, baseline: Floats) -> Floats:
    """Deviation from the baseline, over the largest there could be on that side."""
    above = ratio(observed - baseline, 1 - baseline)
    return np.where(observed >= baseline, above, ratio(observed - baseline, baseline))


def _in_a_meeting(incidence: Incidence, options: Options) -> Any:
    weight, _ = _participations(incidence, "people", options.get("line"))
    return weight.sum(axis=0) > 0


def _has_own(incidence: Incidence, options: Options) -> Any:
    return people_by_group(incidence, options.get("line")) >= 2


def _has_others(incidence: Incidence, options: Options) -> Any:
    sizes = people_by_group(incidence, options.get("line"))
    return (sizes > 0) & (sizes < sizes.sum())


IN_A_MEETING = Condition(
    name="in_a_meeting",
    reason="nobody of the group met anybody of known group",
    reason_nl="niemand van de groep ontmoette iemand van bekende groep",
    holds=_in_a_meeting,
    per_part=True,
)
HAS_OWN = Condition(
    name="has_own",
    reason="the group has fewer than two people",
    reason_nl="de groep telt minder dan twee mensen",
    holds=_has_own,
    per_part=True,
)
HAS_OTHERS = Condition(
    name="has_others",
    reason="there is nobody of another group",
    reason_nl="er is niemand van een andere groep",
    holds=_has_others,
    per_part=True,
)


def _all_three(incidence: Incidence, options: Options) -> Any:
    conditions = (_in_a_meeting, _has_own, _has_others)
    return np.all([holds(incidence, options) for holds in conditions], axis=0)


ALL_THREE = Condition(
    name="in_a_meeting_with_own_and_others",
    reason="no group of two or more people met people while there were others",
    reason_nl="geen groep van twee of meer mensen ontmoette mensen terwijl er anderen waren",
    holds=_all_three,
    per_part=True,
)


@measure(
    label="Group homophily",
    label_nl="Homofilie in groepsontmoetingen",
    formula=r"\frac{h_g - b_g}{1 - b_g} \text{ if } h_g \ge b_g, \text{ else }"
    r" \frac{h_g - b_g}{b_g}, \quad"
    r" h_g = \frac{\sum_e c_e t_{eg} \frac{t_{eg} - 1}{k_e - 1}}{\sum_e c_e t_{eg}}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(IN_A_MEETING, HAS_OWN, HAS_OTHERS, ALL_THREE),
    source="veldt2023",
    aliases=("hypergraph_homophily",),
    per="group",
)
def group_homophily(
    incidence: Incidence,
    *,
    line: str | None = None,
    baseline: Literal["exact", "asymptotic"] = "exact",
    weighting: Literal["pairs", "people", "encounters"] = "people",
    pooled: bool = False,
) -> float | Floats:
    r"""Own-group company in meetings of all sizes, against drawing the others at random.

    A person of group g in a meeting of k with t of her group has (t - 1)/(k - 1) of her own among
    the others. Its mean over the participations of the group is :math:`h_g`, which pools the
    affinities :math:`h_t` of Veldt, Benson and Kleinberg over t and over sizes:
    :math:`\sum_t h_t (t - 1)/(k - 1)` within a size. Each group stands against the rest, so any
    number of groups will do. `group_affinities` gives the affinities themselves.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out of their meetings.
    line : str, optional
        The line; may be left out where the people have one.
    baseline : {"exact", "asymptotic"}
        The others drawn from all other people, (n_g - 1)/(N - 1), or from a population with the
        same shares, n_g/N. Both are the same for every size of meeting.
    weighting : {"pairs", "people", "encounters"}
        What counts once over sizes: a pair in a meeting, a person in a meeting, or a meeting
        (each of its k participations weighs 1/k).
    pooled : bool, default False
        Give one value: observed and baseline averaged over the groups by their participations
        (so weighted), then compared.

    Returns
    -------
    array of shape (K,), or float where pooled
        0 where the others in meetings are as if drawn at random; 1 where the group meets only its
        own; -1 where it never meets its own. NaN for a group of fewer than two people, without
        meetings, or with nobody of another group.

    Raises
    ------
    OptionError
        Another `baseline` or `weighting`.

    Notes
    -----
    -1 can't always be reached: in a meeting of many, a large group meets its own. Meetings are
    compared with a draw from everybody, not from who was there: groups that attend different
    sessions show homophily without preferring each other.

    References
    ----------
    Veldt, Benson and Kleinberg (2023), "Combinatorial characterizations and impossibilities for
    higher-order homophily".

    Examples
    --------
    Three of group x and two of y; x x x met, and x y y. By people, group x has (1 + 1 + 1 + 0)/4
    = 3/4 of its own among the others, where (3 - 1)/(5 - 1) = 1/2 is drawn: (3/4 - 1/2)/(1 - 1/2).
    Group y: (1/2 + 1/2)/2 = 1/2 where 1/4 is drawn: (1/4)/(3/4).

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abcde", ["first", "second"], [0, 1, 2, 0, 3, 4], [0, 0, 0, 1, 1, 1],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 0, 1, 1]},
    ... )
    >>> br.measures.group_homophily(meetings).round(6).tolist()
    [0.5, 0.333333]
    """
    check_choice("baseline", baseline, BASELINES)
    weight, own = _participations(incidence, weighting, line)
    sizes = people_by_group(incidence, line)
    exact = baseline == "exact"
    drawn = ratio(np.maximum(sizes - exact, 0.0), np.full(len(sizes), sizes.sum() - exact))
    weight, own = weight.sum(axis=0), own.sum(axis=0)
    if pooled:
        drawn = np.where(weight > 0, drawn, 0.0)
        observed, expected = ratio(own.sum(), weight.sum()), ratio(weight @ drawn, weight.sum())
        return _bias(observed, expected)
    return _bias(ratio(own, weight), drawn)


@measure(
    label="Affinities of groups by size of meeting",
    label_nl="Affiniteit van groepen naar grootte van de ontmoeting",
    formula=r"h_t = \frac{t N_t}{\sum_i i N_i}, \quad"
    r" b_t = \frac{\binom{n_g - 1}{t - 1} \binom{N - n_g}{k - t}}{\binom{N - 1}{k - 1}}",
    range=(0, np.inf),
    higher_means="bonding",
    needs=(IN_A_MEETING,),
    source="veldt2023",
    gives="table",
)
def group_affinities(
    incidence: Incidence,
    *,
    line: str | None = None,
    baseline: Literal["exact", "asymptotic"] = "exact",
    affinity: Literal["people", "meetings"] = "people",
) -> pd.DataFrame:
    """How often a group's people are in meetings with t of their own, for each size of meeting.

    Parameters
    ----------
    incidence : Incidence
        People by meetings, with groups. People of unknown group are left out of their meetings;
        meetings of one person do not count.
    line : str, optional
        The line; may be left out where the people have one.
    baseline : {"exact", "asymptotic"}
        Members drawn from these people, or from an endless population with the same shares.
    affinity : {"people", "meetings"}
        The share of the group's participations, t N_t / sum of i N_i, or the share of the meetings
        with somebody of the group, N_t / sum of N_i.

    Returns
    -------
    DataFrame
        A row for each group, size and number `own` of the group from 1 to the size: `meetings`
        (N_t), `affinity`, `baseline`, `ratio` (1 as drawn), `bias` (from -1 to 1, 0 as drawn), and
        for that group and size `mahi`, how many affinities from the top (`own` = `size`) down are
        above baseline without a gap, and `mohi`, how many times in a row from the top down the
        ratio is above the one before. NaN where the group was in no meeting of that size, and for
        the ratio where the baseline is 0.

    Raises
    ------
    OptionError
        Another `baseline` or `affinity`.

    Notes
    -----
    Two groups can't both have all affinities above baseline in every meeting where they are the
    majority: that is impossible by counting alone, whatever people prefer.

    References
    ----------
    Veldt, Benson and Kleinberg (2023), "Combinatorial characterizations and impossibilities for
    higher-order homophily".

    Examples
    --------
    Three of group x and two of y; x x x met, and x y y. Group x took part four times, 3 of them
    with three of its own; drawn, (2/4)(1/3) = 1/6 of them would be.

    >>> import bridging as br
    >>> meetings = br.Incidence(
    ...     "abcde", ["first", "second"], [0, 1, 2, 0, 3, 4], [0, 0, 0, 1, 1, 1],
    ...     groups={"origin": ["x", "y"]}, codes={"origin": [0, 0, 0, 1, 1]},
    ... )
    >>> table = br.measures.group_affinities(meetings)
    >>> columns = ["own", "affinity", "baseline", "ratio", "bias"]
    >>> table.loc[table["group"] == "x", columns].round(4).values.tolist()[-1]
    [3.0, 0.75, 0.1667, 4.5, 0.7]
    """
    check_choice("baseline", baseline, BASELINES)
    check_choice("affinity", affinity, AFFINITIES)
    _, groups = group_of(incidence, line)
    counts = group_counts(incidence, line).astype(np.int64)
    sizes, size = people_by_group(incidence, line), counts.sum(axis=1)
    blocks = [
        _affinities(counts[size == k, g], int(k), sizes[g], sizes.sum(), baseline, affinity)
        | {"group": group}
        for g, group in enumerate(groups)
        for k in np.unique(size[size >= 2])
    ]
    columns = ["group", "size", "own", "meetings", "affinity", "baseline", "ratio", "bias"]
    table = (
        pd.concat([pd.DataFrame(block) for block in blocks], ignore_index=True) if blocks else None
    )
    return pd.DataFrame(table, columns=[*columns, "mahi", "mohi"])


ROUNDING = 1e-9  # a ratio this near another is equal to it


def _affinities(
    own: Ints, k: int, people: float, everybody: float, baseline: str, affinity: str
) -> dict[str, Any]:
    """Compute the rows of one group and one size of meeting."""
    t = np.arange(1, k + 1)
    number = np.bincount(own, minlength=k + 1)[1:]
    took_part = number * t if affinity == "people" else number
    observed = ratio(took_part.astype(float), np.full(k, took_part.sum(), dtype=float))
    drawn = _drawn(t, k, people, everybody, baseline, affinity)
    against = ratio(observed, drawn)
    above = against[::-1]  # NaN is not above anything, and nothing is above it
    step = above[:-1] > above[1:] * (1 + ROUNDING)
    known = not np.isnan(observed).any()
    return {
        "size": k,
        "own": t,
        "meetings": number,
        "affinity": observed,
        "baseline": drawn,
        "ratio": against,
        "bias": _bias(observed, drawn),
        "mahi": float(_run(above > 1 + ROUNDING)) if known else np.nan,
        "mohi": float(_run(step)) if known else np.nan,
    }


def _drawn(
    t: Ints, k: int, people: float, everybody: float, baseline: str, affinity: str
) -> Floats:
    """Return the affinities if the members of meetings were drawn at random."""
    from scipy.stats import binom, hypergeom

    if people == 0:
        return np.full(k, np.nan)
    person = affinity == "people"  # one person of the group is given, the others are drawn
    if baseline == "exact":
        chance = hypergeom.pmf(t - person, everybody - person, people - person, k - person)
    else:
        chance = binom.pmf(t - person, k - person, people / everybody)
    return np.asarray(chance / chance.sum())


def _run(true: Any) -> int:
    """Count how many are true before the first that is not."""
    return int(np.argmin(true)) if not np.all(true) else len(true)
