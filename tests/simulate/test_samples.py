"""The shipped studies: made anew they are the files in `data/sample`, byte for byte."""

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from bridging.errors import UnknownNameError
from bridging.simulate import SAMPLES, five_houses, southern_women, world, write_sample
from bridging.simulate.recipe import Recipe

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "data" / "sample"
PUBLISHED = ROOT.parent / "shared" / "data" / "southern_women" / "attendance.csv"


@pytest.mark.parametrize("name", SAMPLES)
def test_made_anew_a_sample_is_the_shipped_one(name, tmp_path):
    write_sample(name, tmp_path / name)
    shipped = {path.name: path.read_bytes() for path in (SHIPPED / name).iterdir()}
    made = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
    assert sorted(made) == sorted(shipped)
    for file, content in shipped.items():
        assert made[file] == content, file


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_no_problems(name):
    problems = SAMPLES[name]().problems()
    assert not (problems["severity"] == "error").any(), problems.to_string()


def test_an_unknown_sample_is_named_back():
    with pytest.raises(UnknownNameError, match="five-houses"):
        write_sample("five-house", "nowhere")


def test_the_code_book_names_every_file_and_says_synthetic():
    book = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for name in SAMPLES:
        for path in (SHIPPED / name).iterdir():
            assert path.name in book, path.name
    assert "synthetic" in book


def test_the_five_houses_are_labelled_synthetic_and_keep_their_rows():
    study = five_houses()
    assert study.synthetic
    assert study.title == "Vijf huizen (synthetisch)"
    assert list(study.lines) == ["origin", "ses"]
    settings = (SHIPPED / "five-houses" / "study.toml").read_text(encoding="utf-8")
    assert "synthetic = true" in settings


def test_southern_women_is_observed_and_is_attendance_alone():
    study = southern_women()
    assert not study.synthetic
    assert len(study.lines) == 0
    graph = study.attendance_graph()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (18 + 14, 89)
    assert {frozenset(map(str, edge)) for edge in graph.edges} >= {
        frozenset(edge) for edge in nx.davis_southern_women_graph().edges
    }


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published table is not beside the project")
def test_southern_women_agrees_with_the_published_table():
    ours = pd.read_csv(SHIPPED / "southern-women" / "attendance.csv")
    theirs = pd.read_csv(PUBLISHED)
    columns = ["participant", "session"]
    assert set(map(tuple, ours[columns].to_numpy())) == set(map(tuple, theirs[columns].to_numpy()))
    assert len(ours) == len(theirs) == 89


def test_a_world_is_a_synthetic_study_with_its_lines():
    study = world(seed=3, people=20, sessions=6, families=True, ses_shares=(0.5, 0.3, 0.2))
    assert study.synthetic
    assert list(study.lines) == ["origin", "ses"]
    assert not (study.problems()["severity"] == "error").any()


def test_opportunities_and_contacts_of_a_world_are_what_plain_loops_count():
    study = world(seed=3, people=20, sessions=6, families=True)
    mixing = study.mixing("origin")
    assert np.all(mixing.contacts <= mixing.opportunities)


def test_the_knobs_of_a_recipe_are_those_of_a_world():
    from inspect import signature

    knobs = set(signature(world).parameters) - {"seed"}
    assert knobs == set(Recipe.__dataclass_fields__)
