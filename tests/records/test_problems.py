"""Every row that can't be used is told, by its number, and nothing stops at the first."""

import numpy as np
import pandas as pd
import pytest

from bridging.records import from_frames

A, B, C, D = ("anna-1", "bilal-2", "carla-3", "dries-4")


def pairs(*rows, **more):
    source, target, session = zip(*rows, strict=True)
    return pd.DataFrame({"source": source, "target": target, "session": session, **more})


def in_rows(*rows):
    encounter, participant = zip(*rows, strict=True)
    return pd.DataFrame({"encounter": encounter, "participant": participant, "session": "s1"})


def attended(*rows, **more):
    participant, session = zip(*rows, strict=True)
    return pd.DataFrame({"participant": participant, "session": session, **more})


def test_unknown_participant(read, told):
    records = read(
        encounters=pairs((A, "zoe", "s1"), (A, C, "s1"), ("yan", B, "s1")),
        attendance=attended((A, "s1"), ("zoe", "s1"), (C, "s1")),
    )

    assert told(records) == [
        "error | attendance | 1 | participant | `participant` must be one of the participants. | "
        "Add the person to participants, or correct the id. The row is left out.",
        "error | encounters | 2 | source | `source` must be one of the participants. | "
        "Add the person to participants, or correct the id. The row is left out.",
        "error | encounters | 0 | target | `target` must be one of the participants. | "
        "Add the person to participants, or correct the id. The row is left out.",
    ]
    assert len(records.tables["encounters"]) == 1
    assert len(records.tables["attendance"]) == 2


def test_unknown_session(read, told):
    records = read(
        encounters=pairs((A, B, "s9"), (A, C, "s1")),
        attendance=attended((A, "s1"), (C, "s1"), (C, "s8")),
    )

    assert told(records) == [
        "error | attendance | 2 | session | `session` must be one of the sessions. | "
        "Add the session to sessions, or correct its name. The row is left out.",
        "error | encounters | 0 | session | `session` must be one of the sessions. | "
        "Add the session to sessions, or correct its name. The row is left out.",
    ]


def test_session_of_an_anonymous_person_is_unknown(read, told):
    people = pd.DataFrame({"participant": [A, None], "session": [None, "s9"]})
    records = read(participants=people, attendance=None, encounters=None, lines={})

    assert told(records, "error") == [
        "error | participants | 1 | session | `session` must be one of the sessions. | "
        "Add the session to sessions, or correct its name. It is read as missing; the row stays."
    ]
    assert records.tables["participants"]["session"].isna().all()


def test_missing_ids(read, told):
    records = read(
        encounters=pairs((A, None, "s1"), (A, C, "s1"), (A, B, "")),
        attendance=attended((A, "s1"), (C, "s1"), (" ", "s1"), (B, None)),
    )

    assert told(records) == [
        "error | attendance | 3 | session | "
        "`session` must be filled in, because there is more than one session. | The row is left out.",
        "error | encounters | 2 | session | "
        "`session` must be filled in, because there is more than one session. | The row is left out.",
        "error | attendance | 2 | participant | `participant` must be filled in. | "
        "People without an id can be counted in tallies_present. The row is left out.",
        "error | encounters | 0 | target | `target` must be filled in. | "
        "People without an id can be counted in tallies_present. The row is left out.",
    ]


def test_encounter_with_one_person(read, told):
    records = read(encounters=in_rows((1, A), (1, C), (2, B)))

    assert told(records) == [
        "error | encounters | 2 | participant | "
        "An encounter must have at least two people, a row for each; these have one. | "
        "Add the other person, or remove the row. The row is left out."
    ]
    assert len(records.tables["encounters"]) == 1


