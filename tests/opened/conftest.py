"""Studies for tests of counting on engines."""

import shutil
import warnings

import pytest

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
