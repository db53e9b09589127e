"""Contact graphs as edge lists in Parquet and CSV."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from bridging.errors import DataError, OutputError, check_known
from bridging.structures.arrays import Ints, as_labels, as_numbers
from bridging.structures.edges import group_codes, groups_of, session_codes

if TYPE_CHECKING:
    from bridging.structures.contact_graph import ContactGraph

KEY = "bridging"  # what an edge list can't say stands under this key of the file
NUMBERS = ("weight", "session")  # everything else is a name


def _tables(graph: "ContactGraph") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the contacts and the people; names as categories, each held once."""
    taken = [line for line in graph.codes if line in ("person", *NUMBERS)]
    if taken:
        raise DataError(f"A line can't be called {taken[0]!r} in a table. Give it another name.")
    ends = {
        name: pd.Categorical.from_codes(places, list(graph.people))
        for name, places in (("source", graph.source), ("target", graph.target))
    }
    edges = pd.DataFrame({**ends, "weight": graph.weight, "session": graph.session})
    people = {"person": np.array(graph.people, dtype=object), **groups_of(graph)}
    return edges, pd.DataFrame(people, dtype=object)


def write_csv(
    graph: "ContactGraph", path: str | Path, people: str | Path | None, weight: str = "weight"
) -> None:
    """Write the contacts, and where a second path is given the people; unknown is empty.

    `weight` names the column of weights.
    """
    edges, known = _tables(graph)
    tables = (edges.rename(columns={"weight": weight}), known)
    for where, table in zip((path, people), tables, strict=True):
        if where is not None:
            try:
                table.to_csv(where, index=False, lineterminator="\n", encoding="utf-8")
            except OSError as error:
                raise OutputError(
                    f"File {str(where)!r} can't be written: {error.strerror}."
                ) from error


def write_parquet(graph: "ContactGraph", path: str | Path, people: str | Path | None) -> None:
    """Write the contacts, and where a second path is given the people.

    The direction and the order of the groups stand in the file's own notes.
    """
    import duckdb  # 90 ms, and only Parquet needs it

    groups = {line: list(names) for line, names in graph.groups.items()}
    notes = ({"directed": graph.directed}, {"groups": groups})
    for where, table, note in zip((path, people), _tables(graph), notes, strict=True):
        if where is None:
            continue
        columns = ", ".join(
            _name(column) if column in NUMBERS else _as_text(column) for column in table
        )
        about, target = _text(json.dumps(note, ensure_ascii=False)), _text(str(where))
        try:
            with duckdb.connect() as connection:
                connection.register("rows_of_table", table)
                connection.execute(
                    f"COPY (SELECT {columns} FROM rows_of_table) TO {target} "
                    f"(FORMAT parquet, KV_METADATA {{{KEY}: {about}}})"
                )
        except (duckdb.Error, OSError) as error:
            raise OutputError(f"File {str(where)!r} can't be written as Parquet.") from error


def read_parquet(
    kind: "type[ContactGraph]",
    path: str | Path,
    people: str | Path | None,
    directed: bool | None,
) -> "ContactGraph":
    """Make a contact graph of an edge list, and of a table of people where there is one."""
    edges, note = _read(path)
    for name in ("source", "target"):
        check_known("column", name, edges)
        if pd.isna(edges[name]).any():
            raise DataError("An edge must have a person at both ends. Leave the others out.")
    names = np.concatenate([edges["source"], edges["target"]])
    groups: dict[str, tuple[str, ...]] = {}
    codes: dict[str, Ints] = {}
    if people is None:
        places, found = pd.factorize(names)
    else:
        table, about = _read(people)
        check_known("column", "person", table)
        found = table.pop("person")
        places = pd.Index(found).get_indexer(pd.Index(names))
        if (places < 0).any():
            raise DataError(
                "Contacts can't be of people who are not in the table of people: "
                f"{int((places < 0).sum())} ends are. Add them."
            )
        order = about.get("groups", {})
        for line, values in table.items():
            groups[line], codes[line] = _groups(values, found, order.get(line))
    labels = as_labels("person", found, len(found), "person")
    count = len(edges["source"])
    ends = places.astype(np.int64).reshape(2, count)
    if (ends[0] == ends[1]).any():
        raise DataError("An edge can't join a person with herself. Leave those edges out.")
    return kind(
        people=labels,
        source=ends[0],
        target=ends[1],
        weight=as_numbers("weight", edges.get("weight", np.ones(count)), whole=True),
        session=session_codes(edges.get("session", np.zeros(count))),
        groups=groups,
        codes=codes,
        directed=bool(note.get("directed", False)) if directed is None else directed,
    )


def _groups(values: Any, people: Any, order: list[str] | None) -> tuple[tuple[str, ...], Ints]:
    """Number the groups of a line, in the order the file notes or else of first mention."""
    place = {str(person): i for i, person in enumerate(people)}
    groups, codes = group_codes(dict(zip(people, values, strict=True)), place)
    if order is None or not set(groups) <= set(order):
        return groups, codes
    names = as_labels("groups", order, len(order), "")
    new = np.array([names.index(group) for group in groups] + [-1], dtype=np.int64)
    return names, new[codes]


def _read(path: str | Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns of a file, names as text, and what was noted in it."""
    import duckdb  # 90 ms, and only Parquet needs it

    name = re.sub(r"([*?[])", r"[\1]", str(path))  # a name, not a pattern of names
    try:
        with duckdb.connect() as connection:
            rows = connection.read_parquet(name)
            columns = [_name(c) if c in NUMBERS else _as_text(c) for c in rows.columns]
            cells = rows.project(", ".join(columns)).fetchnumpy()
            noted = connection.execute(
                "SELECT value FROM parquet_kv_metadata(?) WHERE key = ?", [name, KEY.encode()]
            ).fetchone()
    except duckdb.Error as error:
        raise DataError(f"File {Path(path).name!r} can't be read as Parquet.") from error
    note = json.loads(bytes(noted[0])) if noted else {}
    if not isinstance(note, dict):
        raise DataError(f"File {Path(path).name!r} has a note that was not written by bridging.")
    return {column: _plain(values) for column, values in cells.items()}, note


def _plain(values: Any) -> Any:
    """Return a column as numbers, or as objects with None for missing."""
    missing = np.ma.getmaskarray(values)
    if not missing.any():
        return np.ma.getdata(values)
    plain = np.ma.getdata(values).astype(object)
    plain[missing] = None
    return plain


def _name(column: str) -> str:
    """Quote the name of a column for SQL."""
    return '"' + column.replace('"', '""') + '"'


def _as_text(column: str) -> str:
    """Write a column as text in SQL, under its own name."""
    return f"{_name(column)}::VARCHAR AS {_name(column)}"


def _text(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"
