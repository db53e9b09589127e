"""Time the measures beside their peers, on the same numbers and in the same run.

    python benchmarks/measures.py [--ties 2000000]

Peers that are not installed (igraph, netseg, segregation) are said to be absent. All times are the
best of three on one core; what counts is the ratio. Where a peer gives the same measure its value is
compared first: a fast wrong number is not a number.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

import bridging as br

MIXING = [
    "bridging_share",
    "expected_bridging_share",
    "bridging_ratio",
    "ei_index",
    "expected_ei",
    "coleman_homophily",
    "inbreeding_homophily",
    "freeman_segregation",
    "gupta_q",
    "assortativity",
    "assortativity_maximum",
    "normalised_assortativity",
    "adjusted_assortativity",
    "numeric_assortativity",
    "odds_ratio_within",
    "yule_q",
    "segregation_matrix_index",
    "label_informativeness",
    "edge_homophily",
    "class_insensitive_homophily",
]


def best(call: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest of several runs and what came out."""
    shortest, value = np.inf, None
    for _ in range(times):
        start = time.perf_counter()
        value = call()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest, value


def say(what: str, ours: float, theirs: float | None = None, peer: str = "") -> None:
    """Print one row."""
    if theirs is None:
        print(f"| {what} | {ours:.4f} s | | |")
    else:
        print(f"| {what} | {ours:.4f} s | {peer} {theirs:.4f} s | {theirs / ours:,.1f} |")


def some_tables(rng: np.random.Generator, count: int) -> br.MixingMatrix:
    """Make a stack of tables that every measure has a value on."""
    half = rng.integers(1, 40, (count, 4, 4))
    contacts = half + np.swapaxes(half, 1, 2)
    more = rng.integers(50, 90, (count, 4, 4))
    opportunities = contacts + more + np.swapaxes(more, 1, 2)
    even = opportunities * (contacts.sum((1, 2)) / opportunities.sum((1, 2)))[:, None, None]
    sizes = rng.integers(30, 60, (count, 4))
    return br.MixingMatrix(contacts, sizes=sizes, opportunities=opportunities, expected=even)


def twenty(matrix: br.MixingMatrix) -> list[Any]:
    """Compute the twenty measures."""
    return [getattr(br.measures, name)(matrix) for name in MIXING]


def profiles(rng: np.random.Generator) -> None:
    """Twenty measures on one table and on ten thousand."""
    stack = some_tables(rng, 10_000)
    one = br.MixingMatrix(
        stack.contacts[0],
        sizes=stack.sizes[0],
        opportunities=stack.opportunities[0],
        expected=stack.expected[0],
    )
    say("20 mixing measures, 1 table", best(lambda: twenty(one))[0])
    say("20 mixing measures, 10,000 tables", best(lambda: twenty(stack))[0])


def graph_of(rng: np.random.Generator, ties: int) -> tuple[br.ContactGraph, np.ndarray]:
    """Make a graph of distinct ties between people of six groups, some of them homophilous."""
    people = ties // 10
    group = rng.integers(0, 6, people)
    a, b = rng.integers(0, people, (2, int(ties * 1.6)))
    keep = (a != b) & ((group[a] == group[b]) | (rng.random(len(a)) < 0.6))
    pairs = np.unique(np.stack([np.minimum(a, b), np.maximum(a, b)], axis=1)[keep], axis=0)
    pairs = pairs[rng.permutation(len(pairs))[:ties]]
    graph = br.ContactGraph(
        people=tuple(map(str, range(people))),
        source=pairs[:, 0],
        target=pairs[:, 1],
        weight=np.ones(len(pairs)),
        session=np.zeros(len(pairs), dtype=np.int64),
        groups={"line": tuple("abcdef")},
        codes={"line": group},
    )
    return graph, pairs


def same(ours: float, theirs: float, what: str) -> None:
    """Stop where a peer gives another number."""
    if not np.isclose(ours, theirs, rtol=1e-8):
        raise SystemExit(f"{what}: {ours!r} is not {theirs!r}")


