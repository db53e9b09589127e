"""What looks like a personal detail, and what does not."""

import pandas as pd
import pytest

from bridging.records import from_frames
from bridging.records.personal import looks_like

NAMES = ["An Peeters", "Bo De Smet", "Carla van den Berg", "Dries Maes", "Élise Dubois"]


@pytest.mark.parametrize(
    ("name", "values", "seems"),
    [
        ("who", NAMES, "names"),
        ("voornaam", ["an", "bo"], "names"),
        ("participant", ["Anna", "Bilal", "Carla", "Dries", "Eva"], "names"),
        ("participant", ["anna-1", "bilal-2", "carla-3", "dries-4", "eva-5"], ""),
        ("participant", ["P001", "P002", "P003", "P004", "P005"], ""),
        ("participant", ["0412345678"[k:] for k in range(5)], ""),
        ("note", ["call an@home.be", "x"], "e-mail addresses"),
        ("number", ["0470 12 34 56", "+32 9 123 45 67"], "phone numbers"),
        ("age", ["31", "40"], ""),
        ("geboortedatum", ["01/02/1990", "03/04/1991"], "birth dates"),
        ("since", ["1980-02-01", "1992-03-04", "2001-05-05"], "birth dates"),
        ("first_visit", ["2025-02-01", "2025-03-04"], ""),
        ("origin", ["Belgian background", "foreign background"], ""),
        ("language", ["Nederlands", "Frans", "Arabisch", "Turks", "Engels"], ""),
        ("place", ["Samen Spelen", "Samen Eten"] * 10, ""),
        ("remark", [f"a long remark about person number {k}" for k in range(6)], "free text"),
        ("empty", [None, None], ""),
    ],
)
def test_what_a_column_seems_to_hold(name, values, seems):
    assert looks_like(name, pd.Series(values, dtype=object)) == seems


def test_numbers_and_moments_are_not_looked_at():
    assert looks_like("x", pd.Series([1.0, 2.0])) == ""
    assert looks_like("x", pd.Series(pd.to_datetime(["1980-01-01", "2000-01-01"]))) == ""


def test_the_study_warns_without_a_value_and_spares_lines():
    records = from_frames(
        {
            "participants": pd.DataFrame(
                {"participant": list("abcde"), "who": NAMES, "g": NAMES, "mail": ["a@b.be"] * 5}
            )
        },
        lines={"g": list(NAMES)},
    )
    found = records.problems
    assert found["column"].tolist() == ["who", "mail"]
    assert (found["severity"] == "warning").all() and (found["n_rows"] == 0).all()
    assert not any(name in found.to_string() for name in (*NAMES, "a@b.be"))
