"""Errors for rows of pairs, against published numbers and sums over every two rows."""

import itertools
import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.stats import t as student

from bridging import BridgingError, BridgingWarning
from bridging.inference.regression import dyadic_covariance, multiway_covariance
from bridging.inference.regression.sandwich import without_negative


@pytest.fixture
def rows():
    """Repeated rows of the pairs of 12 people in 5 sessions, with a person effect."""
    rng = np.random.default_rng(4)
    pairs = np.array(list(itertools.combinations(range(12), 2)))
    table = pd.DataFrame(np.repeat(pairs, 3, axis=0), columns=["a", "b"])
    table["session"] = rng.integers(0, 5, len(table))
    talk = rng.normal(size=12)
    table["x"] = rng.normal(size=len(table)) + talk[table["a"]] * talk[table["b"]]
    mean = -0.5 + 0.6 * table["x"] + talk[table["a"]] + talk[table["b"]]
    table["y"] = mean + rng.normal(size=len(table))
    table["met"] = (rng.random(len(table)) < 1 / (1 + np.exp(-mean))).astype(float)
    table["count"] = rng.poisson(np.exp(mean / 2))
    table["weight"] = rng.integers(1, 4, len(table)).astype(float)
    return table


def fits(rows):
    design = sm.add_constant(rows[["x"]])
    family = sm.families.Binomial(link=sm.families.links.Probit())
    return {
        "ols": sm.OLS(rows["y"], design).fit(),
        "wls": sm.WLS(rows["y"], design, weights=rows["weight"]).fit(),
        "logit": sm.Logit(rows["met"], design).fit(disp=0),
        "probit": sm.Probit(rows["met"], design).fit(disp=0),
        "poisson": sm.Poisson(rows["count"], design).fit(disp=0),
        "weighted probit": sm.GLM(
            rows["met"], design, family=family, freq_weights=rows["weight"]
        ).fit(tol=1e-12),
        "gaussian": sm.GLM(rows["y"], design, var_weights=rows["weight"]).fit(),
        "log link": sm.GLM(
            rows["count"] + 1.0, design, family=sm.families.Gamma(sm.families.links.Log())
        ).fit(tol=1e-12),
    }


def gradient_by_hand(name, rows, params):
    """Return each row's score from the definition of the model (up to the scale of a family)."""
    x = sm.add_constant(rows[["x"]]).to_numpy()
    eta = x @ params
    y, met, count = (rows[c].to_numpy() for c in ("y", "met", "count"))
    weight = rows["weight"].to_numpy()
    density = np.exp(-(eta**2) / 2) / np.sqrt(2 * np.pi)
    from scipy.stats import norm

    cdf = norm.cdf(eta)
    probit = density * (met - cdf) / (cdf * (1 - cdf))
    value = {
        "ols": y - eta,
        "wls": weight * (y - eta),
        "logit": met - 1 / (1 + np.exp(-eta)),
        "probit": probit,
        "poisson": count - np.exp(eta),
        "weighted probit": weight * probit,
        "gaussian": weight * (y - eta),
        "log link": (count + 1) / np.exp(eta) - 1,
    }[name]
    return x * value[:, np.newaxis]


def slow_sandwich(name, rows, params, together):
    """Sum over every two rows that may correlate; the Hessian by differences of the gradient."""
    scores = gradient_by_hand(name, rows, params)
    meat = sum(np.outer(scores[r], scores[s]) for r, s in together)
    step = 1e-6
    hessian = np.stack(
        [
            (
                gradient_by_hand(name, rows, params + step * e).sum(0)
                - gradient_by_hand(name, rows, params - step * e).sum(0)
            )
            / (2 * step)
            for e in np.eye(len(params))
        ]
    )
    bread = np.linalg.inv(hessian)
    return bread @ meat @ bread


