"""The form for a tablet (XLSForm): a session, a repeat of people present, a repeat of contacts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bridging.forms.lines import form_roles
from bridging.records.codes import CODES, code_words
from bridging.records.declared import LANGUAGES
from bridging.records.lines import Line
from bridging.records.workbook_write import save_book
from bridging.records.xlsform import (
    CONTACT_FIELDS,
    LINE_PREFIX,
    PRESENT_FIELDS,
    SESSION_FIELDS,
    TALLY_CONTACT_FIELDS,
    TALLY_PRESENT_FIELDS,
    choice_name,
    choice_names,
)
from bridging.words import say

TONGUES = {"en": "English (en)", "nl": "Nederlands (nl)"}
LABELS = tuple(f"label::{TONGUES[language]}" for language in LANGUAGES)
SURVEY = (
    *("type", "name", *LABELS, "required", "constraint"),
    *(f"constraint_message::{TONGUES[language]}" for language in LANGUAGES),
    *("choice_filter", "appearance"),
)
CHOICES = (
    *("list_name", "name", *LABELS, "line", "recorded", "ordered", "class"),
    *(f"line_label_{language}" for language in LANGUAGES),
)
SETTINGS = (
    *("form_title", "form_id", "version", "default_language"),
    *("allow_choice_duplicates", "study_language", "study_purpose"),
)
TYPES = {
    "date": "date",
    "start_time": "time",
    "end_time": "time",
    "minutes": "integer",
    "present": "integer",
    "contacts": "integer",
    "role": "select_one role",
    "form": "select_one form",
    "occasion": "select_one occasion",
    **dict.fromkeys(("line", "contact_line"), "select_one line"),
    **dict.fromkeys(("group", "group_a", "group_b"), "select_one group"),
}
REQUIRED = {
    *("date", "participant", "source", "target"),
    *("line", "contact_line", "group", "group_a", "group_b", "present", "contacts"),
}

Row = dict[str, str]


def write_tablet_form(
    path: Path, lines: Mapping[str, Line], language: str, *, anonymous: bool
) -> None:
    """Write the form for KoboToolbox or ODK, in English and Dutch.

    Parameters
    ----------
    path : Path
    lines : mapping of str to Line
    language : {"en", "nl"}
        The language in which it opens.
    anonymous : bool
        Whether it counts, in place of asking who.

    Raises
    ------
    OutputError
    """
    from openpyxl import Workbook

    survey = _survey_of_counts() if anonymous else _survey_of_people(lines)
    choices = _choices_of_counts(lines) if anonymous else _choices_of_people(lines, language)
    settings = {
        "form_title": say("form.title", language),
        "form_id": "bridging_counts" if anonymous else "bridging_people",
        "version": "1",
        "default_language": TONGUES[language],
        "allow_choice_duplicates": "yes",  # lines may have groups of the same name
        "study_language": language,
        "study_purpose": say("form.purpose", language),
    }
    book = Workbook()
    book.remove(book.active)
    for name, header, rows in (
        ("survey", SURVEY, survey),
        ("choices", CHOICES, choices),
        ("settings", SETTINGS, [settings]),
    ):
        sheet = book.create_sheet(name)
        sheet.append(header)
        for row in rows:
            sheet.append([row.get(column) for column in header])
    save_book(book, path)


def _labels(key: str) -> Row:
    return {f"label::{TONGUES[one]}": say(f"xls.{key}", one) for one in LANGUAGES}


def _field(name: str, key: str = "") -> Row:
    row = {"type": TYPES.get(name, "text"), "name": name, **_labels(key or name)}
    if name in REQUIRED:
        row["required"] = "yes"
    if row["type"] == "integer":
        row["constraint"] = ". >= 0"
    return row


def _session() -> list[Row]:
    return [_field(name) for name in SESSION_FIELDS if name != "note"]


def _repeat(name: str, rows: list[Row]) -> list[Row]:
    begin = {"type": "begin_repeat", "name": name, **_labels(name)}
    return [begin, *rows, {"type": "end_repeat"}]


def _survey_of_people(lines: Mapping[str, Line]) -> list[Row]:
    asked: list[Row] = [
        {
            "type": f"select_one {LINE_PREFIX}{choice_name(line.name)}",
            "name": f"{LINE_PREFIX}{choice_name(line.name)}",
            **{f"label::{TONGUES[one]}": line.text(one) for one in LANGUAGES},
        }
        for line in lines.values()
    ]
    met = [_field(name) for name in CONTACT_FIELDS]
    met[1] |= {
        "constraint": ". != ${source}",
        **{f"constraint_message::{TONGUES[one]}": say("xls.different", one) for one in LANGUAGES},
    }
    return [
        *_session(),
        *_repeat("present", [*(_field(name) for name in PRESENT_FIELDS), *asked]),
        *_repeat("contacts", met),
        _field("note"),
    ]


def _survey_of_counts() -> list[Row]:
    keys = {
        "contact_line": "line",
        "present": "present_number",
        "contacts": "contacts_number",
    }
    repeats = []
    for name, fields in (
        ("tally_present", TALLY_PRESENT_FIELDS),
        ("tally_contacts", TALLY_CONTACT_FIELDS),
    ):
        rows = [_field(field, keys.get(field, "")) for field in fields]
        for row in rows:
            if row["type"] == "select_one group":
                row["choice_filter"] = f"line = ${{{fields[0]}}}"
        repeats += _repeat(name, rows)
    return [*_session(), *repeats, _field("note")]


def _choices_of_people(lines: Mapping[str, Line], language: str) -> list[Row]:
    words = {one: _roles(one) for one in LANGUAGES}
    recorded = [role for role, _ in words[language]]
    rows = [
        {
            "list_name": "role",
            "name": name,
            **{f"label::{TONGUES[one]}": words[one][k][0] for one in LANGUAGES},
            "recorded": role,
            "class": words[language][k][1],
        }
        for k, (name, role) in enumerate(zip(choice_names(recorded), recorded, strict=True))
    ]
    for column in CODES:
        codes = {one: code_words(one, column) for one in LANGUAGES}
        rows += [
            {
                "list_name": column,
                "name": code,
                **{f"label::{TONGUES[one]}": codes[one][code] for one in LANGUAGES},
            }
            for code in CODES[column]
        ]
    for line in lines.values():
        rows += _groups(line, f"{LINE_PREFIX}{choice_name(line.name)}")
    return rows


def _roles(language: str) -> list[tuple[str, str]]:
    """Return the roles in the words of a language, in one order in all of them, with their class."""
    classes = form_roles(language).items()
    return [
        (say("form.role.parent", language), ""),
        *((role, kind) for kind, named in classes for role in named),
    ]


def _groups(line: Line, list_name: str) -> list[Row]:
    """Return the groups of a line as choices, and the choice of unknown."""
    names = choice_names(line.groups)
    texts = {one: line.group_texts(one) for one in LANGUAGES}
    about = {
        "line": line.name,
        "ordered": "yes" if line.ordered else "",
        **{f"line_label_{one}": line.label.get(one, "") for one in LANGUAGES},
    }
    rows = [
        {
            "list_name": list_name,
            "name": name,
            **{f"label::{TONGUES[one]}": texts[one][k] for one in LANGUAGES},
            "recorded": line.groups[k],
            **about,
        }
        for k, name in enumerate(names)
    ]
    unknown = {f"label::{TONGUES[one]}": say("form.unknown", one) for one in LANGUAGES}
    return [*rows, {"list_name": list_name, "name": "unknown", **unknown, "line": line.name}]


def _choices_of_counts(lines: Mapping[str, Line]) -> list[Row]:
    """Return the lines, and their groups: a group is offered once its line is chosen."""
    rows: list[Row] = []
    for name, line in zip(choice_names(list(lines)), lines.values(), strict=True):
        label: dict[str, Any] = {f"label::{TONGUES[one]}": line.text(one) for one in LANGUAGES}
        rows.append({"list_name": "line", "name": name, **label})
    for name, line in zip(choice_names(list(lines)), lines.values(), strict=True):
        rows += [{**row, "line": name} for row in _groups(line, "group")]
    return rows
