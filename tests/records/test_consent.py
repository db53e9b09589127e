"""Consent: who said no is nowhere, and who they are is not told."""

import pandas as pd
import pytest

from bridging.errors import StudyError
from bridging.records import from_frames, read_folder, write_folder, write_workbook
from bridging.words import problem_words

PEOPLE = ["an", "bo", "cy", "di"]


def read(consent, purpose=None, **tables):
    frames = {
        "participants": pd.DataFrame({"participant": PEOPLE, "g": list("aabb")}),
        "attendance": pd.DataFrame({"participant": PEOPLE}),
        "encounters": pd.DataFrame(
            {
                "encounter": ["1", "1", "1", "2", "2", "3", "3"],
                "participant": ["an", "bo", "cy", "an", "di", "cy", "di"],
                "initiator": ["an"] * 3 + ["di"] * 2 + ["cy"] * 2,
            }
        ),
        "ties": pd.DataFrame({"source": ["an", "bo"], "target": ["cy", "di"]}),
        "responses": pd.DataFrame({"participant": PEOPLE, "item": "q", "value": "1"}),
        "consent": pd.DataFrame(consent),
    }
    return from_frames(frames | tables, lines={"g": ["a", "b"]}, consent=purpose)


def people(records):
    return records.tables["participants"]["participant"].tolist()


def test_who_withdrew_is_in_no_table():
    records = read({"participant": PEOPLE, "given": ["no", "yes", "ja", "TRUE"]})
    for name, table in records.tables.items():
        assert not (table.astype(str) == "an").any().any(), name
    assert people(records) == ["bo", "cy", "di"]
    # a meeting of three goes on with two, without who began it; one of two is gone
    assert records.tables["encounters"]["encounter"].tolist() == ["1", "3"]
    assert records.tables["encounters"]["initiator"].isna().tolist() == [True, False]
    assert records.tables["members"]["participant"].tolist() == ["bo", "cy", "cy", "di"]
    assert len(records.tables["ties"]) == 1 and len(records.tables["responses"]) == 3


def test_pairs_lose_their_encounter():
    pairs = pd.DataFrame({"source": ["an", "bo"], "target": ["bo", "cy"]})
    records = read({"participant": ["an"], "given": ["nee"]}, encounters=pairs)
    assert records.tables["members"]["participant"].tolist() == ["bo", "cy"]


def test_the_study_says_how_many_and_not_who():
    records = read({"participant": PEOPLE, "given": ["no", "no", "yes", "yes"]})
    problems = records.problems
    assert problems["problem"].tolist() == ["No consent: 2 people left out of every table."]
    assert problems["severity"].tolist() == ["note"] and problems["rows"].tolist() == [""]
    words, language = problem_words(problems["problem"][0], "nl")
    assert (words, language) == (
        "Geen toestemming: 2 mensen uit elke tabel weggelaten.",
        "nl",
    )


def test_only_the_purpose_of_the_study_counts():
    consent = {
        "participant": ["an", "bo", "cy", "di"],
        "purpose": ["Research", "newsletter", "", "research"],
        "given": ["no", "no", "no", "yes"],
    }
    assert people(read(consent, {"purpose": "research"})) == ["bo", "di"]
    # without a purpose in the settings, a no to any purpose counts
    assert people(read(consent)) == ["di"]


def test_a_purpose_that_no_row_has_is_told():
    consent = {"participant": ["an"], "purpose": ["research"], "given": ["no"]}
    records = read(consent, {"purpose": "resaerch"})
    assert people(records) == PEOPLE
    assert records.problems["problem"].str.contains("in none").any()


