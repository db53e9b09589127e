"""Assortativity: whether contacts stay within groups more than the groups' activity explains."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.measures._pairs import (
    CONTACTS_ARE_PAIRS,
    CONTACTS_WERE_POSSIBLE,
    PAIRS_KNOWN,
    off_diagonal,
    possible_pairs,
)
from bridging.measures.conditions import SOME_CONTACTS, TWO_GROUPS_IN_CONTACT, Options
from bridging.measures.record import Condition, measure
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats


def _crossing_by_activity(table: Floats) -> Floats:
    """Share that crosses where the margins fall together by chance, of shape (...).

    1 - sum(a b) as a sum off the diagonal: no cancellation where one group has nearly all.
    """
    total = table.sum(axis=(-2, -1))[..., np.newaxis]
    rows, columns = table.sum(axis=-1) / total, table.sum(axis=-2) / total
    return off_diagonal(rows[..., :, np.newaxis] * columns[..., np.newaxis, :])


def _nominal(table: Floats) -> Floats:
    """Newman's coefficient of a table of any positive numbers."""
    crossing = off_diagonal(table) / table.sum(axis=(-2, -1))
    return np.asarray(1 - crossing / _crossing_by_activity(table))


def _scores(mixing: MixingMatrix, scores: Sequence[float] | None) -> Floats:
    """Return one finite number for each group."""
    size = len(mixing.groups)
    if scores is None:
        return np.arange(size, dtype=float)
    try:
        values = np.asarray(scores, dtype=float)
    except (TypeError, ValueError):
        raise OptionError("`scores` must be numbers, one for each group.") from None
    if values.shape != (size,) or not np.isfinite(values).all():
        raise OptionError(
            f"`scores` must have one finite number for each of the {size} groups, in their order, "
            f"not the shape {values.shape}."
            if values.shape != (size,)
            else "`scores` must be finite numbers; one is missing or infinite."
        )
    return values


def _scores_vary(mixing: MixingMatrix, options: Options) -> Any:
    scores = _scores(mixing, options.get("scores"))
    varies = True
    for axis in (-1, -2):
        there = mixing.contacts.sum(axis=axis) > 0
        low = np.where(there, scores, np.inf).min(axis=-1)
        high = np.where(there, scores, -np.inf).max(axis=-1)
        varies = varies & (high > low)
    return varies


def _most_within(mixing: MixingMatrix, options: Options) -> Floats:
    """The most that can stand on the diagonal with the margins of the table, of shape (...)."""
    made, received = mixing.contacts.sum(axis=-1), mixing.contacts.sum(axis=-2)
    most = np.minimum(made, received)
    if not options.get("simple", False):
        return np.asarray(most.sum(axis=-1))
    pairs = np.diagonal(possible_pairs(mixing, None), axis1=-2, axis2=-1)
    most = np.minimum(most, pairs)
    # What a group can't have within has to find room with other groups.
    room = mixing.total[..., np.newaxis] - made - received + 2 * most
    return np.asarray(np.minimum(most.sum(axis=-1), room.min(axis=-1)))


def _maximum(mixing: MixingMatrix, options: Options) -> Floats:
    crossing = 1 - _most_within(mixing, options) / mixing.total
    return np.asarray(1 - crossing / _crossing_by_activity(mixing.contacts))


def _pairs_known_if_simple(mixing: MixingMatrix, options: Options) -> Any:
    return not options.get("simple", False) or PAIRS_KNOWN.holds(mixing, {})


def _contacts_are_pairs_if_simple(mixing: MixingMatrix, options: Options) -> Any:
    return not options.get("simple", False) or CONTACTS_ARE_PAIRS.holds(mixing, {})


def _some_room(mixing: MixingMatrix, options: Options) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return _maximum(mixing, options) > 1e-12


def _rates_known(mixing: MixingMatrix, options: Options) -> Any:
    pairs = possible_pairs(mixing, options.get("universe"))
    there = pairs.sum(axis=-1) > 0
    both = there[..., :, np.newaxis] & there[..., np.newaxis, :]
    return (~both | (pairs > 0)).all(axis=(-2, -1))


