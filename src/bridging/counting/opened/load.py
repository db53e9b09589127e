"""An opened study, or a sample of its sessions, read into memory and checked row by row."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from bridging.counting.engines import Engine
from bridging.counting.engines.engine import rows_of
from bridging.counting.opened.consent import without_withdrawn
from bridging.counting.opened.sources import Source
from bridging.counting.opened.tables import LARGE, OpenTables
from bridging.errors import EngineError, OptionError
from bridging.records import Records
from bridging.records.build import build
from bridging.records.columns import Found
from bridging.records.files import read_file
from bridging.records.problems import Faults, Problems
from bridging.records.settings import Settings
from bridging.structures.arrays import Floats

BYTES = 400  # that a row takes at most while it is checked
UNITS = {"K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def load_records(
    tables: OpenTables,
    sources: Mapping[str, Source],
    settings: Settings,
    sessions: Sequence[str] | None = None,
) -> Records:
    """Read the tables as `read_study` does; only some sessions of the large ones, where given."""
    chosen = None if sessions is None else [str(name) for name in sessions]
    with tables.engine.told():
        found = _found(tables, sources, settings, chosen)
    if chosen is not None and "consent" in sources:  # who withdrew is left out already
        found = without_withdrawn(found, tables.withdrawn)
    if chosen is not None and "sessions" in sources:
        found = [_only(one, chosen) if one.name != "sessions" else one for one in found]
    found = [_listed(one, chosen) if one.name == "sessions" else one for one in found]
    source = tables.records.source
    records = build(found, settings, Problems(), Faults(), source=source, strict=False)
    if chosen is None or "consent" not in sources:
        return records
    told = tables.records.problems
    told = told[told["table"] == sources["consent"].label]
    problems = pd.concat([records.problems, told], ignore_index=True)
    return replace(records, problems=problems, withdrawn=tables.records.withdrawn)


def _found(
    tables: OpenTables,
    sources: Mapping[str, Source],
    settings: Settings,
    chosen: Sequence[str] | None,
) -> list[Found]:
    """Read the tables as they stand; of the large ones, where sessions are given, their rows."""
    engine = tables.engine
    rows = sum(
        rows_of(engine, _of_sessions(tables, name, chosen))
        for name in LARGE
        if getattr(tables, name) is not None
    )
    if rows * BYTES > _memory(engine):
        raise EngineError(
            f"The records can't be loaded: {rows} rows do not fit in memory. Use "
            "`study.sample(sessions=...)`, or count them where they are."
        )
    found = []
    for name, one in sources.items():
        asked = settings.tables[name].columns if name in settings.tables else {}
        if len(one.files) == 1 and (chosen is None or name not in LARGE):
            table = read_file(one.files[0])
            found.append(Found(name, table.frame, table.rows, one.label, one.files[0].name, asked))
            continue
        if name in LARGE and chosen is not None and getattr(tables, name) is not None:
            frame, asked = _of_sessions(tables, name, chosen), {}
        else:
            frame = one.frame if one.frame is not None else engine.scan(one.files)
        cells = pd.DataFrame(engine.load(frame))
        rows_seen = np.arange(len(cells), dtype=np.int64)
        found.append(Found(name, cells, rows_seen, one.label, "", asked))
    return found


def _of_sessions(tables: OpenTables, name: str, sessions: Sequence[str] | None) -> Any:
    """Return a large table, or its rows of some sessions."""
    import narwhals as nw

    frame = getattr(tables, name)
    if sessions is None or "session" not in tables.columns(name):
        return frame
    lookup = tables.engine.lookup({"session_text": np.array(sessions, dtype=object)})
    text = nw.col("session").cast(nw.String).alias("session_text")
    return (
        frame.with_columns(text).join(lookup, on="session_text", how="inner").drop("session_text")
    )


def _only(one: Found, sessions: Sequence[str]) -> Found:
    """Keep the rows of some sessions of a small table."""
    if "session" not in one.frame:
        return one
    keep = one.frame["session"].astype(str).isin(list(sessions)).to_numpy()
    return Found(one.name, one.frame[keep], one.rows[keep], one.label, one.file, one.names)


def _listed(one: Found, sessions: Sequence[str] | None) -> Found:
    """Keep the sessions that were drawn."""
    if sessions is None:
        return one
    column = one.names.get("session", "session")
    if column not in one.frame:
        column = one.frame.columns[0]
    keep = one.frame[column].astype(str).str.strip().isin(list(sessions)).to_numpy()
    return Found(one.name, one.frame[keep], one.rows[keep], one.label, one.file, one.names)


def _memory(engine: Engine) -> float:
    """Return the bytes there are, or that the engine was given."""
    given = getattr(engine, "memory", None)
    if given is not None:
        size = re.fullmatch(r"\s*([\d.]+)\s*([KMGT])i?B\s*", given, re.IGNORECASE)
        assert size is not None  # the engine has looked
        return float(size[1]) * UNITS[size[2].upper()]
    try:
        return 0.8 * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not on this system
        return float("inf")


def sampled_sessions(records: Records, number: int, seed: int) -> tuple[list[str], Floats]:
    """Draw sessions of every site in proportion; return their names and how many each stands for."""
    table = records.tables["sessions"]
    if not isinstance(number, int) or not 0 < number <= len(table):
        raise OptionError(
            f"`sessions` must be between 1 and {len(table)}, the sessions there are, not {number!r}."
        )
    rng = np.random.default_rng(seed)
    site = table["site"].astype(str).to_numpy(dtype=object) if "site" in table else None
    names = table["session"].to_numpy(dtype=object)
    code = np.zeros(len(names), dtype=np.int64)
    if site is not None:
        code = np.unique(site, return_inverse=True)[1]
    sizes = np.bincount(code)
    share = _in_proportion(sizes, number)
    chosen, weight = [], []
    for stratum, (size, take) in enumerate(zip(sizes, share, strict=True)):
        drawn = np.sort(rng.choice(np.flatnonzero(code == stratum), take, replace=False))
        chosen += [str(name) for name in names[drawn]]
        weight += [size / take] * take
    return chosen, np.array(weight)


def _in_proportion(sizes: Any, number: int) -> Any:
    """Divide a number over strata by their sizes: at least one each, largest remainders first."""
    exact = sizes * number / sizes.sum()
    share = np.maximum(np.floor(exact).astype(int), 1)
    share = np.minimum(share, sizes)
    for stratum in np.argsort(-(exact - share), kind="stable"):
        if share.sum() >= number:
            break
        share[stratum] = min(share[stratum] + 1, sizes[stratum])
    return share
