"""Who met whom: contacts between groups, beside an even spread over who was present."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import OptionError, check_known
from bridging.figures.style import INK, SOFT, new_axes, plain, wrapped
from bridging.structures import MixingMatrix
from bridging.words import decimal, say, whole

NO_NAMES: Mapping[str, str] = {}
GAP = 0.8
Floats = npt.NDArray[np.float64]


def plot_mixing(
    matrix: MixingMatrix,
    ax: Any = None,
    language: str = "en",
    *,
    unit: str | None = None,
    names: Mapping[str, str] = NO_NAMES,
) -> Any:
    """Draw the contacts between groups, beside where they would fall if spread evenly.

    Undirected contacts are counted once, in the lower triangle; the darker a cell, the more.

    Parameters
    ----------
    matrix : MixingMatrix
    ax : matplotlib.axes.Axes, optional
    language : {"en", "nl"}
    unit : str, optional
        Which table to draw of a stack.
    names : mapping of str to str, optional
        What to call groups, where not by their own names.

    Returns
    -------
    matplotlib.axes.Axes
    """
    seen, even = mixing_cells(matrix, unit)
    size = len(seen)
    ax = new_axes(ax, 1.5 + 0.75 * size)
    most = float(np.nanmax(seen, initial=0.0))
    if even is not None:
        most = max(most, float(np.nanmax(even, initial=0.0)))
    labels = [names.get(group, group) for group in matrix.groups]
    _block(ax, 0.0, seen, most, language)
    _heading(ax, size / 2, say("figure.observed", language))
    second = size + GAP
    if even is not None:
        _block(ax, second, even, most, language)
    key = "figure.even" if even is not None else "figure.no_even"
    _heading(ax, second + size / 2, say(key, language))
    _frame(ax, labels, second if even is not None else None, size)
    return ax


def mixing_cells(matrix: MixingMatrix, unit: str | None = None) -> tuple[Floats, Floats | None]:
    """Return observed and evenly spread contacts of one table, each contact counted once.

    Cells above the diagonal of an undirected table are NaN.
    """
    at = _place(matrix, unit)
    tables = [None if t is None else np.array(t[at]) for t in (matrix.contacts, matrix.expected)]
    seen, even = (None if t is None else _once(t, matrix.directed) for t in tables)
    assert seen is not None
    return seen, even


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


def _block(ax: Any, left: float, cells: Floats, most: float, language: str) -> None:
    """Draw one table of cells, darker where there is more."""
    from matplotlib.patches import Rectangle

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
        text = whole(value, language) if value.is_integer() else decimal(value, language, 1)
        ink = "white" if share > 0.55 else INK
        plain(ax.text(left + j + 0.5, i + 0.5, text, ha="center", va="center", color=ink))


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
    many = size > 3
    ax.set_xticks(
        places,
        [wrapped(label, 14) for label in labels] * len(starts),
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
