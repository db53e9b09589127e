"""The seats that people can be dealt to: which take part, and how their people are numbered."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.nulls.dealing_out import Codes
from bridging.nulls.record import Deal
from bridging.nulls.streams import Words
from bridging.structures.arrays import Ints


@dataclass(frozen=True, kw_only=True)
class Seats:
    """The seats that people are dealt to: Z of them, in S sessions.

    `free` says where they stand among all, `size` how many seats the contact of each has.
    """

    deal: Deal
    free: Ints
    session: Ints
    local: Ints
    size: Ints
    strata: Ints  # (S,)
    bounds: Ints  # (S + 1,)
    people: Ints  # (S,)
    start: Words  # (S,)

    def of(self, sessions: Ints) -> Ints:
        """Return the seats of some sessions, of shape (S, Z); -1 where one has fewer."""
        number = self.bounds[sessions + 1] - self.bounds[sessions]
        place = np.arange(int(number.max()))
        seats = self.bounds[sessions][:, np.newaxis] + place
        return np.asarray(np.where(place < number[:, np.newaxis], seats, -1))

    def laid_out(self, sessions: Ints) -> tuple[Codes, npt.NDArray[np.uint32] | None]:
        """Return who sits where (Z, S), and with whom each came (N, S)."""
        place = self.of(sessions)
        local = np.where(place >= 0, self.local[place], 0)
        company = np.where(place >= 0, self.deal.company[self.free[place]], -1)
        unsigned = np.uint8 if local.max() < 256 else np.uint16
        return np.ascontiguousarray(local.T.astype(unsigned)), _parties(company, local)


def seats_of(deal: Deal, start: Words) -> Seats:
    """Lay out the seats of a deal; `start` is where the random numbers of each stratum begin."""
    free = _free_seats(deal)
    strata, session = np.unique(deal.stratum[free], return_inverse=True)
    local, people = _numbered(session, deal.person[free])
    return Seats(
        deal=deal,
        free=free,
        session=session,
        local=local,
        size=np.bincount(deal.contact)[deal.contact[free]] if len(free) else free,
        strata=strata,
        bounds=np.searchsorted(session, np.arange(len(strata) + 1)),
        people=people,
        start=start[strata],
    )


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


def contacts(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return the size of each contact from the size of the contact of each seat."""
    sizes: list[int] = []
    while sum(sizes) < len(shape):
        sizes.append(shape[sum(sizes)])
    return tuple(sizes)
