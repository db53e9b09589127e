"""The network: what is drawn is who met whom, and nobody who could be recognised is published."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.figures import (
    groups_alternative,
    network_alternative,
    plot_groups,
    plot_network,
    to_svg,
)
from bridging.figures.network_data import find_network
from bridging.figures.network_layout import lay_out


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def small_study(**more):
    """Two sessions: an (with bo, who came along) meets cy twice and di; eva talks to nobody."""
    people = ["an", "bo", "cy", "di", "eva", "fay"]
    return br.Study.from_frames(
        participants={"participant": people, "origin": ["a", "a", "b", "b", "a", None]},
        sessions={"session": ["s1", "s2"]},
        attendance={
            "participant": ["an", "bo", "cy", "eva", "fay", "an", "cy", "di"],
            "session": ["s1"] * 5 + ["s2"] * 3,
            "company": ["k", "k"] + [None] * 6,
        },
        encounters={
            "source": ["an", "bo", "an", "cy", "an"],
            "target": ["cy", "fay", "cy", "di", "bo"],
            "session": ["s1", "s1", "s2", "s2", "s1"],
        },
        lines={"origin": ["a", "b"]},
        **more,
    )


@pytest.fixture(scope="module")
def house():
    return br.simulate.five_houses().select(sites=["house-5"])


def lines(ax):
    found = [c for c in ax.collections if isinstance(c, LineCollection)]
    return {c.get_label(): c for c in found if not c.get_label().startswith("_")}


def marks(ax):
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def ends(collection):
    return {frozenset(map(tuple, np.round(part, 6))) for part in collection.get_segments()}


def test_lines_are_the_pairs_in_contact_and_their_style_says_which_cross():
    study = small_study()
    ax = plot_network(study, audience="team")
    network = find_network(study, "origin")
    people = study.contact_graphs()["all"].people
    place = dict(zip(people, map(tuple, network.place.round(6)), strict=True))
    drawn = lines(ax)
    assert ends(drawn["across"]) == {frozenset([place["an"], place["cy"]])}
    assert ends(drawn["within"]) == {frozenset([place["cy"], place["di"]])}
    assert ends(drawn["unclear"]) == {frozenset([place["bo"], place["fay"]])}
    styles = [str(drawn[kind].get_linestyle()) for kind in ("across", "within", "unclear")]
    assert len(set(styles)) == 3  # apart in grey print
    assert len({style.get_linewidth()[0] for style in drawn.values()}) == 2  # an-cy met twice
    title = ax.get_title(loc="left")
    assert title == "6 people; 3 pairs in contact, 1 across the line"


def test_groups_differ_by_shape_and_silence_is_hollow():
    ax = plot_network(small_study(), audience="team")
    drawn = marks(ax)
    shapes = {drawn[name].get_marker() for name in ("group 0", "group 1", "unknown")}
    assert len(shapes) == 3
    assert len(drawn["group 0"].get_xdata()) == 2  # an and bo
    assert len(drawn["group 0, silent"].get_xdata()) == 1  # eva
    assert drawn["group 0, silent"].get_markerfacecolor() == "white"
    assert drawn["group 0, silent"].get_marker() == drawn["group 0"].get_marker()
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend[:4] == ["a: 3", "b: 2", "group not known: 1", "present without contact: 1"]


def test_people_keep_their_place_from_session_to_session():
    study = small_study()
    whole, first, second = (find_network(study, "origin", s) for s in (None, "s1", "s2"))
    assert (whole.place == first.place).all() and (whole.place == second.place).all()
    assert first.shown.tolist() == [True, True, True, False, True, True]
    assert second.shown.tolist() == [True, False, True, True, False, False]
    assert second.pairs.tolist() == [[0, 2], [2, 3]] and not second.silent.any()
    limits = {plot_network(study, None, s, audience="team").dataLim.bounds for s in ("s1", "s2")}
    assert len(limits) == 1
    ax = plot_network(study, None, "s2", audience="team", language="nl", names={"s2": "dinsdag"})
    assert ax.get_title(loc="left").startswith("dinsdag: 3 mensen; 2 paren")
    assert len(marks(ax)["away"].get_xdata()) == 3


def test_companies_share_a_ground_and_are_no_contact():
    ax = plot_network(small_study(), audience="team")
    network = find_network(small_study(), "origin")
    assert network.together.tolist() == [[0, 1]]  # an-bo were in contact too, and are not drawn so
    grounds = [c for c in ax.collections if c.get_label().startswith("_")]
    assert len(grounds) == 2 and grounds[0].get_linewidth()[0] > grounds[1].get_linewidth()[0]
    assert find_network(small_study(), "origin", "s2").together.shape == (0, 2)


def test_no_names_are_drawn(house):
    svg = to_svg(plot_network(house, "origin", audience="team"))
    assert not any(person in svg for person in house.coded.people)


def test_a_large_company_is_paired_in_full():
    people = list("abcd")
    study = br.Study.from_frames(
        participants={"participant": people, "origin": ["x"] * 4},
        attendance={"participant": people, "company": ["k"] * 4},
        encounters={"source": ["a"], "target": ["b"]},
        lines={"origin": ["x", "y"]},
    )
    assert len(find_network(study, "origin").together) == 6


def test_small_networks_are_not_published(house):
    with pytest.raises(DataError, match="at least 6 people.*plot_mixing"):
        plot_network(small_study())
    session = house.coded.sessions[0]
    for refuse in (plot_network, network_alternative):
        with pytest.raises(DataError, match="audience='team'"):
            refuse(house, "origin", session)
        with pytest.raises(DataError, match="must show at least 6"):
            refuse(house, "ses")  # three people of a group
    plot_network(house, "origin")  # 19 and 25 people
    with pytest.raises(DataError, match="at least 20"):
        plot_network(house, "origin", minimum=20)


def test_a_published_session_does_not_show_who_was_away():
    study = br.simulate.world(seed=1, people=60, sessions=2, attendance=0.8, contact_chance=0.2)
    session = study.coded.sessions[0]
    assert "away" in marks(plot_network(study, "origin", session, audience="team"))
    assert "away" not in marks(plot_network(study, "origin", session))


def test_what_can_not_be_drawn_is_refused(house):
    with pytest.raises(UnknownNameError, match="`session` must be a known name"):
        plot_network(house, "origin", "nowhere")
    with pytest.raises(OptionError, match="`audience` must be one of"):
        plot_network(house, "origin", audience="everybody")
    numeric = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "age": [30, 40]},
        encounters={"source": ["an"], "target": ["bo"]},
        lines={"age": {"numeric": True}},
    )
    with pytest.raises(OptionError, match="`line` must have groups"):
        plot_network(numeric)
    quiet = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "origin": ["a", "b"]},
        attendance={"participant": ["an", "bo"]},
        lines={"origin": ["a", "b"]},
    )
    with pytest.raises(DataError, match="must have contacts: none were recorded"):
        plot_network(quiet, audience="team")


def tallies():
    return br.Study.from_frames(
        tallies_present={"line": ["o", "o"], "group": ["x", "y"], "present": [10, 8]},
        tallies_contacts={
            "line": ["o"] * 3, "group_a": ["x", "x", "y"], "group_b": ["x", "y", "y"],
            "contacts": [7, 6, 9],
        },
        lines={"o": ["x", "y"]},
    )  # fmt: skip


def test_tallies_and_crowds_are_drawn_as_groups():
    ax = plot_network(tallies(), language="nl")
    assert ax.get_title(loc="left") == "Geteld zonder namen: de groepen"
    assert any(text.get_text().startswith("6 (") for text in ax.texts)
    assert network_alternative(tallies()).startswith("A disc for each group")
    crowd = br.simulate.world(seed=1, people=320, sessions=4, attendance=0.9, contact_chance=0.02)
    ax = plot_network(crowd, "origin")
    assert ax.get_title(loc="left").endswith("too many to draw apart: the groups instead")
    assert not lines(ax)


def test_groups_are_discs_with_their_contacts():
    matrix = br.MixingMatrix([[6, 4], [4, 2]], groups=["a", "b"], sizes=[9, 1])
    ax = plot_groups(matrix)
    said = [text.get_text() for text in ax.texts]
    assert "4" in said and "a\n9 people\nwithin: 3" in said
    circles = [p for p in ax.patches if getattr(p, "radius", 0) and p.get_hatch() is not None]
    assert circles[0].radius == pytest.approx(3 * circles[1].radius)  # areas as 9 to 1
    assert circles[0].get_hatch() != circles[1].get_hatch()
    assert groups_alternative(matrix).endswith("b with a: 4 seen. b with b: 1 seen.")
    with pytest.raises(OptionError, match="at most 5 groups"):
        plot_groups(br.MixingMatrix(np.ones((6, 6)) * 2))


def test_small_groups_are_withheld_for_publication():
    matrix = br.MixingMatrix([[6, 4], [4, 20]], groups=["a", "b"])
    said = [text.get_text() for text in plot_groups(matrix, audience="publication").texts]
    assert said == ["withheld: too few to publish"]
    assert groups_alternative(matrix, audience="publication").endswith("too few to publish.")


def test_the_layout_is_the_same_every_time_and_leaves_room():
    rng = np.random.default_rng(3)
    pairs = rng.integers(0, 40, (90, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    nobody = np.zeros((0, 2), dtype=int)
    one, two = (lay_out(45, pairs, nobody, seed=1) for _ in range(2))
    assert (one.place == two.place).all()
    gaps = np.sqrt(((one.place[:, None] - one.place[None]) ** 2).sum(axis=2))
    assert gaps[np.triu_indices(45, 1)].min() > 0.8  # marks are 0.62 wide
    alone = np.setdiff1d(np.arange(45), pairs)
    assert np.flatnonzero(one.apart).tolist() == alone.tolist()
    others = np.setdiff1d(np.arange(45), alone)
    assert one.place[alone, 1].max() < one.place[others, 1].min() - 1


def test_people_who_came_together_stand_together():
    pairs = np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [5, 0], [6, 0]])
    place = lay_out(8, pairs, np.array([[6, 7]])).place
    near = np.hypot(*(place[6] - place[7]))
    assert near < np.median(np.hypot(*(place[7] - place[:6]).T))


def test_the_picture_is_the_same_every_time(house):
    first, second = (to_svg(plot_network(house, "origin")) for _ in range(2))
    assert first == second


def test_given_axes_are_drawn_on():
    ax = Figure().subplots()
    assert plot_network(small_study(), ax=ax, audience="team") is ax
    assert plt.get_fignums() == []


def test_the_alternative_counts_what_is_drawn():
    text = network_alternative(small_study(), audience="team")
    assert "a dot for each of 6 people, a line for each of 3 pairs" in text
    assert "solid lines cross the line (1), dashed lines stay within a group (1)" in text
    assert text.endswith(
        "Groups by shape and colour: a: 3; b: 2; group not known: 1. Dotted lines, of pairs with a "
        "group that is not known: 1. Present without contact: 1. Pairs who came together, on a "
        "grey ground: 1."
    )
    dutch = network_alternative(small_study(), None, "s1", "nl", audience="team")
    assert dutch.startswith("s1: Een netwerk: een stip voor elk van 5 mensen")


def test_without_attendance_nobody_is_said_to_have_been_present():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy"], "origin": ["a", "b", "b"]},
        encounters={"source": ["an"], "target": ["bo"]},
        lines={"origin": ["a", "b"]},
    )
    text = network_alternative(study, audience="team")
    assert "No contact seen; who was present was not recorded: 1." in text
