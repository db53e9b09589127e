"""Study: the tables and lines of one study, what users hold in their hands."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from bridging.counting.both_lines import both_codes, both_lines
from bridging.counting.clusters import Clusters, find_clusters
from bridging.counting.coding import Coded, code_records, group_codes
from bridging.counting.composition import CompositionCount, count_composition
from bridging.counting.cross_table import count_cross_table
from bridging.counting.graphs import attendance_graph, contact_graphs
from bridging.counting.meetings import count_meetings, count_meetings_by
from bridging.counting.mixing import MixingCount, count_mixing
from bridging.errors import (
    DataError,
    OptionError,
    UnknownNameError,
    a_or_an,
    check_choice,
    check_known,
    listed,
)
from bridging.records import Line, Records, as_pandas, from_frames, is_lazy, read_folder
from bridging.structures import Composition, ContactGraph, Incidence, MixingMatrix

ABSENT = ("leave_out", "add")


@dataclass(frozen=True, eq=False, repr=False)
class Study:
    """Everything observed at one or more sites, with its lines.

    Make one with `bridging.read_study` or `Study.from_frames`.

    Parameters
    ----------
    records : Records
        The checked tables, the lines and the problems found.
    roles : tuple of str, optional
        Whose contacts and visits count: classes of roles (``visitors``, ``staff``, ``children``)
        or roles as recorded; ``all`` is everybody. Visitors, if left out.
    earlier : tuple of Study, optional
        What was published of these records before, oldest first (see `published_after`).

    Examples
    --------
    >>> import bridging as br
    >>> study = br.Study.from_frames(
    ...     participants={"participant": ["an", "bo", "cy"], "origin": ["a", "a", "b"]},
    ...     attendance={"participant": ["an", "bo", "cy"]},
    ...     encounters={"source": ["an", "an"], "target": ["bo", "cy"]},
    ...     lines={"origin": ["a", "b"]},
    ... )
    >>> study.mixing("origin").contacts.tolist()
    [[2.0, 1.0], [1.0, 0.0]]
    """

    records: Records
    roles: tuple[str, ...] | None = None
    earlier: tuple["Study", ...] = ()

    @classmethod
    def from_frames(
        cls,
        participants: Any = None,
        sessions: Any = None,
        attendance: Any = None,
        encounters: Any = None,
        *,
        sites: Any = None,
        tallies_present: Any = None,
        tallies_contacts: Any = None,
        reference: Any = None,
        ties: Any = None,
        responses: Any = None,
        log: Any = None,
        consent: Any = None,
        lines: Mapping[str, Any] | None = None,
        title: str = "",
        synthetic: bool = False,
        language: str = "en",
        purpose: str = "",
        roles: Mapping[str, Iterable[str]] | None = None,
        absent: str = "leave_out",
        consent_purpose: str = "",
        card: Mapping[str, str] | None = None,
        strict: bool = False,
    ) -> "Study":
        """Make a study from data frames (or dictionaries of columns).

        Parameters
        ----------
        participants, sessions, attendance, encounters, sites, ... : DataFrame or dict, optional
            The tables of a study, with the columns of the documentation: data frames of pandas,
            polars or pyarrow, dictionaries of columns; or lazy ones (polars, DuckDB, Spark), which
            make an `OpenStudy` that is counted where they are.
        lines : mapping of name to list of groups, dict or Line, optional
            The lines: ``{"origin": ["a", "b"]}``, or the keys of a ``[lines.origin]`` table.
        title, purpose, language, synthetic
            What the study is, why the records were made, ``en`` or ``nl``, and whether it is made
            up.
        roles : mapping of class to list of roles, optional
            ``{"staff": ["facilitator"], "children": ["child"]}``; roles not named are visitors.
        absent : {"leave_out", "add"}
            What happens to contacts of people not recorded as present: they are left out, or the
            people are added to who was present.
        consent_purpose : str, optional
            The purpose whose consent counts; people who withdrew it are left out of every table.
        card : mapping, optional
            The data card: ``basis`` (why the records may be made, as consent), ``seen_by``,
            ``kept`` (until when) and ``contact``, each in words.
        strict : bool, default False
            Raise where rows have errors, instead of setting them aside and reporting them.

        Raises
        ------
        StudyError
            A table or column is missing or can't be used; with `strict`, rows have errors.
        """
        check_choice("absent", absent, ABSENT)
        tables = {
            "participants": participants,
            "sessions": sessions,
            "attendance": attendance,
            "encounters": encounters,
            "sites": sites,
            "tallies_present": tallies_present,
            "tallies_contacts": tallies_contacts,
            "reference": reference,
            "ties": ties,
            "responses": responses,
            "log": log,
            "consent": consent,
        }
        settings: dict[str, Any] = {
            "lines": lines,
            "title": title,
            "synthetic": synthetic,
            "language": language,
            "purpose": purpose,
            "roles": None if roles is None else {k: tuple(v) for k, v in roles.items()},
            "absent": absent,
            "consent": {"purpose": consent_purpose} if consent_purpose else None,
            "card": card,
        }
        if any(is_lazy(table) for table in tables.values()):
            from bridging.opened import open_frames

            return open_frames(tables, settings)
        frames = {name: as_pandas(table) for name, table in tables.items()}
        return cls(from_frames(frames, strict=strict, **settings))

    @property
    def lines(self) -> Mapping[str, Line]:
        """The lines by name."""
        return self.records.lines

    @property
    def title(self) -> str:
        """Title of the study."""
        return self.records.title

    @property
    def synthetic(self) -> bool:
        """Whether the records are made up."""
        return self.records.synthetic

    @property
    def language(self) -> str:
        """``en`` or ``nl``."""
        return self.records.language

    @property
    def purpose(self) -> str:
        """Why the records were made, and what happens with them."""
        return self.records.purpose

    @property
    def card(self) -> Mapping[str, str]:
        """The data card: ``basis``, ``seen_by``, ``kept``, ``contact``, as far as they were said."""
        return self.records.card

    def describe_card(self, language: str | None = None) -> list[str]:
        """Say why the records were made and may be kept, who sees them, until when, and who withdrew.

        Parameters
        ----------
        language : {"en", "nl"}, optional
            That of the study, if left out. What the study says itself is not translated.

        Examples
        --------
        >>> import bridging as br
        >>> study = br.Study.from_frames(
        ...     participants={"participant": ["an"]}, purpose="To learn.", card={"kept": "2030"}
        ... )
        >>> study.describe_card()[:2]
        ['Purpose: To learn.', 'Kept until: 2030']
        """
        from bridging.words import card_sentences, withdrawn_text

        chosen = self.language if language is None else language
        said = [text for text, _ in card_sentences(self.card, chosen, purpose=self.purpose)]
        return [*said, *filter(None, [withdrawn_text(self.withdrawn, chosen)])]

    @property
    def withdrawn(self) -> int:
        """How many people withdrew their consent: they are in no table, and in no number."""
        return self.records.withdrawn

    @property
    def sites(self) -> tuple[str, ...]:
        """Names of the sites."""
        return tuple(self.records.tables["sites"]["site"])

    def problems(self) -> pd.DataFrame:
        """Return what can't be used, and what was guessed.

        Returns
        -------
        DataFrame
            Columns `table`, `rows` (numbers as a spreadsheet shows them; from 0 in a data frame),
            `n_rows`, `column`, `problem`, `hint`, `severity` (error, warning, note).
        """
        return self.records.problems.copy()

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables as plain data frames; encounters have a row for each person."""
        from bridging.records.write import written_tables

        return {n: t.drop(columns=["row"]) for n, t in written_tables(self.records).items()}

    def line(self, name: str | None = None) -> Line:
        """Return a line by name, or the only one."""
        if name is None:
            if len(self.lines) != 1:
                raise OptionError(
                    f"`line` must be given: the study has {len(self.lines)} lines "
                    f"({listed(self.lines)})."
                )
            return next(iter(self.lines.values()))
        check_known("line", name, self.lines)
        return self.lines[name]

    def line_with_groups(self, name: str | None = None) -> Line:
        """Return a line that people can be counted by; a numeric line needs cut points for it."""
        chosen = self.line(name)
        if not chosen.groups:
            raise DataError(
                f"The line {chosen.name!r} can't be counted by groups: it is numeric. "
                "Give it cut points: cuts = [...] and groups = [...]."
            )
        return chosen

    def select(
        self,
        sites: str | Iterable[str] | None = None,
        sessions: str | Iterable[str] | None = None,
        roles: str | Iterable[str] | None = None,
        forms: str | Iterable[str] | None = None,
        period: tuple[Any, Any] | None = None,
    ) -> "Study":
        """Return the part of the study at some sites, sessions, roles, forms of contact or dates.

        Parameters
        ----------
        sites, sessions, forms : str or list of str, optional
        roles : str or list of str, optional
            Whose visits and contacts count: ``visitors``, ``staff``, ``children``, a role as
            recorded, or ``all``.
        period : (first, last), optional
            Dates, both included; None on a side leaves it open.

        Raises
        ------
        UnknownNameError
            A site, session, role or form that does not occur.
        """
        from bridging.records.select import select_records

        records = select_records(
            self.records,
            sites=_names(sites),
            sessions=_names(sessions),
            forms=_names(forms),
            period=period,
        )
        wanted = self.roles
        if roles is not None:
            wanted = tuple(_names(roles) or ())
            for role in wanted:
                check_known("role", role, self._known_roles())
        parts = (_names(sites), _names(sessions), _names(roles), _names(forms), period)
        return Study(records, wanted, self._earlier_parts(*parts))

    def published_after(self, *earlier: "Study") -> "Study":
        """Return the study, to be published after others were published of the same records.

        Whoever holds two publications can subtract them. So, with ``audience="publication"``,
        reports, results, tables and figures of what is returned withhold too what has changed by
        fewer than `minimum` people or contacts since, and what was withheld then until every count
        of it has grown by as many. Publications that share no session are not compared: of a new
        period, nothing can be subtracted.

        Parameters
        ----------
        *earlier : Study
            The records as they were when they were published, oldest first: a copy that was kept
            (`bridging.write_package`), or ``study.select(period=(None, "2026-06-30"))`` where
            nothing was corrected since. Sessions keep their ids.

        Returns
        -------
        Study
            With the same records. Parts of it (`select`) are compared with the same parts.

        Raises
        ------
        OptionError
            Something that is no study in memory.
        """
        for one in (self, *earlier):
            if not isinstance(one, Study) or hasattr(one, "load"):
                raise OptionError(
                    f"`earlier` must be studies in memory, not {a_or_an(type(one).__name__)}. "
                    "Read them with bridging.read_study."
                )
        found: tuple[Study, ...] = ()
        for one in earlier:
            found = (*found, replace(one, earlier=found))
        return replace(self, earlier=found)

    def _earlier_parts(self, *parts: Any) -> tuple["Study", ...]:
        """Return the same part of what was published before, where it had one."""
        found: tuple[Study, ...] = ()
        for one in self.earlier:
            try:
                found = (*found, replace(replace(one, earlier=()).select(*parts), earlier=found))
            except (UnknownNameError, DataError):  # it was not there yet
                continue
        return found

    def families(self) -> "Study":
        """Return the study with each family as one participant, for counts of families.

        Who has no family is one. A family is at a session when a member is, and meets another
        when members do; contacts within a family are none. Only members whose role counts are
        looked at. On a line, a family is of the group of its members whose group is known; where
        they are of several groups it is of a group of its own, ``mixed`` (and an ordered line is
        ordered no longer), as in `bridging.reach`. Other columns keep what all members have in
        common. Tallies and answers are of people, and left out.

        Raises
        ------
        DataError
            Nobody has a family.

        Examples
        --------
        >>> import bridging as br
        >>> study = br.Study.from_frames(
        ...     participants={
        ...         "participant": ["an", "bo", "cy"],
        ...         "family": ["f", "f", ""],
        ...         "origin": ["a", "b", "a"],
        ...     },
        ...     lines={"origin": ["a", "b"]},
        ... )
        >>> families = study.families()
        >>> families.line().groups, families.composition(units="all").counts.tolist()
        (('a', 'b', 'mixed'), [[1.0, 0.0, 1.0]])
        """
        from bridging.counting.families import family_records

        if hasattr(self, "load"):
            raise OptionError("An opened study can't be counted by families. Use `.load()` first.")
        made = [family_records(one.records, one.coded) for one in (*self.earlier, self)]
        lines = dict(made[-1].lines)
        for one in made:  # a line with mixed families in one has the group in all
            for name in lines.keys() & one.lines.keys():
                if lines[name].groups == one.lines[name].groups[:-1]:
                    lines[name] = one.lines[name]
        found: tuple[Study, ...] = ()
        for one in made:
            found = (*found, Study(replace(one, lines={**one.lines, **lines}), None, found))
        return found[-1]

    def _known_roles(self) -> list[str]:
        """List the classes of roles and the roles as recorded."""
        found: dict[str, None] = dict.fromkeys(["all", "visitors", *self.records.roles])
        found.update(dict.fromkeys(n for names in self.records.roles.values() for n in names))
        for name in ("participants", "attendance"):
            table = self.records.tables.get(name)
            if table is not None and "role" in table:
                found.update(dict.fromkeys(table["role"].dropna().unique()))
        return list(found)

    @cached_property
    def coded(self) -> Coded:
        """The people, visits and contacts that count, as codes."""
        return code_records(self.records, self.roles)

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
        return count_mixing(study.records, study.coded, chosen, by, weight, opportunity, directed)

    def count_both(
        self, first: str, second: str, by: str | None = None, weight: str = "encounters"
    ) -> MixingCount:
        """Return a mixing table by the groups of two lines at once."""
        lines = self.line(first), self.line(second)
        codes = [group_codes(self.records, self.coded, one) for one in lines]
        group = both_codes(codes[0], codes[1], len(lines[1].groups))
        line = both_lines(*lines)
        return count_mixing(self.records, self.coded, line, by, weight, group=group)

    @property
    def has_people(self) -> bool:
        """Whether the people are at hand, one by one; an opened study leaves them where they are."""
        return True

    def _with_absent(self, absent: str | None) -> "Study":
        """Return the study under another rule for people not recorded as present."""
        if absent is None or absent == self.records.absent:
            return self
        check_choice("absent", absent, ABSENT)
        return Study(replace(self.records, absent=absent), self.roles, self.earlier)

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
        names = list(self.lines) if lines is None else _names(lines) or []
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

    @cached_property
    def clusters(self) -> Clusters:
        """Who is left out as a whole: families where they are known, else people."""
        return find_clusters(self.records, self.coded)

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the data, the lines and whose contacts count."""
        digest = hashlib.sha256()
        for name in sorted(self.records.tables):
            table = self.records.tables[name].drop(columns=["row"], errors="ignore")
            digest.update(name.encode() + repr(list(table.columns)).encode())
            cells = table.astype(object).where(table.notna(), "")
            digest.update(pd.util.hash_pandas_object(cells, index=False).to_numpy().tobytes())
        digest.update(repr((sorted(self.lines.items()), self.roles, self.records.absent)).encode())
        return digest.hexdigest()[:12]

    def __repr__(self) -> str:
        """Name the study's size and lines."""
        count = {name: len(table) for name, table in self.records.tables.items()}
        parts = [f"{len(self.sites)} sites", f"{count['sessions']} sessions"]
        parts += [
            f"{count[name]} {name.replace('_', ' ')}"
            for name in (
                "participants",
                "attendance",
                "encounters",
                "tallies_present",
                "tallies_contacts",
            )
            if name in count
        ]
        title = f" {self.title!r}" if self.title else ""
        made_up = " (synthetic)" if self.synthetic else ""
        return f"<Study{title}{made_up}: {', '.join(parts)}; lines {list(self.lines)}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{escape(name.replace("_", " "))}</th><td>{len(table)}</td></tr>'
            for name, table in self.records.tables.items()
            if name != "members"
        )
        lines = "; ".join(
            f"{escape(line.name)}: {escape(', '.join(line.groups))}" for line in self.lines.values()
        )
        errors = int((self.records.problems["severity"] == "error").sum())
        made_up = " <em>(synthetic)</em>" if self.synthetic else ""
        card = "".join(f"<li>{escape(text)}</li>" for text in self.describe_card())
        return (
            f"<div><strong>{escape(self.title or 'Study')}</strong>{made_up}"
            f"<table>{rows}</table><p>Lines: {lines or 'none'}. "
            f"Kinds of problems that leave rows out: {errors}.</p><ul>{card}</ul></div>"
        )


def _names(value: str | Iterable[str] | None) -> list[str] | None:
    """Return a list of names from one name or several."""
    if value is None:
        return None
    return [value] if isinstance(value, str) else [str(name) for name in value]


def read_study(path: str | Path, *, strict: bool = False, absent: str | None = None) -> Study:
    """Read a study from a workbook, or a folder with a ``study.toml`` and tables (CSV, Parquet...).

    Parameters
    ----------
    path : path
        The folder, its ``study.toml``, a workbook, or an export of KoboToolbox. Tables of a folder
        are CSV, Parquet, .xlsx or .sav; a folder may also hold ``study.xlsx`` (``studie.xlsx``) or
        an ODK export.
    strict : bool, default False
        Raise where rows have errors, instead of setting them aside and reporting them in
        `Study.problems`.
    absent : {"leave_out", "add"}, optional
        What happens to contacts of people not recorded as present; as ``study.toml`` says, if left
        out.

    Raises
    ------
    StudyError
        A file, table or column is missing or can't be read (all are named at once); with `strict`,
        rows have errors.
    """
    return Study(read_folder(path, strict=strict))._with_absent(absent)
