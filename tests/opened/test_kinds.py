"""Columns of every kind that Parquet knows: counted as in memory, or refused in plain words."""

from datetime import date, time

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bridging as br
from bridging.errors import EngineError, StudyError

ENGINES = ("duckdb", "polars", "pandas", "pyarrow")
ENDS = ("participant", "source", "target")
MOMENTS = pa.timestamp("us", tz="Europe/Brussels")


def as_kind(table, columns, kind, make):
    """Return a table whose columns have a kind, of values made of those that were there."""
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    for name in set(columns) & set(table.columns):
        values = pa.array([make(cell) for cell in table[name]], kind)
        arrow = arrow.set_column(arrow.schema.get_field_index(name), name, values)
    return arrow


def parquet(tools, folder, tables, columns=(), kind=None, make=None, only=None):
    """Write a study as Parquet, with some columns of another kind."""
    tools.write(folder, tables)
    for name, table in tables.items():
        (folder / f"{name}.csv").unlink()
        chosen = columns if only in (None, name) else ()
        pq.write_table(as_kind(table, chosen, kind, make), folder / f"{name}.parquet")
    return folder


def assert_same(tools, folder, study=None):
    study = br.read_study(folder) if study is None else study
    for engine in ENGINES:
        opened = br.open_study(folder, engine=engine)
        tools.assert_same_mixing(opened, study, "origin", "session", weight="minutes")
        tools.assert_same_composition(opened, study, "origin", "home", None)


def number(cell):
    return int(cell[1:])


IDS = {
    "whole, without a sign": (pa.uint64(), lambda cell: 2**63 + number(cell)),
    "small": (pa.uint8(), number),
    "with a missing one": (
        pa.int64(),
        lambda cell: 10**17 + number(cell) if number(cell) else None,
    ),
    "with a point": (pa.float64(), lambda cell: float(number(cell))),
    "not a number": (pa.float64(), lambda cell: float(number(cell)) or float("nan")),
    "halves": (pa.float64(), lambda cell: number(cell) + 0.5),
    "empty": (pa.string(), lambda cell: cell if number(cell) else " "),
    "codes": (pa.dictionary(pa.int32(), pa.string()), lambda cell: cell),
}


@pytest.mark.parametrize("kind", IDS)
def test_ids_of_every_kind(tmp_path, tools, kind):
    folder = parquet(tools, tmp_path / "study", tools.random_study(1), ENDS, *IDS[kind])
    assert_same(tools, folder)


@pytest.mark.parametrize("kind", [pa.decimal128(38, 0), pa.decimal128(38, 2), pa.float64()])
def test_ids_that_are_longer_than_whole_numbers(tmp_path, tools, kind):
    """The groups and meetings are those of short ids: nobody is taken for somebody else."""
    from decimal import Decimal

    tables = tools.random_study(1)
    study = br.read_study(tools.write(tmp_path / "short", tables))
    exact = pa.types.is_decimal(kind)

    def long(cell):
        return Decimal(10**30 + number(cell)) if exact else 1e20 * (number(cell) + 1)

    folder = parquet(tools, tmp_path / "study", tables, ENDS, kind, long)
    assert_same(tools, folder, study)
    tools.assert_same_mixing(br.read_study(folder), study, "origin", "session", weight="minutes")


def test_long_whole_numbers_of_a_database(tmp_path, tools):
    tables = tools.random_study(1)
    folder = tools.write(tmp_path / "study", tables)
    study = br.read_study(folder)
    with duckdb.connect(str(folder / "study.duckdb")) as connection:
        connection.execute("CREATE TYPE groups AS ENUM ('a', 'b', 'c', '')")
        for name, table in tables.items():
            long = [f"(substr({c}, 2)::HUGEINT + 1e30::HUGEINT) AS {c}" for c in ENDS if c in table]
            codes = [f"{c}::groups AS {c}" for c in ("origin",) if c in table]
            changed = ", ".join([*long, *codes])
            chosen = f"* REPLACE ({changed})" if changed else "*"
            query = f"SELECT {chosen} FROM read_csv(?, header=true, all_varchar=true)"
            file = str(folder / f"{name}.csv")
            connection.execute(f"CREATE TABLE {name} AS {query}", [file])
    opened = br.open_study(folder / "study.duckdb")
    tools.assert_same_mixing(opened, study, "origin", "session", weight="minutes")


