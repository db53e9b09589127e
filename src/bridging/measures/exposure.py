"""Exposure: whom people of a group have around them in their units."""

from typing import Any

import numpy as np

from bridging.errors import check_known
from bridging.measures.conditions import (
    GROUP_PRESENT,
    OTHERS_PRESENT,
    SOMEBODY,
    TWO_GROUPS,
    TWO_UNITS,
    WHOLE_NUMBERS,
    Options,
)
from bridging.measures.record import Condition, measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats


def _company_only(options: Options) -> bool:
    """Whether people do not count among those around them."""
    return bool(options.get("unbiased", not options.get("self_contact", True)))


def _counted(composition: Composition, options: Options) -> Floats:
    """Return the counts, without people who are alone in a unit where only company counts."""
    counts = composition.counts
    if not _company_only(options):
        return counts
    return np.where(counts.sum(axis=-1, keepdims=True) >= 2, counts, 0.0)


def _whole_if_company(composition: Composition, options: Options) -> Any:
    return not _company_only(options) or WHOLE_NUMBERS.holds(composition, options)


def _group_in_company(composition: Composition, options: Options) -> Any:
    return _counted(composition, options).sum(axis=-2) > 0


def _others_in_company(composition: Composition, options: Options) -> Any:
    sizes = _counted(composition, options).sum(axis=-2)
    return sizes < sizes.sum(axis=-1, keepdims=True)


def _to_present(composition: Composition, options: Options) -> Any:
    to = options.get("to")
    return to not in composition.groups or composition.sizes[..., composition.groups.index(to)] > 0


WHOLE_IF_COMPANY = Condition(
    name="whole_if_company",
    reason=WHOLE_NUMBERS.reason,
    reason_nl=WHOLE_NUMBERS.reason_nl,
    holds=_whole_if_company,
)
GROUP_IN_COMPANY = Condition(
    name="group_in_company",
    reason="nobody of the group had anybody else in the unit",
    reason_nl="niemand van de groep had iemand anders in de eenheid",
    holds=_group_in_company,
    per_part=True,
)
OTHERS_IN_COMPANY = Condition(
    name="others_in_company",
    reason="nobody outside the group had anybody else in the unit",
    reason_nl="niemand buiten de groep had iemand anders in de eenheid",
    holds=_others_in_company,
    per_part=True,
)
TO_PRESENT = Condition(
    name="to_present",
    reason="there is nobody of the group that others would be exposed to",
    reason_nl="er is niemand van de groep aan wie anderen blootgesteld zouden zijn",
    holds=_to_present,
)


def _same_around(counts: Floats, company: bool) -> Floats:
    """Sum over people of a group of the share of it among those around them, of shape (..., K)."""
    people = counts.sum(axis=-1, keepdims=True)
    around, same = (people - 1, counts - 1) if company else (people, counts)
    return np.asarray((counts * same / np.where(around > 0, around, 1.0)).sum(axis=-2))


@measure(
    label="Isolation index",
    label_nl="Isolatie-index",
    formula=r"{}_xP_x^* = \sum_u \frac{x_u}{X} \frac{x_u}{t_u}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, WHOLE_IF_COMPANY, GROUP_PRESENT, GROUP_IN_COMPANY),
    per="group",
    source="bell1954",
    aliases=("isolation_index",),
)
def isolation(
    composition: Composition, *, self_contact: bool = True, pooled: bool = False
) -> float | Floats:
    """Share of a group among the people around an average member of it.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    self_contact : bool
        Whether a person counts among the people around him or her, as in the usual index. Without,
        it is the chance that another person of the unit, drawn at random, is of the own group;
        people who are alone in their unit are left out.
    pooled : bool
        Give the mean over all people.

    Returns
    -------
    array of shape (..., K), or (...) where pooled
        From the group's share of all people, where every unit has the same mix (without
        self-contact it can lie below), to 1, where no unit with people of the group has others. NaN
        where only one group has people, for a group without people and, without self-contact, for a
        group of which nobody had anybody else in the unit, or where counts are not whole numbers.

    Notes
    -----
    It depends on the size of the groups: a majority is isolated by number alone. `eta_squared` takes
    that out. With self-contact the value of small units is too high: three people of three
    groups have 1/3 of their own around them, which is each of them.

    References
    ----------
    Bell (1954), "A probability model for the measurement of ecological segregation"; Lieberson
    (1981), "An asymmetrical approach to segregation".

    Examples
    --------
    All three of group a come on Monday with two of b, the other five of b on Friday: a has 3/5
    of its own around it; b 2/7 * 2/5 + 5/7 = 29/35. Among others: 2/4, and 2/7 * 1/4 + 5/7 = 11/14.

    >>> import bridging as br
    >>> mix = br.Composition([[3, 2], [0, 5]])
    >>> br.measures.isolation(mix).round(6).tolist()
    [0.6, 0.828571]
    >>> br.measures.isolation(mix, self_contact=False).round(6).tolist()
    [0.5, 0.785714]
    """
    options = {"self_contact": self_contact}
    counts = _counted(composition, options)
    same, sizes = _same_around(counts, _company_only(options)), counts.sum(axis=-2)
    if pooled:
        same, sizes = same.sum(axis=-1), sizes.sum(axis=-1)
    return np.asarray(np.clip(same / sizes, 0, 1))  # clips rounding only


