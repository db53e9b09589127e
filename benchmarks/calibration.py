"""Measure how often tests reject and intervals cover in worlds whose truth is known.

    python benchmarks/calibration.py [--worlds 200] [--processes 2] [--write]
                                    [--choice | --other --models]

``--write`` puts the tables into docs/calibration.md. ``--choice`` makes those of `partner_choice`
instead, on the same worlds; ``--other`` those of the intervals of diversity and of exact intervals,
from worlds of their own; ``--models`` those of differences of two sites and of regressions. A world
is made by `bridging.simulate.world`;
the odds of contact of a pair that crosses against a pair that does not, all else equal, are its only
preference. What an interval should cover is the value that many such worlds have together (all
contacts of all worlds as one study). A part says what it took of one core. Of ``--choice``,
coverage is of the results that do not say that there is too little data.
"""

import argparse
import os
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # one process, one core

import numpy as np  # noqa: E402

import bridging as br  # noqa: E402
from bridging.analyses import first_contact_hazard, pair_logit, partner_logit  # noqa: E402
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
    """People, sessions, the share of the minority, whether pairs meet again, and families come."""

    people: int
    sessions: int
    minority: float
    persistent: bool
    families: bool = False

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
            "families": self.families,
        }

    def __str__(self) -> str:
        """Show it as a row begins."""
        pairs = "persistent" if self.persistent else "–"
        pairs += ", families" if self.families else ""
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
# whose p and interval take families as one
CHOICE_DESIGNS = [*DESIGNS, Design(20, 24, 0.5, True, families=True)]
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
        limits = {}
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


def tables(results):
    """Write the tables of rejections and of coverage."""
    tests = [*NULLS, "pair_logit", "attendance_swap", "occasion_permutation"]
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
    for name in WORLDS:
        lines += ["", f"### Coverage of 95 % intervals, world: {name}", ""]
        lines += [f"| {head} | " + " | ".join(f"`{method}`" for method in INTERVALS) + " |"]
        lines += ["|" + "---|" * (4 + len(INTERVALS))]
        for design in DESIGNS:
            cell = cells[design, name]
            crossing, _, even = np.nansum([p for _, _, p in cell], axis=0)
            row = []
            for method in INTERVALS:
                row.append(coverage([entry[method] for _, entry, _ in cell], crossing / (even / 2)))
            lines.append(f"| {design} | " + " | ".join(row) + " |")
    return lines


def coverage(limits, truth):
    """Return the share of intervals that hold a value."""
    limits = np.array(limits)
    covers = (limits[:, 0] <= truth) & (truth <= limits[:, 1])
    return rate(np.where(np.isfinite(limits).all(axis=1), covers, np.nan))


