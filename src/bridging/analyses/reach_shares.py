"""Shares of groups among visitors, and how far they lie from a reference."""

from dataclasses import dataclass

import numpy as np

from bridging.inference.exact import binomial_interval
from bridging.inference.jackknife import t_quantile
from bridging.structures.arrays import Floats

MOST_OUTCOMES = 200_000  # mixes that are listed for an exact test
MOST_GROUPS = 12  # of which every set is tried
MOST_CELLS = 2_000_000  # draws times families held at once


@dataclass(frozen=True, kw_only=True)
class Shares:
    """Shares of groups with their limits, each of shape (K,).

    Parameters
    ----------
    share, low, high : array of float
        NaN where nothing was counted.
    n : float
        What was counted, of known group.
    families : int
        Families it comes from.
    """

    share: Floats
    low: Floats
    high: Floats
    n: float
    families: int


def shares_of(table: Floats, level: float = 0.95, *, alike: bool = True) -> Shares:
    """Return the share of each group with an exact interval.

    Parameters
    ----------
    table : array of float, shape (F, K)
        What is counted (people, visits, minutes) of each family by group.
    level : float
    alike : bool, default True
        Whether a family is of one group as a rule, see `effective_number`.

    Notes
    -----
    The limits are those of Clopper and Pearson. Where a family counts for more than one, it does
    not say as much as so many people drawn alone; the number of people is replaced by an effective
    number (`effective_number`).

    Examples
    --------
    Of 10 people who came alone 3 are of the first group.

    >>> import numpy as np
    >>> found = shares_of(np.array([[1.0, 0]] * 3 + [[0, 1.0]] * 7))
    >>> found.share.tolist(), np.round(found.low, 3).tolist(), np.round(found.high, 3).tolist()
    ([0.3, 0.7], [0.067, 0.348], [0.652, 0.933])
    """
    size = table.shape[1]
    total = table.sum(axis=1)
    share, low, high = (np.full(size, np.nan) for _ in range(3))
    for group in range(size if total.sum() > 0 else 0):
        share[group] = table[:, group].sum() / total.sum()
        people = effective_number(table[:, group], total, alike=alike)
        low[group], high[group] = share_limits(float(share[group]), people, level)
    return Shares(
        share=share, low=low, high=high, n=float(total.sum()), families=int((total > 0).sum())
    )


def share_limits(share: float, people: float, level: float) -> tuple[float, float]:
    """Return the limits of Clopper and Pearson for a share of so many (effective) people."""
    hits = min(max(share, 0.0), 1.0) * people
    # a share of 1 is a whole number of hits, whatever its last digit
    whole = abs(hits - people) <= 1e-8 + 1e-5 * people
    return binomial_interval(people if whole else hits, people, level=level)


def effective_number(part: Floats, total: Floats, *, alike: bool = True) -> float:
    """Return how many people, each drawn alone, would tell as much about a share.

    Parameters
    ----------
    part, total : array of float, shape (F,)
        What is counted of each family, and how much of it is of the group.
    alike : bool, default True
        Whether a family is of one group as a rule, as it has one origin; it need not be so of first
        visits or fathers.

    Returns
    -------
    float
        The number of families where all count the same and none is mixed. Else the share times
        its complement over the variance between families, with the quantile of t for as many
        families. Where families are alike, no more than (Σ total)² / Σ total²: they can't
        tell more than that many which count the same, however little those of a group that was
        hardly seen happen to differ. Where the share is 0 or 1, that number.

    References
    ----------
    Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data"; Kish (1965), *Survey sampling*.

    Examples
    --------
    Two families of one group, with three visits and one: as good as 16 / 10 families.

    >>> import numpy as np
    >>> effective_number(np.array([3.0, 1.0]), np.array([3.0, 1.0]))
    1.6
    """
    part, total = part[total > 0], total[total > 0]
    families, everything = len(total), float(total.sum())
    equal = everything**2 / float((total**2).sum())
    if (total == total[0]).all() and np.isin(part, (0.0, total[0])).all():
        return float(families)
    share = float(part.sum()) / everything
    most = equal if alike else everything
    if families < 2 or not 0 < share < 1:
        return equal
    spread = float(((part - share * total) ** 2).sum()) / everything**2
    variance = families / (families - 1) * spread
    if variance <= 0:
        return most
    factor = (t_quantile(0.975, np.inf) / t_quantile(0.975, families - 1)) ** 2
    return min(most, share * (1 - share) / variance * factor)


def dissimilarity(share: Floats, reference: Floats) -> float:
    """Return the share of people who would have to be of another group to match a reference.

    Examples
    --------
    >>> import numpy as np
    >>> dissimilarity(np.array([0.75, 0.25]), np.array([0.5, 0.5]))
    0.25
    """
    return float(np.abs(share - reference).sum() / 2)


