"""Ids, sessions and columns as real files have them: the counts are those of the study in memory."""

from decimal import Decimal

import duckdb
import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, StudyError

ENGINES = ("duckdb", "polars")
SEED = 1


def parquet(tools, tables, folder, settings=None):
    """Write a study as Parquet; text settings come from the tools."""
    tools.write(folder, tables)
    if settings is not None:
        (folder / "study.toml").write_text(settings, "utf-8")
    for name, table in tables.items():
        (folder / f"{name}.csv").unlink()
        duckdb.from_df(table).write_parquet(str(folder / f"{name}.parquet"))
    return folder


def assert_same(tools, folder, line="origin", by=(None, "session")):
    study = br.read_study(folder)
    for engine in ENGINES:
        opened = br.open_study(folder, engine=engine)
        for one in by:
            tools.assert_same_mixing(opened, study, line, one)
            tools.assert_same_mixing(opened, study, line, one, weight="minutes")
            tools.assert_same_composition(opened, study, line, one, None)


def of_session(tables, make):
    """Return the tables with other names of sessions."""
    return {
        name: table.assign(session=[make(int(text[1:]), name) for text in table["session"]])
        if "session" in table
        else table
        for name, table in tables.items()
    }


def of_person(tables, make):
    """Return the tables with other ids."""
    ends = ("participant", "source", "target")
    return {
        name: table.assign(
            **{c: [make(int(text[1:]), name) for text in table[c]] for c in ends if c in table}
        )
        for name, table in tables.items()
    }


SESSIONS = {
    "days": lambda i, _: pd.Timestamp(2025, 1, 1 + i),
    "moments": lambda i, _: pd.Timestamp(2025, 1, 1 + i, 10, 30),
    "numbers with a point": lambda i, table: float(i) if table == "encounters" else i,
    "spaces": lambda i, table: f"s{i} " if table == "encounters" else f"s{i}",
}
IDS = {
    "halves": lambda i, table: i + 0.5 if table == "encounters" else str(i + 0.5),
    "decimals": lambda i, table: Decimal(f"{i}.00") if table == "encounters" else i,
    "spaces": lambda i, table: f" p{i}" if table == "encounters" else f"p{i}",
}


@pytest.mark.parametrize("kind", SESSIONS)
def test_sessions_are_the_same_however_they_are_written(tmp_path, tools, kind):
    tables = of_session(tools.random_study(SEED), SESSIONS[kind])
    assert_same(tools, parquet(tools, tables, tmp_path / "listed"))
    del tables["sessions"]
    assert_same(tools, parquet(tools, tables, tmp_path / "named"))


@pytest.mark.parametrize("kind", IDS)
def test_people_are_the_same_however_they_are_written(tmp_path, tools, kind):
    assert_same(
        tools, parquet(tools, of_person(tools.random_study(SEED), IDS[kind]), tmp_path / "study")
    )


@pytest.mark.parametrize("kind", ["days", "numbers with a point"])
def test_parts_name_sessions_as_the_whole_does(tmp_path, tools, kind):
    tables = of_session(tools.random_study(SEED), SESSIONS[kind])
    study = br.read_study(parquet(tools, tables, tmp_path / "whole"))
    folder = parquet(tools, tables, tmp_path / "study")
    (folder / "encounters.parquet").unlink()
    (folder / "encounters").mkdir()
    for part in range(2):
        rows = tables["encounters"].iloc[part::2]
        duckdb.from_df(rows).write_parquet(str(folder / "encounters" / f"part-{part}.parquet"))
    for engine in ENGINES:
        tools.assert_same_mixing(br.open_study(folder, engine=engine), study, "origin", "session")


@pytest.mark.parametrize("name", ["sessions", "attendance", "encounters"])
def test_a_table_without_rows_is_read_as_in_memory(tmp_path, tools, name):
    tables = tools.random_study(SEED)
    tables[name] = tables[name].iloc[:0]
    assert_same(tools, tools.write(tmp_path / "study", tables))


def test_participants_without_rows_are_refused(tmp_path, tools):
    tables = tools.random_study(SEED)
    tables["participants"] = tables["participants"].iloc[:0]
    folder = tools.write(tmp_path / "study", tables)
    for engine in ENGINES:
        with pytest.raises(StudyError, match="must have a column in participants"):
            br.open_study(folder, engine=engine).mixing("origin")


def test_minutes_as_decimals(tmp_path, tools):
    tables = tools.random_study(SEED)
    minutes = [Decimal("2.50") if text else None for text in tables["encounters"]["minutes"]]
    tables["encounters"]["minutes"] = minutes
    assert_same(tools, parquet(tools, tables, tmp_path / "study"))


@pytest.mark.parametrize("name", ["group", "unit", "at"])
def test_columns_may_be_called_as_ours_are_while_counting(tmp_path, tools, name):
    tables = tools.random_study(SEED)
    tables["participants"] = tables["participants"].rename(columns={"origin": name})
    tables["attendance"] = tables["attendance"].assign(own=1, takes_part=9, participant_a=3)
    folder = tools.write(tmp_path / "study", tables)
    settings = (folder / "study.toml").read_text("utf-8").replace("lines.origin", f"lines.{name}")
    (folder / "study.toml").write_text(settings, "utf-8")
    assert_same(tools, folder, name, (None, name, "home"))


def test_a_column_of_sessions_goes_before_one_of_people(tmp_path, tools):
    tables = tools.random_study(SEED)
    weather = {name: str(i % 2) for i, name in enumerate(tables["sessions"]["session"])}
    tables["attendance"]["home"] = tables["attendance"]["session"].map(weather)
    assert_same(tools, tools.write(tmp_path / "study", tables), by=("home",))


def test_visits_that_say_two_things_are_refused(tmp_path, tools):
    tables = tools.random_study(SEED)
    visits = tables["attendance"]
    tables["attendance"] = pd.concat([visits, visits])
    assert_same(tools, tools.write(tmp_path / "alike", tables))
    other = visits.assign(company=np.where(visits.index == 0, "another", visits["company"]))
    tables["attendance"] = pd.concat([visits, other])
    folder = tools.write(tmp_path / "study", tables)
    for engine in ENGINES:
        with pytest.raises(DataError, match=r"must say the same; of 1 visits they do not"):
            br.open_study(folder, engine=engine).mixing("origin")
    found = br.read_study(folder).problems()  # in memory there is a first row, and it is said
    found = found[found["problem"].str.startswith("A person must be in a session once")]
    assert found["n_rows"].tolist() == [len(visits)]
    assert "The first row is kept." in found["hint"].iloc[0]


def test_a_role_that_is_there_is_not_said_to_be_missing(tmp_path, tools):
    found = br.open_study(tools.write(tmp_path / "study", tools.random_study(SEED))).problems()
    assert not found["problem"].str.contains("role").any()
