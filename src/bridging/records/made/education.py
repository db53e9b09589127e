"""Education in three bands of the international classification (ISCED 2011)."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from bridging.records.made.rule import Rule, made_values
from bridging.records.made.vocabulary import Meanings, Vocabulary

LEVELS = tuple("012345678")
BANDS = {"low": LEVELS[:3], "middle": LEVELS[3:5], "high": LEVELS[5:]}
BAND_CODES = {"low": "ed0_2", "middle": "ed3_4", "high": "ed5_8"}


def _spellings() -> dict[str, Meanings]:
    """Return how levels are written: ``3``, ``ISCED 3``, ``ED3``, and bands as ``ED3_4``."""
    prefixes = ("", "isced", "isced_", "ed")
    written: dict[str, Meanings] = {p + level: (level,) for p in prefixes for level in LEVELS}
    written |= {code: BANDS[band] for band, code in BAND_CODES.items()}
    return written | dict.fromkeys(("9", "ed9", "isced9", "isced_9"), LEVELS)  # not classified


LEVEL = Vocabulary(
    called="a level of ISCED 2011, from 0 to 8", meanings=LEVELS, written=_spellings()
)


def _band(level: str) -> str:
    return next(band for band, levels in BANDS.items() if level in levels)


ISCED_EDUCATION = Rule(
    name="isced_education",
    groups=tuple(BANDS),
    group_labels={"nl": ("laag", "midden", "hoog")},
    label={"en": "Education (ISCED)", "nl": "Opleiding (ISCED)"},
    inputs={"level": LEVEL},
    decide=_band,
    ordered=True,
    source="UNESCO, ISCED 2011; bands ED0-2, ED3_4 and ED5-8 of Eurostat",
)


def isced_education(
    *, level: Any, values: Mapping[str, str] | None = None, unknown: Sequence[str] = ()
) -> pd.Series:
    """Education in the three bands of Eurostat: ISCED 0–2, 3–4 and 5–8.

    Parameters
    ----------
    level : array-like of shape (n,)
        The highest level reached, in ISCED 2011: 0 to 8, also written ``ISCED 3`` or ``ED3``. 9
        (not classified) is unknown.
    values : mapping of str to str, optional
        Recoding: ``{"bachelor": "6"}``.
    unknown : sequence of str
        Spellings of unknown; an empty cell always is.

    Returns
    -------
    pandas.Series of text
        ``low`` (at most lower secondary), ``middle`` (upper secondary, or after it without higher
        education) or ``high`` (higher education); missing where it is unknown.

    Raises
    ------
    DataError
        Cells that can't be read.

    References
    ----------
    UNESCO Institute for Statistics (2012), *International Standard Classification of Education:
    ISCED 2011*; Eurostat, code list of ISCED 2011 (ED0-2, ED3_4, ED5-8).

    Examples
    --------
    >>> isced_education(level=[2, 3, 4, 5, 9]).fillna("unknown").tolist()
    ['low', 'middle', 'middle', 'high', 'unknown']
    """
    return made_values(ISCED_EDUCATION, {"level": level}, values, unknown)
