"""How often tests reject and intervals cover, by design, beside what was asked for."""

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import OptionError, check_choice, check_known
from bridging.figures.calibration_tables import monte_carlo_limits
from bridging.figures.style import INK, PALE, SOFT, WIDTH, axis_number, colour, new_axes, plain
from bridging.words import check_language, decimal, percent, say
from bridging.words.texts import TEXTS

KINDS = {"rejections": 0.05, "coverage": 0.95}
NO_PREFERENCE = ("nothing", "confounded")
ERRORS = 2  # Monte Carlo errors on each side of what was asked for


def plot_calibration(
    table: pd.DataFrame,
    kind: str = "rejections",
    ax: Any = None,
    language: str = "en",
    *,
    worlds: Sequence[str] = NO_PREFERENCE,
) -> Any:
    """Draw a row for each method and a point for each design, with its Monte Carlo error.

    A line marks what was asked for (5 % of rejections, 95 % of coverage), and a band two Monte
    Carlo errors around it. Where a world has a preference to find, rejections are power: there is
    no line and no band. The scale is wider where the line is.

    Parameters
    ----------
    table : DataFrame
        From `read_calibration`.
    kind : {"rejections", "coverage"}
    ax : matplotlib.axes.Axes, optional
        Only for one world.
    language : {"en", "nl"}
    worlds : sequence of str, default ("nothing", "confounded")
        Worlds of the table, a panel for each.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several worlds

    Raises
    ------
    OptionError
        Axes for several worlds.
    UnknownNameError
        A world that does not occur.
    """
    mine = _chosen(table, kind, language, worlds)
    methods = list(dict.fromkeys(mine["method"]))
    height = 2.2 + 0.5 * len(methods)
    if len(worlds) == 1:
        axes = [new_axes(ax, height)]
    elif ax is not None:
        raise OptionError(
            f"`ax` can't show {len(worlds)} worlds. Choose one with `worlds`, or leave `ax` out."
        )
    else:
        import matplotlib.pyplot as plt

        size = (WIDTH, height)
        axes = plt.subplots(1, len(worlds), figsize=size, layout="constrained", sharey=True)[1]
    marks: dict[str, Any] = {}
    for world, one in zip(worlds, axes, strict=True):
        _panel(one, mine[mine["world"] == world], methods, kind, world, language, marks)
    _legend(axes, mine, kind, marks, language)
    return axes[0] if len(worlds) == 1 else axes


def calibration_alternative(
    table: pd.DataFrame,
    kind: str = "rejections",
    language: str = "en",
    *,
    worlds: Sequence[str] = NO_PREFERENCE,
) -> str:
    """Describe the figure in words: the lowest and highest rate of each method.

    The options are those of the figure.
    """
    mine = _chosen(table, kind, language, worlds)
    title = say(f"figure.calibration.{kind}", language)
    nominal = percent(KINDS[kind], language)
    texts = [say("alt.calibration", language, title=title, nominal=nominal)]
    for world in worlds:
        rates = mine[mine["world"] == world].groupby("method", sort=False)["rate"]
        parts = [
            say(
                "alt.calibration_method",
                language,
                method=method,
                low=decimal(float(values.min()), language, 3),
                high=decimal(float(values.max()), language, 3),
            )
            for method, values in rates
        ]
        name = world_text(world, language)
        texts.append(say("alt.calibration_world", language, world=name, parts="; ".join(parts)))
    return " ".join(texts)


def world_text(world: str, language: str) -> str:
    """Say what a world is."""
    key = f"figure.calibration.world.{world}"
    return say(key, language) if key in TEXTS[language] else world


def _chosen(table: pd.DataFrame, kind: str, language: str, worlds: Sequence[str]) -> pd.DataFrame:
    check_language(language)
    check_choice("kind", kind, KINDS)
    mine = table[table["kind"] == kind]
    if not worlds:
        raise OptionError("`worlds` must name at least one world; it is empty.")
    for world in worlds:
        check_known("world", world, list(dict.fromkeys(mine["world"])))
    return mine[mine["world"].isin(list(worlds))]


