"""Pairs of people of the reference population, with which a chain begins."""

import numpy as np

from bridging.analyses.reach_reference import Reference, find_reference
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
        What the study is split by. With ``site`` a unit has the reference of its site, else all
        have that of the sites together (see `find_reference`).
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
        A group of the line without a share; shares that do not add up.
    OptionError, UnknownNameError
        Several populations and no choice; one that does not occur.
    """
    sites = [unit] if by == "site" else list(study.sites)
    found = find_reference(study.records, line, sites, denominator)
    _refuse_faults(found, line)
    if found.shares is None:
        return None
    if np.isnan(found.number):
        return reference_pairs(found.shares, False)
    return reference_pairs(np.round(found.shares * found.number, 6), True)


def _refuse_faults(found: Reference, line: Line) -> None:
    """Raise where there is a reference that is wrong; one that is not there is no fault."""
    reason = "" if found.reason is None else found.reason.key
    if reason == "shares_sum" and found.reason is not None:
        raise DataError(
            f"The shares of the reference of the line {line.name!r} must add up to 1, "
            f"not to {found.reason.values['total']:.3f}."
        )
    if found.unnamed:
        raise DataError(
            f"The reference of the line {line.name!r} must have every group; it lacks "
            f"{listed(found.unnamed)}. Give 0 where there is nobody."
        )
    if reason == "incomplete":
        raise DataError(
            f"The reference of the line {line.name!r} must have a share, or a count, in every row. "
            "Give 0 where there is nobody."
        )
