"""Every interval through the front door: what it says, and why it says nothing."""

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import OptionError
from bridging.estimators.intervals import INTERVALS
from bridging.inference import binomial_interval
from bridging.simulate import world

NAMED = [name for name in INTERVALS if name not in (None, "default")]
SESSION = [name for name in NAMED if name.startswith("session")]


@pytest.fixture(scope="module")
def study():
    return world(seed=3, sites=2, sessions=10, people=30, contact_chance=0.2)


def one(measure, study, **options):
    return br.estimate(measure, study, next(iter(study.lines)), null=None, **options)[0]


@pytest.mark.parametrize("interval", NAMED)
def test_a_share_has_every_interval_and_its_estimate_lies_inside(study, interval):
    found = one("bridging_share", study, interval=interval, n_resamples=399).interval
    estimate = one("bridging_share", study, interval=None).estimate
    assert not found.undefined
    assert 0 <= found.low < estimate < found.high <= 1
    assert found.n_resamples == (399 if "boot" in interval or "wild" in interval else 0)


@pytest.mark.parametrize("interval", [*SESSION, "person_bootstrap", "wild_cluster"])
def test_a_seed_gives_the_same_numbers_and_another_seed_others(study, interval):
    same, again, other = (
        one("bridging_ratio", study, interval=interval, n_resamples=199, seed=seed).interval
        for seed in (5, 5, 6)
    )
    assert same == again and same.low != other.low


@pytest.mark.parametrize("interval", [*SESSION, "person_bootstrap", "wild_cluster"])
def test_by_gives_what_selecting_gives(study, interval):
    line = next(iter(study.lines))
    options = {"null": None, "interval": interval, "n_resamples": 399}
    for result in br.estimate("bridging_ratio", study, line, by="site", **options):
        alone = br.estimate("bridging_ratio", study.select(sites=result.unit), line, **options)[0]
        assert (alone.interval.low, alone.interval.high) == pytest.approx(
            (result.interval.low, result.interval.high)
        )


def test_the_session_bootstrap_draws_sessions_and_the_person_bootstrap_people(study):
    sessions = one("ei_index", study, interval="session_bootstrap", n_resamples=99).interval
    people = one("ei_index", study, interval="person_bootstrap", n_resamples=99).interval
    assert sessions.method == "session bootstrap, percentile" and sessions.n_clusters == 20
    assert people.method == "person bootstrap, percentile"
    came = study.records.tables["attendance"]["participant"].nunique()
    assert people.n_clusters == came
    assert one("ei_index", study).interval.method.startswith("leave-person-out jackknife")
    families = world(seed=4, people=30, sessions=12, families=True, contact_chance=0.2)
    found = one("bridging_ratio", families, interval="person_bootstrap", n_resamples=99).interval
    assert found.method == "family bootstrap, percentile" and found.n_clusters < 30


def test_the_session_bootstrap_spreads_as_the_sessions_do(study):
    """By the delta method on the sessions' crossing and all contacts, in plain numpy."""
    line = next(iter(study.lines))
    cells = study.count_mixing(line).cells.contacts / 2
    total = cells.sum(axis=(1, 2))
    crossing = total - np.trace(cells, axis1=1, axis2=2)
    share = crossing.sum() / total.sum()
    n = len(total)
    error = np.sqrt(((crossing - share * total) ** 2).sum()) / total.sum() * np.sqrt(n / (n - 1))
    found = one("bridging_share", study, interval="session_bootstrap", n_resamples=1999).interval
    assert found.std_error == pytest.approx(error, rel=0.1)
    wild = one("bridging_share", study, interval="wild_cluster").interval
    assert wild.std_error == pytest.approx(error, rel=0.1)


def test_exact_is_clopper_pearson_of_contacts():
    table = br.MixingMatrix([[6, 3], [3, 2]], groups=["a", "b"])
    low, high = binomial_interval(3, 7)
    share = br.estimate("bridging_share", table, interval="exact")[0].interval
    ei = br.estimate("ei_index", table, interval="exact")[0].interval
    assert (share.low, share.high) == pytest.approx((low, high))
    assert (ei.low, ei.high) == pytest.approx((2 * low - 1, 2 * high - 1))
    assert share.method == "exact, contacts taken as independent"
    ratio = br.estimate("assortativity", table, interval="exact")[0].interval
    assert "plain share" in ratio.undefined and ratio.undefined_nl


