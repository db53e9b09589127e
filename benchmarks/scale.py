"""Counting on paper and by measurement: time and memory against the number of encounters.

    python benchmarks/scale.py [--largest 1e8] [--spark 1e7] [--write]

Each measurement is a process of its own; time is that of the work, without imports. `--write` puts
the table into docs/scale.md and draws docs/scale.png. Files are made in a temporary folder.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GROUPS = list("abcdef")


def make(folder, n):
    """Write a study of n encounters: n/100 people, n/1000 sessions, six groups."""
    import duckdb

    people, sessions = max(n // 100, 100), max(n // 1000, 10)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(f"synthetic = true\n[lines.origin]\ngroups = {GROUPS!r}\n")
    with duckdb.connect() as connection:
        for name, query in (
            ("participants", f"SELECT i::int AS participant, chr(97 + (hash(i) % 6)::int) origin "
                             f"FROM range({people}) t(i)"),
            ("sessions", f"SELECT i::int AS session, 'site' || (i % 20) AS site FROM range({sessions}) t(i)"),
            ("encounters", f"SELECT (k * {sessions} // {n})::int AS session, "
                           f"(hash(k) % {people})::int AS source, ((hash(k) >> 32) % {people})::int AS target, "
                           f"(1 + hash(k + 7) % 20)::int AS minutes FROM range({n}) t(k)"),
        ):  # fmt: skip
            connection.execute(f"COPY ({query}) TO '{folder / name}.parquet' (COMPRESSION zstd)")
    return folder


def make_attended(folder, sessions, size):
    """Write a study of sessions with `size` people present in each, and 50 encounters."""
    import duckdb

    people = sessions * 5 // 2
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(
        f"synthetic = true\n[lines.origin]\ngroups = {GROUPS[:2]!r}\n"
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE there AS SELECT DISTINCT ON (s, p) s, p, j FROM (SELECT i s, j, "
            f"(hash(i * 1000 + j) % {people})::int p "
            f"FROM range({sessions}) t(i), range({size}) u(j)) ORDER BY s, p"
        )
        pairs = (
            f"SELECT x.p AS source, y.p AS target, x.s AS session FROM (SELECT i s, "
            f"(hash(k * 7 + i * 991) % {size})::int a, (hash(k * 13 + i * 997 + 1) % {size})::int b "
            f"FROM range({sessions}) t(i), range(56) u(k)) e JOIN there x ON x.s = e.s AND x.j = e.a "
            "JOIN there y ON y.s = e.s AND y.j = e.b WHERE x.p <> y.p ORDER BY session"
        )
        for name, query in (
            ("participants", f"SELECT i::int AS participant, chr(97 + (hash(i) % 2)::int) origin "
                             f"FROM range({people}) t(i)"),
            ("sessions", f"SELECT i::int AS session, 'site' || (i % 20) AS site FROM range({sessions}) t(i)"),
            ("attendance", "SELECT p AS participant, s::int AS session FROM there ORDER BY s"),
            ("encounters", pairs),
        ):  # fmt: skip
            connection.execute(f"COPY ({query}) TO '{folder / name}.parquet' (COMPRESSION zstd)")
    return folder


# --- what is measured, each on a folder ------------------------------------------------------------


def read_only(folder):
    import duckdb

    columns = ", ".join(f"sum({c})" for c in ("session", "source", "target", "minutes"))
    yield
    yield duckdb.sql(f"SELECT {columns} FROM '{folder}/encounters.parquet'").fetchall()


def by_hand(folder):
    import duckdb
    import pandas  # noqa: F401  DuckDB imports it when it hands arrays over

    query = (
        f"SELECT e.session, p.origin a, q.origin b, count(*) n FROM '{folder}/encounters.parquet' e "
        f"JOIN '{folder}/participants.parquet' p ON e.source = p.participant "
        f"JOIN '{folder}/participants.parquet' q ON e.target = q.participant GROUP BY ALL"
    )
    yield
    yield duckdb.sql(query).fetchnumpy()["n"].sum()


def opened(folder, **options):
    import bridging as br

    br.open_study, br.MixingMatrix  # noqa: B018
    import duckdb  # noqa: F401

    # what is imported at the first use
    import narwhals._duckdb.group_by
    import narwhals._duckdb.namespace
    import narwhals.group_by  # noqa: F401

    import bridging.counting.engines.duck

    yield
    matrix = br.open_study(folder, **options).mixing("origin", by="session")
    yield matrix.contacts.sum() / 2


def opened_polars(folder):
    yield from opened(folder, engine="polars")


def pandas(folder):
    import duckdb
    import pandas as pd

    yield
    people = duckdb.sql(f"FROM '{folder}/participants.parquet'").df().set_index("participant")
    rows = duckdb.sql(f"FROM '{folder}/encounters.parquet'").df()
    a, b = rows["source"].map(people["origin"]), rows["target"].map(people["origin"])
    table = pd.DataFrame({"s": rows["session"], "a": a, "b": b}).groupby(["s", "a", "b"]).size()
    yield table.sum()


def networkx(folder):
    import duckdb
    import networkx as nx

    yield
    rows = duckdb.sql(f"FROM '{folder}/encounters.parquet'").fetchnumpy()
    people = duckdb.sql(f"FROM '{folder}/participants.parquet'").fetchnumpy()
    graph = nx.Graph()
    graph.add_nodes_from(
        (i, {"origin": g})
        for i, g in zip(people["participant"].tolist(), people["origin"].tolist(), strict=True)
    )
    graph.add_edges_from(zip(rows["source"].tolist(), rows["target"].tolist(), strict=True))
    yield nx.attribute_mixing_matrix(graph, "origin", normalized=False).sum()


def igraph(folder):
    import duckdb
    import igraph as ig
    import numpy as np

    yield
    rows = duckdb.sql(f"FROM '{folder}/encounters.parquet'").fetchnumpy()
    people = duckdb.sql(f"FROM '{folder}/participants.parquet' ORDER BY participant").fetchnumpy()
    graph = ig.Graph(n=len(people["origin"]), edges=np.stack([rows["source"], rows["target"]], 1))
    codes = np.unique(people["origin"], return_inverse=True)[1]
    yield graph.assortativity_nominal(codes.tolist(), directed=False)


def profile(folder):
    import bridging as br

    yield
    yield len(br.profile(br.open_study(folder), "origin", by="site").to_frame())


def loaded(folder):
    import bridging as br

    yield
    yield len(br.open_study(folder).load().records.tables["encounters"])


def copresence(folder):
    import bridging as br

    study = br.open_study(folder)
    yield
    yield study.composition("origin", units="session").counts.sum()


def attendance_read(folder):
    import duckdb

    yield
    yield duckdb.sql(
        f"SELECT sum(participant), sum(session) FROM '{folder}/attendance.parquet'"
    ).fetchall()


def _spark(folder, workers):
    import warnings

    warnings.simplefilter("ignore")
    from pyspark.sql import SparkSession

    import bridging as br

    session = (
        SparkSession.builder.master(f"local[{workers}]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.driver.memory", "6g")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    session.range(10).count()
    yield
    yield br.open_study(folder, engine=session).mixing("origin", by="session").contacts.sum() / 2


def spark_one(folder):
    yield from _spark(folder, 1)


def spark_two(folder):
    yield from _spark(folder, 2)


WAYS = {
    function.__name__: function
    for function in (
        read_only, by_hand, opened, opened_polars, pandas, networkx, igraph, profile, loaded,
        copresence, attendance_read, spark_one, spark_two,
    )
}  # fmt: skip


def one(name, folder):
    """Measure one way in this process."""
    import resource

    if name in PEERS:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    work = WAYS[name](Path(folder))
    next(work)
    begin, busy = time.perf_counter(), time.process_time()
    found = next(work)
    seconds, cpu = time.perf_counter() - begin, time.process_time() - busy
    status = Path(
        "/proc/self/status"
    ).read_text()  # that of the resource module may be its parent's
    peak = int(status.split("VmHWM:")[1].split()[0]) / 2**20
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak, "found": str(found)}))


def measure(name, folder, times=1):
    """Measure in processes of their own; the shortest time, or why there is none."""
    return measure_in_turn([name], folder, times)[name]


def measure_in_turn(names, folder, times):
    """Measure several ways in turn, so that what else the machine does slows all alike."""
    runs = {name: [] for name in names}
    for _ in range(times):
        for name in names:
            if not any(run is None or "said" in run or run["seconds"] > 20 for run in runs[name]):
                runs[name].append(measure_once(name, folder))  # a long one is measured once
    shortest = {}
    for name, found in runs.items():
        known = [run for run in found if run and "seconds" in run]
        shortest[name] = min(known, key=lambda run: run["seconds"]) if known else found[-1]
    return shortest


def measure_once(name, folder):
    """Measure in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, __file__, "--one", name, str(folder)],
            capture_output=True, text=True, check=False, timeout=MOST_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"said": f"not in {MOST_SECONDS // 60} min"}
    last = done.stderr.strip().splitlines()[-1:]
    if done.returncode < 0 or (done.returncode and "emory" in "".join(last)):
        return {"said": f"not in {MOST_MEMORY // 2**30} GiB"}
    if done.returncode:
        print(f"{name} failed: {last}", file=sys.stderr)
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


