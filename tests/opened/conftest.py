"""Studies for tests of counting on engines."""

import shutil
import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from bridging.errors import BridgingError

ENGINES = ["duckdb", "polars", "pandas", "pyarrow"]


@pytest.fixture(scope="session")
def spark():
    """A small local Spark session; skips where Java or pyspark is not there."""
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[1]")
            .appName("tests of bridging")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
    yield session
    session.stop()


@pytest.fixture(params=[*ENGINES, "spark"])
def engine(request):
    """Every engine, by name or as a session."""
    return request.getfixturevalue("spark") if request.param == "spark" else request.param


COUNTS = ("contacts", "opportunities", "expected", "sizes")


def random_study(seed, *, attendance=True, long=False, times=False):
    """Write-ready tables of a made-up study with every awkward thing in it."""
    rng = np.random.default_rng(seed)
    people, sessions = int(rng.integers(5, 14)), int(rng.integers(2, 6))
    ids = [f"p{i}" for i in range(people)]
    groups = np.array(["a", "b", "c", "", "zz"], dtype=object)
    participants = pd.DataFrame(
        {
            "participant": ids,
            "origin": groups[rng.integers(0, 4, people)],
            "role": rng.choice(["parent", "facilitator", ""], people, p=[0.7, 0.15, 0.15]),
            "age": rng.integers(20, 50, people),
            "home": rng.choice(["north", "south"], people),
        }
    )
    tables = {
        "participants": participants,
        "sessions": pd.DataFrame(
            {
                "session": [f"s{i}" for i in range(sessions)],
                "site": rng.choice(["X", "Y"], sessions),
            }
        ),
    }
    if attendance:
        there = rng.random((sessions, people)) < 0.7
        s, p = np.nonzero(there)
        tables["attendance"] = pd.DataFrame(
            {
                "participant": [ids[i] for i in p],
                "session": [f"s{i}" for i in s],
                "company": [rng.choice(["", "", f"c{i % 3}"]) for i in p],
                "role": rng.choice(["", "", "", "facilitator", "parent"], len(p)),
            }
        )
        if times:
            start = rng.integers(540, 700, len(p))
            end = start + rng.integers(10, 90, len(p))
            tables["attendance"]["arrival"] = [f"{m // 60}:{m % 60:02d}" for m in start]
            tables["attendance"]["departure"] = [f"{m // 60}:{m % 60:02d}" for m in end]
    n = int(rng.integers(5, 60))
    session = rng.integers(0, sessions, n)
    if long:
        rows = []
        for number in range(n):
            size = int(rng.integers(2, min(5, people)))
            for i in rng.choice(people, size, replace=False):
                rows.append((f"e{number}", ids[i], f"s{session[number]}", number % 3))
        encounters = pd.DataFrame(rows, columns=["encounter", "participant", "session", "zone"])
    else:
        a = rng.integers(0, people, n)
        b = (a + rng.integers(1, people, n)) % people
        encounters = pd.DataFrame(
            {
                "source": [ids[i] for i in a],
                "target": [ids[i] for i in b],
                "session": [f"s{i}" for i in session],
                "minutes": [rng.choice(["", "1", "2,5", "10"]) for _ in range(n)],
                "zone": rng.integers(0, 3, n),
            }
        )
    tables["encounters"] = encounters
    return tables


SETTINGS = """
language = "en"
[roles]
staff = ["facilitator"]
[lines.origin]
groups = ["a", "b", "c"]
[lines.age]
numeric = true
cuts = [30]
groups = ["young", "old"]
"""


def write(folder, tables):
    folder.mkdir()
    (folder / "study.toml").write_text(SETTINGS, encoding="utf-8")
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


def outcome(function, *arguments, **options):
    """Return a result, or the class of the error."""
    try:
        return function(*arguments, **options)
    except BridgingError as error:
        return type(error)


def assert_same_mixing(opened, study, line, by, **options):
    ours = outcome(opened.count_mixing, line, by, **options)
    theirs = outcome(study.count_mixing, line, by, **options)
    if isinstance(theirs, type):
        assert ours is theirs
        return
    for name in COUNTS:
        one, other = getattr(ours.matrix(), name), getattr(theirs.matrix(), name)
        assert (one is None) == (other is None), name
        if one is not None:
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12, err_msg=name)
    assert ours.units.labels == theirs.units.labels
    for reason in {*ours.left_out, *theirs.left_out}:
        none = np.zeros(len(ours.units.labels))
        np.testing.assert_array_equal(
            ours.left_out.get(reason, none), theirs.left_out.get(reason, none), reason
        )


def assert_same_composition(opened, study, line, by, units):
    ours = outcome(opened.count_composition, line, by, units)
    theirs = outcome(study.count_composition, line, by, units)
    if isinstance(theirs, type):
        assert ours is theirs
        return
    np.testing.assert_array_equal(ours.composition.counts, theirs.composition.counts)
    np.testing.assert_array_equal(ours.left_out, theirs.left_out)


@pytest.fixture(scope="session")
def tools():
    """Made-up studies, and comparisons of an opened study with the same in memory."""
    return SimpleNamespace(
        random_study=random_study,
        write=write,
        assert_same_mixing=assert_same_mixing,
        assert_same_composition=assert_same_composition,
    )
