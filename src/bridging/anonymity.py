"""How alike the people in a table are: whether what is known of somebody points her out."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from bridging.errors import DataError, OptionError, a_or_an, check_known
from bridging.opened import OpenStudy
from bridging.study import Study

NOT_KNOWN = ("participant", "row", "family")  # ids: they are to be pseudonyms, and point out anyhow


@dataclass(frozen=True, kw_only=True)
class Anonymity:
    """How alike people are.

    Parameters
    ----------
    quasi : tuple of str
        The columns by which somebody could be known.
    sensitive : str
        What must not be learned of her; empty where nothing was named.
    n_rows : int
    k : int
        How many people, at least, share the same values of all these columns.
    l : int or None
        How many different values of `sensitive`, at least, people have who are alike; None where
        nothing was named. With 1, who knows the group knows the value.
    below_k, below_l : int
        Rows in groups of fewer than asked for, and with fewer different values; 0 for the latter
        where nothing was named.
    """

    quasi: tuple[str, ...]
    sensitive: str
    n_rows: int
    k: int
    l: int | None
    below_k: int
    below_l: int


def inspect_anonymity(
    data: Study | pd.DataFrame,
    quasi: Sequence[str] | None = None,
    sensitive: str | None = None,
    *,
    least_k: int = 5,
    least_l: int = 2,
) -> Anonymity:
    """Say how many people, at least, look alike in a table with a row for each person.

    Parameters
    ----------
    data : Study or DataFrame
        Of a study its participants.
    quasi : list of str, optional
        The columns by which somebody could be known (as age, origin, home). Of a study all but the
        ids and `sensitive`, if left out. A missing value is a value like another.
    sensitive : str, optional
        The column that must not be learned; a missing value tells nothing, and is no other value.
    least_k, least_l : int
        Below which groups are counted.

    Returns
    -------
    Anonymity

    Raises
    ------
    UnknownNameError, OptionError, DataError
        A column that is not there; no columns or no rows.

    References
    ----------
    Sweeney (2002), "k-anonymity: a model for protecting privacy"; Machanavajjhala, Kifer, Gehrke
    and Venkitasubramaniam (2007), "l-diversity: privacy beyond k-anonymity" (distinct l-diversity).

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"origin": ["a", "a", "b"], "income": ["low", "high", "low"]})
    >>> found = inspect_anonymity(people, ["origin"], "income")
    >>> found.k, found.l, found.below_k
    (1, 1, 3)
    """
    if isinstance(data, OpenStudy):  # what is counted where it is must be read as a whole
        data = data.load()
    table = data.records.tables["participants"] if isinstance(data, Study) else data
    for name, least in (("least_k", least_k), ("least_l", least_l)):
        if isinstance(least, bool) or not isinstance(least, int) or least < 1:
            raise OptionError(f"`{name}` must be a whole number from 1, not {least!r}.")
    if not isinstance(table, pd.DataFrame):
        raise OptionError(
            f"`data` must be a Study or a DataFrame, not {a_or_an(type(table).__name__)}. "
            "Read a study with bridging.read_study."
        )
    columns = _columns(data, table, quasi, sensitive)
    if not len(table):
        raise DataError("Anonymity can't be inspected: the table has no rows.")
    alike = table.groupby(list(columns), dropna=False, sort=False)
    size = alike[columns[0]].transform("size")
    if sensitive is None:
        different = None
    else:
        different = alike[sensitive].transform("nunique", dropna=True)
    return Anonymity(
        quasi=columns,
        sensitive=sensitive or "",
        n_rows=len(table),
        k=int(size.min()),
        l=None if different is None else int(different.min()),
        below_k=int((size < least_k).sum()),
        below_l=0 if different is None else int((different < least_l).sum()),
    )


def _columns(
    data: Study | pd.DataFrame,
    table: pd.DataFrame,
    quasi: Sequence[str] | None,
    sensitive: str | None,
) -> tuple[str, ...]:
    """Return the columns by which somebody could be known."""
    if sensitive is not None:
        check_known("sensitive", sensitive, table.columns)
    if isinstance(quasi, str):
        raise OptionError(f"`quasi` must be a list of columns, not {quasi!r}.")
    if quasi is None and not isinstance(data, Study):
        raise OptionError("`quasi` must be given for a data frame: the columns that may be known.")
    if quasi is None:
        quasi = [c for c in map(str, table.columns) if c not in (*NOT_KNOWN, sensitive)]
    for name in quasi:
        check_known("quasi", name, table.columns)
    if not quasi or sensitive in quasi:
        raise OptionError(
            "`quasi` must have at least one column, and not the sensitive one. "
            "Name what a neighbour could know of somebody."
        )
    return tuple(quasi)
