"""Results show themselves everywhere, are frozen, and keep their columns."""

import pickle

import numpy as np
import pytest

import bridging as br
from bridging.errors import UnknownNameError
from bridging.results import COLUMNS


@pytest.fixture(scope="module")
def results():
    table = br.MixingMatrix(
        [[[4, 2], [2, 6]], [[0, 0], [0, 0]]], groups=["<b>&a", "b_%"], units=["x & y", "z"]
    )
    return br.profile(table, measures=["ei_index", "bridging_share"])


def test_columns_are_those_of_the_documentation(results):
    assert list(results.to_frame()) == list(COLUMNS)
    assert results[0].to_frame().shape == (1, len(COLUMNS))


def test_the_notebook_shows_an_escaped_table(results):
    from IPython.core.formatters import HTMLFormatter

    page = HTMLFormatter()(results)
    assert "<table>" in page and "x &amp; y" in page
    assert "<b>&a" not in page
    assert HTMLFormatter()(results[0]).startswith("<table>")


def test_print_shows_the_numbers(results):
    text = repr(results)
    assert "E-I index" in text and "there are no contacts" in text
    assert "no results" in repr(br.Results([]))


def test_latex_escapes_what_latex_reads(results):
    text = results.to_latex()
    assert r"x \& y" in text and r"\toprule" in text and text.count(r"\\") == 1 + len(results)
    group = br.estimate(
        "coleman_homophily", br.MixingMatrix([[4, 2], [2, 6]], ["a_%", "b"], sizes=[3, 4])
    )
    assert r"a\_\%" in group.to_latex()


def test_excel_holds_the_same_table(results, tmp_path):
    import pandas as pd

    path = tmp_path / "results.xlsx"
    results.to_excel(path)
    table = pd.read_excel(path)
    assert list(table) == list(COLUMNS)
    np.testing.assert_allclose(table["estimate"], results.to_frame()["estimate"])


def test_results_are_picked_by_measure_place_and_unit(results):
    assert len(results["ei_index"]) == 2
    assert results["ei_index"].only(unit="x & y").estimate == pytest.approx(2 * 2 / 7 - 1)
    assert len(results[:3]) == 3
    with pytest.raises(UnknownNameError, match=r"Did you mean 'ei_index'"):
        results["ei_indx"]
    with pytest.raises(UnknownNameError, match=r"there are 4 results"):
        _ = results.estimate


def test_results_are_frozen_and_can_be_pickled(results):
    with pytest.raises(AttributeError):
        results[0].estimate = 1.0
    assert pickle.loads(pickle.dumps(results.to_frame())).equals(results.to_frame())


def test_sentences_and_methods_in_both_languages(results):
    for language in ("en", "nl"):
        sentences = results.sentences(language)
        assert len(sentences) == len(results) and all(s.endswith(".") for s in sentences)
        assert results.method_text(language)
    assert str(results[0]) == results[0].sentence()
