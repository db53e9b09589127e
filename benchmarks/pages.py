"""What people wait for: reports, figures, and a choice in the explorer.

    python benchmarks/pages.py [--encounters 1000000]

The large study is made up (synthetic): sites with daily sessions of 20 people, 50 encounters in each,
families, two lines, and a reference. Reports include reading the study from its files. Each report is
a process of its own; figures and choices follow one another in one, after the first of each.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample" / "five-houses"
SETTINGS = """\
title = "Large study (synthetic)"
synthetic = true
purpose = "To measure how long a report takes."
[lines.origin]
groups = ["a", "b"]
[lines.ses]
groups = ["low", "middle", "high"]
ordered = true
"""
REFERENCE = """\
line,group,share
origin,a,0.6
origin,b,0.4
ses,low,0.4
ses,middle,0.3
ses,high,0.3
"""
SITES, PRESENT, ENCOUNTERS = 20, 20, 50


def make(folder, encounters, seed=1):
    """Write a study with so many encounters, and return the folder."""
    rng = np.random.default_rng(seed)
    sessions, people = encounters // ENCOUNTERS, encounters // 20
    folder.mkdir()
    site, day = np.arange(sessions) % SITES, np.arange(sessions) // SITES
    start = pd.Timestamp("2022-01-03 09:00") + pd.to_timedelta(day, unit="D")
    # every fifth and the next belong to one family; families come to one site
    family = np.where(np.arange(people) % 5 < 2, np.arange(people) // 5 * 5, np.arange(people))
    origin = (rng.random(people) < 0.35)[family].astype(int)
    ses = rng.integers(0, 3, people)[family]
    members = [np.flatnonzero(np.arange(people) // 5 % SITES == k) for k in range(SITES)]
    active = rng.gamma(0.7, 1, people)
    present, pairs = [], []
    for session in range(sessions):
        here = members[site[session]]
        # each has a time of the year in which she comes most
        chance = active[here] * np.exp(-np.abs(here * 7919 % 1200 - day[session]) / 60)
        here = rng.choice(here, PRESENT, replace=False, p=chance / chance.sum())
        present.append(here)
        one, other = here[rng.integers(0, PRESENT, (2, 5 * ENCOUNTERS))]
        meet = rng.random(len(one)) < np.where(origin[one] == origin[other], 1, 0.7)
        chosen = np.flatnonzero(meet & (family[one] != family[other]))[:ENCOUNTERS]
        pairs.append(np.stack([one[chosen], other[chosen], np.full(len(chosen), session)]))
    names, moments = np.array([f"p{k}" for k in range(people)]), [f"s{k}" for k in range(sessions)]
    source, target, session = np.hstack(pairs)
    tables = {
        "participants": {
            "participant": names,
            "family": [f"f{k}" for k in family],
            "origin": np.array(["a", "b"])[origin],
            "ses": np.array(["low", "middle", "high"])[ses],
        },
        "sessions": {
            "session": moments,
            "site": [f"site {k + 1}" for k in site],
            "start": start,
            "end": start + pd.Timedelta(hours=3),
        },
        "attendance": {
            "participant": names[np.concatenate(present)],
            "session": np.repeat(moments, PRESENT),
        },
        "encounters": {
            "source": names[source],
            "target": names[target],
            "session": np.array(moments)[session],
        },
    }
    for name, columns in tables.items():
        pd.DataFrame(columns).to_parquet(folder / f"{name}.parquet")
    (folder / "reference.csv").write_text(REFERENCE)
    (folder / "study.toml").write_text(SETTINGS)
    return folder


def report(folder):
    """Read a study and write its report."""
    import bridging as br

    with tempfile.TemporaryDirectory() as out:
        br.report(br.read_study(folder), Path(out) / "report.html", audience="team")


def measured(folder):
    """Time a report in a process of its own: seconds, and GiB of memory."""
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--one", str(folder)], check=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return time.perf_counter() - start, memory / 2**20


def figures():
    """Yield each figure of the gallery with the seconds that its making took."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    sys.path.insert(0, str(ROOT / "docs"))
    from gallery_figures import FIGURES as OTHERS
    from gallery_figures_people import FIGURES as PEOPLE
    from gallery_figures_time import FIGURES as TIME

    for title, _, draw in [*OTHERS, *PEOPLE, *TIME]:
        draw()  # the first time loads what it needs
        plt.close("all")
        start = time.perf_counter()
        drawn = draw()
        axes = drawn[0] if isinstance(drawn, tuple) else drawn
        axes = np.ravel(axes)[0]
        axes.figure.canvas.draw()
        yield title, time.perf_counter() - start
        plt.close("all")


def choices():
    """Yield each figure of the explorer with the seconds of the middle one of its changes."""
    import bridging as br
    from bridging.explore.choice import Choice
    from bridging.explore.drawing import FIGURES

    study = br.simulate.world(seed=1, sites=4, sessions=150, people=70, contact_chance=0.25)
    found = br.explore(study)
    days, line = found.offer.days, found.default.line
    periods = [(days[first], days[first + 2]) for first in range(10, 90, 10)]
    for figure in FIGURES:
        found.picture(figure, Choice(line=line, period=(days[0], days[2])))
        seconds = []
        for period in periods:
            start = time.perf_counter()
            found.picture(figure, Choice(line=line, period=period))
            seconds.append(time.perf_counter() - start)
        yield figure, statistics.median(seconds)


def main():
    """Measure all, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--encounters", type=int, default=1_000_000)
    parser.add_argument("--one", type=Path)
    asked = parser.parse_args()
    if asked.one:
        report(asked.one)
        return
    print("| what | seconds | limit | GiB |\n|---|---|---|---|")
    seconds, memory = measured(SAMPLE)
    print(f"| report of the five houses | {seconds:.1f} | 10 | {memory:.2f} |", flush=True)
    with tempfile.TemporaryDirectory() as kept:
        folder = make(Path(kept) / "large", asked.encounters)
        seconds, memory = measured(folder)
        print(f"| report of {asked.encounters:,} encounters | {seconds:.1f} | 30 | {memory:.2f} |")
    for figure, seconds in choices():
        print(f"| explorer, another period, {figure} | {seconds:.2f} | 0.3 | |")
    for title, seconds in figures():
        print(f"| figure: {title}, with what it shows computed | {seconds:.2f} | 1 | |")


if __name__ == "__main__":
    main()
