"""Lines made for here: the published definitions, unknown kept as unknown, and the name kept."""

import re
import tomllib
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, StudyError
from bridging.records import Line, from_frames, made, read_folder, write_folder
from bridging.records.made.nationality import EU_CODES, NOT_EU_CODES
from bridging.words import problem_words

NATIONALITIES = (
    "nationality",
    "first_nationality",
    "father_first_nationality",
    "mother_first_nationality",
)
CRITERIA = ("income", "education", "work", "stimulation", "housing", "health")
MEMBERS = ("mother", "father", "siblings")

# what a cell can hold, and the full knowledge that it leaves possible
NATIONALITY = {"BE": ["BE"], "FR": ["FR"], "MA": ["MA"], "niet-Belg": ["FR", "MA"]}
YES_OR_NO = {"ja": ["ja"], "nee": ["nee"]}
LANGUAGE = {"Nederlands": ["Nederlands"], "Frans": ["Frans"]}
MEMBER = LANGUAGE | {"geen": ["geen"]}
LEVEL = {str(level): [str(level)] for level in range(9)} | {"ED3_4": ["3", "4"]}
EVERY_RULE = [
    ("statbel_origin", NATIONALITIES, NATIONALITY),
    ("flanders_origin", NATIONALITIES, NATIONALITY),
    ("flanders_origin_group", NATIONALITIES, NATIONALITY),
    ("kansarmoede", CRITERIA, YES_OR_NO),
    ("kind_en_gezin_home_language", ("mother",), LANGUAGE),
    ("school_home_language", MEMBERS, MEMBER),
    ("isced_education", ("level",), LEVEL),
]


def made_of(name, inputs, rows):
    """Groups of rows of cells, None where unknown."""
    columns = dict(zip(inputs, zip(*rows, strict=True), strict=True))
    values = getattr(made, name)(**{key: list(cells) for key, cells in columns.items()})
    assert values.name == name
    return [None if pd.isna(value) else value for value in values]


def test_every_rule_is_tested():
    assert [name for name, *_ in EVERY_RULE] == list(made.RULES)
    for name, inputs, _ in EVERY_RULE:
        assert tuple(made.RULES[name].inputs) == inputs


@pytest.mark.parametrize(("name", "inputs", "cells"), EVERY_RULE)
def test_unknown_gives_what_all_completions_give_or_unknown(name, inputs, cells):
    known = sorted({meant for several in cells.values() for meant in several})
    possible = cells | {"": known}
    complete = list(product(known, repeat=len(inputs)))
    group = dict(zip(complete, made_of(name, inputs, complete), strict=True))
    partial = list(product(possible, repeat=len(inputs)))

    found = made_of(name, inputs, partial)

    for row, value in zip(partial, found, strict=True):
        common = {group[full] for full in product(*(possible[cell] for cell in row))}
        assert value == (common.pop() if len(common) == 1 else None), row
    assert None in found and set(found) - {None} == set(made.RULES[name].groups)


def test_statbel_goes_from_today_to_the_parents():
    """Each row is one step of the definition on statbel.fgov.be."""
    rows = {
        ("FR", "BE", "BE", "BE"): "non-Belgian",  # whoever is not Belgian today
        ("MA", "", "", ""): "non-Belgian",
        ("BE", "MA", "BE", "BE"): "Belgian with a foreign background",  # became Belgian
        ("BE", "MA", "", ""): "Belgian with a foreign background",
        ("BE", "BE", "MA", "MA"): "Belgian with a foreign background",  # both parents
        ("BE", "BE", "BE", "FR"): "Belgian with a foreign background",  # one parent
        ("BE", "BE", "", "FR"): "Belgian with a foreign background",
        ("BE", "BE", "BE", "BE"): "Belgian with a Belgian background",
        ("BE", "BE", "BE", ""): None,  # the other parent would decide
        ("", "BE", "BE", "FR"): None,  # not Belgian, or with a foreign background
    }
    assert made_of("statbel_origin", NATIONALITIES, list(rows)) == list(rows.values())


