"""What every null model must do, driven by the registry: each keeps what its record says."""

import importlib
import pkgutil
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

import bridging.nulls
from bridging.nulls import Deal, all_nulls
from bridging.nulls.label_exact import every_labeling
from bridging.nulls.residual_ties import residual_ties

for module in pkgutil.iter_modules(bridging.nulls.__path__):
    importlib.import_module(f"bridging.nulls.{module.name}")

NULLS = {record.name: record for record in all_nulls()}
DRAWS = 40


@dataclass(frozen=True)
class World:
    """Who was where, with whom, in contact with whom, on what occasion; one list per column."""

    person: np.ndarray  # of each visit
    session: np.ndarray
    party: np.ndarray  # -1 came alone
    group: np.ndarray  # of each visit
    contact_of_seat: np.ndarray
    visit_of_seat: np.ndarray  # seats are sorted by session and contact
    person_of_seat: np.ndarray
    occasion: np.ndarray  # of each contact
    stratum_of_person: np.ndarray = field(default_factory=lambda: np.arange(14) % 2)
    stratum_of_session: np.ndarray = field(default_factory=lambda: np.arange(6) // 3)

    @property
    def contacts(self):
        """Each contact's session and people."""
        found = {}
        for seat, contact in enumerate(self.contact_of_seat.tolist()):
            found.setdefault(contact, []).append(seat)
        return [
            (
                int(self.session[self.visit_of_seat[seats[0]]]),
                tuple(sorted(self.person_of_seat[seats].tolist())),
            )
            for seats in found.values()
        ]

    @property
    def pairs(self):
        """Contacts of two people."""
        return [contact for contact in self.contacts if len(contact[1]) == 2]

    @property
    def party_of(self):
        """The party of who did not come alone, by session and person."""
        rows = zip(self.session.tolist(), self.person.tolist(), self.party.tolist(), strict=True)
        return {(session, person): party for session, person, party in rows if party >= 0}


def world(seed):
    """Make a world of 14 people, six sessions of eight, seven contacts each, some of three."""
    rng = np.random.default_rng(seed)
    person = np.concatenate([np.sort(rng.permutation(14)[:8]) for _ in range(6)])
    session = np.repeat(np.arange(6), 8)
    party = np.where(person < 6, person // 2, -1)
    group = rng.integers(0, 3, 14)
    contacts = []
    for s in range(6):
        seen = set()
        while len(seen) < 7:
            size = 2 if rng.random() < 0.8 else 3
            seen.add(tuple(sorted(rng.permutation(8)[:size].tolist())))
        contacts += [[8 * s + place for place in who] for who in sorted(seen)]
    visit = np.array([v for who in contacts for v in who])
    return World(
        person=person,
        session=session,
        party=party,
        group=group[person],
        contact_of_seat=np.repeat(np.arange(len(contacts)), [len(who) for who in contacts]),
        visit_of_seat=visit,
        person_of_seat=person[visit],
        occasion=rng.integers(0, 3, len(contacts)),
    )


def mates(world):
    """The contacts that join people of one party, as recorded."""
    found = []
    for session, who in world.contacts:
        parties = [world.party_of.get((session, person)) for person in who]
        came = [party for party in parties if party is not None]
        if len(set(came)) < len(came):
            found.append((session, who))
    return sorted(found)


def groups_of_people(world):
    """The group of each person; it must be the same in every session."""
    group = {}
    for person, label in zip(world.person.tolist(), world.group.tolist(), strict=True):
        assert group.setdefault(person, label) == label
    return group


def parties_of(world):
    """The people of each party, each time they came."""
    found = {}
    for (session, person), party in world.party_of.items():
        found.setdefault((session, party), []).append(person)
    return Counter(tuple(sorted(who)) for who in found.values())


def counted(*columns):
    return Counter(zip(*(np.asarray(column).tolist() for column in columns), strict=True))


# what a record may say that it keeps, and what must then be the same in every draw
FACTS = {
    "contacts": lambda w: w.contacts,
    "contacts per session": lambda w: Counter(session for session, _ in w.contacts),
    "contacts per person and session": lambda w: counted(
        w.session[w.visit_of_seat], w.person_of_seat
    ),
    "sizes of meetings": lambda w: Counter((session, len(set(who))) for session, who in w.contacts),
    "no contact within a company": mates,
    "no pair twice in a session": lambda w: len(w.pairs) - len(set(w.pairs)),
    "who was present": lambda w: counted(w.session, w.person),
    "people per session": lambda w: Counter(w.session.tolist()),
    "people per group": lambda w: Counter(groups_of_people(w).values()),
    "people per group and session": lambda w: counted(w.session, w.group),
    "people per group and stratum": lambda w: Counter(
        (int(w.stratum_of_person[person]), group) for person, group in groups_of_people(w).items()
    ),
    "occasions per session": lambda w: counted([session for session, _ in w.contacts], w.occasion),
    "visits per person and stratum": lambda w: counted(w.person, w.stratum_of_session[w.session]),
    "parties": parties_of,
    "nobody twice in a session": lambda w: len(w.person) - len(counted(w.session, w.person)),
}


def joined(blocks):
    return np.concatenate(list(blocks))


def rewired(null, world, rng):
    deal = Deal(
        person=world.person_of_seat,
        contact=world.contact_of_seat,
        stratum=world.session[world.visit_of_seat],
        company=world.party[world.visit_of_seat],
        keys=np.arange(6),
    )
    return [replace(world, person_of_seat=who) for who in joined(null(deal, DRAWS, rng))]


def relabelled_people(world):
    """Return a function that gives people labels."""
    return lambda label: replace(world, group=np.asarray(label)[world.person])


def labels_of_people(world):
    label = np.zeros(14, dtype=int)
    label[world.person] = world.group
    return label


def relabelled(null, world, rng):
    draws = joined(null(labels_of_people(world), world.stratum_of_person, DRAWS, rng))
    return list(map(relabelled_people(world), draws))


def relabelled_within(null, world, rng):
    draws = joined(null(world.group, world.session, DRAWS, rng))
    return [replace(world, group=label) for label in draws]


def relabelled_residuals(null, world, rng):
    """It gives the statistic only: its values are those of the labelings that keep the facts."""
    label = np.where(np.arange(14) < 4, labels_of_people(world), 0)
    world = relabelled_people(world)(label)
    seats = world.visit_of_seat
    two = np.flatnonzero(np.bincount(world.contact_of_seat) == 2)
    first = seats[np.searchsorted(world.contact_of_seat, two)]
    second = seats[np.searchsorted(world.contact_of_seat, two) + 1]
    ties = residual_ties(world.person, world.session, world.party, first, second, n_people=14)
    labelings = np.concatenate(list(every_labeling(label, world.stratum_of_person)))
    found = null(label, ties, DRAWS, rng, strata=world.stratum_of_person)
    values = [ties.weight[one[ties.a] != one[ties.b]].sum() for one in labelings]
    np.testing.assert_allclose(np.sort(found.draws), np.sort(values), atol=1e-9)
    return [world, *map(relabelled_people(world), labelings[rng.permutation(len(labelings))])]


def swapped(null, world, rng):
    draws = joined(
        null(world.person, world.session, world.party, world.stratum_of_session, DRAWS, rng)
    )
    # parties are numbered by where they were first, so that two do not get one number
    party = np.where(world.party >= 0, world.party + 10 * world.session, -1)
    return [replace(world, session=now, party=party) for now in draws]


def reoccasioned(null, world, rng):
    session = np.array([session for session, _ in world.contacts])
    return [
        replace(world, occasion=what) for what in joined(null(world.occasion, session, DRAWS, rng))
    ]


DRAWN = {
    "partner_rewire": rewired,
    "label_permutation": relabelled,
    "label_permutation_within_session": relabelled_within,
    "residual_permutation": relabelled_residuals,
    "attendance_swap": swapped,
    "occasion_permutation": reoccasioned,
}


def test_every_null_is_tested_here_and_every_fact_is_somebody_s():
    assert set(NULLS) <= set(DRAWN)
    said = {fact for record in NULLS.values() for fact in record.keeps}
    assert said <= set(FACTS)


@pytest.mark.parametrize("name", sorted(NULLS))
@pytest.mark.parametrize("seed", range(3))
def test_it_keeps_what_its_record_says(name, seed):
    observed = world(seed)
    draws = DRAWN[name](NULLS[name].function, observed, np.random.default_rng(seed))
    for column, before in zip(vars(observed).values(), vars(world(seed)).values(), strict=True):
        np.testing.assert_array_equal(column, before)  # it changes nothing in place
    if name == "residual_permutation":
        observed = draws.pop(0)
    assert len(draws) >= DRAWS
    for fact in NULLS[name].keeps:
        kept = FACTS[fact](observed)
        for draw in draws:
            assert FACTS[fact](draw) == kept, fact


def spoiled():
    """A world in which no fact of the first one holds."""
    other = world(2)
    person, session, seats = other.person.copy(), other.session.copy(), other.visit_of_seat.copy()
    person[1], session[9] = person[0], 5
    contact = other.contact_of_seat.copy()
    contact[contact == contact.max()] -= 1  # the last two contacts are one
    begin = np.flatnonzero(np.bincount(contact) == 2)[:2]
    one, two = (np.flatnonzero(contact == number) for number in begin)
    seats[two] = seats[one]
    return replace(
        other,
        person=person,
        session=session,
        group=np.where(person < 7, 0, 2),
        contact_of_seat=contact,
        visit_of_seat=seats,
        person_of_seat=person[seats],
        occasion=other.occasion[:-1],
    )


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_fact_can_fail(fact):
    assert FACTS[fact](spoiled()) != FACTS[fact](world(1))


@pytest.mark.parametrize("name", sorted(NULLS))
def test_same_seed_same_draws_and_another_seed_others(name):
    def draw(seed):
        draws = DRAWN[name](NULLS[name].function, world(1), np.random.default_rng(seed))
        return [[column.tolist() for column in vars(one).values()] for one in draws]

    assert draw(3) == draw(3)
    assert draw(3) != draw(4)
    assert len({str(one) for one in draw(3)}) > DRAWS / 2


@pytest.mark.parametrize("name", sorted(NULLS))
def test_its_record_is_complete_in_both_languages(name):
    record = NULLS[name]
    assert record.label and record.label_nl and record.keeps and record.source
    assert record.question.endswith("?")
    assert record.question_nl.endswith("?")
    assert record.function.__doc__