SCORES_VARY = Condition(
    name="scores_vary",
    reason="all contacts are made, or all received, by people with the same score",
    reason_nl="alle contacten vertrekken, of komen aan, bij mensen met dezelfde score",
    holds=_scores_vary,
)
PAIRS_KNOWN_IF_SIMPLE = Condition(
    name="pairs_known_if_simple",
    reason=PAIRS_KNOWN.reason,
    reason_nl=PAIRS_KNOWN.reason_nl,
    holds=_pairs_known_if_simple,
)
CONTACTS_ARE_PAIRS_IF_SIMPLE = Condition(
    name="contacts_are_pairs_if_simple",
    reason=CONTACTS_ARE_PAIRS.reason,
    reason_nl=CONTACTS_ARE_PAIRS.reason_nl,
    holds=_contacts_are_pairs_if_simple,
)
SOME_ROOM = Condition(
    name="some_room",
    reason="contacts with these margins can't be assortative at all",
    reason_nl="contacten met deze randtotalen kunnen helemaal niet assortatief zijn",
    holds=_some_room,
)
RATES_KNOWN = Condition(
    name="rates_known",
    reason="of some groups no pair could have met, so how often they meet is not known",
    reason_nl="van sommige groepen kon geen paar elkaar ontmoeten, dus hoe vaak ze elkaar "
    "ontmoeten is niet bekend",
    holds=_rates_known,
)


@measure(
    label="Assortativity",
    label_nl="Assortativiteit",
    formula=r"\frac{\sum_g e_{gg} - \sum_g a_g b_g}{1 - \sum_g a_g b_g}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(SOME_CONTACTS, TWO_GROUPS_IN_CONTACT),
    source="newman2003",
    aliases=("newman_assortativity",),
)
def assortativity(mixing: MixingMatrix) -> float | Floats:
    """Excess of contacts within groups over what the groups' activity gives, of the most possible.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts stay within groups; 0 where they fall in proportion to how many
        contacts each group has; below 0 where more cross. NaN where fewer than two groups have
        contacts.

    Notes
    -----
    It corrects for how many *contacts* a group has, not for how many *people* it has: groups that
    stay away look well mixed (see `adjusted_assortativity`). Directed tables are taken as they are,
    not made symmetric first. Weights count: three talks of a pair are three contacts.
    With more contacts at one end than at the other 1 can't be reached (`assortativity_maximum`).

    References
    ----------
    Newman (2003), "Mixing patterns in networks".

    Examples
    --------
    e = (.4 .1; .1 .4) has .8 on its diagonal where .5 is expected: (.8 - .5) / (1 - .5) = .6.

    >>> import bridging as br
    >>> round(br.measures.assortativity(br.MixingMatrix([[4, 1], [1, 4]])), 6)
    0.6
    """
    return _nominal(mixing.contacts)


