"""Text files as people save them: every engine reads them as the study in memory does."""

import gc

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.counting.engines.text import text_form
from bridging.errors import BridgingError, EngineError, StudyError

ENGINES = ("duckdb", "polars", "pandas", "pyarrow")


def belgian_tables(tools, **options):
    """Return a study with decimal commas, days first, and letters beyond those of English."""
    tables = tools.random_study(11, times=options.get("attendance", True), **options)
    tables["participants"]["home"] = tables["participants"]["home"].replace("north", "Liège – Sud")
    if "attendance" in tables:
        for name in ("arrival", "departure"):
            times = tables["attendance"][name].str.rjust(5, "0")
            tables["attendance"][name] = "31/01/2025 " + times
    return tables


def save(table, file, *, encoding="utf-8", sep=";", ends="\n", before="", after=""):
    text = before + table.to_csv(index=False, sep=sep, lineterminator=ends) + after
    file.write_bytes(text.encode(encoding))


def saved(tools, folder, tables, **how):
    tools.write(folder, tables)
    for name, table in tables.items():
        save(table, folder / f"{name}.csv", **how)
    return folder


def assert_same(tools, folder, engines=("duckdb", "polars"), line="origin"):
    study = br.read_study(folder)
    for engine in engines:
        opened = br.open_study(folder, engine=engine)
        tools.assert_same_mixing(opened, study, line, "home", weight="minutes")
        tools.assert_same_mixing(opened, study, line, "session")
        tools.assert_same_composition(opened, study, line, "home", None)


WAYS = {
    "semicolons": {},
    "as Excel in Belgium": {"encoding": "cp1252", "ends": "\r\n"},
    "as Unicode text of Excel": {"encoding": "utf-16", "sep": "\t", "ends": "\r\n"},
    "with a mark": {"encoding": "utf-8-sig", "ends": "\r\n"},
    "separator named": {"before": "sep=;\n"},
    "separator named, of Windows": {"before": "sep=;\n", "encoding": "cp1252"},
    "lines before": {"before": "\n\n"},
    "lines of an old Mac": {"ends": "\r"},
    "lines that end in two ways": {"ends": "\r\n", "before": "\n", "after": "\n"},
}


@pytest.mark.parametrize("way", WAYS)
def test_files_are_read_however_they_are_saved(tmp_path, tools, way):
    folder = saved(tools, tmp_path / "study", belgian_tables(tools), **WAYS[way])
    assert_same(tools, folder, ENGINES if way == "as Excel in Belgium" else ("duckdb", "polars"))


def test_rows_in_which_nothing_stands_are_nobody(tmp_path, tools):
    tables = belgian_tables(tools, attendance=False)
    folder = saved(tools, tmp_path / "study", tables)
    for name, table in tables.items():
        save(table, folder / f"{name}.csv", after=(";" * (table.shape[1] - 1) + "\n") * 3)
    assert_same(tools, folder)


def test_quotes_spaces_and_lines_in_cells(tmp_path, tools):
    tables = belgian_tables(tools)
    people = tables["participants"].assign(home='"the ""north"", \nup"')
    people.columns = [*people.columns[:-1], "home"]
    folder = saved(tools, tmp_path / "study", tables)
    rows = [",".join(people.columns).replace("age", '"age"')]
    rows += [", ".join(map(str, row)) for row in people.itertuples(index=False)]
    (folder / "participants.csv").write_text("\n".join(rows) + "\n", "utf-8")
    assert_same(tools, folder)


@pytest.mark.parametrize("space", ["\xa0", "\u2003", "\u3000", "\x1c", "\x85"])
def test_every_kind_of_space_is_left_off(tmp_path, tools, space):
    """Excel and web pages leave a space behind an id that does not break; it is no other id."""
    plain, tables = tools.random_study(3), tools.random_study(3)
    for table in tables.values():
        for name in {"participant", "source", "target", "session", "origin"} & set(table):
            cells = table[name] + np.where(np.arange(len(table)) % 2, space, "")
            table[name] = np.where(np.arange(len(table)) % 3, cells, space + cells)
    folder = saved(tools, tmp_path / "study", tables)
    study = br.read_study(saved(tools, tmp_path / "plain", plain))
    assert study.mixing("origin").contacts.sum()
    for engine in ("duckdb", "polars", "pandas", "pyarrow"):
        opened = br.open_study(folder, engine=engine)
        tools.assert_same_mixing(opened, study, "origin", None)
        tools.assert_same_composition(opened, study, "origin", None, None)


def test_a_copy_is_named_after_its_file(tmp_path, tools):
    folder = saved(tools, tmp_path / "study", tools.random_study(3), encoding="utf-16")
    file = folder / "encounters.csv"
    file.write_bytes(file.read_bytes() + '"p1";"p2"\n'.encode("utf-16-le"))
    with pytest.raises(BridgingError, match=r"'encounters in UTF-8\.csv' can't be read"):
        br.open_study(folder).mixing("origin")


def test_a_quote_in_the_name_of_a_column(tmp_path, tools):
    tables = belgian_tables(tools)
    tables["participants"] = tables["participants"].rename(columns={"origin": 'ori"gin'})
    folder = saved(tools, tmp_path / "study", tables)
    assert 'ori"gin' in text_form(folder / "participants.csv").columns
    settings = (folder / "study.toml").read_text("utf-8")
    settings = settings.replace("groups", "column = 'ori\"gin'\ngroups", 1)
    (folder / "study.toml").write_text(settings, "utf-8")
    assert_same(tools, folder)


