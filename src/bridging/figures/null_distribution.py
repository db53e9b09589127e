"""What chance would give: its values as bars, and the value that was seen."""

import math
from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.figures.style import (
    INK,
    NO_NAMES,
    PALE,
    SOFT,
    WIDTH,
    axis_number,
    colour,
    new_axes,
    new_panels,
    plain,
    wrapped,
)
from bridging.inference import NullSummary
from bridging.results import Result
from bridging.structures.arrays import Floats
from bridging.words import (
    TEXTS,
    check_language,
    decimal,
    measure_label,
    of_hundred,
    p_text,
    say,
    undefined_text,
    whole,
)
from bridging.words.method import drawn_of
from bridging.words.sentences import is_share, no_opportunity, no_opportunity_text

MOST_PANELS = 12
MOST_VALUES = 40  # different values that have a bar each; more are gathered in bins
BINS = 30
TAIL = 1e-4  # chances beyond both ends that need no bar
HEIGHT = 3.4


def plot_null_distribution(
    results: Result | Iterable[Result],
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw the values that a measure has under chance, with the value seen and p in words.

    Bars are draws, or, where all arrangements are known, chances. The mean under chance, not a
    round number, is what the value is to be held against. Several results have a panel each.

    Parameters
    ----------
    results : Result, or Results of at most twelve
    ax : matplotlib.axes.Axes, optional
        Only for one result.
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several results

    Raises
    ------
    DataError
        No result to draw.
    OptionError
        More than twelve results, or axes for several.
    """
    check_language(language)
    items = [results] if isinstance(results, Result) else list(results)
    if not items:
        raise DataError("`results` must hold at least one result; there are none.")
    if len(items) > MOST_PANELS:
        raise OptionError(
            f"`results` must hold at most {MOST_PANELS} results for one figure, not {len(items)}. "
            "Choose some, as results.only(unit=...)."
        )
    if len(items) == 1:
        return _panel(new_axes(ax, HEIGHT + 0.5), items[0], language, names, 92)
    if ax is not None:
        raise OptionError(
            f"`ax` can't show {len(items)} results. Choose one, as results[0], or leave `ax` out."
        )
    height = math.ceil(len(items) / 2) * (HEIGHT + 0.5)
    axes = new_panels(len(items), 2, (1.5 * WIDTH, height))
    for one, item in zip(axes, items, strict=True):
        _panel(one, item, language, names, 66)
    return axes


def null_alternative(
    results: Result | Iterable[Result], language: str = "en", *, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Describe the figure in words.

    Examples
    --------
    >>> import bridging as br
    >>> study = br.simulate.world(seed=1, people=24, sessions=8)
    >>> found = br.estimate("bridging_share", study, "origin", n_resamples=99, interval=None)
    >>> null_alternative(found).split(":")[0]
    'Bars with the values of Bridging share, origin under chance'
    """
    check_language(language)
    items = [results] if isinstance(results, Result) else list(results)
    texts = []
    for item in items:
        label, null = _title(item, language, names), item.null
        reason = _reason(item, language)
        if reason or null is None or null.values is None:
            texts.append(say("alt.null_none", language, label=label, reason=reason.rstrip(".")))
            continue
        shown = _shown(null)[0]
        low, high, mean, seen = (
            _number(item, float(value), language)
            for value in (shown.min(), shown.max(), null.mean, item.estimate)
        )
        told = {"low": low, "high": high, "mean": mean, "value": seen}
        p = " ".join(_p_words(item, null, language))
        texts.append(say("alt.null", language, label=label, p=p, **told))
    return " ".join(texts)


def _title(item: Result, language: str, names: Mapping[str, str]) -> str:
    """Name the measure and what it speaks of."""
    parts = [part for part in (item.unit, item.line, item.group) if part not in ("", "all")]
    label = measure_label(item.measure, language)
    return ", ".join([label, *(names.get(part, part) for part in parts)])


def _reason(item: Result, language: str) -> str:
    """Say why there is nothing to draw, empty where there is."""
    if no_opportunity(item):
        return no_opportunity_text(item, language)
    if not math.isfinite(item.estimate):
        return undefined_text(item, language)
    if item.null is None:
        return say("figure.null.none", language)
    if item.null.undefined:
        return undefined_text(item.null, language)
    if item.null.values is None or not len(item.null.values):
        return say("figure.null.not_kept", language)
    return ""


def _number(item: Result, value: float, language: str) -> str:
    """Write a value as a count of a hundred where it is one, else with decimals."""
    return of_hundred(value, language) if is_share(item) else decimal(value, language)


def _panel(ax: Any, item: Result, language: str, names: Mapping[str, str], width: int) -> Any:
    """Draw one result."""
    plain(ax.set_title(wrapped(_title(item, language, names), 70, 2), fontsize=10, loc="left"))
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    reason, null = _reason(item, language), item.null
    if reason or null is None or null.values is None:
        ax.set_xticks([])
        ax.set_yticks([])
        style = {"ha": "center", "va": "center", "fontsize": 9, "color": SOFT, "style": "italic"}
        note = ax.text(0.5, 0.5, "", transform=ax.transAxes, **style)
        plain(note, "\n".join(wrap(reason, 52)))
        return ax
    at, height, wide = null_bars(null)
    ax.bar(at, height, width=wide, color=PALE, edgecolor=SOFT, linewidth=0.6)
    _marks(ax, item, null, float(height.max()), language)
    _scales(ax, item, null, at, wide, language)
    words = "\n".join(line for part in _p_words(item, null, language) for line in wrap(part, width))
    label = measure_label(item.measure, language)
    if is_share(item):
        label = say("figure.null.hundred", language, label=label)
    plain(ax.set_xlabel(f"{label}\n\n{words}", fontsize=9))
    return ax


def null_bars(null: NullSummary) -> tuple[Floats, Floats, float]:
    """Return the place and height of the bars, and their width.

    Heights are numbers of draws, or chances of 100. Few different values have a bar each; else
    they are gathered in thirty bins.
    """
    values, weight = _shown(null)
    near = 1e-9 * max(1.0, float(np.abs(values).max()))
    different, place = np.unique(np.round(values / near), return_inverse=True)
    if len(different) <= MOST_VALUES:
        at = different * near
        height = np.bincount(place.reshape(-1), weight)
        wide = 0.8 * float(np.diff(at).min()) if len(at) > 1 else 0.1 * max(abs(float(at[0])), 1)
        return at, np.asarray(height, dtype=np.float64), wide
    height, edges = np.histogram(values, bins=_edges(different * near), weights=weight)
    return (edges[:-1] + edges[1:]) / 2, height.astype(float), float(edges[1] - edges[0])


def _shown(null: NullSummary) -> tuple[Floats, Floats]:
    """Return the values and what each counts for; tails too thin to see would stretch the axis."""
    values = np.asarray(null.values, dtype=np.float64)
    if null.chances is None:
        return values, np.ones(len(values))
    order = np.argsort(values)
    values, weight = values[order], 100 * np.asarray(null.chances)[order]
    below, above = np.cumsum(weight), np.cumsum(weight[::-1])[::-1]
    kept = (weight > 0) & (below > 100 * TAIL / 2) & (above > 100 * TAIL / 2)
    return values[kept], weight[kept]


def _edges(different: Floats) -> Floats:
    """Return the edges of bins that hold as many possible values each, as far as that goes.

    Contacts are counted, so that values lie on steps; bins of two and three steps in turn would
    show dips that are none.

    Examples
    --------
    >>> edges = _edges(np.arange(45.0))
    >>> edges[:3].tolist(), len(edges)
    ([-0.5, 1.5, 3.5], 24)
    """
    low, high = float(different.min()), float(different.max())
    step = float(np.diff(different).min())
    steps = (different - low) / step
    if np.abs(steps - np.round(steps)).max() > 1e-3:
        return np.linspace(low, high, BINS + 1)
    each = math.ceil((steps[-1] + 1) / BINS)
    number = math.ceil((round(steps[-1]) + 1) / each)
    return np.asarray(low + step * (np.arange(number + 1) * each - 0.5))


def _marks(ax: Any, item: Result, null: NullSummary, most: float, language: str) -> None:
    """Mark the value seen and the mean under chance, each with its name."""
    top = 1.32 * most
    ax.set_ylim(0, top)
    seen, mean = item.estimate, null.mean
    ax.plot([mean, mean], [0, 1.06 * most], color=INK, linewidth=1.3, linestyle="--", zorder=3)
    ax.plot([seen, seen], [0, 1.2 * most], color=colour(4), linewidth=2.4, zorder=4)
    ax.plot([seen], [0], "^", color=colour(4), markersize=9, zorder=5, clip_on=False)
    words = {
        "observed": (seen, 1.2 * most, "bold"),
        "mean": (mean, 1.06 * most, "normal"),
    }
    for name, (at, height, weight) in words.items():
        # the two names lean away from each other, so that they part where the values are close
        right = at > (seen + mean) / 2 or (seen == mean and name == "observed")
        value = _number(item, at, language)
        note = ax.annotate(
            "", (at, height), (3 if right else -3, 1), textcoords="offset points",
            ha="left" if right else "right", va="bottom", fontsize=9, color=INK, fontweight=weight,
            annotation_clip=False,
        )  # fmt: skip
        plain(note, say(f"figure.null.{name}", language, value=value))


def _scales(
    ax: Any, item: Result, null: NullSummary, at: Floats, wide: float, language: str
) -> None:
    """Show all bars and the value seen, and write numbers as the language does."""
    from matplotlib.ticker import MaxNLocator

    low = min(float(at.min()) - wide, item.estimate, null.mean)
    high = max(float(at.max()) + wide, item.estimate, null.mean)
    # names stand beside their marks: room for them on both sides
    room = 0.3 * (high - low)
    ax.set_xlim(low - room, high + room)
    times = 100 if is_share(item) else 1
    ax.xaxis.set_major_formatter(lambda value, _: axis_number(times * value, language))
    ax.yaxis.set_major_formatter(lambda value, _: axis_number(value, language))
    first, last = item.measure.range
    ticks = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ax.set_xticks([tick for tick in ticks if first <= tick <= last])
    ax.yaxis.set_major_locator(MaxNLocator(5, integer=null.chances is None))
    ax.tick_params(labelsize=8.5)
    n = whole(null.n_resamples - null.n_lost, language)
    key = "draws" if null.chances is None else "chances"
    plain(ax.set_ylabel(say(f"figure.null.{key}", language, n=n), fontsize=9))


def _p_words(item: Result, null: NullSummary, language: str) -> list[str]:
    """Say what the bars suppose, how rare the value is among them, and what p compares."""
    known = f"had.{null.model}" in TEXTS[language]
    had = say(f"had.{null.model if known else 'other'}", language, model=null.model)
    said = [say("figure.null.bars", language, had=had)]
    often, p = of_hundred(null.p_value, language), p_text(null.p_value, language)
    interval = item.interval
    of = drawn_of(interval) if null.by_interval and interval else "choice"
    if interval and of != "choice":
        held = "rare" if null.p_value > 1 - interval.level else "seldom"
        said.append(say(f"{held}_interval" + (f".{of}" if of != "people" else ""), language, p=p))
    elif math.isfinite(null.p_value):
        rare = "rare" if null.model == "partner_rewire" else "rare_dealt"
        said.append(say(f"{rare}.{null.alternative}", language, often=often, p=p))
        if math.isfinite(null.statistic):
            said.append(say("figure.null.studentised", language))
    if null.n_lost:
        said.append(say("figure.null.lost", language, n=whole(null.n_lost, language)))
    return said
