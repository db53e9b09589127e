"""Contacts and opportunities by group, counted once in cells of unit × session."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from bridging.counting.cells import Cells, all_pairs, sum_by
from bridging.counting.coding import Coded, group_codes
from bridging.counting.pairs import (
    ContactPairs,
    PresentPairs,
    contact_pairs,
    pairs_apart,
    pairs_overlapping,
)
from bridging.counting.tallies import count_tallies
from bridging.counting.units import Units, find_units
from bridging.errors import DataError, check_choice
from bridging.records import Line, Records
from bridging.structures import MixingMatrix
from bridging.structures.arrays import Floats, Ints

WEIGHTS = ("encounters", "minutes", "pairs")
OPPORTUNITIES = ("pairs", "minutes")


@dataclass(frozen=True, kw_only=True)
class MixingCount:
    """Everything counted of a line for `mixing`, its interval and its null.

    Parameters
    ----------
    line : Line
    units : Units
    cells : Cells
        Of people; a study of tallies has none.
    tallied : Cells
        Of counts without names.
    pairs : ContactPairs
        The contacts behind `cells`.
    apart : PresentPairs or None
        Pairs present that are no opportunity (with ``opportunity="minutes"``: the pairs that are).
    group : array of int, shape (P,)
        Group of each person.
    sizes : array of float, shape (U, K), or None
        Different people of each group in each unit.
    left_out : mapping of str to array of int, shape (U,)
        Contacts left out of each unit, by reason (worded in `bridging.words.reasons`).
    coded : Coded
    opportunity : str
    visitor_pairs : callable or None
        Of an opened study, whose people stay where they are: pairs of different visitors of each
        unit, once each and by their visits, and the visits.
    in_contact : callable or None
        Of an opened study: how many different people were in contact in each unit.
    someone_across : callable or None
        Of an opened study: the share of visits with somebody from across to meet, by unit.
    """

    line: Line
    units: Units
    cells: Cells
    tallied: Cells
    pairs: ContactPairs
    apart: PresentPairs | None
    group: Ints
    sizes: Floats | None
    left_out: Mapping[str, Ints]
    coded: Coded
    opportunity: str
    visitor_pairs: Callable[[], tuple[Floats, Floats, Floats]] | None = None
    in_contact: Callable[[], Ints] | None = None
    someone_across: Callable[[], Floats] | None = None

    def matrix(self) -> MixingMatrix:
        """Sum the cells of each unit; a study without `by` gives one table without a stack."""
        count = len(self.units.labels)
        parts = [part for part in (self.cells, self.tallied) if len(part.unit)]
        contacts = sum_by(
            np.concatenate([p.contacts for p in parts]) if parts else self.cells.contacts,
            np.concatenate([p.unit for p in parts]) if parts else self.cells.unit,
            count,
        )
        opportunities = expected = None
        if self.cells.opportunities is not None or self.tallied.opportunities is not None:
            known = [(p, p.opportunities, p.expected) for p in parts]
            opportunities, expected = np.zeros_like(contacts), np.zeros_like(contacts)
            for part, pairs, even in known:
                if pairs is None or even is None:
                    lost = np.full_like(part.contacts, np.nan)
                    lost[part.contacts.sum(axis=(1, 2)) == 0] = 0.0
                    pairs = even = lost
                opportunities += sum_by(pairs, part.unit, count)
                expected += sum_by(even, part.unit, count)
        return self._matrix(contacts, opportunities, expected, self.sizes)

    def pairs_in_contact(self, unit: int, cluster: Ints | None = None) -> int:
        """Count the different pairs of people (or families) of a unit who were seen in contact.

        `cluster` is the family of each person, where pairs of families are meant.
        """
        mine = self.pairs.unit == unit
        ends = np.stack([self.pairs.a[mine], self.pairs.b[mine]])
        ends = np.sort(ends if cluster is None else cluster[ends], axis=0)
        return int(np.unique(ends, axis=1).shape[1])

    def people_of(self, unit: int) -> Ints:
        """Return the people who were there, or (without attendance) in contact, by code."""
        units, visits = self.units, self.coded.visits
        if visits is None:
            mine = self.pairs.unit == unit
            return np.unique(np.concatenate([self.pairs.a[mine], self.pairs.b[mine]]))
        if units.level == "session":
            return np.unique(visits.person[units.code[visits.session] == unit])
        person = np.unique(visits.person)
        return person[units.code[person] == unit] if units.level == "person" else person

    def _matrix(
        self,
        contacts: Floats,
        opportunities: Floats | None,
        expected: Floats | None,
        sizes: Floats | None,
    ) -> MixingMatrix:
        stack = self.units.level != "all"

        def shaped(values: Floats | None) -> Floats | None:
            return values if stack or values is None else values[0]

        return MixingMatrix(
            shaped(contacts),
            self.line.groups,
            sizes=shaped(sizes),
            opportunities=shaped(opportunities),
            expected=shaped(expected),
            units=self.units.labels if stack else None,
            directed=self.directed,
        )

    @property
    def directed(self) -> bool:
        """Whether contacts run from who began them."""
        return self.pairs.directed


def count_mixing(
    records: Records,
    coded: Coded,
    line: Line,
    by: str | None = None,
    weight: str = "encounters",
    opportunity: str = "pairs",
    directed: bool = False,
    group: Ints | None = None,
    units: Units | None = None,
) -> MixingCount:
    """Count the contacts and opportunities of a line by unit and session.

    `group` is the group of each person, where it is not that of the line (of two lines at once);
    `units` what `by` splits by, where the records do not say.
    """
    check_choice("weight", weight, WEIGHTS)
    check_choice("opportunity", opportunity, OPPORTUNITIES)
    units = find_units(records, by) if units is None else units
    if group is None:
        group = group_codes(records, coded, line)
    pairs = contact_pairs(coded, group, units, weight, directed)
    tallied, lost = count_tallies(records, coded, line, units, group)
    cell_unit, cell_session = _cells(coded, units, pairs, tallied.session)
    if directed:
        tallied, lost = _without_tallies(tallied, lost, len(units.labels))
    size = len(line.groups)
    contacts = pair_table(pairs, group, cell_unit, cell_session, size)
    opportunities = present = apart = None
    if coded.visits is not None:
        cell_of = cells_to_visits(coded, units, cell_unit, cell_session)
        present = _count_present(coded, group, cell_of, len(cell_unit), size)
        if opportunity == "minutes":
            apart = pairs_overlapping(coded.visits)
            opportunities = visit_pair_table(coded, group, cell_of, apart, len(cell_unit), size)
        else:
            met = pairs
            if directed or weight == "minutes":  # who met could meet, for however long
                met = contact_pairs(coded, group, units, "pairs")
            apart = pairs_apart(coded.visits, met)
            opportunities = all_pairs(present) - visit_pair_table(
                coded, group, cell_of, apart, len(cell_unit), size
            )
    if coded.visits is not None and apart is not None and tallied.opportunities is not None:
        tallied = _without_companies(tallied, coded, units, group, apart, opportunity)
    cells = Cells(
        unit=cell_unit,
        session=cell_session,
        contacts=contacts,
        opportunities=opportunities,
        present=present,
    )
    return MixingCount(
        line=line,
        units=units,
        cells=cells,
        tallied=tallied,
        pairs=pairs,
        apart=apart,
        group=group,
        sizes=_sizes(coded, line, units, group),
        left_out={
            name: pairs.left_out.get(name, 0) + lost.get(name, np.zeros(len(units.labels), int))
            for name in {**lost, **pairs.left_out}
        },
        coded=coded,
        opportunity=opportunity,
    )


def _without_companies(
    tallied: Cells, coded: Coded, units: Units, group: Ints, apart: PresentPairs, opportunity: str
) -> Cells:
    """Take the pairs that came together out of sessions with attendance and tallied contacts."""
    if opportunity == "minutes":
        raise DataError(
            "`opportunity='minutes'` can't be used where contacts were tallied: a tally has no "
            "minutes. Use opportunity='pairs'."
        )
    assert tallied.opportunities is not None
    places = cells_to_visits(coded, units, tallied.unit, tallied.session)
    size = tallied.opportunities.shape[-1]
    mates = visit_pair_table(coded, group, places, apart, len(tallied.unit), size)
    return replace(tallied, opportunities=np.maximum(tallied.opportunities - mates, 0.0))


def _without_tallies(
    tallied: Cells, lost: Mapping[str, Ints], units: int
) -> tuple[Cells, Mapping[str, Ints]]:
    """Leave tallied contacts out: nobody wrote down who began them."""
    contacts = tallied.contacts.sum(axis=(1, 2)) / 2
    gone = np.bincount(tallied.unit, weights=contacts, minlength=units).astype(np.int64)
    none = Cells(
        unit=tallied.unit[:0],
        session=tallied.session[:0],
        contacts=tallied.contacts[:0],
        opportunities=None,
        present=None,
    )
    return none, {**lost, "no_initiator": gone}


def _cells(coded: Coded, units: Units, pairs: ContactPairs, tallied: Ints) -> tuple[Ints, Ints]:
    """List the cells: every (unit, session) that has visits or contacts and is not tallied."""
    sessions = max(len(coded.sessions), 1)
    keys = [pairs.unit * sessions + pairs.session]
    if coded.visits is not None:
        person, session = coded.visits.person, coded.visits.session
        if units.level == "encounter":
            every = np.arange(len(units.labels))[:, np.newaxis]
            keys.append((every * sessions + np.unique(session)).ravel())
        elif units.level == "session":
            keys.append(units.code[session] * sessions + session)
        elif units.level == "person":
            keys.append(units.code[person] * sessions + session)
        else:
            keys.append(session)
    key = np.unique(np.concatenate(keys))
    key = key[~np.isin(key % sessions, tallied)]
    return key // sessions, key % sessions


def cells_to_visits(coded: Coded, units: Units, unit: Ints, session: Ints) -> list[Ints]:
    """Return for each cell the places of its visits; encounter units share a session's visits."""
    visits = coded.visits
    assert visits is not None
    order = np.argsort(visits.session, kind="stable")
    first = np.searchsorted(visits.session[order], session, side="left")
    last = np.searchsorted(visits.session[order], session, side="right")
    places = [order[i:j] for i, j in zip(first, last, strict=True)]
    if units.level == "person":
        places = [
            place[units.code[visits.person[place]] == u]
            for place, u in zip(places, unit, strict=True)
        ]
    return places


