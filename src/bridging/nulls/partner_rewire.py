"""Partners dealt again within each session, everybody keeping how many contacts they had."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bridging.nulls.dealing_out import Dealer, Tables, acceptance
from bridging.nulls.free_seats import Seats, contacts, seats_of
from bridging.nulls.pair_swaps import PairSwapper, PairTables, columns_at_once
from bridging.nulls.record import Deal, null_model
from bridging.nulls.streams import Words, starts
from bridging.nulls.swaps import Layout, Swapper, steps_of
from bridging.structures.arrays import Ints

People = npt.NDArray[np.int32]

SEATS = 16_000_000  # seats of draws held at a time
THREADS = 2
PARTS, FEW = 4, 32  # parts for the threads, where each has so many sessions
ALLOWED = 1 / 128  # share of dealings that must be allowed to deal afresh


@null_model(
    label="Partners dealt again within sessions",
    label_nl="Partners herverdeeld binnen openingsmomenten",
    keeps=(
        "contacts per session",
        "contacts per person and session",
        "sizes of meetings",
        "no contact within a company",
        "no pair twice in a session",
    ),
    question="Given who was there and how much each talked, did people choose partners across "
    "the line less or more than chance?",
    question_nl="Gegeven wie er was en hoeveel elk sprak: kozen mensen minder of meer dan bij "
    "toeval partners over de grens?",
    source="besag1989",
)
def partner_rewire(deal: Deal, n_draws: int, rng: np.random.Generator) -> Iterator[People]:
    """Draw arrangements of people over the seats of their session's contacts.

    Parameters
    ----------
    deal : Deal
        The observed contacts.
    n_draws : int
        How many arrangements to draw.
    rng : numpy.random.Generator

    Yields
    ------
    array of int, shape (B, Z)
        The person of each slot in a block of draws, until `n_draws` were given.

    Notes
    -----
    Every arrangement is equally likely in which each person has as many contacts in a session as
    she had, nobody meets herself or somebody she came with, and no pair meets twice in contacts of
    two. Two ways lead there, chosen for each session by a trial on the session itself:

    - *Dealt afresh.* All people of a session are dealt over all seats at random, and a dealing that
      is not allowed is thrown away whole. All dealings being equally likely, so are the allowed
      ones, and each arrangement comes from as many dealings as any other: draws are uniform and
      independent. It is used where at least 1 dealing in 128 is allowed.
    - *Seats changed.* In denser sessions two seats are picked and their people change places,
      unless that is not allowed; then nothing changes. Both directions are equally likely, so that
      in the end every arrangement that can be reached is. All draws start from one arrangement that
      was itself reached from the observed one by as many changes (Besag & Clifford 1989), which
      makes the observed arrangement exchangeable with the draws however well the changes mix: the
      test is exact. With companies some arrangements may be out of reach; then the mean of the
      draws is that of the others.

    A contact that joins people of one company as recorded stays as it is.
    """
    yield from Rewiring(deal, rng).draws(n_draws)


class Rewiring:
    """Goes from draw to draw of `partner_rewire`; a copy goes on from the same place.

    Parameters
    ----------
    deal : Deal
    rng : numpy.random.Generator
    """

    def __init__(self, deal: Deal, rng: np.random.Generator) -> None:
        self.deal = deal
        self.dealers = _dealers(deal, starts(int(rng.integers(2**62)), deal.keys))

    def copy(self) -> "Rewiring":
        """Return one whose next draws are the same, so that they can be gone through again."""
        other = copy(self)
        other.dealers = [dealer.copy() for dealer in self.dealers]
        return other

    def draws(self, number: int) -> Iterator[People]:
        """Yield the next draws, one a row, in blocks."""
        most = max(1, SEATS // max(len(self.deal.person), 1))
        with ThreadPoolExecutor(THREADS) as pool:
            for begin in range(0, number, most):
                rows = min(most, number - begin)
                people = np.repeat(self.deal.person[np.newaxis].astype(np.int32), rows, axis=0)
                list(pool.map(lambda dealer, people=people: dealer.deal(people), self.dealers))
                yield people


@dataclass(frozen=True)
class _Numbered:
    """S sessions whose people are dealt by their number within the session."""

    source: Dealer | PairSwapper
    seats: Ints  # (S, Z): where they stand among all; -1 where a session has fewer
    roster: Ints  # (S, N): person of each number within the session

    def copy(self) -> "_Numbered":
        """Return one that goes on from the same place."""
        return replace(self, source=self.source.copy())

    def deal(self, people: People) -> None:
        """Write the next draws into `people`, one draw a row."""
        dealt = self.source.draw(len(people))
        session = np.arange(len(dealt))[:, np.newaxis, np.newaxis]
        persons = self.roster.ravel()[session * self.roster.shape[1] + dealt]
        persons = persons.transpose(1, 0, 2).reshape(len(people), -1)
        seats = self.seats.ravel()
        there = seats >= 0
        people[:, seats[there]] = persons if there.all() else persons[:, there]


@dataclass(frozen=True)
class _Seated:
    """Sessions of which it is said from which seat each seat's person comes."""

    source: Swapper
    seats: Ints  # (Z,): where they stand among all
    person: Ints

    def copy(self) -> "_Seated":
        """Return one that goes on from the same place."""
        return replace(self, source=self.source.copy())

    def deal(self, people: People) -> None:
        """Write the next draws into `people`, one draw a row."""
        people[:, self.seats] = self.person[self.source.draw(len(people))]


