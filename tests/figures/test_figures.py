import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.figures import (
    alt_text,
    mixing_alternative,
    plot_composition,
    plot_estimates,
    plot_mixing,
    to_svg,
)
from bridging.figures.style import COLOURS, HATCHES


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def mix():
    return br.Composition([[3, 2], [0, 5]], units=["Monday", "Friday"], groups=["a", "b"])


def table(**more):
    return br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"], **more)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_bars_are_as_wide_as_their_counts():
    ax = plot_composition(mix(), unknown=[0, 4])
    widths = [[bar.get_width() for bar in bars] for bars in ax.containers]
    assert widths == [[3, 0], [2, 5], [4]]
    lefts = [bar.get_x() for bar in ax.containers[1]]
    assert lefts == [3, 0]
    assert ax.containers[2][0].get_x() > 5  # unknown lies apart
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Monday", "Friday"]
    assert sorted(texts(ax)) == ["2", "3", "4", "5"]


def test_first_row_is_on_top():
    low, high = plot_composition(mix()).get_ylim()
    assert low > high


def test_bars_of_a_study_are_its_sites():
    study = br.simulate.five_houses()
    ax = plot_composition(study, "origin", language="nl")
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == list(study.sites)
    counted = study.count_composition("origin", "site", "all")
    widths = np.array([[bar.get_width() for bar in bars] for bars in ax.containers[:2]])
    assert widths.T.tolist() == counted.composition.counts[:, 0].tolist()
    unknown = [bar.get_width() for bar in ax.containers[2]]
    assert unknown == pytest.approx(counted.left_out[counted.left_out > 0])
    assert ax.get_xlabel() == "Aantal mensen"


def test_withheld_rows_show_no_numbers():
    ax = plot_composition(mix(), hidden=["Monday"])
    assert [bar.get_width() for bar in ax.containers[0]] == [0, 0]
    assert texts(ax) == ["5", "withheld: too few to publish"]
    assert alt_text(mix(), hidden=["Monday"]).endswith(
        "Monday: withheld: too few to publish. Friday: a 0, b 5."
    )


def test_unknown_must_fit_the_bars():
    with pytest.raises(OptionError, match="one number for each of the 2 bars"):
        plot_composition(mix(), unknown=[1])


def test_mixing_counts_each_contact_once_and_shows_the_even_spread_beside_it():
    ax = plot_mixing(table(expected=[[5, 2], [2, 1]]))
    assert texts(ax) == [
        "3",
        "×1.20",
        "1",
        "×0.50",
        "1",
        "×2.00",
        "Contacts seen",
        "2.5",
        "2",
        "0.5",
        "If spread evenly over\nwho was present",
    ]
    left = sorted(patch.get_x() for patch in ax.patches)
    assert left[2] < 2 < left[3]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b"] * 2


def test_mixing_without_presence_says_so():
    ax = plot_mixing(table(), language="nl")
    assert texts(ax)[-1].startswith("Niet bekend wie") and len(ax.patches) == 3


def test_directed_mixing_shows_every_cell():
    ax = plot_mixing(br.MixingMatrix([[40, 2], [5, 41]], directed=True))
    assert texts(ax)[:4] == ["40", "2", "5", "41"]


def test_a_ratio_is_said_to_say_nothing_of_choice_and_stands_under_what_it_divides():
    ax = plot_mixing(table(expected=[[5, 2], [2, 1]]))
    assert "it says nothing of whom" in ax.get_xlabel().replace("\n", " ")
    dealt = plot_mixing(table(expected=[[5, 2], [2, 1]], dealt=[[4, 2], [2, 4]]))
    assert "×1.50" in texts(dealt) and "dealt by chance" in dealt.get_xlabel()
    assert "×" not in plot_mixing(table()).get_xlabel()
    nobody = plot_mixing(table(expected=[[6, 0], [0, 2]]))  # no ratio to nothing
    assert sum("×" in text for text in texts(nobody)) == 2


def test_mixing_of_few_is_withheld_for_publication():
    stack = br.MixingMatrix(
        [[[6, 1], [1, 2]], [[20, 8], [8, 30]], [[40, 9], [9, 44]]],
        sizes=[[6, 6], [10, 11], [20, 20]], units=["x", "y", "z"],
    )  # fmt: skip
    assert texts(plot_mixing(stack, unit="x"))[0] == "3"
    for unit in ("x", "y"):  # y goes along: x would follow from the total
        ax = plot_mixing(stack, unit=unit, audience="publication")
        said = " ".join(texts(ax)).replace("\n", " ")
        assert "withheld: too few to publish" in said and not any(map(str.isdigit, said))
        assert not ax.patches
        words = mixing_alternative(stack, unit=unit, audience="publication", language="nl")
        assert words == "Niet getoond: te weinig mensen of contacten."
    assert "20" in texts(plot_mixing(stack, unit="z", audience="publication"))
    assert mixing_alternative(stack, unit="z", audience="publication").startswith("group 1 with")


def test_long_labels_of_cells_do_not_meet():
    names = ["mensen met een Belgische achtergrond", "mensen met een andere achtergrond dan deze"]
    ax = plot_mixing(br.MixingMatrix([[6, 1], [1, 2]], groups=names))
    ax.figure.draw_without_rendering()
    boxes = [label.get_window_extent() for label in ax.get_yticklabels()]
    assert not boxes[0].overlaps(boxes[1])
    assert all(label.get_rotation() == 45 for label in ax.get_xticklabels())


