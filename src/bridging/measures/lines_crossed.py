"""Two lines at once: contacts that cross none, one or both."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Literal

import numpy as np
import pandas as pd

from bridging.errors import check_choice
from bridging.measures._crossings import Counted, lines_of, shares
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph

DETAILS = ("number", "lines")


def _some_contacts(graph: ContactGraph, options: Options) -> Any:
    return graph.weight.sum() > 0


SOME_CONTACTS_KNOWN = Condition(
    name="some_contacts_of_known_group",
    reason="there are no contacts between people of known group",
    reason_nl="er zijn geen contacten tussen mensen van bekende groep",
    holds=_some_contacts,
)


@measure(
    label="Contacts by number of lines crossed",
    label_nl="Contacten naar aantal grenzen dat ze overbruggen",
    formula=r"\frac{\sum_{ij} w_{ij} [d_{ij} = m]}{\sum_{ij} w_{ij}}, \quad"
    r" d_{ij} = \sum_l [g^l_i \ne g^l_j]",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(SOME_CONTACTS_KNOWN,),
    source="blau1984",
    aliases=("lines_crossed",),
    gives="table",
)
def crossings(
    graph: ContactGraph,
    *,
    lines: Sequence[str] | None = None,
    detail: Literal["number", "lines"] = "number",
) -> pd.DataFrame:
    """Contacts that cross 0, 1, 2 ... lines, against opportunity and against the mix.

    Parameters
    ----------
    graph : ContactGraph
        Contacts and groups, and presence where it is known. People whose group is not known on
        every line are left out, and contacts of people who came together.
    lines : sequence of str, optional
        The lines; all of the graph, if left out.
    detail : {"number", "lines"}
        A row for each number of lines crossed, or for each set of lines.

    Returns
    -------
    DataFrame
        Columns `crossed` (number of lines), with ``detail="lines"`` also `lines` (their names,
        joined by +), `contacts` (their weight), `share` of all, `expected_present` (the share if
        each session's contacts fell evenly on its pairs of people who did not come together) and
        `expected_mix` (the share among all pairs of people). NaN where there are no contacts;
        `expected_present` also where presence is not known, or contacts fall in a session where
        no pair was present.

    Raises
    ------
    OptionError
        No lines, or more than 8.

    Notes
    -----
    The difference between `expected_mix` and `expected_present` is who attends together; that
    between `expected_present` and `share` who meets whom among those present. Times of arrival
    and departure are not on a graph: people of the same session are taken as present together.

    References
    ----------
    Blau and Schwartz (1984), *Crosscutting Social Circles*.

    Examples
    --------
    Four people, one of each combination of two lines: each has one peer who differs on both and
    two who differ on one, so of the 6 pairs 2 cross both and 4 one. Both contacts here cross one.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("bo", "cy")],
    ...     labels={
    ...         "origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"},
    ...         "ses": {"an": "low", "bo": "high", "cy": "high", "di": "low"},
    ...     },
    ... )
    >>> table = br.measures.crossings(graph)
    >>> table["share"].tolist(), table["expected_mix"].round(4).tolist()
    ([0.0, 1.0, 0.0], [0.0, 0.6667, 0.3333])
    """
    check_choice("detail", detail, DETAILS)
    chosen = lines_of(graph, lines)
    counted = Counted(graph, chosen)
    contacts, everything = counted.contacts.sum(axis=0), np.ones(2 ** len(chosen), dtype=bool)
    columns = {
        "contacts": contacts,
        "share": shares(contacts),
        "expected_present": shares(counted.expected(everything)),
        "expected_mix": shares(counted.people) if contacts.sum() > 0 else np.nan * contacts,
    }
    number = range(len(chosen) + 1)
    sets = [chosen_set for n in number for chosen_set in combinations(range(len(chosen)), n)]
    masks = [sum(1 << i for i in chosen_set) for chosen_set in sets]
    table = pd.DataFrame({"crossed": [len(chosen_set) for chosen_set in sets]})
    if detail == "lines":
        table["lines"] = [" + ".join(chosen[i] for i in chosen_set) for chosen_set in sets]
    for name, values in columns.items():
        table[name] = values[masks]
    if detail == "number":
        table = table.groupby("crossed").sum(min_count=1).reset_index()
    return table