@measure(
    label="Numeric assortativity",
    label_nl="Numerieke assortativiteit",
    formula=r"\frac{\sum_{gh} e_{gh} (x_g - \bar x_a)(x_h - \bar x_b)}{\sigma_a \sigma_b}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(SOME_CONTACTS, SCORES_VARY),
    source="newman2003",
    aliases=("scalar_assortativity",),
)
def numeric_assortativity(
    mixing: MixingMatrix, *, scores: Sequence[float] | None = None
) -> float | Floats:
    """Correlation of the scores at the two ends of a contact.

    For groups with an order (low, middle, high) or numbers (ages, incomes): it asks whether people
    meet people *near* them, where `assortativity` sees only the same group or another.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected. Each contact weighs
        what the table says.
    scores : sequence of K floats, optional
        A number for each group, in their order. 0, 1, 2 ... if left out: equal steps.

    Returns
    -------
    float or array of shape (...)
        1 where the score at one end gives that at the other, rising; 0 where it tells nothing;
        -1 where it gives it, falling. NaN where all contacts start, or end, with one score.

    Raises
    ------
    OptionError
        `scores` that are not one finite number for each group.

    Notes
    -----
    Of two groups it is `assortativity` if contacts are undirected, whatever the scores. For an
    attribute of people, take a graph whose groups are its values:
    ``graph.mixing("age")`` with ``scores=[float(g) for g in mixing.groups]``.

    References
    ----------
    Newman (2003), "Mixing patterns in networks".

    Examples
    --------
    Two contacts low-low, one low-middle, one middle-high, from both ends: scores 0, 1, 2 have mean
    (5 * 0 + 2 * 1 + 1 * 2) / 8 = 1/2, variance 6/8 - 1/4 = 1/2, and covariance
    (2 * 1 * 2) / 8 - 1/4 = 1/4.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[4, 1, 0], [1, 0, 1], [0, 1, 0]], groups=["low", "mid", "high"])
    >>> round(br.measures.numeric_assortativity(table), 6)
    0.5
    """
    values = _scores(mixing, scores)
    share = mixing.contacts / mixing.total[..., np.newaxis, np.newaxis]
    rows, columns = share.sum(axis=-1), share.sum(axis=-2)
    first = values - (rows * values).sum(axis=-1, keepdims=True)
    second = values - (columns * values).sum(axis=-1, keepdims=True)
    together = np.einsum("...g,...gh,...h->...", first, share, second)
    spread = (rows * first**2).sum(axis=-1) * (columns * second**2).sum(axis=-1)
    return np.asarray(np.clip(together / np.sqrt(spread), -1, 1))  # clips rounding only


@measure(
    label="Highest attainable assortativity",
    label_nl="Hoogst haalbare assortativiteit",
    formula=r"\frac{\sum_g \min(a_g, b_g) - \sum_g a_g b_g}{1 - \sum_g a_g b_g}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(
        SOME_CONTACTS,
        PAIRS_KNOWN_IF_SIMPLE,
        CONTACTS_ARE_PAIRS_IF_SIMPLE,
        TWO_GROUPS_IN_CONTACT,
    ),
    source="newman2003",
)
def assortativity_maximum(mixing: MixingMatrix, *, simple: bool = False) -> float | Floats:
    """Highest assortativity that contacts with the same margins could have.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.
    simple : bool, default False
        Each pair of people is in contact at most once: then a group can't have more contacts with
        itself than it has pairs, present together where that is known, else of all its people.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts could stay within groups. NaN where fewer than two groups have
        contacts; with `simple` where the possible pairs are not known or contacts exceed them.

    Notes
    -----
    The margins are how many contacts start in each group and how many end there. Undirected
    contacts have the same at both ends, so only `simple` can bring their maximum below 1: a group
    of one person with contacts can't have them within. Contacts are not kept whole: an odd number
    of ends in a group costs up to half a contact more. With `simple` and more than two groups it
    is an upper bound, for pairs between two groups are not counted out.

    Degrees of persons bound it further (Cinelli and others 2020 for two groups); a mixing table
    does not hold them.

    References
    ----------
    Newman (2003), "Mixing patterns in networks"; Cinelli, Peel, Iovanella and Delvenne (2020),
    "Network constraints on the mixing patterns of binary node metadata".

    Examples
    --------
    Girls approach 6 times and are approached 4 times, boys 4 and 6: at most 4 + 4 of 10 within,
    where .6 * .4 + .4 * .6 = .48 are expected: (.8 - .48) / (1 - .48).

    >>> import bridging as br
    >>> table = br.MixingMatrix([[3, 3], [1, 3]], directed=True)
    >>> round(br.measures.assortativity_maximum(table), 6)
    0.615385

    One person of the second group: her two contacts can't be with herself.

    >>> table = br.MixingMatrix([[2, 2], [2, 0]], sizes=[3, 1])
    >>> round(br.measures.assortativity_maximum(table, simple=True), 6)
    -0.5
    """
    return _maximum(mixing, {"simple": simple})