@pytest.mark.parametrize(
    ("encounters", "rows", "column"),
    [
        (pairs((A, C, "s1"), (B, B, "s1")), "1", "target"),
        (in_rows((1, A), (1, C), (2, B), (2, B)), "2, 3", "participant"),
    ],
)
def test_person_with_herself(read, told, encounters, rows, column):
    records = read(encounters=encounters)

    assert told(records) == [
        f"error | encounters | {rows} | {column} | "
        "An encounter must be between different people; in these rows somebody meets herself. | "
        "Correct one of the ids. The row is left out."
    ]
    assert len(records.tables["encounters"]) == 1


def test_person_twice_in_an_encounter(read, told):
    records = read(encounters=in_rows((1, A), (1, C), (1, A)))

    assert told(records) == [
        "warning | encounters | 2 | participant | "
        "A person must be in an encounter once; these rows repeat one. | "
        "The first row is kept. The row is left out."
    ]
    assert records.tables["members"]["participant"].tolist() == [A, C]


def test_encounter_of_which_one_known_person_is_left(read, told):
    records = read(encounters=in_rows((1, A), (1, "zoe"), (2, A), (2, None), (2, C)))

    assert told(records) == [
        "error | encounters | 3 | participant | `participant` must be filled in. | "
        "People without an id can be counted in tallies_present. The row is left out.",
        "error | encounters | 1 | participant | `participant` must be one of the participants. | "
        "Add the person to participants, or correct the id. The row is left out.",
        "error | encounters | 0 | participant | "
        "An encounter can't be counted when fewer than two of its people are known. | "
        "See the problems of the other rows of these encounters. The row is left out.",
    ]
    assert records.tables["members"]["participant"].tolist() == [A, C]


def test_no_encounter_is_left(read, told):
    records = read(encounters=in_rows((1, A), (2, B)))

    assert len(told(records)) == 1
    assert len(records.tables["encounters"]) == len(records.tables["members"]) == 0


def test_encounter_without_a_name(read, told):
    records = read(encounters=in_rows((1, A), (1, C), (None, B)))

    assert told(records) == [
        "error | encounters | 2 | encounter | "
        "`encounter` must be filled in: it says which rows are one encounter. | The row is left out."
    ]


def test_columns_of_an_encounter_that_differ(read, told):
    encounters = in_rows((1, A), (1, C), (2, A), (2, B))
    encounters = encounters.assign(minutes=[5, 7, None, 3], zone=["q", "q", "r", "t"])
    records = read(encounters=encounters)

    assert told(records) == [
        "error | encounters | 1 | minutes | "
        "`minutes` must be the same in all rows of an encounter. | "
        "The first value is used; the rows stay.",
        "error | encounters | 3 | zone | `zone` must be the same in all rows of an encounter. | "
        "The first value is used; the rows stay.",
    ]
    assert records.tables["encounters"]["minutes"].tolist() == [5, 3]


def test_encounter_names_used_again_in_another_session(read, told):
    encounters = in_rows((1, A), (1, C), (1, C), (1, D))
    records = read(encounters=encounters.assign(session=["s1", "s1", "s3", "s3"]))

    assert told(records) == [
        "warning | encounters | 2, 3 | encounter | "
        "`encounter` must be in one session; these rows name one of another session. | "
        "They are read as different encounters, with the name of the session put before.",
    ]
    assert records.tables["encounters"]["encounter"].tolist() == ["s1: 1", "s3: 1"]


def test_duplicate_ids(read, told, frames):
    people = pd.concat([frames["participants"]] * 2, ignore_index=True)
    sessions = pd.DataFrame({"session": ["s1", "s2", "s3", "s1", None]})
    sites = pd.DataFrame({"site": ["house", "house"]})
    encounters = pairs((A, B, "s1"), (A, C, "s1"), (B, C, "s1"), encounter=["e", "e", None])
    records = read(participants=people, sessions=sessions, sites=sites, encounters=encounters)

    assert told(records) == [
        "error | participants | 4, 5, 6, 7 | participant | "
        "`participant` must be different in every row; these repeat an id. | "
        "The first row of a person is kept; visits belong in attendance. The row is left out.",
        "error | sites | 1 | site | `site` must be different in every row; these repeat one. | "
        "The first row is kept. The row is left out.",
        "error | sessions | 4 | session | `session` must be filled in. | The row is left out.",
        "error | sessions | 3 | session | "
        "`session` must be different in every row; these repeat one. | "
        "The first row is kept. The row is left out.",
        "error | encounters | 1 | encounter | "
        "`encounter` must be different in every row; these repeat one. | The first row is kept. "
        "Write a meeting of several people with a row per person, in columns `encounter` and "
        "`participant`. The row is left out.",
    ]
    assert records.tables["encounters"]["encounter"].tolist() == ["e", "1"]


