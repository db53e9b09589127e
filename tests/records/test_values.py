"""Cells, numbers, clock times and dates."""

import datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from bridging.records.text import TEXT, as_text, is_mixed, text_column
from bridging.records.values import are_thousands, read_clock, read_moments, read_numbers


def cells(*values):
    return np.array(values, dtype=object)


def test_text_has_one_type_whatever_it_came_from():
    for values in (
        [1, 2],
        [1.0, None],
        ["a", None],
        [None, None],
        pd.Series([], dtype=float),
        pd.Series(["a", pd.NA], dtype="string"),
        pd.Series(pd.to_datetime(["2026-01-01", None])),
    ):
        assert as_text(values).dtype == TEXT


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "1"),
        (1.0, "1"),
        (1.5, "1.5"),
        (10**17 + 1, "100000000000000001"),
        (Decimal("2.00"), "2"),
        (True, "True"),
        ("001", "001"),
        ("NA", "NA"),
        (" a  b ", "a  b"),
        ("a\r\nb", "a\nb"),
        (datetime.time(14, 30), "14:30:00"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (pd.Timestamp("2026-01-02"), "2026-01-02"),
        (pd.Timestamp("2026-01-02 14:30"), "2026-01-02 14:30:00"),
        (pd.Timestamp("2026-01-02 14:30", tz="Europe/Brussels"), "2026-01-02 14:30:00"),
        (pd.Timedelta("14:30:00"), "870"),
        (float("inf"), "inf"),
        ((1, 2), "(1, 2)"),
    ],
)
def test_one_value_as_text(value, text):
    column = pd.Series([value], dtype=object) if isinstance(value, tuple) else pd.Series([value])

    assert as_text(column).tolist() == [text]


def test_short_floats_keep_their_spelling():
    assert as_text(pd.Series([0.1, 2], dtype=np.float32)).tolist() == ["0.1", "2"]


@pytest.mark.parametrize("value", ["", "  ", None, np.nan, pd.NA, pd.NaT])
def test_nothing_is_missing(value):
    assert as_text(pd.Series([value, "a"], dtype=object)).isna().tolist() == [True, False]


def test_lists_are_text_and_mixed_types_are_seen():
    lists = pd.Series([["a"], ["b"]])

    assert as_text(lists).tolist() == ["['a']", "['b']"]
    assert is_mixed(pd.Series([1, "a"], dtype=object))
    assert not is_mixed(pd.Series(["1", "a"]))
    assert not is_mixed(pd.Series([1, None], dtype=object))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("-3.5", -3.5),
        (".5", 0.5),
        ("1e3", 1000),
        ("12,5", 12.5),
        ("1.250,5", 1250.5),
        ("1 250", 1250),
        ("1,250.50", 1250.5),
        ("1,250,000", 1250000),
        ("1.250", 1.25),
    ],
)
def test_numbers(text, number):
    assert read_numbers(cells(text))[0].tolist() == [number]


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "12a", "inf", "nan", "1,2,3", "--1", "½"])
def test_no_numbers(text):
    assert np.isnan(read_numbers(cells(text))[0]).all()


def test_dots_are_thousands_where_commas_are_decimals():
    numbers, comma = read_numbers(cells("1.250", "12,5"))

    assert comma
    assert numbers.tolist() == [1250, 12.5]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("14:30", 870),
        ("9:05", 545),
        ("14:30:30", 870.5),
        ("14u30", 870),
        ("14u", 840),
        ("14h05", 845),
        ("14:30 uur", 870),
        ("14.30 uur", 870),
        ("14.30u", 870),
        ("14 uur", 840),
        ("24:30", 1470),
        ("870", 870),
        ("870,5", 870.5),
        ("2026-03-01 14:30", 870),
        ("2026-03-01T14:30:00+01:00", 870),
        ("01/03/2026 14:30", 870),
    ],
)
def test_clock(text, minutes):
    assert read_clock(cells(text))[0].tolist() == [minutes]


def test_a_point_in_a_time_of_day_is_read_by_what_stands_beside_it():
    """9.45 is a quarter to ten among times of day, and a number among numbers."""
    assert read_clock(cells("9.45", "10:15"))[0].tolist() == [585, 615]
    assert read_clock(cells("9.45", "118.5"))[0].tolist() == [9.45, 118.5]
    assert not read_clock(cells("9.45", "10:15"))[2].any()
    assert read_clock(cells("9.75", "10:15"))[2].tolist() == [True, False]


@pytest.mark.parametrize(
    ("texts", "thousands"),
    [
        (("1.250", "310"), True),
        (("1,250", "12,000"), True),
        (("1.250.000",), True),
        (("310",), False),
        (("0.250", "0.750"), False),
        (("1.250", "2.5"), False),
        (("1.250", "1,250"), False),
    ],
)
def test_marks_between_thousands(texts, thousands):
    assert are_thousands(cells(*texts)) is thousands


@pytest.mark.parametrize("text", ["14:60", "48:00", "half three", "14:", "2026-13-01 14:30"])
def test_no_clock(text):
    assert np.isnan(read_clock(cells(text))[0]).all()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 14:30",
        "2026-03-01T14:30",
        "2026-3-1 14:30:00",
        "2026/03/01 14:30",
        "2026-03-01T14:30:00Z",
        "2026-03-01T14:30:00.000+01:00",
        "1/3/2026 14:30",
        "01-03-2026 14:30",
        "01.03.26 14:30:00",
    ],
)
def test_moments(text):
    moments, day_first = read_moments(cells(text))

    assert moments.tolist() == [datetime.datetime(2026, 3, 1, 14, 30)]
    assert day_first == (not text.startswith("2026"))


@pytest.mark.parametrize(
    "text", ["03/25/2026", "2026", "20260301", "Monday", "31/02/2026", "0026-03-01", "12"]
)
def test_no_moments(text):
    moments, day_first = read_moments(cells(text))

    assert np.isnat(moments).all()
    assert not day_first


def test_text_columns_keep_their_index():
    assert text_column(["a", None], index=[5, 6]).index.tolist() == [5, 6]
