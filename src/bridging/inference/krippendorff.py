"""Krippendorff's alpha: one minus the disagreement seen over the disagreement by chance."""

from typing import Any

import numpy as np

from bridging.errors import check_choice
from bridging.inference.agreement_result import Agreement, Parts, concluded
from bridging.inference.agreement_weights import (
    agreement_weights,
    category_scores,
    weights_from_distance,
)
from bridging.inference.ratings import Ratings, read_ratings
from bridging.structures.arrays import Floats

LEVELS = {"nominal": "identity", "ordinal": "ordinal", "interval": "quadratic", "ratio": "ratio"}


def krippendorff_alpha(
    ratings: Any, *, level: str | None = None, weights: Any = None, confidence_level: float = 0.95
) -> Agreement:
    """Krippendorff's alpha of any number of observers, with ratings missing.

    Parameters
    ----------
    ratings : Ratings, DataFrame or array
        Subjects × observers, or what `read_ratings` made of a table or of counts; subjects rated
        once are left out.
    level : {"nominal", "ordinal", "interval", "ratio"}
        The level of measurement: what makes two ratings differ more than two others. Nominal where
        neither `level` nor `weights` is given. Categories without an order must be named in
        order (see `read_ratings`) for all but nominal.
    weights : str or array, optional
        How much categories agree, instead of `level`.
    confidence_level : float

    Returns
    -------
    Agreement
        Undefined where no subject was rated twice, or all ratings are of one category.

    Notes
    -----
    The standard error is by linearisation over subjects (Gwet 2014). A subject moves the agreement
    by chance, a square of shares, by twice its own part; software that takes that part once prints
    a slightly larger error. With an ordinal level the distances depend on how often each category
    was used; they are taken as given, which hardly matters beside the jackknife.

    By custom .800 is held reliable, and .667 good enough for tentative conclusions
    (Krippendorff 2004).

    References
    ----------
    Krippendorff (1970), "Estimating the reliability, systematic error and random error of interval
    data"; Hayes and Krippendorff (2007), "Answering the call for a standard reliability measure for
    coding data".

    Examples
    --------
    Two observers, three subjects; of 6 values two differ.

    >>> round(krippendorff_alpha([[1, 1], [2, 2], [1, 2]]).estimate, 6)
    0.444444
    """
    found = read_ratings(ratings)
    if level is not None:
        check_choice("level", level, LEVELS)
    name = LEVELS[level or "nominal"] if weights is None else weights
    counts, clusters = _rated_twice(found)
    matrix = (
        _ordinal(found, counts)
        if isinstance(name, str) and name == "ordinal"
        else agreement_weights(found, name)
    )
    return concluded(
        "krippendorff_alpha",
        found,
        _parts(counts, matrix),
        clusters,
        weights=name,
        confidence_level=confidence_level,
    )


def _rated_twice(ratings: Ratings) -> tuple[Floats, Any]:
    """Return the counts and clusters of subjects rated at least twice."""
    twice = ratings.counts.sum(axis=1) >= 2
    return ratings.counts[twice], ratings.clusters[twice]


def _parts(counts: Floats, weight: Floats) -> Parts | None:
    """Return the parts of alpha: every rating of a subject rated twice counts the same."""
    if not len(counts):
        return None
    number = counts.sum(axis=1)
    total = number.sum()
    agree = (counts * (counts @ weight - 1)).sum(axis=1) / (number - 1)
    share = counts.sum(axis=0) / total
    observed, expected = agree.sum() / total, share @ weight @ share
    if 1 - expected < 1e-12:
        nothing = np.zeros(len(counts))
        return Parts(observed=1.0, expected=1.0, influence=nothing, n_subjects=len(counts))
    pi = (observed - expected) / (1 - expected)
    # both are ratios of sums over subjects: each subject moves the sum above and the one below
    mean = number.mean()
    of_observed = (agree - observed * number) / mean
    of_expected = 2 * (counts @ weight @ share - expected * number) / mean
    moves = (of_observed - (1 - pi) * of_expected) / (1 - expected)
    # ratings drawn without replacement: 1 - (1 - 1/total) (1 - pi)
    small = (1 - 1 / total) * observed + 1 / total
    return Parts(
        observed=float(small),
        expected=float(expected),
        influence=moves,
        n_subjects=len(counts),
    )


def _ordinal(ratings: Ratings, counts: Floats) -> Floats:
    """Return weights from the ratings between two categories, half of both themselves counted."""
    category_scores(ratings)  # refuses categories in no known order
    used = counts.sum(axis=0)
    middle = np.cumsum(used) - used / 2
    return weights_from_distance((middle[:, np.newaxis] - middle) ** 2)
