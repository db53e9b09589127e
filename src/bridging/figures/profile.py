"""A profile: several measures in one figure, each on a scale of its own."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from bridging.errors import DataError, OptionError
from bridging.figures.estimates import row_labels
from bridging.figures.style import (
    INK,
    NO_NAMES,
    PALE,
    SOFT,
    axis_number,
    colour,
    legend_below,
    new_axes,
    plain,
    wrapped,
)
from bridging.results import Result
from bridging.words import (
    decimal,
    interval_text,
    measure_label,
    no_opportunity,
    p_text,
    percent,
    result_sentence,
    say,
    undefined_text,
    whole,
)
from bridging.words.sentences import speaks_of_choice

MOST_ROWS = 60
OPEN_END = 3.0  # of a scale without an end, unless a dot lies further
VALUES, CHANCE = 1.28, 2.12  # where the columns of numbers stand, in lengths of the scale


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The scale of a measure, from which values go to places from 0 to 1."""

    low: float
    high: float
    open_low: bool
    open_high: bool

    def at(self, value: float) -> float:
        """Return the place of a value, no further than just beyond the ends."""
        place = (value - self.low) / (self.high - self.low)
        return min(max(place, -0.04), 1.04)


def plot_profile(
    results: Iterable[Result],
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw a row for each result under its measure: a dot and interval on the measure's own range.

    A tick below the line is the mean under chance. Chance keeps the people and the interval does
    not, so that p, which stands beside it in words, can't be read from how the two lie. A measure
    without a value has its reason instead. Rows are in the order given.

    Parameters
    ----------
    results : Results or sequence of Result
        Such as those of `bridging.profile`; at most 60.
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        No result to draw.
    OptionError
        More than 60 results.
    """
    items = list(results)
    if not items:
        raise DataError("`results` must hold at least one result; there are none.")
    if len(items) > MOST_ROWS:
        raise OptionError(
            f"`results` must hold at most {MOST_ROWS} results for one figure, not {len(items)}. "
            "Choose some, as results.only(unit=...), or draw one measure with plot_estimates."
        )
    blocks: dict[str, list[Result]] = {}
    for item in items:
        blocks.setdefault(item.measure.name, []).append(item)
    number = sum(len(block) + (len(block) > 1) for block in blocks.values())
    ax = new_axes(ax, 2.0 + 0.38 * number)
    marks: dict[str, Any] = {}
    labels: list[tuple[str, bool]] = []
    for block in blocks.values():
        scale = find_scale(block)
        names_of_rows = [measure_label(block[0].measure, language)]
        if len(block) > 1 or _has_value(block[0]):
            _ends(ax, len(labels), scale, len(block) > 1, language)
        if len(block) > 1:
            labels.append((names_of_rows[0], True))
            names_of_rows = row_labels(block, names)
        for item, name in zip(block, names_of_rows, strict=True):
            _row(ax, len(labels), item, scale, marks, language)
            labels.append((name, False))
    _frame(ax, labels, language)
    _legend(ax, items, marks, language)
    return ax


def profile_alternative(
    results: Iterable[Result], language: str = "en", *, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Describe the figure of a profile in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> table = br.MixingMatrix([[4, 2], [2, 4]], groups=["a", "b"])
    >>> profile_alternative(br.estimate("bridging_share", table)).split(": ")[2]
    '33 of 100 contacts cross the line.'
    """
    sentences = [
        f"{measure_label(item.measure, language)}: {result_sentence(item, language, names)}"
        for item in results
    ]
    return " ".join([say("alt.profile", language), *sentences])


def find_scale(items: Sequence[Result]) -> Scale:
    """Return the range of a measure; where it has no end, as far as there is something to see."""
    low, high = items[0].measure.range
    dots = [item.estimate for item in items if math.isfinite(item.estimate)]
    dots += [item.null.mean for item in items if _has_chance(item) and item.null is not None]
    ends = [value for item in items for value in _limits(item) if math.isfinite(value)]
    if any(item.extra.get("difference") for item in items):
        far = max((abs(value) for value in [*dots, *ends]), default=0.0) or 1.0
        return Scale(low=-far, high=far, open_low=False, open_high=False)
    top, bottom = (high, low)
    if math.isinf(high):
        top = _end([value for value in [*dots, *ends] if value > 0], dots)
    if math.isinf(low):
        bottom = -_end([-value for value in [*dots, *ends] if value < 0], [-dot for dot in dots])
    return Scale(low=bottom, high=top, open_low=math.isinf(low), open_high=math.isinf(high))


def _end(values: list[float], dots: list[float]) -> float:
    """Return a round number beyond all dots, and beyond intervals that are not too long."""
    far = min(max([1.0, *values]), max([OPEN_END, *(1.2 * dot for dot in dots)]))
    step = 10 ** math.floor(math.log10(far)) / 2
    return step * math.ceil(far / step - 1e-9)


def _limits(item: Result) -> tuple[float, ...]:
    part = item.interval
    return () if part is None or part.undefined else (part.low, part.high)


def _has_value(item: Result) -> bool:
    return math.isfinite(item.estimate) and not no_opportunity(item)


def _has_chance(item: Result) -> bool:
    return speaks_of_choice(item) and math.isfinite(item.null.mean if item.null else math.nan)


def _ends(ax: Any, row: int, scale: Scale, above: bool, language: str) -> None:
    """Write the ends of a scale: above the rows of its measure, or beside its only row."""
    low, high = axis_number(scale.low, language), axis_number(scale.high, language)
    low, high = f"← {low}" if scale.open_low else low, f"{high} →" if scale.open_high else high
    at, sides = ((0.0, 1.0), ("center", "center")) if above else ((-0.05, 1.05), ("right", "left"))
    for text, x, side in zip((low, high), at, sides, strict=True):
        ax.text(x, row + 0.2 * above, text, ha=side, va="center", fontsize=7.5, color=SOFT)


def _row(
    ax: Any, row: int, item: Result, scale: Scale, marks: dict[str, Any], language: str
) -> None:
    """Draw one result, or say why there is nothing to draw."""
    if not _has_value(item):
        words = _not_possible(item, language)
        text = ax.text(0.0, row, "", va="center", ha="left", fontsize=8, color=SOFT, style="italic")
        plain(text, "\n".join(wrap(words, 60)))
        return
    ax.plot([0, 1], [row, row], color=PALE, linewidth=1.0, zorder=0.5)
    limits = _limits(item)
    if limits:
        ends = [scale.at(value) for value in limits]
        style = {"color": colour(0), "linewidth": 2.4, "solid_capstyle": "butt"}
        marks["interval"] = ax.plot(ends, [row, row], **style)[0]
        for end, shape, beyond in zip(ends, "<>", (ends[0] < 0, ends[1] > 1), strict=True):
            if beyond:
                style = {"color": colour(0), "markersize": 7, "linestyle": "none"}
                marks["beyond"] = ax.plot([end], [row], shape, **style)[0]
    if _has_chance(item) and item.null is not None:
        at = scale.at(item.null.mean)
        marks["chance"] = ax.plot(
            [at, at], [row + 0.1, row + 0.42], color=INK, linewidth=1.5, solid_capstyle="butt"
        )[0]
    style = {"color": INK, "markersize": 6.0, "linestyle": "none"}
    marks["estimate"] = ax.plot([scale.at(item.estimate)], [row], "o", zorder=3, **style)[0]
    _numbers(ax, row, item, language)


def _numbers(ax: Any, row: int, item: Result, language: str) -> None:
    """Write the value with its interval, and chance with p, in columns of their own."""
    value = decimal(item.estimate, language)
    limits = _limits(item)
    if limits:
        value += f" ({interval_text(limits[0], limits[1], language)})"
    style: dict[str, Any] = {"va": "center", "ha": "left", "fontsize": 7.5, "color": INK}
    ax.text(VALUES, row, value, **style)
    if _has_chance(item) and item.null is not None:
        p = p_text(item.null.p_value, language)
        ax.text(CHANCE, row, f"{decimal(item.null.mean, language)}, {p}", **style)


def _not_possible(item: Result, language: str) -> str:
    if not no_opportunity(item):
        return undefined_text(item, language)
    total = whole(item.sizes.contacts or 0, language)
    count = say("page.of", language, n=0, total=total)
    return f"{count}: {say('no_opportunity.short', language)}"


def _frame(ax: Any, labels: list[tuple[str, bool]], language: str) -> None:
    """Name the rows and columns, and leave out everything else."""
    ax.set_yticks(
        range(len(labels)),
        [wrapped(text, 26) for text, _ in labels],
        parse_math=False,
        fontsize=8,
    )
    for text, (_, head) in zip(ax.get_yticklabels(), labels, strict=True):
        text.set_fontweight("bold" if head else "normal")
    ax.set_ylim(len(labels) - 0.4, -0.9)
    ax.set_xlim(-0.14, 2.8)
    ax.set_xticks([])
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
    style: dict[str, Any] = {"va": "bottom", "ha": "left", "fontsize": 8, "color": SOFT}
    ax.text(VALUES, -0.55, say("figure.profile.head", language), **style)
    ax.text(CHANCE, -0.55, say("figure.profile.head_chance", language), **style)
    plain(ax.set_xlabel(say("figure.profile.scale", language), fontsize=8.5))


def _legend(ax: Any, items: Sequence[Result], marks: dict[str, Any], language: str) -> None:
    """Say what dot, interval, tick and arrow are."""
    level = next((item.interval.level for item in items if item.interval is not None), 0.95)
    words = {
        "estimate": say("figure.estimate", language),
        "interval": say("figure.interval", language, level=percent(level, language)),
        "chance": say("figure.profile.chance", language),
        "beyond": say("figure.profile.beyond", language),
    }
    order = [name for name in words if name in marks]
    if order:
        legend_below(ax, [marks[name] for name in order], [words[name] for name in order], 1)
