import re
import string
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

import bridging as br
from bridging.analyses.reach import reach
from bridging.analyses.reach_rows import COLUMNS
from bridging.errors import BridgingError, DataError, OptionError, UnknownNameError
from bridging.words.texts_reach import REACH

REAL = Path(__file__).parents[1] / "real"
DATA = Path(__file__).parents[3] / "shared" / "data"
with_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not on this machine")

WEEKS = pd.date_range("2025-03-03", periods=6, freq="7D")
CAME = {
    "s1": "an bo k1 k2",
    "s2": "an ab cy k1 k3",
    "s3": "",
    "s4": "an di",
    "s5": "ed bo",
    "s6": "cy",
}
PEOPLE = {
    "participant": ["an", "ab", "bo", "cy", "di", "ed", "k1", "k2", "k3", "st"],
    "family": ["1", "1", "2", "3", "4", "", "1", "2", "3", ""],
    "relation": ["moeder", "vader", "moeder", "moeder", "grootouder", "vader", "", "", "", ""],
    "role": [""] * 6 + ["kind"] * 3 + ["begeleider"],
    "birth": [""] * 6 + ["2022-03-10", "", "2017-12-01", ""],
    "origin": ["a", "a", "b", "b", "?", "a", "a", "b", "b", "b"],
}
SESSIONS = {
    "session": list(CAME),
    "start": [f"{day:%Y-%m-%d} 09:00" for day in WEEKS],
    "end": [f"{day:%Y-%m-%d} 11:00" for day in WEEKS],
}
REFERENCE = {"line": ["origin"] * 2, "group": ["a", "b"], "count": [30, 70]}
VISITS = [(p, s) for s, people in CAME.items() for p in [*people.split(), "st"]]
ATTENDANCE = {"participant": [p for p, _ in VISITS], "session": [s for _, s in VISITS]}


def house(**tables):
    """Six openings of one house, the third with staff only."""
    given = {
        "participants": PEOPLE,
        "sessions": SESSIONS,
        "attendance": ATTENDANCE,
        "reference": REFERENCE,
        "sites": {"site": ["huis"], "targeting": ["iedereen"]},
        **tables,
    }
    return br.Study.from_frames(
        lines={"origin": {"groups": ["a", "b"], "unknown": ["?"]}},
        roles={"staff": ["begeleider"], "children": ["kind"]},
        **{name: table for name, table in given.items() if table is not None},
    )


def numbers(found, part, of="", unit=None):
    """Estimates of a part by name and group."""
    table = found.to_frame()
    keep = (table["part"] == part) & (table["of"] == of if of else True)
    if unit is not None:
        keep &= table["unit"] == unit
    return table[keep].set_index(["name", "group"])["estimate"].to_dict()


@pytest.fixture(scope="module")
def found():
    return reach(house())


def test_three_units_by_hand(found):
    """Families 2 and 2 and one unknown; persons 3, 2, 1; visits 5, 4, 1."""
    for of, a, b in (("families", 2, 2), ("persons", 3, 2), ("visits", 5, 4)):
        got, share = numbers(found, "visitors", of), a / (a + b)
        assert (got["number", "a"], got["number", "b"]) == (a, b)
        assert got["share", "a"] == share
        assert got["ratio", "a"] == pytest.approx(share / 0.3)
        assert got["ratio", "b"] == pytest.approx((1 - share) / 0.7)
        assert got["dissimilarity", "all"] == pytest.approx(share - 0.3)
        assert numbers(found, "left_out", of)["unknown", "all"] == 1
    assert numbers(found, "left_out", "families")["mixed", "all"] == 0
    # of four families drawn with .3, only one of four lies nearer to .3 than two of four
    p = numbers(found, "visitors", "families")["p_value", "all"]
    assert p == pytest.approx(1 - 4 * 0.3 * 0.7**3)