def test_flanders_calls_foreign_whom_statbel_does_not_call_of_belgian_background():
    rows = list(product(["BE", "FR", "MA", ""], repeat=4))
    statbel = made_of("statbel_origin", NATIONALITIES, rows)
    flanders = made_of("flanders_origin", NATIONALITIES, rows)

    background = "Belgian with a Belgian background"
    assert [group == "Belgian origin" for group in flanders] == [
        group == background for group in statbel
    ]
    # one foreign nationality is enough for Flanders, where Statbel may not know which of two
    assert [
        row for row, group in zip(rows, flanders, strict=True) if group == "foreign origin"
    ] == [row for row in rows if {"FR", "MA"} & set(row)]


def test_the_group_of_origin_follows_the_father_then_the_mother_then_oneself():
    rows = {
        ("BE", "BE", "FR", "MA"): "EU origin",
        ("BE", "BE", "MA", "FR"): "non-EU origin",
        ("BE", "FR", "BE", "MA"): "non-EU origin",
        ("BE", "FR", "BE", "BE"): "EU origin",
        ("FR", "BE", "BE", "BE"): None,  # only foreign today: no group is named
        ("BE", "BE", "", "MA"): None,  # a father from the EU would decide
        ("MA", "MA", "", "MA"): None,
        ("BE", "BE", "BE", "BE"): "Belgian origin",
        ("BE", "BE", "GB", "BE"): "non-EU origin",
    }
    assert made_of("flanders_origin_group", NATIONALITIES, list(rows)) == list(rows.values())


def test_kansarmoede_is_three_of_six_counted_another_way():
    rows = list(product(["ja", "nee", ""], repeat=6))
    expected = [
        "disadvantaged"
        if row.count("ja") >= 3
        else "not disadvantaged"
        if row.count("nee") >= 4  # two weak criteria are left at most
        else None
        for row in rows
    ]
    assert made_of("kansarmoede", CRITERIA, rows) == expected


def test_school_home_language_has_the_examples_of_antwerp():
    """Stad in Cijfers, variable "Aantal leerlingen met thuistaal niet Nederlands"."""
    rows = {
        ("Frans", "Nederlands", "geen"): "Dutch",
        ("Frans", "Nederlands", "Nederlands"): "Dutch",
        ("Frans", "Frans", "Nederlands"): "not Dutch",
        ("Frans", "Nederlands", "Frans"): "not Dutch",
        ("Frans", "geen", "geen"): "not Dutch",  # with nobody
        ("Frans", "geen", "Nederlands"): "Dutch",
        ("geen", "geen", "geen"): None,
        ("Nederlands", "Nederlands", ""): "Dutch",
        ("Frans", "Frans", ""): "not Dutch",
        ("Frans", "Nederlands", ""): None,
    }
    assert made_of("school_home_language", MEMBERS, list(rows)) == list(rows.values())


def test_bands_are_those_of_eurostat():
    bands = made.isced_education(level=[0, 1, 2, 3, 4, 5, 6, 7, 8])
    assert bands.tolist() == ["low"] * 3 + ["middle"] * 2 + ["high"] * 4
    same = made.isced_education(level=["ED0-2", "ED3_4", "ED5-8", "ISCED 7", 3.0, "ed9", None])
    assert same.dropna().tolist() == ["low", "middle", "high", "high", "middle"]


def test_nationalities_are_26_and_belgium_and_others():
    eu, others = EU_CODES.split(), NOT_EU_CODES.split()
    assert len(eu) == len(set(eu)) and len(set(eu) - {"el"}) == 26  # EL and GR are one country
    assert not set(others) & {"be", *eu} and len(set(others)) == len(others)
    assert all(len(code) == 2 for code in others)


@pytest.mark.parametrize("belgian", ["BE", "be", " Belg", "Belgische", "België", "BELGIAN"])
def test_spellings_of_belgian(belgian):
    assert made_of("flanders_origin", NATIONALITIES, [[belgian] * 4]) == ["Belgian origin"]


