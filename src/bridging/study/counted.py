"""What is counted of a study, by group of a line."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import networkx as nx

from bridging.counting.both_lines import both_codes, both_lines
from bridging.counting.clusters import Clusters, find_clusters
from bridging.counting.coding import Coded, code_records, group_codes
from bridging.counting.composition import CompositionCount, count_composition
from bridging.counting.cross_table import count_cross_table
from bridging.counting.graphs import attendance_graph, contact_graphs
from bridging.counting.meetings import count_meetings, count_meetings_by
from bridging.counting.mixing import MixingCount, count_mixing
from bridging.errors import DataError, check_choice
from bridging.records.settings import ABSENT
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix
from bridging.study.recorded import Recorded
from bridging.study.selecting import names_of

MOST_KEPT = 6  # about 50 bytes a contact each


@dataclass(frozen=True, eq=False, repr=False)
class Counted(Recorded):
    """The counts of a study; `Study` is what users hold."""

    @cached_property
    def coded(self) -> Coded:
        """The people, visits and contacts that count, as codes."""
        return code_records(self.records, self.roles)

    @cached_property
    def clusters(self) -> Clusters:
        """Who is left out as a whole: families where they are known, else people."""
        return find_clusters(self.records, self.coded)

    @property
    def has_people(self) -> bool:
        """Whether the people are at hand, one by one; an opened study leaves them where they are."""
        return True

    def composition(
        self, line: str | None = None, by: str | None = None, units: str | None = "session"
    ) -> Composition:
        """Count different people by unit and group of a line.

        Parameters
        ----------
        line : str
            A line; may be left out where there is only one.
        by : str, optional
            A column of sites, sessions or participants: one composition for each of its values.
        units : str, default "session"
            A column of sites, sessions or participants whose values are the units; ``all`` is
            everybody once.

        Returns
        -------
        Composition
            A stack where `by` is given. People of unknown group are left out.
        """
        return self.count_composition(line, by, units).composition

    def count_composition(
        self, line: str | None = None, by: str | None = None, units: str | None = "session"
    ) -> CompositionCount:
        """Return a composition with the people behind it."""
        roles = None if self.roles is None else list(self.roles)
        return count_composition(self.records, self.coded, self.line(line), roles, by, units)

    def mixing(
        self,
        line: str | None = None,
        by: str | None = None,
        weight: str = "encounters",
        opportunity: str = "pairs",
        absent: str | None = None,
        directed: bool = False,
    ) -> MixingMatrix:
        """Count contacts by the groups of a line, with opportunities where presence is known.

        Parameters
        ----------
        line : str
            A line; may be left out where there is only one.
        by : str, optional
            A column of sites, sessions, participants or encounters: one table for each of its
            values. With a column of participants, contacts among people who share the value.
        weight : {"encounters", "minutes", "pairs"}
            What a contact counts: once for each encounter, its minutes, or once for each pair and
            session.
        opportunity : {"pairs", "minutes"}
            Pairs of people present at the same time who did not come together, or the minutes they
            shared.
        absent : {"leave_out", "add"}, optional
            What happens to contacts of people not recorded as present; as the study says, if left
            out.
        directed : bool, default False
            Who approaches whom: contacts from who began an encounter (row) to each of the others
            (column). Contacts between the others do not count, and encounters of which nobody
            knows who began them, or began by somebody whose role does not count, are left out, as
            are tallied contacts.

        Returns
        -------
        MixingMatrix
            With `sizes`, and `opportunities` and `expected` where presence is known. Contacts of
            people of unknown group, not recorded as present, or who came together are left out.
        """
        return self.count_mixing(line, by, weight, opportunity, absent, directed).matrix()

    def count_mixing(
        self,
        line: str | None = None,
        by: str | None = None,
        weight: str = "encounters",
        opportunity: str = "pairs",
        absent: str | None = None,
        directed: bool = False,
    ) -> MixingCount:
        """Return a mixing table with all that was counted for it."""
        study = self._with_absent(absent)
        chosen = self.line_with_groups(line)
        if directed and "initiator" not in study.records.tables.get("encounters", {}):
            raise DataError(
                "`directed=True` must have a column `initiator` in the encounters: who began each."
            )
        kept = study._mixing_counts
        key = repr((chosen.name, by, weight, opportunity, directed))
        if key not in kept:
            found = count_mixing(
                study.records, study.coded, chosen, by, weight, opportunity, directed
            )
            if len(kept) == MOST_KEPT:
                del kept[next(iter(kept))]  # the oldest
            kept[key] = found
        return kept[key]

    @cached_property
    def _mixing_counts(self) -> dict[str, MixingCount]:
        """The last tables that were counted: a report asks for the same ones many times."""
        return {}

    def _with_absent(self, absent: str | None) -> Self:
        """Return the study under another rule for people not recorded as present."""
        if absent is None or absent == self.records.absent:
            return self
        check_choice("absent", absent, ABSENT)
        return replace(self, records=replace(self.records, absent=absent))

    def count_both(
        self, first: str, second: str, by: str | None = None, weight: str = "encounters"
    ) -> MixingCount:
        """Return a mixing table by the groups of two lines at once."""
        lines = self.line(first), self.line(second)
        codes = [group_codes(self.records, self.coded, one) for one in lines]
        group = both_codes(codes[0], codes[1], len(lines[1].groups))
        line = both_lines(*lines)
        return count_mixing(self.records, self.coded, line, by, weight, group=group)

    def contact_graphs(
        self, by: str | None = None, weight: str = "encounters"
    ) -> dict[str, ContactGraph]:
        """Return one `ContactGraph` for each value of `by` (``all`` without it)."""
        lines = [line for line in self.lines.values() if line.groups]
        return contact_graphs(self.records, self.coded, lines, by, weight)

    def contact_graph(self, by: str | None = None, weight: str = "encounters") -> Any:
        """Return who was in contact with whom as a networkx graph.

        Lines are node attributes; `weight` on an edge sums the contacts. With `by` a dictionary of
        graphs.
        """
        graphs = {name: g.to_networkx() for name, g in self.contact_graphs(by, weight).items()}
        return graphs if by is not None else graphs["all"]

    def meetings(
        self, lines: str | Iterable[str] | None = None, of: str = "encounters"
    ) -> Incidence:
        """Return the people of each encounter, with their groups: meetings of any size.

        Parameters
        ----------
        lines : str or list of str, optional
            The lines whose groups (or, of a numeric line without cuts, numbers) go along; all, if
            left out.
        of : {"encounters", "sessions"}
            With ``sessions`` the people of each session: who could meet, where the encounters say
            who did.

        Returns
        -------
        Incidence
            Its columns are the encounters (or sessions). People present without an encounter are
            on it; people who were in an encounter without being recorded as present are not in it.
        """
        names = list(self.lines) if lines is None else names_of(lines) or []
        return count_meetings(self.records, self.coded, [self.line(n) for n in names], of)

    def meetings_by(
        self, line: str, by: str | None = None, of: str = "encounters"
    ) -> dict[str, Incidence]:
        """Return the meetings of each value of `by` (``all`` without it), with one line."""
        return count_meetings_by(self.records, self.coded, [self.line(line)], by, of)

    def cross_table(self, line_a: str, line_b: str) -> Composition:
        """Count different people by the groups of one line (as units) and of another.

        They are the people present, or (without attendance) listed; who is of unknown group on
        either line is left out. ``br.measures.consolidation`` of it says how far the two lines
        coincide.

        Raises
        ------
        DataError
            A line is numeric and has no groups.
        """
        roles = None if self.roles is None else list(self.roles)
        lines = self.line(line_a), self.line(line_b)
        return count_cross_table(self.records, self.coded, *lines, roles)

    def attendance_graph(self) -> nx.Graph:
        """Return who was in which session as a two-mode networkx graph (`bipartite` 0 and 1)."""
        return attendance_graph(self.records, self.coded, list(self.lines.values()))