def linked(rows, session=False):
    a, b, s = (rows[c].to_numpy() for c in ("a", "b", "session"))
    share = (a[:, None] == a) | (b[:, None] == b) | (a[:, None] == b) | (b[:, None] == a)
    if session:
        share = share | (s[:, None] == s)
    return list(zip(*np.nonzero(share), strict=True))


NAMES = ["ols", "wls", "logit", "probit", "poisson", "weighted probit", "gaussian", "log link"]


@pytest.mark.parametrize("name", NAMES)
def test_every_two_rows_that_share_a_person(rows, name):
    fit = fits(rows)[name]
    with pytest.warns(BridgingWarning, match="too small with few people"):
        found = dyadic_covariance(fit, rows[["a", "b"]], kind="dyadic")
    slow = slow_sandwich(name, rows, np.asarray(fit.params), linked(rows))
    np.testing.assert_allclose(found.covariance, without_negative(slow)[0], rtol=1e-4)
    assert list(found.covariance.index) == ["const", "x"]


@pytest.mark.filterwarnings("ignore:Plain dyadic")
def test_a_further_cluster_by_inclusion_and_exclusion(rows):
    fit = fits(rows)["logit"]
    found = dyadic_covariance(fit, rows[["a", "b"]], kind="dyadic", cluster=rows["session"])
    slow = slow_sandwich("logit", rows, np.asarray(fit.params), linked(rows, session=True))
    np.testing.assert_allclose(found.covariance, without_negative(slow)[0], rtol=1e-4)
    assert found.df == 4


def test_pair_clusters_are_those_of_statsmodels(rows):
    pair = rows["a"] * 100 + rows["b"]
    design = sm.add_constant(rows[["x"]])
    theirs = sm.OLS(rows["y"], design).fit(
        cov_type="cluster", cov_kwds={"groups": pair, "use_correction": False}
    )
    found = dyadic_covariance(fits(rows)["ols"], rows[["b", "a"]], kind="pair")
    np.testing.assert_allclose(found.std_error, theirs.bse)


def test_leaving_people_out_is_refitting_for_a_linear_model(rows):
    """In a linear model one step is the whole way: CR3 is the spread of the fits without each."""
    fit = fits(rows)["wls"]
    found = dyadic_covariance(fit, rows[["a", "b"]], kind="dyadic_cr3")
    moves = []
    for person in range(12):
        rest = rows[(rows["a"] != person) & (rows["b"] != person)]
        without = sm.WLS(rest["y"], sm.add_constant(rest[["x"]]), weights=rest["weight"]).fit()
        moves.append(fit.params - without.params)
    pair = dyadic_covariance(fit, rows[["a", "b"]], kind="pair").covariance
    by_hand = np.array(moves).T @ np.array(moves) - pair
    np.testing.assert_allclose(found.covariance, by_hand, rtol=1e-9)


def test_leaving_people_out_is_nearly_refitting_for_a_logit(rows):
    fit = fits(rows)["logit"]
    found = dyadic_covariance(fit, rows[["a", "b"]], kind="dyadic_cr3")
    moves = []
    for person in range(12):
        rest = rows[(rows["a"] != person) & (rows["b"] != person)]
        without = sm.Logit(rest["met"], sm.add_constant(rest[["x"]])).fit(disp=0)
        moves.append(fit.params - without.params)
    pair = dyadic_covariance(fit, rows[["a", "b"]], kind="pair").covariance
    by_hand = np.sqrt(np.diag(np.array(moves).T @ np.array(moves) - pair))
    np.testing.assert_allclose(found.std_error, by_hand, rtol=0.1)


