from itertools import permutations

import numpy as np
import pytest

import bridging as br
from bridging.counting.observers import (
    contact_of_present_pairs,
    encounter_times,
    match_encounters,
    sessions_of_both,
)
from bridging.counting.seconds import seconds_in_contact, without_pauses
from bridging.errors import DataError, OptionError, UnknownNameError

PEOPLE = ["p", "q", "r", "s"]


def observed(rows, *, attendance=True, log=None, roles=None, **people):
    """A study of encounters given as (session, observer, members, start, end)."""
    long = {
        name: [] for name in ("encounter", "participant", "session", "observer", "start", "end")
    }
    for k, (session, observer, members, start, end) in enumerate(rows):
        for person in members:
            for name, value in zip(
                long, (f"e{k}", person, session, observer, start, end), strict=True
            ):
                long[name].append(value)
    sessions = sorted(set(long["session"]))
    return br.Study.from_frames(
        participants={"participant": PEOPLE, "g": ["a", "a", "b", "b"], **people},
        sessions={"session": sessions},
        attendance={
            "participant": PEOPLE * len(sessions),
            "session": np.repeat(sessions, len(PEOPLE)).tolist(),
        }
        if attendance
        else None,
        encounters=long,
        log=log,
        lines={"g": ["a", "b"]},
        roles=roles,
    )


def matched(study, **options):
    sessions = sessions_of_both(study.records, "x", "y")
    found = match_encounters(study.records, study.coded, "x", "y", sessions=sessions, **options)
    names = study.records.tables["encounters"]["encounter"].tolist()
    pairs = {(names[i], names[j]) for i, j in zip(found.first, found.second, strict=True)}
    return pairs, [names[i] for i in found.only_first], [names[i] for i in found.only_second]


def test_matching_by_session_members_and_time():
    study = observed(
        [
            ("1", "x", "pq", "10:00", "10:10"),  # e0
            ("1", "x", "pq", "11:00", "11:10"),  # e1
            ("1", "x", "rs", "10:00", "10:04"),  # e2
            ("1", "y", "pq", "11:01", "11:10"),  # e3: e1, with 9 of 10 minutes
            ("1", "y", "pq", "10:00", "10:06"),  # e4: e0, with 6 of 10 minutes
            ("1", "y", "rs", "10:03", "10:09"),  # e5: shares 1 of 9 minutes with e2
            ("2", "x", "pq", "10:00", "10:10"),  # in a session of x only
        ]
    )
    assert sessions_of_both(study.records, "x", "y") == ["1"]
    pairs, only_x, only_y = matched(study)
    assert pairs == {("e1", "e3"), ("e0", "e4")}
    assert (only_x, only_y) == (["e2"], ["e5"])
    pairs, only_x, _ = matched(study, least_overlap=0.1)
    assert ("e2", "e5") in pairs and only_x == []
    assert matched(study, least_overlap=0.7)[0] == {("e1", "e3")}


def test_without_times_the_members_decide():
    study = observed(
        [
            ("1", "x", "pqr", "", ""),
            ("1", "x", "pq", "", ""),
            ("1", "y", "pq", "", ""),
            ("1", "y", "ps", "", ""),
        ]
    )
    pairs, only_x, only_y = matched(study)
    assert pairs == {("e1", "e2")}  # the same two; two of three is less
    assert (only_x, only_y) == (["e0"], ["e3"])
    pairs, _, _ = matched(study, least_members=0.25)
    assert pairs == {("e1", "e2"), ("e0", "e3")}  # one of four people in both


def test_minutes_say_the_end_and_dates_tell_days_apart():
    study = br.Study.from_frames(
        participants={"participant": ["p", "q"], "g": ["a", "b"]},
        encounters={
            "source": ["p"] * 4,
            "target": ["q"] * 4,
            "start": ["10:00", "2026-01-02 10:00", "11:00", ""],
            "minutes": [5, 10, "", 3],
            "end": ["", "", "10:00", "12:00"],
        },
        lines={"g": ["a", "b"]},
    )
    times = encounter_times(study.records.tables["encounters"], "start", "end")
    assert times[0].tolist() == [600, 605]
    assert times[1, 1] - times[1, 0] == 10 and times[1, 0] % 1440 == 600 and times[1, 0] > 1440
    assert np.isnan(times[2:]).all()  # an end before the start, and no start


