"""Errors for rows that fall in several clusters at once."""

from itertools import combinations
from typing import Any

import numpy as np

from bridging.errors import DataError
from bridging.inference.regression.members import cluster_codes
from bridging.inference.regression.parts import score_parts
from bridging.inference.regression.sandwich import cluster_meat, numbered, without_negative
from bridging.structures.arrays import Floats


def multiway_covariance(result: Any, clusters: dict[str, Any]) -> tuple[Floats, int]:
    """Return the covariance of a fit whose rows may correlate within any of several clusters.

    The sandwiches of all combinations of clusters are added and taken off in turn (inclusion and
    exclusion), without small-sample factors; negative eigenvalues are set to 0.

    Parameters
    ----------
    result : fitted model
        As in `dyadic_covariance`.
    clusters : dict of str to array or Series, shape (R,)
        For example ``{"site": ..., "week": ...}``.

    Returns
    -------
    covariance : array of float, shape (k, k)
    df : int
        Clusters of the smallest clustering, less one: for t.

    Raises
    ------
    DataError
        No clustering, or one with a single cluster.

    References
    ----------
    Cameron, Gelbach & Miller (2011), "Robust inference with multiway clustering".

    Examples
    --------
    >>> import numpy as np
    >>> import statsmodels.api as sm
    >>> fit = sm.OLS([1.0, 2.0, 3.0, 6.0], np.ones(4)).fit()
    >>> site, week = [0, 0, 1, 1], [0, 1, 0, 1]
    >>> covariance, df = multiway_covariance(fit, {"site": site, "week": week})
    >>> round(float(covariance[0, 0]) * 16, 3)  # (9 + 9) + (4 + 4) - (4 + 1 + 0 + 9)
    12.0
    """
    parts = score_parts(result)
    if not clusters:
        raise DataError("`clusters` must have at least one clustering, not none.")
    codes = {
        name: cluster_codes(name, values, parts.labels, len(parts.scores))
        for name, values in clusters.items()
    }
    sizes = {name: int(code.max()) + 1 for name, code in codes.items()}
    single = [name for name, size in sizes.items() if size < 2]
    if single:
        raise DataError(f"`clusters` must differ between rows, and {single[0]!r} does not.")
    meat = np.zeros_like(parts.bread)
    for size in range(1, len(codes) + 1):
        for chosen in combinations(codes.values(), size):
            meat += (-1) ** (size + 1) * cluster_meat(parts.scores, numbered(*chosen))
    covariance, _ = without_negative(parts.bread @ meat @ parts.bread)
    return covariance, min(sizes.values()) - 1
