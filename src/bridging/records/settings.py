"""The settings of a study: what `study.toml` may hold, and what it must look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bridging.errors import listed, suggestion
from bridging.records.card import read_card
from bridging.records.declared import LANGUAGES, read_lines
from bridging.records.lines import Line
from bridging.records.problems import Faults
from bridging.records.schema import SETTINGS_FILE, TABLES, all_table_names, table_named
from bridging.records.text import cell_text

KEYS = (
    *(
        "title",
        "synthetic",
        "language",
        "purpose",
        "card",
        "absent",
        "consent",
        "tables",
        "roles",
        "lines",
    ),
)
TABLE_KEYS = ("file", "columns", "files", "rows")
ABSENT = ("leave_out", "add")


@dataclass(frozen=True)
class TableSettings:
    """Where a table is, and how its columns are named there (our name to theirs).

    `files` and `rows` say how many of them a table in parts must have; None leaves it open.
    """

    file: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    files: int | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Settings:
    """What is declared about a study, apart from its tables."""

    lines: Mapping[str, Line]
    roles: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, TableSettings] = field(default_factory=dict)
    title: str = ""
    synthetic: bool = False
    language: str = "en"
    purpose: str = ""
    absent: str = "leave_out"
    consent: str = ""
    card: Mapping[str, str] = field(default_factory=dict)


def read_settings(given: Mapping[str, Any], faults: Faults) -> Settings:
    """Return the settings in a mapping as `study.toml` has; collect what is wrong with it."""
    for key in given:
        if key not in KEYS:
            faults.add(
                f"{SETTINGS_FILE} can't have a setting {key!r}.{suggestion(key, KEYS)} "
                f"There are: {listed(KEYS, most=len(KEYS))}."
            )
    return Settings(
        title=_text(given, "title", faults),
        synthetic=_synthetic(given, faults),
        language=_choice(given, "language", "en", LANGUAGES, faults),
        purpose=_text(given, "purpose", faults),
        absent=_choice(given, "absent", "leave_out", ABSENT, faults),
        consent=_consent(given.get("consent"), faults),
        card=read_card(given.get("card"), faults),
        tables=_tables(given.get("tables", {}), faults),
        roles=_roles(given.get("roles"), faults),
        lines=read_lines(given.get("lines"), faults),
    )


def _text(given: Mapping[str, Any], key: str, faults: Faults) -> str:
    value = given.get(key, "")
    if isinstance(value, str):
        return value
    faults.add(f"`{key}` must be text, not {type(value).__name__}.")
    return ""


def _synthetic(given: Mapping[str, Any], faults: Faults) -> bool:
    value = given.get("synthetic", False)
    if not isinstance(value, bool):
        faults.add(f"`synthetic` must be true or false, not {value!r}.")
    return bool(value)


def _choice(
    given: Mapping[str, Any], key: str, default: str, allowed: tuple[str, ...], faults: Faults
) -> str:
    value = given.get(key, default)
    if value in allowed:
        return str(value)
    faults.add(
        f"`{key}` must be one of {listed(allowed)}, not {value!r}.{suggestion(value, allowed)}"
    )
    return default


def _consent(given: Any, faults: Faults) -> str:
    """Read which purpose of the table consent is that of the study."""
    if given is None:
        return ""
    purpose = given.get("purpose", "") if isinstance(given, Mapping) else None
    if not isinstance(purpose, str) or set(given) - {"purpose"}:
        faults.add('[consent] must hold a purpose and nothing else, as purpose = "research".')
        return ""
    return purpose.strip()


def _tables(given: Any, faults: Faults) -> dict[str, TableSettings]:
    if not isinstance(given, Mapping):
        faults.add(f"`tables` must hold tables, as [tables.participants], not {given!r}.")
        return {}
    tables: dict[str, TableSettings] = {}
    for name, settings in given.items():
        ours = table_named(str(name))
        if ours is None:
            faults.add(unknown_table(str(name)))
        elif ours in tables:
            faults.add(f"[tables.{name}] must be there once; it is the same table as {ours!r}.")
        else:
            tables[ours] = _table(str(name), settings, faults)
    return tables


def unknown_table(name: str) -> str:
    """Return the message for a table that does not exist."""
    near = suggestion(name, all_table_names())
    return f"A table must be one of {listed(TABLES, most=len(TABLES))}, not {name!r}.{near}"


def _table(name: str, settings: Any, faults: Faults) -> TableSettings:
    if not isinstance(settings, Mapping):
        faults.add(f'[tables.{name}] must hold settings, as file = "{name}.csv".')
        return TableSettings()
    for key in settings:
        if key not in TABLE_KEYS:
            faults.add(
                f"[tables.{name}] can't have a setting {key!r}.{suggestion(key, TABLE_KEYS)} "
                f"There are: {listed(TABLE_KEYS)}."
            )
    file, columns = settings.get("file", ""), settings.get("columns", {})
    if not isinstance(file, str):
        faults.add(f"`file` of [tables.{name}] must be text, not {file!r}.")
        file = ""
    if not isinstance(columns, Mapping) or not all(isinstance(c, str) for c in columns.values()):
        faults.add(
            f"`columns` of [tables.{name}] must map our names to those in the file, "
            'as columns = { participant = "id" }.'
        )
        columns = {}
    names = {str(ours): theirs.strip() for ours, theirs in columns.items()}
    numbers = (_count(name, key, settings.get(key), faults) for key in ("files", "rows"))
    return TableSettings(file, names, *numbers)


def _count(table: str, key: str, value: Any, faults: Faults) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    faults.add(f"`{key}` of [tables.{table}] must be a whole number above 0, not {value!r}.")
    return None


def _roles(given: Any, faults: Faults) -> dict[str, tuple[str, ...]]:
    """Read which roles belong to which class of people."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        faults.add('`roles` must map classes to roles, as staff = ["begeleider"].')
        return {}
    roles: dict[str, tuple[str, ...]] = {}
    for name, named in given.items():
        values = [named] if isinstance(named, str) else named
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
            faults.add(f'`roles.{name}` must be a list of roles, as {name} = ["begeleider"].')
            continue
        roles[str(name)] = tuple(str(cell_text(value)) for value in values)
    every = [role for named in roles.values() for role in named]
    twice = sorted({role for role in every if every.count(role) > 1})
    if twice:
        faults.add(f"A role must belong to one class; {listed(twice)} is named more than once.")
    return roles
