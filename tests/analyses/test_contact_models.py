"""Contact models of studies, against rows made by hand and other programs."""

import itertools

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

import bridging as br
from bridging.analyses.contact_models import first_contact_hazard, pair_logit, partner_logit
from bridging.inference.regression import dyadic_covariance
from bridging.simulate import world


def made(seed=3, **knobs):
    options = {"people": 24, "sessions": 10, "contact_chance": 0.25, "partner_choice": 0.6}
    return world(seed=seed, ses_shares=None, **{**options, "attendance": 0.4, **knobs})


def rows_by_hand(study):
    """List every two people present together who did not come together, from the tables."""
    tables = study.records.tables
    groups = tables["participants"].set_index("participant")["origin"]
    met = {
        (session, frozenset(pair))
        for session, *pair in tables["encounters"]
        .merge(
            tables["members"].groupby("encounter_index")["participant"].agg(tuple).rename("who"),
            left_index=True,
            right_index=True,
        )[["session", "who"]]
        .explode("who")
        .groupby(level=0)
        .agg({"session": "first", "who": tuple})
        .apply(lambda row: (row["session"], *row["who"]), axis=1)
    }
    found = []
    for session, here in tables["attendance"].groupby("session", sort=False)["participant"]:
        for a, b in itertools.combinations(sorted(here), 2):
            found.append(
                {
                    "session": session,
                    "a": a,
                    "b": b,
                    "met": float((session, frozenset((a, b))) in met),
                    "activity": float((groups[a] == "b") + (groups[b] == "b")),
                    "across": float(groups[a] != groups[b]),
                    "partner": float(groups[b] == "b"),
                }
            )
    return pd.DataFrame(found)


def telling(rows, by):
    share = rows.groupby(by)["met"].transform("mean")
    return rows[(share > 0) & (share < 1)].reset_index(drop=True)


def test_one_session_by_hand():
    """Of 4 pairs within a group 3 met, of 6 across 2: the odds ratio is (2/4)/(3/1)."""
    people = ["a1", "a2", "b1", "b2", "b3"]
    study = br.Study.from_frames(
        participants={"participant": people, "g": [name[0] for name in people]},
        attendance={"participant": people},
        encounters={
            "source": ["a1", "b1", "b1", "a1", "a2", "a2"],
            "target": ["a2", "b2", "b3", "b1", "b2", "b2"],
        },
        lines={"g": ["a", "b"]},
    )
    found = pair_logit(study, activity="none")
    row = found.table.iloc[0]
    assert row["term"] == "across" and row["odds_ratio"] == pytest.approx((2 / 4) / (3 / 1))
    assert row["estimate"] == pytest.approx(np.log(1 / 6))
    assert (found.n_rows, found.n_contacts, found.n_people, found.n_pairs) == (10, 5, 5, 10)
    assert "Few people: 5" in found.warnings[0] and "Weinig mensen: 5" in found.warnings_nl[0]


def test_levels_for_sessions_as_through_statsmodels():
    study = made()
    rows = telling(rows_by_hand(study), "session")
    design = rows[["activity", "across"]].join(pd.get_dummies(rows["session"], dtype=float))
    fit = sm.Logit(rows["met"], design).fit(disp=0)
    errors = dyadic_covariance(fit, rows[["a", "b"]])
    found = pair_logit(study, confidence_level=0.9)
    assert found.table["term"].tolist() == ["activity of b", "across"]
    for place, name in enumerate(["activity", "across"]):
        row = found.table.iloc[place]
        assert row["estimate"] == pytest.approx(fit.params[name], abs=1e-6)
        assert row["odds_ratio"] == pytest.approx(np.exp(fit.params[name]), abs=1e-6)
        assert row["std_error"] == pytest.approx(errors.std_error[name], rel=1e-5)
        assert row["p_value"] == pytest.approx(errors.p_value[name], rel=1e-4)
        limits = errors.conf_int(0.9).loc[name].tolist()
        assert row[["ci_low", "ci_high"]].tolist() == pytest.approx(limits, rel=1e-4)
    assert found.n_rows == len(rows) and found.n_contacts == rows["met"].sum()
    assert "maximum likelihood" in found.method and "23 degrees of freedom" in found.method


