"""Diversity: how mixed one set of people is."""

import numpy as np

from bridging.errors import check_choice
from bridging.measures._ordered import VARIATIONS, below
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS_ON_THE_LINE, TWO_PEOPLE
from bridging.measures.record import measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats


@measure(
    label="Number of groups present",
    label_nl="Aantal aanwezige groepen",
    formula=r"\sum_g [n_g > 0]",
    range=(1, np.inf),
    higher_means="diversity",
    needs=(SOMEBODY,),
    source="hill1973",
    aliases=("number_of_groups",),
)
def richness(composition: Composition) -> float | Floats:
    """Number of groups that have anybody.

    The units are summed to one set of people; ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).

    Returns
    -------
    float or array of shape (...)
        From 1 to the number of groups of the line. NaN where there is nobody.

    Notes
    -----
    It does not see how many people a group has, and grows with the number of people seen: a day
    with more visitors has more groups by chance alone.

    References
    ----------
    Hill (1973), "Diversity and evenness: a unifying notation and its consequences", order 0.

    Examples
    --------
    Of three groups, two have anybody.

    >>> import bridging as br
    >>> br.measures.richness(br.Composition([3, 0, 1]))
    2.0
    """
    return np.asarray((composition.sizes > 0).sum(axis=-1))


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


@measure(
    label="Index of qualitative variation",
    label_nl="Index van kwalitatieve variatie",
    formula=r"\frac{K}{K - 1} \left(1 - \sum_g p_g^2\right)",
    range=(0, 1),
    higher_means="diversity",
    needs=(SOMEBODY, TWO_GROUPS_ON_THE_LINE),
    source="agresti1978",
    aliases=("index_of_qualitative_variation",),
)
def iqv(composition: Composition) -> float | Floats:
    """Blau index as a share of the largest it can be with the groups of the line.

    K is the number of groups of the line, not of the groups that came: two groups evenly there
    on a line of three do not reach 1. The units are summed to one set of people;
    ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).

    Returns
    -------
    float or array of shape (...)
        0 where all people are of one group; 1 where all K groups are equally large, which needs a
        number of people that is a multiple of K. NaN where there is nobody, or the line has one
        group only.

    References
    ----------
    Agresti and Agresti (1978), "Statistical analysis of qualitative variation".

    Examples
    --------
    Three people of one group, one of another, none of a third: 3/2 of the Blau index 6/16.

    >>> import bridging as br
    >>> br.measures.iqv(br.Composition([3, 1, 0]))
    0.5625
    """
    groups = len(composition.groups)
    return np.asarray(np.divide(groups, groups - 1) * blau(composition))


@measure(
    label="Ordinal variation",
    label_nl="Ordinale variatie",
    formula=r"\frac{1}{K - 1} \sum_{k=1}^{K-1} f(c_k), \quad f(c) = 4 c (1 - c)",
    range=(0, 1),
    higher_means="diversity",
    needs=(SOMEBODY, TWO_GROUPS_ON_THE_LINE),
    source="blair2000",
    aliases=("ordinal_spread",),
)
def ordinal_variation(composition: Composition, *, function: str = "variation") -> float | Floats:
    """Spread of people over ordered groups, where the ends are further apart than neighbours.

    Groups are taken in the order of the composition, from low to high. The units are summed to
    one set of people; ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each ordered group, of shape (..., U, K).
    function : {"variation", "information", "square_root"}
        How c, the share of people at or below a group, counts: 4c(1 - c), its entropy in bits, or
        2 sqrt(c(1 - c)).

    Returns
    -------
    float or array of shape (...)
        0 where all people are of one group; 1 where half are of the lowest and half of the highest
        group. NaN where there is nobody, or the line has one group only.

    Raises
    ------
    OptionError
        An unknown `function`.

    Notes
    -----
    An even spread over the groups is not the maximum: of three groups it gives 8/9. Only the order
    of the groups counts, not how far apart they are.

    References
    ----------
    Blair and Lacy (2000), "Statistics of ordinal variation"; the other functions: Reardon (2009),
    "Measures of ordinal segregation".

    Examples
    --------
    One person low, two in the middle, one high: shares below 1/4 and 3/4, so 4 * 3/16 for both.

    >>> import bridging as br
    >>> br.measures.ordinal_variation(br.Composition([1, 2, 1]))
    0.75
    """
    check_choice("function", function, VARIATIONS)
    shares = below(composition.sizes)
    return np.asarray(VARIATIONS[function](shares).sum(axis=-1) / shares.shape[-1])
