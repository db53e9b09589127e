"""The findings: partner choice of each place, beside the threshold and 1."""

import math
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from bridging.analyses.findings_result import Finding, Findings
from bridging.errors import DataError
from bridging.figures.style import (
    INK,
    NO_NAMES,
    SOFT,
    colour,
    label_rows,
    legend_below,
    new_axes,
    plain,
    tidy,
)
from bridging.words import decimal, percent, say, undefined_text, whole
from bridging.words.findings import finding_place

LEAST_END, MOST_END = 1.5, 3.0  # of the axis; an interval that goes further has an arrow


def plot_findings(
    findings: Findings,
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw a row for each place and line: partner choice, its interval, and the finding.

    Rows are in the order of the study, not of any value. Where partner choice has no interval, the
    row says the finding and what is missing, and shows no dot.

    Parameters
    ----------
    findings : Findings
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines and units, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        No finding to draw.
    """
    items = findings.items
    if not items:
        raise DataError("`findings` must hold at least one finding; there are none.")
    ax = new_axes(ax, 2.1 + 0.42 * len(items))
    label_rows(ax, [finding_place(item, names).removesuffix(": ") for item in items])
    end = _end(items)
    ax.set_xlim(0, end)
    marks: dict[str, Any] = {}
    for row, item in enumerate(items):
        if _drawn(item):
            _row(ax, row, item, end, marks)
        else:
            _note(ax, row, _words(item, language))
    _thresholds(ax, items[0].delta, language)
    plain(ax.set_xlabel(say("figure.partner_choice", language)))
    tidy(ax, language)
    _beside(ax, items, language)
    if marks:
        level = percent(items[0].level, language)
        words = {
            "estimate": say("figure.estimate", language),
            "interval": say("figure.interval_choice", language, level=level),
            "beyond": say("figure.beyond", language),
        }
        order = [name for name in words if name in marks]
        legend_below(ax, [marks[name] for name in order], [words[name] for name in order])
    return ax


def findings_alternative(
    findings: Findings, language: str = "en", *, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Describe the figure of findings in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> study = br.simulate.world(seed=1, people=30, sessions=10, separation=1.0)
    >>> findings_alternative(br.findings(study, "origin", n_resamples=19)).split(". ")[-1]
    'site-1, origin: no opportunity: 0% of visits with somebody from across to meet.'
    """
    items = findings.items
    if not items:
        raise DataError("`findings` must hold at least one finding; there are none.")
    texts = [say("alt.findings", language, delta=decimal(items[0].delta, language))]
    for item in items:
        place, finding = finding_place(item, names), say(f"finding.{item.finding}", language)
        if _drawn(item) and item.interval is not None:
            numbers = [item.partner_choice, item.interval.low, item.interval.high]
            value, low, high = (decimal(number, language) for number in numbers)
            told = {"place": place, "finding": finding, "value": value, "low": low, "high": high}
            texts.append(say("alt.findings_row", language, **told))
        else:
            alone = _words(item, language)
            texts.append(say("alt.findings_row_alone", language, place=place, finding=alone))
    return " ".join(texts)


def _drawn(item: Finding) -> bool:
    """Say whether a row shows a dot: partner choice and its interval, and opportunity at all."""
    there = item.interval is not None and not item.interval.undefined
    return there and item.finding != "no opportunity"


def _end(items: Sequence[Finding]) -> float:
    """Return the end of the axis: all dots, and intervals as far as they leave room for others."""
    dots = [item.partner_choice for item in items if _drawn(item)]
    limits = [item.interval.high for item in items if item.interval is not None and _drawn(item)]
    far = min(max([LEAST_END, *limits]), MOST_END)
    return 1.05 * max([far, *dots])


def _row(ax: Any, row: int, item: Finding, end: float, marks: dict[str, Any]) -> None:
    """Draw one finding; an arrow where its interval goes on beyond the axis."""
    assert item.interval is not None
    low, high = item.interval.low, item.interval.high
    style = {"color": colour(0), "linewidth": 2.4, "solid_capstyle": "butt"}
    marks["interval"] = ax.plot([low, min(high, end)], [row, row], **style)[0]
    if high > end:
        style = {"color": colour(0), "markersize": 8, "linestyle": "none", "clip_on": False}
        marks["beyond"] = ax.plot([end], [row], ">", zorder=3, **style)[0]
    style = {"color": INK, "markersize": 6.5, "linestyle": "none"}
    marks["estimate"] = ax.plot([item.partner_choice], [row], "o", zorder=3, **style)[0]


def _thresholds(ax: Any, delta: float, language: str) -> None:
    """Mark 1, and the declared threshold."""
    texts = {
        delta: (say("figure.delta", language, delta=decimal(delta, language)), "--", "right", -3),
        1.0: (say("figure.anyone", language), "-", "left", 3),
    }
    for at, (words, style, side, shift) in texts.items():
        ax.axvline(at, color=SOFT, linewidth=1.2, linestyle=style, zorder=0.5)
        note = ax.annotate(
            "", (at, 1), (shift, 2), xycoords=("data", "axes fraction"),
            textcoords="offset points", ha=side, va="bottom", fontsize=8.5, color=INK,
        )  # fmt: skip
        plain(note, words)


def _beside(ax: Any, items: Sequence[Finding], language: str) -> None:
    """Write the finding of each row with a dot in a column of its own, beside the axes."""
    for row, item in enumerate(items):
        if _drawn(item):
            words = "\n".join(wrap(say(f"finding.{item.finding}", language), 20))
            style = {"va": "center", "ha": "left", "fontsize": 9, "color": INK}
            text = ax.text(1.03, row, "", transform=ax.get_yaxis_transform(), **style)
            plain(text, words)


def _words(item: Finding, language: str) -> str:
    """Say the finding of a row without a dot, with its reason or how often anybody was there."""
    finding = say(f"finding.{item.finding}", language)
    if item.finding == "too little data":
        reason = item.reason_nl if language == "nl" else item.reason
        if item.interval is not None:
            reason = undefined_text(item.interval, language)
        return f"{finding}: {reason}"
    if item.finding == "little contact across":
        total = whole(item.bridging_contacts + item.bonding_contacts, language)
        number = say("page.of", language, n=whole(item.bridging_contacts, language), total=total)
        return f"{finding}: {number}"
    if math.isfinite(item.visits_with_someone_across):
        share = percent(item.visits_with_someone_across, language)
        return f"{finding}: {say('figure.someone_across', language, share=share)}"
    return finding


def _note(ax: Any, row: int, words: str) -> None:
    """Say a finding in a row without a dot, on a ground that hides the lines behind it."""
    text = ax.text(
        0.01, row, "", transform=ax.get_yaxis_transform(), va="center", fontsize=8.5, color=INK,
        style="italic", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )  # fmt: skip
    plain(text, "\n".join(wrap(words, 68)))
