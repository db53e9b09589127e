"""Kansarmoede: a family that is weak on at least three of six criteria."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from bridging.records.made.rule import Rule, made_values
from bridging.records.made.vocabulary import Vocabulary, spelled

WEAK, NOT_WEAK = "weak", "not weak"
AT_LEAST = 3

WEAK_OR_NOT = Vocabulary(
    called="yes or no: whether the family is weak on it ('ja', 'nee', 1, 0)",
    meanings=(WEAK, NOT_WEAK),
    written=spelled(
        **{
            WEAK: "1 yes ja oui true weak zwak",
            NOT_WEAK: "0 no nee neen non false not_weak niet_zwak",
        }
    ),
)

DISADVANTAGED, NOT_DISADVANTAGED = "disadvantaged", "not disadvantaged"


def _kansarmoede(*criteria: str) -> str:
    return DISADVANTAGED if criteria.count(WEAK) >= AT_LEAST else NOT_DISADVANTAGED


KANSARMOEDE = Rule(
    name="kansarmoede",
    groups=(DISADVANTAGED, NOT_DISADVANTAGED),
    group_labels={"nl": ("kansarm", "niet kansarm")},
    label={"en": "Disadvantage (kansarmoede)", "nl": "Kansarmoede"},
    inputs=dict.fromkeys(
        ("income", "education", "work", "stimulation", "housing", "health"), WEAK_OR_NOT
    ),
    decide=_kansarmoede,
    ordered=True,
    source="Kind en Gezin (Opgroeien); Statistiek Vlaanderen, metadata: Kansarmoede-index",
)


def kansarmoede(
    *,
    income: Any,
    education: Any,
    work: Any,
    stimulation: Any,
    housing: Any,
    health: Any,
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> pd.Series:
    """Disadvantage as Kind en Gezin (Opgroeien) defines it: weak on three or more of six criteria.

    Each column says whether the family is weak on a criterion, as those who know the family judge
    it by the definition of Kind en Gezin: ``ja`` or ``nee``, ``yes`` or ``no``, 1 or 0.

    Parameters
    ----------
    income : array-like of shape (n,)
        Monthly income: irregular, or (less debts) below the minimum income (leefloon), or from
        unemployment benefit or leefloon.
    education : array-like of shape (n,)
        Education of the parents: primary, vocational or special education, lower secondary
        education not finished, or illiterate.
    work : array-like of shape (n,)
        Work of the parents: precarious, both (or a lone parent) unemployed, or in a sheltered
        workshop.
    stimulation : array-like of shape (n,)
        Little stimulation of the children, no or irregular nursery school.
    housing : array-like of shape (n,)
        Dilapidated, unhealthy, unsafe, too small, or with too few utilities.
    health : array-like of shape (n,)
        Weak health, little knowledge of or part in health care, chronic illness, disability.
    values : mapping of str to str, optional
        Recoding of what the columns hold.
    unknown : sequence of str
        Spellings of unknown; an empty cell always is.

    Returns
    -------
    pandas.Series of text
        ``disadvantaged`` or ``not disadvantaged``; missing where the criteria that are unknown
        could decide.

    Raises
    ------
    DataError
        Cells that can't be read, or columns of different lengths.

    References
    ----------
    Statistiek Vlaanderen, metadata "Kansarmoede-index van Kind en Gezin", statistiekvlaanderen.be.

    Examples
    --------
    Three weak criteria decide, whatever the others are; so do four that are not weak.

    >>> kansarmoede(
    ...     income=["ja", "nee", "ja"],
    ...     education=["ja", "nee", "ja"],
    ...     work=["ja", "nee", ""],
    ...     stimulation=["", "nee", "nee"],
    ...     housing=["", "", "nee"],
    ...     health=["", "", "nee"],
    ... ).fillna("unknown").tolist()
    ['disadvantaged', 'not disadvantaged', 'unknown']
    """
    columns = {
        "income": income,
        "education": education,
        "work": work,
        "stimulation": stimulation,
        "housing": housing,
        "health": health,
    }
    return made_values(KANSARMOEDE, columns, values, unknown)
