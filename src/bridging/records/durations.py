"""Durations in Parquet files, which DuckDB shows as whole numbers of an unknown unit.

Parquet has no durations: Arrow (and so pandas and polars) writes whole numbers, and says what they
are in a schema of its own beside the columns. It is a flatbuffer, of which only the fields' names,
types and units are read here.

References
----------
Apache Arrow, columnar format, ``Schema.fbs`` and ``Message.fbs``.
"""

import base64
import struct
from collections.abc import Iterator, Sequence
from typing import Any

from bridging.errors import StudyError

DURATION = 18  # in the union of types
A_MINUTE = (60.0, 60e3, 60e6, 60e9)  # in seconds, milliseconds, microseconds, nanoseconds
MILLISECONDS = 1  # the unit where none is written
KIND = "BIGINT"  # as which DuckDB shows a duration


def in_minutes(relation: Any, connection: Any, names: Sequence[str]) -> Any:
    """Return a relation over Parquet files with durations as minutes.

    Parameters
    ----------
    relation : duckdb.DuckDBPyRelation
        The rows of the files.
    connection : duckdb.DuckDBPyConnection
    names : sequence of str
        The files, as patterns.

    Raises
    ------
    StudyError
        A column is a duration in some files only, or of different units.
    """
    kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
    if KIND not in kinds.values():
        return relation
    query = "SELECT value FROM parquet_kv_metadata(?) WHERE decode(key) = 'ARROW:schema'"
    told = connection.execute(query, [list(names)]).fetchall()
    by_file = [durations(value) for (value,) in told]
    found = {name: unit for one in by_file for name, unit in one.items() if kinds.get(name) == KIND}
    if not found:
        return relation
    query = "SELECT count(*) FROM parquet_file_metadata(?)"
    files = connection.execute(query, [list(names)]).fetchall()[0][0]
    for name, unit in found.items():
        if len(by_file) < files or any(one.get(name) != unit for one in by_file):
            raise StudyError(
                f"Column {name!r} must be written alike in all files of a table; it holds durations "
                "in some, and numbers or durations of another unit in others. Write minutes."
            )
    quoted = {name: f'"{name.replace(chr(34), 2 * chr(34))}"' for name in found}
    minutes = ", ".join(f"{quoted[name]} / {found[name]!r} AS {quoted[name]}" for name in found)
    return relation.project(f"* REPLACE ({minutes})")


def durations(schema: bytes) -> dict[str, float]:
    """Return how many units make a minute, of each column of durations in an Arrow schema.

    Parameters
    ----------
    schema : bytes
        As a Parquet file keeps it: a message in base64. What can't be read holds no durations.
    """
    try:
        return dict(_durations(base64.b64decode(schema)))
    except (ValueError, IndexError, struct.error):  # also text that is not base64 or not UTF-8
        return {}


def _durations(message: bytes) -> Iterator[tuple[str, float]]:
    buffer = message[8:] if message[:4] == b"\xff\xff\xff\xff" else message[4:]
    header = _followed(buffer, _field(buffer, _followed(buffer, 0), 2))
    fields = _followed(buffer, _field(buffer, header, 1))
    for number in range(_read(buffer, "<I", fields)):
        field = _followed(buffer, fields + 4 + 4 * number)
        kind, name = _field(buffer, field, 2), _field(buffer, field, 0)
        if not kind or not name or buffer[kind] != DURATION:
            continue
        text = _followed(buffer, name)
        unit = _field(buffer, _followed(buffer, _field(buffer, field, 3)), 0)
        length = _read(buffer, "<I", text)
        yield (
            buffer[text + 4 : text + 4 + length].decode("utf-8"),
            A_MINUTE[_read(buffer, "<H", unit) if unit else MILLISECONDS],
        )


def _read(buffer: bytes, form: str, at: int) -> int:
    return int(struct.unpack_from(form, buffer, at)[0])


def _followed(buffer: bytes, at: int) -> int:
    """Return the place that an offset at some place points to."""
    return at + _read(buffer, "<I", at)


def _field(buffer: bytes, table: int, number: int) -> int:
    """Return the place of a field of a table; 0 where it is not written."""
    fields = table - _read(buffer, "<i", table)
    place = 4 + 2 * number
    if place >= _read(buffer, "<H", fields):
        return 0
    offset = _read(buffer, "<H", fields + place)
    return table + offset if offset else 0
