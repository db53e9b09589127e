"""Opening, going on after a stop, loading, sampling, and what can't be opened."""

import signal
import subprocess
import sys
import textwrap

import duckdb
import numpy as np
import pytest

import bridging as br
from bridging.counting.opened import partitions
from bridging.errors import DataError, EngineError, OptionError, StudyError

HOUSES = "five-houses"


@pytest.fixture(scope="module")
def houses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("houses") / HOUSES
    br.simulate.write_sample(HOUSES, folder)
    return folder


def to_parquet(source, folder):
    """Write the tables of a folder of CSV as Parquet beside the same settings."""
    folder.mkdir()
    (folder / "study.toml").write_text((source / "study.toml").read_text("utf-8"), "utf-8")
    for file in source.glob("*.csv"):
        duckdb.read_csv(str(file), header=True, all_varchar=True).write_parquet(
            str(folder / f"{file.stem}.parquet")
        )
    return folder


def to_database(source, folder):
    folder.mkdir()
    (folder / "study.toml").write_text((source / "study.toml").read_text("utf-8"), "utf-8")
    with duckdb.connect(str(folder / "houses.duckdb")) as connection:
        for file in sorted(source.glob("*.csv")):
            connection.execute(
                f"CREATE TABLE {file.stem} AS SELECT * FROM read_csv(?, header=true, all_varchar=true)",
                [str(file)],
            )
    return folder / "houses.duckdb"


def in_parts(source, folder, parts=4, by_session=True):
    """Write the encounters of a study as several Parquet files, whole sessions or not."""
    to_parquet(source, folder)
    whole = folder / "encounters.parquet"
    target = folder / "encounters"
    target.mkdir()
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(whole)]).fetchone()[
            0
        ]
        for part in range(parts):
            of = f"dense_rank() OVER (ORDER BY session) * {parts} // 60 = {part}"
            if not by_session:
                of = f"row_number() OVER () * {parts} // {rows + 1} = {part}"
            connection.execute(
                f"COPY (SELECT * FROM read_parquet('{whole}') QUALIFY {of}) "
                f"TO '{target}/part-{part:05d}.parquet'"
            )
    whole.unlink()
    return folder


def assert_same_frame(one, other):
    np.testing.assert_array_equal(one.contacts, other.contacts)
    np.testing.assert_array_equal(one.opportunities, other.opportunities)


def test_a_study_gives_the_same_report_whatever_it_is_kept_in(houses, tmp_path, spark):
    parquet = to_parquet(houses, tmp_path / HOUSES)
    studies = {
        "csv": br.open_study(houses),
        "parquet": br.open_study(parquet),
        "database": br.open_study(to_database(houses, tmp_path / "database")),
        "spark": br.open_study(parquet, engine=spark),
    }
    pages = {}
    for name, study in studies.items():
        file = tmp_path / f"{name}.html"
        br.report(study.load(), file, n_resamples=9)
        pages[name] = file.read_bytes()
    assert len(pages["csv"]) > 10_000
    for name in ("parquet", "database", "spark"):
        assert pages[name] == pages["csv"], name


def test_a_study_that_is_counted_where_it_is_gives_the_same_report(houses, tmp_path):
    parquet = to_parquet(houses, tmp_path / HOUSES)
    studies = {
        "csv": br.open_study(houses),
        "parquet": br.open_study(parquet),
        "database": br.open_study(to_database(houses, tmp_path / "database")),
        "polars": br.open_study(parquet, engine="polars"),
    }
    pages = {}
    for name, study in studies.items():
        file = tmp_path / f"{name}.html"
        br.report(study, file, n_resamples=9)
        pages[name] = file.read_bytes()
    assert len(pages["csv"]) > 10_000
    for name in ("parquet", "database", "polars"):
        assert pages[name] == pages["csv"], name


@pytest.mark.parametrize("by_session", [True, False])
def test_tables_in_parts_are_counted_as_a_whole(houses, tmp_path, by_session, tools):
    opened = br.open_study(in_parts(houses, tmp_path / "study", by_session=by_session))
    assert partitions.sessions_apart(opened.tables) == by_session
    study = br.read_study(houses)
    assert len(opened.tables.parts) == 4
    for weight in ("encounters", "minutes", "pairs"):
        tools.assert_same_mixing(opened, study, "origin", "site", weight=weight)


