"""Counting anything by any columns, against counts made by hand."""

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.counting.things import gather_things
from bridging.errors import DataError, OptionError, UnknownNameError
from bridging.inference.clustered_share import clustered_share_interval
from bridging.inference.exact import binomial_interval


def small_study(**more):
    return br.Study.from_frames(
        participants={
            "participant": ["an", "bo", "cy", "di", "ed"],
            "origin": ["a", "a", "b", "", "a"],
            "role": ["", "", "", "", "staff"],
        },
        sessions={"session": ["s1", "s2", "s3"], "site": ["x", "x", "y"], "activity": list("pqp")},
        attendance={
            "participant": ["an", "bo", "cy", "di", "an", "cy", "ed", "bo"],
            "session": ["s1", "s1", "s1", "s1", "s2", "s2", "s2", "s3"],
            "company": ["g", "g", "", "", "", "", "", ""],
        },
        encounters={
            "source": ["an", "bo", "an", "an"],
            "target": ["bo", "cy", "cy", "ed"],
            "session": ["s1", "s1", "s2", "s2"],
            "form": ["talk", "greeting", "talk", "talk"],
        },
        responses={
            "participant": ["an", "an", "bo", "bo", "cy", "an"],
            "item": ["q1", "q1", "q1", "q1", "q1", "q2"],
            "value": ["1", "2", "1", "", "2", "often"],
            "wave": ["before", "after", "before", "after", "before", "before"],
        },
        log={
            "session": ["s1", "s1", "s3"],
            "note": ["n", "m", "o"],
            "signal": ["warm", "", "cold"],
        },
        lines={"origin": ["a", "b", "c"]},
        roles={"staff": ["staff"]},
        **more,
    )


def cell(table, **where):
    frame = table.to_frame()
    for name, value in where.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_people_are_counted_once_in_a_cell_and_staff_is_left_out():
    table = br.tabulate(small_study(), "origin", "site")
    expected = {"x": [2, 1, 0, 1], "y": [1, 0, 0, 0]}
    assert table.of == "people"
    assert {name: table.to_table()[name].tolist() for name in ("x", "y")} == expected
    assert table.to_table().index.tolist() == ["a", "b", "c", "unknown"]
    assert cell(table, origin="a", site="x")["n"] == 3
    low, high = binomial_interval(2, 3)
    assert tuple(cell(table, origin="a", site="x")[["share", "ci_low", "ci_high"]]) == (
        pytest.approx((2 / 3, low, high))
    )
    assert cell(table, origin="unknown", site="x")["undefined"].startswith("unknown is no group")


def test_people_agree_with_the_composition_of_the_study():
    study = br.simulate.five_houses()
    for line, by in (("origin", "site"), ("ses", "activity"), ("origin", "session")):
        counts = study.composition(line, by, "all").counts[:, 0]
        table = br.tabulate(study, line, by).to_table()
        assert table.to_numpy()[: counts.shape[1]].T.tolist() == counts.tolist()


def test_visits_count_each_time_and_say_how_many_people():
    row = cell(br.tabulate(small_study(), "origin", of="visits"), origin="a")
    assert (row["count"], row["people"], row["n"]) == (4, 2, 6)
    row = cell(br.tabulate(small_study(), "company"), company="g")
    assert (row["count"], row["n"]) == (2, 2)


def test_encounters_of_people_whose_roles_count():
    table = br.tabulate(small_study(), "form", "activity")
    assert table.of == "encounters"
    assert table.to_table().to_numpy().tolist() == [[1, 0], [1, 1]]
    everybody = br.tabulate(small_study().select(roles="all"), "form", "activity")
    assert everybody.to_table().to_numpy().tolist() == [[1, 0], [1, 2]]


def test_answers_by_group_before_and_after():
    table = br.tabulate(small_study(), "value", "origin", ["item", "wave"])
    assert table.of == "responses"
    q1 = {"item": "q1", "origin": "a"}
    assert cell(table, value="1", wave="before", **q1)["count"] == 2
    assert cell(table, value="2", wave="after", **q1)["share"] == 1
    assert cell(table, value="unknown", wave="after", **q1)["count"] == 1
    values = table.to_frame().groupby("item")["value"].unique()
    assert list(values["q2"]) == ["often"] and list(values["q1"]) == ["1", "2", "unknown"]


