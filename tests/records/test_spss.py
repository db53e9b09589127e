"""Files of SPSS: labels in place of codes, and codes that mean missing."""

import builtins
from pathlib import Path

import pandas as pd
import pytest

from bridging.errors import StudyError
from bridging.records import read_folder

pyreadstat = pytest.importorskip("pyreadstat")
HOUSES = Path(__file__).parents[2] / "data" / "sample" / "five-houses"


@pytest.fixture
def folder(tmp_path):
    frame = pd.DataFrame(
        {
            "id": [1.0, 2.0, 3.0, 4.0, 5.0],
            "herkomst": [1.0, 2.0, 9.0, 97.0, None],
            "leeftijd": [30.0, 31.5, 999.0, 28.0, 0.0],
            "code": ["a", "b", "x", "", "a"],
        }
    )
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "deelnemers.sav"),
        variable_value_labels={
            "herkomst": {1: "België", 2: "elders", 9: "geen antwoord"},
            "code": {"a": "label a"},
        },
        missing_ranges={"herkomst": [9, {"lo": 90, "hi": 99}], "leeftijd": [999], "code": ["x"]},
    )
    (tmp_path / "study.toml").write_text('[lines.herkomst]\ngroups = ["België", "elders"]\n')
    (tmp_path / "encounters.csv").write_text("source,target\n1,2\n")
    return tmp_path


def test_labels_and_missing_codes(folder, told):
    records = read_folder(folder)
    people = records.tables["participants"]
    assert people["participant"].tolist() == ["1", "2", "3", "4", "5"]
    assert people["herkomst"].fillna("missing").tolist() == ["België", "elders", *["missing"] * 3]
    assert people["leeftijd"].fillna("missing").tolist() == ["30", "31.5", "missing", "28", "0"]
    assert people["code"].fillna("missing").tolist() == [
        "label a",
        "b",
        "missing",
        "missing",
        "label a",
    ]
    assert records.lines["herkomst"].codes(people["herkomst"]).tolist() == [0, 1, -1, -1, -1]
    said = "\n".join(told(records))
    assert "| herkomst | Codes that the file declares as missing" in said
    assert "| herkomst | Value labels were read in place of codes." in said
    assert not (records.problems["severity"] == "error").any()


def test_the_five_houses_come_back_equal(tmp_path):
    for file in HOUSES.glob("*.csv"):
        frame = pd.read_csv(file, dtype=str)
        for name in {"minutes", "count"} & set(frame):
            frame[name] = frame[name].astype(float)
        text = frame.select_dtypes(exclude="number").columns
        frame[text] = frame[text].fillna("")
        pyreadstat.write_sav(
            frame.astype({c: object for c in text}), str(tmp_path / f"{file.stem}.sav")
        )
    (tmp_path / "study.toml").write_bytes((HOUSES / "study.toml").read_bytes())
    found, expected = read_folder(tmp_path), read_folder(HOUSES)
    assert not len(found.problems) and list(found.tables) == list(expected.tables)
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(found.tables[name], table, obj=name)


def test_a_damaged_file_is_refused(folder):
    (folder / "deelnemers.sav").write_bytes(b"$FL2 geheim")
    with pytest.raises(StudyError, match=r"can't be read as a file of SPSS.") as raised:
        read_folder(folder)
    assert "geheim" not in str(raised.value)


def test_without_the_library_the_error_says_how_to_get_it(folder, monkeypatch):
    real = builtins.__import__

    def refuse(name, *rest, **more):
        if name == "pyreadstat":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(StudyError, match=r"pip install 'bridging\[spss\]'"):
        read_folder(folder)