def _dealers(deal: Deal, start: Words) -> list[_Numbered | _Seated]:
    """Choose how each session is dealt; sessions with fewer than two free contacts stay."""
    seats = seats_of(deal, start)
    strata = seats.strata
    if not len(strata):
        return []
    alike = np.zeros(len(strata), dtype=bool) if deal.alike is None else deal.alike[strata]
    shapes: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
    for place, (begin, end) in enumerate(pairwise(seats.bounds)):
        shape = tuple(seats.size[begin:end].tolist())
        pairs = bool(alike[place]) and shape[-1] == 2
        shapes.setdefault((pairs, shape), []).append(place)
    dealers: list[_Numbered | _Seated] = []
    dense = np.zeros(len(strata), dtype=bool)
    for (pairs, shape), those in shapes.items():
        number = np.array(those)
        tables = _tables(seats, number, shape, pairs)
        share = acceptance(tables)
        afresh = share >= ALLOWED
        dense[number[~afresh]] = True
        if afresh.any():
            dealers.append(_afresh(seats, number[afresh], tables, share, afresh))
    two = seats.size[seats.bounds[1:] - 1] == 2  # the largest contact comes last
    by_pair = np.flatnonzero(dense & two)
    dealers += [_pairs_changed(seats, part) for part in _alike_parts(seats, by_pair)]
    others = np.flatnonzero(dense & ~two)
    dealers += [_changed(seats, part) for part in _parts(others, len(others))]
    return dealers


def _alike_parts(seats: Seats, sessions: Ints) -> Iterator[Ints]:
    """Cut sessions into parts that make as many changes, and can be held at once."""
    number = np.diff(seats.bounds)[sessions]
    steps = np.array([steps_of(size) for size in number.tolist()], dtype=np.int64)
    order = np.lexsort((seats.people[sessions], steps))
    for value in np.unique(steps).tolist():
        mine = order[steps[order] == value]
        size, people = int(number[mine].max()), int(seats.people[sessions[mine]].max())
        yield from _parts(sessions[mine], columns_at_once(size, people))


def _parts(sessions: Ints, most: int) -> list[Ints]:
    """Cut sessions into parts: of so many at most, and enough of them for the threads."""
    if not len(sessions):
        return []
    number = max(-(-len(sessions) // most), min(len(sessions) // FEW, PARTS), 1)
    return [np.asarray(part) for part in np.array_split(sessions, number)]


def _tables(seats: Seats, sessions: Ints, shape: tuple[int, ...], alike: bool) -> Tables:
    """Lay out sessions of one shape for dealing afresh."""
    local, party = seats.laid_out(sessions)
    return Tables(
        seats=local, party=party, sizes=contacts(shape), start=seats.start[sessions], alike=alike
    )


def _numbered(seats: Seats, sessions: Ints, source: Dealer | PairSwapper) -> _Numbered:
    """List who the people of some sessions are."""
    place = seats.of(sessions)
    there = place >= 0
    roster = np.zeros((len(sessions), int(seats.people[sessions].max())), dtype=np.int64)
    row = np.repeat(np.arange(len(sessions)), there.sum(axis=1))
    mine = place[there]
    roster[row, seats.local[mine]] = seats.deal.person[seats.free[mine]]
    return _Numbered(source, np.where(there, seats.free[place], -1), roster)


def _afresh(
    seats: Seats,
    sessions: Ints,
    tables: Tables,
    share: npt.NDArray[np.float64],
    chosen: npt.NDArray[np.bool_],
) -> _Numbered:
    """Take the chosen sessions of a shape."""
    part = Tables(
        seats=np.ascontiguousarray(tables.seats[:, chosen]),
        party=None if tables.party is None else np.ascontiguousarray(tables.party[:, chosen]),
        sizes=tables.sizes,
        start=tables.start[chosen],
        alike=tables.alike,
    )
    return _numbered(seats, sessions, Dealer(part, share[chosen]))


def _pairs_changed(seats: Seats, sessions: Ints) -> _Numbered:
    """Lay out dense sessions whose contacts are all of two people."""
    local, party = seats.laid_out(sessions)
    if party is None:
        alone = np.arange(int(seats.people[sessions].max()), dtype=np.uint32)
        party = np.repeat(alone[:, np.newaxis], len(sessions), axis=1)
    tables = PairTables(
        seats=local,
        size=np.diff(seats.bounds)[sessions],
        party=party,
        start=seats.start[sessions],
    )
    return _numbered(seats, sessions, PairSwapper(tables))


def _changed(seats: Seats, sessions: Ints) -> _Seated:
    """Lay out dense sessions with meetings of more than two."""
    sessions = np.sort(sessions)  # as their seats come
    mine = np.flatnonzero(np.isin(seats.session, sessions))
    free, deal = seats.free[mine], seats.deal
    contact = np.unique(deal.contact[free], return_inverse=True)[1]
    size = np.bincount(contact)
    first = np.zeros(len(size), dtype=np.int64)
    first[contact[::-1]] = np.arange(len(free))[::-1]
    place = np.arange(len(free)) - first[contact]
    others = np.full((len(free), int(size.max()) - 1), -1, dtype=np.int64)
    for k in range(1, int(size.max())):
        there = k < size[contact]
        turn = (place + k) % size[contact]
        others[there, k - 1] = (first[contact] + turn)[there]
    layout = Layout(
        session=np.unique(seats.session[mine], return_inverse=True)[1],
        others=others,
        local=seats.local[mine],
        party=deal.company[free],
        people=seats.people[sessions],
        start=seats.start[sessions],
    )
    return _Seated(Swapper(layout), free, deal.person[free])
