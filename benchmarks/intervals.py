"""Time the intervals at the sizes they must hold: with counting and without, on one core.

    python benchmarks/intervals.py

| what | must be |
|---|---|
| 20 measures, 10,000 draws of 10,000 sessions | under 3 s |
| leave-person-out jackknife of a ratio, 5,000 people, 100,000 contacts | under 2 s |
"""

import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import bridging as br
from bridging.counting.deletions import without_each
from bridging.estimators.resampling import PersonTables, tables_by_session
from bridging.inference import diversity_interval, jackknife
from bridging.inference.scales import LOG

MIXING = (
    "bridging_share", "expected_bridging_share", "bridging_ratio", "ei_index", "expected_ei",
    "coleman_homophily", "inbreeding_homophily", "freeman_segregation", "gupta_q", "assortativity",
    "assortativity_maximum", "normalised_assortativity", "adjusted_assortativity",
    "numeric_assortativity", "odds_ratio_within", "yule_q", "segregation_matrix_index",
    "label_informativeness", "edge_homophily", "class_insensitive_homophily",
)  # fmt: skip


def timed(what: str, call: Callable[[], Any], limit: float | None = None) -> Any:
    """Print the time of one run, and whether it holds the limit."""
    start = time.perf_counter()
    value = call()
    seconds = time.perf_counter() - start
    verdict = "" if limit is None else f"{limit:g} s" + (" exceeded" if seconds > limit else "")
    print(f"| {what} | {seconds:.2f} s | {verdict} |")
    return value


def a_study(people: int, sessions: int, present: int, contacts: int) -> br.Study:
    """Make a study with so many people in each session and so many contacts over all."""
    rng = np.random.default_rng(1)
    names = np.array([f"p{i}" for i in range(people)])
    session = np.array([f"s{i}" for i in range(sessions)])
    there = np.stack([rng.choice(people, present, replace=False) for _ in range(sessions)])
    at = np.sort(rng.integers(0, sessions, contacts))
    one = rng.integers(0, present, contacts)
    two = (one + rng.integers(1, present, contacts)) % present
    return br.Study.from_frames(
        participants={
            "participant": names,
            "origin": rng.choice(["a", "b", "c"], people, p=[0.5, 0.3, 0.2]),
        },
        sessions={"session": session},
        attendance={
            "participant": names[there.ravel()],
            "session": np.repeat(session, present),
        },
        encounters={
            "source": names[there[at, one]],
            "target": names[there[at, two]],
            "session": session[at],
        },
        lines={"origin": ["a", "b", "c"]},
    )


def sessions() -> None:
    """Twenty measures on draws of sessions."""
    study = a_study(people=2_000, sessions=10_000, present=8, contacts=40_000)
    timed("counting 10,000 sessions", lambda: (study.coded, study.count_mixing("origin")))
    count = study.count_mixing("origin")

    def all_measures() -> None:
        for stack in tables_by_session(count, 0, 10_000, np.random.default_rng(0)):
            for name in MIXING:
                getattr(br.measures, name)(stack)

    timed("20 measures, 10,000 draws of 10,000 sessions", all_measures, 3)
    timed(
        "the same through bridging.profile, with counting",
        lambda: br.profile(
            study, "origin", measures=MIXING, null=None, interval="session_bootstrap",
            n_resamples=10_000, pooled=True,
        ),
    )  # fmt: skip


def people() -> None:
    """Leaving people out, and drawing them again."""
    study = a_study(people=5_000, sessions=1_000, present=60, contacts=100_000)
    timed("counting 5,000 people, 100,000 contacts", lambda: (study.coded, study.clusters))
    count = study.count_mixing("origin")

    def ratio() -> Any:
        (part,) = without_each(count, study.clusters.code)
        estimate = br.measures.bridging_ratio(count.matrix())
        left = br.measures.bridging_ratio(part.matrix)
        return jackknife(estimate, left, scale=LOG, pairs=True)

    timed("leave-person-out of a ratio, counted before", ratio, 2)
    timed(
        "the same through bridging.estimate, with counting",
        lambda: br.estimate("bridging_ratio", study, "origin", null=None),
        2,
    )
    tables = PersonTables(count, study.clusters.code, 0)
    timed(
        "100 pigeonhole draws of the same people",
        lambda: list(tables.draws(100, np.random.default_rng(0))),
    )


def diversity() -> None:
    """The interval of diversity, with two groups and with six."""

    def blau(shares: np.ndarray) -> np.ndarray:
        return 1 - (shares**2).sum(axis=-1) / shares.sum(axis=-1) ** 2

    for groups in (2, 6):
        people = np.full((1, groups), 10.0)
        timed(
            f"diversity, {groups} groups",
            lambda people=people: diversity_interval(float(blau(people[0])), people, blau),
        )


def main() -> None:
    """Print a table of times."""
    print("| what | time | limit |\n|---|---|---|")
    sessions()
    people()
    diversity()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"| largest memory | {peak:.2f} GiB | 1 GiB{' exceeded' if peak > 1 else ''} |")


if __name__ == "__main__":
    main()
