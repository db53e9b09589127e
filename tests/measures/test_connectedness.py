from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError

connectedness, bias = br.measures.economic_connectedness, br.measures.friending_bias


def make(groups, contacts, attendance=None, directed=False):
    """Make a graph from group codes, (a, b, session, weight) and (person, session, company)."""
    columns = np.array(contacts, dtype=float).reshape(-1, 4).T
    people = [f"p{i}" for i in range(len(groups))]
    presence = None
    if attendance is not None:
        rows = np.array(attendance, dtype=int).reshape(-1, 3).T
        presence = br.Incidence(people, range(4), *rows)
    return br.ContactGraph(
        people=tuple(people),
        source=columns[0].astype(int),
        target=columns[1].astype(int),
        session=columns[2].astype(int),
        weight=columns[3],
        groups={"line": ("a", "b", "c")},
        codes={"line": np.array(groups)},
        presence=presence,
        directed=directed,
    )


def low_and_high():
    """Two low and two high people; l1 meets l2 and h1, h1 meets h2."""
    return br.ContactGraph.from_edges(
        [("l1", "l2"), ("l1", "h1"), ("h1", "h2")],
        {"ses": {"l1": "low", "l2": "low", "h1": "high", "h2": "high"}},
    )


def reason(name, graph, language="en", **options):
    return br.measures.get_measure(name).reasons(graph, options, language)


def test_published_form_is_twice_the_high_share_of_friends_of_low_people():
    # Friends of the three low people: l1 has 1 high of 2, l2 2 high of 2, l3 0 of 1.
    # 2 * (1/2 + 1 + 0) / 3 = 1.
    group = {"l1": "low", "l2": "low", "l3": "low", "h1": "high", "h2": "high", "h3": "high"}
    edges = [("l1", "l3"), ("l1", "h1"), ("l2", "h1"), ("l2", "h2")]
    graph = br.ContactGraph.from_edges(edges, {"ses": group})
    value = connectedness(graph, reference=(0.5, 0.5))
    assert graph.groups["ses"] == ("low", "high")
    assert value[0] == pytest.approx(1)
    # The high people: h1 2 of 2 low, h2 1 of 1; h3 has no friends and is left out. 2 * 1.
    assert value[1] == pytest.approx(2)


def test_published_scale():
    # A .39 share of high friends is .78.
    edges = [("l", f"h{i}") for i in range(39)] + [("l", f"m{i}") for i in range(61)]
    group = (
        {"l": "low"} | {f"h{i}": "high" for i in range(39)} | {f"m{i}": "low" for i in range(61)}
    )
    graph = br.ContactGraph.from_edges(edges, {"ses": group})
    # The 61 low friends have no high friend: the mean over 62 low people is .78 / 62.
    assert connectedness(graph, reference=(0.5, 0.5))[0] == pytest.approx(0.78 / 62)


def test_pooled_is_the_mean_over_people_and_not_over_groups():
    # a: two people with 1/2 and 0 outside; b: one person with 1 outside. Others outside: a 1/2 of
    # the other two, b 2/2. Ratios 1, 0 and 1: groups (1/2, 1), pooled 2/3.
    graph = make([0, 0, 1], [(0, 1, 0, 1), (0, 2, 0, 1)])
    assert connectedness(graph)[:2].tolist() == pytest.approx([1 / 2, 1])
    assert connectedness(graph, pooled=True) == pytest.approx(2 / 3)
    assert bias(graph)[:2].tolist() == pytest.approx([1 / 2, 0])
    assert bias(graph, pooled=True) == pytest.approx(1 / 3)


def test_weights_count_and_scale_does_not():
    # Person 0 has 3 of 4 contacts outside, where both others, one in and one out, give 1/2.
    one = make([0, 0, 1], [(0, 1, 0, 1), (0, 2, 0, 3)])
    ten = make([0, 0, 1], [(0, 1, 0, 10), (0, 2, 0, 30)])
    # Ratios in a: (3/4)/(1/2) and 0.
    assert connectedness(one)[0] == pytest.approx(3 / 4)
    assert np.array_equal(connectedness(one), connectedness(ten), equal_nan=True)


