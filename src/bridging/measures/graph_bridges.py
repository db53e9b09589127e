"""Bridges of the graph: contacts and people that hold a network together, whatever the groups.

A bridge here is a contact without which the network falls apart (a cut edge). It need not be a
bridging contact, which crosses a line; and most bridging contacts are no bridges of the graph.
"""

from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import check_known
from bridging.measures._cut_edges import cut_edges
from bridging.measures._paths import BLOCK, betweenness, ways_round
from bridging.measures._ties import degrees, mean_of, ties
from bridging.measures._triangles import in_triangle, tie_list
from bridging.measures.closure import SOME_TIES
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.measures.structural_holes import HAS_TIES
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints


def _listed(graph: ContactGraph, line: str | None, ends: Ints) -> pd.DataFrame:
    """Return pairs of places (C, 2) as a table, with their groups where a line is known."""
    names = np.array(graph.people, dtype=object)
    columns: dict[str, Any] = {"source": names[ends[:, 0]], "target": names[ends[:, 1]]}
    if line is None and len(graph.codes) == 1:
        line = graph.line
    if line is not None:
        check_known("line", line, graph.codes)
        code = graph.codes[line]
        labels = np.array([*graph.groups[line], None], dtype=object)
        columns["source_group"], columns["target_group"] = labels[code[ends]].T
    return pd.DataFrame(columns)


@measure(
    label="Bridges of the graph (cut edges)",
    label_nl="Bruggen van de graaf (snijlijnen)",
    formula=r"\{e \in E : c(G - e) > c(G)\}",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(SOME_TIES,),
    source="granovetter1973",
    aliases=("cut_edges",),
    gives="table",
)
def bridges(graph: ContactGraph, *, line: str | None = None) -> pd.DataFrame:
    """Contacts without which the network would fall apart (cut edges).

    Not to be confused with bridging contacts, which cross a line.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; how often a pair met and who began it are not looked at.
    line : str, optional
        A line, to show the groups of both ends; the only one of the graph, if left out.

    Returns
    -------
    DataFrame
        One row for each bridge, with columns `source`, `target` and, where there is a line,
        `source_group` and `target_group`. No rows where no contact holds the network together.

    References
    ----------
    Granovetter (1973), "The strength of weak ties".

    Examples
    --------
    Without the contact of cy and di, di would be alone; the other three are a triangle.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("an", "cy"), ("cy", "di")])
    >>> br.measures.bridges(graph).to_dict("records")
    [{'source': 'cy', 'target': 'di'}]
    """
    return _listed(graph, line, _sorted(cut_edges(ties(graph, weighted=False))))


def _sorted(pairs: Ints) -> Ints:
    """Order pairs of places, of shape (C, 2), by the first and then by the second."""
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


@measure(
    label="Local bridges and their span",
    label_nl="Lokale bruggen en hun overspanning",
    formula=r"\{(i,j) \in E : N(i) \cap N(j) = \emptyset\}, \quad d_{G - ij}(i, j)",
    range=(3, np.inf),
    higher_means="bridging",
    needs=(SOME_TIES,),
    source="granovetter1973",
    aliases=("local_bridges",),
    gives="table",
)
def local_bridge_span(graph: ContactGraph, *, line: str | None = None) -> pd.DataFrame:
    """Contacts between people with nobody in common, and how long the way round would be.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; how often a pair met and who began it are not looked at.
    line : str, optional
        A line, to show the groups of both ends; the only one of the graph, if left out.

    Returns
    -------
    DataFrame
        One row for each local bridge, with columns `source`, `target`, where there is a line
        `source_group` and `target_group`, then `span`: the distance of the two without their
        contact, 3 or more; and `cut_edge`: True where there is no way round, and no span (it is
        infinite).

    References
    ----------
    Granovetter (1973), "The strength of weak ties".

    Examples
    --------
    In a ring of four people everybody's way round takes three steps; ed hangs by one contact.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("bo", "cy"), ("cy", "di"), ("di", "an"), ("an", "ed")]
    ... )
    >>> table = br.measures.local_bridge_span(graph)
    >>> table["span"].tolist()
    [3.0, 3.0, nan, 3.0, 3.0]
    >>> table.loc[table["cut_edge"], ["source", "target"]].to_dict("records")
    [{'source': 'an', 'target': 'ed'}]
    """
    found = ties(graph, weighted=False)
    each = tie_list(found)
    alone = ~in_triangle(each)
    ends = _sorted(np.sort(np.stack([each.low[alone], each.high[alone]], axis=1), axis=1))
    cut = _numbered(cut_edges(found), graph)
    is_cut = np.isin(_numbered(ends, graph), cut)
    span = np.full(len(ends), np.nan)
    span[~is_cut] = ways_round(found, ends[~is_cut])
    table = _listed(graph, line, ends)
    table["span"] = span
    table["cut_edge"] = is_cut
    return table


