"""A tally sheet to print and hang on the wall: A4, a page for each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from bridging.errors import OutputError
from bridging.forms.columns import sheet_name
from bridging.records.lines import Line
from bridging.words import say

WIDTH, HEIGHT = 210.0, 297.0  # A4, in mm, as everything below
LEFT, RIGHT = 15.0, 195.0
LABELS, TOTAL = 45.0, 20.0  # widths of the first and the last column
MM_PER_INCH = 25.4
INK, PALE = "#1b1b1b", "#d9d9d9"
CHARACTER = 0.24  # the width of a letter in mm, for each point of its size
# the fields at the top: text, where it begins, where its line ends, and how far down
FIELDS = (
    ("place", LEFT, 95.0, 32.0),
    ("date", 100.0, 140.0, 32.0),
    ("from", 145.0, 167.0, 32.0),
    ("to", 172.0, RIGHT, 32.0),
    ("observer", LEFT, 95.0, 43.0),
    ("activity", 100.0, RIGHT, 43.0),
)


@dataclass(frozen=True)
class _Page:
    """A page that is drawn on in mm from its top left corner."""

    axes: Any
    language: str

    def say(self, key: str, **values: object) -> str:
        return say(f"tally.{key}", self.language, **values)

    def text(self, x: float, y: float, text: str, size: float = 11, **options: Any) -> None:
        options = {"va": "center", "color": INK, "parse_math": False} | options
        self.axes.text(x, y, text, fontsize=size, **options)

    def field(self, key: str, left: float, right: float, y: float) -> None:
        """Draw a text with a line after it to write on."""
        text = self.say(key)
        self.text(left, y, text)
        start = left + len(text) * 11 * CHARACTER + 1
        self.axes.plot((start, right), (y + 2, y + 2), color=INK, linewidth=0.6)

    def box(self, x: float, y: float, width: float, height: float, filled: bool = False) -> None:
        from matplotlib.patches import Rectangle

        face = PALE if filled else "none"
        box = Rectangle((x, y), width, height, facecolor=face, edgecolor=INK, linewidth=0.8)
        self.axes.add_patch(box)


def write_tally_sheet(path: Path, lines: Mapping[str, Line], language: str) -> None:
    """Write a PDF with a page for each line: who is present, and who meets whom.

    Parameters
    ----------
    path : Path
    lines : mapping of str to Line
        Lines that list their groups.
    language : {"en", "nl"}

    Raises
    ------
    OutputError
    """
    from matplotlib.backends.backend_pdf import PdfPages

    # nothing about when and by which version it was made: the same bytes every time
    about = {"Creator": None, "Producer": None, "CreationDate": None}
    try:
        with PdfPages(path, metadata=about) as pages:
            for line in lines.values():
                pages.savefig(draw_tally_page(line, language))
    except OSError as error:
        raise OutputError(f"File {str(path)!r} can't be written: {error.strerror}.") from error


def draw_tally_page(line: Line, language: str) -> Any:
    """Return the page of a line as a matplotlib Figure of A4 size."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / MM_PER_INCH, HEIGHT / MM_PER_INCH))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(HEIGHT, 0)
    axes.axis("off")
    page = _Page(axes, language)
    groups = [*line.group_texts(language), say("form.unknown", language)]
    title = page.say("title", line=line.text(language))
    size = min(20.0, (RIGHT - LEFT) / (len(title) * 1.2 * CHARACTER))
    page.text(LEFT, 20, title, size, weight="bold")
    for field in FIELDS:
        page.field(*field)
    _draw_present(page, groups, 56)
    _draw_contacts(page, groups, 150)
    rule = page.say("rule", unknown=groups[-1])
    carry = page.say(
        "carry",
        present=sheet_name("tallies_present", language),
        contacts=sheet_name("tallies_contacts", language),
    )
    page.text(LEFT, 264, "\n".join(wrap(rule, 94)), 9, va="top")
    page.text(LEFT, 284, "\n".join(wrap(carry, 94)), 9, va="top")
    return figure


def _draw_present(page: _Page, groups: Sequence[str], top: float) -> None:
    """Draw a row for each group: room for strokes, and their number."""
    page.text(LEFT, top, page.say("present"), 13, weight="bold")
    page.text(RIGHT - TOTAL / 2, top + 6, page.say("total"), 9, ha="center")
    height = min(20.0, 78.0 / len(groups))
    for k, group in enumerate(groups):
        y = top + 9 + k * height
        page.box(LEFT, y, LABELS, height)
        page.box(LEFT + LABELS, y, RIGHT - LEFT - LABELS - TOTAL, height)
        page.box(RIGHT - TOTAL, y, TOTAL, height)
        _label(page, LEFT + 2, y + height / 2, group, len(groups), ha="left")


def _draw_contacts(page: _Page, groups: Sequence[str], top: float) -> None:
    """Draw a box for each pair of groups; each pair of groups has one, the others are filled."""
    page.text(LEFT, top, page.say("contacts"), 13, weight="bold")
    across = (RIGHT - LEFT - LABELS) / len(groups)
    start = top + 16
    height = min(28.0, 90.0 / len(groups))
    for k, group in enumerate(groups):
        x = LEFT + LABELS + k * across
        _label(page, x + across / 2, start - 5, group, len(groups), ha="center")
        y = start + k * height
        page.box(LEFT, y, LABELS, height)
        _label(page, LEFT + 2, y + height / 2, group, len(groups), ha="left")
        for other in range(len(groups)):
            page.box(LEFT + LABELS + other * across, y, across, height, filled=other < k)


def _label(page: _Page, x: float, y: float, text: str, n_groups: int, *, ha: str) -> None:
    """Write the name of a group, in smaller letters where there are many."""
    across = LABELS - 3 if ha == "left" else (RIGHT - LEFT - LABELS) / n_groups - 1
    size = 11.0 if n_groups <= 4 else 8.0 if n_groups <= 7 else 6.0
    parts = wrap(text, max(int(across / (size * CHARACTER)), 4))
    most = 2 if n_groups > 7 and ha == "left" else 3
    shown = [*parts[: most - 1], f"{parts[most - 1]}…"] if len(parts) > most else parts
    page.text(x, y, "\n".join(shown), size, ha=ha)