@pytest.mark.parametrize("cell", ["Belgisch-Marokkaans", "Beglisch", "nvt", "NA", "1", "150"])
def test_other_spellings_are_never_taken_as_foreign(cell):
    with pytest.raises(DataError, match=r"`nationality` must be a nationality.*; row 1 can't") as e:
        made_of("statbel_origin", NATIONALITIES, [["BE"] * 4, [cell, "BE", "BE", "BE"]])
    assert cell not in str(e.value).replace("'MA'", "").replace("row 1 ", "")


def test_other_spellings_are_declared():
    cells = ["Marokkaans", "Tigrinya", "weet niet", "Belg"]
    options = {"values": {"Marokkaans": "MA", "*": "niet-Belg"}, "unknown": ["weet niet"]}
    found = made.statbel_origin(**dict.fromkeys(NATIONALITIES, cells), **options)
    assert found.fillna("?").tolist() == [
        "non-Belgian",
        "non-Belgian",
        "?",
        "Belgian with a Belgian background",
    ]


def test_the_index_stays_and_lengths_must_agree():
    mother = pd.Series(["Frans", "Nederlands"], index=["x", "y"])
    assert made.kind_en_gezin_home_language(mother=mother).to_dict() == {
        "x": "not Dutch",
        "y": "Dutch",
    }
    with pytest.raises(DataError, match=r"must have one length, not \[1, 2\]"):
        made.school_home_language(mother=mother, father=mother, siblings=["geen"])


# in a study

PEOPLE = pd.DataFrame(
    {
        "participant": ["a", "b", "c", "d", "e"],
        "nat": ["BE", "Belg", "BE", "Marokkaans", "?"],
        "nat0": ["BE", "BE", "TR", "", ""],
        "vader": ["BE", "BE", "", "", ""],
        "moeder": ["BE", "", "", "", "Klingon"],
    }
)
COLUMNS = dict(zip(NATIONALITIES, ("nat", "nat0", "vader", "moeder"), strict=True))
DECLARED = {
    "made": "statbel_origin",
    "columns": COLUMNS,
    "values": {"Marokkaans": "MA"},
    "unknown": ["?"],
}
GROUPS = (
    "Belgian with a Belgian background",
    "Belgian with a foreign background",
    "non-Belgian",
)


def test_a_study_makes_the_line_and_says_what_it_could_not_read(told):
    records = from_frames({"participants": PEOPLE}, lines={"origin": DECLARED})

    line = records.lines["origin"]
    assert line.groups == GROUPS and not line.ordered
    assert line.codes(records.tables["participants"]["origin"]).tolist() == [0, -1, 1, 2, -1]
    assert "made='statbel_origin'" in repr(line)
    assert line.text("nl") == "Herkomst (Statbel)"
    assert told(records) == [
        "error | participants | 4 | moeder | `moeder` must be a nationality: 'Belg', 'niet-Belg' "
        "or a country code as 'MA', for line 'origin'. | The value is read as unknown. Add another "
        "spelling to `values`, of unknown to `unknown`.",
        "note | participants | 1 | origin | Line 'origin' is unknown in these rows: some of what "
        "'statbel_origin' needs is unknown, and would decide. | ",
    ]


def test_the_settings_file_makes_it_too(read_files):
    settings = (
        '[lines.origin]\nmade = "statbel_origin"\nlabel = { nl = "Herkomst" }\n'
        'unknown = ["?"]\nvalues = { Marokkaans = "MA", "*" = "niet-Belg" }\n'
        'columns = { nationality = "nat", first_nationality = "nat0", '
        'father_first_nationality = "vader", mother_first_nationality = "moeder" }\n'
        '[lines.education]\nmade = "isced_education"\ncolumn = "band"\n'
        'columns = { level = "education" }\n'
    )
    people = PEOPLE.assign(education=["2", "3", "6", "", "9"]).to_csv(index=False)
    records = read_files(settings, participants=people)

    table = records.tables["participants"]
    assert records.lines["origin"].codes(table["origin"]).tolist() == [0, -1, 1, 2, -1]
    assert records.lines["origin"].label == {"en": "Origin (Statbel)", "nl": "Herkomst"}
    assert records.lines["education"].ordered
    assert table["band"].fillna("").tolist() == ["low", "middle", "high", "", ""]


