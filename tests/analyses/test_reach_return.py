from itertools import permutations

import numpy as np
import pytest

from bridging.analyses import reach_log_rank, reach_return
from bridging.analyses.reach_log_rank import log_rank, log_rank_p
from bridging.analyses.reach_return import find_stays, happened_by
from bridging.counting.units import Units
from bridging.counting.visitors import Visitors
from bridging.inference.regression import kaplan_meier

# Gehan's leukaemia data: weeks in remission; the treated first
TREATED = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
CONTROL = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
WEEKS = np.array(TREATED + CONTROL)
RELAPSE = np.array([True] * 9 + [False] * 12 + [True] * 21)
GROUP = np.repeat([0, 1], 21)
ONE_SITE = np.zeros(42, dtype=int)


def visits(person, session, family=None, group=None):
    """Visits of one unit."""
    person, session = np.array(person), np.array(session)
    size = int(session.max()) + 1
    return Visitors(
        units=Units(level="all", labels=("all",), code=np.zeros(0, dtype=np.int64)),
        source="attendance",
        families=False,
        unit=np.zeros(len(person), dtype=np.int64),
        person=person,
        family=person if family is None else np.array(family),
        group=np.zeros(len(person), dtype=np.int64) if group is None else np.array(group),
        session=session,
        tallied=np.zeros((size, 3)),
        recorded=np.ones(size, dtype=bool),
    )


def test_the_curve_and_its_variance_are_those_of_the_textbook(published):
    table = published("survival_clogit_dyad.json")["km_6MP"]["published"]
    weeks, event = WEEKS[:21], RELAPSE[:21]
    found = happened_by(weeks, event, np.arange(21), 0.95)
    assert {f"{t:.0f}": round(1 - s, 3) for t, s in zip(found.time, found.share, strict=True)} == {
        time: pytest.approx(share) for time, share in table["S"].items()
    }
    # limits are Clopper and Pearson's at the number of people that gives Greenwood's variance
    from scipy.stats import beta

    for at, (time, error) in enumerate(table["se"].items()):
        share = 1 - table["S"][time]
        people = share * (1 - share) / error**2
        low = beta.ppf(0.025, share * people, people - share * people + 1)
        high = beta.ppf(0.975, share * people + 1, people - share * people)
        assert (found.low[at], found.high[at]) == pytest.approx((low, high), abs=0.002)


def test_without_censoring_limits_are_exact():
    from scipy.stats import binomtest

    found = happened_by(np.array([1, 1, 2, 3, 5]), np.ones(5, dtype=bool), np.arange(5), 0.95)
    for at, number in enumerate((2, 3, 4, 5)):
        exact = binomtest(number, 5).proportion_ci(method="exact")
        if number < 5:  # at the end nobody is left but one
            assert (found.low[at], found.high[at]) == pytest.approx((exact.low, exact.high))
    assert found.high[-1] == 1 and found.low[-1] == pytest.approx(0.025)


def test_two_alike_in_each_family_say_no_more_than_one():
    weeks, event = WEEKS[:21], RELAPSE[:21]
    single = happened_by(weeks, event, np.arange(21), 0.95)
    double = happened_by(
        np.repeat(weeks, 2), np.repeat(event, 2), np.repeat(np.arange(21), 2), 0.95
    )
    assert double.share == pytest.approx(single.share)
    assert (double.low < single.low).all() and (double.high > single.high).all()
    apart = happened_by(np.repeat(weeks, 2), np.repeat(event, 2), np.arange(42), 0.95)
    assert (apart.low > single.low).all()


def test_log_rank_of_gehan_is_as_published():
    """Printed as 16.79 by SAS, Stata and R."""
    found = log_rank(WEEKS, RELAPSE, ONE_SITE, np.stack([GROUP, 1 - GROUP]))
    assert found.round(2).tolist() == [16.79, 16.79]


def test_log_rank_of_three_groups_and_strata_is_that_of_statsmodels():
    from statsmodels.duration.survfunc import survdiff

    rng = np.random.default_rng(3)
    weeks, event = rng.integers(1, 9, 60), rng.random(60) < 0.7
    group, site = rng.integers(0, 3, 60), rng.integers(0, 2, 60)
    plain = log_rank(weeks, event, np.zeros(60, dtype=int), group[np.newaxis])
    assert plain[0] == pytest.approx(survdiff(weeks, event, group)[0])
    strata = log_rank(weeks, event, site, group[np.newaxis])
    assert strata[0] == pytest.approx(survdiff(weeks, event, group, strata=site)[0])


