"""Estimates with their intervals; what chance would give stands beside them, as a number."""

import math
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.figures.style import (
    INK,
    NO_NAMES,
    SOFT,
    colour,
    label_rows,
    legend_below,
    new_axes,
    new_panels,
    plain,
    tidy,
)
from bridging.results import Result
from bridging.words import (
    decimal,
    measure_label,
    no_opportunity,
    percent,
    say,
    undefined_text,
    whole,
)
from bridging.words.sentences import speaks_of_choice

MOST_INCHES = 16.0  # of all panels together
MOST_ABREAST = 4


def plot_estimates(
    results: Iterable[Result],
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw a row for each result: estimate and interval, and beside it the value under chance.

    Chance keeps the people and the interval does not, so that the two are not drawn on one axis.
    Where contact across the line was not possible, the row says so instead of showing a dot.

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
    """Draw each measure on axes of its own; side by side where one column would be too high."""
    heights = [1.4 + 0.42 * len(panel) for panel in panels]
    columns = min(MOST_ABREAST, math.ceil(sum(heights) / MOST_INCHES))
    rows = math.ceil(len(panels) / columns)
    of_rows = [max(heights[row * columns : (row + 1) * columns]) for row in range(rows)]
    size = (7.2 * columns, min(sum(of_rows), MOST_INCHES))
    axes = new_panels(len(panels), columns, size, height_ratios=of_rows)
    for panel, ax in zip(panels, axes, strict=True):
        _panel(panel, ax, language, names)
    return axes


def _panel(items: Sequence[Result], ax: Any, language: str, names: Mapping[str, str]) -> Any:
    """Draw results of one measure."""
    label_rows(ax, row_labels(items, names))
    marks: dict[str, Any] = {}
    for row, item in enumerate(items):
        if no_opportunity(item):
            _note(ax, row, _not_possible(item, language))
        elif math.isfinite(item.estimate):
            _row(ax, row, item, marks)
        else:
            _note(ax, row, undefined_text(item, language))
    _limits(ax, items)
    _chance(ax, items, language)
    plain(ax.set_xlabel(_axis_label(items, language)))
    tidy(ax, language)
    if _differences(items):
        ax.axvline(0, color=SOFT, linewidth=1.2, zorder=0.5)
    order = [name for name in ("estimate", "interval") if name in marks]
    level = next((item.interval.level for item in items if item.interval is not None), 0.95)
    words = [say(f"figure.{name}", language, level=percent(level, language)) for name in order]
    if order:
        legend_below(ax, [marks[name] for name in order], words)
    return ax


def _differences(items: Sequence[Result]) -> bool:
    return any(item.extra.get("difference") for item in items)


def _axis_label(items: Sequence[Result], language: str) -> str:
    label = measure_label(items[0].measure, language)
    return say("figure.difference", language, label=label) if _differences(items) else label


def _not_possible(item: Result, language: str) -> str:
    total = whole(item.sizes.contacts or 0, language)
    count = say("page.of", language, n=0, total=total)
    return f"{count}: {say('no_opportunity.short', language)}"


def _chance(ax: Any, items: Sequence[Result], language: str) -> None:
    """Write the values under chance in a column of their own, beside the axes."""
    place = ax.get_yaxis_transform()
    shown = [item for item in items if speaks_of_choice(item) and not no_opportunity(item)]
    if not shown:
        return
    style = {"transform": place, "ha": "center", "color": INK}
    plain(ax.text(1.07, -0.6, say("figure.chance", language), va="bottom", fontsize=8.5, **style))
    for row, item in enumerate(items):
        if item in shown and item.null is not None:
            mean = item.null.mean
            number = decimal(mean, language)
            plain(ax.text(1.07, row, number, va="center", fontsize=9.5, **style))


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
    """Draw one result."""
    part = item.interval
    if part is not None and not part.undefined:
        marks["interval"] = ax.plot(
            [part.low, part.high], [row, row], color=colour(0), linewidth=2.4, solid_capstyle="butt"
        )[0]
    marks["estimate"] = ax.plot(
        [item.estimate], [row], "o", color=INK, markersize=6.5, zorder=3, linestyle="none"
    )[0]


def _note(ax: Any, row: int, words: str) -> None:
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
    plain(text, "\n".join(wrap(words, 76)))


def _limits(ax: Any, items: Sequence[Result]) -> None:
    """Show the whole range of a measure where it has two ends, else all that is drawn."""
    low, high = items[0].measure.range
    drawn = [value for item in items for value in _drawn(item)]
    if _differences(items):
        reach = 1.05 * max([abs(value) for value in drawn], default=0.0) or 1.0
        ax.set_xlim(-reach, reach)
        return
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
    return [float(value) for value in values if np.isfinite(value)]