LIMITS = {"networkx": 1e7, "igraph": 1e7, "pandas": 1e7, "opened_polars": 1e7}
PEERS = ("pandas", "igraph", "networkx")
MOST_SECONDS, MOST_MEMORY = 1200, 16 * 2**30  # of a peer
IN_TURN = ("read_only", "by_hand", "opened")


def main():
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--largest", type=float, default=1e8)
    parser.add_argument("--spark", type=float, default=1e7)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--one", nargs=2)
    asked = parser.parse_args()
    if asked.one:
        return one(*asked.one)
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        n = 10_000
        while n <= asked.largest:
            folder = make(Path(temporary) / f"{n}", n)
            measured = measure_in_turn(IN_TURN, folder, 7 if n < 1e8 else 4)
            for name in ("opened_polars", *PEERS):
                if n <= LIMITS[name]:
                    measured[name] = measure(name, folder, 3)
            for name in ("spark_one", "spark_two"):
                if 1e5 < n <= asked.spark:
                    measured[name] = measure(name, folder)
            for name, found in measured.items():
                if found:
                    rows.append({"n": n, "way": name, **found})
                    print(f"{n:>12,} {name:15} {shown(found)}", flush=True)
            for file in folder.glob("*"):
                file.unlink()
            n *= 10
        folder = make_attended(Path(temporary) / "million", 20_000, 14)
        for name in ("profile", "loaded"):
            rows.append({"n": 1_000_000, "way": name, **measure(name, folder, 3)})
        folder = make_attended(Path(temporary) / "attended", 80_000, 100)
        for name in ("attendance_read", "copresence"):
            rows.append({"n": 8_000_000, "way": name, **measure(name, folder, 5)})
    for row in rows[-4:]:
        print(f"{row['n']:>12,} {row['way']:15} {shown(row)}")
    if asked.write:
        write(rows)
    return None


