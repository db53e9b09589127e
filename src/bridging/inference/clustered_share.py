"""The interval of a share of things that belong together: visits of a person, notes of a session."""

import numpy as np

from bridging.errors import OptionError
from bridging.inference.checks import check_level
from bridging.inference.exact import binomial_interval
from bridging.structures.arrays import Floats


def clustered_share_interval(
    hits: Floats, sizes: Floats, *, level: float = 0.95
) -> tuple[float, float]:
    """Return the limits of a share of things in clusters, from an effective number of them.

    Ten visits of one person tell less than a visit of ten people. The number of things is brought
    down to the number of independent ones that would leave the share as uncertain, and the limits
    of Clopper and Pearson are taken for that number. Where each cluster holds one thing, they are
    those limits themselves.

    Parameters
    ----------
    hits, sizes : array of shape (G,)
        Things that count and all things of each cluster, 0 ≤ hits ≤ sizes and sizes above 0.
    level : float, default 0.95

    Returns
    -------
    tuple of float
        From 0 to 1; NaN for one cluster of several things, which says nothing of another.

    Raises
    ------
    OptionError
        More hits than things, or a cluster without things.

    Notes
    -----
    Where all or no things count, no spread can be seen, and each cluster is taken as one thing.

    References
    ----------
    Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data".

    Examples
    --------
    >>> import numpy as np
    >>> low, high = clustered_share_interval(np.array([0.0] * 10), np.array([1.0] * 10))
    >>> low, round(high, 4)
    (0.0, 0.3085)
    """
    from scipy.special import stdtrit

    check_level("level", level)
    hits, sizes = np.asarray(hits, dtype=float), np.asarray(sizes, dtype=float)
    if not len(sizes) or (hits < 0).any() or (hits > sizes).any() or (sizes <= 0).any():
        raise OptionError(
            "`hits` must be from 0 to `sizes` in each cluster, and `sizes` above 0. "
            "Leave out clusters without things."
        )
    number, clusters = float(sizes.sum()), len(sizes)
    share = float(hits.sum()) / number
    if (sizes == 1).all():
        return binomial_interval(float(hits.sum()), number, level=level)
    if clusters < 2:
        return float("nan"), float("nan")
    if share in (0.0, 1.0):
        effective = float(clusters)
    else:
        spread = ((hits - share * sizes) ** 2).sum() * clusters / (clusters - 1) / number**2
        effective = min(number, share * (1 - share) / spread) if spread > 0 else number
    # few clusters leave their spread itself uncertain: wider by the ratio of the t quantiles
    tail = (1 - level) / 2
    effective *= (stdtrit(number - 1, tail) / stdtrit(clusters - 1, tail)) ** 2
    effective = min(float(effective), number)
    return binomial_interval(min(share * effective, effective), effective, level=level)
