"""Workbooks filled in and saved by LibreOffice, as people do who have no Excel."""

import pytest
from openpyxl import load_workbook

import bridging as br
from bridging.errors import StudyError
from bridging.records import read_folder

EXCEL, OPEN, OLD = "Calc MS Excel 2007 XML", "calc8", "MS Excel 97"
HOUSE = {
    "plaatsen": [["Brug", "Huis van het Kind De Brug"]],
    "openingsmomenten": [["o1", "Brug", "5/3/2026", "14:00", "17:00"],
                         ["o2", "Brug", "12/03/26", "14:00", "16:30"]],
    "deelnemers": [["001", "ouder", "g1", "Belgische achtergrond", "laag"],
                   ["002", "ouder", "g2", "buitenlandse achtergrond", "onbekend"],
                   ["003", "vrijwilliger", "", "Belgische achtergrond", "hoog"]],
    "aanwezigheid": [["o1", "001", "14:05"], ["o1", "002", "14:30", "16:00"],
                     ["o1", "003"], ["o2", "001"], ["o2", "002"]],
    "ontmoetingen": [["o1", "001", "002", "gesprek", "12,5", "kind", "002"],
                     ["o2", "002", "001", "begroeting", "1", "niemand"]],
}  # fmt: skip


def typing(sheets, start=2):
    """Lines that type rows into sheets, from a row on."""
    return [
        f'Typed(b, "{name}", "{"ABCDEFGH"[k]}{row}", "{cell}")'
        for name, rows in sheets.items()
        for row, cells in enumerate(rows, start=start)
        for k, cell in enumerate(cells)
        if cell
    ]


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    return br.new_study(tmp_path_factory.mktemp("form") / "huis", language="nl") / "studie.xlsx"


@pytest.fixture(scope="module")
def saved(office, form, tmp_path_factory):
    """The form filled in, under its examples, and saved in both ways."""
    out = tmp_path_factory.mktemp("saved")
    office.work(
        f'b = Book("{form}")',
        *typing({name: rows for name, rows in HOUSE.items() if name != "deelnemers"}, start=4),
        *typing({"deelnemers": HOUSE["deelnemers"]}, start=4),
        f'Save(b, "{out}/studie.xlsx", "{EXCEL}")',
        f'Save(b, "{out}/studie.ods", "{OPEN}")',
    )
    return out


@pytest.mark.parametrize("name", ["studie.xlsx", "studie.ods"])
def test_what_is_typed_into_the_form_is_the_study(saved, name):
    records = read_folder(saved / name)
    tables = records.tables
    assert records.problems.query("severity == 'error'").empty
    starts = tables["sessions"]["start"].astype(str).tolist()
    assert starts == ["2026-03-05 14:00:00", "2026-03-12 14:00:00"]
    ends = tables["sessions"]["end"].astype(str).tolist()
    assert ends == ["2026-03-05 17:00:00", "2026-03-12 16:30:00"]
    assert tables["participants"]["participant"].tolist() == ["001", "002", "003"]
    assert tables["attendance"]["arrival"].fillna(-1).tolist() == [845, 870, -1, -1, -1]
    assert tables["encounters"]["minutes"].tolist() == [12.5, 1.0]
    assert tables["encounters"]["form"].tolist() == ["talk", "greeting"]
    assert tables["encounters"]["occasion"].tolist() == ["child", "nobody"]
    study = br.read_study(saved / name)
    assert study.mixing("herkomst").contacts.tolist() == [[0.0, 2.0], [2.0, 0.0]]
    assert records.lines["ses"].codes(tables["participants"]["ses"]).tolist() == [0, -1, 2]


def test_both_ways_of_saving_are_the_same_study(saved):
    one, other = (read_folder(saved / name) for name in ("studie.xlsx", "studie.ods"))
    assert one.tables.keys() == other.tables.keys()
    for name, table in one.tables.items():
        assert table.equals(other.tables[name]), name
    assert one.lines == other.lines and one.roles == other.roles
    assert one.problems.replace("studie.xlsx", "studie.ods").equals(other.problems)


