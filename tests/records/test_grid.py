"""Families in rows, dates in columns, a cross for who came."""

import datetime

import openpyxl
import pandas as pd
import pytest

from bridging.errors import StudyError
from bridging.records import read_folder
from bridging.records.grid_days import header_day, sheet_month
from bridging.records.grid_marks import mark

MARCH = [
    ["Aanwezigheden"],
    [],
    ["Gezin", "herkomst", datetime.date(2026, 3, 5), "12/3", "19 mrt", 26, "Totaal"],
    ["g1", "BE", "x", None, "X", None, 2],
    ["g2", "andere", "ja", 1, "nee", None, 2],
    ["g3", None, "-", "v", 3, None, 1],
    [None, None, "x"],
    ["Totaal", None, 2, 1, 2, 0],
]
APRIL = [
    ["Naam", "opmerking", "herkomst", "2/4/2026"],
    ["g3", "ziek", "BE", "x"],
    ["g4", None, "BE", "x"],
]


@pytest.fixture
def read(tmp_path):
    def with_sheets(**sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title.replace("_", " "))
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / "studie.xlsx")
        return read_folder(tmp_path / "studie.xlsx")

    return with_sheets


def visits(records):
    frame = records.tables["attendance"]
    return sorted(zip(frame["participant"], frame["session"], frame["row"], strict=True))


def test_a_sheet_for_each_month_with_other_columns(read, told):
    records = read(maart_2026=MARCH, april_2026=APRIL)
    assert visits(records) == [
        ("g1", "2026-03-05", 4),
        ("g1", "2026-03-19", 4),
        ("g2", "2026-03-05", 5),
        ("g2", "2026-03-12", 5),
        ("g3", "2026-03-19", 6),
        ("g3", "2026-04-02", 2),
        ("g4", "2026-04-02", 3),
    ]
    people = records.tables["participants"].set_index("participant")
    assert people["herkomst"].to_dict() == {"g1": "BE", "g2": "andere", "g3": "BE", "g4": "BE"}
    assert people.loc["g1", "family"] == "g1"
    assert records.tables["sessions"]["start"].tolist()[1] == pd.Timestamp("2026-03-12")
    said = told(records)
    for line in (
        "error | maart 2026 | 6 |  | A cell must be empty or hold a cross",
        "error | maart 2026 | 7 |  | A row with crosses must say whose they are",
        "warning | maart 2026 | 6 |  | Numbers above 1 were read as one participant",
        "note | maart 2026 | 3 |  | The sheet was read as a grid",
        "note | maart 2026 | 3 |  | Dates without a cross were left out.",
        "note | maart 2026 | 8 |  | Rows with a total were left out.",
        "note | attendance (maart 2026, april 2026) |  |  | Several sheets were read as one table",
    ):
        assert any(one.startswith(line) for one in said), line


def test_a_grid_takes_the_names_of_listed_sessions_of_the_same_day(read):
    records = read(
        aanwezigheid=[["deelnemer", datetime.date(2026, 3, 5), "2026-03-12"], ["p", "x", "x"]],
        openingsmomenten=[
            ["sessie", "datum", "begin"],
            ["opening 1", "05/03/2026", "14:00"],
            ["opening 2", "06/03/2026", "14:00"],
        ],
    )
    assert records.tables["attendance"]["session"].tolist() == ["opening 1", "2026-03-12"]
    assert records.tables["sessions"]["session"].tolist() == [
        "opening 1",
        "opening 2",
        "2026-03-12",
    ]
    assert not (records.problems["severity"] == "error").any()


def test_people_of_a_grid_are_checked_against_their_sheet(read, told):
    records = read(
        deelnemers=[["deelnemer", "herkomst"], ["p1", "a"]],
        aanwezigheid=[["deelnemer", "5/3/2026", "6/3/2026"], ["p1", "x", "x"], ["p2", "x", None]],
    )
    assert len(records.tables["attendance"]) == 2
    assert any("| 3 | participant | `participant` must be one of" in line for line in told(records))


def test_a_date_that_returns_is_another_session_and_a_year_may_be_missing(read, told):
    records = read(aanwezigheid=[["wie", "5/3", "5/3"], ["p", "x", "x"], ["q", None, "x"]])
    assert records.tables["sessions"]["session"].tolist() == ["03-05", "03-05 (2)"]
    assert records.tables["sessions"]["start"].isna().all()
    text = "\n".join(told(records, "warning"))
    assert "a date that returns" in text and "A date must have a year" in text


def test_presence_in_two_ways_is_refused(read):
    with pytest.raises(StudyError, match=r"Aanwezigheid moet op één manier geschreven zijn"):
        read(
            aanwezigheid=[["deelnemer", "sessie"], ["p", "s"]],
            maart_2026=[["wie", "5/3", "6/3"], ["p", "x", None]],
        )


def test_tables_with_dates_are_no_grids(read):
    """Two dates in a row of data, and a header of dates over numbers, are something else."""
    records = read(
        openingsmomenten=[["sessie", "begin", "einde"], ["s", "5/3/2026", "6/3/2026"]],
        aanwezigheid=[["deelnemer", "sessie"], ["p", "s"]],
        begroting=[["post", "5/3/2026", "12/3/2026"], ["koffie", "veel", "weinig"]],
    )
    assert len(records.tables["attendance"]) == 1
    assert "The sheet was not read" in records.problems["problem"].str.cat()


def test_a_date_in_a_list_makes_it_no_grid(read, told):
    """A date and a cross far down a list of who was there are cells of the list."""
    records = read(
        aanwezigheid=[
            ["deelnemer", "sessie", "opmerking"],
            *(["p", "s1", None], ["q", "s1", "5/3/2026"], ["r", "s1", "x"]),
        ]
    )
    assert records.tables["attendance"]["participant"].tolist() == ["p", "q", "r"]
    records = read(aanwezigheid=[["Lijst van maart"], ["wie", "5/3/2026"], ["p", "x"]])
    assert len(records.tables["attendance"]) == 1
    assert any("| 1 |  | Rows above the column names" in line for line in told(records))


@pytest.mark.parametrize(
    ("cell", "sheet", "day"),
    [
        (datetime.datetime(2026, 3, 5, 14), "x", (2026, 3, 5)),
        (46086, "x", (2026, 3, 5)),
        ("2026-03-05", "x", (2026, 3, 5)),
        ("do 5 maart 2026", "x", (2026, 3, 5)),
        ("5/3/26", "x", (2026, 3, 5)),
        ("5-3", "voorjaar 2026", (2026, 3, 5)),
        ("Thu 5 Mar", "2026", (2026, 3, 5)),
        (5, "mrt 2026", (2026, 3, 5)),
        ("5", "2026-03", (2026, 3, 5)),
        ("29/2", "x", (None, 2, 29)),
        ("31/2/2026", "x", None),
        (5, "deelnemers", None),
        ("marie 5", "x", None),
        (True, "maart", None),
        ("origin", "maart", None),
    ],
)
def test_days_in_a_header(cell, sheet, day):
    assert header_day(cell, sheet) == day


def test_marks_and_months():
    assert all(mark(cell) for cell in ("x", "X", "×", "✓", 1, "1", 1.0, "ja", "Ja", True, 4))
    assert not any(mark(cell) for cell in (None, "", "0", 0, "nee", "-", "afwezig", False))
    assert all(mark(cell) is None for cell in ("v", "a", "?", "ziek", "geexcuseerd"))
    assert [sheet_month(name) for name in ("Mei", "Juni 2026", "march", "marktdag", "blad 1")] == [
        *(5, 6, 3, None, None)
    ]
