from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError

homophily, affinities = br.measures.group_homophily, br.measures.group_affinities


def make(groups, meetings, names="abc"):
    """Make people with group codes (-1 unknown) in meetings, each a list of people."""
    return br.Incidence(
        range(len(groups)),
        range(len(meetings)),
        [p for meeting in meetings for p in meeting],
        [e for e, members in enumerate(meetings) for _ in members],
        groups={"line": names},
        codes={"line": groups},
    )


def reasons(name, incidence, language="en", **options):
    return br.measures.get_measure(name).reasons(incidence, options, language)


def toy(oracles):
    rows = oracles.table("hyper_toy_incidence.csv")
    nodes = oracles.table("hyper_toy_nodes.csv").set_index("node_id")["label"]
    meetings = [list(part["node_id"] - 1) for _, part in rows.groupby("edge_id")]
    return make(["GB".index(g) for g in nodes], meetings, names="GB")


random_meetings = st.tuples(
    st.lists(st.integers(-1, 2), min_size=8, max_size=8),
    st.lists(st.lists(st.integers(0, 7), max_size=5, unique=True), max_size=6),
)


# Published numbers


def test_toy_hypergraph(oracles):
    # the figure prints affinities and the exact baseline, both to two digits
    table = affinities(toy(oracles))
    assert table["size"].unique().tolist() == [3]
    for group in "GB":
        rows = table[table["group"] == group]
        for column, key in (("affinity", "h"), ("baseline", "b")):
            expected = oracles.value("hyper.toy")[f"{key}_{group}"]
            assert rows[column].tolist() == pytest.approx(expected, abs=0.006)
    # G: .2, .2, .6 against .2, .6, .2: ratios 1, 1/3, 3; B: .125/.4, .5/.5333, .375/.0667
    g, b = (table[table["group"] == group] for group in "GB")
    assert g["ratio"].tolist() == pytest.approx([1, 1 / 3, 3])
    assert b["ratio"].tolist() == pytest.approx([0.3125, 0.9375, 5.625])
    # from the top: one of each above baseline; G falls once, B falls twice
    assert g["mahi"].tolist() == [1] * 3 and b["mahi"].tolist() == [1] * 3
    assert g["mohi"].tolist() == [1] * 3 and b["mohi"].tolist() == [2] * 3
    assert g["bias"].tolist() == pytest.approx([0, -2 / 3, 0.5])


# Worked by hand


def test_the_asymptotic_baseline_and_the_other_affinity():
    # x is 3 of 5. Meetings x x x and x y y, so N = (1, 0, 1) of size 3 for x.
    incidence = make([0, 0, 0, 1, 1], [[0, 1, 2], [0, 3, 4]], names="xy")
    x = affinities(incidence, baseline="asymptotic").query("group == 'x'")
    assert x["baseline"].tolist() == pytest.approx([0.4**2, 2 * 0.6 * 0.4, 0.6**2])
    # by meetings: 1/2, 0, 1/2; drawn 3 of 5: 3 * 1, 3 * 2, 1 of 10 have 1, 2, 3 of x
    x = affinities(incidence, affinity="meetings").query("group == 'x'")
    assert x["affinity"].tolist() == [0.5, 0, 0.5]
    assert x["baseline"].tolist() == pytest.approx([0.3, 0.6, 0.1])
    # endless: 3 (.6)(.16), 3 (.36)(.4), .216 over their sum
    x = affinities(incidence, affinity="meetings", baseline="asymptotic").query("group == 'x'")
    ways = np.array([3 * 0.6 * 0.16, 3 * 0.36 * 0.4, 0.216])
    assert x["baseline"].tolist() == pytest.approx((ways / ways.sum()).tolist())


def test_each_size_has_its_own_rows_and_meetings_of_one_have_none():
    table = affinities(make([0, 0, 1, -1], [[0], [0, 1], [0, 1, 2], [0, 3]], names="xy"))
    assert table[["group", "size", "own", "meetings"]].to_numpy().tolist() == [
        ["x", 2, 1, 0],
        ["x", 2, 2, 1],
        ["x", 3, 1, 0],
        ["x", 3, 2, 1],
        ["x", 3, 3, 0],
        ["y", 2, 1, 0],
        ["y", 2, 2, 0],
        ["y", 3, 1, 1],
        ["y", 3, 2, 0],
        ["y", 3, 3, 0],
    ]
    # y was in no meeting of two, so has no affinity there; x can't be three
    assert table["affinity"].isna().tolist() == [False] * 5 + [True] * 2 + [False] * 3
    assert np.isnan(table["ratio"][4]) and table["baseline"][4] == 0
    assert np.isnan(table["mahi"][5]) and np.isnan(table["mohi"][5])


