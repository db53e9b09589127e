"""A table of the report as CSV text, which no spreadsheet takes for a formula."""

import csv
from io import StringIO

from bridging.report.table import ISOLATES, Table

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: Table, language: str) -> str:
    r"""Return a table as CSV, as spreadsheets of the language read it.

    Parameters
    ----------
    table : Table
    language : {"en", "nl"}
        Dutch spreadsheets want semicolons, because the comma is the decimal sign.

    Examples
    --------
    >>> from bridging.report.table import Table
    >>> csv_text(Table("Caption", ["Site", "Seen"], [["=1+1", "2"]]), "en")
    "Site,Seen\r\n'=1+1,2\r\n"
    """
    text = StringIO()
    writer = csv.writer(text, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    writer.writerows([safe_cell(cell) for cell in row] for row in [table.columns, *table.rows])
    return text.getvalue()


def safe_cell(cell: str) -> str:
    """Return a cell that is read as text, with an apostrophe where it would be a formula.

    Examples
    --------
    >>> safe_cell("@SUM(A1)"), safe_cell("house 1")
    ("'@SUM(A1)", 'house 1')
    """
    cell = cell.translate(ISOLATES)
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
