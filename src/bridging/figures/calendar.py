"""When a place was open, how many were there, and the mix of who was present."""

import datetime
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from bridging.errors import OptionError
from bridging.figures.calendar_days import HEAD, Grid, Opening, calendar_days, calendar_grid
from bridging.figures.glass import HIDDEN, UNKNOWN, UNRECORDED, draw_glass, glass_key, write_in
from bridging.figures.openings import (
    check_axes,
    group_text,
    openings_of,
    panels_of_sites,
    site_names,
)
from bridging.figures.style import INK, NO_NAMES, PALE, SOFT, WIDTH, plain, wrapped
from bridging.study import Study
from bridging.words import check_language, day_text, percent, say, whole

MOST_SITES = 12
MOST_WEEKS = 54
ABREAST_WEEKS = 16  # up to so many weeks two panels fit beside each other
LEAST_WEEKS = 8  # as wide as a panel is at least


def plot_calendar(
    study: Study,
    line: str | None = None,
    ax: Any = None,
    language: str = "en",
    *,
    group: str | None = None,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw a cell for each opening: how many were present, filled to the share of a group.

    Weeks run from left to right and weekdays from top to bottom; two openings of a day share its
    place. Days without an opening are empty. Each site has a panel, in the order of the study.

    Parameters
    ----------
    study : Study
        Of at most twelve sites and 54 weeks.
    line : str, optional
        May be left out where there is only one.
    ax : matplotlib.axes.Axes, optional
        Only for one site.
    language : {"en", "nl"}
    group : str, optional
        The group whose share fills the cells; the one with the fewest visits, if left out.
    audience : {"team", "publication"}
        For publication, openings with too few people or contacts show no number.
    minimum : int, default 6
        The smallest count that is published.
    names : mapping of str to str, optional
        What to call sites and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several sites

    Raises
    ------
    DataError
        No opening has a date.
    OptionError
        More sites or weeks than one figure holds, or axes for several sites.
    """
    check_language(language)
    openings = openings_of(study, line, group, audience, minimum)
    days, undated = calendar_days(study, openings)
    grid = calendar_grid(days)
    if len(days) > MOST_SITES or grid.weeks > MOST_WEEKS:
        raise OptionError(
            f"`study` must have at most {MOST_SITES} sites and {MOST_WEEKS} weeks for one calendar, "
            f"not {len(days)} sites and {grid.weeks} weeks. Choose some with "
            "study.select(sites=[...], period=(first, last))."
        )
    check_axes(ax, len(days))
    axes = [ax] if ax is not None else _new_panels(len(days), grid)
    called = site_names(study, names)
    for panel, (site, cells) in zip(axes, days.items(), strict=True):
        _panel(panel, cells, grid, language)
        title = wrapped(called[site], 44 if _abreast(len(days), grid) > 1 else 80, 2)
        if undated[site]:
            title += f" ({say('figure.undated', language, n=whole(undated[site], language))})"
        plain(panel.set_title(title, fontsize=10, loc="left"))
    kinds = {cell.kind for cells in days.values() for cell in cells}
    note = say("figure.calendar.note", language)
    if ax is None:
        glass_key(axes[0].figure, group_text(openings, language, names), kinds, language, note)
    return axes[0] if len(axes) == 1 else np.array(axes)


def calendar_alternative(
    study: Study,
    line: str | None = None,
    language: str = "en",
    *,
    group: str | None = None,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Describe the calendar in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-5"])
    >>> calendar_alternative(house, "origin").split("; ")[1]
    '14 to 20 present'
    """
    check_language(language)
    openings = openings_of(study, line, group, audience, minimum)
    days, _ = calendar_days(study, openings)
    called, name = site_names(study, names), group_text(openings, language, names)
    texts = [say("alt.calendar", language, group=name)]
    texts += [_site_text(called[site], cells, name, language) for site, cells in days.items()]
    return " ".join(texts)


def _abreast(sites: int, grid: Grid) -> int:
    return 2 if grid.wide <= ABREAST_WEEKS and sites > 1 else 1


def _new_panels(sites: int, grid: Grid) -> list[Any]:
    """Return a panel for each site, with cells that are square."""
    abreast = _abreast(sites, grid)
    rows = math.ceil(sites / abreast)
    cell = min(0.3, (WIDTH / abreast - 0.55) / max(grid.wide, LEAST_WEEKS))
    height = rows * (cell * grid.high + 0.35) + 0.85
    return panels_of_sites(sites, abreast, height)


def _panel(ax: Any, cells: list[Opening], grid: Grid, language: str) -> None:
    """Draw the openings of one site."""
    ax.set_aspect("equal", anchor="NW")
    ax.set_xlim(-0.1, max(grid.wide, LEAST_WEEKS) + 0.1)
    ax.set_ylim(grid.high + 0.1, 0)
    _months(ax, grid, language)
    _weekday_labels(ax, grid, language)
    size = _number_size(ax, grid)
    for cell in cells:
        left, top = grid.place(cell.day)
        gap, width = 0.05, 0.9 / cell.of
        box = (left + gap + cell.place * width, top + gap, width, 0.9)
        draw_glass(ax, box, 0.0 if math.isnan(cell.share) else cell.share, cell.kind)
        if cell.kind in ("", UNKNOWN):
            text = whole(cell.present, language)
            small = size * (1.0 if cell.of == 1 else 0.75)
            x, y = box[0] + width / 2, top + 0.5
            write_in(ax, x, y, text, small, hatched=cell.kind == UNKNOWN)
    if not cells:
        words = say("figure.not_dated", language)
        note = ax.text(0, HEAD + 0.5, "", fontsize=8.5, color=SOFT, style="italic", va="center")
        plain(note, words)


def _number_size(ax: Any, grid: Grid) -> float:
    """Return a size of type that fits two digits in a cell."""
    across = ax.get_position().width * ax.figure.get_figwidth()
    return float(min(8.0, 36 * across / max(grid.wide, LEAST_WEEKS)))


def _months(ax: Any, grid: Grid, language: str) -> None:
    """Write each month above its first week, the year with the first month of it, and part them."""
    names = say("figure.months", language).split()
    shown_year = None
    for week in range(grid.weeks):
        monday = grid.first + datetime.timedelta(weeks=week)
        days = [monday + datetime.timedelta(days=day) for day in range(7)]
        begins = next((day for day in days if day.day == 1), None)
        left, top = grid.place(monday + datetime.timedelta(days=grid.weekdays[0]))
        if begins is None and left > 0:
            continue
        day = begins or monday
        # a month that begins in the next week or so says so itself
        if begins is None and any(
            (monday + datetime.timedelta(days=later)).day == 1 for later in range(7, 14)
        ):
            continue
        text = names[day.month - 1]
        if day.year != shown_year:
            text, shown_year = f"{text} {day.year}", day.year
        plain(ax.text(left + 0.05, top - 0.15, "", fontsize=8, color=INK, va="bottom"), text)
        if begins is not None:
            _month_edge(ax, grid, begins)


def _month_edge(ax: Any, grid: Grid, begins: datetime.date) -> None:
    """Part a month from the one before: along the week in which it begins."""
    monday = begins - datetime.timedelta(days=begins.weekday())
    left, top = grid.place(monday + datetime.timedelta(days=grid.weekdays[0]))
    before = sum(weekday < begins.weekday() for weekday in grid.weekdays)
    bottom = top + len(grid.weekdays)
    x, y = [left, left], [top + before, bottom]
    if before > 0:
        x, y = [left + 1, left + 1, left, left], [top, top + before, top + before, bottom]
    if before == len(grid.weekdays):
        x, y = [left + 1, left + 1], [top, bottom]
    ax.plot(x, y, color=PALE, linewidth=0.9, zorder=0.5, clip_on=False)


def _weekday_labels(ax: Any, grid: Grid, language: str) -> None:
    names = say("figure.weekdays", language).split()
    places, labels = [], []
    for block in range(grid.blocks):
        for row, weekday in enumerate(grid.weekdays):
            places.append(block * (len(grid.weekdays) + HEAD) + HEAD + row + 0.5)
            labels.append(names[weekday])
    ax.set_yticks(places, labels, fontsize=8)
    ax.set_xticks([])
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)