def pair_table(pairs: ContactPairs, group: Ints, unit: Ints, session: Ints, size: int) -> Floats:
    """Count contacts by cell and the groups of their ends."""
    cell = cell_of_pairs(pairs, unit, session)
    table = np.zeros((len(unit), size, size))
    a, b = group[pairs.a], group[pairs.b]
    np.add.at(table, (cell, a, b), pairs.weight)
    return table if pairs.directed else table + np.swapaxes(table, 1, 2)


def cell_of_pairs(pairs: ContactPairs, unit: Ints, session: Ints) -> Ints:
    """Return the cell of each contact."""
    sessions = int(max(session.max(initial=0), pairs.session.max(initial=0))) + 1
    keys = unit * sessions + session
    return np.searchsorted(keys, pairs.unit * sessions + pairs.session)


def _count_present(coded: Coded, group: Ints, places: list[Ints], cells: int, size: int) -> Floats:
    """Count people present by cell and group; unknown groups are left out."""
    visits = coded.visits
    assert visits is not None
    table = np.zeros((cells, size))
    if places:
        cell = np.repeat(np.arange(cells), [len(place) for place in places])
        code = group[visits.person[np.concatenate(places)]]
        known = code >= 0
        np.add.at(table, (cell[known], code[known]), 1.0)
    return table


