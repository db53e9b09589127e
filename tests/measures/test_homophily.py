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


def reason(name, structure, language="en", **options):
    return br.measures.get_measure(name).reasons(structure, options, language)


def test_classroom_table(oracles, classroom):
    assert classroom.groups == ("Boy", "Girl")
    assert classroom.contacts.tolist() == oracles.value("mix.classroom")


def test_classroom_pairs_without_contact(oracles, classroom, mutual):
    # The pairs that did not meet, from sizes: 13 * 12 and 13 * 13 less the contacts.
    pairs = np.array([[156, 169], [169, 156]])
    missed = pairs - classroom.contacts
    assert missed.tolist() == oracles.value("mix3.classroom.nonties")
    missed = (pairs - mutual.contacts)[[0, 0, 1], [0, 1, 1]] / [2, 1, 2]
    assert missed.tolist() == oracles.value("mix3.classroom.mutual.nonties")


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


# Inbreeding homophily


def test_inbreeding_homophily_by_hand():
    # 3 and 2 people. Group a: H = 1/4, w = 2/4: (1/4 - 1/2) / (1/2) = -1/2. Group b: H = 1/2,
    # w = 1/4: (1/4) / (3/4) = 1/3. Pooled: (2 - (4/2 + 2/4)) / (4/2 + 2 * 3/4) = -.5 / 3.5.
    table = br.MixingMatrix([[1, 3], [1, 1]], sizes=[3, 2], directed=True)
    value = br.measures.inbreeding_homophily
    assert value(table).tolist() == pytest.approx([-1 / 2, 1 / 3])
    assert value(table, pooled=True) == pytest.approx(-1 / 7)


def test_inbreeding_homophily_among_people_present():
    # Present together: a with 2 of its own (both ends) and 4 of b; b with 4 and 0 of its own.
    # a: H = 2/3, w = 1/3: (1/3) / (2/3) = 1/2. b: H = 0, w = 0: 0.
    table = br.MixingMatrix(
        [[2, 1], [1, 0]], sizes=[5, 5], opportunities=[[2, 4], [4, 0]], expected=[[1, 2], [2, 0]]
    )
    value = br.measures.inbreeding_homophily
    assert value(table).tolist() == pytest.approx([1 / 2, 0])
    # Of all ten people w = 4/9: (2/3 - 4/9) / (5/9) = 2/5; b: (0 - 4/9) / (5/9) = -4/5.
    assert value(table, universe="all").tolist() == pytest.approx([2 / 5, -4 / 5])


@given(st.data())
def test_inbreeding_homophily_is_coleman_where_positive(data):
    size = data.draw(st.integers(2, 4))
    table = data.draw(arrays(np.int64, (size, size), elements=st.integers(0, 20)))
    people = data.draw(st.lists(st.integers(1, 20), min_size=size, max_size=size))
    mixing = br.MixingMatrix(table, sizes=people, directed=True)
    for options in ({}, {"pooled": True}):
        coleman = np.asarray(br.measures.coleman_homophily(mixing, **options))
        inbreeding = np.asarray(br.measures.inbreeding_homophily(mixing, **options))
        above = inbreeding > 1e-9
        assert coleman[above] == pytest.approx(inbreeding[above])


def test_inbreeding_homophily_that_is_undefined():
    alone = br.MixingMatrix([[2, 0], [0, 0]], sizes=[3, 0], directed=True)
    assert reason("inbreeding_homophily", alone).tolist() == [
        "the group could have met nobody of another group",
        "nobody of the group has contacts",
    ]
    unknown = br.MixingMatrix([[2, 1], [1, 0]])
    assert reason("inbreeding_homophily", unknown, pooled=True) == (
        "it is not known which pairs could have met"
    )
    # A group of one person expects no contact within: w = 0, H = 0.
    one = br.MixingMatrix([[0, 1], [1, 2]], sizes=[1, 3])
    assert br.measures.inbreeding_homophily(one)[0] == 0


# Freeman


