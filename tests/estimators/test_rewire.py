"""Partners dealt again, from a study to what is said of it."""

import gc
from dataclasses import replace
from itertools import permutations

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.analyses import chain_choice
from bridging.analyses.chain_choice import deal_ahead
from bridging.counting.dealing import slots_in
from bridging.estimators import rewire_kept
from bridging.estimators.rewire import numbers_kept
from bridging.estimators.rewire_kept import rewire_of
from bridging.nulls import Deal
from bridging.simulate import world


def study_of(groups, encounters, attendance=None, **more):
    """Make a study of one session from groups by person and meetings."""
    rows = [(i, p, "s") for i, people in enumerate(encounters) for p in people]
    people = list(groups)
    return br.Study.from_frames(
        participants={"participant": people, "g": list(groups.values())},
        attendance=attendance or {"participant": people, "session": ["s"] * len(people)},
        encounters=pd.DataFrame(rows, columns=["encounter", "participant", "session"]),
        lines={"g": sorted(set(groups.values()))},
        **more,
    )


@pytest.mark.parametrize("leaves", [6, 9])
def test_weights_travel_where_who_meets_whom_can_not(leaves):
    """A host met everybody, every second one three times: the weights can go round."""
    names = [f"l{i}" for i in range(leaves)]
    groups = {"h": "x"} | {name: "yx"[i % 2] for i, name in enumerate(names)}
    meetings = [("h", name) for i, name in enumerate(names) for _ in range(3 if i % 2 else 1)]
    study = study_of(groups, meetings)
    weights = [3 if i % 2 else 1 for i in range(leaves)]
    across = np.array([i % 2 == 0 for i in range(leaves)])
    total = sum(weights)
    if leaves == 6:
        shares = [np.array(w)[across].sum() / total for w in set(permutations(weights))]
        mean = np.mean(shares)
    else:
        mean = across.mean()  # each weight is as likely on each leaf
    for seed in range(4):
        found = br.estimate("bridging_share", study, seed=seed, n_resamples=2000, interval=None)[0]
        assert found.null.mean == pytest.approx(mean, abs=0.02)
        assert not found.null.undefined


@pytest.mark.parametrize("within", [False, True])
def test_a_contact_in_company_does_not_change_how_pairs_are_dealt(within):
    """With pairs counted once, the meeting of three repeats one of the contacts of two."""
    groups = {"an": "a", "bo": "a", "cy": "b"}
    attendance = {
        "participant": list(groups),
        "session": ["s"] * 3,
        "company": ["fam", "fam", None],
    }
    meetings = [("an", "bo", "cy"), ("an", "cy")] + ([("an", "bo")] if within else [])
    study = study_of(groups, meetings, attendance)
    found = br.profile(
        study, measures=["bridging_share", "partner_choice"], weight="pairs", interval=None
    )
    assert found[0].estimate == 1
    assert np.isnan(found[1].estimate) and "one arrangement" in found[1].undefined


def test_a_site_whose_contacts_are_all_in_company():
    study = br.Study.from_frames(
        sessions={"session": ["1", "2"], "site": ["A", "B"]},
        participants={"participant": list("abcdefg"), "g": list("xyxyxyx")},
        attendance={
            "participant": list("abcdefg"),
            "session": list("1111222"),
            "company": [None] * 4 + ["k", "k", None],
        },
        encounters={
            "source": ["a", "c", "e"],
            "target": ["b", "d", "f"],
            "session": ["1", "1", "2"],
        },
        lines={"g": ["x", "y"]},
    )
    found = br.profile(study, "g", by="site").only(measure="partner_choice")
    assert np.isfinite(found[0].estimate) and np.isnan(found[1].estimate)
    assert found[1].undefined


def test_where_all_are_of_different_groups_nothing_can_change():
    groups = {name: name for name in "abcdef"}
    study = study_of(groups, [("a", "b"), ("c", "d"), ("e", "f")])
    null = br.estimate("bridging_share", study, interval=None)[0].null
    assert np.isnan(null.p_value) and null.undefined and null.undefined_nl


