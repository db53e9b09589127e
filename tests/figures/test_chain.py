import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from bridging.analyses.chain_result import LABELS, Chain, ChainPart
from bridging.errors import DataError, OptionError
from bridging.figures import chain_alternative, plot_chain, to_svg
from bridging.figures.chain import FILLS
from bridging.inference import Interval

# the three sessions worked by hand in the design, with a reference where one pair in two crosses
VALUES = {
    "reference": 1 / 2,
    "visitors": 2 / 3,
    "visits": 2 / 3,
    "present": 1 / 2,
    "opportunity": 3 / 7,
    "contacts": 1 / 4,
    "composition": 4 / 3,
    "frequency": 1.0,
    "co_presence": 3 / 4,
    "timing": 6 / 7,
    "uptake": 7 / 12,
}
SHARES = [100 * VALUES[step] for step in list(VALUES)[:6]]


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def made(**changed):
    """A chain of one part; a value of None is missing, for a reason."""
    more = {
        name: changed.pop(name) for name in ("unit", "crossing", "intervals") if name in changed
    }
    values = VALUES | changed
    missing = {label for label in LABELS if values.get(label) is None}
    return ChainPart(
        line="origin",
        group="all",
        values={label: math.nan if label in missing else values[label] for label in LABELS},
        undefined=dict.fromkeys(missing, "nobody looked"),
        undefined_nl=dict.fromkeys(missing, "niemand keek"),
        **{"unit": "all", "crossing": "across", **more},
    )