def graphs(rng: np.random.Generator, ties: int) -> None:
    """One graph: ours from the edge arrays, peers from their own graph, not counting its making."""
    graph, pairs = graph_of(rng, ties)
    group = graph.codes["line"]
    name = f"{len(pairs):,} ties"
    say(f"20 mixing measures, {name}", best(lambda: twenty(_with_presence(graph)))[0])
    ours, r = best(lambda: br.measures.assortativity(graph.mixing()))
    theirs = nx.Graph()
    theirs.add_nodes_from((i, {"line": int(g)}) for i, g in enumerate(group))
    theirs.add_edges_from(pairs.tolist())
    seconds, value = best(lambda: nx.attribute_assortativity_coefficient(theirs, "line"), 1)
    same(r, value, "assortativity, networkx")
    say(f"assortativity, {name}", ours, seconds, "networkx")
    try:
        import igraph
    except ImportError:
        print("| igraph and netseg are not installed | | | |")
        return
    network = igraph.Graph(n=len(group), edges=pairs)
    labels = group.tolist()
    network.vs["line"] = labels
    seconds, value = best(lambda: network.assortativity_nominal(labels, directed=False))
    same(r, value, "assortativity, igraph")
    say(f"assortativity, {name}", ours, seconds, "igraph")
    try:
        import netseg
    except ImportError:
        print("| netseg is not installed | | | |")
        return
    for ours_name, call in {
        "assortativity": lambda: netseg.assortativity_coefficient(labels, network),
        "ei_index": lambda: netseg.krackhardt_ei(labels, network),
        "freeman_segregation": lambda: netseg.freeman(labels, network),
        "gupta_q": lambda: netseg.gamix(labels, network),
        "odds_ratio_within": lambda: netseg.orwg(labels, network, log_transform=False),
    }.items():
        measure = getattr(br.measures, ours_name)
        ours, mine = best(lambda measure=measure: measure(graph.mixing()))
        seconds, value = best(call)
        same(mine, float(np.ravel(value)[0]), f"{ours_name}, netseg")
        say(f"{ours_name}, {name}", ours, seconds, "netseg")


def _with_presence(graph: br.ContactGraph) -> br.MixingMatrix:
    """Return the table with an even spread over all pairs, so that every measure has a value."""
    table = graph.mixing()
    pairs = np.outer(table.sizes, table.sizes) - np.diag(table.sizes)
    even = pairs * table.total / pairs.sum()
    return br.MixingMatrix(
        table.contacts, table.groups, sizes=table.sizes, opportunities=pairs, expected=even
    )


def units(rng: np.random.Generator) -> None:
    """Segregation over 20,000 units beside PySAL."""
    try:
        from segregation.multigroup import MultiDissim, MultiInfoTheory
        from segregation.singlegroup import Dissim, Gini
    except ImportError:
        print("| PySAL segregation is not installed | | | |")
        return
    counts = rng.poisson(rng.gamma(1.0, 5.0, (20_000, 3)))
    counts[counts.sum(axis=1) == 0, 0] = 1
    table = pd.DataFrame(counts, columns=["a", "b", "c"])
    many = br.Composition(counts)
    two = br.Composition(np.stack([counts[:, 0], counts[:, 1:].sum(axis=1)], axis=1))
    table["total"] = counts.sum(axis=1)
    for name, structure, call in (
        ("dissimilarity", two, lambda: Dissim(table, "a", "total").statistic),
        ("gini", two, lambda: Gini(table, "a", "total").statistic),
        ("dissimilarity", many, lambda: MultiDissim(table, ["a", "b", "c"]).statistic),
        ("theil_h", many, lambda: MultiInfoTheory(table, ["a", "b", "c"]).statistic),
    ):
        measure = getattr(br.measures, name)
        fresh = iter([br.Composition(structure.counts) for _ in range(3)])  # nothing remembered
        ours, mine = best(lambda measure=measure, fresh=fresh: measure(next(fresh)))
        seconds, value = best(call)
        same(mine, float(value), f"{name}, PySAL")
        say(f"{name}, 20,000 units, {structure.counts.shape[1]} groups", ours, seconds, "PySAL")


def main() -> None:
    """Print a table of times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ties", type=int, default=2_000_000)
    ties = parser.parse_args().ties
    rng = np.random.default_rng(1)
    print("| what | bridging | peer | times faster |\n|---|---|---|---|")
    profiles(rng)
    units(rng)
    graphs(rng, ties)


if __name__ == "__main__":
    main()
