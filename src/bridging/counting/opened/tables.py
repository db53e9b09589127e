"""The tables of an opened study: the large ones on an engine, the small ones as records."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from bridging.counting.both_lines import both_codes
from bridging.counting.coding import role_test
from bridging.counting.engines import Engine, Frame
from bridging.counting.engines.engine import cells_of, mapped, rows_of
from bridging.counting.units import MISSING, make_units
from bridging.errors import DataError
from bridging.records import Line, Records
from bridging.structures.arrays import Ints

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
    _kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    def with_roles(self, roles: tuple[str, ...] | None) -> "OpenTables":
        """Return the tables with other roles that count."""
        return replace(self, roles=roles, _kept={})

    def with_records(self, records: Records) -> "OpenTables":
        """Return the tables with other small tables: rows of sessions not in them do not count."""
        return replace(self, records=records, _kept={})

    def columns(self, name: str) -> tuple[str, ...]:
        """Return the columns of a large table; none where it is not there."""
        frame = getattr(self, name)
        return () if frame is None else tuple(frame.collect_schema().names())

    @property
    def long(self) -> bool:
        """Whether encounters have a row for each person."""
        return "source" not in self.columns("encounters")

    @cached_property
    def _columns(self) -> Mapping[str, tuple[str, ...]]:
        return {name: self.columns(name) for name in LARGE}

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
            self._kept[key] = make()
        return self._kept[key]

    # --- people --------------------------------------------------------------------------------

    def people(self, line: Line | None, unit: str | None = None) -> Frame:
        """Return each named person once: `participant`, `group`, `takes_part`, `unit` if asked.

        `group` is -1 where it is not known; `unit` numbers the values of the column `unit`.
        """
        key = ("people", None if line is None else line.name, unit)
        return self.kept(key, lambda: self.engine.keep(self._people(line, unit, named=True)))

    def listed(self, line: Line, unit: str | None = None) -> Frame:
        """Return every row of participants, also people without a name."""
        return self._people(line, unit, named=False)

    def _people(self, line: Line | None, unit: str | None, named: bool) -> Frame:
        import narwhals as nw

        if self.participants is None:
            raise DataError(
                "An opened study must have participants: without them nobody's group is known. "
                "Add the table, or read the study with `bridging.read_study`."
            )
        frame = self.participants
        there = frame.collect_schema().names()
        asked = [] if unit is None else [nw.col(unit).alias("asked_unit")]
        inputs = [nw.col(name).alias(f"{name}_asked") for name in self.inputs]
        frame = frame.select(*[n for n in ("participant", "role") if n in there], *asked, *inputs)
        if named:
            frame = frame.filter(~nw.col("participant").is_null())
            self._check_once(frame)
        if "role" in there:
            count = role_test(self.records, self.roles)
            frame = mapped(
                self.engine, frame, "role", lambda v: count(v).astype(np.int64), "takes_part"
            )
        else:
            takes = bool(role_test(self.records, self.roles)(np.array([None], dtype=object))[0])
            frame = frame.with_columns(nw.lit(int(takes)).alias("takes_part"))
        frame = self._with_group(frame, line)
        wanted = ["participant", "group", "takes_part"]
        if unit is not None:
            frame = mapped(self.engine, frame, "asked_unit", self.unit_codes(unit), "unit")
            wanted.append("unit")
        return frame.select(*[name for name in wanted if name in frame.collect_schema().names()])

    def unit_codes(self, column: str) -> Any:
        """Return a function from the values of a column to the place of each among its labels."""
        labels = self.labels(column)
        place = {label: code for code, label in enumerate(labels)}

        def codes(values: Any) -> Ints:
            return np.array([place[MISSING if v is None else v] for v in values], dtype=np.int64)

        return codes

    def labels(self, column: str) -> tuple[str, ...]:
        """Return the different values of a column of participants or encounters."""
        import narwhals as nw
        import pandas as pd

        def find() -> tuple[str, ...]:
            name = "participants" if column in self._columns["participants"] else "encounters"
            frame = getattr(self, name)
            if name == "participants":
                frame = frame.filter(~nw.col("participant").is_null())
            text = nw.col(column).cast(nw.String).fill_null("").alias("value")
            values = self.engine.collect(frame.select(text).unique())["value"]
            cells = pd.Series(cells_of(frame, column, values), dtype=object)
            return make_units("person", cells, None).labels

        return self.kept(("labels", column), find)

    def _with_group(self, frame: Frame, line: Line | None) -> Frame:
        import narwhals as nw

        if line is None:
            return frame.with_columns(nw.lit(0).alias("group"))
        if not self.inputs:
            return frame.with_columns(nw.lit(-1).alias("group"))
        codes = self._codes(line)
        texts = [f"{name}_as_text" for name in self.inputs]
        for name, text in zip(self.inputs, texts, strict=True):
            given = nw.col(f"{name}_asked").cast(nw.String).fill_null("")
            frame = frame.with_columns(given.alias(text))
        columns = {text: self.combinations[:, place] for place, text in enumerate(texts)}
        lookup = self.engine.lookup({**columns, "group": np.asarray(codes, dtype=np.int64)})
        return frame.join(lookup, on=texts, how="inner")

    def _codes(self, line: Line) -> Ints:
        """Return the group of each combination on a line, or on two lines at once."""
        lines, table = self.records.lines, self.records.tables["combinations"]
        if not len(self.combinations):
            return np.zeros(0, dtype=np.int64)
        if line.name in lines:
            return np.asarray(line.codes(table[line.column]), dtype=np.int64)
        first, second = (lines[name] for name in line.name.split(" × "))
        codes = [one.codes(table[one.column]) for one in (first, second)]
        return both_codes(codes[0], codes[1], len(second.groups))

    def _check_once(self, frame: Frame) -> None:
        import narwhals as nw

        found = self.engine.collect(
            frame.select(nw.len().alias("n"), nw.col("participant").n_unique().alias("different"))
        )
        twice = int(found["n"][0]) - int(
            found["different"][0] or 0
        )  # no rows: of some engines None
        if twice:
            raise DataError(
                f"`participant` must be different in every row of participants; {twice} rows repeat "
                "an id. Keep one row for each person: visits belong in attendance."
            )

    # --- visits --------------------------------------------------------------------------------

    def visits(self, line: Line | None, unit: str | None = None) -> Frame | None:
        """Return each person in each session once; None where there is no attendance.

        Columns `at` (the session), `session` (its name as given), `participant`, `group`,
        `takes_part`, `company`, `arrival` and `departure` where they are known, and `unit`.
        """
        if self.attendance is None:
            return None
        key = ("visits", None if line is None else line.name, unit)
        return self.kept(key, lambda: self.engine.keep(self._visits(line, unit)))

    def _visits(self, line: Line | None, unit: str | None) -> Frame:
        import narwhals as nw

        there = self._columns["attendance"]
        frame = self.attendance
        assert frame is not None
        frame = frame.filter(~nw.col("participant").is_null() & ~nw.col("session").is_null())
        asked = ("participant", "session", "role", "company", "arrival", "departure")
        frame = self.coded_sessions(frame.select(*[name for name in asked if name in there]))
        people = self.people(line, unit)
        if "role" in there:
            count = role_test(self.records, self.roles)
            own = people.rename({"takes_part": "own"})
            frame = mapped(
                self.engine, frame, "role",
                lambda v: np.where(v == None, -1, count(v).astype(np.int64)), "today",  # noqa: E711
            ).join(own, on="participant", how="inner")  # fmt: skip
            takes = nw.when(nw.col("today") < 0).then(nw.col("own")).otherwise(nw.col("today"))
            frame = frame.with_columns(takes.alias("takes_part"))
        else:
            frame = frame.join(people, on="participant", how="inner")
        wanted = ["at", "session", "participant", "group", "takes_part"]
        wanted += [name for name in ("unit",) if unit is not None]
        if "company" in there:
            company = nw.col("company").cast(nw.String)
            frame = frame.with_columns(company.alias("company"))
            wanted.append("company")
        for name in ("arrival", "departure"):
            if name in there:
                frame = mapped(self.engine, frame, name, clock_minutes, f"{name}_minutes")
                wanted.append(f"{name}_minutes")
        frame = self.engine.keep(frame.select(*wanted).unique())
        self._check_visits(frame)
        if self.records.absent == "add" and self.encounters is not None:
            return nw.concat([frame, self._absent(frame, people)])
        return frame

    def _check_visits(self, visits: Frame) -> None:
        import narwhals as nw

        rows = visits.group_by("at", "participant").agg(nw.len().alias("rows"))
        twice = rows_of(self.engine, rows.filter(nw.col("rows") > 1))
        if twice:
            raise DataError(
                f"Rows of attendance for one person in one session must say the same; of {twice} "
                "visits they do not, and rows on an engine have no first one. Keep one row for each "
                "visit, or read the study with `bridging.read_study`, which keeps the first."
            )

    def _absent(self, visits: Frame, people: Frame) -> Frame:
        """Return the people in contact who were not recorded as present, as visits."""
        import narwhals as nw

        names = ("participant",) if self.long else ("source", "target")
        assert self.encounters is not None
        ends = [self.encounters.select("session", nw.col(n).alias("participant")) for n in names]
        met = self.coded_sessions(nw.concat(ends).unique())
        met = met.join(people.filter(nw.col("takes_part") == 1), on="participant", how="inner")
        new = met.join(visits.select("at", "participant"), on=["at", "participant"], how="anti")
        kinds = visits.collect_schema()
        missing = [
            nw.lit(None).cast(kinds[name]).alias(name)
            for name in kinds.names()
            if name not in new.collect_schema().names()
        ]
        return new.with_columns(*missing).select(*kinds.names())

    def coded_sessions(self, frame: Frame) -> Frame:
        """Add the code of the session, `at`; rows of sessions that are not listed are left out."""
        import narwhals as nw

        if frame.collect_schema()["session"].is_integer() and self.numbered is not None:
            return frame.join(self.numbered, on="session", how="inner")
        text = nw.col("session").cast(nw.String).alias("session_text")
        frame = frame.with_columns(text).join(self.sessions, on="session_text", how="inner")
        return frame.drop("session_text")


def clock_minutes(values: Any) -> Any:
    """Read times of day and moments as minutes; NaN where there is none."""
    from bridging.records.values import read_clock

    known = np.array([v is not None for v in values], dtype=bool)
    result = np.full(len(values), np.nan)
    if known.any():
        minutes, days, _, _ = read_clock(values[known])
        since = days.astype("datetime64[D]").astype("int64").astype(float)
        since[np.isnat(days)] = 0.0
        result[known] = np.where(minutes < 0, np.nan, minutes) + since * 1440
    return result
