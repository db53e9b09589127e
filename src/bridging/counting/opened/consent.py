"""Consent in an opened study: who withdrew is left out of every table before anything is counted.

Whose no counts is decided by the same code as for a study in memory; it looks at the different ids
alone. The rows of these people are then left out where they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.engines import Engine, Frame
from bridging.counting.engines.engine import distinct
from bridging.counting.opened.kinds import as_written
from bridging.records.columns import Found, clean_table, columns_meant
from bridging.records.consent import PEOPLE, apply_consent
from bridging.records.draft import Draft, made_table
from bridging.records.problems import Faults, Problems
from bridging.records.text import as_text


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    """The people who withdrew.

    Parameters
    ----------
    people : tuple of str
        Their ids, sorted.
    remainders : Frame or None
        Encounters (`encounter_text`, `session_text`) of which one person at most is left; None
        where an encounter has one row.
    """

    people: tuple[str, ...] = ()
    remainders: Frame | None = None

    def left_out(self, engine: Engine, name: str, frame: Frame) -> Frame:
        """Return the rows of a table, or of a part of it, in which none of them is named."""
        if not self.people:
            return frame
        there = frame.collect_schema().names()
        if self.remainders is not None and name == "encounters":
            keys = list(_texts())
            frame = frame.with_columns(*[text.alias(key) for key, text in _texts().items()])
            frame = frame.join(self.remainders, on=keys, how="anti").drop(*keys)
        for column in PEOPLE[name]:
            if column in there:
                ids = _written_as(self.people, frame.collect_schema()[column])
                if len(ids):
                    frame = frame.join(engine.lookup({column: ids}), on=column, how="anti")
        return self._unnamed(engine, frame) if "initiator" in there else frame

    def _unnamed(self, engine: Engine, frame: Frame) -> Frame:
        """No longer say who began an encounter where that person withdrew."""
        import narwhals as nw

        own = as_written(nw.col("initiator"), frame.collect_schema()["initiator"])
        gone = {"began_text": _objects(self.people), "began_gone": np.ones(len(self.people), int)}
        frame = frame.with_columns(own.alias("began_text"))
        frame = frame.join(engine.lookup(gone), on="began_text", how="left")
        kept = nw.when(nw.col("began_gone").is_null()).then(nw.col("initiator"))
        return frame.with_columns(kept.alias("initiator")).drop("began_text", "began_gone")


def find_withdrawn(
    engine: Engine,
    large: Mapping[str, Frame],
    small: list[Found],
    purpose: str,
    problems: Problems,
) -> Withdrawn:
    """Find who withdrew, and add to the problems how many they are, never who.

    Parameters
    ----------
    engine : Engine
    large : mapping of str to Frame
        With our column names, and ids written alike.
    small : list of Found
        Without a table `consent`, or one with faults, nobody is found; the faults are told when
        the table is read.
    purpose : str
        Which purpose counts; empty: a no to any does.
    problems : Problems
    """
    found = next((one for one in small if one.name == "consent" and len(one.frame)), None)
    if found is None:
        return Withdrawn()
    faults = Faults()
    problems.labels["consent"] = found.label
    table = clean_table(found, True, problems, faults)
    if faults.messages:
        return Withdrawn()
    named = _named(engine, large, small)
    draft = Draft({"consent": table, **named}, problems, Faults())
    apply_consent(draft, purpose)
    gone: set[str] = set()
    for name, ids in named.items():
        column = ids.columns[0]
        gone |= set(ids[column]) - set(draft.tables[name][column])
    people = tuple(sorted(gone))
    return Withdrawn(people=people, remainders=_remainders(engine, large, people))


def without_withdrawn(small: list[Found], people: Iterable[str]) -> list[Found]:
    """Return the small tables without the rows of these people, and without the table of consent."""
    gone, kept = list(people), []
    for one in small:
        if one.name == "consent":
            continue
        keep = np.ones(len(one.frame), dtype=bool)
        for ids in _ids_of(one).values():
            keep &= ~ids.isin(gone).to_numpy()
        kept.append(
            Found(one.name, one.frame[keep], one.rows[keep], one.label, one.file, one.names)
        )
    return kept


def _named(
    engine: Engine, large: Mapping[str, Frame], small: list[Found]
) -> dict[str, pd.DataFrame]:
    """Return the different ids of each table that names people."""
    import narwhals as nw

    named = {}
    for name, frame in large.items():
        ids: set[str] = set()
        for column in PEOPLE[name]:
            if column in frame.collect_schema().names():
                text = as_written(nw.col(column), frame.collect_schema()[column]).alias("id")
                ids |= {one for one in engine.collect(distinct(frame.select(text)))["id"] if one}
        named[name] = made_table(**{PEOPLE[name][-1]: sorted(ids)})
    for one in small:
        columns = _ids_of(one)
        if columns:
            known = set().union(*(set(ids.dropna()) for ids in columns.values()))
            named[one.name] = made_table(**{PEOPLE[one.name][0]: sorted(known)})
    return named


def _ids_of(one: Found) -> dict[str, pd.Series]:
    """Return the columns of a small table that name people, as text."""
    if one.name not in PEOPLE or one.name == "consent":
        return {}
    columns = [str(column) for column in one.frame.columns]
    meant, _ = columns_meant(one.name, columns, one.names, one.label, True)
    return {
        meant[column]: as_text(one.frame.iloc[:, place]).reset_index(drop=True)
        for place, column in enumerate(columns)
        if meant[column] in PEOPLE[one.name]
    }


def _remainders(
    engine: Engine, large: Mapping[str, Frame], people: tuple[str, ...]
) -> Frame | None:
    """Return the encounters with a row for each person of which at most one would be left."""
    import narwhals as nw

    frame = large.get("encounters")
    if frame is None or not people:
        return None
    schema = frame.collect_schema()
    if "source" in schema or not {"encounter", "participant"} <= set(schema.names()):
        return None
    ids = _written_as(people, schema["participant"])
    gone = engine.lookup({"participant": ids, "is_gone": np.ones(len(ids), dtype=np.int64)})
    rows = frame.join(gone, on="participant", how="left")
    rows = rows.with_columns(
        nw.when(nw.col("is_gone").is_null()).then(nw.lit(1)).otherwise(nw.lit(0)).alias("is_left"),
        *[text.alias(key) for key, text in _texts().items()],
    )
    sizes = rows.group_by(*_texts()).agg(nw.len().alias("rows"), nw.col("is_left").sum())
    few = (nw.col("is_left") < 2) & (nw.col("is_left") < nw.col("rows"))
    return engine.keep(sizes.filter(few).select(*_texts()))


def _texts() -> dict[str, Any]:
    """Return what an encounter is told apart by."""
    import narwhals as nw

    return {
        f"{name}_text": nw.col(name).cast(nw.String).fill_null("")
        for name in ("encounter", "session")
    }


def _written_as(people: tuple[str, ...], kind: Any) -> Any:
    """Return ids as a column holds them: as whole numbers (those that are one), or as text."""
    if not kind.is_integer():
        return _objects(people)
    whole = [int(one) for one in people if one.lstrip("-").isdecimal()]
    return np.array([one for one in whole if abs(one) < 2**63], dtype=np.int64)


def _objects(people: tuple[str, ...]) -> Any:
    return np.array(people, dtype=object)
