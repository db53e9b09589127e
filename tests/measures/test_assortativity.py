import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

import bridging as br
from bridging.errors import OptionError

TABLES = st.integers(2, 4).flatmap(
    lambda size: arrays(np.int64, (size, size), elements=st.integers(0, 20))
)


def reason(name, structure, language="en", **options):
    return br.measures.get_measure(name).reasons(structure, options, language)


# Of groups


def test_published_assortativity_of_couples(oracles):
    couples = oracles.table("netseg_Catania.csv")
    order = ["black", "hispanic", "white", "other"]
    table = couples.pivot_table(index="male", columns="female", values="n").loc[order, order]
    value = br.measures.assortativity(br.MixingMatrix(table, groups=order, directed=True))
    # From the counts; the paper's own rounded cells give .623.
    assert value == pytest.approx(oracles.value("newman.catania"), abs=5e-4)


@pytest.mark.parametrize("key", ["newman.catania.rounded", "newman.nx.a2", "newman.nx.a3"])
def test_published_assortativity_of_tables(oracles, key):
    table = br.MixingMatrix(oracles.data(key), directed=True)
    assert br.measures.assortativity(table) == oracles.near(key)


def test_published_assortativity_of_classroom(oracles, classroom, mutual):
    symmetric = br.MixingMatrix(classroom.contacts + classroom.contacts.T)
    near = oracles.near("newman.classroom.symmetrised")
    assert br.measures.assortativity(symmetric) == near
    assert br.measures.assortativity(mutual) == oracles.near("newman.classroom.mutual")
    # Two groups and a symmetric table: the same number as Gupta, Anderson and May's Q.
    assert br.measures.assortativity(mutual) == oracles.near("gamix.classroom.mutual")


def test_assortativity_of_three_people_by_hand():
    # A path a1 - a2 - b1: one contact within, counted from both ends, and one between: (2 1; 1 0).
    # e = (1/2 1/4; 1/4 0), a = (3/4, 1/4): (1/2 - 10/16) / (1 - 10/16) = -1/3.
    # With the diagonal counted once, (1 1; 1 0), it would be (1/3 - 5/9) / (1 - 5/9) = -1/2.
    graph = br.ContactGraph.from_edges(
        [("a1", "a2"), ("a2", "b1")], {"line": {"a1": "a", "a2": "a", "b1": "b"}}
    )
    assert br.measures.assortativity(graph.mixing()) == pytest.approx(-1 / 3)


def test_assortativity_of_one_group_is_undefined():
    table = br.MixingMatrix([[4, 0], [0, 0]])
    assert np.isnan(br.measures.assortativity(table))
    assert reason("assortativity", table) == "only one group has contacts"
    assert reason("assortativity", table, "nl") == "maar één groep heeft contacten"


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_assortativity_as_in_networkx(directed, seed):
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(25, 0.15, seed=seed, directed=directed)
    names = ["x", "y", "z"]
    nx.set_node_attributes(graph, {i: names[rng.integers(3)] for i in graph}, "origin")
    table = br.ContactGraph.from_networkx(graph, ["origin"]).mixing("origin")
    peer = nx.attribute_assortativity_coefficient(graph, "origin")
    assert br.measures.assortativity(table) == pytest.approx(peer, abs=1e-12)


@given(TABLES)
def test_assortativity_from_ei(table):
    # Undirected: r = 1 - (1 + EI) / (2 (1 - sum a^2)).
    table = table + table.T
    ends = table.sum(axis=1)
    assume((ends > 0).sum() >= 2)
    a = ends / ends.sum()
    mixing = br.MixingMatrix(table)
    expected = 1 - (1 + br.measures.ei_index(mixing)) / (2 * (1 - (a**2).sum()))
    assert br.measures.assortativity(mixing) == pytest.approx(expected, abs=1e-9)


