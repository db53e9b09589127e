"""Who comes back after a first visit, and who stays away: rising steps with those still followed."""

import math
from textwrap import wrap
from typing import Any

import numpy as np

from bridging.analyses.reach import Reach
from bridging.analyses.reach_rows import ALL
from bridging.errors import DataError, OptionError, check_choice, check_known
from bridging.figures.returns_data import Curve, Panel, find_panels
from bridging.figures.style import (
    INK,
    PALE,
    SOFT,
    WIDTH,
    axis_number,
    colour,
    new_axes,
    plain,
    wrapped,
)
from bridging.privacy import MINIMUM
from bridging.words import check_language, hundred, limit_texts, percent, say, whole

PARTS = ("return", "drop_out")
STYLES = ("-", "--", "-.", ":")
MOST_PANELS = 6
MOST_ABREAST = 2
APART = 8.5  # of 100, for a line of text between the labels of curves that end near each other
LAST = 0.4  # of an opening, that a last step is drawn on to be seen


def plot_returns(
    reach: Reach,
    part: str = "return",
    ax: Any = None,
    language: str = "en",
    *,
    unit: str | None = None,
    audience: str = "team",
    minimum: int = MINIMUM,
) -> Any:
    """Draw how many of 100 people had come back by openings since their first visit.

    Whoever came for the first time shortly before the records end counts for as long as she was
    followed (Kaplan and Meier). Below the axis stands how many people were still followed without
    it. Groups have a line style each, and their name at
    the end of it; of one group, or of more than four, everybody is drawn together. Several units
    have a panel each.

    Parameters
    ----------
    reach : Reach
    part : {"return", "drop_out"}
        Who had come back, or who had stayed away.
    ax : matplotlib.axes.Axes, optional
        Only for one unit.
    language : {"en", "nl"}
    unit : str, optional
        Draw this unit alone.
    audience : {"team", "publication"}
        For publication a unit with a group of fewer than `minimum` people is withheld, with another
        where it would be alone, and curves end where fewer are still followed.
    minimum : int, default 6

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several units

    Raises
    ------
    DataError
        No unit to draw.
    OptionError
        More than six units, or axes for several.

    References
    ----------
    Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations".
    """
    panels = _panels(reach, part, language, unit, audience, minimum)
    if len(panels) > MOST_PANELS:
        raise OptionError(
            f"`reach` must have at most {MOST_PANELS} units for one figure, not {len(panels)}. "
            "Choose one with `unit`."
        )
    if len(panels) > 1 and ax is not None:
        raise OptionError(
            f"`ax` can't show {len(panels)} units. Choose one with `unit`, or leave `ax` out."
        )
    rows = max((len(panel.curves) for panel in panels), default=1)
    if len(panels) == 1:
        ax = new_axes(ax, 3.6 + 0.18 * rows)
        _draw(ax, panels[0], reach, part, language, minimum)
        return ax
    import matplotlib.pyplot as plt

    down = math.ceil(len(panels) / MOST_ABREAST)
    size = (1.5 * WIDTH, (3.1 + 0.18 * rows) * down)
    grid = plt.subplots(down, MOST_ABREAST, figsize=size, layout="constrained", squeeze=False)[1]
    axes = grid.ravel()
    for panel, one in zip(panels, axes, strict=False):
        _draw(one, panel, reach, part, language, minimum)
    for one in axes[len(panels) :]:
        one.remove()
    return axes[: len(panels)]


def returns_alternative(
    reach: Reach,
    part: str = "return",
    language: str = "en",
    *,
    unit: str | None = None,
    audience: str = "team",
    minimum: int = MINIMUM,
) -> str:
    """Describe the figure in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> study = br.simulate.five_houses().select(sites=["house-5"])
    >>> told = returns_alternative(br.reach(study, "origin", n_resamples=19))
    >>> told.split(". ")[1].split(": ")[0]
    'Belgian background, 19 people followed'
    """
    panels = _panels(reach, part, language, unit, audience, minimum)
    texts = [say(f"alt.returns.{part}", language)]
    for panel in panels:
        place = "" if len(panels) == 1 else reach.unit_names.get(panel.unit, panel.unit)
        if not panel.curves:
            name = place or say("figure.returns.all", language)
            texts.append(say("alt.returns.none", language, name=name, reason=_why(panel, language)))
        for curve in panel.curves:
            name = ", ".join(filter(None, [place, _name(reach, curve.group, language)]))
            parts = "; ".join(_step(row, language) for row in curve.steps)
            n = whole(curve.people, language)
            texts.append(say("alt.returns.curve", language, name=name, n=n, parts=parts or "–"))
    return " ".join(texts)


def _panels(
    reach: Reach, part: str, language: str, unit: str | None, audience: str, minimum: int
) -> list[Panel]:
    check_choice("part", part, PARTS)
    check_language(language)
    panels = find_panels(reach, part, audience, minimum)
    if unit is not None:
        check_known("unit", unit, reach.units)
        panels = [panel for panel in panels if panel.unit == unit]
    if not panels:
        raise DataError("`reach` must have at least one unit; there are none.")
    return panels


