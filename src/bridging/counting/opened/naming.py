"""The large tables under our names, with ids that are written alike."""

from typing import Any

import numpy as np

from bridging.counting.engines import Engine, Frame
from bridging.counting.engines.engine import distinct, mapped
from bridging.counting.opened.kinds import as_written, is_whole, plain_kinds
from bridging.counting.opened.sources import Source
from bridging.errors import StudyError
from bridging.records.columns import columns_meant
from bridging.records.problems import Faults
from bridging.records.settings import Settings
from bridging.records.values import read_numbers

KEYS = ("participant", "source", "target", "session", "encounter")
USED = (*KEYS, "role", "company", "arrival", "departure", "minutes", "family")
MOST_WEIGHTS = 1000  # different weights that are looked at
# what `str.strip` takes for space: engines have lists of their own, some without the space that
# does not break, which Excel and web pages leave behind an id
SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
SPACES += "\u2028\u2029\u202f\u205f\u3000"
SPACED = f"^[{SPACES}]|[{SPACES}]$"


def under_our_names(engine: Engine, one: Source, settings: Settings, faults: Faults) -> Frame:
    """Return a large table under our names; typed text without spaces around it."""
    frame = one.frame if one.frame is not None else engine.scan(one.files)
    frame = with_our_names(frame, one, settings, faults)
    if one.name == "encounters" and "weight" in frame.collect_schema().names():
        _check_weight(engine, frame, one.label)
    return frame


def with_our_names(frame: Frame, one: Source, settings: Settings, faults: Faults) -> Frame:
    """Return rows of a large table under our names; what is wrong with its columns is a fault."""
    import narwhals as nw

    asked = settings.tables[one.name].columns if one.name in settings.tables else {}
    columns = frame.collect_schema().names()
    names, wrong = columns_meant(one.name, columns, asked, one.label, one.name == "participants")
    for message in wrong:
        faults.add(message)
    if wrong:
        return frame
    others = {theirs: ours for theirs, ours in names.items() if theirs != ours}
    frame = frame.rename(others) if others else frame
    frame = plain_kinds(frame, one.label, _used(settings))
    schema = frame.collect_schema()
    if one.text:
        frame = frame.with_columns(*[trimmed(name) for name in schema.names()])
        filled = schema.names()
    else:  # only what rows are joined on: the rest is trimmed where its different values are read
        typed = [n for n in (*KEYS, "company") if n in schema and schema[n] == nw.String]
        if typed:
            frame = frame.with_columns(*[trimmed(name) for name in typed])
        filled = [n for n in ("company", "encounter") if n in schema and schema[n] == nw.String]
        if one.name == "participants" and schema["participant"] == nw.String:
            filled.append("participant")
    if filled:
        frame = frame.with_columns(
            *[nw.when(nw.col(name) != "").then(nw.col(name)).alias(name) for name in filled]
        )
    return frame


def _check_weight(engine: Engine, frame: Frame, label: str) -> None:
    """Refuse pairs of which a row stands for several contacts, as fractions never do."""
    import narwhals as nw

    text = nw.col("weight").cast(nw.String).fill_null("").alias("weight")
    found = engine.collect(distinct(frame.select(text)).head(MOST_WEIGHTS))["weight"]
    weight = read_numbers(np.array(found, dtype=object))[0]
    known = weight[weight >= 0]  # a negative one is read as missing
    if (weight == 1).all() or (known != np.floor(known)).any():
        return
    raise StudyError(
        f"Table {label!r} can't have numbers of contacts in `weight` where it is counted without "
        "being read: it must have a row for each contact. Read it with `bridging.read_study`, or "
        "give the column another name."
    )


def trimmed(name: str) -> Any:
    """Return a column of text without spaces around its cells, as records have it.

    DuckDB takes long to trim, and trims only the cells that the pattern finds.
    """
    import narwhals as nw

    text = nw.col(name)
    bare = nw.when(text.str.contains(SPACED)).then(text.str.strip_chars(SPACES)).otherwise(text)
    return bare.alias(name)


def _used(settings: Settings) -> tuple[str, ...]:
    """Return the columns that are counted by, in whatever table they are."""
    lines = settings.lines.values()
    return (*USED, *(c for one in lines for c in (one.column, *one.columns.values())))


def days_as_text(engine: Engine, frame: Frame) -> Frame:
    """Write sessions and ids that are moments as records write them: a day without a time."""
    import narwhals as nw

    names = frame.collect_schema().names()
    for name in KEYS:
        if name in names and frame.collect_schema()[name] == nw.Datetime:
            text = mapped(engine, frame, name, lambda cells: cells, f"{name}_day")
            frame = text.drop(name).rename({f"{name}_day": name})
    return frame


def same_keys(engine: Engine, large: dict[str, Frame]) -> dict[str, Frame]:
    """Write ids (and names of sessions) as text where tables do not write them alike."""
    import narwhals as nw

    people = [("participant", "source", "target"), ("session",)]
    for names in people:
        kinds = {
            frame.collect_schema()[column]
            for frame in large.values()
            for column in names
            if column in frame.collect_schema().names()
        }
        whole = all(is_whole(kind) for kind in kinds)
        if len(kinds) < 2 and (whole or all(kind == nw.String for kind in kinds)):
            continue
        for table, frame in large.items():
            there = [name for name in names if name in frame.collect_schema().names()]
            text = [
                as_written(nw.col(name), frame.collect_schema()[name]).alias(name) for name in there
            ]
            large[table] = frame.with_columns(*text) if text else frame
    return large


def cast_as(name: str, wanted: Any, kind: Any) -> Any:
    """Return a column of one type as another."""
    import narwhals as nw

    if wanted == kind:
        return nw.col(name)
    if wanted == nw.String:
        return as_written(nw.col(name), kind).alias(name)
    return nw.col(name).cast(wanted)