@measure(
    label="Exposure index",
    label_nl="Blootstellingsindex",
    formula=r"{}_xP_y^* = \sum_u \frac{x_u}{X} \frac{y_u}{t_u}",
    range=(0, 1),
    higher_means="bridging",
    needs=(SOMEBODY, TWO_GROUPS, TO_PRESENT, WHOLE_IF_COMPANY, GROUP_PRESENT, GROUP_IN_COMPANY),
    per="group",
    source="bell1954",
    aliases=("interaction_index", "exposure_index"),
)
def exposure(
    composition: Composition,
    *,
    to: str | None = None,
    self_contact: bool = True,
    pooled: bool = False,
) -> float | Floats:
    """Share of other groups, or of one, among the people around an average member of a group.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    to : str, optional
        Group to which others are exposed; all other groups together, if left out. For the group
        itself the value is its isolation.
    self_contact : bool
        Whether a person counts among the people around him or her, as in the usual index. Without,
        people who are alone in their unit are left out.
    pooled : bool
        Give the mean over all people; with `to` over all people of other groups than that.

    Returns
    -------
    array of shape (..., K), or (...) where pooled
        0 where no unit with people of the group has people of the other; the other's share of all
        people where every unit has the same mix; higher where they seek each other out. NaN where
        only one group has people, for a group without people and, without self-contact, for a group
        of which nobody had anybody else in the unit, or where counts are not whole numbers.

    Raises
    ------
    UnknownNameError
        There is no group `to`.

    Notes
    -----
    It is not symmetric: a minority is more exposed to a majority than the other way round. It
    speaks of presence in the same unit, not of contact.

    References
    ----------
    Bell (1954), "A probability model for the measurement of ecological segregation"; Lieberson
    (1981), "An asymmetrical approach to segregation".

    Examples
    --------
    All three of group a come on Monday with two of b, the other five of b on Friday: a has 2/5
    of others around it; b 2/7 * 3/5 = 6/35.

    >>> import bridging as br
    >>> br.measures.exposure(br.Composition([[3, 2], [0, 5]])).round(6).tolist()
    [0.4, 0.171429]
    """
    options = {"self_contact": self_contact}
    if to is None:
        alike = isolation(composition, self_contact=self_contact, pooled=pooled)
        return np.asarray(1 - alike)
    check_known("to", to, composition.groups)
    counts = _counted(composition, options)
    place = composition.groups.index(to)
    around = counts.sum(axis=-1, keepdims=True) - (1 if _company_only(options) else 0)
    met = counts * counts[..., place : place + 1] / np.where(around > 0, around, 1.0)
    total, sizes = met.sum(axis=-2), counts.sum(axis=-2)
    total[..., place] = _same_around(counts, _company_only(options))[..., place]
    if pooled:
        others = np.arange(len(composition.groups)) != place
        total, sizes = total[..., others].sum(axis=-1), sizes[..., others].sum(axis=-1)
    return np.asarray(np.clip(total / sizes, 0, 1))  # clips rounding only


def _excess(counts: Floats, company: bool) -> tuple[Floats, Floats]:
    """Return P(own around - P) for each group, and P."""
    people = np.asarray(counts.sum(axis=(-2, -1)))[..., np.newaxis]
    share = counts.sum(axis=-2) / people
    return np.asarray(_same_around(counts, company) / people - share**2), np.asarray(share)


