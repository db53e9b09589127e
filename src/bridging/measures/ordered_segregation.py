"""Segregation of ordered groups: how unevenly low and high are spread over units."""

from typing import Any

import numpy as np

from bridging.errors import OptionError, check_choice
from bridging.measures._information import x_log_x
from bridging.measures._ordered import VARIATIONS, below, binary_entropy
from bridging.measures.conditions import SOMEBODY, TWO_GROUPS, TWO_UNITS, Options
from bridging.measures.record import Condition, measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats


@measure(
    label="Ordinal segregation index",
    label_nl="Ordinale segregatie-index",
    formula=r"\Lambda = \sum_u \frac{t_u (v - v_u)}{T v}, \quad v = \frac{1}{K-1} \sum_k f(c_k)",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS),
    source="reardon2009",
    aliases=("ordinal_information_theory_index",),
)
def ordinal_segregation(
    composition: Composition, *, function: str = "information"
) -> float | Floats:
    """Part of the ordinal variation of the whole that lies between the units.

    Groups are taken in the order of the composition, from low to high.

    Parameters
    ----------
    composition : Composition
        People by unit and ordered group, of shape (..., U, K). Empty units do not count.
    function : {"information", "variation", "square_root"}
        How c, the share of people at or below a group, counts towards the variation: its entropy in
        bits, 4c(1 - c), or 2 sqrt(c(1 - c)).

    Returns
    -------
    float or array of shape (...)
        0 where every unit has the same mix; 1 where no unit has people of two groups. NaN where
        only one group, or only one unit, has people.

    Raises
    ------
    OptionError
        An unknown `function`.

    Notes
    -----
    Low and high apart count for more than low and middle apart. Two groups give `theil_h`
    ("information") or `relative_diversity` ("variation"). Over small units it lies above 0 by
    chance alone.

    References
    ----------
    Reardon (2009), "Measures of ordinal segregation".

    Examples
    --------
    Two low and one middle in one unit, one middle and two high in the other: shares below 1/3 and
    2/3 over all, 4 * 2/9 each; 2/3 and 1 in the first unit and 0 and 1/3 in the second: 4 * 2/9
    once. Half of the variation is between the units.

    >>> import bridging as br
    >>> mix = br.Composition([[2, 1, 0], [0, 1, 2]], groups=["low", "middle", "high"])
    >>> round(br.measures.ordinal_segregation(mix, function="variation"), 6)
    0.5
    """
    check_choice("function", function, VARIATIONS)
    counts, vary = composition.counts, VARIATIONS[function]
    people = counts.sum(axis=-1)
    whole = vary(below(composition.sizes)).sum(axis=-1) * people.sum(axis=-1)
    each = vary(below(counts)).sum(axis=-1) * people
    inside = np.where(people > 0, each, 0.0).sum(axis=-1)
    return np.asarray(np.clip(1 - inside / whole, 0, 1))  # clips rounding only


def _at_thresholds(counts: Floats) -> tuple[Floats, Floats]:
    """Return the share of people below each threshold, and H of below against above.

    A threshold with nobody on one side takes the H of the nearest that has people on both.
    """
    people = counts.sum(axis=-1, keepdims=True)
    shares = below(counts.sum(axis=-2))
    entropy = binary_entropy(shares)
    inside = np.where(people > 0, people * binary_entropy(below(counts)), 0.0).sum(axis=-2)
    inside = inside / people.sum(axis=-2)
    splits = (shares > 0) & (shares < 1)
    h = np.where(splits, 1 - inside / np.where(splits, entropy, 1.0), np.nan)
    for k in range(1, h.shape[-1]):
        h[..., k] = np.where(np.isnan(h[..., k]), h[..., k - 1], h[..., k])
    for k in range(h.shape[-1] - 2, -1, -1):
        h[..., k] = np.where(np.isnan(h[..., k]), h[..., k + 1], h[..., k])
    return shares, h


def _thresholds(shares: Floats) -> Any:
    """Say which thresholds split the people, each place once."""
    before = np.concatenate([np.zeros_like(shares[..., :1]), shares[..., :-1]], axis=-1)
    return (shares > before) & (shares < 1)


def _entropy_below(p: Floats) -> tuple[Floats, Floats]:
    """Integrate e(x) and x e(x) from 0 to p, with e the entropy of a share in nats."""

    def a(x: Floats) -> Floats:
        return np.asarray(x**2 / 4 - x * x_log_x(x) / 2)

    def b(x: Floats) -> Floats:
        return np.asarray(x**3 / 9 - x**2 * x_log_x(x) / 3)

    q = 1 - p
    return a(p) + 1 / 4 - a(q), b(p) + 5 / 36 - a(q) + b(q)


def _linear(shares: Floats, h: Floats) -> Floats:
    """Integrate H, linear between thresholds and level outside them, with weights e / (1/2)."""
    zero, one = np.zeros_like(shares[..., :1]), np.ones_like(shares[..., :1])
    at = np.concatenate([zero, shares, one], axis=-1)
    h = np.concatenate([h[..., :1], h, h[..., -1:]], axis=-1)
    width = np.diff(at, axis=-1)
    slope = np.diff(h, axis=-1) / np.where(width > 0, width, 1.0)
    plain, times = (np.diff(part, axis=-1) for part in _entropy_below(at))
    return np.asarray(2 * (h[..., :-1] * plain + slope * (times - at[..., :-1] * plain)).sum(-1))


