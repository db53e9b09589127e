import numpy as np

import bridging as br
from bridging.analyses import collected


def three_sessions():
    present = {"1": ["a1", "a2", "b1", "b2"], "2": ["a1", "a2"], "3": ["b1", "b2"]}
    return br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "g": ["a", "a", "b", ""]},
        sessions={"session": ["1", "2", "3"], "site": ["x", "x", "y"]},
        attendance={
            "participant": [p for people in present.values() for p in people],
            "session": [s for s, people in present.items() for _ in people],
            "arrival": ["10:00"] * 4 + [""] * 4,
        },
        encounters={
            "source": ["a1", "a1", "a1", "b1"],
            "target": ["b1", "a2", "a2", "b2"],
            "session": ["1", "1", "2", "3"],
            "minutes": [5, 3, "", 2],
        },
        lines={"g": ["a", "b"]},
    )


def test_sites_by_hand():
    sites = collected(three_sessions()).sites.set_index("unit")
    assert sites.loc["x"].tolist() == [2, 6, 4, 3]
    assert sites.loc["y"].tolist() == [1, 2, 2, 1]


def test_unknown_groups_by_site_and_in_all():
    unknown = collected(three_sessions()).unknown.set_index("unit")
    assert unknown.loc["x", ["people", "unknown"]].tolist() == [4, 1]
    assert unknown.loc["y", "share"] == 0.5
    assert unknown.loc["all", "share"] == 0.25


def test_what_was_written_down():
    recorded = collected(three_sessions()).recorded.set_index("column")
    assert recorded.loc["arrival", ["rows", "filled", "share"]].tolist() == [8, 4, 0.5]
    assert recorded.loc["minutes", "filled"] == 3
    assert recorded.loc["company", "filled"] == 0


def test_left_out_by_reason():
    left_out = collected(three_sessions()).left_out.set_index("unit")
    assert left_out.loc["y", ["reason", "contacts"]].tolist() == ["unknown", 1]
    assert "x" not in left_out.index


def test_tallies_count_visits_and_contacts_but_no_visitors():
    study = br.Study.from_frames(
        tallies_present={"line": ["g"] * 2, "group": ["a", "b"], "present": [4, 3]},
        tallies_contacts={"line": ["g"], "group_a": ["a"], "group_b": ["b"], "contacts": [5]},
        lines={"g": ["a", "b"]},
    )
    row = collected(study).sites.iloc[0]
    assert (row["visits"], row["contacts"]) == (7, 5) and np.isnan(row["visitors"])


def test_problems_by_severity():
    study = br.Study.from_frames(
        participants={"participant": ["a", "b"], "g": ["x", "zzz"]},
        encounters={"source": ["a", "a"], "target": ["b", "a"]},
        lines={"g": ["x", "y"]},
    )
    problems = collected(study).problems.set_index("severity")
    assert problems.loc["error", "problems"] >= 1


def test_southern_women_have_no_contacts():
    row = collected(br.simulate.southern_women()).sites.iloc[0]
    assert row[["sessions", "visits", "visitors"]].tolist() == [14, 89, 18]
    assert np.isnan(row["contacts"])


def test_a_list_of_people_counts_those_at_each_site():
    study = br.Study.from_frames(
        participants={"site": ["x", "x", "y"], "g": ["a", "b", "b"]}, lines={"g": ["a", "b"]}
    )
    sites = collected(study).sites
    assert dict(zip(sites["unit"], sites["visitors"], strict=True)) == {"x": 2, "y": 1}
