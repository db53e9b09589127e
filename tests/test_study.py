"""A study in the hand: select, look, hand over to networkx."""

import pickle
from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, ProblemsWarning, StudyError, UnknownNameError
from bridging.simulate import five_houses, southern_women


@pytest.fixture(scope="module")
def houses():
    return five_houses()


def test_the_study_shows_itself(houses):
    assert "5 sites" in repr(houses) and "synthetic" in repr(houses)
    page = houses._repr_html_()
    assert "<table>" in page and "(synthetisch)</em>" in page
    assert "Grenzen: Herkomst (origin): Belgische achtergrond" in page  # in its own language
    english = replace(houses, records=replace(houses.records, language="en"))._repr_html_()
    assert "(synthetic)</em>" in english and "Lines: Origin (origin): Belgian background" in english
    assert houses.sites == tuple(f"house-{i}" for i in range(1, 6))
    assert list(houses.lines) == ["origin", "ses"]


def test_selecting_a_site_keeps_its_records_only(houses):
    five = houses.select(sites="house-5")
    assert five.sites == ("house-5",)
    assert five.mixing("origin").n_contacts == houses.mixing("origin", by="site").n_contacts[4]
    came = set(five.records.tables["attendance"]["participant"])
    assert set(five.records.tables["participants"]["participant"]) == came
    assert len(houses.select(sites=["house-1", "house-4"]).sites) == 2


def test_a_home_site_is_not_where_somebody_came():
    study = br.Study.from_frames(
        participants={"participant": list("pqrs"), "origin": list("abab"), "site": list("AABB")},
        sessions={"session": ["s1", "s2"], "site": ["A", "B"]},
        attendance={"participant": list("pqprs"), "session": ["s1", "s1", "s2", "s2", "s2"]},
        encounters={"source": ["p", "p"], "target": ["q", "r"], "session": ["s1", "s2"]},
        lines={"origin": ["a", "b"]},
    )
    chosen = study.select(sites="B").mixing()
    assert chosen.contacts.tolist() == [[2, 0], [0, 0]] and chosen.sizes.tolist() == [2, 1]
    assert len(study.select(sites="B").contact_graph()) == 3


