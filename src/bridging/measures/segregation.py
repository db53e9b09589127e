"""Segregation: how unevenly groups are spread over units (sessions, sites, schools)."""

import numpy as np

from bridging.measures._information import entropy_times_people, information
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS
from bridging.measures.record import measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats


@measure(
    label="Dissimilarity index",
    label_nl="Dissimilariteitsindex",
    formula=r"\frac{\sum_g \sum_u t_u |p_{ug} - P_g|}{2 T \sum_g P_g (1 - P_g)}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    at_random="expected_dissimilarity",
    source="duncan1955",
    aliases=("dissimilarity_index", "duncan_d"),
)
def dissimilarity(composition: Composition) -> float | Floats:
    r"""Share of people who would have to change unit for an even spread, of the largest possible.

    Two groups give the index of Duncan and Duncan, :math:`\frac12 \sum_u |x_u/X - y_u/Y|`; more
    groups give its generalisation by Morgan and Sakoda, which is the mean of each group's index
    against the rest with weights :math:`P_g (1 - P_g)`.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K). Empty units do not count.

    Returns
    -------
    float or array of shape (...)
        0 where every unit has the same mix; 1 where no unit has people of two groups. NaN where
        only one group, or only one unit, has people.

    Notes
    -----
    Units of a few people differ by chance alone: the index lies far above 0 without any sorting.
    Compare with its expectation under chance (`expected_dissimilarity`), not with 0.

    References
    ----------
    Duncan and Duncan (1955), "A methodological analysis of segregation indexes"; Morgan (1975)
    and Sakoda (1981) for several groups.

    Examples
    --------
    All three of group a and two of the seven of group b come on Monday, the others on Friday:
    half of (3/3 - 2/7) + (5/7 - 0/3) is 5/7.

    >>> import bridging as br
    >>> round(br.measures.dissimilarity(br.Composition([[3, 2], [0, 5]])), 6)
    0.714286
    """
    counts = composition.counts
    people = composition.sizes.sum(axis=-1)
    share = composition.sizes / people[..., np.newaxis]
    even = composition.totals[..., np.newaxis] * share[..., np.newaxis, :]
    moved = np.abs(counts - even).sum(axis=(-2, -1))
    most = 2 * people * (share * (1 - share)).sum(axis=-1)
    return np.asarray(np.clip(moved / most, 0, 1))  # clips rounding only


@measure(
    label="Mutual information M",
    label_nl="Wederzijdse informatie M",
    formula=r"M = \sum_u \sum_g p_{ug} \ln \frac{p_{ug}}{p_u p_g}",
    range=(0, np.inf),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    at_random="expected_mutual_information",
    source="mora2011",
    aliases=("mutual_information_index", "m_index"),
)
def mutual_information(composition: Composition) -> float | Floats:
    """How much knowing a person's unit tells of the person's group, in nats.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K). Empty units do not count.

    Returns
    -------
    float or array of shape (...)
        0 where every unit has the same mix; at most the smaller of the entropies of the groups and
        of the units. NaN where only one group, or only one unit, has people.

    Notes
    -----
    M is the same when groups and units change places, and is the sum over nested levels
    (`nested_segregation`) and the weighted mean of units or of groups (`local_segregation`). It
    grows with the diversity of the groups: `theil_h` divides it by their entropy. Over small units
    it lies above 0 by chance alone, by about (U - 1)(K - 1) / 2T; `expected_mutual_information` is
    the exact value.

    References
    ----------
    Theil (1971); Mora and Ruiz-Castillo (2011), "Entropy-based segregation indices"; Frankel and
    Volij (2011), "Measuring school segregation".

    Examples
    --------
    Two people of each group, of whom one unit has (2, 1) and the other (0, 1): the entropy of the
    groups is ln 2, and on average ln 2 minus 3/4 (ln 3 - 2/3 ln 2) is lost by knowing the unit.

    >>> import bridging as br
    >>> round(br.measures.mutual_information(br.Composition([[2, 1], [0, 1]])), 6)
    0.215762
    """
    return information(composition.counts)


@measure(
    label="Theil's information index H",
    label_nl="Informatie-index H van Theil",
    formula=r"H = \frac{M}{E} = 1 - \sum_u \frac{t_u}{T} \frac{E_u}{E},"
    r" \quad E = -\sum_g P_g \ln P_g",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    at_random="expected_theil_h",
    source="theil1971",
    aliases=("information_index", "entropy_index"),
)
def theil_h(composition: Composition) -> float | Floats:
    """Part of the entropy of the whole that lies between the units.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K). Empty units do not count.

    Returns
    -------
    float or array of shape (...)
        0 where every unit has the same mix; 1 where no unit has people of two groups. NaN where
        only one group, or only one unit, has people.

    Notes
    -----
    H is the mutual information of unit and group divided by the entropy of the groups. Groups and
    units can't be exchanged: that leaves the mutual information as it is, and changes H. Like
    every index over small units it lies above 0 by chance alone (`expected_theil_h`).

    References
    ----------
    Theil and Finizza (1971), "A note on the measurement of racial integration of schools by means
    of informational concepts"; Reardon and Firebaugh (2002), "Measures of multigroup segregation".

    Examples
    --------
    Two people of each group, of whom one unit has (2, 1) and the other (0, 1): E = ln 2, the
    units' entropies are ln 3 - 2/3 ln 2 and 0, so H = 1 - 3/4 (ln 3 - 2/3 ln 2) / ln 2.

    >>> import bridging as br
    >>> round(br.measures.theil_h(br.Composition([[2, 1], [0, 1]])), 6)
    0.311278
    """
    inside = entropy_times_people(composition.counts).sum(axis=-1)
    between = 1 - inside / entropy_times_people(composition.sizes)
    return np.asarray(np.clip(between, 0, 1))  # clips rounding only
