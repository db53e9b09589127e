import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import contingency

import bridging as br
from bridging.errors import OptionError

consolidation = br.measures.consolidation

counts = arrays(
    np.int64, st.tuples(st.integers(2, 4), st.integers(2, 4)), elements=st.integers(0, 9)
)


def reason(table, language="en", **options):
    return str(
        br.measures.get_measure("cramers_v").reasons(br.Composition(table), options, language)
    )


def test_worked_by_hand():
    # 8, 2 / 2, 8: expected 5 everywhere, chi-square 4 * 9/5 = 7.2; sqrt(7.2/20)
    assert consolidation(br.Composition([[8, 2], [2, 8]])) == pytest.approx(0.6)
    # 2 x 3, every column sum 2: expected 1 everywhere; chi-square 4 of 6 people, smaller side 2
    assert consolidation(br.Composition([[2, 1, 0], [0, 1, 2]])) == pytest.approx(np.sqrt(4 / 6))
    # corrected: 4/6 - 2/5, sides 2 - 1/5 and 3 - 4/5
    corrected = consolidation(br.Composition([[2, 1, 0], [0, 1, 2]]), correction="bergsma")
    assert corrected == pytest.approx(np.sqrt((4 / 6 - 2 / 5) / (1 - 1 / 5)))


def test_one_where_the_larger_side_decides_and_zero_where_independent():
    assert consolidation(br.Composition([[3, 0, 0], [0, 4, 2]])) == pytest.approx(1)
    assert consolidation(br.Composition([[2, 4], [3, 6]])) == 0
    assert consolidation(br.Composition([[2, 4], [3, 6]]), correction="bergsma") == 0


@given(counts)
@settings(deadline=None)
def test_against_scipy(table):
    rows, columns = table.sum(axis=1) > 0, table.sum(axis=0) > 0
    value = consolidation(br.Composition(table))
    if rows.sum() < 2 or columns.sum() < 2:
        assert np.isnan(value)
        return
    kept = table[rows][:, columns]
    assert value == pytest.approx(contingency.association(kept, "cramer"), abs=1e-7)
    assert consolidation(br.Composition(table.T)) == pytest.approx(value)


@given(counts)
@settings(deadline=None)
def test_two_by_two_squared_is_eta_squared(table):
    table = table[:2, :2]
    value = consolidation(br.Composition(table))
    if not np.isnan(value):
        assert value**2 == pytest.approx(
            br.measures.eta_squared(br.Composition(table))[0], abs=1e-9
        )


def test_without_members_and_with_too_few_people():
    assert reason([[3, 0], [2, 0]]) == "there are people of one group only"
    assert reason([[3, 2], [0, 0]]) == "there are people in one unit only"
    assert consolidation(br.Composition([[1, 0], [0, 1]])) == 1
    assert reason([[1, 0], [0, 1]], correction="bergsma") == (
        "there are no more people than groups on one of the lines"
    )
    assert reason([[1, 0], [0, 1]], "nl", correction="bergsma").startswith("er zijn niet meer")


def test_a_stack_of_corrected_values():
    stack = np.array([[[8, 2], [2, 8]], [[1, 0], [0, 1]], [[5, 5], [5, 5]]])
    values = consolidation(br.Composition(stack), correction="bergsma")
    assert values == pytest.approx([np.sqrt(5.84 / 18), np.nan, 0], nan_ok=True)


def test_corrected_values_of_independent_lines_are_smaller():
    rng = np.random.default_rng(1)
    tables = rng.multinomial(20, [1 / 9] * 9, 400).reshape(-1, 3, 3)
    plain = consolidation(br.Composition(tables))
    corrected = consolidation(br.Composition(tables), correction="bergsma")
    assert np.nanmean(plain) > 0.25 and np.nanmean(corrected) < 0.15


def test_options_that_are_not_there():
    with pytest.raises(OptionError, match="`correction` must be one of None, 'bergsma'"):
        consolidation(br.Composition([[1, 2], [2, 1]]), correction="yates")
