"""The tables of an opened study: the large ones on an engine, the small ones as records."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from bridging.counting.engines import Engine, Frame
from bridging.counting.opened.roster import find_labels, rows_of_people
from bridging.counting.opened.visits import find_visits
from bridging.records import Line, Records

LARGE = ("participants", "attendance", "encounters")


def digest(*texts: Any) -> str:
    """Return a short hash."""
    return hashlib.sha256("\n".join(map(str, texts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the encounters that is counted at a time: a name, and what tells it apart."""

    name: str
    stamp: str
    frame: Frame


@dataclass(frozen=True, eq=False)
class OpenTables:
    """The large tables on an engine, with our column names, and the checked small ones.

    Parameters
    ----------
    engine : Engine
    records : Records
        Sites, sessions, tallies and reference as tables; participants and encounters without rows.
    participants, attendance, encounters : Frame or None
    parts : tuple of Part
        The encounters in parts.
    inputs : tuple of str
        The columns of participants that lines are made of.
    combinations : array of str, shape (D, len(inputs))
        The different combinations of their values as the engine writes them; `records` has the
        same rows as a table ``combinations``, with the column of each line.
    stamp : str
        What tells these tables and settings apart from others, without the encounters.
    roles : tuple of str or None
        Whose contacts and visits count.
    withdrawn : tuple of str
        Ids of people who are in no table, because they withdrew their consent.
    typed_attendance : bool
        Attendance is text that somebody typed, which takes long to read a second time.
    """

    engine: Engine
    records: Records
    participants: Frame | None
    attendance: Frame | None
    encounters: Frame | None
    parts: tuple[Part, ...]
    inputs: tuple[str, ...]
    combinations: Any
    stamp: str = ""
    roles: tuple[str, ...] | None = None
    typed_attendance: bool = False
    withdrawn: tuple[str, ...] = ()
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def with_roles(self, roles: tuple[str, ...] | None) -> "OpenTables":
        """Return the tables with other roles that count."""
        return replace(self, roles=roles, _kept={})

    def with_records(self, records: Records) -> "OpenTables":
        """Return the tables with other small tables: rows of sessions not in them do not count."""
        return replace(self, records=records, _kept={})

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns of a large table; none where it is not there."""
        return self._columns[name]

    @property
    def long(self) -> bool:
        """Whether encounters have a row for each person."""
        return "source" not in self.columns("encounters")

    @cached_property
    def _columns(self) -> Mapping[str, tuple[str, ...]]:
        frames = {name: getattr(self, name) for name in LARGE}
        return {
            name: () if frame is None else tuple(frame.collect_schema().names())
            for name, frame in frames.items()
        }

    @cached_property
    def sessions(self) -> Frame:
        """The code of each session that is listed, by its name as text."""
        names = self.records.tables["sessions"]["session"].astype(str).to_numpy(dtype=object)
        return self.engine.lookup({"session_text": names, "at": np.arange(len(names))})

    @cached_property
    def numbered(self) -> Frame | None:
        """The code of each session by its number; None where sessions are not numbers."""
        names = self.records.tables["sessions"]["session"].astype(str)
        if not names.str.fullmatch("0|-?[1-9][0-9]{0,17}").all():
            return None
        numbers = names.astype(np.int64).to_numpy()
        return self.engine.lookup({"session": numbers, "at": np.arange(len(numbers))})

    @cached_property
    def settings_stamp(self) -> str:
        """What tells what is counted apart from other counts of the same encounters."""
        sessions = self.records.tables["sessions"]["session"]
        return digest(self.stamp, self.roles, self.records.absent, *sessions)

    def kept(self, key: Any, make: Any) -> Any:
        """Return what was made before under this key, or make it."""
        if key not in self._kept:
            with self.engine.told():
                self._kept[key] = make()
        return self._kept[key]

    # --- people and visits ---------------------------------------------------------------------

    def people(self, line: Line | None, unit: str | None = None) -> Frame:
        """Return each named person once: `participant`, `group`, `takes_part`, `unit` if asked.

        `group` is -1 where it is not known; `unit` numbers the values of the column `unit`.
        """
        key = ("people", None if line is None else line.name, unit)
        return self.kept(
            key, lambda: self.engine.keep(rows_of_people(self, line, unit, named=True))
        )

    def listed(self, line: Line, unit: str | None = None) -> Frame:
        """Return every row of participants, also people without a name."""
        return rows_of_people(self, line, unit, named=False)

    @cached_property
    def span_of_ids(self) -> tuple[int, int] | None:
        """The lowest and highest id of a named person; None where ids are not numbers."""
        import narwhals as nw

        assert self.participants is not None
        if not self.participants.collect_schema()["participant"].is_integer():
            return None
        person = nw.col("participant")
        people = self.participants.filter(~person.is_null())
        found = self.engine.collect(
            people.select(person.min().alias("low"), person.max().alias("high"))
        )
        known = found["low"][0] is not None and found["low"][0] == found["low"][0]
        return (int(found["low"][0]), int(found["high"][0])) if known else None

    @cached_property
    def numbers(self) -> Frame:
        """A number for each named person."""
        people = self.people(None).select("participant")
        return self.engine.keep(people.with_row_index("number", order_by="participant"))

    def visits(self, line: Line | None, unit: str | None = None) -> Frame | None:
        """Return each person in each session once, computed; None where there is no attendance.

        Columns are those of `find_visits`.
        """
        if self.attendance is None:
            return None
        key = ("visits", None if line is None else line.name, unit)
        return self.kept(key, lambda: find_visits(self, line, unit, keep=True))

    def planned_visits(self, line: Line | None, unit: str | None = None) -> Frame | None:
        """Return the visits for what goes through them once: a plan where they are not kept."""
        key = ("visits", None if line is None else line.name, unit)
        if self.attendance is None or key in self._kept:
            return self.visits(line, unit)
        return find_visits(self, line, unit, keep=False)

    def labels(self, column: str) -> tuple[str, ...]:
        """Return the different values of a column of participants or encounters."""
        found: tuple[str, ...] = self.kept(("labels", column), lambda: find_labels(self, column))
        return found

    def session_codes(self, frame: Frame) -> Frame:
        """Return the codes by `session` where rows have a number there, else by `session_text`."""
        if frame.collect_schema()["session"].is_integer() and self.numbered is not None:
            return self.numbered
        return self.sessions

    def coded_sessions(self, frame: Frame) -> Frame:
        """Add the code of the session, `at`; rows of sessions that are not listed are left out."""
        import narwhals as nw

        codes = self.session_codes(frame)
        if "session" in codes.collect_schema().names():
            return frame.join(codes, on="session", how="inner")
        text = nw.col("session").cast(nw.String).alias("session_text")
        frame = frame.with_columns(text).join(codes, on="session_text", how="inner")
        return frame.drop("session_text")
