"""Spark that is killed half-way: a plain error, nothing that is taken for a result."""

import shutil
import subprocess
import sys
import textwrap

import duckdb
import pandas as pd
import pytest

import bridging as br

COUNT_AND_DIE = """
    import os, signal, subprocess, sys, warnings
    import bridging as br
    from bridging.counting.opened import partitions
    from bridging.errors import EngineError

    warnings.simplefilter("ignore")
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    gateway = spark.sparkContext._gateway.proc.pid
    put = partitions.Store.put

    def put_and_kill(self, key, counts):
        put(self, key, counts)
        found = subprocess.run(["pgrep", "-P", str(gateway)], capture_output=True, text=True)
        for one in (*found.stdout.split(), gateway):  # those that the gateway started, and it
            os.kill(int(one), signal.SIGKILL)

    opened = br.open_study({folder!r}, engine=spark, cache={cache!r})
    partitions.Store.put = put_and_kill
    for _ in range(2):  # it stays gone
        try:
            opened.mixing("origin")
            print("COUNTED")
        except EngineError as error:
            print("SAID", error)
    sys.stdout.flush()
    os._exit(0)
"""


def test_a_killed_worker_is_told_and_what_was_counted_is_whole(tmp_path, tools):
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None or shutil.which("pgrep") is None:
        pytest.skip("Spark needs Java, and this test pgrep")
    folder, cache = tmp_path / "study", tmp_path / "cache"
    tools.write(folder, tools.random_study(3, attendance=False))
    rows = pd.read_csv(folder / "encounters.csv", dtype=str, keep_default_na=False)
    (folder / "encounters.csv").unlink()
    (folder / "encounters").mkdir()
    for part in range(3):
        file = folder / "encounters" / f"part-{part}.parquet"
        duckdb.from_df(rows.iloc[part::3]).write_parquet(str(file))
    code = textwrap.dedent(COUNT_AND_DIE).format(folder=str(folder), cache=str(cache))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300
    )
    said = [line for line in done.stdout.splitlines() if line.startswith(("SAID", "COUNTED"))]
    assert len(said) == 2
    for line in said:
        assert line.startswith("SAID Spark can't carry this out")
        assert "nothing was counted" in line
    assert "py4j.protocol" not in done.stderr
    assert [file.suffix for file in cache.iterdir()] == [".npz"], "the one part that was done"
    before = next(cache.iterdir()).read_bytes()
    again = br.open_study(folder, cache=cache).mixing("origin")
    assert len(list(cache.iterdir())) == 3
    assert before in [file.read_bytes() for file in cache.iterdir()]
    whole = br.open_study(folder).mixing("origin")
    assert (again.contacts == whole.contacts).all()
    assert whole.contacts.sum() > 0
