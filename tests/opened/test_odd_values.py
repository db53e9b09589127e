"""Durations, negative and endless values, and rows that can't be used, count as in `read_study`."""

import duckdb
import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, StudyError
from bridging.records.durations import durations, in_minutes

ENGINES = ("duckdb", "polars", "pandas", "pyarrow")
PEOPLE = pd.DataFrame({"participant": ["a1", "a2", "b1", "b2"], "origin": ["a", "a", "b", "b"]})
PAIRS = pd.DataFrame(
    {
        "source": ["a1", "a1", "b1", "a2"],
        "target": ["b1", "a2", "b2", "b1"],
        "session": ["1", "1", "1", "1"],
    }
)
HERE = pd.DataFrame({"participant": PEOPLE["participant"], "session": ["1"] * 4})
LINE = '[lines.origin]\ngroups = ["a", "b"]\n'


def folder_of(place, settings=LINE, suffix="csv", **tables):
    """Write a study; participants always as CSV."""
    place.mkdir()
    (place / "study.toml").write_text(settings, "utf-8")
    PEOPLE.to_csv(place / "participants.csv", index=False)
    for name, table in tables.items():
        if suffix == "csv":
            table.to_csv(place / f"{name}.csv", index=False)
        else:
            duckdb.from_df(table).write_parquet(str(place / f"{name}.parquet"))
    return place


def assert_as_read(tools, folder, engine, **options):
    study, opened = br.read_study(folder), br.open_study(folder, engine=engine)
    tools.assert_same_mixing(opened, study, "origin", None, **options)
    return study.mixing("origin", **options)


# --- minutes of contacts ---------------------------------------------------------------------

ODD_MINUTES = {
    "negative": [-30.0, 10.0, 20.0, 40.0],
    "negative whole": [-30, 10, 20, 40],
    "endless": [np.inf, 10.0, 20.0, 40.0],
    "less than endless": [-np.inf, 10.0, 20.0, np.nan],
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ODD_MINUTES)
def test_negative_and_endless_minutes_are_missing(tmp_path, tools, engine, kind):
    table = PAIRS.assign(minutes=ODD_MINUTES[kind])
    folder = folder_of(tmp_path / "s", suffix="parquet", encounters=table)
    by_hand = 0.0 if kind == "less than endless" else 40.0  # a2-b1; a1-b1 has no minutes
    found = assert_as_read(tools, folder, engine, weight="minutes")
    assert found.contacts[0, 1] == by_hand
    with_visits = folder_of(tmp_path / "v", suffix="parquet", encounters=table, attendance=HERE)
    assert_as_read(tools, with_visits, engine, weight="minutes")


@pytest.mark.parametrize("engine", ENGINES)
def test_negative_minutes_of_a_meeting_are_missing(tmp_path, tools, engine):
    names = ["a1", "b1", "b2", "a2", "b1"]
    meetings = pd.DataFrame(
        {
            "encounter": ["m", "m", "m", "n", "n"],
            "participant": names,
            "session": ["1"] * 5,
            "minutes": [-5.0, -5.0, -5.0, 7.0, 7.0],
        }
    )
    folder = folder_of(tmp_path / "s", suffix="parquet", encounters=meetings)
    found = assert_as_read(tools, folder, engine, weight="minutes")
    np.testing.assert_array_equal(found.contacts, [[0, 7], [7, 0]])


def database(place, encounters):
    """Write a DuckDB file of which encounters are the rows of a query."""
    with duckdb.connect(place) as connection:
        connection.register("people", PEOPLE)
        connection.execute("CREATE TABLE participants AS SELECT * FROM people")
        connection.register("pairs", PAIRS)
        connection.execute(f"CREATE TABLE encounters AS {encounters}")
    return place


def test_negative_minutes_in_a_database_and_in_a_plan_are_missing(tmp_path):
    table = PAIRS.assign(minutes=[-30.0, 10.0, 20.0, 40.0])
    lines = {"origin": ["a", "b"]}
    expected = br.Study.from_frames(participants=PEOPLE, encounters=table, lines=lines)
    wanted = expected.mixing("origin", weight="minutes").contacts
    np.testing.assert_array_equal(wanted, [[20, 40], [40, 40]])
    minutes = "CASE WHEN target = 'a2' THEN 10.0 WHEN target = 'b2' THEN 20.0"
    minutes += " WHEN source = 'a1' THEN -30.0 ELSE 40.0 END AS minutes"
    place = database(str(tmp_path / "s.duckdb"), f"SELECT *, {minutes} FROM pairs")
    opened = br.open_study(place, lines=lines)
    found = opened.mixing("origin", weight="minutes").contacts
    np.testing.assert_array_equal(found, wanted)

    polars = pytest.importorskip("polars")
    plan = polars.from_pandas(table).lazy()
    lazy = br.Study.from_frames(
        participants=polars.from_pandas(PEOPLE), encounters=plan, lines=lines
    )
    found = lazy.mixing("origin", weight="minutes").contacts
    np.testing.assert_array_equal(found, wanted)


