import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bridging as br
from bridging.errors import OptionError
from bridging.privacy import Hidden, find_hidden, small, suppress, suppress_study, withhold

COUNTS = st.lists(
    st.lists(st.one_of(st.just(0), st.integers(0, 40)), min_size=3, max_size=3),
    min_size=1,
    max_size=6,
)


def names(size):
    return [f"u{k}" for k in range(size)]


@given(COUNTS, st.integers(2, 12))
def test_no_small_cell_is_shown_or_follows_by_subtraction(rows, minimum):
    cells = np.array(rows, dtype=float)
    units = names(len(cells))
    hidden = withhold(units, cells, cells.sum(axis=1), minimum)
    shown = np.array([unit not in hidden.units for unit in units])
    assert not small(cells[shown], minimum).any()
    if not hidden.total:
        left = cells.sum(axis=0) - cells[shown].sum(axis=0)
        assert not small(left, minimum).any()
        assert not small(cells.sum(axis=0), minimum).any()


@given(COUNTS)
def test_subtraction_never_finds_the_small_cell_itself(rows):
    cells = np.array(rows, dtype=float)
    units = names(len(cells))
    hidden = withhold(units, cells, cells.sum(axis=1))
    if hidden.total:
        return
    gone = np.array([unit in hidden.units for unit in units])
    left = cells[gone].sum(axis=0)
    for row in cells[gone]:
        for k in np.flatnonzero(small(row, 6)):
            assert left[k] != row[k]


@given(COUNTS)
def test_one_unit_never_goes_alone_while_others_have_people(rows):
    cells = np.array(rows, dtype=float)
    units, sizes = names(len(cells)), cells.sum(axis=1)
    hidden = withhold(units, cells, sizes)
    if len(hidden.units) == 1:
        (only,) = hidden.units
        others = [size for unit, size in zip(units, sizes, strict=True) if unit != only]
        assert not np.any(others)


def test_the_smallest_other_unit_with_people_goes_along():
    cells = np.array([[2.0, 20], [40, 40], [9, 9], [0, 0]])
    hidden = withhold(names(4), cells, cells.sum(axis=1))
    assert hidden == Hidden(units=frozenset(["u0", "u2"]), total=False)


def test_a_total_that_gives_a_small_cell_away_goes():
    cells = np.array([[2.0, 20], [0, 30], [30, 40]])
    assert withhold(names(3), cells, cells.sum(axis=1)).total


def test_zero_and_the_minimum_itself_are_shown():
    cells = np.array([[0.0, 6], [7, 0]])
    assert not withhold(names(2), cells, cells.sum(axis=1))


def test_people_in_several_units_do_not_open_a_way_round():
    # u0 has 3 of group a; one of them comes to u1 too, so that the total is 12, not 13
    cells, total = np.array([[3.0], [10.0], [9.0]]), np.array([21.0])
    hidden = withhold(names(3), cells, cells.sum(axis=1), 6, total)
    assert hidden.total or (21 - 10) not in range(1, 6)


def test_frames_lose_their_numbers_and_keep_their_rows():
    frame = pd.DataFrame(
        {"unit": ["a", "b", "all"], "estimate": [0.1, 0.2, 0.3], "n_contacts": [3, 9, 12]}
    )
    kept = suppress(frame, Hidden(units=frozenset(["a"]), total=True))
    assert kept["unit"].tolist() == ["a", "b", "all"]
    assert kept["estimate"].isna().tolist() == [True, False, True]
    assert kept["n_contacts"].isna().tolist() == [True, False, True]
    assert frame["estimate"].notna().all()


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


def test_team_sees_everything(houses):
    assert not find_hidden(houses, "origin", audience="team")


def test_the_house_with_one_belgian_parent_is_withheld(houses):
    hidden = find_hidden(houses, "origin")
    assert "house-1" in hidden and "all" in hidden and "house-5" not in hidden
    assert len(hidden.units) == 2


def test_minimum_is_a_parameter(houses):
    assert not find_hidden(houses, "origin", minimum=1)


def test_contacts_are_cells_too():
    people = [f"p{k}" for k in range(20)]
    study = br.Study.from_frames(
        participants={"participant": people, "g": ["a"] * 10 + ["b"] * 10},
        attendance={"participant": people},
        encounters={"source": people[:8] + people[:2], "target": people[1:9] + people[10:12]},
        lines={"g": ["a", "b"]},
    )
    assert find_hidden(study, "g") == Hidden(units=frozenset(["site"]), total=True)
    assert not find_hidden(study, "g", minimum=2)


def test_unknown_groups_are_people_but_no_group():
    people = [f"p{k}" for k in range(12)]
    study = br.Study.from_frames(
        participants={"participant": people, "g": ["a"] * 9 + [""] * 3},
        attendance={"participant": people},
        lines={"g": ["a", "b"]},
    )
    assert not find_hidden(study, "g")
    assert find_hidden(study.select(sessions="session"), "g", minimum=13)


