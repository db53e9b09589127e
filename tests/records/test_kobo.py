"""Exports of KoboToolbox and ODK, laid out as the form that the package makes."""

from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl import load_workbook

from bridging import simulate
from bridging.errors import StudyError
from bridging.forms import new_study
from bridging.records import read_folder

SERVER = ["_id", "_uuid", "_submission_time", "_index"]


def fields_of(form):
    """The names of the fields of a form by repeat, "" for those of a session."""
    fields, repeat = {"": []}, ""
    rows = load_workbook(form)["survey"].iter_rows(min_row=2, max_col=2, values_only=True)
    for kind, name in rows:
        if kind == "begin_repeat":
            repeat = name
            fields[repeat] = []
        elif kind == "end_repeat":
            repeat = ""
        else:
            fields[repeat].append(name)
    return fields


def write_kobo(path, fields, sessions, repeats):
    """Write what KoboToolbox exports: the submissions, and a sheet for each repeat."""
    book = openpyxl.Workbook()
    main = book.active
    main.title = "Studie van een ontmoetingsplaat"
    main.append(["start", "end", *fields[""], *SERVER])
    for index, session in enumerate(sessions, start=1):
        cells = [session.get(name) for name in fields[""]]
        main.append(["2026", "2026", *cells, 1000 + index, f"u{index}", "2026-03-05", index])
    for repeat in fields.keys() - {""}:
        sheet = book.create_sheet(repeat)
        group = [f"{repeat}/{name}" for name in fields[repeat]]  # the group stands before
        sheet.append([*group, "_index", "_parent_table_name", "_parent_index", "_submission__id"])
        for place, (parent, row) in enumerate(repeats.get(repeat, []), start=1):
            cells = [row.get(name) for name in fields[repeat]]
            sheet.append([*cells, place, main.title, parent, 1000 + parent])
    book.save(path)


def write_odk(folder, fields, sessions, repeats):
    """Write what ODK Central exports: CSV files with keys."""
    rows = [
        {"SubmissionDate": "2026", **{n: s.get(n) for n in fields[""]}, "KEY": f"uuid:{i}"}
        for i, s in enumerate(sessions, start=1)
    ]
    pd.DataFrame(rows).to_csv(folder / "bridging_people.csv", index=False)
    for repeat in fields.keys() - {""}:
        rows = [
            {
                **{name: row.get(name) for name in fields[repeat]},
                "PARENT_KEY": f"uuid:{parent}",
                "KEY": f"uuid:{parent}/{repeat}[{n}]",
            }
            for n, (parent, row) in enumerate(repeats.get(repeat, []), start=1)
        ]
        pd.DataFrame(rows).to_csv(folder / f"bridging_people-{repeat}.csv", index=False)


@pytest.fixture(scope="module")
def house():
    """House 5 of the sample, and the meetings of two people: what the form asks for."""
    records = simulate.five_houses().select(sites="house-5").records
    size = records.tables["members"]["encounter_index"].value_counts()
    pairs = records.tables["members"]["encounter_index"].isin(size.index[size == 2])
    members = records.tables["members"][pairs].reset_index(drop=True)
    kept = members["encounter_index"].unique()
    encounters = records.tables["encounters"].iloc[kept].reset_index(drop=True)
    members["encounter_index"] = np.searchsorted(kept, members["encounter_index"])
    tables = {**records.tables, "encounters": encounters, "members": members}
    return replace(records, tables=tables)


@pytest.fixture(scope="module")
def filled_in(house):
    """What is typed on the tablet: submissions, and rows of the repeats with their submission."""
    tables = {name: t.astype(object).where(t.notna(), None) for name, t in house.tables.items()}
    place = {name: n for n, name in enumerate(tables["sessions"]["session"], start=1)}
    sessions = [
        {
            "site": row.site,
            "date": row.start.date().isoformat(),
            "start_time": f"{row.start:%H:%M}:00.000+02:00",
            "end_time": f"{row.end:%H:%M}:00.000+02:00",
            "activity": row.activity,
            "observer": "o1",
        }
        for row in tables["sessions"].itertuples()
    ]
    people = tables["participants"].set_index("participant")
    choices = {
        "origin": ["Belgian_background", "foreign_background", "unknown"],
        "ses": ["low", "middle", "high", "unknown"],
    }
    chosen = {
        name: [choices[name][code] for code in line.codes(tables["participants"][name])]
        for name, line in house.lines.items()
    }
    people = people.assign(**chosen)
    present = [
        (
            place[row.session],
            {
                "participant": row.participant,
                "role": people.role[row.participant],
                "family": people.family[row.participant],
                "company": row.company,
                "line_origin": people.origin[row.participant],
                "line_ses": people.ses[row.participant],
            },
        )
        for row in tables["attendance"].itertuples()
    ]
    members = tables["members"].groupby("encounter_index")["participant"].apply(list)
    contacts = [
        (
            place[row.session],
            {
                "source": members[row.Index][0],
                "target": members[row.Index][1],
                **{n: getattr(row, n) for n in ("form", "minutes", "occasion", "initiator")},
            },
        )
        for row in tables["encounters"].itertuples()
    ]
    return sessions, {"present": present, "contacts": contacts}


