"""Groups or contacts that were recorded wrongly, corrected by what a validation sample shows."""

from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import DataError
from bridging.inference.checks import as_floats, check_number
from bridging.inference.confusion import (
    confusion_shares,
    corrected_counts,
    corrected_mixing,
    draw_confusion,
    square_counts,
)
from bridging.inference.corrected import (
    NO_CONTACT_LEFT,
    NO_NUMBERS,
    NO_SPREAD,
    OUTSIDE,
    Corrected,
    check_options,
    missing,
    why_not,
    with_interval,
)
from bridging.structures.arrays import Floats


def corrected_bridging(
    contacts: Any,
    validation: Any,
    *,
    least_determinant: float = 0.1,
    n_draws: int = 2000,
    confidence_level: float = 0.95,
    seed: int = 0,
) -> Corrected:
    """Share of contacts across a line, corrected for people recorded in the wrong group.

    Parameters
    ----------
    contacts : array of float, shape (K, K)
        Contacts with the diagonal counted from both ends, as in `MixingMatrix`.
    validation : array of int, shape (K, K)
        People whose true group (rows) is known beside the group recorded (columns).
    least_determinant : float
        Correction is refused where the determinant of P(recorded | true) is nearer to 0: 1 for a
        record without errors, 0 for one that tells nothing.
    n_draws : int
        Draws of the validation sample.
    confidence_level, seed

    Returns
    -------
    Corrected
        The interval holds what a validation sample of this size leaves open (Jeffreys' prior); the
        uncertainty of the contacts themselves, as by leaving people out, comes on top of it.

    Raises
    ------
    DataError
        Tables that are not of counts, or not of the same groups.
    OptionError
        Options that can't be.

    Notes
    -----
    The limits are percentiles of the draws, extended to hold the estimate: draws allow for errors
    that a validation sample did not show, and one that showed none would else have an interval
    without its estimate. Estimate and limits are cut off at 0 and 1; `corrected_mixing` gives the
    table uncut. NaN, with the reason, where the interval lies outside 0 to 1 as a whole.

    Examples
    --------
    >>> found = corrected_bridging([[41, 9], [9, 41]], [[90, 10], [10, 90]])
    >>> round(found.recorded, 3), round(abs(found.estimate), 3)
    (0.18, 0.0)
    """
    check_options(least_determinant, confidence_level, n_draws, seed)
    table, counts = square_counts(contacts, "contacts"), square_counts(validation, "validation")
    if table.ndim != 2 or table.shape != counts.shape:
        raise DataError(
            "`contacts` and `validation` must be two tables of the same groups, not of shapes "
            f"{table.shape} and {counts.shape}."
        )
    q = confusion_shares(counts)

    def crossing(matrix: Floats) -> Floats:
        true = corrected_mixing(table, matrix)
        return 1 - np.trace(true, axis1=-2, axis2=-1) / true.sum(axis=(-2, -1))

    recorded = 1 - np.trace(table) / table.sum() if table.sum() > 0 else np.nan
    reason = why_not(q, least_determinant)
    if table.sum() == 0:
        reason = NO_CONTACT_LEFT
    if reason[0]:
        return missing(float(recorded), confidence_level, reason)
    rng = np.random.default_rng(seed)
    draws = draw_confusion(counts, n_draws=n_draws, rng=rng)
    kept = draws[np.linalg.det(draws) >= least_determinant]
    values = np.full(n_draws, np.nan)
    values[: len(kept)] = crossing(kept)
    return with_interval(float(recorded), float(crossing(q)), values, confidence_level, most=1.0)


