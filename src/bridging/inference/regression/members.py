"""The two people of each row of a regression, as codes."""

from typing import Any

import numpy as np

from bridging.errors import DataError, row_list
from bridging.structures.arrays import Ints


def member_codes(members: Any, labels: Any, n_rows: int) -> tuple[Ints, Ints]:
    """Number the people of each row; rows of a data frame are matched to the fit by their labels.

    Parameters
    ----------
    members : array, list of pairs or DataFrame, shape (R, 2)
        Ids of any hashable type.
    labels : sequence or None
        Labels of the rows of the fit.
    n_rows : int
        Rows of the fit.

    Raises
    ------
    DataError
        Not two columns, another number of rows than the fit, labels that do not match, a missing
        id, or a person paired with herself.
    """
    pairs = matched_rows("members", members, labels, n_rows)
    wide = [i for i, pair in enumerate(pairs) if len(pair) != 2]
    if wide:
        raise DataError(
            f"`members` must have two columns, the two people of each row, not {len(pairs[0])}."
        )
    missing = [i for i, pair in enumerate(pairs) if any(_is_missing(one) for one in pair)]
    if missing:
        raise DataError(
            f"`members` must name both people of every row, and {row_list(missing)} do not. "
            "Leave these rows out of the fit."
        )
    codes: dict[Any, int] = {}
    flat = [codes.setdefault(one, len(codes)) for pair in pairs for one in pair]
    both = np.array(flat, dtype=np.int64).reshape(-1, 2)
    itself = np.flatnonzero(both[:, 0] == both[:, 1])
    if len(itself):
        raise DataError(
            f"`members` can't pair a person with herself, as {row_list(itself)} do. "
            "Leave these rows out of the fit."
        )
    return both[:, 0], both[:, 1]


def cluster_codes(name: str, cluster: Any, labels: Any, n_rows: int) -> Ints:
    """Number the clusters of the rows; several columns are taken together."""
    rows = matched_rows(name, cluster, labels, n_rows)
    missing = [i for i, row in enumerate(rows) if any(_is_missing(one) for one in row)]
    if missing:
        raise DataError(
            f"`{name}` must have a cluster for every row, and {row_list(missing)} have none."
        )
    codes: dict[Any, int] = {}
    return np.array([codes.setdefault(row, len(codes)) for row in rows], dtype=np.int64)


def matched_rows(name: str, values: Any, labels: Any, n_rows: int) -> list[tuple[Any, ...]]:
    """Return the values as one tuple for each row of the fit.

    A pandas object goes by its index where the fit has labels, so that rows the fit left out (for a
    missing value) are left out here as well; anything else goes by place.
    """
    if hasattr(values, "index") and hasattr(values, "loc") and labels is not None:
        if not values.index.is_unique or not set(labels) <= set(values.index):
            raise DataError(
                f"`{name}` must have the index of the data frame the model was fitted to, each "
                "label once. Give `.to_numpy()` to match rows by place."
            )
        values = values.loc[list(labels)]
    if hasattr(values, "itertuples"):
        rows = list(values.itertuples(index=False, name=None))
    else:
        rows = [_as_tuple(row) for row in _listed(values)]
    if len(rows) != n_rows:
        raise DataError(
            f"`{name}` must have a row for each of the {n_rows} rows of the fit, not {len(rows)}. "
            "The fit may have left out rows with missing values."
        )
    return rows


def _listed(values: Any) -> Any:
    """Return Python objects, which hash as people expect, for an array."""
    return values.tolist() if hasattr(values, "tolist") else list(values)


def _as_tuple(row: Any) -> tuple[Any, ...]:
    return tuple(row) if isinstance(row, list | tuple) else (row,)


def _is_missing(value: Any) -> bool:
    # NaN, NaT and pandas' NA are not equal to themselves; NA even refuses to say so
    try:
        return value is None or bool(value != value)
    except TypeError:
        return True
