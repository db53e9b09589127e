"""The plane, the visitors beside the reference, and chance: what is drawn is what was counted."""

from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import pytest

import bridging as br
from bridging.errors import DataError, OptionError
from bridging.figures import (
    null_alternative,
    plane_alternative,
    plot_composition,
    plot_null_distribution,
    plot_plane,
    reference_alternative,
    to_svg,
)
from bridging.figures.null_distribution import null_bars
from bridging.figures.plane_points import plane_points


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


def written(ax):
    return [text.get_text() for text in ax.texts]


def marks(ax, marker):
    found = [line for line in ax.lines if line.get_marker() == marker]
    return [(line.get_xdata()[0], line.get_ydata()[0]) for line in found]


# --- the plane --------------------------------------------------------------------------------


def test_points_are_contacts_from_both_ends_for_ten_visits(houses):
    """Counted anew from the tables: every contact of two visitors of known group."""
    plane = plane_points(houses, "origin", n_resamples=0)
    tables = houses.records.tables
    people = tables["participants"].set_index("participant")
    visitor = ~people["role"].isin(houses.records.roles["staff"])
    group = houses.lines["origin"].codes(people["origin"])
    known = dict(zip(people.index, np.where(visitor, group, -1), strict=True))
    visits = tables["attendance"].merge(tables["sessions"][["session", "site"]], on="session")
    came = visits[[known[p] >= 0 for p in visits["participant"]]]
    matrix = houses.mixing("origin", "site")
    for k, point in enumerate(plane.points):
        number = int((came["site"] == point.unit).sum())
        if not number:
            assert point.reason == "nobody_known"
            continue
        within = float(np.trace(matrix.contacts[k]))
        across = float(matrix.contacts[k].sum()) - within
        assert point.bonding == pytest.approx(10 * within / number)
        assert point.bridging == pytest.approx(10 * across / number)
    ax = plot_plane(houses, "origin", n_resamples=0)
    drawn = [(p.bonding, p.bridging) for p in plane.points if not p.reason]
    assert np.array(marks(ax, "o")) == pytest.approx(np.array(drawn))


def test_intervals_leave_out_contacts_and_visits_of_each_person():
    """Three contacts of four people: each left out by hand, on the log scale."""
    study = br.Study.from_frames(
        participants={"participant": list("abcd"), "g": list("xxyy")},
        attendance={"participant": list("abcd")},
        encounters={"source": list("aaccb"), "target": list("bcddd")},
        lines={"g": ["x", "y"]},
    )
    (point,) = plane_points(study, n_resamples=0).points
    # within: ab, cd twice; across: ac, bd. Of 4 visits.
    assert point.bonding == pytest.approx(10 * 6 / 4) and point.bridging == pytest.approx(10)
    assert point.across is not None
    within = np.log(10 * 2 * np.array([2, 2, 1, 1]) / 3)
    spread = ((within - within.mean()) ** 2).sum()
    # the halved jackknife, (N - 2) / 2N, and what it misses: half the spread less the squares of
    # the pairs (1 and 2 contacts) over those of all three
    variance = spread / 4 + max(0, spread / 2 - (1 + 4) / 9)
    reach = 3.1824463 * np.sqrt(variance)  # t with 3 degrees of freedom
    assert point.across.high == pytest.approx(15 * np.exp(reach), rel=1e-6)
    assert point.across.low == pytest.approx(15 * np.exp(-reach), rel=1e-6)


def test_people_who_talk_much_widen_the_interval():
    """In worlds where people differ in how much they talk, the spread of worlds is what is said."""
    found, errors = [], []
    for seed in range(40):
        world = br.simulate.world(seed=seed, people=30, sessions=12, talkativeness_spread=0.8)
        (point,) = plane_points(world, "origin", n_resamples=0).points
        found.append(np.log(point.bonding))
        errors.append(point.across.std_error / point.bonding)
    assert np.mean(errors) == pytest.approx(np.std(found, ddof=1), rel=0.3)


def test_chance_moves_a_place_along_its_total(houses):
    (*_, point) = plane_points(houses, "origin", n_resamples=49, seed=2).points
    share = br.estimate(
        "bridging_share", houses, "origin", "site", interval=None, n_resamples=49, seed=2
    )[4]
    within, across = point.dealt
    assert within + across == pytest.approx(point.bonding + point.bridging)
    assert across / (within + across) == pytest.approx(share.null.mean)
    assert marks(plot_plane(houses, "origin", n_resamples=49, seed=2), "D") == [(within, across)]


