"""Swaps of visits reach every arrangement equally often, and keep parties and people whole."""

from collections import Counter
from importlib import import_module
from itertools import combinations, permutations, product

import numpy as np
import pytest

from bridging.errors import DataError
from bridging.nulls.attendance_swap import attendance_swap
from bridging.nulls.parties import can_swap

MODULE = import_module("bridging.nulls.attendance_swap")  # the package has a function of that name


def visits_of(sessions):
    """Lay out sessions given as lists of parties: ``[[(0,), (1, 2)], [(3,)]]``."""
    rows = [
        (who, s, number if len(party) > 1 else -1)
        for s, parties in enumerate(sessions)
        for number, party in enumerate(parties)
        for who in party
    ]
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def drawn(visits, stratum, n, seed=0, keys=None):
    rng = np.random.default_rng(seed)
    return np.concatenate(list(attendance_swap(*visits, np.array(stratum), n, rng, keys=keys)))


def arrangement(visits, session):
    """The parties of each session of one draw, without order."""
    person, before, party = visits
    groups = {}
    for who, now, old, code in zip(person, session, before, party, strict=True):
        key = (old, code) if code >= 0 else (old, "alone", who)
        groups.setdefault((int(now), key), []).append(int(who))
    found = [[] for _ in range(max(before) + 1)]
    for (now, _), people in groups.items():
        found[now].append(tuple(sorted(people)))
    return tuple(tuple(sorted(parties)) for parties in found)


def every_arrangement(sessions):
    """All ways to give the parties seats of their size, nobody twice in a session."""
    parties = [p for session in sessions for p in session]
    seats = [(s, len(p)) for s, session in enumerate(sessions) for p in session]
    found = set()
    for order in permutations(range(len(parties))):
        if any(len(parties[o]) != size for o, (_, size) in zip(order, seats, strict=True)):
            continue
        dealt = [[] for _ in sessions]
        for o, (s, _) in zip(order, seats, strict=True):
            dealt[s].append(tuple(sorted(parties[o])))
        if all(len({w for p in session for w in p}) == sum(map(len, session)) for session in dealt):
            found.add(tuple(tuple(sorted(session)) for session in dealt))
    return found


def matrices(rows, columns):
    """All 0/1 matrices with these margins."""
    choices = [list(combinations(range(len(columns)), r)) for r in rows]
    return [
        chosen
        for chosen in product(*choices)
        if all(sum(c in row for row in chosen) == n for c, n in enumerate(columns))
    ]


def even(counts, ways):
    """Whether counts are even: a chi-square five standard deviations above its mean is not."""
    counts = np.array(list(counts))
    assert len(counts) == ways
    chi_square = ((counts - counts.mean()) ** 2 / counts.mean()).sum()
    return chi_square < ways - 1 + 5 * np.sqrt(2 * (ways - 1))


