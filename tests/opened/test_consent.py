"""Who withdrew is left out of an opened study as of the study in memory, on every engine."""

import duckdb
import pandas as pd
import pytest

import bridging as br

ROWS = (
    ("p0", "study", "no", ""),
    ("p1", "study", "yes", "2025-01-01"),
    ("p1", "study", "no", "2025-02-01"),
    ("p2", "photos", "no", ""),
    ("p3", "study", "no", "2025-01-01"),
    ("p3", "study", "yes", "2025-02-01"),
    ("nobody", "study", "no", ""),
    ("p4", "study", "perhaps", ""),
    ("", "study", "no", ""),
)


def with_consent(tools, folder, purpose="", rows=ROWS, **options):
    """Write a study of which some people withdrew, in several ways."""
    tables = tools.random_study(4, **options)
    if not options.get("long"):
        met = tables["encounters"]
        met["initiator"] = met["source"].where(met.index % 2 == 0, met["target"])
    tools.write(folder, tables)
    consent = pd.DataFrame(rows, columns=["participant", "purpose", "given", "date"])
    consent.to_csv(folder / "consent.csv", index=False)
    ties = pd.DataFrame({"source": ["p0", "p5", "p6"], "target": ["p5", "p6", "p1"]})
    ties.to_csv(folder / "ties.csv", index=False)
    if purpose:
        settings = folder / "study.toml"
        text = settings.read_text("utf-8") + f'\n[consent]\npurpose = "{purpose}"\n'
        settings.write_text(text, "utf-8")
    return folder


def of_consent(study):
    """Return what is told about consent."""
    found = study.problems()
    found = found[found["table"].str.startswith("consent")]
    return found[["n_rows", "column", "problem", "severity"]].values.tolist()


@pytest.mark.parametrize("kind", ["plain", "present", "timed", "long"])
def test_who_withdrew_is_left_out_as_in_memory(tmp_path, engine, tools, kind):
    if not isinstance(engine, str) and kind != "long":
        pytest.skip("one kind of study is enough for Spark, which is slow here")
    options = {"attendance": kind != "plain", "times": kind == "timed", "long": kind == "long"}
    folder = with_consent(tools, tmp_path / "study", **options)
    opened, study = br.open_study(folder, engine=engine), br.read_study(folder)
    assert "p0" not in set(study.records.tables["participants"]["participant"])
    assert of_consent(opened) == of_consent(study)
    assert opened.records.withdrawn == study.records.withdrawn == 4
    tools.assert_same_mixing(opened, study, "origin", "site", weight="pairs")
    tools.assert_same_composition(opened, study, "origin", "home", "session")
    if isinstance(engine, str):
        tools.assert_same_mixing(opened, study, "origin", "session", weight="minutes")
        tools.assert_same_mixing(opened, study, "age", "zone")


def test_a_purpose_that_is_asked_for_counts(tmp_path, tools):
    counts = {}
    for purpose in ("", "study", "photos"):
        folder = with_consent(tools, tmp_path / f"study-{purpose}", purpose)
        opened, study = br.open_study(folder), br.read_study(folder)
        assert of_consent(opened) == of_consent(study)
        tools.assert_same_mixing(opened, study, "origin", "site")
        counts[purpose] = opened.records.withdrawn
    assert counts == {"": 4, "study": 3, "photos": 1}


def test_parts_of_encounters_leave_them_out_too(tmp_path, tools):
    folder = with_consent(tools, tmp_path / "study", long=True)
    study = br.read_study(folder)
    rows = pd.read_csv(folder / "encounters.csv", dtype=str)
    (folder / "encounters.csv").unlink()
    (folder / "encounters").mkdir()
    for part in range(3):  # meetings are torn apart
        file = folder / "encounters" / f"part-{part}.csv"
        rows.iloc[part::3].to_csv(file, index=False)
    for engine in ("duckdb", "polars"):
        opened = br.open_study(folder, engine=engine)
        assert len(opened.tables.parts) == 3
        tools.assert_same_mixing(opened, study, "origin", "session")


def test_numbers_as_ids(tmp_path, tools):
    folder = with_consent(tools, tmp_path / "study")
    for file in folder.glob("*.csv"):
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        for name in {"participant", "source", "target", "initiator"} & set(table.columns):
            table[name] = pd.to_numeric(table[name].str.removeprefix("p"), errors="coerce")
            table[name] = table[name].astype("Int64")
        file.unlink()
        duckdb.from_df(table).write_parquet(str(file.with_suffix(".parquet")))
    study = br.read_study(folder)
    for engine in ("duckdb", "polars"):
        opened = br.open_study(folder, engine=engine)
        assert opened.records.withdrawn == 4
        tools.assert_same_mixing(opened, study, "origin", "site")


def test_what_is_loaded_and_sampled_leaves_them_out(tmp_path, tools):
    folder = with_consent(tools, tmp_path / "study")
    opened, study = br.open_study(folder), br.read_study(folder)
    assert opened.load().fingerprint == study.fingerprint
    every = opened.sample(len(study.records.tables["sessions"]))
    tools.assert_same_mixing(every, study, "origin", "site")
    assert of_consent(every) == of_consent(study)
    assert every.records.withdrawn == study.records.withdrawn
    people = opened.with_people()
    assert not {"p0", "p1", "p2", "p4"} & set(people.people.coded.people)
    tools.assert_same_mixing(people, study, "origin", "site")


def test_who_began_and_withdrew_is_not_shown(tmp_path, tools):
    folder = with_consent(tools, tmp_path / "study")
    opened, study = br.open_study(folder), br.read_study(folder)
    labels = opened.count_mixing("origin", "initiator").units.labels
    assert "p0" not in labels
    assert labels == study.count_mixing("origin", "initiator").units.labels


def test_counts_that_are_kept_are_of_one_purpose(tmp_path, tools):
    cache, rows = tmp_path / "cache", [(f"p{i}", "study", "no", "") for i in range(5)]
    rows.append(("p0", "photos", "yes", ""))
    folder = with_consent(tools, tmp_path / "study", "study", rows, attendance=False)
    settings = folder / "study.toml"
    before = br.open_study(folder, cache=cache).mixing("origin").n_contacts
    settings.write_text(settings.read_text("utf-8").replace('"study"', '"photos"'), "utf-8")
    after = br.open_study(folder, cache=cache).mixing("origin").n_contacts
    assert before < after == br.open_study(folder).mixing("origin").n_contacts
