"""Visits: each person in each session once, however often and wherever it is written."""

from collections import Counter

import duckdb
import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.counting.opened import visits
from bridging.errors import DataError

IDS = {
    "numbers": lambda code: code,
    "far apart": lambda code: code * 10**17 - 3 * 10**17,
    "beyond 63 bits": lambda code: 2**63 + code.astype(np.uint64),
    "text": lambda code: np.array([f"p{i}" for i in code], dtype=object),
}
KINDS = [(ids, sessions) for ids in IDS for sessions in ("numbers", "text")]


def some_study(ids, sessions, again):
    """Twelve people in five sessions; the first `again` visits are written down twice."""
    rng = np.random.default_rng(7)
    session, person = np.nonzero(rng.random((5, 12)) < 0.5)
    order = rng.permutation(len(person))
    order = np.append(order, order[:again])
    session, person = session[order], person[order]
    named = session if sessions == "numbers" else np.array([f"s{i}" for i in session], dtype=object)
    codes = IDS[ids](np.arange(12))
    tables = {
        "participants": pd.DataFrame({"participant": codes, "origin": ["a", "b", "b"] * 4}),
        "sessions": pd.DataFrame({"session": pd.unique(named)}),
        "attendance": pd.DataFrame({"participant": codes[person], "session": named}),
    }
    return tables, Counter(zip(session.tolist(), person.tolist(), strict=True))


def opened(folder, tables, kind="parquet"):
    folder.mkdir()
    (folder / "study.toml").write_text('[lines.origin]\ngroups = ["a", "b"]\n', encoding="utf-8")
    for name, table in tables.items():
        if kind == "csv":
            table.to_csv(folder / f"{name}.csv", index=False)
        else:
            with duckdb.connect() as connection:
                connection.register("given", table)
                connection.execute(f"COPY given TO '{folder / name}.parquet'")
    return br.open_study(folder)


@pytest.mark.parametrize(("ids", "sessions"), KINDS)
@pytest.mark.parametrize("again", [0, 4])
@pytest.mark.parametrize("many", [False, True])
def test_a_visit_written_twice_is_found_whatever_its_ids(
    tmp_path, monkeypatch, ids, sessions, again, many
):
    if many:  # as where the keys would not fit in memory: then they are grouped
        monkeypatch.setattr(visits, "MOST_KEYS", 0)
    tables, written = some_study(ids, sessions, again)
    study = opened(tmp_path / "study", tables)
    assert visits.is_repeated(study.tables, visits._attended(study.tables)) == (
        max(written.values()) > 1
    )
    counts = study.composition("origin", units="session").counts
    groups = np.array([0, 1, 1] * 4)
    sizes = Counter((session, groups[person]) for session, person in written)
    order = pd.unique(tables["sessions"]["session"])
    for row, name in enumerate(order):
        session = int(str(name).lstrip("s"))
        assert counts[row].tolist() == [sizes[session, 0], sizes[session, 1]]


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("again", [0, 4])
def test_visits_that_are_a_plan_are_those_that_are_kept(tmp_path, kind, again):
    tables, written = some_study("text", "text", again)
    study = opened(tmp_path / "study", tables, kind)
    planned = study.composition("origin", units="session").counts
    kept = study.tables.visits(study.line("origin"))
    assert visits.rows_of(study.tables.engine, kept) == len(written)
    study.tables._kept.pop(("composition", "origin", None, "session"))
    np.testing.assert_array_equal(study.composition("origin", units="session").counts, planned)
    read = br.Study.from_frames(**tables, lines={"origin": ["a", "b"]})
    np.testing.assert_array_equal(planned, read.composition("origin", units="session").counts)


def test_rows_of_people_who_are_not_listed_do_not_matter(tmp_path):
    tables, _ = some_study("numbers", "numbers", 0)
    strangers = pd.DataFrame({"participant": [99, 99, -(2**60), 2**60], "session": [0, 0, 1, 1]})
    tables["attendance"] = pd.concat([tables["attendance"], strangers])
    study = opened(tmp_path / "study", tables)
    assert not visits.is_repeated(study.tables, visits._attended(study.tables))


def test_a_visit_in_two_companies_is_refused(tmp_path):
    tables, _ = some_study("text", "text", 1)
    there = tables["attendance"]
    there["company"] = ["x", *[""] * (len(there) - 2), "y"]
    with pytest.raises(DataError, match="must say the same; of 1 visits they do not"):
        opened(tmp_path / "study", tables).composition("origin", units="session")


def test_groups_beyond_those_of_a_small_number_are_kept_apart(tmp_path):
    """Two lines of 200 groups are 40,000 at once."""
    codes = np.arange(400)
    groups = [f"g{i}" for i in range(200)]
    names = [groups[i % 200] for i in codes]
    tables = {
        "participants": pd.DataFrame({"participant": codes, "origin": names, "home": names}),
        "encounters": pd.DataFrame({"source": codes[:-1], "target": codes[1:], "session": "s"}),
    }
    lines = {"origin": groups, "home": groups}
    read = br.Study.from_frames(**tables, lines=lines)
    plans = {name: duckdb.from_df(table) for name, table in tables.items()}
    lazy = br.Study.from_frames(**plans, lines=lines)
    ours, theirs = (one.cross_table("origin", "home").counts for one in (lazy, read))
    np.testing.assert_array_equal(ours, theirs)
    assert ours.sum() == 400
