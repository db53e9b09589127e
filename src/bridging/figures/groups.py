"""Groups and the contacts between them, as discs and bands: a network without people."""

from collections.abc import Mapping
from textwrap import wrap
from typing import Any

import numpy as np

from bridging.errors import DataError, OptionError
from bridging.figures.mixing import mixing_alternative, mixing_cells, mixing_withheld
from bridging.figures.style import INK, NO_NAMES, SOFT, colour, hatch, new_axes, plain, wrapped
from bridging.privacy import MINIMUM
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats
from bridging.words import decimal, say, whole

MOST_GROUPS = 5
AROUND = {2: (1.25, 0.0), 3: (1.6, 1.3)}  # half the width and height of the ring of discs
HALF_WIDTH, HALF_HEIGHT = 3.4, {2: 0.8, 3: 2.45}
LARGEST, SMALLEST = 0.5, 0.12  # radius of a disc, about in inches
LOOP = 0.26
WIDEST = 12.0  # of a band, in points


def plot_groups(
    matrix: MixingMatrix,
    ax: Any = None,
    language: str = "en",
    *,
    unit: str | None = None,
    names: Mapping[str, str] = NO_NAMES,
    audience: str = "team",
    minimum: int = MINIMUM,
    title: str = "",
) -> Any:
    """Draw a disc for each group and a band for the contacts between two of them.

    Areas of discs are numbers of people, widths of bands numbers of contacts; contacts within a
    group are a dashed loop. Numbers stand beside the bands, with those of an even spread over who
    was present in brackets.

    Parameters
    ----------
    matrix : MixingMatrix
        Of two to five groups.
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    unit : str, optional
        Which table to draw of a stack.
    names : mapping of str to str, optional
        What to call groups, where not by their own names.
    audience : {"team", "publication"}
        As for `plot_mixing`.
    minimum : int, default 6
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    DataError
        No contacts at all.
    OptionError
        More than five groups.
    """
    seen, even = mixing_cells(matrix, unit)
    size = len(seen)
    if size > MOST_GROUPS:
        raise OptionError(
            f"`matrix` must have at most {MOST_GROUPS} groups to be drawn as discs, not {size}. "
            "Use plot_mixing."
        )
    if not np.nansum(seen) > 0:
        raise DataError("A network must have contacts: none were recorded that count here.")
    shape = min(max(size, 2), 3)
    ax = new_axes(ax, 2 * HALF_HEIGHT[shape] + 0.9)
    frame(
        ax, np.array([-HALF_WIDTH, -HALF_HEIGHT[shape]]), np.array([HALF_WIDTH, HALF_HEIGHT[shape]])
    )
    if title:
        plain(ax.set_title(wrapped(title, 84), loc="left", fontsize=10))
    if mixing_withheld(matrix, unit, audience, minimum):
        text = ax.text(0.5, 0.5, "", transform=ax.transAxes, ha="center", color=SOFT)
        plain(text, say("figure.withheld", language))
        return ax
    place = _places(size)
    people = _people(matrix, unit)
    radius = _radius(people, size)
    most = float(np.nanmax(seen))
    for i, j in np.argwhere(~np.isnan(seen) & (seen > 0)).tolist():
        width = WIDEST * seen[i, j] / most
        if i == j:
            _loop(ax, place[i], radius[i], width)
        else:
            beside = abs(i - j) in (1, size - 1)
            words = _words(seen, even, (i, j), language)
            # the band between the last group and the first bends outward as the others do
            start, end = (i, j) if matrix.directed or i - j < size - 1 or size < 3 else (j, i)
            ends = place[start], place[end]
            _band(ax, *ends, width, words, beside, matrix.directed, radius[end])
    for k, group in enumerate(matrix.groups):
        inside = say("figure.groups.within", language, n=_words(seen, even, (k, k), language))
        called = [wrapped(names.get(group, group), 18), inside]
        if np.isfinite(people[k]):
            number = whole(people[k], language)
            called.insert(1, say("figure.groups.people", language, n=number))
        _disc(ax, place[k], radius[k], k, "\n".join(called))
    key = "figure.groups.key" if even is None else "figure.groups.key_even"
    note = ax.text(0.5, -0.02, "", transform=ax.transAxes, ha="center", va="top", fontsize=8)
    plain(note, "\n".join(wrap(say(key, language), 96)))
    return ax


def groups_alternative(
    matrix: MixingMatrix,
    language: str = "en",
    *,
    unit: str | None = None,
    names: Mapping[str, str] = NO_NAMES,
    audience: str = "team",
    minimum: int = MINIMUM,
) -> str:
    """Describe the figure of groups in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> groups_alternative(br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"]))[:53]
    'A disc for each group, and bands for the contacts bet'
    """
    more: Any = {"unit": unit, "names": names, "audience": audience, "minimum": minimum}
    told = mixing_alternative(matrix, language, **more)
    return f"{say('alt.groups', language)} {told.removeprefix(say('alt.mixing', language)).strip()}"


