"""Data frames become clean tables: what the counting relies on."""

import datetime

import numpy as np
import pandas as pd
import pytest

from bridging.errors import StudyError
from bridging.records import Line, from_frames


def columns(records, table):
    return list(records.tables[table].columns)


def values(records, table, column):
    found = records.tables[table][column]
    return [None if missing else value for value, missing in zip(found, found.isna(), strict=True)]


def pairs(records):
    members = records.tables["members"]
    return members.groupby("encounter_index")["participant"].apply(tuple).tolist()


def test_small_study_has_no_problems(read, told):
    records = read()

    assert told(records) == []
    assert list(records.problems.columns) == [
        "table",
        "rows",
        "n_rows",
        "column",
        "problem",
        "hint",
        "severity",
    ]
    assert list(records.tables) == [
        "participants",
        "sites",
        "sessions",
        "attendance",
        "encounters",
        "members",
    ]
    assert records.source == "data frames"
    assert records.lines["origin"].groups == ("north", "south")


def test_every_table_has_a_plain_index_and_row_numbers(read):
    records = read()

    for frame in records.tables.values():
        assert isinstance(frame.index, pd.RangeIndex)
        assert frame.columns[-1] == "row"
        assert frame["row"].dtype == np.int64
    assert values(records, "participants", "row") == [0, 1, 2, 3]
    assert values(records, "sites", "row") == [-1]  # no row names it


def test_given_frames_are_not_changed(frames, read):
    before = {name: frame.copy() for name, frame in frames.items()}

    read()

    for name, frame in frames.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_pairs_become_encounters_with_members(read):
    records = read()

    assert columns(records, "encounters") == ["encounter", "session", "minutes", "row"]
    assert values(records, "encounters", "encounter") == ["1", "2", "3", "4"]
    assert pairs(records) == [
        ("anna-1", "carla-3"),
        ("anna-1", "bilal-2"),
        ("anna-1", "bilal-2"),
        ("carla-3", "dries-4"),
    ]
    assert records.tables["members"]["encounter_index"].dtype == np.int64
    assert records.tables["members"]["row"].tolist() == [0, 0, 1, 1, 2, 2, 3, 3]


def test_rows_of_people_become_encounters_with_members(told):
    records = from_frames(
        {
            "encounters": pd.DataFrame(
                {
                    "encounter": ["e2", "e1", "e2", "e1", "e2"],
                    "participant": ["a", "b", "c", "d", "e"],
                    "minutes": [3, 5, None, 5, 3],
                    "topic": [None, "x", "y", "x", "y"],
                }
            )
        }
    )

    assert told(records) == []
    assert values(records, "encounters", "encounter") == ["e2", "e1"]
    assert values(records, "encounters", "minutes") == [3.0, 5.0]
    assert values(records, "encounters", "topic") == ["y", "x"]
    assert values(records, "encounters", "session") == ["session", "session"]
    assert values(records, "encounters", "row") == [0, 1]
    assert pairs(records) == [("a", "c", "e"), ("b", "d")]
    assert values(records, "participants", "participant") == ["a", "c", "e", "b", "d"]


def test_ids_of_any_type_are_text():
    records = from_frames(
        {
            "participants": pd.DataFrame({"participant": [1.0, 2.0, np.nan]}),
            "attendance": pd.DataFrame({"participant": [1, 2], "session": [20260301, 20260308]}),
            "encounters": pd.DataFrame({"source": ["1"], "target": ["2"], "session": [20260301.0]}),
        }
    )

    assert values(records, "participants", "participant") == ["1", "2", None]
    assert values(records, "sessions", "session") == ["20260301", "20260308"]
    assert "error" not in set(records.problems["severity"])


def test_nothing_but_contacts_is_one_session_at_one_site():
    records = from_frames({"encounters": pd.DataFrame({"source": ["a"], "target": ["b"]})})

    assert values(records, "sessions", "session") == ["session"]
    assert values(records, "sessions", "site") == ["site"]
    assert values(records, "sites", "site") == ["site"]
    assert values(records, "encounters", "session") == ["session"]
    assert records.tables["sessions"]["start"].dtype == "datetime64[us]"
    assert "attendance" not in records.tables


