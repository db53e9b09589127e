"""Records to a folder: settings and one CSV per table, the same bytes every time."""

import io
import json
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bridging.errors import OutputError
from bridging.records.columns import ROW
from bridging.records.lines import Line
from bridging.records.read import files_by_name
from bridging.records.records import Records
from bridging.records.schema import SETTINGS_FILE
from bridging.records.text import TEXT, number_text, text_column

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_folder(records: Records, folder: str | Path) -> None:
    """Write records as a folder that `read_folder` reads.

    Parameters
    ----------
    records : Records
    folder : str or Path
        Made where it is missing; files of the same names are replaced.

    Raises
    ------
    OutputError
        When it can't be written, or holds another file that would be read as one of its tables.
    """
    target = Path(folder)
    contents = {SETTINGS_FILE: settings_text(records)}
    for name, frame in written_tables(records).items():
        contents[f"{name}.csv"] = csv_text(frame)
    try:
        target.mkdir(parents=True, exist_ok=True)
        refuse_others(target, contents)
        for name, text in contents.items():
            (target / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"Folder {str(target)!r} can't be written: {error.strerror}.") from error


def refuse_others(target: Path, contents: Collection[str]) -> None:
    """Refuse a folder in which a file would become a table of the study."""
    others = [
        file.name
        for files in files_by_name(target).values()
        for file in files
        if file.name not in contents
    ]
    if others:
        raise OutputError(
            f"Folder {str(target)!r} can't be written: it has {others[0]!r}, which would be read "
            "as part of the study. Choose an empty folder."
        )


def written_tables(records: Records) -> dict[str, pd.DataFrame]:
    """Return the tables as they are written: encounters with a row per person, nothing empty."""
    tables = {name: frame for name, frame in records.tables.items() if name != "members"}
    if "members" in records.tables:
        tables["encounters"] = _row_per_person(tables["encounters"], records.tables["members"])
    return {name: frame for name, frame in tables.items() if len(frame)}


def _row_per_person(encounters: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    index = members["encounter_index"].to_numpy()
    rows = encounters.take(index).reset_index(drop=True)
    rows.insert(1, "participant", members["participant"])
    return rows


def csv_text(frame: pd.DataFrame) -> str:
    """Return a table as CSV."""
    cells = {}
    for name in frame.columns.drop(ROW):
        column = written_column(frame[name])
        if name not in ("start", "end") or column.notna().any():
            cells[name] = column
    buffer = io.StringIO()
    pd.DataFrame(cells).to_csv(buffer, index=False, lineterminator="\n")
    return buffer.getvalue()


def written_column(column: pd.Series) -> pd.Series:
    """Return a column as the text that is written."""
    if pd.api.types.is_datetime64_any_dtype(column):
        text = column.dt.strftime("%Y-%m-%d %H:%M:%S.%f").str.replace(r"\.000000$", "", regex=True)
        return text_column(text)
    if pd.api.types.is_float_dtype(column):
        codes, different = pd.factorize(column)
        written = np.array([*map(number_text, different), np.nan], dtype=object)
        return text_column(written[codes])
    return column.astype(TEXT)


def settings_text(records: Records) -> str:
    """Return the ``study.toml`` of records."""
    parts = [
        _settings(
            title=records.title,
            synthetic=records.synthetic,
            language=records.language,
            purpose=records.purpose,
            absent=records.absent,
        )
    ]
    if records.consent:
        parts.append("[consent]\n" + _settings(purpose=records.consent))
    if records.card:
        parts.append("[card]\n" + _settings(**records.card))
    if records.roles:
        parts.append("[roles]\n" + _settings(**records.roles))
    parts += [f"[lines.{_key(line.name)}]\n" + _line(line) for line in records.lines.values()]
    return "\n".join(parts)


def _line(line: Line) -> str:
    settings: dict[str, Any] = {"label": line.label, "column": line.column, "groups": line.groups}
    settings |= {"group_labels": line.group_labels}
    settings |= {"values": line.values, "unknown": line.unknown, "ordered": line.ordered}
    settings |= {"numeric": line.numeric, "cuts": line.cuts}
    settings |= {"made": line.made, "columns": line.columns}
    if line.column == line.name:
        settings["column"] = ""
    return _settings(**{key: value for key, value in settings.items() if value})


def _settings(**settings: Any) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in settings.items())


def _key(key: str) -> str:
    return key if BARE_KEY.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    """Write a value of the kinds that settings have."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    return "[" + ", ".join(_value(item) for item in value) + "]"
