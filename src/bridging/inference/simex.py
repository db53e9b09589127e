"""SIMEX: make the errors in the groups worse, see what happens, and go back beyond the record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError, check_choice
from bridging.inference.checks import as_floats, check_number, check_whole
from bridging.inference.confusion import square_counts
from bridging.inference.corrected import why_not
from bridging.structures.arrays import Floats, Ints

DEGREES = {"linear": 1, "quadratic": 2}
LEVELS = (0.5, 1.0, 1.5, 2.0)


@dataclass(frozen=True, kw_only=True)
class Simex:
    """A statistic corrected for misclassified groups.

    Parameters
    ----------
    recorded : float or array
        The statistic on the groups as recorded.
    estimate : float or array
        Without misclassification, by extrapolation.
    std_error : float or array
        NaN where the statistic gives no variance.
    levels : tuple of float
        How much misclassification was there in all: 1 is the record.
    means : array of float, shape (levels, ...)
        The mean of the statistic at each level.
    n_lost : int
        Draws without a value.
    undefined, undefined_nl : str
        Why there is no estimate.
    """

    recorded: Any
    estimate: Any
    std_error: Any
    levels: tuple[float, ...]
    means: Floats
    n_lost: int
    undefined: str = ""
    undefined_nl: str = ""


def simex(
    statistic: Callable[[Ints], Any],
    codes: Sequence[int] | Ints,
    confusion: Any,
    *,
    with_variance: bool = False,
    extrapolation: str = "quadratic",
    levels: Sequence[float] = LEVELS,
    n_resamples: int = 100,
    least_determinant: float = 0.1,
    seed: int = 0,
) -> Simex:
    """Correct any number for people recorded in the wrong group, by simulation and extrapolation.

    Groups are misclassified further and further, the statistic is worked out again each time,
    and the curve through its means is followed back to no misclassification. It serves where there
    is no formula: the coefficients of a regression, or any measure of contacts.

    Parameters
    ----------
    statistic : function
        From the group code of each person to a number or an array; with `with_variance` to
        two of them, the estimates and their variances.
    codes : array of int, shape (N,)
        Recorded group of each person, -1 for unknown (which stays unknown).
    confusion : array of float, shape (K, K)
        P(recorded | true), rows adding up to 1; see `confusion_shares`.
    with_variance : bool, default False
    extrapolation : {"quadratic", "linear"}
    levels : sequence of float above 0
        How much misclassification is added, in times that of the record.
    n_resamples : int
        Draws at each level.
    least_determinant : float
        Correction is refused where the determinant of P(recorded | true) is nearer to 0, as in
        `corrected_bridging`: the estimate is NaN and `undefined` says why.
    seed : int

    Returns
    -------
    Simex
        `std_error` follows Stefanski and Cook: the mean variance less the variance between draws,
        extrapolated as well. It leaves out that the confusion matrix was itself estimated: for
        that, repeat it on matrices of `draw_confusion`.

    Raises
    ------
    OptionError
        Options that can't be, or codes of groups that are not there.
    DataError
        Codes that are not numbers; a matrix that can't be the outcome of several smaller
        misclassifications, as one that tells the groups apart worse than chance.

    Notes
    -----
    The result is approximate: a curve is followed beyond the data. Where errors are large, or for
    shares and tables of contacts, prefer `corrected_counts` and `corrected_mixing`, which are exact.

    References
    ----------
    Küchenhoff, Mwalili and Lesaffre (2006), "A general method for dealing with misclassification in
    regression: the misclassification SIMEX"; Stefanski and Cook (1995), "Simulation-extrapolation:
    the measurement error jackknife".

    Examples
    --------
    Of 2000 people 60 % are of group 0; one in ten is recorded wrongly, which makes that 58 %.

    >>> codes = np.repeat([0, 1], [1160, 840])
    >>> found = simex(lambda g: (g == 0).mean(), codes, [[0.9, 0.1], [0.1, 0.9]])
    >>> found.recorded, round(found.estimate, 2)
    (0.58, 0.6)
    """
    check_number("least_determinant", least_determinant, 0, 1)
    check_whole("seed", seed, 0)
    q = square_counts(confusion, "confusion")
    labels = _checked(codes, q, levels, n_resamples)
    check_choice("extrapolation", extrapolation, DEGREES)
    if len(levels) <= DEGREES[extrapolation]:
        raise OptionError(
            f"`levels` must be more than {DEGREES[extrapolation]} for a {extrapolation} curve, "
            f"not {len(levels)}."
        )
    rng = np.random.default_rng(seed)
    recorded, variance = _value(statistic, labels, with_variance)
    if abs(np.linalg.det(q)) < least_determinant:  # well below 0, `_power` refuses it
        return _refused(recorded, levels, why_not(q, least_determinant))
    means, variances, lost = [recorded], [variance], 0
    for level in levels:
        further = _power(q, level)
        drawn = [
            _value(statistic, _misclassified(labels, further, rng), with_variance)
            for _ in range(n_resamples)
        ]
        values = np.stack([value for value, _ in drawn])
        good = np.isfinite(values.reshape(len(values), -1)).all(axis=1)
        lost += int((~good).sum())
        if good.sum() < 2:
            means.append(np.full_like(recorded, np.nan))
            variances.append(np.full_like(recorded, np.nan))
            continue
        means.append(values[good].mean(axis=0))
        within = np.stack([v for _, v in drawn])[good].mean(axis=0)
        variances.append(within - values[good].var(axis=0, ddof=1))
    total = (0.0, *(float(level) for level in levels))
    estimate = _at_minus_one(total, np.stack(means), DEGREES[extrapolation])
    spread = _at_minus_one(total, np.stack(variances), DEGREES[extrapolation])
    return Simex(
        recorded=_plain(recorded),
        estimate=_plain(estimate),
        std_error=_plain(np.sqrt(np.where(spread > 0, spread, np.nan))),
        levels=tuple(1 + level for level in total),
        means=np.stack(means),
        n_lost=lost,
    )


def _refused(recorded: Floats, levels: Sequence[float], reason: tuple[str, str]) -> Simex:
    """Return what is recorded, without a correction."""
    nothing = np.full_like(recorded, np.nan)
    return Simex(
        recorded=_plain(recorded),
        estimate=_plain(nothing),
        std_error=_plain(nothing),
        levels=(1.0, *(1 + float(level) for level in levels)),
        means=np.stack([recorded, *(nothing for _ in levels)]),
        n_lost=0,
        undefined=reason[0],
        undefined_nl=reason[1],
    )


def _checked(codes: Any, q: Floats, levels: Sequence[float], n_resamples: int) -> Ints:
    """Return codes as whole numbers; refuse what can't be misclassified."""
    if q.ndim != 2 or np.abs(q.sum(axis=1) - 1).max() > 1e-6:
        raise DataError(
            "`confusion` must be one table whose rows add up to 1. Use confusion_shares on counts."
        )
    labels = as_floats("codes", codes)
    if labels.ndim != 1 or not np.isin(labels, np.arange(-1, len(q))).all():
        raise OptionError(
            f"`codes` must be from -1 (unknown) to {len(q) - 1}, whole and in one dimension."
        )
    added = as_floats("levels", levels)
    if added.ndim != 1 or not (np.isfinite(added) & (added > 0)).all():
        raise OptionError("`levels` must be above 0: they add misclassification.")
    check_whole("n_resamples", n_resamples, 2)
    return labels.astype(np.int64)


