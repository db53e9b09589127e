from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError, UnknownNameError

crossings = br.measures.crossings
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


# Worked by hand


def test_contacts_against_opportunity_and_mix():
    # Session 0: the four of the square; session 1: only 0 and 1 (differ on line two).
    # Contacts: 0-1 in session 0 (weight 3: crosses one), 0-3 (1: both), 0-1 in session 1 (2).
    contacts = [(0, 1, 0, 3), (0, 3, 0, 1), (0, 1, 1, 2)]
    there = [*EVERYBODY, (0, 1, -1), (1, 1, -1)]
    table = crossings(make(SQUARE, contacts, there))
    assert table["crossed"].tolist() == [0, 1, 2]
    assert table["contacts"].tolist() == [0, 5, 1]
    assert table["share"].tolist() == pytest.approx([0, 5 / 6, 1 / 6])
    # session 0: 4 contacts on 4 pairs that cross one and 2 that cross both; session 1: 2 on one
    present = [0, (4 * 4 / 6 + 2) / 6, 4 * 2 / 6 / 6]
    assert table["expected_present"].tolist() == pytest.approx(present)
    assert table["expected_mix"].tolist() == pytest.approx([0, 4 / 6, 2 / 6])


def test_which_lines_are_crossed():
    contacts = [(0, 1, 0, 3), (0, 2, 0, 1), (0, 3, 0, 1)]
    table = crossings(make(SQUARE, contacts, EVERYBODY), detail="lines")
    assert table["lines"].tolist() == ["", "one", "two", "one + two"]
    assert table["crossed"].tolist() == [0, 1, 1, 2]
    assert table["contacts"].tolist() == [0, 1, 3, 1]
    assert table["expected_present"].tolist() == pytest.approx([0, 1 / 3, 1 / 3, 1 / 3])


def test_people_who_came_together_are_no_pair():
    # 0 and 1 came together: their contact does not count, and 5 pairs are left: 3 cross one
    there = [(0, 0, 7), (1, 0, 7), (2, 0, -1), (3, 0, -1)]
    table = crossings(make(SQUARE, [(0, 1, 0, 9), (0, 3, 0, 1)], there))
    assert table["contacts"].tolist() == [0, 0, 1]
    assert table["expected_present"].tolist() == pytest.approx([0, 3 / 5, 2 / 5])


def test_people_unknown_on_a_line_are_left_out():
    groups = [*SQUARE, [0, -1]]
    there = [*EVERYBODY, (4, 0, -1)]
    table = crossings(make(groups, [(0, 4, 0, 5), (0, 3, 0, 1)], there))
    assert table["contacts"].tolist() == [0, 0, 1]
    assert table["expected_mix"].tolist() == pytest.approx([0, 4 / 6, 2 / 6])
    # of line one alone the group is known
    table = crossings(make(groups, [(0, 4, 0, 5), (0, 3, 0, 1)], there), lines=["one"])
    assert table["contacts"].tolist() == [5, 1]


def test_what_is_not_known():
    graph = make(SQUARE, [(0, 1, 0, 1)])
    assert crossings(graph)["expected_present"].isna().all()
    assert not crossings(graph)["expected_mix"].isna().any()
    # a contact in a session at which nobody was recorded
    assert crossings(make(SQUARE, [(0, 1, 2, 1)], EVERYBODY))["expected_present"].isna().all()
    nothing = crossings(make(SQUARE, [], EVERYBODY))
    assert nothing["contacts"].tolist() == [0, 0, 0]
    assert nothing[["share", "expected_present", "expected_mix"]].isna().all(axis=None)


def test_one_line_is_the_bridging_share():
    graph = make(SQUARE, [(0, 1, 0, 3), (0, 3, 0, 1)], EVERYBODY)
    for line in ("one", "two"):
        table = crossings(graph, lines=[line])
        assert table["share"][1] == pytest.approx(br.measures.bridging_share(graph.mixing(line)))


# A second time, pair by pair

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


def plain(graph, lines):
    """List every pair of people present, session by session."""
    codes = np.stack([graph.codes[line] for line in lines], axis=1)
    known = (codes >= 0).all(axis=1)
    company = {
        (p, s): c
        for p, s, c in zip(
            graph.presence.person.tolist(),
            graph.presence.session.tolist(),
            graph.presence.company.tolist(),
            strict=True,
        )
    }

    def crossed(a, b):
        return int((codes[a] != codes[b]).sum())

    def apart(a, b, s):
        mine, other = company.get((a, s), -1), company.get((b, s), -1)
        return mine < 0 or mine != other

    met = np.zeros(len(lines) + 1)
    expected = np.zeros(len(lines) + 1)
    for s in range(4):
        here = [p for p, at in company if at == s and known[p]]
        pairs = np.zeros(len(lines) + 1)
        for a, b in combinations(here, 2):
            if apart(a, b, s):
                pairs[crossed(a, b)] += 1
        number = 0.0
        for a, b, at, w in zip(
            graph.source, graph.target, graph.session, graph.weight, strict=True
        ):
            if at == s and known[a] and known[b] and apart(a, b, s):
                met[crossed(a, b)] += w
                number += w
        if number:
            expected += number * pairs / pairs.sum()
    mix = np.zeros(len(lines) + 1)
    for a, b in combinations(np.flatnonzero(known).tolist(), 2):
        mix[crossed(a, b)] += 1
    return met, expected, mix


@given(graphs)
@settings(deadline=None)
def test_crossings_against_a_plain_count(graph):
    lines = list(graph.codes)
    met, expected, mix = plain(graph, lines)
    table = crossings(graph)
    assert table["contacts"].tolist() == pytest.approx(met.tolist())
    if met.sum():
        assert table["share"].tolist() == pytest.approx((met / met.sum()).tolist())
        assert table["expected_present"].tolist() == pytest.approx(
            (expected / expected.sum()).tolist()
        )
        assert table["expected_mix"].tolist() == pytest.approx((mix / mix.sum()).tolist())
    detailed = crossings(graph, detail="lines")
    for column in ("contacts", "share", "expected_present", "expected_mix"):
        summed = detailed.groupby("crossed")[column].sum(min_count=1)
        assert summed.tolist() == pytest.approx(table[column].tolist(), nan_ok=True)


# Bad options


def test_options_that_are_not_there():
    graph = make(SQUARE, [(0, 1, 0, 1)])
    with pytest.raises(OptionError, match="`detail` must be one of 'number', 'lines'"):
        crossings(graph, detail="names")
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'four'"):
        crossings(graph, lines=["four"])
    with pytest.raises(
        OptionError, match=r"`lines` must name from 1 to 8 different lines, not \[\]"
    ):
        crossings(graph, lines=[])
