"""A difference between two sides: its interval, and the test that agrees with it."""

import numpy as np
import pytest
from scipy.stats import t

import bridging as br
from bridging.simulate import world


@pytest.fixture(scope="module")
def sides():
    study = world(seed=3, sites=2, sessions=10, people=30, contact_chance=0.2)
    return tuple(study.select(sites=site) for site in study.sites)


METHODS = ["default", "session_bootstrap", "session_bootstrap_basic", "session_bootstrap_bca"]


@pytest.mark.parametrize("interval", METHODS)
def test_p_and_interval_agree_at_every_level(interval):
    """Pairs of sites with another mix of contacts, from alike to far apart."""
    seen = set()
    for seed in range(4):
        one, other = (
            world(seed=seed + add, people=30, sessions=8, contact_chance=0.3, partner_choice=choice)
            for add, choice in ((0, 1.0), (10, 0.5))
        )
        other = renamed(other)
        line = next(iter(one.lines))
        for level in (0.5, 0.8, 0.9, 0.95):
            result = br.compare(
                "bridging_share", one, other, line, interval=interval, n_resamples=399,
                confidence_level=level,
            )[0]  # fmt: skip
            outside = not result.interval.low <= 0 <= result.interval.high
            assert outside == (result.null.p_value <= 1 - level + 1e-12)
            assert result.null.mean == 0 and 0 < result.null.p_value <= 1
            seen.add(outside)
    assert seen == {True, False}


def renamed(study):
    """Return the same records under other names of people and sessions."""
    tables = {k: v.drop(columns="row") for k, v in study.records.tables.items()}
    members, encounters = tables["members"], tables["encounters"]
    long = members.assign(
        encounter=members["encounter_index"].map(encounters["encounter"]),
        session=members["encounter_index"].map(encounters["session"]),
    )[["encounter", "participant", "session"]]
    frames = {
        "participants": tables["participants"],
        "sessions": tables["sessions"],
        "attendance": tables["attendance"],
        "encounters": long,
    }
    for table in frames.values():
        for name in ("participant", "session"):
            if name in table:
                table[name] = "other " + table[name].astype(str)
    lines = {name: list(line.groups) for name, line in study.lines.items()}
    return br.Study.from_frames(**frames, lines=lines)


def test_the_test_is_the_t_of_the_jackknife(sides):
    result = br.compare("bridging_share", *sides)[0]
    z = result.estimate / result.interval.std_error
    assert result.null.model == "difference_jackknife"
    assert result.null.z_score == pytest.approx(z)
    df = result.interval.n_clusters - 1
    assert result.null.p_value == pytest.approx(2 * t.sf(abs(z), df))
    frame = br.compare("bridging_share", *sides).to_frame()
    assert frame["p_value"][0] == result.null.p_value and frame["null_mean"][0] == 0


def test_drawn_sides_spread_as_their_sessions_do(sides):
    """The variance of a difference of independent sides is the sum of theirs."""
    line = next(iter(sides[0].lines))
    alone = [
        br.estimate("bridging_share", side, line, null=None, interval="session_bootstrap",
                    n_resamples=1999)[0].interval.std_error
        for side in sides
    ]  # fmt: skip
    both = br.compare("bridging_share", *sides, line, interval="session_bootstrap",
                      n_resamples=1999)[0]  # fmt: skip
    assert both.interval.std_error == pytest.approx(np.hypot(*alone), rel=0.08)
    assert both.null.model == "difference_session_bootstrap" and both.null.n_resamples == 1999


def test_the_same_sessions_cannot_be_drawn_apart(sides):
    result = br.compare("bridging_share", sides[0], sides[0], interval="session_bootstrap")[0]
    assert "same sessions" in result.interval.undefined and result.null is None


def of_people(counts, names="a"):
    """Return a study of people of two groups who were once present."""
    group = ["x"] * counts[0] + ["y"] * counts[1]
    people = [f"{names}{i}" for i in range(len(group))]
    return br.Study.from_frames(
        participants={"participant": people, "origin": group},
        attendance={"participant": people},
        lines={"origin": ["x", "y"]},
    )


def test_two_even_mixes_differ_by_what_their_shares_leave_open():
    one, other = of_people((7, 7)), of_people((8, 7), "b")
    result = br.compare("blau", one, other)[0]
    low = [br.estimate("blau", side)[0].interval.low for side in (one, other)]
    # an upper limit of a half is where both values lie: all the doubt is below
    a, b = result.extra["a"], result.extra["b"]
    assert result.interval.high == pytest.approx(b - a + np.hypot(a - low[0], 0.5 - b), abs=1e-9)
    assert result.interval.low < 0 < result.interval.high and result.null.p_value > 0.5
    apart = br.compare("blau", of_people((30, 30)), of_people((55, 5), "b"))[0]
    assert apart.interval.high < 0 and apart.null.p_value < 0.05


def test_diversity_p_and_interval_agree_at_every_level():
    seen = set()
    for mix in ((12, 8), (16, 6), (25, 5), (20, 2)):
        for level in (0.5, 0.8, 0.9, 0.95, 0.99):
            result = br.compare(
                "blau_unbiased", of_people((12, 11)), of_people(mix, "b"), confidence_level=level
            )[0]
            outside = not result.interval.low <= 0 <= result.interval.high
            assert outside == (result.null.p_value <= 1 - level + 1e-9)
            seen.add(outside)
    assert seen == {True, False}


def test_the_same_people_on_both_sides_show_no_difference():
    study = of_people((9, 5))
    result = br.compare("blau", study, study)[0]
    assert result.estimate == 0
    assert result.null is None or result.null.p_value == 1


def test_partner_choice_is_compared_with_partners_dealt_on_each_side(sides):
    line = next(iter(sides[0].lines))
    result = br.compare("partner_choice", *sides, line, n_resamples=99, seed=2)[0]
    alone = [br.estimate("partner_choice", side, line, n_resamples=99, seed=2) for side in sides]
    assert result.estimate == pytest.approx(alone[1].estimate - alone[0].estimate)
    assert result.interval.low < result.estimate < result.interval.high
    drawn = br.compare("partner_choice", *sides, line, interval="session_bootstrap")[0]
    assert "known of the whole only" in drawn.interval.undefined


def test_a_side_of_one_session_cannot_be_drawn(sides):
    line = next(iter(sides[0].lines))
    cells = sides[0].count_mixing(line).cells
    busy = cells.session[np.argmax(cells.contacts.sum(axis=(1, 2)))]
    one = sides[0].select(sessions=sides[0].coded.sessions[busy])
    result = br.compare("bridging_share", one, sides[1], line, interval="session_bootstrap")[0]
    assert "fewer than two sessions" in result.interval.undefined and result.null is None