def test_directed_contacts_count_for_who_makes_them():
    graph = make([0, 0, 1], [(0, 2, 0, 1), (1, 0, 0, 1)], directed=True)
    # Person 0 chooses outside (1 / (1/2) = 2), person 1 inside (0), person 2 nobody.
    assert connectedness(graph)[0] == pytest.approx(1)
    assert reason("economic_connectedness", graph)[1] == (
        "none of these people has contacts with people of known group"
    )


def test_everybody_meets_everybody_is_one_and_no_bias():
    groups = [0, 0, 0, 1, 1, 2]
    graph = make(groups, [(a, b, 0, 1) for a, b in combinations(range(6), 2)])
    assert connectedness(graph).tolist() == pytest.approx([1, 1, 1])
    assert bias(graph).tolist() == pytest.approx([0, 0, 0], abs=1e-12)
    assert connectedness(graph, pooled=True) == pytest.approx(1)


def test_nobody_crosses_is_full_bias():
    graph = make([0, 0, 1, 1], [(0, 1, 0, 1), (2, 3, 0, 1)])
    assert connectedness(graph)[:2].tolist() == [0, 0]
    assert bias(graph)[:2].tolist() == [1, 1]


def test_unknown_groups_are_neither_contacts_nor_peers():
    known = make([0, 0, 1], [(0, 1, 0, 1), (0, 2, 0, 1)])
    with_unknown = make([0, 0, 1, -1], [(0, 1, 0, 1), (0, 2, 0, 1), (0, 3, 0, 9), (2, 3, 0, 5)])
    for measure in (connectedness, bias):
        assert np.array_equal(measure(known), measure(with_unknown), equal_nan=True)


def test_peers_of_the_sessions_by_hand():
    # Persons 0, 1 of a; 2, 3 of b; 4 unknown. Session 0: 0, 1, 2, 4. Session 1: 0, 2, 3.
    # Peers of 0: session 0 (1 | 2), session 1 (2, 3): 3 of 4 outside. Her contacts: 1 within (with
    # 1), 1 outside (with 2): (1/2) / (3/4) = 2/3.
    # Peers of 1: 0 | 2: 1 of 2. Her contact is within: 0.
    # Peers of 2: 0, 1, 0 | 3: 3 of 4 outside. Contact with 0 only: 1 / (3/4) = 4/3.
    # a: 1 - (2/3 + 0)/2 = 2/3; b: 1 - 4/3 = -1/3; pooled 1 - (2/3 + 0 + 4/3)/3 = 1/3.
    present = [(0, 0, -1), (1, 0, -1), (2, 0, -1), (4, 0, -1), (0, 1, -1), (2, 1, -1), (3, 1, -1)]
    contacts = [(0, 1, 0, 1), (0, 2, 1, 1), (0, 4, 0, 1)]
    graph = make([0, 0, 1, 1, -1], contacts, present)
    assert bias(graph)[:2].tolist() == pytest.approx([2 / 3, -1 / 3])
    assert bias(graph, pooled=True) == pytest.approx(1 / 3)


def test_people_who_came_together_are_no_peers():
    # One session: 0 and 1 of a, 2 of b came with 0, 3 of b alone. Peers of 0: 1 | 3, so 1/2.
    # Her contact with 2 does not count; of her contacts with 1 and 3, one is outside: ratio 1.
    # Person 1: peers 0 | 2, 3: 2/3 outside; her contact is within: 0. So a: 1 - 1/2.
    present = [(0, 0, 7), (1, 0, -1), (2, 0, 7), (3, 0, -1)]
    contacts = [(0, 1, 0, 1), (0, 3, 0, 1), (0, 2, 0, 1)]
    graph = make([0, 0, 1, 1], contacts, present)
    assert bias(graph)[0] == pytest.approx(1 / 2)
    # The same company code in another session is not the same company.
    other = make([0, 0, 1, 1], contacts, [(0, 0, 7), (1, 0, -1), (2, 1, 7), (3, 0, -1)])
    # Now 2 is nobody's peer in session 0, and 0's contact with 2 counts: 2/3 outside over 1/2;
    # 1's peers are 0 | 3. a: 1 - (4/3 + 0)/2 = 1/3.
    assert bias(other)[0] == pytest.approx(1 / 3)


