"""Segregation on a graph: whether groups hang together by themselves, beyond single contacts."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.errors import OptionError, check_choice
from bridging.measures._egos import (
    CHOSEN,
    KNOWN_TIES,
    TWO_GROUPS_OF_PEOPLE,
    any_known_ties,
    chosen,
    codes_on,
    indicators,
)
from bridging.measures._spectral import leading_scores
from bridging.measures._ties import mean_of, row_sums, scaled_rows, ties
from bridging.measures.conditions import Options
from bridging.measures.record import Condition, measure
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints

DENSE = 400  # people in a component up to which a full decomposition is quicker
STANDARDISED = (None, "rows")


def _known_ties(graph: ContactGraph, code: Ints, weighted: bool = True) -> Any:
    """Return the ties between people of known group."""
    known = (code[graph.source] >= 0) & (code[graph.target] >= 0)
    return ties(graph, weighted=weighted, keep=known)


def _spectral(graph: ContactGraph, code: Ints, weighted: bool) -> Floats:
    """Return the spectral score of each person; 0 for who has no contact within her group."""
    found = _known_ties(graph, code, weighted)
    strength = row_sums(found)
    root = np.sqrt(np.divide(1.0, strength, out=np.zeros(len(code)), where=strength > 0))
    row = np.repeat(np.arange(len(code)), np.diff(found.indptr))
    same = code[row] == code[found.indices]
    across = np.bincount(row[~same], minlength=len(code)) > 0
    within = found.copy()
    within.data = found.data * root[row] * root[found.indices] * same
    within.eliminate_zeros()
    return leading_scores(within, root, across, DENSE)


def _eigenvalues_found(graph: ContactGraph, options: Options) -> Any:
    code, _ = codes_on(graph, options.get("line"))
    score = _spectral(graph, code, options.get("weighted", True))
    return not np.isnan(score[chosen(graph, options)]).any()


EIGENVALUES_FOUND = Condition(
    name="eigenvalues_found",
    reason="the index of a connected part of a group can't be told to seven digits",
    reason_nl="de index van een samenhangend deel van een groep is niet op zeven cijfers te bepalen",
    holds=_eigenvalues_found,
)


@measure(
    label="Spectral segregation index",
    label_nl="Spectrale segregatie-index",
    formula=r"s_i = \lambda_c \frac{x_i}{\bar{x}_c}, \quad B_c x = \lambda_c x",
    range=(0, np.inf),
    higher_means="segregation",
    needs=(KNOWN_TIES, TWO_GROUPS_OF_PEOPLE, CHOSEN, EIGENVALUES_FOUND),
    source="echenique2007",
    aliases=("ssi",),
    per="person",
)
def spectral_segregation(
    graph: ContactGraph,
    *,
    line: str | None = None,
    group: str | None = None,
    weighted: bool = True,
    pooled: bool = False,
) -> float | Floats:
    """How far people are among their own group, through all the contacts of their contacts.

    Somebody is more segregated the more her contacts are of her own group, *and* the more
    segregated these are. B holds each person's shares of contacts with people of her own group; c
    is a connected part of the group's own network; the mean of its scores is its largest
    eigenvalue.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. Directed contacts count both ways. People of unknown group
        and their contacts are left out.
    line : str, optional
        The line; may be left out where the graph has one.
    group : str, optional
        Only people of this group.
    weighted : bool, default True
        Repeated contacts and their weights count; else every pair in contact counts 1.
    pooled : bool, default False
        Give one value: the mean over people (with `group`: the index of that group).

    Returns
    -------
    array of shape (P,), or float where pooled
        In the order of people. 0 for somebody with no contact within her group, or with no contact
        at all: she is a part by herself, with the eigenvalue 0. 1 for everybody in a part of which
        no contact leaves the group. A person can exceed 1; a mean over people can't. NaN where the
        group is not known, and for all where there are no contacts or only one group, or where
        the two largest eigenvalues of a part are too near each other (two circles that hang
        together by a long row of people).

    References
    ----------
    Echenique and Fryer (2007), "A measure of segregation based on social interactions".

    Examples
    --------
    Half of an's contacts, and of bo's, are within their group: B is (0 1/2; 1/2 0), with the
    eigenvalue 1/2 and equal scores. cy and di know nobody of theirs.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("an", "cy"), ("bo", "di")],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"}},
    ... )
    >>> br.measures.spectral_segregation(graph).round(6).tolist()
    [0.5, 0.5, 0.0, 0.0]
    >>> round(br.measures.spectral_segregation(graph, pooled=True), 6)
    0.25
    """
    code, _ = codes_on(graph, line)
    counts = chosen(graph, {"line": line, "group": group})
    score = np.where(counts, _spectral(graph, code, weighted), np.nan)
    return mean_of(score, pooled=pooled)


def _autocorrelation(
    graph: ContactGraph, code: Ints, values: Floats, standardise: str | None
) -> tuple[Floats, Floats]:
    """Return numerator and denominator of Moran's I of each column of values."""
    check_choice("standardise", standardise, STANDARDISED)
    known = code >= 0
    found = _known_ties(graph, code)
    if standardise == "rows":
        strength = row_sums(found)
        one_over = np.divide(1.0, strength, out=np.zeros(len(code)), where=strength > 0)
        found = scaled_rows(found, one_over)
    mean = values[known].sum(axis=0) / max(known.sum(), 1)
    deviation = np.where(known[:, np.newaxis], values - mean, 0.0)
    together = (deviation * (found @ deviation)).sum(axis=0)
    return known.sum() * together / found.sum(), (deviation**2).sum(axis=0)


