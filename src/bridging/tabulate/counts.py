"""Counts of people, visits, encounters, answers or notes by any columns, with exact intervals."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bridging.counting.things import THINGS, Split, Things, choose_things, gather_things
from bridging.counting.units import MISSING
from bridging.errors import OptionError, UnknownNameError, a_or_an, check_choice
from bridging.inference.checks import check_level
from bridging.inference.clustered_share import clustered_share_interval
from bridging.opened import OpenStudy
from bridging.privacy import check_audience
from bridging.structures.arrays import Floats
from bridging.study import Study
from bridging.tabulate.linked import Linked, link
from bridging.tabulate.published import published
from bridging.tabulate.tabulation import NUMBERS, Tabulation
from bridging.words import withdrawn_text

UNKNOWN_SHARE = "unknown is no group: shares are of those known"
NOBODY = "nothing was counted here"
UNITS = ("person", "family")
FAMILIES = "Families are counted, not people; who has no family is one."
ONE_CLUSTER = "all come from one person or session: an interval needs several"

Names = str | Sequence[str]
Mask = npt.NDArray[np.bool_]


def tabulate(
    study: Study,
    rows: str,
    columns: Names | None = None,
    by: Names | None = None,
    *,
    of: str | None = None,
    unit: str = "person",
    confidence_level: float = 0.95,
    audience: str = "team",
    minimum: int = 6,
    beside: Tabulation | Sequence[Tabulation] = (),
) -> Tabulation:
    """Count people, visits, encounters, answers or notes by any columns.

    Parameters
    ----------
    study : Study
    rows : str
        A line, or a column of a table of the study. Groups of a line that nobody has stay, with a
        count of zero, and so does unknown.
    columns, by : str or list of str, optional
        Other lines or columns; shares are within each of their values.
    of : {"people", "visits", "encounters", "responses", "log"}, optional
        What is counted. As the columns say, if left out: ``signal`` is of the log, ``item`` and
        ``value`` of responses, ``form`` of encounters, ``company`` of visits, and others are of
        people, each counted once in a cell.
    unit : {"person", "family"}
        Whether people and visits are those of people or of families (`Study.families`).
    confidence_level : float, default 0.95
        Of the interval of each share: the limits of Clopper and Pearson, each share for itself
        (not all together). Visits and answers of a person, and notes and encounters of a session,
        belong together: the limits are those of an effective number (Korn and Graubard).
    audience : {"team", "publication"}
        For publication, a column with a count of few people goes, and another with it.
    minimum : int, default 6
        The smallest count that is published; 0 always is.
    beside : Tabulation or list of Tabulation, optional
        For publication, the tables that were published of the same records: more columns go where
        a small count would follow from all of them together.

    Returns
    -------
    Tabulation

    Raises
    ------
    UnknownNameError, OptionError, DataError
        A column that does not occur or does not belong to what is counted.

    Notes
    -----
    For publication a table is safe with its own margins and with a report by the same column.
    Several tables that cut the same people in different ways may together give away what each
    withholds: give those that are out as `beside`. A table of records that grew since one was
    published is safe with `Study.published_after`.

    References
    ----------
    Clopper and Pearson (1934); Korn and Graubard (1998).

    Examples
    --------
    >>> import bridging as br
    >>> table = br.tabulate(br.simulate.five_houses(), "origin", "site")
    >>> table.to_table()["house-5"].tolist()
    [19.0, 25.0, 0.0]
    """
    if not isinstance(study, Study):
        raise OptionError(
            f"`study` must be a Study, not {a_or_an(type(study).__name__)}. "
            "Read one with bridging.read_study."
        )
    if isinstance(study, OpenStudy):  # what is counted where it is must be read as a whole
        study = study.load()
    check_level("confidence_level", confidence_level)
    check_audience(audience, minimum)
    check_choice("unit", unit, UNITS)
    across, inner = _list("columns", columns), _list("by", by)
    tables = tuple(beside) if isinstance(beside, Iterable) else (beside,)
    _check_tables(tables)

    def count(one: Study) -> Tabulation:
        return _count(one, rows, across, inner, of, confidence_level)

    if unit == "family":
        names = _names(rows, across, inner)
        if (of or choose_things(study.records, study.lines, names)) == "responses":
            raise OptionError(
                "Answers can't be counted by families: they are of people. Leave out `unit`."
            )
        study = study.families()
    made = count(study)
    if unit == "family":
        made = replace(made, notes=(*made.notes, FAMILIES))
    few = audience == "publication" and 0 < study.withdrawn < minimum
    if withdrawn := withdrawn_text(None if few else study.withdrawn):
        made = replace(made, notes=(*made.notes, withdrawn))
    if audience == "team":
        return made
    return published(made, study, minimum, count, _linked(study, made, tables, minimum))


def _count(
    study: Study,
    rows: str,
    across: tuple[str, ...],
    inner: tuple[str, ...],
    of: str | None,
    level: float,
) -> Tabulation:
    """Return the whole table."""
    names = _names(rows, across, inner)
    if of is None:
        of = choose_things(study.records, study.lines, names)
    check_choice("of", of, THINGS)
    things = _gather(study, names, of)
    if of == "responses" and "value" in names and "item" not in names:
        _check_one_item(study)
    frame = _frame(names, things.splits, _cells(things, level, of))
    if of == "responses" and {"item", "value"} <= set(names):
        frame = _asked(frame)
    return Tabulation(
        of=of,
        rows=rows,
        columns=across,
        by=inner,
        frame=frame,
        confidence_level=level,
        notes=things.notes,
    )


def _gather(study: Study, names: Sequence[str], of: str) -> Things:
    roles = None if study.roles is None else list(study.roles)
    try:
        return gather_things(study.records, study.coded, study.lines, names, of, roles)
    except UnknownNameError as error:  # it is no matter of which argument
        raise UnknownNameError(str(error).replace("`by` must", "A column must", 1)) from None


def _linked(
    study: Study, made: Tabulation, tables: Sequence[Tabulation], minimum: int
) -> Linked | None:
    """Return what looks at a table together with others of the same things; None of none."""
    tables = [one for one in tables if one.of == made.of]
    if not tables:
        return None
    names = list(
        dict.fromkeys(n for one in (made, *tables) for n in (one.rows, *one.columns, *one.by))
    )
    return link(tables, names, _gather(study, names, made.of), minimum)


def _check_tables(tables: Sequence[object]) -> None:
    for one in tables:
        if not isinstance(one, Tabulation):
            raise OptionError(
                f"`beside` must be tables of br.tabulate, not {a_or_an(type(one).__name__)}."
            )


def _list(argument: str, value: Names | None) -> tuple[str, ...]:
    """Return a tuple of names from one name, several or none."""
    if value is None:
        return ()
    several = isinstance(value, Iterable) and not isinstance(value, str)
    names: tuple[Any, ...] = tuple(value) if several else (value,)
    if not all(isinstance(name, str) for name in names):
        raise OptionError(f"`{argument}` must be a name or a list of names, not {value!r}.")
    return names


def _names(rows: str, columns: tuple[str, ...], by: tuple[str, ...]) -> list[str]:
    """Return all columns asked for, each once."""
    if not isinstance(rows, str):
        raise OptionError(f"`rows` must be the name of one column, not {type(rows).__name__}.")
    names = [rows, *columns, *by]
    if len(set(names)) != len(names):
        raise OptionError("`rows`, `columns` and `by` must be different columns, each named once.")
    for name in names:
        if name in NUMBERS:
            raise OptionError(
                f"Things can't be counted by a column called {name!r}, as a column of the answer "
                "is. Rename it in the study."
            )
    return names


def _check_one_item(study: Study) -> None:
    """Refuse to put the answers to several questions together."""
    items = study.records.tables["responses"]["item"].nunique(dropna=False)
    if items > 1:
        raise OptionError(
            f"Answers can't be counted together: they are to {items} questions. "
            'Add "item" to `columns` or `by`.'
        )


def _cells(things: Things, level: float, of: str) -> dict[tuple[int, ...], list[object]]:
    """Return the numbers of every cell, by the place of its labels."""
    first, *others = things.splits
    known = np.array([label != MISSING for label in first.labels], dtype=bool)[first.code]
    found: dict[tuple[int, ...], list[object]] = {}
    for place in product(*(range(len(split.labels)) for split in others)):
        here = np.ones(len(first.code), dtype=bool)
        for split, number in zip(others, place, strict=True):
            here &= split.code == number
        clusters, sizes = _clusters(things, here & known)
        n = float(sizes.sum())
        for row, label in enumerate(first.labels):
            cell = here & (first.code == row)
            count = float(_once(things, cell)[1].sum())
            people = _people(things, cell) if of in ("people", "visits", "responses") else np.nan
            numbers = [count, people, n, *_share(things, cell, clusters, sizes, level, label)]
            found[(row, *place)] = numbers
    return found


def _once(things: Things, here: Mask) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the cluster and the number of each different thing."""
    _, first = np.unique(things.thing[here], return_index=True)
    return things.cluster[here][first], things.number[here][first]


