"""Logistic regression that is finite where the outcome separates."""

import warnings
from dataclasses import dataclass

import numpy as np

from bridging.errors import BridgingWarning, DataError, OptionError
from bridging.inference.regression.firth import firth_logit
from bridging.inference.regression.parts import ScoreParts, independent_columns
from bridging.inference.regression.separation import separating
from bridging.inference.regression.terms import Terms
from bridging.structures.arrays import Floats

FAR = 10.0  # log odds beyond which a fit may be on its way to infinity
MAXIMUM = "maximum likelihood"
PENALISED = "Firth's penalised likelihood (Wald intervals)"


@dataclass(frozen=True, kw_only=True, eq=False)
class LogitFit:
    """A logit of pairs.

    Parameters
    ----------
    names : tuple of str
    estimate : array of float, shape (k,)
        Log odds ratios.
    covariance : array of float, shape (k, k)
        As if all rows were independent: for pairs of people they are not, see `dyadic_covariance`.
        With the penalty, the inverse of the information (for Wald intervals).
    log_likelihood : float
        With the penalty included, where there is one.
    method : str
    separated : tuple of str
        Terms along which the outcome can be told without error; () where there are none.
    parts : ScoreParts
    """

    names: tuple[str, ...]
    estimate: Floats
    covariance: Floats
    log_likelihood: float
    method: str
    separated: tuple[str, ...]
    parts: ScoreParts


def fit_logit(outcome: Floats, terms: Terms, *, penalised: bool = False) -> LogitFit:
    """Fit the log odds of contact as a sum of terms, one row for each pair.

    For a graph with all pairs as rows this is an exponential random graph model without dependence
    between pairs (Frank & Strauss 1986), whose maximum pseudo-likelihood is its likelihood.

    Parameters
    ----------
    outcome : array of float, shape (R,)
        1 for a contact, 0 for none.
    terms : Terms
        The design; `bridging.inference.regression.terms` makes it.
    penalised : bool, default False
        Use Firth's penalty in any case. It is used by itself where the outcome separates.

    Raises
    ------
    DataError
        An outcome other than 0 and 1, no rows, or terms that follow from each other.

    Warns
    -----
    BridgingWarning
        The outcome separates, so that Firth's penalty was used.

    References
    ----------
    Frank & Strauss (1986), "Markov graphs"; Firth (1993), "Bias reduction of maximum likelihood
    estimates".

    Examples
    --------
    Two of four pairs within a group met, one of four across: the odds ratio is (1/3)/(2/2).

    >>> import numpy as np
    >>> from bridging.inference.regression import Terms
    >>> crossing = np.repeat([0.0, 1.0], 4)
    >>> design = Terms(names=("edges", "across"), values=np.column_stack([np.ones(8), crossing]))
    >>> fit = fit_logit(np.array([1.0, 1, 0, 0, 1, 0, 0, 0]), design)
    >>> round(float(np.exp(fit.estimate[1])), 6)
    0.333333
    """
    outcome = np.asarray(outcome, dtype=float)
    _check(outcome, terms)
    separated: tuple[str, ...] = ()
    if not penalised:
        fit = _maximum(outcome, terms)
        if fit is not None:
            return fit
        separated = tuple(terms.names[k] for k in separating(outcome, terms.values))
        if separated:
            warnings.warn(
                f"Separation: the outcome can be told without error along {', '.join(separated)}, "
                "so that its odds ratio is 0 or infinite. Firth's penalised likelihood was used.",
                BridgingWarning,
                stacklevel=2,
            )
    return _penalised(outcome, terms, separated)


def _check(outcome: Floats, terms: Terms) -> None:
    if terms.values.shape != (len(outcome), len(terms.names)) or not terms.names:
        raise OptionError(
            f"`terms` must have one row for each of {len(outcome)} outcomes and one column for "
            f"each of {len(terms.names)} names, not a shape of {terms.values.shape}."
        )
    if not np.isin(outcome, (0.0, 1.0)).all():
        raise DataError("`outcome` must be 1 (contact) or 0 (none) in every row.")
    if not np.isfinite(terms.values).all():
        raise DataError("`terms` must hold finite numbers only.")
    rank = independent_columns(terms.values)
    if rank < len(terms.names):
        raise DataError(
            f"`terms` must not follow from each other, and only {rank} of {len(terms.names)} "
            f"({', '.join(terms.names[:8])}{', ...' if len(terms.names) > 8 else ''}) say "
            "something of their own. Leave some out."
        )


def _maximum(outcome: Floats, terms: Terms) -> LogitFit | None:
    """Fit by maximum likelihood; None where the coefficients may be infinite."""
    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import ModelWarning

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", ModelWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            model = sm.Logit(outcome, terms.values, check_rank=False)  # checked above
            found = model.fit(disp=0, maxiter=50, tol=1e-10)
        except np.linalg.LinAlgError:
            return None
    estimate = np.asarray(found.params)
    linear = terms.values @ estimate
    done = found.mle_retvals["converged"] and np.isfinite(estimate).all()
    if not done or (np.abs(linear).max() > FAR and separating(outcome, terms.values)):
        return None
    chance = 1 / (1 + np.exp(-linear))
    weight = chance * (1 - chance)
    information = (terms.values * weight[:, np.newaxis]).T @ terms.values
    covariance = np.asarray(np.linalg.inv(information), dtype=float)
    return LogitFit(
        names=terms.names,
        estimate=estimate,
        covariance=covariance,
        log_likelihood=float(found.llf),
        method=MAXIMUM,
        separated=(),
        parts=ScoreParts(
            names=terms.names,
            estimate=estimate,
            scores=terms.values * (outcome - chance)[:, np.newaxis],
            bread=covariance,
            rows=terms.values,
            curvature=weight,
        ),
    )


def _penalised(outcome: Floats, terms: Terms, separated: tuple[str, ...]) -> LogitFit:
    found = firth_logit(outcome, terms.values)
    covariance = np.asarray(np.linalg.inv(found.information), dtype=float)
    return LogitFit(
        names=terms.names,
        estimate=found.estimate,
        covariance=covariance,
        log_likelihood=found.log_likelihood,
        method=PENALISED,
        separated=separated,
        parts=ScoreParts(
            names=terms.names,
            estimate=found.estimate,
            scores=found.scores,
            bread=covariance,
            rows=terms.values,
            curvature=found.weight,
            least=np.diag(covariance),
        ),
    )