def _indicator_spread(graph: ContactGraph, options: Options) -> Any:
    code, groups = codes_on(graph, options.get("line"))
    people = np.bincount(code[code >= 0], minlength=len(groups))
    return (people > 0) & (people < people.sum())


INDICATOR_SPREAD = Condition(
    name="indicator_spread",
    reason="nobody, or everybody, is of the group",
    reason_nl="niemand, of iedereen, is van de groep",
    holds=_indicator_spread,
    per_part=True,
)


@measure(
    label="Moran's I",
    label_nl="Moran's I",
    formula=r"\frac{N}{\sum_{ij} w_{ij}}"
    r" \frac{\sum_{ij} w_{ij} (x_i - \bar{x}) (x_j - \bar{x})}{\sum_i (x_i - \bar{x})^2}",
    range=(-np.inf, np.inf),
    higher_means="bonding",
    needs=(KNOWN_TIES, INDICATOR_SPREAD),
    source="moran1950",
    aliases=("moran",),
    per="group",
)
def moran_i(
    graph: ContactGraph,
    *,
    line: str | None = None,
    standardise: str | None = None,
    pooled: bool = False,
) -> float | Floats:
    """How alike people in contact are in being of a group or not (network autocorrelation).

    x is 1 for the people of the group and 0 for others. For numbers and groups with an order, see
    `numeric_moran_i`.

    Parameters
    ----------
    graph : ContactGraph
        People, contacts and groups. Directed contacts count both ways; w is the weight of a pair.
        People of unknown group and their contacts are left out; people without contacts count in
        the mean and the spread of x.
    line : str, optional
        The line; may be left out where the graph has one.
    standardise : {None, "rows"}, default None
        "rows": divide w by each person's sum, so that everybody with contacts counts the same.
    pooled : bool, default False
        Give one value: the sum over groups of what is above the line, over the sum of the spreads.

    Returns
    -------
    array of shape (K,), or float where pooled
        Above -1/(N-1) where people meet their own group more than labels dealt at random over
        everybody would give, below it where less. It is not bound to -1 .. 1. NaN for a group
        without members or with everybody in it, and where there are no contacts.

    Raises
    ------
    OptionError
        A `standardise` that is not one of those.

    Notes
    -----
    People who have many contacts weigh more than in a correlation, and the value at random holds
    for labels that could be anybody's: groups that come to different sessions give a high value
    without any preference for their own.

    References
    ----------
    Moran (1950), "Notes on continuous stochastic phenomena".

    Examples
    --------
    Four people in a row, x x y y: deviations 1/2, 1/2, -1/2, -1/2 give products 1/4, -1/4, 1/4 for
    the three contacts. 4/3 (1/4) / (4/4) = 1/3.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges(
    ...     [("an", "bo"), ("bo", "cy"), ("cy", "di")],
    ...     labels={"origin": {"an": "x", "bo": "x", "cy": "y", "di": "y"}},
    ... )
    >>> br.measures.moran_i(graph).round(6).tolist()
    [0.333333, 0.333333]
    """
    code, groups = codes_on(graph, line)
    there = indicators(code, len(groups))
    together, spread = _autocorrelation(graph, code, there, standardise)
    if pooled:
        together, spread = together.sum(), spread.sum()
    return np.asarray(together / spread)


