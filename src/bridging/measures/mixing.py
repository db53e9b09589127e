"""Mixing: how many contacts cross the line, and how many would if they fell evenly."""

from typing import Any

import numpy as np

from bridging.measures._pairs import SOME_PAIRS, SPREAD_KNOWN, even_spread, off_diagonal
from bridging.measures.conditions import (
    EXPECTED_KNOWN,
    SOME_CONTACTS,
    SOME_EXPECTED,
    SOME_EXPECTED_ACROSS,
    Options,
)
from bridging.measures.record import Condition, measure
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats


def _something_to_spread(mixing: MixingMatrix, options: Options) -> Any:
    even = even_spread(mixing, options.get("universe")).sum(axis=(-2, -1))
    return (even > 0) | (mixing.total > 0)


SOMETHING_TO_SPREAD = Condition(
    name="something_to_spread",
    reason=SOME_CONTACTS.reason,
    reason_nl=SOME_CONTACTS.reason_nl,
    holds=_something_to_spread,
)


@measure(
    label="Bridging share",
    label_nl="Aandeel overbruggende contacten",
    formula=r"\frac{E}{E + I}",
    range=(0, 1),
    higher_means="bridging",
    needs=(SOME_CONTACTS,),
    at_random="expected_bridging_share",
    source="krackhardt1988",
    aliases=("external_share",),
)
def bridging_share(mixing: MixingMatrix) -> float | Floats:
    """Share of the contacts that cross the line.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.

    Returns
    -------
    float or array of shape (...)
        0 where all contacts stay within groups; 1 where all cross. NaN where there are no
        contacts.

    Notes
    -----
    The E-I index on a scale from 0 to 1: (1 + E-I) / 2. It depends on who was there: read it
    beside `expected_bridging_share`.

    References
    ----------
    Krackhardt and Stern (1988), "Informal networks and organizational crises".

    Examples
    --------
    Three contacts within the first group (counted from both ends: 6), one within the second and
    one between them: 1 of 5 crosses.

    >>> import bridging as br
    >>> br.measures.bridging_share(br.MixingMatrix([[6, 1], [1, 2]]))
    0.2
    """
    return mixing.between / mixing.total


@measure(
    label="Expected bridging share",
    label_nl="Verwacht aandeel overbruggende contacten",
    formula=r"\frac{\tilde E}{\tilde E + \tilde I}",
    range=(0, 1),
    higher_means="bridging",
    needs=(EXPECTED_KNOWN, SOME_CONTACTS, SOME_EXPECTED),
    source="mcpherson2001",
    aliases=("baseline_bridging_share",),
)
def expected_bridging_share(mixing: MixingMatrix) -> float | Floats:
    """Share of contacts that would cross if each session's contacts fell evenly on its pairs.

    The pairs are the people present together who did not come together. This is baseline mixing,
    what opportunity alone gives, session by session.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts with their `expected` table, of shape (..., K, K).

    Returns
    -------
    float or array of shape (...)
        0 where nobody of another group was present where contacts were made; 1 where nobody of
        the same group was. NaN where presence is not known or there are no contacts.

    References
    ----------
    McPherson, Smith-Lovin and Cook (2001), "Birds of a feather", for baseline homophily.

    Examples
    --------
    Two people of each group and two contacts in one session: of the 6 pairs 4 cross, so 4/3 of a
    contact is expected across and 1/3 within each group (counted from both ends: 2/3).

    >>> import bridging as br
    >>> expected = [[2 / 3, 4 / 3], [4 / 3, 2 / 3]]
    >>> table = br.MixingMatrix([[2, 1], [1, 0]], expected=expected)
    >>> round(br.measures.expected_bridging_share(table), 6)
    0.666667
    """
    if mixing.expected is None:
        return np.full(mixing.total.shape, np.nan)
    within = np.trace(mixing.expected, axis1=-2, axis2=-1)
    total = mixing.expected.sum(axis=(-2, -1))
    return np.asarray((total - within) / total)