def test_intervals_of_families_are_exact(found):
    table = found.to_frame().query("of == 'families' and part == 'visitors' and group == 'a'")
    exact = binomtest(2, 4).proportion_ci(method="exact")
    for name, by in (("share", 1), ("ratio", 0.3)):
        row = table[table["name"] == name].iloc[0]
        assert (row["ci_low"], row["ci_high"]) == pytest.approx((exact.low / by, exact.high / by))


def test_when_they_are_there_by_hand(found):
    assert numbers(found, "occupancy", "visits") == {("Monday", "all"): pytest.approx(10 / 6)}
    hours = {(f"Monday {hour}", "all"): pytest.approx(10 / 6) for hour in ("09:00", "10:00")}
    assert numbers(found, "occupancy", "hours") == hours
    mix = numbers(found, "mix", "hours")
    assert mix["Monday 09:00", "a"] == pytest.approx(5 / 9)
    presence = numbers(found, "presence", "sessions")
    assert list(presence.values()) == pytest.approx([4 / 6, 4 / 6])


def test_new_and_regular_by_hand(found):
    fresh = numbers(found, "newcomers")
    assert fresh["first_visit", "all"] == 4 / 8  # ab, cy, di, ed of the visits after the first day
    assert fresh["first_visit", "a"] == 2 / 4 and fresh["first_visit", "b"] == pytest.approx(1 / 3)
    regular = numbers(found, "regulars")
    assert regular["once", "all"] == 3 / 6 and regular["regular", "all"] == pytest.approx(1 / 6)


def test_return_and_drop_out_by_hand(found):
    """Back: an after 1, bo and cy after 4; ab followed for 4, di for 2, ed for 1."""
    back = numbers(found, "return")
    assert back["within_1", "all"] == back["within_2", "all"] == pytest.approx(1 / 6)
    assert back["within_4", "all"] == pytest.approx(1 - 5 / 6 * 1 / 3)
    assert np.isnan(back["within_8", "all"])
    # of b nobody came back before the fourth opening, and then both
    assert back["within_2", "b"] == 0 and back["within_4", "b"] == back["within_8", "b"] == 1
    away = numbers(found, "drop_out")
    assert away["within_4", "all"] == 1 / 4  # ab, of an, bo, cy and ab
    assert away["came_back", "all"] == 0
    told = found.to_frame().query("part == 'return' and name == 'within_8' and group == 'all'")
    assert told["undefined"].item() == (
        "nobody was followed without it for 8 openings after the first visit"
    )
    curve = found.curves.query("part == 'return' and group == 'all'")
    assert curve[["openings", "at_risk"]].to_numpy().tolist() == [[1, 6], [2, 4], [4, 3]]
    assert curve["estimate"].tolist() == pytest.approx([1 / 6, 1 / 6, 1 - 5 / 6 * 1 / 3])
    # the curve of those who stayed away has a row where ed, and one where di, was last seen, with
    # the limits of 0 of 5 and of 0 of 4 families; it ends where an, bo and cy were last seen
    curve = found.curves.query("part == 'drop_out' and group == 'all'")
    rows = curve[["openings", "at_risk"]].to_numpy().tolist()
    assert rows == [[1, 6], [2, 5], [4, 4], [5, 2]]
    assert curve["estimate"].tolist() == [0, 0, 1 / 4, 1 / 4]
    early = [binomtest(0, families).proportion_ci(method="exact").high for families in (5, 4)]
    assert curve["ci_high"].tolist()[:2] == pytest.approx(early)


def test_fathers_and_children_by_hand(found):
    assert numbers(found, "fathers", "persons")["share", "all"] == pytest.approx(2 / 6)
    assert numbers(found, "fathers", "visits")["share", "all"] == 2 / 10
    assert numbers(found, "fathers", "visits")["Monday", "all"] == 2 / 10
    assert numbers(found, "fathers", "families")["share", "all"] == 2 / 5
    assert found.options["fathers"] is not None and "relation" in found.options["fathers"]
    visits = numbers(found, "children", "visits")  # 2 and 3 years, 7 years, not known
    assert {name: value for (name, _), value in visits.items()} == pytest.approx(
        {"unknown": 1, "0-3": 1 / 3, "0-4": 2 / 3, "0-6": 2 / 3, "6-8": 1 / 3, "8+": 0}
    )
    firsts = numbers(found, "children", "children")
    assert firsts["0-3", "all"] == firsts["6-8", "all"] == 1 / 2
    assert found.options["child_column"] == "birth"