def corrected_contacts(
    contacts: Any,
    pairs: Any,
    validation: Any,
    *,
    least_determinant: float = 0.1,
    n_draws: int = 2000,
    confidence_level: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Contacts within and across, corrected for contacts missed or made up, by type of pair.

    Whoever observes may miss contacts across a line more often than contacts within it: badges
    recorded 61 % of the talk within work groups and 33 % of that across them (data of Elmer and
    others 2019). One sensitivity for both would leave that bias as it is.

    Parameters
    ----------
    contacts : array of float, shape (2,)
        Recorded contacts of pairs of the same group, and of pairs across.
    pairs : array of float, shape (2,)
        All pairs (pair-sessions, pair-seconds) looked at of both types.
    validation : array of int, shape (2, 2, 2)
        For both types of pairs: contact and no contact in truth (rows) by contact and no
        contact in the record (columns), [[hits, missed], [made up, rightly none]].
    least_determinant : float
        Correction is refused where sensitivity + specificity - 1 is smaller for a type.
    n_draws, confidence_level, seed
        As in `corrected_bridging`.

    Returns
    -------
    DataFrame
        Rows `same`, `across` (contacts) and `bridging_share`; columns `quantity, recorded,
        estimate, std_error, ci_low, ci_high, ci_level, undefined, undefined_nl`. Intervals hold
        the uncertainty of the validation sample only. They hold their estimate, as in
        `corrected_bridging`, and all are cut off at 0 and at all pairs (a share of 1).

    Raises
    ------
    DataError
        Other shapes, or more contacts than pairs.
    OptionError
        Options that can't be.

    References
    ----------
    Rogan and Gladen (1978), "Estimating prevalence from the results of a screening test"; Elmer,
    Chaitanya, Purwar and Stadtfeld (2019), "The validity of RFID badges measuring face-to-face
    interactions".

    Examples
    --------
    Of 100 contacts across, half were seen; of those within, all.

    >>> seen = [[[90, 0], [0, 90]], [[40, 40], [0, 90]]]
    >>> found = corrected_contacts([100, 50], [1000, 1000], seen).set_index("quantity")
    >>> found["estimate"].round(3).to_dict()
    {'same': 100.0, 'across': 100.0, 'bridging_share': 0.5}
    """
    check_options(least_determinant, confidence_level, n_draws, seed)
    seen, of = as_floats("contacts", contacts), as_floats("pairs", pairs)
    counts = square_counts(validation, "validation")
    if seen.shape != (2,) or of.shape != (2,) or counts.shape != (2, 2, 2):
        raise DataError(
            "`contacts`, `pairs` and `validation` must be of two types of pairs, within and across:"
            f" shapes (2,), (2,) and (2, 2, 2), not {seen.shape}, {of.shape} and {counts.shape}."
        )
    if not ((seen >= 0) & (seen <= of) & np.isfinite(of)).all():
        raise DataError("`contacts` must be from 0 to the number of `pairs` of each type.")

    def corrected(matrix: Floats) -> Floats:
        both = corrected_counts(np.stack([seen, of - seen], axis=1), matrix)[..., 0]
        there = np.clip(both, 0, of)
        total = there.sum(axis=-1)
        share = np.where(total > 0, there[..., 1] / np.where(total > 0, total, 1.0), np.nan)
        return np.concatenate([both, share[..., np.newaxis]], axis=-1)

    recorded = [*seen.tolist(), float(seen[1] / seen.sum()) if seen.sum() else float("nan")]
    names = ("same", "across", "bridging_share")
    q = confusion_shares(counts)
    reason = why_not(q, least_determinant)
    if reason[0]:
        found = [missing(value, confidence_level, reason) for value in recorded]
    else:
        draws = draw_confusion(counts, n_draws=n_draws, rng=np.random.default_rng(seed))
        good = (np.linalg.det(draws) >= least_determinant).all(axis=-1)
        values = np.full((n_draws, 3), np.nan)
        values[good] = corrected(draws[good])
        found = [
            with_interval(before, after, values[:, k], confidence_level, most=most)
            for k, (before, after, most) in enumerate(
                zip(recorded, corrected(q).tolist(), [*of.tolist(), 1.0], strict=True)
            )
        ]
        if np.isnan([one.estimate for one in found[:2]]).any():
            found[2] = missing(recorded[2], confidence_level, OUTSIDE)
    return pd.DataFrame(
        [{"quantity": name, **vars(one)} for name, one in zip(names, found, strict=True)]
    )


def rogan_gladen(
    apparent: float,
    *,
    sensitivity: float,
    specificity: float,
    n: float = np.inf,
    n_sensitivity: float = np.inf,
    n_specificity: float = np.inf,
    least_determinant: float = 0.1,
    confidence_level: float = 0.95,
) -> Corrected:
    """Share of contacts (or of a group) corrected for sensitivity and specificity.

    Parameters
    ----------
    apparent : float
        The recorded share, from 0 to 1.
    sensitivity, specificity : float
        Share of the true ones that are recorded, and of the others that are not.
    n, n_sensitivity, n_specificity : float
        Of how many independent observations the three are; without, they are held to be exact.
    least_determinant : float
        Correction is refused where sensitivity + specificity - 1 is smaller.
    confidence_level : float

    Returns
    -------
    Corrected
        (apparent + specificity - 1) / (sensitivity + specificity - 1). It can fall outside 0 to 1
        by chance and is not cut off there, which would bias a mean of many; nor are its limits.
        The standard error is by the delta method; without any of the numbers of observations, or
        where shares of 0 and 1 leave it at 0, there is none, and `undefined` says why.

    Raises
    ------
    OptionError
        Shares that are not from 0 to 1, numbers of observations below 1, or other options that
        can't be.

    References
    ----------
    Rogan and Gladen (1978), "Estimating prevalence from the results of a screening test".

    Examples
    --------
    >>> round(rogan_gladen(0.3, sensitivity=0.85, specificity=0.95).estimate, 4)
    0.3125
    """
    check_options(least_determinant, confidence_level)
    shares = {"apparent": apparent, "sensitivity": sensitivity, "specificity": specificity}
    for name, value in shares.items():
        check_number(name, value, 0, 1)
    numbers = {"n": n, "n_sensitivity": n_sensitivity, "n_specificity": n_specificity}
    for name, value in numbers.items():
        check_number(name, value, 1)
    q = np.array([[sensitivity, 1 - sensitivity], [1 - specificity, specificity]])
    reason = why_not(q, least_determinant)
    if reason[0]:
        return missing(apparent, confidence_level, reason)
    distance = sensitivity + specificity - 1
    true = (apparent + specificity - 1) / distance
    variance = (
        apparent * (1 - apparent) / n
        + true**2 * sensitivity * (1 - sensitivity) / n_sensitivity
        + (1 - true) ** 2 * specificity * (1 - specificity) / n_specificity
    ) / distance**2
    reason = ("", "")
    if not variance > 0:
        reason = NO_NUMBERS if np.isinf(list(numbers.values())).all() else NO_SPREAD
    error = float("nan") if reason[0] else float(np.sqrt(variance))
    reach = _normal_quantile((1 + confidence_level) / 2) * error
    return Corrected(
        recorded=apparent,
        estimate=true,
        std_error=error,
        ci_low=true - reach,
        ci_high=true + reach,
        ci_level=confidence_level,
        undefined=reason[0],
        undefined_nl=reason[1],
    )


def _normal_quantile(probability: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(probability))
