"""Crosses for who was there: how people write them, in grids and in lists."""

from typing import Any

import numpy as np

from bridging.records.files import FileTable, Told
from bridging.records.schema import plain
from bridging.records.text import cell_text

CROSSES = {"x", "xx", "×", "✓", "✔", "✗", "☑", "☒", "1", "ja", "j", "yes", "y"} | {
    *("aanwezig", "present", "true", "waar")
}
NO_CROSSES = {"", "0", "-", "–", "nee", "n", "no", "afwezig", "absent", "false", "onwaar", "/", "☐"}


def mark(cell: Any) -> bool | None:
    """Return whether a cell says that somebody was there; None where that can't be told.

    Examples
    --------
    >>> mark("X"), mark(1), mark(" ja "), mark("-"), mark(None), mark("v")
    (True, True, True, False, False, None)
    """
    text = str(cell_text(cell)).lower() if cell is not None else ""
    if text.replace(".", "", 1).isdecimal() and float(text) >= 1:
        return True  # how many of a family came: it was there
    return True if text in CROSSES else False if text in NO_CROSSES else None


def keep_present(table: FileTable) -> FileTable:
    """Return attendance without the rows that say in a column of crosses that somebody was not there.

    Rows stay as they are where the table has no such column.
    """
    for name in table.frame.columns:
        if plain(str(name)) not in ("aanwezig", "present"):
            continue
        marks = [mark(None if cell != cell else cell) for cell in table.frame[name]]
        if None in marks or list(table.frame.columns).count(name) > 1:
            return table
        there = np.array(marks, dtype=bool)
        left_out = Told(
            table.rows[~there],
            str(name),
            "Rows of people who were not there were left out.",
            "",
            "note",
        )
        frame = table.frame[there].drop(columns=name).reset_index(drop=True)
        told = [*table.told, left_out]
        return FileTable(frame, table.rows[there], table.notes, told, table.short, table.broken)
    return table
