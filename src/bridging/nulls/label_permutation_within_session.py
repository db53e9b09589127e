"""Labels dealt again over the people present in each session."""

from collections.abc import Iterator

import numpy as np

from bridging.errors import DataError
from bridging.nulls.record import null_model
from bridging.structures.arrays import Ints

BLOCK = 250


@null_model(
    label="Labels dealt again within sessions (misleads where groups differ in talkativeness)",
    label_nl="Groepen herverdeeld binnen openingsmomenten (misleidt waar groepen verschillen in "
    "spraakzaamheid)",
    keeps=("contacts", "who was present", "people per group and session"),
    question="Given which groups were present, and if all people talked as much as each other, did "
    "contacts cross the line less or more than chance?",
    question_nl="Gegeven welke groepen er waren, en als iedereen evenveel sprak: gingen contacten "
    "minder of meer dan bij toeval over de grens?",
    source="mantel1967",
)
def label_permutation_within_session(
    group_of_visit: Ints,
    session_of_visit: Ints,
    n_draws: int,
    rng: np.random.Generator,
    *,
    keys: Ints | None = None,
) -> Iterator[Ints]:
    """Draw labels for the people present, in each session anew.

    A person may get another label in each session. It keeps which groups were present and which
    contacts there were, but not how much each group talked: where the groups differ in
    talkativeness it rejects a true null far too often (in simulated worlds without any preference
    in 86 of 100 tests at 5 %), and somewhat too often where the same pairs meet again and again
    (12 of 100). Use `partner_rewire` for the question whom people choose.

    Parameters
    ----------
    group_of_visit : array of int, shape (V,)
        The group of the person of each visit (a person present in a session); -1 is unknown, and
        stays so.
    session_of_visit : array of int, shape (V,)
        Its session (of a unit), coded from 0.
    n_draws : int
        How many labelings to draw.
    rng : numpy.random.Generator
    keys : array of int, shape (S,), optional
        A number for each session that does not change when other sessions come or go: each is dealt
        from a stream of its own. Default: the session's code.

    Yields
    ------
    array of int, shape (B, V)
        The group of each visit in a block of draws, until `n_draws` were given.

    Raises
    ------
    DataError
        Arrays that do not fit each other.

    Examples
    --------
    >>> group, session = np.array([0, 0, 1, 0, 1]), np.array([0, 0, 0, 1, 1])
    >>> rng = np.random.default_rng(1)
    >>> draws = next(label_permutation_within_session(group, session, 100, rng))
    >>> draws.shape, draws[:, :3].sum(axis=1).max()  # one of group 1 in the first session
    ((100, 5), np.int64(1))
    """
    return deal_within(group_of_visit, session_of_visit, n_draws, rng, keys)


def deal_within(
    values: Ints, session: Ints, n_draws: int, rng: np.random.Generator, keys: Ints | None
) -> Iterator[Ints]:
    """Draw values dealt again within sessions, block by block; -1 stays where it is."""
    values, session = checked(values, session)
    places = _places(values, session)
    number = int(session.max(initial=-1)) + 1
    keys = np.arange(number) if keys is None else np.asarray(keys)
    if len(keys) < number:
        raise DataError(f"`keys` must have one for each of {number} sessions, not {len(keys)}.")
    base = int(rng.integers(2**62))
    streams = [np.random.default_rng([base, int(keys[session[place[0]]])]) for place in places]
    return _blocks(values, places, streams, n_draws)


def _blocks(
    values: Ints, places: list[Ints], streams: list[np.random.Generator], n_draws: int
) -> Iterator[Ints]:
    """Shuffle within the places of each session; a stream deals one draw after the other."""
    for begin in range(0, n_draws, BLOCK):
        rows = min(BLOCK, n_draws - begin)
        dealt = np.repeat(values[:, np.newaxis], rows, axis=1)
        for place, stream in zip(places, streams, strict=True):
            dealt[place] = stream.permuted(dealt[place], axis=0)
        yield dealt.T


def checked(values: Ints, session: Ints) -> tuple[Ints, Ints]:
    """Return both as arrays of whole numbers of one length."""
    values, session = np.asarray(values, np.int64), np.asarray(session, np.int64)
    if values.shape != session.shape or values.ndim != 1:
        raise DataError(
            "Groups (or values) and sessions must be lists of one length, not of the shapes "
            f"{values.shape} and {session.shape}."
        )
    if session.min(initial=0) < 0:
        raise DataError("Sessions must be coded from 0; there is a negative code.")
    return values, session


def _places(values: Ints, session: Ints) -> list[Ints]:
    """List the places of each session where known values can differ after dealing."""
    known = np.flatnonzero(values >= 0)
    order = known[np.argsort(session[known], kind="stable")]
    parts = np.split(order, np.flatnonzero(np.diff(session[order])) + 1)
    return [part for part in parts if len(part) and (values[part] != values[part[0]]).any()]