def _polynomial(shares: Floats, h: Floats, order: int) -> Floats:
    """Integrate a polynomial through H, fitted with weights E^2, with weights e / (1/2)."""
    powers = np.arange(order + 1)
    weight = np.where(_thresholds(shares), binary_entropy(shares), 0.0)
    seen = weight > 0
    design = np.where(seen, shares, 0.0)[..., np.newaxis] ** powers * weight[..., np.newaxis]
    target = (np.where(seen, h, 0.0) * weight)[..., np.newaxis]
    design, target = np.nan_to_num(design), np.nan_to_num(target)
    fitted = (np.linalg.pinv(design) @ target)[..., 0]
    return np.asarray(fitted @ [_moment(m) for m in range(order + 1)])


def _moment(m: int) -> float:
    """Integrate x^m e(x) over 0 to 1, times two."""
    from math import comb

    return 2 / (m + 2) ** 2 + 2 * sum((-1) ** j * comb(m, j) / (j + 2) ** 2 for j in range(m + 1))


def _check_polynomial(order: int | None) -> None:
    """Raise OptionError unless `order` is that of a polynomial, or left out."""
    if order is None or (isinstance(order, int) and not isinstance(order, bool) and order >= 0):
        return
    raise OptionError(f"`order` must be None or a whole number from 0, not {order!r}.")


def _rank_order(composition: Composition, order: int | None) -> Floats:
    shares, h = _at_thresholds(composition.counts)
    if shares.shape[-1] == 0:
        return np.full(shares.shape[:-1], np.nan)
    return _linear(shares, h) if order is None else _polynomial(shares, h, order)


def _enough_thresholds(composition: Composition, options: Options) -> Any:
    order = options.get("order")
    return order is None or _thresholds(below(composition.sizes)).sum(axis=-1) > order


def _fits(composition: Composition, options: Options) -> Any:
    order = options.get("order")
    if order is None:
        return True
    value = _rank_order(composition, order)
    return np.isnan(value) | ((value > -1e-9) & (value < 1 + 1e-9))


ENOUGH_THRESHOLDS = Condition(
    name="enough_thresholds",
    reason="there are too few groups with people for a polynomial of this order",
    reason_nl="er zijn te weinig groepen met mensen voor een veelterm van deze orde",
    holds=_enough_thresholds,
)
FITS = Condition(
    name="fits",
    reason="the fitted polynomial leaves the range from 0 to 1: take a lower order, or none",
    reason_nl="de aangepaste veelterm verlaat het bereik van 0 tot 1: neem een lagere orde, of geen",
    holds=_fits,
)


@measure(
    label="Rank-order information theory index",
    label_nl="Rangorde-informatie-index",
    formula=r"H^R = 2 \ln 2 \int_0^1 E(p) H(p) \, dp",
    range=(0, 1),
    higher_means="segregation",
    needs=(SOMEBODY, TWO_GROUPS, TWO_UNITS, ENOUGH_THRESHOLDS, FITS),
    source="reardon2011",
    aliases=("rank_order_information_theory_index", "income_segregation"),
)
def rank_order_segregation(composition: Composition, *, order: int | None = None) -> float | Floats:
    """Segregation of people below and above each percentile of rank, over all percentiles.

    H of below against above is known at the thresholds between the groups. In between it is taken
    as linear, and outside them as level; or a polynomial is fitted. Percentiles count by their
    entropy E(p), most in the middle. Groups are taken in the order of the composition.

    Parameters
    ----------
    composition : Composition
        People by unit and ordered group (income brackets), of shape (..., U, K).
    order : int, optional
        Order of the polynomial that is fitted to H at the thresholds with weights E(p)^2, as in the
        literature (often 4, for some fifteen brackets). No polynomial, if left out.

    Returns
    -------
    float or array of shape (...)
        0 where every unit has the same mix; 1 where no unit has people of two groups. NaN where
        only one group, or only one unit, has people; with `order` also where there are not more
        thresholds than the order, or the polynomial leaves the range.

    Raises
    ------
    OptionError
        `order` is not a whole number from 0.

    Notes
    -----
    Unlike `ordinal_segregation` it hardly depends on where the brackets are cut. Two groups give
    `theil_h`. Over small units it lies above 0 by chance alone.

    References
    ----------
    Reardon and Bischoff (2011), "Income inequality and income segregation".

    Examples
    --------
    Three equal groups, two low and one middle in one unit, one middle and two high in the other:
    both thresholds have the same H, 1 - E(2/3)/2 / E(2/3) = 1/2.

    >>> import bridging as br
    >>> mix = br.Composition([[2, 1, 0], [0, 1, 2]], groups=["low", "middle", "high"])
    >>> round(br.measures.rank_order_segregation(mix), 6)
    0.5
    """
    _check_polynomial(order)
    return np.asarray(np.clip(_rank_order(composition, order), 0, 1))
