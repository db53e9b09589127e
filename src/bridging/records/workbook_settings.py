"""The settings of a study on sheets: `study` (key and value), `lines` (a row for each group), `roles`.

Several values in one cell stand apart by semicolons; one that holds a semicolon stands between
double quotes.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from bridging.errors import listed, suggestion
from bridging.records.card import CARD
from bridging.records.problems import Faults
from bridging.records.schema import plain
from bridging.records.text import cell_text
from bridging.records.values import read_numbers
from bridging.records.workbook_sheet import Sheet
from bridging.records.workbook_table import filled_down, find_header, plain_cell
from bridging.words.texts_forms import FORMS

# what a form has where the purpose is to be written
UNWRITTEN = {texts["form.purpose"] for texts in FORMS.values()}
STUDY_SHEETS = ("study", "studie")
LINE_SHEETS = ("lines", "grenzen", "lijnen")
ROLE_SHEETS = ("roles", "rollen")
OWN_SHEETS = ("explanation", "uitleg", "lists", "lijsten")  # made to be read by people

# our name of each setting, and the names by which it is understood
STUDY_KEYS = {
    "title": ("titel",),
    "synthetic": ("verzonnen", "synthetisch"),
    "language": ("taal",),
    "purpose": ("doel", "doelstelling"),
    "absent": ("niet_aanwezig", "afwezigen"),
    "consent": ("toestemming", "toestemming_voor"),
    # the data card
    "basis": ("grondslag", "rechtsgrond"),
    "seen_by": ("gezien_door", "wie_ziet_het"),
    "kept": ("bewaard_tot", "bewaartermijn"),
    "contact": ("contactpersoon", "vragen_aan"),
}
STUDY_HEADER = ("key", "sleutel", "setting", "instelling")
LINE_KEYS = {
    "line": ("grens", "lijn"),
    "label": ("etiket", "naam", "name"),
    "label_en": (),
    "label_nl": (),
    "column": ("kolom",),
    "group": ("groep",),
    "groups": ("groepen",),
    "group_label": ("groepsnaam",),
    "group_label_en": ("groepsnaam_en",),
    "group_label_nl": ("groepsnaam_nl",),
    "also_written": ("ook_geschreven", "ook_geschreven_als", "also_written_as"),
    "read_as": ("gelezen_als",),
    "unknown": ("onbekend",),
    "ordered": ("geordend",),
    "numeric": ("getal", "numeriek"),
    "cuts": ("snijpunten",),
    "made": ("gemaakt_met",),
    "columns": ("kolommen",),
}
ROLE_KEYS = {"role": ("rol",), "class": ("klasse", "soort")}
CLASSES = {
    "staff": ("personeel", "team", "medewerkers", "begeleiding"),
    "children": ("kinderen",),
    "visitors": ("bezoekers",),
}
ABSENT = {"leave_out": ("weglaten",), "add": ("toevoegen",)}
TONGUES = {"nl": ("nederlands", "dutch"), "en": ("engels", "english")}
YES = ("ja", "j", "yes", "y", "x", "1", "true", "waar")
NO = ("nee", "n", "no", "0", "false", "onwaar", "")


def read_settings_sheets(
    study: Sheet | None, lines: Sheet | None, roles: Sheet | None, faults: Faults
) -> dict[str, Any]:
    """Return what the sheets say as `study.toml` would hold it."""
    settings: dict[str, Any] = {}
    if study is not None:
        settings |= _study(study, faults)
        if settings.get("purpose") in UNWRITTEN:
            del settings["purpose"]
    language = settings.get("language", "en")
    if lines is not None:
        settings["lines"] = _lines(lines, language if language in TONGUES else "en", faults)
    if roles is not None:
        settings["roles"] = _roles(roles, faults)
    return settings


def split_list(cell: str) -> list[str]:
    """Return the values in a cell.

    Examples
    --------
    >>> split_list('laag; midden; "hoog; of hoger"')
    ['laag', 'midden', 'hoog; of hoger']
    """
    return [
        value.strip()
        for row in csv.reader(io.StringIO(cell, newline=""), delimiter=";", skipinitialspace=True)
        for value in row
    ]


def join_list(values: Iterable[str]) -> str:
    """Write values in one cell, so that `split_list` returns them.

    Examples
    --------
    >>> join_list(["", "?", "a; b"])
    '""; ?; "a; b"'
    """
    return "; ".join(
        '"' + value.replace('"', '""') + '"'
        if not value or any(mark in value for mark in ';"\n') or value != value.strip()
        else value
        for value in values
    )


def _study(sheet: Sheet, faults: Faults) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in filled_down(sheet).values():
        at = next(k for k, cell in enumerate(row) if cell is not None)
        key, value = plain_cell(row[at]), (row[at + 1] if at + 1 < len(row) else None)
        ours = _ours(key, STUDY_KEYS)
        if key in STUDY_HEADER:
            continue
        if ours is None:
            there = [name for ours, others in STUDY_KEYS.items() for name in (ours, *others)]
            faults.add(
                f"Sheet {sheet.name!r} can't have a setting {str(row[at])[:40]!r}."
                f"{suggestion(key, there)} There are: {listed(STUDY_KEYS)}."
            )
        elif ours in found:
            faults.add(f"Sheet {sheet.name!r} must have {ours!r} once; it is there twice.")
        elif value is not None:
            found[ours] = _study_value(ours, value)
    card = {key: found.pop(key) for key in CARD if key in found}
    return {**found, "card": card} if card else found


def _study_value(key: str, cell: Any) -> Any:
    text = str(cell_text(cell))
    if key == "synthetic":
        return yes_or_no(text)
    if key == "language":
        return _ours(plain(text), TONGUES) or text
    if key == "consent":
        return {"purpose": text}
    if key == "absent":
        return _ours(plain(text), ABSENT) or text
    return text


def yes_or_no(text: str) -> Any:
    """Return whether a text says yes or no; the text itself where it says neither."""
    said = plain(text)
    return True if said in YES else False if said in NO else text


def _records(sheet: Sheet, keys: Mapping[str, tuple[str, ...]], faults: Faults) -> list[Any]:
    """Return the rows of a sheet with a header as mappings of our names to text."""
    rows = filled_down(sheet)
    if not rows:
        return []
    known = {name for ours, others in keys.items() for name in (ours, *others)}
    header, first = find_header(sheet, rows, known, [])
    columns: dict[str, int] = {}
    for k, name in enumerate(header):
        ours = _ours(plain(name), keys)
        if ours is None and name:
            faults.add(
                f"Sheet {sheet.name!r} can't have a column {name[:40]!r}."
                f"{suggestion(plain(name), known)} There are: {listed(keys, most=len(keys))}."
            )
        elif ours in columns:
            faults.add(f"Sheet {sheet.name!r} must have the column {ours!r} once.")
        elif ours is not None:
            columns[ours] = k
    return [
        {ours: text for ours, k in columns.items() if (text := _cell(row[k]))}
        for number, row in rows.items()
        if number >= first
    ]


def _cell(cell: Any) -> str:
    text = cell_text(cell) if cell is not None else ""
    return text if isinstance(text, str) else ""


def _lines(sheet: Sheet, language: str, faults: Faults) -> dict[str, Any]:
    """Read the lines: the rows of a line stand together, and its name may stand in the first."""
    found: dict[str, dict[str, Any]] = {}
    name = ""
    for row in _records(sheet, LINE_KEYS, faults):
        name = row.pop("line", name)
        if not name:
            faults.add(f"Sheet {sheet.name!r} must have the name of a line in its first row.")
            continue
        _read_row(found.setdefault(name, {}), row, language)
    return {name: _finished(line) for name, line in found.items()}


def _read_row(line: dict[str, Any], row: Mapping[str, str], language: str) -> None:
    groups = [row["group"]] if "group" in row else split_list(row.get("groups", ""))
    line.setdefault("groups", []).extend(groups)
    for key, tongue in (("", language), ("_en", "en"), ("_nl", "nl")):
        if f"label{key}" in row:
            line.setdefault("label", {}).setdefault(tongue, row[f"label{key}"])
        if f"group_label{key}" in row:
            labels = line.setdefault("group_labels", {}).setdefault(tongue, {})
            texts = split_list(row[f"group_label{key}"]) if "groups" in row else None
            labels |= dict(zip(groups, texts or [row[f"group_label{key}"]], strict=False))
    meant = row.get("read_as") or (groups[0] if len(groups) == 1 else "")
    if "also_written" in row:
        written = dict.fromkeys(split_list(row["also_written"]), meant)
        line["values"] = line.get("values", {}) | written
    for key in ("column", "made"):
        if key in row:
            line.setdefault(key, row[key])
    for key in ("ordered", "numeric"):
        if key in row:
            line[key] = yes_or_no(row[key])
    for key in ("unknown", "cuts", "columns"):
        line.setdefault(key, []).extend(split_list(row.get(key, "")))


def _finished(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as `study.toml` would have it; what is not filled in is left out."""
    if line.get("group_labels"):
        line["group_labels"] = {
            tongue: [labels.get(group, "") for group in line["groups"]]
            for tongue, labels in line["group_labels"].items()
        }
    if line.get("cuts"):
        numbers, _ = read_numbers(_objects(line["cuts"]))
        line["cuts"] = [
            float(number) if number == number else text
            for number, text in zip(numbers, line["cuts"], strict=True)
        ]
    if line.get("columns"):
        pairs = [text.partition("=") for text in line["columns"]]
        line["columns"] = {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
    return {key: value for key, value in line.items() if value not in ([], {})}


def _objects(texts: list[str]) -> Any:
    import numpy as np

    return np.array(texts, dtype=object)


def _roles(sheet: Sheet, faults: Faults) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in _records(sheet, ROLE_KEYS, faults):
        if "role" not in row:
            continue
        if "class" not in row:
            faults.add(
                f"Sheet {sheet.name!r} must give each role a class, as staff, children or visitors."
            )
            continue
        kind = _ours(plain(row["class"]), CLASSES) or row["class"]
        found.setdefault(kind, []).append(row["role"])
    return found


def _ours(name: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return our name for a name, or None where there is none."""
    return next((ours for ours, others in names.items() if name in (ours, *others)), None)
