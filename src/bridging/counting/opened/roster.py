"""The people of an opened study: everybody once, with the group and whether she takes part."""

from typing import TYPE_CHECKING, Any

import numpy as np

from bridging.counting.both_lines import both_codes
from bridging.counting.coding import role_test
from bridging.counting.engines import Frame
from bridging.counting.engines.engine import cells_of, distinct, mapped
from bridging.counting.units import MISSING, make_units
from bridging.errors import DataError
from bridging.records import Line
from bridging.structures.arrays import Ints

if TYPE_CHECKING:
    from bridging.counting.opened.tables import OpenTables

NOT_COUNTED = -2  # the group of who does not take part


def rows_of_people(tables: "OpenTables", line: Line | None, unit: str | None, named: bool) -> Frame:
    """Return the rows of participants: `participant`, `group`, `takes_part`, `counted`, `unit`.

    `counted` is the group of who takes part, and -2 of who does not.

    Parameters
    ----------
    tables : OpenTables
    line : Line or None
        Whose groups; -1 where it is not known.
    unit : str, optional
        A column of participants; its values are numbered.
    named : bool
        Leave people without an id out, and refuse an id that is there twice.
    """
    import narwhals as nw

    if tables.participants is None:
        raise DataError(
            "An opened study must have participants: without them nobody's group is known. "
            "Add the table, or read the study with `bridging.read_study`."
        )
    inputs = tables.inputs if line is not None else ()
    groups = _groups(tables, line) if line is not None and inputs else None
    frame = tables.participants
    there = tables.columns("participants")
    if named:
        frame = frame.filter(~nw.col("participant").is_null())
        tables.kept("nobody twice", lambda: _check_once(tables, frame))
    texts = [nw.col(name).cast(nw.String).fill_null("").alias(f"{name}_as_text") for name in inputs]
    asked = [] if unit is None else [nw.col(unit).alias("asked_unit")]
    given = [name for name in ("participant", "role") if name in there]
    frame = frame.select(*given, *asked, *texts)
    same = _constants(tables, line, "role" in there)
    frame = frame.with_columns(*same) if same else frame
    if "role" in there:
        count = role_test(tables.records, tables.roles)
        frame = mapped(
            tables.engine, frame, "role", lambda v: count(v).astype(np.int64), "takes_part"
        )
    if groups is not None:
        frame = frame.join(groups, on=[f"{name}_as_text" for name in inputs], how="inner")
    counts = nw.when(nw.col("takes_part") == 1).then(nw.col("group")).otherwise(nw.lit(NOT_COUNTED))
    frame = frame.with_columns(counts.alias("counted"))
    wanted = ["group", "takes_part", "counted"]
    if "participant" in there:
        wanted.insert(0, "participant")
    if unit is not None:
        frame = mapped(tables.engine, frame, "asked_unit", unit_codes(tables, unit), "unit")
        wanted.append("unit")
    return frame.select(*wanted)


def _constants(tables: "OpenTables", line: Line | None, has_roles: bool) -> list[Any]:
    """Return what is the same for everybody: without a line, without a role."""
    import narwhals as nw

    same = []
    if not has_roles:
        takes = role_test(tables.records, tables.roles)(np.array([None], dtype=object))
        same.append(nw.lit(int(takes[0])).alias("takes_part"))
    if line is None or not tables.inputs:
        same.append(nw.lit(0 if line is None else -1).alias("group"))
    return same


def _check_once(tables: "OpenTables", frame: Frame) -> None:
    import narwhals as nw

    found = tables.engine.collect(
        frame.select(nw.len().alias("n"), nw.col("participant").n_unique().alias("different"))
    )
    different = int(found["different"][0] or 0)  # no rows: of some engines None
    twice = int(found["n"][0]) - different
    if twice:
        raise DataError(
            f"`participant` must be different in every row of participants; {twice} rows repeat "
            "an id. Keep one row for each person: visits belong in attendance."
        )


def _groups(tables: "OpenTables", line: Line) -> Frame:
    """Return the group of each combination of values on a line, as a table of the engine."""
    columns = {f"{name}_as_text": tables.combinations[:, i] for i, name in enumerate(tables.inputs)}
    codes = _codes(tables, line)
    kind = np.int16 if codes.max(initial=0) < 2**15 else np.int64  # small: grouped by faster
    return tables.engine.lookup({**columns, "group": codes.astype(kind)})


def _codes(tables: "OpenTables", line: Line) -> Ints:
    """Return the group of each combination on a line, or on two lines at once."""
    lines, table = tables.records.lines, tables.records.tables["combinations"]
    if not len(tables.combinations):
        return np.zeros(0, dtype=np.int64)
    if line.name in lines:
        return np.asarray(line.codes(table[line.column]), dtype=np.int64)
    first, second = (lines[name] for name in line.name.split(" × "))
    codes = [one.codes(table[one.column]) for one in (first, second)]
    return both_codes(codes[0], codes[1], len(second.groups))


def unit_codes(tables: "OpenTables", column: str) -> Any:
    """Return a function from the values of a column to the place of each among its labels."""
    place = {label: code for code, label in enumerate(tables.labels(column))}

    def codes(values: Any) -> Ints:
        return np.array([place[MISSING if v is None else v] for v in values], dtype=np.int64)

    return codes


def find_labels(tables: "OpenTables", column: str) -> tuple[str, ...]:
    """Return the different values of a column of participants or encounters."""
    import narwhals as nw
    import pandas as pd

    name = "participants" if column in tables.columns("participants") else "encounters"
    frame = getattr(tables, name)
    if name == "participants":
        frame = frame.filter(~nw.col("participant").is_null())
    text = nw.col(column).cast(nw.String).fill_null("").alias("value")
    values = tables.engine.collect(distinct(frame.select(text)))["value"]
    cells = pd.Series(cells_of(frame, column, values), dtype=object)
    return make_units("person", cells, None).labels
