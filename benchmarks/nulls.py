"""Time the null models beside their peers, in the same run.

    python benchmarks/nulls.py [--quick]

Partners dealt again stand beside networkx's `double_edge_swap`, driven session by session with ten
swaps for each contact; label permutations beside igraph and netseg with shuffled labels. Peers that
would take hours are run for a few draws and sessions, and multiplied; the table says of how many.
What counts is the ratio; seconds depend on the machine.
"""

import argparse
import resource
import time

import label_nulls
import networkx as nx
import numpy as np
import pandas as pd

import bridging as br

PEER_SESSIONS, PEER_DRAWS = 200, 2
SWAPS = 10  # for each contact


def a_study(rng: np.random.Generator, sessions: int, present: int, mean: float, people: int):
    """Make sessions with so many people present and a Poisson number of contacts."""
    there, contacts = [], []
    first, second = np.triu_indices(present, 1)
    for session in range(sessions):
        who = rng.choice(people, present, replace=False)
        there.append((who, np.full(present, session)))
        number = min(max(rng.poisson(mean), 1), len(first))
        pick = rng.choice(len(first), number, replace=False)
        contacts.append((who[first[pick]], who[second[pick]], np.full(number, session)))
    attendance = pd.DataFrame(dict(zip(("participant", "session"), _joined(there), strict=True)))
    encounters = dict(zip(("source", "target", "session"), _joined(contacts), strict=True))
    return br.Study.from_frames(
        participants={"participant": range(people), "origin": rng.choice(["a", "b"], people)},
        attendance=attendance,
        encounters=encounters,
        lines={"origin": ["a", "b"]},
    )


def _joined(parts):
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)]


def by_networkx(study: br.Study, sessions: int, draws: int, rng: np.random.Generator) -> float:
    """Return the seconds for one draw of one contact."""
    pairs = study.count_mixing("origin").pairs
    graphs = []
    for session in range(sessions):
        mine = pairs.session == session
        graph = nx.Graph(list(zip(pairs.a[mine].tolist(), pairs.b[mine].tolist(), strict=True)))
        if graph.number_of_edges() >= 2 and len(graph) >= 4:
            graphs.append(graph)
    start, done = time.perf_counter(), 0
    for graph in graphs:
        for _ in range(draws):
            try:
                swaps = SWAPS * graph.number_of_edges()
                nx.double_edge_swap(
                    graph, nswap=swaps, max_tries=100 * swaps, seed=int(rng.integers(9e8))
                )
            except nx.NetworkXAlgorithmError:
                continue  # it gives up on dense sessions
            done += graph.number_of_edges()
    return (time.perf_counter() - start) / done


def rewire(name: str, study: br.Study, draws: int, peer: float) -> None:
    """Time the default test on a study."""
    contacts = study.mixing("origin").n_contacts
    start = time.perf_counter()
    br.estimate("bridging_share", study, "origin", n_resamples=draws, interval=None)
    ours = time.perf_counter() - start
    theirs = peer * float(contacts) * draws
    print(
        f"| {name}: {contacts:,.0f} contacts, {draws:,} draws, counting and test included "
        f"| {ours:.1f} s | networkx {theirs:,.0f} s, from {PEER_SESSIONS} sessions × {PEER_DRAWS} "
        f"draws | {theirs / ours:,.0f} |"
    )


def main() -> None:
    """Print a table of times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the size")
    size = 10 if parser.parse_args().quick else 1
    rng = np.random.default_rng(1)
    print("| what | bridging | peer | times faster |\n|---|---|---|---|")
    small = a_study(rng, 24, 12, 12.5, 60)
    large = a_study(rng, 10_000 // size, 12, 10, 3_000)
    peer = by_networkx(large, PEER_SESSIONS, PEER_DRAWS, rng)
    rewire("partner_rewire, 24 sessions", small, 10_000, peer)
    rewire(f"partner_rewire, {10_000 // size:,} sessions", large, 1_000, peer)
    label_nulls.main(["--ties", str(2_000_000 // size)])
    print(f"\nMost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB.")


if __name__ == "__main__":
    main()
