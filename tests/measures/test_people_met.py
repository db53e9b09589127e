from collections import Counter
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError, UnknownNameError


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
    star = br.measures.star_entropy(incidence, base=2)
    assert star[0] == pytest.approx(oracles.value("ash.star.entropy")[attribute], abs=1e-3)
    same = br.measures.star_homogeneity(incidence)
    assert same[0] == pytest.approx(oracles.value("ash.star.homogeneity")[attribute])


def test_star_homogeneity_divides_by_people_and_not_by_meetings():
    # One meeting of four of a group: each met three people of her group, 3 of 3. ash_model
    # divides by the number of meetings and gives 3.0 (its entry ash.star.homogeneity agrees with
    # ours only because its person 1 has three neighbours and three meetings).
    alike = make([0, 0, 0, 0], [[0, 1, 2, 3]])
    assert br.measures.star_homogeneity(alike).tolist() == [1, 1, 1, 1]


def test_average_group_degree(oracles):
    value = oracles.value("ash.group.degree")
    for attribute in ("party", "gender"):
        table = br.measures.typed_degrees(ash(oracles, attribute))
        by_person = table.groupby(["group", "person"])["meetings"].sum()
        for group, mean in by_person.groupby("group").mean().items():
            assert mean == pytest.approx(value[group])


def test_typed_degrees(oracles):
    rows = oracles.table("hyper_toy_incidence.csv")
    nodes = oracles.table("hyper_toy_nodes.csv").set_index("node_id")["label"]
    incidence = br.Incidence(
        nodes.index,
        range(1, 7),
        rows["node_id"] - 1,
        rows["edge_id"] - 1,
        groups={"line": "GB"},
        codes={"line": ["GB".index(g) for g in nodes]},
    )
    table = br.measures.typed_degrees(incidence)
    assert (table["size"] == 3).all()
    for own in (1, 2, 3):
        count = table[table["own"] == own].set_index("person")["meetings"]
        found = [int(count.get(str(node), 0)) for node in nodes.index]
        assert found == oracles.value("hyper.toy.typedegree")[f"type{own}"]


def test_no_meetings_give_an_empty_table():
    table = br.measures.typed_degrees(make([0, 1], []))
    assert list(table.columns) == ["person", "group", "size", "own", "meetings"]
    assert table.empty


@given(random_meetings)
@settings(deadline=None)
def test_people_met_against_sets(drawn):
    groups, meetings = drawn
    same = br.measures.star_homogeneity(make(groups, meetings))
    entropy = br.measures.star_entropy(make(groups, meetings))
    for p, group in enumerate(groups):
        met = {q for m in meetings if p in m for q in m if q != p and groups[q] >= 0}
        count = Counter(groups[q] for q in met)
        expected = count[group] / len(met) if met and group >= 0 else np.nan
        assert same[p] == pytest.approx(expected, nan_ok=True)
        shares = [n / len(met) for n in count.values()]
        expected = -sum(q * log(q) for q in shares) if met else np.nan
        assert entropy[p] == pytest.approx(expected, nan_ok=True, abs=1e-12)


# Worked by hand


def test_people_who_came_together_did_not_meet():
    # 0 and 1 came together: 0 met 2 (alike), 1 met 2 (not), 2 met both
    incidence = make([0, 1, 0], [[0, 1, 2]], company=[7, 7, -1])
    assert br.measures.star_homogeneity(incidence).tolist() == [1, 0, 0.5]
    # they met after all, in another meeting to which they came apart
    again = make([0, 1], [[0, 1], [0, 1]], company=[7, 7, -1, -1])
    assert br.measures.star_homogeneity(again).tolist() == [0, 0]


def test_people_of_unknown_group():
    incidence = make([0, 1, -1], [[0, 1, 2], [2]])
    assert reasons("star_homogeneity", incidence, "nl").tolist() == [
        "",
        "",
        "de groep van deze persoon is niet bekend",
    ]
    # she met one of each
    assert br.measures.star_entropy(incidence)[2] == pytest.approx(log(2))
    nobody = make([0, -1], [[0, 1]])
    assert reasons("star_entropy", nobody)[0] == "this person met nobody of known group"
    # the person of unknown group met one of known group, but nobody of known group did
    assert np.isnan(br.measures.star_homogeneity(nobody, pooled=True))
    assert reasons("star_homogeneity", nobody, pooled=True) == (
        "nobody of known group met anybody of known group"
    )


def test_options_that_are_not_there():
    incidence = make([0, 1], [[0, 1]])
    with pytest.raises(OptionError, match="`base` must be one of 'e', 2, 'groups', 'present'"):
        br.measures.star_entropy(incidence, base=10)
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'lin'"):
        br.measures.typed_degrees(incidence, line="lin")