def test_selecting_forms_and_periods(houses):
    forms = houses.records.tables["encounters"]["form"].dropna().unique()
    parts = [houses.select(forms=form).mixing("origin").n_contacts for form in forms]
    assert 0 < max(parts) < houses.mixing("origin").n_contacts
    starts = houses.records.tables["sessions"]["start"].sort_values()
    middle = starts.iloc[len(starts) // 2].normalize()
    early = houses.select(period=(None, middle))
    late = houses.select(period=(middle + pd.Timedelta(days=1), None))
    together = len(early.records.tables["sessions"]) + len(late.records.tables["sessions"])
    assert together == len(starts)


@pytest.mark.parametrize(
    ("error", "message", "call"),
    [
        (UnknownNameError, r"not 'house5'\. Did you mean 'house-5'", lambda s: s.select(sites="house5")),
        (UnknownNameError, r"`session` must be a known name", lambda s: s.select(sessions="x")),
        (UnknownNameError, r"`form` must be a known name, not 'tlk'\. Did you mean", lambda s: s.select(forms="tlk")),
        (OptionError, r"`period` must be two dates, the first and the last day", lambda s: s.select(period="2025")),
        (OptionError, r"`period` must be two dates, not 'soon'", lambda s: s.select(period=("soon", None))),
        (OptionError, r"not '05/01/2025'\. Write them as 2025-03-01", lambda s: s.select(period=("05/01/2025", None))),
        (OptionError, r"`line` must be given: the study has 2 lines \('origin', 'ses'\)", lambda s: s.mixing()),
    ],
)  # fmt: skip
def test_wrong_selections_say_what_is_wrong(houses, error, message, call):
    with pytest.raises(error, match=message):
        call(houses)


def test_a_period_needs_dates():
    study = br.Study.from_frames(attendance={"participant": ["an"], "session": ["s"]})
    with pytest.raises(DataError, match=r"`period` can't be selected: no session has a start"):
        study.select(period=("2025-01-01", None))
    with pytest.raises(DataError, match=r"`forms` can't be selected"):
        study.select(forms="talk")


def test_southern_women_is_the_graph_of_networkx():
    ours, theirs = southern_women().attendance_graph(), nx.davis_southern_women_graph()
    assert set(ours.edges) | {(b, a) for a, b in ours.edges} == set(theirs.edges) | {
        (b, a) for a, b in theirs.edges
    }
    women = {n for n, side in ours.nodes(data="bipartite") if side == 0}
    assert women == set(theirs.graph["top"])


def test_the_contact_graph_carries_lines_and_weights(houses):
    graph = houses.contact_graph()
    assert sum(w for *_, w in graph.edges(data="contacts")) > graph.number_of_edges()
    assert {d.get("origin") for _, d in graph.nodes(data=True)} >= set(
        houses.lines["origin"].groups
    )
    by_site = houses.contact_graph(by="site")
    assert list(by_site) == list(houses.sites)
    assert sum(g.number_of_edges() for g in by_site.values()) == graph.number_of_edges()


def test_a_person_and_a_session_of_the_same_name_are_two_nodes():
    study = br.Study.from_frames(
        attendance={"participant": ["1", "2"], "session": ["1", "1"]},
    )
    assert set(study.attendance_graph().edges) == {("1", "session: 1"), ("2", "session: 1")}


def test_the_fingerprint_follows_the_data(houses):
    assert houses.fingerprint == five_houses().fingerprint
    assert houses.fingerprint != houses.select(sites="house-5").fingerprint
    assert houses.fingerprint != houses.select(roles="all").fingerprint
    assert len(houses.fingerprint) == 12


def test_a_numeric_line_without_cuts_can_not_be_counted_by_groups():
    frames = {
        "participants": {"participant": ["an", "bo"], "income": [1000, 2000]},
        "encounters": {"source": ["an"], "target": ["bo"]},
    }
    study = br.Study.from_frames(**frames, lines={"income": {"numeric": True}})
    with pytest.raises(DataError, match=r"it is numeric.*cut points"):
        study.mixing("income")
    cut = br.Study.from_frames(
        **frames,
        lines={"income": {"numeric": True, "cuts": [1500], "groups": ["low", "high"]}},
    )
    assert cut.mixing("income").contacts.tolist() == [[0, 1], [1, 0]]


def test_strict_reading_raises_with_a_summary():
    frames = {
        "participants": {"participant": ["an", "bo"]},
        "encounters": {"source": ["an", "an"], "target": ["bo", "an"]},
    }
    assert len(br.Study.from_frames(**frames).problems()) == 1
    with pytest.raises(StudyError, match="herself"):
        br.Study.from_frames(**frames, strict=True)


def test_a_table_is_counted_once_and_nobody_can_change_what_is_kept(houses):
    study = houses.select(roles="visitors")  # nothing counted yet
    first = study.count_mixing("origin", "site")
    assert study.count_mixing(line="origin", by="site", weight="encounters") is first
    assert study.count_mixing("origin", "site", "pairs") is not first
    assert study.count_mixing("origin", "site", absent="add") is not first
    with pytest.raises(ValueError, match="read-only"):
        first.matrix().contacts[:] = 0
    again = five_houses().mixing("origin", by="site")
    assert (study.mixing("origin", by="site").contacts == again.contacts).all()


def test_few_tables_are_kept(houses):
    study = houses.select(roles="visitors")
    first = study.count_mixing("origin")
    for by in ("site", "session", "start", "end", "activity", "setting"):
        study.count_mixing("origin", by)
    assert study.count_mixing("origin") is not first
    with pytest.raises(OptionError, match="`weight` must be one of"):
        study.mixing("origin", weight=["pairs"])


def test_a_study_can_be_pickled_and_replaced():
    study = br.Study.from_frames(
        participants={
            "participant": ["an", "bo", "cy"],
            "role": ["", "", "volunteer"],
            "origin": ["a", "a", "b"],
        },
        encounters={"source": ["an", "an"], "target": ["bo", "cy"]},
        lines={"origin": ["a", "b"]},
        roles={"staff": ["volunteer"]},
    )
    assert study.mixing().contacts.tolist() == [[2, 0], [0, 0]]
    copy = pickle.loads(pickle.dumps(study))
    assert type(copy) is br.Study and copy.fingerprint == study.fingerprint
    assert copy.mixing().contacts.tolist() == [[2, 0], [0, 0]]
    everybody = replace(study, roles=("all",))  # counted anew
    assert everybody.mixing().contacts.tolist() == [[2, 1], [1, 0]]


def test_sessions_without_a_date_are_in_no_period_and_it_is_said():
    study = br.Study.from_frames(
        participants={"participant": ["a", "b"], "g": ["x", "y"]},
        sessions={"session": ["s1", "s2", "s3"], "date": ["2026-01-05", "soon", "2026-03-05"]},
        attendance={"participant": ["a", "b", "a"], "session": ["s1", "s2", "s3"]},
        lines={"g": ["x", "y"]},
    )
    with pytest.warns(ProblemsWarning, match="1 of 3 sessions have no date that can be read"):
        early = study.select(period=(None, "2026-02-01"))
    assert early.records.tables["sessions"]["session"].tolist() == ["s1"]


def test_a_study_says_of_itself_that_rows_have_errors(houses):
    assert "problems()" not in repr(houses)
    pairs = {"source": ["a", "z", "a"], "target": ["b", "a", "q"]}
    study = br.Study.from_frames(participants={"participant": ["a", "b"]}, encounters=pairs)
    assert repr(study).endswith("; errors in 2 rows: see problems()>")
    assert "in 2 rows" in study._repr_html_()


def test_columns_of_different_length_are_refused_in_words():
    with pytest.raises(StudyError, match="must have columns of the same length"):
        br.Study.from_frames({"participant": ["a", "b"], "origin": ["a"]})


def test_named_contacts_without_presence_beside_tallies_of_another_session():
    """What goes with a session whose presence is not known takes no opportunity along."""
    study = br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "g": list("aabb")},
        encounters={
            "source": ["a1", "a1", "b1"],
            "target": ["b1", "a2", "b2"],
            "session": [1, 1, 1],
        },
        tallies_present={
            "session": [2, 2],
            "line": ["g", "g"],
            "group": ["a", "b"],
            "present": [3, 3],
        },
        lines={"g": ["a", "b"]},
    )
    assert br.estimate("bridging_share", study, "g", n_resamples=19)[0].estimate == 1 / 3
