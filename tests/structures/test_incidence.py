import numpy as np
import pytest

import bridging as br
from bridging.errors import DataError


def test_attendances_become_a_sparse_table():
    there = br.Incidence(["an", "bo"], ["mon", "fri"], [0, 1, 1, 1], [0, 0, 1, 1])
    assert there.to_sparse().toarray().tolist() == [[1, 0], [1, 1]]
    assert there.company.tolist() == [-1, -1, -1, -1]
    assert repr(there) == "<Incidence: 2 people, 2 sessions, 4 attendances>"


@pytest.mark.parametrize(
    ("person", "session", "message"),
    [
        ([0, 2], [0, 0], "`person` must hold codes from 0 to 1"),
        ([0, -1], [0, 0], "`person` must hold codes from 0 to 1"),
        ([0, 1], [0, 5], "`session` must hold codes from 0 to 0"),
        ([0, 1], [0], "`session` must be a list of codes, one for each attendance"),
        ([[0, 1]], [[0, 0]], "`person` must be a list of codes"),
    ],
)
def test_codes_must_point_to_people_and_sessions(person, session, message):
    with pytest.raises(DataError, match=message):
        br.Incidence(["an", "bo"], ["mon"], person, session)


def test_company_must_fit():
    with pytest.raises(DataError, match="`company` must be a list of codes"):
        br.Incidence(["an", "bo"], ["mon"], [0, 1], [0, 0], company=[3])


def test_labels_must_differ():
    with pytest.raises(DataError, match="`people` must be different"):
        br.Incidence(["an", "an"], ["mon"], [0], [0])


def test_people_may_have_groups_and_numbers():
    there = br.Incidence(
        ["an", "bo"],
        ["mon"],
        [0, 1],
        [0, 0],
        groups={"origin": ["x", "y"]},
        codes={"origin": [1, -1]},
        values={"age": [31, None]},
    )
    assert there.line == "origin"
    assert there.groups == {"origin": ("x", "y")}
    assert there.codes["origin"].tolist() == [1, -1]
    assert there.values["age"][0] == 31 and np.isnan(there.values["age"][1])
    plain = br.Incidence(["an"], ["mon"], [0], [0])
    assert plain.groups == plain.codes == plain.values == {}
    with pytest.raises(DataError, match="`line` must be given: the people have 0 lines"):
        assert plain.line


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"codes": {"origin": [0, 1]}}, "`groups` and `codes` must have the same lines"),
        ({"groups": {"origin": "xy"}}, "`groups` and `codes` must have the same lines"),
        (
            {"groups": {"origin": "xy"}, "codes": {"origin": [0]}},
            "`codes` must have one code for each of the 2 people",
        ),
        (
            {"groups": {"origin": "xy"}, "codes": {"origin": [0, 2]}},
            "`codes` must hold codes from -1 to 1",
        ),
        (
            {"groups": {"origin": "xx"}, "codes": {"origin": [0, 1]}},
            "`groups` must be different from each other",
        ),
        ({"values": {"age": [31]}}, "`values` must have one number for each of the 2 people"),
        ({"values": {"age": ["31", "old"]}}, "`values` must be numbers; 'age' holds something"),
        ({"values": {"age": [31, np.inf]}}, "`values` must be finite; 'age' holds infinite"),
    ],
)
def test_groups_and_numbers_must_fit(labels, message):
    with pytest.raises(DataError, match=message):
        br.Incidence(["an", "bo"], ["mon"], [0, 1], [0, 0], **labels)