def _numbers(
    graph: ContactGraph,
    line: str | None,
    scores: Sequence[float] | None,
    values: Sequence[float] | None,
) -> tuple[Floats, Ints]:
    """Return the number of each person, and -1 in the place of a group where it is not known."""
    if values is not None:
        if scores is not None:
            raise OptionError("`scores` and `values` can't both be given. Leave one of them out.")
        own = _finite("values", values, len(graph.people), "person", missing=True)
        return np.nan_to_num(own), np.where(np.isnan(own), -1, 0)
    code, groups = codes_on(graph, line)
    steps = np.arange(len(groups), dtype=float)
    if scores is not None:
        steps = _finite("scores", scores, len(groups), "group", missing=False)
    return np.where(code >= 0, np.append(steps, 0.0)[code], 0.0), code


def _finite(name: str, given: Sequence[float], size: int, what: str, *, missing: bool) -> Floats:
    """Check one number for each group or person."""
    try:
        numbers = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise OptionError(f"`{name}` must hold numbers only.") from None
    if numbers.shape != (size,):
        raise OptionError(
            f"`{name}` must have one number for each {what} ({size}), in their order, "
            f"not the shape {numbers.shape}."
        )
    if np.isinf(numbers).any() or (np.isnan(numbers).any() and not missing):
        raise OptionError(f"`{name}` must hold finite numbers; it has others.")
    return numbers


def _numbers_of(graph: ContactGraph, options: Options) -> tuple[Floats, Ints]:
    return _numbers(graph, options.get("line"), options.get("scores"), options.get("values"))


def _numbers_in_contact(graph: ContactGraph, options: Options) -> Any:
    if options.get("values") is None:
        return any_known_ties(graph, options)
    return _known_ties(graph, _numbers_of(graph, options)[1]).nnz > 0


def _numbers_differ(graph: ContactGraph, options: Options) -> Any:
    numbers, code = _numbers_of(graph, options)
    return len(np.unique(numbers[code >= 0])) >= 2


NUMBERS_IN_CONTACT = Condition(
    name="numbers_in_contact",
    reason="there are no contacts between people whose number is known",
    reason_nl="er zijn geen contacten tussen mensen van wie het getal bekend is",
    holds=_numbers_in_contact,
)
NUMBERS_DIFFER = Condition(
    name="numbers_differ",
    reason="everybody has the same number",
    reason_nl="iedereen heeft hetzelfde getal",
    holds=_numbers_differ,
)


@measure(
    label="Moran's I of numbers",
    label_nl="Moran's I van getallen",
    formula=r"\frac{N}{\sum_{ij} w_{ij}}"
    r" \frac{\sum_{ij} w_{ij} (x_i - \bar{x}) (x_j - \bar{x})}{\sum_i (x_i - \bar{x})^2}",
    range=(-np.inf, np.inf),
    higher_means="bonding",
    needs=(NUMBERS_IN_CONTACT, NUMBERS_DIFFER),
    source="moran1950",
)
def numeric_moran_i(
    graph: ContactGraph,
    *,
    line: str | None = None,
    scores: Sequence[float] | None = None,
    values: Sequence[float] | None = None,
    standardise: str | None = None,
) -> float | Floats:
    """How alike people in contact are in a number, as age or income (network autocorrelation).

    Parameters
    ----------
    graph : ContactGraph
        People and contacts. Directed contacts count both ways; w is the weight of a pair. People
        whose number is not known and their contacts are left out.
    line : str, optional
        The line; may be left out where the graph has one, or with `values`.
    scores : sequence of K floats, optional
        A number for each group of the line, in their order. 0, 1, 2 ... if left out.
    values : sequence of P floats, optional
        A number for each person, in the order of people, in place of a line; NaN is unknown.
    standardise : {None, "rows"}, default None
        "rows": divide w by each person's sum, so that everybody with contacts counts the same.

    Returns
    -------
    float
        Above -1/(N-1) where people in contact are more alike than numbers dealt at random over
        everybody would be, below it where less. It is not bound to -1 .. 1. NaN where there are no
        contacts or all numbers are the same.

    Raises
    ------
    OptionError
        `scores` or `values` that are not one number for each group or person, or both.

    References
    ----------
    Moran (1950), "Notes on continuous stochastic phenomena".

    Examples
    --------
    Four people in a row with ages 20, 30, 40, 50: deviations -15, -5, 5, 15 give products 75, -25,
    75 for the three contacts. 4/3 (125) / 500 = 1/3.

    >>> import bridging as br
    >>> graph = br.ContactGraph.from_edges([("an", "bo"), ("bo", "cy"), ("cy", "di")])
    >>> round(br.measures.numeric_moran_i(graph, values=[20, 30, 40, 50]), 6)
    0.333333
    """
    numbers, code = _numbers(graph, line, scores, values)
    together, spread = _autocorrelation(graph, code, numbers[:, np.newaxis], standardise)
    return np.asarray((together / spread)[0])
