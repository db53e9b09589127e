"""A cell that is filled as far as a share goes: read by height, not by colour."""

import math
from collections.abc import Collection
from typing import Any

from bridging.figures.style import INK, PALE, SOFT, colour, plain
from bridging.words import say

FILL = colour(3)  # light enough for ink on it, dark enough in grey beside white
UNKNOWN, UNRECORDED, HIDDEN = "unknown", "unrecorded", "hidden"
SHARES = {"none": 0.0, "half": 0.5, "all": 1.0}


def draw_glass(
    ax: Any, box: tuple[float, float, float, float], share: float, kind: str = ""
) -> None:
    """Draw one cell.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Rows run downwards.
    box : (left, top, width, height)
    share : float
        From 0 to 1: how far the cell is filled, from below. NaN where groups are not known.
    kind : {"", "unknown", "unrecorded", "hidden"}
    """
    left, top, width, height = box
    for one in glass_patches(left, top + height, width, -height, share, kind):
        ax.add_patch(one)


def glass_patches(
    left: float, bottom: float, width: float, height: float, share: float, kind: str = ""
) -> list[Any]:
    """Return the rectangles of one cell; a negative height is drawn downwards of `bottom`."""
    from matplotlib.patches import Rectangle

    style: dict[str, Any] = {"facecolor": "white", "edgecolor": SOFT, "linewidth": 0.7}
    if kind == UNKNOWN or (not kind and math.isnan(share)):
        style |= {"hatch": "////", "edgecolor": "#9a9a9a", "linewidth": 0.5}
    elif kind == UNRECORDED:
        style |= {"linestyle": (0, (2, 1.5))}
    elif kind == HIDDEN:
        style |= {"facecolor": PALE}
    parts = [Rectangle((left, bottom), width, height, **style)]
    if not kind and share > 0:
        parts.append(
            Rectangle((left, bottom), width, height * share, facecolor=FILL, edgecolor="none")
        )
        outline: dict[str, Any] = {"fill": False, "edgecolor": SOFT, "linewidth": 0.7}
        parts.append(Rectangle((left, bottom), width, height, **outline))
    return parts


def write_in(ax: Any, x: float, y: float, text: str, size: float, hatched: bool = False) -> None:
    """Write a number in the middle of a cell; on hatching, on a white ground."""
    note = ax.text(x, y, "", ha="center", va="center", fontsize=size, color=INK)
    if hatched:
        note.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})
    plain(note, text)


def glass_key(figure: Any, group: str, kinds: Collection[str], language: str, note: str) -> Any:
    """Put below a figure what the filling means, and the other kinds of cell that occur.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    group : str
        What the filled part is called.
    kinds : collection of str
        Kinds of cell beside the filled ones.
    language : {"en", "nl"}
    note : str
        What the numbers are.
    """
    words = [say(f"figure.filled.{name}", language) for name in SHARES]
    handles: list[Any] = [_Glass(share, "") for share in SHARES.values()]
    for kind in (UNKNOWN, UNRECORDED, HIDDEN):
        if kind in kinds:
            handles.append(_Glass(0.0, kind))
            words.append(say(f"figure.filled.{kind}", language))
    if len(handles) > 4:  # two rows, filled by column: what is filled first, the others below
        order = [k for k in (0, 3, 1, 4, 2, 5) if k < len(handles)]
        handles, words = [handles[k] for k in order], [words[k] for k in order]
    title = f"{note}; {say('figure.filled', language, group=group)}"
    key = figure.legend(
        handles,
        ["x"] * len(handles),
        loc="outside lower center",
        ncols=3 if len(handles) > 4 else len(handles),
        frameon=False,
        fontsize=9,
        handlelength=1.3,
        handleheight=1.3,
        handler_map={_Glass: _Handler()},
        title="x",
        title_fontsize=9,
    )
    plain(key.get_title(), wrapped_title(title))
    for text, word in zip(key.get_texts(), words, strict=True):
        plain(text, word)
    return key


def wrapped_title(title: str, width: int = 84) -> str:
    """Break a title over at most three lines."""
    from textwrap import wrap

    return "\n".join(wrap(title, width)[:3])


class _Glass:
    """A cell in the key."""

    def __init__(self, share: float, kind: str) -> None:
        self.share, self.kind = share, kind


class _Handler:
    """Draws a cell in the key."""

    def legend_artist(self, legend: Any, handle: Any, fontsize: float, box: Any) -> Any:
        """Return the patches, as matplotlib asks."""
        size = min(box.width, 1.3 * fontsize)
        parts = glass_patches(
            -box.xdescent, -box.ydescent - 0.15 * size, size, size, handle.share, handle.kind
        )
        for part in parts:
            part.set_transform(box.get_transform())
            box.add_artist(part)
        return parts[0]