def one_choice(task):
    """Return p and limits of partner choice, its contacts across, and what dealing gives.

    Limits of a result that says "too little data" are not known.
    """
    design, name, seed = task
    study = world(seed=seed, **design.knobs, **WORLDS[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = br.estimate("partner_choice", study, "origin", n_resamples=DRAWS, seed=seed)[0]
    across = study.mixing("origin").between / 2 if np.isfinite(found.estimate) else np.nan
    p = np.nan if found.null is None else found.null.p_value
    dealt = across / found.estimate if found.estimate > 0 else np.nan
    limits = _limits(found)
    if found.interval is not None and found.interval.note:
        limits = (np.nan, np.nan)
    return design, name, p, limits, (float(across), float(dealt))


def choice_tables(results):
    """Write rejections and coverage of partner choice, as the other tables have them."""
    cells = {}
    for design, name, *found in results:
        cells.setdefault((design, name), []).append(found)
    lines = []
    for title in ("Rejections at 5 %", "Coverage of 95 % intervals"):
        for name in WORLDS:
            lines += ["", f"### {title}, world: {name}", ""]
            lines += ["| people | sessions | minority | pairs | `partner_choice` |"]
            lines += ["|" + "---|" * 5]
            for design in CHOICE_DESIGNS:
                p, limits, parts = zip(*cells[design, name], strict=True)
                known = np.array(parts)[np.isfinite(parts).all(axis=1)]
                across, dealt = known.sum(axis=0)
                found = coverage(limits, across / dealt)
                if title.startswith("Rejections"):
                    found = rate([np.nan if np.isnan(one) else one <= LEVEL for one in p])
                lines.append(f"| {design} | {found} |")
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


def run(function, tasks, processes, chunksize=8):
    """Work tasks off in processes and say what they took; the results are in the order of tasks."""
    start = time.time()
    with ProcessPoolExecutor(processes) as pool:
        done = list(pool.map(_timed, [(function, task) for task in tasks], chunksize=chunksize))
    core = sum(seconds for _, seconds in done)
    print(
        f"{function.__name__}: {len(tasks)} in {time.time() - start:.0f} s, "
        f"{core / max(len(tasks), 1):.2f} s of a core each",
        file=sys.stderr,
    )
    return [result for result, _ in done]


def _timed(job):
    function, task = job
    start = time.process_time()
    return function(task), time.process_time() - start


def other_tables(worlds: int, processes: int) -> list[str]:
    """Write coverage of the intervals of diversity, and of exact intervals of a share."""
    tasks = [(place, seed) for place in range(len(PLACES)) for seed in range(worlds)]
    places = run(one_place, tasks, processes, chunksize=20)
    tasks = [(design, seed) for design in DESIGNS for seed in range(worlds)]
    exact = run(one_exact, tasks, processes, chunksize=20)
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
        lines.append(f"| {design} | {coverage([e[1] for e in mine], truth)} |")
    return lines


MODELS = {
    "pair_logit": (pair_logit, {}),
    "pair_logit, conditional": (pair_logit, {"sessions": "conditional"}),
    "partner_logit": (partner_logit, {}),
    "first_contact_hazard": (first_contact_hazard, {}),
    "first_contact_hazard, conditional": (first_contact_hazard, {"sessions": "conditional"}),
}
MODELLED = ("confounded", "odds 1/1.5")
APART = {"none": "confounded", "odds 1 and 1/2": "odds 1/2"}
COMPARED = ("bridging_ratio", "partner_choice")


def one_model(task):
    """Return estimate, limits and p of the coefficient of pairs that cross, by model."""
    design, name, seed = task
    study = world(seed=FIRST_OTHER + seed, **design.knobs, **WORLDS[name])
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for label, (model, options) in MODELS.items():
            found[label] = [np.nan] * 4
            try:
                table = model(study, "origin", **options).table
            except br.BridgingError:
                continue
            row = table.loc[table["term"] == "across"]
            if len(row):
                columns = ["estimate", "ci_low", "ci_high", "p_value"]
                found[label] = row[columns].iloc[0].tolist()
    return design, name, found


def one_difference(task):
    """Compare two sites of different people; return p, limits and what the values rest on."""
    design, name, seed = task
    two = {"sites": 2, **design.knobs}
    seed += FIRST_OTHER
    one = world(seed=2 * seed, **two, **CONFOUNDED).select(sites="site-1")
    other = world(seed=2 * seed + 1, **two, **WORLDS[APART[name]]).select(sites="site-2")
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for label in COMPARED:
            row = br.compare(label, one, other, "origin", n_resamples=DRAWS, seed=seed)[0]
            p = np.nan if row.null is None else row.null.p_value
            found[label] = [p, *_limits(row), row.extra["a"], row.extra["b"]]
    return design, name, found


def model_tables(worlds: int, processes: int) -> list[str]:
    """Write size, power and coverage of regressions and of differences of two sites."""
    tasks = [(d, name, seed) for seed in range(worlds) for d in DESIGNS for name in MODELLED]
    models = run(one_model, tasks, processes)
    tasks = [(d, name, seed) for seed in range(worlds) for d in DESIGNS for name in APART]
    differences = run(one_difference, tasks, processes)
    return [*_of_models(models), *_of_differences(differences)]


def _rows(title, names, results, cells):
    """Write one table: a row for each design, a cell for each name."""
    head = "people | sessions | minority | pairs | " + " | ".join(f"`{name}`" for name in names)
    lines = ["", f"### {title}", "", f"| {head} |", "|" + "---|" * (4 + len(names))]
    for design in DESIGNS:
        mine = [found for at, found in results if at == design]
        row = [cells(np.array([found[name] for found in mine], dtype=float)) for name in names]
        lines.append(f"| {design} | " + " | ".join(row) + " |")
    return lines


def _rejected(p):
    return rate(np.where(np.isfinite(p), p <= LEVEL, np.nan))


def _of_models(results):
    lines = []
    for name in MODELLED:
        mine = [(design, found) for design, at, found in results if at == name]
        # with people who differ in talkativeness a coefficient is not the log of the odds asked for
        lines += _rows(f"Regressions, rejections at 5 %, world: {name}", MODELS, mine,
                       lambda values: _rejected(values[:, 3]))  # fmt: skip
        lines += _rows(f"Regressions, coverage of 95 % intervals, world: {name}", MODELS, mine,
                       lambda values: coverage(values[:, 1:3], np.nanmean(values[:, 0])))  # fmt: skip
    return lines


def _of_differences(results):
    lines = []
    for name in APART:
        mine = [(design, found) for design, at, found in results if at == name]
        lines += _rows(f"Differences of two sites, rejections at 5 %, difference: {name}", COMPARED,
                       mine, lambda values: _rejected(values[:, 0]))  # fmt: skip
        lines += _rows(f"Differences of two sites, coverage, difference: {name}", COMPARED, mine,
                       lambda values: coverage(values[:, 1:3],
                                               np.nanmean(values[:, 4] - values[:, 3])))  # fmt: skip
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
    parser.add_argument("--choice", action="store_true")
    parser.add_argument("--other", action="store_true")
    parser.add_argument("--models", action="store_true")
    given = parser.parse_args()
    if given.other or given.models:
        for asked, make, place in (
            (given.other, other_tables, ("other", "models")),
            (given.models, model_tables, ("models", None)),
        ):
            if asked:
                lines = make(given.worlds, given.processes)
                print("\n".join(lines))
                if given.write:
                    write(lines, *place)
        return
    tasks = [
        (design, name, seed)
        for seed in range(given.worlds)
        for design in (CHOICE_DESIGNS if given.choice else DESIGNS)
        for name in WORLDS
    ]
    results = run(one_choice if given.choice else one_world, tasks, given.processes)
    lines = choice_tables(results) if given.choice else tables(results)
    print("\n".join(lines))
    if given.write:
        write(lines, *(("choice", "other") if given.choice else ("tables", "choice")))


if __name__ == "__main__":
    main()