def test_one_session_per_site_where_only_sites_are_known():
    records = from_frames(
        {
            "sites": pd.DataFrame({"site": ["north", "south"]}),
            "encounters": pd.DataFrame(
                {"source": ["a", "c"], "target": ["b", "d"], "site": ["south", "north"]}
            ),
        }
    )

    assert values(records, "sessions", "session") == ["north", "south"]
    assert values(records, "sessions", "site") == ["north", "south"]
    assert values(records, "encounters", "session") == ["south", "north"]
    assert "site" not in records.tables["encounters"]


def test_site_of_anonymous_people_makes_sites_and_sessions(told):
    records = from_frames(
        {"participants": pd.DataFrame({"site": [7, 8, 8], "origin": ["a", "b", None]})},
        lines={"origin": ["a", "b"]},
    )

    assert values(records, "participants", "participant") == [None, None, None]
    assert values(records, "sites", "site") == ["7", "8"]
    assert values(records, "sessions", "session") == ["7", "8"]
    assert told(records) == [
        "note | participants | 0, 1, 2 | participant | "
        "Rows without an id are read as anonymous people. | "
    ]


@pytest.mark.parametrize(
    "encounters",
    [
        pd.DataFrame({"source": ["a", "c"], "target": ["b", "d"]}),
        pd.DataFrame({"encounter": [1, 1, 2, 2], "participant": ["a", "b", "c", "d"]}),
    ],
)
def test_site_of_the_people_places_contacts_without_a_session(encounters):
    people = pd.DataFrame({"participant": list("abcd"), "site": ["x", "x", "y", "y"]})

    records = from_frames({"participants": people, "encounters": encounters})

    assert values(records, "encounters", "session") == ["x", "y"]


def test_columns_that_are_constant_in_a_session_describe_it(read, frames):
    attendance = frames["attendance"].assign(
        weather=["dry"] * 4 + ["wet"] * 4,
        mood=["a", "b"] * 4,
        noted=["x", None, "x", "x"] + ["y"] * 4,
        start=["2026-03-01 14:00"] * 4 + ["2026-03-08 14:00"] * 2 + ["2026-03-15 14:00"] * 2,
    )
    records = read(attendance=attendance)

    assert columns(records, "sessions") == ["session", "site", "start", "end", "weather", "row"]
    assert values(records, "sessions", "weather") == ["dry", "wet", "wet"]
    assert records.tables["sessions"]["start"].dt.day.tolist() == [1, 8, 15]


def test_line_columns_kept_in_attendance_describe_people(frames, told):
    attendance = frames["attendance"].merge(frames["participants"])
    records = from_frames({"attendance": attendance}, lines={"origin": ["north", "south"]})

    assert told(records) == []
    assert values(records, "participants", "origin") == ["north", "north", "south", "south"]
    assert "origin" not in records.tables["sessions"]


def test_times_of_day_are_minutes():
    attendance = pd.DataFrame(
        {
            "participant": ["a", "b", "c"],
            "session": ["s"] * 3,
            "arrival": [datetime.time(14, 0), datetime.time(14, 30), None],
            "departure": ["16:00", "16u15", "15:00"],
        }
    )
    records = from_frames({"attendance": attendance})

    assert values(records, "attendance", "arrival") == [840.0, 870.0, None]
    assert values(records, "attendance", "departure") == [960.0, 975.0, 900.0]


def test_full_dates_are_minutes_since_the_first_midnight_of_the_session():
    attendance = pd.DataFrame(
        {
            "participant": ["a", "b", "a"],
            "session": ["s", "s", "t"],
            "arrival": pd.to_datetime(["2026-03-01 23:30", "2026-03-02 00:10", "2026-03-05 12:00"]),
            "departure": pd.to_datetime(["2026-03-02 00:30", None, "2026-03-05 13:00"]),
        }
    )
    records = from_frames({"attendance": attendance})

    assert values(records, "attendance", "arrival") == [1410.0, 1450.0, 720.0]
    assert values(records, "attendance", "departure") == [1470.0, None, 780.0]


def test_start_and_end_of_sessions_are_dates():
    sessions = pd.DataFrame(
        {
            "session": ["s", "t"],
            "date": ["2026-03-01", "2026-03-08"],
            "start": ["14:00", "14u30"],
            "end": ["16:00", None],
        }
    )
    records = from_frames({"sessions": sessions})

    start, end = records.tables["sessions"]["start"], records.tables["sessions"]["end"]
    assert start.dtype == end.dtype == "datetime64[us]"
    assert start.tolist() == [pd.Timestamp("2026-03-01 14:00"), pd.Timestamp("2026-03-08 14:30")]
    assert end.isna().tolist() == [False, True]