def test_results_of_withheld_units_have_no_numbers(houses):
    results = br.profile(
        houses, by="site", measures=["bridging_share", "friending_bias"], n_resamples=9
    )
    kept = suppress_study(results, houses)
    hidden = {line: find_hidden(houses, line) for line in houses.lines}
    assert len(kept) == len(results)
    frame = kept.to_frame()
    gone = [row.unit in hidden[row.line] for row in frame.itertuples()]
    numbers = frame.select_dtypes("number")[gone].drop(columns=["n_left_out"])
    assert numbers.isna().all().all() and (frame["n_left_out"][gone] == 0).all()
    assert (frame["undefined"][gone].str.startswith("withheld")).all()
    assert kept.to_frame().shape == results.to_frame().shape


def test_wrong_audience_and_minimum(houses):
    with pytest.raises(OptionError, match="`audience` must be one of 'team', 'publication'"):
        find_hidden(houses, "origin", audience="press")
    with pytest.raises(OptionError, match="`minimum` must be a whole number from 1, not 0."):
        find_hidden(houses, "origin", minimum=0)


def test_a_total_is_withheld_alone_as_it_is_beside_its_sites():
    groups = {"N": (20, 20), "O": (20, 2), "Z": (20, 2)}
    rows = [
        (f"{site}{group}{i}", group, site)
        for site, sizes in groups.items()
        for group, size in zip("ab", sizes, strict=True)
        for i in range(size)
    ]
    study = br.Study.from_frames(
        participants={"participant": [r[0] for r in rows], "origin": [r[1] for r in rows]},
        sessions={"session": list(groups), "site": list(groups)},
        attendance={"participant": [r[0] for r in rows], "session": [r[2] for r in rows]},
        lines={"origin": ["a", "b"]},
    )
    assert find_hidden(study, "origin").total
    assert "all" in find_hidden(study, "origin", None)
    results = br.estimate("blau_unbiased", study, null=None, interval=None)
    assert np.isnan(suppress_study(results, study, None)[0].estimate)


# after an earlier publication


def visitors(**sites):
    """A study with so many visitors of the groups a and b at each site, each there once."""
    rows = [
        (f"{site}{group}{k}", site, group)
        for site, numbers in sites.items()
        for group, number in zip("ab", numbers, strict=True)
        for k in range(number)
    ]
    names, at, groups = zip(*rows, strict=True)
    return br.Study.from_frames(
        participants={"participant": names, "g": groups},
        sessions={"session": list(sites), "site": list(sites)},
        attendance={"participant": names, "session": at},
        lines={"g": ["a", "b"]},
    )


@pytest.mark.parametrize(
    ("now", "units", "total"),
    [
        # nothing changed; all changes are of six or more
        ({"x": (10, 10), "y": (12, 10), "z": (20, 20)}, set(), False),
        ({"x": (16, 10), "y": (12, 10), "z": (20, 26)}, set(), False),
        # one newcomer in x: x goes, and with it the smaller of the others; the sum says it too
        ({"x": (11, 10), "y": (12, 10), "z": (20, 20)}, {"x", "y"}, True),
        # one in x and six in z: the sum grew by seven, of which x and y have one
        ({"x": (11, 10), "y": (12, 10), "z": (26, 20)}, {"x", "y"}, True),
        # three in x and three in y: together six, in the sum as in what is withheld
        ({"x": (13, 10), "y": (15, 10), "z": (20, 20)}, {"x", "y"}, False),
        # one left x (who withdrew her consent)
        ({"x": (9, 10), "y": (12, 10), "z": (20, 20)}, {"x", "y"}, True),
    ],
)
def test_what_changed_by_few_is_withheld(now, units, total):
    study = visitors(**now).published_after(visitors(x=(10, 10), y=(12, 10), z=(20, 20)))
    hidden = find_hidden(study, "g")
    assert (set(hidden.units), hidden.total) == (units, total)


def test_what_was_withheld_stays_so_until_it_has_grown():
    """x had two of a, and went with y. Six more in each group of x and of y, and both are shown."""
    before = visitors(x=(2, 20), y=(12, 10), z=(20, 20))
    assert set(find_hidden(before, "g").units) == {"x", "y"}
    for now, units in (
        ({"x": (8, 20), "y": (12, 10), "z": (20, 20)}, {"x", "y"}),
        ({"x": (8, 26), "y": (18, 10), "z": (20, 20)}, {"x", "y"}),
        ({"x": (8, 26), "y": (18, 16), "z": (20, 20)}, set()),
    ):
        study = visitors(**now).published_after(before)
        assert set(find_hidden(study, "g").units) == units, now
        shown = br.tabulate(study, "g", "site", audience="publication").to_table()
        assert {site for site in shown if shown[site].isna().any()} == units, now


def test_a_part_of_a_study_is_compared_with_the_same_part():
    before = visitors(x=(10, 10), y=(12, 10), z=(20, 20))
    study = visitors(x=(11, 10), y=(12, 10), z=(20, 20)).published_after(before)
    assert find_hidden(study.select(sites="x"), "g").total
    assert not find_hidden(study.select(sites=["y", "z"]), "g")
