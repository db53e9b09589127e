"""Privacy: what is withheld where few people stand behind a number.

Everything is computed first and withheld afterwards, so that what is shown does not depend on what
is not. A cell is the number of people of a group in a unit, all people of a unit, or the contacts
between two groups in a unit. People of unknown group count as people, not as a group.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import DataError, OptionError, check_choice
from bridging.results import Result, Results, Sizes
from bridging.structures.arrays import Floats
from bridging.study import Study

AUDIENCES = ("team", "publication")
MINIMUM = 6
REASON = "withheld: too few people or contacts to publish"
REASON_NL = "niet getoond: te weinig mensen of contacten om te publiceren"
KEPT = ("measure", "line", "unit", "group", "crossing", "label", "kind", "undefined")


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


def find_hidden(
    study: Study,
    line: str,
    by: str | None = "site",
    *,
    audience: str = "publication",
    minimum: int = MINIMUM,
) -> Hidden:
    """Find which units of a line, and whether its total, are too small to show.

    Parameters
    ----------
    study : Study
    line : str
    by : str or None, default "site"
        What makes the units; None: everything is one.
    audience : {"publication", "team"}
        ``team`` withholds nothing.
    minimum : int, default 6
        The smallest count that is shown; 0 always is.
    """
    check_audience(audience, minimum)
    if audience == "team":
        return NOTHING
    if by is None and len(study.sites) > 1:
        # what a report by site withholds must not be had by asking for the total alone
        sites = find_hidden(study, line, "site", audience=audience, minimum=minimum)
        if sites.total:
            return Hidden(units=frozenset(["all"]), total=True)
    units, cells, sizes = _cells(study, line, by)
    total = _cells(study, line, None)[1][0] if by is not None else cells.sum(axis=0)
    return withhold(units, cells, sizes, minimum, total)


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


def _cells(study: Study, line: str, by: str | None) -> tuple[tuple[str, ...], Floats, Floats]:
    """Return units, their cells (people by group, all people, contacts by groups), and sizes.

    A size is the people of known group: others can't hide what they are.
    """
    people, contacts = _people(study, line, by), _contacts(study, line, by)
    size = len(study.lines[line].groups)
    units = tuple(dict.fromkeys([*people, *contacts]))
    nobody, nothing = np.zeros(size + 1), np.zeros(size * (size + 1) // 2)
    rows = [np.append(people.get(unit, nobody), contacts.get(unit, nothing)) for unit in units]
    cells = np.array(rows).reshape(len(units), len(nobody) + len(nothing))
    known = cells[:, :size].sum(axis=1)
    return units, cells, known if known.any() else cells.sum(axis=1)


def _people(study: Study, line: str, by: str | None) -> dict[str, Floats]:
    """Return people by group and all people, of each unit."""
    try:
        count = study.count_composition(line, by, "all")
    except (DataError, OptionError):  # nothing says who was where
        return {}
    labels = count.stacked.labels or ("all",)
    counts = count.composition.counts.reshape(len(labels), -1)
    everyone = counts.sum(axis=1) + count.left_out
    return dict(zip(labels, np.column_stack([counts, everyone]), strict=True))


def _contacts(study: Study, line: str, by: str | None) -> dict[str, Floats]:
    """Return contacts by pair of groups, each counted once, of each unit."""
    matrix = study.mixing(line, by)
    tables = matrix.contacts if matrix.contacts.ndim == 3 else matrix.contacts[np.newaxis]
    size = len(matrix.groups)
    once = tables / np.where(np.eye(size, dtype=bool), 2.0, 1.0)
    rows, columns = np.tril_indices(size)
    return dict(zip(matrix.units or ("all",), once[:, rows, columns], strict=True))


@overload
def suppress(data: Results, hidden: Hidden) -> Results: ...
@overload
def suppress(data: pd.DataFrame, hidden: Hidden) -> pd.DataFrame: ...
def suppress(data: Results | pd.DataFrame, hidden: Hidden) -> Results | pd.DataFrame:
    """Withhold every number of the hidden units of a line.

    Parameters
    ----------
    data : Results or DataFrame
        Of one line. Rows of a frame are told apart by its column `unit`.
    hidden : Hidden
        From `find_hidden`.

    Returns
    -------
    Results or DataFrame
        A copy with the same rows: the units stay, their numbers are gone and `undefined` says why.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"unit": ["a", "b"], "estimate": [0.2, 0.4]})
    >>> suppress(frame, Hidden(units=frozenset(["a"])))["estimate"].tolist()
    [nan, 0.4]
    """
    if isinstance(data, Results):
        return _blanked(data, [item.unit in hidden for item in data])
    frame = data.copy()
    gone = frame["unit"].map(lambda unit: unit in hidden).to_numpy(dtype=bool)
    for name in frame.columns.difference(KEPT):
        frame[name] = frame[name].mask(gone)
    if "p_adjusted" in frame and gone.any():
        frame["p_adjusted"] = float("nan")
    if "undefined" in frame:
        frame.loc[gone, "undefined"] = REASON
    return frame


def _blanked(data: Results, gone: Sequence[bool]) -> Results:
    """Withhold some results, and what the others tell of them.

    A p-value is adjusted for those of the other units, and so would say something of theirs.
    """
    if any(gone):
        data = Results([replace(item, p_adjusted=float("nan")) for item in data])
    return Results(
        [_blank(item) if hidden else item for item, hidden in zip(data, gone, strict=True)]
    )


def _blank(item: Result) -> Result:
    """Return a result without any number of its data."""
    return replace(
        item,
        estimate=float("nan"),
        interval=None,
        null=None,
        sizes=Sizes(),
        undefined=REASON,
        undefined_nl=REASON_NL,
        extra={},
    )


def suppress_study(
    data: Results,
    study: Study,
    by: str | None = "site",
    *,
    audience: str = "publication",
    minimum: int = MINIMUM,
) -> Results:
    """Withhold what is too small in results of a study, line by line.

    Parameters
    ----------
    data : Results
        Results by `by`, with or without those over all units.
    study : Study
    by : str or None, default "site"
    audience : {"publication", "team"}
    minimum : int, default 6
    """
    hidden = {
        line: find_hidden(study, line, by, audience=audience, minimum=minimum)
        for line in dict.fromkeys(item.line for item in data)
    }
    return _blanked(data, [item.unit in hidden[item.line] for item in data])
