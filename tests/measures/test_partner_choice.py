"""Contacts across the line beside their mean when partners are dealt again."""

from itertools import combinations

import numpy as np
import pytest

import bridging as br
from bridging.measures import partner_choice
from bridging.simulate import world


def test_by_hand():
    table = br.MixingMatrix([[4, 2, 1], [2, 4, 0], [1, 0, 2]], dealt=np.full((3, 3), 2.0))
    assert partner_choice(table) == pytest.approx((2 + 1) / (2 + 2 + 2))


def test_without_dealing_it_says_why():
    table = br.MixingMatrix([[4, 2], [2, 4]])
    assert np.isnan(partner_choice(table))
    row = br.estimate("partner_choice", table).to_frame().iloc[0]
    assert "dealt again" in row["undefined"]
    apart = br.MixingMatrix([[4, 0], [0, 4]], dealt=[[4, 0], [0, 4]])
    assert np.isnan(partner_choice(apart))
    reason = br.measures.get_measure("partner_choice").reasons(apart, {}, "en").item()
    assert "another group" in reason


def seven_graphs():
    """A session whose people have 2, 2, 1, 2 and 1 contacts: labels A A A B B."""
    people = ["p0", "p1", "p2", "p3", "p4"]
    return br.Study.from_frames(
        participants={"participant": people, "origin": list("AAABB")},
        attendance={"participant": people},
        encounters={"source": ["p0", "p0", "p1", "p3"], "target": ["p1", "p3", "p2", "p4"]},
        lines={"origin": ["A", "B"]},
    )


def test_of_a_study_it_is_observed_over_the_mean_of_all_arrangements(published):
    known = published("tiny_exact_and_decomposition.json")["degree_preserving_simple_graphs"]
    result = br.estimate("partner_choice", seven_graphs(), n_resamples=20_000)[0]
    assert result.estimate == pytest.approx(1 / known["mean"], rel=0.01)
    assert result.null.mean == pytest.approx(1)
    assert result.null.p_value == pytest.approx(2 * known["p_le"], abs=0.03)


def test_leaving_out_a_person_takes_her_contacts_out_of_both():
    """Over all seven graphs, what is left of the contacts across without each person."""
    degrees, label = [2, 2, 1, 2, 1], np.array([0, 0, 0, 1, 1])
    graphs = [
        graph
        for graph in combinations(list(combinations(range(5), 2)), 4)
        if all(sum(i in pair for pair in graph) == degrees[i] for i in range(5))
    ]
    assert len(graphs) == 7

    def across(graph, gone):
        return sum(label[a] != label[b] for a, b in graph if gone not in (a, b))

    observed = [(0, 1), (0, 3), (1, 2), (3, 4)]
    expected = [
        across(observed, gone) / np.mean([across(graph, gone) for graph in graphs])
        for gone in range(5)
    ]
    study = seven_graphs()
    estimator = br.estimators.mixing.MixingEstimator(
        study.count_mixing("origin"),
        "encounters",
        study.clusters,
        br.estimators.base.Chance(n_resamples=20_000, seed=0),
    )
    without = estimator.without(br.measures.get_measure("partner_choice"), {}, 0)
    np.testing.assert_allclose(without.values, expected, rtol=0.02)


def test_without_a_null_partners_are_not_dealt():
    result = br.estimate("partner_choice", seven_graphs(), null=None)[0]
    assert np.isnan(result.estimate) and "dealt again" in result.undefined


def test_a_talkative_minority_leaves_it_at_one():
    ratios, choices = [], []
    for seed in range(12):
        study = world(
            seed=seed,
            people=40,
            sessions=24,
            attendance=0.3,
            shares=(0.8, 0.2),
            talkativeness=(1, 4),
        )
        found = br.profile(
            study, measures=["bridging_ratio", "partner_choice"], n_resamples=99, interval=None
        )
        ratios.append(found[0].estimate)
        choices.append(found[1].estimate)
    assert np.mean(ratios) > 1.25
    assert np.mean(choices) == pytest.approx(1, abs=0.05)


def test_sites_are_dealt_apart():
    study = world(seed=1, sites=2, people=20, sessions=10)
    both = br.estimate("partner_choice", study, by="site", n_resamples=50)
    alone = br.estimate("partner_choice", study.select(sites="site-2"), n_resamples=50)
    assert both[1].estimate == pytest.approx(alone.estimate)
    assert both[1].null.p_value == alone[0].null.p_value
    assert both[1].interval.low == pytest.approx(alone[0].interval.low)


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_interval_and_p_never_contradict_each_other(alternative):
    told = []
    for seed in range(40):
        study = world(
            seed=seed,
            people=20,
            sessions=12,
            attendance=0.5,
            contact_chance=0.2,
            partner_choice=0.45,
        )
        result = br.estimate("partner_choice", study, n_resamples=99, alternative=alternative)[0]
        if result.interval.undefined:
            continue
        low, high, p = result.interval.low, result.interval.high, result.null.p_value
        if alternative == "two-sided":
            assert (p <= 0.05) == (not low <= 1 <= high)
        elif p > 0.05:
            assert low <= 1 if alternative == "greater" else high >= 1
        told.append(p <= 0.05)
    assert sum(told) < len(told)
    assert sum(told) > 3 or alternative == "greater"
