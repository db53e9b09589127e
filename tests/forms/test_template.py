"""The workbook to fill in: as Excel sees it, and as it is read back."""

import datetime
import re
import shutil
import subprocess
import zipfile

import pytest
from openpyxl import load_workbook

import bridging as br
from bridging.errors import OptionError, OutputError, StudyError
from bridging.forms.columns import COLUMNS, SETTINGS, column_name, sheet_name, tables_of
from bridging.records import read_folder
from bridging.records.schema import TABLES, plain, table_named
from bridging.words import TEXTS

BOOKS = {"en": "study.xlsx", "nl": "studie.xlsx"}


@pytest.fixture(params=["en", "nl"])
def language(request):
    return request.param


@pytest.fixture
def made(tmp_path, language):
    """The workbook of people in a language."""
    return br.new_study(tmp_path / "new", language=language) / BOOKS[language]


def fill(path, language, **tables):
    """Write rows under the examples, as somebody would, and save."""
    book = load_workbook(path)
    for table, rows in tables.items():
        sheet = book[sheet_name(table, language)]
        header = [cell.value for cell in sheet[1]]
        for row in rows:
            sheet.append([row.get(plain(str(name)), row.get(name)) for name in header])
    book.save(path)


def named(language, **values):
    return {plain(column_name(name, language)): value for name, value in values.items()}


@pytest.fixture
def filled(made, language):
    """Two people of different groups who meet."""
    line = "herkomst" if language == "nl" else "origin"
    groups = [TEXTS[language][f"form.group.{name}"] for name in ("belgian", "foreign")]
    yes = {"en": "talk", "nl": "gesprek"}[language]
    day = {"date": datetime.date(2026, 3, 5), "start": datetime.time(14), "end": datetime.time(17)}
    fill(
        made,
        language,
        sites=[named(language, site="huis")],
        sessions=[named(language, session="s1", site="huis", **day)],
        participants=[
            named(language, participant="001", family="g1", **{line: groups[0], "ses": "?"}),
            named(language, participant="2", **{line: groups[1]}),
        ],
        attendance=[
            named(language, session="s1", participant=p, arrival=datetime.time(14, 5))
            for p in ("001", "2")
        ],
        encounters=[named(language, session="s1", source="001", target="2", form=yes, minutes=5)],
    )
    return made


def check_filled(records, language, told):
    line = records.lines["herkomst" if language == "nl" else "origin"]
    people = records.tables["participants"]
    assert people["participant"].tolist() == ["001", "2"]
    assert line.codes(people[line.column]).tolist() == [0, 1]
    assert line.text("nl") == "Herkomst" or language == "en"
    assert records.lines["ses"].ordered and records.language == language
    session = records.tables["sessions"].iloc[0]
    assert str(session["start"]) == "2026-03-05 14:00:00" and session["site"] == "huis"
    assert records.tables["attendance"]["arrival"].tolist() == [845.0, 845.0]
    assert records.tables["encounters"]["form"].tolist() == ["talk"]
    assert records.tables["encounters"]["minutes"].tolist() == [5.0]
    assert len(records.roles["staff"]) == 2 and len(records.roles["children"]) == 1
    assert told(records, "error") == []


def told(records, *severities):
    problems = records.problems
    return problems[problems["severity"].isin(severities)]["problem"].tolist()


def test_what_is_filled_in_is_read_and_the_examples_are_not(filled, language):
    records = read_folder(filled)
    check_filled(records, language, told)
    examples = records.problems[records.problems["problem"] == "Example rows were left out."]
    sheets = [sheet_name(table, language) for table in tables_of(False)]
    rows = ["2", "2", "2, 3", "2, 3", "2", "2", "2"]
    wanted = {f"{sheet} {row}" for sheet, row in zip(sheets, rows, strict=True)}
    assert len(examples) == 1 and set(examples["rows"].iloc[0].split("; ")) == wanted
    assert examples["n_rows"].tolist() == [9]
    assert records.purpose == ""  # nobody has written it yet
    assert "reference" not in records.tables and "log" not in records.tables
    study = br.read_study(filled.parent)
    assert study.mixing("herkomst" if language == "nl" else "origin").contacts.sum() == 2


def test_a_workbook_with_only_examples_has_no_records(made):
    with pytest.raises(
        StudyError, match=r"at least one table with rows|minstens één tabel met rij"
    ):
        read_folder(made)


