"""A table with other margins and the same odds ratios."""

from typing import Any

import numpy as np

from bridging.errors import DataError
from bridging.measures.segregation_change import fitted
from bridging.structures.arrays import Floats


def fitted_to_margins(table: Any, rows: Any, columns: Any) -> Floats:
    """Give a table other margins and leave its odds ratios (iterative proportional fitting).

    Parameters
    ----------
    table : array of float, shape (R, C)
    rows, columns : array of float, shape (R,) and (C,)
        The margins it shall have, above 0 and with the same total.

    Returns
    -------
    array of float, shape (R, C)
        Every margin is met to 1e-10 of itself: with an absolute tolerance, many small rows would
        count as met from the start.

    Raises
    ------
    DataError
        Margins that can't be, or that empty cells keep out of reach.

    References
    ----------
    Deming and Stephan (1940), "On a least squares adjustment of a sampled frequency table when the
    expected marginal totals are known"; Karmel and MacLachlan (1988), "Occupational sex
    segregation: increasing or decreasing?".

    Examples
    --------
    >>> fitted_to_margins([[4, 1], [1, 4]], [10, 5], [9, 6]).round(6).tolist()
    [[8.0, 2.0], [1.0, 4.0]]
    """
    start, to_rows, to_columns = (np.asarray(v, dtype=float) for v in (table, rows, columns))
    if start.ndim != 2 or start.shape != (*to_rows.shape, *to_columns.shape):
        raise DataError(
            "`rows` and `columns` must have one number for each row and column of `table`, of "
            f"shape {start.shape}, not shapes {to_rows.shape} and {to_columns.shape}."
        )
    for name, margin in (("rows", to_rows), ("columns", to_columns)):
        if not (np.isfinite(margin) & (margin > 0)).all():
            raise DataError(f"`{name}` must be above 0. Leave out what is empty.")
    if abs(to_rows.sum() - to_columns.sum()) > 1e-9 * to_rows.sum():
        raise DataError("`rows` and `columns` must have the same total, and have not.")
    if not np.isfinite(start).all() or (start < 0).any():
        raise DataError("`table` must be of numbers from 0, without missing values.")
    if (start.sum(axis=1) == 0).any() or (start.sum(axis=0) == 0).any():
        raise DataError("`table` must have no row or column that is empty. Leave it out.")
    found = fitted(start, to_rows, to_columns)
    if found is None:
        raise DataError(
            "`table` can't be given these margins: its empty cells stay empty. "
            "Put rows or columns with empty cells together with others."
        )
    return found