@given(arrays(np.int64, (2, 2), elements=st.integers(0, 20)))
def test_assortativity_of_two_groups_is_q(table):
    # tr P - 1, with P the table divided by its rows; two groups, symmetric.
    table = table + table.T
    rows = table.sum(axis=1)
    assume((rows > 0).all())
    q = np.trace(table / rows[:, None]) - 1
    assert br.measures.assortativity(br.MixingMatrix(table)) == pytest.approx(q, abs=1e-9)


def test_directed_classroom_is_not_made_symmetric(oracles, classroom):
    # e = (40 2; 5 41) / 88: tr e = 81/88, sum(a b) = (42 * 45 + 46 * 43) / 88^2.
    ab = (42 * 45 + 46 * 43) / 88**2
    value = br.measures.assortativity(classroom)
    assert value == pytest.approx((81 / 88 - ab) / (1 - ab))
    assert value == pytest.approx(0.8410733, abs=5e-8)
    assert value != oracles.near("newman.classroom.symmetrised")


def test_weights_are_contacts():
    # A weight of 3 is three contacts of the same pair.
    labels = {"line": {"a1": "a", "a2": "a", "b1": "b"}}
    weighted = br.ContactGraph.from_edges([("a1", "a2", 3), ("a2", "b1", 1)], labels)
    repeated = br.ContactGraph.from_edges([("a1", "a2")] * 3 + [("a2", "b1")], labels)
    for name in ("assortativity", "numeric_assortativity"):
        measure = getattr(br.measures, name)
        assert measure(weighted.mixing()) == measure(repeated.mixing())
    # (6 1; 1 0) / 8: (6/8 - 50/64) / (1 - 50/64) = -1/7.
    assert br.measures.assortativity(weighted.mixing()) == pytest.approx(-1 / 7)


# Of numbers


@pytest.mark.parametrize("key", ["newman.nx.numeric", "newman.nx.numeric.mixed"])
def test_published_numeric_assortativity(oracles, key):
    data = oracles.data(key)
    graph = br.ContactGraph.from_edges(data["edges"], {"margin": data["nodes"]})
    table = graph.mixing()
    value = br.measures.numeric_assortativity(table, scores=[float(g) for g in table.groups])
    assert value == oracles.near(key)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_numeric_assortativity_as_in_networkx(directed, seed):
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(25, 0.15, seed=seed, directed=directed)
    ages = {i: int(rng.integers(20, 25)) for i in graph}
    nx.set_node_attributes(graph, ages, "age")
    table = br.ContactGraph.from_networkx(graph, ["age"]).mixing()
    scores = [float(g) for g in table.groups]
    peer = nx.numeric_assortativity_coefficient(graph, "age")
    assert br.measures.numeric_assortativity(table, scores=scores) == pytest.approx(peer, abs=1e-9)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_numeric_assortativity_is_the_correlation_of_the_ends(directed, seed):
    rng = np.random.default_rng(seed)
    contacts = rng.integers(0, 5, (4, 4))
    if not directed:
        contacts = contacts + contacts.T
    scores = rng.normal(1e5, 1, 4)
    row, column = np.nonzero(contacts)
    ends = np.repeat([scores[row], scores[column]], contacts[row, column], axis=1)
    table = br.MixingMatrix(contacts, directed=directed)
    value = br.measures.numeric_assortativity(table, scores=scores)
    assert value == pytest.approx(np.corrcoef(ends)[0, 1], abs=1e-6)


@given(arrays(np.int64, (2, 2), elements=st.integers(0, 20)))
def test_two_groups_have_one_assortativity(table):
    table = table + table.T
    assume((table.sum(axis=1) > 0).all())
    mixing = br.MixingMatrix(table)
    nominal = br.measures.assortativity(mixing)
    for scores in (None, [3, -7]):
        value = br.measures.numeric_assortativity(mixing, scores=scores)
        assert value == pytest.approx(nominal, abs=1e-9)


def test_numeric_assortativity_ends():
    assert br.measures.numeric_assortativity(br.MixingMatrix(np.diag([2, 2, 4]))) == 1
    opposite = br.MixingMatrix([[0, 0, 1], [0, 2, 0], [1, 0, 0]])
    assert br.measures.numeric_assortativity(opposite) == -1