# --- durations -------------------------------------------------------------------------------

UNITS = ("s", "ms", "us", "ns")


def write_durations(place, table, minutes, unit="us"):
    """Write a table with columns of durations as Parquet, as pandas does."""
    pytest.importorskip("pyarrow", reason="pandas writes Parquet with pyarrow")
    of = {
        name: pd.to_timedelta(cells, unit="m").astype(f"timedelta64[{unit}]")
        for name, cells in minutes.items()
    }
    table.assign(**of).to_parquet(place, index=False)
    return place


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("unit", UNITS)
def test_durations_are_read_as_minutes(tmp_path, unit, engine):
    folder = folder_of(tmp_path / "s")
    write_durations(folder / "encounters.parquet", PAIRS, {"minutes": [10, 20, 30, None]}, unit)
    found = br.read_study(folder).mixing("origin", weight="minutes").contacts
    np.testing.assert_array_equal(found, [[40, 10], [10, 60]])
    opened = br.open_study(folder, engine).mixing("origin", weight="minutes").contacts
    np.testing.assert_array_equal(opened, [[40, 10], [10, 60]])


@pytest.mark.parametrize("engine", ENGINES)
def test_arrivals_that_are_durations_are_minutes(tmp_path, tools, engine):
    folder = folder_of(tmp_path / "s", encounters=PAIRS)
    times = {"arrival": [600, 630, 660, 600], "departure": [620, 690, 720, 780]}
    write_durations(folder / "attendance.parquet", HERE, times)
    found = assert_as_read(tools, folder, engine, opportunity="minutes")
    # a1-b2 20 minutes, a2-b1 30, a2-b2 60, b1-b2 60; within a group from both ends
    np.testing.assert_array_equal(found.opportunities, [[0, 110], [110, 120]])


def test_intervals_in_a_database_are_minutes(tmp_path):
    minutes = "CASE WHEN target = 'b1' THEN INTERVAL 1530 MINUTE ELSE INTERVAL 30 SECOND END"
    rows = f"SELECT *, {minutes} AS minutes FROM pairs WHERE source = 'a1'"
    place = database(str(tmp_path / "s.duckdb"), rows)
    opened = br.open_study(place, lines={"origin": ["a", "b"]})
    found = opened.mixing("origin", weight="minutes").contacts
    np.testing.assert_array_equal(found, [[1, 1530], [1530, 0]])  # from both ends


def test_durations_written_by_polars_are_told(tmp_path):
    polars = pytest.importorskip("polars")
    file = str(tmp_path / "t.parquet")
    frame = polars.DataFrame({"n": [1, 2], "t é": [60_000, None], "x": ["a", "b"]})
    frame.with_columns(polars.col("t é").cast(polars.Duration("ms"))).write_parquet(file)
    with duckdb.connect() as connection:
        found = in_minutes(connection.read_parquet(file), connection, [file]).fetchall()
    assert found == [(1, 1.0, "a"), (2, None, "b")]


def test_files_that_differ_in_their_unit_are_refused(tmp_path):
    one = write_durations(tmp_path / "a.parquet", PAIRS, {"minutes": [1, 2, 3, 4]}, "us")
    files = [str(one), str(tmp_path / "b.parquet")]
    write_durations(files[1], PAIRS, {"minutes": [1, 2, 3, 4]}, "ms")
    with duckdb.connect() as connection:
        rows = connection.read_parquet(files)
        with pytest.raises(StudyError, match="written alike in all files"):
            in_minutes(rows, connection, files)
        duckdb.from_df(PAIRS.assign(minutes=[1, 2, 3, 4])).write_parquet(files[1])
        with pytest.raises(StudyError, match="written alike in all files"):
            in_minutes(connection.read_parquet(files), connection, files)


def test_a_schema_that_is_cut_off_holds_no_durations(tmp_path):
    file = write_durations(tmp_path / "a.parquet", PAIRS, {"minutes": [1, 2, 3, 4]})
    query = "SELECT value FROM parquet_kv_metadata(?) WHERE decode(key) = 'ARROW:schema'"
    schema = duckdb.execute(query, [str(file)]).fetchall()[0][0]
    assert durations(schema) == {"minutes": 60e6}
    for length in range(0, 160, 4):
        assert durations(schema[:length]) == {}
    assert durations(b"not base64 at all") == {}


# --- arrivals and departures -----------------------------------------------------------------

