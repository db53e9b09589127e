"""What figures share: colours that differ in hue and in grey, hatches, and plain labels."""

import math
from collections.abc import Mapping
from textwrap import shorten, wrap
from typing import Any

# Okabe & Ito (2008), ordered so that neighbours differ in lightness too.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#F0E442", "#000000", "#CC79A7")
HATCHES = ("", "//", "\\\\", "--", "xx", "||", "++", "///")  # dots take 250 kB as SVG
INK, SOFT, PALE = "#1b1b1b", "#555555", "#d9d9d9"
WIDTH = 7.2
LONGEST = 80
NO_NAMES: Mapping[str, str] = {}


def colour(k: int) -> str:
    """Return the colour of the k-th group."""
    return COLOURS[k % len(COLOURS)]


def hatch(k: int) -> str:
    """Return the hatch of the k-th group; colours that return come back with another hatch."""
    return HATCHES[(k + k // len(COLOURS)) % len(HATCHES)]


def new_axes(ax: Any, height: float, width: float = WIDTH) -> Any:
    """Return the given axes, or new ones in a figure of a height in inches."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def new_panels(number: int, abreast: int, size: tuple[float, float], **more: Any) -> Any:
    """Return an array of so many axes of a new figure, row by row; what is left over stays empty.

    `size` is the width and height in inches; `more` goes to `matplotlib.pyplot.subplots`.
    """
    import matplotlib.pyplot as plt

    down = math.ceil(number / abreast)
    grid = plt.subplots(down, abreast, figsize=size, layout="constrained", squeeze=False, **more)[1]
    axes = grid.ravel()
    for unused in axes[number:]:
        unused.remove()
    return axes[:number]


def wrapped(label: str, width: int = 24, lines: int = 3) -> str:
    r"""Break a label over lines, and shorten one that is very long.

    Examples
    --------
    >>> wrapped("people with a foreign background", 16)
    'people with a\nforeign\nbackground'
    """
    parts = wrap(shorten(label, LONGEST, placeholder="…") or label[:LONGEST], width)
    return "\n".join([*parts[:lines][:-1], _last(parts, lines)]) if parts else label


def _last(parts: list[str], lines: int) -> str:
    return parts[-1] if len(parts) <= lines else f"{parts[lines - 1]}…"


def plain(text: Any, value: str | None = None) -> Any:
    """Show a text as it is: dollar signs in a label are no formula."""
    text.set_parse_math(False)
    if value is not None:
        text.set_text(value)
    return text


def label_rows(ax: Any, labels: list[str], width: int = 24) -> None:
    """Label rows from top to bottom."""
    ax.set_yticks(range(len(labels)), [wrapped(label, width) for label in labels], parse_math=False)
    ax.set_ylim(len(labels) - 0.45, -0.55)


def tidy(ax: Any, language: str, counts: bool = False) -> None:
    """Take away lines that hold no information, and write numbers as the language does."""
    from matplotlib.ticker import MaxNLocator

    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_axisbelow(True)
    ax.grid(axis="x", color=PALE, linewidth=0.6)
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=counts))
    ax.xaxis.set_major_formatter(lambda value, _: axis_number(value, language))


def axis_number(value: float, language: str) -> str:
    """Write a number on an axis with the decimals it needs.

    Examples
    --------
    >>> axis_number(0.2, "nl"), axis_number(-20.0, "en")
    ('0,2', '−20')
    """
    text = f"{value:.6g}".replace("-", "−")
    return text.replace(".", ",") if language == "nl" else text


def legend_below(ax: Any, handles: list[Any], labels: list[str], columns: int = 4) -> Any:
    """Put a legend below the axes; a label may be any text."""
    made = ax.legend(
        handles,
        ["x"] * len(handles),
        loc="upper center",
        bbox_to_anchor=(0.5, -0.02),
        bbox_transform=_below(ax),
        ncols=min(columns, max(len(handles), 1)),
        frameon=False,
        fontsize=9,
        handlelength=1.8,
    )
    for text, label in zip(made.get_texts(), labels, strict=True):
        plain(text, wrapped(label, 30))
    return made


def _below(ax: Any) -> Any:
    """Return axes coordinates shifted down by the height of tick labels and axis label."""
    from matplotlib.transforms import ScaledTranslation

    inches = 0.5 if ax.axison and ax.xaxis.get_visible() else 0.0
    return ax.transAxes + ScaledTranslation(0, -inches, ax.figure.dpi_scale_trans)
