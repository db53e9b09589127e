"""Who came: people by group, one bar for each unit."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import OptionError
from bridging.figures.composition_reference import draw_beside_reference
from bridging.figures.style import (
    INK,
    NO_NAMES,
    SOFT,
    colour,
    hatch,
    label_rows,
    legend_below,
    new_axes,
    plain,
    tidy,
)
from bridging.structures import Composition
from bridging.study import Study
from bridging.words import say, whole

Floats = npt.NDArray[np.float64]


def plot_composition(
    data: Composition | Study,
    line: str | None = None,
    by: str | None = "site",
    ax: Any = None,
    language: str = "en",
    *,
    unknown: Sequence[float] | None = None,
    hidden: Collection[str] = (),
    names: Mapping[str, str] = NO_NAMES,
    visits: bool = False,
    reference: bool = False,
    denominator: str | None = None,
    confidence_level: float = 0.95,
    audience: str = "team",
    minimum: int = 6,
) -> Any:
    """Draw people by group as stacked horizontal bars, those of unknown group apart.

    With `reference`, the share of each group of 100 stands beside that of the population the place
    could reach: families where they are known, else people, else visits, with exact intervals.

    Parameters
    ----------
    data : Composition or Study
        Of a study, everyone who came is counted once in each value of `by`.
    line, by : str, optional
        For a study: the line, and the column whose values are the bars.
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    unknown : sequence of float, optional
        For a Composition: people of unknown group in each bar.
    hidden : collection of str, optional
        Bars that are withheld; the row says so.
    names : mapping of str to str, optional
        What to call bars, where not by their own names.
    visits : bool, default False
        Whether visits were counted (tallies), not different people.
    reference : bool, default False
        For a study: draw shares with their intervals, and a mark for the reference.
    denominator : str, optional
        With `reference`: which population, where the study has several for the line.
    confidence_level : float, default 0.95
        With `reference`: of the intervals.
    audience : {"team", "publication"}
        With `reference`: for publication, bars with too few people or contacts are withheld.
    minimum : int, default 6
        With `reference`: the smallest count that is published.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    OptionError
        A reference beside a Composition, which has none.
    """
    if reference:
        if not isinstance(data, Study):
            raise OptionError(
                "`data` must be a Study to be drawn beside its reference, not a "
                f"{type(data).__name__}. Add a table `reference` to the study."
            )
        return draw_beside_reference(
            data,
            line,
            by,
            ax,
            language,
            denominator=denominator,
            level=confidence_level,
            audience=audience,
            minimum=minimum,
            names=names,
        )
    rows, groups, counts, missing = composition_rows(data, line, by, unknown, language)
    ax = new_axes(ax, 1.5 + 0.5 * len(rows))
    shown = np.array([row not in hidden for row in rows], dtype=bool)
    counts, missing = counts * shown[:, np.newaxis], missing * shown
    most = float((counts.sum(axis=1) + missing).max(initial=1.0))
    handles = _bars(ax, counts, most, language)
    labels = list(groups)
    if missing.any():
        handles.append(_unknown(ax, counts.sum(axis=1), missing, most, language))
        labels.append(say("figure.unknown", language))
    for row in np.flatnonzero(counts.sum(axis=1) + missing == 0):
        key = "figure.nobody" if shown[row] else "figure.withheld"
        ax.text(0.01 * most, row, say(key, language), va="center", color=SOFT, style="italic")
    label_rows(ax, [names.get(row, row) for row in rows])
    ax.set_xlim(0, most * 1.12)
    ax.set_xlabel(say("figure.visits" if visits else "figure.people", language))
    tidy(ax, language, counts=True)
    legend_below(ax, handles, labels)
    return ax


def composition_rows(
    data: Composition | Study,
    line: str | None = None,
    by: str | None = "site",
    unknown: Sequence[float] | None = None,
    language: str = "en",
) -> tuple[tuple[str, ...], tuple[str, ...], Floats, Floats]:
    """Return the bars: labels, groups, counts of shape (rows, groups), and unknown by row."""
    if isinstance(data, Study):
        count = data.count_composition(line, by, "all")
        known = count.composition
        rows = count.stacked.labels
        missing = np.asarray(count.left_out, dtype=float)
        groups = _called(data, known.groups, line, language)
        return rows, groups, known.counts.reshape(len(rows), -1), missing
    if data.counts.ndim > 3:
        raise OptionError("`data` must have at most one leading axis. Draw one part at a time.")
    rows, counts = data.units, data.counts
    if counts.ndim == 3:
        rows = data.stack or tuple(str(k + 1) for k in range(len(counts)))
        counts = counts.sum(axis=1)
    missing = np.zeros(len(rows)) if unknown is None else np.asarray(unknown, dtype=float)
    if missing.shape != (len(rows),):
        raise OptionError(f"`unknown` must have one number for each of the {len(rows)} bars.")
    return rows, data.groups, np.asarray(counts, dtype=float), missing


def _called(study: Study, groups: tuple[str, ...], line: str | None, language: str) -> Any:
    """Return what the groups of a line are called in a language."""
    called = study.lines.get(line or next(iter(study.lines), ""))
    return called.group_texts(language) if called is not None else groups


def _bars(ax: Any, counts: Floats, most: float, language: str) -> list[Any]:
    """Stack the groups, each segment with its count."""
    left = np.zeros(len(counts))
    handles = []
    for k, number in enumerate(counts.T):
        bars = ax.barh(
            range(len(counts)),
            number,
            left=left,
            height=0.62,
            color=colour(k),
            hatch=hatch(k),
            edgecolor="white",
            linewidth=0.8,
        )
        handles.append(bars)
        _numbers(ax, left, number, most, language)
        left = left + number
    return handles


def _unknown(ax: Any, left: Floats, number: Floats, most: float, language: str) -> Any:
    """Draw people of unknown group apart from the others, behind a gap."""
    rows = np.flatnonzero(number)
    start = left + np.where(left > 0, 0.02 * most, 0.0)
    bars = ax.barh(
        rows,
        number[rows],
        left=start[rows],
        height=0.62,
        color="white",
        linestyle=(0, (3, 2)),
        edgecolor=SOFT,
        linewidth=0.8,
    )
    _numbers(ax, start, number, most, language)
    return bars


def _numbers(ax: Any, left: Floats, number: Floats, most: float, language: str) -> None:
    """Write counts on the segments that are wide enough, above the others."""
    for row, (start, value) in enumerate(zip(left, number, strict=True)):
        if value <= 0:
            continue
        narrow = value < 0.035 * most
        text = ax.text(
            start + value / 2,
            row - (0.42 if narrow else 0),
            whole(value, language),
            ha="center",
            va="center",
            fontsize=8,
            color=INK,
        )
        if not narrow:
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.9})
        plain(text)
