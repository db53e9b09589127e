"""What robust errors need of a fitted model: scores, curvature and the inverse of the Hessian."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.structures.arrays import Floats

OFF_THE_TOP = 0.01  # standard errors that one more Newton step may move a coefficient


@dataclass(frozen=True, kw_only=True)
class ScoreParts:
    """The pieces of a fit that a sandwich is made of.

    Parameters
    ----------
    names : tuple of str or None
        Names of the k coefficients, where the fit has them.
    estimate : array of float, shape (k,)
    scores : array of float, shape (R, k)
        What each row adds to the gradient of the log likelihood (or to the estimating equations).
    bread : array of float, shape (k, k)
        Inverse of minus the Hessian.
    rows, curvature : arrays of float, shapes (R, k) and (R,), or None
        Minus the Hessian is the sum of ``curvature * rows * rows'``. None where the model does not
        come apart by rows: then what leaves people out can't be made.
    labels : sequence or None
        Labels of the rows in the data frame the model was fitted to.
    least : array of float, shape (k,), or None
        Variances that no error may fall below. Where an outcome separates, the penalised scores of
        all rows are nearly 0, and a sandwich of them would say that nothing is uncertain.
    """

    names: tuple[str, ...] | None
    estimate: Floats
    scores: Floats
    bread: Floats
    rows: Floats | None
    curvature: Floats | None
    labels: Any = None
    least: Floats | None = None


def score_parts(result: Any) -> ScoreParts:
    """Take a fit apart: one of this package's, or one of statsmodels.

    Raises
    ------
    OptionError
        A model whose scores by row can't be had.
    DataError
        A fit that has not converged, was penalised or constrained, or has coefficients that the
        data can't tell apart.
    """
    own = getattr(result, "parts", result)
    if isinstance(own, ScoreParts):
        return own
    model = getattr(result, "model", None)
    kind = type(model).__name__ if model is not None else type(result).__name__
    if model is None or not hasattr(result, "params"):
        raise OptionError(f"`result` must be a fitted model of statsmodels, not {_a(kind)}.")
    estimate = np.asarray(result.params, dtype=float)
    if estimate.ndim != 1:
        raise OptionError(f"`result` must have one equation, which {kind} has not.")
    scores, information, rows, curvature = _statsmodels_parts(result, model, estimate, kind)
    bread = _inverse(information)
    _check_top(scores, bread)
    index = getattr(result.params, "index", None)
    return ScoreParts(
        names=None if index is None else tuple(str(name) for name in index),
        estimate=estimate,
        scores=scores,
        bread=bread,
        rows=rows,
        curvature=curvature,
        labels=getattr(getattr(model, "data", None), "row_labels", None),
    )


def independent_columns(design: Floats) -> int:
    """Count the columns that do not follow from others."""
    size = np.sqrt((design**2).sum(axis=0))
    scaled = design / np.where(size > 0, size, 1.0)
    return int((np.linalg.eigvalsh(scaled.T @ scaled) > 1e-10).sum()) if len(design) else 0


def _a(kind: str) -> str:
    return f"a value of type {kind}"


def _statsmodels_parts(
    result: Any, model: Any, estimate: Floats, kind: str
) -> tuple[Floats, Floats, Floats | None, Floats | None]:
    """Return scores by row, the information, and rows with curvature where the model has them."""
    from statsmodels.duration.hazard_regression import PHReg
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.regression.linear_model import OLS, WLS

    if isinstance(model, OLS | WLS):
        rows = np.asarray(model.wexog, dtype=float)
        residual = np.asarray(model.wendog, dtype=float) - rows @ estimate
        return rows * residual[:, np.newaxis], rows.T @ rows, rows, np.ones(len(rows))
    if isinstance(model, PHReg):
        scores = np.asarray(result.score_residuals, dtype=float)
        # who left before the first event is in no risk set: statsmodels gives NaN where it is 0
        scores = np.where(np.isnan(scores), 0.0, scores)
        return scores, -np.asarray(model.hessian(estimate), dtype=float), None, None
    if not hasattr(model, "score_obs") or not hasattr(model, "hessian"):
        raise OptionError(
            f"`result` must be a fit whose scores by row can be had, which {kind} is not. "
            "OLS, WLS, GLM, Logit, Probit, Poisson and PHReg can."
        )
    # a generalized linear model takes its scale along; it is the same in scores and Hessian
    scale = {"scale": result.scale} if isinstance(model, GLM) else {}
    scores = np.asarray(model.score_obs(estimate, **scale), dtype=float)
    information = -np.asarray(model.hessian(estimate, **scale), dtype=float)
    rows = np.asarray(model.exog, dtype=float)
    curvature = _curvature(model, estimate, scale, rows, information)
    return scores, information, rows if curvature is not None else None, curvature


def _curvature(
    model: Any, estimate: Floats, scale: dict[str, float], rows: Floats, information: Floats
) -> Floats | None:
    """Return the weights that rebuild the information from the rows, None where there are none.

    Models of statsmodels differ in the sign of this factor: the sum decides.
    """
    if not hasattr(model, "hessian_factor"):
        return None
    factor = np.asarray(model.hessian_factor(estimate, **scale), dtype=float)
    if factor.shape != (len(rows),):
        return None
    built = (rows * factor[:, np.newaxis]).T @ rows
    near = 1e-6 * np.abs(information).max()
    for sign in (1.0, -1.0):
        if np.abs(sign * built - information).max() <= near:
            return sign * factor
    return None


def _inverse(information: Floats) -> Floats:
    """Invert minus the Hessian; refuse where coefficients can't be told apart."""
    size = np.sqrt(np.abs(np.diag(information)))
    if (size > 0).all() and np.isfinite(information).all():
        scaled = information / np.outer(size, size)
        if np.linalg.cond(scaled) < 1e12:
            return np.asarray(np.linalg.inv(scaled) / np.outer(size, size))
    raise DataError(
        "`result` must have coefficients that the data can tell apart, and these can't be: "
        "minus the Hessian has no inverse. Leave out columns that follow from others."
    )


def _check_top(scores: Floats, bread: Floats) -> None:
    """Refuse a fit away from the top of its likelihood: its scores say nothing of its spread."""
    step = bread @ scores.sum(axis=0)
    error = np.sqrt(np.abs(np.diag(bread @ (scores.T @ scores) @ bread)))
    if (np.abs(step) > OFF_THE_TOP * error + 1e-8).any():
        raise DataError(
            "`result` must be a fit at the top of its likelihood, and one more step would move "
            "this one. It has not converged, or was penalised or constrained."
        )
