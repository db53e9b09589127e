"""The partner rewire keeps what it says, and draws every arrangement equally often."""

import sys
from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from bridging.nulls import Deal, get_null, partner_rewire
from bridging.nulls.dealing_out import Tables, deal_out
from bridging.nulls.partner_rewire import Rewiring
from bridging.nulls.streams import starts


def make_deal(contacts, company=None, strata=None):
    """Lay out lists of people as slots."""
    person = [p for people in contacts for p in people]
    contact = [i for i, people in enumerate(contacts) for _ in people]
    stratum = [0 if strata is None else strata[i] for i in contact]
    with_whom = [-1 if company is None else company.get(p, -1) for p in person]
    return Deal(
        person=np.array(person),
        contact=np.array(contact),
        stratum=np.array(stratum),
        company=np.array(with_whom),
        keys=np.arange(len(set(stratum))),
    )


def drawn(deal, n, seed=0):
    return np.concatenate(list(partner_rewire(deal, n, np.random.default_rng(seed))))


def arrangement(deal, people):
    """The pairs (or meetings) of one draw, without order."""
    return tuple(
        sorted(
            tuple(sorted(people[deal.contact == c].tolist())) for c in range(deal.contact.max() + 1)
        )
    )


def simple_graphs(degrees, forbidden=()):
    """Every simple graph with these degrees, by trying all sets of pairs."""
    people, edges = range(len(degrees)), sum(degrees) // 2
    pairs = [p for p in combinations(people, 2) if p not in forbidden]
    return [
        graph
        for graph in combinations(pairs, edges)
        if all(sum(i in p for p in graph) == degrees[i] for i in people)
    ]


