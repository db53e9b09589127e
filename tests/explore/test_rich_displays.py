"""What a notebook shows of results and structures: the numbers that are in them, as text."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest

import bridging as br
from bridging.analyses.contact_models import pair_logit
from bridging.figures import alt_text, mixing_alternative


def tables(page):
    """Every table of a page, as rows of cells."""
    return [
        [
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)
        ]
        for table in re.findall(r"<table.*?</table>", page, re.S)
    ]


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses().select(sites=["house-4", "house-5"])


def test_a_contact_model_shows_its_odds_ratios_and_what_it_rests_on(houses):
    model = pair_logit(houses, "origin")
    page = model._repr_html_()
    (rows,) = tables(page)
    assert rows[0] == ["term", "odds ratio", "limits", "p"]
    across = dict(zip(model.table["term"], model.table.to_dict("records"), strict=True))["across"]
    row = next(row for row in rows if row[0] == "across")
    assert float(row[1]) == pytest.approx(np.exp(across["estimate"]), abs=0.005)
    low, high = map(float, row[2].split(" to "))
    limits = np.exp([across["ci_low"], across["ci_high"]])
    assert [low, high] == pytest.approx(limits, abs=0.005)
    assert f"{model.n_people} people" in page and model.method.split(";")[0] in page
    nobody = pair_logit(houses.select(sites="house-4"), "origin")
    assert nobody.undefined and nobody.undefined in nobody._repr_html_()
    assert "<table" not in nobody._repr_html_()


def test_a_chain_has_a_column_for_each_place_and_a_reason_for_each_gap(houses):
    found = br.chain(houses, "origin", by="site", null=False)
    (rows,) = tables(found._repr_html_())
    assert rows[0] == ["", "origin, house-4", "origin, house-5"]
    shown = {row[0]: row[1:] for row in rows[1:]}
    assert list(shown)[:6] == [
        "reference", "visitors", "visits", "present", "opportunity", "contacts",
    ]  # fmt: skip
    part = found[1]
    limits = part.intervals["contacts"]
    said = f"{part['contacts']:.2f} ({limits.low:.2f} to {limits.high:.2f})"
    assert shown["contacts"] == ["0.00", said]
    assert shown["uptake"][0] == "–"
    reason = found[0].undefined["uptake"]
    assert re.search(
        f"<li>origin, house-4, .*uptake: {re.escape(reason)}</li>", found._repr_html_()
    )


def test_structures_show_whole_counts():
    mixing = br.MixingMatrix([[40, 2], [2, 10]], ["<a>", "b"])
    (rows,) = tables(mixing._repr_html_())
    assert rows[1:] == [["&lt;a&gt;", "40", "2"], ["b", "2", "10"]]
    assert "27 contacts; the diagonal counts them from both ends" in mixing._repr_html_()
    directed = br.MixingMatrix([[40, 2], [5, 41]], ["a", "b"], directed=True)
    assert "88 contacts; from row to column" in directed._repr_html_()
    counts = np.ones((200, 2))
    page = br.Composition(counts, units=list(map(str, range(200))), groups=["a", "b"])
    assert page._repr_html_().count("<tr") < 40 and "400 in all" in page._repr_html_()


def test_graphs_show_how_many_people_there_are_of_each_group():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy"], "g": ["a", "<b>", None]},
        attendance={"participant": ["an", "bo", "cy"]},
        encounters={"source": ["an"], "target": ["bo"]},
        lines={"g": ["a", "<b>"]},
    )
    expected = [["g", "a", "1"], ["g", "&lt;b&gt;", "1"], ["g", "unknown", "1"]]
    for found in (study.contact_graphs()["all"], study.meetings("g", of="sessions")):
        (rows,) = tables(found._repr_html_())
        assert rows[1:] == expected
        assert found._repr_html_().startswith("<p>3 people")


def test_results_have_a_figure_with_a_range_for_each_measure():
    table = br.MixingMatrix([[4, 2], [2, 6]], ["a", "b"], sizes=[3, 4])
    results = br.profile(table, measures=["ei_index", "bridging_share"])
    ax = results.plot_profile(language="nl")
    labels = " ".join(text.get_text() for text in ax.get_yticklabels() + ax.texts)
    assert "E-I-index" in labels
    assert "text-align: right" in results._repr_html_()
    plt.close("all")


def test_a_mixing_matrix_has_one_alternative():
    table = br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"])
    names = {"a": "left", "b": "right"}
    assert alt_text(table, "nl", names=names) == mixing_alternative(table, "nl", names=names)
