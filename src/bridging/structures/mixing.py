"""MixingMatrix: contacts between groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import DataError
from bridging.structures.arrays import Floats, as_labels, as_numbers


@dataclass(frozen=True, init=False, eq=False, repr=False)
class MixingMatrix:
    """Contacts by the groups of their two ends.

    Parameters
    ----------
    contacts : array-like of shape (..., K, K)
        Undirected contacts stand in a symmetric table whose **diagonal is counted from both
        ends**: three contacts within a group are a 6 on the diagonal, and two contacts between
        groups a 2 in both cells. Directed contacts (who approached whom, nominations) count once,
        from the row's group to the column's group.
    groups : sequence of str, optional
        Labels of the K groups; those of a data frame, if left out.
    sizes : array-like of shape (..., K), optional
        People of each group.
    opportunities : array-like of shape (..., K, K), optional
        Pairs of people present together who did not come together, in the same convention.
    expected : array-like of shape (..., K, K), optional
        Where the contacts would fall if each session's contacts fell evenly on its opportunities,
        summed over sessions, in the same convention.
    units : sequence of str, optional
        Labels of the leading axis, where there is one (sites, sessions).
    directed : bool, default False
        Whether rows are senders and columns receivers.
    dealt : array-like of shape (..., K, K), optional
        Where the contacts fall on average if everybody keeps how many contacts she had in a session
        and partners are dealt again, in the same convention.

    Raises
    ------
    DataError
        A table that is not square, not symmetric where it must be, negative or not of numbers;
        labels that do not fit.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[40, 2], [5, 41]], groups=["Boy", "Girl"], directed=True)
    >>> round(br.measures.ei_index(table), 6)
    -0.840909
    """

    contacts: Floats
    groups: tuple[str, ...]
    sizes: Floats | None
    opportunities: Floats | None
    expected: Floats | None
    units: tuple[str, ...] | None
    directed: bool
    dealt: Floats | None

    def __init__(
        self,
        contacts: Any,
        groups: Iterable[object] | None = None,
        sizes: Any = None,
        opportunities: Any = None,
        expected: Any = None,
        units: Iterable[object] | None = None,
        directed: bool = False,
        dealt: Any = None,
    ) -> None:
        if groups is None and isinstance(contacts, pd.DataFrame):
            groups = contacts.columns
            if contacts.shape[0] == contacts.shape[1] and list(contacts.index) != list(groups):
                raise DataError("`contacts` must have the same labels on its rows and columns.")
        table = as_numbers("contacts", contacts, whole=True)
        if table.ndim < 2 or table.shape[-1] != table.shape[-2] or table.shape[-1] == 0:
            raise DataError(
                "`contacts` must be a square table, groups by groups, "
                f"not of the shape {table.shape}."
            )
        groups_ = as_labels("groups", groups, table.shape[-1], "group")
        if not directed:
            _check_symmetric("contacts", table)
        set_ = object.__setattr__
        set_(self, "contacts", table)
        set_(self, "groups", groups_)
        set_(self, "directed", bool(directed))
        set_(self, "sizes", _matching("sizes", sizes, table.shape[:-1]))
        pairs = {"opportunities": opportunities, "expected": expected, "dealt": dealt}
        for name, values in pairs.items():
            array = _matching(name, values, table.shape)
            if array is not None and not directed:
                _check_symmetric(name, array)
            set_(self, name, array)
        if units is None:
            set_(self, "units", None)
        elif table.ndim < 3:
            raise DataError("`units` must label a leading axis; `contacts` has none.")
        else:
            set_(self, "units", as_labels("units", units, table.shape[0], "unit"))

    @property
    def total(self) -> Floats:
        """Sum of the table, of shape (...); twice the contacts where they are undirected."""
        return np.asarray(self.contacts.sum(axis=(-2, -1)))

    @property
    def within(self) -> Floats:
        """Sum of the diagonal, of shape (...), on the scale of `total`."""
        return np.asarray(np.trace(self.contacts, axis1=-2, axis2=-1))

    @property
    def between(self) -> Floats:
        """Sum off the diagonal, of shape (...), on the scale of `total`."""
        diagonal = np.eye(len(self.groups), dtype=bool)
        return np.asarray(np.where(diagonal, 0.0, self.contacts).sum(axis=(-2, -1)))

    @property
    def n_contacts(self) -> Floats:
        """Number (or weight) of contacts, of shape (...)."""
        return self.total if self.directed else self.total / 2

    def to_frame(self) -> pd.DataFrame:
        """Return the contacts as a table of groups by groups (a stack: units in the index)."""
        names = list(self.groups)
        leading = self.contacts.shape[:-2]
        if not leading:
            return pd.DataFrame(self.contacts, index=names, columns=names)
        one = self.units is not None and len(leading) == 1
        levels: list[Any] = [self.units] if one else [range(size) for size in leading]
        index = pd.MultiIndex.from_product([*levels, names])
        return pd.DataFrame(self.contacts.reshape(-1, len(names)), index=index, columns=names)

    def __repr__(self) -> str:
        """Name the shape and the groups."""
        kind = "directed" if self.directed else "undirected"
        stack = f"stack of {self.contacts.shape[:-2]}, " if self.contacts.ndim > 2 else ""
        return (
            f"<MixingMatrix: {stack}{kind}, {len(self.groups)} groups {list(self.groups)}, "
            f"{self.n_contacts.sum():g} contacts>"
        )

    def _repr_html_(self) -> str:
        from bridging.words.markup import MOST_ROWS, cell_text

        table = self.to_frame().to_html(escape=True, max_rows=MOST_ROWS, float_format=cell_text)
        said = "from row to column" if self.directed else "the diagonal counts them from both ends"
        return f"{table}<p>{cell_text(self.n_contacts.sum())} contacts; {said}</p>"


def _matching(name: str, values: Any, shape: tuple[int, ...]) -> Floats | None:
    """Check an optional array that must have the shape of the contacts."""
    if values is None:
        return None
    array = as_numbers(name, values)
    if array.shape != shape:
        try:
            array = np.broadcast_to(array, shape)
        except ValueError:
            raise DataError(f"`{name}` must have the shape {shape}, not {array.shape}.") from None
    return array


def _check_symmetric(name: str, table: Floats) -> None:
    """Refuse an undirected table whose two halves differ."""
    other = np.swapaxes(table, -1, -2)
    if not np.allclose(table, other, rtol=1e-9, atol=1e-9, equal_nan=True):
        raise DataError(
            f"`{name}` must be symmetric where contacts are undirected. "
            "Pass directed=True for contacts that run from the row to the column."
        )
