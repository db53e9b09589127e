import re

import numpy as np
import pytest

import bridging as br
from bridging.errors import DataError


@pytest.mark.parametrize(
    ("contacts", "message"),
    [
        ([[1, -2], [-2, 1]], "`contacts` must not be negative; the smallest value is -2."),
        ([[1, np.nan], [np.nan, 1]], "`contacts` must not have missing values."),
        ([["a", "b"], ["b", "a"]], "`contacts` must hold numbers only."),
        ([[1, 2, 3], [2, 1, 3]], "`contacts` must be a square table, groups by groups, not"),
        ([1, 2], "not of the shape (2,)."),
        (np.zeros((0, 0)), "not of the shape (0, 0)."),
        ([[1, 2], [3, 1]], "`contacts` must be symmetric where contacts are undirected."),
    ],
)
def test_contacts_that_are_refused(contacts, message):
    with pytest.raises(DataError, match=re.escape(message)):
        br.MixingMatrix(contacts)


def test_what_goes_with_the_contacts_must_fit():
    table = [[2, 1], [1, 2]]
    with pytest.raises(DataError, match=re.escape("`sizes` must have the shape (2,), not (3,).")):
        br.MixingMatrix(table, sizes=[1, 2, 3])
    with pytest.raises(DataError, match="`expected` must be symmetric"):
        br.MixingMatrix(table, expected=[[1, 2], [3, 4]])
    with pytest.raises(DataError, match="`opportunities` must have the shape"):
        br.MixingMatrix(table, opportunities=np.ones((3, 3)))
    with pytest.raises(DataError, match="`sizes` must not be negative"):
        br.MixingMatrix(table, sizes=[1, -1])
    with pytest.raises(DataError, match="`units` must label a leading axis"):
        br.MixingMatrix(table, units=["x"])
    with pytest.raises(DataError, match="`groups` must have 2 labels"):
        br.MixingMatrix(table, groups=["a"])


def test_directed_need_not_be_symmetric():
    table = br.MixingMatrix([[40, 2], [5, 41]], directed=True)
    assert (table.total, table.within, table.between, table.n_contacts) == (88, 81, 7, 88)


def test_undirected_contacts_within_are_counted_from_both_ends():
    # Three within the first group, one within the second, two between: six contacts.
    table = br.MixingMatrix([[6, 2], [2, 2]])
    assert (table.total, table.within, table.between, table.n_contacts) == (12, 8, 4, 6)


def test_sizes_are_given_once_for_a_stack():
    stack = br.MixingMatrix(np.ones((3, 2, 2)), sizes=[4, 5], units=["x", "y", "z"])
    assert stack.sizes.tolist() == [[4, 5]] * 3
    assert stack.total.tolist() == [4, 4, 4]
    assert stack.to_frame().loc[("y", "group 1"), "group 2"] == 1
    assert br.MixingMatrix(np.ones((2, 3, 2, 2))).to_frame().shape == (12, 2)


def test_unknown_expectations_are_allowed():
    table = br.MixingMatrix([[2, 1], [1, 2]], expected=np.full((2, 2), np.nan))
    assert np.isnan(table.expected).all()


def test_repr_and_html():
    table = br.MixingMatrix([[6, 2], [2, 2]], groups=["<i>", "b"])
    assert repr(table) == "<MixingMatrix: undirected, 2 groups ['<i>', 'b'], 6 contacts>"
    assert "<i>" not in table._repr_html_() and "&lt;i&gt;" in table._repr_html_()
    stack = br.MixingMatrix(np.ones((3, 2, 2)), directed=True)
    assert repr(stack).startswith("<MixingMatrix: stack of (3,), directed, 2 groups")
