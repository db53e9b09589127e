"""Bounds: between which values an index must lie, whoever met whom or whatever is not known."""

import numpy as np
import pandas as pd

from bridging.errors import check_known
from bridging.measures._pairs import (
    CONTACTS_ARE_PAIRS,
    PAIRS_KNOWN,
    pairs_within_and_between,
)
from bridging.measures.conditions import SOME_CONTACTS, Options
from bridging.measures.mixing import ei_index
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph, MixingMatrix
from bridging.structures.arrays import Floats


def _graph_has_contacts(graph: ContactGraph, options: Options) -> bool:
    return bool(graph.weight.sum() > 0)


GRAPH_HAS_CONTACTS = Condition(
    name="graph_has_contacts",
    reason=SOME_CONTACTS.reason,
    reason_nl=SOME_CONTACTS.reason_nl,
    holds=_graph_has_contacts,
)


@measure(
    label="Attainable bounds of the E-I index",
    label_nl="Haalbare grenzen van de E-I-index",
    formula=r"E \ge \max(0, M - U_w), \quad E \le \min(M, U_b)",
    range=(-1, 1),
    higher_means="bridging",
    needs=(PAIRS_KNOWN, SOME_CONTACTS, CONTACTS_ARE_PAIRS),
    source="krackhardt1988",
    gives="table",
)
def ei_bounds(mixing: MixingMatrix, *, universe: str | None = None) -> pd.DataFrame:
    r"""Lowest and highest E-I index that as many contacts could have on the pairs there are.

    Parameters
    ----------
    mixing : MixingMatrix
        Contacts between groups, of shape (..., K, K), each pair at most once.
    universe : {None, "present", "all"}, default None
        The pairs that could have met: those present together ("present"), or all pairs of people
        ("all", from `sizes`). None takes those present together where they are known, else all.

    Returns
    -------
    DataFrame
        A row for each table of the stack: `unit`, `contacts`, `pairs_within`, `pairs_between`,
        `ei_index`, `low`, `high`, `position` and `undefined`. `position` is where the index lies
        between its bounds, 0 at the lowest and 1 at the highest; NaN where they coincide.
        `undefined` is the reason where there are no bounds.

    Raises
    ------
    OptionError
        A `universe` that is not one of those.

    Notes
    -----
    With M contacts, :math:`U_w` pairs within and :math:`U_b` pairs between groups, at least
    :math:`M - U_w` contacts have to cross and at most :math:`U_b` can. The bounds are reached
    where contacts can be placed freely on the pairs; how many contacts each person or session had
    narrows them. The position answers another question than chance: see `expected_ei`.

    References
    ----------
    Krackhardt and Stern (1988), "Informal networks and organizational crises".

    Examples
    --------
    Three people and one, five contacts: three pairs within, so at least two cross, and at most
    three do: (2 - 3) / 5 and (3 - 2) / 5. Three do.

    >>> import bridging as br
    >>> table = br.MixingMatrix([[4, 3], [3, 0]], sizes=[3, 1])
    >>> br.measures.ei_bounds(table)[["low", "high", "position"]].round(6).values.tolist()
    [[-0.2, 0.2, 1.0]]
    """
    options = {"universe": universe}
    within, between = pairs_within_and_between(mixing, options)
    scale = 1 if mixing.directed else 2
    total = mixing.total
    least, most = np.maximum(0, total - within), np.minimum(total, between)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.asarray(ei_index(mixing))
        low, high = 2 * least / total - 1, 2 * most / total - 1
        position = np.where(high > low, (observed - low) / (high - low), np.nan)
    reason = np.full(total.shape, "", dtype=object)
    for condition in (PAIRS_KNOWN, SOME_CONTACTS, CONTACTS_ARE_PAIRS):
        reason[(reason == "") & ~np.asarray(condition.holds(mixing, options))] = condition.reason
    lost = reason != ""
    one = mixing.contacts.ndim == 2
    names = ["all"] if one else [str(i + 1) for i in range(total.size)]
    units = mixing.units if mixing.units and total.ndim == 1 else names
    columns: dict[str, Floats] = {
        "contacts": total / scale,
        "pairs_within": within / scale,
        "pairs_between": between / scale,
        "ei_index": observed,
        "low": np.where(lost, np.nan, low),
        "high": np.where(lost, np.nan, high),
        "position": np.where(lost, np.nan, position),
    }
    flat = {name: np.ravel(values) for name, values in columns.items()}
    return pd.DataFrame({"unit": list(units), **flat, "undefined": np.ravel(reason)})