def test_runs_from_the_top():
    # Size 3 among 4 x and 4 y; exact baseline for x: (6, 12, 3)/21 = 2/7, 4/7, 1/7.
    # x x x twice, x x y four times, x y y once: affinity (1, 8, 6)/15 against (.29, .57, .14):
    # ratios .23, .93, 2.8. One above baseline, two steps up.
    xxx, xxy, xyy = [0, 1, 2], [0, 1, 4], [0, 4, 5]
    incidence = make([0] * 4 + [1] * 4, [xxx] * 2 + [xxy] * 4 + [xyy], names="xy")
    x = affinities(incidence).query("group == 'x'")
    assert x["ratio"].tolist() == pytest.approx([7 / 30, 14 / 15, 14 / 5])
    assert x[["mahi", "mohi"]].iloc[0].tolist() == [1, 2]


def test_pooled_over_sizes_and_groups():
    # x x met once; x y z met once. x: two people with 1 of 1 own, one with 0 of 2.
    incidence = make([0, 0, 1, 2], [[0, 1], [0, 2, 3]])
    # drawn: (2 - 1)/(4 - 1) = 1/3. By people 2/3: (1/3)/(2/3) = 1/2.
    assert homophily(incidence)[0] == pytest.approx(1 / 2)
    # by pairs (2 * 1 + 2 * 0)/(2 + 2) = 1/2: (1/6)/(2/3); by meetings (2/2)/(2/2 + 1/3) = 3/4.
    assert homophily(incidence, weighting="pairs")[0] == pytest.approx(1 / 4)
    assert homophily(incidence, weighting="encounters")[0] == pytest.approx(5 / 8)
    # endless: 1/2 drawn: (2/3 - 1/2)/(1/2)
    assert homophily(incidence, baseline="asymptotic")[0] == pytest.approx(1 / 3)
    # y and z are one person each: no own to meet
    assert reasons("group_homophily", incidence).tolist() == [
        "",
        *["the group has fewer than two people"] * 2,
    ]
    # all: 2 of 5 participations with own; drawn (3 * 1/3 + 1 * 0 + 1 * 0)/5 = 1/5
    assert homophily(incidence, pooled=True) == pytest.approx((2 / 5 - 1 / 5) / (4 / 5))


def test_never_meeting_the_own_group_is_minus_one():
    incidence = make([0, 0, 1, 1], [[0, 2], [1, 3]], names="xy")
    assert homophily(incidence).tolist() == [-1, -1]


def test_reasons():
    one = make([0, 0, -1], [[0, 1, 2]])
    assert reasons("group_homophily", one).tolist()[0] == "there is nobody of another group"
    assert reasons("group_homophily", one, "nl")[1] == (
        "niemand van de groep ontmoette iemand van bekende groep"
    )
    apart = make([0, 0, 1], [[0, 2]])
    assert homophily(apart)[0] == -1
    assert np.isnan(homophily(make([0, 0, 1, 1], [[0], [2]]), pooled=True))


# The definition, a second time


def plain_affinities(groups, meetings, group, size):
    """Count the number of own in each meeting of a size, one by one."""
    people = sum(g >= 0 for g in groups)
    own = sum(g == group for g in groups)
    number = [0] * (size + 1)
    for meeting in meetings:
        known = [groups[p] for p in meeting if groups[p] >= 0]
        if len(known) == size:
            number[known.count(group)] += 1
    degree = sum(t * n for t, n in enumerate(number))
    ways = comb(people - 1, size - 1)
    return [
        (
            t * number[t] / degree if degree else np.nan,
            comb(own - 1, t - 1) * comb(people - own, size - t) / ways if own else np.nan,
        )
        for t in range(1, size + 1)
    ]


@given(random_meetings)
@settings(deadline=None)
def test_affinities_against_the_definition(drawn):
    groups, meetings = drawn
    table = affinities(make(groups, meetings))
    for (group, size), rows in table.groupby(["group", "size"]):
        expected = plain_affinities(groups, meetings, "abc".index(group), size)
        found = rows[["affinity", "baseline"]].to_numpy()
        assert found == pytest.approx(np.array(expected), nan_ok=True)
        known = rows.dropna(subset="affinity")
        assert known["affinity"].sum() == pytest.approx(1 if len(known) else 0)


