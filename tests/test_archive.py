"""A study as a data package: described as the standard asks, and read back as it was."""

import hashlib
import json
import re

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.cli import main
from bridging.errors import OptionError, OutputError, StudyError
from bridging.records.write import csv_text

TYPES = {"string", "number", "integer", "boolean", "datetime", "date", "time", "any"}


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


@pytest.fixture
def package(houses, tmp_path):
    br.write_package(houses, tmp_path, licence="CC-BY-4.0")
    return tmp_path, json.loads((tmp_path / "datapackage.json").read_text("utf-8"))


def test_it_reads_back_as_it_was(houses, package):
    folder, _ = package
    for path in (folder, folder / "datapackage.json"):
        again = br.read_study(path)
        assert len(again.problems()) == 0
        assert again.lines == houses.lines and again.title == houses.title
        assert again.records.roles == houses.records.roles and again.synthetic
        assert again.purpose == houses.purpose and again.language == houses.language
        assert again.fingerprint == houses.fingerprint


def test_the_same_bytes_every_time(houses, package, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    br.write_package(houses, other, licence="CC-BY-4.0")
    names = sorted(file.name for file in package[0].iterdir())
    assert names == sorted(file.name for file in other.iterdir())
    assert all((other / name).read_bytes() == (package[0] / name).read_bytes() for name in names)


def test_the_package_is_what_the_standard_asks(houses, package):
    """Data Package 2.0: required properties, names, hashes, and a table schema that fits."""
    folder, described = package
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    assert "sources" not in described
    assert described["description"] == houses.purpose
    assert re.fullmatch(r"[a-z0-9._-]+", described["name"])
    resources = {resource["name"]: resource for resource in described["resources"]}
    assert len(resources) == len(described["resources"])
    assert {r["path"] for r in described["resources"]} | {"datapackage.json"} == {
        file.name for file in folder.iterdir()
    }
    for name, resource in resources.items():
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["encoding"] == "utf-8" and resource["description"]
        schema = resource["schema"]
        frame = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
        assert [field["name"] for field in schema["fields"]] == list(frame.columns), name
        for field in schema["fields"]:
            cells = frame[field["name"]][frame[field["name"]] != ""]
            assert field["type"] in TYPES
            if field["type"] == "number":
                cells.astype(float)
            if field["type"] == "datetime":
                assert pd.to_datetime(cells, format=field["format"]).notna().all()
            if field.get("constraints", {}).get("required"):
                assert len(cells) == len(frame)
        if key := schema.get("primaryKey"):
            assert not frame.duplicated(key).any()
        for foreign in schema.get("foreignKeys", []):
            reference = foreign["reference"]
            there = pd.read_csv(folder / resources[reference["resource"]]["path"], dtype=str)
            cells = frame[foreign["fields"][0]]
            assert set(cells[cells != ""]) <= set(there[reference["fields"][0]])
    links = resources["attendance"]["schema"]["foreignKeys"]
    assert [link["fields"] for link in links] == [["participant"], ["session"]]
    assert resources["attendance"]["schema"]["primaryKey"] == ["participant", "session"]
    started = next(f for f in resources["sessions"]["schema"]["fields"] if f["name"] == "start")
    assert started["type"] == "datetime" and started["description"].startswith("when it began")


def test_frames_make_the_same_study(houses):
    frames = houses.to_frames()
    assert all(isinstance(frame, pd.DataFrame) and "row" not in frame for frame in frames.values())
    again = br.Study.from_frames(
        **frames, lines=dict(houses.lines), roles=houses.records.roles, language=houses.language
    )
    for name, frame in again.records.tables.items():
        if name in frames:
            assert csv_text(frame) == csv_text(houses.records.tables[name]), name
    expected = houses.mixing("origin", "site")
    assert np.array_equal(again.mixing("origin", "site").contacts, expected.contacts)


@pytest.mark.parametrize("licence", ["no name at all", 4])
def test_a_licence_is_a_name_or_an_address(houses, tmp_path, licence):
    with pytest.raises(OptionError, match="name or an address|without spaces"):
        br.write_package(houses, tmp_path / "p", licence=licence)
    assert not (tmp_path / "p").exists()


def test_sources_and_the_data_card_go_along(tmp_path):
    card = {"basis": "consent", "kept": "2030"}
    study = br.Study.from_frames(participants={"participant": ["a"], "g": ["x"]}, card=card)
    br.write_package(study, tmp_path, sources=["Register", "https://example.org/r"])
    described = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert described["sources"] == [{"title": "Register"}, {"path": "https://example.org/r"}]
    assert described["bridging"]["card"] == card
    assert br.read_study(tmp_path).card == card
    for sources in ("Register", [3], [""]):
        with pytest.raises(OptionError, match="list of titles"):
            br.write_package(study, tmp_path / "other", sources=sources)


def test_an_address_and_no_licence(houses, tmp_path):
    for licence, said in (("https://x.org/l", [{"path": "https://x.org/l"}]), ("", None)):
        folder = br.write_package(houses, tmp_path, licence=licence)
        assert json.loads((folder / "datapackage.json").read_text()).get("licenses") == said


def test_a_folder_that_would_be_read_otherwise(houses, tmp_path):
    (tmp_path / "study.toml").write_text("")
    with pytest.raises(OutputError, match="read in place of the package"):
        br.write_package(houses, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["study.toml"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "no JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[]", "with `resources`"),
        (b'{"resources": {}}', "with `resources`"),
        (b'{"resources": [], "bridging": 3}', "as an object"),
        (b'{"resources": [], "bridging": {"settings": {"titel": 1}}}', "can't have a setting"),
        (b"[" * 100_000, "no JSON"),
    ],
)
def test_packages_that_are_none(tmp_path, content, words):
    (tmp_path / "datapackage.json").write_bytes(content)
    (tmp_path / "participants.csv").write_text("participant\na\n")
    with pytest.raises(StudyError, match=words):
        br.read_study(tmp_path)


