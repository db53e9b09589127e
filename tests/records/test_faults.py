"""Faults in the form of a study stop the reading, all of them in one message."""

from pathlib import Path

import pandas as pd
import pytest

import bridging as br
from bridging.errors import StudyError
from bridging.records import from_frames, read_folder

PEOPLE = "participant,origin\na,north\nb,south\n"
CONTACTS = "source,target\na,b\n"


def fault(function, *arguments, **options):
    with pytest.raises(StudyError) as error:
        function(*arguments, **options)
    return str(error.value)


# -- folders and settings ------------------------------------------------------------------------


def test_missing_folder(tmp_path):
    missing = tmp_path / "nowhere"

    assert fault(read_folder, missing) == (
        f"`path` must be a folder or workbook that exists, not {str(missing)!r}. "
        "A study is a folder with a study.toml, or a workbook (.xlsx)."
    )


def test_missing_settings(folder):
    assert fault(read_folder, folder(None, participants=PEOPLE)).endswith(
        "must have a study.toml. It can be as short as: [lines.origin]."
    )


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ('title = "a"\nlanguage = nl\n', "line 2, column 12: Invalid value"),
        ('[lines.origin]\ngroups = ["a"', "the end of the file: Unclosed array"),
    ],
)
def test_unreadable_settings(folder, settings, where):
    assert fault(read_folder, folder(settings)) == (
        f"study.toml can't be read, because of {where}. Texts must be in double quotes."
    )


def test_settings_that_are_not_utf8(tmp_path):
    (tmp_path / "study.toml").write_bytes('title = "café"'.encode("cp1252"))

    assert fault(read_folder, tmp_path) == "study.toml must be saved as UTF-8."


def test_folder_without_tables(folder):
    assert fault(read_folder, folder(**{"notes.txt": "x"})).endswith(
        "must have at least one table; none can be found. "
        "Tables are found by name, as 'participants.csv' or 'deelnemers.csv'."
    )


def test_unknown_settings(folder):
    settings = """
        titel = "a"
        language = "fr"
        synthetic = "yes"
        absent = "ad"
        purpose = 3
        [tables.particpants]
        file = "participants.csv"
        [tables.encounters]
        fil = "x.csv"
        [roles]
        staff = 3
        volunteers = ["a"]
        children = ["a"]
        [lines.origin]
        group = ["a", "b"]
    """

    assert fault(read_folder, folder(settings, participants=PEOPLE)).splitlines() == [
        "The study can't be read, for 11 reasons:",
        "- study.toml can't have a setting 'titel'. Did you mean 'title'? There are: 'title', "
        "'synthetic', 'language', 'purpose', 'card', 'absent', 'consent', 'tables', 'roles', 'lines'.",
        "- `synthetic` must be true or false, not 'yes'.",
        "- `language` must be one of 'nl', 'en', not 'fr'.",
        "- `purpose` must be text, not int.",
        "- `absent` must be one of 'leave_out', 'add', not 'ad'. Did you mean 'add'?",
        "- A table must be one of 'sites', 'sessions', 'participants', 'attendance', 'encounters', "
        "'tallies_present', 'tallies_contacts', 'reference', 'ties', 'responses', 'log', 'consent', "
        "not 'particpants'. Did you mean 'participants'?",
        "- [tables.encounters] can't have a setting 'fil'. Did you mean 'file'? "
        "There are: 'file', 'columns', 'files', 'rows'.",
        '- `roles.staff` must be a list of roles, as staff = ["begeleider"].',
        "- A role must belong to one class; 'a' is named more than once.",
        "- Line 'origin' can't have a setting 'group'. Did you mean 'groups'? There are: 'label', "
        "'column', 'groups', 'group_labels', 'values', 'unknown', 'ordered', 'numeric' and 3 more.",
        "- Table 'encounters' must have a file; encounters.csv can't be found. "
        "Name it with `file` under [tables.encounters].",
    ]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("tables = 3", "`tables` must hold tables, as [tables.participants], not 3."),
        ("tables.log = 3", '[tables.log] must hold settings, as file = "log.csv".'),
        ("tables.log.file = 3", "`file` of [tables.log] must be text, not 3."),
        (
            "tables.participants.columns = 3",
            "`columns` of [tables.participants] must map our names to those in the file, "
            'as columns = { participant = "id" }.',
        ),
        ("roles = 3", '`roles` must map classes to roles, as staff = ["begeleider"].'),
        (
            "[tables.participants]\n[tables.deelnemers]",
            "[tables.deelnemers] must be there once; it is the same table as 'participants'.",
        ),
    ],
)
def test_malformed_settings(folder, settings, message):
    assert message in fault(read_folder, folder(settings, participants=PEOPLE))


