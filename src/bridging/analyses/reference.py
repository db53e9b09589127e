"""The reference population of a line: who a site could reach."""

import numpy as np
import pandas as pd

from bridging.counting.chain import reference_pairs
from bridging.errors import DataError, listed
from bridging.records import Line
from bridging.structures.arrays import Floats
from bridging.study import Study


def reference_of(
    study: Study, line: Line, by: str | None, unit: str, denominator: str | None = None
) -> Floats | None:
    """Return pairs of two people of the reference of a unit by group, of shape (K, K).

    Parameters
    ----------
    study : Study
    line : Line
    by : str or None
        What the study is split by. With ``site`` a row of the site comes before one without a site.
    unit : str
    denominator : str, optional
        Which population, where there are several.

    Returns
    -------
    array of float, shape (K, K), or None
        None where the study has no reference for the line, or none that is of the whole unit.

    Raises
    ------
    DataError
        Several populations and no choice; a group of the line without a share; shares that do not
        add up.
    """
    amounts = reference_amounts(study, line, by, unit, denominator)
    if amounts is None:
        return None
    return reference_pairs(*amounts)


def reference_amounts(
    study: Study, line: Line, by: str | None, unit: str, denominator: str | None = None
) -> tuple[Floats, bool] | None:
    """Return the shares (or counts) of the groups, and whether they are counts."""
    table = study.records.tables.get("reference")
    if table is None:
        return None
    rows = table[table["line"] == line.name] if "line" in table else table
    if "denominator" in rows and rows["denominator"].notna().any():
        rows = _of_denominator(rows, line, denominator)
    elif denominator is not None and len(rows):
        raise DataError(
            f"`denominator` can't be {denominator!r}: the reference of the line {line.name!r} names "
            "no populations."
        )
    rows = _of_unit(study, rows, by, unit)
    if rows is None or rows.empty:
        return None
    counts = "count" in rows and bool(rows["count"].notna().all())
    code = line.codes(rows["group"])
    amount = rows["count" if counts else "share"].to_numpy(dtype=np.float64)
    missing = [group for place, group in enumerate(line.groups) if place not in code]
    if missing:
        raise DataError(
            f"The reference of the line {line.name!r} must have every group; it lacks "
            f"{listed(missing)}. Give 0 where there is nobody."
        )
    # people of unknown group are of the population, and left out as everywhere
    if not counts and not abs(amount.sum() - 1) <= 0.02:
        raise DataError(
            f"The shares of the reference of the line {line.name!r} must add up to 1, "
            f"not to {amount.sum():.3f}."
        )
    known = code >= 0
    values = np.bincount(code[known], weights=amount[known], minlength=len(line.groups)).astype(
        np.float64
    )
    return (values if counts else values / values.sum()), counts


def _of_denominator(rows: pd.DataFrame, line: Line, denominator: str | None) -> pd.DataFrame:
    """Keep one population."""
    names = sorted(rows["denominator"].dropna().astype(str).unique())
    if denominator is None and len(names) == 1 and rows["denominator"].notna().all():
        return rows
    if denominator not in names:
        raise DataError(
            f"`denominator` must be one of {listed(names)}: the line {line.name!r} has several "
            "reference populations."
        )
    return rows[rows["denominator"].astype(str) == denominator]


def _of_unit(study: Study, rows: pd.DataFrame, by: str | None, unit: str) -> pd.DataFrame | None:
    """Keep the rows of a unit; None where sites have different references and are put together."""
    if "site" not in rows or rows["site"].isna().all():
        return rows
    general = rows[rows["site"].isna()]
    if by == "site":
        own = rows[rows["site"] == unit]
        return general if own.empty else own
    if len(study.sites) == 1:
        own = rows[rows["site"] == study.sites[0]]
        return general if own.empty else own
    return None if general.empty else general
