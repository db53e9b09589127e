"""A coefficient of agreement with its standard error, by linearisation over subjects."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.inference.jackknife import t_quantile
from bridging.inference.ratings import Ratings
from bridging.structures.arrays import Floats, Ints

LABELS = {
    "percent_agreement": ("Agreement", "Overeenstemming"),
    "cohen_kappa": ("Cohen's kappa", "Kappa van Cohen"),
    "scott_pi": ("Scott's pi", "Pi van Scott"),
    "fleiss_kappa": ("Fleiss' kappa", "Kappa van Fleiss"),
    "conger_kappa": ("Conger's kappa", "Kappa van Conger"),
    "krippendorff_alpha": ("Krippendorff's alpha", "Alfa van Krippendorff"),
    "gwet_ac": ("Gwet's AC", "AC van Gwet"),
    "brennan_prediger": ("Brennan and Prediger's kappa", "Kappa van Brennan en Prediger"),
}
NOBODY_TWICE = (
    "no subject was rated by two observers",
    "geen enkel onderwerp werd door twee waarnemers beoordeeld",
)
ONE_CATEGORY = (
    "all ratings are of one category, so that chance alone would agree wholly",
    "alle beoordelingen zijn van één categorie, zodat toeval alleen al geheel zou overeenstemmen",
)
FEW = (
    "fewer than two subjects (or clusters), so that there is no interval",
    "minder dan twee onderwerpen (of clusters), zodat er geen interval is",
)
NO_SPREAD = (
    "all subjects agree alike, so that the data show no spread and there is no interval",
    "alle onderwerpen stemmen evenveel overeen, zodat de gegevens geen spreiding tonen en er geen"
    " interval is",
)


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A coefficient of agreement.

    `estimate` is (`observed` - `expected`) / (1 - `expected`), 1 for complete agreement and 0 for
    what chance would give; `undefined` says why there is no estimate, or no interval.
    `n_subjects` counts those rated by at least two observers.
    """

    coefficient: str
    estimate: float
    std_error: float
    ci_low: float
    ci_high: float
    ci_level: float
    observed: float
    expected: float
    weights: str
    n_subjects: int
    n_raters: int
    n_categories: int
    undefined: str = ""
    undefined_nl: str = ""

    @property
    def label(self) -> str:
        """The name in English."""
        return LABELS[self.coefficient][0]

    @property
    def label_nl(self) -> str:
        """The name in Dutch."""
        return LABELS[self.coefficient][1]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a coefficient is made of.

    Parameters
    ----------
    observed, expected : float
        Agreement seen, and agreement by chance.
    influence : array of float, shape (N,)
        How much each subject moves the coefficient (with a mean of 0).
    n_subjects : int
        Subjects rated at least twice.
    """

    observed: float
    expected: float
    influence: Floats
    n_subjects: int


def concluded(
    coefficient: str,
    ratings: Ratings,
    parts: Parts | None,
    clusters: Ints,
    *,
    weights: Any,
    confidence_level: float,
) -> Agreement:
    """Make the coefficient and its interval of its parts (None: nobody was rated twice)."""
    if not 0 < confidence_level < 1:
        raise OptionError(f"`confidence_level` must be between 0 and 1, not {confidence_level!r}.")
    nan = float("nan")
    estimate = error = low = high = observed = expected = nan
    reason = ("", "")
    if parts is None:
        reason = NOBODY_TWICE
    else:
        observed, expected = parts.observed, parts.expected
        if 1 - expected < 1e-12:
            reason = ONE_CATEGORY
        else:
            estimate = (observed - expected) / (1 - expected)
            error, number = _std_error(parts.influence, clusters, ratings.form)
            reason = FEW if number < 2 else NO_SPREAD if error < 1e-12 else reason
    if reason[0]:
        error = nan
    elif np.isfinite(error):
        reach = t_quantile((1 + confidence_level) / 2, number - 1) * error
        low, high = estimate - reach, min(1.0, estimate + reach)
        low = max(0.0, low) if coefficient == "percent_agreement" else low
    return Agreement(
        coefficient=coefficient,
        estimate=float(estimate),
        std_error=float(error),
        ci_low=float(low),
        ci_high=float(high),
        ci_level=confidence_level,
        observed=float(observed),
        expected=float(expected),
        weights=weights if isinstance(weights, str) else "own",
        n_subjects=0 if parts is None else parts.n_subjects,
        n_raters=ratings.n_raters,
        n_categories=len(ratings.categories),
        undefined=reason[0],
        undefined_nl=reason[1],
    )


def _std_error(influence: Floats, clusters: Ints, form: str) -> tuple[float, int]:
    """Return the standard error of a mean of influences, and the number of clusters."""
    _, place = np.unique(clusters, return_inverse=True)
    sums = np.bincount(place.reshape(-1), weights=influence)
    number = len(sums)
    if number < 2:
        return float("nan"), number
    # a table of two observers has the large-sample form of its sources, which divides by n
    factor = 1.0 if form == "table" else number / (number - 1)
    return float(np.sqrt(factor * (sums**2).sum()) / len(influence)), number
