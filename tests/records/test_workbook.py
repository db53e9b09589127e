"""One workbook as a study: what people make in Excel, read or refused in words."""

import datetime
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import bridging as br
from bridging.errors import OutputError, StudyError
from bridging.records import (
    Line,
    from_frames,
    read_folder,
    write_folder,
    write_parquet,
    write_workbook,
)
from bridging.records.workbook_settings import join_list, split_list

HOUSES = Path(__file__).parents[2] / "data" / "sample" / "five-houses"
DUTCH = {
    "participants": ("deelnemers", {"participant": "deelnemer", "role": "rol", "family": "gezin"}),
    "attendance": (
        "Aanwezigheid",
        {"participant": "Deelnemer", "session": "Openingsmoment", "company": "Gezelschap"},
    ),
    "encounters": ("ontmoetingen", {"encounter": "ontmoeting", "participant": "deelnemer"}),
    "sessions": ("openingsmomenten", {"session": "openingsmoment", "end": "einde"}),
    "sites": ("plaatsen", {"site": "plaats", "name": "naam"}),
    "reference": ("referentie", {"line": "grens", "group": "groep", "count": "aantal"}),
}


def assert_same(found, expected):
    assert list(found.tables) == list(expected.tables)
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(
            found.tables[name].drop(columns="row"), table.drop(columns="row"), obj=name
        )
    assert found.lines == expected.lines
    for setting in ("title", "synthetic", "language", "purpose", "roles", "absent"):
        assert getattr(found, setting) == getattr(expected, setting)


@pytest.fixture(scope="module")
def houses():
    return read_folder(HOUSES)


