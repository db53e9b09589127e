"""Estimates with their intervals, beside the value under chance."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.figures.style import (
    INK,
    SOFT,
    colour,
    label_rows,
    legend_below,
    new_axes,
    plain,
    tidy,
)
from bridging.results import Result
from bridging.words import measure_label, percent, say
from bridging.words.sentences import speaks_of_choice

NO_NAMES: Mapping[str, str] = {}


def plot_estimates(
    results: Iterable[Result],
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw a row for each result: estimate, interval, and a hollow marker for chance.

    Parameters
    ----------
    results : Results or sequence of Result
        In the order in which they are drawn, from top to bottom.
    ax : matplotlib.axes.Axes, optional
        Only for results of one measure: every measure has a scale of its own.
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several measures
    """
    items = list(results)
    if not items:
        raise DataError("`results` must hold at least one result; there are none.")
    by_measure: dict[str, list[Result]] = {}
    for item in items:
        by_measure.setdefault(item.measure.name, []).append(item)
    panels = list(by_measure.values())
    if len(panels) == 1:
        return _panel(items, new_axes(ax, 1.6 + 0.42 * len(items)), language, names)
    if ax is not None:
        raise OptionError(
            f"`ax` can't show {len(panels)} measures, which differ in scale. "
            "Choose one, as results['bridging_share'], or leave `ax` out."
        )
    return _panels(panels, language, names)


def _panels(panels: Sequence[list[Result]], language: str, names: Mapping[str, str]) -> Any:
    """Draw each measure on axes of its own."""
    import matplotlib.pyplot as plt

    heights = [1.4 + 0.42 * len(panel) for panel in panels]
    _, axes = plt.subplots(
        len(panels),
        figsize=(7.2, sum(heights)),
        height_ratios=heights,
        layout="constrained",
    )
    for panel, ax in zip(panels, axes, strict=True):
        _panel(panel, ax, language, names)
    return axes


def _panel(items: Sequence[Result], ax: Any, language: str, names: Mapping[str, str]) -> Any:
    """Draw results of one measure."""
    label_rows(ax, row_labels(items, names))
    marks: dict[str, Any] = {}
    for row, item in enumerate(items):
        if math.isfinite(item.estimate):
            _row(ax, row, item, marks)
        else:
            _reason(ax, row, item, language)
    _limits(ax, items)
    measure = items[0].measure
    plain(ax.set_xlabel(measure_label(measure, language)))
    tidy(ax, language)
    order = [name for name in ("estimate", "interval", "chance") if name in marks]
    level = next((item.interval.level for item in items if item.interval is not None), 0.95)
    words = [say(f"figure.{name}", language, level=percent(level, language)) for name in order]
    if order:
        legend_below(ax, [marks[name] for name in order], words)
    return ax


def row_labels(items: Sequence[Result], names: Mapping[str, str] = NO_NAMES) -> list[str]:
    """Name each row by what differs between rows."""
    parts = [
        name for name in ("unit", "line", "group") if len({getattr(i, name) for i in items}) > 1
    ]
    return [
        ", ".join(
            names.get(value, value) for value in (getattr(i, part) for part in parts or ["unit"])
        )
        for i in items
    ]


def _row(ax: Any, row: int, item: Result, marks: dict[str, Any]) -> None:
    """Draw one result; chance lies a little lower, so that neither covers the other."""
    part = item.interval
    if part is not None and not part.undefined:
        marks["interval"] = ax.plot(
            [part.low, part.high], [row, row], color=colour(0), linewidth=2.4, solid_capstyle="butt"
        )[0]
    marks["estimate"] = ax.plot(
        [item.estimate], [row], "o", color=INK, markersize=6.5, zorder=3, linestyle="none"
    )[0]
    if speaks_of_choice(item) and item.null is not None:
        marks["chance"] = ax.plot(
            [item.null.mean],
            [row + 0.2],
            "D",
            markerfacecolor="white",
            markeredgecolor=SOFT,
            markeredgewidth=1.4,
            markersize=6,
            zorder=3,
            linestyle="none",
        )[0]


def _reason(ax: Any, row: int, item: Result, language: str) -> None:
    """Say in an empty row why there is no value."""
    text = ax.text(
        0.01,
        row,
        "",
        transform=ax.get_yaxis_transform(),
        va="center",
        fontsize=8.5,
        color=SOFT,
        style="italic",
    )
    plain(text, (item.undefined_nl if language == "nl" else item.undefined) or "–")


def _limits(ax: Any, items: Sequence[Result]) -> None:
    """Show the whole range of a measure where it has two ends, else all that is drawn."""
    low, high = items[0].measure.range
    drawn = [value for item in items for value in _drawn(item)]
    if math.isinf(low):
        low = min([0.0, *drawn])
    if math.isinf(high):
        high = max([1.0, *drawn])
    room = 0.03 * (high - low) or 1.0
    ax.set_xlim(low - room, high + room)


def _drawn(item: Result) -> list[float]:
    values = [item.estimate]
    if item.interval is not None:
        values += [item.interval.low, item.interval.high]
    if item.null is not None:
        values.append(item.null.mean)
    return [float(value) for value in values if np.isfinite(value)]
