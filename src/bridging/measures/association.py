"""Consolidation: how far two lines divide people in the same way."""

from typing import Any, Literal

import numpy as np

from bridging.errors import check_choice
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS, Options
from bridging.measures.record import Condition, measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats

CORRECTIONS = (None, "bergsma")


def _can_be_corrected(composition: Composition, options: Options) -> Any:
    counts = composition.counts
    people = counts.sum(axis=(-2, -1))
    if options.get("correction") is None:
        return np.ones(people.shape, dtype=bool)
    units, groups = ((counts.sum(axis=axis) > 0).sum(axis=-1) for axis in (-1, -2))
    return people > np.maximum(units, groups)


CAN_BE_CORRECTED = Condition(
    name="can_be_corrected",
    reason="there are no more people than groups on one of the lines",
    reason_nl="er zijn niet meer mensen dan groepen op een van de grenzen",
    holds=_can_be_corrected,
)


@measure(
    label="Consolidation of two lines (Cramér's V)",
    label_nl="Samenvallen van twee grenzen (Cramérs V)",
    formula=r"\sqrt{\frac{\chi^2 / n}{\min(R, K) - 1}}",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, CAN_BE_CORRECTED),
    source="cramer1946",
    aliases=("cramers_v",),
    lines=2,
)
def consolidation(
    composition: Composition, *, correction: Literal["bergsma"] | None = None
) -> float | Floats:
    """Association of two lines among people: how far the same people differ on both.

    Where two lines coincide (consolidation), a contact that crosses one also crosses the other;
    where they cut across each other (intersection), contacts on one side of a line bridge the
    other. The other measure of it on the same table is `mutual_information`.

    Parameters
    ----------
    composition : Composition
        People by the groups of one line (units) and the groups of the other, of shape
        (..., U, K): ``study.cross_table(line_a, line_b)``. Groups without people do not count.
    correction : {None, "bergsma"}
        With ``bergsma`` the bias of small numbers is taken off, and values of independent lines
        lie near 0 instead of above it.

    Returns
    -------
    float or array of shape (...)
        0 where the lines are independent; 1 where the line with more groups decides the group
        on the other. NaN where only one group of a line has people, or (corrected) a line has as
        many groups as there are people.

    Raises
    ------
    OptionError
        Another `correction`.

    Notes
    -----
    It can be read for either line first: the table and its transpose give the same value.

    References
    ----------
    Cramér (1946), *Mathematical Methods of Statistics*; Bergsma (2013), "A bias-correction for
    Cramér's V and Tschuprow's T"; Blau (1977) for consolidation.

    Examples
    --------
    Of ten people of each origin eight and two have a low income: chi-square is 4 * 3^2/5 = 7.2,
    and sqrt(7.2 / 20) = 0.6.

    >>> import bridging as br
    >>> table = br.Composition([[8, 2], [2, 8]], units=["a", "b"], groups=["low", "high"])
    >>> round(br.measures.consolidation(table), 6)
    0.6

    Corrected: phi^2 = .36 - 1/19 and both sides have 2 - 1/19 groups, so sqrt(5.84/18).

    >>> round(br.measures.consolidation(table, correction="bergsma"), 6)
    0.5696
    """
    check_choice("correction", correction, CORRECTIONS)
    counts = composition.counts
    units, groups = counts.sum(axis=-1), counts.sum(axis=-2)
    people = counts.sum(axis=(-2, -1))
    product = units[..., :, np.newaxis] * groups[..., np.newaxis, :]
    share = np.divide(counts**2, product, out=np.zeros(counts.shape), where=product > 0)
    phi = np.maximum(share.sum(axis=(-2, -1)) - 1, 0)  # takes off rounding only
    rows, columns = (units > 0).sum(axis=-1), (groups > 0).sum(axis=-1)
    if correction == "bergsma":
        spare = people - 1
        phi = np.maximum(phi - (rows - 1) * (columns - 1) / spare, 0)
        rows = rows - (rows - 1) ** 2 / spare
        columns = columns - (columns - 1) ** 2 / spare
    most = np.minimum(rows, columns) - 1
    return np.asarray(np.minimum(np.sqrt(np.where(most > 0, phi / most, np.nan)), 1))