def test_partitions_by_folder_are_counted_as_a_whole(houses, tmp_path, tools):
    folder = to_parquet(houses, tmp_path / "study")
    whole = folder / "encounters.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT *, substr(session, 1, 2) AS place FROM read_parquet('{whole}')) "
            f"TO '{folder}/encounters' (FORMAT parquet, PARTITION_BY (place))"
        )
    whole.unlink()
    tools.assert_same_mixing(br.open_study(folder), br.read_study(houses), "origin", "site")


def test_a_count_that_was_killed_goes_on_where_it_was(houses, tmp_path):
    folder, cache = in_parts(houses, tmp_path / "study"), tmp_path / "cache"
    code = textwrap.dedent(
        f"""
        import os, signal
        import bridging as br
        from bridging.counting.opened import partitions
        put = partitions.Store.put
        def put_and_die(self, key, counts):
            put(self, key, counts)
            put_and_die.done += 1
            if put_and_die.done == 2:
                unfinished = self.folder / "half.1.unfinished"
                unfinished.write_bytes(b"half")
                os.kill(os.getpid(), signal.SIGKILL)
        put_and_die.done = 0
        partitions.Store.put = put_and_die
        br.open_study({str(folder)!r}, cache={str(cache)!r}).mixing("origin")
        """
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(cache.glob("*.npz"))) == 2
    counted = []
    opened = br.open_study(folder, cache=cache)
    original = partitions.count_in_parts

    class Watched(partitions.Store):
        def put(self, key, counts):
            counted.append(key)
            super().put(key, counts)

    opened.__dict__["store"] = None
    object.__setattr__(opened, "store", Watched(cache))
    assert_same_frame(opened.mixing("origin"), br.read_study(houses).mixing("origin"))
    assert len(counted) == 2, "only the parts that were not done are counted"
    assert original is partitions.count_in_parts
    again = br.open_study(folder, cache=cache)
    assert_same_frame(again.mixing("origin"), br.read_study(houses).mixing("origin"))


def test_a_part_that_changed_is_counted_again(houses, tmp_path):
    folder, cache = in_parts(houses, tmp_path / "study"), tmp_path / "cache"
    before = br.open_study(folder, cache=cache).mixing("origin").n_contacts
    part = folder / "encounters" / "part-00003.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM read_parquet('{part}') LIMIT 5")
        connection.execute(f"COPY t TO '{part}'")
    opened = br.open_study(folder, cache=cache)
    after = opened.mixing("origin").n_contacts
    assert after < before
    assert after == br.open_study(folder).mixing("origin").n_contacts


def test_what_is_kept_and_damaged_is_counted_again(houses, tmp_path):
    folder, cache = in_parts(houses, tmp_path / "study"), tmp_path / "cache"
    br.open_study(folder, cache=cache).mixing("origin")
    for file in cache.glob("*.npz"):
        file.write_bytes(file.read_bytes()[:50])
    assert_same_frame(
        br.open_study(folder, cache=cache).mixing("origin"), br.read_study(houses).mixing("origin")
    )


def test_a_missing_part_is_refused(houses, tmp_path):
    folder = in_parts(houses, tmp_path / "study")
    (folder / "encounters" / "part-00002.parquet").unlink()
    with pytest.raises(StudyError, match="must have every numbered part; 2 can't be found"):
        br.open_study(folder)


def test_declared_numbers_of_files_and_rows_are_held_to(houses, tmp_path):
    folder = in_parts(houses, tmp_path / "study")
    settings = (folder / "study.toml").read_text("utf-8")
    for key, said in (
        ("files", "must have 5 files, .* it has 4"),
        ("rows", "must have 5 rows, .* it has 1354"),
    ):
        (folder / "study.toml").write_text(f"{settings}\n[tables.encounters]\n{key} = 5\n", "utf-8")
        with pytest.raises(StudyError, match=said):
            br.open_study(folder)


def test_a_part_that_goes_while_it_is_open_is_told(houses, tmp_path):
    folder = in_parts(houses, tmp_path / "study")
    opened = br.open_study(folder)
    (folder / "encounters" / "part-00002.parquet").unlink()
    with pytest.raises((EngineError, StudyError), match="can't be"):
        opened.mixing("origin")


def test_parts_with_other_columns_are_refused(houses, tmp_path):
    folder = in_parts(houses, tmp_path / "study")
    part = folder / "encounters" / "part-00001.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT *, 1 AS extra FROM read_parquet('{part}')")
        connection.execute(f"COPY t TO '{part}'")
    with pytest.raises(
        StudyError, match="must have the same columns; 'part-00001.parquet'.*'extra'"
    ):
        br.open_study(folder)


