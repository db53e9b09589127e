"""Visits swapped between sessions, from a study to what the table of results says."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.measures import theil_h
from bridging.simulate import world


def small():
    """Two of each group come once each to two sessions, apart."""
    return br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "origin": list("aabb")},
        attendance={"participant": ["a1", "a2", "b1", "b2"], "session": ["1", "1", "2", "2"]},
        lines={"origin": ["a", "b"]},
    )


def test_by_listing_all_arrangements():
    """Of the six ways to have two people in each session two keep the groups apart: H is 1."""
    values = []
    for places in product([0, 1], repeat=4):
        if sum(places) == 2:
            counts = np.zeros((2, 2))
            np.add.at(counts, (np.array(places), [0, 0, 1, 1]), 1)
            values.append(theil_h(br.Composition(counts)))
    assert len(values) == 6 and np.mean(np.array(values) == 1) == pytest.approx(1 / 3)
    result = br.estimate(
        "theil_h", small(), null="attendance_swap", n_resamples=3000, alternative="greater"
    )[0]
    assert result.estimate == 1
    assert result.null.mean == pytest.approx(np.mean(values), abs=0.03)
    assert result.null.p_value == pytest.approx(1 / 3, abs=0.03)


def test_groups_that_come_apart_are_found_and_others_are_not():
    """Slots of the simulated worlds stand at different hours, so that the site is the stratum."""

    def p_of(separation):
        study = world(seed=3, people=40, sessions=16, attendance=0.3, separation=separation)
        tables = study.records.tables
        plain = br.Study.from_frames(
            participants=tables["participants"].drop(columns="row"),
            attendance=tables["attendance"].drop(columns="row"),
            lines={"origin": list(study.line("origin").groups)},
        )
        return br.estimate("theil_h", plain, null="attendance_swap", interval=None)[0].null.p_value

    assert p_of(0.6) < 0.01
    assert p_of(0.0) > 0.05


def test_sessions_of_another_hour_are_another_stratum():
    rows = [("a1", "1"), ("a2", "1"), ("b1", "2"), ("b2", "2")]
    study = br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "origin": list("aabb")},
        sessions={"session": ["1", "2"], "start": ["2025-03-03 09:00", "2025-03-03 14:00"]},
        attendance=pd.DataFrame(rows, columns=["participant", "session"]),
        lines={"origin": ["a", "b"]},
    )
    null = br.estimate("theil_h", study, null="attendance_swap")[0].null
    assert np.isnan(null.p_value) and null.undefined


def test_the_observed_value_is_the_estimate_at_every_site():
    study = world(seed=4, sites=2, people=20, sessions=8, unknown=0.1)
    found = br.estimate("theil_h", study, by="site", null="attendance_swap", interval=None)
    for result in found:
        assert result.null.sd > 0
        z = (result.estimate - result.null.mean) / result.null.sd
        assert result.null.z_score == pytest.approx(z)


def test_it_is_not_of_contacts():
    study = world(seed=4, people=20, sessions=8)
    for measure, null in (("bridging_share", "attendance_swap"), ("theil_h", "partner_rewire")):
        found = br.estimate(measure, study, null=null)[0].null
        assert np.isnan(found.p_value) and "says nothing of the measure" in found.undefined