@pytest.mark.filterwarnings("ignore:Maximum Likelihood optimization failed")
def test_conditional_on_sessions_as_through_statsmodels():
    from statsmodels.discrete.conditional_models import ConditionalLogit

    study = made(people=14, sessions=6)
    rows = telling(rows_by_hand(study), "session")
    theirs = ConditionalLogit(
        rows["met"], rows[["activity", "across"]], groups=rows["session"]
    ).fit(disp=0, method="newton", start_params=np.zeros(2))
    found = pair_logit(study, sessions="conditional")
    np.testing.assert_allclose(found.table["estimate"], theirs.params, atol=1e-5)


@pytest.mark.filterwarnings("ignore:Maximum Likelihood optimization failed")
def test_partners_as_through_statsmodels():
    """Each person's partners in a session out of those present, from both sides."""
    from statsmodels.discrete.conditional_models import ConditionalLogit

    study = made(people=14, sessions=6)
    one = rows_by_hand(study)
    groups = study.records.tables["participants"].set_index("participant")["origin"]
    other = one.rename(columns={"a": "b", "b": "a"})
    other["partner"] = (other["b"].map(groups) == "b").astype(float)
    both = pd.concat([one, other], ignore_index=True)
    both["chooser"] = both["session"] + both["a"]
    both = telling(both, "chooser")
    theirs = ConditionalLogit(both["met"], both[["partner", "across"]], groups=both["chooser"]).fit(
        disp=0, method="newton", start_params=np.zeros(2)
    )
    found = partner_logit(study)
    assert found.table["term"].tolist() == ["partner is b", "across"]
    np.testing.assert_allclose(found.table["estimate"], theirs.params, atol=1e-5)
    assert found.n_rows == len(both)


def test_who_began_chooses():
    """One person who begins everything, thrice with her own group of 2 and once with 3 others."""
    people = ["a0", "a1", "a2", "b1", "b2", "b3"]
    frames = {
        "participants": {"participant": people, "g": [name[0] for name in people]},
        "sessions": {"session": list("1234")},
        "attendance": {"participant": people * 4, "session": [s for s in "1234" for _ in people]},
        "encounters": {
            "source": ["a0"] * 4,
            "target": ["a1", "a1", "a2", "b1"],
            "session": list("1234"),
            "initiator": ["a0"] * 4,
        },
        "lines": {"g": ["a", "b"]},
    }
    found = partner_logit(br.Study.from_frames(**frames), directed=True)
    assert "can't be told apart" in found.undefined  # one chooser: across is partner is b
    frames["encounters"]["initiator"] = ["a0", "a0", "a0", "b1"]
    frames["encounters"]["source"] = ["a0", "a0", "a0", "b1"]
    frames["encounters"]["target"] = ["a1", "a1", "b2", "a1"]
    found = partner_logit(br.Study.from_frames(**frames), directed=True)
    # b1 chose one of 3 a's where 2 were of her group; a0 chose 2 of her group out of 3
    assert found.n_rows == 20 and found.n_contacts == 4


def test_first_contacts_as_through_statsmodels():
    study = made()
    rows = rows_by_hand(study)  # sessions stand in order of time
    pair = rows.groupby(["a", "b"])
    rows["joint"] = pair.cumcount() + 1
    rows = rows[pair["met"].cumsum() - rows["met"] == 0]
    rows = telling(rows, "session")
    for n in (2, 3, 4):
        rows[f"joint {n}"] = (rows["joint"] == n).astype(float)
    rows["joint 5"] = (rows["joint"] >= 5).astype(float)
    first = first_contact_hazard(study)
    n_classes = first.table["term"].str.startswith("joint").sum()
    names = [f"joint {n}" for n in range(2, 2 + n_classes)]
    last = 1 + n_classes
    rows[names[-1]] = (rows["joint"] >= last).astype(float)
    assert rows.loc[rows["joint"] >= last, "met"].sum() >= 5
    names += ["activity", "across"]
    design = rows[names].join(pd.get_dummies(rows["session"], dtype=float))
    fit = sm.Logit(rows["met"], design).fit(disp=0)
    np.testing.assert_allclose(first.table["estimate"], fit.params[names], atol=1e-6)
    assert first.table["term"].iloc[n_classes - 1] == f"joint session {last} or later"


