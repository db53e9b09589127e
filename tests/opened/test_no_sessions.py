"""Opened studies without a column for the session: there is one, or it is asked for."""

import pandas as pd
import pytest

import bridging as br
from bridging.errors import StudyError

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
