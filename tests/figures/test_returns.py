"""The curves of who came back: steps, bands and people still followed are those of the records."""

import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import bridging as br
from bridging.errors import OptionError, UnknownNameError
from bridging.figures import plot_returns, returns_alternative, to_svg
from bridging.figures.returns_data import find_panels

# openings 1 to 7 of one place. an comes at 1 and 2, bo at 1 and 3, cy at 1 and never again, di at 4
# and never again, eva at 5 and 7: durations 1 (back), 2 (back), 6, 3 and 2 (back)
VISITS = {"an": [1, 2], "bo": [1, 3], "cy": [1], "di": [4], "eva": [5, 7]}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def followed(groups=("a", "a", "a", "a", "a"), sites=1):
    """Return the reach of places that all have the visits above."""
    of = dict(zip(VISITS, groups, strict=True))
    people = {f"{name}{k}": of[name] for k in range(sites) for name in of}
    visits = [
        (f"{n}{k}", f"{k}-{day}")
        for k in range(sites)
        for n, days in VISITS.items()
        for day in days
    ]
    days = [(k, day) for k in range(sites) for day in range(1, 8)]
    visits += [(f"an{k}", f"{k}-6") for k in range(sites)]  # so that all seven are openings
    study = br.Study.from_frames(
        participants={"participant": list(people), "origin": list(people.values())},
        sites={"site": [f"house {k}" for k in range(sites)]},
        sessions={
            "session": [f"{k}-{day}" for k, day in days],
            "site": [f"house {k}" for k, _ in days],
            "start": [f"2025-03-0{day} 09:00" for _, day in days],
            "end": [f"2025-03-0{day} 11:00" for _, day in days],
        },
        attendance=pd.DataFrame(visits, columns=["participant", "session"]),
        lines={"origin": ["a", "b"]},
    )
    return br.reach(study, by="site" if sites > 1 else None, n_resamples=9)


def thick(ax):
    return [line for line in ax.lines if line.get_linewidth() == 2.0]


def said(ax):
    return [text.get_text() for text in ax.texts]


def test_steps_are_those_of_kaplan_and_meier_by_hand():
    ax = plot_returns(followed())
    (line,) = thick(ax)
    # at 1: one of five; at 2: two of the four left; then di is followed to 3, cy to 6
    assert line.get_xdata().tolist() == [0, 1, 2, 3, 6, 6]
    assert line.get_ydata() == pytest.approx([0, 20, 60, 60, 60, 60])
    assert line.get_drawstyle() == "steps-post"
    (panel,) = find_panels(followed(), "return", "team", 6)
    (curve,) = panel.curves
    edges = [line for line in ax.lines if line.get_linewidth() == 0.6]
    assert edges[0].get_ydata()[1:5] == pytest.approx(100 * curve.low)
    assert edges[1].get_ydata()[1:5] == pytest.approx(100 * curve.high)


def test_people_still_followed_stand_below_the_axis():
    (panel,) = find_panels(followed(), "return", "team", 6)
    (curve,) = panel.curves
    # by hand: 5 at 0 and at 1, 4 at 2; di is followed to 3, cy to 6
    true = {0: 5, 1: 5, 2: 4, 3: 2, 4: 1, 5: 1, 6: 1, 7: 0}
    assert {opening: curve.still_followed(opening) for opening in true} == true
    ax = plot_returns(followed())
    below = {t.xy[0]: t.get_text() for t in ax.texts if t.get_position()[1] < -50}
    assert below[2] == "4" and below[4] == "1" and below[6] == "1"
    assert "still followed, not yet back:" in said(ax)


def test_groups_have_a_style_and_a_name_each():
    ax = plot_returns(followed(("a", "a", "b", "b", "b")))
    lines = thick(ax)
    assert len({line.get_linestyle() for line in lines}) == 2
    names = [t for t in ax.texts if t.get_text() in ("a", "b") and t.get_position()[0] > 0]
    assert sorted(t.get_text() for t in names) == ["a", "b"]
    ends = {line.get_label(): line.get_ydata()[-1] for line in lines}
    assert {t.get_text(): t.xy[1] for t in names} == pytest.approx(ends)


