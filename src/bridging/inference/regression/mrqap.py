"""Regression of a network on other networks, tested by exchanging people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError, OptionError, check_choice
from bridging.inference.pvalues import monte_carlo_p
from bridging.structures.arrays import Floats, Ints

MODELS = ("linear", "logit")
CELLS_AT_ONCE = 2_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Mrqap:
    """Coefficients of a network regression, and p-values from exchanging people.

    `terms` begins with the intercept, which has no test (NaN). `statistic` is t; with
    ``model="logit"`` it is the root of the score statistic, with the sign of the coefficient.
    """

    terms: tuple[str, ...]
    estimate: Floats
    statistic: Floats
    p_value: Floats
    p_greater: Floats
    p_less: Floats
    r_squared: float
    n_people: int
    n_cells: int
    n_resamples: int
    method: str


def mrqap(
    outcome: npt.ArrayLike,
    predictors: Mapping[str, npt.ArrayLike],
    *,
    model: str = "linear",
    directed: bool = True,
    strata: Any = None,
    n_resamples: int = 4999,
    seed: int = 0,
) -> Mrqap:
    """Regress a network on others, with double semi-partialling (Dekker et al. 2007).

    For each predictor the part that the others do not explain is taken; its people are exchanged
    (rows and columns together), and the statistic of the observed order is compared with those of
    the exchanged ones. No model is fitted again: with the others projected out once, each exchange
    costs one product.

    Parameters
    ----------
    outcome : array of float, shape (N, N)
        Ties between people; the diagonal is not used.
    predictors : mapping of str to array of float, shape (N, N)
    model : {"linear", "logit"}
        With ``logit`` the outcome is 0 or 1, and the score statistic of adding the predictor to the
        others is compared.
    directed : bool, default True
        False takes each pair once; all networks must then be symmetric.
    strata : array, shape (N,), optional
        People are exchanged only with others of the same stratum (site, wave).
    n_resamples : int
        Exchanges per predictor.
    seed : int

    Returns
    -------
    Mrqap
        `p_value` compares sizes whatever the sign, as other programs do: (1 + b) / (1 + m) with b
        of m statistics at least as far from 0; `p_greater` and `p_less` are one-sided.

    Raises
    ------
    DataError
        Networks of different size, missing cells, predictors that follow from each other, or a
        logit without a finite fit.
    OptionError
        An unknown model or a number of resamples that can't be.

    Warnings
    --------
    It is for comparison with other studies. Exchanging people is right where they are exchangeable:
    not where groups attend different sessions or differ in how much they talk (a true null of no
    choice is then rejected nearly always, see `bridging.nulls`), and its p-values do not mend the
    dependence that the model leaves out (Hart et al. 2022). For who meets whom, given who was
    present, use `bridging.analyses.pair_logit`.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), "Sensitivity of MRQAP tests to collinearity and
    autocorrelation conditions"; Hart, Weiss, Brent & Franks (2022), "Common permutation methods in
    animal social network analysis do not control for non-independence".

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(9, 9))
    >>> found = mrqap(2 + 3 * x + rng.normal(size=(9, 9)), {"x": x}, n_resamples=99)
    >>> found.terms, round(float(found.p_value[1]), 3)
    (('intercept', 'x'), 0.02)
    """
    check_choice("model", model, MODELS)
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, int) or n_resamples < 1:
        raise OptionError(f"`n_resamples` must be a whole number from 1, not {n_resamples!r}.")
    tie = _network("outcome", outcome, None)
    n = len(tie)
    networks = [_network(f"predictors[{name!r}]", x, n) for name, x in predictors.items()]
    if not networks:
        raise DataError("`predictors` must have at least one network, and has none.")
    if not directed:
        _check_symmetric({"outcome": tie, **dict(zip(predictors, networks, strict=True))})
    rows, columns = np.nonzero(~np.eye(n, dtype=bool)) if directed else np.tril_indices(n, -1)
    y = tie[rows, columns]
    design = np.column_stack([np.ones(len(rows)), *(x[rows, columns] for x in networks)])
    _check_cells(y, design, model)
    code = _strata(strata, n)
    fit = _logit_start(y, design) if model == "logit" else _linear_start(y, design)
    statistics, sizes, greater, less = [], [], [], []
    # every predictor sees the same exchanges
    for k in range(1, design.shape[1]):
        observed, draws = _exchanged(
            y, design, k, (rows, columns, n), code, model, n_resamples, seed
        )
        statistics.append(observed)
        sizes.append(monte_carlo_p(abs(observed), np.abs(draws), "greater"))
        greater.append(monte_carlo_p(observed, draws, "greater"))
        less.append(monte_carlo_p(observed, draws, "less"))
    nan = float("nan")
    return Mrqap(
        terms=("intercept", *predictors),
        estimate=fit[0],
        statistic=np.array([nan, *statistics]),
        p_value=np.array([nan, *sizes]),
        p_greater=np.array([nan, *greater]),
        p_less=np.array([nan, *less]),
        r_squared=fit[1],
        n_people=n,
        n_cells=len(y),
        n_resamples=n_resamples,
        method=f"{model} network regression, double semi-partialling with {n_resamples} exchanges "
        + ("of people" if strata is None else "of people within strata"),
    )


def _network(name: str, values: npt.ArrayLike, n: int | None) -> Floats:
    table = np.array(values, dtype=float)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or n not in (None, len(table)):
        size = "square" if n is None else f"of {n} by {n}, as the outcome"
        raise DataError(f"`{name}` must be {size}, not of shape {table.shape}.")
    np.fill_diagonal(table, 0.0)
    if not np.isfinite(table).all():
        missing = int((~np.isfinite(table)).sum())
        raise DataError(
            f"`{name}` must be known in every cell off the diagonal, and {missing} are not. "
            "Leave out people with unknown ties."
        )
    return table


def _check_symmetric(networks: dict[str, Floats]) -> None:
    for name, table in networks.items():
        if not np.allclose(table, table.T):
            raise DataError(
                f"Every network must be symmetric with directed=False, and {name!r} is not."
            )


def _check_cells(y: Floats, design: Floats, model: str) -> None:
    if model == "logit" and not np.isin(y, (0.0, 1.0)).all():
        raise DataError("`outcome` must be 0 or 1 in every cell with model='logit'.")
    if len(y) <= design.shape[1]:
        raise DataError(
            f"`outcome` must have more cells than terms, not {len(y)} for {design.shape[1]}."
        )
    size = np.sqrt((design**2).sum(axis=0))
    if (size == 0).any() or np.linalg.matrix_rank(design / size) < design.shape[1]:
        raise DataError(
            "`predictors` must not follow from each other or be the same in every cell. "
            "Leave some out."
        )


def _strata(strata: Any, n: int) -> Ints:
    if strata is None:
        return np.zeros(n, dtype=np.int64)
    values = list(strata)
    if len(values) != n:
        raise DataError(f"`strata` must have one value for each of {n} people, not {len(values)}.")
    names = {value: i for i, value in enumerate(dict.fromkeys(values))}
    return np.array([names[value] for value in values], dtype=np.int64)


def _linear_start(y: Floats, design: Floats) -> tuple[Floats, float]:
    estimate = np.asarray(np.linalg.lstsq(design, y, rcond=None)[0], dtype=float)
    around = y - y.mean()
    total = around @ around
    if total <= 0:
        raise DataError("`outcome` must differ between cells, and is the same in all.")
    rest = y - design @ estimate
    return estimate, float(1 - rest @ rest / total)


def _logit_start(y: Floats, design: Floats) -> tuple[Floats, float]:
    """Fit the logit; its R² is McFadden's."""
    from bridging.inference.regression.logit import MAXIMUM, fit_logit
    from bridging.inference.regression.separation import separating
    from bridging.inference.regression.terms import Terms

    if y.min() == y.max() or separating(y, design):
        raise DataError(
            "`outcome` must not be told without error from the predictors, and it is: the logit has "
            "no finite fit. Leave out the predictor that tells it."
        )
    names = tuple(f"x{k}" for k in range(design.shape[1]))
    fit = fit_logit(y, Terms(names=names, values=design))
    if fit.method != MAXIMUM:
        raise DataError("The logit must have a top, and none was found. Leave out a predictor.")
    share = y.mean()
    alone = len(y) * (share * np.log(share) + (1 - share) * np.log(1 - share))
    return fit.estimate, float(1 - fit.log_likelihood / alone)