def test_published_freeman(oracles, mutual):
    value = br.measures.freeman_segregation
    assert value(mutual) == oracles.near("freeman.classroom.mutual")
    # All 45 pairs of five and five people meet: 10 within each, 25 across.
    everybody = br.MixingMatrix([[20, 25], [25, 20]], sizes=[5, 5])
    assert value(everybody) == oracles.near("freeman.full10")


def test_freeman_is_not_cut_off_at_zero():
    # Two and two people, both contacts cross, where 4 of 6 pairs do: 1 - 1 / (2/3) = -1/2.
    table = br.MixingMatrix([[0, 2], [2, 0]], sizes=[2, 2])
    assert br.measures.freeman_segregation(table) == pytest.approx(-1 / 2)


@given(st.data())
def test_freeman_from_ei_and_from_densities(data):
    size = data.draw(st.integers(2, 4))
    table = data.draw(arrays(np.int64, (size, size), elements=st.integers(0, 20)))
    assume(table.sum() > 0)
    n = np.array(data.draw(st.lists(st.integers(1, 20), min_size=size, max_size=size)))
    mixing = br.MixingMatrix(table + table.T, sizes=n)
    value = br.measures.freeman_segregation(mixing)
    ei, random = br.measures.ei_index(mixing), br.measures.expected_ei(mixing)
    assert value == pytest.approx(1 - (1 + ei) / (1 + random))
    pairs_all = n.sum() * (n.sum() - 1)
    pairs_between = n.sum() ** 2 - (n**2).sum()
    contacts = 2 * table.sum()
    density_between = (contacts - 2 * np.trace(table)) / pairs_between
    assert value == pytest.approx(1 - density_between / (contacts / pairs_all))


def test_freeman_among_people_present_is_one_minus_the_bridging_ratio():
    table = br.MixingMatrix(
        [[2, 1], [1, 0]], sizes=[9, 2], expected=[[2 / 3, 4 / 3], [4 / 3, 2 / 3]]
    )
    assert br.measures.freeman_segregation(table) == pytest.approx(
        1 - br.measures.bridging_ratio(table)
    )
    # Of all people 18 of 55 pairs cross: 1 - (1/2) / (18/55) = 1 - 55/36.
    assert br.measures.freeman_segregation(table, universe="all") == pytest.approx(-19 / 36)


def test_freeman_that_is_undefined():
    one_group = br.MixingMatrix([[4, 0], [0, 0]], sizes=[3, 0])
    assert reason("freeman_segregation", one_group) == "no pair of two groups could have met"
    nobody = br.MixingMatrix([[0, 0], [0, 0]], sizes=[3, 2])
    assert reason("freeman_segregation", nobody) == "there are no contacts"


# Gupta, Anderson and May


def test_published_q(oracles, classroom, mutual):
    assert br.measures.gupta_q(mutual) == oracles.near("gamix.classroom.mutual")
    # R netseg prints .9518 for the directed table: it copies the upper triangle over the lower one.
    # 40/42 and 41/46 of the choices stay within.
    value = br.measures.gupta_q(classroom)
    assert value == pytest.approx(40 / 42 + 41 / 46 - 1)
    assert value == pytest.approx(0.8437, abs=5e-5)
    assert value != oracles.near("gamix.classroom")


@given(TABLES)
def test_q_from_the_eigenvalues(table):
    # The mean of the eigenvalues of the row-normalised table other than the first, which is 1.
    rows = table.sum(axis=1)
    assume((rows > 0).all() and (table.sum(axis=0) > 0).sum() > 0)
    values = np.linalg.eigvals(table / rows[:, None])
    expected = (values.sum().real - 1) / (len(table) - 1)
    mixing = br.MixingMatrix(table, directed=True)
    assert br.measures.gupta_q(mixing) == pytest.approx(expected, abs=1e-9)


@given(arrays(np.int64, (2, 2), elements=st.integers(0, 20)))
def test_q_of_two_groups_is_assortativity(table):
    table = table + table.T
    assume((table.sum(axis=1) > 0).all())
    mixing = br.MixingMatrix(table)
    q, r = br.measures.gupta_q(mixing), br.measures.assortativity(mixing)
    assert q == pytest.approx(r, abs=1e-9)