def test_a_broken_file_is_told(houses, tmp_path):
    folder = to_parquet(houses, tmp_path / "study")
    (folder / "encounters.parquet").write_bytes(b"PAR1 not at all")
    with pytest.raises((StudyError, EngineError), match="can't be read"):
        br.open_study(folder).mixing("origin")


def test_a_full_disk_is_told_and_nothing_is_returned(tmp_path):
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text('[lines.origin]\ngroups = ["a", "b"]\n')
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'person-' || i AS participant, chr(97 + (i % 2)::int) AS origin "
            f"FROM range(400000) t(i)) TO '{folder}/participants.parquet'"
        )
        connection.execute(
            "COPY (SELECT 'person-' || (hash(i) % 400000) AS source, "
            "'person-' || (hash(i + 7) % 400000) AS target, "
            f"'s' || (i % 50) AS session FROM range(2000000) t(i)) TO '{folder}/encounters.parquet'"
        )
    with pytest.raises(EngineError, match=r"can't go on"):
        br.open_study(folder, memory="60MB", spill="1MB").mixing("origin", weight="pairs")


def test_loading_gives_the_study(houses, tmp_path):
    study = br.read_study(houses)
    for opened in (br.open_study(houses), br.open_study(in_parts(houses, tmp_path / "study"))):
        loaded = opened.load()
        assert loaded.fingerprint == study.fingerprint
    one = study.sites[0]
    assert br.open_study(houses).select(sites=one).load().sites == (one,)


def test_what_does_not_fit_is_not_loaded(houses, monkeypatch):
    monkeypatch.setattr("bridging.counting.opened.load.BYTES", 2**40)
    with pytest.raises(EngineError, match=r"can't be loaded.*study\.sample"):
        br.open_study(houses).load()


def test_a_sample_of_sessions_stands_for_all(houses):
    opened = br.open_study(houses)
    study = br.read_study(houses)
    sample = opened.sample(27, seed=3)
    sessions = sample.records.tables["sessions"]
    assert len(sessions) == 27
    assert sample.fingerprint == opened.sample(27, seed=3).fingerprint
    assert sample.fingerprint != opened.sample(27, seed=4).fingerprint
    everything = study.records.tables["sessions"]["site"].value_counts()
    stands_for = sessions["sampling_weight"].astype(float).groupby(sessions["site"]).sum()
    assert stands_for.round(9).to_dict() == everything.to_dict()
    chosen = study.select(sessions=sessions["session"].tolist())
    assert_same_frame(sample.mixing("origin"), chosen.mixing("origin"))
    with pytest.raises(OptionError, match="must be between 1 and 54"):
        opened.sample(0)


def test_analyses_of_counts_run_and_say_the_same(houses):
    opened, study = br.open_study(houses), br.read_study(houses)
    ours = br.profile(opened, "origin", by="site").to_frame().set_index(["measure", "unit"])
    theirs = br.profile(study, "origin", by="site", null=None, interval=None).to_frame()
    theirs = theirs.set_index(["measure", "unit"])
    assert {"blau_unbiased", "bridging_ratio", "odds_ratio_within", "theil_h"} <= set(
        ours.index.get_level_values(0)
    )
    for column in ("estimate", "n_participants", "n_contacts", "n_sessions", "n_left_out"):
        there = ours.index.get_level_values(0) != "partner_choice"
        np.testing.assert_array_equal(
            ours.loc[there, column].astype(float),
            theirs.loc[ours.index[there], column].astype(float),
            column,
        )
    keys = ["unit", "group", "crossing", "label"]
    for line in ("origin", ["origin", "ses"]):
        one = br.chain(opened, line, by="site").to_frame().set_index(keys)["estimate"]
        other = br.chain(study, line, by="site", null=False, interval=False)
        other = other.to_frame().set_index(keys)["estimate"]
        other[other.index.isin(["activity", "partner_choice"], level="label")] = np.nan
        np.testing.assert_allclose(one, other.loc[one.index], rtol=1e-12)
    ours, theirs = (br.findings(one, "origin").to_frame() for one in (opened, study))
    for column in ("visits_with_someone_across", "bridging_contacts", "bonding_contacts"):
        np.testing.assert_allclose(ours[column], theirs[column])


