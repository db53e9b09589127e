"""Families in place of people, against a slow count from the rows themselves."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import bridging as br

GROUPS = ("a", "b", "mixed")


def random_rows(seed):
    """People in families, their visits with company, and meetings of any size."""
    rng = np.random.default_rng(seed)
    number, sessions = int(rng.integers(3, 12)), int(rng.integers(1, 4))
    ids = [f"p{i}" for i in range(number)]
    people = pd.DataFrame(
        {
            "participant": ids,
            # the last but one of these is also the id of a person
            "family": ["f", *rng.choice(["f", "g", "h", "p0", ""], number - 1)],
            "origin": rng.choice(["a", "b", ""], number, p=[0.5, 0.4, 0.1]),
            "role": rng.choice(["parent", "facilitator"], number, p=[0.8, 0.2]),
        }
    )
    visits = [
        (person, str(session), str(rng.choice(["", "c1", "c2"])))
        for person in ids
        for session in range(sessions)
        if rng.random() < 0.6
    ]
    meetings = [
        (str(rng.integers(sessions)), rng.choice(ids, rng.integers(2, min(5, number) + 1), False))
        for _ in range(int(rng.integers(1, 12)))
    ]
    return people, visits, meetings


def as_study(people, visits, meetings):
    rows = [(f"e{k}", p, s) for k, (s, members) in enumerate(meetings) for p in members]
    columns = dict(
        zip(("participant", "session", "company"), zip(*visits, strict=True), strict=True)
    )
    met = dict(zip(("encounter", "participant", "session"), zip(*rows, strict=True), strict=True))
    return br.Study.from_frames(
        participants=people,
        sessions={"session": ["0", "1", "2"]},
        attendance={name: list(cells) for name, cells in columns.items()},
        encounters={name: list(cells) for name, cells in met.items()},
        lines={"origin": ["a", "b"]},
        roles={"staff": ["facilitator"]},
    )


def counted(people, visits, meetings):
    """People present, contacts and opportunities by group, one row and one pair at a time."""
    of = {
        row.participant: ("family", row.family) if row.family else ("alone", row.participant)
        for row in people.itertuples()
        if row.role == "parent"
    }
    origins = {}
    for row in people.itertuples():
        if row.participant in of and row.origin:
            origins.setdefault(of[row.participant], set()).add(row.origin)
    group = {
        one: GROUPS.index(min(found) if len(found) == 1 else "mixed")
        for one, found in origins.items()
    }
    present = {}
    for person, session, company in visits:
        if person in of:
            there = present.setdefault(session, {})
            there[of[person]] = there.get(of[person]) or company
    people_of, contacts, chances = np.zeros(3), np.zeros((3, 3)), np.zeros((3, 3))
    for one in {one for there in present.values() for one in there} & set(group):
        people_of[group[one]] += 1

    def add(table, there, families):
        for one, other in combinations(sorted(families), 2):
            apart = not there[one] or there[one] != there[other]
            if apart and one in group and other in group:
                table[group[one], group[other]] += 1
                table[group[other], group[one]] += 1

    for there in present.values():
        add(chances, there, there)
    for session, members in meetings:
        there = present.get(session, {})
        add(contacts, there, {of[p] for p in members if p in of} & set(there))
    return people_of, contacts, chances


@pytest.mark.parametrize("seed", range(40))
def test_families_are_counted_as_by_hand(seed):
    rows = random_rows(seed)
    families = as_study(*rows).families()
    people, contacts, chances = counted(*rows)
    size = len(families.lines["origin"].groups)  # without a mixed family there is no such group
    assert not people[size:].any() and not contacts[size:].any()
    found = families.mixing("origin")
    assert families.composition("origin", units="all").counts[0].tolist() == people[:size].tolist()
    assert found.contacts.tolist() == contacts[:size, :size].tolist()
    assert found.opportunities.tolist() == chances[:size, :size].tolist()


def test_lines_of_one_column_keep_their_own_groups():
    study = br.Study.from_frames(
        participants={
            "participant": list("abcd"),
            "family": ["f", "f", "", ""],
            "country": ["BE", "NL", "MA", "BE"],
            "income": ["10", "20", "30", "40"],
        },
        attendance={"participant": list("abcd")},
        lines={
            "country": ["BE", "NL", "MA"],
            "union": {
                "column": "country",
                "groups": ["in", "out"],
                "values": {"BE": "in", "NL": "in", "MA": "out"},
            },
            "halves": {
                "column": "income", "numeric": True, "cuts": [25], "groups": ["low", "high"]
            },
            "income": {"numeric": True},
        },
    )  # fmt: skip
    families = study.families()
    counts = {
        name: families.composition(name, units="all").counts[0].tolist()
        for name in ("country", "union", "halves")
    }
    # the family of a Belgian and a Dutch member, somebody of Morocco and one more Belgian
    assert counts == {"country": [1, 0, 1, 1], "union": [2, 1], "halves": [1, 2]}
    assert families.lines["country"].groups == ("BE", "NL", "MA", "mixed")
    # numbers stay numbers: those that all members have in common
    assert families.to_frames()["participants"]["income"].dropna().tolist() == ["30", "40"]


def test_a_family_is_not_taken_for_a_person_of_that_name():
    study = br.Study.from_frames(
        participants={
            "participant": ["f", "b", "c", "family f"],
            "family": ["", "f", "f", ""],
            "origin": ["a", "b", "b", "a"],
        },
        attendance={"participant": ["f", "b", "c", "family f"]},
        lines={"origin": ["a", "b"]},
    )
    assert study.families().composition(units="all").counts.tolist() == [[2, 1]]
