"""Home language by the two rules in use in Flanders: that of Kind en Gezin, and that of schools."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from bridging.records.made.rule import Rule, made_values
from bridging.records.made.vocabulary import Vocabulary, spelled

DUTCH, OTHER, NOBODY = "Dutch", "other", "nobody"
NOT_DUTCH = "not Dutch"

# the languages that Kind en Gezin publishes apart, and ways to say "another one"; no language
# codes, because ja (Japanese) and no (Norwegian) are answers too
SPELLINGS = spelled(
    **{
        DUTCH: "nl nederlands dutch néerlandais neerlandais",
        OTHER: (
            "niet_nederlands not_dutch ander andere andere_taal other other_language "
            "frans engels duits russisch pools roemeens spaans portugees turks arabisch berbers "
            "french english german russian polish romanian spanish portuguese turkish arabic berber"
        ),
    }
)

LANGUAGE = Vocabulary(
    called="a language: 'Nederlands', 'niet-Nederlands' or a language as 'Frans'",
    meanings=(DUTCH, OTHER),
    written=SPELLINGS,
)

MEMBER_LANGUAGE = Vocabulary(
    called="a language: 'Nederlands', 'niet-Nederlands', a language as 'Frans', or 'geen' for nobody",
    meanings=(DUTCH, OTHER, NOBODY),
    written=SPELLINGS | spelled(**{NOBODY: "geen none nobody niemand"}),
)

GROUPS = (DUTCH, NOT_DUTCH)
GROUP_LABELS = {"nl": ("Nederlands", "niet-Nederlands")}


def _with_mother(mother: str) -> str:
    return DUTCH if mother == DUTCH else NOT_DUTCH


def _at_school(*members: str) -> str | None:
    spoken = [language for language in members if language != NOBODY]
    if not spoken:
        return None  # a family of the pupil alone: the definition does not say
    needed = 2 if len(spoken) == 3 else 1
    return DUTCH if spoken.count(DUTCH) >= needed else NOT_DUTCH


KIND_EN_GEZIN_HOME_LANGUAGE = Rule(
    name="kind_en_gezin_home_language",
    groups=GROUPS,
    group_labels=GROUP_LABELS,
    label={
        "en": "Language with the mother (Kind en Gezin)",
        "nl": "Taal met de moeder (Kind en Gezin)",
    },
    inputs={"mother": LANGUAGE},
    decide=_with_mother,
    source="Kind en Gezin (Opgroeien), Taal en nationaliteit, opgroeien.be",
)

SCHOOL_HOME_LANGUAGE = Rule(
    name="school_home_language",
    groups=GROUPS,
    group_labels=GROUP_LABELS,
    label={"en": "Home language (as in schools)", "nl": "Thuistaal (zoals in het onderwijs)"},
    inputs=dict.fromkeys(("mother", "father", "siblings"), MEMBER_LANGUAGE),
    decide=_at_school,
    source="Vlaamse overheid, onderwijs, leerlingenkenmerk thuistaal",
)


def kind_en_gezin_home_language(
    *, mother: Any, values: Mapping[str, str] | None = None, unknown: Sequence[str] = ()
) -> pd.Series:
    """Home language as Kind en Gezin publishes it: the language the mother speaks with the child.

    Parameters
    ----------
    mother : array-like of shape (n,)
        ``Nederlands``, ``niet-Nederlands``, or one of the languages Kind en Gezin publishes.
    values : mapping of str to str, optional
        Recoding: ``{"Tigrinya": "niet-Nederlands"}``; ``{"*": "niet-Nederlands"}`` for every
        other spelling.
    unknown : sequence of str
        Spellings of unknown; an empty cell always is.

    Returns
    -------
    pandas.Series of text
        ``Dutch`` or ``not Dutch``; missing where the language is unknown.

    Raises
    ------
    DataError
        Cells that can't be read.

    Notes
    -----
    "Not Dutch" does not say that nobody speaks Dutch with the child.

    References
    ----------
    Opgroeien, "Taal en nationaliteit", opgroeien.be.

    Examples
    --------
    >>> languages = ["Nederlands", "Turks", ""]
    >>> kind_en_gezin_home_language(mother=languages).fillna("unknown").tolist()
    ['Dutch', 'not Dutch', 'unknown']
    """
    return made_values(KIND_EN_GEZIN_HOME_LANGUAGE, {"mother": mother}, values, unknown)


def school_home_language(
    *,
    mother: Any,
    father: Any,
    siblings: Any,
    values: Mapping[str, str] | None = None,
    unknown: Sequence[str] = (),
) -> pd.Series:
    """Home language as Flemish schools register it: with how many of the family Dutch is spoken.

    It is not Dutch where the child speaks Dutch with nobody in the family, or, in a family of
    three besides the child, with one at most. Brothers and sisters count as one.

    Parameters
    ----------
    mother, father, siblings : array-like of shape (n,)
        What the child speaks with each: ``Nederlands``, ``niet-Nederlands``, a language as
        ``Frans``, or ``geen`` where there is no such person.
    values, unknown
        As for `kind_en_gezin_home_language`.

    Returns
    -------
    pandas.Series of text
        ``Dutch`` or ``not Dutch``; missing where what is unknown could decide. An empty cell is
        unknown: it is not ``geen``.

    Raises
    ------
    DataError
        Cells that can't be read, or columns of different lengths.

    References
    ----------
    The definition of the Flemish government, with the examples of the city of Antwerp (Stad in
    Cijfers, "Aantal leerlingen met thuistaal niet Nederlands").

    Examples
    --------
    French with both parents is decided, whatever the siblings speak; with one it is not.

    >>> school_home_language(
    ...     mother=["Frans", "Frans", "Frans"],
    ...     father=["Frans", "Nederlands", "Nederlands"],
    ...     siblings=["", "", "geen"],
    ... ).fillna("unknown").tolist()
    ['not Dutch', 'unknown', 'Dutch']
    """
    columns = {"mother": mother, "father": father, "siblings": siblings}
    return made_values(SCHOOL_HOME_LANGUAGE, columns, values, unknown)
