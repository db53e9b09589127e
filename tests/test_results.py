"""Results show themselves everywhere, are frozen, and keep their columns."""

import pickle

import numpy as np
import pytest

import bridging as br
from bridging.errors import UnknownNameError
from bridging.privacy import suppress_study
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


NASTY = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\tx", "house 1"]


@pytest.fixture(scope="module")
def nasty():
    """Results of places that are called as formulas are written."""
    table = br.MixingMatrix([[[4, 2], [2, 6]]] * len(NASTY), groups=["a", "b"], units=NASTY)
    return br.estimate("ei_index", table)


def test_excel_takes_no_name_for_a_formula(nasty, tmp_path):
    from openpyxl import load_workbook

    path = nasty.to_excel(tmp_path / "x.xlsx")
    sheet = load_workbook(path)["results"]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    place = list(COLUMNS).index("unit")
    assert [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)] == NASTY
    estimates = [row[COLUMNS.index("estimate")] for row in sheet.iter_rows(2, values_only=True)]
    assert estimates == pytest.approx(nasty.to_frame()["estimate"].tolist())


def test_csv_takes_no_name_for_a_formula(nasty, tmp_path):
    import csv

    path = nasty.to_csv(tmp_path / "x.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["unit"] for row in rows] == [f"'{name}" for name in NASTY[:-1]] + ["house 1"]
    assert [float(row["estimate"]) for row in rows] == nasty.to_frame()["estimate"].tolist()


def test_an_output_that_cant_be_is_refused(nasty, tmp_path):
    from bridging.errors import OptionError, OutputError

    with pytest.raises(OptionError, match=r"must end in .xlsx, not in '.xls'"):
        nasty.to_excel(tmp_path / "x.xls")
    for write in (nasty.to_excel, nasty.to_csv, nasty.to_word):
        with pytest.raises(OutputError, match="does not exist"):
            write(tmp_path / "none" / "x.xlsx")


def test_what_was_withheld_stays_withheld_in_every_file(tmp_path):
    study = br.simulate.five_houses()
    results = br.profile(study, "origin", "site", ["bridging_share"], null=None, interval=None)
    public = suppress_study(results, study, "site")
    gone = [item.unit for item in public if item.undefined.startswith("withheld")]
    assert gone
    import pandas as pd

    read = {
        "csv": pd.read_csv(public.to_csv(tmp_path / "x.csv")),
        "xlsx": pd.read_excel(public.to_excel(tmp_path / "x.xlsx")),
    }
    for table in read.values():
        rows = table[table["unit"].isin(gone)]
        numbers = [name for name in COLUMNS if name.startswith("n_") and name != "n_left_out"]
        assert rows[["estimate", "std_error", *numbers]].isna().all(axis=None)
        assert rows["undefined"].str.startswith("withheld").all()
    for line in public.to_latex().splitlines():
        if any(unit in line for unit in gone):
            assert "withheld" in line and not any(c.isdigit() for c in line.split("&", 3)[3])
