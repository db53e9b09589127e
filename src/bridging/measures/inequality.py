"""Segregation as inequality: how unequally the units share out a group."""

from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.measures.conditions import (
    GROUP_PRESENT,
    OTHERS_PRESENT,
    SOMEBODY,
    TWO_GROUPS,
    TWO_UNITS,
)
from bridging.measures.record import measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats


@measure(
    label="Gini index of segregation",
    label_nl="Gini-index van segregatie",
    formula=r"\frac{\sum_g \sum_u \sum_v t_u t_v |p_{ug} - p_{vg}|}{2 T^2 \sum_g P_g (1 - P_g)}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    source="reardon2002",
    aliases=("gini_segregation",),
)
def gini(composition: Composition) -> float | Floats:
    """Mean difference between units in their share of a group, of the largest possible.

    Two groups give twice the area between the segregation curve and the diagonal; more groups give
    the mean of each group's index against the rest with weights P(1 - P).

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
    It is at least the index of dissimilarity, and equal to it for two groups in two units. Unlike
    that index it moves with every exchange between units. Over small units it lies far above 0
    by chance alone.

    References
    ----------
    Duncan and Duncan (1955), "A methodological analysis of segregation indexes"; Reardon and
    Firebaugh (2002), "Measures of multigroup segregation".

    Examples
    --------
    Two units of five people, three and none of whom are of group a: 2 * 25 * 3/5 over
    2 * 100 * 3/10 * 7/10.

    >>> import bridging as br
    >>> round(br.measures.gini(br.Composition([[3, 2], [0, 5]])), 6)
    0.714286
    """
    counts = composition.counts
    units = counts.sum(axis=-1)
    people = units.sum(axis=-1)
    shares = counts / np.where(units > 0, units, 1.0)[..., np.newaxis]
    order = np.argsort(shares, axis=-2)
    shares = np.take_along_axis(shares, order, axis=-2)
    sizes = np.take_along_axis(np.broadcast_to(units[..., np.newaxis], counts.shape), order, -2)
    # of the units in order, each share counts once for every person in units below and above
    lower = np.cumsum(sizes, axis=-2) - sizes
    upper = people[..., np.newaxis, np.newaxis] - lower - sizes
    difference = 2 * (sizes * shares * (lower - upper)).sum(axis=(-2, -1))
    share = composition.sizes / people[..., np.newaxis]
    most = 2 * people**2 * (share * (1 - share)).sum(axis=-1)
    return np.asarray(np.clip(difference / most, 0, 1))  # clips rounding only


def _shared(composition: Composition, power: float) -> Floats:
    """Sum over units of (x/X)^b (y/Y)^(1-b) for each group x and the rest y, of shape (..., K)."""
    counts = composition.counts
    group = counts / composition.sizes[..., np.newaxis, :]
    rest = counts.sum(axis=-1, keepdims=True) - counts
    rest = rest / rest.sum(axis=-2, keepdims=True)
    return np.asarray((group**power * rest ** (1 - power)).sum(axis=-2))


def _over_groups(composition: Composition, values: Floats, pooled: bool) -> Floats:
    """Return the values per group, or their mean with weights P(1 - P)."""
    values = np.asarray(np.clip(values, 0, 1))  # clips rounding only
    if not pooled:
        return values
    share = composition.sizes / composition.sizes.sum(axis=-1, keepdims=True)
    weight = share * (1 - share)
    return np.asarray(np.where(weight > 0, weight * values, 0.0).sum(axis=-1) / weight.sum(axis=-1))


def _check_shape(b: Any) -> None:
    """Raise OptionError unless `b` is a shape parameter of Atkinson's index."""
    number = isinstance(b, (int, float, np.floating)) and not isinstance(b, bool)
    if not number or not 0 < b < 1:
        raise OptionError(f"`b` must be a number between 0 and 1, not {b!r}.")


@measure(
    label="Atkinson index of segregation",
    label_nl="Atkinson-index van segregatie",
    formula=r"1 - \left(\sum_u (x_u/X)^b (y_u/Y)^{1-b}\right)^{1/(1-b)}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, GROUP_PRESENT, OTHERS_PRESENT),
    per="group",
    source="james1985",
    aliases=("atkinson_segregation",),
)
def atkinson(composition: Composition, *, b: float = 0.5, pooled: bool = False) -> float | Floats:
    r"""Loss by unequal shares of a group and the rest, with a chosen weight for units.

    With P the group's share this is the usual form
    :math:`1 - \frac{P}{1 - P} |\sum_u (1 - p_u)^{1-b} p_u^b t_u / (PT)|^{1/(1-b)}`.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    b : float
        Shape, between 0 and 1: above one half, units where the group is over-represented weigh
        more; below, those where it is under-represented; at one half a group and the rest
        have the same value.
    pooled : bool
        Give the mean over groups with weights P(1 - P).

    Returns
    -------
    array of shape (..., K), or (...) where pooled
        Each group against the rest: 0 where every unit has the same share of the group; 1 where no
        unit has both. NaN where only one group, or only one unit, has people, and for a group
        without people.

    Raises
    ------
    OptionError
        `b` is not between 0 and 1.

    References
    ----------
    James and Taeuber (1985), "Measures of segregation"; Massey and Denton (1988), "The dimensions
    of residential segregation".

    Examples
    --------
    All three of group a and two of the seven of group b come on Monday: 1 - (sqrt(2/7))^2.

    >>> import bridging as br
    >>> br.measures.atkinson(br.Composition([[3, 2], [0, 5]])).round(6).tolist()
    [0.714286, 0.714286]
    """
    _check_shape(b)
    return _over_groups(composition, 1 - _shared(composition, b) ** (1 / (1 - b)), pooled)


@measure(
    label="Square root index",
    label_nl="Wortelindex van Hutchens",
    formula=r"1 - \sum_u \sqrt{\frac{x_u}{X} \frac{y_u}{Y}}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, GROUP_PRESENT, OTHERS_PRESENT),
    per="group",
    source="hutchens2004",
    aliases=("square_root_index",),
)
def hutchens(composition: Composition, *, pooled: bool = False) -> float | Floats:
    """One minus the overlap of how a group and the rest are spread over the units.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    pooled : bool
        Give the mean over groups with weights P(1 - P).

    Returns
    -------
    array of shape (..., K), or (...) where pooled
        Each group against the rest (two groups have the same value): 0 where every unit has the
        same share of the group; 1 where no unit has both. NaN where only one group, or only one
        unit, has people, and for a group without people.

    Notes
    -----
    It adds up over units, and splits into a part between and a part within larger units.
    `atkinson` with b = 1/2 is 1 - (1 - it)^2.

    References
    ----------
    Hutchens (2004), "One measure of segregation".

    Examples
    --------
    All three of group a and two of the seven of group b come on Monday: 1 - sqrt(1 * 2/7).

    >>> import bridging as br
    >>> br.measures.hutchens(br.Composition([[3, 2], [0, 5]])).round(6).tolist()
    [0.465478, 0.465478]
    """
    return _over_groups(composition, 1 - _shared(composition, 0.5), pooled)