def test_sessions_are_taken_by_their_start():
    """Two pairs meet in the session that stands first and began last; one meets in the other."""
    people = ["a1", "a2", "b1", "b2", "b3"]
    frames = {
        "participants": {"participant": people, "g": [name[0] for name in people]},
        "attendance": {"participant": people * 2, "session": ["x"] * 5 + ["y"] * 5},
        "encounters": {
            "source": ["a1", "a1", "a2", "b1", "b1"],
            "target": ["a2", "b1", "b2", "b2", "b3"],
            "session": ["x", "x", "y", "y", "y"],
        },
        "lines": {"g": ["a", "b"]},
    }
    sessions = {"session": ["x", "y"], "start": ["2025-02-02 10:00", "2025-02-01 10:00"]}
    by_start = first_contact_hazard(br.Study.from_frames(**frames, sessions=sessions))
    assert by_start.n_rows == 10 + 7  # three pairs met in y, which came first
    del sessions["start"]
    by_table = first_contact_hazard(br.Study.from_frames(**frames, sessions=sessions))
    assert by_table.n_rows == 10 + 8


def who_began(study):
    return partner_logit(study, directed=True)


@pytest.mark.parametrize("model", [pair_logit, partner_logit, who_began, first_contact_hazard])
def test_the_truth_is_found(model):
    """In a large world with a talkative minority, the odds ratio that made it."""
    study = world(
        seed=5,
        people=120,
        sessions=40,
        talkativeness=(1, 2),
        partner_choice=0.5,
        ses_shares=None,
    )
    row = model(study).table.set_index("term").loc["across"]
    assert row["ci_low"] < np.log(0.5) < row["ci_high"]
    assert row["std_error"] < 0.12 and row["p_value"] < 0.001


def test_a_talkative_minority_needs_its_activity():
    """All pairs' odds are those of two people: without activity they look like a choice."""
    study = world(seed=2, people=80, sessions=30, talkativeness=(1, 4), ses_shares=None)
    assert abs(pair_logit(study).table["estimate"].iloc[-1]) < 0.2
    assert abs(pair_logit(study, activity="none").table["estimate"].iloc[-1]) > 0.25
    both = pair_logit(study, activity="both").table
    assert both["term"].tolist() == ["talk with others", "activity of b", "across"]
    assert both["estimate"].iloc[0] > 0


@pytest.mark.parametrize("model", [pair_logit, partner_logit, first_contact_hazard])
def test_names_and_order_of_people_have_no_meaning(model, frames_of_study):
    frames, lines = frames_of_study
    one = model(br.Study.from_frames(**frames, lines={"g": lines}))
    turned = {
        name: table.sample(frac=1, random_state=4).reset_index(drop=True)
        if name != "sessions"
        else table
        for name, table in frames.items()
    }
    other = model(br.Study.from_frames(**turned, lines={"g": lines[::-1]}))
    columns = ["estimate", "std_error", "p_value"]
    one, other = (found.table.set_index("term").loc["across", columns] for found in (one, other))
    np.testing.assert_allclose(other.astype(float), one.astype(float), rtol=1e-4)


@pytest.fixture
def frames_of_study():
    study = made(families=True, people=30, unknown=0.1, attendance=0.5)
    tables = study.records.tables
    people = tables["participants"][["participant", "origin"]].rename(columns={"origin": "g"})
    encounters = tables["members"].groupby("encounter_index")["participant"].agg(["first", "last"])
    encounters.columns = ["source", "target"]
    encounters["session"] = tables["encounters"]["session"].to_numpy()
    return {
        "participants": people,
        "sessions": tables["sessions"][["session"]],
        "attendance": tables["attendance"][["participant", "session", "company"]],
        "encounters": encounters.reset_index(drop=True),
    }, ["a", "b"]


def test_companies_and_unknown_groups_are_left_out_and_counted(frames_of_study):
    frames, lines = frames_of_study
    study = br.Study.from_frames(**frames, lines={"g": lines})
    mixing = study.mixing("g", weight="pairs")
    found = pair_logit(study)
    assert found.unknown > 0 and found.left_out["unknown"] > 0
    assert found.n_sessions == 10  # in all of them some pairs met and others not
    assert found.n_rows == mixing.opportunities.sum() / 2
    assert found.n_contacts == mixing.contacts.sum() / 2


