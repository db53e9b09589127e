"""What is written is read back the same, and written again to the same bytes."""

import tomllib

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridging.errors import OutputError
from bridging.records import Line, from_frames, read_folder, write_folder

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)
CELLS = st.one_of(st.none(), TEXTS, st.sampled_from(["NA", "001", "a,b", 'a"b', "a\nb", "1;2"]))


def contents(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def assert_same(found, expected):
    assert list(found.tables) == list(expected.tables)
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(
            found.tables[name].drop(columns="row"), table.drop(columns="row"), obj=name
        )
    assert found.lines == expected.lines
    for setting in ("title", "synthetic", "language", "purpose", "roles", "absent"):
        assert getattr(found, setting) == getattr(expected, setting)


@pytest.fixture
def rich(frames):
    """A study that uses every table and setting."""
    frames["participants"] = frames["participants"].assign(
        role=["visitor", "staf", None, "kind"],
        income=["900", "1.5", None, "?"],
        note='say "é", \n ok',
    )
    frames["sessions"] = pd.DataFrame(
        {
            "session": ["s1", "s2", "s3", "s4"],
            "site": "house",
            "start": ["2026-03-01 14:00", None, "2026-03-08 14:00:00.5", None],
        }
    )
    frames["attendance"] = frames["attendance"].assign(
        arrival=["14:00", "14:10:30", *[None] * 6], company=["c", "c", *[None] * 6]
    )
    frames["sites"] = pd.DataFrame({"site": ["house"], "name": ["Huis; één"]})
    line = "origin"
    frames["tallies_present"] = pd.DataFrame(
        {"line": line, "group": ["north", None], "present": 2, "session": "s4"}
    )
    frames["tallies_contacts"] = pd.DataFrame(
        {"line": line, "group_a": ["north"], "group_b": ["south"], "contacts": 2, "session": "s4"}
    )
    frames["reference"] = pd.DataFrame(
        {"line": line, "group": ["north", "south"], "share": [1 / 3, 2 / 3], "site": "house"}
    )
    frames["ties"] = pd.DataFrame({"source": ["anna-1"], "target": ["carla-3"], "wave": [1]})
    frames["responses"] = pd.DataFrame({"participant": ["anna-1"], "item": ["i"], "value": [4]})
    frames["log"] = pd.DataFrame({"session": ["s1"], "note": ["rain"]})
    return from_frames(
        frames,
        title='Five "houses"',
        synthetic=True,
        language="nl",
        purpose="line one\nline two \x7f",
        absent="add",
        roles={"staff": ["staf"], "children of all ages": ["kind"]},
        lines={
            "origin": Line(
                name="origin",
                groups=("north", "south"),
                label={"nl": "Herkomst", "en": "Origin"},
                values={"noord é": "north"},
                unknown=("?", "onbekend"),
            ),
            "income at home": {
                "column": "income",
                "groups": ["low", "high"],
                "numeric": True,
                "ordered": True,
                "cuts": [1000.5],
                "unknown": ["?"],
            },
        },
    )


def test_round_trip_of_a_rich_study(rich, tmp_path, told):
    assert told(rich) == []

    write_folder(rich, tmp_path / "one")
    again = read_folder(tmp_path / "one")
    write_folder(again, tmp_path / "two")
    write_folder(again, tmp_path / "two")

    assert told(again) == []
    assert_same(again, rich)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert sorted(contents(tmp_path / "one")) == [
        "attendance.csv",
        "encounters.csv",
        "log.csv",
        "participants.csv",
        "reference.csv",
        "responses.csv",
        "sessions.csv",
        "sites.csv",
        "study.toml",
        "tallies_contacts.csv",
        "tallies_present.csv",
        "ties.csv",
    ]


def test_bytes_are_plain(read, tmp_path):
    write_folder(read(), tmp_path)

    assert (tmp_path / "encounters.csv").read_bytes() == (
        b"encounter,participant,session,minutes\n"
        b"1,anna-1,s1,5\n1,carla-3,s1,5\n"
        b"2,anna-1,s1,2.5\n2,bilal-2,s1,2.5\n"
        b"3,anna-1,s2,10\n3,bilal-2,s2,10\n"
        b"4,carla-3,s3,1\n4,dries-4,s3,1\n"
    )
    assert (tmp_path / "study.toml").read_text(encoding="utf-8") == (
        'title = ""\nsynthetic = false\nlanguage = "en"\npurpose = ""\nabsent = "leave_out"\n'
        '\n[lines.origin]\ngroups = ["north", "south"]\n'
    )
    assert tomllib.loads((tmp_path / "study.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "tables",
    [
        {"encounters": pd.DataFrame({"source": ["a"], "target": ["b"]})},
        {"attendance": pd.DataFrame({"participant": ["a", "b"], "session": ["s", "t"]})},
        {"participants": pd.DataFrame({"site": ["x", "y"], "origin": ["north", None]})},
        {
            "encounters": pd.DataFrame(
                {"encounter": [1, 2, 1, 2, 1], "participant": list("abcde"), "topic": "t"}
            )
        },
        {"tallies_present": pd.DataFrame({"line": ["origin"], "group": ["north"], "present": [3]})},
    ],
)
def test_round_trip_of_small_studies(tables, tmp_path):
    records = from_frames(tables)

    write_folder(records, tmp_path)

    assert_same(read_folder(tmp_path), records)


def test_rows_stay_the_same_when_a_file_is_written_as_it_was(folder, tmp_path):
    path = folder(encounters="encounter,participant\ne,a\ne,b\n")
    records = read_folder(path)

    write_folder(records, path / "out")

    again = read_folder(path / "out")
    assert (
        again.tables["encounters"]["row"].tolist() == records.tables["encounters"]["row"].tolist()
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, st.floats(0, 1e9) | st.none()), min_size=1, max_size=6)
)
def test_round_trip_of_any_cells(rows, tmp_path_factory):
    attribute, zone, minutes = zip(*rows, strict=True)
    number = np.arange(len(rows))
    records = from_frames(
        {
            "participants": pd.DataFrame({"participant": [*number, 99], "told": [*attribute, "x"]}),
            "encounters": pd.DataFrame(
                {"source": number, "target": 99, "zone": zone, "minutes": minutes}
            ),
        }
    )
    one, two = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")

    write_folder(records, one)
    again = read_folder(one)
    write_folder(again, two)

    assert_same(again, records)
    assert contents(one) == contents(two)


def test_folder_that_can_not_be_written(read, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")

    with pytest.raises(OutputError, match="can't be written: (Not a directory|File exists)"):
        write_folder(read(), tmp_path / "file")


def test_folder_with_a_file_that_would_join_the_study(read, tmp_path):
    (tmp_path / "referentie.csv").write_text("x", encoding="utf-8")

    with pytest.raises(OutputError) as error:
        write_folder(read(), tmp_path)

    assert str(error.value) == (
        f"Folder {str(tmp_path)!r} can't be written: it has 'referentie.csv', which would be read "
        "as part of the study. Choose an empty folder."
    )
    assert not (tmp_path / "study.toml").exists()
