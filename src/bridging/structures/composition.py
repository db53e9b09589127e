"""Composition: how many people of each group there are in each unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import DataError
from bridging.structures.arrays import Floats, as_labels, as_numbers


@dataclass(frozen=True, init=False, eq=False, repr=False)
class Composition:
    """People by unit and group.

    Parameters
    ----------
    counts : array-like of shape (..., U, K)
        People of each of K groups in each of U units (sessions, sites, schools). One row of
        length K is one unit. Leading axes are stacks: a measure gives one value for each.
        A unit of a stack that has fewer units than another is a row of zeros.
    units, groups : sequence of str, optional
        Labels of the units and of the groups; those of a data frame, if left out.
    stack : sequence of str, optional
        Labels of the leading axis, where there is one.

    Raises
    ------
    DataError
        Counts that are negative, infinite, missing or no numbers; labels that do not fit.

    Examples
    --------
    >>> import bridging as br
    >>> mix = br.Composition([[3, 2], [0, 5]], units=["Monday", "Friday"], groups=["a", "b"])
    >>> mix.sizes.tolist()
    [3.0, 7.0]
    >>> float(br.measures.dissimilarity(mix))
    0.7142857142857143
    """

    counts: Floats
    units: tuple[str, ...]
    groups: tuple[str, ...]
    stack: tuple[str, ...] | None

    def __init__(
        self,
        counts: Any,
        units: Iterable[object] | None = None,
        groups: Iterable[object] | None = None,
        stack: Iterable[object] | None = None,
    ) -> None:
        if isinstance(counts, pd.DataFrame):
            units = counts.index if units is None else units
            groups = counts.columns if groups is None else groups
        array = as_numbers("counts", counts, whole=True)
        if array.ndim == 1:
            array = array[np.newaxis, :]
        if array.ndim < 2 or array.shape[-1] == 0:
            raise DataError(
                "`counts` must have units as rows and groups as columns, "
                f"not the shape {array.shape}."
            )
        set_ = object.__setattr__
        set_(self, "counts", array)
        set_(self, "units", as_labels("units", units, array.shape[-2], "unit"))
        set_(self, "groups", as_labels("groups", groups, array.shape[-1], "group"))
        leading = array.shape[:-2]
        if stack is None:
            set_(self, "stack", None)
        else:
            set_(self, "stack", as_labels("stack", stack, leading[0] if leading else 1, "unit"))

    @cached_property
    def sizes(self) -> Floats:
        """People of each group over all units, of shape (..., K)."""
        return np.asarray(np.ones(self.counts.shape[-2]) @ self.counts)

    @cached_property
    def totals(self) -> Floats:
        """People of each unit over all groups, of shape (..., U)."""
        return np.asarray(self.counts @ np.ones(self.counts.shape[-1]))

    def by_unit(self) -> "Composition":
        """Return a stack with one composition for each unit, of shape (..., U, 1, K).

        Examples
        --------
        >>> import bridging as br
        >>> mix = br.Composition([[3, 2], [0, 5]])
        >>> br.measures.blau(mix.by_unit()).tolist()
        [0.48, 0.0]
        """
        stack = self.units if self.counts.ndim == 2 else None
        return Composition(self.counts[..., np.newaxis, :], ["all"], self.groups, stack)

    def to_frame(self) -> pd.DataFrame:
        """Return the counts as a table of units by groups.

        A stack has its axes in the index, without the empty units that pad it.
        """
        leading = self.counts.shape[:-2]
        if not leading:
            return pd.DataFrame(self.counts, index=list(self.units), columns=list(self.groups))
        names = self.stack if self.stack and len(leading) == 1 else None
        levels: list[Any] = [range(size) for size in leading] if names is None else [names]
        index = pd.MultiIndex.from_product([*levels, self.units])
        counts = self.counts.reshape(-1, len(self.groups))
        frame = pd.DataFrame(counts, index=index, columns=list(self.groups))
        return frame[counts.sum(axis=1) > 0]

    def __repr__(self) -> str:
        """Name the shape and the groups."""
        stack = f"stack of {self.counts.shape[:-2]}, " if self.counts.ndim > 2 else ""
        return (
            f"<Composition: {stack}{len(self.units)} units, "
            f"{len(self.groups)} groups {list(self.groups)}, {self.counts.sum():g} people>"
        )

    def _repr_html_(self) -> str:
        from bridging.words.markup import MOST_ROWS, cell_text

        table = self.to_frame().to_html(escape=True, max_rows=MOST_ROWS, float_format=cell_text)
        return f"{table}<p>{cell_text(self.counts.sum())} in all</p>"