def test_duplicate_attendance(read, told):
    records = read(attendance=attended((A, "s1"), (A, "s1"), (A, "s2")), encounters=None)

    assert told(records) == [
        "warning | attendance | 1 | participant | "
        "A person must be in a session once; these rows repeat one. | "
        "The first row is kept. The row is left out."
    ]


def test_departure_before_arrival(read, told):
    times = {"arrival": ["14:00", "14:00"], "departure": ["13:00", "15:00"]}
    records = read(attendance=attended((A, "s1"), (B, "s1"), **times), encounters=None)

    assert told(records) == [
        "error | attendance | 0 | departure | `departure` can't be before `arrival`. | "
        "Both times are read as missing; the row stays. Past midnight, write 24:30 for 0:30."
    ]
    times = records.tables["attendance"][["arrival", "departure"]]
    assert times.isna().all(axis=1).tolist() == [True, False]


def test_times_that_can_not_be_read(read, told):
    times = {"arrival": ["two", "-5", "14:00", "870"]}
    attendance = attended((A, "s1"), (B, "s1"), (C, "s1"), (D, "s1"), **times)
    records = read(attendance=attendance, encounters=None)

    assert told(records) == [
        "error | attendance | 0 | arrival | `arrival` must be a time of day. | "
        "Write 14:30. The time is read as missing; the row stays.",
        "error | attendance | 1 | arrival | `arrival` can't be negative. | "
        "Write 14:30. The time is read as missing; the row stays.",
        "warning | attendance | 1, 3 | arrival | "
        "`arrival` must be written in one way; this column has times of day and numbers. | "
        "The numbers were read as minutes since midnight. Write 14:30.",
    ]


def test_minutes_that_are_negative_or_no_number(read, told):
    minutes = ["-1", "long", "5"]
    encounters = pairs((A, B, "s1"), (A, C, "s1"), (B, C, "s1"), minutes=minutes)
    records = read(encounters=encounters)

    assert told(records) == [
        "error | encounters | 1 | minutes | `minutes` must be a number. | "
        "The value is read as missing.",
        "error | encounters | 0 | minutes | `minutes` can't be negative. | "
        "The value is read as missing.",
    ]
    assert len(records.tables["encounters"]) == 3


def test_counts_and_shares_that_are_no_number(read, told):
    records = read(
        tallies_present=pd.DataFrame(
            {
                "line": "origin",
                "group": ["north", "south"],
                "present": ["-4", None],
                "session": "s2",
            }
        ),
        reference=pd.DataFrame(
            {"line": "origin", "group": ["north", "south"], "share": ["all", "1"]}
        ),
        attendance=None,
        encounters=None,
    )

    assert told(records) == [
        "error | tallies_present | 0 | present | `present` can't be negative. | "
        "The value is read as missing.",
        "error | reference | 0 | share | `share` must be a number. | The value is read as missing.",
        "error | tallies_present | 0, 1 | present | `present` must have a number. | "
        "The row is left out.",
        "error | reference | 0 | share | A row must have a number in `share`. | "
        "The row is left out.",
    ]


