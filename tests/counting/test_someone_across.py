"""The share of visits with somebody across, against a loop over every visit and by hand."""

import math

import numpy as np
import pytest

import bridging as br
from bridging.counting.mixing import count_mixing
from bridging.counting.someone_across import share_with_someone_across


def counted(study, by=None, line="origin"):
    count = count_mixing(study.records, study.coded, study.line(line), by)
    return dict(zip(count.units.labels, share_with_someone_across(count).tolist(), strict=True))


def apart(one, other, met):
    """Came together, or one had left before the other came and nobody saw them in contact."""
    if one["company"] and one["company"] == other["company"]:
        return True
    if "arrival" not in one or {one["participant"], other["participant"]} in met:
        return False
    until = min(one["departure"], other["departure"])
    return until <= max(one["arrival"], other["arrival"])


def loop(frames, by=None):
    """Look at every visitor of every session, one after the other."""
    people = frames["participants"].set_index("participant").to_dict("index")
    site = dict(zip(frames["sessions"]["session"], frames["sessions"]["site"], strict=True))
    visits, had = {}, {}
    rows = frames["attendance"].to_dict("records")
    rows = [row for row in rows if people[row["participant"]]["role"] != "staff"]
    for row in rows:
        me, session = people[row["participant"]], row["session"]
        if me["origin"] == "?":
            continue
        unit = {None: "all", "site": site[session], "area": me["area"]}[by]
        here = frames["encounters"][frames["encounters"]["session"] == session]
        met = [
            {one, other}
            for _, members in here.groupby("encounter")["participant"]
            for one in members
            for other in members
        ]
        across = [
            other
            for other in rows
            if other["session"] == session
            and people[other["participant"]]["origin"] not in ("?", me["origin"])
            and (by != "area" or people[other["participant"]]["area"] == me["area"])
            and not apart(row, other, met)
        ]
        visits[unit] = visits.get(unit, 0) + 1
        had[unit] = had.get(unit, 0) + bool(across)
    return {unit: had[unit] / number for unit, number in visits.items()}


@pytest.mark.parametrize("by", [None, "site", "area"])
@pytest.mark.parametrize("times", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_a_loop_over_visits_gives_the_same(frames_of, study_of, seed, times, by):
    frames = frames_of(seed, times=times)
    if times:  # short visits, so that many people miss each other
        frames["attendance"]["departure"] = frames["attendance"]["arrival"] + 8
    found = counted(study_of(frames), by)
    known = loop(frames, by)
    assert {unit for unit, share in found.items() if not math.isnan(share)} == set(known)
    assert {unit: found[unit] for unit in known} == pytest.approx(known, abs=1e-12)
    assert times is False or min(known.values()) < 1


def test_by_hand():
    """A pair that came together can't meet anew; a third person makes it possible for both."""
    study = br.Study.from_frames(
        participants={"participant": list("abcdu"), "origin": ["x", "y", "x", "x", None]},
        attendance={
            "participant": ["a", "b", "c", "d", "u", "a", "b"],
            "session": ["1", "1", "2", "2", "2", "3", "3"],
            "company": ["p", "p", None, None, None, None, None],
        },
        lines={"origin": ["x", "y"]},
    )
    # 1: only each other, together; 2: one group, and one unknown, who is no visit; 3: both
    assert counted(study) == {"all": pytest.approx(2 / 6)}


def test_everybody_of_another_group_counts_in_tallies():
    study = br.Study.from_frames(
        tallies_present={
            "line": ["origin"] * 4,
            "group": ["a", "b", "a", "b"],
            "present": [2, 1, 5, 0],
            "session": ["s1", "s1", "s2", "s2"],
        },
        lines={"origin": ["a", "b"]},
    )
    assert counted(study) == {"all": pytest.approx(3 / 8)}


def test_without_presence_there_is_no_share():
    study = br.Study.from_frames(
        participants={"participant": ["p", "q"], "origin": ["a", "b"]},
        encounters={"source": ["p"], "target": ["q"]},
        lines={"origin": ["a", "b"]},
    )
    assert np.isnan(counted(study)["all"])


def test_where_no_group_is_known_there_is_no_share():
    shares = counted(br.simulate.five_houses(), "site")
    assert np.isnan(shares["house-3"]) and np.isnan(shares["house-2"])
    assert shares["house-4"] == 0 and 0 < shares["house-1"] < 0.1
