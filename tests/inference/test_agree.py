"""An interval and a p-value agree, whatever the two tests said apart."""

import numpy as np
import pytest
from scipy.stats import t

from bridging.errors import OptionError
from bridging.inference import Interval, agree, interval_p, jackknife
from bridging.inference.scales import LOG, PLAIN


def some(low, high, n=20, level=0.95):
    return Interval(
        low=low, high=high, std_error=0.1, level=level, method="leave-person-out jackknife",
        n_clusters=n,
    )  # fmt: skip


def test_p_of_an_interval_is_that_of_its_t():
    x = np.array([1.0, 4.0, 2.0, 8.0, 5.0])
    found = jackknife(x.mean(), (x.sum() - x) / 4, scale=PLAIN, pairs=False)
    statistic = (x.mean() - 1.5) / (x.std(ddof=1) / np.sqrt(5))
    assert interval_p(found, 1.5, PLAIN) == pytest.approx(2 * t.sf(statistic, 4))
    assert interval_p(found, 1.5, PLAIN, "greater") == pytest.approx(t.sf(statistic, 4))
    assert interval_p(found, found.low, PLAIN) == pytest.approx(0.05)


def test_they_never_contradict_each_other():
    rng = np.random.default_rng(0)
    widened = 0
    for _ in range(500):
        centre, reach = rng.normal(scale=0.5), rng.uniform(0.05, 1)
        interval = some(float(np.exp(centre - reach)), float(np.exp(centre + reach)))
        p = float(rng.choice([0.001, 0.01, 0.05, 0.051, 0.3, 1.0]))
        held, together = agree(interval, p)
        outside = not held.low <= 1 <= held.high
        assert outside == (together <= 0.05)
        assert together >= p and held.low <= interval.low and held.high >= interval.high
        if (held.low, held.high) != (interval.low, interval.high):
            assert p > 0.05 and 1.0 in (held.low, held.high) and "widened" in held.method
            widened += 1
        else:
            assert held == interval
    assert widened > 20


def test_p_of_unequal_limits_is_that_of_the_side_of_the_value():
    """From 2 to 10 around 4: 1 lies half as far again as the limit, 7 halfway to the other."""
    interval = some(2.0, 10.0, n=20)
    quantile = t.ppf(0.975, 19)
    assert interval_p(interval, 1.0, PLAIN, estimate=4.0) == pytest.approx(
        2 * t.sf(1.5 * quantile, 19)
    )
    assert interval_p(interval, 7.0, PLAIN, estimate=4.0) == pytest.approx(
        2 * t.sf(0.5 * quantile, 19)
    )
    assert interval_p(interval, 4.0, PLAIN, estimate=4.0) == 1
    # an estimate beyond its own limits, as a bootstrap can have
    assert interval_p(interval, 1.9, PLAIN, estimate=1.0) < 0.05
    assert interval_p(interval, 2.1, PLAIN, estimate=1.0) > 0.05


def test_unequal_limits_never_contradict_either():
    rng = np.random.default_rng(1)
    for _ in range(300):
        estimate = rng.normal()
        low, high = estimate - rng.exponential(), estimate + rng.exponential()
        at, p = rng.normal(), float(rng.choice([0.001, 0.04, 0.3]))
        held, together = agree(some(low, high), p, at=at, estimate=estimate, scale=PLAIN)
        assert (not held.low <= at <= held.high) == (together <= 0.05)
        assert together >= p


def test_one_sided_only_the_tested_side_moves():
    above = some(1.2, 2.0)
    assert agree(above, 0.2, alternative="greater")[0].low == 1.0
    held, p = agree(above, 0.9, alternative="less")
    assert held == above and p > 0.9


def test_without_one_of_the_two_the_other_stands():
    missing = Interval.missing(0.95, "x", "no", "geen")
    assert agree(missing, 0.2) == (missing, 0.2)
    interval = some(1.2, 2.0)
    held, p = agree(interval, float("nan"))
    assert held == interval and np.isnan(p)


def test_another_level_is_refused():
    with pytest.raises(OptionError, match="`alpha` must be that of the interval"):
        agree(some(1.2, 2.0), 0.2, alpha=0.1)
    assert agree(some(1.2, 2.0, level=0.9), 0.08, alpha=0.1, scale=LOG)[0].low == 1.2
