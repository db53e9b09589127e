"""The five houses as people keep them: exports of a Belgian computer, and grids with crosses."""

import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from bridging.records import read_folder

HOUSES = Path(__file__).parents[2] / "data" / "sample" / "five-houses"
MONTHS = {3: "maart", 4: "april", 5: "mei", 6: "juni"}
DUTCH = {
    "participants": (
        "Deelnemers",
        {"participant": "deelnemer_id", "role": "rol", "family": "gezin"},
    ),
    "attendance": (
        "aanwezigheid",
        {
            **{"participant": "Deelnemer", "session": "Openingsmoment", "arrival": "aankomst"},
            **{"departure": "vertrek", "company": "gezelschap"},
        },
    ),
    "encounters": (
        "ontmoetingen",
        {
            **{"encounter": "ontmoeting", "participant": "deelnemer", "session": "openingsmoment"},
            **{"form": "vorm", "minutes": "duur", "occasion": "aanleiding"},
            **{"initiator": "initiatiefnemer"},
        },
    ),
    "sessions": (
        "openingsmomenten",
        {"session": "openingsmoment", "site": "plaats", "start": "begin", "end": "einde"},
    ),
    "sites": ("plaatsen", {"site": "plaats", "name": "naam", "targeting": "doelgroep"}),
    "reference": ("referentie", {"line": "grens", "group": "groep", "count": "aantal"}),
}


@pytest.fixture(scope="module")
def houses():
    return read_folder(HOUSES)


def assert_same_tables(found, expected):
    assert list(found.tables) == list(expected.tables)
    for name, table in expected.tables.items():
        pd.testing.assert_frame_equal(found.tables[name], table, obj=name)


def belgian(cells):
    """Write days as 05/03/2025 and numbers with a comma."""
    moments = cells.str.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
    numbers = cells.str.fullmatch(r"\d+")
    days = pd.to_datetime(cells[moments]).dt.strftime("%d/%m/%Y %H:%M")
    return cells.where(~moments, days.reindex(cells.index)).where(~numbers, cells + ",0")


def test_exports_of_a_belgian_computer(houses, tmp_path, told):
    """Semicolons, decimal commas, days first, Windows letters, Dutch names of files and columns."""
    for file in sorted(HOUSES.glob("*.csv")):
        title, names = DUTCH[file.stem]
        frame = pd.read_csv(file, dtype=str, keep_default_na=False).apply(belgian)
        frame["opmerking"] = "één café"
        frame.rename(columns=names).to_csv(
            tmp_path / f"{title}.csv",
            index=False,
            sep=";",
            encoding="cp1252",
            lineterminator="\r\n",
        )
    (tmp_path / "study.toml").write_bytes((HOUSES / "study.toml").read_bytes())
    found = read_folder(tmp_path)
    for name in ("members", *DUTCH):
        wanted = houses.tables[name]
        pd.testing.assert_frame_equal(found.tables[name][list(wanted)], wanted, obj=name)
    assert found.lines == houses.lines
    lines = told(found)
    assert not any(line.startswith("error") for line in lines)
    for title, _ in DUTCH.values():
        for guess in ("read as cp1252", "separated by a semicolon", "Columns were understood"):
            assert any(f"({title}.csv)" in line and guess in line for line in lines), (title, guess)
    for column, guess in (
        *(("minutes", "A comma was read"), ("count", "A comma was read")),
        *(("start", "Dates were read day first"), ("end", "Dates were read day first")),
    ):
        assert any(f"| {column} | {guess}" in line for line in lines), (column, lines)


def as_rows(frame):
    filled = frame.astype(object).where(frame.notna(), None)
    return [list(frame.columns), *filled.to_numpy().tolist()]


