"""Time to an event, against the tables of textbooks and R."""

import numpy as np
import pytest
import statsmodels.api as sm

from bridging import BridgingError
from bridging.inference.regression import (
    Terms,
    discrete_hazard,
    dyadic_covariance,
    kaplan_meier,
    person_periods,
)


@pytest.fixture(scope="module")
def leukaemia(published):
    """Weeks in remission of 42 patients, half of them treated (group 2)."""
    data = published("lifelines_gehan.csv")
    return data["t"].to_numpy(), data["d"].to_numpy(), (data["group"] == 2).to_numpy()


def test_remission_under_treatment(published, leukaemia):
    weeks, relapse, treated = leukaemia
    numbers = published("survival_clogit_dyad.json")["km_6MP"]
    found = kaplan_meier(weeks[treated], relapse[treated])
    book = numbers["published"]
    assert found.time.tolist() == [float(week) for week in book["S"]]
    np.testing.assert_allclose(found.share, list(book["S"].values()), atol=5e-4)
    np.testing.assert_allclose(found.std_error, list(book["se"].values()), atol=5e-5)
    _, at_risk, events, share, error = np.array(numbers["computed"]).T
    assert found.at_risk.tolist() == at_risk.tolist()
    assert found.events.tolist() == events.tolist()
    np.testing.assert_allclose(found.share, share, atol=1e-12)
    np.testing.assert_allclose(found.std_error, error, atol=1e-12)


@pytest.mark.parametrize("link", ["logit", "cloglog"])
def test_hazards_by_week(published, leukaemia, link):
    weeks, relapse, treated = leukaemia
    numbers = published("discrete_hazard.json")
    rows = person_periods(weeks, relapse)
    assert len(rows.case) == numbers["person_periods"]
    assert np.unique(rows.period[rows.event > 0]).tolist() == numbers["event_times"]
    terms = Terms(names=("treated",), values=treated[rows.case, np.newaxis].astype(float))
    fit = discrete_hazard(rows, terms, link=link)
    # the printed cloglog stopped 2e-6 before its top: its likelihood lies below this one
    near = {"logit": 1e-6, "cloglog": 3e-6}[link]
    assert fit.params["treated"] == pytest.approx(numbers[link]["trt_coef"], abs=near)
    assert fit.llf > numbers[link]["loglik"] - 1e-10
    assert fit.bse["treated"] == pytest.approx(numbers[link]["trt_se"], abs=1e-3)
    assert fit.llf == pytest.approx(numbers[link]["loglik"], abs=1e-6)


@pytest.mark.parametrize("ties", ["breslow", "efron"])
def test_statsmodels_reproduces_cox(published, leukaemia, ties):
    """Why there is no proportional hazards model of our own."""
    weeks, relapse, treated = leukaemia
    numbers = published("discrete_hazard.json")
    fit = sm.PHReg(weeks, treated.astype(float), status=relapse, ties=ties).fit(disp=0)
    assert fit.params[0] == pytest.approx(numbers[f"cox_{ties}"]["trt"], abs=1e-6)
    assert fit.bse[0] == pytest.approx(numbers[f"cox_{ties}"]["se"], abs=1e-3)
    assert fit.params[0] == pytest.approx(numbers["published_cox"][ties], abs=5e-4)
    rossi = published("lifelines_rossi.csv")
    block = published("survival_clogit_dyad.json")[f"cox_rossi_{ties}"]
    names = list(block["computed"])
    fit = sm.PHReg(rossi["week"], rossi[names], status=rossi["arrest"], ties=ties).fit(disp=0)
    np.testing.assert_allclose(fit.params, list(block["computed"].values()), atol=1e-6)
    np.testing.assert_allclose(fit.bse, block["se"], atol=1e-6)
    if "published" in block:
        printed = [block["published"][name] for name in names]
        np.testing.assert_allclose(fit.params, printed, atol=1e-6)


def test_a_group_alone_is_its_life_table():
    """With a level for each period and nothing else, hazards are events over those at risk."""
    rng = np.random.default_rng(3)
    duration, event = rng.integers(1, 5, 60), rng.random(60) < 0.7
    rows = person_periods(duration, event)
    survival = kaplan_meier(duration, event)
    hazard = np.array([rows.event[rows.period == p].mean() for p in survival.time])
    np.testing.assert_allclose(np.cumprod(1 - hazard), survival.share)


def test_late_entry():
    rows = person_periods([4, 2], [1, 0], entry=[2, 0])
    assert rows.period.tolist() == [3, 4, 1, 2]
    assert rows.event.tolist() == [0, 1, 0, 0]
    found = kaplan_meier([4, 2, 5], [1, 1, 0], entry=[2.5, 0, 0])
    # at 2 only the second and third are watched; at 4 the first and third
    assert found.at_risk.tolist() == [2, 2] and found.share.tolist() == [0.5, 0.25]


def test_pairs_of_people_have_dyadic_errors():
    rng = np.random.default_rng(6)
    first, second = np.triu_indices(15, 1)
    duration, event = rng.integers(1, 4, len(first)), rng.random(len(first)) < 0.6
    rows = person_periods(duration, event)
    across = ((first + second) % 2)[rows.case, np.newaxis].astype(float)
    fit = discrete_hazard(rows, Terms(names=("across",), values=across))
    kept = rows.case[np.asarray(fit.model.data.row_labels)]
    found = dyadic_covariance(fit, np.column_stack([first[kept], second[kept]]))
    assert found.n_people == 15 and found.std_error["across"] > 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: kaplan_meier([1, 2], [1]), "one value for each case"),
        (lambda: kaplan_meier([1, np.nan], [1, 0]), "a number from 0"),
        (lambda: kaplan_meier([1, 2], [1, 3]), "must be 1"),
        (lambda: kaplan_meier([1, 2], [1, 1], entry=[1, 0]), "must lie before"),
        (lambda: person_periods([1.5], [1]), "whole numbers"),
        (lambda: person_periods([1], [1], entry=[1]), "must lie before"),
        (
            lambda: discrete_hazard(
                person_periods([1, 1], [1, 1]), Terms(names=("x",), values=np.zeros((2, 1)))
            ),
            "none has",
        ),
        (
            lambda: discrete_hazard(
                person_periods([1, 1], [1, 0]), Terms(names=("x",), values=np.eye(2)[:, :1])
            ),
            "0 or infinite",
        ),
        (
            lambda: discrete_hazard(
                person_periods([1, 2], [1, 0]), Terms(names=("x",), values=np.eye(2)[:, :1])
            ),
            "a row for each of 3 rows",
        ),
    ],
)
def test_what_can_not_be_counted(call, message):
    with pytest.raises(BridgingError, match=message):
        call()


def test_nobody_with_the_event():
    assert len(kaplan_meier([1, 2], [0, 0]).time) == 0