def test_counts_are_read_and_add_up(tmp_path, language):
    path = br.new_study(tmp_path, language=language, anonymous=True) / BOOKS[language]
    line = "herkomst" if language == "nl" else "origin"
    one, other = (TEXTS[language][f"form.group.{name}"] for name in ("belgian", "foreign"))
    fill(
        path,
        language,
        sessions=[named(language, session="s1")],
        tallies_present=[
            named(language, session="s1", line=line, group=g, present=n)
            for g, n in ((one, 6), (other, 4))
        ],
        tallies_contacts=[
            named(language, session="s1", line=line, group_a=one, group_b=other, contacts=3),
            named(language, session="s1", line=line, group_a=one, group_b=one, contacts=2),
        ],
    )
    study = br.read_study(path)
    assert study.mixing(line).contacts.tolist() == [[4.0, 3.0], [3.0, 0.0]]
    assert study.composition(line).counts.tolist() == [[6.0, 4.0]]
    assert list(study.lines) == [line]
    assert told(study.records, "error") == []
    assert "Line 'ses' was left out, because nothing is filled in for it." in told(
        study.records, "note"
    )
    book = load_workbook(path)
    assert not {sheet_name(t, language) for t in ("participants", "attendance")} & set(
        book.sheetnames
    )


# -- the parts of the workbook -------------------------------------------------------------------


def test_lists_to_choose_from_stand_in_cells_as_excel_wants_them(made, language):
    book = load_workbook(made)
    lists = book[sheet_name("lists", language)]
    assert lists.sheet_state == "hidden"
    with zipfile.ZipFile(made) as parts:
        text = "".join(
            parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name
        )
    formulas = re.findall(r"<formula1>(.*?)</formula1>", text)
    assert len(formulas) >= 12
    for formula in formulas:
        found = re.fullmatch(r"(\w+)!\$([A-Z])\$2:\$\2\$(\d+)", formula)  # no equals sign before
        assert found, formula
        sheet = book[found[1]]
        if sheet is lists:
            cells = [sheet[f"{found[2]}{row}"].value for row in range(2, int(found[3]) + 2)]
            assert all(cells[:-1]) and cells[-1] is None  # all of the list, and nothing after it
    assert 'errorStyle="warning"' in text and 'showDropDown="1"' not in text
    # the list of the groups of a line, offered where the groups are written
    people = book[sheet_name("participants", language)]
    offered = {str(one.sqref): one.formula1 for one in people.data_validations.dataValidation}
    header = [cell.value for cell in people[1]]
    column = "ABCDEFG"[header.index("ses")]
    place = offered[f"{column}2:{column}2000"].split("$")[1]
    words = [
        TEXTS[language][f"form.{k}"] for k in ("group.low", "group.middle", "group.high", "unknown")
    ]
    assert [lists[f"{place}{row}"].value for row in range(2, 6)] == words


@pytest.mark.parametrize("anonymous", [False, True])
def test_every_column_is_explained_and_understood(tmp_path, language, anonymous):
    path = br.new_study(tmp_path, language=language, anonymous=anonymous) / BOOKS[language]
    book = load_workbook(path)
    page = book[sheet_name("explanation", language)]
    explained, sheet = set(), ""
    for first, second, third, *_ in page.iter_rows(values_only=True):
        sheet = first or sheet
        if second and third:
            explained.add((sheet, second))
    for table in (*SETTINGS, *tables_of(anonymous)):
        for cell in book[sheet_name(table, language)][1]:
            if table != "study":
                assert (sheet_name(table, language), cell.value) in explained
    for table in tables_of(anonymous):
        assert table_named(sheet_name(table, language)) == table
        for column in COLUMNS[table]:
            schema = next(one for one in TABLES[table].columns if one.name == column)
            assert plain(column_name(column, language)) in (column, *schema.aliases)


def test_lines_of_ones_own(tmp_path):
    folder = br.new_study(tmp_path, lines={"home language": {"groups": ["Dutch", "other; mixed"]}})
    book = load_workbook(folder / "study.xlsx")
    assert book["participants"]["D1"].value == "home language"
    fill(folder / "study.xlsx", "en", participants=[{"participant": "a", "home_language": "Dutch"}])
    records = read_folder(folder / "study.xlsx")
    assert records.lines["home language"].groups == ("Dutch", "other; mixed")
    assert records.tables["participants"]["home language"].tolist() == ["Dutch"]


def test_the_same_bytes_every_time(tmp_path):
    one, two = (br.new_study(tmp_path / name, language="nl") for name in ("one", "two"))
    for file in one.iterdir():
        assert file.read_bytes() == (two / file.name).read_bytes(), file.name


def test_what_can_not_be_made_is_refused(tmp_path):
    with pytest.raises(OptionError, match="`language` must be one of 'en', 'nl', not 'fr'."):
        br.new_study(tmp_path / "a", language="fr")
    with pytest.raises(StudyError, match="Line 'x' must list its groups, for a form to show them."):
        br.new_study(tmp_path / "a", lines={"x": {}})
    with pytest.raises(StudyError, match="`lines` must have at least one line"):
        br.new_study(tmp_path / "a", lines={})
    assert not (tmp_path / "a").exists()
    br.new_study(tmp_path / "a")
    with pytest.raises(OutputError, match=r"it has 'study.xlsx' already. Choose an empty folder."):
        br.new_study(tmp_path / "a")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be written"):
        br.new_study(tmp_path / "file" / "b")


# -- other programs ------------------------------------------------------------------------------


def test_saved_by_libreoffice(filled, language, tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), filled]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    check_filled(read_folder(out / filled.name), language, told)