def test_q_bounds():
    inside = br.MixingMatrix(np.diag([2, 4, 6]))
    across = br.MixingMatrix([[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    assert br.measures.gupta_q(inside) == 1
    assert br.measures.gupta_q(across) == pytest.approx(-1 / 2)


def test_q_with_a_silent_group_is_undefined():
    table = br.MixingMatrix([[2, 1, 0], [1, 2, 0], [0, 0, 0]])
    assert reason("gupta_q", table) == "a group has no contacts"
    assert reason("gupta_q", br.MixingMatrix([[2, 0], [0, 0]])) == "only one group has contacts"
    assert np.isnan(br.measures.gupta_q(br.MixingMatrix([[3]])))


# Segregation matrix index


def test_segregation_matrix_index_of_classroom(oracles, classroom):
    boys, girls = br.measures.segregation_matrix_index(classroom)
    published = oracles.value("smi.classroom")
    assert boys == pytest.approx(published["Boy"], abs=1e-6)
    # R netseg prints .9138 for the girls: it takes the boys' choices of girls for both groups.
    # Of their own 5 choices of boys: (41/156 - 5/169) / (41/156 + 5/169).
    assert girls == pytest.approx(0.7976391, abs=5e-8)
    assert girls == pytest.approx((41 / 156 - 5 / 169) / (41 / 156 + 5 / 169))
    assert girls != pytest.approx(published["Girl"], abs=1e-3)


def test_segregation_matrix_index_pools_the_other_groups():
    # Group a of 3 people: 2 of 3 pairs within; 1 + 2 of 3 * (2 + 4) pairs with the others.
    # (2/3 - 3/18) / (2/3 + 3/18) = 3/5, not with the densities 1/6 and 2/12 added (1/3).
    table = br.MixingMatrix([[4, 1, 2], [1, 2, 0], [2, 0, 0]], sizes=[3, 2, 4])
    value = br.measures.segregation_matrix_index(table)
    # b: 1 of 1 pair within, 1 of 14 with others: (13/14) / (15/14). c: none within: -1.
    assert value.tolist() == pytest.approx([3 / 5, 13 / 15, -1])
    # Pooled: 3 of 3 + 1 + 6 = 10 pairs within, 3 of 6 + 12 + 8 = 26 between.
    pooled = br.measures.segregation_matrix_index(table, pooled=True)
    assert pooled == pytest.approx((3 / 10 - 3 / 26) / (3 / 10 + 3 / 26))


def test_segregation_matrix_index_among_people_present():
    table = br.MixingMatrix(
        [[2, 1], [1, 0]], sizes=[5, 5], opportunities=[[2, 4], [4, 2]], groups=["a", "b"]
    )
    # a: 1 of 1 pair within and 1 of 4 across: (3/4) / (5/4). b: 0 of 1: -1.
    assert br.measures.segregation_matrix_index(table).tolist() == pytest.approx([3 / 5, -1])
    # Of all people: 1 of 10 and 1 of 25.
    value = br.measures.segregation_matrix_index(table, universe="all")
    assert value.tolist() == pytest.approx([(1 / 10 - 1 / 25) / (1 / 10 + 1 / 25), -1])


def test_segregation_matrix_index_that_is_undefined():
    one = br.MixingMatrix([[0, 1], [1, 2]], sizes=[1, 3])
    assert reason("segregation_matrix_index", one).tolist() == [
        "the group did not have both pairs within it and pairs with others",
        "",
    ]
    silent = br.MixingMatrix([[2, 0], [0, 0]], sizes=[3, 3])
    assert reason("segregation_matrix_index", silent).tolist() == [
        "",
        "nobody of the group has contacts",
    ]
    assert br.measures.segregation_matrix_index(silent)[0] == 1


@pytest.mark.parametrize(
    "name", ["freeman_segregation", "inbreeding_homophily", "segregation_matrix_index"]
)
def test_another_universe_is_refused(name):
    table = br.MixingMatrix([[2, 3], [3, 2]], sizes=[3, 2])
    with pytest.raises(OptionError, match="`universe` must be one of .*Did you mean 'present'"):
        getattr(br.measures, name)(table, universe="presents")
