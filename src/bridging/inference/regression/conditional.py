"""Conditional logit: which of those at hand were chosen, however many were."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import DataError, OptionError
from bridging.inference.regression.choice_sets import ChoiceSets, Sums, choice_sums
from bridging.inference.regression.parts import ScoreParts
from bridging.structures.arrays import Floats, Ints

MOST_STEPS = 100
NEAR = 1e-10
FLAT = 1e-6  # information left of what there was without effects: below, there is no top

SEPARATED = "who was chosen can be told without error from the terms, so that an odds ratio is 0 or infinite"
SEPARATED_NL = (
    "uit de termen volgt zonder fout wie gekozen werd, zodat een odds ratio 0 of oneindig is"
)
NO_CHOICE = "there is no set in which some were chosen and others were not"
NO_CHOICE_NL = "er is geen keuzeset waarin sommigen wel en anderen niet gekozen werden"


@dataclass(frozen=True, kw_only=True, eq=False)
class ConditionalFit:
    """A conditional logit.

    `estimate` and `covariance` (as if sets were independent) are NaN where `undefined` says why.
    `n_sets` counts the sets that say something: some were chosen, and others not. `parts` is for
    `dyadic_covariance`.
    """

    names: tuple[str, ...]
    estimate: Floats
    covariance: Floats
    log_likelihood: float
    n_sets: int
    n_chosen: int
    method: str = "conditional maximum likelihood"
    undefined: str = ""
    undefined_nl: str = ""
    parts: Any = None


def conditional_logit(
    choice_set: Ints, chosen: npt.ArrayLike, design: Floats, *, names: tuple[str, ...] = ()
) -> ConditionalFit:
    """Fit which rows of each set were chosen, given how many were.

    With one chosen in each set it is McFadden's model of choice: the chance of an alternative is
    ``exp(x b)`` over the sum of that over the set. With several it is the exact likelihood of that
    subset among all subsets of its size: what is common to a set (a lively session, a talkative
    person) drops out, however many sets there are.

    Parameters
    ----------
    choice_set : array of int, shape (R,)
        The set of each row.
    chosen : array of bool, shape (R,)
    design : array of float, shape (R, k)
        What describes each alternative. A column that is the same throughout each set can't be fitted.
    names : tuple of str, optional

    Returns
    -------
    ConditionalFit
        Its scores by row let rows of any set correlate in `dyadic_covariance`.

    Raises
    ------
    DataError
        Arrays that do not match, numbers that are missing, or columns that follow from each other
        within the sets.

    References
    ----------
    McFadden (1974), "Conditional logit analysis of qualitative choice behavior"; Gail, Lubin &
    Rubinstein (1981), "Likelihood calculations for matched case-control studies and survival
    studies with tied death times".

    Examples
    --------
    Three sets of one same and one other; the same was chosen in two of them: odds of 2.

    >>> import numpy as np
    >>> fit = conditional_logit(
    ...     np.array([0, 0, 1, 1, 2, 2]), [1, 0, 1, 0, 0, 1], np.array([[1.0], [0], [1], [0], [1], [0]])
    ... )
    >>> round(float(np.exp(fit.estimate[0])), 6)
    2.0
    """
    choice_set = np.asarray(choice_set)
    picked = np.asarray(chosen, dtype=float)
    values = np.asarray(design, dtype=float)
    names = names or tuple(f"x{k + 1}" for k in range(values.shape[1] if values.ndim == 2 else 0))
    _check(choice_set, picked, values, names)
    sets = ChoiceSets.of(choice_set, picked, values)
    if not sets.n_sets:
        return _none(names, sets, NO_CHOICE, NO_CHOICE_NL)
    start = choice_sums(sets, np.zeros(len(names)))
    size = np.sqrt(np.maximum(np.diag(start.information), 0.0))
    if (size == 0).any() or np.linalg.cond(start.information / np.outer(size, size)) > 1e12:
        raise DataError(
            "`design` must have columns that differ within the sets and do not follow from each "
            f"other, and these do not: {', '.join(names)}. Leave some out."
        )
    estimate, found = _climb(sets, start)
    left = np.linalg.eigvalsh(found.information / np.outer(size, size)).min() if found.done else 0
    whole = np.linalg.eigvalsh(start.information / np.outer(size, size)).min()
    if left < FLAT * whole:
        return _none(names, sets, SEPARATED, SEPARATED_NL)
    covariance = np.asarray(np.linalg.inv(found.information), dtype=float)
    return ConditionalFit(
        names=names,
        estimate=estimate,
        covariance=covariance,
        log_likelihood=found.log_likelihood,
        n_sets=sets.n_sets,
        n_chosen=sets.n_chosen,
        parts=_parts(names, estimate, covariance, sets, len(picked)),
    )


def _check(choice_set: Any, picked: Floats, design: Floats, names: tuple[str, ...]) -> None:
    if design.ndim != 2 or not len(choice_set) == len(picked) == len(design):
        raise DataError(
            "`choice_set`, `chosen` and `design` must have the same rows, not "
            f"{len(choice_set)}, {len(picked)} and {design.shape}."
        )
    if len(names) != design.shape[1] or not names:
        raise OptionError(
            f"`names` must name each of {design.shape[1]} columns, not {len(names)} of them."
        )
    if not np.isin(picked, (0.0, 1.0)).all():
        raise DataError("`chosen` must be 1 (chosen) or 0 (not) in every row.")
    if not np.isfinite(design).all():
        raise DataError(
            "`design` must hold finite numbers, and "
            f"{int((~np.isfinite(design)).any(axis=1).sum())} rows have others. Unknown is neither "
            "the same nor another: leave these rows out, or give unknown a column of its own."
        )


def _climb(sets: ChoiceSets, start: Sums) -> tuple[Floats, "_Top"]:
    """Go uphill by Newton's steps, halved where they overshoot."""
    estimate, current = np.zeros(len(start.gradient)), start
    for _ in range(MOST_STEPS):
        try:
            step = np.asarray(np.linalg.solve(current.information, current.gradient), dtype=float)
        except np.linalg.LinAlgError:
            break
        if not np.isfinite(step).all():
            break
        if step @ current.gradient < NEAR * 1e-4 and np.abs(step).max() < 1e-6:
            return estimate, _Top.of(current, done=True)
        for tried in _halves(step):
            after = choice_sums(sets, estimate + tried)
            if after.log_likelihood >= current.log_likelihood - 1e-12:
                break
        estimate, current = estimate + tried, after
    return estimate, _Top.of(current, done=False)


