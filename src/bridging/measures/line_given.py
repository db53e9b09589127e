"""One line given another: who bridges it among contacts that do and do not cross the other."""

from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import OptionError, check_known
from bridging.measures._crossings import Counted, lines_of, shares
from bridging.measures.conditions import Options
from bridging.measures.lines_crossed import SOME_CONTACTS_KNOWN
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats


def _pair_of_lines(graph: ContactGraph, line: str | None, given: str | None) -> tuple[str, ...]:
    """Return the line, and the other where there is one."""
    if line is None and given is not None and len(graph.codes) == 2:
        check_known("line", given, graph.codes)
        line = next(name for name in graph.codes if name != given)
    line = graph.line if line is None else line
    if given == line:
        raise OptionError(f"`given` must be another line than `line`, not {given!r}.")
    return lines_of(graph, (line,) if given is None else (line, given))


@measure(
    label="Bridging of one line given another",
    label_nl="Overbrugging van een grens gegeven een andere",
    formula=r"\frac{E_{A \mid b}}{E_{A \mid b} + I_{A \mid b}}",
    range=(0, 1),
    higher_means="bridging",
    needs=(SOME_CONTACTS_KNOWN,),
    source="blau1984",
    gives="table",
)
def conditional_bridging(
    graph: ContactGraph, *, line: str | None = None, given: str | None = None
) -> pd.DataFrame:
    """Bridging share on one line among contacts that do, and that do not, cross another.

    Parameters
    ----------
    graph : ContactGraph
        Contacts and groups, and presence where it is known. People whose group is not known on
        every line are left out, and contacts of people who came together.
    line : str, optional
        The line whose bridging share it is; may be left out where the graph has one, or two of
        which `given` is the other.
    given : str, optional
        The other line; left out, there is only the row of all contacts.

    Returns
    -------
    DataFrame
        A row for all contacts, for those that do not cross `given` and for those that do (`given`
        is ``all``, ``not crossed`` or ``crossed``), with `contacts`, the `share` that crosses
        `line`, and that share as expected: `expected_present`, if each session's contacts of this
        row fell evenly on its pairs of this row, and `expected_mix`, among all pairs of people of
        this row.

    Raises
    ------
    OptionError
        `given` is `line`.

    Notes
    -----
    Where the lines coincide, contacts that cross one line cross the other, and the shares of the
    two rows differ for that reason alone: compare each with its own expectation.

    References
    ----------
    Blau and Schwartz (1984), *Crosscutting Social Circles*.

    Examples
    --------
    Of two contacts one crosses origin, between people of the same income. Among the 6 pairs of
    people 4 cross origin: both of the pairs alike in income, and 2 of the 4 that are not.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("bo", "cy")],
    ...     labels={
    ...         "origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"},
    ...         "ses": {"an": "low", "bo": "high", "cy": "high", "di": "low"},
    ...     },
    ... )
    >>> table = br.measures.conditional_bridging(graph, line="origin", given="ses")
    >>> table[["share", "expected_mix"]].round(4).values.tolist()
    [[0.5, 0.6667], [1.0, 1.0], [0.0, 0.5]]
    """
    chosen = _pair_of_lines(graph, line, given)
    counted = Counted(graph, chosen)
    mask = np.arange(2 ** len(chosen))
    rows = {"all": mask >= 0}
    if given is not None:
        rows |= {"not crossed": mask & 2 == 0, "crossed": mask & 2 > 0}
    table = []
    for name, keep in rows.items():
        contacts = counted.contacts.sum(axis=0) * keep
        entry: dict[str, Any] = {"given": name, "contacts": contacts.sum()}
        expected = counted.expected(keep)
        people = counted.people * keep if contacts.sum() > 0 else np.zeros(len(mask))
        for column, values in (
            ("share", contacts),
            ("expected_present", expected),
            ("expected_mix", people),
        ):
            entry[column] = shares(values)[mask & 1 > 0].sum()
        table.append(entry)
    return pd.DataFrame(table)


