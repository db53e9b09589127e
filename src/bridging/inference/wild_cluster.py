"""The wild cluster bootstrap, for few sessions."""

import numpy as np

from bridging.inference.jackknife import Interval
from bridging.inference.scales import Scale
from bridging.structures.arrays import Floats

# Webb's six points: mean 0, variance 1, and 6^S different draws of S sessions where signs give 2^S
WEBB = np.array([-np.sqrt(1.5), -1.0, -np.sqrt(0.5), np.sqrt(0.5), 1.0, np.sqrt(1.5)])
METHOD = "wild cluster bootstrap over sessions"
FEWEST = 4  # with three sessions there are 216 draws, and few of them differ in t


def wild_cluster_interval(
    estimate: float,
    without: Floats,
    *,
    scale: Scale,
    rng: np.random.Generator,
    n_resamples: int = 999,
    level: float = 0.95,
    method: str = METHOD,
) -> Interval:
    """Make an interval from the values without each of few sessions.

    What each session adds to the measure, on the given scale, is the estimate plus S - 1 times what
    the measure loses without it. A value is inside the interval where it is not rejected: what the
    sessions add beyond the value is multiplied by random weights, and the t of the
    observed sum is compared with those so drawn.

    Parameters
    ----------
    estimate : float
    without : array of float, shape (S,)
        The value without each session.
    scale : Scale
    rng : numpy.random.Generator
    n_resamples : int

    Returns
    -------
    Interval
        There is none for fewer than four sessions. It speaks of the same people and other
        sessions.

    References
    ----------
    Cameron, Gelbach and Miller (2008), "Bootstrap-based improvements for inference with clustered
    errors" (the null imposed); Webb (2023), "Reworking wild bootstrap-based inference for clustered
    errors" (the weights); MacKinnon, Nielsen and Webb (2023), "Fast and reliable jackknife and
    bootstrap methods for cluster-robust inference" (jackknife contributions).

    Examples
    --------
    The mean of six numbers:

    >>> from bridging.inference.scales import PLAIN
    >>> x = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    >>> found = wild_cluster_interval(
    ...     3.5, (x.sum() - x) / 5, scale=PLAIN, rng=np.random.default_rng(0))
    >>> round(found.std_error, 4), round(float(x.std(ddof=1) / 6**0.5), 4)
    (0.7638, 0.7638)
    """
    label, number = f"{method}, {scale.name}", len(without)
    if number < FEWEST:
        return Interval.missing(
            level,
            label,
            f"fewer than {FEWEST} sessions: the wild bootstrap has too few different draws",
            f"minder dan {FEWEST} openingsmomenten: de wild bootstrap heeft te weinig "
            "verschillende trekkingen",
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        centre, values = float(scale.to(np.asarray(estimate))), scale.to(np.asarray(without))
    if not np.isfinite(centre):
        return Interval.missing(
            level,
            label,
            "the estimate lies on the edge of its range, where leaving sessions out shows no spread",
            "de schatting ligt op de rand van haar bereik, waar weglaten geen spreiding toont",
        )
    if not np.isfinite(values).all():
        return Interval.missing(
            level,
            label,
            "there is no value without one of the sessions",
            "zonder een van de openingsmomenten is er geen waarde",
        )
    added = centre + (number - 1) * (values.mean() - values)
    error = float(added.std(ddof=1) / np.sqrt(number))
    if error <= 1e-12:
        return Interval.missing(
            level,
            label,
            "leaving out sessions changes nothing, so that the data show no spread",
            "weglaten verandert niets, zodat de gegevens geen spreiding tonen",
        )
    weights = WEBB[rng.integers(len(WEBB), size=(n_resamples, number))]
    limits = [_limit(added, weights, error, sign, 1 - level) for sign in (-1, 1)]
    if not np.isfinite(limits).all():
        return Interval.missing(
            level,
            label,
            "too few draws, or sessions, to reject any value at this level",
            "te weinig trekkingen, of openingsmomenten, om op dit niveau een waarde te verwerpen",
        )
    low, high = (float(scale.back(np.asarray(limit))) for limit in limits)
    step = 1e-6
    slope = float(scale.back(np.asarray(centre + step)) - scale.back(np.asarray(centre - step)))
    return Interval(
        low=low,
        high=high,
        std_error=error * slope / (2 * step),
        level=level,
        method=label,
        n_clusters=number,
        n_resamples=n_resamples,
    )


def wild_cluster_p(added: Floats, at: float, weights: Floats) -> float:
    """Return the p-value of a mean of sessions' contributions, with the null imposed.

    Parameters
    ----------
    added : array of float, shape (S,)
    at : float
        The mean under the null.
    weights : array of float, shape (R, S)

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0, 4.0])
    >>> wild_cluster_p(x, 2.5, WEBB[np.random.default_rng(0).integers(6, size=(99, 4))])
    1.0
    """
    beyond = added - at
    drawn = np.abs(_t(weights * beyond))
    observed = abs(float(_t(beyond[np.newaxis])[0]))
    as_extreme = int((drawn >= observed - 1e-9 * max(1.0, observed)).sum())
    return (1 + as_extreme) / (1 + len(weights))


def _t(values: Floats) -> Floats:
    """Return the t of the mean of each row; a row without spread around a mean has none but 0."""
    mean, spread = values.mean(axis=1), values.std(axis=1, ddof=1)
    flat = spread <= 1e-12 * np.maximum(np.abs(values).max(axis=1), 1e-300)
    t = mean / np.where(flat, 1.0, spread) * np.sqrt(values.shape[1])
    return np.asarray(np.where(flat, np.where(np.abs(mean) > 0, np.inf, 0.0), t))


def _limit(added: Floats, weights: Floats, error: float, sign: int, alpha: float) -> float:
    """Return the furthest value on one side that is not rejected; infinite where none is."""
    centre = float(added.mean())
    inside, outside = 0.0, 2.0
    while wild_cluster_p(added, centre + sign * outside * error, weights) > alpha:
        inside, outside = outside, 2 * outside
        if outside > 1000:
            return float(sign * np.inf)
    for _ in range(40):
        middle = (inside + outside) / 2
        kept = wild_cluster_p(added, centre + sign * middle * error, weights) > alpha
        inside, outside = (middle, outside) if kept else (inside, middle)
    return centre + sign * outside * error