def test_more_contacts_are_darker():
    ax = plot_mixing(table())
    light = [sum(patch.get_facecolor()[:3]) for patch in ax.patches]
    assert light[0] < light[1]


def test_a_stack_needs_a_unit():
    stack = br.MixingMatrix([[[6, 1], [1, 2]]] * 2, units=["x", "y"])
    with pytest.raises(OptionError, match="not a stack of \\(2,\\)"):
        plot_mixing(stack)
    with pytest.raises(UnknownNameError, match="'z'"):
        plot_mixing(stack, unit="z")
    assert texts(plot_mixing(stack, unit="y"))[0] == "3"


@pytest.fixture(scope="module")
def results():
    study = br.simulate.five_houses()
    return br.profile(
        study, "origin", "site", ["bridging_share", "ei_index"], n_resamples=49, seed=1
    )


def test_estimates_intervals_and_chance(results):
    shares = results["bridging_share"]
    ax = plot_estimates(shares)
    house = shares[4]
    lines = {line.get_marker(): line for line in ax.lines if line.get_ydata()[0] >= 4}
    assert lines["o"].get_xdata()[0] == house.estimate
    assert "D" not in lines  # chance is a number beside the axes, off the scale of the interval
    (chance,) = [text for text in ax.texts if text.get_text() == f"{house.null.mean:.2f}"]
    assert chance.get_position() == (1.07, 4)
    assert list(lines["None"].get_xdata()) == [house.interval.low, house.interval.high]
    assert [label.get_text() for label in ax.get_yticklabels()] == [r.unit for r in shares]


def test_undefined_rows_say_why(results):
    ax = plot_estimates(results["bridging_share"], language="nl")
    assert any(text.startswith("geen enkel contact is te tellen") for text in texts(ax))


def test_where_contact_was_not_possible_there_is_no_dot(results):
    shares = results["bridging_share"]
    row = [item.extra.get("no_opportunity", False) for item in shares].index(True)
    ax = plot_estimates(shares)
    assert all(line.get_ydata()[0] != row for line in ax.lines)
    assert any("0 of 55: not possible: nobody of another" in text for text in texts(ax))


def test_a_difference_has_a_line_at_zero_and_no_axis_of_shares(results):
    from dataclasses import replace

    item = results["bridging_share"][4]
    extra = {"difference": True, "a": 0.4, "b": 0.3}
    ax = plot_estimates([replace(item, estimate=-0.1, interval=None, null=None, extra=extra)])
    low, high = ax.get_xlim()
    assert low == -high and high < 0.2
    assert ax.get_xlabel() == "Bridging share: difference b − a"
    assert any(list(line.get_xdata()) == [0, 0] for line in ax.lines)


def test_many_measures_fit_a_screen(results):
    from dataclasses import replace

    records = br.measures.all_measures()[:12]
    many = [replace(item, measure=record) for record in records for item in results[:5]]
    axes = plot_estimates(many)
    assert len(axes) == 12 and axes[0].figure.get_figheight() <= 16


def test_measures_get_a_panel_each(results):
    axes = results.plot()
    assert [ax.get_xlabel() for ax in axes] == ["Bridging share", "E-I index"]
    with pytest.raises(OptionError, match="`ax` can't show 2 measures"):
        results.plot(ax=plt.figure().subplots())
    with pytest.raises(DataError, match="at least one result"):
        plot_estimates([])


def test_given_axes_are_drawn_on_and_nothing_else_opens(results):
    ax = Figure().subplots()
    assert plot_composition(mix(), ax=ax) is ax
    assert plt.get_fignums() == []


def test_dutch_axes_have_decimal_commas(results):
    ax = plot_estimates(results["bridging_share"], language="nl")
    ax.figure.draw_without_rendering()
    assert "0,2" in [label.get_text() for label in ax.get_xticklabels()]


def test_svg_is_the_same_every_time():
    first, second = (to_svg(plot_composition(mix(), unknown=[1, 0])) for _ in range(2))
    assert first == second and "<dc:date>" not in first


ODD = ["<script>", "$x^2$ {0} %s", "_hidden", "مجموعة", "群", "long " * 30]


def test_odd_labels_are_drawn_as_they_are():
    composition = br.Composition([[1] * 6] * 6, units=ODD, groups=ODD)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = to_svg(plot_composition(composition))
        to_svg(plot_mixing(br.MixingMatrix(np.ones((6, 6)), groups=ODD)))
    assert "<script>" not in svg and "&lt;script&gt;" in svg and "$x^2$ {0} %s" in svg
    assert "_hidden" in svg and "مجموعة" in svg


def test_alternatives_speak_both_languages(results):
    for data in (mix(), table(), table(expected=[[5, 2], [2, 1]]), results["ei_index"]):
        assert alt_text(data, "en") != alt_text(data, "nl")
    assert "a with a: 3 seen" in alt_text(table())


def test_neighbours_differ_in_grey_and_in_hatch():
    rgb = [[int(c[k : k + 2], 16) for k in (1, 3, 5)] for c in COLOURS]
    grey = np.array(rgb) @ [0.299, 0.587, 0.114]
    assert (np.abs(np.diff(grey)) > 15).all()
    assert len(set(HATCHES)) == len(HATCHES)