def _strata(graph: ContactGraph, options: Options) -> Any:
    """Return contacts and pairs by stratum (session, crossing `given`), across and within."""
    chosen = _pair_of_lines(graph, options.get("line"), options.get("given"))
    counted = Counted(graph, chosen)
    contacts, pairs = counted.contacts, counted.present
    if pairs is None:
        contacts, pairs = contacts.sum(axis=0, keepdims=True), counted.people[np.newaxis]
    shape = (len(contacts) * 2 ** (len(chosen) - 1), 2)
    # the first line is the lowest bit: the last axis is (within, across)
    return contacts.reshape(shape), pairs.reshape(shape)


def _mantel_haenszel(graph: ContactGraph, options: Options) -> tuple[float, float]:
    """Return the numerator and the denominator of the rate ratio of Mantel and Haenszel."""
    contacts, pairs = _strata(graph, options)
    total = pairs.sum(axis=1)
    total = np.where(total > 0, total, np.inf)
    across = (contacts[:, 1] * pairs[:, 0] / total).sum()
    within = (contacts[:, 0] * pairs[:, 1] / total).sum()
    return float(across), float(within)


def _some_contacts_there(graph: ContactGraph, options: Options) -> Any:
    return _strata(graph, options)[0].sum() > 0


def _within_could_cross(graph: ContactGraph, options: Options) -> Any:
    return _mantel_haenszel(graph, options)[1] > 0


SOME_CONTACTS_THERE = Condition(
    name="some_contacts_there",
    reason="there are no contacts between people of known group who did not come together",
    reason_nl="er zijn geen contacten tussen mensen van bekende groep die niet samen kwamen",
    holds=_some_contacts_there,
)
WITHIN_COULD_CROSS = Condition(
    name="within_could_cross",
    reason="no contact stays within a group where it could have crossed",
    reason_nl="geen contact blijft binnen een groep waar het had kunnen overbruggen",
    holds=_within_could_cross,
)


@measure(
    label="Conditional contact ratio across a line",
    label_nl="Voorwaardelijke contactverhouding over een grens",
    formula=r"\frac{\sum_s E_s P^{=}_s / P_s}{\sum_s I_s P^{\ne}_s / P_s}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(SOME_CONTACTS_THERE, WITHIN_COULD_CROSS),
    source="greenland1985",
    aliases=("mantel_haenszel_rate_ratio",),
)
def conditional_bridging_ratio(
    graph: ContactGraph, *, line: str | None = None, given: str | None = None
) -> float | Floats:
    """Contacts per pair across a line over contacts per pair within groups, like with like.

    The pairs present together are compared within each session and, with `given`, within those
    that cross the other line and those that do not: the ratio of Mantel and Haenszel over these
    strata, in its form for rates, because a pair may be in contact more than once.

    Parameters
    ----------
    graph : ContactGraph
        Contacts and groups, and presence where it is known (else all pairs of people, in one
        stratum). People whose group is not known on every line are left out, and pairs that came
        together.
    line : str, optional
        The line; may be left out where the graph has one, or two of which `given` is the other.
    given : str, optional
        Another line to hold constant.

    Returns
    -------
    float
        1 where pairs across the line are in contact as often as pairs within groups; 0 where no
        contact crosses. NaN where there are no contacts, or none stays within a group where it
        could have crossed.

    Raises
    ------
    OptionError
        `given` is `line`.

    Notes
    -----
    Like every comparison of pairs it supposes that everybody talks equally much: a talkative
    minority brings it above 1 without any preference.

    References
    ----------
    Greenland and Robins (1985), "Estimation of a common effect parameter from sparse follow-up
    data".

    Examples
    --------
    Two people of each group and three contacts, of which two cross: (2/4) / (1/2) = 1.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("an", "cy"), ("bo", "di")],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"}},
    ... )
    >>> br.measures.conditional_bridging_ratio(graph)
    1.0
    """
    across, within = _mantel_haenszel(graph, {"line": line, "given": given})
    return np.divide(across, within)