def test_waves_are_in_the_order_of_time():
    """Before comes before after, whatever the alphabet; others keep their order between them."""
    for waves in (["before", "after"], ["Voormeting", "maand 2", "maand 10", "Nameting"]):
        study = br.Study.from_frames(
            responses={
                "participant": ["an"] * len(waves),
                "item": "q",
                "value": "1",
                "wave": waves[::-1],
            }
        )
        table = br.tabulate(study, "value", "wave").to_table()
        assert sorted(table.columns, key=waves.index) == list(table.columns)


def test_answers_are_of_people_and_not_of_families():
    with pytest.raises(OptionError, match="can't be counted by families"):
        br.tabulate(families_study(), "value", "item", unit="family")


def test_signals_of_the_log_by_site():
    table = br.tabulate(small_study(), "signal", "site")
    assert table.to_table().to_dict() == {
        "x": {"cold": 0, "warm": 1, "unknown": 1},
        "y": {"cold": 1, "warm": 0, "unknown": 0},
    }
    assert br.tabulate(small_study(), "site", of="log").to_table()["count"].tolist() == [2, 1]


def test_tallies_are_people_of_a_line_and_told_of_elsewhere():
    study = br.Study.from_frames(
        sessions={"session": ["s1", "s2"], "site": ["x", "y"]},
        tallies_present={
            "line": ["origin"] * 4,
            "group": ["a", "b", "a", "?"],
            "present": [3, 1, 2, 2],
            "session": ["s1", "s1", "s2", "s2"],
        },
        lines={"origin": {"groups": ["a", "b"], "unknown": ["?"]}},
    )
    table = br.tabulate(study, "origin", "site").to_table()
    assert table.to_numpy().tolist() == [[3, 2], [1, 0], [0, 2]]
    with pytest.raises(DataError, match="line by line"):
        br.tabulate(study, "site")


def test_people_listed_only():
    study = br.Study.from_frames(
        participants={"origin": ["a", "a", "b", ""], "language": ["nl", "fr", "nl", "nl"]},
        lines={"origin": ["a", "b"]},
    )
    table = br.tabulate(study, "origin", "language").to_table()
    assert table.to_dict() == {
        "fr": {"a": 1, "b": 0, "unknown": 0},
        "nl": {"a": 1, "b": 1, "unknown": 1},
    }


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (("orgin",), UnknownNameError, "A column must be a known name.*Did you mean"),
        (("participant",), OptionError, "tells single people"),
        (("note",), OptionError, "tells single people"),
        (("value", "origin"), OptionError, "2 questions"),
        (("origin", "form"), OptionError, "study.mixing"),
        (("signal", "origin"), OptionError, "belong to sessions"),
        (("origin", "origin"), OptionError, "different columns"),
        ((["origin"],), OptionError, "one column"),
        (("item", "site"), UnknownNameError, "column"),
    ],
)
def test_what_cannot_be_counted_says_why(arguments, error, words):
    with pytest.raises(error, match=words):
        br.tabulate(small_study(), *arguments)


def families_study():
    """Four families and somebody alone; a family with members on both sides, one half known.

    f1: an (a) and bo (a); f2: cy (a) and di (b); f3: ed (b) and fa (not known); f4: gu, of the
    staff. hi (b) is alone. At s1, in x, are an, bo, cy, hi and gu; at s2, in y, an, di and ed.
    """
    return br.Study.from_frames(
        participants={
            "participant": ["an", "bo", "cy", "di", "ed", "fa", "gu", "hi"],
            "family": ["f1", "f1", "f2", "f2", "f3", "f3", "f4", ""],
            "origin": ["a", "a", "a", "b", "b", "", "a", "b"],
            "wealth": ["low", "low", "low", "low", "high", "", "low", "low"],
            "role": ["", "", "", "", "", "", "staff", ""],
        },
        sessions={"session": ["s1", "s2"], "site": ["x", "y"]},
        attendance={
            "participant": ["an", "bo", "cy", "hi", "gu", "an", "di", "ed"],
            "session": ["s1"] * 5 + ["s2"] * 3,
        },
        encounters={
            # within f1 (none between families), f1 with f2, the same again, f1 with f2 at s2, staff
            "source": ["an", "an", "bo", "an", "an", "hi"],
            "target": ["bo", "cy", "cy", "di", "gu", "an"],
            "session": ["s1", "s1", "s1", "s2", "s1", "s1"],
        },
        responses={"participant": ["an"], "item": ["q"], "value": ["1"]},
        lines={
            "origin": ["a", "b"],
            "wealth": {"groups": ["low", "high"], "ordered": True},
        },
        roles={"staff": ["staff"]},
    )