@measure(
    label="Bounds where groups are partly unknown",
    label_nl="Grenzen waar groepen deels onbekend zijn",
    formula=r"\left[\min_{x} \frac{E(x)}{E(x) + I(x)},"
    r" \max_{x} \frac{E(x)}{E(x) + I(x)}\right]",
    range=(-1, 1),
    higher_means="bridging",
    needs=(GRAPH_HAS_CONTACTS,),
    source="manski2003",
    gives="table",
)
def bounds_unknown(graph: ContactGraph, *, line: str | None = None) -> pd.DataFrame:
    """Lowest and highest bridging share and E-I index over all groups unknown people may have.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups; people of unknown group have none.
    line : str, optional
        The line; may be left out where the graph has one.

    Returns
    -------
    DataFrame
        A row for `bridging_share` and one for `ei_index`: `measure`, `known` (the value of the
        contacts whose people are both of known group), `low`, `high`, `contacts` (their weight),
        `contacts_unknown` (of which with an end of unknown group), `people_unknown`, `exact` and
        `undefined`. NaN where there are no contacts.

    Notes
    -----
    Every unknown person belongs to one group of the line, so she can't be of the same group as all
    her contacts where these are of two groups: the group that most of her contacts have gives the
    lowest value, the one that fewest have (it may be none) the highest. Where two unknown people
    are in contact, that contact is taken to stay within for the lowest and to cross for the
    highest value, whatever else is chosen: then no value lies outside the bounds, but they may not
    be reached, and `exact` is False.

    Leaving contacts of unknown people out takes them to be like the others; these bounds take
    nothing for granted.

    References
    ----------
    Manski (2003), *Partial Identification of Probability Distributions*.

    Examples
    --------
    a1-a2 stays within and a1-b1 crosses; x, unknown, has met a1, a2 and b1. As an a she has one
    crossing contact, as a b two: 2 or 3 of 5 cross.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("a1", "a2"), ("a1", "b1"), ("x", "a1"), ("x", "a2"), ("x", "b1")],
    ...     labels={"line": {"a1": "a", "a2": "a", "b1": "b", "x": None}},
    ... )
    >>> table = br.measures.bounds_unknown(graph).set_index("measure")
    >>> [float(table.loc["bridging_share", name]) for name in ("known", "low", "high")]
    [0.5, 0.4, 0.6]
    """
    line = graph.line if line is None else line
    check_known("line", line, graph.codes)
    code, size = graph.codes[line], len(graph.groups[line])
    first, second, weight = code[graph.source], code[graph.target], graph.weight
    known = (first >= 0) & (second >= 0)
    crossing = weight[known & (first != second)].sum()
    neither = (first < 0) & (second < 0)
    # Contacts of each unknown person by the group of the other.
    by_group = np.zeros((len(code), size))
    for person, other in ((graph.source, second), (graph.target, first)):
        chosen = (code[person] < 0) & (other >= 0)
        np.add.at(by_group, (person[chosen], other[chosen]), weight[chosen])
    inside = by_group[by_group.sum(axis=1) > 0]
    least = (inside.sum(axis=1) - inside.max(axis=1)).sum() if inside.size else 0.0
    most = (inside.sum(axis=1) - inside.min(axis=1)).sum() if inside.size else 0.0
    # With one group on the line nothing can cross.
    open_ = weight[neither].sum() if size > 1 else 0.0
    total, total_known = weight.sum(), weight[known].sum()

    def share(across: float, whole: float) -> float:
        return float(across / whole) if whole > 0 else float("nan")

    shares = [
        share(crossing, total_known),
        share(crossing + least, total),
        share(crossing + most + open_, total),
    ]
    rows = [
        {
            "measure": name,
            **dict(zip(("known", "low", "high"), values, strict=True)),
            "contacts": float(total),
            "contacts_unknown": float(total - total_known),
            "people_unknown": int((code < 0).sum()),
            "exact": not bool(weight[neither].sum() > 0),
            "undefined": "" if total > 0 else GRAPH_HAS_CONTACTS.reason,
        }
        for name, values in (
            ("bridging_share", shares),
            ("ei_index", [2 * value - 1 for value in shares]),
        )
    ]
    return pd.DataFrame(rows)
