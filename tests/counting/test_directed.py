"""Who approaches whom, against a plain count in Python."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest

import bridging as br
from bridging.counting.deletions import without_each
from bridging.errors import DataError, OptionError

GROUPS = {"a": 0, "b": 1, "c": 2}


@pytest.fixture
def begun_of(frames_of):
    """Make records in which most encounters name who began them."""

    def make(seed, **options):
        frames = frames_of(seed, **options)
        rng = np.random.default_rng(1000 + seed)
        encounters = frames["encounters"]
        began = {
            name: None if rng.random() < 0.25 else rng.choice(part["participant"])
            for name, part in encounters.groupby("encounter")
        }
        frames["encounters"] = encounters.assign(initiator=encounters["encounter"].map(began))
        return frames

    return make


def plain_count(frames, weight="encounters", wanted=lambda session: True):
    """Count directed contacts encounter by encounter."""
    people = frames["participants"].set_index("participant")
    group = {p: GROUPS.get(g, -1) for p, g in people["origin"].items()}
    visitors = {p for p in people.index if people.loc[p, "role"] != "staff"}
    table, left_out, seen = np.zeros((3, 3)), Counter(), set()
    company = {
        (row["session"], row["participant"]): row["company"]
        for _, row in frames["attendance"].iterrows()
    }
    for _, part in frames["encounters"].groupby("encounter"):
        session = part["session"].iloc[0]
        members = [p for p in part["participant"] if p in visitors]
        if len(members) < 2 or not wanted(session):
            continue
        began = part["initiator"].iloc[0]
        if began not in members:
            left_out["no_initiator"] += len(members) - 1
            continue
        for other in members:
            if other == began:
                continue
            ends = [(session, began), (session, other)]
            if any(end not in company for end in ends):
                left_out["absent"] += 1
            elif company[ends[0]] is not None and company[ends[0]] == company[ends[1]]:
                left_out["together"] += 1
            elif min(group[began], group[other]) < 0:
                left_out["unknown"] += 1
            elif weight == "pairs" and (session, began, other) in seen:
                continue
            else:
                value = part["minutes"].iloc[0] if weight == "minutes" else 1
                table[group[began], group[other]] += value
                seen.add((session, began, other))
    return table, left_out


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("weight", ["encounters", "minutes", "pairs"])
def test_directed_counts_equal_a_plain_count(begun_of, study_of, seed, weight):
    frames = begun_of(seed, times=seed % 3 == 0)
    study = study_of(frames)
    mixing = study.mixing("origin", weight=weight, directed=True)
    table, left_out = plain_count(frames, weight)
    assert mixing.directed
    np.testing.assert_allclose(mixing.contacts, table)
    counted = study.count_mixing("origin", weight=weight, directed=True).left_out
    assert {name: int(n[0]) for name, n in counted.items() if n[0]} == dict(left_out)


@pytest.mark.parametrize("seed", range(4))
def test_opportunities_are_those_of_undirected_contacts(begun_of, study_of, seed):
    study = study_of(begun_of(seed, times=True))
    one, both = study.mixing("origin", directed=True), study.mixing("origin")
    # Ordered pairs: each pair once in each direction, as a table counted from both ends.
    np.testing.assert_allclose(one.opportunities, both.opportunities)
    np.testing.assert_allclose(one.sizes, both.sizes)


@pytest.mark.parametrize("seed", range(4))
def test_expected_spreads_the_contacts_of_each_session(begun_of, study_of, seed):
    frames = begun_of(seed)
    study = study_of(frames)
    stack = study.mixing("origin", by="session", directed=True)
    total = np.zeros((3, 3))
    for unit, session in enumerate(stack.units):
        table, _ = plain_count(frames, wanted=lambda s, session=session: s == session)
        np.testing.assert_allclose(stack.contacts[unit], table)
        pairs = stack.opportunities[unit]
        if pairs.sum():
            total += table.sum() * pairs / pairs.sum()
    np.testing.assert_allclose(study.mixing("origin", directed=True).expected, total)


@pytest.mark.parametrize("seed", range(4))
def test_two_people_and_who_began_known_is_the_undirected_table(begun_of, study_of, seed):
    frames = begun_of(seed, meetings=False)
    first = frames["encounters"].groupby("encounter")["participant"].first()
    frames["encounters"]["initiator"] = frames["encounters"]["encounter"].map(first)
    study = study_of(frames)
    table = study.mixing("origin", directed=True).contacts
    np.testing.assert_allclose(table + table.T, study.mixing("origin").contacts)


@pytest.mark.parametrize("seed", range(3))
def test_deletions_of_directed_contacts_equal_counting_again(begun_of, study_of, seed):
    frames = begun_of(seed)
    study = study_of(frames)
    count = study.count_mixing("origin", directed=True)
    (part,) = without_each(count, np.arange(len(study.coded.people)))
    for place, code in enumerate(part.clusters):
        name = study.coded.people[code]
        fewer = {
            key: table[table["participant"] != name]
            if key in ("attendance", "encounters", "participants")
            else table
            for key, table in frames.items()
        }
        encounters = fewer["encounters"]
        gone = encounters["initiator"] == name
        encounters = encounters.assign(initiator=encounters["initiator"].mask(gone, None))
        size = encounters.groupby("encounter")["participant"].transform("size")
        fewer["encounters"] = encounters[size >= 2]
        again = study_of(fewer).mixing("origin", directed=True)
        for kind in ("contacts", "opportunities", "expected", "sizes"):
            np.testing.assert_allclose(
                getattr(part.matrix, kind)[place], getattr(again, kind), atol=1e-9
            )


def test_girls_approach_boys_by_hand():
    # an approaches bo twice and cy once (one meeting of three); nobody knows who began the last.
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo", "cy"], "line": ["a", "b", "b"]},
        attendance={"participant": ["an", "bo", "cy"]},
        encounters=pd.DataFrame(
            {
                "encounter": ["1", "1", "2", "2", "2", "3", "3"],
                "participant": ["an", "bo", "an", "bo", "cy", "bo", "cy"],
                "initiator": ["an", "an", "an", "an", "an", None, None],
            }
        ),
        lines={"line": ["a", "b"]},
    )
    assert study.mixing(directed=True).contacts.tolist() == [[0, 3], [0, 0]]
    assert study.mixing(directed=True, weight="pairs").contacts.tolist() == [[0, 2], [0, 0]]
    # Undirected: an-bo, an-bo, an-cy, and bo-cy in the second and the third.
    assert study.mixing().contacts.tolist() == [[0, 3], [3, 4]]
    result = br.estimate("bridging_share", study, directed=True, null=None)[0]
    assert result.estimate == 1 and dict(result.sizes.left_out) == {"no_initiator": 1}


def test_tallied_contacts_have_no_initiator():
    study = br.Study.from_frames(
        participants={"participant": ["an", "bo"], "line": ["a", "b"]},
        sessions={"session": ["1", "2"]},
        attendance={"participant": ["an", "bo"], "session": ["1", "1"]},
        encounters={"source": ["an"], "target": ["bo"], "session": ["1"], "initiator": ["bo"]},
        tallies_contacts={
            "session": ["2", "2"],
            "line": ["line", "line"],
            "group_a": ["a", "a"],
            "group_b": ["b", "a"],
            "contacts": [3, 2],
        },
        tallies_present={
            "session": ["2", "2"],
            "line": ["line", "line"],
            "group": ["a", "b"],
            "present": [2, 2],
        },
        lines={"line": ["a", "b"]},
    )
    count = study.count_mixing(directed=True)
    assert count.matrix().contacts.tolist() == [[0, 0], [1, 0]]
    assert count.matrix().opportunities.tolist() == [[0, 1], [1, 0]]
    assert count.left_out["no_initiator"].tolist() == [5]


def test_without_initiators_or_with_a_null_it_is_refused(begun_of, frames_of, study_of):
    with pytest.raises(DataError, match="`directed=True` must have a column `initiator`"):
        study_of(frames_of(0)).mixing("origin", directed=True)
    study = study_of(begun_of(0))
    with pytest.raises(OptionError, match="`null` can't deal directed contacts again"):
        br.estimate("assortativity", study, "origin", directed=True, n_resamples=9)
    result = br.estimate("assortativity", study, "origin", directed=True, null=None)[0]
    table = study.mixing("origin", directed=True)
    assert result.estimate == br.measures.assortativity(table)
