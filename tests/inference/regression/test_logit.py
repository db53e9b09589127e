"""Dyad-independent models of graphs, against what statnet's ergm and R's logistf print."""

import itertools

import numpy as np
import pytest
import statsmodels.api as sm

from bridging import BridgingError, BridgingWarning
from bridging.inference.regression import Terms, dyadic_covariance, fit_logit, terms
from bridging.inference.regression.firth import firth_logit
from bridging.inference.regression.separation import separating


@pytest.fixture(scope="session")
def ergm(published):
    return {entry["id"]: entry for entry in published("ergm_dyad_independent.json")}


@pytest.fixture(scope="session")
def monks(published):
    """All ordered pairs of 18 novices: who likes whom, and their groups."""
    nodes, ties = published("samplike_nodes.csv"), published("samplike_edges.csv")
    labels, group = np.unique(nodes["group"], return_inverse=True)
    first, second = np.array(list(itertools.permutations(range(len(nodes)), 2))).T
    liked = {(a - 1, b - 1) for a, b in zip(ties["tail"], ties["head"], strict=True)}
    tie = np.array([(a, b) in liked for a, b in zip(first, second, strict=True)], dtype=float)
    return {"tie": tie, "group": group, "first": first, "second": second, "labels": labels}


@pytest.fixture(scope="session")
def families(published):
    """All pairs of 16 families of Florence: marriages, and wealth."""
    nodes, ties = published("flomarriage_nodes.csv"), published("flomarriage_edges.csv")
    first, second = np.triu_indices(len(nodes), 1)
    married = {frozenset(pair) for pair in zip(ties["tail"] - 1, ties["head"] - 1, strict=True)}
    tie = np.array([frozenset(p) in married for p in zip(first, second, strict=True)], dtype=float)
    return tie, nodes["wealth"].to_numpy(), first, second


def agrees(fit, entry, tolerance):
    """Compare with what was printed, and with the recomputed errors and likelihood."""
    if entry["published"] is not None:
        np.testing.assert_allclose(fit.estimate, entry["published"], atol=tolerance)
    np.testing.assert_allclose(fit.estimate, list(entry["computed_own_logit"].values()), atol=1e-6)
    if entry["computed_se"] is not None:
        np.testing.assert_allclose(
            np.sqrt(np.diag(fit.covariance)), list(entry["computed_se"].values()), rtol=1e-5
        )
        assert fit.log_likelihood == pytest.approx(entry["computed_loglik"], abs=1e-8)


def test_edges_alone(ergm, monks, families):
    fit = fit_logit(monks["tie"], terms.edges(len(monks["tie"])))
    agrees(fit, ergm["samplike_edges"], 1e-3)
    fit = fit_logit(families[0], terms.edges(len(families[0])))
    agrees(fit, ergm["flo_edges"], 1e-9)


def test_a_cell_of_the_mixing_table_each_column_by_column(ergm, monks):
    where = monks["group"], monks["first"], monks["second"]
    cells = terms.mixing(*where, labels=monks["labels"], directed=True)
    fit = fit_logit(monks["tie"], cells)
    agrees(fit, ergm["samplike_mm_group"], 1.5e-8)
    expected = [name.replace("->", "→") for name in ergm["samplike_mm_group"]["computed_own_logit"]]
    assert list(fit.names) == expected


def test_activity_without_a_base(ergm, monks):
    where = monks["group"], monks["first"], monks["second"]
    fit = fit_logit(monks["tie"], terms.node_factor(*where, labels=monks["labels"]))
    agrees(fit, ergm["samplike_nodefactor_group"], 1e-3)


def test_same_of_a_trait_that_takes_turns(ergm, monks):
    trinity = np.arange(18) % 3
    fit = fit_logit(monks["tie"], terms.same(trinity, monks["first"], monks["second"]))
    agrees(fit, ergm["samplike_nodematch_trinity"], 1e-9)


def test_penalised(ergm, monks):
    where = monks["group"], monks["first"], monks["second"]
    design = terms.join(
        terms.edges(len(monks["tie"])),
        terms.node_factor(*where, labels=monks["labels"]),
        terms.same(*where, labels=monks["labels"], diff=True),
    )
    fit = fit_logit(monks["tie"], design, penalised=True)
    agrees(fit, ergm["samplike_firth"], 1e-6)
    assert "Firth" in fit.method


@pytest.mark.parametrize("term", ["nodecov", "absdiff"])
def test_wealth(ergm, families, term):
    tie, wealth, first, second = families
    make = {"nodecov": terms.node_covariate, "absdiff": terms.absolute_difference}[term]
    design = terms.join(terms.edges(len(tie)), make(wealth, first, second, name="wealth"))
    agrees(fit_logit(tie, design), ergm[f"flo_{term}_wealth"], 1e-9)


