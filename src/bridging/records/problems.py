"""What is wrong with the records: faults that stop the reading, and problems of rows.

Both are collected, never stopping at the first. Neither holds a cell value of a person: rows are
named by number, and only names that were declared (tables, columns, lines, groups) are shown.
"""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import StudyError

COLUMNS = ("table", "rows", "n_rows", "column", "problem", "hint", "severity")
SEVERITIES = ("error", "warning", "note")
SHOWN = 5
LONGEST_WORD, LONGEST_TEXT = 300, 5_000
LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


class Faults:
    """Faults in the form of a study: collected, and raised together."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, message: str) -> None:
        """Remember a fault: one sentence and a hint."""
        message = shortened(message)
        if message not in self.messages:
            self.messages.append(message)

    def stop(self) -> None:
        """Raise StudyError when there are faults."""
        if self.messages:
            raise StudyError(together("The study can't be read", self.messages))


class Problems:
    """Problems in rows, which end in the table that `study.problems()` shows.

    Parameters
    ----------
    labels : mapping of str to str
        How a table is named in the problems: with its file, where it was read from one.
    """

    def __init__(self, labels: Mapping[str, str] | None = None) -> None:
        self.labels = dict(labels or {})
        self._found: list[dict[str, Any]] = []

    def add(
        self,
        table: str,
        rows: npt.ArrayLike | None,
        column: str,
        problem: str,
        hint: str = "",
        severity: str = "error",
    ) -> None:
        """Add one problem; nothing is added for an empty list of rows.

        `rows` are the row numbers; None is a problem of the whole table.
        """
        numbers = None if rows is None else np.unique(np.asarray(rows, dtype=np.int64))
        if numbers is not None and not len(numbers):
            return
        self._found.append(
            {
                "table": self.labels.get(table, table),
                "rows": "" if numbers is None else rows_text(numbers),
                "n_rows": 0 if numbers is None else len(numbers),
                "column": shortened(column),
                "problem": shortened(problem),
                "hint": shortened(hint),
                "severity": severity,
            }
        )

    def add_of_sheets(
        self, book: str, rows: Mapping[str, npt.ArrayLike], problem: str, severity: str
    ) -> None:
        """Add one problem of several sheets of a workbook; nothing for no rows.

        `rows` are the row numbers by sheet.
        """
        numbers = {sheet: np.unique(np.asarray(some)) for sheet, some in rows.items()}
        if numbers:
            self._found.append(
                {
                    "table": book,
                    "rows": "; ".join(
                        f"{name} {rows_text(some)}" for name, some in numbers.items()
                    ),
                    "n_rows": sum(len(some) for some in numbers.values()),
                    "column": "",
                    "problem": problem,
                    "hint": "",
                    "severity": severity,
                }
            )

    def to_frame(self) -> pd.DataFrame:
        """Return the problems as a table, errors first."""
        found = sorted(self._found, key=lambda problem: SEVERITIES.index(problem["severity"]))
        frame = pd.DataFrame(found, columns=list(COLUMNS))
        return frame.astype({"n_rows": np.int64})


def shortened(text: str) -> str:
    """Cut words and texts that nobody can read: a broken file may have a name of a million signs.

    Examples
    --------
    >>> len(shortened("x" * 1_000_000))
    301
    """
    words = LONG_WORD.sub(lambda found: f"{found[0][:LONGEST_WORD]}…", text)
    return words if len(words) <= LONGEST_TEXT else f"{words[:LONGEST_TEXT]}…"


def rows_text(numbers: Any) -> str:
    """Write row numbers: the first five, and a sign that there are more."""
    shown = ", ".join(str(int(number)) for number in numbers[:SHOWN])
    return shown if len(numbers) <= SHOWN else f"{shown}, …"


def raise_on_errors(problems: pd.DataFrame) -> None:
    """Raise StudyError with all problems that are errors."""
    errors = problems[problems["severity"] == "error"]
    if len(errors):
        raise StudyError(
            together(
                "The study has errors", [problem_text(row) for row in errors.to_dict("records")]
            )
        )


def problem_text(problem: Mapping[Any, Any]) -> str:
    """Write one problem in a line: where, what, and what to do."""
    many = problem["n_rows"]
    where = f", {'row' if many == 1 else f'{many} rows:'} {problem['rows']}" if many else ""
    text = f"{problem['table']}{where}: {problem['problem']} {problem['hint']}"
    return text.rstrip()


def together(opening: str, messages: list[str]) -> str:
    """Put messages under one opening; a single message stands alone."""
    if len(messages) == 1:
        return messages[0]
    return "\n- ".join([f"{opening}, for {len(messages)} reasons:", *messages])