def test_the_best_matching_of_all():
    rng = np.random.default_rng(1)
    rows = []
    for _ in range(6):
        for observer in "xy":
            members = rng.choice(PEOPLE, size=rng.integers(2, 4), replace=False)
            begin = int(rng.integers(0, 20))
            end = begin + int(rng.integers(5, 20))
            rows.append(("1", observer, "".join(members), f"10:{begin:02}", f"10:{end:02}"))
    study = observed(rows)
    options = {"least_members": 0.3, "least_overlap": 0.2}
    found = match_encounters(study.records, study.coded, "x", "y", sessions=["1"], **options)

    def alike(one, other):
        (_, _, m, s, e), (_, _, n, t, f) = one, other
        members = len(set(m) & set(n)) / len(set(m) | set(n))
        s, e, t, f = (int(time[3:]) for time in (s, e, t, f))
        shared = max(0, min(e, f) - max(s, t))
        time = shared / (e - s + f - t - shared)
        return members * time if members >= 0.3 and time >= 0.2 else 0.0

    x, y = ([row for row in rows if row[1] == o] for o in "xy")
    best = max(
        sum(alike(one, y[k]) for one, k in zip(x, order, strict=True))
        for order in permutations(range(6))
    )
    assert found.similarity.sum() == pytest.approx(best)
    assert (found.similarity > 0).all()


def test_roles_that_do_not_count_are_no_members():
    rows = [("1", "x", "pqs", "", ""), ("1", "y", "pq", "", ""), ("1", "x", "rs", "", "")]
    study = observed(rows, role=["", "", "", "guide"], roles={"staff": ["guide"]})
    pairs, only_x, _ = matched(study)
    assert pairs == {("e0", "e1")} and only_x == []  # r met nobody who counts
    everybody = study.select(roles="all")
    assert matched(everybody, least_members=0.7)[0] == set()
    assert matched(everybody)[1] == ["e2"]


def test_a_session_seen_in_the_log_was_watched():
    rows = [("1", "x", "pq", "", ""), ("2", "y", "pq", "", ""), ("2", "x", "pq", "", "")]
    assert sessions_of_both(observed(rows).records, "x", "y") == ["2"]
    log = {"session": ["1"], "note": ["nobody spoke"], "observer": ["y"]}
    assert sessions_of_both(observed(rows, log=log).records, "x", "y") == ["1", "2"]


def test_pairs_present_together():
    rows = [
        ("1", "x", "pqr", "", ""),
        ("1", "y", "pq", "", ""),
        ("1", "y", "qp", "", ""),
        ("2", "x", "rs", "", ""),
    ]
    study = observed(rows)
    found = contact_of_present_pairs(study.records, study.coded, "x", "y", sessions=["1"])
    assert len(found) == 6  # of four people
    seen = {
        (PEOPLE[one] + PEOPLE[other]): (bool(a), bool(b))
        for _, one, other, a, b in found.itertuples(index=False)
    }
    assert seen["pq"] == (True, True) and seen["pr"] == seen["qr"] == (True, False)
    assert seen["rs"] == (False, False)
    unknown = observed(rows, attendance=False)
    assert contact_of_present_pairs(unknown.records, unknown.coded, "x", "y", sessions=["1"]).empty


def test_pairs_that_could_not_meet_are_left_out():
    study = br.Study.from_frames(
        participants={"participant": PEOPLE, "g": ["a", "a", "b", "b"]},
        attendance={
            "participant": PEOPLE,
            "arrival": ["9:00", "11:00", "11:00", ""],
            "departure": ["10:00", "12:00", "12:00", ""],
            "company": ["", "1", "1", ""],
        },
        encounters={"source": ["p", "s"], "target": ["q", "r"], "observer": ["x", "y"]},
        lines={"g": ["a", "b"]},
    )
    (session,) = sessions_of_both(study.records, "x", "y")
    found = contact_of_present_pairs(study.records, study.coded, "x", "y", sessions=[session])
    pairs = {PEOPLE[one] + PEOPLE[other] for one, other in zip(found["first"], found["second"],
                                                               strict=True)}  # fmt: skip
    # q and r came together; p had left before r came, but was seen with q; of s nothing is known
    assert pairs == {"pq", "ps", "qs", "rs"}


