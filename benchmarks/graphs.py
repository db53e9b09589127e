"""Time the measures of a graph beside networkx and igraph, on the same graph and in the same run.

    python benchmarks/graphs.py [--most 5000000] [--shape heavy]

Each row is one graph of random ties with ten ties to a person: `even`, where everybody is as likely
to meet, or `heavy`, where some people meet thousands. Ours start from the arrays of contacts; peers
get their own graph beforehand, and values are compared first. networkx is left out where it would take
minutes, igraph where it is not installed. Seconds are those of one processor: set OMP_NUM_THREADS=1.
"""

import argparse
import resource
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

import bridging as br

PLAIN = 100_000  # ties up to which networkx is waited for
AROUND = 10_000  # the same, for what takes networkx ten times longer
PATHS = 10_000  # ties up to which shortest paths between all people are


def a_graph(ties: int, shape: str) -> br.ContactGraph:
    """Make a graph of distinct ties between people of four groups."""
    rng = np.random.default_rng(1)
    people = ties // 10
    chance = np.ones(people) if shape == "even" else np.arange(1, people + 1) ** (-2 / 3)
    upto = np.cumsum(chance) / chance.sum()
    drawn = np.searchsorted(upto, rng.random((2, int(ties * 2.5)))).clip(max=people - 1)
    a, b = rng.permutation(people)[drawn]
    key = np.unique((np.minimum(a, b) * people + np.maximum(a, b))[a != b])
    key = key[rng.permutation(len(key))[:ties]]
    return br.ContactGraph(
        people=tuple(map(str, range(people))),
        source=key // people,
        target=key % people,
        weight=np.ones(len(key)),
        session=np.zeros(len(key), dtype=np.int64),
        groups={"line": tuple("abcd")},
        codes={"line": rng.integers(0, 4, people)},
    )


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of the processor that a call takes, and what comes out."""
    start = time.process_time()
    value = call()
    return time.process_time() - start, value


def same(ours: Any, theirs: Any, what: str) -> None:
    """Stop where a peer gives another number."""
    if not np.allclose(ours, theirs, rtol=1e-8, equal_nan=True):
        raise SystemExit(f"{what}: the values differ")


def in_networkx(graph: br.ContactGraph) -> nx.Graph:
    """Make a graph of networkx over the places of people."""
    made = nx.Graph()
    made.add_nodes_from(range(len(graph.people)))
    made.add_edges_from(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    return made


def in_igraph(graph: br.ContactGraph) -> Any:
    """Make a graph of igraph, or None where it is not installed."""
    try:
        import igraph
    except ImportError:
        return None
    ends = np.stack([graph.source, graph.target], axis=1)
    return igraph.Graph(n=len(graph.people), edges=ends)


def mean_clustering(made: nx.Graph) -> float:
    """Return what `clustering` is in networkx: people with one partner are left out."""
    local = nx.clustering(made)
    return float(np.mean([local[i] for i in made if made.degree(i) >= 2]))


def of_networkx(made: nx.Graph, ties: int) -> dict[str, Callable[[], Any]]:
    """Return what networkx can compute of a graph of this size."""
    calls: dict[str, Callable[[], Any]] = {}
    if ties <= PLAIN:
        calls["clustering"] = lambda: mean_clustering(made)
        calls["bridges"] = lambda: len(list(nx.bridges(made)))
    if ties <= AROUND:
        calls["constraint"] = lambda: list(nx.constraint(made).values())
        calls["effective_size"] = lambda: list(nx.effective_size(made).values())
    if ties <= PATHS:
        calls["betweenness"] = lambda: list(
            nx.betweenness_centrality(made, normalized=False).values()
        )
    return calls


def of_igraph(made: Any, ties: int) -> dict[str, Callable[[], Any]]:
    """Return what igraph can compute."""
    if made is None:
        return {}
    calls: dict[str, Callable[[], Any]] = {
        "clustering": lambda: made.transitivity_avglocal_undirected(mode="nan"),
        "bridges": lambda: len(made.bridges()),
    }
    if ties <= PLAIN:
        calls["constraint"] = lambda: made.constraint()
    if ties <= PATHS:
        calls["betweenness"] = lambda: made.betweenness()
    return calls


def ours(graph: br.ContactGraph, ties: int) -> dict[str, Callable[[], Any]]:
    """Return our measures, those of shortest paths on graphs they are possible on."""
    calls: dict[str, Callable[[], Any]] = {
        name: lambda name=name: getattr(br.measures, name)(graph)
        for name in (
            "clustering",
            "support_ratio",
            "constraint",
            "effective_size",
            "gould_fernandez",
            "spectral_segregation",
            "moran_i",
        )
    }
    calls["bridges"] = lambda: len(br.measures.bridges(graph))
    if ties <= PLAIN:
        calls["local_bridge_span"] = lambda: len(br.measures.local_bridge_span(graph))
    if ties <= PATHS:
        # Everett and Valente's is (2 C_B + n - 1) / d in a graph of one part
        calls["betweenness"] = lambda: br.measures.everett_valente(graph)
    return calls


def as_betweenness(value: Any, made: nx.Graph) -> Any:
    """Return betweenness from the measure of Everett and Valente, where people have two partners."""
    degree = np.array([d for _, d in made.degree])
    parts = {i: len(part) for part in nx.connected_components(made) for i in part}
    size = np.array([parts[i] for i in made])
    return np.where(degree > 1, (value * degree - size + 1) / 2, 0.0)


def row(graph: br.ContactGraph, ties: int, shape: str) -> None:
    """Print the times on one graph."""
    mine = {name: timed(call) for name, call in ours(graph, ties).items()}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    nets = in_networkx(graph) if ties <= PLAIN else None
    peers = [
        {name: timed(call) for name, call in calls.items()}
        for calls in (
            of_networkx(nets, ties) if nets is not None else {},
            of_igraph(in_igraph(graph), ties),
        )
    ]
    for name, (seconds, value) in mine.items():
        cells = []
        for others in peers:
            if name not in others:
                cells.append("")
                continue
            taken, other = others[name]
            known = as_betweenness(value, nets) if name == "betweenness" else value
            same(known, other, name)
            cells.append(f"{taken:.2f} s ({taken / seconds:,.1f})")
        what = "everett_valente" if name == "betweenness" else name
        print(
            f"| {shape}, {len(graph.source):,} | {what} | {seconds:.2f} s | {' | '.join(cells)} |"
        )
    print(
        f"| {shape}, {len(graph.source):,} | most memory so far | {memory:.2f} GiB | | |",
        flush=True,
    )


def main() -> None:
    """Print a table of times, and in brackets how many times ours fits in the peer's."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--most", type=int, default=5_000_000)
    parser.add_argument("--shape", choices=["even", "heavy"], action="append")
    given = parser.parse_args()
    sizes = [10_000, 100_000, 1_000_000, 5_000_000]
    small = a_graph(1_000, "even")
    for call in ours(small, 1_000).values():
        call()  # libraries are loaded before the clock runs
    print("| graph, ties | what | bridging | networkx | igraph |\n|---|---|---|---|---|")
    for shape in given.shape or ["even", "heavy"]:
        for ties in sizes:
            if ties <= given.most:
                row(a_graph(ties, shape), ties, shape)


if __name__ == "__main__":
    main()