def test_children_may_be_an_attribute_of_parents():
    """A family that comes with two parents brings one child."""
    birth = ["2022-03-10", "2022-03-10", "2024-01-01", "", "", ""]
    people = {name: values[:6] for name, values in PEOPLE.items() if name != "birth"}
    rows = [(p, s) for p, s in VISITS if p in people["participant"]]
    study = house(
        participants={**people, "child_birth": birth},
        attendance={"participant": [p for p, _ in rows], "session": [s for _, s in rows]},
    )
    visits = numbers(reach(study), "children", "visits")
    # family 1 at s1 (2 years), s2 and s4 (3 years), family 2 at s1 and s5 (1 year)
    assert visits["0-3", "all"] == 3 / 5 and visits["0-4", "all"] == 1
    given = reach(study, child_column="child_birth", age_bands=[2], age_limit=3)
    assert numbers(given, "children", "visits")["2-3", "all"] == 1 / 5


def test_the_table_is_tidy_and_says_why_there_is_no_value(found):
    table = found.to_frame()
    assert list(table.columns) == list(COLUMNS)
    assert not table[["unit", "part", "of", "group", "name"]].duplicated().any()
    missing = table["estimate"].isna()
    assert (table.loc[missing, "undefined"] != "").all()
    told = table["ci_low"].notna()
    inside = (table["ci_low"] <= table["estimate"] + 1e-12) & (
        table["estimate"] <= table["ci_high"] + 1e-12
    )
    assert inside[told].all()


def test_sentences_in_both_languages(found):
    english, dutch = found.sentence(), found.sentence("nl")
    assert english.startswith("6 people of 5 families came, in 10 visits.")
    assert "a 50 (7 to 93; reference 30)" in english
    assert "59 of 100 cases (p = 0.59)" in english
    assert "Op 100" not in dutch and "59 van de 100 gevallen (p = 0,59)" in dutch
    assert "De plek zegt dat ze er is voor: iedereen." in dutch
    assert str(found) == english and english[:20] in found._repr_html_()
    with pytest.raises(OptionError, match="`language`"):
        found.sentence("fr")


def test_sentences_describe_presence_and_do_not_judge():
    judging = re.compile(
        r"\b(fail\w*|poor|weak|bad|best|worst|slecht\w*|faal\w*|zwak\w*|beste|refus\w*|weiger\w*|"
        r"unwilling|wil niet|want\w*|rank\w*)\b",
        re.I,
    )
    places = {}
    for texts in REACH.values():
        for key, text in texts.items():
            assert text.strip() == text != "" and not judging.search(text), text
            names = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            assert places.setdefault(key, names) == names
    assert REACH["en"].keys() == REACH["nl"].keys()


def test_tallies_give_visits_only():
    study = house(
        attendance=None,
        tallies_present={
            "line": ["origin"] * 3,
            "group": ["a", "b", "b"],
            "present": [4, 6, 10],
            "session": ["s1", "s1", "s2"],
        },
    )
    found = reach(study)
    assert numbers(found, "visitors", "visits")["share", "a"] == 0.2
    assert numbers(found, "visitors", "visits")["ratio", "a"] == pytest.approx(2 / 3)
    table = found.to_frame()
    visits = table[(table["part"] == "visitors") & (table["of"] == "visits")]
    assert visits["ci_low"].isna().all()
    assert visits.query("name == 'p_value'")["undefined"].item().startswith("visits were counted")
    for part in ("return", "drop_out", "regulars", "fathers", "children"):
        rows = table[table["part"] == part]
        assert set(rows["undefined"]) == {"visits were counted without names"}
    assert numbers(found, "occupancy", "hours")["Monday 09:00", "all"] == 10  # s1 and s2
    assert numbers(found, "mix", "visits")["Monday", "b"] == 0.8
    assert found.sentence().startswith("20 visits were counted, without names.")


