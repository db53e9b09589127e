"""A corrected number with its interval, and why there may be none."""

from dataclasses import dataclass

import numpy as np

from bridging.inference.checks import check_level, check_number, check_whole
from bridging.structures.arrays import Floats

SMALL_DETERMINANT = (
    "the record tells the categories hardly apart (determinant {found:.2f}, at least {least:.2f} is"
    " needed), so that correcting it would mostly blow up chance",
    "de registratie houdt de categorieën nauwelijks uit elkaar (determinant {found:.2f}, minstens"
    " {least:.2f} is nodig), zodat corrigeren vooral toeval zou uitvergroten",
)
NO_VALIDATION = (
    "a category does not occur in the validation sample",
    "een categorie komt niet voor in de validatiesteekproef",
)
UNSTABLE = (
    "the validation sample is too small: in more than one draw of twenty it could not correct",
    "de validatiesteekproef is te klein: in meer dan een op twintig trekkingen kon ze niet"
    " corrigeren",
)
OUTSIDE = (
    "in nearly all draws of the validation sample the corrected number is one that can't be (below"
    " 0, or more than all): the errors here are others than those in that sample",
    "in bijna alle trekkingen van de validatiesteekproef kan het gecorrigeerde getal niet bestaan"
    " (lager dan 0, of meer dan alles): de fouten zijn hier andere dan die in die steekproef",
)
NO_CONTACT_LEFT = (
    "no contact is left after correction",
    "na correctie blijft er geen contact over",
)
NO_NUMBERS = (
    "there is no interval: no number of observations was given",
    "er is geen interval: er is geen aantal waarnemingen gegeven",
)
NO_SPREAD = (
    "there is no interval: shares of 0 or 1 leave the delta method without a standard error",
    "er is geen interval: bij aandelen van 0 of 1 geeft de deltamethode geen standaardfout",
)
MOST_LOST = 0.05  # share of draws of the validation sample that may have no value


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A corrected number with its interval; `undefined` says why there is none.

    `recorded` is the number before correction.
    """

    recorded: float
    estimate: float
    std_error: float
    ci_low: float
    ci_high: float
    ci_level: float
    undefined: str = ""
    undefined_nl: str = ""


def check_options(
    least_determinant: object, confidence_level: object, n_draws: object = 2, seed: object = 0
) -> None:
    """Refuse options of a correction that can't be."""
    check_number("least_determinant", least_determinant, 0, 1)
    check_level("confidence_level", confidence_level)
    check_whole("n_draws", n_draws, 2)
    check_whole("seed", seed, 0)


def why_not(q: Floats, least: float) -> tuple[str, str]:
    """Say why a record can't be corrected, if it can't."""
    if np.isnan(q).any():
        return NO_VALIDATION
    smallest = float(np.linalg.det(q).min())
    if smallest < least:
        english, dutch = SMALL_DETERMINANT
        return (
            english.format(found=smallest, least=least),
            dutch.format(found=smallest, least=least).replace(".", ","),
        )
    return "", ""


def missing(recorded: float, level: float, reason: tuple[str, str]) -> Corrected:
    """Return a number that can't be corrected, with the reason."""
    nan = float("nan")
    return Corrected(
        recorded=recorded,
        estimate=nan,
        std_error=nan,
        ci_low=nan,
        ci_high=nan,
        ci_level=level,
        undefined=reason[0],
        undefined_nl=reason[1],
    )


def with_interval(
    recorded: float, estimate: float, draws: Floats, level: float, *, most: float
) -> Corrected:
    """Take the interval from draws, where nearly all have a value.

    The estimate and the limits are cut off at 0 and `most`, which no true number is beyond, and
    the interval is extended to hold the estimate. Draws hold errors that the validation sample did
    not show, so that without it the interval would miss the estimate of a sample without errors.
    Neither makes the interval cover less often. Where it lies outside 0 and `most` as a whole,
    there is no number.

    Examples
    --------
    >>> found = with_interval(0.2, 0.2, np.linspace(-0.1, 0.18, 1001), 0.95, most=1.0)
    >>> found.ci_low, found.ci_high
    (0.0, 0.2)
    """
    if np.isnan(estimate):
        return missing(recorded, level, NO_CONTACT_LEFT)
    inside = min(max(estimate, 0.0), most)
    good = draws[np.isfinite(draws)]
    nan = float("nan")
    low = high = error = nan
    reason = UNSTABLE
    if len(good) >= (1 - MOST_LOST) * len(draws):
        tail = (1 - level) / 2
        low, high = (float(np.quantile(good, q)) for q in (tail, 1 - tail))
        if high < 0 or low > most:
            return missing(recorded, level, OUTSIDE)
        low, high = min(max(low, 0.0), inside), max(min(high, most), inside)
        error, reason = float(good.std(ddof=1)), ("", "")
    return Corrected(
        recorded=recorded,
        estimate=inside,
        std_error=error,
        ci_low=low,
        ci_high=high,
        ci_level=level,
        undefined=reason[0],
        undefined_nl=reason[1],
    )
