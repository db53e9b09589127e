"""What the participants say of themselves: who is a father, how old the children are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.errors import OptionError, check_known
from bridging.records import Records
from bridging.records.text import Objects, factorized
from bridging.records.values import read_moments, read_numbers
from bridging.structures.arrays import Floats, Ints

CARER_COLUMNS = ("relation", "relatie", "carer_role", "carer", "role")
FATHER_WORDS = ("father", "vader", "dad", "papa", "stepfather", "stiefvader", "pleegvader")
MOTHER_WORDS = ("mother", "moeder", "mum", "mama", "stepmother", "stiefmoeder", "pleegmoeder")
CHILD_WORDS = ("child", "children", "kind", "kinderen", "baby", "peuter", "kleuter")
CHILDREN = "children"
BIRTH_COLUMNS = ("birth", "birth_date", "date_of_birth", "born", "geboortedatum", "geboren")
AGE_COLUMNS = ("age", "leeftijd")
CHILD_COLUMNS = (
    "child_birth",
    "child_birth_date",
    "geboortedatum_kind",
    "child_age",
    "leeftijd_kind",
)
NOT_KNOWN = ("", "?", "unknown", "onbekend")
OLDEST = 120  # years; what is older was misread
MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Fathers:
    """Who is a father: 0 a father, 1 another adult, -1 not known; and what column says so."""

    column: str
    values: tuple[str, ...]
    code: Ints


def named_people(records: Records) -> pd.DataFrame:
    """Return the participants that have an id, in the order of their codes."""
    people = records.tables["participants"]
    return people[people["participant"].notna()] if "participant" in people else people.iloc[:0]


def find_fathers(
    records: Records, said: Mapping[str, Sequence[str]] | None = None
) -> Fathers | None:
    """Find which people are fathers; None where no column says so.

    Parameters
    ----------
    records : Records
    said : mapping of a column to its values, optional
        Which values mean a father: ``{"gender": ["man"]}`` if all adults are parents. Left out: the
        first column named as the relation to the child, or the role, in which fathers or mothers occur.

    Raises
    ------
    OptionError
        Not one column with its values.
    UnknownNameError
        There is no such column.
    """
    people = named_people(records)
    if said is None:
        column = next((c for c in CARER_COLUMNS if c in people and _of_carers(people[c])), None)
        if column is None:
            return None
        words: tuple[str, ...] = FATHER_WORDS
    else:
        if not isinstance(said, Mapping) or len(said) != 1:
            raise OptionError(
                "`fathers` must name one column and its values for a father, as "
                f'{{"relation": ["father"]}}, not {said!r}.'
            )
        column, given = next(iter(said.items()))
        check_known("fathers", column, [c for c in people if c not in ("row", "participant")])
        words = (given,) if isinstance(given, str) else tuple(str(value) for value in given)
    plain = _plain(people[column])
    code = np.where(plain.isin([word.casefold() for word in words]), 0, 1)
    code[(plain.isin(NOT_KNOWN) | plain.isin(CHILD_WORDS)).to_numpy()] = -1
    return Fathers(column=column, values=words, code=code.astype(np.int64))


def _plain(values: pd.Series) -> pd.Series:
    return values.fillna("").astype(str).str.strip().str.casefold()


def _of_carers(values: pd.Series) -> bool:
    return bool(_plain(values).isin([*FATHER_WORDS, *MOTHER_WORDS]).any())


def child_roles(records: Records) -> tuple[str, ...]:
    """Return the roles that children have: those of the class, else those named so."""
    if CHILDREN in records.roles:
        return (CHILDREN,)
    found: dict[str, None] = {}
    for name in ("participants", "attendance"):
        table = records.tables.get(name)
        if table is not None and "role" in table:
            roles = table["role"].dropna().unique()
            found.update(dict.fromkeys(r for r in roles if str(r).casefold() in CHILD_WORDS))
    return tuple(found)


def child_column(records: Records, children: bool, wanted: str | None = None) -> str | None:
    """Return the column that says how old children are; None where there is none.

    Raises
    ------
    UnknownNameError
        The column asked for does not occur.
    """
    people = named_people(records)
    if wanted is not None:
        check_known("child_column", wanted, [c for c in people if c not in ("row", "participant")])
        return wanted
    names = (*BIRTH_COLUMNS, *AGE_COLUMNS) if children else CHILD_COLUMNS
    return next((name for name in names if name in people and people[name].notna().any()), None)


def ages_in_months(values: pd.Series, person: Ints, day: npt.NDArray[np.datetime64]) -> Floats:
    """Return the age at each visit in whole months, NaN where it is not known.

    Parameters
    ----------
    values : Series
        Of each person: a date of birth, or an age in years, which holds for all visits.
    person : array of int, shape (V,)
    day : array of datetime64[D], shape (V,)
        The day of each visit.

    Examples
    --------
    Born on 15 March 2022: two years and 11 months on 14 March 2025, three years on the 15th.

    >>> import numpy as np, pandas as pd
    >>> days = np.array(["2025-03-14", "2025-03-15"], dtype="datetime64[D]")
    >>> ages_in_months(pd.Series(["2022-03-15"]), np.array([0, 0]), days).tolist()
    [35.0, 36.0]
    """
    codes, different = factorized(values)
    years, births = _read(different)
    birth = np.append(births, np.datetime64("NaT", "D"))[codes][person]
    recorded = np.append(years, np.nan)[codes][person] * MONTHS
    months = _months(day) - _months(birth) - (_day_of_month(day) < _day_of_month(birth))
    age = np.where(np.isnat(birth) | np.isnat(day), recorded, months)
    return np.where((age >= 0) & (age <= OLDEST * MONTHS), age, np.nan)


def _read(different: Objects) -> tuple[Floats, npt.NDArray[np.datetime64]]:
    """Read values as ages in years, and as dates."""
    births = read_moments(different)[0].astype("datetime64[D]")
    return read_numbers(different)[0], births


def _months(day: npt.NDArray[np.datetime64]) -> Floats:
    months = day.astype("datetime64[M]")
    return np.where(np.isnat(day), np.nan, months.astype(np.int64).astype(float))


def _day_of_month(day: npt.NDArray[np.datetime64]) -> Floats:
    since = (day - day.astype("datetime64[M]").astype("datetime64[D]")).astype("timedelta64[D]")
    return np.where(np.isnat(day), np.nan, since.astype(np.int64).astype(float))