def _exchanged(
    y: Floats,
    design: Floats,
    k: int,
    cells: tuple[Ints, Ints, int],
    code: Ints,
    model: str,
    n_resamples: int,
    seed: int,
) -> tuple[float, Floats]:
    """Return the statistic of a predictor, and those with people exchanged."""
    rows, columns, n = cells
    others = np.delete(design, k, axis=1)
    basis, _ = np.linalg.qr(others)
    alone = design[:, k] - basis @ (basis.T @ design[:, k])
    table = np.zeros((n, n))
    table[rows, columns] = alone
    if len(rows) == n * (n - 1) // 2:
        table += table.T
    statistic = _linear_t(y, basis) if model == "linear" else _score_root(y, others)
    rng = np.random.default_rng(seed)
    block = max(1, CELLS_AT_ONCE // len(rows))
    draws = []
    for begin in range(0, n_resamples, block):
        order = _exchanges(rng, code, min(block, n_resamples - begin))
        draws.append(statistic(table.ravel()[order[:, rows] * n + order[:, columns]]))
    return float(statistic(alone[np.newaxis])[0]), np.concatenate(draws)


def _exchanges(rng: np.random.Generator, code: Ints, count: int) -> Ints:
    """Return orders of the people in which everybody takes a place of her own stratum."""
    place = np.argsort(code, kind="stable")
    shuffled = np.argsort(code + rng.random((count, len(code))), axis=1)
    order = np.empty_like(shuffled)
    order[:, place] = shuffled
    return order


def _linear_t(y: Floats, basis: Floats) -> Any:
    """Return a function that gives t of a predictor beside the others, for each row of values."""
    rest = y - basis @ (basis.T @ y)
    total = rest @ rest
    degrees = len(y) - basis.shape[1] - 1

    def statistic(values: Floats) -> Floats:
        own = np.einsum("bc,bc->b", values, values) - ((values @ basis) ** 2).sum(axis=1)
        with_y = values @ rest
        return np.asarray(with_y / np.sqrt(own) / np.sqrt((total - with_y**2 / own) / degrees))

    return statistic


def _score_root(y: Floats, others: Floats) -> Any:
    """Return a function that gives the root of Rao's score statistic of adding a predictor."""
    from bridging.inference.regression.logit import fit_logit
    from bridging.inference.regression.terms import Terms

    names = tuple(f"x{k}" for k in range(others.shape[1]))
    without = fit_logit(y, Terms(names=names, values=others))
    chance = 1 / (1 + np.exp(-others @ without.estimate))
    weight = chance * (1 - chance)
    # weighted by the root of the variance, the others can be projected out as in a linear model
    root = np.sqrt(weight)
    basis, _ = np.linalg.qr(others * root[:, np.newaxis])
    rest = (y - chance) / root

    def statistic(values: Floats) -> Floats:
        scaled = values * root
        own = np.einsum("bc,bc->b", scaled, scaled) - ((scaled @ basis) ** 2).sum(axis=1)
        return np.asarray(scaled @ rest / np.sqrt(own))

    return statistic