@pytest.fixture
def forms(tmp_path, house):
    return new_study(tmp_path / "forms", lines=dict(house.lines))


def check(records, house):
    """The records are those of the house, with sessions named by place, date and start."""
    expected = house.tables
    started = expected["sessions"]["start"].dt.strftime("%Y-%m-%d %H:%M")
    names = dict(zip(expected["sessions"]["session"], "house-5 " + started, strict=True))
    found = records.tables
    attendance = expected["attendance"].assign(session=expected["attendance"]["session"].map(names))
    columns = ["participant", "session", "company"]
    pd.testing.assert_frame_equal(found["attendance"][columns], attendance[columns])
    columns = ["session", "start", "end", "activity"]
    sessions = expected["sessions"].assign(session=expected["sessions"]["session"].map(names))
    pd.testing.assert_frame_equal(found["sessions"][columns], sessions[columns])
    columns = ["form", "minutes", "occasion", "initiator"]
    pd.testing.assert_frame_equal(found["encounters"][columns], expected["encounters"][columns])
    assert set(found["encounters"]["observer"]) == {"o1"}
    columns = ["encounter_index", "participant"]
    pd.testing.assert_frame_equal(found["members"][columns], expected["members"][columns])
    came = (
        expected["participants"].set_index("participant").loc[found["participants"]["participant"]]
    )
    people = found["participants"].set_index("participant")
    for column in ("role", "family"):
        assert people[column].fillna("").to_dict() == came[column].fillna("").to_dict()
    for name, line in house.lines.items():
        assert records.lines[name].groups == line.groups
        assert records.lines[name].ordered == line.ordered
        assert records.lines[name].label == line.label
        same = records.lines[name].codes(people[name]) == line.codes(came[name])
        assert same.all() and len(same)


def test_kobo_is_read_back_as_it_was_filled_in(filled_in, forms, house, told):
    fields = fields_of(forms / "form.xlsx")
    write_kobo(forms / "export.xlsx", fields, *filled_in)
    records = read_folder(forms / "export.xlsx")
    check(records, house)
    assert told(records, "error") == []
    assert records.roles["staff"] == ("facilitator", "volunteer")


def test_odk_is_read_back_as_it_was_filled_in(filled_in, forms, house, told):
    fields = fields_of(forms / "form.xlsx")
    (forms / "study.xlsx").unlink()
    write_odk(forms, fields, *filled_in)
    records = read_folder(forms)
    check(records, house)
    assert told(records, "error") == []


def test_labels_in_place_of_names(filled_in, forms, house):
    """KoboToolbox can export the labels of questions and answers, in either language."""
    book = load_workbook(forms / "form.xlsx")
    rows = list(book["survey"].iter_rows(min_row=2, values_only=True))
    header = [cell.value for cell in book["survey"][1]]
    place = header.index("label::Nederlands (nl)")
    choices = list(book["choices"].iter_rows(min_row=2, values_only=True))
    said = {}
    for row in choices:
        said.setdefault(row[0], {})[row[1]] = row[2]
    fields = fields_of(forms / "form.xlsx")
    sessions, repeats = filled_in
    answers = {
        repeat: [
            (parent, {k: said.get(k, {}).get(v, v) for k, v in row.items()}) for parent, row in rows
        ]
        for repeat, rows in repeats.items()
    }
    write_kobo(forms / "export.xlsx", fields, sessions, answers)
    export = load_workbook(forms / "export.xlsx")
    inside, labels = "", {}
    for row in rows:
        inside = row[1] if row[0] == "begin_repeat" else "" if row[0] == "end_repeat" else inside
        labels[inside, row[1]] = row[place]
    for sheet in export.worksheets:
        repeat = sheet.title if sheet.title in repeats else ""
        for cell in sheet[1]:
            name = str(cell.value).rsplit("/", 1)[-1]
            cell.value = labels.get((repeat, name), cell.value)
        sheet.title = (labels.get((repeat, repeat)) or sheet.title).replace("?", "")
    export.save(forms / "export.xlsx")
    assert "Code van de persoon (geen naam)" in [c.value for c in export.worksheets[1][1]] + [
        c.value for c in export.worksheets[2][1]
    ]
    check(read_folder(forms / "export.xlsx"), house)