def visit_pair_table(
    coded: Coded, group: Ints, places: list[Ints], pairs: PresentPairs, cells: int, size: int
) -> Floats:
    """Count pairs of visits by cell and the groups of their ends."""
    table = np.zeros((cells, size, size))
    cell, pair = cells_of_visit_pairs(coded, places, pairs)
    visits = coded.visits
    assert visits is not None
    a = group[visits.person[pairs.first[pair]]]
    b = group[visits.person[pairs.second[pair]]]
    known = (a >= 0) & (b >= 0)
    np.add.at(table, (cell[known], a[known], b[known]), pairs.weight[pair[known]])
    return table + np.swapaxes(table, 1, 2)


def cells_of_visit_pairs(
    coded: Coded, places: list[Ints], pairs: PresentPairs
) -> tuple[Ints, Ints]:
    """Return (cell, pair) for every cell that holds both visits of a pair."""
    nothing = np.zeros(0, dtype=np.int64)
    if not places or not len(pairs.first):
        return nothing, nothing
    visits = coded.visits
    assert visits is not None
    cell = np.repeat(np.arange(len(places)), [len(place) for place in places])
    visit = np.concatenate(places)
    order = np.argsort(visit, kind="stable")
    cell, visit = cell[order], visit[order]
    size = np.bincount(visit, minlength=len(visits.person))
    begin = np.concatenate([[0], np.cumsum(size)[:-1]])
    repeats = size[pairs.first]
    pair = np.repeat(np.arange(len(pairs.first)), repeats)
    offset = np.arange(len(pair)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    at = cell[begin[pairs.first[pair]] + offset]
    keys = np.sort(visit * len(places) + cell)
    wanted = pairs.second[pair] * len(places) + at
    found = np.searchsorted(keys, wanted)
    both = keys[np.minimum(found, len(keys) - 1)] == wanted
    return at[both], pair[both]


def _sizes(coded: Coded, line: Line, units: Units, group: Ints) -> Floats | None:
    """Count different people of each group in each unit: present, or listed where none is."""
    shape = (len(units.labels), len(line.groups))
    if coded.visits is None:
        if not len(coded.people) or units.level in ("session", "encounter"):
            return None
        person = np.flatnonzero(coded.counts)
        unit = units.code[person] if units.level == "person" else np.zeros_like(person)
        return _count_people(unit, person, group, shape)
    person, session = coded.visits.person, coded.visits.session
    if units.level == "encounter":
        one = _count_people(np.zeros_like(person), person, group, (1, shape[1]))
        return np.repeat(one, shape[0], axis=0)
    if units.level == "session":
        unit = units.code[session]
    elif units.level == "person":
        unit = units.code[person]
    else:
        unit = np.zeros_like(person)
    return _count_people(unit, person, group, shape)


def _count_people(unit: Ints, person: Ints, group: Ints, shape: tuple[int, int]) -> Floats:
    """Count different people by unit and group."""
    table = np.zeros(shape)
    wide = int(person.max(initial=0)) + 1
    unit, person = np.divmod(np.unique(unit * wide + person), wide)
    known = group[person] >= 0
    np.add.at(table, (unit[known], group[person[known]]), 1.0)
    return table
