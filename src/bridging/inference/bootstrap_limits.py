"""Limits, and a p-value that agrees with them, from the draws of a bootstrap."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bridging.inference.jackknife import Interval
from bridging.inference.scales import Scale
from bridging.structures.arrays import Floats

Kind = Literal["percentile", "basic", "bca"]
MOST_LOST = 0.05  # share of draws without a value, beyond which the others do not speak for all

TOO_FEW_CLUSTERS = {
    "sessions": ("fewer than two sessions to draw from", "minder dan twee openingsmomenten om uit "
                 "te trekken"),
    "people": ("fewer than three people (or families) to draw from", "minder dan drie personen (of "
               "gezinnen) om uit te trekken"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Limits:
    """How the level of a limit is set, and on which scale."""

    z0: float
    acceleration: float
    turned: bool


def bootstrap_interval(
    estimate: float,
    draws: Floats,
    *,
    kind: Kind,
    scale: Scale,
    method: str,
    clusters: int,
    drawn: Literal["sessions", "people"],
    without: Floats | None = None,
    level: float = 0.95,
) -> Interval:
    """Make an interval from the values of a measure on redrawn data.

    Parameters
    ----------
    estimate : float
        The value on all data.
    draws : array of float, shape (R,)
        The value on each draw; NaN where there is none.
    kind : {"percentile", "basic", "bca"}
        The draws themselves; the draws turned over at the estimate; or the percentiles corrected
        for bias and acceleration, which need `without`.
    scale : Scale
        Where the basic interval is turned over.
    method : str
        Name of the method in code and in a method section.
    clusters : int
        How many sessions (people, families) were drawn from.
    drawn : {"sessions", "people"}
    without : array of float, shape (N,), optional
        The value without each session (person), for the acceleration.

    Returns
    -------
    Interval
        Limits are order statistics: the k-th smallest and largest, k = (1 - level) / 2 · (R + 1)
        rounded down. Draws without a value are left out and counted in `n_lost`; there is no
        interval where they are more than one in twenty.

    References
    ----------
    Efron (1987), "Better bootstrap confidence intervals"; Davison and Hinkley (1997), *Bootstrap
    Methods and their Application*.

    Examples
    --------
    >>> import numpy as np
    >>> from bridging.inference.scales import PLAIN
    >>> found = bootstrap_interval(5.0, np.arange(1.0, 40.0), kind="percentile", scale=PLAIN,
    ...     method="session bootstrap", clusters=9, drawn="sessions")
    >>> found.low, found.high
    (1.0, 39.0)
    """
    label = f"{method}, {kind}" + (f", {scale.name}" if kind == "basic" else "")
    known = draws[np.isfinite(draws)]
    lost = len(draws) - len(known)
    reason = _reason(clusters, drawn, known, lost)
    limits = None
    if reason is None:
        limits = _limits(estimate, known, kind, without)
        if limits is None:
            reason = NO_ACCELERATION
    if reason is None and limits is not None:
        values, tails = _turned(estimate, known, scale, limits), _tails(limits, level)
        rank = [int(np.floor(tail * (len(values) + 1) + 1e-9)) for tail in tails]
        if min(rank) < 1:
            reason = TOO_FEW_DRAWS
        elif not np.isfinite(values).all():
            reason = EDGE
        else:
            ordered = np.sort(values)
            return Interval(
                low=float(ordered[rank[0] - 1]),
                high=float(ordered[-rank[1]]),
                std_error=float(known.std(ddof=1)),
                level=level,
                method=label,
                n_clusters=clusters,
                n_resamples=len(draws),
                n_lost=lost,
            )
    assert reason is not None
    return Interval.missing(level, label, *reason)


def bootstrap_p(
    estimate: float,
    draws: Floats,
    at: float,
    *,
    kind: Kind,
    scale: Scale,
    without: Floats | None = None,
) -> float:
    """Return the p-value of a value, two-sided, by inverting the interval of the same draws.

    It is at most 1 - level exactly where the value lies outside the interval of that level, and
    never 0.

    Examples
    --------
    Nine draws, all above 0: 2 · (1 + 0) / (1 + 9).

    >>> import numpy as np
    >>> from bridging.inference.scales import PLAIN
    >>> bootstrap_p(5.0, np.arange(1.0, 10.0), 0.0, kind="percentile", scale=PLAIN)
    0.2
    """
    known = draws[np.isfinite(draws)]
    limits = _limits(estimate, known, kind, without) if len(known) else None
    if limits is None:
        return float("nan")
    values = _turned(estimate, known, scale, limits)
    chances = []
    for sign, beyond in ((1, values <= at), (-1, values >= at)):
        share = (1 + beyond.sum()) / (1 + len(values))
        if kind == "bca":
            share = _unshifted(share, sign * limits.z0, sign * limits.acceleration)
        chances.append(max(share, 1 / (1 + len(values))))
    return float(min(1.0, 2 * min(chances)))


def _unshifted(share: float, z0: float, acceleration: float) -> float:
    """Return the tail of which `_tails` makes this share of draws."""
    from scipy.special import ndtr, ndtri

    if share >= 1:
        return 1.0
    z = float(ndtri(share)) - z0
    curve = 1 + acceleration * z
    if curve <= 0:
        return 0.0 if acceleration > 0 else 1.0
    return float(ndtr(z / curve - z0))


TOO_FEW_DRAWS = ("too few draws for limits of this level", "te weinig trekkingen voor grenzen van "
                 "dit niveau")  # fmt: skip
NO_ACCELERATION = ("there is no value without one of the sessions (or people), which this method "
                   "needs", "zonder een van de openingsmomenten (of personen) is er geen waarde, "
                   "en die heeft deze methode nodig")  # fmt: skip
EDGE = ("the estimate or a draw lies on the edge of its range", "de schatting of een trekking ligt "
        "op de rand van haar bereik")  # fmt: skip
NO_SPREAD = ("drawing again changes nothing, so that the data show no spread",
             "opnieuw trekken verandert niets, zodat de gegevens geen spreiding tonen")  # fmt: skip


def _reason(clusters: int, drawn: str, known: Floats, lost: int) -> tuple[str, str] | None:
    """Say why there are no limits."""
    if clusters < (2 if drawn == "sessions" else 3):
        return TOO_FEW_CLUSTERS[drawn]
    if lost > MOST_LOST * (lost + len(known)):
        total = lost + len(known)
        return (
            f"{lost} of {total} draws have no value",
            f"{lost} van {total} trekkingen hebben geen waarde",
        )
    if len(known) < 2 or float(known.max() - known.min()) <= 1e-12:
        return NO_SPREAD
    return None


def _limits(estimate: float, draws: Floats, kind: Kind, without: Floats | None) -> _Limits | None:
    """Return the corrections of a kind; None where they can't be had."""
    if kind != "bca":
        return _Limits(z0=0.0, acceleration=0.0, turned=kind == "basic")
    from scipy.special import ndtri

    if without is None or len(without) < 2 or not np.isfinite(without).all():
        return None
    # draws equal to the estimate count for a half, so that a lattice of values is not a bias
    near = 1e-9 * max(1.0, abs(estimate))
    below = (draws < estimate - near).mean() + (np.abs(draws - estimate) <= near).mean() / 2
    if not 0 < below < 1:
        return None
    change = without.mean() - without
    squares = float((change**2).sum())
    acceleration = 0.0 if squares <= 1e-24 else float((change**3).sum() / (6 * squares**1.5))
    return _Limits(z0=float(ndtri(below)), acceleration=acceleration, turned=False)


def _turned(estimate: float, draws: Floats, scale: Scale, limits: _Limits) -> Floats:
    """Turn the draws over at the estimate, on the scale, where the kind asks for it."""
    if not limits.turned:
        return draws
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = scale.to(np.asarray(estimate))
        return np.asarray(scale.back(2 * centre - scale.to(draws)))


def _tails(limits: _Limits, level: float) -> tuple[float, float]:
    """Return the share of draws below the lower limit and above the upper one."""
    from scipy.special import ndtr, ndtri

    tail = (1 - level) / 2
    if limits.z0 == 0 and limits.acceleration == 0:
        return tail, tail
    found = []
    for sign in (1, -1):
        z = float(ndtri(tail)) + sign * limits.z0
        curve = 1 - sign * limits.acceleration * z
        # so strong an acceleration leaves no limit within the draws
        found.append(float(ndtr(sign * limits.z0 + z / curve)) if curve > 0 else 0.0)
    return found[0], found[1]