def test_a_list_gives_persons_and_families_only():
    found = reach(house(attendance=None))
    assert numbers(found, "visitors", "persons")["number", "a"] == 3
    assert numbers(found, "visitors", "families")["number", "b"] == 2
    told = found.to_frame()
    why = "who was present was not recorded"
    for part in ("occupancy", "return", "newcomers", "children", "fathers"):
        assert set(told.loc[told["part"] == part, "undefined"]) == {why}
    assert "who was present when was not recorded" in found.sentence()


def test_without_times_the_rest_stands():
    study = house(sessions={"session": list(CAME), "number": ["1", "2", "3", "10", "11", "12"]})
    found = reach(study)
    assert numbers(found, "visitors", "families")["share", "a"] == 0.5
    told = found.to_frame().set_index("part")["undefined"]
    assert told["return"] == "the order of the sessions is not known"
    assert told["occupancy"].startswith("no session has a start")
    assert "can't be said: the order of the sessions is not known" in found.sentence()
    ordered = reach(study, order="number")
    assert numbers(ordered, "return") == pytest.approx(
        numbers(reach(house()), "return"), nan_ok=True
    )


def test_days_without_hours_have_weekdays():
    study = house(sessions={"session": list(CAME), "start": [f"{d:%Y-%m-%d}" for d in WEEKS]})
    found = reach(study)
    assert numbers(found, "occupancy", "visits")["Monday", "all"] == pytest.approx(10 / 6)
    hours = found.to_frame().query("part == 'occupancy' and of == 'hours'")
    assert "hours are not known" in hours["undefined"].item()
    assert numbers(found, "return") == pytest.approx(numbers(reach(house()), "return"), nan_ok=True)


def test_without_families_people_are_counted_alone():
    people = {name: values for name, values in PEOPLE.items() if name != "family"}
    table = reach(house(participants=people)).to_frame()
    families = table.query("part == 'visitors' and of == 'families'")
    assert families["undefined"].tolist() == ["families were not recorded"]
    persons = table.query("part == 'visitors' and of == 'persons' and name == 'share'").iloc[0]
    exact = binomtest(3, 5).proportion_ci(method="exact")
    assert (persons["ci_low"], persons["ci_high"]) == pytest.approx((exact.low, exact.high))


def test_mixed_families_are_counted_apart():
    people = {**PEOPLE, "origin": ["a", "b", *PEOPLE["origin"][2:]]}
    found = reach(house(participants=people))
    assert numbers(found, "left_out", "families") == {("unknown", "all"): 1, ("mixed", "all"): 1}
    assert numbers(found, "visitors", "families")["number", "a"] == 1
    assert "Families of more than one group, not counted there: 1." in found.sentence()


def test_a_group_that_is_not_in_the_reference():
    table = {"line": ["origin"], "group": ["a"], "share": [1.0]}
    found = reach(house(reference=table)).to_frame()
    ratio = found.query("of == 'families' and name == 'ratio'").set_index("group")
    assert ratio.loc["a", "estimate"] == 0.5 and np.isnan(ratio.loc["b", "estimate"])
    test = found.query("of == 'families' and name == 'p_value'")
    assert test["undefined"].item().startswith("somebody came of a group")


def test_shares_that_do_not_add_up_leave_the_visitors():
    table = {"line": ["origin"] * 2, "group": ["a", "b"], "share": [0.3, 0.3]}
    found = reach(house(reference=table))
    assert numbers(found, "visitors", "families")["share", "a"] == 0.5
    assert "they add up to 0.60" in found.sentence()
    assert "samen 0,60" in found.sentence("nl")


def test_numbers_of_a_unit_do_not_depend_on_the_others():
    study = br.simulate.five_houses()
    every = reach(study, "origin", by="site", n_resamples=99).to_frame()
    alone = reach(study.select(sites="house-5"), "origin", by="site", n_resamples=99).to_frame()
    pd.testing.assert_frame_equal(every[every["unit"] == "house-5"].reset_index(drop=True), alone)


