"""Which units are too small to show, so that none follows by subtraction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import OptionError, check_choice
from bridging.structures.arrays import Floats

AUDIENCES = ("team", "publication")
MINIMUM = 6


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What is withheld of one line.

    Parameters
    ----------
    units : frozenset of str
        Units of which nothing is shown.
    total : bool
        Whether the numbers over all units are withheld too.
    """

    units: frozenset[str] = frozenset()
    total: bool = False

    def __contains__(self, unit: object) -> bool:
        """Say whether a unit is withheld; ``all`` is the sum over units."""
        return unit in self.units or (unit == "all" and self.total)

    def __bool__(self) -> bool:
        """Say whether anything is withheld."""
        return bool(self.units) or self.total


NOTHING = Hidden()


def check_audience(audience: str, minimum: int) -> None:
    """Raise OptionError for an audience or minimum that is not allowed."""
    check_choice("audience", audience, AUDIENCES)
    if isinstance(minimum, bool) or not isinstance(minimum, int) or minimum < 1:
        raise OptionError(f"`minimum` must be a whole number from 1, not {minimum!r}.")


def withhold(
    units: Sequence[str],
    cells: Floats,
    sizes: Floats,
    minimum: int = MINIMUM,
    total: Floats | None = None,
    also: Collection[str] = (),
) -> Hidden:
    """Choose units to withhold so that no small cell is shown or follows by subtraction.

    A unit with a cell from 1 to minimum − 1 goes. Where that is one unit alone, or where the units
    that go have fewer people than the minimum, the smallest other unit that has people goes too.
    The total goes where one of its own cells is small, or where a cell is that is left when the
    shown units are taken from it.

    Parameters
    ----------
    units : sequence of str, length U
    cells : array of shape (U, C)
        Counts of people or contacts.
    sizes : array of shape (U,)
        People in each unit.
    minimum : int, default 6
    total : array of shape (C,), optional
        The cells over all units where that is not their sum, because people occur in several.
    also : collection of str, optional
        Units that are withheld whatever their cells are, as they are in another table.

    Examples
    --------
    >>> import numpy as np
    >>> cells = np.array([[2, 20], [9, 9], [30, 40]])
    >>> hidden = withhold(["a", "b", "c"], cells, cells.sum(axis=1))
    >>> sorted(hidden.units), hidden.total
    (['a', 'b'], False)
    """
    gone = np.asarray(small(cells, minimum).any(axis=1)) | np.isin(units, list(also))
    if gone.any():
        while gone.sum() < 2 or sizes[gone].sum() < minimum:
            others = np.flatnonzero(~gone & (sizes > 0))
            if not len(others):
                break
            gone[others[np.argmin(sizes[others])]] = True
    whole = cells.sum(axis=0)
    left = cells[gone].sum(axis=0)
    given = whole if total is None else total
    unsafe = any(small(part, minimum).any() for part in (given, left, given - (whole - left)))
    unsafe = unsafe or (len(units) == 1 and bool(gone.any()))
    return Hidden(units=frozenset(np.array(units, dtype=object)[gone].tolist()), total=unsafe)


def small(cells: Any, minimum: int) -> npt.NDArray[np.bool_]:
    """Say which counts are from 1 to minimum − 1.

    Examples
    --------
    >>> small([0, 1, 5, 6], 6).tolist()
    [False, True, True, False]
    """
    counts = np.asarray(cells, dtype=float)
    return np.asarray((counts > 0) & (counts < minimum))
