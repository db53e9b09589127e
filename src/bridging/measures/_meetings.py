"""Meetings by group: who was in which, and how many pairs cross a line."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from bridging.errors import check_choice, check_known
from bridging.structures import Incidence
from bridging.structures.arrays import Floats, Ints

BASES = ("e", 2, "groups", "present")

Base = Literal["e", 2, "groups", "present"]


@dataclass(frozen=True, kw_only=True)
class Members:
    """People of known group in each meeting, once each, of shape (R,).

    `party` is the same for people who came to the same meeting together, and a number of its own
    for who came alone.
    """

    person: Ints
    meeting: Ints
    group: Ints
    party: Ints


def group_of(incidence: Incidence, line: str | None) -> tuple[Ints, tuple[str, ...]]:
    """Return the group of each person on a line (-1: unknown), and the groups."""
    line = incidence.line if line is None else line
    check_known("line", line, incidence.codes)
    return incidence.codes[line], incidence.groups[line]


def once_each(incidence: Incidence) -> Ints:
    """Return the places of the entries, each person once in a meeting, sorted by meeting."""
    key = incidence.session * max(len(incidence.people), 1) + incidence.person
    return np.asarray(np.unique(key, return_index=True)[1], dtype=np.int64)


def members_of(incidence: Incidence, line: str | None) -> Members:
    """List the people of known group in each meeting."""
    code, _ = group_of(incidence, line)
    rows = once_each(incidence)
    rows = rows[code[incidence.person[rows]] >= 0]
    company, meeting = incidence.company[rows], incidence.session[rows]
    own = company.max(initial=-1) + 1 + np.arange(len(rows))
    party = np.where(company >= 0, company, own)
    key = meeting * (party.max(initial=0) + 1) + party
    return Members(
        person=incidence.person[rows],
        meeting=meeting,
        group=code[incidence.person[rows]],
        party=np.unique(key, return_inverse=True)[1].reshape(-1),
    )


def count_by(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Floats:
    """Count entries in a table."""
    flat = np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1])
    return np.asarray(flat.reshape(shape), dtype=np.float64)


def group_counts(incidence: Incidence, line: str | None) -> Floats:
    """Count the people of each group in each meeting, of shape (S, K)."""
    _, groups = group_of(incidence, line)
    members = members_of(incidence, line)
    return count_by(members.meeting, members.group, (len(incidence.sessions), len(groups)))


def pair_counts(incidence: Incidence, line: str | None) -> tuple[Floats, Floats, Floats]:
    """Count the people, the pairs who did not come together, and those that cross, by meeting."""
    _, groups = group_of(incidence, line)
    members = members_of(incidence, line)
    meetings = len(incidence.sessions)
    people = np.bincount(members.meeting, minlength=meetings).astype(float)
    same = _pairs(count_by(members.meeting, members.group, (meetings, len(groups)))).sum(axis=1)
    parties = int(members.party.max(initial=-1)) + 1
    inside = count_by(members.party, members.group, (parties, len(groups)))
    meeting_of = np.zeros(parties, dtype=np.int64)
    meeting_of[members.party] = members.meeting
    together = np.bincount(meeting_of, _pairs(inside.sum(axis=1)), minlength=meetings)
    alike = np.bincount(meeting_of, _pairs(inside).sum(axis=1), minlength=meetings)
    pairs = _pairs(people) - together
    return people, pairs, pairs - (same - alike)


def _pairs(number: Floats) -> Floats:
    return np.asarray(number * (number - 1) / 2)


def people_by_group(incidence: Incidence, line: str | None) -> Floats:
    """Count the people of each group."""
    code, groups = group_of(incidence, line)
    return np.bincount(code[code >= 0], minlength=len(groups)).astype(float)


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide; NaN where the whole is 0."""
    shape = np.broadcast_shapes(np.shape(part), np.shape(whole))
    part, whole = np.broadcast_to(part, shape), np.broadcast_to(whole, shape)
    return np.asarray(np.divide(part, whole, out=np.full(shape, np.nan), where=whole > 0))


def mean_of_known(values: Floats) -> Floats:
    """Average what is not NaN; NaN where nothing is left."""
    known = ~np.isnan(values)
    return ratio(np.where(known, values, 0.0).sum(axis=-1), known.sum(axis=-1).astype(float))


def entropy_of(counts: Floats, base: Base) -> Floats:
    """Entropy of the last axis; NaN where it is empty."""
    check_choice("base", base, BASES)
    share = ratio(counts, counts.sum(axis=-1, keepdims=True))
    entropy = -(share * np.log(np.where(share > 0, share, 1.0))).sum(axis=-1)
    if base == "e":
        return np.asarray(entropy)
    number: Any = {2: 2, "groups": counts.shape[-1]}.get(base, (counts > 0).sum(axis=-1))
    return np.asarray(np.where(entropy > 0, entropy / np.log(np.maximum(number, 2)), entropy))
