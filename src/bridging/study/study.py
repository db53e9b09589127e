"""The study itself: made of tables, taken in parts, published after another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bridging.counting.families import family_records
from bridging.errors import OptionError, a_or_an, check_choice
from bridging.records import as_pandas, from_frames, is_lazy, read_folder
from bridging.records.select import select_records
from bridging.records.settings import ABSENT
from bridging.study.counted import Counted
from bridging.study.publishing import in_turn, same_parts, with_shared_groups
from bridging.study.selecting import chosen_roles, names_of


@dataclass(frozen=True, eq=False, repr=False)
class Study(Counted):
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
        asked = names_of(sites), names_of(sessions), names_of(roles), names_of(forms), period
        records = select_records(
            self.records, sites=asked[0], sessions=asked[1], forms=asked[3], period=period
        )
        wanted = self.roles if asked[2] is None else chosen_roles(self.records, asked[2])
        return Study(records, wanted, same_parts(self.earlier, *asked))

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
        return replace(self, earlier=in_turn(earlier))

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
        if hasattr(self, "load"):
            raise OptionError("An opened study can't be counted by families. Use `.load()` first.")
        made = [family_records(one.records, one.coded) for one in (*self.earlier, self)]
        return in_turn([Study(one) for one in with_shared_groups(made)])[-1]


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