@measure(
    label="Bridging ratio",
    label_nl="Overbruggingsratio",
    formula=r"\frac{E / (E + I)}{\tilde E / (\tilde E + \tilde I)}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(EXPECTED_KNOWN, SOME_CONTACTS, SOME_EXPECTED, SOME_EXPECTED_ACROSS),
    source="mcpherson2001",
    aliases=("observed_over_expected",),
)
def bridging_ratio(mixing: MixingMatrix) -> float | Floats:
    """Bridging share divided by the share expected if contacts fell evenly on the pairs present.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts with their `expected` table, of shape (..., K, K).

    Returns
    -------
    float or array of shape (...)
        0 where no contact crosses. NaN where presence is not known, there are no contacts, or
        nobody of another group was present where contacts were made.

    Notes
    -----
    Do not read it against 1. An even spread also supposes that everybody talks equally much: a
    minority that talks more than others brings the ratio above 1 without any preference. Read it
    beside its mean under a null model that keeps how much each person talked.

    References
    ----------
    McPherson, Smith-Lovin and Cook (2001), "Birds of a feather", for baseline homophily.

    Examples
    --------
    One contact of two crosses where 4 of 6 pairs do: (1/2) / (4/6) = 3/4.

    >>> import bridging as br
    >>> expected = [[2 / 3, 4 / 3], [4 / 3, 2 / 3]]
    >>> table = br.MixingMatrix([[2, 1], [1, 0]], expected=expected)
    >>> round(br.measures.bridging_ratio(table), 6)
    0.75
    """
    return np.divide(bridging_share(mixing), expected_bridging_share(mixing))


@measure(
    label="E-I index",
    label_nl="E-I-index",
    formula=r"\frac{E - I}{E + I}",
    range=(-1, 1),
    higher_means="bridging",
    needs=(SOME_CONTACTS,),
    at_random="expected_ei",
    source="krackhardt1988",
    aliases=("ei",),
)
def ei_index(mixing: MixingMatrix) -> float | Floats:
    """External minus internal contacts, as a share of all contacts.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.

    Returns
    -------
    float or array of shape (...)
        -1 where all contacts stay within groups; +1 where all cross. NaN where there are no
        contacts.

    Notes
    -----
    0 is not the value at random, which depends on how large the groups are: with eight people
    against two it is 2 * 32/90 - 1 = -0.29. Raw values of places with different mixes can't be
    compared: read them beside `expected_ei` and `ei_bounds`.

    References
    ----------
    Krackhardt and Stern (1988), "Informal networks and organizational crises".

    Examples
    --------
    Friendship nominations in a school class, 40 and 41 within and 2 and 5 between girls and boys:
    (7 - 81) / 88.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[40, 2], [5, 41]], groups=["Boy", "Girl"], directed=True)
    >>> round(br.measures.ei_index(table), 6)
    -0.840909
    """
    return (mixing.between - mixing.within) / mixing.total


@measure(
    label="E-I index at random",
    label_nl="E-I-index bij toeval",
    formula=r"1 - 2 \frac{\sum_g n_g (n_g - 1)}{N (N - 1)}"
    r" \text{ or } \frac{\tilde E - \tilde I}{\tilde E + \tilde I}",
    range=(-1, 1),
    higher_means="bridging",
    needs=(SPREAD_KNOWN, SOMETHING_TO_SPREAD, SOME_PAIRS),
    source="krackhardt1988",
    aliases=("expected_ei_index",),
)
def expected_ei(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """E-I index if contacts fell evenly on the pairs that could have met.

    Parameters
    ----------
    mixing : MixingMatrix
        With `sizes`, or with `expected` or `opportunities`, of shape (..., K, K).
    universe : {None, "present", "all"}, default None
        Where contacts fall without preference: each session's contacts evenly on its people
        present together ("present"), or all evenly on all people ("all", from `sizes`). None takes
        those present together where they are known, else all.

    Returns
    -------
    float or array of shape (...)
        -1 where only pairs within groups could have met, +1 where only pairs of two groups could.
        NaN where the pairs are not known, or there are no contacts to spread.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    Of people present together it is 2 * `expected_bridging_share` - 1: every session counts as
    often as it has contacts. A table that gives only `opportunities` is taken as one session. Of
    all people it does not depend on the contacts, and (1 + value) / 2 is the chance that two
    different people differ (`blau_unbiased`).

    References
    ----------
    Krackhardt and Stern (1988), "Informal networks and organizational crises".

    Examples
    --------
    Eight people and two: 1 - 2 * (8 * 7 + 2 * 1) / (10 * 9).

    >>> import bridging as br
    >>> table = br.MixingMatrix([[6, 1], [1, 0]], sizes=[8, 2])
    >>> round(br.measures.expected_ei(table), 6)
    -0.288889
    """
    even = even_spread(mixing, universe)
    return np.asarray(2 * off_diagonal(even) / even.sum(axis=(-2, -1)) - 1)