def test_the_plane_names_places_and_no_part_of_it(houses):
    axes = plot_plane(houses, n_resamples=0)
    assert [ax.get_title(loc="left") for ax in axes] == ["Origin", "Socio-economic position"]
    said = written(axes[0])
    assert "as many across as within" in said and "Huis 5 (synthetisch)" in said
    assert "Huis 2 (synthetisch)" not in said
    below = axes[0].get_xlabel().replace("\n", " ")
    assert "Not drawn: Huis 2 (synthetisch), Huis 3 (synthetisch) (of nobody who came" in below
    low, high = axes[0].get_xlim()
    assert (low, high) == axes[0].get_ylim()
    diagonal = axes[0].lines[0]
    assert list(diagonal.get_xdata()) == list(diagonal.get_ydata())


def test_names_cover_neither_each_other_nor_points():
    world = br.simulate.world(seed=3, people=18, sessions=10, sites=7)
    ax = plot_plane(world, "origin", n_resamples=0)
    figure = ax.figure
    figure.draw_without_rendering()
    names = [text for text in ax.texts if text.get_text().startswith("site-")]
    assert len(names) == 7
    boxes = [text.get_window_extent() for text in names]
    for k, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[k + 1 :])
        places = ax.transData.transform(marks(ax, "o"))
        assert not any(box.contains(*place) for place in places)


def test_many_places_have_numbers_and_a_key_in_the_order_of_the_study():
    world = br.simulate.world(seed=3, people=14, sessions=6, sites=12)
    ax = plot_plane(world, "origin", n_resamples=0)
    numbers = [text for text in written(ax) if text.isdigit()]
    assert numbers == [str(k) for k in range(1, 13)]
    key = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert key == [f"{k} site-{k}" for k in range(1, 13)]


def test_hours_of_presence():
    study = br.Study.from_frames(
        participants={"participant": list("abc"), "g": list("xxy")},
        sessions={"session": ["1"], "start": ["2025-03-03 09:00"], "end": ["2025-03-03 11:00"]},
        attendance={
            "participant": list("abc"),
            "session": ["1"] * 3,
            "arrival": ["10:00", None, "08:00"],  # 1 hour, 2 hours, and 2 within the opening
            "departure": [None, None, None],
        },
        encounters={"source": list("aa"), "target": list("bc"), "session": ["1"] * 2},
        lines={"g": ["x", "y"]},
    )
    (point,) = plane_points(study, per="hour", n_resamples=0).points
    assert point.bonding == pytest.approx(10 * 2 / 5) == point.bridging
    with pytest.raises(OptionError, match="`per` must be one of"):
        plot_plane(study, per="day")


def test_a_place_that_cannot_be_drawn_says_why(houses):
    alone = br.Study.from_frames(
        participants={"participant": list("ab"), "g": list("xy")},
        encounters={"source": ["a"], "target": ["b"]},
        lines={"g": ["x", "y"]},
    )
    assert "not drawn, it is not recorded who came" in plane_alternative(alone)
    hidden = plane_points(houses, "origin", n_resamples=0, audience="publication")
    assert [point.reason for point in hidden.points[:1]] == ["hidden"]
    assert np.isnan(hidden.points[0].bonding)
    with pytest.raises(OptionError, match="column of sites or sessions"):
        plot_plane(houses, "origin", by="occasion")
    with pytest.raises(OptionError, match="`ax` can't show 2 lines"):
        plot_plane(houses, ax=plt.figure().subplots())


def test_tallies_have_points():
    study = br.Study.from_frames(
        sessions={"session": list("123")},
        tallies_present={
            "line": ["g"] * 6, "session": list("112233"), "group": ["x", "y"] * 3,
            "present": [4, 2] * 3,
        },
        tallies_contacts={
            "line": ["g"] * 6, "session": list("112233"), "group_a": ["x"] * 6,
            "group_b": ["x", "y"] * 3, "contacts": [3, 1, 2, 2, 4, 3],
        },
        lines={"g": ["x", "y"]},
    )  # fmt: skip
    (point,) = plane_points(study, n_resamples=0).points
    assert point.bonding == pytest.approx(10 * 2 * 9 / 18)
    assert point.bridging == pytest.approx(10 * 2 * 6 / 18)
    assert point.up is not None and "session" in point.up.method


