"""The profile: dots and intervals lie where the measure's own range puts them."""

import math
import warnings
from dataclasses import replace

import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

import bridging as br
from bridging.errors import DataError, OptionError
from bridging.figures import plot_profile, profile_alternative, to_svg
from bridging.figures.profile import find_scale
from bridging.inference import Interval, NullSummary
from bridging.results import Result


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def made(name, value, low=None, high=None, chance=None, **more):
    """Return a result with an interval and a mean under chance."""
    interval = null = None
    if low is not None:
        interval = Interval(low=low, high=high, std_error=0.1, level=0.9, method="jackknife")
    if chance is not None:
        null = NullSummary(
            model="partner_rewire", mean=chance, sd=0.1, z_score=0.0, p_value=0.04,
            alternative="two-sided", n_resamples=99,
        )  # fmt: skip
    measure = br.measures.get_measure(name)
    return Result(measure=measure, estimate=value, interval=interval, null=null, **more)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def drawn(ax, row):
    """Return what lies in a row: dot, interval and tick."""
    found = {}
    for line in ax.lines:
        x, y = list(line.get_xdata()), list(line.get_ydata())
        if line.get_marker() == "o" and y == [row]:
            found["dot"] = x[0]
        elif line.get_linewidth() == 2.4 and y == [row, row]:
            found["interval"] = x
        elif len(set(x)) == 1 and len(y) == 2 and row < y[0] < row + 0.5:
            found["tick"] = x[0]
    return found


def test_values_lie_on_the_range_of_their_measure():
    items = [
        made("ei_index", -0.5, -1.0, 0.0, 0.5),  # from -1 to 1
        made("bridging_share", 0.25, 0.2, 0.4, 0.5),  # from 0 to 1
    ]
    ax = plot_profile(items)
    assert drawn(ax, 0) == {"dot": 0.25, "interval": [0, 0.5], "tick": 0.75}
    assert drawn(ax, 1) == {"dot": 0.25, "interval": [0.2, 0.4], "tick": 0.5}
    rows = [label.get_text() for label in ax.get_yticklabels()]
    assert rows == ["E-I index", "Bridging share"]
    assert "−0.50 (−1.00 to 0.00)" in texts(ax) and "0.50, p = 0.040" in texts(ax)
    assert {"−1", "0", "1"} <= set(texts(ax))


def test_a_scale_without_an_end_holds_every_dot_and_marks_what_goes_on():
    items = [made("bridging_ratio", 0.9, 0.2, 40.0), made("bridging_ratio", 2.0, 1.0, 2.9)]
    scale = find_scale(items)
    assert (scale.low, scale.high, scale.open_low, scale.open_high) == (0, 3, False, True)
    far = find_scale([made("bridging_ratio", 9.0, 2.0, 60.0)])
    assert 9 < far.high < 60
    ax = plot_profile([replace(item, unit=unit) for item, unit in zip(items, "xy", strict=True)])
    (arrow,) = [line for line in ax.lines if line.get_marker() == ">"]
    assert list(arrow.get_ydata()) == [1]  # below the name of the measure
    assert "3 →" in texts(ax) and "0.90 (0.20 to 40.00)" in texts(ax)
    said = [text.get_text() for text in ax.get_legend().get_texts()]
    assert said[-1] == "goes on beyond"


def test_several_places_stand_under_their_measure_in_the_order_given():
    items = [
        made(name, value, unit=unit)
        for name in ("bridging_share", "ei_index")
        for unit, value in (("b", 0.9), ("a", 0.1), ("c", 0.5))
    ]
    ax = plot_profile(items, names={"c": "het derde huis"})
    rows = [label.get_text() for label in ax.get_yticklabels()]
    names = ["b", "a", "het derde huis"]
    assert rows == ["Bridging share", *names, "E-I index", *names]
    weights = [label.get_fontweight() for label in ax.get_yticklabels()]
    assert weights[0] == weights[4] == "bold" and "bold" not in weights[1:4]
    assert [drawn(ax, row)["dot"] for row in (1, 2, 3)] == [0.9, 0.1, 0.5]


def test_a_measure_without_a_value_has_its_reason():
    items = [
        made("ei_index", math.nan, undefined="nobody met", undefined_nl="niemand ontmoette"),
        made("bridging_share", 0.25),
    ]
    ax = plot_profile(items, language="nl")
    assert "niemand ontmoette" in texts(ax) and not drawn(ax, 0)
    assert "0,25" in texts(ax)
    text = profile_alternative(items, "nl")
    assert "E-I-index: " in text and "niemand ontmoette" in text


def test_where_contact_was_not_possible_there_is_no_dot():
    results = br.profile(
        br.simulate.five_houses(), "origin", "site", ["bridging_share"], null=None, interval=None
    )
    row = 1 + [item.extra.get("no_opportunity", False) for item in results].index(True)
    ax = plot_profile(results)
    assert not drawn(ax, row)
    assert any("0 of 55: not possible" in text.replace("\n", " ") for text in texts(ax))


def test_a_profile_of_a_study_shows_each_result():
    study = br.simulate.five_houses().select(sites=["house-5"])
    results = br.profile(study, "origin", n_resamples=19)
    ax = plot_profile(results)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(dots) == len(results) == 11
    ticks = sum("tick" in drawn(ax, row) for row in range(12))
    with_chance = [item for item in results if item.null is not None and item.null.sd > 0]
    assert ticks == len(with_chance)
    text = profile_alternative(results)
    assert all(item.sentence() in text for item in results)


def test_what_can_not_be_drawn_is_refused():
    with pytest.raises(DataError, match="at least one result"):
        plot_profile([])
    with pytest.raises(OptionError, match="at most 60 results for one figure, not 61"):
        plot_profile([made("ei_index", 0.0)] * 61)


def test_a_difference_has_a_scale_around_zero():
    item = made("bridging_share", -0.1, -0.3, 0.1, extra={"difference": True, "a": 0.4, "b": 0.3})
    scale = find_scale([item])
    assert (scale.low, scale.high) == (-0.3, 0.3)


def test_given_axes_and_odd_names():
    ax = Figure().subplots()
    assert plot_profile([made("ei_index", 0.0)], ax=ax) is ax
    assert plt.get_fignums() == []
    items = [made("ei_index", 0.0, unit=unit) for unit in ("$x^2$ {0}", "<b>")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = to_svg(plot_profile(items))
    assert "$x^2$ {0}" in svg and "&lt;b&gt;" in svg
