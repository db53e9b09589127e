"""Residual contacts: the fit, its limits, and closed forms against all labelings."""

from itertools import permutations

import numpy as np
import pytest

from bridging.errors import DataError
from bridging.inference import monte_carlo_p
from bridging.nulls.convolution import ONE_ARRANGEMENT, TOO_MANY
from bridging.nulls.residual_permutation import residual_permutation
from bridging.nulls.residual_ties import even_contacts, residual_ties
from bridging.nulls.ties import Ties


def random_visits(seed, sessions=3, people=7, present=5, contacts=5):
    """Visits, parties and contacts (some of them within a party) of a few sessions."""
    rng = np.random.default_rng(seed)
    person = np.concatenate([rng.permutation(people)[:present] for _ in range(sessions)])
    session = np.repeat(np.arange(sessions), present)
    party = np.where(rng.random(len(person)) < 0.4, 0, -1)
    first = rng.integers(0, present, (sessions, contacts))
    second = (first + rng.integers(1, present, (sessions, contacts))) % present
    begin = present * np.arange(sessions)[:, np.newaxis]
    return person, session, party, (first + begin).ravel(), (second + begin).ravel()


def matrix(ties):
    table = np.zeros((ties.n_people, ties.n_people))
    table[ties.a, ties.b] = ties.weight
    return table + table.T


def fitted_by_proportions(contacts, allowed, rounds=20_000):
    """Iterative proportional fitting, rows and columns in turn."""
    fit, degree = allowed.astype(float), contacts.sum(axis=1)
    for _ in range(rounds):
        fit *= (degree / np.maximum(fit.sum(axis=1), 1e-300))[:, np.newaxis]
        fit *= degree / np.maximum(fit.sum(axis=0), 1e-300)
    return fit


@pytest.mark.parametrize("seed", range(12))
def test_the_fit_is_that_of_proportional_fitting(seed):
    rng = np.random.default_rng(seed)
    n = 7
    party = np.where(rng.random(n) < 0.5, rng.integers(0, 3, n), -1)
    allowed = (party[:, None] < 0) | (party[:, None] != party[None])
    allowed &= ~np.eye(n, dtype=bool)
    contacts = np.triu(rng.integers(0, 4, (n, n)) * allowed, 1).astype(float)
    contacts += contacts.T
    some = contacts.sum(axis=1) > 0
    contacts, allowed = contacts[some][:, some], allowed[some][:, some]
    fit = even_contacts(contacts[np.newaxis], allowed[np.newaxis])[0]
    np.testing.assert_allclose(fit.sum(axis=1), contacts.sum(axis=1), rtol=1e-8)
    np.testing.assert_allclose(fit, fit.T, rtol=1e-8)
    assert (fit[~allowed] == 0).all()
    # proportions creep towards forced zeros: 20,000 rounds come to about a thousandth
    np.testing.assert_allclose(fit, fitted_by_proportions(contacts, allowed), atol=2e-3)


def test_a_fit_by_hand():
    free = ~np.eye(4, dtype=bool)
    # x x' for every pair means that the three ways to pair four people have the same product
    contacts = np.array([[0, 1, 1, 1], [1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0]], dtype=float)
    chain = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]], dtype=float)
    for table in (contacts, chain):
        fit = even_contacts(table[np.newaxis], free[np.newaxis])[0]
        np.testing.assert_allclose(fit.sum(axis=1), table.sum(axis=1))
        assert fit[0, 1] * fit[2, 3] == pytest.approx(fit[0, 2] * fit[1, 3])  # both x0 x1 x2 x3
        assert fit[0, 1] * fit[2, 3] == pytest.approx(fit[0, 3] * fit[1, 2])
    # a square gives 2/3 to each pair
    square = np.array([[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]], dtype=float)
    np.testing.assert_allclose(even_contacts(square[np.newaxis], free[np.newaxis])[0][free], 2 / 3)
    # two couples: each meets the two of the other couple, and 1/2 each is even
    couples = np.array([[0, 0, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]], dtype=float)
    apart = np.kron([[0, 1], [1, 0]], np.ones((2, 2))).astype(bool)
    fit = even_contacts(couples[np.newaxis], apart[np.newaxis])[0]
    np.testing.assert_allclose(fit, apart / 2)