@pytest.mark.parametrize(
    ("sessions", "rows", "columns"),
    [
        ([[(0,), (1,)], [(0,), (2,)], [(3,)]], (2, 1, 1, 1), (2, 2, 1)),
        ([[(0,), (1,), (2,)], [(0,), (1,)], [(2,), (3,)]], (2, 2, 2, 1), (3, 2, 2)),
        ([[(0,)], [(1,)], [(2,)]], (1, 1, 1), (1, 1, 1)),
        ([[(0,)], [(1,)]], (1, 1), (1, 1)),
    ],
)
def test_every_incidence_matrix_is_drawn_equally_often(sessions, rows, columns):
    visits = visits_of(sessions)
    ways = matrices(rows, columns)
    n = 300 * len(ways)
    # several starting points, each with draws that are independent of each other
    seen = Counter()
    for seed in range(6):
        for session in drawn(visits, [0] * len(columns), n // 6, seed):
            came = [tuple(sorted(session[visits[0] == who])) for who in range(len(rows))]
            seen[tuple(came)] += 1
    assert set(seen) == set(ways)
    assert even(seen.values(), len(ways))


@pytest.mark.parametrize(
    "sessions",
    [
        [[(0, 1), (2,), (3,)], [(4, 5), (6,), (7,)]],
        [[(0, 1), (3,)], [(0, 2), (4,)]],  # a person of both parties: the parties can change
        [[(0, 1), (2, 3)], [(4, 5), (0,)], [(2,), (6,)]],
        [[(0, 1)], [(0, 1), (2, 3)], [(4, 5), (6,)]],  # a party that comes twice
    ],
)
def test_parties_move_whole_and_every_arrangement_is_drawn_equally_often(sessions):
    visits = visits_of(sessions)
    ways = every_arrangement(sessions)
    n = 300 * len(ways)
    seen = Counter(
        arrangement(visits, session)
        for seed in range(6)
        for session in drawn(visits, [0] * len(sessions), n // 6, seed)
    )
    assert set(seen) == ways
    assert even(seen.values(), len(ways))


def test_arrangements_that_swaps_do_not_reach_are_not_drawn():
    """(0, 1) would have to leave for 0 to come alone, and 0 to leave for (0, 1) to come."""
    sessions = [[(0, 1), (2,)], [(4, 5), (0,)]]
    visits = visits_of(sessions)
    assert len(every_arrangement(sessions)) == 2
    assert not can_swap(*visits, np.array([0, 0]))[0]
    assert (drawn(visits, [0, 0], 40) == visits[1]).all()


def random_visits(seed, people=14, sessions=8, present=6):
    rng = np.random.default_rng(seed)
    person = np.concatenate([rng.permutation(people)[:present] for _ in range(sessions)])
    return person, np.repeat(np.arange(sessions), present), np.where(person < 6, person // 2, -1)


def test_draws_do_not_depend_on_blocks_or_on_other_strata(monkeypatch):
    visits, stratum = random_visits(1), [0, 0, 0, 1, 1, 1, 2, 2]
    draws = drawn(visits, stratum, 50, 3)
    assert (draws != visits[1]).any()
    monkeypatch.setattr(MODULE, "BLOCK", 7)
    monkeypatch.setattr(MODULE, "CHANCES", 8000)
    np.testing.assert_array_equal(drawn(visits, stratum, 50, 3), draws)
    assert (drawn(visits, stratum, 50, 4) != draws).any()
    later = visits[1] >= 3  # without the first stratum, the others keep their keys
    alone = visits[0][later], visits[1][later] - 3, visits[2][later]
    shorter = drawn(alone, [0, 0, 0, 1, 1], 50, 3, keys=np.array([1, 2]))
    np.testing.assert_array_equal(shorter + 3, draws[:, later])


@pytest.mark.slow
def test_p_is_even_where_everybody_comes_at_random():
    """The rank of the observed number of pairs across among its draws, ties broken at random."""
    rng, group, ranks = np.random.default_rng(5), np.arange(14) < 5, []
    for _ in range(500):
        session, person = np.nonzero(rng.random((6, 14)) < 0.35)
        visits = person, session, np.full(len(person), -1)
        both = np.vstack(
            [session, drawn(visits, np.zeros(6, dtype=int), 99, int(rng.integers(1e9)))]
        )
        mine = [np.bincount(row[group[person]], minlength=6) for row in both]
        others = [np.bincount(row[~group[person]], minlength=6) for row in both]
        across = (np.array(mine) * np.array(others)).sum(axis=1) + rng.random(100) / 2
        ranks.append((across < across[0]).mean())
    assert even(Counter(np.minimum(np.array(ranks) * 10, 9).astype(int).tolist()).values(), 10)


def test_where_only_one_arrangement_is_possible_it_says_so():
    nested = [[(0,), (1,), (2,)], [(0,), (1,)], [(0,)]]
    loose = [[(0,), (1,)], [(0,), (2,)]]
    visits = visits_of([*nested, *loose, [(0,), (1,)]])
    stratum = np.array([0, 0, 0, 1, 1, 2])
    assert can_swap(*visits, stratum).tolist() == [False, True, False]
    draws = drawn(visits, stratum, 30)
    same = (draws == visits[1]).all(axis=0)
    assert same[np.isin(visits[1], [0, 1, 2, 5])].all()
    assert not same.all()
    unknown = np.where(stratum == 1, -1, stratum)  # a time that is not known
    assert not can_swap(*visits, unknown).any()
    assert (drawn(visits, unknown, 30) == visits[1]).all()


@pytest.mark.parametrize("seed", range(8))
def test_can_swap_is_what_draws_do(seed):
    rng = np.random.default_rng(seed)
    visits, stratum = random_visits(seed, people=7, sessions=9, present=5), rng.integers(0, 4, 9)
    draws = drawn(visits, stratum, 60, seed)
    for code, can in enumerate(can_swap(*visits, stratum)):
        mine = stratum[visits[1]] == code
        moved = {arrangement(visits, d) for d in np.where(mine, draws, visits[1])}
        assert (len(moved) > 1) is bool(can)


def test_nobody_came_and_what_it_refuses():
    nothing = np.zeros(0, dtype=int)
    assert drawn((nothing, nothing, nothing), [], 4).shape == (4, 0)
    pair, alone = np.array([0, 0]), np.array([-1, -1])
    with pytest.raises(DataError, match="Nobody can be twice in a session"):
        drawn((pair, pair, alone), [0], 4)
    with pytest.raises(DataError, match="lists of one length"):
        drawn((pair, pair, alone[:1]), [0], 4)
    with pytest.raises(DataError, match="coded from 0 to 0"):
        drawn((pair, np.array([0, 1]), alone), [0], 4)
    with pytest.raises(DataError, match="one for each of 2 strata, not 1"):
        drawn((pair, np.array([0, 1]), alone), [0, 1], 4, keys=np.array([0]))