@pytest.fixture(params=["as it chooses", "afresh", "changed"])
def way(request, monkeypatch):
    """Deal as the trial says, always afresh, or always by changing seats."""
    module = sys.modules["bridging.nulls.partner_rewire"]
    if request.param != "as it chooses":
        share = {"afresh": 0.0, "changed": 2.0}[request.param]
        monkeypatch.setattr(module, "ALLOWED", share)
    return request.param


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("contacts", "company"),
    [
        ([(0, 1), (0, 3), (1, 2), (3, 4)], None),  # oracle: degrees 2 2 1 2 1 have 7 graphs
        ([(0, 1), (1, 2), (2, 3), (3, 0), (4, 5)], None),
        ([(0, 1), (2, 3), (4, 5)], {0: 7, 2: 7}),
        ([(0, 2), (1, 3), (0, 3), (4, 5)], {0: 1, 1: 1, 4: 2, 2: 2}),
    ],
)
def test_every_graph_is_drawn_equally_often(contacts, company):
    deal = make_deal(contacts, company)
    degrees = [sum(i in c for c in contacts) for i in range(6)]
    forbidden = {
        p
        for p in combinations(range(6), 2)
        if company and p[0] in company and company.get(p[0]) == company.get(p[1])
    }
    graphs = simple_graphs(degrees, forbidden)
    n = 700 * len(graphs)
    # one starting point each, so that the draws are independent
    seen = Counter(
        arrangement(deal, people) for seed in range(14) for people in drawn(deal, n // 14, seed)
    )
    assert set(seen) == {tuple(sorted(g)) for g in graphs}
    counts = np.array(list(seen.values()))
    chi_square = ((counts - counts.mean()) ** 2 / counts.mean()).sum()
    # mean df, standard deviation sqrt(2 df): five of them away is never seen by chance
    df = len(graphs) - 1
    assert chi_square < df + 5 * np.sqrt(2 * df)


@pytest.mark.usefixtures("way")
def test_the_published_seven_graphs(published):
    """Labels A A A B B on degrees 2 2 1 2 1: crossing counts 1 (2 graphs) and 3 (5 graphs)."""
    known = published("tiny_exact_and_decomposition.json")["degree_preserving_simple_graphs"]
    deal = make_deal([(0, 1), (0, 3), (1, 2), (3, 4)])
    label = np.array([0, 0, 0, 1, 1])
    draws = np.concatenate([drawn(deal, 400, seed) for seed in range(20)])
    crossing = (label[draws].reshape(-1, 4, 2) * [1, -1]).sum(axis=2)
    crossing = (crossing != 0).sum(axis=1)
    shares = np.bincount(crossing, minlength=4) / len(crossing)
    expected = np.array(known["distribution"]) / known["n_graphs"]
    np.testing.assert_allclose(shares, expected, atol=4 * np.sqrt(0.25 / len(crossing)))
    assert crossing.mean() == pytest.approx(known["mean"], abs=8 * np.sqrt(0.25 / len(crossing)))


@pytest.mark.usefixtures("way")
def test_meetings_swap_members_uniformly():
    """One pair and one meeting of three among five people, each once: C(5, 2) = 10 ways."""
    deal = make_deal([(0, 1), (2, 3, 4)])
    seen = Counter(arrangement(deal, people) for people in drawn(deal, 5000))
    assert len(seen) == 10
    counts = np.array(list(seen.values()))
    assert ((counts - 500) ** 2 / 500).sum() < 9 + 5 * np.sqrt(18)


@pytest.mark.parametrize("contacts", [[(0, 1), (0, 3), (1, 2), (3, 4)], [(0, 1), (2, 3), (4, 5)]])
def test_contacts_that_weigh_the_same_are_paired_off_uniformly(contacts):
    deal = replace(make_deal(contacts), alike=np.array([True]))
    degrees = np.bincount(deal.person)
    graphs = simple_graphs(degrees)
    seen = Counter(arrangement(deal, people) for people in drawn(deal, 700 * len(graphs)))
    assert set(seen) == {tuple(sorted(graph)) for graph in graphs}
    counts = np.array(list(seen.values()))
    df = len(graphs) - 1
    assert ((counts - 700) ** 2 / 700).sum() < df + 5 * np.sqrt(2 * df)


def random_deal(seed):
    rng = np.random.default_rng(seed)
    contacts, strata, company = [], [], {}
    for s in range(6):
        people = rng.permutation(12)[:9]
        seen = set()
        for _ in range(8):
            size = 2 if rng.random() < 0.8 else 3
            who = tuple(sorted(rng.permutation(people)[:size].tolist()))
            if size == 2 and who in seen:
                continue
            seen.add(who)
            contacts.append(who)
            strata.append(s)
    company = {int(p): 0 for p in rng.permutation(12)[:3]}
    return make_deal(contacts, company, strata)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("seed", range(5))
def test_it_keeps_what_its_record_says(seed):
    deal = random_deal(seed)
    draws = drawn(deal, 50, seed)
    before = deal.person.copy()
    size = np.bincount(deal.contact)
    observed_mates = {
        c for c in range(len(size)) if (deal.company[deal.contact == c] >= 0).sum() > 1
    }
    for people in draws:
        for s in np.unique(deal.stratum):
            mine = deal.stratum == s
            assert sorted(people[mine]) == sorted(deal.person[mine])
            pairs = [
                tuple(sorted(people[deal.contact == c]))
                for c in np.unique(deal.contact[mine])
                if size[c] == 2
            ]
            assert len(pairs) == len(set(pairs))
        for c in range(len(size)):
            who = people[deal.contact == c]
            assert len(set(who)) == size[c]
            if c not in observed_mates:
                company = {int(p) for p, k in zip(deal.person, deal.company, strict=True) if k == 0}
                assert len(company & set(who.tolist())) <= 1
            else:
                assert who.tolist() == deal.person[deal.contact == c].tolist()
    np.testing.assert_array_equal(deal.person, before)


def test_same_seed_same_draws_and_different_seed_different():
    deal = random_deal(1)
    np.testing.assert_array_equal(drawn(deal, 30, 4), drawn(deal, 30, 4))
    assert (drawn(deal, 30, 4) != drawn(deal, 30, 5)).any()
    assert len(np.unique(drawn(deal, 30, 4), axis=0)) > 20


@pytest.mark.usefixtures("way")
def test_draws_do_not_depend_on_how_many_are_held_at_once(monkeypatch):
    deal = random_deal(2)
    whole = drawn(deal, 30, 6)
    module = sys.modules["bridging.nulls.partner_rewire"]
    monkeypatch.setattr(module, "SEATS", 7 * len(deal.person))
    monkeypatch.setattr(module, "THREADS", 1)
    monkeypatch.setattr("bridging.nulls.swaps.CELLS", 100)
    monkeypatch.setattr("bridging.nulls.dealing_out.CELLS", 300)
    monkeypatch.setattr("bridging.nulls.pair_swaps.BYTES", 1000)
    monkeypatch.setattr("bridging.nulls.pair_swaps.AHEAD", 3)
    monkeypatch.setattr(module, "PARTS", 1)
    np.testing.assert_array_equal(drawn(deal, 30, 6), whole)
    np.testing.assert_array_equal(drawn(deal, 11, 6), whole[:11])


def dense_deal(seed):
    """Make sessions of 3 to 40 contacts of two, some of whose people came together."""
    rng = np.random.default_rng(seed)
    company = {int(p): int(p) % 3 for p in rng.permutation(12)[:5]}
    pairs = [
        (a, b)
        for a, b in combinations(range(12), 2)
        if company.get(a, -1 - a) != company.get(b, -1 - b)
    ]
    contacts, strata = [], []
    for session, number in enumerate(rng.integers(3, 41, 8)):
        for place in rng.permutation(len(pairs))[:number]:
            contacts.append(tuple(rng.permutation(pairs[place]).tolist()))
            strata.append(session)
    return make_deal(contacts, company, strata)


@pytest.mark.parametrize("seed", range(4))
def test_pairs_change_seats_as_meetings_of_any_size_do(monkeypatch, seed):
    """Many sessions at once, and the plain way for contacts of any number of people."""
    module = sys.modules["bridging.nulls.partner_rewire"]
    monkeypatch.setattr(module, "ALLOWED", 2.0)
    deal = dense_deal(seed)
    quick = drawn(deal, 25, seed)
    monkeypatch.setattr(module, "_pairs_changed", module._changed)
    np.testing.assert_array_equal(quick, drawn(deal, 25, seed))
    assert len(np.unique(quick, axis=0)) == 25


@pytest.mark.usefixtures("way")
def test_a_copy_goes_on_from_the_same_place():
    deal = random_deal(3)
    whole = drawn(deal, 30, 8)
    rewiring = Rewiring(deal, np.random.default_rng(8))
    np.testing.assert_array_equal(np.concatenate(list(rewiring.draws(12))), whole[:12])
    for _ in range(2):
        after = np.concatenate(list(rewiring.copy().draws(18)))
        np.testing.assert_array_equal(after, whole[12:])


@pytest.mark.usefixtures("way")
def test_a_session_is_dealt_the_same_whatever_others_there_are():
    contacts = [(0, 1), (2, 3), (1, 4), (5, 6), (0, 6), (1, 2)]
    alone = make_deal(contacts[:3])
    both = make_deal(contacts, strata=[0, 0, 0, 1, 1, 1])
    np.testing.assert_array_equal(drawn(both, 40, 3)[:, :6], drawn(alone, 40, 3))


def test_one_contact_has_nowhere_to_go():
    deal = make_deal([(0, 1)])
    assert (drawn(deal, 20) == deal.person).all()
    nothing = make_deal([])
    empty = Deal(**{k: v.astype(np.int64) for k, v in vars(nothing).items() if v is not None})
    assert drawn(empty, 3).shape == (3, 0)


def test_its_record_is_complete():
    record = get_null("partner_rewire")
    assert record.label and record.label_nl and record.keeps and record.question.endswith("?")


def test_the_published_matchings_of_stubs(published):
    """Before any is thrown away: 105 ways to pair the stubs off, 56 of them allowed."""
    known = published("tiny_exact_and_decomposition.json")["stub_matching"]
    degrees = known["degrees"]
    seats = np.repeat(np.arange(len(degrees)), degrees).astype(np.uint8)[:, np.newaxis]
    tables = Tables(
        seats=seats, party=None, sizes=(2,) * 4, start=starts(1, np.array([3])), alike=False
    )
    n = 40_000
    dealt, allowed = deal_out(tables, np.zeros(n, dtype=int), np.arange(n))
    label = np.array([0, 0, 0, 1, 1])[dealt]
    crossing = (label[0::2] != label[1::2]).sum(axis=0)
    share = known["n_simple_matchings"] / known["n_matchings"]
    assert allowed.mean() == pytest.approx(share, abs=4 * np.sqrt(0.25 / n))
    error = 4 * crossing.std() / np.sqrt(n)
    assert crossing.mean() == pytest.approx(known["mean_cross_enumerated"], abs=error)
    assert crossing[allowed].mean() == pytest.approx(
        known["simple_graph_mean_cross"], abs=1.5 * error
    )