def test_an_exact_interval_is_not_of_minutes(study):
    table = br.MixingMatrix([[6, 2.5], [2.5, 2]], groups=["a", "b"])
    found = br.estimate("bridging_share", table, interval="exact")[0].interval
    assert "whole contacts" in found.undefined
    # a world without minutes counts none, one with whole minutes still has no trials
    frames = {
        "participants": {"participant": list("abc"), "origin": ["x", "y", "x"]},
        "attendance": {"participant": list("abc")},
        "encounters": {"source": ["a", "a"], "target": ["b", "c"], "minutes": [10, 20]},
    }
    timed = br.Study.from_frames(**frames, lines={"origin": ["x", "y"]})
    found = one("bridging_share", timed, interval="exact", weight="minutes").interval
    assert "whole contacts" in found.undefined and found.undefined_nl


def test_diversity_is_that_of_the_shares():
    people = br.Study.from_frames(
        participants={"participant": list("abcdefghijklmn"), "origin": ["x", "y"] * 7},
        lines={"origin": ["x", "y"]},
    )
    low = binomial_interval(7, 14, mid_p=True)[0]
    for measure, value in (("blau", 2 * low * (1 - low)), ("iqv", 4 * low * (1 - low))):
        found = br.estimate(measure, people)[0]
        assert found.interval.low == pytest.approx(value)
        assert found.interval.method == "test inversion over shares"
    exact = br.estimate("blau", people, interval="exact")[0].interval
    low = binomial_interval(7, 14)[0]
    assert exact.low == pytest.approx(2 * low * (1 - low))
    assert "grows with how many people" in br.estimate("richness", people)[0].interval.undefined
    old = br.estimate("blau_unbiased", people, interval="jackknife")[0].interval
    assert "no spread" in old.undefined
    table = br.Composition([[7, 7]])
    assert br.estimate("blau", table)[0].interval is None


def test_families_and_the_sessions_of_tallies_count_as_a_whole():
    people = pd.DataFrame({"participant": [f"p{i}" for i in range(16)]})
    people["family"] = [f"f{i // 2}" for i in range(16)]
    people["origin"] = ["x" if i < 8 else "y" for i in range(16)]
    families = br.Study.from_frames(participants=people,
                                    attendance={"participant": list(people["participant"])},
                                    lines={"origin": ["x", "y"]})  # fmt: skip
    alone = br.Study.from_frames(participants=people.drop(columns="family"),
                                 attendance={"participant": list(people["participant"])},
                                 lines={"origin": ["x", "y"]})  # fmt: skip
    one, two = (br.estimate("blau", data, "origin")[0].interval for data in (families, alone))
    assert one.low < two.low and one.method.endswith("families as a whole")
    # eight families that are alike within tell as much as 8 · 7/8 people
    low = binomial_interval(3.5, 7, mid_p=True)[0]
    assert one.low == pytest.approx(2 * low * (1 - low))


def tallies(sessions=12):
    rng = np.random.default_rng(0)
    names = np.repeat([f"s{i}" for i in range(sessions)], 2)
    n = 2 * sessions
    return br.Study.from_frames(
        tallies_present={"line": ["origin"] * n, "group": ["a", "b"] * sessions,
                         "present": rng.integers(2, 8, n), "session": names},
        tallies_contacts={"line": ["origin"] * n, "group_a": ["a"] * n,
                          "group_b": ["a", "b"] * sessions,
                          "contacts": rng.integers(1, 6, n), "session": names},
        lines={"origin": ["a", "b"]},
    )  # fmt: skip


