"""The tables of the page on calibration, as data."""

import math
import re
from pathlib import Path
from typing import Any

import pandas as pd

from bridging.errors import DataError
from bridging.inference.jackknife import t_quantile

COLUMNS = (
    "kind",
    "world",
    "people",
    "sessions",
    "minority",
    "persistent",
    "method",
    "rate",
    "missing",
    "worlds",
)
HEADING = re.compile(r"### (Rejections at 5|Coverage of 95) %(?: intervals)?, world: (.+)")
HEAD = ["people", "sessions", "minority", "pairs"]
CELL = re.compile(r"([\d.]+)(?: \((\d+)% –\))?")


def read_calibration(path: str | Path) -> pd.DataFrame:
    """Read the tables of rejections and coverage of the page on calibration.

    Parameters
    ----------
    path : path
        ``docs/calibration.md``, which ``benchmarks/calibration.py`` writes.

    Returns
    -------
    DataFrame
        Columns `kind` (``rejections``, ``coverage``), `world`, `people`, `sessions`, `minority`,
        `persistent` (whether pairs seek each other out again), `method`, `rate` (of the worlds in
        which the method has an answer; NaN where these are too few), `missing` (share of worlds
        without an answer), `worlds`.

    Raises
    ------
    DataError
        No such tables in it.
    """
    text = Path(path).read_text(encoding="utf-8")
    made = re.search(r"--worlds (\d+)", text)
    rows: list[tuple[Any, ...]] = []
    for part in text.split("\n### ")[1:]:
        heading = HEADING.match(f"### {part.splitlines()[0]}")
        table = [line.strip("| ").split(" | ") for line in part.splitlines() if line[:1] == "|"]
        if heading is None or made is None or table[0][:4] != HEAD:
            continue
        kind = "rejections" if heading[1].startswith("Rejections") else "coverage"
        for cells in table[2:]:
            rows += _rows(kind, heading[2], table[0][4:], cells, int(made[1]))
    if not rows:
        raise DataError(
            "`path` must be a page with tables of rejections or coverage, as "
            "benchmarks/calibration.py writes; there are none in it."
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(
    kind: str, world: str, methods: list[str], cells: list[str], worlds: int
) -> list[tuple[Any, ...]]:
    """Read one design: a rate for each method."""
    people, sessions, minority, pairs = cells[:4]
    design = (int(people), int(sessions), float(minority.rstrip("%")) / 100, pairs != "–")
    rows = []
    for method, cell in zip(methods, cells[4:], strict=True):
        found = CELL.fullmatch(cell)
        rate, missing = (math.nan, math.nan) if found is None else (float(found[1]), 0.0)
        if found is not None and found[2]:
            missing = float(found[2]) / 100
        rows.append((kind, world, *design, method.strip("`"), rate, missing, worlds))
    return rows


def monte_carlo_limits(rate: float, worlds: float, level: float = 0.95) -> tuple[float, float]:
    """Return limits of a rate seen in a number of worlds (Wilson's, which never leave 0 to 1).

    References
    ----------
    Wilson (1927), "Probable inference, the law of succession, and statistical inference".

    Examples
    --------
    >>> [round(limit, 4) for limit in monte_carlo_limits(0.0, 100)]
    [0.0, 0.037]
    """
    z = t_quantile((1 + level) / 2, math.inf)
    middle = (rate + z**2 / (2 * worlds)) / (1 + z**2 / worlds)
    half = z / (1 + z**2 / worlds)
    half *= math.sqrt(rate * (1 - rate) / worlds + z**2 / (4 * worlds**2))
    return max(middle - half, 0.0), min(middle + half, 1.0)