@pytest.mark.parametrize("house", range(1, 6))
def test_a_grid_of_people_and_days_with_a_sheet_for_each_month(houses, tmp_path, house):
    """Crosses in a grid give the visits and sessions that the house has in its tables."""
    sessions = houses.tables["sessions"]
    sessions = sessions[sessions["site"] == f"house-{house}"]
    visits = houses.tables["attendance"].merge(sessions[["session", "start"]], on="session")
    people = houses.tables["participants"]
    people = people[people["participant"].isin(visits["participant"])]
    book = openpyxl.Workbook()
    book.active.title = "Studie"
    for row in (["instelling", "waarde"], ["Taal", "Nederlands"]):
        book["Studie"].append(row)
    dated = sessions.assign(
        datum=sessions["start"].dt.strftime("%d/%m/%Y"),
        begin=sessions["start"].dt.strftime("%H:%M"),
        einde=sessions["end"].dt.strftime("%H:%M"),
    )[["session", "site", "datum", "begin", "einde", "activity"]]
    for title, frame in (
        ("Deelnemers", people.drop(columns="row")),
        ("Openingsmomenten", dated.rename(columns={"session": "sessie", "site": "plaats"})),
    ):
        sheet = book.create_sheet(title)
        for row in as_rows(frame):
            sheet.append(row)
    for month, mine in visits.groupby(visits["start"].dt.month):
        sheet = book.create_sheet(f"{MONTHS[month]} 2025")
        days = sorted(mine["start"].dt.date.unique())
        sheet.append([f"Aanwezigheden {MONTHS[month]}"])
        sheet.append(["Deelnemer", *(datetime.datetime.combine(d, datetime.time()) for d in days)])
        there = set(zip(mine["participant"], mine["start"].dt.date, strict=True))
        marks = ["x", "X", "1", "ja"]
        for number, person in enumerate(people["participant"]):
            mark = marks[number % len(marks)]
            sheet.append([person, *(mark if (person, day) in there else None for day in days)])
        sheet.append(["Totaal", *(sum(day == d for _, day in there) for d in days)])
    book.save(tmp_path / "studie.xlsx")

    found = read_folder(tmp_path / "studie.xlsx")
    assert not found.problems["severity"].eq("error").any()
    by = ["session", "participant"]
    for name, keys in (("attendance", by), ("sessions", ["session"])):
        one = found.tables[name][[*keys]].sort_values(keys, ignore_index=True)
        other = {"attendance": visits, "sessions": sessions}[name]
        pd.testing.assert_frame_equal(one, other[keys].sort_values(keys, ignore_index=True))
    for column in ("session", "site", "start", "end", "activity"):
        assert found.tables["sessions"][column].tolist() == sessions[column].tolist(), column
    for column in ("participant", "role", "family", "origin", "ses"):
        assert found.tables["participants"][column].tolist() == people[column].tolist(), column


def test_a_grid_of_families_and_days(houses, tmp_path):
    """A row for each family: who was there of it is not known, which family was is."""
    visits = houses.tables["attendance"].merge(
        houses.tables["participants"][["participant", "family"]], on="participant"
    )
    visits = visits.merge(houses.tables["sessions"], on="session").query("site == 'house-1'")
    visits = visits[visits["family"].notna()]
    days = sorted(visits["start"].dt.date.unique())
    there = set(zip(visits["family"], visits["start"].dt.date, strict=True))
    rows = [["Gezin", *(day.strftime("%d/%m/%Y") for day in days)]]
    for family in sorted({name for name, _ in there}):
        rows.append([family, *("x" if (family, day) in there else "" for day in days)])
    book = openpyxl.Workbook()
    book.active.title = "aanwezigheid"
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "studie.xlsx")
    found = read_folder(tmp_path / "studie.xlsx")
    frame = found.tables["attendance"]
    assert (
        set(zip(frame["participant"], pd.to_datetime(frame["session"]).dt.date, strict=True))
        == there
    )
    families = found.tables["participants"].set_index("participant")["family"]
    assert families.to_dict() == {name: name for name, _ in there}