def test_the_default_is_the_larger_for_each_coefficient(rows):
    fit = fits(rows)["logit"]
    members = rows[["a", "b"]]
    errors = {
        kind: dyadic_covariance(fit, members, kind=kind).std_error
        for kind in ("pair", "dyadic_cr3", "default")
    }
    np.testing.assert_allclose(errors["default"], np.maximum(errors["pair"], errors["dyadic_cr3"]))
    found = dyadic_covariance(fit, members)
    assert np.linalg.eigvalsh(found.covariance).min() >= 0
    assert found.df == 11
    reach = student.ppf(0.95, 11) * found.std_error["x"]
    assert found.conf_int(0.9).loc["x"].tolist() == pytest.approx(
        [found.estimate["x"] - reach, found.estimate["x"] + reach]
    )
    assert found.p_value["x"] == pytest.approx(2 * student.sf(abs(found.t["x"]), 11))


def test_published_data(published):
    """The simulated pairs that R's dyadRobust ships, in its decomposition by person."""
    data = published("dyadrobust_sim.csv")
    numbers = published("survival_clogit_dyad.json")["dyadrobust_sim"]
    fit = sm.OLS(data["dY"], sm.add_constant(data["dX"])).fit()
    found = dyadic_covariance(fit, data[["dyad1", "dyad2"]], kind="dyadic")
    np.testing.assert_allclose(fit.params, numbers["coef"], atol=1e-10)
    np.testing.assert_allclose(found.std_error, numbers["se_dyad_R_decomposition"], atol=1e-10)
    assert (found.n_people, found.n_pairs, found.n_rows) == (100, 4950, 4950)


def test_several_clusterings_are_those_of_statsmodels(rows):
    from statsmodels.stats.sandwich_covariance import cov_cluster_2groups

    fit = fits(rows)["ols"]
    one, two = rows["a"].to_numpy(), rows["session"].to_numpy()
    found, df = multiway_covariance(fit, {"a": one, "session": two})
    theirs = cov_cluster_2groups(fit, one, two, use_correction=False)[0]
    np.testing.assert_allclose(found, without_negative(theirs)[0], rtol=1e-9)
    assert df == 4


def test_negative_eigenvalues_are_set_to_0_and_variances_stay():
    matrix = np.array([[1.0, 2.0], [2.0, 1.0]])  # eigenvalues 3 and -1
    fixed, adjusted = without_negative(matrix)
    np.testing.assert_allclose(fixed, np.ones((2, 2)))  # of [[1.5, 1.5], [1.5, 1.5]]
    assert adjusted
    lost = without_negative(np.diag([2.0, -1.0]))[0]
    np.testing.assert_allclose(lost, np.diag([2.0, 0.0]))
    assert not without_negative(np.eye(2))[1]


def test_a_coefficient_that_hangs_on_one_person_has_no_error_and_says_why(rows):
    rows["mine"] = (rows["a"] == 0).astype(float)
    fit = sm.OLS(rows["y"], sm.add_constant(rows[["x", "mine"]])).fit()
    found = dyadic_covariance(fit, rows[["a", "b"]])
    assert np.isnan(found.std_error["mine"]) and np.isnan(found.p_value["mine"])
    assert "without one of the people" in found.undefined["mine"]
    assert "zonder" in found.undefined_nl["mine"]
    assert np.isfinite(found.std_error["x"])


def test_rows_are_matched_by_label(rows):
    shuffled = rows.sample(frac=1, random_state=1)
    gap = rows.copy()
    gap.loc[[3, 10], "y"] = np.nan
    fit = sm.OLS.from_formula("y ~ x", gap).fit()
    found = dyadic_covariance(fit, shuffled[["a", "b"]])
    kept = gap.dropna()
    by_place = dyadic_covariance(fit, kept[["a", "b"]].to_numpy())
    np.testing.assert_allclose(found.std_error, by_place.std_error)
    with pytest.raises(BridgingError, match="must have the index"):
        dyadic_covariance(fit, kept[["a", "b"]].reset_index(drop=True))


