"""Folders are read as people keep them: English or Dutch, from Excel or R, CSV or Parquet."""

import duckdb
import pandas as pd
import pytest

from bridging.records import from_frames, read_folder


def listed(records, table, column):
    return records.tables[table][column].tolist()


def test_settings_and_tables(read_files, told):
    records = read_files(
        """
        title = "Five houses"
        synthetic = true
        language = "nl"
        purpose = "why"
        absent = "add"

        [tables.participants]
        columns = { participant = "code", origin = "where from" }

        [roles]
        staff = ["begeleider", "vrijwilliger"]

        [lines.origin]
        label = { en = "Origin", nl = "Herkomst" }
        groups = ["north", "south"]
        values = { N = "north", 2 = "south" }
        unknown = ["", "?"]
        """,
        participants="code,where from,role\n001,N,begeleider\nNA,2,vrijwilliger\nx,?,visitor\n",
        encounters="source,target\n001,NA\n",
    )

    assert told(records) == []
    assert records.title == "Five houses"
    assert records.synthetic is True
    assert (records.language, records.purpose, records.absent) == ("nl", "why", "add")
    assert records.roles == {"staff": ("begeleider", "vrijwilliger")}
    assert records.lines["origin"].text("nl") == "Herkomst"
    assert listed(records, "participants", "participant") == ["001", "NA", "x"]
    assert listed(records, "participants", "row") == [2, 3, 4]
    codes = records.lines["origin"].codes(records.tables["participants"]["origin"])
    assert codes.tolist() == [0, 1, -1]


def test_source_is_the_name_of_the_folder_and_the_settings_file_will_do(folder):
    path = folder(encounters="source,target\na,b\n")

    assert read_folder(path).source == path.name
    assert read_folder(str(path / "study.toml")).source == path.name


def test_settings_saved_by_notepad(folder):
    path = folder(None, encounters="source,target\na,b\n")
    (path / "study.toml").write_bytes(b'\xef\xbb\xbftitle = "a"\r\n')

    assert read_folder(path).title == "a"


def test_belgian_excel_export(read_files, told):
    """Semicolons, decimal commas, dates day first, cp1252, Dutch names, capitals."""
    records = read_files(
        '[lines.inkomen]\nnumeric = true\ngroups = ["laag", "hoog"]\ncuts = [1500]',
        **{
            "Deelnemers.csv": (
                "Deelnemer;inkomen;Rol\r\nZoë;1.250,50;\r\nbram;2.000;\r\n".encode("cp1252")
            ),
            "openingsmomenten.csv": "Sessie;Begin;Einde\r\ns1;1/03/2026 14:00;1/03/2026 17:00\r\n",
            "ontmoetingen.csv": "sep=;\r\nBron;Doel;Duur\r\nZoë;bram;2,5\r\n",
        },
    )

    notes = "\n".join(told(records))
    for said in (
        "note | participants (Deelnemers.csv) |  |  | The file was read as cp1252. | ",
        "The cells were taken to be separated by a semicolon.",
        "Columns were understood: 'Deelnemer' as 'participant', 'Rol' as 'role'.",
        "Columns were understood: 'Sessie' as 'session', 'Begin' as 'start', 'Einde' as 'end'.",
        "note | sessions (openingsmomenten.csv) |  | start | Dates were read day first",
        "note | encounters (ontmoetingen.csv) |  | minutes | A comma was read as the decimal sign.",
    ):
        assert said in notes
    assert set(records.problems["severity"]) == {"note"}
    assert listed(records, "participants", "participant") == ["Zoë", "bram"]
    assert listed(records, "participants", "inkomen") == ["1250.5", "2000"]
    assert listed(records, "sessions", "start") == [pd.Timestamp("2026-03-01 14:00")]
    assert listed(records, "encounters", "minutes") == [2.5]
    assert listed(records, "encounters", "row") == [2]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (b"source,target\nZo\xc3\xab,b\n", []),
        (b"\xef\xbb\xbfsource,target\r\nZo\xc3\xab,b\r\n", []),
        ("source\ttarget\nZoë\tb\n".encode("utf-16"), ["utf-16", "tab"]),
        (b"source|target\rZo\xeb|b\r", ["cp1252", "vertical bar"]),
        (b'source, "target"\nZo\xc3\xab, "b"\n', []),
        (b'"a,b";source;target;\nx;Zo\xc3\xab;b;\n', ["semicolon"]),
    ],
)
def test_encodings_and_separators(read_files, told, content, note):
    records = read_files(encounters=content)

    assert listed(records, "members", "participant") == ["Zoë", "b"]
    assert len(told(records)) == len(note)
    assert all(word in line for word, line in zip(note, told(records), strict=True))


