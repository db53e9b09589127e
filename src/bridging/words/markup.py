"""Small tables for notebooks: what an object holds, at a glance."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

LEFT, RIGHT = 'style="text-align: left"', 'style="text-align: right; white-space: nowrap"'
MOST_ROWS = 30


def html_table(head: Sequence[str], rows: Iterable[Sequence[object]], names: int = 1) -> str:
    """Return an HTML table.

    Parameters
    ----------
    head : sequence of str
    rows : iterable of sequences
        Numbers are written by `cell_text`; whatever is no number is read as text.
    names : int, default 1
        How many of the first columns name the row.

    Examples
    --------
    >>> html_table(["group", "people"], [["a & b", 3.0]]).count("<td")
    1
    >>> "a &amp; b</th>" in html_table(["group", "people"], [["a & b", 3.0]])
    True
    """
    heads = "".join(f'<th scope="col" {LEFT}>{escape(name)}</th>' for name in head)
    body = []
    for row in rows:
        cells = [f'<th scope="row" {LEFT}>{escape(cell_text(cell))}</th>' for cell in row[:names]]
        cells += [
            f"<td {LEFT if isinstance(cell, str) else RIGHT}>{escape(cell_text(cell))}</td>"
            for cell in row[names:]
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def cell_text(value: Any) -> str:
    """Write what stands in a cell: counts whole, other numbers with two decimals.

    Examples
    --------
    >>> cell_text(12.0), cell_text(0.126), cell_text(float("nan")), cell_text("a")
    ('12', '0.13', '', 'a')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float) and math.isnan(value):
        return ""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.2f}"


def people_table(groups: Mapping[str, Sequence[str]], codes: Mapping[str, Iterable[Any]]) -> str:
    """Return how many people there are of each group of each line; -1 is unknown.

    Parameters
    ----------
    groups : mapping of line to its groups
    codes : mapping of line to the group of each person
    """
    rows: list[tuple[str, str, float]] = []
    for line, names in groups.items():
        number = Counter(int(code) for code in codes[line])
        rows += [(line, name, float(number[code])) for code, name in enumerate(names)]
        if number[-1]:
            rows.append((line, "unknown", float(number[-1])))
    return html_table(["line", "group", "people"], rows, names=2) if rows else ""