def test_bad_input():
    study = observed([("1", "x", "pq", "", ""), ("1", "y", "pq", "", "")])
    with pytest.raises(
        UnknownNameError, match="`observer` must be one who recorded something, not 'z'"
    ):
        sessions_of_both(study.records, "x", "z")
    with pytest.raises(OptionError, match="`least_overlap` must be above 0 and at most 1, not 0"):
        matched(study, least_overlap=0)
    nobody = br.Study.from_frames(
        participants={"participant": ["p", "q"], "g": ["a", "b"]},
        encounters={"source": ["p"], "target": ["q"]},
        lines={"g": ["a", "b"]},
    )
    with pytest.raises(DataError, match="must say who observed each encounter"):
        sessions_of_both(nobody.records, "x", "y")


@pytest.fixture(scope="module")
def seconds(published):
    """Badge and video of eleven people, second by second, and what kind each pair is."""
    frames = [published(f"goldfish_rfid_{name}.csv") for name in ("rfid", "video")]
    first = int(min(frame["Start"].min() for frame in frames))
    last = int(max(frame["End"].max() for frame in frames))
    badge, video = (
        seconds_in_contact(
            frame["NodeA"] - 1,
            frame["NodeB"] - 1,
            frame["Start"],
            frame["End"],
            people=11,
            first=first,
            last=last,
        )
        for frame in frames
    )
    people = published("goldfish_rfid_participants.csv").sort_values("actor")
    i, j = np.triu_indices(11, 1)
    known = published("goldfish_rfid_known_before.csv").to_numpy()[i, j] > 0
    kinds = {name: people[name].to_numpy() for name in ("group", "gender")}
    cross = {name: values[i] != values[j] for name, values in kinds.items()}
    return badge, video, {**cross, "stranger": ~known}


def test_published_validity_of_badges(published, seconds):
    oracle = published("rfid_validity.json")
    badge, video, kind = seconds
    assert badge.shape == (oracle["n"] * (oracle["n"] - 1) / 2, oracle["seconds"])
    table = {
        "tp": (badge & video).sum(),
        "fp": (badge & ~video).sum(),
        "fn": (~badge & video).sum(),
        "tn": (~badge & ~video).sum(),
    }
    assert table == oracle["confusion"]
    for name, share in (
        ("sensitivity", table["tp"] / video.sum()),
        ("specificity", table["tn"] / (~video).sum()),
    ):
        assert share == pytest.approx(oracle[name], abs=1e-12)
        assert share == pytest.approx(oracle["published"][name], abs=1e-2)
    for name, cross in (("same_group", ~kind["group"]), ("cross_group", kind["group"])):
        share = (badge & video)[cross].sum() / video[cross].sum()
        assert share == pytest.approx(oracle["sensitivity_by_pair_type"][name], abs=1e-12)
    for name, key in (("group", "talk_time_cross_group"), ("gender", "talk_time_cross_gender")):
        for source, contact in (("video", video), ("rfid", badge)):
            shares = [contact[kind[name]].sum() / contact.sum(), kind[name].mean()]
            assert shares == pytest.approx(oracle[key][source], abs=1e-12)
    assert 1 - kind["stranger"].mean() == pytest.approx(oracle["known_before_density"])
    for source, contact in (("video", video), ("rfid", badge)):
        share = contact[kind["stranger"]].sum() / contact.sum()
        assert share == pytest.approx(oracle["talk_time_unknown_before"][source], abs=1e-12)


def test_published_agreement_of_badges_and_video(published, seconds):
    from bridging.inference.reliability import agreement

    oracle = published("rfid_validity.json")
    table = oracle["confusion"]
    found = agreement(
        [[table["tn"], table["fn"]], [table["fp"], table["tp"]]], form="table"
    ).set_index("coefficient")["estimate"]
    assert found["cohen_kappa"] == pytest.approx(oracle["kappa"], abs=1e-12)
    assert found["gwet_ac"] == pytest.approx(oracle["ac1"], abs=1e-12)
    assert found["percent_agreement"] == pytest.approx(oracle["pct"], abs=1e-12)


def test_published_validity_with_pauses_filled(published, seconds):
    oracle = published("rfid_validity.json")
    badge, video, kind = seconds
    filled = without_pauses(badge, 75)
    for name, share in (
        ("sensitivity", (filled & video).sum() / video.sum()),
        ("specificity", (~filled & ~video).sum() / (~video).sum()),
    ):
        assert share == pytest.approx(oracle["interpolated_75s"][name], abs=1e-12)
        assert share == pytest.approx(oracle["published"][f"interp_{name}"], abs=1e-2)
    shares = [filled[kind["group"]].sum() / filled.sum(), kind["group"].mean()]
    assert shares == pytest.approx(oracle["interpolated_75s"]["talk_time_cross_group"], abs=1e-12)
