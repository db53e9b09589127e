"""Diversity: how mixed one set of people is."""

import numpy as np

from bridging.measures.conditions import SOMEBODY, TWO_PEOPLE
from bridging.measures.record import measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats


@measure(
    label="Blau index",
    label_nl="Blau-index",
    formula=r"1 - \sum_g p_g^2",
    range=(0, 1),
    higher_means="diversity",
    needs=(SOMEBODY,),
    source="blau1977",
    aliases=("gini_simpson", "heterogeneity"),
)
def blau(composition: Composition) -> float | Floats:
    """Chance that two draws of a person, with replacement, give two groups.

    The units are summed to one set of people; ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).

    Returns
    -------
    float or array of shape (...)
        0 where all people are of one group; at most 1 - 1/K, where all K groups are equally
        large. NaN where there is nobody.

    Notes
    -----
    The maximum depends on the number of groups, so values of lines with different numbers of
    groups can't be compared. In a small set the value lies below the chance that two *different*
    people differ, which is `blau_unbiased`.

    References
    ----------
    Blau (1977), *Inequality and Heterogeneity*.

    Examples
    --------
    Three people of one group and one of another: 1 - (9/16 + 1/16) = 6/16.

    >>> import bridging as br
    >>> br.measures.blau(br.Composition([3, 1]))
    0.375
    """
    sizes = composition.sizes
    shares = sizes / sizes.sum(axis=-1, keepdims=True)
    return np.asarray(1 - (shares**2).sum(axis=-1))


@measure(
    label="Chance that two people differ",
    label_nl="Kans dat twee mensen verschillen",
    formula=r"1 - \frac{\sum_g n_g (n_g - 1)}{n (n - 1)}",
    range=(0, 1),
    higher_means="diversity",
    needs=(TWO_PEOPLE,),
    source="simpson1949",
    aliases=("simpson_unbiased", "unbiased_blau"),
)
def blau_unbiased(composition: Composition) -> float | Floats:
    """Chance that two different people are of different groups.

    This is the share of all pairs of people that cross the line, and so the bridging share of
    contacts if everybody met everybody. The units are summed to one set of people;
    ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).

    Returns
    -------
    float or array of shape (...)
        0 where all people are of one group; 1 where no two people are of the same group. NaN
        where there are fewer than two people.

    References
    ----------
    Simpson (1949), "Measurement of diversity".

    Examples
    --------
    Of the 6 pairs among three people of one group and one of another, 3 cross.

    >>> import bridging as br
    >>> br.measures.blau_unbiased(br.Composition([3, 1]))
    0.5
    """
    sizes = composition.sizes
    people = sizes.sum(axis=-1)
    return np.asarray(1 - (sizes * (sizes - 1)).sum(axis=-1) / (people * (people - 1)))