def in_parts(folder, rows, places=("part-0.csv", "part-1.csv")):
    """Write encounters in two files that are saved in two ways, with columns in two orders."""
    (folder / "encounters.csv").unlink()
    for place, name in enumerate(places):
        file = folder / "encounters" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        part = rows.iloc[place::2]
        if place:
            save(part[part.columns[::-1]], file, encoding="cp1252", ends="\r\n")
        else:
            save(part, file, sep=",")


def test_parts_may_be_saved_in_different_ways(tmp_path, tools):
    tables = belgian_tables(tools)
    rows = tables["encounters"]
    rows["place"] = [("café", "zoo")[i % 2] for i in range(len(rows))]
    folder = saved(tools, tmp_path / "study", tables)
    study = br.read_study(folder)
    in_parts(folder, tables["encounters"])
    for engine in ENGINES:
        opened = br.open_study(folder, engine=engine)
        tools.assert_same_mixing(opened, study, "origin", "place", weight="minutes")


def test_folders_that_name_a_value_are_a_column(tmp_path, tools):
    tables = belgian_tables(tools)
    rows = tables["encounters"]
    rows["year"] = [str(2024 + i % 2) for i in range(len(rows))]
    folder = saved(tools, tmp_path / "study", tables)
    study = br.read_study(folder)
    in_parts(folder, rows.drop(columns="year"), ("year=2024/a.csv", "year=2025/a.csv"))
    for engine in ENGINES:
        tools.assert_same_mixing(br.open_study(folder, engine=engine), study, "origin", "year")


def test_spark_reads_them_too(tmp_path, tools, spark):
    tables = belgian_tables(tools)
    place = tmp_path / "ons huis [2025] {a}"  # nothing in the name of a folder is a pattern
    folder = saved(tools, place, tables, encoding="cp1252", ends="\r\n")
    study = br.read_study(folder)
    in_parts(folder, tables["encounters"], ("year=2024/a.csv", "year=2025/a.csv"))
    opened = br.open_study(folder, engine=spark)
    tools.assert_same_mixing(opened, study, "origin", "home", weight="minutes")


BROKEN = {
    "nothing": (b"", "must have a header with column names; it is empty"),
    "zeros": (b"\0\1" * 50, "must be CSV; it is not a text file"),
    "a workbook": (b"PK\x03\x04" + b"x" * 50, "must be CSV; it is a workbook"),
    "a name twice": (b"source,target,session,source\n", "must have a different name"),
    "too many cells": (b"source,target,session\np0,p1,s0,s1\n", "can't be read, because of line 2"),
    "a quote left open": (
        b'source,target,session\np0,p1,s0\np0,"p1,s0\n',
        "can't be read, because of line 3",
    ),
    "no letters": (b"source,target,session\np0,p1,\x81\n", "can't be read as text"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_can_not_be_read_is_told_alike(tmp_path, tools, what):
    content, said = BROKEN[what]
    folder = tools.write(tmp_path / "study", tools.random_study(1))
    (folder / "encounters.csv").write_bytes(content)
    with pytest.raises(StudyError):
        br.read_study(folder)
    for engine in ENGINES:
        with pytest.raises((StudyError, EngineError), match=said) as caught:
            br.open_study(folder, engine=engine).mixing("origin")
        assert "p1" not in str(caught.value)


def test_a_file_that_may_not_be_read_is_told(tmp_path, tools, monkeypatch):
    folder = tools.write(tmp_path / "study", tools.random_study(1))

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    form = text_form(folder / "encounters.csv")
    assert form.plain
    monkeypatch.setattr("bridging.counting.engines.text._looked_at", refused)
    with pytest.raises(StudyError, match="can't be opened: Permission denied"):
        br.open_study(folder)


def test_copies_are_gone_with_the_study(tmp_path, tools, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "spill"))
    (tmp_path / "spill").mkdir()
    folder = saved(tools, tmp_path / "study", belgian_tables(tools), encoding="cp1252")
    for engine in ("duckdb", "polars"):
        opened = br.open_study(folder, engine=engine)
        opened.mixing("origin")
        made = [file for file in (tmp_path / "spill").rglob("*") if file.is_file()]
        assert made
        assert all(file.stat().st_size for file in made)
        assert next((tmp_path / "spill").iterdir()).stat().st_mode & 0o77 == 0, "mine alone"
        del opened
        gc.collect()
        assert not list((tmp_path / "spill").iterdir())


def test_a_disk_that_is_full_leaves_no_half_copy(tmp_path, tools, monkeypatch):
    folder = saved(tools, tmp_path / "study", belgian_tables(tools), encoding="cp1252")

    def full(form, target):
        target.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bridging.counting.engines.text._write_plain", full)
    for engine in ("duckdb", "polars"):
        with pytest.raises(BridgingError, match="can't be made: No space left on device"):
            br.open_study(folder, engine=engine).mixing("origin")


def test_the_second_kind_of_letters_far_down_is_seen(tmp_path):
    file = tmp_path / "participants.csv"
    rows = pd.DataFrame({"participant": [f"p{i}" for i in range(50)], "home": "north"})
    save(rows, file)
    assert text_form(file).encoding == "utf-8"
    content = file.read_bytes()
    file.write_bytes(content + b"p51;Li\xe8ge\n")
    assert text_form(file).encoding == "cp1252"
    file.write_bytes(content + "p51;Liège\n".encode())
    assert text_form(file).encoding == "utf-8"