def test_tallies_have_sessions_to_draw_and_no_people():
    study = tallies()
    for interval in [*SESSION, "wild_cluster"]:
        assert not one("bridging_ratio", study, interval=interval).interval.undefined
    for interval in ("session_bootstrap", "wild_cluster"):
        assert not one("blau", study, interval=interval).interval.undefined
    for measure in ("bridging_ratio", "blau"):
        found = one(measure, study, interval="person_bootstrap").interval
        assert "tallies do not say who" in found.undefined and found.undefined_nl
    found = one("blau", study).interval
    assert found.method.endswith("sessions as a whole") and found.low < found.high


@pytest.mark.parametrize("interval", [*SESSION, "wild_cluster"])
@pytest.mark.parametrize("measure", ["bridging_ratio", "theil_h", "bridging_share"])
def test_one_session_has_no_interval_over_sessions(interval, measure):
    study = world(seed=2, people=20, sessions=1, contact_chance=0.3)
    found = one(measure, study, interval=interval)
    if np.isfinite(found.estimate):
        assert "fewer than" in found.interval.undefined and np.isnan(found.interval.low)


@pytest.mark.parametrize("interval", NAMED)
def test_two_people_have_no_interval_that_is_a_wrong_number(interval):
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "origin": ["a", "b"]},
        attendance={"participant": ["an", "bo", "an", "bo"], "session": [1, 1, 2, 2]},
        encounters={"source": ["an", "an"], "target": ["bo", "bo"], "session": [1, 2]},
        lines={"origin": ["a", "b"]},
    )
    found = one("bridging_share", study, interval=interval)
    assert found.estimate == 1
    if interval == "exact":
        assert found.interval.low == pytest.approx(0.025 ** (1 / 2))  # two of two contacts
    else:
        assert found.interval.undefined and found.interval.undefined_nl
        assert np.isnan(found.interval.low) and np.isnan(found.interval.std_error)


@pytest.mark.parametrize("interval", NAMED)
def test_a_group_that_never_came_makes_no_number(interval):
    study = br.Study.from_frames(
        participants={"participant": list("abcdef"), "origin": ["x"] * 3 + ["y"] * 3},
        attendance={"participant": list("abc") * 3, "session": np.repeat([1, 2, 3], 3)},
        encounters={"source": ["a", "b"], "target": ["b", "c"], "session": [1, 2]},
        lines={"origin": ["x", "y"]},
    )
    result = one("odds_ratio_within", study, interval=interval)
    assert np.isnan(result.estimate) and result.undefined and result.interval is None


def test_measures_of_graphs_say_that_they_are_not_drawn(study):
    for interval in ("session_bootstrap", "person_bootstrap", "wild_cluster"):
        found = one("friending_bias", study, interval=interval).interval
        assert "graph" in found.undefined and found.undefined_nl


def test_segregation_over_sessions_draws_its_units(study):
    for interval in [*SESSION, "person_bootstrap", "wild_cluster"]:
        found = one("theil_h", study, interval=interval, n_resamples=199).interval
        assert found.undefined or found.low < found.high
    diverse = one("blau", study, interval="session_bootstrap").interval
    assert "different people can't be drawn by session" in diverse.undefined


def test_segregation_over_drawn_sessions_by_hand(study):
    line = next(iter(study.lines))
    counts = study.composition(line).counts
    counts = counts[counts.sum(axis=1) > 0]
    rng = np.random.default_rng(4)
    draws = []
    for _ in range(99):
        chosen = rng.integers(len(counts), size=len(counts))
        draws.append(br.measures.theil_h(br.Composition(counts[chosen])))
    found = one("theil_h", study, interval="session_bootstrap", n_resamples=99, seed=4).interval
    assert (found.low, found.high) == pytest.approx((np.sort(draws)[1], np.sort(draws)[-2]))


def test_a_name_that_is_not_known_is_refused(study):
    with pytest.raises(OptionError, match=r"`interval` must be one of.*Did you mean"):
        one("ei_index", study, interval="session_bootstrp")
    with pytest.raises(OptionError, match=r"`interval` must be one of"):
        br.compare("ei_index", study, study, interval="exact")
    with pytest.raises(OptionError, match=r"`n_resamples` must be"):
        br.compare("ei_index", study, study, n_resamples=0)
