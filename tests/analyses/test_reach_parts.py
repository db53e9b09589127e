"""Hours, fathers, children's ages and references: each against a slow count or by hand."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.analyses.reach_hours import count_hours, slot_name
from bridging.analyses.reach_people import ages_in_months, child_roles, find_fathers
from bridging.analyses.reach_reference import find_reference
from bridging.errors import OptionError, UnknownNameError

MONDAY = pd.Timestamp("2025-03-03")


def openings(*times):
    """Sessions from a day (0 is a Monday) and clock times."""
    rows = []
    for day, start, end in times:
        midnight = MONDAY + pd.Timedelta(days=day)
        rows.append(
            {
                "start": midnight + pd.Timedelta(f"{start}:00") if start else pd.NaT,
                "end": midnight + pd.Timedelta(f"{end}:00") if end else pd.NaT,
            }
        )
    return pd.DataFrame(rows).astype("datetime64[us]")


def test_hours_are_those_of_a_count_by_minute():
    sessions = openings(
        (0, "09:30", "11:30"), (7, "10:00", "12:00"), (4, "23:15", "24:45"), (2, "", "")
    )
    session = np.array([0, 0, 0, 1, 1, 2, 2, 3])
    nan = np.nan
    arrival = np.array([nan, 600, 500, 615, nan, nan, 1450, 600])
    departure = np.array([nan, 650, 605, nan, 700, 1440, 1480, 660])
    found = count_hours(sessions, np.arange(4), session, arrival, departure)
    for kind, minutes in (
        ("open", [(570, 690), (600, 720), (1395, 1485)]),
        (
            "visit",
            [
                (570, 690),
                (600, 650),
                (570, 605),
                (615, 720),
                (600, 700),
                (1395, 1440),
                (1450, 1480),
            ],
        ),
    ):
        of = [0, 1, 2] if kind == "open" else session[:7].tolist()
        day = {0: 0, 1: 0, 2: 4}
        slow = {}
        for where, (begin, end) in zip(of, minutes, strict=True):
            for minute in range(begin, end):
                slot = slot_name((24 * day[where] + minute // 60) % 168)
                slow[slot] = slow.get(slot, 0) + 1
        place = found.open_slot if kind == "open" else found.visit_slot
        length = found.open_minutes if kind == "open" else found.visit_minutes
        total = np.bincount(place, weights=length, minlength=len(found.slot))
        named = {slot_name(int(s)): t for s, t in zip(found.slot, total, strict=True) if t}
        assert named == slow
    assert "Saturday 00:00" in [slot_name(int(slot)) for slot in found.slot]
    assert len(found.outside) == 0


def test_times_outside_the_opening_count_as_all_of_it_and_are_told():
    sessions = openings((0, "09:00", "11:00"))
    # minutes since the start, not since midnight: nobody can tell
    found = count_hours(
        sessions, np.array([0]), np.zeros(1, int), np.array([5.0]), np.array([60.0])
    )
    assert found.outside.tolist() == [0] and found.visit_minutes.sum() == 120


def test_fathers_are_found_by_relation_or_as_told():
    people = {
        "participant": list("abcdef"),
        "relation": ["Vader", "moeder", "", "onbekend", "grootouder", "kind"],
        "gender": ["m", "v", "m", "", "v", "m"],
    }
    records = br.Study.from_frames(
        participants={**people, "g": list("xyxyxy")}, lines={"g": ["x", "y"]}
    ).records
    found = find_fathers(records)
    assert found.column == "relation" and found.code.tolist() == [0, 1, -1, -1, 1, -1]
    told = find_fathers(records, {"gender": ["M"]})
    assert told.code.tolist() == [0, 1, 0, -1, 1, 0]
    with pytest.raises(OptionError, match="`fathers` must name one column"):
        find_fathers(records, {"gender": ["m"], "relation": ["vader"]})
    with pytest.raises(UnknownNameError, match="Did you mean 'gender'"):
        find_fathers(records, {"gendr": ["m"]})


def test_a_role_that_is_no_relation_says_nothing_of_fathers():
    assert find_fathers(br.simulate.five_houses().records) is None


@pytest.mark.parametrize("born", ["2021-02-28", "2020-02-29", "2022-12-31", "2022-01-01"])
def test_ages_turn_on_the_birthday(born):
    birth = date.fromisoformat(born)
    days = [date(2024, 12, 1) + timedelta(days=k) for k in range(500)]
    found = ages_in_months(pd.Series([born]), np.zeros(500, int), np.array(days, dtype="M8[D]"))
    for day, months in zip(days, found, strict=True):
        years = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
        assert months // 12 == years


def test_ages_as_written_and_unknown_ones():
    days = np.array(["2025-03-03"] * 6 + ["NaT"], dtype="M8[D]")
    values = pd.Series(["2", "2,5", "03/03/2022", "", "2026-01-01", "300", "2022-01-01"])
    found = ages_in_months(values, np.arange(7), days)
    np.testing.assert_array_equal(found, [24, 30, 36, np.nan, np.nan, np.nan, np.nan])


def test_child_roles_by_class_or_by_name():
    people = {"participant": ["a", "b"], "role": ["Kind", "ouder"], "g": ["x", "y"]}
    study = br.Study.from_frames(participants=people, lines={"g": ["x", "y"]})
    assert child_roles(study.records) == ("Kind",)
    named = br.Study.from_frames(
        participants=people, lines={"g": ["x", "y"]}, roles={"children": ["Kind"]}
    )
    assert child_roles(named.records) == ("children",)


def reference(sites=("one",), population=None, of="g", **columns):
    study = br.Study.from_frames(
        participants={"participant": ["a"], "g": ["x"], "h": ["p"]},
        sites={"site": ["one", "two"]},
        reference=columns or None,
        lines={"g": {"groups": ["x", "y"], "unknown": ["?"]}, "h": ["p", "q"]},
    )
    return find_reference(study.records, study.line(of), sites, population)


def test_counts_of_sites_are_added_and_shares_are_not():
    table = {"line": ["g"] * 4, "group": ["x", "y"] * 2, "site": ["one", "one", "two", "two"]}
    counts = reference(("one", "two"), **table, count=[10, 30, 40, 20])
    assert counts.shares.tolist() == [0.5, 0.5] and counts.number == 100
    assert reference(("two",), **table, count=[10, 30, 40, 20]).shares[0] == pytest.approx(2 / 3)
    shares = reference(("one", "two"), **table, share=[0.25, 0.75, 0.6, 0.4])
    assert shares.shares is None and "can't be added" in shares.reason.text()
    assert reference(("one",), **table, share=[25, 75, 60, 40]).shares.tolist() == [0.25, 0.75]


def test_rows_without_a_site_hold_for_all_without_their_own():
    table = {"line": ["g"] * 4, "group": ["x", "y"] * 2, "site": ["one", "one", "", ""]}
    amounts = {"share": [0.1, 0.9, 0.4, 0.6]}
    assert reference(("one",), **table, **amounts).shares[0] == pytest.approx(0.1)
    assert reference(("two",), **table, **amounts).shares[0] == pytest.approx(0.4)
    assert reference(("one", "two"), **table, **amounts).shares[0] == pytest.approx(0.4)
    part = {name: values[:2] for name, values in {**table, **amounts}.items()}
    assert "others have none" in reference(("one", "two"), **part).reason.text()


def test_unknown_people_of_the_reference_are_a_share_of_their_own():
    found = reference(line=["g"] * 3, group=["x", "y", "?"], count=[30, 50, 20])
    assert found.shares.tolist() == [0.375, 0.625] and found.number == 80
    assert found.unknown == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("said", "table"),
    [
        ("there is no reference population", {}),
        ("there is one for: h", {"line": ["h"], "group": ["p"], "share": [1.0]}),
        ("add up to 0.80", {"line": ["g", "g"], "group": ["x", "y"], "share": [0.5, 0.3]}),
        ("not there: y", {"line": ["g"], "group": ["x"], "count": [5]}),
        ("is not complete", {"line": ["g", "g"], "group": ["x", "y"], "count": [0, 0]}),
        (
            "only for other sites",
            {"line": ["g", "g"], "group": ["x", "y"], "share": [0.5, 0.5], "site": ["two", "two"]},
        ),
    ],
)
def test_a_reference_that_can_not_be_used_says_why(said, table):
    found = reference(**table)
    assert found.shares is None and said in found.reason.text("en")
    assert found.reason.text("nl") != found.reason.text("en")


def test_a_group_that_full_shares_do_not_name_has_none():
    assert reference(line=["g"], group=["x"], share=[1.0]).shares.tolist() == [1, 0]


def test_several_populations_must_be_chosen_from():
    table = {
        "line": ["g"] * 4,
        "group": ["x", "y"] * 2,
        "share": [0.5, 0.5, 0.2, 0.8],
        "denominator": ["families", "families", "residents", "residents"],
    }
    with pytest.raises(OptionError, match="`denominator` must be given, because .* 2 populations"):
        reference(**table)
    assert reference(population="residents", **table).shares[0] == pytest.approx(0.2)
    with pytest.raises(UnknownNameError, match="Did you mean 'residents'"):
        reference(population="resident", **table)