@pytest.fixture
def book(tmp_path):
    """Make a workbook of rows by sheet, change it, and return its path."""

    def with_sheets(name="studie.xlsx", change=lambda made: None, **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for number, row in enumerate(rows, start=1):
                for place, value in enumerate(row, start=1):
                    if value is not None:
                        sheet.cell(number, place, value)
        change(made)
        made.save(tmp_path / name)
        return tmp_path / name

    return with_sheets


@pytest.fixture
def read_book(book):
    def with_sheets(**sheets):
        return read_folder(book(**sheets))

    return with_sheets


def fault(path):
    with pytest.raises(StudyError) as raised:
        read_folder(path)
    return str(raised.value)


def column(records, table, name):
    return records.tables[table][name].tolist()


# -- there and back ------------------------------------------------------------------------------


def test_the_five_houses_come_back_equal_from_every_kind_of_file(houses, tmp_path):
    write_workbook(houses, tmp_path / "houses.xlsx")
    write_parquet(houses, tmp_path / "parquet")
    from_book, from_parquet = (read_folder(tmp_path / n) for n in ("houses.xlsx", "parquet"))
    for again in (from_book, from_parquet):
        assert_same(again, houses)
        assert not len(again.problems)

    write_folder(from_book, tmp_path / "csv")
    for file in HOUSES.iterdir():
        assert (tmp_path / "csv" / file.name).read_bytes() == file.read_bytes()
    write_workbook(from_parquet, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "houses.xlsx").read_bytes()


def test_the_five_houses_in_dutch_as_excel_keeps_them(houses, tmp_path, book):
    """Dutch sheets and columns, true dates, numbers as numbers, a title above each table."""
    sheets = {}
    for file in sorted(HOUSES.glob("*.csv")):
        frame = pd.read_csv(file)
        for name in ("start", "end"):
            if name in frame:
                frame[name] = pd.to_datetime(frame[name])
        title, names = DUTCH[file.stem]
        frame = frame.rename(columns=names).astype(object)
        rows = frame.where(frame.notna(), None).to_numpy().tolist()
        sheets[title] = [["Vijf huizen"], [], list(frame.columns), *rows]
    sheets["Studie"] = [
        ["instelling", "waarde"],
        ["Titel", houses.title],
        ["Verzonnen", "ja"],
        ["Taal", "Nederlands"],
        ["Doel", houses.purpose],
    ]
    sheets["Rollen"] = [["rol", "klasse"], ["begeleider", "personeel"], ["vrijwilliger", "team"]]
    ses = {"laag": "low; laag; kwetsbaar; kansarm"}
    sheets["Grenzen"] = [
        ["Grens", "label_en", "label_nl", "Groep", "groepsnaam_nl", "ook geschreven", "onbekend"],
        [
            *("origin", "Origin", "Herkomst", "Belgian background", "Belgische achtergrond"),
            *("BE; Belgische achtergrond", '""; ?; onbekend'),
        ],
        [
            *(None, None, None, "foreign background", "buitenlandse achtergrond"),
            "niet-BE; buitenlandse achtergrond",
        ],
        [
            *("ses", "Socio-economic position", "Sociaaleconomische positie", "low", "laag"),
            *(ses["laag"].removeprefix("low; "), '""; ?; onbekend', "ja"),
        ],
        [None, None, None, "middle", "midden", "midden"],
        [None, None, None, "high", "hoog", "hoog"],
    ]
    sheets["Grenzen"][0].append("geordend")
    again = read_folder(book(**sheets))
    assert_same(again, houses)
    assert set(again.problems["severity"]) == {"note"}


@pytest.fixture
def odd():
    """A study with texts and settings that a workbook could spoil."""
    people = ["001", "=1+1", "_x0041_", "a; b", 'say "é"', "x" * 5_000]
    return from_frames(
        {
            "participants": pd.DataFrame(
                {
                    "participant": people,
                    "g; h": ["a;b", "c", "veel", None, "?", "c"],
                    "income": ["900", "0.5", "?", None, "1e-3", "2000"],
                    "nat": ["BE", "MA", None, "BE", "FR", "MA"],
                    "note": ["-1", "@x", "+2", "line one\nline two", "TRUE", "12/3"],
                }
            ),
            "sessions": pd.DataFrame(
                {"session": ["1", "2"], "start": ["2026-03-05 14:00:00.25", None]}
            ),
            "attendance": pd.DataFrame(
                {
                    "participant": people[:3],
                    "session": ["1", "1", "2"],
                    "arrival": ["0.5", "14:00", None],
                }
            ),
            "encounters": pd.DataFrame(
                {
                    "source": people[0],
                    "target": people[1:4],
                    "session": ["1", "1", "2"],
                    "minutes": [0.1, 0, 1 / 3],
                }
            ),
        },
        title="=A1",
        language="nl",
        absent="add",
        roles={"staff": ["x; y", '"z"'], "children of all ages": ["kind"]},
        lines={
            "g; h": Line(
                name="g; h",
                groups=("a;b", "c"),
                values={"veel": "c", "niets": "?"},
                unknown=("", "?", "on; bekend"),
                group_labels={"en": ("A", "C")},
            ),
            "income": {
                "groups": ["low", "high"],
                "numeric": True,
                "ordered": True,
                "cuts": [1000.5],
                "unknown": ["?"],
                "label": {"nl": "Inkomen"},
            },
        },
    )


def test_odd_texts_and_settings_come_back(odd, tmp_path):
    write_workbook(odd, tmp_path / "odd.xlsx")
    assert_same(read_folder(tmp_path / "odd.xlsx"), odd)


def test_a_text_never_becomes_a_formula(odd, tmp_path):
    write_workbook(odd, tmp_path / "odd.xlsx")
    with zipfile.ZipFile(tmp_path / "odd.xlsx") as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


def test_what_a_workbook_can_not_hold_is_refused(tmp_path):
    for text, said in (("x" * 32_768, "32767 characters"), ("a\x01", "control characters")):
        log = pd.DataFrame({"note": [text]})
        with pytest.raises(OutputError, match=said):
            write_workbook(from_frames({"log": log}), tmp_path / "no.xlsx")
    assert not (tmp_path / "no.xlsx").exists()


@pytest.mark.parametrize("values", [[""], ["", "a"], ["a;b", 'c"d', '"e"', " f", "g\nh"], []])
def test_lists_in_a_cell_come_back(values):
    assert split_list(join_list(values)) == [value.strip() for value in values]


# -- settings ------------------------------------------------------------------------------------

CONTACTS = [["van", "met"], ["p1", "p2"]]


def test_settings_sheets(read_book):
    records = read_book(
        studie=[["titel", "Huis"], ["verzonnen", "nee"], ["taal", "nl"], ["niet aanwezig", "add"]],
        grenzen=[
            ["grens", "naam", "groepen", "geordend", "kolom"],
            ["ses", "Positie", "laag; midden; hoog", "ja", "positie"],
            ["taal", None, "Nederlands", None, None],
            ["taal", None, "andere", None, None],
        ],
        deelnemers=[["deelnemer", "positie", "taal"], ["p1", "laag", "andere"], ["p2", "hoog"]],
        ontmoetingen=CONTACTS,
    )
    assert (records.title, records.synthetic, records.language) == ("Huis", False, "nl")
    assert records.absent == "add"
    ses, tongue = records.lines["ses"], records.lines["taal"]
    assert (ses.groups, ses.ordered, ses.column) == (("laag", "midden", "hoog"), True, "positie")
    assert ses.label == {"nl": "Positie"}
    assert tongue.groups == ("Nederlands", "andere")


def test_wrong_settings_are_said_together_and_in_dutch(book):
    path = book(
        studie=[["titl", "x"], ["taal", "frans"], ["verzonnen", "misschien"]],
        grenzen=[["grens", "groep", "kleur"], [None, "a"], ["g", "b", "rood"]],
        rollen=[["rol", "klasse"], ["begeleider", None]],
        ontmoetingen=CONTACTS,
    )
    said = fault(path).splitlines()
    # the language is wrong, so the language of the sheets is used until it is known
    assert len(said) == 7
    text = "\n".join(said)
    for part in ("titl", "frans", "misschien", "kleur", "rollen", "grenzen"):
        assert part in text


def test_errors_are_in_the_language_of_the_study(book):
    dutch = book(deelnemers=[["deelnmer", "rol"], ["p", "x"]], ontmoetingen=CONTACTS)
    assert fault(dutch).startswith("Tabel 'participants (deelnemers)' moet 'participant' hebben;")
    english = book(
        "study.xlsx",
        participants=[["particpant", "role"], ["p", "x"]],
        encounters=[["source", "target"], ["p", "q"]],
    )
    assert fault(english).startswith("Table 'participants (participants)' must have 'participant'")
    stated = book(
        study=[["language", "nl"]],
        participants=[["particpant", "role"], ["p", "x"]],
        encounters=[["source", "target"], ["p", "q"]],
    )
    assert fault(stated).startswith("Tabel 'participants (participants)' moet 'participant' hebben")


def test_errors_of_rows_are_in_the_language_of_the_study(book):
    path = book(
        deelnemers=[["deelnemer"], ["p1"], ["p1"]],
        ontmoetingen=[["van", "met"], ["p1", "p9"]],
    )
    with pytest.raises(StudyError) as raised:
        br.read_study(path, strict=True)
    said = str(raised.value).splitlines()
    assert said[0] == "De studie heeft fouten, 2 in getal:"
    assert said[1].startswith("- participants (deelnemers), row 3: `participant` moet in elke rij")
    assert said[2].startswith("- encounters (ontmoetingen), row 2: `target` moet een van de deeln")


def test_an_empty_workbook_says_what_it_needs(book):
    assert fault(book(blad1=[])) == (
        "Werkmap 'studie.xlsx' moet minstens één tabel met rijen hebben; er is er geen gevonden. "
        "Een leeg formulier moet eerst ingevuld worden. "
        "Bladen worden gevonden met hun naam, zoals 'deelnemers'."
    )


# -- what stands around a table ------------------------------------------------------------------


def test_titles_empty_rows_totals_remarks_and_row_numbers(read_book, told):
    records = read_book(
        deelnemers=[
            [],
            [None, "Lijst van deelnemers 2026"],
            [],
            [None, "Deelnemer", "Rol", None],
            [None, "voorbeeld", "ouder"],
            [None, "p1", "ouder"],
            [],
            [None, "p2", "ouder"],
            [None, "Totaal", 2],
            [],
            [None, "Opmerking: nog niet volledig"],
        ],
        ontmoetingen=[["van", "met"], ["p1", "p2"], ["p1", "p9"]],
    )
    assert column(records, "participants", "participant") == ["p1", "p2"]
    assert column(records, "participants", "row") == [6, 8]
    said = told(records)
    for line in (
        "error | encounters (ontmoetingen) | 3 | target | `target` must be one of the participants.",
        "warning | participants (deelnemers) | 9 |  | Rows with a total were left out.",
        "warning | participants (deelnemers) | 11 |  | Remarks under the table were left out",
        "note | studie.xlsx | deelnemers 5 |  | Example rows were left out.",
        "note | participants (deelnemers) | 2 |  | Rows above the column names were not read.",
    ):
        assert any(one.startswith(line) for one in said), line


def test_an_example_half_written_over_is_told_as_an_error(read_book, told):
    records = read_book(
        openingsmomenten=[["sessie"], ["voorbeeld"], ["s1"]],
        aanwezigheid=[["sessie", "deelnemer"], ["voorbeeld", "p1"], ["s1", "p1"]],
    )
    assert len(records.tables["attendance"]) == 1
    assert any(
        line.startswith("error | attendance (aanwezigheid) | 2 | session | `session` must be one")
        for line in told(records)
    )


def test_merged_headers_and_cells(read_book, book):
    def merge(made):
        made["aanwezigheid"].merge_cells("A1:A2")  # a name over two rows
        made["aanwezigheid"].merge_cells("B1:B2")
        made["aanwezigheid"].merge_cells("C1:D1")  # "uren" over two columns
        made["aanwezigheid"].merge_cells("B3:B5")  # a session for three people

    records = read_folder(
        book(
            change=merge,
            aanwezigheid=[
                ["deelnemer", "sessie", "uren", None],
                [None, None, "aankomst", "vertrek"],
                ["p1", "s1", "14:00", "15:00"],
                ["p2", None, datetime.time(14, 30), None],
                ["p3", None, 0.625, None],
                ["p1", "s2", None, None],
            ],
        )
    )
    assert column(records, "attendance", "session") == ["s1", "s1", "s1", "s2"]
    assert column(records, "attendance", "arrival")[:3] == [840.0, 870.0, 900.0]
    assert column(records, "attendance", "departure")[0] == 900.0


def test_two_rows_of_column_names(read_book, told):
    records = read_book(
        ontmoetingen=[["van", "met", "duur"], ["source", "target", "minutes"], ["p1", "p2", 5]]
    )
    assert column(records, "encounters", "minutes") == [5.0]
    assert any("| 2 |  | A second row of column names" in line for line in told(records))


def test_dates_in_every_way_that_excel_keeps_them(read_book, told):
    moment = datetime.datetime(2026, 3, 5, 14, 0)
    records = read_book(
        openingsmomenten=[
            ["sessie", "datum", "begin", "einde"],
            ["true", None, moment, moment.replace(hour=17)],
            ["serial", None, 46086.5833333333, 46086.7083333333],
            ["text", None, "05/03/2026 14:00", "5-3-26 17:00"],
            ["apart", datetime.date(2026, 3, 5), datetime.time(14), datetime.time(17)],
            ["serial apart", 46086, 0.583333333333333, 0.708333333333333],
            ["text apart", "5/03/2026", "14u00", "17:00"],
        ],
        aanwezigheid=[["deelnemer", "sessie"], ["p", "true"]],
    )
    sessions = records.tables["sessions"]
    assert set(sessions["start"]) == {pd.Timestamp(moment)}
    assert set(sessions["end"]) == {pd.Timestamp("2026-03-05 17:00")}
    assert any("Numbers were read as dates or times" in line for line in told(records))


def test_dates_that_count_from_1904(book):
    def count_from_1904(made):
        made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        made["sessions"]["B2"] = datetime.datetime(2026, 3, 5)

    path = book(
        change=count_from_1904,
        sessions=[["session", "start"], ["true", None], ["serial", 44624]],
        attendance=[["participant", "session"], ["p", "true"]],
    )
    starts = column(read_folder(path), "sessions", "start")
    assert starts == [pd.Timestamp("2026-03-05")] * 2


def test_formulas_give_their_values_or_say_that_they_have_none(book, tmp_path, told):
    path = book(
        encounters=[["source", "target", "minutes"], ["a", "b", "=2+3"], ["a", "c", "=2+4"]],
        participants=[["participant", "origin"], ["a", "x"], ["b", "#REF!"], ["c", "y"]],
    )
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "new.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):  # as Excel saves it: with what it calculated
                content = content.replace(b"<f>2+3</f><v></v>", b"<f>2+3</f><v>5</v>")
                content = content.replace(b"<f>2+3</f><v />", b"<f>2+3</f><v>5</v>")
                assert b"<v>5</v>" in content
            new.writestr(name, content)
    records = read_folder(tmp_path / "new.xlsx")
    assert column(records, "encounters", "minutes")[0] == 5.0
    assert pd.isna(column(records, "encounters", "minutes")[1])
    said = told(records)
    assert any(
        line.startswith("warning | encounters (encounters) | 3 |  | A formula must have a value")
        for line in said
    )
    assert any(
        line.startswith("warning | participants (participants) | 3 |  | A cell can't be read when")
        for line in said
    )
    assert pd.isna(column(records, "participants", "origin")[1])


def test_hidden_and_unknown_sheets_are_told(book, told):
    def hide(made):
        made["log"].sheet_state = "hidden"

    path = book(
        change=hide,
        encounters=[["source", "target"], ["a", "b"]],
        log=[["note"], ["x"]],
        particpants=[["participant"], ["a"]],
    )
    records = read_folder(path)
    assert "log" not in records.tables
    said = told(records)
    assert any(
        line.startswith("warning | log |  |  | A hidden sheet was not read.") for line in said
    )
    assert any(
        line.startswith("warning | particpants |") and "'participants'?" in line for line in said
    )


def test_crosses_in_a_list_of_who_was_there(read_book, told):
    records = read_book(
        aanwezigheid=[
            ["deelnemer", "sessie", "aanwezig"],
            *(["p1", "s", "x"], ["p2", "s", "X"], ["p3", "s", 1], ["p4", "s", "ja"]),
            *(["p5", "s", "nee"], ["p6", "s", None], ["p7", "s", 0]),
        ]
    )
    assert column(records, "attendance", "participant") == ["p1", "p2", "p3", "p4"]
    assert any(
        "| 6, 7, 8 | aanwezig | Rows of people who were not there were left out." in line
        for line in told(records)
    )


def test_dutch_words_of_contacts_are_read_as_codes(read_book):
    records = read_book(
        ontmoetingen=[
            ["van", "met", "vorm", "aanleiding"],
            ["a", "b", "Gesprek", "kind"],
            ["a", "c", "talk", "koffie"],
        ]
    )
    assert column(records, "encounters", "form") == ["talk", "talk"]
    assert column(records, "encounters", "occasion") == ["child", "koffie"]


# -- files that are something else ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "wachtwoord",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "(.xls)"),
        (b"PK\x03\x04 nothing more", "beschadigd"),
        (b"", "moet een werkmap zijn"),
        (b"van;met\na;b\n", "moet een werkmap zijn"),
    ],
)
def test_files_that_can_not_be_opened_say_why(tmp_path, content, said):
    path = tmp_path / "studie.xlsx"
    path.write_bytes(content)
    message = fault(path)
    assert said in message and "studie.xlsx" in message