def test_p_is_that_of_all_ways_to_deal():
    weeks, event = np.array([1, 2, 2, 3, 4, 4, 5]), np.array([1, 1, 0, 1, 1, 0, 1], dtype=bool)
    group, people = np.array([0, 0, 0, 1, 1, 1, 1]), np.arange(7)
    one = np.zeros(7, dtype=int)
    ways = np.array(sorted(set(permutations(group.tolist()))))
    every = log_rank(weeks, event, one, ways)
    statistic, p = log_rank_p(
        weeks, event, group, people, people, one, n_resamples=4999, rng=np.random.default_rng(0)
    )
    assert p == pytest.approx((every >= statistic - 1e-9).mean(), abs=0.02)


def test_families_keep_together_and_go_to_families_of_their_size(monkeypatch):
    person = np.arange(9)
    family = np.array([0, 0, 1, 1, 2, 3, 4, 5, 5])
    group = np.array([0, 1, 0, 0, 1, 0, 1, 1, 1])
    seen = []

    def spy(duration, event, stratum, labels):
        seen.append(labels)
        return np.zeros(len(labels))

    monkeypatch.setattr(reach_log_rank, "log_rank", spy)
    weeks, event = np.arange(1, 10), np.ones(9, dtype=bool)
    log_rank_p(
        weeks,
        event,
        group,
        person,
        family,
        np.zeros(9, dtype=int),
        n_resamples=200,
        rng=np.random.default_rng(0),
    )
    draws = seen[1]
    pairs = {(0, 1), (0, 0), (1, 1)}
    for first in (0, 2, 7):
        dealt = {tuple(row[first : first + 2]) for row in draws.tolist()}
        assert dealt == pairs
    assert (np.sort(draws[:, [4, 5, 6]], axis=1) == [0, 1, 1]).all()


def test_where_groups_can_be_dealt_in_one_way_there_is_no_p():
    weeks, event = np.array([1, 2, 3]), np.ones(3, dtype=bool)
    _, p = log_rank_p(
        weeks,
        event,
        np.array([0, 0, 1]),
        np.arange(3),
        np.array([0, 0, 1]),
        np.zeros(3, dtype=int),
        n_resamples=9,
        rng=np.random.default_rng(0),
    )
    assert np.isnan(p)


def test_labels_do_not_depend_on_blocks(monkeypatch):
    args = (WEEKS, RELAPSE, GROUP, np.arange(42), np.arange(42), ONE_SITE)
    whole = log_rank_p(*args, n_resamples=40, rng=np.random.default_rng(5))
    monkeypatch.setattr(reach_log_rank, "MOST_CELLS", 200)
    assert log_rank_p(*args, n_resamples=40, rng=np.random.default_rng(5)) == whole


def slow_log_rank(duration, event, stratum, group):
    """Follow the definition: at each moment, who of each group is at risk, and to whom it happens."""
    size = group.max() + 1
    beyond, variance = np.zeros(size), np.zeros((size, size))
    for place, moment in sorted(set(zip(stratum[event], duration[event], strict=True))):
        risk = (stratum == place) & (duration >= moment)
        now = risk & event & (duration == moment)
        n, d = risk.sum(), now.sum()
        of = np.array([(risk & (group == g)).sum() for g in range(size)]) / n
        beyond += [(now & (group == g)).sum() for g in range(size)] - d * of
        variance += d * (n - d) / max(n - 1, 1) * (np.diag(of) - np.outer(of, of))
    return beyond @ np.linalg.pinv(variance, rcond=1e-10, hermitian=True) @ beyond


