"""Partners dealt again within each session, everybody keeping how many contacts they had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bridging.nulls.record import Deal, null_model
from bridging.structures.arrays import Ints

BLOCK = 250
CHUNK = 2_000_000  # random numbers held at once
STEPS_PER_SLOT = 5  # ten swaps for each contact of two people


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
def partner_rewire(deal: Deal, n_draws: int, rng: np.random.Generator) -> Iterator[Ints]:
    """Draw arrangements of people over the slots of their session.

    Two slots of different contacts of a session are picked and their people change places, unless
    a person would meet herself, somebody she came with, or a partner she has already; then nothing
    changes. Both directions of a swap are equally likely, so that every arrangement that can be
    reached is equally likely in the end. All draws start from one arrangement that was itself
    reached from the observed one by as many swaps (Besag & Clifford 1989), which makes the observed
    arrangement exchangeable with the draws, however well the swaps mix: the test is exact. A
    contact that joins people of one company as recorded stays as it is.

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
    """
    plan = _plan(deal)
    base = int(rng.integers(2**62))
    streams = [np.random.default_rng([base, int(key)]) for key in deal.keys]
    hub = _State.of(deal, plan)
    _swap(hub, plan, streams)
    for begin in range(0, n_draws, BLOCK):
        state = hub.copies(min(BLOCK, n_draws - begin))
        _swap(state, plan, streams)
        yield state.person


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """What does not change while people change places."""

    contact: Ints
    others: Ints  # (Z, k-1): slots of the same contact, -1 where it is smaller
    two: Ints  # (Z,): the only other slot of a contact of two people, else -1
    local: Ints  # (Z,) at the start: number of the person within the stratum
    offset: Ints  # (Z,): where the stratum's table of pairs begins
    people: Ints  # (Z,): people of the stratum
    table: int
    buckets: tuple[tuple[Ints, Ints, Ints], ...]  # (stratum, first free slot, free slots) by size
    free: Ints  # slots that take part, sorted by stratum


def _plan(deal: Deal) -> _Plan:
    """Lay out the slots; contacts inside a company, and strata with one contact, stay as they are."""
    slots = len(deal.person)
    contacts = int(deal.contact.max(initial=-1)) + 1
    size = np.bincount(deal.contact, minlength=contacts)
    first = np.cumsum(size) - size
    widest = int(size.max(initial=2))
    others = np.full((slots, max(widest - 1, 1)), -1, dtype=np.int64)
    place = np.arange(slots) - first[deal.contact]
    for k in range(1, widest):
        there = k < size[deal.contact]
        turn = (place + k) % np.maximum(size[deal.contact], 1)
        others[there, k - 1] = (first[deal.contact] + turn)[there]
    mates = np.zeros(slots, dtype=bool)
    for column in others.T:
        mates |= (column >= 0) & (deal.company >= 0) & (deal.company[column] == deal.company)
    frozen = np.bincount(deal.contact, weights=mates, minlength=contacts) > 0
    local, people = _local_numbers(deal)
    strata, start = np.unique(deal.stratum, return_index=True)
    tables = np.cumsum(people[start] ** 2) - people[start] ** 2 if slots else np.zeros(0, int)
    offset = tables[np.searchsorted(strata, deal.stratum)] if slots else np.zeros(0, int)
    free = np.flatnonzero(~frozen[deal.contact])
    free_stratum, free_first, free_size = np.unique(
        deal.stratum[free], return_index=True, return_counts=True
    )
    contacts_free = np.array(
        [
            len(np.unique(deal.contact[free[f : f + s]]))
            for f, s in zip(free_first, free_size, strict=True)
        ],
        dtype=np.int64,
    )
    moving = contacts_free >= 2
    free_stratum, free_first, free_size = (
        values[moving] for values in (free_stratum, free_first, free_size)
    )
    level = np.ceil(np.log2(np.maximum(free_size, 1))).astype(int)
    buckets = tuple(
        (free_stratum[level == value], free_first[level == value], free_size[level == value])
        for value in np.unique(level)
    )
    return _Plan(
        contact=deal.contact,
        others=others,
        two=np.where(size[deal.contact] == 2, others[:, 0], -1),
        local=local,
        offset=offset,
        people=people,
        table=int((people[start] ** 2).sum()) if slots else 0,
        buckets=buckets,
        free=free,
    )


def _local_numbers(deal: Deal) -> tuple[Ints, Ints]:
    """Number the people of each stratum, and count them, for each slot."""
    if not len(deal.person):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    pairs = np.stack([deal.stratum, deal.person], axis=1)
    unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
    inverse = inverse.ravel()
    begin = np.searchsorted(unique[:, 0], deal.stratum, side="left")
    end = np.searchsorted(unique[:, 0], deal.stratum, side="right")
    return inverse - begin, end - begin


@dataclass(frozen=True, kw_only=True)
class _State:
    """R arrangements: the person, local number and company of each slot, and who is with whom.

    All arrays have R rows; they are read and written flat, which is much faster.
    """

    person: Ints
    local: Ints
    company: Ints | None
    met: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, deal: Deal, plan: _Plan) -> "_State":
        """Return the observed arrangement."""
        met = np.zeros((1, plan.table), dtype=bool)
        pair = plan.two >= 0
        other = plan.two[pair]
        met[0, plan.offset[pair] + plan.local[pair] * plan.people[pair] + plan.local[other]] = True
        company = deal.company[np.newaxis].copy() if (deal.company >= 0).any() else None
        return cls(
            person=deal.person[np.newaxis].copy(),
            local=plan.local[np.newaxis].copy(),
            company=company,
            met=met,
        )

    def copies(self, rows: int) -> "_State":
        """Return the first arrangement several times."""
        return _State(
            person=np.repeat(self.person, rows, axis=0),
            local=np.repeat(self.local, rows, axis=0),
            company=None if self.company is None else np.repeat(self.company, rows, axis=0),
            met=np.repeat(self.met, rows, axis=0),
        )


def _swap(state: _State, plan: _Plan, streams: Sequence[np.random.Generator]) -> None:
    """Let people change places, in all arrangements and all strata of like size at once.

    How often depends on the size of the stratum alone, and its chances come from its own stream: a
    session is dealt the same way whatever other sessions there are.
    """
    rows = len(state.person)
    row = np.arange(rows)[:, np.newaxis]
    for stratum, first, size in plan.buckets:
        at = np.broadcast_to(row, (rows, len(first))).ravel()
        steps = STEPS_PER_SLOT * 2 ** int(np.ceil(np.log2(size.max())))
        chunk = max(1, CHUNK // (2 * rows * len(first)))
        for begin in range(0, steps, chunk):
            shape = (min(chunk, steps - begin), 2, rows)
            chances = np.stack([streams[s].random(shape) for s in stratum.tolist()], axis=-1)
            picks = (chances * size).astype(np.int64) + first
            for pick in plan.free[picks]:
                i, j = pick.reshape(2, -1)
                _swap_once(state, plan, at, i, j)


def _swap_once(state: _State, plan: _Plan, row: Ints, i: Ints, j: Ints) -> None:
    """Exchange the people of slots i and j where that is allowed."""
    slots, table = state.person.shape[1], state.met.shape[1]
    local, met = state.local.reshape(-1), state.met.reshape(-1)
    start = row * slots
    one, two = local[start + i], local[start + j]
    keep = np.flatnonzero((plan.contact[i] != plan.contact[j]) & (one != two))
    row, start, i, j, one, two = (v[keep] for v in (row, start, i, j, one, two))
    allowed = np.ones(len(keep), dtype=bool)
    for here, there, comer in ((i, j, two), (j, i, one)):
        for column in plan.others.T:
            other = column[here]
            real = other >= 0
            allowed &= ~real | (local[start + other] != comer)
            if state.company is not None:
                company = state.company.reshape(-1)
                with_whom = company[start + there]
                allowed &= ~real | (with_whom < 0) | (company[start + other] != with_whom)
        other = plan.two[here]
        cell = plan.offset[here] + comer * plan.people[here] + local[start + other]
        allowed &= (other < 0) | ~met[row * table + np.where(other < 0, 0, cell)]
    done = np.flatnonzero(allowed)
    row, start, i, j, one, two = (v[done] for v in (row, start, i, j, one, two))
    for here, goes, comes in ((i, one, two), (j, two, one)):
        pair = np.flatnonzero(plan.two[here] >= 0)
        slot = here[pair]
        width, begin = plan.people[slot], row[pair] * table + plan.offset[slot]
        partner = local[start[pair] + plan.two[slot]]
        for person, value in ((goes[pair], False), (comes[pair], True)):
            met[begin + person * width + partner] = value
            met[begin + partner * width + person] = value
    for values in (state.person, state.local, state.company):
        if values is not None:
            flat = values.reshape(-1)
            flat[start + i], flat[start + j] = flat[start + j], flat[start + i]
