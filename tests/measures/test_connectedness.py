from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError

connectedness, bias = br.measures.economic_connectedness, br.measures.friending_bias
exposure = br.measures.exposure_to


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


# Exposure


def test_exposure_by_hand():
    # Session 0: 0, 1 of a, 2 of b; session 1: 0 of a, 3 and 4 of c. Person 0 has peers 1, 2, 3, 4:
    # 3 of 4 outside; person 1: 0, 2: 1 of 2; 2: 0, 1: all; 3: 0, 4: 1 of 2, as 4.
    attendance = [(0, 0, -1), (1, 0, -1), (2, 0, -1), (0, 1, -1), (3, 1, -1), (4, 1, -1)]
    graph = make([0, 0, 1, 2, 2], [(0, 2, 0, 1)], attendance)
    reference = (0.5, 0.2, 0.3)
    value = exposure(graph, reference=reference)
    means = np.array([(3 / 4 + 1 / 2) / 2, 1, 1 / 2])
    assert value.tolist() == pytest.approx((means / [0.5, 0.8, 0.7]).tolist())
    pooled = exposure(graph, reference=reference, pooled=True)
    assert pooled == pytest.approx((0.75 / 0.5 + 0.5 / 0.5 + 1 / 0.8 + 2 * 0.5 / 0.7) / 5)
    # Only 0 and 2 have contacts.
    among = exposure(graph, reference=reference, people="in_contact")
    assert among[:2].tolist() == pytest.approx([0.75 / 0.5, 1 / 0.8]) and np.isnan(among[2])


def test_exposure_without_contacts():
    graph = make([0, 0, 1], [], [(0, 0, -1), (1, 0, -1), (2, 0, -1)])
    # Peers outside 1/2 and 1, as among the other people on the graph.
    assert exposure(graph)[:2].tolist() == pytest.approx([1, 1])


def test_one_group_after_another():
    # Two low, one middle, one high person together; l1 meets m and h, m meets l2.
    labels = {"ses": {"l1": "low", "l2": "low", "m": "mid", "h": "high"}}
    graph = br.ContactGraph.from_edges([("l1", "m"), ("l1", "h"), ("m", "l2")], labels)
    half = (0.5, 0.25, 0.25)
    # Contacts with the high person: l1 1/2, l2 0; m 0; h 0 of 1. Over .25.
    value = connectedness(graph, to="high", reference=half)
    assert value.tolist() == pytest.approx([1, 0, 0])
    # Peers: of a low person 1 of 3 is high, of m 1 of 3, of h none.
    assert exposure(graph, to="high", reference=half).tolist() == pytest.approx([4 / 3, 4 / 3, 0])
    # Low people: 1 - (1/4) / (1/3); m meets no high person; h has no other high person to meet.
    value = bias(graph, to="high")
    assert value[:2].tolist() == pytest.approx([1 / 4, 1]) and np.isnan(value[2])
    assert reason("friending_bias", graph, to="high")[2] == (
        "none of these people with contacts had anybody else of that group present"
    )
    assert reason("economic_connectedness", graph, to="high")[2] == (
        "there is nobody else of that group to compare with"
    )
    with pytest.raises(UnknownNameError, match="`to` must be a known name.*Did you mean 'high'"):
        exposure(graph, to="hihg")


@pytest.mark.parametrize("to", [None, "a", "b"])
def test_of_two_groups_outside_is_the_other_group(to):
    graph = make([0, 0, 1, 1, 0], [(0, 1, 0, 1), (0, 2, 0, 2), (3, 4, 0, 1)])
    graph = br.ContactGraph(**{**vars(graph), "groups": {"line": ("a", "b")}})
    for measure in (connectedness, exposure):
        outside = measure(graph, reference=(0.6, 0.4))
        if to is not None:
            other = {"a": 1, "b": 0}[to]
            assert measure(graph, reference=(0.6, 0.4), to=to)[other] == outside[other]


@given(GRAPHS, st.sampled_from([None, "a", "b", "c"]))
def test_connectedness_is_exposure_times_one_minus_bias(parts, to):
    # In one session to which everybody came alone.
    groups, contacts, _ = parts
    contacts = [(a, b, 0, weight) for a, b, _, weight in contacts]
    graph = make(groups, contacts, [(i, 0, -1) for i in range(len(groups))])
    for averaging in ("persons", "ratio"):
        product = exposure(graph, reference=(0.5, 0.3, 0.2), to=to) * (
            1 - bias(graph, averaging=averaging, to=to)
        )
        value = connectedness(graph, reference=(0.5, 0.3, 0.2), to=to)
        defined = ~np.isnan(product)
        assert value[defined] == pytest.approx(product[defined])


@given(GRAPHS)
def test_over_sessions_the_identity_holds_of_the_ratio_of_means(parts):
    groups, contacts, attendance = parts
    # Who is in contact was there, and everybody came alone.
    there = {(p, s) for p, s, _ in attendance}
    there |= {(p, s) for a, b, s, _ in contacts for p in (a, b)}
    graph = make(groups, contacts, [(p, s, -1) for p, s in sorted(there)])
    product = exposure(graph, people="in_contact") * (1 - bias(graph, averaging="ratio"))
    defined = ~np.isnan(product)
    assert connectedness(graph)[defined] == pytest.approx(product[defined])


def test_mean_of_ratios_and_ratio_of_means_by_hand():
    # Person 0: 1 of 10 contacts and 1 of 10 peers outside; person 1: 3 of 10 and 6 of 10.
    # By persons 1 - (1 + 1/2) / 2 = .25, by ratio 1 - .4/.7 = .43 (both of a, in two sessions).
    groups = [0, 0] + [0] * 9 + [1] + [0] * 4 + [1] * 6
    attendance = [(0, 0, -1)] + [(i, 0, -1) for i in range(2, 12)]
    attendance += [(1, 1, -1)] + [(i, 1, -1) for i in range(12, 22)]
    contacts = [(0, 2, 0, 9), (0, 11, 0, 1), (1, 12, 1, 7), (1, 16, 1, 3)]
    graph = make(groups, contacts, attendance, directed=True)
    assert bias(graph)[0] == pytest.approx(0.25)
    assert bias(graph, averaging="ratio")[0] == pytest.approx(1 - 0.4 / 0.7)


def test_exposure_that_is_undefined():
    alone = make([0, 1], [], [(0, 0, -1), (1, 1, -1)])
    assert reason("exposure_to", alone)[0] == (
        "none of these people had anybody of known group present"
    )
    same = make([0, 0], [], [(0, 0, -1), (1, 0, -1)])
    assert reason("exposure_to", same)[0] == "there is nobody outside the group to compare with"
    nothing = make([0, 1], [])
    assert reason("exposure_to", nothing)[0] == "neither presence nor contacts are known"
    with pytest.raises(OptionError, match="`people` must be one of 'present', 'in_contact'"):
        exposure(same, people="all")
    with pytest.raises(OptionError, match="`averaging` must be one of 'persons', 'ratio'"):
        bias(same, averaging="means")
