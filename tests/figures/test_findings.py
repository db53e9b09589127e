"""The figures of findings and of comparisons: what is drawn is what was found."""

import warnings
from dataclasses import replace

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

import bridging as br
from bridging.analyses.compare_chains import ChainComparison
from bridging.analyses.findings_result import Findings
from bridging.errors import DataError, OptionError
from bridging.figures.comparison import comparison_alternative, plot_comparison
from bridging.figures.findings import findings_alternative, plot_findings
from bridging.figures.svg import to_svg
from bridging.words.comparison import points_text


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def found():
    return br.findings(br.simulate.five_houses(), n_resamples=49)


@pytest.fixture(scope="module")
def comparison():
    one, two = (
        br.simulate.world(seed=1, people=30, sessions=12, partner_choice=c, separation=s)
        for c, s in ((1.0, 0.0), (0.4, 0.5))
    )
    return br.compare_chains(one, two, "origin", null=False)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def marks(ax, marker):
    return {line.get_ydata()[0]: line for line in ax.lines if line.get_marker() == marker}


def test_rows_are_in_the_order_of_the_study(found):
    ax = plot_findings(found)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == [f"{item.unit}, {item.line}" for item in found.items]
    low, high = ax.get_ylim()
    assert low > high


def test_a_dot_is_partner_choice_and_a_row_without_one_says_the_finding(found):
    ax = plot_findings(found)
    dots = marks(ax, "o")
    drawn = [row for row, item in enumerate(found.items) if item.unit == "house-5"]
    assert sorted(dots) == drawn
    for row in drawn:
        item = found[row]
        assert dots[row].get_xdata()[0] == item.partner_choice
        (bar,) = [
            line
            for line in ax.lines
            if list(line.get_ydata()) == [row, row] and line.get_marker() == "None"
        ]
        assert list(bar.get_xdata()) == [item.interval.low, item.interval.high]
    said = texts(ax)
    assert sum(text.startswith("no opportunity: ") for text in said) == 5
    assert sum(text.startswith("too little data: it is not known") for text in said) == 3
    assert "bridging" in said


def test_the_threshold_and_1_are_marked(found):
    ax = plot_findings(replace(found, items=tuple(replace(i, delta=0.7) for i in found.items)))
    upright = [line for line in ax.lines if len(set(line.get_xdata())) == 1]
    upright = [line for line in upright if list(line.get_ydata()) == [0, 1]]
    assert sorted((line.get_xdata()[0], line.get_linestyle()) for line in upright) == [
        (0.7, "--"),
        (1.0, "-"),
    ]
    assert "threshold\n0.70" in texts(ax)


def test_an_interval_that_goes_on_has_an_arrow(found):
    item = found[4]
    wide = replace(item, interval=replace(item.interval, high=40.0))
    ax = plot_findings(Findings(items=(wide, item), audience="team"))
    assert ax.get_xlim()[1] < 4
    assert list(marks(ax, ">")) == [0]
    assert f"{item.interval.low:.2f} to 40.00" in findings_alternative(
        Findings(items=(wide,), audience="team")
    )


def test_no_contact_across_and_withheld_rows(found):
    item = found[4]
    none = replace(
        item, finding="little contact across", bridging_contacts=0.0, bonding_contacts=50.0,
        interval=None,
    )  # fmt: skip
    gone = replace(
        item, finding="too few people to publish", interval=None,
        visits_with_someone_across=float("nan"),
    )  # fmt: skip
    ax = plot_findings(Findings(items=(none, gone), audience="publication"), language="nl")
    said = texts(ax)
    assert "weinig contact over de grens: 0 van de 50" in said
    assert "te weinig mensen om te publiceren" in said
    assert not marks(ax, "o") and ax.get_legend() is None


def test_parts_are_bars_and_their_sum_is_the_last(comparison):
    part = comparison[0]
    ax = plot_comparison(comparison)
    widths = [bar.get_width() for bar in ax.patches]
    assert widths[:-1] == pytest.approx([100 * v for v in part.contributions.values()])
    assert sum(widths[:-1]) == pytest.approx(widths[-1])
    assert widths[-1] == pytest.approx(100 * part.difference)
    assert ax.patches[-1].get_hatch() and not ax.patches[0].get_hatch()  # apart in grey too
    whiskers = marks(ax, "|")
    for row, label in enumerate(part.contributions):
        limits = part.intervals[label]
        if limits.undefined:
            assert row not in whiskers
        else:
            ends = [100 * limits.low, 100 * limits.high]
            assert list(whiskers[row].get_xdata()) == pytest.approx(ends)
    low, high = ax.get_xlim()
    assert low < min(widths) and high > 0


def test_a_difference_that_can_not_be_split_says_why(comparison):
    part = replace(comparison[0], undefined="why", undefined_nl="waarom", contributions={})
    one = ChainComparison(parts=(part,), level=0.95)
    assert texts(plot_comparison(one, language="nl")) == ["waarom"]
    assert comparison_alternative(one).endswith("origin: why.")


def test_several_differences_have_a_panel_each(comparison):
    several = ChainComparison(parts=comparison.parts * 2, level=0.95)
    assert len(plot_comparison(several)) == 2
    with pytest.raises(OptionError, match="`ax` can't show 2 differences"):
        plot_comparison(several, ax=Figure().subplots())
    many = ChainComparison(parts=comparison.parts * 7, level=0.95)
    with pytest.raises(OptionError, match="can't show 7"):
        plot_comparison(many)


def test_nothing_to_draw():
    for draw in (plot_findings, findings_alternative):
        with pytest.raises(DataError, match="at least one finding"):
            draw(Findings(items=(), audience="team"))
    for draw in (plot_comparison, comparison_alternative):
        with pytest.raises(DataError, match="at least one difference"):
            draw(ChainComparison(parts=(), level=0.95))


def test_given_axes_are_drawn_on(found, comparison):
    for result in (found, comparison):
        ax = Figure().subplots()
        assert result.plot(ax=ax) is ax
    assert plt.get_fignums() == []


def test_alternatives_give_the_numbers_in_both_languages(found, comparison):
    english, dutch = (findings_alternative(found, language) for language in ("en", "nl"))
    (item,) = (one for one in found.items if (one.unit, one.line) == ("house-5", "origin"))
    value, low = f"{item.partner_choice:.2f}", f"{item.interval.low:.2f}"
    assert f"house-5, origin: bridging, {value} ({low} to" in english
    value, low = value.replace(".", ","), low.replace(".", ",")
    assert f"house-5, origin: overbruggend contact, {value} ({low} tot" in dutch
    assert english.count("no opportunity: ") == 5
    english, dutch = (comparison_alternative(comparison, language) for language in ("en", "nl"))
    part = comparison[0]
    for label, words in (("co_presence", "(co-presence)"), ("uptake", "(uptake)")):
        assert f"{words} {points_text(part.contributions[label])}" in english
    assert english.endswith(f"The difference: {points_text(part.difference)}.")
    assert f"(ontmoeting) {points_text(part.contributions['uptake'], 'nl')}" in dutch


def test_odd_names_are_drawn_as_they_are(found, comparison):
    odd = Findings(items=tuple(replace(i, unit="$x^2$ <b>") for i in found.items), audience="team")
    parts = tuple(replace(p, b=replace(p.b, unit="$y$ {0}")) for p in comparison.parts)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "$x^2$ &lt;b&gt;" in to_svg(plot_findings(odd))
        assert "$y$ {0}" in to_svg(plot_comparison(replace(comparison, parts=parts)))
