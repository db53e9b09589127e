"""Which sheets and columns a workbook to fill in has, and what they are called in Dutch."""

from collections.abc import Sequence

TABLES_OF_PEOPLE = (
    *("sites", "sessions", "participants", "attendance", "encounters", "reference", "log"),
)
TABLES_OF_COUNTS = ("sites", "sessions", "tallies_present", "tallies_contacts", "reference", "log")
SETTINGS = ("study", "lines", "roles")

# the first column of a table is where an example says that it is one
COLUMNS: dict[str, tuple[str, ...]] = {
    "study": ("title", "language", "purpose", "basis", "seen_by", "kept", "contact"),
    "lines": ("line", "label", "group", "also_written", "unknown", "ordered"),
    "roles": ("role", "class"),
    "sites": ("site", "name", "setting", "targeting", "municipality"),
    "sessions": ("session", "site", "date", "start", "end", "activity"),
    "participants": ("participant", "role", "family"),
    "attendance": ("session", "participant", "arrival", "departure", "company"),
    "encounters": (
        *("session", "source", "target", "form", "minutes", "occasion", "initiator", "observer"),
    ),
    "tallies_present": ("session", "line", "group", "present"),
    "tallies_contacts": ("session", "line", "group_a", "group_b", "contacts"),
    "reference": ("site", "line", "group", "count", "denominator"),
    "log": ("session", "note", "observer"),
}
DUTCH_SHEETS = {
    "study": "studie",
    "lines": "grenzen",
    "roles": "rollen",
    "sites": "plaatsen",
    "sessions": "openingsmomenten",
    "participants": "deelnemers",
    "attendance": "aanwezigheid",
    "encounters": "ontmoetingen",
    "tallies_present": "turflijst_aanwezig",
    "tallies_contacts": "turflijst_contacten",
    "reference": "referentie",
    "log": "logboek",
    "explanation": "uitleg",
    "lists": "lijsten",
}
DUTCH_COLUMNS = {
    "title": "titel",
    "language": "taal",
    "purpose": "doel",
    "basis": "grondslag",
    "seen_by": "gezien door",
    "kept": "bewaard tot",
    "contact": "contactpersoon",
    "label": "naam",
    "also_written": "ook geschreven",
    "unknown": "onbekend",
    "ordered": "geordend",
    "class": "klasse",
    "key": "instelling",
    "value": "waarde",
    "site": "plaats",
    "name": "naam",
    "setting": "setting",
    "targeting": "doelgroep",
    "municipality": "gemeente",
    "session": "openingsmoment",
    "date": "datum",
    "start": "begin",
    "end": "einde",
    "activity": "activiteit",
    "participant": "deelnemer",
    "role": "rol",
    "family": "gezin",
    "arrival": "aankomst",
    "departure": "vertrek",
    "company": "gezelschap",
    "source": "van",
    "target": "met",
    "form": "vorm",
    "minutes": "minuten",
    "occasion": "aanleiding",
    "initiator": "initiatiefnemer",
    "observer": "waarnemer",
    "line": "grens",
    "group": "groep",
    "group_a": "groep a",
    "group_b": "groep b",
    "present": "aanwezig",
    "contacts": "contacten",
    "count": "aantal",
    "denominator": "noemer",
    "note": "notitie",
}


def tables_of(anonymous: bool) -> Sequence[str]:
    """Return the tables of a workbook, in the order of its sheets."""
    return TABLES_OF_COUNTS if anonymous else TABLES_OF_PEOPLE


def sheet_name(table: str, language: str) -> str:
    """Return what the sheet of a table is called.

    Examples
    --------
    >>> sheet_name("participants", "nl"), sheet_name("participants", "en")
    ('deelnemers', 'participants')
    """
    return DUTCH_SHEETS[table] if language == "nl" else table


def column_name(column: str, language: str) -> str:
    """Return what a column is called; a line's column keeps its name.

    Examples
    --------
    >>> column_name("group_a", "nl"), column_name("group_a", "en"), column_name("ses", "nl")
    ('groep a', 'group_a', 'ses')
    """
    return DUTCH_COLUMNS.get(column, column) if language == "nl" else column