def _clusters(things: Things, here: Mask) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the clusters of different things, and how many things each has."""
    cluster, number = _once(things, here)
    clusters, code = np.unique(cluster, return_inverse=True)
    sizes = np.bincount(code, weights=number, minlength=len(clusters)).astype(float)
    return clusters[sizes > 0], sizes[sizes > 0]


def _people(things: Things, here: Mask) -> float:
    """Count the different people of a cell; tallied people are each another."""
    person = things.person[here]
    return float(len(np.unique(person[person >= 0])) + things.number[here][person < 0].sum())


def _share(
    things: Things,
    cell: Mask,
    clusters: npt.NDArray[np.int64],
    sizes: Floats,
    level: float,
    label: str,
) -> tuple[float, float, float, str]:
    """Return the share of a cell in its column, its limits, and why it can't be had."""
    nan = float("nan")
    if label == MISSING:
        return nan, nan, nan, UNKNOWN_SHARE
    if not len(sizes):
        return nan, nan, nan, NOBODY
    own, counted = _clusters(things, cell)
    hits = np.zeros(len(clusters))
    hits[np.searchsorted(clusters, own)] = counted
    low, high = clustered_share_interval(hits, sizes, level=level)
    share = float(hits.sum() / sizes.sum())
    return share, low, high, ONE_CLUSTER if np.isnan(low) else ""


def _frame(
    names: Sequence[str],
    splits: Sequence[Split],
    cells: dict[tuple[int, ...], list[object]],
) -> pd.DataFrame:
    """Lay the cells out: by, then columns, then rows change last to first."""
    order = sorted(cells, key=lambda place: (*place[::-1][: len(place) - 1], place[0]))
    labels = [
        [split.labels[k] for split, k in zip(splits, place, strict=True)] + cells[place]
        for place in order
    ]
    return pd.DataFrame(labels, columns=[*names, *NUMBERS])


def _asked(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the values that occur for an item: another item may have other answers."""
    kept = frame.groupby(["item", "value"])["count"].transform("sum") > 0
    return frame[kept].reset_index(drop=True)