# --- beside the reference ---------------------------------------------------------------------


def test_shares_intervals_and_the_reference(houses):
    ax = plot_composition(houses, "ses", reference=True)
    table = br.reach(houses, "ses", by="site", n_resamples=1).to_frame()
    shares = table.query("part == 'visitors' and of == 'families' and name == 'share'")
    shares = shares[shares["estimate"].notna()]
    bars = {(round(p.get_x() / 116), p.get_y() + p.get_height() / 2): p for p in ax.patches}
    assert len(bars) == len(shares) == 12  # nobody's group is known in one house
    for _, row in shares.iterrows():
        place = houses.sites.index(row["unit"])
        column = ["low", "middle", "high"].index(row["group"])
        assert bars[column, place].get_width() == pytest.approx(100 * row["estimate"])
        (limits,) = [
            line.get_xdata()
            for line in ax.lines
            if line.get_marker() == "|"
            and list(line.get_ydata()) == [place, place]
            and 0 <= line.get_xdata()[0] - 116 * column <= 100
        ]
        expected = 116 * column + 100 * np.array([row["ci_low"], row["ci_high"]])
        assert limits == pytest.approx(expected)
    count = houses.records.tables["reference"]
    mine = count[(count["site"] == "house-1") & (count["line"] == "ses")]["count"].to_numpy()
    at = [x for x, y in marks(ax, "v") if y < 0]
    assert at == pytest.approx([116 * k + 100 * n / mine.sum() for k, n in enumerate(mine)])
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == "Huis 1 (synthetisch)\n18 families" and labels[1] == "Huis 2 (synthetisch)"


def test_without_families_people_and_without_names_visits():
    study = br.Study.from_frames(
        participants={"participant": list("abcde"), "g": ["x", "x", "x", "y", ""]},
        attendance={"participant": list("abcde")},
        lines={"g": ["x", "y"]},
    )
    ax = plot_composition(study, "g", reference=True, language="nl")
    assert ax.get_xlabel() == ("Van 100 mensen die kwamen; niet getoond: 1 van onbekende groep")
    assert not marks(ax, "v")  # the study has no reference, and none is made up
    tallied = br.Study.from_frames(
        tallies_present={"line": ["g"] * 2, "group": ["x", "y"], "present": [30, 10]},
        lines={"g": ["x", "y"]},
    )
    ax = plot_composition(tallied, "g", reference=True)
    assert [p.get_width() for p in ax.patches] == pytest.approx([75, 25])
    assert not marks(ax, "|")  # who came twice is not known


def test_the_reference_for_publication(houses):
    ax = plot_composition(houses, "origin", reference=True, audience="publication")
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels[0] == "Huis 1 (synthetisch)"
    assert written(ax).count("withheld: too few to publish") == 2
    assert "Huis 1 (synthetisch): withheld" in reference_alternative(
        houses, "origin", audience="publication"
    )
    with pytest.raises(OptionError, match="`data` must be a Study"):
        plot_composition(br.Composition([[3, 2]]), reference=True)


# --- chance -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shares(houses):
    return br.estimate("bridging_share", houses, "origin", "site", n_resamples=99, seed=1)


def test_bars_are_the_draws_behind_mean_and_sd(shares):
    null = shares[4].null
    assert len(null.values) == 99
    assert null.values.mean() == pytest.approx(null.mean)
    assert null.values.std(ddof=1) == pytest.approx(null.sd)
    ax = plot_null_distribution(shares[4])
    assert sum(bar.get_height() for bar in ax.patches) == 99
    upright = {round(line.get_xdata()[0], 12) for line in ax.lines}
    assert upright == {round(shares[4].estimate, 12), round(null.mean, 12)}
    said = " ".join(written(ax))
    assert "seen: 50 of 100" in said and "chance gives on average" in said


def test_an_exact_distribution_is_drawn_as_chances():
    """Two of each group in a square of contacts: of 6 labelings 4 have two across, 2 have four."""
    study = br.Study.from_frames(
        participants={"participant": list("abcd"), "g": list("xxyy")},
        attendance={"participant": list("abcd")},
        encounters={"source": list("abcd"), "target": list("bcda")},
        lines={"g": ["x", "y"]},
    )
    for null in ("label_permutation", "label_permutation_within_session"):
        (found,) = br.estimate("bridging_share", study, "g", null=null, interval=None)
        at, height, _ = null_bars(found.null)
        assert at == pytest.approx([0.5, 1.0])
        assert height == pytest.approx([100 * 2 / 3, 100 / 3])
        ax = plot_null_distribution(found, language="nl")
        assert ax.get_ylabel() == "Kans, van 100"


