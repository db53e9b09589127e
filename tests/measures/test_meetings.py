from collections import Counter
from itertools import combinations
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError

share = br.measures.meeting_bridging_share


def make(groups, meetings, company=None, names="abc"):
    """Make people with group codes (-1 unknown) in meetings, each a list of people."""
    person = [p for meeting in meetings for p in meeting]
    meeting = [e for e, members in enumerate(meetings) for _ in members]
    return br.Incidence(
        range(len(groups)),
        range(len(meetings)),
        person,
        meeting,
        company,
        groups={"line": names},
        codes={"line": groups},
    )


def reasons(name, incidence, language="en", **options):
    return br.measures.get_measure(name).reasons(incidence, options, language)


random_meetings = st.tuples(
    st.lists(st.integers(-1, 2), min_size=8, max_size=8),
    st.lists(st.lists(st.integers(0, 7), max_size=6, unique=True), max_size=6),
)


def ash(oracles, attribute):
    """The meetings of the ash_model tests, as people 0 to 3 for its nodes 1 to 4."""
    data = oracles.data("ash.purity")
    meetings = [[int(p) - 1 for p in edge] for edge in data["hyperedges_t0"]]
    label = data["party_t0" if attribute == "party" else attribute]
    names = sorted(set(label.values()))
    return make([names.index(label[str(p)]) for p in range(1, 5)], meetings, names=names)


# Published numbers


@pytest.mark.parametrize("attribute", ["party", "gender"])
def test_ash(oracles, attribute):
    incidence = ash(oracles, attribute)
    purity = br.measures.meeting_purity(incidence)
    assert purity[0] == pytest.approx(oracles.value("ash.purity")[attribute])
    # convention of ash_model: the base of the logarithm is the number of groups present
    entropy = br.measures.meeting_entropy(incidence, base="present")
    assert entropy[0] == pytest.approx(oracles.value("ash.entropy")[attribute], abs=1e-6)


# Worked by hand


def test_weights_of_pairs_people_and_meetings():
    # Two people alike; three of which one differs; two who differ: 0/1, 2/3 and 1/1 cross.
    incidence = make([0, 0, 1], [[0, 1], [0, 1, 2], [0, 2]])
    assert share(incidence) == pytest.approx((0 + 2 + 1) / 5)
    # by people: (2 * 0 + 3 * 2/3 + 2 * 1) / 7; by meetings (0 + 2/3 + 1) / 3
    assert share(incidence, weighting="people") == pytest.approx(4 / 7)
    assert share(incidence, weighting="encounters") == pytest.approx(5 / 9)


def test_people_who_came_together_are_no_pair():
    # 0 and 1 came together: of the three pairs of the second meeting, (0, 2) and (1, 2) are left.
    incidence = make([0, 1, 0], [[0, 1, 2]], company=[7, 7, -1])
    assert share(incidence) == pytest.approx(1 / 2)
    only = make([0, 1], [[0, 1]], company=[7, 7])
    assert np.isnan(share(only))
    assert reasons("meeting_bridging_share", only) == (
        "no two people of known group met who did not come together"
    )
    # they met after all, in another meeting to which they came apart
    again = make([0, 1], [[0, 1], [0, 1]], company=[7, 7, -1, -1])
    assert share(again) == 1


def test_a_person_written_twice_in_a_meeting_counts_once():
    assert share(make([0, 0, 1], [[0, 1, 1, 2]])) == pytest.approx(2 / 3)


def test_people_of_unknown_group_are_left_out():
    incidence = make([0, 1, -1], [[0, 1, 2], [2]])
    assert share(incidence) == 1
    assert br.measures.meeting_purity(incidence)[0] == 0.5
    assert reasons("meeting_purity", incidence).tolist() == ["", "nobody of known group was there"]
    assert reasons("meeting_entropy", incidence, "nl")[1] == "er was niemand van bekende groep"


def test_bases_of_entropy():
    incidence = make([0, 0, 1, 1], [[0, 1], [0, 1, 2, 3]])
    entropy = br.measures.meeting_entropy
    assert entropy(incidence).tolist() == pytest.approx([0, log(2)])
    assert entropy(incidence, base=2).tolist() == pytest.approx([0, 1])
    assert entropy(incidence, base="present").tolist() == pytest.approx([0, 1])
    # three groups on the line, of which two came
    assert entropy(incidence, base="groups").tolist() == pytest.approx([0, log(2) / log(3)])
    assert entropy(incidence, pooled=True) == pytest.approx(log(2) / 2)


