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