def chain(*parts):
    return Chain(parts=parts, level=0.95, seed=0, version="", fingerprint="")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def rows(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_bars_are_the_steps_from_top_to_bottom():
    ax = plot_chain(chain(made()))
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(SHARES)
    middles = [bar.get_y() + bar.get_height() / 2 for bar in ax.patches]
    assert middles == pytest.approx(range(6))
    low, high = ax.get_ylim()
    assert low > high
    assert rows(ax)[1] == "Visitors\n67 of 100" and rows(ax)[5] == "Contacts\n25 of 100"
    assert ax.get_xlabel() == "Of 100 pairs or contacts: across the line"


def test_lines_lead_from_bar_to_bar_with_the_factor():
    ax = plot_chain(chain(made()))
    assert texts(ax) == [
        "×1.33 composition",
        "×1.00 frequency",
        "×0.75 co-presence",
        "×0.86 timing",
        "×0.58 uptake",
    ]
    for row, line in enumerate(ax.lines):
        before, after = SHARES[row : row + 2]
        assert list(line.get_xdata()) == pytest.approx([before, before, after, after])
        (label,) = [text for text in ax.texts if text.get_position()[1] == row + 0.5]
        assert label.get_position()[0] > max(before, after)


def test_dutch_has_its_words_and_commas():
    ax = plot_chain(chain(made()), language="nl")
    assert "×0,75 gelijktijdigheid" in texts(ax)
    assert rows(ax)[3] == "Samen aanwezig\n50 van de 100"
    drawn = [text.get_text() for text in ax.get_legend().get_texts()]
    assert drawn == ["Referentiepopulatie", "Wie komt er?", "Wie is er samen?", "Wie ontmoet wie?"]


def test_intervals_are_drawn_where_there_are():
    def limits(low, high, undefined=""):
        return Interval(
            low=low, high=high, std_error=0.1, level=0.9, method="", undefined=undefined
        )

    intervals = {"present": limits(0.4, 0.9), "contacts": limits(math.nan, math.nan, "few")}
    ax = plot_chain(chain(made(intervals=intervals)))
    (whisker,) = [line for line in ax.lines if line.get_marker() == "|"]
    assert list(whisker.get_xdata()) == pytest.approx([40, 90])
    assert list(whisker.get_ydata()) == [3, 3]
    assert ax.get_xlim()[1] > 90


def test_a_step_without_a_value_is_a_hatched_gap_with_the_reason():
    ax = plot_chain(
        chain(made(visitors=None, visits=None, composition=None, frequency=None, co_presence=None)),
        language="nl",
    )
    (gap,) = [patch for patch in ax.patches if patch.get_hatch()]
    assert (gap.get_y(), gap.get_y() + gap.get_height()) == pytest.approx((0.6, 2.4))
    assert texts(ax)[0] == "niemand keek" and ax.texts[0].get_position()[1] == 1.5
    assert texts(ax)[1:] == ["×0,86 timing", "×0,58 ontmoeting"]
    assert rows(ax)[1:3] == ["Bezoekers", "Bezoeken"]


def test_zero_says_from_where_on_contact_was_not_possible():
    later = dict.fromkeys(["present", "opportunity", "contacts", "co_presence"], 0.0)
    ax = plot_chain(chain(made(**later, timing=None, uptake=None)))
    assert texts(ax)[-1] == "0: from here on not possible"
    assert ax.texts[-1].get_position()[1] == 3
    assert not any("timing" in text or "uptake" in text for text in texts(ax))
    only = plot_chain(chain(made(contacts=0.0, uptake=0.0)))
    assert texts(only)[-1] == "×0.00 uptake"


def test_several_chains_share_a_scale():
    units = [made(unit="b"), made(unit="a", visitors=0.9, composition=1.8, frequency=20 / 27)]
    axes = plot_chain(chain(*units, made(unit="c")))
    assert [ax.get_title(loc="left") for ax in axes] == ["b, origin", "a, origin", "c, origin"]
    assert len({ax.get_xlim() for ax in axes}) == 1
    figure = axes[0].figure
    assert len(figure.axes) == 3 and len(figure.legends) == 1
    figure.draw_without_rendering()
    assert all(float(label.get_text()) <= 100 for label in axes[1].get_xticklabels())


def test_two_lines_name_the_crossing():
    axes = plot_chain(chain(*(made(crossing=name) for name in ("none", "one", "two"))))
    assert axes[2].get_title(loc="left") == "origin: across both lines"
    assert axes[0].get_xlabel().endswith("between people alike on both lines")


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(DataError, match="at least one chain; there are none"):
        plot_chain(chain())
    with pytest.raises(OptionError, match="at most 6 chains for one figure, not 7"):
        plot_chain(chain(*[made()] * 7))
    with pytest.raises(OptionError, match="`ax` can't show 2 chains"):
        plot_chain(chain(made(), made()), ax=Figure().subplots())


def test_given_axes_are_drawn_on_and_nothing_else_opens():
    ax = Figure().subplots()
    assert chain(made()).plot(ax=ax) is ax
    assert plt.get_fignums() == []


def test_nothing_at_all_is_drawn_as_one_gap():
    nothing = made(**dict.fromkeys(VALUES))
    ax = plot_chain(chain(nothing))
    assert texts(ax) == ["nobody looked"] and len(ax.patches) == 1
    assert len(plot_chain(chain(nothing, nothing))) == 2


def test_odd_labels_are_drawn_as_they_are():
    svg = to_svg(plot_chain(chain(made(unit="$x^2$ {0} <b>"))))
    assert "$x^2$ {0} &lt;b&gt;" in svg


def test_the_alternative_tells_what_is_drawn():
    text = chain_alternative(chain(made(unit="b", timing=None, opportunity=None, uptake=None)))
    assert text.endswith(
        "b, origin: reference population 50 of 100, visitors 67 of 100 (×1.33 composition), visits "
        "67 of 100 (×1.00 frequency), present together 50 of 100 (×0.75 co-presence), opportunity no "
        "value (nobody looked), contacts 25 of 100."
    )
    dutch = chain_alternative(chain(made(opportunity=None)), "nl")
    assert "gelegenheid geen waarde (niemand keek)" in dutch


def test_questions_that_follow_each_other_differ_in_grey():
    grey = [np.array(to_rgb(fill)) @ [0.299, 0.587, 0.114] for fill in FILLS.values()]
    steps = np.abs(np.diff(grey))
    assert (steps[steps > 0] > 0.15).all() and (steps > 0).sum() == 3
