"""Agreement of two observers: Cohen's kappa and Scott's pi."""

from dataclasses import replace
from typing import Any

from bridging.errors import DataError
from bridging.inference.agreement_many import conger_kappa, fleiss_kappa
from bridging.inference.agreement_result import Agreement
from bridging.inference.ratings import Ratings, read_ratings


def cohen_kappa(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Agreement of two observers beyond what their own habits would give by chance.

    Parameters
    ----------
    ratings : Ratings, DataFrame or array
        Subjects × two observers, or what `read_ratings` made of a table; subjects that only one
        observer rated are left out.
    weights : str or array of float, shape (q, q)
        ``identity``, ``linear`` or ``quadratic`` (weighted kappa), others in `agreement_weights`.
    confidence_level : float

    Returns
    -------
    Agreement
        Undefined where both observers used one and the same category only.

    Raises
    ------
    DataError
        Not two observers.

    Notes
    -----
    Where one category is rare, kappa can be low though the observers almost always agree: of
    [[90, 5], [5, 0]] they judged 90 % alike, and kappa is -.05, because by chance alone 90.5 %
    would agree. It says that they could not tell the rare category apart; it does not say that the
    record as a whole is unreliable. Read it beside Gwet's AC1 (.89 here) and the agreement on the
    rare category itself.

    References
    ----------
    Cohen (1960), "A coefficient of agreement for nominal scales"; Cohen (1968), "Weighted
    kappa"; Fleiss, Cohen and Everitt (1969), "Large sample standard errors of kappa and weighted
    kappa"; Feinstein and Cicchetti (1990), "High agreement but low kappa: I".

    Examples
    --------
    >>> paradox = read_ratings([[90, 5], [5, 0]], form="table")
    >>> round(cohen_kappa(paradox).estimate, 3), cohen_kappa(paradox).observed
    (-0.053, 0.9)
    """
    found = conger_kappa(_of_two(ratings), weights=weights, confidence_level=confidence_level)
    return replace(found, coefficient="cohen_kappa")


def scott_pi(
    ratings: Any, *, weights: Any = "identity", confidence_level: float = 0.95
) -> Agreement:
    """Agreement of two observers beyond chance, both with the habits of the two together.

    Parameters
    ----------
    ratings, weights, confidence_level
        As in `cohen_kappa`.

    Returns
    -------
    Agreement

    Raises
    ------
    DataError
        Not two observers.

    References
    ----------
    Scott (1955), "Reliability of content analysis: the case of nominal scale coding".

    Examples
    --------
    >>> round(scott_pi([[1, 1], [2, 2], [1, 2]]).estimate, 6)
    0.333333
    """
    found = fleiss_kappa(_of_two(ratings), weights=weights, confidence_level=confidence_level)
    return replace(found, coefficient="scott_pi")


def _of_two(data: Any) -> Ratings:
    """Return the subjects that both of two observers rated."""
    ratings = read_ratings(data)
    if ratings.codes is None or ratings.n_raters != 2:
        raise DataError(
            f"`ratings` must be of two observers, not {ratings.n_raters}. "
            "Use conger_kappa or fleiss_kappa for more."
        )
    return ratings.of_all_raters()
