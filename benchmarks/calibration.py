"""Measure how often tests reject and intervals cover in worlds whose truth is known.

    python benchmarks/calibration.py [--worlds 200] [--processes 2] [--write] [--other]

``--write`` puts the tables into docs/calibration.md. ``--other`` makes the tables of the intervals
of diversity and of exact intervals instead, from worlds of their own. A world is made by `bridging.simulate.world`;
the odds of contact of a pair that crosses against a pair that does not, all else equal, are its only
preference. What an interval should cover is the value that many such worlds have together (all
contacts of all worlds as one study). Monte Carlo errors stand beside the rates.
"""

import argparse
import os
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # one process, one core

import numpy as np  # noqa: E402

import bridging as br  # noqa: E402
from bridging.analyses import pair_logit  # noqa: E402
from bridging.simulate import world  # noqa: E402

PAGE = Path(__file__).parents[1] / "docs" / "calibration.md"
DRAWS = 199
LEVEL = 0.05

NULLS = (
    "partner_rewire",
    "residual_permutation",
    "label_permutation_within_session",
    "label_permutation",
)
INTERVALS = (
    "jackknife",
    "person_bootstrap",
    "session_bootstrap",
    "session_bootstrap_basic",
    "session_bootstrap_bca",
    "wild_cluster",
)


@dataclass(frozen=True)
class Design:
    """How many people and sessions, the share of the minority, whether pairs meet again."""

    people: int
    sessions: int
    minority: float
    persistent: bool

    @property
    def knobs(self):
        """Settings of a world: sessions of 10 or 15 people."""
        return {
            "people": self.people,
            "sessions": self.sessions,
            "shares": (1 - self.minority, self.minority),
            "attendance": 0.5 if self.people == 20 else 0.25,
            "contact_chance": 0.15 if self.people == 20 else 0.1,
            "persistence": 1.5 if self.persistent else 0.0,
        }

    def __str__(self) -> str:
        """Show it as a row begins."""
        pairs = "persistent" if self.persistent else "–"
        return f"{self.people} | {self.sessions} | {self.minority:.0%} | {pairs}"


# half of the sixteen combinations, chosen so that every pair of settings occurs equally often
DESIGNS = [
    Design(people, sessions, minority, persistent)
    for people in (20, 60)
    for sessions in (8, 24)
    for minority in (0.5, 0.2)
    for persistent in (False, True)
    if ((people == 60) + (sessions == 24) + (minority == 0.2) + persistent) % 2 == 0
]
CONFOUNDED = {"separation": 0.5, "talkativeness": (1, 2), "talkativeness_spread": 0.5}
WORLDS = {
    "nothing": {},
    "confounded": CONFOUNDED,
    "odds 1/1.5": {**CONFOUNDED, "partner_choice": 1 / 1.5},
    "odds 1/2": {**CONFOUNDED, "partner_choice": 1 / 2},
}


def one_world(task):
    """Test and estimate on one world; NaN where a method says it can't."""
    design, name, seed = task
    study = world(seed=seed, **design.knobs, **WORLDS[name])
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for null in NULLS:
            row = br.estimate(
                "bridging_share", study, "origin", null=null, interval=None, n_resamples=DRAWS,
                seed=seed,
            )[0]  # fmt: skip
            found[null] = np.nan if row.null is None else row.null.p_value
        swapped = br.estimate(
            "theil_h", study, "origin", null="attendance_swap", interval=None, n_resamples=DRAWS,
            seed=seed,
        )[0]  # fmt: skip
        found["attendance_swap"] = np.nan if swapped.null is None else swapped.null.p_value
        child = br.estimate(
            "bridging_share", study, "origin", by="occasion", null="occasion_permutation",
            interval=None, n_resamples=DRAWS, seed=seed,
        ).only(unit="child")  # fmt: skip
        found["occasion_permutation"] = child[0].null.p_value if len(child) else np.nan
        found["pair_logit"] = _logit(study)
        choice = br.estimate("partner_choice", study, "origin", n_resamples=DRAWS, seed=seed)[0]
        limits = {"partner_choice": _limits(choice)}
        found["partner_choice"] = choice.null.p_value
        for interval in INTERVALS:
            ratio = br.estimate(
                "bridging_ratio", study, "origin", null=None, interval=interval,
                n_resamples=DRAWS if interval != "session_bootstrap_bca" else 499, seed=seed,
            )[0]  # fmt: skip
            limits[interval] = _limits(ratio)
    table = study.mixing("origin")
    parts = (
        table.between / 2,
        table.total / 2,
        table.expected.sum() - np.trace(table.expected),
        table.between / choice.estimate / 2 if choice.estimate > 0 else np.nan,
    )
    return design, name, found, limits, [float(part) for part in parts]