def shown(found):
    """Write time and memory, or why there are none."""
    return found.get("said") or f"{found['seconds']:.2f} s, {found['peak']:.2f} GiB"


SAID = {
    "read_only": "read the file, nothing else",
    "by_hand": "SQL by hand (DuckDB)",
    "opened": "**`open_study`, DuckDB**",
    "opened_polars": "`open_study`, polars",
    "pandas": "pandas",
    "igraph": "igraph (one number)",
    "networkx": "networkx (one table, no weights)",
    "spark_one": "`open_study`, Spark, 1 worker",
    "spark_two": "`open_study`, Spark, 2 workers",
}


def write(rows):
    """Put the table and the figure into the documentation."""
    import numpy as np

    page = ROOT / "docs" / "scale.md"
    text = page.read_text(encoding="utf-8")
    start, end = "<!-- measured -->", "<!-- end -->"
    sizes = sorted({row["n"] for row in rows if row["way"] in SAID})
    cell = {(row["way"], row["n"]): row for row in rows}
    lines = [
        "| | " + " | ".join(f"{n:,}" for n in sizes) + " |",
        "|:--|" + "--:|" * len(sizes),
    ]
    for way, said in SAID.items():
        cells = [shown(cell[way, n]) if (way, n) in cell else "" for n in sizes]
        lines.append(f"| {said} | " + " | ".join(cells) + " |")
    ours = [cell["opened", n]["seconds"] for n in sizes]
    ratio = [f"{cell['opened', n]['seconds'] / cell['by_hand', n]['seconds']:.2f}" for n in sizes]
    slope = np.polyfit(np.log(sizes[-3:]), np.log(ours[-3:]), 1)[0]
    cpu = [f"{cell['opened', n]['cpu'] / cell['by_hand', n]['cpu']:.2f}" for n in sizes]
    lines += ["", f"Of the time of SQL by hand, in the same run: {', '.join(ratio)}; of its processor "
              f"time {', '.join(cpu)}. "
              f"Slope of the last three sizes on log scales: {slope:.2f} (1 is in proportion)."]  # fmt: skip
    other = {row["way"]: row for row in rows if row["way"] not in SAID}
    lines += ["", "| study | work | time | peak |", "|:--|:--|--:|--:|"]
    for way, study, work in (
        (
            "profile",
            "a million encounters, 20,000 sessions, 50,000 people",
            "`br.profile`, by site, from Parquet",
        ),
        ("loaded", "the same", "`load()`: into memory, checked row by row"),
        ("copresence", "attendance of 8 million rows", "people present by session and group"),
        ("attendance_read", "the same", "read the file, nothing else"),
    ):
        lines.append(f"| {study} | {work} | {shown(other[way]).replace(', ', ' | ')} |")
    sparks = [n for n in sizes if "seconds" in cell.get(("spark_two", n), ())]
    if sparks:
        n = sparks[-1]
        one_worker, two = (cell[f"spark_{k}", n]["seconds"] for k in ("one", "two"))
        hours = one_worker * 1e9 / n / 3600
        lines += ["", f"On Spark {n:,} encounters took {one_worker:.0f} s with one worker and {two:.0f} s "
                  f"with two ({one_worker / two:.2f} times as fast), start of Spark left out. In "
                  f"proportion a billion would take {hours:.1f} worker-hours; that is a projection, "
                  "not a measurement."]  # fmt: skip
    lines += ["", f"{os.cpu_count()} cores, Python {platform.python_version()}."]
    before, rest = text.split(start)
    page.write_text(
        before + start + "\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1], "utf-8"
    )
    draw(cell, sizes)


