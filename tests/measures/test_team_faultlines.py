from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError, UnknownNameError
from bridging.measures._subgroups import best_partition, silhouettes, two_split

fau, asw = br.measures.fau, br.measures.average_silhouette_width
WEIGHTS = {"age": 0.1, "gender": 1, "ethnicity": 1}


def teams(oracles, lines=("gender", "ethnicity"), numbers=("age",)):
    """The two teams of the asw.cluster documentation."""
    table = oracles.table("aswcluster_teamdata.csv")
    names = {line: sorted(table[line].unique()) for line in lines}
    return br.Incidence(
        range(len(table)),
        ["1", "2"],
        range(len(table)),
        table["teamid"] - 1,
        groups=names,
        codes={line: [names[line].index(v) for v in table[line]] for line in lines},
        values={number: table[number] for number in numbers},
    )


def team(values=None, lines=None, sizes=None):
    """Make teams of people with numbers and groups; one team, or of the given sizes."""
    lines, values = lines or {}, values or {}
    people = len(next(iter({**values, **lines}.values())))
    sizes = sizes or [people]
    return br.Incidence(
        range(people),
        range(len(sizes)),
        range(people),
        np.repeat(range(len(sizes)), sizes),
        groups={line: "abcd" for line in lines},
        codes=lines,
        values=values,
    )


def reasons(name, incidence, language="en", **options):
    return br.measures.get_measure(name).reasons(incidence, options, language).tolist()


# Published numbers


def test_published_fau(oracles):
    options = {"weights": WEIGHTS, "rescale": None}
    published = oracles.value("fau.teams")
    assert fau(teams(oracles), **options) == pytest.approx(published["fl"], abs=1e-9)
    table = br.measures.faultlines(teams(oracles), **options)
    assert table["split"].tolist() == [*published["groups"][0], *published["groups"][1]]


@pytest.mark.parametrize(
    ("key", "made", "options"),
    [
        ("asw.teams", {}, {"weights": WEIGHTS, "rescale": None}),
        # the standard deviation is that of the people of both teams, with n - 1
        ("asw.teams.sd", {}, {"rescale": "sd"}),
        ("asw.numeric", {"lines": (), "numbers": ("age", "tenure")}, {"rescale": None}),
    ],
)
def test_published_average_silhouette_width(oracles, key, made, options):
    published = oracles.value(key)
    incidence = teams(oracles, **made)
    assert asw(incidence, **options) == pytest.approx(published["fl"], abs=1e-6)
    table = br.measures.faultlines(incidence, **options)
    assert table["subgroup"].tolist() == [*published["groups"][0], *published["groups"][1]]
    if "silhouettes" in published:
        widths = np.concatenate(published["silhouettes"])
        assert table["silhouette"].to_numpy() == pytest.approx(widths, abs=1e-6)


def test_strength_and_distance_have_the_same_weights(oracles):
    # asw.cluster multiplies the weighted strength by the distance without weights; by hand, from
    # the published splits: team 1 is (44, 40, 50 | 18, 33, 33), team 2 (22, 23 | 39, 42, 57, 51).
    strength = oracles.value("fau.teams")["fl"]
    half = np.sqrt(0.5)
    ages = [134 / 3 - 84 / 3, 189 / 4 - 45 / 2]
    nominal = [
        # gender f 3/3 and 1/3; ethnicity A 2/3, B 1/3 against B, C, D 1/3 each
        [half * np.array([2 / 3, -2 / 3]), half * np.array([2 / 3, 0, -1 / 3, -1 / 3])],
        # all f and A against all m, half B and half C
        [half * np.array([1, -1]), half * np.array([1, -1 / 2, -1 / 2])],
    ]
    weighted = [
        s * np.sqrt((0.1 * age) ** 2 + sum((n**2).sum() for n in gaps))
        for s, age, gaps in zip(strength, ages, nominal, strict=True)
    ]
    peer = [
        s * np.sqrt(age**2 + sum((n**2).sum() for n in gaps))
        for s, age, gaps in zip(strength, ages, nominal, strict=True)
    ]
    assert peer == pytest.approx(oracles.value("bezrukova.teams"), abs=1e-6)
    ours = br.measures.fau_distance(teams(oracles), weights=WEIGHTS, rescale=None)
    assert ours == pytest.approx(weighted, abs=1e-9)


# Worked by hand