def dissimilarity_limits(table: Floats, reference: Floats, level: float) -> tuple[float, float]:
    """Return limits that hold the dissimilarity of every mix within the limits of the shares.

    With two groups those are the limits of one share; with more, each share has limits at the level
    1 - (1 - level) / K, so that all hold together at least as often as `level` says.

    References
    ----------
    Goodman (1965), "On simultaneous confidence intervals for multinomial proportions".

    Examples
    --------
    Nine of nine people are of the first group, of which the reference has half: its share lies
    between .66 and 1.

    >>> import numpy as np
    >>> low, high = dissimilarity_limits(
    ...     np.array([[1.0, 0]] * 9), np.array([0.5, 0.5]), 0.95)
    >>> round(low, 3), high
    (0.164, 0.5)
    """
    size = table.shape[1]
    found = shares_of(table, level if size == 2 else 1 - (1 - level) / size)
    low = max(
        float(np.maximum(found.low - reference, 0).sum()),
        float(np.maximum(reference - found.high, 0).sum()),
    )
    if size > MOST_GROUPS:  # somewhat wider than need be
        return low, min(1.0, float(np.maximum(found.high - reference, 0).sum()))
    # which groups have more than in the reference: every choice is tried
    more = (np.arange(2**size)[:, np.newaxis] >> np.arange(size)) & 1
    most = np.minimum(more @ found.high, 1 - (1 - more) @ found.low)
    return low, float((most - more @ reference).max())


@dataclass(frozen=True, kw_only=True)
class ReferenceTest:
    """How often chance would give visitors at least as far from the reference.

    Parameters
    ----------
    p_value : float
    by_chance : float
        The dissimilarity that chance gives on average.
    exact : bool
        Whether all mixes were listed; else they were drawn.
    n_resamples : int
        Draws, 0 where exact.
    """

    p_value: float
    by_chance: float
    exact: bool
    n_resamples: int


def reference_test(
    table: Floats, reference: Floats, *, n_resamples: int, rng: np.random.Generator
) -> ReferenceTest:
    """Test whether families drawn from the reference at random would give such a mix.

    Each family has its own weight (people, visits) and one group, drawn from the reference. A mix
    is compared by Pearson's Σ (share - reference)² / reference. All mixes are listed where
    families weigh the same and there are not too many.

    Parameters
    ----------
    table : array of float, shape (F, K)
        What is counted of each family by group.
    reference : array of float, shape (K,)
        Shares that add up to 1; a group with a share of 0 must not occur in `table`.
    n_resamples : int
    rng : Generator

    Notes
    -----
    Members of a family who differ are drawn together: the test is then careful rather than sharp.

    References
    ----------
    Cressie and Read (1984), "Multinomial goodness-of-fit tests".

    Examples
    --------
    Three families of one group, where the reference has half: (1/2)³ for each group.

    >>> import numpy as np
    >>> table = np.array([[1.0, 0], [1, 0], [1, 0]])
    >>> rng = np.random.default_rng(0)
    >>> reference_test(table, np.array([0.5, 0.5]), n_resamples=99, rng=rng).p_value
    0.25
    """
    some = reference > 0
    table, reference = table[:, some], reference[some]
    weight = table.sum(axis=1)
    share = table.sum(axis=0) / weight.sum()
    observed = float(_pearson(share, reference))
    same = bool((weight == weight[0]).all())
    if same and _n_outcomes(len(weight), len(reference)) <= MOST_OUTCOMES:
        shares, chance = _outcomes(len(weight), reference)
        far = _pearson(shares, reference) >= observed - 1e-9 * max(1.0, observed)
        by_chance = float((np.abs(shares - reference).sum(axis=1) / 2 * chance).sum())
        p = min(1.0, max(float(chance[far].sum()), np.finfo(float).tiny))
        return ReferenceTest(p_value=p, by_chance=by_chance, exact=True, n_resamples=0)
    drawn = _drawn(weight, reference, n_resamples, rng)
    far = _pearson(drawn, reference) >= observed - 1e-9 * max(1.0, observed)
    return ReferenceTest(
        p_value=float((1 + far.sum()) / (1 + n_resamples)),
        by_chance=float((np.abs(drawn - reference).sum(axis=1) / 2).mean()),
        exact=False,
        n_resamples=n_resamples,
    )


def _pearson(share: Floats, reference: Floats) -> Floats:
    return np.asarray(((share - reference) ** 2 / reference).sum(axis=-1))


def _n_outcomes(families: int, groups: int) -> float:
    from scipy.special import comb

    return float(comb(families + groups - 1, groups - 1))


def _outcomes(families: int, reference: Floats) -> tuple[Floats, Floats]:
    """List every mix of so many families, as shares, and its chance."""
    from scipy.special import gammaln

    counts = np.zeros((1, 0))
    for _ in range(len(reference) - 1):
        left = (families - counts.sum(axis=1)).astype(np.int64)
        before = np.repeat(counts, left + 1, axis=0)
        begin = np.repeat(np.cumsum(left + 1) - (left + 1), left + 1)
        counts = np.column_stack([before, np.arange(len(before)) - begin])
    counts = np.column_stack([counts, families - counts.sum(axis=1)])
    logs = gammaln(families + 1) - gammaln(counts + 1).sum(axis=1) + counts @ np.log(reference)
    return counts / families, np.exp(logs)


def _drawn(weight: Floats, reference: Floats, number: int, rng: np.random.Generator) -> Floats:
    """Draw the group of each family, and return the shares of each draw."""
    limits = np.cumsum(reference)[:-1]
    rows = max(1, MOST_CELLS // len(weight))
    parts = []
    for at in range(0, number, rows):
        place = rng.random((min(rows, number - at), len(weight)))
        # what lies beyond each limit; a group has what lies beyond its own and not the next
        beyond = [(place >= limit).astype(np.float64) @ weight for limit in limits]
        everything = np.full(len(place), weight.sum())
        held = np.stack([everything, *beyond, np.zeros(len(place))], axis=1)
        parts.append(-np.diff(held, axis=1) / weight.sum())
    return np.concatenate(parts)
