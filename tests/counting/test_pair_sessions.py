"""Pairs present together, met or not, by hand and against the mixing table."""

import numpy as np
import pytest

import bridging as br
from bridging.counting.coding import group_codes
from bridging.counting.pair_sessions import (
    both_directions,
    pair_sessions,
    talk_with_others,
    until_first_contact,
)


def study_by_hand(**options):
    """Four people in three sessions; an and bo come together to the first; di is of no known group."""
    return br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy", "di"], "g": ["a", "a", "b", None]},
        sessions={"session": ["1", "2", "3"]},
        attendance={
            "participant": ["an", "bo", "cy", "di", "an", "cy", "an", "bo", "cy"],
            "session": ["1", "1", "1", "1", "2", "2", "3", "3", "3"],
            "company": ["x", "x", "", "", "", "", "", "", ""],
        },
        encounters={
            "source": ["an", "cy", "an", "bo", "an", "bo"],
            "target": ["bo", "an", "di", "cy", "cy", "an"],
            "session": ["1", "1", "1", "3", "3", "2"],
            "initiator": ["an", "cy", "an", "bo", None, None],
        },
        lines={"g": ["a", "b"]},
        **options,
    )


def rows_of(study, line="g", **options):
    coded = study.coded
    return coded, pair_sessions(
        coded, group_codes(study.records, coded, study.line(line)), **options
    )


def listed(coded, rows):
    return [
        (coded.people[a] + "-" + coded.people[b], coded.sessions[s], int(m))
        for a, b, s, m in zip(rows.first, rows.second, rows.session, rows.met, strict=True)
    ]


def test_by_hand():
    coded, rows = rows_of(study_by_hand())
    assert listed(coded, rows) == [
        ("an-cy", "1", 1),
        ("bo-cy", "1", 0),
        ("an-cy", "2", 0),
        ("an-bo", "3", 0),
        ("an-cy", "3", 1),
        ("bo-cy", "3", 1),
    ]
    assert rows.unknown == 3
    assert rows.left_out == {"absent": 1, "together": 1, "unknown": 1}


def test_who_began_it():
    coded, rows = rows_of(study_by_hand(), began=True)
    assert listed(coded, rows) == [
        ("an-cy", "1", 0),
        ("bo-cy", "1", 0),
        ("cy-an", "1", 1),
        ("cy-bo", "1", 0),
        ("an-cy", "2", 0),
        ("cy-an", "2", 0),
        ("an-bo", "3", 0),  # an and cy met in the third session, and nobody knows who began
        ("bo-an", "3", 0),
        ("bo-cy", "3", 1),
        ("cy-bo", "3", 0),
    ]


def test_until_the_first_contact():
    coded, rows = rows_of(study_by_hand())
    kept, number = until_first_contact(rows, np.array([2, 1, 0]))  # the third came first
    assert listed(coded, kept) == [("an-bo", "3", 0), ("an-cy", "3", 1), ("bo-cy", "3", 1)]
    assert number.tolist() == [1, 1, 1]
    kept, number = until_first_contact(rows, np.arange(3))
    assert listed(coded, kept) == [
        ("an-bo", "3", 0),
        ("an-cy", "1", 1),
        ("bo-cy", "1", 0),
        ("bo-cy", "3", 1),
    ]
    assert number.tolist() == [1, 1, 1, 2]


def test_talk_with_others():
    _, rows = rows_of(study_by_hand())
    # with others than each other, an: with bo 0 of 1; cy: with bo 1 of 2; bo: with an 0 of 1
    an_apart_from_cy, cy_apart_from_an = np.log(0.5 / 1.5), np.log(1.5 / 1.5)
    bo_apart_from_cy, cy_apart_from_bo = np.log(0.5 / 1.5), np.log(2.5 / 1.5)
    an_apart_from_bo, bo_apart_from_an = np.log(2.5 / 1.5), np.log(1.5 / 1.5)
    np.testing.assert_allclose(
        talk_with_others(rows, 4),
        [
            an_apart_from_cy + cy_apart_from_an,
            bo_apart_from_cy + cy_apart_from_bo,
            an_apart_from_cy + cy_apart_from_an,
            an_apart_from_bo + bo_apart_from_an,
            an_apart_from_cy + cy_apart_from_an,
            bo_apart_from_cy + cy_apart_from_bo,
        ],
    )


def test_both_directions():
    coded, rows = rows_of(study_by_hand())
    doubled = both_directions(rows)
    assert listed(coded, doubled)[:4] == [
        ("an-cy", "1", 1),
        ("bo-cy", "1", 0),
        ("cy-an", "1", 1),
        ("cy-bo", "1", 0),
    ]
    assert doubled.met.sum() == 2 * rows.met.sum()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("times", [False, True])
def test_the_rows_add_up_to_the_mixing_table(frames_of, study_of, seed, times):
    study = study_of(frames_of(seed, times=times))
    coded = study.coded
    group = group_codes(study.records, coded, study.line("origin"))
    rows = pair_sessions(coded, group)
    table = study.mixing("origin", weight="pairs")
    for name, weight in (("contacts", rows.met), ("opportunities", np.ones(len(rows.met)))):
        counted = np.zeros((3, 3))
        np.add.at(counted, (group[rows.first], group[rows.second]), weight)
        np.testing.assert_allclose(counted + counted.T, getattr(table, name))


def test_without_presence_or_contacts():
    people = {"participant": ["an", "bo"], "g": ["a", "b"]}
    met = {"source": ["an"], "target": ["bo"]}
    lines = {"g": ["a", "b"]}
    study = br.Study.from_frames(participants=people, encounters=met, lines=lines)
    with pytest.raises(br.BridgingError, match="must have attendance"):
        rows_of(study)
    there = {"participant": ["an", "bo"]}
    study = br.Study.from_frames(participants=people, attendance=there, lines=lines)
    with pytest.raises(br.BridgingError, match="must have encounters"):
        rows_of(study)


def test_nobody_present_together():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "g": ["a", "b"]},
        sessions={"session": ["1", "2"]},
        attendance={"participant": ["an", "bo"], "session": ["1", "2"]},
        encounters={"source": ["an"], "target": ["bo"], "session": ["1"]},
        lines={"g": ["a", "b"]},
    )
    coded, rows = rows_of(study)
    assert not len(rows.met) and rows.left_out["absent"] == 1
    kept, number = until_first_contact(rows, np.arange(2))
    assert not len(kept.met) and not len(number)
    assert not len(talk_with_others(rows, len(coded.people)))
