"""An estimate beside its values under chance."""

from collections.abc import Sequence

import numpy as np

from bridging.inference import NullSummary, monte_carlo_p
from bridging.structures.arrays import Floats

ONE_ARRANGEMENT = (
    "no session allows more than one arrangement of its contacts over the groups",
    "geen enkel openingsmoment laat meer dan één verdeling van zijn contacten over de groepen toe",
)
NOTHING_CHANGES = (
    "dealing again changes nothing that the measure could see",
    "herverdelen verandert niets dat de maat kan zien",
)
NOT_OF_THIS = (
    "this null model says nothing of the measure, or of these data",
    "dit nulmodel zegt niets over de maat, of over deze gegevens",
)
TALLIED = (
    "tallies do not say who, so that nobody can be dealt again",
    "turflijsten zeggen niet wie, zodat niemand herverdeeld kan worden",
)


def summaries(
    observed: Floats,
    drawn: Floats,
    statistics: Floats,
    deviations: Floats,
    *,
    model: str,
    alternative: str,
    share: Floats,
    nothing: Sequence[tuple[str, str] | None],
) -> list[list[NullSummary]]:
    """Compare the values of each unit and group with their draws.

    Parameters
    ----------
    observed : array of float, shape (U, parts)
    drawn : array of float, shape (n, U, parts)
        The measure on each draw.
    statistics : array of float, shape (n + 1, U, parts)
        What the test compares: of the observed arrangement (row 0) and of each draw.
    deviations : array of float, shape (U, parts)
        What the observed statistic was divided by, on the scale of the measure.
    model, alternative : str
    share : array of float, shape (U,)
        Share of the contacts that can say something.
    nothing : sequence of (English, Dutch) or None, one for each unit
        Why chance has nothing to say of a unit.
    """
    return [
        [
            _summary(
                float(observed[unit, k]),
                drawn[:, unit, k],
                statistics[:, unit, k],
                float(deviations[unit, k]),
                model,
                alternative,
                float(share[unit]),
                nothing[unit],
            )
            for k in range(observed.shape[1])
        ]
        for unit in range(len(observed))
    ]


def _summary(
    observed: float,
    drawn: Floats,
    statistic: Floats,
    deviation: float,
    model: str,
    alternative: str,
    share: float,
    nothing: tuple[str, str] | None,
) -> NullSummary:
    """Compare one value with its draws."""
    there = np.isfinite(drawn)
    if nothing is None and not (there.any() and np.isfinite(observed)):
        nothing = ONE_ARRANGEMENT
    elif nothing is None and not statistic.any():  # nothing ever deviates
        nothing = NOTHING_CHANGES
    if nothing is not None:
        return nothing_to_say(model, alternative, len(drawn), nothing, share)
    # rounded, so that the mean of what is 1 by its making is not a little beside it
    mean = round(float(drawn[there].mean()), 12)
    sd = float(drawn[there].std(ddof=1)) if there.sum() > 1 else 0.0
    return NullSummary(
        model=model,
        mean=mean,
        sd=sd,
        z_score=(observed - mean) / sd if sd > 1e-12 else float("nan"),
        p_value=monte_carlo_p(statistic[0], statistic[1:][there], alternative),
        alternative=alternative,
        n_resamples=len(drawn),
        n_lost=int((~there).sum()),
        informative_share=share,
        statistic=float(statistic[0]),
        draws=np.where(there, statistic[1:], np.nan),
        deviation=deviation,
        values=drawn[there],
    )


def nothing_to_say(
    model: str, alternative: str, n: int, reason: tuple[str, str], share: float = float("nan")
) -> NullSummary:
    """Return a null that has nothing to say, and why."""
    nan = float("nan")
    return NullSummary(
        model=model,
        mean=nan,
        sd=nan,
        z_score=nan,
        p_value=nan,
        alternative=alternative,
        n_resamples=n,
        informative_share=share,
        undefined=reason[0],
        undefined_nl=reason[1],
    )