def test_people_have_any_ids(rows):
    fit = sm.OLS(rows["y"].to_numpy(), rows[["x"]].to_numpy()).fit()
    named = [(("house", a), f"{b}" if b % 2 else b) for a, b in rows[["a", "b"]].to_numpy()]
    plain = dyadic_covariance(
        fit, [(str(a) + "a", str(b) + "b") for a, b in rows[["a", "b"]].to_numpy()], kind="pair"
    )
    found = dyadic_covariance(fit, named, kind="pair")
    assert isinstance(found.covariance, np.ndarray)
    np.testing.assert_allclose(found.std_error, plain.std_error)
    assert found.conf_int().shape == (1, 2)


def test_a_hazard_model_has_plain_errors_only(rows):
    duration, event = np.arange(1.0, len(rows) + 1), rows["met"].to_numpy()
    x = rows[["x"]].to_numpy()
    fit = sm.PHReg(duration, x, status=event).fit(disp=0)
    pair = (rows["a"] * 100 + rows["b"]).to_numpy()
    found = dyadic_covariance(fit, rows[["a", "b"]].to_numpy(), kind="pair")
    # the score of a row: (x - mean of those at risk), at its event less its share at all events
    risk = np.exp(x[:, 0] * fit.params[0])
    at_risk = duration[np.newaxis] >= duration[:, np.newaxis]
    mean = (at_risk * (risk * x[:, 0])).sum(1) / (at_risk * risk).sum(1)
    share = event[:, None] * at_risk * risk / (at_risk * risk).sum(1)[:, None]
    score = event * (x[:, 0] - mean) - (share * (x[:, 0][None] - mean[:, None])).sum(0)
    information = (share * (x[:, 0][None] - mean[:, None]) ** 2).sum()
    by_pair = np.array([score[pair == one].sum() for one in np.unique(pair)])
    assert found.std_error[0] == pytest.approx(np.sqrt((by_pair**2).sum()) / information)
    with pytest.raises(BridgingError, match="nobody can be left out"):
        dyadic_covariance(fit, rows[["a", "b"]].to_numpy())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda m: m[:-1], "a row for each of the 198 rows"),
        (lambda m: m[:, :1], "must have two columns"),
        (lambda m: np.where(m == 5, None, m), "must name both people"),
        (lambda m: m * 0, "can't pair a person with herself"),
        (lambda m: m % 2 + np.array([0, 2]) * 0, "can't pair a person with herself"),
    ],
)
def test_members_that_do_not_fit_are_refused(rows, change, message):
    fit = fits(rows)["ols"]
    with pytest.raises(BridgingError, match=message):
        dyadic_covariance(fit, change(rows[["a", "b"]].to_numpy()))


def test_too_few_people_and_models_that_can_not(rows):
    two = sm.OLS([1.0, 2.0, 4.0], np.ones(3)).fit()
    with pytest.raises(BridgingError, match="at least three people, not 2"):
        dyadic_covariance(two, [("a", "b")] * 3)
    with pytest.raises(BridgingError, match="must be a fitted model"):
        dyadic_covariance("fit", [("a", "b")])
    penalised = sm.OLS(rows["y"], rows[["x"]]).fit_regularized(alpha=1.0, L1_wt=0.0)
    with pytest.raises(BridgingError, match="top of its likelihood"):
        dyadic_covariance(penalised, rows[["a", "b"]])
    stopped = sm.Logit(rows["met"], sm.add_constant(rows[["x"]]))
    with pytest.warns(Warning, match="converge"):
        half = stopped.fit(disp=0, maxiter=1)
    with pytest.raises(BridgingError, match="top of its likelihood"):
        dyadic_covariance(half, rows[["a", "b"]])
    double = rows.assign(z=rows["x"] * 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer versions of statsmodels warn of the rank
        singular = sm.OLS(double["y"], double[["x", "z"]]).fit()
    with pytest.raises(BridgingError, match="can tell apart"):
        dyadic_covariance(singular, rows[["a", "b"]])
    with pytest.raises(BridgingError, match="two different values"):
        dyadic_covariance(fits(rows)["ols"], rows[["a", "b"]], cluster=rows["session"] * 0)
