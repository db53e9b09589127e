from math import exp, log

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import bridging as br
from bridging.errors import OptionError

TABLES = st.integers(2, 4).flatmap(
    lambda size: arrays(np.int64, (size, size), elements=st.integers(0, 20))
)


@pytest.fixture
def classroom(oracles):
    """Nominations among 13 girls and 13 boys."""
    nodes = oracles.table("netseg_classroom-vdb.csv").set_index("id")["gender"]
    assert nodes.value_counts().to_dict() == {"Boy": 13, "Girl": 13}
    edges = oracles.table("netseg_classroom-edb.csv")[["from", "to"]]
    return br.ContactGraph.from_edges(edges, {"gender": nodes.to_dict()}, directed=True).mixing()


def mutual(oracles):
    boys, between, girls = oracles.value("mix.classroom.mutual")
    return br.MixingMatrix([[2 * boys, between], [between, 2 * girls]], sizes=[13, 13])


def reason(name, structure, language="en", **options):
    return br.measures.get_measure(name).reasons(structure, options, language)


def test_classroom_table(oracles, classroom):
    assert classroom.groups == ("Boy", "Girl")
    assert classroom.contacts.tolist() == oracles.value("mix.classroom")


# Odds ratio within groups


def test_published_odds_ratio(oracles, classroom):
    assert br.measures.odds_ratio_within(classroom) == oracles.near("orwg.classroom")


def test_published_odds_ratio_of_mutual_choices(oracles):
    assert br.measures.odds_ratio_within(mutual(oracles)) == oracles.near("orwg.classroom.mutual")


def test_published_odds_ratio_of_one(oracles):
    data = oracles.data("orwg.trivial")
    table = br.MixingMatrix(data["mixing"], sizes=data["group_sizes"], directed=True)
    assert br.measures.odds_ratio_within(table) == oracles.near("orwg.trivial")


def test_odds_ratio_by_hand():
    # Three and two people, undirected: 3 + 1 pairs within, 6 between. Met: 2 within, 3 between.
    # (2/2) / (3/3) = 1. Present together: 2 + 1 within and 4 between: (2/1) / (3/1) = 2/3.
    table = br.MixingMatrix(
        [[2, 3], [3, 2]], sizes=[3, 2], opportunities=[[4, 4], [4, 2]], groups=["a", "b"]
    )
    value = br.measures.odds_ratio_within
    assert value(table, universe="all") == pytest.approx(1)
    assert value(table, universe="present") == pytest.approx(2 / 3)
    assert value(table) == pytest.approx(2 / 3)
    assert value(br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])) == pytest.approx(1)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (br.MixingMatrix([[2, 1], [1, 0]]), "it is not known which pairs could have met"),
        (br.MixingMatrix([[0, 0], [0, 0]], sizes=[2, 2]), "there are no contacts"),
        (
            br.MixingMatrix([[4, 1], [1, 0]], sizes=[2, 2]),
            "there are more contacts than pairs that could have met",
        ),
        (
            br.MixingMatrix([[0, 1], [1, 0]], sizes=[1, 1]),
            "pairs within groups and pairs between groups were not both possible",
        ),
        (
            br.MixingMatrix([[2, 0], [0, 0]], sizes=[3, 2]),
            "there are no contacts between groups, so the ratio has no upper limit",
        ),
        (
            br.MixingMatrix([[2, 1], [1, 2]], sizes=[2, 2]),
            "every pair within groups met, so the ratio has no upper limit",
        ),
    ],
)
def test_odds_ratio_that_is_undefined(table, said):
    assert np.isnan(br.measures.odds_ratio_within(table))
    assert reason("odds_ratio_within", table) == said
    assert reason("odds_ratio_within", table, "nl") != said


def test_odds_ratio_of_a_universe_that_is_not_known():
    only_sizes = br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])
    only_present = br.MixingMatrix([[2, 3], [3, 2]], opportunities=[[4, 4], [4, 2]])
    said = "it is not known which pairs could have met"
    assert reason("odds_ratio_within", only_sizes, universe="present") == said
    assert reason("odds_ratio_within", only_present, universe="all") == said


def test_odds_ratio_refuses_another_universe():
    table = br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])
    with pytest.raises(OptionError, match="`universe` must be one of .*Did you mean 'present'"):
        br.measures.odds_ratio_within(table, universe="presents")


@given(st.integers(2, 12), st.integers(2, 12), st.data())
def test_log_odds_ratio_is_the_logit_difference(first, second, data):
    # The coefficient of "same group" in a logistic regression on pairs: logit d_w - logit d_b.
    within_first, within_second = first * (first - 1) // 2, second * (second - 1) // 2
    within, between = within_first + within_second, first * second
    met_first = data.draw(st.integers(0, within_first))
    met_second = data.draw(st.integers(0, within_second))
    met_across = data.draw(st.integers(1, between - 1))
    assume(0 < met_first + met_second < within)
    table = br.MixingMatrix(
        [[2 * met_first, met_across], [met_across, 2 * met_second]], sizes=[first, second]
    )

    def logit(p):
        return log(p / (1 - p))

    coefficient = logit((met_first + met_second) / within) - logit(met_across / between)
    assert br.measures.odds_ratio_within(table) == pytest.approx(exp(coefficient))