def _panel(
    ax: Any,
    table: pd.DataFrame,
    methods: list[str],
    kind: str,
    world: str,
    language: str,
    marks: dict[str, Any],
) -> None:
    """Draw the designs of one world."""
    _scale(ax, kind, language)
    power = kind == "rejections" and world not in NO_PREFERENCE
    nominal = KINDS[kind]
    if not power:
        error = math.sqrt(nominal * (1 - nominal) / float(table["worlds"].iloc[0]))
        band = (nominal - ERRORS * error, min(nominal + ERRORS * error, 1.0))
        marks["band"] = ax.axvspan(*band, color=PALE, linewidth=0, zorder=0.3)
        marks["nominal"] = ax.axvline(nominal, color=INK, linewidth=1.2, zorder=0.6)
    for row, method in enumerate(methods):
        designs = table[table["method"] == method]
        offsets = np.linspace(-0.32, 0.32, len(designs)) if len(designs) > 1 else [0.0]
        for design, offset in zip(designs.to_dict("records"), offsets, strict=True):
            _point(ax, design, row + float(offset), marks)
    labels = [_broken(method) for method in methods]
    ax.set_yticks(range(len(methods)), labels, parse_math=False, fontsize=8)
    ax.set_ylim(len(methods) - 0.45, -0.55)
    for row in range(1, len(methods)):
        ax.axhline(row - 0.5, color=PALE, linewidth=0.6, zorder=0.2)
    title = say("figure.calibration.world", language, world=world_text(world, language))
    plain(ax.set_title(_broken(title, " ", 34), loc="left", fontsize=9))
    key = "figure.calibration.power" if power else f"figure.calibration.{kind}"
    plain(ax.set_xlabel(_broken(say(key, language), " ", 44), fontsize=8.5))
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def _scale(ax: Any, kind: str, language: str) -> None:
    """Stretch the scale near what was asked for: the square root of the share of errors."""

    def root(x: Any) -> Any:
        return np.sqrt(np.clip(x, 0.0, None))

    def back(x: Any) -> Any:
        return np.asarray(x) ** 2

    ticks = [0.0, 0.01, 0.05, 0.2, 0.5, 1.0]
    if kind == "rejections":
        ax.set_xscale("function", functions=(root, back))
        ax.set_xlim(0.0, 1.0)
    else:
        ax.set_xscale("function", functions=(lambda x: -root(1 - x), lambda x: 1 - back(x)))
        ax.set_xlim(0.5, 1.0)
        ticks = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]
    ax.set_xticks(ticks, [axis_number(tick, language) for tick in ticks], fontsize=8)
    ax.minorticks_off()


def _point(ax: Any, design: dict[str, Any], at: float, marks: dict[str, Any]) -> None:
    """Draw one design: shape by the number of people, hollow where pairs meet again."""
    if not math.isfinite(design["rate"]):
        return
    told = design["worlds"] * (1 - design["missing"])
    limits = monte_carlo_limits(design["rate"], told)
    ax.plot(limits, [at, at], color=SOFT, linewidth=0.8, clip_on=False)
    small = design["people"] == 20
    ink = colour(0) if small else colour(4)
    style: dict[str, Any] = {
        "marker": "o" if small else "s", "mec": ink, "mfc": "white" if design["persistent"] else ink,
        "markersize": 4, "linestyle": "none", "clip_on": False,
    }  # fmt: skip
    drawn = ax.plot([design["rate"]], [at], zorder=3, **style)[0]
    marks[f"{'persistent' if design['persistent'] else 'people'} {design['people']}"] = drawn


def _legend(
    axes: Sequence[Any], table: pd.DataFrame, kind: str, marks: dict[str, Any], language: str
) -> None:
    """Put what marks mean below all panels."""
    words = {
        "nominal": say(
            "figure.calibration.nominal", language, nominal=percent(KINDS[kind], language)
        ),
        "band": say("figure.calibration.band", language, n=ERRORS),
    }
    for name in sorted(name for name in marks if " " in name):
        key, people = name.split(" ")
        words[name] = say(f"figure.calibration.{key}", language, people=people)
    order = [name for name in words if name in marks]
    handles, labels = [marks[name] for name in order], [words[name] for name in order]
    style: dict[str, Any] = {"ncols": 2, "frameon": False, "fontsize": 8.5}
    worlds = int(table["worlds"].iloc[0])
    style["title"] = say("figure.calibration.error", language, worlds=worlds)
    style["title_fontsize"] = 8.5
    if axes[0].figure.get_layout_engine() is None:
        axes[0].legend(handles, labels, loc="upper center", bbox_to_anchor=(0.5, -0.14), **style)
    else:
        axes[0].figure.legend(handles, labels, loc="outside lower center", **style)


def _broken(text: str, at: str = "_", width: int = 20) -> str:
    """Break a name at one of its signs, where it is long."""
    lines = [""]
    for part in re.split(f"(?<={at})", text):
        if len(lines[-1]) + len(part) > width and lines[-1]:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip(" ") for line in lines)
