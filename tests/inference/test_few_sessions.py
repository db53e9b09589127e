"""The wild cluster bootstrap: against every draw of signs, by simulation, and where it gives none."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import t

from bridging.inference import wild_cluster_interval
from bridging.inference.scales import LOGIT, PLAIN
from bridging.inference.wild_cluster import WEBB, wild_cluster_p


def test_the_weights_have_mean_0_and_variance_1():
    assert WEBB.mean() == pytest.approx(0) and (WEBB**2).mean() == pytest.approx(1)


def test_p_over_every_draw_by_plain_numbers():
    """All 6^4 draws; the t of each by scipy's formula for one sample."""
    from scipy.stats import ttest_1samp

    added, at = np.array([0.4, 1.9, 1.1, -0.3]), 0.2
    every = np.array(list(product(WEBB, repeat=4)))
    beyond = added - at
    observed = abs(ttest_1samp(beyond, 0).statistic)
    spread = (every * beyond).std(axis=1) > 1e-12
    drawn = np.full(len(every), np.inf)
    drawn[spread] = np.abs(ttest_1samp((every * beyond)[spread], 0, axis=1).statistic)
    expected = (1 + (drawn >= observed - 1e-9).sum()) / (1 + len(every))
    assert wild_cluster_p(added, at, every) == pytest.approx(expected)


def test_with_many_normal_sessions_it_is_the_t_interval():
    x = np.random.default_rng(0).normal(size=60)
    left = (x.sum() - x) / 59
    found = wild_cluster_interval(
        x.mean(), left, scale=PLAIN, rng=np.random.default_rng(1), n_resamples=4999
    )
    reach = t.ppf(0.975, 59) * x.std(ddof=1) / np.sqrt(60)
    assert found.std_error == pytest.approx(x.std(ddof=1) / np.sqrt(60))
    assert (found.low, found.high) == pytest.approx((x.mean() - reach, x.mean() + reach), rel=0.1)


def test_it_covers_with_six_sessions():
    rng, hits = np.random.default_rng(7), 0
    for _ in range(200):
        x = rng.normal(size=6)
        found = wild_cluster_interval(
            x.mean(), (x.sum() - x) / 5, scale=PLAIN, rng=rng, n_resamples=199
        )
        hits += found.low <= 0 <= found.high
    assert 0.90 <= hits / 200 <= 0.99


@pytest.mark.parametrize(
    ("estimate", "without", "reason"),
    [
        (0.5, [0.4, 0.6, 0.5], "fewer than 4 sessions"),
        (0.5, [], "fewer than 4 sessions"),
        (1.0, [0.9, 0.8, 0.7, 0.6], "edge of its range"),
        (0.5, [0.5, np.nan, 0.4, 0.4], "no value without"),
        (0.5, [0.5, 0.5, 0.5, 0.5], "no spread"),
    ],
)
def test_no_interval_says_why(estimate, without, reason):
    found = wild_cluster_interval(
        estimate, np.array(without), scale=LOGIT, rng=np.random.default_rng(0)
    )
    assert reason in found.undefined and found.undefined_nl and np.isnan(found.low)
