"""The chain of real records, each number counted a second way."""

from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

import bridging as br

STUDIES = Path(__file__).parents[1] / "real"
DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not on this machine")


# --- one classroom hour: talk among students who were all there -----------------------------------


@pytest.fixture(scope="module")
def classroom():
    return br.read_study(STUDIES / "classroom")


@pytest.fixture(scope="module")
def talk():
    """The students and the turns among them."""
    people = pd.read_csv(DATA / "mcfarland_cls33_stream" / "participants.csv")
    turns = pd.read_csv(DATA / "mcfarland_cls33_stream" / "encounters.csv")
    students = people[people["role"] != "instructor"].set_index("id")
    there = turns["source"].isin(students.index) & turns["target"].isin(students.index)
    return students, turns[there]


@pytest.mark.parametrize("line", ["race", "sex"])
def test_a_classroom_in_which_everybody_was_present(classroom, talk, line):
    students, turns = talk
    group = students[line]
    part = br.chain(classroom, line, n_resamples=199)[0]
    pairs = [tuple(sorted(pair)) for pair in combinations(students.index, 2)]
    across = {pair: group[pair[0]] != group[pair[1]] for pair in pairs}
    possible = np.mean(list(across.values()))
    for step in ("visitors", "visits", "present", "opportunity"):
        assert part[step] == pytest.approx(possible, abs=1e-12)
    for factor in ("frequency", "co_presence", "timing"):
        assert part[factor] == pytest.approx(1, abs=1e-12)
    talked = [tuple(sorted(p)) for p in zip(turns["source"], turns["target"], strict=True)]
    share = np.mean([across[pair] for pair in talked])
    assert part["contacts"] == pytest.approx(share, abs=1e-12)
    assert part["uptake"] == pytest.approx(share / possible, abs=1e-12)
    met = set(talked)
    table = np.zeros((2, 2))
    for pair in pairs:
        table[int(across[pair]), int(pair in met)] += 1
    odds = table[1, 1] * table[0, 0] / (table[0, 1] * table[1, 0])
    assert part["theta"] == pytest.approx(odds, rel=1e-12)
    assert part.sizes["n_participants"] == 18 and part.sizes["n_contacts"] == 378


def test_the_interval_of_the_classroom_by_leaving_out_each_student(classroom, talk):
    students, turns = talk
    across = (
        students["race"][turns["source"]].to_numpy() != students["race"][turns["target"]].to_numpy()
    )

    def logit(share):
        return np.log(share / (1 - share))

    left = np.array(
        [
            logit(across[((turns["source"] != i) & (turns["target"] != i)).to_numpy()].mean())
            for i in students.index
        ]
    )
    n = len(left)
    error = np.sqrt((n - 1) / n * ((left - left.mean()) ** 2).sum())
    place, reach = logit(across.mean()), student.ppf(0.975, n - 1) * error
    limits = br.chain(classroom, "race", null=False)[0].intervals["contacts"]
    for found, expected in ((limits.low, place - reach), (limits.high, place + reach)):
        assert logit(found) == pytest.approx(expected, rel=1e-9)


def test_what_chance_gives_the_classroom_by_swapping_ends(classroom, talk):
    """A chain of double edge swaps keeps how many partners each student has, as the null does."""
    students, turns = talk
    graph = nx.Graph(zip(turns["source"], turns["target"], strict=True))
    rng, shares = np.random.default_rng(1), []
    for _ in range(1500):
        nx.double_edge_swap(graph, nswap=20, max_tries=10_000, seed=int(rng.integers(2**31)))
        shares.append(np.mean([students["race"][a] != students["race"][b] for a, b in graph.edges]))
    part = br.chain(classroom, "race", weight="pairs", interval=False, n_resamples=999)[0]
    assert part["contacts"] / part["partner_choice"] == pytest.approx(np.mean(shares), abs=0.01)


# --- clubs of one high school: who could meet, and nothing of who met -----------------------------


@pytest.fixture(scope="module")
def activities():
    return br.read_study(STUDIES / "activities")


