"""Who meets whom, as regressions on pairs of people."""

import numpy as np

from bridging.analyses.contact_model import ContactModel
from bridging.analyses.pair_data import PairData
from bridging.counting.pair_sessions import both_directions, talk_with_others, until_first_contact
from bridging.errors import check_choice
from bridging.inference.regression import Terms, terms
from bridging.structures.arrays import Floats, Ints
from bridging.study import Study

ACTIVITY = ("group", "talk", "both", "none")
SESSIONS = ("effects", "conditional")
MOST_CLASSES = 5  # of joint sessions, the last of them open
FEW_EVENTS = 5  # first contacts that the open class must have


def pair_logit(
    study: Study,
    line: str | None = None,
    *,
    contrast: str = "across",
    activity: str = "group",
    sessions: str = "effects",
    errors: str = "default",
    confidence_level: float = 0.95,
) -> ContactModel:
    """Model which pairs present together in a session met.

    Parameters
    ----------
    study : Study
    line : str, optional
        May be left out where there is only one.
    contrast : {"across", "steps", "mixing"}
        One odds ratio of pairs across the line against pairs of one group; one for each step between
        groups of an ordered line; or one for each pair of groups, against two of the first group.
    activity : {"group", "talk", "both", "none"}
        What stands for how much people talk: a level for each group, how much each of the two was
        in contact with others, both, or nothing. Without it, a talkative minority looks as if it
        sought out the others.
    sessions : {"effects", "conditional"}
        A level for each session, or the exact likelihood given each session's number of contacts:
        better where sessions are small (below some ten people), as levels make odds ratios too
        extreme there.
    errors : {"default", "dyadic_cr3", "dyadic", "pair"}
        As in `dyadic_covariance`.
    confidence_level : float

    Returns
    -------
    ContactModel
        `across` below 0: people of different groups met less than people of one group present at
        the same time.

    Raises
    ------
    OptionError
        An unknown option, or a line without groups (or without order, for steps).
    DataError
        A study without attendance or encounters.

    Notes
    -----
    People who came together, and pairs with an unknown group, are left out. Where no contact
    crosses the line the odds ratio would be 0: Firth's penalised likelihood is used, and said.

    It is the odds ratio between average pairs: where people of a group differ in how much they talk,
    it lies somewhat nearer to 1 than that of two given people.

    Examples
    --------
    >>> from bridging.simulate import world
    >>> study = world(seed=1, people=40, sessions=12, partner_choice=0.5, contact_chance=0.2)
    >>> found = pair_logit(study)
    >>> found.table["term"].tolist(), found.n_people, found.warnings
    (['activity of b', 'across'], 40, ())
    >>> round(float(found.table["odds_ratio"].iloc[-1]), 1)
    0.5
    """
    check_choice("activity", activity, ACTIVITY)
    check_choice("sessions", sessions, SESSIONS)
    data = PairData.of(study, line, contrast, errors, confidence_level)
    rows = data.rows
    parts = [data.activity(rows), data.contrast(rows)]
    if activity in ("talk", "none"):
        parts = parts[1:]
    if activity in ("talk", "both"):
        talk = talk_with_others(rows, len(data.coded.people))
        parts.insert(0, Terms(names=("talk with others",), values=talk[:, np.newaxis]))
    return data.fit(rows, parts, sessions, "logit of pairs present together")


def partner_logit(
    study: Study,
    line: str | None = None,
    *,
    contrast: str = "across",
    directed: bool = False,
    errors: str = "default",
    confidence_level: float = 0.95,
) -> ContactModel:
    """Model with whom each person was in contact, of those she could meet in the session.

    Given how many partners a person had in a session, every set of that many of the people present
    is a choice (conditional logit). What is hers or the session's (how much she talks, how lively it
    was) drops out; how much others are met is a level of their group.

    Parameters
    ----------
    study : Study
    line, contrast, errors, confidence_level
        As in `pair_logit`.
    directed : bool, default False
        True where it is known who began: choices are then of who began. Else both directions of
        every contact count as a choice (a pairwise composite likelihood, whose errors are right
        because they let everything of a person correlate).

    Raises
    ------
    OptionError, DataError
        As in `pair_logit`.

    References
    ----------
    McFadden (1974), "Conditional logit analysis of qualitative choice behavior".

    Examples
    --------
    >>> from bridging.simulate import world
    >>> study = world(seed=1, people=40, sessions=12, partner_choice=0.5, contact_chance=0.2)
    >>> partner_logit(study).table["term"].tolist()
    ['partner is b', 'across']
    """
    data = PairData.of(study, line, contrast, errors, confidence_level, began=directed)
    rows = data.rows if directed else both_directions(data.rows)
    parts = [data.partner(rows), data.contrast(rows)]
    return data.fit(rows, parts, "person", "conditional logit of partners among those present")


def first_contact_hazard(
    study: Study,
    line: str | None = None,
    *,
    contrast: str = "across",
    sessions: str = "effects",
    errors: str = "default",
    confidence_level: float = 0.95,
) -> ContactModel:
    """Model in which of their joint sessions strangers first meet.

    Each pair is at risk in every session in which both are present, until its first contact. The
    odds may differ by how often the pair had been there together (`joint session 2` and on, against
    the first), by session, and by group.

    Parameters
    ----------
    study : Study
        Sessions are taken by their start, or in the order of their table where a start is missing.
    line, contrast, sessions, errors, confidence_level
        As in `pair_logit`.

    Raises
    ------
    OptionError, DataError
        As in `pair_logit`.

    Notes
    -----
    Pairs that knew each other before the first session are at risk as if they did not.

    References
    ----------
    Allison (1982), "Discrete-time methods for the analysis of event histories".

    Examples
    --------
    >>> from bridging.simulate import world
    >>> study = world(seed=1, people=40, sessions=12, partner_choice=0.5, contact_chance=0.2)
    >>> found = first_contact_hazard(study)
    >>> found.table["term"].iloc[-1], found.n_contacts == found.n_pairs
    ('across', False)
    """
    check_choice("sessions", sessions, SESSIONS)
    data = PairData.of(study, line, contrast, errors, confidence_level)
    rows, joint = until_first_contact(data.rows, _order(study))
    last = _last_class(joint, rows.met)
    labels = [f"joint session {n}" for n in range(2, last)]
    labels += [f"joint session {last} or later"] if last > 1 else []
    classes = terms.effects(np.minimum(joint, last) - 2, labels)
    parts = [classes, data.activity(rows), data.contrast(rows)]
    return data.fit(rows, parts, sessions, "logit of first contact by joint session")


def _order(study: Study) -> Ints:
    """Return the place in time of each session; the order of the table where a start is missing."""
    start = study.records.tables["sessions"]["start"]
    if start.isna().any():
        return np.arange(len(start))
    return np.asarray(start.rank(method="first").astype(int).to_numpy() - 1, dtype=np.int64)


def _last_class(joint: Ints, met: Floats) -> int:
    """Return the open class of joint sessions: the highest, up to 5, with enough first contacts."""
    for last in range(MOST_CLASSES, 1, -1):
        if met[joint >= last].sum() >= FEW_EVENTS:
            return last
    return 1