def test_dates_that_can_not_be_read(read, told):
    sessions = pd.DataFrame(
        {
            "session": ["s1", "s2", "s3"],
            "start": ["03/25/2026", "2026-03-01 14:00", "2026-03-08"],
            "end": [None, "2026-03-01 12:00", "2026-03-08"],
        }
    )
    records = read(sessions=sessions)

    assert told(records) == [
        "error | sessions | 0 | start | `start` must be a date, with or without a time. | "
        "Write 2026-12-31 14:30, or give the day in a column `date`.",
        "error | sessions | 1 | end | `end` can't be before `start`. | "
        "Both are read as missing; the session stays.",
    ]
    assert records.tables["sessions"]["start"].isna().tolist() == [True, True, False]


def test_dates_read_day_first_are_said(read, told):
    sessions = pd.DataFrame({"session": ["s1", "s2", "s3"], "start": ["1/3/2026"] * 3})

    assert told(read(sessions=sessions)) == [
        "note | sessions |  | start | Dates were read day first, as 31/12/2026. | "
    ]


def test_group_that_is_not_in_the_list(read, told, frames):
    people = frames["participants"].assign(origin=["north", "elsewhere", "", "south"])
    records = read(participants=people)

    assert told(records) == [
        "error | participants | 1 | origin | `origin` must be one of the groups of line 'origin': "
        "'north', 'south'. | The value is read as unknown. Add the group to `groups`, another "
        "spelling of one to `values`, of unknown to `unknown`; in a workbook, to the sheet of lines."
    ]


def test_value_of_a_numeric_line_that_is_no_number(read, told, frames):
    people = frames["participants"].assign(income=["900", "much", "", "1200"])
    line = {"numeric": True, "groups": ["low", "high"], "cuts": [1000]}
    records = read(participants=people, lines={"income": line})

    assert told(records) == [
        "error | participants | 1 | income | `income` must be a number, for line 'income'. | "
        "The value is read as unknown; other spellings of unknown go in `unknown`."
    ]


def test_group_of_a_tally_or_reference_that_is_not_in_the_list(read, told):
    tally = {"line": "origin", "group_a": "north", "group_b": ["south", "elsewhere"], "contacts": 2}
    reference = {"line": "origin", "group": ["north", "south", "west"], "share": [0.5, 0.5, 0]}
    records = read(
        tallies_contacts=pd.DataFrame({**tally, "session": "s2"}),
        reference=pd.DataFrame(reference),
        encounters=None,
    )

    assert told(records) == [
        "error | tallies_contacts | 1 | group_b | "
        "`group_b` must be one of the groups of line 'origin': 'north', 'south'. | "
        "Correct the spelling, or add it to `values` of the line. The row is left out.",
        "error | reference | 2 | group | "
        "`group` must be one of the groups of line 'origin': 'north', 'south'. | "
        "Correct the spelling, or add it to `values` of the line. The row is left out.",
    ]


def test_tally_or_reference_of_an_unknown_line(read, told):
    tally = {"line": ["origin", "orgin"], "group": "north", "present": 2, "session": "s2"}
    records = read(
        tallies_present=pd.DataFrame(tally),
        reference=pd.DataFrame({"line": ["faith"], "group": ["north"], "count": [2]}),
        attendance=None,
        encounters=None,
    )

    assert told(records) == [
        "error | tallies_present | 1 | line | `line` must be one of the lines. | "
        "There are: 'origin'. The row is left out.",
        "error | reference | 0 | line | `line` must be one of the lines. | "
        "There are: 'origin'. The row is left out.",
    ]


@pytest.mark.parametrize("name", ["attendance", "participants", "tallies_present"])
def test_empty_table(read, told, frames, name):
    columns = {"tallies_present": ["line", "group", "present"]}
    empty = pd.DataFrame(columns=columns.get(name, list(frames.get(name, ()))))
    records = read(**{name: empty}, lines={} if name == "participants" else None)

    assert told(records) == [
        f"error | {name} |  |  | "
        "A table must have at least one row under its header; this one has none. | "
        "It is read as if it was not given. Fill it in, or remove it."
    ]
    assert name == "participants" or name not in records.tables


