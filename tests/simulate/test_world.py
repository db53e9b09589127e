"""Worlds: the same seed gives the same records, and each knob changes what it says."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from bridging.errors import OptionError
from bridging.simulate.world import whole_counts, world_frames


def made(seed=1, **knobs):
    return world_frames(np.random.default_rng(seed), **knobs)


def with_group(frames):
    """Attendance with the group of each person."""
    return frames["attendance"].merge(frames["participants"], on="participant")


def pair_counts(frames):
    """Pairs present together and pairs in contact, by pair of groups, with plain loops."""
    group = frames["participants"].set_index("participant")["origin"]
    present = {}
    for _, there in frames["attendance"].groupby("session"):
        for one, other in combinations(there["participant"], 2):
            key = "".join(sorted(group[one] + group[other]))
            present[key] = present.get(key, 0) + 1
    met = frames["encounters"]
    keys = [
        "".join(sorted(group[a] + group[b])) for a, b in zip(met.source, met.target, strict=True)
    ]
    return present, pd.Series(keys).value_counts().to_dict()


def test_same_seed_same_records_other_seed_other_records():
    one, again, other = made(1), made(1), made(2)
    for name in one:
        pd.testing.assert_frame_equal(one[name], again[name])
    assert not one["attendance"].equals(other["attendance"])


def test_a_generator_gives_another_world_each_time():
    rng = np.random.default_rng(1)
    assert not world_frames(rng)["attendance"].equals(world_frames(rng)["attendance"])


@pytest.mark.parametrize(
    "knobs",
    [
        {"partner_choice": 0.3},
        {"talkativeness": (1, 3)},
        {"persistence": 1},
        {"liveliness": (1, 4)},
    ],
)
def test_knobs_of_contact_leave_people_and_visits_alone(knobs):
    plain, changed = made(), made(**knobs)
    for name in ("sites", "sessions", "participants", "attendance"):
        pd.testing.assert_frame_equal(plain[name], changed[name])
    assert not plain["encounters"].equals(changed["encounters"])


def test_one_more_site_leaves_the_first_alone():
    one, two = made(sites=1), made(sites=2)
    for name in one:
        assert two[name].head(len(one[name])).equals(one[name])
    assert two["sites"]["site"].tolist() == ["site-1", "site-2"]
    assert two["participants"]["participant"].is_unique
    assert two["sessions"]["session"].is_unique


def test_shares_are_kept_up_to_whole_people():
    people = made(people=50, groups=("x", "y", "z"), shares=(0.55, 0.25, 0.2))["participants"]
    # 27.5, 12.5 and 10 people: one of the two halves is rounded up.
    assert sorted(people["origin"].value_counts()) == [10, 12, 28]
    assert whole_counts(7, [1 / 3, 1 / 3, 1 / 3]).tolist() == [3, 2, 2]
    assert whole_counts(10, [0.1] * 10).tolist() == [1] * 10


def test_attendance_is_the_share_of_openings_a_person_comes_to():
    frames = made(people=100, sessions=100, attendance=(0.1, 0.3))
    visits = with_group(frames)["origin"].value_counts()
    for group, size, chance in (("a", 60, 0.1), ("b", 40, 0.3)):
        n = size * 100
        assert abs(visits[group] - n * chance) < 4 * np.sqrt(n * chance * (1 - chance))


def test_full_separation_leaves_nobody_from_across():
    frames = made(separation=1.0, sessions=40)
    mixed = with_group(frames).groupby("session")["origin"].nunique()
    assert (mixed == 1).all()
    by_slot = with_group(frames).merge(frames["sessions"], on="session")
    assert by_slot.groupby("slot")["origin"].unique().map(list).to_dict() == {
        "slot 1": ["a"],
        "slot 2": ["b"],
    }


@pytest.mark.parametrize("separation", [0.0, 0.5, 1.0])
def test_separation_moves_visits_and_makes_no_more_of_them(separation):
    frames = made(people=100, sessions=100, attendance=0.25, separation=separation)
    visits = with_group(frames).merge(frames["sessions"], on="session")
    n, mean = 10_000, 0.25
    assert abs(len(visits) - n * mean) < 4 * np.sqrt(n * mean * (1 - mean))
    first = visits[visits["origin"] == "a"]["slot"].value_counts().get("slot 1", 0)
    own = mean * (1 + separation)
    assert abs(first - 60 * 50 * own) < 4 * np.sqrt(60 * 50 * own * (1 - own)) + 1e-9


def test_crossing_pairs_present_are_as_many_as_the_chances_say():
    knobs = {"people": 60, "sessions": 400, "attendance": (0.2, 0.3), "separation": 0.5}
    present, _ = pair_counts(made(**knobs))
    own, other = np.array([0.2, 0.3]) * 1.5, np.array([0.2, 0.3]) * 0.5
    # Two slots of 200 openings: one is the own slot of a, the other that of b.
    crossing = 200 * 36 * 24 * (own[0] * other[1] + other[0] * own[1])
    within = 200 * (36 * 35 / 2 * (own[0] ** 2 + other[0] ** 2))
    within += 200 * (24 * 23 / 2 * (own[1] ** 2 + other[1] ** 2))
    share = present["ab"] / sum(present.values())
    # Session by session the share varies by about .1: over 400 sessions, .005.
    assert abs(share - crossing / (crossing + within)) < 0.02


@pytest.mark.parametrize("choice", [0.4, 1.0, 2.5])
def test_partner_choice_is_the_odds_ratio_of_contact(choice):
    present, met = pair_counts(made(people=60, sessions=200, partner_choice=choice))
    cross, same = met["ab"], met["aa"] + met["bb"]
    cross_not, same_not = present["ab"] - cross, present["aa"] + present["bb"] - same
    odds_ratio = cross * same_not / (cross_not * same)
    # The large-sample standard deviation of a log odds ratio (Woolf 1955).
    deviation = np.sqrt(1 / cross + 1 / cross_not + 1 / same + 1 / same_not)
    assert deviation < 0.06
    assert abs(np.log(odds_ratio / choice)) < 4 * deviation


def test_contacts_fall_as_chance_talkativeness_and_choice_say():
    present, met = pair_counts(
        made(people=60, sessions=200, contact_chance=0.05, talkativeness=(1, 2), partner_choice=0.7)
    )
    base = 0.05 / 0.95
    for key, odds in (("aa", base), ("ab", base * 2 * 0.7), ("bb", base * 4)):
        chance = odds / (1 + odds)
        deviation = np.sqrt(present[key] * chance * (1 - chance))
        assert abs(met[key] - present[key] * chance) < 4 * deviation


def test_talkativeness_is_seen_in_contacts_per_visit():
    frames = made(people=60, sessions=400, contact_chance=0.01, talkativeness=(1, 3))
    group = frames["participants"].set_index("participant")["origin"]
    ends = pd.concat([frames["encounters"]["source"], frames["encounters"]["target"]])
    contacts = group[ends].value_counts()
    per_visit = contacts / with_group(frames)["origin"].value_counts()
    deviation = np.sqrt((1 / contacts).sum()) * np.sqrt(2)  # contacts of one group come in pairs
    # Rare contacts: the ratio is 3, less what odds above chance and one's own absence take.
    assert abs(np.log(per_visit["b"] / per_visit["a"] / 3)) < 4 * deviation + 0.1


def test_talkativeness_spreads_over_persons_and_keeps_its_mean():
    def per_person(spread):
        frames = made(people=60, sessions=800, contact_chance=0.01, talkativeness_spread=spread)
        ends = pd.concat([frames["encounters"]["source"], frames["encounters"]["target"]])
        return ends.value_counts().reindex(frames["participants"]["participant"], fill_value=0)

    plain, spread = per_person(0.0), per_person(0.6)
    assert spread.std() > 2 * plain.std()
    # The mean of a factor over 60 persons has standard deviation sqrt(exp(.36) - 1) / sqrt(60);
    # a pair carries two of them.
    assert abs(spread.mean() / plain.mean() - 1) < 4 * 2 * np.sqrt(np.expm1(0.36) / 60)


def test_persistence_makes_the_same_pairs_meet_again():
    def dispersion(persistence):
        met = made(sessions=200, contact_chance=0.02, persistence=persistence)["encounters"]
        times = met.groupby(["source", "target"]).size()
        per_pair = np.concatenate([times, np.zeros(60 * 59 // 2 - len(times))])
        return per_pair.var() / per_pair.mean()

    # Without persistence, rare contacts are Poisson: variance and mean are one.
    assert abs(dispersion(0.0) - 1) < 4 * np.sqrt(2 / 1770)
    assert dispersion(2.0) > 1.5


def test_liveliness_follows_the_openings_in_turn():
    frames = made(people=60, sessions=100, contact_chance=0.02, liveliness=(1, 3))
    met = frames["encounters"].merge(frames["sessions"], on="session")["slot"].value_counts()
    deviation = np.sqrt(1 / met["slot 1"] + 1 / met["slot 2"])
    # Pairs present differ a little between the slots: a tenth is left for that.
    assert abs(np.log(met["slot 2"] / met["slot 1"] / 3)) < 4 * deviation + 0.1


def test_families_come_together_and_do_not_meet_each_other():
    frames = made(families=True, people=90, sessions=40, contact_chance=0.4)
    people, attendance = frames["participants"], frames["attendance"]
    sizes = people.groupby("family").size()
    assert set(sizes) == {1, 2, 3}
    assert not people.groupby("family")["origin"].agg(set).map(len).gt(1).any()
    came = attendance.merge(people, on="participant").groupby(["session", "family"]).size()
    assert (came == sizes[came.index.get_level_values("family")].to_numpy()).all()
    assert attendance.groupby(["session", "company"]).size().min() == 2
    family = people.set_index("participant")["family"]
    met = frames["encounters"]
    assert len(met) > 1000
    assert (family[met["source"]].to_numpy() != family[met["target"]].to_numpy()).all()
    assert "family" not in made()["participants"] and "company" not in made()["attendance"]


def test_contacts_are_of_people_who_are_present_once_per_session():
    frames = made(contact_chance=0.5)
    there = set(map(tuple, frames["attendance"][["participant", "session"]].to_numpy()))
    met = frames["encounters"]
    for end in ("source", "target", "initiator"):
        assert set(zip(met[end], met["session"], strict=True)) <= there
    assert (met["source"] != met["target"]).all()
    assert not met.duplicated(["source", "target", "session"]).any()
    assert met["minutes"].min() >= 1
    assert (met.loc[met["form"] == "greeting", "minutes"] == 1).all()


def test_unknown_groups_are_missing_and_nothing_else_changes():
    plain, unknown = made(people=200), made(people=200, unknown=0.2)
    missing = unknown["participants"]["origin"].isna().sum()
    assert abs(missing - 40) < 4 * np.sqrt(200 * 0.2 * 0.8)
    pd.testing.assert_frame_equal(plain["encounters"], unknown["encounters"])


@pytest.mark.parametrize("association", [0.0, 0.4, 1.0])
def test_association_is_phi_where_the_shares_are_equal(association):
    people = made(people=2000, ses_shares=(0.6, 0.4, 0.0), association=association)["participants"]
    phi = np.corrcoef(people["origin"] == "b", people["ses"] == "middle")[0, 1]
    assert abs(phi - association) < 4 / np.sqrt(2000) + 1e-9
    assert abs((people["ses"] == "low").mean() - 0.6) < 4 * np.sqrt(0.24 / 2000)


def test_choice_on_the_second_line_is_its_own_knob():
    knobs = {"sessions": 100, "ses_shares": (0.5, 0.3, 0.2)}
    plain, chosen = made(**knobs), made(**knobs, ses_choice=0.2)

    def crossing(frames, line):
        group = frames["participants"].set_index("participant")[line]
        met = frames["encounters"]
        return (group[met["source"]].to_numpy() != group[met["target"]].to_numpy()).mean()

    assert crossing(chosen, "ses") < 0.6 * crossing(plain, "ses")
    assert abs(crossing(chosen, "origin") - crossing(plain, "origin")) < 0.1


def test_a_world_in_which_nothing_happens_has_its_columns():
    frames = made(attendance=0.0)
    assert len(frames["attendance"]) == len(frames["encounters"]) == 0
    assert list(frames["encounters"]) == list(made()["encounters"])


@pytest.mark.parametrize(
    ("knobs", "message"),
    [
        ({"people": 1}, "`people` must be a whole number of at least 2, not 1"),
        ({"sites": 1.5}, "`sites` must be a whole number of at least 1, not 1.5"),
        ({"groups": ("a", "a")}, "`groups` must be two or more different names"),
        ({"shares": (0.5, 0.4)}, "`shares` must be 2 shares that add up to 1"),
        ({"ses_shares": (0.5, 0.5)}, "`ses_shares` must be 3 shares that add up to 1"),
        ({"separation": 1.2}, "`separation` must be from 0 to 1, not"),
        ({"contact_chance": 1.0}, "`contact_chance` must be below 1"),
        ({"attendance": (0.1, 0.2, 0.3)}, "`attendance` must be one number, or one for each of 2"),
        ({"attendance": 1.5}, "`attendance` must be from 0 to 1"),
        ({"attendance": 0.8, "separation": 1.0}, "can't be so high with this `separation`"),
        ({"partner_choice": -1}, "`partner_choice` must be at least 0"),
        ({"persistence": float("nan")}, "`persistence` must be at least 0"),
        ({"liveliness": ()}, "`liveliness` must hold at least one factor"),
    ],
)
def test_knobs_that_no_world_can_have_are_refused(knobs, message):
    with pytest.raises(OptionError, match=message.replace("(", r"\(")):
        made(**knobs)