def test_the_error_of_a_two_sided_p_is_that_of_twice_a_tail():
    found = [
        br.estimate(
            "bridging_share",
            world(seed=19, sessions=8, people=24, partner_choice=0.6),
            interval=None,
            n_resamples=199,
            seed=seed,
        )[0].null
        for seed in range(60)
    ]
    spread = np.std([null.p_value for null in found])
    said = np.mean([null.monte_carlo_error for null in found])
    assert said == pytest.approx(spread, rel=0.3)


def test_a_p_that_is_that_of_the_interval_says_so():
    study = world(seed=19, sessions=8, people=24, partner_choice=0.5)
    plain = br.estimate("bridging_share", study, n_resamples=199, interval=None)[0]
    agreed = br.estimate("bridging_share", study, n_resamples=199)[0]
    assert agreed.null.p_value > plain.null.p_value and agreed.null.by_interval
    assert agreed.null.monte_carlo_error == 0 < plain.null.monte_carlo_error
    assert "With other people in their places it could as well" in agreed.sentence()
    assert "with other people" not in plain.sentence().lower()
    assert "evengoed toeval" in agreed.sentence("nl")


def test_the_interval_of_partner_choice_is_what_its_test_does_not_reject():
    """The limits from the statistics of the draws, put together by other means."""
    study = world(seed=3, people=24, sessions=12, contact_chance=0.3, partner_choice=0.5)
    alone = br.estimate("partner_choice", study, n_resamples=199, interval=None)[0]
    found = br.estimate("partner_choice", study, n_resamples=199)[0]
    estimator = br.estimators.mixing.MixingEstimator(
        study.count_mixing("origin"),
        "encounters",
        study.clusters,
        br.estimators.base.Chance(n_resamples=199, seed=0),
    )
    rewire = estimator._rewire(199, 0)
    across = np.array([[[[0.0, 1.0], [1.0, 0.0]]]])
    statistic = rewire.statistics(across)[:, 0, 0]
    deviation = rewire.deviations(across)[0, 0]
    dealt = rewire.dealt()[0, 0, 1]
    draws = np.sort(statistic[1:])
    reach = 1.959964 * draws.std(ddof=1)
    above, below = max(draws[-5], draws.mean() + reach), min(draws[4], draws.mean() - reach)
    low = 1 + (statistic[0] - above) * deviation / dealt
    high = 1 + (statistic[0] - below) * deviation / dealt
    assert found.interval.tested == pytest.approx((low, high))
    assert found.interval.low < found.estimate < found.interval.high
    assert found.null.p_value >= alone.null.p_value
    assert "Given who was there and how much each talked" in found.sentence()
    assert "does not reject" in found.method_text() and "niet verwerpt" in found.method_text("nl")


def test_the_interval_of_partner_choice_reaches_as_far_as_leaving_people_out():
    """People left out by hand: contacts that cross over those of dealing, without each of them."""
    study = world(seed=3, people=24, sessions=12, contact_chance=0.3, partner_choice=0.5)
    found = br.estimate("partner_choice", study, n_resamples=199)[0].interval
    estimator = br.estimators.mixing.MixingEstimator(
        study.count_mixing("origin"),
        "encounters",
        study.clusters,
        br.estimators.base.Chance(n_resamples=199, seed=0),
    )
    rewire, pairs = estimator._rewire(199, 0), estimator.count.pairs
    group = estimator.count.group
    dealt = np.zeros((len(group), len(group)))
    for a, b, weight in rewire._blocks(rewire.draws()):
        np.add.at(dealt, (a, b), weight * (group[a] != group[b]) / 199)
    seen = np.zeros_like(dealt)
    np.add.at(seen, (pairs.a, pairs.b), pairs.weight * (group[pairs.a] != group[pairs.b]))
    there = estimator.count.people_of(0)
    without = []
    for person in there:
        keep = np.delete(np.arange(len(group)), person)
        without.append(seen[np.ix_(keep, keep)].sum() / dealt[np.ix_(keep, keep)].sum())
    n = len(there)
    error = np.sqrt((n - 2) / (2 * n) * ((without - np.mean(without)) ** 2).sum())
    ratio = seen.sum() / dealt.sum()
    assert found.low == pytest.approx(min(found.tested[0], ratio - 1.959964 * error))
    assert found.high == pytest.approx(max(found.tested[1], ratio + 1.959964 * error))
    assert found.low < found.tested[0]


