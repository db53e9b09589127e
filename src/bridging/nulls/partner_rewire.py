"""Partners dealt again within each session, everybody keeping how many contacts they had."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bridging.nulls.dealing_out import Dealer, Tables, acceptance
from bridging.nulls.record import Deal, null_model
from bridging.nulls.streams import Words, starts
from bridging.nulls.swaps import Layout, Swapper
from bridging.structures.arrays import Ints

People = npt.NDArray[np.int32]

SEATS = 16_000_000  # seats of draws held at a time
THREADS = 2
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
    dealers = _dealers(deal, starts(int(rng.integers(2**62)), deal.keys))
    most = max(1, SEATS // max(len(deal.person), 1))
    with ThreadPoolExecutor(THREADS) as pool:
        for begin in range(0, n_draws, most):
            number = min(most, n_draws - begin)
            people = np.repeat(deal.person[np.newaxis].astype(np.int32), number, axis=0)
            list(pool.map(lambda dealer, people=people: dealer.deal(people), dealers))
            yield people


class _Deals(Protocol):
    """Deals people to some of the seats."""

    def deal(self, people: People) -> None:
        """Write the next draws into `people`, one draw a row."""
        ...


@dataclass(frozen=True)
class _Afresh:
    """Sessions dealt afresh: S of the same shape, with Z seats."""

    dealer: Dealer
    seats: Ints  # (S, Z): where they stand among all
    roster: Ints  # (S, N): person of each number within the session

    def deal(self, people: People) -> None:
        """Write the next draws."""
        dealt = self.dealer.draw(len(people))
        session = np.arange(len(dealt))[:, np.newaxis, np.newaxis]
        persons = self.roster.ravel()[session * self.roster.shape[1] + dealt]
        people[:, self.seats.ravel()] = persons.transpose(1, 0, 2).reshape(len(people), -1)


@dataclass(frozen=True)
class _Changed:
    """Sessions whose people change seats."""

    swapper: Swapper
    seats: Ints  # (Z,): where they stand among all
    person: Ints

    def deal(self, people: People) -> None:
        """Write the next draws."""
        people[:, self.seats] = self.person[self.swapper.draw(len(people))]


def _dealers(deal: Deal, start: Words) -> list[_Deals]:
    """Choose how each session is dealt; sessions with fewer than two free contacts stay."""
    free = _free_seats(deal)
    sessions, session = np.unique(deal.stratum[free], return_inverse=True)
    if not len(sessions):
        return []
    local, people = _numbered(session, deal.person[free])
    size = np.bincount(deal.contact)[deal.contact[free]]
    alike = np.zeros(len(deal.keys), dtype=bool) if deal.alike is None else deal.alike
    shapes: dict[tuple[bool, tuple[int, ...]], list[int]] = {}
    bounds = np.searchsorted(session, np.arange(len(sessions) + 1))
    for place, (begin, end) in enumerate(pairwise(bounds)):
        shape = tuple(size[begin:end].tolist())
        pairs = bool(alike[sessions[place]]) and shape[-1] == 2
        shapes.setdefault((pairs, shape), []).append(place)
    dealers: list[_Deals] = []
    dense = np.zeros(len(sessions), dtype=bool)
    for (pairs, shape), those in shapes.items():
        number = np.array(those)
        seats = bounds[number][:, np.newaxis] + np.arange(len(shape))
        tables = _tables(deal, free[seats], local[seats], shape, start[sessions[number]], pairs)
        share = acceptance(tables)
        afresh = share >= ALLOWED
        dense[number[~afresh]] = True
        if afresh.any():
            dealers.append(_afresh(deal, tables, share, afresh, free[seats], local[seats]))
    if dense.any():
        dealers.append(_changed(deal, free, session, local, people, dense, start[sessions]))
    return dealers


def _free_seats(deal: Deal) -> Ints:
    """Return the seats that take part, contacts of two first within each session.

    Contacts inside a company stay as they are, and so does a session's only contact.
    """
    contacts = int(deal.contact.max(initial=-1)) + 1
    size = np.bincount(deal.contact, minlength=contacts)
    party = np.where(deal.company < 0, -1 - np.arange(len(deal.person)), deal.company)
    order = np.lexsort((party, deal.contact))
    same = (np.diff(party[order]) == 0) & (np.diff(deal.contact[order]) == 0)
    frozen = np.zeros(contacts, dtype=bool)
    frozen[deal.contact[order][1:][same]] = True
    of_contact = np.zeros(contacts, dtype=np.int64)
    of_contact[deal.contact] = deal.stratum
    moving = np.bincount(of_contact[~frozen], minlength=len(deal.keys)) >= 2
    free = np.flatnonzero(~frozen[deal.contact] & moving[deal.stratum])
    order = np.lexsort((deal.contact[free], size[deal.contact[free]], deal.stratum[free]))
    return free[order]


def _numbered(session: Ints, person: Ints) -> tuple[Ints, Ints]:
    """Number the people within each session; return the numbers, and how many each session has."""
    pairs, number = np.unique(np.stack([session, person], axis=1), axis=0, return_inverse=True)
    people = np.bincount(pairs[:, 0])
    return number.ravel() - (np.cumsum(people) - people)[session], people


def _tables(
    deal: Deal, seats: Ints, local: Ints, shape: tuple[int, ...], start: Words, alike: bool
) -> Tables:
    """Lay out sessions of one shape, S by Z seats, for dealing afresh."""
    unsigned = np.uint8 if local.max() < 256 else np.uint16
    return Tables(
        seats=np.ascontiguousarray(local.T.astype(unsigned)),
        party=_parties(deal.company[seats], local),
        sizes=_contacts(shape),
        start=start,
        alike=alike,
    )


def _parties(company: Ints, local: Ints) -> npt.NDArray[np.uint32] | None:
    """Number the parties of each session's people, of shape (N, S); None where all came alone."""
    if not (company >= 0).any():
        return None
    people = int(local.max()) + 1
    code = np.unique(company, return_inverse=True)[1].reshape(company.shape)
    alone = np.repeat(np.arange(people)[:, np.newaxis], len(company), axis=1)
    session, _ = np.nonzero(company >= 0)
    together = company >= 0
    alone[local[together], session] = people + code[together]
    return alone.astype(np.uint32)


