"""From the tables as they were found to `OpenTables`: our column names, and the small tables read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.engines import Engine, Frame
from bridging.counting.engines.engine import cells_of, distinct
from bridging.counting.opened.consent import Withdrawn, find_withdrawn, without_withdrawn
from bridging.counting.opened.naming import (
    cast_as,
    days_as_text,
    same_keys,
    under_our_names,
    with_our_names,
)
from bridging.counting.opened.sources import Source, batches, check_files, stamp_of
from bridging.counting.opened.tables import LARGE, OpenTables, Part, digest
from bridging.errors import StudyError
from bridging.records import Records
from bridging.records.build import build
from bridging.records.columns import Found, columns_meant
from bridging.records.draft import NO_ROW
from bridging.records.files import read_file
from bridging.records.problems import Faults, Problems
from bridging.records.schema import PERSON_TABLES, SESSION_TABLES
from bridging.records.settings import Settings, TableSettings
from bridging.records.text import as_text

NO_ROLE = "and no table has a column `role` filled in."  # said of tables without rows
MOST_COMBINATIONS = 1_000_000


def prepare(
    engine: Engine,
    sources: Mapping[str, Source],
    settings: Settings,
    source: str,
) -> OpenTables:
    """Check the form of all tables, read the small ones, and leave the large ones where they are.

    Parameters
    ----------
    engine : Engine
    sources : mapping of str to Source
    settings : Settings
    source : str
        Where the study comes from, for what is shown.
    """
    faults, problems = Faults(), Problems()
    for name, one in sources.items():
        asked = settings.tables.get(name, TableSettings())
        check_files(one, asked.files, asked.rows, engine)
    large = {
        name: under_our_names(engine, sources[name], settings, faults)
        for name in LARGE
        if name in sources
    }
    faults.stop()
    large = {
        name: days_as_text(engine, frame)
        for name, frame in large.items()
        if name == "encounters"
        or len(engine.collect(frame.select("participant").head(1))["participant"])
    }  # without a row nobody's presence is known: as without the table
    large = same_keys(engine, large)
    small = [_small(engine, one, settings) for one in sources.values() if one.name not in LARGE]
    small = [one for one in small if one.name != "sessions" or len(one.frame)]
    withdrawn = find_withdrawn(engine, large, small, settings.consent, problems)
    if withdrawn.people or any(one.name == "consent" and len(one.frame) for one in small):
        large = {name: withdrawn.left_out(engine, name, one) for name, one in large.items()}
        small = without_withdrawn(small, withdrawn.people)
    small = [one for one in small if one.name not in PERSON_TABLES]  # their people are not here
    large = _without_unused(engine, large, small)
    if not any(one.name == "sessions" for one in small):
        made = _named_sessions(engine, large, small)
        if made is not None:
            small.append(_found("sessions", made))
    inputs = _inputs(large.get("participants"), settings)
    combinations = _combinations(engine, large.get("participants"), inputs)
    if inputs:
        frame = pd.DataFrame(_as_cells(large["participants"], inputs, combinations))
        small.append(_found("participants", frame))
    records = build(small, settings, problems, faults, source=source, strict=False)
    listed = any(one.name == "sessions" for one in small)
    unused = "encounters" in large and "session" not in large["encounters"].collect_schema().names()
    large = _with_sessions(engine, large, records, listed=listed)
    records = _with_columns(records, large, bool(inputs))
    records = replace(records, withdrawn=len(withdrawn.people))
    stamp = digest(
        *(sources[name].stamp for name in sources if name != "encounters"),
        sorted(records.lines.items()), records.roles, records.absent,
        *((settings.consent,) if "consent" in sources else ()),
    )  # fmt: skip
    return OpenTables(
        engine=engine,
        records=records,
        participants=large.get("participants"),
        attendance=large.get("attendance"),
        encounters=large.get("encounters"),
        parts=_parts(
            engine, sources, settings, large.get("encounters"), records, withdrawn, unused
        ),
        inputs=inputs,
        combinations=combinations,
        stamp=stamp,
        withdrawn=withdrawn.people,
        typed_attendance="attendance" in large and sources["attendance"].text,
    )


def _found(name: str, frame: pd.DataFrame) -> Found:
    return Found(name, frame, np.full(len(frame), NO_ROW, dtype=np.int64), name)


def _small(engine: Engine, one: Source, settings: Settings) -> Found:
    asked = settings.tables[one.name].columns if one.name in settings.tables else {}
    if len(one.files) == 1:
        table = read_file(one.files[0])
        return Found(one.name, table.frame, table.rows, one.label, one.files[0].name, asked)
    frame = one.frame if one.frame is not None else engine.scan(one.files)
    columns = engine.collect(frame)
    table = pd.DataFrame(columns)
    return Found(one.name, table, np.arange(len(table), dtype=np.int64), one.label, "", asked)


def _without_unused(
    engine: Engine, large: dict[str, Frame], small: Sequence[Found]
) -> dict[str, Frame]:
    """Drop a column of sessions that was never filled in, where there may be one session."""
    import narwhals as nw

    if any(one.name == "sessions" and len(one.frame) > 1 for one in small):
        return large
    for name in SESSION_TABLES:
        if name not in large or "session" not in large[name].collect_schema().names():
            continue
        text = nw.col("session").cast(nw.String).str.strip_chars().fill_null("")
        filled = large[name].filter(text != "").select("session").head(1)
        if not len(engine.collect(filled)["session"]):
            large[name] = large[name].drop("session")
    return large


def _named_sessions(
    engine: Engine, large: Mapping[str, Frame], small: Sequence[Found]
) -> pd.DataFrame | None:
    """Return the sessions that tables name, with their site where it is given."""
    import narwhals as nw

    found: dict[str, Any] = {}
    for one in small:
        if one.name in SESSION_TABLES:
            columns = [str(column) for column in one.frame.columns]
            meant, _ = columns_meant(one.name, columns, one.names, one.label, False)
            frame = one.frame.rename(columns=meant)
            if "session" in frame.columns:
                found.update(dict.fromkeys(as_text(frame["session"]).dropna().tolist()))
    for name in ("attendance", "encounters"):
        frame = large.get(name)
        if frame is None or "session" not in frame.collect_schema().names():
            continue
        columns = [c for c in ("session", "site") if c in frame.collect_schema().names()]
        text = [nw.col(c).cast(nw.String).alias(c) for c in columns]
        rows = engine.collect(distinct(frame.select(*text)))
        sites = rows.get("site", [None] * len(rows["session"]))
        for session, site in zip(rows["session"], sites, strict=True):
            if session is None or not str(session).strip():
                continue
            if found.get(str(session)) not in (None, site) and site is not None:
                raise StudyError(
                    f"A session must be at one site; table {name!r} puts one at two. "
                    "Give sessions at different sites different names."
                )
            found[str(session)] = site if site is not None else found.get(str(session))
    if not found:
        return None
    names = sorted(found)
    frame = pd.DataFrame({"session": names})
    if any(value is not None for value in found.values()):
        frame["site"] = [found[name] for name in names]
    return frame


def _with_sessions(
    engine: Engine, large: dict[str, Frame], records: Records, *, listed: bool
) -> dict[str, Frame]:
    """Give tables without a column `session` the only session there is."""
    import narwhals as nw

    sessions = records.tables["sessions"]["session"]
    columns = {name: frame.collect_schema().names() for name, frame in large.items()}
    without = [name for name in SESSION_TABLES if name in large and "session" not in columns[name]]
    sites = not listed and any("site" in names for names in columns.values())
    for name in without:
        if sites or len(sessions) != 1:
            why = "sites are named" if sites else f"there are {len(sessions)} sessions"
            raise StudyError(
                f"Table {name!r} must have a column 'session', because {why}. Add it, or read the "
                "study with `bridging.read_study`."
            )
        large[name] = large[name].with_columns(nw.lit(str(sessions.iloc[0])).alias("session"))
    return same_keys(engine, large) if without else large


def _inputs(participants: Frame | None, settings: Settings) -> tuple[str, ...]:
    """Return the columns of participants that the lines are made of."""
    if participants is None:
        return ()
    there = participants.collect_schema().names()
    wanted = [
        column
        for line in settings.lines.values()
        for column in (line.columns.values() if line.made else [line.column])
    ]
    return tuple(column for column in dict.fromkeys(wanted) if column in there)


def _combinations(engine: Engine, participants: Frame | None, inputs: tuple[str, ...]) -> Any:
    """Return the different combinations of values, as the engine writes them as text."""
    import narwhals as nw

    if not inputs or participants is None:
        return np.zeros((0, 0), dtype=object)
    text = [nw.col(name).cast(nw.String).fill_null("").alias(name) for name in inputs]
    once = distinct(participants.select(*text)).head(MOST_COMBINATIONS + 1)
    found = engine.collect(once)
    if len(found[inputs[0]]) > MOST_COMBINATIONS:
        raise StudyError(
            f"The lines' columns have over {MOST_COMBINATIONS} different combinations, which is too "
            "many to look at one by one. Give numeric lines in steps, as whole years or hundreds of "
            "euros."
        )
    rows = sorted(zip(*(found[name].tolist() for name in inputs), strict=True))
    return np.array(rows, dtype=object).reshape(len(rows), len(inputs))


def _as_cells(frame: Frame, inputs: tuple[str, ...], combinations: Any) -> dict[str, Any]:
    return {
        name: cells_of(frame, name, combinations[:, place]) for place, name in enumerate(inputs)
    }


def _with_columns(records: Records, large: Mapping[str, Frame], looked: bool) -> Records:
    """Put the combinations apart, and leave of the large tables the columns alone."""
    tables = dict(records.tables)
    problems = records.problems
    if looked:
        tables["combinations"] = tables["participants"]
        nameless = problems["problem"] == "Rows without an id are read as anonymous people."
        problems = problems[~nameless]
    if any("role" in frame.collect_schema().names() for frame in large.values()):
        problems = problems[~problems["problem"].str.endswith(NO_ROLE)]
    problems = problems.reset_index(drop=True)
    for name in LARGE:
        if name in large:
            columns = large[name].collect_schema().names()
            tables[name] = pd.DataFrame({column: [] for column in columns}, dtype=object)
    tables.setdefault("members", pd.DataFrame({"encounter_index": [], "participant": []}))
    if "participants" not in large:
        tables["participants"] = pd.DataFrame({"participant": []}, dtype=object)
    return replace(records, tables=tables, problems=problems)


def _parts(
    engine: Engine,
    sources: Mapping[str, Source],
    settings: Settings,
    encounters: Frame | None,
    records: Records,
    withdrawn: Withdrawn,
    unused: bool,
) -> tuple[Part, ...]:
    """Return the encounters in parts: some files at a time.

    `unused` says that no session is filled in in any of them.
    """
    if encounters is None:
        return ()
    one = sources["encounters"]
    if len(one.files) < 2:
        return (Part(name=one.label, stamp=one.stamp, frame=encounters),)
    parts = []
    kinds = encounters.collect_schema()
    for files in batches(one.files):
        frame = with_our_names(engine.scan(files), one, settings, Faults())
        frame = days_as_text(engine, frame)
        if unused and "session" in frame.collect_schema().names():
            frame = frame.drop("session")
        frame = _with_sessions(engine, {"encounters": frame}, records, listed=True)["encounters"]
        alike = [cast_as(name, kinds[name], frame.collect_schema()[name]) for name in kinds.names()]
        parts.append(
            Part(
                name=files[0].name,
                stamp="\n".join(stamp_of(file) for file in files),
                frame=withdrawn.left_out(engine, "encounters", frame.select(*alike)),
            )
        )
    return tuple(parts)
