import re

import numpy as np
import pytest

import bridging as br
from bridging.errors import DataError


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ([[1, -2]], "`counts` must not be negative; the smallest value is -2."),
        ([[1, np.nan]], "`counts` must not have missing values."),
        ([[1, None]], "`counts` must not have missing values."),
        ([[1, np.inf]], "`counts` must hold finite numbers; it has infinite ones."),
        ([["one", "two"]], "`counts` must hold numbers only."),
        ([["1", "2"]], "`counts` must hold numbers only."),
        ([[1, "2"]], "`counts` must hold numbers only."),
        ([[1j, 2]], "`counts` must hold numbers only."),
        ([[1, 2], [3]], "`counts` must have rows of the same length."),
        (3, "`counts` must have units as rows and groups as columns, not the shape ()."),
        ([[], []], "not the shape (2, 0)."),
    ],
)
def test_counts_that_are_refused(counts, message):
    with pytest.raises(DataError, match=re.escape(message)):
        br.Composition(counts)


def test_text_is_not_repeated_in_the_message():
    with pytest.raises(DataError) as caught:
        br.Composition([["An Peeters", 1]])
    assert "Peeters" not in str(caught.value)


def test_labels_must_fit_and_differ():
    with pytest.raises(DataError, match="`units` must have 2 labels, .* not 1"):
        br.Composition([[1, 2], [3, 4]], units=["Monday"])
    with pytest.raises(DataError, match="`groups` must be different"):
        br.Composition([[1, 2]], groups=["a", "a"])
    with pytest.raises(DataError, match="`stack` must have 1 labels"):
        br.Composition([[[1, 2]]], stack=["x", "y"])


def test_one_row_is_one_unit_with_made_labels():
    mix = br.Composition([3, 2])
    assert mix.counts.shape == (1, 2)
    assert mix.units == ("unit 1",) and mix.groups == ("group 1", "group 2")


def test_by_unit_makes_a_stack_of_single_units():
    mix = br.Composition([[3, 2], [0, 5]], units=["Monday", "Friday"], groups=["a", "b"])
    apart = mix.by_unit()
    assert apart.counts.shape == (2, 1, 2)
    assert apart.stack == ("Monday", "Friday") and apart.groups == ("a", "b")
    assert apart.sizes.tolist() == [[3, 2], [0, 5]]
    # A stack of three places with two units each becomes three by two.
    places = br.Composition(np.ones((3, 2, 4))).by_unit()
    assert places.counts.shape == (3, 2, 1, 4) and places.stack is None


def test_counts_can_not_be_written_and_are_not_the_callers():
    given = np.ones((2, 2))
    mix = br.Composition(given)
    given[0, 0] = 9
    assert mix.counts[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        mix.counts[0, 0] = 9


def test_to_frame():
    mix = br.Composition([[3, 2], [0, 5]], units=["Monday", "Friday"], groups=["a", "b"])
    assert mix.to_frame().loc["Friday", "b"] == 5
    assert mix.by_unit().to_frame().loc[("Monday", "all"), "a"] == 3
    assert br.Composition(np.ones((2, 3, 2))).to_frame().shape == (6, 2)
    assert br.Composition(np.ones((2, 3, 2, 2))).to_frame().shape == (12, 2)


def test_repr_names_shape_and_groups():
    mix = br.Composition([[3, 2], [0, 5]], groups=["a", "b"])
    assert repr(mix) == "<Composition: 2 units, 2 groups ['a', 'b'], 10 people>"
    assert repr(mix.by_unit()).startswith("<Composition: stack of (2,), 1 units")


def test_html_escapes_labels():
    html = br.Composition([[1, 2]], units=["<script>"], groups=["<b>", "c"])._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html and "&lt;b&gt;" in html