def test_numeric_assortativity_without_variance_is_undefined():
    one = br.MixingMatrix([[0, 1, 1], [0, 0, 0], [0, 0, 0]], directed=True)
    said = "all contacts are made, or all received, by people with the same score"
    assert reason("numeric_assortativity", one) == said
    assert np.isnan(br.measures.numeric_assortativity(one))
    same = br.MixingMatrix([[2, 1], [1, 2]])
    assert reason("numeric_assortativity", same, scores=(5, 5)) == said


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([1], "must have one finite number for each of the 2 groups"),
        ([1, np.nan], "must be finite numbers"),
        (["low", "high"], "must be numbers, one for each group"),
    ],
)
def test_scores_must_be_a_number_for_each_group(scores, message):
    with pytest.raises(OptionError, match=f"`scores` {message}"):
        br.measures.numeric_assortativity(br.MixingMatrix([[2, 1], [1, 2]]), scores=scores)


# The most that margins allow


def most_within(table, pairs=None):
    """Find the largest diagonal with the margins of a table by linear programming."""
    size = len(table)
    rows = np.kron(np.eye(size), np.ones(size))
    columns = np.kron(np.ones(size), np.eye(size))
    most = np.full((size, size), np.inf)
    if pairs is not None:
        np.fill_diagonal(most, np.diag(pairs))
    found = linprog(
        -np.eye(size).ravel(),
        A_eq=np.vstack([rows, columns]),
        b_eq=np.concatenate([table.sum(axis=1), table.sum(axis=0)]),
        bounds=[(0, None if np.isinf(high) else high) for high in most.ravel()],
    )
    assert found.success
    return -found.fun


