"""Segregation beyond chance: less what random allocation of the people would give."""

from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import check_choice
from bridging.measures._tables import each_place, why_undefined
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS, WHOLE_NUMBERS, Options
from bridging.measures.random_allocation import (
    expected_dissimilarity,
    expected_mutual_information,
    expected_theil_h,
)
from bridging.measures.record import Condition, get_measure, measure
from bridging.measures.segregation import dissimilarity, mutual_information, theil_h
from bridging.structures import Composition
from bridging.structures.arrays import Floats

ALLOCATED = (SOMEBODY, TWO_GROUPS, TWO_UNITS, WHOLE_NUMBERS)
EXPECTATIONS = ("exact", "miller_madow")


def _chance_leaves_room(composition: Composition, options: Options) -> Any:
    people = composition.counts.sum(axis=-1)
    return (people > 1).any(axis=-1)


CHANCE_LEAVES_ROOM = Condition(
    name="chance_leaves_room",
    reason="every unit is one person, so that segregation is complete by chance alone",
    reason_nl="elke eenheid is één persoon, zodat de segregatie door toeval al volledig is",
    holds=_chance_leaves_room,
)


@measure(
    label="Dissimilarity beyond chance",
    label_nl="Dissimilariteit boven toeval",
    formula=r"\frac{D - E[D]}{1 - E[D]} \text{ if } D \ge E[D], \text{ else } \frac{D - E[D]}{E[D]}",
    range=(-1, 1),
    higher_means="segregation",
    needs=(*ALLOCATED, CHANCE_LEAVES_ROOM),
    source="carrington1997",
    aliases=("carrington_troske",),
)
def dissimilarity_adjusted(composition: Composition) -> float | Floats:
    """Dissimilarity beyond its mean under random allocation, of the most there could be.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K), in whole numbers.

    Returns
    -------
    float or array of shape (...)
        -1 where every unit has the same mix; 0 where units differ as they would by chance; 1 where
        no unit has people of two groups. NaN where only one group, or only one unit, has people,
        every unit is one person, or counts are not whole numbers.

    Notes
    -----
    0 is the value at random only on average: single values lie around it.

    References
    ----------
    Carrington and Troske (1997), "On measuring segregation in samples with small units".

    Examples
    --------
    Two units of two people, apart by group: D = 1, and 1/3 by chance. Even: D = 0.

    >>> import bridging as br
    >>> br.measures.dissimilarity_adjusted(br.Composition([[2, 0], [0, 2]]))
    1.0
    >>> br.measures.dissimilarity_adjusted(br.Composition([[1, 1], [1, 1]]))
    -1.0
    """
    observed = np.asarray(dissimilarity(composition))
    expected = np.asarray(expected_dissimilarity(composition))
    above = observed >= expected
    value = (observed - expected) / np.where(above, 1 - expected, expected)
    return np.asarray(np.clip(value, -1, 1))  # clips rounding only


def _whole_if_exact(composition: Composition, options: Options) -> Any:
    if options.get("expectation") == "miller_madow":
        return True
    return WHOLE_NUMBERS.holds(composition, options)


WHOLE_IF_EXACT = Condition(
    name="whole_if_exact",
    reason=WHOLE_NUMBERS.reason,
    reason_nl=WHOLE_NUMBERS.reason_nl,
    holds=_whole_if_exact,
)


def _chance_part(composition: Composition, expectation: str) -> Floats:
    """Return the mean of M by chance: exactly, or by the rule of Miller and Madow."""
    check_choice("expectation", expectation, EXPECTATIONS)
    if expectation == "exact":
        return np.asarray(expected_mutual_information(composition))
    units = (composition.counts.sum(axis=-1) > 0).sum(axis=-1)
    groups = (composition.sizes > 0).sum(axis=-1)
    return np.asarray((units - 1) * (groups - 1) / (2 * composition.sizes.sum(axis=-1)))


