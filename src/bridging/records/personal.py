"""Columns that look like names, birth dates, phone numbers or addresses: told of, never shown."""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from bridging.records.columns import ROW
from bridging.records.draft import Draft
from bridging.records.lines import Line
from bridging.records.schema import plain
from bridging.records.values import Moments, read_moments

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
PHONE = re.compile(r"(\+|0)[\d\s./()-]{7,18}\d")
FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+( (van|de|der|den|el|al|von|di|da))*( [A-ZÀ-Þ][\w'’.-]*)+")
FIRST_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'’-]{2,}")
NAME_WORDS = {"naam", "name", "voornaam", "achternaam", "familienaam", "first_name", "last_name",
              "surname", "full_name", "nom", "prenom", "roepnaam"}  # fmt: skip
BIRTH_WORDS = ("geboorte", "birth", "naissance", "dob")

NAMES, BIRTH, PHONES, MAILS, TEXTS = (
    *("names", "birth dates", "phone numbers", "e-mail addresses", "free text"),
)
TABLES_OF_PEOPLE = ("participants", "attendance", "encounters", "ties", "responses", "consent")
IDS = ("participant", "source", "target", "initiator", "family")
# what these hold is said in the documentation, and is no name
KNOWN = ("session", "site", "arrival", "departure", "minutes", "form", "occasion", "item",
         "wave", "encounter", "zone", "given", "purpose", "date", "role", ROW)  # fmt: skip
MOST = 2000  # different values that are looked at
LONGEST = 300  # signs of a value that are looked at: an address is never longer
FEW = 5
LONG = 30


def looks_like(name: str, column: pd.Series) -> str:
    """Say what a column of text seems to hold; empty where it seems no personal detail.

    Parameters
    ----------
    name : str
        What the column is called.
    column : Series
        Its cells as text.

    Examples
    --------
    >>> import pandas as pd
    >>> looks_like("contact", pd.Series(["an@home.be", "bo@work.be"]))
    'e-mail addresses'
    >>> looks_like("origin", pd.Series(["Belgian background", "other"]))
    ''
    """
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return ""
    values = [str(value)[:LONGEST] for value in column.dropna().unique()[:MOST]]
    if not values:
        return ""
    spelled = plain(name)
    if any(MAIL.search(value) for value in values):
        return MAILS
    moments = read_moments(np.array(values, dtype=object))[0]
    if np.isnat(moments).mean() < 0.5:
        return BIRTH if _birth(spelled, moments[~np.isnat(moments)]) else ""
    if _share(PHONE, values) > 0.5 and len(values) >= 2:
        return PHONES
    if len(values) >= FEW and spelled in IDS and _share(FIRST_NAME, values) > 0.5:
        return NAMES
    if len(values) >= FEW and _share(FULL_NAME, values) > 0.5 and _differ(column):
        return NAMES
    if spelled in NAME_WORDS and any(re.search(r"[^\W\d]", value) for value in values):
        return NAMES
    if np.median([len(value) for value in values]) >= LONG and _differ(column):
        return TEXTS
    return ""


def _share(pattern: re.Pattern[str], values: list[str]) -> float:
    """Return the share of values that are of a pattern as a whole."""
    return sum(pattern.fullmatch(value) is not None for value in values) / len(values)


def _differ(column: pd.Series) -> bool:
    """Whether cells mostly differ, as names and remarks do and groups do not."""
    filled = column.dropna()
    return filled.nunique() >= FEW and filled.nunique() > 0.5 * len(filled)


def _birth(spelled: str, dates: Moments) -> bool:
    """Whether dates lie years apart, or stand in a column of births."""
    years = dates.astype("datetime64[Y]").astype(int)
    return any(word in spelled for word in BIRTH_WORDS) or int(np.ptp(years)) >= 3


def warn_of_personal(draft: Draft, lines: Mapping[str, Line]) -> None:
    """Warn of columns of people that seem to hold personal details."""
    ours = {column for line in lines.values() for column in (line.column, *line.columns.values())}
    for table in TABLES_OF_PEOPLE:
        if table not in draft.given or table not in draft.tables:
            continue
        for column in draft.tables[table].columns:
            if column in KNOWN or column in ours:
                continue
            seems = looks_like(str(column), draft.tables[table][column])
            if seems and seems != TEXTS:
                draft.problems.add(
                    table,
                    None,
                    str(column),
                    f"A column seems to hold {seems}, which no study needs.",
                    "Remove it, or share a copy made with: bridging pseudonymise.",
                    "warning",
                )