def _contacts(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the size of each contact from the size of the contact of each seat."""
    sizes: list[int] = []
    while sum(sizes) < len(shape):
        sizes.append(shape[sum(sizes)])
    return tuple(sizes)


def _afresh(
    deal: Deal,
    tables: Tables,
    share: npt.NDArray[np.float64],
    chosen: npt.NDArray[np.bool_],
    seats: Ints,
    local: Ints,
) -> _Afresh:
    """Take the chosen sessions of a shape, and list who their people are."""
    part = Tables(
        seats=np.ascontiguousarray(tables.seats[:, chosen]),
        party=None if tables.party is None else np.ascontiguousarray(tables.party[:, chosen]),
        sizes=tables.sizes,
        start=tables.start[chosen],
        alike=tables.alike,
    )
    seats, local = seats[chosen], local[chosen]
    roster = np.zeros((len(seats), int(local.max()) + 1), dtype=deal.person.dtype)
    np.put_along_axis(roster, local, deal.person[seats], axis=1)
    return _Afresh(Dealer(part, share[chosen]), seats, roster)


def _changed(
    deal: Deal,
    free: Ints,
    session: Ints,
    local: Ints,
    people: Ints,
    dense: npt.NDArray[np.bool_],
    start: Words,
) -> _Changed:
    """Lay out the dense sessions, whose people change seats."""
    mine = dense[session]
    seats = free[mine]
    contact = np.unique(deal.contact[seats], return_inverse=True)[1]
    size = np.bincount(contact)
    first = np.zeros(len(size), dtype=np.int64)
    first[contact[::-1]] = np.arange(len(seats))[::-1]
    place = np.arange(len(seats)) - first[contact]
    others = np.full((len(seats), int(size.max()) - 1), -1, dtype=np.int64)
    for k in range(1, int(size.max())):
        there = k < size[contact]
        turn = (place + k) % size[contact]
        others[there, k - 1] = (first[contact] + turn)[there]
    layout = Layout(
        session=np.unique(session[mine], return_inverse=True)[1],
        others=others,
        local=local[mine],
        party=deal.company[seats],
        people=people[dense],
        start=start[dense],
    )
    return _Changed(Swapper(layout), seats, deal.person[seats])
