"""Edge lists of R and Gephi: pairs with a weight, read as so many contacts."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import StudyError
from bridging.records import edge_list, read_folder
from bridging.records.encounters import NO_PAIRS, NO_PAIRS_HINT
from bridging.words.problems import problem_words

HOUSES = Path(__file__).parents[2] / "data" / "sample" / "five-houses"
SETTINGS = (HOUSES / "study.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def people():
    return pd.read_csv(HOUSES / "participants.csv", dtype=str)


@pytest.fixture(scope="module")
def pairs():
    """Every contact of two people in the five houses, a row for each."""
    rows = pd.read_csv(HOUSES / "encounters.csv", dtype=str)
    found = [
        (one, other, session)
        for (session, _), people in rows.groupby(["session", "encounter"])["participant"]
        for one, other in itertools.combinations(sorted(people), 2)
    ]
    return pd.DataFrame(found, columns=["source", "target", "session"])


@pytest.fixture(scope="module")
def expected(people, pairs):
    return br.Study.from_frames(
        participants=people, encounters=pairs, lines=read_folder(HOUSES).lines
    )


def contacts(study, by="session"):
    """Count the contacts of each pair, in each session or in all."""
    members = study.records.tables["members"]
    session = study.records.tables["encounters"]["session"]
    ends = members.groupby("encounter_index")["participant"].agg(lambda two: tuple(sorted(two)))
    if by == "all":
        return ends.value_counts().to_dict()
    return pd.Series(list(zip(ends, session, strict=True))).value_counts().to_dict()


def assert_same_people(study, people):
    found = study.records.tables["participants"]
    for name in ("participant", "family", "origin", "ses"):
        assert found[name].tolist() == people[name].tolist(), name


def assert_same_mixing(study, other, by=None):
    one, two = (found.mixing("origin", by=by).to_frame() for found in (study, other))
    pd.testing.assert_frame_equal(one, two)


def test_an_edge_list_of_r_is_the_five_houses(tmp_path, people, pairs, expected):
    """As `write.csv(igraph::as_data_frame(g, "both")$edges)` writes it, with numbers of rows."""
    weighted = pairs.value_counts(sort=False).rename("weight").reset_index()
    edges = weighted.rename(columns={"source": "from", "target": "to"})
    edges.index += 1
    edges.to_csv(tmp_path / "edges.csv")
    named = people.rename(columns={"participant": "name"})
    named.index = named["name"].rename(None)
    named.to_csv(tmp_path / "vertices.csv")
    (tmp_path / "study.toml").write_text(SETTINGS, encoding="utf-8")
    found = br.read_study(tmp_path)
    assert_same_people(found, people)
    assert (weighted["weight"] > 1).any() and contacts(found) == contacts(expected)
    assert_same_mixing(found, expected, "session")
    assert not (found.problems()["severity"] == "error").any()


def test_tables_of_gephi_are_the_five_houses(tmp_path, people, pairs, expected):
    """As Gephi's data laboratory writes them: its own columns, weights with a decimal point."""
    weighted = pairs.groupby(["source", "target"]).size().rename("Weight").reset_index()
    edges = pd.DataFrame(
        {
            "Source": weighted["source"],
            "Target": weighted["target"],
            "Type": "Undirected",
            "Id": range(len(weighted)),
            "Label": "",
            "timeset": "",
            "Weight": weighted["Weight"].astype(float),
        }
    )
    edges.to_csv(tmp_path / "Edges.csv", index=False)
    nodes = people.rename(columns={"participant": "Id"})
    nodes.insert(1, "Label", nodes["Id"])
    nodes.to_csv(tmp_path / "Nodes.csv", index=False, sep=";")
    (tmp_path / "study.toml").write_text(SETTINGS, encoding="utf-8")
    found = br.read_study(tmp_path)
    assert_same_people(found, people)
    assert weighted["Weight"].max() > 2 and contacts(found, "all") == contacts(expected, "all")
    assert_same_mixing(found, expected)


def test_graphs_that_we_write_are_read_again(tmp_path):
    houses = br.read_study(HOUSES)
    br.write_graphs(houses, tmp_path, formats=["csv"])
    files = '[tables]\nencounters.file = "contacts.csv"\nparticipants.file = "people.csv"\n'
    (tmp_path / "study.toml").write_text(SETTINGS + files, encoding="utf-8")
    again = br.read_study(tmp_path)
    for line in ("origin", "ses"):
        np.testing.assert_array_equal(again.mixing(line).contacts, houses.mixing(line).contacts)


def test_minutes_are_written_as_minutes(tmp_path):
    """A weight is read as a number of contacts, which minutes are not."""
    br.write_graphs(br.simulate.five_houses(), tmp_path, formats=["csv"], weight="minutes")
    header = (tmp_path / "contacts.csv").read_text().split("\n")[0]
    assert header == "source,target,minutes,session"


def test_a_data_frame_of_pairs_has_weights_too(told):
    """Hand-worked: 2 + 1 contacts; nothing is guessed of a missing number."""
    edges = pd.DataFrame(
        {
            "from": ["a", "a", "b", "b", "c", "a"],
            "to": ["b", "c", "c", "d", "d", "d"],
            "weight": [2, 1, 0, None, None, "many"],
            "encounter": ["one", "two", None, None, None, None],
        }
    )
    nodes = pd.DataFrame({"name": list("abcd"), "group": list("xxyy")})
    study = br.Study.from_frames(participants=nodes, encounters=edges, lines={"group": ["x", "y"]})
    assert contacts(study, "all") == {("a", "b"): 2, ("a", "c"): 1}
    assert study.records.tables["encounters"]["encounter"].tolist()[0] == "one"
    assert study.records.tables["encounters"]["encounter"].is_unique
    assert study.records.tables["encounters"]["row"].tolist() == [0, 0, 1]
    lines = told(study.records)
    for line in (
        "note | encounters | 0 | weight | A row was read as several contacts",
        "error | encounters | 3, 4, 5 | weight | `weight` must be filled in",
        "warning | encounters | 2 | weight | A row of weight 0 holds no contact.",
    ):
        assert any(one.startswith(line) for one in lines), (line, lines)


