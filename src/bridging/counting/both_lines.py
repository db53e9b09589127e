"""Two lines at once: groups that are pairs of groups."""

import numpy as np

from bridging.records import Line
from bridging.structures.arrays import Ints


def both_lines(first: Line, second: Line) -> Line:
    """Return a line whose groups are the pairs of the groups of two lines, the first changing last."""
    return Line(
        name=f"{first.name} × {second.name}",
        groups=tuple(f"{a} × {b}" for a in first.groups for b in second.groups),
    )


def both_codes(first: Ints, second: Ints, groups: int) -> Ints:
    """Return the pair of groups of each person; -1 where one of the two is not known.

    Parameters
    ----------
    first, second : array of int, shape (P,)
    groups : int
        How many groups the second line has.
    """
    return np.where((first < 0) | (second < 0), -1, first * groups + second)
