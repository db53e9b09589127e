"""The figure of calibration shows the rates of the committed page."""

import math
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from statsmodels.stats.proportion import proportion_confint

from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.figures import calibration_alternative, plot_calibration, read_calibration
from bridging.figures.calibration_tables import monte_carlo_limits

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
SMALL = """# A page made with `--worlds 100`

### Rejections at 5 %, world: nothing

| people | sessions | minority | pairs | `one` | `two_longer_than_a_line` |
|---|---|---|---|---|---|
| 20 | 8 | 50% | – | 0.040 | 0.500 |
| 60 | 24 | 20% | persistent | 0.000 (20% –) | – |

### Coverage of 95 % intervals of the diversity of people

| people | shares | families of two | `blau_unbiased` |
|---|---|---|---|
| 14 | 50% 50% | – | 0.970 |
"""


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(SMALL, encoding="utf-8")
    return read_calibration(path)


def points(ax):
    return [line for line in ax.lines if line.get_marker() in ("o", "s")]


def test_tables_are_read(small):
    assert len(small) == 4 and set(small["kind"]) == {"rejections"}
    first, last = small.iloc[0], small.iloc[2]
    assert (first["people"], first["minority"], first["rate"]) == (20, 0.5, 0.04)
    assert (last["method"], last["rate"], last["missing"], last["persistent"]) == (
        "one", 0.0, 0.2, True
    )  # fmt: skip
    assert math.isnan(small.iloc[3]["rate"])
    assert (small["worlds"] == 100).all()


def test_a_page_without_tables_is_refused(tmp_path):
    (tmp_path / "page.md").write_text("# Nothing\n", encoding="utf-8")
    with pytest.raises(DataError, match="tables of rejections or coverage"):
        read_calibration(tmp_path / "page.md")


def test_limits_are_those_of_wilson():
    for rate, worlds in ((0.0, 160), (0.05, 200), (1.0, 200)):
        theirs = proportion_confint(rate * worlds, worlds, method="wilson")
        assert monte_carlo_limits(rate, worlds) == pytest.approx(theirs, abs=1e-12)


def test_points_are_the_rates_with_their_error(small):
    ax = plot_calibration(small, worlds=["nothing"])
    drawn = points(ax)
    assert [line.get_xdata()[0] for line in drawn] == [0.04, 0.0, 0.5]  # and none without a rate
    assert [line.get_marker() for line in drawn] == ["o", "s", "o"]
    assert drawn[1].get_markerfacecolor() == "white" != drawn[0].get_markerfacecolor()
    rows = [round(float(line.get_ydata()[0])) for line in drawn]
    assert rows == [0, 0, 1]
    errors = [line for line in ax.lines if line.get_linewidth() == 0.8]
    assert list(errors[1].get_xdata()) == pytest.approx(monte_carlo_limits(0.0, 80))
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["one", "two_longer_than_a_\nline"]


def test_what_was_asked_for_is_a_line_in_a_band(small):
    ax = plot_calibration(small, worlds=["nothing"])
    (band,) = ax.patches
    error = math.sqrt(0.05 * 0.95 / 100)
    assert band.get_x() == pytest.approx(0.05 - 2 * error)
    assert band.get_width() == pytest.approx(4 * error)
    assert any(list(line.get_xdata()) == [0.05, 0.05] for line in ax.lines)
    said = [t.get_text() for legend in ax.figure.legends for t in legend.get_texts()]
    assert said[:2] == ["asked for: 5%", "within 2 Monte Carlo errors of it"]


def test_the_committed_page_has_every_method_and_design():
    table = read_calibration(PAGE)
    sizes = table.groupby(["kind", "world"]).size()
    # of partner choice there is one design more
    assert set(sizes["rejections"]) == {8 * 8 + 1} and set(sizes["coverage"]) == {8 * 7 + 1}
    rewire = table[(table["method"] == "partner_rewire") & (table["kind"] == "rejections")]
    row = rewire[(rewire["world"] == "confounded") & (rewire["people"] == 20)].iloc[0]
    line = next(
        line for line in PAGE.read_text("utf-8").split("world: confounded")[1].splitlines()
        if line.startswith("| 20 | 8 | 50%")
    )  # fmt: skip
    assert row["rate"] == float(line.split("|")[5])
    axes = plot_calibration(table, "coverage", language="nl")
    assert len(axes) == 2 and all(len(points(ax)) == 57 for ax in axes)
    assert axes[0].get_title(loc="left") == "Wereld: niets verschilt"


def test_power_has_no_line_and_no_band():
    table = read_calibration(PAGE)
    ax = plot_calibration(table, worlds=["odds 1/2"])
    assert not ax.patches and not any(list(line.get_xdata()) == [0.05] * 2 for line in ax.lines)
    assert "contacts have a preference here" in ax.get_xlabel().replace("\n", " ")
    assert plot_calibration(table, "coverage", worlds=["odds 1/2"]).patches


def test_the_alternative_gives_lowest_and_highest(small):
    text = calibration_alternative(small, worlds=["nothing"])
    assert text.endswith(
        "World nothing differs: one 0.000 to 0.040; two_longer_than_a_line 0.500 to 0.500."
    )
    assert "0,000 tot 0,040" in calibration_alternative(small, language="nl", worlds=["nothing"])


def test_what_can_not_be_drawn_is_refused(small):
    with pytest.raises(UnknownNameError, match="'confounded'"):
        plot_calibration(small)
    with pytest.raises(OptionError, match="`kind` must be one of"):
        plot_calibration(small, "power")
    with pytest.raises(OptionError, match="at least one world"):
        plot_calibration(small, worlds=[])
    table = read_calibration(PAGE)
    with pytest.raises(OptionError, match="`ax` can't show 2 worlds"):
        plot_calibration(table, ax=Figure().subplots())
    ax = Figure().subplots()
    assert plot_calibration(table, ax=ax, worlds=["nothing"]) is ax
    assert plt.get_fignums() == []
