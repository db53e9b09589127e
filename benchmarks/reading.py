"""Reading a large CSV file, with all checks, against DuckDB's own reader.

    python benchmarks/reading.py [--megabytes 400] [--rounds 3] [--odd]

Each measurement is a process of its own, and they take turns; time is that of the work, without
imports. DuckDB reads the file into a table of its own (`table`) and into a data frame (`frame`), as
`read_study` does. `--odd` quotes every text, which leaves the file to our careful reader.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROW_BYTES = 51
READERS = ("table", "frame", "study")


def make(folder, megabytes, odd):
    """Write a study of which the encounters take so many megabytes."""
    import duckdb

    rows = int(megabytes * 1e6 / ROW_BYTES)
    (folder / "study.toml").write_text("synthetic = true\n")
    forms, occasions = (
        "['greeting', 'talk', 'exchange']",
        "['child', 'staff', 'activity', 'nobody']",
    )
    query = (
        f"SELECT 'e' || lpad(i::varchar, 8, '0') AS encounter, "
        f"'p' || lpad((hash(i) % 50000)::varchar, 6, '0') AS source, "
        f"'q' || lpad((hash(i + 7) % 50000)::varchar, 6, '0') AS target, "
        f"'s' || lpad((i // 200)::varchar, 6, '0') AS session, "
        f"{forms}[1 + (hash(i) % 3)::int] AS form, (1 + hash(i + 9) % 30)::int AS minutes, "
        f"{occasions}[1 + (hash(i + 8) % 4)::int] AS occasion FROM range({rows}) t(i)"
    )
    quoted = ", force_quote *" if odd else ""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{folder}/encounters.csv' (HEADER{quoted})")
    return rows


def read(reader, folder):
    """Read the encounters in one way; return how long it took, and how many there were."""
    import duckdb
    import pandas  # noqa: F401  not part of the time

    import bridging as br

    file, begun = f"{folder}/encounters.csv", (time.perf_counter(), time.process_time())
    if reader == "study":
        rows = len(br.read_study(folder).records.tables["encounters"])
    elif reader == "frame":
        with duckdb.connect() as connection:
            rows = len(connection.execute("SELECT * FROM read_csv(?)", [file]).df())
    else:
        with duckdb.connect() as connection:
            connection.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [file])
            rows = connection.execute("SELECT count(*) FROM t").fetchone()[0]
    return time.perf_counter() - begun[0], time.process_time() - begun[1], rows


def measured(reader, folder):
    """Return seconds on the clock and of processors, in a process of its own."""
    command = [sys.executable, __file__, "--reader", reader, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--odd", action="store_true")
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.reader:
        print(json.dumps(read(asked.reader, asked.folder)))
        return
    with tempfile.TemporaryDirectory() as place:
        rows = make(Path(place), asked.megabytes, asked.odd)
        size = (Path(place) / "encounters.csv").stat().st_size / 1e6
        print(f"{size:.0f} MB, {rows:,} encounters")
        taken = {reader: [] for reader in READERS}
        for _ in range(asked.rounds):
            for reader in READERS:
                *seconds, found = measured(reader, place)
                assert found == rows, (reader, found)
                taken[reader].append(seconds)
    best = {r: [statistics.median(k) for k in zip(*taken[r], strict=True)] for r in READERS}
    for reader in READERS:
        clock, work = best[reader]
        others = ", ".join(
            f"{clock / best[one][0]:.2f} / {work / best[one][1]:.2f} times {one}"
            for one in READERS
            if one != reader and reader == "study"
        )
        print(f"{reader:6} {clock:6.2f} s on the clock, {work:6.2f} s of processors  {others}")


if __name__ == "__main__":
    main()