def test_the_lists_offer_what_they_should_and_flag_what_is_not_in_them(office, form):
    said = office.work(
        f'b = Book("{form}")',
        *(f'Offered(b, "{sheet}", "{place}")' for sheet, place in OFFERED),
        's = b.Sheets.getByName("deelnemers")',
        "Say s.showInvalid() & s.DrawPage.Count",
        'Typed(b, "deelnemers", "B4", "ouder")',
        "Say s.showInvalid() & s.DrawPage.Count",
        'Typed(b, "deelnemers", "B5", "oudre")',  # it is flagged, and may stay after a warning
        "Say s.showInvalid() & s.DrawPage.Count",
        "End Sub",
        "Sub Offered(b, name, place)",
        "v = b.Sheets.getByName(name).getCellRangeByName(place).Validation",
        "If v.Type <> com.sun.star.sheet.ValidationType.LIST Then Error 5",
        "If v.ErrorAlertStyle <> com.sun.star.sheet.ValidationAlertStyle.WARNING Then Error 5",
        "If Not v.ShowErrorMessage Or v.ShowList = 0 Then Error 5",
        'list = ""',
        'at = Split(v.getFormula1(), ".")',
        'cells = b.Sheets.getByName(Replace(at(0), "$", "")).getCellRangeByName(at(1)).DataArray',
        'For Each row In cells : list = list & row(0) & "|" : Next',
        "Say list",
    )
    offered, flagged = said[: len(OFFERED)], said[len(OFFERED) :]
    assert [[word for word in one.split("|") if word] for one in offered] == list(OFFERED.values())
    assert flagged == ["False0", "False0", "True1"]


OFFERED = {
    ("deelnemers", "B4"): ["ouder", "begeleider", "vrijwilliger", "kind"],
    ("deelnemers", "D2000"): ["Belgische achtergrond", "buitenlandse achtergrond", "onbekend"],
    ("deelnemers", "E4"): ["laag", "midden", "hoog", "onbekend"],
    ("ontmoetingen", "B4"): ["voorbeeld", "voorbeeld 2"],  # the people, as they are written
    ("ontmoetingen", "D4"): ["begroeting", "gesprek", "uitwisseling"],
    ("ontmoetingen", "F4"): ["kind", "personeel", "vrijwilliger", "activiteit", "niemand"],
    ("openingsmomenten", "B4"): ["voorbeeld"],
}


# -- what people make of a workbook of their own ------------------------------------------------


@pytest.fixture(scope="module")
def odd(office, tmp_path_factory):
    """A workbook with merged headers, formulas, totals, a hidden sheet and a grid with crosses."""
    out = tmp_path_factory.mktemp("odd")
    sheets = {
        "openingsmomenten": [["openingsmoment", "Wanneer"], ["", "datum", "begin", "einde"],
                             ["o1", "5/3/2026", "14:00", "=C3+3/24"],
                             ["o2", "=B3+7", "14:00", "17:00"]],
        "ontmoetingen": [["openingsmoment", "van", "met", "minuten"], ["o1", "a", "b", "=2*5"],
                         ["", "a", "c", "4"], ["o2", "b", "c", "=1/0"],
                         ["Totaal", "", "", "=SOM(D2:D4)"]],
        "oud": [["van", "met"], ["x", "y"]],
        "maart": [["deelnemer", "herkomst", "5/3/2026", "12/3/2026"], ["a", "één", "x", "ja"],
                  ["b", "twee", "X", "1"], ["c", "twee", "", "x"], ["totaal", "", "2", "3"]],
    }  # fmt: skip
    office.work(
        'b = Book("")',
        *typing(sheets, start=1),
        'b.Sheets.removeByName(b.Sheets.ElementNames(0))',
        'b.Sheets.getByName("openingsmomenten").getCellRangeByName("B1:D1").merge(True)',
        'b.Sheets.getByName("ontmoetingen").getCellRangeByName("A2:A3").merge(True)',
        'b.Sheets.getByName("oud").isVisible = False',
        *(f'Save(b, "{out}/boek.{end}", "{kind}")' for end, kind in (("xlsx", EXCEL), ("ods", OPEN), ("xls", OLD))),
        *(f'SaveLocked(b, "{out}/slot.{end}", "{kind}")' for end, kind in (("xlsx", EXCEL), ("ods", OPEN))),
    )  # fmt: skip
    return out