def test_codes_for_text_are_text(tmp_path, tools):
    kind = pa.dictionary(pa.int32(), pa.string())
    tables = tools.random_study(1)
    columns = {name for table in tables.values() for name in table if table[name].dtype != "int64"}
    folder = parquet(tools, tmp_path / "study", tables, columns, kind, lambda cell: cell)
    assert (tables["attendance"]["company"] == "").any(), "an empty code is nobody's company"
    assert_same(tools, folder)


def test_moments_of_a_time_zone(tmp_path, tools):
    def moment(cell):
        return pd.Timestamp(2025, 1, 1 + number(cell), 23, 30, tz="Europe/Brussels")

    folder = parquet(tools, tmp_path / "study", tools.random_study(1), ["session"], MOMENTS, moment)
    assert_same(tools, folder)


@pytest.mark.parametrize("zone", ["Europe/Brussels", None])
def test_times_of_arrival_as_moments(tmp_path, tools, zone):
    def moment(cell):
        return pd.Timestamp("2025-07-02 " + cell.rjust(5, "0"), tz=zone)

    tables = tools.random_study(1, times=True)
    kind = pa.timestamp("us", tz=zone)
    assert_same(
        tools, parquet(tools, tmp_path / "s", tables, ["arrival", "departure"], kind, moment)
    )


def test_times_of_day_and_days(tmp_path, tools):
    tables = tools.random_study(1, times=True)
    tables["attendance"]["arrival"] = tables["attendance"]["arrival"].str.rjust(5, "0")
    folder = parquet(
        tools, tmp_path / "times", tables, ["arrival", "departure"], pa.time64("us"),
        lambda cell: time(*map(int, cell.split(":"))),
    )  # fmt: skip
    assert_same(tools, folder)
    folder = parquet(
        tools, tmp_path / "days", tables, ["session"], pa.date32(),
        lambda cell: date(2025, 1, 1 + number(cell)),
    )  # fmt: skip
    assert_same(tools, folder)


@pytest.mark.parametrize(
    ("table", "column"),
    [("participants", "origin"), ("encounters", "source"), ("encounters", "minutes")],
)
def test_lists_in_a_cell_are_refused_where_they_are_counted_by(tmp_path, tools, table, column):
    folder = parquet(
        tools, tmp_path / "study", tools.random_study(1), [column], pa.list_(pa.string()),
        lambda cell: [str(cell)], only=table,
    )  # fmt: skip
    for engine in set(ENGINES) - {"pandas"}:  # which has no lists: they are read as text
        with pytest.raises(StudyError, match=f"Column '{column}' of table .* one value in each"):
            br.open_study(folder, engine=engine).mixing("origin", weight="minutes")


def test_lists_in_another_column_do_no_harm(tmp_path, tools):
    folder = parquet(
        tools, tmp_path / "study", tools.random_study(1), ["zone"], pa.list_(pa.string()),
        lambda cell: [str(cell)],
    )  # fmt: skip
    study = br.read_study(folder)
    for engine in ENGINES:
        tools.assert_same_mixing(br.open_study(folder, engine=engine), study, "origin", "session")


def damaged(how, file):
    content = bytearray(file.read_bytes())
    if how == "empty":
        content.clear()
    elif how == "cut off":
        content = content[:-30]
    else:  # the footer is whole, the pages are not
        content[4:400] = bytes(range(256)) + bytes(140)
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("how", ["empty", "cut off", "overwritten"])
def test_damaged_parquet_is_told_by_every_engine(tmp_path, tools, how):
    folder = parquet(tools, tmp_path / "study", tools.random_study(1))
    damaged(how, folder / "encounters.parquet")
    for engine in ENGINES:
        with pytest.raises((StudyError, EngineError), match=r"can't (be read|carry|go on)"):
            br.open_study(folder, engine=engine).mixing("origin")


def test_a_folder_in_place_of_a_file_is_told(tmp_path, tools):
    folder = parquet(tools, tmp_path / "study", tools.random_study(1))
    settings = (folder / "study.toml").read_text("utf-8")
    (folder / "met").mkdir()
    settings += '\n[tables.encounters]\nfile = "met"\n'
    (folder / "study.toml").write_text(settings, "utf-8")
    with pytest.raises(StudyError, match="must hold CSV or Parquet files; it has none"):
        br.open_study(folder)
    (folder / "met" / "encounters.parquet").mkdir()
    with pytest.raises(StudyError, match="must hold CSV or Parquet files; it has none"):
        br.open_study(folder)
