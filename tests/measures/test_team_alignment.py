from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError, UnknownNameError
from bridging.measures.team_alignment import (
    alignments,
    cross_alignment,
    faultline_alignment,
    internal_alignment,
)

LINES = ("age_cat", "gender", "ethnicity")


def team(lines, sizes=None, **more):
    """Make teams of people with groups; one team, or of the given sizes."""
    people = len(next(iter(lines.values())))
    sizes = sizes or [people]
    return br.Incidence(
        range(people),
        range(len(sizes)),
        range(people),
        np.repeat(range(len(sizes)), sizes),
        groups=dict.fromkeys(lines, "abcdefg"),
        codes=lines,
        **more,
    )


def published_teams(oracles):
    """The codes of the two teams of the asw.cluster documentation, a line a column."""
    table = oracles.table("aswcluster_teamdata.csv")
    codes = {line: np.unique(table[line], return_inverse=True)[1] for line in LINES}
    return codes, table["teamid"].to_numpy() - 1


def reasons(incidence, language="en", **options):
    record = br.measures.get_measure("faultline_alignment")
    return record.reasons(incidence, options, language).tolist()


# Published numbers


def test_published_strength(oracles):
    # asw.cluster compares the groups of a line with those of the lines that come after it only,
    # and divides by the number of all other lines: the last line has a cross alignment of 0.
    codes, session = published_teams(oracles)
    published = oracles.value("shaw.teams")
    for number, expected in enumerate(published):
        groups = np.column_stack([codes[line][session == number] for line in LINES])
        internal, cross = alignments(groups)
        peer = (internal.sum(axis=1) / 2 * (1 - np.triu(cross).sum(axis=1) / 2)).mean()
        assert peer == pytest.approx(expected, abs=1e-12)
    # so another order of the columns would give another number there, and the same one here
    turned = internal[::-1, ::-1].sum(axis=1) / 2, np.triu(cross[::-1, ::-1]).sum(axis=1) / 2
    assert abs((turned[0] * (1 - turned[1])).mean() - published[1]) > 0.001
    values = [
        faultline_alignment(team({line: codes[line] for line in order}, [6, 6]))
        for order in (LINES, LINES[::-1], (LINES[1], LINES[2], LINES[0]))
    ]
    # By hand. Team 1: of the ages only one has two people, who differ in sex and ethnicity: 0.
    # Sexes: the four women are of four ages and 2, 1, 1 of three of the four ethnicities, 1/6; the
    # men differ on both. Of the 8 pairs 1 is alike in age and 1 in ethnicity.
    # Ethnicities: two women of A, the other groups 0; of the 13 pairs 6 are of one sex, 1 of an age.
    first = [0, 1 / 6 / 4 * (1 - 1 / 8), 1 / 8 * (1 - 7 / 26)]
    # Team 2: two of the four ages have two people, alike in both; of the 13 pairs 5 are of one sex
    # and 1 of one ethnicity. Women are alike, men 0, 1, 1, 2 of four ages (1/6) and 0, 2, 2 of
    # three ethnicities (1/5); no pair is alike. Ethnicities: all alike, but for the ages of B; of
    # the 12 pairs 4 are of one sex.
    second = [1 / 2 * (1 - 3 / 13), (2 + 1 / 6 + 1 / 5) / 4, 5 / 6 * (1 - 1 / 6)]
    for value in values:
        assert value == pytest.approx([np.mean(first), np.mean(second)], abs=1e-12)


# Worked by hand


def test_what_the_least_and_the_greatest_values_are():
    same = {"sex": [0, 0, 1, 1, 2, 2], "age": [1, 1, 2, 2, 0, 0], "origin": [0, 0, 2, 2, 1, 1]}
    assert faultline_alignment(team(same))[0] == pytest.approx(1)
    crossed = {"sex": [0, 0, 1, 1], "age": [0, 1, 0, 1]}
    assert faultline_alignment(team(crossed))[0] == 0
    # three of a and one of b; the one is alone in both: (1 + 0) / 2 for each line
    alone = {"sex": [0, 0, 0, 1], "age": [1, 1, 1, 0]}
    assert faultline_alignment(team(alone))[0] == pytest.approx(1 / 2)


