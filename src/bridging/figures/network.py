"""Who meets whom, of a session or of a whole period: people as marks, contacts as lines."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from bridging.figures.groups import MOST_GROUPS, frame, plot_groups
from bridging.figures.mixing import plot_mixing
from bridging.figures.network_data import (
    ACROSS,
    MOST_PEOPLE,
    UNCLEAR,
    WITHIN,
    Network,
    by_person,
    check_publishable,
    count_people,
    find_network,
)
from bridging.figures.network_words import (
    named_groups,
    network_line,
    network_title,
    silent_text,
)
from bridging.figures.style import INK, NO_NAMES, SOFT, colour, legend_below, new_axes, plain
from bridging.privacy import MINIMUM, check_audience
from bridging.records import Line
from bridging.study import Study
from bridging.words import check_language, say, whole

MARKERS = ("o", "s", "^", "D", "v", "P", "h", "*")
STYLES: dict[str, Any] = {ACROSS: "-", WITHIN: (0, (2.5, 1.6)), UNCLEAR: (0, (0.8, 2.2))}
INKS = {ACROSS: INK, WITHIN: "#8c8c8c", UNCLEAR: "#8c8c8c"}
BAND, BAND_EDGE = "#ececec", "#b5b5b5"
CROWD = 300  # pairs; lines of more are drawn finer
HEIGHTS = (3.0, 9.0)  # of the figure, in inches


def plot_network(
    study: Study,
    line: str | None = None,
    session: str | None = None,
    ax: Any = None,
    language: str = "en",
    *,
    audience: str = "publication",
    minimum: int = MINIMUM,
    names: Mapping[str, str] = NO_NAMES,
    seed: int = 0,
) -> Any:
    """Draw people as marks and pairs in contact as lines, without names.

    The shape of a mark is the group. Solid lines cross the line, dashed lines stay within a group;
    the thicker, the more often the pair was in contact. Hollow marks are people who were present
    without contact, which is as good a way to be there as any. People who came together share a
    grey ground; they are no contact of each other.

    Everybody has one place in all sessions of a study. Of more than 300 people, and of tallies, the
    groups are drawn instead (`plot_groups`).

    Parameters
    ----------
    study : Study
        Choose a site or a period with `Study.select`.
    line : str, optional
        May be left out where there is only one.
    session : str, optional
        One session; all of them together, if left out.
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    audience : {"publication", "team"}
        For publication a network with fewer people than `minimum`, of a group or in all, is refused.
    minimum : int, default 6
    names : mapping of str to str, optional
        What to call the session, where not by its own name.
    seed : int, default 0
        Of the places.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        Nobody to draw, or too few for publication.

    Notes
    -----
    Who knows a person in the picture of one session finds her in the others, because she keeps her
    place. Pictures of sessions are for those who were there; publish the period.

    References
    ----------
    Fruchterman and Reingold (1991), "Graph drawing by force-directed placement".
    """
    check_language(language)
    check_audience(audience, minimum)
    chosen = network_line(study, line)
    if not by_person(study):
        return _groups(study, chosen, session, ax, language, audience, minimum)
    network = find_network(study, chosen.name, session, seed)
    check_publishable(study, chosen.name, session, audience, minimum, network)
    low, high = network.place.min(axis=0) - 0.9, network.place.max(axis=0) + 0.9
    wide, tall = high - low
    ax = new_axes(ax, float(np.clip(7.0 * tall / wide, *HEIGHTS)) + 1.3)
    frame(ax, low, high)
    size = _mark_size(ax, wide, tall)
    marks: dict[str, Any] = {}
    _companies(ax, network, size, marks)
    _lines(ax, network, marks)
    _people(ax, network, size, audience, marks)
    plain(ax.set_title(network_title(network, session, language, names), loc="left", fontsize=10))
    texts = _legend(network, chosen.group_texts(language), marks, language)
    legend_below(ax, [marks[name] for name in texts], list(texts.values()), columns=2)
    return ax


def _groups(
    study: Study,
    line: Line,
    session: str | None,
    ax: Any,
    language: str,
    audience: str,
    minimum: int,
) -> Any:
    """Draw groups instead of people, and say why."""
    check_publishable(study, line.name, session, audience, minimum)
    people = count_people(study)
    number, why = whole(people, language), "many" if people > MOST_PEOPLE else "counts"
    names = dict(zip(line.groups, line.group_texts(language), strict=True))
    options: Any = {"audience": audience, "minimum": minimum, "names": names}
    title = say(f"figure.network.{why}", language, people=number)
    matrix = study.select(sessions=session).mixing(line.name)
    if len(line.groups) <= MOST_GROUPS:
        return plot_groups(matrix, ax, language, title=title, **options)
    ax = plot_mixing(matrix, ax, language, **options)
    plain(ax.set_title(title, loc="left", fontsize=10))
    return ax


def _mark_size(ax: Any, wide: float, tall: float) -> float:
    """Return the width of a mark in points: most of the room that the closest people have."""
    room = 1.2 * ax.get_position().size * ax.figure.get_size_inches() * 72
    return float(np.clip(0.62 * min(room[0] / wide, (room[1] - 70) / tall), 3.5, 13))


def _companies(ax: Any, network: Network, size: float, marks: dict[str, Any]) -> None:
    """Put a grey ground under people who came together."""
    from matplotlib.collections import LineCollection

    if not len(network.together):
        return
    ends = list(network.place[network.together])
    # a wide band under a narrower one: what is left to see of it is an edge around all
    for width, ink in ((size + 8, BAND_EDGE), (size + 6.4, BAND)):
        bands = LineCollection(ends, linewidths=width, colors=ink, capstyle="round", zorder=1)
        ax.add_collection(bands, autolim=False)
    style = {"color": BAND, "linewidth": 9, "solid_capstyle": "round"}
    marks["together"] = ax.plot([], [], **style)[0]


def _lines(ax: Any, network: Network, marks: dict[str, Any]) -> None:
    """Draw the pairs in contact: those across the line above the others."""
    from matplotlib.collections import LineCollection

    kinds, most = network.kind(), network.contacts.max(initial=1.0)
    fine = min(1.0, max(0.35, np.sqrt(CROWD / max(len(kinds), 1))))
    for order, kind in enumerate((UNCLEAR, WITHIN, ACROSS)):
        mine = kinds == kind
        if not mine.any():
            continue
        often = np.sqrt((network.contacts[mine] - 1) / max(most - 1, 1.0))
        lines = LineCollection(
            list(network.place[network.pairs[mine]]),
            linewidths=fine * (0.7 + 2.3 * often),
            colors=INKS[kind],
            linestyles=[STYLES[kind]],
            zorder=2 + 0.1 * order,
            label=kind,
        )
        ax.add_collection(lines, autolim=False)
        style = {"color": INKS[kind], "linestyle": STYLES[kind], "linewidth": 1.6}
        marks[kind] = ax.plot([], [], **style)[0]


def _people(ax: Any, network: Network, size: float, audience: str, marks: dict[str, Any]) -> None:
    """Draw the marks of people: filled where in contact, hollow where not."""
    away = ~network.shown
    if away.any() and audience == "team":
        x, y = network.place[away].T
        style: Any = {"linestyle": "none", "color": "#c4c4c4", "markersize": 2.2}
        marks["away"] = ax.plot(x, y, ".", zorder=1.5, label="away", **style)[0]
    for group in np.unique(network.group[network.shown]).tolist():
        mine = network.of_group(group)
        for silent in (False, True):
            here = mine[network.silent[mine] == silent]
            drawn = _marks(ax, network.place[here], group, silent, size)
            name = "unknown" if group < 0 else f"group {group}"
            drawn.set_label(f"{name}, silent" if silent else name)
            if silent and len(here):
                marks["silent"] = ax.plot([], [], "o", mfc="white", mec=INK, markersize=8)[0]
            elif not silent:
                marks[name] = _marks(ax, np.zeros((0, 2)), group, False, 9.0)


def _marks(ax: Any, place: Any, group: int, silent: bool, size: float) -> Any:
    """Draw some people of one group; of unknown group a cross, which nothing can fill."""
    shape, ink = ("x", SOFT) if group < 0 else (MARKERS[group % len(MARKERS)], INK)
    fill = "white" if silent else colour(group)
    style = {"linestyle": "none", "markersize": size, "zorder": 4}
    edge = max(size / 13, 0.5) if group >= 0 else 1.8
    return ax.plot(*place.T, shape, mfc=fill, mec=ink, markeredgewidth=edge, **style)[0]


def _legend(
    network: Network, groups: tuple[str, ...], marks: Mapping[str, Any], language: str
) -> dict[str, str]:
    """Return what is drawn, and what it is called."""
    called = named_groups(network, groups, language)
    if "silent" in marks:
        called["silent"] = silent_text(network, language)
    if "away" in marks:
        away = whole((~network.shown).sum(), language)
        called["away"] = say("figure.network.away", language, n=away)
    for name in (ACROSS, WITHIN, UNCLEAR, "together"):
        called[name] = say(f"figure.network.{name}", language)
    return {name: text for name, text in called.items() if name in marks}