def test_p_of_partner_choice_is_small_exactly_where_its_interval_leaves_1_out():
    """Small worlds, where draws tie, statistics are discrete and values lie on the edge."""
    rng = np.random.default_rng(5)
    rejected = told = 0
    for seed in range(40):
        study = world(
            seed=seed,
            people=int(rng.integers(6, 24)),
            sessions=int(rng.integers(1, 10)),
            attendance=0.7,
            contact_chance=float(rng.choice([0.15, 0.4])),
            partner_choice=float(rng.choice([0.0, 0.2, 1.0, 6.0])),
            families=bool(rng.integers(2)),
            persistence=float(rng.choice([0.0, 1.5])),
        )
        row = br.estimate(
            "partner_choice",
            study,
            n_resamples=int(rng.choice([39, 59, 199])),
            seed=seed,
            weight=str(rng.choice(["encounters", "minutes", "pairs"])),
        )[0]
        if row.interval is None or row.interval.undefined:
            continue
        outside = not row.interval.low <= 1 <= row.interval.high
        assert (row.null.p_value <= 0.05) == outside
        assert row.interval.low <= row.estimate <= row.interval.high
        told, rejected = told + 1, rejected + outside
    assert told > 25 and 3 < rejected < told


def test_two_families_are_one_observation_however_many_of_them_meet():
    """The deviation from contacts put together by family, one by one."""
    study = world(seed=6, people=30, sessions=10, contact_chance=0.3, families=True)
    count = study.count_mixing("origin")
    rewires = [
        br.estimators.rewire.Rewire(
            br.counting.dealing.lay_out(count, "encounters"), count, 49, 0, family
        )
        for family in (None, study.clusters.family)
    ]
    across = np.array([[[[0.0, 1.0], [1.0, 0.0]]]])
    for rewire, cluster in zip(
        rewires, (np.arange(len(count.group)), study.clusters.code), strict=True
    ):
        totals = {}
        dealing = rewire.dealing
        for first, second, weight, session in zip(
            dealing.first, dealing.second, dealing.weight, dealing.stratum, strict=True
        ):
            a, b = dealing.deal.person[[first, second]]
            excess = weight * ((count.group[a] != count.group[b]) - rewire.centre[session, 1])
            pair = tuple(sorted(cluster[[a, b]].tolist()))
            totals[pair] = totals.get(pair, 0.0) + excess
        expected = np.sqrt(sum(total**2 for total in totals.values()))
        assert rewire.deviations(across)[0, 0] == pytest.approx(expected)
        assert count.pairs_in_contact(0, cluster) == len(totals)
    assert rewires[0].deviations(across) != pytest.approx(rewires[1].deviations(across))


def test_what_families_have_is_counted_in_the_pass_of_the_test(monkeypatch):
    """Contacts of each family in the draws after the pilot, put together one by one."""
    study = world(seed=6, people=30, sessions=10, contact_chance=0.3, families=True)
    count, cluster = study.count_mixing("origin"), study.clusters.code
    dealing = br.counting.dealing.lay_out(count, "encounters")
    rewire = br.estimators.rewire.Rewire(dealing, count, 19, 4, cluster)
    draws = np.concatenate(
        list(br.nulls.partner_rewire(dealing.deal, 119, np.random.default_rng(4)))
    )[100:]
    expected = {}
    for people in draws:
        for first, second in zip(dealing.first, dealing.second, strict=True):
            a, b = people[first], people[second]
            for family in {cluster[a], cluster[b]}:
                table = expected.setdefault(family, np.zeros((2, 2)))
                table[count.group[a], count.group[b]] += 1 / 19
                table[count.group[b], count.group[a]] += 1 / 19
    rewire.dealt()
    monkeypatch.setattr(rewire, "draws", None)  # no other pass
    unit, family, found = rewire.dealt_of(cluster)
    assert set(unit.tolist()) == {0} and set(expected) <= set(family.tolist())
    for name, table in zip(family.tolist(), found, strict=True):
        np.testing.assert_allclose(table, expected.get(name, np.zeros((2, 2))), atol=1e-12)


