"""Meetings and cross-tables of a study, against a plain look at its tables."""

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError


@pytest.mark.parametrize("seed", range(4))
def test_the_people_of_each_encounter(frames_of, study_of, seed):
    frames = frames_of(seed)
    meetings = study_of(frames).meetings()
    table = meetings.to_sparse().toarray()
    group = frames["participants"].set_index("participant")["origin"]
    there = set(frames["attendance"][["participant", "session"]].itertuples(index=False, name=None))
    seen = 0
    for name, part in frames["encounters"].groupby("encounter"):
        rows = part[part["participant"] != "p0"][["participant", "session"]]
        visitors = list(rows.itertuples(index=False, name=None))
        if len(visitors) < 2:
            continue
        expected = {p for p, s in visitors if (p, s) in there}
        if not expected:
            continue
        column = table[:, meetings.sessions.index(name)]
        assert {meetings.people[i] for i in np.flatnonzero(column)} == expected
        seen += 1
    assert seen == len(meetings.sessions)
    names = np.array([*meetings.groups["origin"], "?"])
    found = dict(zip(meetings.people, names[meetings.codes["origin"]], strict=True))
    assert found == {p: group[p] for p in meetings.people}


@pytest.mark.parametrize("seed", range(4))
def test_pair_weighted_share_is_that_of_the_mixing_table(frames_of, study_of, seed):
    study = study_of(frames_of(seed))
    meetings = study.meetings("origin")
    share = br.measures.meeting_bridging_share(meetings)
    assert share == pytest.approx(br.measures.bridging_share(study.mixing("origin")))


def test_sessions_are_what_could_have_been(frames_of, study_of):
    frames = frames_of(1)
    sessions = study_of(frames).meetings(of="sessions")
    visitors = frames["attendance"].query("participant != 'p0'")
    assert len(sessions.person) == len(visitors)
    assert sessions.sessions == tuple(frames["sessions"]["session"])
    # every pair present, with companies left out: the opportunities of the mixing table
    opportunities = study_of(frames).mixing("origin").opportunities
    across = 1 - np.trace(opportunities) / opportunities.sum()
    assert br.measures.meeting_bridging_share(sessions) == pytest.approx(across)


def test_studies_with_only_one_of_the_tables():
    people = {"participant": ["an", "bo", "cy"], "origin": ["a", "a", "b"]}
    lines = {"origin": ["a", "b"]}
    met = br.Study.from_frames(
        participants=people,
        encounters={"encounter": ["e", "e"], "participant": ["an", "cy"]},
        lines=lines,
    )
    assert met.meetings().people == ("an", "bo", "cy") and met.meetings().sessions == ("e",)
    assert met.meetings(of="sessions").person.tolist() == []
    there = br.Study.from_frames(
        participants=people, attendance={"participant": ["an", "cy"]}, lines=lines
    )
    assert there.meetings().sessions == () and there.meetings().people == ("an", "cy")
    assert br.measures.meeting_bridging_share(there.meetings(of="sessions")) == 1


def test_numbers_of_a_numeric_line_go_along():
    study = br.Study.from_frames(
        participants={
            "participant": ["an", "bo", "cy", "di"],
            "age": ["31", "29,5", "?", None],
            "origin": ["a", "b", "a", "b"],
        },
        attendance={"participant": ["an", "bo", "cy", "di"]},
        lines={"age": {"numeric": True, "unknown": ["?"]}, "origin": ["a", "b"]},
    )
    sessions = study.meetings(of="sessions")
    assert sessions.values["age"] == pytest.approx([31, 29.5, np.nan, np.nan], nan_ok=True)
    assert list(sessions.codes) == ["origin"]
    assert list(study.meetings(["origin"]).values) == []


def test_the_cross_table_counts_people_once(frames_of, study_of):
    frames = frames_of(2)
    frames["participants"]["area"] = frames["participants"]["area"].where(
        frames["participants"].index != 3
    )
    study = br.Study.from_frames(
        **frames,
        lines={
            "origin": {"groups": ["a", "b", "c"], "unknown": ["?"]},
            "area": ["north", "south"],
        },
        roles={"staff": ["staff"]},
    )
    there = set(frames["attendance"]["participant"]) - {"p0"}
    people = frames["participants"]
    people = people[people["participant"].isin(there) & (people["origin"] != "?")]
    expected = pd.crosstab(people["area"], people["origin"])
    found = study.cross_table("area", "origin").to_frame()
    assert found.loc[expected.index, expected.columns].equals(expected.astype(float))
    assert found.to_numpy().sum() == people["area"].notna().sum()
    value = br.measures.consolidation(study.cross_table("area", "origin"))
    assert value == br.measures.consolidation(study.cross_table("origin", "area"))


def test_the_cross_table_of_people_who_are_only_listed():
    study = br.Study.from_frames(
        participants={"origin": ["a", "a", "b", None], "ses": ["low", "high", "low", "low"]},
        lines={"origin": ["a", "b"], "ses": ["low", "high"]},
    )
    assert study.cross_table("origin", "ses").counts.tolist() == [[1, 1], [1, 0]]


def test_two_lines_of_a_study():
    # an and bo differ in income, an and cy in both; all three were there
    study = br.Study.from_frames(
        participants={
            "participant": ["an", "bo", "cy"],
            "origin": ["a", "a", "b"],
            "ses": ["low", "high", "high"],
        },
        attendance={"participant": ["an", "bo", "cy"]},
        encounters={"source": ["an", "an"], "target": ["bo", "cy"]},
        lines={"origin": ["a", "b"], "ses": ["low", "high"]},
    )
    table = br.measures.crossings(study.contact_graphs()["all"])
    assert table["contacts"].tolist() == [0, 1, 1]
    # the pairs: an-bo and bo-cy cross one, an-cy both
    assert table["expected_present"].tolist() == pytest.approx([0, 2 / 3, 1 / 3])


def test_what_can_not_be_asked(frames_of, study_of):
    study = study_of(frames_of(0))
    with pytest.raises(OptionError, match="`of` must be one of 'encounters', 'sessions'"):
        study.meetings(of="people")
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'orgin'"):
        study.meetings("orgin")
    numeric = br.Study.from_frames(
        participants={"age": ["31", "29"], "origin": ["a", "b"]},
        lines={"age": {"numeric": True}, "origin": ["a", "b"]},
    )
    with pytest.raises(DataError, match="The line 'age' can't be counted by groups"):
        numeric.cross_table("origin", "age")