@pytest.mark.parametrize(
    "path",
    ["../secret.csv", "/etc/passwd", "https://example.org/a.csv", "a/../../secret.csv", "~/a.csv",
     "c:\\a.csv", "file:a.csv", "link.csv", "", 3, ["participants.csv", "../secret.csv"]],
)  # fmt: skip
@pytest.mark.parametrize("name", ["participants", "anything"])
def test_a_package_that_points_elsewhere_is_refused(tmp_path, path, name):
    (tmp_path / "secret.csv").write_text("participant\nsomebody\n")
    inner = tmp_path / "package"
    inner.mkdir()
    (inner / "participants.csv").write_text("participant\na\n")
    (inner / "link.csv").symlink_to(tmp_path / "secret.csv")
    resources = [{"name": name, "path": path}]
    (inner / "datapackage.json").write_text(json.dumps({"resources": resources}))
    with pytest.raises(StudyError, match="can't point outside its folder") as caught:
        br.read_study(inner)
    assert "somebody" not in str(caught.value)


def test_a_package_of_other_software_may_name_its_files_otherwise(houses, package):
    folder, described = package
    (folder / "data").mkdir()
    for resource in described["resources"]:
        (folder / resource["path"]).rename(folder / "data" / f"t-{resource['path']}")
        resource["path"] = f"data/t-{resource['path']}"
    (folder / "datapackage.json").write_text(json.dumps(described))
    assert br.read_study(folder).fingerprint == houses.fingerprint


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        ([3], "that are objects"),
        ([{"name": "participants", "path": "participants.csv"}] * 2, "there twice"),
        ([{"name": "participants", "data": []}], "one file for table"),
        ([{"name": "participants", "path": "gone.csv"}], "can't be found"),
    ],
)
def test_resources_that_are_none(tmp_path, resources, words):
    (tmp_path / "participants.csv").write_text("participant\na\n")
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    with pytest.raises(StudyError, match=words):
        br.read_study(tmp_path)


def test_a_description_that_is_huge_is_not_read(tmp_path):
    (tmp_path / "participants.csv").write_text("participant\na\n")
    with (tmp_path / "datapackage.json").open("wb") as file:
        file.truncate(30_000_000)
    with pytest.raises(StudyError, match="million bytes"):
        br.read_study(tmp_path)


def test_settings_of_a_package_can_not_point_elsewhere(tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("participant\nsomebody\n")
    inner = tmp_path / "package"
    inner.mkdir()
    (inner / "attendance.csv").write_text("participant\na\n")
    settings = {"tables": {"participants": {"file": "../secret.csv"}}}
    (inner / "datapackage.json").write_text(
        json.dumps(
            {
                "resources": [],
                "bridging": {"settings": settings},
            }
        )
    )
    people = br.read_study(inner).records.tables["participants"]["participant"].tolist()
    assert people == ["a"]


def test_graphs_for_other_software(houses, tmp_path):
    """Read back by networkx and pandas, each pair has the weight that the study counts."""
    import networkx as nx

    files = br.write_graphs(houses, tmp_path)
    assert [file.name for file in files] == [
        "contacts.graphml", "contacts.gexf", "contacts.csv", "people.csv"
    ]  # fmt: skip
    expected = houses.contact_graph()
    for graph in (nx.read_graphml(files[0]), nx.read_gexf(files[1])):
        assert set(graph) == set(expected) and graph.size() == expected.size()
        for one, other, data in expected.edges(data=True):
            assert float(graph.edges[one, other]["weight"]) == data["weight"]
            assert graph.nodes[one].get("origin") == expected.nodes[one].get("origin")
    contacts, people = pd.read_csv(files[2], dtype=str), pd.read_csv(files[3], dtype=str)
    assert set(contacts.iloc[:, 0]) | set(contacts.iloc[:, 1]) <= set(people.iloc[:, 0])
    assert br.write_graphs(houses, tmp_path / "other", formats=["csv"])[0].read_bytes() == (
        files[2].read_bytes()
    )
    for formats, words in ((["gephi"], "format"), ("csv", "list of formats")):
        with pytest.raises(OptionError, match=words):
            br.write_graphs(houses, tmp_path, formats=formats)


def test_by_command(tmp_path, capsys):
    assert main(["simulate", "southern-women", str(tmp_path / "women")]) == 0
    out = tmp_path / "package"
    assert main(["convert", str(tmp_path / "women"), str(out), "--format", "package"]) == 0
    capsys.readouterr()
    assert (out / "datapackage.json").is_file() and not (out / "study.toml").exists()
    assert br.read_study(out).fingerprint == br.read_study(tmp_path / "women").fingerprint


def test_an_opened_study_is_read_as_a_whole(houses, tmp_path):
    br.write_package(houses, tmp_path / "read")
    (tmp_path / "folder").mkdir()
    main(["simulate", "five-houses", str(tmp_path / "folder")])
    opened = br.open_study(tmp_path / "folder")
    br.write_package(opened, tmp_path / "opened")
    for file in (tmp_path / "read").iterdir():
        assert (tmp_path / "opened" / file.name).read_bytes() == file.read_bytes()
    for made in (br.tabulate(opened, "origin", "site"), br.tabulate(houses, "origin", "site")):
        assert made.to_table()["house-5"].tolist() == [19, 25, 0]
    assert br.inspect_anonymity(opened) == br.inspect_anonymity(houses)