def test_row_numbers_are_those_of_a_spreadsheet(read_files, told):
    records = read_files(
        participants="participant\na\nb\n",
        encounters='\nsource,target,zone\n\na,b,"two\nlines"\n,,\na,zoe,x\na,b\n',
    )

    assert listed(records, "encounters", "row") == [4, 7]
    assert listed(records, "encounters", "zone")[0] == "two\nlines"
    assert told(records) == [
        "error | encounters (encounters.csv) | 6 | target | "
        "`target` must be one of the participants. | "
        "Add the person to participants, or correct the id. The row is left out.",
        "warning | encounters (encounters.csv) | 7 |  | "
        "A row must have as many cells as the header; these have fewer. | "
        "The cells at the end are read as empty.",
    ]


def test_very_long_cells(read_files, told):
    long = "x" * 200_000
    records = read_files(encounters=f'source,target,zone\na,b,"{long}"\n')

    assert told(records) == []
    assert listed(records, "encounters", "zone") == [long]


def test_column_without_a_name(read_files, told):
    records = read_files(encounters=",source,target,\n1,a,b,\n2,a,c,\n")

    assert told(records) == [
        "warning | encounters (encounters.csv) | 2, 3 |  | "
        "A column must have a name; one without was left out. | Write a name in its first row."
    ]
    assert list(records.tables["encounters"].columns) == ["encounter", "session", "row"]


def test_empty_tables(read_files, told):
    records = read_files(encounters="source,target\na,b\n", attendance="participant,session\n")

    assert told(records) == [
        "error | attendance (attendance.csv) |  |  | "
        "A table must have at least one row under its header; this one has none. | "
        "It is read as if it was not given. Fill it in, or remove it."
    ]
    assert "attendance" not in records.tables


def test_files_that_were_not_read_are_told(read_files, told):
    records = read_files(
        **{
            "encounters.csv": "source,target\na,b\n",
            "attendence.csv": "participant,session\na,s\n",
            "budget.csv": "euro\n3\n",
        }
    )

    assert told(records) == [
        "warning | attendence.csv |  |  | The file was not read, because no table is called this. | "
        "Name it in study.toml, under [tables]. Did you mean 'attendance'?",
        "note | budget.csv |  |  | The file was not read, because no table is called this. | "
        "Name it in study.toml, under [tables].",
    ]


def test_a_path_may_leave_the_folder(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "people.txt"
    elsewhere.write_text("id\na\n", encoding="utf-8")
    path = folder(f"[tables.deelnemers]\nfile = {str(elsewhere)!r}")

    assert listed(read_folder(path), "participants", "participant") == ["a"]


def test_parquet_gives_the_same_as_csv_and_frames(folder, frames, told):
    lines = {"origin": ["north", "south"]}
    frames["participants"]["number"] = [1, 2, 3, 2**60 + 1]
    frames["participants"]["some"] = pd.array([None, 2, 3, 2**60 + 1], dtype="Int64")
    frames["sessions"]["start"] = pd.to_datetime(["2026-03-01 14:00"] * 3)
    frames["attendance"]["arrival"] = pd.to_datetime(["2026-03-01 14:30"] * 8)
    path = folder('[lines.origin]\ngroups = ["north", "south"]')
    for name, frame in frames.items():
        file = str(path / f"{name}.parquet")
        given = frame.astype({"participant": object}) if "participant" in frame else frame
        duckdb.from_df(given.convert_dtypes()).write_parquet(file)

    found, expected = read_folder(path), from_frames(frames, lines=lines)

    assert told(found) == told(expected) == []
    assert listed(found, "participants", "row") == [2, 3, 4, 5]
    assert listed(found, "participants", "some")[1:] == ["2", "3", str(2**60 + 1)]
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(
            found.tables[name].drop(columns="row"), table.drop(columns="row")
        )


def test_a_csv_in_the_place_of_a_table_is_a_directory(folder):
    path = folder(encounters="source,target\na,b\n")
    (path / "attendance.csv").mkdir()

    assert "attendance" not in read_folder(path).tables