def test_session_takes_the_site_its_rows_name():
    records = from_frames(
        {
            "attendance": pd.DataFrame(
                {"participant": ["a", "b"], "session": ["s", "t"], "site": ["x", "y"]}
            )
        }
    )

    assert values(records, "sessions", "site") == ["x", "y"]
    assert values(records, "sites", "site") == ["x", "y"]


def test_lines_are_given_as_lists_settings_or_lines(read):
    records = read(
        lines={
            "origin": Line(name="from", column="origin", groups=("north", "south")),
            "side": {"column": "origin", "label": "Side", "groups": ["south", "north"]},
        }
    )

    assert records.lines["origin"].name == "origin"
    assert records.lines["side"].text("nl") == "Side"
    assert records.lines["side"].codes(records.tables["participants"]["origin"]).tolist() == [
        1,
        1,
        0,
        0,
    ]


def test_groups_are_found_in_the_data_numbers_by_size(read, frames, told):
    people = frames["participants"].assign(quintile=[10, 2, 1, 2], kind=["b", "a", "?", "b"])
    records = read(
        participants=people,
        lines={
            "quintile": {"ordered": True},
            "kind": {"unknown": ["?"]},
            "income": {"column": "quintile", "numeric": True, "cuts": [2, 5.5]},
        },
    )

    assert records.lines["quintile"].groups == ("1", "2", "10")
    assert records.lines["kind"].groups == ("a", "b")
    assert records.lines["income"].groups == ("under 2", "2 to 5.5", "5.5 and over")
    assert told(records)[0] == (
        "note | participants |  | quintile | The groups of line 'quintile' were found in the data, "
        "numbers by size and texts by letter, because none are listed. | List them in `groups`."
    )


def test_numeric_columns_stay_text_written_plainly(read, frames):
    people = frames["participants"].assign(income=["1.250,5", "900,0", "?", "2000"])
    records = read(
        participants=people,
        lines={
            "income": {
                "numeric": True,
                "groups": ["low", "high"],
                "cuts": [1000],
                "unknown": ["?"],
            }
        },
    )

    people = records.tables["participants"]
    assert values(records, "participants", "income") == ["1250.5", "900", "?", "2000"]
    assert records.lines["income"].codes(people["income"]).tolist() == [1, 0, -1, 1]
    assert records.lines["income"].codes(people["income"].head(1)).tolist() == [1]


def test_tallies_alone_make_a_study_with_their_lines(told):
    records = from_frames(
        {
            "tallies_present": pd.DataFrame(
                {"line": ["origin"] * 2, "group": ["a", "b"], "present": [4, 6]}
            ),
            "tallies_contacts": pd.DataFrame(
                {"line": ["origin"], "group_a": ["a"], "group_b": ["b"], "contacts": [3]}
            ),
        }
    )

    assert records.lines["origin"].groups == ("a", "b")
    assert values(records, "tallies_present", "present") == [4.0, 6.0]
    assert values(records, "tallies_contacts", "session") == ["session"]
    assert len(records.tables["participants"]) == 0
    assert [line.split(" | ")[0] for line in told(records)] == ["note"]


def test_tallies_may_count_people_of_unknown_group(told):
    records = from_frames(
        {
            "tallies_present": pd.DataFrame(
                {"line": "origin", "group": ["a", "b", "?", None], "present": [4, 6, 1, 2]}
            )
        },
        lines={"origin": {"groups": ["a", "b"], "unknown": ["?"]}},
    )

    assert told(records) == []
    rows = records.tables["tallies_present"]
    assert records.lines["origin"].codes(rows["group"]).tolist() == [0, 1, -1, -1]


def test_reference_keeps_shares_and_counts_as_numbers():
    reference = pd.DataFrame(
        {"line": "origin", "group": ["north", "south"], "share": ["60 %", "40,0"], "count": [6, 4]}
    )
    encounters = pd.DataFrame({"source": ["a"], "target": ["b"]})
    records = from_frames(
        {"reference": reference, "encounters": encounters}, lines={"origin": ["north", "south"]}
    )

    assert values(records, "reference", "share") == [0.6, 0.4]
    assert values(records, "reference", "count") == [6.0, 4.0]