def test_families_are_of_the_group_of_their_members_or_mixed():
    """By hand: x has f1 (a), f2 (mixed) and hi (b); y has f1, f2 and f3 (b, one member known)."""
    table = br.tabulate(families_study(), "origin", "site", unit="family")
    assert table.to_table().to_dict() == {
        "x": {"a": 1, "b": 1, "mixed": 1},
        "y": {"a": 1, "b": 1, "mixed": 1},
    }
    assert cell(table, origin="mixed", site="y")["n"] == 3
    assert any("Families are counted" in note for note in table.notes)
    visits = br.tabulate(families_study(), "site", of="visits", unit="family").to_table()
    assert visits["count"].tolist() == [3, 3]


def test_a_study_of_families_is_a_study():
    """f1–f2 three times and f1–hi once, f2 mixed: every contact crosses; opportunities 3 and 3."""
    families = families_study().families()
    matrix = families.mixing("origin")
    assert matrix.groups == ("a", "b", "mixed")
    assert matrix.contacts.tolist() == [[0, 1, 3], [1, 0, 0], [3, 0, 0]]
    assert matrix.opportunities.tolist() == [[0, 2, 2], [2, 0, 2], [2, 2, 0]]
    share = br.estimate("bridging_share", families, line="origin", null=None, interval=None)
    assert share[0].estimate == 1
    # nobody's family has rich and poor members: the line keeps its groups, and their order
    assert families.lines["wealth"].groups == ("low", "high") and families.lines["wealth"].ordered
    assert not families.lines["origin"].ordered and "responses" not in families.records.tables
    counts = families.composition("wealth", units="all").counts
    assert counts.tolist() == [[3, 1]]
    assert families.problems()["problem"].str.contains("Families are counted").any()


def test_families_are_counted_as_in_the_reach():
    """f1 (a), f3 and hi (b); f2 is mixed."""
    study = families_study()
    rows = br.reach(study, "origin").to_frame()
    rows = rows[rows["of"] == "families"].set_index(["part", "group", "name"])["estimate"]
    counts = br.tabulate(study, "origin", unit="family").to_table()["count"]
    assert counts.to_dict() == {"a": 1, "b": 2, "mixed": 1}
    assert [rows["visitors", group, "number"] for group in "ab"] == [1, 2]
    assert rows["left_out", "all", "mixed"] == 1


def test_families_where_there_are_none():
    with pytest.raises(DataError, match="nobody has a family"):
        br.tabulate(small_study(), "origin", unit="family")


def test_who_withdrew_is_told_of():
    study = br.Study.from_frames(
        participants={"participant": list("abcd"), "g": ["a", "a", "b", "b"]},
        consent={"participant": ["a", "b"], "given": ["no", "yes"]},
        lines={"g": ["a", "b"]},
    )
    assert study.withdrawn == 1
    assert "One person withdrew" in br.tabulate(study, "g").notes[-1]
    shown = br.tabulate(study, "g", audience="publication")
    assert shown.notes[-1].startswith("A few people withdrew")


def test_what_is_no_study():
    with pytest.raises(OptionError, match="must be a Study, not a str"):
        br.tabulate("five-houses", "origin")


def test_things_that_are_not_there():
    study = br.Study.from_frames(attendance={"participant": ["a"], "session": ["s"]})
    for of in ("encounters", "responses", "log"):
        with pytest.raises(DataError, match="can't be counted"):
            br.tabulate(study, "session", of=of)


def test_the_display_escapes_and_shows_counts_and_shares():
    study = br.Study.from_frames(
        participants={"participant": ["p", "q"], "g": ["<b>", "x"]},
        attendance={"participant": ["p", "q"]},
        lines={"g": ["<b>", "x"]},
    )
    html = br.tabulate(study, "g")._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html and "1 (50%)" in html


# the interval


def test_one_thing_in_each_cluster_is_clopper_and_pearson():
    hits = np.array([1.0, 0, 0, 1, 0, 0, 0])
    assert clustered_share_interval(hits, np.ones(7)) == binomial_interval(2, 7)


