"""An opened study: counted where its records are, never loaded whole."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.both_lines import both_lines
from bridging.counting.clusters import Clusters
from bridging.counting.coding import Coded
from bridging.counting.composition import CompositionCount
from bridging.counting.mixing import OPPORTUNITIES, WEIGHTS, MixingCount, count_mixing
from bridging.counting.opened.composition import count_open_composition
from bridging.counting.opened.mixing import coded_of, count_open_mixing, rows_left_out
from bridging.counting.opened.partitions import Store
from bridging.counting.opened.people import KeptPeople, keep_people
from bridging.counting.opened.persons import different_people
from bridging.counting.opened.sources import Source
from bridging.counting.opened.tables import LARGE, OpenTables
from bridging.errors import DataError, OptionError, check_choice
from bridging.records import Line
from bridging.records.problems import Problems
from bridging.records.settings import Settings
from bridging.structures import Composition
from bridging.study import Study

NEEDS_PEOPLE = (
    "This can't be done on an opened study, whose people stay where they are: it needs {}. "
    "Use `study.load()` where it fits in memory, or `study.sample(sessions=...)`."
)
UNUSABLE = (
    "Rows must name different people who are participants, once, in a session that is listed; "
    "these do not."
)
UNUSABLE_HINT = "`bridging.read_study` says which rows they are."


@dataclass(frozen=True, eq=False, repr=False)
class OpenStudy(Study):
    """A study that is counted where its records are: files, a database, Spark.

    Made by `open_study`. Compositions, mixing tables and everything that is computed from counts
    are those of the same study in memory; only counts leave the engine. What needs every person
    (dealing partners again, ego networks) is done by `load`, or on a `sample` of its sessions.
    """

    tables: OpenTables | None = None
    sources: Mapping[str, Source] | None = None
    settings: Settings | None = None
    store: Store | None = None
    people: KeptPeople | None = None

    @property
    def _tables(self) -> OpenTables:
        assert self.tables is not None
        return self.tables

    @cached_property
    def coded(self) -> Coded:
        """Codes of the sessions, and of the people where they are kept."""
        return coded_of(self._tables) if self.people is None else self.people.coded

    @cached_property
    def clusters(self) -> Clusters:
        """The families or people that can be left out, where they are kept."""
        if self.people is not None:
            return self.people.clusters
        return Clusters(code=np.zeros(0, dtype=np.int64), names=(), families=False)

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
        check_choice("weight", weight, WEIGHTS)
        check_choice("opportunity", opportunity, OPPORTUNITIES)
        if directed:
            raise DataError(NEEDS_PEOPLE.format("who began each encounter"))
        if absent is not None and absent != self.records.absent:
            raise OptionError(
                "`absent` can't be changed on an opened study: give it to `open_study`."
            )
        chosen = self.line_with_groups(line)
        if self.people is not None:
            return self._of_people(chosen, by, weight, opportunity)
        key = ("mixing", chosen.name, by, weight, opportunity)
        return self._tables.kept(
            key,
            lambda: count_open_mixing(self._tables, chosen, by, weight, opportunity, self.store),
        )

    def count_both(
        self, first: str, second: str, by: str | None = None, weight: str = "encounters"
    ) -> MixingCount:
        """Return a mixing table by the groups of two lines at once."""
        line = both_lines(self.line(first), self.line(second))
        if self.people is not None:
            return self._of_people(line, by, weight, "pairs")
        key = ("mixing", line.name, by, weight, "pairs")
        return self._tables.kept(
            key, lambda: count_open_mixing(self._tables, line, by, weight, "pairs", self.store)
        )

    def _of_people(self, line: Line, by: str | None, weight: str, opportunity: str) -> MixingCount:
        assert self.people is not None
        return count_mixing(
            self.records, self.coded, line, by, weight, opportunity,
            group=self.people.groups(line), units=self.people.units(by),
        )  # fmt: skip

    def with_people(self) -> "OpenStudy":
        """Return the study with its people, visits and contacts kept in memory, as whole numbers.

        Then partners can be dealt again and people left out one by one: the default test and the
        default interval, `partner_choice`, and the chain up to it. About 100 bytes for a contact.
        Encounters must have `source` and `target`.
        """
        return replace(self, people=keep_people(self._tables))

    def cross_table(self, line_a: str, line_b: str) -> Composition:
        """Count different people by the groups of one line (as units) and of another."""
        first, second = self.line_with_groups(line_a), self.line_with_groups(line_b)
        with self._tables.engine.told():
            found = different_people(self._tables, both_lines(first, second))
        known = found["group"] >= 0
        counts = np.zeros(len(first.groups) * len(second.groups))
        counts[found["group"][known]] = found["number"][known]
        shape = len(first.groups), len(second.groups)
        return Composition(counts.reshape(shape), units=first.groups, groups=second.groups)

    @property
    def has_people(self) -> bool:
        """False: the people stay where they are."""
        return False

    def count_composition(
        self, line: str | None = None, by: str | None = None, units: str | None = "session"
    ) -> CompositionCount:
        """Return a composition; of its people only how many they are."""
        chosen = self.line(line)
        key = ("composition", chosen.name, by, units)
        return self._tables.kept(
            key, lambda: count_open_composition(self._tables, chosen, by, units)
        )

    def problems(self) -> pd.DataFrame:
        """Return what was found wrong; of the large tables how many rows can't be used.

        `Study.problems` of the study in memory says which rows they are.
        """
        found = self.records.problems.copy()
        line = next((one for one in self.lines.values() if one.groups), None)
        if line is None:
            return found
        lost = rows_left_out(self._tables, line, self.store)
        problems = Problems()
        for table, number in lost.items():
            if number:
                problems.add(table, np.arange(number), "", UNUSABLE, UNUSABLE_HINT)
        more = problems.to_frame().assign(rows="")
        return pd.concat([found, more], ignore_index=True) if len(more) else found

    def select(
        self,
        sites: str | Iterable[str] | None = None,
        sessions: str | Iterable[str] | None = None,
        roles: str | Iterable[str] | None = None,
        forms: str | Iterable[str] | None = None,
        period: tuple[Any, Any] | None = None,
    ) -> "OpenStudy":
        """Return the part of the study at some sites, sessions, roles or dates; see `Study.select`.

        Forms of contact can be selected on a study in memory.
        """
        if forms is not None:
            raise DataError(NEEDS_PEOPLE.format("encounters of some forms. Use `by='form'`"))
        chosen = super().select(sites=sites, sessions=sessions, roles=roles, period=period)
        tables = self._tables.with_records(chosen.records)
        if chosen.roles != tables.roles:
            tables = tables.with_roles(chosen.roles)
        people = None if self.people is None else keep_people(tables)
        return replace(
            self, records=tables.records, roles=chosen.roles, tables=tables, people=people
        )

    def load(self) -> Study:
        """Read everything into memory and return it as a `Study`, checked row by row.

        Raises
        ------
        EngineError
            The records do not fit in memory.
        """
        from bridging.counting.opened.load import load_records

        assert self.sources is not None and self.settings is not None
        records = load_records(self._tables, self.sources, self.settings)
        if set(self._sessions) == set(records.tables["sessions"]["session"]):
            return Study(records, self.roles)
        return Study(records, self.roles).select(sites=self.sites, sessions=self._sessions)

    def sample(self, sessions: int, *, seed: int = 0) -> Study:
        """Read a random sample of the sessions into memory, of every site in proportion.

        Parameters
        ----------
        sessions : int
            How many; every site with a session keeps at least one.
        seed : int, default 0

        Returns
        -------
        Study
            Its table of sessions has a column `sampling_weight`: how many sessions of the site each
            one stands for. In proportion, the weights are nearly equal, so that shares, ratios and
            mixing tables need none; totals are the sums of counts by session times the weight.
            People and pairs who came often are in a sample of sessions more often than others:
            numbers of different people, ties and ego networks speak of the sampled sessions alone.
        """
        from bridging.counting.opened.load import load_records, sampled_sessions

        assert self.sources is not None and self.settings is not None
        chosen, weight = sampled_sessions(self.records, sessions, seed)
        records = load_records(self._tables, self.sources, self.settings, chosen)
        table = records.tables["sessions"]
        weights = table["session"].map(dict(zip(chosen, weight, strict=True)))
        table = table.assign(sampling_weight=weights.map("{:.12g}".format))
        table = table[[*[name for name in table.columns if name != "row"], "row"]]
        return Study(replace(records, tables={**records.tables, "sessions": table}), self.roles)

    @property
    def _sessions(self) -> list[str]:
        return [str(name) for name in self.records.tables["sessions"]["session"]]

    def explain(self, line: str | None = None, weight: str = "encounters") -> str:
        """Return how the contacts of a line are to be counted: the parts, and the engine's plan."""
        from bridging.counting.opened.pairs import kept_pairs, pairs_of

        tables, chosen = self._tables, self.line(line)
        if tables.encounters is None:
            return "There are no encounters to count."
        pairs = pairs_of(tables, tables.encounters, weight, None)
        kept = kept_pairs(tables, pairs, chosen, weight, None, "all")
        plan = tables.engine.explain(kept)
        names = "\n".join(f"  {part.name}" for part in tables.parts)
        return f"Engine: {tables.engine.name}\nParts ({len(tables.parts)}):\n{names}\n\n{plan}"

    def contact_graphs(self, by: str | None = None, weight: str = "encounters") -> Any:
        """Refuse: a graph needs every pair."""
        raise DataError(NEEDS_PEOPLE.format("every pair of people"))

    def meetings(self, lines: Any = None, of: str = "encounters") -> Any:
        """Refuse: meetings are lists of people."""
        raise DataError(NEEDS_PEOPLE.format("the people of each meeting"))

    def meetings_by(self, line: str, by: str | None = None, of: str = "encounters") -> Any:
        """Refuse: meetings are lists of people."""
        raise DataError(NEEDS_PEOPLE.format("the people of each meeting"))

    def attendance_graph(self) -> Any:
        """Refuse: a graph needs every person."""
        raise DataError(NEEDS_PEOPLE.format("every person"))

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of what is counted: the same on every engine."""
        digest = hashlib.sha256()
        for name in ("sites", "sessions", "tallies_present", "tallies_contacts", "reference"):
            table = self.records.tables.get(name)
            if table is not None:
                cells = table.drop(columns=["row"], errors="ignore").astype(object)
                cells = cells.where(cells.notna(), "")
                digest.update(pd.util.hash_pandas_object(cells, index=False).to_numpy().tobytes())
        for line in self.lines.values():
            if line.groups:
                cells = replace(self, people=None).count_mixing(line.name).tallied
                for values in (cells.session, cells.contacts, cells.present):
                    digest.update(b"" if values is None else np.ascontiguousarray(values).tobytes())
        digest.update(repr((sorted(self.lines.items()), self.roles, self.records.absent)).encode())
        return digest.hexdigest()[:12]

    def _counted_rows(self) -> dict[str, int]:
        from bridging.counting.engines.engine import rows_of

        tables = self._tables
        return tables.kept(
            "rows",
            lambda: {
                name: rows_of(tables.engine, getattr(tables, name))
                for name in LARGE
                if getattr(tables, name) is not None
            },
        )

    def __repr__(self) -> str:
        """Name the study's size, lines and engine."""
        rows = ", ".join(f"{count} rows of {name}" for name, count in self._counted_rows().items())
        title = f" {self.title!r}" if self.title else ""
        return (
            f"<OpenStudy{title} on {self._tables.engine.name}: {len(self.sites)} sites, "
            f"{len(self._sessions)} sessions, {rows}; lines {list(self.lines)}>"
        )

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self)[1:-1])}</p>"
