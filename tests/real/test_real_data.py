"""Real records through their own study.toml; each with a number counted a second way."""

from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import bridging as br

HERE = Path(__file__).parent
DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not on this machine")


@pytest.fixture(scope="module")
def classroom():
    return br.read_study(HERE / "classroom")


@pytest.fixture(scope="module")
def activities():
    return br.read_study(HERE / "activities")


@pytest.fixture(scope="module")
def schools():
    return br.read_study(HERE / "schools")


def test_classroom_talk_counted_with_plain_pandas(classroom):
    people = pd.read_csv(DATA / "mcfarland_cls33_stream" / "participants.csv")
    turns = pd.read_csv(DATA / "mcfarland_cls33_stream" / "encounters.csv")
    students = people[people["role"] != "instructor"].set_index("id")
    turns = turns[turns["source"].isin(students.index) & turns["target"].isin(students.index)]
    assert len(turns) == 378
    for line in ("race", "sex"):
        one = turns["source"].map(students[line]).to_numpy()
        other = turns["target"].map(students[line]).to_numpy()
        mixing = classroom.mixing(line)
        assert mixing.n_contacts == 378
        assert br.measures.bridging_share(mixing) == pytest.approx((one != other).mean())
        share = np.mean(
            [students[line][a] != students[line][b] for a, b in combinations(students.index, 2)]
        )
        assert br.measures.expected_bridging_share(mixing) == pytest.approx(share)


def test_classroom_talk_has_the_assortativity_of_networkx(classroom):
    turns = pd.read_csv(DATA / "mcfarland_cls33_stream" / "encounters.csv")
    people = pd.read_csv(DATA / "mcfarland_cls33_stream" / "participants.csv").set_index("id")
    students = people.index[people["role"] != "instructor"]
    graph = nx.MultiGraph()
    graph.add_nodes_from((i, {"race": people.loc[i, "race"]}) for i in students)
    graph.add_edges_from(
        (a, b)
        for a, b in zip(turns["source"], turns["target"], strict=True)
        if a in graph and b in graph
    )
    expected = nx.attribute_assortativity_coefficient(graph, "race")
    assert br.measures.assortativity(classroom.mixing("race")) == pytest.approx(expected)


def test_staff_are_kept_and_left_out_of_the_visitors(classroom):
    assert len(classroom.records.tables["participants"]) == 20
    assert classroom.mixing("sex").sizes.sum() == 18
    assert classroom.select(roles="all").mixing("sex").n_contacts == 691
    assert len(classroom.contact_graph()) == 18


def test_sessions_with_several_forms_add_up(classroom):
    by_form = classroom.mixing("sex", by="form")
    assert set(by_form.units) == {"task", "social", "sanction"}
    np.testing.assert_allclose(by_form.contacts.sum(axis=0), classroom.mixing("sex").contacts)


def test_club_memberships_counted_with_plain_pandas(activities):
    people = pd.read_csv(
        DATA / "mcfarland_activities" / "participants.csv", dtype=str, keep_default_na=False
    ).set_index("id")
    rows = pd.read_csv(DATA / "mcfarland_activities" / "attendance.csv", dtype=str)
    rows["race"] = rows["participant"].map(people["race"])
    rows = rows[rows["race"] != ""]
    table = pd.crosstab(rows["session"], rows["race"])
    composition = activities.composition("race")
    assert composition.counts.shape == (271, 5)
    frame = composition.to_frame()
    pd.testing.assert_frame_equal(
        frame.sort_index().sort_index(axis=1).astype(int), table, check_names=False
    )
    # Theil's H from its definition, session by session
    shares = table.div(table.sum(axis=1), axis=0)
    weight = table.sum(axis=1) / table.to_numpy().sum()
    overall = table.sum() / table.to_numpy().sum()

    def entropy(p):
        return -(p[p > 0] * np.log(p[p > 0])).sum()

    within = sum(w * entropy(row) for w, (_, row) in zip(weight, shares.iterrows(), strict=True))
    expected = 1 - within / entropy(overall)
    assert br.measures.theil_h(composition) == pytest.approx(expected)


def test_untidy_unknowns_are_counted(activities):
    result = br.estimate("blau_unbiased", activities, "race", null=None)[0]
    people = pd.read_csv(
        DATA / "mcfarland_activities" / "participants.csv", dtype=str, keep_default_na=False
    ).set_index("id")
    came = pd.read_csv(DATA / "mcfarland_activities" / "attendance.csv", dtype=str)[
        "participant"
    ].unique()
    assert result.sizes.participants + result.left_out == len(came) == 1230
    assert result.left_out == (people.loc[came, "race"] == "").sum()


def test_columns_constant_within_a_session_describe_it(activities):
    by_year = activities.composition("gender", by="year", units="session")
    assert by_year.stack == ("1996", "1997", "1998")
    assert by_year.counts.sum() == activities.composition("gender").counts.sum()
    graph = activities.attendance_graph()
    assert graph.number_of_edges() == 7398
    assert graph.nodes["1996: Asian Club"]["year"] == "1996"


def test_pupils_without_ids_have_a_composition(schools):
    table = pd.read_csv(DATA / "school_ses" / "school_ses.csv")
    counts = pd.crosstab(table["school_id"], table["ethnic_group"])
    composition = schools.composition("ethnic_group", units="site")
    assert composition.counts.shape == (149, 3)
    frame = composition.to_frame()
    frame.index = frame.index.astype(int)
    assert (frame.sort_index().to_numpy() == counts.to_numpy()).all()
    # D of two groups from its definition
    two = counts[["A", "B"]]
    d = 0.5 * (two["A"] / two["A"].sum() - two["B"] / two["B"].sum()).abs().sum()
    pair = br.Composition(composition.counts[:, :2])
    assert br.measures.dissimilarity(pair) == pytest.approx(d)
    assert schools.composition("ses").counts.sum() == 5153


def test_what_presence_does_not_tell_is_said(schools, activities):
    for study, line in ((schools, "ses"), (activities, "race")):
        result = br.estimate("bridging_ratio", study, line)[0]
        assert np.isnan(result.estimate) and "no contacts were recorded" in result.undefined


@pytest.mark.parametrize("name", ["classroom", "activities", "schools"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_report_comes_out(name, language, tmp_path, request):
    path = tmp_path / "report.html"
    study = request.getfixturevalue(name)
    br.report(study, path, language=language, audience="team", n_resamples=99)
    page = path.read_text(encoding="utf-8")
    assert study.title in page or study.title.replace("&", "&amp;") in page
    assert f'lang="{language}"' in page