def test_the_effective_number_from_a_cluster_robust_regression():
    """An independent variance of the share: a regression on a constant, robust for clusters."""
    import statsmodels.api as sm
    from scipy import stats

    rng = np.random.default_rng(4)
    sizes = rng.integers(1, 7, 15)
    hits = rng.binomial(sizes, rng.beta(1, 2, 15))
    outcome = np.concatenate(
        [np.repeat([1.0, 0.0], [h, n - h]) for h, n in zip(hits, sizes, strict=True)]
    )
    cluster = np.repeat(np.arange(15), sizes)
    fitted = sm.OLS(outcome, np.ones(len(outcome))).fit(
        cov_type="cluster", cov_kwds={"groups": cluster}
    )
    share, number = outcome.mean(), len(outcome)
    effective = share * (1 - share) / fitted.bse[0] ** 2
    effective *= (stats.t.ppf(0.025, number - 1) / stats.t.ppf(0.025, 14)) ** 2
    assert effective < number
    expected = (
        stats.beta.ppf(0.025, share * effective, effective * (1 - share) + 1),
        stats.beta.ppf(0.975, share * effective + 1, effective * (1 - share)),
    )
    assert clustered_share_interval(hits, sizes) == pytest.approx(expected, rel=1e-6)


def test_clusters_that_say_nothing():
    assert np.isnan(clustered_share_interval(np.array([2.0]), np.array([5.0]))).all()
    # no hit among 40 things of 4 people: at most as sure as of 4 things
    _, high = clustered_share_interval(np.zeros(4), np.full(4, 10.0))
    assert high >= binomial_interval(0, 4)[1]
    with pytest.raises(OptionError, match="from 0 to `sizes`"):
        clustered_share_interval(np.array([2.0]), np.array([1.0]))


# for publication


def people_of(counts):
    """A study in which a site has so many people of each group, each in one session."""
    rows = [
        (f"{site}{group}{k}", site, group)
        for site, groups in counts.items()
        for group, number in groups.items()
        for k in range(number)
    ]
    names, sites, groups = zip(*rows, strict=True)
    return br.Study.from_frames(
        participants={"participant": names, "origin": groups},
        sessions={"session": list(counts), "site": list(counts)},
        attendance={"participant": names, "session": sites},
        lines={"origin": ["a", "b"]},
    )


def test_a_small_cell_takes_its_column_and_another_with_it():
    study = people_of({"x": {"a": 2, "b": 20}, "y": {"a": 9, "b": 8}, "z": {"a": 30, "b": 12}})
    shown = br.tabulate(study, "origin", "site", audience="publication").to_table()
    assert shown["z"].tolist() == [30, 12] and shown[["x", "y"]].isna().all().all()
    frame = br.tabulate(study, "origin", "site", audience="publication").to_frame()
    gone = frame["site"] != "z"
    assert frame.loc[gone, ["people", "n", "share", "ci_low", "ci_high"]].isna().all().all()
    assert frame.loc[gone, "undefined"].str.startswith("withheld").all()


def test_one_column_of_rows_loses_rows_and_all_shares():
    study = people_of({"x": {"a": 2}, "y": {"a": 9}, "z": {"a": 30}})
    frame = br.tabulate(study, "site", audience="publication").to_frame()
    assert frame["count"].isna().tolist() == [True, True, False]
    assert frame[["n", "share"]].isna().all().all()


def test_visits_of_few_people_are_few():
    study = br.Study.from_frames(
        participants={"participant": ["p", "q"], "g": ["a", "b"]},
        sessions={"session": [f"s{k}" for k in range(20)]},
        attendance={
            "participant": ["p"] * 20 + ["q"] * 20,
            "session": [f"s{k}" for k in range(20)] * 2,
        },
        lines={"g": ["a", "b"]},
    )
    frame = br.tabulate(study, "g", of="visits", audience="publication").to_frame()
    assert frame["count"].isna().all()
    assert br.tabulate(study, "g", of="visits").to_frame()["count"].tolist() == [20, 20]


def test_entries_line_up():
    study = small_study()
    things = gather_things(
        study.records, study.coded, study.lines, ["origin", "site"], "visits", None
    )
    sizes = {len(things.thing), len(things.cluster), len(things.person), len(things.number)}
    assert sizes == {7} and all(len(split.code) == 7 for split in things.splits)
    assert isinstance(br.tabulate(study, "origin").to_frame(), pd.DataFrame)


@pytest.mark.parametrize(
    ("given", "said"),
    [({"columns": 3}, "`columns` must be a name"), ({"beside": 3}, "`beside` must be tables")],
)
def test_what_is_no_list_is_refused(given, said):
    with pytest.raises(OptionError, match=said):
        br.tabulate(br.simulate.five_houses(), "origin", **given)