def test_weights_with_fractions_are_no_numbers_of_contacts(told):
    edges = pd.DataFrame({"source": ["a", "a"], "target": ["b", "c"], "weight": [2, 0.2]})
    study = br.Study.from_frames(encounters=edges)
    assert contacts(study, "all") == {("a", "b"): 1, ("a", "c"): 1}
    assert study.records.tables["encounters"]["weight"].tolist() == [2, 0.2]
    assert any("each row is one contact" in line for line in told(study.records, "warning"))


def test_weights_that_add_up_to_too_much_are_refused(monkeypatch):
    monkeypatch.setattr(edge_list, "MOST_CONTACTS", 1000)
    edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "weight": [1e15, 3]})
    with pytest.raises(
        StudyError, match=r"more than 1,000 contacts; they add up to 1e\+15, most of it in row 0"
    ):
        br.Study.from_frames(encounters=edges)


def test_what_is_said_of_edge_lists_has_dutch_words():
    most = f"{edge_list.MOST_CONTACTS:,}"
    refused = f"The weights of table 'encounters' can't be read as more than {most} contacts; they "
    for text in (
        *(edge_list.TWICE, edge_list.TWICE_HINT, edge_list.ASIDE, edge_list.BESIDE),
        edge_list.FRACTIONS,
        edge_list.TURNED,
        *(
            NO_PAIRS,
            NO_PAIRS_HINT,
            f"{refused}add up to 1e+15, most of it in row 7. {edge_list.ASIDE}",
        ),
    ):
        assert problem_words(text, "nl")[1] == "nl", text


def test_a_matrix_written_whole_is_told_and_an_observed_list_is_not(read, told):
    pairs = list(itertools.permutations(["anna-1", "bilal-2", "carla-3"], 2))
    whole = pd.DataFrame(pairs, columns=["source", "target"])
    records = read(attendance=None, sessions=None, encounters=whole)
    assert len(records.tables["encounters"]) == 6
    assert any("Every pair stands in both directions" in line for line in told(records))
    observed = pd.concat([whole, whole[:1]])
    lines = told(read(attendance=None, sessions=None, encounters=observed))
    assert not any("direction" in line for line in lines)
    lines = told(read(attendance=None, sessions=None, encounters=whole[1:]))
    assert not any("both directions" in line for line in lines)
    assert any("| target | The pair stands in the other direction" in line for line in lines)
    half = whole.assign(weight=[1, 1, 0, 1, 0, 0])  # a full matrix of which half is nothing
    assert not any(
        "direction" in o for o in told(read(attendance=None, sessions=None, encounters=half))
    )
    named = pd.DataFrame({"source": ["anna-1", "carla-3"], "target": ["bilal-2", "dries-4"]})
    assert not any(
        "direction" in line for line in told(read(attendance=None, sessions=None, encounters=named))
    )


def test_weights_of_people_in_a_meeting_are_not_read(read, told):
    rows = pd.DataFrame({"encounter": ["m", "m"], "participant": ["anna-1", "carla-3"]})
    records = read(attendance=None, sessions=None, encounters=rows.assign(weight=7))
    assert len(records.tables["encounters"]) == 1 and "weight" not in records.tables["encounters"]
    assert any("`weight` was not read" in line for line in told(records, "warning"))


def test_a_study_keeps_its_own_tables_beside_those_of_a_graph(folder, tmp_path, told):
    made = folder(
        "[lines.origin]",
        participants="participant,origin\na,x\nb,y\n",
        encounters="source,target,session\na,b,monday\n",
        edges="source,target\na,b\na,b\n",
        nodes="id,origin\nz,x\n",
    )
    records = read_folder(made)
    assert records.tables["participants"]["participant"].tolist() == ["a", "b"]
    assert len(records.tables["encounters"]) == 1
    beside = [line for line in told(records) if "by its own name" in line]
    assert [line.split(" | ")[1] for line in beside] == ["edges.csv", "nodes.csv"]
    assert br.open_study(made).mixing("origin").n_contacts == 1


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_weights_are_refused_where_nothing_is_read(tmp_path, engine, suffix):
    """A row is one contact there; weights of 1, or with fractions, say nothing else."""
    edges = pd.DataFrame({"source": ["a", "b"], "target": ["b", "c"], "session": ["s", "s"]})
    pd.DataFrame({"id": list("abc"), "origin": list("xyx")}).to_csv(tmp_path / "nodes.csv")
    (tmp_path / "study.toml").write_text("[lines.origin]")
    for weights, read, refused in (
        *(([1, 1], 2, False), ([1.0, 1.0], 2, False), ([2, 0.2], 2, False)),
        *(([2, 1], 3, True), ([2, None], 2, True), ([-0.5, 1], 1, True)),
    ):
        frame = edges.assign(weight=weights)
        if suffix == "csv":
            frame.to_csv(tmp_path / "edges.csv", index=False)
        else:
            frame.to_parquet(tmp_path / "edges.parquet")
        assert br.read_study(tmp_path).mixing("origin").n_contacts == read
        if refused:
            with pytest.raises(StudyError, match=r"in `weight`.*bridging.read_study"):
                br.open_study(tmp_path, engine)
        else:
            assert br.open_study(tmp_path, engine).mixing("origin").n_contacts == read
