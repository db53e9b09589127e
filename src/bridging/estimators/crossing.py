"""Measures that follow the crossing contacts alone, for which chance needs no draws."""

import numpy as np

from bridging.estimators.base import Options
from bridging.estimators.slopes import alongside
from bridging.measures import Measure
from bridging.structures import MixingMatrix

STEPS = (0.25, 0.5, 0.75)


def along_crossing(
    measure: Measure, options: Options, structure: MixingMatrix, unit: int
) -> tuple[float, float] | None:
    """Return a measure's value without crossing contacts, and what each adds, if that is all.

    Parameters
    ----------
    measure, options
    structure : MixingMatrix
        A stack; the total of the unit's contacts stays as it is.
    unit : int

    Returns
    -------
    (float, float) or None
        None where the measure gives several values, is no straight line in the crossing contacts,
        or also asks which groups they cross.
    """
    size, total = len(structure.groups), float(structure.total[unit])
    if size < 2 or total == 0:
        return None
    diagonal = np.eye(size, dtype=bool)
    rng = np.random.default_rng(0)  # any tables will do
    tables, across = [], []
    for share in STEPS:
        for _ in range(2):
            weights = rng.random((size, size)) + 0.1
            weights += weights.T
            weights[diagonal] *= (1 - share) / weights[diagonal].sum()
            weights[~diagonal] *= share / weights[~diagonal].sum()
            tables.append(total * weights)
            across.append(share * total / 2)
    values = np.asarray(measure(alongside(structure, np.stack(tables), unit), **options))
    if values.ndim != 1 or not np.isfinite(values).all():
        return None
    each = float((values[-1] - values[0]) / (across[-1] - across[0]))
    none = float(values[0] - each * across[0])
    if not np.allclose(none + each * np.array(across), values, rtol=1e-9, atol=1e-9):
        return None
    return none, each