def test_other_nulls_keep_their_values_too(houses):
    for measure, null, by in (
        ("blau_unbiased", "attendance_swap", None),
        ("bridging_share", "residual_permutation", None),
        ("bridging_share", "occasion_permutation", "occasion"),
    ):
        more = {"units": "session"} if null == "attendance_swap" else {}
        house = houses.select(sites=["house-5"])
        found = br.estimate(
            measure, house, "origin", by, null=null, interval=None, n_resamples=49, **more
        )
        for item in found:
            if item.null is None or item.null.undefined:
                continue
            chances = item.null.chances
            chances = (
                np.full(len(item.null.values), 1 / len(item.null.values))
                if chances is None
                else chances
            )
            mean = (item.null.values * chances).sum()
            assert abs(mean - item.null.mean) < max(4 * item.null.sd / 7, 1e-9)


def test_values_on_steps_have_bins_of_as_many_steps():
    """Numbers from a wide lattice: a flat distribution shows no dips."""
    from bridging.inference import NullSummary

    null = NullSummary(
        model="partner_rewire", mean=0.5, sd=0.3, z_score=0.0, p_value=1.0,
        alternative="two-sided", n_resamples=660, values=np.repeat(np.arange(66) / 66, 10),
    )  # fmt: skip
    _, height, _ = null_bars(null)
    assert set(height) == {30.0}


def test_p_in_words_and_what_it_compares(shares):
    item = replace(shares[4], interval=None)
    own = replace(item.null, p_value=0.04, by_interval=False, statistic=-2.0)
    text = null_alternative(replace(item, null=own))
    assert "in 4 of 100 cases (p = 0.040)" in text
    assert "measured in their own standard deviation" in text
    joined = replace(item.null, p_value=0.4, by_interval=True)
    text = null_alternative(replace(shares[4], null=joined), "nl")
    assert (
        "had het evengoed toeval kunnen zijn (p = 0,40)" in text
        and "van de 100 gevallen" not in text
    )


def test_results_without_chance_say_why(shares):
    axes = plot_null_distribution(shares)
    assert len(axes) == 5
    assert "no contact can be counted" in " ".join(written(axes[1])).replace("\n", " ")
    assert "bridging contacts were not possible" in " ".join(written(axes[3])).replace("\n", " ")
    none = replace(shares[4], null=None)
    assert written(plot_null_distribution(none)) == ["no comparison with chance was asked for"]
    bare = replace(shares[4], null=replace(shares[4].null, values=None))
    assert "were not kept" in null_alternative(bare)


def test_what_is_asked_of_the_figure_of_chance(shares):
    with pytest.raises(DataError, match="at least one result"):
        plot_null_distribution([])
    with pytest.raises(OptionError, match="at most 12 results"):
        plot_null_distribution([shares[4]] * 13)
    with pytest.raises(OptionError, match="`ax` can't show 5 results"):
        plot_null_distribution(shares, ax=plt.figure().subplots())
    with pytest.raises(OptionError, match="`kind` must be one of 'estimates', 'null'"):
        shares[4].plot(kind="histogram")
    assert shares[4].plot(kind="null", language="nl").get_ylabel() == "Aantal van de 99 verdelingen"


LONG = "gezinnen met een buitenlandse achtergrond en kinderen onder de drie jaar $x$ {0}"


def test_long_labels_fit_and_bytes_are_the_same(houses, shares):
    names = {"house-5": LONG, "low": LONG, "origin": LONG}
    for draw in (
        lambda: plot_plane(houses, "ses", n_resamples=0, names=names, language="nl"),
        lambda: plot_composition(houses, "ses", reference=True, names=names, language="nl"),
        lambda: plot_null_distribution(shares[4], names=names, language="nl"),
    ):
        first, second = (to_svg(draw()) for _ in range(2))
        assert first == second and "<dc:date>" not in first


@pytest.mark.parametrize("language", ["en", "nl"])
def test_alternatives_judge_nothing(houses, shares, language):
    words = [
        plane_alternative(houses, language=language, n_resamples=0),
        reference_alternative(houses, "origin", language=language),
        null_alternative(shares, language),
    ]
    assert all("{" not in text and "nan" not in text for text in words)
