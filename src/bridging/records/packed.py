"""The settings of a study that is kept as a data package."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bridging.errors import StudyError
from bridging.records.schema import PACKAGE_FILE, SETTINGS_FILE, table_named

PROPERTY = "bridging"  # a property of our own, as the standard allows
MOST_BYTES = 20_000_000
ELSEWHERE = re.compile(r"[:\\\x00-\x1f]|^~")  # addresses, drives, backslashes, a home


def packed_settings(folder: Path) -> Mapping[str, Any]:
    """Return the settings in a ``datapackage.json``, as a ``study.toml`` would have them.

    Our own property, the title, and where the tables are is read: resources that are called as
    ours, in files of the folder.

    Raises
    ------
    StudyError
        The file can't be read, holds no data package, or points to something outside its folder.
    """
    file = folder / PACKAGE_FILE
    try:
        large = file.stat().st_size > MOST_BYTES
        package = {} if large else json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StudyError(f"{PACKAGE_FILE} can't be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StudyError(f"{PACKAGE_FILE} must be saved as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise StudyError(
            f"{PACKAGE_FILE} can't be read: it is no JSON. "
            f"Write the package anew, or add a {SETTINGS_FILE}."
        ) from error
    if large:
        raise StudyError(
            f"{PACKAGE_FILE} can't be read: it has more than {MOST_BYTES // 10**6} million bytes. "
            "A description of tables is short; put data in files."
        )
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise StudyError(f"{PACKAGE_FILE} must be a data package, with `resources`.")
    own = package.get(PROPERTY, {})
    settings = own.get("settings", {}) if isinstance(own, dict) else None
    if not isinstance(settings, dict):
        raise StudyError(f"{PACKAGE_FILE} must hold our settings as an object.")
    title = package.get("title")
    kept = {key: value for key, value in settings.items() if key != "tables"}
    kept["tables"] = _tables(folder, package["resources"])
    return {"title": title, **kept} if isinstance(title, str) else kept


def _tables(folder: Path, resources: Sequence[Any]) -> dict[str, dict[str, str]]:
    """Return the file of each resource that is a table of ours; refuse those elsewhere."""
    found: dict[str, dict[str, str]] = {}
    for resource in resources:
        if not isinstance(resource, dict):
            raise StudyError(f"{PACKAGE_FILE} must have `resources` that are objects.")
        path = resource.get("path")
        parts = path if isinstance(path, list) else [] if path is None else [path]
        for part in parts:
            if not isinstance(part, str) or not _inside(folder, part):
                raise StudyError(
                    f"{PACKAGE_FILE} can't point outside its folder: a `path` must be that of a "
                    "file beside it, as participants.csv, without `..`, `~` or an address."
                )
        table = table_named(str(resource.get("name", "")).replace("-", "_"))
        if table is None:
            continue
        if table in found:
            raise StudyError(f"{PACKAGE_FILE} must have table {table!r} once; it is there twice.")
        if len(parts) != 1:
            raise StudyError(
                f"{PACKAGE_FILE} must have one file for table {table!r}, not {len(parts)}. "
                "Put its rows in one CSV file."
            )
        found[table] = {"file": parts[0]}
    return found


def _inside(folder: Path, path: str) -> bool:
    """Say whether a path is plainly that of a file in the folder, links followed.

    Examples
    --------
    >>> here = Path("study")
    >>> [_inside(here, path) for path in ("a.csv", "data/a.csv", "../a.csv", "/a.csv", "c:/a.csv")]
    [True, True, False, False, False]
    """
    if (
        not path
        or ELSEWHERE.search(path)
        or any(part in ("", ".", "..") for part in path.split("/"))
    ):
        return False
    return folder.resolve() in (folder / path).resolve().parents
