"""One number of the reach of a place, with its limits or the reason why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from bridging.words import decimal
from bridging.words.texts_reach import REACH

COLUMNS = (
    "unit",
    "part",
    "of",
    "group",
    "name",
    "estimate",
    "ci_low",
    "ci_high",
    "n",
    "undefined",
)
NAN = float("nan")
ALL = "all"


@dataclass(frozen=True)
class Reason:
    """Why there is no value, or no interval: a key of the texts, and what is put into it."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """Say it in words."""
        values = {
            name: decimal(value, language) if isinstance(value, float) else value
            for name, value in self.values.items()
        }
        return reach_text(f"reason.{self.key}", language, **values)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One number.

    Parameters
    ----------
    unit, part : str
        What it speaks of, and what it is part of (``visitors``, ``return``, ...).
    of : str
        What is counted: ``families``, ``persons``, ``visits``, ``sessions``, ...
    group : str
        A group of the line, or ``all``.
    name : str
        Which number of the part it is.
    estimate, ci_low, ci_high : float
    n : float
        How many of `of` it rests on.
    reason : Reason or None
        Why there is no estimate, or no interval where there could be one.
    """

    unit: str
    part: str
    of: str = ""
    group: str = ALL
    name: str = ""
    estimate: float = NAN
    ci_low: float = NAN
    ci_high: float = NAN
    n: float = NAN
    reason: Reason | None = None


def reach_text(key: str, language: str, **values: object) -> str:
    """Return a text with values put in its places."""
    return REACH[language][f"reach.{key}"].format(**values)


def to_table(rows: Sequence[Row]) -> pd.DataFrame:
    """Return rows as a table; reasons are in English, as in every frame."""
    return pd.DataFrame(
        [
            {
                **{name: getattr(row, name) for name in COLUMNS[:-1]},
                "undefined": "" if row.reason is None else row.reason.text(),
            }
            for row in rows
        ],
        columns=list(COLUMNS),
    )


def rng_for(seed: int, *names: str) -> np.random.Generator:
    """Return random numbers that depend on the seed and on names, not on what else was asked."""
    return np.random.default_rng([seed, crc32("\x1f".join(names).encode())])
