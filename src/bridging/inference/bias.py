"""How far a measure of segregation lies too high because people were sampled."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.measures import Measure, get_measure
from bridging.structures import Composition
from bridging.structures.arrays import Floats

MOST_CELLS = 5_000_000  # cells of resampled tables held at a time


@dataclass(frozen=True, kw_only=True)
class BootstrapBias:
    """A measure, its bias by the bootstrap, and the estimate without it.

    Each field but the last two is a number, or an array with one for each group or unit.
    """

    estimate: Any
    bias: Any
    corrected: Any
    std_error: Any
    low: Any
    high: Any
    n_lost: Any
    level: float
    n_resamples: int


def bootstrap_bias(
    measure: str | Measure | Callable[..., Any],
    composition: Composition,
    *,
    n_resamples: int = 500,
    confidence_level: float = 0.95,
    seed: int = 0,
    **options: Any,
) -> BootstrapBias:
    """Estimate the bias of a measure of segregation by drawing the people again.

    All people are drawn again with replacement, so that units and groups vary in size. The mean of
    the measure on the draws lies above the estimate about as far as the estimate lies above
    the truth; each draw is turned over at the estimate (2 estimate - draw) and the interval is that
    of the draws so turned.

    Parameters
    ----------
    measure : str, Measure or function
        A measure of a `Composition` that gives values.
    composition : Composition
        One table of people by unit and group, in whole numbers.
    n_resamples : int
        Number of draws.
    confidence_level : float
        Level of the interval.
    seed : int
        The same seed gives the same numbers.
    **options
        Options of the measure.

    Returns
    -------
    BootstrapBias
        `corrected` is ``estimate - bias``. Draws without a value are left out and counted in
        `n_lost`.

    Raises
    ------
    OptionError
        A measure of another structure or of tables; a number of draws or a level that can't be.
    DataError
        A stack, nobody, or counts that are not whole numbers.

    Notes
    -----
    It is for large tables. With small units it takes off too little or too much, and can go below
    the least value of the measure: use the unbiased forms there, or compare with random allocation.
    People are drawn one by one, so that those who came together count as if they came apart.

    References
    ----------
    Elbers (2021), "A method for studying differences in segregation across time and space".

    Examples
    --------
    Two units with the same mix of 100 people: M is 0, and about (2-1)(2-1)/2T = 1/200 by chance.

    >>> import bridging as br
    >>> found = bootstrap_bias("mutual_information", br.Composition([[25, 25], [25, 25]]))
    >>> round(found.bias, 3)
    0.005
    """
    record = get_measure(measure)
    _check(record, composition, n_resamples, confidence_level)
    estimate = np.asarray(record(composition, **options))
    draws = _draws(record, composition, options, n_resamples, np.random.default_rng(seed))
    lost = np.isnan(draws).sum(axis=0)
    tail = (1 - confidence_level) / 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # parts without any value stay NaN
        bias = np.nanmean(draws, axis=0) - estimate
        error = np.nanstd(draws, axis=0, ddof=1)
        low, high = np.nanquantile(2 * estimate - draws, [tail, 1 - tail], axis=0)
    fields = {
        "estimate": estimate,
        "bias": bias,
        "corrected": estimate - bias,
        "std_error": error,
        "low": low,
        "high": high,
        "n_lost": lost,
    }
    plain = {name: _plain(np.asarray(value)) for name, value in fields.items()}
    return BootstrapBias(**plain, level=confidence_level, n_resamples=n_resamples)


def _plain(value: Any) -> Any:
    """Return a number for an array of one."""
    return value.item() if value.ndim == 0 else value


def _check(record: Measure, composition: Composition, n_resamples: int, level: float) -> None:
    """Refuse what can't be drawn."""
    if record.structure is not Composition or record.gives != "value":
        raise OptionError(
            f"`measure` must give values of a Composition, which {record.name!r} does not."
        )
    if not isinstance(composition, Composition):
        raise OptionError(
            f"`composition` must be a Composition, not a {type(composition).__name__}."
        )
    if isinstance(n_resamples, bool) or not isinstance(n_resamples, int) or n_resamples < 2:
        raise OptionError(f"`n_resamples` must be a whole number from 2, not {n_resamples!r}.")
    if not 0 < level < 1:
        raise OptionError(f"`confidence_level` must be between 0 and 1, not {level!r}.")
    counts = composition.counts
    if counts.ndim != 2:
        raise DataError(f"`composition` must be one table, not a stack of {counts.shape[:-2]}.")
    if counts.sum() == 0 or (counts != np.floor(counts)).any():
        raise DataError("`composition` must have people in whole numbers to draw them again.")


def _draws(
    record: Measure,
    composition: Composition,
    options: dict[str, Any],
    n_resamples: int,
    rng: np.random.Generator,
) -> Floats:
    """Return the measure on each draw, of shape (draws, ...)."""
    counts = composition.counts
    shares = counts.ravel() / counts.sum()
    block = max(1, MOST_CELLS // counts.size)
    values = []
    for start in range(0, n_resamples, block):
        number = min(block, n_resamples - start)
        drawn = rng.multinomial(int(counts.sum()), shares, size=number)
        stack = Composition(
            drawn.reshape(number, *counts.shape), composition.units, composition.groups
        )
        values.append(np.asarray(record(stack, **options)))
    return np.concatenate(values)