def test_mixed_types_in_a_column(read, told, frames):
    people = pd.DataFrame({"participant": pd.Series([1, "1", "b"], dtype=object)})
    records = read(participants=people, attendance=None, encounters=None, lines={})

    assert told(records, "warning") == [
        "warning | participants |  | participant | "
        "A column must hold one type of value; this one mixes types, as numbers and text. | "
        "All were read as text, so that 1 and '1' are the same. Give it one type."
    ]
    assert records.tables["participants"]["participant"].tolist() == ["1", "b"]


@pytest.mark.parametrize("encounters", [None, in_rows((1, A), (1, D), (2, A), (2, C))])
def test_contacts_of_people_who_were_not_present(read, told, encounters):
    if encounters is None:
        encounters = pairs((A, D, "s1"), (A, C, "s1"))
    attendance = attended((A, "s1"), (C, "s1"), (D, "s2"))
    records = read(encounters=encounters, attendance=attendance)

    # a row of a pair names two people, so that no one column is at fault
    where = "1 | participant" if "encounter" in encounters else "0 | "
    assert told(records) == [
        f"warning | encounters | {where} | "
        "People who meet must be in attendance for the session; somebody here is not. | "
        "Add them to attendance. Their contacts are left out of what is compared with presence."
    ]
    assert len(records.tables["encounters"]) == 2


def test_contacts_of_people_who_are_added_to_presence(frames, told):
    frames["attendance"] = attended((A, "s1"))
    frames["encounters"] = pairs((A, C, "s1"))
    records = from_frames(frames, absent="add")

    assert told(records) == [
        "warning | encounters | 0 |  | "
        "People who meet must be in attendance for the session; somebody here is not. | "
        "Add them to attendance. They are counted as present, because absent is 'add'."
    ]


def test_person_records_and_tallies_for_the_same_line(read, told, frames):
    tally = {"line": "origin", "group": ["north", "south"], "present": 2, "session": ["s1", "s4"]}
    contacts = {"line": "origin", "group_a": "north", "group_b": "south", "contacts": 1}
    records = read(
        sessions=pd.DataFrame({"session": ["s1", "s2", "s3", "s4"]}),
        tallies_present=pd.DataFrame(tally),
        tallies_contacts=pd.DataFrame({**contacts, "session": ["s3", "s4"]}),
    )

    assert told(records) == [
        "error | tallies_present | 0 | session | "
        "A session can't have both attendance of people and a tally for the same line. | "
        "The records of people are used. The row is left out.",
        "error | tallies_contacts | 0 | session | "
        "A session can't have both encounters of people and a tally for the same line. | "
        "The records of people are used. The row is left out.",
    ]


def test_shares_that_do_not_add_up(read, told):
    reference = {
        "line": "origin",
        "group": ["north", "south"] * 3,
        "share": [0.5, 0.4, 0.5, 0.5, 60, 40],
        "site": ["house", "house", "barn", "barn", None, None],
    }
    records = read(
        sites=pd.DataFrame({"site": ["house", "barn"]}), reference=pd.DataFrame(reference)
    )

    assert told(records) == [
        "error | reference | 0, 1 | share | "
        "`share` must add up to 1 (or to 100) over the groups of a line at a site. | "
        "Add the groups that are missing, or correct the numbers.",
        "note | reference |  | share | Shares were read as percentages. | ",
    ]
    assert records.tables["reference"]["share"].tolist() == [0.5, 0.4, 0.5, 0.5, 0.6, 0.4]


def test_reference_of_an_unknown_site(read, told):
    reference = {"line": "origin", "group": ["north", "south"], "count": 5, "site": "barn"}
    records = read(reference=pd.DataFrame(reference))

    assert told(records) == [
        "warning | reference | 0, 1 | site | `site` must be one of the sites. | "
        "Correct its name; a row without a site holds for all of them."
    ]


