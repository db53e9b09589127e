"""How much two categories agree: wholly, not at all, or in part."""

from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError, check_choice
from bridging.inference.ratings import Ratings
from bridging.structures.arrays import Floats

SCHEMES = ("identity", "ordinal", "linear", "quadratic", "ratio")


def agreement_weights(ratings: Ratings, weights: Any) -> Floats:
    """Return the weight of each pair of categories: 1 for the same, less for others.

    With scores of the categories a and b (their values where they are numbers, otherwise their
    ranks): ``identity`` 1 for the same and 0 otherwise, ``linear`` 1 - |a-b| / max|a-b|,
    ``quadratic`` 1 - (a-b)² / max(a-b)², ``ratio`` 1 - ((a-b)/(a+b))² / max((a-b)/(a+b))², and
    ``ordinal`` 1 - M / max M with M = (d+1)d/2 for categories d ranks apart (Gwet 2014).

    Parameters
    ----------
    ratings : Ratings
    weights : str or array of float, shape (q, q)
        The name of a scheme, or own weights: symmetric, from 0 to 1, 1 on the diagonal.

    Returns
    -------
    array of float, shape (q, q)

    Raises
    ------
    OptionError
        An unknown scheme, or weights that can't be; categories in no known order.
    DataError
        Values below 0 with ``ratio``.

    Examples
    --------
    >>> from bridging.inference.ratings import read_ratings
    >>> agreement_weights(read_ratings([[1, 2], [3, 3]]), "linear").tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    number = len(ratings.categories)
    if not isinstance(weights, str):
        return _own(weights, number)
    check_choice("weights", weights, SCHEMES)
    if weights == "identity":
        return np.eye(number)
    return weights_from_distance(_distance(ratings, weights))


def weights_from_distance(distance: Floats) -> Floats:
    """Turn distances of categories into weights: 1 minus the share of the greatest distance."""
    most = distance.max(initial=0.0)
    return 1 - distance / most if most > 0 else np.ones_like(distance)


def category_scores(ratings: Ratings) -> Floats:
    """Return the values of categories that are numbers, otherwise their ranks.

    Raises
    ------
    OptionError
        The order of the categories is not known.
    """
    if not ratings.ordered:
        raise OptionError(
            "`categories` must be given in their order where weights compare categories that are "
            "no numbers: the alphabet is no order."
        )
    numeric = all(isinstance(name, int | float | np.number) for name in ratings.categories)
    return np.array(ratings.categories if numeric else range(len(ratings.categories)), dtype=float)


def _distance(ratings: Ratings, scheme: str) -> Floats:
    score = category_scores(ratings)
    difference = np.abs(score[:, np.newaxis] - score)
    if scheme == "linear":
        return difference
    if scheme == "quadratic":
        return difference**2
    if scheme == "ratio":
        return ratio_distance(score)
    rank = np.arange(len(score), dtype=float)
    apart = np.abs(rank[:, np.newaxis] - rank)
    return apart * (apart + 1) / 2


def ratio_distance(score: Floats) -> Floats:
    """Return ((a-b)/(a+b))² of scores, 0 for the same."""
    if (score < 0).any():
        raise DataError("Ratings must not be below 0 on a ratio scale. Use an interval scale.")
    difference, total = score[:, np.newaxis] - score, score[:, np.newaxis] + score
    return (difference / np.where(total > 0, total, 1.0)) ** 2


def _own(weights: Any, number: int) -> Floats:
    array = np.asarray(weights, dtype=float)
    if array.shape != (number, number):
        raise OptionError(
            f"`weights` must have a row and a column for each of {number} categories, "
            f"not shape {array.shape}."
        )
    inside = np.isfinite(array).all() and (array >= 0).all() and (array <= 1).all()
    if not inside or (array != array.T).any() or (np.diagonal(array) != 1).any():
        raise OptionError(
            "`weights` must be symmetric, from 0 to 1, and 1 on the diagonal: a category agrees "
            "wholly with itself."
        )
    return array