def test_by_a_column_of_people():
    study = house()
    found = reach(study, by="relation")
    assert set(found.units) == {"moeder", "vader", "grootouder", "unknown"}
    assert numbers(found, "visitors", "persons", unit="vader")["number", "a"] == 2
    # newcomers are new to the house, not to the unit
    assert numbers(reach(study, by="session"), "newcomers", unit="s2")["first_visit", "all"] == (
        pytest.approx(2 / 3)
    )


@pytest.fixture(scope="module")
def houses():
    return br.simulate.five_houses()


def test_five_houses_counted_with_plain_pandas(houses):
    found = reach(houses, "origin", by="site", n_resamples=99)
    records = houses.records.tables
    people = records["participants"].set_index("participant")
    line = houses.line("origin")
    visits = records["attendance"].assign(
        site=lambda t: t["session"].map(records["sessions"].set_index("session")["site"]),
        role=lambda t: t["participant"].map(people["role"]),
        family=lambda t: t["participant"].map(people["family"]),
        origin=lambda t: line.codes(t["participant"].map(people["origin"])),
    )
    visits = visits[visits["role"] == "ouder"]
    for site, mine in visits.groupby("site"):
        known = mine[mine["origin"] >= 0]
        if known.empty:
            told = found.to_frame().query(f"unit == '{site}' and part == 'visitors'")
            assert set(told["undefined"]) == {"nobody's group is known"}
            continue
        shares = {
            "families": known.drop_duplicates("family")["origin"],
            "persons": known.drop_duplicates("participant")["origin"],
            "visits": known["origin"],
        }
        for of, groups in shares.items():
            got = numbers(found, "visitors", of, unit=site)
            assert got["share", line.groups[0]] == pytest.approx((groups == 0).mean())


def test_the_five_houses_are_as_their_source_says(houses):
    found = reach(houses, "origin", by="site", n_resamples=99)
    table = found.to_frame().query("part == 'visitors' and of == 'families' and name == 'ratio'")
    ratio = table.set_index(["unit", "group"])
    belgian = "Belgian background"
    # houses 1 and 4 hardly reach people of Belgian background, house 5 does
    assert ratio.loc[("house-1", belgian), "ci_high"] < 0.7
    assert ratio.loc[("house-4", belgian), "estimate"] == 0
    low, high = ratio.loc[("house-5", belgian), ["ci_low", "ci_high"]]
    assert low < 1 < high
    absent = numbers(found, "presence", "sessions", unit="house-4")
    assert absent["present", belgian] == 0
    text = found.sentence("nl").split("\n")
    assert "Op geen van de 11 openingsmomenten" in text[3]
    assert "van niemand is de groep bekend" in text[1] and "iedereen" in text[1]
    assert "ouders van Belgische en van buitenlandse herkomst" in text[4]


@with_data
def test_clubs_of_a_school_followed_over_three_years():
    """Kaplan and Meier by hand: back in the next year, of those who could be."""
    study = br.read_study(REAL / "activities")
    found = reach(study, "race", order="year", within=(1, 2), away=1, n_resamples=99)
    rows = pd.read_csv(DATA / "mcfarland_activities" / "attendance.csv")
    people = pd.read_csv(
        DATA / "mcfarland_activities" / "participants.csv", dtype=str, keep_default_na=False
    ).set_index("id")
    years = rows.groupby("participant")["year"].unique().map(sorted)
    race = years.index.astype(str).map(people["race"])
    for group in ("all", "white", "black", "asian"):
        mine = years if group == "all" else years[race == group]
        early = [y for y in mine if y[0] < 1998]
        back = sum(y[0] + 1 in y for y in early)
        waiting = [y for y in early if y[0] == 1996 and 1997 not in y]
        later = sum(1998 in y for y in waiting)
        left = (1 - back / len(early)) * (1 - later / len(waiting))
        got = numbers(found, "return")
        assert got["within_1", group] == pytest.approx(back / len(early))
        assert got["within_2", group] == pytest.approx(1 - left)
    once = numbers(found, "regulars")["once", "all"]
    assert once == pytest.approx((years.map(len) == 1).mean())
    assert len(years) == 1230


