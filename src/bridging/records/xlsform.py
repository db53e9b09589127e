"""The form for a tablet, as made by `bridging.forms`: names of its fields, and its lines read back."""

from collections.abc import Mapping, Sequence
from typing import Any

from bridging.records.schema import plain
from bridging.records.workbook_settings import yes_or_no
from bridging.records.workbook_sheet import Sheet
from bridging.records.workbook_table import filled_down

# fields of one session, and of each row of a repeat
SESSION_FIELDS = ("site", "date", "start_time", "end_time", "activity", "observer", "note")
PRESENT_FIELDS = ("participant", "role", "family", "company")
CONTACT_FIELDS = ("source", "target", "form", "minutes", "occasion", "initiator")
TALLY_PRESENT_FIELDS = ("line", "group", "present")
# a form can refer to a name that occurs once: the line of contacts has one of its own
TALLY_CONTACT_FIELDS = ("contact_line", "group_a", "group_b", "contacts")
REPEATS = {
    "present": PRESENT_FIELDS,
    "contacts": CONTACT_FIELDS,
    "tally_present": TALLY_PRESENT_FIELDS,
    "tally_contacts": TALLY_CONTACT_FIELDS,
}
LINE_PREFIX = "line_"
FORM_SHEETS = {"survey", "choices"}


def is_form(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook is a form (XLSForm) and not a study."""
    return {plain(sheet.name) for sheet in sheets} >= FORM_SHEETS


def choice_name(text: str) -> str:
    """Return a text as a name that a form can use for a choice.

    Examples
    --------
    >>> choice_name("Belgische achtergrond (beide ouders)")
    'Belgische_achtergrond_beide_ouders'
    """
    letters = [letter if letter.isalnum() else " " for letter in text]
    return "_".join("".join(letters).split()) or "choice"


def choice_names(texts: Sequence[str]) -> list[str]:
    """Return a different name for each text.

    Examples
    --------
    >>> choice_names(["a b", "a-b", "c"])
    ['a_b', 'a_b_2', 'c']
    """
    names: list[str] = []
    for text in texts:
        name, number = choice_name(text), 2
        while name in names:
            name, number = f"{choice_name(text)}_{number}", number + 1
        names.append(name)
    return names


def form_settings(
    sheets: Sequence[Sheet],
) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Return what a form says of the study, and the field that each label stands for.

    Returns
    -------
    settings : dict
        As `study.toml` would have them: lines, roles, title, language, purpose.
    fields : dict of str to dict
        For each repeat, and for the session by "", labels (as names are compared) to names.
    """
    by_name = {plain(sheet.name): _mappings(sheet) for sheet in sheets}
    said = (by_name.get("settings") or [{}])[0]
    settings: dict[str, Any] = {"lines": {}, "roles": {}}
    for ours, theirs in (
        ("title", "form_title"),
        ("language", "study_language"),
        ("purpose", "study_purpose"),
    ):
        if said.get(theirs):
            settings[ours] = said[theirs]
    for choice in by_name["choices"]:
        _read_choice(choice, settings)
    fields = _fields(by_name["survey"])
    return settings, fields


def _fields(survey: Sequence[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return what each label stands for: by repeat, and for fields of a session and repeats by ""."""
    fields: dict[str, dict[str, str]] = {"": {}}
    repeat = ""
    for row in survey:
        kind, name = row.get("type", ""), row.get("name", "")
        labels = [plain(text) for key, text in row.items() if key.startswith("label")]
        if kind == "end_repeat":
            repeat = ""
        elif kind == "begin_repeat":
            repeat = name
            fields[""] |= dict.fromkeys(labels, name)
            fields[name] = {}
        else:
            fields[repeat] |= dict.fromkeys(labels, name)
    return fields


def _mappings(sheet: Sheet) -> list[dict[str, str]]:
    """Return the rows of a sheet as mappings from its first row."""
    rows = list(filled_down(sheet).values())
    header = [str(cell or "") for cell in rows[0]] if rows else []
    return [
        {name: str(cell) for name, cell in zip(header, row, strict=True) if cell is not None}
        for row in rows[1:]
    ]


def _read_choice(choice: Mapping[str, str], settings: dict[str, Any]) -> None:
    """Read a role and its class, or a group of a line; other choices say nothing of the study."""
    list_name, name = choice.get("list_name", ""), choice.get("name", "")
    recorded = choice.get("recorded", "")
    if list_name == "role" and choice.get("class"):
        named = settings["roles"].setdefault(choice["class"], [])
        named += [role for role in dict.fromkeys((name, recorded)) if role]
    if list_name.startswith(LINE_PREFIX):
        _read_group(choice, settings["lines"].setdefault(list_name.removeprefix(LINE_PREFIX), {}))
    elif list_name == "group" and choice.get("line"):
        _read_group(choice, settings["lines"].setdefault(choice["line"], {}))


def _read_group(choice: Mapping[str, str], line: dict[str, Any]) -> None:
    """Read one choice of a line: a group, which is written by its name or labels, or unknown."""
    labels = {key[-3:-1]: text for key, text in choice.items() if key.startswith("label::")}
    written = [choice.get("name", ""), *labels.values()]
    group = choice.get("recorded", "")
    if not group:
        line.setdefault("unknown", [""]).extend(dict.fromkeys(written))
        return
    line.setdefault("groups", []).append(group)
    line.setdefault("values", {}).update({text: group for text in written if text != group})
    line["ordered"] = yes_or_no(choice.get("ordered", "")) is True
    for tongue, text in labels.items():
        line.setdefault("group_labels", {}).setdefault(tongue, []).append(text)
        if choice.get(f"line_label_{tongue}"):
            line.setdefault("label", {})[tongue] = choice[f"line_label_{tongue}"]
