"""Agreement of any number of observers, with ratings missing: percent, Fleiss, Conger, Gwet, B–P.

All are (observed - expected) / (1 - expected) with the same observed agreement; they differ in what
they hold chance to be. Standard errors are Gwet's linearisation: each coefficient is, near its
value, a mean over subjects of how much each moves it.
"""

from typing import Any

import numpy as np

from bridging.errors import DataError
from bridging.inference.agreement_result import Agreement, Parts, concluded
from bridging.inference.agreement_weights import agreement_weights
from bridging.inference.ratings import Ratings, read_ratings
from bridging.structures.arrays import Floats


def percent_agreement(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Share of the pairs of observers who agree on a subject, as a mean over subjects.

    Parameters
    ----------
    ratings : Ratings, DataFrame or array
        Subjects × observers, or what `read_ratings` made of a table or of counts.
    weights : str or array of float, shape (q, q)
        How much two categories agree, see `agreement_weights`.
    confidence_level : float

    Returns
    -------
    Agreement
        Undefined where no subject was rated twice.

    Examples
    --------
    >>> percent_agreement([["talk", "talk"], ["greeting", "talk"]]).estimate
    0.5
    """
    return _coefficient("percent_agreement", ratings, weights, confidence_level)


def fleiss_kappa(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Agreement beyond what two ratings drawn from all ratings would give.

    Parameters
    ----------
    ratings, weights, confidence_level
        As in `percent_agreement`.

    Returns
    -------
    Agreement
        Undefined where no subject was rated twice, or all ratings are of one category.

    References
    ----------
    Fleiss (1971), "Measuring nominal scale agreement among many raters"; Gwet (2008), "Computing
    inter-rater reliability and its variance in the presence of high agreement".

    Examples
    --------
    >>> round(fleiss_kappa([[1, 1], [2, 2], [1, 2]]).estimate, 6)
    0.333333
    """
    return _coefficient("fleiss_kappa", ratings, weights, confidence_level)


def conger_kappa(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Agreement beyond what two different observers would reach, each with own habits.

    For two observers who rated everything it is Cohen's kappa.

    Parameters
    ----------
    ratings, weights, confidence_level
        As in `percent_agreement`; it must be known which observer gave what.

    Returns
    -------
    Agreement
        Undefined as in `fleiss_kappa`, and where an observer rated nothing.

    Raises
    ------
    DataError
        It is not known which observer gave what.

    References
    ----------
    Conger (1980), "Integration and generalization of kappas for multiple raters".

    Examples
    --------
    >>> round(conger_kappa([[1, 1], [2, 2], [1, 2]]).estimate, 6)
    0.4
    """
    return _coefficient("conger_kappa", ratings, weights, confidence_level)


def gwet_ac(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Gwet's AC1, with other weights AC2: chance agrees only where a rating is a guess.

    Unlike kappa it stays high where almost all subjects are of one category.

    Parameters
    ----------
    ratings, weights, confidence_level
        As in `percent_agreement`. Categories that nobody used count: name them in `read_ratings`.

    Returns
    -------
    Agreement
        Undefined where no subject was rated twice, or there is only one category.

    References
    ----------
    Gwet (2008), "Computing inter-rater reliability and its variance in the presence of high
    agreement".

    Examples
    --------
    90 of 100 pairs judged alike, hardly any in contact: kappa is below 0, AC1 is not.

    >>> rare = read_ratings([[90, 5], [5, 0]], form="table")
    >>> round(gwet_ac(rare).estimate, 3), round(fleiss_kappa(rare).estimate, 3)
    (0.89, -0.053)
    """
    return _coefficient("gwet_ac", ratings, weights, confidence_level)


def brennan_prediger(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Agreement beyond what q categories drawn evenly would give.

    Parameters
    ----------
    ratings, weights, confidence_level
        As in `percent_agreement`. Categories that nobody used count: name them in `read_ratings`.

    Returns
    -------
    Agreement
        Undefined where no subject was rated twice, or there is only one category.

    References
    ----------
    Brennan and Prediger (1981), "Coefficient kappa: some uses, misuses, and alternatives".

    Examples
    --------
    >>> brennan_prediger([[1, 1], [2, 2], [1, 2], [1, 1]]).estimate
    0.5
    """
    return _coefficient("brennan_prediger", ratings, weights, confidence_level)


def _coefficient(coefficient: str, data: Any, weights: Any, confidence_level: float) -> Agreement:
    """Work out one of the coefficients of this file."""
    ratings = read_ratings(data)
    clusters = ratings.clusters[ratings.counts.sum(axis=1) > 0]
    parts = _parts(coefficient, ratings, agreement_weights(ratings, weights))
    return concluded(
        coefficient, ratings, parts, clusters, weights=weights, confidence_level=confidence_level
    )


def _parts(coefficient: str, ratings: Ratings, weight: Floats) -> Parts | None:
    """Return observed and expected agreement, and how much each rated subject moves them."""
    some = ratings.counts.sum(axis=1) > 0
    counts = ratings.counts[some]
    number = counts.sum(axis=1)
    twice = number >= 2
    if not twice.any():
        return None
    pairs = np.where(twice, number * (number - 1), 1)
    agree = (counts * (counts @ weight - 1)).sum(axis=1) / pairs
    observed = float(agree[twice].mean())
    expected, spread = _by_chance(coefficient, ratings, counts, weight)
    # a subject rated once counts as 0 in the mean over all subjects, as in Gwet (2008)
    seen = np.where(twice, agree - expected, 0.0) * len(counts) / twice.sum()
    kappa = (observed - expected) / (1 - expected) if expected < 1 else np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        moves = (seen - (observed - expected) - (1 - kappa) * spread) / (1 - expected)
    return Parts(observed=observed, expected=expected, influence=moves, n_subjects=int(twice.sum()))


def _by_chance(
    coefficient: str, ratings: Ratings, counts: Floats, weight: Floats
) -> tuple[float, Floats]:
    """Return the agreement by chance, and how much each subject moves it."""
    size = len(weight)
    share = counts / counts.sum(axis=1, keepdims=True)
    mean = share.mean(axis=0)
    nothing = np.zeros(len(counts))
    if coefficient == "percent_agreement":
        return 0.0, nothing
    if coefficient == "brennan_prediger":
        return float(weight.sum() / size**2), nothing
    if coefficient == "conger_kappa":
        return _of_two_observers(ratings, weight)
    if coefficient == "fleiss_kappa":
        expected = float(mean @ weight @ mean)
        return expected, 2 * (share @ weight @ mean - expected)
    if size == 1:
        return 1.0, nothing
    scale = weight.sum() / (size * (size - 1))
    return float(scale * (mean * (1 - mean)).sum()), 2 * scale * (mean @ mean - share @ mean)


def _of_two_observers(ratings: Ratings, weight: Floats) -> tuple[float, Floats]:
    """Return what two different observers would agree on, over all pairs of observers."""
    if ratings.codes is None:
        raise DataError(
            "`ratings` must say which observer gave what for Cohen's and Conger's kappa. "
            "Give subjects × observers, or use fleiss_kappa."
        )
    codes = ratings.codes[(ratings.codes >= 0).any(axis=1)]
    codes = codes[:, (codes >= 0).any(axis=0)]  # an observer who rated nothing has no habits
    raters = codes.shape[1]
    if raters < 2:
        return 1.0, np.zeros(len(codes))
    gave = codes[:, :, np.newaxis] == np.arange(len(weight))
    rated = gave.sum(axis=(0, 2))
    habit = gave.sum(axis=0) / rated[:, np.newaxis]  # share of each category, per observer
    others = (habit.sum(axis=0) - habit) @ weight  # what the others add, per category given
    pairs = raters * (raters - 1)
    expected = float((habit * others).sum() / pairs)
    own = (habit * others).sum(axis=1)
    each = np.where(gave.any(axis=2), (gave * others).sum(axis=2) - own, 0.0)
    return expected, 2 * (each * (len(codes) / rated)).sum(axis=1) / pairs