def test_what_is_written_keeps_the_name_and_is_read_the_same(tmp_path, told):
    first = from_frames({"participants": PEOPLE}, lines={"origin": DECLARED})
    write_folder(first, tmp_path / "one")
    again = read_folder(tmp_path / "one")
    write_folder(again, tmp_path / "two")

    settings = tomllib.loads((tmp_path / "one/study.toml").read_text("utf-8"))
    assert settings["lines"]["origin"]["made"] == "statbel_origin"
    assert settings["lines"]["origin"]["columns"] == COLUMNS
    assert again.lines == first.lines
    pd.testing.assert_series_equal(
        again.tables["participants"]["origin"], first.tables["participants"]["origin"]
    )
    assert told(again, "warning") == []
    for file in ("study.toml", "participants.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_raw_columns_may_be_left_out_once_the_line_is_made(tmp_path, told):
    first = from_frames({"participants": PEOPLE}, lines={"origin": DECLARED})
    people = first.tables["participants"][["participant", "origin"]]

    bare = from_frames({"participants": people}, lines=first.lines)

    assert bare.tables["participants"]["origin"].equals(first.tables["participants"]["origin"])
    assert bare.lines["origin"].made == "statbel_origin"
    assert told(bare) == [
        "note | participants |  | origin | Line 'origin' was taken as made by 'statbel_origin': not "
        "all the columns that it needs are there. | "
    ]


def test_a_column_that_says_otherwise_is_reported_and_replaced(told):
    people = PEOPLE.head(4).assign(origin=[GROUPS[0], GROUPS[0], "", GROUPS[1]])
    records = from_frames({"participants": people}, lines={"origin": DECLARED})

    assert records.lines["origin"].codes(records.tables["participants"]["origin"]).tolist() == [
        0,
        -1,
        1,
        2,
    ]
    assert told(records, "warning") == [
        "warning | participants | 1, 3 | origin | `origin` must be what 'statbel_origin' makes of "
        "its columns, for line 'origin'; these rows differ. | What it makes is used."
    ]


def test_raw_columns_may_be_in_attendance():
    attendance = PEOPLE.assign(session="s")
    records = from_frames({"attendance": attendance}, lines={"origin": DECLARED})
    people = records.tables["participants"]
    assert records.lines["origin"].codes(people["origin"]).tolist() == [0, -1, 1, 2, -1]


def test_made_groups_are_counted_as_any_and_tallies_use_their_names():
    study = br.Study.from_frames(
        participants=PEOPLE,
        attendance={"participant": list("abcde"), "session": "s1"},
        tallies_present=pd.DataFrame(
            {"line": "origin", "group": GROUPS, "present": [1, 2, 3], "session": "s2"}
        ),
        lines={"origin": DECLARED},
    )
    composition = study.composition("origin")
    assert composition.groups == GROUPS
    assert composition.counts.tolist() == [[1, 1, 1], [1, 2, 3]]


def test_two_rules_are_two_studies():
    """The name is part of the fingerprint that every result carries."""
    prints = {
        br.Study.from_frames(
            participants=PEOPLE.head(1), lines={"origin": {"made": name, "columns": COLUMNS}}
        ).fingerprint
        for name in ("statbel_origin", "flanders_origin", "flanders_origin_group")
    }
    assert len(prints) == 3


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"made": "statbel_orgin"},
            "Line 'x' can't be made by 'statbel_orgin'. Did you mean 'statbel_origin'? There are: "
            "'statbel_origin', 'flanders_origin', 'flanders_origin_group', 'kansarmoede', "
            "'kind_en_gezin_home_language', 'school_home_language', 'isced_education'.",
        ),
        (
            {"columns": {"nationality": "nat"}},
            "Line 'x' can't have `columns` unless a rule makes it. Name the rule in `made`.",
        ),
        (
            {"made": "isced_education", "columns": {"levels": "l"}},
            "Line 'x' can't have 'levels' in `columns`. Did you mean 'level'? 'isced_education' "
            "needs: 'level'.",
        ),
        (
            {"made": "isced_education", "numeric": True},
            "Line 'x' can't be numeric: 'isced_education' makes groups.",
        ),
        (
            {"made": "isced_education", "groups": ("low", "high")},
            "Line 'x' must have the groups of 'isced_education', not ['low', 'high']. Leave "
            "`groups` out; `group_labels` say what people read.",
        ),
        (
            {"made": "isced_education", "columns": {"level": "x"}},
            "Line 'x' must have a `column` of its own for what 'isced_education' makes; 'x' is one "
            'that it reads. Add column = "isced_education".',
        ),
    ],
)
def test_a_made_line_can_not_contradict_itself(settings, message):
    with pytest.raises(StudyError) as error:
        Line(name="x", **settings)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            {"origin": {"made": "statbel_origin", "columns": COLUMNS | {"nationality": "natt"}}},
            "Line 'origin' must have the columns that 'statbel_origin' needs; 'natt' can't be "
            "found. Did you mean 'nat'? Name them with `columns`.",
        ),
        (
            {"participant": DECLARED},
            "Line 'participant' must have a `column` of its own for what 'statbel_origin' makes; "
            "'participant' is one of participants.",
        ),
        (
            {"origin": DECLARED, "other": DECLARED | {"column": "origin"}},
            "Line 'other' must have a `column` of its own for what 'statbel_origin' makes; "
            "'origin' is one of line 'origin'.",
        ),
        (
            {"origin": {"made": "statbel_origin", "columns": "nat"}},
            "`columns` of line 'origin' must be a mapping of what the rule needs to columns, as "
            '{ nationality = "nat" }, not str.',
        ),
    ],
)
def test_a_made_line_must_fit_the_study(lines, message):
    with pytest.raises(StudyError) as error:
        from_frames({"participants": PEOPLE}, lines=lines)
    assert str(error.value) == message