def test_initiator_who_is_not_a_member(read, told):
    encounters = pairs((A, C, "s1"), (A, B, "s1"), initiator=[A, C])
    records = read(encounters=encounters)

    assert told(records) == [
        "warning | encounters | 1 | initiator | "
        "`initiator` must be one of the people of the encounter. | "
        "It is read as missing; the encounter stays."
    ]
    assert records.tables["encounters"]["initiator"].isna().tolist() == [False, True]


def test_family_without_company(read, told, frames):
    people = frames["participants"].assign(family=["f", "f", None, None])
    note = (
        "note | attendance | 0, 1, 4, 5 | company | "
        "Members of one family attend together, and `company` is not recorded. | "
        "They count as people who could meet. Fill in `company` with who came together."
    )
    company = frames["attendance"].assign(company="x")

    assert told(read(participants=people)) == [note]
    assert told(read(participants=people, attendance=company)) == []


def test_roles_that_nobody_has(read, told, frames):
    people = frames["participants"].assign(role=["staf", "begeleider", "visitor", "visitor"])

    assert told(read(participants=people, roles={"staff": ["staf", "begleider", "cook"]})) == [
        "warning | participants |  | role | "
        "Roles are named in the settings that nobody has: 'begleider'. | Check their spelling. "
        "Whoever has a role that is not named is read as a visitor."
    ]
    assert told(read(participants=people, roles={"staff": ["team"], "children": ["child"]})) == [
        "warning | participants |  | role | "
        "Roles are named in the settings that nobody has: 'team'. | Check their spelling. "
        "Whoever has a role that is not named is read as a visitor."
    ]
    assert told(read(participants=people, roles={"staff": ["staf"], "children": ["child"]})) == []
    assert told(read(roles={"staff": ["staf"]})) == [
        "warning | participants |  | role | "
        "Roles are named in the settings, and no table has a column `role` filled in. | "
        "Everybody is read as a visitor."
    ]


def test_session_at_two_sites(told):
    attendance = attended((A, "monday"), (B, "monday"), (C, "monday"), site=["x", "y", "x"])
    records = from_frames({"attendance": attendance})

    assert told(records) == [
        "error | attendance | 1 | site | "
        "A session must be at one site; these rows put it at another. | "
        "Give sessions at different sites different names. The row is left out."
    ]


def test_sites_that_are_not_listed_are_added(read, told):
    records = read(sites=pd.DataFrame({"site": ["barn"]}))

    assert told(records) == [
        "warning | sessions | 0, 1, 2 | site | `site` must be one of the sites. | "
        "It was added to them. Add a row to sites, or correct the name."
    ]
    assert records.tables["sites"]["site"].tolist() == ["barn", "house"]


def test_sites_named_elsewhere_that_are_not_listed_are_added(told):
    records = from_frames(
        {
            "sites": pd.DataFrame({"site": ["barn"]}),
            "attendance": attended((A, "s"), site="house"),
        }
    )

    assert told(records) == [
        "warning | sites |  | site | "
        "Every site that other tables name must be listed; some are not. | "
        "They were added. Add a row to sites, or correct the name."
    ]


def test_sessions_without_a_site_where_there_are_more(read, told):
    sessions = pd.DataFrame({"session": ["s1", "s2", "s3"], "site": ["house", None, "barn"]})
    records = read(sessions=sessions)

    assert told(records) == [
        "error | sessions | 1 | site | "
        "Every session must have a site, because there is more than one. | "
        "Sessions without one are put at a site named 'site'."
    ]
    assert records.tables["sessions"]["site"].tolist() == ["house", "site", "barn"]


def test_people_who_meet_but_are_at_different_sites(told):
    records = from_frames(
        {
            "participants": pd.DataFrame({"participant": [A, B, C], "site": ["x", "x", "y"]}),
            "encounters": pd.DataFrame({"source": [A, A], "target": [B, C]}),
        }
    )

    assert told(records) == [
        "error | encounters | 1 | site | "
        "People who meet must be at the same site; participants gives them different ones. | "
        "Add a column `session`. The row is left out."
    ]


