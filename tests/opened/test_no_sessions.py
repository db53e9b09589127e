"""Opened studies without a column for the session: there is one, or it is asked for."""

import traceback

import pandas as pd
import pytest

import bridging as br
from bridging.errors import DataError, StudyError

ENGINES = ("duckdb", "polars", "pandas")
PEOPLE = pd.DataFrame({"participant": list("abcd"), "origin": list("xxyy")})
PAIRS = pd.DataFrame({"source": list("aab"), "target": list("bcd")})
PRESENT = PEOPLE[["participant"]]
SITE = pd.DataFrame({"site": ["house"]})


def written(folder, **tables):
    (folder / "study.toml").write_text("[lines.origin]\n")
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    return folder


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "others",
    [
        {},
        {"attendance": PRESENT},
        {"sites": SITE},
        {"attendance": PRESENT.assign(session="monday")},
        {"sessions": SITE.assign(session="monday")},
    ],
)
def test_the_only_session_is_that_of_records(tmp_path, tools, engine, others):
    folder = written(tmp_path, participants=PEOPLE, encounters=PAIRS, **others)
    opened, study = br.open_study(folder, engine), br.read_study(folder)
    assert study.mixing("origin").n_contacts == 3
    for by in ("session", "site"):
        tools.assert_same_mixing(opened, study, "origin", by)


@pytest.mark.parametrize("engine", ENGINES)
def test_in_parts_too(tmp_path, tools, engine):
    folder = written(tmp_path, participants=PEOPLE)
    (folder / "encounters").mkdir()
    for part in range(2):
        PAIRS.iloc[part::2].to_csv(folder / "encounters" / f"part-{part}.csv", index=False)
    study = br.Study.from_frames(PEOPLE, encounters=PAIRS, lines={"origin": ["x", "y"]})
    tools.assert_same_mixing(br.open_study(folder, engine), study, "origin", "session")


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"attendance": PRESENT.assign(session=list("mmnn"))}, "there are 2 sessions"),
        ({"sites": pd.DataFrame({"plaats": ["h", "k"]})}, "there are 2 sessions"),
        ({"encounters": PAIRS.assign(site="h")}, "sites are named"),
        ({"participants": PEOPLE.assign(site="h")}, "sites are named"),
    ],
)
def test_a_session_that_would_follow_from_something_else_is_asked_for(tmp_path, others, why):
    folder = written(tmp_path, **{"participants": PEOPLE, "encounters": PAIRS, **others})
    with pytest.raises(StudyError, match=f"must have a column 'session', because {why}"):
        br.open_study(folder)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_column_that_is_never_filled_in_is_none(tmp_path, tools, engine):
    """As records drop it; in parts too, and where one session is listed."""
    blank = PAIRS.assign(session="")
    for name, tables in (
        ("alone", {"encounters": blank}),
        ("listed", {"encounters": blank, "sessions": SITE.assign(session="monday")}),
        ("present", {"encounters": PAIRS, "attendance": PRESENT.assign(session=" ")}),
    ):
        (tmp_path / name).mkdir()
        folder = written(tmp_path / name, participants=PEOPLE, **tables)
        study = br.read_study(folder)
        assert study.mixing("origin").n_contacts == 3
        tools.assert_same_mixing(br.open_study(folder, engine), study, "origin", "session")
    (tmp_path / "parts" / "encounters").mkdir(parents=True)
    folder = written(tmp_path / "parts", participants=PEOPLE)
    for part in range(2):
        blank.iloc[part::2].to_csv(folder / "encounters" / f"part-{part}.csv", index=False)
    assert br.open_study(folder, engine).mixing("origin").n_contacts == 3


@pytest.mark.parametrize("engine", ENGINES)
def test_tallies_of_a_session_of_their_own_are_not_passed_over(tmp_path, engine):
    tallied = pd.DataFrame(
        {"session": [5], "line": "origin", "group_a": "x", "group_b": "x", "contacts": 3}
    )
    folder = written(
        tmp_path,
        participants=PEOPLE,
        encounters=PAIRS.assign(session=1),
        tallies_contacts=tallied.rename(columns={"session": "Sessie"}),
    )
    assert br.read_study(folder).mixing("origin").n_contacts == 6
    with pytest.raises(DataError, match="Tallies can't be counted together with the large tables"):
        br.open_study(folder, engine).mixing("origin")


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas", "pyarrow"])
def test_a_session_beside_numbers_of_another_table(tmp_path, tools, engine):
    (tmp_path / "study.toml").write_text("[lines.origin]\n")
    for name, table in (
        ("participants", PEOPLE),
        ("encounters", PAIRS),
        ("attendance", PRESENT.assign(session=7)),
    ):
        table.to_parquet(tmp_path / f"{name}.parquet")
    study = br.read_study(tmp_path)
    tools.assert_same_mixing(br.open_study(tmp_path, engine), study, "origin", "session")


def test_a_table_that_can_not_be_counted_where_it_is_is_named(tmp_path):
    folder = written(tmp_path, participants=PEOPLE)
    PAIRS.to_excel(folder / "edges.xlsx", index=False)
    assert br.read_study(folder).mixing("origin").n_contacts == 3
    with pytest.raises(
        StudyError, match=r"'encounters' can't be counted where it is, in 'edges.xlsx'"
    ):
        br.open_study(folder)


def test_a_folder_of_parts_is_not_passed_over(tmp_path):
    folder = written(tmp_path, participants=PEOPLE)
    (folder / "encounters").mkdir()
    PAIRS.to_csv(folder / "encounters" / "part-0.csv", index=False)
    with pytest.raises(StudyError, match=r"'encounters' can't be read from a folder.*open_study"):
        br.read_study(folder)
    assert br.open_study(folder).mixing("origin").n_contacts == 3


@pytest.mark.parametrize("read", [br.read_study, br.open_study])
def test_a_link_to_nowhere_is_no_missing_table(tmp_path, read):
    folder = written(tmp_path, participants=PEOPLE)
    (folder / "encounters.csv").symlink_to(tmp_path / "gone.csv")
    with pytest.raises(StudyError, match=r"encounters\.csv"):
        read(folder)


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
def test_no_cell_is_in_the_chain_of_errors(tmp_path, engine):
    folder = written(tmp_path, participants=PEOPLE)
    (folder / "encounters.csv").write_text('source,target,session\na,JANPEETERS,1,more\n"b,c,1\n')
    with pytest.raises(br.BridgingError) as raised:
        br.open_study(folder, engine).mixing("origin")
    assert "JANPEETERS" not in "".join(traceback.format_exception(raised.value))
