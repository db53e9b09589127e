"""Whom a place reaches, as the report says it: the mix beside the reference, and who comes back."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from bridging.analyses import Reach
from bridging.analyses.reach_rows import ALL, Row, reach_text
from bridging.analyses.reach_sentences import main_unit, reach_sentences
from bridging.privacy import Hidden
from bridging.words import decimal, limit_texts, of_hundred, p_text

# what a page for publication shows too: counts of people by group are on it, counts of families,
# of visits and of people of unknown group are not
PUBLIC = ("number", "share", "p_value")
# what does not differ from line to line
OF_ALL_LINES = ("occupancy", "newcomers", "return", "drop_out", "fathers", "children", "targeting")


def publishable(reach: Reach, hidden: Hidden) -> Reach:
    """Keep the shares of people by group, and the reference, of units that are not hidden."""
    units = tuple(unit for unit in reach.units if unit not in hidden)
    rows = [row for row in reach.rows if row.unit in units and _public(row)]
    counted = {row.unit for row in rows if row.name == "number"}
    blank = [Row(unit=unit, part="left_out", of="persons", name="unknown", estimate=0.0, n=0.0)
             for unit in units if unit in counted]  # fmt: skip
    return replace(reach, units=units, rows=(*rows, *blank), curves=reach.curves.iloc[:0])


def _public(row: Row) -> bool:
    if row.part == "visitors":
        return row.of == "persons" and row.name in PUBLIC
    return row.part in ("reference", "targeting")


def has_reference(reach: Reach | None) -> bool:
    """Say whether any place can be compared with a reference population."""
    return reach is not None and any(
        row.part == "reference" and row.estimate == row.estimate for row in reach.rows
    )


def compared_units(reach: Reach) -> list[str]:
    """Return the units of which there are both shares and a reference."""
    return [unit for unit in reach.units if _shares(reach, unit) and _reference(reach, unit)]


def compares_families(reach: Reach) -> bool:
    """Say whether families, not people, stand beside the reference of any place."""
    return any(_of(reach, unit) == "families" for unit in compared_units(reach))


def only_units(reach: Reach, units: Iterable[str]) -> Reach:
    """Keep some units."""
    kept = tuple(units)
    return replace(
        reach,
        units=kept,
        rows=tuple(row for row in reach.rows if row.unit in kept),
        curves=reach.curves[reach.curves["unit"].isin(kept)],
    )


def _mine(reach: Reach, unit: str, part: str, name: str, of: str = "") -> list[Row]:
    return [
        row
        for row in reach.rows
        if (row.unit, row.part, row.name) == (unit, part, name) and of in ("", row.of)
        and row.estimate == row.estimate
    ]  # fmt: skip


def _of(reach: Reach, unit: str) -> str:
    return main_unit([row for row in reach.rows if row.unit == unit])


def _shares(reach: Reach, unit: str) -> list[Row]:
    return _mine(reach, unit, "visitors", "share", _of(reach, unit))


def _reference(reach: Reach, unit: str) -> dict[str, float]:
    return {row.group: row.estimate for row in _mine(reach, unit, "reference", "share")}


def mix_said(reach: Reach | None, unit: str, language: str) -> str:
    """Say the share of each group beside the reference, of 100; nothing where there is none."""
    if reach is None or unit not in reach.units:
        return ""
    shares, reference = _shares(reach, unit), _reference(reach, unit)
    if not shares or not reference:
        return ""
    groups = dict(zip(reach.line.groups, reach.line.group_texts(language), strict=True))
    parts = [_share(row, reference, groups, language) for row in shares if row.group != ALL]
    of = reach_text(_of(reach, unit), language)
    return reach_text("mix", language, of=of, parts=", ".join(parts))


def _share(row: Row, reference: dict[str, float], groups: dict[str, str], language: str) -> str:
    values = {
        "group": groups[row.group],
        "share": decimal(100 * row.estimate, language, 0),
        "reference": decimal(100 * reference.get(row.group, float("nan")), language, 0),
    }
    if row.ci_low != row.ci_low:
        return reach_text("group_reference_only", language, **values)
    low, high = limit_texts(row.ci_low, row.ci_high, language, 0, 100)
    return reach_text("group_reference", language, **values, low=low, high=high)


def rare_said(reach: Reach | None, unit: str, language: str) -> str:
    """Say how often chance would give such a mix; nothing where that can't be said."""
    if reach is None or unit not in reach.units:
        return ""
    found = _mine(reach, unit, "visitors", "p_value", _of(reach, unit))
    if not found or not _reference(reach, unit):
        return ""
    p = found[0].estimate
    often, text = of_hundred(p, language), p_text(p, language)
    return reach_text("test", language, often=often, p=text)


def visits_said(reach: Reach | None, language: str) -> list[tuple[str, str]]:
    """Say of each unit what does not differ from line to line: hours, newcomers, who comes back."""
    if reach is None:
        return []
    kept = {"number", "unknown", "mixed"}
    rows = [row for row in reach.rows if row.part in OF_ALL_LINES or row.name in kept]
    # how many visits of groups, and whether groups differ in coming back, belongs to a line
    rows = [row for row in rows if row.part not in ("return", "drop_out") or row.group == ALL]
    rows = [row for row in rows if row.name not in ("log_rank", "p_value")]
    missing = [row for row in rows if row.part in ("fathers", "children") and row.reason]
    whole = replace(reach, rows=tuple(row for row in rows if row not in missing))
    said = []
    for unit in reach.units:
        name = reach.unit_names.get(unit, unit)
        text = reach_sentences(whole, unit, language)
        said.append((unit, text.removeprefix(f"{name}: ")))
    return said


def came_back(reach: Reach | None) -> bool:
    """Say whether there is a curve of who came back."""
    return reach is not None and isinstance(reach.curves, pd.DataFrame) and len(reach.curves) > 0