def _site_text(site: str, cells: list[Opening], group: str, language: str) -> str:
    """Say the calendar of one site."""
    if not cells:
        return say(
            "alt.calendar_none", language, site=site, reason=say("figure.not_dated", language)
        )
    names = say("figure.weekdays", language).split()
    first, last = (
        day_text(day.year, day.month, day.day, language) for day in (cells[0].day, cells[-1].day)
    )
    told = {"site": site, "n": whole(len(cells), language), "first": first}
    if len(cells) == 1:
        parts = [say("alt.calendar_site_1", language, **told)]
    else:
        days = ", ".join(names[day] for day in sorted({cell.day.weekday() for cell in cells}))
        parts = [say("alt.calendar_site", language, last=last, days=days, **told)]
    seen = [cell.present for cell in cells if cell.kind in ("", UNKNOWN)]
    if seen:
        number = _from_to(whole(min(seen), language), whole(max(seen), language), language)
        parts.append(say("alt.calendar_present", language, number=number))
    shares = [cell.share for cell in cells if not cell.kind and not math.isnan(cell.share)]
    if shares:
        least, most = (percent(value, language) for value in (min(shares), max(shares)))
        number = _from_to(least, most, language)
        parts.append(say("alt.calendar_share", language, group=group, number=number))
    for kind in (UNKNOWN, UNRECORDED, HIDDEN):
        times = sum(cell.kind == kind for cell in cells)
        if times:
            parts.append(say(f"alt.calendar_{kind}", language, n=whole(times, language)))
    return "; ".join(parts) + "."


def _from_to(low: str, high: str, language: str) -> str:
    """Write the least and the most, once where they are the same."""
    return low if low == high else say("figure.range", language, low=low, high=high)