def test_undirected_cells_are_activity_and_same_in_other_words():
    rng = np.random.default_rng(2)
    group = rng.integers(0, 3, 20)
    first, second = np.triu_indices(20, 1)
    tie = (rng.random(190) < 0.3).astype(float)
    labels = ["a", "b", "c"]
    cells = fit_logit(tie, terms.mixing(group, first, second, labels=labels))
    assert cells.names == ("a–a", "a–b", "b–b", "a–c", "b–c", "c–c")
    table = terms.mixing(group, first, second, labels=labels, base=(0, 0))
    whole = fit_logit(tie, terms.join(terms.edges(190), table))
    np.testing.assert_allclose(whole.estimate[1:] + whole.estimate[0], cells.estimate[1:])
    both = terms.join(
        terms.same(group, first, second, labels=labels), terms.across(group, first, second)
    )
    np.testing.assert_allclose(both.values.sum(axis=1), 1)


def separated():
    """Pairs of two groups in which nobody met across."""
    across = np.repeat([0.0, 1.0], [30, 12])
    met = np.zeros(42)
    met[:30:3] = 1
    x = np.linspace(-1, 1, 42) ** 2
    design = np.column_stack([np.ones(42), across, x])
    return met, Terms(names=("edges", "across", "x"), values=design)


def test_no_contact_across_is_said_and_penalised():
    met, design = separated()
    with pytest.warns(BridgingWarning, match="Separation: .* along .*across"):
        fit = fit_logit(met, design)
    assert fit.separated == ("across",)
    forced = firth_logit(met, design.values)
    np.testing.assert_allclose(fit.estimate, forced.estimate)
    assert fit.estimate[1] < -1 and np.isfinite(fit.estimate).all()
    members = np.array(list(itertools.combinations(range(10), 2)))[:42]
    found = dyadic_covariance(fit, members)
    # nobody met across: the scores of those rows are all nearly 0, but much is uncertain
    assert found.std_error["across"] >= np.sqrt(fit.covariance[1, 1]) > 1
    assert "none below" in found.method


def test_the_penalised_fit_is_the_top_of_the_penalised_likelihood():
    from scipy.optimize import minimize

    met, design = separated()
    x = design.values

    def negative(beta):
        chance = 1 / (1 + np.exp(-x @ beta))
        information = (x * (chance * (1 - chance))[:, None]).T @ x
        like = met * np.log(chance) + (1 - met) * np.log1p(-chance)
        return -(like.sum() + np.linalg.slogdet(information)[1] / 2)

    top = minimize(
        negative,
        np.zeros(3),
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000},
    )
    fit = firth_logit(met, x)
    np.testing.assert_allclose(fit.estimate, top.x, atol=1e-5)
    assert fit.log_likelihood == pytest.approx(-top.fun)
    np.testing.assert_allclose(fit.scores.sum(axis=0), 0, atol=1e-7)


def test_the_penalised_fit_does_not_leap_over_its_top():
    """Full steps go from one side of this top to the other: found with a study of five people."""
    met = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0.0])
    activity = np.repeat([0.0, 1.0, 2.0], [1, 11, 6])
    first = np.array([1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0.0])
    design = np.column_stack([activity, activity == 1, first, 1 - first])
    fit = firth_logit(met, design)
    np.testing.assert_allclose(fit.scores.sum(axis=0), 0, atol=1e-7)


def test_a_strong_effect_is_no_separation():
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(400), 8 * rng.normal(size=400)])
    met = (rng.random(400) < 1 / (1 + np.exp(-2 * x[:, 1]))).astype(float)
    assert separating(met, x) == ()
    fit = fit_logit(met, Terms(names=("edges", "x"), values=x))
    np.testing.assert_allclose(fit.estimate, sm.Logit(met, x).fit(disp=0).params, rtol=1e-6)
    assert fit.method == "maximum likelihood"


def test_the_same_errors_as_through_statsmodels(monks):
    design = terms.join(
        terms.edges(306), terms.same(monks["group"], monks["first"], monks["second"])
    )
    members = np.column_stack([monks["first"], monks["second"]])
    ours = dyadic_covariance(fit_logit(monks["tie"], design), members)
    theirs = dyadic_covariance(sm.Logit(monks["tie"], design.values).fit(disp=0), members)
    np.testing.assert_allclose(ours.std_error, theirs.std_error, rtol=1e-6)
    assert ours.std_error.index.tolist() == ["edges", "same"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda g, a, b: fit_logit(np.full(3, 2.0), terms.edges(3)), "must be 1"),
        (lambda g, a, b: fit_logit(np.ones(2), terms.edges(3)), "one row for each of 2 outcomes"),
        (
            lambda g, a, b: fit_logit(
                np.array([0.0, 1, 0]),
                terms.join(terms.edges(3), Terms(names=("twice",), values=np.full((3, 1), 2.0))),
            ),
            "only 1 of 2",
        ),
        (lambda g, a, b: terms.join(terms.edges(3), terms.edges(3)), "'edges' is there twice"),
        (lambda g, a, b: terms.same(np.array([0, 1, -1]), a, b), "not in 2 rows"),
        (
            lambda g, a, b: terms.absolute_difference(np.array([0, 1, np.nan]), a, b, name="x"),
            "not in 2 rows",
        ),
    ],
)
def test_what_can_not_be_fitted(make, message):
    first, second = np.triu_indices(3, 1)
    with pytest.raises(BridgingError, match=message):
        make(np.zeros(3, dtype=int), first, second)