def test_two_subgroups_of_numbers():
    # 0, 2 | 10: mean 4; between 2 * 3^2 + 6^2 = 54 of 16 + 4 + 36 = 56.
    incidence = team({"age": [0.0, 2, 10]})
    assert fau(incidence)[0] == pytest.approx(54 / 56)
    # widths: 0: a 2, b 10; 2: a 2, b 8; 10 is alone. (.8 + .75 + 0)/3
    assert asw(incidence)[0] == pytest.approx((0.8 + 0.75) / 3)
    # apart by 9 years, at a scale of 1: 54/56 * 9
    distance = br.measures.fau_distance(incidence, rescale=None)
    assert distance[0] == pytest.approx(54 / 56 * 9)
    # the scale cancels from both shares, not from the distance
    assert fau(incidence, rescale=None) == pytest.approx(fau(incidence))
    spread = np.sqrt(56 / 2)
    assert br.measures.fau_distance(incidence)[0] == pytest.approx(54 / 56 * 9 / spread)


def test_scales_and_weights_are_printed():
    incidence = team({"age": [0.0, 2, 10]}, {"sex": [0, 0, 1]})
    table = br.measures.faultlines(incidence, weights={"age": 2}, rescale=None)
    assert table["scales"].unique().tolist() == ["sex 1; age 2"]
    table = br.measures.faultlines(incidence, attributes=["age"])
    assert table["scales"].iloc[0] == f"age {1 / np.sqrt(28):g}"
    assert table["split"].tolist() == [1, 1, 2]


def test_a_weight_of_zero_leaves_an_attribute_out():
    incidence = team({"age": [5.0, 7, 1, 9]}, {"sex": [0, 0, 1, 1]})
    assert fau(incidence, weights={"age": 0})[0] == pytest.approx(1)
    assert fau(incidence, attributes=["sex"])[0] == pytest.approx(1)


def test_people_of_unknown_attributes_are_left_out():
    known = team({"age": [0.0, 2, 10]}, {"sex": [0, 0, 1]})
    more = team({"age": [0.0, 2, 10, np.nan, 3]}, {"sex": [0, 0, 1, 1, -1]})
    for measure in (fau, asw):
        assert measure(more, rescale=None) == pytest.approx(measure(known, rescale=None))
    assert br.measures.faultlines(more)["person"].tolist() == ["0", "1", "2"]


def test_why_there_is_no_value():
    incidence = team({"age": [1.0, 2, *[3.0] * 3, *range(21)]}, sizes=[2, 3, 21])
    assert reasons("fau", incidence) == [
        "there were fewer than three people whose attributes are known",
        "the people there do not differ on these attributes",
        "there were more than 20 people: not all splits can be tried",
    ]
    assert reasons("asw", incidence)[2] == ""
    small = team({"age": [1.0, 2]})
    assert np.isnan(fau(small, pooled=True))
    assert reasons("fau", small, "nl", pooled=True) == (
        "er waren minder dan drie mensen van wie de kenmerken bekend zijn"
    )
    table = br.measures.faultlines(incidence)
    assert table["split"].tolist()[:5] == [0] * 5 and set(table["split"][5:]) == {0}
    assert table["silhouette"].isna().tolist() == [True] * 5 + [False] * 21


def test_pooled_is_the_mean_of_the_sessions_that_have_one():
    incidence = team({"age": [0.0, 2, 10, 0, 1, 1, 7, 7]}, sizes=[3, 3, 2])
    values = fau(incidence, rescale=None)
    assert values[:2] == pytest.approx([54 / 56, 1]) and np.isnan(values[2])
    assert fau(incidence, rescale=None, pooled=True) == pytest.approx((54 / 56 + 1) / 2)


# The definitions, a second time


def plain_fau(points):
    people, best = len(points), 0.0
    middle = points.mean(axis=0)
    total = ((points - middle) ** 2).sum()
    for choice in product([0, 1], repeat=people):
        side = np.array(choice)
        if 0 < side.sum() < people:
            between = sum(
                (side == k).sum() * ((points[side == k].mean(axis=0) - middle) ** 2).sum()
                for k in (0, 1)
            )
            best = max(best, between / total)
    return best


def plain_widths(points, labels):
    distance = np.sqrt(((points[:, np.newaxis] - points) ** 2).sum(axis=2))
    widths = []
    for i, label in enumerate(labels):
        mine = [j for j, other in enumerate(labels) if other == label and j != i]
        if not mine:
            widths.append(0.0)
            continue
        own = np.mean([distance[i, j] for j in mine])
        other = min(
            np.mean([distance[i, j] for j, o in enumerate(labels) if o == k])
            for k in set(labels) - {label}
        )
        widths.append((other - own) / max(own, other) if max(own, other) > 0 else 0.0)
    return widths


