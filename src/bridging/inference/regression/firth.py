"""Logistic regression with Firth's penalty, which is finite whatever the data."""

from dataclasses import dataclass

import numpy as np

from bridging.errors import DataError
from bridging.structures.arrays import Floats

MOST_STEPS = 500
LONGEST_STEP = 5.0
NEAR = 1e-9
LEAST_GAIN = 0.1  # of what the gradient promises
SHRUNK = 0.9


@dataclass(frozen=True, kw_only=True, eq=False)
class PenalisedFit:
    """The top of the penalised likelihood.

    `scores` are those of the penalised likelihood by row, `weight` the variance of each row's
    outcome, and `information` the sum of ``weight * x x'``.
    """

    estimate: Floats
    scores: Floats
    weight: Floats
    information: Floats
    log_likelihood: float


def firth_logit(outcome: Floats, design: Floats) -> PenalisedFit:
    """Fit a logit by maximum penalised likelihood.

    Half the log determinant of the information is added to the log likelihood, which takes off the
    bias of first order and keeps every coefficient finite, also where groups never meet.

    Parameters
    ----------
    outcome : array of float, shape (R,)
        0 or 1.
    design : array of float, shape (R, k)

    Raises
    ------
    DataError
        Columns that follow from each other, or no top within 500 steps.

    References
    ----------
    Firth (1993), "Bias reduction of maximum likelihood estimates"; Heinze & Schemper (2002), "A
    solution to the problem of separation in logistic regression".

    Examples
    --------
    For a share alone, the penalty adds half a success and half a failure.

    >>> import numpy as np
    >>> fit = firth_logit(np.zeros(4), np.ones((4, 1)))
    >>> round(float(fit.estimate[0]), 6)  # log(0.5 / 4.5)
    -2.197225
    """
    current = _at(np.zeros(design.shape[1]), outcome, design)
    for _ in range(MOST_STEPS):
        gradient = current.scores.sum(axis=0)
        step = np.linalg.solve(current.information, gradient)
        if np.abs(step).max(initial=0.0) < NEAR:
            return current
        step *= min(1.0, LONGEST_STEP / np.abs(step).max())
        current = _better(current, step, outcome, design)
    raise DataError(
        f"The penalised likelihood must have a top, and none was found in {MOST_STEPS} steps. "
        "Leave out columns that are nearly the same."
    )


def _better(current: PenalisedFit, step: Floats, outcome: Floats, design: Floats) -> PenalisedFit:
    """Halve the step until the penalised likelihood rises with it, or its gradient shrinks.

    The information is not the Hessian of the penalised likelihood: a full step may leap from one
    side of the top to the other, for ever.
    """
    promised, distance = step @ current.scores.sum(axis=0), _distance(current)
    for _ in range(30):
        tried = _at(current.estimate + step, outcome, design)
        gain = tried.log_likelihood - current.log_likelihood
        if gain > LEAST_GAIN * promised or _distance(tried) < SHRUNK * distance:
            return tried
        step, promised = step / 2, promised / 2
    return tried


def _distance(fit: PenalisedFit) -> float:
    """Return the size of the gradient, in standard errors."""
    gradient = fit.scores.sum(axis=0)
    return float(np.sqrt(gradient @ np.linalg.solve(fit.information, gradient)))


def _at(estimate: Floats, outcome: Floats, design: Floats) -> PenalisedFit:
    linear = design @ estimate
    chance = 1 / (1 + np.exp(-linear))
    weight = chance * (1 - chance)
    weighted = design * weight[:, np.newaxis]
    information = weighted.T @ design
    sign, log_determinant = np.linalg.slogdet(information)
    if sign <= 0:
        raise DataError(
            "`design` must have columns that the rows can tell apart, and these can't be. "
            "Leave out columns that follow from others."
        )
    leverage = (np.linalg.solve(information, weighted.T).T * design).sum(axis=1)
    likelihood = -np.logaddexp(0, np.where(outcome > 0, -linear, linear)).sum()
    return PenalisedFit(
        estimate=estimate,
        scores=design * (outcome - chance + leverage * (0.5 - chance))[:, np.newaxis],
        weight=weight,
        information=information,
        log_likelihood=float(likelihood + log_determinant / 2),
    )