def _limits(result):
    interval = result.interval
    return (np.nan, np.nan) if interval is None else (interval.low, interval.high)


def _logit(study):
    try:
        table = pair_logit(study, "origin").table
    except br.BridgingError:
        return np.nan
    found = table.loc[table["term"] == "across", "p_value"]
    return float(found.iloc[0]) if len(found) else np.nan


def rate(values):
    """Return a share with its Monte Carlo error, and how many had no value."""
    values = np.asarray(values, dtype=float)
    told = values[np.isfinite(values)]
    if len(told) < 20:
        return "–"
    share = told.mean()
    missing = len(values) - len(told)
    return f"{share:.3f}" + (f" ({missing / len(values):.0%} –)" if missing else "")


def tables(results, worlds):
    """Write the tables of rejections and of coverage."""
    tests = [*NULLS, "partner_choice", "pair_logit", "attendance_swap", "occasion_permutation"]
    cells = {}
    for design, name, found, limits, parts in results:
        cells.setdefault((design, name), []).append((found, limits, parts))
    lines = []
    head = "people | sessions | minority | pairs"
    for name in WORLDS:
        lines += ["", f"### Rejections at 5 %, world: {name}", ""]
        lines += [f"| {head} | " + " | ".join(f"`{test}`" for test in tests) + " |"]
        lines += ["|" + "---|" * (4 + len(tests))]
        for design in DESIGNS:
            cell = cells[design, name]
            row = [
                rate([np.nan if np.isnan(f[t]) else f[t] <= LEVEL for f, _, _ in cell])
                for t in tests
            ]
            lines.append(f"| {design} | " + " | ".join(row) + " |")
    methods = ["partner_choice", *INTERVALS]
    for name in WORLDS:
        lines += ["", f"### Coverage of 95 % intervals, world: {name}", ""]
        lines += [f"| {head} | " + " | ".join(f"`{method}`" for method in methods) + " |"]
        lines += ["|" + "---|" * (4 + len(methods))]
        for design in DESIGNS:
            cell = cells[design, name]
            crossing, _, even, dealt = np.nansum([p for _, _, p in cell], axis=0)
            truth = {"partner_choice": crossing / dealt}
            ratio = crossing / (even / 2)
            row = []
            for method in methods:
                limits = np.array([entry[method] for _, entry, _ in cell])
                target = truth.get(method, ratio)
                covers = (limits[:, 0] <= target) & (target <= limits[:, 1])
                row.append(rate(np.where(np.isfinite(limits).all(axis=1), covers, np.nan)))
            lines.append(f"| {design} | " + " | ".join(row) + " |")
    return lines


PLACES = [
    (people, shares, families)
    for people in (14, 40)
    for shares in ((0.5, 0.5), (0.8, 0.2), (0.5, 0.3, 0.2))
    for families in (False, True)
]
DIVERSITY = ("blau_unbiased", "shannon_entropy")
FIRST_OTHER = 50_000  # seeds that nothing else was tried on