def test_the_page_has_every_rule_and_its_examples_run(tmp_path):
    text = (Path(__file__).parents[2] / "docs" / "lines.md").read_text("utf-8")
    for rule in made.RULES.values():
        assert f"| `{rule.name}` | {', '.join(rule.groups)}" in text
    (python,) = re.findall(r"```python\n(.*?)```", text, re.S)
    exec(compile(python, "lines.md", "exec"), {})
    (toml,) = re.findall(r"```toml\n(.*?)```", text, re.S)
    (tmp_path / "study.toml").write_text(toml, encoding="utf-8")
    people = PEOPLE.set_axis(
        ["participant", "nat", "nat_birth", "nat_father", "nat_mother"], axis=1
    ).head(4)
    people.to_csv(tmp_path / "participants.csv", index=False)
    records = read_folder(tmp_path, strict=True)
    codes = records.lines["origin"].codes(records.tables["participants"]["origin"])
    assert codes.tolist() == [0, -1, 1, 2]


@pytest.mark.parametrize(("name", "inputs", "cells"), EVERY_RULE)
def test_what_is_said_of_made_lines_has_dutch_words(name, inputs, cells):
    rule = made.RULES[name]
    people = pd.DataFrame({key: ["cannot be read", "", ""] for key in inputs})
    people.loc[1, inputs[0]] = next(iter(cells))
    people["x"] = list(rule.groups * 2)[:3]
    studies = [
        br.Study.from_frames(participants=table, lines={"x": {"made": name}})
        for table in (people, people[["x"]])
    ]
    texts = [t for s in studies for c in ("problem", "hint") for t in s.problems()[c]]
    assert len(texts) >= 6
    assert {problem_words(text, "nl")[1] for text in texts} == {"nl"}
