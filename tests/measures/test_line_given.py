import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import DataError, OptionError

crossings, conditional = br.measures.crossings, br.measures.conditional_bridging
ratio = br.measures.conditional_bridging_ratio
LINES = ("one", "two", "three")


def make(groups, contacts, attendance=None, lines=2):
    """Make a graph from codes (P, L), contacts (a, b, session, weight) and attendance rows."""
    codes = np.array(groups).reshape(-1, lines)
    columns = np.array(contacts, dtype=float).reshape(-1, 4).T
    presence = None
    if attendance is not None:
        rows = np.array(attendance, dtype=int).reshape(-1, 3).T
        presence = br.Incidence(range(len(codes)), range(4), *rows)
    return br.ContactGraph(
        people=tuple(map(str, range(len(codes)))),
        source=columns[0].astype(int),
        target=columns[1].astype(int),
        weight=columns[3],
        session=columns[2].astype(int),
        groups={line: tuple("abc") for line in LINES[:lines]},
        codes={line: codes[:, i] for i, line in enumerate(LINES[:lines])},
        presence=presence,
    )


SQUARE = [[0, 0], [0, 1], [1, 0], [1, 1]]  # one person of each combination
EVERYBODY = [(p, s, -1) for p in range(4) for s in (0,)]


def reason(graph, language="en", **options):
    return str(br.measures.get_measure(ratio).reasons(graph, options, language))


graphs = st.integers(0, 10_000).map(
    lambda seed: random_graph(np.random.default_rng(seed), 2 + seed % 2)
)


def random_graph(rng, lines):
    people = 7
    attendance = [
        (p, s, rng.integers(0, 2) if rng.random() < 0.4 else -1)
        for s in range(3)
        for p in range(people)
        if rng.random() < 0.6
    ]
    contacts = [
        (*rng.choice([p for p, at, _ in attendance if at == s], 2, replace=False), s, n)
        for s in range(3)
        for n in range(1, 5)
        if sum(at == s for _, at, _ in attendance) >= 2
    ]
    groups = rng.integers(-1, 3, (people, lines), dtype=int)
    return make(
        np.where(rng.random((people, lines)) < 0.9, abs(groups), groups),
        contacts,
        attendance,
        lines,
    )


def test_one_line_given_the_other():
    # by hand in the docstring; here with presence: 0-1 crosses two, 0-2 one, 1-2 both
    graph = make(SQUARE, [(0, 1, 0, 1), (0, 2, 0, 1), (1, 2, 0, 2)], EVERYBODY)
    table = conditional(graph, line="one", given="two")
    assert table["given"].tolist() == ["all", "not crossed", "crossed"]
    assert table["contacts"].tolist() == [4, 1, 3]
    assert table["share"].tolist() == pytest.approx([3 / 4, 1, 2 / 3])
    assert table["expected_present"].tolist() == pytest.approx([4 / 6, 1, 2 / 4])
    assert table["expected_mix"].tolist() == pytest.approx([4 / 6, 1, 2 / 4])
    assert conditional(graph, line="one")["given"].tolist() == ["all"]
    # the only other line need not be named
    assert conditional(graph, given="two").equals(table)


def test_mantel_haenszel_ratio():
    # Session 0, lines one and two of six people; pairs by hand.
    # line one: a a a b b b; line two: a a b a b b.
    groups = [[0, 0], [0, 0], [0, 1], [1, 0], [1, 1], [1, 1]]
    there = [(p, 0, -1) for p in range(6)]
    # alike on two: (0,1) within; (0,3), (1,3) across; (2,4), (2,5) across; (4,5) within: 2 and 4
    # not alike on two: (0,2), (1,2), (3,4), (3,5) within; (0,4), (0,5), (1,4), (1,5), (2,3) across
    contacts = [(0, 1, 0, 3), (0, 3, 0, 1), (0, 2, 0, 1), (0, 4, 0, 2)]
    graph = make(groups, contacts, there)
    across = 1 * 2 / 6 + 2 * 4 / 9
    within = 3 * 4 / 6 + 1 * 5 / 9
    assert ratio(graph, line="one", given="two") == pytest.approx(across / within)
    # without the other line: 3 across of 9 pairs, 4 within of 6
    assert ratio(graph, line="one") == pytest.approx((3 * 6 / 15) / (4 * 9 / 15))
    # the same pairs without presence, and in a second session that adds a stratum
    assert ratio(make(groups, contacts), line="one") == pytest.approx(ratio(graph, line="one"))
    more = make(groups, [*contacts, (0, 1, 1, 1)], [*there, (0, 1, -1), (1, 1, -1), (3, 1, -1)])
    # session 1: 0, 1 and 3: (0,1) within, two across; 1 contact within
    expected = (3 * 6 / 15 + 0) / (4 * 9 / 15 + 1 * 2 / 3)
    assert ratio(more, line="one") == pytest.approx(expected)


def test_why_there_is_no_ratio():
    assert reason(make(SQUARE, []), line="one") == (
        "there are no contacts between people of known group who did not come together"
    )
    assert reason(make(SQUARE, [(0, 3, 0, 1)]), line="one") == (
        "no contact stays within a group where it could have crossed"
    )
    assert reason(make(SQUARE, [(0, 3, 0, 1)]), "nl", line="one") == (
        "geen contact blijft binnen een groep waar het had kunnen overbruggen"
    )
    assert ratio(make(SQUARE, [(0, 1, 0, 1)]), line="one") == 0


@given(graphs)
@settings(deadline=None)
def test_the_rows_of_conditional_bridging_add_up(graph):
    table = conditional(graph, line="one", given="two").set_index("given")
    both = crossings(graph, lines=["one", "two"], detail="lines").set_index("lines")
    assert table.loc["all", "contacts"] == pytest.approx(both["contacts"].sum())
    crossing = table.loc["crossed", "contacts"] * table.loc["crossed", "share"]
    if table.loc["crossed", "contacts"]:
        assert crossing == pytest.approx(both.loc["one + two", "contacts"])
    if table.loc["all", "contacts"]:
        share = both.loc[["one", "one + two"], "share"].sum()
        assert table.loc["all", "share"] == pytest.approx(share)


def test_options_that_are_not_there():
    graph = make(SQUARE, [(0, 1, 0, 1)])
    with pytest.raises(OptionError, match="`given` must be another line than `line`, not 'one'"):
        conditional(graph, line="one", given="one")
    with pytest.raises(DataError, match="`line` must be given: the graph has 2 lines"):
        ratio(graph)
