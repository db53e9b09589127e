"""The population that sites could reach: shares by group, from the table `reference`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bridging.analyses.reach_rows import NAN, Reason
from bridging.errors import OptionError, check_known, listed
from bridging.records import Line, Records
from bridging.structures.arrays import Floats

TOLERANCE = 0.02  # shares are printed rounded


@dataclass(frozen=True, kw_only=True)
class Reference:
    """The shares of the groups in the population, or why they are not known.

    Parameters
    ----------
    shares : array of float, shape (K,), or None
        Of those of known group; they add up to 1.
    number : float
        How many they are, NaN where only shares are given.
    unknown : float
        The share of the population whose group is not known.
    unnamed : tuple of str
        Groups of the line that no row names: full shares leave nothing for them, counts do not say.
    reason : Reason or None
    """

    shares: Floats | None = None
    number: float = NAN
    unknown: float = 0.0
    unnamed: tuple[str, ...] = ()
    reason: Reason | None = None


def find_reference(
    records: Records, line: Line, sites: Sequence[str], denominator: str | None = None
) -> Reference:
    """Find the population of a line around some sites.

    Of one site its own rows count, else those without a site, which hold for all sites. Of several
    sites those without a site count; without such, populations are added that are given as counts.

    Parameters
    ----------
    records : Records
    line : Line
    sites : sequence of str
    denominator : str, optional
        Which population, where the table has several.

    Raises
    ------
    OptionError
        There are several populations and none is chosen.
    UnknownNameError
        The population chosen does not occur.
    """
    table = records.tables.get("reference")
    if table is None or not len(table):
        return Reference(reason=Reason("no_reference"))
    mine = _of_denominator(table, denominator)
    mine = mine[mine["line"] == line.name]
    if not len(mine):
        there = ", ".join(dict.fromkeys(table["line"].dropna()))
        return Reference(reason=Reason("other_line", {"lines": there}))
    own = mine["site"] if "site" in mine else pd.Series(np.nan, index=mine.index, dtype=object)
    general = mine[own.isna()]
    with_own = [site for site in sites if (own == site).any()]
    if len(general) and (len(sites) != 1 or not with_own):
        return _read(general, line)
    if not with_own:
        return Reference(reason=Reason("no_reference_here"))
    if len(with_own) < len(sites):
        return Reference(reason=Reason("some_sites"))
    parts = [_read(mine[own == site], line) for site in sites]
    if len(parts) == 1:
        return parts[0]
    return next((part for part in parts if part.shares is None), None) or _joined(parts)


def _of_denominator(table: pd.DataFrame, denominator: str | None) -> pd.DataFrame:
    """Keep one population, where one is chosen."""
    if denominator is None:
        return table
    different = [] if "denominator" not in table else list(table["denominator"].dropna().unique())
    check_known("denominator", denominator, different)
    return table[table["denominator"] == denominator]


def _one_population(table: pd.DataFrame) -> None:
    """Refuse rows of several populations: their shares can't be taken together."""
    different = [] if "denominator" not in table else list(table["denominator"].dropna().unique())
    if len(different) > 1:
        raise OptionError(
            f"`denominator` must be given, because the reference has {len(different)} populations "
            f"for this line: choose one of {listed(different)}."
        )


def _joined(parts: Sequence[Reference]) -> Reference:
    """Add populations."""
    if any(np.isnan(part.number) for part in parts):
        return Reference(reason=Reason("shares_of_sites"))
    counts = sum(part.shares * part.number for part in parts if part.shares is not None)
    number = float(np.sum(counts))
    everybody = sum(part.number / (1 - part.unknown) for part in parts)
    return Reference(
        shares=np.asarray(counts) / number, number=number, unknown=1 - number / everybody
    )


def _read(table: pd.DataFrame, line: Line) -> Reference:
    """Read the rows of one population."""
    _one_population(table)
    codes = line.codes(table["group"])
    columns = [name for name in ("count", "share") if name in table and table[name].notna().all()]
    if not columns:
        return Reference(reason=Reason("incomplete"))
    column = columns[0]
    amount = table[column].to_numpy(dtype=float)
    total = float(amount.sum())
    if column == "share" and abs(total - 1) > TOLERANCE:
        return Reference(reason=Reason("shares_sum", {"total": total}))
    known = np.zeros(len(line.groups))
    np.add.at(known, codes[codes >= 0], amount[codes >= 0])
    if known.sum() <= 0:
        return Reference(reason=Reason("incomplete"))
    unnamed = tuple(name for i, name in enumerate(line.groups) if i not in codes)
    if column == "count" and unnamed:
        return Reference(
            unnamed=unnamed, reason=Reason("groups_missing", {"groups": ", ".join(unnamed)})
        )
    return Reference(
        shares=known / known.sum(),
        number=float(known.sum()) if column == "count" else NAN,
        unknown=float(1 - known.sum() / total),
        unnamed=unnamed,
    )
