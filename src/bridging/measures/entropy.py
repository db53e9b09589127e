"""Entropy and the effective number of groups, and how they split over units."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import OptionError, check_choice
from bridging.measures import _information
from bridging.measures._tables import each_place, why_undefined
from bridging.measures.conditions import SOMEBODY, WHOLE_NUMBERS, Options
from bridging.measures.record import Condition, measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats

CORRECTIONS = (None, "miller_madow", "chao_shen", "grassberger")
BASES = ("e", 2)
WEIGHTS = ("people", "equal")


def _whole_if_needed(composition: Composition, options: Options) -> Any:
    if options.get("correction") in (None, "miller_madow"):
        return True
    return WHOLE_NUMBERS.holds(composition, options)


def _some_group_seen_twice(composition: Composition, options: Options) -> Any:
    return options.get("correction") != "chao_shen" or (composition.sizes > 1).any(axis=-1)


WHOLE_IF_NEEDED = Condition(
    name="whole_if_needed",
    reason=WHOLE_NUMBERS.reason,
    reason_nl=WHOLE_NUMBERS.reason_nl,
    holds=_whole_if_needed,
)
SOME_GROUP_SEEN_TWICE = Condition(
    name="some_group_seen_twice",
    reason="no group has more than one person, so its coverage can't be estimated",
    reason_nl="geen groep telt meer dan één persoon, dus de dekking is niet te schatten",
    holds=_some_group_seen_twice,
)


def _miller_madow(sizes: Floats) -> Floats:
    """Add (groups seen - 1) / 2n to the entropy."""
    seen = (sizes > 0).sum(axis=-1)
    return np.asarray(_information.entropy(sizes) + (seen - 1) / (2 * sizes.sum(axis=-1)))


def _chao_shen(sizes: Floats) -> Floats:
    """Weigh the groups seen by their chance to be seen, with shares shrunk by the coverage."""
    people = sizes.sum(axis=-1, keepdims=True)
    coverage = 1 - (sizes == 1).sum(axis=-1, keepdims=True) / people
    share = coverage * sizes / people
    seen = 1 - (1 - share) ** people
    terms = np.divide(_information.x_log_x(share), seen, out=np.zeros(share.shape), where=share > 0)
    return np.asarray(-terms.sum(axis=-1))


def _grassberger(sizes: Floats) -> Floats:
    """Compute ln n - sum n_g G(n_g) / n; never below 0."""
    from scipy.special import digamma

    people = sizes.sum(axis=-1)
    n = np.maximum(sizes, 1.0)
    sign = np.where(n % 2 == 0, 1.0, -1.0)
    g = digamma(n) + sign * (digamma((n + 1) / 2) - digamma(n / 2)) / 2
    return np.asarray(np.maximum(np.log(people) - (sizes * g).sum(axis=-1) / people, 0))


@measure(
    label="Shannon entropy",
    label_nl="Shannon-entropie",
    formula=r"-\sum_g p_g \ln p_g",
    range=(0, np.inf),
    higher_means="diversity",
    needs=(SOMEBODY, WHOLE_IF_NEEDED, SOME_GROUP_SEEN_TWICE),
    source="shannon1948",
    aliases=("entropy", "teachman"),
)
def shannon_entropy(
    composition: Composition, *, correction: str | None = None, base: str | int = "e"
) -> float | Floats:
    """Entropy of the groups: how uncertain the group of a person drawn at random is.

    The units are summed to one set of people; ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).
    correction : {None, "miller_madow", "chao_shen", "grassberger"}
        Correction for few people. The entropy of a sample of n people lies about (K - 1) / 2n below
        that of where they come from; Miller and Madow add this for the groups seen, Chao and Shen
        estimate the groups not seen, Grassberger (2003) corrects the logarithms.
    base : {"e", 2}
        Unit: nats or bits.

    Returns
    -------
    float or array of shape (...)
        0 where all people are of one group; ln K (log2 K) where all K groups are equally large,
        which corrections can exceed. Grassberger's estimate is put at 0 where it falls below. NaN
        where there is nobody; with Chao-Shen also where no group has more than one person; with
        Chao-Shen and Grassberger where counts are not whole numbers.

    Raises
    ------
    OptionError
        An unknown `correction` or `base`.

    Notes
    -----
    Grassberger's correction is made for many groups. With two or three it goes about 1 / 2n too
    far; that of Miller and Madow is then the better one.

    References
    ----------
    Shannon (1948), "A mathematical theory of communication"; Teachman (1980), "Analysis of
    population diversity". Corrections: Miller (1955), "Note on the bias of information estimates";
    Chao and Shen (2003), "Nonparametric estimation of Shannon's index of diversity when there are
    unseen species in sample"; Grassberger (2003), "Entropy estimates from insufficient samplings".

    Examples
    --------
    25 people of one group and 75 of another: -(1/4 ln 1/4 + 3/4 ln 3/4).

    >>> import bridging as br
    >>> round(br.measures.shannon_entropy(br.Composition([25, 75])), 6)
    0.562335
    >>> br.measures.shannon_entropy(br.Composition([2, 2]), base=2)
    1.0
    """
    check_choice("correction", correction, CORRECTIONS)
    check_choice("base", base, BASES)
    estimators = {
        None: _information.entropy,
        "miller_madow": _miller_madow,
        "chao_shen": _chao_shen,
        "grassberger": _grassberger,
    }
    nats = estimators[correction](composition.sizes)
    return nats if base == "e" else np.asarray(nats / np.log(2))


def _check_order(q: Any) -> None:
    """Raise OptionError unless `q` is an order of diversity."""
    number = isinstance(q, (int, float, np.integer, np.floating)) and not isinstance(q, bool)
    if not number or not q >= 0:
        raise OptionError(f"`q` must be a number from 0, not {q!r}.")


def _hill(shares: Floats, q: float) -> Floats:
    """Hill number of order q of the last axis."""
    if q == 0:
        return np.asarray((shares > 0).sum(axis=-1, dtype=float))
    if q == 1:
        return np.asarray(np.exp(-_information.x_log_x(shares).sum(axis=-1)))
    if np.isinf(q):
        return np.asarray(1 / shares.max(axis=-1))
    most = shares.max(axis=-1)
    if abs(q - 1) < 0.5:
        # sum p^q = 1 + sum p (p^(q - 1) - 1), exact near q = 1
        logs = np.log(np.where(shares > 0, shares, 1.0))
        power = np.log1p((shares * np.expm1((q - 1) * logs)).sum(axis=-1))
    else:
        # relative to the largest share, whose power neither under- nor overflows
        relative = shares / most[..., np.newaxis]
        powers = np.where(shares > 0, relative**q, 0.0)
        power = np.log(powers.sum(axis=-1)) + q * np.log(most)
    return np.asarray(np.exp(power / (1 - q)))


@measure(
    label="Hill number",
    label_nl="Hill-getal",
    formula=r"{}^{q}D = \left(\sum_g p_g^q\right)^{1/(1-q)}",
    range=(1, np.inf),
    higher_means="diversity",
    needs=(SOMEBODY,),
    source="hill1973",
    aliases=("hill", "diversity_of_order"),
)
def hill_number(composition: Composition, *, q: float = 1.0) -> float | Floats:
    """Number of equally large groups that would be as diverse.

    The units are summed to one set of people; ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).
    q : float
        Order, from 0: how little rare groups count. 0 counts the groups (`richness`), 1 is the
        exponential of the Shannon entropy (`effective_groups`), 2 the inverse of the chance that
        two draws with replacement agree, infinity the inverse of the largest share.

    Returns
    -------
    float or array of shape (...)
        1 where all people are of one group; K where all K groups are equally large. NaN where there
        is nobody.

    Raises
    ------
    OptionError
        `q` is negative or no number.

    References
    ----------
    Hill (1973), "Diversity and evenness: a unifying notation and its consequences"; Jost (2006),
    "Entropy and diversity".

    Examples
    --------
    Three people of one group and one of another: 1 / (9/16 + 1/16).

    >>> import bridging as br
    >>> round(br.measures.hill_number(br.Composition([3, 1]), q=2), 6)
    1.6
    """
    _check_order(q)
    sizes = composition.sizes
    return _hill(np.asarray(sizes / sizes.sum(axis=-1, keepdims=True)), float(q))


@measure(
    label="Effective number of groups",
    label_nl="Effectief aantal groepen",
    formula=r"\exp\left(-\sum_g p_g \ln p_g\right)",
    range=(1, np.inf),
    higher_means="diversity",
    needs=(SOMEBODY,),
    source="jost2006",
    aliases=("perplexity", "true_diversity"),
)
def effective_groups(composition: Composition) -> float | Floats:
    """Number of equally large groups that would have the same Shannon entropy.

    It is the Hill number of order 1. The units are summed to one set of people;
    ``composition.by_unit()`` gives a value per unit.

    Parameters
    ----------
    composition : Composition
        People of each group, of shape (..., U, K).

    Returns
    -------
    float or array of shape (...)
        1 where all people are of one group; K where all K groups are equally large. NaN where there
        is nobody.

    References
    ----------
    Jost (2006), "Entropy and diversity".

    Examples
    --------
    Half of the people in one group, a quarter in each of two: exp(3/2 ln 2) = 2 sqrt 2.

    >>> import bridging as br
    >>> round(br.measures.effective_groups(br.Composition([2, 1, 1])), 6)
    2.828427
    """
    return np.asarray(np.exp(_information.entropy(composition.sizes)))


def _equally_weighted(composition: Composition, options: Mapping[str, Any]) -> Any:
    """Say whether alpha exists: order 0 or 1, equal weights, or units of the same size."""
    people = composition.counts.sum(axis=-1)
    same = people[people > 0].max(initial=0) == people[people > 0].min(initial=np.inf)
    return options.get("q", 1) in (0, 1) or options.get("weights") == "equal" or bool(same)


EQUALLY_WEIGHTED = Condition(
    name="equally_weighted",
    reason="units of unequal weight have no partition of this order: use q=1 or weights='equal'",
    reason_nl="eenheden met ongelijk gewicht hebben geen opdeling van deze orde: "
    "neem q=1 of weights='equal'",
    holds=_equally_weighted,
)


@measure(
    label="Partition of diversity",
    label_nl="Opdeling van diversiteit",
    formula=r"{}^{q}D_\gamma = {}^{q}D_\alpha \cdot {}^{q}D_\beta",
    range=(1, np.inf),
    higher_means="diversity",
    needs=(SOMEBODY, EQUALLY_WEIGHTED),
    gives="table",
    source="jost2007",
    aliases=("alpha_beta_gamma",),
)
def diversity_partition(
    composition: Composition, *, q: float | Iterable[float] = 1.0, weights: str = "people"
) -> pd.DataFrame:
    """Split the diversity of all people into that within units and that between them.

    Parameters
    ----------
    composition : Composition
        People by unit and group, of shape (..., U, K). Empty units do not count.
    q : float or several
        Orders of diversity, from 0; see `hill_number`.
    weights : {"people", "equal"}
        Whether a unit weighs as many people as it has, or units weigh the same: gamma is then the
        diversity of the mean of their shares. With order 0 alpha is the plain mean of the units'
        numbers of groups, whatever their weights.

    Returns
    -------
    DataFrame
        One row per order (and per place of a stack) with the columns ``q``, ``weights``, ``alpha``
        (effective groups within units), ``beta`` (effective number of different units, from 1 to
        the number of units), ``gamma`` (effective groups in all) and ``undefined`` (why there is
        no value). gamma = alpha * beta. For orders other than 0 and 1 and units of unequal weight
        alpha could exceed gamma: there is no value.

    Raises
    ------
    OptionError
        An order that is negative or no number, or infinite; unknown `weights`.

    Notes
    -----
    With order 1 and weights of people, ln beta is the mutual information of units and groups.

    References
    ----------
    Jost (2007), "Partitioning diversity into independent alpha and beta components".

    Examples
    --------
    Two units with one group each: one group within each, two in all, so two different units.

    >>> import bridging as br
    >>> table = br.measures.diversity_partition(br.Composition([[4, 0], [0, 4]]))
    >>> table[["q", "alpha", "beta", "gamma"]].to_numpy().tolist()
    [[1.0, 1.0, 2.0, 2.0]]
    """
    check_choice("weights", weights, WEIGHTS)
    orders = list(q) if isinstance(q, Iterable) else [q]
    for order in orders:
        _check_order(order)
        if np.isinf(order):
            raise OptionError("`q` must be finite for a partition, not infinite.")
    rows = []
    for place, one in each_place(composition):
        for order in orders:
            options = {"q": order, "weights": weights}
            reason = why_undefined((SOMEBODY, EQUALLY_WEIGHTED), one, options)
            alpha, gamma = (np.nan, np.nan) if reason else _alpha_gamma(one.counts, order, weights)
            rows.append(
                {
                    **place,
                    "q": float(order),
                    "weights": weights,
                    "alpha": alpha,
                    "beta": gamma / alpha,
                    "gamma": gamma,
                    "undefined": reason,
                }
            )
    return pd.DataFrame(rows)


def _alpha_gamma(counts: Floats, q: float, weights: str) -> tuple[float, float]:
    """Return the diversity within the units of one composition, and of all."""
    people = counts.sum(axis=-1)
    counts, people = counts[people > 0], people[people > 0]
    shares = counts / people[:, np.newaxis]
    weight = people / people.sum() if weights == "people" else np.full(len(people), 1 / len(people))
    gamma = float(_hill(np.asarray(weight @ shares), q))
    if q == 1:
        return float(np.exp(-weight @ _information.x_log_x(shares).sum(axis=-1))), gamma
    # the mean of the sums of p^q, as a Hill number: units weigh the same, or q is 0
    sums = _hill(shares, q) ** (1 - q)
    return float(sums.mean() ** (1 / (1 - q))), gamma