def test_a_person_s_residuals_sum_to_nothing_and_party_members_have_none():
    person, session, party, first, second = random_visits(5)
    ties = residual_ties(person, session, party, first, second, n_people=7)
    assert len(ties.a) > 5
    np.testing.assert_allclose(matrix(ties).sum(axis=1), 0, atol=1e-7)
    one = session == 0
    met = one[first] & ((party[first] < 0) | (party[first] != party[second]))
    alone = residual_ties(person, session, party, first[met], second[met], n_people=7)
    mates = person[one & (party == 0)]
    assert (matrix(alone)[np.ix_(mates, mates)] == 0).all()


def test_sessions_are_fitted_apart_and_summed():
    person, session, party, first, second = random_visits(6, present=6)
    table = np.zeros((7, 7))
    for s in range(3):
        mine = session[first] == s
        table += matrix(
            residual_ties(person, session, party, first[mine], second[mine], n_people=7)
        )
    whole = residual_ties(person, session, party, first, second, n_people=7)
    np.testing.assert_allclose(matrix(whole), table, atol=1e-8)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("strata", [None, [0, 1, 0, 1, 0, 0, 1], [0, 0, 1, 1, 2, 2, 2]])
def test_mean_variance_and_p_are_those_of_all_labelings(seed, strata):
    person, session, party, first, second = random_visits(seed)
    ties = residual_ties(person, session, party, first, second, n_people=7)
    table = matrix(ties)
    groups = np.random.default_rng(seed + 50).integers(0, 2 + seed % 2, 7)
    stratum = np.zeros(7, dtype=int) if strata is None else np.array(strata)
    values = []
    for order in permutations(range(7)):
        if (stratum[list(order)] == stratum).all():
            label = groups[list(order)]
            values.append((table * (label[:, None] != label)).sum() / 2)
    values = np.array(values)
    found = residual_permutation(groups, ties, 10, np.random.default_rng(0), strata=strata)
    observed = (table * (groups[:, None] != groups)).sum() / 2
    assert found.statistic == pytest.approx(observed)
    assert found.mean == pytest.approx(values.mean(), abs=1e-7)
    if strata is None:
        assert found.mean == pytest.approx(0, abs=1e-7)
    assert found.variance == pytest.approx(values.var(), abs=1e-7)
    if values.var() > 1e-9:
        assert found.z_score == pytest.approx((observed - values.mean()) / values.std(), abs=1e-5)
        for alternative, tail in (
            ("less", values <= observed + 1e-7),
            ("greater", values >= observed - 1e-7),
        ):
            assert found.p_value(alternative) == pytest.approx(tail.mean())


def test_draws_where_labelings_are_too_many_have_the_closed_form_s_moments():
    person, session, party, first, second = random_visits(
        1, sessions=20, people=40, present=12, contacts=15
    )
    ties = residual_ties(person, session, party, first, second, n_people=40)
    rng = np.random.default_rng(0)
    groups, strata = rng.integers(0, 3, 40), np.arange(40) % 2
    found = residual_permutation(groups, ties, 4000, rng, strata=strata)
    assert found.distribution is None
    assert found.undefined == TOO_MANY[0]
    assert len(found.draws) == 4000
    sd = np.sqrt(found.variance)
    assert abs(found.draws.mean() - found.mean) < 5 * sd / np.sqrt(4000)
    assert found.draws.std() == pytest.approx(sd, rel=0.1)


