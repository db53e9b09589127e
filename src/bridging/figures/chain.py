"""Where bridging is lost: the share of crossing pairs from step to step."""

import math
from collections.abc import Mapping
from itertools import pairwise
from textwrap import wrap
from typing import Any

from bridging.analyses.chain_result import Chain, ChainPart
from bridging.analyses.chain_steps import FACTORS, MAIN, STEPS
from bridging.errors import DataError, OptionError
from bridging.figures.style import (
    COLOURS,
    INK,
    NO_NAMES,
    PALE,
    SOFT,
    WIDTH,
    legend_below,
    new_axes,
    new_panels,
    plain,
    tidy,
    wrapped,
)
from bridging.words import decimal, of_hundred, percent, say
from bridging.words.chain import QUESTIONS, chain_place, last_possible

MOST_PANELS = 6
MOST_ABREAST = 2
HEIGHT = 0.46  # of a bar; the factors stand between bars
BETWEEN = {steps: name for name, steps in FACTORS.items() if name in MAIN}
# the reference is no visitor: it is drawn apart; questions in colours that differ in grey too
FILLS = {"reference": PALE} | {
    step: COLOURS[place]
    for place, steps in enumerate(QUESTIONS.values())
    for step in steps
    if step != "reference"
}


def plot_chain(
    chain: Chain,
    ax: Any = None,
    language: str = "en",
    *,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw each chain from top to bottom: a bar for each step, and the factors between them.

    A bar is how many of 100 pairs (or contacts) cross the line, with its interval; the colour tells
    who comes, who is there together and who meets. A step without a value is a hatched gap that
    says why. Several chains have a panel each, all on one scale.

    Parameters
    ----------
    chain : Chain
        Of at most six chains.
    ax : matplotlib.axes.Axes, optional
        Only for one chain.
    language : {"en", "nl"}
    names : mapping of str to str, optional
        What to call lines, units and groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes, or an array of them where there are several chains

    Raises
    ------
    DataError
        No chain to draw.
    OptionError
        More than six chains, or axes for several.
    """
    parts = chain.parts
    if not parts:
        raise DataError("`chain` must hold at least one chain; there are none.")
    if len(parts) > MOST_PANELS:
        raise OptionError(
            f"`chain` must hold at most {MOST_PANELS} chains for one figure, not {len(parts)}. "
            "Choose some, as chain.only(unit=...)."
        )
    if len(parts) > 1 and ax is not None:
        raise OptionError(
            f"`ax` can't show {len(parts)} chains. Choose one with chain.only(unit=...), or leave "
            "`ax` out."
        )
    most = max((_end(part, step) for part in parts for step in STEPS), default=0.0) or 100.0
    if len(parts) == 1:
        ax = new_axes(ax, 5.0)
        marks = _panel(ax, parts[0], most, language, names)
        legend_below(ax, *_legend(marks, chain.level, language), columns=3)
        return ax
    return _panels(chain, most, language, names)


def chain_alternative(
    chain: Chain, language: str = "en", *, names: Mapping[str, str] = NO_NAMES
) -> str:
    """Describe the figure of a chain in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> house = br.simulate.five_houses().select(sites=["house-4"])
    >>> found = br.chain(house, "origin", interval=False, null=False)
    >>> chain_alternative(found).split(". ")[-1][:75]
    'origin: reference population 48 of 100, visitors 0 of 100 (×0.00 compositio'
    """
    texts = [say("alt.chain", language)]
    for part in chain.parts:
        words = ", ".join(_in_words(part, step, language) for step in STEPS)
        name = panel_title(part, language, names)
        texts.append(say("alt.chain_part", language, name=name, parts=words))
    return " ".join(texts)


def panel_title(part: ChainPart, language: str, names: Mapping[str, str] = NO_NAMES) -> str:
    """Name a panel; of two lines at once, by the kind of crossing too."""
    place = chain_place(part, language, names)
    if part.crossing == "across":
        return place
    return f"{place}: {say(f'chain.where.{part.crossing}', language)}"


def _in_words(part: ChainPart, step: str, language: str) -> str:
    """Say a step with the factor to it, or why it has no value."""
    label = _label(step, language)
    if not math.isfinite(part[step]):
        return say("alt.chain_undefined", language, step=label, reason=_why(part, step, language))
    n, name = of_hundred(part[step], language), _factor_to(step)
    if name is None or not math.isfinite(part[name]):
        return say("alt.chain_step", language, step=label, n=n)
    factor = decimal(part[name], language)
    return say(
        "alt.chain_factor", language, step=label, n=n, factor=factor, name=_label(name, language)
    )


def _factor_to(step: str) -> str | None:
    """Return the factor that leads to a step."""
    return next((name for (_, after), name in BETWEEN.items() if after == step), None)


def _label(name: str, language: str) -> str:
    return say(f"chain.label.{name}", language)


def _why(part: ChainPart, step: str, language: str) -> str:
    return (part.undefined_nl if language == "nl" else part.undefined)[step]


def _panels(chain: Chain, most: float, language: str, names: Mapping[str, str]) -> Any:
    """Draw each chain on axes of its own, all on one scale."""
    parts = chain.parts
    height = 4.4 * math.ceil(len(parts) / MOST_ABREAST) + 0.5
    axes = new_panels(len(parts), MOST_ABREAST, (1.5 * WIDTH, height))
    marks: dict[str, Any] = {}
    for part, ax in zip(parts, axes, strict=True):
        marks |= _panel(ax, part, most, language, names)
    if marks:
        handles, labels = _legend(marks, chain.level, language)
        axes[0].figure.legend(
            handles, labels, loc="outside lower center", ncols=5, frameon=False, fontsize=9
        )
    return axes


def _legend(marks: Mapping[str, Any], level: float, language: str) -> tuple[list[Any], list[str]]:
    """Return what is drawn and what it is called, in the order of the chain."""
    called = {"reference": _step_name("reference", language)}
    called |= {name: say(f"page.question.{name}", language) for name in QUESTIONS}
    called["interval"] = say("figure.interval", language, level=percent(level, language))
    drawn = [name for name in called if name in marks]
    return [marks[name] for name in drawn], [called[name] for name in drawn]


def _panel(
    ax: Any, part: ChainPart, most: float, language: str, names: Mapping[str, str]
) -> dict[str, Any]:
    """Draw one chain; return what a legend needs."""
    from matplotlib.ticker import MaxNLocator

    marks: dict[str, Any] = {}
    ax.set_yticks(range(len(STEPS)), [_row_label(part, step, language) for step in STEPS])
    ax.tick_params(axis="y", labelsize=9)
    ax.set_ylim(len(STEPS) - 0.45, -0.55)
    for row, step in enumerate(STEPS):
        if math.isfinite(part[step]):
            _bar(ax, row, part, step, marks)
    _gaps(ax, part, most, language)
    for row, steps in enumerate(pairwise(STEPS)):
        _drop(ax, row, part, steps, most, language)
    _zero(ax, part, most, language)
    plain(ax.set_xlabel(say(f"figure.chain.{part.crossing}", language), fontsize=9))
    plain(ax.set_title(wrapped(panel_title(part, language, names), 48), fontsize=10, loc="left"))
    tidy(ax, language)
    # room for the factors beside the longest bar, but no number above 100 on the axis
    ax.set_xlim(0, 1.45 * most)
    ticks = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(0, most)
    ax.set_xticks([tick for tick in ticks if tick <= 100])
    return marks


def _row_label(part: ChainPart, step: str, language: str) -> str:
    """Name a step, with its value below."""
    label = _step_name(step, language)
    if not math.isfinite(part[step]):
        return label
    return f"{label}\n{of_hundred(part[step], language)}"


def _step_name(step: str, language: str) -> str:
    label = _label(step, language)
    return label[0].upper() + label[1:]


def _bar(ax: Any, row: int, part: ChainPart, step: str, marks: dict[str, Any]) -> None:
    """Draw a step: its share of 100, and the interval."""
    question = next(name for name, steps in QUESTIONS.items() if step in steps)
    marks["reference" if step == "reference" else question] = ax.barh(
        [row], [100 * part[step]], height=HEIGHT, color=FILLS[step], edgecolor=INK, linewidth=0.6
    )
    found = part.intervals.get(step)
    if found is not None and not found.undefined:
        marks["interval"] = ax.plot(
            [100 * found.low, 100 * found.high], [row, row], color=INK, linewidth=1.4, marker="|"
        )[0]


def _gaps(ax: Any, part: ChainPart, most: float, language: str) -> None:
    """Hatch the steps without a value; neighbours of one reason together, with the reason."""
    row = 0
    while row < len(STEPS):
        if math.isfinite(part[STEPS[row]]):
            row += 1
            continue
        why, end = _why(part, STEPS[row], language), row + 1
        while end < len(STEPS) and part.undefined.get(STEPS[end]) == part.undefined[STEPS[row]]:
            end += 1
        _gap(ax, row, end - 1, why, most)
        row = end


def _gap(ax: Any, first: int, last: int, why: str, most: float) -> None:
    """Draw one gap over one or more rows."""
    ax.barh(
        [(first + last) / 2],
        [1.4 * most],
        height=last - first + 0.8,
        color="white",
        hatch="///",
        edgecolor=PALE,
        linewidth=0.8,
    )
    text = ax.text(
        0.03 * most,
        (first + last) / 2,
        "",
        va="center",
        fontsize=8,
        color=SOFT,
        style="italic",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
    )
    plain(text, "\n".join(wrap(why, 52)))


def _drop(
    ax: Any, row: int, part: ChainPart, steps: tuple[str, str], most: float, language: str
) -> None:
    """Lead from the end of one bar to that of the next, with the factor."""
    name = BETWEEN[steps]
    if not math.isfinite(part[name]):
        return
    before, after = (100 * part[step] for step in steps)
    ends = [row + HEIGHT / 2, row + 0.5, row + 0.5, row + 1 - HEIGHT / 2]
    ax.plot([before, before, after, after], ends, color=SOFT, linewidth=1.0)
    text = ax.text(
        max(before, after) + 0.02 * most, row + 0.5, "", va="center", fontsize=8.5, color=INK
    )
    plain(text, f"×{decimal(part[name], language)} {_label(name, language)}")


def _zero(ax: Any, part: ChainPart, most: float, language: str) -> None:
    """Say from where on no contact of this kind was possible."""
    step = last_possible(part)
    if step is None:
        return
    words = say("figure.chain.zero", language)
    text = ax.text(
        0.03 * most, STEPS.index(step), "", va="center", fontsize=8.5, color=SOFT, style="italic"
    )
    plain(text, words)


def _end(part: ChainPart, step: str) -> float:
    """Return how far to the right a step reaches."""
    found = part.intervals.get(step)
    ends = [part[step], math.nan if found is None else found.high]
    return 100 * max((end for end in ends if math.isfinite(end)), default=0.0)
