"""Who met whom: contacts between groups, beside an even spread over who was present."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import OptionError, check_known
from bridging.figures.style import INK, NO_NAMES, SOFT, new_axes, plain, wrapped
from bridging.privacy import MINIMUM, check_audience, withhold
from bridging.structures import MixingMatrix
from bridging.words import amount, decimal, say, whole

GAP = 0.8
LONGEST = 26  # of a label below a cell that stands upright
MOST_RATIOS = 8  # groups; with more there is no room for them in the cells
Floats = npt.NDArray[np.float64]


def plot_mixing(
    matrix: MixingMatrix,
    ax: Any = None,
    language: str = "en",
    *,
    unit: str | None = None,
    names: Mapping[str, str] = NO_NAMES,
    audience: str = "team",
    minimum: int = MINIMUM,
) -> Any:
    """Draw the contacts between groups, beside where they would fall if spread evenly.

    Undirected contacts are counted once, in the lower triangle; the darker a cell, the more. Below
    a count stands how many times the even spread it is; where the matrix knows what partners dealt
    by chance would give (`dealt`), how many times that.

    Parameters
    ----------
    matrix : MixingMatrix
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    unit : str, optional
        Which table to draw of a stack.
    names : mapping of str to str, optional
        What to call groups, where not by their own names.
    audience : {"team", "publication"}
        For publication a table with a count of people or contacts from 1 to `minimum` − 1 is
        withheld, and with it the smallest other one of a stack.
    minimum : int, default 6

    Returns
    -------
    matplotlib.axes.Axes
    """
    seen, even = mixing_cells(matrix, unit)
    size = len(seen)
    labels = [names.get(group, group) for group in matrix.groups]
    ax = new_axes(ax, mixing_height(labels))
    second = size + GAP
    key = "figure.even" if even is not None else "figure.no_even"
    if mixing_withheld(matrix, unit, audience, minimum):
        seen = np.full_like(seen, np.nan)
        even = None if even is None else seen
        text = ax.text(size / 2, size / 2, "", ha="center", va="center", fontsize=9, color=SOFT)
        plain(text, wrapped(say("figure.withheld", language), 20)).set_fontstyle("italic")
    most = float(np.nanmax(seen, initial=0.0))
    if even is not None:
        most = max(most, float(np.nanmax(even, initial=0.0)))
    ratios = mixing_ratios(matrix, unit) if size <= MOST_RATIOS else np.full_like(seen, np.nan)
    _block(ax, 0.0, seen, most, language, ratios)
    _heading(ax, size / 2, say("figure.observed", language))
    if even is not None:
        _block(ax, second, even, most, language, np.full_like(seen, np.nan))
    _heading(ax, second + size / 2, say(key, language))
    _frame(ax, labels, second if even is not None else None, size)
    if np.isfinite(ratios + seen).any():
        key = "figure.ratio_key" if matrix.dealt is None else "figure.dealt_key"
        plain(ax.set_xlabel("\n".join(wrap(say(key, language), 92)), fontsize=8, color=INK))
    return ax


def mixing_height(labels: Sequence[str]) -> float:
    """Return the height in inches that a figure of these groups takes.

    Examples
    --------
    >>> mixing_height(["a", "b"])
    3.2
    """
    slanted = len(labels) > 3 or max(map(len, labels)) > LONGEST
    below = 0.045 * min(max(map(len, labels)), LONGEST) if slanted else 0.0
    return 1.7 + 0.75 * len(labels) + below


def mixing_alternative(
    matrix: MixingMatrix,
    language: str = "en",
    *,
    unit: str | None = None,
    names: Mapping[str, str] = NO_NAMES,
    audience: str = "team",
    minimum: int = MINIMUM,
) -> str:
    """Describe the figure of a mixing matrix in words.

    The options are those of the figure.

    Examples
    --------
    >>> import bridging as br
    >>> mixing_alternative(br.MixingMatrix([[6, 1], [1, 2]], groups=["a", "b"]))
    'a with a: 3 seen. b with a: 1 seen. b with b: 1 seen.'
    """
    seen, even = mixing_cells(matrix, unit)
    parts = [say("alt.mixing", language)] if even is not None else []
    if mixing_withheld(matrix, unit, audience, minimum):
        text = say("figure.withheld", language)
        return " ".join([*parts, text[0].upper() + text[1:] + "."])
    key = "alt.mixing_seen"
    if even is not None:
        key = "alt.mixing_directed" if matrix.directed else "alt.mixing_cell"
    for i, j in np.argwhere(~np.isnan(seen)):
        spread = "" if even is None else amount(float(even[i, j]), language)
        a, b = (names.get(matrix.groups[k], matrix.groups[k]) for k in (i, j))
        parts.append(
            say(key, language, a=a, b=b, seen=whole(float(seen[i, j]), language), even=spread)
        )
    return " ".join(parts)


def mixing_cells(matrix: MixingMatrix, unit: str | None = None) -> tuple[Floats, Floats | None]:
    """Return observed and evenly spread contacts of one table, each contact counted once.

    Cells above the diagonal of an undirected table are NaN.
    """
    at = _place(matrix, unit)
    tables = [None if t is None else np.array(t[at]) for t in (matrix.contacts, matrix.expected)]
    seen, even = (None if t is None else _once(t, matrix.directed) for t in tables)
    assert seen is not None
    return seen, even


def mixing_ratios(matrix: MixingMatrix, unit: str | None = None) -> Floats:
    """Return contacts seen divided by those of the even spread, or dealt by chance where known.

    NaN where there is nothing to divide by, and above the diagonal of an undirected table.
    """
    at = _place(matrix, unit)
    seen = mixing_cells(matrix, unit)[0]
    chance = matrix.expected if matrix.dealt is None else matrix.dealt
    if chance is None:
        return np.full_like(seen, np.nan)
    under = _once(np.array(chance[at]), matrix.directed)
    return np.divide(seen, under, out=np.full_like(seen, np.nan), where=under > 0)


def mixing_withheld(
    matrix: MixingMatrix, unit: str | None, audience: str, minimum: int = MINIMUM
) -> bool:
    """Say whether a table is too small for its audience, or would tell of another that is."""
    check_audience(audience, minimum)
    if audience == "team":
        return False
    size = len(matrix.groups)
    tables = matrix.contacts.reshape(-1, size, size)
    once = tables if matrix.directed else np.array([_once(table, False) for table in tables])
    cells = np.nan_to_num(once.reshape(len(tables), -1))
    people = cells.sum(axis=1)
    if matrix.sizes is not None:
        of_group = matrix.sizes.reshape(-1, size)
        people = of_group.sum(axis=1)
        cells = np.column_stack([cells, of_group, people])
    units = matrix.units or tuple(map(str, range(len(tables))))
    hidden = withhold(units, cells, people, minimum)
    return (units[0] if unit is None else unit) in hidden


def _place(matrix: MixingMatrix, unit: str | None) -> Any:
    if matrix.contacts.ndim == 2:
        return ...
    if matrix.contacts.ndim > 3 or matrix.units is None or unit is None:
        raise OptionError(
            f"`matrix` must be one table, not a stack of {matrix.contacts.shape[:-2]}. "
            "Name one of its units with `unit`."
        )
    check_known("unit", unit, matrix.units)
    return matrix.units.index(unit)


def _once(table: Floats, directed: bool) -> Floats:
    """Count undirected contacts once: half the diagonal, and nothing above it."""
    if directed:
        return table
    once = table - np.diag(np.diag(table)) / 2
    once[np.triu_indices(len(table), 1)] = np.nan
    return once


def _block(ax: Any, left: float, cells: Floats, most: float, language: str, ratios: Floats) -> None:
    """Draw one table of cells, darker where there is more, with ratios in small print."""
    from matplotlib.patches import Rectangle

    large = 10 if len(cells) <= 5 else 8
    for i, j in np.argwhere(~np.isnan(cells)):
        value = float(cells[i, j])
        share = value / most if most > 0 else 0.0
        ax.add_patch(
            Rectangle(
                (left + j, i),
                1,
                1,
                facecolor=_shade(share),
                edgecolor=SOFT,
                linewidth=2.2 if i == j else 0.8,
            )
        )
        text = whole(value, language)
        style: dict[str, Any] = {"ha": "center", "color": "white" if share > 0.55 else INK}
        told = np.isfinite(ratios[i, j])
        at = (left + j + 0.5, i + (0.36 if told else 0.5))
        plain(ax.text(*at, text, va="center", fontsize=large, **style))
        if told:
            times = f"×{decimal(float(ratios[i, j]), language)}"
            below = (left + j + 0.5, i + 0.74)
            plain(ax.text(*below, times, va="center", fontsize=0.75 * large, **style))


def _shade(share: float) -> tuple[float, float, float]:
    """Return a blue that darkens evenly, in grey too."""
    light, dark = np.array([0.95, 0.97, 1.0]), np.array([0.03, 0.22, 0.42])
    red, green, blue = light + (dark - light) * share
    return float(red), float(green), float(blue)


def _heading(ax: Any, x: float, text: str) -> None:
    plain(ax.text(x, -0.15, text, ha="center", va="bottom", fontsize=10, color=INK))


def _frame(ax: Any, labels: list[str], second: float | None, size: int) -> None:
    """Label rows and columns, and leave out everything else."""
    starts = [0.0] if second is None else [0.0, second]
    places = [start + k + 0.5 for start in starts for k in range(size)]
    many = size > 3 or max(map(len, labels)) > LONGEST
    width, lines = (LONGEST, 1) if many else (14, 3)
    ax.set_xticks(
        places,
        [wrapped(label, width, lines) for label in labels] * len(starts),
        parse_math=False,
        rotation=45 if many else 0,
        ha="right" if many else "center",
        fontsize=8.5,
    )
    rows = [k + 0.5 for k in range(size)]
    ax.set_yticks(rows, [wrapped(label) for label in labels], parse_math=False)
    ax.set_xlim(-0.05, 2 * size + GAP + 0.05)
    ax.set_ylim(size + 0.05, -0.75)
    ax.tick_params(length=0)
    for side in ax.spines.values():
        side.set_visible(False)