def test_nobody_across_is_penalised_and_said():
    people = [f"{g}{i}" for g in "ab" for i in range(12)]
    ring = [(g, i, (i + step) % 12) for g in "ab" for i in range(12) for step in (1, 2)]
    study = br.Study.from_frames(
        participants={"participant": people, "g": [name[0] for name in people]},
        attendance={"participant": people},
        encounters={
            "source": [f"{g}{i}" for g, i, _ in ring],
            "target": [f"{g}{j}" for g, _, j in ring],
        },
        lines={"g": ["a", "b"]},
    )
    found = pair_logit(study)
    row = found.table.set_index("term").loc["across"]
    # nought of 144: log(0.5 / 144.5) against log(48.5 / 84.5), if there were but two chances
    assert row["estimate"] == pytest.approx(np.log(0.5 / 144.5) - np.log(48.5 / 84.5), abs=0.1)
    assert row["std_error"] > np.sqrt(1 / 0.5 + 1 / 144.5)
    assert found.warnings[0].startswith("Separation") and "across" in found.warnings[0]
    assert found.warnings_nl[0].startswith("Separatie")
    assert "Firth" in found.method
    conditional = partner_logit(study)
    assert conditional.undefined and conditional.undefined_nl and conditional.table.empty


def test_steps_and_cells_of_an_ordered_line():
    study = world(seed=4, people=60, sessions=20, contact_chance=0.2, ses_shares=(0.3, 0.4, 0.3))
    cells = pair_logit(study, "ses", contrast="mixing").table["term"].tolist()
    assert cells == ["low–middle", "middle–middle", "low–high", "middle–high", "high–high"]
    steps = pair_logit(study, "ses", contrast="steps").table["term"].tolist()
    assert steps == ["activity of middle", "activity of high", "difference in steps"]
    # with two groups the cell across, against half of both within, is the contrast across
    two = pair_logit(study, "origin", contrast="mixing").table.set_index("term")["estimate"]
    across = pair_logit(study, "origin").table.set_index("term")["estimate"]["across"]
    assert two["a–b"] - two["b–b"] / 2 == pytest.approx(across, abs=1e-6)


@pytest.mark.parametrize(
    ("groups", "pairs", "reason"),
    [
        ("aaaaaa", [(0, 1)], "different groups"),
        ("aaabbb", [], "nowhere did some"),
        ("aabb", [(0, 1)], "fewer than five people"),
        ("aaaaab", [(0, 1), (2, 5)], "can't be told apart"),
        ("aaaaaa", [(0, 1), (2, 5)], "different groups"),
    ],
)
def test_no_estimate_says_why(groups, pairs, reason):
    people = [f"p{i}" for i in range(len(groups))]
    study = br.Study.from_frames(
        participants={"participant": people, "g": list(groups)},
        attendance={"participant": people},
        encounters={
            "source": [people[a] for a, _ in pairs] or [None],
            "target": [people[b] for _, b in pairs] or [None],
        },
        lines={"g": ["a", "b"]},
    )
    found = pair_logit(study)
    assert reason in found.undefined and found.undefined_nl
    assert pair_logit(study, contrast="mixing").undefined or len(set(groups)) > 1
    assert found.table.empty and list(found.table) == [
        "term",
        "estimate",
        "odds_ratio",
        "std_error",
        "ci_low",
        "ci_high",
        "p_value",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"contrast": "acros"}, "Did you mean 'across'"),
        ({"activity": "person"}, "`activity` must be one of"),
        ({"sessions": "random"}, "`sessions` must be one of"),
        ({"errors": "hc0"}, "`errors` must be one of"),
        ({"contrast": "steps"}, "have no order"),
        ({"confidence_level": 95}, "between 0 and 1"),
        ({"line": "origins"}, "Did you mean 'origin'"),
    ],
)
def test_options_that_can_not_be(options, message):
    with pytest.raises(br.BridgingError, match=message):
        pair_logit(made(), **options)


@pytest.mark.slow
@pytest.mark.parametrize("model", [pair_logit, partner_logit, first_contact_hazard])
@pytest.mark.parametrize(
    "knobs",
    [
        {},
        {"talkativeness": (1, 2), "talkativeness_spread": 0.8},
        {
            "talkativeness": (1, 2),
            "talkativeness_spread": 0.8,
            "separation": 0.6,
            "persistence": 0.8,
            "liveliness": (1, 2),
        },
    ],
)
def test_size_without_any_choice(model, knobs):
    """60 people, 24 sessions, no choice of partners: at 5 %, at most 12 of 100 worlds reject."""
    rejected = 0
    for seed in range(100):
        study = world(seed=1000 + seed, ses_shares=None, **knobs)
        rejected += model(study).table["p_value"].iloc[-1] < 0.05
    assert rejected <= 12
