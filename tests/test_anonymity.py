"""k and l of a table counted by hand, and what the function refuses."""

import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError

# twelve visitors made up for this test, counted by hand
STREET = ["Elm", "Oak", "Oak", "Elm", *["Fir"] * 4, "Elm", "Elm", "Oak", "Oak"]
AGE = [21, 22, 23, 24, 51, 52, 53, 54, 31, 32, 33, 34]
BAND = [*["twenties"] * 4, *["fifties"] * 4, *["thirties"] * 4]
HALF = ["under 50"] * 4 + ["50 and over"] * 4 + ["under 50"] * 4
INCOME = ["low", "low", "middle", "middle", "high", "low", "middle", "middle", *["high"] * 4]


@pytest.fixture(scope="module")
def visitors():
    return pd.DataFrame(
        {"street": STREET, "age": AGE, "band": BAND, "half": HALF, "income": INCOME}
    )


@pytest.mark.parametrize(
    ("quasi", "k", "l", "below_k", "below_l"),
    [
        # everybody has an age of her own: alone, with one income
        (["street", "age"], 1, 1, 12, 12),
        # three fours: low and middle; high, low and middle; only high, so that these four are known
        (["band"], 4, 1, 12, 4),
        # Elm: rows 1, 4, 9, 10 (low, middle, high); Oak: 2, 3, 11, 12 (the same); Fir: all three
        (["street", "half"], 4, 3, 12, 0),
        # under 50: eight people of three incomes; 50 and over: four of three
        (["half"], 4, 3, 4, 0),
        # Elm in her twenties: rows 1 and 4 (2 incomes), Oak: 2 and 3 (2), Fir: 4 people (3);
        # Elm in her thirties: 9 and 10 (high), Oak: 11 and 12 (high)
        (["street", "band"], 2, 1, 12, 4),
    ],
)
def test_visitors(visitors, quasi, k, l, below_k, below_l):
    found = br.inspect_anonymity(visitors, quasi, "income", least_k=5)
    assert (found.k, found.l, found.below_k, found.below_l) == (k, l, below_k, below_l)
    assert found.n_rows == 12


def test_missing_values_are_alike_and_tell_nothing():
    table = pd.DataFrame({"q": ["a", "a", None, None], "s": ["x", None, "x", "y"]})
    found = br.inspect_anonymity(table, ["q"], "s", least_k=3)
    assert (found.k, found.l, found.below_k, found.below_l) == (2, 1, 4, 2)


def test_a_study_by_all_but_ids():
    found = br.inspect_anonymity(br.simulate.five_houses(), sensitive="ses")
    assert "participant" not in found.quasi and "family" not in found.quasi
    assert "origin" in found.quasi and "ses" not in found.quasi
    assert found.k >= 1 and found.l is not None
    assert br.inspect_anonymity(br.simulate.five_houses()).l is None


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"quasi": ["streat"]}, UnknownNameError, "Did you mean"),
        ({"quasi": ["street"], "sensitive": "incom"}, UnknownNameError, "Did you mean 'income'"),
        ({"quasi": "street"}, OptionError, "list of columns"),
        ({}, OptionError, "must be given"),
        ({"quasi": []}, OptionError, "at least one"),
        ({"quasi": ["income"], "sensitive": "income"}, OptionError, "not the sensitive one"),
        ({"quasi": ["street"], "least_k": 0}, OptionError, "whole number"),
    ],
)
def test_wrong_calls(visitors, options, error, words):
    with pytest.raises(error, match=words):
        br.inspect_anonymity(visitors, **options)


def test_what_is_no_table(visitors):
    with pytest.raises(OptionError, match="Study or a DataFrame"):
        br.inspect_anonymity([1], ["a"])
    with pytest.raises(DataError, match="no rows"):
        br.inspect_anonymity(visitors[:0], ["street"])
