"""The table of results as text: for a page, for LaTeX, and for spreadsheets."""

from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd

from bridging.results.columns import NUMBERS

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(table: pd.DataFrame) -> pd.DataFrame:
    """Write every cell: counts whole, other numbers with three decimals, nothing for missing."""
    return pd.DataFrame(
        {name: [_shown(name, value) for value in table[name]] for name in table}, dtype=object
    )


def _shown(name: str, value: Any) -> str:
    if pd.isna(value):
        return ""
    if name.startswith("n_"):
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
    return f"{value:.3f}" if isinstance(value, float | np.floating) else str(value)


def cell_style(name: str) -> str:
    """Set numbers to the right, and give reasons room."""
    if name.startswith("n_") or name in NUMBERS:
        return "text-align: right; white-space: nowrap"
    return f"text-align: left; min-width: {16 if name == 'undefined' else 5}em"


def latex_table(table: pd.DataFrame) -> str:
    """Return a table for LaTeX, with the rules of booktabs."""
    table = written(table)
    head = " & ".join(_latex(name) for name in table.columns)
    rows = [
        " & ".join(_latex(value) for value in row) + r" \\" for row in table.itertuples(index=False)
    ]
    left = [not name.startswith("n_") and name not in NUMBERS for name in table.columns]
    aligned = "".join("l" if text else "r" for text in left)
    return "\n".join(
        [
            rf"\begin{{tabular}}{{{aligned}}}",
            r"\toprule",
            head + r" \\",
            r"\midrule",
            *rows,
            r"\bottomrule",
            r"\end{tabular}",
            "",
        ]
    )


def _latex(value: str) -> str:
    """Write a cell for LaTeX."""
    special: dict[str, str | int | None] = {sign: "\\" + sign for sign in "&%$#_{}"}
    return value.translate(str.maketrans({**special, "\\": r"\textbackslash{}"}))


def csv_table(table: pd.DataFrame) -> str:
    r"""Return a table as CSV; an apostrophe stands before text that would be a formula.

    Examples
    --------
    >>> csv_table(pd.DataFrame({"unit": ["=1+1", "b"], "estimate": [-0.5, 1.0]}))
    "unit,estimate\n'=1+1,-0.5\nb,1.0\n"
    """
    safe = table.copy()
    for name in safe:
        safe[name] = [f"'{v}" if _is_formula(v) else v for v in safe[name].astype(object)]
    return str(safe.to_csv(index=False, lineterminator="\n"))


def _is_formula(value: object) -> bool:
    """Whether a spreadsheet would calculate a text that it reads from CSV."""
    return isinstance(value, str) and value.lstrip(" ").startswith(FORMULA)


def excel_bytes(table: pd.DataFrame) -> bytes:
    """Return a table as a workbook in which every text is a text."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook()
    sheet = book.active
    sheet.title = "results"
    for row, values in enumerate([list(table), *table.itertuples(index=False)], start=1):
        for column, value in enumerate(values, start=1):
            if isinstance(value, str):
                cell = sheet.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", value))
                cell.data_type = "s"  # openpyxl reads a formula where a text begins as one
            elif not pd.isna(value):
                sheet.cell(row, column, value.item() if isinstance(value, np.generic) else value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
