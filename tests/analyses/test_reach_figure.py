import matplotlib.pyplot as plt
import pytest

import bridging as br
from bridging.analyses.reach import reach
from bridging.errors import OptionError
from bridging.figures.reach import reach_alt_text


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def found():
    return reach(br.simulate.five_houses(), "origin", by="site", n_resamples=99)


def test_shares_stand_where_they_are_and_reasons_where_there_are_none(found):
    ax = found.plot(language="nl")
    table = found.to_frame().query("part == 'visitors' and of == 'families' and name == 'share'")
    labels = [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]
    # a row for each group, and one for a house where nobody's group is known
    assert len(labels) == len(table) == 8
    assert "Huis 5 (synthetisch), buitenlandse achtergrond" in labels[-1]
    dots = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert dots == pytest.approx(table["estimate"].dropna().tolist())
    assert [text.get_text() for text in ax.texts] == ["van niemand is de groep bekend"] * 2
    assert "gezinnen" in ax.get_xlabel()


def test_curves_of_a_reach_have_bands_and_a_panel_for_each_unit(found):
    axes = found.plot("return")
    assert [ax.get_title(loc="left") for ax in axes] == list(found.unit_names.values())
    assert len(axes) == len(found.units) == 5
    assert len(found.plot("drop_out", language="nl")) == 5


def test_what_can_not_be_drawn_says_so():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "g": ["$a$", "b"]},
        attendance={"participant": ["an", "bo"]},
        lines={"g": ["$a$", "b"]},
    )
    found = reach(study)
    ax = found.plot("return")
    assert [text.get_text() for text in ax.texts] == ["the order of the sessions is not known"]
    assert found.plot().get_yticklabels()[0].get_text() == "$a$"
    with pytest.raises(OptionError, match="`part` must be one of 'visitors', 'return', 'drop_out'"):
        found.plot("hours")


def test_the_figure_in_words(found):
    text = reach_alt_text(found, language="nl")
    assert text.startswith("Een rij per groep") and "Huis 5" in text