@measure(
    label="Mutual information beyond chance",
    label_nl="Wederzijdse informatie boven toeval",
    formula=r"M - E[M]",
    range=(-np.inf, np.inf),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, WHOLE_IF_EXACT),
    source="miller1955",
    aliases=("mutual_information_corrected",),
)
def mutual_information_adjusted(
    composition: Composition, *, expectation: str = "exact"
) -> float | Floats:
    """Mutual information less its mean under random allocation, in nats.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K).
    expectation : {"exact", "miller_madow"}
        The exact mean if people are dealt at random over the units (`expected_mutual_information`),
        which needs whole numbers; or (U - 1)(K - 1) / 2T with the units and groups that have
        people, which is near it where no cell is small.

    Returns
    -------
    float or array of shape (...)
        0 where units differ as they would by chance; below 0 where they differ less. NaN where only
        one group, or only one unit, has people; with the exact mean also where counts are not whole
        numbers.

    Raises
    ------
    OptionError
        An unknown `expectation`.

    Notes
    -----
    Where people are sorted, less is due to chance than this takes off: complete segregation
    has no bias at all. Read it as a distance from chance, not as an estimate without bias.

    References
    ----------
    Miller (1955), "Note on the bias of information estimates"; Winship (1977), for the comparison
    with random allocation.

    Examples
    --------
    Two units of two people, apart by group: ln 2, less ln(2)/3 by chance.

    >>> import bridging as br
    >>> round(br.measures.mutual_information_adjusted(br.Composition([[2, 0], [0, 2]])), 6)
    0.462098
    """
    chance = _chance_part(composition, expectation)
    return np.asarray(np.asarray(mutual_information(composition)) - chance)


@measure(
    label="Theil's H beyond chance",
    label_nl="H van Theil boven toeval",
    formula=r"H - E[H]",
    range=(-1, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, WHOLE_NUMBERS),
    source="winship1977",
    aliases=("theil_h_corrected",),
)
def theil_h_adjusted(composition: Composition) -> float | Floats:
    """Theil's H less its exact mean under random allocation.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K), in whole numbers.

    Returns
    -------
    float or array of shape (...)
        0 where units differ as they would by chance; below 0 where they differ less. NaN where only
        one group, or only one unit, has people, or counts are not whole numbers.

    Notes
    -----
    It does not reach 1: complete segregation gives 1 - E[H].

    References
    ----------
    Winship (1977), "A revaluation of indexes of residential segregation", for the comparison with
    random allocation.

    Examples
    --------
    Two units of two people, apart by group: 1, less 1/3 by chance.

    >>> import bridging as br
    >>> round(br.measures.theil_h_adjusted(br.Composition([[2, 0], [0, 2]])), 6)
    0.666667
    """
    return np.asarray(np.asarray(theil_h(composition)) - expected_theil_h(composition))


@measure(
    label="Evenness and chance",
    label_nl="Gelijkmatigheid en toeval",
    formula=r"D, E[D]; \quad M, E[M]; \quad H, E[H]",
    range=(-np.inf, np.inf),
    higher_means="segregation",
    needs=ALLOCATED,
    gives="table",
    source="winship1977",
    aliases=("evenness_by_chance",),
)
def evenness_expected(composition: Composition) -> pd.DataFrame:
    """Dissimilarity, mutual information and H beside their exact means under random allocation.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K), in whole numbers.

    Returns
    -------
    DataFrame
        One row per measure (and per place of a stack) with the columns ``measure``, ``observed``,
        ``expected`` (its mean if the same people were dealt at random over units of the same
        sizes), ``adjusted`` (`dissimilarity_adjusted`, `mutual_information_adjusted`,
        `theil_h_adjusted`) and ``undefined`` (why there is no value).

    References
    ----------
    Winship (1977), "A revaluation of indexes of residential segregation"; Carrington and Troske
    (1997), "On measuring segregation in samples with small units".

    Examples
    --------
    Two units of one person of each group: even, and yet D would be 1/3 by chance.

    >>> import bridging as br
    >>> table = br.measures.evenness_expected(br.Composition([[1, 1], [1, 1]]))
    >>> table[["measure", "observed", "expected"]].round(6).to_numpy().tolist()[0]
    ['dissimilarity', 0.0, 0.333333]
    """
    rows = []
    for place, one in each_place(composition):
        for measured, chance, beyond in (
            (dissimilarity, expected_dissimilarity, dissimilarity_adjusted),
            (mutual_information, expected_mutual_information, mutual_information_adjusted),
            (theil_h, expected_theil_h, theil_h_adjusted),
        ):
            rows.append(
                {
                    **place,
                    "measure": measured.__name__,
                    "observed": measured(one),
                    "expected": chance(one),
                    "adjusted": beyond(one),
                    "undefined": why_undefined(get_measure(beyond).needs, one, {}),
                }
            )
    return pd.DataFrame(rows)
