"""Segregation among units whose shares of a group follow a beta distribution.

The observed shares of small units spread by chance alone. Where the number of people of a group in
a unit is beta-binomial, the fitted beta distribution is that of the shares without chance, and
the indices of segregation have closed forms in it (Rathelot 2012).
"""

from bridging.errors import OptionError


def beta_dissimilarity(alpha: float, beta: float) -> float:
    """Dissimilarity (Duncan's D) of units whose shares of a group are Beta(alpha, beta).

    Parameters
    ----------
    alpha, beta : float, above 0
        As fitted by `fit_beta_binomial`.

    Returns
    -------
    float
        E|p - m| / (2 m (1 - m)) with m the mean share, from 0 to 1.

    References
    ----------
    Rathelot (2012), "Measuring segregation when units are small: a parametric approach".

    Examples
    --------
    Shares spread evenly from 0 to 1: the mean distance from 1/2 is 1/4.

    >>> round(beta_dissimilarity(1, 1), 6)
    0.5
    """
    from scipy.special import betainc

    _check(alpha, beta)
    mean = alpha / (alpha + beta)
    # below the mean m, E[m - p] = m (F(m; a, b) - F(m; a + 1, b)), half of E|p - m|
    below = betainc(alpha, beta, mean) - betainc(alpha + 1, beta, mean)
    return float(below / (1 - mean))


def beta_eta_squared(alpha: float, beta: float) -> float:
    """Share of the variance between units whose shares of a group are Beta(alpha, beta).

    It is eta squared, the coworker index: how much more of her own group somebody of the group
    meets in her unit than others do.

    Examples
    --------
    >>> beta_eta_squared(2, 7)
    0.1
    """
    _check(alpha, beta)
    return 1 / (alpha + beta + 1)


def _check(alpha: float, beta: float) -> None:
    for name, value in (("alpha", alpha), ("beta", beta)):
        if not 0 < value < float("inf"):
            raise OptionError(
                f"`{name}` must be above 0 and finite, not {value!r}; where both are infinite, "
                "units differ no more than by chance."
            )