@pytest.fixture(scope="module")
def members():
    """Members of known race by club and year, and who they are."""
    people = pd.read_csv(
        DATA / "mcfarland_activities" / "participants.csv", dtype=str, keep_default_na=False
    ).set_index("id")
    rows = pd.read_csv(DATA / "mcfarland_activities" / "attendance.csv", dtype=str)
    rows["race"] = rows["participant"].map(people["race"])
    return rows[rows["race"] != ""]


def pairs_of(table):
    """Return pairs across, and all pairs, of rows of counts by group."""
    size = table.sum(axis=1)
    return (size**2 - (table**2).sum(axis=1)) / 2, size * (size - 1) / 2


def test_which_club_years_could_bridge_race_at_all(activities, members):
    found = br.chain(activities, "race", by="session", interval=False, null=False)
    present = pd.Series({part.unit: part["present"] for part in found})
    across, pairs = pairs_of(pd.crosstab(members["session"], members["race"]))
    expected = (across / pairs.where(pairs > 0)).reindex(present.index)
    np.testing.assert_allclose(present.to_numpy(float), expected.to_numpy(float), rtol=1e-12)
    # they are 271 club-years; clubs of one member or of one race could bridge nothing
    could = present > 0
    races = members.drop_duplicates(["session", "race"]).groupby("session").size()
    mixed = races > 1
    assert len(found) == 271 and could.sum() == mixed.sum()
    assert set(present.index[could]) == set(mixed.index[mixed])
    alone = [part for part in found if np.isnan(part["present"])]
    assert all("no two people" in part.undefined["present"] for part in alone)
    for part in found:
        for label in ("contacts", "uptake", "theta", "partner_choice"):
            assert "no contacts" in part.undefined[label]


def test_who_comes_and_who_is_there_together_each_year(activities, members):
    found = br.chain(activities, "race", by="year", interval=False)
    assert [part.unit for part in found] == ["1996", "1997", "1998"]
    for part in found:
        rows = members[members["year"] == part.unit]
        once = rows.drop_duplicates("participant")
        across, pairs = pairs_of(pd.crosstab(once["year"], once["race"]))
        assert part["visitors"] == pytest.approx((across / pairs).iloc[0], rel=1e-12)
        # two visits of different people: all pairs of visits but those of one person
        visits = rows.groupby(["participant", "race"]).size().reset_index(name="visits")
        total, by_race = visits["visits"].sum(), visits.groupby("race")["visits"].sum()
        different = total**2 - (visits["visits"] ** 2).sum()
        assert part["visits"] == pytest.approx(
            (total**2 - (by_race**2).sum()) / different, rel=1e-12
        )
        across, pairs = pairs_of(pd.crosstab(rows["session"], rows["race"]))
        assert part["present"] == pytest.approx(across.sum() / pairs.sum(), rel=1e-12)
        factors = part["frequency"] * part["co_presence"]
        assert factors == pytest.approx(part["present"] / part["visitors"], rel=1e-12)


def test_the_club_years_have_intervals_of_who_was_together(activities, members):
    """Without each of the students of a year, by a matrix of who is in which club."""
    found = br.chain(activities, "race", by="year")[0]
    rows = members[members["year"] == "1996"]
    matrix = pd.crosstab(rows["participant"], rows["session"]).to_numpy(float)
    race = rows.drop_duplicates("participant").set_index("participant")["race"].sort_index()
    member = pd.get_dummies(race).to_numpy(float)
    shared = matrix @ matrix.T
    other = 1 - member @ member.T
    np.fill_diagonal(shared, 0)
    of_person = shared.sum(axis=1), (shared * other).sum(axis=1)
    pairs, across = (values.sum() / 2 - values for values in of_person)
    spread = np.log(across / pairs / (1 - across / pairs)).std()
    limits = found.intervals["present"]
    centre = found["present"]
    error = np.sqrt(len(race)) * spread * centre * (1 - centre)  # times √factor
    assert limits.n_clusters == len(race)
    assert limits.low < centre < limits.high
    assert error * 0.7 < limits.std_error < error * 1.01


