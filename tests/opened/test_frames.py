"""Lazy tables of polars, DuckDB and Spark make a study that is counted where they are."""

import duckdb
import polars as pl
import pyarrow as pa
import pytest

import bridging as br
from bridging.errors import OptionError, StudyError

LINES = {"origin": ["a", "b", "c"]}


@pytest.fixture
def tables(tools):
    return tools.random_study(3)


@pytest.fixture
def study(tables):
    return br.Study.from_frames(**tables, lines=LINES)


def assert_same(opened, study, tools):
    assert isinstance(opened, br.OpenStudy)
    tools.assert_same_mixing(opened, study, "origin", "site")
    tools.assert_same_mixing(opened, study, "origin", "zone", weight="pairs")
    tools.assert_same_composition(opened, study, "origin", "site", "all")
    assert opened.load().fingerprint == study.fingerprint


def test_lazy_polars(tables, study, tools):
    lazy = {name: pl.DataFrame(table.to_dict("list")).lazy() for name, table in tables.items()}
    assert_same(br.Study.from_frames(**lazy, lines=LINES), study, tools)


def test_relations_of_duckdb_beside_plain_frames(tables, study, tools):
    large = {name: duckdb.from_df(tables[name]) for name in ("attendance", "encounters")}
    assert_same(br.Study.from_frames(**{**tables, **large}, lines=LINES), study, tools)


def test_frames_of_spark(tables, study, spark, tools):
    frames = {
        name: spark.createDataFrame(
            list(table.astype(str).itertuples(index=False, name=None)), list(table.columns)
        )
        for name, table in tables.items()
    }
    assert_same(br.Study.from_frames(**frames, lines=LINES), study, tools)


def test_frames_in_memory_of_other_libraries_are_read(tables, study):
    for make in (pl.DataFrame, pa.table):
        frames = {name: make(table.to_dict("list")) for name, table in tables.items()}
        read = br.Study.from_frames(**frames, lines=LINES)
        assert type(read) is br.Study
        assert read.fingerprint == study.fingerprint


def test_lazy_tables_of_two_libraries_are_refused(tables):
    mixed = {
        **tables,
        "attendance": duckdb.from_df(tables["attendance"]),
        "encounters": pl.DataFrame(tables["encounters"].to_dict("list")).lazy(),
    }
    with pytest.raises(OptionError, match="must be of one library"):
        br.Study.from_frames(**mixed, lines=LINES)


def test_what_is_no_table_is_refused():
    with pytest.raises(StudyError, match="must be a data frame or a dictionary of columns, not a"):
        br.Study.from_frames(encounters=5)