@pytest.mark.parametrize("name", ["boek.xlsx", "boek.ods"])
def test_odd_sheets_are_read_and_what_was_made_of_them_is_told(odd, name):
    records = read_folder(odd / name)
    encounters, attendance = records.tables["encounters"], records.tables["attendance"]
    assert encounters["minutes"].fillna(-1).tolist() == [10, 4, -1]
    sessions = records.tables["sessions"]
    days = dict(zip(sessions["session"], sessions["start"].astype(str), strict=True))
    assert [days[s] for s in encounters["session"]] == [
        *("2026-03-05 14:00:00", "2026-03-05 14:00:00", "2026-03-12 14:00:00")
    ]
    assert sessions["end"].astype(str).tolist()[:2] == [
        "2026-03-05 17:00:00",
        "2026-03-12 17:00:00",
    ]
    present = zip(attendance["participant"], attendance["session"].map(days).str[:10], strict=True)
    assert sorted(present) == [
        *(("a", "2026-03-05"), ("a", "2026-03-12"), ("b", "2026-03-05")),
        *(("b", "2026-03-12"), ("c", "2026-03-12")),
    ]
    assert records.tables["participants"]["herkomst"].tolist() == ["één", "twee", "twee"]
    told = records.problems.set_index("problem")["rows"]
    assert told["A cell can't be read when it holds an error, as #REF! or #N/A."] in ("4", "4, 5")
    assert told["A hidden sheet was not read."] == ""
    assert set(told[["Rows with a total were left out."]]) == {"5"}
    assert not records.problems["severity"].eq("error").any()


def test_a_workbook_with_a_password_or_of_an_old_kind_says_what_to_do(odd, tmp_path):
    for name in ("slot.xlsx", "slot.ods"):
        locked = tmp_path / f"studie {name}"
        locked.write_bytes((odd / name).read_bytes())
        with pytest.raises(StudyError, match="it is locked with a password. Take the password off"):
            read_folder(locked)
    locked.rename(tmp_path / "studie.ods")
    with pytest.raises(StudyError, match="beveiligd met een wachtwoord. Haal het wachtwoord weg"):
        read_folder(tmp_path / "studie.ods")
    with pytest.raises(StudyError, match=r"it is an old one \(.xls\). Open it in Excel or Libre"):
        read_folder(odd / "boek.xls")
    (tmp_path / "aanwezigheid.csv").write_bytes((odd / "boek.xls").read_bytes())
    with pytest.raises(StudyError, match=r"het is een oude \(.xls\). Open het in Excel of Libre"):
        read_folder(tmp_path / "aanwezigheid.csv")


def test_what_we_write_is_what_libreoffice_shows(office, form, tmp_path):
    """A study written by us, opened and saved again, is the same study."""
    houses = br.simulate.five_houses()
    path = tmp_path / "houses.xlsx"
    br.records.write_workbook(houses.records, path)
    again = tmp_path / "again.ods"
    office.work(f'b = Book("{path}")', f'Save(b, "{again}", "{OPEN}")')
    records = read_folder(again)
    for name, table in houses.records.tables.items():
        assert table.drop(columns="row").equals(records.tables[name].drop(columns="row")), name


def test_the_form_opens_where_it_is_explained(form):
    assert load_workbook(form).active.title == "uitleg"
