"""A study while it is being checked: its tables, and what was found wrong so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.problems import Faults, Problems
from bridging.records.text import factorized, text_column

LEFT_OUT = "The row is left out."
NO_ROW = -1


@dataclass
class Draft:
    """The tables of a study, with the problems and faults found so far.

    `given` names the tables that were given with at least one row.
    """

    tables: dict[str, pd.DataFrame]
    problems: Problems
    faults: Faults = field(default_factory=Faults)
    given: frozenset[str] = frozenset()

    def report(
        self, table: str, bad: Any, column: str, problem: str, hint: str, severity: str = "error"
    ) -> None:
        """Report the rows of a table where `bad` holds; they stay."""
        rows = self.tables[table][ROW].to_numpy()[np.asarray(bad, dtype=bool)]
        self.problems.add(table, rows, column, problem, hint, severity)

    def set_aside(
        self, table: str, bad: Any, column: str, problem: str, hint: str, severity: str = "error"
    ) -> None:
        """Report the rows of a table where `bad` holds, and leave them out."""
        mask = np.asarray(bad, dtype=bool)
        if mask.any():
            self.report(table, mask, column, problem, f"{hint} {LEFT_OUT}".lstrip(), severity)
            self.tables[table] = self.tables[table][~mask].reset_index(drop=True)

    def named(self, column: str, tables: Iterable[str]) -> list[str]:
        """Return the different values of a column in these tables, in order of appearance."""
        found: dict[str, None] = {}
        for name in tables:
            if name in self.tables and column in self.tables[name]:
                found.update(dict.fromkeys(self.tables[name][column].dropna().unique()))
        return list(found)


def made_table(**columns: list[str]) -> pd.DataFrame:
    """Return a table that no file holds; its rows have no number."""
    frame = pd.DataFrame({name: text_column(values) for name, values in columns.items()})
    return frame.assign(**{ROW: np.full(len(frame), NO_ROW, dtype=np.int64)})


def is_among(
    pairs: tuple[pd.Series, pd.Series], known: tuple[pd.Series, pd.Series]
) -> npt.NDArray[np.bool_]:
    """Return where a pair of values is one of the known pairs; a missing value never is."""
    keys, known_keys = [], []
    for column, other in zip(pairs, known, strict=True):
        codes, _ = factorized(pd.concat([column, other], ignore_index=True))
        keys.append(codes[: len(column)].astype(np.int64))
        known_keys.append(codes[len(column) :].astype(np.int64))
    width = max((int(part.max(initial=0)) for part in (keys[1], known_keys[1])), default=0) + 1
    found = np.isin(keys[0] * width + keys[1], known_keys[0] * width + known_keys[1])
    return found & (keys[0] >= 0) & (keys[1] >= 0)