# --- diaries of contacts: no presence -------------------------------------------------------------

BANDS = ["0-17", "18-64", "65+"]


@pytest.fixture(scope="module")
def diaries():
    """One row for each contact: the diary keeper and the other."""
    keepers = pd.read_csv(DATA / "belgium2010" / "participants.csv")
    contacts = pd.read_csv(DATA / "belgium2010" / "contacts.csv", low_memory=False)
    contacts = contacts.merge(keepers[["part_id", "part_age", "part_gender"]], on="part_id")
    for name, age in (("own_age", "part_age"), ("other_age", "cnt_age_exact")):
        band = pd.cut(contacts[age], [-1, 17, 64, 120], labels=BANDS)
        contacts[name] = band.astype(object).where(band.notna(), None)
    contacts["other_sex"] = contacts["cnt_gender"].where(contacts["cnt_gender"].notna(), None)
    return contacts


@pytest.fixture(scope="module")
def diary_study(diaries):
    other = [f"c{number}" for number in range(len(diaries))]
    keeper = diaries["part_id"].astype(str)
    first = ~keeper.duplicated()
    people = pd.DataFrame(
        {
            "participant": [*keeper[first], *other],
            "sex": [*diaries.loc[first, "part_gender"], *diaries["other_sex"]],
            "age": [*diaries.loc[first, "own_age"], *diaries["other_age"]],
        }
    )
    return br.Study.from_frames(
        participants=people,
        encounters={
            "source": keeper.to_numpy(),
            "target": other,
            "home": np.where(diaries["cnt_home"] == 1, "home", "elsewhere"),
        },
        lines={"sex": ["F", "M"], "age": {"groups": BANDS, "ordered": True}},
    )


@pytest.mark.parametrize(("line", "own"), [("sex", "part_gender"), ("age", "own_age")])
def test_of_diaries_there_are_contacts_and_no_more(diary_study, diaries, line, own):
    part = br.chain(diary_study, line, null=False)[0]
    known = diaries[diaries[f"other_{line}"].notna()]
    assert part["contacts"] == pytest.approx((known[own] != known[f"other_{line}"]).mean())
    assert part.sizes["n_left_out"] == len(diaries) - len(known)
    assert part.sizes["n_contacts"] == len(known)
    for label in ("visitors", "visits", "present", "opportunity", "theta", "frequency", "timing"):
        assert np.isnan(part[label]) and part.undefined[label] == "presence was not recorded"
    # who is in a contact is left out: a keeper takes all of the diary, the other one contact
    crosses = (known[own] != known[f"other_{line}"]).to_numpy()
    keeper = known["part_id"].to_numpy()
    all_of = pd.Series(crosses).groupby(keeper).agg(["sum", "size"])
    gone = np.concatenate(
        [all_of.to_numpy(float), np.stack([crosses, np.ones(len(known))], axis=1)]
    )
    left = (crosses.sum() - gone[:, 0]) / (len(known) - gone[:, 1])
    left, n = np.log(left / (1 - left)), len(gone)
    error = np.sqrt((n - 1) / n * ((left - left.mean()) ** 2).sum())
    place = np.log(crosses.mean() / (1 - crosses.mean()))
    limits = [
        1 / (1 + np.exp(-(place + sign * student.ppf(0.975, n - 1) * error))) for sign in (-1, 1)
    ]
    found = part.intervals
    assert set(found) == {"contacts"}
    assert (found["contacts"].low, found["contacts"].high) == pytest.approx(limits, rel=1e-9)


def test_diaries_by_place_and_group(diary_study, diaries):
    found = br.chain(diary_study, "age", by="home", per_group=True, null=False)
    known = diaries[diaries["other_age"].notna()]
    for part in found:
        here = known[(known["cnt_home"] == 1) == (part.unit == "home")]
        ends = pd.concat([here["own_age"], here["other_age"]])
        different = pd.concat([here["own_age"] != here["other_age"]] * 2)
        assert part["contacts"] == pytest.approx(different[(ends == part.group).to_numpy()].mean())