# Identities


def plain(groups, meetings, weighting):
    """Average the share of crossing pairs over meetings, one by one."""
    total = weights = 0.0
    for meeting in meetings:
        known = [groups[p] for p in meeting if groups[p] >= 0]
        if len(known) < 2:
            continue
        pairs = list(combinations(known, 2))
        weight = {"pairs": len(pairs), "people": len(known), "encounters": 1}[weighting]
        total += weight * np.mean([a != b for a, b in pairs])
        weights += weight
    return total / weights if weights else np.nan


@given(random_meetings, st.sampled_from(["pairs", "people", "encounters"]))
@settings(deadline=None)
def test_share_against_a_plain_count(drawn, weighting):
    groups, meetings = drawn
    value = share(make(groups, meetings), weighting=weighting)
    assert value == pytest.approx(plain(groups, meetings, weighting), nan_ok=True)


@given(random_meetings)
@settings(deadline=None)
def test_pair_weighted_share_is_the_bridging_share_of_all_pairs(drawn):
    groups, meetings = drawn
    edges = [pair for meeting in meetings for pair in combinations(meeting, 2)]
    label = {p: "abc"[g] if g >= 0 else None for p, g in enumerate(groups)}
    graph = br.ContactGraph.from_edges(edges, {"line": label})
    incidence = make(groups, meetings)
    whole = br.measures.bridging_share(graph.mixing()) if graph.groups["line"] else np.nan
    assert share(incidence) == pytest.approx(whole, nan_ok=True)
    # and the pair-weighted mean of the unbiased Blau index
    counts = np.array([[sum(groups[p] == g for p in m) for g in range(3)] for m in meetings])
    counts = counts.reshape(-1, 3)[counts.reshape(-1, 3).sum(axis=1) >= 2]
    if len(counts):
        size = counts.sum(axis=1)
        blau = br.measures.blau_unbiased(br.Composition(counts).by_unit())
        mean = np.average(blau, weights=size * (size - 1))
        assert share(incidence) == pytest.approx(mean)


def test_meetings_at_random_give_the_unbiased_blau_index_with_every_weight():
    # all 2- and 3-person meetings of 5 people, so each pair equally often
    groups = [0, 0, 0, 1, 2]
    meetings = [*combinations(range(5), 2), *combinations(range(5), 3)]
    blau = br.measures.blau_unbiased(br.Composition([3, 1, 1]))
    for weighting in ("pairs", "people", "encounters"):
        assert share(make(groups, meetings), weighting=weighting) == pytest.approx(blau)


@given(random_meetings)
@settings(deadline=None)
def test_purity_and_entropy_agree_with_the_diversity_of_the_meeting(drawn):
    groups, meetings = drawn
    incidence = make(groups, meetings)
    purity = br.measures.meeting_purity(incidence)
    entropy = br.measures.meeting_entropy(incidence)
    for e, meeting in enumerate(meetings):
        known = Counter(groups[p] for p in meeting if groups[p] >= 0)
        size = known.total()
        if not size:
            assert np.isnan(purity[e]) and np.isnan(entropy[e])
            continue
        assert purity[e] == pytest.approx(max(known.values()) / size)
        mix = br.Composition([known[g] for g in range(3)])
        assert entropy[e] == pytest.approx(np.log(br.measures.effective_groups(mix)), abs=1e-9)


# Bad options


def test_options_that_are_not_there():
    incidence = make([0, 1], [[0, 1]])
    with pytest.raises(OptionError, match="`weighting` must be one of .* not 'pair'. Did you mean"):
        share(incidence, weighting="pair")
    with pytest.raises(OptionError, match="`base` must be one of 'e', 2, 'groups', 'present'"):
        br.measures.meeting_entropy(incidence, base="10")
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'lin'"):
        share(incidence, line="lin")
    bare = br.Incidence("ab", "m", [0, 1], [0, 0])
    with pytest.raises(DataError, match="`line` must be given: the people have 0 lines"):
        share(bare)
