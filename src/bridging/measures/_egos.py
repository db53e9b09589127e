"""People of known group on a line, for measures of one person at a time."""

from typing import Any

import numpy as np
import numpy.typing as npt

from bridging.errors import check_known
from bridging.measures._persons import _came_together
from bridging.measures._ties import ties
from bridging.measures.conditions import Options
from bridging.measures.record import Condition
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints


def codes_on(graph: ContactGraph, line: str | None) -> tuple[Ints, tuple[str, ...]]:
    """Return the group of each person on a line (-1: unknown), and the names of the groups."""
    line = graph.line if line is None else line
    check_known("line", line, graph.codes)
    return graph.codes[line], graph.groups[line]


def chosen(graph: ContactGraph, options: Options) -> npt.NDArray[np.bool_]:
    """Say of each person whether she counts: of known group, and of the `group` asked for."""
    code, groups = codes_on(graph, options.get("line"))
    group = options.get("group")
    if group is None:
        return np.asarray(code >= 0)
    check_known("group", group, groups)
    return np.asarray(code == groups.index(group))


def indicators(code: Ints, size: int) -> Floats:
    """Return a column for each group with 1 for its people, of shape (P, K)."""
    return np.asarray(code[:, np.newaxis] == np.arange(size), dtype=float)


CHOSEN = Condition(
    name="chosen",
    reason="the group is not known, or not the one asked for",
    reason_nl="de groep is niet bekend, of niet de gevraagde",
    holds=chosen,
    per_part=True,
)


def any_known_ties(graph: ContactGraph, options: Options) -> Any:
    """Say whether there is a contact between people of known group."""
    code, _ = codes_on(graph, options.get("line"))
    known = (code[graph.source] >= 0) & (code[graph.target] >= 0)
    return bool((known & (graph.weight > 0) & (graph.source != graph.target)).any())


def two_groups_of_people(graph: ContactGraph, options: Options) -> Any:
    """Say whether people of at least two groups are on the graph."""
    code, _ = codes_on(graph, options.get("line"))
    return len(np.unique(code[code >= 0])) >= 2


KNOWN_TIES = Condition(
    name="known_ties",
    reason="there are no contacts between people of known group",
    reason_nl="er zijn geen contacten tussen mensen van bekende groep",
    holds=any_known_ties,
)
TWO_GROUPS_OF_PEOPLE = Condition(
    name="two_groups_of_people",
    reason="there are people of one group only",
    reason_nl="er zijn maar mensen van één groep",
    holds=two_groups_of_people,
)


def alters_by_group(graph: ContactGraph, line: str | None, weighted: bool) -> Floats:
    """Return each person's alters (or the weights of her contacts) by their group: (P, K).

    Of directed contacts those that start from her count; who came together are no alters.
    """
    code, groups = codes_on(graph, line)
    keep = None if graph.presence is None else ~_came_together(graph, graph.presence)
    found = ties(graph, directed=True, weighted=weighted, keep=keep)
    return np.asarray(found @ indicators(code, len(groups)))


def _has_alters(graph: ContactGraph, options: Options) -> Any:
    return chosen(graph, options) & (
        alters_by_group(graph, options.get("line"), False).sum(axis=1) > 0
    )


HAS_ALTERS = Condition(
    name="has_alters",
    reason="there are no contacts with people of known group",
    reason_nl="er zijn geen contacten met mensen van bekende groep",
    holds=_has_alters,
    per_part=True,
)