def test_who_and_what_is_left_out():
    known = {"sex": [0, 0, 1, 1, 1], "age": [0, 0, 1, 1, 0]}
    value = faultline_alignment(team(known))
    # sex: two alike, three 1 and 2 of 2 (0); pairs alike 2 of 6. age: three 2 and 1 (0), two alike
    assert value == pytest.approx([1 / 2 * (1 - 2 / 6)])
    more = {"sex": [0, 0, 1, 1, 1, 0, -1], "age": [0, 0, 1, 1, 0, -1, 0]}
    assert faultline_alignment(team(more)) == pytest.approx(value)
    same_for_all = {**known, "origin": [2] * 5}
    assert faultline_alignment(team(same_for_all)) == pytest.approx(value)
    numbers = team(known, values={"years": [1.0, 2, 3, 4, np.nan]})
    assert faultline_alignment(numbers) == pytest.approx(value)
    third = {**known, "origin": [0, 1, 0, 1, 0]}
    assert faultline_alignment(team(third), lines=["age", "sex"]) == pytest.approx(value)


def test_why_there_is_no_value_and_the_mean_of_those_that_have_one():
    lines = {"sex": [0, 1, 0, 0, 1, 0, 0, 1, 1], "age": [0, 1, 2, 2, 2, 1, 1, 0, 0]}
    incidence = team(lines, [2, 3, 4])
    values = faultline_alignment(incidence)
    assert np.isnan(values[:2]).all() and values[2] == 1
    assert reasons(incidence) == [
        "there were fewer than three people whose groups are known",
        "the people there do not differ on two lines",
        "",
    ]
    assert faultline_alignment(incidence, pooled=True) == 1
    few = team({"sex": [0, 1], "age": [0, 1]})
    assert np.isnan(faultline_alignment(few, pooled=True))
    assert reasons(few, "nl", pooled=True) == (
        "er waren minder dan drie mensen van wie de groepen bekend zijn"
    )
    # three people in one session, two lines in another: neither has a value
    apart = team({"sex": [0, 1, 0, 1, 0], "age": [0, 0, 0, 1, 0]}, [3, 2])
    assert reasons(apart, pooled=True) == (
        "in no session were there three people of known groups who differ on two lines"
    )


# The definitions, a second time


def chi_square(counts):
    even = sum(counts) / len(counts)
    return sum((count - even) ** 2 / even for count in counts)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=4).filter(lambda counts: sum(counts) > 1))
@settings(max_examples=60, deadline=None)
def test_internal_alignment_lies_between_all_ways_to_spread_the_people(counts):
    people = sum(counts)
    ways = [w for w in product(range(people + 1), repeat=len(counts)) if sum(w) == people]
    least, greatest = min(map(chi_square, ways)), max(map(chi_square, ways))
    expected = (chi_square(counts) - least) / (greatest - least)
    assert internal_alignment(np.array([counts])) == pytest.approx([expected], abs=1e-9)


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_cross_alignment_is_that_of_the_pairs(seed):
    rng = np.random.default_rng(seed)
    groups = np.concatenate([[[0, 0], [1, 1]], rng.integers(0, 4, (6, 2))])
    table = np.zeros((4, 4), dtype=np.int64)
    np.add.at(table, tuple(groups.T), 1)
    pairs = [(i, j) for i, j in combinations(groups.tolist(), 2) if i[0] != j[0]]
    assert cross_alignment(table) == pytest.approx(np.mean([i[1] == j[1] for i, j in pairs]))


# Bad options


def test_options_that_are_not_there():
    incidence = team({"sex": [0, 1, 0, 1], "age": [0, 1, 1, 0]})
    with pytest.raises(UnknownNameError, match="`line` must be a known name, not 'aeg'"):
        faultline_alignment(incidence, lines=["sex", "aeg"])
    for lines in ([], ["sex"], ["sex", "sex"]):
        with pytest.raises(OptionError, match="`lines` must name at least two different lines"):
            faultline_alignment(incidence, lines=lines)