points_of_people = st.integers(0, 10_000).map(
    lambda seed: np.random.default_rng(seed).integers(0, 6, (5 + seed % 2, 2)).astype(float)
)


@given(points_of_people)
@settings(max_examples=40, deadline=None)
def test_against_the_definitions(points):
    if np.ptp(points, axis=0).max() == 0:
        return
    value, split = two_split(points)
    assert value == pytest.approx(plain_fau(points))
    assert split[0] == 0 and set(split) == {0, 1}
    best, labels, widths = best_partition(points, 6)
    partitions = [
        p for p in product(range(len(points)), repeat=len(points)) if 1 < len(set(p)) < len(p)
    ][::7]
    sample = [plain_widths(points, p) for p in partitions[:: max(len(partitions) // 60, 1)]]
    assert best >= np.mean(sample, axis=1).max() - 1e-9
    assert widths == pytest.approx(plain_widths(points, labels.tolist()))
    assert best == pytest.approx(widths.mean())


def test_all_partitions_of_six_are_tried():
    # three pairs: the published case above, and here the value of every partition, by hand code
    points = np.array([[0.0], [1], [5], [6], [10], [11]])
    values = {}
    for p in product(range(6), repeat=6):
        if 1 < len(set(p)) < 6 and all(x <= max(p[:i], default=-1) + 1 for i, x in enumerate(p)):
            values[p] = np.mean(plain_widths(points, p))
    best, labels, _ = best_partition(points, 6)
    assert best == pytest.approx(max(values.values()))
    assert tuple(labels) == max(values, key=values.get) == (0, 0, 1, 1, 2, 2)


def test_silhouettes_agree_with_the_definition():
    rng = np.random.default_rng(4)
    points = rng.normal(size=(7, 2))
    distance = np.sqrt(((points[:, np.newaxis] - points) ** 2).sum(axis=2))
    labels = rng.integers(0, 3, (30, 7))
    labels[:, 0], labels[:, 1] = 0, 1
    for row, widths in zip(labels, silhouettes(distance, labels), strict=True):
        assert widths == pytest.approx(plain_widths(points, row.tolist()))


def test_large_sessions_are_searched():
    # four far clusters of five people: found, and none of the moves of one person is better
    rng = np.random.default_rng(2)
    points = np.repeat([[0, 0], [0, 9], [9, 0], [9, 9]], 5, axis=0) + rng.normal(size=(20, 2)) / 4
    best, labels, _ = best_partition(points, 6)
    assert labels.tolist() == np.repeat([0, 1, 2, 3], 5).tolist() and best > 0.9
    loose = rng.normal(size=(12, 2))
    best, labels, _ = best_partition(loose, 6)
    for person in range(12):
        for group in range(labels.max() + 1):
            moved = labels.copy()
            moved[person] = group
            if len(set(moved.tolist())) > 1:
                assert np.mean(plain_widths(loose, moved.tolist())) <= best + 1e-9


def test_no_more_subgroups_than_asked():
    incidence = team({"age": [0.0, 0, 5, 5, 9, 9]})
    assert br.measures.faultlines(incidence)["subgroup"].max() == 3
    assert br.measures.faultlines(incidence, max_subgroups=2)["subgroup"].max() == 2
    assert asw(incidence, max_subgroups=2)[0] < asw(incidence)[0] == pytest.approx(1)


# Bad options


def test_options_that_are_not_there():
    incidence = team({"age": [0.0, 2, 10]})
    with pytest.raises(OptionError, match="`rescale` must be one of 'sd', None, not 'range'"):
        fau(incidence, rescale="range")
    with pytest.raises(UnknownNameError, match="`attributes` must be a known name, not 'agee'"):
        fau(incidence, attributes=["agee"])
    with pytest.raises(OptionError, match="`attributes` must name different lines or numbers"):
        fau(incidence, attributes=["age", "age"])
    with pytest.raises(UnknownNameError, match="`weights` must be a known name, not 'sex'"):
        asw(incidence, weights={"sex": 1})
    with pytest.raises(OptionError, match="`weights` must be numbers from 0 up, not -1 for 'age'"):
        asw(incidence, weights={"age": -1})
    with pytest.raises(OptionError, match="`max_subgroups` must be at least 2, not 1"):
        br.measures.faultlines(incidence, max_subgroups=1)
    with pytest.raises(OptionError, match=r"`attributes` must name .* not \[\]"):
        fau(br.Incidence("abc", "s", [0, 1, 2], [0, 0, 0]))
