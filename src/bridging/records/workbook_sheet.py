"""What a workbook is to a reader, whatever program wrote it, and how large one may be."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bridging.errors import StudyError

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 1_048_576, 2_000, 20_000_000
MOST_MERGED, MOST_CHARACTERS = 100_000, 40_000

Merged = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: what its cells hold, and what a reader must know of them.

    Parameters
    ----------
    name : str
    hidden : bool
    rows : dict of int to list
        The cells of every row in which something stands, by the number that a spreadsheet shows;
        an empty cell is None. All rows have the same length.
    merged : tuple of (first row, last row, first column, last column)
        Columns count from 0.
    uncalculated, broken : tuple of int
        Rows with a formula that has no value, and with a value as ``#REF!``.
    """

    name: str
    hidden: bool = False
    rows: dict[int, list[Any]] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    uncalculated: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook: its sheets in order, and the day from which its dates count."""

    sheets: tuple[Sheet, ...]
    epoch: datetime


def check_extent(name: str, *, cells: int, merged: int, row: int, column: int) -> None:
    """Refuse a sheet that is larger than records can be; it may have been made to do harm.

    Raises
    ------
    StudyError
    """
    if cells > MOST_CELLS or merged > MOST_MERGED or row > MOST_ROWS or column > MOST_COLUMNS:
        raise StudyError(
            f"File {name!r} can't be read: a sheet has more than {MOST_COLUMNS} columns or "
            f"{MOST_ROWS} rows filled in. Remove what is not part of the records."
        )


def check_length(name: str, sheet: str, number: int, cells: list[Any]) -> None:
    """Refuse a row with a text that no cell of records holds.

    Raises
    ------
    StudyError
    """
    if any(isinstance(cell, str) and len(cell) > MOST_CHARACTERS for cell in cells):
        raise StudyError(
            f"File {name!r} can't be read: a cell in row {number} of sheet {sheet!r} "
            f"has more than {MOST_CHARACTERS} characters."
        )


def same_length(rows: dict[int, list[Any]]) -> dict[int, list[Any]]:
    """Return rows of one length, without columns at the end in which nothing stands.

    Examples
    --------
    >>> same_length({2: ["a", None], 3: ["b", 1, None]})
    {2: ['a', None], 3: ['b', 1]}
    """
    width = max(
        (max(k for k, value in enumerate(row) if value is not None) + 1 for row in rows.values()),
        default=0,
    )
    return {number: (row + [None] * width)[:width] for number, row in rows.items()}
