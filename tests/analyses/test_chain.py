"""The chain by hand, what tallies allow, and what bad input gets."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

import bridging as br
from bridging.analyses.chain_result import COLUMNS, LABELS
from bridging.errors import BridgingError, OptionError

STEPS = ("visitors", "visits", "present", "opportunity", "contacts")


def make_study(groups, present, contacts, line="origin", **tables):
    """Make a study of `{person: group}`, `{session: people}` and (session, one, other)."""
    people = {"participant": list(groups)}
    if isinstance(next(iter(groups.values())), tuple):
        for place, name in enumerate(line):
            people[name] = [group[place] for group in groups.values()]
        lines = {name: sorted(set(people[name])) for name in line}
    else:
        people[line] = list(groups.values())
        lines = {line: sorted({group for group in groups.values() if group})}
    tables = {
        "participants": people,
        "attendance": {
            "participant": [p for there in present.values() for p in there],
            "session": [s for s, there in present.items() for _ in there],
        },
        "encounters": {
            "session": [s for s, _, _ in contacts],
            "source": [one for _, one, _ in contacts],
            "target": [other for _, _, other in contacts],
        },
        "lines": lines,
    } | tables
    return br.Study.from_frames(**{k: v for k, v in tables.items() if v is not None})


GROUPS = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}
PRESENT = {"1": ["a1", "a2", "b1", "b2"], "2": ["a1", "a2"], "3": ["b1", "b2"]}
CONTACTS = [("1", "a1", "b1"), ("1", "a1", "a2"), ("2", "a1", "a2"), ("3", "b1", "b2")]


def three_sessions(**tables):
    return make_study(GROUPS, PRESENT, CONTACTS, **tables)


def assert_values(part, known):
    found = {name: part[name] for name in known}
    assert found == pytest.approx(known, abs=1e-12)


# --- by hand --------------------------------------------------------------------------------------


def test_the_three_sessions():
    part = br.chain(three_sessions(), "origin", interval=False)[0]
    assert_values(part, {"visitors": 2 / 3, "visits": 2 / 3, "present": 1 / 2})
    assert_values(part, {"opportunity": 3 / 7, "contacts": 1 / 4, "theta": 1 / 3})
    assert_values(part, {"frequency": 1, "co_presence": 3 / 4, "timing": 6 / 7, "uptake": 7 / 12})
    # the two contacts of the first session can be dealt to a1, a1, a2 and b1 in one way only
    assert_values(part, {"partner_choice": 1, "activity": 7 / 12})
    assert np.isnan(part.p_value)
    assert_values(part, {"contacts_per_visit": 4 / 8})
    assert part.sizes == {"n_participants": 4, "n_sessions": 3, "n_contacts": 4, "n_left_out": 0}
    for label in ("reference", "composition"):
        assert np.isnan(part[label]) and "no reference" in part.undefined[label]
        assert "geen referentie" in part.undefined_nl[label]


def test_people_who_came_together_are_left_out_of_every_step():
    study = make_study(
        {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b"},
        {},
        [("1", "a1", "b1"), ("1", "a2", "a3"), ("1", "a1", "a2"), ("2", "a2", "b1"),
         ("3", "a1", "a3")],
        attendance={
            "participant": ["a1", "a2", "a3", "b1", "b2", "a1", "a2", "b1", "a1", "a3"],
            "session": list("1111122233"),
            "company": ["f", "f", None, None, None, "f", "f", None, None, None],
        },
    )  # fmt: skip
    part = br.chain(study, "origin", interval=False)[0]
    # of 10 pairs of visitors a1 and a2 are not one; visits 3, 2, 2, 2, 1
    assert_values(part, {"visitors": 6 / 9, "visits": 21 / 33, "present": 8 / 12})
    # odds 1·2/9 over 1·5/9; contacts over pairs 10/27, 5/4 and 1
    assert_values(part, {"theta": 2 / 5, "opportunity": (85 / 18) / (41 / 6), "contacts": 1 / 2})
    assert part.sizes["n_left_out"] == 1 and part.sizes["n_contacts"] == 4


THREE = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "c1": "c"}
THREE_PRESENT = {"1": list(THREE), "2": ["a1", "a2", "b1"], "3": ["b1", "b2", "c1"]}
THREE_CONTACTS = [
    ("1", "a1", "a2"), ("1", "a1", "b1"), ("1", "b2", "c1"), ("2", "a2", "b1"), ("3", "b1", "b2"),
    ("3", "b1", "c1"),
]  # fmt: skip


def three_groups(**tables):
    return make_study(THREE, THREE_PRESENT, THREE_CONTACTS, **tables)


def test_three_groups():
    part = br.chain(three_groups(), "origin", interval=False, null=False)[0]
    assert_values(part, {"visitors": 8 / 10, "visits": 38 / 48, "present": 12 / 16})
    assert_values(part, {"theta": (8 / 15) / (14 / 15), "opportunity": 53 / 72, "contacts": 4 / 6})
    assert_values(part, {"uptake": 48 / 53})


def test_each_group_by_hand():
    reference = {"line": ["origin"] * 3, "group": list("abc"), "count": [6, 3, 1]}
    found = br.chain(
        three_groups(reference=reference), "origin", per_group=True, interval=False, null=False
    )
    assert [part.group for part in found] == ["a", "b", "c"]
    first, _, last = found
    assert_values(first, {"reference": 24 / 54, "visitors": 6 / 8, "visits": 28 / 36})
    assert_values(first, {"present": 8 / 12, "theta": 2 / 5, "opportunity": 37 / 53})
    assert_values(first, {"contacts": 2 / 4, "composition": (6 / 8) / (24 / 54)})
    # there is nobody of the own group: everybody met is of another, and there are no odds
    assert_values(last, dict.fromkeys((*STEPS, "frequency", "timing", "uptake"), 1))
    assert np.isnan(last["theta"]) and last.undefined["theta"]


def test_two_lines_at_once():
    people = {
        "p1": ("a", "low"), "p2": ("a", "low"), "p3": ("a", "top"), "p4": ("b", "low"),
        "p5": ("b", "top"),
    }  # fmt: skip
    study = make_study(
        people,
        {"1": list(people), "2": ["p1", "p2", "p3", "p5"]},
        [("1", "p1", "p2"), ("1", "p3", "p5"), ("1", "p1", "p5"), ("2", "p1", "p3"),
         ("2", "p3", "p5"), ("2", "p2", "p5")],
        line=("origin", "ses"),
    )  # fmt: skip
    found = br.chain(study, ["origin", "ses"], interval=False, null=False)
    assert [part.crossing for part in found] == ["none", "one", "two"]
    assert {part.line for part in found} == {"origin × ses"}
    odds = (1, 0.7, 2 / 3)
    # contacts over pairs, a pair counting for its odds
    lively = (3 / (1 + 6 * 0.7 + 3 * 2 / 3), 3 / (1 + 3 * 0.7 + 2 * 2 / 3))
    total = 10 * lively[0] + 6 * lively[1]
    pairs = ((1, 1), (6, 3), (3, 2))
    for place, part in enumerate(found):
        assert_values(part, {"visitors": pairs[place][0] / 10})
        if place:  # pairs that cross none are what the others are compared with
            assert_values(part, {"theta": odds[place]})
        assert_values(part, {"visits": (4, 18, 10)[place] / 32})
        assert_values(part, {"present": sum(pairs[place]) / 16, "contacts": (1, 3, 2)[place] / 6})
        even = pairs[place][0] * lively[0] + pairs[place][1] * lively[1]
        assert_values(part, {"opportunity": even / total})
        assert np.isnan(part["reference"]) and "reference" in part.undefined["reference"]


def test_the_volume_of_contact():
    start = pd.to_datetime(["2025-01-06 09:00"] * 3)
    hours = pd.to_timedelta([2, 1, 1], unit="h")
    sessions = {"session": ["1", "2", "3"], "start": start, "end": start + hours}
    part = br.chain(three_sessions(sessions=sessions), "origin", interval=False, null=False)[0]
    assert_values(part, {"contacts_per_visit": 0.5, "contacts_per_hour": 1})
    sessions["end"] = [sessions["end"][0], None, None]
    part = br.chain(three_sessions(sessions=sessions), "origin", interval=False, null=False)[0]
    assert np.isnan(part["contacts_per_hour"])
    assert "start and end" in part.undefined["contacts_per_hour"]


def test_minutes_weigh_contacts_and_not_the_odds():
    encounters = pd.DataFrame(CONTACTS, columns=["session", "source", "target"])
    study = three_sessions(encounters=encounters.assign(minutes=[6, 1, 1, 1]))
    part = br.chain(study, "origin", weight="minutes", interval=False, null=False)[0]
    assert_values(part, {"present": 1 / 2, "theta": 1 / 3, "contacts": 6 / 9})
    # 7 minutes over 2 + 4 · 1/3 pairs, and 1 over 1 twice
    assert_values(part, {"opportunity": (4 * 2.1) / (6 * 2.1 + 2)})


def test_the_interval_is_the_jackknife_of_the_steps():
    study = br.simulate.world(seed=3, people=24, sessions=10, attendance=0.4, contact_chance=0.3)
    part = br.chain(study, "origin", null=False, confidence_level=0.9)[0]
    people = study.records.tables["participants"].set_index("participant")["origin"]
    pairs = study.records.tables["members"]["participant"].to_numpy(dtype=object).reshape(-1, 2)
    crosses = people[pairs[:, 0]].to_numpy() != people[pairs[:, 1]].to_numpy()
    left = np.array([crosses[(pairs != person).all(axis=1)].mean() for person in people.index])
    n, place = len(left), np.log(crosses.mean() / (1 - crosses.mean()))
    left = np.log(left / (1 - left))
    reach = student.ppf(0.95, n - 1) * np.sqrt((n - 1) / n * ((left - left.mean()) ** 2).sum())
    limits = part.intervals["contacts"]
    expected = [1 / (1 + np.exp(-(place + sign * reach))) for sign in (-1, 1)]
    assert [limits.low, limits.high] == pytest.approx(expected, rel=1e-9)
    assert limits.level == 0.9 and "leave-person-out" in limits.method
    assert "reference" not in part.intervals


def test_families_are_left_out_as_a_whole():
    study = br.simulate.world(seed=3, families=True, people=24, sessions=10, attendance=0.4)
    part = br.chain(study, "origin", null=False)[0]
    came = set(study.records.tables["attendance"]["participant"])
    people = study.records.tables["participants"]
    families = people[people["participant"].isin(came)]["family"].nunique()
    assert part.intervals["contacts"].n_clusters == families
    assert "leave-family-out" in part.intervals["contacts"].method


def test_the_interval_and_p_of_partner_choice_agree():
    for seed in range(6):
        study = br.simulate.world(
            seed=seed, people=24, sessions=10, partner_choice=0.5, contact_chance=0.3
        )
        part = br.chain(study, "origin", n_resamples=199)[0]
        limits = part.intervals["partner_choice"]
        assert 0 < part.p_value <= 1
        assert (part.p_value <= 0.05) == (limits.high < 1 or limits.low > 1)


@pytest.mark.parametrize("weight", ["encounters", "minutes"])
def test_partner_choice_is_that_of_the_measure(weight):
    study = br.simulate.world(seed=4, people=24, sessions=10, sites=2, partner_choice=0.4)
    found = br.chain(study, "origin", by="site", weight=weight, n_resamples=99, seed=5)
    alone = br.estimate("partner_choice", study, by="site", weight=weight, n_resamples=99, seed=5)
    for part, result in zip(found.parts, alone, strict=True):
        limits = part.intervals["partner_choice"]
        assert part["partner_choice"] == pytest.approx(result.estimate)
        assert part.p_value == pytest.approx(result.null.p_value)
        assert (limits.low, limits.high) == pytest.approx(
            (result.interval.low, result.interval.high)
        )
        assert limits.method == result.interval.method


def test_rows_always_have_the_same_columns():
    for found in (
        br.chain(three_sessions(), "origin", n_resamples=9),
        br.chain(three_groups(), "origin", per_group=True, interval=False, null=False),
    ):
        frame = found.to_frame()
        assert tuple(frame.columns) == COLUMNS
        assert len(frame) == len(found) * len(LABELS)
        assert frame.loc[frame["estimate"].isna(), "undefined"].str.len().gt(0).all()
        assert (frame["n_participants"] > 0).all()


def test_units_are_chains_of_their_own():
    sessions = {"session": ["1", "2", "3"], "site": ["x", "x", "y"]}
    found = br.chain(three_sessions(sessions=sessions), "origin", by="site", interval=False)
    assert [part.unit for part in found] == ["x", "y"]
    alone = br.chain(three_sessions(sessions=sessions).select(sites="x"), "origin", interval=False)
    for label in LABELS:
        assert found[0][label] == pytest.approx(alone[0][label], nan_ok=True)
    assert len(found.only(unit="y")) == 1 and found.only(unit="y")[0] is found[1]


def test_a_seed_gives_the_same_chain_and_another_nearly():
    study = br.simulate.world(seed=1, people=30, sessions=12)
    one, two, other = (br.chain(study, seed=s, n_resamples=499)[0] for s in (1, 1, 2))
    assert list(one.values.values()) == pytest.approx(
        list(two.values.values()), rel=0, abs=0, nan_ok=True
    )
    assert one.p_value == two.p_value
    assert other["partner_choice"] == pytest.approx(one["partner_choice"], rel=0.05)
    assert other["contacts"] == one["contacts"]


# --- a step that is zero --------------------------------------------------------------------------


def test_nobody_of_another_group_is_there_at_the_same_time():
    study = make_study(
        GROUPS, {"1": ["a1", "a2"], "2": ["b1", "b2"]}, [("1", "a1", "a2"), ("2", "b1", "b2")]
    )
    part = br.chain(study, "origin", interval=False)[0]
    assert_values(part, {"visitors": 2 / 3, "present": 0, "opportunity": 0, "contacts": 0})
    assert part["co_presence"] == 0
    for factor in ("timing", "uptake", "activity", "partner_choice"):
        assert np.isnan(part[factor]) and "zero" in part.undefined[factor]
        assert "nul" in part.undefined_nl[factor]


def test_nobody_of_another_group_comes():
    study = make_study(
        {**GROUPS, "a3": "a"},
        {"1": ["a1", "a2", "a3"]},
        [("1", "a1", "a2")],
        reference={"line": ["origin"] * 2, "group": ["a", "b"], "share": [0.5, 0.5]},
    )
    part = br.chain(study, "origin", interval=False)[0]
    assert part["composition"] == 0 and part["reference"] == 0.5
    for factor in ("frequency", "co_presence", "timing", "uptake", "partner_choice"):
        assert np.isnan(part[factor]) and "zero" in part.undefined[factor]


def test_nobody_met_across():
    part = br.chain(make_study(GROUPS, PRESENT, CONTACTS[1:]), "origin", interval=False)[0]
    assert (part["contacts"], part["uptake"], part["theta"]) == (0, 0, 0)
    assert part["opportunity"] > 0


# --- tallies --------------------------------------------------------------------------------------

TALLIED = {
    "line": ["origin"] * 5,
    "group_a": list("aaabb"),
    "group_b": list("abbab"),
    "contacts": [1, 1, 1, 1, 2],
    "session": list("11222"),
}
COUNTED = {
    "line": ["origin"] * 4,
    "group": list("abab"),
    "present": [3, 2, 2, 3],
    "session": list("1122"),
}


def test_tallies_alone_start_at_who_was_present():
    study = br.Study.from_frames(
        tallies_present=COUNTED, tallies_contacts=TALLIED, lines={"origin": ["a", "b"]}
    )
    part = br.chain(study, "origin")[0]
    # both sessions have 4 pairs alike and 6 across; met 1 and 1, 2 and 2
    theta = (1 * 3 + 2 * 2) / (1 * 5 + 2 * 4)
    assert_values(part, {"present": 12 / 20, "contacts": 3 / 6, "theta": theta})
    assert_values(part, {"opportunity": 0.6, "timing": 1, "uptake": 0.5 / 0.6})
    for label in ("visitors", "visits", "frequency", "co_presence", "contacts_per_visit"):
        assert np.isnan(part[label])
        assert part.undefined[label] == "tallies do not say who came"
    for label in ("activity", "partner_choice"):
        assert part.undefined[label] == "tallies do not say who met whom"
        assert part.undefined_nl[label] == "turflijsten zeggen niet wie wie ontmoette"
    assert not part.intervals and np.isnan(part.p_value)
    assert part.sizes["n_participants"] is None
    frame = br.chain(study, "origin").to_frame()
    assert frame["ci_low"].isna().all() and frame["n_participants"].isna().all()


def test_attendance_and_tallied_contacts_have_every_step_and_no_test():
    present = {"1": ["a1", "a2", "a3", "b1", "b2"], "2": ["a1", "a2", "b1", "b2", "b3"]}
    people = {**GROUPS, "a3": "a", "b3": "b"}
    study = make_study(people, present, [], encounters=None, tallies_contacts=TALLIED)
    part = br.chain(study, "origin")[0]
    # six people, two visits each but for a3 and b3, who were never there together
    assert_values(part, {"visitors": 9 / 15, "visits": 25 / (25 + 2 * 8), "present": 12 / 20})
    assert_values(part, {"opportunity": 0.6, "contacts": 3 / 6, "contacts_per_visit": 6 / 10})
    assert part.undefined["partner_choice"] == "tallies do not say who met whom"
    assert np.isnan(part.p_value) and not part.intervals
    assert part.sizes["n_participants"] == 6


def test_contacts_that_were_partly_tallied_are_not_set_against_partners_dealt():
    """The draws hold named contacts only: a share of all contacts over theirs would be wrong."""
    study = three_sessions(
        sessions={"session": list("1234"), "site": list("xyyx")},
        tallies_present={"line": ["origin"] * 2, "group": ["a", "b"], "present": [3, 2],
                         "session": ["4"] * 2},
        tallies_contacts={"line": ["origin"], "group_a": ["a"], "group_b": ["b"], "contacts": [4],
                          "session": ["4"]},
    )  # fmt: skip
    mixed, named = br.chain(study, "origin", by="site")
    assert_values(mixed, {"present": (4 + 6) / (6 + 10), "contacts": (1 + 4) / (2 + 4)})
    for label in ("activity", "partner_choice"):
        assert np.isnan(mixed[label]) and "tallies" in mixed.undefined[label]
    assert np.isnan(mixed.p_value)
    assert np.isnan(mixed["visitors"]) and named["visitors"] == 2 / 3


def test_more_tallied_contacts_than_pairs_have_no_odds():
    over = {**TALLIED, "contacts": [9, 1, 1, 1, 2]}
    study = br.Study.from_frames(
        tallies_present=COUNTED, tallies_contacts=over, lines={"origin": ["a", "b"]}
    )
    part = br.chain(study, "origin")[0]
    assert_values(part, {"present": 0.6, "contacts": 3 / 14})
    for label in ("theta", "opportunity", "timing", "uptake"):
        assert np.isnan(part[label])
        assert part.undefined[label] == "a session has more contacts than pairs of people present"


# --- little, and wrong ----------------------------------------------------------------------------


def test_without_attendance_there_are_contacts_and_nothing_else():
    part = br.chain(three_sessions(attendance=None), "origin")[0]
    assert part["contacts"] == 1 / 4
    for label in ("visitors", "visits", "present", "opportunity", "theta", "co_presence"):
        assert np.isnan(part[label]) and part.undefined[label] == "presence was not recorded"
    assert "aanwezigheid" in part.undefined_nl["present"]


def test_without_contacts_the_chain_ends_at_who_was_there():
    study = three_sessions(encounters=None)
    part = br.chain(study, "origin")[0]
    assert_values(part, {"visitors": 2 / 3, "visits": 2 / 3, "present": 1 / 2, "co_presence": 0.75})
    for label in ("opportunity", "contacts", "theta", "timing", "uptake", "partner_choice"):
        assert np.isnan(part[label]) and "no contacts" in part.undefined[label]


def test_a_group_that_met_nobody_is_told_so():
    study = make_study(GROUPS, PRESENT, [("1", "b1", "b2"), ("1", "b1", "b2")])
    part = br.chain(study, "origin", per_group=True, interval=False)[0]
    for label in ("contacts", "opportunity", "theta", "uptake"):
        assert "no contacts" in part.undefined[label]


def test_one_session_has_no_timing():
    study = make_study(
        {**GROUPS, "b3": "b"},
        {"1": ["a1", "a2", "b1", "b2", "b3"]},
        [("1", "a1", "b1"), ("1", "a1", "a2"), ("1", "b1", "b2")],
    )
    part = br.chain(study, "origin", interval=False)[0]
    steps = dict.fromkeys(("visitors", "visits", "present", "opportunity"), 6 / 10)
    assert_values(part, {**steps, "frequency": 1, "co_presence": 1, "timing": 1})
    assert_values(part, {"contacts": 1 / 3, "theta": (1 * 2) / (2 * 5)})


def test_unknown_groups_are_left_out_of_every_step_and_counted():
    known = br.chain(three_sessions(), "origin", interval=False)[0]
    study = make_study(
        {**GROUPS, "x1": None},
        {name: [*there, "x1"] for name, there in PRESENT.items()},
        [*CONTACTS, ("1", "a1", "x1"), ("3", "x1", "b2")],
    )
    part = br.chain(study, "origin", interval=False)[0]
    for label in LABELS:
        assert part[label] == pytest.approx(known[label], nan_ok=True)
    assert part.sizes == {**known.sizes, "n_left_out": 2}


def test_who_was_not_recorded_as_present_is_left_out_or_added():
    contacts = [*CONTACTS, ("2", "a1", "b1")]
    left_out = br.chain(make_study(GROUPS, PRESENT, contacts), "origin", interval=False)[0]
    assert left_out["contacts"] == 1 / 4 and left_out.sizes["n_left_out"] == 1
    problems = make_study(GROUPS, PRESENT, contacts).problems()
    assert len(problems) == 1 and problems["rows"][0] == "4"
    added = make_study(GROUPS, PRESENT, contacts, absent="add")
    part = br.chain(added, "origin", interval=False)[0]
    assert_values(part, {"contacts": 2 / 5, "present": (4 + 2) / (6 + 3 + 1)})
    assert part.sizes["n_left_out"] == 0


def test_staff_are_left_out_unless_asked_for():
    tables = {"participants": {"participant": list(GROUPS), "origin": list("aabb"),
                               "role": [None, None, None, "host"]}}  # fmt: skip
    study = three_sessions(**tables, roles={"staff": ["host"]})
    part = br.chain(study, "origin", interval=False)[0]
    assert part.sizes["n_participants"] == 3 and part["visitors"] == 2 / 3
    everybody = br.chain(study.select(roles="all"), "origin", interval=False)[0]
    assert everybody["contacts"] == 1 / 4


def test_bad_calls_say_what_must_be():
    study = three_sessions()
    one = make_study(dict.fromkeys(GROUPS, "a"), PRESENT, CONTACTS)
    both = {"a1": ("a", "low"), "a2": ("a", "top"), "b1": ("b", "low"), "b2": ("b", "top")}
    two = make_study(both, PRESENT, CONTACTS, line=("origin", "ses"))
    for call, words in (
        (lambda: br.chain(one, "origin"), "'origin' must have two groups or more"),
        (lambda: br.chain(study, ["origin"] * 3), "`line` must name one line or two, not 3"),
        (lambda: br.chain(study, []), "not 0"),
        (lambda: br.chain(study, "orgin"), "origin"),
        (lambda: br.chain(study, "origin", by="sites"), "site"),
        (lambda: br.chain(study, "origin", weight="hours"), "weight"),
        (lambda: br.chain(study, "origin", confidence_level=95), "between 0 and 1"),
        (lambda: br.chain(study, ["origin", "origin"]), "two different lines, not 'origin' twice"),
        (lambda: br.chain(two, ["origin", "ses"], per_group=True), "`per_group=True` can't"),
    ):
        with pytest.raises(BridgingError, match=words):
            call()


def test_a_numeric_line_must_be_cut():
    people = {"participant": list(GROUPS), "income": [1.0, 2.0, 3.0, 4.0]}
    study = three_sessions(participants=people, lines={"income": {"numeric": True}})
    with pytest.raises(BridgingError, match="'income' must have two groups or more"):
        br.chain(study, "income")


def test_a_study_that_can_not_be_dealt_again_says_so():
    part = br.chain(three_sessions(), "origin", interval=False, null=False)[0]
    assert part.undefined["partner_choice"] == "partners were not dealt again"
    assert part["uptake"] == pytest.approx(7 / 12)


def test_the_rule_that_made_a_line_goes_along():
    people = {"participant": list(GROUPS), "language": ["nl", "nl", "fr", "fr"]}
    made = {"made": "kind_en_gezin_home_language", "columns": {"mother": "language"}}
    study = three_sessions(participants=people, lines={"home": made})
    rule = {"home": "kind_en_gezin_home_language"}
    assert br.chain(study, "home", interval=False, null=False).made == rule
    assert br.findings(study, by=None, n_resamples=9).made == rule
    assert br.reach(study, "home").line.made == rule["home"]


def test_partner_choice_is_that_of_estimate_with_its_p():
    house = br.simulate.five_houses().select(sites="house-5")
    for line in ("origin", "ses"):
        ours = br.chain(house, line, n_resamples=199, seed=2).to_frame().set_index("label")
        theirs = br.estimate("partner_choice", house, line, n_resamples=199, seed=2).to_frame()
        for column in ("estimate", "ci_low", "ci_high", "p_value"):
            np.testing.assert_allclose(ours.loc["partner_choice", column], theirs[column].iloc[0])


@pytest.mark.parametrize(
    "given",
    [
        {"seed": -1},
        {"seed": "x"},
        {"n_resamples": 0},
        {"n_resamples": 1.5},
        {"confidence_level": "a"},
    ],
)
def test_numbers_that_can_not_be_are_refused(given):
    house = br.simulate.five_houses().select(sites="house-1")
    with pytest.raises(OptionError, match=f"`{next(iter(given))}` must be "):
        br.chain(house, "origin", **given)


# --- an edge list: nobody's presence is known -----------------------------------------------------


def edge_list(families=False, sites=1):
    """Return the tables of 24 people who met 90 times, without attendance, and their lines."""
    rng = np.random.default_rng(8)
    names = np.array([f"p{number}" for number in range(24)], dtype=object)
    people = pd.DataFrame(
        {
            "participant": names,
            "origin": np.repeat(["a", "b"], 12),
            "ses": np.tile(["x", "y", "z"], 8),
        }
    )
    if families:
        people["family"] = [f"f{number // 2}" for number in range(24)]
    ends = np.array([rng.choice(24, 2, replace=False) for _ in range(90)])
    sessions = rng.integers(4 * sites, size=90).astype(str)
    encounters = pd.DataFrame(
        {"source": names[ends[:, 0]], "target": names[ends[:, 1]], "session": sessions}
    )
    tables = {"participants": people, "encounters": encounters}
    if sites > 1:
        every = [str(number) for number in range(4 * sites)]
        tables["sessions"] = pd.DataFrame(
            {"session": every, "site": [f"s{int(name) % sites}" for name in every]}
        )
    return tables, {"origin": ["a", "b"], "ses": ["x", "y", "z"]}


def logit(share):
    return np.log(share / (1 - share))


@pytest.mark.parametrize("families", [False, True])
@pytest.mark.parametrize("by", [None, "site"])
@pytest.mark.parametrize("weight", ["encounters", "pairs"])
def test_without_attendance_chain_and_estimate_have_the_same_interval(families, by, weight):
    tables, lines = edge_list(families, sites=2 if by else 1)
    study = br.Study.from_frames(**tables, lines=lines)
    options = {"by": by, "weight": weight, "n_resamples": 199, "seed": 3}
    for line in lines:
        parts = br.chain(study, line, **options).parts
        choices = br.estimate("partner_choice", study, line, **options)
        shares = br.estimate("bridging_share", study, line, by=by, weight=weight)
        assert len(parts) == (2 if by else 1)
        for part, choice, share in zip(parts, choices, shares, strict=True):
            found = part.intervals["partner_choice"]
            assert (found.low, found.high) == pytest.approx(
                (choice.interval.low, choice.interval.high), rel=1e-9
            )
            assert found.method == choice.interval.method and "leave-" in found.method
            assert part.p_value == pytest.approx(choice.null.p_value, rel=1e-9)
            # the same people are left out; of a step the spread is that of who comes, N - 1 over N,
            # of the measure that of pairs, N - 2 over 2N
            found, n = part.intervals["contacts"], share.interval.n_clusters
            assert found.n_clusters == n and ("family" in found.method) == families
            wide = np.sqrt(2 * (n - 1) / (n - 2)) * np.diff(
                logit(np.array([share.interval.low, share.interval.high]))
            )
            assert logit(found.high) - logit(found.low) == pytest.approx(wide[0], rel=1e-9)
            assert not np.isfinite(part["visitors"]) and "visitors" not in part.intervals


def test_without_attendance_two_lines_leave_out_who_was_in_contact():
    tables, lines = edge_list()
    study = br.Study.from_frames(**tables, lines=lines)
    people = tables["participants"].set_index("participant")
    pairs = tables["encounters"][["source", "target"]].to_numpy()
    crossed = sum(
        (people.loc[pairs[:, 0], name].to_numpy() != people.loc[pairs[:, 1], name].to_numpy()) * 1
        for name in lines
    )
    names = sorted(set(pairs.ravel()))
    for number, part in enumerate(br.chain(study, list(lines), n_resamples=99).parts):
        left = [(crossed[(pairs != name).all(axis=1)] == number).mean() for name in names]
        place = dict(zip(part.names, part.without["contacts"], strict=True))
        assert [place[name] for name in names] == pytest.approx(left)
        assert not part.intervals["contacts"].undefined
        assert "leave-person-out" in part.intervals["partner_choice"].method


def test_without_attendance_an_opened_study_with_its_people_gives_the_same(tmp_path):
    tables, lines = edge_list()
    for name, frame in tables.items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    rules = [f"[lines.{name}]\ngroups = {groups}\n" for name, groups in lines.items()]
    (tmp_path / "study.toml").write_text("".join(rules))
    ours, theirs = (
        br.chain(study, "origin", n_resamples=99).to_frame().set_index("label")
        for study in (br.open_study(tmp_path).with_people(), br.read_study(tmp_path))
    )
    for column in ("estimate", "ci_low", "ci_high"):
        np.testing.assert_allclose(ours[column].astype(float), theirs[column].astype(float))
    assert ours.loc[["contacts", "partner_choice"], "ci_low"].notna().all()
    bare = br.chain(br.open_study(tmp_path), "origin", null=False)[0]
    assert bare["contacts"] == ours.loc["contacts", "estimate"] and not bare.intervals


# --- the chance that two visitors differ ----------------------------------------------------------


@pytest.mark.parametrize("families", [False, True])
@pytest.mark.parametrize("line", ["origin", "ses"])
def test_the_interval_of_visitors_is_that_of_their_diversity(families, line):
    """Where nobody came together, they are the same number, of the same people."""
    tables, lines = edge_list(families, sites=2)
    there = pd.concat(
        [
            tables["encounters"][[end, "session"]].set_axis(["participant", "session"], axis=1)
            for end in ("source", "target")
        ]
    ).drop_duplicates(ignore_index=True)
    study = br.Study.from_frames(**tables, attendance=there, lines=lines)
    parts = br.chain(study, line, "site", null=False).parts
    measured = br.estimate("blau_unbiased", study, line, by="site")
    for part, alone in zip(parts, measured, strict=True):
        found = part.intervals["visitors"]
        assert part["visitors"] == pytest.approx(alone.estimate)
        assert (found.low, found.high) == pytest.approx(
            (alone.interval.low, alone.interval.high), rel=1e-6
        )
        assert found.method == alone.interval.method


def test_no_more_visitors_differ_than_in_any_population():
    """10 and 14 people: at most half of the pairs of a population differ; some came together."""
    groups = {f"p{number}": "a" if number < 10 else "b" for number in range(24)}
    study = make_study(
        groups,
        {"1": list(groups)},
        [("1", "p0", "p12")],
        attendance={"participant": list(groups), "company": ["c"] * 2 + [""] * 22},
    )
    plain = make_study(groups, {"1": list(groups)}, [("1", "p0", "p12")])
    for one, rule in ((study, "leave-person-out jackknife"), (plain, "test inversion over shares")):
        part = br.chain(one, "origin", null=False)[0]
        for step in ("visitors", "visits"):
            assert part.intervals[step].high == max(part[step], 0.5)
        assert part.intervals["visitors"].method.startswith(rule)
    # seen from one group, all others can be of another
    seen = br.chain(study, "origin", per_group=True, null=False)[0].intervals["visitors"]
    assert seen.high > 0.7