@with_data
def test_pupils_of_a_school_against_all_pupils():
    table = pd.read_csv(DATA / "school_ses" / "school_ses.csv", dtype=str)
    counts = table["ethnic_group"].value_counts()
    study = br.Study.from_frames(
        participants=table.rename(columns={"school_id": "site"}),
        reference={
            "line": ["ethnic_group"] * 3,
            "group": list("ABC"),
            "count": [int(counts[g]) for g in "ABC"],
        },
        lines={"ethnic_group": list("ABC")},
    )
    found = reach(study, by="site", n_resamples=99)
    school = table[table["school_id"] == "1"]["ethnic_group"]
    got = found.to_frame().query("unit == '1' and part == 'visitors' and of == 'persons'")
    got = got.set_index(["name", "group"])
    for group in "ABC":
        exact = binomtest(int((school == group).sum()), len(school)).proportion_ci(method="exact")
        there = counts[group] / len(table)
        assert got.loc[("ratio", group), "estimate"] == pytest.approx(
            (school == group).mean() / there
        )
        assert got.loc[("ratio", group), "ci_high"] == pytest.approx(exact.high / there)


@pytest.mark.parametrize(
    ("given", "error", "match"),
    [
        ({"by": "relatie"}, UnknownNameError, "`by` must be a known name"),
        ({"order": "begin"}, UnknownNameError, "`order` must be a known name"),
        ({"line": "ses"}, UnknownNameError, "`line`"),
        ({"child_column": "born"}, UnknownNameError, "`child_column`"),
        ({"away": 0}, OptionError, "`away` must be a whole number from 1, not 0."),
        ({"regular": 1}, OptionError, "`regular` must be a whole number from 2, not 1."),
        ({"within": ()}, OptionError, "`within` must be whole numbers from 1"),
        ({"age_limit": 6}, OptionError, "`age_limit` must be above every end of `age_bands`"),
        ({"confidence_level": 95}, OptionError, "`confidence_level` must be between 0 and 1"),
        ({"confidence_level": "x"}, OptionError, "`confidence_level` must be between 0 and 1"),
        ({"within": 5}, OptionError, "`within` must be whole numbers from 1, not 5"),
        ({"by": ["site"]}, OptionError, "`by` must be the name of one column, not a list"),
        ({"seed": -1}, OptionError, "`seed` must be a whole number from 0, not -1."),
        ({"fathers": "relation"}, OptionError, "`fathers` must name one column"),
    ],
)
def test_bad_input(given, error, match):
    with pytest.raises(error, match=match):
        reach(house(), **given)


def test_a_line_without_groups_to_compare():
    people = {"participant": ["an", "bo"], "origin": ["a", "a"], "income": ["10", "20"]}
    study = br.Study.from_frames(
        participants=people, lines={"origin": ["a"], "income": {"numeric": True}}
    )
    with pytest.raises(DataError, match="must have at least two groups to compare, not 1"):
        reach(study, "origin")
    with pytest.raises(DataError, match="it is numeric"):
        reach(study, "income")


def test_messages_hold_no_value_of_a_person():
    for given in ({"by": "encounter"}, {"child_column": "x"}, {"fathers": {"y": ["vader"]}}):
        with pytest.raises(BridgingError) as caught:
            reach(house(), **given)
        assert not any(value in str(caught.value) for value in ("2022-03-10", "'an'", "moeder"))


def test_a_house_where_nobody_came():
    only_staff = {"participant": ["st"] * 2, "session": ["s1", "s2"]}
    found = reach(house(attendance=only_staff))
    assert found.sentence().startswith("Nobody was recorded as present.")
    assert numbers(found, "occupancy", "visits")["Monday", "all"] == 0
    assert found.to_frame().query("part == 'return'")["undefined"].item() == (
        "nobody was recorded as present"
    )
