"""How a measure of mixing changes with one more contact of each pair of groups."""

import numpy as np

from bridging.estimators.base import Options
from bridging.measures import Measure
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats


def slopes_at(
    measure: Measure, options: Options, structure: MixingMatrix, table: Floats, unit: int
) -> Floats:
    """Return the numerical derivative of a measure by each cell of one unit's table.

    Parameters
    ----------
    measure, options
    structure : MixingMatrix
        A stack, for what goes with the contacts of a unit.
    table : array of float, shape (K, K)
        Where the derivative is taken.
    unit : int

    Returns
    -------
    array of float, shape (parts, K, K)
        Symmetric; one for each value the measure gives. 0 where there is no derivative.
    """
    size = len(table)
    step = max(float(table.sum()), 1.0) * 1e-5
    i, j = np.triu_indices(size)
    bump = np.zeros((len(i), size, size))
    bump[np.arange(len(i)), i, j] += 1
    bump[np.arange(len(i)), j, i] += 1
    back = np.minimum(step, table[i, j] / 2)

    def at(tables: Floats) -> Floats:
        stack = alongside(structure, tables, unit)
        return np.asarray(measure(stack, **options)).reshape(len(tables), -1)

    change = at(table + step * bump) - at(table - back[:, np.newaxis, np.newaxis] * bump)
    change /= (step + back)[:, np.newaxis]
    slopes = np.zeros((change.shape[1], size, size))
    slopes[:, i, j] = slopes[:, j, i] = np.nan_to_num(change).T
    return slopes


def alongside(structure: MixingMatrix, tables: Floats, unit: int) -> MixingMatrix:
    """Return a stack of other contacts of one unit, with the rest as it is."""

    def wide(values: Floats | None) -> Floats | None:
        if values is None:
            return None
        return np.broadcast_to(values[unit], (len(tables), *values[unit].shape))

    return MixingMatrix(
        tables,
        structure.groups,
        sizes=wide(structure.sizes),
        opportunities=wide(structure.opportunities),
        expected=wide(structure.expected),
        dealt=wide(structure.dealt),
    )