def _draw(ax: Any, panel: Panel, reach: Reach, part: str, language: str, minimum: int) -> None:
    """Draw one unit."""
    from matplotlib.ticker import MaxNLocator

    end = max((float(curve.openings[-1]) for curve in panel.curves), default=1.0)
    ax.set_xlim(0, end + 1.5 * LAST)
    ax.set_ylim(0, 103)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.grid(axis="y", color=PALE, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set_yticks(range(0, 101, 25))
    ax.set_ylabel(say(f"figure.returns.{part}", language), fontsize=9)
    if len(reach.units) > 1:
        title = reach.unit_names.get(panel.unit, panel.unit)
        plain(ax.set_title(wrapped(title, 48), loc="left", fontsize=10))
    if not panel.curves:
        ax.set_xticks([])
        text = ax.text(0.02, 0.5, "", transform=ax.transAxes, fontsize=9, color=SOFT)
        plain(text, wrapped(_why(panel, language), 56)).set_fontstyle("italic")
        return
    places = MaxNLocator(6, integer=True).tick_values(0, end)
    ticks = [int(tick) for tick in places if 0 <= tick <= end]
    ax.set_xticks(ticks, [axis_number(tick, language) for tick in ticks])
    level = percent(reach.options["confidence_level"], language)
    words = wrap(say("figure.returns.openings", language, level=level), 44)
    ax.set_xlabel("\n".join(words), fontsize=9)
    codes = {} if len(panel.curves) == 1 else {g: k for k, g in enumerate(reach.line.groups)}
    for curve in panel.curves:
        _curve(ax, curve, codes.get(curve.group, 0))
    _names(ax, panel, reach, codes, language)
    _followed(ax, panel, reach, part, ticks, 29 + 12 * len(words), language, minimum)


def _curve(ax: Any, curve: Curve, k: int) -> None:
    """Draw one curve with its band, from nobody at the first visit."""
    time, share, low, high = (
        np.concatenate([[0.0], values, values[-1:]])
        for values in (curve.openings, 100 * curve.share, 100 * curve.low, 100 * curve.high)
    )
    if len(curve.share) == 1 or curve.share[-1] > curve.share[-2]:
        time[-1] += LAST
    style: dict[str, Any] = {"color": colour(k), "linestyle": STYLES[k % len(STYLES)]}
    ax.fill_between(time, low, high, step="post", color=colour(k), alpha=0.13, linewidth=0)
    for edge in (low, high):  # in grey print the bands are told apart by their edges
        ax.step(time, edge, where="post", linewidth=0.6, **style)
    ax.step(time, share, where="post", linewidth=2.0, label=curve.group, **style)


def _names(ax: Any, panel: Panel, reach: Reach, places: dict[str, int], language: str) -> None:
    """Write names at the ends of curves, pushed apart where they would meet."""
    if not places:
        return
    order = sorted(panel.curves, key=lambda curve: float(curve.share[-1]))
    names = [wrapped(_name(reach, curve.group, language), 18) for curve in order]
    apart = APART * max(1 + name.count("\n") for name in names)
    heights: list[float] = []
    for curve in order:
        wanted = 100 * float(curve.share[-1])
        heights.append(max(wanted, heights[-1] + apart) if heights else wanted)
    over = max(0.0, heights[-1] - 100.0)
    right = ax.get_xlim()[1]
    for curve, name, height in zip(order, names, heights, strict=True):
        end = (float(curve.openings[-1]), 100 * float(curve.share[-1]))
        k = places[curve.group]
        text = ax.annotate(
            "", end, (1.03 * right, height - over), textcoords="data", va="center", fontsize=9,
            color=INK, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour(k), "linestyle": ":", "linewidth": 1.0},
        )  # fmt: skip
        plain(text, name)


def _followed(
    ax: Any, panel: Panel, reach: Reach, part: str, ticks: list[int], down: int, language: str,
    minimum: int,
) -> None:  # fmt: skip
    """Write below the axis how many people were still followed, a row for each curve."""
    head = say(f"figure.returns.followed.{part}", language)
    style: dict[str, Any] = {
        "xycoords": ("data", "axes fraction"), "textcoords": "offset points", "fontsize": 8,
        "color": INK, "va": "top", "annotation_clip": False,
    }  # fmt: skip
    ax.annotate(head, (0, 0), (0, -down), **(style | {"ha": "left", "color": SOFT}))
    for row, curve in enumerate(panel.curves, start=1):
        name = wrapped(_name(reach, curve.group, language), 26, lines=1)
        plain(ax.annotate("", (0, 0), (-14, -down - 12 * row), **(style | {"ha": "right"})), name)
        for tick in ticks:
            number = _number(curve, tick, language, minimum)
            ax.annotate(number, (tick, 0), (0, -down - 12 * row), **(style | {"ha": "center"}))


def _number(curve: Curve, tick: int, language: str, minimum: int) -> str:
    """Write how many were followed, or that they are too few to say."""
    if curve.cut and tick > curve.openings[-1]:
        return f"<{minimum}"
    return whole(curve.still_followed(tick), language)


def _name(reach: Reach, group: str, language: str) -> str:
    if group == ALL:
        return say("figure.returns.all", language)
    return dict(zip(reach.line.groups, reach.line.group_texts(language), strict=True))[group]


def _why(panel: Panel, language: str) -> str:
    if panel.withheld or panel.reason is None:
        return say("figure.returns.withheld", language)
    return panel.reason.text(language)


def _step(row: Any, language: str) -> str:
    """Say one share of 100, with its limits."""
    openings = row.name.removeprefix("within_")
    told = {"openings": openings, "share": hundred(row.estimate, language)}
    if not math.isfinite(row.ci_low):
        return say("alt.returns.step_plain", language, **told)
    low, high = limit_texts(row.ci_low, row.ci_high, language, 0, 100)
    return say("alt.returns.step", language, **told, low=low, high=high)
