"""The five houses against what the source says of its five cases, counted with plain pandas."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from bridging.simulate.five_houses import SEED, five_houses_frames
from bridging.simulate.houses import LINES

SITES = [f"house-{number}" for number in range(1, 6)]


@pytest.fixture(scope="module")
def frames():
    return five_houses_frames(np.random.default_rng(SEED))


@pytest.fixture(scope="module")
def people(frames):
    """Participants by id, with the groups recoded and unknown as missing."""
    table = frames["participants"].set_index("participant")
    for line, rules in LINES.items():
        recoded = table[line].map(lambda value, r=rules: r["values"].get(value, value))
        table[line] = recoded.where(~table[line].isin(rules["unknown"]))
    return table


@pytest.fixture(scope="module")
def visits(frames, people):
    """Attendance of visitors, with their groups and site."""
    table = (
        frames["attendance"]
        .join(people, on="participant")
        .merge(frames["sessions"][["session", "site"]], on="session")
    )
    return table[table["role"] == "ouder"]


@pytest.fixture(scope="module")
def contacts(frames, people):
    """Pairs of visitors in a meeting, with their site."""
    members = frames["encounters"].join(people["role"], on="participant")
    members = members[members["role"] == "ouder"]
    pairs = [
        (one, other, session)
        for (_, session), meeting in members.groupby(["encounter", "session"])
        for one, other in combinations(meeting["participant"], 2)
    ]
    table = pd.DataFrame(pairs, columns=["one", "other", "session"])
    return table.merge(frames["sessions"][["session", "site"]], on="session")


def someone_across(visits, site, line):
    """Share of person-visits, group known, that had anyone of another group present."""
    known = visits[(visits["site"] == site) & visits[line].notna()]
    groups = known.groupby("session")[line].nunique()
    return (known["session"].map(groups) > 1).mean()


def crossing(contacts, people, site, line):
    """Contacts with both groups known, and the share that cross."""
    here = contacts[contacts["site"] == site]
    one, other = people[line].reindex(here["one"]), people[line].reindex(here["other"])
    known = one.notna().to_numpy() & other.notna().to_numpy()
    return known.sum(), (one.to_numpy() != other.to_numpy())[known].mean()


def test_there_are_five_houses_open_ten_to_twelve_times_in_one_spring(frames):
    assert frames["sites"]["site"].tolist() == SITES
    assert frames["sessions"]["site"].value_counts().between(10, 12).all()
    assert frames["sessions"]["start"].min() >= pd.Timestamp("2025-03-01")
    assert frames["sessions"]["end"].max() < pd.Timestamp("2025-06-21")
    days = frames["sessions"]["start"].dt.normalize()
    assert not days.isin(pd.date_range("2025-04-07", "2025-04-21")).any()


def test_every_house_has_its_team_and_numbers_of_visitors(frames, people, visits):
    sizes = visits.groupby("session").size().reindex(frames["sessions"]["session"], fill_value=0)
    by_site = sizes.groupby(frames["sessions"].set_index("session")["site"])
    assert by_site.min()[["house-1", "house-3", "house-4", "house-5"]].min() == 4
    assert by_site.max().max() == 20
    assert by_site.mean().idxmax() == "house-5"
    roles = frames["attendance"].join(people["role"], on="participant").groupby("session")["role"]
    assert (roles.agg(lambda role: (role == "begeleider").sum()) == 1).all()
    assert people["role"].value_counts()["vrijwilliger"] == 10


@pytest.mark.parametrize("line", ["origin", "ses"])
@pytest.mark.parametrize("site", ["house-1", "house-4"])
def test_houses_1_and_4_are_not_heterogeneous(visits, contacts, people, site, line):
    assert someone_across(visits, site, line) < 0.1
    number, share = crossing(contacts, people, site, line)
    assert number > 50 and share == 0


def test_house_1_saw_one_family_of_belgian_background_once(visits):
    here = visits[visits["site"] == "house-1"]
    assert (here["origin"] == "Belgian background").sum() == 1
    assert someone_across(visits, "house-1", "origin") > 0


def test_house_4_reached_one_group_on_each_line(visits):
    here = visits[visits["site"] == "house-4"]
    assert set(here["origin"].dropna()) == {"foreign background"}
    assert set(here["ses"].dropna()) == {"low"}


def test_house_2_sees_few_people_and_hardly_any_contact(frames, visits, contacts):
    here = visits[visits["site"] == "house-2"]
    sessions = frames["sessions"]["session"][frames["sessions"]["site"] == "house-2"]
    sizes = here.groupby("session").size().reindex(sessions, fill_value=0)
    assert sizes.between(0, 3).all() and (sizes == 0).any()
    assert 0 < (contacts["site"] == "house-2").sum() < 10


def test_what_the_source_does_not_state_is_unknown(visits, people):
    assert visits.loc[visits["site"] == "house-2", ["origin", "ses"]].isna().all(axis=None)
    third = visits[visits["site"] == "house-3"]
    assert third["origin"].isna().all() and set(third["ses"].dropna()) == {"low"}
    assert people.loc[people["role"] != "ouder", ["origin", "ses"]].isna().all(axis=None)


def test_house_5_is_mixed_on_origin_and_skewed_on_ses(visits, contacts, people):
    here = visits[visits["site"] == "house-5"]
    origin = here.drop_duplicates("family")["origin"].value_counts(normalize=True)
    assert 0.4 < origin["Belgian background"] < 0.5
    ses = here["ses"].value_counts(normalize=True)
    assert ses["low"] > 0.7 > ses["middle"] > ses["high"] > 0
    for line in LINES:
        assert someone_across(visits, "house-5", line) > 0.9
    number, share = crossing(contacts, people, "house-5", "origin")
    assert number >= 120 and 0.4 < share < 0.6
    assert crossing(contacts, people, "house-5", "ses")[1] < share


def test_house_5_chooses_a_little_less_across_origin_and_less_across_ses(visits, contacts, people):
    ratio = {}
    for line in LINES:
        known = visits[(visits["site"] == "house-5") & visits[line].notna()]
        crosses = [
            one[0] != other[0]
            for _, there in known.groupby("session")
            for one, other in combinations(zip(there[line], there["company"], strict=True), 2)
            if one[1] != other[1] or pd.isna(one[1])
        ]
        ratio[line] = crossing(contacts, people, "house-5", line)[1] / np.mean(crosses)
    assert 0.9 < ratio["origin"] < 1
    assert ratio["ses"] < 0.9


def test_people_who_came_together_never_meet_each_other(frames, people):
    met = frames["encounters"].join(people["family"], on="participant").dropna(subset="family")
    assert not met.duplicated(["encounter", "family"]).any()
    together = frames["attendance"].dropna(subset="company")
    assert together.groupby(["session", "company"]).size().min() == 2


def test_everybody_in_a_meeting_was_recorded_as_present(frames):
    there = set(map(tuple, frames["attendance"][["participant", "session"]].to_numpy()))
    met = frames["encounters"]
    assert set(zip(met["participant"], met["session"], strict=True)) <= there
    began = met.dropna(subset="initiator").drop_duplicates("encounter")
    members = met.groupby("encounter")["participant"].agg(set)
    assert all(b in members[e] for e, b in zip(began["encounter"], began["initiator"], strict=True))
    assert met["encounter"].nunique() > len(began) > 0


def test_some_meetings_are_of_three_or_four(frames):
    sizes = frames["encounters"].groupby("encounter").size()
    assert set(sizes) == {2, 3, 4}
    assert set(frames["encounters"]["form"]) == {"greeting", "talk", "exchange"}
    assert set(frames["encounters"]["occasion"]) == {
        "child", "staff", "volunteer", "activity", "nobody",
    }  # fmt: skip
    assert frames["encounters"]["minutes"].between(1, 30).all()


def test_only_house_5_wrote_down_when_people_came_and_went(frames):
    table = frames["attendance"].merge(frames["sessions"], on="session")
    timed = table[table["arrival"].notna()]
    assert set(timed["site"]) == {"house-5"}
    assert table.loc[table["site"] == "house-5", ["arrival", "departure"]].notna().all(axis=None)
    assert (timed["arrival"] >= "09:30").all() and (timed["departure"] <= "11:30").all()
    # Everybody of a session was there together at some moment.
    assert timed["arrival"].max() < timed["departure"].min()
    parties = timed.dropna(subset="company").groupby(["session", "company"])
    for clock in ("arrival", "departure"):
        assert (parties[clock].min() == parties[clock].max()).all()


def test_the_reference_is_only_of_lines_that_are_known(frames):
    given = frames["reference"].groupby("site")["line"].unique().map(set).to_dict()
    both = {"origin", "ses"}
    assert given == {"house-1": both, "house-3": {"ses"}, "house-4": both, "house-5": both}
