"""The calendar and the hours: what is drawn is what the records say."""

import math

import matplotlib.pyplot as plt
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.figures import (
    calendar_alternative,
    hours_alternative,
    plot_calendar,
    plot_hours,
    to_svg,
)
from bridging.figures.calendar_days import calendar_days, calendar_grid
from bridging.figures.glass import FILL
from bridging.figures.hour_slots import hour_slots
from bridging.figures.openings import openings_of


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


def visit(person, session, arrival=None, departure=None):
    return {"participant": person, "session": session, "arrival": arrival, "departure": departure}


def small(**more):
    """Two openings on a Monday, one on the Wednesday a week later; the last group is unknown."""
    tables = {
        "participants": {"participant": list("abcd"), "origin": ["x", "x", "y", ""]},
        "sessions": {
            "session": ["1", "2", "3"],
            "start": ["2025-03-03 09:00", "2025-03-03 14:00", "2025-03-12 09:00"],
            "end": ["2025-03-03 11:00", "2025-03-03 15:00", "2025-03-12 10:00"],
        },
        "attendance": pd.DataFrame(
            [
                visit("a", "1", "09:00", "10:00"),
                visit("b", "1"),
                visit("c", "1", "10:00", "11:00"),
                visit("d", "2"),
                visit("a", "3"),
            ]
        ),
        "lines": {"origin": ["x", "y"]},
    }
    return br.Study.from_frames(**{**tables, **more})


def written(ax):
    return [text.get_text() for text in ax.texts]


def filled(ax):
    """Return (left, height) of the filled part of each cell."""
    from matplotlib.colors import to_hex

    parts = [p for p in ax.patches if to_hex(p.get_facecolor()).upper() == FILL.upper()]
    return [(p.get_x(), abs(p.get_height())) for p in parts]


def test_a_cell_says_how_many_were_there_and_is_filled_to_the_share():
    ax = plot_calendar(small(), "origin")
    assert [text for text in written(ax) if text.isdigit()] == ["3", "1", "1"]
    # only the first opening has somebody of the smaller group, one of three
    ((_, height),) = filled(ax)
    assert height == pytest.approx(0.9 / 3)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Mon", "Wed"]
    assert "Mar 2025" in written(ax)


def test_two_openings_of_a_day_share_its_place():
    ax = plot_calendar(small(), "origin", group="x")
    outlines = sorted({(round(p.get_x(), 6), round(p.get_width(), 6)) for p in ax.patches})
    assert [width for _, width in outlines] == pytest.approx([0.45, 0.45, 0.9])
    assert outlines[1][0] == pytest.approx(outlines[0][0] + 0.45)
    assert outlines[2][0] > 1  # the week after


def test_an_opening_of_unknown_groups_is_hatched_and_not_empty():
    study = small()
    openings = openings_of(study, "origin", None, "team", 6)
    days, _ = calendar_days(study, openings)
    kinds = [cell.kind for cell in days["site"]]
    assert kinds == ["", "unknown", ""]
    ax = plot_calendar(study, "origin")
    assert sum(bool(p.get_hatch()) for p in ax.patches) == 1
    key = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert key == ["nobody", "half of them", "everybody", "group not known"]


def test_the_calendar_of_the_houses_holds_every_opening(houses):
    axes = plot_calendar(houses, "origin", language="nl")
    table = houses.records.tables["sessions"]
    assert [ax.get_title(loc="left") for ax in axes] == [
        f"Huis {k} (synthetisch)" for k in range(1, 6)
    ]
    present = houses.records.tables["attendance"].merge(
        houses.records.tables["participants"][["participant", "role"]], on="participant"
    )
    present = present[~present["role"].isin(houses.records.roles["staff"])]
    counted = present.groupby("session").size()
    for site, ax in zip(houses.sites, axes, strict=True):
        mine = table[table["site"] == site].sort_values("start")["session"]
        numbers = [int(text) for text in written(ax) if text.isdigit()]
        assert numbers == [int(counted.get(session, 0)) for session in mine]


def test_days_stand_in_their_week_and_weekday():
    grid = calendar_grid(calendar_days(small(), openings_of(small(), None, None, "team", 6))[0])
    day = pd.Timestamp("2025-03-12").date()
    left, top = grid.place(day)
    assert (left, grid.weekdays) == (1, (0, 2)) and top == grid.place(grid.first)[1] + 1


def test_a_long_period_goes_on_below():
    starts = pd.date_range("2025-01-06 09:00", periods=50, freq="7D")
    study = br.Study.from_frames(
        participants={"participant": ["a"], "g": ["x"]},
        sessions={"session": [str(k) for k in range(50)], "start": starts},
        attendance={"participant": ["a"] * 50, "session": [str(k) for k in range(50)]},
        lines={"g": ["x"]},
    )
    ax = plot_calendar(study)
    assert len(filled(ax)) == 50 and max(left for left, _ in filled(ax)) < 26
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Mon", "Mon"]
    with pytest.raises(OptionError, match="at most 12 sites and 54 weeks"):
        plot_calendar(
            small(sessions={"session": list("123"), "start": ["2023-01-02", None, "2025-01-06"]})
        )


def test_for_publication_small_openings_show_no_number(houses):
    shown = plot_calendar(houses, "origin", audience="publication")
    assert [text for text in written(shown[0]) if text.isdigit()] == []  # 22 people, one apart
    words = calendar_alternative(houses, "origin", audience="publication")
    assert "11 withheld: too few to publish" in words
    team = calendar_alternative(houses, "origin")
    assert "withheld" not in team and "Huis 5 (synthetisch): 12 openings" in team