def test_an_export_without_its_form_finds_the_groups_in_the_data(filled_in, forms, tmp_path, told):
    write_kobo(tmp_path / "export.xlsx", fields_of(forms / "form.xlsx"), *filled_in)
    records = read_folder(tmp_path / "export.xlsx")
    assert {"Belgian_background", "foreign_background"} <= set(records.lines["origin"].groups)
    assert any("The form was not found beside the export" in line for line in told(records))


def test_people_met_who_were_not_present_stay_and_are_told(forms, told):
    fields = fields_of(forms / "form.xlsx")
    sessions = [{"site": "h", "date": "2026-03-05", "note": "rain"}] * 2
    repeats = {
        "present": [(1, {"participant": "a", "line_origin": "Belgian_background"})],
        "contacts": [(1, {"source": "a", "target": "b"}), (7, {"source": "a", "target": "c"})],
    }
    write_kobo(forms / "export.xlsx", fields, sessions, repeats)
    records = read_folder(forms / "export.xlsx")
    assert records.tables["participants"]["participant"].tolist() == ["a", "b"]
    assert len(records.tables["sessions"]) == 1 and len(records.tables["log"]) == 2
    said = "\n".join(told(records))
    assert "error | contacts | 3 |  | A row of a repeat must belong to a submission" in said
    assert "sessions | 2, 3 | session | Submissions with the same place" in said
    assert "People who meet must be in attendance" in said


def test_counts_are_read_back(tmp_path, told):
    folder = new_study(tmp_path / "n", language="nl", anonymous=True)
    fields = fields_of(folder / "formulier.xlsx")
    session = {"site": "h", "date": "2026-03-05", "start_time": "14:00:00.000Z"}
    belgian, other = "Belgische_achtergrond", "buitenlandse_achtergrond"
    repeats = {
        "tally_present": [
            (1, {"line": "herkomst", "group": belgian, "present": 3}),
            (1, {"line": "herkomst", "group": other, "present": 2}),
            (1, {"line": "ses", "group": "unknown", "present": 5}),
        ],
        "tally_contacts": [
            (
                1,
                {"contact_line": "herkomst", "group_a": belgian, "group_b": other, "contacts": 4},
            ),
        ],
    }
    write_kobo(folder / "export.xlsx", fields, [session], repeats)
    records = read_folder(folder / "export.xlsx")
    assert told(records, "error", "warning") == []
    assert records.language == "nl"
    present = records.tables["tallies_present"]
    assert present["present"].tolist() == [3.0, 2.0, 5.0]
    codes = records.lines["herkomst"].codes(present["group"][:2])
    assert codes.tolist() == [0, 1]
    assert records.lines["ses"].codes(present["group"][2:]).tolist() == [-1]
    assert records.tables["tallies_contacts"]["contacts"].tolist() == [4.0]
    assert set(present["session"]) == {"h 2026-03-05 14:00"}


def test_errors_are_in_the_language_of_the_form(tmp_path):
    folder = new_study(tmp_path / "n", language="nl")
    fields = fields_of(folder / "formulier.xlsx")
    sessions, present = [{"date": "2026-03-05"}], [(1, {"participant": "a"}), (1, {"role": "x"})]
    write_kobo(folder / "export.xlsx", fields, sessions, {"present": present})
    with pytest.raises(StudyError, match=r"row 3: `participant` moet ingevuld zijn."):
        read_folder(folder / "export.xlsx", strict=True)


def test_the_form_itself_is_no_study(tmp_path):
    folder = new_study(tmp_path / "n", language="nl")
    with pytest.raises(StudyError, match=r"'formulier.xlsx' moet een studie zijn; het is een"):
        read_folder(folder / "formulier.xlsx")
