"""Whether a logit has finite coefficients at all."""

import numpy as np

from bridging.structures.arrays import Floats

MOVED = 1e-6


def separating(outcome: Floats, design: Floats) -> tuple[int, ...]:
    """Return the columns along which the outcome can be told without error, () for none.

    A direction in which no row is on the wrong side, and some rows are on the right one, lets the
    likelihood grow without end: the coefficients are infinite (Albert & Anderson 1984). The largest
    such direction within a box is a linear programme (Konis 2007).

    Parameters
    ----------
    outcome : array of float, shape (R,)
        0 or 1.
    design : array of float, shape (R, k)

    Examples
    --------
    >>> import numpy as np
    >>> design = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    >>> separating(np.array([0.0, 1.0, 1.0, 1.0]), design)
    (1,)
    >>> separating(np.array([0.0, 1.0, 0.0, 1.0]), design)
    ()
    """
    from scipy.optimize import linprog

    # like rows say the same, and dummies have many of them
    table = np.unique(np.column_stack([outcome, design]), axis=0)
    towards = np.where(table[:, :1] > 0, 1.0, -1.0) * table[:, 1:]
    found = linprog(
        -towards.sum(axis=0),
        A_ub=-towards,
        b_ub=np.zeros(len(towards)),
        bounds=[(-1.0, 1.0)] * design.shape[1],
        method="highs",
    )
    if found.status != 0 or -found.fun <= MOVED:
        return ()
    return tuple(np.flatnonzero(np.abs(found.x) > MOVED).tolist())