def test_without_presence_cells_are_dashed_and_no_number_is_made_up():
    study = small(attendance=None, encounters={"source": ["a"], "target": ["b"], "session": ["1"]})
    ax = plot_calendar(study)
    assert not [text for text in written(ax) if text.isdigit()] and not filled(ax)
    assert "3 of which nobody recorded who came" in calendar_alternative(study)
    assert "not recorded" in hours_alternative(study)


def test_without_dates_there_is_no_calendar():
    study = small(sessions={"session": list("123")})
    for draw in (plot_calendar, plot_hours):
        with pytest.raises(DataError, match="must have a start"):
            draw(study)
    some = small(sessions={"session": list("123"), "start": ["2025-03-03", None, None]})
    assert "(without a date: 2)" in plot_calendar(some).get_title(loc="left")


def test_names_that_do_not_occur_and_axes_for_several(houses):
    with pytest.raises(UnknownNameError, match="`group`"):
        plot_calendar(small(), group="z")
    for draw in (plot_calendar, plot_hours):
        with pytest.raises(OptionError, match="`ax` can't show 5 sites"):
            draw(houses, "origin", ax=plt.figure().subplots())
    ax = plt.figure().subplots()
    assert plot_calendar(small(), ax=ax) is ax


def test_hours_count_who_is_there_by_the_minute():
    study = small()
    slots = {
        (s.weekday, s.hour): s
        for s in hour_slots(study, openings_of(study, "origin", "y", "team", 6))["site"]
    }
    # Monday at nine: a and b; at ten: b and c
    assert slots[0, 9].present == 2 and slots[0, 9].share == 0
    assert slots[0, 10].present == 2 and slots[0, 10].share == 0.5
    assert math.isnan(slots[0, 14].share) and slots[0, 14].kind == "unknown"
    assert slots[2, 9].present == 1 and slots[2, 9].openings == 1


def test_the_table_of_hours_has_a_row_for_each_hour_and_a_column_for_each_weekday():
    ax = plot_hours(small(), "origin", language="nl")
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        f"{hour:02d}:00" for hour in range(9, 15)
    ]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["ma\n1×", "wo\n1×"]
    assert sorted(text for text in written(ax)) == ["1,0", "1,0", "2,0", "2,0"]
    ((left, height),) = filled(ax)
    assert left < 1 and height == pytest.approx(0.88 / 2)


def test_hours_agree_with_the_reach_of_a_place(houses):
    table = br.reach(houses, "origin", by="site", n_resamples=1).to_frame()
    slots = hour_slots(houses, openings_of(houses, "origin", None, "team", 6))
    there = table.query("part == 'occupancy' and of == 'hours'")
    for site in houses.sites:
        mine = there.loc[there["unit"] == site, "estimate"].to_numpy()
        assert [slot.present for slot in slots[site]] == pytest.approx(mine)


def test_openings_without_hours_count_as_a_whole():
    study = small(
        sessions={"session": list("123"), "start": ["2025-03-03", "2025-03-03", "2025-03-12"]},
        attendance={"participant": list("abcd"), "session": list("1123")},
    )
    (monday, wednesday) = hour_slots(study, openings_of(study, None, None, "team", 6))["site"]
    # two openings on a Monday, three visits
    assert (monday.hour, monday.present, monday.openings) == (-1, 1.5, 2)
    assert wednesday.present == 1
    labels = [label.get_text() for label in plot_hours(study).get_yticklabels()]
    assert labels == ["whole\nopening"]


def test_hours_for_publication_count_different_people():
    """One person who comes ten times is one person, and too few to publish."""
    sessions = [str(k) for k in range(10)]
    starts = pd.date_range("2025-03-03 09:00", periods=10, freq="7D")
    study = br.Study.from_frames(
        participants={"participant": [f"p{k}" for k in range(8)], "g": ["x"] + ["y"] * 7},
        sessions={"session": sessions, "start": starts, "end": starts + pd.Timedelta("1h")},
        attendance={
            "participant": [f"p{k}" for k in range(8) for _ in sessions],
            "session": sessions * 8,
        },
        lines={"g": ["x", "y"]},
    )
    (slot,) = hour_slots(study, openings_of(study, None, None, "team", 6))["site"]
    assert slot.kind == "" and slot.present == 8
    openings = openings_of(study, None, None, "publication", 6)
    (slot,) = hour_slots(study, openings, "publication", 6)["site"]
    assert slot.kind == "hidden"
    assert "8" not in written(plot_hours(study, audience="publication"))


def test_tallies_are_drawn_without_names():
    study = br.Study.from_frames(
        sessions={"session": ["1"], "start": ["2025-03-03 09:00"], "end": ["2025-03-03 10:00"]},
        tallies_present={
            "line": ["g"] * 2,
            "session": ["1"] * 2,
            "group": ["x", "y"],
            "present": [9, 3],
        },
        lines={"g": ["x", "y"]},
    )
    assert "12" in written(plot_calendar(study)) and "12" in written(plot_hours(study))
    assert filled(plot_calendar(study))[0][1] == pytest.approx(0.9 / 4)


def test_both_languages_and_the_same_bytes(houses):
    for words in (calendar_alternative, hours_alternative):
        assert words(houses, "origin") != words(houses, "origin", "nl")
    first, second = (to_svg(plot_hours(small(), "origin")) for _ in range(2))
    assert first == second