def test_shares_add_up_for_each_site_and_denominator(told):
    reference = pd.DataFrame(
        {
            "line": "origin",
            "group": ["a", "b"] * 3,
            "share": [0.5, 0.5, 0.2, 0.8, 0.1, 0.9],
            "site": ["x", "x", "y", "y", None, None],
            "denominator": ["births"] * 4 + ["all"] * 2,
        }
    )
    records = from_frames(
        {"reference": reference, "sites": pd.DataFrame({"site": ["x", "y"]})},
        lines={"origin": ["a", "b"]},
    )

    assert told(records) == []


def test_ties_responses_and_log(told):
    records = from_frames(
        {
            "ties": pd.DataFrame(
                {"source": [1], "target": [2], "wave": [1], "relation": ["friend"]}
            ),
            "responses": pd.DataFrame({"participant": [3], "item": ["trust"], "value": [4]}),
            "log": pd.DataFrame({"session": ["s"], "note": ["rain"]}),
        }
    )

    assert told(records) == []
    assert values(records, "participants", "participant") == ["1", "2", "3"]
    assert values(records, "responses", "value") == ["4"]
    assert values(records, "sessions", "session") == ["s"]


def test_named_index_is_a_column():
    people = pd.DataFrame({"origin": ["a"]}, index=pd.Index(["p"], name="participant"))
    records = from_frames({"participants": people}, lines={"origin": ["a", "b"]})

    assert values(records, "participants", "participant") == ["p"]


def test_dutch_names_are_understood_and_said(told):
    records = from_frames(
        {"ontmoetingen": pd.DataFrame({"Bron": ["a"], "Doel": ["b"], "Vorm": ["talk"]})}
    )

    assert values(records, "encounters", "form") == ["talk"]
    assert told(records) == [
        "note | encounters |  |  | Columns were understood: "
        "'Bron' as 'source', 'Doel' as 'target', 'Vorm' as 'form'. | "
    ]


def test_capitals_and_spaces_in_our_names_need_no_mention(told):
    records = from_frames(
        {"attendance": pd.DataFrame({"Participant ": ["a"], "SESSION": ["s"], "row": ["x"]})}
    )

    assert told(records) == []
    assert columns(records, "attendance") == ["participant", "session", "row_given", "row"]


def test_columns_left_empty_are_as_if_not_given():
    attendance = pd.DataFrame(
        {"participant": ["a", "b"], "session": [None, None], "site": ["x"] * 2}
    )
    records = from_frames({"attendance": attendance})

    assert values(records, "attendance", "session") == ["x", "x"]


def test_roles_and_settings_are_kept(read, frames):
    people = frames["participants"].assign(role=["visitor", "staf", "kind", None])
    records = read(participants=people, roles={"staff": ["staf"], "children": "kind"})

    assert records.roles == {"staff": ("staf",), "children": ("kind",)}
    assert values(records, "participants", "role") == ["visitor", "staf", "kind", None]


def test_strict_passes_when_nothing_is_wrong(frames):
    assert len(from_frames(frames, lines={"origin": ["north", "south"]}, strict=True).problems) == 0


def test_strict_raises_with_all_errors(frames):
    frames["encounters"].loc[[0, 2], "minutes"] = [-1, -2]
    frames["attendance"].loc[1, "participant"] = "zoe-9"

    with pytest.raises(StudyError) as error:
        from_frames(frames, lines={"origin": ["north", "west"]}, strict=True)

    assert str(error.value).splitlines() == [
        "The study has errors, for 3 reasons:",
        "- encounters, 2 rows: 0, 2: `minutes` can't be negative. The value is read as missing.",
        "- attendance, row 1: `participant` must be one of the participants. "
        "Add the person to participants, or correct the id. The row is left out.",
        "- participants, 2 rows: 2, 3: `origin` must be one of the groups of line 'origin': "
        "'north', 'west'. The value is read as unknown. Add the group to `groups`, another "
        "spelling of one to `values`, of unknown to `unknown`; in a workbook, to the sheet of lines.",
    ]


def test_groups_of_a_number_for_each_person_are_told(told):
    """Incomes without cuts: everybody is a group of her own."""
    people = pd.DataFrame(
        {"participant": [f"p{k}" for k in range(20)], "income": range(1000, 1020)}
    )
    records = from_frames({"participants": people}, lines={"income": {}})
    assert any(
        line.startswith("warning | participants |  | income | Line 'income' has 20 groups")
        and "numeric = true and `cuts`" in line
        for line in told(records)
    )
    few = from_frames({"participants": people.assign(income=0)}, lines={"income": {}})
    assert not told(few, "warning")
