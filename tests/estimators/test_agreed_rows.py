"""No row of any measure shows an interval and a p-value that contradict each other."""

import pytest

import bridging as br
from bridging.estimators.intervals import INTERVALS
from bridging.measures import all_measures, get_measure
from bridging.nulls import all_nulls
from bridging.simulate import world
from bridging.structures import Composition, MixingMatrix

WORLDS = [
    {"partner_choice": 0.3, "contact_chance": 0.3},
    {"partner_choice": 4.0, "contact_chance": 0.3},
    {"separation": 0.6, "talkativeness": (1, 3), "contact_chance": 0.2},
    {"shares": (0.4, 0.3, 0.3), "groups": ("a", "b", "c"), "partner_choice": 0.2},
    {"persistence": 2.0, "families": True, "contact_chance": 0.3},
]


@pytest.fixture(scope="module")
def names():
    """Measures with one value for a unit or a group, on tables of contacts or of people."""
    return list(estimable())


def estimable():
    for record in all_measures():
        if record.structure in (Composition, MixingMatrix) and record.gives != "table":
            try:
                br.estimate(record, world(seed=0, people=8, sessions=2), null=None, interval=None)
            except br.BridgingError:
                continue
            yield record.name


def contradictions(frame, level=0.95):
    """Return the rows whose interval and two-sided p do not say the same of the null's mean."""
    there = frame[["ci_low", "ci_high", "null_mean", "p_value"]].notna().all(axis=1)
    rows = frame[there]
    outside = (rows["null_mean"] < rows["ci_low"]) | (rows["null_mean"] > rows["ci_high"])
    return rows[outside != (rows["p_value"] <= 1 - level + 1e-12)], len(rows), int(outside.sum())


@pytest.mark.parametrize("null", [null.name for null in all_nulls()])
def test_no_row_contradicts_itself(null, names):
    rows = rejected = 0
    for seed, knobs in enumerate(WORLDS):
        study = world(seed=seed, **{"people": 14, "sessions": 8, "attendance": 0.5, **knobs})
        by, chosen = None, names
        if null == "occasion_permutation":  # of encounters, which have no people present
            by = "occasion"
            chosen = [n for n in names if get_measure(n).structure is MixingMatrix]
        found = br.profile(study, "origin", by, chosen, null=null, n_resamples=59, seed=seed)
        wrong, number, outside = contradictions(found.to_frame())
        assert not len(wrong), wrong[
            ["measure", "group", "ci_low", "ci_high", "null_mean", "p_value"]
        ]
        rows, rejected = rows + number, rejected + outside
    assert rows > 0 and rejected < rows


@pytest.mark.parametrize("interval", [name for name in INTERVALS if name is not None])
def test_nor_with_another_interval(interval):
    names = ["bridging_share", "ei_index", "bridging_ratio", "odds_ratio_within", "partner_choice",
             "coleman_homophily"]  # fmt: skip
    for seed, knobs in enumerate(WORLDS[1:4]):
        study = world(seed=seed, people=20, sessions=10, attendance=0.5, **knobs)
        for null in ("partner_rewire", "label_permutation"):
            found = br.profile(
                study, "origin", measures=names, null=null, interval=interval, n_resamples=99
            )
            assert not len(contradictions(found.to_frame())[0])
