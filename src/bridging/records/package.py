"""Records as a data package: tables with a description that other software and archives read."""

import hashlib
import io
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from bridging.errors import OptionError, OutputError
from bridging.records.meanings import TABLE_MEANINGS, meaning
from bridging.records.packed import PROPERTY
from bridging.records.records import Records
from bridging.records.schema import PACKAGE_FILE, SETTINGS_FILE
from bridging.records.write import csv_text, refuse_others, settings_text, written_tables
from bridging.version import __version__

PROFILES = "https://datapackage.org/profiles/2.0/"
LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
KEYS = {
    "sites": ("site",),
    "sessions": ("session",),
    "participants": ("participant",),
    "attendance": ("participant", "session"),
}
PEOPLE = ("participant", "source", "target", "initiator")
MOMENT = "%Y-%m-%d %H:%M:%S"


def write_package(
    records: Records, folder: str | Path, *, licence: str = "", sources: Sequence[str] = ()
) -> None:
    """Write records as a Frictionless Data Package: a ``datapackage.json`` and CSV files.

    Parameters
    ----------
    records : Records
    folder : str or Path
        Made where it is missing; files of the same names are replaced.
    licence : str, optional
        Name of the licence (as ``CC-BY-4.0``) or its address; none, if left out.
    sources : list of str, optional
        Where the records come from: titles or addresses.

    Raises
    ------
    OptionError
        A licence that is neither a name nor an address; sources that are no list of texts.
    OutputError
        When it can't be written, or holds another file that would be read as part of the study.

    References
    ----------
    Frictionless Data, Data Package 2.0 and Table Schema 2.0.
    """
    target, texts = Path(folder), package_texts(records, licence, sources)
    try:
        target.mkdir(parents=True, exist_ok=True)
        refuse_others(target, texts)
        if (target / SETTINGS_FILE).exists():
            raise OutputError(
                f"Folder {str(target)!r} can't be written: it has a {SETTINGS_FILE}, which would "
                "be read in place of the package. Choose an empty folder."
            )
        for name, text in texts.items():
            (target / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"Folder {str(target)!r} can't be written: {error.strerror}.") from error


def package_texts(
    records: Records, licence: str = "", sources: Sequence[str] = ()
) -> dict[str, str]:
    """Return the text of each file of the package."""
    tables = written_tables(records)
    files = {f"{name}.csv": csv_text(frame) for name, frame in tables.items()}
    package: dict[str, Any] = {
        "$schema": f"{PROFILES}datapackage.json",
        "name": _slug(records.title),
        "title": records.title,
        "description": records.purpose,
        "licenses": _licences(licence),
        "sources": _sources(sources),
        "resources": [
            _resource(n, frame, tables, files[f"{n}.csv"]) for n, frame in tables.items()
        ],
        PROPERTY: {
            "version": __version__,
            "purpose": records.purpose,
            "card": dict(records.card),
            "settings": tomllib.loads(settings_text(records)),
        },
    }
    kept = {key: value for key, value in package.items() if value}
    return {PACKAGE_FILE: json.dumps(kept, indent=2, ensure_ascii=False) + "\n", **files}


def _slug(title: str) -> str:
    """Return a name of small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "study"


def _licences(licence: str) -> list[dict[str, str]]:
    if not isinstance(licence, str):
        raise OptionError(f"`licence` must be a name or an address, not {licence!r}.")
    if not licence:
        return []
    if licence.startswith(("https://", "http://")):
        return [{"path": licence}]
    if LICENCE_NAME.fullmatch(licence) is None:
        raise OptionError(
            f"`licence` must be a name without spaces, as 'CC-BY-4.0', or an address, "
            f"not {licence!r}."
        )
    return [{"name": licence}]


def _sources(sources: Sequence[str]) -> list[dict[str, str]]:
    if isinstance(sources, str) or not all(isinstance(one, str) and one for one in sources):
        raise OptionError(f"`sources` must be a list of titles or addresses, not {sources!r}.")
    return [
        {"path" if one.startswith(("https://", "http://")) else "title": one} for one in sources
    ]


def _resource(
    name: str, frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame], text: str
) -> dict[str, Any]:
    """Describe a file and its columns."""
    written = text.encode("utf-8")
    columns = pd.read_csv(io.StringIO(text), nrows=0).columns
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}tableschema.json",
        "fields": [_field(name, str(column), frame[column]) for column in columns],
        "missingValues": [""],
    }
    key = KEYS.get(name, ())
    if key and not frame[list(key)].isna().any(axis=None) and not frame.duplicated(list(key)).any():
        schema["primaryKey"] = list(key)
    if foreign := _foreign_keys(name, frame, tables):
        schema["foreignKeys"] = foreign
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": name.replace("_", "-"),
        "type": "table",
        "path": f"{name}.csv",
        "description": TABLE_MEANINGS[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(written),
        "hash": f"sha256:{hashlib.sha256(written).hexdigest()}",
        "schema": schema,
    }


def _field(table: str, name: str, column: pd.Series) -> dict[str, Any]:
    """Describe a column: its type, and what it holds where it is one of ours."""
    field: dict[str, Any] = {"name": name, "type": "string"}
    if pd.api.types.is_datetime64_any_dtype(column):
        whole = bool((column.dropna().dt.microsecond == 0).all())
        field |= {"type": "datetime", "format": MOMENT if whole else f"{MOMENT}.%f"}
    elif pd.api.types.is_numeric_dtype(column):
        field["type"] = "number"
    if said := meaning(table, name):
        field["description"] = said
    if column.notna().all():
        field["constraints"] = {"required": True}
    return field


def _foreign_keys(
    name: str, frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> list[dict[str, Any]]:
    """Return which columns name a row of another table; only where all of them do."""
    found = []
    targets = {column: ("participants", "participant") for column in PEOPLE}
    targets |= {"session": ("sessions", "session"), "site": ("sites", "site")}
    for column, (table, key) in targets.items():
        if column not in frame or table == name or table not in tables:
            continue
        known = tables[table][key].dropna()
        if frame[column].dropna().isin(known).all() and known.is_unique:
            found.append({"fields": [column], "reference": {"resource": table, "fields": [key]}})
    return found
