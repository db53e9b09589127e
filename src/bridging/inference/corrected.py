"""A corrected number with its interval, and why there may be none."""

from dataclasses import dataclass

import numpy as np

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
NO_CONTACT_LEFT = (
    "no contact is left after correction",
    "na correctie blijft er geen contact over",
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


def with_interval(recorded: float, estimate: float, draws: Floats, level: float) -> Corrected:
    """Take the interval from draws, where nearly all have a value."""
    if np.isnan(estimate):
        return missing(recorded, level, NO_CONTACT_LEFT)
    good = draws[np.isfinite(draws)]
    nan = float("nan")
    low = high = error = nan
    reason = UNSTABLE
    if len(good) >= (1 - MOST_LOST) * len(draws):
        tail = (1 - level) / 2
        low, high = (float(np.quantile(good, q)) for q in (tail, 1 - tail))
        error, reason = float(good.std(ddof=1)), ("", "")
    return Corrected(
        recorded=recorded,
        estimate=estimate,
        std_error=error,
        ci_low=low,
        ci_high=high,
        ci_level=level,
        undefined=reason[0],
        undefined_nl=reason[1],
    )
