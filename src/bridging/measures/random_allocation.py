"""Segregation that chance alone gives: exact means if people are dealt at random over units."""

import numpy as np

from bridging.measures._hypergeometric import hypergeometric_mean
from bridging.measures._information import entropy, x_log_x
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS, WHOLE_NUMBERS
from bridging.measures.record import measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats

ALLOCATED = (SOMEBODY, TWO_GROUPS, TWO_UNITS, WHOLE_NUMBERS)


def _allocation(composition: Composition) -> tuple[Floats, Floats, Floats]:
    """Return all people, those of each group and those of each unit, to broadcast together."""
    counts = np.floor(composition.counts)
    units, groups = counts.sum(axis=-1), counts.sum(axis=-2)
    people = units.sum(axis=-1)
    return (
        people[..., np.newaxis, np.newaxis],
        groups[..., np.newaxis, :],
        units[..., :, np.newaxis],
    )


def _expected_d(composition: Composition) -> Floats:
    people, groups, units = _allocation(composition)
    apart = hypergeometric_mean(lambda k, mean: np.abs(k - mean), people, groups, units)
    share = groups / people
    most = 2 * people * (share * (1 - share)).sum(axis=-1, keepdims=True)
    return np.asarray((apart / most).sum(axis=(-2, -1)))


def _expected_m(composition: Composition) -> Floats:
    people, groups, units = _allocation(composition)
    cells = hypergeometric_mean(lambda k, mean: x_log_x(k), people, groups, units)
    margins = x_log_x(groups).sum(axis=(-2, -1)) + x_log_x(units).sum(axis=(-2, -1))
    people = people[..., 0, 0]
    total = cells.sum(axis=(-2, -1)) - margins + x_log_x(people)
    return np.asarray(np.maximum(total, 0) / people)


@measure(
    label="Dissimilarity by chance",
    label_nl="Dissimilariteit door toeval",
    formula=r"E[D] = \frac{\sum_g \sum_u E|x_{ug} - t_u P_g|}{2 T \sum_g P_g (1 - P_g)}",
    range=(0, 1),
    higher_means="segregation",
    needs=ALLOCATED,
    source="winship1977",
    aliases=("dissimilarity_at_random",),
)
def expected_dissimilarity(composition: Composition) -> float | Floats:
    """Mean dissimilarity if the same people were dealt at random over units of the same sizes.

    It is exact: a sum over the hypergeometric distribution of every unit and group.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K), in whole numbers.

    Returns
    -------
    float or array of shape (...)
        Near 0 for large units; 1 where every unit is one person. NaN where only one group, or only
        one unit, has people, or counts are not whole numbers.

    References
    ----------
    Winship (1977), "A revaluation of indexes of residential segregation".

    Examples
    --------
    Two people of each group in two units of two: a unit has 0, 1 or 2 of a group in 1, 4 and 1 of
    6 cases, 1/3 from one on average, so D is 4/3 over 2 * 4 * 1/2.

    >>> import bridging as br
    >>> round(br.measures.expected_dissimilarity(br.Composition([[1, 1], [1, 1]])), 6)
    0.333333
    """
    return _expected_d(composition)


@measure(
    label="Mutual information by chance",
    label_nl="Wederzijdse informatie door toeval",
    formula=r"E[M] = \frac1T \left(\sum_u \sum_g E[x_{ug} \ln x_{ug}] - \sum_u t_u \ln t_u"
    r" - \sum_g X_g \ln X_g + T \ln T\right)",
    range=(0, np.inf),
    higher_means="segregation",
    needs=ALLOCATED,
    source="winship1977",
    aliases=("mutual_information_at_random",),
)
def expected_mutual_information(composition: Composition) -> float | Floats:
    """Mean mutual information if the same people were dealt at random over units of the same sizes.

    It is exact: a sum over the hypergeometric distribution of every unit and group.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K), in whole numbers.

    Returns
    -------
    float or array of shape (...)
        Near (U - 1)(K - 1) / 2T for large units; the entropy of the groups where every unit is one
        person. NaN where only one group, or only one unit, has people, or counts are not whole
        numbers.

    References
    ----------
    Winship (1977), "A revaluation of indexes of residential segregation", does so for the index of
    dissimilarity.

    Examples
    --------
    Two people of each group in two units of two: separate in 2 of 6 cases, with M = ln 2, and even
    in the others.

    >>> import bridging as br
    >>> round(br.measures.expected_mutual_information(br.Composition([[1, 1], [1, 1]])), 6)
    0.231049
    """
    return _expected_m(composition)


@measure(
    label="Theil's H by chance",
    label_nl="H van Theil door toeval",
    formula=r"E[H] = \frac{E[M]}{-\sum_g P_g \ln P_g}",
    range=(0, 1),
    higher_means="segregation",
    needs=ALLOCATED,
    source="winship1977",
    aliases=("theil_h_at_random",),
)
def expected_theil_h(composition: Composition) -> float | Floats:
    """Mean of Theil's H if the same people were dealt at random over units of the same sizes.

    It is exact: a sum over the hypergeometric distribution of every unit and group.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K), in whole numbers.

    Returns
    -------
    float or array of shape (...)
        Near 0 for large units; 1 where every unit is one person. NaN where only one group, or only
        one unit, has people, or counts are not whole numbers.

    References
    ----------
    Winship (1977), "A revaluation of indexes of residential segregation", does so for the index of
    dissimilarity.

    Examples
    --------
    Two people of each group in two units of two: separate in 2 of 6 cases, and even in the others.

    >>> import bridging as br
    >>> round(br.measures.expected_theil_h(br.Composition([[1, 1], [1, 1]])), 6)
    0.333333
    """
    return np.asarray(np.minimum(_expected_m(composition) / entropy(composition.sizes), 1))
