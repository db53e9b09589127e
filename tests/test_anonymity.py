"""k and l of published tables of patients, and what the function refuses."""

import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError

ILL = ["heart", "heart", "viral", "viral", "cancer", "heart", "viral", "viral"] + ["cancer"] * 4


@pytest.fixture(scope="module")
def patients():
    """Machanavajjhala et al. (2007): patients as they were, 4-anonymous, and 3-diverse."""
    return pd.DataFrame(
        {
            "zip": ["13053", "13068", "13068", "13053", "14853", "14853", "14850", "14850",
                    "13053", "13053", "13068", "13068"],
            "age": [28, 29, 21, 23, 50, 55, 47, 49, 31, 37, 36, 35],
            "zip4": ["130**"] * 4 + ["1485*"] * 4 + ["130**"] * 4,
            "age4": ["<30"] * 4 + [">=40"] * 4 + ["3*"] * 4,
            "zip3": ["1305*", "1306*", "1306*", "1305*", *["1485*"] * 4, "1305*", "1305*",
                     "1306*", "1306*"],
            "age3": ["<=40"] * 4 + [">40"] * 4 + ["<=40"] * 4,
            "ill": ILL,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quasi", "k", "l", "below"),
    [(["zip", "age"], 1, 1, 12), (["zip4", "age4"], 4, 1, 4), (["zip3", "age3"], 4, 3, 0)],
)
def test_patients(patients, quasi, k, l, below):
    found = br.inspect_anonymity(patients, quasi, "ill", least_k=4)
    assert (found.k, found.l, found.below_l) == (k, l, below)
    assert found.below_k == (12 if k < 4 else 0) and found.n_rows == 12


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
        ({"quasi": ["zipp"]}, UnknownNameError, "Did you mean"),
        ({"quasi": ["zip"], "sensitive": "il"}, UnknownNameError, "Did you mean 'ill'"),
        ({"quasi": "zip"}, OptionError, "list of columns"),
        ({}, OptionError, "must be given"),
        ({"quasi": []}, OptionError, "at least one"),
        ({"quasi": ["ill"], "sensitive": "ill"}, OptionError, "not the sensitive one"),
        ({"quasi": ["zip"], "least_k": 0}, OptionError, "whole number"),
    ],
)
def test_wrong_calls(patients, options, error, words):
    with pytest.raises(error, match=words):
        br.inspect_anonymity(patients, **options)


def test_what_is_no_table(patients):
    with pytest.raises(OptionError, match="Study or a DataFrame"):
        br.inspect_anonymity([1], ["a"])
    with pytest.raises(DataError, match="no rows"):
        br.inspect_anonymity(patients[:0], ["zip"])
