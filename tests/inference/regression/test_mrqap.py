"""Network regression, against migraph and permutations that fit every model again."""

import itertools
import time

import numpy as np
import pytest
import statsmodels.api as sm

from bridging import BridgingError
from bridging.inference.regression import mrqap
from bridging.inference.regression.mrqap import _exchanges


@pytest.fixture(scope="module")
def researchers(published):
    """Messages among 32 network researchers, their citations and disciplines."""
    nodes, edges = published("ison_networkers_nodes.csv"), published("ison_networkers_edges.csv")
    messages = np.zeros((32, 32))
    messages[edges["from"] - 1, edges["to"] - 1] = edges["weight"]
    return messages, nodes["Citations"].to_numpy(), nodes["Discipline"].to_numpy()


def test_published_coefficients(published, researchers):
    messages, citations, discipline = researchers
    numbers = published("qap.json")
    among = np.flatnonzero(discipline == "Sociology")
    part = messages[np.ix_(among, among)]
    sender = np.repeat(citations[among][:, np.newaxis], len(among), axis=1)
    linear = mrqap(part, {"ego": sender}, n_resamples=9)
    np.testing.assert_allclose(linear.estimate, numbers["published"]["linear_coef"], atol=1e-3)
    np.testing.assert_allclose(linear.estimate, numbers["computed"]["linear_coef"], atol=1e-8)
    assert linear.r_squared == pytest.approx(numbers["published"]["linear_r2"], abs=1e-3)
    assert linear.statistic[1] == pytest.approx(numbers["computed"]["linear_t"][1])
    logit = mrqap(part > 0, {"ego": sender}, model="logit", n_resamples=9)
    np.testing.assert_allclose(logit.estimate, numbers["published"]["logit_coef"], atol=1e-3)
    np.testing.assert_allclose(logit.estimate, numbers["computed"]["logit_coef"], atol=1e-6)


def test_double_semi_partialling_of_32_people(published, researchers):
    messages, citations, discipline = researchers
    block = published("qap.json")["computed_dsp_full32"]
    ones = np.ones((1, 32))
    predictors = {
        "ego": citations[:, np.newaxis] * ones,
        "alter": (citations[:, np.newaxis] * ones).T,
        "same_discipline": (discipline[:, np.newaxis] == discipline).astype(float),
    }
    begin = time.perf_counter()
    found = mrqap(messages, predictors, n_resamples=4999, seed=3)
    assert time.perf_counter() - begin < 5
    assert found.estimate[0] == pytest.approx(block["intercept"])
    assert found.r_squared == pytest.approx(block["r2"])
    for k, name in enumerate(found.terms[1:], 1):
        term = block["terms"][name]
        assert found.estimate[k] == pytest.approx(term["beta"])
        assert found.statistic[k] == pytest.approx(term["t"])
        for ours, theirs in (
            (found.p_greater[k], term["p_ge"]),
            (found.p_less[k], term["p_le"]),
            (found.p_value[k], term["p_two_plus1"]),
        ):
            # both are Monte Carlo, of 5000 each
            assert abs(ours - theirs) < 3 * np.sqrt(2 * theirs * (1 - theirs) / 5000)


def slow_draws(y, x, others, model, cells):
    """Fit every model again for every order of the people."""
    rows, columns = cells
    n = len(y)
    base = sm.add_constant(np.column_stack([o[rows, columns] for o in others]))
    rest = np.zeros((n, n))
    rest[rows, columns] = sm.OLS(x[rows, columns], base).fit().resid
    if len(rows) == n * (n - 1) // 2:
        rest = rest + rest.T
    values = []
    for order in itertools.permutations(range(n)):
        moved = rest[np.ix_(order, order)][rows, columns]
        if model == "linear":
            fit = sm.OLS(y[rows, columns], np.column_stack([base, moved])).fit()
            values.append(fit.tvalues[-1])
        else:
            without = sm.GLM(y[rows, columns], base, family=sm.families.Binomial()).fit(tol=1e-12)
            values.append(without.score_test(moved[:, np.newaxis])[0].item() ** 0.5)
    return np.array(values)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("model", ["linear", "logit"])
def test_every_order_of_five_people(model, directed):
    rng = np.random.default_rng(11)
    y, x, z = rng.normal(size=(3, 5, 5))
    if not directed:
        y, x, z = y + y.T, x + x.T, z + z.T
    if model == "logit":
        y = (y > 0).astype(float)
    cells = np.nonzero(~np.eye(5, dtype=bool)) if directed else np.tril_indices(5, -1)
    slow = slow_draws(y, x, [z], model, cells)
    found = mrqap(y, {"x": x, "z": z}, model=model, directed=directed, n_resamples=6000, seed=2)
    assert abs(found.statistic[1]) == pytest.approx(abs(slow[0]), rel=1e-6)
    exact = (np.abs(slow) >= abs(slow[0]) - 1e-6).mean()
    assert abs(found.p_value[1] - exact) < 4 * np.sqrt(exact * (1 - exact) / 6000)


def test_people_stay_within_their_stratum():
    code = np.array([1, 0, 1, 0, 2, 1])
    orders = _exchanges(np.random.default_rng(0), code, 3000)
    assert (code[orders] == code).all()
    assert (np.sort(orders, axis=1) == np.arange(6)).all()
    unique, times = np.unique(orders, axis=0, return_counts=True)
    assert len(unique) == 12 and abs(times - 250).max() < 80  # 3! · 2!, evenly


def test_blocks_change_nothing(monkeypatch):
    import sys

    rng = np.random.default_rng(4)
    y, x = rng.normal(size=(2, 8, 8))
    strata = ["a"] * 4 + ["b"] * 4
    whole = mrqap(y, {"x": x}, strata=strata, n_resamples=200)
    monkeypatch.setattr(sys.modules["bridging.inference.regression.mrqap"], "CELLS_AT_ONCE", 56 * 7)
    parts = mrqap(y, {"x": x}, strata=strata, n_resamples=200)
    assert whole.p_value[1] == parts.p_value[1]


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((np.zeros((3, 2)), {"x": np.zeros((3, 3))}), {}, "must be square"),
        ((np.eye(3), {"x": np.zeros((4, 4))}), {}, "of 3 by 3"),
        ((np.eye(3), {}), {}, "at least one network"),
        ((np.full((3, 3), np.nan), {"x": np.eye(3)}), {}, "6 are not"),
        ((np.arange(9.0).reshape(3, 3), {"x": np.ones((3, 3))}), {}, "same in every cell"),
        ((np.arange(9.0).reshape(3, 3), {"x": np.eye(3)}), {"directed": False}, "symmetric"),
        (
            (np.arange(9.0).reshape(3, 3), {"x": np.triu(np.ones((3, 3)))}),
            {"model": "logit"},
            "0 or 1",
        ),
        (
            (np.triu(np.ones((3, 3))), {"x": np.triu(np.ones((3, 3)))}),
            {"model": "logit"},
            "told without",
        ),
        (
            (np.arange(9.0).reshape(3, 3), {"x": np.triu(np.ones((3, 3)))}),
            {"strata": [1]},
            "each of 3",
        ),
        ((np.eye(3), {"x": np.eye(3)}), {"n_resamples": 0}, "whole number from 1"),
        ((np.ones((3, 3)), {"x": np.triu(np.ones((3, 3)))}), {}, "same in all"),
    ],
)
def test_what_can_not_be_regressed(arguments, options, message):
    with pytest.raises(BridgingError, match=message):
        mrqap(*arguments, **options)
