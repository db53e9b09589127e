"""How long until something happens, counted in whole periods (sessions)."""

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import BridgingWarning, DataError, check_choice
from bridging.inference.regression.separation import separating
from bridging.inference.regression.terms import Terms, effects, join
from bridging.structures.arrays import Floats, Ints

LINKS = ("logit", "cloglog")


@dataclass(frozen=True, kw_only=True, eq=False)
class Survival:
    """The share without the event after each time at which events happened.

    `std_error` is Greenwood's. The share is NaN where nobody was at risk before.
    """

    time: Floats
    at_risk: Ints
    events: Ints
    share: Floats
    std_error: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class PersonPeriods:
    """One row for each period in which each case was at risk.

    Parameters
    ----------
    case : array of int, shape (T,)
        Place of the case in the data.
    period : array of int, shape (T,)
        The period, from 1.
    event : array of float, shape (T,)
        1 in the period of the event, else 0.
    """

    case: Ints
    period: Ints
    event: Floats


def kaplan_meier(
    duration: npt.ArrayLike, event: npt.ArrayLike, *, entry: npt.ArrayLike | None = None
) -> Survival:
    """Estimate the share that is still without the event, by time.

    Parameters
    ----------
    duration : array of float, shape (N,)
        Time of the event, or of the last look at a case without it.
    event : array of bool, shape (N,)
    entry : array of float, shape (N,), optional
        Time from which a case was watched (it is at risk after that).

    Raises
    ------
    DataError
        Arrays that do not match, missing or negative times, or nobody.

    References
    ----------
    Kaplan & Meier (1958), "Nonparametric estimation from incomplete observations".

    Examples
    --------
    >>> found = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 0])
    >>> found.time.tolist(), found.share.tolist()
    ([1.0, 2.0], [0.75, 0.5])
    """
    times, happened = _checked(duration, event)
    if not happened.any():
        nothing = np.zeros(0)
        none = np.zeros(0, dtype=np.int64)
        return Survival(time=nothing, at_risk=none, events=none, share=nothing, std_error=nothing)
    start = None if entry is None else np.asarray(entry, dtype=float)
    if start is not None and (len(start) != len(times) or not (start < times).all()):
        raise DataError("`entry` must lie before `duration` for every case.")
    moments, events = np.unique(times[happened], return_counts=True)
    at_risk = len(times) - np.searchsorted(np.sort(times), moments, side="left")
    if start is not None:
        at_risk -= len(times) - np.searchsorted(np.sort(start), moments, side="left")
    share = np.asarray(np.cumprod(1 - events / at_risk), dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        std_error = np.asarray(
            share * np.sqrt(greenwood), dtype=float
        )  # NaN once the event has happened to all
    return Survival(time=moments, at_risk=at_risk, events=events, share=share, std_error=std_error)


def person_periods(
    duration: npt.ArrayLike, event: npt.ArrayLike, *, entry: npt.ArrayLike | None = None
) -> PersonPeriods:
    """Write one row for each period a case was at risk.

    Parameters
    ----------
    duration : array of int, shape (N,)
        The period of the event, or the last one in which the case was seen without it; from 1.
    event : array of bool, shape (N,)
    entry : array of int, shape (N,), optional
        Periods that had passed before the case was watched; 0 if left out.

    Raises
    ------
    DataError
        Periods that are not whole numbers, missing or negative, or an entry after the end.

    References
    ----------
    Allison (1982), "Discrete-time methods for the analysis of event histories".

    Examples
    --------
    >>> rows = person_periods([2, 1], [True, False])
    >>> rows.case.tolist(), rows.period.tolist(), rows.event.tolist()
    ([0, 0, 1], [1, 2, 1], [0.0, 1.0, 0.0])
    """
    times, happened = _checked(duration, event)
    before = np.zeros(len(times)) if entry is None else np.asarray(entry, dtype=float)
    if (times != np.floor(times)).any() or (before != np.floor(before)).any():
        raise DataError("`duration` and `entry` must be whole numbers of periods.")
    if len(before) != len(times) or (before < 0).any() or (before >= times).any():
        raise DataError("`entry` must lie before `duration` for every case, and not below 0.")
    size = (times - before).astype(np.int64)
    case = np.repeat(np.arange(len(size)), size)
    begin = np.repeat(np.cumsum(size) - size, size)
    period = np.arange(len(case)) - begin + 1 + before[case].astype(np.int64)
    return PersonPeriods(
        case=case,
        period=period,
        event=(happened[case] & (period == times[case])).astype(float),
    )


def discrete_hazard(periods: PersonPeriods, terms: Terms, *, link: str = "logit") -> Any:
    """Fit the chance of the event in a period, given that it has not happened yet.

    Each period has a level of its own. Periods without events, or in which all who were at risk had
    it, say nothing about the terms and are left out.

    Parameters
    ----------
    periods : PersonPeriods
    terms : Terms
        What describes each case: one row for each *row* of `periods`, so that it may change.
    link : {"logit", "cloglog"}
        ``logit`` gives log odds; ``cloglog`` log hazard ratios, as Cox's model does.

    Returns
    -------
    GLMResults
        Of statsmodels, with `params` named; `dyadic_covariance` takes it, with the members of the
        rows ``fit.model.data.row_labels`` (places in `periods`).

    Raises
    ------
    DataError
        No period with events and others without, or an outcome that separates.

    References
    ----------
    Allison (1982); Prentice & Gloeckler (1978), "Regression analysis of grouped survival data with
    application to breast cancer data".

    Examples
    --------
    >>> import numpy as np
    >>> periods = person_periods([1, 2, 2, 3, 1, 3], [1, 1, 0, 1, 0, 0])
    >>> crossing = np.array([0.0, 0, 1, 1, 1, 0])[periods.case]
    >>> terms = Terms(names=("across",), values=crossing[:, np.newaxis])
    >>> fit = discrete_hazard(periods, terms)
    >>> list(fit.params.index)
    ['period 1', 'period 2', 'period 3', 'across']
    """
    import pandas as pd
    import statsmodels.api as sm

    check_choice("link", link, LINKS)
    if len(terms.values) != len(periods.case):
        raise DataError(
            f"`terms` must have a row for each of {len(periods.case)} rows of `periods`, not "
            f"{len(terms.values)}. Index what describes cases by `periods.case`."
        )
    at_risk = np.bincount(periods.period)
    events = np.bincount(periods.period, weights=periods.event, minlength=len(at_risk))
    telling = np.flatnonzero((events > 0) & (events < at_risk))
    keep = np.flatnonzero(np.isin(periods.period, telling))
    if not len(keep):
        raise DataError(
            "`periods` must have a period with events and with cases without; none has."
        )
    code = np.searchsorted(telling, periods.period[keep])
    design = join(
        effects(code, [f"period {period}" for period in telling]),
        Terms(names=terms.names, values=terms.values[keep]),
    )
    if separating(periods.event[keep], design.values):
        raise DataError(
            "The events can't be told without error from `terms`, and they can: a hazard ratio is 0 "
            "or infinite. Use `fit_logit`, which penalises."
        )
    family = sm.families.Binomial(
        sm.families.links.CLogLog() if link == "cloglog" else sm.families.links.Logit()
    )
    frame = pd.DataFrame(design.values, index=keep, columns=list(design.names))
    fit = sm.GLM(pd.Series(periods.event[keep], index=keep), frame, family=family).fit(tol=1e-12)
    if not fit.converged:
        warnings.warn(
            "The fit of the hazard has not converged. Leave out terms that are nearly the same.",
            BridgingWarning,
            stacklevel=2,
        )
    return fit


def _checked(duration: Any, event: Any) -> tuple[Floats, npt.NDArray[np.bool_]]:
    times = np.asarray(duration, dtype=float)
    happened = np.asarray(event)
    if times.ndim != 1 or times.shape != happened.shape or not len(times):
        raise DataError(
            "`duration` and `event` must have one value for each case, not shapes "
            f"{times.shape} and {happened.shape}."
        )
    if not np.isin(happened, (0, 1)).all():
        raise DataError("`event` must be 1 (it happened) or 0 (not) for every case.")
    if not np.isfinite(times).all() or (times < 0).any():
        raise DataError("`duration` must be a number from 0 for every case.")
    return times, happened.astype(bool)
