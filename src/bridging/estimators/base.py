"""What every estimator offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from bridging.inference import NullSummary
from bridging.measures import Measure
from bridging.results import Sizes
from bridging.structures.arrays import Floats, Ints

Options = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Without:
    """Values of a measure without each of N people, and how they were left out.

    Parameters
    ----------
    values : array of float, shape (N,) or (N, K)
    method : str
        Name of the method in code and in a method section.
    pairs : bool
        Whether the measure is one of pairs of people or of people.
    names : sequence
        Who (which family, which session) each value is without; a name of its own each.
    multiplicity : array of float, shape (N,), optional
        How many people share a value.
    """

    values: Floats
    method: str
    pairs: bool
    names: Sequence[Any] = ()
    multiplicity: Floats | None = None


@dataclass(frozen=True, kw_only=True)
class Redrawn:
    """Values of a measure on redrawn data.

    Parameters
    ----------
    method : str
        Name of the method in code and in a method section.
    values : array of float, shape (R,) or (R, K), optional
        On each draw; None where none was asked for.
    without : array of float, shape (N,) or (N, K), optional
        Without each of what was drawn from; only of sessions.
    names : sequence
        The sessions (people, families) that were drawn from.
    reason : (str, str), optional
        Why there is nothing of this, in English and Dutch.
    """

    method: str
    values: Floats | None = None
    without: Floats | None = None
    names: Sequence[Any] = ()
    reason: tuple[str, str] | None = None

    @property
    def clusters(self) -> int:
        """How many sessions (people, families) were drawn from."""
        return len(self.names)


SESSIONS, PEOPLE, FAMILIES = (f"{drawn} bootstrap" for drawn in ("session", "person", "family"))
NOT_BY_SESSION = (
    "different people can't be drawn by session: somebody who came often would be there more",
    "verschillende mensen kunnen niet per openingsmoment getrokken worden: wie vaak kwam, zou er "
    "vaker zijn",
)
NOT_BY_PERSON = (
    "tallies do not say who, so that people can't be drawn again",
    "turflijsten zeggen niet wie, zodat mensen niet opnieuw getrokken kunnen worden",
)
NOT_OF_GRAPHS = (
    "measures of a graph of people have no bootstrap: leave people out instead",
    "maten van een netwerk van mensen hebben geen bootstrap: laat in de plaats mensen weg",
)
DEALT_AS_A_WHOLE = (
    "what dealing partners again gives is known of the whole only: leave people out instead",
    "wat partners herverdelen geeft, is alleen van het geheel bekend: laat in de plaats mensen weg",
)


@dataclass(frozen=True, kw_only=True)
class Chance:
    """What is asked of chance.

    Parameters
    ----------
    n_resamples, seed : int
        How many draws, and the user's seed.
    strata : array of int, shape (P,), optional
        The stratum of each person: labels are dealt again within it.
    """

    n_resamples: int
    seed: int
    strata: Ints | None = None


class Estimator(Protocol):
    """The values of measures on one line of a study, by unit."""

    units: tuple[str, ...]
    groups: tuple[str, ...]

    def values(self, measure: Measure, options: Options) -> Floats:
        """Return the values, of shape (U,) or (U, K)."""
        ...

    def reasons(self, measure: Measure, options: Options, language: str) -> npt.NDArray[np.object_]:
        """Say why values are missing, in the shape of the values."""
        ...

    def without(self, measure: Measure, options: Options, unit: int) -> Without | None:
        """Return the values of a unit without each person; None where that can't be had."""
        ...

    def redraw(
        self,
        measure: Measure,
        options: Options,
        unit: int,
        drawn: str,
        n_resamples: int,
        seed: int,
    ) -> Redrawn | None:
        """Return the values of a unit whose sessions or people are drawn again.

        `drawn` is ``sessions`` or ``people``; none is drawn where `n_resamples` is 0. None where
        nothing is known behind the values.
        """
        ...

    def null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """Return what chance would give, by unit and group; None where no null applies."""
        ...

    def sizes(self, unit: int) -> Sizes:
        """Return how much data a unit has."""
        ...

    def people(self, unit: int) -> Mapping[str, int] | None:
        """Return the group of each person of a unit by name; None where people have no names."""
        ...

    def no_opportunity(self, unit: int) -> bool:
        """Whether contacts were seen where nobody of another group was present to meet."""
        ...


def not_recorded(
    reasons: npt.NDArray[np.object_], recorded: bool, language: str, tallied: bool = False
) -> npt.NDArray[np.object_]:
    """Say of a study without any record of contacts that this is why a value is missing."""
    if recorded:
        return reasons
    if tallied:
        text = "turflijsten zeggen niet wie" if language == "nl" else "tallies do not say who"
    elif language == "nl":
        text = "er werden geen contacten opgetekend"
    else:
        text = "no contacts were recorded"
    return np.where(reasons == "", "", text).astype(object)
