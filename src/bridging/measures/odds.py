"""Odds: how much more often pairs of one kind met than pairs of another, of all that could."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import OptionError
from bridging.measures._pairs import (
    CONTACTS_ARE_PAIRS,
    PAIRS_BOTH,
    PAIRS_KNOWN,
    pairs_within_and_between,
)
from bridging.measures.conditions import SOME_CONTACTS, Options
from bridging.measures.record import Condition, get_measure, measure
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats


def _some_contacts_between(mixing: MixingMatrix, options: Options) -> Any:
    return mixing.between > 0


def _some_pairs_left_within(mixing: MixingMatrix, options: Options) -> Any:
    return pairs_within_and_between(mixing, options)[0] > mixing.within * (1 + 1e-9)


def _some_pairs_left(mixing: MixingMatrix, options: Options) -> Any:
    within, between = pairs_within_and_between(mixing, options)
    return within + between > mixing.total * (1 + 1e-9)


SOME_CONTACTS_BETWEEN = Condition(
    name="some_contacts_between",
    reason="there are no contacts between groups, so the ratio has no upper limit",
    reason_nl="er zijn geen contacten tussen groepen, dus de verhouding heeft geen bovengrens",
    holds=_some_contacts_between,
)
SOME_PAIRS_LEFT_WITHIN = Condition(
    name="some_pairs_left_within",
    reason="every pair within groups met, so the ratio has no upper limit",
    reason_nl="elk paar binnen groepen ontmoette elkaar, dus de verhouding heeft geen bovengrens",
    holds=_some_pairs_left_within,
)
SOME_PAIRS_LEFT = Condition(
    name="some_pairs_left",
    reason="every pair that could have met did",
    reason_nl="elk paar dat elkaar kon ontmoeten, deed dat",
    holds=_some_pairs_left,
)


@measure(
    counts="pairs",
    label="Odds ratio of contact within groups",
    label_nl="Odds ratio van contact binnen groepen",
    formula=r"\frac{I (U_b - E)}{E (U_w - I)}",
    range=(0, np.inf),
    higher_means="bonding",
    needs=(
        PAIRS_KNOWN,
        SOME_CONTACTS,
        CONTACTS_ARE_PAIRS,
        PAIRS_BOTH,
        SOME_CONTACTS_BETWEEN,
        SOME_PAIRS_LEFT_WITHIN,
    ),
    source="moody2001",
    aliases=("orwg",),
)
def odds_ratio_within(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """Odds that a pair within a group met, over the odds that a pair between groups met.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), each pair at most once.
    universe : {None, "present", "all"}, default None
        The pairs that could have met: those present together ("present"), or all pairs of people
        ("all", from `sizes`). None takes those present together where they are known, else all.

    Returns
    -------
    float or array of shape (...)
        1 where pairs within and between groups met equally often; above 1 where those within met
        more; 0 where none of those within did. NaN where the possible pairs are not known, where
        there are more contacts than pairs (contacts that count meetings or minutes), and where
        the ratio has no upper limit: no contact between groups, or all pairs within met.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    References
    ----------
    Moody (2001), "Race, school integration, and friendship segregation in America".

    Examples
    --------
    Two groups of two people: 2 of the 4 ordered pairs within met and 1 of the 8 between, so
    (2/2) / (1/7) = 7.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[1, 1], [0, 1]], sizes=[2, 2], directed=True)
    >>> br.measures.odds_ratio_within(table)
    7.0
    """
    pairs_within, pairs_between = pairs_within_and_between(mixing, {"universe": universe})
    met, met_across = mixing.within, mixing.between
    missed_across = np.maximum(pairs_between - met_across, 0)  # clips rounding only
    return np.asarray(met * missed_across / (met_across * (pairs_within - met)))


@measure(
    counts="pairs",
    label="Yule's Q",
    label_nl="Q van Yule",
    formula=r"\frac{OR - 1}{OR + 1}",
    range=(-1, 1),
    higher_means="bonding",
    needs=(PAIRS_KNOWN, SOME_CONTACTS, CONTACTS_ARE_PAIRS, PAIRS_BOTH, SOME_PAIRS_LEFT),
    source="yule1900",
    aliases=("yules_q",),
)
def yule_q(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """Odds ratio of contact within groups, on a scale from -1 to 1.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), each pair at most once.
    universe : {None, "present", "all"}, default None
        The pairs that could have met, as in `odds_ratio_within`.

    Returns
    -------
    float or array of shape (...)
        1 where no pair across met, or all pairs within did; 0 where pairs within and across met
        equally often; -1 where no pair within met, or all pairs across did. NaN where the possible
        pairs are not known or contacts exceed them, where only pairs within or only pairs across
        were possible, and where all met.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    A pair is two different people: people paired with themselves are not pairs within that did
    not meet. It has a value where the odds ratio has no upper limit.

    References
    ----------
    Yule (1900), "On the association of attributes in statistics".

    Examples
    --------
    Two groups of two people: 2 of the 4 ordered pairs within met and 1 of the 8 between. The odds
    ratio is 7, so Q = 6/8.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[1, 1], [0, 1]], sizes=[2, 2], directed=True)
    >>> br.measures.yule_q(table)
    0.75
    """
    pairs_within, pairs_between = pairs_within_and_between(mixing, {"universe": universe})
    one = mixing.within * np.maximum(pairs_between - mixing.between, 0)  # clips rounding only
    other = mixing.between * np.maximum(pairs_within - mixing.within, 0)
    return np.asarray((one - other) / (one + other))


# Sessions together: a table of two by two (crossing or not, met or not) for each.


def _by_session(values: Floats) -> Floats:
    """Give a single table an axis of one session."""
    return values if values.ndim else values[np.newaxis]


def _two_by_two(mixing: MixingMatrix, options: Options) -> tuple[Floats, Floats, Floats, Floats]:
    """Pairs by session: crossing that met and did not, same that met and did not."""
    within, between = pairs_within_and_between(mixing, options)
    scale = 1 if mixing.directed else 2
    parts = (mixing.between, between - mixing.between, mixing.within, within - mixing.within)
    a, b, c, d = (_by_session(np.maximum(part, 0) / scale) for part in parts)
    return a, b, c, d


def _products(mixing: MixingMatrix, options: Options) -> tuple[Floats, Floats]:
    """For and against crossing contact, by session: a d / n and b c / n."""
    a, b, c, d = _two_by_two(mixing, options)
    pairs = a + b + c + d
    pairs = np.where(pairs > 0, pairs, 1.0)
    return a * d / pairs, b * c / pairs


def _all_sessions(condition: Condition) -> Any:
    """Say that a condition holds in every session."""

    def holds(mixing: MixingMatrix, options: Options) -> Any:
        return _by_session(np.asarray(condition.holds(mixing, options))).all(axis=-1)

    return holds


def _some_contacts_in_sessions(mixing: MixingMatrix, options: Options) -> Any:
    return _by_session(mixing.total).sum(axis=-1) > 0


def _informative(mixing: MixingMatrix, options: Options) -> Any:
    for_, against = _products(mixing, options)
    return (for_ + against).sum(axis=-1) > 0


def _some_against(mixing: MixingMatrix, options: Options) -> Any:
    return _products(mixing, options)[1].sum(axis=-1) > 0


OF_SESSIONS = (
    Condition(
        name="pairs_known_of_all",
        reason="it is not known of every session which pairs could have met",
        reason_nl="het is niet van elk openingsmoment bekend welke paren elkaar konden ontmoeten",
        holds=_all_sessions(PAIRS_KNOWN),
    ),
    Condition(
        name="some_contacts_in_sessions",
        reason=SOME_CONTACTS.reason,
        reason_nl=SOME_CONTACTS.reason_nl,
        holds=_some_contacts_in_sessions,
    ),
    Condition(
        name="contacts_are_pairs_of_all",
        reason="in some session there are more contacts than pairs that could have met",
        reason_nl="in een openingsmoment zijn er meer contacten dan paren die elkaar konden "
        "ontmoeten",
        holds=_all_sessions(CONTACTS_ARE_PAIRS),
    ),
    Condition(
        name="informative_sessions",
        reason="in no session could pairs across and pairs within both meet and both not meet",
        reason_nl="in geen enkel openingsmoment konden paren over en binnen de grens elkaar zowel "
        "ontmoeten als niet ontmoeten",
        holds=_informative,
    ),
    Condition(
        name="some_against",
        reason="no session had a pair across that did not meet where a pair within did, so the "
        "ratio has no upper limit",
        reason_nl="in geen enkel openingsmoment bleef een paar over de grens zonder contact terwijl "
        "een paar binnen een groep contact had, dus de verhouding heeft geen bovengrens",
        holds=_some_against,
    ),
)


@measure(
    counts="pairs",
    label="Mantel-Haenszel odds ratio of contact across",
    label_nl="Mantel-Haenszel-odds ratio van overbruggend contact",
    formula=r"\frac{\sum_s a_s d_s / n_s}{\sum_s b_s c_s / n_s}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=OF_SESSIONS,
    source="mantel1959",
    aliases=("mantel_haenszel_odds_ratio",),
    strata=True,
)
def mantel_haenszel(mixing: MixingMatrix, *, universe: str | None = None) -> float | Floats:
    """Odds that a pair across met, over the odds that a pair within met, session by session.

    Pairs are compared with pairs of the same session only, so neither a session's mix nor how much
    was talked in it enters. Crossing pairs that met and did not are :math:`a_s` and :math:`b_s`,
    pairs within that met and did not :math:`c_s` and :math:`d_s`, together :math:`n_s`.

    Parameters
    ----------
    mixing : MixingMatrix
        A stack of sessions of shape (..., S, K, K), each pair at most once in a session:
        ``study.mixing(line, by="session", weight="pairs")``. One table is one session.
    universe : {None, "present", "all"}, default None
        The pairs that could have met, as in `odds_ratio_within`.

    Returns
    -------
    float or array of shape (...)
        1 where pairs across met as often as pairs within, in every session; below 1 where they
        met less; 0 where none did. NaN where the possible pairs of a session are not known or its
        contacts exceed them, and where the sessions do not bound the ratio.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    Sessions with people of one group only, and sessions where all pairs met or none did, tell
    nothing and weigh nothing. `odds_ratio_within` of the sums over sessions goes the other way
    (within over across) and mixes who is there with who talks.

    References
    ----------
    Mantel and Haenszel (1959), "Statistical aspects of the analysis of data from retrospective
    studies of disease".

    Examples
    --------
    In the first session 1 of 4 pairs across and 1 of 2 within met, in the second the one pair
    there was: (1 * 1 / 6) / (3 * 1 / 6).

    >>> import bridging as br
    >>> sessions = br.MixingMatrix(
    ...     [[[2, 1], [1, 0]], [[2, 0], [0, 0]]],
    ...     opportunities=[[[2, 4], [4, 2]], [[2, 0], [0, 0]]],
    ... )
    >>> round(br.measures.mantel_haenszel(sessions), 6)
    0.333333
    """
    for_, against = _products(mixing, {"universe": universe})
    return np.asarray(for_.sum(axis=-1) / against.sum(axis=-1))


@measure(
    counts="pairs",
    label="Mantel-Haenszel odds ratio with its standard error",
    label_nl="Mantel-Haenszel-odds ratio met standaardfout",
    formula=r"\frac{\sum P R}{2 (\sum R)^2} + \frac{\sum (P S + Q R)}{2 \sum R \sum S}"
    r" + \frac{\sum Q S}{2 (\sum S)^2}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=OF_SESSIONS,
    source="robins1986",
    gives="table",
    strata=True,
)
def mantel_haenszel_table(
    mixing: MixingMatrix, *, universe: str | None = None, confidence_level: float = 0.95
) -> pd.DataFrame:
    r"""Mantel-Haenszel odds ratio with the standard error of Robins, Breslow and Greenland.

    Parameters
    ----------
    mixing : MixingMatrix
        A stack of sessions of shape (..., S, K, K), as in `mantel_haenszel`.
    universe : {None, "present", "all"}, default None
        The pairs that could have met, as in `odds_ratio_within`.
    confidence_level : float, default 0.95
        Of the interval, on the log scale.

    Returns
    -------
    DataFrame
        A row for each place of the stack (one row for a stack of sessions): `unit`, `odds_ratio`,
        `log_std_error`, `ci_low`, `ci_high`, `ci_level`, `n_sessions`, `n_informative` (sessions
        that weigh in it) and `undefined`, the reason where there is no value. The standard error
        is NaN where the ratio is 0.

    Raises
    ------
    OptionError
        A `universe` that is not one of those, or a level that is not between 0 and 1.

    Notes
    -----
    With :math:`P = (a + d) / n`, :math:`Q = (b + c) / n`, :math:`R = a d / n`,
    :math:`S = b c / n` in each session. The formula takes pairs as independent. Pairs share
    people, so the interval is too narrow; use it to compare with other software.

    References
    ----------
    Robins, Breslow and Greenland (1986), "Estimators of the Mantel-Haenszel variance consistent in
    both sparse data and large-strata limiting models".

    Examples
    --------
    One session with a, b, c, d = 1, 3, 1, 1: the variance is that of one table,
    1/1 + 1/3 + 1/1 + 1/1 = 10/3.

    >>> import bridging as br
    >>> session = br.MixingMatrix([[2, 1], [1, 0]], opportunities=[[2, 4], [4, 2]])
    >>> table = br.measures.mantel_haenszel_table(session)
    >>> table.loc[0, ["odds_ratio", "log_std_error"]].astype(float).round(6).tolist()
    [0.333333, 1.825742]
    """
    if not 0 < confidence_level < 1:
        raise OptionError(f"`confidence_level` must be between 0 and 1, not {confidence_level!r}.")
    options = {"universe": universe}
    ratio = np.ravel(mantel_haenszel(mixing, universe=universe))
    undefined = np.ravel(get_measure("mantel_haenszel").reasons(mixing, options))
    a, b, c, d = _two_by_two(mixing, options)
    R, S = _products(mixing, options)
    pairs = np.where(a + b + c + d > 0, a + b + c + d, 1.0)
    P, Q = (a + d) / pairs, (b + c) / pairs
    with np.errstate(divide="ignore", invalid="ignore"):
        r, s = R.sum(axis=-1), S.sum(axis=-1)
        variance = (
            (P * R).sum(axis=-1) / (2 * r**2)
            + (P * S + Q * R).sum(axis=-1) / (2 * r * s)
            + (Q * S).sum(axis=-1) / (2 * s**2)
        )
        error = np.where(np.isfinite(ratio) & (ratio > 0), np.ravel(np.sqrt(variance)), np.nan)
        reach = NormalDist().inv_cdf((1 + confidence_level) / 2) * error
        low, high = ratio * np.exp(-reach), ratio * np.exp(reach)
    labels = ["all"] if ratio.size == 1 else [str(i + 1) for i in range(ratio.size)]
    return pd.DataFrame(
        {
            "unit": labels,
            "odds_ratio": ratio,
            "log_std_error": error,
            "ci_low": low,
            "ci_high": high,
            "ci_level": confidence_level,
            "n_sessions": a.shape[-1],
            "n_informative": np.ravel((R + S > 0).sum(axis=-1)),
            "undefined": undefined,
        }
    )