def test_partners_are_dealt_once_for_all_that_is_asked(monkeypatch):
    study = world(seed=3, people=24, sessions=12, contact_chance=0.3)
    count = study.count_mixing("origin")
    first = rewire_of(count, "encounters", 49, 1, None)
    again = study.count_mixing("origin")
    assert rewire_of(again, "encounters", 49, 1, None) is first
    assert rewire_of(again, "encounters", 49, 2, None) is not first
    assert rewire_of(again, "encounters", 59, 1, None) is not first
    assert rewire_of(again, "encounters", 49, 1, study.clusters.code) is not first
    kept, where = rewire_kept._KEPT[id(study.coded)], id(study.coded)
    assert len(kept) == 4
    monkeypatch.setattr(rewire_kept, "MOST_KEPT", 0)
    assert rewire_of(again, "encounters", 49, 1, None) is first and not kept
    del study, count, again, first
    gc.collect()
    assert where not in rewire_kept._KEPT


def test_four_groups_are_gone_through_once_for_all_sites_and_groups(monkeypatch):
    groups = tuple("abcd")
    study = world(seed=1, people=40, sessions=10, groups=groups, shares=(0.25,) * 4)
    passes = []
    plain = br.estimators.rewire.Rewire.draws
    monkeypatch.setattr(
        br.estimators.rewire.Rewire, "draws", lambda self: passes.append(1) or plain(self)
    )
    every = br.chain(study, "origin", "site", per_group=True, n_resamples=49)
    assert len(every.parts) >= 4 and len(passes) == 1
    alone = br.chain(study, "origin", "site", n_resamples=49)
    assert len(alone.parts) >= 1 and len(passes) == 2


def test_few_contacts_that_could_have_been_others_are_too_little_data():
    small = world(seed=1, people=20, sessions=8, shares=(0.8, 0.2), attendance=0.5)
    few = br.estimate("partner_choice", small, n_resamples=199)[0]
    more = br.estimate("partner_choice", world(seed=0, sessions=12), n_resamples=199)[0]
    assert few.interval.note.startswith("too little data: fewer than 30 contacts")
    assert few.interval.note_nl.startswith("te weinig gegevens: minder dan 30 contacten")
    assert "Beware: too little data" in few.sentence()
    assert "Let op: te weinig gegevens" in few.sentence("nl")
    assert not more.interval.note and "too little" not in more.sentence()


def test_partner_choice_has_limits_where_nobody_meets_across():
    study = world(seed=2, people=30, sessions=30, partner_choice=0.0, contact_chance=0.4)
    found = br.estimate("partner_choice", study, n_resamples=199)[0]
    assert found.estimate == found.interval.low == 0 < found.interval.high < 1
    assert found.null.p_value <= 0.05


def test_deviations_follow_the_scale_of_the_measure_also_with_many_groups():
    """Four groups have ten kinds of contact: another way through the draws than three kinds."""
    study = world(
        seed=1, people=40, sessions=10, groups=tuple("abcd"), shares=(0.25,) * 4, contact_chance=0.3
    )
    estimator = br.estimators.mixing.MixingEstimator(
        study.count_mixing("origin"), "encounters", study.clusters
    )
    rewire = estimator._rewire(49, 0)
    across = (1 - np.eye(4))[np.newaxis, np.newaxis]
    assert rewire.deviations(across) > 0
    assert rewire.deviations(3 * across + 1) == pytest.approx(3 * rewire.deviations(across))
    np.testing.assert_allclose(rewire.statistics(3 * across + 1), rewire.statistics(across))


def test_the_order_of_records_of_large_meetings_does_not_matter():
    groups = dict(zip("abcdefgh", "xyxyxyxy", strict=True))
    meetings = [tuple("abc"), tuple("abd"), tuple("abe"), ("f", "g"), ("g", "h"), ("c", "h")]
    one = br.estimate("bridging_share", study_of(groups, meetings), interval=None)[0].null
    other = br.estimate("bridging_share", study_of(groups, meetings[::-1]), interval=None)[0].null
    assert one == other


@pytest.mark.parametrize("wrong", [{"null": ["x"]}, {"by": ["site"]}, {"confidence_level": ".95"}])
def test_wrong_kinds_of_arguments_are_named(wrong):
    with pytest.raises(br.BridgingError, match=next(iter(wrong))):
        br.estimate("bridging_share", world(seed=1), **wrong)


