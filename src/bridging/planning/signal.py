"""What a place can show of a preference: how far contacts move, against how far chance moves them.

The default test deals the contacts of a session again among the people who were in contact, each
keeping how many they had. What it can see of a preference is what remains of it once each group's
own activity is taken out. That is a logistic regression of contact on crossing, over the pairs
present, with an activity for each group and session; everything here follows from it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.structures.arrays import Floats

STEPS = 60
NODES = 15  # of the mean over a normal distribution
MANY = 1000.0  # contacts of a session
WIDEST = 12.0  # log odds beyond which a chance is as good as 0 or 1


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """Kinds of sessions, by how many pairs of each two groups are there.

    Parameters
    ----------
    pairs : array of float, shape (G, T)
        Pairs that could meet in a session of each kind, by cell: a pair of groups, T = K(K+1)/2.
    contacts : array of float, shape (G,)
        Pairs that do meet.
    times : array of float, shape (G,)
        Sessions of this kind among `n_sessions`.
    groups : int
        The number K of groups.
    known : bool
        Whether `contacts` were counted, or are means that chance varies.
    persistence : float
        Standard deviation of the log of what lasts between two people, a factor on their odds.
    """

    pairs: Floats
    contacts: Floats
    times: Floats
    groups: int
    known: bool
    persistence: float = 0.0

    @property
    def crossing(self) -> npt.NDArray[np.bool_]:
        """Which cells cross the line, of shape (T,)."""
        i, j = np.triu_indices(self.groups)
        return np.asarray(i != j)

    @property
    def members(self) -> Floats:
        """How many people of each group a pair of each cell has, of shape (T, K)."""
        i, j = np.triu_indices(self.groups)
        return np.asarray(np.eye(self.groups)[i] + np.eye(self.groups)[j])


@dataclass(frozen=True, kw_only=True)
class Signal:
    """What a preference does to contacts across, in all sessions together.

    Parameters
    ----------
    across : float
        Contacts across that are expected with the preference.
    excess : float
        How many that is more than the test's own mean; below 0 where people keep to their own.
    chance_variance : float
        Variance of contacts across as the test deals them.
    variance : float
        Their variance with the preference, the activity of groups held.
    """

    across: float
    excess: float
    chance_variance: float
    variance: float

    @property
    def ratio(self) -> float:
        """Contacts across over the mean of the test: partner choice."""
        by_chance = self.across - self.excess
        return self.across / by_chance if by_chance > 0 else float("nan")


def signal(sessions: Sessions, odds: float) -> Signal:
    """Return what odds of contact of pairs across, against pairs within, do to contacts.

    Parameters
    ----------
    sessions : Sessions
    odds : float
        1 is no preference, below 1 people keep to their own.

    Examples
    --------
    Ten people of each of two groups and 20 contacts: by chance 100 of 190 pairs cross. The variance
    is 20 (1 - 20/190) / 190 / (1/100 + 1/180 + 1/180), and 19/19.5 of it can move.

    >>> import numpy as np
    >>> one = Sessions(
    ...     pairs=np.array([[45.0, 100.0, 45.0]]), contacts=np.array([20.0]),
    ...     times=np.ones(1), groups=2, known=True,
    ... )
    >>> found = signal(one, 1.0)
    >>> round(found.across, 3), round(found.chance_variance, 3), round(found.ratio, 6)
    (10.526, 4.347, 1.0)
    """
    cross, members = sessions.crossing, sessions.members
    chance = chances(sessions, odds)
    even = _without_preference(sessions.pairs, chance, members)
    share = movable(sessions.contacts, sessions.known)
    times = sessions.times
    moved = (sessions.pairs * (chance - even))[:, cross].sum(axis=1)
    spread = [
        float((times * share * information(sessions.pairs * p * (1 - p), members, cross)).sum())
        for p in (even, chance)
    ]
    return Signal(
        across=float((times * (sessions.pairs * chance)[:, cross].sum(axis=1)).sum()),
        excess=float((times * share * moved).sum()),
        chance_variance=spread[0],
        variance=spread[1],
    )


def chances(sessions: Sessions, odds: float) -> Floats:
    """Return the chance of contact of a pair of each cell, of shape (G, T).

    The odds of pairs across are `odds` times those of pairs within, and each session has the
    contacts it has; found by halving.
    """
    log_odds = np.where(sessions.crossing, np.log(odds), 0.0)
    low = np.full(len(sessions.contacts), -2 * WIDEST)
    high = -low
    for _ in range(STEPS):
        base = (low + high) / 2
        chance = mean_chance(base[:, np.newaxis] + log_odds, sessions.persistence)
        too_few = (sessions.pairs * chance).sum(axis=1) < sessions.contacts
        low, high = np.where(too_few, base, low), np.where(too_few, high, base)
    return chance


def mean_chance(log_odds: Floats, persistence: float, power: int = 1) -> Floats:
    """Return the mean chance of contact (or its power) over pairs with lasting factors of mean 1.

    Examples
    --------
    >>> import numpy as np
    >>> float(mean_chance(np.array(0.0), 0.0)), float(mean_chance(np.array(0.0), 0.0, power=2))
    (0.5, 0.25)
    """
    if persistence == 0:
        return expit(log_odds) ** power
    z, weight = np.polynomial.hermite_e.hermegauss(NODES)
    factor = persistence * z - persistence**2 / 2
    chance = expit(np.asarray(log_odds)[..., np.newaxis] + factor) ** power
    return np.asarray(chance @ (weight / weight.sum()))


def expit(x: Floats) -> Floats:
    """Return the chance of each log odds."""
    return np.asarray(1 / (1 + np.exp(-x)))


def _without_preference(pairs: Floats, chance: Floats, members: Floats) -> Floats:
    """Return the chances that give each group the same activity without a preference.

    Newton's steps of the logistic regression on the activity of each group.
    """
    target = (pairs * chance) @ members
    activity = np.zeros((len(pairs), members.shape[1]))
    activity += np.log(chance / (1 - chance)).mean(axis=1, keepdims=True) / 2
    for _ in range(STEPS):
        fitted = expit(activity @ members.T)
        lacking = target - (pairs * fitted) @ members
        step = np.einsum("gkl,gl->gk", _inverse(pairs * fitted * (1 - fitted), members), lacking)
        activity = np.clip(activity + np.clip(step, -1, 1), -WIDEST, WIDEST)
        if np.abs(step).max(initial=0.0) < 1e-10:
            break
    return expit(activity @ members.T)


def _inverse(weights: Floats, members: Floats) -> Floats:
    """Return the inverse information on the activity of groups; groups that are not there have 0."""
    table = np.einsum("gt,tk,tl->gkl", weights, members, members)
    return np.asarray(np.linalg.pinv(table, rcond=1e-9, hermitian=True))


def information(weights: Floats, members: Floats, cross: npt.NDArray[np.bool_]) -> Floats:
    """Return the variance of contacts across that is left once the activity of groups is held.

    Parameters
    ----------
    weights : array of float, shape (G, T)
        Variance of the contacts of each cell.
    members : array of float, shape (T, K)
    cross : array of bool, shape (T,)

    Returns
    -------
    array of float, shape (G,)
        With two groups 1 / (1/w_ab + 1/(4 w_aa) + 1/(4 w_bb)): 0 where a group has no two people
        who could meet, since then whoever talks with its one person crosses the line.
    """
    x = cross.astype(float)
    both = (weights * x) @ members
    taken = np.einsum("gk,gkl,gl->g", both, _inverse(weights, members), both)
    left = (weights * x).sum(axis=1) - taken
    return np.where(left > 1e-9 * weights.sum(axis=1), left, 0.0)


def movable(contacts: Floats, known: bool) -> Floats:
    """Return the share of the variance that is left where few contacts can be dealt again.

    Dealing m contacts again with the numbers of each group fixed has (m - 1) / (m - 1/2) of
    the variance that m independent contacts have: one contact can't be dealt otherwise. Where m is
    a mean, its Poisson distribution is summed over.

    Examples
    --------
    >>> import numpy as np
    >>> movable(np.array([0.0, 1.0, 5.0]), known=True).round(4).tolist()
    [0.0, 0.0, 0.8889]
    """
    if known:
        return np.maximum(contacts - 1, 0) / np.maximum(contacts - 0.5, 0.5)
    from scipy.special import gammaln

    # m (m - 1) / (m - 1/2) is m - 1/2 - 1/4 / (m - 1/2): its mean needs no sum where m is large
    large = contacts > MANY
    if large.any():
        share = 1 - (0.5 + 0.25 / np.where(large, contacts, 1.0)) / np.where(large, contacts, 1.0)
        share[~large] = movable(contacts[~large], known)
        return share
    most = int(np.ceil(contacts.max(initial=0) + 10 * np.sqrt(contacts.max(initial=0)) + 20))
    m = np.arange(2, most + 1)
    mean = np.maximum(contacts, 1e-12)[:, np.newaxis]
    weight = np.exp(m * np.log(mean) - mean - gammaln(m + 1))
    return np.asarray((weight * m * (m - 1) / (m - 0.5)).sum(axis=1) / mean[:, 0])
