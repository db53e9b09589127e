"""What makes two chains differ: each factor's part in the difference."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from bridging.analyses.compare_chains import ChainComparison, ChainDifference
from bridging.errors import DataError, OptionError
from bridging.figures.style import (
    INK,
    NO_NAMES,
    PALE,
    SOFT,
    WIDTH,
    colour,
    label_rows,
    legend_below,
    new_axes,
    plain,
    tidy,
)
from bridging.inference import Interval
from bridging.words import percent, say
from bridging.words.comparison import compared_names, compared_place, factor_text, points_text
from bridging.words.numbers import decimal, limit_texts

HEIGHT = 4.4  # of a panel, in inches
MOST_PANELS = 6
THICK = 0.6  # of a bar


def plot_comparison(
    comparison: ChainComparison,
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw each factor's part in the difference as a bar, and the difference, their sum, below.

    Points are of 100 contacts; to the right of 0 a factor adds to the share of the second, to the
    left it takes from it. Several differences have a panel each.

    Parameters
    ----------
    comparison : ChainComparison
        Of at most six differences.
    ax : matplotlib.axes.Axes, optional
        Only for one difference.
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several differences

    Raises
    ------
    DataError
        No difference to draw.
    OptionError
        More than six differences, or axes for several.
    """
    parts = comparison.parts
    if not parts:
        raise DataError("`comparison` must hold at least one difference; there are none.")
    if len(parts) == 1:
        return _panel(new_axes(ax, HEIGHT), parts[0], comparison.level, language, names)
    if ax is not None or len(parts) > MOST_PANELS:
        what = "`ax`" if ax is not None else "One figure"
        raise OptionError(
            f"{what} can't show {len(parts)} differences. Compare chains of one line and unit, as "
            "chain.only(line=..., unit=...)."
        )
    import matplotlib.pyplot as plt

    size = (WIDTH, HEIGHT * len(parts))
    axes = plt.subplots(len(parts), 1, figsize=size, layout="constrained")[1]
    for part, one in zip(parts, axes, strict=True):
        _panel(one, part, comparison.level, language, names)
    return axes


def comparison_alternative(
    comparison: ChainComparison, language: str = "en", *, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Describe the figure of a comparison in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> one, two = (br.simulate.world(seed=1, people=20, sessions=8, partner_choice=choice)
    ...             for choice in (1.0, 0.3))
    >>> found = br.compare_chains(one, two, "origin", null=False, interval=False)
    >>> comparison_alternative(found).split(": ")[1][:27]
    'the mix of the visitors 0.0'
    """
    if not comparison.parts:
        raise DataError("`comparison` must hold at least one difference; there are none.")
    texts = [say("alt.comparison", language, level=percent(comparison.level, language))]
    for part in comparison.parts:
        place = compared_place(part, language, names)
        if part.undefined:
            texts.append(place + _reason(part, language) + ".")
            continue
        told = [
            f"{factor_text(part, label, language)} {_points(value, part.intervals.get(label), language)}"
            for label, value in part.contributions.items()
        ]
        total = points_text(part.difference, language)
        texts.append(f"{place}{'; '.join(told)}.")
        texts.append(say("alt.comparison_total", language, points=total))
    return " ".join(texts)


def _points(value: float, limits: Interval | None, language: str) -> str:
    """Write points, with the interval in brackets where there is one."""
    text = points_text(value, language)
    if limits is None or limits.undefined:
        return text
    low, high = limit_texts(limits.low, limits.high, language, 1, 100)
    level = percent(limits.level, language)
    return f"{text} ({say('interval', language, level=level, low=low, high=high)})"


def _panel(
    ax: Any, part: ChainDifference, level: float, language: str, names: Mapping[str, str]
) -> Any:
    """Draw one difference."""
    name_a, name_b = compared_names(part, names)
    title = compared_place(part, language, names).removesuffix(": ")
    plain(ax.set_title(title, loc="left", fontsize=10))
    label = say("figure.contributions", language, name_a=name_a, name_b=name_b)
    plain(ax.set_xlabel("\n".join(wrap(label, 80))))
    if part.undefined:
        label_rows(ax, [""])
        ax.set_xlim(-1, 1)
        text = ax.text(0, 0, "", ha="center", va="center", fontsize=9, color=SOFT, style="italic")
        plain(text, "\n".join(wrap(_reason(part, language), 70)))
        tidy(ax, language)
        return ax
    factors = [factor_text(part, label, language) for label in part.contributions]
    total = say("figure.sum", language)
    label_rows(ax, [*factors, total], width=30)
    marks = _bars(ax, part)
    ax.axvline(0, color=SOFT, linewidth=1.2, zorder=0.5)
    ax.axhline(len(factors) - 0.5, color=SOFT, linewidth=0.8)
    values = [*part.contributions.values(), part.difference]
    for row, value in enumerate(values):
        style = {"va": "center", "ha": "right", "fontsize": 9, "color": INK}
        text = ax.text(1.1, row, "", transform=ax.get_yaxis_transform(), **style)
        plain(text, _number(value, language))
    _limits(ax, part, values)
    tidy(ax, language)
    words = {
        "part": say("figure.contribution", language),
        "interval": say("figure.level", language, level=percent(level, language)),
        "sum": total,
    }
    order = [name for name in words if name in marks]
    legend_below(ax, [marks[name] for name in order], [words[name] for name in order])
    return ax


def _bars(ax: Any, part: ChainDifference) -> dict[str, Any]:
    """Draw the parts with their intervals, and their sum in another fill."""
    marks: dict[str, Any] = {}
    parts = list(part.contributions.items())
    marks["part"] = ax.barh(
        range(len(parts)), [100 * value for _, value in parts], THICK, color=colour(3)
    )
    marks["sum"] = ax.barh(
        [len(parts)], [100 * part.difference], THICK, color=PALE, edgecolor=INK, hatch="//"
    )
    for row, (label, _) in enumerate(parts):
        limits = part.intervals.get(label)
        if limits is None or limits.undefined:
            continue
        ends = [100 * limits.low, 100 * limits.high]
        marks["interval"] = ax.plot(ends, [row, row], color=INK, linewidth=1.4, marker="|")[0]
    return marks


def _limits(ax: Any, part: ChainDifference, values: list[float]) -> None:
    """Show all bars and intervals, and 0."""
    ends = [0.0, *values]
    for limits in part.intervals.values():
        ends += [] if limits.undefined else [limits.low, limits.high]
    room = 0.05 * (max(ends) - min(ends)) or 0.05
    ax.set_xlim(100 * (min(ends) - room), 100 * (max(ends) + room))


def _number(value: float, language: str) -> str:
    """Write points with their sign, without the word."""
    number = decimal(100 * value, language, 1)
    return f"+{number}" if value > 0 and number.strip("0.,") else number


def _reason(part: ChainDifference, language: str) -> str:
    return part.undefined_nl if language == "nl" else part.undefined