def two_sites(groups=2, unknown=0):
    """Forty people at two sites, with companies and meetings of three, on two lines."""
    rng = np.random.default_rng(8)
    people = [f"p{i}" for i in range(40)]
    sessions = [f"s{i}" for i in range(8)]
    came = [(rng.permutation(40)[:12], session) for session in sessions]
    meetings = [
        (rng.choice(who, size, replace=False), s) for who, s in came for size in [2] * 12 + [3]
    ]
    age = [None] * unknown + ["yo"[i % 2] for i in range(40 - unknown)]
    return br.Study.from_frames(
        sessions={"session": sessions, "site": ["B", "A"] * 4},
        participants={
            "participant": people,
            "origin": ["abcdefgh"[i % groups] for i in range(40)],
            "age": age,
        },
        attendance={
            "participant": [people[i] for who, _ in came for i in who],
            "session": [session for who, session in came for _ in who],
            "company": [f"c{s}" if k < 2 else None for who, s in came for k in range(len(who))],
        },
        encounters=pd.DataFrame(
            [(e, people[i], s) for e, (who, s) in enumerate(meetings) for i in who],
            columns=["encounter", "participant", "session"],
        ),
        lines={"origin": list("abcdefgh"[:groups]), "age": ["y", "o"]},
    )


@pytest.mark.parametrize(
    ("groups", "unknown", "deals"),
    [
        (2, 0, 1),
        (4, 0, 1),  # ten kinds of contact: a pass for contacts across alone
        (2, 5, 2),  # five people are dealt on one line and not on the other
    ],
)
def test_chains_of_lines_and_units_go_through_the_same_draws(monkeypatch, groups, unknown, deals):
    """Each says to the last digit what it says alone."""
    asked = [("origin", "site"), ("origin", None), ("age", "site"), ("age", None)]
    alone = [
        br.chain(two_sites(groups, unknown), line, by, n_resamples=49, seed=3) for line, by in asked
    ]
    study, passes, plain = two_sites(groups, unknown), [], br.estimators.rewire.Rewire.draws
    monkeypatch.setattr(
        br.estimators.rewire.Rewire, "draws", lambda self: passes.append(1) or plain(self)
    )
    deal_ahead(study, ["origin", "age"], ["site", None], 49, 3)
    together = [br.chain(study, line, by, n_resamples=49, seed=3) for line, by in asked]
    assert len(passes) == deals
    for one, other in zip(alone, together, strict=True):
        pd.testing.assert_frame_equal(one.to_frame(), other.to_frame(), check_exact=True)
        assert all(np.isfinite(part.p_value) for part in one.parts)


def test_no_more_is_dealt_ahead_than_is_kept(monkeypatch):
    study, made = two_sites(), []
    monkeypatch.setattr(chain_choice, "go_through", made.append)
    first = numbers_kept(len(study.count_mixing("origin").pairs.a), 2, 2, 49)
    monkeypatch.setattr(chain_choice, "MOST_KEPT", first)
    deal_ahead(study, ["origin", "age"], ["site", None], 49, 3)
    assert [len(passes) for passes in made] == [1]


def test_slots_of_the_same_sessions_in_another_order():
    """Sessions 7 and 9, exchanged: two contacts of two people, and one of three."""
    deal = Deal(
        person=np.array([0, 1, 2, 3, 4, 5, 6]),
        contact=np.array([0, 0, 1, 1, 2, 2, 2]),
        stratum=np.array([0, 0, 0, 0, 1, 1, 1]),
        company=np.array([-1, -1, -1, 8, -1, -1, 8]),
        keys=np.array([9, 7]),
    )
    other = Deal(
        person=np.array([4, 5, 6, 0, 1, 2, 3]),
        contact=np.array([0, 0, 0, 1, 1, 2, 2]),
        stratum=np.array([0, 0, 0, 1, 1, 1, 1]),
        company=np.array([-1, -1, 8, -1, -1, -1, 8]),
        keys=np.array([7, 9]),
    )
    assert slots_in(deal, other).tolist() == [3, 4, 5, 6, 0, 1, 2]
    for name, values in {
        "person": [4, 5, 6, 0, 1, 2, 4],  # somebody else
        "company": [-1, -1, 8, -1, -1, 8, 8],
        "contact": [0, 0, 0, 1, 1, 1, 1],
        "keys": [7, 8],
        "alike": [True, False],
    }.items():
        assert slots_in(deal, replace(other, **{name: np.array(values)})) is None
