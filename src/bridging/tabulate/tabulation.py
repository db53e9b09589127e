"""Counts by rows and columns, as a tidy frame that shows as a table."""

from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

NUMBERS = ("count", "people", "n", "share", "ci_low", "ci_high", "undefined")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Tabulation:
    """Counts by rows and columns, with their shares.

    Parameters
    ----------
    of : str
        What is counted: people, visits, encounters, responses or log.
    rows : str
    columns, by : tuple of str
    frame : DataFrame
        One row for each cell, those of nobody too: the columns asked for, then `count`, `people`
        (different people behind the count; missing for encounters and notes), `n` (the count of
        known rows in the column), `share` (count / n), `ci_low`, `ci_high`, `undefined`.
    confidence_level : float
    notes : tuple of str
        What was left out.
    """

    of: str
    rows: str
    columns: tuple[str, ...]
    by: tuple[str, ...]
    frame: pd.DataFrame
    confidence_level: float
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each cell."""
        return self.frame.copy()

    def to_table(self) -> pd.DataFrame:
        """Return the counts with a column for each value of `columns` (within `by`)."""
        across = [*self.by, *self.columns]
        if not across:
            return self.frame.set_index(self.rows)[["count"]]
        rows = list(dict.fromkeys(self.frame[self.rows]))
        places = list(dict.fromkeys(map(tuple, self.frame[across].to_numpy())))
        table = self.frame.pivot_table(
            index=self.rows, columns=across, values="count", aggfunc="first", dropna=False
        )
        columns = pd.MultiIndex.from_tuples(places, names=across)
        return table.reindex(
            index=rows, columns=columns if len(across) > 1 else columns.get_level_values(0)
        )

    def __repr__(self) -> str:
        """Show the counts."""
        return "\n".join([f"{self.of}:", str(self.to_table()), *self.notes])

    def _repr_html_(self) -> str:
        """Show count and share of each cell."""
        table = self.to_table()
        head = "".join(
            f'<th scope="col">{escape(_column_text(name))}</th>' for name in table.columns
        )
        cells = self.frame.groupby(self.rows, sort=False)
        body = "".join(
            f'<tr><th scope="row">{escape(str(row))}</th>'
            + "".join(f"<td>{escape(_cell_text(c, s))}</td>" for c, s in _pairs(part))
            + "</tr>"
            for row, part in cells
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        caption = f"{self.of} by {self.rows}"
        return (
            f"<table><caption>{escape(caption)}</caption><thead><tr><th></th>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{notes}"
        )


def _column_text(name: object) -> str:
    return " · ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def _pairs(part: pd.DataFrame) -> list[tuple[float, float]]:
    return list(zip(part["count"], part["share"], strict=True))


def _cell_text(count: float, share: float) -> str:
    """Write a count and its share; a dash where it is withheld."""
    if np.isnan(count):
        return "–"
    return f"{count:g}" if np.isnan(share) else f"{count:g} ({100 * share:.0f}%)"