def test_missing_file(folder):
    settings = '[tables.participants]\nfile = "deelnemer.csv"\n[tables.encounters]'
    path = folder(settings, **{"deelnemers.csv": PEOPLE})

    assert fault(read_folder, path).splitlines() == [
        "The study can't be read, for 2 reasons:",
        "- File 'deelnemer.csv' of table 'participants' can't be found. "
        "Did you mean 'deelnemers.csv'?",
        "- Table 'encounters' must have a file; encounters.csv can't be found. "
        "Name it with `file` under [tables.encounters].",
    ]


def test_two_files_for_a_table(folder):
    path = folder(**{"participants.csv": PEOPLE, "deelnemers.csv": PEOPLE})

    assert fault(read_folder, path) == (
        "Table 'participants' must have one file; there are 'deelnemers.csv', 'participants.csv'. "
        'Say which with file = "deelnemers.csv" under [tables.participants].'
    )


# -- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("participants.csv", b"", "must have a header with column names; it is empty."),
        ("participants.csv", b"\n\n", "must have a header with column names; it is empty."),
        (
            "participants.csv",
            b"PK\x03\x04rest",
            "can't be read as a workbook: it is damaged, or no workbook. "
            "Open it in Excel or LibreOffice, and save it again as a workbook (.xlsx).",
        ),
        ("participants.csv", b"participant\n\x00\x01\x02", "must be CSV; it is not a text file."),
        (
            "participants.csv",
            b"participant\nsecret\x81\n",
            "can't be read as text. Save it as CSV (UTF-8).",
        ),
        (
            "participants.csv",
            b"participant,origin\nsecret,north\nsecret,south,house\n",
            "must have as many cells in each row as in its header: row 3 has 3, not 2. "
            "Put text that holds the separator between double quotes.",
        ),
        (
            "participants.csv",
            b'\n\nparticipant,origin\nsecret,north\nsecret,"south\n',
            "must close every double quote; the one in row 5 is never closed.",
        ),
        ("participants.parquet", b"PAR1 secret", "can't be read as Parquet."),
    ],
)
def test_broken_files(folder, name, content, message):
    said = fault(read_folder, folder(**{name: content}))

    assert said == f"File {name!r} {message}"
    assert "secret" not in said


def test_file_of_another_kind(folder):
    path = folder('[tables.log]\nfile = "log.docx"', **{"log.docx": "x"})

    assert fault(read_folder, path) == (
        "File 'log.docx' must be CSV or Parquet. Save it as CSV (UTF-8)."
    )


def test_file_that_can_not_be_opened(folder, monkeypatch):
    path = folder(participants=PEOPLE)

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert fault(read_folder, path) == "File 'participants.csv' can't be opened: Permission denied."


# -- tables and columns --------------------------------------------------------------------------


def test_missing_columns_in_every_table_at_once(folder):
    path = folder(
        participants="particpant,origin\na,north\n",
        attendance="person_code,session\na,s\n",
        encounters="source,partner\na,b\n",
        tallies_present="line,group\norigin,north\n",
        reference="line,group\norigin,north\n",
    )

    assert fault(read_folder, path).splitlines() == [
        "The study can't be read, for 5 reasons:",
        "- Table 'participants (participants.csv)' must have 'participant'; 'participant' can't be "
        "found. None of its 2 columns is known: its first row must hold column names. "
        "Is 'particpant' meant as 'participant'? "
        'Then write columns = { participant = "particpant" } under [tables.participants].',
        "- Table 'attendance (attendance.csv)' must have 'participant'; 'participant' can't be "
        "found. Its columns are: 'person_code', 'session'.",
        "- Table 'encounters (encounters.csv)' must have 'source' and 'target', or 'encounter' and "
        "'participant'; 'target' can't be found. Its columns are: 'source', 'partner'.",
        "- Table 'tallies_present (tallies_present.csv)' must have 'line' and 'group' and "
        "'present'; 'present' can't be found. Its columns are: 'line', 'group'.",
        "- Table 'reference (reference.csv)' must have 'line' and 'group' and 'share', or 'line' "
        "and 'group' and 'count'; 'share' can't be found. Its columns are: 'line', 'group'.",
    ]


def test_file_without_a_header_shows_no_cells(folder):
    said = fault(read_folder, folder(attendance="secret-1,secret-s\nsecret-2,secret-s\n"))

    assert said == (
        "Table 'attendance (attendance.csv)' must have 'participant'; 'participant' can't be found. "
        "None of its 2 columns is known: its first row must hold column names."
    )


def test_participants_without_ids_where_others_refer_to_them():
    people = pd.DataFrame({"participnt": ["a"], "role": ["x"]})
    contacts = pd.DataFrame({"source": ["a"], "target": ["b"]})

    assert fault(from_frames, {"participants": people, "encounters": contacts}) == (
        "Table 'participants' must have 'participant'; 'participant' can't be found. "
        "Its columns are: 'participnt', 'role'. "
        "Is 'participnt' meant as 'participant'? Then rename the column."
    )


