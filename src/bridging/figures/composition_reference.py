"""Who came beside who could: the shares of the groups, with intervals, and the reference."""

import math
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from bridging.errors import OptionError
from bridging.figures.beside_reference import Beside, beside_reference
from bridging.figures.openings import site_names
from bridging.figures.style import (
    INK,
    NO_NAMES,
    SOFT,
    WIDTH,
    colour,
    legend_below,
    new_axes,
    plain,
    wrapped,
)
from bridging.study import Study
from bridging.words import decimal, percent, say, whole

MOST_GROUPS = 6
GAP = 16.0  # between the blocks of two groups, where each is 100 wide


def draw_beside_reference(
    study: Study,
    line: str | None,
    by: str | None,
    ax: Any,
    language: str,
    *,
    denominator: str | None,
    level: float,
    audience: str,
    minimum: int,
    names: Mapping[str, str],
) -> Any:
    """Draw a block for each group: a bar for each unit, its interval, and a mark for the reference."""
    rows = beside_reference(
        study,
        line,
        by,
        denominator=denominator,
        level=level,
        audience=audience,
        minimum=minimum,
    )
    chosen = study.line(line)
    if len(chosen.groups) > MOST_GROUPS:
        raise OptionError(
            f"`line` must have at most {MOST_GROUPS} groups to be drawn beside a reference, not "
            f"{len(chosen.groups)}. Use plot_reach, which has a row for each."
        )
    width = max(WIDTH, 2.0 + 1.0 * len(chosen.groups))
    ax = new_axes(ax, 1.9 + 0.56 * max(len(rows), 1), width)
    called = names if by != "site" else site_names(study, names)
    labels = [_label(row, called, language) for row in rows]
    ax.set_yticks(range(len(rows)), labels, parse_math=False)
    marks: dict[str, Any] = {}
    for place, row in enumerate(rows):
        if row.hidden or row.reason is not None:
            _note(ax, place, _why(row, language))
        else:
            _bars(ax, place, row, marks)
            _reference(ax, place, row.reference, marks)
    _frame(ax, [names.get(g, t) for g, t in _texts(chosen, language)], len(rows))
    of = rows[0].of if rows else "persons"
    plain(ax.set_xlabel(_axis_text(rows, of, language), fontsize=9))
    told = {
        "visitors": say("figure.beside.visitors", language),
        "interval": say("figure.level", language, level=percent(level, language)),
        "reference": say("figure.beside.reference", language),
    }
    order = [name for name in told if name in marks]
    if order:
        legend_below(ax, [marks[name] for name in order], [told[name] for name in order])
    return ax


def _texts(line: Any, language: str) -> list[tuple[str, str]]:
    return list(zip(line.groups, line.group_texts(language), strict=True))


def _label(row: Beside, called: Mapping[str, str], language: str) -> str:
    """Name a unit, with how many are counted; nothing of a withheld one."""
    name = wrapped(called.get(row.unit, row.unit), 26, 2)
    if row.hidden or row.reason is not None:
        return name
    return f"{name}\n{_number(row, language)}"


def _number(row: Beside, language: str) -> str:
    key = "n_1" if row.n == 1 else "n"
    return say(f"figure.beside.{key}.{row.of}", language, n=whole(row.n, language))


def _why(row: Beside, language: str) -> str:
    if row.hidden:
        return say("figure.withheld", language)
    assert row.reason is not None
    return row.reason.text(language)


def _axis_text(rows: Sequence[Beside], of: str, language: str) -> str:
    """Say what is counted, and how many are not shown because their group is not known."""
    text = say(f"figure.beside.{of}", language)
    parts = []
    for name in ("unknown", "mixed"):
        number = sum(getattr(row, name) for row in rows if not row.hidden)
        if number:
            parts.append(say(f"figure.beside.{name}", language, n=whole(number, language)))
    if not parts or any(row.hidden for row in rows):
        return text
    return f"{text}; {say('figure.beside.left_out', language, parts=', '.join(parts))}"


def _bars(ax: Any, place: int, row: Beside, marks: dict[str, Any]) -> None:
    """Draw the shares of one unit, each in the block of its group."""
    for k, share in enumerate(row.share):
        left = k * (100 + GAP)
        bar = ax.barh(
            [place],
            [100 * share],
            left=left,
            height=0.46,
            color=colour(3),
            edgecolor=INK,
            linewidth=0.6,
        )
        marks.setdefault("visitors", bar)
        if math.isfinite(row.low[k]):
            ends = [left + 100 * row.low[k], left + 100 * row.high[k]]
            marks["interval"] = ax.plot(
                ends, [place, place], color=INK, linewidth=1.4, marker="|", markersize=7
            )[0]