@given(random_meetings)
@settings(deadline=None)
def test_pooled_value_is_the_mean_of_the_affinities(drawn):
    groups, meetings = drawn
    table = affinities(make(groups, meetings))
    values = homophily(make(groups, meetings))
    people = sum(g >= 0 for g in groups)
    for g, name in enumerate("abc"):
        rows = table[(table["group"] == name)].dropna(subset="affinity")
        own = groups.count(g)
        if not len(rows) or own < 2 or own == people:
            assert np.isnan(values[g])
            continue
        # sum over t of h_t (t - 1)/(k - 1), sizes weighted by the participations of the group
        part = rows["affinity"] * (rows["own"] - 1) / (rows["size"] - 1)
        took_part = (rows["meetings"] * rows["own"]).groupby(rows["size"]).sum()
        observed = (part.groupby(rows["size"]).sum() * took_part).sum() / took_part.sum()
        drawn_at_random = (own - 1) / (people - 1)
        # and the mean of the baselines is the same for every size
        mean = (rows["baseline"] * (rows["own"] - 1) / (rows["size"] - 1)).groupby(rows["size"])
        assert mean.sum().tolist() == pytest.approx([drawn_at_random] * len(took_part))
        gap = observed - drawn_at_random
        expected = gap / (1 - drawn_at_random) if gap >= 0 else gap / drawn_at_random
        assert values[g] == pytest.approx(expected)


@given(random_meetings)
@settings(deadline=None)
def test_in_meetings_of_two_it_is_the_homophily_of_pairs(drawn):
    groups, meetings = drawn
    pairs = [pair for meeting in meetings for pair in combinations(sorted(meeting), 2)]
    label = {p: "abc"[g] if g >= 0 else None for p, g in enumerate(groups)}
    order = {"line": {p: g for p, g in sorted(label.items(), key=lambda item: str(item[1]))}}
    graph = br.ContactGraph.from_edges(pairs, order)
    names = graph.groups["line"]
    if not names:
        return
    values = homophily(make(groups, pairs))
    coleman = br.measures.coleman_homophily(graph.mixing())
    for name, value in zip(names, coleman, strict=True):
        ours = values["abc".index(name)]
        if not np.isnan(ours):
            assert ours == pytest.approx(value)


def test_options_that_are_not_there():
    incidence = make([0, 1], [[0, 1]])
    with pytest.raises(OptionError, match="`weighting` must be one of"):
        homophily(incidence, weighting="size")
    with pytest.raises(OptionError, match="`baseline` must be one of 'exact', 'asymptotic'"):
        homophily(incidence, baseline="exakt")
    with pytest.raises(OptionError, match="`affinity` must be one of"):
        affinities(incidence, affinity="pairs")


def test_ratios_that_are_equal_are_no_run():
    """Ties worked with fractions: rounding must not decide them, nor a ratio that is not there."""
    tied = br.Incidence(
        range(6), range(4), [0, 0, 1, 2, 2, 2, 3, 4, 5], [1, 3, 2, 0, 1, 2, 3, 0, 2],
        groups={"l": "xy"}, codes={"l": [1, 1, 1, 0, 1, 1]},
    )  # fmt: skip
    table = br.measures.group_affinities(tied).set_index(["group", "size"])
    # group y, size 2: affinities 1/5 and 4/5 are the baselines: both ratios are 1
    assert table.loc[("y", 2), "mahi"].tolist() == [0.0, 0.0]
    rising = br.Incidence(
        range(6), range(2), [0, 0, 1, 3], [0, 1, 0, 1],
        groups={"l": "xy"}, codes={"l": [0, 0, 1, 1, 0, 0]},
    )  # fmt: skip
    asymptotic = br.measures.group_affinities(rising, baseline="asymptotic")
    rows = asymptotic[(asymptotic["group"] == "x") & (asymptotic["size"] == 2)]
    assert rows["mohi"].tolist() == [0.0, 0.0]
    absent = br.Incidence(
        "abcde", range(3), [0, 1, 2, 1, 2, 3, 0, 1, 4], [0, 0, 0, 1, 1, 1, 2, 2, 2],
        groups={"l": "xy"}, codes={"l": [0, 0, 0, 0, 1]},
    )  # fmt: skip
    rows = br.measures.group_affinities(absent).query("group == 'x' and size == 3")
    assert rows["mohi"].tolist() == [1.0, 1.0, 1.0]  # nobody drawn alone: only 1.5 > 0.5
