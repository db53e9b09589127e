"""Contacts, pairs present together and pairs of people, by the lines they cross."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bridging.errors import OptionError, check_known
from bridging.structures import ContactGraph
from bridging.structures.arrays import Floats, Ints

MOST_LINES = 8


def lines_of(graph: ContactGraph, lines: Sequence[str] | None) -> tuple[str, ...]:
    """Return the lines asked for, or all."""
    chosen = tuple(graph.codes) if lines is None else tuple(lines)
    for line in chosen:
        check_known("line", line, graph.codes)
    if not 1 <= len(set(chosen)) == len(chosen) <= MOST_LINES:
        raise OptionError(
            f"`lines` must name from 1 to {MOST_LINES} different lines, not {list(chosen)}."
        )
    return chosen


def _joint(codes: Ints, block: Ints) -> Ints:
    """Number the combinations of a block and the codes of several lines."""
    rows = np.concatenate([block[:, np.newaxis], codes], axis=1)
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1)


def _pairs_crossing(codes: Ints, block: Ints, outer: Ints, size: int) -> Floats:
    """Count the pairs within blocks by the lines they cross, of shape (size, 2^L).

    Column m counts the pairs that differ on exactly the lines of the bits of m. `outer` is the
    row a block adds to. Pairs alike on a set of lines are counted from group counts, and those
    alike on no other line follow by inclusion and exclusion: no pair is listed.
    """
    lines = codes.shape[1]
    alike = np.zeros((2**lines, size))
    for mask in range(2**lines):
        cell = _joint(codes[:, [i for i in range(lines) if mask >> i & 1]], block)
        people = np.bincount(cell).astype(float)
        row = np.zeros(len(people), dtype=np.int64)
        row[cell] = outer
        alike[mask] = np.bincount(row, people * (people - 1) / 2, minlength=size)
    for i in range(lines):  # from "alike on at least these" to "alike on exactly these"
        for mask in range(2**lines):
            if not mask >> i & 1:
                alike[mask] -= alike[mask | 1 << i]
    return np.asarray(alike[::-1].T)  # alike on none is crossing all


def _crossed(codes: Ints, a: Ints, b: Ints) -> Ints:
    """Return which lines each pair crosses, as bits."""
    differ = codes[a] != codes[b]
    return np.asarray((differ << np.arange(codes.shape[1])).sum(axis=1), dtype=np.int64)


class Counted:
    """Contacts, pairs present together and pairs of people, by the lines they cross.

    `contacts` and `present` have shape (S, 2^L) with a row for each session (`present` is None
    where presence is not known); `people` has shape (2^L,). Only people whose group is known on
    every line count, and no pair that came together.
    """

    def __init__(self, graph: ContactGraph, lines: Sequence[str]) -> None:
        codes = np.stack([graph.codes[line] for line in lines], axis=1)
        known = np.asarray((codes >= 0).all(axis=1))
        presence = graph.presence
        size = int(graph.session.max(initial=0)) + 1
        if presence is not None:
            size = max(size, len(presence.sessions))
        width = 2 ** len(lines)
        counts = known[graph.source] & known[graph.target]
        self.present: Floats | None = None
        if presence is not None:
            key = presence.session * max(len(graph.people), 1) + presence.person
            once, rows = np.unique(key, return_index=True)
            company = presence.company[rows]
            counts &= ~_together(graph, once, company)
            keep = known[presence.person[rows]]
            person = presence.person[rows][keep]
            session, company = presence.session[rows][keep], company[keep]
            came = company >= 0
            party = session * (company.max(initial=0) + 1) + company
            self.present = _pairs_crossing(codes[person], session, session, size)
            self.present -= _pairs_crossing(codes[person[came]], party[came], session[came], size)
        a, b = graph.source[counts], graph.target[counts]
        cell = graph.session[counts] * width + _crossed(codes, a, b)
        found = np.bincount(cell, graph.weight[counts], minlength=size * width)
        self.contacts: Floats = found.astype(np.float64).reshape(size, width)
        nobody = np.zeros(int(known.sum()), dtype=np.int64)
        self.people: Floats = _pairs_crossing(codes[known], nobody, nobody, 1)[0]

    def expected(self, keep: Any) -> Floats:
        """Spread each session's contacts that `keep` evenly over its pairs that do, and sum."""
        if self.present is None:
            return np.full(keep.shape, np.nan)
        contacts = (self.contacts * keep).sum(axis=1)
        pairs = (self.present * keep).sum(axis=1)
        if (pairs[contacts > 0] <= 0).any():
            return np.full(keep.shape, np.nan)
        rate = np.divide(contacts, pairs, out=np.zeros(len(pairs)), where=pairs > 0)
        return np.asarray(rate @ (self.present * keep))


def _together(graph: ContactGraph, once: Ints, company: Ints) -> Any:
    """Say of each contact whether its two people came to that session together."""
    if not len(once):
        return np.zeros(len(graph.source), dtype=bool)
    codes = []
    for person in (graph.source, graph.target):
        key = graph.session * max(len(graph.people), 1) + person
        place = np.minimum(np.searchsorted(once, key), len(once) - 1)
        codes.append(np.where(once[place] == key, company[place], -1))
    return (codes[0] >= 0) & (codes[0] == codes[1])


def shares(values: Floats) -> Floats:
    """Divide by the sum; NaN where that is 0 or not known."""
    total = values.sum()
    return values / total if total > 0 else np.full(values.shape, np.nan)
