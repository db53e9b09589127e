"""What a validation sample says of a record, and how counts and tables are corrected by it."""

from typing import Any

import numpy as np

from bridging.errors import DataError
from bridging.inference.checks import as_floats
from bridging.structures.arrays import Floats


def confusion_shares(validation: Any) -> Floats:
    """Return P(recorded | true) of a validation sample.

    Parameters
    ----------
    validation : array of float, shape (..., K, K)
        How often each true category (rows) was recorded as each category (columns).

    Returns
    -------
    array of float, shape (..., K, K)
        Rows add up to 1; NaN for a category that does not occur.

    Raises
    ------
    DataError
        No square table, or counts below 0.

    Examples
    --------
    >>> confusion_shares([[9, 1], [2, 8]]).tolist()
    [[0.9, 0.1], [0.2, 0.8]]
    """
    counts = square_counts(validation, "validation")
    total = counts.sum(axis=-1, keepdims=True)
    return np.where(total > 0, counts / np.where(total > 0, total, 1.0), np.nan)


def draw_confusion(validation: Any, *, n_draws: int, rng: np.random.Generator) -> Floats:
    """Draw matrices P(recorded | true) that the validation sample leaves possible.

    Each row is drawn from the Dirichlet distribution of its counts plus 1/2 (Jeffreys' prior), so
    that a sample without errors is no proof of a record without errors.

    Returns
    -------
    array of float, shape (n_draws, ..., K, K)
    """
    counts = square_counts(validation, "validation")
    draws = rng.standard_gamma(counts + 0.5, size=(n_draws, *counts.shape))
    shares: Floats = draws / draws.sum(axis=-1, keepdims=True)
    return shares


def corrected_counts(counts: Any, confusion: Any) -> Floats:
    """Correct numbers of people (or pairs) by category: the matrix method.

    Recorded counts are on average Qᵀ n, with Q = P(recorded | true); this returns n.

    Parameters
    ----------
    counts : array of float, shape (..., K)
        Recorded counts by category.
    confusion : array of float, shape (..., K, K)
        P(recorded | true), rows adding up to 1.

    Returns
    -------
    array of float, shape (..., K)
        They add up to the recorded total. A number below 0 means that fewer were recorded than
        errors alone would give: by chance, or because the errors here are others than those in the
        validation sample.

    Raises
    ------
    DataError
        As in `corrected_mixing`.

    References
    ----------
    Barron (1977), "The effects of misclassification on the estimation of relative risk".

    Examples
    --------
    >>> corrected_counts([62.0, 38.0], [[0.9, 0.1], [0.2, 0.8]]).round(6).tolist()
    [60.0, 40.0]
    """
    recorded, q = as_floats("counts", counts), _confusion(confusion)
    if not recorded.ndim or recorded.shape[-1] != q.shape[-1]:
        raise DataError(
            f"`counts` must have a number for each of {q.shape[-1]} categories, not shape "
            f"{recorded.shape}."
        )
    _refuse_useless(q)
    transposed = np.swapaxes(q, -1, -2)
    return np.asarray(np.linalg.solve(transposed, recorded[..., np.newaxis])[..., 0], np.float64)


def corrected_mixing(contacts: Any, confusion: Any) -> Floats:
    """Correct a table of contacts (or of opportunities) for people recorded in the wrong group.

    Where people's groups are recorded wrongly independently of each other and of whom they meet,
    a table of contacts M is recorded on average as Qᵀ M Q; this returns M. It is so for tables
    with the diagonal counted from both ends, as in `MixingMatrix`.

    Parameters
    ----------
    contacts : array of float, shape (..., K, K)
    confusion : array of float, shape (..., K, K)
        P(recorded | true), rows adding up to 1.

    Returns
    -------
    array of float, shape (..., K, K)
        With the same total; cells can be below 0, see `corrected_counts`.

    Raises
    ------
    DataError
        The record tells the groups apart not at all (the matrix can't be inverted), or the shares
        can't be.

    Notes
    -----
    Errors in groups make contact look like chance: bonding and bridging both move towards an even
    spread. See `corrected_bridging` for the share of contacts that cross, with its interval.

    Examples
    --------
    Nobody crosses the line, but one in ten is recorded on the wrong side of it.

    >>> q = np.array([[0.9, 0.1], [0.1, 0.9]])
    >>> recorded = q.T @ np.array([[50.0, 0.0], [0.0, 50.0]]) @ q
    >>> recorded.round(6).tolist()
    [[41.0, 9.0], [9.0, 41.0]]
    >>> (corrected_mixing(recorded, q).round(6) + 0.0).tolist()
    [[50.0, 0.0], [0.0, 50.0]]
    """
    table, q = square_counts(contacts, "contacts"), _confusion(confusion)
    if table.shape[-1] != q.shape[-1]:
        raise DataError(
            f"`contacts` must be a table of as many groups as `confusion` ({q.shape[-1]}), not of "
            f"{table.shape[-1]}."
        )
    _refuse_useless(q)
    left = np.linalg.solve(np.swapaxes(q, -1, -2), table)  # Q⁻ᵀ M*
    both = np.linalg.solve(np.swapaxes(q, -1, -2), np.swapaxes(left, -1, -2))
    return np.swapaxes(both, -1, -2)


def square_counts(values: Any, name: str) -> Floats:
    """Return square tables of counts."""
    table = as_floats(name, values)
    if table.ndim < 2 or table.shape[-1] != table.shape[-2] or not table.size:
        raise DataError(f"`{name}` must have as many rows as columns, not shape {table.shape}.")
    if not np.isfinite(table).all() or (table < 0).any():
        raise DataError(f"`{name}` must be counts from 0, without missing values.")
    return table


def _refuse_useless(q: Floats) -> None:
    """Refuse shares that can't be undone."""
    if np.any(np.abs(np.linalg.det(q)) < 1e-12):
        raise DataError(
            "`confusion` must tell the groups apart to be undone; its determinant is 0."
        )


def _confusion(values: Any) -> Floats:
    """Return shares after checking that they are."""
    q = square_counts(values, "confusion")
    if np.abs(q.sum(axis=-1) - 1).max() > 1e-6:
        raise DataError(
            "`confusion` must have rows that add up to 1: for each true category (row) the "
            "shares recorded as each category. Use confusion_shares on counts."
        )
    return q
