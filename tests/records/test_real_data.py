"""Published data sets are read where they stand, through a study.toml that points to them."""

import csv
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2].parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the data sets are not in {DATA}")


def rows_of(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sizes(records):
    return {name: len(table) for name, table in records.tables.items()}


def test_classroom_turns(read_files, told):
    records = read_files(
        f"""
        [tables.participants]
        file = '{DATA}/mcfarland_cls33_stream/participants.csv'
        columns = {{ participant = "id" }}
        [tables.encounters]
        file = '{DATA}/mcfarland_cls33_stream/encounters.csv'
        columns = {{ form = "interaction_type" }}
        [roles]
        staff = ["instructor"]
        [lines.sex]
        groups = ["F", "M"]
        [lines.race]
        groups = ["asian", "black", "hispanic", "white"]
        """
    )

    (note,) = told(records)
    assert "`weight` is no number of contacts" in note  # 0.2 for what is said to all
    assert sizes(records) == {
        "participants": 20,
        "sites": 1,
        "sessions": 1,
        "encounters": 691,
        "members": 1382,
    }
    turns = rows_of("mcfarland_cls33_stream/encounters.csv")
    members = records.tables["members"]["participant"].to_numpy(dtype=object).reshape(-1, 2)
    assert members.tolist() == [[turn["source"], turn["target"]] for turn in turns]
    assert Counter(records.tables["encounters"]["form"]) == Counter(
        turn["interaction_type"] for turn in turns
    )
    assert (
        records.lines["race"].codes(records.tables["participants"]["race"]).tolist().count(-1) == 2
    )


def test_activities(read_files, told):
    records = read_files(
        f"""
        [tables.participants]
        file = '{DATA}/mcfarland_activities/participants.csv'
        columns = {{ participant = "id" }}
        [tables.attendance]
        file = '{DATA}/mcfarland_activities/attendance.csv'
        [lines.race]
        groups = ["white", "black", "hispanic", "asian"]
        [lines.gender]
        groups = ["female", "male"]
        """
    )

    assert sizes(records) == {
        "participants": 1295,
        "sites": 1,
        "sessions": 271,
        "attendance": 7398,
    }
    people = rows_of("mcfarland_activities/participants.csv")
    native = [number for number, person in enumerate(people, 2) if person["race"] == "native"]
    assert [(p["n_rows"], p["column"]) for p in records.problems.to_dict("records")] == [
        (8, "race")
    ]
    assert records.problems["rows"][0] == ", ".join(map(str, native[:5])) + ", …"
    assert "native" not in "".join(told(records))
    sessions = records.tables["sessions"]
    year = dict(zip(sessions["session"], sessions["year"], strict=True))
    visits = rows_of("mcfarland_activities/attendance.csv")
    assert year == {visit["session"]: visit["year"] for visit in visits}


def test_schools_without_ids(read_files, told):
    records = read_files(
        f"""
        [tables.participants]
        file = '{DATA}/school_ses/school_ses.csv'
        columns = {{ site = "school_id" }}
        [lines.ethnic_group]
        [lines.ses_quintile]
        ordered = true
        """
    )

    pupils = rows_of("school_ses/school_ses.csv")
    schools = list(dict.fromkeys(pupil["school_id"] for pupil in pupils))
    assert sizes(records) == {"participants": 5153, "sites": 149, "sessions": 149}
    assert records.tables["participants"]["participant"].isna().all()
    assert records.tables["sessions"]["session"].tolist() == schools
    assert records.tables["sessions"]["site"].tolist() == schools
    assert records.lines["ethnic_group"].groups == ("A", "B", "C")
    assert records.lines["ses_quintile"].groups == ("1", "2", "3", "4", "5")
    assert set(records.problems["severity"]) == {"note"}


def test_attendance_alone(read_files, told):
    records = read_files(f"[tables.attendance]\nfile = '{DATA}/southern_women/attendance.csv'")

    assert told(records) == []
    assert sizes(records) == {"participants": 18, "sites": 1, "sessions": 14, "attendance": 89}


def test_people_who_named_themselves_or_strangers_are_refused(read_files):
    records = read_files(
        f"""
        [tables.participants]
        file = '{DATA}/mcfarland_class173/participants.csv'
        columns = {{ participant = "id" }}
        [tables.encounters]
        file = '{DATA}/mcfarland_class173/encounters.csv'
        """
    )

    people = {person["id"] for person in rows_of("mcfarland_class173/participants.csv")}
    pairs = rows_of("mcfarland_class173/encounters.csv")
    strangers = sum(pair["target"] not in people for pair in pairs)
    themselves = sum(pair["source"] == pair["target"] for pair in pairs)
    assert (strangers, themselves) == (16, 18)
    errors = records.problems[records.problems["severity"] == "error"]
    assert errors["n_rows"].tolist() == [strangers, themselves]
    named = {(pair["source"], pair["target"]) for pair in pairs if pair["target"] in people}
    mutual = sum((b, a) in named and a != b for a, b in named)
    (note,) = records.problems[records.problems["severity"] == "note"].to_dict("records")
    assert note["n_rows"] == mutual and "the other direction too" in note["problem"]
    assert len(records.tables["encounters"]) == len(pairs) - strangers - themselves
