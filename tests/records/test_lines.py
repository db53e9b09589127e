"""A line reads values: groups, recoding, unknowns, numbers."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import StudyError
from bridging.records import Line

ORIGIN = Line(
    name="origin",
    groups=("north", "south"),
    values={"N": "north", "z": "?"},
    unknown=("?", "onbekend"),
    label={"nl": "Herkomst"},
)
INCOME = Line(name="income", groups=("low", "middle", "high"), numeric=True, cuts=(1000, 2000))


def test_codes_are_places_in_groups_and_unknown_is_minus_one():
    values = pd.Series(["south", "N", "north ", "?", "onbekend", "", None, "west", "z"])

    codes = ORIGIN.codes(values)

    assert codes.dtype == np.int64
    assert codes.tolist() == [1, 0, 0, -1, -1, -1, -1, -1, -1]
    assert ORIGIN.not_listed(values).tolist() == [False] * 7 + [True, False]


@pytest.mark.parametrize(
    "values",
    [
        pd.Series([1, 2, 2]),
        pd.Series([1.0, 2.0, 2.0]),
        pd.Series(["1", "2", "2"]),
        pd.Series(["1", "2", "2"], dtype="string"),
        pd.Series(["1", "2", "2"], dtype="category"),
        pd.Series([1, 2, 2], dtype="Int64"),
        pd.Series([Decimal(1), Decimal(2), Decimal(2)]),
        pd.Series(["1", "2", "2"], dtype=object),
    ],
)
def test_values_of_any_type_are_taken_as_text(values):
    line = Line(name="grade", groups=("1", "2"))

    assert line.codes(values).tolist() == [0, 1, 1]


def test_dates_and_truths_are_text_too():
    line = Line(name="any", groups=("2026-12-31", "True"))

    assert line.codes(pd.Series([date(2026, 12, 31), None])).tolist() == [0, -1]
    assert line.codes(pd.Series([pd.Timestamp("2026-12-31")])).tolist() == [0]
    assert line.codes(pd.Series([True, False])).tolist() == [1, -1]


def test_numeric_line_cuts_and_a_cut_belongs_above():
    values = pd.Series(["999.99", "1000", "1999,5", "2000", "2.500,00", "", "much"])

    assert INCOME.codes(values).tolist() == [0, 1, 1, 2, 2, -1, -1]
    assert INCOME.not_listed(values).tolist() == [False] * 6 + [True]


def test_numeric_line_takes_unknown_and_recoded_values_first():
    line = Line(
        name="income",
        groups=("low", "high"),
        numeric=True,
        cuts=(1000,),
        unknown=("-9",),
        values={"little": "low", "0": "-9"},
    )

    assert line.codes(pd.Series(["-9", "little", "0", "1200"])).tolist() == [-1, 0, -1, 1]


def test_column_and_label_fall_back_to_the_name():
    assert ORIGIN.column == "origin"
    assert ORIGIN.text("nl") == "Herkomst"
    assert ORIGIN.text("en") == "origin"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"groups": ("a", "b", "a")},
            "Line 'x' must name each group once, not ['a', 'b', 'a'].",
        ),
        (
            {"groups": ("a", "b"), "unknown": ("b",)},
            "Line 'x' can't have ['b'] both as a group and as a spelling of unknown.",
        ),
        (
            {"groups": ("a", "b"), "cuts": (1,)},
            "Line 'x' can't have `cuts` unless it is numeric. Add numeric = true.",
        ),
        (
            {"groups": ("a", "b", "c"), "numeric": True, "cuts": (1,)},
            "Line 'x' must have 2 `cuts` for its 3 groups, not 1. "
            "Each cut is where one group ends and the next begins.",
        ),
        (
            {"groups": ("a", "b", "c"), "numeric": True, "cuts": (2, 1)},
            "Line 'x' must have `cuts` that are numbers going up, not [2.0, 1.0].",
        ),
    ],
)
def test_a_line_can_not_contradict_itself(settings, message):
    with pytest.raises(StudyError) as error:
        Line(name="x", **settings)

    assert str(error.value) == message


def test_codes_of_nothing():
    assert ORIGIN.codes(pd.Series([], dtype=object)).tolist() == []
    assert ORIGIN.codes(pd.Series([None, np.nan])).tolist() == [-1, -1]


def test_group_labels_are_for_people_and_leave_the_groups_as_they_are(tmp_path):
    lines = {"g": {"groups": ["low", "high"], "group_labels": {"nl": ["laag", "hoog"]}}}
    study = br.Study.from_frames(participants={"g": ["low", "high"]}, lines=lines)
    line = study.lines["g"]
    assert line.group_texts("nl") == ("laag", "hoog") and line.group_texts("en") == line.groups
    br.records.write_folder(study.records, tmp_path / "study")
    assert br.read_study(tmp_path / "study").lines["g"] == line
    assert study.composition("g").groups == ("low", "high")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"nl": ["laag"]}, "must have 2 `group_labels` in 'nl', one for each group"),
        ({"nl": ["laag", "laag"]}, "must have a different label in 'nl' for each group"),
        ({"fr": ["bas", "haut"]}, "must be in 'nl', 'en', not 'fr'"),
        (["laag", "hoog"], "`group_labels` of line 'g' must be a mapping of languages"),
    ],
)
def test_group_labels_must_fit_the_groups(labels, said):
    lines = {"g": {"groups": ["low", "high"], "group_labels": labels}}
    with pytest.raises(StudyError, match=said):
        br.Study.from_frames(participants={"g": ["low"]}, lines=lines)
