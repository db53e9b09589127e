"""Several tests at once: p-values adjusted for how many there are."""

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError, OptionError, check_choice
from bridging.inference.checks import as_floats
from bridging.inference.pvalues import ALTERNATIVES
from bridging.structures.arrays import Floats


def max_t(
    observed: npt.ArrayLike, draws: npt.ArrayLike, *, alternative: str = "two-sided"
) -> Floats:
    """Adjust the p-values of several tests that share their draws, by the largest statistic.

    The chance that any of the tests would come out as extreme as this one, were all their null
    hypotheses true (Westfall & Young 1993, single step). Draws in which the tests hang together
    keep it from being stricter than it has to be: of ten copies of one test, each is one test.

    Parameters
    ----------
    observed : array of float, shape (L,)
        The statistic of each test (line, group). NaN is a test that could not be done.
    draws : array of float, shape (R, L)
        The statistics under the null. A row is one draw, the same for all tests.
    alternative : {"two-sided", "less", "greater"}
        Two-sided doubles the smaller tail, as `monte_carlo_p` does.

    Returns
    -------
    array of float, shape (L,)
        Adjusted p-values from 1 / (1 + R) to 1, none below the p-value of that test alone; of one
        test the p-value itself. NaN where the statistic is NaN or no draw has one; such a test is
        not one of those that are done.

    Raises
    ------
    OptionError
        An `alternative` that is not known.
    DataError
        Shapes that do not fit each other, or what is not numbers.

    Notes
    -----
    Statistics of different tests are compared with each other, so each is first set on one scale,
    by the mean and standard deviation of its draws and the observed value together. That treats the
    observed arrangement like any draw, so the test stays as exact as its draws are.

    References
    ----------
    Westfall and Young (1993), "Resampling-based multiple testing".

    Examples
    --------
    Two lines, nine draws. Alone, each statistic is larger than all draws, p = 1/10. Together too:
    no draw is as large as either on any line.

    >>> import numpy as np
    >>> draws = np.array([[0, 4], [1, 3], [2, 2], [3, 1], [4, 0], [0, 1], [1, 0], [2, 4], [4, 2]])
    >>> max_t([9, 9], draws, alternative="greater").tolist()
    [0.1, 0.1]

    With 4 on the first, two draws match it there and two others on the second: (1 + 4) / 10.

    >>> max_t([4, 4], draws, alternative="greater").tolist()
    [0.5, 0.5]
    """
    check_choice("alternative", alternative, ALTERNATIVES)
    seen, drawn = as_floats("observed", observed), as_floats("draws", draws)
    if seen.ndim != 1 or drawn.ndim != 2 or drawn.shape[1] != len(seen):
        raise DataError(
            f"`draws` must have a column for each observed statistic, not shape {drawn.shape} "
            f"for {seen.shape}."
        )
    done = np.isfinite(seen) & np.isfinite(drawn).any(axis=0)
    adjusted = np.full(len(seen), np.nan)
    if not done.any():
        return adjusted
    t, t_draws = _one_scale(seen[done], drawn[:, done])
    greater, less = _upper_tail(t, t_draws), _upper_tail(-t, -t_draws)
    two_sided = np.minimum(1.0, 2 * np.minimum(greater, less))
    adjusted[done] = {"greater": greater, "less": less, "two-sided": two_sided}[alternative]
    return adjusted


def _one_scale(observed: Floats, draws: Floats) -> tuple[Floats, Floats]:
    """Standardise each column by its draws and its observed value; a constant one becomes 0."""
    rows = np.vstack([observed, draws])
    rows = np.where(np.isfinite(rows), rows, np.nan)
    centred = rows - np.nanmean(rows, axis=0)
    spread = np.nanstd(rows, axis=0)
    small = spread <= 1e-12 * np.maximum(1.0, np.abs(observed))
    scaled = np.where(small, np.where(np.isnan(centred), np.nan, 0.0), centred)
    scaled = scaled / np.where(small, 1.0, spread)
    return scaled[0], scaled[1:]


def _upper_tail(observed: Floats, draws: Floats) -> Floats:
    """Return (1 + b) / (1 + m): in b of m draws some test is at least as large as this one.

    The m draws are those in which the test itself has a value.
    """
    largest = np.where(np.isnan(draws), -np.inf, draws).max(axis=1)
    there = ~np.isnan(draws)
    near = 1e-9 * np.maximum(1.0, np.abs(observed))
    as_large = there & (largest[:, np.newaxis] >= observed - near)
    return np.asarray((1 + as_large.sum(axis=0)) / (1 + there.sum(axis=0)))


def benjamini_hochberg(p: npt.ArrayLike) -> Floats:
    """Adjust p-values for the share of false findings among the findings.

    Calling a finding what has an adjusted p of at most .05 keeps the expected share of false ones
    among them at or below 5 %, where tests are independent or hang together positively.

    Parameters
    ----------
    p : array of float, shape (...)
        P-values, above 0 and at most 1. NaN is a test that could not be done: it is left out.

    Returns
    -------
    array of float, shape (...)
        Adjusted p-values, none below its p; NaN where p is.

    Raises
    ------
    OptionError
        A p-value that is not above 0 and at most 1.
    DataError
        What is not numbers.

    References
    ----------
    Benjamini and Hochberg (1995), "Controlling the false discovery rate".

    Examples
    --------
    .01 times 3/1, .02 times 3/2, .04 times 3/3.

    >>> benjamini_hochberg([0.01, 0.04, float("nan"), 0.02]).round(6).tolist()
    [0.03, 0.04, nan, 0.03]
    """
    return _stepwise(p, "benjamini_hochberg")


def holm(p: npt.ArrayLike) -> Floats:
    """Adjust p-values so that the chance of any false finding keeps its level, whatever they are.

    Parameters
    ----------
    p : array of float, shape (...)
        P-values, above 0 and at most 1. NaN is a test that could not be done: it is left out.

    Returns
    -------
    array of float, shape (...)
        Adjusted p-values, none below its p; NaN where p is.

    Raises
    ------
    OptionError
        A p-value that is not above 0 and at most 1.
    DataError
        What is not numbers.

    Notes
    -----
    It needs no draws and no independence, and is stricter than `max_t` where tests hang together.

    References
    ----------
    Holm (1979), "A simple sequentially rejective multiple test procedure".

    Examples
    --------
    .01 times 3, .02 times 2, then .04 times 1.

    >>> holm([0.01, 0.04, float("nan"), 0.02]).round(6).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    return _stepwise(p, "holm")


def _stepwise(p: npt.ArrayLike, method: str) -> Floats:
    """Multiply the ordered p-values by their factor, and keep them in order."""
    values = as_floats("p", p)
    there = ~np.isnan(values)
    tested = values[there]
    if ((tested <= 0) | (tested > 1)).any():
        raise OptionError(
            "`p` must be above 0 and at most 1, or NaN where there was no test. "
            "A p-value from m draws is at least 1 / (1 + m)."
        )
    order = np.argsort(tested, kind="stable")
    rank = np.arange(1, len(tested) + 1)
    if method == "holm":
        ordered = np.maximum.accumulate(tested[order] * (len(tested) + 1 - rank))
    else:
        # from the largest down: none is above one that was larger to begin with
        ordered = np.minimum.accumulate((tested[order] * len(tested) / rank)[::-1])[::-1]
    adjusted = np.empty(len(tested))
    adjusted[order] = np.minimum(ordered, 1.0)
    values[there] = adjusted
    return values
