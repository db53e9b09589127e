"""Labels and occasions dealt again, from a study to what the table of results says."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.counting.labelling import label_layout
from bridging.errors import OptionError
from bridging.simulate import world

MODELS = ("label_permutation", "label_permutation_within_session", "residual_permutation")


def relabelled(study, labels):
    """Make the study again with other groups, by name of the person."""
    tables = study.records.tables
    people = tables["participants"].copy()
    people["origin"] = [labels[name] for name in people["participant"]]
    return br.Study.from_frames(
        participants=people.drop(columns="row", errors="ignore"),
        sessions=tables["sessions"].drop(columns="row", errors="ignore"),
        attendance=tables["attendance"].drop(columns="row", errors="ignore"),
        encounters={
            "encounter": tables["members"]["encounter_index"],
            "participant": tables["members"]["participant"],
            "session": tables["encounters"]["session"].to_numpy()[
                tables["members"]["encounter_index"]
            ],
        },
        lines={"origin": list(study.line("origin").groups)},
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("families", [False, True])
def test_tables_of_other_labels_are_those_of_the_study_counted_again(seed, families):
    study = world(
        seed=seed, people=14, sessions=5, families=families, unknown=0.1,
        groups=("a", "b", "c"), shares=(0.4, 0.4, 0.2), contact_chance=0.3,
    )  # fmt: skip
    count = study.count_mixing("origin")
    layout = label_layout(count, 0)
    rng = np.random.default_rng(seed)
    codes = count.group.copy()
    known = np.flatnonzero(codes >= 0)
    codes[known] = rng.permutation(codes[known])
    names = {
        person: None if code < 0 else "abc"[code]
        for person, code in zip(count.coded.people, codes.tolist(), strict=True)
    }
    again = relabelled(study, names).mixing("origin")
    tables = layout.tables(codes[layout.person][np.newaxis])
    for name in ("contacts", "opportunities", "expected"):
        np.testing.assert_allclose(tables[name][0], getattr(again, name), atol=1e-9)


def ring():
    """Five people, labels A A A B B, and four contacts: the published small case."""
    people = ["p0", "p1", "p2", "p3", "p4"]
    return br.Study.from_frames(
        participants={"participant": people, "origin": list("AAABB")},
        attendance={"participant": people},
        encounters={"source": ["p0", "p0", "p1", "p3"], "target": ["p1", "p3", "p2", "p4"]},
        lines={"origin": ["A", "B"]},
    )


@pytest.mark.parametrize("model", MODELS[:2])
def test_the_published_ten_labelings_are_listed(model, published):
    known = published("tiny_exact_and_decomposition.json")["label_permutation"]
    null = br.estimate("bridging_share", ring(), null=model)[0].null
    assert null.exact
    assert 4 * null.mean == pytest.approx(known["mean"], abs=1e-10)
    assert (4 * null.sd) ** 2 == pytest.approx(known["var"], abs=1e-10)
    for alternative, p in (("less", known["p_le"]), ("greater", known["p_ge"])):
        found = br.estimate("bridging_share", ring(), null=model, alternative=alternative)[0]
        assert found.null.p_value == pytest.approx(p, abs=1e-10)
    turned = br.estimate("assortativity", ring(), null=model, alternative="greater")[0].null
    assert turned.p_value == pytest.approx(known["p_le"], abs=0.03 if not turned.exact else 1e-9)


def test_closed_forms_agree_with_draws():
    study = world(seed=5, people=40, sessions=12, attendance=0.4)
    share = br.estimate("bridging_share", study, null="label_permutation", n_resamples=4000)[0].null
    ratio = br.estimate("bridging_ratio", study, null="label_permutation", n_resamples=4000)[0].null
    table = study.mixing("origin")
    even = br.measures.expected_bridging_share(table)
    assert not share.exact
    # the even spread changes with the labels, so that the ratio is drawn; its mean is near 1
    assert ratio.mean == pytest.approx(1, abs=0.02)
    assert share.mean == pytest.approx(even, rel=0.1)


def test_a_session_alone_is_the_same_as_the_session_among_others():
    study = world(seed=2, sites=2, people=16, sessions=6, contact_chance=0.3)
    for model in MODELS:
        both = br.estimate("bridging_share", study, by="site", null=model, interval=None)
        alone = br.estimate(
            "bridging_share", study.select(sites="site-2"), null=model, interval=None
        )
        assert both[1].null.p_value == pytest.approx(alone[0].null.p_value, abs=0.05)
        assert both[1].null.mean == pytest.approx(alone[0].null.mean)


def test_residual_labels_say_nothing_of_what_is_not_crossing():
    study = world(seed=2, people=20, sessions=6)
    found = br.profile(
        study,
        measures=["assortativity", "bridging_ratio"],
        null="residual_permutation",
        interval=None,
    )
    assert (
        np.isnan(found[0].null.p_value) and "says nothing of the measure" in found[0].null.undefined
    )
    assert found[1].null.mean == pytest.approx(1, abs=0.3)
    share = br.estimate("bridging_share", study, null="residual_permutation", interval=None)[0]
    assert found[1].null.p_value == share.null.p_value


def with_occasions():
    """Two sessions: of the encounters with a child three of three cross, of the others one of four."""
    rows = [
        ("1", "a1", "b1", "child"),
        ("1", "a2", "b2", "child"),
        ("1", "a1", "a2", "nobody"),
        ("1", "b1", "b2", "nobody"),
        ("2", "a1", "b2", "child"),
        ("2", "a2", "b1", "nobody"),
        ("2", "a1", "a2", "nobody"),
    ]
    encounters = pd.DataFrame(rows, columns=["session", "source", "target", "occasion"])
    people = ["a1", "a2", "b1", "b2"]
    return br.Study.from_frames(
        participants={"participant": people, "origin": list("aabb")},
        attendance=pd.DataFrame(
            [(p, s) for p in people for s in "12"], columns=["participant", "session"]
        ),
        encounters=encounters,
        lines={"origin": ["a", "b"]},
    )


def test_occasions_by_listing_all_ways_to_deal_them():
    crossing = [[1, 1, 0, 0], [1, 1, 0]]
    sums = [
        sum(one) + sum(two)
        for one in combinations(crossing[0], 2)
        for two in combinations(crossing[1], 1)
    ]
    found = br.estimate(
        "bridging_share", with_occasions(), by="occasion", null="occasion_permutation",
        interval=None, alternative="greater",
    )  # fmt: skip
    child = found.only(unit="child")[0]
    assert child.estimate == 1
    assert child.null.mean == pytest.approx(np.mean(sums) / 3)
    assert child.null.sd == pytest.approx(np.std(sums) / 3)
    assert child.null.p_value == pytest.approx(np.mean(np.array(sums) >= 3))


def test_occasions_are_of_encounters():
    with pytest.raises(OptionError, match="by='occasion'"):
        br.estimate("bridging_share", with_occasions(), null="occasion_permutation")


@pytest.mark.parametrize("model", MODELS)
def test_one_group_leaves_nothing_to_deal(model):
    study = br.Study.from_frames(
        participants={"participant": ["p", "q", "r"], "origin": list("aaa")},
        attendance={"participant": ["p", "q", "r"]},
        encounters={"source": ["p"], "target": ["q"]},
        lines={"origin": ["a", "b"]},
    )
    null = br.estimate("bridging_share", study, null=model)[0].null
    assert np.isnan(null.p_value) and null.undefined and null.undefined_nl


def test_labels_dealt_within_strata_stay_in_them():
    """With the groups themselves as strata nothing can change."""
    study = world(seed=2, people=20, sessions=6, contact_chance=0.3)
    within = br.estimate("bridging_share", study, null="label_permutation", strata="origin")[0].null
    assert np.isnan(within.p_value) and within.undefined
    with pytest.raises(OptionError, match="column of the participants"):
        br.estimate("bridging_share", study, null="label_permutation", strata="slot")
    with pytest.raises(OptionError, match="strata"):
        br.estimate("bridging_share", study, strata="origin")


def test_a_site_without_contacts_leaves_the_others_their_test():
    study = world(seed=2, sites=2, people=16, sessions=6, contact_chance=0.3)
    tables = {k: v.drop(columns="row", errors="ignore") for k, v in study.records.tables.items()}
    members, encounters = tables["members"], tables["encounters"]
    here = encounters["session"].str.startswith("site-1")
    kept = members[here.to_numpy()[members["encounter_index"]]]
    half = br.Study.from_frames(
        participants=tables["participants"],
        sites=tables["sites"],
        sessions=tables["sessions"],
        attendance=tables["attendance"],
        encounters={
            "encounter": kept["encounter_index"],
            "participant": kept["participant"],
            "session": encounters["session"].to_numpy()[kept["encounter_index"]],
        },
        lines={"origin": list(study.line("origin").groups)},
    )
    whole = br.estimate("bridging_share", study, by="site", null="residual_permutation")
    found = br.estimate("bridging_share", half, by="site", null="residual_permutation")
    assert found[0].null.p_value == pytest.approx(whole[0].null.p_value)
    assert np.isnan(found[1].null.p_value) and found[1].null.undefined


@pytest.mark.parametrize(
    "null", ["label_permutation", "label_permutation_within_session", "residual_permutation"]
)
def test_draws_do_not_depend_on_the_order_of_the_rows(null):
    study = br.simulate.world(seed=3, people=40, sessions=12)
    tables = study.to_frames()
    mixed = {
        name: table.sample(frac=1, random_state=1).reset_index(drop=True)
        for name, table in tables.items()
    }
    lines = {name: list(line.groups) for name, line in study.lines.items()}
    found = [
        br.estimate("bridging_ratio", br.Study.from_frames(**given, lines=lines), "origin",
                    null=null, interval=None, n_resamples=99)[0].null
        for given in (tables, mixed)
    ]  # fmt: skip
    assert not found[0].exact and 0 < found[0].p_value < 1
    np.testing.assert_allclose(found[1].values, found[0].values, rtol=1e-12)
    assert found[1].p_value == found[0].p_value
