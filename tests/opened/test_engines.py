"""Every engine gives the tables of the study in memory."""

import random

import pytest

import bridging as br


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("kind", ["plain", "present", "timed", "long"])
def test_duckdb_counts_random_studies_as_memory_does(tmp_path, seed, kind, tools):
    tables = tools.random_study(
        seed, attendance=kind != "plain", long=kind == "long", times=kind == "timed"
    )
    folder, rng = tools.write(tmp_path / "study", tables), random.Random(seed)
    for absent in ("leave_out", "add"):
        opened = br.open_study(folder, absent=absent)
        study = br.read_study(folder, absent=absent)
        for by in (None, "site", "session", "home", "zone"):
            weight = rng.choice(["encounters", "pairs", "minutes"])
            tools.assert_same_mixing(
                opened, study, rng.choice(["origin", "age"]), by, weight=weight
            )
        for by, units in ((None, "session"), ("site", "all"), ("home", "session"), (None, "home")):
            tools.assert_same_composition(opened, study, "origin", by, units)
    if kind == "timed":
        tools.assert_same_mixing(opened, study, "origin", "site", opportunity="minutes")


@pytest.mark.parametrize("kind", ["present", "timed", "long"])
def test_every_engine_counts_as_memory_does(tmp_path, engine, kind, tools):
    tables = tools.random_study(77, long=kind == "long", times=kind == "timed")
    folder = tools.write(tmp_path / "study", tables)
    opened, study = br.open_study(folder, engine=engine), br.read_study(folder)
    for by, weight in (
        (None, "encounters"),
        ("site", "pairs"),
        ("home", "minutes"),
        ("zone", "pairs"),
    ):
        tools.assert_same_mixing(opened, study, "origin", by, weight=weight)
    tools.assert_same_composition(opened, study, "age", "site", "all")
    tools.assert_same_composition(opened, study, "origin", "home", "session")


def test_roles_that_are_asked_for_count(tmp_path, tools):
    folder = tools.write(tmp_path / "study", tools.random_study(5))
    for roles in ("staff", "all", ["visitors", "staff"]):
        opened = br.open_study(folder).select(roles=roles)
        study = br.read_study(folder).select(roles=roles)
        tools.assert_same_mixing(opened, study, "origin", "site")
        tools.assert_same_composition(opened, study, "origin", "site", "all")


def test_sessions_and_sites_that_are_asked_for_count(tmp_path, tools):
    folder = tools.write(tmp_path / "study", tools.random_study(6))
    opened, study = br.open_study(folder), br.read_study(folder)
    some = study.records.tables["sessions"]["session"][:2].tolist()
    tools.assert_same_mixing(
        opened.select(sessions=some), study.select(sessions=some), "origin", None
    )
    site = study.sites[0]
    tools.assert_same_mixing(
        opened.select(sites=site), study.select(sites=site), "origin", "session"
    )
