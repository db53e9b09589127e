import numpy as np
import pytest
from scipy.stats import t

from bridging.inference import jackknife
from bridging.inference.scales import FISHER, LOG, LOGIT, PLAIN, scale_for


def test_the_jackknife_of_a_mean_is_its_standard_error():
    x = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    without = (x.sum() - x) / 4
    interval = jackknife(x.mean(), without, scale=PLAIN, pairs=False)
    assert interval.std_error == pytest.approx(x.std(ddof=1) / np.sqrt(5))
    assert interval.high - x.mean() == pytest.approx(t.ppf(0.975, 4) * interval.std_error)


def test_alike_people_count_as_often_as_they_are():
    x = np.array([1.0, 1.0, 0.0, 0.0, 0.0, 1.0])
    without = (x.sum() - x) / 5
    full = jackknife(0.5, without, scale=LOGIT, pairs=False)
    short = jackknife(
        0.5, np.array([0.4, 0.6]), scale=LOGIT, pairs=False, multiplicity=np.array([3.0, 3.0])
    )
    assert (short.low, short.high) == pytest.approx((full.low, full.high))


def test_scales_follow_the_range():
    assert scale_for((0, np.inf)) is LOG
    assert scale_for((0, 1)) is LOGIT
    assert scale_for((-1, 1)) is FISHER
    assert scale_for((-np.inf, np.inf)) is PLAIN


@pytest.mark.parametrize(
    "bounds", [(1, np.inf), (-np.inf, 1), (-0.5, 1), (0, 1), (-1, 1), (0, np.inf)]
)
def test_scales_go_there_and_back_and_stay_in_range(bounds):
    scale = scale_for(bounds)
    low, high = max(bounds[0], -3), min(bounds[1], 4)
    inside = np.linspace(low, high, 9)[1:-1]
    np.testing.assert_allclose(scale.back(scale.to(inside)), inside)
    assert (np.diff(scale.to(inside)) > 0).all()
    far = scale.back(np.array([-30.0, 30.0]))
    assert bounds[0] <= far[0] < far[1] <= bounds[1]


def test_a_share_and_its_e_i_index_have_the_same_interval():
    share = np.array([0.2, 0.25, 0.3, 0.22])
    one = jackknife(0.25, share, scale=LOGIT, pairs=True)
    two = jackknife(2 * 0.25 - 1, 2 * share - 1, scale=FISHER, pairs=True)
    assert (2 * one.low - 1, 2 * one.high - 1) == pytest.approx((two.low, two.high))


@pytest.mark.parametrize(
    ("estimate", "without", "reason"),
    [
        (0.5, [0.4, 0.6], "fewer than three"),
        (0.0, [0.0, 0.0, 0.0], "edge of its range"),
        (0.5, [0.5, np.nan, 0.4], "no value without"),
        (0.5, [0.5, 0.5, 0.5], "no spread"),
    ],
)
def test_no_interval_says_why(estimate, without, reason):
    interval = jackknife(estimate, np.array(without), scale=LOGIT, pairs=True)
    assert np.isnan(interval.low) and np.isnan(interval.std_error)
    assert reason in interval.undefined and interval.undefined_nl