@pytest.mark.parametrize("simple", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_maximum_as_found_by_search(seed, simple):
    rng = np.random.default_rng(seed)
    size = rng.integers(2, 5)
    table = rng.integers(0, 6, (size, size))
    if seed % 2:
        table = table + table.T
    sizes = rng.integers(3, 6, size)
    sizes[0] = 1
    pairs = sizes[:, None] * sizes - np.diag(sizes)
    table = np.minimum(table, pairs)
    total = table.sum()
    ab = (table.sum(axis=0) * table.sum(axis=1)).sum() / total**2
    most = most_within(table, pairs if simple else None) / total
    mixing = br.MixingMatrix(table, sizes=sizes, directed=not seed % 2)
    value = br.measures.assortativity_maximum(mixing, simple=simple)
    assert value == pytest.approx((most - ab) / (1 - ab))
    assert br.measures.assortativity(mixing) <= value + 1e-9


@given(TABLES)
def test_undirected_contacts_can_all_stay_within(table):
    mixing = br.MixingMatrix(table + table.T)
    assume((mixing.contacts.sum(axis=-1) > 0).sum() >= 2)
    assert br.measures.assortativity_maximum(mixing) == pytest.approx(1)
    assert br.measures.normalised_assortativity(mixing) == pytest.approx(
        br.measures.assortativity(mixing), abs=1e-9
    )


@given(TABLES)
def test_normalised_is_the_part_of_the_maximum(table):
    mixing = br.MixingMatrix(table, directed=True)
    r, most = br.measures.assortativity(mixing), br.measures.assortativity_maximum(mixing)
    assume(most > 1e-6)
    assert br.measures.normalised_assortativity(mixing) == pytest.approx(r / most, abs=1e-9)


def test_maximum_of_groups_of_one_person():
    # Two people, one contact: nothing can stay within: (0 - 1/2) / (1/2) = -1.
    table = br.MixingMatrix([[0, 1], [1, 0]], sizes=[1, 1])
    assert br.measures.assortativity_maximum(table, simple=True) == -1
    assert np.isnan(br.measures.normalised_assortativity(table, simple=True))
    assert reason("normalised_assortativity", table, simple=True) == (
        "contacts with these margins can't be assortative at all"
    )


def test_simple_contacts_must_be_pairs():
    said = "there are more contacts than pairs that could have met"
    table = br.MixingMatrix([[8, 1], [1, 0]], sizes=[3, 2])
    assert reason("assortativity_maximum", table, simple=True) == said
    assert reason("assortativity_maximum", table) == ""
    unknown = br.MixingMatrix([[8, 1], [1, 0]])
    said = "it is not known which pairs could have met"
    assert reason("normalised_assortativity", unknown, simple=True) == said


# Adjusted for sizes


@given(st.integers(2, 30), st.integers(2, 30), st.floats(0.05, 0.95))
def test_adjusted_assortativity_depends_on_preference_alone(first, second, h):
    # Every pair within has rate h and every pair across 1 - h: r = h - (1 - h), whatever the sizes.
    within = [first * (first - 1) * h, second * (second - 1) * h]
    across = first * second * (1 - h)
    table = br.MixingMatrix([[within[0], across], [across, within[1]]], sizes=[first, second])
    assert br.measures.adjusted_assortativity(table) == pytest.approx(2 * h - 1, abs=1e-9)


def test_assortativity_falls_with_a_small_group_and_the_adjusted_does_not():
    def table(n):
        return br.MixingMatrix(
            [[0.8 * 90 * 89, 0.2 * 90 * n], [0.2 * 90 * n, 0.8 * n * (n - 1)]], sizes=[90, n]
        )

    assert br.measures.assortativity(table(3)) < 0.5
    assert br.measures.adjusted_assortativity(table(3)) == pytest.approx(0.6)
    assert br.measures.adjusted_assortativity(table(80)) == pytest.approx(0.6)


@pytest.mark.parametrize("seed", range(5))
def test_adjusted_assortativity_of_everybody_meeting_is_zero(seed):
    n = np.random.default_rng(seed).integers(2, 9, 3)
    pairs = n[:, None] * n - np.diag(n)
    value = br.measures.adjusted_assortativity(br.MixingMatrix(pairs, sizes=n))
    assert value == pytest.approx(0, abs=1e-12)


def test_adjusted_assortativity_leaves_an_empty_group_out():
    two = br.MixingMatrix([[12, 3], [3, 2]], sizes=[6, 2])
    three = br.MixingMatrix([[12, 3, 0], [3, 2, 0], [0, 0, 0]], sizes=[6, 2, 0])
    value = br.measures.adjusted_assortativity
    assert value(three) == pytest.approx(value(two))


def test_adjusted_assortativity_among_people_present():
    # Pairs present: 1 within a, 1 within b, 4 across (both ends: 2, 2, 4). Met: 1, 0 and 1.
    # Rates 1, 0 and 1/4: crossing (1/2) / (3/2), expected 2 * (5/4) * (1/4) / (9/4).
    table = br.MixingMatrix([[2, 1], [1, 0]], sizes=[5, 5], opportunities=[[2, 4], [4, 2]])
    value = br.measures.adjusted_assortativity(table)
    assert value == pytest.approx(1 - (1 / 3) / (0.625 / 2.25))
    # Of all people: 1 of 10, 0 of 10 and 1 of 25.
    rates = np.array([[0.1, 0.04], [0.04, 0]])
    expected = br.measures.assortativity(br.MixingMatrix(rates))
    value = br.measures.adjusted_assortativity(table, universe="all")
    assert value == pytest.approx(expected)


def test_adjusted_assortativity_that_is_undefined():
    one_person = br.MixingMatrix([[2, 1], [1, 0]], sizes=[3, 1])
    assert reason("adjusted_assortativity", one_person) == (
        "of some groups no pair could have met, so how often they meet is not known"
    )
    impossible = br.MixingMatrix([[2, 1], [1, 2]], opportunities=[[2, 0], [0, 2]])
    assert reason("adjusted_assortativity", impossible) == (
        "there are contacts between groups of which no pair could have met"
    )