def _value(
    statistic: Callable[[Ints], Any], labels: Ints, with_variance: bool
) -> tuple[Floats, Floats]:
    """Return the statistic and its variance (NaN where it gives none)."""
    found = statistic(labels)
    value, variance = found if with_variance else (found, np.full(np.shape(found), np.nan))
    return np.asarray(value, dtype=float), np.asarray(variance, dtype=float)


def _power(q: Floats, power: float) -> Floats:
    """Return Q to a power: the same misclassification, more or less often."""
    values, vectors = np.linalg.eig(q)
    with np.errstate(invalid="ignore"):
        raised = (vectors * values.astype(complex) ** power) @ np.linalg.inv(vectors)
    if np.abs(raised.imag).max() > 1e-9 or raised.real.min() < -1e-9:
        raise DataError(
            "`confusion` must be misclassification that can come in smaller steps, and this can't: "
            "it tells groups apart worse than chance, or in turn. Use corrected_counts instead."
        )
    shares = np.maximum(raised.real, 0.0)
    return shares / shares.sum(axis=1, keepdims=True)


def _misclassified(labels: Ints, further: Floats, rng: np.random.Generator) -> Ints:
    """Draw a group for each person, given the recorded one; unknown stays unknown."""
    drawn = rng.random(len(labels))
    edges = further.cumsum(axis=1)[:, :-1]
    new = (drawn[:, np.newaxis] >= edges[labels]).sum(axis=1)
    return np.where(labels < 0, -1, new)


def _at_minus_one(levels: Sequence[float], values: Floats, degree: int) -> Floats:
    """Fit a curve through values at these levels and return it at -1: no misclassification."""
    powers = np.vander(np.asarray(levels), degree + 1)
    flat = values.reshape(len(values), -1)
    fitted, *_ = np.linalg.lstsq(powers, np.nan_to_num(flat), rcond=None)
    back = np.vander([-1.0], degree + 1) @ fitted
    return np.where(np.isfinite(flat).all(axis=0), back[0], np.nan).reshape(values.shape[1:])


def _plain(value: Floats) -> Any:
    """Return a number for an array of one."""
    return value.item() if value.ndim == 0 else value