@pytest.mark.parametrize("seed", range(8))
def test_log_rank_of_small_studies_is_that_of_the_definition(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 30))
    duration, stratum = rng.integers(0, 7, n), rng.integers(0, 1 + seed % 3, n)
    event = (rng.random(n) < 0.6) & (duration > 0)
    labels = rng.integers(0, 2 + seed % 2, (5, n))
    labels[:, 0] = 1 + seed % 2  # the last group occurs in each
    for row, found in zip(labels, log_rank(duration, event, stratum, labels), strict=True):
        assert found == pytest.approx(slow_log_rank(duration, event, stratum, row), abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_the_variance_between_families_is_that_of_the_definition(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 25))
    duration, family = rng.integers(1, 7, n), rng.integers(0, max(2, n // 2), n)
    event = rng.random(n) < 0.6
    event[0] = True
    curve = kaplan_meier(duration, event)
    names = np.unique(family)
    sums, slow = np.zeros(len(names)), []
    for time, risk, happened, left in zip(
        curve.time, curve.at_risk, curve.events, curve.share, strict=True
    ):
        if risk > happened:
            for at, name in enumerate(names):
                mine = (family == name) & (duration >= time)
                own = (mine & event & (duration == time)).sum() - mine.sum() * happened / risk
                sums[at] += own / (risk - happened)
        slow.append(left**2 * (sums**2).sum())
    if 1 < len(names) < n:
        slow = np.array(slow) * len(names) / (len(names) - 1)
    np.testing.assert_allclose(
        reach_return._variance(duration, event, family, curve), slow, atol=1e-12
    )
    followed = [len(set(family[duration >= time])) for time in curve.time]
    assert reach_return.families_followed(duration, family, curve.time).tolist() == followed


def test_stays_by_hand():
    """Six openings: an at 0, 1, 5; bo at 2; cy at 5; di at 0, 2, 3."""
    found = find_stays(
        visits([0, 0, 0, 1, 2, 3, 3, 3], [0, 1, 5, 2, 5, 0, 2, 3]),
        np.arange(6),
        np.zeros(6, dtype=int),
        away=3,
    )
    assert found.person.tolist() == [0, 1, 2, 3]
    assert found.visits.tolist() == [3, 1, 1, 3]
    assert found.follow_up.tolist() == [5, 3, 0, 5]
    assert found.second.tolist() == [1, 0, 0, 2]
    # an misses 2, 3, 4 (away 1 + 3 after the first) and comes back; bo misses 3, 4, 5
    assert found.away.tolist() == [4, 3, 0, 0]
    assert found.came_back.tolist() == [True, False, False, False]


@pytest.mark.parametrize("seed", range(5))
def test_stays_are_those_of_a_slow_count(seed):
    rng = np.random.default_rng(seed)
    place = np.unique(rng.integers(0, [12, 15], (70, 2)), axis=0)
    site = rng.integers(0, 2, 15)
    opening = np.full(15, -1)
    for one in (0, 1):
        opening[site == one] = np.arange((site == one).sum())
    opening[3] = -1  # its place in the order is not known
    found = find_stays(visits(*place.T), opening, site, away=2)
    rows = {}
    for person, session in place.tolist():
        if opening[session] >= 0:
            rows.setdefault((person, int(site[session])), []).append(int(opening[session]))
    assert list(zip(found.person, found.site, strict=True)) == sorted(rows)
    for i, key in enumerate(sorted(rows)):
        times, end = sorted(rows[key]), int(opening[site == key[1]].max())
        gone, back = 0, False
        for a, b in zip(times, [*times[1:], end + 1], strict=True):
            if b - a - 1 >= 2:
                gone, back = a + 2 - times[0], b <= end
                break
        assert found.follow_up[i] == end - times[0]
        assert found.second[i] == (times[1] - times[0] if len(times) > 1 else 0)
        assert (found.away[i], found.came_back[i]) == (gone, back)


@pytest.mark.slow
@pytest.mark.parametrize("families", [15, 40])
def test_interval_and_test_hold_where_families_return_together(families):
    """Families of one to three, alike in how readily they return, who entered at any time."""
    rng, covered, counted, found = np.random.default_rng(families), 0, 0, 0
    # the chance to return at each opening is Beta(1.5, 2.5): left after four is E(1 - h)^4
    left = np.prod([(2.5 + k) / (4 + k) for k in range(4)])
    for _ in range(300):
        family = np.repeat(np.arange(families), rng.choice([1, 2, 3], families, p=[0.6, 0.3, 0.1]))
        time = rng.geometric(rng.beta(1.5, 2.5, families)[family])
        together = rng.random(len(family)) < 0.6
        time = np.where(together, time[np.searchsorted(family, family)], time)
        end = rng.integers(0, 11, families)[family]
        event, duration = time <= end, np.minimum(time, end)
        value = happened_by(duration, event, family, 0.95).at(4) if event.any() else None
        if value is not None and (duration >= 4).any():
            counted += 1
            covered += value[1] <= 1 - left <= value[2]
        group = (rng.random(families) < 0.35).astype(int)[family]
        person, site = np.arange(len(family)), np.zeros(len(family), dtype=int)
        _, p = log_rank_p(duration, event, group, person, family, site, n_resamples=99, rng=rng)
        found += p <= 0.05
    assert covered / counted >= 0.92
    assert found / 300 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)