def test_column_that_settings_name_is_not_there(folder):
    settings = 'tables.participants.columns = { participant = "idd" }'

    path = folder(settings, participants="id,role\na,x\n", encounters=CONTACTS)

    assert fault(read_folder, path) == (
        "Table 'participants (participants.csv)' must have the column 'idd', which `columns` "
        "names for 'participant'. Did you mean 'id'? Its columns are: 'id', 'role'."
    )


def test_duplicate_column_names(folder):
    people = pd.DataFrame([["a", "x", "y"]], columns=["participant", "origin", "origin"])
    message = (
        "must have a different name for each column; 1 of its names occur more than once: "
        "'origin'. Rename or remove one of them."
    )

    assert fault(from_frames, {"participants": people}) == f"Table 'participants' {message}"
    path = folder(participants="participant,origin,origin\na,x,y\n")
    assert fault(read_folder, path) == f"Table 'participants (participants.csv)' {message}"


def test_renamed_column_that_is_there_already(folder):
    settings = 'tables.participants.columns = { participant = "id" }'
    path = folder(settings, participants="id,participant\na,b\n")

    assert "1 of its names occur more than once: 'participant'" in fault(read_folder, path)


def test_contacts_both_long_and_wide():
    contacts = pd.DataFrame({"source": ["a"], "target": ["b"], "participant": ["c"]})

    assert fault(from_frames, {"encounters": contacts}) == (
        "Table 'encounters' must have 'source' and 'target' (a row per pair) or 'participant' "
        "(a row per person), not both. Rename the column that means something else."
    )


def test_frames_that_are_no_tables():
    levels = pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("participant", "a")]))

    assert fault(
        from_frames, {"encounter": None, "encountrs": levels, "participants": levels, "log": [1]}
    ).splitlines() == [
        "The study can't be read, for 3 reasons:",
        "- A table must be one of 'sites', 'sessions', 'participants', 'attendance', 'encounters', "
        "'tallies_present', 'tallies_contacts', 'reference', 'ties', 'responses', 'log', 'consent', "
        "not 'encountrs'. Did you mean 'encounters'?",
        "- Table 'log' must be a pandas.DataFrame, not list.",
        "- Table 'participants' must have one row of column names, not several.",
    ]


def test_no_frames_at_all():
    assert fault(from_frames, {"encounters": None}) == (
        "A study must have at least one table. Give encounters, attendance or tallies."
    )


@pytest.mark.parametrize(
    ("sites", "message"),
    [
        (
            ["x", "x"],
            "Table 'encounters' must have a column 'session', because there are 2 sessions. "
            "Add it, or leave out the others.",
        ),
        (
            ["x", "y"],
            "Table 'encounters' must have a column 'session' or 'site', because there are 2 "
            "sessions. Add it, or leave out the others.",
        ),
    ],
)
def test_contacts_that_can_be_in_several_sessions(sites, message):
    contacts = pd.DataFrame({"source": ["a"], "target": ["b"]})
    sessions = pd.DataFrame({"session": ["s", "t"], "site": sites})

    assert fault(from_frames, {"encounters": contacts, "sessions": sessions}) == message


# -- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ["origin"],
            "`lines` must be a mapping of names to lists of groups, as {'origin': ['a', 'b']}, "
            "not list.",
        ),
        (
            {"origin": "north"},
            "Line 'origin' must be a list of groups or a mapping of settings, not str.",
        ),
        ({"origin": {"groups": "north"}}, "`groups` of line 'origin' must be a list, not str."),
        (
            {"origin": {"groups": [["north"]]}},
            "`groups` of line 'origin' must be a list of texts, not list.",
        ),
        ({"origin": {"column": 3}}, "`column` of line 'origin' must be text, not int."),
        (
            {"origin": {"label": 3}},
            "`label` of line 'origin' must be text or a mapping of languages, "
            'as { nl = "Herkomst" }, not int.',
        ),
        (
            {"origin": {"label": {"fr": "Origine"}}},
            "`label` of line 'origin' must be in 'nl', 'en', not 'fr'.",
        ),
        (
            {"origin": {"values": ["a"]}},
            "`values` of line 'origin' must be a mapping of what is written to what is meant, "
            "not list.",
        ),
        (
            {"origin": {"ordered": "yes"}},
            "`ordered` of line 'origin' must be true or false, not str.",
        ),
        ({"origin": {"cuts": "3"}}, "`cuts` of line 'origin' must be a list of numbers, not str."),
        (
            {"origin": {"cuts": ["3"]}},
            "`cuts` of line 'origin' must be a list of numbers, not str.",
        ),
        (
            {"orgin": ["north", "south"]},
            "Line 'orgin' must have a column in participants; 'orgin' can't be found. "
            "Did you mean 'origin'? Name it with `column`.",
        ),
        (
            {"origin": {"numeric": True, "groups": ["low", "high"], "cuts": [1, 2]}},
            "Line 'origin' must have 1 `cuts` for its 2 groups, not 2. "
            "Each cut is where one group ends and the next begins.",
        ),
        (
            {"origin": {"ordered": True}},
            "Line 'origin' must list its groups in order, because it is ordered: "
            'groups = ["low", "middle", "high"].',
        ),
        (
            {"nothing": []},
            "Line 'nothing' must have groups, and none can be found in the data. "
            "List them in `groups`.",
        ),
    ],
)
def test_lines_that_can_not_be_used(frames, lines, message):
    people = frames["participants"].assign(nothing=None)

    assert fault(from_frames, {**frames, "participants": people}, lines=lines) == message