def _reference(ax: Any, place: int, reference: Any, marks: dict[str, Any]) -> None:
    """Mark the share of the population: a line across the row with a triangle on it."""
    if reference is None:
        return
    for k, share in enumerate(reference):
        at = k * (100 + GAP) + 100 * share
        ends = [place - 0.36, place + 0.36]
        ax.plot([at, at], ends, color="white", linewidth=4.6, zorder=2.9)  # parts it from a bar
        ax.plot([at, at], ends, color=colour(4), linewidth=2.2, zorder=3)
        marks["reference"] = ax.plot(
            [at], [place - 0.36], "v", color=colour(4), markersize=6, zorder=4, clip_on=False
        )[0]


def _frame(ax: Any, labels: Sequence[str], rows: int) -> None:
    """Give each group a scale from 0 to 100, with its name above."""
    ticks, written = [], []
    for k, label in enumerate(labels):
        left = k * (100 + GAP)
        ticks += [left, left + 50, left + 100]
        written += ["0", "50", "100"]
        for at in (left, left + 50, left + 100):
            ax.axvline(at, color="#d9d9d9", linewidth=0.6, zorder=0)
        style = {"ha": "left", "va": "bottom", "fontsize": 9.5, "color": INK}
        head = ax.annotate(
            "", (left, 1), (0, 4), xycoords=("data", "axes fraction"),
            textcoords="offset points", **style,
        )  # fmt: skip
        plain(head, wrapped(label, max(12, 60 // max(len(labels), 1)), 3))
    ax.set_xticks(ticks, written, fontsize=8)
    ax.set_xlim(-3, len(labels) * (100 + GAP) - GAP + 3)
    ax.set_ylim(max(rows, 1) - 0.45, -0.6)
    ax.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        ax.spines[side].set_visible(False)


def _note(ax: Any, place: int, words: str) -> None:
    """Say in a row why there are no bars, on a ground that hides the lines behind it."""
    text = ax.text(
        1, place, "", va="center", fontsize=8.5, color=SOFT, style="italic",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )  # fmt: skip
    plain(text, "\n".join(wrap(words, 60)))


def reference_alternative(
    study: Study,
    line: str | None = None,
    by: str | None = "site",
    language: str = "en",
    *,
    denominator: str | None = None,
    level: float = 0.95,
    audience: str = "team",
    minimum: int = 6,
    names: Mapping[str, str] = NO_NAMES,
) -> str:
    """Describe in words the composition beside its reference.

    The options are those of ``plot_composition(..., reference=True)``.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-4"])
    >>> reference_alternative(house, "origin").split(": ")[1].split("; ")[0]
    'Belgian background 0 (95% interval 0 to 22), reference 60'
    """
    rows = beside_reference(
        study, line, by, denominator=denominator, level=level, audience=audience, minimum=minimum
    )
    called = names if by != "site" else site_names(study, names)
    chosen = study.line(line)
    texts = [say("alt.beside", language)]
    for row in rows:
        unit = called.get(row.unit, row.unit)
        if row.hidden or row.reason is not None:
            texts.append(say("alt.beside_none", language, unit=unit, reason=_why(row, language)))
            continue
        parts = [
            _group_text(row, k, names.get(group, text), level, language)
            for k, (group, text) in enumerate(_texts(chosen, language))
        ]
        told = {"unit": unit, "n": _number(row, language), "parts": "; ".join(parts)}
        texts.append(say("alt.beside_row", language, **told))
    return " ".join(texts)


def _group_text(row: Beside, k: int, group: str, level: float, language: str) -> str:
    share, low, high = (
        decimal(100 * float(value), language, 0)
        for value in (row.share[k], row.low[k], row.high[k])
    )
    there = ""
    if row.reference is not None:
        of = decimal(100 * float(row.reference[k]), language, 0)
        there = say("alt.beside_there", language, there=of)
    key = "alt.beside_group" if math.isfinite(row.low[k]) else "alt.beside_group_plain"
    told = {"level": percent(level, language), "low": low, "high": high}
    told = told if key == "alt.beside_group" else {}
    return say(key, language, group=group, share=share, reference=there, **told)
