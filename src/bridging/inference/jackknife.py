"""The leave-one-out jackknife."""

from dataclasses import dataclass

import numpy as np

from bridging.inference.scales import Scale
from bridging.structures.arrays import Floats


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A confidence interval; the reason stands in `undefined` where there is none.

    `n_resamples` and `n_lost` are of a bootstrap: how many draws there were, and how many of them
    had no value. `tested` holds the limits of the test of the value under chance, where the
    interval reaches further than these. `note` says what a reader must know of an interval there is.
    """

    low: float
    high: float
    std_error: float
    level: float
    method: str
    n_clusters: int = 0
    n_resamples: int = 0
    n_lost: int = 0
    undefined: str = ""
    undefined_nl: str = ""
    tested: tuple[float, float] | None = None
    note: str = ""
    note_nl: str = ""

    @classmethod
    def missing(cls, level: float, method: str, reason: str, reason_nl: str) -> "Interval":
        """Return an interval without limits that says why."""
        nan = float("nan")
        return cls(
            low=nan,
            high=nan,
            std_error=nan,
            level=level,
            method=method,
            undefined=reason,
            undefined_nl=reason_nl,
        )


def jackknife(
    estimate: float,
    without: Floats,
    *,
    scale: Scale,
    pairs: bool,
    level: float = 0.95,
    method: str = "leave-person-out jackknife",
    multiplicity: Floats | None = None,
    extra: float = 0.0,
) -> Interval:
    """Make an interval from the values without each of N people (families, sessions).

    On the given scale the variance is c · Σ(θ₋ᵢ − mean)², with c = (N−2)/2N where each observation
    is a pair of people (Snijders & Borgatti 1999) and (N−1)/N where it is one person, and the limits
    are t-quantiles with N − 1 degrees of freedom away.

    Parameters
    ----------
    estimate : float
        The value on all data.
    without : array of float, shape (N,)
        The value without each.
    scale : Scale
        Where the interval is made; its limits are on the measure's own scale.
    pairs : bool
        Whether the measure is one of contacts (pairs of people) or of people.
    multiplicity : array of float, shape (N,), optional
        How many people share a value of `without` (anonymous people of the same unit and group).
    extra : float
        Variance on the scale that leaving out one person can't show: of chances that two people
        differ, which hardly change with one person near an even mix.

    Returns
    -------
    Interval
        `std_error` is on the measure's own scale (delta method).
    """
    label = f"{method}, {scale.name}"
    times = np.ones(len(without)) if multiplicity is None else np.asarray(multiplicity, float)
    n = float(times.sum())
    if n < 3:
        return Interval.missing(
            level,
            label,
            "fewer than three people (or clusters) to leave out",
            "minder dan drie personen (of clusters) om weg te laten",
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        centre, values = scale.to(np.asarray(estimate)), scale.to(np.asarray(without, dtype=float))
    if not np.isfinite(centre):
        return Interval.missing(
            level,
            label,
            "the estimate lies on the edge of its range, where leaving people out shows no spread",
            "de schatting ligt op de rand van haar bereik, waar weglaten geen spreiding toont",
        )
    if not np.isfinite(values).all():
        return Interval.missing(
            level,
            label,
            "there is no value without one of the people (or clusters)",
            "zonder een van de personen (of clusters) is er geen waarde",
        )
    mean = (times * values).sum() / n
    factor = (n - 2) / (2 * n) if pairs else (n - 1) / n
    error = float(np.sqrt(factor * (times * (values - mean) ** 2).sum() + extra))
    if error <= 1e-12:
        return Interval.missing(
            level,
            label,
            "leaving out people changes nothing, so that the data show no spread",
            "weglaten verandert niets, zodat de gegevens geen spreiding tonen",
        )
    reach = t_quantile((1 + level) / 2, n - 1) * error
    low, high = (float(scale.back(np.asarray(centre + sign * reach))) for sign in (-1, 1))
    step = 1e-6
    slope = float(scale.back(np.asarray(centre + step)) - scale.back(np.asarray(centre - step)))
    return Interval(
        low=low,
        high=high,
        std_error=error * slope / (2 * step),
        level=level,
        method=label,
        n_clusters=int(n),
    )


def interval_p(
    interval: Interval,
    at: float,
    scale: Scale,
    alternative: str = "two-sided",
    estimate: float | None = None,
) -> float:
    """Return the p-value of a value by the t-test that an interval inverts.

    Two-sided it is at most 1 - level exactly where the value lies outside the interval. Where the
    limits lie unequally far from the estimate, the one on the side of the value counts.

    Parameters
    ----------
    interval : Interval
        Of `jackknife`, or another; its clusters less one are the degrees of freedom.
    at : float
        The value that is tested.
    scale : Scale
        The scale the interval was made on.
    alternative : {"two-sided", "less", "greater"}
    estimate : float, optional
        The value that the interval is of; its middle on the scale, if left out.

    Returns
    -------
    float
        More than 0; NaN where there is no interval.
    """
    from scipy.special import stdtr

    if interval.undefined:
        return float("nan")
    limits = interval.tested or (interval.low, interval.high)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high, place = (float(scale.to(np.asarray(x))) for x in (*limits, at))
        middle = (low + high) / 2 if estimate is None else float(scale.to(np.asarray(estimate)))
    middle = min(max(middle, low), high)
    reach, away = (middle - low if place < middle else high - middle), middle - place
    df = max(interval.n_clusters - 1, 1)
    t = t_quantile((1 + interval.level) / 2, df)
    if away != 0:
        t *= away / reach if reach > 0 else np.sign(away) * np.inf
    else:
        t = 0.0
    tails = {
        "less": float(stdtr(df, t)),
        "greater": float(stdtr(df, -t)),
        "two-sided": 2 * float(stdtr(df, -abs(t))),
    }
    return max(tails[alternative], np.finfo(float).tiny)


def t_quantile(probability: float, df: float) -> float:
    """Return the quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(df, probability))