def test_line_column_in_attendance_that_differs(told):
    attendance = attended((A, "s"), (A, "t"), (B, "t"), origin=["north", "south", "south"])
    records = from_frames({"attendance": attendance}, lines={"origin": ["north", "south"]})

    assert told(records) == [
        "error | attendance | 1 | origin | `origin` must be the same in all rows of a person. | "
        "The first value of the person is used."
    ]


def test_tie_of_a_person_with_herself(told):
    ties = pd.DataFrame({"source": [A, A], "target": [A, B]})

    assert told(from_frames({"ties": ties})) == [
        "error | ties | 0 | target | "
        "A tie must be between different people; in these rows somebody is tied to herself. | "
        "Correct one of the ids. The row is left out."
    ]


def test_only_the_first_rows_are_shown_and_all_are_counted(read):
    encounters = pairs(*[(A, "zoe", "s1")] * 8)
    problems = read(encounters=encounters).problems

    assert problems.loc[0, "rows"] == "0, 1, 2, 3, 4, …"
    assert problems.loc[0, "n_rows"] == 8


def test_all_problems_at_once_and_no_cell_of_a_person_in_any(told):
    """Everything wrong that a row can be: told together, without ids, groups or names."""
    secret = [f"secret-{number}" for number in range(8)]
    a, b, c, d, *_ = secret
    records = from_frames(
        {
            "participants": pd.DataFrame(
                {
                    "participant": [a, b, c, c, None],
                    "origin": ["north", "secret-north", "south", "north", "secret-x"],
                    "family": ["secret-f"] * 5,
                    "income": ["secret-rich", "1", "2", "3", "4"],
                }
            ),
            "sessions": pd.DataFrame({"session": ["s1", "s1"], "start": ["secret-day", "x"]}),
            "attendance": pd.DataFrame(
                {
                    "participant": [a, a, b, d, None, b],
                    "session": ["s1", "s1", "s1", "s1", "s1", "secret-session"],
                    "arrival": ["15:00", "14:00", "secret-hour", "-1", "3", "3"],
                    "departure": ["14:00"] * 6,
                }
            ),
            "encounters": pd.DataFrame(
                {
                    "encounter": ["secret-e", "secret-e", "f", "g", "g", "h", "h"],
                    "participant": [a, c, a, b, b, b, d],
                    "session": "s1",
                    "minutes": ["secret-long", "-1", "1", "1", "1", "1", "1"],
                    "initiator": "secret-i",
                }
            ),
            "tallies_present": pd.DataFrame(
                {"line": ["origin", "secret-line"], "group": "secret-group", "present": "secret-n"}
            ),
            "reference": pd.DataFrame(
                {"line": "origin", "group": ["north", "secret-g"], "share": ["0.2", "secret-s"]}
            ),
        },
        lines={
            "origin": ["north", "south"],
            "income": {"numeric": True, "groups": ["low", "high"], "cuts": [2]},
        },
        roles={"staff": ["staf"]},
    )

    said = "\n".join(told(records))
    assert len(records.problems) > 20
    assert "secret" not in said
    assert set(records.problems["severity"]) == {"error", "warning", "note"}
    assert np.issubdtype(records.problems["n_rows"].dtype, np.integer)


def test_counts_with_a_mark_between_thousands(told):
    """1.250 families are no one and a quarter, as a spreadsheet writes them in Dutch."""
    reference = pd.DataFrame(
        {"line": "origin", "group": ["north", "south"], "count": ["310", "1.250"]}
    )
    people = pd.DataFrame({"participant": [A, B], "origin": ["north", "south"]})
    records = from_frames(
        {"participants": people, "reference": reference}, lines={"origin": ["north", "south"]}
    )

    assert records.tables["reference"]["count"].tolist() == [310, 1250]
    assert told(records) == [
        "warning | reference |  | count | "
        "The mark in numbers of `count` was read as one between thousands. | "
        "Write 1250, not 1.250 or 1,250."
    ]