def test_names_of_curves_that_end_alike_do_not_meet():
    ax = plot_returns(
        br.reach(br.simulate.five_houses().select(sites=["house-5"]), "origin", n_resamples=9)
    )
    ax.figure.draw_without_rendering()
    names = [t for t in ax.texts if t.get_position()[0] > ax.get_xlim()[1]]
    boxes = [t.get_window_extent() for t in names]
    assert len(boxes) == 2 and abs(boxes[0].y0 - boxes[1].y0) > 10


def test_units_have_a_panel_each_in_their_order():
    found = followed(sites=2)
    axes = plot_returns(found, language="nl")
    assert [ax.get_title(loc="left") for ax in axes] == ["house 0", "house 1"]
    assert axes[0].get_ylabel() == "Van de 100 mensen: kwamen terug"
    one = plot_returns(found, unit="house 1")
    assert thick(one)[0].get_ydata() == pytest.approx(thick(axes[1])[0].get_ydata())
    with pytest.raises(OptionError, match="`ax` can't show 2 units"):
        plot_returns(found, ax=Figure().subplots())
    with pytest.raises(UnknownNameError, match="'nowhere'"):
        plot_returns(found, unit="nowhere")
    with pytest.raises(OptionError, match="at most 6 units for one figure, not 7"):
        plot_returns(followed(sites=7))
    with pytest.raises(OptionError, match="`part` must be one of 'return', 'drop_out'"):
        plot_returns(found, "visitors")


def test_few_people_are_withheld_and_ends_are_cut_for_publication():
    found = followed()
    ax = plot_returns(found, audience="publication")
    assert said(ax) == ["withheld: too few people to publish"] and not ax.lines
    assert returns_alternative(found, language="nl", audience="publication").endswith(
        "niet getoond: te weinig mensen om te publiceren."
    )
    house = br.reach(br.simulate.five_houses().select(sites=["house-5"]), "origin", n_resamples=9)
    (panel,) = find_panels(house, "return", "publication", 6)
    assert all(curve.cut and curve.followed.min() >= 6 for curve in panel.curves)
    shown = said(plot_returns(house, audience="publication"))
    numbers = [text for text in shown if text.replace("–", "").isdigit()]
    assert all(int(part) >= 6 for text in numbers for part in text.split("–"))
    full, cut = (returns_alternative(house, audience=who) for who in ("team", "publication"))
    assert full.count("within 8") == 2 and "within 8" not in cut


def test_a_small_place_takes_another_along():
    found = br.reach(br.simulate.five_houses(), "origin", by="site", n_resamples=9)
    panels = find_panels(found, "return", "publication", 6)
    hidden = [panel.unit for panel in panels if panel.withheld]
    # house-1 has one person of a group
    assert "house-1" in hidden and len(hidden) >= 2


def test_without_attendance_the_reason_stands_there():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "origin": ["a", "b"]},
        lines={"origin": ["a", "b"]},
    )
    found = br.reach(study, n_resamples=9)
    ax = plot_returns(found, language="nl")
    assert said(ax) == ["wie aanwezig was, is niet genoteerd"] and not ax.lines
    assert returns_alternative(found).endswith("everybody: who was present was not recorded.")


def test_the_alternative_gives_shares_of_a_hundred_with_their_limits():
    text = returns_alternative(followed())
    assert "everybody, 5 people followed: 20 within 1 (" in text
    assert "60 within 2 (" in text and "60 within 4 (" in text and "within 8" not in text
    assert "60 binnen 2 (" in returns_alternative(followed(), language="nl")


def test_given_axes_and_odd_names():
    ax = Figure().subplots()
    assert plot_returns(followed(), ax=ax) is ax
    assert plt.get_fignums() == []
    found = followed(sites=2)
    names = {unit: f"$x^2$ {unit} <b>" for unit in found.units}
    object.__setattr__(found, "unit_names", names)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "$x^2$ house 0 &lt;b&gt;" in to_svg(plot_returns(found)[0])


def test_staying_away_has_a_figure_too():
    found = followed()
    ax = plot_returns(found, "drop_out")
    assert ax.get_ylabel() == "Of 100 people: stayed away"
    (panel,) = find_panels(found, "drop_out", "team", 6)
    assert np.all(np.diff(panel.curves[0].share) >= 0)
    assert "not yet away:" in " ".join(said(ax))
