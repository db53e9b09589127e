import numpy as np
import pytest

import bridging as br
from bridging.counting.visitors import MIXED, UNKNOWN, family_groups, family_table, find_visitors
from bridging.errors import DataError, OptionError

PEOPLE = {
    "participant": ["p", "q", "r", "s"],
    "family": ["1", "1", "", "2"],
    "role": ["", "", "", "staff"],
    "g": ["a", "b", "?", "b"],
}
SESSIONS = {"session": ["x", "y", "z"], "site": ["one", "one", "two"]}


def study(**tables):
    lines = {"g": {"groups": ["a", "b"], "unknown": ["?"]}}
    return br.Study.from_frames(lines=lines, roles={"staff": ["staff"]}, **tables)


def found(given, by=None):
    return find_visitors(
        given.records, given.coded, given.line("g"), given.clusters, roles=given.roles, by=by
    )


def test_visits_with_family_and_group_and_no_staff():
    visitors = found(
        study(
            participants=PEOPLE,
            sessions=SESSIONS,
            attendance={
                "participant": ["p", "q", "s", "r", "p", "s"],
                "session": ["x", "x", "x", "y", "y", "z"],
            },
        ),
        by="site",
    )
    assert visitors.source == "attendance" and visitors.families
    assert visitors.labels == ("one", "two")
    assert visitors.unit.tolist() == [0, 0, 0, 0]
    assert visitors.group[np.argsort(visitors.session, kind="stable")].tolist() == [
        0,
        1,
        0,
        UNKNOWN,
    ]
    assert visitors.recorded.tolist() == [True, True, True]  # only staff in z, but written down
    assert visitors.of(1).recorded.tolist() == [False, False, True]
    assert len(visitors.of(1).session) == 0
    first, second = visitors.family[visitors.session == 0]
    assert first == second  # p and q


def test_tallies_of_sessions_without_attendance():
    given = study(
        participants=PEOPLE,
        sessions=SESSIONS,
        attendance={"participant": ["p", "r"], "session": ["x", "x"]},
        tallies_present={
            "line": ["g"] * 3,
            "group": ["a", "?", "b"],
            "present": [3, 2, 4],
            "session": ["y", "y", "z"],
        },
    )
    visitors = found(given, by="site")
    assert visitors.tallied.tolist() == [[0, 0, 0], [3, 0, 2], [0, 4, 0]]
    assert visitors.of(0).tallied.sum(axis=0).tolist() == [3, 0, 2]
    assert visitors.group.tolist().count(UNKNOWN) == 1
    assert not found(given, by="family").tallied.any()  # nobody knows whose visits they were


def test_tallies_alone_have_no_people():
    given = study(
        sessions=SESSIONS,
        tallies_present={"line": ["g"], "group": ["a"], "present": [3], "session": ["x"]},
    )
    visitors = found(given)
    assert visitors.source == "tallies" and len(visitors.person) == 0
    assert visitors.recorded.tolist() == [True, False, False]


def test_a_list_of_people_has_each_once_in_its_own_unit():
    visitors = found(
        study(
            participants={
                "participant": ["p", "", "", "s"],
                "family": ["1", "1", "", ""],
                "site": ["two", "one", "one", "one"],
                "role": ["", "", "", "staff"],
                "g": ["a", "?", "b", "b"],
            }
        ),
        by="site",
    )
    assert visitors.source == "list" and not visitors.recorded.any()
    units = [visitors.labels[code] for code in visitors.unit]
    assert units == ["two", "one", "one"] and visitors.group.tolist() == [0, UNKNOWN, 1]
    assert visitors.family[0] == visitors.family[1] != visitors.family[2]


def test_presence_is_not_inferred_from_encounters():
    given = study(participants=PEOPLE, encounters={"source": ["p"], "target": ["q"]})
    assert found(given).source == "list"


def test_family_groups_keep_unknown_and_mixed_apart():
    family = np.array([3, 3, 5, 5, 8, 9, 9])
    group = np.array([1, UNKNOWN, 0, 1, UNKNOWN, 2, 2])
    families, groups = family_groups(family, group)
    assert dict(zip(families.tolist(), groups.tolist(), strict=True)) == {
        3: 1,
        5: MIXED,
        8: UNKNOWN,
        9: 2,
    }
    weight = np.arange(1.0, 8)
    table = family_table(family, group, 3, weight)
    assert table.tolist() == [[0, 1, 0], [3, 4, 0], [0, 0, 13]]


def test_bad_input():
    given = study(participants=PEOPLE, encounters={"source": ["p"], "target": ["q"], "form": ["x"]})
    with pytest.raises(OptionError, match="it is a column of encounters"):
        found(given, by="form")
    tallied = {"line": ["g"], "group": ["a"], "present": [3]}
    with pytest.raises(DataError, match="they do not say who was present"):
        found(study(participants=PEOPLE, tallies_present=tallied), by="family")
    with pytest.raises(DataError, match="can't be counted: no table has people by its groups"):
        found(
            study(
                participants={"participant": ["p"]},
                tallies_contacts={
                    "line": ["g"],
                    "group_a": ["a"],
                    "group_b": ["b"],
                    "contacts": [1],
                },
            )
        )
