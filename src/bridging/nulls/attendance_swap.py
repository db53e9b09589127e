"""Who comes to which session, dealt again by swapping parties between sessions."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError
from bridging.nulls.parties import Stratum, strata_of_visits
from bridging.nulls.record import null_model
from bridging.structures.arrays import Floats, Ints

BLOCK = 250
STEPS_PER_PARTY = 10  # how often each party of the fullest session is picked to swap
FEWEST_STEPS = 200  # where there are few parties, these cost nothing
CHANCES = 8_000_000  # random numbers held at once
CELLS = 100_000_000  # people times sessions times draws held at once


@null_model(
    label="Visits swapped between sessions of the same kind",
    label_nl="Bezoeken geruild tussen openingsmomenten van dezelfde soort",
    keeps=(
        "visits per person and stratum",
        "people per session",
        "parties",
        "nobody twice in a session",
    ),
    question="Do people of both sides of the line come to the same sessions less or more than if "
    "everybody came as often, to any session of the same place and time of the week?",
    question_nl="Komen mensen van weerszijden van de grens minder of meer naar dezelfde "
    "openingsmomenten dan als iedereen even vaak kwam, naar eender welk openingsmoment van "
    "dezelfde plaats en hetzelfde tijdstip?",
    source="besag1989",
)
def attendance_swap(
    person_of_visit: Ints,
    session_of_visit: Ints,
    party_of_visit: Ints,
    stratum_of_session: Ints,
    n_draws: int,
    rng: np.random.Generator,
    *,
    keys: Ints | None = None,
) -> Iterator[Ints]:
    """Draw sessions for the visits: parties change places with parties of other sessions.

    Two parties of the same size, of two sessions of the same stratum, change places unless a person
    would be twice in a session; then nothing changes. Both directions of a swap are equally likely,
    so that every arrangement that can be reached is equally likely in the end. All draws start from
    one arrangement that was itself reached from the observed one by as many swaps (Besag & Clifford
    1989), which makes the observed arrangement exchangeable with the draws, however well the swaps
    mix. Where parties are swapped, some arrangements may be out of reach; the test is then one
    among those within reach. It answers who is there together, not who talks to whom.

    Parameters
    ----------
    person_of_visit, session_of_visit : array of int, shape (V,)
        Who was present in which session; sessions are coded from 0.
    party_of_visit : array of int, shape (V,)
        People of a session with the same code came together, and are swapped as one; -1 came alone.
    stratum_of_session : array of int, shape (S,)
        Sessions among which people could as well have come: the same site and time of the week.
        Coded from 0; a session of -1 is swapped with none.
    n_draws : int
        How many arrangements to draw.
    rng : numpy.random.Generator
    keys : array of int, shape (T,), optional
        A number for each stratum that does not change when other strata come or go: each is drawn
        from a stream of its own. Default: the stratum's code.

    Yields
    ------
    array of int, shape (B, V)
        The session of each visit in a block of draws, until `n_draws` were given.

    Raises
    ------
    DataError
        Arrays that do not fit each other, or a person who is twice in a session.

    References
    ----------
    Besag & Clifford (1989), "Generalized Monte Carlo significance tests"; Bejder, Fletcher & Bräger
    (1998), "A method for testing association patterns of social animals", for swapping visits.

    Examples
    --------
    Three people came once each to three sessions, all on Mondays.

    >>> person, session, alone = np.arange(3), np.arange(3), np.full(3, -1)
    >>> monday, rng = np.zeros(3, dtype=int), np.random.default_rng(1)
    >>> draws = next(attendance_swap(person, session, alone, monday, 200, rng))
    >>> len(np.unique(draws, axis=0))
    6
    """
    strata = strata_of_visits(person_of_visit, session_of_visit, party_of_visit, stratum_of_session)
    number = int(np.max(stratum_of_session, initial=-1)) + 1
    keys = np.arange(number) if keys is None else np.asarray(keys)
    if len(keys) < number:
        raise DataError(f"`keys` must have one for each of {number} strata, not {len(keys)}.")
    base = int(rng.integers(2**62))
    streams = [np.random.default_rng([base, int(keys[one.code])]) for one in strata]
    return _blocks(np.asarray(session_of_visit, np.int64), strata, streams, n_draws)


def _blocks(
    session: Ints, strata: list[Stratum], streams: list[np.random.Generator], n_draws: int
) -> Iterator[Ints]:
    """Draw block by block; a stream gives one draw after the other."""
    pairs = list(zip(strata, streams, strict=True))
    hubs = [_swapped(np.arange(len(one.place)), one, stream, 1)[0] for one, stream in pairs]
    for begin in range(0, n_draws, BLOCK):
        rows = min(BLOCK, n_draws - begin)
        drawn = np.repeat(session[np.newaxis], rows, axis=0)
        for (one, stream), hub in zip(pairs, hubs, strict=True):
            seat = np.argsort(_swapped(hub, one, stream, rows), axis=1)  # of each party
            drawn[:, one.visits] = one.sessions[seat][:, one.party]
        yield drawn


def _swapped(start: Ints, one: Stratum, stream: np.random.Generator, rows: int) -> Ints:
    """Return the party on each seat after many swaps from one arrangement, of shape (rows, P).

    In each step the sessions stand in a ring that is folded at random, so that each session lies on
    one other (or on itself, and rests), and each two sessions try one swap.
    """
    sessions, seats = len(one.number), len(one.place)
    steps = max(FEWEST_STEPS, STEPS_PER_PARTY * int(one.seats.max()))
    most = max(1, min(CHANCES // (steps * (1 + sessions)), CELLS // (sessions * one.people)))
    on_seat = np.repeat(start[np.newaxis], rows, axis=0)
    for begin in range(0, rows, most):
        part = on_seat[begin : begin + most]
        here = np.repeat(_presence(start, one)[np.newaxis], len(part), axis=0)
        chances = stream.random((len(part), steps, 1 + sessions))
        for step in range(steps):
            _swap_once(part.reshape(-1), here.reshape(-1), one, chances[:, step], seats)
    return on_seat


def _presence(on_seat: Ints, one: Stratum) -> npt.NDArray[np.bool_]:
    """Say who is in which session, of shape (S x N,)."""
    here = np.zeros(len(one.number) * one.people, dtype=bool)
    for column in one.members.T:
        who = column[on_seat]
        here[(one.place * one.people + who)[who >= 0]] = True
    return here


def _swap_once(
    on_seat: Ints, here: npt.NDArray[np.bool_], one: Stratum, chances: Floats, seats: int
) -> None:
    """Try one swap between every two sessions that lie on each other, in all arrangements.

    Arrangements are read and written flat, which is much faster.
    """
    sessions, sizes = one.number.shape
    fold = (chances[:, :1] * sessions).astype(np.int64)
    other = (fold - np.arange(sessions)) % sessions
    pair = np.flatnonzero(np.arange(sessions) < other)
    row, s = np.divmod(pair, sessions)
    t = other.take(pair)
    chance = chances[:, 1:].reshape(-1)
    # any party of the one session, or none at all: were a swap made in every step, half of the
    # arrangements could not be reached
    turn = (chance.take(pair) * (one.seats.take(s) + 1)).astype(np.int64)
    i = one.first[:, 0].take(s) + turn
    kind = one.kind.take(i, mode="clip")
    # and one of the same size of the other
    cell = t * sizes + kind
    number = one.number.take(cell)
    j = one.first.take(cell) + (chance.take(row * sessions + t) * number).astype(np.int64)
    there = np.flatnonzero((turn < one.seats.take(s)) & (number > 0))
    row, s, t, i, j = (v.take(there) for v in (row, s, t, i, j))
    i, j = row * seats + i, row * seats + j
    s, t = (row * sessions + s) * one.people, (row * sessions + t) * one.people
    a, b = on_seat.take(i), on_seat.take(j)
    fits = one.who.take(a) != one.who.take(b)
    fits &= _free(here, t, one, a, b) & _free(here, s, one, b, a)
    fits = np.flatnonzero(fits)
    s, t, i, j, a, b = (v.take(fits) for v in (s, t, i, j, a, b))
    on_seat[i], on_seat[j] = b, a
    for party, place, present in ((a, s, False), (b, t, False), (a, t, True), (b, s, True)):
        for column in one.members.T:
            who = column.take(party)
            here[(place + who)[who >= 0]] = present


def _free(
    here: npt.NDArray[np.bool_], place: Ints, one: Stratum, comers: Ints, leavers: Ints
) -> npt.NDArray[np.bool_]:
    """Say whether none of the comers is in the session already, other than among the leavers."""
    free = np.ones(len(place), dtype=bool)
    for column in one.members.T:
        who = column.take(comers)
        busy = here.take(place + who) & (who >= 0)
        for leaver in one.members.T:
            busy &= leaver.take(leavers) != who
        free &= ~busy
    return free