def test_lines_are_not_blamed_for_a_file_that_can_not_be_read(folder):
    path = folder(
        "[lines.origin]", **{"participants.csv": b"PK\x03\x04", "encounters.csv": CONTACTS}
    )

    assert fault(read_folder, path).startswith("File 'participants.csv' can't be read as a workb")


def test_strict_names_the_file_and_row(folder):
    path = folder(participants=PEOPLE, encounters="source,target,minutes\na,b,-1\n")

    assert fault(read_folder, path, strict=True) == (
        "encounters (encounters.csv), row 2: `minutes` can't be negative. "
        "The value is read as missing."
    )


def test_a_site_can_not_be_called_all():
    with pytest.raises(StudyError, match=r"A site can't be called 'all': that stands for all"):
        from_frames(
            {
                "sessions": pd.DataFrame({"session": ["s"], "site": ["all"]}),
                "attendance": pd.DataFrame({"participant": ["an"], "session": ["s"]}),
            }
        )


def test_a_stray_quote_that_swallows_rows_is_told(tmp_path):
    (tmp_path / "study.toml").write_text('[lines.origin]\ngroups = ["a", "b"]\n', encoding="utf-8")
    text = 'participant,origin\np1,a\n"p2,b\np3,a\n"p4,b\np5,a\n'
    (tmp_path / "participants.csv").write_text(text, encoding="utf-8")
    problems = read_folder(tmp_path).problems
    told = problems[problems["problem"].str.contains("whole rows")]
    assert told["severity"].tolist() == ["warning"] and "double quote" in told["hint"].iloc[0]


def test_a_parquet_file_is_read_by_its_own_name(tmp_path):
    import duckdb

    for name, session in (("a[1]", "right"), ("a1", "wrong")):
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT 'p' AS participant, '{session}' AS session) "
                f"TO '{tmp_path / name}.parquet' (FORMAT parquet)"
            )
    (tmp_path / "study.toml").write_text(
        '[tables.attendance]\nfile = "a[1].parquet"\n', encoding="utf-8"
    )
    assert read_folder(tmp_path).tables["sessions"]["session"].tolist() == ["right"]


def test_unknown_and_recoded_numbers_are_read_as_they_are_written():
    records = from_frames(
        {"participants": pd.DataFrame({"participant": list("pqrs"),
                                       "income": ["1,5", "99,0", "2,5", "0,5"]})},
        lines={"income": {"numeric": True, "cuts": [1, 2], "groups": ["l", "m", "h"],
                          "unknown": ["99,0"]}},
    )  # fmt: skip
    line = records.lines["income"]
    assert line.codes(records.tables["participants"]["income"]).tolist() == [1, -1, 2, 0]
    assert "decimal comma" in " ".join(records.problems["problem"])


def test_thousands_with_a_dot_are_told():
    records = from_frames(
        {"participants": pd.DataFrame({"participant": ["p"], "income": ["1.200"]})},
        lines={"income": {"numeric": True, "cuts": [1500], "groups": ["low", "high"]}},
    )
    assert "a decimal point, not thousands" in " ".join(records.problems["problem"])


def test_settings_and_workbooks_under_another_name_are_recognised(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml.txt").write_text("[lines.g]")
    with pytest.raises(StudyError, match=r"it has 'study.toml.txt'. Rename that to study.toml."):
        br.read_study(folder)
    (folder / "study.toml.txt").rename(folder / "study.toml")
    (folder / "lijsten.xlsx").write_bytes(b"PK")
    with pytest.raises(StudyError, match=r"'lijsten.xlsx' is a workbook. Read it by its own name"):
        br.read_study(folder)
    with pytest.raises(StudyError, match=r"Bestand 'lijsten.xlsx' moet een werkmap zijn."):
        br.read_study(folder / "lijsten.xlsx")
    (folder / "participants.csv").write_text("participant,g\na,x\n")
    problems = br.read_study(folder).problems()
    assert "A workbook was not read." in problems["problem"].tolist()