@pytest.mark.parametrize(
    ("given", "dates", "kept"),
    [
        (["yes", "no"], ["2025-01-01", "2025-03-01"], False),
        (["no", "yes"], ["2025-01-01", "2025-03-01"], True),
        (["no", "yes"], ["01/04/2025", "01/03/2025"], False),
        (["no", "yes"], ["2025-03-01", "2025-03-01"], False),
        (["no", "yes"], ["", "2025-03-01"], False),
        (["no", "yes"], ["soon", "2025-03-01"], False),
        (["yes", "yes"], ["", ""], True),
    ],
)
def test_the_last_word_counts_and_in_doubt_the_no(given, dates, kept):
    records = read({"participant": ["an", "an"], "given": given, "date": dates})
    assert ("an" in people(records)) is kept


def test_what_can_not_be_read_is_a_no_and_an_error():
    records = read({"participant": ["an", "bo", "cy", "di"], "given": ["perhaps", "", "yes", "1"]})
    assert people(records) == ["cy", "di"]
    errors = records.problems[records.problems["severity"] == "error"]
    assert errors["problem"].tolist() == ["`given` must be yes or no."]
    assert "perhaps" not in records.problems.to_string()


def test_a_misspelled_id_and_people_never_asked_are_told():
    records = read({"participant": ["ann"], "given": ["no"]})
    told = " ".join(records.problems["problem"])
    assert "must occur in another table" in told
    assert "4 participants have no row" in told and "left out of every table" not in told


def test_everybody_may_withdraw():
    records = read({"participant": PEOPLE, "given": ["no"] * 4})
    assert all(
        len(records.tables[name]) == 0
        for name in ("participants", "attendance", "encounters", "members", "ties", "responses")
    )


def test_a_copy_keeps_nothing_of_who_withdrew(tmp_path):
    consent = {"participant": PEOPLE, "purpose": "research", "given": ["no", "yes", "yes", "yes"]}
    records = read(consent, {"purpose": "research"})
    write_folder(records, tmp_path)
    assert not any("an," in file.read_text() for file in tmp_path.glob("*.csv"))
    again = read_folder(tmp_path)
    assert again.consent == "research" and people(again) == ["bo", "cy", "di"]
    assert len(again.problems) == 0


def test_a_workbook_keeps_the_purpose(tmp_path):
    consent = {
        "participant": PEOPLE,
        "purpose": ["research", "research", "news", "research"],
        "given": ["no", "yes", "no", "yes"],
    }
    records = read(consent, {"purpose": "research"})
    write_workbook(records, tmp_path / "study.xlsx")
    again = read_folder(tmp_path / "study.xlsx")
    assert again.consent == "research" and people(again) == people(records) == ["bo", "cy", "di"]


def test_settings_that_are_no_purpose(folder):
    where = folder('[consent]\npurpose = "x"\nsince = 2024\n', participants="origin\na\n")
    with pytest.raises(StudyError, match="must hold a purpose and nothing else"):
        read_folder(where)


# answers and notes


def test_answers_and_notes_that_can_not_be_counted():
    responses = {
        "participant": ["an", "an", "an", "bo", "cy", "an"],
        "item": ["q", "q", "q", "", "q", "q"],
        "value": ["1", "1", "2", "1", "", "1"],
        "wave": ["x", "x", "x", "x", "x", "y"],
    }
    log = {"note": ["n", "", ""], "signal": ["", "warm", ""]}
    records = read(
        {"participant": PEOPLE, "given": "yes"},
        responses=pd.DataFrame(responses),
        log=pd.DataFrame(log),
    )
    assert records.tables["responses"]["row"].tolist() == [0, 2, 4, 5]
    assert records.tables["log"]["row"].tolist() == [0, 1]
    found = {(p["table"], p["rows"], p["severity"]) for p in records.problems.to_dict("records")}
    assert found == {
        ("responses", "3", "error"),
        ("responses", "1", "warning"),
        ("responses", "0, 2", "note"),
        ("responses", "4", "note"),
        ("log", "2", "warning"),
    }
    for text in (*records.problems["problem"], *records.problems["hint"]):
        assert problem_words(text, "nl")[1] == "nl"