ODD_TIMES = {
    "early": (["14:00", "13:30", "14:30", "14:00"], ["13:00", "15:00", "16:00", "16:00"]),
    "past midnight": (["23:00", "23:30", "0:10", "23:00"], ["24:30", "0:30", "1:00", "25:00"]),
    "numbers": ([50, 30, 60, 0], [20, 90, 120, 180]),
    "endless": ([0, 30.0, 60, -np.inf], [20, 90.0, 120, np.inf]),
    "some days": (
        ["2025-01-01 14:00", "13:30", "2025-01-02 0:30", None],
        ["14:20", "2025-01-01 14:30", "25:00", "13:00"],
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ODD_TIMES)
@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_times_that_cannot_be_are_missing(tmp_path, tools, engine, kind, suffix):
    arrival, departure = ODD_TIMES[kind]
    table = HERE.assign(arrival=arrival, departure=departure)
    met = PAIRS[:1].assign(source="a1", target="b2")
    folder = folder_of(tmp_path / "s", suffix=suffix, attendance=table, encounters=met)
    found = assert_as_read(tools, folder, engine)
    if kind == "early":  # nobody missed anybody: of a1 no time is known
        np.testing.assert_array_equal(found.opportunities, [[2, 4], [4, 2]])
    study, opened = br.read_study(folder), br.open_study(folder, engine=engine)
    with pytest.raises(DataError, match="must have an arrival and a departure"):
        study.mixing("origin", opportunity="minutes")
    with pytest.raises(DataError, match="must have an arrival and a departure"):
        opened.mixing("origin", opportunity="minutes")


@pytest.mark.parametrize("engine", ENGINES)
def test_days_and_times_of_day_in_one_column_compare(tmp_path, tools, engine):
    dated = ["2025-01-01 14:00", "14:10", "2025-01-01 14:20", "14:00"]
    left = ["14:30", "2025-01-01 15:00", "15:00", "2025-01-02 1:00"]
    two = pd.concat([HERE, HERE.assign(session="2")], ignore_index=True)
    two = two.assign(
        arrival=[*dated, *(cell.replace("01-01", "03-05") for cell in dated)],
        departure=[*left, *(c.replace("01-01", "03-05").replace("01-02", "03-06") for c in left)],
    )
    folder = folder_of(tmp_path / "s", attendance=two, encounters=PAIRS)
    found = assert_as_read(tools, folder, engine, opportunity="minutes")
    # in each session a1-a2 20 minutes, b1-b2 40; across 10 + 30 + 40 + 50
    np.testing.assert_array_equal(found.opportunities, [[80, 260], [260, 160]])


# --- people who met without being recorded as present -------------------------------------------

UNUSABLE = {
    "somebody unknown": {"source": ["a1"], "target": ["ghost"]},
    "herself": {"source": ["a1"], "target": ["a1"]},
    "nobody": {"source": ["a1"], "target": [None]},
    "a session that is not listed": {"source": ["a1"], "target": ["b2"], "session": ["9"]},
    "alone": {"encounter": ["m"], "participant": ["a1"]},
    "a meeting without a name": {"encounter": [None, None], "participant": ["a1", "b2"]},
    "twice herself": {"encounter": ["m", "m"], "participant": ["a1", "a1"]},
    "with somebody unknown": {"encounter": ["m", "m"], "participant": ["a1", "ghost"]},
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", UNUSABLE)
def test_rows_that_cannot_be_used_make_nobody_present(tmp_path, tools, engine, kind):
    rows = pd.DataFrame(UNUSABLE[kind])
    rows = rows if "session" in rows else rows.assign(session="1")
    good = {"source": ["a2"], "target": ["b1"]}
    if "encounter" in rows:
        good = {"encounter": ["z", "z"], "participant": ["a2", "b1"]}
    rows = pd.concat([rows, pd.DataFrame(good).assign(session="1")])
    folder = folder_of(
        tmp_path / "s",
        'absent = "add"\n' + LINE,
        sessions=pd.DataFrame({"session": ["1"]}),
        attendance=HERE[1:3].assign(company=""),
        encounters=rows,
    )
    found = assert_as_read(tools, folder, engine)
    np.testing.assert_array_equal(found.opportunities, [[0, 1], [1, 0]])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("long", [False, True])
def test_who_met_is_added_to_attendance_without_other_columns(tmp_path, tools, engine, long):
    met = PAIRS[["source", "target", "session"]]
    if long:
        met = met.assign(encounter=["m", "n", "o", "p"]).melt(["encounter", "session"])
        met = met.rename(columns={"value": "participant"}).drop(columns="variable")
    folder = folder_of(
        tmp_path / "s", 'absent = "add"\n' + LINE, attendance=HERE[:3], encounters=met
    )
    found = assert_as_read(tools, folder, engine)
    np.testing.assert_array_equal(found.opportunities, [[2, 4], [4, 2]])  # b2 met b1


# --- the only session there is --------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("by", ["site", "session"])
def test_without_attendance_the_only_unit_has_everybody(tmp_path, tools, engine, by):
    folder = folder_of(tmp_path / "s", encounters=PAIRS.drop(columns="session"))
    study, opened = br.read_study(folder), br.open_study(folder, engine=engine)
    for units in (None, "session", "site"):
        tools.assert_same_composition(opened, study, "origin", by, units)
    theirs = {one.measure.name: one for one in br.profile(study, "origin", by=by)}
    ours = br.profile(opened, "origin", by=by)
    assert len(ours) > 5
    for one in ours:
        assert one.estimate == pytest.approx(theirs[one.measure.name].estimate, nan_ok=True)