# Coleman


def test_published_coleman_of_classroom(oracles, classroom):
    value = br.measures.coleman_homophily(classroom)
    published = oracles.value("coleman.classroom")
    assert value.tolist() == pytest.approx([published["Boy"], published["Girl"]], abs=1e-6)


def test_published_coleman_of_1958(oracles):
    data = oracles.data("coleman.1958")
    table = br.MixingMatrix(data["mixing_rows_sender"], sizes=data["group_sizes"], directed=True)
    assert br.measures.coleman_homophily(table).tolist() == oracles.near("coleman.1958")


def test_published_coleman_of_a_ring(oracles):
    table = br.MixingMatrix([[1, 1, 0], [0, 1, 1], [1, 0, 1]], sizes=[2, 2, 2], directed=True)
    assert br.measures.coleman_homophily(table).tolist() == oracles.near("coleman.ring6")


def test_coleman_by_hand():
    # 3 and 2 people. Group a makes 4 choices, 1 within, expects 4 * 2/4 = 2: (1 - 2) / 2 = -1/2.
    # Group b makes 2 choices, 1 within, expects 2 * 1/4 = 1/2: (1 - 1/2) / (2 - 1/2) = 1/3.
    # Pooled: 2 within of 6, 2.5 expected: (2 - 2.5) / 2.5 = -1/5.
    table = br.MixingMatrix([[1, 3], [1, 1]], sizes=[3, 2], directed=True)
    assert br.measures.coleman_homophily(table).tolist() == pytest.approx([-1 / 2, 1 / 3])
    assert br.measures.coleman_homophily(table, pooled=True) == pytest.approx(-1 / 5)


def test_coleman_undirected_is_both_choosing():
    contacts = br.MixingMatrix([[4, 1], [1, 2]], sizes=[3, 2])
    choices = br.MixingMatrix([[4, 1], [1, 2]], sizes=[3, 2], directed=True)
    for pooled in (False, True):
        assert np.array_equal(
            br.measures.coleman_homophily(contacts, pooled=pooled),
            br.measures.coleman_homophily(choices, pooled=pooled),
        )


def test_coleman_bounds():
    inside = br.MixingMatrix([[2, 0], [0, 2]], sizes=[3, 3], directed=True)
    outside = br.MixingMatrix([[0, 2], [2, 0]], sizes=[3, 3], directed=True)
    assert br.measures.coleman_homophily(inside).tolist() == [1, 1]
    assert br.measures.coleman_homophily(outside).tolist() == [-1, -1]


def test_coleman_of_a_group_of_one_expects_nothing():
    table = br.MixingMatrix([[0, 1], [1, 2]], sizes=[1, 3], directed=True)
    assert br.measures.coleman_homophily(table)[0] == 0


def test_coleman_that_is_undefined():
    silent = br.MixingMatrix([[2, 1], [0, 0]], sizes=[3, 2], directed=True)
    assert reason("coleman_homophily", silent).tolist() == ["", "nobody of the group has contacts"]
    alone = br.MixingMatrix([[2, 0], [0, 0]], sizes=[3, 0], directed=True)
    assert reason("coleman_homophily", alone).tolist() == [
        "there is nobody outside the group",
        "nobody of the group has contacts",
    ]
    assert reason("coleman_homophily", alone, pooled=True) == "there is nobody outside the group"
    wrong = br.MixingMatrix([[2, 1], [1, 0]], sizes=[3, 0])
    assert set(reason("coleman_homophily", wrong)) == {
        "there are contacts of a group that has no people"
    }
    unknown = br.MixingMatrix([[2, 1], [1, 0]])
    assert set(reason("coleman_homophily", unknown)) == {
        "it is not known how many people each group has"
    }
    assert np.isnan(br.measures.coleman_homophily(unknown, pooled=True))


@given(st.data())
def test_coleman_is_inbreeding_homophily_where_positive(data):
    # (H - w) / (1 - w) with H the share of a group's contacts within it, w = (n_g - 1)/(N - 1).
    size = data.draw(st.integers(2, 4))
    table = data.draw(arrays(np.int64, (size, size), elements=st.integers(1, 20)))
    people = np.array(data.draw(st.lists(st.integers(2, 20), min_size=size, max_size=size)))
    w = (people - 1) / (people.sum() - 1)
    inbreeding = (np.diag(table) / table.sum(axis=1) - w) / (1 - w)
    mixing = br.MixingMatrix(table, sizes=people, directed=True)
    value = br.measures.coleman_homophily(mixing)
    positive = inbreeding > 1e-9
    assert value[positive] == pytest.approx(inbreeding[positive])
    assert (value[inbreeding < -1e-9] < 0).all()


# Assortativity


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


def test_published_assortativity_of_classroom(oracles, classroom):
    symmetric = br.MixingMatrix(classroom.contacts + classroom.contacts.T)
    near = oracles.near("newman.classroom.symmetrised")
    assert br.measures.assortativity(symmetric) == near
    assert br.measures.assortativity(mutual(oracles)) == oracles.near("newman.classroom.mutual")
    # Two groups and a symmetric table: the same number as Gupta, Anderson and May's Q.
    assert br.measures.assortativity(mutual(oracles)) == oracles.near("gamix.classroom.mutual")


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
