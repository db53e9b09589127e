"""Names beside points, where they cover neither points nor each other."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.figures.style import INK, SOFT, plain

# where a name may stand around its point: to the right first, then further round and further off
AROUND = ((1, 0), (0, 1), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1), (-0.5, 1), (0.5, 1))
STEPS = (7.0, 13.0, 21.0, 31.0, 43.0, 57.0, 75.0)  # points
MARK = 6.0  # half the side of a point, in points
LED = 12.0  # from this distance a line leads to the point
# what a name covers, what its leading line goes through, and a mark that it seems to be the name of
COSTS = {"name": 50.0, "mark": 30.0, "line": 8.0, "outside": 80.0, "led": 20.0, "nearer": 20.0}
Box = tuple[float, float, float, float]
Points = Sequence[tuple[float, float]]


def name_points(
    ax: Any,
    points: Points,
    names: Sequence[str],
    lines: Sequence[Points] = (),
    others: Points = (),
    size: float = 8.5,
) -> list[Any]:
    """Write names beside points, each where it costs least; the order decides between equals.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        With its limits set; what is laid out later may move names a little.
    points : sequence of (x, y)
    names : sequence of str
    lines : sequence of ((x, y), (x, y))
        Lines that names should rather not cover.
    others : sequence of (x, y)
        Other marks, which have no name.
    size : float, default 8.5

    Returns
    -------
    list of matplotlib.text.Annotation
    """
    figure = ax.figure
    figure.draw_without_rendering()
    to_points = 72 / figure.dpi
    placed = ax.transData.transform(np.array([*points, *others])) * to_points
    marks = [tuple(place) for place in placed]
    room = ax.get_window_extent()
    inside = tuple(value * to_points for value in (room.x0, room.y0, room.x1, room.y1))
    drawn = [
        tuple(map(tuple, ax.transData.transform(np.array(ends)) * to_points)) for ends in lines
    ]
    taken: list[Box] = []
    made = []
    for (x, y), place, name in zip(marks[: len(points)], points, names, strict=True):
        note = ax.annotate(
            "", place, (0, 0), textcoords="offset points", fontsize=size, color=INK, zorder=5,
            ha="center", va="center", annotation_clip=False,
        )  # fmt: skip
        note.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.2, "alpha": 0.6})
        plain(note, name)
        extent = note.get_window_extent(figure.canvas.get_renderer())
        wide, high = extent.width * to_points / 2, extent.height * to_points / 2
        _, at, box = min(
            (
                (_cost(box, step, marks, (x, y), taken, drawn, inside), at, box)
                for step in STEPS
                for at, box in _boxes(x, y, wide, high, step)
            ),
            key=lambda option: option[0],
        )
        note.set_position(at)
        if max(abs(at[0]) - wide, abs(at[1]) - high) > LED:
            _lead(ax, place, at, wide, high)
            drawn.append(((x, y), _nearest((x, y), box)))
        taken.append(box)
        made.append(note)
    return made


def _boxes(
    x: float, y: float, wide: float, high: float, step: float
) -> list[tuple[tuple[float, float], Box]]:
    """Return the offsets of a name at a distance, and the room it takes there."""
    found = []
    for across, up in AROUND:
        at = (across * (wide + step), up * (high + step))
        centre = (x + at[0], y + at[1])
        box = (centre[0] - wide, centre[1] - high, centre[0] + wide, centre[1] + high)
        found.append((at, box))
    return found


def _cost(
    box: Box, step: float, marks: Any, own: Any, taken: Any, drawn: Any, inside: Any
) -> float:
    """Say how unwelcome a place is."""
    cost = step / 10
    cost += COSTS["name"] * sum(_overlap(box, other) for other in taken)
    around = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks if (x, y) != own]
    cost += COSTS["mark"] * sum(_overlap(box, other) for other in around)
    cost += COSTS["line"] * sum(_crossed(box, *ends) for ends in drawn)
    near = _nearest(own, box)
    cost += COSTS["led"] * sum(_crossed(other, own, near) for other in [*around, *taken])
    others = [mark for mark in marks if mark != own]
    cost += COSTS["nearer"] * any(_apart(mark, box) <= _apart(own, box) for mark in others)
    out = box[0] < inside[0] or box[1] < inside[1] or box[2] > inside[2] or box[3] > inside[3]
    return cost + COSTS["outside"] * out


def _nearest(point: tuple[float, float], box: Box) -> tuple[float, float]:
    """Return the place of a box that is nearest to a point.

    Examples
    --------
    >>> _nearest((5, 0.5), (0, 0, 2, 1))
    (2, 0.5)
    """
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _apart(point: tuple[float, float], box: Box) -> float:
    """Return how far a point is from a box."""
    return float(np.hypot(*np.subtract(point, _nearest(point, box))))


def _overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes share room.

    Examples
    --------
    >>> _overlap((0, 0, 2, 1), (1, 0.5, 3, 2)), _overlap((0, 0, 2, 1), (2, 0, 3, 1))
    (True, False)
    """
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crossed(box: Box, begin: tuple[float, float], end: tuple[float, float]) -> bool:
    """Say whether a line goes through a box, by points along it."""
    along = np.linspace(0, 1, 40)[:, np.newaxis]
    x, y = (np.array(begin) + along * (np.array(end) - np.array(begin))).T
    return bool(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).any())


def _lead(
    ax: Any, place: tuple[float, float], at: tuple[float, float], wide: float, high: float
) -> None:
    """Draw a thin line from a point to its name."""
    near = (
        at[0] - np.sign(at[0]) * min(wide, abs(at[0])),
        at[1] - np.sign(at[1]) * min(high, abs(at[1])),
    )
    ax.annotate(
        "", place, near, textcoords="offset points", annotation_clip=False,
        arrowprops={"arrowstyle": "-", "color": SOFT, "linewidth": 0.6, "shrinkB": 5},
    )  # fmt: skip
