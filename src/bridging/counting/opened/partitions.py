"""Counting part by part: progress, and going on where a count was broken off."""

import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bridging.counting.engines import Frame
from bridging.counting.engines.engine import distinct
from bridging.counting.opened.contacts import ContactCounts, joined
from bridging.counting.opened.tables import OpenTables
from bridging.errors import OutputError

FORMAT = "1"  # of what is kept; another format is counted again


class Store:
    """A folder that keeps the counts of parts that are done, so that a count can go on.

    A part is written under another name and renamed when it is whole: what is there is right.

    Parameters
    ----------
    folder : path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"`cache` must be a folder that can be written; {folder.name!r} can't: "
                f"{error.strerror}."
            ) from error

    def get(self, key: str) -> ContactCounts | None:
        """Return what was counted under a key, None where nothing was."""
        file = self._file(key)
        if not file.is_file():
            return None
        try:
            with file.open("rb") as stream, np.load(stream, allow_pickle=False) as found:
                values = {name: found[name] for name in found.files}
            aside = int(values.pop("set_aside"))
            return ContactCounts(**values, set_aside=aside)
        except (OSError, ValueError, KeyError, TypeError, BadZipFile):
            return None  # not one of ours: count it again

    def put(self, key: str, counts: ContactCounts) -> None:
        """Keep what was counted."""
        file = self._file(key)
        unfinished = file.with_name(f"{file.stem}.{os.getpid()}.unfinished")
        try:
            with unfinished.open("wb") as stream:
                np.savez_compressed(stream, **vars(counts))
            os.replace(unfinished, file)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise OutputError(
                f"What was counted can't be kept in {self.folder.name!r}: {error.strerror}."
            ) from error

    def _file(self, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.npz"


def count_in_parts(
    tables: OpenTables,
    count: Callable[[Frame], ContactCounts],
    *,
    about: tuple[str, ...],
    whole: bool,
    store: Store | None,
) -> ContactCounts:
    """Count the encounters part by part, and add up.

    Parameters
    ----------
    tables : OpenTables
    count : callable
        Counts some of the encounters.
    about : tuple of str
        What is counted; with the stamp of a part and the settings it is the key of a store.
    whole : bool
        What is counted can't be added up where a session is in two parts: then it is counted in one
        go.
    store : Store or None
    """

    def once() -> ContactCounts:
        assert tables.encounters is not None
        if len(tables.parts) < 2 or (whole and not sessions_apart(tables)):
            stamps = "\n".join(part.stamp for part in tables.parts)
            return _kept(tables, partial(count, tables.encounters), about, stamps, store)
        from tqdm import tqdm

        bar = tqdm(tables.parts, desc="encounters", unit="part", disable=None, leave=False)
        return joined([_kept(tables, partial(count, p.frame), about, p.stamp, store) for p in bar])

    return tables.kept(("contacts", *about), once)


def sessions_apart(tables: OpenTables) -> bool:
    """Whether every session is in one part alone."""
    import narwhals as nw

    def look() -> bool:
        seen: set[str] = set()
        for part in tables.parts:
            text = nw.col("session").cast(nw.String).alias("session")
            names = tables.engine.collect(distinct(part.frame.select(text)))["session"]
            mine = {str(name) for name in names if name is not None}
            if mine & seen:
                return False
            seen |= mine
        return True

    return bool(tables.kept("sessions apart", look))


def _kept(
    tables: OpenTables,
    count: Callable[[], ContactCounts],
    about: tuple[str, ...],
    stamp: str,
    store: Store | None,
) -> ContactCounts:
    if store is None or not stamp:
        return count()
    key = "\n".join([FORMAT, *about, tables.settings_stamp, stamp])
    found = store.get(key)
    if found is None:
        found = count()
        store.put(key, found)
    return found
