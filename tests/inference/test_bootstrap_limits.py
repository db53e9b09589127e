"""Limits and p of draws, against scipy and by counting."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from bridging.inference import bootstrap_interval, bootstrap_p
from bridging.inference.scales import LOG, PLAIN
from bridging.inference.session_bootstrap import draw_weights, weighted_sums

KINDS = ("percentile", "basic", "bca")


def make(estimate, draws, kind="percentile", scale=PLAIN, **options):
    return bootstrap_interval(
        estimate, draws, kind=kind, scale=scale, method="session bootstrap",
        clusters=options.pop("clusters", 12), drawn="sessions", **options,
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_limits_are_those_of_scipy_on_the_same_draws(kind):
    x = np.random.default_rng(1).exponential(size=18)
    theirs = bootstrap((x,), np.mean, n_resamples=9999, method="BCa" if kind == "bca" else kind,
                       random_state=np.random.default_rng(2))  # fmt: skip
    left = (x.sum() - x) / (len(x) - 1)
    ours = make(x.mean(), theirs.bootstrap_distribution, kind, without=left)
    low, high = theirs.confidence_interval
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=0.01)


@pytest.mark.parametrize("kind", KINDS)
def test_p_is_small_exactly_where_the_interval_leaves_the_value_out(kind):
    rng, seen = np.random.default_rng(4), set()
    for _ in range(60):
        x = rng.exponential(size=9)
        draws = np.round(np.array([rng.choice(x, 9).mean() for _ in range(199)]), 1)
        left = (x.sum() - x) / 8
        at = float(np.round(x.mean() + rng.normal(scale=0.7), 1))
        p = bootstrap_p(x.mean(), draws, at, kind=kind, scale=PLAIN, without=left)
        assert p > 0
        for level in (0.8, 0.9, 0.95):
            found = make(x.mean(), draws, kind, level=level, without=left)
            if not found.undefined:
                outside = not found.low <= at <= found.high
                assert outside == (p <= 1 - level + 1e-12)
                seen.add(outside)
    assert seen == {True, False}


def test_basic_limits_turn_the_draws_over_on_the_scale():
    draws = np.arange(1.0, 40.0)
    found = make(10.0, draws, "basic", LOG)
    assert (found.low, found.high) == pytest.approx((100 / 39, 100 / 1))


def test_draws_without_a_value_are_counted_and_many_of_them_leave_no_interval():
    draws = np.arange(1.0, 101.0)
    draws[:4] = np.nan
    found = make(50.0, draws)
    assert (found.n_lost, found.n_resamples) == (4, 100) and found.low > 4
    draws[:10] = np.nan
    lost = make(50.0, draws)
    assert "10 of 100 draws have no value" in lost.undefined and np.isnan(lost.low)


@pytest.mark.parametrize(
    ("draws", "options", "reason"),
    [
        ([1.0] * 99, {}, "shows? no spread|show no spread"),
        (np.arange(99.0), {"clusters": 1}, "fewer than two sessions"),
        (np.arange(10.0), {}, "too few draws"),
        (np.arange(99.0), {"kind": "bca", "without": np.array([1.0, np.nan])}, "no value without"),
        (np.arange(99.0), {"kind": "basic", "scale": LOG}, "edge"),
    ],
)
def test_no_interval_says_why(draws, options, reason):
    found = make(5.0, np.array(draws), **options)
    assert np.isnan(found.low) and found.undefined_nl
    import re

    assert re.search(reason, found.undefined)


def test_the_size_of_blocks_changes_nothing():
    one, many = (
        np.concatenate(list(draw_weights(7, 50, np.random.default_rng(3), most_cells=cells)))
        for cells in (10**6, 15)
    )
    np.testing.assert_array_equal(one, many)
    assert (one.sum(axis=1) == 7).all() and one.shape == (50, 7)
    assert abs(one.var(axis=0).mean() - 6 / 7) < 0.15


def test_what_is_not_known_of_one_session_is_lost_with_it_alone():
    values = np.array([[1.0, 2.0], [np.nan, 5.0]])
    sums = weighted_sums(np.array([[2.0, 0.0], [1.0, 1.0]]), values)
    np.testing.assert_array_equal(sums, [[2.0, 4.0], [np.nan, 7.0]])