def test_groups_that_differ_in_talkativeness_leave_nothing():
    """One group talks three times as much, to anyone: contacts are the fit itself."""
    x = np.array([3.0, 3, 3, 1, 1, 1])
    first, second = np.triu_indices(6, 1)
    weight = x[first] * x[second]
    visits = np.arange(6), np.zeros(6, dtype=int), np.full(6, -1)
    ties = residual_ties(*visits, first, second, weight, n_people=6)
    assert len(ties.a) == 0
    found = residual_permutation(np.arange(6) // 3, ties, 99, np.random.default_rng(0))
    assert (found.statistic, found.variance) == (0, 0)
    assert found.undefined == ONE_ARRANGEMENT[0]
    assert np.isnan(found.z_score)


def no_preference(rng, people=40, sessions=12):
    """A world in which one group comes at other times and talks more, to anyone."""
    group = (np.arange(people) < people // 2).astype(int)
    talk = np.exp(0.8 * group + rng.normal(0, 0.3, people))
    person, session, first, second = [], [], [], []
    for s in range(sessions):
        came = rng.random(people) < np.where(group == s % 2, 0.5, 0.2)
        who, begin = np.flatnonzero(came), len(person)
        i, j = np.triu_indices(len(who), 1)
        odds = 0.08 * talk[who[i]] * talk[who[j]]
        met = rng.random(len(i)) < odds / (1 + odds)
        person += who.tolist()
        session += [s] * len(who)
        first += (begin + i[met]).tolist()
        second += (begin + j[met]).tolist()
    return group, *map(np.array, (person, session, first, second))


@pytest.mark.slow
def test_it_does_not_reject_too_often_where_groups_differ_in_all_but_preference():
    rng, rejected, n = np.random.default_rng(1), 0, 300
    for _ in range(n):
        group, person, session, first, second = no_preference(rng)
        alone = np.full(len(person), -1)
        ties = residual_ties(person, session, alone, first, second, n_people=40)
        found = residual_permutation(group, ties, 199, rng)
        rejected += monte_carlo_p(found.statistic, found.draws) <= 0.05
    assert rejected / n < 0.05 + 3 * np.sqrt(0.05 * 0.95 / n)


def test_people_of_unknown_group_are_not_dealt():
    """With somebody of unknown group in the midst, all is as if she were not there."""
    person, session, party, first, second = random_visits(3, sessions=6)
    keep = (person[first] != 2) & (person[second] != 2)
    ties = residual_ties(person, session, party, first[keep], second[keep], n_people=7)
    groups, rest = np.array([0, 1, -1, 1, 0, 1, 0]), np.array([0, 1, 3, 4, 5, 6])
    found = residual_permutation(groups, ties, 9, np.random.default_rng(0))
    place = np.argsort(np.append(rest, 2))
    fewer = Ties(a=place[ties.a], b=place[ties.b], weight=ties.weight, n_people=6)
    without = residual_permutation(groups[rest], fewer, 9, np.random.default_rng(0))
    assert len(ties.a) > 0
    assert len(found.draws) == 20  # of six people, three of each group
    assert found.statistic == pytest.approx(without.statistic)
    assert found.variance == pytest.approx(without.variance)
    np.testing.assert_allclose(np.sort(found.draws), np.sort(without.draws))


def test_a_stratum_without_ties_adds_nothing():
    person, session, party, first, second = random_visits(3, sessions=6)
    ties = residual_ties(person, session, party, first, second, n_people=7)
    alone = residual_permutation(np.arange(7) % 2, ties, 9, np.random.default_rng(0))
    wider = Ties(a=ties.a, b=ties.b, weight=ties.weight, n_people=9)
    groups, strata = np.array([0, 1, 0, 1, 0, 1, 0, 1, 0]), np.array([0] * 7 + [1] * 2)
    both = residual_permutation(groups, wider, 9, np.random.default_rng(0), strata=strata)
    assert len(ties.a) > 0
    assert (both.mean, both.variance) == pytest.approx((alone.mean, alone.variance))
    assert both.p_value() == pytest.approx(alone.p_value())


def test_what_it_refuses():
    pair = np.array([0, 1])
    alone = np.array([-1, -1])
    with pytest.raises(DataError, match="of the same session"):
        residual_ties(pair, pair, alone, [0], [1], n_people=2)
    with pytest.raises(DataError, match="must not be below 0"):
        residual_ties(pair, pair * 0, alone, [0], [1], [-1.0], n_people=2)
    nothing = residual_ties(pair, pair * 0, pair * 0, [0], [1], n_people=2)
    assert len(nothing.a) == 0  # they came together
    with pytest.raises(DataError, match="`strata` must have 2 values"):
        residual_permutation(pair, nothing, 9, np.random.default_rng(0), strata=[0])