@measure(
    label="Eta squared",
    label_nl="Eta-kwadraat",
    formula=r"\eta^2 = \frac{{}_xP_x^* - P}{1 - P}",
    range=(-1, 1),
    higher_means="segregation",
    needs=(
        SOMEBODY,
        TWO_GROUPS,
        TWO_UNITS,
        WHOLE_IF_COMPANY,
        GROUP_PRESENT,
        OTHERS_PRESENT,
        GROUP_IN_COMPANY,
        OTHERS_IN_COMPANY,
    ),
    per="group",
    source="bell1954",
    aliases=("correlation_ratio", "variance_ratio_index", "coworker_segregation"),
)
def eta_squared(
    composition: Composition, *, unbiased: bool = False, pooled: bool = False
) -> float | Floats:
    """How far isolation lies above the group's share of all people, of the most it could.

    It is the share of the variance of belonging to the group that lies between units.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    unbiased : bool
        Whether to leave people out of those around them, which is the form for small units: it lies
        near 0 where people are spread at random, whatever the size of the units (on average at
        -1/(T - 1) with T people who have company). People who are alone in their unit are left out.
    pooled : bool
        Give the mean over groups with weights P(1 - P); plain, that is `relative_diversity`.

    Returns
    -------
    array of shape (..., K), or (...) where pooled
        Each group against the rest (two groups have the same value): 0 where every unit has the
        same mix; 1 where no unit has people of the group and of others. The plain form is never
        below 0; the unbiased one is, where people are spread more evenly than at random. NaN where
        only one group, or only one unit, has people, and for a group without people; where unbiased
        also for a group of which, or outside of which, nobody had anybody else in the unit, and
        where counts are not whole numbers.

    Notes
    -----
    With units of the same size the unbiased form is (m2 - m1^2) / (m1 (1 - m1)), with m1 the mean
    share of the group in a unit and m2 the mean share of its pairs among all pairs of a unit. Units
    of different sizes are put together with their people as weights, so that a share that goes with
    size counts as segregation, as in the plain form.

    References
    ----------
    Bell (1954), "A probability model for the measurement of ecological segregation"; D'Haultfœuille
    and Rathelot (2017), "Measuring segregation on small units".

    Examples
    --------
    All three of group a come on Monday with two of b, the other five of b on Friday:
    (3/5 - 3/10) / (7/10) = 3/7; among others (2/4 - 3/10) / (7/10) = 2/7.

    >>> import bridging as br
    >>> mix = br.Composition([[3, 2], [0, 5]])
    >>> br.measures.eta_squared(mix).round(6).tolist()
    [0.428571, 0.428571]
    >>> br.measures.eta_squared(mix, unbiased=True).round(6).tolist()
    [0.285714, 0.285714]
    """
    excess, share = _excess(_counted(composition, {"unbiased": unbiased}), unbiased)
    most = share * (1 - share)
    if pooled:
        excess, most = excess.sum(axis=-1), most.sum(axis=-1)
    return np.asarray(np.clip(excess / most, -1 if unbiased else 0, 1))  # clips rounding only


@measure(
    label="Relative diversity index",
    label_nl="Relatieve-diversiteitsindex",
    formula=r"R = 1 - \sum_u \frac{t_u}{T} \frac{I_u}{I}, \quad I = \sum_g P_g (1 - P_g)",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    source="reardon2002",
    aliases=("goodman_kruskal_tau",),
)
def relative_diversity(composition: Composition) -> float | Floats:
    """Part of the Blau index of the whole that lies between the units.

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
    It is the mean of each group's `eta_squared` with weights P(1 - P). Over small units it lies
    above 0 by chance alone.

    References
    ----------
    Carlson (1992), "Trends in race/sex occupational inequality"; Reardon and Firebaugh (2002),
    "Measures of multigroup segregation".

    Examples
    --------
    Of ten people, 3 and 7 of two groups: 1 - .58 = .42 over all; five people (3, 2): .48, and five
    of one group: 0. So 1 - .24/.42.

    >>> import bridging as br
    >>> round(br.measures.relative_diversity(br.Composition([[3, 2], [0, 5]])), 6)
    0.428571
    """
    excess, share = _excess(composition.counts, company=False)
    value = excess.sum(axis=-1) / (share * (1 - share)).sum(axis=-1)
    return np.asarray(np.clip(value, 0, 1))  # clips rounding only


@measure(
    label="Normalised exposure index",
    label_nl="Genormaliseerde blootstellingsindex",
    formula=r"\sum_g \sum_u \frac{t_u}{T} \frac{(p_{ug} - P_g)^2}{1 - P_g}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    source="reardon2002",
    aliases=("multigroup_normalised_exposure",),
)
def normalised_exposure(composition: Composition) -> float | Floats:
    """How much of their own group people have around them beyond its share, of the most they could.

    It is the mean of each group's `eta_squared` with the groups' shares P as weights.

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
    High is segregated, in spite of the name. Two groups give `eta_squared`. Over small units it
    lies above 0 by chance alone.

    References
    ----------
    Reardon and Firebaugh (2002), "Measures of multigroup segregation".

    Examples
    --------
    With shares 3/5 and 0 of group a in two units of five: ((3/10)^2 + (3/10)^2)/2 = 9/100, over
    7/10 for a and over 3/10 for b, 9/70 + 9/30.

    >>> import bridging as br
    >>> round(br.measures.normalised_exposure(br.Composition([[3, 2], [0, 5]])), 6)
    0.428571
    """
    excess, share = _excess(composition.counts, company=False)
    value = (excess / np.where(share < 1, 1 - share, 1.0)).sum(axis=-1)
    return np.asarray(np.clip(value, 0, 1))  # clips rounding only
