"""The plane of bonding and bridging: contacts within the groups and across, place by place."""

import math
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.figures.names_beside import name_points
from bridging.figures.plane_points import Plane, Point, planes_of
from bridging.figures.plane_words import called_units
from bridging.figures.style import (
    INK,
    NO_NAMES,
    PALE,
    SOFT,
    WIDTH,
    axis_number,
    colour,
    legend_below,
    new_panels,
    plain,
    wrapped,
)
from bridging.inference import Interval
from bridging.study import Study
from bridging.words import check_language, percent, say

MOST_NAMED = 10  # places; more have numbers, and a key
KEY_COLUMNS = 3
FURTHEST_OF_MANY = 1.2
FURTHEST = 1.7  # times the furthest point; intervals that go further have an arrow


def plot_plane(
    study: Study,
    line: str | None = None,
    ax: Any = None,
    language: str = "en",
    *,
    by: str = "site",
    per: str = "visit",
    confidence_level: float = 0.95,
    n_resamples: int = 99,
    seed: int = 0,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw each place by its contacts within the own group and across the line, for 10 visits.

    Both kinds of contact stand beside each other and are not added up. A cross shows both
    intervals; a hollow mark, joined by a line, where the place would be if the same people had
    as many contacts, dealt among those present. On the slanted line there are as many contacts
    across as within: no part of the plane is better than another. Each line has a panel.

    Parameters
    ----------
    study : Study
    line : str, optional
        Every line with groups, if left out.
    ax : matplotlib.axes.Axes, optional
        Only for one line.
    language : {"en", "nl"}
    by : str, default "site"
        A column of sites or sessions.
    per : {"visit", "hour"}
        For 10 visits, or in 10 hours of presence: from arrival to departure, or the opening's.
    confidence_level : float, default 0.95
    n_resamples, seed : int
        Dealings of partners that the hollow marks rest on; 0 for no such marks.
    audience : {"team", "publication"}
        For publication, places with too few people or contacts are not drawn.
    minimum : int, default 6
        The smallest count that is published.
    names : mapping of str to str, optional
        What to call lines and places, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several lines

    Raises
    ------
    DataError
        The study has no line with groups.
    OptionError
        Axes for several lines, or more than four lines.

    References
    ----------
    Putnam (2007), "E pluribus unum: diversity and community in the twenty-first century", for
    bonding and bridging as two things, not the ends of one.
    """
    check_language(language)
    planes = planes_of(study, line, by, per, confidence_level, n_resamples, seed, audience, minimum)
    if ax is not None and len(planes) > 1:
        raise OptionError(
            f"`ax` can't show {len(planes)} lines. Choose one with `line`, or leave `ax` out."
        )
    called = called_units(study, planes[0], names)
    many = len(planes[0].points) > MOST_NAMED
    axes = [ax] if ax is not None else _new_panels(len(planes), len(called) if many else 0)
    marks: dict[str, Any] = {}
    for panel, plane in zip(axes, planes, strict=True):
        marks |= _panel(panel, plane, called, language, 80 if len(axes) == 1 else 40)
        title = names.get(plane.line.name, plane.line.label.get(language, plane.line.name))
        plain(panel.set_title(wrapped(title, 36, 2), fontsize=10, loc="left"))
    _keys(axes, planes[0], marks, called, language, own=ax is None)
    for panel, plane in zip(axes, planes, strict=True):
        if not many:
            _name(panel, plane, called)
    return axes[0] if len(axes) == 1 else np.array(axes)


def _new_panels(lines: int, key: int) -> list[Any]:
    """Return a panel for each line, at most two abreast, above a key of so many places."""
    abreast = min(lines, 2)
    down = math.ceil(lines / abreast)
    side = WIDTH / abreast if abreast > 1 else 0.72 * WIDTH
    height = down * (side + 0.5) + 0.7 + 0.19 * math.ceil(key / KEY_COLUMNS)
    axes = new_panels(lines, abreast, (WIDTH, height))
    axes[0].figure.get_layout_engine().set(w_pad=0.1)
    return list(axes)


def _end(points: Sequence[Point]) -> float:
    """Return the end of both axes: all marks, and intervals as far as they leave room for others."""
    marks = [value for point in points for value in (point.bonding, point.bridging)]
    marks += [value for point in points for value in point.dealt or ()]
    most = max((value for value in marks if math.isfinite(value)), default=1.0) or 1.0
    limits = [
        part.high
        for point in points
        for part in (point.across, point.up)
        if part is not None and not part.undefined
    ]
    furthest = FURTHEST if len(points) <= MOST_NAMED else FURTHEST_OF_MANY
    return 1.06 * max(most, min(max(limits, default=most), furthest * most))


def _has_limits(part: Interval | None) -> bool:
    return part is not None and not part.undefined


def _panel(
    ax: Any, plane: Plane, called: Mapping[str, str], language: str, width: int
) -> dict[str, Any]:
    """Draw one line of the study; return what a legend needs."""
    from matplotlib.ticker import MaxNLocator

    drawn = [point for point in plane.points if not point.reason]
    end = _end(drawn)
    marks: dict[str, Any] = {}
    ax.set_aspect("equal")
    ax.set_xlim(-0.03 * end, end)
    ax.set_ylim(-0.03 * end, end)
    ax.grid(color=PALE, linewidth=0.5)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(lambda value, _: axis_number(value, language))
    ax.tick_params(labelsize=8.5)
    ax.plot([0, end], [0, end], color=SOFT, linewidth=1.1, linestyle="--", zorder=1)
    equal = ax.text(
        0.985 * end, 0.985 * end, "", rotation=45, rotation_mode="anchor", ha="right", va="bottom",
        fontsize=8, color=SOFT,
    )  # fmt: skip
    plain(equal, say("figure.plane.equal", language))
    many = len(plane.points) > MOST_NAMED
    for place, point in enumerate(plane.points, 1):
        if not point.reason:
            _point(ax, point, end, marks, str(place) if many else "")
    across = "\n".join(wrap(say(f"figure.plane.x.{plane.per}", language), width))
    missing = _missing(plane, called, language, width)
    plain(ax.set_xlabel(across + (f"\n\n{missing}" if missing else ""), fontsize=9))
    plain(
        ax.set_ylabel(
            "\n".join(wrap(say(f"figure.plane.y.{plane.per}", language), width)), fontsize=9
        )
    )
    return marks


def _point(ax: Any, point: Point, end: float, marks: dict[str, Any], number: str) -> None:
    """Draw one unit: its intervals, where chance would put it, and where it is.

    Of many units each has its number in its mark, and thinner lines.
    """
    wide, dark = (0.7, 0.45) if number else (1.6, 0.75)
    for part, upright in ((point.across, False), (point.up, True)):
        if part is None or not _has_limits(part):
            continue
        low, high = part.low, min(part.high, end)
        across = [point.bonding, point.bonding] if upright else [low, high]
        up = [low, high] if upright else [point.bridging, point.bridging]
        style = {"color": colour(0), "linewidth": wide, "alpha": dark, "solid_capstyle": "butt"}
        marks["interval"] = ax.plot(across, up, zorder=2, **style)[0]
        if part.high > end:
            style = {"color": colour(0), "markersize": 6, "linestyle": "none", "clip_on": False}
            ax.plot([across[1]], [up[1]], "^" if upright else ">", zorder=3, **style)
    if point.dealt is not None:
        ends = zip((point.bonding, point.bridging), point.dealt, strict=True)
        across, up = (list(pair) for pair in ends)
        ax.plot(across, up, color=INK, linewidth=0.8, zorder=3)
        marks["dealt"] = ax.plot(
            [point.dealt[0]], [point.dealt[1]], "D", markersize=5.5, markerfacecolor="white",
            markeredgecolor=INK, linestyle="none", zorder=3.5,
        )[0]  # fmt: skip
    marks["seen"] = ax.plot(
        [point.bonding], [point.bridging], "o", color=INK, markersize=10 if number else 6.5,
        linestyle="none", zorder=4, clip_on=False, markeredgecolor="white", markeredgewidth=0.6,
    )[0]  # fmt: skip
    if number:
        text = ax.text(point.bonding, point.bridging, "", fontsize=6.5, color="white", zorder=5,
                       ha="center", va="center_baseline")  # fmt: skip
        plain(text, number)


def _missing(plane: Plane, called: Mapping[str, str], language: str, width: int) -> str:
    """Say which units are not drawn, and why."""
    reasons: dict[str, list[str]] = {}
    numbered = len(plane.points) > MOST_NAMED
    for place, point in enumerate(plane.points, 1):
        if point.reason:
            name = str(place) if numbered else called[point.unit]
            reasons.setdefault(point.reason, []).append(name)
    if not reasons:
        return ""
    parts = [
        f"{', '.join(units)} ({say(f'figure.plane.{reason}', language)})"
        for reason, units in reasons.items()
    ]
    return "\n".join(
        wrap(f"{say('figure.plane.not_drawn', language)} {'; '.join(parts)}", 4 + width)
    )


def _keys(
    axes: Sequence[Any],
    plane: Plane,
    marks: Mapping[str, Any],
    called: Mapping[str, str],
    language: str,
    *,
    own: bool,
) -> None:
    """Put below what marks mean, and, where places have numbers, which is which."""
    level = percent(plane.level, language)
    told = {
        "seen": say("figure.plane.seen", language),
        "interval": say("figure.interval", language, level=level),
        "dealt": say("figure.plane.dealt", language),
    }
    order = [name for name in told if name in marks]
    handles, labels = [marks[name] for name in order], [told[name] for name in order]
    if not own:
        if handles:
            legend_below(axes[0], handles, labels, columns=2)
        return
    figure = axes[0].figure
    many = len(plane.points) > MOST_NAMED
    if many:
        key = [f"{place} {called[point.unit]}" for place, point in enumerate(plane.points, 1)]
        _legend(figure, [_nothing() for _ in key], key, KEY_COLUMNS, 0.0, 8.0)
    if handles:
        labels = [wrapped(label, 34, 2) for label in labels]
        _legend(figure, handles, labels, 3, 1.6, 8.5, above=many)


def _legend(
    figure: Any,
    handles: list[Any],
    labels: Sequence[str],
    columns: int,
    length: float,
    size: float,
    *,
    above: bool = False,
) -> None:
    made = figure.legend(
        handles, ["x"] * len(handles), ncols=columns, frameon=False, fontsize=size,
        loc=f"outside {'upper' if above else 'lower'} center", columnspacing=1.5,
        handlelength=length, handletextpad=0.6 if length else 0.0,
    )  # fmt: skip
    for text, label in zip(made.get_texts(), labels, strict=True):
        plain(text, label if length else wrapped(label, 34, 1))


def _nothing() -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="none")


def _name(ax: Any, plane: Plane, called: Mapping[str, str]) -> None:
    """Write the name of each unit beside it."""
    drawn = [point for point in plane.points if not point.reason]
    if not drawn:
        return
    names = [wrapped(called[point.unit], 20, 2) for point in drawn]
    places = [(point.bonding, point.bridging) for point in drawn]
    lines: list[Any] = []
    for point in drawn:
        for part, upright in ((point.across, False), (point.up, True)):
            if part is not None and _has_limits(part):
                lines.append(
                    [(point.bonding, part.low), (point.bonding, part.high)]
                    if upright
                    else [(part.low, point.bridging), (part.high, point.bridging)]
                )
        if point.dealt is not None:
            lines.append([(point.bonding, point.bridging), point.dealt])
    end = ax.get_xlim()[1]
    lines.append([(0.0, 0.0), (end, end)])
    others = [point.dealt for point in drawn if point.dealt is not None]
    name_points(ax, places, names, lines, others)
