"""Tables as users hold them: data frames of any library, or dictionaries of columns."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from bridging.errors import StudyError


def is_lazy(table: Any) -> bool:
    """Whether a table is a plan that is not carried out yet: of polars, DuckDB, Spark."""
    if table is None or isinstance(table, pd.DataFrame | Mapping):
        return False
    import narwhals as nw

    return isinstance(nw.from_native(table, pass_through=True), nw.LazyFrame)


def as_pandas(table: Any) -> pd.DataFrame | None:
    """Return a table as a pandas data frame; None stays None."""
    if table is None or isinstance(table, pd.DataFrame):
        return table
    if isinstance(table, Mapping):
        try:
            return pd.DataFrame(table)
        except ValueError as error:
            raise StudyError(
                "A table must have columns of the same length: give each column as a list, with a "
                "value for every row."
            ) from error
    import narwhals as nw

    frame = nw.from_native(table, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return pd.DataFrame({name: frame[name].to_list() for name in frame.columns})
    try:
        return pd.DataFrame(table)
    except (TypeError, ValueError) as error:
        raise StudyError(
            f"A table must be a data frame or a dictionary of columns, not a {type(table).__name__}."
        ) from error
