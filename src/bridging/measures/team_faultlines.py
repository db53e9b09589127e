"""Faultlines: how far several attributes together split the people of a session into subgroups."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from bridging.errors import OptionError
from bridging.measures._meetings import mean_of_known
from bridging.measures._subgroups import (
    MOST_SPLIT,
    attribute_names,
    best_partition,
    scale_of,
    two_split,
)
from bridging.measures._teams import (
    PEOPLE_DIFFER,
    SOME_TEAM,
    THREE_PEOPLE,
    WITH_SPLITS,
    differ,
    per_team,
    teams,
)
from bridging.measures.record import measure
from bridging.structures import Incidence
from bridging.structures.arrays import Floats

Rescale = Literal["sd"] | None


@measure(
    label="Faultline strength (Fau)",
    label_nl="Sterkte van de breuklijn (Fau)",
    formula=r"\max_{\text{splits in two}} \frac{\sum_j \sum_k n_k (\bar x_{jk} - \bar x_j)^2}"
    r"{\sum_j \sum_i (x_{ij} - \bar x_j)^2}",
    range=(0, 1),
    higher_means="segregation",
    needs=WITH_SPLITS,
    source="thatcher2003",
    aliases=("faultline_strength",),
    per="unit",
)
def fau(
    incidence: Incidence,
    *,
    attributes: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    rescale: Rescale = "sd",
    pooled: bool = False,
) -> float | Floats:
    """Share of the variation between two subgroups, for the split that has most of it.

    All splits of the people in two are tried, a person alone included. A difference of group
    counts 1 (0 and 1 divided by the root of 2); a number counts in standard deviations, or as it
    stands: the scale decides what the value is, so `faultlines` prints it.

    Parameters
    ----------
    incidence : Incidence
        People by sessions (or meetings, or teams) with lines in `codes` and numbers in `values`.
        People of whom an attribute is unknown are left out.
    attributes : sequence of str, optional
        Lines and numbers; all, if left out.
    weights : mapping of name to float, optional
        What an attribute is multiplied by, after `rescale`; 1 if left out.
    rescale : {"sd", None}
        Divide numbers by their standard deviation among all people, or not.
    pooled : bool, default False
        Give one value: the mean over sessions that have one, each once.

    Returns
    -------
    array of shape (S,), or float where pooled
        1 where two subgroups are alike within; towards 0 where no split divides the people. NaN
        for fewer than 3 or more than 20 people, or people who do not differ.

    Raises
    ------
    OptionError
        Another `rescale`, no attributes, a weight that is not a number from 0 up.

    Notes
    -----
    It never lies near 0 in a small session, where some split always takes up much: compare
    sessions of the same size. It knows two subgroups only; `average_silhouette_width` finds how
    many there are.

    References
    ----------
    Thatcher, Jehn and Zanutto (2003), "Cracks in diversity research".

    Examples
    --------
    Two young women and two old men: every attribute splits them in the same way. Were one of each
    the other, the best split would explain one of the two attributes.

    >>> import bridging as br
    >>> lines = {"sex": ["f", "m"], "age": ["young", "old"]}
    >>> codes = {"sex": [0, 0, 1, 1, 0, 0, 1, 1], "age": [0, 0, 1, 1, 0, 1, 0, 1]}
    >>> teams = br.Incidence(
    ...     range(8), ["same", "crossed"], range(8), [0] * 4 + [1] * 4, groups=lines, codes=codes
    ... )
    >>> br.measures.fau(teams).round(6).tolist()
    [1.0, 0.5]
    """
    options = {"attributes": attributes, "weights": weights, "rescale": rescale}
    values = per_team(incidence, options, lambda points: two_split(points)[0], MOST_SPLIT)
    return mean_of_known(values) if pooled else values


def _times_distance(points: Floats) -> float:
    strength, split = two_split(points)
    gap = points[split == 0].mean(axis=0) - points[split == 1].mean(axis=0)
    return strength * float(np.sqrt((gap**2).sum()))


@measure(
    label="Faultline strength times distance",
    label_nl="Sterkte maal afstand van de breuklijn",
    formula=r"\mathrm{Fau} \cdot \sqrt{\sum_j (\bar x_{j1} - \bar x_{j2})^2}",
    range=(0, np.inf),
    higher_means="segregation",
    needs=WITH_SPLITS,
    source="bezrukova2009",
    per="unit",
)
def fau_distance(
    incidence: Incidence,
    *,
    attributes: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    rescale: Rescale = "sd",
    pooled: bool = False,
) -> float | Floats:
    """Faultline strength, times how far the two subgroups lie apart.

    Parameters
    ----------
    incidence : Incidence
        People by sessions (or meetings, or teams) with lines in `codes` and numbers in `values`.
        People of whom an attribute is unknown are left out.
    attributes : sequence of str, optional
        Lines and numbers; all, if left out.
    weights : mapping of name to float, optional
        What an attribute is multiplied by, after `rescale`, in strength and distance alike; 1 if
        left out.
    rescale : {"sd", None}
        Divide numbers by their standard deviation among all people, or not.
    pooled : bool, default False
        Give one value: the mean over sessions that have one, each once.

    Returns
    -------
    array of shape (S,), or float where pooled
        Fau (see `fau`) times the distance between the means of its two subgroups. NaN as `fau`.

    Raises
    ------
    OptionError
        Another `rescale`, no attributes, a weight that is not a number from 0 up.

    References
    ----------
    Bezrukova, Jehn, Zanutto and Thatcher (2009), "Do workgroup faultlines help or hurt?".

    Examples
    --------
    Two young women and two old men: Fau is 1, and the subgroups differ by 1 on both attributes.

    >>> import bridging as br
    >>> teams = br.Incidence(
    ...     range(4), ["team"], range(4), [0] * 4,
    ...     groups={"sex": ["f", "m"], "age": ["young", "old"]},
    ...     codes={"sex": [0, 0, 1, 1], "age": [0, 0, 1, 1]},
    ... )
    >>> br.measures.fau_distance(teams).round(6).tolist()
    [1.414214]
    """
    options = {"attributes": attributes, "weights": weights, "rescale": rescale}
    values = per_team(incidence, options, _times_distance, MOST_SPLIT)
    return mean_of_known(values) if pooled else values


@measure(
    label="Average silhouette width of subgroups",
    label_nl="Gemiddelde silhouetbreedte van subgroepen",
    formula=r"\max_{\text{partitions}} \frac1n \sum_i \frac{b_i - a_i}{\max(a_i, b_i)}",
    range=(-1, 1),
    higher_means="segregation",
    needs=(THREE_PEOPLE, PEOPLE_DIFFER, SOME_TEAM),
    source="meyer2013",
    aliases=("asw",),
    per="unit",
)
def average_silhouette_width(
    incidence: Incidence,
    *,
    attributes: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    rescale: Rescale = "sd",
    max_subgroups: int = 6,
    pooled: bool = False,
) -> float | Floats:
    """How well the people fall apart into subgroups, whose number is found.

    A person's silhouette compares her mean distance a to her own subgroup with her mean distance
    b to the nearest other one; a person alone in a subgroup counts 0. Distances are Euclidean,
    on the same scale as in `fau`.

    Parameters
    ----------
    incidence : Incidence
        People by sessions (or meetings, or teams) with lines in `codes` and numbers in `values`.
        People of whom an attribute is unknown are left out.
    attributes : sequence of str, optional
        Lines and numbers; all, if left out.
    weights : mapping of name to float, optional
        What an attribute is multiplied by, after `rescale`; 1 if left out.
    rescale : {"sd", None}
        Divide numbers by their standard deviation among all people, or not.
    max_subgroups : int, default 6
        The largest number of subgroups looked for.
    pooled : bool, default False
        Give one value: the mean over sessions that have one, each once.

    Returns
    -------
    array of shape (S,), or float where pooled
        1 where the people of each subgroup are alike and those of two differ; near 0 where there
        are no subgroups. NaN for fewer than 3 people, or people who do not differ.

    Raises
    ------
    OptionError
        Another `rescale`, no attributes, a weight that is not a number from 0 up, fewer than two
        subgroups.

    Notes
    -----
    Up to 8 people all partitions are tried. With more, the search starts from Ward's and from
    average linkage for each number of subgroups and moves one person at a time, which need not
    find the very largest value.

    References
    ----------
    Meyer and Glenz (2013), "Team faultline measures: A computational comparison and a new
    approach to multiple subgroups".

    Examples
    --------
    Three pairs of people, each pair of its own origin: three subgroups without any distance
    within.

    >>> import bridging as br
    >>> team = br.Incidence(
    ...     range(6), ["team"], range(6), [0] * 6,
    ...     groups={"origin": ["a", "b", "c"]}, codes={"origin": [0, 0, 1, 1, 2, 2]},
    ... )
    >>> br.measures.average_silhouette_width(team).tolist()
    [1.0]
    """
    options = {"attributes": attributes, "weights": weights, "rescale": rescale}
    most = _checked_most(max_subgroups)
    values = per_team(incidence, options, lambda points: best_partition(points, most)[0], np.inf)
    return mean_of_known(values) if pooled else values


def _checked_most(most: int) -> int:
    if most < 2:
        raise OptionError(f"`max_subgroups` must be at least 2, not {most}.")
    return int(most)


@measure(
    label="Subgroups of the faultlines",
    label_nl="Subgroepen van de breuklijnen",
    formula=r"s_i = \frac{b_i - a_i}{\max(a_i, b_i)}",
    range=(-1, 1),
    higher_means="segregation",
    needs=(SOME_TEAM,),
    source="meyer2013",
    gives="table",
)
def faultlines(
    incidence: Incidence,
    *,
    attributes: Sequence[str] | None = None,
    weights: Mapping[str, float] | None = None,
    rescale: Rescale = "sd",
    max_subgroups: int = 6,
) -> pd.DataFrame:
    """Who is in which subgroup, by both ways of finding them.

    Parameters
    ----------
    incidence : Incidence
        People by sessions (or meetings, or teams) with lines in `codes` and numbers in `values`.
        People of whom an attribute is unknown are left out.
    attributes : sequence of str, optional
        Lines and numbers; all, if left out.
    weights : mapping of name to float, optional
        What an attribute is multiplied by, after `rescale`; 1 if left out.
    rescale : {"sd", None}
        Divide numbers by their standard deviation among all people, or not.
    max_subgroups : int, default 6
        The largest number of subgroups looked for.

    Returns
    -------
    DataFrame
        A row for each person in each session: `session`, `person`, `split` (1 or 2, the subgroup
        of `fau`), `subgroup` (that of `average_silhouette_width`), `silhouette`, and `scales`:
        what one unit of each number, or a difference of group, counts for. Subgroups are numbered
        by their first person, 0 where there are none.

    Raises
    ------
    OptionError
        Another `rescale`, no attributes, a weight that is not a number from 0 up, fewer than two
        subgroups.

    References
    ----------
    Meyer and Glenz (2013), "Team faultline measures: A computational comparison and a new
    approach to multiple subgroups".

    Examples
    --------
    >>> import bridging as br
    >>> team = br.Incidence(
    ...     range(6), ["team"], range(6), [0] * 6,
    ...     groups={"origin": ["a", "b", "c"]}, codes={"origin": [0, 0, 1, 1, 2, 2]},
    ... )
    >>> br.measures.faultlines(team)["subgroup"].tolist()
    [1, 1, 2, 2, 3, 3]
    """
    options = {"attributes": attributes, "weights": weights, "rescale": rescale}
    most = _checked_most(max_subgroups)
    names = attribute_names(incidence, attributes)
    parts = []
    for session, (person, points) in zip(
        incidence.sessions, teams(incidence, options), strict=True
    ):
        split = np.zeros(len(person), dtype=np.int64)
        subgroup, width = split, np.full(len(person), np.nan)
        if len(person) >= 3 and differ(points):
            _, subgroup, width = best_partition(points, most)
            subgroup = subgroup + 1
            if len(person) <= MOST_SPLIT:
                split = two_split(points)[1] + 1
        parts.append(
            pd.DataFrame(
                {
                    "session": session,
                    "person": [incidence.people[i] for i in person.tolist()],
                    "split": split,
                    "subgroup": subgroup,
                    "silhouette": width,
                }
            )
        )
    columns = ["session", "person", "split", "subgroup", "silhouette"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    scales = {name: scale_of(incidence, name, dict(weights or {}), rescale) for name in names}
    table["scales"] = "; ".join(f"{name} {scale:g}" for name, scale in scales.items())
    return table