@measure(
    label="Normalised assortativity",
    label_nl="Genormaliseerde assortativiteit",
    formula=r"r / r_{\max}",
    range=(-np.inf, 1),
    higher_means="bonding",
    needs=(
        SOME_CONTACTS,
        PAIRS_KNOWN_IF_SIMPLE,
        CONTACTS_ARE_PAIRS_IF_SIMPLE,
        TWO_GROUPS_IN_CONTACT,
        SOME_ROOM,
    ),
    source="newman2003",
)
def normalised_assortativity(mixing: MixingMatrix, *, simple: bool = False) -> float | Floats:
    """Assortativity as a part of the highest that contacts with the same margins could have.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), directed or undirected.
    simple : bool, default False
        As in `assortativity_maximum`.

    Returns
    -------
    float or array of shape (...)
        1 where no more contacts could stay within groups; 0 where they fall in proportion to how
        many contacts each group has; below 0 where more cross, without a lower limit. NaN where
        the maximum has no value or is not above 0.

    References
    ----------
    Newman (2003), "Mixing patterns in networks"; Cinelli, Peel, Iovanella and Delvenne (2020),
    "Network constraints on the mixing patterns of binary node metadata".

    Examples
    --------
    Of 10 contacts 6 stay within where .48 are expected and .8 is the most: .12 / .32.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[3, 3], [1, 3]], directed=True)
    >>> round(br.measures.normalised_assortativity(table), 6)
    0.375
    """
    # Both are 1 - crossing / expected, and the expected crossing is the same.
    expected = _crossing_by_activity(mixing.contacts)
    crossing = mixing.between / mixing.total
    least = 1 - _most_within(mixing, {"simple": simple}) / mixing.total
    return np.asarray(np.minimum((expected - crossing) / (expected - least), 1))


@measure(
    label="Adjusted assortativity",
    label_nl="Voor groepsgrootte gecorrigeerde assortativiteit",
    formula=r"r \text{ of } \frac{m_{gh} / u_{gh}}{\sum_{gh} m_{gh} / u_{gh}},"
    r" \quad u_{gh} = n_g n_h, \; u_{gg} = n_g (n_g - 1)",
    range=(-1, 1),
    higher_means="bonding",
    needs=(
        PAIRS_KNOWN,
        SOME_CONTACTS,
        CONTACTS_WERE_POSSIBLE,
        RATES_KNOWN,
        TWO_GROUPS_IN_CONTACT,
    ),
    source="karimi2023",
    aliases=("adjusted_nominal_assortativity",),
)
def adjusted_assortativity(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """Assortativity of contacts per possible pair, so that large groups weigh no more than small.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K).
    universe : {None, "present", "all"}, default None
        The pairs that could have met: those present together ("present"), or all pairs of people
        ("all", from `sizes`, as published). None takes those present together where they are
        known, else all.

    Returns
    -------
    float or array of shape (...)
        1 where all contacts stay within groups; 0 where a pair is in contact equally often
        whatever its groups; below 0 where pairs across are more often. NaN where the possible
        pairs are not known, or where some groups had none: a group of one person has no pair
        within it.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    `assortativity` falls towards 0 as one group becomes small, with the same preference of both.
    Here every group weighs the same, so a small group's few contacts make it uncertain. Groups
    without any possible pair are left out.

    References
    ----------
    Karimi and Oliveira (2023), "On the inadequacy of nominal assortativity for assessing homophily
    in networks".

    Examples
    --------
    Six people and two: 6 of the 15 pairs within the first, the 1 pair within the second and 3 of
    12 pairs between met: rates .4, 1 and .25, shared .4, .25, .25, 1 over 1.9. Crossing .5/1.9
    against 2 * (.65/1.9) * (1.25/1.9): 1 - .95/1.625.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[12, 3], [3, 2]], sizes=[6, 2])
    >>> round(br.measures.adjusted_assortativity(table), 6)
    0.415385
    """
    pairs = possible_pairs(mixing, universe)
    return _nominal(np.where(pairs > 0, mixing.contacts / np.where(pairs > 0, pairs, 1.0), 0.0))
