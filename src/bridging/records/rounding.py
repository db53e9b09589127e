"""Whole numbers and decimals with more digits than a float holds."""

from typing import Any

WIDE = ("BIGINT", "UBIGINT")  # that pandas rounds where a cell is missing
WIDER = ("HUGEINT", "UHUGEINT", "DECIMAL")  # that numpy and pandas always round


def without_rounding(relation: Any, *, gaps: bool) -> Any:
    """Write whole numbers and decimals as text where they would be rounded, as ids of 18 digits.

    Parameters
    ----------
    relation : duckdb.DuckDBPyRelation
    gaps : bool
        Whether a missing cell makes a column one of floats, as in a data frame.
    """
    kinds = {
        f'"{name.replace(chr(34), 2 * chr(34))}"': str(kind).split("(")[0]
        for name, kind in zip(relation.columns, relation.types, strict=True)
    }
    wide = [name for name, kind in kinds.items() if gaps and kind in WIDE]
    some = {}
    if wide:
        missing = ", ".join(f"count(*) > count({name})" for name in wide)
        some = dict(zip(wide, relation.aggregate(missing).fetchall()[0], strict=True))
    rounded = [name for name, kind in kinds.items() if kind in WIDER or some.get(name)]
    if not rounded:
        return relation
    texts = [rf"regexp_replace({name}::VARCHAR, '\.0+$', '') AS {name}" for name in rounded]
    return relation.project(f"* REPLACE ({', '.join(texts)})")
