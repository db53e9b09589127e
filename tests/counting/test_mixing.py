"""Contacts and opportunities, against a plain count of pairs in Python."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

import bridging as br
from bridging.errors import DataError, OptionError, UnknownNameError

GROUPS = {"a": 0, "b": 1, "c": 2}


def plain_count(frames, weight="encounters", wanted=lambda session, encounter, a, b: True):
    """Count session by session, pair by pair, with sets and dictionaries."""
    people = frames["participants"].set_index("participant")
    group = {p: GROUPS.get(g, -1) for p, g in people["origin"].items()}
    visitors = {p for p in people.index if people.loc[p, "role"] != "staff"}
    contacts, opportunities = np.zeros((3, 3)), np.zeros((3, 3))
    expected, left_out = np.zeros((3, 3)), Counter()
    attendance, encounters = frames["attendance"], frames["encounters"]
    for session in frames["sessions"]["session"]:
        rows = attendance[attendance["session"] == session]
        company = dict(zip(rows["participant"], rows["company"], strict=True))
        times = (
            {r["participant"]: (r["arrival"], r["departure"]) for _, r in rows.iterrows()}
            if "arrival" in rows
            else {}
        )
        here = [p for p in company if p in visitors]
        met, seen = np.zeros((3, 3)), set()
        for _, part in encounters[encounters["session"] == session].groupby("encounter"):
            for a, b in combinations(sorted(p for p in part["participant"] if p in visitors), 2):
                if not wanted(session, part.iloc[0], a, b):
                    continue
                if a not in company or b not in company:
                    left_out["absent"] += 1
                elif company[a] is not None and company[a] == company[b]:
                    left_out["together"] += 1
                elif min(group[a], group[b]) < 0:
                    left_out["unknown"] += 1
                elif weight == "pairs" and (a, b) in seen:
                    continue
                else:
                    value = part["minutes"].iloc[0] if weight == "minutes" else 1
                    met[group[a], group[b]] += value
                    met[group[b], group[a]] += value
                    seen.add((a, b))
        pairs = np.zeros((3, 3))
        for a, b in combinations(sorted(here), 2):
            if company[a] is not None and company[a] == company[b]:
                continue
            if min(group[a], group[b]) < 0 or not wanted(session, None, a, b):
                continue
            if times and (a, b) not in seen:
                shared = min(times[a][1], times[b][1]) - max(times[a][0], times[b][0])
                if shared <= 0:
                    continue
            pairs[group[a], group[b]] += 1
            pairs[group[b], group[a]] += 1
        contacts += met
        opportunities += pairs
        if pairs.sum():
            expected += met.sum() * pairs / pairs.sum()
    return contacts, opportunities, expected, left_out


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("weight", ["encounters", "minutes", "pairs"])
def test_counts_equal_a_plain_count(frames_of, study_of, seed, weight):
    frames = frames_of(seed, times=seed % 3 == 0)
    mixing = study_of(frames).mixing("origin", weight=weight)
    contacts, opportunities, expected, _ = plain_count(frames, weight)
    np.testing.assert_allclose(mixing.contacts, contacts)
    np.testing.assert_allclose(mixing.opportunities, opportunities)
    np.testing.assert_allclose(mixing.expected, expected)


@pytest.mark.parametrize("seed", range(6))
def test_contacts_left_out_are_counted_by_reason(frames_of, study_of, seed):
    frames = frames_of(seed)
    result = br.estimate("ei_index", study_of(frames), "origin", null=None, interval=None)[0]
    assert dict(result.sizes.left_out) == dict(plain_count(frames)[3])


@pytest.mark.parametrize(
    ("by", "values"), [("site", ["y", "x"]), ("session", None), ("form", None), ("area", None)]
)
@pytest.mark.parametrize("seed", range(4))
def test_by_any_column_equals_counting_each_part(frames_of, study_of, seed, by, values):
    frames = frames_of(seed)
    area = frames["participants"].set_index("participant")["area"]
    site = frames["sessions"].set_index("session")["site"]
    stack = study_of(frames).mixing("origin", by=by)
    assert values is None or sorted(stack.units) == sorted(values)
    for unit, label in enumerate(stack.units):

        def wanted(session, encounter, a, b, label=label):
            if by == "site":
                return site[session] == label
            if by == "session":
                return session == label
            if by == "area":
                return area[a] == area[b] == label
            return encounter is None or encounter["form"] == label

        contacts, opportunities, expected, _ = plain_count(frames, wanted=wanted)
        np.testing.assert_allclose(stack.contacts[unit], contacts)
        np.testing.assert_allclose(stack.opportunities[unit], opportunities)
        np.testing.assert_allclose(stack.expected[unit], expected)


def test_a_sum_over_sites_is_the_whole(frames_of, study_of):
    study = study_of(frames_of(3))
    whole, parts = study.mixing("origin"), study.mixing("origin", by="site")
    for name in ("contacts", "opportunities", "expected"):
        np.testing.assert_allclose(getattr(parts, name).sum(axis=0), getattr(whole, name))


def test_three_sessions_by_hand():
    # present (a1 a2 b1 b2), (a1 a2), (b1 b2); contacts a1-b1 and a1-a2, a1-a2, b1-b2.
    # crossing 1 of 4 contacts; even spread: 2 contacts over 4 crossing of 6 pairs, so 4/3 of 4.
    study = br.Study.from_frames(
        participants={"participant": ["a1", "a2", "b1", "b2"], "origin": ["a", "a", "b", "b"]},
        attendance={
            "participant": ["a1", "a2", "b1", "b2", "a1", "a2", "b1", "b2"],
            "session": [1, 1, 1, 1, 2, 2, 3, 3],
        },
        encounters={
            "source": ["a1", "a1", "a1", "b1"],
            "target": ["b1", "a2", "a2", "b2"],
            "session": [1, 1, 2, 3],
        },
        lines={"origin": ["a", "b"]},
    )
    mixing = study.mixing("origin")
    assert br.measures.bridging_share(mixing) == pytest.approx(1 / 4)
    assert br.measures.expected_bridging_share(mixing) == pytest.approx(1 / 3)
    assert br.measures.bridging_ratio(mixing) == pytest.approx(3 / 4)


def test_without_attendance_presence_is_not_known(frames_of, study_of):
    frames = frames_of(1)
    frames["attendance"] = None
    mixing = study_of(frames).mixing("origin")
    assert mixing.opportunities is None and mixing.expected is None
    result = br.estimate("bridging_ratio", study_of(frames), "origin", null=None)[0]
    assert np.isnan(result.estimate) and "present" in result.undefined


def test_people_not_recorded_as_present_can_be_added(frames_of, study_of):
    frames = frames_of(2)
    added = study_of(frames).mixing("origin", absent="add")
    assert added.n_contacts > study_of(frames).mixing("origin").n_contacts
    assert added.n_contacts == study_of(frames, absent="add").mixing("origin").n_contacts
    assert (
        br.estimate("ei_index", study_of(frames), "origin", absent="add", null=None, interval=None)[
            0
        ].sizes.left_out.get("absent", 0)
        == 0
    )


def test_opportunity_in_minutes_shared():
    # an 0-60, bo 30-60, cy 0-20: an-bo 30 minutes, an-cy 20, bo-cy 0
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy"], "origin": ["x", "x", "y"]},
        attendance={
            "participant": ["an", "bo", "cy"],
            "arrival": [0, 30, 0],
            "departure": [60, 60, 20],
        },
        encounters={"source": ["an"], "target": ["bo"], "minutes": [10]},
        lines={"origin": ["x", "y"]},
    )
    minutes = study.mixing("origin", weight="minutes", opportunity="minutes")
    assert minutes.opportunities.tolist() == [[60, 20], [20, 0]]
    assert minutes.expected.tolist() == [[12, 4], [4, 0]]
    assert study.mixing("origin").opportunities.tolist() == [[2, 1], [1, 0]]


def test_minutes_of_presence_must_be_known(frames_of, study_of):
    with pytest.raises(
        DataError,
        match=r"must have an arrival and a departure for every visit: \d+ of \d+ visits have not",
    ):
        study_of(frames_of(1)).mixing("origin", opportunity="minutes")


def test_tallies_count_like_the_people_they_stand_for():
    tallied = br.Study.from_frames(
        tallies_present={
            "line": ["origin"] * 4,
            "group": ["a", "b", "a", "b"],
            "present": [2, 2, 2, 0],
            "session": ["s1", "s1", "s2", "s2"],
        },
        tallies_contacts={
            "line": ["origin"] * 3,
            "group_a": ["b", "a", "a"],
            "group_b": ["a", "a", "a"],
            "contacts": [1, 1, 1],
            "session": ["s1", "s1", "s2"],
        },
        lines={"origin": ["a", "b"]},
    )
    mixing = tallied.mixing("origin")
    assert mixing.contacts.tolist() == [[4, 1], [1, 0]]
    assert mixing.opportunities.tolist() == [[4, 4], [4, 2]]
    # s1: 2 contacts over 6 pairs, 4 of them crossing; s2: 1 contact, 1 pair
    np.testing.assert_allclose(mixing.expected, [[2 * 2 / 6 + 2, 4 / 3], [4 / 3, 2 / 6 * 2]])
    assert tallied.composition("origin").counts.tolist() == [[2, 2], [2, 0]]


def test_tallied_contacts_use_the_attendance_of_their_session():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy"], "origin": ["a", "b", "b"]},
        attendance={"participant": ["an", "bo", "cy"], "session": ["s1", "s1", "s1"]},
        tallies_contacts={
            "line": ["origin"],
            "group_a": ["a"],
            "group_b": ["b"],
            "contacts": [3],
            "session": ["s1"],
        },
        lines={"origin": ["a", "b"]},
    )
    mixing = study.mixing("origin")
    assert mixing.contacts.tolist() == [[0, 3], [3, 0]]
    assert mixing.opportunities.tolist() == [[0, 2], [2, 2]]


def test_counted_people_and_named_contacts_of_one_session_are_not_mixed_up():
    frames = {
        "participants": {"participant": list("pqrs"), "origin": list("abab")},
        "sessions": {"session": ["s1", "s2", "s3"]},
        "encounters": {"source": list("ppr"), "target": list("qrs"), "session": ["s1", "s1", "s2"]},
        "lines": {"origin": ["a", "b"]},
    }
    tallied = {"line": ["origin"] * 2, "group": ["a", "b"], "present": [7, 8]}
    for session in ("s1", "s2", "s3"):
        study = br.Study.from_frames(
            **frames, tallies_present={**tallied, "session": [session] * 2}
        )
        contacts = study.mixing(by="session").contacts
        np.testing.assert_array_equal(contacts.sum(axis=(1, 2)) / 2, [2, 1, 0])
        assert np.isnan(br.estimate("bridging_ratio", study)[0].estimate)


def test_a_tally_has_no_part_in_a_split_by_people_or_encounters():
    frames = {
        "participants": {"participant": list("pqrs"), "origin": list("abab"), "g": list("mmff")},
        "sessions": {"session": ["s1", "s2"]},
        "attendance": {"participant": list("pqrs"), "session": ["s1"] * 4},
        "encounters": {"source": ["p"], "target": ["q"], "session": ["s1"], "form": ["talk"]},
        "lines": {"origin": ["a", "b"]},
    }
    tallied = {
        "tallies_present": {"line": ["origin"], "group": ["a"], "present": [7], "session": ["s2"]},
        "tallies_contacts": {
            "line": ["origin"],
            "group_a": ["a"],
            "group_b": ["a"],
            "contacts": [5],
            "session": ["s2"],
        },
    }
    for by in ("g", "form"):
        bare = br.Study.from_frames(**frames).mixing(by=by)
        study = br.Study.from_frames(**frames, **tallied)
        np.testing.assert_array_equal(study.mixing(by=by).opportunities, bare.opportunities)
        result = br.estimate("ei_index", study, by=by, null=None, interval=None)[0]
        assert result.sizes.left_out["no_value"] == 5


def test_roles_choose_whose_contacts_count(frames_of, study_of):
    frames = frames_of(5)
    study = study_of(frames)
    assert (
        study.select(roles="all").mixing("origin").n_contacts >= study.mixing("origin").n_contacts
    )
    assert study.select(roles="staff").mixing("origin").n_contacts == 0
    with pytest.raises(
        UnknownNameError, match=r"`role` must be a known name.*Did you mean 'staff'"
    ):
        study.select(roles="staf")


def test_role_of_the_day_counts():
    study = br.Study.from_frames(
        participants={
            "participant": ["an", "bo", "cy"],
            "role": ["v"] * 3,
            "origin": ["a", "b", "b"],
        },
        attendance={
            "participant": ["an", "bo", "cy", "an", "bo"],
            "session": ["s1", "s1", "s1", "s2", "s2"],
            "role": ["help", None, None, None, None],
        },
        encounters={
            "source": ["an", "bo", "an"],
            "target": ["bo", "cy", "bo"],
            "session": ["s1", "s1", "s2"],
        },
        lines={"origin": ["a", "b"]},
        roles={"staff": ["help"]},
    )
    mixing = study.mixing("origin")
    assert mixing.contacts.tolist() == [[0, 1], [1, 2]]  # an-bo in s2, bo-cy in s1
    assert mixing.opportunities.tolist() == [[0, 1], [1, 2]]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weight": "minute"}, r"`weight` must be one of .*Did you mean 'minutes'"),
        ({"opportunity": "hours"}, r"`opportunity` must be one of"),
        ({"absent": "drop"}, r"`absent` must be one of"),
    ],
)
def test_options_are_checked(frames_of, study_of, options, message):
    with pytest.raises(OptionError, match=message):
        study_of(frames_of(1)).mixing("origin", **options)


def test_unknown_columns_and_lines_suggest_the_nearest(frames_of, study_of):
    with pytest.raises(UnknownNameError, match=r"`by` must be a known name.*Did you mean 'site'"):
        study_of(frames_of(1)).mixing("origin", by="sit")
    with pytest.raises(UnknownNameError, match=r"`line` must be a known name.*'origin'"):
        study_of(frames_of(1)).mixing("orign")


def test_row_order_does_not_matter(frames_of, study_of):
    frames = frames_of(4)
    shuffled = {n: t.sample(frac=1, random_state=1) for n, t in frames.items()}
    shuffled["sessions"] = frames["sessions"]
    one, two = study_of(frames).mixing("origin"), study_of(shuffled).mixing("origin")
    np.testing.assert_allclose(one.contacts, two.contacts)
    np.testing.assert_allclose(one.expected, two.expected)