def test_a_person_recorded_twice_in_a_session_is_there_once():
    once = make([0, 0, 1], [(0, 1, 0, 1), (0, 2, 0, 1)], [(0, 0, -1), (1, 0, -1), (2, 0, -1)])
    twice = make(
        [0, 0, 1], [(0, 1, 0, 1), (0, 2, 0, 1)], [(0, 0, -1), (1, 0, -1), (2, 0, -1), (2, 0, -1)]
    )
    assert np.array_equal(bias(once), bias(twice), equal_nan=True)


def test_the_person_herself_is_no_peer():
    # Six people, three of each group, everybody meets everybody: 3 of 5 peers are outside. Counting
    # the person among her peers, 3 of 6 would be: 1 - (3/5)/(1/2) = -1/5 and not 0.
    present = [(i, 0, -1) for i in range(6)]
    contacts = [(a, b, 0, 1) for a, b in combinations(range(6), 2)]
    graph = make([0, 0, 0, 1, 1, 1], contacts, present)
    assert bias(graph)[:2].tolist() == pytest.approx([0, 0], abs=1e-12)


def test_mean_of_ratios_and_not_ratio_of_means():
    # Two people of a. Person 0 has 1 of 3 contacts outside and 1 of 3 peers: ratio 1. Person 1 has
    # 1 of 3 outside and 2 of 3 peers: ratio 1/2. The others of a meet within only: 0, 0, 0.
    present = [(0, 0, -1), (2, 0, -1), (3, 0, -1), (4, 0, -1)]
    present += [(1, 1, -1), (5, 1, -1), (6, 1, -1), (7, 1, -1)]
    contacts = [(0, 2, 0, 1), (0, 3, 0, 1), (0, 4, 0, 1), (1, 5, 1, 2), (1, 6, 1, 1)]
    graph = make([0, 0, 0, 0, 1, 0, 1, 1], contacts, present)
    assert bias(graph)[0] == pytest.approx(1 - (1 + 1 / 2 + 0 + 0 + 0) / 5)


@pytest.mark.parametrize("name", ["economic_connectedness", "friending_bias"])
def test_no_contacts_is_undefined(name):
    graph = br.ContactGraph.from_edges([], {"line": {"x": "a", "y": "b"}})
    said = reason(name, graph)
    assert set(said) == {"none of these people has contacts with people of known group"}
    assert reason(name, graph, pooled=True) == said[0]
    assert reason(name, graph, "nl", pooled=True) == (
        "niemand van deze mensen heeft contacten met mensen van bekende groep"
    )
    assert np.isnan(br.measures.get_measure(name)(graph, pooled=True))


def test_nobody_from_across_is_undefined_and_not_zero():
    graph = br.ContactGraph.from_edges([("x", "y")], {"line": {"x": "a", "y": "a"}})
    assert reason("economic_connectedness", graph).tolist() == [
        "there is nobody outside the group to compare with"
    ]
    assert reason("friending_bias", graph).tolist() == [
        "none of these people with contacts had anybody of another group present"
    ]
    # Present in other sessions than the people of the other group.
    apart = make(
        [0, 0, 1, 1],
        [(0, 1, 0, 1), (2, 3, 1, 1)],
        [(0, 0, -1), (1, 0, -1), (2, 1, -1), (3, 1, -1)],
    )
    assert np.isnan(bias(apart)).all() and np.isnan(bias(apart, pooled=True))
    assert connectedness(apart)[:2].tolist() == [0, 0]


def test_people_with_nobody_from_across_present_are_left_out():
    # 0 had 2 of b present, 1 had only 3 of a. Only 0 counts in a: contact within: 1.
    present = [(0, 0, -1), (2, 0, -1), (3, 0, -1), (1, 1, -1), (4, 1, -1)]
    graph = make([0, 0, 1, 0, 0], [(0, 3, 0, 1), (1, 4, 1, 1)], present)
    # 3 also counts (2 was present): contact with 0 within.
    assert bias(graph)[0] == pytest.approx(1)
    assert bias(graph, pooled=True) == pytest.approx(1)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ((0.5, 0.3, 0.2), "`reference` must have one share for each of the 2 groups"),
        ((0.5, 0.6), "`reference` must hold shares that sum to 1, not to 1.1"),
        ((20, 80), "Divide counts by their sum"),
    ],
)
def test_reference_must_be_shares_of_the_groups(reference, message):
    with pytest.raises(OptionError, match=message):
        connectedness(low_and_high(), reference=reference)


