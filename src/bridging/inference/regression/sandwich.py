"""The middle of a sandwich: sums of scores by people, pairs and clusters."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bridging.inference.regression.parts import ScoreParts
from bridging.structures.arrays import Floats, Ints

SINGULAR = 1e-10  # least eigenvalue, relative to a whole information of 1
LOADING = 1e-6  # a coefficient with a smaller part in a lost direction is not touched by it


def sums_by(values: Floats, code: Ints) -> Floats:
    """Sum rows by code, of shape (codes, k)."""
    size = int(code.max(initial=-1)) + 1
    return np.stack([np.bincount(code, weights=v, minlength=size) for v in values.T], axis=1)


def numbered(*codes: Ints) -> Ints:
    """Number the combinations of codes."""
    return np.unique(np.stack(codes, axis=1), axis=0, return_inverse=True)[1].ravel()


def cluster_meat(scores: Floats, code: Ints) -> Floats:
    """Return the sum over clusters of the outer product of their summed scores.

    Examples
    --------
    >>> import numpy as np
    >>> cluster_meat(np.array([[1.0], [2.0], [4.0]]), np.array([0, 0, 1])).tolist()
    [[25.0]]
    """
    sums = sums_by(scores, code)
    return np.asarray(sums.T @ sums)


def dyadic_meat(scores: Floats, first: Ints, second: Ints, within: Ints | None = None) -> Floats:
    """Return the sum of the products of scores of all rows that share a person.

    Summed by person, a row of the same pair is met twice and is taken off once: no loop over pairs
    of rows is needed. With `within` (a code) only rows of the same code are taken together.

    Examples
    --------
    Rows of pairs 0-1, 0-2, 3-4: the first two share a person.

    >>> import numpy as np
    >>> scores = np.array([[1.0], [2.0], [4.0]])
    >>> dyadic_meat(scores, np.array([0, 0, 3]), np.array([1, 2, 4])).tolist()
    [[25.0]]
    """
    low, high = np.minimum(first, second), np.maximum(first, second)
    if within is not None:
        people = int(high.max(initial=-1)) + 1
        first, second = within * people + first, within * people + second
        pair = numbered(low, high, within)
    else:
        pair = numbered(low, high)
    person = np.unique(np.concatenate([first, second]), return_inverse=True)[1]
    sums = sums_by(np.concatenate([scores, scores]), person)
    return np.asarray(sums.T @ sums) - cluster_meat(scores, pair)


def leave_person_out(
    parts: ScoreParts, first: Ints, second: Ints
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return how far the coefficients move, in one step, without each person.

    With H the information of all rows and H_i, S_i that and the scores of the rows of person i, the
    move is ``(H - H_i)^-1 S_i``: the jackknife form of cluster-robust errors (CR3), with people for
    clusters.

    Returns
    -------
    moves : array of float, shape (N, k)
    lost : array of bool, shape (k,)
        Coefficients that the rows without one of the people say nothing about.
    """
    rows, curvature = parts.rows, parts.curvature
    if rows is None or curvature is None:
        raise AssertionError("the caller has checked that the model comes apart by rows")
    whole = (rows * curvature[:, np.newaxis]).T @ rows
    size = np.sqrt(np.abs(np.diag(whole)))
    size[size == 0] = 1.0
    people = np.concatenate([first, second])
    order = np.argsort(people, kind="stable")
    place = order % len(first)
    ends = np.searchsorted(people[order], np.arange(int(people.max()) + 2))
    moves, lost = [], np.zeros(len(size), dtype=bool)
    for begin, end in pairwise(ends):
        mine = place[begin:end]
        own = (rows[mine] * curvature[mine, np.newaxis]).T @ rows[mine]
        rest = (whole - own) / np.outer(size, size)
        move, gone = _solve(rest, parts.scores[mine].sum(axis=0) / size)
        moves.append(move / size)
        lost |= gone
    # where the rows rebuild the Hessian only roughly (conditional logit), its own inverse rules
    return np.stack(moves) @ whole @ parts.bread, lost


def _solve(matrix: Floats, right: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Solve, and say which coordinates lie in a direction the matrix knows nothing of."""
    nothing = np.zeros(len(right), dtype=bool)
    try:
        if np.diag(np.linalg.cholesky(matrix)).min() ** 2 > 1e3 * SINGULAR:
            return np.asarray(np.linalg.solve(matrix, right), dtype=float), nothing
    except np.linalg.LinAlgError:
        pass
    values, vectors = np.linalg.eigh(matrix)
    known = np.abs(values) > SINGULAR
    solved = vectors[:, known] @ ((vectors[:, known].T @ right) / values[known])
    touched = np.abs(vectors[:, ~known]) > LOADING
    return np.asarray(solved, dtype=float), np.asarray(touched.any(axis=1), dtype=bool)


def without_negative(covariance: Floats) -> tuple[Floats, bool]:
    """Set negative eigenvalues to 0, and say whether there were any.

    Sums over overlapping clusters need not be positive semi-definite. Variances above 0 stay as they
    were (else they would hang on how the other terms are written, on which group is the base for
    one), so that covariances alone are changed, and variances that were not above 0.
    """
    if not np.isfinite(covariance).all():
        return covariance, False
    size = np.sqrt(np.abs(np.diag(covariance)))
    size[size == 0] = 1.0
    values, vectors = np.linalg.eigh(covariance / np.outer(size, size))
    if values.min() >= -1e-10 * max(values.max(), 0.0):
        return covariance, False
    kept = ((vectors * np.maximum(values, 0.0)) @ vectors.T) * np.outer(size, size)
    before, after = np.diag(covariance), np.diag(kept)
    factor = np.sqrt(np.where(before > 0, before / np.where(after > 0, after, 1.0), 1.0))
    return np.asarray(kept * np.outer(factor, factor)), True