def test_diaries_and_their_tallies_say_the_same(diary_study, diaries):
    table = diaries.dropna(subset="other_age").groupby(["own_age", "other_age"]).size()
    own, other = (table.index.get_level_values(level) for level in (0, 1))
    tallied = br.Study.from_frames(
        tallies_contacts={
            "line": ["age"] * len(table), "group_a": own, "group_b": other,
            "contacts": table.to_numpy(),
        },
        lines={"age": BANDS},
    )  # fmt: skip
    one, two = (br.chain(s, "age", null=False)[0] for s in (diary_study, tallied))
    assert two["contacts"] == pytest.approx(one["contacts"], abs=1e-12)
    assert two.undefined["present"] == "presence was not recorded"
    assert two.undefined["visitors"] == "tallies do not say who came"


# --- food sharing in two villages: two lines at once ----------------------------------------------


@pytest.fixture(scope="module")
def sharing():
    people = pd.read_csv(DATA / "strand_food_sharing" / "participants.csv")
    ties = pd.read_csv(DATA / "strand_food_sharing" / "encounters.csv")
    return people, ties[ties["layer"] == "TransferOut"]


@pytest.fixture(scope="module")
def sharing_study(sharing):
    people, ties = sharing
    return br.Study.from_frames(
        participants=people.rename(columns={"id": "participant"}),
        attendance={"participant": people["id"]},
        encounters=ties[["source", "target"]],
        lines={
            "Ethnicity": ["AFROCOLOMBIAN", "EMBERA", "MESTIZO"],
            "Wealth": {"numeric": True, "cuts": [0], "groups": ["below the mean", "above it"]},
        },
    )


def test_ethnicity_and_wealth_together(sharing_study, sharing):
    people, ties = sharing
    people = people.set_index("id")
    lines = pd.DataFrame({"ethnicity": people["Ethnicity"], "wealth": people["Wealth"] >= 0})

    def crossed(one, other):
        return int((lines.loc[one] != lines.loc[other]).sum())

    pairs = {frozenset(p): crossed(*p) for p in combinations(people.index, 2)}
    every = np.bincount(list(pairs.values()), minlength=3)
    given = [
        pairs[frozenset(p)] for p in ties[["source", "target"]].itertuples(index=False, name=None)
    ]
    contacts = np.bincount(given, minlength=3)
    shared = {frozenset(p) for p in ties[["source", "target"]].itertuples(index=False, name=None)}
    met = np.bincount([pairs[pair] for pair in shared], minlength=3)
    found = br.chain(sharing_study, ["Ethnicity", "Wealth"], null=False)
    assert [part.crossing for part in found] == ["none", "one", "two"]
    odds = met / (every - met)
    for kind, part in enumerate(found):
        share = every[kind] / every.sum()
        for step in ("visitors", "visits", "present", "opportunity"):
            assert part[step] == pytest.approx(share, rel=1e-12)
        assert part["contacts"] == pytest.approx(contacts[kind] / contacts.sum(), rel=1e-12)
        assert part["theta"] == pytest.approx(odds[kind] / odds[0], rel=1e-12)
    assert sum(part["contacts"] for part in found) == pytest.approx(1, abs=1e-12)


def test_food_crosses_either_line_less_than_neither(sharing_study):
    """Each line apart and both together tell one story, and θ falls with every line crossed."""
    both = br.chain(sharing_study, ["Ethnicity", "Wealth"], null=False)
    assert both[2]["theta"] < both[1]["theta"] < 1
    alone = {line: br.chain(sharing_study, line)[0] for line in ("Ethnicity", "Wealth")}
    assert alone["Ethnicity"]["theta"] < alone["Wealth"]["theta"]
    limits = alone["Ethnicity"].intervals["partner_choice"]
    assert limits.high < 1 and alone["Ethnicity"].p_value <= 0.05
    # a pair that crosses one line of two crosses ethnicity or wealth, never both
    crossings = both[1]["contacts"] + 2 * both[2]["contacts"]
    assert crossings == pytest.approx(sum(part["contacts"] for part in alone.values()), abs=1e-12)