def test_a_csv_named_as_a_workbook_and_a_workbook_named_as_a_csv(book, tmp_path, told):
    (tmp_path / "ontmoetingen.xlsx").write_bytes(b"van;met\na;b\n")
    records = read_folder(tmp_path / "ontmoetingen.xlsx")
    assert column(records, "members", "participant") == ["a", "b"]
    assert any("The file is text, though its name" in line for line in told(records))
    (tmp_path / "ontmoetingen.xlsx").unlink()

    book("x.xlsx", blad1=[["van", "met"], ["a", "b"]]).rename(tmp_path / "encounters.csv")
    (tmp_path / "study.toml").write_text("")
    records = read_folder(tmp_path)
    assert column(records, "members", "participant") == ["a", "b"]
    assert any("The file is a workbook, though its name" in line for line in told(records))

    records = read_folder(tmp_path / "encounters.csv")
    assert column(records, "members", "participant") == ["a", "b"]


def parts_of(path, **changed):
    """Rewrite parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("xl/x.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entities"),
        ("xl/x.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16"), "damaged"),
        ("xl/x.png", b"<a/><!DOCTYPE a>", "entities"),  # another part may point to any part
        ("xl/x.xml", b'<?xml version="1.0" encoding="cp037"?>' + b"\x4c", "damaged"),
        ("xl/x.bin", b"\0" * 120_000_000, "larger than"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><row>", "damaged"),
        ("xl/workbook.xml", b"<workbook/>", "at least one table"),
    ],
)
def test_workbooks_made_to_do_harm_are_refused(book, part, content, said):
    path = book("a.xlsx", encounters=[["source", "target"], ["a", "b"]])
    assert said in fault(parts_of(path, **{part: content}))


def test_a_cell_at_the_end_of_a_sheet_and_a_false_size_do_no_harm(book):
    path = book("a.xlsx", encounters=[["source", "target"], ["a", "b"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    false = sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert false != sheet
    assert len(read_folder(parts_of(path, **{"xl/worksheets/sheet1.xml": false})).tables) == 5
    far = sheet.replace(b'r="B2"', b'r="XFD2"')
    assert "columns" in fault(parts_of(path, **{"xl/worksheets/sheet1.xml": far}))


def test_other_kinds_of_workbook_are_named(tmp_path):
    for name, parts, said in (
        ("a.ods", {"mimetype": b"application/vnd.oasis.opendocument.text"}, "no workbook"),
        ("b.ods", {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "damaged"),
        ("a.xlsb", {"xl/workbook.bin": b""}, ".xlsb"),
        ("a.xlsx", {"word/document.xml": b"<a/>"}, "no workbook"),
    ):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for part, content in parts.items():
                archive.writestr(part, content)
        assert said in fault(tmp_path / name)


def test_no_message_holds_what_a_person_wrote(book):
    secret = "geheim"
    path = book(
        deelnemers=[["deelnemer", "rol"], [f"{secret}1", "x"], [f"{secret}1", "y"], [f"{secret}2"]],
        aanwezigheid=[
            ["deelnemer", "sessie", "aankomst"],
            [f"{secret}1", "s", secret],
            [f"{secret}9", "s", "14:00"],
        ],
        ontmoetingen=[["van", "met"], [f"{secret}1", f"{secret}1"], [f"{secret}1", None]],
        maart=[[f"{secret}1", f"{secret}2"], [secret, secret]],
    )
    problems = read_folder(path).problems
    assert len(problems) >= 5
    assert secret not in problems.to_string(max_colwidth=500)
    nameless = book(
        deelnemers=[[f"{secret}1", secret], [f"{secret}2", secret]], ontmoetingen=CONTACTS
    )
    assert secret not in fault(nameless)


def test_a_folder_with_a_study_workbook_needs_no_settings(book):
    path = book(ontmoetingen=CONTACTS)
    assert br.read_study(path.parent).records.source == "studie"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(br.read_study(path).problems().query("severity == 'error'")) == 0


def test_tables_of_a_folder_may_be_workbooks(book, told):
    path = book("deelnemers.xlsx", blad1=[["deelnemer"], ["a"], ["b"]])
    (path.parent / "study.toml").write_text("")
    (path.parent / "encounters.csv").write_text("source,target\na,b\na,c\n")
    records = read_folder(path.parent)
    assert column(records, "participants", "participant") == ["a", "b"]
    assert any("must be one of the participants" in line for line in told(records, "error"))
