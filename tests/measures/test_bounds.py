from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError, UnknownNameError

bounds = br.measures.ei_bounds


def test_bounds_by_hand():
    # Three and two people: 3 + 1 pairs within, 6 across. Of five contacts at least one crosses and
    # at most all: (1 - 4) / 5 and 1. Three cross: EI = 1/5, at (.2 + .6) / 1.6 = 1/2.
    row = bounds(br.MixingMatrix([[4, 3], [3, 0]], sizes=[3, 2])).iloc[0]
    assert row["unit"] == "all" and row["undefined"] == ""
    assert row[["contacts", "pairs_within", "pairs_between"]].tolist() == [5, 4, 6]
    assert row[["low", "ei_index", "high", "position"]].tolist() == pytest.approx(
        [-3 / 5, 1 / 5, 1, 1 / 2]
    )


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("sizes", [(1, 1), (2, 1), (2, 2), (1, 1, 1)])
def test_bounds_are_reached_and_not_passed(sizes, directed):
    # Every graph on a few people, by number of contacts.
    group = np.repeat(range(len(sizes)), sizes)
    people = range(len(group))
    pairs = [p for p in product(people, people) if p[0] != p[1]]
    if not directed:
        pairs = list(combinations(people, 2))
    for m in range(1, len(pairs) + 1):
        seen = []
        for chosen in combinations(pairs, m):
            table = np.zeros((len(sizes),) * 2)
            for a, b in chosen:
                table[group[a], group[b]] += 1
            table = table if directed else table + table.T
            mixing = br.MixingMatrix(table, sizes=sizes, directed=directed)
            seen.append(br.measures.ei_index(mixing))
        row = bounds(mixing).iloc[0]
        assert row[["low", "high"]].tolist() == pytest.approx([min(seen), max(seen)])
        if len(pairs) > 6 and m > 4:
            break


def test_bounds_of_a_stack_by_unit():
    stack = br.MixingMatrix(
        [[[2, 1], [1, 0]], [[0, 0], [0, 0]], [[6, 4], [4, 0]]],
        sizes=[[2, 1], [2, 1], [2, 1]],
        units=["mon", "tue", "wed"],
    )
    table = bounds(stack)
    assert table["unit"].tolist() == ["mon", "tue", "wed"]
    assert table["undefined"].tolist() == [
        "",
        "there are no contacts",
        "there are more contacts than pairs that could have met",
    ]
    assert np.isnan(table.loc[1:, ["low", "high", "position"]].to_numpy()).all()


def test_bounds_that_coincide_have_no_position():
    # All three pairs met.
    row = bounds(br.MixingMatrix([[2, 2], [2, 0]], sizes=[2, 1])).iloc[0]
    assert row["low"] == row["high"] == pytest.approx(1 / 3)
    assert np.isnan(row["position"])


def test_bounds_of_pairs_present():
    table = br.MixingMatrix([[2, 1], [1, 0]], sizes=[9, 9], opportunities=[[2, 1], [1, 0]])
    assert bounds(table).loc[0, "low"] == bounds(table).loc[0, "high"] == 0
    assert bounds(table, universe="all").loc[0, ["low", "high"]].tolist() == [-1, 1]
    unknown = br.MixingMatrix([[2, 1], [1, 0]])
    assert bounds(unknown).loc[0, "undefined"] == "it is not known which pairs could have met"
    with pytest.raises(OptionError, match="`universe` must be one of"):
        bounds(table, universe="presents")


# Groups partly unknown


def make(groups, contacts):
    """Make a graph of two or three groups from codes and (a, b, weight)."""
    source, target, weight = np.array(contacts, dtype=float).reshape(-1, 3).T
    return br.ContactGraph(
        people=tuple(f"p{i}" for i in range(len(groups))),
        source=source.astype(int),
        target=target.astype(int),
        weight=weight,
        session=np.zeros(len(source), dtype=int),
        groups={"line": ("a", "b", "c")},
        codes={"line": np.array(groups)},
    )


def every_share(groups, contacts):
    """Bridging share for every way to fill in the unknown groups."""
    unknown = [i for i, group in enumerate(groups) if group < 0]
    total = sum(weight for _, _, weight in contacts)
    shares = []
    for filled in product(range(3), repeat=len(unknown)):
        group = list(groups)
        for i, code in zip(unknown, filled, strict=True):
            group[i] = code
        shares.append(sum(w for a, b, w in contacts if group[a] != group[b]) / total)
    return min(shares), max(shares)


GRAPHS = st.tuples(
    st.lists(st.integers(-1, 2), min_size=5, max_size=5),
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 3)).filter(
            lambda row: row[0] != row[1]
        ),
        min_size=1,
        max_size=8,
    ),
)


@given(GRAPHS)
def test_bounds_hold_for_every_group_and_are_reached_where_exact(parts):
    table = br.measures.bounds_unknown(make(*parts)).set_index("measure")
    low, high = every_share(*parts)
    share, ei = table.loc["bridging_share"], table.loc["ei_index"]
    assert share["low"] <= low + 1e-12 and share["high"] >= high - 1e-12
    if share["exact"]:
        assert (share["low"], share["high"]) == pytest.approx((low, high))
    assert (ei["low"], ei["high"]) == pytest.approx((2 * share["low"] - 1, 2 * share["high"] - 1))


def test_bounds_without_unknown_people_are_the_value():
    graph = make([0, 0, 1], [(0, 1, 1), (1, 2, 3)])
    row = br.measures.bounds_unknown(graph).set_index("measure").loc["ei_index"]
    assert row["low"] == row["high"] == row["known"] == br.measures.ei_index(graph.mixing()) == 0.5
    assert row["people_unknown"] == 0 and row["contacts_unknown"] == 0


def test_two_unknown_people_in_contact_are_not_exact():
    # x-y, x with a, y with b: x-y within means one crosses. The true lowest share is 1/3.
    graph = make([0, 1, -1, -1], [(2, 3, 1), (0, 2, 1), (1, 3, 1)])
    row = br.measures.bounds_unknown(graph).iloc[0]
    assert (row["low"], row["high"], row["exact"]) == (0, 1, False)
    assert np.isnan(row["known"]) and row["undefined"] == ""


def test_nobody_known_and_nothing_seen():
    nobody = br.ContactGraph.from_edges([("x", "y")], {"line": {"x": None, "y": None}})
    row = br.measures.bounds_unknown(nobody).iloc[0]
    assert (row["low"], row["high"]) == (0, 0)  # a line without groups has nothing to cross
    nothing = br.ContactGraph.from_edges([], {"line": {"x": "a"}})
    row = br.measures.bounds_unknown(nothing).iloc[0]
    assert np.isnan(row["low"]) and row["undefined"] == "there are no contacts"


def test_an_unknown_line_is_refused():
    with pytest.raises(UnknownNameError, match="Did you mean 'line'"):
        br.measures.bounds_unknown(make([0, 1], [(0, 1, 1)]), line="lin")
