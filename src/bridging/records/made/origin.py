"""Origin by the two official rules of Belgium, which differ: Statbel's and that of Flanders."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from bridging.records.made.nationality import BELGIAN, EU, NATIONALITY
from bridging.records.made.rule import Rule, made_values

INPUTS = {
    "nationality": NATIONALITY,
    "first_nationality": NATIONALITY,
    "father_first_nationality": NATIONALITY,
    "mother_first_nationality": NATIONALITY,
}

BELGIAN_BACKGROUND = "Belgian with a Belgian background"
FOREIGN_BACKGROUND = "Belgian with a foreign background"
NON_BELGIAN = "non-Belgian"

BELGIAN_ORIGIN, FOREIGN_ORIGIN = "Belgian origin", "foreign origin"
EU_ORIGIN, NON_EU_ORIGIN = "EU origin", "non-EU origin"

FLANDERS = "Statistiek Vlaanderen, metadata: Bevolking naar herkomst, vlaanderen.be"


def _statbel(own: str, first: str, father: str, mother: str) -> str:
    if own != BELGIAN:
        return NON_BELGIAN
    if {first, father, mother} != {BELGIAN}:
        return FOREIGN_BACKGROUND
    return BELGIAN_BACKGROUND


def _flanders(own: str, first: str, father: str, mother: str) -> str:
    return BELGIAN_ORIGIN if {own, first, father, mother} == {BELGIAN} else FOREIGN_ORIGIN


def _flanders_group(own: str, first: str, father: str, mother: str) -> str | None:
    if {own, first, father, mother} == {BELGIAN}:
        return BELGIAN_ORIGIN
    foreign = [nationality for nationality in (father, mother, first) if nationality != BELGIAN]
    if not foreign:
        return None  # only the nationality of today is foreign: the definition names no group
    return EU_ORIGIN if foreign[0] == EU else NON_EU_ORIGIN


STATBEL_ORIGIN = Rule(
    name="statbel_origin",
    groups=(BELGIAN_BACKGROUND, FOREIGN_BACKGROUND, NON_BELGIAN),
    group_labels={
        "nl": ("Belg met Belgische achtergrond", "Belg met buitenlandse achtergrond", "niet-Belg")
    },
    label={"en": "Origin (Statbel)", "nl": "Herkomst (Statbel)"},
    inputs=INPUTS,
    decide=_statbel,
    source="Statbel, Diversity according to origin in Belgium, statbel.fgov.be",
)

FLANDERS_ORIGIN = Rule(
    name="flanders_origin",
    groups=(BELGIAN_ORIGIN, FOREIGN_ORIGIN),
    group_labels={"nl": ("Belgische herkomst", "buitenlandse herkomst")},
    label={"en": "Origin (Statistics Flanders)", "nl": "Herkomst (Statistiek Vlaanderen)"},
    inputs=INPUTS,
    decide=_flanders,
    source=FLANDERS,
)

FLANDERS_ORIGIN_GROUP = Rule(
    name="flanders_origin_group",
    groups=(BELGIAN_ORIGIN, EU_ORIGIN, NON_EU_ORIGIN),
    group_labels={"nl": ("Belgische herkomst", "herkomst binnen de EU", "herkomst buiten de EU")},
    label={
        "en": "Origin group (Statistics Flanders)",
        "nl": "Herkomstgroep (Statistiek Vlaanderen)",
    },
    inputs=INPUTS,
    decide=_flanders_group,
    source=FLANDERS,
)


def statbel_origin(
    *,
    nationality: Any,
    first_nationality: Any,
    father_first_nationality: Any,
    mother_first_nationality: Any,
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> pd.Series:
    """Origin as Statbel defines it, in three groups.

    Who is not Belgian today is ``non-Belgian``. A Belgian whose own first registered nationality,
    or that of a parent, is not Belgian has a foreign background; others a Belgian background.

    Parameters
    ----------
    nationality, first_nationality : array-like of shape (n,)
        Nationality today, and the first one registered: ``Belg``, ``niet-Belg`` or a country code
        (ISO 3166-1, two letters).
    father_first_nationality, mother_first_nationality : array-like of shape (n,)
        The first registered nationality of each parent.
    values : mapping of str to str, optional
        Recoding: ``{"Marokkaans": "MA"}``; ``{"*": "niet-Belg"}`` for every other spelling.
    unknown : sequence of str
        Spellings of unknown; an empty cell always is.

    Returns
    -------
    pandas.Series of text
        Missing where what is unknown could decide either way.

    Raises
    ------
    DataError
        Cells that can't be read, or columns of different lengths.

    Notes
    -----
    The published figures put into the Belgian background whoever fits neither of the other
    groups, so also Belgians of whose parents nothing is known. Here they stay unknown.

    References
    ----------
    Statbel, "Diversity according to origin in Belgium", statbel.fgov.be.

    Examples
    --------
    A non-Belgian is one whatever the parents are; a Belgian with one Belgian parent and another
    of whom nothing is known is unknown.

    >>> import pandas as pd
    >>> people = pd.DataFrame({
    ...     "nationality": ["MA", "BE", "BE", "BE"],
    ...     "first_nationality": ["MA", "BE", "BE", "BE"],
    ...     "father_first_nationality": ["", "BE", "BE", "TR"],
    ...     "mother_first_nationality": ["", "BE", "", ""],
    ... })
    >>> statbel_origin(**people).fillna("unknown").tolist()
    ['non-Belgian', 'Belgian with a Belgian background', 'unknown',
     'Belgian with a foreign background']
    """
    return made_values(
        STATBEL_ORIGIN,
        {
            "nationality": nationality,
            "first_nationality": first_nationality,
            "father_first_nationality": father_first_nationality,
            "mother_first_nationality": mother_first_nationality,
        },
        values,
        unknown,
    )


def flanders_origin(
    *,
    nationality: Any,
    first_nationality: Any,
    father_first_nationality: Any,
    mother_first_nationality: Any,
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> pd.Series:
    """Origin as Statistics Flanders defines it: foreign where one of four nationalities is.

    Parameters
    ----------
    nationality, first_nationality, father_first_nationality, mother_first_nationality
        As for `statbel_origin`.
    values, unknown
        As for `statbel_origin`.

    Returns
    -------
    pandas.Series of text
        ``Belgian origin`` or ``foreign origin``; missing where what is unknown could decide.

    Raises
    ------
    DataError
        Cells that can't be read, or columns of different lengths.

    References
    ----------
    Statistiek Vlaanderen, metadata "Bevolking naar herkomst", vlaanderen.be; after article 2 of
    the Flemish decree on integration of 2013.

    Examples
    --------
    >>> flanders_origin(
    ...     nationality=["BE", "BE"],
    ...     first_nationality=["BE", ""],
    ...     father_first_nationality=["BE", "BE"],
    ...     mother_first_nationality=["FR", "BE"],
    ... ).fillna("unknown").tolist()
    ['foreign origin', 'unknown']
    """
    return made_values(
        FLANDERS_ORIGIN,
        {
            "nationality": nationality,
            "first_nationality": first_nationality,
            "father_first_nationality": father_first_nationality,
            "mother_first_nationality": mother_first_nationality,
        },
        values,
        unknown,
    )


def flanders_origin_group(
    *,
    nationality: Any,
    first_nationality: Any,
    father_first_nationality: Any,
    mother_first_nationality: Any,
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> pd.Series:
    """Origin group as Statistics Flanders defines it: the father's country first.

    People of foreign origin belong to the group of the father's first nationality; where that is
    Belgian, of the mother's; where that is too, of their own first one.

    Parameters
    ----------
    nationality, first_nationality, father_first_nationality, mother_first_nationality
        As for `statbel_origin`.
    values, unknown
        As for `statbel_origin`.

    Returns
    -------
    pandas.Series of text
        ``Belgian origin``, ``EU origin`` or ``non-EU origin``; missing where what is unknown could
        decide, and where only the nationality of today is foreign, of which the definition names
        no group.

    Raises
    ------
    DataError
        Cells that can't be read, or columns of different lengths.

    Notes
    -----
    The published figures pass over a father of unknown nationality, and look at the mother. Here
    the group stays unknown, unless every nationality of the father would lead to the same one.
    The EU is that of 27 countries.

    References
    ----------
    Statistiek Vlaanderen, metadata "Bevolking naar herkomst", vlaanderen.be.

    Examples
    --------
    The child of a French and a Turkish parent: which of them is the father decides.

    >>> flanders_origin_group(
    ...     nationality=["BE", "BE"],
    ...     first_nationality=["BE", "BE"],
    ...     father_first_nationality=["FR", "TR"],
    ...     mother_first_nationality=["TR", "FR"],
    ... ).tolist()
    ['EU origin', 'non-EU origin']
    """
    return made_values(
        FLANDERS_ORIGIN_GROUP,
        {
            "nationality": nationality,
            "first_nationality": first_nationality,
            "father_first_nationality": father_first_nationality,
            "mother_first_nationality": mother_first_nationality,
        },
        values,
        unknown,
    )
