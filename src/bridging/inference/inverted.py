"""The values that a studentised randomisation test does not reject."""

from dataclasses import replace

import numpy as np

from bridging.inference.bootstrap_limits import TOO_FEW_DRAWS
from bridging.inference.jackknife import Interval
from bridging.structures.arrays import Floats

INVERTED = "randomisation test inverted"
LEFT_OUT = {
    False: "and as far as the leave-person-out jackknife reaches",
    True: "and as far as the leave-family-out jackknife reaches",
}
FEWEST = 30  # contacts that could have been dealt otherwise
TOO_LITTLE = (
    f"too little data: fewer than {FEWEST} contacts were made where the people present could have met "
    "otherwise, so that no interval can be relied on",
    f"te weinig gegevens: minder dan {FEWEST} contacten vonden plaats waar de aanwezigen elkaar ook "
    "anders hadden kunnen treffen, zodat geen interval betrouwbaar is",
)
NO_SPREAD = (
    "dealing again shows no spread",
    "herverdelen toont geen spreiding",
)


def inverted_interval(
    statistic: float,
    draws: Floats,
    deviation: float,
    *,
    at: float = 1.0,
    least: float = 0.0,
    level: float = 0.95,
    clusters: int = 0,
) -> Interval:
    """Make an interval of the values that a studentised randomisation test does not reject.

    The statistic is how far the estimate lies from the value under chance, in standard deviations
    of its own; each draw has its own too, so that the draws say how far such a statistic strays.
    Supposing that it strays as far around another value as around that under chance, the interval
    holds every value from which the estimate lies no further than `level` of the draws do. Where
    draws take few values their quantiles jump, and would end the interval too soon: a limit lies
    at least as far out as draws of the same mean and spread that are normal would put it.

    Parameters
    ----------
    statistic : float
        Of the observed arrangement.
    draws : array of float, shape (R,)
        Of each draw; NaN where there is none.
    deviation : float
        What the observed statistic was divided by, on the scale of the estimate.
    at : float, default 1
        The value under chance.
    least : float, default 0
        The least value there can be.
    level : float
    clusters : int
        How many pairs of people the deviation was summed over, for the result to say.

    Returns
    -------
    Interval
        It leaves `at` out only where the two-sided p-value of the draws is at most 1 - level.
        `std_error` is the spread that the draws give a statistic with this deviation.

    References
    ----------
    Davison and Hinkley (1997), *Bootstrap Methods and their Application*, chapters 4 and 5, for
    studentised statistics and the inversion of tests.

    Examples
    --------
    The observed statistic lies one deviation of 0.1 below chance. The draws lie within 2 either way,
    with a standard deviation of 1.2, of which normal draws would reach 1.96 times as far.

    >>> import numpy as np
    >>> found = inverted_interval(-1.0, np.linspace(-2, 2, 39), 0.1)
    >>> round(found.low, 4), round(found.high, 4)
    (0.6648, 1.1352)
    """
    from scipy.special import ndtri

    known = np.sort(draws[np.isfinite(draws)])
    lost = len(draws) - len(known)
    tail = (1 - level) / 2
    rank = int(np.floor(tail * (len(known) + 1) + 1e-9))
    if rank < 1:
        return Interval.missing(level, INVERTED, *TOO_FEW_DRAWS)
    spread = float(known.std(ddof=1))
    if not spread > 1e-12 or not deviation > 1e-12:
        return Interval.missing(level, INVERTED, *NO_SPREAD)
    z = float(-ndtri(tail))
    below = min(known[rank - 1], known.mean() - z * spread)
    above = max(known[-rank], known.mean() + z * spread)
    # draws within a billionth of the observed count as equal to it, as in the p-value
    low, high = (
        at if abs(statistic - far) <= 1e-9 else float(at + (statistic - far) * deviation)
        for far in (above, below)
    )
    return Interval(
        low=max(low, least),
        high=max(high, least),
        std_error=deviation * spread,
        level=level,
        method=INVERTED,
        n_clusters=clusters,
        n_resamples=len(draws),
        n_lost=lost,
    )


def reaching(
    inverted: Interval,
    left_out: Interval,
    *,
    at: float = 1.0,
    least: float = 0.0,
    families: bool = False,
) -> Interval:
    """Let an inverted interval reach as far as leaving people out does.

    The test knows how values stray where nobody prefers anybody. Where people do, some do so more
    than others, and the value varies more than the test says, the more so the further it lies from
    that under chance. So each limit lies where the wider of test and jackknife puts it (normal
    quantiles, as the jackknife errs on the wide side already). At the value under chance the test
    has the word: where it rejects that value, the limit on that side goes at most half of the way
    from the limit of the test to the value.

    Parameters
    ----------
    inverted : Interval
        Of `inverted_interval`.
    left_out : Interval
        Of `jackknife`, on the measure's own scale; nothing changes where it has no limits.
    at, least : float
        As in `inverted_interval`.
    families : bool
        Whether families were left out.

    Returns
    -------
    Interval
        It leaves `at` out exactly where `inverted` does; `tested` holds the limits of that.

    Examples
    --------
    >>> tested = Interval(low=0.7, high=0.9, std_error=0.05, level=0.95, method=INVERTED)
    >>> people = Interval(low=0.6, high=1.0, std_error=0.1, level=0.95, method="")
    >>> found = reaching(tested, people)
    >>> round(found.low, 3), round(found.high, 3)
    (0.604, 0.95)
    """
    from scipy.special import ndtri

    if inverted.undefined or left_out.undefined:
        return inverted
    low, high = inverted.low, inverted.high
    middle = (left_out.low + left_out.high) / 2
    reach = -float(ndtri((1 - inverted.level) / 2)) * left_out.std_error
    wide_low, wide_high = max(middle - reach, least), middle + reach
    if high < at:
        wide_high = min(wide_high, (high + at) / 2)
    if low > at:
        wide_low = max(wide_low, (low + at) / 2)
    return replace(
        inverted,
        low=min(low, wide_low),
        high=max(high, wide_high),
        std_error=max(inverted.std_error, left_out.std_error),
        method=f"{inverted.method}, {LEFT_OUT[families]}",
        tested=(low, high),
    )


def too_little(contacts: int) -> tuple[str, str]:
    """Say (English, Dutch) that contacts that could have been dealt otherwise are too few.

    With fewer than thirty an interval covers nearly always, and the test hardly ever rejects.

    Examples
    --------
    >>> too_little(12)[0][:15], too_little(40)
    ('too little data', ('', ''))
    """
    return TOO_LITTLE if contacts < FEWEST else ("", "")
