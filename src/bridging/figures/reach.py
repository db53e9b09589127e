"""Whom a place reaches: shares beside the reference, and the curves of who comes back."""

from typing import Any

import numpy as np

from bridging.analyses.reach import Reach
from bridging.analyses.reach_rows import ALL, Row, reach_text
from bridging.analyses.reach_sentences import main_unit
from bridging.errors import check_choice
from bridging.figures.returns import plot_returns, returns_alternative
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
from bridging.words import check_language, percent

PARTS = ("visitors", "return", "drop_out")


def plot_reach(reach: Reach, part: str = "visitors", ax: Any = None, language: str = "en") -> Any:
    """Draw the share of each group beside the reference, or curves of who came back.

    The curves are those of `plot_returns`, which has more options.

    Parameters
    ----------
    reach : Reach
    part : {"visitors", "return", "drop_out"}
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are curves of several units
    """
    check_choice("part", part, PARTS)
    check_language(language)
    if part == "visitors":
        return _shares(reach, ax, language)
    return plot_returns(reach, part, ax, language)


def _shares(reach: Reach, ax: Any, language: str) -> Any:
    """Draw a row for each unit and group."""
    names = dict(zip(reach.line.groups, reach.line.group_texts(language), strict=True))
    rows, labels, used = [], [], []
    for unit in reach.units:
        mine = [row for row in reach.rows if row.unit == unit]
        of = main_unit(mine)
        used.append(reach_text(of, language).lower())
        shares = [r for r in mine if (r.part, r.of, r.name) == ("visitors", of, "share")]
        reference = {r.group: r.estimate for r in mine if r.part == "reference"}
        for share in shares:
            group = names.get(share.group, share.group)
            several = len(reach.units) > 1
            unit_name = reach.unit_names.get(unit, unit)
            label = (
                group
                if not several
                else unit_name
                if share.group == ALL
                else f"{unit_name}, {group}"
            )
            rows.append((share, reference.get(share.group, np.nan)))
            labels.append(label)
    ax = new_axes(ax, 1.6 + 0.42 * len(rows))
    label_rows(ax, labels)
    marks: dict[str, Any] = {}
    for at, (share, there) in enumerate(rows):
        _draw(ax, at, share, there, marks, language)
    ax.set_xlim(-0.03, 1.03)
    of = ", ".join(dict.fromkeys(used))
    plain(ax.set_xlabel(reach_text("figure.visitors", language, of=of)))
    tidy(ax, language)
    level = percent(reach.options["confidence_level"], language)
    words = {
        "observed": reach_text("figure.observed", language, level=level),
        "reference": reach_text("figure.reference", language),
    }
    if marks:
        legend_below(ax, [marks[key] for key in marks], [words[key] for key in marks])
    return ax


def _draw(
    ax: Any, at: int, share: Row, reference: float, marks: dict[str, Any], language: str
) -> None:
    """Draw one share, or say why there is none."""
    if np.isnan(share.estimate):
        words = "" if share.reason is None else share.reason.text(language)
        place = ax.get_yaxis_transform()
        text = ax.text(0.01, at, "", transform=place, va="center", fontsize=8.5, color=SOFT)
        plain(text, words)
        return
    if not np.isnan(share.ci_low):
        ax.plot([share.ci_low, share.ci_high], [at, at], color=colour(0), linewidth=2.4)
    marks["observed"] = ax.plot([share.estimate], [at], "o", color=INK, markersize=6.5, zorder=3)[0]
    if not np.isnan(reference):
        marks["reference"] = ax.plot(
            [reference, reference], [at - 0.3, at + 0.3], color=colour(4), linewidth=2
        )[0]


def reach_alt_text(reach: Reach, part: str = "visitors", language: str = "en") -> str:
    """Describe the figure in words.

    Parameters
    ----------
    reach : Reach
    part : {"visitors", "return", "drop_out"}
    language : {"en", "nl"}
    """
    check_choice("part", part, PARTS)
    if part != "visitors":
        return returns_alternative(reach, part, language)
    return f"{reach_text('alt.visitors', language)} {reach.sentence(language)}"