def test_reference_must_be_numbers():
    with pytest.raises(DataError, match="`reference` must hold numbers only"):
        connectedness(low_and_high(), reference=("half", "half"))


def test_reference_with_nobody_outside():
    said = reason("economic_connectedness", low_and_high(), reference=(1, 0))
    assert said.tolist() == ["there is nobody outside the group to compare with", ""]


def test_line_must_be_known_and_given_where_there_are_several():
    two = br.ContactGraph.from_edges([("x", "y")], {"one": {"x": "a"}, "two": {"y": "b"}})
    with pytest.raises(DataError, match="`line` must be given"):
        connectedness(two)
    with pytest.raises(UnknownNameError, match="Did you mean 'one'"):
        bias(two, line="ones")


GRAPHS = st.integers(2, 8).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(-1, 2), min_size=n, max_size=n),
        st.lists(
            st.tuples(
                st.integers(0, n - 1), st.integers(0, n - 1), st.integers(0, 3), st.integers(1, 3)
            ).filter(lambda row: row[0] != row[1]),
            max_size=12,
        ),
        st.lists(
            st.tuples(st.integers(0, n - 1), st.integers(0, 3), st.integers(-1, 1)),
            unique_by=lambda row: row[:2],
            max_size=20,
        ),
    )
)


def by_hand(groups, contacts, attendance):
    """Friending bias by looping over all pairs of people."""
    company = {(person, session): c for person, session, c in attendance}

    def together(a, b, session):
        first, second = company.get((a, session), -1), company.get((b, session), -1)
        return first >= 0 and first == second

    ratios = {0: [], 1: [], 2: []}
    for ego, own in enumerate(groups):
        met = across = peers = outside = 0
        for a, b, session, weight in contacts:
            if ego in (a, b) and not together(a, b, session):
                alter = b if ego == a else a
                if groups[alter] >= 0:
                    met += weight
                    across += weight * (groups[alter] != own)
        for person, session, _ in attendance:
            here = (ego, session) in company and person != ego and groups[person] >= 0
            if here and not together(ego, person, session):
                peers += 1
                outside += groups[person] != own
        if own >= 0 and met and outside:
            ratios[own].append((across / met) / (outside / peers))
    pooled = [value for values in ratios.values() for value in values]
    return [1 - np.mean(v) if v else np.nan for v in (*ratios.values(), pooled)]


@given(GRAPHS)
def test_friending_bias_as_by_hand(parts):
    graph = make(*parts)
    value = [*bias(graph), bias(graph, pooled=True)]
    assert value == pytest.approx(by_hand(*parts), nan_ok=True)


@given(GRAPHS)
def test_without_presence_connectedness_is_one_minus_bias(parts):
    # The reference and the peers are then the same people.
    graph = make(*parts[:2])
    for pooled in (False, True):
        assert 1 - bias(graph, pooled=pooled) == pytest.approx(
            connectedness(graph, pooled=pooled), nan_ok=True
        )


@given(GRAPHS, st.floats(0.1, 0.9))
def test_connectedness_is_exposure_times_one_minus_bias_in_one_session(parts, share):
    # With one common set of peers: EC = (peer share outside / reference share outside) (1 - FB).
    groups, contacts, _ = parts
    groups = [0 if group == 2 else group for group in groups]
    graph = make(groups, contacts)
    codes = np.array(groups)
    sizes = np.array([(codes == group).sum() for group in (0, 1)])
    others = np.maximum(sizes.sum() - 1, 1)
    reference = (share, 1 - share, 0)
    exposure = (sizes.sum() - sizes) / others / (1 - np.array(reference[:2]))
    expected = exposure * (1 - bias(graph)[:2])
    value = connectedness(graph, reference=reference)[:2]
    defined = ~np.isnan(expected)
    assert value[defined] == pytest.approx(expected[defined])