def one_place(task):
    """Draw people (or families of two of one group) from a population; cover its diversity."""
    place, seed = task
    people, shares, families = PLACES[place]
    rng = np.random.default_rng(FIRST_OTHER + seed)
    group = rng.choice(len(shares), people // 2 if families else people, p=shares)
    group = np.repeat(group, 2) if families else group
    table = {"participant": range(people), "g": [f"g{k}" for k in group]}
    if families:
        table["family"] = [k // 2 for k in range(people)]
    study = br.Study.from_frames(
        participants=table,
        attendance={"participant": range(people)},
        lines={"g": [f"g{k}" for k in range(len(shares))]},
    )
    p = np.array(shares)
    truth = {"blau_unbiased": 1 - (p**2).sum(), "shannon_entropy": -(p * np.log(p)).sum()}
    found = {}
    for name in DIVERSITY:
        low, high = _limits(br.estimate(name, study, null=None, units="all")[0])
        holds = low - 1e-9 <= truth[name] <= high + 1e-9  # the truth can be the highest value
        found[name] = float(holds) if np.isfinite(low + high) else np.nan
    return place, found


def one_exact(task):
    """Return the limits of the share of contacts that cross, contacts taken as independent."""
    design, seed = task
    study = world(seed=FIRST_OTHER + seed, **design.knobs)
    result = br.estimate("bridging_share", study, "origin", null=None, interval="exact")[0]
    return design, _limits(result), result.estimate * result.sizes.contacts, result.sizes.contacts


def other_tables(worlds: int, processes: int) -> list[str]:
    """Write coverage of the intervals of diversity, and of exact intervals of a share."""
    with ProcessPoolExecutor(processes) as pool:
        tasks = [(place, seed) for place in range(len(PLACES)) for seed in range(worlds)]
        places = list(pool.map(one_place, tasks, chunksize=20))
        tasks = [(design, seed) for design in DESIGNS for seed in range(worlds)]
        exact = list(pool.map(one_exact, tasks, chunksize=20))
    lines = ["", "### Coverage of 95 % intervals of the diversity of people", ""]
    lines += [
        "| people | shares | families of two | " + " | ".join(f"`{n}`" for n in DIVERSITY) + " |"
    ]
    lines += ["|" + "---|" * (3 + len(DIVERSITY))]
    for place, (people, shares, families) in enumerate(PLACES):
        cells = [rate([found[name] for at, found in places if at == place]) for name in DIVERSITY]
        mix = " ".join(f"{share:.0%}" for share in shares)
        lines.append(
            f"| {people} | {mix} | {'yes' if families else '–'} | " + " | ".join(cells) + " |"
        )
    lines += ["", "### Coverage of 95 % exact intervals of `bridging_share`, world: nothing", ""]
    lines += ["| people | sessions | minority | pairs | `exact` |", "|---|---|---|---|---|"]
    for design in DESIGNS:
        mine = [entry for entry in exact if entry[0] == design]
        truth = np.nansum([e[2] for e in mine]) / np.nansum([e[3] for e in mine])
        limits = np.array([e[1] for e in mine])
        covers = (limits[:, 0] <= truth) & (truth <= limits[:, 1])
        lines.append(
            f"| {design} | {rate(np.where(np.isfinite(limits).all(axis=1), covers, np.nan))} |"
        )
    return lines


def write(lines: list[str], marker: str, until: str | None) -> None:
    """Put lines behind a marker of the page, up to the next marker."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, after = text.partition(f"<!-- {marker} -->")
    rest = f"<!-- {until} -->{after.partition(f'<!-- {until} -->')[2]}" if until else ""
    page = before + f"<!-- {marker} -->\n" + "\n".join(lines) + "\n" + (f"\n{rest}" if rest else "")
    PAGE.write_text(page, encoding="utf-8", newline="\n")


def main() -> None:
    """Make the worlds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--worlds", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--other", action="store_true")
    given = parser.parse_args()
    if given.other:
        lines = other_tables(given.worlds, given.processes)
        print("\n".join(lines))
        if given.write:
            write(lines, "other", None)
        return
    tasks = [
        (design, name, seed)
        for seed in range(given.worlds)
        for design in DESIGNS
        for name in WORLDS
    ]
    start = time.time()
    with ProcessPoolExecutor(given.processes) as pool:
        results = list(pool.map(one_world, tasks, chunksize=8))
    lines = tables(results, given.worlds)
    print("\n".join(lines))
    print(f"\n{len(tasks)} worlds in {time.time() - start:.0f} s")
    if given.write:
        write(lines, "tables", "other")


if __name__ == "__main__":
    main()
