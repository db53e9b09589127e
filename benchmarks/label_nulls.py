"""Time what chance gives when labels are dealt again, beside peers on the same network.

    python benchmarks/label_nulls.py [--ties 2000000] [--draws 1024] [--rounds 3]

No peer deals labels itself: beside it stands one call of its measure for each shuffle of the labels
within strata, timed for a few rounds and multiplied by the number of draws. Making the peers'
graph is not counted; ours counts everything from the arrays of ties. Peers that are not installed
are said to be absent. A peer's value is compared first, on labels that we drew. Peers have one
thread; two of ours help where two cores are free.
"""

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import bridging as br
from bridging.nulls.label_counts import count_tables
from bridging.nulls.label_moments import label_moments
from bridging.nulls.label_permutation import label_permutation, label_tables
from bridging.nulls.ties import Ties, collapse_ties

PEOPLE_PER_TIE = 20  # two million ties among a hundred thousand people
STRATA = 20


def best(call: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """Return the shortest of several runs and what came out."""
    shortest, value = np.inf, None
    for _ in range(times):
        start = time.perf_counter()
        value = call()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest, value


def network(rng: np.random.Generator, number: int) -> Ties:
    """Make distinct ties at random, within strata and between them."""
    people = number // PEOPLE_PER_TIE
    a, b = rng.integers(0, people, (2, number + number // 50))
    ties = collapse_ties(a[a != b], b[a != b], n_people=people)
    chosen = np.sort(rng.permutation(len(ties.a))[:number])
    return collapse_ties(ties.a[chosen], ties.b[chosen], n_people=people)


def peers(ties: Ties) -> dict[str, Callable[[list[int]], float]]:
    """Return each peer's assortativity of labels."""
    found: dict[str, Callable[[list[int]], float]] = {}
    try:
        import igraph
    except ImportError:
        print("| igraph and netseg are not installed | | | |")
        return found
    graph = igraph.Graph(n=ties.n_people, edges=np.stack([ties.a, ties.b], axis=1))
    found["igraph"] = lambda labels: graph.assortativity_nominal(labels, directed=False)
    try:
        import netseg
    except ImportError:
        print("| netseg is not installed | | | |")
        return found
    found["netseg"] = lambda labels: netseg.assortativity_coefficient(labels, graph)
    return found


def shuffled(groups: np.ndarray, people: list[np.ndarray], rng: np.random.Generator) -> list[int]:
    """Shuffle labels within strata, as a peer's user would."""
    labels = groups.copy()
    for who in people:
        labels[who] = rng.permutation(labels[who])
    return labels.tolist()


def compare(ties: Ties, n_groups: int, draws: int, rounds: int, rng: np.random.Generator) -> None:
    """Print the rows of one line of so many groups."""
    groups = rng.integers(0, n_groups, ties.n_people)
    strata = rng.integers(0, STRATA, ties.n_people)
    name = f"{n_groups} groups, {len(ties.a):,} ties"
    seconds, moments = best(lambda: label_moments(ties, groups, n_groups, strata=strata))
    print(f"| mean and variance of every cell, {name} | {seconds:.3f} s | | |")

    def draw(threads: int) -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(1)
        tables = label_tables(
            ties, groups, n_groups, strata=strata, n_draws=draws, rng=rng, threads=threads
        )
        return tables, np.asarray(br.measures.assortativity(br.MixingMatrix(tables)))

    one_core, (tables, values) = best(lambda: draw(1))
    two_cores, _ = best(lambda: draw(2))
    far = np.abs(tables.mean(axis=0) - moments.mean) / np.sqrt(moments.variance / draws)
    if far.max() > 6:
        raise SystemExit(f"the mean of the draws lies {far.max():.1f} standard errors off")
    first = next(label_permutation(groups, strata, 1, np.random.default_rng(1)))
    if not np.array_equal(count_tables(ties, first, n_groups)[0], tables[0]):
        raise SystemExit("the first table is not that of the first labeling")
    people = [np.flatnonzero(strata == s) for s in range(STRATA)]
    title = f"{draws:,} draws within {STRATA} strata and their assortativity, {name}"
    for peer, call in peers(ties).items():
        theirs = call(first[0].tolist())
        if not np.isclose(values[0], theirs, rtol=1e-8, atol=1e-12):
            raise SystemExit(f"assortativity, {peer}: {values[0]!r} is not {theirs!r}")
        one, _ = best(lambda call=call: call(shuffled(groups, people, rng)), rounds)
        whole = one * draws
        for threads, ours in (("one thread", one_core), ("two threads", two_cores)):
            print(
                f"| {title}, {threads} | {ours:.2f} s | {peer} {whole:.1f} s "
                f"({draws:,} × {one:.4f} s) | {whole / ours:,.1f} |"
            )


def memory() -> str:
    """Return the most memory that was held, where the system says so."""
    try:
        import resource
    except ImportError:
        return "not known on this system"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB"


def main(arguments: list[str] | None = None) -> None:
    """Print a table of times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ties", type=int, default=2_000_000)
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    rng = np.random.default_rng(1)
    print("| what | bridging | peer | times faster |\n|---|---|---|---|")
    start = time.perf_counter()
    ties = network(rng, chosen.ties)
    print(f"| making and collapsing the network | {time.perf_counter() - start:.2f} s | | |")
    for n_groups in (2, 6):
        compare(ties, n_groups, chosen.draws, chosen.rounds, rng)
    print(f"\nMost memory held, with the peers' graphs: {memory()}.")


if __name__ == "__main__":
    main()