def _halves(step: Floats) -> Iterator[Floats]:
    for power in range(30):
        yield step / 2**power


@dataclass(frozen=True, kw_only=True)
class _Top:
    log_likelihood: float
    information: Floats
    done: bool

    @classmethod
    def of(cls, sums: Sums, *, done: bool) -> "_Top":
        return cls(log_likelihood=sums.log_likelihood, information=sums.information, done=done)


def _none(names: tuple[str, ...], sets: ChoiceSets, reason: str, reason_nl: str) -> ConditionalFit:
    k = len(names)
    return ConditionalFit(
        names=names,
        estimate=np.full(k, np.nan),
        covariance=np.full((k, k), np.nan),
        log_likelihood=float("nan"),
        n_sets=sets.n_sets,
        n_chosen=sets.n_chosen,
        undefined=reason,
        undefined_nl=reason_nl,
    )


def _parts(
    names: tuple[str, ...], estimate: Floats, covariance: Floats, sets: ChoiceSets, n_rows: int
) -> ScoreParts:
    """Return scores by row, each row against the mean of its set.

    The information of a set is that of its rows around their mean only roughly (the sum over rows is
    exact where all are equally likely); what leaves people out is scaled by the exact one.
    """
    rows = np.zeros((n_rows, len(names)))
    scores, curvature = np.zeros_like(rows), np.zeros(n_rows)
    for place, around, rest, weight in sets.by_row(estimate):
        rows[place] = around
        scores[place] = around * rest[:, np.newaxis]
        curvature[place] = weight
    return ScoreParts(
        names=names,
        estimate=estimate,
        scores=scores,
        bread=covariance,
        rows=rows,
        curvature=curvature,
    )
