"""A table of the page as text: caption, headers and cells."""

from dataclasses import dataclass, field

from bridging.words import say

ISOLATE, END = "\u2068", "\u2069"  # a label keeps its own direction of writing between these
ISOLATES = dict.fromkeys(map(ord, ISOLATE + END))


@dataclass
class Table:
    """A table to show: the first cell of a row is its header.

    Parameters
    ----------
    caption : str
    columns : list of str
        Headers; the first is that of the row headers.
    rows : list of list of str
    words : int
        How many columns hold words; those after them hold numbers.
    english : set of (int, int)
        Cells, by row and column, that could not be said in the language of the page.
    spans : dict of int to int
        For a row that ends in a remark: the place of its last cell, which spans the rest.
    """

    caption: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    words: int = 1
    english: set[tuple[int, int]] = field(default_factory=set)
    spans: dict[int, int] = field(default_factory=dict)

    def add(self, *cells: str) -> None:
        """Add a row."""
        self.rows.append(list(cells))

    def remark(self, *cells: str) -> None:
        """Add a row of which the last cell is a remark that spans the rest."""
        self.spans[len(self.rows)] = len(cells) - 1
        self.add(*cells)

    def withhold(self, name: str, language: str) -> None:
        """Add a row of which nothing is shown."""
        self.remark(name, say("page.withheld_why", language))


def columns(language: str, *keys: str) -> list[str]:
    """Return headers."""
    return [say(f"page.{key}", language) for key in keys]
