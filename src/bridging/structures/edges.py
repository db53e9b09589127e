"""Edges: pairs of people, their groups and sessions, as they are given and as they are handed on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from bridging.errors import DataError, check_choice, check_known
from bridging.structures.arrays import Floats, Ints, as_labels, as_numbers

if TYPE_CHECKING:
    from bridging.structures.contact_graph import ContactGraph

Contacts = Literal["summed", "separate"]
CONTACTS = ("summed", "separate")


def given_ends(
    edges: Iterable[Sequence[object]] | pd.DataFrame, weight: str | Sequence[float] | None
) -> tuple[list[str], list[str], Floats]:
    """Split edges into sources, targets and weights."""
    if isinstance(edges, pd.DataFrame):
        names = ["source", "target"] if {"source", "target"} <= set(edges) else list(edges)[:2]
        if len(names) < 2:
            raise DataError("`edges` must have two columns, one for each end of a contact.")
        first, second = list(edges[names[0]]), list(edges[names[1]])
        if isinstance(weight, str):
            check_known("weight", weight, edges.columns)
            weight = edges[weight].to_numpy()
        elif weight is None and "weight" in edges:
            weight = edges["weight"].to_numpy()
    else:
        rows = list(edges)
        wrong = [i for i, row in enumerate(rows) if len(row) not in (2, 3)]
        if wrong:
            raise DataError(
                "An edge must be two people, or two people and a weight: "
                f"{len(wrong)} edges are not (first at place {wrong[0]})."
            )
        if isinstance(weight, str):
            raise DataError("`weight` must be numbers where `edges` is a list, not a column name.")
        first, second = [row[0] for row in rows], [row[1] for row in rows]
        if weight is None:
            weight = [1.0 if len(row) == 2 else row[2] for row in rows]
    nobody = pd.isna(pd.Series(first, dtype=object)) | pd.isna(pd.Series(second, dtype=object))
    if nobody.any():
        raise DataError(
            f"An edge must have a person at both ends: {nobody.sum()} edges do not "
            f"(first at place {nobody.argmax()}). Leave them out."
        )
    source, target = list(map(name_text, first)), list(map(name_text, second))
    weights = as_numbers("weight", np.ones(len(source)) if weight is None else weight, whole=True)
    if weights.shape != (len(source),):
        raise DataError(f"`weight` must have one number for each of the {len(source)} edges.")
    return source, target, weights


def name_text(value: object) -> str:
    """Return the name of a person or a group as text, a whole number without a point.

    A column of whole numbers next to one of numbers with a point is often kept with points too.

    Examples
    --------
    >>> name_text(3.0), name_text(3), name_text(2.5), name_text("3.0")
    ('3', '3', '2.5', '3.0')
    """
    if isinstance(value, float | np.floating) and value.is_integer():
        return str(int(value))
    return str(value)


def group_codes(
    by_person: Mapping[Any, object], place: Mapping[str, int]
) -> tuple[tuple[str, ...], Ints]:
    """Number the groups of one line in order of first mention; unknown is -1."""
    named = {name_text(p): _group_text(g) for p, g in by_person.items()}
    known = {person: group for person, group in named.items() if group}
    groups = tuple(dict.fromkeys(known.values()))
    number = {group: i for i, group in enumerate(as_labels("groups", groups, len(groups), ""))}
    codes = np.full(len(place), -1, dtype=np.int64)
    for person, group in known.items():
        codes[place[person]] = number[group]
    return groups, codes


def _group_text(group: object) -> str:
    """Return the name of a group, empty where it is unknown."""
    missing = pd.api.types.is_scalar(group) and pd.isna(group)
    return "" if missing else name_text(group).strip()


def session_codes(values: Sequence[object]) -> Ints:
    """Return whole numbers as they are, and number anything else in order of first mention."""
    try:
        codes = np.array(values, dtype=np.float64)
        if (codes == np.floor(codes)).all() and (codes >= 0).all():
            return codes.astype(np.int64)
    except (TypeError, ValueError):
        pass
    names = pd.Series(list(values), dtype=object)
    return np.asarray(pd.factorize(names, use_na_sentinel=False)[0], dtype=np.int64)


@dataclass(frozen=True, eq=False, kw_only=True)
class Edges:
    """Contacts as other programs take them.

    Parameters
    ----------
    source, target : array of int, shape (E,)
        The ends, as places of people.
    about : mapping of name to array, shape (E,)
        `weight`, and either `contacts`, how many were summed, or the `session` of each.
    """

    source: Ints
    target: Ints
    about: Mapping[str, Any]


def edges_of(graph: "ContactGraph", contacts: Contacts) -> Edges:
    """Return an edge for each contact, or one for each pair (and direction) in contact."""
    check_choice("contacts", contacts, CONTACTS)
    source, target = graph.source, graph.target
    if contacts == "separate":
        about = {"weight": graph.weight, "session": graph.session}
        return Edges(source=source, target=target, about=about)
    first, second = source, target
    if not graph.directed:
        first, second = np.minimum(source, target), np.maximum(source, target)
    size = max(len(graph.people), 1)
    _, place, pair, times = np.unique(
        first * size + second, return_index=True, return_inverse=True, return_counts=True
    )
    weight = np.bincount(pair, graph.weight, minlength=len(place))
    # in order of first mention, and the way it was first mentioned
    order = np.argsort(place)
    return Edges(
        source=source[place[order]],
        target=target[place[order]],
        about={"weight": weight[order], "contacts": times[order]},
    )


def groups_of(graph: "ContactGraph") -> dict[str, Any]:
    """Return the name of each person's group on each line; None is unknown."""
    return {
        line: np.array([*graph.groups[line], None], dtype=object)[code]
        for line, code in graph.codes.items()
    }
