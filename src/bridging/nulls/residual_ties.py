"""How much more each pair was in contact than how much each of the two talked would give."""

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError
from bridging.nulls.ties import Ties, collapse_ties
from bridging.structures.arrays import Floats, Ints

CLOSE = 1e-12  # sums of the fit are right to this share of the largest of the session
NOTHING = 1e-7  # residuals below this share are errors of the fit
MOST_STEPS = 200
MOST_HALVINGS = 40
MOST_CELLS = 2_000_000  # pairs of people fitted at once


def residual_ties(
    person_of_visit: Ints,
    session_of_visit: Ints,
    party_of_visit: Ints,
    first: Ints,
    second: Ints,
    weight: Floats | None = None,
    *,
    n_people: int,
) -> Ties:
    """Return contacts minus what the session would give, summed over sessions for each pair.

    In each session the contacts are compared with xᵢxⱼ for every pair that could meet, with x such
    that each person has as much contact as was observed. Pairs who came together get none. A
    person's residuals sum to 0 in every session, so that neither who came when nor who talked much
    is left in them.

    Parameters
    ----------
    person_of_visit, session_of_visit : array of int, shape (V,)
        Who was present where; only people in contact matter.
    party_of_visit : array of int, shape (V,)
        People of a session with the same code came together; -1 came alone.
    first, second : array of int, shape (M,)
        The two visits of each contact, both of one session. Contacts of people who came together
        are left out; leave out those of people of unknown group beforehand.
    weight : array of float, shape (M,), optional
        Default: each contact counts once.
    n_people : int
        People are numbered from 0 to ``n_people - 1``.

    Returns
    -------
    Ties
        The residual of each pair of people, above 0 where they met more than expected. Pairs
        without a residual are left out.

    Raises
    ------
    DataError
        A contact of two sessions, a weight below 0, or a fit that does not settle.

    Notes
    -----
    The fit is that of iterative proportional fitting with zeros where people can't meet. It is
    found by Newton's method, because fitting by proportions creeps where a zero is forced: if
    everybody talked to one person only, nobody else can have met.

    References
    ----------
    Newman (2006), "Modularity and community structure in networks": contacts minus what degrees
    give, there with contacts of people with themselves.

    Examples
    --------
    A square of contacts: each of the six pairs is expected 2/3 times.

    >>> person, session, alone = np.arange(4), np.zeros(4, dtype=int), np.full(4, -1)
    >>> ties = residual_ties(person, session, alone, [0, 1, 2, 3], [1, 2, 3, 0], n_people=4)
    >>> ties.weight.round(6).tolist()  # of 0-1, 0-2, 0-3, 1-2, 1-3, 2-3
    [0.333333, -0.666667, 0.333333, 0.333333, -0.666667, 0.333333]
    """
    person, session, party = (
        np.asarray(v, np.int64) for v in (person_of_visit, session_of_visit, party_of_visit)
    )
    met = _met(session, party, collapse_ties(first, second, weight, n_people=len(person)))
    visits = np.unique([met.a, met.b])
    visits = visits[np.argsort(session[visits], kind="stable")]
    _, starts, sizes = np.unique(session[visits], return_index=True, return_counts=True)
    place = np.zeros(len(person), dtype=np.int64)  # of each visit within its session
    place[visits] = np.arange(len(visits)) - np.repeat(starts, sizes)
    number = np.zeros(len(person), dtype=np.int64)  # of the session among those with contacts
    number[visits] = np.repeat(np.arange(len(sizes)), sizes)
    pairs = []
    for size in np.unique(sizes):  # sessions with as many people are fitted at once
        alike = np.flatnonzero(sizes == size)
        step = max(1, MOST_CELLS // int(size) ** 2)
        for begin in range(0, len(alike), step):
            these = alike[begin : begin + step]
            present = visits[starts[these][:, np.newaxis] + np.arange(size)]
            row = np.full(len(sizes), -1)
            row[these] = np.arange(len(these))
            contacts = np.zeros((len(these), size, size))
            here = row[number[met.a]] >= 0
            at, a, b = row[number[met.a[here]]], place[met.a[here]], place[met.b[here]]
            contacts[at, a, b] = contacts[at, b, a] = met.weight[here]
            pairs.append(_residuals(contacts, party[present], person[present]))
    if not pairs:
        return collapse_ties([], [], [], n_people=n_people)
    a, b, value = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    ties = collapse_ties(a, b, value, n_people=n_people)
    some = np.abs(ties.weight) > 1e-12 * float(met.weight.max())
    return Ties(a=ties.a[some], b=ties.b[some], weight=ties.weight[some], n_people=n_people)


def _met(session: Ints, party: Ints, ties: Ties) -> Ties:
    """Return the pairs of visits in contact who did not come together."""
    if (session[ties.a] != session[ties.b]).any():
        raise DataError("A contact must be of two visits of the same session; some are of two.")
    if (ties.weight < 0).any():
        raise DataError("`weight` must not be below 0; some weights are.")
    together = (party[ties.a] >= 0) & (party[ties.a] == party[ties.b])
    some = ~together & (ties.weight > 0)
    return Ties(a=ties.a[some], b=ties.b[some], weight=ties.weight[some], n_people=ties.n_people)


def _residuals(contacts: Floats, party: Ints, person: Ints) -> tuple[Ints, Ints, Floats]:
    """List the pairs of people of some sessions with their residuals."""
    i, j = np.triu_indices(party.shape[1], 1)
    together = (party[:, :, np.newaxis] >= 0) & (party[:, :, np.newaxis] == party[:, np.newaxis, :])
    allowed = ~together & ~np.eye(party.shape[1], dtype=bool)
    left = contacts - even_contacts(contacts, allowed)
    left[np.abs(left) <= NOTHING * contacts.max(axis=(1, 2), keepdims=True)] = 0.0
    value = left[:, i, j]
    some = value != 0
    return person[:, i][some], person[:, j][some], value[some]


def even_contacts(contacts: Floats, allowed: npt.NDArray[np.bool_]) -> Floats:
    """Spread each session's contacts as evenly as how much each person talked allows.

    Parameters
    ----------
    contacts : array of float, shape (S, N, N)
        Symmetric, and 0 where not allowed; everybody has some.
    allowed : array of bool, shape (S, N, N)
        Who could meet whom; symmetric.

    Returns
    -------
    array of float, shape (S, N, N)
        xᵢxⱼ where allowed, with the row sums of `contacts`. Where no x gives them, the limit, in
        which some pairs have none.

    Raises
    ------
    DataError
        A session whose fit does not settle.

    Examples
    --------
    All talked to the first person only, so that nobody else can have met:

    >>> star = np.array([[[0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]]], dtype=float)
    >>> even_contacts(star, ~np.eye(4, dtype=bool)[np.newaxis]).round(6)[0, 1].tolist()
    [1.0, 0.0, 0.0, 0.0]
    """
    degree = contacts.sum(axis=2)
    scale = degree.max(axis=1)
    degree = degree / scale[:, np.newaxis]
    level = np.log(degree) - np.log(degree.sum(axis=1, keepdims=True)) / 2  # log x
    fit = _spread(level, allowed)
    for _ in range(MOST_STEPS):
        short = degree - fit.sum(axis=2)
        left = np.flatnonzero(np.abs(short).max(axis=1) > CLOSE)
        if not len(left):
            return np.asarray(fit * scale[:, np.newaxis, np.newaxis])
        level[left], fit[left] = _better(level[left], fit[left], allowed[left], degree[left])
    raise DataError(
        f"{len(left)} sessions can't be fitted: their contacts differ too much in size. "
        "Use weight='encounters'."
    )


def _spread(level: Floats, allowed: npt.NDArray[np.bool_]) -> Floats:
    """Return xᵢxⱼ where allowed."""
    exponent = level[:, :, np.newaxis] + level[:, np.newaxis, :]
    return np.asarray(np.exp(np.where(allowed, exponent, -np.inf)))


def _better(
    level: Floats, fit: Floats, allowed: npt.NDArray[np.bool_], degree: Floats
) -> tuple[Floats, Floats]:
    """Take one Newton step in each session, halved until the sums are nearer to what they must be.

    Where the people fall into two sides that talk to each other only, one side may go up as the
    other goes down; a trifle on the diagonal keeps that direction still.
    """
    reached = fit.sum(axis=2)
    short = degree - reached
    slope = fit.copy()
    people = np.arange(degree.shape[1])
    slope[:, people, people] += reached + 1e-14
    step = np.linalg.solve(slope, short[:, :, np.newaxis])[:, :, 0]
    step *= np.minimum(1, 5 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-300))
    error = (short**2).sum(axis=1)
    length = np.ones(len(level))
    for _ in range(MOST_HALVINGS):
        tried = level + length[:, np.newaxis] * step
        new = _spread(tried, allowed)
        worse = ((degree - new.sum(axis=2)) ** 2).sum(axis=1) >= error
        if not worse.any():
            break
        length[worse] /= 2
    return tried, new