def draw(cell, sizes):
    """Draw time against size on log scales."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.5), layout="constrained")
    styles = {"opened": ("o-", 2.4), "by_hand": ("s--", 1.2), "read_only": ("^:", 1.2)}
    ends = []  # where each line ends, for its name
    for way, said in SAID.items():
        points = [
            (n, cell[way, n]["seconds"]) for n in sizes if "seconds" in cell.get((way, n), ())
        ]
        if points:
            style, width = styles.get(way, (".-", 0.9))
            color = "#0b5394" if way == "opened" else "0.35"
            axes.plot(*zip(*points, strict=True), style, color=color, linewidth=width, markersize=4)
            ends.append((*points[-1], said.replace("**", "").replace("`", "")))
    beside, place = 0, 0.0
    for n, seconds, said in sorted(ends):  # names above each other, a line apart
        place = max(seconds, place * 1.35) if n == beside else seconds
        white = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
        axes.text(n * 1.15, place, said, va="center", fontsize=7, bbox=white)
        beside = n
    axes.set(xscale="log", yscale="log", xlabel="encounters", ylabel="seconds")
    axes.set_xlim(sizes[0] / 2, sizes[-1] * 30)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(ROOT / "docs" / "scale.png", dpi=150, metadata={"Software": None})


if __name__ == "__main__":
    main()