def test_tallies_without_people_miss_no_roles(told):
    tally = pd.DataFrame({"line": "origin", "group": ["north", "south"], "present": [3, 2]})
    records = from_frames(
        {"tallies_present": tally},
        lines={"origin": ["north", "south"]},
        roles={"staff": ["begeleider"]},
    )

    assert told(records, "warning") == []


def test_groups_that_differ_in_capitals_are_said_to(told):
    people = pd.DataFrame({"participant": [A, B, C], "origin": ["North", "south", "elsewhere"]})
    records = from_frames({"participants": people}, lines={"origin": ["north", "south"]})

    assert "Capitals and spaces count: some differ" in told(records, "error")[0]
    assert people["origin"][2] not in told(records, "error")[0]


def test_a_tally_that_misses_a_group_is_not_read_as_nobody_of_it(told):
    tally = pd.DataFrame(
        {
            "line": "origin",
            "group": ["north", "south"] * 2,
            "present": ["4", "?", "3", "2"],
            "session": ["s1", "s1", "s2", "s2"],
        }
    )
    records = from_frames({"tallies_present": tally}, lines={"origin": ["north", "south"]})

    assert records.tables["tallies_present"]["present"].tolist() == [3, 2]
    assert told(records, "error")[-1] == (
        "error | tallies_present | 0 | present | "
        "`present` must have a number for every group of a session. | "
        "Without the missing one, the others can't be used. The row is left out."
    )


@pytest.mark.parametrize(
    ("ids", "hint"),
    [
        (["anna-1.0", "carla-3.0"], "They differ in `.0` at their end: keep ids as text."),
        (["Anna-1", "CARLA-3"], "They differ in capitals."),
        (["Anna", "Carla"], "Column 'Label' of participants has them: is that the id?"),
        (["anna", "zoe"], "or correct the id. The row"),
    ],
)
def test_ids_that_are_written_otherwise_say_how(read, frames, told, ids, hint):
    people = frames["participants"].assign(Label=["Anna", "Bilal", "Carla", "Dries"])
    pairs = pd.DataFrame({"source": [ids[0]] * 2, "target": ["bilal-2", ids[1]]})
    lines = told(read(participants=people, attendance=None, sessions=None, encounters=pairs))
    assert any("| source | `source` must be one of" in line and hint in line for line in lines)


def test_a_day_alone_is_when_a_session_starts_and_months_may_be_in_words(read, told):
    sessions = pd.DataFrame(
        {
            "session": ["s1", "s2", "s3", "s4"],
            "date": ["wo 5 maart 2025", "Sat 8/3/2025", "14-jan-2026", "za 7 maart"],
            "end": ["11:30", None, None, "12:00"],
        }
    )
    records = read(sessions=sessions)
    found = records.tables["sessions"]
    days = ["2025-03-05", "2025-03-08", "2026-01-14"]
    assert found["start"].iloc[:3].tolist() == [pd.Timestamp(day) for day in days]
    assert found["start"].isna().tolist() == [False, False, False, True]
    assert found["end"].iloc[0] == pd.Timestamp("2025-03-05 11:30")
    errors = [line for line in told(records, "error") if "| date |" in line or "| end |" in line]
    assert len(errors) == 1 and "| 3 | date | `date` must be a date." in errors[0]


def test_a_time_that_can_not_be_read_leaves_the_day(read, told):
    sessions = pd.DataFrame({"session": ["s1", "s2", "s3"], "date": "2025-03-05", "start": "soon"})
    records = read(sessions=sessions)
    assert records.tables["sessions"]["start"].eq(pd.Timestamp("2025-03-05")).all()
    assert any("| start | `start` must be a date" in line for line in told(records, "error"))