def test_numbers_of_people_in_contact_without_attendance(tmp_path, tools):
    folder = tools.write(tmp_path / "study", tools.random_study(9, attendance=False))
    for by in (None, "site", "zone"):
        ours, theirs = (
            br.estimate("ei_index", one, "origin", by, null=None, interval=None).to_frame()
            for one in (br.open_study(folder), br.read_study(folder))
        )
        assert ours["n_participants"].tolist() == theirs["n_participants"].tolist()


def test_the_plan_is_shown(houses):
    plan = br.open_study(houses).explain("origin")
    assert plan.startswith("Engine: duckdb\nParts (1):\n  encounters (encounters.csv)")
    assert "READ_CSV" in plan.upper()


def test_what_needs_people_says_so(houses):
    opened = br.open_study(houses)
    for call in (
        opened.contact_graph,
        opened.meetings,
        opened.attendance_graph,
        lambda: opened.mixing("origin", directed=True),
        lambda: opened.select(forms="talk"),
        lambda: br.estimate("friending_bias", opened, "origin"),
    ):
        with pytest.raises(DataError, match=r"opened study.*study\.load\(\)"):
            call()


def test_what_can_not_be_opened_says_why(houses, tmp_path, tools):
    with pytest.raises(StudyError, match="must be a folder or DuckDB file that exists"):
        br.open_study(tmp_path / "nowhere")
    with pytest.raises(OptionError, match=r"must be one of .*'duckdb'.* Did you mean 'duckdb'"):
        br.open_study(houses, engine="duckdbb")
    with pytest.raises(OptionError, match="must be a size, as '2GB', not '2 apples'"):
        br.open_study(houses, memory="2 apples")
    with pytest.raises(OptionError, match="can't be set for 'pandas'"):
        br.open_study(houses, engine="pandas", memory="2GB")
    folder = tools.write(tmp_path / "twice", tools.random_study(1))
    table = folder / "participants.csv"
    table.write_text(table.read_text() + "p0,a,,30,north\n")
    with pytest.raises(DataError, match="must be different in every row of participants; 1 rows"):
        br.open_study(folder).mixing("origin")
    (folder / "participants.csv").unlink()
    with pytest.raises(StudyError, match="must have a column in participants"):
        br.open_study(folder).mixing("origin")


def test_rows_that_can_not_be_used_are_told_and_counted_once(tmp_path, tools):
    tables = tools.random_study(2)
    folder = tools.write(tmp_path / "study", tables)
    before = br.open_study(folder)
    assert not len(before.problems().query("table in ('encounters', 'attendance')"))
    for name, rows in (
        ("encounters", "p0,nobody,s0,1,0\np0,p0,s0,1,0\np0,p1,nowhere,1,0\n,p1,s0,1,0\n"),
        ("attendance", "nobody,s0,,\n" + ",".join(tables["attendance"].iloc[0]) + "\n"),
    ):
        file = folder / f"{name}.csv"
        file.write_text(file.read_text() + rows)
    opened = br.open_study(folder)
    found = opened.problems().set_index("table")["n_rows"]
    assert found["encounters"] == 4
    assert found["attendance"] == 2
    assert_same_frame(opened.mixing("origin"), before.mixing("origin"))


def test_a_data_package_is_opened_with_its_settings(tmp_path):
    """Its lines, who is staff, and which purpose of consent counts."""
    people = ["an", "bo", "cy", "di"]
    study = br.Study.from_frames(
        participants={
            "participant": people, "origin": list("aabb"),
            "role": ["parent", "parent", "parent", "facilitator"],
        },
        attendance={"participant": people},
        encounters={"source": ["an", "an", "an"], "target": ["bo", "cy", "di"]},
        lines={"origin": ["a", "b"]}, roles={"staff": ["facilitator"]},
    )  # fmt: skip
    folder = br.write_package(study, tmp_path / "package")
    for place in (folder, folder / "datapackage.json"):
        opened = br.open_study(place)
        assert opened.lines == study.lines
        assert opened.mixing("origin").contacts.tolist() == [[2, 1], [1, 0]]
    described = folder / "datapackage.json"
    described.write_text(described.read_text("utf-8").replace("participants.csv", "../x.csv"))
    with pytest.raises(StudyError, match="can't point outside its folder"):
        br.open_study(folder)


def test_memory_beyond_what_can_be_is_refused(houses):
    with pytest.raises(OptionError, match="`memory` must be a size that DuckDB can take"):
        br.open_study(houses, memory="99999999999TB")
