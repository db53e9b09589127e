"""From a folder, a database or data frames to an opened study."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from bridging.counting.engines import choose_engine
from bridging.counting.opened.partitions import Store
from bridging.counting.opened.prepare import prepare
from bridging.counting.opened.sources import Source, in_database, in_folder
from bridging.errors import OptionError, StudyError, check_choice
from bridging.opened.study import OpenStudy
from bridging.records import as_pandas, is_lazy
from bridging.records.packed import packed_settings
from bridging.records.problems import Faults
from bridging.records.read import read_toml
from bridging.records.schema import PACKAGE_FILE, SETTINGS_FILE
from bridging.records.settings import Settings, read_settings
from bridging.records.text import as_text


def open_study(
    path: str | Path,
    engine: Any = "duckdb",
    *,
    memory: str | None = None,
    spill: str | None = None,
    cache: str | Path | None = None,
    absent: str | None = None,
    **settings: Any,
) -> OpenStudy:
    """Open a study to count it where its records are, however many they are.

    Parameters
    ----------
    path : path or str
        A folder with a ``study.toml`` (or a data package), in which each table is a file (CSV, Parquet) or a folder of
        files (partitions, also as ``year=2025/``); a DuckDB file, with a ``study.toml`` beside it;
        or, with a Spark session, the name of a database. CSV may be UTF-8, UTF-16 or of Windows,
        with any separator that `bridging.read_study` knows; where an engine can't read it so, it
        reads a copy in a temporary folder. People who withdrew their consent are left out.
    engine : {"duckdb", "polars", "pandas", "pyarrow", "spark"}, connection or Spark session
        Who counts. DuckDB streams files, and spills to disk what does not fit in memory.
    memory : str, optional
        The most memory DuckDB may take, as ``"2GB"``.
    spill : str, optional
        The most disk it may take for what does not fit in that.
    cache : path, optional
        A folder that keeps the counts of each part that is done: a count that was broken off goes
        on from there. Parts that changed are counted again.
    absent : {"leave_out", "add"}, optional
        What happens to contacts of people not recorded as present.
    **settings
        What ``study.toml`` would say, where there is none: `lines`, `roles`, `title`...

    Returns
    -------
    OpenStudy

    Raises
    ------
    StudyError
        A table can't be found or read, a part of it is missing, or its files differ.
    EngineError
        Memory or disk ran out, or a file or worker is gone; nothing is returned then.

    Examples
    --------
    >>> import tempfile
    >>> import bridging as br
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = br.simulate.write_sample("five-houses", folder + "/houses")
    ...     study = br.open_study(folder + "/houses")
    ...     opened, read = study.mixing("origin"), br.read_study(folder + "/houses").mixing("origin")
    >>> bool((opened.contacts == read.contacts).all())
    True
    """
    from bridging.counting.engines.duck import DuckEngine

    place = Path(path)
    chosen = choose_engine(engine, memory=memory, spill=spill)
    faults = Faults()
    if place.suffix.lower() in (".duckdb", ".ddb", ".db") and place.is_file():
        if not isinstance(chosen, DuckEngine):
            raise OptionError(f"A DuckDB file must be opened with engine='duckdb', not {engine!r}.")
        chosen.attach(place)
        given = {**_settings_beside(place.parent), **settings}
        found, asked = in_database(chosen), read_settings(given, faults)
    elif chosen.name == "spark" and not place.exists():
        with chosen.told():
            getattr(chosen, "session").catalog.setCurrentDatabase(str(path))  # noqa: B009
        found, asked = in_database(chosen), read_settings(settings, faults)
    else:
        folder = place.parent if place.name in (SETTINGS_FILE, PACKAGE_FILE) else place
        if not folder.is_dir():
            raise StudyError(
                f"`path` must be a folder or DuckDB file that exists, not {place.name!r}."
            )
        given = {**_settings_beside(folder), **settings}
        asked = read_settings(given, faults)
        found = in_folder(folder, {name: one.file for name, one in asked.tables.items()})
    faults.stop()
    return _opened(chosen, found, asked, place.stem or place.name, cache, absent)


def open_frames(tables: Mapping[str, Any], settings: Mapping[str, Any]) -> OpenStudy:
    """Open tables that are plans of polars, DuckDB or Spark; see `Study.from_frames`."""
    import narwhals as nw

    lazy = {name: nw.from_native(table) for name, table in tables.items() if is_lazy(table)}
    kinds = {frame.implementation for frame in lazy.values()}
    if len(kinds) > 1:
        raise OptionError("Lazy tables must be of one library: collect those of the others.")
    engine = _engine_of(next(iter(lazy.values())))
    found = {}
    for name, table in tables.items():
        if table is None:
            continue
        frame = lazy.get(name)
        if frame is None:
            cells = as_pandas(table)
            assert cells is not None
            frame = engine.lookup({str(column): _text_cells(cells[column]) for column in cells})
        found[name] = Source(name=name, label=name, frame=frame)
    faults = Faults()
    asked = read_settings(settings, faults)
    faults.stop()
    return _opened(engine, found, asked, "data frames", None, None)


def _text_cells(column: pd.Series) -> Any:
    text = as_text(column).astype(object)
    return text.where(text.notna(), None).to_numpy(dtype=object)


def _engine_of(frame: Any) -> Any:
    """Return the engine that a lazy table belongs to."""
    native = frame.to_native()
    if frame.implementation.is_duckdb():
        import duckdb

        return choose_engine(duckdb.default_connection())
    if frame.implementation.is_pyspark():
        return choose_engine(native.sparkSession)
    return choose_engine("polars")


def _opened(
    engine: Any,
    found: Mapping[str, Source],
    settings: Settings,
    source: str,
    cache: str | Path | None,
    absent: str | None,
) -> OpenStudy:
    if absent is not None:
        check_choice("absent", absent, ("leave_out", "add"))
        settings = replace(settings, absent=absent)
    with engine.told():
        tables = prepare(engine, found, settings, source)
    store = None if cache is None else Store(Path(cache))
    return OpenStudy(
        records=tables.records, tables=tables, sources=found, settings=settings, store=store
    )


def _settings_beside(folder: Path) -> dict[str, Any]:
    """Read the settings in a folder, or those of the data package that it is; else there are none."""
    if (folder / SETTINGS_FILE).is_file():
        return dict(read_toml(folder))
    return dict(packed_settings(folder)) if (folder / PACKAGE_FILE).is_file() else {}