def _numbered(pairs: Ints, graph: ContactGraph) -> Ints:
    """Return one number for each pair of places, of shape (C, 2)."""
    return pairs[:, 0] * len(graph.people) + pairs[:, 1]


def _normalised_is_undirected(graph: ContactGraph, options: Options) -> Any:
    return not (options.get("normalised", False) and graph.directed)


NORMALISED_IS_UNDIRECTED = Condition(
    name="normalised_is_undirected",
    reason="the highest value is only known for undirected contacts",
    reason_nl="de hoogste waarde is alleen bekend voor contacten zonder richting",
    holds=_normalised_is_undirected,
)


@measure(
    label="Everett-Valente brokerage",
    label_nl="Makelaarschap (Everett en Valente)",
    formula=r"\frac{2 C_B(i) + n_i - 1}{d_i} \text{ where } d_i > 1",
    range=(0, np.inf),
    higher_means="bridging",
    needs=(HAS_TIES, NORMALISED_IS_UNDIRECTED),
    source="everett2016",
    per="person",
)
def everett_valente(
    graph: ContactGraph, *, normalised: bool = False, pooled: bool = False
) -> float | Floats:
    r"""How many pairs go through each of a person's contacts: betweenness for the ties it takes.

    Betweenness grows with the number of contacts; here it is spread over them: a broker between
    many people through few contacts stands out.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; how often a pair met is not looked at. In a directed graph the means
        over the contacts to and from a person are averaged.
    normalised : bool, default False
        Divide by the highest value that undirected contacts of n people allow,
        :math:`\lfloor n/2 \rfloor \lceil n/2 \rceil`; 0 for who is between nobody.
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people; :math:`n_i` is the number of people in the person's part of the
        graph. 0 for a person with a single contact. Not normalised, somebody with several who is
        between nobody has :math:`(n_i - 1) / d_i`, as published (0 in a directed graph);
        normalised it is 0 to 1. NaN for somebody without contacts, and normalised in a directed
        graph.

    References
    ----------
    Everett and Valente (2016), "Bridging, brokerage and betweenness".

    Examples
    --------
    bo is between an and cy: (2 · 1 + 2) / 2 = 2, of at most 1 · 2.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy")])
    >>> br.measures.everett_valente(graph).tolist()
    [0.0, 2.0, 0.0]
    >>> br.measures.everett_valente(graph, normalised=True).tolist()
    [0.0, 1.0, 0.0]
    """
    size = len(graph.people)
    found = ties(graph, directed=True, weighted=False)
    between, reached, reaching = betweenness(found)
    sent, received = degrees(found), np.diff(found.tocsc().indptr).astype(float)
    if graph.directed:
        with np.errstate(divide="ignore", invalid="ignore"):
            into = (between + reaching - 1) / received
            out = (between + reached - 1) / sent
            value = np.where(between > 0, (into + out) / 2, 0.0)
    else:
        # both directions of a pair are among what is between: 2 C_B
        value = np.divide(between + reached - 1, sent, out=np.zeros(size), where=sent > 1)
    if normalised:
        value = np.where(between > 0, value / max((size // 2) * ((size + 1) // 2), 1), 0.0)
    return mean_of(np.where(sent + received > 0, value, np.nan), pooled=pooled)


@measure(
    label="Valente-Fujimoto bridging",
    label_nl="Overbrugging (Valente en Fujimoto)",
    formula=r"\frac{1}{d_i} \sum_{j \in N(i)} \bigl[ E(G) - E(G - ij) \bigr],"
    r" \quad E(G) = \frac{1}{n (n-1)} \sum_{s \ne t} \frac{1}{d_{st}}",
    range=(0, 1),
    higher_means="bridging",
    needs=(HAS_TIES,),
    source="valente2010",
    per="person",
)
def valente_fujimoto(graph: ContactGraph, *, pooled: bool = False) -> float | Floats:
    """How much farther apart people would be without one of a person's contacts, on average.

    Each of her contacts is taken away in turn, and the drop in the closeness of all pairs (the
    mean of one over their distance) is averaged over them.

    Parameters
    ----------
    graph : ContactGraph
        People and contacts; how often a pair met and who began it are not looked at.
    pooled : bool, default False
        Give one value: the mean over people who have contacts.

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people, as a share (the authors print per cents). Above 0; high for people
        whose contacts hold the network together. NaN for somebody without contacts.

    Notes
    -----
    The drop is absolute, and not relative to the closeness with all contacts: only that gives the
    published values. The work grows with contacts times the people each is a shortest way for.

    References
    ----------
    Valente and Fujimoto (2010), "Bridging: locating critical connectors in a network".

    Examples
    --------
    In a row of three the closeness is (1 + 1 + 1/2) / 3 = 5/6; without either contact one pair of
    three is left: 1/3. Everybody's contacts are worth 1/2.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy")])
    >>> br.measures.valente_fujimoto(graph).round(6).tolist()
    [0.5, 0.5, 0.5]
    """
    found = ties(graph, weighted=False)
    size, degree = found.shape[0], degrees(found)
    drop = np.zeros(size)
    first, second, lost = _closeness_lost(found)
    np.add.at(drop, first, lost)
    np.add.at(drop, second, lost)
    mean = np.divide(drop, degree, out=np.full(size, np.nan), where=degree > 0)
    return mean_of(mean / max(size * (size - 1), 1), pooled=pooled)


def _closeness_lost(found: Any) -> tuple[Ints, Ints, Floats]:
    """Return both ends of each tie, and the sum of one over distance that is lost without it.

    Only from people for whom the tie is the one way to its farther end can distances grow.
    """
    row = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    upper = row < found.indices
    first, second = row[upper], found.indices[upper].astype(np.int64)
    lost, size = np.zeros(len(first)), max(found.shape[0], 1)
    rows = max(1, BLOCK // size)
    for begin in range(0, found.shape[0] if len(first) else 0, rows):
        sources = np.arange(begin, min(begin + rows, size))
        lost += _lost_from(found, sources, first, second)
    return first, second, lost


def _lost_from(found: Any, sources: Ints, first: Ints, second: Ints) -> Floats:
    """Return, for each tie, the sum of one over distance that is lost from some people."""
    from scipy.sparse.csgraph import shortest_path

    far = np.ascontiguousarray(shortest_path(found, unweighted=True, indices=sources).T)
    # how many neighbours of v are one step nearer to s: (V, S)
    nearer = np.zeros(far.shape)
    ties = list(zip(first.tolist(), second.tolist(), strict=True))
    for a, b in ties:
        nearer[b] += far[a] + 1 == far[b]
        nearer[a] += far[b] + 1 == far[a]
    lost = np.zeros(len(ties))
    for i, (a, b) in enumerate(ties):
        only = ((far[a] + 1 == far[b]) & (nearer[b] == 1)) | (
            (far[b] + 1 == far[a]) & (nearer[a] == 1)
        )
        if not only.any():
            continue
        shorter = found.copy()
        for one, other in ((a, b), (b, a)):
            start, end = found.indptr[one], found.indptr[one + 1]
            shorter.data[start + np.searchsorted(found.indices[start:end], other)] = 0.0
        shorter.eliminate_zeros()
        now = shortest_path(shorter, unweighted=True, indices=sources[only])
        then = far[:, only].T
        with np.errstate(divide="ignore"):
            lost[i] = np.where(then > 0, 1 / then - 1 / now, 0.0).sum()
    return lost