def frame(ax: Any, low: Floats, high: Floats) -> None:
    """Show all between two corners, with one scale in both directions and no axes."""
    ax.set_axis_off()
    ax.margins(0)
    ax.update_datalim([low, high])
    ax.autoscale_view()
    ax.set_aspect("equal", adjustable="datalim")


def _places(size: int) -> Floats:
    """Return places on a circle: two groups left and right, more from the top on."""
    turn = np.pi if size <= 2 else np.pi / 2 + (np.pi / size if size % 2 == 0 else 0)
    angle = turn - 2 * np.pi * np.arange(size) / size
    wide, high = AROUND[min(max(size, 2), 3)]
    return np.column_stack([wide * np.cos(angle), high * np.sin(angle)])


def _people(matrix: MixingMatrix, unit: str | None) -> Floats:
    """Return the people of each group, NaN where they are not known."""
    if matrix.sizes is None:
        return np.full(len(matrix.groups), np.nan)
    sizes = np.asarray(matrix.sizes, dtype=float)
    if sizes.ndim == 1:
        return sizes
    units = matrix.units or ()
    return np.asarray(sizes[units.index(str(unit))])


def _radius(people: Floats, size: int) -> Floats:
    """Return radii whose squares are as the numbers of people; alike where these are not known."""
    largest = LARGEST if size <= 4 else 0.8 * LARGEST
    most = float(np.nanmax(people, initial=0.0))
    if not most > 0:
        return np.full(len(people), 0.7 * largest)
    return np.maximum(largest * np.sqrt(np.nan_to_num(people) / most), SMALLEST)


def _words(seen: Floats, even: Floats | None, cell: tuple[int, int], language: str) -> str:
    number = whole(float(seen[cell]), language)
    if even is None:
        return number
    spread = decimal(float(even[cell]), language, 1)
    return say("figure.groups.even", language, seen=number, even=spread)


def _disc(ax: Any, place: Floats, radius: float, k: int, words: str) -> None:
    """Draw a group, with its name on the outer side, beyond the loop."""
    from matplotlib.patches import Circle

    filled = {"facecolor": colour(k), "edgecolor": "white", "hatch": hatch(k)}
    ax.add_patch(Circle(tuple(place), radius, zorder=3, **filled))
    ax.add_patch(Circle(tuple(place), radius, fill=False, edgecolor=INK, zorder=3.1))
    out = _outward(place)
    at = place + out * (radius + 1.3 * LOOP + 0.12)
    across = "center" if abs(out[0]) < 0.3 else "left" if out[0] > 0 else "right"
    along = "center" if abs(out[1]) < 0.3 else "bottom" if out[1] > 0 else "top"
    plain(ax.text(*at, "", ha=across, va=along, fontsize=8.5, color=INK, zorder=5), words)


def _outward(place: Floats) -> Floats:
    """Return the direction from the middle of the picture."""
    return place / max(float(np.hypot(*place)), 1e-9)


def _band(
    ax: Any,
    start: Floats,
    end: Floats,
    width: float,
    words: str,
    beside: bool,
    directed: bool,
    radius: float,
) -> None:
    """Draw contacts across the line: bent outward between neighbours; directed, as an arrow."""
    from matplotlib.patches import FancyArrowPatch

    bend = 0.16 if beside or directed else 0.0
    line = FancyArrowPatch(
        tuple(start),
        tuple(end),
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>" if directed else "-",
        mutation_scale=8 + 1.2 * width,
        linewidth=max(width, 0.8),
        color=SOFT,
        zorder=2,
        shrinkA=0,
        shrinkB=72 * radius if directed else 0,
    )
    ax.add_patch(line)
    # off the middle where bands cross there
    t, step = 0.5 if beside and not directed else 0.33, end - start
    bow = (start + end) / 2 + bend * np.array([step[1], -step[0]])
    at = (1 - t) ** 2 * start + 2 * t * (1 - t) * bow + t**2 * end
    text = ax.text(*at, "", ha="center", va="center", fontsize=8.5, color=INK, zorder=4)
    text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.9})
    plain(text, words)


def _loop(ax: Any, place: Floats, radius: float, width: float) -> None:
    """Draw contacts within a group: a pale loop on the outer side of its disc."""
    from matplotlib.patches import Circle

    middle = place + _outward(place) * (radius + 0.3 * LOOP)
    style: dict[str, Any] = {"edgecolor": "#b0b0b0", "linewidth": max(width, 0.8)}
    ax.add_patch(Circle(tuple(middle), LOOP, fill=False, zorder=1.5, **style))
