"""Measures of a table given as it is: values only, for nothing is known of the people behind it."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bridging.estimators.base import Options, Redrawn, Without
from bridging.inference import NullSummary
from bridging.measures import Measure
from bridging.results import Sizes
from bridging.structures import Composition, Incidence, MixingMatrix
from bridging.structures.arrays import Floats


class StructureEstimator:
    """Measures of a `MixingMatrix` or `Composition` with at most one leading axis."""

    def __init__(self, structure: Composition | MixingMatrix | Incidence) -> None:
        self.structure = structure
        self.groups = () if isinstance(structure, Incidence) else structure.groups
        labels = getattr(structure, "stack", None)
        if isinstance(structure, MixingMatrix):
            labels = structure.units
        values = () if isinstance(structure, Incidence) else _leading(structure)
        size = values[0] if values else 1
        self.units = labels or (("all",) if not values else tuple(map(str, range(1, size + 1))))

    def values(self, measure: Measure, options: Options) -> Floats:
        """Return the values, of shape (U,) or (U, K)."""
        value = np.asarray(measure(self.structure, **options))
        return value.reshape(len(self.units), -1) if measure.gives_parts(options) else value.ravel()

    def reasons(self, measure: Measure, options: Options, language: str) -> npt.NDArray[np.object_]:
        """Say why values are missing."""
        value = measure.reasons(self.structure, options, language)
        return value.reshape(len(self.units), -1) if measure.gives_parts(options) else value.ravel()

    def without(self, measure: Measure, options: Options, unit: int) -> Without | None:
        """Return None: a table does not say who its people are."""
        return None

    def redraw(
        self,
        measure: Measure,
        options: Options,
        unit: int,
        drawn: str,
        n_resamples: int,
        seed: int,
    ) -> Redrawn | None:
        """Return None: a table does not say what its sessions and people are."""
        return None

    def null(
        self,
        measure: Measure,
        options: Options,
        model: str,
        n_resamples: int,
        seed: int,
        alternative: str,
    ) -> list[list[NullSummary]] | None:
        """Return None: a table does not say who its people are."""
        return None

    def sizes(self, unit: int) -> Sizes:
        """Return the sizes the table shows."""
        structure = self.structure
        if isinstance(structure, MixingMatrix):
            contacts = np.ravel(structure.n_contacts)[unit]
            people = None
            if structure.sizes is not None:
                people = int(structure.sizes.reshape(-1, len(self.groups))[unit].sum())
            return Sizes(contacts=float(contacts), participants=people, groups=len(self.groups))
        if isinstance(structure, Composition):
            people = int(structure.sizes.reshape(-1, len(self.groups))[unit].sum())
            return Sizes(
                participants=people, sessions=len(structure.units), groups=len(self.groups)
            )
        return Sizes(participants=len(structure.people), sessions=len(structure.sessions))

    def people(self, unit: int) -> Mapping[str, int] | None:
        """Return None: a table does not say who its people are."""
        return None

    def no_opportunity(self, unit: int) -> bool:
        """Whether contacts were seen where nobody of another group was present to meet."""
        structure = self.structure
        if not isinstance(structure, MixingMatrix) or structure.opportunities is None:
            return False
        size = len(self.groups)
        table = structure.opportunities.reshape(-1, size, size)[unit]
        return bool(table.sum() > 0 and table.sum() == np.trace(table))


def _leading(structure: Composition | MixingMatrix) -> tuple[int, ...]:
    """Return the shape of the leading axes."""
    values = structure.counts if isinstance(structure, Composition) else structure.contacts
    return values.shape[:-2]
